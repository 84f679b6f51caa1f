/* store: marks, tags and the journal, held against a simple model after each of many random steps:
 * what is marked, what feeds, tags and queries count, and that any number of steps is undone and
 * done again, also when the library was closed in between. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/library.h"

enum { NOW = 1700000000, FEEDS = 3, ARTICLES = 120, TAGS = 3, MOST_STEPS = 2000, MOST_IDS = 8 };

static const char *const tag_names[TAGS] = {"sea", "Later on", "été"};
static const uint32_t flags[] = {ITEM_UNREAD, ITEM_STARRED, ITEM_LATER, ITEM_DELETED};

typedef struct {
	FeedId feed;
	uint32_t flags, tags; /* a bit for each of tag_names */
} Model;

typedef struct {
	size_t mark; /* of flags[], then of tag_names[] */
	bool on;
	size_t count;
	ItemId ids[MOST_IDS];
} ModelStep;

typedef struct {
	Arena *arena;
	char folder[40], path[60];
	Library *lib;
	uint32_t seed;
	Model items[ARTICLES + 1]; /* by id */
	size_t item_count;
	ModelStep steps[MOST_STEPS];
	size_t step_count, undone;
} Fixture;

static size_t below(Fixture *f, size_t n)
{
	f->seed = f->seed * 1664525 + 1013904223;
	return (f->seed >> 8) % n;
}

static void must(bool ok, const Err *err)
{
	if (!ok)
		fail_msg("%s", err->text);
}

static void open_library(Fixture *f)
{
	static const Subscription subs[FEEDS] = {
		{.url = {"https://a.example/", 18}, .folder = {"News", 4}},
		{.url = {"https://b.example/", 18}, .tags = {"sea", 3}},
		{.url = {"https://c.example/", 18}},
	};
	Err err = {0};

	f->lib = library_open(f->path, LIBRARY_WRITE, &err);
	must(f->lib && library_subscribe(f->lib, subs, FEEDS, &err), &err);
}

static int setup(void **state)
{
	Fixture *f = calloc(1, sizeof *f);

	f->arena = arena_open();
	snprintf(f->folder, sizeof f->folder, "/tmp/lede-marks-XXXXXX");
	if (!mkdtemp(f->folder))
		return -1;
	snprintf(f->path, sizeof f->path, "%s/lede.db", f->folder);
	f->seed = 20;
	open_library(f);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	static const char *const tails[] = {"", "-wal", "-shm", "-search", "-search-wal",
		"-search-shm"};
	Fixture *f = *state;

	library_close(f->lib);
	for (size_t i = 0; i < COUNT(tails); i++)
		remove(arena_printf(f->arena, "%s%s", f->path, tails[i]).s);
	rmdir(f->folder);
	arena_close(f->arena);
	free(f);
	return 0;
}

/* --- the steps, in the library and in the model ------------------------------------------------
 */

static void some_come_in(Fixture *f)
{
	size_t count = 1 + below(f, 9), feed = 1 + below(f, FEEDS);
	Entry entries[10];
	Parsed parsed = {.entries = entries};
	uint32_t added;
	Err err = {0};

	for (size_t i = 0; i < count && f->item_count < ARTICLES; i++) {
		Str name = arena_printf(f->arena, "%zu", ++f->item_count);

		f->items[f->item_count] = (Model){.feed = (FeedId)feed, .flags = ITEM_UNREAD};
		entries[parsed.entry_count++] = (Entry){.guid = name,
			.title = name,
			.published = NOW - (int64_t)below(f, 1000)};
	}
	must(library_merge(f->lib, (FeedId)feed, &parsed, NOW, &added, &err), &err);
	assert_int_equal(added, parsed.entry_count);
}

static bool has(const Model *item, size_t mark)
{
	return mark < COUNT(flags) ? item->flags & flags[mark]
				   : item->tags >> (mark - COUNT(flags)) & 1;
}

static void flip(Model *item, size_t mark)
{
	if (mark < COUNT(flags))
		item->flags ^= flags[mark];
	else
		item->tags ^= 1U << (mark - COUNT(flags));
}

