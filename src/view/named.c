#include "view/named.h"

#include "base/vec.h"
#include "view/items.h"
#include "view/prompt.h"

void named_check(const Config *config, Arena *arena, Buf *problems)
{
	for (size_t i = 0; i < config->filter_count; i++) {
		const NamedFilter *filter = &config->filters[i];
		Query ignored;
		Err err;

		if (!query_parse(filter->query, arena, &ignored, &err))
			buf_printf(problems, "%s:%u: %s\n", filter->path, filter->line, err.text);
	}
}

static void heard(App *app, Screen *screen, Str name)
{
	const Config *config = &app->config;

	if (name.n == 0)
		return;
	for (size_t i = 0; i < config->filter_count; i++) {
		Str query = config->filters[i].query;

		if (!str_eq(config->filters[i].name, name))
			continue;
		if (screen->ops->kind == SCREEN_ITEMS)
			items_set_filter(app, screen, query);
		else
			app_push(app, SCREEN_ITEMS,
				&(Target){.text = arena_printf(app->frame, "search:%.*s",
						  STR_ARG(query))});
		return;
	}
	app_message(app, "the config names no filter \"%.*s\"", STR_ARG(name));
}

/* A name may have blanks: it is the whole line. */
static size_t complete(App *app, Str line, Arena *arena, const Candidate **out, size_t *count)
{
	const Config *config = &app->config;
	VEC(Candidate) found = {0};

	for (size_t i = 0; i < config->filter_count; i++)
		if (str_starts_case(config->filters[i].name, line))
			*vec_push_in(&found, arena) =
				(Candidate){config->filters[i].name, config->filters[i].query};
	*out = found.items;
	*count = found.count;
	return 0;
}

void named_select(App *app, Screen *screen, Call call)
{
	if (call.argument.n) {
		heard(app, screen, call.argument);
	} else if (app->config.filter_count == 0) {
		app_message(app, "the config names no filters: define-filter NAME FILTER");
	} else {
		prompt_close(app->prompt);
		app->prompt = prompt_open(app, screen, S("filter named: "), S(""), NULL, heard,
			NULL, complete);
	}
}
