#include "feed/format/take.h"

#include "base/date.h"
#include "base/url.h"
#include "feed/html/strip.h"

void take_title(Draft *d, const XmlNode *node, Rank rank)
{
	best_set(&d->title, plain_text(node, d->arena), rank);
}

void take_rights(Draft *d, const XmlNode *node, Rank rank)
{
	best_set(&d->rights, plain_text(node, d->arena), rank);
}

void take_summary(Draft *d, const XmlNode *node, Rank rank)
{
	body_set(&d->summary, xml_inner(node, d->in->base, d->arena), false, node, rank);
}

void take_either(Draft *d, const XmlNode *node, Rank rank)
{
	const XmlNode *other = d->summary.rank == RANK_OWN ? d->summary.node : NULL;

	if (other && !str_eq_case(other->name, node->name))
		body_set(&d->content, xml_inner(node, d->in->base, d->arena), false, node,
			RANK_LAST);
	else
		take_summary(d, node, rank);
}

void take_content(Draft *d, const XmlNode *node, Rank rank)
{
	body_set(&d->content, xml_inner(node, d->in->base, d->arena), false, node, rank);
}

/* An address from an element: its text, or an attribute. */
static Str address(const Draft *d, const XmlNode *node)
{
	static const char *const attrs[] = {"href", "url", "resource", "src"};
	Str text = xml_text(node, d->arena);

	for (size_t i = 0; i < COUNT(attrs) && text.n == 0; i++)
		text = xml_attr(node, str_from(attrs[i]));
	if (text.n == 0)
		text = str_trim(xml_attr_in(node, SPACE_RDF, S("resource")));
	return draft_url(d, node, text);
}

/* Of "<link/>http://…": somebody's HTML library knows that a link is empty. */
static Str behind(const XmlNode *node)
{
	Str text, word = S("");

	if (node->first || !node->next || node->next->name.n)
		return S("");
	text = node->next->text;
	str_word(&text, &word);
	return url_is_http(word) ? word : S("");
}

void take_link(Draft *d, const XmlNode *node, Rank rank)
{
	Hyperlink link = {.rel = S("alternate")};

	/* Some write Atom's links without its namespace. */
	if (xml_has_attr(node, S("href")) && xml_text(node, d->arena).n == 0) {
		take_atom_link(d, node, rank);
		return;
	}
	link.url = address(d, node);
	if (link.url.n == 0)
		link.url = behind(node);
	if (link.url.n)
		*vec_push(&d->lists.links) = link;
	best_set(&d->link, link.url, rank);
}

void take_guid(Draft *d, const XmlNode *node, Rank rank)
{
	Str guid = xml_text(node, d->arena);
	bool permalink = !str_eq_case(xml_attr(node, S("isPermaLink")), S("false"));

	best_set(&d->id, guid, rank);
	if (permalink &&
		(url_is_http(guid) || (xml_has_attr(node, S("isPermaLink")) && d->in->base.n)))
		best_set(&d->permalink, draft_url(d, node, guid), rank);
}

void take_id(Draft *d, const XmlNode *node, Rank rank)
{
	best_set(&d->id, xml_text(node, d->arena), rank);
}

void take_author(Draft *d, const XmlNode *node, Rank rank)
{
	const XmlNode *person = xml_child(node, S("Person"));
	Str text;

	/* Atom's structure without its namespace; FOAF's, with a <Person> around it. */
	if (person)
		node = person;
	if (xml_child(node, S("name")) || xml_child(node, S("email"))) {
		take_atom_person(d, node, rank);
		return;
	}
	text = plain_text(node, d->arena);
	/* "<jane@example.org>" looks like markup. */
	if (text.n == 0 || str_find_char(xml_text(node, d->arena), '@') >= 0)
		text = xml_text(node, d->arena);
	people_add(&d->lists.authors[rank], person_from(text, d->arena));
}

void take_contributor(Draft *d, const XmlNode *node, Rank rank)
{
	(void)rank;
	people_add(&d->lists.contributors, person_from(plain_text(node, d->arena), d->arena));
}

