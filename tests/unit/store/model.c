/* store: whatever happens to a library, in whatever order, it holds what a simple list in memory
 * says that it does, and all counts are exact. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/store/fixture.h"

enum { MOST = 1500, LISTED = 12, ROUNDS = 700, DAY_S = 86400 };

typedef struct {
	FeedId feed;
	int number, revision, texts, edition; /* texts: as stored; edition: of the guid */
	int stored;                           /* revision that the library has */
	int64_t published, seen;
	ItemId id; /* 0: never came in */
	uint32_t marks;
	bool gone;
} Piece;

typedef struct {
	Fixture *f;
	Piece pieces[MOST];
	size_t count;
	ItemId last;
	int64_t now;
} Model;

static Entry entry_of(Model *m, const Piece *p)
{
	Arena *arena = m->f->arena;

	return (Entry){
		.guid = arena_printf(arena, "%d-%d", p->number, p->edition),
		.title = arena_printf(arena, "t%d", p->number),
		.url = arena_printf(arena, "https://x.example/2024/%d?utm_source=%d", p->number,
			p->edition),
		.html = arena_printf(arena,
			"<p>The harbour office reports that ship number %d came in from the north"
			" with %d barrels of fish and its whole crew. <p>Revised %s.",
			p->number, p->number, p->revision % 2 ? "today" : "yesterday"),
		.published = p->published,
	};
}

static unsigned pick(Model *m, unsigned below)
{
	return fixture_pick(m->f, below);
}

static void publish(Model *m)
{
	FeedId feed = 1 + (FeedId)pick(m, FEEDS);

	for (unsigned n = 1 + pick(m, 4); n > 0 && m->count < MOST; n--) {
		Piece *p = &m->pieces[m->count];

		*p = (Piece){.feed = feed,
			.number = (int)m->count++,
			.published = m->now - pick(m, 5 * DAY_S)};
	}
}

/* The latest of a feed, the newest first: what it lists. */
static size_t listed(Model *m, FeedId feed, Piece **out)
{
	size_t n = 0;

	for (size_t i = m->count; i-- > 0 && n < LISTED;)
		if (m->pieces[i].feed == feed)
			out[n++] = &m->pieces[i];
	return n;
}

static void change_some(Model *m)
{
	Piece *pieces[LISTED];
	FeedId feed = 1 + (FeedId)pick(m, FEEDS);
	size_t n = listed(m, feed, pieces);
	bool all_guids = pick(m, 3) == 0;

	for (size_t i = 0; i < n; i++) {
		pieces[i]->edition += all_guids;
		pieces[i]->revision += !all_guids && pick(m, 3) == 0;
	}
}

static void merge(Model *m)
{
	Piece *pieces[LISTED];
	Entry entries[LISTED];
	FeedId feed = 1 + (FeedId)pick(m, FEEDS);
	size_t n = listed(m, feed, pieces);
	uint32_t added = 0;

	for (size_t i = 0; i < n; i++)
		entries[i] = entry_of(m, pieces[i]);
	for (size_t i = n; i-- > 0;) {
		Piece *p = pieces[i];

		if (p->gone)
			continue;
		if (p->id == 0) {
			p->id = ++m->last;
			p->marks = ITEM_UNREAD;
			p->seen = m->now;
			added++;
		} else if ((p->stored ^ p->revision) & 1 && p->texts < 4) {
			p->texts++;
		}
		p->stored = p->revision;
	}
	assert_int_equal(fixture_merge(m->f, feed, entries, n, m->now), added);
}

static void mark(Model *m)
{
	static const uint32_t flags[] = {ITEM_UNREAD, ITEM_UNREAD, ITEM_STARRED, ITEM_LATER,
		ITEM_DELETED};
	uint32_t flag = flags[pick(m, COUNT(flags))];
	bool on = flag == ITEM_UNREAD ? pick(m, 4) == 0 : pick(m, 3) == 0;
	ItemId ids[20];

	for (size_t i = 0; i < COUNT(ids); i++) {
		ids[i] = 1 + pick(m, (unsigned)m->last + 1);
		for (size_t j = 0; j < m->count; j++)
			if (m->pieces[j].id == ids[i] && !m->pieces[j].gone)
				m->pieces[j].marks =
					on ? m->pieces[j].marks | flag : m->pieces[j].marks & ~flag;
	}
	assert_true(library_mark(m->f->lib, ids, COUNT(ids), flag, on, NULL, NULL, NULL));
}

static int newest_first(const void *a, const void *b)
{
	const Piece *x = *(Piece *const *)a, *y = *(Piece *const *)b;

	if (x->published != y->published)
		return x->published < y->published ? 1 : -1;
	return x->id < y->id ? 1 : -1;
}

