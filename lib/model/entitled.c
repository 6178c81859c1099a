/* SPDX-License-Identifier: MIT */
/* Who may open what: see entitled.h. */
#include "model/entitled.h"

#include <string.h>

#include "base/date.h"
#include "json/get.h"
#include "model/officer.h"

bool sv_kept_out(const json_t *state, const json_t *officers, const char *handle)
{
	const char *token = sv_json_text(json_object_get(officers, handle), "token");

	if (token && sv_json_find(sv_json_array(state, "parties"), "token", token))
		return true;
	return sv_json_holds(sv_json_array(state, "excluded"), handle);
}

/* The grant that opens a compartment longest, or NULL. */
static const json_t *grant_of(const json_t *state, const char *handle, enum sv_compartment c)
{
	const json_t *g, *found = NULL;
	size_t i;

	json_array_foreach(sv_json_array(state, "grants"), i, g) {
		const char *officer = sv_json_text(g, "officer"), *what = sv_json_text(g, "compartment"), *until = sv_json_text(g, "until"), *best = sv_json_text(found, "until");
		if (officer == NULL || what == NULL || strcmp(officer, handle) != 0 || (c != SV_RECORD && strcmp(what, sv_compartment_name(c)) != 0))
			continue;
		if (found == NULL || (best && (until == NULL || strcmp(until, best) > 0)))
			found = g;
	}
	return found;
}

bool sv_granted(const json_t *state, const char *handle, enum sv_compartment c, int32_t today)
{
	const json_t *g = grant_of(state, handle, c);
	const char *until = sv_json_text(g, "until");
	int32_t day;

	return g && (until == NULL || (sv_date_parse(until, &day) && day >= today));
}

bool sv_by_role(const json_t *state, const json_t *officers, const char *handle, enum sv_compartment c)
{
	const json_t *named = sv_json_array(state, "named");

	if (!sv_officer_has(officers, handle, sv_compartment_name(c)))
		return false;
	return named == NULL || sv_json_holds(named, handle) || (c == SV_RECORD && sv_json_true(json_object_get(officers, handle), "unattended"));
}

bool sv_entitled(const json_t *state, const json_t *officers, const char *handle, enum sv_compartment c, int32_t today)
{
	if (json_object_get(officers, handle) == NULL || sv_json_has(json_object_get(officers, handle), "gone") || sv_kept_out(state, officers, handle))
		return false;
	return sv_by_role(state, officers, handle, c) || sv_granted(state, handle, c, today);
}

bool sv_all_by_role(const json_t *state, const json_t *officers)
{
	const json_t *parties = sv_json_array(state, "parties");
	const char *handle;
	json_t *officer;

	if (sv_json_has(state, "named") || json_array_size(sv_json_array(state, "excluded")) || json_array_size(sv_json_array(state, "grants")))
		return false;
	json_object_foreach((json_t *)officers, handle, officer) {
		const char *token = sv_json_text(officer, "token");
		if (token && sv_json_find(parties, "token", token))
			return false;
	}
	return true;
}

const char *sv_entitled_until(const json_t *state, const json_t *officers, const char *handle, enum sv_compartment c)
{
	return sv_by_role(state, officers, handle, c) ? NULL : sv_json_text(grant_of(state, handle, c), "until");
}

bool sv_may_sign(const struct sv_event_type *type, const json_t *state, const json_t *officers, const char *handle, int32_t today)
{
	const char *also = type->also;

	if (sv_officer_has(officers, handle, type->role) || (also && sv_officer_has(officers, handle, also)))
		return true;
	if (strcmp(type->name, "access.opened") == 0 && sv_granted(state, handle, SV_IDENTITY, today))
		return true; /* what was granted can be opened */
	return type->guests && sv_granted(state, handle, SV_CONTENT, today);
}
