/* Subscriptions and what their last fetch left. */
#include "store/database.h"

/* --- subscriptions ---------------------------------------------------------------------------- */

static bool is_listed(sqlite3_stmt *row, const Subscription *sub, Arena *arena)
{
	return str_eq(db_str(row, 0, arena), sub->url) &&
	       str_eq(db_str(row, 1, arena), sub->title) &&
	       str_eq(db_str(row, 2, arena), sub->tags) &&
	       str_eq(db_str(row, 3, arena), sub->folder) &&
	       (sqlite3_column_int(row, 4) != 0) == sub->hidden;
}

/* Whether the library lists just these, so that a start need not write. */
static bool lists_already(Library *lib, const Subscription *subs, size_t count, bool *same,
	Err *err)
{
	sqlite3_stmt *all = db_statement(lib,
		"SELECT url, own_title, tags, folder, hidden FROM feed WHERE place IS NOT NULL"
		" ORDER BY place",
		err);
	Arena *arena;
	size_t i = 0;
	bool ok = false;

	if (!all)
		return false;
	arena = arena_open();
	*same = true;
	while (*same && db_row(lib, all, &ok, err)) {
		*same = i < count && is_listed(all, &subs[i], arena);
		i++;
	}
	if (!*same)
		sqlite3_reset(all);
	else
		*same = i == count;
	arena_close(arena);
	return ok;
}

