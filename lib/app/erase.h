/* SPDX-License-Identifier: MIT */
/*
 * Erasure: the keys of a case, or of what is known of who one party is, are destroyed, and with them every version of it in the history and in
 * every clone. What a copy of the keyring made earlier still opens, and what somebody kept, is beyond its reach.
 *
 * The order is: the names are noted as doomed in the keyring; the event that says so becomes durable; the keys go. A run that was cut
 * off between them is finished, or taken back where its event never was, by whoever writes next.
 */
#ifndef SV_APP_ERASE_H
#define SV_APP_ERASE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "app/session.h"
#include "model/act.h"

/* A case is only kept with its words for figures where at least so many are alike; else words are left out. */
#define SV_ERASE_ALIKE 5

/* Gets each case that was done, as its public record. */
typedef enum sv_status sv_erase_each(void *data, const json_t *state, struct sv_err *err);

/* Closed cases whose retention term is over on a day, and cases with an open proposal: {case, closed, retain_until, hold?, erasures?}, as an array. */
enum sv_status sv_erase_due(struct sv_session *s, int32_t until, json_t **out, struct sv_err *err);

/* One act of a kind (erasure.proposed, hold.set, hold.lifted) on every case of an array of ids; all or none. act is copied. */
enum sv_status sv_erase_acts(struct sv_session *s, const json_t *cases, const char *type, const json_t *act, const struct sv_act_report *report,
                             sv_erase_each *each, void *data, struct sv_err *err);

/* Erases every case of an array of ids, or (party not NULL) who that party of each is; all or none. Errors: as sv_batch_act; nothing is destroyed then. */
enum sv_status sv_erase_run(struct sv_session *s, const json_t *cases, const char *party, const struct sv_act_report *report, sv_erase_each *each, void *data, struct sv_err *err);

/*
 * What shows that a case was erased: its last event (event, at, by), who proposed it, the hashes of the keys that are gone, what the keyring holds of it,
 * whether any 32 bytes of the keyring's files have such a hash, when a backup was made last. SV_NOT_FOUND where it was not erased.
 */
enum sv_status sv_erase_prove(struct sv_session *s, const char *case_id, json_t **out, struct sv_err *err);

/* Finishes erasures that were cut off. Called with the store's lock held, the keyring open for writing. */
enum sv_status sv_erase_settle(struct sv_session *s, struct sv_err *err);
/* Destroys once more everything that the history says was erased: after a keyring was restored from an earlier copy. *n: how many names. */
enum sv_status sv_erase_again(struct sv_session *s, size_t *n, struct sv_err *err);

#endif
