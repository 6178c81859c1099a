/* SPDX-License-Identifier: MIT */
/* Working days: see calendar.h. */
#include "model/calendar.h"

#include <stddef.h>

#include "base/date.h"

int32_t sv_easter(int year)
{
	int a = year % 19, b = year / 100, c = year % 100;
	int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
	int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4;
	int l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
	int n = h + l - 7 * m + 114;

	return sv_day_from_civil(year, n / 31, n % 31 + 1);
}

/* 0 Sunday … 6 Saturday; 1970-01-01 was a Thursday. */
static int weekday(int32_t day)
{
	return (int)((((int64_t)day + 4) % 7 + 7) % 7);
}

static bool holiday(int32_t day)
{
	static const int after_easter[] = { -2, 1, 39, 50 };
	int y, m, d;

	sv_day_to_civil(day, &y, &m, &d);
	if ((m == 1 && d == 1) || (m == 4 && d == 27) || (m == 5 && d == 5) || (m == 12 && (d == 25 || d == 26)))
		return true; /* where the 27th of April is a Sunday the King's birthday is kept on the 26th, which is no working day either */
	for (size_t i = 0; i < sizeof after_easter / sizeof after_easter[0]; i++)
		if (day == sv_easter(y) + after_easter[i])
			return true;
	return false;
}

bool sv_working_day(int32_t day)
{
	int w = weekday(day);

	return w != 0 && w != 6 && !holiday(day);
}

int32_t sv_working_days_after(int32_t day, int n)
{
	while (n > 0)
		n -= sv_working_day(++day);
	return day;
}
