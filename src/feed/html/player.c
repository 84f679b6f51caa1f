#include "feed/html/player.h"

#include "base/url.h"

/* Players: host (with its subdomains; with a dot at the end, of whatever country) and path as they
 * are framed; what names the thing there: the next part of the path, all of it (and of the query),
 * or a parameter; the address that a person opens; and what it is. */
enum { NEXT_PART, WHOLE_PATH, PATH_AND_QUERY, AS_IT_IS, PLACE_OF_GOOGLE };
static const struct {
	const char *host, *path;
	int what;
	const char *parameter; /* of the query; then `what` does not count */
	const char *opens;     /* '%' stands for the name */
	LinkKind kind;         /* LINK_PAGE: as the address says */
} players[] = {
	{"youtube.com", "/embed/videoseries", 0, "list", "https://www.youtube.com/playlist?list=%",
		LINK_VIDEO},
	{"youtube.com", "/embed/", NEXT_PART, NULL, "https://www.youtube.com/watch?v=%",
		LINK_VIDEO},
	{"youtube.com", "/v/", NEXT_PART, NULL, "https://www.youtube.com/watch?v=%", LINK_VIDEO},
	{"youtube.com", "/shorts/", NEXT_PART, NULL, "https://www.youtube.com/shorts/%",
		LINK_VIDEO},
	{"youtube.com", "/watch", 0, "v", "https://www.youtube.com/watch?v=%", LINK_VIDEO},
	{"youtube-nocookie.com", "/embed/", NEXT_PART, NULL, "https://www.youtube.com/watch?v=%",
		LINK_VIDEO},
	{"youtube-nocookie.com", "/v/", NEXT_PART, NULL, "https://www.youtube.com/watch?v=%",
		LINK_VIDEO},
	{"player.vimeo.com", "/video/", NEXT_PART, NULL, "https://vimeo.com/%", LINK_VIDEO},
	{"vimeo.com", "/moogaloop.swf", 0, "clip_id", "https://vimeo.com/%", LINK_VIDEO},
	{"geo.dailymotion.com", "/player", 0, "video", "https://www.dailymotion.com/video/%",
		LINK_VIDEO},
	{"dailymotion.com", "/embed/video/", NEXT_PART, NULL, "https://www.dailymotion.com/video/%",
		LINK_VIDEO},
	{"platform.twitter.com", "/embed/", 0, "id", "https://twitter.com/i/status/%", LINK_TWEET},
	{"open.spotify.com", "/embed-podcast/", WHOLE_PATH, NULL, "https://open.spotify.com/%",
		LINK_AUDIO},
	{"open.spotify.com", "/embed/", WHOLE_PATH, NULL, "https://open.spotify.com/%", LINK_AUDIO},
	{"w.soundcloud.com", "/player", 0, "url", "%", LINK_AUDIO},
	{"embed.podcasts.apple.com", "/", PATH_AND_QUERY, NULL, "https://podcasts.apple.com/%",
		LINK_AUDIO},
	{"embed.music.apple.com", "/", WHOLE_PATH, NULL, "https://music.apple.com/%", LINK_AUDIO},
	{"embed.ted.com", "/", WHOLE_PATH, NULL, "https://www.ted.com/%", LINK_VIDEO},
	{"embed-ssl.ted.com", "/", WHOLE_PATH, NULL, "https://www.ted.com/%", LINK_VIDEO},
	{"clips.twitch.tv", "/embed", 0, "clip", "https://clips.twitch.tv/%", LINK_VIDEO},
	{"player.twitch.tv", "/", 0, "video", "https://www.twitch.tv/videos/%", LINK_VIDEO},
	{"player.twitch.tv", "/", 0, "channel", "https://www.twitch.tv/%", LINK_VIDEO},
	{"facebook.com", "/plugins/video.php", 0, "href", "%", LINK_VIDEO},
	{"facebook.com", "/plugins/post.php", 0, "href", "%", LINK_PAGE},
	{"facebook.com", "/plugins/comment_embed.php", 0, "href", "%", LINK_PAGE},
	{"instagram.com", "/p/", NEXT_PART, NULL, "https://www.instagram.com/p/%/", LINK_POST},
	{"instagram.com", "/reel/", NEXT_PART, NULL, "https://www.instagram.com/reel/%/",
		LINK_POST},
	{"tiktok.com", "/embed/v2/", NEXT_PART, NULL, "https://www.tiktok.com/@/video/%",
		LINK_POST},
	{"tiktok.com", "/embed/", NEXT_PART, NULL, "https://www.tiktok.com/@/video/%", LINK_POST},
	{"tiktok.com", "/player/v1/", NEXT_PART, NULL, "https://www.tiktok.com/@/video/%",
		LINK_POST},
	{"embed.bsky.app", "/embed/", AS_IT_IS, NULL, NULL, LINK_POST},
	{"streamable.com", "/e/", NEXT_PART, NULL, "https://streamable.com/%", LINK_VIDEO},
	{"streamable.com", "/o/", NEXT_PART, NULL, "https://streamable.com/%", LINK_VIDEO},
	{"archive.org", "/embed/", NEXT_PART, NULL, "https://archive.org/details/%", LINK_PAGE},
	{"giphy.com", "/embed/", NEXT_PART, NULL, "https://giphy.com/gifs/%", LINK_PAGE},
	{"bandcamp.com", "/EmbeddedPlayer/", AS_IT_IS, NULL, NULL, LINK_AUDIO},
	{"rumble.com", "/embed/", AS_IT_IS, NULL, NULL, LINK_VIDEO},
	{"bitchute.com", "/embed/", NEXT_PART, NULL, "https://www.bitchute.com/video/%/",
		LINK_VIDEO},
	{"odysee.com", "/$/embed/", WHOLE_PATH, NULL, "https://odysee.com/%", LINK_VIDEO},
	{"ustream.tv", "/embed/", AS_IT_IS, NULL, NULL, LINK_VIDEO},
	{"player.bilibili.com", "/player.html", 0, "bvid", "https://www.bilibili.com/video/%",
		LINK_VIDEO},
	{"v.qq.com", "/", AS_IT_IS, NULL, NULL, LINK_VIDEO},
	{"player.youku.com", "/embed/", NEXT_PART, NULL, "https://v.youku.com/v_show/id_%.html",
		LINK_VIDEO},
	{"rutube.ru", "/play/embed/", NEXT_PART, NULL, "https://rutube.ru/video/%/", LINK_VIDEO},
	{"reddit.com", "/r/", AS_IT_IS, NULL, NULL, LINK_POST},
	{"redditmedia.com", "/r/", WHOLE_PATH, NULL, "https://www.reddit.com/r/%", LINK_POST},
	{"datawrapper.dwcdn.net", "/", AS_IT_IS, NULL, NULL, LINK_CHART},
	{"flo.uri.sh", "/", AS_IT_IS, NULL, NULL, LINK_CHART},
	{"infogram.com", "/", AS_IT_IS, NULL, NULL, LINK_CHART},
	{"slideshare.net", "/slideshow/", AS_IT_IS, NULL, NULL, LINK_FILE},
	{"documentcloud.org", "/documents/", AS_IT_IS, NULL, NULL, LINK_FILE},
	{"gist.github.com", "/", WHOLE_PATH, NULL, "https://gist.github.com/%", LINK_PAGE},
	{"codepen.io", "/", AS_IT_IS, NULL, NULL, LINK_PAGE},
	{"jsfiddle.net", "/", AS_IT_IS, NULL, NULL, LINK_PAGE},
	{"threads.net", "/@", AS_IT_IS, NULL, NULL, LINK_POST},
	{"threads.com", "/@", AS_IT_IS, NULL, NULL, LINK_POST},
	{"t.me", "/", AS_IT_IS, NULL, NULL, LINK_POST},
	{"linkedin.com", "/embed/feed/update/", NEXT_PART, NULL,
		"https://www.linkedin.com/feed/update/%", LINK_POST},
	{"assets.pinterest.com", "/ext/embed.html", 0, "id", "https://www.pinterest.com/pin/%/",
		LINK_POST},
	{"embed.reddit.com", "/r/", WHOLE_PATH, NULL, "https://www.reddit.com/r/%", LINK_POST},
	{"cdn.embedly.com", "/widgets/media.html", 0, "url", "%", LINK_PAGE},
	{"fast.wistia.net", "/embed/iframe/", AS_IT_IS, NULL, NULL, LINK_VIDEO},
	{"loom.com", "/embed/", NEXT_PART, NULL, "https://www.loom.com/share/%", LINK_VIDEO},
	{"content.jwplatform.com", "/players/", AS_IT_IS, NULL, NULL, LINK_VIDEO},
	{"cdn.jwplayer.com", "/players/", AS_IT_IS, NULL, NULL, LINK_VIDEO},
	{"players.brightcove.net", "/", AS_IT_IS, NULL, NULL, LINK_VIDEO},
	{"vk.com", "/video_ext.php", AS_IT_IS, NULL, NULL, LINK_VIDEO},
	{"ok.ru", "/videoembed/", NEXT_PART, NULL, "https://ok.ru/video/%", LINK_VIDEO},
	{"arte.tv", "/", AS_IT_IS, NULL, NULL, LINK_VIDEO},
	{"c-span.org", "/video/standalone/", AS_IT_IS, NULL, NULL, LINK_VIDEO},
	{"embed.tidal.com", "/", WHOLE_PATH, NULL, "https://tidal.com/%", LINK_AUDIO},
	{"widget.deezer.com", "/widget/", AS_IT_IS, NULL, NULL, LINK_AUDIO},
	{"mixcloud.com", "/widget/iframe/", 0, "feed", "https://www.mixcloud.com%", LINK_AUDIO},
	{"embed.acast.com", "/", WHOLE_PATH, NULL, "https://shows.acast.com/%", LINK_AUDIO},
	{"player.acast.com", "/", WHOLE_PATH, NULL, "https://shows.acast.com/%", LINK_AUDIO},
	{"player.megaphone.fm", "/", AS_IT_IS, NULL, NULL, LINK_AUDIO},
	{"playlist.megaphone.fm", "/", AS_IT_IS, NULL, NULL, LINK_AUDIO},
	{"omny.fm", "/shows/", AS_IT_IS, NULL, NULL, LINK_AUDIO},
	{"art19.com", "/shows/", AS_IT_IS, NULL, NULL, LINK_AUDIO},
	{"player.simplecast.com", "/", AS_IT_IS, NULL, NULL, LINK_AUDIO},
	{"libsyn.com", "/embed/", AS_IT_IS, NULL, NULL, LINK_AUDIO},
	{"buzzsprout.com", "/", AS_IT_IS, NULL, NULL, LINK_AUDIO},
	{"podbean.com", "/player-v2", AS_IT_IS, NULL, NULL, LINK_AUDIO},
	{"share.transistor.fm", "/e/", NEXT_PART, NULL, "https://share.transistor.fm/s/%",
		LINK_AUDIO},
	{"player.captivate.fm", "/", AS_IT_IS, NULL, NULL, LINK_AUDIO},
	{"widget.spreaker.com", "/player", 0, "episode_id", "https://www.spreaker.com/episode/%",
		LINK_AUDIO},
	{"audioboom.com", "/posts/", AS_IT_IS, NULL, NULL, LINK_AUDIO},
	{"iheart.com", "/podcast/", AS_IT_IS, NULL, NULL, LINK_AUDIO},
	{"npr.org", "/player/embed/", AS_IT_IS, NULL, NULL, LINK_AUDIO},
	{"google.", "/maps/embed", PLACE_OF_GOOGLE, NULL, "https://www.google.com/maps?q=%",
		LINK_MAP},
	{"google.", "/maps/d/", 0, "mid", "https://www.google.com/maps/d/viewer?mid=%", LINK_MAP},
	{"google.", "/maps", 0, "q", "https://www.google.com/maps?q=%", LINK_MAP},
	{"google.", "/maps", AS_IT_IS, NULL, NULL, LINK_MAP},
	{"openstreetmap.org", "/export/embed.html", 0, "marker",
		"https://www.openstreetmap.org/search?query=%", LINK_MAP},
	{"openstreetmap.org", "/export/embed.html", AS_IT_IS, NULL, NULL, LINK_MAP},
	{"umap.openstreetmap.fr", "/", AS_IT_IS, NULL, NULL, LINK_MAP},
	{"bing.com", "/maps/embed", AS_IT_IS, NULL, NULL, LINK_MAP},
	{"yandex.ru", "/map-widget/", AS_IT_IS, NULL, NULL, LINK_MAP},
	{"arcgis.com", "/", AS_IT_IS, NULL, NULL, LINK_MAP},
	{"felt.com", "/embed/map/", NEXT_PART, NULL, "https://felt.com/map/%", LINK_MAP},
	{"scribd.com", "/embeds/", NEXT_PART, NULL, "https://www.scribd.com/document/%", LINK_FILE},
	{"docs.google.com", "/viewer", 0, "url", "%", LINK_FILE},
	{"docs.google.com", "/gview", 0, "url", "%", LINK_FILE},
	{"docs.google.com", "/forms/", AS_IT_IS, NULL, NULL, LINK_FORM},
	{"docs.google.com", "/document/", AS_IT_IS, NULL, NULL, LINK_FILE},
	{"docs.google.com", "/spreadsheets/", AS_IT_IS, NULL, NULL, LINK_FILE},
	{"docs.google.com", "/presentation/", AS_IT_IS, NULL, NULL, LINK_FILE},
	{"drive.google.com", "/file/d/", NEXT_PART, NULL, "https://drive.google.com/file/d/%/view",
		LINK_FILE},
	{"view.officeapps.live.com", "/op/", 0, "src", "%", LINK_FILE},
	{"issuu.com", "/", AS_IT_IS, NULL, NULL, LINK_FILE},
	{"speakerdeck.com", "/player/", AS_IT_IS, NULL, NULL, LINK_FILE},
	{"typeform.com", "/to/", AS_IT_IS, NULL, NULL, LINK_FORM},
	{"forms.office.com", "/", AS_IT_IS, NULL, NULL, LINK_FORM},
	{"poll.fm", "/", NEXT_PART, NULL, "https://poll.fm/%", LINK_FORM},
	{"poll-maker.com", "/", AS_IT_IS, NULL, NULL, LINK_FORM},
	{"strawpoll.com", "/embed/", NEXT_PART, NULL, "https://strawpoll.com/%", LINK_FORM},
	{"surveymonkey.com", "/r/", AS_IT_IS, NULL, NULL, LINK_FORM},
	{"jotform.com", "/", AS_IT_IS, NULL, NULL, LINK_FORM},
	{"riddle.com", "/embed/", AS_IT_IS, NULL, NULL, LINK_FORM},
	{"public.flourish.studio", "/", AS_IT_IS, NULL, NULL, LINK_CHART},
	{"public.tableau.com", "/views/", AS_IT_IS, NULL, NULL, LINK_CHART},
	{"ourworldindata.org", "/grapher/", AS_IT_IS, NULL, NULL, LINK_CHART},
	{"observablehq.com", "/embed/", WHOLE_PATH, NULL, "https://observablehq.com/%", LINK_CHART},
	{"cdn.knightlab.com", "/libs/", AS_IT_IS, NULL, NULL, LINK_CHART},
	{"airtable.com", "/embed/", NEXT_PART, NULL, "https://airtable.com/%", LINK_CHART},
	{"codesandbox.io", "/embed/", NEXT_PART, NULL, "https://codesandbox.io/s/%", LINK_PAGE},
	{"imgur.com", "/a/", AS_IT_IS, NULL, NULL, LINK_PAGE},
};

