/* Words in a query: looked up in the index; articles that it does not have (yet) are looked
 * through. */
#include <stdlib.h>

#include "base/token.h"
#include "store/lister.h"

/* Up to so many ids stand in the SQL; more are a function's. */
enum { FEW = 1000 };

bool text_is(const Term *term, Arena *arena)
{
	Needle needle;

	switch (term->kind) {
	case TERM_AND:
	case TERM_OR:
		return text_is(term->left, arena) && text_is(term->right, arena);
	case TERM_TEXT:
	case TERM_TITLE:
	case TERM_AUTHOR:
		return needle_make(term->text, term->number == TEXT_EXACT, arena, &needle);
	default:
		return false;
	}
}

/* --- the index -------------------------------------------------------------------------------- */

/* As FTS5 reads it. The tokenizer makes the same words of it as here; whether the last is open it
 * must be told. */
static void add_match(const Term *term, Arena *arena, Buf *out)
{
	Needle needle;

	if (term->kind == TERM_AND || term->kind == TERM_OR) {
		buf_char(out, '(');
		add_match(term->left, arena, out);
		buf_add(out, term->kind == TERM_AND ? S(" AND ") : S(" OR "));
		add_match(term->right, arena, out);
		buf_char(out, ')');
		return;
	}
	buf_add(out, term->kind == TERM_TITLE    ? S("(title : ")
		     : term->kind == TERM_AUTHOR ? S("(author : ")
						 : S("("));
	buf_char(out, '"');
	/* Words alone: no quote is among them. */
	needle_make(term->text, term->number == TEXT_EXACT, arena, &needle);
	for (size_t i = 0; i < term->text.n; i++)
		buf_char(out,
			term->text.s[i] == '"' || term->text.s[i] == '\0' ? ' ' : term->text.s[i]);
	buf_add(out, needle.open ? S("\" *)") : S("\")"));
}

static int by_id(const void *a, const void *b)
{
	ItemId x = *(const ItemId *)a, y = *(const ItemId *)b;

	return (x > y) - (x < y);
}

static bool read_stale(Lister *l)
{
	sqlite3_stmt *get = db_statement(l->lib, "SELECT item FROM changed WHERE seq > ?", l->err);
	size_t room = 0;
	bool ok = false;

	if (!get)
		return false;
	sqlite3_bind_int64(get, 1, l->reach.change);
	while (db_row(l->lib, get, &ok, l->err)) {
		l->stale = vec_grow(l->stale, l->stale_count, &room, sizeof *l->stale, NULL);
		l->stale[l->stale_count++] = sqlite3_column_int64(get, 0);
	}
	if (l->stale_count)
		qsort(l->stale, l->stale_count, sizeof *l->stale, by_id);
	return ok;
}

/* Where the tail begins. Its length is the difference of ids: nearly that of the list of items. */
static bool read_tail(Lister *l)
{
	int64_t last = 0;

	if (!db_number(l->lib, "SELECT max(id) FROM item", &last, l->err))
		return false;
	l->tail = l->reach.item;
	if (l->scan && last - l->tail > (int64_t)l->scan) {
		l->unseen = (uint64_t)(last - l->tail) - l->scan;
		l->tail = last - (int64_t)l->scan;
	}
	l->has_tail = last > l->tail || l->stale_count;
	return true;
}

static bool reach(Lister *l)
{
	if (l->reached)
		return true;
	l->reached = true;
	return index_reach(l->lib, &l->reach, l->err) && read_stale(l) && read_tail(l);
}

/* --- the rest --------------------------------------------------------------------------------- */

static void add_call(Lister *l, const char *function, const char *column, Str text)
{
	buf_printf(&l->sql, "%s(%s, ", function, column);
	lister_bind(l, text);
	buf_char(&l->sql, ')');
}

