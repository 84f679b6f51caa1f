#include "view/about.h"

#include "base/date.h"
#include "base/url.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "view/app.h"
#include "view/article.h"
#include "view/list.h"
#include "view/shelf.h"
#include "view/status.h"

enum { NAME_CELLS = 20 };

typedef struct {
	Str name, value, note;
	bool heading;
	Role role; /* of the value */
} AboutRow;

typedef struct {
	List list;
	VEC(AboutRow) rows;
	Arena *arena;
	FeedId feed;
	ItemId item; /* 0: the feed alone */
	unsigned reading;
} About;

static About *about_of(const Screen *s)
{
	return s->state;
}

/* --- the rows --------------------------------------------------------------------------------- */

static void heading(About *about, const char *name)
{
	*vec_push_in(&about->rows, about->arena) =
		(AboutRow){.name = str_from(name), .heading = true, .role = ROLE_TEXT};
}

/* What is not there has no row. */
static void row(About *about, const char *name, Str value)
{
	if (value.n)
		*vec_push_in(&about->rows, about->arena) = (AboutRow){.name = str_from(name),
			.value = arena_str(about->arena, value),
			.role = ROLE_TEXT};
}

static void bad_row(About *about, const char *name, Str value)
{
	row(about, name, value);
	if (value.n)
		about->rows.items[about->rows.count - 1].role = ROLE_ERROR;
}

static void date_row(About *about, const char *name, int64_t date)
{
	row(about, name, date > 0 ? date_long(date, about->arena) : S(""));
}

static void add_article(Screen *s, About *about)
{
	Item item = {0};
	Err err;

	if (!about->item ||
		!library_rows(s->app->library, &about->item, 1, about->arena, &item, &err) ||
		!item.id)
		return;
	heading(about, "ARTICLE");
	row(about, "title", item.title);
	row(about, "address", url_public(item.url, about->arena));
	row(about, "author", item.author);
	date_row(about, "published", item.published);
	date_row(about, "came in", item.seen);
	row(about, "words", arena_printf(about->arena, "%u", item.words));
}

static void add_feed(About *about, const Feed *feed, const FeedState *state)
{
	Arena *arena = about->arena;

	heading(about, "FEED");
	row(about, "title", feed->title);
	row(about, "address", url_public(feed->url, arena));
	row(about, "site", url_public(feed->site, arena));
	row(about, "folder", feed->folder);
	row(about, "tags", feed->tags);
	row(about, "articles",
		arena_printf(arena, "%u, of which %u unread", feed->total, feed->unread));
	bad_row(about, "moved to", url_public(feed->moved_to, arena));
	row(about, "hub", url_public(state->hub, arena));
}

static Str minutes(int64_t seconds, Arena *arena)
{
	if (seconds >= 2 * 86400)
		return arena_printf(arena, "%lld days", (long long)(seconds / 86400));
	if (seconds >= 2 * 3600)
		return arena_printf(arena, "%lld hours", (long long)(seconds / 3600));
	return seconds > 0 ? arena_printf(arena, "%lld minutes", (long long)(seconds / 60)) : S("");
}

static void add_health(About *about, const Feed *feed, const FeedState *state)
{
	Arena *arena = about->arena;

	heading(about, "FETCHING");
	if (feed->checked)
		date_row(about, "last", feed->checked);
	else
		row(about, "last", S("never"));
	bad_row(about, "trouble", feed->trouble);
	if (feed->trouble.n)
		row(about, "since",
			arena_printf(arena, "%.*s, %u time%s in a row",
				STR_ARG(date_long(feed->trouble_since, arena)), feed->failures,
				feed->failures == 1 ? "" : "s"));
	if (feed->gone)
		bad_row(about, "next", S("only by r: its server says that it is gone"));
	else
		date_row(about, "next", feed->due);
	date_row(about, "not before", state->not_before);
	row(about, "usual pause", minutes(state->interval, arena));
	row(about, "it asks for", minutes((int64_t)state->ttl * 60, arena));
	if (state->agent == AGENT_OTHER)
		row(about, "name told", S("that of lede, in the form of browsers"));
}

/* Only what somebody set. */
static void add_options(Screen *s, About *about, const Feed *feed)
{
	static const char *const levels[] = {[LEVEL_CONFIG] = "config, for all",
		[LEVEL_FOLDER] = "config, for the folder ",
		[LEVEL_FEED] = "config, for this feed",
		[LEVEL_SESSION] = ":set"};
	const Levels *all = s->app->config.levels;
	bool first = true;
	Options o;

	levels_options(all, feed->url, feed->folder, &o);
	for (size_t i = 0; i < option_count; i++) {
		const Option *option = &options[i];
		Str whose;
		Level level = levels_source(all, feed->url, feed->folder, option, &whose);
		bool alarming;

		if (level == LEVEL_INITIAL || !(option->where & (ON_FEED | ON_FOLDER)))
			continue;
		if (first)
			heading(about, "SETTINGS THAT ARE NOT AS AT FIRST");
		first = false;
		alarming = str_eq(str_from(option->name), S("insecure")) && o.insecure;
		*vec_push_in(&about->rows, about->arena) =
			(AboutRow){.name = str_from(option->name),
				.value = option_show(&o, option, about->arena),
				.note = arena_printf(about->arena, "%s%.*s", levels[level],
					STR_ARG(level == LEVEL_FOLDER ? whose : S(""))),
				.role = alarming ? ROLE_ERROR : ROLE_TEXT};
	}
}

