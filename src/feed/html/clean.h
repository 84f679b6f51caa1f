/* feed/html/clean.h: HTML of others made safe and well formed. */
#ifndef LEDE_FEED_HTML_CLEAN_H
#define LEDE_FEED_HTML_CLEAN_H

#include "base/arena.h"

/* A fragment with nothing in it that runs, asks or calls: no script, style, form, frame, event
 * handler, no address but http, https, mailto and the like. Addresses are made absolute by `base`
 * (may be empty); pictures that wait for a script get their real address; frames of known players
 * become links to what they play. Classes stay: they tell captions and posts. Well formed as HTML
 * and, void elements closed, as XML. */
Str clean_html(Str html, Str base, Arena *arena);

#endif
