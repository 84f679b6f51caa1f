#include "view/source.h"

static const struct {
	const char *name, *title;
	uint32_t flag; /* 0: all */
} plain[] = {
	{"all", "All articles", 0},
	{"unread", "Unread", ITEM_UNREAD},
	{"starred", "Starred", ITEM_STARRED},
	{"later", "Read later", ITEM_LATER},
};

/* What follows a prefix; false if it does not start so. */
static bool behind(Str source, Str prefix, Str *rest)
{
	if (!str_starts(source, prefix))
		return false;
	*rest = str_from_at(source, prefix.n);
	return true;
}

FeedId source_feed(Str source)
{
	int64_t id = 0;
	Str rest;

	if (behind(source, S("feed:"), &rest))
		str_number(rest, &id);
	return id;
}

/* What any of the rules finds; they stand apart by RULES_BETWEEN. */
static bool rules_query(Str texts, Arena *arena, Query *out, Err *err)
{
	bool first = true;
	Str text;

	*out = query_for_all(arena);
	while (str_cut(&texts, RULES_BETWEEN, &text)) {
		Rule rule;

		if (!rule_parse(text, arena, &rule, err))
			return false;
		*out = first ? rule.query : query_or(*out, rule.query, arena);
		first = false;
	}
	out->muted = true;
	return true;
}

bool source_query(Str source, Arena *arena, Query *out, Err *err)
{
	Str rest;

	for (size_t i = 0; i < COUNT(plain); i++) {
		Term *term;

		if (!str_eq(source, str_from(plain[i].name)))
			continue;
		*out = query_for_all(arena);
		if (plain[i].flag) {
			term = arena_alloc(arena, sizeof *term);
			*term = (Term){.kind = TERM_FLAG, .number = plain[i].flag};
			out->term = term;
		}
		return true;
	}
	if (source_feed(source) > 0) {
		*out = query_for_feed(source_feed(source), arena);
		return true;
	}
	if (behind(source, S("folder:"), &rest)) {
		*out = query_for_folder(arena_str(arena, rest), arena);
		return true;
	}
	if (behind(source, S("tag:"), &rest)) {
		*out = query_for_tag(rest, arena);
		return true;
	}
	if (behind(source, S("search:"), &rest))
		return query_parse(arena_str(arena, rest), arena, out, err);
	if (behind(source, S("find:"), &rest)) {
		if (!query_parse(arena_str(arena, rest), arena, out, err))
			return false;
		out->order = ORDER_BEST;
		out->muted = true;
		return true;
	}
	if (behind(source, S("rules:"), &rest))
		return rules_query(rest, arena, out, err);
	return err_set(err, ERR_USER, 0, "there is no list \"%.*s\"", STR_ARG(source));
}

/* "News/Local" as "News ▸ Local". */
static void add_path(Buf *out, Str path)
{
	Str part;
	bool first = out->n == 0;

	while (str_cut(&path, '/', &part)) {
		if (!first)
			buf_add(out, S(" ▸ "));
		buf_add(out, part);
		first = false;
	}
}

Str source_title(Str source, const Shelf *shelf, Arena *arena)
{
	const Feed *feed = shelf_feed(shelf, source_feed(source));
	Buf out = {0};
	Str rest;

	for (size_t i = 0; i < COUNT(plain); i++)
		if (str_eq(source, str_from(plain[i].name)))
			return str_from(plain[i].title);
	if (feed) {
		add_path(&out, feed->folder);
		if (out.n)
			buf_add(&out, S(" ▸ "));
		buf_add(&out, feed->title.n ? feed->title : feed->url);
	} else if (behind(source, S("folder:"), &rest)) {
		add_path(&out, rest);
	} else if (behind(source, S("tag:"), &rest)) {
		buf_printf(&out, "# %.*s", STR_ARG(rest));
	} else if (behind(source, S("rules:"), &rest)) {
		if (str_find_char(rest, RULES_BETWEEN) < 0)
			buf_printf(&out, "Rule: %.*s", STR_ARG(rest));
		else
			buf_add(&out, S("What the rules find"));
	} else if (behind(source, S("find:"), &rest)) {
		buf_printf(&out, "Search: %.*s", STR_ARG(rest));
	} else if (behind(source, S("search:"), &rest)) {
		for (size_t i = 0; i < shelf->search_count; i++)
			if (str_eq(shelf->searches[i].filter, rest))
				return arena_str(arena, shelf->searches[i].name);
		buf_printf(&out, "Search: %.*s", STR_ARG(rest));
	}
	return buf_take(&out, arena);
}

/* Whether a feed belongs to a source that is of some feeds only. */
static bool covers(Str source, const Feed *feed)
{
	Str folder;

	if (behind(source, S("folder:"), &folder))
		return str_starts(feed->folder, folder) &&
		       (feed->folder.n == folder.n || feed->folder.s[folder.n] == '/');
	return source_feed(source) == feed->id;
}

size_t source_feeds(Str source, const Shelf *shelf, Arena *arena, FeedId **out)
{
	size_t count = 0;

	*out = arena_array(arena, shelf->count, sizeof **out);
	for (size_t i = 0; i < shelf->count; i++)
		if (covers(source, &shelf->feeds[i]))
			(*out)[count++] = shelf->feeds[i].id;
	return count;
}

uint64_t source_total(Str source, const Shelf *shelf)
{
	const Feed *feed = shelf_feed(shelf, source_feed(source));
	uint64_t total = 0;

	if (source_feed(source) > 0)
		return feed ? feed->total : 0;
	if (!str_starts(source, S("folder:")))
		return shelf->total;
	for (size_t i = 0; i < shelf->count; i++)
		if (covers(source, &shelf->feeds[i]))
			total += shelf->feeds[i].total;
	return total;
}
