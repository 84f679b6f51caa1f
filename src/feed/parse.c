#include "feed/parse.h"

#include "base/url.h"
#include "base/utf8.h"
#include "feed/discover.h"
#include "feed/format/format.h"
#include "feed/format/json_mend.h"
#include "feed/html/charset.h"
#include "feed/html/tag.h"

/* The first byte that is not white space, NUL or part of a byte order mark; what the rest is. */
static Str content(Str bytes)
{
	size_t i = 0;

	while (i < bytes.n &&
		(char_is_space(bytes.s[i]) || bytes.s[i] == '\0' || (uint8_t)bytes.s[i] >= 0xef))
		i++;
	while (str_starts(str_from_at(bytes, i), S("\xbb\xbf")) ||
		(i && i < bytes.n && (char_is_space(bytes.s[i]) || bytes.s[i] == '\0')))
		i += (uint8_t)bytes.s[i] >= 0x80 ? 2 : 1;
	return str_from_at(bytes, i);
}

static bool load(Str bytes, Str mime, Input *in)
{
	Str head = content(str_slice(bytes, 0, 4096)), text;
	Xml xml;

	if (head.n && (head.s[0] == '{' || head.s[0] == '[')) {
		/* UTF-16 shows itself by its zero bytes. */
		text = charset_to_utf8(bytes, mime,
			head.n > 1 && head.s[1] == '\0'   ? S("utf-16le")
			: head.s > bytes.s && !head.s[-1] ? S("utf-16be")
							  : S(""),
			in->arena, &in->encoding);
		in->json = json_read(str_trim(text), in->arena, NULL);
		if (!in->json) {
			in->repaired = true;
			in->json = json_read(json_mend(str_trim(text), in->arena, &in->truncated),
				in->arena, NULL);
		}
		return in->json != NULL;
	}
	text = charset_xml_to_utf8(bytes, mime, in->arena, &in->encoding);
	xml = xml_parse(text, in->arena);
	in->root = xml.root;
	in->spaces = xml.spaces;
	in->repaired = xml.repaired;
	in->truncated = xml.truncated;
	return in->root != NULL;
}

/* Maps of sites and the like are XML as well, often without saying so. */
static bool is_of_html(const XmlNode *root, Arena *arena)
{
	char *name = arena_strz(arena, root->name);

	for (size_t i = 0; i < root->name.n; i++)
		name[i] = char_lower(name[i]);
	return root->space != SPACE_OTHER && tag_of(str_from(name)) != TAG_OTHER;
}

/* Somebody gave the address of a site where that of its feed is wanted: it may name that. */
static bool fail_page(const Input *in, Str bytes, Str mime, Err *err)
{
	enum { LONGEST = 150 };
	const FeedLink *links;
	size_t count = discover_in_page(bytes, mime, in->url, in->arena, &links);

	if (count == 0)
		return err_set(err, ERR_FORMAT, PARSE_PAGE,
			"this is a web page, not a feed, and names none; lede add looks further");
	return err_set(err, ERR_FORMAT, 0, "this is a web page, not a feed; %s %.*s%s",
		count > 1 ? "lede add shows what it names:" : "its feed is",
		STR_ARG(utf8_ellipsis(links[0].url, LONGEST, in->arena)), count > 1 ? ", …" : "");
}

static bool read_feed(Input *in, Str bytes, Str mime, Parsed *out, Err *err)
{
	const Format *format;

	*out = (Parsed){0};
	if (str_trim(bytes).n == 0)
		return err_set(err, ERR_FORMAT, 0,
			"what came is empty; try later, or look on its site");
	if (!load(bytes, mime, in))
		return err_set(err, ERR_FORMAT, 0,
			"this is no feed, neither XML nor JSON; check the address");
	format = format_find(in);
	if (!format && in->root && parse_sort(bytes, mime) == SORT_PAGE &&
		(is_of_html(in->root, in->arena) || str_find_case(mime, S("html")) >= 0))
		return fail_page(in, bytes, mime, err);
	if (!format && in->root && str_eq_case(in->root->name, S("opml")))
		return err_set(err, ERR_FORMAT, 0,
			"this is a list of feeds (OPML), not a feed; lede import takes one over");
	if (!format && in->root)
		return err_set(err, ERR_FORMAT, 0,
			"this is XML (<%.*s>), but no feed; check the address",
			STR_ARG(in->root->name));
	if (!format)
		return err_set(err, ERR_FORMAT, 0,
			"this is JSON, but no JSON Feed; check the address");
	return format->parse(in, out, err);
}

bool parse_feed(Str bytes, Str mime, Str url, Arena *arena, Parsed *out, Err *err)
{
	Input in = {.url = url, .base = url, .extras = EXTRAS_ALL, .arena = arena};

	return read_feed(&in, bytes, mime, out, err);
}

bool parse_feed_each(Str bytes, Str mime, Str url, Extras extras, EntryTake *take, void *user,
	Err *err)
{
	Input in = {.url = url,
		.base = url,
		.extras = extras,
		.arena = arena_open(),
		.take = take,
		.user = user,
		.passing = arena_open()};
	Parsed feed;
	bool ok = read_feed(&in, bytes, mime, &feed, err);

	arena_close(in.passing);
	arena_close(in.arena);
	return ok;
}

/* The name of the first element in the head of a document, past declarations and comments. */
static Str first_element(Str head)
{
	ptrdiff_t at;

	while ((at = str_find_char(head, '<')) >= 0) {
		size_t n = 0;
		ptrdiff_t end;

		head = str_from_at(head, (size_t)at + 1);
		if (str_starts(head, S("!--"))) {
			end = str_find(head, S("-->"));
			head = str_from_at(head, end < 0 ? head.n : (size_t)end);
			continue;
		}
		while (n < head.n && !char_is_space(head.s[n]) && head.s[n] != '>' &&
			head.s[n] != '/')
			n++;
		if (n && char_is_alpha(head.s[0])) {
			Str name = str_slice(head, 0, n);
			ptrdiff_t colon = str_find_char(name, ':');

			return str_from_at(name, colon < 0 ? 0 : (size_t)colon + 1);
		}
	}
	return S("");
}

Sort parse_sort(Str bytes, Str mime)
{
	static const struct {
		const char *element;
		Sort sort;
	} roots[] = {
		{"rss", SORT_FEED},
		{"feed", SORT_FEED},
		{"rdf", SORT_FEED},
		{"channel", SORT_FEED},
		{"opml", SORT_OPML},
		{"html", SORT_PAGE},
	};
	Str head = content(str_slice(bytes, 0, 4096)), name;
	bool markup = head.n && head.s[0] == '<';

	if (str_find_case(head, S("jsonfeed.org/version")) >= 0)
		return SORT_FEED;
	name = markup ? first_element(head) : S("");
	for (size_t i = 0; i < COUNT(roots); i++)
		if (str_eq_case(name, str_from(roots[i].element)))
			return roots[i].sort;
	if (str_find_case(mime, S("html")) >= 0)
		return SORT_PAGE;
	if (str_find_case(mime, S("rss")) >= 0 || str_find_case(mime, S("atom")) >= 0)
		return SORT_FEED;
	if (markup && (str_starts_case(head, S("<!doctype html")) || name.n))
		return str_starts(head, S("<?xml")) ? SORT_OTHER : SORT_PAGE;
	if (str_starts_case(mime, S("text/plain")))
		return SORT_TEXT;
	if (mime.n && !str_starts_case(mime, S("text/")))
		return SORT_OTHER;
	return str_find_char(head, '\0') < 0 ? SORT_TEXT : SORT_OTHER;
}
