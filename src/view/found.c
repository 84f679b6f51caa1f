#include "view/found.h"

#include "base/url.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "config/words.h"
#include "view/feedlist.h"
#include "view/inside.h"
#include "view/list.h"
#include "view/prompt.h"
#include "view/shelf.h"
#include "view/status.h"
#include "view/upkeep.h"

enum { MAX_SHOWN = 4 }; /* titles of each feed */

typedef struct {
	List list;
	const Found *found;
	bool *chosen;
	Arena *arena; /* of the event */
	Str place;    /* the folder that is proposed, as it is typed */
} FoundList;

static FoundList *list_of(const Screen *s)
{
	return s->state;
}

static size_t titles_shown(const Found *found)
{
	return found->title_count < MAX_SHOWN ? found->title_count : MAX_SHOWN;
}

static int height(void *owner, size_t row, bool first)
{
	const FoundList *f = owner;

	(void)first;
	return 3 + (int)titles_shown(&f->found[row]);
}

static Str name_of(const Found *found, Arena *arena)
{
	return found->title.n ? found->title : url_public(found->url, arena);
}

/* --- opening --- */

/* The folder of the feed, or the folder itself, the cursor of the list of feeds is on. */
static Str folder_below(const Screen *s, Arena *arena)
{
	const FeedRow *row = NULL;
	Buf out = {0};
	Str folder = S("");

	for (const Screen *below = s->below; below; below = below->below)
		if (below->ops->kind == SCREEN_FEEDS)
			row = feeds_row(below);
	if (s->app->shelf->bundled || !row)
		return folder;
	folder = row->kind == ROW_FEED ? row->feed->folder : row->path;
	if (folder.n)
		words_add(&out, folder);
	folder = buf_take(&out, arena);
	buf_drop(&out);
	return folder;
}

static bool open(Screen *s, const Target *target, Err *err)
{
	AppInside *inside = s->app->inside;
	FoundList *f = arena_alloc(s->arena, sizeof *f);

	(void)target;
	(void)err;
	s->state = f;
	f->arena = inside->found_arena;
	f->found = inside->found;
	f->list.count = inside->found_count;
	f->list.height = height;
	f->list.owner = f;
	f->list.options = s->app->options;
	f->list.rows = s->rows;
	f->chosen = arena_array(s->arena, f->list.count, sizeof *f->chosen);
	f->place = folder_below(s, s->arena);
	inside->found_arena = NULL;
	return true;
}

void found_open(App *app, Event *event)
{
	AppInside *inside = app->inside;

	arena_close(inside->found_arena);
	inside->found_arena = event->arena;
	inside->found = event->found;
	inside->found_count = event->found_count;
	event->arena = NULL;
	prompt_close(app->prompt);
	app->prompt = NULL;
	app->message[0] = '\0';
	app_push(app, SCREEN_FOUND, NULL);
}

static void close(Screen *s)
{
	arena_close(list_of(s)->arena);
}

static void resize(Screen *s, int rows, int cols)
{
	(void)cols;
	list_of(s)->list.rows = rows;
	list_settle(&list_of(s)->list);
}

/* --- drawing --- */

static void draw_row(const Screen *s, size_t row, Area area, int line)
{
	const FoundList *f = list_of(s);
	const Found *found = &f->found[row];
	Arena *arena = s->app->frame;
	int end = area.cols - 2;
	Str count = count_of(found->entries, "article", "articles", arena);

	area_text(area, line, 2, f->chosen[row] ? S("✓") : S(" "), ROLE_STAR);
	end = area_text_right(area, line, end, count, ROLE_COUNT) - 2;
	area_text_within(area, line, 4, end, name_of(found, arena), ROLE_UNREAD);
	area_text_within(area, line + 1, 4, area.cols - 2, url_public(found->url, arena),
		ROLE_SUMMARY);
	for (size_t i = 0; i < titles_shown(found); i++) {
		area_text(area, line + 2 + (int)i, 6, S("·"), ROLE_SUMMARY);
		area_text_within(area, line + 2 + (int)i, 8, area.cols - 2, found->titles[i],
			ROLE_ROW);
	}
}

static void draw(const Screen *s, Area area)
{
	const FoundList *f = list_of(s);
	int line = 0;

	for (size_t i = f->list.top; i < f->list.count && line < area.rows; i++) {
		draw_row(s, i, area, line);
		if (i == f->list.cursor)
			list_select(area, line, 1, area.cols);
		line += height(s->state, i, false);
	}
	list_scrollbar(&f->list, area, area.cols - 1);
}

static void move(Screen *s, Motion motion, unsigned count)
{
	list_move(&list_of(s)->list, motion, count);
}

static Str place(const Screen *s, Arena *arena)
{
	size_t count = list_of(s)->list.count;

	return arena_printf(arena, "Add: %.*s found",
		STR_ARG(count_of(count, "feed was", "feeds were", arena)));
}

