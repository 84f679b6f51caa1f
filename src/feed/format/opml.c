#include "feed/format/opml.h"

#include "base/url.h"
#include "base/vec.h"
#include "feed/format/xml.h"
#include "feed/html/charset.h"
#include "feed/html/entity.h"
#include "feed/html/strip.h"

enum {
	MAX_FOLDERS = 32, /* one in another */
	MAX_LEFT_BYTES = 2000
};

typedef struct {
	Arena *arena;
	VEC(OpmlFeed) feeds;
	OpmlLeft *left;
} Reader;

/* A sign of a name that would mean something in `urls`, and one that looks like it. */
typedef struct {
	char sign;
	bool first; /* it means something in front alone */
	const char *like;
} Twin;

static const Twin twins[] = {
	{'/', false, "\xe2\x88\x95"}, /* of a folder; the slash of a division */
	{'!', true, "\xef\xbc\x81"},
	{'~', true, "\xef\xbd\x9e"},
};

static void add_disguised(Buf *out, Str name, bool slashes)
{
	for (size_t i = 0; i < name.n; i++) {
		size_t t = 0;

		while (t < COUNT(twins) &&
			(name.s[i] != twins[t].sign || (twins[t].first && i > 0) ||
				(!twins[t].first && !slashes)))
			t++;
		if (t < COUNT(twins))
			buf_add(out, str_from(twins[t].like));
		else
			buf_char(out, name.s[i]);
	}
}

static Str undisguised(Str name, Arena *arena)
{
	Buf out = {0};
	size_t start = name.n;

	while (name.n) {
		size_t t = 0, length = 1;

		while (t < COUNT(twins) && !(str_starts(name, str_from(twins[t].like)) &&
						   (!twins[t].first || name.n == start)))
			t++;
		buf_char(&out, t < COUNT(twins) ? twins[t].sign : name.s[0]);
		if (t < COUNT(twins))
			length = str_from(twins[t].like).n;
		name = str_from_at(name, length);
	}
	return buf_give(&out, arena);
}

/* "/News/Local,weather" names two. */
static Str tags_of(Str categories, Arena *arena)
{
	Buf out = {0};
	Str category;

	while (str_cut(&categories, ',', &category)) {
		category = arena_squeeze(arena, category);
		while (category.n && category.s[0] == '/')
			category = str_from_at(category, 1);
		if (category.n == 0)
			continue;
		if (out.n)
			buf_char(&out, '\n');
		add_disguised(&out, category, false);
	}
	return buf_give(&out, arena);
}

static Str name_of(const XmlNode *outline, Arena *arena)
{
	Str title = arena_squeeze(arena, xml_attr(outline, S("title")));

	return title.n ? title : arena_squeeze(arena, xml_attr(outline, S("text")));
}

/* The folder within another. */
static Str folder_in(Str folder, Str name, Arena *arena)
{
	Buf out = {0};

	if (name.n == 0)
		return folder;
	buf_add(&out, folder);
	if (folder.n)
		buf_char(&out, '/');
	add_disguised(&out, name, true);
	return buf_give(&out, arena);
}

/* An address on the web has no blanks and quotes in it; a list that has such means to be read as
 * something else by somebody. */
static bool is_address(Str url)
{
	for (size_t i = 0; i < url.n && url_is_http(url); i++)
		if (char_is_space(url.s[i]) || url.s[i] == '"' || url.s[i] == '`')
			return false;
	return url.n > 0;
}

/* "feed:https://host/" and "feed://host/", which has meant http since there were no others. */
static Str web_address(Str url, Arena *arena)
{
	if (!str_starts_case(url, S("feed:")))
		return url;
	url = str_from_at(url, 5);
	return str_starts(url, S("//")) ? arena_printf(arena, "http:%.*s", STR_ARG(url)) : url;
}

static void leave(Reader *r, const XmlAttr *attr)
{
	Str names = r->left->attributes, name;
	Str full = attr->prefix.n ? arena_printf(r->arena, "%.*s:%.*s", STR_ARG(attr->prefix),
					    STR_ARG(attr->name))
				  : attr->name;

	while (str_cut(&names, '\n', &name))
		if (str_eq(name, full))
			return;
	names = r->left->attributes;
	if (names.n < MAX_LEFT_BYTES)
		r->left->attributes = arena_printf(r->arena, "%.*s%s%.*s", STR_ARG(names),
			names.n ? "\n" : "", STR_ARG(full));
}

static bool is_known(Str name)
{
	static const char *const known[] = {"xmlUrl", "url", "htmlUrl", "title", "text",
		"category"};

	for (size_t i = 0; i < COUNT(known); i++)
		if (str_eq_case(name, str_from(known[i])))
			return true;
	return false;
}

