#include "feed/net/access.h"

#include <curl/curl.h>

#include "base/path.h"
#include "base/url.h"

enum { MAX_AUTHORITIES = 4 << 20 };

void access_copy(Access *access, Arena *arena)
{
	Str *const texts[] = {&access->proxy, &access->headers, &access->cookies,
		&access->authorities, &access->cert, &access->key, &access->user, &access->secret};

	for (size_t i = 0; i < COUNT(texts); i++)
		*texts[i] = arena_str(arena, *texts[i]);
}

bool access_is_bound(const Access *access)
{
	return access->headers.n || access->cert.n || access->insecure;
}

void access_leave_host(Access *access)
{
	*access = (Access){.proxy = access->proxy,
		.netrc = access->netrc,
		.cookies = access->cookies,
		.authorities = access->authorities};
}

Str access_site(Str url, Arena *arena)
{
	Str host = url_host(url), after = str_from_at(url, (size_t)(host.s - url.s) + host.n), key;
	size_t n = 0;

	while (str_starts(after, S(":")) && n + 1 < after.n && char_is_digit(after.s[n + 1]))
		n++;
	if (n)
		key = arena_printf(arena, "%.*s%.*s", STR_ARG(host),
			STR_ARG(str_slice(after, 0, n + 1)));
	else
		key = arena_printf(arena, "%.*s:%s", STR_ARG(host),
			str_eq_case(url_scheme(url), S("https")) ? "443" : "80");
	for (size_t i = 0; i < key.n; i++)
		((char *)key.s)[i] = char_lower(key.s[i]);
	return key;
}

bool access_is_same_host(Str a, Str b, Arena *arena)
{
	return str_eq_case(url_scheme(a), url_scheme(b)) &&
	       str_eq(access_site(a, arena), access_site(b, arena));
}

/* --- headers ---------------------------------------------------------------------------------- */

/* A line that is none, or could become two, is left out. */
static bool header_next(Str *rest, Str *name, Str *line)
{
	while (str_cut(rest, '\n', line)) {
		ptrdiff_t colon = str_find_char(*line, ':');
		bool clean = colon > 0;

		for (size_t i = 0; i < line->n; i++)
			clean &= (unsigned char)line->s[i] >= ' ' && line->s[i] != 0x7f;
		*name = str_trim(str_slice(*line, 0, colon > 0 ? (size_t)colon : 0));
		if (clean && name->n)
			return true;
	}
	return false;
}

bool access_has_header(const Access *access, Str wanted)
{
	Str rest = access->headers, name, line;

	while (header_next(&rest, &name, &line))
		if (str_eq_case(name, wanted))
			return true;
	return false;
}

void access_add_headers(const Access *access, Arena *arena, struct curl_slist **lines)
{
	Str rest = access->headers, name, line;

	while (header_next(&rest, &name, &line)) {
		struct curl_slist *longer = curl_slist_append(*lines, arena_strz(arena, line));

		if (longer)
			*lines = longer;
	}
}

/* --- the rest --------------------------------------------------------------------------------- */

static const char *text_or_null(Str text, Arena *arena)
{
	return text.n ? arena_strz(arena, text) : NULL;
}

static void set_proxy(const Access *access, Arena *arena, CURL *easy)
{
	/* Without a scheme it is one for HTTP, as everywhere. */
	if (str_eq(access->proxy, S("none")))
		curl_easy_setopt(easy, CURLOPT_PROXY, "");
	else
		curl_easy_setopt(easy, CURLOPT_PROXY, text_or_null(access->proxy, arena));
}

static void set_auth(const Access *access, Arena *arena, CURL *easy)
{
	static const long kinds[] = {
		[AUTH_ANY] = (long)(CURLAUTH_BASIC | CURLAUTH_DIGEST),
		[AUTH_BASIC] = (long)CURLAUTH_BASIC,
		[AUTH_DIGEST] = (long)CURLAUTH_DIGEST,
		[AUTH_BEARER] = (long)CURLAUTH_BEARER,
	};
	bool bearer = access->auth == AUTH_BEARER;
	const char *secret = text_or_null(access->secret, arena);

	curl_easy_setopt(easy, CURLOPT_HTTPAUTH, kinds[access->auth]);
	curl_easy_setopt(easy, CURLOPT_USERNAME, bearer ? NULL : text_or_null(access->user, arena));
	curl_easy_setopt(easy, CURLOPT_PASSWORD, bearer ? NULL : secret);
	curl_easy_setopt(easy, CURLOPT_XOAUTH2_BEARER, bearer ? secret : NULL);
	curl_easy_setopt(easy, CURLOPT_NETRC,
		(long)(access->netrc ? CURL_NETRC_OPTIONAL : CURL_NETRC_IGNORED));
}

/* "host TAB subdomains TAB path …"; a host with a dot before it is of the whole domain. */
static bool is_for_host(Str line, Str host)
{
	Str domain;

	if (str_starts(line, S("#HttpOnly_")))
		line = str_from_at(line, 10);
	if (line.n == 0 || line.s[0] == '#' || !str_cut(&line, '\t', &domain))
		return false;
	while (domain.n && domain.s[0] == '.')
		domain = str_from_at(domain, 1);
	return url_is_host(host, domain);
}

/* A file of a browser has thousands of lines; curl goes through all it was given each time. */
static void set_cookies(const Access *access, Str url, Arena *arena, CURL *easy)
{
	Str rest = access->cookies, line, host = url_host(url);

	while (str_cut(&rest, '\n', &line))
		if (is_for_host(line, host))
			curl_easy_setopt(easy, CURLOPT_COOKIELIST,
				arena_strz(arena, str_trim(line)));
}

/* They stand beside those of the system if curl looks for these in a folder, as on Debian; where it
 * has one file of them (Fedora), both become one. */
static void set_authorities(const Access *access, Arena *arena, CURL *easy)
{
	const char *file = text_or_null(access->authorities, arena);
	char *theirs = NULL, *folder = NULL;
	Buf both = {0};
	struct curl_blob blob = {.flags = CURL_BLOB_COPY};

	curl_easy_getinfo(easy, CURLINFO_CAINFO, &theirs);
	curl_easy_getinfo(easy, CURLINFO_CAPATH, &folder);
	curl_easy_setopt(easy, CURLOPT_CAINFO_BLOB, NULL);
	curl_easy_setopt(easy, CURLOPT_CAINFO, file ? file : theirs);
	if (!file || folder || !theirs || !file_read(theirs, MAX_AUTHORITIES, &both, NULL) ||
		!file_read(file, MAX_AUTHORITIES, &both, NULL)) {
		buf_drop(&both);
		return;
	}
	blob.data = both.s;
	blob.len = both.n;
	curl_easy_setopt(easy, CURLOPT_CAINFO_BLOB, &blob);
	buf_drop(&both);
}

void access_set(const Access *access, Str url, Arena *arena, void *easy)
{
	set_proxy(access, arena, easy);
	set_auth(access, arena, easy);
	set_cookies(access, url, arena, easy);
	set_authorities(access, arena, easy);
	curl_easy_setopt(easy, CURLOPT_SSLCERT, text_or_null(access->cert, arena));
	curl_easy_setopt(easy, CURLOPT_SSLKEY, text_or_null(access->key, arena));
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, access->insecure ? 0L : 1L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, access->insecure ? 0L : 2L);
}
