/* SPDX-License-Identifier: MIT */
/* sv-stats --publish: one table, protected together with everything that was published before, and recorded. */
#ifndef SV_CLI_PUBLISHING_H
#define SV_CLI_PUBLISHING_H

#include "cli/run.h"

/* The table that the options of sv-stats ask for; with --dry-run it is not recorded. */
enum sv_status sv_publishing_run(struct sv_run *run, struct sv_err *err);

#endif
