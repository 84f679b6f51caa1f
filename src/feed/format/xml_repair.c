/* Reads XML that is none: bare ampersands and angle brackets, tags left open or crossed, attributes
 * without quotes, HTML's entities, junk before, between and after, files cut off. A pass over the
 * bytes that never goes back; what cannot be made out is text. */
#include "base/vec.h"
#include "feed/format/xml_tree.h"
#include "feed/html/entity.h"

/* What entities of a DOCTYPE may add up to: real ones stand for a word or a character. */
enum { MAX_EXPANSION = 1 << 16, MAX_NESTING = 8 };
/* Of one element; and prefixes bound at a time. */
enum { MAX_ATTRS = 256 };

typedef struct {
	Str name, value;
} Entity;

typedef struct {
	Str prefix;
	XmlSpace space;
	unsigned depth; /* of the element that binds it */
} Binding;

typedef struct {
	Str text;
	size_t at;
	XmlTree *tree;
	VEC(Str) open; /* qualified names, as written */
	VEC(Binding) bindings;
	VEC(Entity) entities;
	VEC(XmlAttr) attrs;
	size_t budget;                       /* bytes that entities may still expand to */
	bool no_comment_end, no_doctype_end; /* "-->" was looked for in vain: looking again would
				take quadratic time */
	bool root_ended;
	Buf scratch;
} Repair;

static bool is_name_start(char c)
{
	return char_is_alpha(c) || c == '_' || c == ':' || (uint8_t)c >= 0x80;
}

static bool is_name(char c)
{
	return is_name_start(c) || char_is_digit(c) || c == '-' || c == '.';
}

static Str rest(const Repair *r)
{
	return str_from_at(r->text, r->at);
}

static Str take_name(Repair *r)
{
	size_t start = r->at;

	while (r->at < r->text.n && is_name(r->text.s[r->at]))
		r->at++;
	return str_slice(r->text, start, r->at - start);
}

static void skip_space(Repair *r)
{
	while (r->at < r->text.n && char_is_space(r->text.s[r->at]))
		r->at++;
}

/* Moves behind the next `end`, to the end of the text if there is none; returns what lies between.
 */
static Str take_until(Repair *r, Str end)
{
	Str text = rest(r);
	ptrdiff_t n = str_find(text, end);

	if (n < 0) {
		r->at = r->text.n;
		return text;
	}
	r->at += (size_t)n + end.n;
	return str_slice(text, 0, (size_t)n);
}

static void decode(Repair *r, Str text, unsigned nesting, Buf *out);

/* Appends an entity of the DOCTYPE, if the name is one's. */
static bool expand(Repair *r, Str name, unsigned nesting, Buf *out)
{
	for (size_t i = 0; i < r->entities.count; i++) {
		Str value = r->entities.items[i].value;

		if (!str_eq(r->entities.items[i].name, name))
			continue;
		if (nesting >= MAX_NESTING || value.n > r->budget)
			return true;
		r->budget -= value.n + 1 < r->budget ? value.n + 1 : r->budget;
		decode(r, value, nesting + 1, out);
		return true;
	}
	return false;
}

/* Appends the text with its references decoded; what is no reference stays as it is. */
static void decode(Repair *r, Str text, unsigned nesting, Buf *out)
{
	ptrdiff_t at;

	while ((at = str_find_char(text, '&')) >= 0) {
		size_t start = (size_t)at, n, end = start + 1;

		buf_add(out, str_slice(text, 0, start));
		while (end < text.n && end - start < 64 && is_name(text.s[end]))
			end++;
		if (end < text.n && text.s[end] == ';' && r->entities.count &&
			expand(r, str_slice(text, start + 1, end - start - 1), nesting, out))
			n = end - start + 1;
		else
			n = entity_decode(text, start, ENTITY_XML, out);
		if (n == 0) {
			buf_char(out, '&');
			n = 1;
		}
		text = str_from_at(text, start + n);
	}
	buf_add(out, text);
}

