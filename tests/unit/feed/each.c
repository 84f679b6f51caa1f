/* feed/parse: a feed entry by entry. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "feed/parse.h"

enum { MANY = 20000 };

typedef struct {
	size_t feeds, entries, moved;
	const EntryMore *place;
} Heard;

static void hear(void *user, const Parsed *feed, const Entry *entry)
{
	Heard *heard = user;

	if (!entry) {
		assert_int_equal(heard->entries, 0);
		assert_true(str_eq(feed->feed.title, S("T")));
		heard->feeds++;
		return;
	}
	heard->entries++;
	heard->moved += heard->place && heard->place != entry->more;
	heard->place = entry->more;
}

static void hears(const char *head, const char *entry, const char *tail)
{
	Buf bytes = {0};
	Heard heard = {0};
	Err err;

	buf_add(&bytes, str_from(head));
	for (size_t i = 0; i < MANY; i++) {
		if (i && *entry == '{')
			buf_char(&bytes, ',');
		buf_add(&bytes, str_from(entry));
	}
	buf_add(&bytes, str_from(tail));
	assert_true(parse_feed_each(buf_str(&bytes), S(""), S(""), EXTRAS_ALL, hear, &heard, &err));
	assert_int_equal(heard.feeds, 1);
	assert_int_equal(heard.entries, MANY);
	/* Else half a million empty ones are out of memory. */
	assert_int_equal(heard.moved, 0);
	buf_drop(&bytes);
}

static void entries_are_made_in_one_place(void **state)
{
	(void)state;
	hears("<rss version='2.0'><channel><title>T</title>", "<item/>", "</channel></rss>");
	hears("<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title>", "<entry/>", "</feed>");
	hears("<channel><title>T</title>", "<item/>", "</channel>");
	hears("{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"T\", \"items\": [",
		"{\"id\": \"1\"}", "]}");
}

static void what_is_no_feed_gives_nothing(void **state)
{
	Heard heard = {0};
	Err err;

	(void)state;
	assert_false(parse_feed_each(S("<html><title>T</title></html>"), S(""), S(""), EXTRAS_ALL,
		hear, &heard, &err));
	assert_int_equal(heard.feeds, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(entries_are_made_in_one_place),
		cmocka_unit_test(what_is_no_feed_gives_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
