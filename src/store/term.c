/* A tree of terms becomes the condition of an SQL statement. What it says of feeds is answered
 * first, from their table, which is small: what remains reads an index of the items alone, unless
 * it asks for their text. */
#include <regex.h>

#include "store/lister.h"

/* --- feeds ------------------------------------------------------------------------------------ */

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

/* --- terms ------------------------------------------------------------------------------------ */

void lister_bind(Lister *l, Str text)
{
	*vec_push_in(&l->texts, l->arena) = text;
	buf_printf(&l->sql, "?%zu", l->texts.count);
}

/* Of articles; NULL: not one column. */
static const char *const columns[FIELD_FEED] = {
	[FIELD_ANY] = NULL,
	[FIELD_TITLE] = "title",
	[FIELD_AUTHOR] = "author",
	[FIELD_CONTENT] = "(SELECT html FROM content WHERE content.id = item.id)",
	[FIELD_LINK] = "url",
	[FIELD_GUID] = "(SELECT guid FROM content WHERE content.id = item.id)",
	[FIELD_COMMENTS] = "(SELECT comments FROM content WHERE content.id = item.id)",
	[FIELD_DATE] = "date_text(published, 0)",
	[FIELD_LETTERS] = NULL,
	[FIELD_ENCLOSURE_URL] =
		"(SELECT enclosure(enclosures, 0) FROM content WHERE content.id = item.id)",
	[FIELD_ENCLOSURE_TYPE] =
		"(SELECT enclosure(enclosures, 1) FROM content WHERE content.id = item.id)",
};

static void add_call(Lister *l, const char *function, Field field, Str text)
{
	l->rows = true;
	buf_printf(&l->sql, "%s(%s, ", function, columns[field]);
	lister_bind(l, text);
	buf_char(&l->sql, ')');
}

static void add_match(Lister *l, Str text)
{
	buf_char(&l->sql, '(');
	add_call(l, "matches", FIELD_TITLE, text);
	buf_add(&l->sql, S(" OR "));
	add_call(l, "matches", FIELD_AUTHOR, text);
	buf_add(&l->sql, S(" OR "));
	add_call(l, "matches", FIELD_CONTENT, text);
	buf_char(&l->sql, ')');
}

static void add_text(Lister *l, Str text)
{
	buf_char(&l->sql, '(');
	add_call(l, "holds", FIELD_TITLE, text);
	buf_add(&l->sql, S(" OR "));
	add_call(l, "holds", FIELD_AUTHOR, text);
	buf_add(&l->sql, S(" OR "));
	add_call(l, "holds_html", FIELD_CONTENT, text);
	buf_char(&l->sql, ')');
}

static void add_mark(Lister *l, const Term *term)
{
	if (term->kind == TERM_FLAG)
		buf_printf(&l->sql, "marks(item.id) & %lld <> 0", (long long)term->number);
	else
		buf_printf(&l->sql, "tagged(item.id, %lld)", (long long)sift_kind(l, term));
}

/* Of the whole list it is sifted by. */
static bool is_sifted(const Lister *l, const Term *term)
{
	return l->listing && l->inside == 0 && sift_is_mark(term);
}

static void add_flag(Lister *l, const Term *term)
{
	l->deleted |= term->number == ITEM_DELETED;
	l->muted |= term->number == ITEM_MUTED;
	if (is_sifted(l, term))
		buf_char(&l->sql, '1');
	else if (sift_is_mark(term))
		add_mark(l, term);
	else
		buf_printf(&l->sql, "media & %lld <> 0", (long long)term->number);
}

/* A tag of the feed, one of the reader's, or one that the feed gave the item: a whole line of
 * item.tags. */
static void add_tag(Lister *l, const Term *term)
{
	Term own = {.kind = TERM_TAG, .text = term->text, .number = TAG_OWN};

	l->rows = true;
	buf_char(&l->sql, '(');
	l->inside++;
	lister_feeds(l, term);
	l->inside--;
	buf_add(&l->sql, S(" OR "));
	add_mark(l, &own);
	buf_add(&l->sql, S(" OR (tags <> '' AND has_line(tags, "));
	lister_bind(l, term->text);
	buf_add(&l->sql, S(")))"));
}

static void add_pair(Lister *l, const Term *term, Str between)
{
	buf_char(&l->sql, '(');
	lister_term(l, term->left);
	buf_add(&l->sql, between);
	lister_term(l, term->right);
	buf_char(&l->sql, ')');
}

typedef VEC(const Term *) Terms;

/* All that must hold, of words and of other things. */
static void spread(Lister *l, const Term *term, Terms *words, Terms *others)
{
	if (term->kind == TERM_AND) {
		spread(l, term->left, words, others);
		spread(l, term->right, words, others);
	} else {
		*vec_push_in(text_is(term, l->arena) ? words : others, l->arena) = term;
	}
}

/* Words first, in one search: it may find that only a few articles are left. */
static void add_and(Lister *l, const Term *term)
{
	Terms words = {0}, others = {0};

	spread(l, term, &words, &others);
	buf_char(&l->sql, '(');
	if (words.count)
		text_add(l, words.items, words.count);
	for (size_t i = 0; i < others.count; i++) {
		if (i || words.count)
			buf_add(&l->sql, S(" AND "));
		lister_term(l, others.items[i]);
	}
	buf_char(&l->sql, ')');
}

static void add_number(Lister *l, const char *comparison, int64_t number)
{
	buf_printf(&l->sql, "%s %lld", comparison, (long long)number);
}

