#include "feed/html/embed.h"

#include "base/url.h"

/* Players: host (with its subdomains) and path as they are framed; what names the film there: the
 * next part of the path, all of it, or a parameter; and the address that a person opens. */
enum { NEXT_PART, WHOLE_PATH, AS_IT_IS };
static const struct {
	const char *host, *path;
	int what;
	const char *parameter; /* of the query; then `what` does not count */
	const char *opens;     /* '%' stands for the name */
} players[] = {
	{"youtube.com", "/embed/videoseries", 0, "list", "https://www.youtube.com/playlist?list=%"},
	{"youtube.com", "/embed/", NEXT_PART, NULL, "https://www.youtube.com/watch?v=%"},
	{"youtube.com", "/v/", NEXT_PART, NULL, "https://www.youtube.com/watch?v=%"},
	{"youtube.com", "/shorts/", NEXT_PART, NULL, "https://www.youtube.com/shorts/%"},
	{"youtube.com", "/watch", 0, "v", "https://www.youtube.com/watch?v=%"},
	{"youtube-nocookie.com", "/embed/", NEXT_PART, NULL, "https://www.youtube.com/watch?v=%"},
	{"youtube-nocookie.com", "/v/", NEXT_PART, NULL, "https://www.youtube.com/watch?v=%"},
	{"player.vimeo.com", "/video/", NEXT_PART, NULL, "https://vimeo.com/%"},
	{"vimeo.com", "/moogaloop.swf", 0, "clip_id", "https://vimeo.com/%"},
	{"geo.dailymotion.com", "/player", 0, "video", "https://www.dailymotion.com/video/%"},
	{"dailymotion.com", "/embed/video/", NEXT_PART, NULL,
		"https://www.dailymotion.com/video/%"},
	{"platform.twitter.com", "/embed/", 0, "id", "https://twitter.com/i/status/%"},
	{"open.spotify.com", "/embed-podcast/", WHOLE_PATH, NULL, "https://open.spotify.com/%"},
	{"open.spotify.com", "/embed/", WHOLE_PATH, NULL, "https://open.spotify.com/%"},
	{"w.soundcloud.com", "/player", 0, "url", "%"},
	{"embed.podcasts.apple.com", "/", WHOLE_PATH, NULL, "https://podcasts.apple.com/%"},
	{"embed.music.apple.com", "/", WHOLE_PATH, NULL, "https://music.apple.com/%"},
	{"embed.ted.com", "/", WHOLE_PATH, NULL, "https://www.ted.com/%"},
	{"embed-ssl.ted.com", "/", WHOLE_PATH, NULL, "https://www.ted.com/%"},
	{"clips.twitch.tv", "/embed", 0, "clip", "https://clips.twitch.tv/%"},
	{"player.twitch.tv", "/", 0, "video", "https://www.twitch.tv/videos/%"},
	{"player.twitch.tv", "/", 0, "channel", "https://www.twitch.tv/%"},
	{"facebook.com", "/plugins/", 0, "href", "%"},
	{"instagram.com", "/p/", NEXT_PART, NULL, "https://www.instagram.com/p/%/"},
	{"instagram.com", "/reel/", NEXT_PART, NULL, "https://www.instagram.com/reel/%/"},
	{"tiktok.com", "/embed/", AS_IT_IS, NULL, NULL},
	{"tiktok.com", "/player/", AS_IT_IS, NULL, NULL},
	{"embed.bsky.app", "/embed/", AS_IT_IS, NULL, NULL},
	{"streamable.com", "/e/", NEXT_PART, NULL, "https://streamable.com/%"},
	{"streamable.com", "/o/", NEXT_PART, NULL, "https://streamable.com/%"},
	{"archive.org", "/embed/", NEXT_PART, NULL, "https://archive.org/details/%"},
	{"giphy.com", "/embed/", NEXT_PART, NULL, "https://giphy.com/gifs/%"},
	{"bandcamp.com", "/EmbeddedPlayer/", AS_IT_IS, NULL, NULL},
	{"rumble.com", "/embed/", AS_IT_IS, NULL, NULL},
	{"bitchute.com", "/embed/", NEXT_PART, NULL, "https://www.bitchute.com/video/%/"},
	{"odysee.com", "/$/embed/", WHOLE_PATH, NULL, "https://odysee.com/%"},
	{"ustream.tv", "/embed/", AS_IT_IS, NULL, NULL},
	{"player.bilibili.com", "/player.html", 0, "bvid", "https://www.bilibili.com/video/%"},
	{"v.qq.com", "/", AS_IT_IS, NULL, NULL},
	{"player.youku.com", "/embed/", NEXT_PART, NULL, "https://v.youku.com/v_show/id_%.html"},
	{"rutube.ru", "/play/embed/", NEXT_PART, NULL, "https://rutube.ru/video/%/"},
	{"reddit.com", "/r/", AS_IT_IS, NULL, NULL},
	{"redditmedia.com", "/r/", WHOLE_PATH, NULL, "https://www.reddit.com/r/%"},
	{"datawrapper.dwcdn.net", "/", AS_IT_IS, NULL, NULL},
	{"flo.uri.sh", "/", AS_IT_IS, NULL, NULL},
	{"infogram.com", "/", AS_IT_IS, NULL, NULL},
	{"slideshare.net", "/slideshow/", AS_IT_IS, NULL, NULL},
	{"documentcloud.org", "/documents/", AS_IT_IS, NULL, NULL},
	{"codepen.io", "/", AS_IT_IS, NULL, NULL},
	{"jsfiddle.net", "/", AS_IT_IS, NULL, NULL},
};