static bool subscribe_all(Library *lib, const Subscription *subs, size_t count, Err *err)
{
	sqlite3_stmt *none =
		db_statement(lib, "UPDATE feed SET place = NULL WHERE place IS NOT NULL", err);
	sqlite3_stmt *put = db_statement(lib,
		"INSERT INTO feed (url, own_title, tags, folder, hidden, place)"
		" VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (url) DO UPDATE SET"
		" own_title = excluded.own_title, tags = excluded.tags, folder = excluded.folder,"
		" hidden = excluded.hidden, place = excluded.place",
		err);

	if (!none || !put || !db_run(lib, none, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		db_bind_str(put, 1, subs[i].url);
		db_bind_str(put, 2, subs[i].title);
		db_bind_str(put, 3, subs[i].tags);
		db_bind_str(put, 4, subs[i].folder);
		sqlite3_bind_int(put, 5, subs[i].hidden);
		sqlite3_bind_int64(put, 6, (int64_t)i);
		if (!db_run(lib, put, err))
			return false;
	}
	return true;
}

bool library_subscribe(Library *lib, const Subscription *subs, size_t count, Err *err)
{
	bool same = false;

	if (!lists_already(lib, subs, count, &same, err))
		return false;
	if (same)
		return true;
	return db_begin(lib, err) && db_end(lib, subscribe_all(lib, subs, count, err), err);
}

static bool is_listed_at(Library *lib, Str url, bool *listed, Err *err)
{
	sqlite3_stmt *get =
		db_statement(lib, "SELECT 1 FROM feed WHERE url = ? AND place IS NOT NULL", err);
	bool ok = false;

	if (!get)
		return false;
	db_bind_str(get, 1, url);
	*listed = db_row(lib, get, &ok, err);
	sqlite3_reset(get);
	return *listed || ok;
}

static bool set_address(Library *lib, Str from, Str to, Err *err)
{
	sqlite3_stmt *set =
		db_statement(lib, "UPDATE feed SET url = ?, gone = 0 WHERE url = ?", err);
	sqlite3_stmt *outlines = db_statement(lib, "UPDATE outline SET url = ? WHERE url = ?", err);

	if (!set || !outlines)
		return false;
	db_bind_str(set, 1, to);
	db_bind_str(set, 2, from);
	db_bind_str(outlines, 1, to);
	db_bind_str(outlines, 2, from);
	return db_run(lib, set, err) && db_run(lib, outlines, err);
}

bool library_move_feed(Library *lib, Str from, Str to, Err *err)
{
	Str between = S("moving:");
	bool listed = false;

	if (!is_listed_at(lib, to, &listed, err))
		return false;
	if (listed)
		return err_set(err, ERR_USER, 0, "%.*s is subscribed already", STR_ARG(to));
	return db_begin(lib, err) &&
	       db_end(lib,
		       set_address(lib, to, between, err) && set_address(lib, from, to, err) &&
			       set_address(lib, between, from, err),
		       err);
}

bool library_suggest_site(Library *lib, Str url, Str site, Err *err)
{
	sqlite3_stmt *set =
		db_statement(lib, "UPDATE feed SET site = ? WHERE url = ? AND site = ''", err);

	if (!set)
		return false;
	db_bind_str(set, 1, site);
	db_bind_str(set, 2, url);
	return db_run(lib, set, err);
}

#define FEED_COLUMNS                                                                               \
	"id, url, CASE own_title WHEN '' THEN title ELSE own_title END, site, tags, folder,"       \
	" trouble, checked, due, newest, unread, total, failures, hidden, ifnull(place, -1),"      \
	" trouble_since, gone,"                                                                    \
	" CASE WHEN moved_count >= 3 AND moved_to <> url THEN moved_to ELSE '' END, truncated"

static Feed feed_of(sqlite3_stmt *row, Arena *arena)
{
	return (Feed){
		.id = sqlite3_column_int64(row, 0),
		.url = db_str(row, 1, arena),
		.title = db_str(row, 2, arena),
		.site = db_str(row, 3, arena),
		.tags = db_str(row, 4, arena),
		.folder = db_str(row, 5, arena),
		.trouble = db_str(row, 6, arena),
		.checked = sqlite3_column_int64(row, 7),
		.due = sqlite3_column_int64(row, 8),
		.newest = sqlite3_column_int64(row, 9),
		.unread = (uint32_t)sqlite3_column_int64(row, 10),
		.total = (uint32_t)sqlite3_column_int64(row, 11),
		.failures = (uint32_t)sqlite3_column_int64(row, 12),
		.hidden = sqlite3_column_int(row, 13) != 0,
		.order = (uint32_t)sqlite3_column_int64(row, 14),
		.trouble_since = sqlite3_column_int64(row, 15),
		.moved_to = db_str(row, 17, arena),
		.gone = sqlite3_column_int(row, 16) != 0,
		.truncated = sqlite3_column_int(row, 18) != 0,
	};
}

static bool feed_count(Library *lib, size_t *count, Err *err)
{
	sqlite3_stmt *get =
		db_statement(lib, "SELECT count(*) FROM feed WHERE place IS NOT NULL", err);
	bool ok = false;

	if (get && db_row(lib, get, &ok, err)) {
		*count = (size_t)sqlite3_column_int64(get, 0);
		sqlite3_reset(get);
	}
	return ok;
}

bool library_feeds(Library *lib, Arena *arena, const Feed **out, size_t *count, Err *err)
{
	sqlite3_stmt *all;
	size_t room = 0, n = 0;
	Feed *feeds;
	bool ok = false;

	*out = NULL;
	*count = 0;
	if (!feed_count(lib, &room, err))
		return false;
	all = db_statement(lib,
		"SELECT " FEED_COLUMNS " FROM feed WHERE place IS NOT NULL ORDER BY place", err);
	if (!all)
		return false;
	feeds = arena_array(arena, room, sizeof *feeds);
	/* Another process may have added some in between: they are heard of next time. */
	while (n < room && db_row(lib, all, &ok, err))
		feeds[n++] = feed_of(all, arena);
	sqlite3_reset(all);
	*out = feeds;
	*count = n;
	return ok || room == 0;
}

bool library_feed(Library *lib, FeedId id, Arena *arena, Feed *out, Err *err)
{
	sqlite3_stmt *get =
		db_statement(lib, "SELECT " FEED_COLUMNS " FROM feed WHERE id = ?", err);
	bool ok = false;

	if (!get)
		return false;
	sqlite3_bind_int64(get, 1, id);
	if (!db_row(lib, get, &ok, err))
		return ok && err_set(err, ERR_STORE, SQLITE_NOTFOUND, "there is no such feed");
	*out = feed_of(get, arena);
	sqlite3_reset(get);
	return true;
}

/* --- fetching --------------------------------------------------------------------------------- */

bool library_state(Library *lib, FeedId feed, Arena *arena, FeedState *out, Err *err)
{
	sqlite3_stmt *get = db_statement(lib,
		"SELECT etag, modified, checked, due, interval, failures, trouble, trouble_since,"
		" moved_to, moved_count, body, not_before, moved_by_feed, gone, status,"
		" ttl, skip, hub, agent, truncated FROM feed WHERE id = ?",
		err);
	bool ok = false;

	if (!get)
		return false;
	sqlite3_bind_int64(get, 1, feed);
	if (!db_row(lib, get, &ok, err))
		return ok && err_set(err, ERR_STORE, SQLITE_NOTFOUND, "there is no such feed");
	*out = (FeedState){
		.etag = db_str(get, 0, arena),
		.modified = db_str(get, 1, arena),
		.checked = sqlite3_column_int64(get, 2),
		.due = sqlite3_column_int64(get, 3),
		.interval = sqlite3_column_int64(get, 4),
		.failures = (uint32_t)sqlite3_column_int64(get, 5),
		.trouble = db_str(get, 6, arena),
		.trouble_since = sqlite3_column_int64(get, 7),
		.moved_to = db_str(get, 8, arena),
		.moved_count = (uint32_t)sqlite3_column_int64(get, 9),
		.body = (uint64_t)sqlite3_column_int64(get, 10),
		.not_before = sqlite3_column_int64(get, 11),
		.moved_by_feed = sqlite3_column_int(get, 12) != 0,
		.gone = sqlite3_column_int(get, 13) != 0,
		.status = sqlite3_column_int(get, 14),
		.ttl = (uint32_t)sqlite3_column_int64(get, 15),
		.skip = (uint32_t)sqlite3_column_int64(get, 16),
		.hub = db_str(get, 17, arena),
		.agent = sqlite3_column_int(get, 18),
		.truncated = sqlite3_column_int(get, 19) != 0,
	};
	sqlite3_reset(get);
	return true;
}

bool library_set_state(Library *lib, FeedId feed, const FeedState *state, Err *err)
{
	sqlite3_stmt *set = db_statement(lib,
		"UPDATE feed SET etag = ?, modified = ?, checked = ?, due = ?, interval = ?,"
		" failures = ?, trouble = ?, trouble_since = ?, moved_to = ?, moved_count = ?,"
		" body = ?, not_before = ?, moved_by_feed = ?, gone = ?, status = ?, ttl = ?,"
		" skip = ?, hub = ?, agent = ?, truncated = ? WHERE id = ?",
		err);

	if (!set)
		return false;
	db_bind_str(set, 1, state->etag);
	db_bind_str(set, 2, state->modified);
	sqlite3_bind_int64(set, 3, state->checked);
	sqlite3_bind_int64(set, 4, state->due);
	sqlite3_bind_int64(set, 5, state->interval);
	sqlite3_bind_int64(set, 6, state->failures);
	db_bind_str(set, 7, state->trouble);
	sqlite3_bind_int64(set, 8, state->trouble_since);
	db_bind_str(set, 9, state->moved_to);
	sqlite3_bind_int64(set, 10, state->moved_count);
	sqlite3_bind_int64(set, 11, (int64_t)state->body);
	sqlite3_bind_int64(set, 12, state->not_before);
	sqlite3_bind_int(set, 13, state->moved_by_feed);
	sqlite3_bind_int(set, 14, state->gone);
	sqlite3_bind_int(set, 15, state->status);
	sqlite3_bind_int64(set, 16, state->ttl);
	sqlite3_bind_int64(set, 17, state->skip);
	db_bind_str(set, 18, state->hub);
	sqlite3_bind_int(set, 19, state->agent);
	sqlite3_bind_int(set, 20, state->truncated);
	sqlite3_bind_int64(set, 21, feed);
	return db_run(lib, set, err);
}
