/* Where the reader was: the stack of screens as a named value in the library. One line a screen,
 * the lowest first: name, item, text and title with a tab between. */
#include <string.h>

#include "view/inside.h"

enum { MAX_DEPTH = 16 };

static Str describe(App *app, Arena *arena)
{
	const Screen *stack[MAX_DEPTH];
	size_t depth = 0;
	Buf out = {0};

	for (const Screen *s = app->top; s && depth < MAX_DEPTH; s = s->below)
		stack[depth++] = s;
	while (depth-- > 0) {
		const Screen *s = stack[depth];
		Target target = {0};

		/* What lies on a screen that cannot be kept cannot be, either. */
		if (!s->ops->keep || !s->ops->keep(s, arena, &target))
			break;
		buf_printf(&out, "%s\t%lld\t", s->ops->name, (long long)target.item);
		buf_add(&out, target.text);
		buf_char(&out, '\t');
		buf_add(&out, target.title);
		buf_char(&out, '\n');
	}
	return buf_take(&out, arena);
}

void app_save(App *app)
{
	AppInside *inside = app->inside;
	Arena *arena;
	Str now;

	if (app->visit)
		return;
	arena = arena_open();
	now = describe(app, arena);
	if (str_eq(now, inside->saved)) {
		arena_close(arena);
		return;
	}
	app_keep(app, S("screens"), now);
	arena_close(inside->saved_arena);
	inside->saved_arena = arena;
	inside->saved = now;
}

static bool open_line(App *app, Str line)
{
	Str name, item, text = {0}, title = {0};
	Target target = {0};

	if (!str_cut(&line, '\t', &name) || !str_cut(&line, '\t', &item) ||
		!str_number(item, &target.item))
		return false;
	str_cut(&line, '\t', &text);
	str_cut(&line, '\t', &title);
	target.text = text;
	target.title = title;
	target.under = app->top;
	for (unsigned kind = 0; kind < SCREENS; kind++)
		if (screen_kinds[kind] && str_eq(name, str_from(screen_kinds[kind]->name)))
			return app_push(app, (ScreenKind)kind, &target);
	return false;
}

bool place_restore(App *app)
{
	Str text = app_kept(app, S("screens")), line;

	while (str_cut(&text, '\n', &line))
		if (line.n && !open_line(app, line))
			break;
	/* A screen that is gone (its feed was removed) is not worth a word. */
	app->message[0] = '\0';
	app->message_is_error = false;
	return app->top != NULL;
}
