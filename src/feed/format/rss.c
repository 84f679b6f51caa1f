/* RSS 0.90 to 2.0, RDF among them where it differs by its frame alone (rdf.c). */
#include "feed/format/rss.h"

#include "base/buf.h"
#include "base/url.h"
#include "feed/format/order.h"
#include "feed/format/take.h"
#include "feed/html/strip.h"

static void take_channel_image(Draft *d, const XmlNode *node, Rank rank)
{
	Logo *logo = &d->logo;

	if (!xml_has_elements(node)) {
		take_image(d, node, rank);
		return;
	}
	for (const XmlNode *child = node->first; child; child = child->next) {
		Str text;

		if (child->name.n == 0)
			continue;
		text = plain_text(child, d->arena);
		if (str_eq_case(child->name, S("url")) && logo->url.n == 0)
			logo->url = draft_url(d, child, xml_text(child, d->arena));
		else if (str_eq_case(child->name, S("title")) && logo->title.n == 0)
			logo->title = text;
		else if (str_eq_case(child->name, S("link")) && logo->link.n == 0)
			logo->link = draft_url(d, child, xml_text(child, d->arena));
		else if (str_eq_case(child->name, S("description")))
			logo->description = text;
		else if (str_eq_case(child->name, S("width")))
			logo->width = number_positive(text);
		else if (str_eq_case(child->name, S("height")))
			logo->height = number_positive(text);
	}
	if (logo->url.n == 0)
		logo->url = draft_url(d, node, xml_attr_in(node, SPACE_RDF, S("about")));
}

static void take_text_input(Draft *d, const XmlNode *node, Rank rank)
{
	TextInput *input = arena_alloc(d->arena, sizeof *input);

	(void)rank;
	for (const XmlNode *child = node->first; child; child = child->next) {
		Str text;

		if (child->name.n == 0)
			continue;
		text = plain_text(child, d->arena);
		if (str_eq_case(child->name, S("title")) && input->title.n == 0)
			input->title = text;
		else if (str_eq_case(child->name, S("description")))
			input->description = text;
		else if (str_eq_case(child->name, S("name")))
			input->name = text;
		else if (str_eq_case(child->name, S("link")))
			input->url = draft_url(d, child, xml_text(child, d->arena));
	}
	d->feed.text_input = input;
}

static void take_cloud(Draft *d, const XmlNode *node, Rank rank)
{
	Cloud *cloud = arena_alloc(d->arena, sizeof *cloud);

	(void)rank;
	cloud->domain = xml_attr(node, S("domain"));
	cloud->path = xml_attr(node, S("path"));
	cloud->register_procedure = xml_attr(node, S("registerProcedure"));
	cloud->protocol = xml_attr(node, S("protocol"));
	cloud->port = number_positive(xml_attr(node, S("port")));
	d->feed.cloud = cloud;
}

static void take_ttl(Draft *d, const XmlNode *node, Rank rank)
{
	(void)rank;
	d->feed.ttl = number_positive(xml_text(node, d->arena));
}

/* Adds a line unless it is there. */
static Str with_line(Str lines, Str line, Arena *arena)
{
	Str rest = lines, known;

	while (str_cut(&rest, '\n', &known))
		if (str_eq(known, line))
			return lines;
	return lines.n ? arena_printf(arena, "%.*s\n%.*s", STR_ARG(lines), STR_ARG(line)) : line;
}

static void take_skip_hours(Draft *d, const XmlNode *node, Rank rank)
{
	int64_t hour;

	(void)rank;
	for (const XmlNode *child = node->first; child; child = child->next) {
		/* 24 is midnight in RSS 0.91; leading zeros are common. */
		if (child->name.n && str_number(xml_text(child, d->arena), &hour) && hour >= 0 &&
			hour <= 24)
			d->feed.skip_hours = with_line(d->feed.skip_hours,
				arena_printf(d->arena, "%d", (int)hour % 24), d->arena);
	}
}

static void take_skip_days(Draft *d, const XmlNode *node, Rank rank)
{
	static const char *const days[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
		"Saturday", "Sunday"};

	(void)rank;
	for (const XmlNode *child = node->first; child; child = child->next)
		for (size_t i = 0; i < COUNT(days) && child->name.n; i++)
			if (str_eq_case(xml_text(child, d->arena), str_from(days[i])))
				d->feed.skip_days =
					with_line(d->feed.skip_days, str_from(days[i]), d->arena);
}

static void take_docs(Draft *d, const XmlNode *node, Rank rank)
{
	(void)rank;
	d->feed.docs = xml_text(node, d->arena);
}

