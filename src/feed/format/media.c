/* Media RSS: files, thumbnails and what is said of them. */
#include "base/url.h"
#include "feed/format/take.h"
#include "feed/html/strip.h"

/* Elements within a media:content are about it; at the end it knows what came. */
void take_media_content(Draft *d, const XmlNode *node, Rank rank)
{
	MediaContent content = {.url = draft_url(d, node, xml_attr(node, S("url"))),
		.type = xml_attr(node, S("type")),
		.medium = xml_attr(node, S("medium")),
		.width = number_positive(xml_attr(node, S("width"))),
		.height = number_positive(xml_attr(node, S("height"))),
		.duration = number_of_duration(xml_attr(node, S("duration"))),
		.bytes = number_positive(xml_attr(node, S("fileSize")))};
	MediaContent *outer = d->media_content;
	VEC(Credit) credits = {0};

	if (content.url.n == 0 && !xml_has_elements(node))
		return;
	d->media_content = &content;
	for (const XmlNode *child = node->first; child; child = child->next) {
		if (child->name.n == 0)
			continue;
		if (str_eq_case(child->name, S("credit")))
			*vec_push_in(&credits, d->arena) =
				(Credit){plain_text(child, d->arena), xml_attr(child, S("role"))};
		else
			draft_take_one(d, child, &(Rules){NULL, 0, SPACE_NONE});
	}
	d->media_content = outer;
	content.credits = credits.items;
	content.credit_count = (uint32_t)credits.count;
	if (content.url.n)
		*vec_push(&d->lists.contents) = content;
	(void)rank;
}

void take_media_group(Draft *d, const XmlNode *node, Rank rank)
{
	(void)rank;
	draft_take(d, node, &(Rules){NULL, 0, SPACE_NONE});
}

/* A picture lies where its entry does, like those in the text. */
static Str picture_url(const Draft *d, const XmlNode *node, Str url)
{
	const XmlNode *link = d->is_entry ? xml_child(d->node, S("link")) : NULL;
	Str page = S("");

	if (url.n == 0 || url_is_absolute(url) || xml_has_base(node))
		return draft_url(d, node, url);
	if (link)
		page = xml_has_attr(link, S("href")) ? xml_attr(link, S("href"))
						     : xml_text(link, d->arena);
	if (!url_is_http(page))
		return draft_url(d, node, url);
	return draft_url(d, node, url_resolve(page, url, d->arena));
}

void take_media_thumbnail(Draft *d, const XmlNode *node, Rank rank)
{
	Thumbnail thumbnail = {.url = picture_url(d, node, xml_attr(node, S("url"))),
		.width = number_positive(xml_attr(node, S("width"))),
		.height = number_positive(xml_attr(node, S("height")))};

	(void)rank;
	if (thumbnail.url.n == 0)
		thumbnail.url = picture_url(d, node, xml_text(node, d->arena));
	if (thumbnail.url.n)
		*vec_push(&d->lists.thumbnails) = thumbnail;
}

static Str media_text(const Draft *d, const XmlNode *node)
{
	Str text = xml_text(node, d->arena);

	return str_eq_case(xml_attr(node, S("type")), S("html")) || strip_needed(text)
		       ? strip_html(text, d->arena)
		       : arena_squeeze(d->arena, text);
}

void take_media_title(Draft *d, const XmlNode *node, Rank rank)
{
	Str title = media_text(d, node);

	if (d->media_content)
		d->media_content->title = title;
	best_set(&d->title, title, d->media_content ? RANK_LAST : rank);
}

void take_media_description(Draft *d, const XmlNode *node, Rank rank)
{
	if (d->media_content) {
		d->media_content->description = media_text(d, node);
		return;
	}
	body_set(&d->summary, xml_inner(node, d->in->base, d->arena),
		str_eq_case(xml_attr(node, S("type")), S("plain")), node, rank);
}

void take_media_credit(Draft *d, const XmlNode *node, Rank rank)
{
	Credit credit = {plain_text(node, d->arena), xml_attr(node, S("role"))};

	(void)rank;
	if (credit.name.n)
		*vec_push(&d->lists.credits) = credit;
}

void take_media_player(Draft *d, const XmlNode *node, Rank rank)
{
	(void)rank;
	if (d->media_player.n == 0)
		d->media_player = draft_url(d, node, xml_attr(node, S("url")));
}

void take_media_license(Draft *d, const XmlNode *node, Rank rank)
{
	(void)rank;
	d->media_license = draft_url(d, node, xml_attr(node, S("href")));
}

void take_media_rating(Draft *d, const XmlNode *node, Rank rank)
{
	(void)rank;
	d->media_rating = plain_text(node, d->arena);
}

void take_media_category(Draft *d, const XmlNode *node, Rank rank)
{
	Category category = {plain_text(node, d->arena), xml_attr(node, S("scheme")),
		xml_attr(node, S("label"))};

	(void)rank;
	if (category.scheme.n == 0)
		category.scheme = S("http://search.yahoo.com/mrss/category_schema");
	draft_add_category(d, category);
}

void take_media_keywords(Draft *d, const XmlNode *node, Rank rank)
{
	Str rest = plain_text(node, d->arena), word;

	(void)rank;
	while (str_cut(&rest, ',', &word))
		draft_add_tag(d, word);
}
