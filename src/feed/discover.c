#include "feed/discover.h"

#include "base/url.h"
#include "base/vec.h"
#include "feed/html/charset.h"
#include "feed/html/dom.h"
#include "feed/html/strip.h"

typedef VEC(FeedLink) FeedLinks;

/* Types of a feed; "text/xml" and "application/json" are what some pages call theirs. */
static const char *const types[] = {"application/rss+xml", "application/atom+xml",
	"application/feed+json", "application/json", "application/rdf+xml",
	"application/x.atom+xml", "application/x-atom+xml", "text/xml", "application/xml",
	"text/rss+xml", "text/atom+xml"};

static bool is_feed_type(Str type)
{
	Str essence;

	if (!str_cut(&type, ';', &essence))
		return false;
	essence = str_trim(essence);
	for (size_t i = 0; i < COUNT(types); i++)
		if (str_eq_case(essence, str_from(types[i])))
			return true;
	return false;
}

/* HTML 4.6.7.1: rel "alternate" with a feed's type; a style sheet's alternate is another style. */
static bool names_feed(const Node *node)
{
	if (node_has_word(node, S("rel"), S("feed")))
		return true;
	return node->tag == TAG_LINK && node_has_word(node, S("rel"), S("alternate")) &&
	       !node_has_word(node, S("rel"), S("stylesheet")) &&
	       is_feed_type(node_attr(node, S("type")));
}

/* WordPress names the programming interface of a page the way feeds are named. */
static bool is_interface(Str href)
{
	return str_find(href, S("/wp-json/")) >= 0 || str_find(href, S("rest_route=")) >= 0;
}

/* "feed://host/path", which leaves http or https open, or "feed:https://host/path". */
static Str behind_feed(Str href)
{
	return str_starts_case(href, S("feed:")) ? str_from_at(href, 5) : href;
}

static void add(FeedLinks *links, FeedLink link, bool based, Arena *arena)
{
	/* Relative ones stay only where nothing tells what they are relative to. */
	if (link.url.n == 0 || (!url_is_http(link.url) && (based || url_is_absolute(link.url))))
		return;
	for (size_t i = 0; i < links->count; i++)
		if (str_eq(links->items[i].url, link.url))
			return;
	/* A page of hundreds of feeds is a directory, not a site. */
	if (links->count < 200)
		*vec_push_in(links, arena) = link;
}

size_t discover_in_page(Str bytes, Str mime, Str url, Arena *arena, const FeedLink **out)
{
	Str page = charset_html_to_utf8(bytes, mime, arena), base = url;
	Dom *dom = dom_parse(page, arena);
	FeedLinks links = {0};
	bool based = false;

	for (const Node *node = dom->html; node; node = node_next(node, dom->html)) {
		Str href;

		/* The first counts, and only for what follows it (HTML 4.01, 12.4). */
		if (node->tag == TAG_BASE && !based && node_has(node, S("href"))) {
			Str resolved = url_resolve(url, node_attr(node, S("href")), arena);

			if (url_is_http(resolved))
				base = resolved;
			based = true;
		}
		if ((node->tag != TAG_LINK && node->tag != TAG_A && node->tag != TAG_AREA) ||
			!names_feed(node))
			continue;
		href = behind_feed(str_trim(node_attr(node, S("href"))));
		if (href.n == 0 || is_interface(href))
			continue;
		add(&links,
			(FeedLink){url_resolve(base, href, arena),
				arena_squeeze(arena, node_attr(node, S("title"))),
				str_trim(node_attr(node, S("type")))},
			url_is_http(base), arena);
	}
	*out = links.items;
	return links.count;
}
