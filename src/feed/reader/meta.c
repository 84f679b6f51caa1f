#include "feed/reader/meta.h"

#include <string.h>

#include "base/date.h"
#include "base/json.h"
#include "base/url.h"
#include "base/utf8.h"
#include "feed/html/entity.h"
#include "feed/html/strip.h"

enum { LONGEST_FIELD = 4000 }; /* bytes */

enum {
	TITLE,
	BYLINE,
	SITE,
	LANGUAGE,
	EXCERPT,
	IMAGE,
	PUBLISHED,
	MODIFIED,
	CARD_LABEL,
	CARD_DATA,
	TYPE,
	TIER,
	FIELDS
};

/* Names of meta elements; of two that are there the one further up counts. */
static const struct {
	const char *name;
	int field;
} metas[] = {
	{"citation_title", TITLE},
	{"dc:title", TITLE},
	{"dcterms:title", TITLE},
	{"dcterm:title", TITLE},
	{"og:title", TITLE},
	{"weibo:article:title", TITLE},
	{"weibo:webpage:title", TITLE},
	{"headline", TITLE},
	{"title", TITLE},
	{"twitter:title", TITLE},
	{"parsely-title", TITLE},
	{"sailthru:title", TITLE},
	{"citation_author", BYLINE},
	{"dc:creator", BYLINE},
	{"dcterms:creator", BYLINE},
	{"dcterm:creator", BYLINE},
	{"author", BYLINE},
	{"parsely-author", BYLINE},
	{"sailthru:author", BYLINE},
	{"article:author_name", BYLINE},
	{"cxenseparse:author", BYLINE},
	{"article:author", BYLINE},
	{"og:article:author", BYLINE},
	{"byl", BYLINE},
	{"og:type", TYPE},
	{"article:content_tier", TIER},
	{"twitter:label1", CARD_LABEL},
	{"twitter:data1", CARD_DATA},
	{"og:site_name", SITE},
	{"application-name", SITE},
	{"content-language", LANGUAGE},
	{"dc:language", LANGUAGE},
	{"og:locale", LANGUAGE},
	{"dc:description", EXCERPT},
	{"dcterms:description", EXCERPT},
	{"dcterm:description", EXCERPT},
	{"og:description", EXCERPT},
	{"weibo:article:description", EXCERPT},
	{"weibo:webpage:description", EXCERPT},
	{"description", EXCERPT},
	{"twitter:description", EXCERPT},
	{"og:image", IMAGE},
	{"og:image:url", IMAGE},
	{"og:image:secure_url", IMAGE},
	{"twitter:image", IMAGE},
	{"twitter:image:src", IMAGE},
	{"thumbnail", IMAGE},
	{"article:published_time", PUBLISHED},
	{"og:article:published_time", PUBLISHED},
	{"article:published", PUBLISHED},
	{"datepublished", PUBLISHED},
	{"parsely-pub-date", PUBLISHED},
	{"sailthru:date", PUBLISHED},
	{"dcterms:created", PUBLISHED},
	{"dc:date:issued", PUBLISHED},
	{"dcterms:date", PUBLISHED},
	{"dc:date", PUBLISHED},
	{"pubdate", PUBLISHED},
	{"publishdate", PUBLISHED},
	{"publish_date", PUBLISHED},
	{"publish-date", PUBLISHED},
	{"publication_date", PUBLISHED},
	{"pub_date", PUBLISHED},
	{"ptime", PUBLISHED},
	{"og:pubdate", PUBLISHED},
	{"cxenseparse:recs:publishtime", PUBLISHED},
	{"article_date_original", PUBLISHED},
	{"originalpublicationdate", PUBLISHED},
	{"citation_publication_date", PUBLISHED},
	{"citation_online_date", PUBLISHED},
	{"citation_date", PUBLISHED},
	{"date", PUBLISHED},
	{"datecreated", PUBLISHED},
	{"created", PUBLISHED},
	{"article:modified_time", MODIFIED},
	{"og:article:modified_time", MODIFIED},
	{"article:modified", MODIFIED},
	{"datemodified", MODIFIED},
	{"dcterms:modified", MODIFIED},
	{"dc:date:modified", MODIFIED},
	{"og:updated_time", MODIFIED},
	{"last-modified", MODIFIED},
};

