#include "view/theme.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "base/vec.h"

enum { MAX_THEME_BYTES = 1 << 16 };

/* Where a theme says nothing, and without colours: what the eye needs all the same. */
static const struct {
	uint8_t role;
	uint8_t attrs;
} plain[] = {
	{ROLE_TITLE, ATTR_BOLD},
	{ROLE_HEADING, ATTR_BOLD},
	{ROLE_SUBHEADING, ATTR_BOLD},
	{ROLE_BOLD, ATTR_BOLD},
	{ROLE_ITALIC, ATTR_ITALIC},
	{ROLE_UNDERLINE, ATTR_UNDERLINE},
	{ROLE_STRIKE, ATTR_STRIKE},
	{ROLE_MARK, ATTR_REVERSE},
	{ROLE_TABLE_HEAD, ATTR_BOLD},
	{ROLE_LINK, ATTR_UNDERLINE},
	{ROLE_LINK_FOCUS, ATTR_REVERSE},
	{ROLE_HINT, ATTR_REVERSE | ATTR_BOLD},
	{ROLE_CARD_AUTHOR, ATTR_BOLD},
	{ROLE_MEDIA, ATTR_BOLD},
	{ROLE_HIT, ATTR_UNDERLINE | ATTR_BOLD},
	{ROLE_HIT_FOCUS, ATTR_REVERSE},
	{ROLE_BAR_ACCENT, ATTR_BOLD},
	{ROLE_STATUS_ACCENT, ATTR_BOLD},
	{ROLE_GROUP, ATTR_BOLD},
	{ROLE_UNREAD, ATTR_BOLD},
	{ROLE_SELECTED, ATTR_REVERSE},
	{ROLE_SELECTED_UNREAD, ATTR_REVERSE},
	{ROLE_COMPLETION, ATTR_REVERSE},
	{ROLE_KEY, ATTR_BOLD},
	{ROLE_ERROR, ATTR_BOLD},
	{ROLE_WARNING, ATTR_BOLD},
};

static const struct {
	const char *name;
	unsigned attr;
} attr_names[] = {
	{"bold", ATTR_BOLD},
	{"dim", ATTR_DIM},
	{"italic", ATTR_ITALIC},
	{"underline", ATTR_UNDERLINE},
	{"reverse", ATTR_REVERSE},
	{"strike", ATTR_STRIKE},
	{"plain", 0},
};

static const char *const ansi_names[16] = {"black", "red", "green", "yellow", "blue", "magenta",
	"cyan", "white", "bright-black", "bright-red", "bright-green", "bright-yellow",
	"bright-blue", "bright-magenta", "bright-cyan", "bright-white"};

typedef struct {
	Str name;
	Color color;
} NamedColor;

typedef struct {
	const char *file;
	unsigned line;
	Theme *theme;
	VEC(NamedColor) colors;
	Arena *arena;
	Err *err;
} Reader;

static bool complain(Reader *r, const char *what, Str word)
{
	return err_set(r->err, ERR_USER, 0, "%s:%u: %s \"%.*s\"", r->file, r->line, what,
		STR_ARG(word));
}

/* color NAME #RRGGBB [INDEX [ANSI-NAME]] */
static bool read_color(Reader *r, Str rest)
{
	NamedColor named = {0};
	Str word;

	if (!str_word(&rest, &named.name))
		return complain(r, "a colour needs a name:", S("color NAME #RRGGBB"));
	if (!str_word(&rest, &word))
		return complain(r, "a colour needs a value:", S("color NAME #RRGGBB"));
	if (!color_read_hex(word, &named.color))
		return complain(r, "a colour is written #RRGGBB, not", word);
	if (str_word(&rest, &word)) {
		int64_t index;

		if (!str_number(word, &index) || index < 0 || index > 255)
			return complain(r, "the 256-colour index is 0 to 255, not", word);
		named.color.index = (uint8_t)index;
	}
	if (str_word(&rest, &word)) {
		size_t i = 0;

		while (i < 16 && !str_eq(word, str_from(ansi_names[i])))
			i++;
		if (i == 16)
			return complain(r, "one of the sixteen is \"bright-red\" or the like, not",
				word);
		named.color.ansi = (uint8_t)i;
	}
	if (str_word(&rest, &word))
		return complain(r, "too much behind the colour:", word);
	*vec_push_in(&r->colors, r->arena) = named;
	return true;
}

