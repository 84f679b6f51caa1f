#include "feed/html/bound.h"

#include <assert.h>
#include <string.h>

#include "base/buf.h"
#include "feed/html/drawing.h"

enum {
	VOID = 1 << 0,       /* never has content */
	RAW = 1 << 1,        /* its content is text up to the end tag */
	SPECIAL = 1 << 2,    /* ends the search for an ordinary end tag (HTML 13.2.4.2) */
	SCOPE = 1 << 3,      /* ends the search for any end tag */
	FORMAT = 1 << 4,     /* opened again in the next block unless closed */
	CLOSES_P = 1 << 5,   /* its start closes an open paragraph */
	CLOSES_OWN = 1 << 6, /* its start closes one of its kind */
	FOREIGN = 1 << 7,    /* SVG and MathML: "/>" closes */
	REST = 1 << 8,       /* <plaintext>: no tags from here on */
	CELL = 1 << 9,       /* formatting opened in it ends with it */
	TABLE_PART = 1 << 10,
	TERM = 1 << 11 /* <dt> and <dd> close each other */
};

static const struct {
	const char *name;
	unsigned flags;
} kinds[] = {
	{"a", CLOSES_OWN},
	{"address", SPECIAL | CLOSES_P},
	{"applet", SPECIAL | SCOPE | CELL},
	{"area", VOID},
	{"article", SPECIAL | CLOSES_P},
	{"aside", SPECIAL | CLOSES_P},
	{"b", FORMAT},
	{"base", VOID},
	{"basefont", VOID},
	{"bgsound", VOID},
	{"big", FORMAT},
	{"blockquote", SPECIAL | CLOSES_P},
	{"body", SPECIAL},
	{"br", VOID},
	{"button", SPECIAL | CLOSES_OWN},
	{"caption", SPECIAL | SCOPE | CELL | TABLE_PART},
	{"center", SPECIAL | CLOSES_P},
	{"code", FORMAT},
	{"col", VOID},
	{"colgroup", SPECIAL | TABLE_PART},
	{"dd", SPECIAL | CLOSES_P | CLOSES_OWN | TERM},
	{"details", SPECIAL | CLOSES_P},
	{"dir", SPECIAL | CLOSES_P},
	{"div", SPECIAL | CLOSES_P},
	{"dl", SPECIAL | CLOSES_P},
	{"dt", SPECIAL | CLOSES_P | CLOSES_OWN | TERM},
	{"em", FORMAT},
	{"embed", VOID},
	{"fieldset", SPECIAL | CLOSES_P},
	{"figcaption", SPECIAL | CLOSES_P},
	{"figure", SPECIAL | CLOSES_P},
	{"font", FORMAT},
	{"footer", SPECIAL | CLOSES_P},
	{"form", SPECIAL | CLOSES_P},
	{"frame", VOID},
	{"frameset", SPECIAL},
	{"h1", SPECIAL | CLOSES_P | CLOSES_OWN},
	{"h2", SPECIAL | CLOSES_P | CLOSES_OWN},
	{"h3", SPECIAL | CLOSES_P | CLOSES_OWN},
	{"h4", SPECIAL | CLOSES_P | CLOSES_OWN},
	{"h5", SPECIAL | CLOSES_P | CLOSES_OWN},
	{"h6", SPECIAL | CLOSES_P | CLOSES_OWN},
	{"head", SPECIAL},
	{"header", SPECIAL | CLOSES_P},
	{"hgroup", SPECIAL | CLOSES_P},
	{"hr", VOID | CLOSES_P},
	{"html", SPECIAL | SCOPE},
	{"i", FORMAT},
	{"iframe", RAW},
	{"image", VOID},
	{"img", VOID},
	{"input", VOID},
	{"keygen", VOID},
	{"li", SPECIAL | CLOSES_P | CLOSES_OWN},
	{"link", VOID},
	{"listing", SPECIAL | CLOSES_P},
	{"main", SPECIAL | CLOSES_P},
	{"marquee", SPECIAL | SCOPE | CELL},
	{"math", FOREIGN | SCOPE},
	{"menu", SPECIAL | CLOSES_P},
	{"meta", VOID},
	{"nav", SPECIAL | CLOSES_P},
	{"nobr", CLOSES_OWN},
	{"noembed", RAW},
	{"noframes", RAW},
	{"noscript", SPECIAL},
	{"object", SPECIAL | SCOPE | CELL},
	{"ol", SPECIAL | CLOSES_P},
	{"optgroup", CLOSES_OWN},
	{"option", CLOSES_OWN},
	{"p", SPECIAL | CLOSES_P},
	{"param", VOID},
	{"plaintext", REST},
	{"pre", SPECIAL | CLOSES_P},
	{"rp", CLOSES_OWN},
	{"rt", CLOSES_OWN},
	{"s", FORMAT},
	{"script", RAW},
	{"section", SPECIAL | CLOSES_P},
	{"select", SPECIAL},
	{"small", FORMAT},
	{"source", VOID},
	{"strike", FORMAT},
	{"strong", FORMAT},
	{"style", RAW},
	{"summary", SPECIAL | CLOSES_P},
	{"svg", FOREIGN | SCOPE},
	{"table", SPECIAL | SCOPE | CLOSES_P},
	{"tbody", SPECIAL | TABLE_PART},
	{"td", SPECIAL | SCOPE | CELL | TABLE_PART},
	{"template", SPECIAL | SCOPE},
	{"textarea", RAW},
	{"tfoot", SPECIAL | TABLE_PART},
	{"th", SPECIAL | SCOPE | CELL | TABLE_PART},
	{"thead", SPECIAL | TABLE_PART},
	{"title", RAW},
	{"tr", SPECIAL | TABLE_PART},
	{"track", VOID},
	{"tt", FORMAT},
	{"u", FORMAT},
	{"ul", SPECIAL | CLOSES_P},
	{"wbr", VOID},
	{"xmp", RAW | CLOSES_P},
};