int64_t meta_date(Str text)
{
	int64_t date = date_parse(str_trim(text));

	/* 1990 to 2100: before and after, it is a default or a mistake. */
	return date > 631152000 && date < 4102444800 ? date : 0;
}

bool meta_publish(Meta *meta, Str text)
{
	if (meta->published == 0) {
		meta->published = meta_date(text);
		meta->zone = meta->published ? date_offset(str_trim(text)) : 0;
	}
	return meta->published != 0;
}

Str meta_line(Str text, Arena *arena)
{
	Buf out = {0};

	if (text.n > LONGEST_FIELD)
		text.n = LONGEST_FIELD;
	/* The cut may have hit a character. */
	while (text.n && !utf8_valid(text))
		text.n--;
	utf8_clean(entity_decode_all(text, arena), &out);
	text = arena_squeeze(arena, buf_take(&out, arena));
	buf_drop(&out);
	return text;
}

/* JSON-LD */

static bool type_is(const Json *object, const char *const *types, size_t n)
{
	const Json *type = json_get(object, S("@type"));
	size_t count = type && type->kind == JSON_IS_ARRAY ? type->count : 1;

	if (!type)
		return false;
	for (size_t i = 0; i < count; i++) {
		const Json *one = type->kind == JSON_IS_ARRAY ? &type->items[i] : type;

		for (size_t k = 0; one->kind == JSON_IS_STRING && k < n; k++)
			if (str_ends(one->string, str_from(types[k])))
				return true;
	}
	return false;
}

static bool is_article(const Json *object)
{
	static const char *const types[] = {"Article", "BlogPosting", "LiveBlogPosting",
		"SocialMediaPosting", "Report", "Posting", "Review", "Recipe", "WebPage",
		"VideoObject"};

	return type_is(object, types, COUNT(types) - 2);
}

/* The best object of the graph: an article. Bounded: graphs are small, attacks are not. */
static const Json *find_article(const Json *json, unsigned depth, unsigned *budget)
{
	const Json *found = NULL, *graph;

	if (!json || depth > 6 || *budget == 0)
		return NULL;
	--*budget;
	if (json->kind == JSON_IS_ARRAY) {
		for (size_t i = 0; i < json->count && !found; i++)
			found = find_article(&json->items[i], depth + 1, budget);
		return found;
	}
	if (json->kind != JSON_IS_OBJECT)
		return NULL;
	if (is_article(json))
		return json;
	graph = json_get(json, S("@graph"));
	found = graph ? find_article(graph, depth + 1, budget) : NULL;
	if (!found)
		found = find_article(json_get(json, S("mainEntity")), depth + 1, budget);
	if (!found)
		found = find_article(json_get(json, S("mainEntityOfPage")), depth + 1, budget);
	return found;
}

/* A name: a string, {"name": …}, or several of them. */
static Str names_of(const Json *json, Arena *arena)
{
	Buf out = {0};
	Str names;

	if (!json)
		return S("");
	if (json->kind == JSON_IS_STRING)
		return meta_line(json->string, arena);
	if (json->kind == JSON_IS_OBJECT) {
		const Json *name = json_get(json, S("name"));

		return name && name->kind != JSON_IS_OBJECT ? names_of(name, arena) : S("");
	}
	for (size_t i = 0; json->kind == JSON_IS_ARRAY && i < json->count && i < 20; i++) {
		Str name = json->items[i].kind == JSON_IS_ARRAY ? S("")
								: names_of(&json->items[i], arena);

		if (name.n && out.n)
			buf_add(&out, S(", "));
		buf_add(&out, name);
	}
	names = buf_take(&out, arena);
	buf_drop(&out);
	return names;
}

static Str address_in(const Json *json)
{
	if (json && json->kind == JSON_IS_ARRAY && json->count)
		json = &json->items[0];
	if (json && json->kind == JSON_IS_OBJECT)
		return json_str(json, S("url"));
	return json && json->kind == JSON_IS_STRING ? json->string : S("");
}

uint32_t meta_body_length(const Meta *meta)
{
	bool marked = str_find(meta->body, S("</")) >= 0, in_tag = false;
	uint32_t n = 0;

	for (size_t i = 0; i < meta->body.n; i++) {
		uint8_t c = (uint8_t)meta->body.s[i];

		in_tag = marked && (in_tag || c == '<');
		n += !in_tag && c > ' ' && (c & 0xc0) != 0x80;
		in_tag = in_tag && c != '>';
	}
	return n;
}

