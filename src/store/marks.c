#include "store/marks.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"

enum { PAGE_BYTES = IDSET_PAGE_BITS / 8 };

typedef struct {
	int64_t kind;
	IdSet ids;
	IdSet dirty; /* pages that are to be written */
} MarkSet;

static const int kinds[] = {MARK_UNREAD, MARK_STARRED, MARK_LATER, MARK_DELETED, MARK_MUTED};
enum { KINDS = COUNT(kinds) };

struct Marks {
	VEC(MarkSet) sets; /* first those of kinds[], then those of tags */
	int64_t version;   /* of the file, as SQLite counts what others write */
	bool loaded;
};

static_assert(ITEM_UNREAD == 1 << MARK_UNREAD && ITEM_STARRED == 1 << MARK_STARRED &&
		      ITEM_LATER == 1 << MARK_LATER && ITEM_DELETED == 1 << MARK_DELETED &&
		      ITEM_MUTED == 1 << MARK_MUTED,
	"the number of a set is that of its flag");

static MarkSet *find(const Marks *marks, int64_t kind)
{
	for (size_t i = 0; i < marks->sets.count; i++)
		if (marks->sets.items[i].kind == kind)
			return &marks->sets.items[i];
	return NULL;
}

static MarkSet *set_of(Marks *marks, int64_t kind)
{
	MarkSet *set = find(marks, kind);

	if (set)
		return set;
	set = vec_push(&marks->sets);
	set->kind = kind;
	return set;
}

static void empty(Marks *marks)
{
	for (size_t i = 0; i < marks->sets.count; i++) {
		idset_drop(&marks->sets.items[i].ids);
		idset_drop(&marks->sets.items[i].dirty);
	}
}

/* --- on disk: bit i of a page is bit i % 8 of byte i / 8, whatever the machine ---------------- */

static void read_page(IdSet *set, size_t page, const uint8_t *bytes)
{
	uint64_t words[IDSET_PAGE_WORDS] = {0};

	for (size_t i = 0; i < PAGE_BYTES; i++)
		words[i / 8] |= (uint64_t)bytes[i] << i % 8 * 8;
	idset_set_page(set, page, words);
}

static void write_page(const IdSet *set, size_t page, uint8_t *bytes)
{
	const uint64_t *words = page < set->page_count ? set->pages[page] : NULL;

	memset(bytes, 0, PAGE_BYTES);
	for (size_t i = 0; words && i < PAGE_BYTES; i++)
		bytes[i] = (uint8_t)(words[i / 8] >> i % 8 * 8);
}

static bool load(Library *lib, Err *err)
{
	sqlite3_stmt *all = db_statement(lib, "SELECT id, bits FROM mark", err);
	Marks *marks = lib->marks;
	bool ok = false;

	empty(marks);
	while (all && db_row(lib, all, &ok, err)) {
		int64_t id = sqlite3_column_int64(all, 0);
		size_t page = (size_t)(id & UINT32_MAX);
		const uint8_t *bits = sqlite3_column_blob(all, 1);

		/* The file may be damaged. */
		if (sqlite3_column_bytes(all, 1) == PAGE_BYTES && page < IDSET_MOST_PAGES)
			read_page(&set_of(marks, id >> 32)->ids, page, bits);
	}
	return ok;
}

bool marks_fresh(Library *lib, Err *err)
{
	sqlite3_stmt *get = db_statement(lib, "PRAGMA data_version", err);
	Marks *marks = lib->marks;
	int64_t version;
	bool ok = false;

	if (!get || !db_row(lib, get, &ok, err))
		return false;
	version = sqlite3_column_int64(get, 0);
	sqlite3_reset(get);
	if (marks->loaded && marks->version == version)
		return true;
	marks->loaded = load(lib, err);
	marks->version = version;
	return marks->loaded;
}

static bool write_set(Library *lib, MarkSet *set, Err *err)
{
	sqlite3_stmt *put = db_statement(lib,
		"INSERT INTO mark (id, bits) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET"
		" bits = excluded.bits",
		err);
	uint8_t bytes[PAGE_BYTES];

	for (ItemId page = idset_next(&set->dirty, 0); put && page >= 0;
		page = idset_next(&set->dirty, page + 1)) {
		write_page(&set->ids, (size_t)page, bytes);
		sqlite3_bind_int64(put, 1, set->kind << 32 | page);
		db_bind_blob(put, 2, str_of((const char *)bytes, sizeof bytes));
		if (!db_run(lib, put, err))
			return false;
	}
	idset_drop(&set->dirty);
	return put != NULL;
}

