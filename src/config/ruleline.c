#include "config/ruleline.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/path.h"

enum { MAX_CONFIG_BYTES = 4 << 20 };

/* Whether the config gives it back as it is. What stands in backticks there is run: words of feeds
 * come into rules, and must not. */
static bool fits(Str text)
{
	bool quotes = false;

	for (size_t i = 0; i < text.n; i++) {
		char c = text.s[i];

		if (c == '`' || c == '\\' || (unsigned char)c < ' ' || (c == '#' && !quotes))
			return false;
		quotes ^= c == '"';
	}
	return text.n > 0 && !quotes;
}

static bool is_line_of(Str line, Str text)
{
	Str rest = str_trim(line), word;

	return str_word(&rest, &word) && str_eq(word, S("rule")) && str_eq(str_trim(rest), text);
}

/* The file without the lines of this rule, and how many those were. */
static bool read_others(const char *path, Str text, Buf *out, size_t *found, Err *err)
{
	Buf bytes = {0};
	Str rest;
	bool ok = true;

	*found = 0;
	if (access(path, F_OK) == 0 || errno != ENOENT)
		ok = file_read(path, MAX_CONFIG_BYTES, &bytes, err);
	for (rest = buf_str(&bytes); ok && rest.n;) {
		ptrdiff_t end = str_find_char(rest, '\n');
		Str line = end < 0 ? rest : str_slice(rest, 0, (size_t)end + 1);

		rest = str_from_at(rest, line.n);
		if (is_line_of(line, text))
			(*found)++;
		else
			buf_add(out, line);
	}
	buf_drop(&bytes);
	return ok;
}

bool ruleline_add(const char *path, Str text, Err *err)
{
	Buf out = {0};
	size_t found;
	bool ok;

	if (!fits(text))
		return err_set(err, ERR_USER, 0,
			"a rule of the config has no backtick, no backslash, and # only in quotes");
	ok = read_others(path, text, &out, &found, err);
	if (ok && found == 0) {
		if (out.n && out.s[out.n - 1] != '\n')
			buf_char(&out, '\n');
		buf_add(&out, S("rule "));
		buf_add(&out, text);
		buf_char(&out, '\n');
		ok = file_save(path, buf_str(&out), err);
	}
	buf_drop(&out);
	return ok;
}

bool ruleline_remove(const char *path, Str text, Err *err)
{
	Buf out = {0};
	size_t found;
	bool ok = read_others(path, text, &out, &found, err);

	if (ok && found)
		ok = file_write(path, buf_str(&out), err);
	buf_drop(&out);
	return ok;
}
