#include "config/newsboat.h"

/* Reasons that several have. */
static const char titles[] = "the top line says where one is, by itself",
		  account[] = "lede has no account there yet; its feeds can be subscribed to one "
			      "by one, or imported as OPML",
		  undoable[] = "nothing has to be confirmed: z takes back any change",
		  kept[] = "lede never deletes articles by itself",
		  podboat[] = "it is podboat's: e puts an episode into its queue",
		  bookmarks[] = "the command of bookmark-program runs at once, without questions",
		  lines[] = ":12 goes to line 12; 12 and j so many down",
		  validators[] =
			  "each answer is checked by its validators, and the server's wishes "
			  "are kept";

const NewsboatCommand newsboat_commands[] = {
	{"always-display-description", NULL, "an article always shows the text its feed gives"},
	{"always-download", NULL, validators},
	{"article-sort-order", "article-order", "by date or by title; gs sorts a list otherwise"},
	{"articlelist-format", "article-format", NULL},
	{"articlelist-title-format", "articles-title", NULL},
	{"auto-reload", "auto-reload",
		"sets refresh-minutes and refresh-on-start, with reload-time"},
	{"bind", "bind", NULL},
	{"bind-key", "bind-key", NULL},
	{"bookmark-autopilot", NULL, bookmarks},
	{"bookmark-cmd", "bookmark-program", NULL},
	{"bookmark-interactive", NULL, bookmarks},
	{"browser", "browser", NULL},
	{"cache-file", NULL, "lede import newsboat reads it; lede has a library of its own"},
	{"cleanup-on-quit", NULL, kept},
	{"color", "color", "elements are style roles; what is not given comes from the theme"},
	{"confirm-delete-all-articles", NULL, undoable},
	{"confirm-exit", "confirm-leave", NULL},
	{"confirm-mark-all-feeds-read", NULL, undoable},
	{"confirm-mark-feed-read", NULL, undoable},
	{"cookie-cache", "cookie-file",
		"cookies are read from it; what servers set is kept until lede ends, and not "
		"written"},
	{"datetime-format", "date-format", NULL},
	{"define-filter", "define-filter", "select-filter offers it; from the feeds, as a list"},
	{"delete-played-files", NULL, podboat},
	{"delete-read-articles-on-quit", NULL, kept},
	{"dialogs-title-format", NULL, titles},
	{"dirbrowser-title-format", NULL, titles},
	{"display-article-progress", NULL, "the status line always shows it"},
	{"download-filename-format", "download-name", NULL},
	{"download-full-page", "fulltext", "yes is always"},
	{"download-path", "download-folder", NULL},
	{"download-retries", NULL, "a feed that failed is tried again later, by itself"},
	{"download-timeout", "timeout", NULL},
	{"error-log", NULL, "the log is always written; :log shows it"},
	{"external-url-viewer", "links-program", NULL},
	{"feed-sort-order", "feed-order",
		"by title, unread articles or date, also backwards; else as in urls"},
	{"feedbin-flag-star", NULL, account},
	{"feedbin-login", NULL, account},
	{"feedbin-password", NULL, account},
	{"feedbin-passwordeval", NULL, account},
	{"feedbin-passwordfile", NULL, account},
	{"feedbin-url", NULL, account},
	{"feedhq-flag-share", NULL, account},
	{"feedhq-flag-star", NULL, account},
	{"feedhq-login", NULL, account},
	{"feedhq-min-items", NULL, account},
	{"feedhq-password", NULL, account},
	{"feedhq-passwordeval", NULL, account},
	{"feedhq-passwordfile", NULL, account},
	{"feedhq-show-special-feeds", NULL, account},
	{"feedhq-url", NULL, account},
	{"feedlist-format", "feed-format", NULL},
	{"feedlist-title-format", "feeds-title", NULL},
	{"filebrowser-title-format", NULL, titles},
	{"freshrss-flag-star", NULL, account},
	{"freshrss-login", NULL, account},
	{"freshrss-min-items", NULL, account},
	{"freshrss-password", NULL, account},
	{"freshrss-passwordeval", NULL, account},
	{"freshrss-passwordfile", NULL, account},
	{"freshrss-show-special-feeds", NULL, account},
	{"freshrss-url", NULL, account},
	{"goto-first-unread", "first-unread", NULL},
	{"goto-next-feed", "next-unread-elsewhere", NULL},
	{"help-title-format", NULL, titles},
	{"highlight", "highlight", NULL},
	{"highlight-article", "highlight-article", NULL},
	{"highlight-feed", NULL, "highlight feedlist with an expression lights feeds"},
	{"history-limit", "history-size", NULL},
	{"html-renderer", NULL, "articles are laid out by lede itself"},
	{"http-auth-method", NULL,
		"the server and lede agree on the best one they both have; for one feed: feed "
		"ADDRESS auth basic"},
	{"ignore-article", "ignore-article", "as a rule that mutes: searches still find them"},
	{"ignore-mode", NULL, "what is ignored is stored and muted, so that it can be had back"},
	{"include", "include", NULL},
	{"inoreader-app-id", NULL, account},
	{"inoreader-app-key", NULL, account},
	{"inoreader-flag-share", NULL, account},
	{"inoreader-flag-star", NULL, account},
	{"inoreader-login", NULL, account},
	{"inoreader-min-items", NULL, account},
	{"inoreader-password", NULL, account},
	{"inoreader-passwordeval", NULL, account},
	{"inoreader-passwordfile", NULL, account},
	{"inoreader-show-special-feeds", NULL, account},
	{"inoreader-url", NULL, account},
	{"itemview-title-format", "article-title", NULL},
	{"keep-articles-days", "keep-articles-days",
		"as keep 90d: by the day an article came in; starred ones and those with a tag "
		"stay"},
	{"keep-forever-if-flagged-with", NULL,
		"what is starred, kept for later or has a tag stays"},
	{"macro", "macro", NULL},
	{"mark-as-read-on-hover", "mark-read-on-hover", NULL},
	{"markfeedread-jumps-to-next-unread", "mark-feed-to-unread", NULL},
	{"max-browser-tabs", "browse-limit", NULL},
	{"max-download-speed", NULL, "downloads are small and at most two a host"},
	{"max-downloads", NULL, podboat},
	{"max-items", "keep", NULL},
	{"miniflux-allow-unencrypted", NULL, account},
	{"miniflux-flag-star", NULL, account},
	{"miniflux-login", NULL, account},
	{"miniflux-min-items", NULL, account},
	{"miniflux-password", NULL, account},
	{"miniflux-passwordeval", NULL, account},
	{"miniflux-passwordfile", NULL, account},
	{"miniflux-show-special-feeds", NULL, account},
	{"miniflux-token", NULL, account},
	{"miniflux-tokeneval", NULL, account},
	{"miniflux-tokenfile", NULL, account},
	{"miniflux-url", NULL, account},
	{"newsblur-login", NULL, account},
	{"newsblur-min-items", NULL, account},
	{"newsblur-password", NULL, account},
	{"newsblur-passwordeval", NULL, account},
	{"newsblur-passwordfile", NULL, account},
	{"newsblur-url", NULL, account},
	{"notify-always", "notify-always", NULL},
	{"notify-beep", "notify-beep", NULL},
	{"notify-format", "notify-format", NULL},
	{"notify-program", "notify-program", NULL},
	{"notify-screen", "notify-screen", NULL},
	{"notify-xterm", "notify-title", NULL},
	{"ocnews-flag-star", NULL, account},
	{"ocnews-login", NULL, account},
	{"ocnews-password", NULL, account},
	{"ocnews-passwordeval", NULL, account},
	{"ocnews-passwordfile", NULL, account},
	{"ocnews-url", NULL, account},
	{"oldreader-flag-share", NULL, account},
	{"oldreader-flag-star", NULL, account},
	{"oldreader-login", NULL, account},
	{"oldreader-min-items", NULL, account},
	{"oldreader-password", NULL, account},
	{"oldreader-passwordeval", NULL, account},
	{"oldreader-passwordfile", NULL, account},
	{"oldreader-show-special-feeds", NULL, account},
	{"oldreader-url", NULL, account},
	{"openbrowser-and-mark-jumps-to-next-unread", "browse-to-unread", NULL},
	{"opml-url", NULL, "lede import FILE takes the feeds of an OPML file over"},
	{"pager", NULL, "articles are shown by lede itself"},
	{"player", "player", NULL},
	{"podcast-auto-enqueue", NULL, "gV and e queue all episodes of a list for podboat"},
	{"podlist-format", NULL, podboat},
	{"prepopulate-query-feeds", NULL, "their counts are always there"},
	{"proxy", "proxy", NULL},
	{"proxy-auth", "proxy-auth", "becomes part of proxy"},
	{"proxy-auth-method", NULL, "the proxy and lede agree on the best one they both have"},
	{"proxy-type", "proxy-type", "becomes part of proxy"},
	{"refresh-on-startup", "refresh-on-start", NULL},
	{"reload-only-visible-feeds", NULL, "r on a folder fetches its feeds alone"},
	{"reload-threads", "connections", NULL},
	{"reload-time", "refresh-minutes", NULL},
	{"reset-unread-on-update", NULL, "an article that changed stays read"},
	{"restrict-filename", NULL, "names of files are always safe"},
	{"run-on-startup", "run-on-startup", "the start is then always the list of feeds"},
	{"save-path", "save-folder", NULL},
	{"scrolloff", "scroll-margin", NULL},
	{"search-highlight-colors", "search-highlight-colors", "as color hit"},
	{"searchresult-title-format", NULL, titles},
	{"selectfilter-title-format", NULL, titles},
	{"selecttag-format", NULL, "tags of feeds are folders in the list"},
	{"selecttag-title-format", NULL, titles},
	{"show-keymap-hint", "show-hints", NULL},
	{"show-read-articles", "show-read-articles", NULL},
	{"show-read-feeds", "show-read-feeds", NULL},
	{"show-title-bar", NULL, "Z in an article hides all but the text"},
	{"ssl-verifyhost", NULL, "for all feeds lede does not; for one: feed ADDRESS insecure yes"},
	{"ssl-verifypeer", NULL, "for all feeds lede does not; for one: feed ADDRESS insecure yes"},
	{"suppress-first-reload", "suppress-first-reload",
		"refresh-on-start stays as it is, with auto-reload"},
	{"swap-title-and-hints", NULL, "the top line is the title, the last one the keys"},
	{"switch-focus", NULL, "there are no file browsers"},
	{"text-width", "text-width", "0, the whole window, becomes 500"},
	{"toggleitemread-jumps-to-next-unread", "toggle-to-unread", NULL},
	{"ttrss-flag-publish", NULL, account},
	{"ttrss-flag-star", NULL, account},
	{"ttrss-login", NULL, account},
	{"ttrss-mode", NULL, account},
	{"ttrss-password", NULL, account},
	{"ttrss-passwordeval", NULL, account},
	{"ttrss-passwordfile", NULL, account},
	{"ttrss-url", NULL, account},
	{"unbind-key", "unbind-key", NULL},
	{"urls-source", NULL, "local is the only one so far"},
	{"urlview-title-format", NULL, titles},
	{"use-proxy", "use-proxy", "no: proxy counts for nothing"},
	{"user-agent", "user-agent", NULL},
	{"wrap-scroll", "wrap-lists", NULL},
};
const size_t newsboat_command_count = COUNT(newsboat_commands);

