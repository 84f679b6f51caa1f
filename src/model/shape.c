#include "model/shape.h"

#include <math.h>

#include "base/date.h"
#include "model/item.h"

#define TEXT(T, member, name)                                                                      \
	{                                                                                          \
		name, AS_TEXT, offsetof(T, member), 0, NULL, false, false                          \
	}
#define DATE(T, member, name)                                                                      \
	{                                                                                          \
		name, AS_DATE, offsetof(T, member), 0, NULL, false, false                          \
	}
#define NUMBER(T, member, name)                                                                    \
	{                                                                                          \
		name, AS_NUMBER, offsetof(T, member), 0, NULL, false, false                        \
	}
#define FLAG(T, member, name)                                                                      \
	{                                                                                          \
		name, AS_FLAG, offsetof(T, member), 0, NULL, false, false                          \
	}
#define LINES(T, member, name)                                                                     \
	{                                                                                          \
		name, AS_LINES, offsetof(T, member), 0, NULL, false, false                         \
	}
#define ONE(T, member, name, shape)                                                                \
	{                                                                                          \
		name, AS_ONE, offsetof(T, member), 0, shape, false, false                          \
	}
#define PART(T, member, name, shape)                                                               \
	{                                                                                          \
		name, AS_PART, offsetof(T, member), 0, shape, false, false                         \
	}
#define SAME(name, shape)                                                                          \
	{                                                                                          \
		name, AS_PART, 0, 0, shape, false, false                                           \
	}
#define LIST(T, member, counter, name, shape)                                                      \
	{                                                                                          \
		name, AS_LIST, offsetof(T, member), offsetof(T, counter), shape, false, false      \
	}
#define WIRED(T, member, name, kind)                                                               \
	{                                                                                          \
		name, kind, offsetof(T, member), 0, NULL, false, true                              \
	}
#define INNER(T, member, kind)                                                                     \
	{                                                                                          \
		NULL, kind, offsetof(T, member), 0, NULL, true, true                               \
	}
#define SHAPE(T, rows)                                                                             \
	{                                                                                          \
		rows, COUNT(rows), sizeof(T)                                                       \
	}

static const ShapeField person_more_fields[] = {TEXT(Person, email, "email")};
static const Shape person_more = SHAPE(Person, person_more_fields);
static const ShapeField person_fields[] = {
	TEXT(Person, name, "name"),
	TEXT(Person, url, "url"),
	TEXT(Person, avatar, "avatar"),
	SAME("_lede", &person_more),
};
static const Shape person = SHAPE(Person, person_fields);

static const ShapeField owner_fields[] = {TEXT(Person, name, "name"), TEXT(Person, email, "email")};
static const Shape owner = SHAPE(Person, owner_fields);

static const ShapeField hyperlink_fields[] = {
	TEXT(Hyperlink, rel, "rel"),
	TEXT(Hyperlink, url, "url"),
	TEXT(Hyperlink, type, "type"),
	TEXT(Hyperlink, title, "title"),
};
static const Shape hyperlink = SHAPE(Hyperlink, hyperlink_fields);

static const ShapeField category_fields[] = {
	TEXT(Category, term, "term"),
	TEXT(Category, scheme, "scheme"),
	TEXT(Category, label, "label"),
};
static const Shape category = SHAPE(Category, category_fields);

static const ShapeField hub_fields[] = {TEXT(Hub, type, "type"), TEXT(Hub, url, "url")};
static const Shape hub = SHAPE(Hub, hub_fields);

static const ShapeField logo_fields[] = {
	TEXT(Logo, url, "url"),
	TEXT(Logo, title, "title"),
	TEXT(Logo, link, "link"),
	NUMBER(Logo, width, "width"),
	NUMBER(Logo, height, "height"),
	TEXT(Logo, description, "description"),
};
static const Shape logo = SHAPE(Logo, logo_fields);

static const ShapeField cloud_fields[] = {
	TEXT(Cloud, domain, "domain"),
	NUMBER(Cloud, port, "port"),
	TEXT(Cloud, path, "path"),
	TEXT(Cloud, register_procedure, "register_procedure"),
	TEXT(Cloud, protocol, "protocol"),
};
static const Shape cloud = SHAPE(Cloud, cloud_fields);