bool marks_flush(Library *lib, Err *err)
{
	Marks *marks = lib->marks;

	for (size_t i = 0; i < marks->sets.count; i++)
		if (marks->sets.items[i].dirty.count && !write_set(lib, &marks->sets.items[i], err))
			return false;
	return true;
}

void marks_forget(Library *lib)
{
	lib->marks->loaded = false;
}

/* --- in memory -------------------------------------------------------------------------------- */

uint32_t marks_of(const Library *lib, ItemId id)
{
	uint32_t flags = 0;

	for (size_t i = 0; i < KINDS; i++)
		if (idset_has(&lib->marks->sets.items[i].ids, id))
			flags |= (uint32_t)1 << kinds[i];
	return flags;
}

const IdSet *marks_set(const Library *lib, int64_t kind)
{
	static const IdSet nothing;
	const MarkSet *set = find(lib->marks, kind);

	return set ? &set->ids : &nothing;
}

int64_t marks_next_tag(const Library *lib, int64_t kind)
{
	const Marks *marks = lib->marks;
	int64_t next = 0;

	for (size_t i = KINDS; i < marks->sets.count; i++)
		if (marks->sets.items[i].kind > kind &&
			(next == 0 || marks->sets.items[i].kind < next))
			next = marks->sets.items[i].kind;
	return next;
}

static void put(MarkSet *set, ItemId id, bool on)
{
	if (idset_has(&set->ids, id) == on)
		return;
	(on ? idset_put : idset_remove)(&set->ids, id);
	idset_put(&set->dirty, id / IDSET_PAGE_BITS);
}

void marks_put(Library *lib, ItemId id, int64_t kind, bool on)
{
	put(set_of(lib->marks, kind), id, on);
}

void marks_put_all(Library *lib, ItemId id, uint32_t flags)
{
	Marks *marks = lib->marks;

	for (size_t i = 0; i < KINDS; i++)
		put(&marks->sets.items[i], id, flags >> kinds[i] & 1);
	for (size_t i = KINDS; i < marks->sets.count; i++)
		put(&marks->sets.items[i], id, false);
}

/* --- functions of SQL ------------------------------------------------------------------------- */

static void sql_marks(sqlite3_context *context, int count, sqlite3_value **values)
{
	(void)count;
	sqlite3_result_int64(context,
		marks_of(sqlite3_user_data(context), sqlite3_value_int64(values[0])));
}

static void sql_tagged(sqlite3_context *context, int count, sqlite3_value **values)
{
	(void)count;
	sqlite3_result_int(context,
		idset_has(marks_set(sqlite3_user_data(context), sqlite3_value_int64(values[1])),
			sqlite3_value_int64(values[0])));
}

/* mark_bits(id): the page that these ids make. */
static void step_bits(sqlite3_context *context, int count, sqlite3_value **values)
{
	uint8_t *bits = sqlite3_aggregate_context(context, PAGE_BYTES);
	int64_t at = sqlite3_value_int64(values[0]) % IDSET_PAGE_BITS;

	(void)count;
	if (bits && at >= 0)
		bits[at / 8] |= (uint8_t)(1 << at % 8);
}

static void end_bits(sqlite3_context *context)
{
	sqlite3_result_blob(context, sqlite3_aggregate_context(context, PAGE_BYTES), PAGE_BYTES,
		SQLITE_TRANSIENT);
}

bool marks_prepare(Library *lib, Err *err)
{
	const int how = SQLITE_UTF8 | SQLITE_DIRECTONLY;
	sqlite3 *db = lib->db;

	lib->marks = memory_alloc(sizeof *lib->marks);
	for (size_t i = 0; i < KINDS; i++)
		set_of(lib->marks, kinds[i]);
	return (sqlite3_create_function(db, "marks", 1, how, lib, sql_marks, NULL, NULL) ==
			       SQLITE_OK &&
		       sqlite3_create_function(db, "tagged", 2, how, lib, sql_tagged, NULL, NULL) ==
			       SQLITE_OK &&
		       sqlite3_create_function(db, "mark_bits", 1, how, NULL, NULL, step_bits,
			       end_bits) == SQLITE_OK) ||
	       db_fail(lib, err);
}

void marks_close(Library *lib)
{
	if (!lib->marks)
		return;
	empty(lib->marks);
	vec_drop(&lib->marks->sets);
	free(lib->marks);
}
