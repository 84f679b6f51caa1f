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
static inline char *buf_room(Buf *buf, size_t more);
static inline void buf_add(Buf *buf, Str str);
static inline void buf_char(Buf *buf, char c);
static inline void buf_bytes(Buf *buf, const void *bytes, size_t n);
void buf_printf(Buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* What it holds, borrowed until the Buf changes. */
Str buf_str(const Buf *buf);
/* What it holds, with a NUL behind; borrowed likewise. */
const char *buf_z(Buf *buf);
/* A copy of what it holds; the Buf is empty and holds no memory. */
Str buf_take(Buf *buf, Arena *arena);
/* The same without a copy, for much: the arena takes the memory over. */
Str buf_give(Buf *buf, Arena *arena);
/* What buf_room does when there is none. */
void buf_grow(Buf *buf, size_t more);

static inline char *buf_room(Buf *buf, size_t more)
{
	if (buf->room - buf->n < more)
		buf_grow(buf, more);
	return buf->s + buf->n;
}

static inline void buf_bytes(Buf *buf, const void *bytes, size_t n)
{
	if (n == 0)
		return;
	memcpy(buf_room(buf, n), bytes, n);
	buf->n += n;
}

static inline void buf_add(Buf *buf, Str str)
{
	buf_bytes(buf, str.s, str.n);
}

static inline void buf_char(Buf *buf, char c)
{
	*buf_room(buf, 1) = c;
	buf->n++;
}

#endif