static const ShapeField text_input_fields[] = {
	TEXT(TextInput, title, "title"),
	TEXT(TextInput, description, "description"),
	TEXT(TextInput, name, "name"),
	TEXT(TextInput, url, "url"),
};
static const Shape text_input = SHAPE(TextInput, text_input_fields);

static const ShapeField itunes_fields[] = {
	FLAG(Itunes, block, "block"),
	FLAG(Itunes, is_explicit, "explicit"),
	TEXT(Itunes, subtitle, "subtitle"),
	NUMBER(Itunes, duration, "duration"),
	NUMBER(Itunes, episode, "episode"),
	NUMBER(Itunes, season, "season"),
	TEXT(Itunes, episode_type, "episode_type"),
	TEXT(Itunes, type, "type"),
	TEXT(Itunes, image, "image"),
	ONE(Itunes, owner, "owner", &owner),
	TEXT(Itunes, new_feed_url, "new_feed_url"),
};
static const Shape itunes = SHAPE(Itunes, itunes_fields);

static const ShapeField geo_fields[] = {
	TEXT(Geo, type, "type"),
	{"coordinates", AS_GEO, 0, 0, NULL, false, false},
};
static const Shape geo = SHAPE(Geo, geo_fields);

static const ShapeField source_fields[] = {
	TEXT(Source, title, "title"),
	TEXT(Source, url, "url"),
	TEXT(Source, id, "id"),
	DATE(Source, modified, "date_modified"),
};
static const Shape source = SHAPE(Source, source_fields);

static const ShapeField reply_fields[] = {TEXT(Reply, ref, "ref"), TEXT(Reply, url, "url")};
static const Shape reply = SHAPE(Reply, reply_fields);

static const ShapeField chapter_fields[] = {
	NUMBER(Chapter, start, "start_in_seconds"),
	TEXT(Chapter, title, "title"),
	TEXT(Chapter, url, "url"),
	TEXT(Chapter, image, "image"),
};
static const Shape chapter = SHAPE(Chapter, chapter_fields);

static const ShapeField transcript_fields[] = {TEXT(Transcript, url, "url"),
	TEXT(Transcript, type, "type")};
static const Shape transcript = SHAPE(Transcript, transcript_fields);

static const ShapeField thumbnail_fields[] = {
	TEXT(Thumbnail, url, "url"),
	NUMBER(Thumbnail, width, "width"),
	NUMBER(Thumbnail, height, "height"),
};
static const Shape thumbnail = SHAPE(Thumbnail, thumbnail_fields);

static const ShapeField credit_fields[] = {TEXT(Credit, name, "name"), TEXT(Credit, role, "role")};
static const Shape credit = SHAPE(Credit, credit_fields);

static const ShapeField content_fields[] = {
	TEXT(MediaContent, url, "url"),
	TEXT(MediaContent, type, "type"),
	TEXT(MediaContent, medium, "medium"),
	NUMBER(MediaContent, width, "width"),
	NUMBER(MediaContent, height, "height"),
	NUMBER(MediaContent, duration, "duration_in_seconds"),
	NUMBER(MediaContent, bytes, "size_in_bytes"),
	TEXT(MediaContent, title, "title"),
	TEXT(MediaContent, description, "description"),
	LIST(MediaContent, credits, credit_count, "credits", &credit),
};
static const Shape media_content = SHAPE(MediaContent, content_fields);

static const ShapeField media_fields[] = {
	LIST(Media, thumbnails, thumbnail_count, "thumbnails", &thumbnail),
	LIST(Media, contents, content_count, "contents", &media_content),
	LIST(Media, credits, credit_count, "credits", &credit),
	TEXT(Media, player, "player"),
	TEXT(Media, license, "license"),
	TEXT(Media, rating, "rating"),
};
static const Shape media = SHAPE(Media, media_fields);

