/* SPDX-License-Identifier: MIT */
/* Files: whole reads, atomic durable writes, private directories, locks that die with their process. */
#ifndef SV_BASE_FILE_H
#define SV_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/* Writes all n bytes to fd, through EINTR and short writes. Returns false with errno set. */
bool sv_write_all(int fd, const void *bytes, size_t n);

/*
 * Reads a whole file of at most max bytes into out (appended). Errors: SV_NOT_FOUND where it does not
 * exist, SV_BAD_INPUT where it is longer, SV_IO otherwise.
 */
enum sv_status sv_file_read(const char *path, size_t max, struct sv_buf *out, struct sv_err *err);

struct stat;

/* Whether a file of this status may hold a secret: plain, the user's own or root's, closed to all others. SV_DENIED with what to do about it. */
enum sv_status sv_secret_check(const char *path, const struct stat *sb, struct sv_err *err);

/*
 * As sv_file_read, for a secret: refuses a symbolic link and what sv_secret_check refuses, and grows out as a secret buffer.
 * Release it with sv_buf_release_secret.
 */
enum sv_status sv_file_read_secret(const char *path, size_t max, struct sv_buf *out, struct sv_err *err);

/* Replaces a file atomically and durably: temporary file, fsync, rename, fsync of the folder. mode e.g. 0600. */
enum sv_status sv_file_write(const char *path, const void *bytes, size_t n, unsigned mode, struct sv_err *err);

/* As sv_file_write, by a temporary file of that name in the same folder, so that who writes next finds what was left when this was killed; it replaces what stands there. */
enum sv_status sv_file_write_by(const char *path, const char *tmp, const void *bytes, size_t n, unsigned mode, struct sv_err *err);

/* A file on its way to take the place of another, which is whole at every moment. */
struct sv_replacement {
	int fd;                       /* written by the caller; -1: none */
	char path[4096], temp[4128];
};

#define SV_REPLACEMENT_INIT { .fd = -1 }

/* Makes the new file beside the one whose place it takes. SV_CANT_CREATE. */
enum sv_status sv_replace_begin(struct sv_replacement *r, const char *path, unsigned mode, struct sv_err *err);
/* Makes it durable, then puts it in place; where that fails nothing has changed. */
enum sv_status sv_replace_end(struct sv_replacement *r, struct sv_err *err);
/* Throws it away, if it is not in place. */
void sv_replace_drop(struct sv_replacement *r);

/* Brings the names in a folder to the disk; false with errno set. */
bool sv_folder_sync(const char *folder);
/* Makes a folder and its missing parents, each with mode (e.g. 0700). Existing ones are left alone. */
enum sv_status sv_mkdirs(const char *path, unsigned mode, struct sv_err *err);
/* The same, with the names of new folders on the disk: for what can't be made again. SV_IO where the disk fails. */
enum sv_status sv_mkdirs_durable(const char *path, unsigned mode, struct sv_err *err);

/*
 * The memory-backed folder for short-lived secrets: $XDG_RUNTIME_DIR/sv, else /dev/shm/sv-UID; made with
 * mode 0700 and refused (SV_CONFIG) where it is not this user's own or not memory-backed. Appended to out.
 */
enum sv_status sv_runtime_dir(struct sv_buf *out, struct sv_err *err);

/* An exclusive flock(2) on a file. */
struct sv_lock {
	int fd; /* -1: not held */
};

#define SV_LOCK_INIT { -1 }

/*
 * Takes the lock on path (made with mode 0600 where missing), waiting at most wait_ms. Errors: SV_BUSY when
 * the wait is over, SV_IO or SV_DENIED where the file can't be opened.
 */
enum sv_status sv_lock_take(struct sv_lock *lock, const char *path, int wait_ms, struct sv_err *err);
/* Gives the lock back; harmless where it is not held. */
void sv_lock_release(struct sv_lock *lock);

#endif
