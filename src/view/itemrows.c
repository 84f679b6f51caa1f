/* How articles look in a list: grouped by day, a line with the title, a line with its beginning. */
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"
#include "view/itemlist.h"
#include "view/shelf.h"
#include "view/source.h"

enum {
	TITLE_COL = 5,
	WORDS_PER_MINUTE = 220,
	NARROW = 36, /* columns below which there is only the title */
	ROOMY = 60,  /* columns from which minutes have a column of their own, */
	WIDE = 80,   /* and feeds, where no second line names them */
	FEED_COLS = 20,
};

static bool has_groups(const ItemList *list)
{
	return list->order != ORDER_TITLE && list->list.rows >= 8;
}

static bool has_summary(const ItemList *list, const Item *item)
{
	return list->screen->app->options->summaries && item->summary.n > 0 &&
	       list->list.rows >= 12;
}

/* Whether a heading stands between two rows. */
static bool begins_group(const ItemList *list, const Item *before, const Item *item)
{
	if (!before)
		return true;
	if (list->order == ORDER_FEED)
		return before->feed != item->feed;
	return date_local_day(before->published) != date_local_day(item->published);
}

static bool has_heading(ItemList *list, size_t row, bool first)
{
	const Item *item, *before;

	if (!has_groups(list))
		return false;
	if (first || row == 0)
		return true;
	before = items_load(list, row - 1);
	if (!before)
		return true;
	/* Loading the row may move the window that `before` lies in. */
	item = items_look(list, row);
	if (!item) {
		Item copy = *before;

		item = items_load(list, row);
		return item && begins_group(list, &copy, item);
	}
	return begins_group(list, before, item);
}

int items_height(void *owner, size_t row, bool first)
{
	ItemList *list = owner;
	int heading = has_heading(list, row, first);
	const Item *item = items_load(list, row);

	return heading + 1 + (item && has_summary(list, item));
}

static Str group_name(const ItemList *list, const Item *item, Arena *arena)
{
	const App *app = list->screen->app;

	if (list->order == ORDER_FEED) {
		const Feed *feed = shelf_feed(app->shelf, item->feed);

		return feed ? feed->title : S("");
	}
	if (item->published == 0)
		return S("Without a date");
	return date_day(item->published, app->now(), arena);
}

static Str time_text(const ItemList *list, const Item *item, Arena *arena)
{
	bool by_day = has_groups(list) && list->order != ORDER_FEED;

	if (item->published == 0)
		return S("");
	return by_day ? date_format(item->published, "%H:%M", arena)
		      : date_short(item->published, list->screen->app->now(), arena);
}

static const char *media_mark(const Item *item)
{
	if (item->flags & ITEM_AUDIO)
		return "♪";
	if (item->flags & ITEM_VIDEO)
		return "▶";
	return item->flags & ITEM_PICTURE ? "▣" : "";
}

static void draw_marks(const ItemList *list, const Item *item, Area area, int line)
{
	bool unread = idset_has(&list->unread, item->id) ||
		      (!list->counted && (item->flags & ITEM_UNREAD));

	if (unread)
		area_text(area, line, 1, S("●"), ROLE_UNREAD);
	if (item->flags & ITEM_STARRED)
		area_text(area, line, 2, S("★"), ROLE_STAR);
	else if (item->flags & ITEM_LATER)
		area_text(area, line, 2, S("»"), ROLE_STAR);
	area_text(area, line, 3, str_from(media_mark(item)), ROLE_SUMMARY);
}

/* Lights each place where what is searched stands in a text that was drawn at `col`. */
static void light(const ItemList *list, Area area, int line, int col, int end, Str text)
{
	Arena *arena;
	uint32_t *map;
	Str folded;
	size_t from = 0;
	ptrdiff_t at;

	if (list->needle.n == 0)
		return;
	arena = arena_open();
	folded = utf8_fold(text, arena, &map);
	while ((at = str_find(str_from_at(folded, from), list->needle)) >= 0) {
		size_t start = map[from + (size_t)at];
		size_t stop = map[from + (size_t)at + list->needle.n];
		int left = col + (int)utf8_width(str_slice(text, 0, start));
		int right = left + (int)utf8_width(str_slice(text, start, stop - start));

		area_overlay(area, line, left, right < end ? right : end, ROLE_HIT);
		from += (size_t)at + list->needle.n;
	}
	arena_close(arena);
}

static Role title_role(const ItemList *list, const Item *item)
{
	if (item->flags & ITEM_DELETED)
		return ROLE_STRIKE;
	return idset_has(&list->unread, item->id) || (!list->counted && (item->flags & ITEM_UNREAD))
		       ? ROLE_UNREAD
		       : ROLE_ROW;
}

