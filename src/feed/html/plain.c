#include "feed/html/plain.h"

#include "base/date.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "feed/html/autolink.h"
#include "feed/html/charset.h"
#include "feed/html/credit.h"
#include "feed/html/gemini.h"
#include "feed/html/marked.h"
#include "feed/parse.h"

enum { LONGEST_TITLE = 250, LONGEST_CAPTION = 400, LONGEST_BYLINE = 80, WIDEST_WRAP = 100 };

/* Consecutive lines that belong together; a blank line or the rules of the text end it. */
typedef struct {
	const Str *lines;
	size_t count;
} Unit;

typedef VEC(Str) Lines;
typedef VEC(Unit) Units;

typedef struct {
	Arena *arena;
	Lines lines;
	Units units;
	bool wrapped;
	uint32_t width; /* of wrapped lines, characters */
} Plain;

static Str trim_end(Str line)
{
	while (line.n && char_is_space(line.s[line.n - 1]))
		line.n--;
	return line;
}

static uint32_t characters(Str str)
{
	uint32_t n = 0;

	for (size_t i = 0; i < str.n; i++)
		n += ((uint8_t)str.s[i] & 0xc0) != 0x80;
	return n;
}

static Str first_word(Str line)
{
	Str word = S("");

	str_word(&line, &word);
	return word;
}

/* A text is wrapped if its lines end where the next word would not have fitted. Told from all
 * lines that have one below them. */
static void find_width(Plain *p)
{
	uint32_t width = 0;
	size_t breaks = 0, full = 0;

	for (size_t i = 0; i + 1 < p->lines.count; i++) {
		uint32_t n;

		if (p->lines.items[i].n == 0 || p->lines.items[i + 1].n == 0)
			continue;
		n = characters(p->lines.items[i]);
		if (n > WIDEST_WRAP)
			return;
		width = n > width ? n : width;
	}
	for (size_t i = 0; i + 1 < p->lines.count; i++) {
		Str line = p->lines.items[i], next = p->lines.items[i + 1];

		if (line.n == 0 || next.n == 0)
			continue;
		breaks++;
		full += characters(line) + 1 + characters(first_word(next)) > width;
	}
	p->wrapped = width >= 30 && full >= 2 && full * 10 >= breaks * 7;
	p->width = width;
}

static bool is_bullet(Str line)
{
	line = str_trim(line);
	return str_starts(line, S("- ")) || str_starts(line, S("* ")) ||
	       str_starts(line, S("• ")) || str_starts(line, S("– "));
}

/* "12. " or "12) "; *number gets 12. */
static bool is_numbered(Str line, int64_t *number)
{
	size_t n = 0;

	line = str_trim(line);
	while (n < line.n && n < 4 && char_is_digit(line.s[n]))
		n++;
	return n && n + 1 < line.n && (line.s[n] == '.' || line.s[n] == ')') &&
	       line.s[n + 1] == ' ' && str_number(str_slice(line, 0, n), number) && *number < 1000;
}

static bool is_rule(Str line)
{
	char mark = '\0';
	size_t marks = 0;

	for (size_t i = 0; i < line.n; i++) {
		if (line.s[i] == ' ')
			continue;
		if (mark && line.s[i] != mark)
			return false;
		mark = line.s[i];
		marks++;
	}
	return marks >= 3 && (mark == '-' || mark == '*' || mark == '=' || mark == '_' ||
				     mark == '~' || mark == '#');
}

static bool is_indented(Str line)
{
	return str_starts(line, S("    ")) || str_starts(line, S("\t"));
}

/* Whether `next` goes on where `line` stopped, rather than beginning something. */
static bool goes_on(const Plain *p, Str line, Str next)
{
	int64_t number;

	if (is_bullet(next) || is_numbered(next, &number) || is_rule(next) || is_rule(line) ||
		(next.n && next.s[0] == '>') != (line.n && line.s[0] == '>'))
		return false;
	if (!p->wrapped)
		return false;
	if (is_indented(next) && !is_indented(line) && !is_bullet(line) &&
		!is_numbered(line, &number))
		return false;
	return characters(line) + 1 + characters(first_word(next)) > p->width ||
	       characters(line) * 10 > p->width * 8;
}

