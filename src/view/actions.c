/* The one table of what keys do. A function for one screen stands beside that screen. */
#include "view/action.h"

#include "view/app.h"
#include "view/general.h"

const Action actions[] = {
	/* moving */
	{"down", NULL, "j Down", IN_ALL, do_down, "one line down", NULL},
	{"up", NULL, "k Up", IN_ALL, do_up, "one line up", NULL},
	{"half-page-down", "halfpagedown", "d ^D", IN_ALL, do_half_down, "half a screen down",
		NULL},
	{"half-page-up", "halfpageup", "u ^U", IN_ALL, do_half_up, "half a screen up", NULL},
	{"next-page", NULL, "Space", IN_ALL, do_space,
		"a screen on; at the end of an article, the next unread one", "next"},
	{"page-down", "pagedown", "^F PageDown", IN_ALL, do_page_down, "a screen down", NULL},
	{"page-up", "pageup", "b ^B PageUp", IN_ALL, do_page_up, "a screen up", "back"},
	{"first", "home", "gg Home", IN_ALL, do_first, "to the top; 12gg: to the twelfth", NULL},
	{"last", "end", "G End", IN_ALL, do_last, "to the end; 12G: to the twelfth", NULL},
	{"wheel-up", NULL, "WheelUp", IN_ALL, do_wheel_up, "three lines up", NULL},
	{"wheel-down", NULL, "WheelDown", IN_ALL, do_wheel_down, "three lines down", NULL},
	/* searching */
	{"search", "open-search", "/", IN_ALL, do_search, "search as you type", "search"},
	{"next-hit", "next-search", "", IN_ALL, do_next_hit, "next hit of the search", NULL},
	{"previous-hit", "prev-search", "", IN_ALL, do_previous_hit, "previous hit of the search",
		NULL},
	{"clear", NULL, "Esc", IN_ALL, do_clear, "put out the lights of the search", NULL},
	/* everywhere */
	{"undo", NULL, "z", IN_ALL, do_undo, "take back the last change; again, the one before",
		"undo"},
	{"command", "cmdline", ":", IN_ALL, do_command, "the command line", "command"},
	{"redraw", NULL, "^L", IN_ALL, do_redraw, "draw the screen anew", NULL},
	{"suspend", NULL, "^Z", IN_ALL, do_suspend, "stop lede; fg in the shell goes on", NULL},
	{"back", "quit", "q h Left Backspace", IN_ALL & ~IN_FEEDS, do_back, "back", "back"},
	{"back", "quit", "q", IN_FEEDS, do_back, "leave lede", "leave"},
	{"leave", "hard-quit", "Q", IN_ALL, do_leave, "leave lede", "leave"},
};
const size_t action_count = COUNT(actions);

const Action *action_find(Str name, unsigned where)
{
	for (size_t i = 0; i < action_count; i++)
		if ((actions[i].where & where) && (str_eq(name, str_from(actions[i].name)) ||
							  str_eq(name, str_from(actions[i].alias))))
			return &actions[i];
	return NULL;
}
