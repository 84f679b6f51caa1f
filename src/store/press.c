#include "store/press.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <zstd.h>

/* Read alone once it is made, so that threads may share it. */
struct Book {
	atomic_uint users;
	uint32_t era;
	ZSTD_CDict *dictionary; /* NULL: none */
};

struct Press {
	ZSTD_CCtx *context;
	Buf room;
};

Book *book_new(Str dictionary, uint32_t era)
{
	Book *book = memory_alloc(sizeof *book);

	atomic_init(&book->users, 1);
	book->era = era;
	if (dictionary.n)
		book->dictionary = ZSTD_createCDict(dictionary.s, dictionary.n, PACK_LEVEL);
	return book;
}

Book *book_share(Book *book)
{
	atomic_fetch_add(&book->users, 1);
	return book;
}

void book_drop(Book *book)
{
	if (!book || atomic_fetch_sub(&book->users, 1) > 1)
		return;
	ZSTD_freeCDict(book->dictionary);
	free(book);
}

Press *press_open(void)
{
	return memory_alloc(sizeof(Press));
}

void press_close(Press *press)
{
	if (!press)
		return;
	ZSTD_freeCCtx(press->context);
	buf_drop(&press->room);
	free(press);
}

Str press_text(Press *press, const Book *book, Str text)
{
	size_t room = ZSTD_compressBound(text.n), n;
	char *out;

	if (text.n < WORTH_PACKING || text.n > MAX_TEXT)
		return S("");
	if (!press->context)
		press->context = ZSTD_createCCtx();
	if (!press->context)
		return S("");
	buf_clear(&press->room);
	out = buf_room(&press->room, room);
	n = book->dictionary
		    ? ZSTD_compress_usingCDict(press->context, out, room, text.s, text.n,
			      book->dictionary)
		    : ZSTD_compressCCtx(press->context, out, room, text.s, text.n, PACK_LEVEL);
	return ZSTD_isError(n) || n >= text.n ? S("") : str_of(out, n);
}

const Pressed *press_texts(Press *press, Book *book, const Parsed *in, Arena *arena)
{
	Pressed *pressed = arena_alloc(arena, sizeof *pressed);
	Str *texts = arena_array(arena, in->entry_count, sizeof *texts);

	for (size_t i = 0; i < in->entry_count; i++)
		texts[i] = arena_str(arena, press_text(press, book, in->entries[i].html));
	pressed->era = book->era;
	pressed->texts = texts;
	book_drop(book);
	return pressed;
}
