/* How articles look in a list: grouped by day, a line with the title, a line with its beginning. */
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"
#include "view/format.h"
#include "view/itemlist.h"
#include "view/shelf.h"
#include "view/source.h"
#include "view/status.h"

enum {
	TITLE_COL = 5,
	NARROW = 36, /* columns below which there is only the title */
	ROOMY = 60,  /* columns from which minutes have a column of their own, */
	WIDE = 80,   /* and feeds, where no second line names them */
	FEED_COLS = 20,
};

/* What rows are grouped by, in each order. */
typedef enum { NO_GROUPS, BY_DATE, BY_ARRIVAL, BY_FEED } Grouping;

static Grouping grouping(const ItemList *list)
{
	static const Grouping groupings[ORDERS] = {
		[ORDER_NEWEST] = BY_DATE,
		[ORDER_OLDEST] = BY_DATE,
		[ORDER_FEED] = BY_FEED,
		[ORDER_ARRIVAL] = BY_ARRIVAL,
	};

	return list->list.rows >= 8 && list->screen->app->options->headings ? groupings[list->order]
									    : NO_GROUPS;
}

static bool has_groups(const ItemList *list)
{
	return grouping(list) != NO_GROUPS;
}

static int64_t date_of(const ItemList *list, const Item *item)
{
	return grouping(list) == BY_ARRIVAL ? item->seen : item->published;
}

static bool has_summary(const ItemList *list, const Item *item)
{
	return list->screen->app->options->article_format.n == 0 &&
	       list->screen->app->options->summaries && item->summary.n > 0 &&
	       list->list.rows >= 12;
}

/* Whether a heading stands between two rows. */
static bool begins_group(const ItemList *list, const Item *before, const Item *item)
{
	int64_t now = list->screen->app->now();

	if (!before)
		return true;
	if (list->order == ORDER_FEED)
		return before->feed != item->feed;
	return date_stretch(date_of(list, before), now) != date_stretch(date_of(list, item), now);
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
	return date_stretch_name(date_of(list, item), app->now(), arena);
}

static Str time_text(const ItemList *list, const Item *item, Arena *arena)
{
	bool by_date = has_groups(list) && list->order != ORDER_FEED;
	int64_t date = date_of(list, item), now = list->screen->app->now();

	if (date == 0)
		return S("");
	if (list->screen->app->options->date_format.n)
		return date_as(date, list->screen->app->options->date_format, arena);
	return by_date ? date_in_stretch(date, now, arena) : date_short(date, now, arena);
}

static const char *media_mark(const Item *item)
{
	if (item->flags & ITEM_AUDIO)
		return "♪";
	if (item->flags & ITEM_VIDEO)
		return "▶";
	return item->flags & ITEM_PICTURE ? "▣" : "";
}

static void draw_marks(const ItemList *list, size_t row, const Item *item, Area area, int line)
{
	if (idset_has(&list->unread, item->id))
		area_text(area, line, 1, S("●"), ROLE_UNREAD);
	if (item->flags & ITEM_STARRED)
		area_text(area, line, 2, S("★"), ROLE_STAR);
	else if (item->flags & ITEM_LATER)
		area_text(area, line, 2, S("»"), ROLE_STAR);
	area_text(area, line, 3, str_from(media_mark(item)), ROLE_SUMMARY);
	if (items_is_selected(list, row))
		area_text(area, line, 4, S("✓"), ROLE_STAR);
}

/* Lights each place where what is searched stands in a text that was drawn at `col`. */
static void light(const ItemList *list, Area area, int line, int col, int end, Str text)
{
	for (size_t i = 0; i < list->word_count; i++) {
		size_t start, stop = 0;

		while (needle_find(&list->words[i], text, stop, &start, &stop)) {
			int left = col + (int)utf8_width(str_slice(text, 0, start));
			int right = left + (int)utf8_width(str_slice(text, start, stop - start));

			area_overlay(area, line, left, right < end ? right : end, ROLE_HIT);
		}
	}
}

