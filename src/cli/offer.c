/* The first start of one who comes from newsboat: one screen, one key. */
#include <stdio.h>
#include <termios.h>
#include <unistd.h>

#include "base/path.h"
#include "cli/commands.h"
#include "cli/newsboat.h"
#include "config/urls.h"
#include "store/newsboat.h"

static const char declined[] = "newsboat-declined";

/* A key as it is pressed; 0x03 also for the end of the input. */
static char read_key(void)
{
	struct termios before, raw;
	char key = 0x03;

	if (tcgetattr(STDIN_FILENO, &before) != 0)
		return key;
	raw = before;
	raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG);
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
	if (read(STDIN_FILENO, &key, 1) != 1)
		key = 0x03;
	tcsetattr(STDIN_FILENO, TCSADRAIN, &before);
	return key;
}

/* Nothing of our own yet, something of newsboat's, and no "no" said to it. */
static bool is_wanted(NewsboatFiles *files, Arena *arena)
{
	return access(path_config(arena, "urls"), F_OK) != 0 && isatty(STDIN_FILENO) &&
	       isatty(STDOUT_FILENO) && access(path_state(arena, declined), F_OK) != 0 &&
	       newsboat_files(arena, files) && files->urls;
}

static void show(const Session *session, const NewsboatFiles *files)
{
	const UrlsEntry *entries;
	size_t count;
	NewsboatTaken there;
	Str *urls;
	Err err;

	puts("\n  There are no subscriptions of lede's yet, but newsboat's are here:\n");
	if (urls_read(files->urls, session->arena, &entries, &count, &err)) {
		printf("    %s   %zu feed%s\n", files->urls, count, count == 1 ? "" : "s");
		urls = arena_array(session->arena, count, sizeof *urls);
		for (size_t i = 0; i < count; i++)
			urls[i] = entries[i].url;
		if (files->cache && newsboat_survey(files->cache, urls, count, &there, &err))
			printf("    %s   %zu article%s, %zu of them read\n", files->cache,
				there.articles, there.articles == 1 ? "" : "s", there.read);
	}
	if (files->config)
		printf("    %s\n", files->config);
	puts("\n  lede can take them over: subscriptions, articles, what is read, and settings. It "
	     "only\n"
	     "  reads newsboat's files; newsboat can be used as before.\n\n"
	     "    y  yes, now\n"
	     "    n  no, never ask again\n"
	     "    l  later\n");
}

static bool take_over(const Session *session, const NewsboatFiles *files)
{
	Err err;

	if (!newsboat_import(session, files, false, &err))
		command_failed(&err);
	puts("\n  Any key goes on.");
	fflush(stdout);
	return read_key() != 0x03;
}

static void decline(const Session *session)
{
	Err err;

	if (!file_save(path_state(session->arena, declined),
		    S("lede does not offer to take newsboat's files over; lede import newsboat "
		      "does it\n"),
		    &err))
		command_failed(&err);
}

static bool ask(const Session *session, const NewsboatFiles *files)
{
	show(session, files);
	fflush(stdout);
	for (;;)
		switch (read_key()) {
		case 'y':
		case 'Y':
			return take_over(session, files);
		case 'n':
		case 'N':
			decline(session);
			return true;
		case 'l':
		case 'L':
		case '\r':
		case '\n':
		case 0x1b:
			return true;
		case 'q':
		case 'Q':
		case 0x03:
			return false;
		}
}

bool newsboat_offer(void)
{
	Arena *arena = arena_open();
	NewsboatFiles files = {0};
	Session session;
	bool goes_on = true;
	Err err;

	/* A config that cannot be read is told when the screens start. */
	if (is_wanted(&files, arena) && session_open(&session, &err)) {
		/* The config may name another file of subscriptions. */
		if (access(session.urls_path, F_OK) != 0)
			goes_on = ask(&session, &files);
		session_close(&session);
	}
	arena_close(arena);
	return goes_on;
}
