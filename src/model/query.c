#include "model/query.h"

#include <time.h>

#include "base/date.h"
#include "base/near.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "model/filter.h"

enum { MAX_DEPTH = 40, MAX_TERMS = 400, MAX_TEXT = 8000 };

typedef struct {
	Arena *arena;
	Str rest;
	const char *where; /* where the term begins that is looked at: errors point there */
	unsigned depth, terms;
	Err *err;
} Parser;

static const Term *leaf(Arena *arena, TermKind kind, Str text, int64_t number)
{
	Term *term = arena_alloc(arena, sizeof *term);

	*term = (Term){.kind = kind, .text = text, .number = number};
	return term;
}

static const Term *both(Arena *arena, TermKind kind, const Term *left, const Term *right)
{
	Term *term = arena_alloc(arena, sizeof *term);

	*term = (Term){.kind = kind, .left = left, .right = right};
	return term;
}

/* Behind the quote or slash that closes what opens at `at`. Without one, a quote runs to the end
 * and a slash is a slash. */
static size_t closing(Str text, size_t at)
{
	char c = text.s[at];

	for (size_t i = at + 1; i < text.n; i++) {
		if (text.s[i] == c)
			return i + 1;
		if (c == '/' && text.s[i] == '\\')
			i++;
	}
	return c == '"' ? text.n : at + 1;
}

/* Runs up to white space or a parenthesis; "quoted" and /regex/ parts are taken whole. */
static Str take_token(Parser *p)
{
	Str text = p->rest;
	size_t at = 0;

	while (at < text.n && !char_is_space(text.s[at]) && text.s[at] != '(' &&
		text.s[at] != ')') {
		bool begins = at == 0 || text.s[at - 1] == ':';

		at = text.s[at] == '"' || (text.s[at] == '/' && begins) ? closing(text, at)
									: at + 1;
	}
	p->rest = str_from_at(text, at);
	return str_slice(text, 0, at);
}

static bool is_regex(Str value)
{
	return value.n > 2 && value.s[0] == '/' && value.s[value.n - 1] == '/';
}

static bool is_quoted(Str value)
{
	return value.n && value.s[0] == '"';
}

static Str unquoted(Parser *p, Str value)
{
	if (is_quoted(value)) {
		value = str_from_at(value, 1);
		if (value.n && value.s[value.n - 1] == '"')
			value.n--;
	}
	return arena_str(p->arena, value);
}

static const Term *in_field(Parser *p, TermKind kind, Field field, Str value)
{
	if (!is_regex(value))
		return leaf(p->arena, kind, unquoted(p, value),
			kind != TERM_FEED && is_quoted(value) ? TEXT_EXACT : TEXT_OPEN);
	value = arena_str(p->arena, str_slice(value, 1, value.n - 2));
	if (!term_regex_sound(value, p->arena, p->err))
		return NULL;
	return leaf(p->arena, TERM_MATCH, value, field);
}

static const Term *title_term(Parser *p, Str value)
{
	return in_field(p, TERM_TITLE, FIELD_TITLE, value);
}

static const Term *author_term(Parser *p, Str value)
{
	return in_field(p, TERM_AUTHOR, FIELD_AUTHOR, value);
}

static const Term *text_term(Parser *p, Str value)
{
	return in_field(p, TERM_TEXT, FIELD_ANY, value);
}

/* An address has no words of its own: any part of it. */
static const Term *url_term(Parser *p, Str value)
{
	if (is_regex(value))
		return in_field(p, TERM_MATCH, FIELD_LINK, value);
	return leaf(p->arena, TERM_URL, unquoted(p, value), 0);
}

static const Term *lang_term(Parser *p, Str value)
{
	return leaf(p->arena, TERM_LANG, unquoted(p, value), 0);
}

static const Term *feed_term(Parser *p, Str value)
{
	return in_field(p, TERM_FEED, FIELD_FEED, value);
}

static const Term *folder_term(Parser *p, Str value)
{
	return leaf(p->arena, TERM_FOLDER, unquoted(p, value), 0);
}

static const Term *tag_term(Parser *p, Str value)
{
	return leaf(p->arena, TERM_TAG, unquoted(p, value), 0);
}

/* "2d" is an age, "2026-11-01" a day. Seconds; -1 if it is neither. */
static int64_t age_of(Str value)
{
	static const struct {
		char unit;
		int64_t seconds;
	} units[] = {
		{'h', HOUR},
		{'d', DAY},
		{'w', 7 * DAY},
		{'m', 30 * DAY},
		{'y', 365 * DAY},
	};
	int64_t number, date;

	if (value.n > 1 && value.n < 8 && str_number(str_slice(value, 0, value.n - 1), &number) &&
		number >= 0)
		for (size_t i = 0; i < COUNT(units); i++)
			if (units[i].unit == value.s[value.n - 1])
				return number * units[i].seconds;
	date = value.n >= 8 ? date_parse(value) : 0;
	return date ? (int64_t)time(NULL) - date : -1;
}

