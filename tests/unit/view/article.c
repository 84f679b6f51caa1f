/* view/article: what the reading screen asks of the engine, shows and keeps. The engine is played
 * here: these functions take the place of engine/engine.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "view/app.h"
#include "view/article.h"
#include "view/inside.h"

enum { MOST = 64 };

struct Engine {
	Job jobs[MOST];
	size_t job_count;
	Event events[MOST];
	size_t event_count;
};

/* What a job asks for is looked at later: tear_down closes its arena. */
Ticket engine_post(Engine *engine, Job job)
{
	assert_true(engine->job_count < MOST);
	engine->jobs[engine->job_count++] = job;
	return engine->job_count;
}

void engine_cancel(Engine *engine, Ticket ticket)
{
	(void)engine;
	(void)ticket;
}

bool engine_take(Engine *engine, Event *out)
{
	if (engine->event_count == 0)
		return false;
	*out = engine->events[0];
	memmove(engine->events, engine->events + 1, --engine->event_count * sizeof *engine->events);
	return true;
}

int engine_fd(const Engine *engine)
{
	(void)engine;
	return -1;
}

typedef struct {
	Engine engine;
	App *app;
	Library *library;
	char path[64];
	Screen list; /* plays the list the articles came from */
	ItemId next;
} Bench;

static Bench *playing;

static bool step(Screen *s, int by, bool unread, Target *out)
{
	(void)s;
	(void)by;
	(void)unread;
	if (!playing->next)
		return false;
	*out = (Target){.item = playing->next};
	playing->next = 0;
	return true;
}

static const ScreenOps list_screen = {.kind = SCREEN_ITEMS, .name = "articles", .step = step};

static int64_t noon(void)
{
	return 1795348800;
}

static int set_up(void **state)
{
	static const Entry entries[] = {
		{.guid = {"b", 1}, .title = {"Second", 6}, .url = {"https://e.example/2", 19}},
		{.guid = {"a", 1}, .title = {"First", 5}, .url = {"https://e.example/1", 19}},
	};
	Subscription sub = {.url = S("https://e.example/feed"),
		.title = S("Harbour Post"),
		.folder = S("News")};
	Parsed parsed = {.entries = entries, .entry_count = COUNT(entries)};
	Bench *bench = memory_alloc(sizeof *bench);
	Config config = {0};
	uint32_t added;
	Err err = {0};

	memset(bench, 0, sizeof *bench);
	snprintf(bench->path, sizeof bench->path, "/tmp/lede-article-%ld.db", (long)getpid());
	unlink(bench->path);
	bench->library = library_open(bench->path, LIBRARY_WRITE, &err);
	assert_non_null(bench->library);
	assert_true(library_subscribe(bench->library, &sub, 1, &err));
	assert_true(library_merge(bench->library, 1, &parsed, noon(), &added, &err));
	options_init(&config.options);
	bench->app = app_open(&config, &bench->engine, bench->library, 24, 60);
	bench->app->now = noon;
	bench->list = (Screen){.ops = &list_screen, .app = bench->app};
	playing = bench;
	*state = bench;
	return 0;
}

static int tear_down(void **state)
{
	Bench *bench = *state;

	app_close(bench->app);
	for (size_t i = 0; i < bench->engine.job_count; i++)
		arena_close(bench->engine.jobs[i].arena);
	library_close(bench->library);
	unlink(bench->path);
	free(bench);
	return 0;
}

static Job *last_job(Bench *bench, JobKind kind)
{
	for (size_t i = bench->engine.job_count; i > 0; i--)
		if (bench->engine.jobs[i - 1].kind == kind)
			return &bench->engine.jobs[i - 1];
	return NULL;
}

static Ticket ticket_of(Bench *bench, JobKind kind)
{
	return (Ticket)(last_job(bench, kind) - bench->engine.jobs) + 1;
}