void take_publisher(Draft *d, const XmlNode *node, Rank rank)
{
	Person person = person_from(xml_text(node, d->arena), d->arena);

	(void)rank;
	if (d->publisher.name.n == 0 && d->publisher.email.n == 0)
		d->publisher = person;
}

void take_category(Draft *d, const XmlNode *node, Rank rank)
{
	Category category = {.term = plain_text(node, d->arena),
		.scheme = xml_attr(node, S("domain")),
		.label = xml_attr(node, S("label"))};

	(void)rank;
	if (category.term.n == 0)
		category.term = xml_attr(node, S("term"));
	if (category.scheme.n == 0)
		category.scheme = xml_attr(node, S("scheme"));
	/* taxo:topics and cc: only point. */
	if (category.term.n == 0)
		category.term = xml_attr_in(node, SPACE_RDF, S("resource"));
	draft_add_category(d, category);
}

void take_published(Draft *d, const XmlNode *node, Rank rank)
{
	date_set(d, &d->published, xml_text(node, d->arena), rank);
}

void take_modified(Draft *d, const XmlNode *node, Rank rank)
{
	date_set(d, &d->modified, xml_text(node, d->arena), rank);
}

void take_created(Draft *d, const XmlNode *node, Rank rank)
{
	date_set(d, &d->created, xml_text(node, d->arena), rank);
}

void take_expired(Draft *d, const XmlNode *node, Rank rank)
{
	date_set(d, &d->expired, xml_text(node, d->arena), rank);
}

void take_language(Draft *d, const XmlNode *node, Rank rank)
{
	best_set(&d->language, xml_text(node, d->arena), rank);
}

void take_comments(Draft *d, const XmlNode *node, Rank rank)
{
	best_set(&d->comments, address(d, node), rank);
}

void take_enclosure(Draft *d, const XmlNode *node, Rank rank)
{
	Enclosure enclosure = {.url = address(d, node), .type = xml_attr(node, S("type"))};
	Str bytes = xml_attr(node, S("length"));
	Number length = number_of(bytes.n ? bytes : xml_attr_in(node, SPACE_ENC, S("length")));

	(void)rank;
	if (enclosure.type.n == 0)
		enclosure.type = xml_attr_in(node, SPACE_ENC, S("type"));
	if (xml_has_attr(node, S("url")))
		enclosure.url = draft_url(d, node, xml_attr(node, S("url")));
	if (length.known && length.value > 0 && length.value < 1e15)
		enclosure.bytes = (int64_t)length.value;
	draft_add_enclosure(d, enclosure);
	if (enclosure.url.n)
		*vec_push(&d->lists.links) =
			(Hyperlink){S("enclosure"), enclosure.url, enclosure.type, S("")};
}

void take_license(Draft *d, const XmlNode *node, Rank rank)
{
	best_set(&d->license, address(d, node), rank);
}

void take_image(Draft *d, const XmlNode *node, Rank rank)
{
	best_set(&d->image, address(d, node), rank);
	if (rank == RANK_ITUNES && d->itunes.image.n == 0)
		d->itunes.image = address(d, node);
}

void take_generator(Draft *d, const XmlNode *node, Rank rank)
{
	FeedMore *feed = &d->feed;
	Str url = xml_attr(node, S("uri"));

	(void)rank;
	if (feed->generator.n == 0)
		feed->generator = plain_text(node, d->arena);
	if (url.n == 0)
		url = xml_attr(node, S("url"));
	if (url.n == 0)
		url = xml_attr_in(node, SPACE_RDF, S("resource"));
	if (feed->generator_url.n == 0)
		feed->generator_url = draft_url(d, node, url);
	if (feed->generator_version.n == 0)
		feed->generator_version = xml_attr(node, S("version"));
}

void take_source(Draft *d, const XmlNode *node, Rank rank)
{
	if (xml_has_elements(node)) {
		take_atom_source(d, node, rank);
		return;
	}
	d->source.title = plain_text(node, d->arena);
	d->source.url = draft_url(d, node, xml_attr(node, S("url")));
	d->source.modified = DATE_NONE;
}
