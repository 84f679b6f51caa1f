/* view/theme: theme files, how they are told wrong, and that all of ours can be read by eyes. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "view/theme.h"

static const Theme *parse(Arena *arena, const char *text, Err *err)
{
	memset(err, 0, sizeof *err);
	return theme_parse(str_from(text), "x.theme", arena, err);
}

static void fails(const char *text, const char *message)
{
	Arena *arena = arena_open();
	Err err;

	assert_null(parse(arena, text, &err));
	assert_string_equal(err.text, message);
	arena_close(arena);
}

static void a_wrong_line_is_told_by_file_and_line(void **state)
{
	(void)state;
	fails("title X\nstyle headline bold\n", "x.theme:2: there is no role \"headline\"");
	fails("color rust 12\n", "x.theme:1: a colour is written #RRGGBB, not \"12\"");
	fails("color rust #9c4a1a 256\n",
		"x.theme:1: the 256-colour index is 0 to 255, not \"256\"");
	fails("\n\nstyle text pink\n", "x.theme:3: there is no colour or attribute \"pink\"");
	fails("style text on pink\n", "x.theme:1: there is no colour \"pink\"");
	fails("color\n", "x.theme:1: a colour needs a name: \"color NAME #RRGGBB\"");
	fails("color rust\n", "x.theme:1: a colour needs a value: \"color NAME #RRGGBB\"");
	fails("style\n", "x.theme:1: a style needs a role: \"style ROLE COLOUR\"");
	fails("style text on\n", "x.theme:1: a colour is missing behind \"on\"");
	fails("suits both\n", "x.theme:1: a theme suits light, dark or any, not \"both\"");
	fails("font Garamond\n",
		"x.theme:1: a line begins with title, suits, color or style, not \"font\"");
}

static void a_role_takes_from_its_parent_what_it_does_not_say(void **state)
{
	Arena *arena = arena_open();
	Err err;
	const Theme *theme = parse(arena,
		"color a #102030 # a comment\ncolor b #405060 200 bright-red\n"
		"style text a on b\nstyle heading b on a bold\nstyle subheading underline\n",
		&err);

	(void)state;
	assert_non_null(theme);
	/* A subheading descends from a heading: its colours, but attributes of its own. */
	assert_int_equal(theme->styles[ROLE_SUBHEADING].text.red, 0x40);
	assert_int_equal(theme->styles[ROLE_SUBHEADING].ground.red, 0x10);
	assert_int_equal(theme->styles[ROLE_SUBHEADING].attrs, ATTR_UNDERLINE);
	/* All else descends from text in the end. */
	assert_int_equal(theme->styles[ROLE_CREDIT].text.red, 0x10);
	assert_int_equal(theme->styles[ROLE_CREDIT].ground.red, 0x40);
	/* Depths as given. */
	assert_int_equal(theme->styles[ROLE_TEXT].ground.index, 200);
	assert_int_equal(theme->styles[ROLE_TEXT].ground.ansi, 9);
	arena_close(arena);
}

static void an_attribute_is_one_though_a_role_is_called_so(void **state)
{
	Arena *arena = arena_open();
	Err err;
	const Theme *theme =
		parse(arena, "color a #102030\nstyle bold a bold\nstyle star bold\n", &err);

	(void)state;
	assert_non_null(theme);
	assert_int_equal(theme->styles[ROLE_STAR].attrs, ATTR_BOLD);
	assert_false(theme->styles[ROLE_STAR].text.set);
	arena_close(arena);
}

static void a_role_laid_over_another_changes_only_what_it_says(void **state)
{
	Arena *arena = arena_open();
	Err err;
	const Theme *theme = parse(arena,
		"color a #102030\ncolor b #405060\ncolor c #708090\n"
		"style text a on b\nstyle quote c italic\nstyle selected on c\n",
		&err);
	Style bold = theme_style(theme, ROLE_QUOTE, ROLE_BOLD);
	Style selected = theme_style(theme, ROLE_QUOTE, ROLE_SELECTED);

	(void)state;
	assert_int_equal(bold.text.red, 0x70);
	assert_int_equal(bold.attrs, ATTR_ITALIC | ATTR_BOLD);
	assert_int_equal(selected.text.red, 0x70);
	assert_int_equal(selected.ground.red, 0x70);
	arena_close(arena);
}

