/* Articles of a list saved as files, one after the other: those selected, or the one under the
 * cursor. */
#include "engine/save.h"
#include "view/article.h"
#include "view/itemlist.h"
#include "view/items.h"
#include "view/saving.h"

/* A file's name, and how many of the title it is made of there were. */
typedef struct {
	Str path;
	uint64_t title;
	unsigned number;
} Given;

struct ItemSave {
	Arena *arena;
	const Item *items;
	size_t count, at; /* the one that is waited for */
	Str path;         /* a star in it stands for the title, if there are several */
	bool replace;
	Ticket ticket;
	Arena *held_arena; /* of a text that may come again with more in it */
	const Doc *held;
	size_t saved, there, empty;
	VEC(Given) names; /* in the arena: given in this run */
};

static ItemList *list_of(const Screen *s)
{
	return s->state;
}

void items_end_save(Screen *s)
{
	ItemList *list = list_of(s);

	if (!list->save)
		return;
	app_cancel(s->app, list->save->ticket);
	arena_close(list->save->held_arena);
	arena_close(list->save->arena);
	list->save = NULL;
}

static void ask_next(Screen *s)
{
	ItemSave *save = list_of(s)->save;
	const Item *item = &save->items[save->at];

	arena_close(save->held_arena);
	save->held_arena = NULL;
	save->held = NULL;
	save->ticket = app_post(s->app, s,
		(Job){.kind = JOB_ARTICLE,
			.item = item->id,
			.flag = texts_choice(s->app, item->feed)});
}

/* --- what it is saved as --- */

static bool is_given(const ItemSave *save, Str path)
{
	for (size_t i = 0; i < save->names.count; i++)
		if (str_eq(save->names.items[i].path, path))
			return true;
	return false;
}

/* The number that the next of this title has; 1: it is the first. */
static unsigned next_number(const ItemSave *save, uint64_t title)
{
	for (size_t i = save->names.count; i-- > 0;)
		if (save->names.items[i].title == title)
			return save->names.items[i].number + 1;
	return 1;
}

/* Two articles of a title are two files: "Corrections.md", "Corrections-2.md". */
static Str path_of(ItemSave *save, const Item *item)
{
	ptrdiff_t star = save->count > 1 ? str_rfind_char(save->path, '*') : -1;
	Str name = save_name(item->title, S(""), save->arena), path = save->path;
	uint64_t title;
	unsigned n;

	/* The ending is behind the star. */
	name.n--;
	title = str_fingerprint(name);
	for (n = next_number(save, title); star >= 0; n++) {
		Str number = n > 1 ? arena_printf(save->arena, "-%u", n) : S("");

		path = arena_printf(save->arena, "%.*s%.*s%.*s%.*s",
			STR_ARG(str_slice(save->path, 0, (size_t)star)), STR_ARG(name),
			STR_ARG(number), STR_ARG(str_from_at(save->path, (size_t)star + 1)));
		if (!is_given(save, path))
			break;
	}
	*vec_push_in(&save->names, save->arena) = (Given){path, title, n};
	return path;
}

static void tell(App *app, const ItemSave *save)
{
	Buf rest = {0};

	if (save->there)
		buf_printf(&rest, "; %zu there already", save->there);
	if (save->empty)
		buf_printf(&rest, "; %zu with nothing stored but a title", save->empty);
	if (save->count == 1 && save->empty)
		app_message(app, "only its title is stored: open it, and r fetches its page");
	else if (save->count == 1)
		app_message(app, "saved: %.*s", STR_ARG(save->path));
	else
		app_message(app, "saved %zu of %zu articles%.*s", save->saved, save->count,
			STR_ARG(buf_str(&rest)));
	buf_drop(&rest);
}

static void next(Screen *s)
{
	ItemList *list = list_of(s);
	ItemSave *save = list->save;

	if (++save->at < save->count) {
		ask_next(s);
		return;
	}
	tell(s->app, save);
	if (save->saved)
		saving_remember(s->app, save->path);
	if (save->saved || save->count > 1)
		items_unselect(list);
	items_end_save(s);
}

static void replace_asked(App *app, Screen *s, Str path);

static void take(Screen *s, const Doc *doc)
{
	ItemSave *save = list_of(s)->save;
	Str path = path_of(save, &save->items[save->at]);
	Err err = {0};

	if (doc->block_count == 0) {
		save->empty++;
		next(s);
	} else if (save_doc(doc, path, save->replace, &err)) {
		save->saved++;
		next(s);
	} else if (!saving_is_there(&err)) {
		app_error(s->app, &err);
		items_end_save(s);
	} else if (save->count > 1) {
		save->there++;
		next(s);
	} else {
		saving_ask_replace(s->app, path, replace_asked);
	}
}

void items_hear_save(Screen *s, Event *event)
{
	ItemSave *save = list_of(s)->save;

	if (!save || event->ticket != save->ticket)
		return;
	if (event->kind == EVENT_ARTICLE && event->more) {
		/* It comes again, if there is more to it. */
		save->held = event->doc;
		save->held_arena = event->arena;
		event->arena = NULL;
	} else if (event->kind == EVENT_ARTICLE) {
		take(s, event->doc ? event->doc : save->held);
	} else if (event->kind == EVENT_FAILED) {
		items_end_save(s); /* which the list tells */
	}
}

/* --- the key --- */

static void start(Screen *s, Str path)
{
	ItemSave *save = list_of(s)->save;

	path = str_trim(path);
	if (path.n == 0) {
		items_end_save(s);
		return;
	}
	save->path = arena_str(save->arena, path);
	if (save->count > 1 && str_rfind_char(path, '*') <= str_rfind_char(path, '/')) {
		app_message(s->app,
			"several articles need a * in the name, where their titles go: *.md");
		items_end_save(s);
		return;
	}
	save->at = 0;
	ask_next(s);
}

static void save_asked(App *app, Screen *s, Str path)
{
	(void)app;
	if (list_of(s)->save)
		start(s, path);
}

static void replace_asked(App *app, Screen *s, Str path)
{
	ItemSave *save = list_of(s)->save;

	if (!save)
		return;
	save->replace = saving_replaces(app, path);
	start(s, path);
}

void items_save(App *app, Screen *s, Call call)
{
	ItemList *list = list_of(s);
	size_t count;
	const ItemId *ids = items_chosen(s, &count);
	Arena *arena = arena_open();
	Item *items = arena_array(arena, count, sizeof *items);
	Err err = {0};

	items_end_save(s);
	if (count == 0 || !library_rows(app->library, ids, count, arena, items, &err)) {
		if (count)
			app_error(app, &err);
		arena_close(arena);
		return;
	}
	list->save = arena_alloc(arena, sizeof *list->save);
	*list->save = (ItemSave){.arena = arena, .items = items, .count = count};
	if (str_trim(call.argument).n)
		start(s, call.argument);
	else if (count == 1)
		app_ask(app, S("save as: "),
			saving_offer(app, items->feed, items->title, app->frame), save_asked, NULL);
	else
		app_ask(app, arena_printf(app->frame, "save %zu as: ", count),
			saving_offer(app, items->feed, (Str){0}, app->frame), save_asked, NULL);
}

void items_save_all(App *app, Screen *s, Call call)
{
	items_select_all(app, s, call);
	items_save(app, s, call);
}
