#include "view/listplace.h"

/* The value "list-places": a line a list, latest first: article, a tab, source. */
enum { MOST_LISTS = 200 };

#define PLACES S("list-places")

static bool take_line(Str *text, ItemId *id, Str *source)
{
	Str number;

	while (str_cut(text, '\n', source))
		if (str_cut(source, '\t', &number) && str_number(number, id))
			return true;
	return false;
}

ItemId listplace_of(App *app, Str source)
{
	Str text = app_kept(app, PLACES), one;
	ItemId id;

	while (take_line(&text, &id, &one))
		if (str_eq(one, source))
			return id;
	return 0;
}

void listplace_keep(App *app, Str source, ItemId id)
{
	Str text = app_kept(app, PLACES), one;
	size_t count = 0;
	ItemId other;
	Buf out = {0};

	if (listplace_of(app, source) == id)
		return;
	if (id)
		buf_printf(&out, "%lld\t%.*s\n", (long long)id, STR_ARG(source));
	while (++count < MOST_LISTS && take_line(&text, &other, &one))
		if (!str_eq(one, source))
			buf_printf(&out, "%lld\t%.*s\n", (long long)other, STR_ARG(one));
	app_keep(app, PLACES, buf_str(&out));
	buf_drop(&out);
}
