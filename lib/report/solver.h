/* SPDX-License-Identifier: MIT */
/* The linear programming solver of the audit, as a process of its own: sv-audit-lp, or what speaks its protocol. */
#ifndef SV_REPORT_SOLVER_H
#define SV_REPORT_SOLVER_H

#include "base/child.h"
#include "stats/lp.h"

#define SV_SOLVER_WAIT_MS 600000 /* more than an answer ever took */

/* A solver process. */
struct sv_solver {
	struct sv_talk child;
	struct sv_lp lp; /* for sv_audit and sv_protect; it points back to this struct, which must stay where it is */
	uint32_t ncolumns, nrows;
	int wait_ms; /* for one answer */
	struct sv_buf out;
};

/*
 * Starts the solver at path (NULL: sv-audit-lp as installed, ../libexec/sv beside this program's folder), which gets at
 * most wait_ms for each answer. It gets numbers only, no names. SV_UNAVAILABLE where it can't be started. Before
 * confinement, or in a command that declares that it starts others. The solver's functions fail with SV_UNAVAILABLE where
 * it dies, takes too long, or answers what makes no sense. Stop it with sv_solver_stop, after errors too.
 */
enum sv_status sv_solver_start(struct sv_solver *s, const char *path, int wait_ms, struct sv_err *err);
void sv_solver_stop(struct sv_solver *s);

#endif
