#include "layout/layout.h"

#include "base/date.h"
#include "base/utf8.h"
#include "layout/sheet.h"
#include "model/notice.h"

/* A list: its items, wherever other blocks come between them. */
typedef struct {
	bool numbered, loose;
	bool down;      /* its numbers fall: "3. 2. 1." */
	bool words;     /* not only pictures */
	uint8_t digits; /* of its widest number */
	uint32_t last;  /* number */
	uint32_t items, bytes;
} Group;

/* What must be known of the whole before the first block is set. */
typedef struct {
	Group *groups;      /* groups[0]: a list whose items have no marks */
	uint32_t *group_of; /* of each block with a mark */
	uint32_t images;
	uint8_t top_heading; /* the highest level there is */
} Plan;

static uint8_t digits_of(uint32_t n)
{
	uint8_t digits = 1;

	for (; n >= 10; n /= 10)
		digits++;
	return digits;
}

/* Whether a numbered item is the next one of a list: "1. 2. 5.", or "3. 2. 1." */
static bool goes_on(Group *group, uint32_t number)
{
	if (group->items == 1)
		group->down = number + 1 == group->last;
	return group->down ? number + 1 == group->last : number > group->last;
}

static uint32_t find_group(Plan *plan, const Block *block, uint32_t open, uint32_t *count)
{
	Group *group = &plan->groups[open];
	bool numbered = block->marker != MARK_BULLET;

	if (open == 0 || group->numbered != numbered ||
		(numbered && group->items && !goes_on(group, block->marker)))
		group = &plan->groups[++*count];
	group->numbered = numbered;
	group->items++;
	if (numbered) {
		group->last = block->marker;
		if (digits_of(block->marker) > group->digits)
			group->digits = digits_of(block->marker);
	}
	return (uint32_t)(group - plan->groups);
}

static void add_to_group(const Doc *doc, const Block *block, Group *group)
{
	group->words = group->words || block->kind != BLOCK_IMAGE;
	if (block->kind == BLOCK_HEADING || block->kind == BLOCK_RULE)
		return;
	group->bytes += block->text.len;
	if (block->kind != BLOCK_PARAGRAPH || block->marker == MARK_NONE ||
		str_find_char(doc_str(doc, block->text), '\n') >= 0)
		group->loose = true;
}

static void make_plan(Sheet *sheet, Plan *plan)
{
	const Doc *doc = sheet->doc;
	uint32_t open[UINT8_MAX + 1] = {0}; /* the list at each depth */
	uint32_t count = 0, deepest = 0;

	*plan = (Plan){.top_heading = 6};
	plan->groups = arena_array(sheet->arena, (size_t)doc->block_count + 1, sizeof(Group));
	plan->group_of = arena_array(sheet->arena, (size_t)doc->block_count + 1, sizeof(uint32_t));
	for (uint32_t i = 0; i < doc->block_count; i++) {
		const Block *block = &doc->blocks[i];

		plan->images += block->kind == BLOCK_IMAGE;
		if (block->kind == BLOCK_HEADING && block->level < plan->top_heading)
			plan->top_heading = block->level;
		while (deepest > block->lists)
			open[deepest--] = 0;
		deepest = block->lists;
		if (block->lists == 0)
			continue;
		if (block->marker != MARK_NONE)
			plan->group_of[i] = open[block->lists] =
				find_group(plan, block, open[block->lists], &count);
		add_to_group(doc, block, &plan->groups[open[block->lists]]);
	}
	/* Items of several lines are easier told apart with space between. */
	for (uint32_t i = 1; i <= count; i++)
		if (plan->groups[i].bytes / plan->groups[i].items > 2 * sheet->measure)
			plan->groups[i].loose = true;
}

static void count_frames(const Sheet *sheet, unsigned *quotes, unsigned *lists)
{
	*quotes = *lists = 0;
	for (size_t i = 0; i < sheet->frames.count; i++)
		*(sheet->frames.items[i].is_list ? lists : quotes) += 1;
}

static const Frame *top_frame(const Sheet *sheet)
{
	return sheet->frames.count ? &sheet->frames.items[sheet->frames.count - 1] : NULL;
}

/* Leaves quotes and lists that end before a block. A new item leaves all that the one before it
 * held; only its list goes on. */
