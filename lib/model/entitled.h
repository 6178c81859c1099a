/* SPDX-License-Identifier: MIT */
/*
 * Who may open what of a case. Roles open it for everyone who holds them; a party is kept out, whatever they hold; a restricted case
 * is for those it names; a grant lets one officer in, for a time. Pure.
 */
#ifndef SV_MODEL_ENTITLED_H
#define SV_MODEL_ENTITLED_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "model/act.h"

/* Whether an officer is a party to a case by person token, or kept out of it by name. */
bool sv_kept_out(const json_t *state, const json_t *officers, const char *handle);

/*
 * Whether an officer may open a compartment of a case on a day. The record of a restricted case stays open to unattended officers, so that
 * cron's figures and terms are whole. A grant of content or identity holds the record too.
 */
bool sv_entitled(const json_t *state, const json_t *officers, const char *handle, enum sv_compartment c, int32_t today);

/* Whether a role opens a compartment to an officer, the case not being restricted to others. */
bool sv_by_role(const json_t *state, const json_t *officers, const char *handle, enum sv_compartment c);

/* Whether nothing in the case makes anybody's access differ from what the roles say: nobody is named, kept out, granted anything or a party. */
bool sv_all_by_role(const json_t *state, const json_t *officers);

/* The last day of what was granted to an officer of a compartment that no role opens to them, or NULL. Owned by state. */
const char *sv_entitled_until(const json_t *state, const json_t *officers, const char *handle, enum sv_compartment c);

/* Whether a grant lets an officer act on a case on a day as one with the role of that compartment would. */
bool sv_granted(const json_t *state, const char *handle, enum sv_compartment c, int32_t today);

/* Whether an officer may sign an event of a kind on a case (state may be NULL) on a day: by role, or by what was granted to them of it. */
bool sv_may_sign(const struct sv_event_type *type, const json_t *state, const json_t *officers, const char *handle, int32_t today);

#endif
