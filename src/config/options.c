#include "config/options.h"

#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/url.h"

const Option options[] = {
	{"article-format", "articlelist-format", OPTION_TEXT, FOR_RUN,
		offsetof(Options, article_format), "", NULL, NULL, 0, 0,
		"How an article stands in a list, in newsboat's signs: %i %f %n %d %F %D %t %T %a "
		"%L. "
		"Empty: as lede has it, with a second line."},
	{"article-order", NULL, OPTION_CHOICE, FOR_FEEDS, offsetof(Options, article_order),
		"newest", "newest oldest title feed", NULL, 0, 0,
		"The order of articles to begin with: the newest on top, the oldest, by title, by "
		"feed."},
	{"article-title", "itemview-title-format", OPTION_TEXT, FOR_RUN,
		offsetof(Options, article_title), "", NULL, NULL, 0, 0,
		"The top line over an article, in newsboat's signs: %N %V %T %F %u %t. Empty: as "
		"lede "
		"has it."},
	{"articles-title", "articlelist-title-format", OPTION_TEXT, FOR_RUN,
		offsetof(Options, articles_title), "", NULL, NULL, 0, 0,
		"The same over a list of articles: %N %V %T %U %u %t %f."},
	{"auth", NULL, OPTION_CHOICE, ON_FEED, offsetof(Options, auth), "any",
		"any basic digest bearer", NULL, 0, 0,
		"How the server is told auth-user and auth-secret: basic or digest, as it wants "
		"(any), one of them, or the secret alone as a bearer's token."},
	{"auth-secret", NULL, OPTION_TEXT, ON_FEED | HIDE_VALUE, offsetof(Options, auth_secret), "",
		NULL, NULL, 0, 0,
		"The password or token; command: and a command line that prints it (command:pass "
		"show news/tides), or env: and the name of a variable. It goes to the host of "
		"the feed alone."},
	{"auth-user", NULL, OPTION_TEXT, ON_FEED, offsetof(Options, auth_user), "", NULL, NULL, 0,
		0, "The name the server knows you by; command: and env: as with auth-secret."},
	{"bookmark-program", "bookmark-cmd", OPTION_TEXT, FOR_RUN,
		offsetof(Options, bookmark_program), "", NULL, NULL, 0, 0,
		"A command that the action bookmark runs; it gets address, title, an empty word "
		"and "
		"the name of the feed."},
	{"browse-limit", "max-browser-tabs", OPTION_NUMBER, FOR_RUN,
		offsetof(Options, browse_limit), "20", NULL, "pages", 1, 1000,
		"How many pages go to the browser at once, at most."},
	{"browse-to-unread", "openbrowser-and-mark-jumps-to-next-unread", OPTION_BOOL, FOR_RUN,
		offsetof(Options, browse_to_unread), "no", NULL, NULL, 0, 0,
		"O in a list goes to the next unread article, not a line down."},
	{"browser", NULL, OPTION_TEXT, FOR_RUN, offsetof(Options, browser), "", NULL, NULL, 0, 0,
		"The program for links; %u is the address, %t the article's title, %T and %F title "
		"and address of its feed. Empty: $BROWSER, else what the desktop "
		"has."},
	{"ca-file", NULL, OPTION_TEXT, FOR_FEEDS, offsetof(Options, ca_file), "", NULL, NULL, 0, 0,
		"A file with certificates (PEM) of authorities to trust beside those of the "
		"system: of a company, or of a server of your own. A certificate that a server "
		"signed itself is its own authority."},
	{"client-cert", NULL, OPTION_TEXT, ON_FOLDER | ON_FEED, offsetof(Options, client_cert), "",
		NULL, NULL, 0, 0,
		"A file with a certificate of yours (PEM), for servers that "
		"want one."},
	{"client-key", NULL, OPTION_TEXT, ON_FOLDER | ON_FEED, offsetof(Options, client_key), "",
		NULL, NULL, 0, 0, "The file with its key, if that is another."},
	{"colors", NULL, OPTION_BOOL, FOR_RUN, offsetof(Options, colors), "yes", NULL, NULL, 0, 0,
		"Colours; without them, bold, underline and reverse alone."},
	{"confirm-leave", "confirm-exit", OPTION_BOOL, FOR_RUN, offsetof(Options, confirm_leave),
		"no", NULL, NULL, 0, 0, "lede asks before it is left."},
	{"connections", "reload-threads", OPTION_NUMBER, FOR_RUN, offsetof(Options, connections),
		"32", NULL, "connections", 1, 256,
		"Downloads that come in at once, over all hosts, of each host one. Up to four "
		"times as many may wait for an answer; with 1, one goes after the other."},
	{"contact", NULL, OPTION_TEXT, FOR_FEEDS, offsetof(Options, contact), "", NULL, NULL, 0, 0,
		"An address, of a page or for mail, at which whoever runs a server can reach you; "
		"it stands in the name that lede tells. Empty: none does."},
	{"cookie-file", "cookie-cache", OPTION_TEXT, FOR_FEEDS, offsetof(Options, cookie_file), "",
		NULL, NULL, 0, 0,
		"Cookies to send, in the format that browsers export (cookies.txt). The file is "
		"read each time and never written. Empty: the cookies that came in since lede "
		"was started."},
	{"date-format", "datetime-format", OPTION_TEXT, FOR_RUN, offsetof(Options, date_format), "",
		NULL, NULL, 0, 0,
		"How dates stand in lists of articles, as in strftime(3). Empty: as short as they "
		"can be."},
	{"download-folder", "download-path", OPTION_TEXT, FOR_FEEDS,
		offsetof(Options, download_folder), "~", NULL, NULL, 0, 0,
		"Where podboat saves what the action enqueue gives it; signs as in download-name."},
	{"download-name", "download-filename-format", OPTION_TEXT, FOR_FEEDS,
		offsetof(Options, download_name), "%?u?%u&%Y-%b-%d-%H%M%S.unknown?", NULL, NULL, 0,
		0,
		"What it is called there, in newsboat's signs: %u name on the server, %e its "
		"ending, "
		"%n feed, %h host, %t title, %F date, %Y %y %m %b %d %H %M %S its parts."},
	{"feed-format", "feedlist-format", OPTION_TEXT, FOR_RUN, offsetof(Options, feed_format), "",
		NULL, NULL, 0, 0,
		"How a feed stands in the list, likewise: %i %n %u %U %c %t %T %l %L. Empty: as "
		"lede "
		"has it."},
	{"feed-order", NULL, OPTION_CHOICE, FOR_RUN, offsetof(Options, feed_order), "urls",
		"urls title unread date title-reverse unread-reverse date-reverse", NULL, 0, 0,
		"The order of feeds to begin with: as in urls, by title, by unread articles, by "
		"the "
		"newest article; or that backwards."},
	{"feeds-title", "feedlist-title-format", OPTION_TEXT, FOR_RUN,
		offsetof(Options, feeds_title), "", NULL, NULL, 0, 0,
		"The top line over the list of feeds, likewise: %N %V %u %t %f."},
	{"fetch-posts", NULL, OPTION_BOOL, FOR_FEEDS, offsetof(Options, fetch_posts), "no", NULL,
		NULL, 0, 0,
		"Whether lede asks the server of a post on Mastodon what it says, where an article "
		"has no more than a link to it: one request each, and the answer is kept."},
	{"first-unread", "goto-first-unread", OPTION_BOOL, FOR_FEEDS,
		offsetof(Options, first_unread), "no", NULL, NULL, 0, 0,
		"A list of articles opens at its first unread one, if it has any; else where it "
		"was "
		"left."},
	{"fulltext", NULL, OPTION_CHOICE, FOR_FEEDS, offsetof(Options, fulltext), "never",
		"never auto always", NULL, 0, 0,
		"Whether the pages of new articles are fetched with the feed, and shown where they "
		"are worth more than its own text: of no article, of those whose text looks cut "
		"off, of all. Pages that a site wants no program to fetch (robots.txt) are left "
		"alone; r fetches them."},
	{"fulltext-budget", NULL, OPTION_NUMBER, FOR_RUN, offsetof(Options, fulltext_budget), "100",
		NULL, "pages", 1, 10000, "How many such pages are fetched in one update."},
	{"glyphs", NULL, OPTION_CHOICE, FOR_RUN, offsetof(Options, glyphs), "unicode",
		"unicode ascii", NULL, 0, 0, "Signs and boxes: of Unicode, or plain ASCII."},
	{"header", NULL, OPTION_HEADERS, FOR_FEEDS, offsetof(Options, header), "", NULL, NULL, 0, 0,
		"A header to send: its name, a colon, its value, which may be command: or env: "
		"as with auth-secret. Several lines add up. They go to the host of the feed "
		"alone."},
	{"headings", NULL, OPTION_BOOL, FOR_RUN, offsetof(Options, headings), "yes", NULL, NULL, 0,
		0,
		"Headings in lists of articles: the day, or the feed where they are sorted by it."},
	{"history-size", "history-limit", OPTION_NUMBER, FOR_RUN, offsetof(Options, history_size),
		"100", NULL, "lines", 0, 10000,
		"How many lines that were typed are remembered, of each kind; 0: none."},
	{"insecure", NULL, OPTION_BOOL, ON_FEED, offsetof(Options, insecure), "no", NULL, NULL, 0,
		0,
		"The certificate of the server is not looked at: anybody on the way can read "
		"and change what comes."},
	{"keep", "max-items", OPTION_KEEP, FOR_FEEDS, offsetof(Options, keep), "all", NULL, NULL, 1,
		1000000,
		"What stays of a feed: all, the latest (500), those that came in within some days "
		"(90d), or those that are both (500 90d). Starred articles, those kept for later "
		"and those with a tag always stay."},
	{"keys", NULL, OPTION_CHOICE, ON_CONFIG, offsetof(Options, keys), "lede", "lede newsboat",
		NULL, 0, 0,
		"The keys to begin with: lede's own, or over them those of newsboat. What bind-key "
		"says comes on top."},
	{"link-numbers", NULL, OPTION_BOOL, FOR_FEEDS, offsetof(Options, link_numbers), "yes", NULL,
		NULL, 0, 0, "Numbers behind the links of an article."},
	{"links-program", "external-url-viewer", OPTION_TEXT, FOR_RUN,
		offsetof(Options, links_program), "", NULL, NULL, 0, 0,
		"A command that the action links runs, with the links of the article in its input. "
		"Empty: lede's own list."},
	{"mark-feed-to-unread", "markfeedread-jumps-to-next-unread", OPTION_BOOL, FOR_RUN,
		offsetof(Options, mark_feed_to_unread), "no", NULL, NULL, 0, 0,
		"A in the list of feeds goes to the next one with unread articles."},
	{"mark-read-on-hover", "mark-as-read-on-hover", OPTION_BOOL, FOR_FEEDS,
		offsetof(Options, mark_read_on_hover), "no", NULL, NULL, 0, 0,
		"An article is read as soon as the cursor goes to it in a list."},
	{"mark-read-on-open", NULL, OPTION_BOOL, FOR_FEEDS, offsetof(Options, mark_read_on_open),
		"yes", NULL, NULL, 0, 0, "An article that is opened is read."},
	{"metered", NULL, OPTION_BOOL, FOR_RUN, offsetof(Options, metered), "no", NULL, NULL, 0, 0,
		"The connection is paid by what goes over it: no pages are fetched unasked."},
	{"mouse", NULL, OPTION_BOOL, FOR_RUN, offsetof(Options, mouse), "no", NULL, NULL, 0, 0,
		"The mouse chooses and scrolls; selecting text then needs Shift."},
	{"netrc", NULL, OPTION_BOOL, FOR_FEEDS, offsetof(Options, netrc), "no", NULL, NULL, 0, 0,
		"Names and passwords are looked up in ~/.netrc."},
	{"next-unread-elsewhere", "goto-next-feed", OPTION_BOOL, FOR_RUN,
		offsetof(Options, next_unread_elsewhere), "yes", NULL, NULL, 0, 0,
		"Whether n goes on to the next feed where this one has nothing unread below."},
	{"notify-always", NULL, OPTION_BOOL, FOR_RUN, offsetof(Options, notify_always), "no", NULL,
		NULL, 0, 0, "Notices are also given after an update that brought nothing new."},
	{"notify-beep", NULL, OPTION_BOOL, FOR_RUN, offsetof(Options, notify_beep), "no", NULL,
		NULL, 0, 0, "The terminal's bell rings when an update is done."},
	{"notify-format", NULL, OPTION_TEXT, FOR_RUN, offsetof(Options, notify_format),
		"lede: %d new articles, %n unread in %f feeds", NULL, NULL, 0, 0,
		"What a notice says: %f and %n are unread feeds and articles, %d articles that are "
		"new, %D feeds that have some."},
	{"notify-program", NULL, OPTION_TEXT, FOR_RUN, offsetof(Options, notify_program), "", NULL,
		NULL, 0, 0,
		"A command that is run when an update is done, with the notice as its argument. "
		"Empty: none."},
	{"notify-screen", NULL, OPTION_BOOL, FOR_RUN, offsetof(Options, notify_screen), "no", NULL,
		NULL, 0, 0, "The notice goes to GNU screen, as a private message of the terminal."},
	{"notify-title", "notify-xterm", OPTION_BOOL, FOR_RUN, offsetof(Options, notify_title),
		"no", NULL, NULL, 0, 0, "The notice becomes the title of the terminal's window."},
	{"page-history", NULL, OPTION_NUMBER, FOR_RUN, offsetof(Options, page_history), "200", NULL,
		"pages", 0, 2000, "How many pages that were read by their address are remembered."},
	{"player", NULL, OPTION_TEXT, FOR_RUN, offsetof(Options, player), "", NULL, NULL, 0, 0,
		"The program for sound and films; %u is the address. Empty: as for links."},
	{"private-addresses", NULL, OPTION_BOOL, ON_CONFIG, offsetof(Options, private_addresses),
		"no", NULL, NULL, 0, 0,
		"Pages and pictures that articles lead to may come from this machine and the "
		"networks around it, too. Feeds always may, and the pages of their own host."},
	{"proxy", NULL, OPTION_TEXT, FOR_FEEDS | HIDE_PASSWORD, offsetof(Options, proxy), "", NULL,
		NULL, 0, 0,
		"Through what to fetch: http://, https:// or socks5h://HOST:PORT (Tor: "
		"socks5h://127.0.0.1:9050), or none. Empty: what http_proxy and its kin in the "
		"environment say."},
	{"refresh-minutes", "reload-time", OPTION_NUMBER, FOR_RUN,
		offsetof(Options, refresh_minutes), "0", NULL, "minutes", 0, 10080,
		"Time between updates while lede is open; 0: only when asked."},
	{"refresh-on-start", "refresh-on-startup", OPTION_BOOL, FOR_RUN,
		offsetof(Options, refresh_on_start), "no", NULL, NULL, 0, 0,
		"Feeds that are due are fetched when lede starts."},
	{"resume", NULL, OPTION_CHOICE, FOR_RUN, offsetof(Options, resume), "offer",
		"offer always never", NULL, 0, 0,
		"What a start shows: the feeds as they were left, with a key that goes on at the "
		"article or list one was in (offer); that article or list itself (always); the "
		"feeds from the top (never)."},
	{"sandbox", NULL, OPTION_CHOICE, FOR_RUN, offsetof(Options, sandbox), "auto",
		"auto required off", NULL, 0, 0,
		"Whether feeds and pages are parsed in confined processes: as well as this system "
		"can, "
		"only with every protection, or not at all."},
	{"save-folder", "save-path", OPTION_TEXT, FOR_FEEDS, offsetof(Options, save_folder), "~",
		NULL, NULL, 0, 0, "The folder that is offered first where an article is saved."},
	{"scroll-margin", "scrolloff", OPTION_NUMBER, FOR_RUN, offsetof(Options, scroll_margin),
		"3", NULL, "lines", 0, 1000,
		"How many rows of a list stay in sight above and below the cursor; many: it stays "
		"in "
		"the middle. In small windows fewer."},
	{"show-hints", "show-keymap-hint", OPTION_BOOL, FOR_RUN, offsetof(Options, show_hints),
		"yes", NULL, NULL, 0, 0, "Keys in the last line, where there is no message."},
	{"show-read-articles", NULL, OPTION_BOOL, FOR_FEEDS, offsetof(Options, show_read_articles),
		"yes", NULL, NULL, 0, 0, "Articles that are read stay in lists."},
	{"show-read-feeds", NULL, OPTION_BOOL, FOR_RUN, offsetof(Options, show_read_feeds), "yes",
		NULL, NULL, 0, 0, "Feeds without unread articles stay in the list."},
	{"summaries", NULL, OPTION_BOOL, FOR_RUN, offsetof(Options, summaries), "yes", NULL, NULL,
		0, 0, "A second line in lists, with the beginning of the article."},
	{"text-width", NULL, OPTION_NUMBER, FOR_FEEDS, offsetof(Options, text_width), "68", NULL,
		"cells", 20, 500, "How wide an article is set."},
	{"theme", NULL, OPTION_TEXT, FOR_RUN, offsetof(Options, theme), "ink", NULL, NULL, 0, 0,
		"The name of a theme."},
	{"timeout", "download-timeout", OPTION_NUMBER, FOR_FEEDS, offsetof(Options, timeout), "30",
		NULL, "seconds", 1, 600, "How long one download may take."},
	{"toggle-to-unread", "toggleitemread-jumps-to-next-unread", OPTION_BOOL, FOR_RUN,
		offsetof(Options, toggle_to_unread), "no", NULL, NULL, 0, 0,
		"a in a list goes to the next unread article, not a line down."},
	{"urls-file", NULL, OPTION_TEXT, ON_CONFIG, offsetof(Options, urls_file), "", NULL, NULL, 0,
		0,
		"The file of subscriptions; it can be newsboat's, for both to read and edit. "
		"Empty: "
		"urls beside the file config."},
	{"user-agent", NULL, OPTION_TEXT, FOR_FEEDS, offsetof(Options, user_agent), "", NULL, NULL,
		0, 0, "What lede calls itself to servers. Empty: its own name and version."},
	{"wrap-lists", "wrap-scroll", OPTION_BOOL, FOR_RUN, offsetof(Options, wrap_lists), "no",
		NULL, NULL, 0, 0, "A line down from the end of a list is its beginning, and back."},
};
const size_t option_count = COUNT(options);

