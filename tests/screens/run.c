/* Screens without a terminal: NAME.keys says what is typed, NAME.screen what must then stand there.
 * Each runs on a home of its own, subscribed to the bundled edition, at a fixed time. UPDATE=1
 * rewrites what is expected. A .keys file has one directive a line:
 *
 *	target pilots.txt opens a file of this folder, as "lede pilots.txt" does
 *	size 100x30       before the first key; later: the window changes
 *	config LINE       a line of the file config; urls LINE: of urls
 *	feed months.xml   subscribes to a feed of this folder
 *	keys j j Enter    by name; each is done with before the next
 *	hasty j Enter     by name, the next before anything is heard of the one before; Draw: what
 *	                  stands there meanwhile
 *	type fog in port  letter by letter
 *	draw              the screen as it is now; roles: with a letter for each style below it
 *	uncounted         from here on digits stand as #, where how long a table is would be read
 *	progress 18 41 2  as if an update ran: done, of, failed
 *	found 2           as if so many feeds were found behind an address
 *	moved 1 URL       as if the first feed's server had said often enough that it has moved
 *	brought 1 A | B   as if the first feed had brought its one article with title A and text B
 *	file urls         what stands in this file of the config's folder
 *	restart           leave and start again in the same home
 */
#include <dirent.h>
#include <ftw.h>
#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/path.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "sandbox/pool.h"
#include "view/inside.h"
#include "view/shelf.h"
#include "view/subscribe.h"

/* Sunday 22 November 2026, 08:00 UTC, for the engine and the store as well. */
enum { NOW = 1795334400, PATIENCE_MS = 20000, MAX_FILE = 1 << 20 };

time_t time(time_t *out)
{
	if (out)
		*out = NOW;
	return NOW;
}

static int64_t test_now(void)
{
	return NOW;
}

typedef struct {
	char home[64];
	const char *urls;
	const char *folder; /* of the tests */
	Str target;
	Arena *arena;
	Engine *engine;
	Library *library;
	App *app;
	int rows, cols;
	Buf out;
	bool drawn; /* since the last key */
	bool uncounted;
	Err err;
} Session;

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *where)
{
	(void)status;
	(void)kind;
	(void)where;
	return remove(path);
}

static bool append_line(const char *name, Str line)
{
	Arena *arena = arena_open();
	Buf text = {0};
	const char *path = path_config(arena, name);
	Err err;
	bool ok;

	if (access(path, F_OK) == 0)
		file_read(path, MAX_FILE, &text, &err);
	buf_add(&text, line);
	buf_char(&text, '\n');
	ok = path_make_folder(path_config(arena, ""), &err) &&
	     file_write(path, buf_str(&text), &err);
	buf_drop(&text);
	arena_close(arena);
	return ok;
}

static bool make_home(Session *s)
{
	static const char *const names[] = {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME",
		"XDG_STATE_HOME", "HOME"};

	snprintf(s->home, sizeof s->home, "%s/lede-screens-XXXXXX", "/tmp");
	if (!mkdtemp(s->home))
		return err_system(&s->err, "no folder for the test");
	for (size_t i = 0; i < COUNT(names); i++)
		setenv(names[i], s->home, 1);
	return true;
}

/* Until every answer that is waited for is there. */
static bool settle(Session *s)
{
	struct pollfd events = {.fd = engine_fd(s->app->engine), .events = POLLIN};

	app_events(s->app);
	while (s->app->inside->waiting.count || s->app->update.active) {
		if (poll(&events, 1, PATIENCE_MS) <= 0)
			return err_set(&s->err, ERR_LIMIT, 0, "the engine does not answer");
		app_events(s->app);
	}
	return true;
}

/* What was never fetched is fetched when the engine opens, without a ticket. */
static bool await_first_fetch(Session *s)
{
	struct pollfd events = {.fd = engine_fd(s->engine), .events = POLLIN};
	const Feed *feeds;
	size_t count;
	bool over = true;
	Event event;

	if (!library_feeds(s->library, s->arena, &feeds, &count, &s->err))
		return false;
	for (size_t i = 0; i < count; i++)
		if (feeds[i].checked == 0 && str_starts(feeds[i].url, S("file:")))
			over = false;
	while (!over) {
		if (poll(&events, 1, PATIENCE_MS) <= 0)
			return err_set(&s->err, ERR_LIMIT, 0, "the feeds are not fetched");
		while (engine_take(s->engine, &event)) {
			over = over || event.kind == EVENT_REFRESHED;
			arena_close(event.arena);
		}
	}
	return true;
}

