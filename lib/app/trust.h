/* SPDX-License-Identifier: MIT */
/*
 * Trust in the history, for writers. Who may open a case follows from the history, so a writer who hands out keys by it must know that it is good.
 * The keyring notes for each officer up to which commit they verified or wrote it. What came after by other hands is verified before anything is
 * done by it: a line that stock git put there hands no key to anybody.
 */
#ifndef SV_APP_TRUST_H
#define SV_APP_TRUST_H

#include "app/session.h"

/*
 * Verifies what the head of the history has beyond what the officer of the session trusts, and notes it. The lock is held. SV_INTEGRITY with the first
 * fault; *set_back (may be NULL): the trusted commit is no longer there.
 */
enum sv_status sv_trust_check(struct sv_session *s, bool *set_back, struct sv_err *err);
/* Verifies the whole history and takes it as it is, though it was set back: an act of an officer who knows why it was. */
enum sv_status sv_trust_anew(struct sv_session *s, struct sv_err *err);
/* Notes that an officer trusts the head: it was verified by, or is of, the one who writes. */
enum sv_status sv_trust_mark(struct sv_session *s, const char *handle, struct sv_err *err);

#endif
