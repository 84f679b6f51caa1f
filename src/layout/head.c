/* The heading block: title, a heavy rule, who and when. */
#include "base/date.h"
#include "base/utf8.h"
#include "layout/sheet.h"

/* What comes before a name in a byline, by language of the article. */
static const struct {
	const char *lang, *by;
} bylines[] = {
	{"en", "By "},
	{"de", "Von "},
	{"fr", "Par "},
	{"es", "Por "},
	{"pt", "Por "},
	{"it", "Di "},
	{"nl", "Door "},
	{"sv", "Av "},
	{"nb", "Av "},
	{"no", "Av "},
	{"da", "Af "},
};

static Str by_word(const Doc *doc)
{
	Str lang = doc_str(doc, doc->lang), name = doc_str(doc, doc->byline);

	for (size_t i = 0; i < COUNT(bylines); i++) {
		Str by = str_from(bylines[i].by);

		if (str_starts_case(name, by))
			return S("");
	}
	for (size_t i = 0; i < COUNT(bylines); i++)
		if (str_starts_case(lang, str_from(bylines[i].lang)))
			return str_from(bylines[i].by);
	return lang.n ? S("") : S("By ");
}

static Str date_words(const Sheet *sheet)
{
	int64_t date = sheet->doc->published, now = sheet->options->now;
	int64_t day = date_local_day(date), today = date_local_day(now);

	if (date == 0)
		return S("");
	/* A date without a time is read as midnight in UTC. */
	if (date % DAY == 0)
		return date_format(date, "%a %e %B %Y", sheet->arena);
	if (now && (day == today || day + 1 == today))
		return arena_printf(sheet->arena, "%.*s, %.*s",
			STR_ARG(date_day(date, now, sheet->arena)),
			STR_ARG(date_format(date, "%H:%M", sheet->arena)));
	return date_long(date, sheet->arena);
}

/* The flow behind what the line holds, if it fits; else on a line of its own. */
static void set_part(Sheet *sheet, bool *open)
{
	unsigned room = sheet_room(sheet), gap = 5;
	size_t n;

	flow_wrap(&sheet->flow, room, WRAP_WORDS);
	n = sheet->flow.lines.count;
	if (*open && n == 1 &&
		sheet_column(sheet) + gap + sheet->flow.lines.items[0].width <= room) {
		sheet_skip_to(sheet, sheet_column(sheet) + gap);
		sheet_flow_line(sheet, &sheet->flow.lines.items[0]);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		if (*open)
			sheet_end(sheet, LINE_KEEP);
		sheet_begin(sheet);
		sheet_flow_line(sheet, &sheet->flow.lines.items[i]);
		*open = true;
	}
}

static void set_about(Sheet *sheet)
{
	const Doc *doc = sheet->doc;
	Str name = doc_str(doc, doc->byline), site = doc_str(doc, doc->site);
	Str date = date_words(sheet);
	bool open = false;

	if (site.n == 0)
		site = sheet->options->feed_title;
	if (name.n) {
		flow_clear(&sheet->flow);
		flow_add(&sheet->flow, by_word(doc),
			(Piece){.role = ROLE_BYLINE, .link = NONE, .from = NONE});
		inline_plain(sheet, doc->byline, ROLE_BYLINE, NONE);
		set_part(sheet, &open);
	}
	if (site.n && str_find_case(name, site) < 0) {
		flow_clear(&sheet->flow);
		flow_add(&sheet->flow, site,
			(Piece){.role = ROLE_BYLINE, .link = NONE, .from = NONE});
		set_part(sheet, &open);
	}
	if (date.n) {
		flow_clear(&sheet->flow);
		inline_made(sheet, date, ROLE_BYLINE);
		set_part(sheet, &open);
	}
	if (open)
		sheet_end(sheet, 0);
}

void head_set(Sheet *sheet)
{
	const Doc *doc = sheet->doc;

	if (doc->title.len) {
		flow_clear(&sheet->flow);
		inline_plain(sheet, doc->title, ROLE_TITLE, NONE);
		flow_wrap(&sheet->flow, sheet_room(sheet), WRAP_WORDS);
		sheet_flow(sheet, LINE_KEEP, LINE_KEEP);
		sheet_begin(sheet);
		sheet_made(sheet, sheet_repeat(sheet, sheet->glyphs->heavy, sheet_room(sheet)),
			ROLE_RULE);
		sheet_end(sheet, LINE_KEEP);
	}
	set_about(sheet);
}
