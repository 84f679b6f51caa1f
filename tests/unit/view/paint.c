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

static void links_are_told_with_safe_addresses(void **state)
{
	Arena *arena = arena_open();
	Painter *painter = painter_open((PaintCaps){.colors = 256, .utf8 = true, .links = true});
	Canvas *canvas = canvas_open(1, 20);
	Area area = canvas_area(canvas);
	Buf out = {0};

	(void)state;
	area_text(area, 0, 0, S("to the site"), ROLE_TEXT);
	area_link(area, 0, 7, 11, S("https://example.org/ä\033 x"));
	paint(painter, canvas, theme_of(arena), &out);
	assert_true(
		str_find(buf_str(&out), S(";https://example.org/%C3%A4%1B%20x\033\\site")) >= 0);
	assert_true(str_find(buf_str(&out), S("site\033]8;;\033\\")) >= 0);
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
		cmocka_unit_test(links_are_told_with_safe_addresses),
		cmocka_unit_test(a_locale_of_ascii_gets_ascii),
		cmocka_unit_test(a_dumb_terminal_gets_lines),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
