/* feed/html/phrase.h: what stands within lines and is more than words in a style: abbreviations,
 * readings, formulas, links of headings, and notes that pages show beside the line. */
#ifndef LEDE_FEED_HTML_PHRASE_H
#define LEDE_FEED_HTML_PHRASE_H

#include "feed/html/todoc.h"

/* <abbr>: what it stands for in brackets, the first time. */
void phrase_abbreviation(Walk *w, const Node *node);
/* <ruby>: readings in brackets, unless nearly each word has one. */
void phrase_ruby(Walk *w, const Node *node);
/* Whether readings are so few that they help. */
bool phrase_has_few_readings(const Node *root);
/* Whether a link leads to the heading that it stands in: nobody has to go there. */
bool phrase_leads_to_itself(const Node *link);
/* Whether its words are one sign, as "#" and "¶": such a link is for who wants its address. */
bool phrase_is_sign(const Node *link, Arena *arena);
/* <math>. */
void phrase_math(Walk *w, const Node *node);
/* <svg>. */
void phrase_drawing(Walk *w, const Node *node);
/* Words with formulas in TeX's own brackets. */
void phrase_text(Walk *w, Str text);

/* A note at the side of the line: its mark is set where it stands, and leads to the words, which
 * come when the paragraph is closed. False: it is none. */
bool phrase_side_note(Walk *w, const Node *node);
/* Appends the notes that wait, each with a mark that leads back. */
void phrase_write_notes(Walk *w);

#endif
