/* What a feed gave becomes rows: new ones, changed ones, and most often none. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"
#include "store/known.h"
#include "store/lister.h"
#include "store/marks.h"
#include "store/pack.h"
#include "store/same.h"

enum { SUMMARY_BYTES = 600, SUMMARY_CELLS = 300 };

/* Between the fields of an enclosure and behind each: clean text has neither. */
enum { FIELD_END = 0x1f, ENCLOSURE_END = 0x1e };

typedef struct {
	Library *lib;
	FeedId feed;
	int64_t now, newest;
	const Entry *entries;
	const Pressed *pressed; /* their texts, or NULL */
	uint32_t added;
	ItemId last; /* the latest that was added */
	RuledCounts ruled;
	Buf summary, enclosures;
	sqlite3_stmt *insert, *insert_content, *old, *update, *update_content;
	Arena *scratch;
} Merge;

static uint64_t hash_of(const Entry *entry)
{
	uint64_t hash = str_digest(str_fingerprint(entry->html), entry->title);

	hash = str_digest(hash, entry->url);
	hash = str_digest(hash, entry->author);
	hash = str_digest(hash, entry->summary);
	hash = str_digest(hash, entry->tags);
	hash = str_digest(hash, entry->image);
	hash = str_digest(hash, entry->comments);
	hash = str_digest(hash, entry->lang);
	for (uint32_t i = 0; i < entry->enclosure_count; i++)
		hash = str_digest(hash, entry->enclosures[i].url);
	return hash ^ (uint64_t)(entry->published == DATE_NONE ? 0 : entry->published);
}

/* One line, about 300 characters. */
static Str short_summary(Str summary, Buf *out)
{
	Str word;

	buf_clear(out);
	summary = str_slice(summary, 0, SUMMARY_BYTES * 2);
	while (out->n < SUMMARY_BYTES && str_word(&summary, &word)) {
		if (out->n)
			buf_char(out, ' ');
		buf_add(out, word);
	}
	return utf8_fit(buf_str(out), SUMMARY_CELLS);
}

static Str enclosures_text(const Entry *entry, Buf *out)
{
	buf_clear(out);
	for (uint32_t i = 0; i < entry->enclosure_count; i++) {
		const Enclosure *e = &entry->enclosures[i];

		buf_add(out, e->url);
		buf_char(out, FIELD_END);
		buf_add(out, e->type);
		buf_char(out, FIELD_END);
		buf_add(out, e->title);
		buf_char(out, FIELD_END);
		buf_printf(out, "%lld%c%u%c", (long long)e->bytes, FIELD_END, e->seconds,
			ENCLOSURE_END);
	}
	return buf_str(out);
}

static uint32_t media_flags(const Entry *entry)
{
	uint32_t flags = entry->image.n ? ITEM_PICTURE : 0;

	for (uint32_t i = 0; i < entry->enclosure_count; i++) {
		Str type = entry->enclosures[i].type;

		if (str_starts_case(type, S("audio/")))
			flags |= ITEM_AUDIO;
		else if (str_starts_case(type, S("video/")))
			flags |= ITEM_VIDEO;
		else if (str_starts_case(type, S("image/")))
			flags |= ITEM_PICTURE;
	}
	return flags;
}

/* Whether a date is one that news can have: there was no web before 1990. */
static bool is_sound(int64_t date)
{
	return date >= 631152000;
}

/* 0 is a publisher's way to say that there is none. */
static bool is_known(int64_t date)
{
	return date != 0 && date != DATE_NONE;
}

/* Publishers date posts in the future to pin them; sorted by such dates, real news sinks. */
static int64_t clamped(int64_t published, int64_t seen)
{
	return is_sound(published) && published < seen ? published : seen;
}

/* `seen`: when it came in first. */
static bool put_content(Merge *m, sqlite3_stmt *put, ItemId id, const Entry *entry, int64_t seen,
	Err *err)
{
	sqlite3_bind_int64(put, 1, id);
	db_bind_str(put, 2, entry->guid);
	pack_bind_pressed(m->lib, put, 3, entry->html, m->pressed, (size_t)(entry - m->entries));
	db_bind_str(put, 4, entry->base);
	db_bind_str(put, 5, entry->comments);
	db_bind_str(put, 6, entry->image);
	db_bind_str(put, 7, enclosures_text(entry, &m->enclosures));
	sqlite3_bind_int64(put, 8, entry->updated == DATE_NONE ? 0 : entry->updated);
	db_bind_str(put, 9, entry->lang);
	if (!is_known(entry->published))
		sqlite3_bind_int64(put, 10, DATE_NONE);
	else if (entry->published != clamped(entry->published, seen))
		sqlite3_bind_int64(put, 10, entry->published);
	else
		sqlite3_bind_null(put, 10);
	return db_run(m->lib, put, err);
}

