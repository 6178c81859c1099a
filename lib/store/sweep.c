/* SPDX-License-Identifier: MIT */
/*
 * Mending what a writer left that did not end: one that was killed leaves its mark, temporary files and a lock; where the power was cut, a name may be on
 * the disk without its mark or its bytes as well (POSIX promises no order of what was not synced). So the first writer after a start of the machine looks closer.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "crypt/sha1.h"
#include "store/objects.h"
#include "store/ref.h"

#define BOOT_ID "/proc/sys/kernel/random/boot_id" /* random(4) */
#define PACK_MAX ((size_t)1 << 31)

/* What a sweep goes by. */
struct sweep {
	const char *git_dir;
	bool killed;           /* the last writer was */
	bool started;          /* the machine was started since the last writer */
	struct timespec moved; /* when the branch moved last: what is older was synced with it, or before it */
	time_t boot;           /* when the machine was started */
};

static bool before(struct timespec a, struct timespec b)
{
	return a.tv_sec < b.tv_sec || (a.tv_sec == b.tv_sec && a.tv_nsec < b.tv_nsec);
}

/* Whether a file was written after what the branch stands for, and lay there when the power went. */
static bool doubtful(const struct sweep *s, const struct stat *sb)
{
	return s->started && S_ISREG(sb->st_mode) && !before(sb->st_mtim, s->moved) && sb->st_mtim.tv_sec < s->boot;
}

static bool ends(const char *name, const char *with)
{
	size_t n = strlen(name), w = strlen(with);

	return n >= w && strcmp(name + n - w, with) == 0;
}

static bool is_loose(const char *name)
{
	return strlen(name) == GIT_OID_HEXSZ - 2 && strspn(name, "0123456789abcdef") == GIT_OID_HEXSZ - 2;
}

static bool is_pack(const char *name)
{
	return strncmp(name, "pack-", 5) == 0 && (ends(name, ".pack") || ends(name, ".idx"));
}

/* Lays a file aside that is damaged and that no commit of the branch needs: no byte is thrown away that somebody may want to look at. */
static void lay_aside(const struct sweep *s, const char *path, const char *first, const char *name)
{
	char folder[4200], to[4500];

	snprintf(folder, sizeof folder, "%s/sv-damaged", s->git_dir);
	snprintf(to, sizeof to, "%s/%s%s", folder, first, name);
	mkdir(folder, 0700); /* or it is there; without it nothing is moved */
	rename(path, to);
}

/* Whether a pack or its index ends with the hash of all that is before it. */
static bool is_whole(const char *path)
{
	struct sv_buf bytes = SV_BUF_INIT;
	unsigned char hash[SV_SHA1_BYTES];
	struct sv_sha1 sum;
	bool ok = sv_file_read(path, PACK_MAX, &bytes, NULL) == SV_OK && bytes.len > SV_SHA1_BYTES;

	if (ok) {
		sv_sha1_init(&sum);
		sv_sha1_add(&sum, bytes.data, bytes.len - SV_SHA1_BYTES);
		sv_sha1_end(&sum, hash);
		ok = memcmp(hash, bytes.data + bytes.len - SV_SHA1_BYTES, SV_SHA1_BYTES) == 0;
	}
	sv_buf_release(&bytes);
	return ok;
}

/* One of the two files of a pack, where it is in doubt: both are whole, or both go. */
static void check_pack(const struct sweep *s, const char *folder, const char *name)
{
	static const char *const endings[] = { "idx", "pack" };
	char path[2][4500], leaf[2][300];
	bool whole = true;

	for (size_t i = 0; i < 2; i++) {
		snprintf(leaf[i], sizeof leaf[i], "%.*s.%s", (int)(strrchr(name, '.') - name), name, endings[i]);
		snprintf(path[i], sizeof path[i], "%s/%s", folder, leaf[i]);
		whole = whole && is_whole(path[i]);
	}
	for (size_t i = 0; i < 2 && !whole; i++)
		lay_aside(s, path[i], "", leaf[i]);
}

