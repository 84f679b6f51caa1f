#include "view/piping.h"

#include "engine/save.h"
#include "view/article.h"
#include "view/itemlist.h"
#include "view/prompt.h"

static void give(App *app, const Doc *doc, Str command)
{
	Arena *arena = arena_open();

	app_give(app, command, save_text(doc, arena));
	arena_close(arena);
}

static void ask(App *app, Screen *screen, PromptHeard *done)
{
	prompt_close(app->prompt);
	app->prompt = prompt_open(app, screen, S("pipe to: "), S(""), "pipe", done, NULL, NULL);
}

static void article_heard(App *app, Screen *screen, Str command)
{
	const Doc *doc = article_doc(article_reader(screen));

	if (doc && str_trim(command).n)
		give(app, doc, command);
}

void article_pipe(App *app, Screen *screen, Call call)
{
	if (!article_doc(article_reader(screen)))
		app_message(app, "the article is not there yet");
	else if (call.argument.n)
		article_heard(app, screen, call.argument);
	else
		ask(app, screen, article_heard);
}

static void items_heard(App *app, Screen *screen, Str command)
{
	ItemList *list = screen->state;
	ItemId id = items_id(list, list->list.cursor);
	const Item *item = id ? items_load(list, list->list.cursor) : NULL;

	if (!item || str_trim(command).n == 0)
		return;
	app_cancel(app, list->piping);
	list->pipe_command = arena_str(screen->arena, command);
	list->piping = app_post(app, screen,
		(Job){.kind = JOB_ARTICLE, .item = id, .flag = texts_choice(app, item->feed)});
}

void items_pipe(App *app, Screen *screen, Call call)
{
	if (call.argument.n)
		items_heard(app, screen, call.argument);
	else
		ask(app, screen, items_heard);
}

void items_hear_pipe(Screen *screen, const Event *event)
{
	ItemList *list = screen->state;

	if (!list->piping || event->ticket != list->piping)
		return;
	list->piping = 0;
	if (event->kind == EVENT_ARTICLE)
		give(screen->app, event->doc, list->pipe_command);
}
