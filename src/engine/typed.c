#include "engine/typed.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/path.h"
#include "base/url.h"
#include "feed/net/address.h"

static Str without_feed(Str text)
{
	if (!str_starts_case(text, S("feed:")))
		return text;
	text = str_from_at(text, 5);
	/* "feed://host/", which does not tell the scheme, and "feed:https://host/". */
	return str_starts(text, S("//")) ? str_from_at(text, 2) : text;
}

static bool is_path(Str text)
{
	return str_starts(text, S("/")) || str_starts(text, S("~/")) || str_starts(text, S("./")) ||
	       str_starts(text, S("../"));
}

/* The address of a file; false if there is none. */
static bool file_address(Str text, Arena *arena, Str *url)
{
	struct stat about;
	char *real = realpath(path_expand(arena, text), NULL);
	bool found = real && stat(real, &about) == 0 && S_ISREG(about.st_mode);

	if (found)
		*url = arena_printf(arena, "file:%s", real);
	free(real);
	return found;
}

static bool is_port(Str text)
{
	int64_t port;

	return str_number(text, &port) && port > 0 && port < 65536;
}

/* Up to the path, without the port: "example.org" of "example.org:80/x". Empty: it is no host. */
static Str bare_host(Str text)
{
	static const bool ends[256] = {['/'] = true, ['?'] = true, ['#'] = true};
	Str host = str_slice(text, 0, str_find_any(text, 0, ends));
	ptrdiff_t colon = str_rfind_char(host, ':');
	bool bracket = str_starts(host, S("[")), port = false;

	if (colon > 0 && (!bracket || host.s[colon - 1] == ']')) {
		port = is_port(str_from_at(host, (size_t)colon + 1));
		if (!port)
			return S("");
		host = str_slice(host, 0, (size_t)colon);
	}
	for (size_t i = 0; i < host.n; i++)
		if (char_is_space(host.s[i]) || strchr("<>@\"\\^`{|}", host.s[i]))
			return S("");
	if (bracket ? str_ends(host, S("]"))
		    : port || str_find_char(host, '.') > 0 || str_eq_case(host, S("localhost")))
		return host;
	return S("");
}

/* "@user@host", as people of the Fediverse are called. */
static bool handle_address(Str text, Arena *arena, Str *url)
{
	Str rest = str_from_at(text, 1), user;

	if (!str_starts(text, S("@")) || !str_cut(&rest, '@', &user) || user.n == 0 ||
		bare_host(rest).n != rest.n || rest.n == 0)
		return false;
	*url = arena_printf(arena, "https://%.*s/@%.*s", STR_ARG(rest), STR_ARG(user));
	return true;
}

bool typed_address(Str text, Arena *arena, Str *url, Str *other, Err *err)
{
	Str typed = str_trim(text), host;
	bool near;

	text = without_feed(typed);
	*other = S("");
	*url = text;
	if (url_is_http(text) || str_starts_case(text, S("file:")))
		return true;
	if (file_address(text, arena, url) || handle_address(text, arena, url))
		return true;
	if (is_path(text))
		return err_set(err, ERR_USER, ENOENT, "there is no file %.*s", STR_ARG(text));
	host = bare_host(text);
	if (host.n == 0)
		return err_set(err, ERR_USER, 0,
			"“%.*s” is no address; it should begin with https://", STR_ARG(typed));
	/* Servers of one's own seldom have a certificate. */
	near = address_host_is_private(host) || (host.s[0] != '[' && str_find_char(host, '.') < 0);
	*url = arena_printf(arena, "%s%.*s", near ? "http://" : "https://", STR_ARG(text));
	*other = arena_printf(arena, "%s%.*s", near ? "https://" : "http://", STR_ARG(text));
	return true;
}
