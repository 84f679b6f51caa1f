#include "model/filter.h"

#include <regex.h>

#include "base/date.h"

enum { MAX_DEPTH = 200 };

typedef enum {
	OP_EQ,
	OP_NE,
	OP_MATCH,
	OP_NO_MATCH,
	OP_LE,
	OP_GE,
	OP_LT,
	OP_GT,
	OP_HAS,
	OP_HAS_NOT,
	OP_BETWEEN,
	OP_NONE
} Op;

/* The longer of two that begin alike first. */
static const struct {
	const char *sign;
	Op op;
} ops[] = {
	{"==", OP_EQ},
	{"=~", OP_MATCH},
	{"!=", OP_NE},
	{"!~", OP_NO_MATCH},
	{"!#", OP_HAS_NOT},
	{"<=", OP_LE},
	{">=", OP_GE},
	{"=", OP_EQ},
	{"<", OP_LT},
	{">", OP_GT},
	{"#", OP_HAS},
	{"between", OP_BETWEEN},
};

typedef struct {
	Arena *arena;
	Str rest;
	const char *where; /* what is looked at */
	unsigned depth;
	Err *err;
} Parser;

typedef struct {
	Str name;
	Op op;
	Str value;
	int64_t from, to; /* of numbers and ranges */
} Comparison;

bool term_regex_sound(Str regex, Arena *arena, Err *err)
{
	regex_t compiled;
	char why[120];
	int failed = regcomp(&compiled, arena_strz(arena, regex), REG_EXTENDED | REG_NOSUB);

	if (failed) {
		regerror(failed, &compiled, why, sizeof why);
		return err_set(err, ERR_USER, 0, "/%.*s/ is no regular expression: %s",
			STR_ARG(regex), why);
	}
	regfree(&compiled);
	return true;
}

static const Term *leaf(Parser *p, TermKind kind, Str text, int64_t number)
{
	Term *term = arena_alloc(p->arena, sizeof *term);

	*term = (Term){.kind = kind, .text = text, .number = number};
	return term;
}

static const Term *join(Parser *p, TermKind kind, const Term *left, const Term *right)
{
	Term *term = arena_alloc(p->arena, sizeof *term);

	if (!left || (kind != TERM_NOT && !right))
		return NULL;
	*term = (Term){.kind = kind, .left = left, .right = right};
	return term;
}

static const Term *negated_if(Parser *p, bool negate, const Term *term)
{
	return negate ? join(p, TERM_NOT, term, NULL) : term;
}

static const Term *wrong(Parser *p, const Comparison *c)
{
	err_set(p->err, ERR_USER, 0, "\"%.*s\" can't be compared so", STR_ARG(c->name));
	return NULL;
}

static const Term *text_term(Parser *p, const Comparison *c, int64_t field)
{
	switch (c->op) {
	case OP_EQ:
	case OP_NE:
		return negated_if(p, c->op == OP_NE, leaf(p, TERM_EQUALS, c->value, field));
	case OP_MATCH:
	case OP_NO_MATCH:
		if (!term_regex_sound(c->value, p->arena, p->err))
			return NULL;
		return negated_if(p, c->op == OP_NO_MATCH, leaf(p, TERM_MATCH, c->value, field));
	case OP_HAS:
	case OP_HAS_NOT:
		return negated_if(p, c->op == OP_HAS_NOT, leaf(p, TERM_HAS, c->value, field));
	default:
		return wrong(p, c);
	}
}

static const Term *unread_term(Parser *p, const Comparison *c, int64_t field)
{
	bool yes = str_eq(c->value, S("yes"));

	(void)field;
	if (c->op != OP_EQ && c->op != OP_NE)
		return wrong(p, c);
	/* Any other word is neither. */
	if (!yes && !str_eq(c->value, S("no")))
		return negated_if(p, c->op == OP_EQ, leaf(p, TERM_ALL, S(""), 0));
	return negated_if(p, yes != (c->op == OP_EQ), leaf(p, TERM_FLAG, S(""), ITEM_UNREAD));
}

static const Term *tags_term(Parser *p, const Comparison *c, int64_t field)
{
	if (c->op != OP_HAS && c->op != OP_HAS_NOT)
		return text_term(p, c, field);
	/* No word is empty. */
	if (c->value.n == 0)
		return negated_if(p, c->op == OP_HAS, leaf(p, TERM_ALL, S(""), 0));
	return text_term(p, c, field);
}

/* Younger than so many whole days; everything is older than yesterday's tomorrow. */
static const Term *younger(Parser *p, int64_t days)
{
	if (days <= 0)
		return join(p, TERM_NOT, leaf(p, TERM_ALL, S(""), 0), NULL);
	return leaf(p, TERM_NEWER, S(""), days * DAY);
}