static bool start(Session *s)
{
	EngineOptions how = {.workers = 1, .sandbox = "auto"};
	Config config;

	if (s->app)
		return true;
	s->urls = path_config(s->arena, "urls");
	how.urls = s->urls;
	how.library = path_data(s->arena, "lede.db");
	if (!config_read(path_config(s->arena, "config"), s->arena, &config, &s->err) ||
		!(s->engine = engine_open(&how, &s->err)) ||
		!(s->library = library_open(how.library, LIBRARY_READ, &s->err)) ||
		!await_first_fetch(s))
		return false;
	s->app = app_open(&config, s->engine, s->library, s->rows, s->cols);
	s->app->now = test_now;
	s->app->urls = s->urls;
	app_theme(s->app, s->app->options->theme, NULL);
	app_start(s->app, s->target);
	return settle(s);
}

static void stop(Session *s)
{
	app_close(s->app);
	engine_close(s->engine);
	library_close(s->library);
	s->app = NULL;
	s->engine = NULL;
	s->library = NULL;
}

static bool press(Session *s, Str key)
{
	s->drawn = false;
	app_key(s->app, key);
	/* As the loop does: what is drawn looks up rows, and keys act on what was seen. */
	if (!settle(s))
		return false;
	app_draw(s->app);
	return true;
}

static void draw(Session *s, bool roles)
{
	size_t from;

	app_draw(s->app);
	buf_printf(&s->out, "=== %dx%d\n", s->app->canvas->cols, s->app->canvas->rows);
	from = s->out.n;
	canvas_write(s->app->canvas, roles, &s->out);
	for (size_t i = from; s->uncounted && i < s->out.n; i++)
		if (char_is_digit(s->out.s[i]))
			s->out.s[i] = '#';
	s->drawn = true;
}

static bool type(Session *s, Str text)
{
	while (text.n) {
		size_t n = utf8_cluster(text);
		Str key = str_slice(text, 0, n);

		if (!press(s, str_eq(key, S(" ")) ? S("Space") : key))
			return false;
		text = str_from_at(text, n);
	}
	return true;
}

static bool resize(Session *s, Str size)
{
	int64_t cols, rows;
	Str first;

	if (!str_cut(&size, 'x', &first) || !str_number(first, &cols) || !str_number(size, &rows))
		return err_set(&s->err, ERR_USER, 0, "size COLSxROWS");
	s->rows = (int)rows;
	s->cols = (int)cols;
	if (s->app)
		app_resize(s->app, s->rows, s->cols);
	s->drawn = false;
	return true;
}

/* Drawn only: no event says so, and none ends it. */
static bool progress(Session *s, Str rest)
{
	int64_t numbers[3] = {0};
	Str word;

	for (size_t i = 0; i < COUNT(numbers) && str_word(&rest, &word); i++)
		str_number(word, &numbers[i]);
	s->app->update.active = true;
	s->app->update.done = (uint32_t)numbers[0];
	s->app->update.total = (uint32_t)numbers[1];
	s->app->update.failed = (uint32_t)numbers[2];
	draw(s, false);
	s->app->update.active = false;
	return true;
}

static bool found(Session *s, Str rest)
{
	Event event = {.kind = EVENT_FOUND, .arena = arena_open()};
	Found *feeds;
	int64_t count = 0;

	str_number(rest, &count);
	feeds = arena_array(event.arena, (size_t)count, sizeof *feeds);
	for (int64_t i = 0; i < count; i++) {
		Str *titles = arena_array(event.arena, 2, sizeof *titles);

		titles[0] = arena_printf(event.arena, "Gulls return to pier %d", (int)i + 1);
		titles[1] = S("Fog keeps ferries in port");
		feeds[i] = (Found){arena_printf(event.arena, "http://127.0.0.1:1/%d", (int)i + 1),
			arena_printf(event.arena, "Harbour %d", (int)i + 1), (size_t)i + 1, titles,
			2};
	}
	event.found = feeds;
	event.found_count = (size_t)count;
	subscribe_found(s->app, &event);
	return settle(s);
}

