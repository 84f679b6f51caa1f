#include "model/rule.h"

#include "base/date.h"

static const char *const actions[RULE_ACTIONS] = {
	[RULE_MUTE] = "mute",
	[RULE_READ] = "read",
	[RULE_STAR] = "star",
	[RULE_LATER] = "later",
	[RULE_TAG] = "tag",
};

static bool find_action(Str word, RuleAction *out)
{
	for (size_t i = 0; i < COUNT(actions); i++)
		if (str_eq(word, str_from(actions[i]))) {
			*out = (RuleAction)i;
			return true;
		}
	return false;
}

/* A quoted part goes to its end; in it a quote may be escaped. */
static bool cut_quoted(Str *text, Arena *arena, Str *out)
{
	Buf made = {0};
	size_t at = 1;

	while (at < text->n && text->s[at] != '"') {
		if (text->s[at] == '\\' && at + 1 < text->n && text->s[at + 1] == '"')
			at++;
		buf_char(&made, text->s[at++]);
	}
	*out = buf_take(&made, arena);
	buf_drop(&made);
	if (at >= text->n || (at + 1 < text->n && !char_is_space(text->s[at + 1])))
		return false;
	*text = str_trim(str_from_at(*text, at + 1));
	return true;
}

/* The query and what is to be done: at the last colon that an action follows, or behind a query
 * that stands in quotes as a whole. */
static bool split(Str text, Arena *arena, Str *query, Str *rest)
{
	RuleAction ignored;
	Str word;

	*rest = text;
	if (str_starts(text, S("\"")) && cut_quoted(rest, arena, query)) {
		Str behind = *rest;

		if (str_word(&behind, &word) && find_action(word, &ignored))
			return true;
	}
	for (size_t at = text.n; at-- > 0;) {
		Str behind = str_from_at(text, at + 1);

		if (text.s[at] != ':' || !str_word(&behind, &word) || !find_action(word, &ignored))
			continue;
		*query = str_trim(str_slice(text, 0, at));
		*rest = str_trim(str_from_at(text, at + 1));
		return true;
	}
	return false;
}

/* "30d", "2w". */
static int64_t days_of(Str word)
{
	int64_t number;
	char unit = word.n ? word.s[word.n - 1] : '\0';

	if (word.n < 2 || word.n > 6 || !str_number(str_slice(word, 0, word.n - 1), &number) ||
		number <= 0)
		return 0;
	return unit == 'd'   ? number
	       : unit == 'w' ? number * 7
	       : unit == 'm' ? number * 30
	       : unit == 'y' ? number * 365
			     : 0;
}

static bool take_end(Rule *rule, Str keyword, Str value, Err *err)
{
	if (str_eq(keyword, S("until"))) {
		rule->until = date_parse(value);
		/* The day itself still counts. */
		rule->until += rule->until && value.n <= 10 ? DAY : 0;
		return rule->until ||
		       err_set(err, ERR_USER, 0, "\"%.*s\" is no date: until 2026-12-31",
			       STR_ARG(value));
	}
	rule->days = days_of(value);
	return rule->days ||
	       err_set(err, ERR_USER, 0, "\"%.*s\" is no time: for 30d, 2w, 3m", STR_ARG(value));
}

static Str rest_unquoted(Str rest, Arena *arena)
{
	Str whole = rest, out;

	return str_starts(rest, S("\"")) && cut_quoted(&whole, arena, &out) && whole.n == 0
		       ? out
		       : arena_str(arena, rest);
}

static bool take_options(Rule *rule, Str rest, Arena *arena, Err *err)
{
	Str keyword, value;

	while (str_word(&rest, &keyword)) {
		rest = str_trim(rest);
		if (str_eq(keyword, S("in")) && rest.n) {
			Query folder = query_for_folder(rest_unquoted(rest, arena), arena);

			rule->query = query_and(folder, rule->query, arena);
			return true;
		}
		if (!str_eq(keyword, S("until")) && !str_eq(keyword, S("for")))
			return err_set(err, ERR_USER, 0,
				"behind the action may stand until DATE, for 30d, in FOLDER; not "
				"\"%.*s\"",
				STR_ARG(keyword));
		if (!str_word(&rest, &value))
			return err_set(err, ERR_USER, 0, "%.*s what?", STR_ARG(keyword));
		if (!take_end(rule, keyword, value, err))
			return false;
	}
	return true;
}

bool rule_parse(Str text, Arena *arena, Rule *out, Err *err)
{
	Str query, rest, word = {0};

	*out = (Rule){.text = arena_str(arena, str_trim(text))};
	if (!split(out->text, arena, &query, &rest))
		return err_set(err, ERR_USER, 0,
			"a rule is a query and what to do: rule title:advertorial: mute; it can "
			"mute, read, star, later, tag NAME");
	if (query.n == 0)
		return err_set(err, ERR_USER, 0, "which articles? A query is missing");
	if (!query_parse(query, arena, &out->query, err))
		return false;
	str_word(&rest, &word);
	find_action(word, &out->action);
	if (out->action == RULE_TAG) {
		if (!str_word(&rest, &word))
			return err_set(err, ERR_USER, 0, "tag what? A name is missing");
		out->tag = arena_str(arena, word);
	}
	return take_options(out, rest, arena, err);
}
