/* view/article.h: the reading screen: one article, as the feed has it or as the whole page, and
 * what can be followed from it. */
#ifndef LEDE_VIEW_ARTICLE_H
#define LEDE_VIEW_ARTICLE_H

#include "view/action.h"
#include "view/hints.h"
#include "view/pager.h"

extern const ScreenOps article_screen;

typedef struct {
	uint32_t block, offset; /* layout.h */
} Place;

enum { TEXT_FEED, TEXT_FULL, TEXTS };

/* The state of the screen; follow.c and links.c look into it. */
typedef struct {
	Arena *arena;     /* of the article that is shown, but for its Docs */
	ItemId id;        /* 0: a page or file by its address */
	Str address;      /* of the page; of an item, where it leads to */
	Str title;        /* as known before the Doc is there */
	Str feed, folder; /* empty for a page */
	FeedId feed_id;   /* 0 for a page */
	uint32_t flags;   /* ITEM_* */
	Str tags;         /* the reader's */
	unsigned version; /* Target.version: what became of an earlier text; id is 0 then */
	ItemId version_of;
	bool plainly; /* that text as it was */
	Screen *list; /* the list whose next articles come; may be NULL */
	struct {
		const Doc *doc;
		Arena *arena;
		Place place; /* while the other text is shown */
	} texts[TEXTS];
	unsigned shown; /* TEXT_* */
	uint32_t words; /* of what is shown */
	Pager pager;
	Ticket ticket; /* what is waited for */
	bool wants_full;
	Str note;           /* how the two texts compare; may be empty */
	bool choosing;      /* one was asked for, and is to be remembered when it comes: */
	unsigned chosen;    /* TEXT_* */
	Err err;            /* why there is no text */
	bool moved;         /* the place is to be kept */
	Place came_from[8]; /* left by links within the text */
	unsigned came_count;
	/* the next feed's list, on its way */
	Ticket hop;
	Str hop_source;
	int hop_by;
	/* search: where it began */
	bool finding;
	Place find_place;
	/* letters on links or pictures */
	Hints hints;
	enum { HINTS_LINKS, HINTS_PICTURES } hinted;
	const uint32_t *hint_targets; /* Pager.mentions[] or Doc.images[] */
	Arena *hint_arena;
	Digits digits;    /* of a link's number */
	unsigned edition; /* grows when a text comes or goes */
} Reader;

/* Of a screen of this kind. */
Reader *article_reader(const Screen *s);
const Doc *article_doc(const Reader *reader); /* NULL until there is one */

/* Shows another article in this screen. */
void article_show(Screen *s, const Target *target);
/* Lays out again, after the measure was changed. */
void article_lay_out(Screen *s);
/* Lays out the rest of a long text, once its first page is shown. */
void article_complete(Screen *s);
/* JOB_ARTICLE (with READ_*), JOB_FULL_TEXT, JOB_VERSION or JOB_PAGE for what is shown; the answer
 * replaces it.
 */
void article_ask(Screen *s, JobKind kind, unsigned which, bool force);
/* To a text that is there: the words on top stay on top, if both have them. */
void article_switch(Screen *s, unsigned which);
/* Writes the place if it changed. */
void article_keep_place(Screen *s);

/* --- articlebar.c: for ScreenOps --- */

Str article_title_line(const Screen *s, Arena *arena);
Str article_place(const Screen *s, Arena *arena);
Str article_note(const Screen *s, Arena *arena);
Str article_position(const Screen *s, Arena *arena);
Str article_context(const Screen *s, Arena *arena);
Str article_remains(const Screen *s, Arena *arena);
int article_percent(const Screen *s);
Str article_hint_line(const Screen *s, Arena *arena);

/* --- reading.c: moving, finding, the next one --- */

void reading_move(Screen *s, Motion motion, unsigned count);
void reading_find(Screen *s, FindStep step, Str text);

/* The list that was asked for to go on with the next feed. */
void reading_hear_list(Screen *s, const Event *event);

/* --- texts.c: which text --- */

/* READ_*, as it was chosen for the feed. */
unsigned texts_choice(App *app, FeedId feed);
/* Which text is shown, and how it compares with the other; empty if there is none. */
Str texts_shown(const Screen *s, Arena *arena);
/* A text came and is shown. */
void texts_came(Screen *s, unsigned which);

/* --- follow.c: links and pictures --- */

/* Opens a link of the Doc: in the browser, or where it leads to in the text. */
void follow_link(App *app, Screen *s, uint32_t link);

/* The link the focus is on, if it is in sight: keys act on what one sees. NONE: there is none. */
uint32_t follow_focus(const Reader *reader);
/* The address of a link; NONE: of the article. */
Str follow_address(const Reader *reader, uint32_t link);
/* The link in focus as an article in lede; false: there is none. */
bool follow_read_here(App *app, Screen *s);
/* Goes to a block of the text; article_back returns. */
void follow_jump(Screen *s, uint32_t block);
/* The picture with this address in a viewer; one on this machine is named instead, and what has no
 * address says so. */
void follow_picture(App *app, Str src);
bool follow_key(Screen *s, Str key);
/* The digits typed so far were all. */
void follow_digits(Screen *s);
/* What the digits typed so far would open; empty if none are. */
Str follow_preview(const Reader *reader, Arena *arena);
void follow_draw(const Reader *reader, Area area);

/* --- giving.c: what is handed to others --- */

/* "[words](address)", with what Markdown would take for its own escaped. */
Str markdown_link(Str words, Str url, Arena *arena);

/* --- actions --- */

void article_follow(App *app, Screen *s, Call call);
void article_back(App *app, Screen *s, Call call);
void article_forward(App *app, Screen *s, Call call);
void article_browse(App *app, Screen *s, Call call);
void article_browse_read(App *app, Screen *s, Call call);
void article_copy(App *app, Screen *s, Call call);
void article_copy_markdown(App *app, Screen *s, Call call);
void article_focus_next(App *app, Screen *s, Call call);
void article_focus_previous(App *app, Screen *s, Call call);
void article_hints(App *app, Screen *s, Call call);
void article_subscribe(App *app, Screen *screen, Call call);
void article_bookmark(App *app, Screen *screen, Call call);
void article_links(App *app, Screen *s, Call call);
void article_picture(App *app, Screen *s, Call call);
void article_play(App *app, Screen *s, Call call);
void article_comments(App *app, Screen *s, Call call);
void article_narrower(App *app, Screen *s, Call call);
void article_wider(App *app, Screen *s, Call call);
void article_heading_next(App *app, Screen *s, Call call);
void article_heading_previous(App *app, Screen *s, Call call);
void article_next(App *app, Screen *s, Call call);
void article_previous(App *app, Screen *s, Call call);
void article_next_unread(App *app, Screen *s, Call call);
void article_previous_unread(App *app, Screen *s, Call call);
void article_full_text(App *app, Screen *s, Call call);
void article_fetch(App *app, Screen *s, Call call);
void article_toggle_read(App *app, Screen *s, Call call);
void article_delete(App *app, Screen *s, Call call);
void article_toggle_star(App *app, Screen *s, Call call);
void article_tag(App *app, Screen *s, Call call);
void article_toggle_later(App *app, Screen *s, Call call);
void article_about(App *app, Screen *s, Call call);
void article_save(App *app, Screen *s, Call call);
void article_left(App *app, Screen *s, Call call);
void article_right(App *app, Screen *s, Call call);

#endif