/* A colour by name, "default", or the foreground of a role that was styled before. */
static bool find_color(Reader *r, Str word, Color *out)
{
	Role role;

	for (size_t i = r->colors.count; i-- > 0;) {
		if (str_eq(r->colors.items[i].name, word)) {
			*out = r->colors.items[i].color;
			return true;
		}
	}
	if (str_eq(word, S("default"))) {
		*out = (Color){0};
		return true;
	}
	if (role_find(word, &role) && r->theme->given[role]) {
		*out = r->theme->said[role].text;
		return true;
	}
	return color_read_hex(word, out);
}

static bool find_attr(Str word, unsigned *attr)
{
	for (size_t i = 0; i < COUNT(attr_names); i++) {
		if (str_eq(word, str_from(attr_names[i].name))) {
			*attr = attr_names[i].attr;
			return true;
		}
	}
	return false;
}

/* style ROLE [COLOR] [on COLOR] [bold italic …] */
static bool read_style(Reader *r, Str rest)
{
	Style style = {0};
	Str word;
	Role role;
	unsigned attr;
	bool first = true;

	if (!str_word(&rest, &word))
		return complain(r, "a style needs a role:", S("style ROLE COLOUR"));
	if (!role_find(word, &role))
		return complain(r, "there is no role", word);
	while (str_word(&rest, &word)) {
		if (str_eq(word, S("on"))) {
			if (!str_word(&rest, &word))
				return complain(r, "a colour is missing behind", word);
			if (!find_color(r, word, &style.ground))
				return complain(r, "there is no colour", word);
			style.own_ground = true;
		} else if (find_attr(word, &attr)) {
			style.own_attrs |= attr;
		} else if (first && find_color(r, word, &style.text)) {
			style.own_text = true;
		} else {
			return complain(r, "there is no colour or attribute", word);
		}
		first = false;
	}
	r->theme->said[role] = style;
	r->theme->given[role] = true;
	return true;
}

static bool read_suits(Reader *r, Str rest)
{
	Str word = str_trim(rest);

	if (str_eq(word, S("light")))
		r->theme->suits = SUITS_LIGHT;
	else if (str_eq(word, S("dark")))
		r->theme->suits = SUITS_DARK;
	else if (str_eq(word, S("any")))
		r->theme->suits = SUITS_ANY;
	else
		return complain(r, "a theme suits light, dark or any, not", word);
	return true;
}

/* '#' starts a comment unless six hexadecimal digits follow. */
static Str without_comment(Str line)
{
	for (size_t i = 0; i < line.n; i++) {
		Color ignored;

		if (line.s[i] == '#' && !color_read_hex(str_slice(line, i, 7), &ignored))
			return str_slice(line, 0, i);
	}
	return line;
}

static bool read_line(Reader *r, Str line)
{
	Str word, rest = without_comment(line);

	if (!str_word(&rest, &word))
		return true;
	if (str_eq(word, S("title"))) {
		r->theme->title = arena_str(r->arena, str_trim(rest));
		return true;
	}
	if (str_eq(word, S("suits")))
		return read_suits(r, rest);
	if (str_eq(word, S("color")))
		return read_color(r, rest);
	if (str_eq(word, S("style")))
		return read_style(r, rest);
	return complain(r, "a line begins with title, suits, color or style, not", word);
}

/* A role takes from its parent what it does not say; parents come first in the enum or not, so each
 * goes up its own chain. */
