/* feed/reader/wordmap.h: a few thousand words and phrases, each with bits; ASCII's case aside. */
#ifndef LEDE_FEED_READER_WORDMAP_H
#define LEDE_FEED_READER_WORDMAP_H

#include "base/str.h"

/* Zeroed it is empty. The words are borrowed. */
typedef struct {
	struct WordSlot {
		Str word;
		unsigned bits;
	} slots[4096];
} WordMap;

/* Adds to the bits of a word; at most some 2000 words, or it gets slow. */
void wordmap_add(WordMap *map, Str word, unsigned bits);
/* 0 if it is not there. */
unsigned wordmap_bits(const WordMap *map, Str word);

/* What words are made of; all beyond ASCII counts. */
static inline bool wordmap_is_letter(char c)
{
	return char_is_alpha(c) || char_is_digit(c) || (uint8_t)c >= 0x80;
}

#endif
