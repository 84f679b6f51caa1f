#include "view/items.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"
#include "view/itemlist.h"
#include "view/lights.h"
#include "view/listplace.h"
#include "view/settings.h"
#include "view/shelf.h"
#include "view/source.h"
#include "view/status.h"

static ItemList *list_of(const Screen *s)
{
	return s->state;
}

/* --- rows by index --- */

ItemId items_id(const ItemList *list, size_t row)
{
	if (row >= list->list.count)
		return 0;
	return list->ids[list->backwards ? list->list.count - 1 - row : row];
}

const Item *items_look(const ItemList *list, size_t row)
{
	if (row < list->first || row - list->first >= list->row_count)
		return NULL;
	return &list->rows[row - list->first];
}

void items_forget_rows(ItemList *list)
{
	list->row_count = 0;
}

/* Rows that a query of the config highlights; what cannot be looked up is not. */
static const uint8_t *find_looks(ItemList *list, const ItemId *ids, size_t count)
{
	const LitRows *lit;
	size_t lit_count = lights_rows(list->screen->app->lights, &lit);
	uint8_t *looks;
	bool *fits;
	Err err;

	if (lit_count == 0)
		return NULL;
	looks = arena_array(list->rows_arena, count, sizeof *looks);
	fits = arena_array(list->rows_arena, count, sizeof *fits);
	for (size_t i = 0; i < lit_count; i++) {
		if (!library_match(list->screen->app->library, lit[i].query, ids, count, fits,
			    &err))
			continue;
		for (size_t row = 0; row < count; row++)
			if (fits[row])
				looks[row] = (uint8_t)lit[i].role;
	}
	return looks;
}

const Item *items_load(ItemList *list, size_t row)
{
	size_t window = (size_t)list->list.rows + 2, count;
	ItemId *ids;
	Err err;

	if (row >= list->list.count)
		return NULL;
	if (row >= list->first && row - list->first < list->row_count)
		return &list->rows[row - list->first];
	arena_reset(list->rows_arena);
	list->first = row > window ? row - window : 0;
	count = list->list.count - list->first;
	if (count > 3 * window)
		count = 3 * window;
	ids = arena_array(list->rows_arena, count, sizeof *ids);
	list->rows = arena_array(list->rows_arena, count, sizeof *list->rows);
	list->snippets = arena_array(list->rows_arena, count, sizeof *list->snippets);
	for (size_t i = 0; i < count; i++)
		ids[i] = items_id(list, list->first + i);
	list->row_count = count;
	if (!library_rows(list->screen->app->library, ids, count, list->rows_arena, list->rows,
		    &err)) {
		app_error(list->screen->app, &err);
		memset(list->rows, 0, count * sizeof *list->rows);
	}
	list->looks = find_looks(list, ids, count);
	return &list->rows[row - list->first];
}

/* What a search finds comes best first, all else as the reader's option has it. */
static Order first_order(const ItemList *list)
{
	Str order;

	if (str_starts(list->source, S("find:")))
		return ORDER_BEST;
	order = settings_of_list(list->screen->app, list->source)->article_order;
	return str_eq(order, S("oldest"))  ? ORDER_OLDEST
	       : str_eq(order, S("title")) ? ORDER_TITLE
	       : str_eq(order, S("feed"))  ? ORDER_FEED
					   : ORDER_NEWEST;
}

/* As the reader left this list, or as the options have it. */
static void take_view(ItemList *list)
{
	App *app = list->screen->app;
	ListView view = {.order = first_order(list),
		.unread_only = !settings_of_list(app, list->source)->show_read_articles};

	listplace_view(app, list->source, &view);
	list->order = view.order;
	list->backwards = view.backwards;
	list->unread_only = view.unread_only;
	list->filter = S("");
}

void items_keep_view(const ItemList *list)
{
	App *app = list->screen->app;
	ListView view = {list->order, list->backwards, list->unread_only};
	bool usual = list->order == first_order(list) && !list->backwards &&
		     list->unread_only != settings_of_list(app, list->source)->show_read_articles;

	listplace_keep_view(app, list->source, usual ? NULL : &view);
}

/* A cursor at the top stays there when articles come in. What is not there yet says nothing. */
static void keep_place(const ItemList *list)
{
	if (list->source.n && list->whole && !list->wanted)
		listplace_keep(list->screen->app, list->source,
			list->list.cursor ? items_id(list, list->list.cursor) : 0);
}

