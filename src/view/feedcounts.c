#include "view/feedlist.h"
#include "view/shelf.h"
#include "view/source.h"

enum {
	PAUSE_S = 2,   /* between two rounds during an update */
	DRIFT_S = 300, /* "newer:1d" is another number by then */
};

static ListCount *count_of_source(FeedList *f, Str source)
{
	for (size_t i = 0; i < f->counts.count; i++)
		if (str_eq(f->counts.items[i].source, source))
			return &f->counts.items[i];
	return NULL;
}

void feeds_note_change(Screen *s, bool soon)
{
	FeedList *f = s->state;

	if (!soon && s->app->now() - f->counted < PAUSE_S)
		return;
	for (size_t i = 0; i < f->counts.count; i++)
		f->counts.items[i].stale = true;
}

void feeds_fill_counts(FeedList *f)
{
	for (size_t i = 0; i < f->tree; i++) {
		FeedRow *row = &f->rows[i];
		ListCount *count = count_of_source(f, row->source);

		if (count && count->known) {
			row->unread = count->count;
			row->counted = true;
		}
	}
}

/* Saved searches and tags tell what is unread, the lists of stars and of what is kept tell all. */
static bool query_of(const FeedRow *row, Arena *arena, Query *out)
{
	if (!source_query(row->source, arena, out, NULL))
		return false;
	if (row->kind != ROW_LIST)
		*out = query_unread(*out, arena);
	return true;
}

void feeds_ask_counts(Screen *s)
{
	FeedList *f = s->state;

	if (s->app->now() - f->counted >= DRIFT_S)
		feeds_note_change(s, true);
	for (size_t i = 0; i < f->tree && !f->asked; i++) {
		const FeedRow *row = &f->rows[i];
		ListCount *count = count_of_source(f, row->source);
		Arena *arena;
		Query query;

		if (count ? !count->stale : row->counted)
			continue;
		if (!count) {
			count = vec_push_in(&f->counts, s->arena);
			count->source = arena_str(s->arena, row->source);
		}
		count->stale = false;
		arena = arena_open();
		if (!query_of(row, arena, &query)) {
			arena_close(arena);
			continue;
		}
		f->asked_for = (size_t)(count - f->counts.items);
		f->counted = s->app->now();
		f->asked = app_post(s->app, s,
			(Job){.kind = JOB_COUNT, .arena = arena, .query = query});
	}
}

void feeds_hear_count(Screen *s, const Event *event)
{
	FeedList *f = s->state;

	if (event->ticket != f->asked)
		return;
	f->asked = 0;
	if (event->kind == EVENT_COUNT) {
		f->counts.items[f->asked_for].count = event->count;
		f->counts.items[f->asked_for].known = true;
		feeds_fill_counts(f);
	}
	if (s->app->top == s)
		feeds_ask_counts(s);
}
