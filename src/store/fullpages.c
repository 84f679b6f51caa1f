/* The pages articles lead to: their text, and what came of fetching them. */
#include "store/fullpages.h"

#include "model/wire.h"
#include "store/database.h"
#include "store/pack.h"

Str fullpage_text(Str wire, Arena *arena)
{
	const Doc *doc = wire.n ? doc_read(wire, arena, NULL) : NULL;
	Buf out = {0};
	Str text;

	for (uint32_t i = 0; doc && i < doc->block_count; i++) {
		const Block *block = &doc->blocks[i];
		const Table *table;

		buf_add(&out, doc_str(doc, block->text));
		buf_char(&out, '\n');
		if (block->kind != BLOCK_TABLE)
			continue;
		table = &doc->tables[block->ref];
		for (uint32_t k = 0; k < table->rows * table->cols; k++) {
			buf_add(&out, doc_str(doc, doc->cells[table->cell + k].text));
			buf_char(&out, '\n');
		}
	}
	text = buf_take(&out, arena);
	buf_drop(&out);
	return text;
}

bool library_page(Library *lib, ItemId id, Arena *arena, PageState *out, Err *err)
{
	sqlite3_stmt *get = db_statement(lib,
		"SELECT due, tries, kind, length, better, note, etag, modified FROM page"
		" WHERE item = ?",
		err);
	bool ok = false;

	*out = (PageState){0};
	if (!get)
		return false;
	sqlite3_bind_int64(get, 1, id);
	if (!db_row(lib, get, &ok, err))
		return ok;
	*out = (PageState){
		.known = true,
		.due = sqlite3_column_int64(get, 0),
		.stale = sqlite3_column_int64(get, 0) == 1,
		.tries = (uint32_t)sqlite3_column_int64(get, 1),
		.kind = (uint32_t)sqlite3_column_int64(get, 2),
		.words = (uint32_t)sqlite3_column_int64(get, 3),
		.better = sqlite3_column_int64(get, 4) != 0,
		.note = db_str(get, 5, arena),
		.etag = db_str(get, 6, arena),
		.modified = db_str(get, 7, arena),
	};
	sqlite3_reset(get);
	return true;
}

static bool keep_text(Library *lib, ItemId id, Str wire, Err *err)
{
	sqlite3_stmt *set =
		db_statement(lib, "UPDATE content SET full_text = ?2 WHERE id = ?1", err);

	if (!set)
		return false;
	sqlite3_bind_int64(set, 1, id);
	pack_bind(lib, set, 2, wire);
	return db_run(lib, set, err);
}

/* The index of words has another text to read. */
static bool tell_index(Library *lib, ItemId id, Err *err)
{
	sqlite3_stmt *add = db_statement(lib, "INSERT INTO changed (item) VALUES (?)", err);

	if (!add)
		return false;
	sqlite3_bind_int64(add, 1, id);
	return db_run(lib, add, err);
}

/* Nothing is kept of an article that is gone meanwhile. */
static bool keep_state(Library *lib, ItemId id, const PageState *state, Err *err)
{
	sqlite3_stmt *set = db_statement(lib,
		"INSERT OR REPLACE INTO page (item, due, tries, kind, better, note, etag, modified,"
		" length) SELECT id, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 FROM item WHERE id = ?1",
		err);

	if (!set)
		return false;
	sqlite3_bind_int64(set, 1, id);
	sqlite3_bind_int64(set, 2, state->due);
	sqlite3_bind_int64(set, 3, state->tries);
	sqlite3_bind_int64(set, 4, state->kind);
	sqlite3_bind_int64(set, 5, state->better);
	db_bind_str(set, 6, state->note);
	db_bind_str(set, 7, state->etag);
	db_bind_str(set, 8, state->modified);
	sqlite3_bind_int64(set, 9, state->words);
	return db_run(lib, set, err);
}

bool library_set_page(Library *lib, ItemId id, const PageState *state, Str wire, Err *err)
{
	bool ok;

	if (!db_begin(lib, err))
		return false;
	ok = (wire.n == 0 || (keep_text(lib, id, wire, err) && tell_index(lib, id, err))) &&
	     keep_state(lib, id, state, err);
	return db_end(lib, ok, err);
}

bool library_pages_due(Library *lib, FeedId feed, int64_t since, int64_t now, bool untried,
	size_t most, Arena *arena, const ItemId **out, size_t *count, Err *err)
{
	sqlite3_stmt *list = db_statement(lib,
		"SELECT id FROM item LEFT JOIN page ON page.item = item.id"
		" WHERE feed = ?1 AND published > ?2 AND ((?5 AND page.item IS NULL) OR"
		" (due > 0 AND due <= ?3)) ORDER BY published DESC, id DESC LIMIT ?4",
		err);
	ItemId *ids;
	bool ok = false;

	*count = 0;
	if (!list)
		return false;
	ids = arena_array(arena, most + 1, sizeof *ids);
	sqlite3_bind_int64(list, 1, feed);
	sqlite3_bind_int64(list, 2, since);
	sqlite3_bind_int64(list, 3, now);
	sqlite3_bind_int64(list, 4, (int64_t)most);
	sqlite3_bind_int(list, 5, untried);
	while (db_row(lib, list, &ok, err))
		ids[(*count)++] = sqlite3_column_int64(list, 0);
	*out = ids;
	return ok;
}

bool library_pages_worth(Library *lib, FeedId feed, uint32_t *tried, uint32_t *better, Err *err)
{
	sqlite3_stmt *get = db_statement(lib,
		"SELECT count(*), coalesce(sum(better), 0) FROM (SELECT better FROM item JOIN page"
		" ON page.item = item.id WHERE feed = ? ORDER BY published DESC, id DESC LIMIT 20)",
		err);
	bool ok = false;

	*tried = *better = 0;
	if (!get)
		return false;
	sqlite3_bind_int64(get, 1, feed);
	if (!db_row(lib, get, &ok, err))
		return ok;
	*tried = (uint32_t)sqlite3_column_int64(get, 0);
	*better = (uint32_t)sqlite3_column_int64(get, 1);
	sqlite3_reset(get);
	return true;
}
