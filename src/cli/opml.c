#include "cli/opml.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/url.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "config/words.h"
#include "feed/format/opml.h"

enum { MAX_LIST_BYTES = 32 << 20, MAX_FEEDS = 100000 };

/* A line a feed: address, folder, tags, title, site, quoted as in `urls`. */
static void write_feed(Buf *out, const OpmlFeed *feed)
{
	const Str words[] = {feed->url, feed->folder, feed->tags, feed->title, feed->site};

	for (size_t i = 0; i < COUNT(words); i++) {
		words_add(out, words[i]);
		buf_char(out, i + 1 < COUNT(words) ? ' ' : '\n');
	}
}

static bool write_whole(int fd, Str bytes)
{
	while (bytes.n) {
		ssize_t n = write(fd, bytes.s, bytes.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes = str_from_at(bytes, (size_t)n);
	}
	return true;
}

/* The confined process: the list, or with status 1 why there is none. */
static _Noreturn void read_confined(Str bytes, SandboxMode mode, int fd)
{
	Arena *arena = arena_open();
	const OpmlFeed *feeds;
	size_t count;
	Buf out = {0};
	Err err;
	bool ok = confine(mode, &err) && opml_read(bytes, S(""), arena, &feeds, &count, &err);

	for (size_t i = 0; ok && i < count && i < MAX_FEEDS; i++)
		write_feed(&out, &feeds[i]);
	if (!ok)
		buf_add(&out, str_from(err.text));
	_exit(write_whole(fd, buf_str(&out)) && ok ? 0 : 1);
}

static bool read_answer(int fd, Buf *out)
{
	for (;;) {
		char *to = buf_room(out, 65536);
		ssize_t n = read(fd, to, 65536);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0 || out->n > MAX_LIST_BYTES)
			return n == 0;
		out->n += (size_t)n;
	}
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

/* What comes from there is checked like a file that somebody wrote. */
static size_t parse_answer(Str text, Arena *arena, UrlsEntry *entries, size_t *refused)
{
	size_t count = 0;
	Str line;

	while (words_line(&text, &line)) {
		Str words[5] = {{0}};
		size_t n = 0;

		while (n < COUNT(words) && words_next(&line, arena, &words[n]))
			n++;
		if (n == COUNT(words) && is_one_word(words[0]))
			entries[count++] = (UrlsEntry){.url = words[0],
				.folder = words[1],
				.tags = words[2],
				.title = words[3],
				.site = words[4]};
		else
			(*refused)++;
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
	size_t *refused, Err *err)
{
	Buf answer = {0}, clean = {0};
	int ends[2], status = 0;
	bool ok = false;
	UrlsEntry *entries;
	pid_t child;

	*refused = 0;
	if (pipe2(ends, O_CLOEXEC) != 0)
		return err_system(err, "can't read the list");
	child = fork();
	if (child == 0) {
		close(ends[0]);
		read_confined(bytes, mode, ends[1]);
	}
	close(ends[1]);
	if (child > 0)
		ok = read_answer(ends[0], &answer);
	close(ends[0]);
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	utf8_clean(buf_str(&answer), &clean);
	if (!ok || !WIFEXITED(status)) {
		err_set(err, ERR_FORMAT, 0, "the list can't be read");
		ok = false;
	} else if (WEXITSTATUS(status) != 0) {
		ok = err_set(err, ERR_FORMAT, 0, "%.*s", STR_ARG(buf_str(&clean)));
	} else {
		Str text = arena_str(arena, buf_str(&clean));

		entries = arena_array(arena, lines_of(text), sizeof *entries);
		*count = parse_answer(text, arena, entries, refused);
		*out = entries;
	}
	buf_drop(&answer);
	buf_drop(&clean);
	return ok;
}
