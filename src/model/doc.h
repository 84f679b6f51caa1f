/* model/doc.h: an article as flat arrays over one text. Indices, no pointers inside: it crosses the
 * sandbox as it is. A Doc is made with a DocBuilder, or read by doc_read (model/wire.h); both leave
 * it sound: every index in range, every slice on character borders, no control character but the
 * line feed and, in preformatted text, the tab. */
#ifndef LEDE_MODEL_DOC_H
#define LEDE_MODEL_DOC_H

#include "base/arena.h"

enum { NONE = UINT32_MAX }; /* "no such index" */

typedef struct {
	uint32_t at, len; /* bytes of Doc.text */
} Slice;

typedef enum {
	BLOCK_PARAGRAPH, /* '\n' in its text is a hard line break */
	BLOCK_HEADING,
	BLOCK_PRE, /* lines as they are, tabs too */
	BLOCK_RULE,
	BLOCK_IMAGE, /* text: the caption; ref: images[] */
	BLOCK_TABLE, /* text: its caption; ref: tables[] */
	BLOCK_EMBED, /* a post, video, audio: text: its words ('\n' between paragraphs); ref:
			links[] */
	BLOCK_KINDS
} BlockKind;

/* Block.marker beside the number of a list item (0 is a number, too). */
#define MARK_NONE   UINT32_MAX
#define MARK_BULLET (UINT32_MAX - 1)

/* Deeper quotes and lists are shown as if they were so deep. */
enum { DOC_MAX_DEPTH = 32 };
enum { DOC_MAX_LABEL = 64 };

typedef struct {
	uint8_t kind, level;   /* BlockKind; of a heading, 1 to 6; of a picture or embed, 1 if it is
				  part of the embed before it: a quoted post; of a paragraph, 1 if
				  what a term means begins with it */
	uint8_t quotes, lists; /* depth of blockquotes and lists around it */
	uint32_t marker;       /* first block of a list item: its number or MARK_BULLET */
	Slice text;            /* see BlockKind */
	Slice label;    /* of BLOCK_PRE, the language of the code: "python"; of other words, what
			   they are: "Correction"; at most DOC_MAX_LABEL bytes */
	uint32_t ref;   /* images[], tables[] or links[]; else NONE */
	uint32_t opens; /* the outermost quote that begins with it, by its depth: at most `quotes`;
			 * 0: all of them go on from the block before, if that is in as many */
} Block;

enum {
	STYLE_BOLD = 1 << 0,
	STYLE_ITALIC = 1 << 1,
	STYLE_CODE = 1 << 2,
	STYLE_UNDERLINE = 1 << 3,
	STYLE_STRIKE = 1 << 4, /* deleted */
	STYLE_SUP = 1 << 5,
	STYLE_SUB = 1 << 6,
	STYLE_MARK = 1 << 7,  /* highlighted */
	STYLE_SMALL = 1 << 8, /* side remarks */
	STYLE_ALL = (1 << 9) - 1
};

/* Sorted by place, disjoint; every span has a style bit or a link. Spans may lie in a block's text,
 * a cell, a credit; where two blocks touch, one span may run over the border: clip it. */
typedef struct {
	Slice text;
	uint32_t style; /* STYLE_* bits */
	uint32_t link;  /* links[] or NONE */
} Span;

typedef enum {
	LINK_PAGE,
	LINK_TWEET, /* anything on twitter.com or x.com */
	LINK_POST,  /* Mastodon, Bluesky, Threads and the like */
	LINK_VIDEO,
	LINK_AUDIO,
	LINK_IMAGE,
	LINK_MAIL,
	LINK_FILE, /* pdf and other downloads */
	LINK_FEED,
	LINK_HERE, /* in this article: to links[].block */
	LINK_MAP,
	LINK_CHART,
	LINK_FORM,       /* asks: a poll, a questionnaire */
	LINK_SIGN,       /* no link: its words stand for a picture among words, which its address
			    is: a formula, a mark in a table */
	LINK_VIDEO_PAGE, /* a page with a player, where LINK_VIDEO is a file or as good as one … */
	LINK_AUDIO_PAGE, /* … and LINK_AUDIO, too */
	LINK_KINDS
} LinkKind;

typedef struct {
	Slice href;  /* absolute; of LINK_HERE, may be empty */
	Slice title; /* of an embed, who: "Ministry of Energy (@energyministry)"; else a title */
	Slice note;  /* of an embed: the date of a post, the length of a film, as the page has it */
	Slice written;  /* what the page has instead of href: a detour, trackers; empty: the same */
	uint32_t kind;  /* LinkKind */
	uint32_t block; /* LINK_HERE: where it leads; else NONE */
} Link;

typedef struct {
	Slice src, alt;
	Slice credit;           /* who made it; without brackets and labels */
	uint32_t width, height; /* pixels as declared, 0 unknown */
	uint32_t link;          /* links[]: where a click leads; or NONE */
} Image;

