/* newsboat's cache.db, written: a new one, or what lede knows into one that is there. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/database.h"
#include "store/newsboat.h"

enum { WAIT_FOR_OTHERS_MS = 5000, MOST_BACKUPS = 100 };

/* Tables as newsboat 2.21 makes and expects them. */
static const char tables[] =
	"CREATE TABLE IF NOT EXISTS rss_feed (rssurl VARCHAR(1024) PRIMARY KEY NOT NULL,"
	" url VARCHAR(1024) NOT NULL, title VARCHAR(1024) NOT NULL,"
	" lastmodified INTEGER(11) NOT NULL DEFAULT 0, is_rtl INTEGER(1) NOT NULL DEFAULT 0,"
	" etag VARCHAR(128) NOT NULL DEFAULT '');"
	"CREATE TABLE IF NOT EXISTS rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,"
	" guid VARCHAR(64) NOT NULL, title VARCHAR(1024) NOT NULL, author VARCHAR(1024) NOT NULL,"
	" url VARCHAR(1024) NOT NULL, feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL,"
	" content VARCHAR(65535) NOT NULL, unread INTEGER(1) NOT NULL,"
	" enclosure_url VARCHAR(1024), enclosure_type VARCHAR(1024),"
	" enqueued INTEGER(1) NOT NULL DEFAULT 0, flags VARCHAR(52),"
	" deleted INTEGER(1) NOT NULL DEFAULT 0, base VARCHAR(128) NOT NULL DEFAULT '');"
	"CREATE TABLE IF NOT EXISTS google_replay (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,"
	" guid VARCHAR(64) NOT NULL, state INTEGER NOT NULL, ts INTEGER NOT NULL);"
	"CREATE TABLE IF NOT EXISTS metadata (db_schema_version_major INTEGER NOT NULL,"
	" db_schema_version_minor INTEGER NOT NULL);"
	"CREATE INDEX IF NOT EXISTS idx_rssurl ON rss_feed(rssurl);"
	"CREATE INDEX IF NOT EXISTS idx_guid ON rss_item(guid);"
	"CREATE INDEX IF NOT EXISTS idx_feedurl ON rss_item(feedurl);"
	"CREATE INDEX IF NOT EXISTS idx_lastmodified ON rss_feed(lastmodified);"
	"CREATE INDEX IF NOT EXISTS idx_deleted ON rss_item(deleted);"
	"INSERT INTO metadata SELECT 2, 11 WHERE NOT EXISTS (SELECT 1 FROM metadata);";

typedef struct {
	Library *lib;
	sqlite3 *db;
	const char *path;
	/* which of newsboat's is it; what lede says of it; one that it has not; a feed */
	sqlite3_stmt *find, *set, *add, *feed;
	NewsboatGiven *out;
} Giving;

