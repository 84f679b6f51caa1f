/* The one table of what keys do. A function for one screen stands beside that screen. */
#include "view/action.h"

#include "view/app.h"
#include "view/article.h"
#include "view/general.h"
#include "view/links.h"

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
	/* an article */
	{"open", NULL, "Enter l", IN_ARTICLE, article_follow,
		"open the link in focus; without one, a line down", "open"},
	{"focus-next", NULL, "Tab", IN_ARTICLE, article_focus_next, "to the next link or card",
		"next link"},
	{"focus-previous", NULL, "S-Tab", IN_ARTICLE, article_focus_previous,
		"to the link or card before", "previous link"},
	{"hints", NULL, "f", IN_ARTICLE, article_hints,
		"letters on every link and card; then type them", "hints"},
	{"links", "show-urls", "U", IN_ARTICLE, article_links, "list of all links", "links"},
	{"browse", "open-in-browser", "o", IN_ARTICLE, article_browse,
		"link in focus, else the article, in the browser; 12o: link 12", "browser"},
	{"browse-and-mark", "open-in-browser-and-mark-read", "O", IN_ARTICLE, article_browse_read,
		"the same and mark it read", NULL},
	{"copy", NULL, "y", IN_ARTICLE, article_copy,
		"copy the address of the link in focus, else of the article", "copy"},
	{"copy-markdown", NULL, "Y", IN_ARTICLE, article_copy_markdown,
		"the same as a Markdown link", "Markdown"},
	{"picture", NULL, "i", IN_ARTICLE, article_picture, "open the picture in a viewer",
		"picture"},
	{"play", NULL, "m", IN_ARTICLE, article_play, "play its sound or film", "play"},
	{"comments", NULL, "c", IN_ARTICLE, article_comments, "the page of comments", "comments"},
	{"full-text", NULL, "r", IN_ARTICLE, article_full_text,
		"full text of the page, or text of the feed", "full text"},
	{"fetch-page", NULL, "R", IN_ARTICLE, article_fetch, "fetch the page again", NULL},
	{"next-article", "next", "J", IN_ARTICLE, article_next, "next article of the list", "next"},
	{"previous-article", "prev", "K", IN_ARTICLE, article_previous,
		"previous article of the list", "previous"},
	{"next-unread", NULL, "n", IN_ARTICLE, article_next_unread, "next unread article",
		"next unread"},
	{"previous-unread", "prev-unread", "p N", IN_ARTICLE, article_previous_unread,
		"previous unread article", NULL},
	{"toggle-read", "toggle-article-read", "a", IN_ARTICLE, article_toggle_read,
		"read or unread", "unread"},
	{"star", NULL, "s", IN_ARTICLE, article_toggle_star, "put a star on it, or take it off",
		"star"},
	{"later", NULL, "L", IN_ARTICLE, article_toggle_later, "keep it for later, or no longer",
		"later"},
	{"narrower", NULL, "w", IN_ARTICLE, article_narrower, "shorter lines", "narrower"},
	{"wider", NULL, "W", IN_ARTICLE, article_wider, "longer lines", "wider"},
	{"previous-heading", NULL, "<", IN_ARTICLE, article_heading_previous, "heading before",
		NULL},
	{"next-heading", NULL, ">", IN_ARTICLE, article_heading_next, "next heading", NULL},
	{"zen", NULL, "Z", IN_ARTICLE, article_zen, "nothing but the text; again: all of it",
		"zen"},
	{"right", NULL, "Right", IN_ARTICLE, article_right, "sideways in wide code and tables",
		NULL},
	{"left", NULL, "Left", IN_ARTICLE, article_left,
		"back sideways; where nothing is wide, back", NULL},
	{"back", "quit", "q h Backspace", IN_ARTICLE, article_back,
		"back: to where a link within the text was followed, else out", "back"},
	/* the links of an article */
	{"open", NULL, "Enter l Right o", IN_LINKS, links_open, "open it; 12o: link 12", "open"},
	{"read-here", NULL, "r R", IN_LINKS, links_read, "read the page here", "read here"},
	{"copy", NULL, "y", IN_LINKS, links_copy, "copy the address", "copy"},
	{"copy-markdown", NULL, "Y", IN_LINKS, links_copy_markdown, "copy it as a Markdown link",
		"Markdown"},
	/* everywhere */
	{"undo", NULL, "z", IN_ALL, do_undo, "take back the last change; again, the one before",
		"undo"},
	{"command", "cmdline", ":", IN_ALL, do_command, "the command line", "command"},
	{"redraw", NULL, "^L", IN_ALL, do_redraw, "draw the screen anew", NULL},
	{"suspend", NULL, "^Z", IN_ALL, do_suspend, "stop lede; fg in the shell goes on", NULL},
	{"back", "quit", "q h Left Backspace", IN_ALL & ~(IN_FEEDS | IN_ARTICLE), do_back, "back",
		"back"},
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
