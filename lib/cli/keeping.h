/* SPDX-License-Identifier: MIT */
/* sv-stats terms, metrics, causes: ready-made tables over what is counted. */
#ifndef SV_CLI_KEEPING_H
#define SV_CLI_KEEPING_H

#include "cli/run.h"

/* How every term of the protocol was kept. */
enum sv_status sv_keeping_run(struct sv_run *run, struct sv_err *err);
/* The metrics of the field. */
enum sv_status sv_metrics_run(struct sv_run *run, struct sv_err *err);
/* Red threads: root causes, by unit and time. */
enum sv_status sv_threads_run(struct sv_run *run, struct sv_err *err);

#endif
