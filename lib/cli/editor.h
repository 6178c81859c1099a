/* SPDX-License-Identifier: MIT */
/* The user's editor on a private text that never reaches a disk. */
#ifndef SV_CLI_EDITOR_H
#define SV_CLI_EDITOR_H

#include "base/buf.h"
#include "base/err.h"

/*
 * Opens $VISUAL, else $EDITOR, else vi on the text, in a private folder in memory that is wiped and removed afterwards,
 * and gives back what was saved (a secret). Errors: SV_UNAVAILABLE where there is no editor; SV_NO where it ends without
 * success; SV_CONFIG where there is no folder in memory.
 */
enum sv_status sv_editor_edit(const char *name, struct sv_buf *text, struct sv_err *err);

#endif
