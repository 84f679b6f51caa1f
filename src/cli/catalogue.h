/* cli/catalogue.h: the starter catalogue: well-known feeds by topic and language. */
#ifndef LEDE_CLI_CATALOGUE_H
#define LEDE_CLI_CATALOGUE_H

#include "cli/session.h"
#include "config/urls.h"

/* Prints the rows that the words mean: numbers of rows, or words of title, folder and address; no
 * words: all. *chosen: those that are meant without doubt (numbers, or the only one found); the
 * arrays lie in the session's arena. */
bool catalogue_choose(const Session *session, char **words, size_t word_count,
	const UrlsEntry **chosen, size_t *count, Err *err);

#endif
