#include "feed/html/charset.h"

#include <string.h>

#include "base/utf8.h"
#include "feed/html/encoding.h"
#include "feed/html/guess.h"

/* The value behind "charset" and '=' anywhere in the text, quoted or not (HTML 2.5.5). */
static Str value_of(Str text, Str key)
{
	ptrdiff_t at;

	while ((at = str_find_case(text, key)) >= 0) {
		char quote;
		size_t n = 0;

		text = str_from_at(text, (size_t)at + key.n);
		text = str_trim(text);
		if (text.n == 0 || text.s[0] != '=')
			continue;
		text = str_trim(str_from_at(text, 1));
		quote = text.n ? text.s[0] : '\0';
		if (quote == '"' || quote == '\'') {
			ptrdiff_t end = str_find_char(str_from_at(text, 1), quote);

			return end < 0 ? S("") : str_trim(str_slice(text, 1, (size_t)end));
		}
		while (n < text.n && !char_is_space(text.s[n]) && !strchr(";,>\"'/?", text.s[n]))
			n++;
		return str_slice(text, 0, n);
	}
	return S("");
}

Str charset_of_mime(Str mime)
{
	return value_of(mime, S("charset"));
}

/* Whether so many errors mean that the label is wrong: a few bad bytes in a long text do not. */
static bool contradicts(const Encoding *encoding, size_t bad, size_t high, size_t all)
{
	if (bad == 0)
		return false;
	/* Text in UTF-16 has no zero bytes on its other side, nor half of it surrogates. */
	if (encoding_is_wide(encoding))
		return bad > all / 64;
	return bad * 5 > high;
}

static Str without_marks(Str text)
{
	while (str_starts(text, S("\xef\xbb\xbf")))
		text = str_from_at(text, 3);
	return text;
}

static Str finish(Buf *out, Arena *arena)
{
	Str text = without_marks(buf_str(out));

	text = arena_str(arena, text);
	buf_drop(out);
	return text;
}

static size_t high_bytes(Str bytes)
{
	size_t high = 0;

	for (size_t i = 0; i < bytes.n; i++)
		high += (uint8_t)bytes.s[i] >> 7;
	return high;
}

static bool is_ascii(Str bytes)
{
	size_t i = 0;
	uint64_t eight;

	for (; i + sizeof eight <= bytes.n; i += sizeof eight) {
		memcpy(&eight, bytes.s + i, sizeof eight);
		if (eight & 0x8080808080808080u)
			return false;
	}
	return high_bytes(str_from_at(bytes, i)) == 0;
}

static const struct {
	Str mark;
	const char *name;
} marks[] = {
	{{"\xff\xfe\0\0", 4}, "utf-32le"},
	{{"\0\0\xfe\xff", 4}, "utf-32be"},
	{{"\xff\xfe", 2}, "utf-16le"},
	{{"\xfe\xff", 2}, "utf-16be"},
	{{"\xef\xbb\xbf", 3}, "utf-8"},
};

/* The encoding that a byte order mark at the start tells; NULL if there is none. */
static const Encoding *by_mark(Str bytes)
{
	for (size_t i = 0; i < COUNT(marks); i++)
		if (str_starts(bytes, marks[i].mark))
			return encoding_find(str_from(marks[i].name));
	return NULL;
}

static const Encoding *utf_8(void)
{
	return encoding_find(S("utf-8"));
}

static Str as(Str bytes, const Encoding *encoding, Arena *arena, Str *name)
{
	Buf out = {0};

	if (name)
		*name = encoding_name(encoding);
	if (encoding == utf_8() && utf8_valid(bytes))
		return without_marks(bytes);
	encoding_decode(encoding, bytes, &out);
	return finish(&out, arena);
}

