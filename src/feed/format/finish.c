/* Makes drafts into what the model wants. */
#include "base/buf.h"
#include "base/date.h"
#include "base/url.h"
#include "base/utf8.h"
#include "feed/format/draft.h"
#include "feed/html/marked.h"
#include "feed/html/strip.h"

enum { SUMMARY_LEAST = 40 }; /* cells */
enum { EXCERPT = 400 };      /* bytes */

static Str lines_of(const Str *strs, size_t count, Arena *arena)
{
	Buf out = {0};
	Str lines;

	if (count == 1)
		return strs[0];
	for (size_t i = 0; i < count; i++) {
		if (i)
			buf_char(&out, '\n');
		buf_add(&out, strs[i]);
	}
	lines = arena_str(arena, buf_str(&out));
	buf_drop(&out);
	return lines;
}

static Str names_of(const Person *people, uint32_t count, Arena *arena)
{
	Buf out = {0};
	Str names;

	if (count == 1)
		return people[0].name.n ? people[0].name : people[0].email;
	for (uint32_t i = 0; i < count; i++) {
		if (people[i].name.n == 0)
			continue;
		if (out.n)
			buf_add(&out, S(", "));
		buf_add(&out, people[i].name);
	}
	names = arena_str(arena, buf_str(&out));
	buf_drop(&out);
	return names;
}

/* Behind the last '>' no tag is complete. HTML drops what looks like one there; in feeds it is as
 * often text ("a < b"), unless an attribute shows that a tag was cut off. */
static Str with_tail(Str html, Arena *arena)
{
	ptrdiff_t close = str_rfind_char(html, '>');
	Str tail = str_from_at(html, (size_t)(close + 1));
	ptrdiff_t open = str_find_char(tail, '<');
	Buf out = {0};

	if (open < 0)
		return html;
	tail = str_from_at(tail, (size_t)open);
	if (str_starts(tail, S("<!--")) || str_find(tail, S("=\"")) >= 0 ||
		str_find(tail, S("='")) >= 0)
		return html;
	buf_add(&out, str_slice(html, 0, html.n - tail.n));
	for (size_t i = 0; i < tail.n; i++)
		if (tail.s[i] == '<')
			buf_add(&out, S("&lt;"));
		else
			buf_char(&out, tail.s[i]);
	html = arena_str(arena, buf_str(&out));
	buf_drop(&out);
	return html;
}

static Str plain_of(const Body *body, Arena *arena)
{
	return body->is_text ? str_trim(body->html) : strip_html(body->html, arena);
}

static const Person *only_person(const Person *person, Arena *arena)
{
	Person *copy;

	if (person->name.n == 0 && person->email.n == 0 && person->url.n == 0)
		return NULL;
	copy = arena_alloc(arena, sizeof *copy);
	*copy = *person;
	if (copy->name.n == 0 && copy->url.n == 0)
		copy->name = copy->email;
	return copy;
}

/* A copy in the arena, or NULL if it is all zero. */
#define KEEP(value, arena)                                                                         \
	(is_zero(&(value), sizeof(value)) ? NULL : keep(&(value), sizeof(value), arena))

static bool is_zero(const void *bytes, size_t n)
{
	const char *s = bytes;

	while (n > 0 && *s == '\0') {
		s++;
		n--;
	}
	return n == 0;
}

static const void *keep(const void *bytes, size_t n, Arena *arena)
{
	return __builtin_memcpy(arena_alloc(arena, n), bytes, n);
}

/* The elements of a list, which will be gathered into anew, in the arena. */
#define COPY(list, arena) copy((list).items, (list).count * sizeof *(list).items, arena)

static void *copy(const void *items, size_t bytes, Arena *arena)
{
	return bytes ? __builtin_memcpy(arena_alloc(arena, bytes), items, bytes) : NULL;
}

static void finish_geo(Draft *d)
{
	double *point;

	if (d->geo.count || !d->latitude.known || !d->longitude.known)
		return;
	point = arena_array(d->arena, 2, sizeof *point);
	point[0] = d->longitude.value;
	point[1] = d->latitude.value;
	d->geo = (Geo){S("Point"), point, 2, 2};
}

