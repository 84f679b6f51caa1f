/* What the keys of the feed list do. */
#include <string.h>

#include "base/utf8.h"
#include "view/feedlist.h"
#include "view/feeds.h"
#include "view/shelf.h"
#include "view/source.h"

static FeedList *list_of(Screen *s)
{
	return s->state;
}

void feeds_open(App *app, Screen *screen, Call call)
{
	const FeedRow *row = feeds_row(screen);
	Target target = {0};

	(void)call;
	if (!row)
		return;
	target.text = row->source;
	target.title = source_title(row->source, app->shelf, app->frame);
	app_push(app, SCREEN_ITEMS, &target);
}

/* --- folding --- */

static void keep_folded(Screen *s)
{
	FeedList *f = list_of(s);
	Buf out = {0};

	for (size_t i = 0; i < f->folded.count; i++) {
		buf_add(&out, f->folded.items[i]);
		buf_char(&out, '\n');
	}
	app_keep(s->app, S("folded"), buf_str(&out));
	buf_drop(&out);
}

static void set_folded(Screen *s, Str path, bool folded)
{
	FeedList *f = list_of(s);

	for (size_t i = 0; i < f->folded.count; i++)
		if (str_eq(f->folded.items[i], path))
			f->folded.items[i--] = f->folded.items[--f->folded.count];
	if (folded)
		*vec_push_in(&f->folded, s->arena) = arena_str(s->arena, path);
}

void feeds_enter(App *app, Screen *screen, Call call)
{
	const FeedRow *row = feeds_row(screen);

	if (!row || row->kind != ROW_FOLDER || !row->folded) {
		feeds_open(app, screen, call);
		return;
	}
	set_folded(screen, row->path, false);
	keep_folded(screen);
	feeds_rebuild(screen);
}

/* A folder that is open is folded; from anywhere else, up to the folder it is in. */
void feeds_fold(App *app, Screen *screen, Call call)
{
	FeedList *f = list_of(screen);
	const FeedRow *row = feeds_row(screen);
	size_t up = f->list.cursor;

	(void)app;
	(void)call;
	if (!row)
		return;
	if (row->kind == ROW_FOLDER && !row->folded) {
		set_folded(screen, row->path, true);
		keep_folded(screen);
		feeds_rebuild(screen);
		return;
	}
	while (row->depth && up > 0 && f->rows[up].depth >= row->depth)
		up--;
	list_go(&f->list, up);
}

void feeds_fold_all(App *app, Screen *screen, Call call)
{
	FeedList *f = list_of(screen);
	size_t top = f->list.cursor;

	(void)app;
	(void)call;
	/* The cursor goes to the folder that hides its row. */
	while (top > 0 && top < f->list.count && f->rows[top].depth > 0)
		top--;
	list_go(&f->list, top);
	for (size_t i = 0; i < app->shelf->count; i++) {
		Str path = app->shelf->feeds[i].folder;

		for (size_t n = 1; n <= path.n; n++)
			if (n == path.n || path.s[n] == '/')
				set_folded(screen, str_slice(path, 0, n), true);
	}
	keep_folded(screen);
	feeds_rebuild(screen);
}

void feeds_unfold_all(App *app, Screen *screen, Call call)
{
	(void)app;
	(void)call;
	list_of(screen)->folded.count = 0;
	keep_folded(screen);
	feeds_rebuild(screen);
}

/* --- fetching and marking --- */

void feeds_update(App *app, Screen *screen, Call call)
{
	const FeedRow *row = feeds_row(screen);
	FeedId *ids;
	size_t count;

	(void)call;
	if (!row)
		return;
	count = source_feeds(row->source, app->shelf, app->frame, &ids);
	app_refresh(app, ids, count);
}

/* --- going --- */

static bool has_unread(const FeedRow *row)
{
	return row->kind == ROW_FEED && row->unread > 0;
}

static bool is_folder(const FeedRow *row)
{
	return row->kind == ROW_FOLDER;
}

/* To the next row of a sort, around the end; false if there is none. */
static bool go(Screen *s, int by, bool (*wanted)(const FeedRow *row))
{
	FeedList *f = list_of(s);
	size_t count = f->list.count, row = f->list.cursor;

	for (size_t i = 0; i < count; i++) {
		row = (row + (by > 0 ? 1 : count - 1)) % count;
		if (wanted(&f->rows[row])) {
			list_go(&f->list, row);
			return true;
		}
	}
	return false;
}

