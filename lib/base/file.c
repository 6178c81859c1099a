/* SPDX-License-Identifier: MIT */
/* Files: see file.h. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

bool sv_write_all(int fd, const void *bytes, size_t n)
{
	const char *p = bytes;

	while (n > 0) {
		ssize_t w = write(fd, p, n);
		if (w < 0 && errno == EINTR)
			continue;
		if (w < 0)
			return false;
		p += w;
		n -= (size_t)w;
	}
	return true;
}

static enum sv_status read_fd(int fd, const char *path, size_t max, bool secret, struct sv_buf *out, struct sv_err *err)
{
	char block[16384];
	size_t total = 0;
	enum sv_status st = SV_OK;

	for (;;) {
		ssize_t n = read(fd, block, sizeof block);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			st = sv_err_sys(err, SV_IO, errno, N_("cannot read '%s': %s"), path);
			break;
		}
		if (n == 0)
			break;
		total += (size_t)n;
		if (total > max) {
			st = sv_err_set(err, SV_BAD_INPUT, N_("'%s' is longer than %zu bytes"), path, max);
			break;
		}
		if (secret)
			sv_buf_add_secret(out, block, (size_t)n);
		else
			sv_buf_add(out, block, (size_t)n);
		if (out->failed) {
			st = sv_err_nomem(err);
			break;
		}
	}
	if (secret)
		explicit_bzero(block, sizeof block);
	return st;
}

static enum sv_status open_failed(const char *path, struct sv_err *err)
{
	enum sv_status st = errno == ENOENT || errno == ENOTDIR ? SV_NOT_FOUND : errno == EACCES || errno == EPERM ? SV_DENIED : SV_IO;

	return sv_err_sys(err, st, errno, N_("cannot open '%s': %s"), path);
}

enum sv_status sv_file_read(const char *path, size_t max, struct sv_buf *out, struct sv_err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return open_failed(path, err);
	enum sv_status st = read_fd(fd, path, max, false, out, err);
	close(fd);
	return st;
}

enum sv_status sv_secret_check(const char *path, const struct stat *sb, struct sv_err *err)
{
	if (!S_ISREG(sb->st_mode)) {
		sv_err_set(err, SV_DENIED, N_("'%s' must be a plain file, and no link"), path);
		sv_err_hint(err, N_("name the file itself, or put it there"));
		return SV_DENIED;
	}
	if (sb->st_uid != geteuid() && sb->st_uid != 0) {
		sv_err_set(err, SV_DENIED, N_("'%s' belongs to another user"), path);
		sv_err_hint(err, N_("where it is yours all the same: chown %lu '%s'"), (unsigned long)geteuid(), path);
		return SV_DENIED;
	}
	if ((sb->st_mode & 077) != 0) {
		sv_err_set(err, SV_DENIED, N_("'%s' must be a file of your own that nobody else can read"), path);
		sv_err_hint(err, N_("chmod 600 '%s'"), path);
		return SV_DENIED;
	}
	return SV_OK;
}

enum sv_status sv_file_read_secret(const char *path, size_t max, struct sv_buf *out, struct sv_err *err)
{
	struct stat sb;
	enum sv_status st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY); /* whatever it is, it is not waited for */

	if (fd < 0)
		return errno == ELOOP && lstat(path, &sb) == 0 && S_ISLNK(sb.st_mode) ? sv_secret_check(path, &sb, err) : open_failed(path, err);
	st = fstat(fd, &sb) < 0 ? sv_err_sys(err, SV_IO, errno, N_("cannot read '%s': %s"), path) : sv_secret_check(path, &sb, err);
	if (st == SV_OK)
		st = read_fd(fd, path, max, true, out, err);
	close(fd);
	return st;
}

/* The folder part of a path, in a buffer of the caller. */
static void folder_of(const char *path, char *out, size_t size)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		snprintf(out, size, ".");
	else if (slash == path)
		snprintf(out, size, "/");
	else
		snprintf(out, size, "%.*s", (int)(slash - path), path);
}

