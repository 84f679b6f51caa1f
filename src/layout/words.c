/* The few words that layout adds to an article, in the language of the article. */
#include "base/utf8.h"
#include "layout/sheet.h"

/* Without a row: only what needs no words. */
static const struct {
	const char *lang, *by, *photo;
} languages[] = {
	{"en", "By ", "photo: "},
	{"da", "Af ", "foto: "},
	{"de", "Von ", "Foto: "},
	{"el", "", "φωτογραφία: "},
	{"es", "Por ", "foto: "},
	{"fr", "Par ", "photo : "},
	{"it", "Di ", "foto: "},
	{"nb", "Av ", "foto: "},
	{"nl", "Door ", "foto: "},
	{"no", "Av ", "foto: "},
	{"pl", "", "fot. "},
	{"pt", "Por ", "foto: "},
	{"ru", "", "фото: "},
	{"sv", "Av ", "foto: "},
	{"uk", "", "фото: "},
};

/* Whether it begins with a letter of another script than Latin. */
static bool is_foreign(Str name)
{
	size_t at = 0;

	return name.n && utf8_next(name, &at) >= 0x370;
}

/* The row of "de-AT" is that of "de"; who does not say speaks English, if the letters allow it. */
static size_t row_of(const Doc *doc, Str name)
{
	Str lang = doc_str(doc, doc->lang);

	for (size_t i = 0; i < COUNT(languages); i++)
		if (str_starts_case(lang, str_from(languages[i].lang)))
			return i;
	return lang.n || is_foreign(name) ? COUNT(languages) : 0;
}

Str words_by(const Doc *doc)
{
	size_t row = row_of(doc, doc_str(doc, doc->byline));

	return row < COUNT(languages) ? str_from(languages[row].by) : S("");
}

Str words_photo(const Doc *doc, Str name)
{
	size_t row = row_of(doc, name);

	return row < COUNT(languages) ? str_from(languages[row].photo) : S("");
}
