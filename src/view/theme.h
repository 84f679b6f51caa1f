/* view/theme.h: how each role looks: a theme file read, every role resolved through its parents,
 * and colours brought down to what the terminal has. */
#ifndef LEDE_VIEW_THEME_H
#define LEDE_VIEW_THEME_H

#include <assert.h>

#include "base/err.h"
#include "layout/roles.h"
#include "view/canvas.h"

enum {
	ATTR_BOLD = 1 << 0,
	ATTR_DIM = 1 << 1,
	ATTR_ITALIC = 1 << 2,
	ATTR_UNDERLINE = 1 << 3,
	ATTR_REVERSE = 1 << 4,
	ATTR_STRIKE = 1 << 5,
	ATTRS = 6
};

/* A colour in all depths. `set` false: the terminal's own. */
typedef struct {
	bool set;
	uint8_t red, green, blue;
	uint8_t index; /* of 256 */
	uint8_t ansi;  /* of 16 */
	bool palette;  /* the terminal's own `index`, however many colours it has */
} Color;

typedef struct {
	Color text, ground;
	unsigned attrs; /* ATTR_* */
	/* What the role itself says and does not inherit: counts where it is laid over another. */
	bool own_text, own_ground;
	unsigned own_attrs;
} Style;

/* Roles behind the named ones: what the reader's own highlights look like. */
enum { OWN_ROLES = 150, ALL_ROLES = ROLES + OWN_ROLES };
static_assert(ALL_ROLES <= UINT8_MAX, "a role is a byte of a cell");

typedef struct Theme {
	Str name, title;
	enum { SUITS_ANY, SUITS_LIGHT, SUITS_DARK } suits;
	Style styles[ALL_ROLES];
	/* as the theme says it, before roles inherit */
	Style said[ROLES];
	bool given[ROLES];
} Theme;

/* Reads a theme: each wrong line is an error "FILE:LINE: what, and what to do". All strings are in
 * the arena; `file` is for messages. */
const Theme *theme_parse(Str text, const char *file, Arena *arena, Err *err);
/* By name: "$XDG_CONFIG_HOME/lede/themes/NAME.theme", else the one that came with lede. */
const Theme *theme_load(Str name, Arena *arena, Err *err);
/* The names of all themes there are, sorted; returns how many. */
size_t theme_names(Arena *arena, const Str **names);
/* Makes `styles` of what is said: each role takes from its parents what it does not say itself. */
void theme_resolve(Theme *theme);
/* Attributes alone, for terminals without colours and NO_COLOR. Never fails. */
const Theme *theme_plain(Arena *arena);

/* The style of a cell: `also` laid over `role`. */
Style theme_style(const Theme *theme, Role role, Role also);
/* The nearest of the 256 and of the 16 colours. */
Color color_of(uint8_t red, uint8_t green, uint8_t blue);
/* One of the terminal's 256. */
Color color_indexed(uint8_t index);
/* "#dcab63". */
bool color_read_hex(Str word, Color *out);

#endif
