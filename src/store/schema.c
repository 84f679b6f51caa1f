/* Tables, and how older ones become these. */
#include <stdio.h>

#include "store/database.h"

/* "lede" as a number: a file with another one is not ours. */
enum { APPLICATION = 0x6c656465 };

/* Step i leads from version i to i + 1. A step that was released is never changed.
 *
 * item: what lists and queries need. A list is read from its indexes alone; id stands in them so
 * that they give the whole order (sorting by it took four times as long). key and hash are hashes
 * of the guid and of all that the feed gave: an entry that is known and unchanged costs a look into
 * item_key.
 *
 * mark: who is unread, starred and so on; marks.h. item.media says what an article has (ITEM_AUDIO
 * and such); bits of marks in it are of older libraries and mean nothing any more.
 *
 * tag: names of the reader's own; mark has who has them. item.tags: those that the feed gave.
 *
 * journal: changes of marks, the latest last, with who did change, as idset_pack makes it; below
 * kind 0, changes of urls.
 *
 * content: all that only an open article needs, apart so that lists never read over it.
 * html and full_text may be compressed: pack.c reads them.
 *
 * feed: place is its line in `urls`, NULL if it is not there any more. unread and total count its
 * items that are not deleted; merge.c and marking.c keep them exact. */
static const char *const steps[] = {
	"CREATE TABLE feed (id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE,"
	" own_title TEXT NOT NULL DEFAULT '', title TEXT NOT NULL DEFAULT '',"
	" site TEXT NOT NULL DEFAULT '', tags TEXT NOT NULL DEFAULT '',"
	" folder TEXT NOT NULL DEFAULT '', hidden INTEGER NOT NULL DEFAULT 0, place INTEGER,"
	" unread INTEGER NOT NULL DEFAULT 0, total INTEGER NOT NULL DEFAULT 0,"
	" newest INTEGER NOT NULL DEFAULT 0, checked INTEGER NOT NULL DEFAULT 0,"
	" due INTEGER NOT NULL DEFAULT 0, interval INTEGER NOT NULL DEFAULT 0,"
	" failures INTEGER NOT NULL DEFAULT 0, trouble TEXT NOT NULL DEFAULT '',"
	" trouble_since INTEGER NOT NULL DEFAULT 0, etag TEXT NOT NULL DEFAULT '',"
	" modified TEXT NOT NULL DEFAULT '', body INTEGER NOT NULL DEFAULT 0,"
	" moved_to TEXT NOT NULL DEFAULT '', moved_count INTEGER NOT NULL DEFAULT 0);"
	"CREATE TABLE item (id INTEGER PRIMARY KEY, feed INTEGER NOT NULL, key INTEGER NOT NULL,"
	" hash INTEGER NOT NULL, published INTEGER NOT NULL, seen INTEGER NOT NULL,"
	" flags INTEGER NOT NULL, words INTEGER NOT NULL, title TEXT NOT NULL, url TEXT NOT NULL,"
	" author TEXT NOT NULL, summary TEXT NOT NULL, tags TEXT NOT NULL);"
	"CREATE INDEX item_key ON item (feed, key, hash);"
	"CREATE INDEX item_date ON item (published, id, feed, flags);"
	"CREATE INDEX item_feed ON item (feed, published, id, flags);"
	"CREATE TABLE content (id INTEGER PRIMARY KEY, guid TEXT NOT NULL, html TEXT NOT NULL,"
	" base TEXT NOT NULL, comments TEXT NOT NULL, image TEXT NOT NULL,"
	" enclosures TEXT NOT NULL, updated INTEGER NOT NULL, full_text BLOB);"
	"CREATE TABLE place (item INTEGER PRIMARY KEY, block INTEGER NOT NULL,"
	" at INTEGER NOT NULL);"
	"CREATE TABLE value (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;",
	"ALTER TABLE feed ADD COLUMN not_before INTEGER NOT NULL DEFAULT 0;",
	"ALTER TABLE content ADD COLUMN lang TEXT NOT NULL DEFAULT '';",
	/* The index of words follows the library by these: items by their id, and what happened to
	 * those it has. */
	"CREATE TABLE changed (seq INTEGER PRIMARY KEY AUTOINCREMENT, item INTEGER NOT NULL);"
	"CREATE TRIGGER item_changed AFTER UPDATE OF hash ON item WHEN old.hash <> new.hash"
	" BEGIN INSERT INTO changed (item) VALUES (old.id); END;"
	"CREATE TRIGGER item_gone AFTER DELETE ON item"
	" BEGIN INSERT INTO changed (item) VALUES (old.id); END;"
	"INSERT INTO value (name, value) VALUES ('index', hex(randomblob(16)));",
	/* Stars and what is kept for later, few among many: their numbers are asked for at each
	 * start. */
	"CREATE INDEX item_kept ON item (published, id, feed, flags) WHERE flags & 6;",
	/* Marks in sets of their own: to mark a million read took minutes, for each was in three
	 * indexes. */
	"DROP INDEX item_kept;"
	"ALTER TABLE item RENAME COLUMN flags TO media;"
	"CREATE TABLE mark (id INTEGER PRIMARY KEY, bits BLOB NOT NULL);"
	"INSERT INTO mark SELECT 0 << 32 | id / 8192, mark_bits(id) FROM item WHERE media & 1"
	" GROUP BY id / 8192;"
	"INSERT INTO mark SELECT 1 << 32 | id / 8192, mark_bits(id) FROM item WHERE media & 2"
	" GROUP BY id / 8192;"
	"INSERT INTO mark SELECT 2 << 32 | id / 8192, mark_bits(id) FROM item WHERE media & 4"
	" GROUP BY id / 8192;"
	"INSERT INTO mark SELECT 3 << 32 | id / 8192, mark_bits(id) FROM item WHERE media & 8"
	" GROUP BY id / 8192;"
	"INSERT INTO mark SELECT 7 << 32 | id / 8192, mark_bits(id) FROM item WHERE media & 128"
	" GROUP BY id / 8192;",
	/* Texts are compressed from here on (pack.c), some with one of these. */
	"CREATE TABLE dictionary (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);",
	/* Tags that rules gave stood in item.tags, in lines behind a '+'. */
	"CREATE TABLE tag (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE);"
	"CREATE TABLE given (item INTEGER, name TEXT COLLATE NOCASE);"
	"WITH RECURSIVE line (item, one, rest) AS (SELECT id, '', tags || char(10) FROM item"
	" WHERE instr(char(10) || tags, char(10) || '+') UNION ALL SELECT item,"
	" substr(rest, 1, instr(rest, char(10)) - 1), substr(rest, instr(rest, char(10)) + 1)"
	" FROM line WHERE rest <> '')"
	"INSERT INTO given SELECT item, substr(one, 2) FROM line WHERE one LIKE '+_%';"
	"INSERT OR IGNORE INTO tag (name) SELECT DISTINCT name FROM given;"
	"INSERT INTO mark SELECT 64 + tag.id << 32 | item / 8192, mark_bits(item) FROM given"
	" JOIN tag USING (name) GROUP BY tag.id, item / 8192;"
	"UPDATE item SET tags = trim(substr(char(10) || tags, 1,"
	" instr(char(10) || tags, char(10) || '+') - 1), char(10))"
	" WHERE id IN (SELECT item FROM given);"
	"DROP TABLE given;"
	"CREATE TABLE journal (id INTEGER PRIMARY KEY AUTOINCREMENT, time INTEGER NOT NULL,"
	" kind INTEGER NOT NULL, is_on INTEGER NOT NULL, count INTEGER NOT NULL, of TEXT NOT NULL,"
	" undone INTEGER NOT NULL DEFAULT 0, ids BLOB NOT NULL);"
	"CREATE INDEX journal_undone ON journal (id) WHERE undone;",
	/* Where an article leads, so that it is known though its guid is another; what is gone and
	 * must not come back, by its guid and by same_ghost; what an article said before. */
	"ALTER TABLE item ADD COLUMN link INTEGER NOT NULL DEFAULT 0;"
	"UPDATE item SET link = same_link(url, title);"
	"CREATE INDEX item_link ON item (feed, link);"
	"ALTER TABLE content ADD COLUMN claimed INTEGER;"
	"ALTER TABLE content ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;"
	"CREATE TABLE gone (feed INTEGER NOT NULL, key INTEGER NOT NULL, met INTEGER NOT NULL,"
	" PRIMARY KEY (feed, key)) WITHOUT ROWID;"
	"CREATE TABLE version (id INTEGER PRIMARY KEY, item INTEGER NOT NULL, at INTEGER NOT NULL,"
	" title TEXT NOT NULL, html TEXT NOT NULL);"
	"CREATE INDEX version_item ON version (item);",
	/* What is known of the page an article leads to; its text is content.full_text. An article
	 * that changed is compared with its page again. */
	"CREATE TABLE page (item INTEGER PRIMARY KEY, due INTEGER NOT NULL,"
	" tries INTEGER NOT NULL, kind INTEGER NOT NULL, length INTEGER NOT NULL,"
	" better INTEGER NOT NULL,"
	" note TEXT NOT NULL, etag TEXT NOT NULL, modified TEXT NOT NULL);"
	"CREATE TRIGGER page_stale AFTER UPDATE OF changed ON content"
	" WHEN old.changed <> new.changed"
	" BEGIN UPDATE page SET due = 1, tries = 0 WHERE item = old.id; END;"
	"CREATE TRIGGER page_gone AFTER DELETE ON item"
	" BEGIN DELETE FROM page WHERE item = old.id; END;",
	/* What feeds ask of their visitors, and what became of a feed. */
	"ALTER TABLE feed ADD COLUMN ttl INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE feed ADD COLUMN skip INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE feed ADD COLUMN hub TEXT NOT NULL DEFAULT '';"
	"ALTER TABLE feed ADD COLUMN status INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE feed ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE feed ADD COLUMN moved_by_feed INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE feed ADD COLUMN agent INTEGER NOT NULL DEFAULT 0;",
	/* What sites ask of programs that fetch their pages: those lines that are for us. */
	"CREATE TABLE robots (site TEXT PRIMARY KEY, fetched INTEGER NOT NULL,"
	" rules TEXT NOT NULL) WITHOUT ROWID;",
	/* Texts of before they were compressed are, from the last to the first. */
	"INSERT OR REPLACE INTO value SELECT 'unpacked', last"
	" FROM (SELECT max(id) AS last FROM content) WHERE last > 0;",
	/* Which lead to comments: among a million they were looked for in all of the file. */
	"CREATE INDEX content_comments ON content (id) WHERE comments <> '';",
	/* Posts elsewhere that articles show: what their server told of them, as doc_write has it;
	 * empty if that was nothing. */
	"CREATE TABLE post (address TEXT PRIMARY KEY, fetched INTEGER NOT NULL,"
	" wire BLOB NOT NULL) WITHOUT ROWID;",
	/* Whether what a feed sent last ends in the middle. */
	"ALTER TABLE feed ADD COLUMN truncated INTEGER NOT NULL DEFAULT 0;",
	/* Tags of feeds may have blanks. What a list of feeds said that urls has no words for: a
	 * row for each outline, in its order; more: lines "name=value". */
	"UPDATE feed SET tags = replace(tags, ' ', char(10)) WHERE tags <> '';"
	"CREATE TABLE outline (id INTEGER PRIMARY KEY, url TEXT NOT NULL, folder TEXT NOT NULL,"
	" title TEXT NOT NULL, tags TEXT NOT NULL, more TEXT NOT NULL);"
	"CREATE INDEX outline_url ON outline (url);",
};

