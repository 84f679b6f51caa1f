#include "cli/session.h"

#include <errno.h>
#include <langinfo.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/path.h"
#include "engine/subscribe.h"

bool session_read(Session *session, Err *err)
{
	Arena *arena = arena_open();

	*session = (Session){.arena = arena, .library_path = path_data(arena, "lede.db")};
	if (!config_read(path_config(arena, "config"), arena, &session->config, err)) {
		session_close(session);
		return false;
	}
	session->urls_path = config_urls(&session->config, arena);
	return true;
}

bool session_open(Session *session, Err *err)
{
	if (!session_read(session, err))
		return false;
	for (size_t i = 0; i < session->config.problem_count; i++)
		fprintf(stderr, "lede: %.*s\n", STR_ARG(session->config.problems[i]));
	for (size_t i = 0; i < session->config.rule_count; i++) {
		const RuleLine *line = &session->config.rules[i];
		Rule rule;

		if (!rule_parse(line->text, session->arena, &rule, err))
			fprintf(stderr, "lede: %s:%u: %s\n", line->path, line->line, err->text);
	}
	return true;
}

void session_close(Session *session)
{
	arena_close(session->arena);
	session->arena = NULL;
}

SandboxMode session_sandbox(const Session *session)
{
	Str name = session->config.options.sandbox;

	if (str_eq(name, S("required")))
		return SANDBOX_REQUIRED;
	return str_eq(name, S("off")) ? SANDBOX_OFF : SANDBOX_AUTO;
}

SandboxMode session_sandbox_alone(void)
{
	Session session = {.arena = arena_open()};
	SandboxMode mode = SANDBOX_AUTO;
	Err err;

	if (config_read(path_config(session.arena, "config"), session.arena, &session.config, &err))
		mode = session_sandbox(&session);
	session_close(&session);
	return mode;
}

static Str *rules_of(const Session *session)
{
	Str *texts = arena_array(session->arena, session->config.rule_count, sizeof *texts);

	for (size_t i = 0; i < session->config.rule_count; i++)
		texts[i] = session->config.rules[i].text;
	return texts;
}

Engine *session_engine(const Session *session, Err *err)
{
	const Options *o = &session->config.options;
	EngineOptions engine = {
		.library = session->library_path,
		.urls = session->urls_path,
		.config = path_config(session->arena, "config"),
		.connections = (unsigned)o->connections,
		.only_asked = !session->stays,
		.examines = session->examines,
		.refresh_minutes = session->stays,
		.index = session->stays,
		.watch = session->stays,
		.rules = rules_of(session),
		.rule_count = session->config.rule_count,
		.levels = session->config.levels,
		.sandbox = arena_strz(session->arena, o->sandbox),
	};

	Engine *opened = engine_open(&engine, err);
	const char *note = opened ? engine_note(opened) : NULL;

	if (note)
		fprintf(stderr, "lede: %s\n", note);
	return opened;
}

Library *session_library(const Session *session, Err *err)
{
	Library *lib = library_open(session->library_path, LIBRARY_EITHER, err);

	if (lib && library_copy(lib))
		fprintf(stderr, "lede: " LIBRARY_COPIED "\n", library_copy(lib));
	if (lib && !subscribe(lib, session->urls_path, err)) {
		library_close(lib);
		return NULL;
	}
	return lib;
}

bool waiting_open(Waiting *waiting, Err *err)
{
	sigemptyset(&waiting->ends);
	sigaddset(&waiting->ends, SIGINT);
	sigaddset(&waiting->ends, SIGTERM);
	sigaddset(&waiting->ends, SIGHUP);
	waiting_pause(waiting, false);
	waiting->signals = signalfd(-1, &waiting->ends, SFD_CLOEXEC);
	return waiting->signals >= 0 || err_system(err, "can't wait for signals");
}

void waiting_pause(const Waiting *waiting, bool paused)
{
	sigprocmask(paused ? SIG_UNBLOCK : SIG_BLOCK, &waiting->ends, NULL);
}

void waiting_close(Waiting *waiting)
{
	close(waiting->signals);
}

bool waiting_ready(Waiting *waiting, const Engine *engine, int ms)
{
	struct pollfd polls[] = {{.fd = engine_fd(engine), .events = POLLIN},
		{.fd = waiting->signals, .events = POLLIN}};

	return poll(polls, COUNT(polls), ms) != 0;
}

bool waiting_take(Waiting *waiting, Engine *engine, Event *out, Err *err)
{
	struct pollfd polls[] = {{.fd = engine_fd(engine), .events = POLLIN},
		{.fd = waiting->signals, .events = POLLIN}};

	while (!engine_take(engine, out)) {
		if (poll(polls, COUNT(polls), -1) < 0 && errno != EINTR)
			return err_system(err, "can't wait");
		if (polls[1].revents)
			return err_set(err, ERR_USER, EINTR, "interrupted");
	}
	return true;
}

int waiting_signal(const Waiting *waiting)
{
	struct signalfd_siginfo about;

	return read(waiting->signals, &about, sizeof about) == sizeof about ? (int)about.ssi_signo
									    : 0;
}

bool waiting_for(Waiting *waiting, Engine *engine, Ticket ticket, EventKind kind, Event *out,
	Err *err)
{
	while (waiting_take(waiting, engine, out, err)) {
		if (out->ticket == ticket && out->kind == kind)
			return true;
		if (out->ticket == ticket && out->kind == EVENT_FAILED) {
			*err = out->err;
			arena_close(out->arena);
			return false;
		}
		arena_close(out->arena);
	}
	return false;
}

bool shows_unicode(void)
{
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

size_t terminal_width(int fd)
{
	struct winsize size;

	return ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}
