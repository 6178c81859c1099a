/* SPDX-License-Identifier: MIT */
/* Opening a backup of the keyring: what restoring (restore.c) needs of backup.c. Making one and handing on a share are in care.h. */
#ifndef SV_APP_BACKUP_H
#define SV_APP_BACKUP_H

#include <stddef.h>

#include "app/session.h"
#include "base/buf.h"
#include "base/date.h"

/*
 * Opens a backup with my share of it and those in files: the bytes of the keyring are appended to plain, a secret; at is when it was made. SV_BAD_INPUT where
 * a file is no backup or no share of it; SV_INTEGRITY where it is of another store; SV_DENIED where the shares are too few or do not fit.
 */
enum sv_status sv_backup_open(struct sv_session *s, const char *file, const char *const *shares, size_t n, struct sv_buf *plain, char at[SV_INSTANT_SIZE], struct sv_err *err);

#endif
