/* Options while lede runs: which value counts here, and ":set". */
#include "view/settings.h"

#include "base/log.h"
#include "view/inside.h"
#include "view/prompt.h"
#include "view/shelf.h"
#include "view/source.h"

const Options *app_options(App *app, FeedId feed)
{
	const Feed *row = feed ? shelf_feed(app->shelf, feed) : NULL;

	if (!row)
		return app->options;
	levels_options(app->config.levels, row->url, row->folder, &app->inside->options);
	return &app->inside->options;
}

const Options *settings_of_list(App *app, Str source)
{
	Str folder = S("folder:");

	if (!str_starts(source, folder))
		return app_options(app, source_feed(source));
	levels_options(app->config.levels, S(""), str_from_at(source, folder.n),
		&app->inside->options);
	return &app->inside->options;
}

static void tell_engine(App *app, const Option *option, Str whose, Str value)
{
	Job job = {.kind = JOB_SET, .arena = arena_open(), .on = value.s != NULL};

	if (!app->engine) {
		arena_close(job.arena);
		return;
	}
	job.text = str_from(option->name);
	job.value = arena_str(job.arena, value);
	job.whose = arena_str(job.arena, whose);
	engine_post(app->engine, job);
}

bool app_set(App *app, const Option *option, FeedId feed, Str value, Err *err)
{
	const Feed *row = feed ? shelf_feed(app->shelf, feed) : NULL;
	Str whose = row ? row->url : S("");
	Levels *levels = app->config.levels;
	Options now;

	if (value.s && !levels_set(levels, LEVEL_SESSION, whose, option, value, err))
		return false;
	if (!value.s)
		levels_unset(levels, LEVEL_SESSION, whose, option);
	tell_engine(app, option, whose, value);
	if (row)
		return true;
	/* A theme that is being tried stays, whatever else is set. */
	levels_options(levels, S(""), S(""), &now);
	option_copy(app->options, &now, option);
	return true;
}

/* --- :set ------------------------------------------------------------------------------------- */

/* "NAME VALUE", "NAME=VALUE", newsboat's "NAME!" (the opposite) and "NAME&" (as in the config). */
typedef struct {
	const Option *option;
	Str value;
	bool turn, reset;
} Wish;

static bool read_wish(Str text, Wish *wish, Err *err)
{
	Str name = {0};
	Near near;

	*wish = (Wish){0};
	str_word(&text, &name);
	wish->value = str_trim(text);
	wish->turn = str_ends(name, S("!"));
	wish->reset = str_ends(name, S("&"));
	if (wish->turn || wish->reset)
		name.n--;
	if (str_find_char(name, '=') > 0) {
		size_t at = (size_t)str_find_char(name, '=');

		wish->value = str_from_at(name, at + 1);
		name.n = at;
	}
	if (wish->value.n >= 2 && wish->value.s[0] == '"' && str_ends(wish->value, S("\"")))
		wish->value = str_slice(wish->value, 1, wish->value.n - 2);
	wish->option = option_find(name);
	if (wish->option)
		return true;
	near = option_near(name);
	return err_set(err, ERR_USER, 0, "there is no setting \"%.*s\"%s", STR_ARG(name),
		near_hint(&near, ""));
}

/* The feed of ":set feed …": the one that is read, listed, or under the cursor. */
static FeedId feed_here(const App *app, Str *text)
{
	Str rest = *text, word = {0};

	if (!str_word(&rest, &word) || !str_eq(word, S("feed")))
		return 0;
	*text = str_trim(rest);
	return app->top->ops->feed ? app->top->ops->feed(app->top) : 0;
}

static bool obey(App *app, FeedId feed, Wish *wish, Err *err)
{
	const Option *option = wish->option;
	bool is_theme = str_eq(str_from(option->name), S("theme"));

	if (wish->turn)
		wish->value =
			str_eq(option_show(app_options(app, feed), option, app->arena), S("yes"))
				? S("no")
				: S("yes");
	if (wish->reset)
		wish->value = (Str){0};
	else if (wish->value.n == 0)
		return true;
	/* Names are looked at later, when themes are read: an unknown one is none. */
	if (is_theme && wish->value.n && !app_theme(app, wish->value, err))
		return false;
	if (!app_set(app, option, feed, wish->value, err))
		return false;
	app_options_changed(app);
	return true;
}

void settings_command(App *app, Str text)
{
	bool for_feed = str_starts(text, S("feed ")) || str_eq(text, S("feed"));
	FeedId feed = feed_here(app, &text);
	const Feed *row = feed ? shelf_feed(app->shelf, feed) : NULL;
	Wish wish;
	Err err;

	if (for_feed && !row) {
		app_message(app, "there is no feed here; go to one, or set it for all: set NAME "
				 "VALUE");
	} else if (text.n == 0) {
		command_ask(app, for_feed ? S("set feed ") : S("set "));
	} else if (!read_wish(text, &wish, &err) || !obey(app, feed, &wish, &err)) {
		app_error(app, &err);
	} else {
		Str value = option_show(app_options(app, feed), wish.option, app->frame);

		app_message(app, "%s is %.*s%s%.*s", wish.option->name, STR_ARG(value),
			row ? " for " : "", row ? (int)row->title.n : 0, row ? row->title.s : "");
	}
}
