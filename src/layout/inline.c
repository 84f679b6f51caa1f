/* Words with their styles: from the spans of a Doc to the pieces of a galley. */
#include "base/script.h"
#include "base/utf8.h"
#include "layout/sheet.h"

/* The style that tells most comes first: a run has room for two. */
static const struct {
	uint32_t style;
	Role role;
} style_roles[] = {
	{STYLE_CODE, ROLE_CODE},
	{STYLE_MARK, ROLE_MARK},
	{STYLE_STRIKE, ROLE_STRIKE},
	{STYLE_BOLD, ROLE_BOLD},
	{STYLE_ITALIC, ROLE_ITALIC},
	{STYLE_UNDERLINE, ROLE_UNDERLINE},
	{STYLE_SMALL, ROLE_SMALL},
};

static void add_text(Sheet *sheet, Str text, Piece like)
{
	if (sheet->tab)
		galley_add_pre(&sheet->galley, text, like, sheet->tab);
	else
		galley_add(&sheet->galley, text, like);
}

static Piece styled(const Span *span, Role base)
{
	Role found[3] = {base, ROLE_TEXT, ROLE_TEXT};
	size_t count = base == ROLE_TEXT ? 0 : 1, most = count + 2;

	if (span->link != NONE)
		found[count++] = ROLE_LINK;
	for (size_t i = 0; i < COUNT(style_roles) && count < most; i++)
		if (span->style & style_roles[i].style)
			found[count++] = style_roles[i].role;
	/* Three are one too many: the words around give the base away. */
	if (count == 3) {
		found[0] = found[1];
		found[1] = found[2];
	}
	return (Piece){.role = (uint8_t)found[0], .also = (uint8_t)found[1], .link = span->link};
}

/* "1st", "21er": raised in print, plainer plain. Marks in brackets and signs like "†" say
 * themselves what they are. */
static bool stays_plain(Sheet *sheet, Str text, bool sup)
{
	static const char *const ordinals[] = {"st", "nd", "rd", "th", "er", "re", "e", "ème", "o",
		"a", "te", "º", "ª"};
	const Buf *before = &sheet->galley.text;
	size_t at = 0;

	if (text.n == 0 || text.s[0] == '[' || text.s[0] == '(' || text.s[0] == '*')
		return true;
	if ((uint8_t)text.s[0] >= 0x80)
		return script_of(utf8_next(text, &at), sup) == NULL;
	if (!sup || before->n == 0 || !char_is_digit(before->s[before->n - 1]))
		return false;
	for (size_t i = 0; i < COUNT(ordinals); i++)
		if (str_eq_case(text, str_from(ordinals[i])))
			return true;
	return false;
}

/* Raised or lowered text: in Unicode's characters if it has them all, else "^(…)". */
static void add_script(Sheet *sheet, Str text, Piece like, bool sup)
{
	Piece made = like, one = like;

	made.from = NONE;
	if (stays_plain(sheet, text, sup)) {
		galley_add(&sheet->galley, text, like);
	} else if (!sheet->options->ascii && script_has(text, sup)) {
		for (size_t at = 0; at < text.n;) {
			one.from = like.from + (uint32_t)at;
			galley_add(&sheet->galley, str_from(script_of(utf8_next(text, &at), sup)),
				one);
		}
	} else {
		galley_add(&sheet->galley, sup ? S("^") : S("_"), made);
		if (text.n > 1)
			galley_add(&sheet->galley, S("("), made);
		galley_add(&sheet->galley, text, like);
		if (text.n > 1)
			galley_add(&sheet->galley, S(")"), made);
	}
}

