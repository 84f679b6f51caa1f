#include "feed/html/todoc.h"

#include "feed/html/code.h"
#include "feed/html/embed.h"
#include "feed/html/figure.h"
#include "feed/html/image.h"
#include "feed/html/live.h"
#include "feed/html/phrase.h"
#include "feed/html/table.h"
#include "feed/parse.h"

enum { DEEPEST = 200 }; /* quotes and lists: what fits a byte, with room */

typedef void Handler(Walk *w, const Node *node);

/* Text and form of inline elements. */
static const uint32_t styles[TAG_COUNT] = {
	[TAG_B] = STYLE_BOLD,
	[TAG_STRONG] = STYLE_BOLD,
	[TAG_I] = STYLE_ITALIC,
	[TAG_EM] = STYLE_ITALIC,
	[TAG_CITE] = STYLE_ITALIC,
	[TAG_DFN] = STYLE_ITALIC,
	[TAG_VAR] = STYLE_ITALIC,
	[TAG_CODE] = STYLE_CODE,
	[TAG_KBD] = STYLE_CODE,
	[TAG_SAMP] = STYLE_CODE,
	[TAG_TT] = STYLE_CODE,
	[TAG_U] = STYLE_UNDERLINE,
	[TAG_INS] = STYLE_UNDERLINE,
	[TAG_S] = STYLE_STRIKE,
	[TAG_STRIKE] = STYLE_STRIKE,
	[TAG_DEL] = STYLE_STRIKE,
	[TAG_SUP] = STYLE_SUP,
	[TAG_SUB] = STYLE_SUB,
	[TAG_MARK] = STYLE_MARK,
	[TAG_SMALL] = STYLE_SMALL,
};

uint32_t todoc_style(Tag tag)
{
	return styles[tag];
}

const Fact *walk_fact(const Walk *w, const Node *node)
{
	return &w->facts[node->at - w->root->at];
}

void walk_children(Walk *w, const Node *node)
{
	for (const Node *n = node->first; n; n = n->next) {
		const Node *caption = n->tag == TAG_TEXT ? NULL : figure_with_next(w, n);

		if (caption)
			n = caption;
		else
			walk_node(w, n);
	}
}

static void block(Walk *w, const Node *node)
{
	flow_close(&w->flow);
	walk_children(w, node);
	flow_close(&w->flow);
	phrase_write_notes(w);
}

static void heading(Walk *w, const Node *node)
{
	Flow *f = &w->flow;
	uint8_t kind = f->kind, level = f->level;

	flow_close(f);
	f->kind = BLOCK_HEADING;
	f->level = (uint8_t)(node->tag - TAG_H1 + 1);
	walk_children(w, node);
	flow_close(f);
	f->kind = kind;
	f->level = level;
}

static void quote(Walk *w, const Node *node)
{
	uint8_t quotes = w->flow.quotes;

	flow_close(&w->flow);
	if (quotes < DEEPEST)
		w->flow.quotes++;
	if (w->flow.opens == 0 || w->flow.opens > w->flow.quotes)
		w->flow.opens = w->flow.quotes;
	walk_children(w, node);
	flow_close(&w->flow);
	w->flow.quotes = quotes;
}

static void list(Walk *w, const Node *node)
{
	Walk outer = *w;
	int64_t start = 1;
	Flow *f = &w->flow;

	flow_close(f);
	if (f->lists < DEEPEST)
		f->lists++;
	w->ordered = node->tag == TAG_OL;
	w->reversed = w->ordered && node_has(node, S("reversed"));
	if (w->reversed)
		for (const Node *n = node->first, *begin = n; n; n = n->next)
			start += n->tag == TAG_LI && n != begin;
	str_number(str_trim(node_attr(node, S("start"))), &start);
	w->number = start;
	walk_children(w, node);
	flow_close(f);
	f->lists = outer.flow.lists;
	w->ordered = outer.ordered;
	w->reversed = outer.reversed;
	w->number = outer.number;
}

/* Numbers below zero and beyond what a marker holds are written as bullets. */
static uint32_t marker_of(int64_t number)
{
	return number >= 0 && number < 1000000000 ? (uint32_t)number : MARK_BULLET;
}

static void item(Walk *w, const Node *node)
{
	Flow *f = &w->flow;
	uint8_t lists = f->lists;

	flow_close(f);
	if (f->single) {
		flow_text(f, S("•"));
		flow_text(f, S(" "));
		walk_children(w, node);
		flow_close(f);
		return;
	}
	if (lists == 0)
		f->lists = 1;
	f->marker = MARK_BULLET;
	if (w->ordered) {
		str_number(str_trim(node_attr(node, S("value"))), &w->number);
		f->marker = marker_of(w->number);
		w->number += w->reversed ? -1 : 1;
	}
	walk_children(w, node);
	flow_close(f);
	f->marker = MARK_NONE;
	f->lists = lists;
}

static void term(Walk *w, const Node *node)
{
	uint32_t style = w->flow.style;

	flow_close(&w->flow);
	w->flow.style |= STYLE_BOLD;
	walk_children(w, node);
	flow_close(&w->flow);
	w->flow.style = style;
}

