/* store: what a search finds is what a plain look through all articles finds, however much of them
 * is indexed, and whatever happened to them since. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/utf8.h"
#include "model/wire.h"
#include "store/library.h"

enum { NOW = 1700000000, MAX_ARTICLES = 400, ROUNDS = 60, ARTICLES_A_ROUND = 12 };

typedef struct {
	Str title, text; /* text: without markup */
	bool there, unread;
} Model;

typedef struct {
	Arena *arena;
	const char *folder, *path;
	Library *lib;
	sqlite3 *db; /* what other parts of the store do: rows that are deleted */
	Model articles[MAX_ARTICLES];
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
	static const Subscription subs[] = {{.url = {"https://a.example/", 18}}};
	Fixture *f = calloc(1, sizeof *f);
	char template[] = "/tmp/lede-search-XXXXXX";
	Err err = {0};

	f->arena = arena_open();
	f->folder = arena_strz(f->arena, str_from(mkdtemp(template)));
	f->path = arena_printf(f->arena, "%s/lede.db", f->folder).s;
	f->random = 7;
	f->lib = library_open(f->path, LIBRARY_WRITE, &err);
	*state = f;
	return f->lib && library_subscribe(f->lib, subs, 1, &err) &&
			       sqlite3_open(f->path, &f->db) == SQLITE_OK
		       ? 0
		       : -1;
}

static int teardown(void **state)
{
	static const char *const ends[] = {"", "-wal", "-shm", "-search", "-search-wal",
		"-search-shm"};
	Fixture *f = *state;

	sqlite3_close(f->db);
	library_close(f->lib);
	for (size_t i = 0; i < COUNT(ends); i++)
		remove(arena_printf(f->arena, "%s%s", f->path, ends[i]).s);
	assert_int_equal(rmdir(f->folder), 0);
	arena_close(f->arena);
	free(f);
	return 0;
}

/* Words with a blank behind, characters of scripts without blanks as they are. */
static const char *const vocabulary[] = {"kernel ", "Kern ", "été ", "ETE ", "über ", "a ", "ab ",
	"abc ", "Москва ", "2024 ", "東京", "京都", "都", "の", "猫", "手机", "서울", "에서 ",
	"ภาษา "};

static Str make_text(Fixture *f, unsigned words)
{
	Buf out = {0};

	for (unsigned i = 0; i < words; i++)
		buf_add(&out, str_from(vocabulary[pick(f, COUNT(vocabulary))]));
	return buf_take(&out, f->arena);
}

/* Article n; its id is n + 1 as long as none of the last ones is deleted. */
static void put_article(Fixture *f, size_t n)
{
	Model *model = &f->articles[n];
	Entry entry;
	Parsed parsed = {.entries = &entry, .entry_count = 1};
	uint32_t added;
	Err err = {0};

	model->title = make_text(f, 1 + pick(f, 3));
	model->text = make_text(f, 1 + pick(f, 12));
	model->unread |= !model->there;
	model->there = true;
	entry = (Entry){.guid = arena_printf(f->arena, "g%zu", n),
		.title = model->title,
		.html = arena_printf(f->arena, "<p class=\"kernel\">%.*s<!-- abc --></p>",
			STR_ARG(model->text)),
		.published = NOW - 1000 + (int64_t)n};
	if (!library_merge(f->lib, 1, &parsed, NOW, &added, &err))
		fail_msg("%s", err.text);
}

/* --- the plain look ---
 * Text becomes " word word " with marks dropped; pairs are looked for as they stand. */

static bool is_open_script(uint32_t c)
{
	return (c >= 0xe00 && c < 0xe80) || (c >= 0x3040 && c < 0xa000) ||
	       (c >= 0xac00 && c < 0xd7b0);
}

static Str spaced(Str text, Arena *arena)
{
	Buf out = {0};
	bool was_open = false;

	buf_char(&out, ' ');
	for (size_t at = 0; at < text.n;) {
		size_t start = at;
		bool open = is_open_script(utf8_next(text, &at));
		Str one = str_slice(text, start, at - start);

		if (open != was_open && out.s[out.n - 1] != ' ')
			buf_char(&out, ' ');
		buf_add(&out, open ? one : utf8_fold(one, arena, NULL));
		was_open = open;
	}
	buf_char(&out, ' ');
	return buf_take(&out, arena);
}

