#include "view/log.h"

#include "base/date.h"
#include "base/log.h"
#include "base/url.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "view/app.h"
#include "view/list.h"
#include "view/shelf.h"
#include "view/status.h"

enum { DETAIL_LINES = 5 }; /* the rule above them is one */

typedef struct {
	Str time, what, text;
	FeedId feed; /* in trouble; 0: it is a line of the log */
	Str more;    /* where there is room for it */
	Role role;
} LogRow;

typedef struct {
	List list;
	VEC(LogRow) rows;
	Arena *arena;
	uint64_t lines;   /* log_count when the rows were made */
	unsigned reading; /* of the shelf */
	size_t troubles;
	size_t widest; /* cells of the longest name of a feed */
} Log;

static Log *log_of(const Screen *s)
{
	return s->state;
}

static Str moved_text(const Feed *feed, Arena *arena)
{
	return arena_printf(arena, "has moved to %.*s; m, on the feed, takes that over",
		STR_ARG(feed->moved_to));
}

static void add_troubles(Screen *s, Log *log)
{
	const Shelf *shelf = s->app->shelf;

	for (size_t i = 0; i < shelf->count; i++) {
		const Feed *feed = &shelf->feeds[i];

		if (feed->trouble.n == 0 && feed->moved_to.n == 0)
			continue;
		*vec_push_in(&log->rows, log->arena) = (LogRow){.feed = feed->id,
			.time = date_short(feed->checked, s->app->now(), log->arena),
			.what = arena_str(log->arena, feed->title.n ? feed->title : feed->url),
			.text = feed->trouble.n ? arena_str(log->arena, feed->trouble)
						: moved_text(feed, log->arena),
			.more = feed->trouble.n ? shelf_trouble(feed, s->app->now(), log->arena)
						: S(""),
			.role = feed->trouble.n ? ROLE_ERROR : ROLE_WARNING};
	}
	log->troubles = log->rows.count;
	log->widest = 0;
	for (size_t i = 0; i < log->troubles; i++) {
		size_t width = utf8_width(log->rows.items[i].what);

		if (width > log->widest)
			log->widest = width;
	}
}

/* What a feed above says already: each failure is logged, and the last one stands with its feed. */
static bool is_told_above(const Shelf *shelf, Str line, Arena *arena)
{
	for (size_t i = 0; i < shelf->count; i++) {
		const Feed *feed = &shelf->feeds[i];
		Str url;

		if (feed->trouble.n == 0 || !str_ends(line, feed->trouble))
			continue;
		url = url_public(feed->url, arena);
		if (line.n == url.n + 2 + feed->trouble.n && str_starts(line, url))
			return true;
	}
	return false;
}

static void add_lines(Screen *s, Log *log)
{
	static const Role roles[] = {[LOG_DEBUG] = ROLE_SUMMARY,
		[LOG_INFO] = ROLE_TEXT,
		[LOG_WARNING] = ROLE_WARNING,
		[LOG_ERROR] = ROLE_ERROR};
	const LogLine *lines;
	size_t count = log_lines(log->arena, &lines);

	for (size_t i = count; i-- > 0;)
		if (!is_told_above(s->app->shelf, lines[i].text, log->arena))
			*vec_push_in(&log->rows, log->arena) = (LogRow){
				.time = date_short(lines[i].time, s->app->now(), log->arena),
				.text = lines[i].text,
				.role = roles[lines[i].level]};
}

static void build(Screen *s)
{
	Log *log = log_of(s);

	arena_reset(log->arena);
	log->rows.items = NULL;
	log->rows.count = log->rows.room = 0;
	log->lines = log_count();
	log->reading = s->app->shelf->reading;
	add_troubles(s, log);
	add_lines(s, log);
	log->list.count = log->rows.count;
	list_settle(&log->list);
}

/* Feeds in trouble come first; a blank line parts them from the log. */
static int height(void *owner, size_t row, bool first)
{
	const Log *log = owner;

	return row == log->troubles && row > 0 && !first ? 2 : 1;
}

static int detail_lines(const Screen *s)
{
	return s->rows >= 12 ? DETAIL_LINES : s->rows >= 8 ? 4 : 0;
}

static void resize(Screen *s, int rows, int cols)
{
	(void)cols;
	log_of(s)->list.rows = rows - detail_lines(s);
	list_settle(&log_of(s)->list);
}

