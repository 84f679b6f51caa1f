/* What the feed knows of an article: its text as HTML, and the head laid over what was read. */
#include "base/url.h"
#include "engine/inside.h"
#include "feed/html/entity.h"

static Slice append(Buf *text, Str more)
{
	Slice slice = {(uint32_t)text->n, (uint32_t)more.n};

	buf_add(text, more);
	return slice;
}

static void fill(Slice *slot, Buf *text, Str value)
{
	if (value.n)
		*slot = append(text, value);
}

const Doc *feedtext_head(const Doc *doc, const Article *article, Arena *arena)
{
	Doc *copy = arena_alloc(arena, sizeof *copy);
	Buf text = {0};

	*copy = *doc;
	buf_add(&text, str_of(doc->text, doc->text_len));
	fill(&copy->title, &text, article->item.title);
	fill(&copy->url, &text, article->item.url);
	fill(&copy->site, &text, article->feed_title);
	fill(&copy->byline, &text, article->item.author);
	fill(&copy->lang, &text, article->entry.lang);
	if (article->entry.published > 0)
		copy->published = article->entry.published;
	copy->text_len = (uint32_t)text.n;
	copy->text = buf_take(&text, arena).s;
	buf_drop(&text);
	return copy;
}

static void add_attribute(Buf *out, const char *name, Str value)
{
	if (value.n == 0)
		return;
	buf_printf(out, " %s=\"", name);
	entity_encode(value, true, out);
	buf_char(out, '"');
}

static bool is_in(Str html, Str url)
{
	ptrdiff_t slash = str_rfind_char(url, '/');
	Str name = str_from_at(url, (size_t)(slash + 1));

	/* The file's name: sizes of one picture differ in the folders before it. */
	return name.n > 3 && str_find(html, name) >= 0;
}

typedef enum { FILE_OTHER, FILE_PICTURE, FILE_AUDIO, FILE_VIDEO } FileKind;

static FileKind kind_of(const Enclosure *enclosure)
{
	static const struct {
		const char *type;
		LinkKind link;
		FileKind kind;
	} kinds[] = {{"image/", LINK_IMAGE, FILE_PICTURE}, {"video/", LINK_VIDEO, FILE_VIDEO},
		{"audio/", LINK_AUDIO, FILE_AUDIO}};

	for (size_t i = 0; i < COUNT(kinds); i++)
		if (str_starts_case(enclosure->type, str_from(kinds[i].type)) ||
			link_kind(enclosure->url) == kinds[i].link)
			return kinds[i].kind;
	return FILE_OTHER;
}

/* A document, or what was said beside an episode: a transcript, a guest, a chapter. */
static void add_other(Buf *out, const Enclosure *enclosure, const char *element)
{
	buf_printf(out, "<%s>", element);
	if (enclosure->url.n) {
		buf_add(out, S("<a"));
		add_attribute(out, "href", enclosure->url);
		buf_char(out, '>');
	}
	entity_encode(enclosure->title.n ? enclosure->title : enclosure->url, false, out);
	buf_printf(out, "%s</%s>", enclosure->url.n ? "</a>" : "", element);
}

static void add_media(Buf *out, const Enclosure *enclosure, FileKind kind)
{
	const char *element = kind == FILE_VIDEO ? "video" : "audio";

	if (kind == FILE_PICTURE) {
		buf_add(out, S("<figure><img"));
		add_attribute(out, "src", enclosure->url);
		buf_add(out, S("><figcaption>"));
		entity_encode(enclosure->title, false, out);
		buf_add(out, S("</figcaption></figure>"));
		return;
	}
	buf_printf(out, "<%s controls", element);
	add_attribute(out, "src", enclosure->url);
	add_attribute(out, "title", enclosure->title);
	if (enclosure->seconds)
		buf_printf(out, " data-duration=\"%u\"", enclosure->seconds);
	buf_printf(out, "></%s>", element);
}

static bool is_wanted(const Entry *entry, const Enclosure *enclosure)
{
	return enclosure->url.n == 0 ||
	       (!is_in(entry->html, enclosure->url) && !str_eq(enclosure->url, entry->image));
}

/* Media as they stand, then all else, as a list if there is more than one. */
static void add_enclosures(Buf *out, const Entry *entry)
{
	uint32_t others = 0;

	for (uint32_t i = 0; i < entry->enclosure_count; i++) {
		const Enclosure *enclosure = &entry->enclosures[i];
		FileKind kind = kind_of(enclosure);

		if (!is_wanted(entry, enclosure))
			continue;
		if (kind == FILE_OTHER)
			others++;
		else
			add_media(out, enclosure, kind);
	}
	if (others > 1)
		buf_add(out, S("<ul>"));
	for (uint32_t i = 0; i < entry->enclosure_count; i++)
		if (is_wanted(entry, &entry->enclosures[i]) &&
			kind_of(&entry->enclosures[i]) == FILE_OTHER)
			add_other(out, &entry->enclosures[i], others > 1 ? "li" : "p");
	if (others > 1)
		buf_add(out, S("</ul>"));
}

void feedtext_html(const Article *article, Buf *out)
{
	const Entry *entry = &article->entry;

	if (entry->image.n && !is_in(entry->html, entry->image) && entry->html.n) {
		buf_add(out, S("<figure><img"));
		add_attribute(out, "src", entry->image);
		buf_add(out, S("></figure>"));
	}
	if (entry->html.n) {
		buf_add(out, entry->html);
	} else {
		buf_add(out, S("<p>"));
		entity_encode(entry->summary, false, out);
		buf_add(out, S("</p>"));
	}
	add_enclosures(out, entry);
}