enum { SLOTS = 512, STACK = 2 * BOUND_DEPTH };

typedef struct {
	uint64_t name; /* hash; 0: closed already */
	unsigned flags;
	uint32_t formats; /* open before it */
	bool dropped;
} Open;

typedef struct {
	Str html;
	Buf out;       /* used from the first change on */
	size_t copied; /* bytes of html that are in `out` or were dropped */
	bool changed;
	bool unended; /* a drawing without an end: it ends wherever a tree builder thinks */
	Open stack[STACK];
	uint32_t open, depth; /* entries; those among them that are in the output */
	uint32_t formats, foreign;
	size_t cost;
	uint8_t slots[SLOTS]; /* index in kinds[] plus one, by hash */
} Bound;

static uint64_t name_hash(Str name)
{
	uint64_t hash = 14695981039346656037u;

	for (size_t i = 0; i < name.n; i++)
		hash = (hash ^ (uint8_t)char_lower(name.s[i])) * 1099511628211u;
	return hash ? hash : 1;
}

static unsigned flags_of(const Bound *b, Str name, uint64_t hash)
{
	for (size_t slot = hash % SLOTS; b->slots[slot]; slot = (slot + 1) % SLOTS)
		if (str_eq_case(name, str_from(kinds[b->slots[slot] - 1].name)))
			return kinds[b->slots[slot] - 1].flags;
	return 0;
}

static void fill_slots(Bound *b)
{
	static_assert(COUNT(kinds) < 255, "an index plus one fits a byte");
	for (size_t i = 0; i < COUNT(kinds); i++) {
		size_t slot = name_hash(str_from(kinds[i].name)) % SLOTS;

		while (b->slots[slot])
			slot = (slot + 1) % SLOTS;
		b->slots[slot] = (uint8_t)(i + 1);
	}
}

/* Leaves html[from..to) out. */
static void drop(Bound *b, size_t from, size_t to)
{
	buf_add(&b->out, str_slice(b->html, b->copied, from - b->copied));
	b->copied = to;
	b->changed = true;
}

static void pop(Bound *b)
{
	Open *top = &b->stack[--b->open];

	if (top->name == 0)
		return;
	if (!top->dropped)
		b->depth--;
	if (top->flags & CELL)
		b->formats = top->formats;
	if (top->flags & FOREIGN && b->foreign)
		b->foreign--;
}

static void pop_to(Bound *b, uint32_t index)
{
	while (b->open > index)
		pop(b);
}

/* A start tag that closes what is open: a paragraph, the list item before it. */
static void close_implied(Bound *b, uint64_t name, unsigned flags)
{
	uint64_t paragraph = name_hash(S("p"));

	for (uint32_t i = b->open; i-- > 0;) {
		const Open *o = &b->stack[i];

		if (flags & TABLE_PART) {
			/* A row ends the row before it, whatever is open in its cells. */
			if (o->name == name) {
				pop_to(b, i);
				return;
			}
			if (o->flags & SCOPE && !(o->flags & TABLE_PART))
				return;
			continue;
		}
		if ((flags & CLOSES_P && o->name == paragraph) ||
			(flags & CLOSES_OWN && o->name == name) ||
			(flags & TERM && o->flags & TERM)) {
			pop_to(b, i);
			if (o->name == paragraph)
				continue;
			return;
		}
		if (o->flags & SCOPE || (o->flags & SPECIAL && o->name != paragraph))
			return;
	}
}

