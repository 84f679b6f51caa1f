#include "store/newsboat.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "feed/html/strip.h"
#include "store/database.h"
#include "store/marks.h"

enum { BATCH = 1000, WAIT_FOR_NEWSBOAT_MS = 5000, EXCERPT_BYTES = 400 };

/* --- the cache ------------------------------------------------------------------------------- */

typedef struct {
	sqlite3 *db;
	const char *path;
} Cache;

static bool cache_fail(const Cache *cache, Err *err)
{
	int code = sqlite3_errcode(cache->db);

	switch (code & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return err_set(err, ERR_STORE, code,
			"newsboat is writing to %s; try again in a moment", cache->path);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return err_set(err, ERR_STORE, code,
			"%s is damaged or no cache of newsboat's; nothing was taken over. Save "
			"what is whole in it with: sqlite3 %s .recover | sqlite3 NEW, then give "
			"--cache NEW",
			cache->path, cache->path);
	case SQLITE_ERROR:
		return err_set(err, ERR_STORE, code, "%s is no cache of newsboat's: %s",
			cache->path, sqlite3_errmsg(cache->db));
	default:
		return err_set(err, ERR_STORE, code, "can't read %s: %s", cache->path,
			sqlite3_errmsg(cache->db));
	}
}

static void cache_close(Cache *cache)
{
	sqlite3_close(cache->db);
	cache->db = NULL;
}

static bool cache_open(Cache *cache, const char *path, Err *err)
{
	*cache = (Cache){.path = path};
	if (access(path, R_OK) != 0)
		return err_system(err, "can't read %s", path);
	if (sqlite3_open_v2(path, &cache->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) !=
		SQLITE_OK) {
		cache_fail(cache, err);
		cache_close(cache);
		return false;
	}
	sqlite3_busy_timeout(cache->db, WAIT_FOR_NEWSBOAT_MS);
	return true;
}

static sqlite3_stmt *cache_prepare(const Cache *cache, const char *sql, Err *err)
{
	sqlite3_stmt *statement = NULL;

	if (sqlite3_prepare_v2(cache->db, sql, -1, &statement, NULL) == SQLITE_OK)
		return statement;
	cache_fail(cache, err);
	return NULL;
}

/* The next row; false at the end and on failure, and then *ok says which. */
static bool cache_row(const Cache *cache, sqlite3_stmt *statement, bool *ok, Err *err)
{
	int code = sqlite3_step(statement);

	*ok = code == SQLITE_ROW || code == SQLITE_DONE || cache_fail(cache, err);
	return code == SQLITE_ROW;
}

/* Columns came and went between versions: one that is missing reads as empty. */
static const char *column(const Cache *cache, const char *name)
{
	return sqlite3_table_column_metadata(cache->db, NULL, "rss_item", name, NULL, NULL, NULL,
		       NULL, NULL) == SQLITE_OK
		       ? name
		       : "''";
}

static Str text_at(sqlite3_stmt *row, int at, Arena *arena)
{
	Str text = db_str(row, at, arena);
	Buf clean = {0};

	if (utf8_valid_text(text))
		return text;
	utf8_clean(text, &clean);
	return buf_give(&clean, arena);
}

/* --- an article ------------------------------------------------------------------------------ */

typedef struct {
	Entry entry;
	Str flags; /* letters */
	bool unread, deleted;
	ItemId id; /* 0: not known yet */
} CachedArticle;

/* What newsboat makes up for an article without an identity is its address with the text of its
 * date behind; here the address alone is one. */
static Str guid_of(Str guid, Str url, int64_t published)
{
	if (url.n && guid.n > url.n && str_starts(guid, url) && published &&
		date_parse(str_from_at(guid, url.n)) == published)
		return url;
	return guid;
}

static Str plain(Str text, Arena *arena)
{
	return strip_needed(text) ? strip_html(text, arena) : arena_squeeze(arena, text);
}

