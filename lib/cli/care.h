/* SPDX-License-Identifier: MIT */
/* The verbs of sv-key about the keyring itself: backup, restoring, check. */
#ifndef SV_CLI_CARE_H
#define SV_CLI_CARE_H

#include "cli/run.h"

enum sv_status sv_key_check(struct sv_run *run, struct sv_err *err);
enum sv_status sv_key_backup(struct sv_run *run, struct sv_err *err);
enum sv_status sv_key_share(struct sv_run *run, struct sv_err *err);
enum sv_status sv_key_restore(struct sv_run *run, struct sv_err *err);

#endif