void items_show(Screen *s, const Target *target)
{
	ItemList *list = list_of(s);
	Arena *about = arena_open();

	keep_place(list);
	list->source = arena_str(about, target->text);
	list->title = source_title(list->source, s->app->shelf, about);
	list->sought = S("");
	take_view(list);
	list->wanted = target->item ? target->item : listplace_of(s->app, list->source);
	list->list.cursor = list->list.top = list->list.count = 0;
	arena_close(list->about);
	list->about = about;
	items_forget_rows(list);
	idset_drop(&list->unread);
	list->unread_wanted = !target->item && settings_of_list(s->app, list->source)->first_unread;
	list->hovered = 0;
	items_unselect(list);
	s->lit = false;
	items_list_again(s);
	s->dirty = true;
}

/* --- the screen --- */

static size_t words(const Screen *s, const Needle **out)
{
	*out = list_of(s)->words;
	return list_of(s)->word_count;
}

static void resize(Screen *s, int rows, int cols)
{
	ItemList *list = list_of(s);

	list->list.rows = rows;
	list->drawn_cols = cols;
	list_settle(&list->list);
}

static bool open(Screen *s, const Target *target, Err *err)
{
	ItemList *list = arena_alloc(s->arena, sizeof *list);
	Query ignored;

	s->state = list;
	list->screen = s;
	list->list.height = items_height;
	list->list.owner = list;
	list->list.options = s->app->options;
	list->list.rows = s->rows;
	list->drawn_cols = s->cols;
	list->rows_arena = arena_open();
	list->words_arena = arena_open();
	if (!source_query(target->text, list->words_arena, &ignored, err))
		return false;
	if (source_feed(target->text) && !shelf_feed(s->app->shelf, source_feed(target->text)))
		return err_set(err, ERR_USER, 0, "this feed is no longer in urls");
	items_show(s, target);
	return true;
}

static void close(Screen *s)
{
	ItemList *list = list_of(s);

	keep_place(list);
	items_end_save(s);
	hints_stop(&list->hints);
	arena_close(list->about);
	free(list->ids);
	arena_close(list->rows_arena);
	arena_close(list->words_arena);
	idset_drop(&list->unread);
	idset_drop(&list->all);
	idset_drop(&list->hits);
	idset_drop(&list->selected);
	vec_drop(&list->marked);
}

/* What the cursor has come to is read, if the reader wants it so. */
static void hover(Screen *s)
{
	ItemList *list = list_of(s);
	ItemId id = items_id(list, list->list.cursor);

	if (s->app->top != s || !id || id == list->hovered || list->listing)
		return;
	list->hovered = id;
	if (idset_has(&list->unread, id) && !library_is_read_only(s->app->library) &&
		settings_of_list(s->app, list->source)->mark_read_on_hover)
		app_mark(s->app, &id, 1, ITEM_UNREAD, false);
}

static void prepare(Screen *s)
{
	ItemList *list = list_of(s);

	list_settle(&list->list);
	items_check_hints(list);
	items_load(list, list->list.top);
	items_load(list, list->list.cursor);
	hover(s);
}

static bool waits(const Screen *s)
{
	return list_of(s)->listing && list_of(s)->list.count == 0;
}

static void go_last(App *app, Screen *s, Call call)
{
	(void)app;
	(void)call;
	list_move(&list_of(s)->list, MOVE_LAST, 0);
}

static void move(Screen *s, Motion motion, unsigned count)
{
	ItemList *list = list_of(s);

	list->then = NULL;
	list_move(&list->list, motion, count);
	if (motion == MOVE_LAST && count == 0)
		items_defer(list, go_last);
}

static bool awaits(const ItemList *list)
{
	return list->listing || list->finding;
}

/* What takes no longer is there before one could read that it is awaited. */
static int pause_ms(const Screen *s)
{
	enum { SLOW_MS = 300 };
	const ItemList *list = list_of(s);

	return awaits(list) && !list->slow ? SLOW_MS : -1;
}

static void tick(Screen *s)
{
	list_of(s)->slow = awaits(list_of(s));
	s->dirty = true;
}

static bool keep(const Screen *s, Arena *arena, Target *out)
{
	const ItemList *list = list_of(s);

	out->text = arena_str(arena, list->source);
	/* A cursor at the top stays there when articles come in, unless one is at that article. */
	if (list->wanted)
		out->item = list->wanted;
	else if (list->list.cursor || s->app->top != s)
		out->item = items_id(list, list->list.cursor);
	return true;
}

static bool step(Screen *s, int by, bool unread, Target *out)
{
	ItemList *list = list_of(s);
	size_t row = list->list.cursor, count = list->list.count;

	if (unread && list->unread.count == 0)
		return false;
	for (;;) {
		if (by > 0 ? row + 1 >= count : row == 0)
			return false;
		row += by > 0 ? 1 : (size_t)-1;
		if (!unread || idset_has(&list->unread, items_id(list, row)))
			break;
	}
	list_go(&list->list, row);
	*out = (Target){.item = items_id(list, row), .under = s, .title = list->title};
	return true;
}

