#include "config/takeover.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/path.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "config/newsboat.h"
#include "config/urls.h"
#include "config/words.h"

enum { MAX_URLS_BYTES = 16 << 20, MAX_CONFIG_BYTES = 1 << 20, MAX_INCLUDES = 16 };

/* --- where they are -------------------------------------------------------------------------- */

static const char *if_there(const char *path)
{
	return path && access(path, F_OK) == 0 ? path : NULL;
}

/* "$XDG_CONFIG_HOME/newsboat/urls"; a variable that is not set falls back on the home. */
static const char *xdg(Arena *arena, const char *variable, const char *fallback, const char *name)
{
	const char *root = getenv(variable);

	if (root && root[0] == '/')
		return arena_printf(arena, "%s/newsboat/%s", root, name).s;
	return path_expand(arena, arena_printf(arena, "~/%s/newsboat/%s", fallback, name));
}

/* The value of "cache-file"; NULL if the config has none. */
static const char *moved_cache(Arena *arena, const char *config)
{
	const char *cache = NULL;
	Buf bytes = {0};
	Str rest, line, word;

	if (!config || !file_read(config, MAX_CONFIG_BYTES, &bytes, NULL)) {
		buf_drop(&bytes);
		return NULL;
	}
	rest = buf_take(&bytes, arena);
	while (words_line(&rest, &line))
		if (words_next(&line, arena, &word) && str_eq(word, S("cache-file")) &&
			words_next(&line, arena, &word))
			cache = path_expand(arena, word);
	return if_there(cache);
}

/* What is missing, from one place. */
static void look(NewsboatFiles *files, const char *urls, const char *config, const char *cache,
	Arena *arena)
{
	if (files->urls)
		return;
	files->urls = if_there(urls);
	if (!files->urls)
		return;
	if (!files->config)
		files->config = if_there(config);
	if (!files->cache)
		files->cache = moved_cache(arena, files->config);
	if (!files->cache)
		files->cache = if_there(cache);
}

static void look_in(NewsboatFiles *files, const char *folder, Arena *arena)
{
	look(files, path_expand(arena, arena_printf(arena, "%s/urls", folder)),
		path_expand(arena, arena_printf(arena, "%s/config", folder)),
		path_expand(arena, arena_printf(arena, "%s/cache.db", folder)), arena);
}

bool newsboat_files(Arena *arena, NewsboatFiles *files)
{
	look(files, xdg(arena, "XDG_CONFIG_HOME", ".config", "urls"),
		xdg(arena, "XDG_CONFIG_HOME", ".config", "config"),
		xdg(arena, "XDG_DATA_HOME", ".local/share", "cache.db"), arena);
	look_in(files, "~/.newsboat", arena);
	look_in(files, "~/.newsbeuter", arena);
	return files->urls || files->config || files->cache;
}

const char *newsboat_queue(Arena *arena)
{
	const char *data = xdg(arena, "XDG_DATA_HOME", ".local/share", "queue");
	const char *config = xdg(arena, "XDG_CONFIG_HOME", ".config", "");
	const char *home = path_expand(arena, S("~/.newsboat"));
	NewsboatFiles files = {0};

	newsboat_files(arena, &files);
	if (files.cache)
		return path_beside(arena, files.cache, S("queue"));
	if (!if_there(config) && if_there(home))
		return arena_printf(arena, "%s/queue", home).s;
	return data;
}

/* --- urls ------------------------------------------------------------------------------------ */

static bool is_known(Str url, const UrlsEntry *entries, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(entries[i].url, url))
			return true;
	return false;
}

static bool load(const char *path, size_t max, Buf *out, Err *err)
{
	if (access(path, F_OK) != 0 && errno == ENOENT)
		return true;
	return file_read(path, max, out, err);
}

