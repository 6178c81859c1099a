/* SPDX-License-Identifier: MIT */
/* Attaching a file to a case, and getting it out again. */
#ifndef SV_CLI_ATTACHMENT_H
#define SV_CLI_ATTACHMENT_H

#include "cli/run.h"

/* sv-case attach, sv-case open. */
enum sv_status sv_attachment_add(struct sv_run *run, struct sv_err *err);
enum sv_status sv_attachment_show(struct sv_run *run, struct sv_err *err);

#endif
