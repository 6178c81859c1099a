/* SPDX-License-Identifier: MIT */
/* Terms as an iCalendar: see calendar.h. libical writes and folds it. */
#include "view/calendar.h"

#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"

struct sv_calendar {
	icalcomponent *root;
};

static void add_x(icalcomponent *c, const char *name, const char *value)
{
	icalproperty *p = icalproperty_new_x(value);

	icalproperty_set_x_name(p, name);
	icalcomponent_add_property(c, p);
}

struct sv_calendar *sv_calendar_new(const char *name)
{
	struct sv_calendar *c = calloc(1, sizeof *c);

	if (c == NULL)
		return NULL;
	c->root = icalcomponent_new(ICAL_VCALENDAR_COMPONENT);
	if (c->root == NULL) {
		free(c);
		return NULL;
	}
	icalcomponent_add_property(c->root, icalproperty_new_version("2.0"));
	icalcomponent_add_property(c->root, icalproperty_new_prodid("-//sv//sv-due//NL"));
	icalcomponent_add_property(c->root, icalproperty_new_calscale("GREGORIAN"));
	icalcomponent_add_property(c->root, icalproperty_new_method(ICAL_METHOD_PUBLISH));
	add_x(c->root, "X-WR-CALNAME", name);
	return c;
}

void sv_calendar_free(struct sv_calendar *c)
{
	if (c == NULL)
		return;
	icalcomponent_free(c->root);
	free(c);
}

static struct icaltimetype day_of(int32_t day)
{
	struct icaltimetype t = icaltime_null_date();

	sv_day_to_civil(day, &t.year, &t.month, &t.day);
	return t;
}

enum sv_status sv_calendar_add(struct sv_calendar *c, const struct sv_calendar_day *d, struct sv_err *err)
{
	icalcomponent *e = icalcomponent_new(ICAL_VEVENT_COMPONENT);

	if (e == NULL)
		return sv_err_nomem(err);
	icalcomponent_add_property(e, icalproperty_new_uid(d->uid));
	icalcomponent_add_property(e, icalproperty_new_dtstamp(icaltime_from_timet_with_zone((time_t)(d->stamp / 1000), 0, icaltimezone_get_utc_timezone())));
	icalcomponent_add_property(e, icalproperty_new_dtstart(day_of(d->day)));
	icalcomponent_add_property(e, icalproperty_new_dtend(day_of(d->day + 1)));
	icalcomponent_add_property(e, icalproperty_new_summary(d->summary));
	if (d->description && d->description[0])
		icalcomponent_add_property(e, icalproperty_new_description(d->description));
	icalcomponent_add_property(e, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
	icalcomponent_add_property(e, icalproperty_new_class(ICAL_CLASS_CONFIDENTIAL));
	icalcomponent_add_component(c->root, e);
	return SV_OK;
}

enum sv_status sv_calendar_text(const struct sv_calendar *c, struct sv_buf *out, struct sv_err *err)
{
	char *text = icalcomponent_as_ical_string_r(c->root);

	if (text == NULL)
		return sv_err_nomem(err);
	sv_buf_adds(out, text);
	free(text);
	return out->failed ? sv_err_nomem(err) : SV_OK;
}
