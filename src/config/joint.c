#include "config/joint.h"

#include "base/buf.h"

static bool hear_bool(bool *to, Str name, Str value, Err *err)
{
	*to = str_eq(value, S("yes")) || str_eq(value, S("true"));
	return *to || str_eq(value, S("no")) || str_eq(value, S("false")) ||
	       err_set(err, ERR_USER, 0, "%.*s is yes or no, not \"%.*s\"", STR_ARG(name),
		       STR_ARG(value));
}

static void hear_proxy_type(Joint *joint, Str value, Err *err)
{
	static const char *const types[] = {"http", "socks4", "socks4a", "socks5", "socks5h"};

	for (size_t i = 0; i < COUNT(types); i++)
		if (str_eq(value, str_from(types[i]))) {
			joint->proxy_type = value;
			return;
		}
	err_set(err, ERR_USER, 0,
		"proxy-type is one of: http socks4 socks4a socks5 socks5h; not \"%.*s\"",
		STR_ARG(value));
}

static void hear_days(Joint *joint, Str value, Err *err)
{
	enum { MOST_DAYS = 1000000 };
	int64_t days;

	if (str_number(value, &days) && days >= 0 && days <= MOST_DAYS)
		joint->days = (long)days;
	else
		err_set(err, ERR_USER, 0, "keep-articles-days is a number of days, not \"%.*s\"",
			STR_ARG(value));
}

bool joint_hear(Joint *joint, Str name, Str value, Err *err)
{
	*err = (Err){0};
	if (str_eq(name, S("auto-reload")))
		joint->says_reloads = hear_bool(&joint->reloads, name, value, err);
	else if (str_eq(name, S("suppress-first-reload")))
		hear_bool(&joint->waits, name, value, err);
	else if (str_eq(name, S("use-proxy")))
		joint->says_proxy = hear_bool(&joint->uses_proxy, name, value, err);
	else if (str_eq(name, S("proxy-type")))
		hear_proxy_type(joint, value, err);
	else if (str_eq(name, S("proxy-auth")))
		joint->proxy_auth = value;
	else if (str_eq(name, S("keep-articles-days")))
		hear_days(joint, value, err);
	else
		return false;
	return true;
}

static void set(Levels *levels, Str name, Str value)
{
	levels_set(levels, LEVEL_CONFIG, S(""), option_find(name), value, NULL);
}

/* With auto-reload newsboat updates at the start and every reload-time minutes, 60 if that is not
 * said; with "auto-reload no" reload-time means nothing. */
static void settle_reloads(const Joint *joint, const Options *now, Levels *levels)
{
	if (!joint->says_reloads)
		return;
	if (!joint->reloads)
		set(levels, S("refresh-minutes"), S("0"));
	else if (now->refresh_minutes == 0)
		set(levels, S("refresh-minutes"), S("60"));
	if (joint->reloads && !joint->waits)
		set(levels, S("refresh-on-start"), S("yes"));
}

/* What would end a name or a password within an address. */
static void add_escaped(Buf *out, Str text)
{
	for (size_t i = 0; i < text.n; i++) {
		char c = text.s[i];

		if (char_is_alpha(c) || char_is_digit(c) || c == '-' || c == '.' || c == '_' ||
			c == '~')
			buf_char(out, c);
		else
			buf_printf(out, "%%%02X", (unsigned char)c);
	}
}

/* TYPE://NAME:PASSWORD@HOST:PORT */
static Str whole_proxy(const Joint *joint, Str proxy, Arena *arena)
{
	ptrdiff_t scheme = str_find(proxy, S("://"));
	Str host = scheme < 0 ? proxy : str_from_at(proxy, (size_t)scheme + 3), name;
	Str secret = joint->proxy_auth;
	Buf out = {0};

	if (scheme >= 0)
		buf_add(&out, str_slice(proxy, 0, (size_t)scheme));
	else
		buf_add(&out, joint->proxy_type.n ? joint->proxy_type : S("http"));
	buf_add(&out, S("://"));
	if (secret.n && str_find_char(host, '@') < 0 && str_cut(&secret, ':', &name)) {
		add_escaped(&out, name);
		if (secret.n)
			buf_char(&out, ':');
		add_escaped(&out, secret);
		buf_char(&out, '@');
	}
	buf_add(&out, host);
	return buf_give(&out, arena);
}

static void settle_proxy(const Joint *joint, const Options *now, Levels *levels, Arena *arena)
{
	if (joint->says_proxy && !joint->uses_proxy)
		set(levels, S("proxy"), S(""));
	else if (now->proxy.n && !str_eq(now->proxy, S("none")) &&
		 (joint->proxy_type.n || joint->proxy_auth.n))
		set(levels, S("proxy"), whole_proxy(joint, now->proxy, arena));
}

static void settle_keeping(const Joint *joint, const Options *now, Levels *levels, Arena *arena)
{
	if (joint->days == 0)
		return;
	if (now->keep.articles)
		set(levels, S("keep"),
			arena_printf(arena, "%ld %ldd", now->keep.articles, joint->days));
	else
		set(levels, S("keep"), arena_printf(arena, "%ldd", joint->days));
}

void joint_settle(const Joint *joint, Levels *levels, Arena *arena)
{
	Options now;

	levels_options(levels, S(""), S(""), &now);
	settle_reloads(joint, &now, levels);
	settle_proxy(joint, &now, levels, arena);
	settle_keeping(joint, &now, levels, arena);
}
