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

static void add_enclosure(Buf *out, const Enclosure *enclosure)
{
	bool video = str_starts_case(enclosure->type, S("video/")) ||
		     link_kind(enclosure->url) == LINK_VIDEO;
	bool audio = str_starts_case(enclosure->type, S("audio/")) ||
		     link_kind(enclosure->url) == LINK_AUDIO;
	bool picture = str_starts_case(enclosure->type, S("image/")) ||
		       link_kind(enclosure->url) == LINK_IMAGE;

	if (picture) {
		buf_add(out, S("<figure><img"));
		add_attribute(out, "src", enclosure->url);
		buf_add(out, S("><figcaption>"));
		entity_encode(enclosure->title, false, out);
		buf_add(out, S("</figcaption></figure>"));
		return;
	}
	if (!audio && !video) {
		buf_add(out, S("<p><a"));
		add_attribute(out, "href", enclosure->url);
		buf_char(out, '>');
		entity_encode(enclosure->title.n ? enclosure->title : enclosure->url, false, out);
		buf_add(out, S("</a></p>"));
		return;
	}
	buf_printf(out, "<%s controls", video ? "video" : "audio");
	add_attribute(out, "src", enclosure->url);
	add_attribute(out, "title", enclosure->title);
	if (enclosure->seconds)
		buf_printf(out, " data-duration=\"%u\"", enclosure->seconds);
	buf_printf(out, "></%s>", video ? "video" : "audio");
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
	for (uint32_t i = 0; i < entry->enclosure_count; i++)
		if (!is_in(entry->html, entry->enclosures[i].url) &&
			!str_eq(entry->enclosures[i].url, entry->image))
			add_enclosure(out, &entry->enclosures[i]);
}
