#include "config/urls.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/path.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "config/words.h"

enum { MAX_URLS_BYTES = 16 << 20, SLOTS_AT_FIRST = 64 };

/* Which entry has an address: open addressing, so that thousands of lines stay quick. */
typedef struct {
	Arena *arena;
	const char *path;
	VEC(UrlsEntry) entries;
	size_t *slots; /* index + 1 into entries; 0: free */
	size_t slot_count;
	unsigned line;
} Urls;

static size_t *slot_of(const Urls *urls, Str url)
{
	size_t at = str_hash(url) & (urls->slot_count - 1);

	while (urls->slots[at] && !str_eq(urls->entries.items[urls->slots[at] - 1].url, url))
		at = (at + 1) & (urls->slot_count - 1);
	return &urls->slots[at];
}

static UrlsEntry *entry_find(const Urls *urls, Str url)
{
	size_t slot = urls->slot_count ? *slot_of(urls, url) : 0;

	return slot ? &urls->entries.items[slot - 1] : NULL;
}

static UrlsEntry *entry_add(Urls *urls, Str url)
{
	UrlsEntry *entry;

	if (2 * (urls->entries.count + 1) > urls->slot_count) {
		urls->slot_count = urls->slot_count ? 2 * urls->slot_count : SLOTS_AT_FIRST;
		urls->slots = arena_array(urls->arena, urls->slot_count, sizeof *urls->slots);
		for (size_t i = 0; i < urls->entries.count; i++)
			*slot_of(urls, urls->entries.items[i].url) = i + 1;
	}
	*slot_of(urls, url) = urls->entries.count + 1;
	entry = vec_push_in(&urls->entries, urls->arena);
	entry->url = url;
	return entry;
}

/* "file:name" lies beside the file it stands in; "file:/…" and "file://…" stay as they are. */
static Str absolute(const Urls *urls, Str url)
{
	char real[PATH_MAX];
	const char *beside;

	if (!str_starts(url, S("file:")) || str_starts(url, S("file:/")))
		return url;
	beside = path_beside(urls->arena, urls->path, str_from_at(url, 5));
	if (beside[0] != '/' && realpath(beside, real))
		beside = real;
	return arena_printf(urls->arena, "file:%s", beside);
}

static void split_query(UrlsEntry *entry)
{
	Str rest = entry->url;

	if (!str_starts(rest, S("query:")))
		return;
	rest = str_from_at(rest, 6);
	if (str_cut(&rest, ':', &entry->title))
		entry->filter = rest;
}

static bool has_line(Str lines, Str wanted)
{
	Str line;

	while (str_cut(&lines, '\n', &line))
		if (str_eq(line, wanted))
			return true;
	return false;
}

static void add_tag(const Urls *urls, UrlsEntry *entry, Str tag)
{
	char *copy = arena_strz(urls->arena, tag);

	for (size_t i = 0; i < tag.n; i++)
		if (char_is_space(copy[i]))
			copy[i] = ' ';
	tag = str_trim(str_of(copy, tag.n));
	if (tag.n == 0 || has_line(entry->tags, tag))
		return;
	entry->tags = entry->tags.n ? arena_printf(urls->arena, "%.*s\n%.*s", STR_ARG(entry->tags),
					      STR_ARG(tag))
				    : tag;
}

/* "a//b/" is "a/b". */
static Str folder_of(const Urls *urls, Str tag)
{
	Buf folder = {0};
	Str piece;

	while (str_cut(&tag, '/', &piece)) {
		piece = str_trim(piece);
		if (piece.n == 0)
			continue;
		if (folder.n)
			buf_char(&folder, '/');
		buf_add(&folder, piece);
	}
	tag = buf_take(&folder, urls->arena);
	buf_drop(&folder);
	return tag;
}

static void read_words(Urls *urls, UrlsEntry *entry, Str rest)
{
	bool first = entry->folder.n == 0 && entry->tags.n == 0;
	Str word;

	while (words_next(&rest, urls->arena, &word)) {
		if (str_starts(word, S("~"))) {
			entry->title = str_from_at(word, 1);
		} else if (str_starts(word, S("!"))) {
			entry->hidden = true;
			add_tag(urls, entry, str_from_at(word, 1));
		} else if (first) {
			entry->folder = folder_of(urls, word);
			first = false;
		} else if (!str_eq(word, entry->folder)) {
			add_tag(urls, entry, word);
		}
	}
}

