#include "view/pages.h"

#include "base/date.h"
#include "base/url.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "view/app.h"
#include "view/article.h"
#include "view/list.h"
#include "view/status.h"
#include "view/subscribe.h"

/* The value "pages" of the library: a line a page, newest first: seconds, address, title, a tab
 * between. */
#define PAGES S("pages")

enum { LONGEST_ADDRESS = 2000, LONGEST_TITLE = 300 };

typedef struct {
	int64_t time;
	Str address, title;
} PageRow;

typedef struct {
	List list; /* over `shown` */
	VEC(PageRow) rows;
	VEC(size_t) shown; /* of rows, those that fit the filter */
	Arena *arena;
	Str filter; /* folded, in the screen's arena */
} Pages;

static bool read_line(Str line, PageRow *out)
{
	Str time = {0};

	*out = (PageRow){0};
	if (!str_cut(&line, '\t', &time) || !str_number(time, &out->time) ||
		!str_cut(&line, '\t', &out->address))
		return false;
	out->title = line;
	return out->address.n > 0;
}

static void add_line(Buf *out, const PageRow *row)
{
	buf_printf(out, "%lld\t", (long long)row->time);
	buf_add(out, row->address);
	buf_char(out, '\t');
	buf_add(out, row->title);
	buf_char(out, '\n');
}

/* All lines but that of an address, behind what `out` holds; `most` at most. */
static void add_others(App *app, Str address, size_t most, Buf *out)
{
	Str rest = app_kept(app, PAGES), line;
	PageRow row;

	while (most && str_cut(&rest, '\n', &line))
		if (read_line(line, &row) && !str_eq(row.address, address)) {
			add_line(out, &row);
			most--;
		}
}

void pages_note(App *app, Str address, Str title)
{
	size_t most = (size_t)app->options->page_history;
	PageRow row = {.time = app->now(), .address = address};
	Buf out = {0};

	if (most == 0 || address.n > LONGEST_ADDRESS || str_find_char(address, '\n') >= 0 ||
		str_find_char(address, '\t') >= 0)
		return;
	row.title = utf8_fit(title, LONGEST_TITLE);
	for (size_t i = 0; i < row.title.n; i++)
		if (row.title.s[i] == '\n' || row.title.s[i] == '\t')
			row.title.n = i;
	add_line(&out, &row);
	add_others(app, address, most - 1, &out);
	app_keep(app, PAGES, buf_str(&out));
	buf_drop(&out);
}

/* --- the list --- */

static bool fits(const PageRow *row, Str filter, Arena *scratch)
{
	Str all = utf8_fold(
		arena_printf(scratch, "%.*s %.*s", STR_ARG(row->title), STR_ARG(row->address)),
		scratch, NULL);
	Str word;

	while (str_word(&filter, &word))
		if (str_find(all, word) < 0)
			return false;
	return true;
}

static void choose(Pages *p)
{
	Arena *scratch = arena_open();

	p->shown.count = 0;
	for (size_t i = 0; i < p->rows.count; i++)
		if (fits(&p->rows.items[i], p->filter, scratch))
			*vec_push(&p->shown) = i;
	arena_close(scratch);
	p->list.count = p->shown.count;
	list_settle(&p->list);
}

static void build(Screen *s)
{
	Pages *p = s->state;
	Str rest, line;
	PageRow row;

	arena_reset(p->arena);
	p->rows.count = 0;
	rest = arena_str(p->arena, app_kept(s->app, PAGES));
	while (str_cut(&rest, '\n', &line))
		if (read_line(line, &row))
			*vec_push(&p->rows) = row;
	choose(p);
}

static const PageRow *current(const Screen *s)
{
	const Pages *p = s->state;

	return p->list.cursor < p->shown.count ? &p->rows.items[p->shown.items[p->list.cursor]]
					       : NULL;
}

static void resize(Screen *s, int rows, int cols)
{
	Pages *p = s->state;

	(void)cols;
	p->list.options = s->app->options;
	p->list.rows = rows;
	list_settle(&p->list);
	/* A page read meanwhile has come on top. */
	build(s);
}

static bool open(Screen *s, const Target *target, Err *err)
{
	Pages *p = arena_alloc(s->arena, sizeof *p);

	(void)target;
	(void)err;
	s->state = p;
	p->arena = arena_open();
	resize(s, s->rows, s->cols);
	return true;
}

static void close(Screen *s)
{
	Pages *p = s->state;

	vec_drop(&p->rows);
	vec_drop(&p->shown);
	arena_close(p->arena);
}

static void move(Screen *s, Motion motion, unsigned count)
{
	Pages *p = s->state;

	list_move(&p->list, motion, count);
}

