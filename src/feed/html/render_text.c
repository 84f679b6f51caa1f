#include "feed/html/render.h"

#include "base/date.h"
#include "base/utf8.h"
#include "feed/html/markdown.h"
#include "feed/html/render_nest.h"
#include "feed/html/render_run.h"

enum { MOST_MARKS = 16 };

static void text_image(Text *t, const Block *block)
{
	const Image *image = &t->pieces.doc->images[block->ref];
	Str credit = doc_str(t->pieces.doc, image->credit),
	    alt = doc_str(t->pieces.doc, image->alt);

	if (t->marks && image->src.len == 0) {
		buf_add(t->out, S("[Picture] "));
	} else if (t->marks) {
		buf_add(t->out, S("!["));
		text_escaped(t, alt, false);
		text_address(t, doc_str(t->pieces.doc, image->src));
		if (block->text.len || credit.n) {
			buf_char(t->out, '\n');
			buf_add(t->out, buf_str(&t->indent));
			buf_add(t->out, S("\n"));
			buf_add(t->out, buf_str(&t->indent));
		}
	} else {
		buf_add(t->out, S("[Picture"));
		buf_add(t->out, block->text.len || alt.n ? S(": ") : S(""));
		if (block->text.len == 0)
			buf_add(t->out, alt);
	}
	text_run(t, block->text);
	if (credit.n) {
		buf_add(t->out, S(" ("));
		text_escaped(t, credit, false);
		buf_add(t->out, S(")"));
	}
	buf_add(t->out, t->marks ? S("") : S("]"));
}

static void text_new_line(Text *t)
{
	buf_char(t->out, '\n');
	buf_add(t->out, buf_str(&t->indent));
}

static void text_cell(Text *t, Slice cell)
{
	t->in_cell = true;
	text_run(t, cell);
	t->in_cell = false;
}

/* The words of a heading over a column, which may reach there from the left. */
static Slice head_above(const Doc *doc, const Table *table, uint32_t row, uint32_t col)
{
	uint32_t from = col;

	while (from && doc_cell(doc, table, row, from)->rows == 0)
		from--;
	return doc_cell(doc, table, row, from)->cols > col - from
		       ? doc_cell(doc, table, row, from)->text
		       : (Slice){0, 0};
}

/* GFM knows one row of headings: what stands above each other in several is joined. */
static void markdown_head(Text *t, const Table *table)
{
	uint32_t span = t->pieces.span;

	for (uint32_t col = 0; col < table->cols; col++) {
		bool any = false;

		buf_add(t->out, S("| "));
		for (uint32_t row = 0; row < table->head; row++) {
			Slice cell = head_above(t->pieces.doc, table, row, col);

			if (cell.len == 0)
				continue;
			buf_add(t->out, any ? S(" ") : S(""));
			/* Not in the order in which they lie in the text. */
			t->pieces.span = span;
			text_cell(t, cell);
			any = true;
		}
		buf_add(t->out, any ? S(" ") : S(""));
	}
	buf_add(t->out, S("|"));
	text_new_line(t);
	for (uint32_t col = 0; col < table->cols; col++)
		buf_add(t->out, S("|---"));
	buf_add(t->out, S("|"));
	t->pieces.span = span;
}

static void text_table(Text *t, const Block *block)
{
	const Table *table = &t->pieces.doc->tables[block->ref];

	text_run(t, block->text);
	if (block->text.len) {
		text_new_line(t);
		text_new_line(t);
	}
	if (t->marks)
		markdown_head(t, table);
	for (uint32_t row = t->marks ? table->head : 0; row < table->rows; row++) {
		if (row || t->marks)
			text_new_line(t);
		for (uint32_t col = 0; col < table->cols; col++) {
			buf_add(t->out, t->marks ? S("| ") : col ? S("\t") : S(""));
			text_cell(t, doc_cell(t->pieces.doc, table, row, col)->text);
			buf_add(t->out, t->marks ? S(" ") : S(""));
		}
		buf_add(t->out, t->marks ? S("|") : S(""));
	}
}