Str player_fill(const char *pattern, Str name, Arena *arena)
{
	Str form = str_from(pattern);
	ptrdiff_t at = str_find_char(form, '%');

	return arena_printf(arena, "%.*s%.*s%.*s", (int)at, form.s, STR_ARG(name),
		STR_ARG(str_from_at(form, (size_t)at + 1)));
}

Str player_post(Str src)
{
	Str path = url_path(src);

	if (str_starts(path, S("/@")) && str_ends(path, S("/embed")))
		return str_slice(src, 0, (size_t)(path.s - src.s) + path.n - 6);
	return S("");
}

/* The number behind a mark, up to the next one. */
static Str behind_mark(Str text, Str mark)
{
	ptrdiff_t at = str_find(text, mark);
	size_t n = 0;

	if (at < 0)
		return S("");
	text = str_from_at(text, (size_t)at + mark.n);
	while (n < text.n && (char_is_digit(text.s[n]) || text.s[n] == '.' || text.s[n] == '-'))
		n++;
	return str_slice(text, 0, n);
}

/* "!2d4.4777!3d51.9244" is the middle of the map, its longitude first. */
static Str place_of_google(Str src, Arena *arena)
{
	Str query = url_parameter(src, S("q"), arena), pb = url_parameter(src, S("pb"), arena),
	    east, north;

	if (query.n)
		return query;
	east = behind_mark(pb, S("!2d"));
	north = behind_mark(pb, S("!3d"));
	return east.n && north.n ? arena_printf(arena, "%.*s,%.*s", STR_ARG(north), STR_ARG(east))
				 : S("");
}