/* Its blanks stay out of it; the rest hangs on what it is raised from. */
static void add_raised(Sheet *sheet, Str text, Piece like, bool sup)
{
	Str words = str_trim(text);
	Piece blank = like;
	size_t before;

	if (words.n == 0) {
		add_text(sheet, text, like);
		return;
	}
	before = (size_t)(words.s - text.s);
	add_text(sheet, str_slice(text, 0, before), like);
	like.from += (uint32_t)before;
	like.cling = before == 0;
	add_script(sheet, words, like, sup);
	blank.from += (uint32_t)(before + words.n);
	add_text(sheet, str_from_at(text, before + words.n), blank);
}

/* A footnote's mark is too short to be worth a number of its own. */
static bool has_number(Sheet *sheet, uint32_t link, Str text)
{
	return str_trim(text).n && sheet->doc->links[link].kind != LINK_SIGN &&
	       (sheet->doc->links[link].kind != LINK_HERE || !doc_is_note_mark(text));
}

void inline_number(Sheet *sheet, uint32_t link)
{
	uint32_t number = sheet->links.numbers[link];
	Piece like = {.role = ROLE_LINK_NUMBER,
		.link = link,
		.from = NONE,
		.whole = true,
		.cling = true};

	/* In preformatted text they would push the columns apart. */
	if (number && sheet->options->numbers && sheet->tab == 0)
		galley_add(&sheet->galley, arena_printf(sheet->arena, "[%u]", number), like);
}

static void add_made(Sheet *sheet, Str text, Piece like)
{
	like.from = NONE;
	add_text(sheet, text, like);
}

/* "[12]" of a footnote would look like the number of a link: it is raised, as in print. Returns
 * what of it is. */
static Slice without_brackets(const Sheet *sheet, const Span *span, Slice text)
{
	Str words = doc_str(sheet->doc, text);

	if (span->link == NONE || sheet->doc->links[span->link].kind != LINK_HERE ||
		sheet->options->ascii || words.n < 3 || words.s[0] != '[' ||
		words.s[words.n - 1] != ']' || !script_has(str_slice(words, 1, words.n - 2), true))
		return (Slice){0, 0};
	return (Slice){text.at + 1, text.len - 2};
}

static void add_span(Sheet *sheet, const Span *span, Slice text, Role base)
{
	Piece like = styled(span, base);
	Str words = doc_str(sheet->doc, text);
	Slice mark = without_brackets(sheet, span, text);

	if (text.len == 0)
		return;
	if (mark.len) {
		like.from = mark.at;
		add_raised(sheet, doc_str(sheet->doc, mark), like, true);
		return;
	}
	/* What was put in instead stands right behind it. */
	if (!(span->style & STYLE_STRIKE) && str_ends(buf_str(&sheet->galley.text), S("-]")) &&
		(span->style & STYLE_UNDERLINE) && !char_is_space(words.s[0]))
		add_made(sheet, S(" "), like);
	like.from = text.at;
	/* What was struck out would read as said where no attribute shows it. */
	if (span->style & STYLE_STRIKE) {
		add_made(sheet, S("[-"), like);
		like.cling = true;
	}
	if (span->style & (STYLE_SUP | STYLE_SUB))
		add_raised(sheet, words, like, (span->style & STYLE_SUP) != 0);
	else
		add_text(sheet, words, like);
	if (span->style & STYLE_STRIKE)
		add_made(sheet, S("-]"), like);
}

static uint32_t slice_end(Slice slice)
{
	return slice.at + slice.len;
}