/* A text of numbered paragraphs from `first` on; the last line of it leads to its beginning. */
static void answer(Bench *bench, Ticket ticket, int first, int count, bool full)
{
	Arena *arena = arena_open();
	DocBuilder *b = doc_builder_open(arena);
	Slice text, words;
	uint32_t link;

	doc_builder_head(b)->title = doc_add_text(b, S("A title"));
	for (int i = first; i < first + count; i++) {
		text = doc_add_text(b, arena_printf(arena,
					       "Paragraph %d of the text, which goes on for more "
					       "than one line, so "
					       "that there are pages to turn and places to keep.",
					       i));
		doc_add_block(b, (Block){.kind = BLOCK_PARAGRAPH,
					 .marker = MARK_NONE,
					 .text = text,
					 .ref = NONE});
	}
	words = doc_add_text(b, S("To the top"));
	doc_add_block(b,
		(Block){.kind = BLOCK_PARAGRAPH, .marker = MARK_NONE, .text = words, .ref = NONE});
	link = doc_add_link(b, (Link){.kind = LINK_HERE, .block = 1});
	doc_add_span(b, (Span){words, 0, link});
	bench->engine.events[bench->engine.event_count++] = (Event){.kind = EVENT_ARTICLE,
		.ticket = ticket,
		.arena = arena,
		.item = 1,
		.doc = doc_finish(b),
		.full = full};
	app_events(bench->app);
}

static Reader *open_first(Bench *bench)
{
	assert_true(
		app_push(bench->app, SCREEN_ARTICLE, &(Target){.item = 1, .under = &bench->list}));
	answer(bench, ticket_of(bench, JOB_ARTICLE), 0, 30, false);
	return article_reader(bench->app->top);
}

static bool sees(Bench *bench, const char *text)
{
	Buf out = {0};
	bool found;

	app_draw(bench->app);
	canvas_write(bench->app->canvas, false, &out);
	found = str_find(buf_str(&out), str_from(text)) >= 0;
	buf_drop(&out);
	return found;
}

static void keys(Bench *bench, const char *names)
{
	Str rest = str_from(names), name;

	while (str_word(&rest, &name))
		app_key(bench->app, name);
}

static void opening_asks_for_the_text_and_marks_it_read(void **state)
{
	Bench *bench = *state;

	assert_true(
		app_push(bench->app, SCREEN_ARTICLE, &(Target){.item = 1, .under = &bench->list}));
	assert_true(last_job(bench, JOB_ARTICLE)->item == 1);
	assert_non_null(last_job(bench, JOB_MARK));
	assert_true(sees(bench, "First"));
	assert_true(sees(bench, "Harbour Post ▸ News"));
	answer(bench, ticket_of(bench, JOB_ARTICLE), 0, 30, false);
	assert_true(sees(bench, "A title"));
	assert_true(sees(bench, "Paragraph 0"));
	assert_true(sees(bench, "1/"));
}

static void a_failure_is_told_on_the_page(void **state)
{
	Bench *bench = *state;
	Event event = {.kind = EVENT_FAILED};

	assert_true(app_push(bench->app, SCREEN_ARTICLE, &(Target){.item = 1}));
	event.ticket = ticket_of(bench, JOB_ARTICLE);
	err_set(&event.err, ERR_NETWORK, 6, "the host is unknown");
	bench->engine.events[bench->engine.event_count++] = event;
	app_events(bench->app);
	assert_true(sees(bench, "the host is unknown"));
}

static void an_article_without_text_says_what_to_do(void **state)
{
	Bench *bench = *state;
	Arena *arena = arena_open();
	DocBuilder *b = doc_builder_open(arena);

	assert_true(app_push(bench->app, SCREEN_ARTICLE, &(Target){.item = 1}));
	doc_builder_head(b)->title = doc_add_text(b, S("Only a headline"));
	bench->engine.events[bench->engine.event_count++] = (Event){.kind = EVENT_ARTICLE,
		.ticket = ticket_of(bench, JOB_ARTICLE),
		.arena = arena,
		.doc = doc_finish(b)};
	app_events(bench->app);
	assert_true(sees(bench, "Only a headline"));
	assert_true(sees(bench, "r fetches"));
	assert_false(sees(bench, "0 words"));
}

