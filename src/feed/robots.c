#include "feed/robots.h"

#include "base/buf.h"
#include "base/url.h"

enum {
	LONGEST_PATH = 2048, /* of a rule, too: beyond it nothing is compared */
	MOST_STEPS = 1 << 20 /* characters compared for an address: some ms */
};

/* --- addresses in one way of writing (RFC 9309 2.2.2, RFC 3986 6.2.2) --- */

static int hex_of(char c)
{
	c = char_lower(c);
	return char_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool is_unreserved(char c)
{
	return char_is_alpha(c) || char_is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

static void put_encoded(Buf *out, char c)
{
	buf_printf(out, "%%%02X", (unsigned)(uint8_t)c);
}

/* `special`: characters that stay as they are because they mean something in a rule. */
static void put_path(Buf *out, Str path, const char *special)
{
	for (size_t i = 0; i < path.n; i++) {
		char c = path.s[i];
		int high = c == '%' && i + 2 < path.n ? hex_of(path.s[i + 1]) : -1;
		int low = high >= 0 ? hex_of(path.s[i + 2]) : -1;

		if (low >= 0) {
			c = (char)(high << 4 | low);
			i += 2;
			if (is_unreserved(c))
				buf_char(out, c);
			else
				put_encoded(out, c);
		} else if (c <= ' ' || c == 0x7f || (uint8_t)c >= 0x80 ||
			   ((c == '*' || c == '$') && !strchr(special, c))) {
			put_encoded(out, c);
		} else {
			buf_char(out, c);
		}
	}
}

/* --- the file --- */

/* The next line, which may end in CR, LF or both, without its comment. */
static bool next_line(Str *rest, Str *line)
{
	static const bool ends[256] = {['\r'] = true, ['\n'] = true};
	size_t end = str_find_any(*rest, 0, ends);
	ptrdiff_t comment;

	if (rest->n == 0)
		return false;
	*line = str_slice(*rest, 0, end);
	*rest = str_from_at(*rest, end + 1);
	comment = str_find_char(*line, '#');
	if (comment >= 0)
		line->n = (size_t)comment;
	return true;
}

/* "User-agent: lede/1.0 (news)" is for lede, "User-agent: *" for all. */
static bool is_for(Str value, Str agent)
{
	size_t n = 0;

	if (str_starts(value, S("*")))
		return agent.n == 0;
	while (n < value.n && (char_is_alpha(value.s[n]) || value.s[n] == '-' || value.s[n] == '_'))
		n++;
	return agent.n && str_eq_case(str_slice(value, 0, n), agent);
}

static void put_rule(Buf *out, bool allow, Str path)
{
	bool to_end = str_ends(path, S("$"));
	size_t before = out->n;

	/* "Disallow:" alone forbids nothing. */
	if (path.n == 0 || path.n > LONGEST_PATH || out->n > ROBOTS_MOST_RULES)
		return;
	if (path.s[0] != '/' && path.s[0] != '*')
		return;
	buf_char(out, allow ? '+' : '-');
	put_path(out, to_end ? str_slice(path, 0, path.n - 1) : path, "*");
	if (to_end)
		buf_char(out, '$');
	buf_char(out, '\n');
	if (out->n > ROBOTS_MOST_RULES)
		out->n = before;
}

/* The rules of all groups for an agent; empty: for all. False: there is no such group. */
static bool take_groups(Str text, Str agent, Buf *out)
{
	bool ours = false, naming = false, any = false;
	Str line;

	while (next_line(&text, &line)) {
		ptrdiff_t colon = str_find_char(line, ':');
		Str name, value;

		if (colon < 0)
			continue;
		name = str_trim(str_slice(line, 0, (size_t)colon));
		value = str_trim(str_from_at(line, (size_t)colon + 1));
		if (str_eq_case(name, S("user-agent"))) {
			ours = (naming && ours) || is_for(value, agent);
			any = any || ours;
			naming = true;
		} else if (str_eq_case(name, S("allow")) || str_eq_case(name, S("disallow"))) {
			naming = false;
			if (ours)
				put_rule(out, name.n == 5, value);
		}
	}
	return any;
}

Str robots_rules(Str text, Str agent, Arena *arena)
{
	Buf out = {0};
	Str rules;

	/* A rule that is cut off would be a shorter one, and forbid more. */
	if (text.n >= ROBOTS_MOST_BYTES) {
		text = str_slice(text, 0, ROBOTS_MOST_BYTES);
		while (text.n && text.s[text.n - 1] != '\n' && text.s[text.n - 1] != '\r')
			text.n--;
	}
	if (str_starts(text, S("\xef\xbb\xbf")))
		text = str_from_at(text, 3);
	if (!take_groups(text, agent, &out))
		take_groups(text, S(""), &out);
	rules = buf_take(&out, arena);
	buf_drop(&out);
	return rules;
}

/* --- an address against rules --- */

/* Whether a path begins as the pattern says; "$" at its end: and ends so. False, too, when no steps
 * are left. */
static bool matches(Str pattern, Str path, size_t *steps)
{
	bool to_end = str_ends(pattern, S("$"));
	size_t p = 0, at = 0, star = SIZE_MAX, retry = 0;

	if (to_end)
		pattern.n--;
	for (; *steps; --*steps) {
		if (p == pattern.n && (!to_end || at == path.n))
			return true;
		if (p < pattern.n && pattern.s[p] == '*') {
			star = p++;
			retry = at;
		} else if (p < pattern.n && at < path.n && pattern.s[p] == path.s[at]) {
			p++;
			at++;
		} else if (star != SIZE_MAX && retry < path.n) {
			p = star + 1;
			at = ++retry;
		} else {
			return false;
		}
	}
	return false;
}

/* What is compared of an address: its path and query. */
static Str path_of(Str url, Buf *out)
{
	Str host = url_host(url), rest;
	size_t at = host.n ? (size_t)(host.s + host.n - url.s) : url.n;
	ptrdiff_t fragment;

	rest = str_from_at(url, at);
	while (rest.n && rest.s[0] != '/' && rest.s[0] != '?' && rest.s[0] != '#')
		rest = str_from_at(rest, 1);
	fragment = str_find_char(rest, '#');
	if (fragment >= 0)
		rest.n = (size_t)fragment;
	if (!str_starts(rest, S("/")))
		buf_char(out, '/');
	put_path(out, str_slice(rest, 0, LONGEST_PATH), "");
	return buf_str(out);
}

bool robots_allow(Str rules, Str url)
{
	Buf room = {0};
	Str path = path_of(url, &room), line;
	size_t longest = 0, steps = MOST_STEPS;
	bool allowed = true;

	while (str_cut(&rules, '\n', &line)) {
		bool allow = str_starts(line, S("+"));
		Str pattern = str_from_at(line, 1);

		/* The longest counts; of two as long, the one that allows. */
		if (pattern.n < longest || (pattern.n == longest && !allow) ||
			!matches(pattern, path, &steps))
			continue;
		longest = pattern.n;
		allowed = allow;
	}
	buf_drop(&room);
	/* Rules that can't be followed are not for us to go against. */
	return allowed && steps;
}