static const Rule channel_rows[] = {
	{SPACE_NONE, "title", take_title, RANK_OWN},
	{SPACE_NONE, "link", take_link, RANK_OWN},
	{SPACE_NONE, "description", take_summary, RANK_OWN},
	{SPACE_NONE, "tagline", take_summary, RANK_SECOND},
	{SPACE_NONE, "subtitle", take_summary, RANK_SECOND},
	{SPACE_ITUNES, "subtitle", take_summary, RANK_OWN},
	{SPACE_NONE, "language", take_language, RANK_OWN},
	{SPACE_NONE, "copyright", take_rights, RANK_OWN},
	{SPACE_NONE, "rights", take_rights, RANK_SECOND},
	{SPACE_NONE, "managingEditor", take_author, RANK_OWN},
	{SPACE_NONE, "author", take_author, RANK_SECOND},
	{SPACE_NONE, "webMaster", take_publisher, RANK_OWN},
	{SPACE_NONE, "pubDate", take_published, RANK_OWN},
	{SPACE_NONE, "lastBuildDate", take_modified, RANK_OWN},
	{SPACE_NONE, "category", take_category, RANK_OWN},
	{SPACE_NONE, "keywords", take_media_keywords, RANK_OWN},
	{SPACE_NONE, "generator", take_generator, RANK_OWN},
	{SPACE_NONE, "docs", take_docs, RANK_OWN},
	{SPACE_NONE, "cloud", take_cloud, RANK_OWN},
	{SPACE_NONE, "ttl", take_ttl, RANK_OWN},
	{SPACE_NONE, "image", take_channel_image, RANK_OWN},
	{SPACE_NONE, "textInput", take_text_input, RANK_OWN},
	{SPACE_NONE, "textinput", take_text_input, RANK_OWN},
	{SPACE_NONE, "skipHours", take_skip_hours, RANK_OWN},
	{SPACE_NONE, "skipDays", take_skip_days, RANK_OWN},
	{SPACE_NONE, "license", take_license, RANK_OWN},
};
static const Rules channel_rules = {channel_rows, COUNT(channel_rows), SPACE_NONE};

static const Rule item_rows[] = {
	{SPACE_NONE, "title", take_title, RANK_OWN},
	{SPACE_NONE, "link", take_link, RANK_OWN},
	{SPACE_NONE, "description", take_either, RANK_OWN},
	{SPACE_NONE, "summary", take_either, RANK_OWN},
	{SPACE_NONE, "encoded", take_content, RANK_SECOND},
	{SPACE_NONE, "content", take_content, RANK_SECOND},
	{SPACE_NONE, "body", take_content, RANK_SECOND},
	{SPACE_NONE, "fullitem", take_content, RANK_SECOND},
	{SPACE_NONE, "author", take_author, RANK_OWN},
	{SPACE_NONE, "guid", take_guid, RANK_OWN},
	{SPACE_NONE, "id", take_id, RANK_SECOND},
	{SPACE_NONE, "pubDate", take_published, RANK_OWN},
	{SPACE_NONE, "published", take_published, RANK_SECOND},
	{SPACE_NONE, "date", take_published, RANK_LAST},
	{SPACE_NONE, "lastBuildDate", take_modified, RANK_SECOND},
	{SPACE_NONE, "updated", take_modified, RANK_SECOND},
	{SPACE_NONE, "modified", take_modified, RANK_SECOND},
	{SPACE_NONE, "expirationDate", take_expired, RANK_OWN},
	{SPACE_NONE, "category", take_category, RANK_OWN},
	{SPACE_NONE, "keywords", take_media_keywords, RANK_OWN},
	{SPACE_NONE, "tags", take_media_keywords, RANK_OWN},
	{SPACE_NONE, "comments", take_comments, RANK_OWN},
	{SPACE_NONE, "enclosure", take_enclosure, RANK_OWN},
	{SPACE_NONE, "source", take_source, RANK_OWN},
	{SPACE_NONE, "rights", take_rights, RANK_OWN},
	{SPACE_NONE, "copyright", take_rights, RANK_OWN},
	{SPACE_NONE, "image", take_image, RANK_SECOND},
	{SPACE_NONE, "language", take_language, RANK_OWN},
};
static const Rules item_rules = {item_rows, COUNT(item_rows), SPACE_NONE};