enum {
	GUID,
	TITLE,
	AUTHOR,
	URL,
	PUBLISHED,
	CONTENT,
	UNREAD,
	ENCLOSURE_URL,
	ENCLOSURE_TYPE,
	FLAGS,
	DELETED,
	BASE,
	MIME,
	ID
};

static CachedArticle article_of(sqlite3_stmt *row, Arena *arena)
{
	Str mime = db_str(row, MIME, arena);
	Enclosure *enclosure = arena_alloc(arena, sizeof *enclosure);
	CachedArticle article = {
		.unread = sqlite3_column_int(row, UNREAD) != 0,
		.deleted = sqlite3_column_int(row, DELETED) != 0,
		.flags = db_str(row, FLAGS, arena),
	};
	Entry *entry = &article.entry;

	entry->url = text_at(row, URL, arena);
	entry->published = sqlite3_column_int64(row, PUBLISHED);
	entry->guid = guid_of(text_at(row, GUID, arena), entry->url, entry->published);
	entry->title = plain(text_at(row, TITLE, arena), arena);
	entry->author = plain(text_at(row, AUTHOR, arena), arena);
	entry->html = text_at(row, CONTENT, arena);
	if (str_starts(mime, S("text/plain")))
		entry->html = strip_inverse(entry->html, arena);
	entry->base = text_at(row, BASE, arena);
	if (entry->base.n == 0)
		entry->base = entry->url;
	entry->summary = strip_start(entry->html, EXCERPT_BYTES, arena);
	entry->words = strip_words(entry->html);
	enclosure->url = text_at(row, ENCLOSURE_URL, arena);
	enclosure->type = text_at(row, ENCLOSURE_TYPE, arena);
	entry->enclosures = enclosure;
	entry->enclosure_count = enclosure->url.n > 0;
	return article;
}

/* --- taking them over ------------------------------------------------------------------------ */

typedef struct {
	Library *lib;
	Cache cache;
	sqlite3_stmt *articles, *about;
	int64_t now;
	NewsboatTaken *out;
} Taking;

typedef VEC(CachedArticle) Batch;

static bool find_all(Taking *t, FeedId feed, Batch *batch, Err *err)
{
	for (size_t i = 0; i < batch->count; i++)
		if (!library_find(t->lib, feed, batch->items[i].entry.guid, &batch->items[i].id,
			    err))
			return false;
	return true;
}

/* Those that are not known, the newest first, as feeds give them. */
static bool merge_new(Taking *t, const Feed *feed, const Feed *said, const Batch *batch,
	Arena *arena, Err *err)
{
	Entry *entries = arena_array(arena, batch->count, sizeof *entries);
	Parsed parsed = {.feed = *said, .entries = entries};
	uint32_t added = 0;

	for (size_t i = batch->count; i-- > 0;)
		if (batch->items[i].id == 0)
			entries[parsed.entry_count++] = batch->items[i].entry;
	if (parsed.entry_count && !library_merge(t->lib, feed->id, &parsed, t->now, &added, err))
		return false;
	t->out->added += added;
	return true;
}

static bool mark(Taking *t, const Batch *batch, uint32_t flag, bool on, Arena *arena, size_t *count,
	Err *err)
{
	ItemId *ids = arena_array(arena, batch->count, sizeof *ids);
	size_t n = 0, changed = 0;

	for (size_t i = 0; i < batch->count; i++)
		if (batch->items[i].id &&
			(flag == ITEM_UNREAD ? !batch->items[i].unread : batch->items[i].deleted))
			ids[n++] = batch->items[i].id;
	if (n && !library_mark(t->lib, ids, n, flag, on, NULL, &changed, err))
		return false;
	*count += changed;
	return true;
}

