/* cli/articles.h: articles of the library, printed. */
#ifndef LEDE_CLI_ARTICLES_H
#define LEDE_CLI_ARTICLES_H

#include "store/library.h"

typedef struct {
	bool json;  /* an object a line */
	Str format; /* a line of one's own: "%t" is the title; empty: none */
} ArticleStyle;

/* Whether it is one; ERR_USER says what in it is not known. */
bool article_format_check(Str format, Err *err);

/* A line each: on a terminal date, title and feed; in a pipe date, feed, title and address with
 * tabs between. */
bool articles_print(Library *lib, const IdList *list, const ArticleStyle *style, Err *err);
/* Says what is wrong with a query, and below it where. Returns the exit status. */
int articles_mistake(Str query, const Err *err);

#endif
