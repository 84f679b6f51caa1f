/* JSON Feed 1.0 and 1.1. */
#include "base/buf.h"
#include "base/url.h"
#include "base/utf8.h"
#include "feed/format/draft.h"
#include "feed/format/xml_tree.h"
#include "feed/html/strip.h"

/* A member as clean text; also a number where people mean text. */
static Str text_of(const Json *json, Str name, Arena *arena)
{
	const Json *member = json_get(json, name);

	if (member && member->kind == JSON_IS_NUMBER)
		return arena_printf(arena, "%.15g", member->number);
	return xml_clean(json_str(json, name), arena);
}

static Str line_of(const Json *json, Str name, Arena *arena)
{
	return arena_squeeze(arena, text_of(json, name, arena));
}

static Str url_of(const Draft *d, const Json *json, Str name)
{
	Str url = str_trim(text_of(json, name, d->arena));

	if (url.n && !url_is_absolute(url))
		url = url_resolve(d->in->base, url, d->arena);
	return str_eq_case(url_scheme(url), S("javascript")) ? S("") : url;
}

static void take_person(Draft *d, const Json *json)
{
	if (json && json->kind == JSON_IS_STRING)
		people_add(&d->lists.authors[RANK_OWN],
			(Person){.name = arena_squeeze(d->arena,
					 xml_clean(json->string, d->arena))});
	if (json && json->kind == JSON_IS_OBJECT)
		people_add(&d->lists.authors[RANK_OWN],
			(Person){.name = line_of(json, S("name"), d->arena),
				.url = url_of(d, json, S("url")),
				.avatar = url_of(d, json, S("avatar"))});
}

/* 1.1 has authors; 1.0 one author. */
static void take_authors(Draft *d, const Json *json)
{
	const Json *authors = json_get(json, S("authors"));

	if (authors && authors->kind == JSON_IS_ARRAY)
		for (size_t i = 0; i < authors->count; i++)
			take_person(d, &authors->items[i]);
	if (d->lists.authors[RANK_OWN].count == 0)
		take_person(d, json_get(json, S("author")));
}

static void take_tags(Draft *d, const Json *json)
{
	const Json *tags = json_get(json, S("tags"));
	Str words = json_str(json, S("tags")), word;

	while (str_cut(&words, ',', &word))
		draft_add_tag(d, xml_clean(word, d->arena));
	for (size_t i = 0; tags && tags->kind == JSON_IS_ARRAY && i < tags->count; i++)
		if (tags->items[i].kind == JSON_IS_STRING)
			draft_add_tag(d, xml_clean(tags->items[i].string, d->arena));
}

static void take_attachments(Draft *d, const Json *json)
{
	const Json *list = json_get(json, S("attachments"));
	bool alone = list && list->kind == JSON_IS_OBJECT;
	size_t count = alone ? 1 : list && list->kind == JSON_IS_ARRAY ? list->count : 0;

	for (size_t i = 0; i < count; i++) {
		const Json *one = alone ? list : &list->items[i];
		double bytes = json_real_of(one, S("size_in_bytes"), 0);
		double seconds = json_real_of(one, S("duration_in_seconds"), 0);

		draft_add_enclosure(d,
			(Enclosure){url_of(d, one, S("url")),
				line_of(one, S("mime_type"), d->arena),
				line_of(one, S("title"), d->arena),
				bytes > 0 && bytes < 1e15 ? (int64_t)bytes : 0,
				seconds > 0 && seconds < 1e9 ? (uint32_t)seconds : 0});
	}
}

static void take_hubs(Draft *d, const Json *json)
{
	const Json *hubs = json_get(json, S("hubs"));

	for (size_t i = 0; hubs && hubs->kind == JSON_IS_ARRAY && i < hubs->count; i++) {
		Hub hub = {line_of(&hubs->items[i], S("type"), d->arena),
			url_of(d, &hubs->items[i], S("url"))};

		if (hub.url.n)
			*vec_push(&d->lists.hubs) = hub;
	}
}

