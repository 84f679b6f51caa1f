/* Any bytes as the HTML of an entry: the document passes the gate, what is written of it is UTF-8
 * that holds no script, and safe HTML made of it stays as it is when made safe again. */
#include <stdlib.h>

#include "base/utf8.h"
#include "feed/html/clean.h"
#include "feed/html/render.h"
#include "feed/parse.h"
#include "fuzz.h"
#include "model/join.h"
#include "model/wire.h"

static void check_doc(const Doc *doc, Arena *arena)
{
	Buf out = {0};
	const RenderedLink *links;

	doc_write(doc, &out);
	if (!doc_read(buf_str(&out), arena, NULL))
		abort();
	buf_clear(&out);
	render_html(doc, &out);
	if (!utf8_valid_text(buf_str(&out)) || str_find(buf_str(&out), S("<script")) >= 0)
		abort();
	buf_clear(&out);
	render_markdown(doc, &out);
	render_text(doc, &out);
	render_words(doc, &out);
	if (!utf8_valid(buf_str(&out)))
		abort();
	render_links(doc, arena, &links);
	buf_drop(&out);
}

/* Whatever is joined passes the gate. */
static void check_joined(const Doc *doc, const Doc *other, Arena *arena)
{
	Buf out = {0};

	doc_write(doc_join(doc, other, arena), &out);
	if (!doc_read(buf_str(&out), arena, NULL))
		abort();
	buf_drop(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	Arena *arena = arena_open();
	Str html = str_of((const char *)bytes, n), base = S("https://example.org/a/b"), once;
	const Doc *whole, *half;
	Err err;

	whole = parse_html(html, base, arena, &err);
	check_doc(whole, arena);
	half = parse_html(str_from_at(html, n / 2), base, arena, &err);
	check_joined(half, whole, arena);
	check_joined(whole, half, arena);
	once = clean_html(html, base, arena);
	if (!utf8_valid_text(once) || str_find(once, S("<script")) >= 0 ||
		str_find(once, S("<iframe")) >= 0)
		abort();
	check_doc(parse_html(once, base, arena, &err), arena);
	arena_close(arena);
	return 0;
}