/* Markup that was escaped as if it were text. */
static Str body_of(Str body, Arena *arena)
{
	return str_find(body, S("&lt;/")) >= 0 ? entity_decode_all(body, arena) : body;
}

bool meta_is_address(Str text)
{
	return str_starts_case(text, S("http:")) || str_starts_case(text, S("https:")) ||
	       str_starts(text, S("//")) || str_starts(text, S("www."));
}

static void set(Str *field, Str value)
{
	if (field->n == 0 && value.n)
		*field = value;
}

static bool is_no(const Json *json)
{
	return json &&
	       ((json->kind == JSON_IS_BOOL && !json->truth) ||
		       (json->kind == JSON_IS_STRING && str_eq_case(json->string, S("false"))));
}

static void read_article(const Json *article, Arena *arena, Meta *out)
{
	Str byline = names_of(json_get(article, S("author")), arena);
	Str headline = json_str(article, S("headline"));

	if (byline.n == 0)
		byline = names_of(json_get(article, S("creator")), arena);
	set(&out->title, meta_line(headline.n ? headline : json_str(article, S("name")), arena));
	if (!meta_is_address(byline))
		set(&out->byline, byline);
	set(&out->excerpt, meta_line(json_str(article, S("description")), arena));
	set(&out->site, names_of(json_get(article, S("publisher")), arena));
	set(&out->lang, json_str(article, S("inLanguage")));
	set(&out->image, address_in(json_get(article, S("image"))));
	meta_publish(out, json_str(article, S("datePublished")));
	if (out->modified == 0)
		out->modified = meta_date(json_str(article, S("dateModified")));
	out->locked = out->locked || is_no(json_get(article, S("isAccessibleForFree")));
	set(&out->body, body_of(json_str(article, S("articleBody")), arena));
}

const Json *meta_json(const Node *script, Arena *arena)
{
	Str text = script->first ? str_trim(script->first->text) : S("");
	char *copy;

	if (text.n == 0 || text.n > 4 << 20)
		return NULL;
	/* Line feeds within strings are common and forbidden; elsewhere spaces do as well. */
	copy = arena_strz(arena, text);
	for (size_t i = 0; i < text.n; i++)
		if (copy[i] == '\n' || copy[i] == '\t')
			copy[i] = ' ';
	text = str_of(copy, text.n);
	if (str_starts(text, S("<!--")))
		text = str_from_at(text, 4);
	if (str_ends(text, S("-->")))
		text.n -= 3;
	while (text.n && (text.s[text.n - 1] == ';' || char_is_space(text.s[text.n - 1])))
		text.n--;
	return json_read(text, arena, NULL);
}

static void read_json_ld(const Node *script, Arena *arena, Meta *out)
{
	unsigned budget = 2000;
	const Json *json = find_article(meta_json(script, arena), 0, &budget);

	if (json)
		read_article(json, arena, out);
}

/* Meta elements */

typedef struct {
	Str values[FIELDS];
	size_t ranks[FIELDS];
} Found;

/* Beyond it no more authors of a paper are told. */
enum { LONGEST_AUTHORS = 120 };

/* "Writer, Ann", as catalogues have it. */
static Str unturned(Str name, Arena *arena)
{
	ptrdiff_t comma = str_find_char(name, ',');
	Str first = comma > 0 ? str_trim(str_from_at(name, (size_t)comma + 1)) : S("");

	if (first.n == 0 || str_find_char(first, ',') >= 0)
		return name;
	return arena_printf(arena, "%.*s %.*s", STR_ARG(first),
		STR_ARG(str_trim(str_slice(name, 0, (size_t)comma))));
}

/* Papers name each of their authors in an element of its own. */
static void add_author(Found *found, size_t rank, Str name, Arena *arena)
{
	Str known = found->values[BYLINE].n && found->ranks[BYLINE] == rank ? found->values[BYLINE]
									    : S("");

	if (known.n < LONGEST_AUTHORS)
		known = arena_printf(arena, "%.*s%s%.*s", STR_ARG(known), known.n ? ", " : "",
			STR_ARG(unturned(name, arena)));
	found->values[BYLINE] = known;
	found->ranks[BYLINE] = rank;
}

