/* What the keys of a list of articles do. */
#include <string.h>
#include <unistd.h>

#include "base/vec.h"
#include "view/article.h"
#include "view/itemlist.h"
#include "view/items.h"
#include "view/macro.h"
#include "view/prompt.h"
#include "view/shelf.h"
#include "view/source.h"
#include "view/tagging.h"

static ItemList *list_of(Screen *s)
{
	return s->state;
}

static const Item *item_here(Screen *s)
{
	ItemList *list = list_of(s);
	const Item *item = items_load(list, list->list.cursor);

	return item && item->id ? item : NULL;
}

void items_open(App *app, Screen *screen, Call call)
{
	ItemList *list = list_of(screen);
	Target target = {.title = list->title, .under = screen};

	(void)call;
	target.item = items_id(list, list->list.cursor);
	if (target.item)
		app_push(app, SCREEN_ARTICLE, &target);
}

/* --- going --- */

/* To another feed of the list of feeds below, in this same screen. */
static bool go_feed(App *app, Screen *s, int by, bool unread)
{
	Target target = {0};

	if (!s->below || !s->below->ops->step ||
		!s->below->ops->step(s->below, by, unread, &target)) {
		app_message(app, unread   ? "no other feed has unread articles"
				 : by > 0 ? "this is the last feed"
					  : "this is the first feed");
		return false;
	}
	items_show(s, &target);
	return true;
}

static void go_unread(App *app, Screen *s, int by)
{
	ItemList *list = list_of(s);
	size_t count = list->list.count, row = list->list.cursor;

	if (s->lit) {
		s->ops->find(s, by > 0 ? FIND_NEXT : FIND_PREVIOUS, S(""));
		return;
	}
	for (size_t i = 0; i < count && list->unread.count; i++) {
		if (by > 0 ? row + 1 >= count : row == 0)
			break;
		row += by > 0 ? 1 : (size_t)-1;
		if (idset_has(&list->unread, items_id(list, row))) {
			list_go(&list->list, row);
			return;
		}
	}
	/* Back up to one that was left out, before another feed is opened. */
	if ((source_feed(list->source) == 0 && list->unread.count) ||
		!app->options->next_unread_elsewhere)
		app_message(app, by > 0 ? "no more unread articles below" : "none above");
	else if (go_feed(app, s, by, true))
		list->unread_wanted = by;
}

void items_next_unread(App *app, Screen *screen, Call call)
{
	(void)call;
	go_unread(app, screen, 1);
}

void items_previous_unread(App *app, Screen *screen, Call call)
{
	(void)call;
	go_unread(app, screen, -1);
}

void items_random_unread(App *app, Screen *screen, Call call)
{
	ItemList *list = list_of(screen);
	size_t left = list->unread.count, row;
	uint32_t any = 0;

	(void)call;
	if (left == 0) {
		app_message(app, "nothing is unread here");
		return;
	}
	if (getentropy(&any, sizeof any) == 0)
		left = any % left;
	for (row = 0; row < list->list.count; row++)
		if (idset_has(&list->unread, items_id(list, row)) && left-- == 0)
			break;
	if (row < list->list.count)
		list_go(&list->list, row);
}

void items_next_feed(App *app, Screen *screen, Call call)
{
	(void)call;
	go_feed(app, screen, 1, false);
}

void items_previous_feed(App *app, Screen *screen, Call call)
{
	(void)call;
	go_feed(app, screen, -1, false);
}

void items_next_unread_feed(App *app, Screen *screen, Call call)
{
	(void)call;
	go_feed(app, screen, 1, true);
}

void items_previous_unread_feed(App *app, Screen *screen, Call call)
{
	(void)call;
	go_feed(app, screen, -1, true);
}

/* --- outside --- */

void items_bookmark(App *app, Screen *screen, Call call)
{
	const Item *item = item_here(screen);
	const Feed *feed = item ? shelf_feed(app->shelf, item->feed) : NULL;

	(void)call;
	if (item && item->url.n)
		app_bookmark(app, item->url, item->title, feed ? feed->title : S(""));
	else
		app_message(app, "this article has no address");
}

void items_play(App *app, Screen *screen, Call call)
{
	const Item *item = item_here(screen);
	Arena *arena = arena_open();
	Article article = {0};
	Err err;

	(void)call;
	if (item && !library_article(app->library, item->id, arena, &article, &err))
		app_error(app, &err);
	else if (item && browse_media(&article).n)
		app_play(app, browse_media(&article));
	else if (item)
		app_message(app, "the feed brings nothing to play with it");
	arena_close(arena);
}

