#include "tests/net/home.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "base/path.h"

int home_open(void **state)
{
	Home *home = calloc(1, sizeof *home);
	char template[] = "/tmp/lede-home-XXXXXX";

	home->arena = arena_open();
	home->server = server_open(NULL);
	home->folder = arena_strz(home->arena, str_from(mkdtemp(template)));
	setenv("HOME", home->folder, 1);
	setenv("XDG_CONFIG_HOME", arena_printf(home->arena, "%s/config", home->folder).s, 1);
	setenv("XDG_DATA_HOME", arena_printf(home->arena, "%s/data", home->folder).s, 1);
	setenv("XDG_STATE_HOME", arena_printf(home->arena, "%s/state", home->folder).s, 1);
	*state = home;
	return path_make_folder(arena_printf(home->arena, "%s/config/lede", home->folder).s, NULL)
		       ? 0
		       : -1;
}

static int run(Home *home, const char *command)
{
	FILE *pipe = popen(command, "r");
	size_t n = fread(home->said, 1, sizeof home->said - 1, pipe);
	int status = pclose(pipe);

	home->said[n] = '\0';
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int home_close(void **state)
{
	Home *home = *state;

	run(home, arena_printf(home->arena, "rm -rf %s", home->folder).s);
	server_close(home->server);
	arena_close(home->arena);
	free(home);
	return 0;
}

Str home_url(Home *home, const char *path)
{
	return arena_printf(home->arena, "http://127.0.0.1:%u%s", server_port(home->server), path);
}

void home_write(Home *home, const char *name, Str text)
{
	Err err;

	if (!file_write(arena_printf(home->arena, "%s/%s", home->folder, name).s, text, &err))
		fail_msg("%s", err.text);
}

void home_subscribe(Home *home, int count)
{
	Buf urls = {0};

	for (int i = 0; i < count; i++)
		buf_printf(&urls, "%.*s?%d\n", STR_ARG(home_url(home, "/feed")), i);
	home_write(home, "config/lede/urls", buf_str(&urls));
	buf_drop(&urls);
}

int home_lede(Home *home, const char *arguments)
{
	const char *program = getenv("lede");

	return run(home,
		arena_printf(home->arena, "%s %s 2>&1", program ? program : "src/lede", arguments)
			.s);
}

bool home_holds(Home *home, const char *text)
{
	return run(home, arena_printf(home->arena, "grep -rlsaF -- '%s' %s/data %s/state", text,
				 home->folder, home->folder)
				 .s) == 0;
}
