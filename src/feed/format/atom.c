/* Atom 1.0 (RFC 4287) and 0.3, and their elements where other formats borrow them. */
#include "base/buf.h"
#include "base/url.h"
#include "base/utf8.h"
#include "feed/format/take.h"
#include "feed/format/xml_tree.h"
#include "feed/html/marked.h"
#include "feed/html/strip.h"

typedef enum { TEXT_PLAIN, TEXT_HTML, TEXT_XHTML, TEXT_BASE64, TEXT_NONE } TextKind;

/* HTML that does not say so: it has a tag, and one that closes. */
static bool is_escaped(Str text)
{
	return str_find(text, S("</")) >= 0 && strip_has_tags(text);
}

/* RFC 4287 3.1 and 4.1.3.3; Atom 0.3 has MIME types and a mode. */
static TextKind kind_of(const XmlNode *node, bool is_title)
{
	Str type = xml_attr(node, S("type")), mode = xml_attr(node, S("mode"));
	bool old = node->space == SPACE_ATOM03 || mode.n > 0;

	if (str_eq_case(mode, S("base64")))
		return TEXT_BASE64;
	if (str_eq_case(type, S("xhtml")) || str_starts_case(type, S("application/xhtml+xml")))
		return old && str_eq_case(mode, S("escaped")) ? TEXT_HTML : TEXT_XHTML;
	if (str_eq_case(type, S("html")) || str_starts_case(type, S("text/html")))
		return TEXT_HTML;
	if (xml_has_elements(node))
		return TEXT_XHTML;
	/* Many feeds escape HTML and do not say so; in 0.3, escaped text is HTML. */
	if (old && str_eq_case(mode, S("escaped")))
		return TEXT_HTML;
	if (type.n == 0 && !is_title && is_escaped(node->text))
		return TEXT_HTML;
	if (type.n == 0 || str_eq_case(type, S("text")) || str_starts_case(type, S("text/plain")) ||
		is_title)
		return TEXT_PLAIN;
	if (str_starts_case(type, S("text/")))
		return TEXT_PLAIN;
	if (str_ends_case(type, S("+xml")) || str_ends_case(type, S("/xml")))
		return TEXT_XHTML;
	return str_find_char(type, '/') >= 0 ? TEXT_BASE64 : TEXT_PLAIN;
}

static bool is_html_type(Str type)
{
	return type.n == 0 || str_starts_case(type, S("text/html")) ||
	       str_starts_case(type, S("application/xhtml"));
}

static int sextet(char c)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	ptrdiff_t at = str_find_char(str_of(digits, 64), c);

	return (int)at;
}

/* The text that is written so; if it is none (a picture), nothing; if it is no base64 at all, the
 * text as it stands. */
static Str base64(Str text, Arena *arena)
{
	Buf out = {0};
	uint32_t bits = 0;
	unsigned count = 0;
	Str decoded = S("");

	for (size_t i = 0; i < text.n && text.s[i] != '='; i++) {
		int six = sextet(text.s[i]);

		if (text.s[i] == '\n' || text.s[i] == '\t')
			continue;
		if (six < 0) {
			buf_drop(&out);
			return text;
		}
		bits = bits << 6 | (uint32_t)six;
		count += 6;
		if (count >= 8) {
			count -= 8;
			buf_char(&out, (char)(bits >> count));
		}
	}
	if (utf8_valid(buf_str(&out)))
		decoded = xml_clean(buf_str(&out), arena);
	buf_drop(&out);
	return decoded;
}

static bool is_only_element(const XmlNode *node)
{
	for (const XmlNode *n = node->parent->first; n; n = n->next)
		if (n->name.n && n != node)
			return false;
	return true;
}

/* The element's content, and whether it is text. XHTML comes without the div it must be in. */
static Str content_of(const Draft *d, const XmlNode *node, bool is_title, bool *is_text)
{
	TextKind kind = kind_of(node, is_title);
	const XmlNode *div;

	*is_text = kind == TEXT_PLAIN;
	if (kind == TEXT_BASE64) {
		*is_text =
			!is_html_type(xml_attr(node, S("type"))) || !xml_has_attr(node, S("type"));
		return base64(xml_text(node, d->arena), d->arena);
	}
	if (kind == TEXT_XHTML) {
		div = xml_child(node, S("div"));
		if (div && div->space == SPACE_XHTML && is_only_element(div))
			return xml_markup(div, d->in->base, d->arena);
		return xml_markup(node, d->in->base, d->arena);
	}
	if (kind == TEXT_PLAIN && !is_title && marked_is(xml_attr(node, S("type")), S(""))) {
		*is_text = false;
		return marked_html(xml_text(node, d->arena), d->arena);
	}
	return kind == TEXT_HTML ? xml_inner(node, d->in->base, d->arena)
				 : xml_text(node, d->arena);
}

