#include "base/url.h"

#include <curl/curl.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/detour.h"
#include "base/utf8.h"

static size_t scheme_length(Str url)
{
	size_t n = 0;

	if (url.n == 0 || !char_is_alpha(url.s[0]))
		return 0;
	while (n < url.n && (char_is_alpha(url.s[n]) || char_is_digit(url.s[n]) ||
				    url.s[n] == '+' || url.s[n] == '-' || url.s[n] == '.'))
		n++;
	return n < url.n && url.s[n] == ':' ? n : 0;
}

Str url_scheme(Str url)
{
	return str_slice(url, 0, scheme_length(url));
}

bool url_is_absolute(Str url)
{
	return scheme_length(url) > 0;
}

bool url_is_http(Str url)
{
	Str scheme = url_scheme(url);

	return str_eq_case(scheme, S("http")) || str_eq_case(scheme, S("https"));
}

bool url_is_file(Str url)
{
	return str_eq_case(url_scheme(url), S("file"));
}

Str url_rebase(Str base, Str reference, Arena *arena)
{
	Str found = url_resolve(base, reference, arena);

	return url_is_file(found) && !url_is_file(base) ? base : found;
}

/* What stands between "//" and the next '/', '?' or '#'. */
static Str authority(Str url)
{
	Str rest = str_from_at(url, scheme_length(url) + 1);
	size_t n = 0;

	if (scheme_length(url) == 0 || !str_starts(rest, S("//")))
		return S("");
	rest = str_from_at(rest, 2);
	while (n < rest.n && rest.s[n] != '/' && rest.s[n] != '?' && rest.s[n] != '#')
		n++;
	return str_slice(rest, 0, n);
}

Str url_host(Str url)
{
	Str host = authority(url);
	ptrdiff_t at = str_rfind_char(host, '@'), colon;

	if (at >= 0)
		host = str_from_at(host, (size_t)at + 1);
	if (host.n && host.s[0] == '[') {
		ptrdiff_t end = str_find_char(host, ']');

		return end < 0 ? host : str_slice(host, 0, (size_t)end + 1);
	}
	colon = str_find_char(host, ':');
	return colon < 0 ? host : str_slice(host, 0, (size_t)colon);
}

Str url_site(Str url)
{
	Str host = url_host(url);

	return str_starts_case(host, S("www.")) ? str_from_at(host, 4) : host;
}

Str url_path(Str url)
{
	Str host = authority(url);
	Str rest = host.s && host.n
			   ? str_from_at(url, (size_t)(host.s - url.s) + host.n)
			   : str_from_at(url, scheme_length(url) + (scheme_length(url) > 0));
	size_t n = 0;

	while (n < rest.n && rest.s[n] != '?' && rest.s[n] != '#')
		n++;
	return str_slice(rest, 0, n);
}

/* "google.co.uk" is a "google."; "google.example.org" is not. */
static bool is_of_any_country(Str host, Str name)
{
	ptrdiff_t at = str_find_case(host, name);
	Str rest;

	if (at < 0 || (at > 0 && host.s[at - 1] != '.'))
		return false;
	rest = str_from_at(host, (size_t)at + name.n);
	return rest.n <= 3 || (rest.n <= 6 && (str_starts_case(rest, S("co.")) ||
						      str_starts_case(rest, S("com."))));
}

bool url_is_host(Str host, Str name)
{
	if (str_ends(name, S(".")))
		return is_of_any_country(host, name);
	return str_ends_case(host, name) &&
	       (host.n == name.n || host.s[host.n - name.n - 1] == '.');
}

static Str without_fragment(Str url)
{
	ptrdiff_t hash = str_find_char(url, '#');

	return hash < 0 ? url : str_slice(url, 0, (size_t)hash);
}

