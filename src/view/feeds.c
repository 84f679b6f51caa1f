#include "view/feeds.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"
#include "view/feedlist.h"
#include "view/shelf.h"
#include "view/source.h"
#include "view/status.h"

static FeedList *list_of(const Screen *s)
{
	return s->state;
}

static const FeedRow *row_at(const FeedList *f, size_t row)
{
	return row < f->list.count ? &f->rows[row] : NULL;
}

const FeedRow *feeds_row(const Screen *s)
{
	return row_at(list_of(s), list_of(s)->list.cursor);
}

/* The first of the tree has a blank line above it, unless it is on top. */
static int height(void *owner, size_t row, bool first)
{
	const FeedList *f = owner;

	return row == f->tree && row > 0 && !first ? 2 : 1;
}

/* --- rows --- */

/* Numbers of lists that no feed counts come from the query thread, one after the other. */
static void ask_counts(Screen *s)
{
	FeedList *f = list_of(s);
	Arena *arena;
	Query query;
	Err err;

	while (!f->asked && f->asking < f->tree) {
		FeedRow *row = &f->rows[f->asking];

		if (row->counted) {
			f->asking++;
			continue;
		}
		arena = arena_open();
		if (!source_query(row->source, arena, &query, &err)) {
			arena_close(arena);
			f->asking++;
			continue;
		}
		if (row->kind == ROW_SEARCH)
			query = query_unread(query, arena);
		f->asked = app_post(s->app, s,
			(Job){.kind = JOB_LIST, .arena = arena, .query = query});
	}
}

static void hear_count(Screen *s, const Event *event)
{
	FeedList *f = list_of(s);

	if (event->ticket != f->asked || (event->kind == EVENT_LIST && !event->whole))
		return;
	f->asked = 0;
	if (event->kind == EVENT_LIST && f->asking < f->tree)
		f->rows[f->asking].unread = f->counts[f->asking] = event->id_count;
	f->asking++;
	ask_counts(s);
}

/* Builds the rows anew; the cursor stays on the same one, or where it was. */
static void build(Screen *s)
{
	FeedList *f = list_of(s);
	TreeOptions how = {f->folded.items, f->folded.count, f->sort, f->backwards,
		!s->app->options->show_read_feeds};
	const FeedRow *row = row_at(f, f->list.cursor);
	Arena *arena = arena_open();
	Str source = row ? arena_str(arena, row->source) : f->wanted;

	f->list.count = tree_rows(s->app->shelf, &how, arena, &f->rows);
	arena_close(f->rows_arena);
	f->rows_arena = arena;
	f->reading = s->app->shelf->reading;
	f->tree = 0;
	while (f->tree < f->list.count && f->rows[f->tree].kind <= ROW_SEARCH)
		f->tree++;
	for (size_t i = 0; i < f->tree && i < COUNT(f->counts); i++)
		if (!f->rows[i].counted)
			f->rows[i].unread = f->counts[i];
	for (size_t i = 0; i < f->list.count; i++)
		if (str_eq(f->rows[i].source, source))
			f->list.cursor = i;
	list_settle(&f->list);
}

void feeds_rebuild(Screen *s)
{
	build(s);
	s->dirty = true;
}

/* --- the screen --- */

static void resize(Screen *s, int rows, int cols)
{
	FeedList *f = list_of(s);

	f->pane = rows >= 14 && cols >= 50 ? 3 : 0;
	f->list.rows = rows - f->pane;
	list_settle(&f->list);
}

static void read_folded(Screen *s)
{
	FeedList *f = list_of(s);
	Str text = app_kept(s->app, S("folded")), line;

	while (str_cut(&text, '\n', &line))
		if (line.n)
			*vec_push_in(&f->folded, s->arena) = line;
}

static bool open(Screen *s, const Target *target, Err *err)
{
	FeedList *f = arena_alloc(s->arena, sizeof *f);

	(void)err;
	s->state = f;
	f->list.height = height;
	f->list.owner = f;
	f->rows_arena = arena_open();
	f->finding = arena_open();
	f->wanted = arena_str(s->arena, target->text);
	read_folded(s);
	build(s);
	if (f->wanted.n == 0)
		f->list.cursor = f->tree < f->list.count ? f->tree : 0;
	resize(s, s->rows, s->cols);
	ask_counts(s);
	return true;
}

static void close(Screen *s)
{
	FeedList *f = list_of(s);

	arena_close(f->rows_arena);
	arena_close(f->finding);
}