static void build(Screen *s)
{
	About *about = about_of(s);
	FeedState state = {0};
	const Feed *feed = shelf_feed(s->app->shelf, about->feed);
	Err err;

	arena_reset(about->arena);
	about->rows.items = NULL;
	about->rows.count = about->rows.room = 0;
	about->reading = s->app->shelf->reading;
	add_article(s, about);
	if (feed) {
		library_state(s->app->library, feed->id, about->arena, &state, &err);
		add_feed(about, feed, &state);
		add_health(about, feed, &state);
		add_options(s, about, feed);
	}
	about->list.count = about->rows.count;
	list_settle(&about->list);
}

/* --- the screen ------------------------------------------------------------------------------- */

/* A heading has a blank line above it. */
static int height(void *owner, size_t at, bool first)
{
	const About *about = owner;

	return about->rows.items[at].heading && !first ? 2 : 1;
}

static bool open(Screen *s, const Target *target, Err *err)
{
	const ScreenOps *ops = target->under ? target->under->ops : NULL;
	FeedId feed = ops && ops->feed ? ops->feed(target->under) : 0;
	About *about;

	if (!feed || !shelf_feed(s->app->shelf, feed))
		return err_set(err, ERR_USER, 0, "there is no feed here to tell about");
	about = arena_alloc(s->arena, sizeof *about);
	s->state = about;
	about->arena = arena_open();
	about->feed = feed;
	about->item = target->item;
	about->list.height = height;
	about->list.owner = about;
	about->list.rows = s->rows;
	build(s);
	return true;
}

static void close(Screen *s)
{
	if (about_of(s))
		arena_close(about_of(s)->arena);
}

static void resize(Screen *s, int rows, int cols)
{
	(void)cols;
	about_of(s)->list.rows = rows;
	list_settle(&about_of(s)->list);
}

static void prepare(Screen *s)
{
	if (about_of(s)->reading != s->app->shelf->reading)
		build(s);
}

static void move(Screen *s, Motion motion, unsigned count)
{
	list_move(&about_of(s)->list, motion, count);
}

static FeedId feed_of(const Screen *s)
{
	return about_of(s)->feed;
}

void about_open(App *app, Screen *screen, Call call)
{
	Target target = {.under = screen};

	(void)call;
	if (screen->ops->kind == SCREEN_ARTICLE)
		target.item = article_reader(screen)->id;
	app_push(app, SCREEN_ABOUT, &target);
}

void about_copy(App *app, Screen *screen, Call call)
{
	const About *about = about_of(screen);

	(void)call;
	if (about->list.cursor < about->rows.count)
		app_copy(app, about->rows.items[about->list.cursor].value, "the value");
}

static Str place(const Screen *s, Arena *arena)
{
	const Feed *feed = shelf_feed(s->app->shelf, about_of(s)->feed);

	if (!feed)
		return S("About");
	return arena_printf(arena, "About %.*s",
		STR_ARG(feed->title.n ? feed->title : url_public(feed->url, arena)));
}

static Str position(const Screen *s, Arena *arena)
{
	const List *list = &about_of(s)->list;

	return arena_printf(arena, "%zu/%zu", list->count ? list->cursor + 1 : 0, list->count);
}

static Str hints(const Screen *s, Arena *arena)
{
	(void)s;
	(void)arena;
	return S("copy back");
}

static void draw_row(const AboutRow *row, Area area, int line)
{
	int end = area.cols - 2, col = 2 + NAME_CELLS;

	if (row->heading) {
		area_text_within(area, line, 2, end, row->name, ROLE_GROUP);
		return;
	}
	area_text_within(area, line, 2, col - 1, row->name, ROLE_SUMMARY);
	col = area_text_within(area, line, col, end, row->value, row->role);
	if (row->note.n)
		area_text_within(area, line, col + 2, end, row->note, ROLE_SUMMARY);
}

static void draw(const Screen *s, Area area)
{
	About *about = about_of(s);
	int line = 0;

	for (size_t i = about->list.top; i < about->list.count && line < area.rows; i++) {
		line += height(about, i, i == about->list.top) - 1;
		if (line >= area.rows)
			break;
		draw_row(&about->rows.items[i], area, line);
		if (i == about->list.cursor)
			list_select(area, line, 1, area.cols);
		line++;
	}
	list_scrollbar(&about->list, area, area.cols - 1);
}

const ScreenOps about_screen = {
	.kind = SCREEN_ABOUT,
	.name = "about",
	.open = open,
	.close = close,
	.resize = resize,
	.prepare = prepare,
	.draw = draw,
	.move = move,
	.feed = feed_of,
	.place = place,
	.position = position,
	.hints = hints,
};
