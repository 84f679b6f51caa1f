/* Sites that asked for peace are left in it by the next lede, too: what the fetcher knows of them
 * is kept in the library, a line for each. */
#include "base/log.h"
#include "engine/inside.h"

enum { MOST = 1000 };

static bool read_number(Str *line, int64_t *out)
{
	Str word;

	return str_word(line, &word) && str_number(word, out) && *out >= 0;
}

static bool read_rest(Str line, Rest *out)
{
	int64_t until, refused, shuts, status;

	if (!str_word(&line, &out->site) || !read_number(&line, &until) ||
		!read_number(&line, &refused) || !read_number(&line, &shuts) ||
		!read_number(&line, &status))
		return false;
	out->until = until;
	out->refused = (uint32_t)refused;
	out->shuts = (uint32_t)shuts;
	out->status = (int)status;
	return true;
}

void rests_read(Engine *engine)
{
	Arena *arena = arena_open();
	Str lines = S(""), line;
	Rest rest;
	Err err = {0};

	if (!library_value(engine->lib, S("resting"), arena, &lines, &err))
		log_line(LOG_WARNING, "%s", err.text);
	while (str_cut(&lines, '\n', &line))
		if (read_rest(line, &rest))
			fetcher_set_rest(engine->fetcher, &rest);
	arena_close(arena);
}

void rests_write(Engine *engine)
{
	Arena *arena = arena_open();
	const Rest *rests;
	size_t count = fetcher_rests(engine->fetcher, arena, &rests);
	Str before = S("");
	Buf lines = {0};
	Err err = {0};

	for (size_t i = 0; i < count && i < MOST; i++)
		buf_printf(&lines, "%.*s %lld %u %u %d\n", STR_ARG(rests[i].site),
			(long long)rests[i].until, rests[i].refused, rests[i].shuts,
			rests[i].status);
	if (!library_value(engine->lib, S("resting"), arena, &before, &err) ||
		(!str_eq(before, buf_str(&lines)) &&
			!library_set_value(engine->lib, S("resting"), buf_str(&lines), &err)))
		log_line(LOG_WARNING, "%s", err.text);
	buf_drop(&lines);
	arena_close(arena);
}