static void the_place_is_kept_when_one_leaves_and_when_one_rests(void **state)
{
	Bench *bench = *state;
	Reader *r = open_first(bench);
	uint32_t block;
	Err err;

	assert_null(last_job(bench, JOB_PLACE));
	keys(bench, "Space Space");
	assert_true(app_pause(bench->app) > 0);
	keys(bench, "Tick");
	assert_non_null(last_job(bench, JOB_PLACE));
	assert_true(last_job(bench, JOB_PLACE)->block > 0);
	assert_int_equal(app_pause(bench->app), -1);
	keys(bench, "Space");
	block = r->pager.block;
	keys(bench, "J");
	assert_true(last_job(bench, JOB_PLACE)->block < block);
	bench->next = 2;
	keys(bench, "J");
	assert_int_equal(last_job(bench, JOB_PLACE)->block, block);
	assert_int_equal(last_job(bench, JOB_PLACE)->item, 1);

	assert_true(library_set_place(bench->library, 1, block, 0, &err));
	open_first(bench);
	assert_true(r != article_reader(bench->app->top));
	assert_true(article_reader(bench->app->top)->pager.top > 0);
	assert_int_equal(article_reader(bench->app->top)->pager.block, block);
}

/* lede was ended while Space was held down. */
static void a_page_leafed_past_is_no_place(void **state)
{
	Bench *bench = *state;

	open_first(bench);
	keys(bench, "Space Space");
	bench->app->leafing = true;
	app_pop(bench->app);
	app_close_popped(bench->app);
	assert_null(last_job(bench, JOB_PLACE));

	bench->app->leafing = false;
	open_first(bench);
	keys(bench, "Space Space");
	app_pop(bench->app);
	app_close_popped(bench->app);
	assert_non_null(last_job(bench, JOB_PLACE));
}

static void the_full_text_comes_and_goes_and_the_words_stay(void **state)
{
	Bench *bench = *state;
	Reader *r = open_first(bench);
	Str before;

	keys(bench, "Space Space");
	before = doc_str(r->pager.doc, r->pager.doc->blocks[r->pager.block].text);
	before = str_slice(before, 0, 13);
	assert_true(str_starts(before, S("Paragraph ")));
	before = arena_str(bench->app->arena, before);
	keys(bench, "r");
	assert_true(sees(bench, "fetching the full text"));
	/* The page has more before it. */
	answer(bench, ticket_of(bench, JOB_FULL_TEXT), -20, 90, true);
	assert_true(sees(bench, "full text ·"));
	assert_true(str_starts(doc_str(r->pager.doc, r->pager.doc->blocks[r->pager.block].text),
		before));
	keys(bench, "r");
	assert_false(sees(bench, "full text ·"));
	assert_true(str_starts(doc_str(r->pager.doc, r->pager.doc->blocks[r->pager.block].text),
		before));
}

static void the_choice_of_a_text_is_remembered_for_its_feed(void **state)
{
	Bench *bench = *state;
	size_t asked;

	open_first(bench);
	assert_int_equal(last_job(bench, JOB_ARTICLE)->flag, READ_BETTER);
	keys(bench, "r");
	/* Not while it may come to nothing. */
	assert_int_equal(app_kept(bench->app, S("text:1")).n, 0);
	answer(bench, ticket_of(bench, JOB_FULL_TEXT), 0, 60, true);
	assert_true(sees(bench, "from now on"));
	assert_true(str_eq(app_kept(bench->app, S("text:1")), S("full")));

	/* The next article of the feed shows what there is, and asks for its page. */
	bench->next = 2;
	keys(bench, "J");
	assert_int_equal(last_job(bench, JOB_ARTICLE)->flag, READ_FULL);
	asked = ticket_of(bench, JOB_FULL_TEXT);
	answer(bench, ticket_of(bench, JOB_ARTICLE), 0, 3, false);
	assert_true(ticket_of(bench, JOB_FULL_TEXT) > asked);
	assert_int_equal(last_job(bench, JOB_FULL_TEXT)->item, 2);
	assert_true(sees(bench, "Paragraph 0"));
	answer(bench, ticket_of(bench, JOB_FULL_TEXT), 0, 60, true);
	assert_true(sees(bench, "full text ·"));

	keys(bench, "r");
	assert_true(str_eq(app_kept(bench->app, S("text:1")), S("feed")));
	open_first(bench);
	assert_int_equal(last_job(bench, JOB_ARTICLE)->flag, READ_FEED);
}

