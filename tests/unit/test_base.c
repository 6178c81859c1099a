/* SPDX-License-Identifier: MIT */
/* Base: errors, dates, ids, hints. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/hint.h"
#include "base/id.h"

static const char *swapped(const char *msgid)
{
	return strcmp(msgid, "%s at %zu") == 0 ? "op %2$s: %1$s (100%%)" : msgid;
}

static void errors_render(void **state)
{
	struct sv_err err = { 0 };
	char text[256];

	(void)state;
	assert_int_equal(sv_err_set(&err, SV_BAD_INPUT, "%s at %zu", "x", (size_t)7), SV_BAD_INPUT);
	sv_err_at(&err, "%s", "/triage/route");
	sv_err_at(&err, "line %zu", (size_t)3);
	sv_err_hint(&err, "did you mean '%s'?", "y");
	sv_err_render(&err, NULL, text, sizeof text);
	assert_string_equal(text, "line 3: /triage/route: x at 7 (did you mean 'y'?)");
	sv_err_render(&err, swapped, text, sizeof text);
	assert_string_equal(text, "line 3: /triage/route: op 7: x (100%) (did you mean 'y'?)");
	sv_err_render(&err, NULL, text, 10); /* cut, never past the end */
	assert_int_equal(strlen(text), 9);
	sv_err_note(&err, "%s at %zu", "x", (size_t)7);
	assert_int_equal(err.status, SV_OK);
	sv_err_render(&err, NULL, text, sizeof text);
	assert_string_equal(text, "x at 7");
	assert_int_equal(sv_err_set(&err, SV_OK, "what fails is never fine"), SV_BUG);
	assert_int_equal(err.status, SV_BUG);
	assert_int_equal(sv_err_sys(NULL, SV_OK, 0, "%s: %s", "x"), SV_BUG);
}

static void long_arguments_are_cut_between_characters(void **state)
{
	struct sv_err err = { 0 };
	char big[1000], text[2000];

	(void)state;
	for (size_t i = 0; i < sizeof big - 1; i += 3)
		memcpy(big + i, "\xE2\x82\xAC", 3);
	big[sizeof big - 1] = '\0';
	sv_err_set(&err, SV_BAD_INPUT, "%s", big);
	sv_err_render(&err, NULL, text, sizeof text);
	assert_true(strlen(text) > 300 && strlen(text) % 3 == 0);
}

/* Every day of two centuries and a sample beyond, against the C library. */
static void dates_agree_with_the_c_library(void **state)
{
	(void)state;
	for (int32_t day = -25567; day < 73049; day++) {
		time_t t = (time_t)day * 86400;
		struct tm tm;
		char want[16], got[SV_DATE_SIZE];
		int32_t back;
		gmtime_r(&t, &tm);
		strftime(want, sizeof want, "%Y-%m-%d", &tm);
		sv_date_format(day, got);
		assert_string_equal(got, want);
		assert_true(sv_date_parse(got, &back));
		assert_int_equal(back, day);
	}
}

static void bad_dates_are_refused(void **state)
{
	static const char *const bad[] = { "", "2026-02-29", "2024-02-30", "2026-13-01", "2026-00-10", "2026-1-01", "2026-01-01 ", "20260101", "0000-01-01", "2026-04-31", "2026/04/30", "２026-01-01" };
	int32_t day;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_false(sv_date_parse(bad[i], &day));
	assert_true(sv_date_parse("2024-02-29", &day));
}

static void months_end_where_the_regulation_says(void **state)
{
	static const struct { const char *from; int n; const char *to; } cases[] = {
		{ "2023-11-30", 3, "2024-02-29" }, { "2022-11-30", 3, "2023-02-28" }, { "2024-01-31", 1, "2024-02-29" }, { "2024-05-31", 1, "2024-06-30" },
		{ "2024-12-15", 1, "2025-01-15" }, { "2024-02-29", 12, "2025-02-28" }, { "2024-10-05", 36, "2027-10-05" },
	};
	int32_t day;
	char got[SV_DATE_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		assert_true(sv_date_parse(cases[i].from, &day));
		sv_date_format(sv_day_add_months(day, cases[i].n), got);
		assert_string_equal(got, cases[i].to);
	}
}

static void weeks_agree_with_the_c_library(void **state)
{
	static const char *const bad[] = { "", "2026-W00", "2026-W54", "2025-W53", "2026-w07", "2026-W7", "2026W07", "2026-W07 ", "0000-W01", "2026-W0x", "-026-W01" };
	int year, week;
	int32_t monday;

	(void)state;
	for (int32_t day = sv_day_from_civil(1897, 1, 1); day < sv_day_from_civil(2112, 1, 1); day++) {
		time_t t = (time_t)day * 86400;
		struct tm tm;
		char want[16], got[32];
		gmtime_r(&t, &tm);
		strftime(want, sizeof want, "%G-W%V", &tm);
		sv_day_to_week(day, &year, &week);
		snprintf(got, sizeof got, "%04d-W%02d", year, week);
		assert_string_equal(got, want);
		assert_true(sv_day_from_week(year, week, &monday));
		assert_int_equal(monday, day - (tm.tm_wday + 6) % 7);
		int y, w;
		assert_true(sv_week_parse(want, &y, &w));
		assert_true(y == year && w == week);
	}
	assert_true(sv_week_parse("2026-W53", &year, &week)); /* a long year */
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		if (sv_week_parse(bad[i], &year, &week))
			fail_msg("taken for a week: '%s'", bad[i]);
}

