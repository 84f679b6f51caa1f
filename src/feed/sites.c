/* Sites whose feeds follow from an address. */
#include "base/buf.h"
#include "base/url.h"
#include "feed/discover.h"

enum { MOST_PIECES = 4, MOST_LINKS = 8 };

/* `path`: pieces between slashes; "*" takes any one, numbered from 1; what follows the last piece
 * is passed over. `feed`: the address, with $1, $2 for what was taken. The host covers "www.", and
 * "*." before it any name, which is $0. */
static const struct {
	const char *host, *path, *feed, *title;
} sites[] = {
	{"youtube.com", "channel/*", "https://www.youtube.com/feeds/videos.xml?channel_id=$1", ""},
	{"youtube.com", "user/*", "https://www.youtube.com/feeds/videos.xml?user=$1", ""},
	{"reddit.com", "r/*/comments/*", "https://www.reddit.com/r/$1/comments/$2/.rss",
		"Comments"},
	{"reddit.com", "r/*", "https://www.reddit.com/r/$1/.rss", ""},
	{"reddit.com", "user/*", "https://www.reddit.com/user/$1/.rss", ""},
	{"github.com", "*/*", "https://github.com/$1/$2/releases.atom", "Releases"},
	{"github.com", "*/*", "https://github.com/$1/$2/commits.atom", "Commits"},
	{"gitlab.com", "*/*", "https://gitlab.com/$1/$2/-/tags?format=atom", "Tags"},
	{"bsky.app", "profile/*", "https://bsky.app/profile/$1/rss", ""},
	{"medium.com", "*", "https://medium.com/feed/$1", ""},
	{"*.substack.com", "", "https://$0.substack.com/feed", ""},
	{"*.tumblr.com", "", "https://$0.tumblr.com/rss", ""},
	{"*.blogspot.com", "", "https://$0.blogspot.com/feeds/posts/default", ""},
	{"*.wordpress.com", "", "https://$0.wordpress.com/feed/", ""},
	{"news.ycombinator.com", "", "https://news.ycombinator.com/rss", ""},
	{"lobste.rs", "", "https://lobste.rs/rss", ""},
};

static bool host_fits(Str pattern, Str host, Str *taken)
{
	if (!str_starts(pattern, S("*.")))
		return str_eq_case(pattern, host);
	pattern = str_from_at(pattern, 1);
	*taken = str_slice(host, 0, host.n - pattern.n);
	return host.n > pattern.n && str_ends_case(host, pattern);
}

static bool path_fits(Str pattern, Str path, Str *taken)
{
	Str wanted, piece;
	size_t n = 1;

	if (str_starts(path, S("/")))
		path = str_from_at(path, 1);
	while (str_cut(&pattern, '/', &wanted)) {
		bool any = str_eq(wanted, S("*"));

		if (!str_cut(&path, '/', &piece) || piece.n == 0 ||
			(!any && !str_eq(wanted, piece)))
			return false;
		if (any)
			taken[n++] = piece;
	}
	return true;
}

static Str filled(Str feed, const Str *taken, Arena *arena)
{
	Buf out = {0};

	for (size_t i = 0; i < feed.n; i++) {
		if (feed.s[i] == '$')
			buf_add(&out, taken[feed.s[++i] - '0']);
		else
			buf_char(&out, feed.s[i]);
	}
	feed = buf_take(&out, arena);
	buf_drop(&out);
	return feed;
}

size_t discover_by_address(Str url, Arena *arena, const FeedLink **out)
{
	FeedLink *links = arena_array(arena, MOST_LINKS, sizeof *links);
	size_t count = 0;

	*out = links;
	if (!url_is_http(url))
		return 0;
	for (size_t i = 0; i < COUNT(sites) && count < MOST_LINKS; i++) {
		Str taken[MOST_PIECES + 1] = {S("")}, feed = str_from(sites[i].feed);

		if (!host_fits(str_from(sites[i].host), url_site(url), &taken[0]) ||
			!path_fits(str_from(sites[i].path), url_path(url), taken))
			continue;
		feed = filled(feed, taken, arena);
		/* The feed's own address needs no second one. */
		if (str_eq(feed, url))
			return 0;
		links[count++] = (FeedLink){.url = feed, .title = str_from(sites[i].title)};
	}
	return count;
}