/* The one that the feed brings with it, else the first of its text. */
void items_picture(App *app, Screen *screen, Call call)
{
	static const Str open = {"open", 4}, picture = {"picture", 7};
	static const Operation steps[] = {{&open, 1}, {&picture, 1}};
	static const Operations both = {steps, COUNT(steps), {NULL, 0}};
	const Item *item = item_here(screen);
	Arena *arena = arena_open();
	Article article = {0};
	Err err;

	(void)call;
	if (item && !library_article(app->library, item->id, arena, &article, &err))
		app_error(app, &err);
	else if (item && article.entry.image.n)
		follow_picture(app, article.entry.image);
	else if (item)
		macro_run(app, &both);
	arena_close(arena);
}

/* Its links stand in its text, which is opened for it. */
void items_links(App *app, Screen *screen, Call call)
{
	static const Str open = {"open", 4}, links = {"links", 5};
	static const Operation steps[] = {{&open, 1}, {&links, 1}};
	static const Operations both = {steps, COUNT(steps), {NULL, 0}};

	(void)call;
	if (item_here(screen))
		macro_run(app, &both);
}

void items_comments(App *app, Screen *screen, Call call)
{
	const Item *item = item_here(screen);
	Article article = {0};
	Arena *arena;
	Err err;

	(void)call;
	if (!item)
		return;
	arena = arena_open();
	if (!library_article(app->library, item->id, arena, &article, &err))
		app_error(app, &err);
	else if (article.entry.comments.n == 0)
		app_message(app, "the feed names no page of comments");
	else
		app_browse(app, article.entry.comments);
	arena_close(arena);
}

/* --- order and filter --- */

void items_sort(App *app, Screen *screen, Call call)
{
	ItemList *list = list_of(screen);

	(void)app;
	(void)call;
	do
		list->order = (Order)((list->order + 1) % ORDERS);
	while (list->order == ORDER_BEST && list->word_count == 0);
	items_keep_view(list);
	items_list_again(screen);
}

void items_sort_back(App *app, Screen *screen, Call call)
{
	ItemList *list = list_of(screen);

	(void)app;
	(void)call;
	if (list->order == ORDER_NEWEST)
		list->order = ORDER_OLDEST;
	else if (list->order == ORDER_OLDEST)
		list->order = ORDER_NEWEST;
	else
		list->backwards = !list->backwards;
	items_keep_view(list);
	items_list_again(screen);
}

static void set_filter(Screen *s, Str filter)
{
	ItemList *list = list_of(s);

	list->filter = arena_str(list->about, str_trim(filter));
	items_list_again(s);
	s->dirty = true;
}

/* What a filter is made of (model/query.h), offered while one types. */
static const Candidate terms[] = {
	{{"unread ", sizeof "unread " - 1}, {"not read yet", sizeof "not read yet" - 1}},
	{{"starred ", sizeof "starred " - 1}, {"with a star", sizeof "with a star" - 1}},
	{{"later ", sizeof "later " - 1}, {"kept for later", sizeof "kept for later" - 1}},
	{{"newer:", sizeof "newer:" - 1},
		{"by age: newer:2d, newer:12h", sizeof "by age: newer:2d, newer:12h" - 1}},
	{{"older:", sizeof "older:" - 1}, {"older:1w", sizeof "older:1w" - 1}},
	{{"feed:", sizeof "feed:" - 1},
		{"by title or address of the feed", sizeof "by title or address of the feed" - 1}},
	{{"in:", sizeof "in:" - 1}, {"by folder", sizeof "by folder" - 1}},
	{{"tag:", sizeof "tag:" - 1},
		{"by tag; -tag:x: without it", sizeof "by tag; -tag:x: without it" - 1}},
	{{"title:", sizeof "title:" - 1}, {"in the title", sizeof "in the title" - 1}},
	{{"author:", sizeof "author:" - 1}, {"who wrote it", sizeof "who wrote it" - 1}},
	{{"url:", sizeof "url:" - 1}, {"in the address", sizeof "in the address" - 1}},
	{{"has:image ", sizeof "has:image " - 1}, {"with a picture", sizeof "with a picture" - 1}},
	{{"has:audio ", sizeof "has:audio " - 1},
		{"with a recording", sizeof "with a recording" - 1}},
	{{"has:video ", sizeof "has:video " - 1}, {"with a film", sizeof "with a film" - 1}},
	{{"has:comments ", sizeof "has:comments " - 1},
		{"with a page of comments", sizeof "with a page of comments" - 1}},
	{{"lang:", sizeof "lang:" - 1},
		{"by language: lang:de", sizeof "by language: lang:de" - 1}},
	{{"muted ", sizeof "muted " - 1}, {"hidden by a rule", sizeof "hidden by a rule" - 1}},
	{{"len:>", sizeof "len:>" - 1}, {"minutes to read: len:>10, len:<3",
						sizeof "minutes to read: len:>10, len:<3" - 1}},
	{{"OR ", sizeof "OR " - 1},
		{"one or the other; ( ) groups", sizeof "one or the other; ( ) groups" - 1}},
};

