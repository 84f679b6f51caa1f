/* lede doctor: looks for what is wrong, explains it, and mends what it may. */
#include "cli/doctor.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"

static const struct {
	const char *name;
	int (*run)(const Doctor *doctor);
} checks[] = {
	{"config", doctor_config},
	{"feeds", doctor_feeds},
	{"library", doctor_library},
};

bool doctor_may(const Doctor *doctor, const char *question)
{
	char answer[32];

	if (!doctor->asks)
		return false;
	printf("  %s [y/N] ", question);
	fflush(stdout);
	return fgets(answer, sizeof answer, stdin) && (answer[0] == 'y' || answer[0] == 'Y');
}

static bool is_wanted(const char *name, int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], name) == 0)
			return true;
	return argc == 1;
}

static bool is_check(const char *word)
{
	for (size_t i = 0; i < COUNT(checks); i++)
		if (strcmp(word, checks[i].name) == 0)
			return true;
	return false;
}

static int no_check(const char *command, const char *name)
{
	Near near = near_of(str_from(name));

	for (size_t i = 0; i < COUNT(checks); i++)
		near_try(&near, str_from(checks[i].name));
	return command_misused(command, "it does not know \"%s\"%s", name, near_hint(&near, ""));
}

int run_doctor(int argc, char **argv)
{
	Session session;
	Doctor doctor = {.session = &session,
		.asks = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO)};
	const CommandFlag flags[] = {{"apply", NULL, &doctor.apply}};
	int status = DONE;
	Err err;

	argc = command_flags(argc, argv, flags, COUNT(flags));
	if (argc == 0)
		return MISUSED;
	for (int i = 1; i < argc; i++)
		if (!is_check(argv[i]))
			return no_check(argv[0], argv[i]);
	if (!session_read(&session, &err))
		return command_failed(&err);
	session.examines = true;
	for (size_t i = 0; i < COUNT(checks); i++)
		if (is_wanted(checks[i].name, argc, argv) && checks[i].run(&doctor) != DONE)
			status = COULD_NOT;
	session_close(&session);
	return status;
}