static bool insert(Merge *m, const Entry *entry, uint64_t key, uint64_t link, uint64_t hash,
	Err *err)
{
	int64_t published = clamped(entry->published, m->now);
	ItemId id;

	sqlite3_bind_int64(m->insert, 1, m->feed);
	sqlite3_bind_int64(m->insert, 2, (int64_t)key);
	sqlite3_bind_int64(m->insert, 3, (int64_t)hash);
	sqlite3_bind_int64(m->insert, 4, published);
	sqlite3_bind_int64(m->insert, 5, m->now);
	sqlite3_bind_int64(m->insert, 6, media_flags(entry));
	sqlite3_bind_int64(m->insert, 7, entry->words);
	db_bind_str(m->insert, 8, entry->title);
	db_bind_str(m->insert, 9, entry->url);
	db_bind_str(m->insert, 10, entry->author);
	db_bind_str(m->insert, 11, short_summary(entry->summary, &m->summary));
	db_bind_str(m->insert, 12, entry->tags);
	sqlite3_bind_int64(m->insert, 13, (int64_t)link);
	if (!db_run(m->lib, m->insert, err))
		return false;
	id = sqlite3_last_insert_rowid(m->lib->db);
	marks_put_all(m->lib, id, ITEM_UNREAD);
	if (!put_content(m, m->insert_content, id, entry, m->now, err))
		return false;
	m->added++;
	m->last = id;
	if (published > m->newest)
		m->newest = published;
	return true;
}

/* What an article said until now is kept beside it: what it said at first, and the latest few. */
static bool keep_version(Merge *m, ItemId id, Err *err)
{
	sqlite3_stmt *keep = db_statement(m->lib,
		"INSERT INTO version (item, at, title, html) SELECT item.id,"
		" CASE changed WHEN 0 THEN seen ELSE changed END, title, html"
		" FROM item JOIN content USING (id) WHERE item.id = ?",
		err);
	sqlite3_stmt *trim = db_statement(m->lib,
		"DELETE FROM version WHERE item = ?1 AND id NOT IN (SELECT id FROM version"
		" WHERE item = ?1 ORDER BY id DESC LIMIT 3) AND id <>"
		" (SELECT min(id) FROM version WHERE item = ?1)",
		err);

	if (!keep || !trim)
		return false;
	sqlite3_bind_int64(keep, 1, id);
	sqlite3_bind_int64(trim, 1, id);
	return db_run(m->lib, keep, err) && db_run(m->lib, trim, err);
}

/* When it first came in, and whether it says something else now. */
static bool look_at_old(Merge *m, ItemId id, const Entry *entry, int64_t *seen, bool *changed,
	Err *err)
{
	Str title, html;
	bool ok = false;

	sqlite3_bind_int64(m->old, 1, id);
	if (!db_row(m->lib, m->old, &ok, err))
		return false;
	arena_reset(m->scratch);
	*seen = sqlite3_column_int64(m->old, 0);
	title = db_str(m->old, 1, m->scratch);
	/* What is damaged is replaced. */
	if (!pack_column(m->lib, m->old, 2, m->scratch, &html, NULL))
		html = entry->html;
	sqlite3_reset(m->old);
	*changed = !same_text(title, entry->title, m->scratch) ||
		   !same_text(html, entry->html, m->scratch);
	return true;
}

/* What the reader did to it stays; so does the date of an entry that has none. */
static bool update(Merge *m, ItemId id, const Entry *entry, uint64_t hash, Err *err)
{
	bool changed = false;
	int64_t seen = 0;

	if (!look_at_old(m, id, entry, &seen, &changed, err) ||
		(changed && !keep_version(m, id, err)))
		return false;
	sqlite3_bind_int64(m->update, 1, id);
	sqlite3_bind_int64(m->update, 2, (int64_t)hash);
	sqlite3_bind_int64(m->update, 3,
		is_sound(entry->published) ? clamped(entry->published, seen) : 0);
	sqlite3_bind_int64(m->update, 4, media_flags(entry));
	sqlite3_bind_int64(m->update, 5, entry->words);
	db_bind_str(m->update, 6, entry->title);
	db_bind_str(m->update, 7, entry->url);
	db_bind_str(m->update, 8, entry->author);
	db_bind_str(m->update, 9, short_summary(entry->summary, &m->summary));
	db_bind_str(m->update, 10, entry->tags);
	sqlite3_bind_int64(m->update, 11, (int64_t)same_link(entry->url, entry->title));
	if (!db_run(m->lib, m->update, err))
		return false;
	sqlite3_bind_int64(m->update_content, 11, changed ? m->now : 0);
	return put_content(m, m->update_content, id, entry, seen, err);
}

