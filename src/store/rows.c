/* Items by id: a row of a list, and all of one. */
#include "base/date.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "feed/html/strip.h"
#include "store/database.h"
#include "store/fullpages.h"
#include "store/marks.h"
#include "store/pack.h"

#define WORDS "CASE better WHEN 1 THEN length ELSE words END"
#define ITEM_COLUMNS                                                                               \
	"id, feed, title, url, author, summary, published, seen, media, " WORDS ", kind"

static Item item_of(const Library *lib, sqlite3_stmt *row, Arena *arena)
{
	return (Item){
		.id = sqlite3_column_int64(row, 0),
		.feed = sqlite3_column_int64(row, 1),
		.title = db_str(row, 2, arena),
		.url = db_str(row, 3, arena),
		.author = db_str(row, 4, arena),
		.summary = db_str(row, 5, arena),
		.published = sqlite3_column_int64(row, 6),
		.seen = sqlite3_column_int64(row, 7),
		.flags = ((uint32_t)sqlite3_column_int64(row, 8) & ~(uint32_t)ITEM_MARKS) |
			 marks_of(lib, sqlite3_column_int64(row, 0)),
		.words = (uint32_t)sqlite3_column_int64(row, 9),
	};
}

/* Where a row ends: PAGE_ARTICLE if nothing is known of its page. */
enum { COLUMN_PAGE = 10 };

bool library_rows(Library *lib, const ItemId *ids, size_t n, Arena *arena, Item *out, Err *err)
{
	sqlite3_stmt *get = db_statement(lib,
		"SELECT " ITEM_COLUMNS " FROM item LEFT JOIN page ON item = id"
		" WHERE id = ?",
		err);
	bool ok = get && marks_fresh(lib, err);

	for (size_t i = 0; i < n && ok; i++) {
		out[i] = (Item){0};
		sqlite3_bind_int64(get, 1, ids[i]);
		if (db_row(lib, get, &ok, err)) {
			out[i] = item_of(lib, get, arena);
			out[i].page = (uint32_t)sqlite3_column_int64(get, COLUMN_PAGE);
			sqlite3_reset(get);
			ok = tags_text(lib, ids[i], arena, &out[i].tags, err);
		}
	}
	return ok;
}

bool library_words(Library *lib, const ItemId *ids, size_t n, uint64_t *out, Err *err)
{
	sqlite3_stmt *get = db_statement(lib,
		"SELECT " WORDS " FROM item LEFT JOIN page ON item = id WHERE id = ?", err);
	bool ok = get != NULL;

	*out = 0;
	for (size_t i = 0; i < n && ok; i++) {
		sqlite3_bind_int64(get, 1, ids[i]);
		if (db_row(lib, get, &ok, err)) {
			*out += (uint32_t)sqlite3_column_int64(get, 0);
			sqlite3_reset(get);
		}
	}
	return ok;
}

static bool begins_character(Str text, size_t at)
{
	return at == 0 || at >= text.n || ((unsigned char)text.s[at] & 0xc0) != 0x80;
}

/* A few words before the place, many behind; where no words end, characters. */
static Str cut_around(Str text, size_t at, Arena *arena)
{
	enum { BEFORE = 40, ALL = 320 };
	size_t start = at > BEFORE ? at - BEFORE : 0;
	ptrdiff_t blank = start ? str_find_char(str_slice(text, start, at - start), ' ') : -1;

	if (blank >= 0)
		start += (size_t)blank + 1;
	while (!begins_character(text, start))
		start++;
	return arena_printf(arena, start ? "… %.*s" : "%.*s",
		STR_ARG(str_trim(utf8_cut(str_from_at(text, start), ALL))));
}

/* The first place where one of the words stands. */
static bool find_first(Str text, const Needle *words, size_t count, Arena *arena, Str *out)
{
	size_t first = SIZE_MAX, start, end;

	for (size_t i = 0; i < count; i++)
		if (needle_find(&words[i], text, 0, &start, &end) && start < first)
			first = start;
	if (first == SIZE_MAX)
		return false;
	*out = cut_around(text, first, arena);
	return true;
}

bool library_snippet(Library *lib, ItemId id, const Needle *words, size_t count, Arena *arena,
	Str *out, Err *err)
{
	sqlite3_stmt *get =
		db_statement(lib, "SELECT html, full_text FROM content WHERE id = ?", err);
	Arena *scratch;
	bool ok = false;
	Str text, page;

	*out = S("");
	if (!get)
		return false;
	sqlite3_bind_int64(get, 1, id);
	if (!db_row(lib, get, &ok, err))
		return ok;
	scratch = arena_open();
	ok = pack_column(lib, get, 0, scratch, &text, err);
	pack_column(lib, get, 1, scratch, &page, NULL);
	sqlite3_reset(get);
	if (!find_first(strip_html(text, scratch), words, count, arena, out))
		find_first(fullpage_text(page, scratch), words, count, arena, out);
	arena_close(scratch);
	return ok;
}