/* What a row takes for the name; empty if the address has none. */
static Str name_of(Str src, size_t i, Arena *arena)
{
	Str path = url_path(src), name = str_from_at(path, str_from(players[i].path).n);
	size_t n = 0;

	if (players[i].parameter)
		return url_parameter(src, str_from(players[i].parameter), arena);
	switch (players[i].what) {
	case PLACE_OF_GOOGLE:
		return place_of_google(src, arena);
	case NEXT_PART:
		while (n < name.n && name.s[n] != '/' && name.s[n] != '&')
			n++;
		return str_slice(name, 0, n);
	case WHOLE_PATH:
		/* Of a script, what it shows. */
		return str_ends(name, S(".js")) ? str_slice(name, 0, name.n - 3) : name;
	case PATH_AND_QUERY:
		return str_from_at(src, (size_t)(name.s - src.s));
	default:
		return src;
	}
}

/* A file that some page shows by means of scripts: "/viewer.html?file=/report.pdf". */
static Str viewed_file(Str src, Arena *arena)
{
	Str file = str_ends(url_path(src), S("/viewer.html")) ? url_parameter(src, S("file"), arena)
							      : S("");

	return file.n ? url_resolve(src, file, arena) : src;
}

/* What is played on a page of its own is told from what a player could open itself. */
static LinkKind kind_of(LinkKind row, Str opens)
{
	LinkKind by_address = link_kind(opens);

	if (row == LINK_PAGE || by_address == row)
		return by_address;
	return row == LINK_VIDEO ? LINK_VIDEO_PAGE : row == LINK_AUDIO ? LINK_AUDIO_PAGE : row;
}