static Str plain(const Draft *d, const XmlNode *node)
{
	bool is_text;
	Str text = content_of(d, node, true, &is_text);

	if (is_text)
		return arena_squeeze(d->arena, text);
	return kind_of(node, true) == TEXT_HTML ? strip_line(text, d->arena)
						: strip_html(text, d->arena);
}

void take_atom_title(Draft *d, const XmlNode *node, Rank rank)
{
	best_set(&d->title, plain(d, node), rank);
}

void take_atom_rights(Draft *d, const XmlNode *node, Rank rank)
{
	best_set(&d->rights, plain(d, node), rank);
}

void take_atom_summary(Draft *d, const XmlNode *node, Rank rank)
{
	bool is_text;
	Str text = content_of(d, node, false, &is_text);

	body_set(&d->summary, text, is_text, node, rank);
}

void take_atom_content(Draft *d, const XmlNode *node, Rank rank)
{
	bool is_text;
	Str text, src = xml_attr(node, S("src"));

	/* Atom 0.3: the same in several forms, the best one last. */
	if (str_starts_case(xml_attr(node, S("type")), S("multipart/"))) {
		for (const XmlNode *child = node->first; child; child = child->next)
			if (str_eq_case(child->name, S("content")))
				take_atom_content(d, child, rank);
		return;
	}
	text = content_of(d, node, false, &is_text);
	body_set(&d->content, text, is_text, node, rank);
	if (src.n == 0)
		return;
	/* Content out of line: all there is here is where it lies. */
	best_set(&d->lazy_link, draft_url(d, node, src), RANK_LAST);
}

static void take_alternate(Draft *d, const Hyperlink *link, Rank rank)
{
	if (is_html_type(link->type))
		best_set(&d->link, link->url, rank);
	else
		best_set(&d->lazy_link, link->url, rank);
}

/* RFC 4287 4.2.7; relations may be written as addresses of the registry. */
void take_atom_link(Draft *d, const XmlNode *node, Rank rank)
{
	static const char registry[] = "http://www.iana.org/assignments/relation/";
	Hyperlink link = {.rel = xml_attr(node, S("rel")),
		.type = xml_attr(node, S("type")),
		.title = arena_squeeze(d->arena, xml_attr(node, S("title")))};
	Number length = number_of(xml_attr(node, S("length")));

	link.url = xml_attr(node, S("href"));
	if (link.url.n == 0)
		link.url = xml_text(node, d->arena);
	if (link.url.n == 0 && !xml_has_base(node))
		return;
	link.url =
		link.url.n ? draft_url(d, node, link.url) : xml_base(node, d->in->base, d->arena);
	if (str_starts_case(link.rel, str_from(registry)))
		link.rel = str_from_at(link.rel, sizeof registry - 1);
	if (link.rel.n == 0)
		link.rel = S("alternate");
	if (link.url.n == 0)
		return;
	if (link.type.n == 0 && str_eq_case(link.rel, S("self")) && rank == RANK_OWN)
		link.type = S("application/atom+xml");
	*vec_push(&d->lists.links) = link;
	if (str_eq_case(link.rel, S("alternate"))) {
		take_alternate(d, &link, rank);
	} else if (str_eq_case(link.rel, S("enclosure"))) {
		draft_add_enclosure(d,
			(Enclosure){link.url, link.type, link.title,
				length.known && length.value > 0 && length.value < 1e15
					? (int64_t)length.value
					: 0,
				0});
	} else if (str_eq_case(link.rel, S("self"))) {
		best_set(&d->self, link.url, rank);
	} else if (str_eq_case(link.rel, S("hub"))) {
		*vec_push(&d->lists.hubs) = (Hub){S("WebSub"), link.url};
	} else if (str_eq_case(link.rel, S("next"))) {
		if (d->feed.next_url.n == 0)
			d->feed.next_url = link.url;
	} else if (str_eq_case(link.rel, S("license"))) {
		best_set(&d->license, link.url, rank);
	} else if (str_eq_case(link.rel, S("replies"))) {
		Number count = number_of(xml_attr_in(node, SPACE_THR, S("count")));

		if (str_starts_case(link.type, S("text/html")))
			best_set(&d->comments, link.url, rank);
		else if (d->entry.comments_feed.n == 0)
			d->entry.comments_feed = link.url;
		if (count.known)
			d->entry.comment_count = count;
	} else if (str_eq_case(link.rel, S("via")) || str_eq_case(link.rel, S("related"))) {
		best_set(&d->lazy_link, link.url, RANK_LAST);
	} else if (str_eq_case(link.rel, S("http://podlove.org/simple-chapters")) &&
		   d->entry.chapters_url.n == 0) {
		d->entry.chapters_url = link.url;
	}
}