/* One tag in an old encoding must not cost all feeds. */
static Str as_text(const Urls *urls, Str line)
{
	Buf clean = {0};

	if (utf8_valid_text(line))
		return line;
	utf8_clean(line, &clean);
	line = buf_take(&clean, urls->arena);
	buf_drop(&clean);
	return line;
}

static void read_line(Urls *urls, Str line)
{
	UrlsEntry *entry;
	Str word, url;

	if (!words_next(&line, urls->arena, &word) || word.n == 0)
		return;
	url = absolute(urls, word);
	entry = entry_find(urls, url);
	if (!entry) {
		entry = entry_add(urls, url);
		entry->line = urls->line;
		split_query(entry);
	}
	read_words(urls, entry, line);
}

static void read_all(Urls *urls, Str text)
{
	Str line;

	if (str_starts(text, S("\xef\xbb\xbf")))
		text = str_from_at(text, 3);
	while (words_line(&text, &line)) {
		urls->line++;
		if (!utf8_valid_text(line))
			log_line(LOG_WARNING, "%s:%u: this line is no UTF-8 text", urls->path,
				urls->line);
		read_line(urls, as_text(urls, line));
	}
}

/* The bytes of the file; none if it is missing. */
static bool load(const char *path, Buf *out, Err *err)
{
	if (access(path, F_OK) != 0 && errno == ENOENT)
		return true;
	return file_read(path, MAX_URLS_BYTES, out, err);
}

bool urls_read(const char *path, Arena *arena, const UrlsEntry **out, size_t *count, Err *err)
{
	Urls urls = {.arena = arena, .path = path};
	Buf bytes = {0};
	bool ok = load(path, &bytes, err);

	if (ok)
		read_all(&urls, buf_take(&bytes, arena));
	buf_drop(&bytes);
	*out = urls.entries.items;
	*count = urls.entries.count;
	return ok;
}

bool urls_read_or_bundled(const char *path, Arena *arena, const UrlsEntry **out, size_t *count,
	Err *err)
{
	if (!urls_read(path, arena, out, count, err))
		return false;
	return *count > 0 || urls_read(path_shared(arena, "seeds/urls"), arena, out, count, err);
}

static void add_line(Buf *out, const UrlsEntry *entry, Arena *arena)
{
	Str rest = entry->tags, tag;

	words_add(out, entry->url);
	if (entry->folder.n || entry->tags.n) {
		buf_char(out, ' ');
		words_add(out, entry->folder);
	}
	while (str_cut(&rest, '\n', &tag)) {
		if (str_eq(tag, entry->folder))
			continue;
		buf_char(out, ' ');
		words_add(out, tag);
	}
	if (entry->title.n) {
		buf_char(out, ' ');
		words_add(out, arena_printf(arena, "~%.*s", STR_ARG(entry->title)));
	}
	if (entry->hidden)
		buf_add(out, S(" !"));
	buf_char(out, '\n');
}

static bool save(const char *path, Arena *arena, Str bytes, Err *err)
{
	const char *slash = strrchr(path, '/');

	if (slash && slash != path &&
		!path_make_folder(arena_strz(arena, str_of(path, (size_t)(slash - path))), err))
		return false;
	return file_write(path, bytes, err);
}

/* Unless it was there before. One that stands in two folders has the second one as a tag, and the
 * tags of both. */
static void take_entry(Urls *urls, const UrlsEntry *entry, size_t before)
{
	Str url = absolute(urls, entry->url), tags = entry->tags, tag;
	UrlsEntry *known = entry_find(urls, url);

	if (!known) {
		known = entry_add(urls, url);
		*known = *entry;
		known->url = url;
		return;
	}
	if (known < urls->entries.items + before)
		return;
	if (entry->folder.n && !str_eq(entry->folder, known->folder))
		add_tag(urls, known, entry->folder);
	while (str_cut(&tags, '\n', &tag))
		if (!str_eq(tag, known->folder))
			add_tag(urls, known, tag);
}

