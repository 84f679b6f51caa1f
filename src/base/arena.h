/* base/arena.h: memory that dies together. No free but of the whole; nothing here returns NULL:
 * out of memory ends the process. An arena is used by one thread at a time. */
#ifndef LEDE_BASE_ARENA_H
#define LEDE_BASE_ARENA_H

#include "base/str.h"

typedef struct Arena Arena;

Arena *arena_open(void);
void arena_close(Arena *arena); /* NULL is fine */
/* Forgets all that was allocated and keeps the memory for what comes next. */
void arena_reset(Arena *arena);

/* `n` zeroed bytes, aligned for any type. */
void *arena_alloc(Arena *arena, size_t n);
/* `count` zeroed elements of `size` bytes; the product is checked. */
void *arena_array(Arena *arena, size_t count, size_t size);
/* A copy; a NUL follows it. The empty string is never copied. */
Str arena_str(Arena *arena, Str str);
char *arena_strz(Arena *arena, Str str);
/* White space as single blanks, none at the ends; borrows what is so already. */
Str arena_squeeze(Arena *arena, Str text);
Str arena_printf(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Takes memory from malloc over: it is freed with the arena. `n`: its bytes. */
void arena_keep(Arena *arena, void *heap, size_t n);
/* All that lies in `from` lies in `arena` henceforth; `from` is closed. NULL is fine. */
void arena_join(Arena *arena, Arena *from);
/* Bytes taken from the system so far. */
size_t arena_size(const Arena *arena);

/* For malloc and kin elsewhere: they return, or the process ends with a message. */
void *memory_alloc(size_t n);
void *memory_resize(void *old, size_t n);
char *memory_strz(const char *z); /* a copy */

#endif
