/* SPDX-License-Identifier: MIT */
/* Care of the repository: see gc.h. */
#include "app/gc.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/child.h"
#include "base/file.h"
#include "store/objects.h"

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

/* A pack, by its name without an ending, and how many objects it has. */
struct pack {
	char name[64];
	unsigned long n;
	bool rolls; /* it goes into the new one */
};

struct packs {
	struct pack *list;
	size_t n;
};

static int by_size(const void *a, const void *b)
{
	const struct pack *p = a, *q = b;

	return p->n < q->n ? -1 : p->n > q->n ? 1 : strcmp(p->name, q->name);
}

/* The last number of the fan-out of an index: how many objects there are (gitformat-pack(5)). 0 where it is no index. */
static unsigned long objects_in(const char *path)
{
	unsigned char head[8 + 256 * 4], *last = head + 8 + 255 * 4;
	FILE *f = fopen(path, "re");
	bool ok = f && fread(head, 1, sizeof head, f) == sizeof head && memcmp(head, "\377tOc", 4) == 0;

	if (f)
		fclose(f);
	return ok ? (unsigned long)last[0] << 24 | (unsigned long)last[1] << 16 | (unsigned long)last[2] << 8 | last[3] : 0;
}

/* The packs that there are, the smallest first; without those that git was told to keep. */
static enum sv_status list_packs(const char *folder, struct packs *out, struct sv_err *err)
{
	DIR *dir = opendir(folder);
	struct dirent *d;
	enum sv_status st = dir ? SV_OK : sv_err_sys(err, SV_IO, errno, N_("cannot read '%s': %s"), folder);

	while (st == SV_OK && (d = readdir(dir)) != NULL) {
		size_t len = strlen(d->d_name);
		char path[4500];
		if (strncmp(d->d_name, "pack-", 5) != 0 || len < 4 || strcmp(d->d_name + len - 4, ".idx") != 0 || len - 4 >= sizeof out->list->name)
			continue;
		snprintf(path, sizeof path, "%s/%.*s.keep", folder, (int)len - 4, d->d_name);
		if (access(path, F_OK) == 0)
			continue;
		struct pack *grown = realloc(out->list, (out->n + 1) * sizeof *grown);
		if (grown == NULL) {
			st = sv_err_nomem(err);
			break;
		}
		out->list = grown;
		struct pack *p = &grown[out->n++];
		snprintf(p->name, sizeof p->name, "%.*s", (int)len - 4, d->d_name);
		snprintf(path, sizeof path, "%s/%s", folder, d->d_name);
		p->n = objects_in(path);
		p->rolls = false;
	}
	if (dir)
		closedir(dir);
	if (out->n > 1)
		qsort(out->list, out->n, sizeof *out->list, by_size);
	return st;
}

/* Which packs go into one, so that of those that are left each has at least twice the objects of the one before: as git repack --geometric=2 chooses. */
static size_t choose(struct packs *p, bool full)
{
	size_t split = p->n ? p->n - 1 : 0;
	unsigned long total = 0;

	for (; split > 0 && p->list[split].n >= 2 * p->list[split - 1].n; split--)
		;
	split += split > 0;
	for (size_t i = 0; i < split; i++)
		total += p->list[i].n;
	for (; split < p->n && p->list[split].n < 2 * total; split++)
		total += p->list[split].n;
	if (full)
		split = p->n;
	for (size_t i = 0; i < split; i++)
		p->list[i].rolls = true;
	return split;
}

/* The packs that are in the new one now; first what offers the pack to readers, so that none finds half of it. */
static void remove_rolled(const char *folder, const struct packs *p, const char *fresh)
{
	static const char *const endings[] = { "idx", "pack", "rev", "bitmap" };
	char path[4500];

	snprintf(path, sizeof path, "%s/multi-pack-index", folder);
	unlink(path); /* of all packs, and derived from them */
	for (size_t i = 0; i < p->n; i++) {
		for (size_t e = 0; p->list[i].rolls && strstr(fresh, p->list[i].name + 5) == NULL && e < sizeof endings / sizeof endings[0]; e++) {
			snprintf(path, sizeof path, "%s/%s.%s", folder, p->list[i].name, endings[e]);
			unlink(path);
		}
	}
}

