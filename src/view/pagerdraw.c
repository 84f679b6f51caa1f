/* How a pager is drawn: lines, what lies over them, and what moves sideways. */
#include "view/pager.h"

/* How far a line is moved to the left, and which cells before it stay (the bar of a quote). */
static int line_shift(const Pager *pager, size_t line, int *fixed)
{
	unsigned most = pager_overhang(pager, line);

	*fixed = most ? pager->wide[line].left : 0;
	return (int)(pager->sideways < most ? pager->sideways : most);
}

bool pager_cell(const Pager *pager, const Mention *mention, int *row, int *col)
{
	const Line *line = &pager->lines->lines[mention->line];
	int fixed, shift;

	if (mention->line < pager->top || mention->line >= pager_bottom(pager))
		return false;
	shift = line_shift(pager, mention->line, &fixed);
	*row = (int)(mention->line - pager->top);
	*col = line->runs[mention->run].at - shift;
	return *col >= fixed && *col < (int)pager->options.width;
}

static bool in_focus(const Pager *pager, size_t line, uint32_t run)
{
	const Mention *m;

	if (pager->focus >= pager->mention_count)
		return false;
	m = &pager->mentions[pager->focus];
	return pager->lines->lines[line].runs[run].link == m->link &&
	       (line > m->line || (line == m->line && run >= m->run)) &&
	       (line < m->last_line || (line == m->last_line && run <= m->last_run));
}

static void draw_hits(const Pager *pager, Area area, int row, size_t line, int shift)
{
	const Find *find = &pager->find;

	for (size_t i = find_part_at(find, line); i < find->part_count; i++) {
		const HitPart *part = &find->parts[i];

		if (part->line != line)
			break;
		area_overlay(area, row, part->at - shift, part->end - shift,
			part->hit == find->hit ? ROLE_HIT_FOCUS : ROLE_HIT);
	}
}

/* What a link's cells lead to for the terminal (OSC 8); places in this article have no address. */
static Str address_of(const Pager *pager, uint32_t link)
{
	const Link *l = &pager->doc->links[link];

	return l->kind == LINK_HERE ? S("") : doc_str(pager->doc, l->href);
}

static void draw_line(const Pager *pager, Area area, int row, size_t number)
{
	const Line *line = &pager->lines->lines[number];
	int fixed, shift = line_shift(pager, number, &fixed);
	Area moving = area_within(area, 0, fixed, area.rows, area.cols - fixed);

	for (uint32_t i = 0; i < line->run_count; i++) {
		const Run *run = &line->runs[i];
		bool still = run->at < fixed;
		Area where = still ? area : moving;
		int col = still ? run->at : run->at - shift - fixed;

		if (col >= where.cols || col + run->width <= 0)
			continue;
		area_text_over(where, row, col, run->text, run->role, run->also);
		if (run->link != NONE)
			area_link(where, row, col, col + run->width, address_of(pager, run->link));
		if (in_focus(pager, number, i))
			area_overlay(where, row, col, col + run->width, ROLE_LINK_FOCUS);
	}
	draw_hits(pager, moving, row, number, shift + fixed);
	/* A mark at the edge says that there is more. */
	if (shift > 0)
		area_text(area, row, fixed > 0 ? fixed - 1 : 0, S("‹"), ROLE_MARKER);
	if (line->width > area.cols + shift)
		area_text(area, row, area.cols - 1, S("›"), ROLE_MARKER);
}

/* The terminal's cursor rests on what the reader looks for, which speech and braille follow. */
static void draw_cursor(const Pager *pager, Area area)
{
	const HitPart *hit = pager->find.lit ? find_hit(&pager->find, pager->find.hit) : NULL;
	int row, col, fixed;

	if (pager->focus < pager->mention_count) {
		if (pager_cell(pager, &pager->mentions[pager->focus], &row, &col))
			area_cursor(area, row, col);
	} else if (hit && hit->line >= pager->top && hit->line < pager_bottom(pager)) {
		area_cursor(area, (int)(hit->line - pager->top),
			hit->at - line_shift(pager, hit->line, &fixed));
	}
}

void pager_draw(const Pager *pager, Area area)
{
	size_t bottom = pager_bottom(pager);

	for (size_t line = pager->top; line < bottom; line++)
		draw_line(pager, area, (int)(line - pager->top), line);
	draw_cursor(pager, area);
}
