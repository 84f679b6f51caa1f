#include "view/links.h"

#include "base/url.h"
#include "base/utf8.h"
#include "view/app.h"
#include "view/article.h"
#include "view/linkrows.h"
#include "view/list.h"
#include "view/status.h"
#include "view/subscribe.h"

enum { DIGIT_MS = 700, DETAIL_LINES = 4 };

typedef struct {
	LinkRows all;
	size_t *shown; /* rows[] that fit the filter */
	Arena *filter_arena;
	Str filter;
	List list; /* over `shown` */
	Digits digits;
	Screen *article;
	unsigned edition; /* of the article's text when the list was made */
} Links;

/* --- the filter --- */

static bool fits(const LinkRow *row, Str needle, Arena *arena)
{
	Str all = arena_printf(arena, "%.*s %.*s %.*s", STR_ARG(row->kind), STR_ARG(row->text),
		STR_ARG(row->address));

	return str_find(utf8_fold(all, arena, NULL), needle) >= 0;
}

/* Shows the rows that have all words of the filter. */
static void set_filter(Links *l, Str filter)
{
	Arena *arena = arena_open(), *scratch = arena_open();
	Str folded, word;

	l->filter = arena_str(arena, str_trim(filter));
	folded = utf8_fold(l->filter, arena, NULL);
	l->list.count = 0;
	for (size_t i = 0; i < l->all.count; i++) {
		Str words = folded;
		bool all = true;

		while (all && str_word(&words, &word))
			all = fits(&l->all.rows[i], word, scratch);
		if (all)
			l->shown[l->list.count++] = i;
		arena_reset(scratch);
	}
	arena_close(scratch);
	arena_close(l->filter_arena);
	l->filter_arena = arena;
	list_settle(&l->list);
}

static void find(Screen *s, FindStep step, Str text)
{
	Links *l = s->state;

	if (step == FIND_NEXT || step == FIND_PREVIOUS) {
		list_move(&l->list, step == FIND_NEXT ? MOVE_DOWN : MOVE_UP, 1);
		return;
	}
	set_filter(l, step == FIND_CLEAR ? S("") : text);
	s->lit = l->filter.n > 0;
	if (step == FIND_START && text.n && l->list.count == 0) {
		app_message(s->app, "no link has “%.*s”", STR_ARG(text));
		set_filter(l, S(""));
		s->lit = false;
	}
}

/* --- opening and size --- */

/* The pictures stand below a line of their own. */
static int height_of(void *owner, size_t row, bool first)
{
	const Links *l = owner;

	return !first && row > 0 && l->all.rows[l->shown[row]].picture &&
			       !l->all.rows[l->shown[row - 1]].picture
		       ? 2
		       : 1;
}

static int head_lines(const Screen *s)
{
	return s->rows >= 14 ? 2 : 0;
}

static int detail_lines(const Screen *s)
{
	return s->rows >= 14 ? DETAIL_LINES : s->rows >= 7 ? 2 : 0;
}

static void resize(Screen *s, int rows, int cols)
{
	Links *l = s->state;

	(void)cols;
	l->list.rows = rows - head_lines(s) - detail_lines(s);
	list_settle(&l->list);
}

static bool open(Screen *s, const Target *target, Err *err)
{
	Links *l = arena_alloc(s->arena, sizeof *l);
	Reader *r;

	if (!target->under || target->under->ops->kind != SCREEN_ARTICLE)
		return err_set(err, ERR_USER, 0, "links are listed from within an article");
	s->state = l;
	l->article = target->under;
	r = article_reader(l->article);
	if (!r->pager.lines)
		return err_set(err, ERR_USER, 0, "the article is not there yet");
	l->edition = r->edition;
	l->all = linkrows_of(s->app, r, s->arena);
	l->shown = arena_array(s->arena, l->all.count + 1, sizeof *l->shown);
	l->list.height = height_of;
	l->list.owner = l;
	l->list.options = s->app->options;
	set_filter(l, S(""));
	resize(s, s->rows, s->cols);
	return true;
}

static void close_links(Screen *s)
{
	Links *l = s->state;

	if (l)
		arena_close(l->filter_arena);
}

/* --- drawing --- */

typedef struct {
	int mark_end, kind, text, text_end, site, site_end, page_end; /* columns; site 0: none */
} Columns;

static Columns columns_of(int cols)
{
	Columns c = {.mark_end = 4, .kind = 6, .text = 15, .page_end = cols - 2};
	int site = cols >= 60 ? cols / 4 : 0;

	if (cols < 40)
		c.text = c.kind;
	c.site_end = c.page_end - 6;
	c.site = site ? c.site_end - site : 0;
	c.text_end = site ? c.site - 2 : c.page_end - 5;
	return c;
}

