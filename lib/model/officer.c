/* SPDX-License-Identifier: MIT */
/* Officers: see officer.h. */
#include "model/officer.h"

#include <string.h>

#include "json/get.h"

const char *const sv_roles[] = { "record", "content", "identity", "manage", NULL };

/* Another key takes the place of the one before, which stays good for what it signed until then. */
static bool replace_key(json_t *state, const json_t *envelope)
{
	json_t *former = sv_json_array(state, "former"), *one = json_object();
	json_t *until = json_object_get(state, "lost_from");

	if (former == NULL)
		former = sv_json_put(state, "former", json_array());
	bool ok = one && sv_json_set(one, "sign", json_object_get(state, "sign")) && sv_json_set(one, "until", until ? until : json_object_get(envelope, "at"))
	          && (!sv_json_has(state, "from") || sv_json_set(one, "from", json_object_get(state, "from"))) && json_array_append(former, one) == 0;
	json_decref(one);
	json_object_del(state, "gone");
	json_object_del(state, "lost_from");
	json_object_del(state, "unattended");
	return ok && sv_json_set(state, "from", json_object_get(envelope, "at"));
}

enum sv_status sv_officer_fold(json_t *state, const json_t *envelope, const json_t *record, struct sv_err *err)
{
	static const char *const members[] = { "roles", "sign", "box", "unattended", "lost_from" };
	const char *type = sv_json_text(envelope, "type");
	const json_t *public = sv_json_object(envelope, "public");

	if (!sv_json_set(state, "officer", json_object_get(envelope, "officer")))
		return sv_err_nomem(err);
	if (type == NULL || strncmp(type, "officer.", 8) != 0)
		return SV_OK;
	bool ok = strcmp(type, "officer.replaced") != 0 || replace_key(state, envelope);
	for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
		ok = sv_json_set(state, members[i], json_object_get(public, members[i])) && ok;
	if (!sv_json_has(state, "token")) /* nobody becomes another person: that would let them into the cases they are a party to */
		ok = sv_json_set(state, "token", json_object_get(record, "token")) && ok;
	if (strcmp(type, "officer.left") == 0 || strcmp(type, "officer.lost") == 0)
		ok = sv_json_set(state, "gone", json_object_get(envelope, "at")) && ok;
	if (!sv_json_has(state, "since"))
		ok = sv_json_set(state, "since", json_object_get(envelope, "at")) && ok;
	return ok ? SV_OK : sv_err_nomem(err);
}

bool sv_officer_has(const json_t *officers, const char *handle, const char *role)
{
	return sv_json_holds(sv_json_array(json_object_get(officers, handle), "roles"), role);
}

const json_t *sv_officer_by_key(const json_t *officers, const char *sign)
{
	const char *handle;
	json_t *officer;

	json_object_foreach((json_t *)officers, handle, officer) {
		const char *key = sv_json_text(officer, "sign");
		if (sv_text_is(key, sign))
			return officer;
	}
	return NULL;
}
