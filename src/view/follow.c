/* What can be followed from an article: links by number, by letters and by focus, pictures, media,
 * comments. */
#include "base/url.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "view/app.h"
#include "view/article.h"

static size_t link_count(const Reader *r)
{
	return r->pager.lines ? r->pager.lines->link_count : 0;
}

uint32_t follow_focus(const Reader *r)
{
	size_t first, count;

	if (pager_focused(&r->pager) == NONE)
		return NONE;
	first = pager_mentions(&r->pager, &count);
	return r->pager.focus >= first && r->pager.focus < first + count ? pager_focused(&r->pager)
									 : NONE;
}

void follow_jump(Screen *s, uint32_t block)
{
	Reader *r = article_reader(s);
	Pager *p = &r->pager;

	if (r->came_count == COUNT(r->came_from)) {
		for (unsigned i = 1; i < r->came_count; i++)
			r->came_from[i - 1] = r->came_from[i];
		r->came_count--;
	}
	r->came_from[r->came_count++] = (Place){p->block, p->offset};
	pager_to(p, block, p->doc->blocks[block].text.at);
	p->focus = PAGER_NONE;
	r->moved = true;
	app_message(s->app, "q goes back to where you were");
}

void follow_link(App *app, Screen *s, uint32_t link)
{
	const Doc *doc = article_doc(article_reader(s));
	const Link *l = &doc->links[link];

	if (l->kind == LINK_HERE && l->block != NONE)
		follow_jump(s, l->block);
	else
		app_browse(app, doc_str(doc, l->href));
}

bool follow_read_here(App *app, Screen *s)
{
	Reader *r = article_reader(s);
	uint32_t link = follow_focus(r);
	const Link *l;
	Target target;

	if (link == NONE)
		return false;
	l = &r->pager.doc->links[link];
	target = (Target){.text = doc_str(r->pager.doc, l->href), .under = s};
	if (l->kind == LINK_HERE)
		follow_link(app, s, link);
	else if (!url_is_http(target.text))
		app_message(app, "only web pages are read here; Enter opens this");
	else
		app_push(app, SCREEN_ARTICLE, &target);
	return true;
}

/* By its number, from 1; false: there is none. */
static bool follow_number(Screen *s, unsigned number)
{
	Reader *r = article_reader(s);

	if (number == 0 || number > link_count(r)) {
		app_message(s->app,
			link_count(r) ? "there is no link %u" : "there are no links here", number);
		return false;
	}
	follow_link(s->app, s, r->pager.lines->links[number - 1].link);
	return true;
}

/* --- digits --- */

void follow_digits(Screen *s)
{
	Reader *r = article_reader(s);
	unsigned number = r->digits.number;

	digits_rest(&r->digits);
	if (number)
		follow_number(s, number);
}

Str follow_preview(const Reader *r, Arena *arena)
{
	unsigned number = r->digits.number;
	const LinkSpot *spot;
	const Link *link;

	if (number == 0)
		return S("");
	if (number > link_count(r))
		return arena_printf(arena, "[%u] no such link", number);
	spot = &r->pager.lines->links[number - 1];
	link = &r->pager.doc->links[spot->link];
	return arena_printf(arena, "[%u…] %.*s  %.*s", number, STR_ARG(spot->text),
		STR_ARG(url_site(doc_str(r->pager.doc, link->href))));
}

/* --- letters --- */

void follow_picture(App *app, Str src)
{
	/* A feed on this machine has its pictures beside it. */
	if (src.n == 0)
		app_message(app, "the text names this picture but not its address");
	else if (str_starts_case(src, S("file://")))
		app_message(app, "the picture is the file %.*s",
			STR_ARG(str_from_at(src, S("file://").n)));
	else
		app_browse(app, src);
}

static void open_picture(App *app, const Doc *doc, uint32_t image)
{
	follow_picture(app, doc_str(doc, doc->images[image].src));
}