static void definition(Walk *w, const Node *node)
{
	uint8_t lists = w->flow.lists;

	flow_close(&w->flow);
	if (lists < DEEPEST)
		w->flow.lists++;
	w->flow.defines = true;
	walk_children(w, node);
	flow_close(&w->flow);
	w->flow.defines = false;
	w->flow.lists = lists;
}

static void preformatted(Walk *w, const Node *node)
{
	if (w->flow.single || w->flow.pre)
		block(w, node);
	else
		code_append(w, node);
}

static void rule(Walk *w, const Node *node)
{
	uint32_t count;

	(void)node;
	flow_close(&w->flow);
	count = doc_block_count(w->flow.b);
	/* What was between two of them may be gone. */
	if (!w->flow.single &&
		(count == 0 || doc_block_at(w->flow.b, count - 1)->kind != BLOCK_RULE))
		flow_block(&w->flow, BLOCK_RULE, (Slice){doc_text_length(w->flow.b), 0}, NONE);
}

static void line_break(Walk *w, const Node *node)
{
	(void)node;
	flow_break(&w->flow);
}

static void styled(Walk *w, const Node *node)
{
	uint32_t style = w->flow.style;

	w->flow.style |= styles[node->tag];
	walk_children(w, node);
	w->flow.style = style;
}

static void anchor(Walk *w, const Node *node)
{
	Flow *f = &w->flow;
	uint32_t outer = f->link;

	bool own = f->kind == BLOCK_HEADING && phrase_leads_to_itself(node);

	flow_anchor(f, node_attr(node, S("name")));
	if (own && phrase_is_sign(node, f->arena))
		return;
	if (walk_fact(w, node)->text && !own) {
		uint32_t index = flow_link(f, node_attr(node, S("href")),
			node_attr(node, S("title")), S(""));

		f->link = index == NONE ? outer : index;
	}
	walk_children(w, node);
	f->link = outer;
}

static void short_quote(Walk *w, const Node *node)
{
	flow_text(&w->flow, S("“"));
	walk_children(w, node);
	flow_text(&w->flow, S("”"));
}

static void table(Walk *w, const Node *node)
{
	if (w->flow.single)
		table_flatten(w, node);
	else if (table_is_data(w, node))
		table_append(w, node);
	else
		block(w, node);
}

static void table_cell(Walk *w, const Node *node)
{
	if (!code_is_line_number(node))
		block(w, node);
}

static const Node *embed_within(Walk *w, const Node *node, Embed *out)
{
	for (const Node *n = node->first; n; n = node_next(n, node))
		if (n->tag != TAG_TEXT && embed_read(n, w->flow.base, w->flow.arena, out))
			return n;
	return NULL;
}

/* Who said it: the last line of the quote, behind a dash. */
static void quote_signed(Walk *w, const Node *quoted, const Node *who)
{
	Flow *f = &w->flow;
	Str name = str_trim(node_text(who, f->arena));
	static const char *const dashes[] = {"—", "–", "-", "―", "~"};
	bool dash = false;

	quote(w, quoted);
	for (size_t i = 0; i < COUNT(dashes); i++)
		dash = dash || str_starts(name, str_from(dashes[i]));
	if (name.n == 0)
		return;
	f->quotes++;
	if (!dash)
		flow_text(f, S("— "));
	walk_children(w, who);
	flow_close(f);
	f->quotes--;
}

/* Figures of pictures are dealt with before. Here come those of sound, film, code, tables, quotes.
 */
static void figure(Walk *w, const Node *node)
{
	const Node *quoted = node_find(node, TAG_BLOCKQUOTE);
	const Fact *fact = walk_fact(w, node);
	const Node *caption = node_find(node, TAG_FIGCAPTION);
	Embed embed;

	if (!w->flow.single && caption && fact->images == 0 && !node_find(node, TAG_PRE) &&
		!node_find(node, TAG_TABLE) && fact->caption == fact->text &&
		embed_within(w, node, &embed) && !embed.words)
		embed_append(w, &embed, caption);
	else if (!w->flow.single && caption && quoted && w->flow.quotes < DEEPEST &&
		 caption->parent == node && quoted->parent == node &&
		 walk_fact(w, quoted)->text + walk_fact(w, caption)->text == fact->text)
		quote_signed(w, quoted, caption);
	else
		block(w, node);
}

static void caption(Walk *w, const Node *node)
{
	uint32_t style = w->flow.style;

	flow_close(&w->flow);
	w->flow.style |= STYLE_SMALL;
	walk_children(w, node);
	flow_close(&w->flow);
	w->flow.style = style;
}

static void picture(Walk *w, const Node *node)
{
	image_single(w, node);
}

/* What is for those without scripts is for us, if it is a picture that is not there already. */
static void noscript(Walk *w, const Node *node)
{
	const Node *n = node_find(node, TAG_IMG);
	const Node *beside = node->prev ? node->prev : node->parent;

	while (beside && beside->tag == TAG_TEXT && str_trim(beside->text).n == 0)
		beside = beside->prev ? beside->prev : beside->parent;
	if (n && beside &&
		(beside == node->parent ? !image_is(beside) : !walk_fact(w, beside)->images))
		image_single(w, n);
	else if (!n && embed_within(w, node, &(Embed){0}))
		walk_children(w, node);
}

