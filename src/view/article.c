#include "view/article.h"

#include <string.h>

#include "base/url.h"
#include "base/utf8.h"
#include "view/app.h"
#include "view/pages.h"
#include "view/shelf.h"

enum {
	MEASURE = 72,
	KEEP_MS = 1500, /* of rest before the place is written */
	DIGIT_MS = 700, /* for the second digit of a link */
};

Reader *article_reader(const Screen *s)
{
	return s->state;
}

const Doc *article_doc(const Reader *r)
{
	return r->texts[r->shown].doc;
}

/* --- laying out --- */

/* Lines left free on top, where there is room to breathe. */
static int margin(int rows)
{
	return rows >= 18 ? 1 : 0;
}

static unsigned measure_of(const Options *o)
{
	return o->text_width > 0 ? (unsigned)o->text_width : MEASURE;
}

/* What the list was searched for is lit in its articles. */
static void light_words(Reader *r)
{
	const Needle *words = NULL;
	size_t count = r->list && r->list->ops->words ? r->list->ops->words(r->list, &words) : 0;

	pager_light(&r->pager, words, count);
}

void article_lay_out(Screen *s)
{
	Reader *r = article_reader(s);
	const Options *o = app_options(s->app, r->feed_id);
	const Doc *doc = article_doc(r);
	int rows = s->rows - margin(s->rows);
	LayoutOptions how = {
		.width = (unsigned)(s->cols > 0 ? s->cols : 1),
		.measure = measure_of(o),
		.ascii = s->app->canvas->ascii,
		.numbers = o->link_numbers,
		.head = true,
		.keys = true,
		.feed_title = r->feed,
		.now = s->app->now(),
	};

	if (!doc)
		return;
	pager_show(&r->pager, doc, &how, (unsigned)(rows > 0 ? rows : 1));
	light_words(r);
	hints_stop(&r->hints);
	s->lit = r->pager.find.lit && !r->pager.find.by_words;
}

void article_complete(Screen *s)
{
	Reader *r = article_reader(s);

	if (!r->pager.rest)
		return;
	pager_complete(&r->pager);
	light_words(r);
}

static void resize(Screen *s, int rows, int cols)
{
	(void)rows;
	(void)cols;
	article_lay_out(s);
}

/* --- the place --- */

void article_keep_place(Screen *s)
{
	Reader *r = article_reader(s);
	const Pager *p = &r->pager;

	if (!r->moved || !r->id || !article_doc(r))
		return;
	r->moved = false;
	engine_post(s->app->engine, (Job){.kind = JOB_PLACE,
					    .item = r->id,
					    .block = p->block == NONE ? 0 : p->block,
					    .offset = p->block == NONE ? 0 : p->offset});
}

static void find_place(Screen *s)
{
	Reader *r = article_reader(s);
	Place place = {0};
	Err err;

	if (r->id && s->app->library)
		library_place(s->app->library, r->id, &place.block, &place.offset, &err);
	pager_to(&r->pager, place.block, place.offset);
}

/* The same words in another text: feeds often bring the beginning of what the page has. */
static bool same_words(const Doc *from, Place place, const Doc *to, Place *out)
{
	enum { SAMPLE = 40, BLOCKS = 6 };

	for (uint32_t i = place.block; i < from->block_count && i < place.block + BLOCKS; i++) {
		Slice slice = from->blocks[i].text;
		uint32_t skip =
			i == place.block && place.offset > slice.at ? place.offset - slice.at : 0;
		Str words = str_from_at(doc_str(from, slice), skip);

		words = utf8_fit(words, SAMPLE);
		if (words.n < SAMPLE / 2)
			continue;
		for (uint32_t k = 0; k < to->block_count; k++) {
			ptrdiff_t at = str_find(doc_str(to, to->blocks[k].text), words);

			if (at < 0)
				continue;
			*out = (Place){k, to->blocks[k].text.at + (uint32_t)at};
			return true;
		}
	}
	return false;
}

void article_switch(Screen *s, unsigned which)
{
	Reader *r = article_reader(s);
	const Doc *before = article_doc(r), *after = r->texts[which].doc;
	Place now = {r->pager.block, r->pager.offset}, place = {NONE, 0};

	if (before && after && before != after) {
		r->texts[r->shown].place = now;
		if (now.block != NONE && !same_words(before, now, after, &place))
			place = r->texts[which].place;
		pager_to(&r->pager, place.block, place.offset);
	}
	r->shown = which;
	r->came_count = 0;
	r->words = after ? doc_words(after) : 0;
	article_lay_out(s);
}

/* --- opening --- */

static void forget_texts(Reader *r)
{
	pager_forget(&r->pager);
	find_unlight(&r->pager.find);
	for (unsigned i = 0; i < TEXTS; i++)
		arena_close(r->texts[i].arena);
	memset(r->texts, 0, sizeof r->texts);
	r->edition++;
}

