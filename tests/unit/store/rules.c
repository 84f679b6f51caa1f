/* store: rules judge each article once, when it comes in; and the counts of feeds, of lists and of
 * saved searches are what a recount says, whatever rules, marks and merges do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/library.h"

enum { FEEDS = 3, MAX_ARTICLES = 600, ROUNDS = 40 };

typedef struct {
	uint32_t flags, title, feed; /* title: of titles[] */
} Model;

typedef struct {
	Arena *arena;
	const char *folder, *path;
	Library *lib;
	Model articles[MAX_ARTICLES + 1]; /* by id */
	size_t count;
	uint32_t random;
} Fixture;

static unsigned pick(Fixture *f, unsigned below)
{
	f->random = f->random * 1664525 + 1013904223;
	return (f->random >> 8) % below;
}

static int setup(void **state)
{
	static const Subscription subs[FEEDS] = {
		{.url = {"https://a.example/", 18}, .folder = {"News", 4}},
		{.url = {"https://b.example/", 18}, .folder = {"News/Local", 10}},
		{.url = {"https://c.example/", 18}},
	};
	Fixture *f = calloc(1, sizeof *f);
	char template[] = "/tmp/lede-rules-XXXXXX";
	Err err = {0};

	f->arena = arena_open();
	f->folder = arena_strz(f->arena, str_from(mkdtemp(template)));
	f->path = arena_printf(f->arena, "%s/lede.db", f->folder).s;
	f->random = 3;
	f->lib = library_open(f->path, LIBRARY_WRITE, &err);
	*state = f;
	return f->lib && library_subscribe(f->lib, subs, FEEDS, &err) ? 0 : -1;
}

static int teardown(void **state)
{
	static const char *const ends[] = {"", "-wal", "-shm", "-search", "-search-wal",
		"-search-shm"};
	Fixture *f = *state;

	library_close(f->lib);
	for (size_t i = 0; i < COUNT(ends); i++)
		remove(arena_printf(f->arena, "%s%s", f->path, ends[i]).s);
	rmdir(f->folder);
	arena_close(f->arena);
	free(f);
	return 0;
}

static void set_rules(Fixture *f, const char *const *texts, size_t count)
{
	Rule *rules = arena_array(f->arena, count, sizeof *rules);
	Err err = {0};

	for (size_t i = 0; i < count; i++)
		if (!rule_parse(str_from(texts[i]), f->arena, &rules[i], &err))
			fail_msg("%s", err.text);
	if (!library_set_rules(f->lib, rules, count, &err))
		fail_msg("%s", err.text);
}

static void merge(Fixture *f, FeedId feed, const Entry *entries, size_t count)
{
	Parsed parsed = {.feed = {.title = arena_printf(f->arena, "Feed %lld", (long long)feed)},
		.entries = entries,
		.entry_count = count};
	uint32_t added;
	Err err = {0};

	if (!library_merge(f->lib, feed, &parsed, time(NULL), &added, &err))
		fail_msg("%s", err.text);
}

static uint64_t count_of(Fixture *f, const char *text, bool muted)
{
	Arena *arena = arena_open();
	uint64_t count = 0;
	Query query;
	IdList ids;
	Err err = {0};

	if (!query_parse(str_from(text), arena, &query, &err))
		fail_msg("%s", err.text);
	query.muted = muted;
	if (!library_count(f->lib, &query, &count, &err) ||
		!library_list(f->lib, &query, &ids, &err))
		fail_msg("%s", err.text);
	assert_int_equal(ids.count, count);
	free(ids.ids);
	arena_close(arena);
	return count;
}

static void rules_judge_what_comes_in(void **state)
{
	static const char *const rules[] = {
		"title:sale: mute",
		"boats: star",
		"feed:\"feed 2\" title:/^old/: read in News",
		"boats: tag harbour",
		"has:audio: later",
		"title:over: mute until 2001-01-01",
		"title:month: mute for 30d",
	};
	static const Enclosure sound = {.url = {"https://a.example/a.mp3", 23},
		.type = {"audio/mpeg", 10}};
	Fixture *f = *state;
	Entry entries[] = {
		{.guid = S("1"), .title = S("Summer Sale"), .html = S("<p>Boats</p>")},
		{.guid = S("2"), .title = S("Old news"), .tags = S("sea")},
		{.guid = S("3"), .title = S("Over"), .enclosures = &sound, .enclosure_count = 1},
		{.guid = S("4"), .title = S("The month")},
	};

	set_rules(f, rules, COUNT(rules));
	merge(f, 2, entries, COUNT(entries));
	assert_int_equal(count_of(f, "title:sale", false), 0);
	assert_int_equal(count_of(f, "title:sale", true), 1);
	assert_int_equal(count_of(f, "muted", false), 2);
	assert_int_equal(count_of(f, "muted starred tag:harbour", false), 1);
	assert_int_equal(count_of(f, "read title:old tag:sea", false), 1);
	assert_int_equal(count_of(f, "later title:over", false), 1);
	assert_int_equal(count_of(f, "", false), 2);
	/* What is known is not judged again; the tag that a rule gave stays. */
	entries[0].title = S("Summer");
	entries[0].tags = S("new");
	entries[1].title = S("A sale");
	merge(f, 2, entries, COUNT(entries));
	assert_int_equal(count_of(f, "muted title:summer tag:harbour tag:new", false), 1);
	assert_int_equal(count_of(f, "title:sale", false), 1);
}

