#include "view/term.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include <curses.h>
#include <term.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "view/tty.h"

enum { MAX_PASTE = 1 << 20, MAX_COPY = 74994 /* what xterm takes, in base64 */ };

struct Term {
	int in, out;
	bool own_in; /* opened by us: standard input was no terminal */
	PaintCaps caps;
	Painter *painter;
	Arena *arena;
	VEC(KeyCode) codes;
	Buf typed;    /* bytes of keys to come */
	size_t taken; /* of them */
	Buf painted;
	bool mouse, released;
	bool asking; /* how wide it draws what is ambiguous: the answer may come */
	bool wide;
	const char *enter, *leave;
	mbstate_t state;
};

static const char enter_modes[] = "\033[?2004h"; /* bracketed paste */
static const char leave_modes[] = "\033[?2004l\033[?1000l\033[?1006l\033[0m\033[?25h";

/* --- what the terminal can --- */

static const char *capability(const char *name)
{
	char *value = tigetstr(name);

	return value == (char *)-1 ? NULL : value;
}

static unsigned color_depth(bool wanted)
{
	const char *none = getenv("NO_COLOR"), *colorterm = getenv("COLORTERM");
	int count = tigetnum("colors");

	if (!wanted || (none && *none))
		return 0;
	if (colorterm && (strcmp(colorterm, "truecolor") == 0 || strcmp(colorterm, "24bit") == 0) &&
		count >= 8)
		return 1 << 24;
	if (tigetflag("RGB") > 0 || tigetflag("Tc") > 0 || count > 256)
		return 1 << 24;
	return count >= 256 ? 256 : count >= 16 ? 16 : count >= 8 ? 8 : 0;
}

static void find_caps(Term *term, bool colors)
{
	const char *name = getenv("TERM"), *move = NULL;
	int error;

	term->caps.utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	/* The console of Linux has fonts of 256 or 512 characters: no stars, no arrows. */
	term->caps.glyphs = term->caps.utf8 && !(name && strcmp(name, "linux") == 0);
	term->caps.dumb = true;
	if (!name || setupterm(NULL, term->out, &error) != OK)
		return;
	move = capability("cup");
	/* All terminals of the last decades speak ECMA-48; to others we print lines. */
	term->caps.dumb = !move || strncmp(move, "\033[", 2) != 0;
	if (term->caps.dumb)
		return;
	term->caps.scroll = capability("csr") && strncmp(capability("csr"), "\033[", 2) == 0;
	term->caps.colors = color_depth(colors);
	term->caps.links = term->caps.colors >= 256 && strncmp(name, "screen", 6) != 0;
}

static void find_keys(Term *term)
{
	static const struct {
		const char *capability, *name;
	} keys[] = {{"kcuu1", "Up"}, {"kcud1", "Down"}, {"kcub1", "Left"}, {"kcuf1", "Right"},
		{"khome", "Home"}, {"kend", "End"}, {"kpp", "PageUp"}, {"knp", "PageDown"},
		{"kdch1", "Delete"}, {"kich1", "Insert"}, {"kcbt", "S-Tab"}, {"kf1", "F1"},
		{"kf2", "F2"}, {"kf3", "F3"}, {"kf4", "F4"}, {"kf5", "F5"}, {"kf6", "F6"},
		{"kf7", "F7"}, {"kf8", "F8"}, {"kf9", "F9"}, {"kf10", "F10"}, {"kf11", "F11"},
		{"kf12", "F12"}};

	if (term->caps.dumb)
		return;
	for (size_t i = 0; i < COUNT(keys); i++) {
		const char *bytes = capability(keys[i].capability);

		/* A single byte would be some letter or control we name ourselves. */
		if (bytes && strlen(bytes) > 1)
			*vec_push_in(&term->codes, term->arena) =
				(KeyCode){arena_str(term->arena, str_from(bytes)), keys[i].name};
	}
}

