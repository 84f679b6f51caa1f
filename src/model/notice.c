#include "model/notice.h"

enum { LONGEST_LEAD = 60, LOOKED_AT = 48 };

typedef enum { CORRECTED, CLEARED, RETRACTED, UPDATED, REMARKED } Kind;

/* words: of classes. stems: what the beginning of a text has in it that says so in whatever way.
 * leads: whole words or more that begin one. The first row of a language and kind is shown. */
static const struct {
	const char *lang;
	Kind kind;
	const char *label, *words, *stems, *leads;
} rows[] = {
	{"en", CORRECTED, "Correction",
		"correction|corrections|erratum|errata|article-correction|correction-notice",
		"correct|errat",
		"Correction|Corrections|Correction and clarification|Corrections and "
		"clarifications|"
		"Corrected|Erratum|Errata"},
	{"en", CLEARED, "Clarification", "clarification|clarifications", "clarif",
		"Clarification|Clarifications"},
	{"en", RETRACTED, "Retraction", "retraction|retraction-notice", "retract", "Retraction"},
	{"en", UPDATED, "Update", "update|article-update|update-note", "updat",
		"Update|Updates|Updated|Upd"},
	{"en", REMARKED, "Editor's note",
		"editors-note|editor-note|editornote|editorsnote|editorial-note", "editor",
		"Editor's note|Editor’s note|Editors' note|Editors’ note|Editorial note|Ed. note"},
	{"de", CORRECTED, "Berichtigung", "berichtigung|korrektur|richtigstellung|korrekturhinweis",
		"berichtig|korrektur|korrigiert|richtigstell",
		"Berichtigung|Korrektur|Richtigstellung|Korrigiert|Korrekturhinweis"},
	{"de", UPDATED, "Aktualisierung", "aktualisierung|nachtrag", "aktualisi|update|nachtrag",
		"Aktualisierung|Aktualisiert|Nachtrag"},
	{"de", REMARKED, "Anmerkung der Redaktion", "redaktionshinweis|anmerkung-der-redaktion",
		"redaktion|d. red",
		"Anmerkung der Redaktion|Hinweis der Redaktion|Anm. d. Red.|Anm. der Redaktion"},
	{"fr", CORRECTED, "Rectificatif", "rectificatif|rectification", "rectifi|correct|errat",
		"Rectificatif|Rectification|Correctif"},
	{"fr", CLEARED, "Précision", "", "précis", "Précision|Précisions"},
	{"fr", UPDATED, "Mise à jour", "mise-a-jour|miseajour|maj",
		"mise à jour|mis à jour|actualis", "Mise à jour|Mis à jour|Actualisation|MÀJ"},
	{"fr", REMARKED, "Note de la rédaction", "note-de-la-redaction|ndlr", "rédaction|ndlr",
		"Note de la rédaction|NDLR"},
	{"es", CORRECTED, "Corrección", "correccion|rectificacion|fe-de-errores|fe-de-erratas",
		"correc|corrig|rectific|fe de err",
		"Corrección|Correcciones|Rectificación|Fe de errores|Fe de erratas"},
	{"es", CLEARED, "Aclaración", "aclaracion", "aclara", "Aclaración"},
	{"es", UPDATED, "Actualización", "actualizacion", "actualiz",
		"Actualización|Actualizado|Actualizada"},
	{"es", REMARKED, "Nota de la redacción", "nota-de-la-redaccion|nota-del-editor",
		"redacción|editor", "Nota de la redacción|Nota del editor|N. de la R."},
	{"it", CORRECTED, "Correzione", "correzione|rettifica|errata-corrige",
		"correzion|corrett|rettific|errata", "Correzione|Rettifica|Errata corrige"},
	{"it", UPDATED, "Aggiornamento", "aggiornamento", "aggiorna", "Aggiornamento|Aggiornato"},
	{"it", REMARKED, "Nota della redazione", "nota-della-redazione", "redazione|ndr",
		"Nota della redazione|NdR"},
	{"pt", CORRECTED, "Correção", "correcao|retificacao",
		"correç|correcç|corrig|retific|errata",
		"Correção|Correcção|Retificação|Rectificação|Erramos"},
	{"pt", UPDATED, "Atualização", "atualizacao", "atualiz|actualiz",
		"Atualização|Actualização|Atualizado"},
	{"pt", REMARKED, "Nota da redação", "nota-da-redacao", "redação|redacção|editor",
		"Nota da redação|Nota da redacção|Nota do editor"},
	{"nl", CORRECTED, "Correctie", "correctie|rectificatie", "correct|rectific",
		"Correctie|Rectificatie|Correcties"},
	{"nl", UPDATED, "Bijgewerkt", "bijgewerkt", "bijgewerkt|update|aanvulling",
		"Bijgewerkt|Aanvulling"},
	{"nl", REMARKED, "Noot van de redactie", "", "redactie",
		"Noot van de redactie|Naschrift van de redactie|Naschrift"},
	{"sv", CORRECTED, "Rättelse", "rattelse|rättelse", "rättel|rättad|korriger",
		"Rättelse|Rättelser|Korrigering"},
	{"sv", UPDATED, "Uppdatering", "uppdatering", "uppdater", "Uppdatering|Uppdaterad"},
	{"da", CORRECTED, "Rettelse", "rettelse|berigtigelse", "rettel|rettet|berigtig",
		"Rettelse|Rettelser|Berigtigelse"},
	{"da", UPDATED, "Opdatering", "opdatering", "opdater", "Opdatering|Opdateret"},
	{"nb", CORRECTED, "Rettelse", "", "rettel|rettet", "Retting|Presisering"},
	{"nb", UPDATED, "Oppdatering", "oppdatering", "oppdater", "Oppdatering|Oppdatert"},
	{"fi", CORRECTED, "Oikaisu", "oikaisu|korjaus", "oikais|korja", "Oikaisu|Korjaus"},
	{"fi", UPDATED, "Päivitys", "paivitys|päivitys", "päivit", "Päivitys|Päivitetty"},
	{"pl", CORRECTED, "Sprostowanie", "sprostowanie|korekta", "sprost|korekt|erra",
		"Sprostowanie|Korekta"},
	{"pl", UPDATED, "Aktualizacja", "aktualizacja", "aktualiz", "Aktualizacja"},
	{"pl", REMARKED, "Od redakcji", "od-redakcji", "redakc", "Od redakcji"},
	{"cs", CORRECTED, "Oprava", "oprava", "oprav", "Oprava"},
	{"cs", UPDATED, "Aktualizace", "aktualizace", "aktualiz", "Aktualizace|Aktualizováno"},
	{"ru", CORRECTED, "Исправление", "", "справл|поправ|опроверж",
		"Исправление|Исправлено|Поправка|Опровержение"},
	{"ru", UPDATED, "Обновление", "", "бновл|дополнен", "Обновление|Обновлено|Дополнено"},
	{"ru", REMARKED, "От редакции", "", "редакц", "От редакции|Примечание редакции"},
	{"uk", CORRECTED, "Виправлення", "", "иправл|спростув|уточнен",
		"Виправлення|Спростування|Уточнення"},
	{"uk", UPDATED, "Оновлення", "", "новлен|доповнен", "Оновлення|Оновлено|Доповнено"},
	{"el", CORRECTED, "Διόρθωση", "", "ιόρθω", "Διόρθωση|Διευκρίνιση"},
	{"el", UPDATED, "Ενημέρωση", "", "νημέρω", "Ενημέρωση"},
	{"tr", CORRECTED, "Düzeltme", "duzeltme", "düzelt", "Düzeltme"},
	{"tr", UPDATED, "Güncelleme", "guncelleme", "güncelle", "Güncelleme|Güncellendi"},
	{"ja", CORRECTED, "訂正", "", "訂正", "訂正|【訂正】|お詫びと訂正"},
	{"ja", UPDATED, "更新", "", "更新|追記", "更新|追記|【追記】|【更新】"},
	{"zh", CORRECTED, "更正", "", "更正|勘误|勘誤", "更正|【更正】|勘误|勘誤"},
	{"zh", UPDATED, "更新", "", "更新", "更新|【更新】"},
	{"ko", CORRECTED, "정정", "", "정정|바로잡", "정정|[정정]|바로잡습니다"},
	{"ko", UPDATED, "업데이트", "", "업데이트", "업데이트"},
};

