/* Changes of the file `urls`. Each reads it, changes the lines it is about, and writes it anew,
 * while no other lede does the same. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "base/path.h"
#include "base/vec.h"
#include "config/urlsfile.h"
#include "config/words.h"

/* --- one at a time --- */

/* The folder of the file is locked, so that nothing has to lie beside it; where that can't be done,
 * or somebody holds it for long, it goes without. Closing lets go. -1: without. */
static int lock(const char *path)
{
	enum { TRIES = 200, PAUSE_NS = 10000000 };
	Arena *arena = arena_open();
	char *real = realpath(path, NULL);
	int fd = open(path_folder(arena, real ? real : path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	for (int i = 0; fd >= 0 && i < TRIES && flock(fd, LOCK_EX | LOCK_NB) != 0; i++)
		nanosleep(&(struct timespec){.tv_nsec = PAUSE_NS}, NULL);
	free(real);
	arena_close(arena);
	return fd;
}

static void unlock(int fd)
{
	if (fd >= 0)
		close(fd);
}

/* --- lines added --- */

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

/* Unless it was there before. One that stands in two folders has the second one as a tag, and the
 * tags of both. */
static void take_entry(Urls *urls, const UrlsEntry *entry, size_t before)
{
	Str url = urls_absolute(urls, entry->url), tags = entry->tags, tag;
	UrlsEntry *known = urls_find(urls, url);

	if (!known) {
		known = urls_put(urls, url);
		*known = *entry;
		known->url = url;
		return;
	}
	if (known < urls->entries.items + before)
		return;
	if (entry->folder.n && !str_eq(entry->folder, known->folder))
		urls_put_tag(urls, known, entry->folder);
	while (str_cut(&tags, '\n', &tag))
		if (!str_eq(tag, known->folder))
			urls_put_tag(urls, known, tag);
}

bool urls_add_all(const char *path, const UrlsEntry *entries, size_t count, size_t *added, Err *err)
{
	Arena *arena = arena_open();
	Urls urls = {.arena = arena, .path = path};
	Buf bytes = {0};
	size_t before;
	int locked = lock(path);
	bool ok = urls_load(path, &bytes, err);

	if (ok)
		urls_parse(&urls, arena_str(arena, buf_str(&bytes)));
	before = urls.entries.count;
	if (bytes.n && bytes.s[bytes.n - 1] != '\n')
		buf_char(&bytes, '\n');
	for (size_t i = 0; i < count && ok; i++)
		take_entry(&urls, &entries[i], before);
	for (size_t i = before; i < urls.entries.count; i++)
		add_line(&bytes, &urls.entries.items[i], arena);
	if (ok && urls.entries.count > before)
		ok = file_save(path, buf_str(&bytes), err);
	if (added)
		*added = ok ? urls.entries.count - before : 0;
	unlock(locked);
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
	int lock;
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
	text = urls_as_text(urls, *rest);
	if (!words_next(rest, urls->arena, &word))
		return S("");
	*rest = str_from_at(line, end - rest->n);
	return urls_absolute(urls, words_next(&text, urls->arena, &word) ? word : S(""));
}

static bool edit_open(Edit *edit, const char *path, Err *err)
{
	*edit = (Edit){.urls = {.arena = arena_open(), .path = path}, .lock = lock(path)};
	if (!urls_load(path, &edit->bytes, err))
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
	unlock(edit->lock);
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

static bool no_feed(const Edit *edit, Str url, Err *err)
{
	return err_set(err, ERR_USER, 0, "%s has no feed %.*s", edit->urls.path, STR_ARG(url));
}

static bool edit_save(Edit *edit, Str url, const char *what, Err *err)
{
	if (edit->hits == 0)
		return err_set(err, ERR_USER, 0, "%s %s %.*s", edit->urls.path, what, STR_ARG(url));
	return file_save(edit->urls.path, buf_str(&edit->changed), err);
}

bool urls_remove(const char *path, Str url, size_t *lines, Err *err)
{
	Edit edit;
	bool ok = edit_open(&edit, path, err);
	Str line, ignored;

	url = urls_absolute(&edit.urls, url);
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

	url = urls_absolute(&edit.urls, url);
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

	from = urls_absolute(&edit.urls, from);
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

/* The words of `rest`; a comment behind them is left. */
static void add_words(Buf *out, Str *rest, Arena *arena)
{
	Str before = *rest, word;

	for (; words_next(rest, arena, &word); before = *rest) {
		if (out->n)
			buf_char(out, ' ');
		words_add(out, word);
	}
	*rest = before;
}

bool urls_words(const char *path, Str url, Arena *arena, Str *words, Err *err)
{
	Edit edit;
	bool ok = edit_open(&edit, path, err);
	Str line, rest;
	Buf out = {0};

	url = urls_absolute(&edit.urls, url);
	while (ok && next_line(&edit.rest, &line)) {
		if (!str_eq(address_of(&edit.urls, line, &rest), url))
			continue;
		edit.hits++;
		add_words(&out, &rest, edit.urls.arena);
	}
	if (ok && edit.hits == 0)
		ok = no_feed(&edit, url, err);
	edit_close(&edit);
	*words = buf_give(&out, arena);
	return ok;
}

static void write_words(Edit *edit, Str line, Str behind, Str words)
{
	Buf ignored = {0};
	size_t end = line.n;

	while (end > 0 && (line.s[end - 1] == '\n' || line.s[end - 1] == '\r'))
		end--;
	buf_bytes(&edit->changed, line.s, line.n - behind.n);
	if (words.n)
		buf_printf(&edit->changed, " %.*s", STR_ARG(words));
	behind = str_slice(behind, 0, behind.n - (line.n - end));
	add_words(&ignored, &behind, edit->urls.arena);
	buf_drop(&ignored);
	behind = str_trim(behind);
	if (behind.n)
		buf_printf(&edit->changed, " %.*s", STR_ARG(behind));
	buf_add(&edit->changed, str_from_at(line, end));
}

bool urls_set_words(const char *path, Str url, Str words, Err *err)
{
	Edit edit;
	bool ok = edit_open(&edit, path, err);
	Str line, behind;
	Buf clean = {0};

	url = urls_absolute(&edit.urls, url);
	add_words(&clean, &words, edit.urls.arena);
	while (next_line(&edit.rest, &line)) {
		if (str_eq(address_of(&edit.urls, line, &behind), url))
			write_words(&edit, line, behind, edit.hits++ ? S("") : buf_str(&clean));
		else
			buf_add(&edit.changed, line);
	}
	ok = ok && edit_save(&edit, url, "has no feed", err);
	buf_drop(&clean);
	edit_close(&edit);
	return ok;
}

static bool is_tag(Str word)
{
	return !str_starts(word, S("~")) && !str_starts(word, S("!"));
}

static void add_word(Buf *out, Str word)
{
	if (out->n)
		buf_char(out, ' ');
	words_add(out, word);
}

bool urls_change(const char *path, const UrlsEntry *entry, Err *err)
{
	Arena *arena = arena_open();
	Str words, word, tags = entry->tags, had = S("");
	bool first = true, ok = urls_words(path, entry->url, arena, &words, err);
	Buf out = {0};

	if (entry->folder.n)
		add_word(&out, entry->folder);
	while (ok && words_next(&words, arena, &word)) {
		bool folder = first && is_tag(word);

		first &= !folder;
		if ((folder && entry->folder.n) || (entry->title.n && str_starts(word, S("~"))))
			continue;
		add_word(&out, word);
		had = arena_printf(arena, "%.*s%.*s\n", STR_ARG(had), STR_ARG(word));
	}
	while (str_cut(&tags, '\n', &word))
		if (!urls_has_line(had, word))
			add_word(&out, word);
	if (entry->title.n)
		add_word(&out, arena_printf(arena, "~%.*s", STR_ARG(entry->title)));
	ok = ok && urls_set_words(path, entry->url, buf_str(&out), err);
	buf_drop(&out);
	arena_close(arena);
	return ok;
}

bool urls_has(const char *path, Str url, bool *has, Err *err)
{
	Edit edit;
	bool ok = edit_open(&edit, path, err);
	Str line, ignored;

	url = urls_absolute(&edit.urls, url);
	*has = false;
	while (ok && next_line(&edit.rest, &line) && !*has)
		*has = str_eq(address_of(&edit.urls, line, &ignored), url);
	edit_close(&edit);
	return ok;
}