static void check_loose(const struct sweep *s, const char *path, const char *first, const char *name)
{
	char hex[GIT_OID_HEXSZ + 1];
	git_oid id;
	git_object_t type;
	void *data = NULL;
	size_t n;

	snprintf(hex, sizeof hex, "%s%s", first, name);
	if (git_oid_fromstr(&id, hex) == 0 && sv_loose_read(s->git_dir, &id, &type, &data, &n, NULL) == SV_INTEGRITY)
		lay_aside(s, path, first, name);
	free(data);
}

/* One folder of objects: temporary files and empty objects and packs go; after a start of the machine, what is in doubt is read. */
static void sweep_folder(const struct sweep *s, const char *sub)
{
	char folder[4200], path[4500];
	struct dirent *d;
	struct stat sb;

	snprintf(folder, sizeof folder, "%s/objects/%s", s->git_dir, sub);
	DIR *dir = opendir(folder);
	while (dir && (d = readdir(dir)) != NULL) {
		bool loose = is_loose(d->d_name), pack = is_pack(d->d_name);
		snprintf(path, sizeof path, "%s/%s", folder, d->d_name);
		bool temporary = strncmp(d->d_name, "tmp_", 4) == 0;
		if ((!loose && !pack && !temporary) || lstat(path, &sb) < 0 || !S_ISREG(sb.st_mode))
			continue;
		if ((temporary || sb.st_size == 0) && (s->killed || sb.st_mtim.tv_sec < s->boot)) /* else it may be a git's that is at work */
			unlink(path);
		else if (pack && doubtful(s, &sb))
			check_pack(s, folder, d->d_name);
		else if (doubtful(s, &sb))
			check_loose(s, path, sub, d->d_name);
	}
	if (dir)
		closedir(dir);
}

static void sweep(const char *git_dir, bool killed, bool started)
{
	struct sweep s = { .git_dir = git_dir, .killed = killed, .started = started };
	char path[4200], sub[4];
	struct timespec up = { 0, 0 };
	struct stat sb;

	snprintf(path, sizeof path, "%s/refs/heads/main", git_dir);
	if (stat(path, &sb) < 0)
		snprintf(path, sizeof path, "%s/packed-refs", git_dir);
	if (stat(path, &sb) == 0)
		s.moved = sb.st_mtim;
	clock_gettime(CLOCK_BOOTTIME, &up);
	s.boot = time(NULL) - up.tv_sec;
	sweep_folder(&s, "");
	sweep_folder(&s, "pack");
	for (unsigned i = 0; i < 256; i++) {
		snprintf(sub, sizeof sub, "%02x", i);
		sweep_folder(&s, sub);
	}
	snprintf(path, sizeof path, "%s/refs/heads/main.lock", git_dir);
	if (killed || (stat(path, &sb) == 0 && sb.st_mtim.tv_sec < s.boot))
		sv_ref_break_lock(git_dir);
}

/* The id of this start of the machine, and whether the note says another; false where the machine has none. */
static bool another_start(const char *note, struct sv_buf *now)
{
	struct sv_buf was = SV_BUF_INIT;
	bool known = sv_file_read(BOOT_ID, 64, now, NULL) == SV_OK && now->len > 0;
	bool other = known && (sv_file_read(note, 64, &was, NULL) != SV_OK || was.len != now->len || memcmp(was.data, now->data, now->len) != 0);

	sv_buf_release(&was);
	return other;
}

enum sv_status sv_objects_begin(const char *git_dir, struct sv_err *err)
{
	char mark[4200], note[4200];
	struct sv_buf now = SV_BUF_INIT;

	snprintf(mark, sizeof mark, "%s/sv-writing", git_dir);
	snprintf(note, sizeof note, "%s/sv-started", git_dir);
	int fd = open(mark, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool killed = fd < 0 && errno == EEXIST;
	if (killed)
		fd = open(mark, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return sv_err_sys(err, SV_IO, errno, N_("cannot create '%s': %s"), mark);
	close(fd);
	bool started = another_start(note, &now);
	if (killed || started)
		sweep(git_dir, killed, started);
	if (started) /* where it cannot be noted, the next writer sweeps as well */
		sv_file_write(note, now.data, now.len, 0600, NULL);
	sv_buf_release(&now);
	return SV_OK;
}

void sv_objects_end(const char *git_dir)
{
	char mark[4200];

	snprintf(mark, sizeof mark, "%s/sv-writing", git_dir);
	unlink(mark);
}
