/* SPDX-License-Identifier: MIT */
/* sv-train dilemma: the dilemma of a week, of the organisation's own or of those that are shipped. */
#ifndef SV_CLI_DILEMMA_H
#define SV_CLI_DILEMMA_H

#include "cli/run.h"

/* Prints the dilemma of the week that --week or --on names, or of this one; with --set keeps a file as the organisation's own. */
enum sv_status sv_dilemma_run(struct sv_run *run, struct sv_err *err);

extern const char *const sv_dilemma_langs[], *const sv_dilemma_formats[];

#endif
