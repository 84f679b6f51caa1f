#include "config/urlsfile.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/path.h"
#include "base/utf8.h"
#include "config/words.h"

enum { MAX_URLS_BYTES = 16 << 20, SLOTS_AT_FIRST = 64 };

static size_t *slot_of(const Urls *urls, Str url)
{
	size_t at = str_hash(url) & (urls->slot_count - 1);

	while (urls->slots[at] && !str_eq(urls->entries.items[urls->slots[at] - 1].url, url))
		at = (at + 1) & (urls->slot_count - 1);
	return &urls->slots[at];
}

UrlsEntry *urls_find(const Urls *urls, Str url)
{
	size_t slot = urls->slot_count ? *slot_of(urls, url) : 0;

	return slot ? &urls->entries.items[slot - 1] : NULL;
}

UrlsEntry *urls_put(Urls *urls, Str url)
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
Str urls_absolute(const Urls *urls, Str url)
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

bool urls_has_line(Str lines, Str wanted)
{
	Str line;

	while (str_cut(&lines, '\n', &line))
		if (str_eq(line, wanted))
			return true;
	return false;
}

void urls_put_tag(const Urls *urls, UrlsEntry *entry, Str tag)
{
	char *copy = arena_strz(urls->arena, tag);

	for (size_t i = 0; i < tag.n; i++)
		if (char_is_space(copy[i]))
			copy[i] = ' ';
	tag = str_trim(str_of(copy, tag.n));
	if (tag.n == 0 || urls_has_line(entry->tags, tag))
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
			urls_put_tag(urls, entry, str_from_at(word, 1));
		} else if (first) {
			entry->folder = folder_of(urls, word);
			first = false;
		} else if (!str_eq(word, entry->folder)) {
			urls_put_tag(urls, entry, word);
		}
	}
}

/* One tag in an old encoding must not cost all feeds. */
Str urls_as_text(const Urls *urls, Str line)
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
	url = urls_absolute(urls, word);
	entry = urls_find(urls, url);
	if (!entry) {
		entry = urls_put(urls, url);
		entry->line = urls->line;
		split_query(entry);
	}
	read_words(urls, entry, line);
}

void urls_parse(Urls *urls, Str text)
{
	Str line;

	if (str_starts(text, S("\xef\xbb\xbf")))
		text = str_from_at(text, 3);
	while (words_line(&text, &line)) {
		urls->line++;
		if (!utf8_valid_text(line))
			log_line(LOG_WARNING, "%s:%u: this line is no UTF-8 text", urls->path,
				urls->line);
		read_line(urls, urls_as_text(urls, line));
	}
}

/* The bytes of the file; none if it is missing. */
bool urls_load(const char *path, Buf *out, Err *err)
{
	if (access(path, F_OK) != 0 && errno == ENOENT)
		return true;
	return file_read(path, MAX_URLS_BYTES, out, err);
}

bool urls_read(const char *path, Arena *arena, const UrlsEntry **out, size_t *count, Err *err)
{
	Urls urls = {.arena = arena, .path = path};
	Buf bytes = {0};
	bool ok = urls_load(path, &bytes, err);

	if (ok)
		urls_parse(&urls, buf_take(&bytes, arena));
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
