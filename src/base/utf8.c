#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <unigbrk.h>
#include <uninorm.h>
#include <unistr.h>
#include <uniwidth.h>

static bool is_control(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

uint32_t utf8_next(Str str, size_t *at)
{
	const uint8_t *s = (const uint8_t *)str.s + *at;
	ucs4_t c;
	int n;

	if (*s < 0x80) {
		(*at)++;
		return *s;
	}
	n = u8_mbtoucr(&c, s, str.n - *at);
	if (n <= 0) {
		(*at)++;
		return 0xfffd;
	}
	*at += (size_t)n;
	return c;
}

Str utf8_cut(Str str, size_t max)
{
	if (str.n <= max)
		return str;
	while (max > 0 && ((uint8_t)str.s[max] & 0xc0) == 0x80)
		max--;
	return str_slice(str, 0, max);
}

size_t utf8_put(uint32_t character, char out[4])
{
	int n = u8_uctomb((uint8_t *)out, character, 4);

	if (n > 0)
		return (size_t)n;
	memcpy(out, "\xef\xbf\xbd", 3);
	return 3;
}

void utf8_add(Buf *buf, uint32_t character)
{
	buf_room(buf, 4);
	buf->n += utf8_put(character, buf->s + buf->n);
}

void utf8_clean(Str str, Buf *out)
{
	size_t at = 0, clean = 0;

	/* Runs of bytes that need no work are copied whole. */
	while (at < str.n) {
		size_t start = at;
		uint8_t byte = (uint8_t)str.s[at];
		uint32_t c;

		if (byte >= 0x20 && byte < 0x7f) {
			at++;
			continue;
		}
		c = utf8_next(str, &at);
		if (c == '\n' || c == '\t' || (!is_control(c) && (c != 0xfffd || at - start == 3)))
			continue;
		buf_add(out, str_slice(str, clean, start - clean));
		if (c == 0xfffd)
			utf8_add(out, c);
		else if (c == '\r')
			buf_char(out, '\n');
		if (c == '\r' && at < str.n && str.s[at] == '\n')
			at++;
		clean = at;
	}
	buf_add(out, str_from_at(str, clean));
}

size_t utf8_clean_in_place(char *s, size_t n)
{
	size_t at = 0, to = 0;

	while (at < n) {
		size_t start = at;
		uint32_t c = utf8_next((Str){s, n}, &at);

		if (c == 0xfffd && at - start == 1) {
			/* A lead byte whose rest was cut off at the end. */
			if (n - start < 4 && (uint8_t)s[start] >= 0xc2)
				break;
			s[to++] = '?';
		} else if (is_control(c)) {
			s[to++] = ' ';
		} else {
			memmove(s + to, s + start, at - start);
			to += at - start;
		}
	}
	return to;
}

static bool is_regional_indicator(uint32_t c)
{
	return c >= 0x1f1e6 && c <= 0x1f1ff;
}

/* Close to Extended_Pictographic (UTS #51): what may follow a joiner in an emoji sequence. */
static bool is_pictographic(uint32_t c)
{
	return (c >= 0x1f000 && c <= 0x1fbff) || (c >= 0x2190 && c <= 0x2bff) || c == 0x3030 ||
	       c == 0x303d || c == 0x3297 || c == 0x3299;
}

/* Twice what the longest emoji sequence takes. Beyond it are only marks and joiners heaped up, and
 * whoever walks over text must not look at all of them again and again. */
enum { LONGEST_CLUSTER = 64 };

static Str cluster_window(Str str)
{
	size_t n = LONGEST_CLUSTER;

	if (str.n <= n)
		return str;
	while (n > 1 && ((uint8_t)str.s[n] & 0xc0) == 0x80)
		n--;
	return str_slice(str, 0, n);
}

/* libunistring 1.0 looks at two characters at a time; the rules that need more (GB11: emoji joined
 * by U+200D, GB12: flags are two letters) are applied here. */
size_t utf8_cluster(Str str)
{
	const uint8_t *s = (const uint8_t *)str.s, *next;
	size_t n, at;

	if (str.n == 0)
		return 0;
	if (s[0] < 0x80 && (str.n == 1 || (s[1] < 0x80 && s[0] != '\r')))
		return 1;
	str = cluster_window(str);
	next = u8_grapheme_next(s, s + str.n);
	n = next ? (size_t)(next - s) : str.n;
	at = 0;
	if (is_regional_indicator(utf8_next(str, &at)) && at == n && n < str.n &&
		is_regional_indicator(utf8_next(str, &at)))
		return at;
	while (n < str.n && n > 3 && memcmp(s + n - 3, "\xe2\x80\x8d", 3) == 0) {
		at = n;
		if (!is_pictographic(utf8_next(str, &at)))
			break;
		next = u8_grapheme_next(s + n, s + str.n);
		n = next ? (size_t)(next - s) : str.n;
	}
	return n;
}

unsigned utf8_cluster_width(Str cluster)
{
	size_t at = 0;
	uint32_t first;
	int width;

	if (cluster.n == 0)
		return 0;
	first = utf8_next(cluster, &at);
	if (cluster.n == 1)
		return first >= 0x20 && first < 0x7f;
	width = uc_width(first, "UTF-8");
	if (width < 0)
		return 0;
	while (at < cluster.n) {
		uint32_t c = utf8_next(cluster, &at);

		/* An emoji presentation selector, or a flag's second letter, makes it wide. */
		if (c == 0xfe0f || is_regional_indicator(c))
			return 2;
		/* Signs beside a letter (Indic vowels, half-width voicing) take cells of their own;
		 * what is joined to an emoji does not. */
		if (!is_pictographic(c) && uc_width(c, "UTF-8") > 0)
			width += uc_width(c, "UTF-8");
	}
	return width > 2 ? 2 : (unsigned)width;
}

size_t utf8_width(Str str)
{
	size_t width = 0;

	while (str.n) {
		size_t n = utf8_cluster(str);

		width += utf8_cluster_width(str_slice(str, 0, n));
		str = str_from_at(str, n);
	}
	return width;
}

Str utf8_fit(Str str, size_t cells)
{
	size_t n = 0, width = 0;

	while (n < str.n) {
		size_t cluster = utf8_cluster(str_from_at(str, n));

		width += utf8_cluster_width(str_slice(str, n, cluster));
		if (width > cells)
			break;
		n += cluster;
	}
	return str_slice(str, 0, n);
}

Str utf8_ellipsis(Str str, size_t cells, Arena *arena)
{
	Str fit = utf8_fit(str, cells);

	if (fit.n == str.n || cells == 0)
		return fit;
	fit = utf8_fit(str, cells - 1);
	while (fit.n && char_is_space(fit.s[fit.n - 1]))
		fit.n--;
	return arena_printf(arena, "%.*s…", STR_ARG(fit));
}

static bool is_mark(uint32_t c)
{
	return (c >= 0x300 && c <= 0x36f) || (c >= 0x1ab0 && c <= 0x1aff) ||
	       (c >= 0x1dc0 && c <= 0x1dff) || (c >= 0x20d0 && c <= 0x20ff) ||
	       (c >= 0xfe20 && c <= 0xfe2f) || c == 0xad || (c >= 0x64b && c <= 0x655) ||
	       (c >= 0x591 && c <= 0x5c7) || (c >= 0x200b && c <= 0x200f);
}

void utf8_add_folded(Buf *buf, uint32_t character)
{
	uint8_t lower[32], parts[128];
	char utf8[4];
	size_t n, m = sizeof lower, k = sizeof parts;
	Str folded;

	if (character < 0x80) {
		buf_char(buf, char_lower((char)character));
		return;
	}
	n = utf8_put(character, utf8);
	if (u8_casefold((uint8_t *)utf8, n, NULL, NULL, lower, &m) != lower ||
		u8_normalize(UNINORM_NFKD, lower, m, parts, &k) != parts) {
		utf8_add(buf, character);
		return;
	}
	folded = str_of((char *)parts, k);
	for (size_t i = 0; i < folded.n;) {
		uint32_t part = utf8_next(folded, &i);

		if (!is_mark(part))
			utf8_add(buf, part);
	}
}

/* Scripts that put no blanks between words, and hangul, whose endings cling to them; sorted. */
static const struct {
	uint32_t first, last;
} ideographs[] = {
	{0x0e00, 0x0eff},                   /* Thai, Lao */
	{0x1000, 0x109f},                   /* Myanmar */
	{0x1100, 0x11ff},                   /* hangul jamo */
	{0x1780, 0x17ff},                   /* Khmer */
	{0x2e80, 0x2fdf},                   /* radicals */
	{0x3005, 0x3007},                   /* iteration mark, zero */
	{0x3041, 0x30ff},                   /* kana */
	{0x3105, 0x318f},                   /* bopomofo, jamo */
	{0x31f0, 0x31ff},                   /* small katakana */
	{0x3400, 0x4dbf},                   /* Han */
	{0x4e00, 0x9fff}, {0xac00, 0xd7ff}, /* hangul */
	{0xf900, 0xfaff},                   /* Han, for compatibility */
	{0xff66, 0xff9f},                   /* half-width katakana */
	{0x20000, 0x323af},                 /* Han, rare */
};

Utf8Class utf8_class(uint32_t c)
{
	if (c < 0x80)
		return char_is_alpha((char)c) || char_is_digit((char)c) ? UTF8_LETTER
									: UTF8_BETWEEN;
	if (c == 0xad || (c >= 0x200b && c <= 0x200d) || c == 0x2060 || c == 0xfeff)
		return UTF8_INVISIBLE;
	if (!uc_is_general_category_withtable(c,
		    UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M | UC_CATEGORY_MASK_N))
		return UTF8_BETWEEN;
	for (size_t i = 0; i < COUNT(ideographs) && c >= ideographs[i].first; i++)
		if (c <= ideographs[i].last)
			return UTF8_IDEOGRAPH;
	return UTF8_LETTER;
}

Str utf8_fold(Str str, Arena *arena, uint32_t **map)
{
	Buf out = {0};
	uint32_t *origin = NULL;
	size_t room = 0;
	size_t at = 0;
	Str result;

	while (at < str.n) {
		size_t start = at, before = out.n;
		uint32_t c = utf8_next(str, &at);

		utf8_add_folded(&out, c);
		if (!map)
			continue;
		if (room < out.n + 1) {
			room = (out.n + 1) * 2;
			origin = memory_resize(origin, room * sizeof *origin);
		}
		for (size_t i = before; i < out.n; i++)
			origin[i] = (uint32_t)start;
	}
	result = arena_str(arena, buf_str(&out));
	if (map) {
		*map = arena_array(arena, result.n + 1, sizeof **map);
		if (result.n)
			memcpy(*map, origin, result.n * sizeof **map);
		(*map)[result.n] = (uint32_t)str.n;
		free(origin);
	}
	buf_drop(&out);
	return result;
}