static const Term *by_age(Parser *p, TermKind kind, Str value)
{
	int64_t age = age_of(value);

	if (age < 0) {
		err_set(p->err, ERR_USER, 0,
			"\"%.*s\" is no age: write 6h, 2d, 1w, 3m, 1y or 2026-11-01",
			STR_ARG(value));
		return NULL;
	}
	return leaf(p->arena, kind, S(""), age);
}

static const Term *newer_term(Parser *p, Str value)
{
	return by_age(p, TERM_NEWER, value);
}

static const Term *older_term(Parser *p, Str value)
{
	return by_age(p, TERM_OLDER, value);
}

static const Term *length_term(Parser *p, Str value)
{
	bool shorter = str_starts(value, S("<"));
	int64_t minutes;

	if (shorter || str_starts(value, S(">")))
		value = str_from_at(value, 1);
	if (!str_number(value, &minutes) || minutes < 0 || minutes > 100000) {
		err_set(p->err, ERR_USER, 0, "\"len:\" takes minutes: len:>10 or len:<3");
		return NULL;
	}
	return leaf(p->arena, shorter ? TERM_SHORTER : TERM_LONGER, S(""),
		minutes * WORDS_A_MINUTE);
}

static const Term *has_term(Parser *p, Str value)
{
	if (str_eq(value, S("image")) || str_eq(value, S("picture")))
		return leaf(p->arena, TERM_FLAG, S(""), ITEM_PICTURE);
	if (str_eq(value, S("audio")))
		return leaf(p->arena, TERM_FLAG, S(""), ITEM_AUDIO);
	if (str_eq(value, S("video")))
		return leaf(p->arena, TERM_FLAG, S(""), ITEM_VIDEO);
	if (str_eq(value, S("comments")))
		return leaf(p->arena, TERM_COMMENTS, S(""), 0);
	err_set(p->err, ERR_USER, 0, "\"has:\" takes image, audio, video or comments");
	return NULL;
}

static const struct {
	const char *name;
	const Term *(*make)(Parser *p, Str value);
} fields[] = {
	{"author", author_term},
	{"feed", feed_term},
	{"has", has_term},
	{"in", folder_term},
	{"lang", lang_term},
	{"len", length_term},
	{"newer", newer_term},
	{"older", older_term},
	{"tag", tag_term},
	{"text", text_term},
	{"title", title_term},
	{"url", url_term},
};

static const struct {
	const char *name;
	uint32_t flag;
	bool set;
} states[] = {
	{"unread", ITEM_UNREAD, true},
	{"read", ITEM_UNREAD, false},
	{"starred", ITEM_STARRED, true},
	{"later", ITEM_LATER, true},
	{"muted", ITEM_MUTED, true},
};

static bool is_letters(Str str)
{
	for (size_t i = 0; i < str.n; i++)
		if (!char_is_alpha(str.s[i]))
			return false;
	return str.n > 0;
}

static void say_no_field(Parser *p, Str name)
{
	Near near = near_of(name);
	const char *hint;

	for (size_t i = 0; i < COUNT(fields); i++)
		near_try(&near, str_from(fields[i].name));
	hint = near_hint(&near, "");
	err_set(p->err, ERR_USER, 0, "there is no \"%.*s:\"%s%s", STR_ARG(name), hint,
		hint[0] ? " In quotes it is a word" : "; put the word in quotes if it is meant so");
}

static const Term *word_term(Parser *p, Str token)
{
	ptrdiff_t colon = str_find_char(token, ':');
	Str name = str_slice(token, 0, colon < 0 ? 0 : (size_t)colon);
	Str value = str_from_at(token, (size_t)(colon + 1));

	for (size_t i = 0; i < COUNT(states); i++)
		if (str_eq(token, str_from(states[i].name))) {
			const Term *flag = leaf(p->arena, TERM_FLAG, S(""), states[i].flag);

			return states[i].set ? flag : both(p->arena, TERM_NOT, flag, NULL);
		}
	for (size_t i = 0; i < COUNT(fields); i++)
		if (str_eq(name, str_from(fields[i].name))) {
			if (value.n > 0) {
				p->where = value.s;
				return fields[i].make(p, value);
			}
			err_set(p->err, ERR_USER, 0, "\"%s:\" needs a value", fields[i].name);
			return NULL;
		}
	if (is_letters(name) && value.n && !str_starts(value, S("//"))) {
		say_no_field(p, name);
		return NULL;
	}
	return text_term(p, token);
}

static const Term *parse_or(Parser *p);

static const Term *parse_one(Parser *p)
{
	const Term *term;

	p->rest = str_trim(p->rest);
	p->where = p->rest.s;
	if (++p->terms > MAX_TERMS || p->depth > MAX_DEPTH) {
		err_set(p->err, ERR_USER, 0, "this query is too long");
		return NULL;
	}
	if (str_starts(p->rest, S("-")) && p->rest.n > 1 && !char_is_space(p->rest.s[1])) {
		p->rest = str_from_at(p->rest, 1);
		p->depth++;
		term = parse_one(p);
		p->depth--;
		return term ? both(p->arena, TERM_NOT, term, NULL) : NULL;
	}
	if (str_starts(p->rest, S("("))) {
		p->rest = str_from_at(p->rest, 1);
		p->depth++;
		term = parse_or(p);
		p->depth--;
		p->rest = str_trim(p->rest);
		if (term && !str_starts(p->rest, S(")"))) {
			p->where = p->rest.s;
			err_set(p->err, ERR_USER, 0, "a \")\" is missing");
			return NULL;
		}
		p->rest = str_from_at(p->rest, 1);
		return term;
	}
	return word_term(p, take_token(p));
}

