#include "engine/compare.h"

#include <stdlib.h>

#include "base/token.h"
#include "base/vec.h"

enum {
	SAMPLE = 300, /* words of the feed's text that are looked for */
	RUN = 3,      /* as so many in a row */
	LEAST_SAMPLE = 30,
	SHORT_TEXT = 300 /* words; whole articles are longer, as a rule */
};

typedef VEC(uint64_t) Runs;

/* Runs of words in what is read, as numbers; at most `most` words of it. */
static void add_runs(const Doc *doc, size_t most, Runs *out)
{
	uint64_t last[RUN] = {0};
	size_t count = 0;

	for (uint32_t i = 0; i < doc->block_count && count < most; i++) {
		Tokens tokens = {.text = doc_str(doc, doc->blocks[i].text)};
		Token token;

		while (count < most && tokens_next(&tokens, &token)) {
			for (size_t k = 1; k < RUN; k++)
				last[k - 1] = last[k];
			last[RUN - 1] = str_digest(1, token.word);
			if (++count >= RUN)
				*vec_push(out) = last[0] * 31 * 31 + last[1] * 31 + last[2];
		}
		tokens_drop(&tokens);
	}
}

static int by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

/* How much of the feed's text is in the page's, in percent. */
static size_t share_of(const Doc *feed, const Doc *page)
{
	Runs wanted = {0}, there = {0};
	size_t found = 0, share;

	add_runs(feed, SAMPLE, &wanted);
	add_runs(page, SIZE_MAX, &there);
	if (there.count)
		qsort(there.items, there.count, sizeof *there.items, by_value);
	for (size_t i = 0; i < wanted.count && there.count; i++)
		found += bsearch(&wanted.items[i], there.items, there.count, sizeof *there.items,
				 by_value) != NULL;
	share = wanted.count ? found * 100 / wanted.count : 100;
	vec_drop(&wanted);
	vec_drop(&there);
	return share;
}

static const char *const obstacles[PAGE_KINDS] = {
	[PAGE_CONSENT] = "the page asks for consent first",
	[PAGE_SCRIPT] = "the page shows nothing without scripts",
	[PAGE_LOGIN] = "the page asks who one is",
	[PAGE_ERROR] = "the page is an error message",
};

Verdict compare_texts(const Doc *feed, const Doc *page, Arena *arena)
{
	uint32_t ours = feed ? doc_words(feed) : 0, theirs = doc_words(page);
	const char *obstacle = page->page < PAGE_KINDS ? obstacles[page->page] : NULL;
	bool longer = theirs >= ours + (ours / 10 > 15 ? ours / 10 : 15);
	Str counts = arena_printf(arena, "the page has %u words, the feed %u", theirs, ours);

	if (obstacle && theirs < 2 * (uint64_t)ours + SHORT_TEXT)
		return (Verdict){false, str_from(obstacle)};
	if (theirs == 0 && page->image_count == 0)
		return (Verdict){false, S("the page has no text")};
	if (ours == 0)
		return (Verdict){true, S("the feed brings no text")};
	if (!longer)
		return (Verdict){false, counts};
	/* Teasers are often words of their own; but then the article is much longer than they. */
	if (ours >= LEAST_SAMPLE && theirs < 4 * (uint64_t)ours && share_of(feed, page) < 25)
		return (Verdict){false, S("the page has other words than the feed")};
	if (page->page == PAGE_PAYWALL)
		counts = arena_printf(arena, "%.*s; the rest is for subscribers", STR_ARG(counts));
	return (Verdict){true, counts};
}

bool compare_is_teaser(Str text, uint32_t words)
{
	static const char *const ends[] = {"…", "...", "[…]", "[...]", "(…)", "&hellip;", "&#8230;",
		"»", "→", "more", "reading"};

	if (words < SHORT_TEXT)
		return true;
	text = str_trim(text);
	for (size_t i = 0; i < COUNT(ends); i++)
		if (str_ends_case(text, str_from(ends[i])))
			return true;
	return false;
}
