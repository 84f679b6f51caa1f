#include "feed/html/post.h"

#include "base/date.h"
#include "base/url.h"
#include "base/utf8.h"
#include "feed/html/image.h"
#include "feed/html/player.h"
#include "feed/html/toot.h"

enum { LONGEST_WHO = 120, LONGEST_NOTE = 60, SMALLEST_PICTURE = 64, LONGEST_DATA = 100000 };

/* Posts that wait for a script, in a form that can be read without it. */
static const struct {
	const char *word; /* of the class */
	const char *attribute;
	const char *part; /* of the post's address in a link */
	LinkKind kind;
} posts[] = {
	{"twitter-tweet", NULL, "/status", LINK_TWEET},
	{"twitter-video", NULL, "/status", LINK_TWEET},
	{"twitter-tweet-rendered", NULL, "/status", LINK_TWEET},
	{"bluesky-embed", NULL, "/post/", LINK_POST},
	{"mastodon-embed", "data-embed-url", "/@", LINK_POST},
	{"text-post-media", "data-text-post-permalink", "/post/", LINK_POST},
	{"instagram-media", "data-instgrm-permalink", "instagram.com/", LINK_POST},
	{"tiktok-embed", "cite", "tiktok.com/", LINK_POST},
	{"fb-post", "data-href", "facebook.com/", LINK_POST},
	{"fb-video", "data-href", "facebook.com/", LINK_VIDEO},
	{"reddit-embed-bq", NULL, "/comments/", LINK_POST},
	{"reddit-card", NULL, "/comments/", LINK_POST},
	{"vk-post-embed", NULL, "vk.com/", LINK_POST},
	{"telegram-post", "data-telegram-post", "t.me/", LINK_POST},
};

/* What sites write around a post: before the author's name, and instead of words. */
static const char *const before_name[] = {"—", "–", "-", "A post shared by ", "Post by ",
	"Posted by ", "by ", " "};
static const char *const no_words[] = {"View this post on ", "View on ", "A post shared by ",
	"Post by ", "Posted by ", "Add a comment", "♬"};

static bool starts_with_any(Str text, const char *const *starts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_starts(text, str_from(starts[i])))
			return true;
	return false;
}

static bool is_no_word(Str text)
{
	return text.n == 0 || starts_with_any(text, no_words, COUNT(no_words));
}

/* "— Tidewater (@tidewatergame)" → "Tidewater (@tidewatergame)". */
static Str author_of(Str text)
{
	for (size_t i = 0; i < COUNT(before_name); i++)
		if (str_starts(text, str_from(before_name[i]))) {
			text = str_trim(str_from_at(text, str_from(before_name[i]).n));
			i = (size_t)-1;
		}
	if (str_ends(text, S(" on\xc2\xa0")))
		text.n -= 2;
	return str_ends(text, S(" on")) ? str_trim(str_slice(text, 0, text.n - 3)) : text;
}

static bool has_digit(Str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (char_is_digit(text.s[i]))
			return true;
	return false;
}

static size_t kind_of(const Node *node)
{
	size_t i = 0;

	while (i < COUNT(posts) && !node_has_word(node, S("class"), str_from(posts[i].word)))
		i++;
	return i;
}

/* Whether it is part of the post, not of another that is quoted in it. */
static bool is_quoted(const Node *node, const Node *post)
{
	return node != post && node->tag != TAG_TEXT && node->attr_count &&
	       kind_of(node) < COUNT(posts);
}

/* The next node of a post itself. */
static const Node *next_own(const Node *node, const Node *post)
{
	return is_quoted(node, post) ? node_skip(node, post) : node_next(node, post);
}

/* Whether words stand in a paragraph, or in a box of their own. */
static bool is_apart(const Node *node)
{
	return node->tag == TAG_P || node->tag == TAG_DIV || node->tag == TAG_SECTION ||
	       node->tag == TAG_BLOCKQUOTE;
}

/* Who wrote it: what stands outside its paragraphs. */
static Str signature(const Node *node, const Node *permalink, Arena *arena)
{
	Buf who = {0};
	Str text;

	for (const Node *n = node->first; n; n = n->next) {
		if (is_apart(n) || n == permalink)
			continue;
		text = n->tag == TAG_TEXT ? str_trim(n->text) : node_text(n, arena);
		if (text.n == 0)
			continue;
		if (who.n && who.s[who.n - 1] != '(' && text.s[0] != ')')
			buf_char(&who, ' ');
		buf_add(&who, text);
	}
	text = author_of(buf_take(&who, arena));
	buf_drop(&who);
	return text.n > LONGEST_WHO ? S("") : text;
}

