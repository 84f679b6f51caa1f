/* base/date: every form of date that feeds send, and nothing that is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/date.h"

typedef struct {
	const char *text, *utc; /* utc: "" if it is no date */
} Case;

static void check(const Case *cases, size_t count)
{
	Arena *arena = arena_open();

	for (size_t i = 0; i < count; i++) {
		int64_t date = date_read(str_from(cases[i].text));
		Str got = date == DATE_NONE ? S("") : date_rfc3339(date, arena);

		if (!str_eq(got, str_from(cases[i].utc)))
			fail_msg("\"%s\" is %.*s, not %s", cases[i].text, STR_ARG(got),
				cases[i].utc);
	}
	arena_close(arena);
}

static void mail_dates_are_read(void **state)
{
	static const Case cases[] = {
		{"Wed, 18 Nov 2026 07:05:09 +0100", "2026-11-18T06:05:09Z"},
		{"18 Nov 2026 07:05 GMT", "2026-11-18T07:05:00Z"},
		{"Wed, 18 Nov 26 07:05:09 -0330", "2026-11-18T10:35:09Z"},
		{"Wed, 18 Nov 98 07:05:09 Z", "1998-11-18T07:05:09Z"},
		{"Wed,18 November 2026 07:05:09 EST", "2026-11-18T12:05:09Z"},
		{"Wednesday, 18-Nov-26 07:05:09 GMT", "2026-11-18T07:05:09Z"},
		{"Thu, 31 Dec 2026 23:59:60 GMT", "2027-01-01T00:00:00Z"},
		{"Thu, 31 Dec 2026 24:00:00 GMT", "2027-01-01T00:00:00Z"},
		{"Wed, 18 Nov 2026 07:05:09 K", "2026-11-18T07:05:09Z"},
		{"Wed, 18 Nov 2026 07:05:09 GMT+01:00", "2026-11-18T06:05:09Z"},
	};

	(void)state;
	check(cases, COUNT(cases));
}

static void iso_dates_are_read(void **state)
{
	static const Case cases[] = {
		{"2026", "2026-01-01T00:00:00Z"},
		{"2026-11", "2026-11-01T00:00:00Z"},
		{"2026-11-18", "2026-11-18T00:00:00Z"},
		{"2026-11-18T07:05Z", "2026-11-18T07:05:00Z"},
		{"2026-1-8T7:5:9Z", "2026-01-08T07:05:09Z"},
		{"2026-11-18T07:05:09.5-08:00", "2026-11-18T15:05:09Z"},
		{"2026-11-18T07:05:09,75Z", "2026-11-18T07:05:09Z"},
		{"20261118T070509Z", "2026-11-18T07:05:09Z"},
		{"20261118T0705+0530", "2026-11-18T01:35:00Z"},
		{"20261118", "2026-11-18T00:00:00Z"},
		{"20261118070509", "2026-11-18T07:05:09Z"},
		{"2026-322", "2026-11-18T00:00:00Z"},
		{"2026322", "2026-11-18T00:00:00Z"},
		{"2026-W47-3", "2026-11-18T00:00:00Z"},
		{"2026W473", "2026-11-18T00:00:00Z"},
		{"2026-W01-1", "2025-12-29T00:00:00Z"},
		{"2027-W53", "2028-01-03T00:00:00Z"},
		{"26-11-18", "2026-11-18T00:00:00Z"},
		{"-26-11", "2026-11-01T00:00:00Z"},
	};

	(void)state;
	check(cases, COUNT(cases));
}