static bool fail(const Giving *g, Err *err)
{
	int code = sqlite3_errcode(g->db);

	if ((code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB)
		return err_set(err, ERR_STORE, code,
			"%s is damaged or no cache of newsboat's; it was left as it is. Give "
			"--cache another name for a new one",
			g->path);
	return err_set(err, ERR_STORE, code, "can't write %s: %s", g->path, sqlite3_errmsg(g->db));
}

static bool execute(const Giving *g, const char *sql, Err *err)
{
	return sqlite3_exec(g->db, sql, NULL, NULL, NULL) == SQLITE_OK || fail(g, err);
}

/* newsboat holds a lock on the file beside the cache while it runs, and would go on with what it
 * has read. */
static bool is_in_use(const char *path, Arena *arena)
{
	int fd = open(arena_printf(arena, "%s.lock", path).s, O_RDWR | O_CLOEXEC);
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	bool used = fd >= 0 && fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;

	if (fd >= 0)
		close(fd);
	return used;
}

/* A copy beside it, whole even if the last one who wrote was interrupted. */
static bool back_up(Giving *g, Arena *arena, Err *err)
{
	const char *copy = NULL;
	sqlite3_backup *backup;
	sqlite3 *to = NULL;
	bool ok = false;

	for (int i = 1; i < MOST_BACKUPS && (!copy || access(copy, F_OK) == 0); i++)
		copy = arena_printf(arena, "%s.before-lede-%d", g->path, i).s;
	if (sqlite3_open(copy, &to) == SQLITE_OK &&
		(backup = sqlite3_backup_init(to, "main", g->db, "main"))) {
		ok = sqlite3_backup_step(backup, -1) == SQLITE_DONE;
		sqlite3_backup_finish(backup);
	}
	g->out->backup = arena_strz(arena, str_from(copy));
	if (!ok)
		err_set(err, ERR_STORE, sqlite3_errcode(to), "can't save %s as %s: %s", g->path,
			copy, sqlite3_errmsg(to));
	sqlite3_close(to);
	if (!ok)
		unlink(copy);
	return ok;
}

static sqlite3_stmt *prepare(const Giving *g, const char *sql, Err *err)
{
	sqlite3_stmt *statement = NULL;

	if (sqlite3_prepare_v2(g->db, sql, -1, &statement, NULL) != SQLITE_OK)
		fail(g, err);
	return statement;
}

static bool prepare_all(Giving *g, Err *err)
{
	/* An article without an identity has its address and the text of its date for one there. */
	g->find = prepare(g,
		"SELECT id, unread, deleted, ifnull(flags, '') FROM rss_item WHERE feedurl = ?1"
		" AND (guid = ?2 OR (url = ?3 AND url <> ''"
		" AND substr(guid, 1, length(url)) = url)) ORDER BY guid <> ?2 LIMIT 1",
		err);
	g->set = prepare(g,
		"UPDATE rss_item SET unread = ?2, deleted = ?3, flags = ?4 WHERE id = ?1", err);
	g->add = prepare(g,
		"INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread,"
		" enclosure_url, enclosure_type, flags, deleted, base)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
		err);
	g->feed = prepare(g, "INSERT OR IGNORE INTO rss_feed (rssurl, url, title) VALUES (?, ?, ?)",
		err);
	return g->find && g->set && g->add && g->feed;
}

static bool run(const Giving *g, sqlite3_stmt *statement, Err *err)
{
	bool ok = sqlite3_step(statement) == SQLITE_DONE || fail(g, err);

	sqlite3_reset(statement);
	return ok;
}

/* Letters: those newsboat has, and of our tags those that are one. */
static Str flags_of(const Giving *g, ItemId id, Str before, Arena *arena, Err *err, bool *ok)
{
	bool set[128] = {false};
	const Str *tags;
	size_t count;
	Buf out = {0};

	*ok = library_tags_of(g->lib, id, arena, &tags, &count, err);
	for (size_t i = 0; *ok && i < before.n; i++)
		set[before.s[i] & 0x7f] = char_is_alpha(before.s[i]);
	for (size_t i = 0; *ok && i < count; i++)
		if (tags[i].n == 1 && char_is_alpha(tags[i].s[0]))
			set[tags[i].s[0] & 0x7f] = true;
	for (int c = 'A'; c <= 'z'; c++)
		if (set[c])
			buf_char(&out, (char)c);
	return buf_take(&out, arena);
}

/* What newsboat will take for the identity of an entry that has none: its address, else its title.
 * Behind an address it puts the text of the date, which lede does not keep. */
static Str identity_of(const Article *article)
{
	if (!str_starts(article->entry.guid, S("lede:")))
		return article->entry.guid;
	return article->item.url.n ? article->item.url : article->item.title;
}

static bool update(Giving *g, const Article *article, int64_t id, bool same, Str flags, Err *err)
{
	uint32_t marks = article->item.flags;

	if (same)
		return true;
	sqlite3_bind_int64(g->set, 1, id);
	sqlite3_bind_int(g->set, 2, (marks & ITEM_UNREAD) != 0);
	sqlite3_bind_int(g->set, 3, (marks & ITEM_DELETED) != 0);
	db_bind_str(g->set, 4, flags);
	g->out->changed++;
	return run(g, g->set, err);
}

static bool add(Giving *g, const Article *article, Str feed, Str flags, Err *err)
{
	const Entry *entry = &article->entry;
	Enclosure none = {0};
	const Enclosure *enclosure = entry->enclosure_count ? entry->enclosures : &none;
	uint32_t marks = article->item.flags;

	db_bind_str(g->add, 1, identity_of(article));
	db_bind_str(g->add, 2, article->item.title);
	db_bind_str(g->add, 3, article->item.author);
	db_bind_str(g->add, 4, article->item.url);
	db_bind_str(g->add, 5, feed);
	sqlite3_bind_int64(g->add, 6, article->item.published);
	db_bind_str(g->add, 7, entry->html);
	sqlite3_bind_int(g->add, 8, (marks & ITEM_UNREAD) != 0);
	db_bind_str(g->add, 9, enclosure->url);
	db_bind_str(g->add, 10, enclosure->type);
	db_bind_str(g->add, 11, flags);
	sqlite3_bind_int(g->add, 12, (marks & ITEM_DELETED) != 0);
	db_bind_str(g->add, 13, entry->base);
	g->out->added++;
	return run(g, g->add, err);
}

static bool give_article(Giving *g, ItemId id, Str feed, Arena *arena, Err *err)
{
	Article article;
	bool known, unread = false, deleted = false, ok;
	int64_t row = 0;
	Str flags, before = S("");

	if (!library_article(g->lib, id, arena, &article, err))
		return false;
	db_bind_str(g->find, 1, feed);
	db_bind_str(g->find, 2, identity_of(&article));
	db_bind_str(g->find, 3, article.item.url);
	known = sqlite3_step(g->find) == SQLITE_ROW;
	if (known) {
		row = sqlite3_column_int64(g->find, 0);
		unread = sqlite3_column_int(g->find, 1) != 0;
		deleted = sqlite3_column_int(g->find, 2) != 0;
		before = db_str(g->find, 3, arena);
	}
	if (sqlite3_reset(g->find) != SQLITE_OK)
		return fail(g, err);
	flags = flags_of(g, id, before, arena, err, &ok);
	g->out->articles++;
	if (!known)
		return ok && add(g, &article, feed, flags, err);
	return ok && update(g, &article, row,
			     unread == ((article.item.flags & ITEM_UNREAD) != 0) &&
				     deleted == ((article.item.flags & ITEM_DELETED) != 0) &&
				     str_eq(flags, before),
			     flags, err);
}

/* All of a feed, and then those that were deleted: lists leave them out. */
static bool give_list(Giving *g, const Feed *feed, Query query, Err *err)
{
	Arena *arena = arena_open();
	IdList list;
	bool ok;

	query.order = ORDER_OLDEST;
	query.muted = true;
	ok = library_list(g->lib, &query, &list, err);
	for (size_t i = 0; i < list.count && ok; i++) {
		arena_reset(arena);
		ok = give_article(g, list.ids[i], feed->url, arena, err);
	}
	free((void *)list.ids);
	arena_close(arena);
	return ok;
}

static bool give_feed(Giving *g, const Feed *feed, Arena *arena, Err *err)
{
	Term deleted = {.kind = TERM_FLAG, .number = ITEM_DELETED};
	Query all = query_for_feed(feed->id, arena);
	Query gone = query_and(all, (Query){.term = &deleted}, arena);

	db_bind_str(g->feed, 1, feed->url);
	db_bind_str(g->feed, 2, feed->site);
	db_bind_str(g->feed, 3, feed->title);
	return run(g, g->feed, err) && give_list(g, feed, all, err) &&
	       give_list(g, feed, gone, err);
}

static bool give_all(Giving *g, Arena *arena, Err *err)
{
	const Feed *feeds;
	size_t count;
	bool ok = execute(g, "BEGIN IMMEDIATE", err) && execute(g, tables, err) &&
		  prepare_all(g, err) && library_feeds(g->lib, arena, &feeds, &count, err);

	for (size_t i = 0; ok && i < count; i++)
		ok = give_feed(g, &feeds[i], arena, err);
	sqlite3_finalize(g->find);
	sqlite3_finalize(g->set);
	sqlite3_finalize(g->add);
	sqlite3_finalize(g->feed);
	if (ok)
		return execute(g, "COMMIT", err);
	sqlite3_exec(g->db, "ROLLBACK", NULL, NULL, NULL);
	return false;
}

bool newsboat_give(Library *lib, const char *cache, Arena *arena, NewsboatGiven *out, Err *err)
{
	Giving giving = {.lib = lib, .path = cache, .out = out};
	bool is_new = access(cache, F_OK) != 0, ok;

	*out = (NewsboatGiven){0};
	if (is_in_use(cache, arena))
		return err_set(err, ERR_STORE, EBUSY,
			"newsboat is running on %s; leave it first, or it goes on with what it "
			"knows",
			cache);
	if (sqlite3_open(cache, &giving.db) != SQLITE_OK) {
		fail(&giving, err);
		sqlite3_close(giving.db);
		return false;
	}
	sqlite3_busy_timeout(giving.db, WAIT_FOR_OTHERS_MS);
	ok = (is_new || back_up(&giving, arena, err)) && give_all(&giving, arena, err);
	sqlite3_close(giving.db);
	if (!ok && is_new)
		unlink(cache);
	return ok;
}
