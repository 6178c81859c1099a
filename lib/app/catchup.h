/* SPDX-License-Identifier: MIT */
/* Bringing the derived index to the head of the history, and rebuilding it. */
#ifndef SV_APP_CATCHUP_H
#define SV_APP_CATCHUP_H

#include "app/session.h"
#include "index/index.h"

/*
 * The index, fresh: where the branch still is where the index stands, nothing else is opened; else the files that
 * differ between the two commits are folded again. Needs the record role then. Owned by the session.
 */
enum sv_status sv_session_index(struct sv_session *s, struct sv_index **out, struct sv_err *err);

/* Throws the index away after it failed with SV_INTEGRITY, so that the next sv_session_index rebuilds it. */
void sv_session_index_discard(struct sv_session *s);

/* Builds a whole index in memory from the history, for comparison. The caller frees it. */
enum sv_status sv_index_fresh(struct sv_session *s, struct sv_index **out, struct sv_err *err);

/* Texts kept with the index so that readers need no history: the opened protocol. New value; NULL where absent. */
enum sv_status sv_session_index_protocol(struct sv_session *s, json_t **out, struct sv_err *err);

#endif