static void split(Str qualified, Str *prefix, Str *name)
{
	ptrdiff_t colon = str_find_char(qualified, ':');

	*prefix = colon < 0 ? S("") : str_slice(qualified, 0, (size_t)colon);
	*name = colon < 0 ? qualified : str_from_at(qualified, (size_t)colon + 1);
}

static XmlSpace bound(const Repair *r, Str prefix)
{
	for (size_t i = r->bindings.count; i > 0; i--)
		if (str_eq(r->bindings.items[i - 1].prefix, prefix))
			return r->bindings.items[i - 1].space;
	return xml_space(S(""), prefix);
}

static void close_one(Repair *r)
{
	unsigned depth = (unsigned)--r->open.count;

	while (r->bindings.count && r->bindings.items[r->bindings.count - 1].depth > depth)
		r->bindings.count--;
	r->root_ended |= depth == 0;
	xml_tree_end(r->tree);
}

/* Closes the innermost open element of that name and all within it; nothing if there is none. */
static void close_named(Repair *r, Str name)
{
	size_t i = r->open.count;

	while (i > 0 && !str_eq(r->open.items[i - 1], name))
		i--;
	if (i == 0)
		for (i = r->open.count; i > 0 && !str_eq_case(r->open.items[i - 1], name);)
			i--;
	while (i > 0 && r->open.count >= i)
		close_one(r);
}

static bool is_one_of(Str name, Str words)
{
	Str word;

	while (str_word(&words, &word))
		if (str_eq_case(name, word))
			return true;
	return false;
}

/* Some elements cannot lie in others: then the other was left open. */
static void close_what_cannot_hold(Repair *r, Str name)
{
	static const char *const leaves =
		"title link guid pubDate comments category author "
		"dc:creator dc:date dc:subject managingEditor language id "
		"published updated";
	bool item = is_one_of(name, S("item entry"));

	if (item) {
		for (size_t i = r->open.count; i > 0; i--)
			if (str_eq_case(r->open.items[i - 1], name)) {
				close_named(r, name);
				return;
			}
		return;
	}
	if (r->open.count && is_one_of(r->open.items[r->open.count - 1], str_from(leaves)) &&
		is_one_of(name, S("title link guid pubDate comments category description summary "
				  "content content:encoded dc:creator dc:date dc:subject enclosure "
				  "published updated")))
		close_one(r);
}

static Str take_value(Repair *r)
{
	char quote = r->at < r->text.n ? r->text.s[r->at] : '\0';
	size_t start = r->at;
	Str value;

	if (quote == '"' || quote == '\'') {
		ptrdiff_t n;

		start = ++r->at;
		n = str_find_char(rest(r), quote);
		value = str_slice(rest(r), 0, n < 0 ? r->text.n : (size_t)n);
		/* A quote that never closes, or only in a later tag, ends where the tag does. */
		if (n < 0 || (str_find_char(value, '<') >= 0 && str_find_char(value, '>') >= 0 &&
				     str_find_char(value, '=') >= 0)) {
			ptrdiff_t end = str_find_char(rest(r), '>');

			value = str_slice(rest(r), 0, end < 0 ? r->text.n : (size_t)end);
			r->at += value.n;
			return value;
		}
		r->at += value.n + 1;
		return value;
	}
	while (r->at < r->text.n && !char_is_space(r->text.s[r->at]) && r->text.s[r->at] != '>' &&
		r->text.s[r->at] != '<' &&
		!(r->text.s[r->at] == '/' && str_starts(rest(r), S("/>"))))
		r->at++;
	return str_slice(r->text, start, r->at - start);
}

/* Reads the attributes up to the end of the tag into r->attrs, with their prefixes still in their
 * names; true if the tag closes itself. */