void theme_resolve(Theme *theme)
{
	const Style *own = theme->said;
	const bool *given = theme->given;

	for (unsigned role = 0; role < ROLES; role++) {
		Style style = own[role], root = own[ROLE_TEXT];
		bool said = given[role];

		for (Role up = role_parent((Role)role); (unsigned)up != role && up != ROLE_TEXT;
			up = role_parent(up)) {
			if (!style.own_text && own[up].own_text) {
				style.text = own[up].text;
				style.own_text = true;
			}
			if (!style.own_ground && own[up].own_ground) {
				style.ground = own[up].ground;
				style.own_ground = true;
			}
			if (!said && given[up])
				style.own_attrs = own[up].own_attrs;
			said = said || given[up];
		}
		for (size_t i = 0; i < COUNT(plain) && !said; i++)
			if (plain[i].role == role)
				style.own_attrs = plain[i].attrs;
		if (!style.own_text)
			style.text = root.text;
		if (!style.own_ground)
			style.ground = root.ground;
		style.attrs = style.own_attrs;
		theme->styles[role] = style;
	}
}

const Theme *theme_parse(Str text, const char *file, Arena *arena, Err *err)
{
	Reader reader = {.file = file, .arena = arena, .err = err};
	Str line;

	reader.theme = arena_alloc(arena, sizeof *reader.theme);
	while (str_cut(&text, '\n', &line)) {
		reader.line++;
		if (!read_line(&reader, line))
			return NULL;
	}
	theme_resolve(reader.theme);
	return reader.theme;
}

const Theme *theme_plain(Arena *arena)
{
	Theme *theme = arena_alloc(arena, sizeof *theme);

	theme->name = S("plain");
	theme_resolve(theme);
	return theme;
}

/* Theme names become file names: letters, digits, '-' and '_' alone. */
static bool is_theme_name(Str name)
{
	for (size_t i = 0; i < name.n; i++)
		if (!char_is_alpha(name.s[i]) && !char_is_digit(name.s[i]) && name.s[i] != '-' &&
			name.s[i] != '_')
			return false;
	return name.n > 0 && name.n < 64;
}

const Theme *theme_load(Str name, Arena *arena, Err *err)
{
	const char *paths[2];
	Theme *theme;
	Buf text = {0};
	char file[80];
	Err ignored;
	bool read;

	if (!is_theme_name(name)) {
		err_set(err, ERR_USER, 0, "\"%.*s\" is no name of a theme", STR_ARG(name));
		return NULL;
	}
	snprintf(file, sizeof file, "themes/%.*s.theme", STR_ARG(name));
	paths[0] = path_config(arena, file);
	paths[1] = path_shared(arena, file);
	read = file_read(paths[0], MAX_THEME_BYTES, &text, &ignored) ||
	       file_read(paths[1], MAX_THEME_BYTES, &text, &ignored);
	if (!read) {
		err_set(err, ERR_USER, 0, "there is no theme \"%.*s\"; :theme and Tab lists them",
			STR_ARG(name));
		return NULL;
	}
	theme = (Theme *)theme_parse(buf_str(&text), file, arena, err);
	buf_drop(&text);
	if (theme)
		theme->name = arena_str(arena, name);
	return theme;
}

static int by_name(const void *a, const void *b)
{
	return str_compare(*(const Str *)a, *(const Str *)b);
}

size_t theme_names(Arena *arena, const Str **names)
{
	const char *folders[2] = {path_config(arena, "themes"), path_shared(arena, "themes")};
	VEC(Str) found = {0};
	size_t kept = 0;

	for (int i = 0; i < 2; i++) {
		DIR *folder = opendir(folders[i]);
		const struct dirent *entry;

		while (folder && (entry = readdir(folder))) {
			Str name = str_from(entry->d_name);

			if (str_ends(name, S(".theme")))
				*vec_push_in(&found, arena) =
					arena_str(arena, str_slice(name, 0, name.n - 6));
		}
		if (folder)
			closedir(folder);
	}
	if (found.count)
		qsort(found.items, found.count, sizeof *found.items, by_name);
	for (size_t i = 0; i < found.count; i++)
		if (kept == 0 || !str_eq(found.items[kept - 1], found.items[i]))
			found.items[kept++] = found.items[i];
	*names = found.items;
	return kept;
}

Style theme_style(const Theme *theme, Role role, Role also)
{
	Style style = theme->styles[role], over = theme->styles[also];

	if (also == ROLE_TEXT)
		return style;
	if (over.own_text)
		style.text = over.text;
	if (over.own_ground)
		style.ground = over.ground;
	style.attrs |= over.own_attrs;
	return style;
}
