/* view/canvas and view/paint: cells, clipping, and the bytes from one frame to the next. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "view/paint.h"

static void assert_shows(const Canvas *canvas, const char *expected)
{
	Buf out = {0};

	canvas_write(canvas, false, &out);
	assert_string_equal(buf_z(&out), expected);
	buf_drop(&out);
}

static void what_lies_outside_is_not_drawn(void **state)
{
	Canvas *canvas = canvas_open(3, 8);
	Area area = area_within(canvas_area(canvas), 1, 2, 1, 4);

	(void)state;
	area_text(area, 0, -2, S("abcdefgh"), ROLE_TEXT);
	area_text(area, 1, 0, S("below"), ROLE_TEXT);
	area_text(area, -1, 0, S("above"), ROLE_TEXT);
	assert_shows(canvas, "\n  cdef\n\n");
	canvas_close(canvas);
}

static void wide_characters_are_whole_or_blank(void **state)
{
	Canvas *canvas = canvas_open(1, 5);
	Area area = canvas_area(canvas);

	(void)state;
	area_text(area, 0, 0, S("日本語"), ROLE_TEXT);
	assert_shows(canvas, "日本\n");
	area_text(area, 0, 1, S("x"), ROLE_TEXT);
	assert_shows(canvas, " x本\n");
	area_text(area, 0, 2, S("y"), ROLE_TEXT);
	assert_shows(canvas, " xy\n");
	area_text(area, 0, -1, S("日z"), ROLE_TEXT);
	assert_shows(canvas, " zy\n");
	canvas_close(canvas);
}

static void text_is_cut_with_an_ellipsis(void **state)
{
	Canvas *canvas = canvas_open(1, 12);
	Area area = canvas_area(canvas);

	(void)state;
	assert_int_equal(area_text_within(area, 0, 0, 8, S("one two three"), ROLE_TEXT), 8);
	assert_shows(canvas, "one two…\n");
	canvas_clear(canvas);
	canvas->ascii = true;
	area_text_within(area, 0, 0, 8, S("ä● two three"), ROLE_TEXT);
	assert_shows(canvas, "ä* two~\n");
	canvas_close(canvas);
}

static const Theme *theme_of(Arena *arena)
{
	Err err;

	return theme_parse(S("color a #ff0000 196 bright-red\ncolor b #0000ff 21 blue\n"
			     "style text a on b\nstyle title bold\n"),
		"x", arena, &err);
}

static Str paint(Painter *painter, const Canvas *canvas, const Theme *theme, Buf *out)
{
	buf_clear(out);
	painter_paint(painter, canvas, theme, out);
	return buf_str(out);
}

static void colours_are_said_as_the_terminal_knows_them(void **state)
{
	static const struct {
		unsigned colors;
		const char *style;
	} depths[] = {
		{1 << 24, "\033[0;38;2;255;0;0;48;2;0;0;255m"},
		{256, "\033[0;38;5;196;48;5;21m"},
		{16, "\033[0;91;44m"},
		{8, "\033[0;1;31;44m"},
		{0, "\033[0m"},
	};
	Arena *arena = arena_open();
	const Theme *theme = theme_of(arena);

	(void)state;
	for (size_t i = 0; i < COUNT(depths); i++) {
		Painter *painter =
			painter_open((PaintCaps){.colors = depths[i].colors, .utf8 = true});
		Canvas *canvas = canvas_open(1, 4);
		Buf out = {0};

		assert_true(str_find(paint(painter, canvas, theme, &out),
				    str_from(depths[i].style)) >= 0);
		buf_drop(&out);
		canvas_close(canvas);
		painter_close(painter);
	}
	arena_close(arena);
}

static void only_what_changed_is_written(void **state)
{
	Arena *arena = arena_open();
	const Theme *theme = theme_of(arena);
	Painter *painter = painter_open((PaintCaps){.colors = 256, .utf8 = true});
	Canvas *canvas = canvas_open(50, 200);
	Buf out = {0};
	size_t whole;

	(void)state;
	area_text(canvas_area(canvas), 3, 5, S("hello"), ROLE_TEXT);
	whole = paint(painter, canvas, theme, &out).n;
	assert_in_range(whole, 10000, 20000);
	assert_int_equal(paint(painter, canvas, theme, &out).n, 0);
	canvas_clear(canvas);
	area_text(canvas_area(canvas), 3, 5, S("hullo"), ROLE_TEXT);
	paint(painter, canvas, theme, &out);
	assert_in_range(out.n, 1, 100);
	assert_true(str_find(buf_str(&out), S("\033[4;7H")) >= 0);
	assert_true(str_find(buf_str(&out), S("hullo")) < 0);
	painter_forget(painter);
	assert_in_range(paint(painter, canvas, theme, &out).n, 10000, 20000);
	buf_drop(&out);
	canvas_close(canvas);
	painter_close(painter);
	arena_close(arena);
}

static void what_lay_under_a_cluster_does_not_show_beside_it(void **state)
{
	Arena *arena = arena_open();
	Painter *painter = painter_open((PaintCaps){.colors = 256, .utf8 = true});
	Canvas *canvas = canvas_open(1, 8);
	Buf out = {0};

	(void)state;
	area_text(canvas_area(canvas), 0, 1, S("☎️b"), ROLE_TEXT);
	paint(painter, canvas, theme_of(arena), &out);
	assert_true(str_find(buf_str(&out), S("  \033[1;2H☎️\033[1;4Hb")) >= 0);
	buf_drop(&out);
	canvas_close(canvas);
	painter_close(painter);
	arena_close(arena);
}

/* --- a terminal as small as can be: what stands where after the bytes --- */

