/* What is known of the row under the cursor of the feed list: name, address, numbers, health. */
#include "base/date.h"
#include "base/url.h"
#include "base/utf8.h"
#include "view/feedlist.h"
#include "view/shelf.h"
#include "view/source.h"
#include "view/status.h"

static void draw_feed(const Screen *s, const Feed *feed, Area area)
{
	Arena *arena = s->app->frame;
	int64_t now = s->app->now();
	Str checked = feed->checked ? date_short(feed->checked, now, arena) : S("never");
	Str newest = feed->newest ? date_short(feed->newest, now, arena) : S("never");
	int end = area.cols - 1;

	if (feed->trouble.n) {
		end = area_text_right(area, 1, end, shelf_trouble(feed, now, arena), ROLE_SUMMARY) -
		      2;
		area_text_within(area, 1, 1, end,
			arena_printf(arena, "✗ %.*s", STR_ARG(feed->trouble)), ROLE_ERROR);
	} else if (feed->moved_to.n) {
		area_text_within(area, 1, 1, end,
			arena_printf(arena, "→ has moved to %.*s",
				STR_ARG(url_public(feed->moved_to, arena))),
			ROLE_WARNING);
	} else {
		area_text_within(area, 1, 1, end,
			arena_printf(arena,
				"%.*s unread of %.*s · last article %.*s · fetched "
				"%.*s",
				STR_ARG(count_text(feed->unread, arena)),
				STR_ARG(count_text(feed->total, arena)), STR_ARG(newest),
				STR_ARG(checked)),
			ROLE_SUMMARY);
	}
}

static Str about_row(const Screen *s, const FeedRow *row)
{
	Arena *arena = s->app->frame;

	if (row->kind == ROW_FOLDER)
		return arena_printf(arena, "%.*s · %.*s unread of %.*s%s",
			STR_ARG(count_of(row->feeds, "feed", "feeds", arena)),
			STR_ARG(count_text(row->unread, arena)),
			STR_ARG(count_text(row->total, arena)),
			row->failed ? " · some could not be fetched" : "");
	if (row->kind == ROW_SEARCH)
		return str_from_at(row->source, 7);
	if (row->kind == ROW_TAG)
		return arena_printf(arena, "articles with the tag %.*s", STR_ARG(row->name));
	return arena_printf(arena, "over all %.*s",
		STR_ARG(count_of(s->app->shelf->count, "feed", "feeds", arena)));
}

void feeds_draw_pane(const Screen *s, Area area)
{
	const FeedRow *row = feeds_row(s);
	Arena *arena = s->app->frame;
	int col, end = area.cols - 3;
	Str name;

	area_fill(area, 0, 0, area.cols, S("─"), ROLE_LINE);
	if (!row)
		return;
	name = row->kind == ROW_FEED ? row->name : source_title(row->source, s->app->shelf, arena);
	col = area_text_within(area, 0, 1, end, arena_printf(arena, " %.*s ", STR_ARG(name)),
		ROLE_BOLD);
	if (row->kind == ROW_FEED && row->feed->title.n && col < end) {
		Str address = s->app->shelf->bundled ? S("came with lede")
						     : url_public(row->feed->url, arena);

		area_text_within(area, 0, col, end, arena_printf(arena, " %.*s ", STR_ARG(address)),
			ROLE_SUMMARY);
	}
	if (row->kind == ROW_FEED)
		draw_feed(s, row->feed, area);
	else
		area_text_within(area, 1, 1, area.cols - 1, about_row(s, row), ROLE_SUMMARY);
}
