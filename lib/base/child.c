/* SPDX-License-Identifier: MIT */
/* Other programs: see child.h. */
#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"

#define SAID_MAX 65536
#define LINE_MAX_SAID 160
#define ENV_MAX 16
#define FILES_MAX 64
#define ASIDE 200 /* descriptors are parked from here on while they are put in order */

enum { IN, OUT, SAID, FAULT, PIPES };

/* A program that runs. */
struct running {
	pid_t pid;
	int end[PIPES];  /* our ends; -1: closed */
	long long until; /* when its time is over */
	struct sigaction pipe_before, child_before;
};

bool sv_child_find(const char *name, char *path, size_t size)
{
	const char *p = getenv("PATH");
	struct stat sb;

	if (name[0] == '/')
		return (size_t)snprintf(path, size, "%s", name) < size && access(path, X_OK) == 0 && stat(path, &sb) == 0 && S_ISREG(sb.st_mode);
	while (p && *p) {
		size_t n = strcspn(p, ":");
		if (*p == '/' && (size_t)snprintf(path, size, "%.*s/%s", (int)n, p, name) < size && access(path, X_OK) == 0 && stat(path, &sb) == 0 && S_ISREG(sb.st_mode))
			return true;
		p += n + (p[n] == ':');
	}
	return false;
}

int sv_child_file(const void *bytes, size_t n)
{
	int fd = memfd_create("sv", MFD_CLOEXEC);

	if (fd >= 0 && !sv_write_all(fd, bytes, n)) {
		int why = errno;
		close(fd);
		errno = why;
		return -1;
	}
	return fd;
}

/* In the child: the descriptors get the numbers that they are promised under; all others close, whoever left them open. */
static bool arrange(const struct sv_child *c, int ends[PIPES])
{
	int parked[FILES_MAX];

	for (size_t i = 0; i < c->nfiles; i++)
		if ((parked[i] = fcntl(c->files[i], F_DUPFD_CLOEXEC, ASIDE)) < 0)
			return false;
	for (int i = 0; i < PIPES; i++)
		if ((ends[i] = fcntl(ends[i], F_DUPFD_CLOEXEC, ASIDE)) < 0)
			return false;
	for (int i = IN; i <= SAID; i++)
		if (dup2(ends[i], i) < 0)
			return false;
	for (size_t i = 0; i < c->nfiles; i++)
		if (dup2(parked[i], SV_CHILD_FILES + (int)i) < 0)
			return false;
	close_range(SAID + 1, SV_CHILD_FILES - 1, 0);
	close_range(SV_CHILD_FILES + (unsigned)c->nfiles, ASIDE - 1, 0);
	close_range(ASIDE, ~0u, CLOSE_RANGE_CLOEXEC);
	return true;
}

/* In the child. What fails is written to the pipe that a successful start closes. */
static void start(const struct sv_child *c, const char *path, const char *const *environ_, int ends[PIPES])
{
	sigset_t none;
	int fault = ends[FAULT];

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	setpgid(0, 0);                    /* its own children end with it */
	prctl(PR_SET_PDEATHSIG, SIGKILL); /* and it with us */
	if (arrange(c, ends) && chdir("/") == 0) {
		fault = ends[FAULT];
		execve(path, (char *const *)(const void *)c->argv, (char *const *)(const void *)environ_);
	}
	int why = errno;
	ssize_t told = write(fault, &why, sizeof why);
	_exit(told < 0 ? 126 : 127);
}

/* The environment with PATH. */
static bool environment(const struct sv_child *c, char *path, size_t size, const char *out[ENV_MAX])
{
	const char *own = getenv("PATH");
	size_t n = 0;

	for (; c->environ && c->environ[n] && n < ENV_MAX - 2; n++)
		out[n] = c->environ[n];
	out[n++] = path;
	out[n] = NULL;
	return own && (size_t)snprintf(path, size, "PATH=%s", own) < size;
}

static void close_end(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static enum sv_status launch(const struct sv_child *c, struct running *r, struct sv_err *err)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, plain = { .sa_handler = SIG_DFL };
	char path[4200], variable[8200];
	const char *env[ENV_MAX];
	int pipes[PIPES][2], theirs[PIPES], n = 0, why = 0;

	if (!sv_child_find(c->argv[0], path, sizeof path) || !environment(c, variable, sizeof variable, env)) {
		sv_err_set(err, SV_UNAVAILABLE, N_("the program '%s' is not installed"), c->argv[0]);
		sv_err_hint(err, N_("install the package %s"), c->package);
		return SV_UNAVAILABLE;
	}
	while (n < PIPES && pipe2(pipes[n], O_CLOEXEC) == 0)
		n++;
	why = errno;
	for (int i = 0; i < n; i++) {
		r->end[i] = pipes[i][i == IN];
		theirs[i] = pipes[i][i != IN];
		if (i != FAULT)
			fcntl(r->end[i], F_SETFL, O_NONBLOCK);
	}
	sigaction(SIGPIPE, &ignore, &r->pipe_before); /* a program may end before it has read everything */
	sigaction(SIGCHLD, &plain, &r->child_before); /* where it is ignored, there would be no status to wait for */
	if (n == PIPES && c->nfiles <= FILES_MAX && (r->pid = fork()) == 0)
		start(c, path, env, theirs);
	if (n == PIPES)
		why = errno;
	for (int i = 0; i < n; i++)
		close(theirs[i]);
	if (r->pid > 0) {
		ssize_t got;
		while ((got = read(r->end[FAULT], &why, sizeof why)) < 0 && errno == EINTR)
			;
		if (got == 0)
			return SV_OK;
	}
	return sv_err_sys(err, SV_UNAVAILABLE, why, N_("cannot start %s: %s"), c->argv[0]);
}