static bool push(Bound *b, uint64_t name, unsigned flags)
{
	bool dropped = b->depth >= BOUND_DEPTH || b->cost > BOUND_TAGS ||
		       (flags & FORMAT && b->formats >= BOUND_FORMATS);

	b->cost += 1 + (flags & FORMAT ? 0 : b->formats);
	/* Beyond the stack tags go, and their end tags close what they do not belong to. */
	if (b->open == STACK)
		return false;
	b->stack[b->open++] = (Open){name, flags, b->formats, dropped};
	b->depth += !dropped;
	b->formats += (flags & FORMAT) && !dropped;
	b->foreign += (flags & FOREIGN) != 0;
	return !dropped;
}

/* Whether the end tag stays. */
static bool close_tag(Bound *b, uint64_t name, unsigned flags)
{
	b->cost += b->formats;
	for (uint32_t i = b->open; i-- > 0;) {
		Open *o = &b->stack[i];

		if (o->name == name) {
			bool dropped = o->dropped;

			if (!(flags & FORMAT)) {
				pop_to(b, i);
				return !dropped;
			}
			/* It does not close the blocks that were opened in it. */
			o->name = 0;
			b->depth -= !dropped;
			b->formats -= !dropped && b->formats > 0;
			while (b->open && b->stack[b->open - 1].name == 0)
				b->open--;
			return !dropped;
		}
		if (o->flags & SCOPE && !(flags & (SCOPE | TABLE_PART)))
			break;
		if (o->flags & SPECIAL && !(flags & (SPECIAL | SCOPE | FORMAT)))
			break;
	}
	if (flags & FORMAT && b->formats)
		b->formats--;
	return true;
}

static bool is_name_end(char c)
{
	return char_is_space(c) || c == '/' || c == '>';
}

/* From behind a tag's name to behind its '>'. Finds where the attribute after the last allowed
 * one starts (*excess, else 0) and where the tag closes itself. */
static size_t skip_attributes(Str html, size_t at, size_t *excess, bool *self_closing)
{
	size_t count = 0;

	*excess = 0;
	*self_closing = false;
	for (;;) {
		while (at < html.n && (char_is_space(html.s[at]) || html.s[at] == '/')) {
			*self_closing = html.s[at] == '/';
			at++;
		}
		if (at >= html.n)
			return html.n;
		if (html.s[at] == '>')
			return at + 1;
		*self_closing = false;
		if (count++ == BOUND_ATTRIBUTES)
			*excess = at;
		at += html.s[at] == '='; /* a name may start with it */
		while (at < html.n && !is_name_end(html.s[at]) && html.s[at] != '=')
			at++;
		while (at < html.n && char_is_space(html.s[at]))
			at++;
		if (at >= html.n || html.s[at] != '=')
			continue;
		at++;
		while (at < html.n && char_is_space(html.s[at]))
			at++;
		if (at < html.n && (html.s[at] == '"' || html.s[at] == '\'')) {
			const char *end = memchr(html.s + at + 1, html.s[at], html.n - at - 1);

			if (!end)
				return html.n;
			at = (size_t)(end - html.s) + 1;
			continue;
		}
		while (at < html.n && !char_is_space(html.s[at]) && html.s[at] != '>')
			at++;
	}
}

static size_t skip_comment(Str html, size_t at)
{
	Str rest = str_from_at(html, at + 4);

	if (str_starts(rest, S(">")))
		return at + 5;
	if (str_starts(rest, S("->")))
		return at + 6;
	for (size_t i = 0; i < rest.n;) {
		ptrdiff_t dash = str_find(str_from_at(rest, i), S("--"));

		if (dash < 0)
			break;
		i += (size_t)dash + 2;
		if (str_starts(str_from_at(rest, i), S(">")))
			return at + 4 + i + 1;
		if (str_starts(str_from_at(rest, i), S("!>")))
			return at + 4 + i + 2;
		i--;
	}
	return html.n;
}

/* To the end tag of an element whose content is text. */
static size_t skip_raw(Str html, size_t at, Str name)
{
	while (at < html.n) {
		const char *lt = memchr(html.s + at, '<', html.n - at);
		Str tail;

		if (!lt)
			return html.n;
		at = (size_t)(lt - html.s) + 1;
		tail = str_from_at(html, at);
		if (str_starts(tail, S("/")) && str_starts_case(str_from_at(tail, 1), name) &&
			tail.n > name.n + 1 && is_name_end(tail.s[name.n + 1]))
			return at - 1;
	}
	return html.n;
}

