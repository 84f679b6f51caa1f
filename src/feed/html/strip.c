#include "feed/html/strip.h"

#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "feed/html/entity.h"

typedef enum {
	NO_ELEMENT,
	INLINE, /* runs within a line */
	BLOCK,  /* ends a word */
	MUTE    /* its content is no text */
} Kind;

/* All elements that there are, or were, sorted. What is called otherwise is no tag but text in
 * angle brackets, unless it has a hyphen or colon in it, as the inventions of programs do. */
/* clang-format off */
static const struct {
	char name[12];
	Kind kind;
} elements[] = {
	{"a", INLINE}, {"abbr", INLINE}, {"acronym", INLINE}, {"address", BLOCK},
	{"applet", MUTE}, {"area", INLINE}, {"article", BLOCK}, {"aside", BLOCK},
	{"audio", BLOCK}, {"b", INLINE}, {"base", INLINE}, {"basefont", INLINE}, {"bdi", INLINE},
	{"bdo", INLINE}, {"big", INLINE}, {"blink", INLINE}, {"blockquote", BLOCK},
	{"body", INLINE}, {"br", BLOCK}, {"button", BLOCK}, {"canvas", INLINE},
	{"caption", BLOCK}, {"center", BLOCK}, {"cite", INLINE}, {"code", INLINE}, {"col", BLOCK},
	{"colgroup", BLOCK}, {"data", INLINE}, {"datalist", INLINE}, {"dd", BLOCK},
	{"del", INLINE}, {"details", BLOCK}, {"dfn", INLINE}, {"dialog", BLOCK}, {"dir", BLOCK},
	{"div", BLOCK}, {"dl", BLOCK}, {"dt", BLOCK}, {"em", INLINE}, {"embed", INLINE},
	{"fieldset", BLOCK}, {"figcaption", BLOCK}, {"figure", BLOCK}, {"font", INLINE},
	{"footer", BLOCK}, {"form", BLOCK}, {"frame", INLINE}, {"frameset", INLINE},
	{"h1", BLOCK}, {"h2", BLOCK}, {"h3", BLOCK}, {"h4", BLOCK}, {"h5", BLOCK}, {"h6", BLOCK},
	{"head", INLINE}, {"header", BLOCK}, {"hgroup", BLOCK}, {"hr", BLOCK}, {"html", INLINE},
	{"i", INLINE}, {"iframe", INLINE}, {"image", INLINE}, {"img", BLOCK}, {"input", INLINE},
	{"ins", INLINE}, {"isindex", INLINE}, {"kbd", INLINE}, {"keygen", INLINE},
	{"label", INLINE}, {"legend", BLOCK}, {"li", BLOCK}, {"link", INLINE}, {"main", BLOCK},
	{"map", INLINE}, {"mark", INLINE}, {"marquee", INLINE}, {"math", INLINE}, {"menu", BLOCK},
	{"meta", INLINE}, {"meter", INLINE}, {"nav", BLOCK}, {"nobr", INLINE},
	{"noembed", INLINE}, {"noframes", INLINE}, {"noscript", INLINE}, {"object", INLINE},
	{"ol", BLOCK}, {"optgroup", BLOCK}, {"option", BLOCK}, {"output", INLINE}, {"p", BLOCK},
	{"param", INLINE}, {"path", INLINE}, {"picture", INLINE}, {"plaintext", INLINE},
	{"pre", BLOCK}, {"progress", INLINE}, {"q", INLINE}, {"rb", INLINE}, {"rp", INLINE},
	{"rt", INLINE}, {"ruby", INLINE}, {"s", INLINE}, {"samp", INLINE}, {"script", MUTE},
	{"section", BLOCK}, {"select", BLOCK}, {"slot", INLINE}, {"small", INLINE},
	{"source", INLINE}, {"span", INLINE}, {"strike", INLINE}, {"strong", INLINE},
	{"style", MUTE}, {"sub", INLINE}, {"summary", BLOCK}, {"sup", INLINE}, {"svg", INLINE},
	{"table", BLOCK}, {"tbody", BLOCK}, {"td", BLOCK}, {"template", MUTE},
	{"textarea", INLINE}, {"tfoot", BLOCK}, {"th", BLOCK}, {"thead", BLOCK}, {"time", INLINE},
	{"title", BLOCK}, {"tr", BLOCK}, {"track", INLINE}, {"tt", INLINE}, {"u", INLINE},
	{"ul", BLOCK}, {"var", INLINE}, {"video", BLOCK}, {"wbr", INLINE}, {"xmp", INLINE},
};
/* clang-format on */

static Kind kind_of(Str name)
{
	size_t low = 0, high = COUNT(elements);
	char lower[12] = "";

	if (name.n == 0)
		return NO_ELEMENT;
	for (size_t i = 0; i < name.n; i++) {
		if (name.s[i] == '-' || name.s[i] == ':')
			return INLINE;
		if (i < sizeof lower)
			lower[i] = char_lower(name.s[i]);
	}
	if (name.n >= sizeof lower)
		return NO_ELEMENT;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = memcmp(lower, elements[middle].name, sizeof lower);

		if (order == 0)
			return elements[middle].kind;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NO_ELEMENT;
}