static void task(Walk *w, const Node *node)
{
	flow_text(&w->flow, node_has(node, S("checked")) ? S("[x] ") : S("[\xc2\xa0] "));
}

static Handler *const handlers[TAG_COUNT] = {
	[TAG_A] = anchor,
	[TAG_ABBR] = phrase_abbreviation,
	[TAG_ACRONYM] = phrase_abbreviation,
	[TAG_B] = styled,
	[TAG_BLOCKQUOTE] = quote,
	[TAG_BR] = line_break,
	[TAG_CITE] = styled,
	[TAG_CODE] = styled,
	[TAG_DD] = definition,
	[TAG_DEL] = styled,
	[TAG_DFN] = styled,
	[TAG_DIR] = list,
	[TAG_DT] = term,
	[TAG_EM] = styled,
	[TAG_FIGCAPTION] = caption,
	[TAG_FIGURE] = figure,
	[TAG_H1] = heading,
	[TAG_H2] = heading,
	[TAG_H3] = heading,
	[TAG_H4] = heading,
	[TAG_H5] = heading,
	[TAG_H6] = heading,
	[TAG_HR] = rule,
	[TAG_I] = styled,
	[TAG_IMAGE] = picture,
	[TAG_IMG] = picture,
	[TAG_INPUT] = task,
	[TAG_INS] = styled,
	[TAG_KBD] = styled,
	[TAG_LI] = item,
	[TAG_LISTING] = preformatted,
	[TAG_MARK] = styled,
	[TAG_MATH] = phrase_math,
	[TAG_MENU] = list,
	[TAG_NOSCRIPT] = noscript,
	[TAG_OL] = list,
	[TAG_PLAINTEXT] = preformatted,
	[TAG_PRE] = preformatted,
	[TAG_Q] = short_quote,
	[TAG_RUBY] = phrase_ruby,
	[TAG_S] = styled,
	[TAG_SAMP] = styled,
	[TAG_SMALL] = styled,
	[TAG_STRIKE] = styled,
	[TAG_STRONG] = styled,
	[TAG_SUB] = styled,
	[TAG_SUMMARY] = term,
	[TAG_SUP] = styled,
	[TAG_SVG] = phrase_drawing,
	[TAG_TABLE] = table,
	[TAG_TD] = table_cell,
	[TAG_TH] = table_cell,
	[TAG_TT] = styled,
	[TAG_U] = styled,
	[TAG_UL] = list,
	[TAG_VAR] = styled,
	[TAG_XMP] = preformatted,
};

/* When an entry of a report was written; that a box corrects what was. */
static void label(Walk *w, const Node *node)
{
	Str said;

	if (w->flow.single || node->attr_count == 0)
		return;
	said = live_time(node);
	if (said.n == 0)
		said = live_note(node, w->flow.arena);
	if (said.n == 0)
		return;
	flow_close(&w->flow);
	w->flow.label = said;
}

void walk_node(Walk *w, const Node *node)
{
	Flow *f = &w->flow;
	Embed embed;

	if (node->tag == TAG_TEXT) {
		phrase_text(w, node->text);
		return;
	}
	if (walk_fact(w, node)->hidden || live_is_repeated(node, w->root, &w->text, f->arena))
		return;
	flow_anchor(f, node_attr(node, S("id")));
	if (phrase_side_note(w, node))
		return;
	label(w, node);
	if (!f->single && walk_fact(w, node)->figure) {
		figure_append(w, node);
	} else if (embed_read(node, f->base, f->arena, &embed)) {
		embed_append(w, &embed, NULL);
	} else if (image_is(node)) {
		image_single(w, node);
	} else if (fact_is_player(node)) {
		return;
	} else if (handlers[node->tag]) {
		handlers[node->tag](w, node);
	} else if (tag_is_block(node->tag)) {
		block(w, node);
	} else {
		walk_children(w, node);
	}
}

void todoc(DocBuilder *b, const Node *root, Str base)
{
	Walk w = {.root = root};

	flow_init(&w.flow, b, base);
	w.facts = facts_count(root, base, w.flow.arena);
	w.readings = phrase_has_few_readings(root);
	walk_children(&w, root);
	flow_close(&w.flow);
	phrase_write_notes(&w);
	flow_finish(&w.flow);
}

void todoc_embed(DocBuilder *b, const Embed *embed, Str base)
{
	Walk w = {.root = embed->words};

	flow_init(&w.flow, b, base);
	w.facts = facts_count(embed->words, base, w.flow.arena);
	embed_append(&w, embed, NULL);
	flow_close(&w.flow);
	flow_finish(&w.flow);
}

const Doc *parse_html(Str html, Str base, Arena *arena, Err *err)
{
	DocBuilder *b = doc_builder_open(arena);
	Arena *scratch = arena_open();

	Node *body = dom_parse(html, scratch)->body;

	(void)err;
	live_mark(body, scratch);
	todoc(b, body, base);
	arena_close(scratch);
	return doc_finish(b);
}
