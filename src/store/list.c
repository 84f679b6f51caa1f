/* A query becomes SQL (term.c, text.c), and that becomes ids. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "store/lister.h"

/* How long the first few are looked for in the order they have. */
enum { PATIENCE_MS = 20 };

static const char *const orders[ORDERS] = {
	[ORDER_NEWEST] = "published DESC, item.id DESC",
	[ORDER_OLDEST] = "published, item.id",
	[ORDER_FEED] = ("(SELECT ifnull(place, 1 << 40) FROM feed WHERE feed.id = item.feed), feed,"
			" published DESC, item.id DESC"),
	[ORDER_TITLE] = "title COLLATE NOCASE, item.id",
	[ORDER_ARRIVAL] = "item.id DESC",
	[ORDER_LENGTH] = "words DESC, item.id DESC",
	[ORDER_BEST] = "fit(item.id, published) DESC, published DESC, item.id DESC",
};

/* Whether the tree says which feeds at its top, and by id at that: then the listed ones do not
 * matter. */
static bool names_a_feed(const Term *term)
{
	if (term->kind == TERM_AND)
		return names_a_feed(term->left) || names_a_feed(term->right);
	return term->kind == TERM_FEED && term->number > 0;
}

/* Without words, all fits alike. */
static Order order_of(const Lister *l, const Query *query)
{
	return query->order >= ORDERS || (query->order == ORDER_BEST && !l->searches.count)
		       ? ORDER_NEWEST
		       : query->order;
}

/* Newest or oldest first: an index has all articles in that order. */
static bool is_by_date(Order order)
{
	return order == ORDER_NEWEST || order == ORDER_OLDEST;
}

/* Whether what is asked for, or by what it is sorted, stands in the rows of articles alone, and of
 * so many that reading all rows where they lie is quicker than looking these up: a row looked up
 * takes 2.5 us, one that is passed 0.1. */
static bool reads_rows(const Lister *l, Order order)
{
	return (l->rows || order == ORDER_TITLE || order == ORDER_LENGTH) && !l->few &&
	       l->narrow > l->total / 20;
}

/* What must hold. *order: how it is to be sorted, which is known only when its words are. */
static Str condition_of(Lister *l, const Query *query, Order *order)
{
	buf_clear(&l->sql);
	l->texts.count = 0;
	l->few = l->failed = l->rows = false;
	l->narrow = l->total;
	sift_begin(l, query->term);
	lister_term(l, query->term);
	if (!names_a_feed(query->term)) {
		buf_add(&l->sql, S(" AND "));
		lister_feeds(l, NULL);
	}
	*order = order_of(l, query);
	sift_end(l, query, *order);
	return arena_str(l->arena, buf_str(&l->sql));
}

static void write_order(Lister *l, const Query *query, Order order)
{
	buf_printf(&l->sql, " ORDER BY %s%s",
		l->few && order != ORDER_FEED && order != ORDER_BEST ? "+" : "", orders[order]);
	if (query->limit && (!l->sifts || l->sifts_in_sql))
		buf_printf(&l->sql, " LIMIT %zu", query->limit);
}

/* `all_rows`: in the order in which they lie there. */
static void write_select(Lister *l, Str condition, bool all_rows)
{
	buf_clear(&l->sql);
	buf_printf(&l->sql, "SELECT id FROM item %sWHERE %.*s", all_rows ? "NOT INDEXED " : "",
		STR_ARG(condition));
}

/* The bits follow the ids in one block. */
static void join(IdList *out, const uint64_t *bits)
{
	size_t words = out->count / 64 + 1;
	uint64_t *behind;

	out->ids = memory_resize(out->ids, out->count * sizeof *out->ids + words * sizeof *bits);
	behind = (uint64_t *)(out->ids + out->count);
	memcpy(behind, bits, words * sizeof *bits);
	out->unread = behind;
}