bool urls_add_all(const char *path, const UrlsEntry *entries, size_t count, size_t *added, Err *err)
{
	Arena *arena = arena_open();
	Urls urls = {.arena = arena, .path = path};
	Buf bytes = {0};
	size_t before;
	bool ok = load(path, &bytes, err);

	if (ok)
		read_all(&urls, arena_str(arena, buf_str(&bytes)));
	before = urls.entries.count;
	if (bytes.n && bytes.s[bytes.n - 1] != '\n')
		buf_char(&bytes, '\n');
	for (size_t i = 0; i < count && ok; i++)
		take_entry(&urls, &entries[i], before);
	for (size_t i = before; i < urls.entries.count; i++)
		add_line(&bytes, &urls.entries.items[i], arena);
	if (ok && urls.entries.count > before)
		ok = save(path, arena, buf_str(&bytes), err);
	if (added)
		*added = ok ? urls.entries.count - before : 0;
	buf_drop(&bytes);
	arena_close(arena);
	return ok;
}

bool urls_add(const char *path, Str url, Str title, Str folder, bool *already, Err *err)
{
	UrlsEntry entry = {.url = url, .title = title, .folder = folder};
	size_t added = 0;
	bool ok = urls_add_all(path, &entry, 1, &added, err);

	*already = ok && added == 0;
	return ok;
}

/* --- lines changed in place --- */

#define UNSUBSCRIBED "# unsubscribed: "
#define BOM          "\xef\xbb\xbf"

/* What becomes of the lines of one feed; all others stay as they are, byte by byte. */
typedef struct {
	Urls urls;
	Buf bytes, changed;
	Str rest;
	size_t hits; /* lines that were changed */
} Edit;

static void copy(Edit *edit, size_t n)
{
	buf_add(&edit->changed, str_slice(edit->rest, 0, n));
	edit->rest = str_from_at(edit->rest, n);
}

/* The address a line begins with, made absolute; `rest` is what follows it, to the end. Empty: it
 * has none. */
static Str address_of(const Urls *urls, Str line, Str *rest)
{
	Str word = {0}, text;
	size_t end = line.n;

	while (end > 0 && (line.s[end - 1] == '\n' || line.s[end - 1] == '\r'))
		end--;
	*rest = str_slice(line, 0, end);
	text = as_text(urls, *rest);
	if (!words_next(rest, urls->arena, &word))
		return S("");
	*rest = str_from_at(line, end - rest->n);
	return absolute(urls, words_next(&text, urls->arena, &word) ? word : S(""));
}

static bool edit_open(Edit *edit, const char *path, Err *err)
{
	*edit = (Edit){.urls = {.arena = arena_open(), .path = path}};
	if (!load(path, &edit->bytes, err))
		return false;
	edit->rest = buf_str(&edit->bytes);
	if (str_starts(edit->rest, S(BOM)))
		copy(edit, sizeof BOM - 1);
	return true;
}

static void edit_close(Edit *edit)
{
	buf_drop(&edit->bytes);
	buf_drop(&edit->changed);
	arena_close(edit->urls.arena);
}

/* The next line, with its end: what is written back is what was read. */
static bool next_line(Str *rest, Str *line)
{
	ptrdiff_t end = str_find_char(*rest, '\n');

	*line = end < 0 ? *rest : str_slice(*rest, 0, (size_t)end + 1);
	*rest = str_from_at(*rest, line->n);
	return line->n > 0;
}

static bool edit_save(Edit *edit, Str url, const char *what, Err *err)
{
	if (edit->hits == 0)
		return err_set(err, ERR_USER, 0, "%s %s %.*s", edit->urls.path, what, STR_ARG(url));
	return save(edit->urls.path, edit->urls.arena, buf_str(&edit->changed), err);
}

bool urls_remove(const char *path, Str url, size_t *lines, Err *err)
{
	Edit edit;
	bool ok = edit_open(&edit, path, err);
	Str line, ignored;

	url = absolute(&edit.urls, url);
	while (next_line(&edit.rest, &line)) {
		if (str_eq(address_of(&edit.urls, line, &ignored), url)) {
			buf_add(&edit.changed, S(UNSUBSCRIBED));
			edit.hits++;
		}
		buf_add(&edit.changed, line);
	}
	ok = ok && edit_save(&edit, url, "has no feed", err);
	if (lines)
		*lines = ok ? edit.hits : 0;
	edit_close(&edit);
	return ok;
}

