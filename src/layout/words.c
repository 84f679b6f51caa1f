/* The few words that layout adds to an article, in the language of the article. */
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

/* The row of "de-AT" is that of "de"; who does not say speaks English. */
static size_t row_of(const Doc *doc)
{
	Str lang = doc_str(doc, doc->lang);

	for (size_t i = 0; i < COUNT(languages); i++)
		if (str_starts_case(lang, str_from(languages[i].lang)))
			return i;
	return lang.n ? COUNT(languages) : 0;
}

Str words_by(const Doc *doc)
{
	size_t row = row_of(doc);

	return row < COUNT(languages) ? str_from(languages[row].by) : S("");
}

Str words_photo(const Doc *doc)
{
	size_t row = row_of(doc);

	return row < COUNT(languages) ? str_from(languages[row].photo) : S("");
}
