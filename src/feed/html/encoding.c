#include "feed/html/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "base/utf8.h"
#include "feed/html/charset_table.h"

typedef enum { BY_TABLE, BY_ICONV, IS_UTF8, IS_UTF16, IS_UTF32 } How;

struct Encoding {
	const char *name;
	const char *labels; /* beside the name itself */
	How how;
	union {
		CharsetTable table;
		unsigned converter; /* index into converters[] */
		bool big_endian;
	} by;
};

/* What glibc calls the encodings as the web means them. */
static const char *const converters[] = {"GB18030", "BIG5-HKSCS", "EUC-JP-MS", "ISO-2022-JP",
	"CP932", "UHC"};
enum { ISO_2022_JP = 3 };
/* Process-wide, as what they stand for: shared objects that cannot be loaded once the door is
 * locked. */
static iconv_t opened[COUNT(converters)];

/* WHATWG Encoding Standard, 4.2 "Names and labels"; UTF-32 and its labels are ours: XML may have
 * it. "u16", "utf16" and the like are not in the standard, but feeds use them. */
static const Encoding encodings[] = {
	{"utf-8",
		"unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf8 x-unicode20utf8 utf_8 "
		"utf-8-sig",
		IS_UTF8, {0}},
	{"windows-1252",
		"ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 "
		"iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii x-cp1252 latin-1 "
		"ansi cp-1252",
		BY_TABLE, {TABLE_WINDOWS_1252}},
	{"ibm866", "866 cp866 csibm866", BY_TABLE, {TABLE_IBM866}},
	{"iso-8859-2",
		"csisolatin2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2",
		BY_TABLE, {TABLE_ISO_8859_2}},
	{"iso-8859-3",
		"csisolatin3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3",
		BY_TABLE, {TABLE_ISO_8859_3}},
	{"iso-8859-4",
		"csisolatin4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4",
		BY_TABLE, {TABLE_ISO_8859_4}},
	{"iso-8859-5",
		"csisolatincyrillic cyrillic iso-ir-144 iso8859-5 iso88595 iso_8859-5 "
		"iso_8859-5:1988",
		BY_TABLE, {TABLE_ISO_8859_5}},
	{"iso-8859-6",
		"arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6-e "
		"iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987",
		BY_TABLE, {TABLE_ISO_8859_6}},
	{"iso-8859-7",
		"csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 iso8859-7 iso88597 "
		"iso_8859-7 iso_8859-7:1987 sun_eu_greek",
		BY_TABLE, {TABLE_ISO_8859_7}},
	{"iso-8859-8",
		"csiso88598e csisolatinhebrew hebrew iso-8859-8-e iso-ir-138 iso8859-8 iso88598 "
		"iso_8859-8 iso_8859-8:1988 visual",
		BY_TABLE, {TABLE_ISO_8859_8}},
	{"iso-8859-8-i", "csiso88598i logical", BY_TABLE, {TABLE_ISO_8859_8}},
	{"iso-8859-10", "csisolatin6 iso-ir-157 iso8859-10 iso885910 l6 latin6 iso_8859-10",
		BY_TABLE, {TABLE_ISO_8859_10}},
	{"iso-8859-13", "iso8859-13 iso885913 iso_8859-13", BY_TABLE, {TABLE_ISO_8859_13}},
	{"iso-8859-14", "iso8859-14 iso885914 iso_8859-14", BY_TABLE, {TABLE_ISO_8859_14}},
	{"iso-8859-15", "csisolatin9 iso8859-15 iso885915 iso_8859-15 l9 latin9 latin-9", BY_TABLE,
		{TABLE_ISO_8859_15}},
	{"iso-8859-16", "iso8859-16 iso885916 iso_8859-16", BY_TABLE, {TABLE_ISO_8859_16}},
	{"koi8-r", "cskoi8r koi koi8 koi8_r", BY_TABLE, {TABLE_KOI8_R}},
	{"koi8-u", "koi8-ru koi8_u", BY_TABLE, {TABLE_KOI8_U}},
	{"macintosh", "csmacintosh mac x-mac-roman macroman mac-roman", BY_TABLE,
		{TABLE_MACINTOSH}},
	{"windows-874",
		"dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 iso_8859-11 cp874 tis620 x-cp874",
		BY_TABLE, {TABLE_WINDOWS_874}},
	{"windows-1250", "cp1250 x-cp1250", BY_TABLE, {TABLE_WINDOWS_1250}},
	{"windows-1251", "cp1251 x-cp1251 win-1251 win1251", BY_TABLE, {TABLE_WINDOWS_1251}},
	{"windows-1253", "cp1253 x-cp1253", BY_TABLE, {TABLE_WINDOWS_1253}},
	{"windows-1254",
		"cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 "
		"iso_8859-9:1989 l5 latin5 x-cp1254",
		BY_TABLE, {TABLE_WINDOWS_1254}},
	{"windows-1255", "cp1255 x-cp1255", BY_TABLE, {TABLE_WINDOWS_1255}},
	{"windows-1256", "cp1256 x-cp1256", BY_TABLE, {TABLE_WINDOWS_1256}},
	{"windows-1257", "cp1257 x-cp1257", BY_TABLE, {TABLE_WINDOWS_1257}},
	{"windows-1258", "cp1258 x-cp1258", BY_TABLE, {TABLE_WINDOWS_1258}},
	{"x-mac-cyrillic", "x-mac-ukrainian mac-cyrillic maccyrillic", BY_TABLE,
		{TABLE_X_MAC_CYRILLIC}},
	{"gbk",
		"chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 iso-ir-58 x-gbk cp936 "
		"ms936 windows-936",
		BY_ICONV, {.converter = 0}},
	{"gb18030", "gb18030-2000 gb-18030", BY_ICONV, {.converter = 0}},
	{"big5", "big5-hkscs cn-big5 csbig5 x-x-big5 big5hkscs cp950 ms950", BY_ICONV,
		{.converter = 1}},
	{"euc-jp", "cseucpkdfmtjapanese x-euc-jp eucjp ujis", BY_ICONV, {.converter = 2}},
	{"iso-2022-jp", "csiso2022jp", BY_ICONV, {.converter = ISO_2022_JP}},
	{"shift_jis", "csshiftjis ms932 ms_kanji shift-jis sjis windows-31j x-sjis cp932 shiftjis",
		BY_ICONV, {.converter = 4}},
	{"euc-kr",
		"cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 "
		"ksc_5601 windows-949 cp949 uhc euckr ms949",
		BY_ICONV, {.converter = 5}},
	{"utf-16be", "unicodefffe utf_16be utf-16-be", IS_UTF16, {.big_endian = true}},
	{"utf-16le",
		"csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf16 utf_16 u16 "
		"utf_16le utf-16-le",
		IS_UTF16, {.big_endian = false}},
	{"utf-32be", "utf_32be utf-32-be", IS_UTF32, {.big_endian = true}},
	{"utf-32le", "utf-32 utf32 utf_32 u32 iso-10646-ucs-4 ucs-4 utf_32le utf-32-le", IS_UTF32,
		{.big_endian = false}},
};

