#include "view/listplace.h"

/* The values "list-places" and "list-views": a line a list, latest first. A place is the article, a
 * view "2+-": its order by number, + or - for backwards and for unread articles only. Behind a tab
 * the source, which ends the line. */
enum { MOST_LISTS = 200 };

#define PLACES S("list-places")
#define VIEWS  S("list-views")

static bool take_line(Str *text, Str *what, Str *source)
{
	while (str_cut(text, '\n', source))
		if (str_cut(source, '\t', what))
			return true;
	return false;
}

/* Empty if nothing is known. Borrowed until something is kept. */
static Str kept(App *app, Str name, Str source)
{
	Str text = app_kept(app, name), what, one;

	while (take_line(&text, &what, &one))
		if (str_eq(one, source))
			return what;
	return S("");
}

static void keep(App *app, Str name, Str source, Str value)
{
	Str text = app_kept(app, name), what, one;
	size_t count = 0;
	Buf out = {0};

	if (str_eq(kept(app, name, source), value))
		return;
	if (value.n)
		buf_printf(&out, "%.*s\t%.*s\n", STR_ARG(value), STR_ARG(source));
	while (++count < MOST_LISTS && take_line(&text, &what, &one))
		if (!str_eq(one, source))
			buf_printf(&out, "%.*s\t%.*s\n", STR_ARG(what), STR_ARG(one));
	app_keep(app, name, buf_str(&out));
	buf_drop(&out);
}

ItemId listplace_of(App *app, Str source)
{
	ItemId id = 0;

	str_number(kept(app, PLACES, source), &id);
	return id;
}

void listplace_keep(App *app, Str source, ItemId id)
{
	Arena *arena = arena_open();

	keep(app, PLACES, source, id ? arena_printf(arena, "%lld", (long long)id) : S(""));
	arena_close(arena);
}

void listplace_view(App *app, Str source, ListView *out)
{
	Str signs = kept(app, VIEWS, source);
	int64_t order;

	if (signs.n < 3 || !str_number(str_slice(signs, 0, signs.n - 2), &order) || order < 0 ||
		order >= ORDERS)
		return;
	out->order = (Order)order;
	out->backwards = signs.s[signs.n - 2] == '+';
	out->unread_only = signs.s[signs.n - 1] == '+';
}

void listplace_keep_view(App *app, Str source, const ListView *view)
{
	Arena *arena = arena_open();

	keep(app, VIEWS, source,
		view ? arena_printf(arena, "%d%c%c", (int)view->order, view->backwards ? '+' : '-',
			       view->unread_only ? '+' : '-')
		     : S(""));
	arena_close(arena);
}
