/* SPDX-License-Identifier: MIT */
/* sv-import: what other systems wrote, taken in whole or not at all. */
#ifndef SV_CLI_IMPORT_H
#define SV_CLI_IMPORT_H

#include "cli/run.h"

/* sv-import: with --headcount a table of numbers of staff, else cases and items (import_cases.h). */
enum sv_status sv_import_run(struct sv_run *run, struct sv_err *err);

#endif
