#include "view/check.h"

#include "config/urls.h"
#include "model/rule.h"
#include "view/dress.h"
#include "view/keymap.h"
#include "view/lights.h"
#include "view/named.h"
#include "view/theme.h"

static void check_rules(const Config *config, Arena *arena, Buf *problems)
{
	for (size_t i = 0; i < config->rule_count; i++) {
		const RuleLine *line = &config->rules[i];
		Rule ignored;
		Err err;

		if (!rule_parse(line->text, arena, &ignored, &err))
			buf_printf(problems, "%s:%u: %s\n", line->path, line->line, err.text);
	}
}

void check_config(const Config *config, Arena *arena, Buf *problems)
{
	keymap_open(config, arena, problems);
	lights_close(lights_open(config, arena, problems));
	theme_dress(theme_plain(arena), config, true, arena, problems);
	named_check(config, arena, problems);
	check_rules(config, arena, problems);
}

void check_urls(const char *path, Arena *arena, Buf *problems)
{
	const UrlsEntry *entries;
	size_t count;
	Query ignored;
	Err err;

	if (!urls_read(path, arena, &entries, &count, &err)) {
		buf_printf(problems, "%s\n", err.text);
		return;
	}
	for (size_t i = 0; i < count; i++)
		if (entries[i].filter.n && !query_parse(entries[i].filter, arena, &ignored, &err))
			buf_printf(problems, "%s:%u: query %.*s: %s\n", path, entries[i].line,
				STR_ARG(entries[i].title), err.text);
}
