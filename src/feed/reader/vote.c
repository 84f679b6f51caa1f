#include "feed/reader/vote.h"

#include "feed/reader/words.h"

/* Characters that give a block a vote; how far up it counts; bytes of text that are worth a point.
 */
enum { LEAST_VOTER = 25, HIGHEST = 5, POINT = 60 };

typedef struct {
	float votes;
	bool any;
} Poll;

/* What an element's kind and name are worth before any text is counted. */
static float handicap_of(const Page *page, const Node *node)
{
	uint32_t words = page_stat(page, node)->words;
	float value = 0;

	switch (node->tag) {
	case TAG_DIV:
	case TAG_ARTICLE:
	case TAG_SECTION:
		value = 5;
		break;
	case TAG_PRE:
	case TAG_TD:
	case TAG_BLOCKQUOTE:
		value = 3;
		break;
	case TAG_ADDRESS:
	case TAG_OL:
	case TAG_UL:
	case TAG_DL:
	case TAG_DD:
	case TAG_DT:
	case TAG_LI:
	case TAG_FORM:
		value = -3;
		break;
	case TAG_TH:
		value = -5;
		break;
	default:
		break;
	}
	if (words & WORD_BODY)
		value += 25;
	if (words & (WORD_EXTRA | WORD_COMMENT | WORD_BIO | WORD_SIDE | WORD_ASIDE))
		value -= 25;
	return value;
}

static bool has_blocks(const Node *node)
{
	for (const Node *n = node->first; n; n = node_next(n, node))
		if (tag_is_block(n->tag))
			return true;
	return false;
}

static bool is_voter(const Node *node, const Stat *stat)
{
	return node->tag != TAG_TEXT && tag_is_block(node->tag) && node->tag != TAG_LI &&
	       node->tag != TAG_H1 && stat->own >= LEAST_VOTER;
}

/* A paragraph's vote counts in full for its parent, by half and less further up; text that stands
 * bare among blocks is a paragraph of the element it stands in. */
static void vote(const Page *page, Poll *polls, Node *voter, const Stat *stat)
{
	float long_ones = stat->own < 300 ? (float)stat->own / 100 : 3;
	float value = 1 + (float)stat->own / POINT + long_ones;
	bool bare = voter->tag != TAG_P && voter->tag != TAG_TD && voter->tag != TAG_PRE &&
		    has_blocks(voter);
	Node *up = bare ? voter : voter->parent;

	for (unsigned level = 0; level < HIGHEST && up && up != page->dom->html; level++) {
		Poll *poll = &polls[up->at];

		if (!poll->any)
			poll->votes = handicap_of(page, up);
		poll->any = true;
		poll->votes += value / (level < 2 ? (float)level + 1 : (float)level * 3);
		up = up->parent;
	}
}

/* Up to an element around it that holds even more, as long as there is a good part above. */
static Node *widen(const Page *page, const Poll *polls, Node *best)
{
	float least = polls[best->at].votes / 3, last = polls[best->at].votes;

	for (Node *up = best->parent; up && up != page->dom->body; up = up->parent) {
		const Poll *poll = &polls[up->at];

		if (!poll->any)
			continue;
		if (poll->votes < least)
			break;
		if (poll->votes > last) {
			best = up;
			break;
		}
		last = poll->votes;
	}
	while (best != page->dom->body && best->parent != page->dom->body && !best->prev &&
		!best->next)
		best = best->parent;
	return best;
}

static Node *elected(const Page *page)
{
	Node *body = page->dom->body, *best = NULL;
	Poll *polls = arena_array(page->arena, page->dom->count, sizeof *polls);

	for (Node *n = body->first; n; n = node_next(n, body))
		if (is_voter(n, page_stat(page, n)))
			vote(page, polls, n, page_stat(page, n));
	for (Node *n = body; n; n = node_next(n, body)) {
		Poll *poll = &polls[n->at];

		if (!poll->any)
			continue;
		poll->votes *= 1 - page_link_share(page, n);
		if (!best || poll->votes > polls[best->at].votes)
			best = n;
	}
	return best ? widen(page, polls, best) : NULL;
}

static bool is_within(const Node *node, const Node *other)
{
	return node->at > other->at && node->at < other->end;
}

/* Of two elements, one in the other, the inner is the text alone if hardly any is left out, or
 * little but links. Of an article in parts it is only the longest part. */
static bool is_enough(const Stat *inner, const Stat *outer)
{
	uint32_t rest = outer->text - inner->text, links = outer->link_text - inner->link_text;

	return inner->plain > outer->plain * 0.97f ||
	       (inner->plain > outer->plain * 0.75f && links * 10 > rest * 6);
}

Node *vote_settle(const Page *page, Node *best)
{
	Node *other = best ? elected(page) : NULL;

	if (!other || other == best || is_within(best, other))
		return best;
	/* What lies elsewhere has its text in one place, so it is an article, not a list. */
	if (!is_within(other, best))
		return other;
	return is_enough(page_stat(page, other), page_stat(page, best)) ? other : best;
}
