/* SPDX-License-Identifier: MIT */
/* The branch: see ref.h. */
#include "store/ref.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <stdbool.h>

#include "base/buf.h"
#include "base/file.h"

#define MAIN "refs/heads/main"

static bool is_oid(const char *s)
{
	return strspn(s, "0123456789abcdef") >= 40;
}

/* Finds main in packed-refs: lines "<oid> <name>". */
static enum sv_status read_packed(const char *git_dir, char out[SV_OID_HEX], struct sv_err *err)
{
	char path[4200];
	struct sv_buf text = SV_BUF_INIT;
	enum sv_status st;

	snprintf(path, sizeof path, "%s/packed-refs", git_dir);
	st = sv_file_read(path, 64u << 20, &text, err);
	if (st == SV_NOT_FOUND) {
		sv_err_clear(err);
		st = SV_OK;
	}
	for (const char *line = sv_buf_str(&text); st == SV_OK && *line;) {
		const char *end = strchr(line, '\n');
		size_t len = end ? (size_t)(end - line) : strlen(line);
		if (len == 41 + strlen(MAIN) && is_oid(line) && memcmp(line + 41, MAIN, strlen(MAIN)) == 0)
			snprintf(out, SV_OID_HEX, "%.40s", line);
		line = end ? end + 1 : line + len;
	}
	sv_buf_release(&text);
	return st;
}

enum sv_status sv_ref_read(const char *git_dir, char out[SV_OID_HEX], struct sv_err *err)
{
	char path[4200], line[64];
	ssize_t n;

	out[0] = '\0';
	snprintf(path, sizeof path, "%s/%s", git_dir, MAIN);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 && errno == ENOENT) {
		struct stat sb;
		snprintf(path, sizeof path, "%s/objects", git_dir);
		if (stat(path, &sb) < 0)
			return sv_err_set(err, SV_NOT_FOUND, N_("no history in '%s'"), git_dir);
		return read_packed(git_dir, out, err);
	}
	if (fd < 0)
		return sv_err_sys(err, errno == EACCES ? SV_DENIED : SV_IO, errno, N_("cannot open '%s': %s"), path);
	n = read(fd, line, sizeof line - 1);
	int e = errno;
	close(fd);
	if (n < 0)
		return sv_err_sys(err, SV_IO, e, N_("cannot read '%s': %s"), path);
	line[n] = '\0';
	if (n < 40 || !is_oid(line) || (line[40] != '\n' && line[40] != '\0'))
		return sv_err_set(err, SV_INTEGRITY, N_("'%s' is damaged"), path);
	snprintf(out, SV_OID_HEX, "%.40s", line);
	return SV_OK;
}

/* Creates the lock file, waiting for another holder up to two seconds. Returns the descriptor, or -1. */
static int take_lock(const char *path)
{
	struct timespec pause = { 0, 5000000 };

	for (int i = 0; i < 400; i++) {
		int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
		if (fd >= 0 || errno != EEXIST)
			return fd;
		nanosleep(&pause, NULL);
	}
	errno = EEXIST;
	return -1;
}

enum sv_status sv_ref_stage(const char *git_dir, const char *old, const char *new_, struct sv_err *err)
{
	char lock[4300], ref[4200], now[SV_OID_HEX], line[SV_OID_HEX + 1];
	enum sv_status st;

	snprintf(ref, sizeof ref, "%s/%s", git_dir, MAIN);
	snprintf(lock, sizeof lock, "%s.lock", ref);
	int fd = take_lock(lock);
	if (fd < 0 && errno == EEXIST) {
		sv_err_set(err, SV_BUSY, N_("somebody else holds '%s'"), lock);
		sv_err_hint(err, N_("nothing was stored; if no git command is running, remove that file"));
		return SV_BUSY;
	}
	if (fd < 0)
		return sv_err_sys(err, SV_IO, errno, N_("cannot create '%s': %s"), lock);
	st = sv_ref_read(git_dir, now, err);
	if (st == SV_OK && strcmp(now, old) != 0) {
		st = sv_err_set(err, SV_BUSY, N_("the history was moved by somebody else meanwhile"));
		sv_err_hint(err, N_("nothing was stored; it is safe to repeat the command"));
	}
	snprintf(line, sizeof line, "%.40s\n", new_);
	if (st == SV_OK && !sv_write_all(fd, line, 41))
		st = sv_err_sys(err, SV_IO, errno, N_("cannot write '%s': %s"), lock);
	if (close(fd) < 0 && st == SV_OK)
		st = sv_err_sys(err, SV_IO, errno, N_("cannot write '%s': %s"), lock);
	if (st != SV_OK)
		unlink(lock);
	return st;
}

enum sv_status sv_ref_move(const char *git_dir, struct sv_err *err)
{
	char lock[4300], ref[4200];

	snprintf(ref, sizeof ref, "%s/%s", git_dir, MAIN);
	snprintf(lock, sizeof lock, "%s.lock", ref);
	if (rename(lock, ref) < 0)
		return sv_err_sys(err, SV_IO, errno, N_("cannot write '%s': %s"), ref);
	snprintf(ref, sizeof ref, "%s/refs/heads", git_dir);
	return sv_folder_sync(ref) ? SV_OK : sv_err_sys(err, SV_IO, errno, N_("the history was moved, but it is not certain that the disk has it: '%s': %s"), ref);
}

void sv_ref_break_lock(const char *git_dir)
{
	char lock[4200];

	snprintf(lock, sizeof lock, "%s/%s.lock", git_dir, MAIN);
	unlink(lock);
}
