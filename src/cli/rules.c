/* lede rules: what the rules of the config are, and what they would do with the articles at hand.
 */
#include <stdlib.h>

#include "cli/commands.h"
#include "cli/session.h"

enum { SAMPLES = 5 };

static bool print_samples(Library *lib, const Query *query, Arena *arena, Err *err)
{
	Item items[SAMPLES];
	IdList ids;
	bool ok;

	if (!library_list(lib, query, &ids, err))
		return false;
	ok = library_rows(lib, ids.ids, ids.count, arena, items, err);
	for (size_t i = 0; i < ids.count && ok; i++)
		printf("\t%.*s\n", STR_ARG(items[i].title));
	free(ids.ids);
	return ok;
}

/* "12  mute  title:advertorial: mute until 2026-12-31", and with `test` some of the twelve. */
static bool print_rule(Library *lib, Str text, bool test, Arena *arena, Err *err)
{
	uint64_t count;
	Rule rule;

	if (!rule_parse(text, arena, &rule, err))
		return false;
	rule.query.muted = true;
	if (!library_count(lib, &rule.query, &count, err))
		return false;
	printf("%llu\t%.*s\n", (unsigned long long)count, STR_ARG(rule.text));
	rule.query.limit = SAMPLES;
	return !test || print_samples(lib, &rule.query, arena, err);
}

static int print_rules(const Session *session, Library *lib, bool test, char **texts, size_t count)
{
	const Config *config = &session->config;
	size_t all = count ? count : config->rule_count;
	int status = DONE;
	Err err;

	if (all == 0)
		fputs("lede rules: there are no rules in config\n", stderr);
	for (size_t i = 0; i < all; i++) {
		Str text = count ? str_from(texts[i]) : config->rules[i].text;

		if (!print_rule(lib, text, test, session->arena, &err))
			status = command_failed(&err);
	}
	return status;
}

int run_rules(int argc, char **argv)
{
	bool test = argc > 1 && str_eq(str_from(argv[1]), S("test"));
	Session session;
	Library *lib;
	int status = COULD_NOT;
	Err err;

	if (argc > 1 && !test)
		return command_misused(argv[0], "it lists the rules, or tests them");
	if (!session_open(&session, &err))
		return command_failed(&err);
	lib = session_library(&session, &err);
	if (lib)
		status =
			print_rules(&session, lib, test, argv + 2, argc > 2 ? (size_t)argc - 2 : 0);
	else
		command_failed(&err);
	library_close(lib);
	session_close(&session);
	return status;
}