/* What is repaired may have other names. */
static bool is_plain_name(Str name)
{
	for (size_t i = 0; i < name.n; i++)
		if (!char_is_alpha(name.s[i]) && name.s[i] != '_' &&
			(i == 0 || !(char_is_digit(name.s[i]) || name.s[i] == '-' ||
					   name.s[i] == '.')))
			return false;
	return name.n > 0 && !str_starts_case(name, S("xml"));
}

static void add_more(Buf *out, Str name, Str value, Arena *arena)
{
	if (out->n)
		buf_char(out, '\n');
	buf_printf(out, "%.*s=", STR_ARG(name));
	buf_add(out, arena_squeeze(arena, value));
}

/* Attributes that have no place of their own. The kind goes without saying if it is "rss", the text
 * if it is the title. */
static Str more_of(Reader *r, const XmlNode *outline, Str title)
{
	Str text = arena_squeeze(r->arena, xml_attr(outline, S("text")));
	Buf out = {0};

	if (text.n && !str_eq(text, title))
		add_more(&out, S("text"), text, r->arena);
	for (size_t i = 0; i < outline->attr_count; i++) {
		const XmlAttr *attr = &outline->attrs[i];

		if (attr->space == SPACE_NONE && attr->prefix.n == 0 && is_known(attr->name))
			continue;
		if (attr->space != SPACE_NONE || attr->prefix.n || !is_plain_name(attr->name))
			leave(r, attr);
		else if (opml_more(buf_str(&out), attr->name).n == 0 &&
			 !(str_eq(attr->name, S("type")) && str_eq(attr->value, S("rss"))))
			add_more(&out, attr->name, attr->value, r->arena);
	}
	return buf_give(&out, r->arena);
}

static void leave_folder(Reader *r, const XmlNode *outline)
{
	for (size_t i = 0; i < outline->attr_count; i++)
		if (!is_known(outline->attrs[i].name))
			leave(r, &outline->attrs[i]);
}

static void walk(Reader *r, const XmlNode *node, Str folder, unsigned depth)
{
	for (const XmlNode *child = node->first; child; child = child->next) {
		OpmlFeed feed = {.folder = folder};
		size_t before = r->feeds.count;

		if (!str_eq_case(child->name, S("outline")))
			continue;
		feed.url = xml_attr(child, S("xmlUrl"));
		if (feed.url.n == 0)
			feed.url = xml_attr(child, S("url"));
		feed.url = web_address(feed.url, r->arena);
		feed.title = name_of(child, r->arena);
		if (is_address(feed.url)) {
			feed.site = xml_attr(child, S("htmlUrl"));
			feed.tags = tags_of(xml_attr(child, S("category")), r->arena);
			feed.more = more_of(r, child, feed.title);
			*vec_push_in(&r->feeds, r->arena) = feed;
		}
		/* The tree is no deeper than XML_MAX_DEPTH; folders beyond some are their parents.
		 */
		walk(r, child,
			feed.url.n || depth >= MAX_FOLDERS
				? folder
				: folder_in(folder, feed.title, r->arena),
			depth + 1);
		if (r->feeds.count == before)
			r->left->outlines++;
		else if (feed.url.n == 0)
			leave_folder(r, child);
	}
}

bool opml_read(Str bytes, Str mime, Arena *arena, const OpmlFeed **out, size_t *count,
	OpmlLeft *left, Err *err)
{
	Reader r = {.arena = arena, .left = left};
	Xml xml;

	*count = 0;
	*left = (OpmlLeft){0};
	if (str_trim(bytes).n == 0)
		return err_set(err, ERR_FORMAT, 0, "it is empty");
	xml = xml_parse(charset_xml_to_utf8(bytes, mime, arena, NULL), arena);
	if (!xml.root || !str_eq_case(xml.root->name, S("opml")))
		return err_set(err, ERR_FORMAT, 0,
			"this is no OPML, the format of subscription lists");
	/* A few programs forget the body. */
	walk(&r, xml.root, S(""), 0);
	for (const XmlNode *child = xml.root->first; child; child = child->next)
		if (str_eq_case(child->name, S("body")))
			walk(&r, child, S(""), 0);
	*out = r.feeds.items;
	*count = r.feeds.count;
	return true;
}

typedef struct {
	Str path, name;
	size_t parent; /* index of the folder around it; the root is 0 */
} Folder;

typedef struct {
	const OpmlFeed *feeds;
	size_t count;
	size_t *places; /* of each feed, its folder */
	VEC(Folder) folders;
	Arena *arena;
	Buf *out;
} Writer;

