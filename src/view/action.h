/* view/action.h: everything a key can do. The one table is in actions.c; help, completion, manual
 * and bind-key know only what stands there. */
#ifndef LEDE_VIEW_ACTION_H
#define LEDE_VIEW_ACTION_H

#include "view/screen.h"

enum {
	IN_FEEDS = 1 << SCREEN_FEEDS,
	IN_ITEMS = 1 << SCREEN_ITEMS,
	IN_ARTICLE = 1 << SCREEN_ARTICLE,
	IN_LINKS = 1 << SCREEN_LINKS,
	IN_HELP = 1 << SCREEN_HELP,
	IN_LOG = 1 << SCREEN_LOG,
	IN_PAGES = 1 << SCREEN_PAGES,
	IN_FOUND = 1 << SCREEN_FOUND,
	IN_ABOUT = 1 << SCREEN_ABOUT,
	IN_JOURNAL = 1 << SCREEN_JOURNAL,
	IN_LISTS = IN_FEEDS | IN_ITEMS | IN_LINKS | IN_HELP | IN_LOG | IN_PAGES | IN_FOUND |
		   IN_JOURNAL,
	IN_ALL = (1 << SCREENS) - 1,
};

/* How it was called. */
typedef struct {
	unsigned count; /* typed before the key ("12G"); 0: none */
	Str argument;   /* behind the name on the command line; may be empty */
} Call;

typedef void ActionRun(App *app, Screen *screen, Call call);

typedef struct {
	const char *name, *alias; /* alias: newsboat's name or NULL */
	const char *keys; /* default keys, a blank between: "j Down", "gg Home", "^F PageDown Space"
			     (keymap.h) */
	unsigned where;   /* IN_* bits */
	ActionRun *run;
	const char *help;  /* one line, no full stop */
	const char *label; /* a word or two for the hint line; NULL: the name */
} Action;

extern const Action actions[];
extern const size_t action_count;

/* The same name may have several rows, each for other screens (`open`). By name or alias; the row
 * that serves one of `where`; NULL if there is none. */
const Action *action_find(Str name, unsigned where);

#endif
