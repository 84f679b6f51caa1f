/* config/takeover.h: newsboat's files: where they are, and how its `urls` and `config` become ours.
 * Nothing of newsboat's is changed, nothing of ours is overwritten. */
#ifndef LEDE_CONFIG_TAKEOVER_H
#define LEDE_CONFIG_TAKEOVER_H

#include "config/read.h"

/* NULL: there is no such file. */
typedef struct {
	const char *urls, *config, *cache;
} NewsboatFiles;

/* Where newsboat looks: its folders of the XDG standard, ~/.newsboat, ~/.newsbeuter; `config` may
 * name another cache. What is set already stays. False: nothing is there. In the arena. */
bool newsboat_files(Arena *arena, NewsboatFiles *files);

/* The file of downloads that newsboat and podboat share: beside the cache, or where that would be.
 * In the arena. */
const char *newsboat_queue(Arena *arena);

/* Appends each line with a feed that `urls` has not; to a file that is new, comments and empty
 * lines as well. *taken may be all there are; `dry`: they are counted alone. */
bool takeover_urls(const char *urls, const char *from, bool dry, size_t *taken, size_t *already,
	Err *err);

/* Something in the config that has no effect here, or is wrong. */
typedef struct {
	const char *path;
	unsigned line;
	Str why;
	bool wrong;
} NotTaken;
typedef struct {
	const NotTaken *items;
	size_t count;
	size_t lines; /* that are taken over */
	bool already; /* it was taken over before: nothing was written */
} TakenConfig;

/* What else is wrong with a config, "FILE:LINE: what" a line: who calls knows the actions and
 * colours there are. */
typedef void ConfigCheck(const Config *config, Arena *arena, Buf *problems);

/* All of that in a config, by file and line. In the arena. */
size_t takeover_told(const Config *config, ConfigCheck *check, Arena *arena, const NotTaken **out);

/* Copies the config to `to`, with comments before what is not taken over, and includes that from
 * `config`; a file `to` that is there is left as it is. The arena has the lists. */
bool takeover_config(const char *config, const char *to, const char *from, bool dry, Arena *arena,
	ConfigCheck *check, TakenConfig *out, Err *err);

#endif
