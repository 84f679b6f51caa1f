#include "base/json.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/sixteen.h"
#include "base/utf8.h"

/* jansson stops at 2,048 levels; the copy recurses, and no feed nests beyond a few. */
enum { MAX_DEPTH = 256 };

static bool copy(json_t *from, Arena *arena, unsigned depth, Json *to, Err *err)
{
	const char *name;
	json_t *value;
	size_t i = 0;

	if (depth > MAX_DEPTH)
		return err_set(err, ERR_LIMIT, 0, "JSON nested deeper than %d levels", MAX_DEPTH);
	switch (json_typeof(from)) {
	case JSON_TRUE:
	case JSON_FALSE:
		to->kind = JSON_IS_BOOL;
		to->truth = json_is_true(from);
		return true;
	case JSON_INTEGER:
	case JSON_REAL:
		to->kind = JSON_IS_NUMBER;
		to->number = json_number_value(from);
		return true;
	case JSON_STRING:
		to->kind = JSON_IS_STRING;
		to->string =
			arena_str(arena, str_of(json_string_value(from), json_string_length(from)));
		return true;
	case JSON_ARRAY: {
		Json *items = arena_array(arena, json_array_size(from), sizeof *items);

		to->kind = JSON_IS_ARRAY;
		to->items = items;
		to->count = json_array_size(from);
		for (i = 0; i < to->count; i++)
			if (!copy(json_array_get(from, i), arena, depth + 1, &items[i], err))
				return false;
		return true;
	}
	case JSON_OBJECT: {
		size_t count = json_object_size(from);
		Json *items = arena_array(arena, count, sizeof *items);
		Str *names = arena_array(arena, count, sizeof *names);

		to->kind = JSON_IS_OBJECT;
		to->items = items;
		to->names = names;
		to->count = count;
		json_object_foreach(from, name, value)
		{
			names[i] = arena_str(arena, str_from(name));
			if (!copy(value, arena, depth + 1, &items[i++], err))
				return false;
		}
		return true;
	}
	default:
		to->kind = JSON_IS_NULL;
		return true;
	}
}

/* The UTF-16 unit that "\uXXXX" at text.s[at] stands for; -1 if it is none. */
static int escaped_unit(Str text, size_t at)
{
	int unit = 0;

	if (text.n - at < 6 || text.s[at] != '\\' || text.s[at + 1] != 'u')
		return -1;
	for (size_t i = at + 2; i < at + 6; i++) {
		char c = char_lower(text.s[i]);

		if (!char_is_digit(c) && (c < 'a' || c > 'f'))
			return -1;
		unit = unit * 16 + (char_is_digit(c) ? c - '0' : c - 'a' + 10);
	}
	return unit;
}

/* Half a surrogate pair, which writers that cut strings leave behind, costs jansson the whole
 * document: it becomes U+FFFD. */
static Str mend_surrogates(Str text, Arena *arena)
{
	char *copy;

	if (str_find_case(text, S("\\ud")) < 0)
		return text;
	copy = arena_strz(arena, text);
	for (size_t i = 0; i < text.n; i++) {
		int unit = escaped_unit(text, i), next;

		if (text.s[i] != '\\')
			continue;
		next = text.n - i > 6 ? escaped_unit(text, i + 6) : -1;
		if (unit >= 0xd800 && unit < 0xdc00 && next >= 0xdc00 && next < 0xe000)
			i += 11;
		else if (unit >= 0xd800 && unit < 0xe000)
			memcpy(copy + i + 2, "fffd", 4);
		else
			i++;
	}
	return str_of(copy, text.n);
}

const Json *json_read(Str text, Arena *arena, Err *err)
{
	json_error_t error;
	json_t *root;
	Json *json = arena_alloc(arena, sizeof *json);
	bool ok;

	if (str_starts(text, S("\xef\xbb\xbf")))
		text = str_from_at(text, 3);
	text = mend_surrogates(text, arena);
	root = json_loadb(text.n ? text.s : "", text.n, JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);
	if (!root) {
		err_set(err, ERR_FORMAT, 0, "line %d: %s", error.line, error.text);
		return NULL;
	}
	ok = copy(root, arena, 0, json, err);
	json_decref(root);
	return ok ? json : NULL;
}

const Json *json_get(const Json *json, Str name)
{
	if (json && json->kind == JSON_IS_OBJECT)
		for (size_t i = 0; i < json->count; i++)
			if (str_eq(json->names[i], name))
				return &json->items[i];
	return NULL;
}

Str json_str(const Json *json, Str name)
{
	const Json *member = json_get(json, name);

	return member && member->kind == JSON_IS_STRING ? member->string : S("");
}

