/* SPDX-License-Identifier: MIT */
/*
 * Civil dates and instants, without the C library's time zone (so: pure, and equal on every host).
 * A day is counted from 1970-01-01 in the proleptic Gregorian calendar; an instant is milliseconds since
 * 1970-01-01T00:00:00Z. Day arithmetic after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
 */
#ifndef SV_BASE_DATE_H
#define SV_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#define SV_DATE_SIZE 11    /* "2026-03-01" and its NUL */
#define SV_INSTANT_SIZE 25 /* "2026-03-01T09:30:00.000Z" and its NUL */

/* The day number of a civil date; the date must be valid. */
int32_t sv_day_from_civil(int year, int month, int day);
/* The civil date of a day number. */
void sv_day_to_civil(int32_t day, int *year, int *month, int *mday);
/* Whether year (0001-9999), month and day name a date that exists. */
bool sv_date_valid(int year, int month, int day);
/* The day n months later; where the month is too short, its last day (Regulation (EEC, Euratom) No 1182/71 art. 3(2)(c)). */
int32_t sv_day_add_months(int32_t day, int n);
/* Parses exactly "YYYY-MM-DD". Returns false where it is not a date that exists. */
bool sv_date_parse(const char *s, int32_t *day);
/* Writes "YYYY-MM-DD". */
void sv_date_format(int32_t day, char out[SV_DATE_SIZE]);
/* The ISO 8601 week that a day is in: the year of the week (that of its Thursday) and its number, 1 to 53. */
void sv_day_to_week(int32_t day, int *year, int *week);
/* The Monday of an ISO week; false where that year (0001-9999) has no such week. */
bool sv_day_from_week(int year, int week, int32_t *monday);
/* Parses exactly "YYYY-Www" ("2026-W07"). Returns false where it is not a week that exists. */
bool sv_week_parse(const char *s, int *year, int *week);
/* Parses RFC 3339 with Z or an offset, with or without a fraction (milliseconds kept). False where malformed. */
bool sv_instant_parse(const char *s, int64_t *ms);
/* Writes "YYYY-MM-DDThh:mm:ssZ" (the fraction only where it is not zero). */
void sv_instant_format(int64_t ms, char out[SV_INSTANT_SIZE]);
/* The civil day in Europe/Amsterdam at an instant; the EU's summer time rule of Directive 2000/84/EC. */
int32_t sv_day_in_amsterdam(int64_t ms);

#endif
