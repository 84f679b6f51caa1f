#include "view/screen.h"

#include "view/article.h"
#include "view/links.h"

const ScreenOps *const screen_kinds[SCREENS] = {
	[SCREEN_FEEDS] = NULL,
	[SCREEN_ARTICLE] = &article_screen,
	[SCREEN_LINKS] = &links_screen,
};
