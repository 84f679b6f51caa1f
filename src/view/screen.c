#include "view/about.h"

#include "view/about.h"
#include "view/article.h"
#include "view/feeds.h"
#include "view/found.h"
#include "view/help.h"
#include "view/items.h"
#include "view/journal.h"
#include "view/links.h"
#include "view/log.h"
#include "view/pages.h"

const ScreenOps *const screen_kinds[SCREENS] = {
	[SCREEN_FEEDS] = &feeds_screen,
	[SCREEN_ITEMS] = &items_screen,
	[SCREEN_ARTICLE] = &article_screen,
	[SCREEN_LINKS] = &links_screen,
	[SCREEN_HELP] = &help_screen,
	[SCREEN_LOG] = &log_screen,
	[SCREEN_PAGES] = &pages_screen,
	[SCREEN_FOUND] = &found_screen,
	[SCREEN_ABOUT] = &about_screen,
	[SCREEN_JOURNAL] = &journal_screen,
};