typedef struct {
	uint32_t cell; /* first of rows * cols cells, row by row */
	uint32_t rows, cols;
	uint32_t head; /* so many rows on top are headings … */
	uint32_t side; /* … and so many columns on the left */
} Table;

/* One that reaches over others stands where it begins; those below it have neither text nor reach.
 * No two reach over the same. */
typedef struct {
	Slice text;
	uint16_t rows, cols; /* its reach, 1 and up; 0: another reaches here */
} TableCell;

/* What sort of page an article was taken from: whatever is not PAGE_ARTICLE is said to the reader,
 * for there is likely less to read than the page holds out. */
typedef enum {
	PAGE_ARTICLE,
	PAGE_PAYWALL, /* the beginning; the rest is for subscribers */
	PAGE_CONSENT, /* asks for consent first */
	PAGE_SCRIPT,  /* shows nothing without scripts */
	PAGE_LOGIN,   /* asks who one is */
	PAGE_GALLERY, /* pictures with captions */
	PAGE_VIDEO,   /* a film with a few words */
	PAGE_ERROR,   /* "not found", whatever the server's status said */
	PAGE_KINDS
} PageKind;

typedef struct Doc {
	Slice url, title, byline, site, lang;
	Slice standfirst;  /* the words that are set under the headline, apart from the text */
	Slice excerpt;     /* a short description */
	Slice lead;        /* the address of the picture that stands for it */
	Slice next;        /* the address of the article's next page */
	int64_t published; /* Unix seconds, UTC; 0 unknown */
	int64_t modified;  /* the same */
	int32_t zone;      /* minutes east of UTC where it was published; 0 also: unknown */
	uint32_t page;     /* PAGE_* */
	const char *text;
	uint32_t text_len;
	const Block *blocks;
	uint32_t block_count;
	const Span *spans;
	uint32_t span_count;
	const Link *links;
	uint32_t link_count;
	const Image *images;
	uint32_t image_count;
	const Table *tables;
	uint32_t table_count;
	const TableCell *cells;
	uint32_t cell_count;
} Doc;

/* "paywall"; "article" for PAGE_ARTICLE. */
Str page_kind_name(uint32_t kind);
/* The bytes of a slice, borrowed from the Doc. */
Str doc_str(const Doc *doc, Slice slice);
/* The cell in a row and column of a table. */
const TableCell *doc_cell(const Doc *doc, const Table *table, uint32_t row, uint32_t col);
/* Whether the words of a link are the mark of a footnote ("1", "[12]", "*", "↩") and no more. */
bool doc_is_note_mark(Str words);
/* Words in the text that is read: paragraphs, headings, lists, quotes. CJK counts two characters a
 * word. */
uint32_t doc_words(const Doc *doc);
/* What an address leads to, by scheme, host and file ending; never LINK_HERE. The hosts are a
 * table. */
LinkKind link_kind(Str url);

/* Builds a Doc in the arena. Text is appended to one growing buffer; the calls below append bytes
 * that are already clean UTF-8 (utf8_clean) and count on their order: what is appended later lies
 * later in the text. More than 4 GB of text or 2^32 of anything: the builder stops growing. */
typedef struct DocBuilder DocBuilder;
DocBuilder *doc_builder_open(Arena *arena);
/* The arena it allocates from. */
Arena *doc_builder_arena(DocBuilder *b);
/* Appends text, returns where it lies. */
Slice doc_add_text(DocBuilder *b, Str text);
/* Text that was appended, borrowed until more is. */
Str doc_builder_text(const DocBuilder *b, Slice slice);
/* The same without the marks of footnotes, which say nothing where the notes are not. In the arena.
 */
Str doc_builder_prose(const DocBuilder *b, Slice slice);
/* Bytes of text so far: where the next text will lie. */
uint32_t doc_text_length(const DocBuilder *b);
/* Shortens the text to `length`, as after trimming a trailing space; spans beyond it are cut. */
void doc_cut_text(DocBuilder *b, uint32_t length);
/* Each appends one and returns its index. doc_add_span merges with a neighbour that is equal and
 * ignores empty ones, those without style and link, and those that begin before the end of the
 * last. */
uint32_t doc_add_block(DocBuilder *b, Block block);
uint32_t doc_add_span(DocBuilder *b, Span span);
uint32_t doc_add_link(DocBuilder *b, Link link);
uint32_t doc_add_image(DocBuilder *b, Image image);
uint32_t doc_add_table(DocBuilder *b, Table table);
uint32_t doc_add_cell(DocBuilder *b, TableCell cell);
/* What was appended, to be changed in place; valid until the next append of its sort. */
Block *doc_block_at(DocBuilder *b, uint32_t index);
Link *doc_link_at(DocBuilder *b, uint32_t index);
uint32_t doc_block_count(const DocBuilder *b);
/* url, title, byline and the like are set here; slices from doc_add_text. */
Doc *doc_builder_head(DocBuilder *b);
/* The finished Doc, in the arena. The builder is of no more use. */
const Doc *doc_finish(DocBuilder *b);

#endif
