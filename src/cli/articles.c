#include "cli/articles.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/date.h"
#include "base/json.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/session.h"

enum { AT_ONCE = 100 };

typedef struct {
	Library *lib;
	const ArticleStyle *style;
	const Feed *feeds;
	size_t feed_count, width;
	Arena *arena; /* of some rows */
} Printer;

static const Feed *feed_of(const Printer *p, const Item *item)
{
	static const Feed none;

	for (size_t i = 0; i < p->feed_count; i++)
		if (p->feeds[i].id == item->feed)
			return &p->feeds[i];
	return &none;
}

static Str minute(int64_t time, Arena *arena)
{
	return date_format(time, "%Y-%m-%d %H:%M", arena);
}

/* --- a format of one's own -------------------------------------------------------------------- */

static Str title_of(const Printer *p, const Item *item)
{
	(void)p;
	return item->title;
}

static Str url_of(const Printer *p, const Item *item)
{
	(void)p;
	return item->url;
}

static Str author_of(const Printer *p, const Item *item)
{
	(void)p;
	return item->author;
}

static Str summary_of(const Printer *p, const Item *item)
{
	(void)p;
	return item->summary;
}

static Str tags_of(const Printer *p, const Item *item)
{
	(void)p;
	return item->tags;
}

static Str feed_title_of(const Printer *p, const Item *item)
{
	return feed_of(p, item)->title;
}

static Str feed_url_of(const Printer *p, const Item *item)
{
	return feed_of(p, item)->url;
}

static Str date_of(const Printer *p, const Item *item)
{
	return minute(item->published, p->arena);
}

static Str id_of(const Printer *p, const Item *item)
{
	return arena_printf(p->arena, "%lld", (long long)item->id);
}

static Str minutes_of(const Printer *p, const Item *item)
{
	return arena_printf(p->arena, "%u", item->words ? minutes_to_read(item->words) : 0);
}

static Str marks_of_item(const Printer *p, const Item *item)
{
	return arena_printf(p->arena, "%s%s%s", item->flags & ITEM_UNREAD ? "U" : "-",
		item->flags & ITEM_STARRED ? "S" : "-", item->flags & ITEM_LATER ? "L" : "-");
}

static const struct {
	char letter;
	Str (*text)(const Printer *p, const Item *item);
} parts[] = {
	{'a', author_of},
	{'d', date_of},
	{'f', feed_title_of},
	{'F', feed_url_of},
	{'i', id_of},
	{'m', marks_of_item},
	{'n', minutes_of},
	{'s', summary_of},
	{'t', title_of},
	{'T', tags_of},
	{'u', url_of},
};

static size_t part_of(char letter)
{
	size_t i = 0;

	while (i < COUNT(parts) && parts[i].letter != letter)
		i++;
	return i;
}

bool article_format_check(Str format, Err *err)
{
	for (size_t i = 0; i < format.n; i++) {
		if (format.s[i] != '%')
			continue;
		if (++i == format.n)
			return err_set(err, ERR_USER, 0, "a '%%' stands at the end; write %%%%");
		if (format.s[i] != '%' && part_of(format.s[i]) == COUNT(parts))
			return err_set(err, ERR_USER, 0,
				"there is no %%%c; there is %%t title, %%u address, %%a author, "
				"%%d date, %%f feed; lede help list names them all",
				format.s[i]);
	}
	return true;
}

static void print_format(const Printer *p, const Item *item)
{
	Str format = p->style->format;

	for (size_t i = 0, taken; i < format.n; i += taken) {
		char c = format.s[i], next = i + 1 < format.n ? format.s[i + 1] : '\0';
		Str text;

		taken = 2;
		if (c == '%' && next != '%') {
			text = parts[part_of(next)].text(p, item);
			fwrite(text.s, 1, text.n, stdout);
		} else if (c == '\\' && (next == 't' || next == 'n' || next == '\\')) {
			putchar(next == 't' ? '\t' : next == 'n' ? '\n' : '\\');
		} else {
			putchar(c);
			taken = c == '%' ? 2 : 1;
		}
	}
	putchar('\n');
}

