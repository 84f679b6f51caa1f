#include "store/marks.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE_BYTES = IDSET_PAGE_BITS / 8 };

typedef struct {
	IdSet ids;
	IdSet dirty; /* pages that are to be written */
} MarkSet;

static const uint32_t kinds[] = {MARK_UNREAD, MARK_STARRED, MARK_LATER, MARK_DELETED, MARK_MUTED};
enum { KINDS = COUNT(kinds) };

struct Marks {
	MarkSet sets[KINDS];
	int64_t version; /* of the file, as SQLite counts what others write */
	bool loaded;
};

static_assert(ITEM_UNREAD == 1 << MARK_UNREAD && ITEM_STARRED == 1 << MARK_STARRED &&
		      ITEM_LATER == 1 << MARK_LATER && ITEM_DELETED == 1 << MARK_DELETED &&
		      ITEM_MUTED == 1 << MARK_MUTED,
	"the number of a set is that of its flag");

static MarkSet *set_of(Marks *marks, uint32_t flag)
{
	for (size_t i = 0; i < KINDS; i++)
		if (flag == (uint32_t)1 << kinds[i])
			return &marks->sets[i];
	return NULL;
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

	for (size_t i = 0; i < KINDS; i++) {
		idset_drop(&marks->sets[i].ids);
		idset_drop(&marks->sets[i].dirty);
	}
	while (all && db_row(lib, all, &ok, err)) {
		int64_t id = sqlite3_column_int64(all, 0);
		const uint8_t *bits = sqlite3_column_blob(all, 1);
		MarkSet *set = id >> 32 < 32 ? set_of(marks, (uint32_t)1 << (id >> 32)) : NULL;

		if (set && sqlite3_column_bytes(all, 1) == PAGE_BYTES)
			read_page(&set->ids, (size_t)(id & UINT32_MAX), bits);
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

static bool write_set(Library *lib, MarkSet *set, int64_t kind, Err *err)
{
	sqlite3_stmt *put = db_statement(lib,
		"INSERT INTO mark (id, bits) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET"
		" bits = excluded.bits",
		err);
	uint8_t bytes[PAGE_BYTES];

	for (ItemId page = idset_next(&set->dirty, 0); put && page >= 0;
		page = idset_next(&set->dirty, page + 1)) {
		write_page(&set->ids, (size_t)page, bytes);
		sqlite3_bind_int64(put, 1, kind << 32 | page);
		db_bind_blob(put, 2, str_of((const char *)bytes, sizeof bytes));
		if (!db_run(lib, put, err))
			return false;
	}
	idset_drop(&set->dirty);
	return put != NULL;
}

bool marks_flush(Library *lib, Err *err)
{
	for (size_t i = 0; i < KINDS; i++)
		if (lib->marks->sets[i].dirty.count &&
			!write_set(lib, &lib->marks->sets[i], kinds[i], err))
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
		if (idset_has(&lib->marks->sets[i].ids, id))
			flags |= (uint32_t)1 << kinds[i];
	return flags;
}

const IdSet *marks_set(const Library *lib, uint32_t flag)
{
	return &set_of(lib->marks, flag)->ids;
}

static void put(MarkSet *set, ItemId id, bool on)
{
	if (idset_has(&set->ids, id) == on)
		return;
	(on ? idset_put : idset_remove)(&set->ids, id);
	idset_put(&set->dirty, id / IDSET_PAGE_BITS);
}

void marks_put(Library *lib, ItemId id, uint32_t flag, bool on)
{
	put(set_of(lib->marks, flag), id, on);
}

void marks_put_all(Library *lib, ItemId id, uint32_t flags)
{
	for (size_t i = 0; i < KINDS; i++)
		put(&lib->marks->sets[i], id, flags >> kinds[i] & 1);
}

/* --- functions of SQL ------------------------------------------------------------------------- */

static void sql_marks(sqlite3_context *context, int count, sqlite3_value **values)
{
	(void)count;
	sqlite3_result_int64(context,
		marks_of(sqlite3_user_data(context), sqlite3_value_int64(values[0])));
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
	lib->marks = memory_alloc(sizeof *lib->marks);
	return (sqlite3_create_function(lib->db, "marks", 1, SQLITE_UTF8 | SQLITE_DIRECTONLY, lib,
			sql_marks, NULL, NULL) == SQLITE_OK &&
		       sqlite3_create_function(lib->db, "mark_bits", 1,
			       SQLITE_UTF8 | SQLITE_DIRECTONLY, NULL, NULL, step_bits,
			       end_bits) == SQLITE_OK) ||
	       db_fail(lib, err);
}

void marks_close(Library *lib)
{
	for (size_t i = 0; lib->marks && i < KINDS; i++) {
		idset_drop(&lib->marks->sets[i].ids);
		idset_drop(&lib->marks->sets[i].dirty);
	}
	free(lib->marks);
}