static bool at_or(Parser *p)
{
	p->rest = str_trim(p->rest);
	return str_starts(p->rest, S("OR")) &&
	       (p->rest.n == 2 || char_is_space(p->rest.s[2]) || p->rest.s[2] == '(');
}

static bool at_end(Parser *p)
{
	p->rest = str_trim(p->rest);
	return p->rest.n == 0 || p->rest.s[0] == ')';
}

static const Term *parse_and(Parser *p)
{
	const Term *term = NULL;

	while (!at_end(p) && !at_or(p)) {
		const Term *next = parse_one(p);

		if (!next)
			return NULL;
		term = term ? both(p->arena, TERM_AND, term, next) : next;
	}
	if (!term) {
		p->where = p->rest.s;
		err_set(p->err, ERR_USER, 0, "something is missing beside OR or within ( )");
	}
	return term;
}

static const Term *parse_or(Parser *p)
{
	const Term *term = parse_and(p);

	while (term && at_or(p)) {
		const Term *next;

		p->rest = str_from_at(p->rest, 2);
		next = parse_and(p);
		term = next ? both(p->arena, TERM_OR, term, next) : NULL;
	}
	return term;
}

/* The column at which the error stands goes before it and into its code. */
static bool fail_at(Str text, const char *where, Err *err)
{
	size_t before =
		where && where >= text.s && where <= text.s + text.n ? (size_t)(where - text.s) : 0;
	int column = (int)utf8_width(str_slice(text, 0, before)) + 1;
	Err copy;

	if (!err)
		return false;
	copy = *err;
	return err_set(err, ERR_USER, column, "column %d: %s", column, copy.text);
}

bool query_parse(Str text, Arena *arena, Query *out, Err *err)
{
	Parser parser = {.arena = arena, .rest = str_trim(text), .err = err};

	*out = query_for_all(arena);
	if (parser.rest.n == 0)
		return true;
	if (parser.rest.n > MAX_TEXT)
		return err_set(err, ERR_USER, 0, "this query is too long");
	parser.where = parser.rest.s;
	if (filter_seems(parser.rest)) {
		out->term = filter_parse(parser.rest, arena, &parser.where, err);
		return out->term || fail_at(text, parser.where, err);
	}
	out->term = parse_or(&parser);
	if (out->term && parser.rest.n) {
		parser.where = parser.rest.s;
		out->term = NULL;
		err_set(err, ERR_USER, 0, "a \"(\" is missing");
	}
	return out->term || fail_at(text, parser.where, err);
}

Query query_for_all(Arena *arena)
{
	return (Query){.term = leaf(arena, TERM_ALL, S(""), 0)};
}

Query query_for_feed(FeedId feed, Arena *arena)
{
	return (Query){.term = leaf(arena, TERM_FEED, S(""), feed)};
}

Query query_for_folder(Str folder, Arena *arena)
{
	return (Query){.term = leaf(arena, TERM_FOLDER, arena_str(arena, folder), 0)};
}

Query query_for_tag(Str tag, Arena *arena)
{
	return (Query){.term = leaf(arena, TERM_TAG, arena_str(arena, tag), TAG_OWN)};
}

Query query_unread(Query query, Arena *arena)
{
	query.term = both(arena, TERM_AND, query.term, leaf(arena, TERM_FLAG, S(""), ITEM_UNREAD));
	return query;
}

Query query_and(Query a, Query b, Arena *arena)
{
	a.term = both(arena, TERM_AND, a.term, b.term);
	return a;
}

Query query_or(Query a, Query b, Arena *arena)
{
	a.term = both(arena, TERM_OR, a.term, b.term);
	return a;
}

Query query_for_text(Str text, Arena *arena)
{
	return (Query){.term = leaf(arena, TERM_TEXT, arena_str(arena, text), TEXT_OPEN)};
}

typedef VEC(Needle) Needles;

static void gather_words(const Term *term, Arena *arena, Needles *out)
{
	Needle needle;

	switch (term->kind) {
	case TERM_AND:
	case TERM_OR:
		gather_words(term->left, arena, out);
		gather_words(term->right, arena, out);
		break;
	case TERM_TEXT:
	case TERM_TITLE:
	case TERM_AUTHOR:
		if (needle_make(term->text, term->number == TEXT_EXACT, arena, &needle))
			*vec_push_in(out, arena) = needle;
		break;
	default:
		break;
	}
}

size_t query_words(const Term *term, Arena *arena, const Needle **out)
{
	Needles needles = {0};

	gather_words(term, arena, &needles);
	*out = needles.items;
	return needles.count;
}