/* Operations without an action of ours. */
static const struct {
	const char *name, *note;
} operations[] = {
	{"article-feed", "the feed of an article is a step back"},
	{"clear-tag", "articles with a tag are a list of their own: q goes back"},
	{"next-dialog", "screens lie on each other: q goes back"},
	{"pb-cancel", podboat},
	{"pb-decreate-max-dls", podboat},
	{"pb-delete", podboat},
	{"pb-download", podboat},
	{"pb-increase-max-dls", podboat},
	{"pb-less-dl", podboat},
	{"pb-mark-as-finished", podboat},
	{"pb-max-dl", podboat},
	{"pb-more-dl", podboat},
	{"pb-play", podboat},
	{"pb-purge", podboat},
	{"pb-toggle-download-all", podboat},
	{"prev-dialog", "screens lie on each other: q goes back"},
	{"prevsearchresults", "q goes back to the results"},
	{"purge-deleted", "what is deleted can be had back, always"},
	{"switch-focus", "there are no file browsers"},
	{"view-dialogs", "screens lie on each other: q goes back"},
};

const NewsboatCommand *newsboat_command(Str name)
{
	for (size_t i = 0; i < newsboat_command_count; i++)
		if (str_eq(name, str_from(newsboat_commands[i].name)))
			return &newsboat_commands[i];
	return NULL;
}