static bool is_code(const Plain *p, size_t from, size_t to)
{
	if (from == to || is_bullet(p->lines.items[from]))
		return false;
	for (size_t i = from; i < to; i++)
		if (!is_indented(p->lines.items[i]))
			return false;
	return to - from > 1 || str_starts(p->lines.items[from], S("    "));
}

static void split(Plain *p, Str text)
{
	Str line;
	size_t i = 0;

	while (str_cut(&text, '\n', &line)) {
		line = trim_end(line);
		if (line.n || (p->lines.count && p->lines.items[p->lines.count - 1].n))
			*vec_push_in(&p->lines, p->arena) = line;
	}
	find_width(p);
	while (i < p->lines.count) {
		size_t end = i, from;

		while (end < p->lines.count && p->lines.items[end].n)
			end++;
		if (is_code(p, i, end)) {
			*vec_push_in(&p->units, p->arena) = (Unit){&p->lines.items[i], end - i};
			i = end;
		}
		while (i < end) {
			from = i++;
			while (i < end && goes_on(p, p->lines.items[i - 1], p->lines.items[i]))
				i++;
			*vec_push_in(&p->units, p->arena) = (Unit){&p->lines.items[from], i - from};
		}
		i = end + 1;
	}
}

/* The lines of a unit as one. */
static Str join(const Plain *p, const Unit *unit)
{
	Buf out = {0};
	Str text;

	if (unit->count == 1)
		return str_trim(unit->lines[0]);
	for (size_t i = 0; i < unit->count; i++) {
		Str line = str_trim(unit->lines[i]);

		/* The mark of a quote belongs to each line of it. */
		if (i && line.n && line.s[0] == '>')
			line = str_trim(str_from_at(line, 1));
		if (out.n)
			buf_char(&out, ' ');
		buf_add(&out, line);
	}
	text = buf_take(&out, p->arena);
	buf_drop(&out);
	return text;
}

/* The same words, whatever the case and the white space between. */
static bool same_words(Str a, Str b)
{
	Str x, y;

	while (str_word(&a, &x)) {
		if (!str_word(&b, &y) || !str_eq_case(x, y))
			return false;
	}
	return !str_word(&b, &y);
}

static Slice collapsed(DocBuilder *b, Str text)
{
	uint32_t at = doc_text_length(b);
	Str word;

	while (str_word(&text, &word)) {
		if (doc_text_length(b) > at)
			doc_add_text(b, S(" "));
		doc_add_text(b, word);
	}
	return (Slice){at, doc_text_length(b) - at};
}

static bool is_byline(Str text)
{
	return characters(text) <= LONGEST_BYLINE && str_find_char(text, '.') < 0 &&
	       (str_starts_case(text, S("by ")) || str_starts_case(text, S("von ")) ||
		       str_starts_case(text, S("par ")) || str_starts_case(text, S("por ")));
}

static int64_t date_of(Str text)
{
	static const char *const labels[] = {"published", "posted", "updated", "date", "on", ":"};

	if (text.n > 60)
		return 0;
	for (size_t i = 0; i < COUNT(labels); i++)
		if (str_starts_case(text, str_from(labels[i])))
			text = str_trim(str_from_at(text, str_from(labels[i]).n));
	return date_parse(text);
}

static bool is_caption(Str text, Str *words, Str *credit)
{
	return text.n && text.n <= LONGEST_CAPTION && text.s[text.n - 1] == ')' &&
	       text.s[0] != '(' && credit_split(text, true, words, credit);
}

static void write_caption(Flow *f, Str words, Str credit)
{
	Slice caption;

	flow_open_single(f);
	autolink(f, words, false);
	caption = flow_close_single(f);
	flow_figure(f, (Picture){.credit = credit}, caption);
}

static void write_code(Flow *f, const Unit *unit)
{
	size_t indent = unit->lines[0].s[0] == '\t' ? 1 : 4;

	f->kind = BLOCK_PRE;
	f->pre = true;
	for (size_t i = 0; i < unit->count; i++) {
		flow_text(f, str_from_at(unit->lines[i], indent));
		flow_text(f, S("\n"));
	}
	f->pre = false;
	flow_close(f);
	f->kind = BLOCK_PARAGRAPH;
}

