/* lede undo: takes back what was done to articles and to `urls`, or does it again. */
#include <stdlib.h>

#include "base/date.h"
#include "base/path.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "config/moved.h"
#include "engine/subscribe.h"

static int list_steps(Library *lib, Arena *arena, Err *err)
{
	const Step *steps;
	size_t count;

	if (!library_steps(lib, arena, &steps, &count, err))
		return command_failed(err);
	for (size_t i = 0; i < count; i++)
		printf("%.*s\t%s\t%.*s\n",
			STR_ARG(date_format(steps[i].time, "%Y-%m-%d %H:%M", arena)),
			steps[i].undone ? "undone" : "done", STR_ARG(step_text(&steps[i], arena)));
	if (count == 0)
		fputs("lede undo: nothing was done yet\n", stderr);
	return DONE;
}

/* A change of `urls`: if the file can't be changed, the step stays as it was. */
static bool turn_urls(const Session *session, Library *lib, const Step *step, bool back, Err *err)
{
	const UrlsChange *change = &step->urls;
	Str from = back ? change->after : change->url, to = back ? change->url : change->after;
	IdList none;
	Step again;
	size_t moved, left;

	if (!subscribe_turn(lib, session->urls_path, change, back, err)) {
		(back ? library_redo : library_undo)(lib, session->arena, &again, &none, NULL);
		return false;
	}
	if (change->kind == URLS_MOVED)
		return moved_in_config(path_config(session->arena, "config"), from, to, &moved,
			&left, err);
	return subscribe(lib, session->urls_path, err);
}

static int turn(const Session *session, Library *lib, bool back, int64_t count, Err *err)
{
	Arena *arena = session->arena;

	for (int64_t i = 0; i < count; i++) {
		IdList changed;
		Step step;

		if (!(back ? library_undo : library_redo)(lib, arena, &step, &changed, err))
			return command_failed(err);
		free(changed.ids);
		if (step.id == 0) {
			fprintf(stderr, "lede undo: nothing to %s\n", back ? "undo" : "do again");
			return COULD_NOT;
		}
		if (step.urls.kind && !turn_urls(session, lib, &step, back, err))
			return command_failed(err);
		printf("%s: %.*s\n", back ? "undone" : "done again",
			STR_ARG(step_text(&step, arena)));
	}
	return DONE;
}

static int run(const Session *session, bool list, bool redo, int64_t count)
{
	Err err;
	Library *lib = session_library(session, &err);
	int status;

	if (!lib)
		return command_failed(&err);
	status = list ? list_steps(lib, session->arena, &err)
		      : turn(session, lib, !redo, count, &err);
	library_close(lib);
	return status;
}

int run_undo(int argc, char **argv)
{
	bool list = false, redo = false;
	const CommandFlag flags[] = {{"list", NULL, &list}, {"redo", NULL, &redo}};
	int64_t count = 1;
	Session session;
	int status = COULD_NOT;
	Err err;

	argc = command_flags(argc, argv, flags, COUNT(flags));
	if (argc == 0)
		return MISUSED;
	if (argc > 2 ||
		(argc == 2 && (list || !str_number(str_from(argv[1]), &count) || count < 1)))
		return command_misused(argv[0], "it takes the number of steps");
	if (session_open(&session, &err)) {
		status = run(&session, list, redo, count);
		session_close(&session);
	} else {
		command_failed(&err);
	}
	return status;
}
