/* SPDX-License-Identifier: MIT */
/* What must be done by when: sv-due, and the list that sv alone prints. */
#ifndef SV_CLI_DUE_H
#define SV_CLI_DUE_H

#include "cli/run.h"

/* sv-due. */
enum sv_status sv_due_run(struct sv_run *run, struct sv_err *err);
/* The terms that are due by a day as a table on stdout. who: only this officer's; NULL: all. limit: at most so many rows, and how many more there are; 0: all. */
enum sv_status sv_due_table(struct sv_run *run, int32_t until, bool overdue, const char *who, size_t limit, struct sv_err *err);

#endif
