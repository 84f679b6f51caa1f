/* A query tree becomes SQL, and that becomes ids. What a query says of feeds is answered first,
 * from their table, which is small: what remains reads an index of the items alone, unless it asks
 * for their text. */
#include <regex.h>
#include <stdlib.h>
#include <time.h>

#include "base/vec.h"
#include "store/database.h"

typedef struct {
	FeedId id;
	Str url, title, folder, tags;
	int64_t total;
	bool listed;
} FeedFacts;

typedef struct {
	Library *lib;
	Arena *arena;
	VEC(FeedFacts) feeds;
	int64_t total; /* items in all of them */
	Buf sql;
	VEC(Str) texts; /* bound in order */
	bool deleted;   /* the query asks for deleted items itself */
	int64_t now, limit;
} Lister;

/* --- functions for SQL ------------------------------------------------------------------------ */

static Str argument(sqlite3_value *value)
{
	const char *s = (const char *)sqlite3_value_text(value);

	return str_of(s ? s : "", s ? (size_t)sqlite3_value_bytes(value) : 0);
}

/* holds(text, word): whether the text has the word, in any case. */
static void sql_holds(sqlite3_context *context, int count, sqlite3_value **values)
{
	(void)count;
	sqlite3_result_int(context, str_find_case(argument(values[0]), argument(values[1])) >= 0);
}

/* holds_html(html, word): the same, outside tags. */
static void sql_holds_html(sqlite3_context *context, int count, sqlite3_value **values)
{
	Str html = argument(values[0]), word = argument(values[1]);
	ptrdiff_t at;
	bool found = false;

	(void)count;
	while (!found && (at = str_find_case(html, word)) >= 0) {
		size_t before = (size_t)at, after = (size_t)at + word.n;

		while (before > 0 && html.s[before - 1] != '<' && html.s[before - 1] != '>')
			before--;
		found = before == 0 || html.s[before - 1] == '>';
		html = str_from_at(html, found ? after : (size_t)at + 1);
		/* What is left begins within the tag: its end is the first '>'. */
		if (!found) {
			ptrdiff_t end = str_find_char(html, '>');

			html = end < 0 ? S("") : str_from_at(html, (size_t)end);
		}
	}
	sqlite3_result_int(context, found);
}

static void free_regex(void *regex)
{
	regfree(regex);
	free(regex);
}

/* matches(text, regex); the regular expression is compiled once a statement. */
static void sql_matches(sqlite3_context *context, int count, sqlite3_value **values)
{
	const char *text = (const char *)sqlite3_value_text(values[0]);
	regex_t *regex = sqlite3_get_auxdata(context, 1), *fresh;

	(void)count;
	if (!regex) {
		fresh = memory_alloc(sizeof *fresh);
		if (regcomp(fresh, (const char *)sqlite3_value_text(values[1]),
			    REG_EXTENDED | REG_ICASE | REG_NOSUB) != 0) {
			free(fresh);
			sqlite3_result_error(context, "no regular expression", -1);
			return;
		}
		sqlite3_result_int(context, regexec(fresh, text ? text : "", 0, NULL, 0) == 0);
		sqlite3_set_auxdata(context, 1, fresh, free_regex);
		return;
	}
	sqlite3_result_int(context, regexec(regex, text ? text : "", 0, NULL, 0) == 0);
}

bool list_prepare(Library *lib, Err *err)
{
	static const struct {
		const char *name;
		void (*run)(sqlite3_context *, int, sqlite3_value **);
	} functions[] = {
		{"holds", sql_holds},
		{"holds_html", sql_holds_html},
		{"matches", sql_matches},
	};

	for (size_t i = 0; i < COUNT(functions); i++)
		if (sqlite3_create_function(lib->db, functions[i].name, 2,
			    SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL,
			    functions[i].run, NULL, NULL) != SQLITE_OK)
			return db_fail(lib, err);
	return true;
}

/* --- feeds ------------------------------------------------------------------------------------ */

static bool read_feeds(Lister *l, Err *err)
{
	sqlite3_stmt *all = db_statement(l->lib,
		"SELECT id, url, CASE own_title WHEN '' THEN title ELSE own_title END, folder,"
		" tags, total, place IS NOT NULL FROM feed",
		err);
	bool ok = false;

	if (!all)
		return false;
	while (db_row(l->lib, all, &ok, err)) {
		FeedFacts *feed = vec_push_in(&l->feeds, l->arena);

		feed->id = sqlite3_column_int64(all, 0);
		feed->url = db_str(all, 1, l->arena);
		feed->title = db_str(all, 2, l->arena);
		feed->folder = db_str(all, 3, l->arena);
		feed->tags = db_str(all, 4, l->arena);
		feed->total = sqlite3_column_int64(all, 5);
		feed->listed = sqlite3_column_int(all, 6) != 0;
		l->total += feed->total;
	}
	return ok;
}

