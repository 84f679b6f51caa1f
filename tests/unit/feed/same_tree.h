/* Whether two trees are the same to whoever reads them. */
#ifndef LEDE_SAME_TREE_H
#define LEDE_SAME_TREE_H

#include "feed/html/dom.h"

static inline bool same_node(const Node *a, const Node *b)
{
	if (a->tag != b->tag || !str_eq(a->text, b->text) || a->attr_count != b->attr_count ||
		a->at != b->at || a->end != b->end || a->math != b->math ||
		!a->parent != !b->parent || (a->parent && a->parent->at != b->parent->at) ||
		!a->prev != !b->prev || (a->prev && a->prev->at != b->prev->at) ||
		!a->last != !b->last || (a->last && a->last->at != b->last->at))
		return false;
	for (uint32_t i = 0; i < a->attr_count; i++)
		if (!str_eq(a->attrs[i].name, b->attrs[i].name) ||
			!str_eq(a->attrs[i].value, b->attrs[i].value))
			return false;
	return true;
}

static inline bool same_tree(const Dom *a, const Dom *b)
{
	const Node *left = a->html, *right = b->html;

	while (left && right && same_node(left, right)) {
		left = node_next(left, a->html);
		right = node_next(right, b->html);
	}
	return !left && !right && a->count == b->count && a->head->at == b->head->at &&
	       a->body->at == b->body->at;
}

#endif