/* Room for `room` ids and their bits. */
static uint64_t *grow(IdList *out, uint64_t *bits, size_t room)
{
	out->ids = memory_resize(out->ids, room * sizeof *out->ids);
	bits = memory_resize(bits, (room / 64 + 1) * sizeof *bits);
	memset(bits + out->count / 64, 0, (room / 64 + 1 - out->count / 64) * sizeof *bits);
	return bits;
}

static bool collect(Lister *l, sqlite3_stmt *statement, IdList *out)
{
	const IdSet *unread = marks_set(l->lib, MARK_UNREAD);
	size_t limit = l->limit ? (size_t)l->limit : SIZE_MAX;
	/* For all that can be from the start: what of it is not used is never there, while of
	 * blocks that were outgrown one by one 3 MB of a million stay with the heap. */
	size_t room = (size_t)(l->limit && l->limit < l->narrow ? l->limit : l->narrow) + 1;
	uint64_t *bits = grow(out, NULL, room);
	bool ok = true;

	while (out->count < limit && db_row(l->lib, statement, &ok, l->err)) {
		ItemId id = sqlite3_column_int64(statement, 0);

		if (!sift_passes(l, id))
			continue;
		if (out->count == room) {
			room *= 2;
			bits = grow(out, bits, room);
		}
		if (idset_has(unread, id))
			bits[out->count / 64] |= (uint64_t)1 << out->count % 64;
		out->ids[out->count++] = id;
	}
	if (ok && out->count) {
		join(out, bits);
	} else {
		free(out->ids);
		*out = (IdList){0};
	}
	free(bits);
	return ok;
}

sqlite3_stmt *lister_prepare(Lister *l)
{
	sqlite3_stmt *statement = NULL;

	if (sqlite3_prepare_v2(l->lib->db, buf_z(&l->sql), (int)l->sql.n, &statement, NULL) !=
		SQLITE_OK) {
		db_fail(l->lib, l->err);
		return NULL;
	}
	for (size_t i = 0; i < l->texts.count; i++)
		db_bind_str(statement, (int)i + 1, l->texts.items[i]);
	return statement;
}

static bool list_sql(Lister *l, IdList *out)
{
	sqlite3_stmt *statement = l->failed ? NULL : lister_prepare(l);
	bool ok = statement && collect(l, statement, out);

	sqlite3_finalize(statement);
	return ok;
}

static int is_late(void *user)
{
	Lister *l = user;

	l->late = clock_ms() >= l->until;
	return l->late;
}

/* The first few by the index of dates, in the hope that many fit. True, with *late: they don't. */
static bool list_hopefully(Lister *l, const Query *query, Str condition, Order order, IdList *out,
	bool *late)
{
	bool ok;

	write_select(l, condition, false);
	write_order(l, query, order);
	l->late = false;
	l->until = clock_ms() + PATIENCE_MS;
	sqlite3_progress_handler(l->lib->db, 1000, is_late, l);
	ok = list_sql(l, out);
	sqlite3_progress_handler(l->lib->db, 0, NULL, NULL);
	*late = l->late;
	return ok || l->late;
}

/* Finds them where they lie; then the index of dates has their order. */
static bool list_found(Lister *l, const Query *query, Str condition, Order order, IdList *out)
{
	sqlite3_stmt *statement;
	IdSet found = {0};
	bool ok = false;

	write_select(l, condition, true);
	statement = l->failed ? NULL : lister_prepare(l);
	while (statement && db_row(l->lib, statement, &ok, l->err))
		if (sift_passes(l, sqlite3_column_int64(statement, 0)))
			idset_put(&found, sqlite3_column_int64(statement, 0));
	sqlite3_finalize(statement);
	if (ok) {
		buf_clear(&l->sql);
		l->texts.count = 0;
		sift_found(l, &found);
		write_select(l, arena_str(l->arena, buf_str(&l->sql)), false);
		write_order(l, query, order);
		ok = list_sql(l, out);
	}
	idset_drop(&found);
	return ok;
}

static bool list_once(Lister *l, const Query *query, IdList *out)
{
	Order order;
	Str condition = condition_of(l, query, &order);
	bool scans = reads_rows(l, order), late = false;

	if (scans && is_by_date(order)) {
		if (query->limit && !list_hopefully(l, query, condition, order, out, &late))
			return false;
		return (query->limit && !late) || list_found(l, query, condition, order, out);
	}
	write_select(l, condition, scans);
	write_order(l, query, order);
	return list_sql(l, out);
}

