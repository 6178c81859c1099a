/* SPDX-License-Identifier: MIT */
/* What may happen next: see next.h. */
#include "model/next.h"

#include <string.h>

#include "json/get.h"
#include "model/act.h"

/* Steps that are about one party, and the member that shows they were done. */
static const struct { const char *event, *done; } per_party[] = {
	{ "investigation.notified", "notified" }, { "investigation.heard", "heard" }, { "investigation.inspection", "inspection" },
	{ "investigation.commented", "commented" }, { "aftercare.planned", "care" },
};

static json_t *empty_act(const struct sv_trial *base, const char *event)
{
	json_t *act = json_object();
	const json_t *party;
	size_t i, k;

	for (k = 0; k < sizeof per_party / sizeof per_party[0]; k++) {
		if (strcmp(per_party[k].event, event) != 0)
			continue;
		json_array_foreach(sv_json_array(base->before, "parties"), i, party) {
			if (sv_json_has(party, per_party[k].done) || sv_json_has(act, "party"))
				continue;
			if (!sv_json_set_text(act, "party", sv_party_id(party))) {
				json_decref(act);
				return NULL;
			}
		}
	}
	return act;
}

bool sv_next_each(const struct sv_trial *base, void (*fn)(void *data, const struct sv_event_type *type, const struct sv_verdict *verdict), void *data)
{
	enum sv_state now = sv_state_from(sv_json_text(base->before, "state"));
	size_t n;
	const struct sv_event_type *types = sv_event_types(&n);
	bool ok = true;

	for (size_t i = 0; i < n; i++) {
		struct sv_trial trial = *base;
		struct sv_verdict verdict;
		if (types[i].verb == NULL || types[i].reg != SV_REGISTER_CASE || !(types[i].from & (1u << now)))
			continue;
		json_t *act = empty_act(base, types[i].name);
		trial.type = &types[i];
		trial.act = act;
		ok = act && sv_gates_judge(&trial, &verdict) && ok;
		if (ok)
			fn(data, &types[i], &verdict);
		json_decref(act);
	}
	return ok;
}
