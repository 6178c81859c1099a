/* SPDX-License-Identifier: MIT */
/* sv-message: letters, and two-way contact with an anonymous reporter. */
#ifndef SV_CLI_MESSAGE_H
#define SV_CLI_MESSAGE_H

#include "cli/run.h"

/* The verbs of sv-message that are no filter. */
enum sv_status sv_message_write(struct sv_run *run, struct sv_err *err);
enum sv_status sv_message_send(struct sv_run *run, struct sv_err *err);
enum sv_status sv_message_inbox(struct sv_run *run, struct sv_err *err);
enum sv_status sv_message_collect(struct sv_run *run, struct sv_err *err);

#endif