static void zones_have_names(void **state)
{
	static const Case cases[] = {
		{"Wed, 18 Nov 2026 07:05:09 CEST", "2026-11-18T05:05:09Z"},
		{"Wed, 18 Nov 2026 07:05:09 ist", "2026-11-18T01:35:09Z"},
		{"Wed, 18 Nov 2026 07:05:09 PT", "2026-11-18T15:05:09Z"},
		{"Sat, 18 Jul 2026 07:05:09 PT", "2026-07-18T14:05:09Z"},
		{"2026-11-18 07:05:09 Europe/Vienna", "2026-11-18T06:05:09Z"},
		{"2026-07-18 07:05:09 Europe/Vienna", "2026-07-18T05:05:09Z"},
		{"2026-03-07 12:00 America/New_York", "2026-03-07T17:00:00Z"},
		{"2026-03-08 12:00 America/New_York", "2026-03-08T16:00:00Z"},
		{"2026-01-10 12:00 Australia/Sydney", "2026-01-10T01:00:00Z"},
		{"2026-11-18 07:05:09 Nowhere/City", "2026-11-18T07:05:09Z"},
	};

	(void)state;
	check(cases, COUNT(cases));
}

static void months_are_known_in_many_languages(void **state)
{
	static const Case cases[] = {
		{"Mittwoch, 18. März 2026, 7:05 Uhr", "2026-03-18T07:05:00Z"},
		{"mercredi 18 février 2026 à 7h05", "2026-02-18T07:05:00Z"},
		{"18 août 2026", "2026-08-18T00:00:00Z"},
		{"Mi, 18 Mrz 2026 07:05:09 +0100", "2026-03-18T06:05:09Z"},
		{"sri, 18 ožu 2026 07:05:09 +0100", "2026-03-18T06:05:09Z"},
		{"Thứ Tư, 18 tháng 3, 2026", "2026-03-18T00:00:00Z"},
		{"18 آذار 2026", "2026-03-18T00:00:00Z"},
		{"18 أيلول 2026", "2026-09-18T00:00:00Z"},
		{"18 جانفي 2026", "2026-01-18T00:00:00Z"},
		{"18 غشت 2026", "2026-08-18T00:00:00Z"},
		{"۱۸ Mar ۲۰۲۶", "2026-03-18T00:00:00Z"},
		{"mar, 17 mar 2026 07:05:09 +0100", "2026-03-17T06:05:09Z"},
		{"18 de enero de 2026", "2026-01-18T00:00:00Z"},
		{"mercoledì 18 giugno 2026", "2026-06-18T00:00:00Z"},
		{"18 października 2026", "2026-10-18T00:00:00Z"},
		{"Ср, 18 ноя 2026 07:05:09 +0300", "2026-11-18T04:05:09Z"},
		{"18 мая 2026", "2026-05-18T00:00:00Z"},
		{"Τετ, 18 Νοε 2026 07:05:09 +0200", "2026-11-18T05:05:09Z"},
		{"18 Kasım 2026 Çarşamba", "2026-11-18T00:00:00Z"},
		{"18. marraskuuta 2026", "2026-11-18T00:00:00Z"},
		{"2026-január-13T9:15-05:00", "2026-01-13T14:15:00Z"},
		{"18 نوفمبر 2026", "2026-11-18T00:00:00Z"},
		{"2026年11月18日 7時5分", "2026-11-18T07:05:00Z"},
		{"2026년 11월 18일 07:05:09", "2026-11-18T07:05:09Z"},
		{"2026-11-18 오후 7:05:09", "2026-11-18T19:05:09Z"},
		{"2026年11月18日 上午12:05", "2026-11-18T00:05:00Z"},
	};

	(void)state;
	check(cases, COUNT(cases));
}

