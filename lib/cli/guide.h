/* SPDX-License-Identifier: MIT */
/* sv-guide: the handelingskader. */
#ifndef SV_CLI_GUIDE_H
#define SV_CLI_GUIDE_H

#include "cli/run.h"

enum sv_status sv_guide_run(struct sv_run *run, struct sv_err *err);

#endif
