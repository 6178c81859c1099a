/* SPDX-License-Identifier: MIT */
/*
 * Care of the keyring: a backup that only so many officers together can open, its restoring, and whether keyring and history agree.
 * A keyring that is lost is a history that nobody can read; a copy that somebody else can open is all of it in their hands.
 */
#ifndef SV_APP_CARE_H
#define SV_APP_CARE_H

#include <jansson.h>
#include <stdbool.h>

#include "app/session.h"
#include "model/act.h"

/*
 * Writes the keyring to a new file, sealed under a key that is split among officers (an array of handles, or NULL: all who are no guests and not
 * unattended): need of them can open it together. The keyring notes when. SV_BAD_INPUT; SV_CANT_CREATE where the file is there.
 */
enum sv_status sv_care_backup(struct sv_session *s, const char *file, const json_t *officers, int need, int *count, struct sv_err *err);

/* My share of a backup, sealed to another officer who is going to restore it. *out is a record. SV_DENIED where I have none. */
enum sv_status sv_care_share(struct sv_session *s, const char *file, const char *to, json_t **out, struct sv_err *err);

/* What restoring did. */
struct sv_restored {
	size_t erased; /* names (of cases, and of parties of theirs) that were erased since, and are again */
	size_t closed; /* cases that were closed to somebody since, who is not known any more: they are closed to everybody */
};

/*
 * Makes the store's keyring from a backup, my share of it and those in files, in which what the history says was erased is destroyed again, officers have
 * nothing that they may not have any more, and a new epoch begins. It takes its place in one step: when this is killed there is no keyring, or that one.
 * set_back: the history may lack commits that the backup knows. SV_CANT_CREATE where there is a keyring; SV_DENIED where the shares are too few or do not
 * fit; SV_INTEGRITY where the history is of another store, is another one, is sealed under other keys, or is not good; SV_BUSY.
 */
enum sv_status sv_care_restore(struct sv_session *s, const char *file, const char *const *shares, size_t n, bool set_back, struct sv_restored *out, struct sv_err *err);

/* What the check looked at. */
struct sv_cared {
	size_t cases, names, wraps, grants, faults;
};

/*
 * Holds the keyring against the history: every case that was not erased has its keys, nothing is left of those that were, officers have the keys of
 * their roles and no others, mine open. Every fault goes to report, then SV_INTEGRITY. repair: takes away what should not be there.
 */
enum sv_status sv_care_check(struct sv_session *s, bool repair, const struct sv_act_report *report, struct sv_cared *out, struct sv_err *err);

#endif