/* What goes into "_lede" of both feeds and items. */
static const ShapeField both_fields[] = {
	LIST(MoreBoth, links, link_count, "links", &hyperlink),
	LIST(MoreBoth, categories, category_count, "categories", &category),
	LIST(MoreBoth, contributors, contributor_count, "contributors", &person),
	ONE(MoreBoth, publisher, "publisher", &person),
	ONE(MoreBoth, itunes, "itunes", &itunes),
	ONE(MoreBoth, geo, "geo", &geo),
	TEXT(MoreBoth, rights, "rights"),
	TEXT(MoreBoth, license, "license"),
};
static const Shape both = SHAPE(MoreBoth, both_fields);

static const ShapeField feed_lede_fields[] = {
	TEXT(FeedMore, format, "format"),
	TEXT(FeedMore, encoding, "encoding"),
	{"repaired", AS_BOOL, offsetof(FeedMore, repaired), 0, NULL, false, false},
	{"truncated", AS_BOOL, offsetof(FeedMore, truncated), 0, NULL, false, false},
	TEXT(FeedMore, id, "id"),
	DATE(FeedMore, both.published, "date_published"),
	DATE(FeedMore, both.modified, "date_modified"),
	TEXT(FeedMore, docs, "docs"),
	TEXT(FeedMore, generator, "generator"),
	TEXT(FeedMore, generator_url, "generator_url"),
	TEXT(FeedMore, generator_version, "generator_version"),
	NUMBER(FeedMore, ttl, "ttl"),
	{"skip_hours", AS_HOURS, offsetof(FeedMore, skip_hours), 0, NULL, false, false},
	LINES(FeedMore, skip_days, "skip_days"),
	TEXT(FeedMore, update_period, "update_period"),
	NUMBER(FeedMore, update_frequency, "update_frequency"),
	TEXT(FeedMore, update_base, "update_base"),
	LINES(FeedMore, both.tags, "tags"),
	TEXT(FeedMore, new_location, "new_location"),
	ONE(FeedMore, image, "image", &logo),
	ONE(FeedMore, cloud, "cloud", &cloud),
	ONE(FeedMore, text_input, "text_input", &text_input),
	PART(FeedMore, both, NULL, &both),
};
static const Shape feed_lede = SHAPE(FeedMore, feed_lede_fields);

static const ShapeField feed_more_fields[] = {
	TEXT(FeedMore, home_page_url, "home_page_url"),
	TEXT(FeedMore, feed_url, "feed_url"),
	TEXT(FeedMore, next_url, "next_url"),
	TEXT(FeedMore, description, "description"),
	TEXT(FeedMore, user_comment, "user_comment"),
	TEXT(FeedMore, icon, "icon"),
	TEXT(FeedMore, favicon, "favicon"),
	TEXT(FeedMore, both.language, "language"),
	LIST(FeedMore, both.authors, both.author_count, "authors", &person),
	FLAG(FeedMore, expired, "expired"),
	LIST(FeedMore, hubs, hub_count, "hubs", &hub),
	SAME("_lede", &feed_lede),
};
const Shape shape_feed_more = SHAPE(FeedMore, feed_more_fields);

static const ShapeField entry_lede_fields[] = {
	TEXT(EntryMore, comments, "comments"),
	TEXT(EntryMore, comments_feed, "comments_feed"),
	NUMBER(EntryMore, comment_count, "comment_count"),
	DATE(EntryMore, created, "date_created"),
	DATE(EntryMore, expired, "date_expired"),
	ONE(EntryMore, source, "source", &source),
	ONE(EntryMore, in_reply_to, "in_reply_to", &reply),
	LIST(EntryMore, chapters, chapter_count, "chapters", &chapter),
	TEXT(EntryMore, chapters_url, "chapters_url"),
	LIST(EntryMore, transcripts, transcript_count, "transcripts", &transcript),
	ONE(EntryMore, media, "media", &media),
	PART(EntryMore, both, NULL, &both),
};
static const Shape entry_lede = SHAPE(EntryMore, entry_lede_fields);