static void take_entry(Draft *d, const Input *in, const Json *json, const Draft *feed, Parsed *out)
{
	Arena *arena;
	Str html, text;

	draft_open(d, in, NULL, true);
	arena = d->arena;
	html = text_of(json, S("content_html"), arena);
	text = text_of(json, S("content_text"), arena);
	best_set(&d->id, str_trim(text_of(json, S("id"), arena)), RANK_OWN);
	best_set(&d->title, line_of(json, S("title"), arena), RANK_OWN);
	best_set(&d->link, url_of(d, json, S("url")), RANK_OWN);
	best_set(&d->image, url_of(d, json, S("image")), RANK_OWN);
	best_set(&d->language, line_of(json, S("language"), arena), RANK_OWN);
	d->entry.external_url = url_of(d, json, S("external_url"));
	d->entry.banner_image = url_of(d, json, S("banner_image"));
	best_set(&d->lazy_link, d->entry.external_url, RANK_OWN);
	body_set(&d->content, html, false, NULL, RANK_OWN);
	body_set(&d->content, text, true, NULL, RANK_SECOND);
	body_set(&d->summary, text_of(json, S("summary"), arena), true, NULL, RANK_OWN);
	date_set(d, &d->published, text_of(json, S("date_published"), arena), RANK_OWN);
	date_set(d, &d->modified, text_of(json, S("date_modified"), arena), RANK_OWN);
	take_authors(d, json);
	take_tags(d, json);
	take_attachments(d, json);
	draft_finish_entry(d, feed, out);
}

static bool is_jsonfeed(const Input *in)
{
	const Json *items = json_get(in->json, S("items")), *version;

	if (str_find_case(json_str(in->json, S("version")), S("jsonfeed.org/version")) >= 0)
		return true;
	/* Who leaves the version out is known by names that nobody else has. */
	version = json_get(in->json, S("version"));
	return !version && items && items->kind == JSON_IS_ARRAY && items->count &&
	       (json_get(&items->items[0], S("content_html")) ||
		       json_get(&items->items[0], S("content_text")));
}

/* JSON Feed has no xml:base. Ours stands in the extension object: "_lede": {"base": "./"}. */
static Str base_of(const Input *in, const Json *json)
{
	const Json *own = json_get(json, S("_lede"));
	Str base = own && own->kind == JSON_IS_OBJECT ? str_trim(json_str(own, S("base"))) : S("");

	return base.n ? url_rebase(in->base, base, in->arena) : S("");
}

static bool parse(const Input *given, Parsed *out, Err *err)
{
	Input in = *given;
	const Json *json = in.json, *items = json_get(json, S("items"));
	const Json *expired = json_get(json, S("expired"));
	Arena *arena = in.arena;
	Draft feed = {0}, draft = {0};
	size_t count;

	(void)err;
	if (in.base.n == 0)
		in.base = str_trim(json_str(json, S("home_page_url")));
	if (in.base.n == 0)
		in.base = str_trim(json_str(json, S("feed_url")));
	draft_open(&feed, &in, NULL, false);
	best_set(&feed.title, line_of(json, S("title"), arena), RANK_OWN);
	best_set(&feed.link, url_of(&feed, json, S("home_page_url")), RANK_OWN);
	best_set(&feed.self, url_of(&feed, json, S("feed_url")), RANK_OWN);
	best_set(&feed.language, line_of(json, S("language"), arena), RANK_OWN);
	body_set(&feed.summary, text_of(json, S("description"), arena), true, NULL, RANK_OWN);
	feed.feed.icon = url_of(&feed, json, S("icon"));
	feed.feed.favicon = url_of(&feed, json, S("favicon"));
	feed.feed.next_url = url_of(&feed, json, S("next_url"));
	feed.feed.user_comment = text_of(json, S("user_comment"), arena);
	if (expired && expired->kind == JSON_IS_BOOL)
		feed.feed.expired = expired->truth ? FLAG_YES : FLAG_NO;
	take_authors(&feed, json);
	take_hubs(&feed, json);
	in.entry_base = base_of(&in, json);
	count = items && items->kind == JSON_IS_ARRAY ? items->count : 0;
	draft_finish_feed(&feed,
		str_ends(json_str(json, S("version")), S("1.1")) ? S("json11") : S("json10"), count,
		out);
	for (size_t i = 0; i < count; i++)
		if (items->items[i].kind == JSON_IS_OBJECT)
			take_entry(&draft, &in, &items->items[i], &feed, out);
	draft_drop(&draft);
	draft_drop(&feed);
	return true;
}

const Format format_jsonfeed = {"JSON Feed", is_jsonfeed, parse};