/* Whether rows name their feed: in a list of many feeds that is not grouped by them. It begins the
 * second line, so that titles have the whole first one; without second lines it is a column. */
static bool names_feeds(const ItemList *list)
{
	return source_feed(list->source) == 0 && list->order != ORDER_FEED;
}

static Str feed_title(const ItemList *list, const Item *item)
{
	const Feed *feed = shelf_feed(list->screen->app->shelf, item->feed);

	return feed && feed->title.n ? feed->title : S("");
}

/* Right of the title: feed, minutes, time; returns where the title must end. */
static int draw_right(const ItemList *list, const Item *item, Area area, int line, int end)
{
	Arena *arena = list->screen->app->frame;
	uint32_t minutes = (item->words + WORDS_PER_MINUTE / 2) / WORDS_PER_MINUTE;
	Str time = time_text(list, item, arena);

	if (area.cols < NARROW)
		return end;
	area_text_right(area, line, end, time, ROLE_DATE);
	end -= has_groups(list) && list->order != ORDER_FEED ? 5 : 8;
	if (area.cols >= ROOMY) {
		if (item->words)
			area_text_right(area, line, end - 2,
				arena_printf(arena, "%u min", minutes ? minutes : 1), ROLE_SUMMARY);
		end -= 9;
		if (names_feeds(list) && area.cols >= WIDE && !has_summary(list, item)) {
			end -= FEED_COLS;
			area_text_within(area, line, end, end + FEED_COLS - 1,
				feed_title(list, item), ROLE_SUMMARY);
		}
	}
	return end - 1;
}

static void draw_summary(const ItemList *list, const Item *item, Area area, int line, int end)
{
	int col = TITLE_COL;

	if (names_feeds(list)) {
		Str title = feed_title(list, item);

		col = area_text_within(area, line, col, end, title, ROLE_BYLINE);
		if (title.n)
			col = area_text(area, line, col, S(" · "), ROLE_SUMMARY);
	}
	area_text_within(area, line, col, end, item->summary, ROLE_SUMMARY);
	light(list, area, line, col, end, item->summary);
}

static void draw_heading(const ItemList *list, const Item *item, Area area, int line)
{
	int col = area_text_within(area, line, 1, area.cols - 2,
		group_name(list, item, list->screen->app->frame), ROLE_GROUP);

	area_fill(area, line, col + 1, area.cols - 1, S("─"), ROLE_LINE);
}

/* Draws one row, its heading (if it has one here) above it; returns the line behind. */
static int draw_row(const ItemList *list, size_t row, Area area, int line)
{
	const Item *item = items_look(list, row), *before = row ? items_look(list, row - 1) : NULL;
	bool first = row == list->list.top;
	int end = area.cols - 2, lines;
	Str title;

	if (!item || item->id == 0)
		return line + 1; /* it is gone from the library */
	if (has_groups(list) && (first || begins_group(list, before, item)))
		draw_heading(list, item, area, line++);
	lines = 1 + has_summary(list, item);
	title = item->title.n ? item->title : S("(without a title)");
	draw_marks(list, item, area, line);
	area_text_within(area, line, TITLE_COL, draw_right(list, item, area, line, end), title,
		title_role(list, item));
	light(list, area, line, TITLE_COL, end, title);
	if (lines > 1)
		draw_summary(list, item, area, line + 1, end);
	if (row == list->list.cursor)
		list_select(area, line, lines, area.cols);
	return line + lines;
}

static void draw_nothing(const ItemList *list, Area area)
{
	const Feed *feed = shelf_feed(list->screen->app->shelf, source_feed(list->source));
	Str text = S("No articles yet; r fetches the feed.");
	Role role = ROLE_SUMMARY;

	if (!list->whole)
		return;
	if (list->filter.n) {
		text = S("Nothing passes the filter; \\ takes it away.");
	} else if (list->unread_only) {
		text = S("All is read; :toggle-read-articles shows it.");
	} else if (feed && feed->trouble.n) {
		text = arena_printf(list->screen->app->frame, "✗ %.*s", STR_ARG(feed->trouble));
		role = ROLE_ERROR;
	} else if (!feed && str_starts(list->source, S("search:"))) {
		text = S("Nothing is found; :find WORDS looks for other words.");
	} else if (!feed) {
		text = S("No articles here.");
	}
	area_text_within(area, area.rows > 4 ? 1 : 0, 2, area.cols - 1, text, role);
}

void items_draw(const Screen *s, Area area)
{
	const ItemList *list = s->state;
	int line = 0;

	if (list->list.count == 0) {
		draw_nothing(list, area);
		return;
	}
	for (size_t row = list->list.top; row < list->list.count && line < area.rows; row++)
		line = draw_row(list, row, area, line);
	list_scrollbar(&list->list, area, area.cols - 1);
}
