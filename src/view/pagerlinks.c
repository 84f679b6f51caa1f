/* The links of a text that is read: where they stand, and the focus that goes from one to the next.
 */
#include "base/vec.h"
#include "view/pager.h"

typedef VEC(Mention) Mentions;

static Mention *add_mention(Pager *pager, Mentions *mentions, uint32_t line, uint32_t run)
{
	Mention *mention = vec_push_in(mentions, pager->arena);

	mention->link = pager->lines->lines[line].runs[run].link;
	mention->line = line;
	mention->run = run;
	return mention;
}

/* Whether the link is what the whole block stands for: the post of a card. */
static bool is_card(const Doc *doc, uint32_t block, uint32_t link)
{
	return block != NONE && doc->blocks[block].kind == BLOCK_EMBED &&
	       doc->blocks[block].ref == link;
}

/* A link goes on over a line break; words that are not part of it end it. A card is one mention,
 * wherever in its frame it is named. */
void pager_gather_mentions(Pager *pager)
{
	Mentions mentions = {0};
	const Lines *lines = pager->lines;
	size_t card = 0;
	uint32_t card_block = NONE;
	bool open = false;

	for (uint32_t i = 0; i < lines->line_count; i++) {
		const Line *line = &lines->lines[i];

		if (i > 0 && line->block != line[-1].block)
			open = false;
		for (uint32_t k = 0; k < line->run_count; k++) {
			const Run *run = &line->runs[k];
			Mention *mention = open ? &mentions.items[mentions.count - 1] : NULL;

			if (run->link == NONE) {
				open = open && run->from == NONE;
				continue;
			}
			if (is_card(pager->doc, line->block, run->link)) {
				bool first = card_block != line->block;

				mention = first ? add_mention(pager, &mentions, i, k)
						: &mentions.items[card];
				card = (size_t)(mention - mentions.items);
				card_block = line->block;
				open = false;
			} else {
				if (!mention || mention->link != run->link)
					mention = add_mention(pager, &mentions, i, k);
				open = true;
			}
			mention->last_line = i;
			mention->last_run = k;
		}
	}
	pager->mentions = mentions.items;
	pager->mention_count = mentions.count;
}

void pager_restore_focus(Pager *pager, uint32_t link, uint32_t from)
{
	pager->focus = PAGER_NONE;
	for (size_t i = 0; link != NONE && i < pager->mention_count; i++) {
		const Mention *m = &pager->mentions[i];

		if (m->link == link && pager->lines->lines[m->line].runs[m->run].from == from) {
			pager->focus = i;
			return;
		}
	}
}

/* The first mention that begins on `line` or below. */
static size_t mention_at(const Pager *pager, size_t line)
{
	size_t low = 0, high = pager->mention_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (pager->mentions[middle].line < line)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t pager_mentions(const Pager *pager, size_t *count)
{
	size_t first = mention_at(pager, pager->top);

	*count = mention_at(pager, pager_bottom(pager)) - first;
	return first;
}

bool pager_focus(Pager *pager, int by)
{
	size_t in_window, first, next;

	if (!pager->lines)
		return false;
	first = pager_mentions(pager, &in_window);
	if (pager->focus >= first && pager->focus < first + in_window)
		next = pager->focus + (size_t)by;
	else
		next = by > 0 ? first : first + in_window - 1;
	if (next >= pager->mention_count) /* below 0, too */
		return false;
	pager->focus = next;
	pager_reveal(pager, pager->mentions[next].line);
	return true;
}

uint32_t pager_focused(const Pager *pager)
{
	return pager->focus < pager->mention_count ? pager->mentions[pager->focus].link : NONE;
}
