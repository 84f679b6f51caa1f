#include "feed/net/headers.h"

#include "base/date.h"
#include "base/utf8.h"

/* Longer ones are no help to anybody: a validator of 90 KB would cost more than the feed. */
enum { MAX_VALUE = 2048 };

static const struct {
	Str name;
	size_t field;
	bool list; /* several lines make one list */
} known[] = {
	{{"etag", 4}, offsetof(Headers, etag), false},
	{{"last-modified", 13}, offsetof(Headers, modified), false},
	{{"content-type", 12}, offsetof(Headers, mime), false},
	{{"location", 8}, offsetof(Headers, location), false},
	{{"date", 4}, offsetof(Headers, date), false},
	{{"expires", 7}, offsetof(Headers, expires), false},
	{{"age", 3}, offsetof(Headers, age), false},
	{{"cache-control", 13}, offsetof(Headers, cache_control), true},
	{{"retry-after", 11}, offsetof(Headers, retry_after), false},
	{{"content-encoding", 16}, offsetof(Headers, packing), true},
};

/* What those add to answers, by their own documentation; and as whom they answer. */
static const Str cdn_names[] = {{"cf-ray", 6}, {"x-akamai-request-id", 19}, {"x-amz-cf-id", 11},
	{"x-cdn", 5}, {"x-fastly-request-id", 19}, {"x-iinfo", 7}, {"x-sucuri-id", 11},
	{"x-vercel-id", 11}};
static const Str cdn_servers[] = {{"akamai", 6}, {"bunnycdn", 8}, {"cloudflare", 10},
	{"cloudfront", 10}, {"ddos-guard", 10}, {"imperva", 7}, {"keycdn", 6}, {"qrator", 6},
	{"sucuri", 6}};

static bool is_of_cdn(Str name, Str value)
{
	for (size_t i = 0; i < COUNT(cdn_names); i++)
		if (str_eq_case(name, cdn_names[i]))
			return true;
	for (size_t i = 0; i < COUNT(cdn_servers) && str_eq_case(name, S("server")); i++)
		if (str_starts_case(value, cdn_servers[i]))
			return true;
	return false;
}

static void status_line(Headers *headers, Str line)
{
	Str word;
	int64_t status = 0;

	*headers = (Headers){0};
	str_word(&line, &word);
	if (str_word(&line, &word))
		str_number(word, &status);
	headers->status = status >= 100 && status <= 999 ? (int)status : 0;
}

/* A control character in a validator could become a header of its own when it is sent back. */
static bool is_printable(Str value)
{
	for (size_t i = 0; i < value.n; i++)
		if (((unsigned char)value.s[i] < ' ' && value.s[i] != '\t') || value.s[i] == 0x7f)
			return false;
	return true;
}

void headers_line(Headers *headers, Str line, Arena *arena)
{
	ptrdiff_t colon;
	Str name, value;

	if (str_starts(line, S("HTTP/"))) {
		status_line(headers, line);
		return;
	}
	colon = str_find_char(line, ':');
	if (colon <= 0)
		return;
	name = str_slice(line, 0, (size_t)colon);
	value = str_trim(str_from_at(line, (size_t)colon + 1));
	if (value.n == 0 || value.n > MAX_VALUE || !is_printable(value))
		return;
	headers->cdn |= is_of_cdn(name, value);
	for (size_t i = 0; i < COUNT(known); i++) {
		Str *field = (Str *)((char *)headers + known[i].field);

		if (!str_eq_case(name, known[i].name))
			continue;
		if (!known[i].list || field->n == 0)
			*field = arena_str(arena, value);
		else if (field->n + value.n < MAX_VALUE)
			*field = arena_printf(arena, "%.*s, %.*s", STR_ARG(*field), STR_ARG(value));
		return;
	}
}

/* A number of seconds; more than fits is very long (RFC 9111 1.2.2), nonsense is -1. */
static int64_t seconds(Str text)
{
	int64_t n;

	text = str_trim(text);
	if (text.n >= 2 && text.s[0] == '"' && text.s[text.n - 1] == '"')
		text = str_slice(text, 1, text.n - 2);
	for (size_t i = 0; i < text.n; i++)
		if (!char_is_digit(text.s[i]))
			return -1;
	if (text.n == 0)
		return -1;
	return str_number(text, &n) ? n : INT32_MAX;
}

/* Of a list of directives, the value of one: -1 if it is not there. A directive without a value
 * is 0. */
static int64_t directive(Str list, Str name)
{
	Str piece;

	while (str_cut(&list, ',', &piece)) {
		Str key;

		piece = str_trim(piece);
		if (!str_cut(&piece, '=', &key) || !str_eq_case(str_trim(key), name))
			continue;
		return piece.n ? seconds(piece) : 0;
	}
	return -1;
}

static int64_t date_or_none(Str text)
{
	return text.n ? date_parse(text) : 0;
}

int64_t headers_retry_after(const Headers *headers, int64_t now)
{
	int64_t wait = seconds(headers->retry_after), date;

	if (wait < 0) {
		date = date_or_none(headers->retry_after);
		wait = date > now ? date - now : 0;
	}
	return wait > WEEK ? WEEK : wait;
}

/* When it was made, by the server's clock; ours if it does not say. */
static int64_t date_of(const Headers *headers, int64_t now)
{
	int64_t date = date_or_none(headers->date);

	return date > 0 ? date : now;
}

/* RFC 9111 4.2.1; -1 if the server does not say. */
static int64_t lifetime(const Headers *headers, int64_t now)
{
	int64_t max_age = directive(headers->cache_control, S("max-age"));
	int64_t expires;

	if (directive(headers->cache_control, S("no-cache")) >= 0 ||
		directive(headers->cache_control, S("no-store")) >= 0)
		return 0;
	if (max_age >= 0)
		return max_age;
	if (headers->expires.n == 0)
		return -1;
	/* An unreadable date, "0" above all, means in the past (RFC 9111 5.3). */
	expires = date_or_none(headers->expires);
	return expires > date_of(headers, now) ? expires - date_of(headers, now) : 0;
}

int64_t headers_due(const Headers *headers, int64_t now)
{
	bool refused = headers->status >= 400;
	int64_t left = refused ? headers_retry_after(headers, now) : lifetime(headers, now);
	int64_t age = seconds(headers->age);

	/* A cache on the way kept it for a while (RFC 9111 4.2.3). */
	if (!refused && age > 0)
		left -= age;
	if (left <= 0)
		return 0;
	return now + (left > WEEK ? WEEK : left);
}