static void one_marks(Fixture *f)
{
	size_t n = 1 + below(f, MOST_IDS), count, mark = below(f, COUNT(flags) + TAGS);
	ItemId ids[MOST_IDS], changed[MOST_IDS];
	ModelStep step = {.mark = mark, .on = below(f, 2)};
	Mark made = {.on = step.on, .of = S("a list")};
	Err err = {0};

	if (mark < COUNT(flags))
		made.flag = flags[mark];
	else
		made.tag = str_from(tag_names[mark - COUNT(flags)]);
	for (size_t i = 0; i < n; i++) {
		/* Also some that are not there, or twice. */
		ids[i] = (ItemId)below(f, f->item_count + 3);
		if (ids[i] == 0 || ids[i] > (ItemId)f->item_count ||
			has(&f->items[ids[i]], mark) == step.on)
			continue;
		flip(&f->items[ids[i]], mark);
		step.ids[step.count++] = ids[i];
	}
	must(library_change(f->lib, &made, ids, n, changed, &count, &err), &err);
	assert_int_equal(count, step.count);
	assert_memory_equal(changed, step.ids, count * sizeof *changed);
	if (count == 0)
		return;
	f->step_count -= f->undone;
	f->undone = 0;
	assert_true(f->step_count < MOST_STEPS);
	f->steps[f->step_count++] = step;
}

static void assert_is_step(const Step *step, const ModelStep *model)
{
	assert_true(step->mark.on == model->on);
	assert_int_equal(step->count, model->count);
	if (model->mark < COUNT(flags))
		assert_int_equal(step->mark.flag, flags[model->mark]);
	else
		assert_true(
			str_eq(step->mark.tag, str_from(tag_names[model->mark - COUNT(flags)])));
}

static void one_goes(Fixture *f, bool back)
{
	bool (*go)(Library *, Arena *, Step *, IdList *, Err *) =
		back ? library_undo : library_redo;
	ModelStep *model;
	IdList changed;
	Step step;
	Err err = {0};

	must(go(f->lib, f->arena, &step, &changed, &err), &err);
	if (back ? f->undone == f->step_count : f->undone == 0) {
		assert_int_equal(step.id, 0);
		return;
	}
	model = &f->steps[back ? f->step_count - ++f->undone : f->step_count - f->undone--];
	assert_is_step(&step, model);
	assert_int_equal(changed.count, model->count);
	for (size_t i = 0; i < model->count; i++)
		flip(&f->items[model->ids[i]], model->mark);
	free(changed.ids);
}

/* --- what must hold ----------------------------------------------------------------------------
 */

static void assert_count(Fixture *f, const char *text, size_t wanted)
{
	Query query;
	uint64_t counted = 0;
	IdList list = {0};
	Err err = {0};

	must(query_parse(str_from(text), f->arena, &query, &err) &&
			library_count(f->lib, &query, &counted, &err) &&
			library_list(f->lib, &query, &list, &err),
		&err);
	assert_int_equal(counted, wanted);
	assert_int_equal(list.count, wanted);
	free(list.ids);
}

static void assert_items(Fixture *f)
{
	for (size_t i = 1; i <= f->item_count; i++) {
		ItemId id = (ItemId)i;
		const Str *tags;
		uint32_t found = 0;
		size_t count;
		Item item;
		Err err = {0};

		must(library_rows(f->lib, &id, 1, f->arena, &item, &err) &&
				library_tags_of(f->lib, id, f->arena, &tags, &count, &err),
			&err);
		assert_int_equal(item.flags, f->items[i].flags);
		for (size_t t = 0; t < TAGS; t++)
			for (size_t k = 0; k < count; k++)
				found |= (uint32_t)str_eq(tags[k], str_from(tag_names[t])) << t;
		assert_int_equal(found, f->items[i].tags);
	}
}

