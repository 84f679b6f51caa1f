/* cli/newsboat.h: taking newsboat's files over: `lede import newsboat`, and the offer at a first
 * start.
 */
#ifndef LEDE_CLI_NEWSBOAT_H
#define LEDE_CLI_NEWSBOAT_H

#include "cli/session.h"
#include "config/takeover.h"

/* Brings subscriptions, articles and config, as far as the files are there, and tells on stdout
 * what it did; `dry`: what it would do. */
bool newsboat_import(const Session *session, const NewsboatFiles *files, bool dry, Err *err);

/* Writes what is read and what is not back into newsboat's cache, or into a new one. */
bool newsboat_export(const Session *session, const char *cache, Err *err);

/* On a terminal, without subscriptions of our own: shows what newsboat has and takes it over if
 * that is wished. False: the reader wants to leave. */
bool newsboat_offer(void);

#endif
