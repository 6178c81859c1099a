/* SPDX-License-Identifier: MIT */
/* sv alone: what awaits you today. */
#ifndef SV_CLI_TODAY_H
#define SV_CLI_TODAY_H

#include "cli/run.h"

/* Prints the terms that are overdue or near, soonest first. */
enum sv_status sv_today_run(struct sv_run *run, struct sv_err *err);

/* What sv says when there is no command NAME (64), or no man(1) (69). */
int sv_no_such_command(const struct sv_command *command, const char *name);
int sv_no_manual(const struct sv_command *command, const char *page);

#endif
