/* What elements of other vocabularies mean wherever they stand. */
#include "base/url.h"
#include "feed/format/take.h"
#include "feed/html/strip.h"

static void take_origin(Draft *d, const XmlNode *node, Rank rank)
{
	/* The address behind one that counts clicks. */
	best_set(&d->link, draft_url(d, node, xml_text(node, d->arena)), rank);
}

static Flag flag_of(Str text, bool strict)
{
	if (str_eq_case(text, S("yes")) ||
		(!strict && (str_eq_case(text, S("true")) || str_eq_case(text, S("explicit")))))
		return FLAG_YES;
	return text.n ? FLAG_NO : FLAG_NOT_GIVEN;
}

static void take_block(Draft *d, const XmlNode *node, Rank rank)
{
	(void)rank;
	d->itunes.block = flag_of(xml_text(node, d->arena), true);
}

static void take_explicit(Draft *d, const XmlNode *node, Rank rank)
{
	Str text = xml_text(node, d->arena);

	(void)rank;
	/* "clean" says it was made harmless. */
	d->itunes.is_explicit = flag_of(text, false);
}

static void take_subtitle(Draft *d, const XmlNode *node, Rank rank)
{
	if (d->itunes.subtitle.n == 0)
		d->itunes.subtitle = plain_text(node, d->arena);
	take_summary(d, node, rank);
}

/* <itunes:link rel="image" href="…"> of the early days. */
static void take_itunes_link(Draft *d, const XmlNode *node, Rank rank)
{
	if (str_eq_case(xml_attr(node, S("rel")), S("image")))
		take_image(d, node, rank);
}

static void take_duration(Draft *d, const XmlNode *node, Rank rank)
{
	(void)rank;
	d->itunes.duration = number_of_duration(xml_text(node, d->arena));
}

static void take_episode(Draft *d, const XmlNode *node, Rank rank)
{
	(void)rank;
	d->itunes.episode = number_positive(xml_text(node, d->arena));
}

static void take_season(Draft *d, const XmlNode *node, Rank rank)
{
	(void)rank;
	d->itunes.season = number_positive(xml_text(node, d->arena));
}

static void take_episode_type(Draft *d, const XmlNode *node, Rank rank)
{
	(void)rank;
	d->itunes.episode_type = xml_text(node, d->arena);
}

static void take_podcast_type(Draft *d, const XmlNode *node, Rank rank)
{
	(void)rank;
	d->itunes.type = xml_text(node, d->arena);
}

static void take_owner(Draft *d, const XmlNode *node, Rank rank)
{
	Person *owner = arena_alloc(d->arena, sizeof *owner);
	const XmlNode *name = xml_child(node, S("name")), *email = xml_child(node, S("email"));

	(void)rank;
	owner->name = name ? plain_text(name, d->arena) : S("");
	owner->email = email ? xml_text(email, d->arena) : S("");
	d->itunes.owner = owner;
	if (d->publisher.name.n == 0 && d->publisher.email.n == 0)
		d->publisher = *owner;
}

static void take_new_feed_url(Draft *d, const XmlNode *node, Rank rank)
{
	(void)rank;
	d->itunes.new_feed_url = draft_url(d, node, xml_text(node, d->arena));
}

/* Categories of iTunes lie in each other, as attributes. */
static void take_itunes_category(Draft *d, const XmlNode *node, Rank rank)
{
	Category category = {.term = strip_html(xml_attr(node, S("text")), d->arena),
		.scheme = S("http://www.itunes.com/")};

	if (category.term.n == 0 && !xml_has_elements(node))
		category.term = plain_text(node, d->arena);
	draft_add_category(d, category);
	for (const XmlNode *child = node->first; child; child = child->next)
		if (str_eq_case(child->name, S("category")))
			take_itunes_category(d, child, rank);
}

static void take_itunes_keywords(Draft *d, const XmlNode *node, Rank rank)
{
	Str rest = plain_text(node, d->arena), word;
	char separator = str_find_char(rest, ',') >= 0 ? ',' : ' ';

	(void)rank;
	while (str_cut(&rest, separator, &word))
		draft_add_category(d, (Category){.term = arena_squeeze(d->arena, word),
					      .scheme = S("http://www.itunes.com/")});
}

static void take_comment_count(Draft *d, const XmlNode *node, Rank rank)
{
	(void)rank;
	d->entry.comment_count = number_positive(xml_text(node, d->arena));
}