static void leave(Sheet *sheet, const Plan *plan, uint32_t index)
{
	const Block *block = &sheet->doc->blocks[index];
	unsigned quotes, lists;

	for (;;) {
		const Frame *top = top_frame(sheet);

		count_frames(sheet, &quotes, &lists);
		if (!top)
			return;
		if (quotes > block->quotes || lists > block->lists ||
			(block->opens && quotes >= block->opens)) {
			sheet_pop(sheet);
		} else if (block->marker != MARK_NONE && lists == block->lists &&
			   !(top->is_list && top->group == plan->group_of[index])) {
			sheet_pop(sheet);
		} else {
			return;
		}
	}
}

/* A list of pictures alone: a list to who wrote the page, not to who reads it. */
static bool is_gallery(const Group *group)
{
	return group->items && !group->numbered && !group->words;
}

/* Cells that the marks of a list take, the blank behind them included. */
static unsigned list_width(const Sheet *sheet, const Group *group, bool outermost)
{
	unsigned lead = outermost && sheet->measure >= 48 ? 2 : 0;

	if (is_gallery(group))
		return 0;
	return lead + (group->digits ? group->digits + 2 : 2);
}

static void enter(Sheet *sheet, const Plan *plan, uint32_t index)
{
	const Block *block = &sheet->doc->blocks[index];
	uint32_t own = plan->group_of[index];
	unsigned quotes, lists;

	count_frames(sheet, &quotes, &lists);
	for (; quotes < block->quotes; quotes++)
		sheet_push(sheet, (Frame){.width = 2});
	for (; lists < block->lists; lists++) {
		uint32_t id = lists + 1 == block->lists ? own : 0;

		sheet_push(sheet,
			(Frame){.is_list = true,
				.group = id,
				.width = list_width(sheet, &plan->groups[id], lists == 0)});
	}
	sheet->marker = (Str){0};
	if (block->marker == MARK_BULLET && !is_gallery(&plan->groups[own]))
		sheet->marker = sheet->glyphs->bullets[(lists - 1) % COUNT(sheet->glyphs->bullets)];
	else if (block->marker != MARK_BULLET && block->marker != MARK_NONE)
		sheet->marker = arena_printf(sheet->arena, "%u.", block->marker);
}

static uint8_t heading_level(const Plan *plan, const Block *block)
{
	/* The title of the article is level 1; pages begin below it where they like. */
	return (uint8_t)(block->level - plan->top_heading + 2);
}

static bool is_ruled(const Plan *plan, const Block *block)
{
	return block->kind == BLOCK_HEADING && heading_level(plan, block) <= 3;
}

static bool is_empty(const Block *block)
{
	return (block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_HEADING ||
		       block->kind == BLOCK_PRE) &&
	       block->text.len == 0 && block->marker == MARK_NONE;
}

/* Text set in a step, without a mark, below a line that is not. */
static bool is_definition(const Block *before, const Block *block)
{
	return block->marker == MARK_NONE && block->lists > before->lists &&
	       before->kind == BLOCK_PARAGRAPH && block->quotes == before->quotes;
}

/* A term and another with the same meaning: lines in bold above what they mean. */
static bool is_second_term(const Sheet *sheet, uint32_t last, uint32_t index)
{
	const Doc *doc = sheet->doc;
	const Block *before = &doc->blocks[last], *block = &doc->blocks[index];

	return index + 1 < doc->block_count && before->kind == BLOCK_PARAGRAPH &&
	       block->kind == BLOCK_PARAGRAPH && before->marker == MARK_NONE &&
	       block->marker == MARK_NONE && before->lists == block->lists &&
	       is_definition(block, block + 1) && inline_is_bold(sheet, before->text) &&
	       inline_is_bold(sheet, block->text);
}

/* Whether a blank line parts a block from the one set before it. */
static bool wants_space(const Sheet *sheet, const Plan *plan, uint32_t last, uint32_t index)
{
	const Block *before = &sheet->doc->blocks[last], *block = &sheet->doc->blocks[index];
	uint32_t group = plan->group_of[index];
	const Frame *top = top_frame(sheet);

	if (is_ruled(plan, before))
		return false;
	/* What a term means stands right below it. */
	if (is_definition(before, block) || is_second_term(sheet, last, index))
		return false;
	if (block->marker == MARK_NONE || before->lists == 0)
		return true;
	/* The next item of a list, or the first of one within an item. */
	if (top && top->is_list && (top->group == group || block->lists > before->lists))
		return plan->groups[top->group].loose;
	return true;
}