/* RSS 1.0 has image and textinput beside the channel, items everywhere. */
static void take_frame(Draft *d, const XmlNode *root, const XmlNode *channel)
{
	draft_take(d, channel, &channel_rules);
	for (const XmlNode *child = root->first; child && root != channel; child = child->next)
		if (str_eq_case(child->name, S("image")) ||
			str_eq_case(child->name, S("textinput")))
			draft_take_one(d, child, &channel_rules);
}

/* Some put Atom's entries into RSS. */
static bool is_item(const XmlNode *node)
{
	return str_eq_case(node->name, S("item")) || str_eq_case(node->name, S("entry"));
}

/* Items of a node, and of what frames items in old or odd feeds. */
static size_t count_items(const XmlNode *node, unsigned depth)
{
	size_t count = 0;

	for (const XmlNode *child = node->first; child; child = child->next)
		if (is_item(child))
			count++;
		else if (depth < 2 && (str_eq_case(child->name, S("channel")) ||
					      str_eq_case(child->name, S("items"))))
			count += count_items(child, depth + 1);
	return count;
}

static void take_items(Draft *d, const Input *in, const XmlNode *node, unsigned depth,
	const Draft *feed, Parsed *out)
{
	for (const XmlNode *child = node->first; child; child = child->next) {
		if (depth < 2 && (str_eq_case(child->name, S("channel")) ||
					 str_eq_case(child->name, S("items"))))
			take_items(d, in, child, depth + 1, feed, out);
		if (!is_item(child))
			continue;
		draft_open(d, in, child, true);
		draft_take(d, child, &item_rules);
		best_set(&d->id, str_trim(xml_attr_in(child, SPACE_RDF, S("about"))), RANK_SECOND);
		best_set(&d->language, xml_lang(child, child), RANK_OWN);
		draft_finish_entry(d, feed, out);
	}
}

/* What addresses resolve against where the file's own is not known. */
static Str base_of(const XmlNode *channel, Arena *arena)
{
	Str self = S("");

	for (const XmlNode *child = channel->first; child; child = child->next) {
		Str href, text;

		if (!str_eq_case(child->name, S("link")))
			continue;
		text = xml_text(child, arena);
		href = xml_attr(child, S("href"));
		if (url_is_http(text))
			return text;
		if (url_is_http(href) && str_eq_case(xml_attr(child, S("rel")), S("self")))
			self = href;
	}
	return self;
}

void rss_parse(const Input *given, Str format, Parsed *out)
{
	Input in = *given;
	const XmlNode *root = in.root, *channel = xml_child(root, S("channel"));
	Draft feed = {0}, draft = {0};

	if (!channel)
		channel = root;
	if (in.base.n == 0)
		in.base = base_of(channel, in.arena);
	draft_open(&feed, &in, channel, false);
	take_frame(&feed, root, channel);
	best_set(&feed.language, xml_lang(channel, NULL), RANK_LAST);
	best_set(&feed.id, str_trim(xml_attr_in(channel, SPACE_RDF, S("about"))), RANK_LAST);
	in.day_first = order_is_day_first(root, feed.language.value, in.arena);
	draft_finish_feed(&feed, format, count_items(root, 0), out);
	take_items(&draft, &in, root, 0, &feed, out);
	draft_drop(&draft);
	draft_drop(&feed);
}

/* A bare channel is CDF's root as well; that has no such elements. */
static bool is_bare_channel(const XmlNode *root)
{
	const XmlNode *item = xml_child(root, S("item"));

	if (!str_eq_case(root->name, S("channel")))
		return false;
	return xml_child(root, S("link")) || xml_child(root, S("description")) ||
	       (item && (xml_child(item, S("link")) || xml_child(item, S("description"))));
}

static bool is_rss(const Input *in)
{
	return in->root && (str_eq_case(in->root->name, S("rss")) || is_bare_channel(in->root));
}

static const struct {
	const char *version, *format;
} versions[] = {
	{"0.90", "rss090"},
	{"0.91", "rss091"},
	{"0.92", "rss092"},
	{"0.93", "rss093"},
	{"0.94", "rss094"},
	{"1.0", "rss10"},
	{"2.0", "rss20"},
	{"2.", "rss20"},
	{"2", "rss20"},
};

static bool parse(const Input *in, Parsed *out, Err *err)
{
	Str version = xml_attr(in->root, S("version")), format = S("rss");

	(void)err;
	for (size_t i = COUNT(versions); i > 0; i--)
		if (str_starts(version, str_from(versions[i - 1].version)))
			format = str_from(versions[i - 1].format);
	rss_parse(in, format, out);
	return true;
}

const Format format_rss = {"RSS", is_rss, parse};