static bool has_word(const ItemList *list, Str text)
{
	size_t start, end;

	for (size_t i = 0; i < list->word_count; i++)
		if (needle_find(&list->words[i], text, 0, &start, &end))
			return true;
	return false;
}

/* The second line: how the article begins, or, if what is searched stands further down, a line of
 * its text around that. */
static Str second_line(const ItemList *list, const Item *item)
{
	Str *snippet = &list->snippets[item - list->rows];
	Err err;

	/* Of what a search did not find, or not yet, none is wanted: it takes reading the text. */
	if (list->word_count == 0 || (list->sought.n && !idset_has(&list->hits, item->id)) ||
		has_word(list, item->title) || has_word(list, item->summary))
		return item->summary;
	if (!snippet->s && !library_snippet(list->screen->app->library, item->id, list->words,
				   list->word_count, list->rows_arena, snippet, &err))
		*snippet = S("");
	if (!snippet->s)
		*snippet = S("");
	return snippet->n ? *snippet : item->summary;
}

static Role title_role(const ItemList *list, const Item *item)
{
	if (item->flags & (ITEM_DELETED | ITEM_MUTED))
		return ROLE_STRIKE;
	return idset_has(&list->unread, item->id) ? ROLE_UNREAD : ROLE_ROW;
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
	Str time = time_text(list, item, arena);

	if (area.cols < NARROW)
		return end;
	area_text_right(area, line, end, time, ROLE_DATE);
	if (list->screen->app->options->date_format.n)
		end -= (int)utf8_width(time);
	else
		end -= has_groups(list) && list->order != ORDER_FEED ? 5 : 8;
	if (area.cols >= ROOMY) {
		/* "paywall", "video": how long it would be is not known, or no matter. */
		if (item->page != PAGE_ARTICLE)
			area_text_right(area, line, end - 2, page_kind_name(item->page),
				ROLE_SUMMARY);
		else if (item->words)
			area_text_right(area, line, end - 2,
				arena_printf(arena, "%u min", minutes_to_read(item->words)),
				ROLE_SUMMARY);
		end -= 9;
		if (names_feeds(list) && area.cols >= WIDE && !has_summary(list, item)) {
			end -= FEED_COLS;
			area_text_within(area, line, end, end + FEED_COLS - 1,
				feed_title(list, item), ROLE_SUMMARY);
		}
	}
	return end - 1;
}

/* The title, and behind it the reader's tags: they have a third of the room at most. */
static void draw_title(const ItemList *list, const Item *item, Area area, int line, int end)
{
	Str title = item->title.n ? item->title : S("(without a title)");
	int room = (end - TITLE_COL) / 3, tags = (int)utf8_width(item->tags);
	int behind = item->tags.n ? end - (tags < room ? tags : room) - 1 : end;
	int col = area_text_within(area, line, TITLE_COL, behind, title, title_role(list, item));

	if (list->looks && list->looks[item - list->rows])
		area_overlay(area, line, TITLE_COL, col, (Role)list->looks[item - list->rows]);
	light(list, area, line, TITLE_COL, behind, title);
	if (item->tags.n)
		area_text_within(area, line, col + 1, end, item->tags, ROLE_BYLINE);
}

static void draw_summary(const ItemList *list, const Item *item, Area area, int line, int end)
{
	Str text = second_line(list, item);
	int col = TITLE_COL;

	if (names_feeds(list)) {
		Str title = feed_title(list, item);

		col = area_text_within(area, line, col, end, title, ROLE_BYLINE);
		if (title.n)
			col = area_text(area, line, col, S(" · "), ROLE_SUMMARY);
	}
	area_text_within(area, line, col, end, text, ROLE_SUMMARY);
	light(list, area, line, col, end, text);
}

