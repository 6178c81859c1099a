/* SPDX-License-Identifier: MIT */
/*
 * The one branch of the history: reading it without libgit2, and moving it by compare-and-swap under git's own
 * lock protocol (refs/heads/main.lock), synced to the disk.
 */
#ifndef SV_STORE_REF_H
#define SV_STORE_REF_H

#include "base/err.h"

#define SV_OID_HEX 41 /* 40 hex digits and a NUL */

/*
 * Reads the commit that refs/heads/main of a bare repository points at, loose or packed; "" where the branch
 * has no commit yet. Errors: SV_NOT_FOUND where there is no repository, SV_INTEGRITY where the ref is malformed.
 */
enum sv_status sv_ref_read(const char *git_dir, char out[SV_OID_HEX], struct sv_err *err);

/*
 * Moving main from old ("" for none) to new takes two steps, so that one sync of the disk serves objects and branch: stage takes git's lock and
 * writes what the branch will say into it, unsynced; move, after that sync, puts it in place durably. Errors of stage: SV_BUSY where main is not at
 * old or somebody holds its lock for longer than two seconds; SV_IO. What is staged and not moved is taken back by sv_ref_break_lock.
 */
enum sv_status sv_ref_stage(const char *git_dir, const char *old, const char *new_, struct sv_err *err);
enum sv_status sv_ref_move(const char *git_dir, struct sv_err *err);

/* Removes a lock on main that is ours or that a killed writer of ours left behind; only while holding the store's lock. */
void sv_ref_break_lock(const char *git_dir);

#endif