void encoding_prepare(void)
{
	for (size_t i = 0; i < COUNT(converters); i++) {
		char scratch[8], *out = scratch, in[] = "a", *from = in;
		size_t left = 1, room = sizeof scratch;

		if (opened[i])
			continue;
		opened[i] = iconv_open("UTF-8", converters[i]);
		/* What a converter needs besides is loaded when it is used. */
		if (opened[i] != (iconv_t)-1)
			iconv(opened[i], &from, &left, &out, &room);
	}
}

const Encoding *encoding_find(Str label)
{
	label = str_trim(label);
	if (label.n == 0)
		return NULL;
	for (size_t i = 0; i < COUNT(encodings); i++) {
		Str labels = str_from(encodings[i].labels), word;

		if (str_eq_case(label, str_from(encodings[i].name)))
			return &encodings[i];
		while (str_word(&labels, &word))
			if (str_eq_case(label, word))
				return &encodings[i];
	}
	return NULL;
}

Str encoding_name(const Encoding *encoding)
{
	return str_from(encoding->name);
}

bool encoding_is_wide(const Encoding *encoding)
{
	return encoding->how == IS_UTF16 || encoding->how == IS_UTF32;
}

bool encoding_has_escapes(const Encoding *encoding)
{
	return encoding->how == BY_ICONV && encoding->by.converter == ISO_2022_JP;
}