/* The name of the tag at text.s[at], a '<'; empty if there starts none. */
static Str tag_name(Str text, size_t at)
{
	size_t start = at + 1, n = 0;

	if (start < text.n && text.s[start] == '/')
		start++;
	if (start >= text.n || !char_is_alpha(text.s[start]))
		return S("");
	while (start + n < text.n && !char_is_space(text.s[start + n]) &&
		text.s[start + n] != '>' && text.s[start + n] != '/')
		n++;
	return str_slice(text, start, n);
}

typedef struct {
	/* Looked for in vain: looking again, at each '<' to come, would take quadratic time. */
	bool no_tag_end, no_comment_end;
	bool line; /* see strip_line */
} Seen;

/* Where the tag, comment or declaration at `at` ends; 0 if it does not. A comment without an end
 * ends as a tag does. */
static size_t tag_end(Str text, size_t at, Seen *seen)
{
	char quote = '\0';

	if (seen->no_tag_end)
		return 0;
	if (str_starts(str_from_at(text, at), S("<!--")) && !seen->no_comment_end) {
		ptrdiff_t end = str_find(str_from_at(text, at + 4), S("-->"));

		if (end >= 0)
			return at + 4 + (size_t)end + 3;
		seen->no_comment_end = true;
		if (str_find_char(str_from_at(text, at), '>') < 0)
			return text.n;
	}
	for (size_t i = at + 1; i < text.n; i++) {
		char c = text.s[i];

		if (quote) {
			if (c == quote)
				quote = '\0';
		} else if (c == '>') {
			return i + 1;
		} else if ((c == '"' || c == '\'') && text.s[i - 1] == '=') {
			quote = c;
		}
	}
	seen->no_tag_end = true;
	return 0;
}

/* "<!" begins a comment or a declaration; before anything else it is text that looks alike. */
static bool starts_declaration(Str text, size_t at)
{
	Str behind = str_from_at(text, at + 1);

	if (behind.n > 1 && behind.s[0] == '!')
		return char_is_alpha(behind.s[1]) || behind.s[1] == '-' || behind.s[1] == '[' ||
		       behind.s[1] == '>';
	return behind.n > 0 && (behind.s[0] == '!' || behind.s[0] == '?');
}

static bool starts_markup(Str text, size_t at)
{
	if (starts_declaration(text, at))
		return true;
	return kind_of(tag_name(text, at)) != NO_ELEMENT;
}

bool strip_needed(Str text)
{
	Buf scratch = {0};
	Seen seen = {0};
	bool needed = false;

	for (size_t i = 0; i < text.n && !needed; i++) {
		if (text.s[i] == '<')
			needed = !seen.no_tag_end && starts_markup(text, i) &&
				 tag_end(text, i, &seen);
		else if (text.s[i] == '&')
			needed = entity_decode(text, i, ENTITY_HTML, &scratch) > 0;
	}
	buf_drop(&scratch);
	return needed;
}

bool strip_has_tags(Str text)
{
	Seen seen = {0};
	size_t at = 0;
	ptrdiff_t next;

	while ((next = str_find_char(str_from_at(text, at), '<')) >= 0) {
		at += (size_t)next;
		if (!seen.no_tag_end && starts_markup(text, at) && tag_end(text, at, &seen))
			return true;
		at++;
	}
	return false;
}

/* Where the content of a mute element ends: at its end tag, or nowhere. */
static size_t mute_end(Str html, size_t at, Str name)
{
	while (at < html.n) {
		ptrdiff_t next = str_find(str_from_at(html, at), S("</"));

		if (next < 0)
			return html.n;
		at += (size_t)next;
		if (str_eq_case(tag_name(html, at), name))
			return at;
		at += 2;
	}
	return html.n;
}

static void add_space(Buf *out)
{
	if (out->n && out->s[out->n - 1] != ' ')
		buf_char(out, ' ');
}

/* Beyond it nobody wrote a title, and to look for the other ends would take long. */
enum { LONGEST_LINE = 1000 };

/* What is left without an end where a title was cut, or by those who never close it. */
static bool only_looks(Str name)
{
	static const char *const names[] = {"b", "big", "br", "center", "em", "font", "i", "nobr",
		"p", "small", "span", "strong", "sub", "sup", "u", "wbr"};

	for (size_t i = 0; i < COUNT(names); i++)
		if (str_eq_case(name, str_from(names[i])))
			return true;
	return false;
}

