/* lede doctor config: lines of the config and filters of `urls` that say nothing lede understands,
 * and those that it knows and has no use for. What is wrong there is the reader's to mend. */
#include <stdio.h>

#include "base/path.h"
#include "cli/commands.h"
#include "cli/doctor.h"
#include "config/takeover.h"
#include "view/check.h"

static size_t print(const NotTaken *items, size_t count, bool wrong, const char *heading)
{
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		if (items[i].wrong != wrong)
			continue;
		if (n++ == 0)
			printf("config: %s\n", heading);
		printf("  %s:%u: %.*s\n", items[i].path, items[i].line, STR_ARG(items[i].why));
	}
	return n;
}

static size_t print_urls(const Session *session)
{
	Buf problems = {0};
	Str rest, line;
	size_t n = 0;

	check_urls(session->urls_path, session->arena, &problems);
	rest = buf_str(&problems);
	while (str_cut(&rest, '\n', &line)) {
		if (n++ == 0)
			printf("config: searches in urls that find nothing:\n");
		printf("  %.*s\n", STR_ARG(line));
	}
	buf_drop(&problems);
	return n;
}

int doctor_config(const Doctor *doctor)
{
	const Session *session = doctor->session;
	const NotTaken *items;
	size_t count = takeover_told(&session->config, check_config, session->arena, &items);
	size_t wrong = print(items, count, true, "what is not understood, and not obeyed:");

	print(items, count, false, "what has no effect, and why:");
	wrong += print_urls(session);
	if (wrong == 0)
		printf("config: %s is understood\n", path_config(session->arena, "config"));
	return wrong ? COULD_NOT : DONE;
}