static const ShapeField entry_more_fields[] = {
	TEXT(EntryMore, external_url, "external_url"),
	TEXT(EntryMore, text, "content_text"),
	TEXT(EntryMore, banner_image, "banner_image"),
	TEXT(EntryMore, both.language, "language"),
	LIST(EntryMore, both.authors, both.author_count, "authors", &person),
	SAME("_lede", &entry_lede),
};
static const Shape entry_more = SHAPE(EntryMore, entry_more_fields);

static const ShapeField enclosure_fields[] = {
	WIRED(Enclosure, url, "url", AS_TEXT),
	WIRED(Enclosure, type, "mime_type", AS_TEXT),
	WIRED(Enclosure, title, "title", AS_TEXT),
	WIRED(Enclosure, bytes, "size_in_bytes", AS_INT64),
	WIRED(Enclosure, seconds, "duration_in_seconds", AS_UINT32),
};
const Shape shape_enclosure = SHAPE(Enclosure, enclosure_fields);

static const ShapeField entry_fields[] = {
	WIRED(Entry, guid, "id", AS_TEXT),
	WIRED(Entry, url, "url", AS_TEXT),
	WIRED(Entry, title, "title", AS_TEXT),
	INNER(Entry, author, AS_TEXT),
	WIRED(Entry, html, "content_html", AS_TEXT),
	INNER(Entry, base, AS_TEXT),
	WIRED(Entry, summary, "summary", AS_TEXT),
	INNER(Entry, excerpt, AS_TEXT),
	INNER(Entry, lang, AS_TEXT),
	WIRED(Entry, tags, "tags", AS_LINES),
	INNER(Entry, comments, AS_TEXT),
	WIRED(Entry, image, "image", AS_TEXT),
	WIRED(Entry, published, "date_published", AS_DATE),
	WIRED(Entry, updated, "date_modified", AS_DATE),
	INNER(Entry, words, AS_UINT32),
	{"attachments", AS_LIST, offsetof(Entry, enclosures), offsetof(Entry, enclosure_count),
		&shape_enclosure, false, true},
	ONE(Entry, more, NULL, &entry_more),
};
const Shape shape_entry = SHAPE(Entry, entry_fields);

static const ShapeField feed_fields[] = {
	INNER(Feed, url, AS_TEXT),
	INNER(Feed, title, AS_TEXT),
	INNER(Feed, site, AS_TEXT),
};
const Shape shape_feed = SHAPE(Feed, feed_fields);

static const ShapeField parsed_fields[] = {
	INNER(Parsed, ttl, AS_UINT32),
	INNER(Parsed, skip, AS_UINT32),
	INNER(Parsed, hub, AS_TEXT),
	INNER(Parsed, moved_to, AS_TEXT),
	INNER(Parsed, truncated, AS_BOOL),
};
const Shape shape_parsed = SHAPE(Parsed, parsed_fields);

static const void *place(const ShapeField *field, const void *value)
{
	return (const char *)value + field->at;
}

static uint32_t count_of(const ShapeField *field, const void *value)
{
	return *(const uint32_t *)((const char *)value + field->count_at);
}

static bool is_empty(const Shape *shape, const void *value);

/* Whether nothing would be printed. */
static bool is_absent(const ShapeField *field, const void *value)
{
	const void *at = place(field, value);

	switch (field->kind) {
	case AS_TEXT:
	case AS_LINES:
	case AS_HOURS:
		return ((const Str *)at)->n == 0;
	case AS_DATE:
		return *(const int64_t *)at == DATE_NONE;
	case AS_INT64:
		return *(const int64_t *)at == 0;
	case AS_UINT32:
		return *(const uint32_t *)at == 0;
	case AS_NUMBER:
		return !((const Number *)at)->known;
	case AS_FLAG:
		return *(const Flag *)at == FLAG_NOT_GIVEN;
	case AS_BOOL:
		return !*(const bool *)at;
	case AS_GEO:
		return ((const Geo *)at)->count == 0;
	case AS_PART:
		return is_empty(field->of, at);
	case AS_ONE:
		return !*(const void *const *)at || is_empty(field->of, *(const void *const *)at);
	case AS_LIST:
		return count_of(field, value) == 0;
	}
	return true;
}

