#include "config.h"

#include "view/status.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "view/format.h"
#include "view/keymap.h"
#include "view/place.h"
#include "view/prompt.h"

Frame status_frame(const App *app, const Screen *screen)
{
	int rows = app->canvas->rows;
	Frame frame = {-1, -1, 0, rows, -1, -1};

	if (app->zen >> screen->ops->kind & 1)
		return frame;
	if (rows >= 3) {
		frame.status = rows - 1;
		frame.content_rows--;
	}
	if (rows >= 6) {
		frame.hints = rows - 1;
		frame.status = rows - 2;
		frame.content_rows--;
		frame.bar = 0;
		frame.content = 1;
		frame.content_rows--;
	}
	if (rows >= 12) {
		frame.rule = 1;
		frame.content++;
		frame.content_rows--;
	}
	return frame;
}

Str count_text(uint64_t n, Arena *arena)
{
	char digits[24], out[32];
	int count = snprintf(digits, sizeof digits, "%llu", (unsigned long long)n), at = 0;

	for (int i = 0; i < count; i++) {
		if (i && (count - i) % 3 == 0)
			out[at++] = ',';
		out[at++] = digits[i];
	}
	return arena_str(arena, str_of(out, (size_t)at));
}

Str status_title(const Screen *s, Str format, const TitleParts *parts, Arena *arena)
{
	const FormatField fields[] = {
		{'N', S("lede")},
		{'V', S(PACKAGE_VERSION)},
		{'u', arena_printf(arena, "%llu", (unsigned long long)parts->unread)},
		{'t', arena_printf(arena, "%llu", (unsigned long long)parts->total)},
		{'f', parts->filter},
		{'F', parts->filter},
		{'T', parts->title},
		{'U', parts->address},
	};

	return format_fill(format, fields, COUNT(fields), s->cols - 2, arena);
}

Str count_of(uint64_t n, const char *one, const char *many, Arena *arena)
{
	Str number = count_text(n, arena);

	return arena_printf(arena, "%.*s %s", STR_ARG(number), n == 1 ? one : many);
}

static void draw_bar(App *app, Area area, int row)
{
	const Screen *s = app->top;
	Str place = s->ops->place ? s->ops->place(s, app->frame) : str_from(s->ops->name);
	Str note = s->ops->note ? s->ops->note(s, app->frame) : S("");
	Str title = s->ops->title ? s->ops->title(s, app->frame) : S("");
	int end = area.cols - 1, col = 1, note_width = (int)utf8_width(note);

	area_fill(area, row, 0, area.cols, S(" "), ROLE_BAR);
	if (title.n) {
		area_text_within(area, row, col, end, title, ROLE_BAR);
		return;
	}
	if (s->ops->kind != SCREEN_ARTICLE && area.cols >= 60) {
		col = area_text(area, row, col, S("lede"), ROLE_BAR_ACCENT);
		col += 3;
	}
	/* The right side gives way first, but not to a title that is long for its own sake. */
	if (note.n && col + note_width + 3 + (int)utf8_width(place) > end &&
		note_width > (end - col) / 2)
		note_width = 0;
	if (note.n && note_width)
		end = area_text_right(area, row, end, note, ROLE_BAR) - 2;
	area_text_within(area, row, col, end, place, ROLE_BAR);
}

/* "▕██████▏": `cells` inside, of which `percent` are full, in eighths. */
static int draw_gauge(Area area, int row, int col, int cells, int percent)
{
	static const char *const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
	int full = cells * 8 * percent / 100;

	col = area_text(area, row, col, S("▕"), ROLE_PROGRESS);
	area_fill(area, row, col, col + cells, S(" "), ROLE_PROGRESS);
	area_fill(area, row, col, col + full / 8, S("█"), ROLE_PROGRESS);
	if (full % 8 && !area.canvas->ascii)
		area_text(area, row, col + full / 8, str_from(eighths[full % 8]), ROLE_PROGRESS);
	return area_text(area, row, col + cells, S("▏"), ROLE_PROGRESS);
}

