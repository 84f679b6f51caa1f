/* base/buf.h: bytes that grow. A zeroed Buf is empty and ready; buf_drop gives its memory back. */
#ifndef LEDE_BASE_BUF_H
#define LEDE_BASE_BUF_H

#include "base/arena.h"

typedef struct {
	char *s;
	size_t n, room; /* bytes */
} Buf;

void buf_drop(Buf *buf);
/* Empties it and keeps the memory. */
void buf_clear(Buf *buf);
/* Makes room for `more` bytes behind the end and returns where they go; n is not changed. */
char *buf_room(Buf *buf, size_t more);
void buf_add(Buf *buf, Str str);
void buf_char(Buf *buf, char c);
void buf_bytes(Buf *buf, const void *bytes, size_t n);
void buf_printf(Buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* What it holds, borrowed until the Buf changes. */
Str buf_str(const Buf *buf);
/* What it holds, with a NUL behind; borrowed likewise. */
const char *buf_z(Buf *buf);
/* A copy of what it holds; the Buf is empty and holds no memory. */
Str buf_take(Buf *buf, Arena *arena);
/* The same without a copy, for much: the arena takes the memory over. */
Str buf_give(Buf *buf, Arena *arena);

#endif
