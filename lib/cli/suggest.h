/* SPDX-License-Identifier: MIT */
/* sv-triage --suggest: what a rule of thumb would do, with its reasons; nothing is stored. */
#ifndef SV_CLI_SUGGEST_H
#define SV_CLI_SUGGEST_H

#include "cli/run.h"

/* Adds "suggestion" and "advice" to each record of stdin, or prints the cases of the operands with them. */
enum sv_status sv_suggest_run(struct sv_run *run, struct sv_err *err);

#endif