enum { VERSION = COUNT(steps) };

/* Its version; 0 for a file that is empty. */
static bool version_of(Library *lib, int64_t *version, Err *err)
{
	int64_t application = 0, tables = 0;

	if (!db_number(lib, "PRAGMA user_version", version, err) ||
		!db_number(lib, "PRAGMA application_id", &application, err) ||
		!db_number(lib, "SELECT count(*) FROM sqlite_schema", &tables, err))
		return false;
	if (application != APPLICATION && (application != 0 || *version != 0 || tables > 0))
		return err_set(err, ERR_STORE, SQLITE_NOTADB,
			"%s is a database of another program; it was left as it is. Move it away "
			"to start anew",
			lib->path);
	if (*version > VERSION)
		return err_set(err, ERR_STORE, SQLITE_MISMATCH,
			"%s was written by a newer lede (format %lld, this one knows %d); use the "
			"newer one, or move the file away to start anew",
			lib->path, (long long)*version, (int)VERSION);
	return true;
}

bool schema_check(Library *lib, Err *err)
{
	int64_t version = 0;

	if (!version_of(lib, &version, err))
		return false;
	if (version < VERSION)
		return err_set(err, ERR_STORE, SQLITE_MISMATCH,
			"%s is not yet in today's format; run: lede update", lib->path);
	return true;
}

