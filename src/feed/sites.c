/* discover_by_address: feeds that follow from an address alone. */
#include "base/buf.h"
#include "base/url.h"
#include "base/vec.h"
#include "feed/discover.h"

/* `host`: "example.org" is that host, with or without "www."; "*.example.org" one below it; "*"
 * any. `path`: its segments; "{}" takes what is left of one, "{#}" a whole one of digits; a last
 * "*" lets more follow. `query`: NULL, or the parameter that "{}" is taken from. `feed`: {host}
 * and, in order, each {} that was taken. All rows that fit are given, in their order, but only
 * those of the first host that fits.
 */
typedef struct {
	const char *host, *path, *query, *feed;
} Site;

static const Site sites[] = {
	{"youtube.com", "/channel/{}/*", NULL,
		"https://www.youtube.com/feeds/videos.xml?channel_id={}"},
	{"youtube.com", "/user/{}/*", NULL, "https://www.youtube.com/feeds/videos.xml?user={}"},
	{"youtube.com", "/watch", "list",
		"https://www.youtube.com/feeds/videos.xml?playlist_id={}"},
	{"music.youtube.com", "/playlist", "list",
		"https://www.youtube.com/feeds/videos.xml?playlist_id={}"},
	{"music.youtube.com", "/channel/{}", NULL,
		"https://www.youtube.com/feeds/videos.xml?channel_id={}"},
	{"youtube.com", "/playlist", "list",
		"https://www.youtube.com/feeds/videos.xml?playlist_id={}"},
	{"reddit.com", "/r/{}", NULL, "https://www.reddit.com/r/{}/.rss"},
	{"reddit.com", "/r/{}/{}", NULL, "https://www.reddit.com/r/{}/{}/.rss"},
	{"reddit.com", "/r/{}/comments/{}/*", NULL, "https://www.reddit.com/r/{}/comments/{}/.rss"},
	{"reddit.com", "/user/{}/m/{}", NULL, "https://www.reddit.com/user/{}/m/{}/.rss"},
	{"reddit.com", "/domain/{}", NULL, "https://www.reddit.com/domain/{}/.rss"},
	{"reddit.com", "/user/{}/*", NULL, "https://www.reddit.com/user/{}/.rss"},
	{"reddit.com", "/u/{}/*", NULL, "https://www.reddit.com/user/{}/.rss"},
	{"bsky.app", "/profile/{}", NULL, "https://bsky.app/profile/{}/rss"},
	{"github.com", "/{}/{}/commits/{}", NULL, "https://github.com/{}/{}/commits/{}.atom"},
	{"github.com", "/{}/{}/commits", NULL, "https://github.com/{}/{}/commits.atom"},
	{"github.com", "/{}/{}/tree/{}", NULL, "https://github.com/{}/{}/commits/{}.atom"},
	{"github.com", "/{}/{}/wiki/*", NULL, "https://github.com/{}/{}/wiki.atom"},
	{"gist.github.com", "/{}", NULL, "https://gist.github.com/{}.atom"},
	{"github.com", "/{}/{}/tags", NULL, "https://github.com/{}/{}/tags.atom"},
	{"github.com", "/{}/{}", NULL, "https://github.com/{}/{}/releases.atom"},
	{"github.com", "/{}/{}", NULL, "https://github.com/{}/{}/commits.atom"},
	{"github.com", "/{}/{}/releases/*", NULL, "https://github.com/{}/{}/releases.atom"},
	{"github.com", "/{}", NULL, "https://github.com/{}.atom"},
	{"gitlab.com", "/{}/{}/-/commits/{}", NULL,
		"https://gitlab.com/{}/{}/-/commits/{}?format=atom"},
	{"gitlab.com", "/{}/{}", NULL, "https://gitlab.com/{}/{}/-/tags?format=atom"},
	{"gitlab.com", "/{}/{}", NULL, "https://gitlab.com/{}/{}.atom"},
	{"gitlab.com", "/{}/{}/-/*", NULL, "https://gitlab.com/{}/{}/-/tags?format=atom"},
	{"gitlab.com", "/{}", NULL, "https://gitlab.com/{}.atom"},
	{"codeberg.org", "/{}/{}", NULL, "https://codeberg.org/{}/{}/releases.rss"},
	{"codeberg.org", "/{}/{}", NULL, "https://codeberg.org/{}/{}.rss"},
	{"codeberg.org", "/{}/{}/releases", NULL, "https://codeberg.org/{}/{}/releases.rss"},
	{"codeberg.org", "/{}/{}/tags", NULL, "https://codeberg.org/{}/{}/tags.rss"},
	{"codeberg.org", "/{}", NULL, "https://codeberg.org/{}.rss"},
	{"git.sr.ht", "/{}/{}/refs", NULL, "https://git.sr.ht/{}/{}/refs/rss.xml"},
	{"git.sr.ht", "/{}/{}/*", NULL, "https://git.sr.ht/{}/{}/log/rss.xml"},
	{"medium.com", "/{}", NULL, "https://medium.com/feed/{}"},
	{"medium.com", "/tag/{}/*", NULL, "https://medium.com/feed/tag/{}"},
	{"medium.com", "/{}/tagged/{}", NULL, "https://medium.com/feed/{}/tagged/{}"},
	{"*.medium.com", "/*", NULL, "https://{host}/feed"},
	{"open.substack.com", "/pub/{}/*", NULL, "https://{}.substack.com/feed"},
	{"*.substack.com", "/*", NULL, "https://{host}/feed"},
	{"substack.com", "/@{}", NULL, "https://{}.substack.com/feed"},
	{"*.ghost.io", "/*", NULL, "https://{host}/rss/"},
	{"*.bearblog.dev", "/*", NULL, "https://{host}/feed/"},
	{"*.micro.blog", "/*", NULL, "https://{host}/feed.xml"},
	{"*.hashnode.dev", "/*", NULL, "https://{host}/rss.xml"},
	{"*.livejournal.com", "/*", NULL, "https://{host}/data/rss"},
	{"*.dreamwidth.org", "/*", NULL, "https://{host}/data/rss"},
	{"*.hatenablog.com", "/*", NULL, "https://{host}/feed"},
	{"*.tistory.com", "/*", NULL, "https://{host}/rss"},
	{"blog.naver.com", "/{}", NULL, "https://rss.blog.naver.com/{}.xml"},
	{"note.com", "/{}", NULL, "https://note.com/{}/rss"},
	{"qiita.com", "/tags/{}", NULL, "https://qiita.com/tags/{}/feed"},
	{"qiita.com", "/{}", NULL, "https://qiita.com/{}/feed"},
	{"zenn.dev", "/topics/{}", NULL, "https://zenn.dev/topics/{}/feed"},
	{"zenn.dev", "/{}", NULL, "https://zenn.dev/{}/feed"},
	{"buttondown.com", "/{}", NULL, "https://buttondown.com/{}/rss"},
	{"*.wordpress.com", "/*", NULL, "https://{host}/feed/"},
	{"*.blogspot.com", "/search/label/{}", NULL, "https://{host}/feeds/posts/default/-/{}"},
	{"*.blogspot.com", "/*", NULL, "https://{host}/feeds/posts/default"},
	{"*.tumblr.com", "/tagged/{}", NULL, "https://{host}/tagged/{}/rss"},
	{"*.tumblr.com", "/*", NULL, "https://{host}/rss"},
	{"tumblr.com", "/{}", NULL, "https://{}.tumblr.com/rss"},
	{"news.ycombinator.com", "/user", "id", "https://hnrss.org/user?id={}"},
	{"news.ycombinator.com", "/submitted", "id", "https://hnrss.org/submitted?id={}"},
	{"news.ycombinator.com", "/threads", "id", "https://hnrss.org/threads?id={}"},
	{"news.ycombinator.com", "/item", "id", "https://hnrss.org/item?id={}"},
	{"news.ycombinator.com", "/newest", NULL, "https://hnrss.org/newest"},
	{"news.ycombinator.com", "/show", NULL, "https://hnrss.org/show"},
	{"news.ycombinator.com", "/ask", NULL, "https://hnrss.org/ask"},
	{"news.ycombinator.com", "/*", NULL, "https://news.ycombinator.com/rss"},
	{"lobste.rs", "/t/{}", NULL, "https://lobste.rs/t/{}.rss"},
	{"lobste.rs", "/*", NULL, "https://lobste.rs/rss"},
	{"vimeo.com", "/channels/{}", NULL, "https://vimeo.com/channels/{}/videos/rss"},
	{"vimeo.com", "/{}", NULL, "https://vimeo.com/{}/videos/rss"},
	{"dev.to", "/t/{}", NULL, "https://dev.to/feed/tag/{}"},
	{"dev.to", "/{}", NULL, "https://dev.to/feed/{}"},
	{"stackoverflow.com", "/questions/tagged/{}", NULL,
		"https://stackoverflow.com/feeds/tag/{}"},
	{"stackoverflow.com", "/questions/{#}/*", NULL,
		"https://stackoverflow.com/feeds/question/{}"},
	{"stackoverflow.com", "/users/{#}/*", NULL, "https://stackoverflow.com/feeds/user/{}"},
	{"*.stackexchange.com", "/questions/tagged/{}", NULL, "https://{host}/feeds/tag/{}"},
	{"*.stackexchange.com", "/questions/{#}/*", NULL, "https://{host}/feeds/question/{}"},
	{"*.stackexchange.com", "/users/{#}/*", NULL, "https://{host}/feeds/user/{}"},
	{"*.stackexchange.com", "/questions", NULL, "https://{host}/feeds"},
	{"*.stackexchange.com", "/", NULL, "https://{host}/feeds"},
	{"pypi.org", "/project/{}/*", NULL, "https://pypi.org/rss/project/{}/releases.xml"},
	{"crates.io", "/crates/{}/*", NULL, "https://static.crates.io/rss/crates/{}.xml"},
	{"rubygems.org", "/gems/{}/*", NULL, "https://rubygems.org/gems/{}/versions.atom"},
	{"packagist.org", "/packages/{}/{}", NULL, "https://packagist.org/feeds/package.{}/{}.rss"},
	{"tracker.debian.org", "/pkg/{}", NULL, "https://tracker.debian.org/pkg/{}/rss"},
	{"sourceforge.net", "/projects/{}/*", NULL,
		"https://sourceforge.net/projects/{}/rss?path=/"},
	{"lore.kernel.org", "/{}/*", NULL, "https://lore.kernel.org/{}/new.atom"},
	{"mail-archive.com", "/{}", NULL, "https://www.mail-archive.com/{}/maillist.xml"},
	{"store.steampowered.com", "/app/{#}/*", NULL,
		"https://store.steampowered.com/feeds/news/app/{}/"},
	{"store.steampowered.com", "/news/app/{#}/*", NULL,
		"https://store.steampowered.com/feeds/news/app/{}/"},
	{"steamcommunity.com", "/app/{#}/*", NULL,
		"https://store.steampowered.com/feeds/news/app/{}/"},
	{"itch.io", "/games/{}", NULL, "https://itch.io/games/{}.xml"},
	{"*.itch.io", "/{}/*", NULL, "https://{host}/{}/devlog.rss"},
	{"pinterest.com", "/{}/{}", NULL, "https://www.pinterest.com/{}/{}.rss"},
	{"pinterest.com", "/{}", NULL, "https://www.pinterest.com/{}/feed.rss"},
	{"deviantart.com", "/{}", NULL, "https://backend.deviantart.com/rss.xml?q=gallery:{}"},
	{"deviantart.com", "/{}/gallery/*", NULL,
		"https://backend.deviantart.com/rss.xml?q=gallery:{}"},
	{"royalroad.com", "/fiction/{#}/*", NULL,
		"https://www.royalroad.com/fiction/syndication/{}"},
	{"webtoons.com", "/{}/{}/{}/list", "title_no",
		"https://www.webtoons.com/{}/{}/{}/rss?title_no={}"},
	{"meetup.com", "/{}/*", NULL, "https://www.meetup.com/{}/events/rss/"},
	{"producthunt.com", "/*", NULL, "https://www.producthunt.com/feed"},
	{"shows.acast.com", "/{}/*", NULL, "https://feeds.acast.com/public/shows/{}"},
	{"buzzsprout.com", "/{#}/*", NULL, "https://feeds.buzzsprout.com/{}.rss"},
	{"*.libsyn.com", "/*", NULL, "https://{host}/rss"},
	/* Of an article, what was changed in it. */
	{"*.wikipedia.org", "/wiki/{}", NULL,
		"https://{host}/w/index.php?title={}&action=history&feed=atom"},
	{"*.wikipedia.org", "/w/index.php", "title",
		"https://{host}/w/index.php?title={}&action=history&feed=atom"},
	{"arxiv.org", "/list/{}/*", NULL, "https://rss.arxiv.org/rss/{}"},
	{"letterboxd.com", "/{}", NULL, "https://letterboxd.com/{}/rss/"},
	/* These answer on other addresses than their pages', so only what is listed fits. */
	{"x.com", NULL, NULL, NULL},
	{"twitter.com", NULL, NULL, NULL},
	{"threads.net", NULL, NULL, NULL},
	{"threads.com", NULL, NULL, NULL},
	{"tiktok.com", NULL, NULL, NULL},
	{"instagram.com", NULL, NULL, NULL},
	/* Software that runs on many hosts: Mastodon and its kin, Lemmy, PeerTube, GitLab,
	   Discourse. */
	{"*", "/@{}", NULL, "https://{host}/@{}.rss"},
	{"*", "/users/{}", NULL, "https://{host}/@{}.rss"},
	{"*", "/c/{}", NULL, "https://{host}/feeds/c/{}.xml"},
	{"*", "/u/{}", NULL, "https://{host}/feeds/u/{}.xml"},
	{"*", "/tags/{}", NULL, "https://{host}/tags/{}.rss"},
	{"*", "/c/{}/videos", NULL, "https://{host}/feeds/videos.xml?videoChannelName={}"},
	{"*", "/a/{}/videos", NULL, "https://{host}/feeds/videos.xml?accountName={}"},
	{"*", "/a/{}/video-channels", NULL, "https://{host}/feeds/videos.xml?accountName={}"},
	{"*", "/{}/{}/-/*", NULL, "https://{host}/{}/{}/-/tags?format=atom"},
	{"*", "/t/{}/{#}/*", NULL, "https://{host}/t/{}/{}.rss"},
	{"*", "/c/{}/{#}", NULL, "https://{host}/c/{}/{}.rss"},
};