/* Who wrote it, where it is said in its boxes: "Post by @a@social.example", or a link "@a". */
static Str signature_within(const Node *node)
{
	for (const Node *n = node->first; n; n = next_own(n, node)) {
		Str text = n->tag == TAG_TEXT ? str_trim(n->text) : S("");

		if (text.n > LONGEST_WHO)
			continue;
		if (str_starts(text, S("@")) && str_find_char(text, ' ') < 0 &&
			n->parent->tag == TAG_A && n->parent->parent->tag != TAG_P)
			return text;
		if (str_starts(text, S("Post by ")) || str_starts(text, S("A post shared by ")))
			return author_of(text);
	}
	return S("");
}

/* The only box in it, as Facebook's posts have. */
static const Node *inner_quote(const Node *node)
{
	const Node *quote = NULL;

	for (const Node *n = node->first; n; n = n->next)
		if (n->tag == TAG_BLOCKQUOTE && !quote)
			quote = n;
		else if (n->tag != TAG_TEXT || str_trim(n->text).n)
			return node;
	return quote ? quote : node;
}

static Str address_of(const Node *node, size_t kind, const Node *permalink)
{
	Str href = S(""), post;

	if (posts[kind].attribute)
		href = node_attr(node, str_from(posts[kind].attribute));
	if (href.n == 0 && permalink)
		href = node_attr(permalink, S("href"));
	post = player_post(href);
	return post.n ? post : href;
}

static bool read_element(const Node *node, size_t kind, Arena *arena, Embed *out)
{
	const Node *permalink = NULL, *inner = inner_quote(node);

	for (const Node *n = node->first; n; n = next_own(n, node))
		if (n->tag == TAG_A &&
			str_find(node_attr(n, S("href")), str_from(posts[kind].part)) >= 0)
			permalink = n;
	*out = (Embed){.kind = posts[kind].kind,
		.words = node,
		.href = address_of(node, kind, permalink),
		.who = signature(inner, permalink, arena)};
	if (permalink) {
		Str text = node_text(permalink, arena);

		if (has_digit(text) && text.n < LONGEST_NOTE && !is_no_word(text))
			out->note = text;
	}
	if (out->who.n == 0 || is_no_word(out->who))
		out->who = signature_within(node);
	return out->href.n > 0;
}

/* --- posts as data, which some sites put into an attribute --- */

Str post_text_of(const Json *data, Str name, Arena *arena)
{
	Buf out = {0};
	Str clean;

	utf8_clean(json_str(data, name), &out);
	clean = str_trim(buf_take(&out, arena));
	buf_drop(&out);
	return clean;
}

static Str first_of(const Json *data, const char *const *names, size_t count, Arena *arena)
{
	for (size_t i = 0; i < count; i++) {
		Str value = post_text_of(data, str_from(names[i]), arena);

		if (value.n)
			return value;
	}
	return S("");
}

/* "at://did:plc:a/app.bsky.feed.post/3l" is what Bluesky calls a post. */
static Str address_of_data(const Json *data, Arena *arena)
{
	Str url = post_text_of(data, S("url"), arena), uri = post_text_of(data, S("uri"), arena);
	Str rest = uri, piece;
	Str parts[5] = {{0}};

	if (url_is_http(url))
		return url;
	for (size_t i = 0; i < COUNT(parts) && str_cut(&rest, '/', &piece); i++)
		parts[i] = piece;
	/* Of a quoted post only who wrote it is known. */
	if (!str_starts(uri, S("at://")) || parts[4].n == 0)
		return json_str(data, S("username")).n && json_str(data, S("full_text")).n
			       ? player_fill("https://twitter.com/%",
					 post_text_of(data, S("username"), arena), arena)
			       : S("");
	return arena_printf(arena, "https://bsky.app/profile/%.*s/post/%.*s", STR_ARG(parts[2]),
		STR_ARG(parts[4]));
}

static Str author_of_data(const Json *data, Arena *arena)
{
	static const char *const names[] = {"name", "authorName", "author_name", "displayName"};
	static const char *const handles[] = {"username", "authorHandle", "screen_name", "handle"};
	Str name = first_of(data, names, COUNT(names), arena),
	    handle = first_of(data, handles, COUNT(handles), arena);

	if (handle.n && !str_starts(handle, S("@")))
		handle = arena_printf(arena, "@%.*s", STR_ARG(handle));
	if (name.n == 0 || handle.n == 0)
		return name.n ? name : handle;
	return arena_printf(arena, "%.*s (%.*s)", STR_ARG(name), STR_ARG(handle));
}

