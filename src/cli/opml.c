#include "cli/opml.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/child.h"
#include "base/path.h"
#include "base/url.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "config/words.h"
#include "feed/format/opml.h"

enum { MAX_LIST_BYTES = 32 << 20, MAX_FEEDS = 100000, FEED_WORDS = 6 };

static void write_words(Buf *out, const Str *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		words_add(out, words[i]);
		buf_char(out, i + 1 < count ? ' ' : '\n');
	}
}

/* Lines of words, quoted as in `urls`: what was left out, then a line a feed: address, folder,
 * tags, title, site, and the rest. */
static void write_list(Buf *out, const OpmlFeed *feeds, size_t count, const OpmlLeft *left,
	Arena *arena)
{
	const Str head[] = {arena_printf(arena, "%zu", left->outlines), left->attributes};

	write_words(out, head, COUNT(head));
	for (size_t i = 0; i < count && i < MAX_FEEDS; i++) {
		const OpmlFeed *feed = &feeds[i];
		const Str words[FEED_WORDS] = {feed->url, feed->folder, feed->tags, feed->title,
			feed->site, feed->more};

		write_words(out, words, COUNT(words));
	}
}

/* The confined process: the list, or with status 1 why there is none. */
static _Noreturn void read_confined(Str bytes, SandboxMode mode, int fd)
{
	Arena *arena = arena_open();
	const OpmlFeed *feeds;
	OpmlLeft left;
	size_t count;
	Buf out = {0};
	Err err;
	bool ok =
		confine(mode, &err) && opml_read(bytes, S(""), arena, &feeds, &count, &left, &err);

	if (ok)
		write_list(&out, feeds, count, &left, arena);
	else
		buf_add(&out, str_from(err.text));
	_exit(fd_write(fd, buf_str(&out)) && ok ? 0 : 1);
}

/* With a blank or a line break in it, it could become words of its own in some file of the user's.
 */
static bool is_one_word(Str url)
{
	for (size_t i = 0; i < url.n; i++)
		if (char_is_space(url.s[i]))
			return false;
	return url_is_http(url);
}

static size_t read_words(Str line, Arena *arena, Str *words, size_t count)
{
	size_t n = 0;

	while (n < count && words_next(&line, arena, &words[n]))
		n++;
	return n;
}

static void parse_left(Str line, Arena *arena, ListLeft *left)
{
	Str words[2] = {{0}}, name;
	Buf names = {0};
	int64_t outlines;

	if (read_words(line, arena, words, COUNT(words)) != COUNT(words))
		return;
	if (str_number(words[0], &outlines) && outlines > 0)
		left->outlines = (size_t)outlines;
	while (str_cut(&words[1], '\n', &name))
		buf_printf(&names, "%s%.*s", names.n ? " " : "", STR_ARG(name));
	left->attributes = buf_give(&names, arena);
}

/* What comes from there is checked like a file that somebody wrote. */
static size_t parse_answer(Str text, Arena *arena, UrlsEntry *entries, ListLeft *left)
{
	size_t count = 0;
	Str line;

	if (words_line(&text, &line))
		parse_left(line, arena, left);
	while (words_line(&text, &line)) {
		Str words[FEED_WORDS] = {{0}};

		if (read_words(line, arena, words, FEED_WORDS) == FEED_WORDS &&
			is_one_word(words[0]))
			entries[count++] = (UrlsEntry){.url = words[0],
				.folder = words[1],
				.tags = words[2],
				.title = words[3],
				.site = words[4],
				.more = words[5]};
		else
			left->refused++;
	}
	return count;
}

static size_t lines_of(Str text)
{
	size_t count = 1;

	for (size_t i = 0; i < text.n; i++)
		count += text.s[i] == '\n';
	return count;
}

bool opml_feeds(Str bytes, SandboxMode mode, Arena *arena, const UrlsEntry **out, size_t *count,
	ListLeft *left, Err *err)
{
	Buf answer = {0}, clean = {0};
	int ends[2], status = 0;
	bool ok = false;
	UrlsEntry *entries;
	pid_t child;

	*left = (ListLeft){0};
	if (pipe2(ends, O_CLOEXEC) != 0)
		return err_system(err, "can't read the list");
	child = fork();
	if (child == 0) {
		close(ends[0]);
		read_confined(bytes, mode, ends[1]);
	}
	close(ends[1]);
	if (child > 0)
		ok = fd_read(ends[0], "the list", MAX_LIST_BYTES, &answer, NULL);
	close(ends[0]);
	if (child > 0)
		status = child_wait(child);
	utf8_clean(buf_str(&answer), &clean);
	if (!ok || !WIFEXITED(status)) {
		err_set(err, ERR_FORMAT, 0, "the list can't be read");
		ok = false;
	} else if (WEXITSTATUS(status) != 0) {
		ok = err_set(err, ERR_FORMAT, 0, "%.*s", STR_ARG(buf_str(&clean)));
	} else {
		Str text = arena_str(arena, buf_str(&clean));

		entries = arena_array(arena, lines_of(text), sizeof *entries);
		*count = parse_answer(text, arena, entries, left);
		*out = entries;
	}
	buf_drop(&answer);
	buf_drop(&clean);
	return ok;
}
