#include "view/input.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

/* Final byte of "CSI … X" and "SS3 X". */
static const struct {
	char final;
	const char *name;
} finals[] = {
	{'A', "Up"},
	{'B', "Down"},
	{'C', "Right"},
	{'D', "Left"},
	{'E', "Begin"},
	{'F', "End"},
	{'H', "Home"},
	{'P', "F1"},
	{'Q', "F2"},
	{'R', "F3"},
	{'S', "F4"},
	{'M', "Enter"}, /* SS3 only: of the keypad */
	{'Z', "S-Tab"},
};

/* The number of "CSI N ~". */
static const char *const numbered[] = {
	[1] = "Home",
	[2] = "Insert",
	[3] = "Delete",
	[4] = "End",
	[5] = "PageUp",
	[6] = "PageDown",
	[7] = "Home",
	[8] = "End",
	[11] = "F1",
	[12] = "F2",
	[13] = "F3",
	[14] = "F4",
	[15] = "F5",
	[17] = "F6",
	[18] = "F7",
	[19] = "F8",
	[20] = "F9",
	[21] = "F10",
	[23] = "F11",
	[24] = "F12",
};

static void name_plain(Key *out, const char *name)
{
	snprintf(out->name, sizeof out->name, "%s", name);
}

/* xterm's modifier number less one: 1 Shift, 2 Alt, 4 Control. */
static void name_modified(Key *out, int modifiers, const char *name)
{
	snprintf(out->name, sizeof out->name, "%s%s%s%.16s", modifiers & 4 ? "C-" : "",
		modifiers & 2 ? "M-" : "", modifiers & 1 ? "S-" : "", name);
}

static void name_character(Key *out, const char *prefix, Str cluster)
{
	if (cluster.n + strlen(prefix) >= sizeof out->name)
		cluster.n = sizeof out->name - 1 - strlen(prefix);
	snprintf(out->name, sizeof out->name, "%s%.*s", prefix, STR_ARG(cluster));
}

static void name_control(Key *out, char c)
{
	if (c == '\r' || c == '\n')
		name_plain(out, "Enter");
	else if (c == '\t')
		name_plain(out, "Tab");
	else if (c == 0x7f || c == '\b')
		name_plain(out, "Backspace");
	else if (c == 0x1b)
		name_plain(out, "Esc");
	else
		snprintf(out->name, sizeof out->name, "^%c", c + '@');
}

/* "CSI code ; modifiers u", as terminals with the extended protocol send. */
static void name_code(Key *out, const int numbers[4])
{
	char utf8[4];
	int modifiers = numbers[1] > 0 ? numbers[1] - 1 : 0;
	size_t n;

	if (numbers[0] < 0x20 || numbers[0] == 0x7f) {
		Key plain = {0};

		name_control(&plain, (char)numbers[0]);
		name_modified(out, modifiers, plain.name);
		return;
	}
	if ((modifiers & 4) && numbers[0] < 0x80) {
		snprintf(out->name, sizeof out->name, "^%c", numbers[0] & 0x5f);
		return;
	}
	n = utf8_put((uint32_t)numbers[0], utf8);
	name_character(out, modifiers & 2 ? "M-" : "", str_of(utf8, n));
}

/* SGR mouse reports: "CSI < button ; column ; row M". */
static void name_mouse(Key *out, const int numbers[4], char final)
{
	int button = numbers[0] & ~(4 | 8 | 16);

	out->col = numbers[1] - 1;
	out->row = numbers[2] - 1;
	if (final != 'M')
		return;
	if (button == 64)
		name_plain(out, "WheelUp");
	else if (button == 65)
		name_plain(out, "WheelDown");
	else if (button == 0)
		name_plain(out, "Click");
}

static size_t paste(Str bytes, bool final, Key *out)
{
	static const char end[] = "\033[201~";
	ptrdiff_t at = str_find(bytes, str_from(end));

	if (at < 0 && !final)
		return 0;
	name_plain(out, "Paste");
	out->text = at < 0 ? str_from_at(bytes, 6) : str_slice(bytes, 6, (size_t)at - 6);
	return at < 0 ? bytes.n : (size_t)at + sizeof end - 1;
}

