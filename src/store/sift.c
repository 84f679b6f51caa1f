/* The marks that a list asks for: looked at in the sets of ids, beside SQL. */
#include "store/lister.h"

/* Ids that stand in the SQL at most. */
enum { MOST_NAMED = 20000 };

bool sift_is_mark(const Term *term)
{
	return term->kind == TERM_FLAG && term->number & ITEM_MARKS;
}

static void gather_marks(Lister *l, const Term *term)
{
	if (term->kind == TERM_AND) {
		gather_marks(l, term->left);
		gather_marks(l, term->right);
	} else if (sift_is_mark(term)) {
		l->must |= (uint32_t)term->number;
	} else if (term->kind == TERM_NOT && sift_is_mark(term->left)) {
		l->never |= (uint32_t)term->left->number;
	}
}

/* The sets of must and never. */
static void gather_sets(Lister *l)
{
	bool first = true;

	idset_drop(&l->only);
	idset_drop(&l->none);
	for (uint32_t flag = 1; flag <= ITEM_MARKS; flag <<= 1) {
		if (l->must & flag) {
			(first ? idset_or : idset_and)(&l->only, marks_set(l->lib, flag));
			first = false;
		}
		if (l->never & flag)
			idset_or(&l->none, marks_set(l->lib, flag));
	}
	idset_minus(&l->only, &l->none);
}

/* If the marks leave but a few, they are named: to look one up takes 3 us, to pass over one that
 * does not fit 0.1. */
static void add_few(Lister *l)
{
	int64_t passed = l->total, count = (int64_t)l->only.count;

	if (!l->must || l->few)
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
	l->must = l->never = 0;
	gather_marks(l, term);
	gather_sets(l);
	add_few(l);
}

/* Marks are sifted out beside SQL, unless it sorts only to keep the first few of all. */
void sift_end(Lister *l, const Query *query, Order order)
{
	bool sorts = order != ORDER_NEWEST && order != ORDER_OLDEST && order != ORDER_ARRIVAL;

	if (!l->deleted)
		l->never |= ITEM_DELETED;
	if (!l->muted && !query->muted)
		l->never |= ITEM_MUTED;
	gather_sets(l);
	l->sifts = l->must || l->none.count;
	if (!l->sifts || !l->limit || !sorts)
		return;
	l->sifts = false;
	buf_printf(&l->sql, " AND marks(item.id) & %u = %u", l->must | l->never, l->must);
}

/* Whether its marks are as they must be. */
bool sift_passes(const Lister *l, ItemId id)
{
	return !l->sifts || ((!l->must || idset_has(&l->only, id)) && !idset_has(&l->none, id));
}