/* `word`: a word, perhaps of an open script, or some in quotes. */
static bool stands_in(Str text, const char *word, bool exact, Arena *arena)
{
	Str wanted = spaced(str_from(word), arena), in = spaced(text, arena);
	size_t at = 0, first = 0, letters = 0;
	uint32_t c = utf8_next(str_trim(wanted), &first);

	wanted = str_trim(wanted);
	if (is_open_script(c))
		return str_find(in, wanted) >= 0;
	while (at < wanted.n) {
		utf8_next(wanted, &at);
		letters++;
	}
	if (exact || letters < 3)
		return str_find(in, arena_printf(arena, " %.*s ", STR_ARG(wanted))) >= 0;
	return str_find(in, arena_printf(arena, " %.*s", STR_ARG(wanted))) >= 0;
}

static bool anywhere(const Model *m, const char *word, bool exact, Arena *arena)
{
	return stands_in(m->title, word, exact, arena) || stands_in(m->text, word, exact, arena);
}

static bool is_kernel(const Model *m, Arena *arena)
{
	return anywhere(m, "kernel", false, arena);
}

static bool is_short(const Model *m, Arena *arena)
{
	return anywhere(m, "ab", false, arena);
}

static bool is_open_word(const Model *m, Arena *arena)
{
	return anywhere(m, "ker", false, arena);
}

static bool is_exact(const Model *m, Arena *arena)
{
	return anywhere(m, "kern", true, arena);
}

static bool is_phrase(const Model *m, Arena *arena)
{
	return anywhere(m, "kernel ete", true, arena);
}

static bool is_tokyo(const Model *m, Arena *arena)
{
	return anywhere(m, "東京都", false, arena);
}

static bool is_kyo(const Model *m, Arena *arena)
{
	return anywhere(m, "京", false, arena);
}

static bool is_seoul(const Model *m, Arena *arena)
{
	return anywhere(m, "서울에서", false, arena);
}

static bool is_title(const Model *m, Arena *arena)
{
	return stands_in(m->title, "москва", false, arena);
}

static bool is_both(const Model *m, Arena *arena)
{
	return anywhere(m, "2024", false, arena) && anywhere(m, "猫", false, arena) && m->unread;
}

static bool is_one_not_other(const Model *m, Arena *arena)
{
	return (anywhere(m, "手机", false, arena) || anywhere(m, "über", false, arena)) &&
	       !anywhere(m, "ete", false, arena);
}

static bool is_not(const Model *m, Arena *arena)
{
	return !anywhere(m, "kernel", false, arena);
}

static bool is_either_state(const Model *m, Arena *arena)
{
	return !m->unread || stands_in(m->title, "abc", false, arena);
}

static const struct {
	const char *query;
	bool (*holds)(const Model *m, Arena *arena);
} queries[] = {
	{"Kernel", is_kernel},
	{"ab", is_short},
	{"ker", is_open_word},
	{"\"kern\"", is_exact},
	{"\"kernel été\"", is_phrase},
	{"東京都", is_tokyo},
	{"京", is_kyo},
	{"서울에서", is_seoul},
	{"title:МОСКВА", is_title},
	{"2024 猫 unread", is_both},
	{"(手机 OR uber) -ete", is_one_not_other},
	{"-kernel", is_not},
	{"read OR title:abc", is_either_state},
};

static void assert_found(Fixture *f, size_t q, Order order, size_t limit)
{
	Arena *arena = arena_open();
	bool found[MAX_ARTICLES] = {0};
	size_t expected = 0;
	uint64_t count;
	IdList ids;
	Query query;
	Err err = {0};

	if (!query_parse(str_from(queries[q].query), arena, &query, &err))
		fail_msg("%s", err.text);
	query.order = order;
	query.limit = limit;
	if (!library_list(f->lib, &query, &ids, &err) ||
		!library_count(f->lib, &query, &count, &err))
		fail_msg("%s", err.text);
	for (size_t i = 0; i < ids.count; i++)
		found[ids.ids[i] - 1] = true;
	for (size_t n = 0; n < f->count; n++) {
		bool holds = f->articles[n].there && queries[q].holds(&f->articles[n], arena);

		expected += holds;
		if (limit == 0 && holds != found[n])
			fail_msg("%s: \"%.*s\" / \"%.*s\" is %sfound", queries[q].query,
				STR_ARG(f->articles[n].title), STR_ARG(f->articles[n].text),
				found[n] ? "" : "not ");
	}
	assert_int_equal(count, expected);
	assert_int_equal(ids.count, limit && limit < expected ? limit : expected);
	free(ids.ids);
	arena_close(arena);
}

