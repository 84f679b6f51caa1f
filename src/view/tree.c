#include "view/tree.h"

#include <stdlib.h>
#include <string.h>

#include "base/url.h"
#include "base/utf8.h"
#include "base/vec.h"

enum { MAX_DEPTH = 16 }; /* folders deeper are shown as one, "a/b/c" */

typedef struct Node Node;

struct Node {
	Str name, path;
	const Feed *feed; /* NULL: a folder */
	Node *first, *last, *next;
	uint64_t unread, total;
	unsigned feeds, failed;
	Str key; /* of its title, to sort by */
};

typedef VEC(FeedRow) Rows;

static void append(Node *parent, Node *child)
{
	if (parent->last)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
}

/* The folder `path` below the root, made if it is new. The last one is tried first: feeds of one
 * folder mostly stand together. */
static Node *folder_at(Node *root, Str path, Arena *arena)
{
	Node *node = root;
	Str rest = path, part;
	unsigned depth = 0;

	while (rest.n) {
		Node *child = node->last;

		if (++depth < MAX_DEPTH) {
			str_cut(&rest, '/', &part);
		} else {
			part = rest;
			rest.n = 0;
		}
		if (part.n == 0)
			continue;
		if (!child || child->feed || !str_eq(child->name, part))
			for (child = node->first; child; child = child->next)
				if (!child->feed && str_eq(child->name, part))
					break;
		if (!child) {
			child = arena_alloc(arena, sizeof *child);
			child->name = part;
			child->path = str_slice(path, 0, (size_t)(part.s + part.n - path.s));
			append(node, child);
		}
		node = child;
	}
	return node;
}

static void count(Node *node)
{
	for (Node *child = node->first; child; child = child->next) {
		if (child->feed) {
			child->unread = child->feed->unread;
			child->total = child->feed->total;
			child->feeds = 1;
			child->failed = child->feed->trouble.n > 0;
		} else {
			count(child);
		}
		node->unread += child->unread;
		node->total += child->total;
		node->feeds += child->feeds;
		node->failed += child->failed;
	}
}

static int by_title(const void *a, const void *b)
{
	return str_compare((*(Node *const *)a)->key, (*(Node *const *)b)->key);
}

static int by_unread(const void *a, const void *b)
{
	uint64_t x = (*(Node *const *)a)->unread, y = (*(Node *const *)b)->unread;

	return x < y ? 1 : x > y ? -1 : by_title(a, b);
}

static int by_date(const void *a, const void *b)
{
	const Feed *x = (*(Node *const *)a)->feed, *y = (*(Node *const *)b)->feed;
	int64_t first = x ? x->newest : INT64_MAX, second = y ? y->newest : INT64_MAX;

	return first < second ? 1 : first > second ? -1 : by_title(a, b);
}

static void sort(Node *node, const TreeOptions *options, Arena *arena)
{
	static int (*const orders[FEED_SORTS])(const void *, const void *) = {
		[FEEDS_BY_TITLE] = by_title,
		[FEEDS_BY_UNREAD] = by_unread,
		[FEEDS_BY_DATE] = by_date,
	};
	VEC(Node *) children = {0};

	for (Node *child = node->first; child; child = child->next) {
		child->key = utf8_fold(child->name, arena, NULL);
		*vec_push_in(&children, arena) = child;
		sort(child, options, arena);
	}
	if (orders[options->sort] && children.count)
		qsort(children.items, children.count, sizeof *children.items,
			orders[options->sort]);
	node->first = node->last = NULL;
	for (size_t i = 0; i < children.count; i++) {
		Node *child = children.items[options->backwards ? children.count - 1 - i : i];

		child->next = NULL;
		append(node, child);
	}
}

static bool is_folded(const TreeOptions *options, Str path)
{
	for (size_t i = 0; i < options->folded_count; i++)
		if (str_eq(options->folded[i], path))
			return true;
	return false;
}

static void emit(const Node *node, unsigned depth, const TreeOptions *options, Rows *rows,
	Arena *arena)
{
	for (const Node *child = node->first; child; child = child->next) {
		FeedRow *row;

		if (options->unread_only && child->unread == 0 && child->failed == 0)
			continue;
		row = vec_push_in(rows, arena);
		*row = (FeedRow){.kind = child->feed ? ROW_FEED : ROW_FOLDER,
			.depth = depth,
			.name = child->name,
			.path = child->path,
			.feed = child->feed,
			.unread = child->unread,
			.total = child->total,
			.counted = true,
			.feeds = child->feeds,
			.failed = child->failed};
		if (child->feed) {
			row->source = arena_printf(arena, "feed:%lld", (long long)child->feed->id);
			continue;
		}
		row->source = arena_printf(arena, "folder:%.*s", STR_ARG(child->path));
		row->folded = is_folded(options, child->path);
		if (!row->folded)
			emit(child, depth + 1, options, rows, arena);
	}
}

static void emit_lists(const Shelf *shelf, Rows *rows, Arena *arena)
{
	*vec_push_in(rows, arena) = (FeedRow){.kind = ROW_LIST,
		.name = S("Unread"),
		.source = S("unread"),
		.unread = shelf->unread,
		.total = shelf->total,
		.counted = true};
	*vec_push_in(rows, arena) = (FeedRow){.kind = ROW_LIST,
		.name = S("All articles"),
		.source = S("all"),
		.unread = shelf->total,
		.total = shelf->total,
		.counted = true};
	*vec_push_in(rows, arena) =
		(FeedRow){.kind = ROW_LIST, .name = S("Starred"), .source = S("starred")};
	*vec_push_in(rows, arena) =
		(FeedRow){.kind = ROW_LIST, .name = S("Read later"), .source = S("later")};
	for (size_t i = 0; i < shelf->search_count; i++)
		*vec_push_in(rows, arena) = (FeedRow){.kind = ROW_SEARCH,
			.name = shelf->searches[i].name,
			.source = arena_printf(arena, "search:%.*s",
				STR_ARG(shelf->searches[i].filter))};
	for (size_t i = 0; i < shelf->tag_count; i++)
		*vec_push_in(rows, arena) = (FeedRow){.kind = ROW_TAG,
			.name = shelf->tags[i].name,
			.source = arena_printf(arena, "tag:%.*s", STR_ARG(shelf->tags[i].name))};
}

size_t tree_rows(const Shelf *shelf, const TreeOptions *options, Arena *arena, FeedRow **out)
{
	Node root = {0};
	Rows rows = {0};

	for (size_t i = 0; i < shelf->count; i++) {
		const Feed *feed = &shelf->feeds[i];
		Node *node;

		if (feed->hidden)
			continue;
		node = arena_alloc(arena, sizeof *node);
		node->feed = feed;
		node->name = feed->title.n ? feed->title : url_public(feed->url, arena);
		append(folder_at(&root, feed->folder, arena), node);
	}
	count(&root);
	if (options->sort != FEEDS_AS_WRITTEN || options->backwards)
		sort(&root, options, arena);
	emit_lists(shelf, &rows, arena);
	emit(&root, 0, options, &rows, arena);
	*out = rows.items;
	return rows.count;
}
