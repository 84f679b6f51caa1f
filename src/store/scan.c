/* Functions that the SQL of lists calls: they look at texts, and at what the index found. */
#include <math.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/token.h"
#include "feed/html/strip.h"
#include "store/fullpages.h"
#include "store/lister.h"
#include "store/pack.h"
#include "store/same.h"

static Str argument(sqlite3_value *value)
{
	const char *s = (const char *)sqlite3_value_text(value);

	return str_of(s ? s : "", s ? (size_t)sqlite3_value_bytes(value) : 0);
}

/* A text that may be packed, with a NUL behind it; valid until the next one. What is damaged has no
 * words. */
static Str stored_text(sqlite3_context *context, sqlite3_value *value)
{
	const char *s = (const char *)sqlite3_value_blob(value);
	Str text;

	if (sqlite3_value_type(value) != SQLITE_BLOB)
		return argument(value);
	pack_text(sqlite3_user_data(context),
		str_of(s ? s : "", s ? (size_t)sqlite3_value_bytes(value) : 0), &text);
	return text;
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
	Str html = stored_text(context, values[0]), word = argument(values[1]);
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
	const char *text = stored_text(context, values[0]).s;
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
		sqlite3_result_int(context, regexec(fresh, text, 0, NULL, 0) == 0);
		sqlite3_set_auxdata(context, 1, fresh, free_regex);
		return;
	}
	sqlite3_result_int(context, regexec(regex, text, 0, NULL, 0) == 0);
}

/* What is looked for, made ready once a statement. */
typedef struct {
	Arena *arena, *scratch;
	Needle needle;
} Wanted;

static void free_wanted(void *user)
{
	Wanted *wanted = user;

	arena_close(wanted->scratch);
	arena_close(wanted->arena);
}

/* The second argument: '=' before words that were in quotes, '~' before others. */
static Wanted *wanted_of(sqlite3_context *context, sqlite3_value **values)
{
	Wanted *wanted = sqlite3_get_auxdata(context, 1);
	Arena *arena;
	Str text;

	if (wanted)
		return wanted;
	arena = arena_open();
	wanted = arena_alloc(arena, sizeof *wanted);
	wanted->arena = arena;
	wanted->scratch = arena_open();
	text = argument(values[1]);
	needle_make(str_from_at(text, 1), str_starts(text, S("=")), arena, &wanted->needle);
	sqlite3_set_auxdata(context, 1, wanted, free_wanted);
	return sqlite3_get_auxdata(context, 1);
}

/* What a stored text is made words by. */
typedef Str Reading(Str text, Arena *arena);

static void look(sqlite3_context *context, sqlite3_value **values, Reading *reading)
{
	Wanted *wanted = wanted_of(context, values);
	Str text = stored_text(context, values[0]);
	size_t start, end;

	if (!wanted) {
		sqlite3_result_error_nomem(context);
		return;
	}
	arena_reset(wanted->scratch);
	if (reading)
		text = reading(text, wanted->scratch);
	sqlite3_result_int(context,
		wanted->needle.count && needle_find(&wanted->needle, text, 0, &start, &end));
}

/* has(text, words): whether the words stand in it. */
static void sql_has(sqlite3_context *context, int count, sqlite3_value **values)
{
	(void)count;
	look(context, values, NULL);
}

static void sql_has_html(sqlite3_context *context, int count, sqlite3_value **values)
{
	(void)count;
	look(context, values, strip_html);
}

static void sql_has_page(sqlite3_context *context, int count, sqlite3_value **values)
{
	(void)count;
	look(context, values, fullpage_text);
}

/* hit(k, id): whether the k-th search in the index found it. */
static void sql_hit(sqlite3_context *context, int count, sqlite3_value **values)
{
	const Library *lib = sqlite3_user_data(context);
	size_t k = (size_t)sqlite3_value_int64(values[0]);

	(void)count;
	sqlite3_result_int(context, lib->lister && k < lib->lister->searches.count &&
					    hits_have(&lib->lister->searches.items[k].hits,
						    sqlite3_value_int64(values[1])));
}

/* fit(id, published): how well it fits, and how fresh it is. What fits best stays before what fits
 * worse by half, however old. */
