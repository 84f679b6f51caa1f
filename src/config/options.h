/* config/options.h: everything a reader can set: one table, from which manual and completion come.
 */
#ifndef LEDE_CONFIG_OPTIONS_H
#define LEDE_CONFIG_OPTIONS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/near.h"

/* What is kept of a feed; 0: all. */
typedef struct {
	long articles, days;
} Keeping;

typedef struct {
	Str browser; /* a command; %u is the address */
	Str theme;
	Str glyphs;                                  /* "unicode" or "ascii" */
	Str sandbox;                                 /* "required", "auto", "off" */
	bool fetch_posts;                            /* of Mastodon, shown as links */
	Str fulltext;                                /* "never", "auto" or "always" */
	Str save_folder;                             /* where articles are saved unless told */
	Str article_order;                           /* "newest", "oldest", "title" or "feed" */
	Str keys;                                    /* "lede" or "newsboat" */
	Str urls_file;                               /* a path; empty: `urls` beside the config */
	Str player, bookmark_program, links_program; /* commands; empty: none */
	Str date_format;                             /* strftime; empty: as short as it can be */
	Str article_format, feed_format;             /* lines of lists; empty: lede's own */
	Str feeds_title, articles_title, article_title; /* the top line; empty: lede's own */
	Str notify_program, notify_format;              /* a command, empty: none; its text */
	Str feed_order;  /* "urls", "title", "unread", "date"; "-reverse" */
	long text_width; /* cells of the measure */
	Str user_agent, contact;
	Str proxy, header, cookie_file, ca_file, client_cert, client_key;
	Str auth, auth_user, auth_secret; /* auth: "any", "basic", "digest", "bearer" */
	Keeping keep;
	long connections;
	long timeout;                       /* seconds */
	long refresh_minutes;               /* 0: only when asked */
	long fulltext_budget;               /* pages an update */
	long page_history;                  /* pages read by their address that are remembered */
	long browse_limit;                  /* pages at once, to the browser */
	Str download_folder, download_name; /* of what podboat downloads, in newsboat's signs */
	long history_size;                  /* lines typed that are remembered, of each kind */
	long scroll_margin;                 /* rows above and below the cursor of a list */
	bool wrap_lists;
	bool metered;
	bool confirm_leave;
	bool toggle_to_unread, browse_to_unread,
		mark_feed_to_unread; /* where the cursor goes then */
	bool first_unread;           /* lists of articles open there */
	bool mark_read_on_hover;     /* under the cursor of a list */
	bool notify_always, notify_beep, notify_screen, notify_title;
	bool refresh_on_start;
	Str resume; /* offer, always, never: the list or article that lede was left in */
	bool mark_read_on_open;
	bool headings;  /* days or feeds, in lists of articles */
	bool summaries; /* second line in lists */
	bool link_numbers;
	bool next_unread_elsewhere; /* in the next feed, if there is none below */
	bool show_hints;            /* keys in the last line */
	bool show_read_feeds, show_read_articles;
	bool netrc, insecure;
	bool private_addresses; /* content may lead there */
	bool mouse;
	bool colors; /* false: attributes alone, as with NO_COLOR */
} Options;

typedef enum {
	OPTION_BOOL,
	OPTION_NUMBER,
	OPTION_TEXT,
	OPTION_CHOICE,
	OPTION_KEEP,    /* a Keeping */
	OPTION_HEADERS, /* "Name: value"; several at one level add up, '\n' between them */
} OptionType;

/* Where an option may be set; bit n is level n of config/levels.h. */
enum {
	ON_CONFIG = 1 << 1,
	ON_FOLDER = 1 << 2,
	ON_FEED = 1 << 3,
	ON_SESSION = 1 << 4,
	HIDE_VALUE = 1 << 8,    /* a secret: never shown, but for where it is from ("env:NAME") */
	HIDE_PASSWORD = 1 << 9, /* an address, shown without one */
	FOR_RUN = ON_CONFIG | ON_SESSION, /* of lede as a whole */
	FOR_FEEDS = FOR_RUN | ON_FOLDER | ON_FEED,
};

typedef struct {
	const char *name, *alias; /* alias: newsboat's name, or NULL */
	OptionType type;
	unsigned where;                       /* ON_* and HIDE_* bits */
	size_t field;                         /* offsetof(Options, …) */
	const char *initial, *choices, *unit; /* choices: words with a blank between */
	long min, max;
	const char *help;
} Option;

extern const Option options[];
extern const size_t option_count;

void options_init(Options *o);
/* By name or alias; NULL if there is none. */
const Option *option_find(Str name);
/* What a name that is none most likely means. */
Near option_near(Str name);
/* Checks and sets; text is borrowed. ERR_USER says what would be right. */
bool option_set(Options *o, const Option *option, Str value, Err *err);
/* The same value there. */
void option_copy(Options *to, const Options *from, const Option *option);
/* The value as it would stand in the config, without what is secret: not to be set again. */
Str option_show(const Options *o, const Option *option, Arena *arena);

#endif