/* The folder's index; made, with those around it, if it is new. */
static size_t folder_index(Writer *w, Str path)
{
	ptrdiff_t slash;
	Folder folder = {.path = path, .name = path};

	for (size_t i = 0; i < w->folders.count; i++)
		if (str_eq(w->folders.items[i].path, path))
			return i;
	slash = str_rfind_char(path, '/');
	if (slash >= 0) {
		folder.name = str_from_at(path, (size_t)slash + 1);
		folder.parent = folder_index(w, str_slice(path, 0, (size_t)slash));
	}
	*vec_push(&w->folders) = folder;
	return w->folders.count - 1;
}

static void put_attr(Buf *out, const char *name, Str value)
{
	buf_printf(out, " %s=\"", name);
	for (size_t i = 0; i < value.n; i++)
		switch (value.s[i]) {
		case '&':
			buf_add(out, S("&amp;"));
			break;
		case '<':
			buf_add(out, S("&lt;"));
			break;
		case '>':
			buf_add(out, S("&gt;"));
			break;
		case '"':
			buf_add(out, S("&quot;"));
			break;
		case '\n':
		case '\t':
			buf_char(out, ' ');
			break;
		default:
			buf_char(out, value.s[i]);
		}
	buf_char(out, '"');
}

static void indent(Buf *out, unsigned depth)
{
	for (unsigned i = 0; i < depth; i++)
		buf_add(out, S("  "));
}

Str opml_more(Str more, Str name)
{
	Str value, found;

	while (str_cut(&more, '\n', &value))
		if (str_cut(&value, '=', &found) && str_eq(found, name))
			return value;
	return S("");
}

static void put_tags(Writer *w, Str tags)
{
	Buf list = {0};
	Str tag;

	while (str_cut(&tags, '\n', &tag)) {
		if (list.n)
			buf_char(&list, ',');
		buf_add(&list, undisguised(tag, w->arena));
	}
	put_attr(w->out, "category", buf_str(&list));
	buf_drop(&list);
}

static void put_more(Writer *w, Str more)
{
	Str value, name;

	while (str_cut(&more, '\n', &value))
		if (str_cut(&value, '=', &name) && !str_eq(name, S("type")) &&
			!str_eq(name, S("text")))
			put_attr(w->out, arena_strz(w->arena, name), value);
}

static void put_feed(Writer *w, const OpmlFeed *feed, unsigned depth)
{
	Str type = opml_more(feed->more, S("type")), text = opml_more(feed->more, S("text"));
	Str title = feed->title.n ? feed->title : feed->url;

	indent(w->out, depth);
	buf_add(w->out, S("<outline"));
	put_attr(w->out, "type", type.n ? type : S("rss"));
	put_attr(w->out, "text", text.n ? text : title);
	if (feed->title.n)
		put_attr(w->out, "title", feed->title);
	put_attr(w->out, "xmlUrl", feed->url);
	if (feed->site.n)
		put_attr(w->out, "htmlUrl", feed->site);
	if (feed->tags.n)
		put_tags(w, feed->tags);
	put_more(w, feed->more);
	buf_add(w->out, S("/>\n"));
}

static void put_folder_name(Writer *w, Str name)
{
	name = undisguised(name, w->arena);
	put_attr(w->out, "text", name);
	put_attr(w->out, "title", name);
}

static void put_folder(Writer *w, size_t folder, unsigned depth)
{
	for (size_t i = 0; i < w->count; i++)
		if (w->places[i] == folder)
			put_feed(w, &w->feeds[i], depth);
	for (size_t i = 1; i < w->folders.count; i++) {
		if (w->folders.items[i].parent != folder)
			continue;
		indent(w->out, depth);
		buf_add(w->out, S("<outline"));
		put_folder_name(w, w->folders.items[i].name);
		buf_add(w->out, S(">\n"));
		put_folder(w, i, depth + 1);
		indent(w->out, depth);
		buf_add(w->out, S("</outline>\n"));
	}
}

void opml_write(const OpmlFeed *feeds, size_t count, Str title, Buf *out)
{
	Writer w = {.feeds = feeds, .count = count, .arena = arena_open(), .out = out};

	w.places = memory_alloc(count * sizeof *w.places);
	*vec_push(&w.folders) = (Folder){.path = S(""), .parent = SIZE_MAX};
	for (size_t i = 0; i < count; i++)
		w.places[i] = folder_index(&w, feeds[i].folder);
	buf_add(out, S("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n"
		       "  <head>\n    <title>"));
	entity_encode(title, false, out);
	buf_add(out, S("</title>\n  </head>\n  <body>\n"));
	put_folder(&w, 0, 2);
	buf_add(out, S("  </body>\n</opml>\n"));
	vec_free(w.places);
	vec_drop(&w.folders);
	arena_close(w.arena);
}