static void instants(void **state)
{
	static const struct { const char *text; const char *canonical; } good[] = {
		{ "2026-03-01T09:30:00Z", "2026-03-01T09:30:00Z" }, { "2026-03-01T09:30:00.250Z", "2026-03-01T09:30:00.250Z" },
		{ "2026-03-01T09:30:00+01:00", "2026-03-01T08:30:00Z" }, { "2026-03-01t00:00:00-05:30", "2026-03-01T05:30:00Z" },
		{ "2026-12-31T23:59:60Z", "2026-12-31T23:59:59Z" }, { "1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z" },
	};
	static const char *const bad[] = { "2026-03-01", "2026-03-01T09:30Z", "2026-03-01T24:00:00Z", "2026-03-01T09:30:00", "2026-03-01T09:30:00.Z", "2026-03-01T09:30:00+1", "2026-03-01T09:30:00ZZ" };
	int64_t ms;
	char got[SV_INSTANT_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
		assert_true(sv_instant_parse(good[i].text, &ms));
		sv_instant_format(ms, got);
		assert_string_equal(got, good[i].canonical);
	}
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_false(sv_instant_parse(bad[i], &ms));
}

/* The day in Amsterdam around midnight and both changes of the clock of ten years, against the zone rule spelled out for the C library. */
static void amsterdam_agrees_with_the_c_library(void **state)
{
	(void)state;
	setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
	tzset();
	for (int64_t t = 1577836800; t < 1893456000; t += 1800) {
		time_t sec = (time_t)t;
		struct tm tm;
		localtime_r(&sec, &tm);
		assert_int_equal(sv_day_in_amsterdam(t * 1000), sv_day_from_civil(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday));
	}
}

static void case_ids(void **state)
{
	char id[SV_CASE_ID_SIZE], back[SV_CASE_ID_SIZE], typed[SV_CASE_ID_SIZE];

	(void)state;
	for (uint32_t r = 0; r < 3000; r++) {
		sv_case_id_make(2026, r * 2654435761u, id);
		assert_int_equal(sv_case_id_parse(id, back), SV_ID_GOOD);
		assert_string_equal(id, back);
		for (size_t i = 0; id[i]; i++) /* as people type it */
			typed[i] = id[i] == '0' && i > 4 ? 'o' : id[i] == '1' && i > 4 ? 'l' : (char)(id[i] >= 'A' ? id[i] + 32 : id[i]);
		typed[11] = '\0';
		assert_int_equal(sv_case_id_parse(typed, back), SV_ID_GOOD);
		assert_string_equal(id, back);
		for (size_t i = 0; i < 11; i++) { /* any one wrong character, any swap of neighbours */
			memcpy(typed, id, sizeof id);
			if (i == 4)
				continue;
			typed[i] = id[i] == '7' ? '8' : '7';
			assert_int_not_equal(sv_case_id_parse(typed, back), SV_ID_GOOD);
			memcpy(typed, id, sizeof id);
			if (i < 10 && i != 3 && typed[i] != typed[i + 1]) {
				typed[i] = id[i + 1];
				typed[i + 1] = id[i];
				assert_int_not_equal(sv_case_id_parse(typed, back), SV_ID_GOOD);
			}
		}
	}
	assert_int_equal(sv_case_id_parse("2026-7K3MQ", back), SV_ID_MALFORMED);
	assert_int_equal(sv_case_id_parse("2026-7U3MQP", back), SV_ID_MALFORMED);
}

static void event_ids_sort_by_time(void **state)
{
	unsigned char low[10] = { 0 }, high[10];
	char a[SV_EVENT_ID_SIZE], b[SV_EVENT_ID_SIZE];

	(void)state;
	memset(high, 255, sizeof high);
	sv_event_id_make(1700000000000, high, a);
	sv_event_id_make(1700000000001, low, b);
	assert_true(strcmp(a, b) < 0);
	assert_true(sv_event_id_valid(a) && sv_event_id_valid(b));
	assert_false(sv_event_id_valid("8ZZZZZZZZZZZZZZZZZZZZZZZZZ"));
	assert_false(sv_event_id_valid("0000000000000000000000000"));
}

static void hints(void **state)
{
	static const char *const words[] = { "informal", "mediation", "preliminary", "external" };

	(void)state;
	assert_string_equal(sv_nearest("informall", words, 4), "informal");
	assert_string_equal(sv_nearest("ifnormal", words, 4), "informal");
	assert_null(sv_nearest("kapstok", words, 4));
	assert_int_equal(sv_edit_distance("opne", "open"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(errors_render), cmocka_unit_test(long_arguments_are_cut_between_characters), cmocka_unit_test(dates_agree_with_the_c_library),
		cmocka_unit_test(bad_dates_are_refused), cmocka_unit_test(months_end_where_the_regulation_says), cmocka_unit_test(weeks_agree_with_the_c_library), cmocka_unit_test(instants),
		cmocka_unit_test(amsterdam_agrees_with_the_c_library), cmocka_unit_test(case_ids), cmocka_unit_test(event_ids_sort_by_time), cmocka_unit_test(hints),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
