/* SPDX-License-Identifier: MIT */
/* Reading a protocol and other small files that a command is given. */
#ifndef SV_APP_RULES_H
#define SV_APP_RULES_H

#include <jansson.h>

#include "app/session.h"
#include "base/buf.h"

/* Reads and checks a protocol: its schema, then what model/protocol.h checks. file NULL: the shipped Dutch one. *out is new. */
enum sv_status sv_rules_read(struct sv_session *s, const char *file, json_t **out, struct sv_err *err);
/* Reads the first line of a small file; a secret buffer. */
enum sv_status sv_rules_read_line(const char *file, struct sv_buf *out, struct sv_err *err);

#endif
