/* lede parse: a feed as JSON Feed 1.1, or the feeds that a page names. */
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/session.h"
#include "cli/target.h"
#include "feed/discover.h"
#include "feed/html/clean.h"
#include "feed/html/encoding.h"
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

typedef struct {
	Buf out;
	JsonWriter w;
	Arena *scratch;
} Printer;

static void print_feed(const Parsed *feed, JsonWriter *w)
{
	json_open_object(w);
	json_name(w, S("version"));
	json_put_str(w, S("https://jsonfeed.org/version/1.1"));
	json_name(w, S("title"));
	json_put_str(w, feed->feed.title);
	shape_members(&shape_feed_more, feed->more, w);
	json_name(w, S("items"));
	json_open_array(w);
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

static void print_next(void *user, const Parsed *feed, const Entry *entry)
{
	Printer *p = user;

	if (!entry) {
		print_feed(feed, &p->w);
		return;
	}
	print_entry(entry, p->scratch, &p->w);
	flush(&p->out, FLUSH);
}

static int parse(const char *word, TargetBytes *target, Arena *arena)
{
	Printer p = {.w = {.indent = true}, .scratch = arena_open()};
	Err why, err;
	int status = DONE;

	(void)arena;
	p.w.out = &p.out;
	if (parse_feed_each(target->bytes, target->mime, target->url, EXTRAS_NONE, print_next, &p,
		    &why)) {
		json_close_array(&p.w);
		json_close_object(&p.w);
		buf_char(&p.out, '\n');
		flush(&p.out, 0);
	} else {
		err_set(&err, why.kind, why.code, "%s: %s",
			strcmp(word, "-") == 0 ? "standard input" : word, why.text);
		status = command_failed(&err);
	}
	buf_drop(&p.out);
	arena_close(p.scratch);
	return status;
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
		return command_misused(argv[0], "%s",
			argc < 2 ? "which feed?" : "one feed at a time");
	arena = arena_open();
	if (!target_read(argv[1], arena, &target, &err)) {
		arena_close(arena);
		return command_failed(&err);
	}
	if (*url)
		target.url = str_from(url);
	if (*mime)
		target.mime = str_from(mime);
	encoding_prepare();
	if (confine(session_sandbox_alone(), &err))
		status = (discovers ? discover : parse)(argv[1], &target, arena);
	else
		status = command_failed(&err);
	target_drop(&target);
	arena_close(arena);
	return status;
}
