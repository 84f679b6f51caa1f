/* engine/compare: which text is worth more. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "engine/compare.h"

/* A document of numbered words from `first` on. */
static const Doc *doc_of(Arena *arena, unsigned first, unsigned count, PageKind page)
{
	DocBuilder *b = doc_builder_open(arena);
	Buf text = {0};

	for (unsigned i = first; i < first + count; i++)
		buf_printf(&text, "word%u ", i);
	if (count)
		doc_add_block(b, (Block){.kind = BLOCK_PARAGRAPH,
					 .marker = MARK_NONE,
					 .text = doc_add_text(b, str_trim(buf_str(&text))),
					 .ref = NONE});
	buf_drop(&text);
	doc_builder_head(b)->page = page;
	return doc_finish(b);
}

static void the_longer_one_counts_if_it_is_about_the_same(void **state)
{
	static const struct {
		unsigned feed, first, count;
		PageKind page;
		bool better;
		const char *note;
	} cases[] = {
		{64, 0, 912, PAGE_ARTICLE, true, "the page has 912 words, the feed 64"},
		{0, 0, 40, PAGE_ARTICLE, true, "the feed brings no text"},
		{400, 0, 400, PAGE_ARTICLE, false, "the page has 400 words, the feed 400"},
		{400, 0, 430, PAGE_ARTICLE, false, "the page has 430 words, the feed 400"},
		{400, 0, 500, PAGE_ARTICLE, true, "the page has 500 words, the feed 400"},
		{400, 0, 80, PAGE_ARTICLE, false, "the page has 80 words, the feed 400"},
		/* Something else was taken for the article. */
		{400, 5000, 800, PAGE_ARTICLE, false, "the page has other words than the feed"},
		/* A teaser in words of its own. */
		{40, 5000, 800, PAGE_ARTICLE, true, "the page has 800 words, the feed 40"},
		{60, 0, 150, PAGE_PAYWALL, true,
			"the page has 150 words, the feed 60; the rest is for subscribers"},
		{60, 5000, 300, PAGE_CONSENT, false, "the page asks for consent first"},
		{10, 5000, 80, PAGE_ERROR, false, "the page is an error message"},
		{60, 0, 0, PAGE_ARTICLE, false, "the page has no text"},
	};
	Arena *arena = arena_open();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		Verdict verdict = compare_texts(doc_of(arena, 0, cases[i].feed, PAGE_ARTICLE),
			doc_of(arena, cases[i].first, cases[i].count, cases[i].page), arena);

		assert_string_equal(arena_strz(arena, verdict.note), cases[i].note);
		assert_int_equal(verdict.better, cases[i].better);
	}
	assert_true(compare_texts(NULL, doc_of(arena, 0, 9, PAGE_ARTICLE), arena).better);
	arena_close(arena);
}

static void a_short_text_and_one_that_breaks_off_are_teasers(void **state)
{
	(void)state;
	assert_true(compare_is_teaser(S("A few words."), 3));
	assert_true(compare_is_teaser(S("… and so on [...] "), 900));
	assert_true(compare_is_teaser(S("… Continue reading"), 900));
	assert_false(compare_is_teaser(S("… and that was the end of it."), 900));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_longer_one_counts_if_it_is_about_the_same),
		cmocka_unit_test(a_short_text_and_one_that_breaks_off_are_teasers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
