#include "feed/html/embed.h"

#include "base/url.h"
#include "feed/html/duration.h"
#include "feed/html/player.h"
#include "feed/html/post.h"

enum { LONGEST_TITLE = 120 };

/* Elements that name a film by its number. */
static const struct {
	const char *element, *attribute, *opens;
} tags[] = {
	{"amp-youtube", "data-videoid", "https://www.youtube.com/watch?v=%"},
	{"lite-youtube", "videoid", "https://www.youtube.com/watch?v=%"},
	{"youtube-video", "video-id", "https://www.youtube.com/watch?v=%"},
	{"amp-vimeo", "data-videoid", "https://vimeo.com/%"},
	{"lite-vimeo", "videoid", "https://vimeo.com/%"},
	{"amp-dailymotion", "data-videoid", "https://www.dailymotion.com/video/%"},
	{"amp-twitter", "data-tweetid", "https://twitter.com/i/status/%"},
	{"amp-instagram", "data-shortcode", "https://www.instagram.com/p/%/"},
	{"amp-facebook", "data-href", "%"},
	{"amp-tiktok", "data-src", "%"},
	{"amp-video", "src", "%"},
	{"amp-audio", "src", "%"},
	{"amp-soundcloud", "data-trackid", "https://api.soundcloud.com/tracks/%"},
	{"bsky-embed", "data-post", "%"},
};

/* Boxes that a script fills. */
static const struct {
	const char *class, *attribute, *opens;
	LinkKind kind;
} boxes[] = {
	{"flourish-embed", "data-src", "https://public.flourish.studio/%/", LINK_CHART},
	{"infogram-embed", "data-id", "https://infogram.com/%", LINK_CHART},
	{"imgur-embed-pub", "data-id", "https://imgur.com/%", LINK_PAGE},
	{"typeform-widget", "data-url", "%", LINK_FORM},
	{"strawpoll-embed", "data-id", "https://strawpoll.com/%", LINK_FORM},
};

static Str source_of(const Node *node)
{
	static const char *const names[] = {"src", "data-src", "data-lazy-src", "data-url"};
	Str src = S("");

	for (size_t i = 0; i < COUNT(names); i++) {
		src = node_attr(node, str_from(names[i]));
		if (src.n && !str_starts(src, S("about:")) && !str_starts(src, S("data:")) &&
			!str_starts(src, S("blob:")))
			return src;
	}
	for (const Node *n = node->first; n; n = node_next(n, node))
		if (n->tag == TAG_SOURCE && node_attr(n, S("src")).n)
			return node_attr(n, S("src"));
	return S("");
}

/* Titles that say nothing, and what stands before those that do. */
static Str title_of(const Node *node, Arena *arena)
{
	static const char *const nothing[] = {"youtube video player", "youtube video",
		"vimeo video player", "video player", "audio player", "embedded content",
		"embedded video", "iframe", "embed", "google maps", "map", "twitter tweet",
		"embedded post", "interactive chart", "spotify embed", "player"};
	static const char *const before[] = {
		"Spotify Embed: ", "Embedded video: ", "Vimeo video: "};
	Str title = str_trim(node_attr(node, S("title")));

	if (title.n == 0)
		title = str_trim(node_attr(node, S("aria-label")));
	for (size_t i = 0; i < COUNT(before); i++)
		if (str_starts_case(title, str_from(before[i])))
			title = str_trim(str_from_at(title, str_from(before[i]).n));
	for (size_t i = 0; i < COUNT(nothing); i++)
		if (str_eq_case(title, str_from(nothing[i])))
			title = S("");
	/* What a browser without a player shows instead. */
	if (title.n == 0 && node->tag == TAG_OBJECT) {
		title = node_text(node, arena);
		title = title.n <= LONGEST_TITLE ? title : S("");
	}
	return title;
}

/* How long it is, if it says so, or what describes it beside it (schema.org's VideoObject). */
static Str duration_of(const Node *node, Arena *arena)
{
	static const char *const names[] = {"data-duration", "duration", "data-length",
		"data-video-duration", "data-audio-duration"};
	Str found = S("");

	for (size_t i = 0; i < COUNT(names) && found.n == 0; i++)
		found = duration_clock(node_attr(node, str_from(names[i])), arena);
	for (const Node *n = node->parent ? node->parent->first : NULL; n && found.n == 0;
		n = n->next)
		if (n->tag != TAG_TEXT && node_has_word(n, S("itemprop"), S("duration")))
			found = duration_clock(node_attr(n, S("content")).n
						       ? node_attr(n, S("content"))
						       : node_attr(n, S("datetime")),
				arena);
	return found;
}

/* A frame in a figure or a box for embeds was put there by who wrote the article; its title says
 * what it is. */
static bool is_framed_on_purpose(const Node *node)
{
	const Node *n = node->parent;

	for (unsigned i = 0; n && i < 3; i++, n = n->parent)
		if (n->tag == TAG_FIGURE ||
			node_has_word(n, S("class"), S("wp-block-embed__wrapper")))
			return true;
	return false;
}