static void text_embed(Text *t, const Block *block)
{
	const Link *link = &t->pieces.doc->links[block->ref];
	Str who = doc_str(t->pieces.doc, link->title), note = doc_str(t->pieces.doc, link->note);

	buf_add(&t->indent, S("> "));
	buf_add(t->out, S("> "));
	text_run(t, block->text);
	if (block->text.len)
		text_new_line(t);
	if (who.n || note.n) {
		buf_add(t->out, S("— "));
		text_escaped(t, who, false);
		buf_add(t->out, who.n && note.n ? S(", ") : S(""));
		text_escaped(t, note, false);
		text_new_line(t);
	}
	buf_add(t->out, t->marks ? S("<") : S(""));
	buf_add(t->out, doc_str(t->pieces.doc, link->href));
	buf_add(t->out, t->marks ? S(">") : S(""));
}

static void text_pre(Text *t, const Block *block)
{
	Str code = doc_str(t->pieces.doc, block->text), rest = code, line;

	if (t->marks) {
		markdown_fence(code, 3, t->out);
		buf_add(t->out, doc_str(t->pieces.doc, block->label));
	}
	while (str_cut(&rest, '\n', &line)) {
		if (t->marks || line.s != code.s)
			text_new_line(t);
		buf_add(t->out, t->marks ? S("") : S("    "));
		buf_add(t->out, line);
	}
	if (t->marks) {
		text_new_line(t);
		markdown_fence(code, 3, t->out);
	}
}

/* "[x] done": an item with a box, which must not be escaped. Returns the rest. */
static Slice after_task(Text *t, const Block *block)
{
	static const struct {
		Str in, out;
	} boxes[] = {{{"[x] ", 4}, {"[x] ", 4}}, {{"[\xc2\xa0] ", 5}, {"[ ] ", 4}}};
	Slice text = block->text;

	for (size_t i = 0; i < COUNT(boxes) && t->marks && block->marker != MARK_NONE; i++) {
		if (!str_starts(doc_str(t->pieces.doc, text), boxes[i].in))
			continue;
		buf_add(t->out, boxes[i].out);
		return (Slice){text.at + (uint32_t)boxes[i].in.n,
			text.len - (uint32_t)boxes[i].in.n};
	}
	return text;
}

static void text_block(Text *t, const Block *block)
{
	if (block->label.len && block->kind != BLOCK_PRE) {
		buf_add(t->out, t->marks ? S("**") : S(""));
		text_escaped(t, doc_str(t->pieces.doc, block->label), false);
		buf_add(t->out, t->marks ? S("**") : S(""));
		text_new_line(t);
		text_new_line(t);
		t->at_start = true;
	}
	switch ((BlockKind)block->kind) {
	case BLOCK_HEADING:
		for (unsigned i = 0; t->marks && i < block->level; i++)
			buf_char(t->out, '#');
		buf_add(t->out, t->marks ? S(" ") : S(""));
		t->in_line = t->marks;
		text_run(t, block->text);
		t->in_line = false;
		break;
	case BLOCK_RULE:
		buf_add(t->out, t->marks ? S("---") : S("* * *"));
		break;
	case BLOCK_PRE:
		text_pre(t, block);
		break;
	case BLOCK_IMAGE:
		text_image(t, block);
		break;
	case BLOCK_TABLE:
		text_table(t, block);
		break;
	case BLOCK_EMBED:
		text_embed(t, block);
		break;
	case BLOCK_PARAGRAPH:
	case BLOCK_KINDS:
		text_run(t, after_task(t, block));
		break;
	}
}

/* "[^1]: " and what belongs to it, set in. */
static bool note_prefix(Text *t, const Block *block, uint32_t *note)
{
	if (!t->notes)
		return false;
	if (t->notes[t->block]) {
		*note = t->block;
		buf_clear(&t->indent);
		buf_printf(t->out, "[^%u]: ", t->notes[t->block]);
		buf_add(&t->indent, S("    "));
		return true;
	}
	/* The next paragraph of the same item. */
	if (*note == NONE || block->lists == 0 || block->marker != MARK_NONE ||
		block->lists < t->pieces.doc->blocks[*note].lists) {
		*note = NONE;
		return false;
	}
	buf_clear(&t->indent);
	buf_add(&t->indent, S("    "));
	buf_add(t->out, buf_str(&t->indent));
	return true;
}

/* Between two blocks: what is in the same quote is held together. */
static void text_space(const Nest *nest, Buf *out)
{
	buf_char(out, '\n');
	nest_gap(nest, out);
	buf_char(out, '\n');
}