/* --- exact counts --- */

static const char *const titles[] = {"boats", "boats for sale", "sale", "harbour", "month"};

static void come_in(Fixture *f)
{
	Entry entries[8];
	size_t count = 1 + pick(f, COUNT(entries));
	FeedId feed = 1 + pick(f, FEEDS);

	if (f->count + count > MAX_ARTICLES)
		return;
	/* Entries are taken from the end. */
	for (size_t i = count; i-- > 0;) {
		Model *m = &f->articles[++f->count];

		*m = (Model){.flags = ITEM_UNREAD, .title = pick(f, COUNT(titles))};
		m->feed = (uint32_t)feed;
		if (strstr(titles[m->title], "sale"))
			m->flags |= ITEM_MUTED;
		if (strstr(titles[m->title], "boats"))
			m->flags |= ITEM_STARRED;
		if (strstr(titles[m->title], "month") && feed != 3)
			m->flags &= ~(uint32_t)ITEM_UNREAD;
		entries[i] = (Entry){.guid = arena_printf(f->arena, "g%zu", f->count),
			.title = str_from(titles[m->title])};
	}
	merge(f, feed, entries, count);
}

static void mark_some(Fixture *f)
{
	static const uint32_t flags[] = {ITEM_UNREAD, ITEM_STARRED, ITEM_LATER, ITEM_DELETED,
		ITEM_MUTED};
	uint32_t flag = flags[pick(f, COUNT(flags))];
	bool on = pick(f, 2);
	ItemId ids[20];
	size_t n = 0;
	Err err = {0};

	for (size_t i = 0; i < COUNT(ids) && f->count; i++) {
		ids[n] = 1 + pick(f, (unsigned)f->count);
		f->articles[ids[n]].flags &= ~flag;
		if (on)
			f->articles[ids[n]].flags |= flag;
		n++;
	}
	assert_true(library_mark(f->lib, ids, n, flag, on, NULL, NULL, &err));
}

static void assert_counts(Fixture *f)
{
	uint64_t unread[FEEDS + 1] = {0}, total[FEEDS + 1] = {0}, boats = 0, local = 0, stars = 0;
	const Feed *feeds;
	size_t count;
	Arena *arena = arena_open();
	Err err = {0};

	for (size_t i = 1; i <= f->count; i++) {
		const Model *m = &f->articles[i];
		bool new = m->flags &ITEM_UNREAD;

		if (m->flags & (ITEM_DELETED | ITEM_MUTED))
			continue;
		total[m->feed]++;
		unread[m->feed] += new;
		boats += new &&strstr(titles[m->title], "boats");
		local += new && m->feed == 2;
		stars += (m->flags & ITEM_STARRED) != 0;
	}
	assert_true(library_feeds(f->lib, arena, &feeds, &count, &err));
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(feeds[i].unread, unread[feeds[i].id]);
		assert_int_equal(feeds[i].total, total[feeds[i].id]);
	}
	assert_int_equal(count_of(f, "unread boats", false), boats);
	assert_int_equal(count_of(f, "unread in:News/Local", false), local);
	assert_int_equal(count_of(f, "starred", false), stars);
	assert_int_equal(count_of(f, "", false), total[1] + total[2] + total[3]);
	arena_close(arena);
}

static void counts_are_what_a_recount_says(void **state)
{
	static const char *const rules[] = {"sale: mute", "boats: star", "\"month\" read in News"};
	Fixture *f = *state;
	uint64_t left;
	Err err = {0};

	set_rules(f, rules, COUNT(rules));
	for (int round = 0; round < ROUNDS; round++) {
		for (int i = 0; i < 5; i++)
			(pick(f, 2) ? come_in : mark_some)(f);
		if (pick(f, 2))
			assert_true(library_index(f->lib, 0, NULL, &left, &err));
		assert_counts(f);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(rules_judge_what_comes_in),
		TEST(counts_are_what_a_recount_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