static bool take_attrs(Repair *r)
{
	r->attrs.count = 0;
	while (r->at < r->text.n) {
		XmlAttr attr = {0};
		char c = r->text.s[r->at];

		if (c == '>') {
			r->at++;
			return false;
		}
		if (c == '<')
			return false;
		if (str_starts(rest(r), S("/>"))) {
			r->at += 2;
			return true;
		}
		if (!is_name_start(c)) {
			r->at++;
			continue;
		}
		attr.name = take_name(r);
		skip_space(r);
		if (r->at < r->text.n && r->text.s[r->at] == '=') {
			r->at++;
			skip_space(r);
			buf_clear(&r->scratch);
			decode(r, take_value(r), 0, &r->scratch);
			attr.value = xml_clean(buf_str(&r->scratch), r->tree->arena);
		}
		if (r->attrs.count < MAX_ATTRS)
			*vec_push(&r->attrs) = attr;
	}
	return false;
}

static void bind(Repair *r)
{
	for (size_t i = 0; i < r->attrs.count; i++) {
		Str name = r->attrs.items[i].name, prefix;

		if (!str_eq(name, S("xmlns")) && !str_starts(name, S("xmlns:")))
			continue;
		if (r->bindings.count >= MAX_ATTRS)
			return;
		prefix = str_from_at(name, 6);
		*vec_push(&r->bindings) = (Binding){prefix,
			xml_space(r->attrs.items[i].value, prefix), (unsigned)r->open.count};
		if (!r->tree->root)
			r->tree->spaces |= UINT64_C(1)
					   << r->bindings.items[r->bindings.count - 1].space;
	}
}

static void take_start(Repair *r)
{
	Str qualified = take_name(r), prefix, name;
	Arena *arena = r->tree->arena;
	XmlAttr *attrs;
	uint32_t count = 0;
	bool closed = take_attrs(r);

	/* Cut off within a tag: half an address is none. */
	if (r->at == r->text.n && r->text.s[r->at - 1] != '>')
		return;
	close_what_cannot_hold(r, qualified);
	if (r->open.count >= XML_MAX_DEPTH)
		close_one(r);
	*vec_push(&r->open) = qualified;
	bind(r);
	attrs = arena_array(arena, r->attrs.count, sizeof *attrs);
	for (size_t i = 0; i < r->attrs.count; i++) {
		XmlAttr attr = r->attrs.items[i];

		if (str_starts(attr.name, S("xmlns")))
			continue;
		split(attr.name, &prefix, &name);
		attr.space = prefix.n ? bound(r, prefix) : SPACE_NONE;
		attr.prefix = xml_clean(prefix, arena);
		attr.name = xml_clean(name, arena);
		attrs[count++] = attr;
	}
	split(qualified, &prefix, &name);
	xml_tree_start(r->tree, bound(r, prefix), xml_clean(name, arena), attrs, count);
	if (closed)
		close_one(r);
}

/* To the end of a declaration; a '>' between quotes is none. */
static void end_declaration(Repair *r)
{
	while (r->at < r->text.n) {
		char c = r->text.s[r->at++];

		if (c == '>')
			return;
		if ((c == '"' || c == '\'') && str_find_char(rest(r), c) >= 0)
			take_until(r, str_of(&c, 1));
	}
}

/* <!ENTITY name "value"> of a DOCTYPE's own declarations; those that point outside are empty, those
 * for the DOCTYPE itself (<!ENTITY % name "…">) are nothing. */
static void take_entity(Repair *r)
{
	Entity entity = {0};
	char quote;

	skip_space(r);
	entity.name = take_name(r);
	skip_space(r);
	quote = r->at < r->text.n ? r->text.s[r->at] : '\0';
	if (quote == '"' || quote == '\'') {
		r->at++;
		entity.value = take_until(r, str_of(&quote, 1));
	}
	if (entity.name.n && r->entities.count < 256)
		*vec_push(&r->entities) = entity;
	end_declaration(r);
}