static void take_hint(Screen *s, Str key)
{
	Reader *r = article_reader(s);
	const uint32_t *targets = r->hint_targets;
	uint32_t chosen;
	size_t target;

	if (hints_key(&r->hints, key, &target) != HINTS_TAKEN)
		return;
	chosen = targets[target];
	arena_close(r->hint_arena);
	r->hint_arena = NULL;
	if (r->hinted == HINTS_LINKS)
		follow_link(s->app, s, r->pager.mentions[chosen].link);
	else
		open_picture(s->app, r->pager.doc, chosen);
}

bool follow_key(Screen *s, Str key)
{
	Reader *r = article_reader(s);
	unsigned number;

	article_complete(s);
	if (hints_are_on(&r->hints)) {
		take_hint(s, key);
		return true;
	}
	switch (digits_key(&r->digits, key, link_count(r), &number)) {
	case DIGITS_WAIT:
		return true;
	case DIGITS_CHOSEN:
		follow_number(s, number);
		return true;
	case DIGITS_CHOSEN_PASS:
		follow_number(s, number);
		return false;
	case DIGITS_TO_LINE:
		reading_move(s, MOVE_LAST, number);
		return true;
	case DIGITS_PASS:
		break;
	}
	if (str_eq(key, S("Esc")) && pager_focused(&r->pager) != NONE) {
		r->pager.focus = PAGER_NONE;
		return true;
	}
	return false;
}

/* Where the letters of a target are drawn; false: out of sight. */
static bool hint_cell(const Reader *r, uint32_t target, int *row, int *col)
{
	const Pager *p = &r->pager;

	if (r->hinted == HINTS_LINKS)
		return pager_cell(p, &p->mentions[target], row, col);
	for (size_t i = p->top; i < pager_bottom(p); i++) {
		const Line *line = &p->lines->lines[i];

		if (line->block == NONE || line->run_count == 0 ||
			p->doc->blocks[line->block].kind != BLOCK_IMAGE ||
			p->doc->blocks[line->block].ref != target)
			continue;
		*row = (int)(i - p->top);
		*col = line->runs[0].at + 2;
		return true;
	}
	return false;
}

void follow_draw(const Reader *r, Area area)
{
	int row, col;

	for (size_t i = 0; i < r->hints.count; i++) {
		Str label = hints_label(&r->hints, i);

		if (label.n && hint_cell(r, r->hint_targets[i], &row, &col))
			area_text(area, row, col, label, ROLE_HINT);
	}
}

static void start_hints(Reader *r, const uint32_t *targets, size_t count)
{
	uint32_t *copy;

	arena_close(r->hint_arena);
	r->hint_arena = arena_open();
	copy = arena_array(r->hint_arena, count, sizeof *copy);
	for (size_t i = 0; i < count; i++)
		copy[i] = targets[i];
	r->hint_targets = copy;
	hints_start(&r->hints, count);
}

void article_hints(App *app, Screen *s, Call call)
{
	Reader *r = article_reader(s);
	VEC(uint32_t) targets = {0};
	size_t first, count;
	int row, col;

	(void)call;
	if (!r->pager.lines)
		return;
	first = pager_mentions(&r->pager, &count);
	for (size_t i = first; i < first + count; i++)
		if (pager_cell(&r->pager, &r->pager.mentions[i], &row, &col))
			*vec_push(&targets) = (uint32_t)i;
	if (targets.count == 0)
		app_message(app, "no links on this page");
	else
		start_hints(r, targets.items, targets.count);
	r->hinted = HINTS_LINKS;
	vec_drop(&targets);
}

/* --- pictures, media, comments --- */

void article_picture(App *app, Screen *s, Call call)
{
	Reader *r = article_reader(s);
	const Pager *p = &r->pager;
	VEC(uint32_t) targets = {0};
	uint32_t last = NONE;

	(void)call;
	if (!p->lines)
		return;
	for (size_t i = p->top; i < pager_bottom(p); i++) {
		uint32_t block = p->lines->lines[i].block;

		if (block == NONE || block == last || p->doc->blocks[block].kind != BLOCK_IMAGE ||
			p->doc->blocks[block].ref == NONE)
			continue;
		*vec_push(&targets) = p->doc->blocks[block].ref;
		last = block;
	}
	r->hinted = HINTS_PICTURES;
	if (targets.count == 1)
		open_picture(app, p->doc, targets.items[0]);
	else if (targets.count > 1)
		start_hints(r, targets.items, targets.count);
	else
		app_message(app, p->doc->image_count ? "no picture on this page"
						     : "there are no pictures in this article");
	vec_drop(&targets);
}

