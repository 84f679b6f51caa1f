/* Where the reader was: the stack of screens as a named value in the library, one for each file
 * `urls`. One line a screen, the lowest first: name, item, text, title, position with a tab
 * between. */
#include "view/place.h"

#include <string.h>

#include "view/feeds.h"
#include "view/inside.h"
#include "view/keymap.h"
#include "view/listplace.h"
#include "view/shelf.h"
#include "view/source.h"

enum { MAX_DEPTH = 16 };

/* A screen as it was kept; its texts lie in the line. */
typedef struct {
	ScreenKind kind; /* SCREENS: of no such kind */
	Target target;
	Str position; /* "3/5"; empty: not known */
} Line;

/* Two files of subscriptions over one library are two lists to be somewhere in. */
static Str name_of(App *app, Arena *arena)
{
	return app->urls ? arena_printf(arena, "screens %s", app->urls) : S("screens");
}

/* --- keeping --- */

static void write_line(const App *app, const Screen *s, const Target *target, Arena *arena,
	Buf *out)
{
	Str position = s == app->top && s->ops->position && !app->leafing
			       ? s->ops->position(s, arena)
			       : S("");

	buf_printf(out, "%s\t%lld\t%.*s\t%.*s\t%.*s\n", s->ops->name, (long long)target->item,
		STR_ARG(target->text), STR_ARG(target->title), STR_ARG(position));
}

static Str describe(App *app, Arena *arena)
{
	const Screen *stack[MAX_DEPTH];
	size_t depth = 0;
	Buf out = {0};

	for (const Screen *s = app->top; s && depth < MAX_DEPTH; s = s->below)
		stack[depth++] = s;
	while (depth-- > 0) {
		Target target = {0};

		/* What lies on a screen that cannot be kept cannot be, either. */
		if (!stack[depth]->ops->keep ||
			!stack[depth]->ops->keep(stack[depth], arena, &target))
			break;
		write_line(app, stack[depth], &target, arena, &out);
	}
	/* What was offered and neither taken nor passed over is offered again. */
	buf_add(&out, app->inside->resume);
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
	app_keep(app, name_of(app, app->frame), now);
	arena_close(inside->saved_arena);
	inside->saved_arena = arena;
	inside->saved = now;
}

/* --- going there --- */

static Line read_line(Str text)
{
	Line line = {.kind = SCREENS};
	Str name = {0}, item = {0};

	str_cut(&text, '\t', &name);
	str_cut(&text, '\t', &item);
	str_number(item, &line.target.item);
	str_cut(&text, '\t', &line.target.text);
	str_cut(&text, '\t', &line.target.title);
	str_cut(&text, '\t', &line.position);
	for (unsigned kind = 0; kind < SCREENS; kind++)
		if (screen_kinds[kind] && str_eq(name, str_from(screen_kinds[kind]->name)))
			line.kind = (ScreenKind)kind;
	return line;
}

/* Opens screens down to the first that is gone (its feed was removed), which is not worth a word.
 */
static void open_lines(App *app, Str lines)
{
	Str text;

	while (str_cut(&lines, '\n', &text)) {
		Line line = read_line(text);

		line.target.under = app->top;
		if (line.kind == SCREENS || !app_push(app, line.kind, &line.target))
			break;
	}
	app->message[0] = '\0';
	app->message_is_error = false;
}

/* The cursors of lists that lay below: their own places may be older, after a crash. */
static void keep_list_places(App *app, Str lines)
{
	Str text;

	while (str_cut(&lines, '\n', &text)) {
		Line line = read_line(text);

		if (line.kind == SCREEN_ITEMS)
			listplace_keep(app, line.target.text, line.target.item);
	}
}

/* --- the offer --- */

/* "3/5" as ", page 3 of 5". */
static Str position_text(const Line *line, Arena *arena)
{
	Str rest = line->position, at;

	if (!str_cut(&rest, '/', &at) || at.n == 0 || rest.n == 0)
		return S("");
	return arena_printf(arena, ", %s %.*s of %.*s",
		line->kind == SCREEN_ARTICLE ? "page" : "article", STR_ARG(at), STR_ARG(rest));
}

static bool list_is_there(App *app, Str source, Arena *arena)
{
	FeedId feed = source_feed(source);
	Query ignored;

	return source_query(source, arena, &ignored, NULL) &&
	       (!feed || shelf_feed(app->shelf, feed));
}

/* What can be gone on with; empty if it is there no more. */
static Str offer_text(App *app, Arena *arena, Str *position)
{
	Str lines = app->inside->resume, text, name = S("");
	Line line, last = {.kind = SCREENS};

	while (str_cut(&lines, '\n', &text)) {
		Item item = {0};

		line = read_line(text);
		if (line.kind == SCREEN_ITEMS && list_is_there(app, line.target.text, arena))
			name = source_title(line.target.text, app->shelf, arena);
		else if (line.kind == SCREEN_ARTICLE && last.kind == SCREEN_ITEMS &&
			 library_rows(app->library, &line.target.item, 1, arena, &item, NULL) &&
			 item.id)
			name = arena_printf(arena, "“%.*s”", STR_ARG(item.title));
		else
			break;
		last = line;
	}
	*position = position_text(&last, arena);
	return name;
}

Str place_offer(App *app, Arena *arena, Str *position)
{
	*position = S("");
	return app->inside->offers ? offer_text(app, arena, position) : S("");
}

/* --- the start --- */

bool place_start(App *app)
{
	Str lines = app_kept(app, name_of(app, app->arena)), feeds = S("");
	Str how = app->options->resume, ignored;

	if (lines.n == 0 || str_eq(how, S("never")))
		return false;
	lines = arena_str(app->arena, lines);
	keep_list_places(app, lines);
	if (str_eq(how, S("always"))) {
		open_lines(app, lines);
		return app->top != NULL;
	}
	str_cut(&lines, '\n', &feeds);
	open_lines(app, feeds);
	if (!app->top || app->top->ops->kind != SCREEN_FEEDS || lines.n == 0)
		return app->top != NULL;
	app->inside->resume = lines;
	app->inside->offers = offer_text(app, app->frame, &ignored).n > 0;
	if (!app->inside->offers)
		app->inside->resume = S("");
	return true;
}

void place_pass(App *app)
{
	app->inside->resume = S("");
	app->inside->offers = false;
}

void place_resume(App *app, Screen *screen, Call call)
{
	Str lines = app->inside->resume;

	(void)call;
	if (lines.n == 0) {
		app_message(app, "there is no place to go on at");
		return;
	}
	feeds_find(screen, read_line(lines).target.text);
	open_lines(app, lines);
}