static Str fill(const char *pattern, Str name, Arena *arena)
{
	Str form = str_from(pattern);
	ptrdiff_t at = str_find_char(form, '%');

	return arena_printf(arena, "%.*s%.*s%.*s", (int)at, form.s, STR_ARG(name),
		STR_ARG(str_from_at(form, (size_t)at + 1)));
}

/* "/@name/110012345678901234/embed", on whatever server. */
static Str without_embed(Str src)
{
	Str path = url_path(src);

	if (str_starts(path, S("/@")) && str_ends(path, S("/embed")))
		return str_slice(src, 0, (size_t)(path.s - src.s) + path.n - 6);
	return S("");
}

Str embed_address(Str src, Arena *arena)
{
	src = str_trim(src);
	if (str_starts(src, S("//")))
		src = arena_printf(arena, "https:%.*s", STR_ARG(src));
	if (!url_is_http(src))
		return S("");
	for (size_t i = 0; i < COUNT(players); i++) {
		Str path = url_path(src), name;
		size_t n = 0;

		if (!url_is_host(url_host(src), str_from(players[i].host)) ||
			!str_starts(path, str_from(players[i].path)))
			continue;
		if (players[i].parameter) {
			name = url_parameter(src, str_from(players[i].parameter), arena);
			if (name.n == 0)
				continue;
			return fill(players[i].opens, name, arena);
		}
		if (players[i].what == AS_IT_IS)
			return src;
		name = str_from_at(path, str_from(players[i].path).n);
		while (n < name.n && name.s[n] != '/' && name.s[n] != '&')
			n++;
		if (players[i].what == NEXT_PART)
			name = str_slice(name, 0, n);
		if (name.n)
			return fill(players[i].opens, name, arena);
	}
	return without_embed(src);
}

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
};

static Str without_query(Str url)
{
	ptrdiff_t mark = str_find_char(url, '?');

	return mark < 0 ? url : str_slice(url, 0, (size_t)mark);
}

/* "— Tidewater (@tidewatergame)" → "Tidewater (@tidewatergame)". */
static Str author_of(Str text)
{
	static const char *const before[] = {"—", "–", "-", "A post shared by ", "Post by ",
		"Posted by ", "by ", " "};
	bool again = true;

	while (again) {
		again = false;
		for (size_t i = 0; i < COUNT(before); i++)
			if (str_starts(text, str_from(before[i]))) {
				text = str_trim(str_from_at(text, str_from(before[i]).n));
				again = true;
			}
	}
	return text;
}

static bool has_digit(Str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (char_is_digit(text.s[i]))
			return true;
	return false;
}

/* Who wrote it and when: what stands outside its paragraphs. */
static void read_signature(const Node *node, const Node *permalink, Arena *arena, Embed *out)
{
	Buf who = {0};

	for (const Node *n = node->first; n; n = n->next) {
		Str text;

		if (n->tag == TAG_P || n->tag == TAG_DIV || n->tag == TAG_SECTION ||
			n == permalink || n->tag == TAG_BLOCKQUOTE)
			continue;
		text = n->tag == TAG_TEXT ? str_trim(n->text) : node_text(n, arena);
		if (text.n == 0)
			continue;
		if (who.n)
			buf_char(&who, ' ');
		buf_add(&who, text);
	}
	out->who = author_of(buf_take(&who, arena));
	buf_drop(&who);
	if (permalink) {
		Str text = node_text(permalink, arena);

		if (has_digit(text) && text.n < 60)
			out->note = text;
		else if (out->who.n == 0 && str_starts(text, S("A post shared by ")))
			out->who = author_of(text);
	}
	if (out->who.n > 120)
		out->who = S("");
}