static void a_late_answer_of_another_article_is_not_shown(void **state)
{
	Bench *bench = *state;
	Ticket late;

	open_first(bench);
	keys(bench, "r");
	late = ticket_of(bench, JOB_FULL_TEXT);
	bench->next = 2;
	keys(bench, "J");
	answer(bench, late, 500, 3, true);
	assert_false(sees(bench, "Paragraph 500"));
	assert_true(sees(bench, "Second"));
}

static void space_at_the_end_goes_to_the_next_unread(void **state)
{
	Bench *bench = *state;

	open_first(bench);
	bench->next = 2;
	keys(bench, "G Space");
	assert_int_equal(last_job(bench, JOB_ARTICLE)->item, 2);
	assert_true(sees(bench, "Second"));
	answer(bench, ticket_of(bench, JOB_ARTICLE), 0, 1, false);
	keys(bench, "Space");
	assert_true(sees(bench, "no more unread"));
}

static void a_link_within_the_text_leads_there_and_back(void **state)
{
	Bench *bench = *state;
	Reader *r = open_first(bench);
	size_t top;

	keys(bench, "G");
	top = r->pager.top;
	keys(bench, "S-Tab Enter");
	assert_int_equal(r->pager.block, 1);
	keys(bench, "h");
	assert_int_equal(r->pager.top, top);
	keys(bench, "f f");
	assert_int_equal(r->pager.block, 1);
}

static void marks_are_set_and_shown(void **state)
{
	Bench *bench = *state;
	ItemId id = 1;
	Event event = {.kind = EVENT_MARKED,
		.mark.flag = ITEM_STARRED,
		.mark.on = true,
		.ids = &id,
		.id_count = 1};

	open_first(bench);
	keys(bench, "s");
	assert_int_equal(last_job(bench, JOB_MARK)->mark.flag, ITEM_STARRED);
	assert_true(last_job(bench, JOB_MARK)->mark.on);
	event.ticket = ticket_of(bench, JOB_MARK);
	bench->engine.events[bench->engine.event_count++] = event;
	app_events(bench->app);
	assert_true(sees(bench, "★"));
	keys(bench, "s");
	assert_false(last_job(bench, JOB_MARK)->mark.on);
}

static void search_lights_goes_on_and_returns(void **state)
{
	Bench *bench = *state;
	Reader *r = open_first(bench);

	keys(bench, "Space / 2 5 Enter");
	assert_true(bench->app->top->lit);
	assert_true(sees(bench, "“25” 1 of 1"));
	assert_true(sees(bench, "Paragraph 25"));
	keys(bench, "n");
	assert_true(sees(bench, "from the top again"));
	keys(bench, "Esc");
	assert_false(bench->app->top->lit);
	keys(bench, "g g / 2 5");
	assert_true(r->pager.top > 0);
	keys(bench, "Esc");
	assert_int_equal(r->pager.top, 0);
}

/* A page by its address, opened on what is shown. */
static Reader *open_page(Bench *bench, const char *address, int first)
{
	assert_true(app_push(bench->app, SCREEN_ARTICLE,
		&(Target){.text = str_from(address), .under = bench->app->top}));
	answer(bench, ticket_of(bench, JOB_PAGE), first, 60, true);
	return article_reader(bench->app->top);
}