static void take_comments_feed(Draft *d, const XmlNode *node, Rank rank)
{
	(void)rank;
	if (d->entry.comments_feed.n == 0)
		d->entry.comments_feed = draft_url(d, node, xml_text(node, d->arena));
}

static void take_reply(Draft *d, const XmlNode *node, Rank rank)
{
	Reply *reply = arena_alloc(d->arena, sizeof *reply);

	(void)rank;
	reply->ref = xml_attr(node, S("ref"));
	reply->url = draft_url(d, node, xml_attr(node, S("href")));
	if (!d->entry.in_reply_to)
		d->entry.in_reply_to = reply;
}

/* What a post was written as, beside what was made of it. */
static void take_markdown(Draft *d, const XmlNode *node, Rank rank)
{
	body_set(&d->markdown, xml_text(node, d->arena), true, node, rank);
}

static void take_update_period(Draft *d, const XmlNode *node, Rank rank)
{
	(void)rank;
	d->feed.update_period = xml_text(node, d->arena);
}

static void take_update_frequency(Draft *d, const XmlNode *node, Rank rank)
{
	(void)rank;
	d->feed.update_frequency = number_positive(xml_text(node, d->arena));
}

static void take_update_base(Draft *d, const XmlNode *node, Rank rank)
{
	(void)rank;
	d->feed.update_base = xml_text(node, d->arena);
}

/* <podcast:alternateEnclosure type="audio/opus" title="Low"><podcast:source uri="…"/>: of several
 * sources of the same, the first that can be fetched. */
static void take_alternate_enclosure(Draft *d, const XmlNode *node, Rank rank)
{
	Number length = number_positive(xml_attr(node, S("length")));
	Enclosure enclosure = {.type = xml_attr(node, S("type")),
		.title = arena_squeeze(d->arena, xml_attr(node, S("title"))),
		.bytes = length.known && length.value < 1e15 ? (int64_t)length.value : 0};

	(void)rank;
	for (const XmlNode *child = node->first; child; child = child->next) {
		if (!str_eq_case(child->name, S("source")))
			continue;
		enclosure.url = draft_url(d, child, xml_attr(child, S("uri")));
		if (!url_is_http(enclosure.url))
			continue;
		*vec_push(&d->lists.alternates) = enclosure;
		return;
	}
}

static void take_transcript(Draft *d, const XmlNode *node, Rank rank)
{
	Transcript transcript = {draft_url(d, node, xml_attr(node, S("url"))),
		xml_attr(node, S("type"))};
	ptrdiff_t slash = str_find_char(transcript.type, '/');

	(void)rank;
	if (transcript.url.n == 0)
		return;
	*vec_push(&d->lists.transcripts) = transcript;
	draft_add_aside(d, transcript.url, transcript.type,
		arena_printf(d->arena, "Transcript%s%.*s%s", slash < 0 ? "" : " (",
			STR_ARG(str_from_at(transcript.type, (size_t)(slash + 1))),
			slash < 0 ? "" : ")"),
		S(""));
}

static void take_chapters_url(Draft *d, const XmlNode *node, Rank rank)
{
	(void)rank;
	d->entry.chapters_url = draft_url(d, node, xml_attr(node, S("url")));
	draft_add_aside(d, d->entry.chapters_url, xml_attr(node, S("type")), S("Chapters"), S(""));
}

static void add_chapter(Draft *d, Chapter chapter)
{
	unsigned start = chapter.start.known && chapter.start.value < 1e6
				 ? (unsigned)chapter.start.value
				 : 0;
	Str clock = start < 3600 ? arena_printf(d->arena, "%u:%02u", start / 60, start % 60)
				 : arena_printf(d->arena, "%u:%02u:%02u", start / 3600,
					   start / 60 % 60, start % 60);

	*vec_push(&d->lists.chapters) = chapter;
	if (chapter.title.n)
		draft_add_aside(d, chapter.url, S(""),
			arena_printf(d->arena, "%.*s %.*s", STR_ARG(clock), STR_ARG(chapter.title)),
			chapter.title);
}

static void take_chapters(Draft *d, const XmlNode *node, Rank rank)
{
	(void)rank;
	for (const XmlNode *child = node->first; child; child = child->next)
		if (str_eq_case(child->name, S("chapter")))
			add_chapter(d, (Chapter){number_of_duration(xml_attr(child, S("start"))),
					       arena_squeeze(d->arena, xml_attr(child, S("title"))),
					       draft_url(d, child, xml_attr(child, S("href"))),
					       draft_url(d, child, xml_attr(child, S("image")))});
}

