/* SPDX-License-Identifier: MIT */
/* Bringing the derived index to the head of the history, and rebuilding it. */
#ifndef SV_APP_CATCHUP_H
#define SV_APP_CATCHUP_H

#include "app/session.h"
#include "index/index.h"

/*
 * The index, fresh: where the branch still is where the index stands, nothing else is opened; else the files that
 * differ between the two commits are folded again. Needs the record role then. One that is held (sv_index_hold) stays as it is. Owned by the session.
 */
enum sv_status sv_session_index(struct sv_session *s, struct sv_index **out, struct sv_err *err);

/* Throws the index away after it failed with SV_INTEGRITY, so that the next sv_session_index rebuilds it. */
void sv_session_index_discard(struct sv_session *s);

/* The user's folder for a store, made where it is missing: appended to path. *id: the store's, owned by s. */
enum sv_status sv_state_folder(struct sv_session *s, const char **id, struct sv_buf *path, struct sv_err *err);

/* Opens an empty index that lasts as long as it is open (index.h). */
enum sv_status sv_index_scratch(struct sv_session *s, struct sv_index **out, struct sv_err *err);

/* Builds a whole index from the history, for comparison, or, where *out is one already, brings it to the head as it is by now. The caller frees it. */
enum sv_status sv_index_fresh(struct sv_session *s, struct sv_index **out, struct sv_err *err);

/* Builds one of what changed since a commit alone; with the rules of then still in force, else SV_NO. */
enum sv_status sv_index_since(struct sv_session *s, const char *commit, struct sv_index **out, struct sv_err *err);

/*
 * Builds the index as it was at an earlier commit, with the protocol of that commit. when: 40 hex digits of a commit of the
 * history, or a day "YYYY-MM-DD": then the last commit that was made by the end of that day in Amsterdam. commit gets its id; the index
 * is the caller's to free. Cases that were erased since then do not open any more: they are closed to everybody, in no figure, and
 * sv_index_closed counts them. SV_USAGE where when is neither, or to come; SV_NOT_FOUND where the history has no such commit.
 */
enum sv_status sv_index_as_of(struct sv_session *s, const char *when, struct sv_index **out, char commit[41], struct sv_err *err);
/* The day of an index of earlier: the one that was asked for, or that of the commit in Amsterdam. SV_NOT_FOUND of an index of now. */
enum sv_status sv_index_day(struct sv_index *index, int32_t *day, struct sv_err *err);
/* The protocol as a commit of the history has it, opened: a new value. */
enum sv_status sv_protocol_as_of(struct sv_session *s, const char *commit, json_t **out, struct sv_err *err);
/* The protocol that an index was built with, opened: a new value. */
enum sv_status sv_index_protocol(struct sv_index *index, json_t **out, struct sv_err *err);

/* Texts kept with the index so that readers need no history: the opened protocol. New value; NULL where absent. */
enum sv_status sv_session_index_protocol(struct sv_session *s, json_t **out, struct sv_err *err);

#endif