static bool take_steps(Library *lib, int64_t version, int64_t to, Err *err)
{
	char pragma[64];

	for (int64_t i = version; i < to; i++)
		if (!db_execute(lib, steps[i], err))
			return false;
	snprintf(pragma, sizeof pragma, "PRAGMA application_id=%d", APPLICATION);
	if (version == 0 && !db_execute(lib, pragma, err))
		return false;
	snprintf(pragma, sizeof pragma, "PRAGMA user_version=%d", (int)to);
	return db_execute(lib, pragma, err);
}

/* Of a new file. A cold update of 500 feeds takes 1.15 s of CPU time with pages of 16 kB, 1.19 with
 * 8, and the file is 4 % smaller; a small change costs 0.047 ms for 0.035, rows by id the same. Its
 * log comes first, and without a journal beside the file: what a kill left behind could be read by
 * nobody before the next writer. Where another lede is quicker, that has done it.
 */
static void make_ready(Library *lib)
{
	int64_t pages = 1;

	if (db_number(lib, "PRAGMA page_count", &pages, NULL) && pages == 0)
		db_execute(lib,
			"PRAGMA page_size=16384;PRAGMA auto_vacuum=INCREMENTAL;"
			"PRAGMA journal_mode=MEMORY;PRAGMA journal_mode=WAL",
			NULL);
}

/* A copy of what an older lede wrote is kept. It is made while nobody else can write. */
static bool take_steps_safely(Library *lib, int64_t to, Err *err)
{
	int64_t version = 0;
	char what[32];

	/* Once more, within the transaction: another lede may have been quicker. */
	if (!version_of(lib, &version, err))
		return false;
	snprintf(what, sizeof what, "format-%d", (int)version);
	return version >= to ||
	       ((version == 0 || backup_make(lib, what, err)) && take_steps(lib, version, to, err));
}

static bool bring_to(Library *lib, int64_t to, Err *err)
{
	int64_t version = 0;

	if (!version_of(lib, &version, err))
		return false;
	if (version >= to)
		return true;
	if (version == 0)
		make_ready(lib);
	if (!db_begin(lib, err))
		return false;
	if (db_end(lib, take_steps_safely(lib, to, err), err))
		return true;
	backup_drop(lib);
	return false;
}

bool schema_migrate(Library *lib, Err *err)
{
	return bring_to(lib, VERSION, err);
}

int64_t schema_formats(void)
{
	return VERSION;
}

bool schema_make_old(Library *lib, int64_t format, Err *err)
{
	return bring_to(lib, format, err);
}
