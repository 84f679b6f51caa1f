/* view/tree.h: the rows of the feed list: lists over all feeds, saved searches, tags, and the tree
 * of folders as `urls` has it. */
#ifndef LEDE_VIEW_TREE_H
#define LEDE_VIEW_TREE_H

#include "view/shelf.h"

typedef enum {
	ROW_LIST,   /* over all feeds: unread, all, starred, later */
	ROW_SEARCH, /* saved */
	ROW_TAG,    /* of the reader's own */
	ROW_FOLDER,
	ROW_FEED,
} RowKind;

typedef struct {
	RowKind kind;
	unsigned depth; /* of folders around it */
	bool folded;
	Str name;
	Str source;       /* what it opens (source.h): also what tells rows apart */
	Str path;         /* of a folder: "News/Local" */
	const Feed *feed; /* of a feed; borrowed from the shelf */
	uint64_t unread, total;
	bool counted;           /* unread is known */
	unsigned feeds, failed; /* of a folder: in it and below */
} FeedRow;

typedef enum {
	FEEDS_AS_WRITTEN,
	FEEDS_BY_TITLE,
	FEEDS_BY_UNREAD,
	FEEDS_BY_DATE,
	FEED_SORTS
} FeedSort;

typedef struct {
	const Str *folded; /* paths */
	size_t folded_count;
	FeedSort sort; /* within each folder */
	bool backwards;
	bool unread_only; /* feeds without unread articles and folders of such are left out */
} TreeOptions;

/* All in the arena but the feeds themselves. */
size_t tree_rows(const Shelf *shelf, const TreeOptions *options, Arena *arena, FeedRow **out);

#endif