enum { MAX_TAKEN = 4 };

typedef struct {
	Str parts[MAX_TAKEN];
	size_t count;
} Taken;

static bool host_fits(Str pattern, Str host)
{
	if (str_eq(pattern, S("*")))
		return true;
	if (str_starts(pattern, S("*.")))
		return str_ends_case(host, str_from_at(pattern, 1)) &&
		       !str_eq_case(host, str_from_at(pattern, 2)) &&
		       !str_starts_case(host, S("www."));
	if (str_starts_case(host, S("www.")) || str_starts_case(host, S("old.")))
		host = str_from_at(host, 4);
	else if (str_starts_case(host, S("m.")))
		host = str_from_at(host, 2);
	return str_eq_case(pattern, host);
}

/* "{}" within a segment ("@{}") takes what follows the letters before it. */
static bool segment_fits(Str pattern, Str segment, Taken *taken)
{
	Str before = str_slice(pattern, 0, pattern.n >= 2 ? pattern.n - 2 : 0);
	int64_t number;

	if (str_eq(pattern, S("{#}"))) {
		if (taken->count == MAX_TAKEN || !char_is_digit(segment.s[0]) ||
			!str_number(segment, &number))
			return false;
		taken->parts[taken->count++] = segment;
		return true;
	}
	if (!str_ends(pattern, S("{}")))
		return str_eq_case(pattern, segment);
	if (!str_starts(segment, before) || segment.n == before.n || taken->count == MAX_TAKEN)
		return false;
	taken->parts[taken->count++] = str_from_at(segment, before.n);
	return true;
}