/* "guest" as it begins a line. */
static Str capital(Str word, Arena *arena)
{
	char *copy = arena_strz(arena, word);

	if (copy[0] >= 'a' && copy[0] <= 'z')
		copy[0] = (char)(copy[0] - 'a' + 'A');
	return str_of(copy, word.n);
}

/* <podcast:person role="host" img="…" href="…">Jane Roe</podcast:person> */
static void take_podcast_person(Draft *d, const XmlNode *node, Rank rank)
{
	Str role = xml_attr(node, S("role"));
	Person person = {.name = plain_text(node, d->arena),
		.url = draft_url(d, node, xml_attr(node, S("href"))),
		.avatar = draft_url(d, node, xml_attr(node, S("img")))};

	if (role.n == 0 || str_eq_case(role, S("host")) || str_eq_case(role, S("author")))
		people_add(&d->lists.authors[rank], person);
	else
		people_add(&d->lists.contributors, person);
	if (d->is_entry && person.name.n && role.n && !str_eq_case(role, S("host")))
		draft_add_aside(d, person.url, S(""),
			arena_printf(d->arena, "%.*s: %.*s", STR_ARG(capital(role, d->arena)),
				STR_ARG(person.name)),
			person.name);
}

/* What a feed is about, told twice: the fuller words count. */
static void take_description(Draft *d, const XmlNode *node, Rank rank)
{
	if (!d->is_entry)
		body_set(&d->other, xml_inner(node, d->in->base, d->arena), false, node, rank);
	take_summary(d, node, rank);
}

static void take_any_date(Draft *d, const XmlNode *node, Rank rank)
{
	take_published(d, node, rank);
	take_modified(d, node, RANK_LAST);
}

/* An issue's, which may lie far from the day that the article came. */
static void take_cover_date(Draft *d, const XmlNode *node, Rank rank)
{
	if (d->published.rank == RANK_NONE)
		take_published(d, node, rank);
}

/* Of <l:link l:rel="…" rdf:resource="…">. */
static void take_l_link(Draft *d, const XmlNode *node, Rank rank)
{
	Hyperlink link = {.rel = str_trim(xml_attr_in(node, SPACE_L, S("rel"))),
		.type = str_trim(xml_attr_in(node, SPACE_L, S("type"))),
		.title = str_trim(xml_attr_in(node, SPACE_L, S("title")))};

	(void)rank;
	link.url = draft_url(d, node, xml_attr_in(node, SPACE_RDF, S("resource")));
	if (link.rel.n == 0)
		link.rel = S("alternate");
	if (link.url.n)
		*vec_push(&d->lists.links) = link;
}

/* <body xmlns="http://www.w3.org/1999/xhtml"> beside the description. */
static void take_xhtml(Draft *d, const XmlNode *node, Rank rank)
{
	body_set(&d->content, xml_markup(node, d->in->base, d->arena), false, node, rank);
}

/* <content:items><rdf:Bag><rdf:li><content:item>…: versions of the text, each with its format; HTML
 * or XHTML is wanted, else the first. How mod_content began. */
static void take_versions(Draft *d, const XmlNode *node, Rank rank)
{
	for (const XmlNode *child = node->first; child; child = child->next) {
		const XmlNode *value, *format;
		bool html, written;

		if (child->name.n == 0)
			continue;
		if (!str_eq_case(child->name, S("item"))) {
			take_versions(d, child, rank);
			continue;
		}
		value = xml_child(child, S("value"));
		if (!value)
			continue;
		format = xml_child(child, S("format"));
		html = !format ||
		       str_find_case(xml_attr_in(format, SPACE_RDF, S("resource")), S("html")) >= 0;
		written = str_eq_case(xml_attr_in(value, SPACE_RDF, S("parseType")), S("literal"));
		if (d->content.rank == RANK_NONE || (html && d->content.rank > rank))
			body_set(&d->content,
				written || xml_has_elements(value)
					? xml_markup(value, d->in->base, d->arena)
					: xml_inner(value, d->in->base, d->arena),
				false, value, html ? rank : RANK_LAST);
	}
}