/* Folders and feeds by name; a name with blanks is quoted. */
static void offer_name(Candidates *found, const char *prefix, Str name, Str word, Arena *arena)
{
	bool quoted = str_find_char(name, ' ') >= 0;
	Str text = arena_printf(arena, quoted ? "%s\"%.*s\" " : "%s%.*s ", prefix, STR_ARG(name));

	for (size_t i = 0; i < found->count; i++)
		if (str_eq(found->items[i].text, text))
			return;
	if (name.n && str_starts_case(text, word))
		*vec_push_in(found, arena) = (Candidate){.text = text};
}

static size_t complete_filter(App *app, Str line, Arena *arena, const Candidate **out,
	size_t *count)
{
	ptrdiff_t blank = str_rfind_char(line, ' ');
	size_t start = blank < 0 ? 0 : (size_t)blank + 1;
	Str word = str_from_at(line, start);
	Candidates found = {0};

	/* "-tag:x": the minus is not part of the term. */
	if (str_starts(word, S("-"))) {
		start++;
		word = str_from_at(word, 1);
	}
	for (size_t i = 0; i < COUNT(terms); i++)
		if (str_starts_case(terms[i].text, word) && !str_eq(str_trim(terms[i].text), word))
			*vec_push_in(&found, arena) = terms[i];
	for (size_t i = 0; i < app->shelf->count && str_starts(word, S("in:")); i++)
		offer_name(&found, "in:", app->shelf->feeds[i].folder, word, arena);
	for (size_t i = 0; i < app->shelf->count && str_starts(word, S("feed:")); i++)
		offer_name(&found, "feed:", app->shelf->feeds[i].title, word, arena);
	if (str_starts(word, S("tag:")))
		tagging_offer(app, "tag:", word, arena, &found);
	*out = found.items;
	*count = found.count;
	return start;
}

static void filter_typing(App *app, Screen *screen, Str answer)
{
	(void)app;
	set_filter(screen, answer);
}

/* Given up, or no filter at all: as it was. The old text still lies in the arena of the list. */
static void filter_done(App *app, Screen *screen, Str answer)
{
	ItemList *list = list_of(screen);
	Arena *arena = arena_open();
	Query ignored;
	Err err;

	if (!answer.s) {
		list->wanted = list->cursor_before;
		set_filter(screen, list->filter_before);
	} else if (query_parse(answer, arena, &ignored, &err)) {
		set_filter(screen, answer);
	} else {
		set_filter(screen, list->filter_before);
		app_error(app, &err);
	}
	arena_close(arena);
}

void items_set_filter(App *app, Screen *screen, Str filter)
{
	list_of(screen)->filter_before = list_of(screen)->filter;
	filter_done(app, screen, filter);
}

void items_filter(App *app, Screen *screen, Call call)
{
	ItemList *list = list_of(screen);

	if (call.argument.n) {
		items_set_filter(app, screen, call.argument);
		return;
	}
	list->filter_before = list->filter;
	list->cursor_before = items_id(list, list->list.cursor);
	prompt_close(app->prompt);
	app->prompt = prompt_open(app, screen, S("filter: "), list->filter, "filter", filter_done,
		filter_typing, complete_filter);
}

void items_clear_filter(App *app, Screen *screen, Call call)
{
	(void)app;
	(void)call;
	if (screen->lit)
		screen->ops->find(screen, FIND_CLEAR, S(""));
	if (list_of(screen)->filter.n)
		set_filter(screen, S(""));
}

void items_toggle_shown(App *app, Screen *screen, Call call)
{
	ItemList *list = list_of(screen);

	(void)call;
	list->unread_only = !list->unread_only;
	items_keep_view(list);
	items_list_again(screen);
	app_message(app, list->unread_only ? "only unread articles" : "all articles");
}

void items_update(App *app, Screen *screen, Call call)
{
	FeedId *ids;
	size_t count = source_feeds(list_of(screen)->source, app->shelf, app->frame, &ids);

	(void)call;
	app_refresh(app, ids, count);
}

void items_renew(App *app, Screen *screen, Call call)
{
	(void)app;
	(void)call;
	items_list_again(screen);
}
