/* Tags of the reader's own. A name stays when no article has it any more: it is offered again. */
#include "base/vec.h"
#include "store/marks.h"

bool tags_kind(Library *lib, Str name, bool make, int64_t *kind, Err *err)
{
	sqlite3_stmt *get = db_statement(lib, "SELECT id FROM tag WHERE name = ?", err);
	bool ok = false;

	*kind = 0;
	if (!get)
		return false;
	db_bind_str(get, 1, name);
	if (db_row(lib, get, &ok, err)) {
		*kind = MARK_TAGS + sqlite3_column_int64(get, 0);
		sqlite3_reset(get);
		return true;
	}
	if (!ok || !make)
		return ok;
	get = db_statement(lib, "INSERT INTO tag (name) VALUES (?)", err);
	if (!get)
		return false;
	db_bind_str(get, 1, name);
	if (!db_run(lib, get, err))
		return false;
	*kind = MARK_TAGS + sqlite3_last_insert_rowid(lib->db);
	return true;
}

bool tags_name(Library *lib, int64_t kind, Arena *arena, Str *name, Err *err)
{
	sqlite3_stmt *get = db_statement(lib, "SELECT name FROM tag WHERE id = ?", err);
	bool ok = false;

	*name = S("");
	if (!get)
		return false;
	sqlite3_bind_int64(get, 1, kind - MARK_TAGS);
	if (db_row(lib, get, &ok, err)) {
		*name = db_str(get, 0, arena);
		sqlite3_reset(get);
	}
	return ok;
}

bool library_tags(Library *lib, Arena *arena, const Tag **out, size_t *count, Err *err)
{
	sqlite3_stmt *all = db_statement(lib, "SELECT id, name FROM tag ORDER BY name", err);
	VEC(Tag) tags = {0};
	bool ok = all && marks_fresh(lib, err);

	while (ok && db_row(lib, all, &ok, err)) {
		Tag *tag = vec_push_in(&tags, arena);

		tag->name = db_str(all, 1, arena);
		tag->count = marks_set(lib, MARK_TAGS + sqlite3_column_int64(all, 0))->count;
	}
	*out = tags.items;
	*count = tags.count;
	return ok;
}

bool library_tags_of(Library *lib, ItemId id, Arena *arena, const Str **out, size_t *count,
	Err *err)
{
	VEC(Str) names = {0};
	bool ok = marks_fresh(lib, err);

	for (int64_t kind = MARK_TAGS; ok && (kind = marks_next_tag(lib, kind)) != 0;)
		if (idset_has(marks_set(lib, kind), id))
			ok = tags_name(lib, kind, arena, vec_push_in(&names, arena), err);
	*out = names.items;
	*count = names.count;
	return ok;
}

bool tags_text(Library *lib, ItemId id, Arena *arena, Str *out, Err *err)
{
	const Str *names;
	size_t count;
	Buf text = {0};

	*out = S("");
	if (marks_next_tag(lib, MARK_TAGS) == 0)
		return true;
	if (!library_tags_of(lib, id, arena, &names, &count, err))
		return false;
	for (size_t i = 0; i < count; i++)
		buf_printf(&text, i ? " #%.*s" : "#%.*s", STR_ARG(names[i]));
	*out = buf_take(&text, arena);
	buf_drop(&text);
	return true;
}
