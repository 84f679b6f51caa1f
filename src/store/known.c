#include "store/known.h"

#include <stdlib.h>

#include "base/date.h"
#include "store/database.h"
#include "store/pack.h"
#include "store/same.h"

enum {
	MET_DAYS = 30,     /* how exactly it is known when a feed last listed what is gone */
	FORGET_DAYS = 180, /* a feed that has left it out so long will not bring it back */
};

/* --- guids ------------------------------------------------------------------------------------ */

/* Index of the entry with that key, from 1; 0: there is none. */
static size_t place_of(const Known *known, uint64_t key)
{
	size_t at = (key >> 1) & (known->slot_count - 1);

	while (known->slots[at] && known->keys[known->slots[at] - 1] != key)
		at = (at + 1) & (known->slot_count - 1);
	return known->slots[at];
}

/* The first entry with a guid counts, or two would overwrite each other with every fetch. */
static void make_keys(Known *known)
{
	known->slot_count = 16;
	while (known->slot_count < 2 * known->count)
		known->slot_count *= 2;
	known->keys = memory_alloc((known->count + 1) * sizeof *known->keys);
	known->slots = memory_alloc(known->slot_count * sizeof *known->slots);
	known->links = memory_alloc(known->slot_count * sizeof *known->links);
	for (size_t i = 0; i < known->count; i++) {
		uint64_t key = str_digest(1, known->entries[i].guid) | 1;
		size_t at = (key >> 1) & (known->slot_count - 1);

		if (place_of(known, key))
			continue;
		while (known->slots[at])
			at = (at + 1) & (known->slot_count - 1);
		known->slots[at] = i + 1;
		known->keys[i] = key;
	}
}

/* Whether a row of that table is of the feed. */
static bool has_any(const Known *known, const char *sql, bool *out, Err *err)
{
	sqlite3_stmt *any = db_statement(known->lib, sql, err);
	bool ok = false;

	if (!any)
		return false;
	sqlite3_bind_int64(any, 1, known->feed);
	*out = db_row(known->lib, any, &ok, err);
	sqlite3_reset(any);
	return ok;
}

bool known_init(Known *known, Library *lib, FeedId feed, const Entry *entries, size_t count,
	int64_t now, Err *err)
{
	bool has_items = false, ok;

	*known = (Known){.lib = lib,
		.feed = feed,
		.now = now,
		.entries = entries,
		.count = count,
		.scratch = arena_open()};
	make_keys(known);
	ok = has_any(known, "SELECT 1 FROM gone WHERE feed = ? LIMIT 1", &known->has_ghosts, err) &&
	     has_any(known, "SELECT 1 FROM item WHERE feed = ? LIMIT 1", &has_items, err);
	known->is_new = !has_items;
	return ok;
}

void known_drop(Known *known)
{
	free(known->keys);
	free(known->slots);
	free(known->links);
	arena_close(known->scratch);
}

/* --- what is gone ----------------------------------------------------------------------------- */

static bool is_gone(Known *known, uint64_t key, bool *out, Err *err)
{
	sqlite3_stmt *get =
		db_statement(known->lib, "SELECT met FROM gone WHERE feed = ? AND key = ?", err);
	sqlite3_stmt *meet = db_statement(known->lib,
		"UPDATE gone SET met = ?3 WHERE feed = ?1 AND key = ?2", err);
	int64_t met;
	bool ok = false;

	if (!get || !meet)
		return false;
	sqlite3_bind_int64(get, 1, known->feed);
	sqlite3_bind_int64(get, 2, (int64_t)key);
	if (!db_row(known->lib, get, &ok, err))
		return ok;
	met = sqlite3_column_int64(get, 0);
	sqlite3_reset(get);
	*out = true;
	if (known->now - met < (int64_t)MET_DAYS * DAY)
		return true;
	sqlite3_bind_int64(meet, 1, known->feed);
	sqlite3_bind_int64(meet, 2, (int64_t)key);
	sqlite3_bind_int64(meet, 3, known->now);
	return db_run(known->lib, meet, err);
}

bool known_end(Known *known, Err *err)
{
	sqlite3_stmt *forget;

	if (!known->has_ghosts)
		return true;
	forget = db_statement(known->lib, "DELETE FROM gone WHERE feed = ? AND met < ?", err);
	if (!forget)
		return false;
	sqlite3_bind_int64(forget, 1, known->feed);
	sqlite3_bind_int64(forget, 2, known->now - (int64_t)FORGET_DAYS * DAY);
	return db_run(known->lib, forget, err);
}

