#include "feed/digest.h"

#include "base/date.h"

static const Block plain = {.kind = BLOCK_PARAGRAPH, .level = 0, .marker = MARK_NONE, .ref = NONE};

static void add_title(DocBuilder *b, const Entry *entry)
{
	Block block = plain;
	Link link = {.block = NONE, .kind = link_kind(entry->url)};

	link.href = doc_add_text(b, entry->url);
	block.kind = BLOCK_HEADING;
	block.level = 3;
	block.text = doc_add_text(b, entry->title.n ? entry->title : S("Untitled"));
	doc_add_block(b, block);
	if (entry->url.n)
		doc_add_span(b, (Span){.text = block.text, .link = doc_add_link(b, link)});
}

static void add_small(DocBuilder *b, const Entry *entry, Arena *arena)
{
	int64_t date = entry->published ? entry->published : entry->updated;
	Str day = date ? str_slice(date_rfc3339(date, arena), 0, 10) : S("");
	Block block = plain;

	if (day.n == 0 && entry->author.n == 0)
		return;
	block.text = doc_add_text(b,
		arena_printf(arena, "%.*s%s%.*s", STR_ARG(day),
			day.n && entry->author.n ? " · " : "", STR_ARG(entry->author)));
	doc_add_block(b, block);
	doc_add_span(b, (Span){.text = block.text, .style = STYLE_SMALL, .link = NONE});
}

const Doc *digest_doc(const Parsed *parsed, Arena *arena)
{
	DocBuilder *b = doc_builder_open(arena);
	Doc *head = doc_builder_head(b);

	head->title =
		doc_add_text(b, parsed->feed.title.n ? parsed->feed.title : S("Untitled feed"));
	head->url = doc_add_text(b, parsed->feed.site);
	for (size_t i = 0; i < parsed->entry_count; i++) {
		const Entry *entry = &parsed->entries[i];
		Block block = plain;

		add_title(b, entry);
		add_small(b, entry, arena);
		if (entry->summary.n == 0)
			continue;
		block.text = doc_add_text(b, entry->summary);
		doc_add_block(b, block);
	}
	return doc_finish(b);
}