Str newsboat_same(Str name)
{
	static const struct {
		const char *name, *ours;
	} same[] = {
		{"close-dialog", "back"},
		{"goto-title", "search"},
		{"open-in-browser-noninteractively", "browse"},
		{"set-tag", "show-tag"},
	};

	for (size_t i = 0; i < COUNT(same); i++)
		if (str_eq(name, str_from(same[i].name)))
			return str_from(same[i].ours);
	return name;
}

Str newsboat_elsewhere(Str name)
{
	static const struct {
		const char *name, *ours;
	} lists[] = {
		{"next", "down"},
		{"prev", "up"},
	};

	for (size_t i = 0; i < COUNT(lists); i++)
		if (str_eq(name, str_from(lists[i].name)))
			return str_from(lists[i].ours);
	return S("");
}

unsigned newsboat_link(Str name)
{
	static const char *const numbers[] = {"one", "two", "three", "four", "five", "six", "seven",
		"eight", "nine", "zero"};

	for (unsigned i = 0; i < COUNT(numbers); i++)
		if (str_eq(name, str_from(numbers[i])))
			return i + 1;
	return 0;
}

const char *newsboat_operation(Str name)
{
	if (str_starts(name, S("cmd-")))
		return lines;
	for (size_t i = 0; i < COUNT(operations); i++)
		if (str_eq(name, str_from(operations[i].name)))
			return operations[i].note;
	return NULL;
}

