/* SPDX-License-Identifier: MIT */
/* The fold: see fold.h. The functions of each kind of event are in fold_handling.c, fold_care.c and fold_case.c. */
#include "model/fold.h"

#include <string.h>

#include "base/date.h"
#include "json/get.h"
#include "model/event.h"
#include "model/fold_step.h"

static const struct fold_rule *const tables[] = { sv_folds_handling, sv_folds_care, sv_folds_case };

json_t *sv_case_new(void)
{
	return json_object();
}

/* The state word after an event; aftercare that goes on after the decision makes the case one of aftercare. */
static enum sv_state next_state(const struct sv_event_type *type, enum sv_state now)
{
	if (type->to != SV_STATE_NONE)
		return type->to;
	if (now == SV_STATE_DECIDED && strncmp(type->name, "aftercare.", 10) == 0)
		return SV_STATE_AFTERCARE;
	return now;
}

/* Who was let in, and who proposed an erasure, stands in the clear, so that an auditor without a key can follow who may sign. */
static bool tells_clear(const struct sv_event_type *type)
{
	static const char *const names[] = { "access.granted", "access.revoked", "identity.answered", "erasure.proposed", "identity.erased" };

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strcmp(type->name, names[i]) == 0)
			return true;
	return type->to == SV_STATE_ERASED;
}

enum sv_status sv_fold(json_t *state, const json_t *envelope, const json_t *record, struct sv_err *err)
{
	const char *name = sv_json_text(envelope, "type"), *imported = sv_event_imported(envelope);
	const struct sv_event_type *type = name ? sv_event_type(name) : NULL;
	struct step s = { state, envelope, record, "", true };
	int64_t ms;

	if (sv_event_when(envelope, &ms))
		sv_date_format(sv_day_in_amsterdam(ms), s.day);
	if (!sv_json_has(state, "case")) {
		s.ok = sv_json_set(state, "sv", json_object_get(envelope, "sv"));
		s.ok = sv_json_set(state, "case", json_object_get(envelope, "case")) && s.ok;
		text(&s, state, "registered", s.day);
		text(&s, state, "imported", imported);
	}
	s.ok = json_object_set_new(state, "events", json_integer(sv_json_int(state, "events", 0) + 1)) == 0 && s.ok;
	text(&s, state, "last", sv_event_at(envelope));
	if (type == NULL) {
		s.ok = json_object_set_new(state, "unknown_events", json_integer(sv_json_int(state, "unknown_events", 0) + 1)) == 0 && s.ok;
		return s.ok ? SV_OK : sv_err_nomem(err);
	}
	text(&s, state, "state", sv_state_name(next_state(type, sv_state_from(sv_json_text(state, "state")))));
	if (imported)
		add_unmet(&s);
	bool clear = tells_clear(type);
	for (size_t t = 0; (record || clear) && t < sizeof tables / sizeof tables[0]; t++) {
		for (const struct fold_rule *r = tables[t]; r->event; r++) {
			if (strcmp(r->event, name) != 0)
				continue;
			r->fold(&s);
			add_overrides(&s);
		}
	}
	return s.ok ? SV_OK : sv_err_nomem(err);
}

json_t *sv_case_public(const json_t *state)
{
	const json_t *parties = sv_json_array(state, "parties"), *party;
	json_t *out = sv_json_copy(state), *shown = parties ? json_array() : NULL;
	size_t i;
	bool ok = out && (parties == NULL || shown);

	json_array_foreach(parties, i, party) {
		json_t *one = ok ? sv_json_copy(party) : NULL;
		json_object_del(one, "token");
		ok = ok && json_array_append_new(shown, one) == 0;
	}
	json_object_del(out, "messages_taken_in");
	ok = ok && (shown == NULL || json_object_set(out, "parties", shown) == 0) && (!sv_json_has(out, "mailbox") || json_object_set_new(out, "mailbox", json_true()) == 0);
	json_decref(shown);
	if (ok)
		return out;
	json_decref(out);
	return NULL;
}
