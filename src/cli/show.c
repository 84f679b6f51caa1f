/* lede show: an article or a feed as text, set as the reader sets it. */
#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/pages.h"
#include "cli/session.h"
#include "cli/target.h"
#include "config/site.h"
#include "feed/digest.h"
#include "feed/html/charset.h"
#include "feed/html/encoding.h"
#include "feed/parse.h"
#include "layout/text.h"
#include "sandbox/confine.h"

enum {
	DEFAULT_WIDTH = 80,
	MAX_WIDTH = 1000,
};

/* The article of a page; all of a page that has none. */
static const Doc *page_doc(const TargetBytes *target, Str rules, Arena *arena, Err *err)
{
	const Doc *doc = parse_page(rules, target->bytes, target->mime, target->url, arena, err);

	if (doc)
		return doc;
	return parse_html(charset_html_to_utf8(target->bytes, target->mime, arena), target->url,
		arena, err);
}

static const Doc *read_doc(const TargetBytes *target, Str rules, Arena *arena, Err *err)
{
	Parsed feed;

	switch (parse_sort(target->bytes, target->mime)) {
	case SORT_FEED:
		if (!parse_feed(target->bytes, target->mime, target->url, arena, &feed, err))
			return NULL;
		return digest_doc(&feed, arena);
	case SORT_PAGE:
		return page_doc(target, rules, arena, err);
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

/* How it is to look; found out before the door is locked. */
typedef struct {
	LayoutOptions layout;
	unsigned fold; /* cells; 0: addresses stay whole, as nobody asked for a width */
	bool styled;
} Output;

static bool print_doc(const Doc *doc, const Output *output, Arena *arena)
{
	Buf out = {0};

	text_write(layout_doc(doc, &output->layout, arena), output->fold, output->styled, &out);
	fwrite(buf_str(&out).s, 1, out.n, stdout);
	buf_drop(&out);
	return !ferror(stdout);
}

static bool find_output(const char *width, Output *output)
{
	LayoutOptions *layout = &output->layout;
	const char *term = getenv("TERM");
	bool terminal = isatty(STDOUT_FILENO);
	struct winsize size;
	int64_t n = DEFAULT_WIDTH;

	if (*width) {
		if (!str_number(str_from(width), &n) || n < 1 || n > MAX_WIDTH)
			return false;
		output->fold = (unsigned)n;
	} else if (terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col) {
		n = size.ws_col;
	}
	layout->width = (unsigned)n;
	layout->numbers = layout->wrap_code = layout->head = true;
	/* A pipe gets plain text in UTF-8; a terminal what it can show. */
	layout->ascii = terminal && strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
	output->styled = terminal && term && *term && strcmp(term, "dumb") != 0;
	return true;
}

/* What parsers say does not tell of which bytes. */
static int unreadable(const char *word, const Err *why)
{
	Err err;

	err_set(&err, why->kind, why->code, "%s: %s",
		strcmp(word, "-") == 0 ? "standard input" : word, why->text);
	return command_failed(&err);
}

static int show(const char *word, const Output *output)
{
	Arena *arena = arena_open();
	TargetBytes target;
	const Doc *doc;
	Str rules;
	Err err = {0};
	int status = DONE;

	if (!target_read(word, arena, &target, &err)) {
		status = command_failed(&err);
		goto out;
	}
	encoding_prepare();
	rules = site_rules(target.url, arena);
	doc = pages_join(&target, arena);
	if (!doc && !confine(session_sandbox_alone(), &err)) {
		status = command_failed(&err);
		goto out;
	}
	if (!doc)
		doc = read_doc(&target, rules, arena, &err);
	if (!doc)
		status = unreadable(word, &err);
	else if (!print_doc(doc, output, arena))
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
	Output output = {0};

	argc = command_flags(argc, argv, flags, COUNT(flags));
	if (argc == 0)
		return MISUSED;
	if (argc != 2)
		return command_misused(argv[0], "%s",
			argc < 2 ? "which article or feed?" : "one article or feed at a time");
	if (!find_output(width, &output))
		return command_misused(argv[0], "--width is a number from 1 to %d", MAX_WIDTH);
	return show(argv[1], &output);
}