static bool read_post(const Node *node, Arena *arena, Embed *out)
{
	const Node *permalink = NULL;
	size_t i = 0;

	while (i < COUNT(posts) && !node_has_word(node, S("class"), str_from(posts[i].word)))
		i++;
	if (i == COUNT(posts))
		return false;
	for (const Node *n = node->first; n; n = node_next(n, node))
		if (n->tag == TAG_A &&
			str_find(node_attr(n, S("href")), str_from(posts[i].part)) >= 0)
			permalink = n;
	*out = (Embed){.kind = posts[i].kind, .words = node};
	if (posts[i].attribute)
		out->href = node_attr(node, str_from(posts[i].attribute));
	if (out->href.n == 0 && permalink)
		out->href = node_attr(permalink, S("href"));
	if (str_find(out->href, S("ref_src=")) >= 0 || str_find(out->href, S("utm_")) >= 0 ||
		str_find(out->href, S("ref_url=")) >= 0)
		out->href = without_query(out->href);
	read_signature(node, permalink, arena, out);
	return out->href.n > 0;
}

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

static bool read_frame(const Node *node, Str base, Arena *arena, Embed *out)
{
	static const char *const names[] = {"src", "data-src", "data-lazy-src",
		"data-litespeed-src", "data-cmp-src", "data-cookieblock-src", "data-url"};

	for (size_t i = 0; i < COUNT(names); i++) {
		Str src = node_attr(node, str_from(names[i])), address;

		address = embed_address(url_resolve(base, src, arena), arena);
		if (address.n == 0)
			continue;
		*out = (Embed){.href = address,
			.who = node_attr(node, S("title")),
			.kind = link_kind(address)};
		if (out->kind == LINK_PAGE && without_embed(src).n)
			out->kind = LINK_POST;
		return true;
	}
	return false;
}

static bool read_element(const Node *node, Arena *arena, Embed *out)
{
	for (size_t i = 0; i < COUNT(tags); i++) {
		Str name = node_attr(node, str_from(tags[i].attribute));

		if (name.n == 0 || !str_eq(node->text, str_from(tags[i].element)))
			continue;
		*out = (Embed){.href = fill(tags[i].opens, name, arena),
			.who = node_attr(node, S("title"))};
		out->kind = link_kind(out->href);
		if (str_eq(node->text, S("amp-audio")))
			out->kind = LINK_AUDIO;
		else if (str_eq(node->text, S("amp-video")))
			out->kind = LINK_VIDEO;
		return true;
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
		return node->attr_count && read_post(node, arena, out);
	case TAG_IFRAME:
	case TAG_EMBED:
		return read_frame(node, base, arena, out);
	case TAG_VIDEO:
	case TAG_AUDIO:
		src = url_resolve(base, source_of(node), arena);
		if (src.n == 0)
			return false;
		*out = (Embed){.href = src,
			.who = node_attr(node, S("title")),
			.kind = node->tag == TAG_AUDIO ? LINK_AUDIO : LINK_VIDEO};
		if (out->who.n == 0)
			out->who = node_attr(node, S("aria-label"));
		return true;
	case TAG_OTHER:
		return read_element(node, arena, out) ||
		       (str_eq(node->text, S("amp-iframe")) && read_frame(node, base, arena, out));
	default:
		return false;
	}
}

/* A post's own words: its paragraphs, or all it has. */
static void write_words(Walk *w, const Node *node)
{
	bool paragraphs = node_find(node, TAG_P) != NULL;

	if (!paragraphs) {
		walk_children(w, node);
		return;
	}
	for (const Node *n = node->first; n;) {
		if (n->tag != TAG_P) {
			n = node_next(n, node);
			continue;
		}
		flow_close(&w->flow);
		walk_children(w, n);
		n = node_skip(n, node);
	}
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
	if (embed->words)
		write_words(w, embed->words);
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
}
