#include "config/ticks.h"

#include <stdio.h>

#include "base/buf.h"

enum { MAX_OUTPUT = 1 << 16 };

static const char *add_output(Str command, Arena *arena, Buf *out)
{
	Buf output = {0};
	FILE *pipe = popen(arena_strz(arena, command), "re");
	bool ok;

	if (!pipe)
		return "the command in backticks can't be run";
	while (!feof(pipe) && !ferror(pipe) && output.n < MAX_OUTPUT) {
		char *to = buf_room(&output, 4096);

		output.n += fread(to, 1, 4096, pipe);
	}
	ok = pclose(pipe) == 0;
	buf_add(out, str_trim(buf_str(&output)));
	buf_drop(&output);
	return ok ? NULL : "the command in backticks failed";
}

Str ticks_run(Str line, Arena *arena, const char **wrong)
{
	Buf out = {0};

	*wrong = NULL;
	if (str_find_char(line, '`') < 0)
		return line;
	for (size_t i = 0; i < line.n; i++) {
		const char *failure;
		ptrdiff_t end;

		if (line.s[i] == '\\' && i + 1 < line.n) {
			if (line.s[i + 1] != '`')
				buf_char(&out, '\\');
			buf_char(&out, line.s[++i]);
			continue;
		}
		end = line.s[i] == '`' ? str_find_char(str_from_at(line, i + 1), '`') : -1;
		if (end < 0) {
			buf_char(&out, line.s[i]);
			continue;
		}
		failure = add_output(str_slice(line, i + 1, (size_t)end), arena, &out);
		*wrong = failure ? failure : *wrong;
		i += (size_t)end + 1;
	}
	return buf_give(&out, arena);
}
