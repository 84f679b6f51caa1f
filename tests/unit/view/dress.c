/* view/dress: what "color" and "highlight" of the config make of a theme. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "view/dress.h"

static const char base[] = "color a #102030\ncolor b #405060\ncolor c #a0b0c0\n"
			   "style text a on b\nstyle row c\nstyle unread c bold\n"
			   "style selected a on c\n";

static ColorLine line(const char *element, const char *text, const char *ground,
	const char *attributes)
{
	return (ColorLine){str_from(element), str_from(text), str_from(ground),
		str_from(attributes), "config", 1};
}

static const Theme *dress(const ColorLine *lines, size_t count, bool colors, Arena *arena,
	Buf *problems)
{
	Config config = {.colors = lines, .color_count = count};
	Err err;

	return theme_dress(theme_parse(str_from(base), "x", arena, &err), &config, colors, arena,
		problems);
}

static void elements_of_newsboat_are_roles(void **state)
{
	const ColorLine lines[] = {line("listnormal", "white", "default", ""),
		line("listnormal_unread", "color110", "default", "bold"),
		line("listfocus", "black", "#ff0000", "standout"),
		line("listfocus_unread", "yellow", "default", ""),
		line("byline", "default", "default", "dim")};
	Arena *arena = arena_open();
	Buf problems = {0};
	const Theme *theme = dress(lines, COUNT(lines), true, arena, &problems);

	(void)state;
	assert_int_equal(problems.n, 0);
	assert_int_equal(theme->styles[ROLE_ROW].text.index, 7);
	assert_true(theme->styles[ROLE_ROW].text.palette);
	/* What the line leaves open is the theme's. */
	assert_int_equal(theme->styles[ROLE_ROW].ground.red, 0x40);
	assert_int_equal(theme->styles[ROLE_DATE].text.index, 7);
	assert_int_equal(theme->styles[ROLE_UNREAD].text.index, 110);
	assert_int_equal(theme->styles[ROLE_UNREAD].attrs, ATTR_BOLD);
	assert_int_equal(theme->styles[ROLE_SELECTED].ground.red, 0xff);
	assert_false(theme->styles[ROLE_SELECTED].ground.palette);
	assert_int_equal(theme->styles[ROLE_SELECTED].attrs, ATTR_REVERSE);
	/* Not as listfocus: yellow on the ground of all. */
	assert_int_equal(theme->styles[ROLE_SELECTED_UNREAD].ground.red, 0x40);
	assert_int_equal(theme->styles[ROLE_SELECTED_UNREAD].text.index, 3);
	assert_int_equal(theme->styles[ROLE_BYLINE].attrs, ATTR_DIM);
	arena_close(arena);
}

static void an_articles_colour_leaves_lists_alone_and_the_background_does_not(void **state)
{
	const ColorLine lines[] = {line("article", "red", "blue", ""),
		line("background", "default", "green", "")};
	Arena *arena = arena_open();
	const Theme *theme = dress(lines, COUNT(lines), true, arena, NULL);

	(void)state;
	assert_int_equal(theme->styles[ROLE_TEXT].text.index, 1);
	assert_int_equal(theme->styles[ROLE_QUOTE].ground.index, 4);
	assert_int_equal(theme->styles[ROLE_ROW].ground.index, 2);
	assert_int_equal(theme->styles[ROLE_ROW].text.red, 0xa0);
	assert_int_equal(theme->styles[ROLE_STATUS].ground.index, 2);
	arena_close(arena);
}

static void what_is_default_is_the_themes_or_of_the_whole_the_terminals(void **state)
{
	const ColorLine article = line("article", "default", "default", "bold");
	const ColorLine whole = line("background", "default", "default", "");
	Arena *arena = arena_open();
	const Theme *theme = dress(&article, 1, true, arena, NULL);

	(void)state;
	assert_int_equal(theme->styles[ROLE_TEXT].ground.red, 0x40);
	assert_int_equal(theme->styles[ROLE_TEXT].attrs, ATTR_BOLD);
	theme = dress(&whole, 1, true, arena, NULL);
	assert_false(theme->styles[ROLE_TEXT].ground.set);
	assert_false(theme->styles[ROLE_ROW].ground.set);
	arena_close(arena);
}

static void without_colours_attributes_remain(void **state)
{
	const ColorLine lines[] = {line("listnormal_unread", "red", "blue", "underline")};
	const Highlight lit = {.target = S("all"),
		.regex = S("x"),
		.color = line("", "red", "", "")};
	Config config = {.colors = lines,
		.color_count = 1,
		.highlights = &lit,
		.highlight_count = 1};
	Arena *arena = arena_open();
	const Theme *theme = theme_dress(theme_plain(arena), &config, false, arena, NULL);

	(void)state;
	assert_false(theme->styles[ROLE_UNREAD].text.set);
	assert_int_equal(theme->styles[ROLE_UNREAD].attrs, ATTR_UNDERLINE);
	assert_int_equal(theme->styles[ROLES].own_attrs, ATTR_BOLD);
	arena_close(arena);
}

static void a_wrong_word_is_told_by_its_line(void **state)
{
	const ColorLine lines[] = {line("listnormal", "pinkish", "default", "bold wavy"),
		line("headline", "red", "default", "")};
	Arena *arena = arena_open();
	Buf problems = {0};

	(void)state;
	dress(lines, COUNT(lines), true, arena, &problems);
	assert_non_null(strstr(buf_z(&problems), "config:1: a colour is black to white"));
	assert_non_null(strstr(buf_z(&problems), "there is no attribute \"wavy\""));
	assert_non_null(strstr(buf_z(&problems), "there is no role or element \"headline\""));
	buf_drop(&problems);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(elements_of_newsboat_are_roles),
		cmocka_unit_test(an_articles_colour_leaves_lists_alone_and_the_background_does_not),
		cmocka_unit_test(what_is_default_is_the_themes_or_of_the_whole_the_terminals),
		cmocka_unit_test(without_colours_attributes_remain),
		cmocka_unit_test(a_wrong_word_is_told_by_its_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
