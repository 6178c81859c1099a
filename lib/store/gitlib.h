/* SPDX-License-Identifier: MIT */
/* Starting libgit2 without the host's configuration. */
#ifndef SV_STORE_GITLIB_H
#define SV_STORE_GITLIB_H

#include <stdbool.h>

#include "base/err.h"

/*
 * Starts libgit2 once; harmless to repeat. No configuration of the host or user is read: a store means the same for all
 * who use it. The check that a repository belongs to its user stays on.
 */
enum sv_status sv_git_init(struct sv_err *err);

/* Whether what libgit2 failed at last, it failed at because it got no memory. */
bool sv_git_no_memory(void);

#endif
