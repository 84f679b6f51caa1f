#include "view/pager.h"

void pager_init(Pager *pager)
{
	*pager = (Pager){.arena = arena_open(), .block = NONE, .focus = PAGER_NONE};
}

void pager_drop(Pager *pager)
{
	find_drop(&pager->find);
	arena_close(pager->arena);
	*pager = (Pager){0};
}

void pager_forget(Pager *pager)
{
	find_forget(&pager->find);
	arena_reset(pager->arena);
	pager->doc = NULL;
	pager->lines = NULL;
	pager->page_count = pager->mention_count = pager->top = 0;
	pager->rest = false;
	pager->sideways = 0;
	pager->focus = PAGER_NONE;
}

/* Where a line's words begin; the bar of a quote before them stays where it is. */
static uint16_t left_edge(const Line *line)
{
	for (uint32_t i = 0; i < line->run_count; i++)
		if (line->runs[i].role != ROLE_QUOTE_BAR)
			return line->runs[i].at;
	return UINT16_MAX;
}

/* Lines of one block move together, as far as its widest needs. */
static void gather_wide(Pager *pager)
{
	const Lines *lines = pager->lines;
	PagerWide *wide = arena_array(pager->arena, lines->line_count, sizeof *wide);

	for (size_t i = 0, end; i < lines->line_count; i = end) {
		const Line *line = &lines->lines[i];
		PagerWide block = {UINT16_MAX, 0};

		for (end = i; end < lines->line_count; end++) {
			const Line *other = &lines->lines[end];

			if (!(other->flags & LINE_SCROLLS) || other->block != line->block)
				break;
			if (other->width > block.end)
				block.end = other->width;
			if (left_edge(other) < block.left)
				block.left = left_edge(other);
		}
		for (size_t k = i; k < end; k++)
			wide[k] = block;
		if (end == i)
			end++;
	}
	pager->wide = wide;
}

static size_t count_lines(const Pager *pager)
{
	return pager->lines ? pager->lines->line_count : 0;
}

