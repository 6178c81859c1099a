/* SPDX-License-Identifier: MIT */
/* The verbs of sv-key about identities and officers; those about cases are in cli/access.h. */
#ifndef SV_CLI_KEYS_H
#define SV_CLI_KEYS_H

#include "cli/run.h"

enum sv_status sv_key_new(struct sv_run *run, struct sv_err *err);
enum sv_status sv_key_show(struct sv_run *run, struct sv_err *err);
enum sv_status sv_key_list(struct sv_run *run, struct sv_err *err);
enum sv_status sv_key_desk(struct sv_run *run, struct sv_err *err);
enum sv_status sv_key_add(struct sv_run *run, struct sv_err *err);
enum sv_status sv_key_role(struct sv_run *run, struct sv_err *err);
enum sv_status sv_key_unlock(struct sv_run *run, struct sv_err *err);
enum sv_status sv_key_lock(struct sv_run *run, struct sv_err *err);
enum sv_status sv_key_leave(struct sv_run *run, struct sv_err *err);
enum sv_status sv_key_lost(struct sv_run *run, struct sv_err *err);
enum sv_status sv_key_replace(struct sv_run *run, struct sv_err *err);
enum sv_status sv_key_rewrap(struct sv_run *run, struct sv_err *err);

/* A report for app functions that judge acts: every defect is printed as an error of the run. */
struct sv_act_report sv_run_reporter(struct sv_run *run);

#endif