Str player_address(Str src, Arena *arena, LinkKind *kind)
{
	Str post;

	src = str_trim(src);
	if (str_starts(src, S("//")))
		src = arena_printf(arena, "https:%.*s", STR_ARG(src));
	if (!url_is_http(src))
		return S("");
	for (size_t i = 0; i < COUNT(players); i++) {
		Str name, opens = src;

		if (!url_is_host(url_host(src), str_from(players[i].host)) ||
			!str_starts(url_path(src), str_from(players[i].path)))
			continue;
		name = name_of(src, i, arena);
		if (name.n == 0)
			continue;
		if (players[i].opens)
			opens = player_fill(players[i].opens, name, arena);
		/* What a program is told there is nothing to open. */
		if (str_starts(url_host(opens), S("api.")))
			opens = src;
		*kind = kind_of(players[i].kind, opens);
		return opens;
	}
	post = player_post(src);
	if (post.n) {
		*kind = link_kind(post) == LINK_PAGE ? LINK_POST : link_kind(post);
		return post;
	}
	src = viewed_file(src, arena);
	*kind = link_kind(src);
	return *kind == LINK_FILE ? src : S("");
}

enum { LONGEST_ID = 25, SHORTEST_ID = 4 };

static bool is_number(Str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (!char_is_digit(text.s[i]))
			return false;
	return text.n >= SHORTEST_ID && text.n <= LONGEST_ID;
}

/* The number of the post in "/@name/1", "/web/@name@host/1", "/users/name/statuses/1"; perhaps with
 * "/embed" behind. */
static Str number_in(Str path)
{
	Str parts[6] = {{0}}, piece, none = S("");
	size_t n = 0;

	while (n < COUNT(parts) && str_cut(&path, '/', &piece))
		if (piece.n)
			parts[n++] = piece;
	if (n && str_eq(parts[n - 1], S("embed")))
		n--;
	if (n == 4 && str_eq(parts[0], S("users")) && str_eq(parts[2], S("statuses")))
		return is_number(parts[3]) ? parts[3] : none;
	if (n == 3 && str_eq(parts[0], S("web"))) {
		parts[0] = parts[1];
		parts[1] = parts[2];
		n--;
	}
	return n == 2 && str_starts(parts[0], S("@")) && is_number(parts[1]) ? parts[1] : none;
}

Str player_post_api(Str url, Arena *arena)
{
	Str path = url_path(url), number = url_is_http(url) ? number_in(path) : S("");

	if (number.n == 0)
		return S("");
	return arena_printf(arena, "%.*s/api/v1/statuses/%.*s",
		STR_ARG(str_slice(url, 0, (size_t)(path.s - url.s))), STR_ARG(number));
}
