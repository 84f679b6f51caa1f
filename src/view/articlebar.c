/* The lines around an article: what it is, how far one is, what keys do. */
#include "base/url.h"
#include "base/utf8.h"
#include "view/app.h"
#include "view/article.h"
#include "view/shelf.h"
#include "view/status.h"

Str article_place(const Screen *s, Arena *arena)
{
	const Reader *r = article_reader(s);
	const Doc *doc = article_doc(r);
	Str name = str_trim(r->feed);

	if (name.n == 0 && doc)
		name = doc_str(doc, doc->site);
	if (name.n == 0)
		name = url_site(r->address);
	if (name.n == 0)
		name = str_from_at(r->address, (size_t)(str_rfind_char(r->address, '/') + 1));
	if (name.n == 0)
		return r->folder;
	return r->folder.n ? arena_printf(arena, "%.*s ▸ %.*s", STR_ARG(name), STR_ARG(r->folder))
			   : name;
}

Str article_title_line(const Screen *s, Arena *arena)
{
	const Reader *r = article_reader(s);
	const Doc *doc = article_doc(r);
	const Feed *feed = r->feed_id ? shelf_feed(s->app->shelf, r->feed_id) : NULL;
	Str format = s->app->options->article_title;
	TitleParts parts = {.title = doc && doc->title.len ? doc_str(doc, doc->title) : r->title,
		.address = r->address};

	if (feed) {
		parts.unread = feed->unread;
		parts.total = feed->total;
	}
	return format.n ? status_title(s, format, &parts, arena) : S("");
}

/* What is said of the text as long as there is room, the most important first. */
Str article_note(const Screen *s, Arena *arena)
{
	const Reader *r = article_reader(s);
	const Doc *doc = article_doc(r);
	Str parts[] = {
		r->ticket && r->wants_full ? S("fetching the full text…")
		: r->ticket                ? doc ? S("fetching…") : S("loading…")
			       : r->plainly ? S("as it was; r: what was changed")
		: r->version               ? S("what was changed; r: as it was")
		: r->shown == TEXT_FULL    ? S("full text")
					   : S(""),
		r->flags & ITEM_STARRED ? S("★") : S(""),
		r->flags & ITEM_LATER ? S("later") : S(""),
		r->tags,
		r->flags & ITEM_UNREAD ? S("● unread") : S(""),
		r->words ? arena_printf(arena, "%u min", minutes_to_read(r->words)) : S(""),
		r->words ? count_of(r->words, "word", "words", arena) : S(""),
	};
	size_t room = (size_t)s->cols * 6 / 10;
	Str result = S("");

	for (size_t i = 0; i < COUNT(parts); i++) {
		Str more = result.n && parts[i].n ? arena_printf(arena, "%.*s · %.*s",
							    STR_ARG(result), STR_ARG(parts[i]))
						  : parts[i];

		if (parts[i].n && utf8_width(more) <= room)
			result = more;
	}
	return result;
}

Str article_position(const Screen *s, Arena *arena)
{
	const Pager *p = &article_reader(s)->pager;

	if (!p->lines)
		return S("");
	return p->rest ? S("1/…")
		       : arena_printf(arena, "%zu/%zu", pager_page(p) + 1, p->page_count);
}

Str article_context(const Screen *s, Arena *arena)
{
	const Reader *r = article_reader(s);
	const Find *find = &r->pager.find;
	const Doc *doc = article_doc(r);
	Str preview = follow_preview(r, arena);

	if (preview.n)
		return preview;
	if (find->lit && !find->by_words)
		return arena_printf(arena,
			find->needle.n ? "“%.*s” %zu of %zu" : "%.*shit %zu of %zu",
			STR_ARG(find->needle), find->hit + 1, find->hit_count);
	return doc && doc->title.len ? doc_str(doc, doc->title) : r->title;
}

Str article_remains(const Screen *s, Arena *arena)
{
	const Reader *r = article_reader(s);
	uint64_t words = r->words;

	if (!r->pager.lines)
		return S("");
	if (pager_at_end(&r->pager))
		return S("end");
	words = words * (uint64_t)(100 - pager_percent(&r->pager)) / 100;
	return arena_printf(arena, "%u min left", minutes_to_read(words));
}

int article_percent(const Screen *s)
{
	const Pager *p = &article_reader(s)->pager;

	return p->lines ? pager_percent(p) : -1;
}

Str article_hint_line(const Screen *s, Arena *arena)
{
	const Reader *r = article_reader(s);
	const Pager *p = &r->pager;
	const Doc *doc = article_doc(r);
	size_t count = p->lines ? p->lines->link_count : 0;
	Buf out = {0};

	if (hints_are_on(&r->hints))
		return S("a-z=open Esc=cancel");
	if (pager_focused(p) != NONE)
		return S("open fetch-page copy focus-next/focus-previous hints links back");
	if (s->lit)
		return S("n/N=next/previous-hit Esc=unlight next-page page-up back");
	buf_add(&out, p->lines && pager_at_end(p) && r->list ? S("next-page=next-unread page-up ")
							     : S("next-page page-up "));
	if (p->lines && pager_is_wide(p))
		buf_add(&out, S("left/right "));
	if (count == 1)
		buf_add(&out, S("1=link "));
	else if (count > 1)
		buf_printf(&out, "1-%zu=link hints links ", count < 9 ? count : 9);
	buf_add(&out, r->list ? S("back=list ") : S("back "));
	if (app_is_ahead(s->app))
		buf_add(&out, S("forward "));
	if (doc && doc->image_count)
		buf_add(&out, S("picture "));
	if (r->id)
		buf_add(&out, S("full-text star "));
	buf_add(&out, S("browse "));
	if (r->list)
		buf_add(&out, S("next-article/previous-article "));
	return buf_take(&out, arena);
}
