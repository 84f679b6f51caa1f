#include "feed/html/markdown.h"

#include "base/date.h"

/* A string of YAML 1.2 in double quotes. */
static void front_line(Buf *out, const char *name, Str value)
{
	if (value.n == 0)
		return;
	buf_printf(out, "%s: \"", name);
	for (size_t i = 0; i < value.n; i++) {
		if (value.s[i] == '"' || value.s[i] == '\\')
			buf_char(out, '\\');
		buf_char(out, value.s[i] == '\n' || value.s[i] == '\t' ? ' ' : value.s[i]);
	}
	buf_add(out, S("\"\n"));
}

/* Dates are a type of YAML's own, without quotes. */
static void front_date(Buf *out, const char *name, int64_t date, int32_t zone)
{
	Arena *arena = arena_open();

	if (date)
		buf_printf(out, "%s: %.*s\n", name, STR_ARG(date_rfc3339_in(date, zone, arena)));
	arena_close(arena);
}

void markdown_front(const Doc *doc, Buf *out)
{
	Buf front = {0};

	front_line(&front, "title", doc_str(doc, doc->title));
	front_line(&front, "author", doc_str(doc, doc->byline));
	front_line(&front, "site", doc_str(doc, doc->site));
	front_date(&front, "date", doc->published, doc->zone);
	front_date(&front, "modified", doc->modified, doc->zone);
	front_line(&front, "lang", doc_str(doc, doc->lang));
	front_line(&front, "url", doc_str(doc, doc->url));
	front_line(&front, "image", doc_str(doc, doc->lead));
	front_line(&front, "description", doc_str(doc, doc->excerpt));
	if (front.n) {
		buf_add(out, S("---\n"));
		buf_add(out, buf_str(&front));
		buf_add(out, S("---\n\n"));
	}
	buf_drop(&front);
}

void markdown_fence(Str code, unsigned least, Buf *out)
{
	unsigned longest = 0, run = 0;

	for (size_t i = 0; i < code.n; i++) {
		run = code.s[i] == '`' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	for (unsigned i = 0; i <= longest || i < least; i++)
		buf_char(out, '`');
}

/* The block where the mark of a footnote leads, below the one it stands in; else NONE. */
static uint32_t note_of(const Doc *doc, const Span *span, uint32_t block)
{
	const Link *link = span->link == NONE ? NULL : &doc->links[span->link];

	if (!link || link->kind != LINK_HERE || link->block == NONE || link->block <= block ||
		doc->blocks[link->block].kind != BLOCK_PARAGRAPH ||
		!doc_is_note_mark(doc_str(doc, span->text)))
		return NONE;
	return link->block;
}

const uint32_t *markdown_notes(const Doc *doc, Arena *arena)
{
	uint32_t *notes = arena_array(arena, (size_t)doc->block_count + 1, sizeof *notes);
	uint32_t count = 0, at = 0;

	for (uint32_t i = 0; i < doc->block_count; i++) {
		Slice text = doc->blocks[i].text;

		while (at < doc->span_count && doc->spans[at].text.at < text.at)
			at++;
		for (; at < doc->span_count && doc->spans[at].text.at < text.at + text.len; at++) {
			uint32_t note = note_of(doc, &doc->spans[at], i);

			if (note != NONE && notes[note] == 0)
				notes[note] = ++count;
		}
	}
	return notes;
}