enum { ROWS = 12, COLS = 30 };

typedef struct {
	char cells[ROWS][COLS];
	int row, col, top, last; /* the region that scrolls */
} Screen;

static void move_lines(Screen *t, bool up)
{
	char *first = t->cells[t->top], *second = t->cells[t->top + 1];
	size_t bytes = (size_t)(t->last - t->top) * COLS;

	memmove(up ? first : second, up ? second : first, bytes);
	memset(t->cells[up ? t->last : t->top], ' ', COLS);
}

/* Behind "ESC [": returns the bytes that belong to it. */
static size_t take_control(Screen *t, Str bytes)
{
	int numbers[8] = {0};
	size_t n = 0, count = 0;
	bool private = bytes.n && bytes.s[0] == '?';

	for (; n < bytes.n && ((uint8_t)bytes.s[n] < 0x40); n++) {
		if (bytes.s[n] == ';' && count < 7)
			count++;
		else if (char_is_digit(bytes.s[n]))
			numbers[count] = numbers[count] * 10 + (bytes.s[n] - '0');
	}
	assert_true(n < bytes.n);
	if (bytes.s[n] == 'H') {
		t->row = numbers[0] ? numbers[0] - 1 : 0;
		t->col = numbers[1] ? numbers[1] - 1 : 0;
	} else if (bytes.s[n] == 'J') {
		memset(t->cells, ' ', sizeof t->cells);
	} else if (bytes.s[n] == 'r') {
		t->top = numbers[0] ? numbers[0] - 1 : 0;
		t->last = numbers[1] ? numbers[1] - 1 : ROWS - 1;
		t->row = t->col = 0;
	} else {
		assert_true(private || bytes.s[n] == 'm');
	}
	return n + 1;
}

static void show(Screen *t, Str bytes)
{
	for (size_t i = 0; i < bytes.n; i++) {
		char c = bytes.s[i];

		if (c == '\033' && bytes.s[i + 1] == 'M') {
			i++;
			if (t->row == t->top)
				move_lines(t, false);
			else
				t->row--;
		} else if (c == '\033') {
			assert_int_equal(bytes.s[i + 1], '[');
			i += 1 + take_control(t, str_from_at(bytes, i + 2));
		} else if (c == '\n') {
			if (t->row == t->last)
				move_lines(t, true);
			else
				t->row++;
		} else {
			assert_in_range(t->row, 0, ROWS - 1);
			assert_in_range(t->col, 0, COLS - 1);
			t->cells[t->row][t->col++] = c;
		}
	}
}

/* A list of lines from `first` on, between two lines that stay; some are alike, some blank. */
static void draw_list(Canvas *canvas, int first, unsigned seed)
{
	canvas_clear(canvas);
	area_text(canvas_area(canvas), 0, 0, S("the bar that stays"), ROLE_BAR);
	for (int row = 1; row < ROWS - 1; row++) {
		int line = first + row;
		char text[COLS];

		for (int i = 0; i < COLS - 1; i++)
			text[i] = (char)('a' + line * (i + 7) % 26);
		text[COLS - 1] = '\0';
		if (line % 7)
			area_text(canvas_area(canvas), row, 1,
				line % 5 ? str_from(text) : S("a heading"), ROLE_ROW);
	}
	area_text(canvas_area(canvas), (int)(seed % ROWS), 20, S("cursor"), ROLE_SELECTED);
	area_text(canvas_area(canvas), ROWS - 1, 0, S("and the status"), ROLE_STATUS);
}

