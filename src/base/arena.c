#include "base/arena.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FIRST_CHUNK = 1024, LARGEST_CHUNK = 1 << 20, ALIGN = 16 };

typedef struct Chunk {
	struct Chunk *next; /* the one filled before */
	size_t used, room;
	_Alignas(16) char bytes[];
} Chunk;

typedef struct Kept {
	struct Kept *next;
	void *heap;
	size_t n;
} Kept;

struct Arena {
	Chunk *chunk;
	Kept *kept;
	size_t taken;
};

/* No abort(): nothing is wrong with lede, and the status tells a worker's owner why it ended. */
static _Noreturn void out_of_memory(size_t n)
{
	fprintf(stderr, "lede: out of memory (%zu bytes asked)\n", n);
	_exit(EXIT_FAILURE);
}

void *memory_alloc(size_t n)
{
	void *p = calloc(1, n ? n : 1);

	if (!p)
		out_of_memory(n);
	return p;
}

void *memory_resize(void *old, size_t n)
{
	void *p = realloc(old, n ? n : 1);

	if (!p)
		out_of_memory(n);
	return p;
}

char *memory_strz(const char *z)
{
	size_t n = strlen(z) + 1;

	return memcpy(memory_alloc(n), z, n);
}

static Chunk *chunk_new(Arena *arena, size_t least)
{
	size_t room = arena->chunk ? arena->chunk->room * 2 : FIRST_CHUNK;
	Chunk *chunk;

	if (room > LARGEST_CHUNK)
		room = LARGEST_CHUNK;
	if (room < least)
		room = least;
	chunk = malloc(sizeof *chunk + room);
	if (!chunk)
		out_of_memory(room);
	chunk->used = 0;
	chunk->room = room;
	arena->taken += room;
	return chunk;
}

Arena *arena_open(void)
{
	return memory_alloc(sizeof(Arena));
}

static void drop_kept(Arena *arena)
{
	for (Kept *kept = arena->kept; kept; kept = kept->next) {
		arena->taken -= kept->n;
		free(kept->heap);
	}
	arena->kept = NULL;
}

void arena_close(Arena *arena)
{
	if (!arena)
		return;
	drop_kept(arena);
	for (Chunk *chunk = arena->chunk, *next; chunk; chunk = next) {
		next = chunk->next;
		free(chunk);
	}
	free(arena);
}

void arena_reset(Arena *arena)
{
	Chunk *keep = arena->chunk;

	drop_kept(arena);
	if (!keep)
		return;
	for (Chunk *chunk = keep->next, *next; chunk; chunk = next) {
		next = chunk->next;
		arena->taken -= chunk->room;
		free(chunk);
	}
	keep->next = NULL;
	keep->used = 0;
}

static char *take(Arena *arena, size_t n)
{
	Chunk *chunk = arena->chunk;
	size_t rounded;

	if (__builtin_add_overflow(n, ALIGN - 1, &rounded))
		out_of_memory(n);
	rounded &= ~(size_t)(ALIGN - 1);
	if (!chunk || chunk->room - chunk->used < rounded) {
		Chunk *fresh = chunk_new(arena, rounded);

		/* A large request gets a chunk of its own behind the one in use, which still has
		 * room. */
		if (chunk && rounded > LARGEST_CHUNK / 4 &&
			chunk->room - chunk->used > FIRST_CHUNK) {
			fresh->next = chunk->next;
			chunk->next = fresh;
		} else {
			fresh->next = chunk;
			arena->chunk = fresh;
		}
		chunk = fresh;
	}
	chunk->used += rounded;
	return chunk->bytes + chunk->used - rounded;
}

void *arena_alloc(Arena *arena, size_t n)
{
	return memset(take(arena, n), 0, n);
}

void *arena_array(Arena *arena, size_t count, size_t size)
{
	size_t n;

	if (__builtin_mul_overflow(count, size, &n))
		out_of_memory(count);
	return arena_alloc(arena, n);
}

char *arena_strz(Arena *arena, Str str)
{
	char *copy = take(arena, str.n + 1);

	if (str.n)
		memcpy(copy, str.s, str.n);
	copy[str.n] = '\0';
	return copy;
}

Str arena_str(Arena *arena, Str str)
{
	return str.n ? (Str){arena_strz(arena, str), str.n} : S("");
}

static bool is_squeezed(Str trimmed)
{
	for (size_t i = 0; i < trimmed.n; i++)
		if (char_is_space(trimmed.s[i]) &&
			(trimmed.s[i] != ' ' || char_is_space(trimmed.s[i + 1])))
			return false;
	return true;
}

Str arena_squeeze(Arena *arena, Str text)
{
	size_t n = 0;
	char *to;
	Str word;

	text = str_trim(text);
	if (is_squeezed(text))
		return text;
	to = arena_alloc(arena, text.n);
	while (str_word(&text, &word)) {
		if (n)
			to[n++] = ' ';
		memcpy(to + n, word.s, word.n);
		n += word.n;
	}
	return str_of(to, n);
}

Str arena_printf(Arena *arena, const char *format, ...)
{
	va_list args;
	char *copy;
	int n;

	va_start(args, format);
	n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	assert(n >= 0);
	copy = take(arena, (size_t)n + 1);
	va_start(args, format);
	vsnprintf(copy, (size_t)n + 1, format, args);
	va_end(args);
	return (Str){copy, (size_t)n};
}

void arena_keep(Arena *arena, void *heap, size_t n)
{
	Kept *kept;

	if (!heap)
		return;
	kept = arena_alloc(arena, sizeof *kept);
	*kept = (Kept){arena->kept, heap, n};
	arena->kept = kept;
	arena->taken += n;
}

void arena_join(Arena *arena, Arena *from)
{
	Chunk **chunk = &arena->chunk;
	Kept **kept = &arena->kept;

	if (!from)
		return;
	while (*chunk)
		chunk = &(*chunk)->next;
	*chunk = from->chunk;
	while (*kept)
		kept = &(*kept)->next;
	*kept = from->kept;
	arena->taken += from->taken;
	free(from);
}

size_t arena_size(const Arena *arena)
{
	return arena->taken;
}
