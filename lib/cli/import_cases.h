/* SPDX-License-Identifier: MIT */
/* sv-import of cases and items: lines of another store or of another system, and rows of a table (app/import.h). */
#ifndef SV_CLI_IMPORT_CASES_H
#define SV_CLI_IMPORT_CASES_H

#include "cli/run.h"

/* sv-import [FILE]. */
enum sv_status sv_import_cases(struct sv_run *run, struct sv_err *err);

#endif