/* Age in whole days, rounded down: 1 day old from 24 to 48 hours. */
static const Term *age_term(Parser *p, const Comparison *c, int64_t field)
{
	int64_t from = c->from, to = c->to;

	(void)field;
	switch (c->op) {
	case OP_LT:
		return younger(p, from);
	case OP_LE:
		return younger(p, from + 1);
	case OP_GT:
		return join(p, TERM_NOT, younger(p, from + 1), NULL);
	case OP_GE:
		return join(p, TERM_NOT, younger(p, from), NULL);
	case OP_EQ:
	case OP_NE:
	case OP_BETWEEN:
		if (from > to) {
			from = c->to;
			to = c->from;
		}
		return negated_if(p, c->op == OP_NE,
			join(p, TERM_AND, younger(p, to + 1),
				join(p, TERM_NOT, younger(p, from), NULL)));
	default:
		return wrong(p, c);
	}
}

/* A number that a feed has. */
static const Term *number_term(Parser *p, const Comparison *c, int64_t field)
{
	Term *term = arena_alloc(p->arena, sizeof *term);

	*term = (Term){.kind = TERM_RANGE, .number = field, .low = INT64_MIN, .high = INT64_MAX};
	switch (c->op) {
	case OP_LT:
		term->high = c->from - 1;
		break;
	case OP_LE:
		term->high = c->from;
		break;
	case OP_GT:
		term->low = c->from + 1;
		break;
	case OP_GE:
		term->low = c->from;
		break;
	case OP_EQ:
	case OP_NE:
	case OP_BETWEEN:
		term->low = c->from < c->to ? c->from : c->to;
		term->high = c->from < c->to ? c->to : c->from;
		break;
	default:
		return wrong(p, c);
	}
	return negated_if(p, c->op == OP_NE, term);
}

static const struct {
	const char *name;
	const Term *(*make)(Parser *p, const Comparison *c, int64_t field); /* NULL: not kept */
	int64_t field;
} attributes[] = {
	{"title", text_term, FIELD_TITLE},
	{"link", text_term, FIELD_LINK},
	{"author", text_term, FIELD_AUTHOR},
	{"content", text_term, FIELD_CONTENT},
	{"guid", text_term, FIELD_GUID},
	{"feedtitle", text_term, FIELD_FEED},
	{"rssurl", text_term, FIELD_FEED_URL},
	{"unread", unread_term, 0},
	{"tags", tags_term, FIELD_FEED_TAGS},
	{"age", age_term, 0},
	{"date", text_term, FIELD_DATE},
	{"flags", text_term, FIELD_LETTERS},
	{"enclosure_url", text_term, FIELD_ENCLOSURE_URL},
	{"enclosure_type", text_term, FIELD_ENCLOSURE_TYPE},
	{"feedlink", text_term, FIELD_FEED_LINK},
	{"unread_count", number_term, FIELD_FEED_UNREAD},
	{"total_count", number_term, FIELD_FEED_TOTAL},
	{"feedindex", number_term, FIELD_FEED_INDEX},
	{"latest_article_age", number_term, FIELD_FEED_AGE},
	/* A place in a list that is only being made; what lede does not store of a feed. */
	{"articleindex", NULL, 0},
	{"description", NULL, 0},
	{"feeddate", NULL, 0},
};

static void skip_blanks(Str *rest)
{
	while (str_starts(*rest, S(" ")) || str_starts(*rest, S("\t")))
		*rest = str_from_at(*rest, 1);
}

static Str take_name(Str *rest)
{
	size_t n = 0;

	while (n < rest->n && (char_is_alpha(rest->s[n]) || char_is_digit(rest->s[n]) ||
				      rest->s[n] == '_' || rest->s[n] == '-' || rest->s[n] == '.'))
		n++;
	*rest = str_from_at(*rest, n);
	return str_of(rest->s - n, n);
}

static Op take_op(Str *rest)
{
	skip_blanks(rest);
	for (size_t i = 0; i < COUNT(ops); i++)
		if (str_starts(*rest, str_from(ops[i].sign))) {
			*rest = str_from_at(*rest, str_from(ops[i].sign).n);
			return ops[i].op;
		}
	return OP_NONE;
}

static size_t attribute_index(Str name)
{
	size_t i = 0;

	while (i < COUNT(attributes) && !str_eq(name, str_from(attributes[i].name)))
		i++;
	return i;
}

/* A name, an operator and a value: nothing else is written so, however the name is mistyped. "C# 7"
 * may be words. */
static bool is_comparison(Str name, Op op, Str rest)
{
	if (name.n == 0 || op == OP_NONE)
		return false;
	if (op == OP_MATCH || op == OP_NO_MATCH || attribute_index(name) < COUNT(attributes))
		return true;
	skip_blanks(&rest);
	if (!char_is_alpha(name.s[0]))
		return false;
	if (rest.n == 0 || op == OP_HAS || op == OP_HAS_NOT)
		return rest.n && rest.s[0] == '"';
	return rest.s[0] == '"' || rest.s[0] == '-' || char_is_digit(rest.s[0]);
}

/* Behind a word, a text in quotes, or a regular expression. */
static Str behind_word(Str text)
{
	char end = text.s[0] == '"' || text.s[0] == '/' ? text.s[0] : ' ';
	size_t n = 1;

	while (n < text.n && text.s[n] != end && (end != ' ' || text.s[n] != '('))
		n += text.s[n] == '\\' && end != ' ' ? 2 : 1;
	return str_from_at(text, n + (end != ' ') < text.n ? n + (end != ' ') : text.n);
}

