#include "engine/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/child.h"
#include "base/url.h"
#include "base/vec.h"

static const char *const schemes[] = {"http", "https", "mailto"};

static const char *const forbidden[] = {"about", "blob", "chrome", "data", "file", "filesystem",
	"jar", "javascript", "resource", "vbscript", "view-source"};

static const char *const text_browsers[] = {"browsh", "carbonyl", "chawan", "cha", "elinks",
	"links", "links2", "lynx", "netrik", "w3m", "www-browser"};

static const char *const openers[] = {"xdg-open", "open", "wslview"};

typedef VEC(Str) Words;

static bool has_scheme(Str url, const char *const *names, size_t count)
{
	Str scheme = url_scheme(str_trim(url));

	for (size_t i = 0; i < count; i++)
		if (str_eq_case(scheme, str_from(names[i])))
			return true;
	return false;
}

static bool is_allowed(Str url)
{
	return has_scheme(url, schemes, COUNT(schemes));
}

bool spawn_forbids(Str url)
{
	return url_scheme(str_trim(url)).n == 0 || has_scheme(url, forbidden, COUNT(forbidden));
}

/* What no address may hold unescaped (RFC 3986 2.2, 2.3) is escaped: nothing left to quote. */
static Str escape(Str url, Arena *arena)
{
	Buf out = {0};

	for (size_t i = 0; i < url.n; i++) {
		uint8_t c = (uint8_t)url.s[i];

		if (c <= 0x20 || c == 0x7f || strchr("\"'<>\\^`{|}", c))
			buf_printf(&out, "%%%02X", c);
		else
			buf_char(&out, (char)c);
	}
	url = buf_take(&out, arena);
	buf_drop(&out);
	return url;
}

/* Splits a command as a shell would, but quotes and backslashes are all it knows. */
static Words split(Str command, Arena *arena)
{
	Words words = {0};
	Buf word = {0};
	char quote = '\0';
	bool open = false;

	for (size_t i = 0; i < command.n; i++) {
		char c = command.s[i];

		if (c == '\\' && quote != '\'' && i + 1 < command.n) {
			buf_char(&word, command.s[++i]);
			open = true;
		} else if (quote && c == quote) {
			quote = '\0';
		} else if (!quote && (c == '"' || c == '\'')) {
			quote = c;
			open = true;
		} else if (!quote && char_is_space(c)) {
			if (open)
				*vec_push_in(&words, arena) = buf_take(&word, arena);
			open = false;
		} else {
			buf_char(&word, c);
			open = true;
		}
	}
	if (open)
		*vec_push_in(&words, arena) = buf_take(&word, arena);
	buf_drop(&word);
	return words;
}

/* People silence and detach a browser with ">&-", "2>/dev/null" and "&". Both is done here anyway.
 */
static bool is_redirection(Str word)
{
	while (word.n && (char_is_digit(word.s[0]) || word.s[0] == '&'))
		word = str_from_at(word, 1);
	return word.n == 0 || word.s[0] == '>';
}

/* "2>/dev/null" and ">&-" are that; ">>notes" puts what is said into a file. */
static bool is_silencing(Str word)
{
	ptrdiff_t at = str_rfind_char(word, '>');

	word = str_from_at(word, (size_t)at + 1);
	return str_eq(word, S("/dev/null")) || str_starts(word, S("&"));
}

/* A word that is a command of its own ("tmux split-window 'w3m %u'") will be read by a shell: there
 * the address stands in quotes, as none is in it. */
static bool is_command(Str word)
{
	for (size_t i = 0; i < word.n; i++)
		if (char_is_space(word.s[i]))
			return true;
	return false;
}

static Str fill_in(Str word, Str url, char letter, bool *found, Arena *arena)
{
	Buf out = {0};

	if (is_command(word))
		url = arena_printf(arena, "'%.*s'", STR_ARG(url));

	for (size_t i = 0; i < word.n; i++) {
		char next = i + 1 < word.n ? word.s[i + 1] : '\0';

		if (word.s[i] == '%' && next == letter) {
			buf_add(&out, url);
			*found = true;
			i++;
		} else if (word.s[i] == '%' && next == '%') {
			buf_char(&out, '%');
			i++;
		} else {
			buf_char(&out, word.s[i]);
		}
	}
	word = buf_take(&out, arena);
	buf_drop(&out);
	return word;
}

/* Whether only a shell can do it: pipes, lists, files, variables, outside of quotes. Silencing and
 * detaching is done here anyway. */