/* The longest of the words, "a|b|c", that the text begins with. */
static size_t begun_by(const char *words, Str text)
{
	Str rest = str_from(words), word;
	size_t longest = 0;

	while (str_cut(&rest, '|', &word))
		if (word.n > longest && str_starts_case(text, word))
			longest = word.n;
	return longest;
}

static bool has_any(const char *stems, Str text)
{
	Str rest = str_from(stems), stem;

	while (str_cut(&rest, '|', &stem))
		if (stem.n && str_find_case(text, stem) >= 0)
			return true;
	return false;
}

static bool is_one_of(const char *words, Str word)
{
	Str rest = str_from(words), one;

	while (str_cut(&rest, '|', &one))
		if (one.n && str_eq_case(one, word))
			return true;
	return false;
}

static size_t skip_blanks(Str text, size_t at)
{
	static const char *const blanks[] = {" ", "\xc2\xa0", "\xe2\x80\xaf"};

	for (size_t i = 0; i < COUNT(blanks);)
		if (str_starts(str_from_at(text, at), str_from(blanks[i]))) {
			at += str_from(blanks[i]).n;
			i = 0;
		} else {
			i++;
		}
	return at;
}

/* The length of what sets the words before it off: a colon, a dash between blanks; 0: none. */
static size_t set_off(Str text, bool behind_blank)
{
	static const char *const ends[] = {": ", ":\n", ":\xc2\xa0", "：", "– ", "— ", "- "};

	if (str_eq(text, S(":")))
		return 1;
	for (size_t i = 0; i < COUNT(ends); i++)
		if (str_starts(text, str_from(ends[i])) && (behind_blank || i < 4))
			return str_from(ends[i]).n;
	return 0;
}

