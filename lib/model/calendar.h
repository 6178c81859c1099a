/* SPDX-License-Identifier: MIT */
/*
 * Working days in the Netherlands: no Saturday, no Sunday, and none of the days of the Algemene termijnenwet art. 3
 * (New Year's Day, Good Friday, Easter Monday, King's Day, 5 May, Ascension Day, Whit Monday, both days of Christmas).
 */
#ifndef SV_MODEL_CALENDAR_H
#define SV_MODEL_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

/* Whether a day (base/date.h) is a working day. */
bool sv_working_day(int32_t day);
/* The day that is n working days after a day; n of 0 or less gives the day itself. */
int32_t sv_working_days_after(int32_t day, int n);
/* Easter Sunday of a year in the Gregorian calendar (the anonymous algorithm, Meeus, Astronomical Algorithms, ch. 8). */
int32_t sv_easter(int year);

#endif