static void *field_of(Options *o, const Option *option)
{
	return (char *)o + option->field;
}

/* The empty string in an arena-less world: initial values are literals. */
void options_init(Options *o)
{
	memset(o, 0, sizeof *o);
	for (size_t i = 0; i < option_count; i++)
		option_set(o, &options[i], str_from(options[i].initial), NULL);
}

const Option *option_find(Str name)
{
	for (size_t i = 0; i < option_count; i++)
		if (str_eq(str_from(options[i].name), name) ||
			(options[i].alias && str_eq(str_from(options[i].alias), name)))
			return &options[i];
	return NULL;
}

Near option_near(Str name)
{
	Near near = near_of(name);

	for (size_t i = 0; i < option_count; i++)
		near_try(&near, str_from(options[i].name));
	return near;
}

static bool is_header(Str line)
{
	return str_find_char(line, ':') > 0;
}

static bool is_choice(const Option *option, Str value)
{
	Str rest = str_from(option->choices), word;

	while (str_word(&rest, &word))
		if (str_eq(word, value))
			return true;
	return false;
}

static bool truth_of(Str value, bool *out)
{
	*out = str_eq(value, S("yes")) || str_eq(value, S("true"));
	return *out || str_eq(value, S("no")) || str_eq(value, S("false"));
}