static bool has_word(Str words, Str wanted)
{
	Str word;

	while (str_word(&words, &word))
		if (str_eq_case(word, wanted))
			return true;
	return false;
}

static bool in_folder(Str folder, Str above)
{
	return above.n == 0 || str_eq_case(folder, above) ||
	       (str_starts_case(folder, above) && folder.s[above.n] == '/');
}

static bool feed_fits(const FeedFacts *feed, const Term *term, const regex_t *regex)
{
	Str text = term->number == FIELD_FEED_URL ? feed->url : feed->title;

	switch (term->kind) {
	case TERM_FEED:
		if (term->number > 0)
			return feed->id == term->number;
		return str_find_case(feed->title, term->text) >= 0 ||
		       str_find_case(feed->url, term->text) >= 0;
	case TERM_FOLDER:
		return in_folder(feed->folder, term->text);
	case TERM_TAG:
		return has_word(feed->tags, term->text) || str_eq_case(feed->folder, term->text);
	case TERM_EQUALS:
		return str_eq(text, term->text);
	case TERM_MATCH:
		return regexec(regex, text.n ? text.s : "", 0, NULL, 0) == 0;
	default:
		return feed->listed;
	}
}

/* Whether to read all items by date and pass over those of other feeds, or to sort the `items` that
 * these feeds have: passing over one takes a quarter of the time of sorting one. */
static bool reads_on(const Lister *l, int64_t items)
{
	int64_t read = l->total;

	if (l->limit && items && l->limit < items)
		read = l->total / items * l->limit;
	return read < 4 * items;
}

/* The feeds that a term means, as a condition on item.feed. Of feeds no longer subscribed only one
 * that is named by its id counts. `term` NULL: every listed feed. */
static void add_feeds(Lister *l, const Term *term)
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
			(term && !feed_fits(feed, term, by_regex ? &regex : NULL)))
			continue;
		buf_printf(&l->sql, first ? "%lld" : ",%lld", (long long)feed->id);
		first = false;
		items += feed->total;
		left -= feed->total;
	}
	buf_char(&l->sql, ')');
	if (by_regex)
		regfree(&regex);
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

static void bind_later(Lister *l, Str text)
{
	*vec_push_in(&l->texts, l->arena) = text;
	buf_printf(&l->sql, "?%zu", l->texts.count);
}

static const char *const columns[FIELDS] = {
	[FIELD_ANY] = NULL,
	[FIELD_TITLE] = "title",
	[FIELD_AUTHOR] = "author",
	[FIELD_CONTENT] = "(SELECT html FROM content WHERE content.id = item.id)",
	[FIELD_LINK] = "url",
	[FIELD_GUID] = "(SELECT guid FROM content WHERE content.id = item.id)",
	[FIELD_COMMENTS] = "(SELECT comments FROM content WHERE content.id = item.id)",
	[FIELD_FEED] = NULL,
	[FIELD_FEED_URL] = NULL,
};

static void add_call(Lister *l, const char *function, Field field, Str text)
{
	buf_printf(&l->sql, "%s(%s, ", function, columns[field]);
	bind_later(l, text);
	buf_char(&l->sql, ')');
}