static void find_modes(Term *term)
{
	const char *enter = capability("smcup"), *leave = capability("rmcup");
	const char *mouse = term->mouse ? "\033[?1000h\033[?1006h" : "";

	if (term->caps.dumb) {
		term->enter = "";
		term->leave = "\r\n";
		return;
	}
	term->enter = arena_printf(term->arena, "%s%s%s", enter ? enter : "", enter_modes, mouse).s;
	term->leave = arena_printf(term->arena, "%s%s%s", leave_modes,
		leave ? "" : "\033[999;1H\r\n", leave ? leave : "")
			      .s;
}

/* --- taking and giving --- */

static void take(Term *term)
{
	tty_take(term->enter, term->leave);
	/* UAX #11 leaves the width of our signs to the terminal: one is drawn and the cursor asked
	 * for (CPR). Who does not answer draws them narrow, as nearly all do. */
	if (term->caps.glyphs && !term->caps.dumb) {
		tty_write(S("\r★\033[6n\r"));
		term->asking = true;
	}
	painter_forget(term->painter);
}

Term *term_open(TermOptions options, Err *err)
{
	Term *term = memory_alloc(sizeof *term);

	memset(term, 0, sizeof *term);
	term->in = STDIN_FILENO;
	term->out = STDOUT_FILENO;
	if (!isatty(term->out) ||
		(!isatty(term->in) && (term->in = open("/dev/tty", O_RDWR | O_CLOEXEC)) < 0)) {
		free(term);
		err_set(err, ERR_SYSTEM, ENOTTY,
			"the screen needs a terminal; lede help lists what works without one");
		return NULL;
	}
	term->own_in = term->in != STDIN_FILENO;
	if (!tty_open(term->out, err)) {
		free(term);
		return NULL;
	}
	term->arena = arena_open();
	term->mouse = options.mouse;
	find_caps(term, options.colors);
	find_keys(term);
	find_modes(term);
	term->painter = painter_open(term->caps);
	take(term);
	return term;
}

void term_close(Term *term)
{
	if (!term)
		return;
	tty_close();
	if (term->own_in)
		close(term->in);
	if (cur_term)
		del_curterm(cur_term);
	painter_close(term->painter);
	buf_drop(&term->typed);
	buf_drop(&term->painted);
	arena_close(term->arena);
	free(term);
}

const PaintCaps *term_caps(const Term *term)
{
	return &term->caps;
}

void term_size(const Term *term, int *rows, int *cols)
{
	struct winsize size = {0};

	*rows = 24;
	*cols = 80;
	if (ioctl(term->out, TIOCGWINSZ, &size) == 0 && size.ws_row && size.ws_col) {
		*rows = size.ws_row;
		*cols = size.ws_col;
	}
}

void term_paint(Term *term, const Canvas *canvas, const Theme *theme)
{
	if (term->released)
		return;
	buf_clear(&term->painted);
	painter_paint(term->painter, canvas, theme, &term->painted);
	tty_write(buf_str(&term->painted));
}

void term_forget(Term *term)
{
	painter_forget(term->painter);
}

int term_key_fd(const Term *term)
{
	return term->in;
}

int term_signal_fd(const Term *term)
{
	(void)term;
	return tty_signal_fd();
}

unsigned term_signals(Term *term)
{
	static const struct {
		int number;
		unsigned flag;
	} flags[] = {{SIGWINCH, TERM_RESIZED}, {SIGTSTP, TERM_STOPPED}, {SIGCONT, TERM_RESUMED},
		{SIGTERM, TERM_ENDED}, {SIGHUP, TERM_ENDED}, {SIGINT, TERM_ENDED}};
	unsigned came = 0;

	(void)term;
	tty_drain();
	for (size_t i = 0; i < COUNT(flags); i++)
		if (tty_came(flags[i].number))
			came |= flags[i].flag;
	return came;
}

/* --- keys --- */