static void event(Screen *s, Event *event)
{
	FeedList *f = list_of(s);

	switch (event->kind) {
	case EVENT_MARKED:
	case EVENT_REFRESHED:
		f->asking = 0;
		f->recount = true;
		break;
	case EVENT_FEEDS:
		if (s->app->shelf->bundled || f->list.count <= f->tree)
			f->recount = true;
		break;
	case EVENT_LIST:
	case EVENT_FAILED:
		hear_count(s, event);
		break;
	default:
		break;
	}
	s->dirty = true;
}

static void prepare(Screen *s)
{
	FeedList *f = list_of(s);

	if (f->reading != s->app->shelf->reading)
		build(s);
	if (f->recount && !f->asked) {
		f->recount = false;
		f->asking = 0;
		ask_counts(s);
	}
}

static void move(Screen *s, Motion motion, unsigned count)
{
	list_move(&list_of(s)->list, motion, count);
}

static bool keep(const Screen *s, Arena *arena, Target *out)
{
	const FeedRow *row = feeds_row(s);

	out->text = row ? arena_str(arena, row->source) : S("");
	return true;
}

/* For a list of articles: to the next feed. */
static bool step(Screen *s, int by, bool unread, Target *out)
{
	FeedList *f = list_of(s);
	size_t row = f->list.cursor;

	prepare(s);
	for (;;) {
		if (by > 0 ? row + 1 >= f->list.count : row == 0)
			return false;
		row += by > 0 ? 1 : (size_t)-1;
		if (f->rows[row].kind == ROW_FEED && (!unread || f->rows[row].unread))
			break;
	}
	list_go(&f->list, row);
	*out = (Target){.text = f->rows[row].source, .title = f->rows[row].name};
	return true;
}

/* --- search --- */

static bool matches(FeedList *f, size_t row, Arena *arena)
{
	return str_find(utf8_fold(f->rows[row].name, arena, NULL), f->needle) >= 0;
}

static bool find_from(FeedList *f, size_t from, int step)
{
	Arena *arena = arena_open();
	size_t count = f->list.count, row = from;
	bool found = false;

	for (size_t i = 0; i < count && !found; i++) {
		found = matches(f, row, arena);
		if (!found)
			row = (row + (step > 0 ? 1 : count - 1)) % count;
	}
	arena_close(arena);
	if (found)
		list_go(&f->list, row);
	return found;
}

static void find(Screen *s, FindStep step, Str text)
{
	FeedList *f = list_of(s);
	size_t count = f->list.count;

	if (count == 0)
		return;
	if (step == FIND_TYPING && !s->lit)
		f->before = f->list.cursor;
	if (step == FIND_TYPING || step == FIND_START) {
		arena_reset(f->finding);
		f->needle = utf8_fold(text, f->finding, NULL);
		s->lit = text.n > 0;
	}
	if (step == FIND_CLEAR || f->needle.n == 0) {
		if (step == FIND_CLEAR && s->app->prompt == NULL && f->typing)
			list_go(&f->list, f->before);
		s->lit = false;
		f->needle = S("");
		f->typing = false;
		return;
	}
	f->typing = step == FIND_TYPING;
	if (step == FIND_NEXT || step == FIND_PREVIOUS) {
		size_t by = step == FIND_NEXT ? 1 : count - 1;

		find_from(f, (f->list.cursor + by) % count, step == FIND_NEXT ? 1 : -1);
	} else if (!find_from(f, f->before, 1) && step == FIND_START) {
		app_message(s->app, "no feed is called so: %.*s", STR_ARG(text));
		s->lit = false;
	}
}

/* --- what stands around it --- */

static Str place(const Screen *s, Arena *arena)
{
	(void)arena;
	return s->app->shelf->bundled ? S("Feeds: the edition that came with lede") : S("Feeds");
}

static Str note(const Screen *s, Arena *arena)
{
	const Shelf *shelf = s->app->shelf;

	return arena_printf(arena, "%.*s unread in %.*s", STR_ARG(count_text(shelf->unread, arena)),
		STR_ARG(count_of(shelf->count, "feed", "feeds", arena)));
}

static Str position(const Screen *s, Arena *arena)
{
	const List *list = &list_of(s)->list;

	return arena_printf(arena, "%zu/%zu", list->count ? list->cursor + 1 : 0, list->count);
}

static Str context(const Screen *s, Arena *arena)
{
	const FeedRow *row = feeds_row(s);

	return row ? source_title(row->source, s->app->shelf, arena) : S("");
}

static Str hints(const Screen *s, Arena *arena)
{
	(void)s;
	(void)arena;
	return S("open update update-all add mark-all-read error fold-all/unfold-all search "
		 "command");
}

/* --- drawing --- */

