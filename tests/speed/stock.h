/* tests/speed/stock.h: a library with many articles, and figures beside what they are to be. */
#ifndef LEDE_TESTS_SPEED_STOCK_H
#define LEDE_TESTS_SPEED_STOCK_H

#include "store/library.h"

typedef struct {
	Arena *arena;
	const char *folder, *library, *urls; /* folder/lede/lede.db, folder/config/lede/urls */
	size_t items, feeds;
	bool ours; /* the folder is taken away again */
} Stock;

/* FOLDER [ITEMS [FEEDS]]: what is not there is filled, by default with a million articles of 1,000
 * feeds. Without a FOLDER in one that stock_close takes away. About 60 words each, common ones as
 * often as in a language; "harbour" is in 40 % of them, "needle" in every 50,000th. */
void stock_open(int argc, char **argv, Stock *out);
void stock_close(Stock *stock);
/* An article as the library is filled with; in the arena. */
Entry stock_entry(size_t number, Arena *arena);

/* Ends the program with what went wrong. */
void must(bool ok, const Err *err);
double now_ms(void);
double cpu_ms(void); /* of this thread */
/* "what   12.3 ms   goal 20   ok". `goal` 0: none; below 0: at least so much. */
void figure(const char *what, double value, const char *unit, double goal);
/* The value below which `percent` of them are; sorts them. */
double percentile(double *values, size_t count, int percent);

#endif
