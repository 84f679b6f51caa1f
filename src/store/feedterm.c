/* What a query says of feeds is answered first, from their table, which is small: what remains
 * reads an index of the items alone, unless it asks for their text. */
#include <regex.h>

#include "store/lister.h"

#define FEED_FACTS                                                                                 \
	"SELECT id, url, CASE own_title WHEN '' THEN title ELSE own_title END, folder,"            \
	" tags, total, place IS NOT NULL, site, unread, newest, place FROM feed"

static bool read_feeds(Lister *l, sqlite3_stmt *all)
{
	bool ok = false;

	if (!all)
		return false;
	while (db_row(l->lib, all, &ok, l->err)) {
		FeedFacts *feed = vec_push_in(&l->feeds, l->arena);

		feed->id = sqlite3_column_int64(all, 0);
		feed->url = db_str(all, 1, l->arena);
		feed->title = db_str(all, 2, l->arena);
		feed->folder = db_str(all, 3, l->arena);
		feed->tags = db_str(all, 4, l->arena);
		feed->total = sqlite3_column_int64(all, 5);
		feed->listed = sqlite3_column_int(all, 6) != 0;
		feed->site = db_str(all, 7, l->arena);
		feed->unread = sqlite3_column_int64(all, 8);
		feed->newest = sqlite3_column_int64(all, 9);
		feed->place = sqlite3_column_int64(all, 10);
		l->total += feed->total;
	}
	return ok;
}

bool lister_all_feeds(Lister *l)
{
	return read_feeds(l, db_statement(l->lib, FEED_FACTS, l->err));
}

bool lister_one_feed(Lister *l, FeedId feed, Str title)
{
	sqlite3_stmt *one = db_statement(l->lib, FEED_FACTS " WHERE id = ?", l->err);

	if (one)
		sqlite3_bind_int64(one, 1, feed);
	if (!read_feeds(l, one))
		return false;
	/* Its new articles are not counted yet, nor may its title be known. */
	for (size_t i = 0; i < l->feeds.count; i++) {
		l->feeds.items[i].total = l->total = 1;
		if (l->feeds.items[i].title.n == 0)
			l->feeds.items[i].title = title;
	}
	return true;
}

static bool in_folder(Str folder, Str above)
{
	return above.n == 0 || str_eq_case(folder, above) ||
	       (str_starts_case(folder, above) && folder.s[above.n] == '/');
}

/* As newsboat has them: a blank behind each. */
static Str tags_in_a_line(Arena *arena, const FeedFacts *feed)
{
	Buf out = {0};
	Str tags = feed->tags, tag = feed->folder;

	do
		if (tag.n)
			buf_printf(&out, "%.*s ", STR_ARG(tag));
	while (str_cut(&tags, '\n', &tag));
	return buf_give(&out, arena);
}

static Str feed_text(const Lister *l, const FeedFacts *feed, int64_t field)
{
	switch (field) {
	case FIELD_FEED_URL:
		return feed->url;
	case FIELD_FEED_LINK:
		return feed->site;
	case FIELD_FEED_TAGS:
		return tags_in_a_line(l->arena, feed);
	default:
		return feed->title;
	}
}

static int64_t feed_number(const Lister *l, const FeedFacts *feed, int64_t field)
{
	switch (field) {
	case FIELD_FEED_UNREAD:
		return feed->unread;
	case FIELD_FEED_TOTAL:
		return feed->total;
	case FIELD_FEED_INDEX:
		return feed->place + 1;
	default:
		return (l->now - feed->newest) / 86400;
	}
}

static bool has_exactly(Str words, Str wanted)
{
	Str word;

	while (str_word(&words, &word))
		if (str_eq(word, wanted))
			return true;
	return false;
}

/* One with blanks is none of the words. */
static bool has_tag(const FeedFacts *feed, Str wanted)
{
	Str tags = feed->tags, tag = feed->folder;

	do
		if (str_eq(tag, wanted))
			return true;
	while (str_cut(&tags, '\n', &tag));
	return false;
}

static bool feed_fits(const Lister *l, const FeedFacts *feed, const Term *term,
	const regex_t *regex)
{
	int64_t number;
	Str text;

	switch (term->kind) {
	case TERM_FEED:
		if (term->number > 0)
			return feed->id == term->number;
		return str_find_case(feed->title, term->text) >= 0 ||
		       str_find_case(feed->url, term->text) >= 0;
	case TERM_FOLDER:
		return in_folder(feed->folder, term->text);
	case TERM_TAG:
		return tags_have(feed->tags, term->text) || str_eq_case(feed->folder, term->text);
	case TERM_EQUALS:
		return str_eq(feed_text(l, feed, term->number), term->text);
	case TERM_HAS:
		return has_exactly(feed_text(l, feed, term->number), term->text) ||
		       (term->number == FIELD_FEED_TAGS && has_tag(feed, term->text));
	case TERM_RANGE:
		number = feed_number(l, feed, term->number);
		return number >= term->low && number <= term->high;
	case TERM_MATCH:
		text = feed_text(l, feed, term->number);
		return regex &&
		       regexec(regex, text.n ? arena_strz(l->arena, text) : "", 0, NULL, 0) == 0;
	default:
		return feed->listed;
	}
}

/* Whether to read all items by date and pass over those of other feeds, or to sort the `items` that
 * these feeds have: passing over one takes a quarter of the time of sorting one. */
static bool reads_on(const Lister *l, int64_t items)
{
	int64_t read = l->total;

	if (l->few)
		return true;
	if (l->limit && items && l->limit < items)
		read = l->total / items * l->limit;
	return read < 4 * items;
}

void lister_feeds(Lister *l, const Term *term)
{
	bool by_id = term && term->kind == TERM_FEED && term->number > 0, first = true;
	bool by_regex = term && term->kind == TERM_MATCH;
	int64_t items = 0, left = l->total;
	size_t start = l->sql.n;
	regex_t regex;

	if (by_regex && regcomp(&regex, arena_strz(l->arena, term->text),
				REG_EXTENDED | REG_ICASE | REG_NOSUB) != 0)
		by_regex = false;
	buf_add(&l->sql, S("feed IN ("));
	for (size_t i = 0; i < l->feeds.count; i++) {
		const FeedFacts *feed = &l->feeds.items[i];

		if (feed->total == 0 || (!feed->listed && !by_id) ||
			(term && !feed_fits(l, feed, term, by_regex ? &regex : NULL)))
			continue;
		buf_printf(&l->sql, first ? "%lld" : ",%lld", (long long)feed->id);
		first = false;
		items += feed->total;
		left -= feed->total;
	}
	buf_char(&l->sql, ')');
	if (by_regex)
		regfree(&regex);
	if (l->inside == 0 && items < l->narrow)
		l->narrow = items;
	if (left == 0) {
		l->sql.n = start;
		buf_char(&l->sql, '1');
	} else if (!by_id && reads_on(l, items)) {
		Str condition = arena_str(l->arena, str_from_at(buf_str(&l->sql), start));

		l->sql.n = start;
		buf_char(&l->sql, '+');
		buf_add(&l->sql, condition);
	}
}