static void take_doctype(Repair *r)
{
	size_t start = r->at;
	bool inside = false;

	while (r->at < r->text.n && !r->no_doctype_end) {
		Str here = rest(r);
		char c = here.s[0];

		r->at++;
		if (str_starts(here, S("<!ENTITY"))) {
			r->at += 7;
			take_entity(r);
		} else if (str_starts(here, S("<!--"))) {
			take_until(r, S("-->"));
		} else if (c == '<' && inside) {
			end_declaration(r);
		} else if (c == '"' || c == '\'') {
			take_until(r, str_of(&c, 1));
		} else if (c == '[') {
			inside = true;
		} else if (c == ']') {
			inside = false;
		} else if (c == '>' && !inside) {
			return;
		}
	}
	/* Never closed: it ends with its first tag, else it would swallow all that follows. */
	r->no_doctype_end = true;
	r->at = start;
	take_until(r, S(">"));
}

static void take_comment(Repair *r)
{
	Str text;
	ptrdiff_t end;

	r->at += 4;
	text = rest(r);
	end = r->no_comment_end ? -1 : str_find(text, S("-->"));
	/* Never closed: it ends with its tag, else it would swallow all that follows. */
	if (end < 0) {
		r->no_comment_end = true;
		take_until(r, S(">"));
		return;
	}
	r->at += (size_t)end + 3;
}

/* Takes the markup at an '<'; false if it is none. */
static bool take_markup(Repair *r)
{
	Str here = rest(r);

	if (str_starts(here, S("<!--"))) {
		take_comment(r);
	} else if (str_starts(here, S("<![CDATA["))) {
		r->at += 9;
		xml_tree_text(r->tree, take_until(r, S("]]>")));
	} else if (str_starts_case(here, S("<!DOCTYPE"))) {
		r->at += 9;
		take_doctype(r);
	} else if (str_starts(here, S("<?"))) {
		ptrdiff_t end = str_find_char(here, '>');

		/* Some write the XML declaration without its second question mark. */
		if (str_starts(here, S("<?xml")) && end >= 0)
			r->at += (size_t)end + 1;
		else
			take_until(r, S("?>"));
	} else if (str_starts(here, S("<!"))) {
		take_until(r, S(">"));
	} else if (here.n > 1 && is_name_start(here.s[1])) {
		r->at++;
		take_start(r);
	} else if (here.n > 2 && here.s[1] == '/' && is_name_start(here.s[2])) {
		Str name;

		r->at += 2;
		name = take_name(r);
		while (r->at < r->text.n && r->text.s[r->at] != '>' && r->text.s[r->at] != '<')
			r->at++;
		r->at += r->at < r->text.n && r->text.s[r->at] == '>';
		close_named(r, name);
	} else {
		return false;
	}
	return true;
}

bool xml_repair(Str text, XmlTree *tree)
{
	Repair r = {.text = text, .tree = tree, .budget = MAX_EXPANSION};
	bool truncated;

	while (r.at < text.n) {
		size_t start = r.at;
		ptrdiff_t n;

		if (text.s[r.at] == '<' && take_markup(&r))
			continue;
		n = str_find_char(str_from_at(text, start + 1), '<');
		r.at = n < 0 ? text.n : start + 1 + (size_t)n;
		if (tree->top) {
			buf_clear(&r.scratch);
			decode(&r, str_slice(text, start, r.at - start), 0, &r.scratch);
			xml_tree_text(tree, buf_str(&r.scratch));
		}
	}
	if (r.open.count &&
		is_one_of(r.open.items[r.open.count - 1],
			S("link guid id pubDate updated published dc:date dc:identifier")))
		buf_clear(&tree->text);
	truncated = !r.root_ended || tree->count > XML_MAX_NODES;
	while (r.open.count)
		close_one(&r);
	vec_drop(&r.open);
	vec_drop(&r.bindings);
	vec_drop(&r.entities);
	vec_drop(&r.attrs);
	buf_drop(&r.scratch);
	return truncated;
}
