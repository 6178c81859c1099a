/* SPDX-License-Identifier: MIT */
/*
 * Calendars are written by the Gregorian calendar alone. libical is linked statically, and the definitions here stand in for the part of ICU by which it would
 * reckon repetitions in other calendars (RFC 7529), so that the linker leaves ICU and the C++ library out: they take two thirds of the start of a command that asks
 * what is due. Whatever would reckon so fails.
 */
#include <unicode/ucal.h>
#include <unicode/uenum.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#pragma GCC diagnostic ignored "-Wunused-parameter"

static void absent(UErrorCode *status)
{
	*status = U_UNSUPPORTED_ERROR;
}

UCalendar *ucal_open(const UChar *zone, int32_t len, const char *locale, UCalendarType type, UErrorCode *status)
{
	absent(status);
	return NULL;
}

void ucal_close(UCalendar *calendar)
{
}

void ucal_setAttribute(UCalendar *calendar, UCalendarAttribute attribute, int32_t value)
{
}

UDate ucal_getMillis(const UCalendar *calendar, UErrorCode *status)
{
	absent(status);
	return 0;
}

void ucal_setMillis(UCalendar *calendar, UDate time, UErrorCode *status)
{
	absent(status);
}

void ucal_setDate(UCalendar *calendar, int32_t year, int32_t month, int32_t day, UErrorCode *status)
{
	absent(status);
}

void ucal_setDateTime(UCalendar *calendar, int32_t year, int32_t month, int32_t day, int32_t hour, int32_t minute, int32_t second, UErrorCode *status)
{
	absent(status);
}

void ucal_add(UCalendar *calendar, UCalendarDateFields field, int32_t amount, UErrorCode *status)
{
	absent(status);
}

int32_t ucal_get(const UCalendar *calendar, UCalendarDateFields field, UErrorCode *status)
{
	absent(status);
	return 0;
}

void ucal_set(UCalendar *calendar, UCalendarDateFields field, int32_t value)
{
}

int32_t ucal_getLimit(const UCalendar *calendar, UCalendarDateFields field, UCalendarLimitType type, UErrorCode *status)
{
	absent(status);
	return 0;
}

UEnumeration *ucal_getKeywordValuesForLocale(const char *key, const char *locale, UBool common, UErrorCode *status)
{
	absent(status);
	return NULL;
}

const char *uenum_next(UEnumeration *all, int32_t *len, UErrorCode *status)
{
	absent(status);
	return NULL;
}

void uenum_close(UEnumeration *all)
{
}

int32_t uloc_setKeywordValue(const char *key, const char *value, char *locale, int32_t size, UErrorCode *status)
{
	absent(status);
	return 0;
}

UChar *u_strFromUTF8Lenient(UChar *out, int32_t size, int32_t *len, const char *text, int32_t n, UErrorCode *status)
{
	absent(status);
	return NULL;
}