static void finish_both(Draft *d, MoreBoth *both)
{
	const People *authors = NULL;

	for (size_t i = 0; i < COUNT(d->lists.authors) && !authors; i++)
		if (d->lists.authors[i].count)
			authors = &d->lists.authors[i];
	if (authors) {
		both->authors = COPY(*authors, d->arena);
		both->author_count = (uint32_t)authors->count;
	}
	both->contributors = COPY(d->lists.contributors, d->arena);
	both->contributor_count = (uint32_t)d->lists.contributors.count;
	both->publisher = only_person(&d->publisher, d->arena);
	both->links = COPY(d->lists.links, d->arena);
	both->link_count = (uint32_t)d->lists.links.count;
	both->categories = COPY(d->lists.categories, d->arena);
	both->category_count = (uint32_t)d->lists.categories.count;
	finish_geo(d);
	both->itunes = KEEP(d->itunes, d->arena);
	both->geo = KEEP(d->geo, d->arena);
	both->rights = d->rights.value;
	both->license = d->license.value;
	both->tags = lines_of(d->lists.tags.items, d->lists.tags.count, d->arena);
	both->published = date_of(&d->published);
	both->modified = date_of(&d->modified);
}

/* Between visits: `ttl`, or as many as a period of syndication has, by the times in it. */
static uint32_t minutes_of(const FeedMore *more)
{
	static const struct {
		Str name;
		double minutes;
	} periods[] = {
		{{"hourly", 6}, 60},
		{{"daily", 5}, 24 * 60},
		{{"weekly", 6}, 7 * 24 * 60},
		{{"monthly", 7}, 30 * 24 * 60},
		{{"yearly", 6}, 365 * 24 * 60},
	};
	double minutes = more->ttl.known ? more->ttl.value : 0;
	double times = more->update_frequency.known ? more->update_frequency.value : 1;

	for (size_t i = 0; i < COUNT(periods) && minutes <= 0; i++)
		if (str_eq_case(str_trim(more->update_period), periods[i].name) && times >= 1)
			minutes = periods[i].minutes / times;
	return minutes > 0 && minutes < 1e6 ? (uint32_t)minutes : 0;
}