/* Right side of the status line while feeds are fetched; returns where it began. */
static int draw_update(App *app, Area area, int row, int end)
{
	bool feeds = app->update.active;
	uint32_t done = feeds ? app->update.done : app->update.pages_done;
	uint32_t total = feeds ? app->update.total : app->update.pages;
	int cells = area.cols >= 60 ? 8 : 4, percent = 0, width, col;
	Str text = arena_printf(app->frame, "%s %u/%u ", feeds ? "updating" : "full texts", done,
		total);
	Str failed = app->update.failed ? arena_printf(app->frame, " %u failed", app->update.failed)
					: S("");

	if (total)
		percent = (int)((uint64_t)done * 100 / total);
	if (area.cols < 40)
		text = failed = S("");
	width = (int)utf8_width(text) + cells + 2 + (int)utf8_width(failed);
	col = end - width;
	area_text(area, row, col, text, ROLE_STATUS);
	col = draw_gauge(area, row, col + (int)utf8_width(text), cells, percent);
	area_text(area, row, col, failed, ROLE_WARNING);
	return end - width;
}

static int draw_remains(App *app, Area area, int row, int end)
{
	const Screen *s = app->top;
	Str remains = s->ops->remains ? s->ops->remains(s, app->frame) : S("");
	int percent = s->ops->percent ? s->ops->percent(s) : -1;
	Str number = arena_printf(app->frame, " %d%%", percent);
	int cells = 10;

	if (percent >= 0) {
		end = area_text_right(area, row, end, number, ROLE_STATUS);
		if (area.cols >= 50) {
			end -= cells + 2;
			draw_gauge(area, row, end, cells, percent);
			end -= 2;
		}
	}
	if (remains.n)
		end = area_text_right(area, row, end, remains, ROLE_STATUS);
	return end;
}

static void draw_status(App *app, Area area, int row)
{
	const Screen *s = app->top;
	Str position = s->ops->position ? s->ops->position(s, app->frame) : S("");
	Str context = s->ops->context ? s->ops->context(s, app->frame) : S("");
	Str pending = app_pending(app);
	char name[16] = {0};
	int end = area.cols - 1, col = 1;

	area_fill(area, row, 0, area.cols, S(" "), ROLE_STATUS);
	for (size_t i = 0; i + 1 < sizeof name && s->ops->name[i]; i++)
		name[i] = (char)(s->ops->name[i] & ~0x20);
	if (app->update.active || app->update.pages)
		end = draw_update(app, area, row, end) - 2;
	else if (area.cols >= 30)
		end = draw_remains(app, area, row, end) - 2;
	if (pending.n)
		end = area_text_right(area, row, end, pending, ROLE_STATUS_ACCENT) - 2;
	if (s->ops->kind != SCREEN_ARTICLE && area.cols >= 40)
		col = area_text_within(area, row, col, end, str_from(name), ROLE_STATUS_ACCENT) + 1;
	col = area_text_within(area, row, col, end, position, ROLE_STATUS) + 3;
	area_text_within(area, row, col, end, context, ROLE_STATUS);
}

/* --- hints --- */

/* The first key and the label of one action; false if it has none here. */
static bool hint_parts(App *app, Str name, Str *key, Str *label)
{
	ScreenKind kind = app->top->ops->kind;
	const Action *action = action_find(name, 1U << kind);

	if (!action)
		return false;
	*key = keymap_keys(app->keymap, action, kind, 1, app->frame, NULL);
	*label = str_from(action->label ? action->label : action->name);
	return key->n > 0;
}