/* A line that announces what follows is kept with it, a heading always. */
static unsigned keep_after(const Sheet *sheet, uint32_t last)
{
	const Doc *doc = sheet->doc;
	const Block *block = &doc->blocks[last];
	Str text = str_trim(doc_str(doc, block->text));

	if (block->kind == BLOCK_HEADING)
		return LINE_KEEP;
	if (block->kind != BLOCK_PARAGRAPH || last + 1 == doc->block_count)
		return 0;
	return str_ends(text, S(":")) || is_definition(block, block + 1) ? LINE_KEEP : 0;
}

/* "Correction, 3 May: …": what such a paragraph begins with is set apart. Returns the rest. */
static Slice add_lead(Sheet *sheet, const Block *block)
{
	Slice text = block->text;
	uint32_t lead = (uint32_t)notice_lead(doc_str(sheet->doc, text));

	if (lead == 0 || inline_has_link(sheet, (Slice){text.at, lead}))
		return text;
	inline_plain(sheet, (Slice){text.at, lead}, ROLE_SUBHEADING, NONE);
	return (Slice){text.at + lead, text.len - lead};
}

/* "The harbour [edit]": what wikis put behind a heading is for those who write there. */
static Slice without_edit(const Sheet *sheet, Slice text)
{
	Str words = str_trim(doc_str(sheet->doc, text));
	ptrdiff_t at = str_ends(words, S("]")) ? str_rfind_char(words, '[') : -1;

	if (at <= 0)
		return text;
	for (uint32_t i = inline_first_span(sheet->doc, text.at + (uint32_t)at);
		i < sheet->doc->span_count && sheet->doc->spans[i].text.at < text.at + text.len;
		i++) {
		uint32_t link = sheet->doc->spans[i].link;

		if (link != NONE && str_find(doc_str(sheet->doc, sheet->doc->links[link].href),
					    S("action=edit")) >= 0)
			return (Slice){text.at, (uint32_t)at};
	}
	return text;
}

static void set_words(Sheet *sheet, const Block *block, Role role, unsigned last)
{
	bool heading = block->kind == BLOCK_HEADING;

	galley_clear(&sheet->galley);
	inline_marker(sheet);
	inline_add(sheet, heading ? without_edit(sheet, block->text) : add_lead(sheet, block),
		role);
	galley_wrap(&sheet->galley, sheet_room(sheet), heading ? WRAP_TITLE : WRAP_WORDS);
	sheet_galley(sheet, heading ? LINE_KEEP : 0, last);
}

static void set_heading(Sheet *sheet, const Plan *plan, const Block *block)
{
	unsigned level = heading_level(plan, block), width = 0;
	const Glyphs *g = sheet->glyphs;

	set_words(sheet, block, level <= 3 ? ROLE_HEADING : ROLE_SUBHEADING, LINE_KEEP);
	if (!is_ruled(plan, block))
		return;
	for (size_t i = 0; i < sheet->galley.lines.count; i++)
		if (sheet->galley.lines.items[i].width > width)
			width = sheet->galley.lines.items[i].width;
	sheet_begin(sheet);
	sheet_made(sheet, sheet_repeat(sheet, level == 2 ? g->rule : g->dotted, width), ROLE_RULE);
	sheet_end(sheet, LINE_KEEP);
}

/* Longer lines are folded even where they could scroll. */
enum { LONGEST_LINE = 4000 };

static unsigned longest(const Galley *galley)
{
	unsigned width = 0;

	for (size_t i = 0; i < galley->lines.count; i++)
		if (galley->lines.items[i].width > width)
			width = galley->lines.items[i].width;
	return width;
}

/* "16:45", "Correction": what a block is, on a line above it. */
static void set_kind(Sheet *sheet, const Block *block)
{
	if (block->label.len == 0 || block->kind == BLOCK_PRE)
		return;
	galley_clear(&sheet->galley);
	inline_marker(sheet);
	inline_plain(sheet, block->label, ROLE_SUBHEADING, NONE);
	galley_wrap(&sheet->galley, sheet_room(sheet), WRAP_WORDS);
	sheet_galley(sheet, LINE_KEEP, LINE_KEEP);
}

/* "┄ python" above code. */
static void set_label(Sheet *sheet, const Block *block)
{
	if (block->label.len == 0)
		return;
	galley_clear(&sheet->galley);
	inline_made(sheet, sheet->glyphs->dotted, ROLE_TABLE_RULE);
	inline_made(sheet, S(" "), ROLE_TABLE_RULE);
	inline_plain(sheet, block->label, ROLE_CREDIT, NONE);
	galley_wrap(&sheet->galley, sheet_room(sheet), WRAP_WORDS);
	sheet_galley(sheet, LINE_KEEP, LINE_KEEP);
}