size_t notice_lead(Str text)
{
	size_t word = 0, at;
	bool dated = false;

	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t n = begun_by(rows[i].leads, text);

		word = n > word ? n : word;
	}
	if (word == 0 || str_ends(str_slice(text, 0, word), S("】")) || text.s[word - 1] == ']')
		return word;
	/* Between the word and what sets it off there may be when that was, but no sentence. */
	for (size_t end = word; end < text.n && end<LONGEST_LEAD; end = at> end ? at : end + 1) {
		size_t off;

		at = skip_blanks(text, end);
		off = set_off(str_from_at(text, at), at > end);
		if (off && (end == word || dated))
			return at + off;
		if (at == word && (char_is_alpha(text.s[at]) || (uint8_t)text.s[at] >= 0xc2))
			return 0;
		dated = dated || (at < text.n && char_is_digit(text.s[at]));
	}
	return 0;
}

/* The row of a kind in a language; else in English. */
static size_t row_of(Kind kind, Str lang)
{
	size_t english = 0;

	for (size_t i = COUNT(rows); i-- > 0;) {
		if (rows[i].kind != kind)
			continue;
		if (lang.n && str_starts_case(lang, str_from(rows[i].lang)))
			return i;
		if (str_eq(str_from(rows[i].lang), S("en")))
			english = i;
	}
	return english;
}

static size_t row_of_word(Str word)
{
	size_t i = 0;

	while (i < COUNT(rows) && !is_one_of(rows[i].words, word))
		i++;
	return i;
}

bool notice_is_word(Str word)
{
	return row_of_word(word) < COUNT(rows);
}

Str notice_label(Str word, Str lang, Str text)
{
	size_t found = row_of_word(word);

	if (found == COUNT(rows))
		return S("");
	text = str_slice(text, 0, LOOKED_AT);
	for (size_t i = 0; i < COUNT(rows); i++)
		if (rows[i].kind == rows[found].kind && has_any(rows[i].stems, text))
			return S("");
	if (lang.n)
		found = row_of(rows[found].kind, lang);
	return str_from(rows[found].label);
}
