/* SPDX-License-Identifier: MIT */
/*
 * The ledger: every figure that was ever published, one event each publication, in reports/ledger.ndjson of the history. What
 * is published next is protected against all of it, so nothing is ever taken out. Who holds the role record may add to it: cron publishes.
 */
#ifndef SV_APP_LEDGER_H
#define SV_APP_LEDGER_H

#include <jansson.h>

#include "app/session.h"
#include "base/id.h"

#define SV_LEDGER_PATH "reports/ledger.ndjson"
#define SV_LEDGER_SUBJECT "ledger"

/*
 * Every publication, oldest first: *releases is a new array of objects {release (its id), at, by, …what was given to sv_ledger_add}. Empty where nothing was published. SV_DENIED where a record does
 * not open.
 */
enum sv_status sv_ledger_read(struct sv_session *s, json_t **releases, struct sv_err *err);

/*
 * Adds a publication (borrowed) durably. seen: how many were in the ledger when it was protected against them; SV_BUSY where there are
 * more by now: then it is to be made again. release gets its id.
 */
enum sv_status sv_ledger_add(struct sv_session *s, const json_t *publication, size_t seen, char release[SV_EVENT_ID_SIZE], struct sv_err *err);

/* When a commit was made (its day in Amsterdam), and the commit before it ("" for none). SV_INTEGRITY. */
enum sv_status sv_ledger_commit(struct sv_session *s, const char *commit, int32_t *day, char before[41], struct sv_err *err);

#endif
