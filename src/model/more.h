/* model/more.h: all else that feeds say, beyond what the store keeps (model/item.h): what `lede
 * parse` prints. Text is clean, as in model/item.h; an empty Str, a Number that is not known and a
 * Flag that is not given are not there. */
#ifndef LEDE_MODEL_MORE_H
#define LEDE_MODEL_MORE_H

#include "base/arena.h"

typedef struct {
	double value;
	bool known;
} Number;

typedef enum { FLAG_NOT_GIVEN, FLAG_NO, FLAG_YES } Flag;

typedef struct {
	Str name, url, avatar, email;
} Person;

typedef struct {
	Str rel, url, type, title;
} Hyperlink;

typedef struct {
	Str term, scheme, label;
} Category;

typedef struct {
	Str type, url;
} Hub;

typedef struct {
	Str url, title, link, description;
	Number width, height;
} Logo;

typedef struct {
	Str domain, path, register_procedure, protocol;
	Number port;
} Cloud;

typedef struct {
	Str title, description, name, url;
} TextInput;

typedef struct {
	Flag block, is_explicit;
	Str subtitle, episode_type, type, image, new_feed_url;
	Number duration, episode, season; /* duration: seconds */
	const Person *owner;
} Itunes;

typedef struct {
	Str type;              /* "Point", "LineString", "Polygon", "Box" */
	const double *numbers; /* longitude first */
	uint32_t count, size;  /* size: numbers of a position, 2 or 3 */
} Geo;

typedef struct {
	Str title, url, id;
	int64_t modified;
} Source;

typedef struct {
	Str ref, url;
} Reply;

typedef struct {
	Number start; /* seconds */
	Str title, url, image;
} Chapter;

typedef struct {
	Str url, type;
} Transcript;

typedef struct {
	Str url;
	Number width, height;
} Thumbnail;

typedef struct {
	Str name, role;
} Credit;

typedef struct {
	Str url, type, medium, title, description;
	Number width, height, duration, bytes; /* duration: seconds */
	const Credit *credits;
	uint32_t credit_count;
} MediaContent;

typedef struct {
	const Thumbnail *thumbnails;
	uint32_t thumbnail_count;
	const MediaContent *contents;
	uint32_t content_count;
	const Credit *credits;
	uint32_t credit_count;
	Str player, license, rating;
} Media;

/* What both feeds and their entries may have. */
typedef struct {
	const Person *authors;
	uint32_t author_count;
	const Person *contributors;
	uint32_t contributor_count;
	const Person *publisher;
	const Hyperlink *links;
	uint32_t link_count;
	const Category *categories;
	uint32_t category_count;
	const Itunes *itunes;
	const Geo *geo;
	Str rights, license, language;
	Str tags; /* '\n' between them */
	int64_t published, modified;
} MoreBoth;

typedef struct {
	MoreBoth both;
	Str format, encoding, id, docs;
	bool repaired;  /* it was not what its format demands; what could be made out is here */
	bool truncated; /* it ends in the middle; what came before is here */
	Str home_page_url, feed_url, next_url, description, icon, favicon, user_comment;
	Flag expired;
	const Hub *hubs;
	uint32_t hub_count;
	Str generator, generator_url, generator_version;
	Number ttl, update_frequency;
	Str skip_hours, skip_days; /* '\n' between them */
	Str update_period, update_base, new_location;
	const Logo *image;
	const Cloud *cloud;
	const TextInput *text_input;
} FeedMore;

typedef struct {
	MoreBoth both;
	Str text; /* the content, if it came as plain text; Entry.html is made from it */
	Str external_url, banner_image;
	Str comments, comments_feed;
	Number comment_count;
	int64_t created, expired;
	const Source *source;
	const Reply *in_reply_to;
	const Chapter *chapters;
	uint32_t chapter_count;
	Str chapters_url;
	const Transcript *transcripts;
	uint32_t transcript_count;
	const Media *media;
} EntryMore;

#endif
