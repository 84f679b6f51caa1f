#include "view/dress.h"

#include <string.h>

enum { MOST_ROLES = 5 };

/* newsboat's elements; roles end with ROLE_TEXT. What has no roles here is nothing on our screens.
 */
static const struct {
	const char *name;
	uint8_t roles[MOST_ROLES];
} elements[] = {
	{"listnormal", {ROLE_ROW, ROLE_DATE, ROLE_SUMMARY, ROLE_COUNT}},
	{"listfocus", {ROLE_SELECTED}},
	{"listnormal_unread", {ROLE_UNREAD}},
	{"listfocus_unread", {ROLE_SELECTED_UNREAD}},
	{"listnormal_deleted", {ROLE_STRIKE}},
	{"listfocus_deleted", {ROLE_TEXT}},
	{"info", {ROLE_BAR, ROLE_BAR_ACCENT, ROLE_STATUS, ROLE_STATUS_ACCENT, ROLE_PROGRESS}},
	{"title", {ROLE_BAR, ROLE_BAR_ACCENT}},
	{"end-of-text-marker", {ROLE_TEXT}},
	{"hint-key", {ROLE_KEY}},
	{"hint-keys-delimiter", {ROLE_TEXT}},
	{"hint-separator", {ROLE_TEXT}},
	{"hint-description", {ROLE_TEXT}},
};

static const char *const eight[] = {"black", "red", "green", "yellow", "blue", "magenta", "cyan",
	"white"};

static const struct {
	const char *name;
	unsigned attr;
} attributes[] = {
	{"standout", ATTR_REVERSE},
	{"underline", ATTR_UNDERLINE},
	{"reverse", ATTR_REVERSE},
	{"blink", 0},
	{"dim", ATTR_DIM},
	{"bold", ATTR_BOLD},
	{"protect", 0},
	{"invis", 0},
	{"italic", ATTR_ITALIC},
	{"strike", ATTR_STRIKE},
};

typedef struct {
	const Config *config;
	Theme *theme;
	bool colors;
	Buf *problems;
} Dresser;

static void complain(Dresser *d, const ColorLine *line, const char *what, Str word)
{
	if (d->problems)
		buf_printf(d->problems, "%s:%u: %s \"%.*s\"\n", line->path, line->line, what,
			STR_ARG(word));
}

/* A name, colorN, #RRGGBB; "default" is none: what lies beneath shows. */
static void find_color(Dresser *d, const ColorLine *line, Str word, Color *out, bool *own)
{
	int64_t index = -1;

	*own = false;
	if (word.n == 0 || str_eq(word, S("default")) || str_eq(word, S("-1")))
		return;
	for (size_t i = 0; i < COUNT(eight); i++)
		if (str_eq(word, str_from(eight[i])))
			index = (int64_t)i;
	if (index < 0 && str_starts(word, S("color")))
		str_number(str_from_at(word, 5), &index);
	if (index >= 0 && index <= 255)
		*out = color_indexed((uint8_t)index);
	else if (!color_read_hex(word, out)) {
		complain(d, line,
			"a colour is black to white, color0 to color255, #RRGGBB or "
			"default, not",
			word);
		return;
	}
	*own = d->colors;
}

static Style style_of(Dresser *d, const ColorLine *line)
{
	Style style = {0};
	Str rest = line->attributes, word;

	find_color(d, line, line->text, &style.text, &style.own_text);
	find_color(d, line, line->ground, &style.ground, &style.own_ground);
	while (str_word(&rest, &word)) {
		size_t i = 0;

		while (i < COUNT(attributes) && !str_eq(word, str_from(attributes[i].name)))
			i++;
		if (i == COUNT(attributes))
			complain(d, line, "there is no attribute", word);
		else
			style.own_attrs |= attributes[i].attr;
	}
	style.attrs = style.own_attrs;
	return style;
}

static void set_role(Dresser *d, Role role, Style style)
{
	d->theme->said[role] = style;
	d->theme->given[role] = true;
}

static bool is_whole(Str element)
{
	return str_eq(element, S("background")) || str_eq(element, S("article"));
}

/* What is "default" is as the whole, and not as the role above it. */
static void settle_default(Style *style, const Style *whole)
{
	if (!style->own_text)
		style->text = whole->text;
	if (!style->own_ground)
		style->ground = whole->ground;
	style->own_text = style->own_ground = true;
}

static void set_element(Dresser *d, const ColorLine *line)
{
	Style style = style_of(d, line);
	Role role;

	settle_default(&style, &d->theme->said[ROLE_TEXT]);

	for (size_t i = 0; i < COUNT(elements); i++) {
		if (!str_eq(line->element, str_from(elements[i].name)))
			continue;
		for (size_t j = 0; j < MOST_ROLES && elements[i].roles[j]; j++)
			set_role(d, (Role)elements[i].roles[j], style);
		return;
	}
	if (role_find(line->element, &role))
		set_role(d, role, style);
	else
		complain(d, line, "there is no role or element", line->element);
}

/* What surrounds an article keeps the looks it has now, whatever the text of articles becomes. */
static void pin_surroundings(Theme *theme)
{
	theme_resolve(theme);
	for (unsigned role = ROLE_BAR; role < ROLES; role++) {
		Style *said = &theme->said[role];

		if (!said->own_text)
			said->text = theme->styles[role].text;
		if (!said->own_ground)
			said->ground = theme->styles[role].ground;
		said->own_text = said->own_ground = true;
	}
}

/* newsboat paints the whole with "background", and what an article leaves of it with "article"; of
 * ours ROLE_TEXT is both. There "default" is the terminal's own; in an article it is what the whole
 * has. */
static void set_whole(Dresser *d, const char *element)
{
	for (size_t i = 0; i < d->config->color_count; i++) {
		const ColorLine *line = &d->config->colors[i];
		Style style;

		if (!str_eq(line->element, str_from(element)))
			continue;
		style = style_of(d, line);
		if (str_eq(line->element, S("article"))) {
			pin_surroundings(d->theme);
			settle_default(&style, &d->theme->said[ROLE_TEXT]);
		}
		set_role(d, ROLE_TEXT, style);
	}
}

/* Of those that lie over others, the ground of what is beneath is no ground of their own. */
static void unpin_overlays(Theme *theme)
{
	static const Role overlays[] = {ROLE_SELECTED, ROLE_SELECTED_UNREAD};

	for (size_t i = 0; i < COUNT(overlays); i++)
		if (!theme->given[overlays[i]])
			theme->said[overlays[i]] = (Style){0};
}

static void set_highlights(Dresser *d)
{
	for (size_t i = 0; i < d->config->highlight_count && i < OWN_ROLES; i++) {
		Style style = style_of(d, &d->config->highlights[i].color);

		if (!style.own_text && !style.own_ground && style.own_attrs == 0)
			style.own_attrs = style.attrs = ATTR_BOLD;
		d->theme->styles[ROLES + i] = style;
	}
}

const Theme *theme_dress(const Theme *theme, const Config *config, bool colors, Arena *arena,
	Buf *problems)
{
	Dresser d = {.config = config, .colors = colors, .problems = problems};

	if (config->color_count == 0 && config->highlight_count == 0)
		return theme;
	d.theme = arena_alloc(arena, sizeof *d.theme);
	*d.theme = *theme;
	set_whole(&d, "background");
	set_whole(&d, "article");
	unpin_overlays(d.theme);
	for (size_t i = 0; i < config->color_count; i++)
		if (!is_whole(config->colors[i].element))
			set_element(&d, &config->colors[i]);
	theme_resolve(d.theme);
	set_highlights(&d);
	return d.theme;
}