double json_real_of(const Json *json, Str name, double otherwise)
{
	const Json *member = json_get(json, name);
	double value;

	if (member && member->kind == JSON_IS_NUMBER)
		return member->number;
	if (member && member->kind == JSON_IS_STRING && str_real(str_trim(member->string), &value))
		return value;
	return otherwise;
}

static void before(JsonWriter *w, bool closes)
{
	if (w->named) {
		w->named = false;
		return;
	}
	if (w->full && !closes)
		buf_char(w->out, ',');
	if (w->indent && w->depth && (!closes || w->full)) {
		static const char spaces[] = "\n                ";
		unsigned n = 2 * (w->depth - closes);

		buf_bytes(w->out, spaces, n < sizeof spaces - 1 ? n + 1 : sizeof spaces - 1);
		for (unsigned i = sizeof spaces - 2; i < n; i++)
			buf_char(w->out, ' ');
	}
}

static void open(JsonWriter *w, char c)
{
	before(w, false);
	buf_char(w->out, c);
	w->depth++;
	w->full = false;
}

static void close(JsonWriter *w, char c)
{
	before(w, true);
	buf_char(w->out, c);
	w->depth--;
	w->full = true;
}

void json_open_object(JsonWriter *w)
{
	open(w, '{');
}

void json_close_object(JsonWriter *w)
{
	close(w, '}');
}

void json_open_array(JsonWriter *w)
{
	open(w, '[');
}

void json_close_array(JsonWriter *w)
{
	close(w, ']');
}

/* Bytes that are or may begin what is not written as it is: control characters, of which U+0080 to
 * U+009F begin with C2; U+2028 and U+2029, which end lines in some readers, with E2. */
static const bool odd[256] = {[0x00 ... 0x1f] = true,
	['"'] = true,
	['\\'] = true,
	[0x7f] = true,
	[0xc2] = true,
	[0xe2] = true};
static const bool odd_in_any[256] = {
	[0x00 ... 0x1f] = true, ['"'] = true, ['\\'] = true, [0x7f ... 0xff] = true};

/* How many bytes from `at` on are ASCII and written as they are, in steps of 16. */
static size_t plain_run(Str str, size_t at)
{
	size_t start = at;

	for (; str.n - at >= 16; at += 16) {
		Sixteen b = sixteen_at(str.s + at);

		if (!sixteen_all((b > 0x1f) & (b != '"') & (b != '\\') & (b != 0x7f)))
			break;
	}
	return at - start;
}

static void put_quoted(Buf *out, Str str)
{
	const bool *set = utf8_valid(str) ? odd : odd_in_any;
	size_t at = 0, plain = 0;

	buf_char(out, '"');
	while (at += plain_run(str, at), (at = str_find_any(str, at, set)) < str.n) {
		size_t start = at;
		uint32_t c = utf8_next(str, &at);

		if (c >= 0xa0 && c != 0x2028 && c != 0x2029 && (c != 0xfffd || at - start == 3))
			continue;
		buf_add(out, str_slice(str, plain, start - plain));
		plain = at;
		if (c == '"')
			buf_add(out, S("\\\""));
		else if (c == '\\')
			buf_add(out, S("\\\\"));
		else if (c == '\n')
			buf_add(out, S("\\n"));
		else if (c == '\t')
			buf_add(out, S("\\t"));
		else
			buf_printf(out, "\\u%04x", (unsigned)c);
	}
	buf_add(out, str_from_at(str, plain));
	buf_char(out, '"');
}

void json_name(JsonWriter *w, Str name)
{
	before(w, false);
	put_quoted(w->out, name);
	buf_add(w->out, w->indent ? S(": ") : S(":"));
	w->named = true;
	w->full = true;
}

static Buf *value(JsonWriter *w)
{
	before(w, false);
	w->full = true;
	return w->out;
}

void json_put_str(JsonWriter *w, Str str)
{
	put_quoted(value(w), str);
}

void json_put_int(JsonWriter *w, int64_t number)
{
	buf_printf(value(w), "%lld", (long long)number);
}

void json_put_real(JsonWriter *w, double number)
{
	char text[40];

	if (!isfinite(number)) {
		json_put_null(w);
		return;
	}
	for (int digits = 1; digits <= 17; digits++) {
		snprintf(text, sizeof text, "%.*g", digits, number);
		if (strtod(text, NULL) == number)
			break;
	}
	/* The one place where LC_NUMERIC may have put a comma. */
	for (char *c = text; *c; c++)
		if (*c == ',')
			*c = '.';
	buf_add(value(w), str_from(text));
}

void json_put_bool(JsonWriter *w, bool truth)
{
	buf_add(value(w), truth ? S("true") : S("false"));
}

void json_put_null(JsonWriter *w)
{
	buf_add(value(w), S("null"));
}

void json_member(JsonWriter *w, Str name, Str str)
{
	if (str.n == 0)
		return;
	json_name(w, name);
	json_put_str(w, str);
}