/* Each flag is a tag. *did: one of them it had not yet. */
static bool tag(Taking *t, const CachedArticle *article, bool *did, Err *err)
{
	int64_t kind;

	*did = false;
	for (size_t i = 0; i < article->flags.n; i++) {
		if (!char_is_alpha(article->flags.s[i]))
			continue;
		if (!tags_kind(t->lib, str_slice(article->flags, i, 1), true, &kind, err))
			return false;
		if (idset_has(marks_set(t->lib, kind), article->id))
			continue;
		marks_put(t->lib, article->id, kind, true);
		*did = true;
	}
	return true;
}

static bool tag_all(Taking *t, const Batch *batch, Err *err)
{
	bool did;

	if (!marks_fresh(t->lib, err))
		return false;
	for (size_t i = 0; i < batch->count; i++) {
		if (batch->items[i].id == 0)
			continue;
		if (!tag(t, &batch->items[i], &did, err))
			return false;
		t->out->flagged += did;
	}
	return true;
}

static bool take_batch(Taking *t, const Feed *feed, const Feed *said, Batch *batch, Arena *arena,
	Err *err)
{
	t->out->articles += batch->count;
	if (!find_all(t, feed->id, batch, err))
		return false;
	return merge_new(t, feed, said, batch, arena, err) && find_all(t, feed->id, batch, err) &&
	       mark(t, batch, ITEM_UNREAD, false, arena, &t->out->read, err) &&
	       mark(t, batch, ITEM_DELETED, true, arena, &t->out->deleted, err) &&
	       tag_all(t, batch, err);
}

static bool read_batch(Taking *t, Str url, int64_t *behind, Arena *arena, Batch *batch, Err *err)
{
	bool ok = false;

	sqlite3_reset(t->articles);
	db_bind_str(t->articles, 1, url);
	sqlite3_bind_int64(t->articles, 2, *behind);
	while (cache_row(&t->cache, t->articles, &ok, err)) {
		CachedArticle article = article_of(t->articles, arena);

		*behind = sqlite3_column_int64(t->articles, ID);
		if (article.entry.guid.n)
			*vec_push_in(batch, arena) = article;
	}
	/* Now newsboat may write again. */
	sqlite3_reset(t->articles);
	return ok;
}

/* What the feed calls itself: if it was fetched already, what that said. */
static bool about_feed(Taking *t, const Feed *feed, Arena *arena, Feed *said, Err *err)
{
	sqlite3_stmt *known =
		db_statement(t->lib, "SELECT title, site FROM feed WHERE id = ?", err);
	bool ok = false;

	*said = (Feed){0};
	if (!known)
		return false;
	sqlite3_bind_int64(known, 1, feed->id);
	if (db_row(t->lib, known, &ok, err)) {
		said->title = db_str(known, 0, arena);
		said->site = db_str(known, 1, arena);
		sqlite3_reset(known);
	}
	if (!ok || said->title.n)
		return ok;
	db_bind_str(t->about, 1, feed->url);
	if (cache_row(&t->cache, t->about, &ok, err)) {
		said->title = plain(text_at(t->about, 0, arena), arena);
		said->site = text_at(t->about, 1, arena);
	}
	sqlite3_reset(t->about);
	return ok;
}

static bool take_feed(Taking *t, const Feed *feed, Err *err)
{
	Arena *arena = arena_open();
	size_t before = t->out->articles;
	int64_t behind = -1;
	bool ok = true, more = true;
	Feed said;

	while (ok && more) {
		Batch batch = {0};

		arena_reset(arena);
		ok = about_feed(t, feed, arena, &said, err) &&
		     read_batch(t, feed->url, &behind, arena, &batch, err);
		more = batch.count > 0;
		if (ok && more)
			ok = take_batch(t, feed, &said, &batch, arena, err);
	}
	t->out->feeds += t->out->articles > before;
	arena_close(arena);
	return ok;
}