/* What the library's row and the shelf know, so that there is a title at once. */
static void look_up(Screen *s)
{
	Reader *r = article_reader(s);
	App *app = s->app;
	const Feed *feed;
	Item item = {0};
	Err err;

	if (!r->id || !app->library ||
		!library_rows(app->library, &r->id, 1, r->arena, &item, &err))
		return;
	r->title = item.title;
	r->address = item.url;
	r->flags = item.flags;
	r->tags = item.tags;
	r->feed_id = item.feed;
	shelf_refresh(app->shelf, app->library, &err);
	feed = shelf_feed(app->shelf, item.feed);
	if (feed) {
		r->feed = arena_str(r->arena, feed->title);
		r->folder = arena_str(r->arena, feed->folder);
	}
}

void article_ask(Screen *s, JobKind kind, unsigned which, bool force)
{
	Reader *r = article_reader(s);
	Job job = {.kind = kind, .item = r->id, .flag = which, .force = force};

	app_cancel(s->app, r->ticket);
	if (kind == JOB_PAGE) {
		job.arena = arena_open();
		job.text = arena_str(job.arena, r->address);
		if (str_eq(r->address, S("-")))
			job.value = arena_str(job.arena, s->app->input);
	}
	if (kind == JOB_VERSION) {
		job.item = r->version_of;
		job.offset = r->version - 1;
		job.on = !r->plainly;
	}
	r->wants_full = kind == JOB_FULL_TEXT;
	r->ticket = app_post(s->app, s, job);
}

void article_show(Screen *s, const Target *target)
{
	Reader *r = article_reader(s);
	Arena *arena = arena_open();

	app_forget_ahead(s->app);
	forget_texts(r);
	hints_stop(&r->hints);
	app_cancel(s->app, r->ticket);
	app_cancel(s->app, r->hop);
	r->hop = 0;
	r->id = target->item;
	r->title = arena_str(arena, target->title);
	r->address = arena_str(arena, target->text);
	arena_close(r->arena);
	r->arena = arena;
	r->feed = r->folder = r->note = r->tags = S("");
	r->feed_id = 0;
	r->shown = TEXT_FEED;
	r->words = r->flags = r->came_count = 0;
	r->digits = (Digits){0};
	r->ticket = 0;
	r->moved = r->finding = r->choosing = s->lit = false;
	r->err = (Err){0};
	look_up(s);
	r->version = target->version;
	if (r->version) {
		/* Nothing that is done here is done to the article. */
		r->version_of = r->id;
		r->id = 0;
		r->plainly = false;
		r->flags = 0;
		r->tags = S("");
	}
	find_place(s);
	article_ask(s,
		r->version ? JOB_VERSION
		: r->id    ? JOB_ARTICLE
			   : JOB_PAGE,
		texts_choice(s->app, r->feed_id), false);
	/* Where nothing is kept, that is told of what one does, not of each article anew. */
	if (r->id && r->flags & ITEM_UNREAD && !library_is_read_only(s->app->library) &&
		app_options(s->app, r->feed_id)->mark_read_on_open)
		app_mark(s->app, &r->id, 1, ITEM_UNREAD, false);
	s->dirty = true;
}

static bool open(Screen *s, const Target *target, Err *err)
{
	Reader *r;

	if (!target->item && target->text.n == 0)
		return err_set(err, ERR_USER, 0, "no article was named");
	r = arena_alloc(s->arena, sizeof *r);
	s->state = r;
	r->arena = arena_open();
	r->list = target->under;
	if (r->list && !r->list->ops->step)
		r->list = NULL;
	pager_init(&r->pager);
	article_show(s, target);
	return true;
}

static void close_reader(Screen *s)
{
	Reader *r = article_reader(s);

	if (!r)
		return;
	if (!s->app->leafing)
		article_keep_place(s);
	hints_stop(&r->hints);
	forget_texts(r);
	pager_drop(&r->pager);
	arena_close(r->hint_arena);
	arena_close(r->arena);
}

/* --- events --- */

static void take_text(Screen *s, Event *event)
{
	Reader *r = article_reader(s);
	unsigned which = event->full && r->id ? TEXT_FULL : TEXT_FEED;

	if (!event->doc)
		return;
	if (r->texts[which].doc && r->shown == which)
		pager_forget(&r->pager);
	arena_close(r->texts[which].arena);
	r->texts[which].arena = event->arena;
	r->texts[which].doc = event->doc;
	event->arena = NULL;
	r->edition++;
	r->err = (Err){0};
	r->note = arena_str(r->arena, event->note);
	article_switch(s, which);
	texts_came(s, which);
	if (!r->id && !r->version && url_is_http(r->address))
		pages_note(s->app, r->address, doc_str(event->doc, event->doc->title));
}

