/* Feeds a harness its seeds and mutations of them; prints TAP. Arguments: files to feed instead. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "base/vec.h"
#include "fuzz.h"

enum { MUTATIONS = 400, MAX_SEED = 1 << 20 };

/* xorshift64: the same sequence on every machine. */
static uint64_t next(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

/* Bytes that mean something in markup, and some that are never right. */
static const char pieces[] = "<>&;\"'=/!?-[]{}:\0\x80\xff\xc2\xed";

static size_t mutate(char *bytes, size_t n, uint64_t *state)
{
	size_t at = (size_t)(next(state) % n), length = (size_t)(next(state) % 32) % (n - at);

	switch (next(state) % 5) {
	case 0:
		bytes[at] = pieces[next(state) % (sizeof pieces - 1)];
		return n;
	case 1:
		bytes[at] = (char)next(state);
		return n;
	case 2: /* cut off */
		return at;
	case 3: /* leave out */
		memmove(bytes + at, bytes + at + length, n - at - length);
		return n - length;
	default: /* repeat what stands elsewhere */
		memmove(bytes + at, bytes + (size_t)(next(state) % (n - length)), length);
		return n;
	}
}

static void feed(Str seed)
{
	uint64_t state = str_hash(seed) | 1;
	char *bytes = memory_alloc(seed.n);

	LLVMFuzzerTestOneInput((const uint8_t *)seed.s, seed.n);
	for (unsigned i = 0; i < MUTATIONS && seed.n; i++) {
		size_t n = seed.n;

		memcpy(bytes, seed.s, n);
		for (unsigned k = 0; k < 1 + i % 4 && n; k++)
			n = mutate(bytes, n, &state);
		LLVMFuzzerTestOneInput((const uint8_t *)bytes, n);
	}
	free(bytes);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool feed_file(const char *path)
{
	Buf bytes = {0};
	bool ok = file_read(path, MAX_SEED, &bytes, NULL);

	if (ok)
		feed(buf_str(&bytes));
	buf_drop(&bytes);
	return ok;
}

int main(int argc, char **argv)
{
	const char *top = getenv("srcdir"), *slash = strrchr(argv[0], '/');
	Arena *arena = arena_open();
	VEC(char *) paths = {0};
	const char *folder = arena_printf(arena, "%s/tests/fuzz/corpus/%s", top ? top : ".",
		slash ? slash + 1 : argv[0])
				     .s;
	DIR *dir = argc > 1 ? NULL : opendir(folder);
	struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		if (entry->d_name[0] != '.')
			*vec_push(&paths) =
				(char *)arena_printf(arena, "%s/%s", folder, entry->d_name).s;
	if (dir)
		closedir(dir);
	for (int i = 1; i < argc; i++)
		*vec_push(&paths) = argv[i];
	if (paths.count)
		qsort(paths.items, paths.count, sizeof *paths.items, by_name);
	printf("1..%zu\n", paths.count ? paths.count : 1);
	if (paths.count == 0)
		printf("not ok 1 - no seeds in %s\n", folder);
	for (size_t i = 0; i < paths.count; i++) {
		const char *name = strrchr(paths.items[i], '/');
		bool ok = feed_file(paths.items[i]);

		printf("%sok %zu - survives %s\n", ok ? "" : "not ", i + 1,
			name ? name + 1 : paths.items[i]);
	}
	vec_drop(&paths);
	arena_close(arena);
	return 0;
}