/* ECMA-48 5.4: parameters 0x30 to 0x3f, intermediates 0x20 to 0x2f, a final byte from 0x40. */
static size_t control_sequence(Str bytes, bool final, Key *out)
{
	int numbers[4] = {0}, count = 0;
	bool mouse = bytes.n > 2 && bytes.s[2] == '<';
	size_t at = mouse ? 3 : 2;
	char c;

	/* The Linux console's function keys have a second bracket. */
	if (bytes.n > 2 && bytes.s[2] == '[') {
		if (bytes.n < 4)
			return final ? bytes.n : 0;
		if (bytes.s[3] >= 'A' && bytes.s[3] <= 'E')
			snprintf(out->name, sizeof out->name, "F%d", bytes.s[3] - 'A' + 1);
		return 4;
	}
	while (at < bytes.n && (uint8_t)bytes.s[at] >= 0x20 && (uint8_t)bytes.s[at] < 0x40) {
		c = bytes.s[at++];
		if (c == ';' && count < 3)
			count++;
		else if (char_is_digit(c) && numbers[count] < 0x110000)
			numbers[count] = numbers[count] * 10 + (c - '0');
	}
	if (at == bytes.n)
		return final ? bytes.n : 0;
	c = bytes.s[at++];
	if (mouse) {
		name_mouse(out, numbers, c);
	} else if (c == 'u') {
		name_code(out, numbers);
	} else if (c == '~') {
		if (numbers[0] == 200)
			return paste(bytes, final, out);
		if (numbers[0] > 0 && numbers[0] < (int)COUNT(numbered) && numbered[numbers[0]])
			name_modified(out, numbers[1] > 0 ? numbers[1] - 1 : 0,
				numbered[numbers[0]]);
	} else if (c != 'M') {
		for (size_t i = 0; i < COUNT(finals); i++)
			if (finals[i].final == c)
				name_modified(out, numbers[1] > 0 ? numbers[1] - 1 : 0,
					finals[i].name);
	}
	return at;
}

/* Bytes a UTF-8 lead byte announces. */
static size_t announced(uint8_t lead)
{
	return lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 1;
}

/* As input_key. */
static size_t character(Str bytes, bool final, const char *prefix, Key *out)
{
	size_t at = 0;

	if (announced((uint8_t)bytes.s[0]) > bytes.n && !final)
		return 0;
	if (utf8_next(bytes, &at) == 0xfffd)
		return 1; /* a stray byte: no key */
	name_character(out, prefix, str_slice(bytes, 0, at));
	return at;
}

static size_t escape(Str bytes, bool final, Key *out)
{
	size_t at;

	if (bytes.n == 1 || bytes.s[1] == 0x1b) {
		if (bytes.n == 1 && !final)
			return 0;
		name_plain(out, "Esc");
		return 1;
	}
	if (bytes.s[1] == '[' && (bytes.n > 2 || !final))
		return bytes.n > 2 ? control_sequence(bytes, final, out) : 0;
	if (bytes.s[1] == 'O' && (bytes.n > 2 || !final)) {
		if (bytes.n < 3)
			return 0;
		for (size_t i = 0; i < COUNT(finals); i++)
			if (finals[i].final == bytes.s[2])
				name_plain(out, finals[i].name);
		return 3;
	}
	/* Answers to questions that were not ours: OSC, DCS, APC up to their terminator. */
	if (strchr("]P_^", bytes.s[1])) {
		ptrdiff_t bell = str_find_char(bytes, '\a'), end = str_find(bytes, S("\033\\"));

		if (bell >= 0 && (end < 0 || bell < end))
			return (size_t)bell + 1;
		if (end >= 0)
			return (size_t)end + 2;
		if (!final)
			return 0;
		/* Its end is lost; what has come of it was not typed. */
		if (bytes.n > 2)
			return bytes.n;
	}
	if ((uint8_t)bytes.s[1] < 0x20 || bytes.s[1] == 0x7f) {
		Key plain = {0};

		name_control(&plain, bytes.s[1]);
		name_modified(out, 2, plain.name);
		return 2;
	}
	at = character(str_from_at(bytes, 1), final, "M-", out);
	return at ? at + 1 : 0;
}

size_t input_key(Str bytes, bool final, const KeyCode *codes, size_t code_count, Key *out)
{
	memset(out, 0, sizeof *out);
	if (bytes.n == 0)
		return 0;
	for (size_t i = 0; i < code_count; i++) {
		if (codes[i].bytes.n && str_starts(bytes, codes[i].bytes)) {
			name_plain(out, codes[i].name);
			return codes[i].bytes.n;
		}
	}
	if (bytes.s[0] == 0x1b)
		return escape(bytes, final, out);
	if ((uint8_t)bytes.s[0] < 0x20 || bytes.s[0] == 0x7f) {
		name_control(out, bytes.s[0]);
		return 1;
	}
	if (bytes.s[0] == ' ') {
		name_plain(out, "Space");
		return 1;
	}
	return character(bytes, final, "", out);
}

/* People take longer for the next key than a terminal for the next byte of one. What people can't
 * have begun comes over slow lines in pieces: its rest would be done as if it had been typed. */
int input_patience(Str bytes)
{
	return bytes.n > 2 && bytes.s[0] == 0x1b ? 1000 : 25;
}
