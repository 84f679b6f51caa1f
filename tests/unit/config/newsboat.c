/* config/newsboat: nothing that newsboat 2.21 can be told is unheard of here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "config/newsboat.h"

/* As its manual lists them. */
static const char commands[] =
	"always-display-description always-download article-sort-order "
	"articlelist-format articlelist-title-format auto-reload bind-key "
	"bookmark-autopilot bookmark-cmd bookmark-interactive browser cache-file "
	"cleanup-on-quit color confirm-exit cookie-cache datetime-format "
	"define-filter delete-played-files delete-read-articles-on-quit "
	"dialogs-title-format dirbrowser-title-format display-article-progress "
	"download-filename-format download-full-page download-path "
	"download-retries download-timeout error-log external-url-viewer "
	"feed-sort-order feedhq-flag-share feedhq-flag-star feedhq-login "
	"feedhq-min-items feedhq-password feedhq-passwordeval feedhq-passwordfile "
	"feedhq-show-special-feeds feedhq-url feedlist-format "
	"feedlist-title-format filebrowser-title-format goto-first-unread "
	"goto-next-feed help-title-format highlight highlight-article "
	"history-limit html-renderer http-auth-method ignore-article ignore-mode "
	"include inoreader-app-id inoreader-app-key inoreader-flag-share "
	"inoreader-flag-star inoreader-login inoreader-min-items "
	"inoreader-password inoreader-passwordeval inoreader-passwordfile "
	"inoreader-show-special-feeds itemview-title-format keep-articles-days "
	"macro mark-as-read-on-hover max-browser-tabs max-download-speed "
	"max-downloads max-items miniflux-login miniflux-password "
	"miniflux-passwordeval miniflux-passwordfile miniflux-url newsblur-login "
	"newsblur-min-items newsblur-password newsblur-passwordeval "
	"newsblur-passwordfile newsblur-url notify-always notify-beep "
	"notify-format notify-program notify-screen notify-xterm ocnews-flag-star "
	"ocnews-login ocnews-password ocnews-passwordeval ocnews-passwordfile "
	"ocnews-url oldreader-flag-share oldreader-flag-star oldreader-login "
	"oldreader-min-items oldreader-password oldreader-passwordeval "
	"oldreader-passwordfile oldreader-show-special-feeds "
	"openbrowser-and-mark-jumps-to-next-unread opml-url pager player "
	"podcast-auto-enqueue podlist-format prepopulate-query-feeds proxy "
	"proxy-auth proxy-auth-method proxy-type refresh-on-startup "
	"reload-only-visible-feeds reload-threads reload-time "
	"reset-unread-on-update run-on-startup save-path scrolloff "
	"search-highlight-colors searchresult-title-format "
	"selectfilter-title-format selecttag-format selecttag-title-format "
	"show-keymap-hint show-read-articles show-read-feeds show-title-bar "
	"ssl-verifyhost ssl-verifypeer suppress-first-reload swap-title-and-hints "
	"text-width toggleitemread-jumps-to-next-unread ttrss-flag-publish "
	"ttrss-flag-star ttrss-login ttrss-mode ttrss-password ttrss-passwordeval "
	"ttrss-passwordfile ttrss-url unbind-key urls-source urlview-title-format "
	"use-proxy user-agent wrap-scroll ";

static void every_command_has_its_row(void **state)
{
	Str rest = str_from(commands), name;

	(void)state;
	while (str_word(&rest, &name))
		if (!newsboat_command(name))
			fail_msg("no row for %.*s", STR_ARG(name));
}

static void a_row_says_what_it_becomes_or_why_not(void **state)
{
	static const char own[] =
		"auto-reload bind bind-key color define-filter highlight highlight-article "
		"ignore-article include keep-articles-days macro proxy-auth "
		"proxy-type run-on-startup search-highlight-colors "
		"suppress-first-reload unbind-key use-proxy ";

	(void)state;
	for (size_t i = 0; i < newsboat_command_count; i++) {
		const NewsboatCommand *row = &newsboat_commands[i];
		Str rest = str_from(own), word = {0};
		bool known = row->to && option_find(str_from(row->to));

		while (row->to && !known && str_word(&rest, &word))
			known = str_eq(word, str_from(row->to));
		if (row->to && !known)
			fail_msg("%s becomes %s, which there is not", row->name, row->to);
		if (!row->to && (!row->note || !*row->note))
			fail_msg("%s: why not?", row->name);
		if (i && strcmp(newsboat_commands[i - 1].name, row->name) >= 0)
			fail_msg("%s is not in its place", row->name);
	}
}

static void assert_becomes(const char *name, const char *value, const char *to, const char *as)
{
	Str n = str_from(name), v = str_from(value);

	assert_true(newsboat_translate(&n, &v));
	assert_true(str_eq(n, str_from(to)));
	assert_true(str_eq(v, str_from(as)));
}

static void values_become_ours(void **state)
{
	Str name = S("article-sort-order"), value = S("flags-asc");

	(void)state;
	assert_becomes("article-sort-order", "date", "article-order", "oldest");
	assert_becomes("article-sort-order", "date-asc", "article-order", "newest");
	assert_becomes("article-sort-order", "title", "article-order", "title");
	assert_becomes("text-width", "0", "text-width", "500");
	assert_becomes("text-width", "72", "text-width", "72");
	assert_becomes("feed-sort-order", "unreadarticlecount-asc", "feed-order", "unread");
	assert_becomes("feed-sort-order", "unreadarticlecount", "feed-order", "unread-reverse");
	assert_becomes("feed-sort-order", "title-desc", "feed-order", "title");
	assert_becomes("feed-sort-order", "lastupdated-asc", "feed-order", "date-reverse");
	assert_becomes("feed-sort-order", "none", "feed-order", "urls");
	assert_becomes("download-full-page", "yes", "fulltext", "always");
	assert_false(newsboat_translate(&name, &value));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_command_has_its_row),
		cmocka_unit_test(a_row_says_what_it_becomes_or_why_not),
		cmocka_unit_test(values_become_ours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
