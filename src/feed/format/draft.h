/* feed/format/draft.h: a feed or an entry while its elements come in. XML formats give rows (Rule)
 * of what each element means; where several may give a title, the rank tells whose counts. In the
 * end a draft is made into a Parsed or an Entry. */
#ifndef LEDE_FEED_FORMAT_DRAFT_H
#define LEDE_FEED_FORMAT_DRAFT_H

#include "base/vec.h"
#include "feed/format/format.h"

/* Lower wins; among equals the last that is not empty: what comes twice was mended the second time.
 * 0 is no candidate at all. */
typedef enum {
	RANK_NONE,
	RANK_OWN, /* the format's own element */
	RANK_SECOND,
	RANK_ATOM, /* Atom's within another format */
	RANK_DC,
	RANK_DCTERMS,
	RANK_MEDIA,
	RANK_ITUNES,
	RANK_LAST
} Rank;

typedef struct {
	Str value;
	Rank rank;
} Best;

/* Text that may have markup. */
typedef struct {
	Rank rank;
	Str html; /* or text */
	bool is_text;
	const XmlNode *node; /* for its xml:base and xml:lang */
} Body;

typedef struct {
	int64_t date;
	Rank rank;
} BestDate;

typedef VEC(Person) People;

/* What lies beside an entry and is kept as if it were one of its files: a transcript, a guest, a
 * chapter. */
typedef struct {
	Enclosure enclosure; /* its title says what it is; the address may be empty */
	Str known;           /* needless where the text has these words; may be empty */
} Aside;

/* Gathered in memory that the next entry uses again; the finished entry has copies. */
typedef struct {
	People authors[RANK_LAST + 1], contributors;
	VEC(Hyperlink) links;
	VEC(Category) categories;
	VEC(Enclosure) enclosures, alternates; /* alternates: of those, in other forms */
	VEC(Aside) asides;
	VEC(Str) tags;
	VEC(Hub) hubs;
	VEC(Thumbnail) thumbnails;
	VEC(MediaContent) contents;
	VEC(Credit) credits;
	VEC(Chapter) chapters;
	VEC(Transcript) transcripts;
} Lists;

typedef struct Draft {
	Lists lists;
	const Input *in;
	Arena *arena;
	const XmlNode *node; /* of the entry, the channel */
	bool is_entry;
	Best title, id, link, image, permalink, language, rights, license, comments, self;
	Best lazy_link;               /* a link that only stands in for one */
	Body content, summary, other; /* other: Dublin Core's words for a feed */
	Body markdown;                /* what the text was written as */
	BestDate published, modified, created, expired;
	Person publisher;
	Itunes itunes;
	Geo geo;
	Number latitude, longitude;
	MediaContent *media_content; /* the one whose children come in */
	Str media_player, media_license, media_rating;
	FeedMore feed;   /* what only feeds have, as it comes */
	EntryMore entry; /* what only entries have */
	Source source;
	Logo logo;
} Draft;

typedef void Take(Draft *d, const XmlNode *node, Rank rank);

typedef struct {
	XmlSpace space;
	const char *name; /* in any case */
	Take *take;
	Rank rank;
} Rule;

typedef struct {
	const Rule *rules;
	size_t count;
	XmlSpace native; /* whose elements the rows call SPACE_NONE */
} Rules;

/* Elements that may stand in any feed: Dublin Core, media, iTunes, Atom in RSS (modules.c). */
extern const Rules module_rules;

/* Zeroed before the first time; may be opened again for the next entry. */
void draft_open(Draft *d, const Input *in, const XmlNode *node, bool is_entry);
void draft_drop(Draft *d);
/* Takes the children of a node, by `own` rules first. The namespace of the
 * document's root counts as SPACE_NONE, too. */
void draft_take(Draft *d, const XmlNode *node, const Rules *own);
/* The same for one element; false if nobody knows it. */
bool draft_take_one(Draft *d, const XmlNode *child, const Rules *own);
/* Fills all of *out but the entries, of which there will be `count` at most. */
void draft_finish_feed(Draft *d, Str format, size_t count, Parsed *out);
/* Makes the entry and gives it to whoever wants it, or adds it to *out. `feed` is the feed's draft,
 * finished before. */
void draft_finish_entry(Draft *d, const Draft *feed, Parsed *out);

/* For takers. Of two values the one of the lower rank stays, else the later; an empty one, or a
 * text that is no date, is none. All borrow. */
void best_set(Best *best, Str value, Rank rank);
void body_set(Body *body, Str html, bool is_text, const XmlNode *node, Rank rank);
void date_set(const Draft *d, BestDate *best, Str text, Rank rank);
/* DATE_NONE if none was set. */
int64_t date_of(const BestDate *best);
/* An address resolved by the xml:base in scope, else by where the feed came from; empty if it is
 * one to run (javascript:). */
Str draft_url(const Draft *d, const XmlNode *node, Str url);
void draft_add_tag(Draft *d, Str tag);
void draft_add_category(Draft *d, Category category);
void people_add(People *people, Person person);
void draft_add_enclosure(Draft *d, Enclosure enclosure);
void draft_add_aside(Draft *d, Str url, Str type, Str title, Str known);
/* "jane@example.org (Jane Roe)" and its kin. */
Person person_from(Str text, Arena *arena);
/* "1:02:03", "62:03", "3723", "3723.5"; not known if it is none. */
Number number_of_duration(Str text);
/* A number with white space around it. */
Number number_of(Str text);
/* The same, but not below zero. */
Number number_positive(Str text);
/* Plain text of an element whose text may be escaped markup: markup dropped if there is some. */
Str plain_text(const XmlNode *node, Arena *arena);

#endif
