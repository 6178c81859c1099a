/* SPDX-License-Identifier: MIT */
/* Showing events: sv-log, and the textconv that lets git show them. */
#ifndef SV_CLI_HISTORY_H
#define SV_CLI_HISTORY_H

#include "cli/run.h"

/* sv-log. */
enum sv_status sv_history_run(struct sv_run *run, struct sv_err *err);

/* Prints one event as text: its envelope's facts on a line, then its opened compartments, indented. */
void sv_history_print(const json_t *event, FILE *out);

#endif