/* What stands beside the texts: of all articles those are taken for which it holds, in one pass
 * over the texts or an index of them; of a few each is asked about. */
static void begin_texts(Lister *l)
{
	buf_add(&l->sql,
		l->few || l->unindexed
			? S("EXISTS (SELECT 1 FROM content WHERE content.id = item.id AND (")
			: S("(item.id IN (SELECT id FROM content WHERE "));
}

static void end_texts(Lister *l)
{
	buf_add(&l->sql, S("))"));
}

/* "de" is also the language of "de-AT". Texts that do not say theirs have none. */
static void add_lang(Lister *l, Str text)
{
	begin_texts(l);
	buf_add(&l->sql, S("lang <> '' AND (lang = "));
	lister_bind(l, text);
	buf_add(&l->sql, S(" COLLATE NOCASE OR (lang >= "));
	lister_bind(l, arena_printf(l->arena, "%.*s-", STR_ARG(text)));
	buf_add(&l->sql, S(" COLLATE NOCASE AND lang < "));
	lister_bind(l, arena_printf(l->arena, "%.*s.", STR_ARG(text)));
	buf_add(&l->sql, S(" COLLATE NOCASE))"));
	end_texts(l);
}

static void add_comments(Lister *l)
{
	begin_texts(l);
	buf_add(&l->sql, S("comments <> ''"));
	end_texts(l);
}

/* The reader's tags of one letter, joined. */
static Str letters(Lister *l)
{
	const Tag *tags;
	size_t count;
	Buf out = {0};
	Str text;

	if (!library_tags(l->lib, l->arena, &tags, &count, l->err)) {
		l->failed = true;
		return S("''");
	}
	buf_add(&out, S("(''"));
	for (size_t i = 0; i < count; i++) {
		Term tag = {.kind = TERM_TAG, .text = tags[i].name, .number = TAG_OWN};

		if (tags[i].name.n == 1 && char_is_alpha(tags[i].name.s[0]))
			buf_printf(&out, " || iif(tagged(item.id, %lld), '%c', '')",
				(long long)sift_kind(l, &tag), tags[i].name.s[0]);
	}
	buf_char(&out, ')');
	text = buf_take(&out, l->arena);
	buf_drop(&out);
	return text;
}

static void add_field(Lister *l, const Term *term)
{
	Field field = term->number == FIELD_ANY ? FIELD_TITLE : (Field)term->number;
	Str column;

	if (field >= FIELD_FEED) {
		lister_feeds(l, term);
		return;
	}
	l->rows |= field != FIELD_LETTERS && field != FIELD_DATE;
	if (term->kind == TERM_MATCH && term->number == FIELD_ANY) {
		add_match(l, term->text);
		return;
	}
	column = field == FIELD_LETTERS ? letters(l) : str_from(columns[field]);
	buf_printf(&l->sql,
		term->kind == TERM_MATCH ? "matches(%.*s, "
		: term->kind == TERM_HAS ? "has_word(%.*s, "
					 : "(%.*s = ",
		STR_ARG(column));
	lister_bind(l, term->text);
	buf_char(&l->sql, ')');
}

static void add_not(Lister *l, const Term *term)
{
	if (is_sifted(l, term->left)) {
		lister_term(l, term->left);
		return;
	}
	l->inside++;
	buf_add(&l->sql, S("NOT ("));
	lister_term(l, term->left);
	buf_char(&l->sql, ')');
	l->inside--;
}

void lister_term(Lister *l, const Term *term)
{
	if (text_is(term, l->arena)) {
		text_add(l, &term, 1);
		return;
	}
	switch (term->kind) {
	case TERM_AND:
		add_and(l, term);
		break;
	case TERM_OR:
		l->inside++;
		add_pair(l, term, S(" OR "));
		l->inside--;
		break;
	case TERM_NOT:
		add_not(l, term);
		break;
	case TERM_FLAG:
		add_flag(l, term);
		break;
	case TERM_FEED:
	case TERM_FOLDER:
		lister_feeds(l, term);
		break;
	case TERM_TAG:
		if (is_sifted(l, term))
			buf_char(&l->sql, '1');
		else if (sift_is_mark(term))
			add_mark(l, term);
		else
			add_tag(l, term);
		break;
	case TERM_NEWER:
		add_number(l, "published >", l->now - term->number);
		break;
	case TERM_OLDER:
		add_number(l, "published <=", l->now - term->number);
		break;
	case TERM_LONGER:
		l->rows = true;
		add_number(l, "words >=", term->number);
		break;
	case TERM_SHORTER:
		l->rows = true;
		add_number(l, "words <", term->number);
		break;
	case TERM_URL:
		add_call(l, "holds", FIELD_LINK, term->text);
		break;
	case TERM_LANG:
		add_lang(l, term->text);
		break;
	case TERM_COMMENTS:
		add_comments(l);
		break;
	case TERM_TITLE:
		add_call(l, "holds", FIELD_TITLE, term->text);
		break;
	case TERM_AUTHOR:
		add_call(l, "holds", FIELD_AUTHOR, term->text);
		break;
	case TERM_TEXT:
		add_text(l, term->text);
		break;
	case TERM_MATCH:
	case TERM_EQUALS:
	case TERM_HAS:
	case TERM_RANGE:
		add_field(l, term);
		break;
	case TERM_ALL:
	case TERMS:
		buf_char(&l->sql, '1');
		break;
	}
}