/* The feed calls it by another guid from now on. */
static bool rename_item(Merge *m, ItemId id, const Entry *entry, uint64_t key, Err *err)
{
	sqlite3_stmt *item = db_statement(m->lib, "UPDATE item SET key = ?2 WHERE id = ?1", err);
	sqlite3_stmt *content =
		db_statement(m->lib, "UPDATE content SET guid = ?2 WHERE id = ?1", err);

	if (!item || !content)
		return false;
	sqlite3_bind_int64(item, 1, id);
	sqlite3_bind_int64(item, 2, (int64_t)key);
	sqlite3_bind_int64(content, 1, id);
	db_bind_str(content, 2, entry->guid);
	return db_run(m->lib, item, err) && db_run(m->lib, content, err);
}

static bool merge_entry(Merge *m, Known *known, size_t at, Err *err)
{
	const Entry *entry = &known->entries[at];
	uint64_t hash = hash_of(entry);
	Found found;

	if (!known_find(known, at, &found, err))
		return false;
	if (found.passed)
		return true;
	if (found.id == 0)
		return insert(m, entry, known->keys[at], found.link, hash, err);
	if (found.renamed && !rename_item(m, found.id, entry, known->keys[at], err))
		return false;
	return found.hash == hash || update(m, found.id, entry, hash, err);
}

static bool prepare(Merge *m, Err *err)
{
	Library *lib = m->lib;

	m->insert = db_statement(lib,
		"INSERT INTO item (feed, key, hash, published, seen, media, words, title, url,"
		" author, summary, tags, link) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		err);
	m->insert_content = db_statement(lib,
		"INSERT INTO content (id, guid, html, base, comments, image, enclosures, updated,"
		" lang, claimed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		err);
	m->old = db_statement(lib,
		"SELECT seen, title, html FROM item JOIN content USING (id) WHERE item.id = ?",
		err);
	m->update = db_statement(lib,
		"UPDATE item SET hash = ?2,"
		" published = CASE ?3 WHEN 0 THEN published ELSE ?3 END, link = ?11,"
		" media = ?4, words = ?5, title = ?6, url = ?7, author = ?8,"
		" summary = ?9, tags = ?10 WHERE id = ?1",
		err);
	m->update_content = db_statement(lib,
		"UPDATE content SET guid = ?2, html = ?3, base = ?4, comments = ?5, image = ?6,"
		" enclosures = ?7, updated = ?8, lang = ?9, claimed = ?10, changed = max(changed, "
		"?11) WHERE id = ?1",
		err);
	return m->insert && m->insert_content && m->old && m->update && m->update_content;
}

static bool tell_feed(Merge *m, const Feed *said, Err *err)
{
	sqlite3_stmt *set = db_statement(m->lib,
		"UPDATE feed SET title = ?2, site = ?3, unread = unread + ?6, total = total + ?4,"
		" newest = max(newest, ?5) WHERE id = ?1"
		" AND (?4 > 0 OR title <> ?2 OR site <> ?3)",
		err);

	if (!set)
		return false;
	sqlite3_bind_int64(set, 1, m->feed);
	db_bind_str(set, 2, said->title);
	db_bind_str(set, 3, said->site);
	sqlite3_bind_int64(set, 4, m->added - m->ruled.hidden);
	sqlite3_bind_int64(set, 5, m->newest);
	sqlite3_bind_int64(set, 6, m->added - m->ruled.not_unread);
	return db_run(m->lib, set, err);
}

bool library_merge(Library *lib, FeedId feed, const Parsed *in, int64_t now, uint32_t *added,
	Err *err)
{
	return library_merge_pressed(lib, feed, in, NULL, now, added, err);
}

bool library_merge_pressed(Library *lib, FeedId feed, const Parsed *in, const Pressed *pressed,
	int64_t now, uint32_t *added, Err *err)
{
	Merge m = {.lib = lib,
		.feed = feed,
		.now = now,
		.entries = in->entries,
		.pressed = pressed};
	ItemId behind = 0;
	Known known;
	bool ok;

	*added = 0;
	if (!db_begin(lib, err))
		return false;
	m.scratch = arena_open();
	ok = known_init(&known, lib, feed, in->entries, in->entry_count, now, err) &&
	     marks_fresh(lib, err) && prepare(&m, err) &&
	     (lib->rule_count == 0 || db_number(lib, "SELECT max(id) FROM item", &behind, err));
	/* Feeds give the newest first: inserted from the end, ids grow with time, and order those
	 * of one date. */
	for (size_t i = in->entry_count; i-- > 0 && ok;)
		if (known.keys[i])
			ok = merge_entry(&m, &known, i, err);
	if (m.added)
		ok = ok && pack_learn(lib, m.last, err) &&
		     rules_judge(lib, feed, in->feed.title, behind, now, &m.ruled, err);
	ok = ok && known_end(&known, err) && tell_feed(&m, &in->feed, err);
	known_drop(&known);
	arena_close(m.scratch);
	buf_drop(&m.summary);
	buf_drop(&m.enclosures);
	if (!db_end(lib, ok, err))
		return false;
	*added = m.added;
	return true;
}