static void sql_fit(sqlite3_context *context, int count, sqlite3_value **values)
{
	const Library *lib = sqlite3_user_data(context);
	double days, sum = 0;

	(void)count;
	if (!lib->lister)
		return;
	for (size_t i = 0; i < lib->lister->searches.count; i++)
		sum += hits_score(&lib->lister->searches.items[i].hits,
			sqlite3_value_int64(values[0]));
	/* What is not indexed has no score: as if it fitted middling, and it is fresh. */
	if (sum == 0 && lib->lister->has_tail && sqlite3_value_int64(values[0]) > lib->lister->tail)
		sum = 0.4;
	days = (double)(lib->lister->now - sqlite3_value_int64(values[1])) / 86400;
	sqlite3_result_double(context, sum * (0.5 + 0.5 * exp2(-(days > 0 ? days : 0) / 60)));
}

/* has_word(text, word): whether it is one of those that blanks part. */
static void sql_has_word(sqlite3_context *context, int count, sqlite3_value **values)
{
	Str text = argument(values[0]), wanted = argument(values[1]), word;
	bool found = false;

	(void)count;
	while (!found && str_word(&text, &word))
		found = str_eq(word, wanted);
	sqlite3_result_int(context, found);
}

/* has_line(text, line): whether it is one of its lines, in any case. */
static void sql_has_line(sqlite3_context *context, int count, sqlite3_value **values)
{
	Str text = argument(values[0]), wanted = argument(values[1]), line;
	bool found = false;

	(void)count;
	while (!found && str_cut(&text, '\n', &line))
		found = str_eq_case(line, wanted);
	sqlite3_result_int(context, found);
}

/* date_text(seconds, 0): as feeds write it, in local time. */
static void sql_date_text(sqlite3_context *context, int count, sqlite3_value **values)
{
	Arena *arena = arena_open();
	Str text = date_format(sqlite3_value_int64(values[0]), "%a, %d %b %Y %H:%M:%S %z", arena);

	(void)count;
	sqlite3_result_text64(context, text.n ? text.s : "", text.n, SQLITE_TRANSIENT, SQLITE_UTF8);
	arena_close(arena);
}

/* enclosure(enclosures, 0): the address of the first recording or film, else of the first of all;
 * 1: its type. merge.c says how they are written. */
static void sql_enclosure(sqlite3_context *context, int count, sqlite3_value **values)
{
	Str all = argument(values[0]), one, field[2] = {{0}, {0}}, first[2] = {{0}, {0}};
	bool found = false, any = false;
	int which = sqlite3_value_int(values[1]) == 1;

	(void)count;
	while (!found && str_cut(&all, 0x1e, &one)) {
		str_cut(&one, 0x1f, &field[0]);
		str_cut(&one, 0x1f, &field[1]);
		found = str_starts_case(field[1], S("audio/")) ||
			str_starts_case(field[1], S("video/"));
		if (found || !any)
			memcpy(first, field, sizeof first);
		any = true;
	}
	sqlite3_result_text64(context, first[which].n ? first[which].s : "", first[which].n,
		SQLITE_TRANSIENT, SQLITE_UTF8);
}

/* sifted(id, 0): whether its marks are as the list wants them. */
static void sql_sifted(sqlite3_context *context, int count, sqlite3_value **values)
{
	const Library *lib = sqlite3_user_data(context);

	(void)count;
	sqlite3_result_int(context,
		!lib->lister || sift_passes(lib->lister, sqlite3_value_int64(values[0])));
}

/* same_link(url, title), for migrations. */
static void sql_same_link(sqlite3_context *context, int count, sqlite3_value **values)
{
	(void)count;
	sqlite3_result_int64(context, (int64_t)same_link(argument(values[0]), argument(values[1])));
}

bool scan_prepare(Library *lib, Err *err)
{
	static const struct {
		const char *name;
		void (*run)(sqlite3_context *, int, sqlite3_value **);
		bool varies; /* with what the index found */
	} functions[] = {
		{"holds", sql_holds, false},
		{"holds_html", sql_holds_html, false},
		{"matches", sql_matches, false},
		{"has", sql_has, false},
		{"has_html", sql_has_html, false},
		{"has_page", sql_has_page, false},
		{"hit", sql_hit, true},
		{"fit", sql_fit, true},
		{"sifted", sql_sifted, true},
		{"has_word", sql_has_word, false},
		{"has_line", sql_has_line, false},
		{"date_text", sql_date_text, true},
		{"enclosure", sql_enclosure, false},
		{"same_link", sql_same_link, false},
	};

	for (size_t i = 0; i < COUNT(functions); i++)
		if (sqlite3_create_function(lib->db, functions[i].name, 2,
			    SQLITE_UTF8 | SQLITE_DIRECTONLY |
				    (functions[i].varies ? 0 : SQLITE_DETERMINISTIC),
			    lib, functions[i].run, NULL, NULL) != SQLITE_OK)
			return db_fail(lib, err);
	return true;
}
