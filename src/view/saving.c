#include "view/saving.h"

#include <errno.h>

#include "engine/save.h"
#include "view/article.h"
#include "view/inside.h"

void saving_remember(App *app, Str path)
{
	AppInside *inside = app->inside;
	ptrdiff_t slash = str_rfind_char(path, '/'), dot = str_rfind_char(path, '.');

	buf_clear(&inside->save_folder);
	buf_clear(&inside->save_ending);
	if (slash >= 0)
		buf_add(&inside->save_folder, str_slice(path, 0, (size_t)slash + 1));
	if (dot > slash)
		buf_add(&inside->save_ending, str_from_at(path, (size_t)dot + 1));
}

Str saving_offer(App *app, FeedId feed, Str title, Arena *arena)
{
	const AppInside *inside = app->inside;
	Str folder = app_options(app, feed)->save_folder, ending = S("md");

	if (inside->save_ending.n) {
		folder = buf_str(&inside->save_folder);
		ending = buf_str(&inside->save_ending);
	}
	if (folder.n && !str_ends(folder, S("/")))
		folder = arena_printf(arena, "%.*s/", STR_ARG(folder));
	if (!title.s)
		return arena_printf(arena, "%.*s*.%.*s", STR_ARG(folder), STR_ARG(ending));
	return arena_printf(arena, "%.*s%.*s", STR_ARG(folder),
		STR_ARG(save_name(title, ending, arena)));
}

bool saving_is_there(const Err *err)
{
	return err->kind == ERR_USER && err->code == EEXIST;
}

void saving_ask_replace(App *app, Str path, PromptHeard *done)
{
	buf_clear(&app->inside->save_over);
	buf_add(&app->inside->save_over, path);
	app_ask(app, S("it is there already; replace it? Enter: yes, Esc: no  "), path, done, NULL);
}

bool saving_replaces(const App *app, Str path)
{
	return str_eq(str_trim(path), buf_str(&app->inside->save_over));
}

static void replace_asked(App *app, Screen *s, Str path);

static void save(App *app, Screen *s, Str path, bool replace)
{
	Reader *r = article_reader(s);
	const Doc *doc = article_doc(r);
	Err err = {0};

	path = str_trim(path);
	if (path.n == 0 || !doc)
		return;
	if (save_doc(doc, path, replace, &err)) {
		saving_remember(app, path);
		app_message(app, "saved: %.*s", STR_ARG(path));
	} else if (saving_is_there(&err)) {
		saving_ask_replace(app, path, replace_asked);
	} else {
		app_error(app, &err);
	}
}

static void save_asked(App *app, Screen *s, Str path)
{
	save(app, s, path, false);
}

static void replace_asked(App *app, Screen *s, Str path)
{
	save(app, s, path, saving_replaces(app, path));
}

void article_save(App *app, Screen *s, Call call)
{
	const Doc *doc = article_doc(article_reader(s));
	Str named = str_trim(call.argument);

	if (!doc)
		app_message(app, "the article is not there yet");
	else if (named.n)
		save(app, s, named, false);
	else
		app_ask(app, S("save as: "),
			saving_offer(app, article_reader(s)->feed_id, doc_str(doc, doc->title),
				app->frame),
			save_asked, NULL);
}
