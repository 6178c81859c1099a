/* SPDX-License-Identifier: MIT */
/* What noticing asks of the index: whole records with who may not see them, and who is concerned in more than one case. */
#ifndef SV_INDEX_NOTICE_H
#define SV_INDEX_NOTICE_H

#include "index/index.h"

/*
 * Calls fn for every case that counts in figures, oldest first, with its record as JSON text; hidden: this user may not see it, so nothing of
 * it may be shown but sums. fn may stop it by a status other than SV_OK.
 */
enum sv_status sv_index_records(struct sv_index *ix, enum sv_status (*fn)(void *data, const char *json, bool hidden, struct sv_err *err), void *data, struct sv_err *err);

/*
 * Calls fn for every case of every person concerned in more than one of those cases, by person, then case. person: a number that means nothing
 * outside this answer; tokens stay in the index.
 */
enum sv_status sv_index_repeats(struct sv_index *ix, enum sv_status (*fn)(void *data, const char *case_id, size_t person, struct sv_err *err), void *data, struct sv_err *err);

#endif