bool filter_seems(Str text)
{
	for (;;) {
		Str name, rest;
		Op op;

		while (text.n && (text.s[0] == '(' || char_is_space(text.s[0])))
			text = str_from_at(text, 1);
		if (text.n == 0)
			return false;
		rest = text;
		name = take_name(&rest);
		op = take_op(&rest);
		if (is_comparison(name, op, rest))
			return true;
		text = behind_word(text);
	}
}

/* The backslash protects the next character and stays: it is the regular expression's. */
static bool take_quoted(Parser *p, Comparison *c)
{
	size_t n = 1;

	while (n < p->rest.n && p->rest.s[n] != '"')
		n += p->rest.s[n] == '\\' ? 2 : 1;
	if (n >= p->rest.n)
		return err_set(p->err, ERR_USER, 0, "a closing quote is missing");
	c->value = arena_str(p->arena, str_slice(p->rest, 1, n - 1));
	p->rest = str_from_at(p->rest, n + 1);
	if (!str_number(c->value, &c->from))
		c->from = 0;
	c->to = c->from;
	return true;
}

static bool take_number(Parser *p, Comparison *c)
{
	size_t n = str_starts(p->rest, S("-"));
	Str high;

	while (n < p->rest.n && (char_is_digit(p->rest.s[n]) || p->rest.s[n] == ':'))
		n++;
	c->value = arena_str(p->arena, str_slice(p->rest, 0, n));
	p->rest = str_from_at(p->rest, n);
	high = c->value;
	if (c->op == OP_BETWEEN) {
		Str low = S("");

		str_cut(&high, ':', &low);
		if (!str_number(low, &c->from) || !str_number(high, &c->to))
			return err_set(p->err, ERR_USER, 0, "\"between\" takes a range: 0:7");
	} else if (!str_number(high, &c->from)) {
		return err_set(p->err, ERR_USER, 0,
			"behind an operator stands a number or a text in quotes");
	} else {
		c->to = c->from;
	}
	if (c->from < -INT32_MAX || c->from > INT32_MAX || c->to < -INT32_MAX || c->to > INT32_MAX)
		return err_set(p->err, ERR_USER, 0, "this number is out of all bounds");
	return true;
}

static const Term *comparison(Parser *p)
{
	Comparison c = {.name = take_name(&p->rest)};
	size_t i = attribute_index(c.name);
	bool ok;

	p->where = c.name.s;
	if (i == COUNT(attributes) || !attributes[i].make) {
		err_set(p->err, ERR_USER, 0,
			c.name.n == 0 ? "an attribute is missing"
				      : "lede has no attribute \"%.*s\" to filter by; words to "
					"search for go in quotes",
			STR_ARG(c.name));
		return NULL;
	}
	c.op = take_op(&p->rest);
	if (c.op == OP_NONE) {
		p->where = p->rest.s;
		err_set(p->err, ERR_USER, 0, "an operator is missing behind \"%.*s\"",
			STR_ARG(c.name));
		return NULL;
	}
	skip_blanks(&p->rest);
	p->where = p->rest.s;
	ok = str_starts(p->rest, S("\"")) ? take_quoted(p, &c) : take_number(p, &c);
	p->where = ok ? c.name.s : p->where;
	return ok ? attributes[i].make(p, &c, attributes[i].field) : NULL;
}

static bool take_keyword(Parser *p, Str keyword)
{
	Str behind;

	if (!str_starts(p->rest, keyword))
		return false;
	behind = str_from_at(p->rest, keyword.n);
	if (!str_starts(behind, S(" ")) && !str_starts(behind, S("(")))
		return false;
	p->rest = behind;
	return true;
}

static const Term *parse(Parser *p)
{
	const Term *term;

	if (++p->depth > MAX_DEPTH) {
		err_set(p->err, ERR_USER, 0, "this filter is too long");
		return NULL;
	}
	skip_blanks(&p->rest);
	if (str_starts(p->rest, S("("))) {
		p->rest = str_from_at(p->rest, 1);
		term = parse(p);
		skip_blanks(&p->rest);
		if (term && !str_starts(p->rest, S(")"))) {
			p->where = p->rest.s;
			err_set(p->err, ERR_USER, 0, "a \")\" is missing");
			return NULL;
		}
		p->rest = str_from_at(p->rest, 1);
	} else {
		term = comparison(p);
	}
	skip_blanks(&p->rest);
	if (term && take_keyword(p, S("and")))
		term = join(p, TERM_AND, term, parse(p));
	else if (term && take_keyword(p, S("or")))
		term = join(p, TERM_OR, term, parse(p));
	p->depth--;
	return term;
}

const Term *filter_parse(Str text, Arena *arena, const char **where, Err *err)
{
	Parser parser = {.arena = arena, .rest = str_trim(text), .err = err};
	const Term *term = parse(&parser);

	*where = parser.where;
	if (term && parser.rest.n) {
		*where = parser.rest.s;
		err_set(err, ERR_USER, 0, "\"%.*s\" is no part of a filter", STR_ARG(parser.rest));
		return NULL;
	}
	return term;
}
