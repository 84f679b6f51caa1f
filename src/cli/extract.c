/* lede extract: the main article of a page. */
#include <stdio.h>

#include "base/date.h"
#include "base/json.h"
#include "cli/commands.h"
#include "cli/pages.h"
#include "cli/session.h"
#include "cli/target.h"
#include "config/site.h"
#include "feed/html/encoding.h"
#include "feed/html/render.h"
#include "feed/parse.h"
#include "sandbox/confine.h"

static const char *kind_name(LinkKind kind)
{
	static const char *const names[LINK_KINDS] = {
		[LINK_TWEET] = "tweet",
		[LINK_VIDEO] = "video",
		[LINK_AUDIO] = "audio",
		[LINK_IMAGE] = "image",
		[LINK_MAIL] = "mail",
	};

	return names[kind] ? names[kind] : "web";
}

static void put_figures(const Doc *doc, JsonWriter *w)
{
	json_name(w, S("figures"));
	json_open_array(w);
	for (uint32_t i = 0; i < doc->block_count; i++) {
		const Block *block = &doc->blocks[i];

		if (block->kind != BLOCK_IMAGE || block->level)
			continue;
		json_open_object(w);
		json_member(w, S("image"), doc_str(doc, doc->images[block->ref].src));
		json_member(w, S("caption"), doc_str(doc, block->text));
		json_member(w, S("credit"), doc_str(doc, doc->images[block->ref].credit));
		json_member(w, S("alt"), doc_str(doc, doc->images[block->ref].alt));
		json_close_object(w);
	}
	json_close_array(w);
}

static void put_links(const Doc *doc, Arena *arena, JsonWriter *w)
{
	const RenderedLink *links;
	size_t count = render_links(doc, arena, &links);

	json_name(w, S("links"));
	json_open_array(w);
	for (size_t i = 0; i < count; i++) {
		json_open_object(w);
		json_name(w, S("text"));
		json_put_str(w, links[i].text);
		json_member(w, S("url"), links[i].href);
		if (links[i].written.n)
			json_member(w, S("written"), links[i].written);
		json_member(w, S("kind"), str_from(kind_name(links[i].kind)));
		json_close_object(w);
	}
	json_close_array(w);
}

static void render_json(const Doc *doc, Arena *arena, Buf *out)
{
	JsonWriter w = {.out = out, .indent = true};
	Buf text = {0};

	json_open_object(&w);
	json_member(&w, S("url"), doc_str(doc, doc->url));
	if (doc->page != PAGE_ARTICLE)
		json_member(&w, S("page"), page_kind_name(doc->page));
	if (doc->next.len)
		json_member(&w, S("next"), doc_str(doc, doc->next));
	json_member(&w, S("title"), doc_str(doc, doc->title));
	json_member(&w, S("byline"), doc_str(doc, doc->byline));
	if (doc->published)
		json_member(&w, S("published"), date_rfc3339_in(doc->published, doc->zone, arena));
	if (doc->modified)
		json_member(&w, S("modified"), date_rfc3339(doc->modified, arena));
	json_member(&w, S("site"), doc_str(doc, doc->site));
	json_member(&w, S("lang"), doc_str(doc, doc->lang));
	if (doc->standfirst.len)
		json_member(&w, S("standfirst"), doc_str(doc, doc->standfirst));
	json_member(&w, S("excerpt"), doc_str(doc, doc->excerpt));
	json_member(&w, S("image"), doc_str(doc, doc->lead));
	render_html(doc, &text);
	json_member(&w, S("content_html"), buf_str(&text));
	buf_clear(&text);
	render_words(doc, &text);
	json_member(&w, S("content_text"), buf_str(&text));
	put_figures(doc, &w);
	put_links(doc, arena, &w);
	json_close_object(&w);
	buf_char(out, '\n');
	buf_drop(&text);
}

static void html(const Doc *doc, Arena *arena, Buf *out)
{
	(void)arena;
	render_html(doc, out);
}

static void text(const Doc *doc, Arena *arena, Buf *out)
{
	(void)arena;
	render_text(doc, out);
}

static void markdown(const Doc *doc, Arena *arena, Buf *out)
{
	(void)arena;
	render_markdown_file(doc, out);
}

static const struct {
	const char *name;
	void (*render)(const Doc *doc, Arena *arena, Buf *out);
} formats[] = {
	{"json", render_json},
	{"html", html},
	{"text", text},
	{"markdown", markdown},
};

/* A text file is an article, too. */
static const Doc *read_doc(const TargetBytes *target, Str url, Str rules, Arena *arena, Err *err)
{
	if (parse_sort(target->bytes, target->mime) == SORT_TEXT)
		return parse_text(target->bytes, target->mime, url, arena, err);
	return parse_page(rules, target->bytes, target->mime, url, arena, err);
}

static int extract(const char *word, const char *url, size_t format)
{
	Arena *arena = arena_open();
	TargetBytes target;
	Buf out = {0};
	Err err = {0};
	const Doc *doc = NULL;

	encoding_prepare();
	if (target_read(word, arena, &target, &err)) {
		Str from = *url ? str_from(url) : target.url, rules = site_rules(from, arena);

		doc = *url ? NULL : pages_join(&target, arena);
		if (!doc && confine(session_sandbox_alone(), &err))
			doc = read_doc(&target, from, rules, arena, &err);
	}
	if (doc) {
		formats[format].render(doc, arena, &out);
		fwrite(buf_str(&out).s, 1, out.n, stdout);
	} else {
		command_failed(&err);
	}
	buf_drop(&out);
	target_drop(&target);
	arena_close(arena);
	return doc && !ferror(stdout) ? DONE : COULD_NOT;
}

int run_extract(int argc, char **argv)
{
	const char *url = "", *name = "json";
	const CommandFlag flags[] = {{"url", &url, NULL}, {"format", &name, NULL}};
	size_t format = 0;

	argc = command_flags(argc, argv, flags, COUNT(flags));
	if (argc == 0)
		return MISUSED;
	if (argc != 2)
		return command_misused(argv[0], "%s",
			argc < 2 ? "which article?" : "one article at a time");
	while (format < COUNT(formats) && !str_eq(str_from(formats[format].name), str_from(name)))
		format++;
	if (format == COUNT(formats))
		return command_misused(argv[0], "--format is json, html, text or markdown");
	return extract(argv[1], url, format);
}
