#include "view/tty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/vec.h"

/* What a signal handler must know. `leave` is written and `before` set again whatever happens. */
static struct {
	volatile sig_atomic_t pending[NSIG];
	int pipe[2];
	int out;
	volatile sig_atomic_t taken; /* the terminal is ours */
	Str leave;
	struct termios before;
} tty = {.pipe = {-1, -1}, .out = -1};

void tty_write(Str bytes)
{
	while (bytes.n) {
		ssize_t done = write(tty.out, bytes.s, bytes.n);

		if (done < 0 && errno == EAGAIN) {
			struct pollfd room = {.fd = tty.out, .events = POLLOUT};

			if (poll(&room, 1, 1000) <= 0)
				return;
			continue;
		}
		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return; /* the terminal is gone; reading will say so */
		bytes = str_from_at(bytes, (size_t)done);
	}
}

/* Async-signal-safe. */
static void give_back(void)
{
	if (!tty.taken)
		return;
	tty.taken = 0;
	tty_write(tty.leave);
	tcsetattr(tty.out, TCSANOW, &tty.before);
}

static void on_signal(int number)
{
	int saved = errno;

	tty.pending[number] = 1;
	(void)!write(tty.pipe[1], "", 1);
	errno = saved;
}

/* A crash must not leave a terminal without echo behind. */
static void on_crash(int number)
{
	give_back();
	raise(number); /* SA_RESETHAND: now it ends the process */
}

static void catch_signals(void)
{
	static const int noted[] = {SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT};
	static const int fatal[] = {SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGQUIT, SIGSEGV};
	struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};

	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < COUNT(noted); i++)
		sigaction(noted[i], &action, NULL);
	action.sa_handler = on_crash;
	action.sa_flags = (int)SA_RESETHAND;
	for (size_t i = 0; i < COUNT(fatal); i++) {
		struct sigaction old;

		/* A sanitizer's own report is worth more than ours. */
		if (sigaction(fatal[i], NULL, &old) == 0 && old.sa_handler == SIG_DFL)
			sigaction(fatal[i], &action, NULL);
	}
	signal(SIGPIPE, SIG_IGN);
	signal(SIGTTOU, SIG_IGN);
}

static void release_signals(void)
{
	static const int all[] = {SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT, SIGTTOU};

	for (size_t i = 0; i < COUNT(all); i++)
		signal(all[i], SIG_DFL);
}

bool tty_open(int out, Err *err)
{
	if (tcgetattr(out, &tty.before) < 0 || pipe2(tty.pipe, O_CLOEXEC | O_NONBLOCK) < 0)
		return err_system(err, "the terminal could not be taken over");
	tty.out = out;
	atexit(give_back);
	return true;
}

void tty_take(const char *enter, const char *leave)
{
	struct termios raw;

	/* The shell or the program before may have changed the modes for good. */
	if (tcgetattr(tty.out, &raw) == 0)
		tty.before = raw;
	raw = tty.before;
	tty.leave = str_from(leave);
	catch_signals();
	raw.c_iflag &= ~(tcflag_t)(BRKINT | ICRNL | INLCR | IGNCR | INPCK | ISTRIP | IXON);
	raw.c_oflag &= ~(tcflag_t)OPOST;
	raw.c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | IEXTEN | ISIG);
	raw.c_cflag = (raw.c_cflag & ~(tcflag_t)(CSIZE | PARENB)) | CS8;
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	tcsetattr(tty.out, TCSADRAIN, &raw);
	tty.taken = 1;
	tty_write(str_from(enter));
}

void tty_give(void)
{
	give_back();
	release_signals();
}

void tty_close(void)
{
	tty_give();
	close(tty.pipe[0]);
	close(tty.pipe[1]);
	tty.pipe[0] = tty.pipe[1] = -1;
}

int tty_signal_fd(void)
{
	return tty.pipe[0];
}

void tty_drain(void)
{
	char bytes[64];

	while (read(tty.pipe[0], bytes, sizeof bytes) > 0)
		;
}

bool tty_came(int number)
{
	bool came = tty.pending[number];

	if (came)
		tty.pending[number] = 0;
	return came;
}
