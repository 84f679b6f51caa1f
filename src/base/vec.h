/* base/vec.h: a typed array that grows, on the heap or in an arena.
 *
 *	VEC(Link) links = {0};
 *	*vec_push(&links) = link;            heap: vec_drop(&links) in the end
 *	*vec_push_in(&links, arena) = link;  arena: dies with it; never mixed with vec_push
 */
#ifndef LEDE_BASE_VEC_H
#define LEDE_BASE_VEC_H

#include "base/arena.h"

#define VEC(T)                                                                                     \
	struct {                                                                                   \
		T *items;                                                                          \
		size_t count, room;                                                                \
	}

/* The address of a new, zeroed last element. */
#define vec_push(v)                                                                                \
	((v)->items = vec_grow((v)->items, (v)->count, &(v)->room, sizeof *(v)->items, NULL),      \
		&(v)->items[(v)->count++])
#define vec_push_in(v, arena)                                                                      \
	((v)->items = vec_grow((v)->items, (v)->count, &(v)->room, sizeof *(v)->items, (arena)),   \
		&(v)->items[(v)->count++])
#define vec_drop(v) (vec_free((v)->items), (v)->items = NULL, (v)->count = (v)->room = 0)

/* Room for one more element behind `count`, zeroed; the array may move. Arena NULL: the heap. */
void *vec_grow(void *items, size_t count, size_t *room, size_t size, Arena *arena);
void vec_free(void *items);

#endif
