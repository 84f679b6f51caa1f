#include "view/keyset.h"

/* As newsboat 2.21 has them, where they differ from ours; behind them what lost its key by it. */
const SetKey newsboat_keys[] = {
	{"N", "toggle-article-read", IN_ITEMS | IN_ARTICLE},
	{"l", "toggle-show-read-feeds", IN_FEEDS | IN_ITEMS},
	{"J", "next", IN_FEEDS | IN_ITEMS},
	{"K", "prev", IN_FEEDS | IN_ITEMS},
	{"j", "next-feed", IN_ITEMS},
	{"k", "prev-feed", IN_ITEMS},
	{"^N", "next-unread-feed", IN_ITEMS},
	{"^P", "prev-unread-feed", IN_ITEMS},
	{"C", "mark-all-feeds-read", IN_FEEDS},
	{"^K", "random-unread", IN_FEEDS | IN_ITEMS | IN_ARTICLE},
	{"#", "goto-url", IN_ARTICLE | IN_LINKS},
	{"u", "show-urls", IN_ITEMS | IN_ARTICLE},
	{"^U", "toggle-source-view", IN_ARTICLE},
	{"F", "set-filter", IN_FEEDS | IN_ITEMS},
	{"f", "select-filter", IN_FEEDS | IN_ITEMS},
	{"^F", "clear-filter", IN_FEEDS | IN_ITEMS},
	{"t", "set-tag", IN_FEEDS},
	{"^T", "clear-tag", IN_FEEDS},
	{"s", "save", IN_ITEMS | IN_ARTICLE},
	{"|", "pipe-to", IN_ITEMS | IN_ARTICLE},
	{"e", "enqueue", IN_ITEMS | IN_ARTICLE},
	{"^E", "edit-flags", IN_ITEMS | IN_ARTICLE},
	{"^D", "delete-all-articles", IN_ITEMS},
	{"$", "purge-deleted", IN_ITEMS},
	{"^B", "bookmark", IN_FEEDS | IN_ITEMS | IN_ARTICLE},
	{"g", "sort", IN_FEEDS | IN_ITEMS},
	{"G", "rev-sort", IN_FEEDS | IN_ITEMS},
	{"*", "star", IN_ITEMS | IN_ARTICLE},
};
const size_t newsboat_key_count = COUNT(newsboat_keys);
