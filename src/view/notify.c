#include "view/notify.h"

#include "base/utf8.h"
#include "engine/spawn.h"
#include "view/format.h"
#include "view/shelf.h"
#include "view/term.h"

static Str text_of(App *app, uint32_t added, uint32_t feeds)
{
	uint32_t unread = 0;
	Arena *arena = app->frame;
	Buf clean = {0};

	shelf_refresh(app->shelf, app->library, NULL);
	for (size_t i = 0; i < app->shelf->count; i++)
		unread += app->shelf->feeds[i].unread > 0;

	const FormatField fields[] = {
		{'f', arena_printf(arena, "%u", unread)},
		{'n', arena_printf(arena, "%llu", (unsigned long long)app->shelf->unread)},
		{'d', arena_printf(arena, "%u", added)},
		{'D', arena_printf(arena, "%u", feeds)},
	};

	utf8_clean(format_fill(app->options->notify_format, fields, COUNT(fields), 0, arena),
		&clean);
	return buf_give(&clean, arena);
}

/* The command is the reader's own; no shell reads the notice. */
static void run(App *app, Str command, Str text)
{
	Arena *arena = arena_open();
	char *argv[] = {(char *)"sh", (char *)"-c",
		arena_strz(arena, arena_printf(arena, "%.*s \"$1\"", STR_ARG(command))),
		(char *)"sh", arena_strz(arena, text), NULL};
	SpawnPlan plan = {.argv = argv};
	Err err;

	if (!spawn_run(&plan, &err))
		app_error(app, &err);
	arena_close(arena);
}

void notify_updated(App *app, uint32_t added, uint32_t feeds)
{
	const Options *o = app->options;
	Str text;

	if ((!added && !o->notify_always) ||
		!(o->notify_program.n || o->notify_beep || o->notify_screen || o->notify_title))
		return;
	text = text_of(app, added, feeds);
	if (o->notify_program.n)
		run(app, o->notify_program, text);
	if (app->term && o->notify_beep)
		term_ring(app->term);
	if (app->term && o->notify_screen)
		term_tell(app->term, text);
	if (app->term && o->notify_title)
		term_title(app->term, text);
}