static void find(Screen *s, FindStep step, Str text)
{
	Pages *p = s->state;

	if (step == FIND_NEXT || step == FIND_PREVIOUS) {
		list_move(&p->list, step == FIND_NEXT ? MOVE_DOWN : MOVE_UP, 1);
		return;
	}
	p->filter = step == FIND_CLEAR ? S("") : utf8_fold(str_trim(text), s->arena, NULL);
	choose(p);
	if (step == FIND_START && text.n && p->list.count == 0) {
		app_message(s->app, "no page has “%.*s”", STR_ARG(text));
		p->filter = S("");
		choose(p);
	}
	s->lit = p->filter.n > 0;
}

/* --- drawing --- */

static void draw_row(const Screen *s, size_t row, Area lines)
{
	const Pages *p = s->state;
	const PageRow *page = &p->rows.items[p->shown.items[row]];
	int title = 10, end = lines.cols - 2;
	int site = lines.cols >= 60 ? end - lines.cols / 4 : 0;

	area_text_within(lines, 0, 2, title - 1,
		date_short(page->time, s->app->now(), s->app->frame), ROLE_DATE);
	area_text_within(lines, 0, title, site ? site - 2 : end,
		page->title.n ? page->title : page->address, ROLE_ROW);
	if (site)
		area_text_within(lines, 0, site, end, url_site(page->address), ROLE_SUMMARY);
}

static void draw(const Screen *s, Area area)
{
	const Pages *p = s->state;

	if (p->rows.count == 0)
		list_draw_nothing(area,
			S("No page was read here yet: R on a link, or :open, reads one."));
	list_draw(&p->list, s, area, draw_row);
}

static Str place(const Screen *s, Arena *arena)
{
	(void)s;
	(void)arena;
	return S("Pages read here");
}

static Str note(const Screen *s, Arena *arena)
{
	const Pages *p = s->state;

	if (p->filter.n)
		return arena_printf(arena, "%zu of %zu", p->shown.count, p->rows.count);
	return count_of(p->rows.count, "page", "pages", arena);
}

static Str position(const Screen *s, Arena *arena)
{
	return list_position(&((const Pages *)s->state)->list, arena);
}

/* The address under the cursor: rows show only its site. */
static Str context(const Screen *s, Arena *arena)
{
	const PageRow *row = current(s);

	(void)arena;
	return row ? row->address : S("");
}

static Str hints(const Screen *s, Arena *arena)
{
	(void)s;
	(void)arena;
	return S("open browse copy delete search back");
}

static bool keep(const Screen *s, Arena *arena, Target *out)
{
	(void)s;
	(void)arena;
	(void)out;
	return true;
}

const ScreenOps pages_screen = {
	.kind = SCREEN_PAGES,
	.name = "pages",
	.open = open,
	.close = close,
	.resize = resize,
	.draw = draw,
	.move = move,
	.find = find,
	.keep = keep,
	.place = place,
	.note = note,
	.position = position,
	.context = context,
	.hints = hints,
};

/* --- actions --- */

void pages_show(App *app, Screen *screen, Call call)
{
	(void)screen;
	(void)call;
	app_push(app, SCREEN_PAGES, NULL);
}

void pages_open(App *app, Screen *screen, Call call)
{
	const PageRow *row = current(screen);
	Arena *arena = arena_open();

	(void)call;
	/* The row goes when the list is made again. */
	if (row)
		app_push(app, SCREEN_ARTICLE,
			&(Target){.title = arena_str(arena, row->title),
				.text = arena_str(arena, row->address),
				.under = screen});
	arena_close(arena);
}

void pages_browse(App *app, Screen *screen, Call call)
{
	const PageRow *row = current(screen);

	(void)call;
	if (row)
		app_browse(app, row->address);
}

void pages_later(App *app, Screen *screen, Call call)
{
	const PageRow *row = current(screen);

	(void)call;
	if (row)
		subscribe_page(app, row->address, ITEM_LATER);
}

void pages_copy(App *app, Screen *screen, Call call)
{
	const PageRow *row = current(screen);

	(void)call;
	if (row)
		app_copy(app, row->address, "the address");
}

void pages_copy_markdown(App *app, Screen *screen, Call call)
{
	const PageRow *row = current(screen);

	(void)call;
	if (row)
		app_copy(app, markdown_link(row->title, row->address, app->frame), "as Markdown");
}

void pages_remove(App *app, Screen *screen, Call call)
{
	const PageRow *row = current(screen);
	Buf out = {0};

	(void)call;
	if (!row)
		return;
	add_others(app, row->address, SIZE_MAX, &out);
	app_message(app, "forgotten: %.*s", STR_ARG(row->address));
	app_keep(app, PAGES, buf_str(&out));
	buf_drop(&out);
	build(screen);
}