static enum sv_status not_written(const struct sv_replacement *r, struct sv_err *err)
{
	return sv_err_sys(err, SV_IO, errno, N_("cannot write '%s': %s"), r->path);
}

enum sv_status sv_replace_begin(struct sv_replacement *r, const char *path, unsigned mode, struct sv_err *err)
{
	snprintf(r->path, sizeof r->path, "%s", path);
	snprintf(r->temp, sizeof r->temp, "%s.XXXXXX", path);
	r->fd = strlen(path) < sizeof r->path ? mkostemp(r->temp, O_CLOEXEC) : (errno = ENAMETOOLONG, -1);
	if (r->fd < 0) {
		r->temp[0] = '\0';
		return sv_err_sys(err, SV_CANT_CREATE, errno, N_("cannot create '%s': %s"), path);
	}
	if (fchmod(r->fd, mode) == 0)
		return SV_OK;
	not_written(r, err);
	sv_replace_drop(r);
	return SV_IO;
}

bool sv_folder_sync(const char *folder)
{
	int dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = dir >= 0 && fsync(dir) == 0;
	int e = errno;

	if (dir >= 0)
		close(dir);
	errno = e;
	return ok;
}

enum sv_status sv_replace_end(struct sv_replacement *r, struct sv_err *err)
{
	char folder[4096];
	int fd = r->fd;
	bool ok = fsync(fd) == 0;

	if (ok) {
		r->fd = -1;
		ok = close(fd) == 0 && rename(r->temp, r->path) == 0;
	}
	if (!ok) {
		not_written(r, err);
		sv_replace_drop(r);
		return SV_IO;
	}
	r->temp[0] = '\0';
	folder_of(r->path, folder, sizeof folder);
	if (sv_folder_sync(folder))
		return SV_OK;
	not_written(r, err);
	return SV_IO;
}

void sv_replace_drop(struct sv_replacement *r)
{
	if (r->fd >= 0)
		close(r->fd);
	if (r->temp[0])
		unlink(r->temp);
	r->fd = -1;
	r->temp[0] = '\0';
}

/* Fills a file that was begun, and puts it in place. */
static enum sv_status write_whole(struct sv_replacement *r, const void *bytes, size_t n, struct sv_err *err)
{
	if (sv_write_all(r->fd, bytes, n))
		return sv_replace_end(r, err);
	not_written(r, err);
	sv_replace_drop(r);
	return SV_IO;
}

enum sv_status sv_file_write(const char *path, const void *bytes, size_t n, unsigned mode, struct sv_err *err)
{
	struct sv_replacement r = SV_REPLACEMENT_INIT;
	enum sv_status st = sv_replace_begin(&r, path, mode, err);

	return st == SV_OK ? write_whole(&r, bytes, n, err) : st;
}

enum sv_status sv_file_write_by(const char *path, const char *tmp, const void *bytes, size_t n, unsigned mode, struct sv_err *err)
{
	struct sv_replacement r = SV_REPLACEMENT_INIT;

	snprintf(r.path, sizeof r.path, "%s", path);
	snprintf(r.temp, sizeof r.temp, "%s", tmp);
	unlink(tmp);
	r.fd = open(tmp, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (r.fd < 0)
		return sv_err_sys(err, SV_CANT_CREATE, errno, N_("cannot create '%s': %s"), path);
	if (fchmod(r.fd, mode) == 0)
		return write_whole(&r, bytes, n, err);
	not_written(&r, err);
	sv_replace_drop(&r);
	return SV_IO;
}

static enum sv_status make_folders(const char *path, unsigned mode, bool durable, struct sv_err *err)
{
	char part[4096], parent[4096];
	size_t len = strlen(path);

