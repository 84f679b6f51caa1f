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

/* The first of the tree has a blank line above it, if there is room to spare. */
int feeds_height(void *owner, size_t row, bool first)
{
	const FeedList *f = owner;
	bool room = f->list.count < (size_t)f->list.rows;

	return room && row == f->tree && row > 0 && !first ? 2 : 1;
}

/* --- rows --- */

/* Builds the rows anew; the cursor stays on the same one, or where it was. */
static void build(Screen *s)
{
	FeedList *f = list_of(s);
	TreeOptions how = {f->folded.items, f->folded.count, f->sort, f->backwards,
		!s->app->options->show_read_feeds};
	const FeedRow *row = row_at(f, f->list.cursor);
	Arena *arena = arena_open();
	Str source = f->wanted.n ? f->wanted : row ? arena_str(arena, row->source) : S("");

	f->list.count = tree_rows(s->app->shelf, &how, arena, &f->rows);
	arena_close(f->rows_arena);
	f->rows_arena = arena;
	f->reading = s->app->shelf->reading;
	f->tree = 0;
	while (f->tree < f->list.count && f->rows[f->tree].kind <= ROW_TAG)
		f->tree++;
	feeds_fill_counts(f);
	f->wanted = S("");
	feeds_find(s, source);
	list_settle(&f->list);
}

void feeds_find(Screen *s, Str source)
{
	FeedList *f = list_of(s);

	for (size_t i = 0; i < f->list.count; i++)
		if (str_eq(f->rows[i].source, source))
			list_go(&f->list, i);
}

void feeds_go(Screen *s, FeedId feed)
{
	FeedList *f = list_of(s);

	f->wanted = arena_printf(s->arena, "feed:%lld", (long long)feed);
	f->reading = s->app->shelf->reading - 1;
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

	f->pane = rows >= 14 && cols >= 50 ? 2 : 0;
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

static FeedSort first_sort(const Options *o, bool *backwards)
{
	static const char *const names[FEED_SORTS] = {
		[FEEDS_AS_WRITTEN] = "urls",
		[FEEDS_BY_TITLE] = "title",
		[FEEDS_BY_UNREAD] = "unread",
		[FEEDS_BY_DATE] = "date",
	};
	Str reverse = S("-reverse"), name = o->feed_order;

	*backwards = str_ends(name, reverse);
	if (*backwards)
		name.n -= reverse.n;
	for (unsigned i = 0; i < FEED_SORTS; i++)
		if (str_eq(name, str_from(names[i])))
			return (FeedSort)i;
	return FEEDS_AS_WRITTEN;
}

/* Where a reader begins: at what stands first in urls, a search or a feed. */
static size_t first_row(const Screen *s)
{
	const FeedList *f = list_of(s);
	const Shelf *shelf = s->app->shelf;
	size_t row = 0;

	while (row < f->list.count && f->rows[row].kind == ROW_LIST)
		row++;
	if (!shelf->searches_first)
		row = f->tree;
	return row < f->list.count ? row : 0;
}

static bool open(Screen *s, const Target *target, Err *err)
{
	FeedList *f = arena_alloc(s->arena, sizeof *f);

	(void)err;
	s->state = f;
	f->list.height = feeds_height;
	f->list.owner = f;
	f->list.options = s->app->options;
	f->rows_arena = arena_open();
	f->finding = arena_open();
	f->wanted = arena_str(s->arena, target->text);
	f->sort = first_sort(s->app->options, &f->backwards);
	read_folded(s);
	resize(s, s->rows, s->cols);
	build(s);
	if (target->text.n == 0)
		f->list.cursor = first_row(s);
	resize(s, s->rows, s->cols);
	feeds_ask_counts(s);
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
	switch (event->kind) {
	case EVENT_MARKED:
	case EVENT_REFRESHED:
	case EVENT_FEEDS:
	case EVENT_ELSEWHERE:
		feeds_note_change(s, true);
		break;
	case EVENT_FEED:
		feeds_note_change(s, false);
		break;
	case EVENT_COUNT:
	case EVENT_FAILED:
		feeds_hear_count(s, event);
		break;
	default:
		break;
	}
	if (s->app->top == s)
		feeds_ask_counts(s);
	s->dirty = true;
}

static void prepare(Screen *s)
{
	FeedList *f = list_of(s);

	if (f->reading != s->app->shelf->reading)
		build(s);
	feeds_ask_counts(s);
}

/* Whether feed-format shows the numbers of feeds: "%4i". */
static bool is_numbered(Str format)
{
	while (str_cut(&format, '%', &(Str){0})) {
		size_t n = 0;

		while (n < format.n && (format.s[n] == '-' || char_is_digit(format.s[n])))
			n++;
		if (n < format.n && format.s[n] == 'i')
			return true;
	}
	return false;
}

/* The row of the feed that feed-format numbers so; past the last one, that. */
static size_t row_of_number(const FeedList *f, unsigned number)
{
	size_t row = 0, at = 0;

	for (size_t i = 0; i < f->list.count && at < number; i++)
		if (f->rows[i].kind == ROW_FEED) {
			row = i;
			at++;
		}
	return row;
}

static void move(Screen *s, Motion motion, unsigned count)
{
	FeedList *f = list_of(s);

	if (count && (motion == MOVE_FIRST || motion == MOVE_LAST) &&
		is_numbered(s->app->options->feed_format))
		list_go(&f->list, row_of_number(f, count));
	else
		list_move(&f->list, motion, count);
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
	} else if (!find_from(f, f->before, 1)) {
		list_go(&f->list, f->before);
		if (step == FIND_TYPING)
			return;
		/* No feed is called so: it is looked for in the articles. */
		s->lit = false;
		app_push(s->app, SCREEN_ITEMS,
			&(Target){.text = arena_printf(s->app->frame, "find:%.*s", STR_ARG(text))});
	}
}

/* --- what stands around it --- */

/* As newsboat counts there: feeds, not articles. */
static Str title(const Screen *s, Arena *arena)
{
	const Shelf *shelf = s->app->shelf;
	Str format = s->app->options->feeds_title;
	TitleParts parts = {.total = shelf->count};

	for (size_t i = 0; i < shelf->count; i++)
		parts.unread += shelf->feeds[i].unread > 0;
	return format.n ? status_title(s, format, &parts, arena) : S("");
}

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
	return list_position(&list_of(s)->list, arena);
}

static Str context(const Screen *s, Arena *arena)
{
	const FeedRow *row = feeds_row(s);

	return row ? source_title(row->source, s->app->shelf, arena) : S("");
}

static Str hints(const Screen *s, Arena *arena)
{
	const FeedRow *row = feeds_row(s);

	(void)arena;
	if (row && row->kind == ROW_FEED && row->feed->moved_to.n)
		return S("open accept-move update update-all add mark-all-read error search");
	return S("open update update-all add mark-all-read error fold-all/unfold-all search "
		 "command");
}

static FeedId feed(const Screen *s)
{
	const FeedRow *row = feeds_row((Screen *)s);

	return row && row->kind == ROW_FEED ? row->feed->id : 0;
}

const ScreenOps feeds_screen = {
	.kind = SCREEN_FEEDS,
	.name = "feeds",
	.open = open,
	.close = close,
	.resize = resize,
	.event = event,
	.prepare = prepare,
	.draw = feeds_draw,
	.feed = feed,
	.move = move,
	.find = find,
	.keep = keep,
	.step = step,
	.title = title,
	.place = place,
	.note = note,
	.position = position,
	.context = context,
	.hints = hints,
};
