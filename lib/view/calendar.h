/* SPDX-License-Identifier: MIT */
/* Terms as an iCalendar (RFC 5545), for a calendar that subscribes to it. */
#ifndef SV_VIEW_CALENDAR_H
#define SV_VIEW_CALENDAR_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

struct sv_calendar;

/* One day on which something is due. */
struct sv_calendar_day {
	const char *uid;     /* the same for as long as it is the same term: a calendar then moves the entry, and makes no second one */
	int32_t day;         /* base/date.h */
	const char *summary; /* what, without case content */
	const char *description;
	int64_t stamp;       /* instant (ms) of what was last known about it */
};

/* Makes an empty calendar with a name. NULL without memory. */
struct sv_calendar *sv_calendar_new(const char *name);
void sv_calendar_free(struct sv_calendar *c);
/* Adds an all-day event. */
enum sv_status sv_calendar_add(struct sv_calendar *c, const struct sv_calendar_day *d, struct sv_err *err);
/* The whole calendar as text, lines ended by CR LF. Appended. */
enum sv_status sv_calendar_text(const struct sv_calendar *c, struct sv_buf *out, struct sv_err *err);

#endif
