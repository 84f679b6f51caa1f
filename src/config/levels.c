#include "config/levels.h"

#include "base/vec.h"
#include "config/moved.h"

enum { BUCKETS = 256 };

typedef struct {
	const Option *option;
	Str value;
} Setting;

/* Whoever has options of its own. */
typedef struct Owner {
	struct Owner *next; /* in its bucket */
	Level level;
	Str whose;
	VEC(Setting) settings;
} Owner;

struct Levels {
	Arena *arena;
	Options base;  /* LEVEL_INITIAL and LEVEL_CONFIG */
	Owner *config; /* which of them are the config's */
	Owner *session;
	VEC(Owner *) owners; /* of feeds and folders, also of feeds in this run */
	Owner *buckets[BUCKETS];
};

static Owner *new_owner(Levels *levels, Level level, Str whose)
{
	Owner *owner = arena_alloc(levels->arena, sizeof *owner);

	owner->level = level;
	owner->whose = arena_str(levels->arena, whose);
	return owner;
}

Levels *levels_new(Arena *arena)
{
	Levels *levels = arena_alloc(arena, sizeof *levels);

	levels->arena = arena;
	options_init(&levels->base);
	levels->config = new_owner(levels, LEVEL_CONFIG, S(""));
	levels->session = new_owner(levels, LEVEL_SESSION, S(""));
	return levels;
}

static size_t bucket_of(Level level, Str whose)
{
	return (str_hash(whose) + level) % BUCKETS;
}

/* NULL if it has nothing of its own. */
static const Owner *owner_of(const Levels *levels, Level level, Str whose)
{
	const Owner *owner;

	if (level == LEVEL_CONFIG)
		return levels->config;
	if (whose.n == 0)
		return level == LEVEL_SESSION ? levels->session : NULL;
	owner = levels->buckets[bucket_of(level, whose)];
	while (owner && (owner->level != level || !str_eq(owner->whose, whose)))
		owner = owner->next;
	return owner;
}

static Owner *owner_made(Levels *levels, Level level, Str whose)
{
	Owner *owner = (Owner *)owner_of(levels, level, whose), **bucket;

	if (owner)
		return owner;
	owner = new_owner(levels, level, whose);
	bucket = &levels->buckets[bucket_of(level, whose)];
	owner->next = *bucket;
	*bucket = owner;
	*vec_push_in(&levels->owners, levels->arena) = owner;
	return owner;
}

static Setting *setting_of(const Owner *owner, const Option *option)
{
	for (size_t i = 0; owner && i < owner->settings.count; i++)
		if (owner->settings.items[i].option == option)
			return &owner->settings.items[i];
	return NULL;
}

/* --- setting ---------------------------------------------------------------------------------- */

static bool refuse(Level level, const Option *option, Err *err)
{
	const char *name = option->name;

	if (!(option->where & (ON_CONFIG | ON_FOLDER)))
		return err_set(err, ERR_USER, 0,
			"%s is set for one feed alone: feed ADDRESS %s VALUE", name, name);
	if (!(option->where & ON_CONFIG))
		return err_set(err, ERR_USER, 0,
			"%s is set for a feed or a folder: feed ADDRESS %s VALUE", name, name);
	return err_set(err, ERR_USER, 0, "%s can't be set for %s alone; for all: %s VALUE", name,
		level == LEVEL_FOLDER ? "a folder" : "a feed", name);
}

bool levels_set(Levels *levels, Level level, Str whose, const Option *option, Str value, Err *err)
{
	Options probe = levels->base;
	Setting *setting;
	Owner *owner;
	/* For one feed, in this run: as if it stood in the file. */
	Level asked = level == LEVEL_SESSION && whose.n ? LEVEL_FEED : level;

	if (level != LEVEL_CONFIG && level != LEVEL_SESSION && whose.n == 0)
		return err_set(err, ERR_USER, 0, "this needs the name of a feed or folder");
	if (!(option->where & 1U << asked))
		return refuse(asked, option, err);
	if (!option_set(&probe, option, value, err))
		return false;
	owner = level == LEVEL_CONFIG ? levels->config : owner_made(levels, level, whose);
	setting = setting_of(owner, option);
	if (!setting) {
		setting = vec_push_in(&owner->settings, levels->arena);
		setting->option = option;
	}
	if (option->type == OPTION_HEADERS && setting->value.n && level != LEVEL_SESSION)
		setting->value = arena_printf(levels->arena, "%.*s\n%.*s", STR_ARG(setting->value),
			STR_ARG(value));
	else
		setting->value = arena_str(levels->arena, value);
	if (level == LEVEL_CONFIG)
		option_set(&levels->base, option, setting->value, NULL);
	return true;
}

