/* layout/roles.h: the style roles: what a piece of the screen is, never how it looks. A theme gives
 * a role a style; one it does not mention takes its parent's. */
#ifndef LEDE_LAYOUT_ROLES_H
#define LEDE_LAYOUT_ROLES_H

#include "base/str.h"

typedef enum {
	ROLE_TEXT, /* the root: all else descends from it */
	/* in an article */
	ROLE_TITLE,
	ROLE_BYLINE,
	ROLE_HEADING,
	ROLE_SUBHEADING, /* levels 4 to 6 */
	ROLE_BOLD,
	ROLE_ITALIC,
	ROLE_UNDERLINE,
	ROLE_STRIKE,
	ROLE_MARK,
	ROLE_SMALL,
	ROLE_CODE, /* in a line */
	ROLE_PRE,  /* a block */
	ROLE_QUOTE,
	ROLE_QUOTE_BAR,
	ROLE_MARKER, /* bullet or number of a list */
	ROLE_RULE,
	ROLE_TABLE_HEAD,
	ROLE_TABLE_RULE,
	ROLE_LINK,
	ROLE_LINK_NUMBER,
	ROLE_LINK_FOCUS, /* the one Tab has reached */
	ROLE_HINT,       /* the letters that open it */
	ROLE_BOX,        /* the lines around pictures and cards */
	ROLE_CAPTION,
	ROLE_CREDIT,
	ROLE_CARD,        /* the words of a post */
	ROLE_CARD_AUTHOR, /* who wrote it */
	ROLE_CARD_NOTE,   /* when; what a key does with it */
	ROLE_MEDIA,       /* VIDEO, AUDIO */
	ROLE_HIT,         /* found by search */
	ROLE_HIT_FOCUS,
	/* around it */
	ROLE_BAR, /* the top line */
	ROLE_BAR_ACCENT,
	ROLE_STATUS, /* the bottom line */
	ROLE_STATUS_ACCENT,
	ROLE_PROGRESS,
	ROLE_LINE,  /* separators */
	ROLE_GROUP, /* heading between rows: a day, a folder */
	ROLE_ROW,   /* a line of a list */
	ROLE_UNREAD,
	ROLE_STAR,
	ROLE_COUNT,
	ROLE_DATE,
	ROLE_SUMMARY,
	ROLE_SELECTED,
	ROLE_SCROLLBAR,
	ROLE_PROMPT,
	ROLE_COMPLETION,
	ROLE_KEY,
	ROLE_ERROR,
	ROLE_WARNING,
	ROLE_GOOD,
	ROLE_SELECTED_UNREAD,
	ROLES
} Role;

/* "link-number"; what themes call it. */
Str role_name(Role role);
/* False if no role is called so. */
bool role_find(Str name, Role *role);
/* ROLE_TEXT is its own parent. */
Role role_parent(Role role);
/* One sentence for the manual. */
Str role_help(Role role);

#endif