static void pages_left_by_going_back_are_returned_to_as_they_were(void **state)
{
	Bench *bench = *state;
	Reader *item = open_first(bench), *one, *two;
	size_t jobs, top;

	one = open_page(bench, "https://e.example/one", 100);
	keys(bench, "Space");
	two = open_page(bench, "https://e.example/two", 200);
	keys(bench, "Space Space");
	top = two->pager.top;
	jobs = bench->engine.job_count;
	keys(bench, "]");
	assert_true(sees(bench, "no page to go forward to"));
	keys(bench, "q M-Left");
	assert_true(article_reader(bench->app->top) == item);
	app_resize(bench->app, 24, 100);
	assert_true(sees(bench, "] forward"));
	keys(bench, "M-Right");
	assert_true(article_reader(bench->app->top) == one);
	keys(bench, "]");
	assert_true(article_reader(bench->app->top) == two);
	assert_int_equal(two->pager.top, top);
	/* Nothing was asked for again. */
	assert_int_equal(bench->engine.job_count, jobs);

	/* Another page from there is another way on. */
	keys(bench, "[");
	two = open_page(bench, "https://e.example/three", 300);
	keys(bench, "]");
	assert_true(article_reader(bench->app->top) == two);
	keys(bench, "[ [ ]");
	assert_true(article_reader(bench->app->top) == one);
	keys(bench, "]");
	assert_true(article_reader(bench->app->top) == two);
	/* And another article has none of it. */
	keys(bench, "[ [");
	bench->next = 2;
	keys(bench, "J ]");
	assert_true(article_reader(bench->app->top) == item);
}

static void pages_that_were_read_are_listed_newest_first(void **state)
{
	Bench *bench = *state;
	Str kept;

	bench->app->options->page_history = 2;
	open_first(bench);
	open_page(bench, "https://e.example/one", 0);
	open_page(bench, "https://e.example/two", 0);
	open_page(bench, "https://e.example/one", 0);
	kept = app_kept(bench->app, S("pages"));
	assert_true(str_eq(kept, S("1795348800\thttps://e.example/one\tA title\n"
				   "1795348800\thttps://e.example/two\tA title\n")));
	open_page(bench, "https://e.example/three", 0);
	open_page(bench, "/etc/motd", 0);
	keys(bench, "H");
	assert_true(sees(bench, "2 pages"));
	assert_true(sees(bench, "https://e.example/three"));
	keys(bench, "j D");
	assert_true(sees(bench, "1 page"));
	keys(bench, "Enter");
	assert_true(str_eq(last_job(bench, JOB_PAGE)->text, S("https://e.example/three")));

	bench->app->options->page_history = 0;
	kept = arena_str(bench->app->arena, app_kept(bench->app, S("pages")));
	open_page(bench, "https://e.example/four", 0);
	assert_true(str_eq(app_kept(bench->app, S("pages")), kept));
}

static void any_size_can_be_drawn_with_anything_open(void **state)
{
	static const char *const before[] = {"", "f", "Tab", "/ P", "Z", "U"};
	Bench *bench = *state;

	open_first(bench);
	for (size_t i = 0; i < COUNT(before); i++) {
		keys(bench, before[i]);
		for (int rows = 1; rows < 30; rows += 3)
			for (int cols = 1; cols < 120; cols += 7) {
				app_resize(bench->app, rows, cols);
				app_draw(bench->app);
			}
		keys(bench, "Esc Esc");
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(opening_asks_for_the_text_and_marks_it_read),
		TEST(a_failure_is_told_on_the_page),
		TEST(an_article_without_text_says_what_to_do),
		TEST(the_place_is_kept_when_one_leaves_and_when_one_rests),
		TEST(a_page_leafed_past_is_no_place),
		TEST(the_full_text_comes_and_goes_and_the_words_stay),
		TEST(the_choice_of_a_text_is_remembered_for_its_feed),
		TEST(a_late_answer_of_another_article_is_not_shown),
		TEST(space_at_the_end_goes_to_the_next_unread),
		TEST(a_link_within_the_text_leads_there_and_back),
		TEST(marks_are_set_and_shown),
		TEST(search_lights_goes_on_and_returns),
		TEST(pages_left_by_going_back_are_returned_to_as_they_were),
		TEST(pages_that_were_read_are_listed_newest_first),
		TEST(any_size_can_be_drawn_with_anything_open),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