static void loose_forms_are_read(void **state)
{
	static const Case cases[] = {
		{"Wed Nov 18 2026 07:05:09 GMT+0800 (China Standard Time)", "2026-11-17T23:05:09Z"},
		{"Wed, 18 Nov 2026 07:05:09 GMT (Greenwich, where it is noon)",
			"2026-11-18T07:05:09Z"},
		{"2026-11-18 07:05:09.123456 +0000 UTC m=+0.000001", "2026-11-18T07:05:09Z"},
		{"Wed, 18 Nov 2026 07:05:09 - 0800", "2026-11-18T15:05:09Z"},
		{"Nov 18, 07:05 - 2026", "2026-11-18T07:05:00Z"},
		{"1795071909.25", "2026-11-19T07:05:09Z"},
		{"11-18-2026", "2026-11-18T00:00:00Z"},
		{"Nov 18, 2026", "2026-11-18T00:00:00Z"},
		{"November 18th, 2026 at 7:05 pm", "2026-11-18T19:05:00Z"},
		{"Wed Nov 18 07:05:09 2026", "2026-11-18T07:05:09Z"},
		{"Wed Nov 18 07:05:09 CET 2026", "2026-11-18T06:05:09Z"},
		{"18.11.2026", "2026-11-18T00:00:00Z"},
		{"18.11.26, 07.05", "2026-11-18T07:05:00Z"},
		{"18/11/2026 07:05", "2026-11-18T07:05:00Z"},
		{"11/18/2026 12:05 AM", "2026-11-18T00:05:00Z"},
		{"2026/11/18", "2026-11-18T00:00:00Z"},
		{"18-11-2026", "2026-11-18T00:00:00Z"},
		{"Nov. 18, 2026, 7 p.m.", "2026-11-18T19:00:00Z"},
		{" \n 18 Nov 2026\t", "2026-11-18T00:00:00Z"},
		{"1795000000", "2026-11-18T11:06:40Z"},
		{"Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00Z"},
		{"1795000000123", "2026-11-18T11:06:40Z"},
		{"November 2026", "2026-11-01T00:00:00Z"},
		{"2026. 11. 18. 오후 3:04", "2026-11-18T15:04:00Z"},
		{"2026. 11. 18.", "2026-11-18T00:00:00Z"},
		{"Tue, 09 Feb 1806 23:59:45 +0000", "1806-02-09T23:59:45Z"},
	};

	(void)state;
	check(cases, COUNT(cases));
}

static void other_ways_to_count_are_known(void **state)
{
	static const Case cases[] = {
		{"10. 6. 2026", "2026-06-10T00:00:00Z"},
		{"út 10. 6. 2026 14:30", "2026-06-10T14:30:00Z"},
		{"2026. gada 10. jūnijs", "2026-06-10T00:00:00Z"},
		{"2026 m. birželio 10 d.", "2026-06-10T00:00:00Z"},
		{"terça-feira, 10 de junho de 2026", "2026-06-10T00:00:00Z"},
		{"10 de enero de 2026 a las 16:00", "2026-01-10T16:00:00Z"},
		{"Jun-10-2026", "2026-06-10T00:00:00Z"},
		{"10 tháng 6 năm 2026", "2026-06-10T00:00:00Z"},
		{"10 lipnja 2026", "2026-06-10T00:00:00Z"},
		{"10 lipca 2026", "2026-07-10T00:00:00Z"},
		{"10 srpnja 2026", "2026-07-10T00:00:00Z"},
		{"10. srpna 2026", "2026-08-10T00:00:00Z"},
		{"10 qershor 2026", "2026-06-10T00:00:00Z"},
		{"10 Ogos 2026", "2026-08-10T00:00:00Z"},
		{"5 јун 2026", "2026-06-05T00:00:00Z"},
		{"10 ביוני 2026", "2026-06-10T00:00:00Z"},
		{"١٠ يونيو ٢٠٢٦", "2026-06-10T00:00:00Z"},
		{"10 มิถุนายน 2569", "2026-06-10T00:00:00Z"},
		{"令和8年6月10日", "2026-06-10T00:00:00Z"},
		{"平成15年6月10日", "2003-06-10T00:00:00Z"},
		{"2026-06-10T04:00:00−02:00", "2026-06-10T06:00:00Z"},
	};

	(void)state;
	check(cases, COUNT(cases));
}

static void figures_follow_the_custom_that_is_told(void **state)
{
	(void)state;
	assert_true(date_read_in(S("5/3/2026 07:05"), true) == date_read(S("2026-03-05 07:05")));
	assert_true(date_read_in(S("5/3/2026 07:05"), false) == date_read(S("2026-05-03 07:05")));
	assert_true(date_read_in(S("3/18/2026"), true) == date_read(S("2026-03-18")));
	assert_true(date_read_in(S("2026/3/5"), true) == date_read(S("2026-03-05")));
}

