/* view/keymap.h: which keys do what, and where. Keys are named: "j", "ä", "^F", "M-x", "Enter",
 * "Space", "Tab", "S-Tab", "Esc", "Backspace", "Delete", "Insert", "Up", "Down", "Left", "Right",
 * "Home", "End", "PageUp", "PageDown", "F1" to "F12". A sequence is written without blanks ("gg",
 * "g<Enter>"); newsboat's names (ENTER, NPAGE, <C-x>, ^A) are understood. */
#ifndef LEDE_VIEW_KEYMAP_H
#define LEDE_VIEW_KEYMAP_H

#include "config/read.h"
#include "view/action.h"

typedef struct Keymap Keymap;

/* The default keys of actions[], then what the config binds and unbinds. Problems ("no such
 * action") are appended to `problems`, one a line. */
Keymap *keymap_open(const Config *config, Arena *arena, Buf *problems);

/* One key under the name it has here; the key itself if it is unknown. */
Str key_name(Str key, Arena *arena);
/* A written sequence as key names with one blank between: "gg" → "g g". */
Str keys_read(Str keys, Arena *arena);

typedef enum {
	KEYS_NONE,   /* nothing begins so */
	KEYS_PREFIX, /* more keys can follow */
	KEYS_ACTION, /* this is it; nothing longer begins so */
	KEYS_EITHER  /* it is one, and a longer one begins so */
} KeysMatch;
/* What a sequence (as keys_read returns it) means on a screen. */
KeysMatch keymap_find(const Keymap *keymap, ScreenKind where, Str keys, const Action **out);

/* What an action that stands for several operations does; NULL: it is one of actions[]. */
const Operations *keymap_operations(const Keymap *keymap, const Action *action);

/* The nth of those, from 0; NULL: there are no more. */
const Action *keymap_own(const Keymap *keymap, size_t nth);

/* The keys of an action on a screen as people write them, the best first ("⏎ l →"), at most `max`;
 * empty if it has none. `changed`: not the default ones; may be NULL. */
Str keymap_keys(const Keymap *keymap, const Action *action, ScreenKind where, unsigned max,
	Arena *arena, bool *changed);

#endif