void feeds_mark_read(App *app, Screen *screen, Call call)
{
	const FeedRow *row = feeds_row(screen);
	Arena *arena;
	Query query;
	Err err;

	(void)call;
	if (!row)
		return;
	arena = arena_open();
	if (!source_query(row->source, arena, &query, &err)) {
		app_error(app, &err);
		arena_close(arena);
		return;
	}
	app_mark_query(app, query_unread(query, arena), arena,
		&(Mark){.flag = ITEM_UNREAD,
			.of = arena_str(arena, source_title(row->source, app->shelf, arena))});
	if (app->options->mark_feed_to_unread)
		go(screen, 1, has_unread);
}

static void go_unread(App *app, Screen *s, int by)
{
	if (s->lit)
		s->ops->find(s, by > 0 ? FIND_NEXT : FIND_PREVIOUS, S(""));
	else if (!go(s, by, has_unread))
		app_message(app, "all is read");
}

void feeds_next_unread(App *app, Screen *screen, Call call)
{
	(void)call;
	go_unread(app, screen, 1);
}

void feeds_previous_unread(App *app, Screen *screen, Call call)
{
	(void)call;
	go_unread(app, screen, -1);
}

void feeds_next_folder(App *app, Screen *screen, Call call)
{
	(void)app;
	(void)call;
	go(screen, 1, is_folder);
}

void feeds_previous_folder(App *app, Screen *screen, Call call)
{
	(void)app;
	(void)call;
	go(screen, -1, is_folder);
}

void feeds_mark_everything(App *app, Screen *screen, Call call)
{
	Arena *arena = arena_open();
	Query query = query_unread(query_for_all(arena), arena);

	(void)screen;
	(void)call;
	app_mark_query(app, query, arena, &(Mark){.flag = ITEM_UNREAD, .of = S("all feeds")});
}

/* --- order --- */

void feeds_sort(App *app, Screen *screen, Call call)
{
	static const char *const names[FEED_SORTS] = {
		[FEEDS_AS_WRITTEN] = "as they stand in urls",
		[FEEDS_BY_TITLE] = "by title",
		[FEEDS_BY_UNREAD] = "by unread articles",
		[FEEDS_BY_DATE] = "by their newest article",
	};
	FeedList *f = list_of(screen);

	(void)call;
	f->sort = (FeedSort)((f->sort + 1) % FEED_SORTS);
	feeds_rebuild(screen);
	app_message(app, "feeds %s%s", names[f->sort], f->backwards ? ", backwards" : "");
}

void feeds_sort_back(App *app, Screen *screen, Call call)
{
	FeedList *f = list_of(screen);

	(void)call;
	f->backwards = !f->backwards;
	feeds_rebuild(screen);
	app_message(app, f->backwards ? "feeds in reverse order" : "feeds in order again");
}

void feeds_toggle_read(App *app, Screen *screen, Call call)
{
	(void)call;
	app_set(app, option_find(S("show-read-feeds")), 0,
		app->options->show_read_feeds ? S("no") : S("yes"), NULL);
	feeds_rebuild(screen);
	app_message(app, app->options->show_read_feeds
				 ? "all feeds are shown"
				 : "only feeds with unread articles are shown");
}

/* --- the feed itself --- */

static const Feed *feed_here(App *app, Screen *screen)
{
	const FeedRow *row = feeds_row(screen);

	if (row && row->kind == ROW_FEED)
		return row->feed;
	app_message(app, "this is no feed");
	return NULL;
}

void feeds_error(App *app, Screen *screen, Call call)
{
	const FeedRow *row = feeds_row(screen);

	(void)call;
	if (row && row->kind == ROW_FEED && row->feed->trouble.n &&
		utf8_width(row->feed->trouble) + 2 <= (size_t)screen->cols) {
		app_message(app, "%.*s", STR_ARG(row->feed->trouble));
		app->message_is_error = true;
	} else if (row && row->kind == ROW_FEED && row->feed->moved_to.n) {
		app_message(app, "has moved to %.*s; m takes that over",
			STR_ARG(row->feed->moved_to));
	} else {
		/* What is too long for the last line stands there whole. */
		app_push(app, SCREEN_LOG, &(Target){.under = screen});
	}
}

void feeds_browse(App *app, Screen *screen, Call call)
{
	const Feed *feed = feed_here(app, screen);

	(void)call;
	if (feed)
		app_browse(app, feed->site.n ? feed->site : feed->url);
}

void feeds_copy(App *app, Screen *screen, Call call)
{
	const Feed *feed = feed_here(app, screen);

	(void)call;
	if (feed)
		app_copy(app, feed->url, "the feed's address");
}

void feeds_copy_title(App *app, Screen *screen, Call call)
{
	const Feed *feed = feed_here(app, screen);

	(void)call;
	if (feed)
		app_copy(app,
			arena_printf(app->frame, "[%.*s](%.*s)", STR_ARG(feed->title),
				STR_ARG(feed->url)),
			"as Markdown");
}
