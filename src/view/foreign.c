#include "view/foreign.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/vec.h"
#include "view/app.h"
#include "view/article.h"
#include "view/feedlist.h"
#include "view/feeds.h"
#include "view/links.h"
#include "view/macro.h"
#include "view/prompt.h"

/* --- links ----------------------------------------------------------------------------------- */

static void go_to(App *app, Screen *screen, Str answer)
{
	int64_t number = 0;

	if (str_trim(answer).n == 0)
		return;
	if (!str_number(str_trim(answer), &number) || number < 1 || number > UINT16_MAX)
		app_message(app, "a link has a number, not \"%.*s\"", STR_ARG(answer));
	else if (screen->ops->kind == SCREEN_ARTICLE)
		article_browse(app, screen, (Call){.count = (unsigned)number});
	else
		links_open(app, screen, (Call){.count = (unsigned)number});
}

void foreign_goto_url(App *app, Screen *screen, Call call)
{
	if (call.count)
		go_to(app, screen, arena_printf(app->frame, "%u", call.count));
	else if (call.argument.n)
		go_to(app, screen, call.argument);
	else
		app_ask(app, S("link number: "), S(""), go_to, NULL);
}

/* --- the text behind an article -------------------------------------------------------------- */

void foreign_source(App *app, Screen *screen, Call call)
{
	const Reader *r = article_reader(screen);
	const char *pager = getenv("PAGER");
	Arena *arena = arena_open();
	Article article = {0};
	Err err;

	(void)call;
	if (!r->id)
		app_message(app, "of a page that is in no feed lede keeps no source");
	else if (!library_article(app->library, r->id, arena, &article, &err))
		app_error(app, &err);
	else if (article.entry.html.n == 0)
		app_message(app, "the feed gives no text for it");
	else
		app_give(app, str_from(pager && *pager ? pager : "less"), article.entry.html);
	arena_close(arena);
}

/* --- by chance ------------------------------------------------------------------------------- */

void foreign_random_article(App *app, Screen *screen, Call call)
{
	static const Str words[] = {{"random-unread", 13}, {"open", 4}};
	static const Operation steps[] = {{&words[0], 1}, {&words[1], 1}};
	static const Operations all = {steps, COUNT(steps), {NULL, 0}};

	(void)call;
	if (!screen->below || screen->below->ops->kind != SCREEN_ITEMS) {
		app_message(app, "this article was not opened from a list");
		return;
	}
	app_pop(app);
	macro_run(app, &all);
}

static bool has_unread(const FeedRow *row)
{
	return row->unread > 0 &&
	       (row->kind == ROW_FEED || (row->kind == ROW_FOLDER && row->folded));
}

void foreign_random_feed(App *app, Screen *screen, Call call)
{
	FeedList *f = screen->state;
	uint32_t any = 0;
	size_t left = 0, row;

	(void)call;
	for (row = 0; row < f->list.count; row++)
		left += has_unread(&f->rows[row]);
	if (left == 0) {
		app_message(app, "all is read");
		return;
	}
	if (getentropy(&any, sizeof any) != 0)
		any = 0;
	left = any % left;
	for (row = 0; row < f->list.count; row++)
		if (has_unread(&f->rows[row]) && left-- == 0)
			break;
	list_go(&f->list, row);
}

/* --- the list of feeds ----------------------------------------------------------------------- */

static void filter_heard(App *app, Screen *screen, Str answer)
{
	Query ignored;
	Err err;

	(void)screen;
	answer = str_trim(answer);
	if (answer.n == 0)
		return;
	if (query_parse(answer, app->frame, &ignored, &err))
		app_push(app, SCREEN_ITEMS,
			&(Target){
				.text = arena_printf(app->frame, "search:%.*s", STR_ARG(answer))});
	else
		app_error(app, &err);
}

void foreign_filter(App *app, Screen *screen, Call call)
{
	if (call.argument.n) {
		filter_heard(app, screen, call.argument);
		return;
	}
	prompt_close(app->prompt);
	app->prompt = prompt_open(app, screen, S("articles that are: "), S(""), "filter",
		filter_heard, NULL, NULL);
}

void foreign_browse_unread(App *app, Screen *screen, Call call)
{
	static const Str words[] = {{"open", 4}, {"browse-unread", 13}, {"back", 4}};
	static const Operation steps[] = {{&words[0], 1}, {&words[1], 1}, {&words[2], 1}};
	static const Operations all = {steps, COUNT(steps), {NULL, 0}};

	(void)screen;
	(void)call;
	macro_run(app, &all);
}

void foreign_browse_unread_read(App *app, Screen *screen, Call call)
{
	static const Str words[] = {{"open", 4}, {"browse-unread-and-mark", 22}, {"back", 4}};
	static const Operation steps[] = {{&words[0], 1}, {&words[1], 1}, {&words[2], 1}};
	static const Operations all = {steps, COUNT(steps), {NULL, 0}};

	(void)screen;
	(void)call;
	macro_run(app, &all);
}
