#include "feed/format/draft.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/url.h"
#include "feed/html/entity.h"
#include "feed/html/strip.h"

enum { MAX_ASIDES = 300 };

void draft_open(Draft *d, const Input *in, const XmlNode *node, bool is_entry)
{
	Lists lists = d->lists;

	*d = (Draft){.in = in,
		.arena = is_entry && in->take ? in->passing : in->arena,
		.node = node,
		.is_entry = is_entry};
	for (size_t i = 0; i < COUNT(lists.authors); i++)
		lists.authors[i].count = 0;
	lists.contributors.count = lists.links.count = lists.categories.count = 0;
	lists.enclosures.count = lists.tags.count = lists.hubs.count = 0;
	lists.thumbnails.count = lists.contents.count = lists.credits.count = 0;
	lists.chapters.count = lists.transcripts.count = 0;
	lists.alternates.count = lists.asides.count = 0;
	d->lists = lists;
}

void draft_drop(Draft *d)
{
	for (size_t i = 0; i < COUNT(d->lists.authors); i++)
		vec_drop(&d->lists.authors[i]);
	vec_drop(&d->lists.contributors);
	vec_drop(&d->lists.links);
	vec_drop(&d->lists.categories);
	vec_drop(&d->lists.enclosures);
	vec_drop(&d->lists.tags);
	vec_drop(&d->lists.hubs);
	vec_drop(&d->lists.thumbnails);
	vec_drop(&d->lists.contents);
	vec_drop(&d->lists.credits);
	vec_drop(&d->lists.chapters);
	vec_drop(&d->lists.transcripts);
	vec_drop(&d->lists.alternates);
	vec_drop(&d->lists.asides);
}

static const Rule *find(const Rules *rules, XmlSpace space, Str name)
{
	for (size_t i = 0; i < rules->count; i++)
		if (rules->rules[i].space == space && str_is_case(name, rules->rules[i].name))
			return &rules->rules[i];
	return NULL;
}

bool draft_take_one(Draft *d, const XmlNode *child, const Rules *own)
{
	XmlSpace space = child->space == SPACE_ATOM03 ? SPACE_ATOM : child->space;
	bool native = space == own->native || child->space == d->in->root->space ||
		      space == SPACE_RSS090 || space == SPACE_RSS10;
	const Rule *rule = find(own, native ? SPACE_NONE : space, child->name);

	if (!rule)
		rule = find(&module_rules, space, child->name);
	if (rule)
		rule->take(d, child, rule->rank);
	return rule != NULL;
}

void draft_take(Draft *d, const XmlNode *node, const Rules *own)
{
	for (const XmlNode *child = node->first; child; child = child->next)
		if (child->name.n)
			draft_take_one(d, child, own);
}

void best_set(Best *best, Str value, Rank rank)
{
	if (value.n && (best->rank == RANK_NONE || rank <= best->rank))
		*best = (Best){value, rank};
}

void body_set(Body *body, Str html, bool is_text, const XmlNode *node, Rank rank)
{
	if (html.n && (body->rank == RANK_NONE || rank <= body->rank))
		*body = (Body){rank, html, is_text, node};
}

void date_set(const Draft *d, BestDate *best, Str text, Rank rank)
{
	int64_t date;

	if (best->rank != RANK_NONE && rank > best->rank)
		return;
	date = date_read_in(text, d->in->day_first);
	if (date != DATE_NONE)
		*best = (BestDate){date, rank};
}

int64_t date_of(const BestDate *best)
{
	return best->rank == RANK_NONE ? DATE_NONE : best->date;
}

static bool is_harmful(Str url)
{
	Str scheme = url_scheme(url);

	return str_eq_case(scheme, S("javascript")) || str_eq_case(scheme, S("vbscript")) ||
	       str_eq_case(scheme, S("data"));
}

Str draft_url(const Draft *d, const XmlNode *node, Str url)
{
	url = str_trim(url);
	if (url.n == 0)
		return url;
	/* Escaped twice, an address passes for a relative one. */
	if (str_starts(url, S("&#")))
		url = entity_decode_all(url, d->arena);
	if (url_is_absolute(url) && str_find_char(url, '\n') < 0)
		return is_harmful(url) ? S("") : url;
	url = url_resolve(xml_base(node, d->in->base, d->arena), url, d->arena);
	return is_harmful(url) ? S("") : url;
}

void draft_add_tag(Draft *d, Str tag)
{
	tag = str_trim(tag);
	if (tag.n == 0)
		return;
	/* Tags are kept a line each. */
	if (str_find_char(tag, '\n') >= 0)
		tag = arena_squeeze(d->arena, tag);
	/* Doubles are looked for among the first only: some feeds have thousands. */
	for (size_t i = 0; i < d->lists.tags.count && i < 200; i++)
		if (str_eq(d->lists.tags.items[i], tag))
			return;
	*vec_push(&d->lists.tags) = tag;
}

void draft_add_category(Draft *d, Category category)
{
	if (category.term.n == 0 && category.label.n == 0)
		return;
	*vec_push(&d->lists.categories) = category;
	draft_add_tag(d, category.label.n ? category.label : category.term);
}

void people_add(People *people, Person person)
{
	if (person.name.n == 0 && person.url.n == 0 && person.avatar.n == 0) {
		if (person.email.n == 0)
			return;
		person.name = person.email;
	}
	for (size_t i = 0; i < people->count && i < 50; i++)
		if (str_eq(people->items[i].name, person.name) &&
			str_eq(people->items[i].email, person.email) &&
			str_eq(people->items[i].url, person.url))
			return;
	*vec_push(people) = person;
}

