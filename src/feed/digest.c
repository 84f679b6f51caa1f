#include "feed/digest.h"

#include "base/date.h"
#include "base/url.h"
#include "base/utf8.h"

enum { SUMMARY = 300 }; /* cells */

/* One line of text: what breaks lines becomes a blank. */
static void add_line(DocBuilder *b, Str text)
{
	Str piece;
	bool first = true;

	while (str_cut(&text, '\n', &piece)) {
		if (!first)
			doc_add_text(b, S(" "));
		doc_add_text(b, piece);
		first = false;
	}
}

/* The address of an article: before all words, since the words of a block lie in one piece. */
static uint32_t add_address(DocBuilder *b, Str url)
{
	if (url.n == 0)
		return NONE;
	return doc_add_link(b,
		(Link){.href = doc_add_text(b, url), .kind = link_kind(url), .block = NONE});
}

/* "Sun 22 November 2026, 06:12 · Tomas Wray · ♪ 47:10" */
static void add_about(DocBuilder *b, const Entry *entry)
{
	Arena *arena = doc_builder_arena(b);
	uint32_t start;
	Str parts[3] = {{0}};
	size_t count = 0;

	if (entry->published > 0)
		parts[count++] = date_long(entry->published, arena);
	if (entry->author.n)
		parts[count++] = entry->author;
	for (uint32_t i = 0; i < entry->enclosure_count && count < COUNT(parts); i++) {
		const Enclosure *file = &entry->enclosures[i];
		bool video = str_starts_case(file->type, S("video/"));

		if (!video && !str_starts_case(file->type, S("audio/")))
			continue;
		parts[count++] = file->seconds
					 ? arena_printf(arena, "%s %u:%02u", video ? "▶" : "♪",
						   file->seconds / 60, file->seconds % 60)
					 : str_from(video ? "▶" : "♪");
	}
	if (count == 0)
		return;
	doc_add_text(b, S("\n"));
	start = doc_text_length(b);
	for (size_t i = 0; i < count; i++) {
		if (i)
			doc_add_text(b, S(" · "));
		add_line(b, parts[i]);
	}
	doc_add_span(b, (Span){{start, doc_text_length(b) - start}, STYLE_SMALL, NONE});
}

static void add_entry(DocBuilder *b, const Entry *entry, uint32_t link)
{
	Str summary = entry->excerpt, title = entry->title;
	Block block = {.kind = BLOCK_PARAGRAPH, .lists = 1, .marker = MARK_BULLET, .ref = NONE};

	if (title.n == 0) {
		title = summary.n ? summary : entry->url;
		summary = (Str){0};
	}
	block.text.at = doc_text_length(b);
	add_line(b, title);
	doc_add_span(b,
		(Span){{block.text.at, doc_text_length(b) - block.text.at}, STYLE_BOLD, link});
	add_about(b, entry);
	if (summary.n) {
		doc_add_text(b, S("\n"));
		add_line(b, utf8_ellipsis(summary, SUMMARY, doc_builder_arena(b)));
	}
	block.text.len = doc_text_length(b) - block.text.at;
	doc_add_block(b, block);
}

const Doc *digest_doc(const Parsed *feed, Arena *arena)
{
	DocBuilder *b = doc_builder_open(arena);
	uint32_t *links = arena_array(arena, feed->entry_count + 1, sizeof *links);
	Doc *head = doc_builder_head(b);

	head->title = doc_add_text(b, feed->feed.title);
	head->url = doc_add_text(b, feed->feed.site);
	head->site = doc_add_text(b, url_site(feed->feed.site));
	for (size_t i = 0; i < feed->entry_count; i++) {
		const Entry *entry = &feed->entries[i];

		links[i] = add_address(b, entry->url.n == 0 && entry->enclosure_count
						  ? entry->enclosures[0].url
						  : entry->url);
	}
	for (size_t i = 0; i < feed->entry_count; i++)
		add_entry(b, &feed->entries[i], links[i]);
	return doc_finish(b);
}