/* --- what stands around it --- */

static Str place(const Screen *s, Arena *arena)
{
	(void)arena;
	return list_of(s)->title;
}

static Str title(const Screen *s, Arena *arena)
{
	const ItemList *list = list_of(s);
	Str format = s->app->options->articles_title;
	const Feed *feed = shelf_feed(s->app->shelf, source_feed(list->source));
	const TitleParts parts = {list->unread.count, list->list.count,
		feed ? feed->title : list->title, feed ? feed->url : S(""), list->filter};

	return format.n ? status_title(s, format, &parts, arena) : S("");
}

static Str note(const Screen *s, Arena *arena)
{
	const ItemList *list = list_of(s);
	Str count = count_text(list->list.count, arena);
	uint64_t total = source_total(list->source, s->app->shelf);

	if (list->slow)
		return list->whole ? S("searching…") : S("looking…");
	if (!list->whole)
		return S("");
	if (list->unseen)
		return arena_printf(arena, "%.*s; %.*s older ones are not indexed yet",
			STR_ARG(count), STR_ARG(count_text(list->unseen, arena)));
	if (total > list->total)
		return arena_printf(arena, "%.*s new, ^R lists them",
			STR_ARG(count_text(total - list->total, arena)));
	if (!str_eq(list->source, S("unread")))
		return arena_printf(arena, "%.*s unread of %.*s",
			STR_ARG(count_text(list->unread.count, arena)), STR_ARG(count));
	return count_of(list->list.count, "article", "articles", arena);
}

static Str position(const Screen *s, Arena *arena)
{
	const List *list = &list_of(s)->list;

	return arena_printf(arena, "%.*s/%.*s",
		STR_ARG(count_text(list->count ? list->cursor + 1 : 0, arena)),
		STR_ARG(count_text(list->count, arena)));
}

static Str context(const Screen *s, Arena *arena)
{
	static const char *const orders[ORDERS] = {
		[ORDER_NEWEST] = "newest first",
		[ORDER_OLDEST] = "oldest first",
		[ORDER_FEED] = "by feed",
		[ORDER_TITLE] = "by title",
		[ORDER_ARRIVAL] = "latest arrival first",
		[ORDER_LENGTH] = "longest first",
		[ORDER_BEST] = "best match first",
	};
	const ItemList *list = list_of(s);
	size_t selected = items_selected(list);

	if (selected)
		return arena_printf(arena, "%.*s selected%s", STR_ARG(count_text(selected, arena)),
			list->anchor ? "; V ends the range" : "; Esc: none");
	return arena_printf(arena, "%s%s%s%.*s", orders[list->order],
		list->backwards ? ", backwards" : "", list->filter.n ? "   filter: " : "",
		STR_ARG(list->filter));
}

static Str remains(const Screen *s, Arena *arena)
{
	const ItemList *list = list_of(s);
	unsigned minutes = minutes_to_read(list->words_to_read);
	const char *unread = items_is_plan(list) ? "" : " unread";

	/* Where there is little room, the order matters more. */
	if (list->words_to_read == 0 || list->drawn_cols < 50)
		return S("");
	return minutes < 600 ? arena_printf(arena, "%u min%s", minutes, unread)
			     : arena_printf(arena, "%u h%s", (minutes + 30) / 60, unread);
}

static Str hints(const Screen *s, Arena *arena)
{
	(void)arena;
	if (hints_are_on(&list_of(s)->hints))
		return S("a-z=open Esc=cancel");
	return S("open toggle-read star later browse next-unread filter sort mark-above comments "
		 "search");
}

/* The article's under the cursor: the list may be of many. */
static FeedId feed(const Screen *s)
{
	const ItemList *list = list_of(s);
	const Item *item = items_look(list, list->list.cursor);

	return item && item->id ? item->feed : source_feed(list->source);
}

const ScreenOps items_screen = {
	.kind = SCREEN_ITEMS,
	.name = "articles",
	.open = open,
	.close = close,
	.resize = resize,
	.event = items_hear,
	.prepare = prepare,
	.waits = waits,
	.draw = items_draw,
	.key = items_key,
	.feed = feed,
	.move = move,
	.find = items_find,
	.keep = keep,
	.step = step,
	.words = words,
	.title = title,
	.place = place,
	.note = note,
	.position = position,
	.context = context,
	.remains = remains,
	.hints = hints,
	.pause = pause_ms,
	.tick = tick,
};