bool takeover_urls(const char *urls, const char *from, bool dry, size_t *taken, size_t *already,
	Err *err)
{
	Arena *arena = arena_open();
	const UrlsEntry *known;
	size_t known_count;
	Buf theirs = {0}, ours = {0};
	Str rest, line;
	bool ok = urls_read(urls, arena, &known, &known_count, err) &&
		  load(urls, MAX_URLS_BYTES, &ours, err) &&
		  file_read(from, MAX_URLS_BYTES, &theirs, err);
	bool is_new = ours.n == 0;

	*taken = *already = 0;
	rest = ok ? buf_take(&theirs, arena) : S("");
	if (ours.n && ours.s[ours.n - 1] != '\n')
		buf_char(&ours, '\n');
	while (words_line(&rest, &line)) {
		Str words = line, url;
		bool feed = words_next(&words, arena, &url) && url.n;

		if (feed && is_known(url, known, known_count)) {
			++*already;
			continue;
		}
		*taken += feed;
		if (!feed && !is_new)
			continue;
		buf_add(&ours, line);
		buf_char(&ours, '\n');
	}
	if (ok && *taken && !dry)
		ok = file_save(urls, buf_str(&ours), err);
	buf_drop(&theirs);
	buf_drop(&ours);
	arena_close(arena);
	return ok;
}

/* --- config ---------------------------------------------------------------------------------- */

typedef VEC(NotTaken) NotTakens;

/* "PATH:LINE: WHY", as the reader tells it. */
static bool split_told(Str told, Arena *arena, NotTaken *out)
{
	ptrdiff_t end = str_find(told, S(": "));
	Str place = str_slice(told, 0, end < 0 ? 0 : (size_t)end);
	ptrdiff_t colon = str_rfind_char(place, ':');
	int64_t line;

	if (colon < 0 || !str_number(str_from_at(place, (size_t)colon + 1), &line))
		return false;
	*out = (NotTaken){.path = arena_strz(arena, str_slice(place, 0, (size_t)colon)),
		.line = (unsigned)line,
		.why = str_from_at(told, (size_t)end + 2)};
	return true;
}

static void add_told(NotTakens *list, const Str *told, size_t count, bool wrong, Arena *arena)
{
	for (size_t i = 0; i < count; i++) {
		NotTaken item;

		if (!split_told(told[i], arena, &item))
			continue;
		item.wrong = wrong;
		*vec_push_in(list, arena) = item;
	}
}

static void add_operation(NotTakens *list, Str name, const char *path, unsigned line, Arena *arena)
{
	const char *why = newsboat_operation(name);

	if (why)
		*vec_push_in(list, arena) = (NotTaken){.path = path,
			.line = line,
			.why = arena_printf(arena, "%.*s: %s", STR_ARG(name), why)};
}

/* Keys for what lede has no action for. */
static void add_bindings(NotTakens *list, const Config *config, Arena *arena)
{
	for (size_t i = 0; i < config->binding_count; i++) {
		const Binding *b = &config->bindings[i];

		add_operation(list, b->action, b->path, b->line, arena);
		for (size_t j = 0; j < b->steps.count; j++)
			add_operation(list, b->steps.steps[j].words[0], b->path, b->line, arena);
	}
}

static void add_checked(NotTakens *list, const Config *config, ConfigCheck *check, Arena *arena)
{
	Buf problems = {0};
	Str rest, line;

	check(config, arena, &problems);
	rest = buf_give(&problems, arena);
	while (str_cut(&rest, '\n', &line))
		add_told(list, &line, 1, true, arena);
}

static int by_line(const void *a, const void *b)
{
	const NotTaken *left = a, *right = b;
	int order = strcmp(left->path, right->path);

	return order ? order : (left->line > right->line) - (left->line < right->line);
}

size_t takeover_told(const Config *config, ConfigCheck *check, Arena *arena, const NotTaken **out)
{
	NotTakens list = {0};

	add_told(&list, config->problems, config->problem_count, true, arena);
	add_told(&list, config->notes, config->note_count, false, arena);
	add_bindings(&list, config, arena);
	add_checked(&list, config, check, arena);
	if (list.count)
		qsort(list.items, list.count, sizeof *list.items, by_line);
	*out = list.items;
	return list.count;
}

static const NotTaken *find_line(const TakenConfig *taken, const char *path, unsigned line)
{
	for (size_t i = 0; i < taken->count; i++)
		if (taken->items[i].line == line && strcmp(taken->items[i].path, path) == 0)
			return &taken->items[i];
	return NULL;
}

static void write_lines(Str text, const char *from, unsigned depth, TakenConfig *taken,
	Arena *arena, Buf *out);