static bool count_all(const Cache *cache, size_t *out, Err *err)
{
	sqlite3_stmt *count = cache_prepare(cache, "SELECT count(*) FROM rss_item", err);
	bool ok = false;

	if (count && cache_row(cache, count, &ok, err))
		*out = (size_t)sqlite3_column_int64(count, 0);
	sqlite3_finalize(count);
	return ok;
}

static bool prepare(Taking *t, Arena *arena, Err *err)
{
	const Cache *cache = &t->cache;
	Str sql = arena_printf(arena,
		"SELECT guid, title, author, url, pubDate, content, unread, %s, %s, %s, %s, %s, %s,"
		" id FROM rss_item WHERE feedurl = ? AND id > ? ORDER BY id LIMIT %d",
		column(cache, "enclosure_url"), column(cache, "enclosure_type"),
		column(cache, "flags"), column(cache, "deleted"), column(cache, "base"),
		column(cache, "content_mime_type"), (int)BATCH);

	t->articles = cache_prepare(cache, sql.s, err);
	if (t->articles)
		t->about = cache_prepare(cache, "SELECT title, url FROM rss_feed WHERE rssurl = ?",
			err);
	return t->about && count_all(cache, &t->out->others, err);
}

static bool take_all(Taking *t, Err *err)
{
	Arena *arena = arena_open();
	const Feed *feeds;
	size_t count;
	bool ok = prepare(t, arena, err) && library_feeds(t->lib, arena, &feeds, &count, err);

	if (ok && (ok = library_begin(t->lib, err))) {
		for (size_t i = 0; i < count && ok; i++)
			ok = take_feed(t, &feeds[i], err);
		ok = db_end(t->lib, ok, err);
	}
	if (ok)
		t->out->others -=
			t->out->articles < t->out->others ? t->out->articles : t->out->others;
	sqlite3_finalize(t->articles);
	sqlite3_finalize(t->about);
	arena_close(arena);
	return ok;
}

bool newsboat_take(Library *lib, const char *cache, int64_t now, NewsboatTaken *out, Err *err)
{
	Taking taking = {.lib = lib, .now = now, .out = out};
	bool ok;

	*out = (NewsboatTaken){0};
	if (!cache_open(&taking.cache, cache, err))
		return false;
	ok = take_all(&taking, err);
	cache_close(&taking.cache);
	return ok;
}

static bool survey_feed(const Cache *cache, sqlite3_stmt *count, Str url, NewsboatTaken *out,
	Err *err)
{
	bool ok = false;

	db_bind_str(count, 1, url);
	if (cache_row(cache, count, &ok, err)) {
		size_t articles = (size_t)sqlite3_column_int64(count, 0);

		out->feeds += articles > 0;
		out->articles += articles;
		out->read += (size_t)sqlite3_column_int64(count, 1);
		out->flagged += (size_t)sqlite3_column_int64(count, 2);
		out->deleted += (size_t)sqlite3_column_int64(count, 3);
	}
	sqlite3_reset(count);
	return ok;
}

bool newsboat_survey(const char *cache, const Str *urls, size_t url_count, NewsboatTaken *out,
	Err *err)
{
	Arena *arena = arena_open();
	sqlite3_stmt *count = NULL;
	Cache c;
	bool ok;

	*out = (NewsboatTaken){0};
	ok = cache_open(&c, cache, err) && count_all(&c, &out->others, err);
	if (ok)
		count = cache_prepare(&c,
			arena_printf(arena,
				"SELECT count(*), total(unread = 0), total(%s <> ''), total(%s > 0)"
				" FROM rss_item WHERE feedurl = ?",
				column(&c, "flags"), column(&c, "deleted"))
				.s,
			err);
	ok = count != NULL;
	for (size_t i = 0; i < url_count && ok; i++)
		ok = survey_feed(&c, count, urls[i], out, err);
	if (ok)
		out->others -= out->articles < out->others ? out->articles : out->others;
	sqlite3_finalize(count);
	cache_close(&c);
	arena_close(arena);
	return ok;
}
