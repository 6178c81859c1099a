/* SPDX-License-Identifier: MIT */
/* sv-import: what other systems wrote, taken in whole or not at all. */
#ifndef SV_CLI_IMPORT_H
#define SV_CLI_IMPORT_H

#include "cli/run.h"

/* Imports what the options name; so far --headcount, a table of numbers of staff. */
enum sv_status sv_import_run(struct sv_run *run, struct sv_err *err);

#endif