static bool is_empty(const Shape *shape, const void *value)
{
	for (size_t i = 0; i < shape->count; i++)
		if (!shape->fields[i].unprinted && !is_absent(&shape->fields[i], value))
			return false;
	return true;
}

static void put_lines(Str lines, bool numbers, JsonWriter *w)
{
	Str line;
	int64_t number;

	json_open_array(w);
	while (str_cut(&lines, '\n', &line))
		if (!numbers)
			json_put_str(w, line);
		else if (str_number(line, &number))
			json_put_int(w, number);
	json_close_array(w);
}

static void put_number(Number number, JsonWriter *w)
{
	/* Larger ones do not fit. */
	if (fabs(number.value) < 9e18 && number.value == (double)(int64_t)number.value)
		json_put_int(w, (int64_t)number.value);
	else
		json_put_real(w, number.value);
}

static void put_position(const double *numbers, uint32_t size, JsonWriter *w)
{
	json_open_array(w);
	for (uint32_t i = 0; i < size; i++)
		json_put_real(w, numbers[i]);
	json_close_array(w);
}

/* As in GeoJSON: a point is a position, a line a list of them, a polygon a list of such lists. */
static void put_coordinates(const Geo *where, JsonWriter *w)
{
	bool polygon = str_eq(where->type, S("Polygon"));

	if (str_eq(where->type, S("Point"))) {
		put_position(where->numbers, where->size, w);
		return;
	}
	json_open_array(w);
	if (polygon)
		json_open_array(w);
	for (uint32_t i = 0; i + where->size <= where->count; i += where->size)
		put_position(where->numbers + i, where->size, w);
	if (polygon)
		json_close_array(w);
	json_close_array(w);
}

static void put_date(int64_t date, JsonWriter *w)
{
	char text[32];

	json_put_str(w, str_of(text, date_put_rfc3339(date, text)));
}

static void put_struct(const Shape *shape, const void *value, JsonWriter *w)
{
	json_open_object(w);
	shape_members(shape, value, w);
	json_close_object(w);
}

static void put_field(const ShapeField *field, const void *value, JsonWriter *w)
{
	const void *at = place(field, value);

	switch (field->kind) {
	case AS_TEXT:
		json_put_str(w, *(const Str *)at);
		break;
	case AS_LINES:
	case AS_HOURS:
		put_lines(*(const Str *)at, field->kind == AS_HOURS, w);
		break;
	case AS_DATE:
		put_date(*(const int64_t *)at, w);
		break;
	case AS_INT64:
		json_put_int(w, *(const int64_t *)at);
		break;
	case AS_UINT32:
		json_put_int(w, *(const uint32_t *)at);
		break;
	case AS_NUMBER:
		put_number(*(const Number *)at, w);
		break;
	case AS_FLAG:
		json_put_bool(w, *(const Flag *)at == FLAG_YES);
		break;
	case AS_BOOL:
		json_put_bool(w, *(const bool *)at);
		break;
	case AS_GEO:
		put_coordinates(at, w);
		break;
	case AS_PART:
		put_struct(field->of, at, w);
		break;
	case AS_ONE:
		put_struct(field->of, *(const void *const *)at, w);
		break;
	case AS_LIST:
		json_open_array(w);
		for (uint32_t i = 0; i < count_of(field, value); i++)
			put_struct(field->of, *(const char *const *)at + i * field->of->size, w);
		json_close_array(w);
		break;
	}
}

void shape_members(const Shape *shape, const void *value, JsonWriter *w)
{
	for (size_t i = 0; i < shape->count; i++) {
		const ShapeField *field = &shape->fields[i];

		if (field->unprinted || is_absent(field, value))
			continue;
		if (!field->name) {
			shape_members(field->of,
				field->kind == AS_ONE ? *(const void *const *)place(field, value)
						      : place(field, value),
				w);
			continue;
		}
		json_name(w, str_from(field->name));
		put_field(field, value, w);
	}
}
