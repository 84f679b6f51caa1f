#include "feed/reader/films.h"

#include "base/url.h"
#include "feed/html/duration.h"
#include "feed/html/player.h"
#include "feed/reader/meta.h"

enum { MOST = 50, ADDRESSES = 3, DEEPEST = 8 };

struct Film {
	const Film *next;
	Str title, length;
	Str at[ADDRESSES]; /* normalized: where a person would open it, or its file */
};

typedef struct {
	const Film *first;
	unsigned count, budget;
	Str base;
	Arena *arena;
} Films;

static Str address_of(const Films *films, Str url)
{
	LinkKind kind;
	Str opens;

	url = url_resolve(films->base, url, films->arena);
	opens = player_address(url, films->arena, &kind);
	if (opens.n)
		url = opens;
	return url_is_http(url) ? url_normalize(url, films->arena) : S("");
}

static void add(Films *films, Str title, Str length, const Str *at)
{
	Film *film = arena_alloc(films->arena, sizeof *film);

	*film = (Film){.next = films->first,
		.title = meta_line(title, films->arena),
		.length = duration_clock(length, films->arena)};
	for (size_t i = 0; i < ADDRESSES; i++)
		film->at[i] = at[i].n ? address_of(films, at[i]) : S("");
	if (film->length.n == 0 || films->count == MOST)
		return;
	films->first = film;
	films->count++;
}

/* A film says what it is in any part of the data: the article's "video", a list, an element of the
 * graph. */
static void look(Films *films, const Json *json, unsigned depth)
{
	Str type = json_str(json, S("@type"));

	if (!json || depth == DEEPEST || films->budget == 0)
		return;
	films->budget--;
	if (str_ends(type, S("VideoObject")) || str_ends(type, S("AudioObject")))
		add(films, json_str(json, S("name")), json_str(json, S("duration")),
			(Str[ADDRESSES]){json_str(json, S("embedUrl")),
				json_str(json, S("contentUrl")), json_str(json, S("url"))});
	if (json->kind != JSON_IS_ARRAY && json->kind != JSON_IS_OBJECT)
		return;
	for (size_t i = 0; i < json->count; i++)
		look(films, &json->items[i], depth + 1);
}

static void look_in_script(Films *films, const Node *script)
{
	Str text = script->first ? script->first->text : S("");

	if (str_find(text, S("VideoObject")) >= 0 || str_find(text, S("AudioObject")) >= 0)
		look(films, meta_json(script, films->arena), 0);
}

const Film *films_read(const Dom *dom, Str base, Arena *arena)
{
	Films films = {.budget = 5000, .base = base, .arena = arena};
	Str at[ADDRESSES] = {{0}}, length = {0};

	for (const Node *n = dom->html->first; n; n = node_next(n, dom->html)) {
		Str name = n->tag == TAG_META ? node_attr(n, S("property")) : S("");
		Str content = n->tag == TAG_META ? node_attr(n, S("content")) : S("");

		if (n->tag == TAG_SCRIPT)
			look_in_script(&films, n);
		else if (str_eq(name, S("og:video")) || str_eq(name, S("og:video:url")))
			at[0] = content;
		else if (str_eq(name, S("og:video:secure_url")))
			at[1] = content;
		else if (str_eq(name, S("og:video:duration")) || str_eq(name, S("video:duration")))
			length = content;
	}
	if (length.n && (at[0].n || at[1].n))
		add(&films, S(""), length, at);
	return films.first;
}

static const Film *film_at(const Film *films, Str url)
{
	for (; films; films = films->next)
		for (size_t i = 0; i < ADDRESSES; i++)
			if (films->at[i].n && str_eq(films->at[i], url))
				return films;
	return NULL;
}

static void tell(const Film *films, DocBuilder *b, uint32_t index, Arena *scratch)
{
	Link *link = doc_link_at(b, index);
	Str url = url_normalize(arena_str(scratch, doc_builder_text(b, link->href)), scratch);
	const Film *film = link->note.len ? NULL : film_at(films, url);
	Slice note, title;

	if (!film)
		return;
	note = doc_add_text(b, film->length);
	title = link->title.len ? link->title : doc_add_text(b, film->title);
	link = doc_link_at(b, index);
	link->note = note;
	link->title = title;
}

void films_tell(const Film *films, DocBuilder *b)
{
	Arena *scratch = films ? arena_open() : NULL;

	for (uint32_t i = 0; films && i < doc_block_count(b); i++) {
		const Block *block = doc_block_at(b, i);

		if (block->kind == BLOCK_EMBED && block->ref != NONE)
			tell(films, b, block->ref, scratch);
	}
	arena_close(scratch);
}
