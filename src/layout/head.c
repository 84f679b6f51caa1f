/* The heading block: title, a heavy rule, who and when, and what sort of page it is. */
#include <assert.h>

#include "base/date.h"
#include "base/utf8.h"
#include "layout/sheet.h"

static Str by_word(const Sheet *sheet)
{
	Str name = doc_str(sheet->doc, sheet->doc->byline), by = words_by(sheet->doc);

	/* Some say it themselves. */
	return str_starts_case(name, S("by ")) || str_starts_case(name, by) ? S("") : by;
}

static Str date_words(const Sheet *sheet)
{
	int64_t date = sheet->doc->published, now = sheet->options->now;
	int64_t day = date_local_day(date), today = date_local_day(now);

	if (date == 0)
		return S("");
	if (now && date % DAY && (day == today || day + 1 == today))
		return arena_printf(sheet->arena, "%.*s, %.*s",
			STR_ARG(date_day(date, now, sheet->arena)),
			STR_ARG(date_format(date, "%H:%M", sheet->arena)));
	return date_long(date, sheet->arena);
}

/* The galley behind what the line holds, if it fits; else on a line of its own. */
static void set_part(Sheet *sheet, unsigned gap, bool *open)
{
	unsigned room = sheet_room(sheet);
	size_t n;

	galley_wrap(&sheet->galley, room, WRAP_WORDS);
	n = sheet->galley.lines.count;
	if (*open && n == 1 &&
		sheet_column(sheet) + gap + sheet->galley.lines.items[0].width <= room) {
		sheet_skip_to(sheet, sheet_column(sheet) + gap);
		sheet_galley_line(sheet, &sheet->galley.lines.items[0]);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		if (*open)
			sheet_end(sheet, LINE_KEEP);
		sheet_begin(sheet);
		sheet_galley_line(sheet, &sheet->galley.lines.items[i]);
		*open = true;
	}
}

static void add_made(Sheet *sheet, Str text)
{
	galley_add(&sheet->galley, text, (Piece){.role = ROLE_BYLINE, .link = NONE, .from = NONE});
}

/* "By Mira Holt     Harbour Post     Sun 22 November 2026, 06:40": a little closer where only that
 * keeps it on one line. */
static void set_about(Sheet *sheet)
{
	const Doc *doc = sheet->doc;
	Str name = doc_str(doc, doc->byline), site = doc_str(doc, doc->site);
	Str by = name.n ? by_word(sheet) : S(""), date = date_words(sheet);
	bool open = false;
	unsigned gap = 5, parts;
	size_t cells;

	if (site.n == 0)
		site = sheet->options->feed_title;
	if (str_find_case(name, site) >= 0)
		site = S("");
	cells = utf8_width(by) + utf8_width(name) + utf8_width(site) + utf8_width(date);
	parts = (name.n != 0) + (site.n != 0) + (date.n != 0);
	if (parts && cells + gap * (parts - 1) > sheet_room(sheet))
		gap = 3;
	if (name.n) {
		galley_clear(&sheet->galley);
		add_made(sheet, by);
		inline_plain(sheet, doc->byline, ROLE_BYLINE, NONE);
		set_part(sheet, gap, &open);
	}
	if (site.n) {
		galley_clear(&sheet->galley);
		add_made(sheet, site);
		set_part(sheet, gap, &open);
	}
	if (date.n) {
		galley_clear(&sheet->galley);
		add_made(sheet, date);
		set_part(sheet, gap, &open);
	}
	if (open)
		sheet_end(sheet, 0);
}

#define BROWSER "o opens it in the browser.", "A browser may show more."

/* What is less than the article it looks like says so, before one has read it, and what can be done
 * about it: on the screen by a key, in a pipe by other means. */
static const struct {
	const char *said, *key, *otherwise;
} kinds[] = {
	[PAGE_ARTICLE] = {NULL, NULL, NULL},
	[PAGE_PAYWALL] = {"The site shows only the beginning; the rest is for subscribers.",
		BROWSER},
	[PAGE_CONSENT] = {"The site asks for consent first: this may not be the article.", BROWSER},
	[PAGE_SCRIPT] = {"The page is built by scripts: this may not be all of it.", BROWSER},
	[PAGE_LOGIN] = {"The site wants to know who you are: this may not be the article.",
		BROWSER},
	[PAGE_GALLERY] = {"A gallery: pictures, and what they show.", "i opens one.", NULL},
	[PAGE_VIDEO] = {"A page to watch rather than to read.", "m plays the film.", NULL},
	[PAGE_ERROR] = {"The site says that there is no such page.",
		"If it only moved, o may find it in the browser.",
		"If it only moved, the site may know where to."},
};
static_assert(COUNT(kinds) == PAGE_KINDS, "think of every kind of page");

static void set_kind(Sheet *sheet)
{
	const char *kind = kinds[sheet->doc->page].said,
		   *advice = sheet->options->keys ? kinds[sheet->doc->page].key
						  : kinds[sheet->doc->page].otherwise;

	if (!kind)
		return;
	sheet_blank(sheet, LINE_KEEP);
	galley_clear(&sheet->galley);
	galley_add(&sheet->galley, str_from(kind),
		(Piece){.role = ROLE_CREDIT, .link = NONE, .from = NONE});
	if (advice)
		galley_add(&sheet->galley, arena_printf(sheet->arena, " %s", advice),
			(Piece){.role = ROLE_CREDIT, .link = NONE, .from = NONE});
	galley_wrap(&sheet->galley, sheet_room(sheet), WRAP_WORDS);
	sheet_galley(sheet, LINE_KEEP, 0);
}

void head_set(Sheet *sheet)
{
	const Doc *doc = sheet->doc;

	if (doc->title.len) {
		galley_clear(&sheet->galley);
		inline_plain(sheet, doc->title, ROLE_TITLE, NONE);
		galley_wrap(&sheet->galley, sheet_room(sheet), WRAP_TITLE);
		sheet_galley(sheet, LINE_KEEP, LINE_KEEP);
		sheet_begin(sheet);
		sheet_made(sheet, sheet_repeat(sheet, sheet->glyphs->heavy, sheet_room(sheet)),
			ROLE_RULE);
		sheet_end(sheet, LINE_KEEP);
	}
	set_about(sheet);
	set_kind(sheet);
	if (doc->standfirst.len) {
		sheet_blank(sheet, LINE_KEEP);
		galley_clear(&sheet->galley);
		inline_plain(sheet, doc->standfirst, ROLE_ITALIC, NONE);
		galley_wrap(&sheet->galley, sheet_room(sheet), WRAP_WORDS);
		sheet_galley(sheet, LINE_KEEP, 0);
	}
}