void levels_move(Levels *levels, Str from, Str to)
{
	static const Level kinds[] = {LEVEL_FEED, LEVEL_SESSION};

	for (size_t k = 0; k < COUNT(kinds); k++) {
		const Owner *owner = from.n ? owner_of(levels, kinds[k], from) : NULL;

		for (size_t i = 0; owner && i < owner->settings.count; i++) {
			const Setting *setting = &owner->settings.items[i];

			levels_unset(levels, kinds[k], to, setting->option);
			if (moved_follows(setting->option, from, to))
				levels_set(levels, kinds[k], to, setting->option, setting->value,
					NULL);
		}
	}
}

void levels_unset(Levels *levels, Level level, Str whose, const Option *option)
{
	Owner *owner = (Owner *)owner_of(levels, level, whose);
	Setting *setting = setting_of(owner, option);

	if (setting)
		*setting = owner->settings.items[--owner->settings.count];
}

static void copy_owner(Levels *to, const Owner *owner)
{
	for (size_t i = 0; i < owner->settings.count; i++) {
		const Setting *setting = &owner->settings.items[i];

		levels_set(to, owner->level, owner->whose, setting->option, setting->value, NULL);
	}
}

Levels *levels_copy(const Levels *levels, Arena *arena)
{
	Levels *copy = levels_new(arena);

	copy_owner(copy, levels->config);
	copy_owner(copy, levels->session);
	for (size_t i = 0; i < levels->owners.count; i++)
		copy_owner(copy, levels->owners.items[i]);
	return copy;
}

/* --- asking ----------------------------------------------------------------------------------- */

/* The next folder around one, from the outermost: "News", then "News/Local". */
static bool folder_next(Str folder, size_t *end)
{
	if (*end >= folder.n)
		return false;
	*end += *end > 0;
	while (*end < folder.n && folder.s[*end] != '/')
		++*end;
	return true;
}

/* They were checked when they were set. */
static void apply(const Owner *owner, Options *out)
{
	for (size_t i = 0; owner && i < owner->settings.count; i++)
		option_set(out, owner->settings.items[i].option, owner->settings.items[i].value,
			NULL);
}

void levels_options(const Levels *levels, Str url, Str folder, Options *out)
{
	*out = levels->base;
	if (levels->owners.count) {
		for (size_t end = 0; folder_next(folder, &end);)
			apply(owner_of(levels, LEVEL_FOLDER, str_slice(folder, 0, end)), out);
		apply(owner_of(levels, LEVEL_FEED, url), out);
	}
	apply(levels->session, out);
	if (levels->owners.count && url.n)
		apply(owner_of(levels, LEVEL_SESSION, url), out);
}

static bool is_from(const Levels *levels, Level level, Str whose, const Option *option, Str *name)
{
	const Owner *owner = owner_of(levels, level, whose);

	if (!setting_of(owner, option))
		return false;
	*name = owner->whose;
	return true;
}

Level levels_source(const Levels *levels, Str url, Str folder, const Option *option, Str *whose)
{
	bool found = false;

	*whose = S("");
	if (is_from(levels, LEVEL_SESSION, url, option, whose) ||
		is_from(levels, LEVEL_SESSION, S(""), option, whose))
		return LEVEL_SESSION;
	if (is_from(levels, LEVEL_FEED, url, option, whose))
		return LEVEL_FEED;
	for (size_t end = 0; folder_next(folder, &end);)
		found |= is_from(levels, LEVEL_FOLDER, str_slice(folder, 0, end), option, whose);
	if (found)
		return LEVEL_FOLDER;
	return setting_of(levels->config, option) ? LEVEL_CONFIG : LEVEL_INITIAL;
}

bool levels_owner(const Levels *levels, size_t nth, Level *level, Str *whose)
{
	for (size_t i = 0; i < levels->owners.count; i++) {
		const Owner *owner = levels->owners.items[i];

		if (owner->level == LEVEL_SESSION || nth-- > 0)
			continue;
		*level = owner->level;
		*whose = owner->whose;
		return true;
	}
	return false;
}
