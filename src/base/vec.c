#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

void *vec_grow(void *items, size_t count, size_t *room, size_t size, Arena *arena)
{
	if (count == *room) {
		size_t more = count ? count * 2 : 8, bytes;

		if (__builtin_mul_overflow(more, size, &bytes))
			abort();
		if (arena) {
			void *moved = arena_alloc(arena, bytes);

			if (count)
				memcpy(moved, items, count * size);
			items = moved;
		} else {
			items = memory_resize(items, bytes);
		}
		*room = more;
	}
	memset((char *)items + count * size, 0, size);
	return items;
}

void vec_free(void *items)
{
	free(items);
}
