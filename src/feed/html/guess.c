#include "feed/html/guess.h"

#include "base/utf8.h"
#include "feed/html/charset_table.h"

enum { SAMPLE = 1 << 16 }; /* bytes looked at */

/* How the two bytes of East Asian characters fall in the rows of their encodings. */
typedef struct {
	const char *name;
	uint8_t lead_low, lead_high, trail_low, trail_high, trail_low2, trail_high2;
	uint8_t common_low, common_high; /* lead bytes of what texts consist of */
	unsigned least;                  /* percent of all characters that are so */
} Family;

/* Tried in this order. Kana tells Japanese; modern Hangul has 25 rows, which the commonest Chinese
 * characters share in part, so Korean needs nearly all. */
static const Family families[] = {
	{"euc-jp", 0xa1, 0xfe, 0xa1, 0xfe, 1, 0, 0xa4, 0xa5, 25},
	{"shift_jis", 0x81, 0xfc, 0x40, 0x7e, 0x80, 0xfc, 0x82, 0x83, 25},
	{"euc-kr", 0xa1, 0xfe, 0xa1, 0xfe, 1, 0, 0xb0, 0xc8, 90},
	{"gb18030", 0xa1, 0xfe, 0xa1, 0xfe, 1, 0, 0xb0, 0xd7, 70},
	{"big5", 0xa1, 0xf9, 0x40, 0x7e, 0xa1, 0xfe, 0xa4, 0xc6, 70},
};

/* The commonest letters of alphabets that are not Latin. */
static const struct {
	const char *name, *letters;
	CharsetTable table;
} alphabets[] = {
	{"windows-1251", "оеаинтсрвлкмд", TABLE_WINDOWS_1251},
	{"koi8-r", "оеаинтсрвлкмд", TABLE_KOI8_R},
	{"ibm866", "оеаинтсрвлкмд", TABLE_IBM866},
	{"iso-8859-5", "оеаинтсрвлкмд", TABLE_ISO_8859_5},
	{"windows-1253", "αοιετσνηυρπκμ", TABLE_WINDOWS_1253},
	{"windows-1255", "יוהלארשבתמנדע", TABLE_WINDOWS_1255},
	{"windows-1256", "اليمنوتربدعسف", TABLE_WINDOWS_1256},
	{"windows-874", "านรอกเงมยลวดท", TABLE_WINDOWS_874},
};

static bool within(uint8_t byte, uint8_t low, uint8_t high)
{
	return byte >= low && byte <= high;
}

static bool fits(const Family *family, Str bytes)
{
	const uint8_t *s = (const uint8_t *)bytes.s;
	size_t all = 0, common = 0, bad = 0;

	for (size_t i = 0; i < bytes.n; i++) {
		if (s[i] < 0x80)
			continue;
		/* Half-width kana are one byte in Shift_JIS. */
		if (family->trail_low == 0x40 && family->common_low == 0x82 &&
			within(s[i], 0xa1, 0xdf)) {
			all++;
			continue;
		}
		if (i + 1 >= bytes.n || !within(s[i], family->lead_low, family->lead_high) ||
			(!within(s[i + 1], family->trail_low, family->trail_high) &&
				!within(s[i + 1], family->trail_low2, family->trail_high2))) {
			bad++;
			continue;
		}
		all++;
		common += within(s[i], family->common_low, family->common_high);
		i++;
	}
	return all > 0 && bad * 50 <= all && common * 100 >= all * family->least;
}

/* Letters of other alphabets stand side by side; accented Latin ones hardly ever. */
static bool runs_are_long(Str bytes)
{
	size_t high = 0, runs = 0;
	bool within_run = false;

	for (size_t i = 0; i < bytes.n; i++) {
		bool is_high = (uint8_t)bytes.s[i] >= 0x80;

		high += is_high;
		runs += is_high && !within_run;
		within_run = is_high;
	}
	return runs > 0 && high >= runs * 3;
}

static size_t letters_of(const uint16_t table[128], Str letters, Str bytes)
{
	bool common[128] = {false};
	size_t count = 0;

	for (size_t at = 0; at < letters.n;) {
		uint32_t c = utf8_next(letters, &at);

		for (unsigned i = 0; i < 128; i++)
			common[i] |= table[i] == c;
	}
	for (size_t i = 0; i < bytes.n; i++)
		count += (uint8_t)bytes.s[i] >= 0x80 && common[(uint8_t)bytes.s[i] - 0x80];
	return count;
}

Str guess_charset(Str bytes)
{
	size_t best = 0, high = 0;
	Str name = S("windows-1252");

	bytes = str_slice(bytes, 0, SAMPLE);
	for (size_t i = 0; i < bytes.n; i++)
		high += (uint8_t)bytes.s[i] >> 7;
	/* Words of two characters are common in Chinese: their runs are shorter than words. */
	for (size_t i = 0; i < COUNT(families) && high >= 4; i++)
		if (fits(&families[i], bytes))
			return str_from(families[i].name);
	if (!runs_are_long(bytes))
		return name;
	for (size_t i = 0; i < COUNT(alphabets); i++) {
		size_t count = letters_of(charset_table[alphabets[i].table],
			str_from(alphabets[i].letters), bytes);

		/* Half of a text is made of these letters; a third is enough for names. */
		if (count > best && count * 3 >= high) {
			best = count;
			name = str_from(alphabets[i].name);
		}
	}
	return name;
}