/* "all" (newsboat: 0), or a number, a number of days, or both. */
static bool keeping_of(const Option *option, Str value, Keeping *out)
{
	Str word;

	*out = (Keeping){0};
	if (str_eq(value, S("all")) || str_eq(value, S("0")))
		return true;
	while (str_word(&value, &word)) {
		bool days = str_ends(word, S("d"));
		long *field = days ? &out->days : &out->articles;
		int64_t number;

		if (!str_number(str_slice(word, 0, word.n - days), &number) || *field ||
			number < option->min || number > option->max)
			return false;
		*field = (long)number;
	}
	return out->articles || out->days;
}

bool option_set(Options *o, const Option *option, Str value, Err *err)
{
	int64_t number;
	bool truth;
	Keeping keeping;

	switch (option->type) {
	case OPTION_BOOL:
		if (!truth_of(value, &truth))
			return err_set(err, ERR_USER, 0, "%s is yes or no, not \"%.*s\"",
				option->name, STR_ARG(value));
		*(bool *)field_of(o, option) = truth;
		return true;
	case OPTION_NUMBER:
		if (!str_number(value, &number) || number < option->min || number > option->max)
			return err_set(err, ERR_USER, 0,
				"%s is a number of %s from %ld to %ld, not \"%.*s\"", option->name,
				option->unit, option->min, option->max, STR_ARG(value));
		*(long *)field_of(o, option) = (long)number;
		return true;
	case OPTION_CHOICE:
		if (!is_choice(option, value))
			return err_set(err, ERR_USER, 0, "%s is one of: %s; not \"%.*s\"",
				option->name, option->choices, STR_ARG(value));
		break;
	case OPTION_HEADERS:
		if (value.n && !is_header(value))
			return err_set(err, ERR_USER, 0, "%s is a name, a colon and a value",
				option->name);
		break;
	case OPTION_KEEP:
		if (!keeping_of(option, value, &keeping))
			return err_set(err, ERR_USER, 0,
				"%s is all, a number of articles (500), of days (90d) or both; not "
				"\"%.*s\"",
				option->name, STR_ARG(value));
		*(Keeping *)field_of(o, option) = keeping;
		return true;
	case OPTION_TEXT:
		break;
	}
	*(Str *)field_of(o, option) = value;
	return true;
}

