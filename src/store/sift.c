/* The marks that a list asks for: looked at in the sets of ids, beside SQL. */
#include "store/lister.h"

/* Ids that stand in the SQL at most. */
enum { MOST_NAMED = 20000 };

bool sift_is_mark(const Term *term)
{
	return (term->kind == TERM_FLAG && term->number & ITEM_MARKS) ||
	       (term->kind == TERM_TAG && term->number == TAG_OWN);
}

int64_t sift_kind(Lister *l, const Term *term)
{
	int64_t kind = 0;

	if (term->kind == TERM_FLAG)
		return __builtin_ctz((uint32_t)term->number);
	/* One that nobody gave has an empty set. */
	if (!tags_kind(l->lib, term->text, false, &kind, l->err))
		l->failed = true;
	return kind ? kind : INT32_MAX;
}

static void gather_marks(Lister *l, const Term *term)
{
	if (term->kind == TERM_AND) {
		gather_marks(l, term->left);
		gather_marks(l, term->right);
	} else if (sift_is_mark(term)) {
		*vec_push_in(&l->must, l->arena) = marks_set(l->lib, sift_kind(l, term));
	} else if (term->kind == TERM_NOT && sift_is_mark(term->left)) {
		*vec_push_in(&l->never, l->arena) = marks_set(l->lib, sift_kind(l, term->left));
	}
}

/* What passes: the sets of must and never. */
static void gather_sets(Lister *l)
{
	idset_drop(&l->only);
	idset_drop(&l->none);
	for (size_t i = 0; i < l->must.count; i++)
		(i ? idset_and : idset_or)(&l->only, l->must.items[i]);
	for (size_t i = 0; i < l->never.count; i++)
		idset_or(&l->none, l->never.items[i]);
	idset_minus(&l->only, &l->none);
}

/* If the marks leave but a few, they are named: to look one up takes 3 us, to pass over one that
 * does not fit 0.1. */
static void add_few(Lister *l)
{
	int64_t passed = l->total, count = (int64_t)l->only.count;

	if (!l->must.count || l->few)
		return;
	if (l->limit && count > l->limit)
		passed = passed / count * l->limit;
	if (count > MOST_NAMED || count * 30 > passed)
		return;
	l->few = true;
	buf_add(&l->sql, S("item.id IN ("));
	for (ItemId id = idset_next(&l->only, 0); id >= 0; id = idset_next(&l->only, id + 1))
		buf_printf(&l->sql, "%lld,", (long long)id);
	l->sql.n -= count > 0;
	buf_add(&l->sql, S(") AND "));
}

void sift_begin(Lister *l, const Term *term)
{
	l->listing = true;
	l->must.count = l->never.count = 0;
	gather_marks(l, term);
	gather_sets(l);
	add_few(l);
}

/* Marks are sifted out beside SQL, unless it sorts only to keep the first few of all. */
void sift_end(Lister *l, const Query *query, Order order)
{
	bool sorts = order != ORDER_NEWEST && order != ORDER_OLDEST && order != ORDER_ARRIVAL;

	if (!l->deleted)
		*vec_push_in(&l->never, l->arena) = marks_set(l->lib, MARK_DELETED);
	if (!l->muted && !query->muted)
		*vec_push_in(&l->never, l->arena) = marks_set(l->lib, MARK_MUTED);
	gather_sets(l);
	l->sifts = l->must.count || l->none.count;
	l->sifts_in_sql = l->sifts && l->limit && sorts;
	if (l->sifts_in_sql)
		buf_add(&l->sql, S(" AND sifted(item.id, 0)"));
}

/* Whether its marks are as they must be. */
bool sift_passes(const Lister *l, ItemId id)
{
	return !l->sifts ||
	       ((!l->must.count || idset_has(&l->only, id)) && !idset_has(&l->none, id));
}

void sift_found(Lister *l, const IdSet *found)
{
	l->must.count = l->never.count = 0;
	*vec_push_in(&l->must, l->arena) = found;
	gather_sets(l);
	l->sifts = true;
	l->sifts_in_sql = false;
	add_few(l);
	buf_char(&l->sql, '1');
}
