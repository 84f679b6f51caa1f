/* feed/reader/films.h: what a page says for machines about the films and recordings it shows: how
 * long they are, and what they are called. */
#ifndef LEDE_FEED_READER_FILMS_H
#define LEDE_FEED_READER_FILMS_H

#include "feed/html/dom.h"
#include "model/doc.h"

typedef struct Film Film;

/* Those of JSON-LD (VideoObject, AudioObject) and OpenGraph, in the arena. Before the tree is
 * pruned. NULL: none. */
const Film *films_read(const Dom *dom, Str base, Arena *arena);
/* Gives the cards of the document that say nothing of it the length and title of the film that lies
 * at their address. */
void films_tell(const Film *films, DocBuilder *b);

#endif
