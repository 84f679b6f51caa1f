#include "cli/outlines.h"

#include <stdlib.h>

#include "base/vec.h"

#define SITE "htmlUrl="

static bool has_line(Str lines, Str wanted)
{
	Str line;

	while (str_cut(&lines, '\n', &line))
		if (str_eq(line, wanted))
			return true;
	return false;
}

/* --- import ---------------------------------------------------------------------------------- */

static int by_url(const void *a, const void *b)
{
	const UrlsEntry *const *left = a, *const *right = b;
	int order = str_compare((*left)->url, (*right)->url);

	return order ? order : (*left > *right) - (*left < *right);
}

/* Of several outlines of a feed each may name another page. */
static Str with_site(const UrlsEntry *entry, Arena *arena)
{
	return arena_printf(arena, SITE "%.*s%s%.*s", STR_ARG(entry->site),
		entry->more.n ? "\n" : "", STR_ARG(entry->more));
}

Outlines outlines_worth(const UrlsEntry *entries, size_t count, Arena *arena)
{
	const UrlsEntry **sorted = arena_array(arena, count, sizeof *sorted);
	VEC(Outline) outlines = {0};

	for (size_t i = 0; i < count; i++)
		sorted[i] = &entries[i];
	if (count)
		qsort(sorted, count, sizeof(const UrlsEntry *), by_url);
	for (size_t i = 0, next; i < count; i = next) {
		bool more = false;

		for (next = i; next < count && str_eq(sorted[next]->url, sorted[i]->url); next++)
			more |= next > i || sorted[next]->more.n ||
				has_line(sorted[next]->tags, sorted[next]->folder);
		for (size_t j = i; more && j < next; j++)
			*vec_push_in(&outlines, arena) = (Outline){.url = sorted[j]->url,
				.folder = sorted[j]->folder,
				.title = sorted[j]->title,
				.tags = sorted[j]->tags,
				.more = next > i + 1 ? with_site(sorted[j], arena)
						     : sorted[j]->more};
	}
	return (Outlines){outlines.items, outlines.count};
}

/* --- export ---------------------------------------------------------------------------------- */

static const Outline *first_of(const Outlines *outlines, Str url)
{
	size_t from = 0, to = outlines->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (str_compare(outlines->items[middle].url, url) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return outlines->count ? outlines->items + from : NULL;
}

static bool is_of(const Outlines *outlines, const Outline *o, Str url)
{
	return o && o < outlines->items + outlines->count && str_eq(o->url, url);
}

/* The one in the folder that urls has for the feed. */
static const Outline *main_of(const Outlines *outlines, const Outline *first,
	const UrlsEntry *entry)
{
	for (const Outline *o = first; is_of(outlines, o, entry->url); o++)
		if (str_eq(o->folder, entry->folder))
			return o;
	return first;
}

static bool is_still_there(const Outline *o, const UrlsEntry *entry)
{
	return o->folder.n == 0 || str_eq(o->folder, entry->folder) ||
	       has_line(entry->tags, o->folder);
}

static void add_line(Buf *out, Str line)
{
	if (out->n)
		buf_char(out, '\n');
	buf_add(out, line);
}

/* Tags of the outline that the entry has still. In urls its folder is one of them. */
static void add_tags(Buf *out, const Outline *o, const UrlsEntry *entry)
{
	Str tags = o->tags, tag;

	while (str_cut(&tags, '\n', &tag))
		if (has_line(entry->tags, tag) || str_eq(entry->folder, tag))
			add_line(out, tag);
}

/* And those that no outline gave it, be it as a folder. */
static void add_own_tags(Buf *out, const Outlines *outlines, const Outline *first,
	const UrlsEntry *entry)
{
	Str tags = entry->tags, tag;

	while (str_cut(&tags, '\n', &tag)) {
		bool given = false;

		for (const Outline *o = first; is_of(outlines, o, entry->url); o++)
			given |= str_eq(o->folder, tag) || has_line(o->tags, tag);
		if (!given)
			add_line(out, tag);
	}
}

static Str tags_of(const Outlines *outlines, const Outline *first, const Outline *o,
	const UrlsEntry *entry, Arena *arena)
{
	Buf out = {0};

	add_tags(&out, o, entry);
	add_own_tags(&out, outlines, first, entry);
	return buf_give(&out, arena);
}

/* What the outline says by itself. The title and text of one that was given another title since are
 * that title. */
static void take_own(OpmlFeed *out, const Outline *o, const Outline *first, bool renamed,
	Arena *arena)
{
	Str more = o->more, line;
	Buf rest = {0};

	while (str_cut(&more, '\n', &line))
		if (str_starts(line, S(SITE)))
			out->site = str_from_at(line, sizeof SITE - 1);
		else if (!renamed || !str_starts(line, S("text=")))
			add_line(&rest, line);
	out->more = buf_give(&rest, arena);
	if (!renamed && !str_eq(o->title, first->title))
		out->title = o->title;
}

size_t outlines_most(const Outlines *outlines, size_t entries)
{
	return outlines->count + entries;
}

size_t outlines_of(const Outlines *outlines, const UrlsEntry *entry, OpmlFeed plain, Arena *arena,
	OpmlFeed *out)
{
	const Outline *first = first_of(outlines, entry->url), *main;
	size_t n = 0;
	bool renamed;

	out[n++] = plain;
	if (!is_of(outlines, first, entry->url))
		return n;
	main = main_of(outlines, first, entry);
	renamed = !str_eq(first->title, entry->title);
	out[0].tags = tags_of(outlines, first, main, entry, arena);
	take_own(&out[0], main, first, renamed, arena);
	for (const Outline *o = first; is_of(outlines, o, entry->url); o++) {
		if (o == main || !is_still_there(o, entry))
			continue;
		out[n] = plain;
		out[n].folder = o->folder;
		out[n].tags = tags_of(outlines, first, o, entry, arena);
		take_own(&out[n++], o, first, renamed, arena);
	}
	return n;
}