static Person person_of(const Draft *d, const XmlNode *node)
{
	Person person = {0};

	for (const XmlNode *child = node->first; child; child = child->next) {
		Str text;

		if (child->name.n == 0)
			continue;
		text = plain_text(child, d->arena);
		if (str_eq_case(child->name, S("name")))
			person.name = text;
		else if (str_eq_case(child->name, S("email")))
			person.email =
				str_starts_case(text, S("mailto:")) ? str_from_at(text, 7) : text;
		else if (str_eq_case(child->name, S("uri")) || str_eq_case(child->name, S("url")) ||
			 str_eq_case(child->name, S("homepage")))
			person.url = draft_url(d, child, text);
		else if (str_eq_case(child->name, S("thumbnail")) ||
			 str_eq_case(child->name, S("image")))
			person.avatar = draft_url(d, child, xml_attr(child, S("src")));
	}
	if (!xml_has_elements(node))
		person = person_from(plain_text(node, d->arena), d->arena);
	return person;
}

void take_atom_person(Draft *d, const XmlNode *node, Rank rank)
{
	people_add(&d->lists.authors[rank], person_of(d, node));
}

void take_atom_contributor(Draft *d, const XmlNode *node, Rank rank)
{
	(void)rank;
	people_add(&d->lists.contributors, person_of(d, node));
}

void take_atom_category(Draft *d, const XmlNode *node, Rank rank)
{
	Category category = {arena_squeeze(d->arena, xml_attr(node, S("term"))),
		xml_attr(node, S("scheme")), strip_html(xml_attr(node, S("label")), d->arena)};

	(void)rank;
	if (category.term.n == 0)
		category.term = plain_text(node, d->arena);
	draft_add_category(d, category);
}

void take_atom_logo(Draft *d, const XmlNode *node, Rank rank)
{
	best_set(&d->image, draft_url(d, node, xml_text(node, d->arena)), rank);
}

void take_atom_icon(Draft *d, const XmlNode *node, Rank rank)
{
	(void)rank;
	if (d->feed.favicon.n == 0)
		d->feed.favicon = draft_url(d, node, xml_text(node, d->arena));
}

static const Rule feed_rows[] = {
	{SPACE_NONE, "title", take_atom_title, RANK_OWN},
	{SPACE_NONE, "subtitle", take_atom_summary, RANK_OWN},
	{SPACE_NONE, "tagline", take_atom_summary, RANK_OWN},
	{SPACE_NONE, "info", take_atom_summary, RANK_SECOND},
	{SPACE_NONE, "link", take_atom_link, RANK_OWN},
	{SPACE_NONE, "id", take_id, RANK_OWN},
	{SPACE_NONE, "author", take_atom_person, RANK_OWN},
	{SPACE_NONE, "contributor", take_atom_contributor, RANK_OWN},
	{SPACE_NONE, "category", take_atom_category, RANK_OWN},
	{SPACE_NONE, "updated", take_modified, RANK_OWN},
	{SPACE_NONE, "modified", take_modified, RANK_OWN},
	{SPACE_NONE, "published", take_published, RANK_OWN},
	{SPACE_NONE, "issued", take_published, RANK_SECOND},
	{SPACE_NONE, "rights", take_atom_rights, RANK_OWN},
	{SPACE_NONE, "copyright", take_atom_rights, RANK_OWN},
	{SPACE_NONE, "generator", take_generator, RANK_OWN},
	{SPACE_NONE, "icon", take_atom_icon, RANK_OWN},
	{SPACE_NONE, "logo", take_atom_logo, RANK_OWN},
};
static const Rules feed_rules = {feed_rows, COUNT(feed_rows), SPACE_ATOM};

static const Rule entry_rows[] = {
	{SPACE_NONE, "title", take_atom_title, RANK_OWN},
	{SPACE_NONE, "summary", take_atom_summary, RANK_OWN},
	{SPACE_NONE, "content", take_atom_content, RANK_OWN},
	{SPACE_NONE, "link", take_atom_link, RANK_OWN},
	{SPACE_NONE, "id", take_id, RANK_OWN},
	{SPACE_NONE, "author", take_atom_person, RANK_OWN},
	{SPACE_NONE, "contributor", take_atom_contributor, RANK_OWN},
	{SPACE_NONE, "category", take_atom_category, RANK_OWN},
	{SPACE_NONE, "updated", take_modified, RANK_OWN},
	{SPACE_NONE, "modified", take_modified, RANK_OWN},
	{SPACE_NONE, "published", take_published, RANK_OWN},
	{SPACE_NONE, "issued", take_published, RANK_SECOND},
	{SPACE_NONE, "created", take_created, RANK_OWN},
	{SPACE_NONE, "rights", take_atom_rights, RANK_OWN},
	{SPACE_NONE, "copyright", take_atom_rights, RANK_OWN},
	{SPACE_NONE, "source", take_atom_source, RANK_OWN},
	/* RSS in Atom's clothes. */
	{SPACE_NONE, "description", take_summary, RANK_SECOND},
	{SPACE_NONE, "guid", take_guid, RANK_SECOND},
	{SPACE_NONE, "pubDate", take_published, RANK_SECOND},
	{SPACE_NONE, "enclosure", take_enclosure, RANK_SECOND},
	{SPACE_NONE, "comments", take_comments, RANK_SECOND},
};
static const Rules entry_rules = {entry_rows, COUNT(entry_rows), SPACE_ATOM};