/* The decoders append UTF-8 and count what they could not read. */

static size_t decode_table(Str bytes, const uint16_t table[128], Buf *out)
{
	char utf8[128][4];
	uint8_t length[128];
	size_t bad = 0;

	for (unsigned i = 0; i < 128; i++)
		length[i] = (uint8_t)utf8_put(table[i] ? table[i] : 0xfffd, utf8[i]);
	buf_room(out, bytes.n + bytes.n / 2);
	for (size_t i = 0; i < bytes.n; i++) {
		uint8_t byte = (uint8_t)bytes.s[i];

		if (byte < 0x80) {
			buf_char(out, (char)byte);
			continue;
		}
		bad += table[byte - 0x80] == 0;
		buf_bytes(out, utf8[byte - 0x80], length[byte - 0x80]);
	}
	return bad;
}

static size_t decode_iconv(Str bytes, unsigned converter, Buf *out)
{
	iconv_t cd;
	char *in = (char *)bytes.s;
	size_t left = bytes.n, bad = 0;

	if (!opened[converter])
		encoding_prepare();
	cd = opened[converter];
	if (cd == (iconv_t)-1)
		return bytes.n;
	iconv(cd, NULL, NULL, NULL, NULL);
	while (left) {
		size_t room = left * 3 + 16;
		char *start = buf_room(out, room), *to = start;
		size_t failed = iconv(cd, &in, &left, &to, &room);

		out->n += (size_t)(to - start);
		if (failed != (size_t)-1 || errno == E2BIG)
			continue;
		utf8_add(out, 0xfffd);
		bad++;
		in++;
		left--;
	}
	return bad;
}

static size_t decode_utf8(Str bytes, Buf *out)
{
	size_t bad = 0;

	while (bytes.n) {
		size_t n = utf8_valid_length(bytes);

		buf_add(out, str_slice(bytes, 0, n));
		bytes = str_from_at(bytes, n);
		if (bytes.n == 0)
			break;
		/* One U+FFFD for a run of bytes that belong together. */
		n = 1;
		while (n < bytes.n && n < 4 && ((uint8_t)bytes.s[n] & 0xc0) == 0x80)
			n++;
		utf8_add(out, 0xfffd);
		bytes = str_from_at(bytes, n);
		bad++;
	}
	return bad;
}

static uint32_t unit_at(const uint8_t *s, unsigned size, bool big_endian)
{
	uint32_t unit = 0;

	for (unsigned i = 0; i < size; i++)
		unit |= (uint32_t)s[big_endian ? i : size - 1 - i] << (8 * (size - 1 - i));
	return unit;
}

static size_t decode_wide(Str bytes, unsigned size, bool big_endian, Buf *out)
{
	const uint8_t *s = (const uint8_t *)bytes.s;
	size_t bad = bytes.n % size != 0;

	for (size_t i = 0; i + size <= bytes.n; i += size) {
		uint32_t c = unit_at(s + i, size, big_endian);

		if (size == 2 && c >= 0xd800 && c < 0xdc00 && i + 4 <= bytes.n) {
			uint32_t low = unit_at(s + i + 2, 2, big_endian);

			if (low >= 0xdc00 && low < 0xe000) {
				c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
				i += 2;
			}
		}
		bad += (c >= 0xd800 && c < 0xe000) || c > 0x10ffff || c == 0;
		utf8_add(out, c);
	}
	return bad;
}

size_t encoding_decode(const Encoding *encoding, Str bytes, Buf *out)
{
	switch (encoding->how) {
	case BY_TABLE:
		return decode_table(bytes, charset_table[encoding->by.table], out);
	case BY_ICONV:
		return decode_iconv(bytes, encoding->by.converter, out);
	case IS_UTF16:
		return decode_wide(bytes, 2, encoding->by.big_endian, out);
	case IS_UTF32:
		return decode_wide(bytes, 4, encoding->by.big_endian, out);
	default:
		return decode_utf8(bytes, out);
	}
}