/* Bytes of the locale to UTF-8, where it is another encoding. */
static void add_typed(Term *term, const char *bytes, size_t n)
{
	if (term->caps.utf8) {
		buf_bytes(&term->typed, bytes, n);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		wchar_t c;
		size_t used = mbrtowc(&c, bytes + i, 1, &term->state);

		if (used == (size_t)-2)
			continue;
		if (used == (size_t)-1) {
			memset(&term->state, 0, sizeof term->state);
			continue;
		}
		utf8_add(&term->typed, (uint32_t)c);
	}
}

bool term_read(Term *term)
{
	char bytes[4096];
	ssize_t n;

	if (term->taken) {
		memmove(term->typed.s, term->typed.s + term->taken, term->typed.n - term->taken);
		term->typed.n -= term->taken;
		term->taken = 0;
	}
	n = read(term->in, bytes, sizeof bytes);
	if (n < 0)
		return errno == EINTR || errno == EAGAIN;
	add_typed(term, bytes, (size_t)n);
	return n > 0;
}

/* "CSI row ; column R": where the cursor is after one sign was drawn. */
static bool take_report(Term *term, Str left)
{
	ptrdiff_t end = str_find_char(left, 'R'), blank = str_find_char(left, ';');
	int64_t row, col;

	if (!term->asking || !str_starts(left, S("\033[")) || blank < 2 || end < blank ||
		!str_number(str_slice(left, 2, (size_t)blank - 2), &row) ||
		!str_number(str_slice(left, (size_t)blank + 1, (size_t)(end - blank) - 1), &col))
		return false;
	term->asking = false;
	term->wide = col == 3;
	term->taken += (size_t)end + 1;
	return true;
}

bool term_draws_wide(const Term *term)
{
	return term->wide;
}

bool term_has_keys(const Term *term)
{
	return term->taken < term->typed.n;
}

bool term_key(Term *term, bool final, Key *out, int *patience_ms)
{
	Str left = str_from_at(buf_str(&term->typed), term->taken);
	size_t n;

	*patience_ms = 0;
	if (left.n == 0)
		return false;
	if (take_report(term, left)) {
		memset(out, 0, sizeof *out);
		return true;
	}
	n = input_key(left, final || left.n > MAX_PASTE, term->codes.items, term->codes.count, out);
	if (n == 0)
		*patience_ms = input_patience(left);
	term->taken += n;
	return n > 0;
}

/* --- other programs --- */

void term_release(Term *term)
{
	term->released = true;
	tty_give();
}

void term_resume(Term *term)
{
	term->released = false;
	take(term);
}

void term_suspend(Term *term)
{
	term_release(term);
	/* Not the whole process group: a worker that is just being spawned (vfork) is still in it,
	 * and stopped there, it would keep us from stopping. */
	kill(getpid(), SIGTSTP);
	term_resume(term);
}

/* The text has no control characters. */
static void write_around(Term *term, Str before, Str text, Str after)
{
	Buf out = {0};

	if (term->caps.dumb)
		return;
	buf_add(&out, before);
	buf_add(&out, text);
	buf_add(&out, after);
	tty_write(buf_str(&out));
	buf_drop(&out);
}

void term_ring(Term *term)
{
	write_around(term, S("\a"), S(""), S(""));
}

void term_title(Term *term, Str text)
{
	write_around(term, S("\033]2;"), text, S("\a"));
}

void term_tell(Term *term, Str text)
{
	write_around(term, S("\033^"), text, S("\033\\"));
}

bool term_copy(Term *term, Str text)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	Buf out = {0};

	if (term->caps.dumb || text.n / 3 * 4 > MAX_COPY)
		return false;
	buf_add(&out, S("\033]52;c;"));
	for (size_t i = 0; i < text.n; i += 3) {
		uint32_t bits = 0;

		for (size_t j = 0; j < 3; j++)
			bits = bits << 8 | (i + j < text.n ? (uint8_t)text.s[i + j] : 0);
		for (size_t j = 0; j < 4; j++)
			buf_char(&out, j > text.n - i ? '=' : digits[bits >> (18 - 6 * j) & 63]);
	}
	buf_add(&out, S("\a"));
	tty_write(buf_str(&out));
	buf_drop(&out);
	return true;
}