/* RFC 4287 4.2.11: the feed an entry was copied from. Its authors stand in for missing ones. */
void take_atom_source(Draft *d, const XmlNode *node, Rank rank)
{
	Draft *source = arena_alloc(d->arena, sizeof *source);

	(void)rank;
	draft_open(source, d->in, node, false);
	source->arena = d->arena;
	draft_take(source, node, &feed_rules);
	d->source.title = source->title.value;
	d->source.url = source->link.value.n ? source->link.value : source->self.value;
	d->source.id = source->id.value;
	d->source.modified = date_of(&source->modified);
	for (size_t i = 0; i < source->lists.authors[RANK_OWN].count; i++)
		people_add(&d->lists.authors[RANK_LAST], source->lists.authors[RANK_OWN].items[i]);
	best_set(&d->rights, source->rights.value, RANK_LAST);
	draft_drop(source);
}

static bool is_atom(const Input *in)
{
	return in->root &&
	       (str_eq_case(in->root->name, S("feed")) ||
		       (str_eq_case(in->root->name, S("entry")) &&
			       (in->root->space == SPACE_ATOM || in->root->space == SPACE_ATOM03)));
}

static Str version_of(const XmlNode *root)
{
	Str version = xml_attr(root, S("version"));

	if (root->space == SPACE_ATOM)
		return S("atom10");
	if (root->space == SPACE_ATOM03 || str_starts(version, S("0.")))
		return S("atom03");
	return str_eq(version, S("1.0")) ? S("atom10") : S("atom");
}

/* What addresses resolve against where the file's own is not known: the feed's page, or itself. */
static Str base_of(const XmlNode *root)
{
	Str self = S("");

	for (const XmlNode *child = root->first; child; child = child->next) {
		Str rel, href;

		if (!str_eq_case(child->name, S("link")))
			continue;
		rel = xml_attr(child, S("rel"));
		href = xml_attr(child, S("href"));
		if (!url_is_http(href))
			continue;
		if (rel.n == 0 || str_eq_case(rel, S("alternate")))
			return href;
		if (str_eq_case(rel, S("self")))
			self = href;
	}
	return self;
}

/* Where no link leads to a page, others may do: its own address, an id that is one. */
static void stand_in_link(Draft *d, Str self)
{
	if (d->lazy_link.value.n)
		return;
	best_set(&d->lazy_link, self, RANK_SECOND);
	if (url_is_http(d->id.value))
		best_set(&d->lazy_link, d->id.value, RANK_LAST);
}

/* Early feeds of version 0.3 called entries items. */
static bool is_entry(const XmlNode *node)
{
	return str_eq_case(node->name, S("entry")) ||
	       (str_eq_case(node->name, S("item")) && node->space == node->parent->space);
}

static void take_entry(Draft *d, const Input *in, const XmlNode *node, const Draft *feed,
	Parsed *out)
{
	draft_open(d, in, node, true);
	draft_take(d, node, &entry_rules);
	best_set(&d->language, xml_lang(node, node), RANK_OWN);
	stand_in_link(d, S(""));
	draft_finish_entry(d, feed, out);
}

static bool parse(const Input *given, Parsed *out, Err *err)
{
	Input in = *given;
	const XmlNode *root = in.root;
	bool alone = str_eq_case(root->name, S("entry"));
	Draft feed = {0}, draft = {0};
	size_t count = alone;

	(void)err;
	if (in.base.n == 0)
		in.base = base_of(root);
	draft_open(&feed, &in, root, false);
	if (!alone)
		draft_take(&feed, root, &feed_rules);
	best_set(&feed.language, xml_lang(root, NULL), RANK_OWN);
	stand_in_link(&feed, feed.self.value);
	for (const XmlNode *child = root->first; child && !alone; child = child->next)
		count += is_entry(child);
	draft_finish_feed(&feed, version_of(root), count, out);
	if (alone)
		take_entry(&draft, &in, root, &feed, out);
	for (const XmlNode *child = root->first; child && !alone; child = child->next)
		if (is_entry(child))
			take_entry(&draft, &in, child, &feed, out);
	draft_drop(&draft);
	draft_drop(&feed);
	return true;
}

const Format format_atom = {"Atom", is_atom, parse};