static void add_match(Lister *l, Field field, Str text)
{
	if (field != FIELD_ANY) {
		add_call(l, "matches", field, text);
		return;
	}
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

/* A tag of the item is a whole line of item.tags. */
static void add_tag(Lister *l, const Term *term)
{
	buf_char(&l->sql, '(');
	add_feeds(l, term);
	buf_add(&l->sql, S(" OR holds(char(10) || tags || char(10), char(10) || "));
	bind_later(l, term->text);
	buf_add(&l->sql, S(" || char(10)))"));
}

static void add_term(Lister *l, const Term *term);

static void add_pair(Lister *l, const Term *term, Str between)
{
	buf_char(&l->sql, '(');
	add_term(l, term->left);
	buf_add(&l->sql, between);
	add_term(l, term->right);
	buf_char(&l->sql, ')');
}

static void add_number(Lister *l, const char *comparison, int64_t number)
{
	buf_printf(&l->sql, "%s %lld", comparison, (long long)number);
}

static void add_field(Lister *l, const Term *term)
{
	Field field = (Field)term->number;

	if (field == FIELD_FEED || field == FIELD_FEED_URL) {
		add_feeds(l, term);
	} else if (term->kind == TERM_MATCH) {
		add_match(l, field, term->text);
	} else {
		buf_printf(&l->sql, "%s = ", columns[field == FIELD_ANY ? FIELD_TITLE : field]);
		bind_later(l, term->text);
	}
}

static void add_term(Lister *l, const Term *term)
{
	switch (term->kind) {
	case TERM_AND:
		add_pair(l, term, S(" AND "));
		break;
	case TERM_OR:
		add_pair(l, term, S(" OR "));
		break;
	case TERM_NOT:
		buf_add(&l->sql, S("NOT ("));
		add_term(l, term->left);
		buf_char(&l->sql, ')');
		break;
	case TERM_FLAG:
		l->deleted |= term->number == ITEM_DELETED;
		buf_printf(&l->sql, "flags & %lld <> 0", (long long)term->number);
		break;
	case TERM_FEED:
	case TERM_FOLDER:
		add_feeds(l, term);
		break;
	case TERM_TAG:
		add_tag(l, term);
		break;
	case TERM_NEWER:
		add_number(l, "published >", l->now - term->number);
		break;
	case TERM_OLDER:
		add_number(l, "published <=", l->now - term->number);
		break;
	case TERM_LONGER:
		add_number(l, "words >=", term->number);
		break;
	case TERM_SHORTER:
		add_number(l, "words <", term->number);
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
		add_field(l, term);
		break;
	case TERM_ALL:
	case TERMS:
		buf_char(&l->sql, '1');
		break;
	}
}

/* --- the list --------------------------------------------------------------------------------- */

static const char *const orders[ORDERS] = {
	[ORDER_NEWEST] = "published DESC, item.id DESC",
	[ORDER_OLDEST] = "published, item.id",
	[ORDER_FEED] = ("(SELECT ifnull(place, 1 << 40) FROM feed WHERE feed.id = item.feed), feed,"
			" published DESC, item.id DESC"),
	[ORDER_TITLE] = "title COLLATE NOCASE, item.id",
};

/* Whether the tree says which feeds at its top, and by id at that: then the listed ones do not
 * matter. */
static bool names_a_feed(const Term *term)
{
	if (term->kind == TERM_AND)
		return names_a_feed(term->left) || names_a_feed(term->right);
	return term->kind == TERM_FEED && term->number > 0;
}

static void write_sql(Lister *l, const Query *query)
{
	buf_add(&l->sql, S("SELECT id FROM item WHERE "));
	add_term(l, query->term);
	if (!names_a_feed(query->term)) {
		buf_add(&l->sql, S(" AND "));
		add_feeds(l, NULL);
	}
	if (!l->deleted)
		buf_printf(&l->sql, " AND flags & %d = 0", ITEM_DELETED);
	buf_printf(&l->sql, " ORDER BY %s", orders[query->order < ORDERS ? query->order : 0]);
	if (query->limit)
		buf_printf(&l->sql, " LIMIT %zu", query->limit);
}

static bool collect(Library *lib, sqlite3_stmt *statement, IdList *out, Err *err)
{
	size_t room = 0;
	bool ok = false;

	while (db_row(lib, statement, &ok, err)) {
		if (out->count == room) {
			room = room ? 2 * room : 64;
			out->ids = memory_resize(out->ids, room * sizeof *out->ids);
		}
		out->ids[out->count++] = sqlite3_column_int64(statement, 0);
	}
	if (!ok) {
		free(out->ids);
		*out = (IdList){0};
	}
	return ok;
}

bool library_list(Library *lib, const Query *query, IdList *out, Err *err)
{
	Lister lister = {.lib = lib,
		.arena = arena_open(),
		.now = time(NULL),
		.limit = (int64_t)query->limit};
	sqlite3_stmt *statement = NULL;
	bool ok;

	*out = (IdList){0};
	ok = read_feeds(&lister, err);
	if (ok) {
		write_sql(&lister, query);
		ok = sqlite3_prepare_v2(lib->db, buf_z(&lister.sql), (int)lister.sql.n, &statement,
			     NULL) == SQLITE_OK ||
		     db_fail(lib, err);
	}
	for (size_t i = 0; i < lister.texts.count && ok; i++)
		db_bind_str(statement, (int)i + 1, lister.texts.items[i]);
	ok = ok && collect(lib, statement, out, err);
	sqlite3_finalize(statement);
	buf_drop(&lister.sql);
	arena_close(lister.arena);
	return ok;
}
