#include "feed/html/render_nest.h"

#include "base/str.h"

static NestFrame *top_of(Nest *nest)
{
	return nest->count ? &nest->frames[nest->count - 1] : NULL;
}

static void count_frames(const Nest *nest, unsigned *quotes, unsigned *lists)
{
	*quotes = *lists = 0;
	for (size_t i = 0; i < nest->count; i++)
		*(nest->frames[i].quote ? quotes : lists) += 1;
}

/* Markdown numbers the items of a list by itself, from that of the first. */
static bool is_next_item(const Nest *nest, const NestFrame *frame, const Block *block)
{
	bool numbered = block->marker != MARK_BULLET;

	if (frame->quote || frame->mark == '\0' || block->marker == MARK_NONE)
		return false;
	if (numbered != (frame->mark == '.' || frame->mark == ')'))
		return false;
	return !numbered || !nest->markdown || block->marker == frame->last + 1;
}

void nest_leave(Nest *nest, const Block *block)
{
	unsigned quotes, lists;
	NestFrame *top;

	nest->left = '\0';
	while ((top = top_of(nest))) {
		bool leaves;

		count_frames(nest, &quotes, &lists);
		leaves = quotes > block->quotes || lists > block->lists ||
			 (block->opens && quotes >= block->opens) ||
			 (block->marker != MARK_NONE && lists == block->lists &&
				 !is_next_item(nest, top, block));
		if (!leaves)
			return;
		nest->count--;
		if (!top->quote && top->mark) {
			nest->left = top->mark;
			nest->left_at = nest->count;
		}
	}
}

bool nest_goes_on(const Nest *nest, const Block *block)
{
	const NestFrame *top = nest->count ? &nest->frames[nest->count - 1] : NULL;
	unsigned quotes, lists;

	count_frames(nest, &quotes, &lists);
	if (!top || top->quote || block->marker == MARK_NONE || quotes != block->quotes)
		return false;
	/* To Markdown no paragraph ends before an item whose number is not 1. */
	return !nest->markdown || lists == block->lists ||
	       (top->mark && (block->marker == MARK_BULLET || block->marker == 1));
}

/* Two lists in a row are one to Markdown unless their marks differ. */
static char mark_of(const Nest *nest, const Block *block)
{
	bool bullet = block->marker == MARK_BULLET;
	char usual = bullet ? '-' : '.', other = bullet ? '*' : ')';
	bool taken = nest->left == usual && nest->left_at == nest->count;

	return taken ? other : usual;
}

static void write_marker(Nest *nest, NestFrame *frame, const Block *block, Buf *first)
{
	size_t start = first->n;

	if (block->marker != MARK_BULLET)
		buf_printf(first, "%u%c ", block->marker, frame->mark);
	else if (nest->markdown)
		buf_printf(first, "%c  ", frame->mark);
	else
		buf_add(first, S("•  "));
	frame->width =
		block->marker == MARK_BULLET && !nest->markdown ? 3 : (uint8_t)(first->n - start);
	frame->last = block->marker;
}

static void write_frames(const Nest *nest, size_t count, Buf *out)
{
	for (size_t i = 0; i < count; i++) {
		if (nest->frames[i].quote)
			buf_add(out, S("> "));
		for (unsigned k = 0; k < nest->frames[i].width; k++)
			buf_char(out, ' ');
	}
}

void nest_enter(Nest *nest, const Block *block, Buf *first, Buf *indent)
{
	unsigned quotes, lists;
	size_t outer;

	count_frames(nest, &quotes, &lists);
	for (; quotes < block->quotes; quotes++)
		nest->frames[nest->count++] = (NestFrame){.quote = true};
	for (; lists < block->lists; lists++) {
		bool marked = block->marker != MARK_NONE && lists + 1 == block->lists;
		char mark = marked ? mark_of(nest, block) : '\0';

		/* Markdown would take what is set in further for code. */
		nest->frames[nest->count++] =
			(NestFrame){.mark = mark, .width = nest->markdown ? 0 : 3};
	}
	outer = nest->count;
	if (block->marker != MARK_NONE && outer)
		outer--;
	write_frames(nest, outer, first);
	if (outer < nest->count)
		write_marker(nest, &nest->frames[outer], block, first);
	write_frames(nest, nest->count, indent);
}

void nest_gap(const Nest *nest, Buf *out)
{
	size_t start = out->n;

	write_frames(nest, nest->count, out);
	while (out->n > start && out->s[out->n - 1] == ' ')
		out->n--;
}
