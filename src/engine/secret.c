/* Names, passwords and tokens that do not stand in the config itself. */
#include <stdlib.h>

#include "engine/inside.h"

enum {
	MAX_SECRET = 64 << 10,
	PATIENCE_MS = 60000, /* somebody may have to type the password of a keeper of passwords */
	AGAIN_S = 60,        /* one that failed is not asked for again before */
};

/* Who waits for it. */
typedef struct {
	SecretDone *done;
	void *user;
} Waiter;

typedef struct Secret {
	struct Secret *next;
	Str command, value;
	Secrets *owner;
	bool known, running;
	int64_t failed; /* when; 0: it did not */
	Err err;
	VEC(Waiter) waiters;
} Secret;

struct Secrets {
	Engine *engine;
	Arena *arena;
	Secret *first;
};

Secrets *secrets_open(Engine *engine)
{
	Arena *arena = arena_open();
	Secrets *secrets = arena_alloc(arena, sizeof *secrets);

	secrets->engine = engine;
	secrets->arena = arena;
	return secrets;
}

void secrets_close(Secrets *secrets)
{
	if (!secrets)
		return;
	for (Secret *secret = secrets->first; secret; secret = secret->next)
		vec_drop(&secret->waiters);
	arena_close(secrets->arena);
}

static Secret *secret_of(Secrets *secrets, Str command)
{
	Secret *secret = secrets->first;

	while (secret && !str_eq(secret->command, command))
		secret = secret->next;
	if (secret)
		return secret;
	secret = arena_alloc(secrets->arena, sizeof *secret);
	secret->owner = secrets;
	secret->command = arena_str(secrets->arena, command);
	secret->next = secrets->first;
	secrets->first = secret;
	return secret;
}

static bool from_environment(Str name, Arena *arena, Str *out, Err *err)
{
	const char *value = getenv(arena_strz(arena, name));

	*out = arena_str(arena, str_from(value));
	return value ||
	       err_set(err, ERR_USER, 0, "the config wants a secret from $%.*s, which is not set",
		       STR_ARG(name));
}

SecretState secret_look(Secrets *secrets, Str source, Arena *arena, Str *out, Err *err)
{
	Str command = S("command:"), environment = S("env:");
	const Secret *secret;

	*out = source;
	if (str_starts(source, environment))
		return from_environment(str_from_at(source, environment.n), arena, out, err)
			       ? SECRET_KNOWN
			       : SECRET_NONE;
	if (!str_starts(source, command))
		return SECRET_KNOWN;
	secret = secret_of(secrets, str_trim(str_from_at(source, command.n)));
	*out = secret->value;
	if (secret->known)
		return SECRET_KNOWN;
	if (secret->running || engine_now() - secret->failed >= AGAIN_S)
		return SECRET_TO_ASK;
	*err = secret->err;
	return SECRET_NONE;
}

/* The first line, as keepers of passwords have it. */
static void answered(void *user, Str output, const Err *err)
{
	Secret *secret = user;
	Str line = {0};

	secret->running = false;
	secret->err = *err;
	str_cut(&output, '\n', &line);
	line = str_trim(line);
	if (err->kind == ERR_NONE && line.n == 0)
		err_set(&secret->err, ERR_USER, 0,
			"the command of the config that tells a secret printed nothing");
	secret->known = secret->err.kind == ERR_NONE;
	secret->failed = secret->known ? 0 : engine_now();
	if (secret->known)
		secret->value = arena_str(secret->owner->arena, line);
	while (secret->waiters.count) {
		Waiter waiter = secret->waiters.items[--secret->waiters.count];

		waiter.done(waiter.user);
	}
}

void secret_ask(Secrets *secrets, Str source, SecretDone *done, void *user)
{
	Secret *secret = secret_of(secrets, str_trim(str_from_at(source, S("command:").n)));
	Program program = {.command = secret->command,
		.max_bytes = MAX_SECRET,
		.timeout_ms = PATIENCE_MS};

	*vec_push(&secret->waiters) = (Waiter){done, user};
	if (!secret->running)
		program_start(secrets->engine->programs, &program, answered, secret);
	secret->running = true;
}

void secret_forget(Secrets *secrets, void *user)
{
	for (Secret *secret = secrets->first; secret; secret = secret->next)
		for (size_t i = secret->waiters.count; i-- > 0;)
			if (secret->waiters.items[i].user == user)
				secret->waiters.items[i] =
					secret->waiters.items[--secret->waiters.count];
}
