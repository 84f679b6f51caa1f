#include "base/buf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { LARGE_PAGE = 2 << 20 };

void buf_drop(Buf *buf)
{
	free(buf->s);
	*buf = (Buf){0};
}

void buf_clear(Buf *buf)
{
	buf->n = 0;
}

/* Filling tens of megabytes page by page, the kernel takes as long as for reading them. It is told
 * so of the whole mapping: of one that is told so in part, mremap moves nothing, and realloc makes
 * a copy beside it. */
static void in_large_pages(char *s, size_t room)
{
#ifdef MADV_HUGEPAGE
	uintptr_t mask = (uintptr_t)sysconf(_SC_PAGESIZE) - 1, from = (uintptr_t)s & ~mask,
		  to = ((uintptr_t)s + room + mask) & ~mask;

	madvise((void *)from, to - from, MADV_HUGEPAGE);
#else
	(void)s;
	(void)room;
#endif
}

void buf_grow(Buf *buf, size_t more)
{
	size_t room = buf->room ? buf->room : 64;

	while (room - buf->n < more)
		if (__builtin_mul_overflow(room, 2, &room))
			abort();
	buf->s = memory_resize(buf->s, room);
	buf->room = room;
	if (room >= 2 * LARGE_PAGE)
		in_large_pages(buf->s, room);
}

void buf_printf(Buf *buf, const char *format, ...)
{
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	assert(n >= 0);
	buf_room(buf, (size_t)n + 1);
	va_start(args, format);
	vsnprintf(buf->s + buf->n, (size_t)n + 1, format, args);
	va_end(args);
	buf->n += (size_t)n;
}

Str buf_str(const Buf *buf)
{
	return (Str){buf->n ? buf->s : "", buf->n};
}

const char *buf_z(Buf *buf)
{
	*buf_room(buf, 1) = '\0';
	return buf->s;
}

Str buf_take(Buf *buf, Arena *arena)
{
	Str copy = arena_str(arena, buf_str(buf));

	buf_drop(buf);
	return copy;
}

Str buf_give(Buf *buf, Arena *arena)
{
	Str all = buf_str(buf);

	arena_keep(arena, buf->s, buf->room);
	*buf = (Buf){0};
	return all;
}
