/* SPDX-License-Identifier: MIT */
/* Civil dates and instants: see date.h. */
#include "base/date.h"

#include <stdio.h>
#include <string.h>

#define MS_PER_DAY 86400000LL

int32_t sv_day_from_civil(int year, int month, int day)
{
	int y = year - (month <= 2);
	int era = (y >= 0 ? y : y - 399) / 400;
	int yoe = y - era * 400;
	int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

	return era * 146097 + doe - 719468;
}

void sv_day_to_civil(int32_t day, int *year, int *month, int *mday)
{
	int z = day + 719468;
	int era = (z >= 0 ? z : z - 146096) / 146097;
	int doe = z - era * 146097;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int mp = (5 * doy + 2) / 153;

	*mday = doy - (153 * mp + 2) / 5 + 1;
	*month = mp + (mp < 10 ? 3 : -9);
	*year = yoe + era * 400 + (*month <= 2);
}

bool sv_date_valid(int year, int month, int day)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1)
		return false;
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return day <= days[month - 1] + (month == 2 && leap);
}

int32_t sv_day_add_months(int32_t day, int n)
{
	int y, m, d;

	sv_day_to_civil(day, &y, &m, &d);
	int months = y * 12 + (m - 1) + n;
	y = months / 12;
	m = months % 12 + 1;
	while (d > 28 && !sv_date_valid(y, m, d))
		d--;
	return sv_day_from_civil(y, m, d);
}

/* Reads exactly n digits; returns -1 where there are fewer. */
static int digits(const char *s, int n)
{
	int v = 0;

	for (int i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		v = v * 10 + (s[i] - '0');
	}
	return v;
}

/* Parses the ten bytes of a date at s, whatever follows. */
static bool date_at(const char *s, int32_t *day)
{
	int y = digits(s, 4);
	if (y < 0 || s[4] != '-')
		return false;
	int m = digits(s + 5, 2);
	if (m < 0 || s[7] != '-')
		return false;
	int d = digits(s + 8, 2);
	if (d < 0 || !sv_date_valid(y, m, d))
		return false;
	*day = sv_day_from_civil(y, m, d);
	return true;
}

bool sv_date_parse(const char *s, int32_t *day)
{
	return strlen(s) == 10 && date_at(s, day);
}

void sv_date_format(int32_t day, char out[SV_DATE_SIZE])
{
	int y, m, d;

	sv_day_to_civil(day, &y, &m, &d);
	snprintf(out, SV_DATE_SIZE, "%04u-%02u-%02u", (unsigned)y % 10000u, (unsigned)m % 100u, (unsigned)d % 100u);
}

void sv_day_to_week(int32_t day, int *year, int *week)
{
	int32_t weekday = (day + 3) % 7; /* 1970-01-01 was a Thursday; 0 is Monday */
	int m, d;

	if (weekday < 0)
		weekday += 7;
	int32_t thursday = day - weekday + 3;
	sv_day_to_civil(thursday, year, &m, &d);
	*week = (thursday - sv_day_from_civil(*year, 1, 1)) / 7 + 1;
}

bool sv_day_from_week(int year, int week, int32_t *monday)
{
	int y, w;

	if (year < 1 || year > 9999 || week < 1 || week > 53)
		return false;
	int32_t fourth = sv_day_from_civil(year, 1, 4); /* is always in week 1 */
	int32_t weekday = (fourth + 3) % 7;
	*monday = fourth - (weekday < 0 ? weekday + 7 : weekday) + 7 * (week - 1);
	sv_day_to_week(*monday, &y, &w);
	return y == year && w == week;
}

bool sv_week_parse(const char *s, int *year, int *week)
{
	int32_t monday;

	if (strlen(s) != 8 || s[4] != '-' || s[5] != 'W')
		return false;
	*year = digits(s, 4);
	*week = digits(s + 6, 2);
	return sv_day_from_week(*year, *week, &monday);
}

bool sv_instant_parse(const char *s, int64_t *ms)
{
	int32_t day;

	if (strlen(s) < 20 || !date_at(s, &day) || (s[10] != 'T' && s[10] != 't'))
		return false;
	int h = digits(s + 11, 2), mi = digits(s + 14, 2), sec = digits(s + 17, 2);
	if (h < 0 || h > 23 || s[13] != ':' || mi < 0 || mi > 59 || s[16] != ':' || sec < 0 || sec > 60)
		return false;
	const char *p = s + 19;
	int fraction = 0;
	if (*p == '.') {
		int scale = 100;
		if (p[1] < '0' || p[1] > '9')
			return false;
		for (p++; *p >= '0' && *p <= '9'; p++, scale /= 10)
			fraction += (*p - '0') * scale;
	}
	int offset = 0;
	if (*p == '+' || *p == '-') {
		int oh = digits(p + 1, 2), om = oh < 0 || p[3] != ':' ? -1 : digits(p + 4, 2);
		if (oh < 0 || oh > 23 || om < 0 || om > 59 || p[6] != '\0')
			return false;
		offset = (oh * 60 + om) * (*p == '+' ? 1 : -1);
	} else if ((*p != 'Z' && *p != 'z') || p[1] != '\0') {
		return false;
	}
	if (sec == 60)
		sec = 59; /* a leap second is told as the second before it */
	*ms = day * MS_PER_DAY + ((int64_t)(h * 60 + mi - offset) * 60 + sec) * 1000 + fraction;
	return true;
}

/* Splits an instant into a day and the milliseconds in it. */
static int32_t day_of(int64_t ms, int64_t *rest)
{
	int64_t day = ms / MS_PER_DAY;

	*rest = ms % MS_PER_DAY;
	if (*rest < 0) {
		*rest += MS_PER_DAY;
		day--;
	}
	return (int32_t)day;
}

void sv_instant_format(int64_t ms, char out[SV_INSTANT_SIZE])
{
	int64_t rest;
	char date[SV_DATE_SIZE];

	sv_date_format(day_of(ms, &rest), date);
	unsigned s = (unsigned)(rest / 1000), f = (unsigned)(rest % 1000);
	if (f)
		snprintf(out, SV_INSTANT_SIZE, "%sT%02u:%02u:%02u.%03uZ", date, s / 3600 % 24, s / 60 % 60, s % 60, f);
	else
		snprintf(out, SV_INSTANT_SIZE, "%sT%02u:%02u:%02uZ", date, s / 3600 % 24, s / 60 % 60, s % 60);
}

/* The instant of 01:00 UTC on the last Sunday of a month of 31 days. */
static int64_t last_sunday(int year, int month)
{
	int32_t last = sv_day_from_civil(year, month, 31);
	int32_t weekday = (last + 4) % 7; /* 1970-01-01 was a Thursday; 0 is Sunday */

	if (weekday < 0)
		weekday += 7;
	return (last - weekday) * MS_PER_DAY + 3600000;
}

int32_t sv_day_in_amsterdam(int64_t ms)
{
	int64_t rest;
	int y, m, d;

	sv_day_to_civil(day_of(ms, &rest), &y, &m, &d);
	bool summer = ms >= last_sunday(y, 3) && ms < last_sunday(y, 10);
	return day_of(ms + (summer ? 7200000 : 3600000), &rest);
}