/* Who, where, when. */
static void text_byline(Text *t)
{
	const Doc *doc = t->pieces.doc;
	Arena *arena = arena_open();
	Str date = doc->published ? date_rfc3339_in(doc->published, doc->zone, arena) : S("");
	Str parts[] = {doc_str(doc, doc->byline), doc_str(doc, doc->site), date};
	bool any = false;

	for (size_t i = 0; i < COUNT(parts); i++) {
		if (parts[i].n == 0)
			continue;
		buf_add(t->out, any ? S(" · ") : S(""));
		text_escaped(t, parts[i], false);
		any = true;
	}
	buf_add(t->out, any ? S("\n\n") : S(""));
	arena_close(arena);
}

static void text_head(Text *t)
{
	const Doc *doc = t->pieces.doc;
	Str title = doc_str(doc, doc->title), standfirst = doc_str(doc, doc->standfirst);

	if (title.n) {
		buf_add(t->out, t->marks ? S("# ") : S(""));
		text_escaped(t, title, false);
		buf_add(t->out, S("\n\n"));
	}
	text_byline(t);
	if (standfirst.n) {
		buf_add(t->out, t->marks ? S("*") : S(""));
		text_escaped(t, standfirst, false);
		buf_add(t->out, t->marks ? S("*\n\n") : S("\n\n"));
	}
}

/* What makes a terminal show other words than there are, or paint over lines above: controls of
 * direction, and marks heaped on one letter. */
static void tame(Str text, Buf *out)
{
	unsigned heaped = 0;

	for (size_t at = 0; at < text.n;) {
		size_t start = at;
		uint32_t c = utf8_next(text, &at);
		bool mark = (c >= 0x300 && c < 0x370) || (c >= 0x483 && c < 0x48a) ||
			    (c >= 0x1ab0 && c < 0x1b00) || (c >= 0x1dc0 && c < 0x1e00) ||
			    (c >= 0x20d0 && c < 0x2100) || (c >= 0xfe20 && c < 0xfe30);

		heaped = mark ? heaped + 1 : 0;
		if (heaped <= MOST_MARKS && !(c >= 0x202a && c <= 0x202e) &&
			!(c >= 0x2066 && c <= 0x2069))
			buf_add(out, str_slice(text, start, at - start));
	}
}

typedef enum { AS_TEXT, AS_MARKDOWN, AS_FILE } As;

static void render(const Doc *doc, As as, Buf *final)
{
	Buf text = {0}, *out = &text;
	Text t = {.pieces = {doc, 0}, .out = out, .marks = as != AS_TEXT};
	Arena *arena = arena_open();
	Nest nest = {.markdown = t.marks};
	uint32_t note = NONE;

	if (t.marks)
		t.notes = markdown_notes(doc, arena);
	if (as == AS_FILE)
		markdown_front(doc, out);
	text_head(&t);
	for (uint32_t i = 0; i < doc->block_count; i++) {
		const Block *block = &doc->blocks[i];

		t.block = i;
		nest_leave(&nest, block);
		if (i && (nest_goes_on(&nest, block) ||
				 (t.notes && t.notes[i] && doc->blocks[i - 1].lists)))
			buf_char(out, '\n');
		else if (i)
			text_space(&nest, out);
		if (note_prefix(&t, block, &note)) {
			nest.count = 0;
		} else {
			buf_clear(&t.indent);
			nest_enter(&nest, block, out, &t.indent);
		}
		t.at_start = true;
		text_block(&t, block);
		/* What stood before a way back. */
		while (t.marks && block->kind == BLOCK_PARAGRAPH && out->n &&
			out->s[out->n - 1] == ' ')
			out->n--;
	}
	if (doc->block_count)
		buf_char(out, '\n');
	tame(buf_str(&text), final);
	buf_drop(&text);
	buf_drop(&t.indent);
	arena_close(arena);
}

void render_text(const Doc *doc, Buf *out)
{
	render(doc, AS_TEXT, out);
}

void render_markdown(const Doc *doc, Buf *out)
{
	render(doc, AS_MARKDOWN, out);
}

void render_markdown_file(const Doc *doc, Buf *out)
{
	render(doc, AS_FILE, out);
}