size_t pager_page_at(const Pager *pager, size_t line)
{
	size_t low = 0, high = pager->page_count;

	while (low + 1 < high) {
		size_t middle = low + (high - low) / 2;

		if (pager->pages[middle] <= line)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static bool is_page_start(const Pager *pager, size_t line)
{
	return pager->page_count && pager->pages[pager_page_at(pager, line)] == line;
}

unsigned pager_overhang(const Pager *pager, size_t line)
{
	unsigned width = pager->wide[line].end;

	return width > pager->options.width ? width - pager->options.width : 0;
}

static unsigned widest_overhang(const Pager *pager)
{
	unsigned widest = 0;

	for (size_t i = pager->top; i < pager_bottom(pager); i++)
		if (pager_overhang(pager, i) > widest)
			widest = pager_overhang(pager, i);
	return widest;
}

/* Where the text is kept is what the reader chose, so that a resize does not shift it bit by bit.
 */
static void keep_place(Pager *pager)
{
	const Line *line;

	if (pager->top >= count_lines(pager))
		return;
	line = &pager->lines->lines[pager->top];
	pager->block = pager->top ? line->block : NONE;
	pager->offset = line->offset;
	if (widest_overhang(pager) == 0)
		pager->sideways = 0;
}

static void set_top(Pager *pager, size_t line)
{
	pager->top = line;
	keep_place(pager);
}

/* The first line of the place. Lines of a frame all stand for the place where it begins. */
static size_t line_of(const Pager *pager, uint32_t block, uint32_t offset)
{
	const Line *lines = pager->lines->lines;
	size_t line;

	if (block == NONE || pager->doc->block_count == 0 ||
		(block == 0 && offset <= pager->doc->blocks[0].text.at))
		return 0;
	line = layout_line_at(pager->lines, block, offset);
	while (line > 0 && lines[line - 1].block == lines[line].block &&
		lines[line - 1].offset == lines[line].offset)
		line--;
	return line;
}

/* The hour is not looked at: a text is not set anew because it has become yesterday's. */
static bool sets_same(const LayoutOptions *a, const LayoutOptions *b)
{
	return a->width == b->width && a->measure == b->measure && a->ascii == b->ascii &&
	       a->numbers == b->numbers && a->head == b->head && a->keys == b->keys &&
	       a->wrap_code == b->wrap_code && str_eq(a->feed_title, b->feed_title);
}

static void make_pages(Pager *pager, unsigned rows)
{
	pager->rows = rows ? rows : 1;
	pager->page_count = layout_pages(pager->lines, pager->rows, pager->arena, &pager->pages);
	pager->top = line_of(pager, pager->block, pager->offset);
}

/* The text, or the beginning of a long one that is seen for the first time from there. 1 MB takes
 * 30 ms, its first page 1. */
static const Doc *first_part(Pager *pager, const Doc *doc, bool same)
{
	enum { LONG = 64 << 10, HEAD = 16 << 10 };
	uint32_t count = 0;
	size_t bytes = 0;

	pager->rest = !same && doc->text_len > LONG &&
		      (pager->block == NONE || (pager->block == 0 && pager->offset == 0));
	if (!pager->rest)
		return doc;
	while (count < doc->block_count && bytes < HEAD)
		bytes += doc->blocks[count++].text.len;
	pager->rest = count < doc->block_count;
	pager->head = *doc;
	pager->head.block_count = count;
	return pager->rest ? &pager->head : doc;
}

void pager_complete(Pager *pager)
{
	LayoutOptions options = pager->options;
	unsigned rows = pager->rows;

	if (!pager->rest)
		return;
	pager->rest = false;
	pager->lines = NULL;
	pager_show(pager, pager->doc, &options, rows);
}

void pager_show(Pager *pager, const Doc *doc, const LayoutOptions *options, unsigned rows)
{
	bool same = pager->doc == doc, lit = pager->find.lit && !pager->find.by_words;
	uint32_t link = same ? pager_focused(pager) : NONE, from = NONE;
	size_t hit = pager->find.hit;

	if (same && pager->lines && sets_same(&pager->options, options) && !pager->rest) {
		if (pager->rows != rows)
			make_pages(pager, rows);
		return;
	}
	if (link != NONE) {
		const Mention *m = &pager->mentions[pager->focus];

		from = pager->lines->lines[m->line].runs[m->run].from;
	}
	find_forget(&pager->find);
	arena_reset(pager->arena);
	pager->doc = doc;
	pager->options = *options;
	pager->lines = layout_doc(first_part(pager, doc, same), options, pager->arena);
	make_pages(pager, rows);
	pager_gather_mentions(pager);
	gather_wide(pager);
	pager_restore_focus(pager, link, from);
	if (lit)
		lit = find_all(&pager->find, pager->lines, pager->find.needle);
	if (lit && same && hit < pager->find.hit_count)
		pager->find.hit = hit;
	if (pager->sideways > widest_overhang(pager))
		pager->sideways = widest_overhang(pager);
}

size_t pager_bottom(const Pager *pager)
{
	size_t count = count_lines(pager), bottom = pager->top + pager->rows;

	if (is_page_start(pager, pager->top)) {
		size_t next = pager_page_at(pager, pager->top) + 1;

		if (next < pager->page_count && pager->pages[next] < bottom)
			bottom = pager->pages[next];
	}
	return bottom < count ? bottom : count;
}

bool pager_at_end(const Pager *pager)
{
	return pager_bottom(pager) >= count_lines(pager);
}

size_t pager_page(const Pager *pager)
{
	if (pager->page_count == 0)
		return 0;
	return pager_at_end(pager) ? pager->page_count - 1 : pager_page_at(pager, pager->top);
}

int pager_percent(const Pager *pager)
{
	size_t count = pager->rest ? 0 : count_lines(pager);

	return count ? (int)(pager_bottom(pager) * 100 / count) : 0;
}

bool pager_scroll(Pager *pager, ptrdiff_t lines)
{
	size_t count = count_lines(pager), top = pager->top;
	size_t last = count > pager->rows ? count - pager->rows : 0;

	if (lines < 0)
		top = (size_t)-lines < top ? top - (size_t)-lines : 0;
	else if (top < last)
		top = (size_t)lines < last - top ? top + (size_t)lines : last;
	if (top == pager->top)
		return false;
	set_top(pager, top);
	return true;
}

/* Pages are turned from page to page. Between pages a turn goes to the page that begins in the
 * window's further half, else by a whole window. */
static size_t page_on(const Pager *pager)
{
	size_t next = pager_bottom(pager), page = pager->pages[pager_page_at(pager, next)];

	if (page == next || page >= pager->top + (pager->rows + 1) / 2)
		return page;
	while (next + 1 < count_lines(pager) && pager->lines->lines[next].flags & LINE_BLANK)
		next++;
	return next;
}

static size_t page_back(const Pager *pager)
{
	size_t page, far;

	if (is_page_start(pager, pager->top))
		return pager->pages[pager_page_at(pager, pager->top) - 1];
	page = pager->pages[pager_page_at(pager, pager->top)];
	far = pager->top > pager->rows ? pager->top - pager->rows : 0;
	/* A page of its own ends early, so one that begins at `far` may not reach here. */
	if (pager->top - page >= pager->rows / 2 || page == far || is_page_start(pager, far))
		return page > far ? page : far;
	return far;
}

bool pager_turn(Pager *pager, int by)
{
	if (by > 0 ? pager_at_end(pager) : pager->top == 0)
		return false;
	set_top(pager, by > 0 ? page_on(pager) : page_back(pager));
	return true;
}

void pager_to_page(Pager *pager, size_t page)
{
	if (pager->page_count == 0)
		return;
	set_top(pager, pager->pages[page < pager->page_count ? page : pager->page_count - 1]);
}

void pager_to_end(Pager *pager)
{
	size_t count = count_lines(pager);

	set_top(pager, count > pager->rows ? count - pager->rows : 0);
}

static bool begins_heading(const Pager *pager, size_t i)
{
	const Line *line = &pager->lines->lines[i];

	return line->block != NONE && pager->doc->blocks[line->block].kind == BLOCK_HEADING &&
	       !(line->flags & LINE_BLANK) &&
	       (i == 0 || line[-1].block != line->block || line[-1].flags & LINE_BLANK);
}

bool pager_heading(Pager *pager, int by)
{
	for (size_t i = pager->top; by > 0 && i + 1 < count_lines(pager);)
		if (begins_heading(pager, ++i)) {
			set_top(pager, i);
			return true;
		}
	for (size_t i = pager->top; by < 0 && i > 0;)
		if (begins_heading(pager, --i) || i == 0) {
			set_top(pager, i);
			return true;
		}
	return false;
}

bool pager_is_wide(const Pager *pager)
{
	return count_lines(pager) && widest_overhang(pager) > 0;
}

bool pager_shift(Pager *pager, int cells)
{
	unsigned widest = count_lines(pager) ? widest_overhang(pager) : 0;

	if (widest == 0)
		return false;
	if (cells < 0)
		pager->sideways -=
			(unsigned)-cells < pager->sideways ? (unsigned)-cells : pager->sideways;
	else
		pager->sideways += (unsigned)cells;
	if (pager->sideways > widest)
		pager->sideways = widest;
	return true;
}

void pager_to(Pager *pager, uint32_t block, uint32_t offset)
{
	pager->block = block;
	pager->offset = offset;
	if (pager->lines)
		pager->top = line_of(pager, block, offset);
}

void pager_reveal(Pager *pager, size_t line)
{
	if (line < pager->top || line >= pager_bottom(pager))
		pager_to_page(pager, pager_page_at(pager, line));
}

void pager_light(Pager *pager, const Needle *words, size_t count)
{
	Find *find = &pager->find;

	if (!pager->lines || (find->lit && !find->by_words))
		return;
	/* None of them is the one the reader stands on. */
	if (find_words(find, pager->lines, words, count))
		find->hit = find->hit_count;
}

bool pager_find(Pager *pager, Str needle, uint32_t block, uint32_t offset)
{
	Find *find = &pager->find;
	size_t part;

	if (!pager->lines || !find_all(find, pager->lines, needle)) {
		find_unlight(find);
		return false;
	}
	part = find_part_at(find, line_of(pager, block, offset));
	find->hit = part < find->part_count ? find->parts[part].hit : 0;
	pager_reveal(pager, find_hit(find, find->hit)->line);
	return true;
}

bool pager_find_next(Pager *pager, int by, bool *wrapped)
{
	Find *find = &pager->find;
	const HitPart *now;
	size_t hit = find->hit;

	*wrapped = false;
	if (!find->lit)
		return false;
	/* From now on, the words that led here are a search as any other. */
	if (find->by_words) {
		find->by_words = false;
		hit = 0;
	}
	now = find_hit(find, hit);
	if (now->line < pager->top || now->line >= pager_bottom(pager)) {
		/* The reader went elsewhere: on from there. */
		size_t part = find_part_at(find, by > 0 ? pager->top : pager_bottom(pager));

		hit = part < find->part_count ? find->parts[part].hit : find->hit_count;
		if (by > 0)
			hit = hit ? hit - 1 : SIZE_MAX;
	}
	if (by > 0) {
		*wrapped = hit + 1 == find->hit_count;
		hit = *wrapped ? 0 : hit + 1;
	} else {
		*wrapped = hit == 0;
		hit = *wrapped ? find->hit_count - 1 : hit - 1;
	}
	find->hit = hit;
	pager_reveal(pager, find_hit(find, hit)->line);
	return true;
}