/* --- JSON ------------------------------------------------------------------------------------- */

static bool print_json(const Printer *p, const Item *item, Err *err)
{
	static const struct {
		const char *name;
		uint32_t flag;
	} marks[] = {{"unread", ITEM_UNREAD}, {"starred", ITEM_STARRED}, {"later", ITEM_LATER}};
	const Feed *feed = feed_of(p, item);
	Buf out = {0};
	JsonWriter w = {.out = &out};
	const Str *tags;
	size_t count;

	if (!library_tags_of(p->lib, item->id, p->arena, &tags, &count, err))
		return false;
	json_open_object(&w);
	json_name(&w, S("id"));
	json_put_int(&w, item->id);
	json_member(&w, S("title"), item->title);
	json_member(&w, S("url"), item->url);
	json_member(&w, S("author"), item->author);
	json_member(&w, S("published"), date_rfc3339(item->published, p->arena));
	json_member(&w, S("seen"), date_rfc3339(item->seen, p->arena));
	json_member(&w, S("feed"), feed->title);
	json_member(&w, S("feed_url"), feed->url);
	for (size_t i = 0; i < COUNT(marks); i++) {
		json_name(&w, str_from(marks[i].name));
		json_put_bool(&w, item->flags & marks[i].flag);
	}
	json_name(&w, S("tags"));
	json_open_array(&w);
	for (size_t i = 0; i < count; i++)
		json_put_str(&w, tags[i]);
	json_close_array(&w);
	json_name(&w, S("words"));
	json_put_int(&w, item->words);
	json_member(&w, S("summary"), item->summary);
	json_close_object(&w);
	printf("%.*s\n", STR_ARG(buf_str(&out)));
	buf_drop(&out);
	return true;
}

/* --- lines ------------------------------------------------------------------------------------ */

static void print_line(const Printer *p, const Item *item)
{
	Str day = minute(item->published, p->arena), feed = feed_of(p, item)->title;

	if (p->width < 60)
		printf("%.*s\t%.*s\t%.*s\t%.*s\n", STR_ARG(day), STR_ARG(feed),
			STR_ARG(item->title), STR_ARG(item->url));
	else
		printf("%.*s  %.*s  %.*s\n", STR_ARG(day),
			STR_ARG(utf8_ellipsis(item->title, p->width - 40, p->arena)),
			STR_ARG(utf8_ellipsis(feed, 20, p->arena)));
}

static bool print_one(const Printer *p, const Item *item, Err *err)
{
	if (p->style->json)
		return print_json(p, item, err);
	if (p->style->format.n)
		print_format(p, item);
	else
		print_line(p, item);
	return true;
}

bool articles_print(Library *lib, const IdList *list, const ArticleStyle *style, Err *err)
{
	Item *items = memory_alloc(AT_ONCE * sizeof *items);
	Arena *arena = arena_open();
	Printer p = {.lib = lib,
		.style = style,
		.width = isatty(STDOUT_FILENO) ? terminal_width(STDOUT_FILENO) : 0,
		.arena = arena_open()};
	bool ok = library_feeds(lib, arena, &p.feeds, &p.feed_count, err);

	for (size_t at = 0; at < list->count && ok; at += AT_ONCE) {
		size_t n = list->count - at < AT_ONCE ? list->count - at : AT_ONCE;

		ok = library_rows(lib, list->ids + at, n, p.arena, items, err);
		for (size_t i = 0; i < n && ok; i++)
			if (items[i].id)
				ok = print_one(&p, &items[i], err);
		arena_reset(p.arena);
	}
	arena_close(p.arena);
	arena_close(arena);
	free(items);
	return ok;
}

int articles_mistake(Str query, const Err *err)
{
	Buf clean = {0};

	utf8_clean(query, &clean);
	command_say("%s", err->text);
	if (err->code > 0)
		fprintf(stderr, "  %.*s\n  %*s^\n", (int)clean.n, clean.s, err->code - 1, "");
	buf_drop(&clean);
	return MISUSED;
}