static void write_unit(Flow *f, const Plain *p, const Unit *unit)
{
	Str text = join(p, unit);
	int64_t number;
	bool handles = str_find_case(text, S("twitter")) >= 0;

	if (is_code(p, (size_t)(unit->lines - p->lines.items),
		    (size_t)(unit->lines - p->lines.items) + unit->count)) {
		write_code(f, unit);
		return;
	}
	if (is_rule(text)) {
		flow_block(f, BLOCK_RULE, (Slice){doc_text_length(f->b), 0}, NONE);
		return;
	}
	while (f->quotes < 8 && text.n > 1 && text.s[0] == '>') {
		f->quotes++;
		text = str_trim(str_from_at(text, 1));
	}
	if (is_bullet(text)) {
		f->lists = 1;
		f->marker = MARK_BULLET;
		text = str_from_at(text, (size_t)str_find_char(text, ' '));
	} else if (is_numbered(text, &number)) {
		f->lists = 1;
		f->marker = (uint32_t)number;
		text = str_from_at(text, (size_t)str_find_char(text, ' '));
	}
	autolink(f, text, handles);
	flow_close(f);
	f->quotes = f->lists = 0;
	f->marker = MARK_NONE;
}

/* What stands above the first paragraph; returns how many units that were. */
static size_t write_head(Flow *f, const Plain *p)
{
	Doc *head = doc_builder_head(f->b);
	Str title = p->units.count ? join(p, &p->units.items[0]) : S(""), words, credit;
	bool captioned = false;
	size_t i = 1;

	if (title.n == 0 || title.n > LONGEST_TITLE || is_rule(title))
		return 0;
	head->title = collapsed(f->b, title);
	for (; i < p->units.count && i < 8; i++) {
		Str text = join(p, &p->units.items[i]);
		int64_t date = date_of(text);

		if (same_words(text, title) || is_rule(text))
			continue;
		if (!captioned && i + 1 < p->units.count && is_caption(text, &words, &credit)) {
			write_caption(f, words, credit);
			captioned = true;
		} else if (head->byline.len == 0 && is_byline(text)) {
			head->byline = collapsed(f->b,
				str_from_at(text, (size_t)str_find_char(text, ' ')));
		} else if (head->published == 0 && date) {
			head->published = date;
		} else {
			break;
		}
	}
	return i;
}

void plain_to_doc(DocBuilder *b, Str text)
{
	Plain p = {.arena = arena_open()};
	Str title;
	Flow f;

	split(&p, text);
	flow_init(&f, b, S(""));
	title = p.units.count ? join(&p, &p.units.items[0]) : S("");
	for (size_t i = write_head(&f, &p); i < p.units.count; i++)
		if (i == 0 || p.units.items[i].count > 3 ||
			!same_words(join(&p, &p.units.items[i]), title))
			write_unit(&f, &p, &p.units.items[i]);
	flow_finish(&f);
	arena_close(p.arena);
}

void plain_body(DocBuilder *b, Str text)
{
	Plain p = {.arena = arena_open()};
	Flow f;

	split(&p, text);
	flow_init(&f, b, S(""));
	for (size_t i = 0; i < p.units.count; i++)
		write_unit(&f, &p, &p.units.items[i]);
	flow_finish(&f);
	arena_close(p.arena);
}

const Doc *parse_text(Str bytes, Str mime, Str url, Arena *arena, Err *err)
{
	DocBuilder *b = doc_builder_open(arena);
	Buf clean = {0};

	utf8_clean(charset_to_utf8(bytes, mime, S(""), arena, NULL), &clean);
	if (gemini_is(mime, url))
		gemini_to_doc(b, buf_str(&clean), url);
	else if (marked_is(mime, url))
		marked_to_doc(b, buf_str(&clean), url);
	else
		plain_to_doc(b, buf_str(&clean));
	doc_builder_head(b)->url = doc_add_text(b, url);
	buf_drop(&clean);
	if (doc_block_count(b) == 0 && doc_builder_head(b)->title.len == 0) {
		err_set(err, ERR_FORMAT, 0, "there is no text in it");
		return NULL;
	}
	return doc_finish(b);
}