/* As merge.c wrote them: url, type, title, bytes, seconds, 0x1f between; 0x1e behind each. */
static void read_enclosures(Str text, Arena *arena, Entry *entry)
{
	Enclosure *list;
	uint32_t count = 0;
	Str rest, one;

	for (size_t i = 0; i < text.n; i++)
		count += text.s[i] == 0x1e;
	list = arena_array(arena, count, sizeof *list);
	rest = text;
	for (uint32_t i = 0; i < count && str_cut(&rest, 0x1e, &one); i++) {
		Str number = S("");
		int64_t value;

		str_cut(&one, 0x1f, &list[i].url);
		str_cut(&one, 0x1f, &list[i].type);
		str_cut(&one, 0x1f, &list[i].title);
		str_cut(&one, 0x1f, &number);
		list[i].bytes = str_number(number, &value) ? value : 0;
		list[i].seconds = str_number(one, &value) ? (uint32_t)value : 0;
	}
	entry->enclosures = list;
	entry->enclosure_count = count;
}

bool library_article(Library *lib, ItemId id, Arena *arena, Article *out, Err *err)
{
	sqlite3_stmt *get = db_statement(lib,
		"SELECT item.id, item.feed, item.title, item.url, author, summary, published, seen,"
		" media, words, guid, html, base, item.tags, comments, image, enclosures, updated,"
		" full_text, CASE own_title WHEN '' THEN feed.title ELSE own_title END, feed.url, "
		"lang, claimed, changed, (SELECT count(*) FROM version WHERE item = item.id)"
		" FROM item JOIN content USING (id) JOIN feed ON feed.id = item.feed"
		" WHERE item.id = ?",
		err);
	bool ok = false;

	*out = (Article){0};
	if (!get || !marks_fresh(lib, err))
		return false;
	sqlite3_bind_int64(get, 1, id);
	if (!db_row(lib, get, &ok, err))
		return ok && err_set(err, ERR_STORE, SQLITE_NOTFOUND,
				     "this article is no longer in the library");
	out->item = item_of(lib, get, arena);
	out->entry = (Entry){
		.guid = db_str(get, 10, arena),
		.url = out->item.url,
		.title = out->item.title,
		.author = out->item.author,
		.base = db_str(get, 12, arena),
		.summary = out->item.summary,
		.tags = db_str(get, 13, arena),
		.comments = db_str(get, 14, arena),
		.image = db_str(get, 15, arena),
		.published = out->item.published,
		.updated = sqlite3_column_int64(get, 17),
		.words = out->item.words,
	};
	read_enclosures(db_str(get, 16, arena), arena, &out->entry);
	ok = pack_column(lib, get, 11, arena, &out->entry.html, err) &&
	     pack_column(lib, get, 18, arena, &out->full, err);
	out->feed_title = db_str(get, 19, arena);
	out->feed_url = db_str(get, 20, arena);
	out->entry.lang = db_str(get, 21, arena);
	/* Shown as it was claimed, however odd; of one without a date, when it came in. */
	if (sqlite3_column_type(get, 22) != SQLITE_NULL &&
		sqlite3_column_int64(get, 22) != DATE_NONE)
		out->entry.published = sqlite3_column_int64(get, 22);
	out->changed = sqlite3_column_int64(get, 23);
	out->versions = (uint32_t)sqlite3_column_int64(get, 24);
	sqlite3_reset(get);
	return ok;
}

bool library_versions(Library *lib, ItemId id, Arena *arena, const ItemVersion **out, size_t *count,
	Err *err)
{
	sqlite3_stmt *get = db_statement(lib,
		"SELECT at, title, html FROM version WHERE item = ? ORDER BY id DESC", err);
	VEC(ItemVersion) versions = {0};
	bool ok = false;

	*out = NULL;
	*count = 0;
	if (!get)
		return false;
	sqlite3_bind_int64(get, 1, id);
	while (db_row(lib, get, &ok, err)) {
		ItemVersion version = {.at = sqlite3_column_int64(get, 0),
			.title = db_str(get, 1, arena)};

		/* One that is damaged is not shown. */
		if (pack_column(lib, get, 2, arena, &version.html, NULL))
			*vec_push_in(&versions, arena) = version;
	}
	*out = versions.items;
	*count = versions.count;
	return ok;
}
