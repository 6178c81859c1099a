/* SPDX-License-Identifier: MIT */
/*
 * Answers that an organisation chose to keep: a sealed file for each result of a survey, beside the history and never in it, so that they can be deleted. Only who
 * holds the role content opens them. Without that choice there are none.
 */
#ifndef SV_APP_ROWS_H
#define SV_APP_ROWS_H

#include "app/session.h"
#include "base/buf.h"

/* Seals n bytes and leaves them as the answers of a result ("r1") of a survey, durably. SV_DENIED without the role. */
enum sv_status sv_rows_keep(struct sv_session *s, const char *survey, const char *result, const void *bytes, size_t n, struct sv_err *err);
/* Opens them: appended to out, a secret. SV_NOT_FOUND where none are kept here; SV_DENIED without the role; SV_INTEGRITY. */
enum sv_status sv_rows_read(struct sv_session *s, const char *survey, const char *result, struct sv_buf *out, struct sv_err *err);
/* Deletes those of a result, or (NULL) of every result of a survey; *n: how many there were. */
enum sv_status sv_rows_forget(struct sv_session *s, const char *survey, const char *result, size_t *n, struct sv_err *err);

#endif
