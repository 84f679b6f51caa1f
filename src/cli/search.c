/* lede search: articles that a query finds, a line each. */
#include <stdlib.h>
#include <unistd.h>

#include "cli/articles.h"
#include "cli/commands.h"
#include "cli/session.h"

enum { BATCH_MS = 500 };

/* What the index does not have is looked through each time, which takes as long as to index it.
 * Where that cannot be (another lede is at it, no room) it is looked through. */
static void finish_index(Library *lib)
{
	bool screen = isatty(STDERR_FILENO);
	uint64_t left = 1, before;
	bool said = false;
	Err err;

	do {
		before = left;
		if (!library_index(lib, BATCH_MS, NULL, &left, &err))
			break;
		if (screen && left) {
			fprintf(stderr, "\r\033[KThe index lacks %llu articles…",
				(unsigned long long)left);
			said = true;
		}
	} while (left && left != before);
	if (said)
		fputs("\r\033[K", stderr);
}

static int search(Library *lib, Str text, Arena *arena)
{
	const ArticleStyle style = {0};
	IdList list;
	Query query;
	int status;
	Err err;

	if (!query_parse(text, arena, &query, &err))
		return articles_mistake(text, &err);
	query.order = ORDER_BEST;
	query.muted = true;
	finish_index(lib);
	if (!library_list(lib, &query, &list, &err))
		return command_failed(&err);
	status = list.count ? DONE : COULD_NOT;
	if (list.count == 0)
		fputs("lede search: nothing found\n", stderr);
	else if (!articles_print(lib, &list, &style, &err))
		status = command_failed(&err);
	free(list.ids);
	return status;
}

int run_search(int argc, char **argv)
{
	Buf text = {0};
	Session session;
	Library *lib;
	int status = COULD_NOT;
	Err err;

	/* A term that is to be absent begins with '-': there are no options here. */
	if (argc < 2)
		return command_misused(argv[0], "what for?");
	for (int i = 1; i < argc; i++) {
		if (i > 1)
			buf_char(&text, ' ');
		buf_add(&text, str_from(argv[i]));
	}
	if (session_open(&session, &err)) {
		lib = session_library(&session, &err);
		if (lib)
			status = search(lib, buf_str(&text), session.arena);
		else
			command_failed(&err);
		library_close(lib);
		session_close(&session);
	} else {
		command_failed(&err);
	}
	buf_drop(&text);
	return status;
}