Str charset_to_utf8(Str bytes, Str mime, Str declared, Arena *arena, Str *name)
{
	const Encoding *labelled[4] = {by_mark(bytes), encoding_find(charset_of_mime(mime)),
		encoding_find(declared), utf_8()};
	size_t high;
	Buf out = {0};

	if (labelled[0])
		return as(bytes, labelled[0], arena, name);
	if (utf8_valid(bytes)) {
		const Encoding *label = labelled[1] ? labelled[1] : labelled[2];

		/* Only ASCII: any label will do, but those in which ASCII means something else. */
		bool labels = label && label != utf_8() && is_ascii(bytes);

		if (labels && encoding_has_escapes(label) && str_find_char(bytes, '\x1b') >= 0)
			return as(bytes, label, arena, name);
		if (!labels || encoding_is_wide(label))
			label = utf_8();
		if (name)
			*name = encoding_name(label);
		return bytes;
	}
	high = high_bytes(bytes);
	for (size_t i = 1; i < COUNT(labelled); i++) {
		size_t bad;

		if (!labelled[i])
			continue;
		buf_clear(&out);
		bad = encoding_decode(labelled[i], bytes, &out);
		if (!contradicts(labelled[i], bad, high, bytes.n)) {
			if (name)
				*name = encoding_name(labelled[i]);
			return finish(&out, arena);
		}
	}
	buf_drop(&out);
	return as(bytes, encoding_find(guess_charset(bytes)), arena, name);
}

/* XML 1.0, appendix F: "<" or white space, and "?", tell the width of a character. */
static const Encoding *by_pattern(Str bytes)
{
	static const struct {
		Str pattern;
		const char *name;
	} patterns[] = {
		{{"<\0\0\0?\0\0\0", 8}, "utf-32le"},
		{{"\0\0\0<\0\0\0?", 8}, "utf-32be"},
		{{"<\0\0\0r\0\0\0", 8}, "utf-32le"},
		{{"\0\0\0<\0\0\0r", 8}, "utf-32be"},
		{{"<\0\0\0f\0\0\0", 8}, "utf-32le"},
		{{"\0\0\0<\0\0\0f", 8}, "utf-32be"},
		{{"<\0?\0", 4}, "utf-16le"},
		{{"\0<\0?", 4}, "utf-16be"},
		{{"<\0r\0", 4}, "utf-16le"},
		{{"\0<\0r", 4}, "utf-16be"},
		{{"<\0f\0", 4}, "utf-16le"},
		{{"\0<\0f", 4}, "utf-16be"},
		{{"<\0!\0", 4}, "utf-16le"},
		{{"\0<\0!", 4}, "utf-16be"},
	};

	for (size_t i = 0; i < COUNT(patterns); i++)
		if (str_starts(bytes, patterns[i].pattern))
			return encoding_find(str_from(patterns[i].name));
	return NULL;
}

Str charset_xml_to_utf8(Str bytes, Str mime, Arena *arena, Str *name)
{
	Str head = str_slice(bytes, 0, 512), declared = S("");
	const Encoding *wide = by_mark(bytes) ? NULL : by_pattern(bytes);
	ptrdiff_t start = str_find(head, S("<?xml")), end;

	if (wide)
		return as(bytes, wide, arena, name);
	if (start >= 0) {
		head = str_from_at(head, (size_t)start);
		end = str_find(head, S("?>"));
		declared =
			value_of(str_slice(head, 0, end < 0 ? head.n : (size_t)end), S("encoding"));
	}
	return charset_to_utf8(bytes, mime, declared, arena, name);
}

/* HTML 13.2.3.2, "prescan a byte stream", in short: the first meta tag that names a charset. */
static Str of_meta(Str head)
{
	ptrdiff_t at;

	while ((at = str_find_case(head, S("<meta"))) >= 0) {
		ptrdiff_t end;
		Str label;

		head = str_from_at(head, (size_t)at + 5);
		end = str_find_char(head, '>');
		label = value_of(str_slice(head, 0, end < 0 ? head.n : (size_t)end), S("charset"));
		if (encoding_find(label))
			return label;
	}
	return S("");
}

Str charset_html_to_utf8(Str bytes, Str mime, Arena *arena)
{
	/* The standard looks at 1,024 bytes; pages that put their scripts first need more. */
	Str head = str_slice(bytes, 0, 4096), declared = of_meta(head);
	const Encoding *wide = by_mark(bytes) ? NULL : by_pattern(bytes);

	if (wide)
		return as(bytes, wide, arena, NULL);
	if (declared.n == 0 && str_starts(str_trim(head), S("<?xml")))
		return charset_xml_to_utf8(bytes, mime, arena, NULL);
	return charset_to_utf8(bytes, mime, declared, arena, NULL);
}