/* --- rows ------------------------------------------------------------------------------------- */

static bool find_by_guid(Known *known, uint64_t key, Found *out, Err *err)
{
	sqlite3_stmt *get = db_statement(known->lib,
		"SELECT id, hash FROM item WHERE feed = ? AND key = ?", err);
	bool ok = false;

	if (!get)
		return false;
	sqlite3_bind_int64(get, 1, known->feed);
	sqlite3_bind_int64(get, 2, (int64_t)key);
	if (db_row(known->lib, get, &ok, err)) {
		out->id = sqlite3_column_int64(get, 0);
		out->hash = (uint64_t)sqlite3_column_int64(get, 1);
		sqlite3_reset(get);
	}
	return ok;
}

/* A row with the same link: whether it is this entry, and then, if the feed lists both, whether it
 * stands behind this one: the first counts. */
static bool consider(Known *known, size_t at, sqlite3_stmt *row, const Sight *seen, Found *out,
	Err *err)
{
	size_t place = place_of(known, (uint64_t)sqlite3_column_int64(row, 1));
	Sight stored = {.title = db_str(row, 3, known->scratch),
		.url = db_str(row, 4, known->scratch),
		.published = sqlite3_column_int64(row, 6)};

	if (!pack_column(known->lib, row, 5, known->scratch, &stored.html, err))
		return false;
	if (!same_article(seen, &stored, place > 0, known->scratch))
		return true;
	if (place > 0 && place - 1 < at) {
		out->passed = true;
		return true;
	}
	out->id = sqlite3_column_int64(row, 0);
	out->hash = (uint64_t)sqlite3_column_int64(row, 2);
	out->renamed = true;
	return true;
}

static bool find_by_link(Known *known, size_t at, Found *out, Err *err)
{
	const Entry *entry = &known->entries[at];
	Sight seen = {entry->url, entry->title, entry->html, entry->published};
	sqlite3_stmt *get = db_statement(known->lib,
		"SELECT item.id, key, hash, title, url, html, ifnull(claimed, published)"
		" FROM item JOIN content USING (id) WHERE feed = ? AND link = ?"
		" ORDER BY item.id DESC LIMIT 8",
		err);
	bool ok = false;

	if (!get || out->link == 0)
		return get != NULL;
	sqlite3_bind_int64(get, 1, known->feed);
	sqlite3_bind_int64(get, 2, (int64_t)out->link);
	while (db_row(known->lib, get, &ok, err)) {
		ok = consider(known, at, get, &seen, out, err);
		if (!ok || out->id || out->passed) {
			sqlite3_reset(get);
			break;
		}
	}
	arena_reset(known->scratch);
	return ok;
}

/* Whether an entry with that link was looked for before; now one was. */
static bool meet_link(Known *known, uint64_t link)
{
	size_t at = (link >> 1) & (known->slot_count - 1);

	while (known->links[at] && known->links[at] != link)
		at = (at + 1) & (known->slot_count - 1);
	if (known->links[at])
		return true;
	known->links[at] = link;
	return false;
}

bool known_find(Known *known, size_t at, Found *out, Err *err)
{
	const Entry *entry = &known->entries[at];
	uint64_t ghost;

	*out = (Found){0};
	/* Of a new feed there is only what this merge put in, each guid once. */
	if (!known->is_new && !find_by_guid(known, known->keys[at], out, err))
		return false;
	if (out->id)
		return true;
	out->link = same_link(entry->url, entry->title);
	if (known->has_ghosts) {
		ghost = same_ghost(out->link, entry->title, entry->published);
		if (!is_gone(known, known->keys[at], &out->passed, err) ||
			(ghost && !out->passed && !is_gone(known, ghost, &out->passed, err)))
			return false;
		if (out->passed)
			return true;
	}
	if (known->is_new && !meet_link(known, out->link))
		return true;
	return find_by_link(known, at, out, err);
}

bool library_find(Library *lib, FeedId feed, Str guid, ItemId *id, Err *err)
{
	sqlite3_stmt *find =
		db_statement(lib, "SELECT id FROM item WHERE feed = ? AND key = ?", err);
	bool ok = false;

	*id = 0;
	if (!find)
		return false;
	sqlite3_bind_int64(find, 1, feed);
	sqlite3_bind_int64(find, 2, (int64_t)(str_digest(1, guid) | 1));
	if (db_row(lib, find, &ok, err)) {
		*id = sqlite3_column_int64(find, 0);
		sqlite3_reset(find);
	}
	return ok;
}