static bool lister_open(Lister *l, Library *lib, const Query *query, Err *err)
{
	*l = (Lister){.lib = lib,
		.arena = arena_open(),
		.now = time(NULL),
		.err = err,
		.scan = query->scan,
		.limit = (int64_t)query->limit};
	lib->lister = l;
	return db_snapshot(lib, &l->snapshot, err) && marks_fresh(lib, err) && lister_all_feeds(l);
}

static void lister_close(Lister *l)
{
	db_snapshot_end(l->lib, l->snapshot);
	l->lib->lister = NULL;
	text_drop(l);
	idset_drop(&l->only);
	idset_drop(&l->none);
	buf_drop(&l->sql);
	arena_close(l->arena);
}

/* The first of many hits, by how well they fit: if so many pass among those that came last, the
 * others need not be looked at. */
static bool list_best(Lister *l, const Query *query, IdList *out)
{
	bool many = false;

	l->best_only = true;
	if (!list_once(l, query, out))
		return false;
	l->best_only = false;
	for (size_t i = 0; i < l->searches.count; i++)
		many |= !l->searches.items[i].hits.few;
	if (!many || out->count == query->limit)
		return true;
	free(out->ids);
	*out = (IdList){0};
	text_drop(l);
	return list_once(l, query, out);
}

bool library_list(Library *lib, const Query *query, IdList *out, Err *err)
{
	Lister lister;
	bool ok;

	*out = (IdList){0};
	ok = lister_open(&lister, lib, query, err) &&
	     (query->order == ORDER_BEST && query->limit ? list_best : list_once)(&lister, query,
		     out);
	if (ok)
		out->unseen = lister.unseen;
	lister_close(&lister);
	return ok;
}

static bool count_all(Lister *l, sqlite3_stmt *statement, uint64_t *out)
{
	bool ok = false;

	while (db_row(l->lib, statement, &ok, l->err))
		*out += sift_passes(l, sqlite3_column_int64(statement, 0));
	return ok;
}

bool library_count(Library *lib, const Query *query, uint64_t *out, Err *err)
{
	sqlite3_stmt *statement = NULL;
	Query any = *query;
	Str condition;
	Lister lister;
	bool ok;

	*out = 0;
	any.order = ORDER_NEWEST;
	if (lister_open(&lister, lib, &any, err)) {
		condition = condition_of(&lister, &any, &any.order);
		write_select(&lister, condition, reads_rows(&lister, any.order));
		statement = lister.failed ? NULL : lister_prepare(&lister);
	}
	ok = statement && count_all(&lister, statement, out);
	sqlite3_finalize(statement);
	lister_close(&lister);
	return ok;
}

static sqlite3_stmt *prepare_match(Lister *l, const Query *query, const ItemId *ids, size_t n)
{
	buf_add(&l->sql, S("SELECT id FROM item WHERE id IN ("));
	for (size_t i = 0; i < n; i++)
		buf_printf(&l->sql, i ? ",%lld" : "%lld", (long long)ids[i]);
	buf_add(&l->sql, S(") AND "));
	l->few = true;
	lister_term(l, query->term);
	return l->failed ? NULL : lister_prepare(l);
}

bool library_match(Library *lib, const Query *query, const ItemId *ids, size_t n, bool *out,
	Err *err)
{
	sqlite3_stmt *statement = NULL;
	Lister lister;
	bool ok = false;

	memset(out, 0, n * sizeof *out);
	if (lister_open(&lister, lib, query, err))
		statement = prepare_match(&lister, query, ids, n);
	while (statement && db_row(lib, statement, &ok, err))
		for (size_t i = 0; i < n; i++)
			if (ids[i] == sqlite3_column_int64(statement, 0))
				out[i] = true;
	sqlite3_finalize(statement);
	lister_close(&lister);
	return ok;
}