static bool moved(Session *s, Str rest)
{
	Library *lib = library_open(path_data(s->arena, "lede.db"), LIBRARY_WRITE, &s->err);
	FeedState state;
	int64_t id = 0;
	Str word = {0};
	bool ok;

	str_word(&rest, &word);
	str_number(word, &id);
	ok = lib && library_state(lib, id, s->arena, &state, &s->err);
	state.moved_to = str_trim(rest);
	state.moved_count = 3;
	state.trouble = S("");
	ok = ok && library_set_state(lib, id, &state, &s->err);
	library_close(lib);
	s->app->shelf->stale = true;
	return ok;
}

static bool brought(Session *s, Str rest)
{
	Library *lib = library_open(path_data(s->arena, "lede.db"), LIBRARY_WRITE, &s->err);
	Entry entry = {.guid = S("the-one"),
		.published = NOW - 7200,
		.words = 25,
		.tags = S("port\nsea")};
	Parsed parsed = {.entries = &entry, .entry_count = 1};
	uint32_t added;
	int64_t id = 0;
	Str word = {0};
	bool ok;

	str_word(&rest, &word);
	str_number(word, &id);
	str_cut(&rest, '|', &entry.title);
	entry.title = str_trim(entry.title);
	entry.html = str_trim(rest);
	ok = lib && library_merge(lib, id, &parsed, NOW, &added, &s->err);
	library_close(lib);
	s->app->shelf->stale = true;
	return ok;
}

static bool show_file(Session *s, Str name)
{
	Buf bytes = {0};
	bool ok = file_read(path_config(s->arena, arena_strz(s->arena, name)), MAX_FILE, &bytes,
		&s->err);

	buf_printf(&s->out, "=== %.*s\n%.*s", STR_ARG(name), STR_ARG(buf_str(&bytes)));
	buf_drop(&bytes);
	return ok;
}

static bool add_feed(Session *s, Str name)
{
	const char *path = arena_printf(s->arena, "%s/%.*s", s->folder, STR_ARG(name)).s;
	char *whole = realpath(path, NULL);
	bool ok = whole && append_line("urls", arena_printf(s->arena, "file://%s", whole));

	free(whole);
	return ok || err_set(&s->err, ERR_USER, 0, "no feed %s", path);
}

static bool obey(Session *s, Str line)
{
	Str word = {0}, rest = line, key;

	if (!str_word(&rest, &word) || word.s[0] == '#')
		return true;
	rest = str_trim(rest);
	if (str_eq(word, S("size")))
		return resize(s, rest);
	if (str_eq(word, S("target"))) {
		s->target = arena_printf(s->arena, "%s/%.*s", s->folder, STR_ARG(rest));
		return true;
	}
	if (str_eq(word, S("config")) || str_eq(word, S("urls")))
		return append_line(str_eq(word, S("urls")) ? "urls" : "config", rest);
	if (str_eq(word, S("feed")))
		return add_feed(s, rest);
	if (!start(s))
		return false;
	if (str_eq(word, S("uncounted")))
		s->uncounted = true;
	else if (str_eq(word, S("draw")) || str_eq(word, S("roles"))) {
		draw(s, str_eq(word, S("roles")));
	} else if (str_eq(word, S("type"))) {
		return type(s, rest);
	} else if (str_eq(word, S("progress"))) {
		return progress(s, rest);
	} else if (str_eq(word, S("found"))) {
		return found(s, rest);
	} else if (str_eq(word, S("brought"))) {
		return brought(s, rest);
	} else if (str_eq(word, S("moved"))) {
		return moved(s, rest);
	} else if (str_eq(word, S("file"))) {
		return show_file(s, rest);
	} else if (str_eq(word, S("restart"))) {
		stop(s);
		return start(s);
	} else if (str_eq(word, S("hasty"))) {
		s->drawn = false;
		while (str_word(&rest, &key))
			if (str_eq(key, S("Draw")))
				draw(s, false);
			else
				app_key(s->app, key);
		s->drawn = false;
		return settle(s);
	} else if (str_eq(word, S("keys"))) {
		while (str_word(&rest, &key))
			if (!press(s, key))
				return false;
	} else {
		return err_set(&s->err, ERR_USER, 0, "what is \"%.*s\"?", STR_ARG(word));
	}
	return true;
}