/*
 * Git packs; what is in the new pack too is taken away by us, and only once the new one is on the disk with its name: git does both at once, and syncs
 * no folder, so that where the power is cut the old ones may be gone and the new one not there.
 */
static enum sv_status repack(const char *store, const char *git_dir, bool full, size_t loose, struct sv_err *err)
{
	static const char *const env[] = { "LC_ALL=C", "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=/dev/null", "GIT_TERMINAL_PROMPT=0", NULL };
	/* all that can be reached, and what cannot: a writer may be about to use it */
	const char *const some[] = { "git", "-C", git_dir, "pack-objects", "-q", "--non-empty", "--honor-pack-keep", "--delta-base-offset", "--stdin-packs", "--unpacked", "objects/pack/pack", NULL };
	const char *const all[] = { "git", "-C", git_dir, "pack-objects", "-q", "--non-empty", "--honor-pack-keep", "--delta-base-offset", "--all", "--reflog", "--indexed-objects",
	                            "--keep-unreachable", "--pack-loose-unreachable", "objects/pack/pack", NULL };
	const char *const prune[] = { "git", "-C", git_dir, "prune-packed", "-q", NULL };
	struct sv_buf in = SV_BUF_INIT, out = SV_BUF_INIT, said = SV_BUF_INIT;
	struct packs packs = { NULL, 0 };
	char folder[4300];

	snprintf(folder, sizeof folder, "%s/objects/pack", git_dir);
	enum sv_status st = list_packs(folder, &packs, err);
	size_t rolled = choose(&packs, full);
	for (size_t i = 0; i < packs.n && !full; i++)
		sv_buf_addf(&in, "%s%s.pack\n", packs.list[i].rolls ? "" : "^", packs.list[i].name);
	struct sv_child git = { .argv = full ? all : some, .environ = env, .input = sv_buf_str(&in), .ninput = in.len, .max = 1 << 16, .seconds = SECONDS, .package = "git" };
	if (st == SV_OK && in.failed)
		st = sv_err_nomem(err);
	if (st == SV_OK && (rolled > 0 || loose > 0))
		st = sv_child_run(&git, &out, &said, err);
	if (st == SV_OK && out.len > 0)
		st = sv_objects_sync(store, err);
	if (st == SV_OK && out.len > 0)
		remove_rolled(folder, &packs, sv_buf_str(&out));
	git.argv = prune;
	git.ninput = 0;
	if (st == SV_OK)
		st = sv_child_run(&git, &out, &said, err);
	free(packs.list);
	sv_buf_release(&in);
	sv_buf_release(&out);
	sv_buf_release(&said);
	return st;
}

enum sv_status sv_gc(struct sv_session *s, bool full, struct sv_gc_state *before, struct sv_gc_state *after, struct sv_err *err)
{
	char lock[4200], git_dir[4200];
	struct sv_lock held = { .fd = -1 };
	const char *id;
	enum sv_status st = sv_session_id(s, &id, err);

	snprintf(git_dir, sizeof git_dir, "%s/history.git", sv_session_store(s));
	snprintf(lock, sizeof lock, "%s/gc.lock", sv_session_store(s));
	if (st == SV_OK)
		st = sv_lock_take(&held, lock, 0, err);
	if (st == SV_OK) {
		look(git_dir, before);
		st = repack(sv_session_store(s), git_dir, full, before->loose, err);
		if (st == SV_BUG) /* what git said is about the disk or the repository, not about us */
			st = err->status = SV_IO;
		look(git_dir, after);
	}
	sv_lock_release(&held);
	return st;
}
