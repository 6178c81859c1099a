/* SPDX-License-Identifier: MIT */
/*
 * Handing in without reading: a host that has no store and no identity, only the officers' public keys (a desk file), checks reports,
 * seals them (drop.h) and can't open them again. On the desk's host an officer takes them in.
 */
#ifndef SV_APP_INTAKE_H
#define SV_APP_INTAKE_H

#include <jansson.h>

#include "app/append.h"
#include "app/session.h"
#include "base/id.h"

#define SV_DROP_TOKEN "drop:" /* with the id of a drop after it: what the index finds the case by */

struct sv_desk;

/* The desk file of a store: its id and the public keys of the attended officers who may read content and identities. Needs no identity. */
enum sv_status sv_desk_card(struct sv_session *s, json_t **out, struct sv_err *err);

/* The rest of this part touches neither store nor identity; the session lends its clock and the folder of installed data. */

/*
 * Reads a desk file. except: n handles of officers who are to be kept out. SV_BAD_INPUT where it is no desk file, where it does not
 * know a handle, and where nobody is left.
 */
enum sv_status sv_desk_open(struct sv_session *s, const char *file, const char *const *except, size_t n, struct sv_desk **out, struct sv_err *err);
void sv_desk_free(struct sv_desk *d);
/* The id of the desk's store. */
const char *sv_desk_store(const struct sv_desk *d);
/* Checks a report as far as that can be done without the protocol: by its schema. Every defect is reported; SV_BAD_INPUT then. */
enum sv_status sv_desk_check(struct sv_desk *d, const json_t *act, const struct sv_act_report *report);
/* Seals a report, with the public keys of a mailbox (or NULL). id: the drop's; the line is appended to out. */
enum sv_status sv_desk_seal(struct sv_desk *d, json_t *act, json_t *mailbox, char id[SV_EVENT_ID_SIZE], struct sv_buf *out, struct sv_err *err);

/*
 * Takes in the reports that lie in a folder for this officer: each becomes a case, once, all in one commit; then their files are
 * removed. A bad one is reported and stays, and the others are taken in. cases: the states of the new cases, an array, also where
 * only the removal failed; others: how many lie there that are not for this officer. dry_run: store and remove nothing.
 */
enum sv_status sv_intake_collect(struct sv_session *s, const char *folder, bool dry_run, const struct sv_act_report *report, json_t **cases, size_t *others, struct sv_err *err);

#endif