	if (len == 0 || len >= sizeof part)
		return sv_err_set(err, SV_CANT_CREATE, N_("cannot create '%s': name too long"), path);
	for (size_t i = 1; i <= len; i++) {
		if (path[i] != '/' && path[i] != '\0')
			continue;
		memcpy(part, path, i);
		part[i] = '\0';
		bool made = mkdir(part, mode) == 0;
		folder_of(part, parent, sizeof parent);
		if (!made && errno != EEXIST)
			return sv_err_sys(err, SV_CANT_CREATE, errno, N_("cannot create '%s': %s"), part);
		if (made && durable && !sv_folder_sync(parent)) /* what is in it is not safe before its name is */
			return sv_err_sys(err, SV_IO, errno, N_("cannot write '%s': %s"), part);
	}
	struct stat sb;
	if (stat(path, &sb) < 0 || !S_ISDIR(sb.st_mode))
		return sv_err_set(err, SV_CANT_CREATE, N_("'%s' is not a folder"), path);
	return SV_OK;
}

enum sv_status sv_mkdirs(const char *path, unsigned mode, struct sv_err *err)
{
	return make_folders(path, mode, false, err);
}

enum sv_status sv_mkdirs_durable(const char *path, unsigned mode, struct sv_err *err)
{
	return make_folders(path, mode, true, err);
}

enum sv_status sv_runtime_dir(struct sv_buf *out, struct sv_err *err)
{
	char path[4096];
	const char *base = getenv("XDG_RUNTIME_DIR");
	struct stat sb;
	struct statfs fs;

	if (base && base[0] == '/')
		snprintf(path, sizeof path, "%s/sv", base);
	else
		snprintf(path, sizeof path, "/dev/shm/sv-%lu", (unsigned long)geteuid());
	if (mkdir(path, 0700) < 0 && errno != EEXIST)
		return sv_err_sys(err, SV_CONFIG, errno, N_("cannot create the private folder '%s': %s"), path);
	if (lstat(path, &sb) < 0)
		return sv_err_sys(err, SV_IO, errno, N_("cannot read '%s': %s"), path);
	if (!S_ISDIR(sb.st_mode) || sb.st_uid != geteuid() || (sb.st_mode & 077) != 0)
		return sv_err_set(err, SV_CONFIG, N_("'%s' must be a folder of your own that nobody else can enter"), path);
	if (statfs(path, &fs) < 0)
		return sv_err_sys(err, SV_IO, errno, N_("cannot read '%s': %s"), path);
	if (fs.f_type != TMPFS_MAGIC && fs.f_type != RAMFS_MAGIC) {
		sv_err_set(err, SV_CONFIG, N_("'%s' is not in memory: secrets would reach the disk"), path);
		sv_err_hint(err, N_("set XDG_RUNTIME_DIR to a tmpfs"));
		return SV_CONFIG;
	}
	sv_buf_adds(out, path);
	return out->failed ? sv_err_nomem(err) : SV_OK;
}

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

enum sv_status sv_lock_take(struct sv_lock *lock, const char *path, int wait_ms, struct sv_err *err)
{
	lock->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (lock->fd < 0)
		return sv_err_sys(err, errno == EACCES || errno == EPERM || errno == EROFS ? SV_DENIED : SV_IO, errno,
		                  N_("cannot open the lock '%s': %s"), path);
	int64_t until = now_ms() + wait_ms;
	long pause_us = 500;
	while (flock(lock->fd, LOCK_EX | LOCK_NB) < 0) {
		if (errno == EINTR)
			continue;
		if (errno != EWOULDBLOCK) {
			sv_err_sys(err, SV_IO, errno, N_("cannot lock '%s': %s"), path);
			sv_lock_release(lock);
			return SV_IO;
		}
		if (now_ms() >= until) {
			sv_lock_release(lock);
			sv_err_set(err, SV_BUSY, N_("the store is busy"));
			sv_err_hint(err, N_("nothing was stored; it is safe to repeat the command"));
			return SV_BUSY;
		}
		struct timespec t = { 0, pause_us * 1000 };
		nanosleep(&t, NULL);
		if (pause_us < 8000)
			pause_us += pause_us / 4;
	}
	return SV_OK;
}

void sv_lock_release(struct sv_lock *lock)
{
	if (lock->fd >= 0)
		close(lock->fd);
	lock->fd = -1;
}
