/* SPDX-License-Identifier: MIT */
/* The places that a session may write: see confine.h. */
#include "app/confine.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/internal.h"
#include "app/unlock.h"
#include "base/confine.h"
#include "base/file.h"

#define PLACES 12

/* Places with the memory of their paths. */
struct places {
	struct sv_place list[PLACES];
	struct sv_buf path[PLACES];
	size_t n;
};

static void add(struct places *p, bool only, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

static void add(struct places *p, bool only, const char *fmt, ...)
{
	char path[4200];
	va_list ap;

	va_start(ap, fmt);
	int n = vsnprintf(path, sizeof path, fmt, ap);
	va_end(ap);
	if (p->n == PLACES || n < 0 || (size_t)n >= sizeof path)
		return;
	sv_buf_adds(&p->path[p->n], path);
	p->list[p->n] = (struct sv_place){ sv_buf_str(&p->path[p->n]), only };
	p->n++;
}

/* The folder that a thing stands in, or will be made in. */
static void add_folder_of(struct places *p, const char *path)
{
	struct sv_buf folder = SV_BUF_INIT;

	sv_nearest_folder(path, &folder);
	add(p, false, "%s", sv_buf_str(&folder));
	sv_buf_release(&folder);
}

/*
 * SQLite lets readers of a log find their way by a memory that all of them share, as a file. It makes that file and the log
 * where they are missing, say after a backup was put back; a reader that may make no files has them made here.
 */
static void add_keyring(struct places *p, const char *store)
{
	static const char *const suffix[] = { "-wal", "-shm" };
	char path[4200];
	struct stat sb;

	for (size_t i = 0; i < 2; i++) {
		snprintf(path, sizeof path, "%s/keyring.db%s", store, suffix[i]);
		if (lstat(path, &sb) == 0)
			continue;
		snprintf(path, sizeof path, "%s/keyring.db", store);
		if (lstat(path, &sb) < 0 || !S_ISREG(sb.st_mode) || sb.st_uid != geteuid())
			continue;
		snprintf(path, sizeof path, "%s/keyring.db%s", store, suffix[i]);
		int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
		if (fd >= 0)
			close(fd);
	}
	add(p, true, "%s/keyring.db-shm", store);
}

/*
 * The user's own folders: the index and what verifying remembers; what is unlocked. They are made here where they are missing,
 * as the folders that they would be made in hold more than a command should write.
 */
static void add_own(struct places *p)
{
	struct sv_buf path = SV_BUF_INIT;

	if (sv_state_path("", &path, NULL) == SV_OK) {
		if (access(sv_buf_str(&path), F_OK) < 0)
			sv_mkdirs(sv_buf_str(&path), 0700, NULL);
		add(p, false, "%s", sv_buf_str(&path));
	}
	sv_buf_clear(&path);
	if (sv_runtime_dir(&path, NULL) == SV_OK)
		add(p, false, "%s", sv_buf_str(&path));
	sv_buf_release(&path);
}

void sv_session_confine(struct sv_session *s, const struct sv_conduct *c)
{
	struct places p = { .n = 0 };
	struct sv_buf identity = SV_BUF_INIT;
	const char *store = sv_session_store(s);
	struct sv_confinement whole = { .places = p.list, .reads = !c->writes && !c->founds, .children = c->children, .helpers = c->helpers };

	if (!c->children) {
		for (size_t i = 0; i < c->noutput; i++) {
			struct stat sb;
			if (stat(c->output[i], &sb) == 0 && S_ISDIR(sb.st_mode))
				add(&p, false, "%s", c->output[i]);
			else
				add_folder_of(&p, c->output[i]);
		}
		if (c->keyed && !s->options.keyless)
			add_own(&p);
		if (c->identifies && c->noutput == 0 && sv_identity_path(s, &identity, NULL) == SV_OK)
			add_folder_of(&p, sv_buf_str(&identity));
		if (c->founds)
			add_folder_of(&p, store);
		if (c->writes && !s->options.keyless) {
			add(&p, false, "%s", store);
			add(&p, false, "%s/history.git", store); /* which may be linked from another disk */
			add(&p, false, "%s/inbox", store);
		} else if (!s->options.keyless) {
			add_keyring(&p, store);
		}
	}
	whole.nplaces = p.n;
	sv_confine(&whole);
	for (size_t i = 0; i < p.n; i++)
		sv_buf_release(&p.path[i]);
	sv_buf_release(&identity);
}
