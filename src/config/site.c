#include "config/site.h"

#include "base/path.h"
#include "base/url.h"

enum { MOST_BYTES = 64 << 10 };

/* A host is part of a file's name: letters, figures, hyphens and single dots alone. */
static bool is_tame(Str host)
{
	for (size_t i = 0; i < host.n; i++)
		if (!char_is_alpha(host.s[i]) && !char_is_digit(host.s[i]) && host.s[i] != '-' &&
			(host.s[i] != '.' || i == 0 || host.s[i - 1] == '.'))
			return false;
	return host.n > 0 && host.n < 254;
}

Str site_rules(Str url, Arena *arena)
{
	Str host = url_site(url), rules = S("");
	Buf bytes = {0};

	for (ptrdiff_t dot = 0; is_tame(host) && dot >= 0;
		host = str_from_at(host, (size_t)dot + 1)) {
		const char *name = arena_printf(arena, "sites/%.*s", STR_ARG(host)).s;

		if (file_read(path_config(arena, name), MOST_BYTES, &bytes, NULL)) {
			rules = buf_take(&bytes, arena);
			break;
		}
		dot = str_find_char(host, '.');
		/* Not for a whole "org". */
		if (dot >= 0 && str_find_char(str_from_at(host, (size_t)dot + 1), '.') < 0)
			break;
	}
	buf_drop(&bytes);
	return rules;
}