static void draw_head(Area area)
{
	Columns c = columns_of(area.cols);

	area_text_right(area, 0, c.mark_end, S("#"), ROLE_GROUP);
	area_text(area, 0, c.kind, S("Kind"), ROLE_GROUP);
	area_text(area, 0, c.text, S("Text"), ROLE_GROUP);
	if (c.site)
		area_text(area, 0, c.site, S("Site"), ROLE_GROUP);
	area_text_right(area, 0, c.page_end, S("Page"), ROLE_GROUP);
	area_fill(area, 1, 0, area.cols, S("─"), ROLE_LINE);
}

static void draw_row(Area area, int line, const LinkRow *row)
{
	Columns c = columns_of(area.cols);

	area_text_right(area, line, c.mark_end, row->mark, ROLE_LINK_NUMBER);
	if (c.text != c.kind)
		area_text_within(area, line, c.kind, c.text - 1, row->kind, ROLE_SUMMARY);
	area_text_within(area, line, c.text, c.text_end, row->text, ROLE_ROW);
	if (c.site)
		area_text_within(area, line, c.site, c.site_end, row->site, ROLE_SUMMARY);
	area_text_right(area, line, c.page_end, row->page, ROLE_COUNT);
}

/* The whole address of the row under the cursor, and on the last line what the article has instead,
 * before trackers and detours were taken off. */
static void draw_detail(const LinkRow *row, Area area)
{
	Str rest = row->address;
	int col = 6, rows = area.rows;

	area_fill(area, 0, 0, area.cols, S("─"), ROLE_LINE);
	area_text_right(area, 1, 4, row->mark, ROLE_LINK_NUMBER);
	if (rest.n == 0)
		area_text(area, 1, col,
			row->picture ? S("a picture without an address")
				     : S("a place in this article"),
			ROLE_SUMMARY);
	if (row->written.n && rows > 2) {
		rows--;
		area_text(area, rows, col, S("instead of "), ROLE_SUMMARY);
		area_text_within(area, rows, col + 11, area.cols - 1, row->written, ROLE_SUMMARY);
	}
	for (int line = 1; line < rows && rest.n && area.cols > col + 1; line++) {
		Str fit = utf8_fit(rest, (size_t)(area.cols - col - 1));

		if (line + 1 == rows) {
			area_text_within(area, line, col, area.cols - 1, rest, ROLE_LINK);
			return;
		}
		area_text(area, line, col, fit, ROLE_LINK);
		rest = str_from_at(rest, fit.n);
	}
}

static void draw(const Screen *s, Area area)
{
	const Links *l = s->state;
	int head = head_lines(s), detail = detail_lines(s), line = 0;
	Area rows = area_within(area, head, 0, area.rows - head - detail, area.cols);

	if (head)
		draw_head(area);
	for (size_t i = 0; i < list_shown(&l->list); i++) {
		size_t at = l->list.top + i;

		if (height_of((void *)l, at, i == 0) == 2)
			area_fill(rows, line++, 0, area.cols, S("─"), ROLE_LINE);
		draw_row(rows, line, &l->all.rows[l->shown[at]]);
		if (at == l->list.cursor)
			list_select(rows, line, 1, area.cols - 1);
		line++;
	}
	list_scrollbar(&l->list, rows, area.cols - 1);
	if (detail && l->list.count)
		draw_detail(&l->all.rows[l->shown[l->list.cursor]],
			area_within(area, area.rows - detail, 0, detail, area.cols));
}

/* --- the lines around it --- */

static Str place(const Screen *s, Arena *arena)
{
	const Links *l = s->state;
	const Reader *r = article_reader(l->article);
	const Doc *doc = article_doc(r);
	Str title = doc && doc->title.len ? doc_str(doc, doc->title) : r->title;

	return arena_printf(arena, "Links in: %.*s", STR_ARG(title));
}

static Str note(const Screen *s, Arena *arena)
{
	const Links *l = s->state;
	Str links = count_of(l->all.links, "link", "links", arena);
	Str notes = count_of(l->all.notes, "note", "notes", arena);
	Str pictures = count_of(l->all.pictures, "picture", "pictures", arena);

	if (l->all.notes)
		links = arena_printf(arena, "%.*s, %.*s", STR_ARG(links), STR_ARG(notes));
	if (l->all.pictures == 0)
		return links;
	return arena_printf(arena, "%.*s, %.*s", STR_ARG(links), STR_ARG(pictures));
}

static Str position(const Screen *s, Arena *arena)
{
	const Links *l = s->state;

	return arena_printf(arena, "%zu/%zu", l->list.count ? l->list.cursor + 1 : 0,
		l->list.count);
}

static Str context(const Screen *s, Arena *arena)
{
	const Links *l = s->state;

	if (l->digits.number)
		return arena_printf(arena, "link %u…", l->digits.number);
	if (l->filter.n)
		return arena_printf(arena, "filter: %.*s", STR_ARG(l->filter));
	return S("");
}

