/* SPDX-License-Identifier: MIT */
/* sv-export: cases and items for other programs, or for another store. */
#ifndef SV_CLI_EXPORT_H
#define SV_CLI_EXPORT_H

#include "cli/run.h"

/* The words of --register. */
extern const char *const sv_export_registers[];
/* sv-export. */
enum sv_status sv_export_run(struct sv_run *run, struct sv_err *err);

#endif
