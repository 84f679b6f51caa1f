#include "layout/text.h"

#include "base/url.h"
#include "base/utf8.h"
#include "layout/sheet.h"

static void add_blanks(Buf *out, unsigned n)
{
	while (n--)
		buf_char(out, ' ');
}

/* SGR parameters: 1 bold, 2 faint, 3 italic, 4 underlined, 7 reverse, 9 struck out. */
static const char *const attributes[ROLES] = {
	[ROLE_TITLE] = ";1",
	[ROLE_BYLINE] = ";2",
	[ROLE_HEADING] = ";1",
	[ROLE_SUBHEADING] = ";1",
	[ROLE_BOLD] = ";1",
	[ROLE_ITALIC] = ";3",
	[ROLE_UNDERLINE] = ";4",
	[ROLE_STRIKE] = ";9",
	[ROLE_MARK] = ";7",
	[ROLE_SMALL] = ";2",
	[ROLE_QUOTE_BAR] = ";2",
	[ROLE_RULE] = ";2",
	[ROLE_TABLE_HEAD] = ";1",
	[ROLE_TABLE_RULE] = ";2",
	[ROLE_LINK] = ";4",
	[ROLE_LINK_NUMBER] = ";2",
	[ROLE_BOX] = ";2",
	[ROLE_CREDIT] = ";2",
	[ROLE_CARD_AUTHOR] = ";1",
	[ROLE_CARD_NOTE] = ";2",
	[ROLE_MEDIA] = ";1",
};

static void write_run(const Run *run, bool styled, Buf *out)
{
	const char *role = attributes[run->role], *also = attributes[run->also];

	if (!styled || (!role && !also)) {
		buf_add(out, run->text);
		return;
	}
	buf_printf(out, "\033[%s%sm", role ? role : "", also && also != role ? also : "");
	buf_add(out, run->text);
	buf_add(out, S("\033[m"));
}

static void write_line(const Line *line, bool styled, Buf *out)
{
	size_t start = out->n;
	unsigned at = 0;

	for (uint32_t i = 0; i < line->run_count; i++) {
		const Run *run = &line->runs[i];

		if (run->at > at)
			add_blanks(out, run->at - at);
		write_run(run, styled, out);
		at = run->at + run->width;
	}
	while (out->n > start && out->s[out->n - 1] == ' ')
		out->n--;
	buf_char(out, '\n');
}

static unsigned digits_of(size_t n)
{
	unsigned digits = 1;

	for (; n >= 10; n /= 10)
		digits++;
	return digits;
}

/* The site that a link of the page goes through first; empty if that is no other. */
static Str goes_through(const Doc *doc, const Link *link)
{
	Str site = url_site(doc_str(doc, link->written));

	return str_eq_case(site, url_site(doc_str(doc, link->href))) ? S("") : site;
}

/* " [3] https://…", folded under itself where `width` is not 0. */
static void write_link(const Lines *lines, size_t i, unsigned width, unsigned digits, Buf *out)
{
	const Link *link = &lines->doc->links[lines->links[i].link];
	unsigned left = lines->left, head = digits + 3;
	Str through = goes_through(lines->doc, link);
	const Piece plain = {.link = NONE, .from = NONE};
	Galley galley = {0};

	if (width && width < left + head + 8)
		left = 0;
	galley_clear(&galley);
	galley_add(&galley,
		link->href.len ? doc_str(lines->doc, link->href) : S("(in this article)"), plain);
	if (through.n) {
		galley_add(&galley, S(" (through "), plain);
		galley_add(&galley, through, plain);
		galley_add(&galley, S(")"), plain);
	}
	galley_wrap(&galley,
		width == 0            ? UINT16_MAX
		: width > left + head ? width - left - head
				      : 1,
		WRAP_WORDS);
	for (size_t k = 0; k < galley.lines.count; k++) {
		const GalleyLine *line = &galley.lines.items[k];

		add_blanks(out, left + (k ? head : digits - digits_of(i + 1)));
		if (k == 0)
			buf_printf(out, "[%zu] ", i + 1);
		buf_add(out, str_slice(buf_str(&galley.text), line->at, line->end - line->at));
		buf_char(out, '\n');
	}
	galley_drop(&galley);
}

void text_write(const Lines *lines, unsigned width, bool styled, Buf *out)
{
	for (size_t i = 0; i < lines->line_count; i++)
		write_line(&lines->lines[i], styled, out);
	if (lines->link_count && lines->line_count)
		buf_char(out, '\n');
	for (size_t i = 0; i < lines->link_count; i++)
		write_link(lines, i, width, digits_of(lines->link_count), out);
}
