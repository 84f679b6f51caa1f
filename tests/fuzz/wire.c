/* Any bytes as the answer of a worker: the gates let nothing unsound through. What passes is
 * written again, and passes again; a document that passes is one that can be shown and printed. */
#include <stdlib.h>

#include "feed/html/render.h"
#include "fuzz.h"
#include "layout/text.h"
#include "model/parsed.h"
#include "model/wire.h"

static void show(const Doc *doc, Arena *arena, Buf *out)
{
	static const unsigned widths[] = {1, 40, 120};
	const RenderedLink *links;

	for (size_t i = 0; i < COUNT(widths); i++) {
		LayoutOptions options = {.width = widths[i],
			.numbers = true,
			.head = true,
			.wrap_code = i > 1};
		const Lines *lines = layout_doc(doc, &options, arena);
		const uint32_t *starts;

		layout_pages(lines, 10, arena, &starts);
		text_write(lines, widths[i], false, out);
	}
	render_html(doc, out);
	render_markdown_file(doc, out);
	render_text(doc, out);
	render_words(doc, out);
	render_links(doc, arena, &links);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	Arena *arena = arena_open();
	Str wire = str_of((const char *)bytes, n);
	const Parsed *parsed = parsed_read(wire, arena, NULL);
	const Doc *doc = doc_read(wire, arena, NULL);
	Buf out = {0};

	if (parsed) {
		parsed_write(parsed, &out);
		if (!parsed_read(buf_str(&out), arena, NULL))
			abort();
	}
	buf_clear(&out);
	if (doc) {
		doc_write(doc, &out);
		if (!doc_read(buf_str(&out), arena, NULL))
			abort();
		show(doc, arena, &out);
	}
	buf_drop(&out);
	arena_close(arena);
	return 0;
}
