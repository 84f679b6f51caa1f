#include "view/general.h"

#include "view/app.h"
#include "view/prompt.h"
#include "view/term.h"

static void move(Screen *screen, Motion motion, Call call)
{
	if (screen->ops->move)
		screen->ops->move(screen, motion, call.count);
}

void do_down(App *app, Screen *screen, Call call)
{
	(void)app;
	move(screen, MOVE_DOWN, call);
}

void do_up(App *app, Screen *screen, Call call)
{
	(void)app;
	move(screen, MOVE_UP, call);
}

void do_half_down(App *app, Screen *screen, Call call)
{
	(void)app;
	move(screen, MOVE_HALF_DOWN, call);
}

void do_half_up(App *app, Screen *screen, Call call)
{
	(void)app;
	move(screen, MOVE_HALF_UP, call);
}

void do_space(App *app, Screen *screen, Call call)
{
	(void)app;
	move(screen, MOVE_SPACE, call);
}

void do_page_down(App *app, Screen *screen, Call call)
{
	(void)app;
	move(screen, MOVE_PAGE_DOWN, call);
}

void do_page_up(App *app, Screen *screen, Call call)
{
	(void)app;
	move(screen, MOVE_PAGE_UP, call);
}

void do_first(App *app, Screen *screen, Call call)
{
	(void)app;
	move(screen, MOVE_FIRST, call);
}

void do_last(App *app, Screen *screen, Call call)
{
	(void)app;
	move(screen, MOVE_LAST, call);
}

void do_wheel_up(App *app, Screen *screen, Call call)
{
	(void)app;
	move(screen, MOVE_WHEEL_UP, call);
}

void do_wheel_down(App *app, Screen *screen, Call call)
{
	(void)app;
	move(screen, MOVE_WHEEL_DOWN, call);
}

static void search_typing(App *app, Screen *screen, Str answer)
{
	(void)app;
	screen->ops->find(screen, FIND_TYPING, answer);
}

static void search_done(App *app, Screen *screen, Str answer)
{
	(void)app;
	screen->ops->find(screen, answer.n ? FIND_START : FIND_CLEAR, answer);
}

void do_search(App *app, Screen *screen, Call call)
{
	(void)call;
	if (!screen->ops->find)
		return;
	prompt_close(app->prompt);
	app->prompt =
		prompt_open(app, screen, S("/"), S(""), "search", search_done, search_typing, NULL);
}

void do_next_hit(App *app, Screen *screen, Call call)
{
	(void)app;
	(void)call;
	if (screen->ops->find)
		screen->ops->find(screen, FIND_NEXT, S(""));
}

void do_previous_hit(App *app, Screen *screen, Call call)
{
	(void)app;
	(void)call;
	if (screen->ops->find)
		screen->ops->find(screen, FIND_PREVIOUS, S(""));
}

void do_clear(App *app, Screen *screen, Call call)
{
	(void)app;
	(void)call;
	if (screen->ops->find && screen->lit)
		screen->ops->find(screen, FIND_CLEAR, S(""));
}

void do_undo(App *app, Screen *screen, Call call)
{
	(void)screen;
	(void)call;
	app_undo(app, 0);
}

void do_redo(App *app, Screen *screen, Call call)
{
	(void)screen;
	(void)call;
	app_redo(app, 0);
}

void do_command(App *app, Screen *screen, Call call)
{
	(void)screen;
	(void)call;
	command_ask(app, S(""));
}

void do_redraw(App *app, Screen *screen, Call call)
{
	(void)screen;
	(void)call;
	if (app->term)
		term_forget(app->term);
}

void do_zen(App *app, Screen *screen, Call call)
{
	(void)screen;
	(void)call;
	app_zen(app);
}

void do_suspend(App *app, Screen *screen, Call call)
{
	(void)screen;
	(void)call;
	app_save(app);
	if (app->term)
		term_suspend(app->term);
}

void do_back(App *app, Screen *screen, Call call)
{
	(void)call;
	if (screen->below)
		app_pop(app);
	else
		app_leave(app);
}

void do_leave(App *app, Screen *screen, Call call)
{
	(void)screen;
	(void)call;
	app_leave(app);
}

static void answer_typed(App *app, Screen *screen, Str answer)
{
	Prompt *prompt = app->prompt;

	(void)screen;
	if (answer.n == 0)
		return;
	app->quit = char_lower(answer.s[0]) == 'y';
	app->prompt = NULL;
	prompt_close(prompt);
}

static void answer_given(App *app, Screen *screen, Str answer)
{
	(void)screen;
	app->quit = answer.n && char_lower(answer.s[0]) == 'y';
}

void app_leave(App *app)
{
	if (app->options->confirm_leave)
		app_ask(app, S("leave lede? y: yes; any other key: no "), S(""), answer_given,
			answer_typed);
	else
		app->quit = true;
}