/* Scripts but data, and styles: often most of a page. */
static bool is_for_browsers(Str html, size_t at, size_t end, Str name)
{
	return str_eq_case(name, S("style")) ||
	       (str_eq_case(name, S("script")) &&
		       str_find_case(str_slice(html, at, end - at), S("json")) < 0);
}

static size_t start_tag(Bound *b, size_t at, size_t name_end)
{
	Str name = str_slice(b->html, at + 1, name_end - at - 1);
	uint64_t hash = name_hash(name);
	unsigned flags = flags_of(b, name, hash);
	size_t excess, end;
	bool self_closing;

	end = skip_attributes(b->html, name_end, &excess, &self_closing);
	if (flags & (CLOSES_P | CLOSES_OWN | TABLE_PART))
		close_implied(b, hash, flags);
	if (!self_closing && !b->unended && str_eq_case(name, S("svg"))) {
		size_t close = drawing_end(b->html, end);

		b->unended = close == b->html.n;
		if (!b->unended && !drawing_has_words(str_slice(b->html, at, close - at))) {
			drop(b, at, close);
			return close;
		}
	}
	if (flags & VOID || (self_closing && b->foreign)) {
		b->cost++;
		if (b->cost > BOUND_TAGS) {
			drop(b, at, end);
			return end;
		}
	} else if (flags & REST) {
		return b->html.n;
	} else if (!(flags & RAW) && !push(b, hash, flags)) {
		drop(b, at, end);
		return end;
	}
	if (excess)
		drop(b, excess, end - 1);
	if (!(flags & RAW))
		return end;
	if (is_for_browsers(b->html, at, end, name)) {
		size_t close = skip_raw(b->html, end, name);

		if (close > end)
			drop(b, end, close);
		return close;
	}
	if (self_closing && str_eq_case(name, S("iframe"))) {
		/* XHTML wrote it so; in HTML all that follows would be its content. */
		buf_add(&b->out, str_slice(b->html, b->copied, end - b->copied));
		buf_add(&b->out, S("</iframe>"));
		b->copied = end;
		b->changed = true;
		return end;
	}
	return skip_raw(b->html, end, name);
}

static size_t end_tag(Bound *b, size_t at, size_t name_end)
{
	Str name = str_slice(b->html, at + 2, name_end - at - 2);
	uint64_t hash = name_hash(name);
	unsigned flags = flags_of(b, name, hash);
	size_t excess, end;
	bool self_closing;

	end = skip_attributes(b->html, name_end, &excess, &self_closing);
	if (!(flags & (RAW | VOID)) && !close_tag(b, hash, flags))
		drop(b, at, end);
	else if (excess)
		drop(b, excess, end - 1);
	return end;
}

static size_t markup(Bound *b, size_t at)
{
	Str tail = str_from_at(b->html, at + 1);
	size_t name_end = at + 1;
	bool closing = str_starts(tail, S("/"));
	const char *end;

	if (str_starts(tail, S("!--"))) {
		size_t after = skip_comment(b->html, at);

		/* The comment itself parts the texts around it. */
		if (after - at > 7 && str_ends(str_slice(b->html, at, after - at), S("-->")))
			drop(b, at + 4, after - 3);
		return after;
	}
	tail = str_from_at(tail, closing);
	if (tail.n && char_is_alpha(tail.s[0])) {
		name_end += closing;
		while (name_end < b->html.n && !is_name_end(b->html.s[name_end]))
			name_end++;
		return closing ? end_tag(b, at, name_end) : start_tag(b, at, name_end);
	}
	if (!closing && !(tail.n && (tail.s[0] == '!' || tail.s[0] == '?')))
		return at + 1;
	/* A doctype, a processing instruction or another bogus comment. */
	end = memchr(tail.s, '>', tail.n);
	return end ? (size_t)(end - b->html.s) + 1 : b->html.n;
}

Str bound_html(Str html, Arena *arena)
{
	Bound *b = arena_alloc(arena, sizeof *b);
	Str result = html;
	size_t at = 0;

	b->html = html;
	fill_slots(b);
	while (at < html.n) {
		const char *lt = memchr(html.s + at, '<', html.n - at);

		if (!lt)
			break;
		at = markup(b, (size_t)(lt - html.s));
	}
	if (b->changed) {
		buf_add(&b->out, str_from_at(html, b->copied));
		result = buf_take(&b->out, arena);
	}
	buf_drop(&b->out);
	return result;
}