static void expire(Model *m)
{
	Keep keep = {0};
	FeedId feed = 1 + (FeedId)pick(m, FEEDS);
	Piece *of_feed[MOST];
	size_t n = 0, wanted = 0, removed, sum = 0;
	Err err = {0};

	if (pick(m, 2))
		keep.count = 5 + pick(m, 60);
	else
		keep.days = 1 + pick(m, 20);
	for (size_t i = 0; i < m->count; i++)
		if (m->pieces[i].feed == feed && m->pieces[i].id && !m->pieces[i].gone)
			of_feed[n++] = &m->pieces[i];
	qsort(of_feed, n, sizeof(Piece *), newest_first);
	for (size_t i = 0; i < n; i++) {
		Piece *p = of_feed[i];
		bool old = keep.count ? i >= keep.count
				      : p->seen < m->now - (int64_t)keep.days * DAY_S;

		if (!old || p->marks & (ITEM_STARRED | ITEM_LATER) || p->id == m->last)
			continue;
		p->gone = true;
		wanted++;
	}
	do {
		if (!library_expire(m->f->lib, feed, keep, m->now, 7, &removed, &err))
			fail_msg("%s", err.text);
		sum += removed;
	} while (removed);
	assert_int_equal(sum, wanted);
}

static void assert_counts(Model *m)
{
	uint32_t unread[FEEDS + 1] = {0}, total[FEEDS + 1] = {0};
	const Feed *feeds;
	size_t count;
	Arena *arena = arena_open();

	for (size_t i = 0; i < m->count; i++) {
		const Piece *p = &m->pieces[i];

		if (p->id == 0 || p->gone || p->marks & ITEM_DELETED)
			continue;
		total[p->feed]++;
		unread[p->feed] += p->marks & ITEM_UNREAD;
	}
	assert_true(library_feeds(m->f->lib, arena, &feeds, &count, NULL));
	assert_int_equal(count, FEEDS);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(feeds[i].unread, unread[feeds[i].id]);
		assert_int_equal(feeds[i].total, total[feeds[i].id]);
	}
	arena_close(arena);
}

/* Every article that should be there is, with its text and marks; and none besides. */
static void assert_all(Model *m)
{
	size_t there = 0;

	for (size_t i = 0; i < m->count; i++) {
		const Piece *p = &m->pieces[i];
		Piece stored = *p;
		Article article;

		if (p->id == 0 || p->gone)
			continue;
		there++;
		stored.revision = p->stored;
		article = fixture_article(m->f, p->id);
		assert_true(str_eq(article.entry.html, entry_of(m, &stored).html));
		assert_true(str_eq(article.item.title, entry_of(m, p).title));
		assert_int_equal(article.item.flags, p->marks);
		assert_int_equal(article.versions, p->texts);
	}
	assert_int_equal(fixture_number(m->f, "SELECT count(*) FROM item"), there);
	assert_int_equal(fixture_number(m->f, "SELECT count(*) FROM content"), there);
	assert_int_equal(fixture_number(m->f, "SELECT count(*) FROM version WHERE item NOT IN"
					      " (SELECT id FROM item)"),
		0);
}

static void shrink(Model *m)
{
	bool more;

	assert_true(library_shrink(m->f->lib, &more, NULL));
}

static void reopen(Model *m)
{
	fixture_reopen(m->f, LIBRARY_WRITE);
}

static void pass_time(Model *m)
{
	m->now += pick(m, 3 * DAY_S);
}

static void a_library_holds_what_a_list_says(void **state)
{
	static void (*const steps[])(Model *) = {publish, publish, publish, merge, merge, merge,
		merge, change_some, change_some, mark, mark, pass_time, expire, shrink, reopen};
	Model *m = calloc(1, sizeof *m);
	size_t texts = 0;

	m->f = *state;
	m->now = NOW;
	for (int i = 0; i < ROUNDS; i++) {
		steps[pick(m, COUNT(steps))](m);
		assert_counts(m);
		if (i % 50 == 0)
			assert_all(m);
	}
	assert_all(m);
	/* It was a life worth telling of. */
	assert_true(m->last > 300);
	assert_true(fixture_number(m->f, "SELECT count(*) FROM gone") > 200);
	for (size_t i = 0; i < m->count; i++)
		texts += (size_t)m->pieces[i].texts;
	assert_true(texts > 20);
	free(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_library_holds_what_a_list_says, fixture_setup,
			fixture_teardown),
	};

	return cmocka_run_group_tests_name("store/model", tests, NULL, NULL);
}
