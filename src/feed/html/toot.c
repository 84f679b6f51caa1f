#include "feed/html/toot.h"

#include "base/date.h"
#include "base/url.h"
#include "feed/html/entity.h"
#include "feed/html/post.h"

enum { MOST_MEDIA = 20, MOST_CHOICES = 20 };

bool toot_is(const Json *status)
{
	const Json *account = json_get(status, S("account"));

	return account && account->kind == JSON_IS_OBJECT && json_get(status, S("content")) &&
	       json_get(status, S("media_attachments"));
}

/* "Mira Holt (@mira@social.example)" */
static Str who_of(const Json *status, Str url, Arena *arena)
{
	const Json *account = json_get(status, S("account"));
	Str name = post_text_of(account, S("display_name"), arena),
	    handle = post_text_of(account, S("acct"), arena);

	/* Whoever is at home on the server has no host in the name. */
	if (handle.n && str_find_char(handle, '@') < 0)
		handle = arena_printf(arena, "%.*s@%.*s", STR_ARG(handle), STR_ARG(url_host(url)));
	if (handle.n == 0)
		return name;
	return name.n ? arena_printf(arena, "%.*s (@%.*s)", STR_ARG(name), STR_ARG(handle))
		      : arena_printf(arena, "@%.*s", STR_ARG(handle));
}

static void add_choices(Buf *html, const Json *poll)
{
	const Json *choices = json_get(poll, S("options"));

	for (size_t i = 0;
		choices && choices->kind == JSON_IS_ARRAY && i < choices->count && i < MOST_CHOICES;
		i++) {
		const Json *choice = &choices->items[i];
		double votes = json_real_of(choice, S("votes_count"), -1);

		buf_add(html, i ? S("<br>") : S("<p>"));
		buf_add(html, S("○ "));
		entity_encode(json_str(choice, S("title")), false, html);
		if (votes >= 0 && votes < 1e12)
			buf_printf(html, " · %lld", (long long)votes);
	}
}

/* What is said, with the warning before it and the choices behind it. */
static const Node *words_of(const Json *status, Arena *arena)
{
	Str warning = str_trim(json_str(status, S("spoiler_text")));
	Str content = json_str(status, S("content"));
	Buf html = {0};
	Node *body;

	if (warning.n) {
		buf_add(&html, S("<p><b>"));
		entity_encode(warning, false, &html);
		buf_add(&html, S("</b></p>"));
	}
	if (str_find_case(content, S("<p")) < 0)
		buf_add(&html, S("<p>"));
	buf_add(&html, content);
	add_choices(&html, json_get(status, S("poll")));
	body = dom_parse(buf_take(&html, arena), arena)->body;
	buf_drop(&html);
	/* Of a card only paragraphs are read. */
	for (Node *n = body->first; n; n = node_next(n, body))
		if (n->tag == TAG_LI || n->tag == TAG_PRE || n->tag == TAG_H1 || n->tag == TAG_H2)
			n->tag = TAG_P;
	node_number(body);
	return body;
}

static bool read_status(const Json *status, Str url, Arena *arena, Embed *out)
{
	Str own = post_text_of(status, S("url"), arena);
	int64_t date = date_parse(json_str(status, S("created_at")));

	if (!toot_is(status))
		return false;
	*out = (Embed){.href = url.n ? url : own,
		.who = who_of(status, url.n ? url : own, arena),
		.words = words_of(status, arena),
		.data = status,
		.kind = LINK_POST};
	if (date)
		out->note = str_slice(date_rfc3339(date, arena), 0, S("2026-11-21").n);
	return url_is_http(out->href);
}

static void append_media(Walk *w, const Json *media)
{
	Arena *arena = w->flow.arena;
	Str type = json_str(media, S("type")),
	    preview = post_text_of(media, S("preview_url"), arena);
	Str url = post_text_of(media, S("url"), arena),
	    words = post_text_of(media, S("description"), arena);
	Embed film = {.href = url, .who = words, .kind = LINK_VIDEO};

	if (str_eq(type, S("image")) && url_is_http(preview.n ? preview : url)) {
		flow_part(&w->flow, true);
		flow_figure(&w->flow, (Picture){.src = preview.n ? preview : url, .alt = words},
			(Slice){doc_text_length(w->flow.b), 0});
		flow_part(&w->flow, false);
	} else if (url_is_http(url)) {
		if (str_eq(type, S("audio")))
			film.kind = LINK_AUDIO;
		embed_append_part(w, &film);
	}
}

static void append_quoted(Walk *w, const Embed *embed)
{
	const Node *root = w->root;
	Fact *facts = w->facts;

	/* Its words are a tree of their own. */
	w->root = embed->words;
	w->facts = facts_count(embed->words, w->flow.base, w->flow.arena);
	embed_append_part(w, embed);
	w->root = root;
	w->facts = facts;
}

void toot_append_parts(Walk *w, const Json *status)
{
	const Json *media = json_get(status, S("media_attachments")),
		   *quote = json_get(status, S("quote")),
		   *quoted = json_get(quote, S("quoted_status"));
	Embed embed;

	for (size_t i = 0;
		media && media->kind == JSON_IS_ARRAY && i < media->count && i < MOST_MEDIA; i++)
		append_media(w, &media->items[i]);
	if (read_status(quoted ? quoted : quote, S(""), w->flow.arena, &embed))
		append_quoted(w, &embed);
}

const Doc *toot_read(Str json, Str url, Arena *arena, Err *err)
{
	Arena *scratch = arena_open();
	const Json *status = json_read(json, scratch, NULL), *shared;
	DocBuilder *b = doc_builder_open(arena);
	Embed embed;
	bool ok;

	/* Who only passes it on says nothing. */
	shared = json_get(status, S("reblog"));
	ok = read_status(toot_is(shared) ? shared : status, url, scratch, &embed);
	if (ok)
		todoc_embed(b, &embed, url);
	else
		err_set(err, ERR_FORMAT, 0, "the server of this post says nothing about it");
	arena_close(scratch);
	return ok ? doc_finish(b) : NULL;
}