/* newsboat's "date-desc" puts the oldest on top (2.21, seen). */
static Str order_of(Str value)
{
	if (str_eq(value, S("date-asc")))
		return S("newest");
	if (str_eq(value, S("title")) || str_eq(value, S("title-asc")))
		return S("title");
	return str_eq(value, S("date")) || str_eq(value, S("date-desc")) ? S("oldest") : S("");
}

/* "unreadarticlecount-asc" has the most unread on top, "title-asc" the last letter (2.21, seen);
 * "-desc", which is the other way round, goes without saying. */
static Str feed_order_of(Str value)
{
	Str field = S("");
	bool asc;

	str_cut(&value, '-', &field);
	asc = str_eq(value, S("asc"));
	if (str_eq(field, S("none")) || str_eq(field, S("firsttag")))
		return S("urls");
	if (str_eq(field, S("title")))
		return asc ? S("title-reverse") : S("title");
	if (str_eq(field, S("unreadarticlecount")))
		return asc ? S("unread") : S("unread-reverse");
	if (str_eq(field, S("lastupdated")))
		return asc ? S("date-reverse") : S("date");
	return S("");
}

bool newsboat_translate(Str *name, Str *value)
{
	if (str_eq(*name, S("feed-sort-order"))) {
		*name = S("feed-order");
		*value = feed_order_of(*value);
		return value->n > 0;
	}
	if (str_eq(*name, S("download-full-page"))) {
		*name = S("fulltext");
		*value = str_eq(*value, S("yes")) || str_eq(*value, S("true")) ? S("always")
									       : S("never");
	}
	if (str_eq(*name, S("article-sort-order"))) {
		*name = S("article-order");
		*value = order_of(*value);
		return value->n > 0;
	}
	if (str_eq(*name, S("text-width")) && str_eq(*value, S("0")))
		*value = S("500");
	return true;
}