static void what_is_no_date_is_none(void **state)
{
	static const Case cases[] = {
		{"", ""},
		{"soon", ""},
		{"0001-01-01T00:00:00Z", ""},
		{"Wed, 30 Nov -0001 00:00:00 +0000", ""},
		{"2 days ago", ""},
		{"12:30", ""},
		{"31 Feb 2026", ""},
		{"29 Feb 2026", ""},
		{"2026-13-01", ""},
		{"2026-00-10", ""},
		{"0000-00-00T00:00:00Z", ""},
		{"2026-366", ""},
		{"2026-W54-1", ""},
		{"18 Nov 2026 25:00", ""},
		{"18 Nov 2026 07:61", ""},
		{"18 Nov 2026 07:05 +99:00", ""},
		{"18 Foo 2026", ""},
		{"18 Nov", ""},
		{"18 Nov 19 Nov 2026", ""},
		{"123456789012345678901234567890", ""},
		{"Version 3.2.1 of 2026 is out", ""},
	};

	(void)state;
	check(cases, COUNT(cases));
}

static void the_zone_of_a_date_is_kept(void **state)
{
	static const char *const cases[][2] = {
		{"2024-03-01T06:15:00+01:00", "2024-03-01T06:15:00+01:00"},
		{"2022-05-03T21:36:00-0300", "2022-05-03T21:36:00-03:00"},
		{"2022-05-03T21:36:00Z", "2022-05-03T21:36:00Z"},
		{"Tue, 03 May 2022 21:36:00 +0530", "2022-05-03T21:36:00+05:30"},
		{"2022-05-03", "2022-05-03T00:00:00Z"},
	};
	Arena *arena = arena_open();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		Str text = str_from(cases[i][0]);
		Str got = date_rfc3339_in(date_parse(text), date_offset(text), arena);

		assert_string_equal(arena_strz(arena, got), cases[i][1]);
	}
	arena_close(arena);
}

static void lists_say_no_more_of_a_date_than_tells_it_apart(void **state)
{
	static const char *const cases[][3] = {
		{"2026-11-22T06:40:00Z", "06:40", "Today"},
		{"2026-11-21T23:59:00Z", "Sat", "Yesterday"},
		{"2026-11-16T00:00:00Z", "Mon", "Monday 16 November"},
		{"2026-11-15T23:59:00Z", "15 Nov", "Sunday 15 November"},
		{"2026-01-03T12:00:00Z", "3 Jan", "Saturday 3 January"},
		{"2025-12-31T12:00:00Z", "Dec 2025", "Wednesday 31 December 2025"},
		{"2026-11-23T00:00:00Z", "23 Nov", "Monday 23 November"},
		{"", "", "Without a date"},
	};
	int64_t now = date_parse(S("2026-11-22T08:00:00Z"));
	Arena *arena = arena_open();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int64_t date = date_parse(str_from(cases[i][0]));

		assert_string_equal(arena_strz(arena, date_short(date, now, arena)), cases[i][1]);
		assert_string_equal(arena_strz(arena, date_day(date, now, arena)), cases[i][2]);
	}
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mail_dates_are_read),
		cmocka_unit_test(iso_dates_are_read),
		cmocka_unit_test(zones_have_names),
		cmocka_unit_test(months_are_known_in_many_languages),
		cmocka_unit_test(loose_forms_are_read),
		cmocka_unit_test(other_ways_to_count_are_known),
		cmocka_unit_test(figures_follow_the_custom_that_is_told),
		cmocka_unit_test(what_is_no_date_is_none),
		cmocka_unit_test(the_zone_of_a_date_is_kept),
		cmocka_unit_test(lists_say_no_more_of_a_date_than_tells_it_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