static void hear_marks(Screen *s, const Event *event)
{
	Reader *r = article_reader(s);

	for (size_t i = 0; i < event->id_count; i++) {
		Item item;

		if (event->ids[i] != r->id)
			continue;
		if (event->mark.flag)
			r->flags = event->mark.on ? r->flags | event->mark.flag
						  : r->flags & ~event->mark.flag;
		else if (library_rows(s->app->library, &r->id, 1, r->arena, &item, NULL))
			r->tags = item.tags;
	}
}

static void hear(Screen *s, Event *event)
{
	Reader *r = article_reader(s);

	s->dirty = true;
	if (event->kind == EVENT_MARKED)
		hear_marks(s, event);
	if (event->ticket && event->ticket == r->hop && event->kind == EVENT_LIST)
		reading_hear_list(s, event);
	if (!event->ticket || event->ticket != r->ticket)
		return;
	if (event->kind == EVENT_ARTICLE) {
		r->ticket = event->more ? r->ticket : 0;
		take_text(s, event);
	} else if (event->kind == EVENT_FAILED) {
		r->ticket = 0;
		r->choosing = false;
		if (article_doc(r))
			app_error(s->app, &event->err);
		else
			r->err = event->err;
	}
}

/* --- drawing --- */

/* Words of our own, where those of the article stand or will stand; returns the row below. */
static int draw_words(const Screen *s, Area area, int row, Str text, Role role)
{
	int width = (int)measure_of(app_options(s->app, article_reader(s)->feed_id)), left;

	width = width < area.cols ? width : area.cols;
	left = (area.cols - width) / 2;
	while (text.n && row < area.rows) {
		Str line = utf8_fit(text, (size_t)width);
		ptrdiff_t blank = line.n < text.n ? str_rfind_char(line, ' ') : -1;

		if (blank > 0)
			line.n = (size_t)blank;
		if (line.n == 0)
			line.n = utf8_cluster(text);
		area_text(area, row++, left, line, role);
		text = str_trim(str_from_at(text, line.n));
	}
	return row;
}

/* Before there is a text: its title, and why there is none. */
static void draw_nothing(const Screen *s, Area area)
{
	const Reader *r = article_reader(s);
	int row = draw_words(s, area, 0, r->title.n ? r->title : r->address, ROLE_TITLE);

	if (r->err.kind != ERR_NONE)
		draw_words(s, area, row + 1, str_from(r->err.text), ROLE_ERROR);
}

/* Feeds often bring no more than a headline. */
static void draw_empty(const Screen *s, Area area)
{
	const Reader *r = article_reader(s);

	draw_words(s, area, (int)(pager_bottom(&r->pager) - r->pager.top) + 1,
		r->id && r->shown == TEXT_FEED
			? S("The feed brings no text with this article. r fetches the page itself, "
			    "o opens it in the browser.")
			: S("There is no text in it. o opens it in the browser."),
		ROLE_SUMMARY);
}

static void draw(const Screen *s, Area area)
{
	const Reader *r = article_reader(s);

	area = area_within(area, margin(s->rows), 0, area.rows, area.cols);
	if (!r->pager.lines) {
		draw_nothing(s, area);
		return;
	}
	pager_draw(&r->pager, area);
	if (article_doc(r) && article_doc(r)->block_count == 0)
		draw_empty(s, area);
	follow_draw(r, area);
}

/* --- time and restart --- */

static int pause_ms(const Screen *s)
{
	const Reader *r = article_reader(s);

	if (r->pager.rest)
		return 0;
	return digits_wait(&r->digits) ? DIGIT_MS : r->moved ? KEEP_MS : -1;
}

static void tick(Screen *s)
{
	Reader *r = article_reader(s);

	if (r->pager.rest)
		article_complete(s);
	else if (digits_wait(&r->digits))
		follow_digits(s);
	else
		article_keep_place(s);
}

static bool keep(const Screen *s, Arena *arena, Target *out)
{
	const Reader *r = article_reader(s);

	(void)arena;
	out->item = r->id;
	out->title = r->title;
	/* A page is looked at again only while one is at it. */
	return r->id > 0;
}

/* A page takes a download to see again. */
static bool stays(const Screen *s)
{
	return article_reader(s)->id == 0;
}

/* One of the library's: that takes a moment only. */
static bool waits(const Screen *s)
{
	const Reader *r = article_reader(s);

	return r->id && r->ticket && !article_doc(r);
}

static FeedId feed(const Screen *s)
{
	return article_reader(s)->feed_id;
}

const ScreenOps article_screen = {
	.kind = SCREEN_ARTICLE,
	.name = "article",
	.open = open,
	.close = close_reader,
	.resize = resize,
	.event = hear,
	.draw = draw,
	.feed = feed,
	.move = reading_move,
	.find = reading_find,
	.keep = keep,
	.stays = stays,
	.waits = waits,
	.title = article_title_line,
	.place = article_place,
	.note = article_note,
	.position = article_position,
	.context = article_context,
	.remains = article_remains,
	.percent = article_percent,
	.hints = article_hint_line,
	.key = follow_key,
	.pause = pause_ms,
	.tick = tick,
};
