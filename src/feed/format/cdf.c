/* CDF, the Channel Definition Format of 1997: addresses and dates are attributes. */
#include "base/url.h"
#include "feed/format/take.h"

static void take_href(Draft *d, const XmlNode *node)
{
	Hyperlink link = {.rel = S("alternate"),
		.url = draft_url(d, node, xml_attr(node, S("href")))};

	if (link.url.n == 0)
		return;
	*vec_push(&d->lists.links) = link;
	best_set(&d->link, link.url, RANK_OWN);
}

static void take_a(Draft *d, const XmlNode *node, Rank rank)
{
	best_set(&d->link, draft_url(d, node, xml_attr(node, S("href"))), rank);
}

static void take_cdf_logo(Draft *d, const XmlNode *node, Rank rank)
{
	Str url = draft_url(d, node, xml_attr(node, S("href")));

	if (str_eq_case(xml_attr(node, S("style")), S("icon")) && d->feed.favicon.n == 0)
		d->feed.favicon = url;
	else
		best_set(&d->image, url, rank);
}

static const Rule rows[] = {
	{SPACE_NONE, "title", take_title, RANK_OWN},
	{SPACE_NONE, "abstract", take_summary, RANK_OWN},
	{SPACE_NONE, "a", take_a, RANK_SECOND},
	{SPACE_NONE, "logo", take_cdf_logo, RANK_OWN},
};
static const Rules rules = {rows, COUNT(rows), SPACE_NONE};

static void take_all(Draft *d, const XmlNode *node)
{
	draft_take(d, node, &rules);
	take_href(d, node);
	date_set(d, &d->modified, xml_attr(node, S("lastmod")), RANK_OWN);
	best_set(&d->language, xml_lang(node, node), RANK_OWN);
}

static bool is_cdf(const Input *in)
{
	return in->root && str_eq_case(in->root->name, S("channel"));
}

static size_t count_items(const XmlNode *node, unsigned depth)
{
	size_t count = 0;

	for (const XmlNode *child = node->first; child; child = child->next)
		if (str_eq_case(child->name, S("item")))
			count++;
		else if (depth < 8 && str_eq_case(child->name, S("channel")))
			count += count_items(child, depth + 1);
	return count;
}

/* Channels may lie in channels; their items are all of the outermost. */
static void take_items(Draft *d, const Input *around, const XmlNode *node, unsigned depth,
	const Draft *feed, Parsed *out)
{
	Str base = xml_attr(node, S("base"));
	Input in = *around;

	if (base.n)
		in.base = url_resolve(in.base, base, in.arena);
	for (const XmlNode *child = node->first; child; child = child->next) {
		if (depth < 8 && str_eq_case(child->name, S("channel")))
			take_items(d, &in, child, depth + 1, feed, out);
		if (!str_eq_case(child->name, S("item")))
			continue;
		draft_open(d, &in, child, true);
		take_all(d, child);
		draft_finish_entry(d, feed, out);
	}
}

static bool parse(const Input *in, Parsed *out, Err *err)
{
	Draft feed = {0}, draft = {0};

	(void)err;
	draft_open(&feed, in, in->root, false);
	take_all(&feed, in->root);
	draft_finish_feed(&feed, S("cdf"), count_items(in->root, 0), out);
	take_items(&draft, in, in->root, 0, &feed, out);
	draft_drop(&draft);
	draft_drop(&feed);
	return true;
}

const Format format_cdf = {"CDF", is_cdf, parse};