static const char *mark_of(const FeedRow *row)
{
	if (row->kind == ROW_SEARCH)
		return "◆";
	if (row->kind == ROW_FOLDER)
		return row->folded ? "▸" : "▾";
	if (row->kind == ROW_FEED)
		return row->feed->trouble.n ? "✗" : " ";
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
	if (row->feed->newest && now - row->feed->newest > 30 * DAY)
		return arena_printf(arena, "◌ quiet for %lld days",
			(long long)((now - row->feed->newest) / DAY));
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

static void draw_row(const Screen *s, const FeedRow *row, Area area, int line)
{
	const FeedList *f = list_of(s);
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
		row->kind == ROW_FEED ? ROLE_ERROR : ROLE_STAR);
	if (area.cols >= 70 && text.n) {
		int from = area.cols * 55 / 100;

		area_text_within(area, line, from, end - 2, text, role);
		end = from;
	}
	area_text_within(area, line, col + 2, end - 1, row->name, role_of(row));
	light_hits(f, area, line, col + 2, end - 1, row->name);
}

static void draw_pane(const Screen *s, Area area)
{
	const FeedRow *row = feeds_row(s);
	Arena *arena = s->app->frame;
	int64_t now = s->app->now();
	Str first, second = {0};
	Role role = ROLE_SUMMARY;

	area_fill(area, 0, 0, area.cols, S("─"), ROLE_LINE);
	if (!row)
		return;
	first = source_title(row->source, s->app->shelf, arena);
	if (row->kind == ROW_FEED) {
		const Feed *feed = row->feed;
		Str checked = feed->checked ? date_short(feed->checked, now, arena) : S("never");
		Str newest = feed->newest ? date_short(feed->newest, now, arena) : S("never");

		first = row->name;
		second = arena_printf(arena, "%u unread of %u · last article %.*s · fetched %.*s",
			feed->unread, feed->total, STR_ARG(newest), STR_ARG(checked));
		if (feed->trouble.n) {
			second = arena_printf(arena, "✗ %.*s", STR_ARG(feed->trouble));
			role = ROLE_ERROR;
		}
	} else if (row->kind == ROW_FOLDER) {
		second = arena_printf(arena, "%.*s · %llu unread of %llu%s",
			STR_ARG(count_of(row->feeds, "feed", "feeds", arena)),
			(unsigned long long)row->unread, (unsigned long long)row->total,
			row->failed ? " · some could not be fetched" : "");
	} else if (row->kind == ROW_SEARCH) {
		second = str_from_at(row->source, 7);
	} else {
		second = arena_printf(arena, "over all %.*s",
			STR_ARG(count_of(s->app->shelf->count, "feed", "feeds", arena)));
	}
	area_text_within(area, 1, 1, area.cols - 1, first, ROLE_BOLD);
	if (row->kind == ROW_FEED) {
		int col = 3 + (int)utf8_width(first);

		area_text_within(area, 1, col, area.cols - 1,
			s->app->shelf->bundled ? S("came with lede") : row->feed->url,
			ROLE_SUMMARY);
	}
	area_text_within(area, 2, 1, area.cols - 1, second, role);
}

static void draw_welcome(const Screen *s, Area area, int line)
{
	if (!s->app->shelf->bundled || line + 2 >= area.rows)
		return;
	area_text_within(area, line + 1, 2, area.cols - 2,
		S("+ adds a feed of yours; lede add --catalogue offers many to begin with."),
		ROLE_SUMMARY);
}

static void draw(const Screen *s, Area area)
{
	const FeedList *f = list_of(s);
	Area rows = area_within(area, 0, 0, f->list.rows, area.cols);
	int line = 0;

	for (size_t i = f->list.top; i < f->list.count && line < rows.rows; i++) {
		line += height(list_of(s), i, i == f->list.top) - 1;
		draw_row(s, &f->rows[i], rows, line);
		if (i == f->list.cursor)
			list_select(rows, line, 1, rows.cols);
		line++;
	}
	draw_welcome(s, rows, line);
	list_scrollbar(&f->list, rows, rows.cols - 1);
	if (f->pane)
		draw_pane(s, area_within(area, area.rows - f->pane, 0, f->pane, area.cols));
}

const ScreenOps feeds_screen = {
	.kind = SCREEN_FEEDS,
	.name = "feeds",
	.open = open,
	.close = close,
	.resize = resize,
	.event = event,
	.prepare = prepare,
	.draw = draw,
	.move = move,
	.find = find,
	.keep = keep,
	.step = step,
	.place = place,
	.note = note,
	.position = position,
	.context = context,
	.hints = hints,
};
