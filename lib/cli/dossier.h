/* SPDX-License-Identifier: MIT */
/* sv-show: one case as a dossier. */
#ifndef SV_CLI_DOSSIER_H
#define SV_CLI_DOSSIER_H

#include "cli/run.h"

/* sv-show. */
enum sv_status sv_dossier_run(struct sv_run *run, struct sv_err *err);

#endif