static size_t chosen_count(const FoundList *f)
{
	size_t count = 0;

	for (size_t i = 0; i < f->list.count; i++)
		count += f->chosen[i];
	return count;
}

static Str note(const Screen *s, Arena *arena)
{
	size_t count = chosen_count(list_of(s));

	return count ? arena_printf(arena, "%zu chosen", count) : S("");
}

static Str position(const Screen *s, Arena *arena)
{
	const List *list = &list_of(s)->list;

	return arena_printf(arena, "%zu/%zu", list->cursor + 1, list->count);
}

static Str context(const Screen *s, Arena *arena)
{
	const FoundList *f = list_of(s);

	return name_of(&f->found[f->list.cursor], arena);
}

static Str hints(const Screen *s, Arena *arena)
{
	(void)arena;
	return list_of(s)->list.count > 1 ? S("subscribe choose choose-all back")
					  : S("subscribe back");
}

/* --- keys --- */

void found_choose(App *app, Screen *screen, Call call)
{
	FoundList *f = list_of(screen);

	(void)app;
	(void)call;
	f->chosen[f->list.cursor] = !f->chosen[f->list.cursor];
	list_move(&f->list, MOVE_DOWN, 1);
}

void found_choose_all(App *app, Screen *screen, Call call)
{
	FoundList *f = list_of(screen);
	bool all = chosen_count(f) < f->list.count;

	(void)app;
	(void)call;
	for (size_t i = 0; i < f->list.count; i++)
		f->chosen[i] = all;
}

typedef VEC(Candidate) Candidates;

static void offer(Candidates *out, Str name, Str typed, const char *what, Arena *arena)
{
	Buf quoted = {0};
	Str text;

	words_add(&quoted, name);
	text = buf_take(&quoted, arena);
	buf_drop(&quoted);
	if (name.n == 0 || !str_starts_case(name, typed))
		return;
	for (size_t i = 0; i < out->count; i++)
		if (str_eq(out->items[i].text, text))
			return;
	*vec_push_in(out, arena) = (Candidate){text, str_from(what)};
}

/* Where the last word of the line begins; *first: it is the only one. */
static size_t last_word(Str line, bool *first)
{
	size_t start = 0;
	bool quoted = false;

	*first = true;
	for (size_t i = 0; i < line.n; i++) {
		quoted ^= line.s[i] == '"';
		if (quoted || line.s[i] != ' ')
			continue;
		*first = *first && i == start;
		start = i + 1;
	}
	return start;
}

/* Folders for the first word, tags for those behind it: what is in use. */
size_t found_complete(App *app, Str line, Arena *arena, const Candidate **out, size_t *count)
{
	Candidates found = {0};
	bool first;
	size_t start = last_word(line, &first);
	Str typed = str_from_at(line, start), tags, tag;

	if (str_starts(typed, S("\"")))
		typed = str_from_at(typed, 1);
	for (size_t i = 0; i < app->shelf->count; i++) {
		const Feed *feed = &app->shelf->feeds[i];

		for (size_t n = 1; first && n <= feed->folder.n; n++)
			if (n == feed->folder.n || feed->folder.s[n] == '/')
				offer(&found, str_slice(feed->folder, 0, n), typed, "folder",
					arena);
		tags = feed->tags;
		while (!first && str_cut(&tags, '\n', &tag))
			offer(&found, tag, typed, "tag", arena);
	}
	*out = found.items;
	*count = found.count;
	return start;
}

static void answered(App *app, Screen *screen, Str answer)
{
	FoundList *f = list_of(screen);
	bool any = chosen_count(f) > 0, joined = false;
	Arena *arena;
	Str folder = S(""), tag;
	Buf tags = {0};

	if (!answer.s)
		return;
	arena = arena_open();
	words_next(&answer, arena, &folder);
	while (words_next(&answer, arena, &tag)) {
		if (tags.n)
			buf_char(&tags, '\n');
		buf_add(&tags, tag);
	}
	for (size_t i = 0; i < f->list.count; i++) {
		UrlsEntry entry = {.url = f->found[i].url,
			.folder = folder,
			.tags = buf_str(&tags)};

		if (any ? f->chosen[i] : i == f->list.cursor)
			joined |=
				upkeep_add(app, &entry, name_of(&f->found[i], app->frame), joined);
	}
	buf_drop(&tags);
	arena_close(arena);
	app_pop(app);
}

void found_add(App *app, Screen *screen, Call call)
{
	(void)call;
	prompt_close(app->prompt);
	app->prompt = prompt_open(app, screen, S("folder and tags: "), list_of(screen)->place, NULL,
		answered, NULL, found_complete);
}

const ScreenOps found_screen = {
	.kind = SCREEN_FOUND,
	.name = "found",
	.open = open,
	.close = close,
	.resize = resize,
	.draw = draw,
	.move = move,
	.place = place,
	.note = note,
	.position = position,
	.context = context,
	.hints = hints,
};