static void set_pre(Sheet *sheet, const Block *block)
{
	unsigned reach, flags = 0;
	Slice text = block->text;

	while (text.len && sheet->doc->text[text.at + text.len - 1] == '\n')
		text.len--;
	while (text.len && sheet->doc->text[text.at] == '\n') {
		text.at++;
		text.len--;
	}
	sheet_push(sheet, (Frame){.is_list = true, .width = sheet->measure >= 48 ? 2 : 0});
	set_label(sheet, block);
	reach = sheet_reach(sheet);
	galley_clear(&sheet->galley);
	sheet->tab = sheet->options->width < 60 ? 4 : 8;
	inline_add(sheet, text, ROLE_PRE);
	sheet->tab = 0;
	galley_wrap(&sheet->galley, LONGEST_LINE, WRAP_CELLS);
	if (longest(&sheet->galley) > reach) {
		if (sheet->options->wrap_code)
			galley_wrap(&sheet->galley, reach, WRAP_CELLS);
		else
			flags = LINE_SCROLLS;
	}
	sheet_galley(sheet, flags, flags);
	sheet_pop(sheet);
}

static void set_rule(Sheet *sheet)
{
	unsigned room = sheet_room(sheet), width = room / 3 > 3 ? room / 3 : room;

	sheet_begin(sheet);
	sheet_skip_to(sheet, (room - width) / 2);
	sheet_made(sheet, sheet_repeat(sheet, sheet->glyphs->rule, width), ROLE_RULE);
	sheet_end(sheet, 0);
}

/* Returns how many of the blocks behind it were set with it. */
static uint32_t set_block(Sheet *sheet, const Plan *plan, const Block *block, uint32_t *image)
{
	uint32_t more = 0;

	switch ((BlockKind)block->kind) {
	case BLOCK_PARAGRAPH:
		set_words(sheet, block, block->quotes ? ROLE_QUOTE : ROLE_TEXT,
			keep_after(sheet, sheet->block));
		break;
	case BLOCK_HEADING:
		set_heading(sheet, plan, block);
		break;
	case BLOCK_PRE:
		set_pre(sheet, block);
		break;
	case BLOCK_RULE:
		set_rule(sheet);
		break;
	case BLOCK_IMAGE:
		figure_set(sheet, block, ++*image, plan->images);
		break;
	case BLOCK_TABLE:
		grid_set(sheet, block);
		break;
	case BLOCK_EMBED:
		more = card_set(sheet, block, image, plan->images);
		break;
	case BLOCK_KINDS:
		break;
	}
	sheet->marker = (Str){0};
	return more;
}

const Lines *layout_doc(const Doc *doc, const LayoutOptions *options, Arena *arena)
{
	Lines *lines = arena_alloc(arena, sizeof *lines);
	uint32_t last = NONE, image = 0;
	Sheet sheet;
	Plan plan;

	sheet_open(&sheet, doc, options, arena);
	make_plan(&sheet, &plan);
	if (options->head)
		head_set(&sheet);
	for (uint32_t i = 0; i < doc->block_count; i++) {
		if (is_empty(&doc->blocks[i]))
			continue;
		leave(&sheet, &plan, i);
		if (last == NONE)
			sheet_blank(&sheet, 0);
		else if (wants_space(&sheet, &plan, last, i))
			sheet_blank(&sheet, keep_after(&sheet, last));
		enter(&sheet, &plan, i);
		sheet_block(&sheet, i);
		set_kind(&sheet, &doc->blocks[i]);
		i += set_block(&sheet, &plan, &doc->blocks[i], &image);
		last = i;
	}
	*lines = (Lines){
		.doc = doc,
		.lines = sheet.lines.items,
		.line_count = sheet.lines.count,
		.links = sheet.links.spots.items,
		.link_count = sheet.links.spots.count,
		.numbers = sheet.links.numbers,
		.left = sheet.left,
		.measure = sheet.measure,
	};
	for (size_t i = 0; i < lines->link_count; i++)
		if (sheet.links.spots.items[i].line == NONE)
			sheet.links.spots.items[i].line = 0;
	sheet_close(&sheet);
	return lines;
}
