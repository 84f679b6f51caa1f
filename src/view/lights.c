#include "view/lights.h"

#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "view/action.h"
#include "view/theme.h"

typedef struct {
	regex_t regex;
	unsigned where; /* IN_* */
	Role role;
	/* It means one of the lines that newsboat writes above an article, "Title: " and so on;
	 * here stand only the words. */
	bool title, byline;
} Light;

struct Lights {
	VEC(Light) lights;
	VEC(LitRows) rows;
};

static const struct {
	const char *name;
	unsigned where;
} targets[] = {
	{"all", IN_FEEDS | IN_ITEMS | IN_ARTICLE},
	{"feedlist", IN_FEEDS},
	{"feeds", IN_FEEDS},
	{"articlelist", IN_ITEMS},
	{"articles", IN_ITEMS},
	{"article", IN_ARTICLE},
	{"reader", IN_ARTICLE},
};

static void complain(const Highlight *highlight, Str what, Buf *problems)
{
	buf_printf(problems, "%s:%u: %.*s\n", highlight->color.path, highlight->color.line,
		STR_ARG(what));
}

static void add_query(Lights *lights, const Highlight *highlight, Role role, Arena *arena,
	Buf *problems)
{
	Query *query = arena_alloc(arena, sizeof *query);
	Err err;

	if (query_parse(highlight->query, arena, query, &err))
		*vec_push_in(&lights->rows, arena) = (LitRows){query, role};
	else
		complain(highlight, str_from(err.text), problems);
}

/* Whether the expression finds such a line, and not any line at that. */
static bool finds_heading(const regex_t *regex, const char *heading)
{
	return regexec(regex, heading, 0, NULL, 0) == 0 &&
	       regexec(regex, strchr(heading, ' ') + 1, 0, NULL, 0) != 0;
}

static void find_headings(Light *light)
{
	if (!(light->where & IN_ARTICLE))
		return;
	light->title = finds_heading(&light->regex, "Title: x");
	light->byline = finds_heading(&light->regex, "Author: x") ||
			finds_heading(&light->regex, "Date: x");
}

static void add_regex(Lights *lights, const Highlight *highlight, Role role, Arena *arena,
	Buf *problems)
{
	Light light = {.role = role};
	char why[160];
	int code;

	for (size_t i = 0; i < COUNT(targets); i++)
		if (str_eq(highlight->target, str_from(targets[i].name)))
			light.where = targets[i].where;
	if (light.where == 0) {
		complain(highlight, S("highlight is for articlelist, feedlist, article or all"),
			problems);
		return;
	}
	code = regcomp(&light.regex, arena_strz(arena, highlight->regex), REG_EXTENDED | REG_ICASE);
	if (code != 0) {
		regerror(code, &light.regex, why, sizeof why);
		complain(highlight,
			arena_printf(arena, "\"%.*s\" is no regular expression: %s",
				STR_ARG(highlight->regex), why),
			problems);
		return;
	}
	find_headings(&light);
	*vec_push_in(&lights->lights, arena) = light;
}

Lights *lights_open(const Config *config, Arena *arena, Buf *problems)
{
	Lights *lights;

	if (config->highlight_count == 0)
		return NULL;
	lights = arena_alloc(arena, sizeof *lights);
	for (size_t i = 0; i < config->highlight_count && i < OWN_ROLES; i++) {
		const Highlight *highlight = &config->highlights[i];
		Role role = (Role)(ROLES + i);

		if (highlight->query.n)
			add_query(lights, highlight, role, arena, problems);
		else
			add_regex(lights, highlight, role, arena, problems);
	}
	return lights;
}

void lights_close(Lights *lights)
{
	for (size_t i = 0; lights && i < lights->lights.count; i++)
		regfree(&lights->lights.items[i].regex);
}

size_t lights_rows(const Lights *lights, const LitRows **out)
{
	*out = lights ? lights->rows.items : NULL;
	return lights ? lights->rows.count : 0;
}

/* --- drawing --- */

/* A line as text, and for each of its bytes the cell it stands in. */
typedef struct {
	Buf text;
	VEC(int) cells;
} LineText;

static Cell *cells_of(Area area, int row)
{
	Canvas *canvas = area.canvas;

	return &canvas->cells[(size_t)(area.row + row) * (size_t)canvas->cols + (size_t)area.col];
}

static void read_line(Area area, int row, LineText *out)
{
	const Cell *cells = cells_of(area, row);

	buf_clear(&out->text);
	out->cells.count = 0;
	for (int col = 0; col < area.cols; col++)
		for (const char *c = cells[col].text; *c; c++) {
			buf_char(&out->text, *c);
			*vec_push(&out->cells) = col;
		}
	*vec_push(&out->cells) = area.cols;
	/* What ends at the end of the line is not thrown off by blanks. */
	while (out->text.n && out->text.s[out->text.n - 1] == ' ')
		out->text.n--;
}

/* A selection, a hit, a link in focus stay what they are. */
static bool is_free(const Cell *cell)
{
	switch (cell->also) {
	case ROLE_SELECTED:
	case ROLE_SELECTED_UNREAD:
	case ROLE_HIT:
	case ROLE_HIT_FOCUS:
	case ROLE_LINK_FOCUS:
	case ROLE_HINT:
		return false;
	default:
		return true;
	}
}

static void light_line(const Light *light, Area area, int row, LineText *line)
{
	Cell *cells = cells_of(area, row);
	const char *text = buf_z(&line->text);
	regmatch_t found;
	size_t at = 0;
	int flags = 0;

	while (at < line->text.n && regexec(&light->regex, text + at, 1, &found, flags) == 0) {
		size_t start = at + (size_t)found.rm_so, end = at + (size_t)found.rm_eo;

		if (end == start) {
			at = start + 1;
			flags = REG_NOTBOL;
			continue;
		}
		for (int col = line->cells.items[start]; col < line->cells.items[end]; col++)
			if (is_free(&cells[col]))
				cells[col].also = (uint8_t)light->role;
		at = end;
		flags = REG_NOTBOL;
	}
}

static void light_heading(const Light *light, Area area, int row)
{
	Cell *cells = cells_of(area, row);

	for (int col = 0; col < area.cols; col++)
		if (is_free(&cells[col]) &&
			((light->title && cells[col].role == ROLE_TITLE) ||
				(light->byline && cells[col].role == ROLE_BYLINE)))
			cells[col].also = (uint8_t)light->role;
}

static void draw_light(const Light *light, ScreenKind kind, Area area, int row, LineText *line)
{
	if (!(light->where & 1U << kind) || line->text.n == 0)
		return;
	light_line(light, area, row, line);
	if (kind == SCREEN_ARTICLE && (light->title || light->byline))
		light_heading(light, area, row);
}

void lights_draw(const Lights *lights, ScreenKind kind, Area area)
{
	LineText line = {0};

	for (int row = 0; lights && lights->lights.count && row < area.rows; row++) {
		read_line(area, row, &line);
		for (size_t i = 0; i < lights->lights.count; i++)
			draw_light(&lights->lights.items[i], kind, area, row, &line);
	}
	buf_drop(&line.text);
	vec_drop(&line.cells);
}
