#include "view/enqueue.h"

#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/path.h"
#include "base/url.h"
#include "config/takeover.h"
#include "config/words.h"
#include "view/article.h"
#include "view/format.h"
#include "view/itemlist.h"
#include "view/shelf.h"

enum { MAX_QUEUE = 16 << 20 };

typedef struct {
	App *app;
	Arena *arena;
	Buf queue;
	size_t added, there, without;
} Enqueuing;

/* A recording or film; a picture is none. */
static const Enclosure *episode_of(const Entry *entry)
{
	for (size_t i = 0; i < entry->enclosure_count; i++)
		if (entry->enclosures[i].url.n &&
			!str_starts_case(entry->enclosures[i].type, S("image/")))
			return &entry->enclosures[i];
	return NULL;
}

/* As part of a file's name: what would be a folder of its own, or that above, is none. */
static Str part(Str text, Arena *arena)
{
	char *copy = arena_strz(arena, text);

	for (size_t i = 0; i < text.n; i++)
		if (copy[i] == '/' || (copy[i] == '.' && i == 0))
			copy[i] = '_';
	return str_of(copy, text.n);
}

static Str last_part(Str url)
{
	ptrdiff_t at = str_rfind_char(url, '/');

	return at < 0 ? S("") : str_from_at(url, (size_t)at + 1);
}

/* ".mp3" of "https://x.example/e.mp3?y=1". */
static Str ending_of(Str url)
{
	Str name =
		last_part(str_slice(url, 0, str_find_any(url, 0, (const bool[256]){['?'] = true})));
	ptrdiff_t dot = str_rfind_char(name, '.');

	return dot < 0 ? S("") : str_from_at(name, (size_t)dot + 1);
}

/* Where podboat is to save it, in newsboat's signs for that. */
static Str target_of(const Enqueuing *e, const Article *article, Str url)
{
	static const struct {
		char letter;
		const char *date;
	} dates[] = {{'F', "%Y-%m-%d"}, {'m', "%m"}, {'b', "%b"}, {'d', "%d"}, {'H', "%H"},
		{'M', "%M"}, {'S', "%S"}, {'y', "%y"}, {'Y', "%Y"}};
	const Feed *feed = shelf_feed(e->app->shelf, article->item.feed);
	const Options *o = app_options(e->app, article->item.feed);
	Str name = feed ? part(feed->title, e->arena) : S(""), folder, file;
	FormatField fields[6 + COUNT(dates)] = {
		{'u', part(last_part(url), e->arena)},
		{'n', name},
		{'N', name},
		{'h', url_host(url)},
		{'t', part(article->item.title, e->arena)},
		{'e', ending_of(url)},
	};

	for (size_t i = 0; i < COUNT(dates); i++)
		fields[6 + i] = (FormatField){dates[i].letter,
			date_as(article->item.published, str_from(dates[i].date), e->arena)};
	folder = format_fill(o->download_folder, fields, COUNT(fields), 0, e->arena);
	file = format_fill(o->download_name, fields, COUNT(fields), 0, e->arena);
	return arena_printf(e->arena, "%s/%.*s", path_expand(e->arena, folder), STR_ARG(file));
}

static bool is_queued(const Enqueuing *e, Str url)
{
	Str rest = buf_str(&e->queue), line, word;

	while (words_line(&rest, &line))
		if (words_next(&line, e->arena, &word) && str_eq(word, url))
			return true;
	return false;
}

static void add_line(Enqueuing *e, Str url, Str target)
{
	if (e->queue.n && e->queue.s[e->queue.n - 1] != '\n')
		buf_char(&e->queue, '\n');
	buf_add(&e->queue, url);
	buf_add(&e->queue, S(" \""));
	for (size_t i = 0; i < target.n; i++) {
		if (target.s[i] == '"' || target.s[i] == '\\')
			buf_char(&e->queue, '\\');
		buf_char(&e->queue, target.s[i]);
	}
	buf_add(&e->queue, S("\"\n"));
}

static bool enqueue(Enqueuing *e, ItemId id, Err *err)
{
	const Enclosure *episode;
	Article article;

	if (!library_article(e->app->library, id, e->arena, &article, err))
		return false;
	episode = episode_of(&article.entry);
	if (!episode) {
		e->without++;
	} else if (is_queued(e, episode->url)) {
		e->there++;
	} else {
		add_line(e, episode->url, target_of(e, &article, episode->url));
		e->added++;
	}
	return true;
}

static void tell(App *app, const Enqueuing *e, const char *path)
{
	if (e->added == 1)
		app_message(app, "in the queue for podboat: %s", path);
	else if (e->added)
		app_message(app, "%zu episodes in the queue for podboat: %s", e->added, path);
	else if (e->there)
		app_message(app, "in the queue for podboat already");
	else
		app_message(app, "there is no recording and no film in it");
}

static void enqueue_all(App *app, const ItemId *ids, size_t count)
{
	Enqueuing e = {.app = app, .arena = arena_open()};
	const char *path = newsboat_queue(e.arena);
	bool ok = access(path, F_OK) != 0;
	Err err = {0};

	ok = ok || file_read(path, MAX_QUEUE, &e.queue, &err);
	for (size_t i = 0; ok && i < count; i++)
		ok = enqueue(&e, ids[i], &err);
	if (ok && e.added)
		ok = file_save(path, buf_str(&e.queue), &err);
	if (ok)
		tell(app, &e, path);
	else
		app_error(app, &err);
	buf_drop(&e.queue);
	arena_close(e.arena);
}

void items_enqueue(App *app, Screen *screen, Call call)
{
	size_t count;
	const ItemId *ids = items_chosen(screen, &count);

	(void)call;
	if (count)
		enqueue_all(app, ids, count);
	items_unselect(screen->state);
}

void article_enqueue(App *app, Screen *screen, Call call)
{
	ItemId id = article_reader(screen)->id;

	(void)call;
	if (id)
		enqueue_all(app, &id, 1);
	else
		app_message(app, "this page is of no feed");
}