void option_copy(Options *to, const Options *from, const Option *option)
{
	const void *source = (const char *)from + option->field;
	size_t size = option->type == OPTION_BOOL     ? sizeof(bool)
		      : option->type == OPTION_NUMBER ? sizeof(long)
		      : option->type == OPTION_KEEP   ? sizeof(Keeping)
						      : sizeof(Str);

	memcpy(field_of(to, option), source, size);
}

/* Of each header the name. */
static Str show_headers(Str lines, Arena *arena)
{
	Buf out = {0};
	Str line;

	while (str_cut(&lines, '\n', &line))
		buf_printf(&out, "%s%.*s: (hidden)", out.n ? ", " : "",
			STR_ARG(str_slice(line, 0, (size_t)str_find_char(line, ':'))));
	line = buf_take(&out, arena);
	buf_drop(&out);
	return line;
}

static Str show_text(const Option *option, Str value, Arena *arena)
{
	bool is_reference = str_starts(value, S("command:")) || str_starts(value, S("env:"));

	if (option->where & HIDE_PASSWORD)
		return arena_str(arena, url_public(value, arena));
	if (option->where & HIDE_VALUE && value.n && !is_reference)
		return S("(hidden)");
	return arena_str(arena, value);
}

static Str show_keeping(const Keeping *keeping, Arena *arena)
{
	if (keeping->articles && keeping->days)
		return arena_printf(arena, "%ld %ldd", keeping->articles, keeping->days);
	if (keeping->articles)
		return arena_printf(arena, "%ld", keeping->articles);
	return keeping->days ? arena_printf(arena, "%ldd", keeping->days) : S("all");
}

Str option_show(const Options *o, const Option *option, Arena *arena)
{
	const void *field = (const char *)o + option->field;

	switch (option->type) {
	case OPTION_BOOL:
		return *(const bool *)field ? S("yes") : S("no");
	case OPTION_NUMBER:
		return arena_printf(arena, "%ld", *(const long *)field);
	case OPTION_HEADERS:
		return show_headers(*(const Str *)field, arena);
	case OPTION_KEEP:
		return show_keeping(field, arena);
	case OPTION_CHOICE:
	case OPTION_TEXT:
		break;
	}
	return show_text(option, *(const Str *)field, arena);
}