static Str hints(const Screen *s, Arena *arena)
{
	const Links *l = s->state;

	(void)arena;
	return l->filter.n ? S("open read-here later copy Esc=all-links back")
			   : S("open 1-9=link read-here later copy search back copy-markdown");
}

/* --- keys --- */

static const LinkRow *current(const Links *l)
{
	return l->list.count ? &l->all.rows[l->shown[l->list.cursor]] : NULL;
}

static void open_row(Screen *s, const LinkRow *row)
{
	Links *l = s->state;
	Screen *article = l->article;

	if (row->picture) {
		follow_picture(s->app, row->address);
	} else if (row->block == NONE) {
		app_browse(s->app, row->address);
	} else if (l->edition == article_reader(article)->edition) {
		app_pop(s->app);
		follow_jump(article, row->block);
	}
}

static void open_number(Screen *s, unsigned number)
{
	Links *l = s->state;

	if (number == 0 || number > l->all.links)
		app_message(s->app, "there is no link %u", number);
	else
		open_row(s, &l->all.rows[number - 1]);
}

/* What has a letter instead of a number (c: comments, m: media) opens by it. */
static bool open_letter(Screen *s, Str name)
{
	const Links *l = s->state;

	for (size_t i = l->all.links; i < l->all.count; i++)
		if (str_eq(l->all.rows[i].mark, name)) {
			open_row(s, &l->all.rows[i]);
			return true;
		}
	return false;
}

static bool key(Screen *s, Str name)
{
	Links *l = s->state;
	unsigned number;

	switch (digits_key(&l->digits, name, l->all.links, &number)) {
	case DIGITS_PASS:
		return open_letter(s, name);
	case DIGITS_WAIT:
		return true;
	case DIGITS_CHOSEN:
		open_number(s, number);
		return true;
	case DIGITS_CHOSEN_PASS:
		open_number(s, number);
		return false;
	case DIGITS_TO_LINE:
		list_move(&l->list, MOVE_LAST, number);
		return true;
	}
	return false;
}

static int pause_ms(const Screen *s)
{
	const Links *l = s->state;

	return digits_wait(&l->digits) ? DIGIT_MS : -1;
}

static void tick(Screen *s)
{
	Links *l = s->state;
	unsigned number = l->digits.number;

	digits_rest(&l->digits);
	if (number)
		open_number(s, number);
}

static void move(Screen *s, Motion motion, unsigned count)
{
	list_move(&((Links *)s->state)->list, motion, count);
}

void links_open(App *app, Screen *s, Call call)
{
	const LinkRow *row = current(s->state);

	(void)app;
	if (call.count)
		open_number(s, call.count);
	else if (row)
		open_row(s, row);
}

void links_read(App *app, Screen *s, Call call)
{
	const LinkRow *row = current(s->state);

	(void)call;
	if (!row)
		return;
	if (row->block != NONE)
		open_row(s, row);
	else if (!url_is_http(row->address) || row->picture)
		app_message(app, "only web pages are read here; Enter opens this");
	else
		app_push(app, SCREEN_ARTICLE,
			&(Target){.title = row->text, .text = row->address, .under = s});
}

void links_bookmark(App *app, Screen *s, Call call)
{
	const LinkRow *row = current(s->state);

	(void)call;
	if (row && row->address.n)
		app_bookmark(app, row->address, row->text, S(""));
}

const LinkRow *links_current(const Screen *s)
{
	return current(s->state);
}

const LinkRow *links_row(const Screen *s, size_t nth)
{
	const Links *l = s->state;

	return nth < l->list.count ? &l->all.rows[l->shown[nth]] : NULL;
}

Str links_title(const Screen *s, Arena *arena)
{
	return place(s, arena);
}

Str links_address(const Screen *s)
{
	const LinkRow *row = current(s->state);

	return row && !row->picture && row->block == NONE ? row->address : S("");
}

void links_subscribe(App *app, Screen *s, Call call)
{
	const LinkRow *row = current(s->state);

	(void)call;
	if (!row || row->picture || row->block != NONE || !url_is_http(row->address))
		app_message(app, "only web pages have feeds");
	else
		subscribe_ask(app, row->address);
}

void links_copy(App *app, Screen *s, Call call)
{
	const LinkRow *row = current(s->state);

	(void)call;
	if (row && row->address.n)
		app_copy(app, row->address, "the address");
}

void links_copy_markdown(App *app, Screen *s, Call call)
{
	const LinkRow *row = current(s->state);

	(void)call;
	if (row && row->address.n)
		app_copy(app, markdown_link(row->text, row->address, app->frame), "as Markdown");
}

const ScreenOps links_screen = {
	.kind = SCREEN_LINKS,
	.name = "links",
	.open = open,
	.close = close_links,
	.resize = resize,
	.draw = draw,
	.move = move,
	.find = find,
	.place = place,
	.note = note,
	.position = position,
	.context = context,
	.hints = hints,
	.key = key,
	.pause = pause_ms,
	.tick = tick,
};
