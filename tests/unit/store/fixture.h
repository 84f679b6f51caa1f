/* tests/unit/store/fixture.h: a library in a folder of its own, with feeds 1 to FEEDS, and what
 * tests of the store do with it. Everything fails the test that does not work. */
#ifndef LEDE_TESTS_STORE_FIXTURE_H
#define LEDE_TESTS_STORE_FIXTURE_H

#include <stdio.h>

#include "store/library.h"

enum { NOW = 1700000000, FEEDS = 3 };

typedef struct {
	Arena *arena;
	const char *folder, *path; /* of the library: folder/lede.db */
	Library *lib;
	uint32_t random;
} Fixture;

/* For cmocka: what it was before and after a test. */
int fixture_setup(void **state);
int fixture_teardown(void **state);
/* A number below `below`, the same ones in each run. */
unsigned fixture_pick(Fixture *f, unsigned below);
void fixture_reopen(Fixture *f, LibraryMode mode);

/* Returns how many were added. */
uint32_t fixture_merge(Fixture *f, FeedId feed, const Entry *entries, size_t count, int64_t now);
/* The ids of a query, in its order; in the arena. */
IdList fixture_list(Fixture *f, const char *query);
/* The titles of a query, a blank between; in the arena. */
const char *fixture_titles(Fixture *f, const char *query);
Article fixture_article(Fixture *f, ItemId id);
Feed fixture_feed(Fixture *f, FeedId id);

/* What another program sees of the file, and does to it. */
int64_t fixture_number(Fixture *f, const char *sql);
void fixture_run(Fixture *f, const char *sql);

#endif
