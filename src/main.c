/* The locale, then a worker, a command or the screen. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/url.h"
#include "cli/commands.h"
#include "cli/newsboat.h"
#include "cli/usage.h"
#include "sandbox/pool.h"
#include "view/app.h"

/* What is neither a command, an address nor a file is most likely a command mistyped. */
static int unknown(const char *word)
{
	Near near = command_near(str_from(word));
	const char *hint = near_hint(&near, "lede ");

	command_say("\"%s\" is neither a command nor a file nor an address%s", word,
		hint[0] ? hint : "; try: lede help");
	return MISUSED;
}

/* One operand that is no command: an article or a feed; on no terminal it is printed. */
static int one_target(char *word)
{
	const Command *show = command_find(S("show"));
	char *as_show[] = {(char *)"show", word, NULL};

	if (strcmp(word, "-") != 0 && !url_is_absolute(str_from(word)) && !strpbrk(word, "/.") &&
		access(word, F_OK) != 0)
		return unknown(word);
	if (show && !isatty(STDOUT_FILENO))
		return show->run(2, as_show);
	return app_run(str_from(word));
}

static bool asks_for_help(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
			return true;
	return false;
}

static int dispatch(int argc, char **argv)
{
	const Command *command;

	if (argc < 2)
		return newsboat_offer() ? app_run(S("")) : DONE;
	if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-v") == 0) {
		puts(PACKAGE_STRING);
		return DONE;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
		command_overview(stdout);
		return DONE;
	}
	command = command_find(str_from(argv[1]));
	if (command && asks_for_help(argc - 1, argv + 1)) {
		command_help(command, stdout);
		return DONE;
	}
	if (command)
		return command->run(argc - 1, argv + 1);
	if (argv[1][0] == '-' && argv[1][1] != '\0' && strcmp(argv[1], "--") != 0) {
		command_say("there is no option %s; try: lede help", argv[1]);
		return MISUSED;
	}
	if (strcmp(argv[1], "--") == 0) {
		argv++;
		argc--;
	}
	if (argc == 2)
		return one_target(argv[1]);
	return argc < 2 ? app_run(S("")) : unknown(argv[1]);
}

/* lede starts itself so, to parse in a confined process: --worker FD MODE. */
static bool is_worker(int argc, char **argv, int64_t *fd, int64_t *mode)
{
	return argc == 4 && strcmp(argv[1], "--worker") == 0 && str_number(str_from(argv[2]), fd) &&
	       str_number(str_from(argv[3]), mode) && *mode >= SANDBOX_AUTO && *mode <= SANDBOX_OFF;
}

/* A feed of the common size needs a megabyte, then the next does. glibc gives what is free at once
 * back to the kernel, which fills each page with zeros before it gives it again. One arena for all
 * threads: they allocate little at a time, and what one frees another can have. */
static void keep_memory(void)
{
#ifdef __GLIBC__
	mallopt(M_MMAP_THRESHOLD, 4 << 20);
	mallopt(M_TRIM_THRESHOLD, 8 << 20);
	mallopt(M_TOP_PAD, 1 << 20);
	mallopt(M_ARENA_MAX, 1);
#endif
}

/* What the environment asks for. One locale of it that this system does not have (ssh brings along
 * that of another) would leave all as "C": the others count, and who asked for UTF-8 reads it. */
static void take_locale(void)
{
	static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
	static const int parts[] = {LC_COLLATE, LC_MESSAGES, LC_MONETARY, LC_NUMERIC, LC_TIME};
	const char *asked = NULL;

	if (setlocale(LC_ALL, ""))
		return;
	for (size_t i = 0; i < COUNT(parts); i++)
		setlocale(parts[i], "");
	for (size_t i = 0; i < COUNT(names) && (!asked || !*asked); i++)
		asked = getenv(names[i]);
	if (!setlocale(LC_CTYPE, "") && asked &&
		(str_find_case(str_from(asked), S("utf-8")) >= 0 ||
			str_find_case(str_from(asked), S("utf8")) >= 0))
		setlocale(LC_CTYPE, "C.UTF-8");
}

/* Cron or a script may start lede with one of them closed: then the library or a connection would
 * get its number, and what is printed would be written there. What is used all the same fails. */
static void hold_standard_files(void)
{
	static const int modes[] = {O_WRONLY, O_RDONLY, O_WRONLY};

	for (int fd = 0; fd < (int)COUNT(modes); fd++)
		if (fcntl(fd, F_GETFD) < 0)
			(void)!open("/dev/null", modes[fd]);
}

int main(int argc, char **argv)
{
	int64_t fd, mode;
	int status;

	hold_standard_files();
	keep_memory();
	if (is_worker(argc, argv, &fd, &mode))
		return worker_main((int)fd, (SandboxMode)mode);

	take_locale();
	status = dispatch(argc, argv);
	/* A full disk is told; a reader that went away (EPIPE) has no need to hear of it. */
	if ((fflush(stdout) != 0 || ferror(stdout)) && errno != EPIPE) {
		command_say("can't write the output: %s", strerror(errno));
		status = COULD_NOT;
	}
	return status;
}
