/* model/notice: words of corrections and updates. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/notice.h"

/* `lead` is what is set apart; "": nothing. */
static void expect_lead(const char *text, const char *lead)
{
	size_t n = notice_lead(str_from(text));

	if (n != str_from(lead).n || !str_starts(str_from(text), str_from(lead)))
		fail_msg("\"%s\": %zu bytes, not \"%s\"", text, n, lead);
}

static void words_that_begin_a_notice_are_found_with_their_date(void **state)
{
	(void)state;
	expect_lead("Correction: the mast is of wood.", "Correction: ");
	expect_lead("Correction, 21 Nov. 2026: the mast is of wood.", "Correction, 21 Nov. 2026: ");
	expect_lead("CORRECTION (Nov. 21) — It was.", "CORRECTION (Nov. 21) — ");
	expect_lead("Correction\xc2\xa0: le mât est en bois.", "Correction\xc2\xa0: ");
	expect_lead("Mise à jour\xe2\x80\xaf: la mer monte.", "Mise à jour\xe2\x80\xaf: ");
	expect_lead("Mise à jour à 14 h 30 : la mer monte.", "Mise à jour à 14 h 30 : ");
	expect_lead("Updated at 14:30 – the tide is in.", "Updated at 14:30 – ");
	expect_lead("Berichtigung vom 3. Mai: Der Mast", "Berichtigung vom 3. Mai: ");
	expect_lead("Anm. d. Red.: Der Mast", "Anm. d. Red.: ");
	expect_lead("Исправление: мачта", "Исправление: ");
	expect_lead("【訂正】マストは", "【訂正】");
	expect_lead("更正：桅杆", "更正：");
	expect_lead("Update:", "Update:");
}

static void a_sentence_that_begins_so_is_none(void **state)
{
	(void)state;
	expect_lead("Update", "");
	expect_lead("Update your charts before you leave: the bank has moved.", "");
	expect_lead("Corrections officers met. In all: nine.", "");
	expect_lead("Correction fluid - white - is sold here.", "");
	expect_lead("Korrekturlesen: ein Beruf", "");
	expect_lead("更新された海図：", "");
	expect_lead("The correction: none.", "");
	expect_lead("", "");
}

static void a_box_is_labelled_in_the_language_of_its_page(void **state)
{
	static const struct {
		const char *word, *lang, *text, *label;
	} rows[] = {
		{"correction", "", "The mast is of wood.", "Correction"},
		{"correction", "fr-CH", "Le mât est en bois.", "Rectificatif"},
		{"update", "de", "Der Mast ist gefunden.", "Aktualisierung"},
		{"mise-a-jour", "", "La mer monte.", "Mise à jour"},
		{"clarification", "de", "Der Mast ist aus Holz.", "Clarification"},
		{"correction", "de", "In einer früheren Fassung, nun korrigiert, war", ""},
		{"correction", "", "This article was corrected on Monday.", ""},
		{"corrections-desk", "", "The mast is of wood.", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		Str label = notice_label(str_from(rows[i].word), str_from(rows[i].lang),
			str_from(rows[i].text));

		if (!str_eq(label, str_from(rows[i].label)))
			fail_msg("row %zu: \"%.*s\"", i, STR_ARG(label));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_that_begin_a_notice_are_found_with_their_date),
		cmocka_unit_test(a_sentence_that_begins_so_is_none),
		cmocka_unit_test(a_box_is_labelled_in_the_language_of_its_page),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