static void add_scan(Lister *l, const Term *term)
{
	Str text;

	buf_char(&l->sql, '(');
	if (term->kind == TERM_AND || term->kind == TERM_OR) {
		add_scan(l, term->left);
		buf_add(&l->sql, term->kind == TERM_AND ? S(" AND ") : S(" OR "));
		add_scan(l, term->right);
		buf_char(&l->sql, ')');
		return;
	}
	text = arena_printf(l->arena, "%c%.*s", term->number == TEXT_EXACT ? '=' : '~',
		STR_ARG(term->text));
	if (term->kind != TERM_AUTHOR)
		add_call(l, "has", "title", text);
	if (term->kind == TERM_TEXT)
		buf_add(&l->sql, S(" OR "));
	if (term->kind != TERM_TITLE)
		add_call(l, "has", "author", text);
	if (term->kind == TERM_TEXT) {
		buf_add(&l->sql, S(" OR "));
		add_call(l, "has_html", "(SELECT html FROM content WHERE content.id = item.id)",
			text);
		buf_add(&l->sql, S(" OR "));
		add_call(l, "has_page",
			"(SELECT full_text FROM content WHERE content.id = item.id)", text);
	}
	buf_char(&l->sql, ')');
}

static void add_ids(Lister *l, const ItemId *ids, const Scored *best, size_t count)
{
	buf_add(&l->sql, S("item.id IN ("));
	for (size_t i = 0; i < count; i++)
		buf_printf(&l->sql, i ? ",%lld" : "%lld", (long long)(ids ? ids[i] : best[i].id));
	buf_char(&l->sql, ')');
}

static void add_hits(Lister *l, size_t k)
{
	Hits *hits = &l->searches.items[k].hits;

	if (l->best_only && !hits->few && l->inside == 0) {
		add_ids(l, NULL, hits->best, hits->best_count);
		l->few = true;
		return;
	}
	if (!index_all(l->lib, l->searches.items[k].match, l->stale, l->stale_count, hits,
		    l->err)) {
		l->failed = true;
		return;
	}
	if (hits->count > FEW) {
		buf_printf(&l->sql, "hit(%zu, item.id)", k);
		return;
	}
	add_ids(l, hits->ids, NULL, hits->count);
	l->few |= !l->has_tail && l->inside == 0;
}

static void add_scans(Lister *l, const Term *const *terms, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (i)
			buf_add(&l->sql, S(" AND "));
		add_scan(l, terms[i]);
	}
}

static void add_tail(Lister *l, const Term *const *terms, size_t count)
{
	buf_printf(&l->sql, " OR (item.id > %lld AND ", (long long)l->tail);
	add_scans(l, terms, count);
	buf_char(&l->sql, ')');
	if (l->stale_count == 0)
		return;
	buf_printf(&l->sql,
		" OR (item.id IN (SELECT item FROM changed WHERE seq > %lld) AND item.id <= %lld "
		"AND ",
		(long long)l->reach.change, (long long)l->tail);
	add_scans(l, terms, count);
	buf_char(&l->sql, ')');
}

void text_add(Lister *l, const Term *const *terms, size_t count)
{
	Buf match = {0};
	Search *search;
	size_t k = l->searches.count;

	if (l->unindexed) {
		add_scans(l, terms, count);
		return;
	}
	if (l->failed || !reach(l)) {
		l->failed = true;
		return;
	}
	for (size_t i = 0; i < count; i++) {
		if (i)
			buf_add(&match, S(" AND "));
		add_match(terms[i], l->arena, &match);
	}
	search = vec_push_in(&l->searches, l->arena);
	search->match = buf_take(&match, l->arena);
	if (!index_best(l->lib, search->match, l->stale, l->stale_count, &search->hits, l->err)) {
		l->failed = true;
		return;
	}
	buf_char(&l->sql, '(');
	add_hits(l, k);
	if (l->has_tail)
		add_tail(l, terms, count);
	buf_char(&l->sql, ')');
}

void text_drop(Lister *l)
{
	for (size_t i = 0; i < l->searches.count; i++)
		hits_drop(&l->searches.items[i].hits);
	l->searches.count = 0;
	free(l->stale);
	l->stale = NULL;
	l->stale_count = 0;
	l->reached = false;
}