uint32_t inline_first_span(const Doc *doc, uint32_t at)
{
	uint32_t low = 0, high = doc->span_count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (slice_end(doc->spans[middle].text) <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The bytes of one link from `at` on: its spans differ in style and touch. */
static uint32_t link_end(const Doc *doc, uint32_t span, uint32_t end)
{
	uint32_t link = doc->spans[span].link, reach = slice_end(doc->spans[span].text);

	while (++span < doc->span_count && doc->spans[span].link == link &&
		doc->spans[span].text.at == reach && reach < end)
		reach = slice_end(doc->spans[span].text);
	return reach < end ? reach : end;
}

/* One link in the text that is being added. */
typedef struct {
	uint32_t words, end; /* where its words end, and where the blanks behind them do */
} LinkRange;

static LinkRange open_link(Sheet *sheet, uint32_t span, uint32_t at, uint32_t end)
{
	const Doc *doc = sheet->doc;
	LinkRange range = {.end = link_end(doc, span, end)};
	Str words = doc_str(doc, (Slice){at, range.end - at});

	while (words.n && char_is_space(words.s[words.n - 1]))
		words.n--;
	range.words = at + (uint32_t)words.n;
	if (has_number(sheet, doc->spans[span].link, words))
		sheet_number(sheet, doc->spans[span].link, words);
	return range;
}

void inline_add(Sheet *sheet, Slice text, Role base)
{
	const Doc *doc = sheet->doc;
	uint32_t at = text.at, end = slice_end(text), k = inline_first_span(doc, at);
	LinkRange link = {0, 0};

	while (at < end) {
		const Span *span = k < doc->span_count ? &doc->spans[k] : NULL;
		uint32_t next = end;

		if (!span || span->text.at > at) {
			if (span && span->text.at < end)
				next = span->text.at;
			inline_plain(sheet, (Slice){at, next - at}, base, NONE);
			at = next;
			continue;
		}
		if (slice_end(span->text) < end)
			next = slice_end(span->text);
		if (span->link != NONE && at >= link.end)
			link = open_link(sheet, k, at, end);
		if (span->link != NONE && at < link.words && link.words <= next) {
			add_span(sheet, span, (Slice){at, link.words - at}, base);
			inline_number(sheet, span->link);
			at = link.words;
		}
		add_span(sheet, span, (Slice){at, next - at}, base);
		at = next;
		k++;
	}
}

bool inline_is_bold(const Sheet *sheet, Slice text)
{
	const Doc *doc = sheet->doc;
	uint32_t at = text.at;

	for (uint32_t k = inline_first_span(doc, at); k < doc->span_count && at < slice_end(text);
		k++) {
		if (doc->spans[k].text.at > at || !(doc->spans[k].style & STYLE_BOLD))
			return false;
		at = slice_end(doc->spans[k].text);
	}
	return text.len && at >= slice_end(text);
}

bool inline_has_link(Sheet *sheet, Slice text)
{
	const Doc *doc = sheet->doc;
	uint32_t end = slice_end(text);

	for (uint32_t k = inline_first_span(doc, text.at); k < doc->span_count; k++) {
		if (doc->spans[k].text.at >= end)
			break;
		if (doc->spans[k].link != NONE)
			return true;
	}
	return false;
}

void inline_marker(Sheet *sheet)
{
	size_t n = sheet->frames.count;

	if (sheet->marker.n == 0 || n == 0 || sheet->frames.items[n - 1].width)
		return;
	inline_made(sheet, sheet->marker, sheet->marker_role);
	inline_made(sheet, S(" "), sheet->marker_role);
	sheet->marker = (Str){0};
}

void inline_made(Sheet *sheet, Str text, Role role)
{
	galley_add_pre(&sheet->galley, text,
		(Piece){.role = (uint8_t)role, .link = NONE, .from = NONE, .whole = true}, 1);
}

void inline_plain(Sheet *sheet, Slice text, Role role, uint32_t link)
{
	add_text(sheet, doc_str(sheet->doc, text),
		(Piece){.role = (uint8_t)role, .link = link, .from = text.at});
}

Str inline_clean(Sheet *sheet, Str text)
{
	Galley galley = {0};
	Str clean;

	galley_clear(&galley);
	galley_add(&galley, text, (Piece){.link = NONE, .from = NONE});
	for (size_t i = 0; i < galley.text.n; i++)
		if (galley.text.s[i] == '\n')
			galley.text.s[i] = ' ';
	clean = str_trim(arena_str(sheet->arena, buf_str(&galley.text)));
	galley_drop(&galley);
	return clean;
}
