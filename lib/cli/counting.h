/* SPDX-License-Identifier: MIT */
/* sv-stats: counts and durations over the index. */
#ifndef SV_CLI_COUNTING_H
#define SV_CLI_COUNTING_H

#include "cli/run.h"

/* The words of --by, --days and --count; NULL-terminated. */
extern const char *const sv_counting_dimensions[];
extern const char *const sv_counting_spans[];
extern const char *const sv_counting_units[];

/* sv-stats without a verb. */
enum sv_status sv_counting_run(struct sv_run *run, struct sv_err *err);

#endif