static bool is_removed(const Urls *urls, Str line, Str url)
{
	Str ignored;

	return str_starts(line, S(UNSUBSCRIBED)) &&
	       str_eq(address_of(urls, str_from_at(line, sizeof UNSUBSCRIBED - 1), &ignored), url);
}

bool urls_restore(const char *path, Str url, size_t lines, Err *err)
{
	Edit edit;
	bool ok = edit_open(&edit, path, err);
	Str rest = edit.rest, line;
	size_t before = 0;

	url = absolute(&edit.urls, url);
	while (next_line(&rest, &line))
		before += is_removed(&edit.urls, line, url);
	/* Those of an earlier time stay as they are. */
	before = before > lines ? before - lines : 0;
	while (next_line(&edit.rest, &line)) {
		if (is_removed(&edit.urls, line, url) && edit.hits++ >= before)
			line = str_from_at(line, sizeof UNSUBSCRIBED - 1);
		buf_add(&edit.changed, line);
	}
	ok = ok && edit_save(&edit, url, "no longer tells where to put back", err);
	edit_close(&edit);
	return ok;
}

bool urls_replace(const char *path, Str from, Str to, Err *err)
{
	Edit edit;
	bool ok = edit_open(&edit, path, err);
	Str line, words;

	from = absolute(&edit.urls, from);
	while (next_line(&edit.rest, &line)) {
		if (str_eq(address_of(&edit.urls, line, &words), from)) {
			words_add(&edit.changed, to);
			line = words;
			edit.hits++;
		}
		buf_add(&edit.changed, line);
	}
	ok = ok && edit_save(&edit, from, "has no feed", err);
	edit_close(&edit);
	return ok;
}

static bool is_tag(Str word)
{
	return !str_starts(word, S("~")) && !str_starts(word, S("!"));
}

/* Those words of `words` that are tags, or those that are none; a comment behind them is left. */
static void add_words(Edit *edit, Str *words, bool tags)
{
	Str before = *words, word;

	for (; words_next(words, edit->urls.arena, &word); before = *words) {
		if (is_tag(word) != tags)
			continue;
		buf_char(&edit->changed, ' ');
		words_add(&edit->changed, word);
	}
	*words = before;
}

static void write_tagged(Edit *edit, Str line, Str words, Str tags)
{
	size_t end = line.n;
	Str left;

	while (end > 0 && (line.s[end - 1] == '\n' || line.s[end - 1] == '\r'))
		end--;
	left = str_slice(words, 0, words.n - (line.n - end));
	buf_bytes(&edit->changed, line.s, line.n - words.n);
	add_words(edit, &tags, true);
	add_words(edit, &left, false);
	left = str_trim(left);
	if (left.n)
		buf_printf(&edit->changed, " %.*s", STR_ARG(left));
	buf_add(&edit->changed, str_from_at(line, end));
}

bool urls_tag(const char *path, Str url, Str tags, Err *err)
{
	Edit edit;
	bool ok = edit_open(&edit, path, err);
	Str line, words;

	url = absolute(&edit.urls, url);
	tags = str_trim(tags);
	while (next_line(&edit.rest, &line)) {
		if (str_eq(address_of(&edit.urls, line, &words), url))
			write_tagged(&edit, line, words, edit.hits++ ? S("") : tags);
		else
			buf_add(&edit.changed, line);
	}
	ok = ok && edit_save(&edit, url, "has no feed", err);
	edit_close(&edit);
	return ok;
}

bool urls_has(const char *path, Str url, bool *has, Err *err)
{
	Edit edit;
	bool ok = edit_open(&edit, path, err);
	Str line, ignored;

	url = absolute(&edit.urls, url);
	*has = false;
	while (ok && next_line(&edit.rest, &line) && !*has)
		*has = str_eq(address_of(&edit.urls, line, &ignored), url);
	edit_close(&edit);
	return ok;
}
