/* store: a query finds the articles that a plain look at each finds, in whatever way it is
 * answered: by an index of articles, by reading all rows, by sets of marks; after whatever happened
 * to them. What it counts is what the tree of feeds shows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/store/fixture.h"

enum { MOST = 600, ROUNDS = 40, DAY_S = 86400 };

typedef struct {
	FeedId feed;
	uint32_t words, marks;
	int category, lang;
	bool comments;
	int64_t published;
	bool tagged;
} Piece;

typedef struct {
	Fixture *f;
	Piece pieces[MOST + 1]; /* by id */
	size_t count;
} Model;

static const char *const categories[] = {"", "sea", "sea\nhome port", "portable", "Home Port"};
static const char *const langs[] = {"", "de", "de-AT", "en", "deu"};

static bool is_unread(const Piece *p)
{
	return p->marks & ITEM_UNREAD;
}

static bool is_read(const Piece *p)
{
	return !is_unread(p);
}

static bool is_long(const Piece *p)
{
	return p->words >= 3 * WORDS_A_MINUTE;
}

static bool is_german(const Piece *p)
{
	return p->lang == 1 || p->lang == 2;
}

static bool has_port(const Piece *p)
{
	return p->category == 2 || p->category == 4;
}

static bool is_tagged(const Piece *p)
{
	return p->tagged || strstr(categories[p->category], "sea");
}

static bool is_long_or_starred(const Piece *p)
{
	return is_long(p) || p->marks & ITEM_STARRED;
}

static bool is_unread_port(const Piece *p)
{
	return has_port(p) && is_unread(p);
}

static bool is_german_in_b(const Piece *p)
{
	return is_german(p) && p->feed == 2;
}

static bool is_not_port(const Piece *p)
{
	return !has_port(p);
}

static bool is_of_an_even_number(const Piece *p)
{
	return p->words % 2 == 0;
}

static bool has_comments(const Piece *p)
{
	return p->comments;
}

static bool has_none_and_is_german(const Piece *p)
{
	return !p->comments && is_german(p);
}

static bool is_any(const Piece *p)
{
	return p;
}

static const struct {
	const char *text;
	bool (*fits)(const Piece *);
} queries[] = {
	{"", is_any},
	{"unread", is_unread},
	{"read", is_read},
	{"len:>3", is_long},
	{"lang:de", is_german},
	{"tag:\"home port\"", has_port},
	{"-tag:\"home port\"", is_not_port},
	{"tag:SEA", is_tagged},
	{"unread tag:\"home port\"", is_unread_port},
	{"len:>3 OR starred", is_long_or_starred},
	{"lang:de feed:b.example", is_german_in_b},
	{"has:comments", has_comments},
	{"-has:comments lang:DE", has_none_and_is_german},
	{"url:even", is_of_an_even_number},
	{"title:/^even/", is_of_an_even_number},
};

static void come_in(Model *m)
{
	Arena *arena = m->f->arena;
	Entry entries[10];
	/* The first has nearly all: of the others, looking articles up is quicker. */
	FeedId feed = fixture_pick(m->f, 20) ? 1 : 2 + (FeedId)fixture_pick(m->f, FEEDS - 1);

	if (m->count + COUNT(entries) > MOST)
		return;
	for (size_t i = COUNT(entries); i-- > 0;) {
		Piece *p = &m->pieces[++m->count];

		*p = (Piece){.feed = feed,
			.words = fixture_pick(m->f, 6 * WORDS_A_MINUTE),
			.marks = ITEM_UNREAD,
			.category = (int)fixture_pick(m->f, COUNT(categories)),
			.lang = (int)fixture_pick(m->f, COUNT(langs)),
			.comments = fixture_pick(m->f, 3) == 0,
			.published = NOW - fixture_pick(m->f, 50) * DAY_S};
		entries[i] = (Entry){.guid = arena_printf(arena, "g%zu", m->count),
			.title = p->words % 2 ? S("odd") : S("even"),
			.url = arena_printf(arena, "https://x.example/%s/%zu",
				p->words % 2 ? "odd" : "even", m->count),
			.tags = str_from(categories[p->category]),
			.lang = str_from(langs[p->lang]),
			.comments = p->comments ? S("https://x.example/talk") : S(""),
			.published = p->published,
			.words = p->words};
	}
	assert_int_equal(fixture_merge(m->f, feed, entries, COUNT(entries), NOW), COUNT(entries));
}

static void put_mark(Model *m, ItemId id, const Mark *mark)
{
	Piece *p = &m->pieces[id];

	if (!mark->flag)
		p->tagged = mark->on;
	else
		p->marks = mark->on ? p->marks | mark->flag : p->marks & ~mark->flag;
}

