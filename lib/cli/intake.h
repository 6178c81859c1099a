/* SPDX-License-Identifier: MIT */
/* sv-report between two hosts: handing in without a store, and taking in what was handed in. */
#ifndef SV_CLI_INTAKE_H
#define SV_CLI_INTAKE_H

#include "cli/run.h"

/* sv-report: in one of its three ways, by whether --drop or --inbox was given. */
enum sv_status sv_report(struct sv_run *run, struct sv_err *err);

#endif