void draft_add_enclosure(Draft *d, Enclosure enclosure)
{
	if (enclosure.url.n == 0)
		return;
	for (size_t i = 0; i < d->lists.enclosures.count && i < 50; i++)
		if (str_eq(d->lists.enclosures.items[i].url, enclosure.url))
			return;
	*vec_push(&d->lists.enclosures) = enclosure;
}

void draft_add_aside(Draft *d, Str url, Str type, Str title, Str known)
{
	Aside aside = {{.url = url, .type = type, .title = title}, known};

	if (d->is_entry && (url.n || known.n) && d->lists.asides.count < MAX_ASIDES)
		*vec_push(&d->lists.asides) = aside;
}

/* Runs of spaces within it stay. */
static Str one_line(Str text, Arena *arena)
{
	if (str_find_char(text, '\n') >= 0 || str_find_char(text, '\t') >= 0)
		return arena_squeeze(arena, text);
	return str_trim(text);
}

static bool is_email(Str text)
{
	ptrdiff_t at = str_find_char(text, '@');

	if (at <= 0 || (size_t)at + 1 >= text.n)
		return false;
	for (size_t i = 0; i < text.n; i++)
		if (char_is_space(text.s[i]) || text.s[i] == '(' || text.s[i] == '<')
			return false;
	return str_find_char(str_from_at(text, (size_t)at + 1), '.') > 0;
}

static Str without_quotes(Str name)
{
	name = str_trim(name);
	if (name.n > 1 && name.s[0] == '"' && name.s[name.n - 1] == '"')
		name = str_trim(str_slice(name, 1, name.n - 2));
	return name;
}

/* What stands between two characters, and what is left without it. */
static bool cut_between(Str text, char open, char close, Str *inner, Str *rest, Arena *arena)
{
	ptrdiff_t from = str_find_char(text, open), to = str_rfind_char(text, close);

	if (from < 0 || to <= from)
		return false;
	*inner = str_trim(str_slice(text, (size_t)from + 1, (size_t)(to - from) - 1));
	*rest = str_trim(arena_printf(arena, "%.*s %.*s", STR_ARG(str_slice(text, 0, (size_t)from)),
		STR_ARG(str_from_at(text, (size_t)to + 1))));
	return true;
}

Person person_from(Str text, Arena *arena)
{
	Person person = {0};
	Str inner, rest, word, words;

	text = one_line(text, arena);
	if (str_starts_case(text, S("mailto:")))
		text = str_from_at(text, 7);
	if (is_email(text)) {
		person.email = text;
		return person;
	}
	if ((cut_between(text, '<', '>', &inner, &rest, arena) && is_email(inner)) ||
		(cut_between(text, '(', ')', &inner, &rest, arena) && is_email(inner))) {
		person.email = inner;
		person.name = without_quotes(rest);
		return person;
	}
	if (cut_between(text, '(', ')', &inner, &rest, arena) && is_email(rest)) {
		person.email = rest;
		person.name = without_quotes(inner);
		return person;
	}
	words = text;
	while (str_word(&words, &word)) {
		size_t from = (size_t)(word.s - text.s);

		if (str_starts_case(word, S("mailto:")))
			word = str_from_at(word, 7);
		if (!is_email(word))
			continue;
		person.email = word;
		person.name = without_quotes(arena_squeeze(arena,
			arena_printf(arena, "%.*s %.*s", STR_ARG(str_slice(text, 0, from)),
				STR_ARG(words))));
		return person;
	}
	person.name = without_quotes(text);
	return person;
}

Number number_of(Str text)
{
	Number number = {0};
	double value;

	if (str_real(str_trim(text), &value))
		number = (Number){value, true};
	return number;
}

Number number_positive(Str text)
{
	Number number = number_of(text);

	return number.known && number.value >= 0 ? number : (Number){0};
}

/* "PT1H2M3S" (ISO 8601), "1h 2m", "62 min". */
static Number number_of_units(Str text)
{
	static const struct {
		char unit;
		double seconds;
	} units[] = {{'d', 86400}, {'h', 3600}, {'m', 60}, {'s', 1}};
	Number sum = {0};
	size_t at = str_starts_case(text, S("P"));

	while (at < text.n) {
		size_t start, unit = 0;
		double value;

		while (at < text.n && (text.s[at] == ' ' || text.s[at] == ',' || text.s[at] == 'T'))
			at++;
		start = at;
		while (at < text.n && (char_is_digit(text.s[at]) || text.s[at] == '.'))
			at++;
		if (!str_real(str_slice(text, start, at - start), &value))
			return (Number){0};
		while (at < text.n && text.s[at] == ' ')
			at++;
		while (unit < COUNT(units) && at < text.n &&
			units[unit].unit != char_lower(text.s[at]))
			unit++;
		if (at == text.n || unit == COUNT(units))
			return (Number){0};
		sum.value += value * units[unit].seconds;
		sum.known = true;
		while (at < text.n && char_is_alpha(text.s[at]) && text.s[at] != 'T')
			at++;
		at += at < text.n && text.s[at] == '.';
	}
	return sum;
}

Number number_of_duration(Str text)
{
	double seconds = 0, part;
	Str piece;
	Number none = {0};
	int parts = 0;

	text = str_trim(text);
	if (text.n && str_find_char(text, ':') < 0 && !str_real(text, &part))
		return number_of_units(text);
	while (str_cut(&text, ':', &piece)) {
		piece = str_trim(piece);
		if (++parts > 3 || !str_real(piece, &part) || part < 0)
			return none;
		seconds = seconds * 60 + part;
	}
	return parts ? (Number){seconds, true} : none;
}

Str plain_text(const XmlNode *node, Arena *arena)
{
	Str text = xml_inner(node, S(""), arena);

	if (xml_has_elements(node))
		return strip_html(text, arena);
	return strip_needed(text) ? strip_line(text, arena) : one_line(text, arena);
}
