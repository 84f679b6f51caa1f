/* Posts on Mastodon that an article shows as no more than a link: asked of their server once, kept
 * in the library, and put in place of the link each time the article is read. */
#include "base/url.h"
#include "config/levels.h"
#include "engine/inside.h"
#include "feed/html/player.h"
#include "model/join.h"
#include "model/wire.h"

enum {
	MOST = 10, /* of an article */
	MAX_BYTES = 1 << 20,
	TIMEOUT_MS = 10000,
	AGAIN_S = 7 * 86400, /* after the server told nothing */
};

typedef struct {
	Str url, api;
	uint32_t block;
} Post;

struct Posts {
	Post posts[MOST]; /* those to be asked for */
	size_t count, at;
	Request request;
	PostsDone *done;
};

/* --- which --- */

/* "https://social.example/@mira/1" or "social.example/@mira/1": words that say nothing else. */
static bool is_bare(Str words, Str href)
{
	ptrdiff_t host = str_find(href, S("//"));

	return str_eq(words, href) ||
	       (host >= 0 && str_eq(words, str_from_at(href, (size_t)host + 2)));
}

/* The first span that begins at that byte or behind it: they are in the order of the text. */
static uint32_t span_at(const Doc *doc, uint32_t byte)
{
	uint32_t low = 0, high = doc->span_count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (doc->spans[middle].text.at < byte)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* A card without words, or a paragraph that is nothing but the address of a post; NONE: neither. */
static uint32_t link_of(const Doc *doc, const Block *block)
{
	uint32_t at;

	if (block->kind == BLOCK_EMBED && block->level == 0)
		return block->text.len ? NONE : block->ref;
	if (block->kind != BLOCK_PARAGRAPH || block->text.len == 0)
		return NONE;
	at = span_at(doc, block->text.at);
	if (at < doc->span_count && doc->spans[at].text.at == block->text.at &&
		doc->spans[at].text.len == block->text.len && doc->spans[at].link != NONE &&
		is_bare(doc_str(doc, block->text),
			doc_str(doc, doc->links[doc->spans[at].link].href)))
		return doc->spans[at].link;
	return NONE;
}

static size_t find_posts(const Doc *doc, Arena *arena, Post posts[MOST])
{
	size_t count = 0;

	for (uint32_t i = 0; i < doc->block_count && count < MOST; i++) {
		uint32_t link = link_of(doc, &doc->blocks[i]);
		Str url = link == NONE ? S("") : doc_str(doc, doc->links[link].href);
		Str api = player_post_api(url, arena);

		if (api.n)
			posts[count++] = (Post){arena_str(arena, url), api, i};
	}
	return count;
}

static bool is_known(Library *lib, const Post *post, Arena *arena, Str *wire)
{
	int64_t fetched;

	return library_post(lib, post->api, arena, &fetched, wire, NULL) && fetched &&
	       (wire->n || engine_now() - fetched < AGAIN_S);
}

static bool are_wanted(const Errand *errand)
{
	const Feed *feed = errand->feed;
	Options o;

	levels_options(errand->engine->levels, feed ? feed->url : S(""),
		feed ? feed->folder : S(""), &o);
	return o.fetch_posts;
}

/* --- in their places --- */

const Doc *posts_put(Errand *errand, const Doc *doc, Arena *arena)
{
	Engine *engine = errand->engine;
	Post posts[MOST];

	if (!are_wanted(errand))
		return doc;
	/* From behind, for the places before stay what they are. */
	for (size_t i = find_posts(doc, arena, posts); i-- > 0;) {
		const Doc *card;
		Str wire;

		if (!is_known(engine->lib, &posts[i], arena, &wire))
			continue;
		card = wire.n ? doc_read(wire, arena, NULL) : NULL;
		if (card && card->block_count)
			doc = doc_graft(doc, posts[i].block, card, arena);
	}
	return doc;
}

/* --- asked for, one after the other --- */

static void next(Errand *errand);

static void keep(Errand *errand, const Doc *card)
{
	const Posts *posts = errand->posts;
	Buf wire = {0};

	if (card)
		doc_write(card, &wire);
	library_set_post(errand->engine->lib, posts->posts[posts->at].api, engine_now(),
		buf_str(&wire), NULL);
	buf_drop(&wire);
}

static void worked(Errand *errand, const Worked *worked)
{
	keep(errand, worked->doc);
	arena_close(worked->arena);
	errand->posts->at++;
	next(errand);
}

static void fetched(Errand *errand, Arena *arena, const Response *response)
{
	Posts *posts = errand->posts;
	Work work = {.kind = WORK_TOOT,
		.bytes = response->body,
		.mime = response->mime,
		.url = posts->posts[posts->at].url};

	if (response->err.kind == ERR_NONE && response->status == 200) {
		errand_work(errand, &work, worked);
	} else {
		/* Not for all to see, or gone; what failed on the way is tried again. */
		if (response->status >= 400 && response->status < 500 && response->status != 429)
			keep(errand, NULL);
		posts->at++;
		next(errand);
	}
	arena_close(arena);
}

static void robots_said(Errand *errand, RobotsSay say)
{
	if (say == ROBOTS_ALLOW) {
		errand_fetch(errand, &errand->posts->request, fetched);
		return;
	}
	errand->posts->at++;
	next(errand);
}

static void next(Errand *errand)
{
	Posts *posts = errand->posts;
	Str home = errand->feed ? errand->feed->url : errand->job.text;

	if (posts->at == posts->count) {
		posts->done(errand);
		return;
	}
	posts->request = (Request){.url = posts->posts[posts->at].api,
		.max_bytes = MAX_BYTES,
		.timeout_ms = TIMEOUT_MS,
		.content = !str_eq(url_host(posts->posts[posts->at].url), url_host(home))};
	if (errand->unasked)
		robots_ask(errand->engine->robots, errand, &posts->request, robots_said);
	else
		errand_fetch(errand, &posts->request, fetched);
}

bool posts_find(Errand *errand, const Doc *doc)
{
	Posts *posts = arena_alloc(errand->arena, sizeof *posts);
	size_t count;
	Str wire;

	if (!are_wanted(errand))
		return false;
	count = find_posts(doc, errand->arena, posts->posts);
	errand->posts = posts;
	for (size_t i = 0; i < count; i++)
		if (!is_known(errand->engine->lib, &posts->posts[i], errand->arena, &wire))
			posts->posts[posts->count++] = posts->posts[i];
	return posts->count > 0;
}

void posts_fetch(Errand *errand, PostsDone *done)
{
	errand->posts->done = done;
	next(errand);
}