static const Rule rows[] = {
	{SPACE_CONTENT, "encoded", take_content, RANK_OWN},
	{SPACE_CONTENT, "items", take_versions, RANK_SECOND},
	{SPACE_XHTML, "body", take_xhtml, RANK_ATOM},
	{SPACE_XHTML, "div", take_xhtml, RANK_DC},
	{SPACE_NONE, "fullitem", take_content, RANK_ATOM},

	{SPACE_ATOM, "title", take_atom_title, RANK_ATOM},
	{SPACE_ATOM, "link", take_atom_link, RANK_ATOM},
	{SPACE_ATOM, "id", take_id, RANK_ATOM},
	{SPACE_ATOM, "author", take_atom_person, RANK_ATOM},
	{SPACE_ATOM, "contributor", take_atom_contributor, RANK_ATOM},
	{SPACE_ATOM, "category", take_atom_category, RANK_ATOM},
	{SPACE_ATOM, "summary", take_atom_summary, RANK_ATOM},
	{SPACE_ATOM, "subtitle", take_atom_summary, RANK_ATOM},
	{SPACE_ATOM, "tagline", take_atom_summary, RANK_ATOM},
	{SPACE_ATOM, "content", take_atom_content, RANK_SECOND},
	{SPACE_ATOM, "published", take_published, RANK_ATOM},
	{SPACE_ATOM, "issued", take_published, RANK_ATOM},
	{SPACE_ATOM, "created", take_created, RANK_ATOM},
	{SPACE_ATOM, "updated", take_modified, RANK_ATOM},
	{SPACE_ATOM, "modified", take_modified, RANK_ATOM},
	{SPACE_ATOM, "rights", take_atom_rights, RANK_ATOM},
	{SPACE_ATOM, "copyright", take_atom_rights, RANK_ATOM},
	{SPACE_ATOM, "icon", take_atom_icon, RANK_ATOM},
	{SPACE_ATOM, "logo", take_atom_logo, RANK_ATOM},
	{SPACE_ATOM, "generator", take_generator, RANK_ATOM},
	{SPACE_ATOM, "source", take_atom_source, RANK_ATOM},

	{SPACE_DC, "title", take_title, RANK_DC},
	{SPACE_DC, "description", take_description, RANK_DC},
	{SPACE_DC, "creator", take_author, RANK_DC},
	{SPACE_DC, "author", take_author, RANK_DC},
	{SPACE_DC, "contributor", take_contributor, RANK_DC},
	{SPACE_DC, "publisher", take_publisher, RANK_DC},
	{SPACE_DC, "subject", take_category, RANK_DC},
	{SPACE_DC, "date", take_any_date, RANK_DC},
	{SPACE_DC, "language", take_language, RANK_DC},
	{SPACE_DC, "rights", take_rights, RANK_DC},
	{SPACE_DC, "identifier", take_id, RANK_DC},

	{SPACE_DCTERMS, "title", take_title, RANK_DCTERMS},
	{SPACE_DCTERMS, "abstract", take_summary, RANK_DCTERMS},
	{SPACE_DCTERMS, "description", take_summary, RANK_DCTERMS},
	{SPACE_DCTERMS, "creator", take_author, RANK_DCTERMS},
	{SPACE_DCTERMS, "subject", take_category, RANK_DCTERMS},
	{SPACE_DCTERMS, "issued", take_published, RANK_DCTERMS},
	{SPACE_DCTERMS, "date", take_published, RANK_DCTERMS},
	{SPACE_DCTERMS, "modified", take_modified, RANK_DCTERMS},
	{SPACE_DCTERMS, "created", take_created, RANK_DCTERMS},
	{SPACE_DCTERMS, "valid", take_expired, RANK_DCTERMS},
	{SPACE_DCTERMS, "rights", take_rights, RANK_DCTERMS},
	{SPACE_DCTERMS, "language", take_language, RANK_DCTERMS},

	{SPACE_MEDIA, "content", take_media_content, RANK_MEDIA},
	{SPACE_MEDIA, "group", take_media_group, RANK_MEDIA},
	{SPACE_MEDIA, "thumbnail", take_media_thumbnail, RANK_MEDIA},
	{SPACE_MEDIA, "title", take_media_title, RANK_MEDIA},
	{SPACE_MEDIA, "description", take_media_description, RANK_MEDIA},
	{SPACE_MEDIA, "text", take_media_description, RANK_LAST},
	{SPACE_MEDIA, "credit", take_media_credit, RANK_MEDIA},
	{SPACE_MEDIA, "player", take_media_player, RANK_MEDIA},
	{SPACE_MEDIA, "license", take_media_license, RANK_MEDIA},
	{SPACE_MEDIA, "rating", take_media_rating, RANK_MEDIA},
	{SPACE_MEDIA, "category", take_media_category, RANK_MEDIA},
	{SPACE_MEDIA, "keywords", take_media_keywords, RANK_MEDIA},

	{SPACE_ITUNES, "title", take_title, RANK_ITUNES},
	{SPACE_ITUNES, "author", take_author, RANK_ITUNES},
	{SPACE_ITUNES, "summary", take_summary, RANK_ITUNES},
	{SPACE_ITUNES, "subtitle", take_subtitle, RANK_LAST},
	{SPACE_ITUNES, "image", take_image, RANK_ITUNES},
	{SPACE_ITUNES, "link", take_itunes_link, RANK_ITUNES},
	{SPACE_ITUNES, "block", take_block, RANK_ITUNES},
	{SPACE_ITUNES, "explicit", take_explicit, RANK_ITUNES},
	{SPACE_ITUNES, "duration", take_duration, RANK_ITUNES},
	{SPACE_ITUNES, "episode", take_episode, RANK_ITUNES},
	{SPACE_ITUNES, "season", take_season, RANK_ITUNES},
	{SPACE_ITUNES, "episodeType", take_episode_type, RANK_ITUNES},
	{SPACE_ITUNES, "type", take_podcast_type, RANK_ITUNES},
	{SPACE_ITUNES, "owner", take_owner, RANK_ITUNES},
	{SPACE_ITUNES, "new-feed-url", take_new_feed_url, RANK_ITUNES},
	{SPACE_ITUNES, "category", take_itunes_category, RANK_ITUNES},
	{SPACE_ITUNES, "keywords", take_itunes_keywords, RANK_ITUNES},

	{SPACE_GOOGLEPLAY, "description", take_summary, RANK_LAST},
	{SPACE_GOOGLEPLAY, "author", take_author, RANK_LAST},
	{SPACE_GOOGLEPLAY, "image", take_image, RANK_LAST},
	{SPACE_GOOGLEPLAY, "category", take_itunes_category, RANK_LAST},

	{SPACE_PODCAST, "alternateEnclosure", take_alternate_enclosure, RANK_LAST},
	{SPACE_PODCAST, "transcript", take_transcript, RANK_LAST},
	{SPACE_PODCAST, "chapters", take_chapters_url, RANK_LAST},
	{SPACE_PODCAST, "person", take_podcast_person, RANK_LAST},
	{SPACE_PODCAST, "episode", take_episode, RANK_LAST},
	{SPACE_PODCAST, "season", take_season, RANK_LAST},
	{SPACE_PSC, "chapters", take_chapters, RANK_LAST},

	{SPACE_GEORSS, "point", take_geo_point, RANK_OWN},
	{SPACE_GEORSS, "line", take_geo_line, RANK_OWN},
	{SPACE_GEORSS, "polygon", take_geo_polygon, RANK_OWN},
	{SPACE_GEORSS, "box", take_geo_box, RANK_OWN},
	{SPACE_GEORSS, "where", take_geo_where, RANK_OWN},
	{SPACE_GEO, "lat", take_geo_lat, RANK_OWN},
	{SPACE_GEO, "long", take_geo_long, RANK_OWN},
	{SPACE_GEO, "lon", take_geo_long, RANK_OWN},
	{SPACE_GEO, "lat_long", take_geo_point, RANK_OWN},
	{SPACE_GEO, "Point", take_media_group, RANK_OWN},

	{SPACE_PRISM, "publicationDate", take_published, RANK_LAST},
	{SPACE_SLASH, "comments", take_comment_count, RANK_OWN},
	{SPACE_THR, "total", take_comment_count, RANK_OWN},
	{SPACE_THR, "in-reply-to", take_reply, RANK_OWN},
	{SPACE_WFW, "commentRss", take_comments_feed, RANK_OWN},
	{SPACE_SY, "updatePeriod", take_update_period, RANK_OWN},
	{SPACE_SY, "updateFrequency", take_update_frequency, RANK_OWN},
	{SPACE_SY, "updateBase", take_update_base, RANK_OWN},
	{SPACE_FEEDBURNER, "origLink", take_origin, RANK_SECOND},
	{SPACE_ADMIN, "generatorAgent", take_generator, RANK_OWN},
	{SPACE_CC, "license", take_license, RANK_OWN},
	{SPACE_L, "link", take_l_link, RANK_OWN},
	{SPACE_ENC, "enclosure", take_enclosure, RANK_OWN},
	{SPACE_YANDEX, "full-text", take_content, RANK_LAST},
	{SPACE_TURBO, "content", take_content, RANK_LAST},
	{SPACE_PRISM, "coverDate", take_cover_date, RANK_LAST},
	{SPACE_SOURCE, "markdown", take_markdown, RANK_OWN},
};
const Rules module_rules = {rows, COUNT(rows), SPACE_NONE};
