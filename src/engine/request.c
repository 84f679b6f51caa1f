#include "base/path.h"
#include "base/url.h"
#include "base/vec.h"
#include "config/levels.h"
#include "engine/inside.h"
#include "feed/net/access.h"

enum { MAX_COOKIES = 4 << 20 };

/* One filling-in: what went wrong or is missing ends it. */
typedef struct {
	Engine *engine;
	Arena *arena;
	Request *request;
	Str *missing;
	Err *err;
} Filling;

static bool tell_secret(const Filling *f, Str source, Str *out)
{
	SecretState state = secret_look(f->engine->secrets, source, f->arena, out, f->err);

	if (state == SECRET_TO_ASK)
		*f->missing = arena_str(f->arena, source);
	return state == SECRET_KNOWN;
}

static bool fill_proxy(const Filling *f, Str option)
{
	static const char *const schemes[] = {"http", "https", "socks4", "socks4a", "socks5",
		"socks5h"};
	Str proxy, scheme;

	if (!tell_secret(f, option, &proxy))
		return false;
	f->request->access.proxy = arena_str(f->arena, proxy);
	scheme = url_scheme(proxy);
	if (str_find(proxy, S("://")) < 0)
		return true;
	for (size_t i = 0; i < COUNT(schemes); i++)
		if (str_eq_case(scheme, str_from(schemes[i])))
			return true;
	return err_set(f->err, ERR_USER, 0,
		"proxy is http://…, https://… or socks5h://HOST:PORT, or none; not %.*s:",
		STR_ARG(str_slice(scheme, 0, 20)));
}

/* "X-Key: env:KEY" has its value looked up. */
static bool fill_headers(const Filling *f, Str lines)
{
	Buf out = {0};
	Str line;
	bool ok = true;

	while (ok && str_cut(&lines, '\n', &line)) {
		size_t colon = (size_t)str_find_char(line, ':');
		Str value;

		ok = tell_secret(f, str_trim(str_from_at(line, colon + 1)), &value);
		if (ok)
			buf_printf(&out, "%.*s: %.*s\n", STR_ARG(str_slice(line, 0, colon)),
				STR_ARG(value));
	}
	f->request->access.headers = buf_take(&out, f->arena);
	buf_drop(&out);
	return ok;
}

static bool fill_cookies(const Filling *f, Str path)
{
	Buf bytes = {0};
	Err why;
	bool ok = path.n == 0 || file_read(path_expand(f->arena, path), MAX_COOKIES, &bytes, &why);

	if (!ok)
		err_set(f->err, why.kind, why.code, "cookie-file: %s", why.text);

	/* An empty file is one, too: no other cookies are sent. */
	f->request->access.cookies = path.n && bytes.n == 0 ? S("#") : buf_take(&bytes, f->arena);
	buf_drop(&bytes);
	return ok;
}

static Str expanded(const Filling *f, Str path)
{
	return path.n ? str_from(path_expand(f->arena, path)) : path;
}

/* What lets in at the feed's host, and is nobody else's business. */
static bool fill_host(const Filling *f, const Options *o)
{
	static const char *const kinds[] = {[AUTH_ANY] = "any",
		[AUTH_BASIC] = "basic",
		[AUTH_DIGEST] = "digest",
		[AUTH_BEARER] = "bearer"};
	Access *access = &f->request->access;
	Str user, secret;

	for (unsigned kind = 0; kind < COUNT(kinds); kind++)
		if (str_eq(o->auth, str_from(kinds[kind])))
			access->auth = (AuthKind)kind;
	if (!tell_secret(f, o->auth_user, &user) || !tell_secret(f, o->auth_secret, &secret) ||
		!fill_headers(f, o->header))
		return false;
	access->user = arena_str(f->arena, user);
	access->secret = arena_str(f->arena, secret);
	access->cert = expanded(f, o->client_cert);
	access->key = expanded(f, o->client_key);
	access->insecure = o->insecure;
	return true;
}

bool request_fill(Engine *engine, const Feed *feed, Arena *arena, Request *request, Str *missing,
	Err *err)
{
	Filling filling = {engine, arena, request, missing, err};
	Options o;

	levels_options(engine->levels, feed ? feed->url : S(""), feed ? feed->folder : S(""), &o);
	request->timeout_ms = (uint32_t)o.timeout * 1000;
	request->user_agent = arena_str(arena, o.user_agent);
	request->contact = arena_str(arena, o.contact);
	request->access = (Access){.netrc = o.netrc, .authorities = expanded(&filling, o.ca_file)};
	if (!fill_proxy(&filling, o.proxy) || !fill_cookies(&filling, o.cookie_file))
		return false;
	/* An article's page may be anywhere. */
	if (feed && !access_is_same_host(supply_address(feed->url), request->url, arena))
		return true;
	return fill_host(&filling, &o);
}