static void offer(Found *found, Str name, Str content, bool property, Arena *arena)
{
	char *lower = arena_strz(arena, str_slice(name, 0, 60));
	Str key = str_slice(name, 0, 60);

	/* "DC.title" is "dc:title". */
	for (size_t i = 0; i < key.n; i++)
		lower[i] = lower[i] == '.' ? ':' : char_lower(lower[i]);
	key.s = lower;
	for (size_t i = 0; i < COUNT(metas); i++) {
		int field = metas[i].field;

		if (!str_eq(key, str_from(metas[i].name)))
			continue;
		if (str_eq(key, S("citation_author"))) {
			add_author(found, 2 * i, content, arena);
			return;
		}
		if ((found->values[field].n && found->ranks[field] <= 2 * i + !property) ||
			(field == BYLINE && meta_is_address(content)) ||
			((field == PUBLISHED || field == MODIFIED) && !meta_date(content)))
			return;
		found->values[field] = content;
		found->ranks[field] = 2 * i + !property;
		return;
	}
}

static void read_meta(const Node *node, Arena *arena, Found *found)
{
	static const char *const attributes[] = {"property", "name", "itemprop", "http-equiv"};
	Str content = str_trim(node_attr(node, S("content")));

	if (content.n == 0)
		return;
	for (size_t i = 0; i < COUNT(attributes); i++) {
		Str rest = node_attr(node, str_from(attributes[i])), name;

		while (str_word(&rest, &name))
			offer(found, name, content, i == 0, arena);
	}
}

static bool is_by_label(Str label)
{
	static const char *const labels[] = {"written by", "verfasst von", "geschrieben von",
		"escrito por", "écrit par", "scritto da", "geschreven door", "napisane przez",
		"skriven av", "skrevet av", "skrevet af", "написано автором", "autor", "author",
		"kirjoittanut", "yazan", "par", "von", "by"};

	for (size_t i = 0; i < COUNT(labels); i++)
		if (str_eq_case(label, str_from(labels[i])))
			return true;
	return false;
}

Str meta_canonical(const Dom *dom)
{
	for (const Node *n = dom->html->first; n; n = node_next(n, dom->html))
		if (n->tag == TAG_LINK && node_has_word(n, S("rel"), S("canonical")))
			return node_attr(n, S("href"));
	return S("");
}

void meta_read(const Dom *dom, Str url, Arena *arena, Meta *out)
{
	Found found = {0};
	Str lang = node_attr(dom->html, S("lang"));

	*out = (Meta){.url = url, .base = url};
	for (const Node *n = dom->html->first; n; n = node_next(n, dom->html)) {
		if (n->tag == TAG_META)
			read_meta(n, arena, &found);
		else if (n->tag == TAG_SCRIPT)
			read_json_ld(n, arena, out);
	}
	for (const Node *n = dom->html->first; n; n = node_next(n, dom->html)) {
		Str base;

		if (n->tag != TAG_BASE || !node_has(n, S("href")))
			continue;
		base = url_resolve(url, node_attr(n, S("href")), arena);
		if (url_is_http(base))
			out->base = base;
		break;
	}
	set(&out->title, meta_line(found.values[TITLE], arena));
	out->type = found.values[TYPE];
	out->locked = out->locked || str_eq_case(found.values[TIER], S("locked"));
	set(&out->byline, meta_line(found.values[BYLINE], arena));
	/* A pair that says "Written by" and a name, in many languages; else a reading time. */
	if (is_by_label(found.values[CARD_LABEL]))
		set(&out->byline, meta_line(found.values[CARD_DATA], arena));
	set(&out->excerpt, meta_line(found.values[EXCERPT], arena));
	out->site = found.values[SITE].n ? meta_line(found.values[SITE], arena) : out->site;
	set(&out->image, found.values[IMAGE]);
	if (lang.n == 0)
		lang = node_attr(dom->html, S("xml:lang"));
	if (lang.n == 0)
		lang = out->lang.n ? out->lang : found.values[LANGUAGE];
	out->lang = lang.n <= 20 ? meta_line(lang, arena) : S("");
	meta_publish(out, found.values[PUBLISHED]);
	if (out->modified == 0)
		out->modified = meta_date(found.values[MODIFIED]);
	/* Rather than none. */
	meta_publish(out, found.values[MODIFIED]);
	if (out->published == 0)
		out->published = out->modified;
	if (out->modified < out->published)
		out->modified = 0;
	if (out->image.n)
		out->image = url_resolve(out->base, out->image, arena);
	if (!url_is_http(out->image))
		out->image = S("");
}