static bool find_article(App *app, const Reader *r, Arena *arena, Article *out)
{
	Err err;

	return r->id && app->library && library_article(app->library, r->id, arena, out, &err);
}

/* Sound or film: the feed's enclosure, else the first such link of the text. */
static Str media_of(App *app, const Reader *r, Arena *arena)
{
	const Doc *doc = article_doc(r);
	Article article;
	Str url = find_article(app, r, arena, &article) ? browse_media(&article) : S("");

	if (url.n)
		return url;
	for (uint32_t i = 0; doc && i < doc->link_count; i++)
		if (doc->links[i].kind == LINK_AUDIO || doc->links[i].kind == LINK_VIDEO)
			return doc_str(doc, doc->links[i].href);
	return S("");
}

void article_play(App *app, Screen *s, Call call)
{
	Arena *arena = arena_open();
	Str url = media_of(app, article_reader(s), arena);

	(void)call;
	if (url.n)
		app_play(app, url);
	else
		app_message(app, "nothing to play in this article");
	arena_close(arena);
}

void article_comments(App *app, Screen *s, Call call)
{
	Arena *arena = arena_open();
	Article article;

	(void)call;
	if (find_article(app, article_reader(s), arena, &article) && article.entry.comments.n)
		app_browse(app, article.entry.comments);
	else
		app_message(app, "the feed names no comments for this article");
	arena_close(arena);
}

/* --- focus, opening --- */

static void focus(Screen *s, int by, unsigned count)
{
	Reader *r = article_reader(s);

	for (unsigned i = 0; i < (count ? count : 1); i++)
		if (!pager_focus(&r->pager, by)) {
			app_message(s->app, link_count(r) == 0 ? "there are no links here"
					    : by > 0           ? "no link further down"
							       : "no link further up");
			break;
		}
	r->moved = true;
}

void article_focus_next(App *app, Screen *s, Call call)
{
	(void)app;
	focus(s, 1, call.count);
}

void article_focus_previous(App *app, Screen *s, Call call)
{
	(void)app;
	focus(s, -1, call.count);
}

void article_follow(App *app, Screen *s, Call call)
{
	uint32_t link = follow_focus(article_reader(s));

	if (call.count)
		follow_number(s, call.count);
	else if (link != NONE)
		follow_link(app, s, link);
	else
		reading_move(s, MOVE_DOWN, 1); /* as in less */
}

void article_back(App *app, Screen *s, Call call)
{
	Reader *r = article_reader(s);

	(void)call;
	if (r->came_count == 0) {
		app_pop(app);
		return;
	}
	r->came_count--;
	pager_to(&r->pager, r->came_from[r->came_count].block, r->came_from[r->came_count].offset);
	r->moved = true;
}

Str follow_address(const Reader *r, uint32_t link)
{
	const Doc *doc = article_doc(r);

	if (link != NONE)
		return doc_str(doc, doc->links[link].href);
	return r->address.n || !doc ? r->address : doc_str(doc, doc->url);
}

void article_browse(App *app, Screen *s, Call call)
{
	Reader *r = article_reader(s);
	uint32_t link = follow_focus(r);
	Str url = follow_address(r, NONE);

	if (call.count)
		follow_number(s, call.count);
	else if (link != NONE)
		follow_link(app, s, link);
	else if (url.n)
		app_browse(app, url);
	else
		app_message(app, "this article has no address");
}

void article_browse_read(App *app, Screen *s, Call call)
{
	Reader *r = article_reader(s);

	article_browse(app, s, call);
	if (r->id && r->flags & ITEM_UNREAD)
		app_mark(app, &r->id, 1, ITEM_UNREAD, false);
}
