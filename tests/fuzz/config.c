/* Any bytes as the files of a reader: `config`, `urls`, a theme, rules for a site, newsboat's
 * operations. A feed that is taken out of `urls` and put back leaves the file as it was. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/path.h"
#include "config/read.h"
#include "config/urls.h"
#include "feed/reader/rules.h"
#include "fuzz.h"
#include "view/theme.h"

static bool is_as(const char *path, Str wanted)
{
	Buf bytes = {0};
	bool same = file_read(path, SIZE_MAX, &bytes, NULL) && str_eq(buf_str(&bytes), wanted);

	buf_drop(&bytes);
	return same;
}

static void check_urls(const char *path, Str text, Arena *arena)
{
	const UrlsEntry *entries;
	size_t count, lines;
	bool there;

	if (!urls_read(path, arena, &entries, &count, NULL))
		return;
	for (size_t i = 0; i < count && i < 4; i++) {
		if (!urls_has(path, entries[i].url, &there, NULL) || !there ||
			!urls_remove(path, entries[i].url, &lines, NULL) ||
			!urls_has(path, entries[i].url, &there, NULL) || there ||
			!urls_restore(path, entries[i].url, lines, NULL) || !is_as(path, text))
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static char path[64];
	Arena *arena = arena_open();
	Str text = str_of((const char *)bytes, n);
	Config config;
	Err err;

	/* Neither commands nor files of this machine are to be tried. */
	if (!path[0])
		snprintf(path, sizeof path, "%s/lede-fuzz-%d",
			access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp", (int)getpid());
	if (str_find(text, S("include")) >= 0 || str_find_char(text, '`') >= 0 ||
		!file_write(path, text, NULL))
		goto out;
	if (!config_read(path, arena, &config, &err))
		abort();
	for (size_t i = 0; i < config.binding_count; i++)
		if (config.bindings[i].line == 0)
			abort();
	check_urls(path, text, arena);
	unlink(path);
	theme_parse(text, "theme", arena, &err);
	rules_read(text, arena, &err);
	operations_read(text, arena);
out:
	arena_close(arena);
	return 0;
}