/* Whether a line speaks of the element whose tag is line.s[at..end). */
static bool is_spoken_of(Str line, size_t at, size_t end, Str name)
{
	Str behind = str_of(name.s + name.n, (size_t)(line.s + end - name.s) - name.n - 1);
	bool closes = line.s[at + 1] == '/';

	if (name.n == 0)
		return !str_starts(str_from_at(line, at), S("<!--"));
	if (only_looks(name) ||
		str_trim(str_ends(behind, S("/")) ? str_slice(behind, 0, behind.n - 1) : behind).n)
		return false;
	for (size_t i = closes ? 0 : end; i < (closes ? at : line.n); i++)
		if (line.s[i] == '<' && (i + 1 < line.n && line.s[i + 1] == '/') != closes &&
			str_eq_case(tag_name(line, i), name))
			return false;
	return true;
}

/* Steps over the markup at `at`, a '<', and returns where it goes on; `at` if it is none. */
static size_t skip_markup(Str html, size_t at, Seen *seen, Buf *out)
{
	Str name = tag_name(html, at);
	Kind kind = kind_of(name);
	bool declares = starts_declaration(html, at);
	size_t end = kind || declares ? tag_end(html, at, seen) : 0;

	if (end == 0 || (seen->line && is_spoken_of(html, at, end, name)))
		return at;
	if (kind == MUTE && html.s[at + 1] != '/' && html.s[end - 2] != '/')
		end = mute_end(html, end, name);
	if (kind == BLOCK)
		add_space(out);
	return end;
}

static void strip(Str html, size_t max, bool line, Buf *out)
{
	size_t at = 0;
	Seen seen = {.line = line};

	while (at < html.n && out->n <= max) {
		char c = html.s[at];
		size_t start = at, next;

		if ((uint8_t)c <= ' ') {
			add_space(out);
			at++;
			continue;
		}
		if (c == '<' && (next = skip_markup(html, at, &seen, out)) > at) {
			at = next;
			continue;
		}
		if (c == '&' && (next = entity_decode(html, at, ENTITY_HTML, out)) > 0) {
			/* A reference to white space squeezes like white space. */
			if (out->n && (out->s[out->n - 1] == '\n' || out->s[out->n - 1] == '\t' ||
					      out->s[out->n - 1] == ' ')) {
				out->n--;
				add_space(out);
			}
			at += next;
			continue;
		}
		do
			at++;
		while (at < html.n && html.s[at] != '&' && (uint8_t)html.s[at] > ' ' &&
			html.s[at] != '<');
		buf_add(out, str_slice(html, start, at - start));
	}
}

Str strip_sections(Str html, Arena *arena)
{
	Buf out = {0};
	size_t at = 0, from = 0;
	bool no_end = false;
	ptrdiff_t next;

	while ((next = str_find(str_from_at(html, at), S("<!"))) >= 0) {
		size_t start = at + (size_t)next;
		Str behind = str_from_at(html, start + 2);
		ptrdiff_t end = -1;

		at = start + 2;
		if (str_starts(behind, S("[CDATA["))) {
			end = no_end ? -1 : str_find(behind, S("]]>"));
			no_end = end < 0;
		} else if (starts_declaration(html, start)) {
			continue;
		}
		buf_add(&out, str_slice(html, from, start - from));
		if (end >= 0) {
			buf_add(&out, str_slice(behind, 7, (size_t)end - 7));
			at = from = start + 2 + (size_t)end + 3;
		} else {
			buf_add(&out, S("&lt;"));
			from = start + 1;
		}
	}
	if (from > 0) {
		buf_add(&out, str_from_at(html, from));
		html = arena_str(arena, buf_str(&out));
	}
	buf_drop(&out);
	return html;
}

Str strip_html(Str html, Arena *arena)
{
	Buf out = {0};
	Str text;

	strip(strip_sections(html, arena), SIZE_MAX, false, &out);
	text = arena_str(arena, str_trim(buf_str(&out)));
	buf_drop(&out);
	return text;
}

Str strip_line(Str line, Arena *arena)
{
	Buf out = {0};

	line = strip_sections(line, arena);
	strip(line, SIZE_MAX, line.n <= LONGEST_LINE, &out);
	line = arena_str(arena, str_trim(buf_str(&out)));
	buf_drop(&out);
	return line;
}

Str strip_start(Str html, size_t max, Arena *arena)
{
	Buf out = {0};
	Str text;

	strip(html, max, false, &out);
	text = str_trim(buf_str(&out));
	if (text.n > max) {
		size_t cut = max;

		while (cut > max - max / 4 && text.s[cut] != ' ')
			cut--;
		if (text.s[cut] != ' ')
			cut = max;
		text = str_trim(utf8_cut(text, cut));
	}
	text = arena_str(arena, text);
	buf_drop(&out);
	return text;
}

Str strip_inverse(Str text, Arena *arena)
{
	Buf out = {0};

	buf_add(&out, S("<p>"));
	for (size_t i = 0; i < text.n; i++)
		if (text.s[i] == '&')
			buf_add(&out, S("&amp;"));
		else if (text.s[i] == '<')
			buf_add(&out, S("&lt;"));
		else if (text.s[i] == '\n')
			buf_add(&out, S("<br>\n"));
		else
			buf_char(&out, text.s[i]);
	buf_add(&out, S("</p>"));
	return buf_give(&out, arena);
}
