/* How the list of feeds looks: the rows of the tree. */
#include "base/date.h"
#include "base/utf8.h"
#include "view/feedlist.h"
#include "view/format.h"
#include "view/status.h"

enum { QUIET = 30 * DAY, MONTHS = 90 * DAY, MONTH = 365 * DAY / 12, YEARS = 730 * DAY };

/* "34 days", "11 months", "3 years". */
static Str about_as_long(int64_t seconds, Arena *arena)
{
	if (seconds < MONTHS)
		return count_of((uint64_t)(seconds / DAY), "day", "days", arena);
	if (seconds < YEARS)
		return count_of((uint64_t)(seconds / MONTH), "month", "months", arena);
	return count_of((uint64_t)(seconds / (365 * DAY)), "year", "years", arena);
}

static const char *mark_of(const FeedRow *row)
{
	if (row->kind == ROW_SEARCH)
		return "◆";
	if (row->kind == ROW_TAG)
		return "#";
	if (row->kind == ROW_FOLDER)
		return row->folded ? "▸" : "▾";
	if (row->kind == ROW_FEED)
		return row->feed->trouble.n ? "✗" : row->feed->moved_to.n ? "→" : "";
	if (str_eq(row->source, S("starred")))
		return "★";
	if (str_eq(row->source, S("unread")))
		return "●";
	return str_eq(row->source, S("later")) ? "»" : "○";
}

/* What stands between name and number: trouble, silence. */
static Str remark(const Screen *s, const FeedRow *row, Role *role)
{
	int64_t now = s->app->now();
	Arena *arena = s->app->frame;

	*role = ROLE_SUMMARY;
	if (row->kind == ROW_FOLDER && row->folded)
		return count_of(row->feeds, "feed", "feeds", arena);
	if (row->kind != ROW_FEED)
		return S("");
	if (row->feed->trouble.n) {
		*role = ROLE_ERROR;
		return row->feed->trouble;
	}
	if (row->feed->moved_to.n) {
		*role = ROLE_WARNING;
		return S("has moved");
	}
	if (row->feed->checked == 0)
		return S("not fetched yet");
	if (row->feed->newest && now - row->feed->newest > QUIET)
		return arena_printf(arena, "◌ quiet for %.*s",
			STR_ARG(about_as_long(now - row->feed->newest, arena)));
	return S("");
}

static Role role_of(const FeedRow *row)
{
	if (row->kind == ROW_FOLDER)
		return ROLE_GROUP;
	if (row->kind == ROW_FEED && row->unread)
		return ROLE_UNREAD;
	return ROLE_ROW;
}

static void light_hits(const FeedList *f, Area area, int line, int col, int end, Str name)
{
	Arena *arena;
	uint32_t *map;
	Str folded;
	ptrdiff_t at;

	if (f->needle.n == 0)
		return;
	arena = arena_open();
	folded = utf8_fold(name, arena, &map);
	at = str_find(folded, f->needle);
	if (at >= 0) {
		size_t from = map[at], to = map[(size_t)at + f->needle.n];
		int left = col + (int)utf8_width(str_slice(name, 0, from));
		int right = left + (int)utf8_width(str_slice(name, from, to - from));

		area_overlay(area, line, left, right < end ? right : end, ROLE_HIT);
	}
	arena_close(arena);
}

/* Feeds up to this row. */
static size_t feed_number(const FeedList *f, size_t at)
{
	size_t number = 0;

	for (size_t i = f->tree; i <= at; i++)
		number += f->rows[i].kind == ROW_FEED;
	return number;
}

/* A feed as the reader's own format has it; folders and searches keep their looks. */
static void draw_format(const Screen *s, size_t at, Area area, int line)
{
	const FeedList *f = s->state;
	const FeedRow *row = &f->rows[at];
	Arena *arena = s->app->frame;
	const FormatField fields[] = {
		{'i', arena_printf(arena, "%zu", feed_number(f, at))},
		{'n', row->unread ? S("N") : S(" ")},
		{'S', row->feed->trouble.n ? S("x") : S(" ")},
		{'u', arena_printf(arena, "(%llu/%u)", (unsigned long long)row->unread,
			      row->feed->total)},
		{'U', arena_printf(arena, "%llu", (unsigned long long)row->unread)},
		{'c', arena_printf(arena, "%u", row->feed->total)},
		{'t', row->name},
		{'T', row->feed->folder},
		{'l', row->feed->site},
		{'L', row->feed->url},
		{'d', S("")},
	};
	int end = area.cols - 2;
	Str text = format_fill(s->app->options->feed_format, fields, COUNT(fields), end - 1, arena);

	area_text_within(area, line, 1, end, text, role_of(row));
	light_hits(f, area, line, 1, end, text);
}

static void draw_row(const Screen *s, const FeedRow *row, Area area, int line)
{
	const FeedList *f = s->state;
	int col = 2 + 2 * (int)row->depth, end = area.cols - 2, limit = area.cols / 2;
	Role role;
	Str text = remark(s, row, &role);
	Str number = row->counted || row->unread ? count_text(row->unread, s->app->frame) : S("");

	if (col > limit)
		col = limit;
	if (row->kind == ROW_LIST && !row->unread)
		number = S("");
	end = area_text_right(area, line, end, number,
		row->unread && row->kind != ROW_LIST ? ROLE_COUNT : ROLE_SUMMARY);
	area_text(area, line, col, str_from(mark_of(row)),
		row->kind != ROW_FEED  ? ROLE_STAR
		: row->feed->trouble.n ? ROLE_ERROR
				       : ROLE_WARNING);
	if (area.cols >= 70 && text.n) {
		int from = area.cols * 55 / 100;

		area_text_within(area, line, from, end - 2, text, role);
		end = from;
	}
	area_text_within(area, line, col + 2, end - 1, row->name, role_of(row));
	light_hits(f, area, line, col + 2, end - 1, row->name);
}

static void draw_welcome(const Screen *s, Area area, int line)
{
	if (!s->app->shelf->bundled || line + 2 >= area.rows)
		return;
	area_text_within(area, line + 1, 2, area.cols - 2,
		S("+ adds a feed of yours; lede add --catalogue offers many to begin with."),
		ROLE_SUMMARY);
}

void feeds_draw(const Screen *s, Area area)
{
	const FeedList *f = s->state;
	Area rows = area_within(area, 0, 0, f->list.rows, area.cols);
	int line = 0;

	for (size_t i = f->list.top; i < f->list.count && line < rows.rows; i++) {
		line += feeds_height(s->state, i, i == f->list.top) - 1;
		if (f->rows[i].kind == ROW_FEED && s->app->options->feed_format.n)
			draw_format(s, i, rows, line);
		else
			draw_row(s, &f->rows[i], rows, line);
		if (i == f->list.cursor)
			list_select(rows, line, 1, rows.cols);
		line++;
	}
	draw_welcome(s, rows, line);
	list_scrollbar(&f->list, rows, rows.cols - 1);
	if (f->pane)
		feeds_draw_pane(s, area_within(area, area.rows - f->pane, 0, f->pane, area.cols));
}