/* Of the reader's tags, those that newsboat calls flags: single letters. */
static Str letters_of(Str tags, Arena *arena)
{
	Buf out = {0};
	Str tag;

	while (str_word(&tags, &tag))
		if (tag.n == 1)
			buf_add(&out, tag);
	return buf_give(&out, arena);
}

/* The line as the reader's own format has it. */
static void draw_format(const ItemList *list, size_t row, const Item *item, Area area, int line,
	int end)
{
	Arena *arena = list->screen->app->frame;
	const Options *o = list->screen->app->options;
	Str day = o->date_format.n ? o->date_format : S("%b %d");
	Str unread = idset_has(&list->unread, item->id) ? S("N") : S(" ");
	Str deleted = item->flags & ITEM_DELETED ? S("D") : S(" ");
	Str flags = letters_of(item->tags, arena), text;
	const FormatField fields[] = {
		{'i', arena_printf(arena, "%zu", row + 1)},
		{'n', unread},
		{'d', deleted},
		{'F', flags},
		{'f', arena_printf(arena, "%.*s%s ",
			      STR_ARG(deleted.s[0] == 'D' ? deleted : unread),
			      flags.n ? "!" : " ")},
		{'D', item->published ? date_as(item->published, day, arena) : S("")},
		{'t', item->title.n ? item->title : S("(without a title)")},
		{'T', names_feeds(list) ? feed_title(list, item) : S("")},
		{'a', item->author},
		{'L', arena_printf(arena, "%u", item->words)},
	};

	text = format_fill(o->article_format, fields, COUNT(fields), end - 1, arena);
	end = area_text_within(area, line, 1, end, text, title_role(list, item));
	if (list->looks && list->looks[item - list->rows])
		area_overlay(area, line, 1, end, (Role)list->looks[item - list->rows]);
	light(list, area, line, 1, end, text);
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

	if (!item || item->id == 0)
		return line + 1; /* it is gone from the library */
	if (has_groups(list) && (first || begins_group(list, before, item)))
		draw_heading(list, item, area, line++);
	lines = 1 + has_summary(list, item);
	if (list->screen->app->options->article_format.n) {
		draw_format(list, row, item, area, line, end);
	} else {
		draw_marks(list, row, item, area, line);
		draw_title(list, item, area, line, draw_right(list, item, area, line, end));
	}
	items_draw_hint(list, row, area, line);
	if (lines > 1)
		draw_summary(list, item, area, line + 1, end);
	if (row == list->list.cursor)
		list_select(area, line, lines, area.cols);
	return line + lines;
}

/* Of a list over several feeds. */
static Str nothing_in(const ItemList *list)
{
	static const struct {
		const char *source, *text;
	} texts[] = {
		{"unread", "All is read."},
		{"starred", "Nothing has a star yet; s gives one."},
		{"later", "Nothing is kept for later yet; L keeps an article, or the page of a "
			  "link."},
	};
	const Shelf *shelf = list->screen->app->shelf;

	if (shelf->unfetched == shelf->count)
		return S("No articles yet; R fetches all feeds.");
	for (size_t i = 0; i < COUNT(texts); i++)
		if (str_is(list->source, texts[i].source))
			return str_from(texts[i].text);
	return S("No articles here.");
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
	} else if (list->muted) {
		text = arena_printf(list->screen->app->frame,
			"%.*s muted by a rule; :filter muted shows %s",
			STR_ARG(count_of(list->muted, "article is", "articles are",
				list->screen->app->frame)),
			list->muted == 1 ? "it" : "them");
	} else if (feed && feed->trouble.n) {
		text = arena_printf(list->screen->app->frame, "✗ %.*s", STR_ARG(feed->trouble));
		role = ROLE_ERROR;
	} else if (!feed && (str_starts(list->source, S("search:")) ||
				    str_starts(list->source, S("find:")))) {
		text = list->unseen ? S("Nothing is found in what is indexed yet; ^R looks again.")
				    : S("Nothing is found; :find WORDS looks for other words.");
	} else if (!feed) {
		text = nothing_in(list);
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