static void what_scrolls_is_moved_and_right(void **state)
{
	Arena *arena = arena_open();
	const Theme *theme = theme_of(arena);
	Painter *moving = painter_open((PaintCaps){.colors = 256, .utf8 = true, .scroll = true});
	Painter *drawing = painter_open((PaintCaps){.colors = 256, .utf8 = true});
	Canvas *canvas = canvas_open(ROWS, COLS);
	Screen moved = {.last = ROWS - 1}, drawn = {.last = ROWS - 1};
	Buf out = {0};
	unsigned seed = 1;
	int first = 100;
	size_t by_moving = 0, by_drawing = 0;

	(void)state;
	for (int i = 0; i < 500; i++) {
		seed = seed * 1103515245 + 12345;
		first += (int)(seed >> 16) % 9 - 4;
		draw_list(canvas, first, seed >> 8);
		show(&moved, paint(moving, canvas, theme, &out));
		by_moving += out.n;
		show(&drawn, paint(drawing, canvas, theme, &out));
		by_drawing += out.n;
		assert_memory_equal(moved.cells, drawn.cells, sizeof moved.cells);
	}
	assert_true(by_moving < by_drawing * 3 / 4);
	buf_drop(&out);
	canvas_close(canvas);
	painter_close(moving);
	painter_close(drawing);
	arena_close(arena);
}

static void links_are_told_with_safe_addresses(void **state)
{
	Arena *arena = arena_open();
	Painter *painter = painter_open((PaintCaps){.colors = 256, .utf8 = true, .links = true});
	Canvas *canvas = canvas_open(1, 20);
	Area area = canvas_area(canvas);
	const Theme *theme = theme_of(arena);
	Buf out = {0};

	(void)state;
	area_text(area, 0, 0, S("to the site"), ROLE_TEXT);
	area_link(area, 0, 7, 11, S("https://example.org/ä\033 x"));
	paint(painter, canvas, theme, &out);
	assert_true(
		str_find(buf_str(&out), S(";https://example.org/%C3%A4%1B%20x\033\\site")) >= 0);
	assert_true(str_find(buf_str(&out), S("site\033]8;;\033\\")) >= 0);
	/* The same words may lead elsewhere in the next frame. */
	canvas_clear(canvas);
	area_text(area, 0, 0, S("to the site"), ROLE_TEXT);
	area_link(area, 0, 7, 11, S("https://example.org/other"));
	paint(painter, canvas, theme, &out);
	assert_true(str_find(buf_str(&out), S(";https://example.org/other\033\\site")) >= 0);
	buf_drop(&out);
	canvas_close(canvas);
	painter_close(painter);
	arena_close(arena);
}

static void a_locale_of_ascii_gets_ascii(void **state)
{
	Arena *arena = arena_open();
	Painter *painter = painter_open((PaintCaps){.colors = 0});
	Canvas *canvas = canvas_open(1, 12);
	Buf out = {0};

	(void)state;
	setlocale(LC_ALL, "C");
	area_text(canvas_area(canvas), 0, 0, S("Café 日x"), ROLE_TEXT);
	paint(painter, canvas, theme_of(arena), &out);
	setlocale(LC_ALL, "C.UTF-8");
	assert_true(str_find(buf_str(&out), S("Cafe")) >= 0);
	for (size_t i = 0; i < out.n; i++)
		assert_true((uint8_t)out.s[i] < 0x80);
	buf_drop(&out);
	canvas_close(canvas);
	painter_close(painter);
	arena_close(arena);
}

static void a_dumb_terminal_gets_lines(void **state)
{
	Arena *arena = arena_open();
	Painter *painter = painter_open((PaintCaps){.dumb = true, .utf8 = true});
	Canvas *canvas = canvas_open(2, 12);
	Buf out = {0};

	(void)state;
	area_text(canvas_area(canvas), 0, 0, S("one"), ROLE_TITLE);
	area_text(canvas_area(canvas), 1, 1, S("two"), ROLE_TEXT);
	assert_true(str_eq(paint(painter, canvas, theme_of(arena), &out), S("\r\none\r\n two")));
	assert_int_equal(paint(painter, canvas, theme_of(arena), &out).n, 0);
	buf_drop(&out);
	canvas_close(canvas);
	painter_close(painter);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_lies_outside_is_not_drawn),
		cmocka_unit_test(wide_characters_are_whole_or_blank),
		cmocka_unit_test(text_is_cut_with_an_ellipsis),
		cmocka_unit_test(colours_are_said_as_the_terminal_knows_them),
		cmocka_unit_test(only_what_changed_is_written),
		cmocka_unit_test(what_lay_under_a_cluster_does_not_show_beside_it),
		cmocka_unit_test(what_scrolls_is_moved_and_right),
		cmocka_unit_test(links_are_told_with_safe_addresses),
		cmocka_unit_test(a_locale_of_ascii_gets_ascii),
		cmocka_unit_test(a_dumb_terminal_gets_lines),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