/* The lines of a file that is included come in its place: it may go with newsboat. */
static bool write_included(Str line, const char *from, unsigned depth, TakenConfig *taken,
	Arena *arena, Buf *out)
{
	Buf bytes = {0};
	const char *path;
	Str word, file;
	bool ok;

	if (depth >= MAX_INCLUDES || !words_next(&line, arena, &word) ||
		!str_eq(word, S("include")) || !words_next(&line, arena, &file))
		return false;
	path = path_beside(arena, from, str_from(path_expand(arena, file)));
	ok = file_read(path, MAX_CONFIG_BYTES, &bytes, NULL);
	if (ok) {
		buf_printf(out, "# From %s:\n", path);
		write_lines(buf_take(&bytes, arena), path, depth + 1, taken, arena, out);
	}
	buf_drop(&bytes);
	return ok;
}

static bool is_setting(Str line)
{
	line = str_trim(line);
	return line.n > 0 && line.s[0] != '#';
}

/* What has no effect here is commented out, and says why. A line that goes on in the next one
 * stands or falls with it. */
static void write_lines(Str text, const char *from, unsigned depth, TakenConfig *taken,
	Arena *arena, Buf *out)
{
	unsigned number = 0;
	bool more = false, off = false;
	Str line;

	while (words_line(&text, &line)) {
		number++;
		if (!more) {
			const NotTaken *why = find_line(taken, from, number);

			off = why != NULL;
			if (off)
				buf_printf(out, "# Not taken over: %.*s\n", STR_ARG(why->why));
			else if (write_included(line, from, depth, taken, arena, out))
				continue;
			taken->lines += !off && is_setting(line);
		}
		more = line.n && line.s[line.n - 1] == '\\';
		if (utf8_valid_text(line))
			buf_printf(out, "%s%.*s\n", off ? "# " : "", STR_ARG(line));
	}
}

/* newsboat's keys, and a theme that has no colours but the terminal's if there are colours for
 * that; then the lines of its config. */
static void write_config(Str text, const char *from, bool colors, TakenConfig *taken, Arena *arena,
	Buf *out)
{
	buf_printf(out,
		"# Taken over from %s. What lede has otherwise or not at all is commented out.\n"
		"keys newsboat\n%s",
		from, colors ? "theme mono\n" : "");
	write_lines(text, from, 0, taken, arena, out);
}

/* Includes `to` from `config`, once. */
static bool include_it(const char *config, const char *to, Err *err)
{
	Arena *arena = arena_open();
	const char *slash = strrchr(to, '/');
	Str name = str_from(slash ? slash + 1 : to), rest, line, word;
	Buf bytes = {0};
	bool ok = load(config, MAX_CONFIG_BYTES, &bytes, err), is_there = false;

	rest = arena_str(arena, buf_str(&bytes));
	while (words_line(&rest, &line))
		is_there |= words_next(&line, arena, &word) && str_eq(word, S("include")) &&
			    words_next(&line, arena, &word) && str_eq(word, name);
	if (ok && !is_there) {
		/* In front: what our own config says wins. */
		Buf whole = {0};

		buf_printf(&whole, "include %.*s\n", STR_ARG(name));
		buf_add(&whole, buf_str(&bytes));
		ok = file_save(config, buf_str(&whole), err);
		buf_drop(&whole);
	}
	buf_drop(&bytes);
	arena_close(arena);
	return ok;
}

bool takeover_config(const char *config, const char *to, const char *from, bool dry, Arena *arena,
	ConfigCheck *check, TakenConfig *out, Err *err)
{
	Buf theirs = {0}, ours = {0};
	Config read;
	bool ok = file_read(from, MAX_CONFIG_BYTES, &theirs, err) &&
		  config_read(from, arena, &read, err);

	*out = (TakenConfig){.already = access(to, F_OK) == 0};
	if (ok) {
		out->count = takeover_told(&read, check, arena, &out->items);
		write_config(buf_take(&theirs, arena), from, read.color_count > 0, out, arena,
			&ours);
	}
	if (ok && !dry && !out->already)
		ok = file_save(to, buf_str(&ours), err) && include_it(config, to, err);
	buf_drop(&theirs);
	buf_drop(&ours);
	return ok;
}