static bool read_frame(const Node *node, Str base, Arena *arena, Embed *out)
{
	static const char *const names[] = {"src", "data", "data-src", "data-lazy-src",
		"data-litespeed-src", "data-cmp-src", "data-cookieblock-src", "data-url"};
	Str other = S("");

	for (size_t i = 0; i < COUNT(names); i++) {
		Str src = url_resolve(base, node_attr(node, str_from(names[i])), arena), address;
		LinkKind kind = LINK_PAGE;

		address = player_address(src, arena, &kind);
		if (address.n == 0) {
			other = other.n == 0 && url_is_http(src) ? src : other;
			continue;
		}
		*out = (Embed){.href = address, .who = title_of(node, arena), .kind = kind};
		if (kind == LINK_VIDEO || kind == LINK_AUDIO || kind == LINK_VIDEO_PAGE ||
			kind == LINK_AUDIO_PAGE)
			out->note = duration_of(node, arena);
		return true;
	}
	*out = (Embed){.href = other, .who = title_of(node, arena), .kind = link_kind(other)};
	return node->tag == TAG_IFRAME && other.n && out->who.n && is_framed_on_purpose(node);
}

static bool read_element(const Node *node, Arena *arena, Embed *out)
{
	for (size_t i = 0; i < COUNT(tags); i++) {
		Str name = node_attr(node, str_from(tags[i].attribute));

		if (name.n == 0 || !str_eq(node->text, str_from(tags[i].element)))
			continue;
		*out = (Embed){.href = player_fill(tags[i].opens, name, arena),
			.who = title_of(node, arena)};
		out->kind = link_kind(out->href);
		if (str_eq(node->text, S("amp-audio")))
			out->kind = LINK_AUDIO;
		else if (str_eq(node->text, S("amp-video")))
			out->kind = LINK_VIDEO;
		return true;
	}
	return false;
}

static bool is_video_id(Str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (!char_is_alpha(text.s[i]) && !char_is_digit(text.s[i]) && text.s[i] != '-' &&
			text.s[i] != '_')
			return false;
	return text.n == 11;
}

/* A box that turns into a player of YouTube's when one clicks: it says so by its class or by the
 * name of what holds the number. */
static bool read_stand_in(const Node *node, Str name, Str value, Arena *arena, Embed *out)
{
	bool named = str_find(name, S("youtube")) >= 0 || str_find(name, S("yt-id")) >= 0 ||
		     str_find(name, S("ytid")) >= 0;

	if (!is_video_id(value) || node_find(node, TAG_IFRAME) || node_find(node, TAG_P))
		return false;
	if (!named && (str_find_case(node_attr(node, S("class")), S("youtube")) < 0 ||
			      !(str_eq(name, S("data-id")) || str_eq(name, S("data-embed")) ||
				      str_starts(name, S("data-video")))))
		return false;
	*out = (Embed){.href = player_fill("https://www.youtube.com/watch?v=%", value, arena),
		.who = title_of(node, arena)};
	out->kind = link_kind(out->href);
	return true;
}

static bool read_box(const Node *node, Arena *arena, Embed *out)
{
	for (size_t i = 0; i < node->attr_count; i++) {
		Str name = node->attrs[i].name, value = node->attrs[i].value;

		if (!str_starts(name, S("data-")) || value.n == 0)
			continue;
		if (read_stand_in(node, name, value, arena, out))
			return true;
		for (size_t k = 0; k < COUNT(boxes); k++) {
			if (!str_eq(name, str_from(boxes[k].attribute)) ||
				!node_has_word(node, S("class"), str_from(boxes[k].class)))
				continue;
			*out = (Embed){.href = player_fill(boxes[k].opens, value, arena),
				.who = title_of(node, arena),
				.kind = boxes[k].kind};
			return true;
		}
	}
	return false;
}

bool embed_read(const Node *node, Str base, Arena *arena, Embed *out)
{
	Str src;

	switch (node->tag) {
	case TAG_BLOCKQUOTE:
	case TAG_DIV:
	case TAG_SECTION:
		return node->attr_count &&
		       (post_read(node, arena, out) || read_box(node, arena, out));
	case TAG_A:
		*out = (Embed){.href = node_attr(node, S("href")), .kind = LINK_POST};
		return str_eq(node_attr(node, S("data-pin-do")), S("embedPin")) && out->href.n;
	case TAG_IFRAME:
	case TAG_EMBED:
	case TAG_OBJECT:
		return read_frame(node, base, arena, out);
	case TAG_VIDEO:
	case TAG_AUDIO:
		src = url_resolve(base, source_of(node), arena);
		if (src.n == 0)
			return false;
		*out = (Embed){.href = src,
			.who = title_of(node, arena),
			.note = duration_of(node, arena),
			.kind = node->tag == TAG_AUDIO ? LINK_AUDIO : LINK_VIDEO};
		return true;
	case TAG_OTHER:
		return read_element(node, arena, out) ||
		       (str_eq(node->text, S("amp-iframe")) && read_frame(node, base, arena, out));
	default:
		return false;
	}
}

void embed_append_part(Walk *w, const Embed *embed)
{
	flow_part(&w->flow, true);
	embed_append(w, embed, NULL);
	flow_part(&w->flow, false);
}

void embed_append(Walk *w, const Embed *embed, const Node *caption)
{
	Flow *f = &w->flow;
	Slice words = {0};
	uint32_t link;

	flow_close(f);
	if (f->single)
		return;
	flow_open_single(f);
	if (embed->words || embed->said.n)
		post_write_words(w, embed);
	if (caption)
		walk_children(w, caption);
	words = flow_close_single(f);
	link = flow_link(f, embed->href, embed->who, embed->note);
	if (link == NONE) {
		if (words.len)
			flow_block(f, BLOCK_PARAGRAPH, words, NONE);
		return;
	}
	if (embed->kind != LINK_PAGE)
		doc_link_at(f->b, link)->kind = embed->kind;
	flow_write_links(f);
	flow_block(f, BLOCK_EMBED, words, link);
	if (f->part == 0)
		post_append_parts(w, embed);
}
