/* SPDX-License-Identifier: MIT */
/* Care of the repository: see gc.h. */
#include "app/gc.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/child.h"
#include "base/file.h"

#define SECONDS (6 * 3600)

/* Adds the files of a folder: those whose names end so (NULL: any that has a length like an object's). */
static void add_files(const char *folder, const char *ending, size_t *n, long long *bytes)
{
	DIR *dir = opendir(folder);
	struct dirent *d;
	char path[4500];
	struct stat sb;

	while (dir && (d = readdir(dir)) != NULL) {
		size_t len = strlen(d->d_name), end = ending ? strlen(ending) : 0;
		bool counts = ending ? len > end && strcmp(d->d_name + len - end, ending) == 0 : len == 38;
		snprintf(path, sizeof path, "%s/%s", folder, d->d_name);
		if (d->d_name[0] == '.' || lstat(path, &sb) < 0 || !S_ISREG(sb.st_mode))
			continue;
		*bytes += sb.st_size;
		*n += counts;
	}
	if (dir)
		closedir(dir);
}

static void look(const char *git_dir, struct sv_gc_state *out)
{
	char folder[4300];

	memset(out, 0, sizeof *out);
	for (unsigned i = 0; i < 256; i++) {
		snprintf(folder, sizeof folder, "%s/objects/%02x", git_dir, i);
		add_files(folder, NULL, &out->loose, &out->bytes);
	}
	snprintf(folder, sizeof folder, "%s/objects/pack", git_dir);
	add_files(folder, ".pack", &out->packs, &out->bytes);
}

enum sv_status sv_gc(struct sv_session *s, bool full, struct sv_gc_state *before, struct sv_gc_state *after, struct sv_err *err)
{
	static const char *const env[] = { "LC_ALL=C", "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=/dev/null", "GIT_TERMINAL_PROMPT=0", NULL };
	char lock[4200], git_dir[4200];
	/* -a -d: all that can be reached in one pack; -k keeps what cannot, which a writer may be about to use */
	const char *const some[] = { "git", "-C", git_dir, "-c", "core.fsync=all", "repack", "-d", "-q", "--geometric=2", NULL };
	const char *const all[] = { "git", "-C", git_dir, "-c", "core.fsync=all", "repack", "-a", "-d", "-k", "-q", NULL };
	struct sv_child git = { .argv = full ? all : some, .environ = env, .max = 1 << 16, .seconds = SECONDS, .package = "git" };
	struct sv_buf out = SV_BUF_INIT, said = SV_BUF_INIT;
	struct sv_lock held = { .fd = -1 };
	const char *id;
	enum sv_status st = sv_session_id(s, &id, err);

	snprintf(git_dir, sizeof git_dir, "%s/history.git", sv_session_store(s));
	snprintf(lock, sizeof lock, "%s/gc.lock", sv_session_store(s));
	if (st == SV_OK)
		st = sv_lock_take(&held, lock, 0, err);
	if (st == SV_OK) {
		look(git_dir, before);
		st = sv_child_run(&git, &out, &said, err);
		if (st == SV_BUG) /* what git said is about the disk or the repository, not about us */
			st = err->status = SV_IO;
		look(git_dir, after);
	}
	sv_lock_release(&held);
	sv_buf_release(&out);
	sv_buf_release(&said);
	return st;
}