static bool open(Screen *s, const Target *target, Err *err)
{
	Log *log = arena_alloc(s->arena, sizeof *log);
	const Screen *under = target->under;
	FeedId feed = under && under->ops->feed ? under->ops->feed(under) : 0;

	(void)err;
	s->state = log;
	log->arena = arena_open();
	log->list.height = height;
	log->list.owner = log;
	log->list.options = s->app->options;
	log->list.rows = s->rows - detail_lines(s);
	build(s);
	for (size_t i = 0; i < log->troubles && feed; i++)
		if (log->rows.items[i].feed == feed)
			log->list.cursor = i;
	list_settle(&log->list);
	return true;
}

static void close(Screen *s)
{
	arena_close(log_of(s)->arena);
}

static void prepare(Screen *s)
{
	if (log_of(s)->lines != log_count() || log_of(s)->reading != s->app->shelf->reading)
		build(s);
}

static void move(Screen *s, Motion motion, unsigned count)
{
	list_move(&log_of(s)->list, motion, count);
}

void log_open(App *app, Screen *screen, Call call)
{
	(void)call;
	app_push(app, SCREEN_LOG, &(Target){.under = screen});
}

void log_copy(App *app, Screen *screen, Call call)
{
	const Log *log = log_of(screen);

	(void)call;
	if (log->list.cursor < log->rows.count)
		app_copy(app, log->rows.items[log->list.cursor].text, "the line");
}

static Str place(const Screen *s, Arena *arena)
{
	(void)s;
	(void)arena;
	return S("Errors and log");
}

static Str note(const Screen *s, Arena *arena)
{
	size_t troubles = log_of(s)->troubles;

	if (troubles == 0)
		return S("no feed is in trouble");
	return arena_printf(arena, "%.*s in trouble",
		STR_ARG(count_of(troubles, "feed", "feeds", arena)));
}

static Str position(const Screen *s, Arena *arena)
{
	return list_position(&log_of(s)->list, arena);
}

static Str hints(const Screen *s, Arena *arena)
{
	(void)s;
	(void)arena;
	return S("copy update-all back");
}

/* What fits of `text`, up to a blank if one comes late enough: addresses have none. */
static Str first_line(Str text, int cols)
{
	Str fit = utf8_fit(text, (size_t)cols);
	ptrdiff_t blank = fit.n < text.n ? str_rfind_char(fit, ' ') : -1;

	return blank > (ptrdiff_t)fit.n / 2 ? str_slice(fit, 0, (size_t)blank) : fit;
}

/* The whole of the row under the cursor: rows are cut, and the reason often stands last. */
static void draw_detail(const Screen *s, const LogRow *row, Area area)
{
	Str rest = row->what.n ? arena_printf(s->app->frame, "%.*s: %.*s%s%.*s", STR_ARG(row->what),
					 STR_ARG(row->text), row->more.n ? ". It " : "",
					 STR_ARG(row->more))
			       : row->text;
	int col = 2, end = area.cols - 1;

	area_fill(area, 0, 0, area.cols, S("─"), ROLE_LINE);
	for (int line = 1; line < area.rows && rest.n && end > col; line++) {
		Str fit = line + 1 < area.rows ? first_line(rest, end - col) : rest;

		area_text_within(area, line, col, end, fit, row->role);
		rest = str_trim(str_from_at(rest, fit.n));
	}
}

static void draw_row(const Screen *s, size_t row, Area lines)
{
	const LogRow *it = &log_of(s)->rows.items[row];
	int line = lines.rows - 1, col = 10, end = lines.cols - 2;

	area_text_within(lines, line, 2, 9, it->time, ROLE_DATE);
	if (it->what.n) {
		int widest = lines.cols / 3;

		if ((int)log_of(s)->widest < widest)
			widest = (int)log_of(s)->widest;
		area_text_within(lines, line, col, col + widest, it->what, ROLE_TEXT);
		col += widest + 2;
	}
	area_text_within(lines, line, col, end, it->text, it->role);
}

static void draw(const Screen *s, Area whole)
{
	Log *log = log_of(s);
	int detail = detail_lines(s);
	Area area = area_within(whole, 0, 0, whole.rows - detail, whole.cols);

	if (log->list.count == 0)
		list_draw_nothing(area, S("All is well: nothing to tell."));
	list_draw(&log->list, s, area, draw_row);
	if (detail && log->list.count)
		draw_detail(s, &log->rows.items[log->list.cursor],
			area_within(whole, whole.rows - detail, 0, detail, whole.cols));
}

const ScreenOps log_screen = {
	.kind = SCREEN_LOG,
	.name = "log",
	.open = open,
	.close = close,
	.resize = resize,
	.prepare = prepare,
	.draw = draw,
	.move = move,
	.place = place,
	.note = note,
	.position = position,
	.hints = hints,
};
