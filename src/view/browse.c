/* Addresses leave lede here: to the browser, and to nothing else unless the reader says so. */
#include <errno.h>
#include <unistd.h>

#include "base/path.h"
#include "base/utf8.h"
#include "engine/spawn.h"
#include "view/app.h"
#include "view/article.h"
#include "view/itemlist.h"
#include "view/links.h"
#include "view/shelf.h"

static void run(App *app, const SpawnPlan *plan, Str url)
{
	Err err = {0};

	if (plan->on_terminal ? !app_run_program(app, plan->argv, &err) : !spawn_run(plan, &err))
		app_error(app, &err);
	else if (!plan->on_terminal)
		app_message(app, "opened: %.*s", STR_ARG(url));
}

static void open_asked(App *app, Screen *screen, Str url)
{
	Arena *arena = arena_open();
	SpawnPlan plan;
	Err err = {0};

	(void)screen;
	if (url.n && spawn_asked(url, app->options->browser, arena, &plan, &err))
		run(app, &plan, url);
	else if (url.n)
		app_error(app, &err);
	arena_close(arena);
}

void app_browse(App *app, Str url)
{
	app_open_with(app, url, app->options->browser);
}

/* The article that is read, or the one under the cursor if the address is its own. */
static SpawnAbout about(const App *app, Str url)
{
	const ScreenOps *ops = app->top->ops;
	const Feed *feed = ops->feed ? shelf_feed(app->shelf, ops->feed(app->top)) : NULL;
	SpawnAbout out = {0};

	if (feed) {
		out.feed = feed->title;
		out.feed_url = feed->url;
	}
	if (ops->kind == SCREEN_ARTICLE) {
		out.title = article_reader(app->top)->title;
	} else if (ops->kind == SCREEN_ITEMS) {
		ItemList *list = app->top->state;
		const Item *item = items_load(list, list->list.cursor);

		if (item && str_eq(item->url, url))
			out.title = item->title;
	}
	return out;
}

void app_open_with(App *app, Str url, Str program)
{
	Arena *arena = arena_open();
	const SpawnAbout of = about(app, url);
	SpawnPlan plan;
	Err err = {0};

	if (spawn_browser_about(url, &of, program, arena, &plan, &err))
		run(app, &plan, url);
	else if (err.code == ENOENT)
		/* Without any browser the address is at least at hand. */
		app_copy(app, url, "the address, as there is no browser");
	else if (err.code == EPERM && !spawn_forbids(url))
		app_ask(app, S("open with another program? Enter: yes, Esc: no  "), url, open_asked,
			NULL);
	else
		app_error(app, &err);
	arena_close(arena);
}

/* Words for a command of the reader's own: no shell reads them. */
static char **shell_words(Arena *arena, Str command, const Str *words, size_t count)
{
	char **argv = arena_array(arena, count + 5, sizeof *argv);
	Buf script = {0};

	buf_add(&script, command);
	for (size_t i = 0; i < count; i++)
		buf_printf(&script, " \"$%zu\"", i + 1);
	argv[0] = argv[3] = (char *)"sh";
	argv[1] = (char *)"-c";
	argv[2] = arena_strz(arena, buf_give(&script, arena));
	for (size_t i = 0; i < count; i++)
		argv[i + 4] = arena_strz(arena, words[i]);
	return argv;
}

void app_play(App *app, Str url)
{
	const Options *o = app->options;

	app_open_with(app, url, o->player.n ? o->player : o->browser);
}

Str browse_media(const Article *article)
{
	for (uint32_t i = 0; i < article->entry.enclosure_count; i++) {
		const Enclosure *e = &article->entry.enclosures[i];
		LinkKind kind = link_kind(e->url);

		if (str_starts_case(e->type, S("audio/")) ||
			str_starts_case(e->type, S("video/")) || kind == LINK_AUDIO ||
			kind == LINK_VIDEO)
			return e->url;
	}
	return S("");
}

void app_bookmark(App *app, Str url, Str title, Str feed)
{
	const Str words[] = {url, title, S(""), feed};
	Str command = app->options->bookmark_program;
	Arena *arena = arena_open();
	SpawnPlan plan = {0};
	Err err = {0};

	plan.argv = shell_words(arena, command, words, COUNT(words));
	if (command.n == 0)
		app_message(app, "no program for it: set bookmark-program COMMAND");
	else if (!spawn_run(&plan, &err))
		app_error(app, &err);
	else
		app_message(app, "bookmarked: %.*s", STR_ARG(url));
	arena_close(arena);
}

void app_give(App *app, Str command, Str text)
{
	Arena *arena = arena_open();
	const char *path = path_state(arena, "given.txt");
	char **argv = arena_array(arena, 6, sizeof *argv);
	Err err = {0};

	argv[0] = argv[3] = (char *)"sh";
	argv[1] = (char *)"-c";
	argv[2] = arena_strz(arena, arena_printf(arena, "exec <\"$1\"\n%.*s", STR_ARG(command)));
	argv[4] = (char *)path;
	if (!file_save(path, text, &err) || !app_run_program(app, argv, &err))
		app_error(app, &err);
	unlink(path);
	arena_close(arena);
}

/* The article, link or feed one is at. */
static Str address_here(App *app)
{
	Screen *s = app->top;
	const Feed *feed;
	const Item *item;

	switch (s->ops->kind) {
	case SCREEN_ARTICLE:
		return follow_address(article_reader(s), follow_focus(article_reader(s)));
	case SCREEN_LINKS:
		return links_address(s);
	case SCREEN_ITEMS:
		item = items_load(s->state, ((ItemList *)s->state)->list.cursor);
		return item ? item->url : S("");
	default:
		feed = shelf_feed(app->shelf, s->ops->feed ? s->ops->feed(s) : 0);
		return feed ? feed->url : S("");
	}
}

/* "%u" as a parameter of the shell's, which reads no address. */
static Str with_parameter(Str command, Arena *arena)
{
	Buf out = {0};

	for (size_t i = 0; i < command.n; i++)
		if (str_starts(str_from_at(command, i), S("%u"))) {
			buf_add(&out, S("\"$1\""));
			i++;
		} else {
			buf_char(&out, command.s[i]);
		}
	return buf_give(&out, arena);
}

void app_shell(App *app, Str command)
{
	Arena *arena = arena_open();
	char *argv[6] = {(char *)"sh", (char *)"-c", NULL, (char *)"sh", NULL, NULL};
	Err err = {0};

	argv[2] = arena_strz(arena,
		command.n ? arena_printf(arena,
				    "%.*s\nprintf '\\n[Enter goes back to lede] '\nread -r lede",
				    STR_ARG(with_parameter(command, arena)))
			  : S("exec \"${SHELL:-sh}\""));
	argv[4] = arena_strz(arena, address_here(app));
	if (!app_run_program(app, argv, &err))
		app_error(app, &err);
	arena_close(arena);
}
