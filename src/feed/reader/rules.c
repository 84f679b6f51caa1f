#include "feed/reader/rules.h"

#include "base/date.h"
#include "feed/html/select.h"

enum { MOST_STRIPS = 32 };
typedef enum { FIELD_CONTENT, FIELD_STRIP, FIELD_TITLE, FIELD_AUTHOR, FIELD_DATE, FIELDS } Field;

static const char *const fields[FIELDS] = {
	[FIELD_CONTENT] = "content",
	[FIELD_STRIP] = "strip",
	[FIELD_TITLE] = "title",
	[FIELD_AUTHOR] = "author",
	[FIELD_DATE] = "date",
};

struct Rules {
	const Selector *selectors[FIELDS]; /* but FIELD_STRIP */
	const Selector *strips[MOST_STRIPS];
	unsigned strip_count;
};

static bool read_line(Rules *rules, Str line, Arena *arena, Err *err)
{
	ptrdiff_t colon = str_find_char(line, ':');
	Str name = colon > 0 ? str_trim(str_slice(line, 0, (size_t)colon)) : S("");
	size_t field = 0;
	const Selector *selector;

	while (field < FIELDS && !str_eq(name, str_from(fields[field])))
		field++;
	if (field == FIELDS)
		return err_set(err, ERR_FORMAT, 0,
			"it begins with none of content:, strip:, title:, author:, date:");
	selector = select_parse(str_from_at(line, (size_t)colon + 1), arena, err);
	if (!selector)
		return false;
	if (field != FIELD_STRIP)
		rules->selectors[field] = selector;
	else if (rules->strip_count < MOST_STRIPS)
		rules->strips[rules->strip_count++] = selector;
	else
		return err_set(err, ERR_FORMAT, 0, "more than %d lines strip:", MOST_STRIPS);
	return true;
}

const Rules *rules_read(Str text, Arena *arena, Err *err)
{
	Rules *rules = arena_alloc(arena, sizeof *rules);
	unsigned number = 0;
	Str line;

	while (str_cut(&text, '\n', &line)) {
		Err why = {0};

		number++;
		line = str_trim(line);
		if (line.n == 0 || line.s[0] == '#' || read_line(rules, line, arena, &why))
			continue;
		err_set(err, ERR_FORMAT, 0, "line %u of the file in sites/ for this site: %s",
			number, why.text);
		return NULL;
	}
	return rules;
}

static Node *find(const Rules *rules, Field field, const Page *page)
{
	return rules->selectors[field] ? select_first(rules->selectors[field], page->dom->html)
				       : NULL;
}

static bool is_stripped(const Rules *rules, const Node *node)
{
	for (unsigned i = 0; i < rules->strip_count; i++)
		if (select_fits(rules->strips[i], node))
			return true;
	return false;
}

/* What a <meta> says it says in "content". */
static Str words_of_node(const Node *node, Arena *arena)
{
	Str text = node->tag == TAG_META ? node_attr(node, S("content")) : node_text(node, arena);

	return meta_line(text, arena);
}

static void read_date(const Node *node, Meta *meta, Arena *arena)
{
	Str texts[] = {node_attr(node, S("datetime")), node_attr(node, S("content")),
		node_text(node, arena)};
	Meta found = {0};

	for (size_t i = 0; i < COUNT(texts); i++)
		if (meta_publish(&found, texts[i])) {
			meta->published = found.published;
			meta->zone = found.zone;
			return;
		}
}

Node *rules_apply(const Rules *rules, Page *page, Meta *meta)
{
	const Node *title = find(rules, FIELD_TITLE, page), *date = find(rules, FIELD_DATE, page);
	const Node *author = find(rules, FIELD_AUTHOR, page);
	Node *body = page->dom->body, *next;

	if (title) {
		meta->title = words_of_node(title, page->arena);
		page->title = title->tag == TAG_META ? page->title : title;
	}
	if (author)
		meta->byline = words_of_node(author, page->arena);
	if (date)
		read_date(date, meta, page->arena);
	for (Node *n = body->first; n; n = next) {
		bool gone = is_stripped(rules, n);

		next = gone ? node_skip(n, body) : node_next(n, body);
		if (gone)
			node_remove(n);
	}
	return find(rules, FIELD_CONTENT, page);
}