static void mark(Model *m)
{
	static const Mark marks[] = {{.flag = ITEM_UNREAD}, {.flag = ITEM_UNREAD, .on = true},
		{.flag = ITEM_STARRED, .on = true}, {.flag = ITEM_DELETED, .on = true},
		{.tag = {"sea", 3}, .on = true}, {.tag = {"sea", 3}}};
	const Mark *mark = &marks[fixture_pick(m->f, COUNT(marks))];
	ItemId ids[30], changed[30];
	size_t n = 0, done = 0;

	for (size_t i = 0; i < COUNT(ids) && m->count; i++) {
		ids[n] = 1 + fixture_pick(m->f, (unsigned)m->count);
		n += !(m->pieces[ids[n]].marks & ITEM_DELETED);
	}
	assert_true(library_change(m->f->lib, mark, ids, n, changed, &done, NULL));
	for (size_t i = 0; i < done; i++)
		put_mark(m, changed[i], mark);
}

static void undo(Model *m)
{
	bool back = fixture_pick(m->f, 3) > 0;
	IdList changed = {0};
	Mark mark;
	Step step;

	assert_true((
		back ? library_undo : library_redo)(m->f->lib, m->f->arena, &step, &changed, NULL));
	mark = step.mark;
	mark.on = back ? !step.mark.on : step.mark.on;
	for (size_t i = 0; step.id && i < changed.count; i++)
		put_mark(m, changed.ids[i], &mark);
	free(changed.ids);
}

static const Model *compared;

static int newest_first(const void *a, const void *b)
{
	ItemId x = *(const ItemId *)a, y = *(const ItemId *)b;
	int64_t at = compared->pieces[x].published, than = compared->pieces[y].published;

	return at != than ? (at < than ? 1 : -1) : (x < y) - (x > y);
}

static size_t expected(Model *m, bool (*fits)(const Piece *), ItemId *out)
{
	size_t n = 0;

	for (size_t id = 1; id <= m->count; id++)
		if (!(m->pieces[id].marks & ITEM_DELETED) && fits(&m->pieces[id]))
			out[n++] = (ItemId)id;
	compared = m;
	qsort(out, n, sizeof *out, newest_first);
	return n;
}

static void assert_list(Model *m, Query query, const ItemId *wanted, size_t count)
{
	static const size_t limits[] = {0, 1, 20};
	uint64_t counted;
	IdList got;

	for (size_t i = 0; i < COUNT(limits); i++) {
		size_t n = limits[i] && limits[i] < count ? limits[i] : count;

		query.limit = limits[i];
		for (int oldest = 0; oldest < 2; oldest++) {
			query.order = oldest ? ORDER_OLDEST : ORDER_NEWEST;
			assert_true(library_list(m->f->lib, &query, &got, NULL));
			assert_int_equal(got.count, n);
			for (size_t k = 0; k < n; k++)
				assert_int_equal(got.ids[k], wanted[oldest ? count - 1 - k : k]);
			free(got.ids);
		}
	}
	assert_true(library_count(m->f->lib, &query, &counted, NULL));
	assert_int_equal(counted, count);
}

static void assert_feeds(Model *m)
{
	uint32_t unread[FEEDS + 1] = {0}, total[FEEDS + 1] = {0};

	for (size_t id = 1; id <= m->count; id++) {
		const Piece *p = &m->pieces[id];

		total[p->feed] += !(p->marks & ITEM_DELETED);
		unread[p->feed] += !(p->marks & ITEM_DELETED) && is_unread(p);
	}
	for (FeedId feed = 1; feed <= FEEDS; feed++) {
		assert_int_equal(fixture_feed(m->f, feed).total, total[feed]);
		assert_int_equal(fixture_feed(m->f, feed).unread, unread[feed]);
	}
}

static void assert_all(Model *m)
{
	ItemId wanted[MOST];
	Arena *arena = arena_open();
	Query query;
	size_t n;

	for (size_t i = 0; i < COUNT(queries); i++) {
		assert_true(query_parse(str_from(queries[i].text), arena, &query, NULL));
		n = expected(m, queries[i].fits, wanted);
		assert_list(m, query, wanted, n);
	}
	assert_feeds(m);
	arena_close(arena);
}

static void a_query_finds_what_a_look_at_each_finds(void **state)
{
	static void (*const steps[])(Model *) = {come_in, come_in, mark, mark, undo};
	Model *m = calloc(1, sizeof *m);

	m->f = *state;
	for (int round = 0; round < ROUNDS; round++) {
		for (int i = 0; i < 4; i++)
			steps[fixture_pick(m->f, COUNT(steps))](m);
		assert_all(m);
	}
	assert_true(m->count > MOST / 2);
	free(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_query_finds_what_a_look_at_each_finds,
			fixture_setup, fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
