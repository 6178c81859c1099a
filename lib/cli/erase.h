/* SPDX-License-Identifier: MIT */
/* The verbs of sv-erase. */
#ifndef SV_CLI_ERASE_H
#define SV_CLI_ERASE_H

#include "cli/run.h"

enum sv_status sv_erase_cli_due(struct sv_run *run, struct sv_err *err);
enum sv_status sv_erase_cli_act(struct sv_run *run, struct sv_err *err);
enum sv_status sv_erase_cli_run(struct sv_run *run, struct sv_err *err);
enum sv_status sv_erase_cli_prove(struct sv_run *run, struct sv_err *err);

#endif