/* One word of ScreenOps.hints. */
static bool read_hint(App *app, Str word, Str *key, Str *label)
{
	ptrdiff_t equals = str_find_char(word, '='), slash = str_find_char(word, '/');
	Str second_key, second_label;

	if (equals > 0) {
		*key = str_slice(word, 0, (size_t)equals);
		hint_parts(app, *key, key, label);
		*label = str_from_at(word, (size_t)equals + 1);
		return true;
	}
	if (slash <= 0)
		return hint_parts(app, word, key, label);
	if (!hint_parts(app, str_slice(word, 0, (size_t)slash), key, label) ||
		!hint_parts(app, str_from_at(word, (size_t)slash + 1), &second_key, &second_label))
		return false;
	*key = arena_printf(app->frame, "%.*s/%.*s", STR_ARG(*key), STR_ARG(second_key));
	return true;
}

static void draw_hints(App *app, Area area, int row)
{
	const Screen *s = app->top;
	Str words = s->ops->hints ? s->ops->hints(s, app->frame) : S("back"), word, key, label;
	int col = 1, end = area.cols - 1, help_width = 0;
	Str help_key, help_label;
	bool help =
		s->ops->kind != SCREEN_HELP && hint_parts(app, S("help"), &help_key, &help_label);

	if (help)
		help_width = (int)(utf8_width(help_key) + utf8_width(help_label)) + 3;
	while (str_word(&words, &word)) {
		if (!read_hint(app, word, &key, &label))
			continue;
		if (col + (int)(utf8_width(key) + utf8_width(label)) + 1 + help_width > end)
			continue;
		col = area_text(area, row, col, key, ROLE_KEY) + 1;
		col = area_text(area, row, col, label, ROLE_SUMMARY) + 2;
	}
	if (help && col + help_width - 2 <= end) {
		col = area_text(area, row, col, help_key, ROLE_KEY) + 1;
		area_text(area, row, col, help_label, ROLE_SUMMARY);
	}
}

/* What lay deeper when lede ended, and the key that goes there. */
static void draw_offer(App *app, Area area, int row, Str offer, Str position)
{
	Str key, label;
	bool has_key = hint_parts(app, S("resume"), &key, &label);
	const Str quote = S("”"), whole = offer;
	int col, end = area.cols - 1, behind;

	/* A title that is cut is closed all the same. */
	if (position.n && str_ends(offer, quote)) {
		offer.n -= quote.n;
		position = arena_printf(app->frame, "%.*s%.*s", STR_ARG(quote), STR_ARG(position));
	}
	behind = end - (int)utf8_width(position);
	area_fill(area, row, 0, area.cols, S(" "), ROLE_TEXT);
	col = area_text(area, row, 1, has_key ? key : S(":resume"), ROLE_KEY) + 1;
	col = area_text(area, row, col, S("goes on with "), ROLE_SUMMARY);
	/* Of a long title the end gives way. */
	if (behind > col + 6)
		col = area_text_within(area, row, col, behind, offer, ROLE_SUMMARY);
	else
		position = whole;
	area_text_within(area, row, col, end, position, ROLE_SUMMARY);
}

static void draw_message(App *app, Area area, int row)
{
	area_fill(area, row, 0, area.cols, S(" "), ROLE_TEXT);
	area_text_within(area, row, 1, area.cols - 1, str_from(app->message),
		app->message_is_error ? ROLE_ERROR : ROLE_TEXT);
}

void status_draw(App *app)
{
	Area area = canvas_area(app->canvas);
	Frame frame = status_frame(app, app->top);
	int bottom = frame.hints >= 0    ? frame.hints
		     : frame.status >= 0 ? frame.status
					 : area.rows - 1;
	Str offer, position;

	if (frame.bar >= 0)
		draw_bar(app, area, frame.bar);
	if (frame.rule >= 0)
		area_fill(area, frame.rule, 0, area.cols, S("─"), ROLE_LINE);
	if (frame.status >= 0)
		draw_status(app, area, frame.status);
	if (app->prompt)
		prompt_draw(app->prompt, area, bottom);
	else if (app->message[0])
		draw_message(app, area, bottom);
	else if (frame.hints >= 0 && (offer = place_offer(app, app->frame, &position)).n)
		draw_offer(app, area, frame.hints, offer, position);
	else if (frame.hints >= 0 && app->options->show_hints)
		draw_hints(app, area, frame.hints);
}
