/* Where pages begin, and where a place is found again. */
#include "base/vec.h"
#include "layout/layout.h"

static bool same_text(const Line *a, const Line *b)
{
	return a->block == b->block && a->block != NONE &&
	       !((a->flags | b->flags) & (LINE_BLANK | LINE_SCROLLS));
}

/* Whether a page may begin with line i. A table's rows and a block of code part anywhere; of
 * running text two lines at least stay together on either side. */
static bool may_begin(const Lines *lines, size_t i)
{
	const Line *line = &lines->lines[i];
	const Doc *doc = lines->doc;
	uint8_t kind;

	if (line[-1].flags & LINE_KEEP)
		return false;
	if (!same_text(line - 1, line))
		return true;
	kind = doc->blocks[line->block].kind;
	if (kind != BLOCK_PARAGRAPH && kind != BLOCK_HEADING)
		return true;
	if (i < 2 || !same_text(line - 2, line - 1))
		return false;
	return i + 1 < lines->line_count && same_text(line, line + 1);
}

size_t layout_pages(const Lines *lines, unsigned rows, Arena *arena, const uint32_t **starts)
{
	VEC(uint32_t) pages = {0};
	size_t at = 0, n = lines->line_count;

	*vec_push_in(&pages, arena) = 0;
	while (rows && at + rows < n) {
		size_t next = at + rows, least = at + rows / 2 + 1;

		/* What must stay together moves, unless half the page would stay empty. */
		for (size_t i = next; i >= least; i--) {
			if (may_begin(lines, i)) {
				next = i;
				break;
			}
		}
		while (next < n && lines->lines[next].flags & LINE_BLANK)
			next++;
		if (next >= n)
			break;
		*vec_push_in(&pages, arena) = (uint32_t)next;
		at = next;
	}
	*starts = pages.items;
	return pages.count;
}

/* Places are ordered by block, then by byte; the heading block comes before all. */
static bool begins_by(const Line *line, uint32_t block, uint32_t offset)
{
	if (line->block == NONE)
		return block != NONE || line->offset <= offset;
	if (block == NONE)
		return false;
	return line->block != block ? line->block < block : line->offset <= offset;
}

size_t layout_line_at(const Lines *lines, uint32_t block, uint32_t offset)
{
	size_t low = 0, high = lines->line_count, found;
	const Line *line;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (begins_by(&lines->lines[middle], block, offset))
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0)
		return 0;
	line = &lines->lines[low - 1];
	found = low - 1;
	while (found > 0 && lines->lines[found - 1].block == line->block &&
		lines->lines[found - 1].offset == line->offset)
		found--;
	return found;
}

uint32_t layout_link_number(const Lines *lines, uint32_t link)
{
	return link < lines->doc->link_count ? lines->numbers[link] : 0;
}
