/* lede parse: a feed as JSON Feed 1.1, or the feeds that a page names. */
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/target.h"
#include "feed/discover.h"
#include "feed/html/charset.h"
#include "feed/html/clean.h"
#include "feed/parse.h"
#include "model/shape.h"
#include "sandbox/confine.h"

enum { FLUSH = 1 << 16 };

static void flush(Buf *out, size_t above)
{
	if (out->n <= above)
		return;
	fwrite(out->s, 1, out->n, stdout);
	buf_clear(out);
}

static void print_entry(const Entry *given, Arena *scratch, JsonWriter *w)
{
	Entry entry = *given;

	/* Text is printed as text; the HTML made from it is for the store. */
	if (given->more->text.n)
		entry.html = S("");
	else
		entry.html = clean_html(given->html, given->base, scratch);
	json_open_object(w);
	shape_members(&shape_entry, &entry, w);
	if (entry.html.n == 0 && given->more->text.n == 0) {
		json_name(w, S("content_text"));
		json_put_str(w, S(""));
	}
	json_close_object(w);
	arena_reset(scratch);
}

static void print_feed(const Parsed *parsed)
{
	Buf out = {0};
	JsonWriter w = {.out = &out, .indent = true};
	Arena *scratch = arena_open();

	json_open_object(&w);
	json_name(&w, S("version"));
	json_put_str(&w, S("https://jsonfeed.org/version/1.1"));
	json_name(&w, S("title"));
	json_put_str(&w, parsed->feed.title);
	shape_members(&shape_feed_more, parsed->more, &w);
	json_name(&w, S("items"));
	json_open_array(&w);
	for (size_t i = 0; i < parsed->entry_count; i++) {
		print_entry(&parsed->entries[i], scratch, &w);
		flush(&out, FLUSH);
	}
	json_close_array(&w);
	json_close_object(&w);
	buf_char(&out, '\n');
	flush(&out, 0);
	buf_drop(&out);
	arena_close(scratch);
}

static int parse(const char *word, TargetBytes *target, Arena *arena)
{
	Parsed parsed;
	Err why, err;

	/* What was fetched lies in the arena. */
	if (!parse_feed_to_print(target->bytes, target->file.n ? &target->file : NULL, target->mime,
		    target->url, arena, &parsed, &why)) {
		err_set(&err, why.kind, why.code, "%s: %s",
			strcmp(word, "-") == 0 ? "standard input" : word, why.text);
		return command_failed(&err);
	}
	print_feed(&parsed);
	return DONE;
}

static int discover(const char *word, TargetBytes *target, Arena *arena)
{
	const FeedLink *links;
	size_t count = discover_in_page(target->bytes, target->mime, target->url, arena, &links);

	(void)word;
	for (size_t i = 0; i < count; i++)
		printf("%.*s\n", STR_ARG(links[i].url));
	return DONE;
}

int run_parse(int argc, char **argv)
{
	const char *url = "", *mime = "";
	bool discovers = false;
	const CommandFlag flags[] = {
		{"url", &url, NULL},
		{"content-type", &mime, NULL},
		{"discover", NULL, &discovers},
	};
	Arena *arena;
	TargetBytes target;
	Err err;
	int status;

	argc = command_flags(argc, argv, flags, COUNT(flags));
	if (argc == 0)
		return MISUSED;
	if (argc != 2)
		return command_misused(argv[0], "one feed at a time");
	arena = arena_open();
	if (!target_read(argv[1], arena, &target, &err)) {
		arena_close(arena);
		return command_failed(&err);
	}
	if (*url)
		target.url = str_from(url);
	if (*mime)
		target.mime = str_from(mime);
	charset_prepare();
	if (confine(SANDBOX_AUTO, &err))
		status = (discovers ? discover : parse)(argv[1], &target, arena);
	else
		status = command_failed(&err);
	target_drop(&target);
	arena_close(arena);
	return status;
}
