/* SPDX-License-Identifier: MIT */
/* The verbs of sv-key about who may open a case. */
#ifndef SV_CLI_ACCESS_H
#define SV_CLI_ACCESS_H

#include "cli/run.h"

enum sv_status sv_key_request(struct sv_run *run, struct sv_err *err);
enum sv_status sv_key_answer(struct sv_run *run, struct sv_err *err);
enum sv_status sv_key_restrict(struct sv_run *run, struct sv_err *err);
enum sv_status sv_key_exclude(struct sv_run *run, struct sv_err *err);
enum sv_status sv_key_grant(struct sv_run *run, struct sv_err *err);
enum sv_status sv_key_revoke(struct sv_run *run, struct sv_err *err);
enum sv_status sv_key_access(struct sv_run *run, struct sv_err *err);

#endif
