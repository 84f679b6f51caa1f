#include "view/screen.h"

const ScreenOps *const screen_kinds[SCREENS] = {
	[SCREEN_FEEDS] = NULL,
};
