/* lede show: an article or a feed as text, set as the reader sets it. */
#include <langinfo.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/date.h"
#include "base/url.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/target.h"
#include "feed/html/charset.h"
#include "feed/parse.h"
#include "layout/text.h"
#include "sandbox/confine.h"

enum {
	DEFAULT_WIDTH = 80,
	MAX_WIDTH = 1000,
	SUMMARY = 300,      /* cells */
	SUMMARY_LEAST = 40, /* bytes */
};

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

	if (entry->published)
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
	/* A summary of a word or two ("Comments") says less than how the text begins. */
	bool says = entry->summary.n >= SUMMARY_LEAST || entry->summary.n >= entry->excerpt.n;
	Str summary = says ? entry->summary : entry->excerpt;
	Str title = entry->title;
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

/* The articles of a feed as a list: what each is called, when and by whom, how it begins. */
static const Doc *feed_doc(const Parsed *feed, Arena *arena)
{
	DocBuilder *b = doc_builder_open(arena);
	uint32_t *links = arena_array(arena, feed->entry_count + 1, sizeof *links);
	Doc *head = doc_builder_head(b);

	head->title = doc_add_text(b, feed->feed.title);
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

/* The article of a page; all of a page that has none. */
static const Doc *page_doc(const TargetBytes *target, Arena *arena, Err *err)
{
	const Doc *doc = parse_page(target->bytes, target->mime, target->url, arena, err);

	if (doc)
		return doc;
	return parse_html(charset_html_to_utf8(target->bytes, target->mime, arena, NULL),
		target->url, arena, err);
}

static const Doc *read_doc(const TargetBytes *target, Arena *arena, Err *err)
{
	Parsed feed;

	switch (parse_sort(target->bytes, target->mime)) {
	case SORT_FEED:
		if (!parse_feed(target->bytes, target->mime, target->url, arena, &feed, err))
			return NULL;
		return feed_doc(&feed, arena);
	case SORT_PAGE:
		return page_doc(target, arena, err);
	case SORT_TEXT:
		return parse_text(target->bytes, target->mime, target->url, arena, err);
	case SORT_OPML:
		err_set(err, ERR_FORMAT, 0,
			"this is a list of feeds; lede import subscribes to them");
		return NULL;
	case SORT_OTHER:
		break;
	}
	err_set(err, ERR_FORMAT, 0, "this is neither a feed nor a page nor text");
	return NULL;
}

static bool print_doc(const Doc *doc, LayoutOptions options, Arena *arena)
{
	Buf out = {0};

	options.numbers = options.wrap_code = options.head = true;
	text_write(layout_doc(doc, &options, arena), options.width, &out);
	fwrite(out.s, 1, out.n, stdout);
	buf_drop(&out);
	return !ferror(stdout);
}

static bool find_width(const char *given, LayoutOptions *options)
{
	struct winsize size;
	int64_t width;

	options->width = DEFAULT_WIDTH;
	if (*given) {
		if (!str_number(str_from(given), &width) || width < 1 || width > MAX_WIDTH)
			return false;
		options->width = (unsigned)width;
	} else if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col) {
		options->width = size.ws_col;
	}
	/* A pipe gets UTF-8; a terminal what it can show. */
	options->ascii = isatty(STDOUT_FILENO) && strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
	return true;
}

static int show(const char *word, LayoutOptions options)
{
	Arena *arena = arena_open();
	TargetBytes target;
	const Doc *doc;
	Err err = {0};
	int status = DONE;

	if (!target_read(word, arena, &target, &err)) {
		status = command_failed(&err);
		goto out;
	}
	charset_prepare();
	if (!confine(SANDBOX_AUTO, &err)) {
		status = command_failed(&err);
		goto out;
	}
	doc = read_doc(&target, arena, &err);
	if (!doc)
		status = command_failed(&err);
	else if (!print_doc(doc, options, arena))
		status = COULD_NOT;
out:
	target_drop(&target);
	arena_close(arena);
	return status;
}

int run_show(int argc, char **argv)
{
	const char *width = "";
	const CommandFlag flags[] = {{"width", &width, NULL}};
	LayoutOptions options = {0};

	argc = command_flags(argc, argv, flags, COUNT(flags));
	if (argc == 0)
		return MISUSED;
	if (argc != 2)
		return command_misused(argv[0], "one article or feed at a time");
	if (!find_width(width, &options))
		return command_misused(argv[0], "--width is a number from 1 to %d", MAX_WIDTH);
	return show(argv[1], options);
}
