/* tests/net/home.h: the program run in a home folder of its own, against a server. */
#ifndef LEDE_TESTS_NET_HOME_H
#define LEDE_TESTS_NET_HOME_H

#include "base/arena.h"
#include "tests/net/server.h"

typedef struct {
	Arena *arena;
	Server *server;
	const char *folder;
	char said[8000]; /* by the last command, on stdout and stderr */
} Home;

/* For cmocka. */
int home_open(void **state);
int home_close(void **state);
/* The address of a path of the server. */
Str home_url(Home *home, const char *path);
/* Writes a file below the folder: "config/lede/urls". */
void home_write(Home *home, const char *name, Str text);
/* urls: so many feeds of its server, "/feed?0" and on. */
void home_subscribe(Home *home, int count);
/* Runs the program; returns its exit status. */
int home_lede(Home *home, const char *arguments);
/* Whether any file below the folder has it: the library, the log. */
bool home_holds(Home *home, const char *text);

#define assert_said(home, word)                                                                    \
	do {                                                                                       \
		if (!strstr((home)->said, word))                                                   \
			fail_msg("\"%s\" is not in: %s", word, (home)->said);                      \
	} while (0)

#endif