static bool play(Session *s, Str text)
{
	Str line;

	if (!make_home(s))
		return false;
	while (str_cut(&text, '\n', &line))
		if (!obey(s, line))
			return false;
	if (!start(s))
		return false;
	if (!s->drawn)
		draw(s, false);
	return true;
}

/* The first line that differs, for the log. */
static void report(Str expected, Str got)
{
	Str a = {0}, b = {0};
	int number = 0;

	while (str_cut(&got, '\n', &b)) {
		number++;
		if (!str_cut(&expected, '\n', &a) || !str_eq(a, b))
			break;
	}
	printf("# line %d\n# expected: %.*s\n# got:      %.*s\n", number, STR_ARG(a), STR_ARG(b));
}

static bool run_test(const char *folder, Str name)
{
	Session s = {.arena = arena_open(), .folder = folder, .rows = 30, .cols = 100};
	const char *keys = arena_printf(s.arena, "%s/%.*s.keys", folder, STR_ARG(name)).s;
	const char *screen = arena_printf(s.arena, "%s/%.*s.screen", folder, STR_ARG(name)).s;
	const char *update = getenv("UPDATE");
	Buf text = {0}, expected = {0};
	Err ignored;
	bool ok;

	log_clear();
	ok = file_read(keys, MAX_FILE, &text, &s.err) && play(&s, buf_str(&text));
	if (!ok)
		printf("# %s\n", s.err.text);
	stop(&s);
	if (ok && update && *update) {
		ok = file_write(screen, buf_str(&s.out), &s.err);
	} else if (ok) {
		file_read(screen, MAX_FILE, &expected, &ignored);
		ok = str_eq(buf_str(&expected), buf_str(&s.out));
		if (!ok)
			report(buf_str(&expected), buf_str(&s.out));
	}
	nftw(s.home, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	buf_drop(&text);
	buf_drop(&expected);
	buf_drop(&s.out);
	arena_close(s.arena);
	return ok;
}

static int by_name(const void *a, const void *b)
{
	return str_compare(*(const Str *)a, *(const Str *)b);
}

/* All tests of the folder, or those whose names are given. */
static int run_all(const char *folder, int argc, char **argv)
{
	Arena *arena = arena_open();
	VEC(Str) names = {0};
	DIR *dir = opendir(folder);
	const struct dirent *entry;
	int failed = 0;

	while (dir && argc < 2 && (entry = readdir(dir))) {
		Str name = str_from(entry->d_name);

		if (str_ends(name, S(".keys")))
			*vec_push_in(&names, arena) =
				arena_str(arena, str_slice(name, 0, name.n - 5));
	}
	if (dir)
		closedir(dir);
	for (int i = 1; i < argc; i++)
		*vec_push_in(&names, arena) = str_from(argv[i]);
	if (names.count)
		qsort(names.items, names.count, sizeof *names.items, by_name);
	printf("1..%zu\n", names.count);
	for (size_t i = 0; i < names.count; i++) {
		bool ok = run_test(folder, names.items[i]);

		printf("%sok %zu - %.*s\n", ok ? "" : "not ", i + 1, STR_ARG(names.items[i]));
		fflush(stdout);
		failed += !ok;
	}
	arena_close(arena);
	return failed > 0;
}

int main(int argc, char **argv)
{
	const char *source = getenv("srcdir");
	char folder[4096];

	setlocale(LC_ALL, "C.UTF-8");
	if (argc == 4 && strcmp(argv[1], "--worker") == 0)
		return worker_main((int)strtol(argv[2], NULL, 10), SANDBOX_AUTO);
	setenv("TZ", "UTC", 1);
	tzset();
	snprintf(folder, sizeof folder, "%s/tests/screens", source && *source ? source : ".");
	return run_all(folder, argc, argv);
}