static bool read_data(const Json *data, Arena *arena, Embed *out)
{
	static const char *const texts[] = {"full_text", "text", "title"};
	static const char *const dates[] = {"date", "createdAt", "created_at"};
	int64_t date = date_parse(first_of(data, dates, COUNT(dates), arena));

	*out = (Embed){.href = address_of_data(data, arena),
		.who = author_of_data(data, arena),
		.said = first_of(data, texts, COUNT(texts), arena),
		.data = data};
	out->kind = link_kind(out->href);
	if (date)
		out->note = date_rfc3339(date, arena);
	if (out->note.n > 10)
		out->note.n = 10;
	return out->said.n && out->who.n && (out->kind == LINK_TWEET || out->kind == LINK_POST);
}

bool post_read(const Node *node, Arena *arena, Embed *out)
{
	size_t kind = kind_of(node);
	Str data;

	if (kind < COUNT(posts))
		return read_element(node, kind, arena, out);
	data = node_attr(node, S("data-attrs"));
	return str_starts(data, S("{")) && data.n < LONGEST_DATA &&
	       read_data(json_read(data, arena, NULL), arena, out);
}

/* --- its parts --- */

static bool is_own_paragraph(const Node *n, Arena *arena)
{
	return n->tag == TAG_P && !is_no_word(node_text(n, arena));
}

void post_write_words(Walk *w, const Embed *post)
{
	const Node *node = post->words, *title = NULL;
	bool any = false;

	if (post->said.n)
		flow_text(&w->flow, post->said);
	for (const Node *n = node ? node->first : NULL; n;) {
		if (!is_own_paragraph(n, w->flow.arena)) {
			if (n->tag == TAG_A && !title && !is_no_word(node_text(n, w->flow.arena)))
				title = n;
			n = next_own(n, node);
			continue;
		}
		flow_close(&w->flow);
		walk_children(w, n);
		any = true;
		n = node_skip(n, node);
	}
	/* What has no paragraphs has a title, or nothing but its author. */
	if (!any && title && !str_eq(node_text(title, w->flow.arena), post->note) &&
		!str_eq(node_text(title, w->flow.arena), post->who))
		walk_children(w, title);
}

static bool is_portrait(const Node *image)
{
	Str name = node_attr(image, S("class"));

	return str_find_case(name, S("avatar")) >= 0 || str_find_case(name, S("profile")) >= 0 ||
	       str_find_case(node_attr(image, S("src")), S("profile_images")) >= 0;
}

static void append_picture(Walk *w, const Picture *picture)
{
	if ((picture->width && picture->width < SMALLEST_PICTURE) ||
		(picture->height && picture->height < SMALLEST_PICTURE))
		return;
	flow_part(&w->flow, true);
	flow_figure(&w->flow, *picture, (Slice){doc_text_length(w->flow.b), 0});
	flow_part(&w->flow, false);
}

static void append_data(Walk *w, const Json *data)
{
	const Json *photos = json_get(data, S("photos")),
		   *quote = json_get(data, S("quoted_tweet"));
	Embed quoted;

	if (!photos)
		photos = json_get(data, S("imageUrls"));
	for (size_t i = 0; photos && photos->kind == JSON_IS_ARRAY && i < photos->count; i++) {
		const Json *photo = &photos->items[i];
		Arena *arena = w->flow.arena;
		Picture picture = {.src = photo->kind == JSON_IS_STRING
						  ? photo->string
						  : post_text_of(photo, S("img_url"), arena),
			.alt = post_text_of(photo, S("alt_text"), arena)};

		if (url_is_http(picture.src))
			append_picture(w, &picture);
	}
	if (quote && read_data(quote, w->flow.arena, &quoted))
		embed_append_part(w, &quoted);
}

void post_append_parts(Walk *w, const Embed *post)
{
	const Node *node = post->words;
	Picture picture;
	Embed quoted;

	if (toot_is(post->data))
		toot_append_parts(w, post->data);
	else if (post->data)
		append_data(w, post->data);
	for (const Node *n = node ? node->first : NULL; n; n = next_own(n, node)) {
		if (n->tag == TAG_TEXT)
			continue;
		if (image_is(n) && !image_is_inline(n) && !is_portrait(n) &&
			image_read(n, w->flow.base, w->flow.arena, &picture))
			append_picture(w, &picture);
		else if (is_quoted(n, node) && n != inner_quote(node) &&
			 post_read(n, w->flow.arena, &quoted))
			embed_append_part(w, &quoted);
	}
}
