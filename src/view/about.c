#include "view/about.h"

#include <string.h>

#include "base/date.h"
#include "base/url.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "view/app.h"
#include "view/article.h"
#include "view/feedlist.h"
#include "view/itemlist.h"
#include "view/list.h"
#include "view/shelf.h"
#include "view/source.h"
#include "view/status.h"

enum { NAME_CELLS = 20 };

typedef struct {
	Str name, value, note;
	bool heading;
	Role role;        /* of the value */
	unsigned version; /* Enter opens it; 0: there is nothing to open */
} AboutRow;

typedef struct {
	List list;
	VEC(AboutRow) rows;
	Arena *arena;
	FeedId feed; /* 0: the row of the list of feeds that the cursor is on */
	const Screen *under;
	ItemId item;     /* 0: the feed alone */
	Str shown;       /* which of its texts one comes from … */
	uint32_t words;  /* … and how long that is; 0: not known */
	Ticket counting; /* of a list's article: the text it would be read in */
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

/* What is wrong and what to do is worth several lines. */
static void bad_rows(About *about, const char *name, Str value, size_t cells)
{
	while (value.n) {
		Str line = utf8_fit(value, cells);
		ptrdiff_t blank = line.n < value.n ? str_rfind_char(line, ' ') : -1;

		if (blank > 0)
			line = str_slice(line, 0, (size_t)blank);
		bad_row(about, name, line);
		name = "";
		value = str_trim(str_from_at(value, line.n));
	}
}

static void date_row(About *about, const char *name, int64_t date)
{
	row(about, name, date > 0 ? date_long(date, about->arena) : S(""));
}

static void note(About *about, Str text)
{
	about->rows.items[about->rows.count - 1].note = text;
}

/* As the feed claims; lists sort by another where that can't be true. */
static void add_dates(About *about, const Article *article)
{
	int64_t claimed = article->entry.published, sorted = article->item.published;

	date_row(about, "published", claimed);
	if (claimed > 0 && claimed != sorted)
		note(about, arena_printf(about->arena, "sorted as %.*s",
				    STR_ARG(date_long(sorted, about->arena))));
	date_row(about, "came in", article->item.seen);
	if (article->changed)
		date_row(about, "changed", article->changed);
	else
		row(about, "changed", S("never, since it came in"));
}

static const char *name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static void add_rules(Screen *s, About *about)
{
	const Config *config = &s->app->config;

	for (size_t i = 0; i < config->rule_count; i++) {
		bool fits = false;
		Rule rule;

		if (!rule_parse(config->rules[i].text, about->arena, &rule, NULL) ||
			!library_match(s->app->library, &rule.query, &about->item, 1, &fits,
				NULL) ||
			!fits)
			continue;
		row(about, "rule", config->rules[i].text);
		note(about, arena_printf(about->arena, "line %u of %s", config->rules[i].line,
				    name_of(config->rules[i].path)));
	}
}

/* Lines, a comma between. */
static Str in_a_line(Str lines, Arena *arena)
{
	Str all = S(""), line;

	while (str_cut(&lines, '\n', &line))
		all = all.n ? arena_printf(arena, "%.*s, %.*s", STR_ARG(all), STR_ARG(line)) : line;
	return all;
}

/* Why it is where it is. */
static void add_reasons(Screen *s, About *about, const Article *article)
{
	Arena *arena = about->arena;
	uint32_t flags = article->item.flags;

	row(about, "marks",
		arena_printf(arena, "%s%s%s%s", flags & ITEM_UNREAD ? "unread" : "read",
			flags & ITEM_STARRED ? ", starred" : "",
			flags & ITEM_LATER ? ", for later" : "",
			flags & ITEM_MUTED ? ", hidden by a rule" : ""));
	row(about, "tags", article->item.tags);
	row(about, "tags of the feed", in_a_line(article->entry.tags, arena));
	add_rules(s, about);
	row(about, "guid", article->entry.guid);
}

static void add_versions(Screen *s, About *about)
{
	const ItemVersion *versions;
	size_t count = 0;

	if (!library_versions(s->app->library, about->item, about->arena, &versions, &count,
		    NULL) ||
		count == 0)
		return;
	heading(about, "WHAT IT SAID BEFORE");
	for (size_t i = 0; i < count; i++) {
		date_row(about, "from", versions[i].at);
		note(about, versions[i].title);
		about->rows.items[about->rows.count - 1].version = (unsigned)i + 1;
	}
}

static void add_article(Screen *s, About *about)
{
	Article article;
	Err err;

	if (!about->item ||
		!library_article(s->app->library, about->item, about->arena, &article, &err))
		return;
	heading(about, "ARTICLE");
	row(about, "title", article.item.title);
	row(about, "address", url_public(article.item.url, about->arena));
	row(about, "author", article.item.author);
	add_dates(about, &article);
	row(about, "words",
		about->counting ? S("…")
				: arena_printf(about->arena, "%u",
					  about->words ? about->words : article.item.words));
	row(about, "text shown", about->shown);
	add_reasons(s, about, &article);
	add_versions(s, about);
}

static void add_feed(About *about, const Feed *feed, const FeedState *state)
{
	Arena *arena = about->arena;

	heading(about, "FEED");
	row(about, "title", feed->title);
	row(about, "address", url_public(feed->url, arena));
	row(about, "site", url_public(feed->site, arena));
	row(about, "folder", feed->folder);
	row(about, "tags", in_a_line(feed->tags, arena));
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

static void add_health(About *about, const Feed *feed, const FeedState *state, int cols)
{
	Arena *arena = about->arena;

	heading(about, "FETCHING");
	if (feed->checked)
		date_row(about, "last", feed->checked);
	else
		row(about, "last", S("never"));
	bad_rows(about, "trouble", feed->trouble,
		cols > NAME_CELLS + 24 ? (size_t)cols - NAME_CELLS - 4 : 20);
	bad_row(about, "what came", feed->truncated ? S("ends in the middle") : S(""));
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

/* A folder, a saved search or another list over several feeds. */
static void add_list(Screen *s, About *about, const FeedRow *of)
{
	Arena *arena = about->arena;
	const Shelf *shelf = s->app->shelf;
	unsigned failed = 0;
	FeedId *ids;
	size_t count = source_feeds(of->source, shelf, arena, &ids);

	heading(about, of->kind == ROW_FOLDER   ? "FOLDER"
		       : of->kind == ROW_SEARCH ? "SAVED SEARCH"
		       : of->kind == ROW_TAG    ? "TAG"
						: "LIST");
	row(about, "title", source_title(of->source, shelf, arena));
	if (of->kind == ROW_SEARCH)
		row(about, "query", str_from_at(of->source, S("search:").n));
	row(about, "feeds", count_text(of->kind == ROW_FOLDER ? count : shelf->count, arena));
	if (of->kind == ROW_FOLDER || (of->total && of->kind == ROW_LIST))
		row(about, "articles",
			arena_printf(arena, "%.*s, of which %.*s unread",
				STR_ARG(count_text(of->total, arena)),
				STR_ARG(count_text(of->unread, arena))));
	else
		row(about, "unread", count_text(of->unread, arena));
	for (size_t i = 0; i < count && of->kind == ROW_FOLDER; i++) {
		const Feed *feed = shelf_feed(shelf, ids[i]);
		Str name =
			feed ? feed->title.n ? feed->title : url_public(feed->url, arena) : S("");

		if (!feed || (feed->trouble.n == 0 && feed->checked))
			continue;
		if (failed++ == 0)
			heading(about, "FETCHING");
		bad_row(about, feed->trouble.n ? "fails" : "never fetched", name);
		note(about, feed->trouble);
	}
}

/* Only what somebody set. */
static void add_options(Screen *s, About *about, Str url, Str folder)
{
	static const char *const levels[] = {[LEVEL_CONFIG] = "config, for all",
		[LEVEL_FOLDER] = "config, for the folder ",
		[LEVEL_FEED] = "config, for this feed",
		[LEVEL_SESSION] = ":set"};
	const Levels *all = s->app->config.levels;
	bool first = true;
	Options o;

	levels_options(all, url, folder, &o);
	for (size_t i = 0; i < option_count; i++) {
		const Option *option = &options[i];
		Str whose;
		Level level = levels_source(all, url, folder, option, &whose);
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
		add_health(about, feed, &state, s->cols);
		add_options(s, about, feed->url, feed->folder);
	} else if (about->under->ops->kind == SCREEN_FEEDS) {
		const FeedRow *of = feeds_row(about->under);

		add_list(s, about, of);
		add_options(s, about, S(""), of->path);
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
	bool listed = ops && ops->kind == SCREEN_FEEDS && feeds_row(target->under);
	About *about;

	if (!listed && (!feed || !shelf_feed(s->app->shelf, feed)))
		return err_set(err, ERR_USER, 0, "there is no feed here to tell about");
	about = arena_alloc(s->arena, sizeof *about);
	s->state = about;
	about->arena = arena_open();
	about->feed = feed;
	about->under = target->under;
	about->item = target->item;
	about->shown = arena_str(s->arena, target->text);
	if (ops->kind == SCREEN_ARTICLE)
		about->words = article_reader(target->under)->words;
	else if (about->item)
		about->counting = app_post(s->app, s,
			(Job){.kind = JOB_ARTICLE,
				.item = about->item,
				.flag = texts_choice(s->app, feed)});
	about->list.height = height;
	about->list.owner = about;
	about->list.options = s->app->options;
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
	build(s);
}

static void prepare(Screen *s)
{
	if (about_of(s)->reading != s->app->shelf->reading)
		build(s);
}

/* Its words are those that the article counts when it is read, not those of the feed's HTML. */
static void hear(Screen *s, Event *event)
{
	About *about = about_of(s);

	if (!about->counting || event->ticket != about->counting)
		return;
	if (event->kind == EVENT_ARTICLE && event->doc)
		about->words = doc_words(event->doc);
	about->counting = event->kind == EVENT_ARTICLE && event->more ? about->counting : 0;
	build(s);
	s->dirty = true;
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
	Arena *arena = arena_open();

	(void)call;
	if (screen->ops->kind == SCREEN_ARTICLE) {
		target.item = article_reader(screen)->id;
		target.text = texts_shown(screen, arena);
	} else if (screen->ops->kind == SCREEN_ITEMS) {
		const ItemList *list = screen->state;

		target.item = items_id(list, list->list.cursor);
	}
	app_push(app, SCREEN_ABOUT, &target);
	arena_close(arena);
}

void about_follow(App *app, Screen *screen, Call call)
{
	const About *about = about_of(screen);
	const AboutRow *row = about->list.cursor < about->rows.count
				      ? &about->rows.items[about->list.cursor]
				      : NULL;
	Target target = {.item = about->item, .under = screen};

	(void)call;
	if (!row || !row->version) {
		app_message(app, "nothing to open here; earlier texts of an article can be");
		return;
	}
	target.version = row->version;
	app_push(app, SCREEN_ARTICLE, &target);
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

	if (!feed && about_of(s)->under->ops->kind == SCREEN_FEEDS)
		return arena_printf(arena, "About %.*s",
			STR_ARG(source_title(feeds_row(about_of(s)->under)->source, s->app->shelf,
				arena)));
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
	const About *about = about_of(s);

	(void)arena;
	return about->list.count && about->rows.items[about->list.cursor].version
		       ? S("open copy back")
		       : S("copy back");
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
	.event = hear,
	.prepare = prepare,
	.draw = draw,
	.move = move,
	.feed = feed_of,
	.place = place,
	.position = position,
	.hints = hints,
};
