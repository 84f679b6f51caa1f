#include "model/mark.h"

#include "base/buf.h"

static const struct {
	uint32_t flag;
	bool on;
	const char *is, *done; /* "3 articles are …"; "… 3 articles" */
} words[] = {
	{ITEM_UNREAD, false, "read", "read"},
	{ITEM_UNREAD, true, "unread", "marked unread"},
	{ITEM_STARRED, true, "starred", "starred"},
	{ITEM_STARRED, false, "without a star", "took the star off"},
	{ITEM_LATER, true, "kept for later", "kept for later"},
	{ITEM_LATER, false, "no longer kept for later", "kept no longer"},
	{ITEM_DELETED, true, "deleted", "deleted"},
	{ITEM_DELETED, false, "back", "brought back"},
	{ITEM_MUTED, true, "muted", "muted"},
	{ITEM_MUTED, false, "muted no longer", "muted no longer"},
};

static bool is_called(Str tag, Str name)
{
	if (tag.n != name.n)
		return false;
	for (size_t i = 0; i < tag.n; i++)
		if (char_lower(tag.s[i]) != char_lower(name.s[i]) &&
			(tag.s[i] != ' ' || name.s[i] != '_'))
			return false;
	return true;
}

bool tags_have(Str tags, Str name)
{
	Str tag;

	while (str_cut(&tags, '\n', &tag))
		if (is_called(tag, name))
			return true;
	return false;
}

Str mark_state(const Mark *mark, uint64_t count, Arena *arena)
{
	const char *be = count == 1 ? "is" : "are";

	for (size_t i = 0; i < COUNT(words) && mark->flag; i++)
		if (words[i].flag == mark->flag && words[i].on == mark->on)
			return arena_printf(arena, "%s %s", be, words[i].is);
	return arena_printf(arena, "%s %s \"%.*s\"", be, mark->on ? "tagged" : "no longer tagged",
		STR_ARG(mark->tag));
}

Str mark_text(const Mark *mark, uint64_t count, Arena *arena)
{
	Str what = arena_printf(arena, "%s \"%.*s\"", mark->on ? "tagged" : "took off the tag",
		STR_ARG(mark->tag));
	Buf out = {0};

	for (size_t i = 0; i < COUNT(words) && mark->flag; i++)
		if (words[i].flag == mark->flag && words[i].on == mark->on)
			what = str_from(words[i].done);
	buf_add(&out, what);
	if (count == 0)
		buf_add(&out, S(" nothing yet"));
	else if (count != 1)
		buf_printf(&out, " %llu articles", (unsigned long long)count);
	if (mark->of.n) {
		buf_add(&out, S(": "));
		buf_add(&out, mark->of);
	}
	what = buf_take(&out, arena);
	buf_drop(&out);
	return what;
}

Str step_text(const Step *step, Arena *arena)
{
	static const char *const done[] = {
		[URLS_NONE] = "",
		[URLS_ADDED] = "subscribed",
		[URLS_REMOVED] = "unsubscribed",
		[URLS_MOVED] = "gave a new address",
		[URLS_TAGGED] = "changed folder, tags or title",
	};

	if (step->urls.kind == URLS_NONE)
		return mark_text(&step->mark, step->count, arena);
	return arena_printf(arena, "%s: %.*s", done[step->urls.kind], STR_ARG(step->mark.of));
}
