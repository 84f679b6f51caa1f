/* Words that came and went: the shortest way from one text to the other (E. W. Myers, "An O(ND)
 * Difference Algorithm and Its Variations", 1986). */
#include "feed/html/changes.h"

#include <string.h>

#include "base/utf8.h"
#include "base/vec.h"

enum {
	MOST_EDITS = 1000, /* of words; beyond them it takes long, and says little */
	WIDE = 0x2e80,     /* scripts without blanks begin here: each character is a word */
};

/* A tag, or a word and the blanks behind it. */
typedef struct {
	Str text;
	uint64_t word; /* the same for the same word */
	bool tag, changed;
} Piece;
typedef VEC(Piece) Pieces;

static size_t end_of_word(Str html)
{
	size_t at = 0;

	while (at < html.n && html.s[at] != '<' && !char_is_space(html.s[at])) {
		size_t next = at;

		if (utf8_next(html, &next) >= WIDE)
			return at ? at : next;
		at = next;
	}
	return at;
}

/* With what nobody reads, up to its end. */
static size_t end_of_tag(Str html)
{
	static const struct {
		Str start, end;
	} unread[] = {{{"<!--", 4}, {"-->", 3}}, {{"<script", 7}, {"</script>", 9}},
		{{"<style", 6}, {"</style>", 8}}};
	Str last = S(">");
	ptrdiff_t at;

	for (size_t i = 0; i < COUNT(unread); i++)
		if (str_starts_case(html, unread[i].start))
			last = unread[i].end;
	at = str_find_case(html, last);
	return at < 0 ? html.n : (size_t)at + last.n;
}

static Pieces cut(Str html, Arena *arena)
{
	Pieces pieces = {0};

	while (html.n) {
		Piece *piece = vec_push_in(&pieces, arena);
		size_t end;

		piece->tag = html.s[0] == '<';
		end = piece->tag ? end_of_tag(html) : end_of_word(html);
		piece->word = str_digest(1, str_of(html.s, end));
		while (end < html.n && char_is_space(html.s[end]))
			end++;
		piece->text = str_of(html.s, end);
		html = str_from_at(html, end);
	}
	return pieces;
}

static void change_all(Piece *pieces, size_t count)
{
	for (size_t i = 0; i < count; i++)
		pieces[i].changed = true;
}

/* How far each diagonal was reached with d edits: reach[d][d + k], for k from -d to d. */
typedef struct {
	int32_t *reach[MOST_EDITS + 1];
	Piece *a, *b;
	int32_t n, m;
	Arena *arena;
} Way;

/* Where diagonal k begins with its d-th edit: a step down from k + 1 or right from k - 1. */
static int32_t start_of(const Way *way, int32_t d, int32_t k, bool *down)
{
	const int32_t *before = way->reach[d - 1];
	int32_t at = k + d - 1;

	*down = k == -d || (k != d && before[at - 1] < before[at + 1]);
	return *down ? before[at + 1] : before[at - 1] + 1;
}

/* The least number of edits, up to MOST_EDITS; -1: it takes more. */
static int32_t find_way(Way *way)
{
	for (int32_t d = 0; d <= MOST_EDITS; d++) {
		way->reach[d] = arena_array(way->arena, (size_t)(2 * d + 1), sizeof(int32_t));
		for (int32_t k = -d; k <= d; k += 2) {
			bool down;
			int32_t x = d ? start_of(way, d, k, &down) : 0;

			while (x < way->n && x >= k && x - k < way->m &&
				way->a[x].word == way->b[x - k].word)
				x++;
			way->reach[d][d + k] = x;
			if (k == way->n - way->m && x >= way->n)
				return d;
		}
	}
	return -1;
}

static void walk_back(Way *way, int32_t d)
{
	int32_t k = way->n - way->m;

	for (; d > 0; d--) {
		bool down;
		int32_t x = start_of(way, d, k, &down);

		if (down)
			way->b[x - k - 1].changed = true;
		else
			way->a[x - 1].changed = true;
		k += down ? 1 : -1;
	}
}

/* What both begin and end with stays out of it. */
static void compare(Pieces *a, Pieces *b, Arena *arena)
{
	size_t start = 0, n = a->count, m = b->count;
	Way *way;
	int32_t edits;

	while (start < n && start < m && a->items[start].word == b->items[start].word)
		start++;
	while (n > start && m > start && a->items[n - 1].word == b->items[m - 1].word)
		n--, m--;
	if (n == start && m == start)
		return;
	way = arena_alloc(arena, sizeof *way);
	way->a = start ? a->items + start : a->items; /* which may be NULL */
	way->b = start ? b->items + start : b->items;
	way->n = (int32_t)(n - start);
	way->m = (int32_t)(m - start);
	way->arena = arena;
	edits = find_way(way);
	if (edits >= 0) {
		walk_back(way, edits);
	} else {
		change_all(way->a, n - start);
		change_all(way->b, m - start);
	}
}

/* A run of changed pieces from *at on. Of what went, the tags went with it, and what follows keeps
 * a distance. */
static void put_run(const Pieces *pieces, size_t *at, const char *name, bool came, Buf *out)
{
	const char *space = came ? "" : " ";
	bool open = false;

	for (; *at < pieces->count && pieces->items[*at].changed; (*at)++) {
		const Piece *piece = &pieces->items[*at];

		if (piece->tag && open)
			buf_printf(out, "</%s>%s", name, space);
		if (piece->tag && came)
			buf_add(out, piece->text);
		if (!piece->tag && !open)
			buf_printf(out, "<%s>", name);
		if (!piece->tag)
			buf_add(out, piece->text);
		open = !piece->tag;
	}
	if (open)
		buf_printf(out, "</%s>%s", name, space);
}

void changes_html(Str old, Str new, Buf *out)
{
	Arena *arena = arena_open();
	Pieces a = cut(old, arena), b = cut(new, arena);
	size_t i = 0, k = 0;

	compare(&a, &b, arena);
	while (i < a.count || k < b.count) {
		put_run(&a, &i, "del", false, out);
		put_run(&b, &k, "ins", true, out);
		if (k < b.count)
			buf_add(out, b.items[k++].text);
		i += i < a.count;
	}
	arena_close(arena);
}