static void index_some(Fixture *f, bool all)
{
	uint64_t left = 1;
	Err err = {0};

	do
		if (!library_index(f->lib, 0, NULL, &left, &err))
			fail_msg("%s", err.text);
	while (all && left);
}

static void delete_row(Fixture *f, size_t n)
{
	char *sql = sqlite3_mprintf("DELETE FROM item WHERE id = %d;"
				    "DELETE FROM content WHERE id = %d",
		(int)n + 1, (int)n + 1);

	assert_int_equal(sqlite3_exec(f->db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_free(sql);
	f->articles[n].there = false;
}

static void mark_read(Fixture *f, size_t n)
{
	ItemId id = (ItemId)n + 1;
	Err err = {0};

	assert_true(library_mark(f->lib, &id, 1, ITEM_UNREAD, false, NULL, NULL, &err));
	f->articles[n].unread = false;
}

static void a_search_finds_what_a_plain_look_finds(void **state)
{
	Fixture *f = *state;

	for (int round = 0; round < ROUNDS; round++) {
		for (int i = 0; i < ARTICLES_A_ROUND; i++) {
			size_t n = f->count ? pick(f, (unsigned)f->count) : 0;

			/* The last one stays, so that ids are known. */
			switch (pick(f, 6)) {
			case 0:
				if (n + 1 < f->count)
					delete_row(f, n);
				break;
			case 1:
				if (f->count && f->articles[n].there)
					put_article(f, n);
				break;
			case 2:
				if (f->count && f->articles[n].there)
					mark_read(f, n);
				break;
			default:
				if (f->count < MAX_ARTICLES)
					put_article(f, f->count++);
			}
		}
		if (pick(f, 3))
			index_some(f, pick(f, 4) == 0);
		for (size_t q = 0; q < COUNT(queries); q++)
			assert_found(f, q, (Order)pick(f, ORDERS), pick(f, 3) ? 0 : 5);
	}
}

static void an_id_that_is_given_again_is_indexed_again(void **state)
{
	Fixture *f = *state;
	uint64_t count;
	Query query;
	Err err = {0};

	for (int i = 0; i < 3; i++)
		put_article(f, f->count++);
	index_some(f, true);
	for (int i = 0; i < 4; i++) {
		delete_row(f, 2);
		if (i % 2)
			index_some(f, true);
		put_article(f, 2);
		if (i / 2)
			index_some(f, true);
		for (size_t q = 0; q < COUNT(queries); q++)
			assert_found(f, q, ORDER_BEST, 0);
	}
	assert_true(query_parse(S("kernel"), f->arena, &query, &err));
	assert_true(library_count(f->lib, &query, &count, &err));
}

static void the_best_match_comes_first(void **state)
{
	static const char *const titles[] = {"Boats", "Nothing", "More boats", "Boats again"};
	static const char *const texts[] = {"old", "boats", "none", "boats and boats"};
	static const int64_t ages[] = {400, 1, 2, 3}; /* days */
	static const ItemId expected[] = {4, 3, 1, 2};
	Fixture *f = *state;
	Query query;
	IdList ids;
	uint32_t added;
	Err err = {0};

	for (size_t i = 0; i < COUNT(titles); i++) {
		Entry entry = {.guid = arena_printf(f->arena, "g%zu", i),
			.title = str_from(titles[i]),
			.html = str_from(texts[i]),
			.published = NOW - ages[i] * 86400};
		Parsed parsed = {.entries = &entry, .entry_count = 1};

		assert_true(library_merge(f->lib, 1, &parsed, NOW, &added, &err));
	}
	index_some(f, true);
	assert_true(query_parse(S("boats"), f->arena, &query, &err));
	query.order = ORDER_BEST;
	assert_true(library_list(f->lib, &query, &ids, &err));
	assert_int_equal(ids.count, COUNT(expected));
	assert_memory_equal(ids.ids, expected, sizeof expected);
	free(ids.ids);
}

static void a_damaged_index_is_made_anew(void **state)
{
	Fixture *f = *state;
	struct stat about;
	FILE *file;
	Err err = {0};

	for (int i = 0; i < 20; i++)
		put_article(f, f->count++);
	index_some(f, true);
	library_close(f->lib);
	file = fopen(arena_printf(f->arena, "%s-search", f->path).s, "w");
	fputs("no database at all", file);
	fclose(file);
	f->lib = library_open(f->path, LIBRARY_WRITE, &err);
	for (size_t q = 0; q < COUNT(queries); q++)
		assert_found(f, q, ORDER_NEWEST, 0);
	index_some(f, true);
	for (size_t q = 0; q < COUNT(queries); q++)
		assert_found(f, q, ORDER_NEWEST, 0);
	assert_int_equal(stat(arena_printf(f->arena, "%s-search", f->path).s, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0600);
}

static void changes_that_are_indexed_are_forgotten(void **state)
{
	Fixture *f = *state;
	sqlite3_stmt *count = NULL;
	Err err = {0};

	for (int i = 0; i < 20; i++)
		put_article(f, f->count++);
	for (int i = 0; i < 1100; i++)
		put_article(f, (size_t)i % 20);
	index_some(f, true);
	put_article(f, 3);
	assert_true(library_index_trim(f->lib, &err));
	assert_int_equal(
		sqlite3_prepare_v2(f->db, "SELECT count(*) FROM changed", -1, &count, NULL),
		SQLITE_OK);
	assert_int_equal(sqlite3_step(count), SQLITE_ROW);
	assert_int_equal(sqlite3_column_int(count, 0), 1);
	sqlite3_finalize(count);
	for (size_t q = 0; q < COUNT(queries); q++)
		assert_found(f, q, ORDER_NEWEST, 0);
}

static void assert_words(Fixture *f, const char *text, uint64_t expected)
{
	Query query;
	IdList list = {0};
	Needle needle;
	Str snippet;
	Err err = {0};

	assert_true(query_parse(str_from(text), f->arena, &query, &err));
	assert_true(library_list(f->lib, &query, &list, &err));
	assert_int_equal(list.count, expected);
	if (expected) {
		assert_true(needle_make(str_from(text), false, f->arena, &needle));
		assert_true(
			library_snippet(f->lib, list.ids[0], &needle, 1, f->arena, &snippet, &err));
		assert_true(str_find(snippet, str_from(text)) >= 0);
	}
	free(list.ids);
}

/* The feed brought the beginning, the page the rest. */
static void the_text_of_a_page_is_found_as_the_feeds_is(void **state)
{
	Fixture *f = *state;
	DocBuilder *b = doc_builder_open(f->arena);
	Buf wire = {0};
	Err err = {0};

	for (int i = 0; i < 3; i++)
		put_article(f, f->count++);
	index_some(f, true);
	doc_builder_head(b)->title = doc_add_text(b, S("headline"));
	doc_add_block(b, (Block){.kind = BLOCK_PARAGRAPH,
				 .marker = MARK_NONE,
				 .text = doc_add_text(b, S("The sturgeon are back.")),
				 .ref = NONE});
	doc_write(doc_finish(b), &wire);
	assert_words(f, "sturgeon", 0);
	assert_true(library_set_page(f->lib, 2, &(PageState){0}, buf_str(&wire), &err));
	assert_words(f, "sturgeon", 1);
	index_some(f, true);
	assert_words(f, "sturgeon", 1);
	assert_words(f, "headline", 0);
	buf_drop(&wire);
}

static void what_is_not_looked_through_is_told(void **state)
{
	Fixture *f = *state;
	Query query;
	IdList ids;
	Err err = {0};

	for (int i = 0; i < 50; i++)
		put_article(f, f->count++);
	assert_true(query_parse(S("kernel"), f->arena, &query, &err));
	query.scan = 10;
	assert_true(library_list(f->lib, &query, &ids, &err));
	assert_int_equal(ids.unseen, 40);
	free(ids.ids);
	index_some(f, true);
	assert_true(library_list(f->lib, &query, &ids, &err));
	assert_int_equal(ids.unseen, 0);
	free(ids.ids);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_search_finds_what_a_plain_look_finds),
		TEST(an_id_that_is_given_again_is_indexed_again),
		TEST(the_best_match_comes_first),
		TEST(a_damaged_index_is_made_anew),
		TEST(changes_that_are_indexed_are_forgotten),
		TEST(the_text_of_a_page_is_found_as_the_feeds_is),
		TEST(what_is_not_looked_through_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