static bool needs_shell(Str command, Arena *arena)
{
	Words words = split(command, arena);
	char quote = '\0';

	for (size_t i = 0; i < command.n; i++) {
		char c = command.s[i];

		if (c == '\\' && quote != '\'')
			i++;
		else if (c == '%' && i + 1 < command.n && strchr("tTF", command.s[i + 1]))
			return true;
		else if (quote ? c == quote : c == '"' || c == '\'')
			quote = quote ? '\0' : c;
		else if (quote != '\'' && (c == '$' || c == '`'))
			return true;
		else if (!quote && strchr("|;(){}<*?~", c))
			return true;
	}
	for (size_t i = 0; i < words.count; i++)
		if (str_eq(words.items[i], S("&&")) ||
			(i > 0 && is_redirection(words.items[i]) &&
				!str_eq(words.items[i], S("&")) && !is_silencing(words.items[i])))
			return true;
	return words.count > 0 && str_find_char(words.items[0], '=') > 0;
}

/* A parameter of the shell's for each sign; 0: it is none. */
static char parameter(char sign)
{
	static const char signs[] = "utTF";
	const char *at = sign ? strchr(signs, sign) : NULL;

	return at ? (char)('1' + (at - signs)) : '\0';
}

/* The command with "$1" for the address, and so on: the shell never reads the words themselves. */
static Str for_shell(Str command, Arena *arena)
{
	bool found = false;
	char quote = '\0';
	Buf out = {0};

	for (size_t i = 0; i < command.n; i++) {
		char c = command.s[i], next = i + 1 < command.n ? command.s[i + 1] : '\0';

		if (c == '%' && parameter(next)) {
			/* In quotes it is part of a command for yet another shell: a title could
			 * end the quotes there, an address, where such signs are escaped, can't. */
			if (!quote)
				buf_printf(&out, "\"$%c\"", parameter(next));
			else if (next == 'u')
				buf_add(&out, quote == '"' ? S("'$1'") : S("'\"'$1'\"'"));
			found |= next == 'u';
			i++;
			continue;
		}
		if (c == '%' && next == '%')
			i++;
		if (c == '\\' && quote != '\'' && next) {
			buf_char(&out, c);
			c = command.s[++i];
		} else if (quote ? c == quote : c == '"' || c == '\'') {
			quote = quote ? '\0' : c;
		}
		buf_char(&out, c);
	}
	if (!found)
		buf_add(&out, S(" \"$1\""));
	return buf_give(&out, arena);
}

/* Debian's "open" looks into mailcap by the type of a file and knows no addresses. */
static bool is_mailcap(const char *file)
{
	char *real = realpath(file, NULL);
	bool is = str_ends(str_from(real), S("/run-mailcap"));

	free(real);
	return is;
}

static bool is_there(Str program, Arena *arena)
{
	Str path = str_from(getenv("PATH")), folder;

	if (str_find_char(program, '/') >= 0)
		return access(arena_strz(arena, program), X_OK) == 0;
	while (str_cut(&path, ':', &folder)) {
		Str file = arena_printf(arena, "%.*s/%.*s", STR_ARG(folder), STR_ARG(program));

		if (folder.n && access(file.s, X_OK) == 0)
			return !is_mailcap(file.s);
	}
	return false;
}

static bool is_text_browser(Str program)
{
	ptrdiff_t slash = str_rfind_char(program, '/');
	Str name = str_from_at(program, (size_t)(slash + 1));

	for (size_t i = 0; i < COUNT(text_browsers); i++)
		if (str_eq(name, str_from(text_browsers[i])))
			return true;
	return false;
}

static void plan_shell(Str command, Str url, const SpawnAbout *about, Arena *arena, SpawnPlan *plan)
{
	char **argv = arena_array(arena, 9, sizeof *argv);
	Str first;

	if (about) {
		argv[5] = arena_strz(arena, about->title);
		argv[6] = arena_strz(arena, about->feed);
		argv[7] = arena_strz(arena, about->feed_url);
	}

	argv[0] = argv[3] = (char *)"sh";
	argv[1] = (char *)"-c";
	argv[2] = arena_strz(arena, for_shell(command, arena));
	argv[4] = arena_strz(arena, url);
	plan->argv = argv;
	plan->on_terminal = str_word(&command, &first) && is_text_browser(first) &&
			    !str_ends(str_trim(command), S("&"));
}

