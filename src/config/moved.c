#include "config/moved.h"

#include <errno.h>
#include <unistd.h>

#include "base/path.h"
#include "base/url.h"
#include "config/words.h"

enum { MAX_CONFIG_BYTES = 4 << 20 };

static const char *const of_a_host[] = {"auth", "auth-secret", "auth-user", "client-cert",
	"client-key", "cookie-file", "header", "insecure", "netrc"};

static bool is_as_safe(Str from, Str to)
{
	return str_eq_case(url_host(from), url_host(to)) &&
	       (str_eq_case(url_scheme(to), S("https")) ||
		       str_eq_case(url_scheme(from), url_scheme(to)));
}

bool moved_follows(const Option *option, Str from, Str to)
{
	for (size_t i = 0; i < COUNT(of_a_host); i++)
		if (str_is(str_from(option->name), of_a_host[i]))
			return is_as_safe(from, to);
	return true;
}

/* Whether a line is "feed URL OPTION …"; where in it the address stands. */
static bool is_of_feed(Str line, Str url, Arena *arena, Str *address, const Option **option)
{
	Str rest = line, word;

	if (!words_next(&rest, arena, &word) || !str_eq(word, S("feed")))
		return false;
	while (rest.n && char_is_space(rest.s[0]))
		rest = str_from_at(rest, 1);
	address->s = rest.s;
	if (!words_next(&rest, arena, &word) || !str_eq(word, url))
		return false;
	address->n = (size_t)(rest.s - address->s);
	*option = words_next(&rest, arena, &word) ? option_find(word) : NULL;
	return *option != NULL;
}

bool moved_in_config(const char *path, Str from, Str to, size_t *moved, size_t *left, Err *err)
{
	Arena *arena = arena_open();
	Buf bytes = {0}, changed = {0};
	const Option *option;
	Str rest, line, address;
	bool ok = true;

	*moved = *left = 0;
	if (access(path, F_OK) == 0 || errno != ENOENT)
		ok = file_read(path, MAX_CONFIG_BYTES, &bytes, err);
	rest = buf_str(&bytes);
	while (ok && rest.n) {
		ptrdiff_t end = str_find_char(rest, '\n');

		line = end < 0 ? rest : str_slice(rest, 0, (size_t)end + 1);
		rest = str_from_at(rest, line.n);
		if (is_of_feed(line, from, arena, &address, &option)) {
			bool follows = moved_follows(option, from, to);

			*(follows ? moved : left) += 1;
			if (follows) {
				size_t before = (size_t)(address.s - line.s);

				buf_add(&changed, str_slice(line, 0, before));
				words_add(&changed, to);
				line = str_from_at(line, before + address.n);
			}
		}
		buf_add(&changed, line);
	}
	if (ok && *moved)
		ok = file_write(path, buf_str(&changed), err);
	buf_drop(&bytes);
	buf_drop(&changed);
	arena_close(arena);
	return ok;
}