/* As the bits of Parsed.skip. */
static uint32_t skip_of(const FeedMore *more)
{
	static const char days[][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
	Str hours = more->skip_hours, names = more->skip_days, line;
	uint32_t skip = 0;
	int64_t hour;

	while (str_cut(&hours, '\n', &line))
		if (str_number(line, &hour) && hour >= 0 && hour < 24)
			skip |= 1u << hour;
	while (str_cut(&names, '\n', &line))
		for (unsigned i = 0; i < COUNT(days); i++)
			if (str_starts(line, str_of(days[i], 3)))
				skip |= 1u << (24 + i);
	return skip;
}

void draft_finish_feed(Draft *d, Str format, size_t count, Parsed *out)
{
	FeedMore *more = arena_alloc(d->arena, sizeof *more);

	if (d->logo.url.n == 0 && d->image.value.n)
		d->logo.url = d->image.value;
	*more = d->feed;
	finish_both(d, &more->both);
	more->both.language = d->language.value;
	more->format = format;
	more->encoding = d->in->encoding;
	more->repaired = d->in->repaired;
	more->truncated = d->in->truncated;
	more->id = d->id.value;
	more->home_page_url = d->link.value.n ? d->link.value : d->lazy_link.value;
	more->feed_url = d->self.value.n ? d->self.value : d->in->url;
	more->description = plain_of(&d->summary, d->arena);
	if (d->other.rank && plain_of(&d->other, d->arena).n > more->description.n)
		more->description = plain_of(&d->other, d->arena);
	if (more->icon.n == 0)
		more->icon = d->logo.url;
	more->image = KEEP(d->logo, d->arena);
	more->hubs = COPY(d->lists.hubs, d->arena);
	more->hub_count = (uint32_t)d->lists.hubs.count;
	out->more = more;
	out->feed.url = more->feed_url;
	out->feed.title = d->title.value;
	out->feed.site = more->home_page_url;
	out->ttl = minutes_of(more);
	out->skip = skip_of(more);
	out->truncated = more->truncated;
	out->hub = more->hub_count ? more->hubs[0].url : S("");
	out->moved_to = more->new_location.n ? more->new_location : d->itunes.new_feed_url;
	if (d->in->take)
		d->in->take(d->in->user, out, NULL);
	else
		out->entries = arena_array(d->in->arena, count, sizeof *out->entries);
}

/* An identity made of what there is: the same bytes give the same. */
static Str made_up_id(const Entry *entry, Arena *arena)
{
	uint64_t title = str_hash(entry->title), html = str_hash(entry->html);
	uint64_t date = entry->published == DATE_NONE ? 0 : (uint64_t)entry->published;

	return arena_printf(arena, "lede:%016llx%016llx",
		(unsigned long long)(title ^ date * 0x9e3779b97f4a7c15u), (unsigned long long)html);
}

static void finish_media(Draft *d, Entry *out, EntryMore *more)
{
	Media media = {0};

	for (size_t i = 0; i < d->lists.contents.count; i++) {
		const MediaContent *content = &d->lists.contents.items[i];

		if (str_eq(content->medium, S("image")) || str_starts(content->type, S("image/")))
			best_set(&d->image, content->url, RANK_LAST);
	}
	if (d->lists.thumbnails.count)
		best_set(&d->image, d->lists.thumbnails.items[0].url, RANK_MEDIA);
	/* The episode's own picture is the larger one. */
	best_set(&d->image, d->itunes.image, RANK_OWN);
	media.thumbnails = COPY(d->lists.thumbnails, d->arena);
	media.thumbnail_count = (uint32_t)d->lists.thumbnails.count;
	media.contents = COPY(d->lists.contents, d->arena);
	media.content_count = (uint32_t)d->lists.contents.count;
	media.credits = COPY(d->lists.credits, d->arena);
	media.credit_count = (uint32_t)d->lists.credits.count;
	media.player = d->media_player;
	media.license = d->media_license;
	media.rating = d->media_rating;
	more->media = KEEP(media, d->arena);
	out->image = d->image.value;
}

/* Half a line: a summary of a word or two ("Comments") says less than how the text begins. */
static bool is_telling(Str summary)
{
	return summary.n >= SUMMARY_LEAST &&
	       utf8_width(utf8_cut(summary, 4 * SUMMARY_LEAST)) >= SUMMARY_LEAST;
}

static void finish_excerpt(Draft *d, const Body *body, Entry *out)
{
	if (is_telling(out->summary) || (out->summary.n && body->html.n == 0))
		out->excerpt = strip_start(d->summary.html, EXCERPT, d->arena);
	else if (body->is_text)
		out->excerpt = arena_squeeze(d->arena, utf8_cut(body->html, EXCERPT));
	else
		out->excerpt = strip_start(out->html, EXCERPT, d->arena);
}

/* The Markdown is the text if there is no other, or if it has noticeably more: then the other is a
 * summary. */
static void finish_markdown(Draft *d)
{
	const Body *other = d->content.rank ? &d->content : &d->summary;
	Body body = d->markdown;
	size_t words;

	if (body.rank == RANK_NONE)
		return;
	words = other->rank ? strip_words(other->html) : 0;
	if (marked_is(S("text/markdown"), S(""))) {
		body.html = marked_html(body.html, d->arena);
		body.is_text = false;
	}
	if (strip_words(body.html) > words + words / 5)
		d->content = body;
}

/* Whether it was written as elements: line breaks within are those of the file. */
static bool is_markup(const Body *body)
{
	return body->node && (xml_has_elements(body->node) ||
				     str_eq_case(xml_attr(body->node, S("type")), S("xhtml")));
}

static void finish_content(Draft *d, const Draft *feed, Entry *out, EntryMore *more)
{
	const Body *body;
	Str base;

	finish_markdown(d);
	body = d->content.rank ? &d->content : &d->summary;
	if (d->content.rank && d->summary.rank)
		out->summary = plain_of(&d->summary, d->arena);
	if (body->is_text) {
		more->text = body->html;
		out->html = strip_inverse(body->html, d->arena);
	} else {
		out->html = with_tail(strip_sections(body->html, d->arena), d->arena);
		if (!is_markup(body))
			out->html = strip_lines(out->html, d->arena);
	}
	if (d->in->entry_base.n)
		base = d->in->entry_base;
	else if (body->node && xml_has_base(body->node))
		base = xml_base(body->node, d->in->base, d->arena);
	else
		base = url_is_absolute(out->url) ? out->url
		       : d->in->base.n           ? d->in->base
		       : feed->link.value.n      ? feed->link.value
						 : feed->self.value;
	out->base = base;
	if (d->in->extras == EXTRAS_ALL)
		finish_excerpt(d, body, out);
	if (d->in->extras != EXTRAS_NONE)
		out->words = strip_words(out->html);
	more->both.language = d->language.value;
	if (more->both.language.n == 0 && body->node)
		more->both.language = xml_lang(body->node, d->node);
	out->lang = more->both.language.n ? more->both.language : feed->language.value;
}

/* What a file is, by the end of its address. */
static Str type_by_ending(Str url)
{
	static const struct {
		const char *ending, *type;
	} rows[] = {
		{".mp3", "audio/mpeg"},
		{".m4a", "audio/mp4"},
		{".aac", "audio/aac"},
		{".ogg", "audio/ogg"},
		{".oga", "audio/ogg"},
		{".opus", "audio/ogg"},
		{".flac", "audio/flac"},
		{".wav", "audio/wav"},
		{".mp4", "video/mp4"},
		{".m4v", "video/mp4"},
		{".webm", "video/webm"},
		{".mov", "video/quicktime"},
		{".jpg", "image/jpeg"},
		{".jpeg", "image/jpeg"},
		{".png", "image/png"},
		{".gif", "image/gif"},
		{".webp", "image/webp"},
		{".pdf", "application/pdf"},
		{".epub", "application/epub+zip"},
		{".zip", "application/zip"},
		{".torrent", "application/x-bittorrent"},
	};
	Str path = url_path(url);

	for (size_t i = 0; i < COUNT(rows); i++)
		if (str_ends_case(path, str_from(rows[i].ending)))
			return str_from(rows[i].type);
	return S("application/octet-stream");
}

/* Feeds of films and recordings that know media:content alone: the first is what there is to play;
 * others may be the same in other sizes. */
static void take_first_media(Draft *d)
{
	for (size_t i = 0; i < d->lists.contents.count; i++) {
		const MediaContent *content = &d->lists.contents.items[i];
		Str type = content->type.n ? content->type : type_by_ending(content->url);
		double bytes = content->bytes.value, seconds = content->duration.value;

		if (!url_is_http(content->url) ||
			!(str_starts_case(type, S("audio/")) || str_starts_case(type, S("video/"))))
			continue;
		draft_add_enclosure(d,
			(Enclosure){content->url, type, content->title,
				bytes > 0 && bytes < 1e15 ? (int64_t)bytes : 0,
				seconds > 0 && seconds < UINT32_MAX ? (uint32_t)seconds : 0});
		return;
	}
}

/* Behind the files; not printed by `lede parse`, which has members for each. */
static void add_asides(Draft *d, const Entry *out)
{
	for (size_t i = 0; i < d->lists.asides.count; i++) {
		const Aside *aside = &d->lists.asides.items[i];

		if (aside->known.n == 0 || str_find(out->html, aside->known) < 0)
			*vec_push(&d->lists.enclosures) = aside->enclosure;
	}
}

static void finish_enclosures(Draft *d, Entry *out)
{
	for (size_t i = 0; i < d->lists.alternates.count; i++)
		draft_add_enclosure(d, d->lists.alternates.items[i]);
	if (d->lists.enclosures.count == 0)
		take_first_media(d);
	for (size_t i = 0; i < d->lists.enclosures.count; i++) {
		Enclosure *enclosure = &d->lists.enclosures.items[i];

		if (enclosure->type.n == 0)
			enclosure->type = type_by_ending(enclosure->url);
		/* iTunes gives one length for the episode; it has one file. */
		if (i == 0 && enclosure->seconds == 0 && d->itunes.duration.known &&
			d->itunes.duration.value < UINT32_MAX)
			enclosure->seconds = (uint32_t)d->itunes.duration.value;
	}
	if (d->in->extras != EXTRAS_NONE)
		add_asides(d, out);
	out->enclosures = COPY(d->lists.enclosures, d->arena);
	out->enclosure_count = (uint32_t)d->lists.enclosures.count;
}

static void finish_entry(Draft *d, const Draft *feed, Entry *out)
{
	EntryMore *more = arena_alloc(d->arena, sizeof *more);

	*more = d->entry;
	out->title = d->title.value;
	out->url = d->link.value.n        ? d->link.value
		   : d->permalink.value.n ? d->permalink.value
					  : d->lazy_link.value;
	out->published = date_of(&d->published);
	out->updated = date_of(&d->modified);
	finish_both(d, &more->both);
	finish_content(d, feed, out, more);
	finish_media(d, out, more);
	finish_enclosures(d, out);
	out->tags = more->both.tags;
	out->author = names_of(more->both.authors, more->both.author_count, d->arena);
	out->comments = d->comments.value;
	more->comments = d->comments.value;
	more->created = date_of(&d->created);
	more->expired = date_of(&d->expired);
	more->source = KEEP(d->source, d->arena);
	more->chapters = COPY(d->lists.chapters, d->arena);
	more->chapter_count = (uint32_t)d->lists.chapters.count;
	more->transcripts = COPY(d->lists.transcripts, d->arena);
	more->transcript_count = (uint32_t)d->lists.transcripts.count;
	out->guid = d->id.value.n ? d->id.value : out->url;
	if (out->guid.n == 0)
		out->guid = made_up_id(out, d->arena);
	out->more = more;
}

void draft_finish_entry(Draft *d, const Draft *feed, Parsed *out)
{
	const Input *in = d->in;
	Entry entry = {0};

	if (in->take) {
		finish_entry(d, feed, &entry);
		in->take(in->user, out, &entry);
		arena_reset(in->passing);
	} else {
		finish_entry(d, feed, (Entry *)&out->entries[out->entry_count]);
	}
	out->entry_count++;
}