/* False if the command's program is not there. */
static bool plan_for(Str command, Str url, char letter, Arena *arena, SpawnPlan *plan)
{
	Words words = split(command, arena);
	char **argv = arena_array(arena, words.count + 2, sizeof *argv);
	bool found = false;
	size_t n = 0;

	if (words.count == 0 || !is_there(words.items[0], arena))
		return false;
	for (size_t i = 0; i < words.count; i++)
		if (i == 0 || !is_redirection(words.items[i]))
			argv[n++] = arena_strz(arena,
				fill_in(words.items[i], url, letter, &found, arena));
	if (!found)
		argv[n++] = arena_strz(arena, url);
	plan->argv = argv;
	plan->on_terminal = is_text_browser(words.items[0]);
	return true;
}

static bool plan_browser(Str url, const SpawnAbout *about, Str browser, Arena *arena,
	SpawnPlan *plan)
{
	Str list = str_from(getenv("BROWSER")), command;

	if (browser.n && needs_shell(browser, arena)) {
		plan_shell(browser, url, about, arena, plan);
		return true;
	}
	if (browser.n && plan_for(browser, url, 'u', arena, plan))
		return true;
	while (str_cut(&list, ':', &command))
		if (plan_for(command, url, 's', arena, plan))
			return true;
	return false;
}

static bool plan_opener(Str url, Arena *arena, SpawnPlan *plan)
{
	for (size_t i = 0; i < COUNT(openers); i++)
		if (plan_for(str_from(openers[i]), url, 's', arena, plan))
			return true;
	return false;
}

static bool refuse(Str url, Err *err)
{
	return err_set(err, ERR_USER, EPERM,
		"“%.*s” is not opened: only http, https and mailto addresses are",
		(int)(url.n < 80 ? url.n : 80), url.n ? url.s : "");
}

bool spawn_browser(Str url, Str browser, Arena *arena, SpawnPlan *plan, Err *err)
{
	return spawn_browser_about(url, NULL, browser, arena, plan, err);
}

bool spawn_browser_about(Str url, const SpawnAbout *about, Str browser, Arena *arena,
	SpawnPlan *plan, Err *err)
{
	url = str_trim(url);
	if (!is_allowed(url))
		return refuse(url, err);
	url = escape(url, arena);
	if (plan_browser(url, about, browser, arena, plan) || plan_opener(url, arena, plan))
		return true;
	return err_set(err, ERR_USER, ENOENT,
		"no browser was found; set one with “browser” in the config, or $BROWSER");
}

bool spawn_asked(Str url, Str browser, Arena *arena, SpawnPlan *plan, Err *err)
{
	url = str_trim(url);
	if (spawn_forbids(url))
		return refuse(url, err);
	url = escape(url, arena);
	if (plan_opener(url, arena, plan) || plan_browser(url, NULL, browser, arena, plan))
		return true;
	return err_set(err, ERR_USER, ENOENT, "no program was found that opens such addresses");
}

static void start_fresh(void)
{
	static const int caught[] = {SIGPIPE, SIGINT, SIGQUIT, SIGTSTP, SIGTERM, SIGHUP, SIGWINCH,
		SIGCHLD};
	sigset_t none;

	for (size_t i = 0; i < COUNT(caught); i++)
		signal(caught[i], SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

static _Noreturn void fail(int report)
{
	int code = errno;

	(void)!write(report, &code, sizeof code);
	_exit(127);
}

static _Noreturn void become(const SpawnPlan *plan, int report)
{
	execvp(plan->argv[0], plan->argv);
	fail(report);
}

/* A detached program is a grandchild in a session of its own: nobody waits for it, and closing the
 * terminal does not end it. */
static _Noreturn void detach(const SpawnPlan *plan, int report)
{
	int null = open("/dev/null", O_RDWR);
	pid_t child;

	setsid();
	if (null >= 0)
		for (int fd = 0; fd < 3; fd++)
			dup2(null, fd);
	child = fork();
	if (child < 0)
		fail(report);
	if (child > 0)
		_exit(0);
	become(plan, report);
}

bool spawn_run(const SpawnPlan *plan, Err *err)
{
	int report[2], code = 0;
	pid_t child;

	if (pipe2(report, O_CLOEXEC) != 0)
		return err_system(err, "can't start %s", plan->argv[0]);
	child = fork();
	if (child == 0) {
		start_fresh();
		if (plan->on_terminal)
			become(plan, report[1]);
		detach(plan, report[1]);
	}
	close(report[1]);
	if (child < 0) {
		close(report[0]);
		return err_system(err, "can't start %s", plan->argv[0]);
	}
	child_wait(child);
	/* Ends at once: the pipe closes when the program starts. */
	while (read(report[0], &code, sizeof code) < 0 && errno == EINTR)
		;
	close(report[0]);
	if (code) {
		errno = code;
		return err_system(err, "can't start %s", plan->argv[0]);
	}
	return true;
}
