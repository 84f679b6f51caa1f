#include "feed/format/opml.h"

#include "base/url.h"
#include "base/vec.h"
#include "feed/format/xml.h"
#include "feed/html/charset.h"
#include "feed/html/entity.h"
#include "feed/html/strip.h"

enum { MAX_FOLDERS = 32 }; /* one in another */

typedef struct {
	Arena *arena;
	VEC(OpmlFeed) feeds;
} Reader;

/* "/News/Local,weather" names two; a space would end a tag, as in `urls`. */
static Str tags_of(Str categories, Arena *arena)
{
	Buf out = {0};
	Str category, tags;

	while (str_cut(&categories, ',', &category)) {
		category = str_trim(category);
		while (category.n && category.s[0] == '/')
			category = str_from_at(category, 1);
		if (category.n == 0)
			continue;
		if (out.n)
			buf_char(&out, ' ');
		for (size_t i = 0; i < category.n; i++)
			buf_char(&out, char_is_space(category.s[i]) ? '_' : category.s[i]);
	}
	tags = arena_str(arena, buf_str(&out));
	buf_drop(&out);
	return tags;
}

static Str name_of(const XmlNode *outline, Arena *arena)
{
	Str title = strip_spaces(xml_attr(outline, S("title")), arena);

	return title.n ? title : strip_spaces(xml_attr(outline, S("text")), arena);
}

/* The slash of a division: a folder's own slash, which would make it two. */
static const char division[] = "\xe2\x88\x95";

/* The folder within another. */
static Str folder_in(Str folder, Str name, Arena *arena)
{
	Buf out = {0};

	if (name.n == 0)
		return folder;
	buf_add(&out, folder);
	if (folder.n)
		buf_char(&out, '/');
	for (size_t i = 0; i < name.n; i++)
		if (name.s[i] == '/')
			buf_add(&out, str_from(division));
		else
			buf_char(&out, name.s[i]);
	folder = arena_str(arena, buf_str(&out));
	buf_drop(&out);
	return folder;
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

static void walk(Reader *r, const XmlNode *node, Str folder, unsigned depth)
{
	for (const XmlNode *child = node->first; child; child = child->next) {
		OpmlFeed feed = {.folder = folder};

		if (!str_eq_case(child->name, S("outline")))
			continue;
		feed.url = xml_attr(child, S("xmlUrl"));
		if (feed.url.n == 0)
			feed.url = xml_attr(child, S("url"));
		feed.title = name_of(child, r->arena);
		if (is_address(feed.url)) {
			feed.site = xml_attr(child, S("htmlUrl"));
			feed.tags = tags_of(xml_attr(child, S("category")), r->arena);
			*vec_push_in(&r->feeds, r->arena) = feed;
		}
		/* The tree is no deeper than XML_MAX_DEPTH; folders beyond some are their parents.
		 */
		walk(r, child,
			feed.url.n || depth >= MAX_FOLDERS
				? folder
				: folder_in(folder, feed.title, r->arena),
			depth + 1);
	}
}

bool opml_read(Str bytes, Str mime, Arena *arena, const OpmlFeed **out, size_t *count, Err *err)
{
	Reader r = {.arena = arena};
	Xml xml;

	*count = 0;
	if (str_trim(bytes).n == 0)
		return err_set(err, ERR_FORMAT, 0, "it is empty");
	xml = xml_parse(charset_xml_to_utf8(bytes, mime, arena, NULL), arena);
	if (!xml.root || !str_eq_case(xml.root->name, S("opml")))
		return err_set(err, ERR_FORMAT, 0,
			"this is no OPML, the format of subscription lists");
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

static void put_feed(Buf *out, const OpmlFeed *feed, unsigned depth)
{
	Str tags = feed->tags, tag;
	bool first = true;

	indent(out, depth);
	buf_add(out, S("<outline type=\"rss\""));
	put_attr(out, "text", feed->title.n ? feed->title : feed->url);
	if (feed->title.n)
		put_attr(out, "title", feed->title);
	put_attr(out, "xmlUrl", feed->url);
	if (feed->site.n)
		put_attr(out, "htmlUrl", feed->site);
	if (tags.n) {
		Buf list = {0};

		while (str_word(&tags, &tag)) {
			if (!first)
				buf_char(&list, ',');
			first = false;
			buf_add(&list, tag);
		}
		put_attr(out, "category", buf_str(&list));
		buf_drop(&list);
	}
	buf_add(out, S("/>\n"));
}

/* With the slashes that reading it made divisions. */
static void put_folder_name(Writer *w, Str name)
{
	Buf out = {0};

	while (name.n) {
		bool slash = str_starts(name, str_from(division));

		buf_char(&out, slash ? '/' : name.s[0]);
		name = str_from_at(name, slash ? str_from(division).n : 1);
	}
	put_attr(w->out, "text", buf_str(&out));
	put_attr(w->out, "title", buf_str(&out));
	buf_drop(&out);
}

static void put_folder(Writer *w, size_t folder, unsigned depth)
{
	for (size_t i = 0; i < w->count; i++)
		if (w->places[i] == folder)
			put_feed(w->out, &w->feeds[i], depth);
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
	Writer w = {.feeds = feeds, .count = count, .out = out};

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
}
