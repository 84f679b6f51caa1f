/* lede doctor library: whether the file is sound, and what stands in it fits together. */
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/doctor.h"

/* SQLite's codes for a file that can't be read as a database. */
enum { CORRUPT = 11, NOT_A_DATABASE = 26 };

static bool is_damage(const Err *err)
{
	int code = err->code & 0xff;

	return err->kind == ERR_STORE && (code == CORRUPT || code == NOT_A_DATABASE);
}

static void tell_count(uint64_t n, const char *one, const char *many)
{
	if (n)
		printf("  %llu %s\n", (unsigned long long)n, n == 1 ? one : many);
}

static void tell(const Ailments *what)
{
	tell_count(what->counts, "feed has wrong counts", "feeds have wrong counts");
	tell_count(what->orphans, "row belongs to an article that is not there",
		"rows belong to articles that are not there");
	tell_count(what->hollow, "article has lost its text; its feed may still have it",
		"articles have lost their text; their feeds may still have it");
	if (what->words)
		puts("  the index of words is damaged");
	if (what->fixed)
		puts("  the file can't give room back to the disk: an older lede made it");
}

static bool is_well(const Ailments *what)
{
	return what->counts == 0 && what->orphans == 0 && what->hollow == 0 && !what->words &&
	       !what->fixed;
}

static bool index_all(Library *lib, Err *err)
{
	uint64_t left = 0;

	do
		if (!library_index(lib, 1000, NULL, &left, err))
			return false;
	while (left);
	return true;
}

static int mend(const Doctor *doctor, Library *lib, const Ailments *what)
{
	Ailments after;
	Err err;

	if (!doctor->apply && !doctor_may(doctor, "Put this right?")) {
		puts("  nothing was changed; lede doctor --apply library puts it right");
		return COULD_NOT;
	}
	if (!library_claim(lib, &err) || !library_mend(lib, what, &err) ||
		(what->words && !index_all(lib, &err)) || !library_examine(lib, &after, &err))
		return command_failed(&err);
	if (library_copy(lib))
		printf("  as it was before, it is kept as %s\n", library_copy(lib));
	puts(is_well(&after) ? "  all of it was put right" : "  not all of it could be put right:");
	tell(&after);
	return is_well(&after) ? DONE : COULD_NOT;
}

static int salvage(const Doctor *doctor, const char *path, const char *why)
{
	Arena *arena = doctor->session->arena;
	Salvage saved;
	Str kept;
	Err err;

	printf("library: %s is damaged: %s\n", path, why);
	if (!doctor->apply &&
		!doctor_may(doctor, "Take what can be read into a new one (no other lede may "
				    "run), and keep the old one beside it?")) {
		puts("  nothing was changed; lede doctor --apply library takes what can be read "
		     "into a new one");
		return COULD_NOT;
	}
	if (!library_salvage(path, &saved, arena, &kept, &err))
		return command_failed(&err);
	printf("  %llu feed%s, %llu article%s and the texts of %llu were taken into a new one\n"
	       "  the damaged one is kept as %.*s\n",
		(unsigned long long)saved.feeds, saved.feeds == 1 ? "" : "s",
		(unsigned long long)saved.articles, saved.articles == 1 ? "" : "s",
		(unsigned long long)saved.texts, STR_ARG(kept));
	return DONE;
}

static int tell_sum(Library *lib, const char *path, Arena *arena)
{
	struct stat about = {0};
	const Feed *feeds;
	size_t count = 0;
	uint64_t total = 0;
	Err err;

	if (!library_feeds(lib, arena, &feeds, &count, &err))
		return command_failed(&err);
	for (size_t i = 0; i < count; i++)
		total += feeds[i].total;
	stat(path, &about);
	printf("library: sound; %llu article%s in %zu feed%s, %.1f MB\n", (unsigned long long)total,
		total == 1 ? "" : "s", count, count == 1 ? "" : "s", (double)about.st_size / 1e6);
	return DONE;
}

/* DAMAGED: the file itself is, *why says how. */
enum { DAMAGED = -1 };

static int look(const Doctor *doctor, Library *lib, const char *path, const char **why)
{
	Arena *arena = doctor->session->arena;
	Ailments what;
	bool sound = false, looked;
	Str found = S("");
	Err err = {0};

	looked = library_sound(lib, &sound, arena, &found, &err);
	if (looked && sound && library_examine(lib, &what, &err)) {
		if (is_well(&what))
			return tell_sum(lib, path, arena);
		printf("library: %s\n", path);
		tell(&what);
		return mend(doctor, lib, &what);
	}
	if (!(looked && !sound) && !is_damage(&err))
		return command_failed(&err);
	*why = arena_strz(arena, looked && !sound ? found : str_from(err.text));
	return DAMAGED;
}

int doctor_library(const Doctor *doctor)
{
	const char *path = doctor->session->library_path, *why = NULL;
	Library *lib;
	int status;
	Err err = {0};

	if (access(path, F_OK) != 0) {
		puts("library: there is none yet; lede update makes one");
		return DONE;
	}
	lib = library_open(path, LIBRARY_WRITE, &err);
	if (!lib)
		return is_damage(&err) ? salvage(doctor, path, err.text) : command_failed(&err);
	status = look(doctor, lib, path, &why);
	/* Closed before another file takes its place. */
	library_close(lib);
	return status == DAMAGED ? salvage(doctor, path, why) : status;
}
