/* SPDX-License-Identifier: MIT */
/* Terms: see terms.h. */
#include "model/terms.h"

#include <string.h>

#include "base/date.h"
#include "json/get.h"
#include "model/event.h"

/* The last day of a term for an object (the case, or one party of it); false where it is not running. */
static bool last_day(const json_t *term, const json_t *object, int32_t *day)
{
	const char *until = sv_json_text(term, "until"), *from = sv_json_text(term, "from"), *met = sv_json_text(term, "met_by");

	if (until) {
		const char *named = sv_json_text(object, until), *done = met ? sv_json_text(object, met) : NULL;
		int32_t done_on;
		if (named == NULL || !sv_date_parse(named, day))
			return false;
		/* a contact made before the term was set anew does not meet it: the fold drops the old day then */
		return done == NULL || !sv_date_parse(done, &done_on);
	}
	if (from == NULL || (met && sv_json_has(object, met)) || sv_json_text(object, from) == NULL || !sv_date_parse(sv_json_text(object, from), day))
		return false;
	*day = sv_day_add_months(*day, (int)sv_json_int(term, "months", 0)) + (int32_t)sv_json_int(term, "days", 0);
	return true;
}

static bool add(const json_t *term, const json_t *state, const char *party, int32_t day, json_t *due)
{
	char s[SV_DATE_SIZE];
	json_t *one = json_object();

	sv_date_format(day, s);
	bool ok = sv_json_set(one, "case", json_object_get(state, "case")) && sv_json_set(one, "term", json_object_get(term, "term"))
	          && sv_json_set_text(one, "party", party) && sv_json_set_text(one, "due", s)
	          && sv_json_set(one, "basis", json_object_get(term, "basis")) && sv_json_set(one, "source", json_object_get(term, "source"));
	return json_array_append_new(due, one) == 0 && ok;
}

enum sv_status sv_terms_due(const json_t *protocol, const json_t *state, json_t **due, struct sv_err *err)
{
	enum sv_state now = sv_state_from(sv_json_text(state, "state"));
	const json_t *term, *party;
	size_t i, k;
	int32_t day;
	bool ok;

	*due = json_array();
	ok = *due != NULL;
	if (now == SV_STATE_CLOSED || now == SV_STATE_ERASED)
		return ok ? SV_OK : sv_err_nomem(err);
	json_array_foreach(sv_json_array(protocol, "terms"), i, term) {
		const char *per = sv_json_text(term, "per");
		const char *ends = sv_json_text(term, "ends_with");
		if (ends && sv_json_has(state, ends))
			continue;
		if (per == NULL || strcmp(per, "party") != 0) {
			if (last_day(term, state, &day))
				ok = add(term, state, NULL, day, *due) && ok;
			continue;
		}
		json_array_foreach(sv_json_array(state, "parties"), k, party) {
			if (last_day(term, party, &day))
				ok = add(term, state, sv_json_text(party, "party"), day, *due) && ok;
		}
	}
	return ok ? SV_OK : sv_err_nomem(err);
}