static double channel(uint8_t value)
{
	double c = value / 255.0;

	return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(Color c)
{
	return 0.2126 * channel(c.red) + 0.7152 * channel(c.green) + 0.0722 * channel(c.blue);
}

/* WCAG 2.1: 1 to 21. */
static double contrast_of(Color a, Color b)
{
	double light = luminance(a), dark = luminance(b);

	if (light < dark) {
		double swap = light;

		light = dark;
		dark = swap;
	}
	return (light + 0.05) / (dark + 0.05);
}

static void colours_come_down_to_what_is_near(void **state)
{
	(void)state;
	assert_int_equal(color_of(255, 255, 255).index, 231);
	assert_int_equal(color_of(255, 255, 255).ansi, 15);
	assert_int_equal(color_of(0, 0, 0).index, 16);
	assert_int_equal(color_of(0, 0, 0).ansi, 0);
	assert_int_equal(color_of(0xff, 0, 0).ansi, 9);
	assert_int_equal(color_of(8, 8, 8).index, 232);
	assert_int_equal(color_of(0x5f, 0x87, 0xaf).index, 67);
}

/* What the terminal shows where a theme names no colour of its own. */
static Color assumed(const Theme *theme, bool ground)
{
	bool light = theme->suits == SUITS_LIGHT;

	return light == ground ? color_of(255, 255, 255) : color_of(0, 0, 0);
}

static bool is_line(unsigned role)
{
	/* Rules and frames are no text; they want to be seen, not read. */
	return role == ROLE_LINE || role == ROLE_RULE || role == ROLE_TABLE_RULE ||
	       role == ROLE_BOX || role == ROLE_SCROLLBAR || role == ROLE_QUOTE_BAR;
}

static void check_style(const Theme *theme, Style style, unsigned role, unsigned also)
{
	Color text = style.text.set ? style.text : assumed(theme, false);
	Color ground = style.ground.set ? style.ground : assumed(theme, true);
	double contrast = contrast_of(text, ground), wanted = is_line(role) ? 1.4 : 4.5;

	/* A theme that sets neither leaves both to the terminal. */
	if (!style.text.set && !style.ground.set)
		return;
	if (contrast < wanted)
		fail_msg("%.*s: %.*s under %.*s has a contrast of %.2f, not %.1f",
			STR_ARG(theme->name), STR_ARG(role_name((Role)role)),
			STR_ARG(role_name((Role)also)), contrast, wanted);
}

static void every_theme_is_read_and_can_be_read(void **state)
{
	static const Role over[] = {ROLE_TEXT, ROLE_SELECTED, ROLE_HIT, ROLE_HIT_FOCUS,
		ROLE_LINK_FOCUS, ROLE_COMPLETION};
	Arena *arena = arena_open();
	const Str *names;
	size_t count = theme_names(arena, &names);
	Err err = {0};

	(void)state;
	assert_true(count >= 11);
	for (size_t i = 0; i < count; i++) {
		const Theme *theme = theme_load(names[i], arena, &err);

		if (!theme)
			fail_msg("%s", err.text);
		assert_true(theme->title.n > 0);
		for (unsigned role = 0; role < ROLES; role++)
			for (size_t k = 0; k < COUNT(over); k++)
				check_style(theme, theme_style(theme, (Role)role, over[k]), role,
					over[k]);
	}
	arena_close(arena);
}

static void a_name_is_no_path(void **state)
{
	Arena *arena = arena_open();
	Err err = {0};

	(void)state;
	assert_null(theme_load(S("../config"), arena, &err));
	assert_string_equal(err.text, "\"../config\" is no name of a theme");
	assert_null(theme_load(S("chartreuse"), arena, &err));
	arena_close(arena);
}

static void without_colours_attributes_remain(void **state)
{
	Arena *arena = arena_open();
	const Theme *theme = theme_plain(arena);

	(void)state;
	assert_int_equal(theme->styles[ROLE_SELECTED].attrs, ATTR_REVERSE);
	assert_int_equal(theme->styles[ROLE_UNREAD].attrs, ATTR_BOLD);
	for (unsigned role = 0; role < ROLES; role++)
		assert_false(theme->styles[role].text.set || theme->styles[role].ground.set);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_attribute_is_one_though_a_role_is_called_so),
		cmocka_unit_test(a_wrong_line_is_told_by_file_and_line),
		cmocka_unit_test(a_role_takes_from_its_parent_what_it_does_not_say),
		cmocka_unit_test(a_role_laid_over_another_changes_only_what_it_says),
		cmocka_unit_test(colours_come_down_to_what_is_near),
		cmocka_unit_test(every_theme_is_read_and_can_be_read),
		cmocka_unit_test(a_name_is_no_path),
		cmocka_unit_test(without_colours_attributes_remain),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
