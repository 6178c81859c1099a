/* SPDX-License-Identifier: MIT */
/* Officers who come, go, or lose their keys, and what that means for every case: conflicts, new epochs of keys, wraps. */
#ifndef SV_APP_STAFF_H
#define SV_APP_STAFF_H

#include <jansson.h>

#include "app/append.h"
#include "app/officers.h"
#include "app/session.h"

/* Keeps an officer who is being added out of every case that they are a party to by their person token; within the batch that adds them. *n: how many. */
enum sv_status sv_staff_conflicts(struct sv_session *s, struct sv_batch *b, const char *handle, const struct sv_act_report *report, size_t *n, struct sv_err *err);

/*
 * An officer leaves: their roles end, every key is taken from the keyring, and a new epoch of role keys begins, wrapped to those who stay: nothing that is
 * written from now on opens with what they had. What they could read before they may have kept. SV_BAD_INPUT for the last one with a role, and for who runs
 * it: they would know the new keys.
 */
enum sv_status sv_staff_leave(struct sv_session *s, const char *handle, struct sv_err *err);
/* An identity was lost or stolen: as leaving; what it signed from an instant on is suspect, what it signed before stays good. */
enum sv_status sv_staff_lost(struct sv_session *s, const char *handle, int64_t from, struct sv_err *err);
/* The same officer with a new identity and the roles given (person: not used, that of before stays). SV_BAD_INPUT where the old one is in use. */
enum sv_status sv_staff_replace(struct sv_session *s, const struct sv_new_officer *o, struct sv_err *err);

/* Begins a new epoch of role keys, with a number above that of every epoch in the keyring and above the one given; wrapped to who holds the role, but not to leaver (or NULL). */
enum sv_status sv_staff_new_epoch(struct sv_session *s, int above, const char *leaver, struct sv_err *err);
/* Takes every key from an officer. */
enum sv_status sv_staff_strip(struct sv_session *s, const char *handle, struct sv_err *err);

/* Wraps the keys of all cases that have keys of their own to those who may open them. *done, *left: how many were, how many are closed to me. */
enum sv_status sv_staff_rewrap(struct sv_session *s, size_t *done, size_t *left, struct sv_err *err);

/* Who may open a case: an array of {officer, record, content, identity}, each "role", "grant", "waits" (for somebody to wrap the key) or absent, and until: the last day of all that was granted; absent where some of it has no end. */
enum sv_status sv_staff_access(struct sv_session *s, const char *case_id, json_t **out, struct sv_err *err);

#endif