static void assert_counts(Fixture *f)
{
	size_t unread[FEEDS + 1] = {0}, total[FEEDS + 1] = {0}, tagged = 0, sea = 0, kept = 0;
	size_t either = 0;

	for (size_t i = 1; i <= f->item_count; i++) {
		const Model *item = &f->items[i];

		if (item->flags & ITEM_DELETED)
			continue;
		total[item->feed]++;
		unread[item->feed] += item->flags & ITEM_UNREAD;
		tagged += item->tags >> 1 & item->flags & ITEM_UNREAD;
		sea += item->tags & 1 || item->feed == 2;
		kept += (item->flags & (ITEM_STARRED | ITEM_UNREAD)) == ITEM_STARRED;
		either += item->flags & ITEM_LATER || !(item->tags & 4);
	}
	for (FeedId id = 1; id <= FEEDS; id++) {
		Feed feed;

		assert_true(library_feed(f->lib, id, f->arena, &feed, NULL));
		assert_int_equal(feed.unread, unread[id]);
		assert_int_equal(feed.total, total[id]);
	}
	assert_count(f, "unread", unread[1] + unread[2] + unread[3]);
	assert_count(f, "unread tag:\"later on\"", tagged);
	assert_count(f, "tag:SEA", sea);
	assert_count(f, "starred -unread", kept);
	assert_count(f, "later OR -tag:été", either);
}

static void assert_journal(Fixture *f)
{
	const Step *steps;
	size_t count, kept;
	Err err = {0};

	must(library_steps(f->lib, f->arena, &steps, &count, &err), &err);
	kept = f->step_count < 900 ? f->step_count : 900;
	assert_true(count >= kept && count <= f->step_count);
	for (size_t i = 0; i < kept; i++) {
		assert_is_step(&steps[i], &f->steps[f->step_count - 1 - i]);
		assert_true(steps[i].undone == (i < f->undone));
	}
}

static void assert_all(Fixture *f)
{
	assert_items(f);
	assert_counts(f);
	assert_journal(f);
	arena_reset(f->arena);
}

static void all_is_as_the_model_has_it(void **state)
{
	Fixture *f = *state;

	some_come_in(f);
	for (int round = 0; round < 600; round++) {
		size_t what = below(f, 10);

		if (what == 0)
			some_come_in(f);
		else if (what < 6)
			one_marks(f);
		else
			one_goes(f, what < 9);
		if (round % 40 == 39) {
			library_close(f->lib);
			open_library(f);
		}
		if (round % 10 == 0)
			assert_all(f);
	}
	/* All the way back: everything is unread and nothing else; and on again. */
	while (f->undone < f->step_count)
		one_goes(f, true);
	for (size_t i = 1; i <= f->item_count; i++)
		assert_true(f->items[i].flags == ITEM_UNREAD && f->items[i].tags == 0);
	assert_all(f);
	while (f->undone)
		one_goes(f, false);
	assert_all(f);
}

static void what_changed_since_stays_when_a_step_is_undone(void **state)
{
	Fixture *f = *state;
	const Mark read = {.flag = ITEM_UNREAD};
	ItemId ids[] = {1, 2, 3};
	IdList changed;
	Step step;
	Err err = {0};

	while (f->item_count < 3)
		some_come_in(f);
	must(library_change(f->lib, &read, ids, 3, NULL, NULL, &err), &err);
	/* Not by the reader: a sync, say. */
	must(library_mark(f->lib, ids, 1, ITEM_UNREAD, true, NULL, NULL, &err), &err);
	must(library_undo(f->lib, f->arena, &step, &changed, &err), &err);
	assert_int_equal(step.count, 3);
	assert_int_equal(changed.count, 2);
	assert_int_equal(changed.ids[0], 2);
	free(changed.ids);
}

static void the_journal_keeps_the_latest(void **state)
{
	Fixture *f = *state;
	const Step *steps;
	ItemId id = 1;
	size_t count;
	Item item;
	Err err = {0};

	some_come_in(f);
	must(library_rows(f->lib, &id, 1, f->arena, &item, &err), &err);
	must(library_begin(f->lib, &err), &err);
	for (int i = 0; i < 1500; i++) {
		const Mark star = {.flag = ITEM_STARRED, .on = i % 2 == 0};

		must(library_change(f->lib, &star, &id, 1, NULL, NULL, &err), &err);
	}
	must(library_commit(f->lib, &err), &err);
	must(library_steps(f->lib, f->arena, &steps, &count, &err), &err);
	assert_true(count >= 1000 && count < 1100);
	assert_true(str_eq(steps[0].mark.of, item.title));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(all_is_as_the_model_has_it),
		TEST(what_changed_since_stays_when_a_step_is_undone),
		TEST(the_journal_keeps_the_latest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