static int hex(char c)
{
	if (char_is_digit(c))
		return c - '0';
	c = char_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

Str url_unescape(Str text, Arena *arena)
{
	Buf out = {0};

	if (str_find_char(text, '%') < 0)
		return text;
	for (size_t i = 0; i < text.n; i++) {
		bool escape = text.s[i] == '%' && i + 2 < text.n && hex(text.s[i + 1]) >= 0 &&
			      hex(text.s[i + 2]) >= 0;

		buf_char(&out,
			escape ? (char)(hex(text.s[i + 1]) * 16 + hex(text.s[i + 2])) : text.s[i]);
		i += escape ? 2 : 0;
	}
	if (utf8_valid_text(buf_str(&out)))
		text = buf_take(&out, arena);
	buf_drop(&out);
	return text;
}

Str url_parameter(Str url, Str name, Arena *arena)
{
	ptrdiff_t mark = str_find_char(url, '?');
	Str query = mark < 0 ? S("") : without_fragment(str_from_at(url, (size_t)mark + 1)), piece;

	while (str_cut(&query, '&', &piece)) {
		/* Some pages escape their addresses twice. */
		if (str_starts(piece, S("amp;")))
			piece = str_from_at(piece, 4);
		if (str_starts(piece, name) && piece.n > name.n && piece.s[name.n] == '=')
			return url_unescape(str_from_at(piece, name.n + 1), arena);
	}
	return S("");
}

Str url_public(Str url, Arena *arena)
{
	Str whole = authority(url);
	ptrdiff_t at = str_rfind_char(whole, '@');
	size_t start;

	if (at < 0)
		return url;
	start = (size_t)(whole.s - url.s);
	return arena_printf(arena, "%.*s%.*s", STR_ARG(str_slice(url, 0, start)),
		STR_ARG(str_from_at(url, start + (size_t)at + 1)));
}

/* Browsers drop line breaks and tabs inside an address, and white space around it. */
static Str tidy(Str reference, Arena *arena)
{
	Buf out = {0};

	reference = str_trim(reference);
	if (str_find_char(reference, '\n') < 0 && str_find_char(reference, '\r') < 0 &&
		str_find_char(reference, '\t') < 0)
		return reference;
	for (size_t i = 0; i < reference.n; i++)
		if (reference.s[i] != '\n' && reference.s[i] != '\r' && reference.s[i] != '\t')
			buf_char(&out, reference.s[i]);
	reference = buf_take(&out, arena);
	buf_drop(&out);
	return reference;
}

Str url_resolve(Str base, Str reference, Arena *arena)
{
	CURLU *url;
	char *resolved = NULL;
	Str result;

	reference = tidy(reference, arena);
	result = reference;
	if (reference.n == 0 && base.n)
		return base;
	if (url_is_absolute(reference) || !url_is_absolute(base))
		return reference;
	/* libcurl 7.88 takes "#top" for a sibling. */
	if (reference.s[0] == '#')
		return arena_printf(arena, "%.*s%.*s", STR_ARG(without_fragment(base)),
			STR_ARG(reference));
	url = curl_url();
	if (url &&
		curl_url_set(url, CURLUPART_URL, arena_strz(arena, base),
			CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE | CURLU_NO_AUTHORITY) ==
			CURLUE_OK &&
		curl_url_set(url, CURLUPART_URL, arena_strz(arena, reference),
			CURLU_NON_SUPPORT_SCHEME | CURLU_NO_AUTHORITY | CURLU_URLENCODE) ==
			CURLUE_OK &&
		curl_url_get(url, CURLUPART_URL, &resolved, 0) == CURLUE_OK)
		result = arena_str(arena, str_from(resolved));
	curl_free(resolved);
	curl_url_cleanup(url);
	return result;
}

static void add_lower(Buf *out, Str str)
{
	for (size_t i = 0; i < str.n; i++)
		buf_char(out, char_lower(str.s[i]));
}

Str url_normalize(Str url, Arena *arena)
{
	Str whole = str_trim(without_fragment(url)), scheme = url_scheme(whole), host, rest, query,
	    piece, resolved;
	Buf out = {0};
	ptrdiff_t mark;
	bool first = true;

	if (!url_is_http(whole) || !str_starts(str_from_at(whole, scheme.n), S("://")))
		return whole;
	/* curl removes dot segments as it resolves; an address is its own reference. */
	resolved = url_resolve(whole, str_from_at(whole, scheme.n + 1), arena);
	/* What curl cannot read stays as it is. */
	if (!url_is_http(resolved))
		return whole;
	whole = resolved;
	scheme = url_scheme(whole);
	host = authority(whole);
	rest = str_from_at(whole, (size_t)(host.s - whole.s) + host.n);
	if (str_eq_case(scheme, S("http")) && str_ends(host, S(":80")))
		host.n -= 3;
	else if (str_eq_case(scheme, S("https")) && str_ends(host, S(":443")))
		host.n -= 4;
	add_lower(&out, scheme);
	buf_add(&out, S("://"));
	add_lower(&out, host);
	mark = str_find_char(rest, '?');
	query = mark < 0 ? S("") : str_from_at(rest, (size_t)mark + 1);
	if (mark >= 0)
		rest = str_slice(rest, 0, (size_t)mark);
	buf_add(&out, rest.n ? rest : S("/"));
	while (str_cut(&query, '&', &piece)) {
		if (detour_tracks(piece) || piece.n == 0)
			continue;
		buf_char(&out, first ? '?' : '&');
		buf_add(&out, piece);
		first = false;
	}
	whole = buf_take(&out, arena);
	buf_drop(&out);
	return whole;
}
