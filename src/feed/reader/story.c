#include "feed/reader/story.h"

#include "base/url.h"

bool story_is_own_link(const Page *page, const Node *link)
{
	Str href = node_attr(link, S("href"));

	if (!url_is_absolute(href) && !str_starts(href, S("//")))
		return href.n > 1 && href.s[0] != '#';
	if (str_starts(href, S("//")))
		href = arena_printf(page->arena, "https:%.*s", STR_ARG(href));
	return str_eq_case(url_site(href), url_site(page->url)) ||
	       (page->home.n && str_eq_case(url_site(href), url_site(page->home)));
}

/* In it, or not far around it. */
static const Node *link_of(const Node *node)
{
	const Node *link = node_find(node, TAG_A);

	for (unsigned i = 0; i < 4 && !link && node; i++, node = node->parent)
		link = node->tag == TAG_A ? node : NULL;
	return link;
}

bool story_is_headline(const Page *page, const Node *heading)
{
	const Stat *stat = page_stat(page, heading);
	const Node *link;

	if (heading->tag < TAG_H1 || heading->tag > TAG_H6 || stat->text < 12 ||
		stat->link_text * 10 < stat->text * 8)
		return false;
	link = link_of(heading);
	return link && story_is_own_link(page, link);
}

bool story_is_teaser(const Page *page, const Node *node)
{
	const Stat *stat = page_stat(page, node);

	return node->tag != TAG_TEXT && stat->stories && stat->text >= 15 && stat->text <= 700 &&
	       stat->paragraphs <= 3;
}

bool story_is_list(const Page *page, const Node *node)
{
	unsigned teasers = 0, others = 0;

	if (page_stat(page, node)->stories < 3)
		return false;
	for (const Node *n = node->first; n; n = n->next) {
		if (n->tag == TAG_TEXT || page_stat(page, n)->text < 15)
			continue;
		if (story_is_teaser(page, n))
			teasers++;
		else
			others++;
	}
	return teasers >= 3 && teasers >= others * 3;
}