/* Reads what there is; closes the end where there will be no more. False where that made out longer than max. */
static bool take(int *fd, size_t max, struct sv_buf *out)
{
	char block[16384];
	ssize_t n = read(*fd, block, sizeof block);

	if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
		close_end(fd);
	if (n <= 0)
		return true;
	size_t room = max - out->len;
	sv_buf_add(out, block, (size_t)n < room ? (size_t)n : room);
	return (size_t)n <= room;
}

static long long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

static enum sv_status late(const struct sv_child *c, struct sv_err *err)
{
	return sv_err_set(err, SV_UNAVAILABLE, N_("the program '%s' took longer than %d seconds and was ended"), c->argv[0], c->seconds);
}

/* Feeds and reads the program until it has closed what it writes to. */
static enum sv_status converse(const struct sv_child *c, struct running *r, struct sv_buf *out, struct sv_buf *said, struct sv_err *err)
{
	size_t fed = 0, room = out->len + c->max;

	r->until = now_ms() + c->seconds * 1000LL;
	if (c->ninput == 0)
		close_end(&r->end[IN]);
	while (r->end[OUT] >= 0 || r->end[SAID] >= 0) {
		struct pollfd p[] = { { r->end[IN], POLLOUT, 0 }, { r->end[OUT], POLLIN, 0 }, { r->end[SAID], POLLIN, 0 } };
		long long left = r->until - now_ms();
		if (left <= 0)
			return late(c, err);
		if (poll(p, 3, (int)left) < 0 && errno != EINTR)
			return sv_err_sys(err, SV_BUG, errno, N_("cannot read from %s: %s"), c->argv[0]);
		if (p[IN].revents) {
			ssize_t n = write(r->end[IN], c->input + fed, c->ninput - fed);
			fed += n > 0 ? (size_t)n : 0;
			if (fed == c->ninput || (n < 0 && errno != EAGAIN && errno != EINTR))
				close_end(&r->end[IN]);
		}
		if (p[OUT].revents && !take(&r->end[OUT], room, out))
			return sv_err_set(err, SV_BUG, N_("the program '%s' wrote more than %zu bytes"), c->argv[0], c->max);
		if (p[SAID].revents)
			take(&r->end[SAID], SAID_MAX, said);
	}
	return out->failed ? sv_err_nomem(err) : SV_OK;
}

static void end(struct running *r)
{
	kill(-r->pid, SIGKILL);
	kill(r->pid, SIGKILL);
}

/* Waits for its end, and makes it where the conversation failed or its time is over. */
static enum sv_status reap(const struct sv_child *c, struct running *r, enum sv_status st, int *status, struct sv_err *err)
{
	const struct timespec moment = { 0, 5000000 };
	pid_t ended = -1;

	for (int i = 0; i < PIPES; i++)
		close_end(&r->end[i]);
	while (st == SV_OK && (ended = waitpid(r->pid, status, WNOHANG)) == 0) {
		if (now_ms() > r->until)
			st = late(c, err);
		else
			nanosleep(&moment, NULL);
	}
	if (r->pid > 0 && ended != r->pid) {
		end(r);
		while (waitpid(r->pid, status, 0) < 0 && errno == EINTR)
			;
	}
	return st;
}

static enum sv_status failed(const struct sv_child *c, int status, const struct sv_buf *said, struct sv_err *err)
{
	char line[LINE_MAX_SAID + 1];
	size_t n = 0;

	for (const char *p = sv_buf_str(said); *p && *p != '\n' && n < LINE_MAX_SAID; p++)
		if ((unsigned char)*p >= ' ' && (unsigned char)*p < 0x7f)
			line[n++] = *p;
	line[n] = '\0';
	if (n > 0)
		return sv_err_set(err, SV_BUG, N_("the program '%s' failed and said: %s"), c->argv[0], line);
	if (WIFSIGNALED(status))
		return sv_err_set(err, SV_BUG, N_("the program '%s' was ended by signal %d"), c->argv[0], WTERMSIG(status));
	return sv_err_set(err, SV_BUG, N_("the program '%s' ended with status %d"), c->argv[0], WEXITSTATUS(status));
}

enum sv_status sv_child_run(const struct sv_child *c, struct sv_buf *out, struct sv_buf *said, struct sv_err *err)
{
	struct running r = { .pid = -1, .end = { -1, -1, -1, -1 } };
	struct sv_buf own = SV_BUF_INIT;
	int status = 0;

	sigaction(SIGPIPE, NULL, &r.pipe_before);
	sigaction(SIGCHLD, NULL, &r.child_before);
	said = said ? said : &own;
	enum sv_status st = launch(c, &r, err);
	if (st == SV_OK)
		st = converse(c, &r, out, said, err);
	st = reap(c, &r, st, &status, err);
	if (st == SV_OK && status != 0)
		st = failed(c, status, said, err);
	sigaction(SIGPIPE, &r.pipe_before, NULL);
	sigaction(SIGCHLD, &r.child_before, NULL);
	sv_buf_release(&own);
	return st;
}
