/* SPDX-License-Identifier: MIT */
/*
 * Officers: the register of who may sign what (officers/<handle>.ndjson). What an auditor must see without a
 * key, roles and public keys, stands in the clear member "public" of the event; the person token is sealed.
 */
#ifndef SV_MODEL_OFFICER_H
#define SV_MODEL_OFFICER_H

#include <jansson.h>
#include <stdbool.h>

#include "base/err.h"

/* The roles an officer may hold: three that open compartments, and "manage" for officers and protocol. NULL-terminated. */
extern const char *const sv_roles[];

/* Adds an event to an officer's state {officer, roles, sign, box, since, token?, gone?, lost_from?, from?, former: [{sign, from?, until}], …}. record: opened, or NULL. Unknown kinds are counted. */
enum sv_status sv_officer_fold(json_t *state, const json_t *envelope, const json_t *record, struct sv_err *err);
/* Whether the officers (object: handle -> state) know handle with that role. */
bool sv_officer_has(const json_t *officers, const char *handle, const char *role);
/* The officer whose public signing key (base64) this is, or NULL. */
const json_t *sv_officer_by_key(const json_t *officers, const char *sign);

#endif