static bool path_fits(Str pattern, Str path, Taken *taken)
{
	Str want, have;

	while (str_cut(&pattern, '/', &want)) {
		if (want.n == 0)
			continue;
		if (str_eq(want, S("*")))
			return true;
		do {
			if (!str_cut(&path, '/', &have))
				return false;
		} while (have.n == 0);
		if (!segment_fits(want, have, taken))
			return false;
	}
	while (str_cut(&path, '/', &have))
		if (have.n)
			return false;
	return true;
}

static bool query_fits(Str name, Str url, Taken *taken)
{
	ptrdiff_t mark = str_find_char(url, '?'), hash = str_find_char(url, '#');
	Str rest = mark < 0 ? S("") : str_from_at(url, (size_t)mark + 1), pair;

	if (hash > mark && mark >= 0)
		rest = str_slice(rest, 0, (size_t)(hash - mark - 1));
	while (str_cut(&rest, '&', &pair)) {
		if (!str_starts(pair, name) || pair.n <= name.n + 1 || pair.s[name.n] != '=' ||
			taken->count == MAX_TAKEN)
			continue;
		taken->parts[taken->count++] = str_from_at(pair, name.n + 1);
		return true;
	}
	return false;
}

static Str fill_in(Str feed, Str host, const Taken *taken, Arena *arena)
{
	Buf out = {0};
	size_t used = 0;

	for (size_t i = 0; i < feed.n; i++) {
		if (str_starts(str_from_at(feed, i), S("{host}"))) {
			buf_add(&out, host);
			i += 5;
		} else if (str_starts(str_from_at(feed, i), S("{}")) && used < taken->count) {
			buf_add(&out, taken->parts[used++]);
			i++;
		} else {
			buf_char(&out, feed.s[i]);
		}
	}
	return buf_take(&out, arena);
}

size_t discover_by_address(Str url, Arena *arena, const FeedLink **out)
{
	Str host = url_host(url), path = url_path(url);
	VEC(FeedLink) links = {0};
	const char *decided = NULL;

	*out = NULL;
	if (!url_is_http(url))
		return 0;
	for (size_t i = 0; i < COUNT(sites); i++) {
		const Site *site = &sites[i];
		Str name = str_from(site->host);
		Taken taken = {0};

		if (!host_fits(name, host) || (decided && !str_eq(name, str_from(decided))))
			continue;
		decided = site->host;
		if (site->path && path_fits(str_from(site->path), path, &taken) &&
			(!site->query || query_fits(str_from(site->query), url, &taken)))
			*vec_push_in(&links, arena) = (FeedLink){
				.url = fill_in(str_from(site->feed), host, &taken, arena)};
	}
	*out = links.items;
	return links.count;
}
