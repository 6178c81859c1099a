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
#include <sys/socket.h>
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

enum { IN, OUT, SAID, ENDS };

/* A program that runs. */
struct running {
	pid_t pid;
	int end[ENDS];   /* our ends; -1: closed */
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
static bool arrange(const struct sv_child *c, const int ends[ENDS], int *fault)
{
	int parked[FILES_MAX], parked_ends[ENDS];

	for (size_t i = 0; i < c->nfiles; i++)
		if ((parked[i] = fcntl(c->files[i], F_DUPFD_CLOEXEC, ASIDE)) < 0)
			return false;
	for (int i = 0; i < ENDS; i++)
		if ((parked_ends[i] = fcntl(ends[i], F_DUPFD_CLOEXEC, ASIDE)) < 0)
			return false;
	if ((*fault = fcntl(*fault, F_DUPFD_CLOEXEC, ASIDE)) < 0)
		return false;
	for (int i = IN; i <= SAID; i++)
		if (dup2(parked_ends[i], i) < 0)
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
static void start(const struct sv_child *c, const char *path, const char *const *environ_, const int ends[ENDS], int fault)
{
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	setpgid(0, 0);                    /* its own children end with it */
	prctl(PR_SET_PDEATHSIG, SIGKILL); /* and it with us */
	if (arrange(c, ends, &fault) && chdir("/") == 0)
		execve(path, (char *const *)(const void *)c->argv, (char *const *)(const void *)environ_);
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

/* Starts the program with these descriptors as its 0, 1 and 2; they stay the caller's. *pid: -1 where it did not come to a process that must be waited for. */
static enum sv_status launch(const struct sv_child *c, const int theirs[ENDS], pid_t *pid, struct sv_err *err)
{
	char path[4200], variable[8200];
	const char *env[ENV_MAX];
	int fault[2], why = 0;
	ssize_t got;

	*pid = -1;
	if (!sv_child_find(c->argv[0], path, sizeof path) || !environment(c, variable, sizeof variable, env)) {
		sv_err_set(err, SV_UNAVAILABLE, N_("the program '%s' is not installed"), c->argv[0]);
		if (c->package)
			sv_err_hint(err, N_("install the package %s"), c->package);
		return SV_UNAVAILABLE;
	}
	if (c->nfiles > FILES_MAX || pipe2(fault, O_CLOEXEC) < 0)
		return sv_err_sys(err, SV_UNAVAILABLE, errno, N_("cannot start %s: %s"), c->argv[0]);
	if ((*pid = fork()) == 0)
		start(c, path, env, theirs, fault[1]);
	why = errno;
	close(fault[1]);
	while ((got = *pid > 0 ? read(fault[0], &why, sizeof why) : -1) < 0 && *pid > 0 && errno == EINTR)
		;
	close(fault[0]);
	return got == 0 ? SV_OK : sv_err_sys(err, SV_UNAVAILABLE, why, N_("cannot start %s: %s"), c->argv[0]);
}

/* Starts a program that is fed and read through pipes. */
static enum sv_status launch_piped(const struct sv_child *c, struct running *r, struct sv_err *err)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, plain = { .sa_handler = SIG_DFL };
	int pipes[ENDS][2], theirs[ENDS] = { -1, -1, -1 }, n = 0;
	enum sv_status st = SV_OK;

	while (n < ENDS && pipe2(pipes[n], O_CLOEXEC) == 0)
		n++;
	if (n < ENDS)
		st = sv_err_sys(err, SV_UNAVAILABLE, errno, N_("cannot start %s: %s"), c->argv[0]);
	for (int i = 0; i < n; i++) {
		r->end[i] = pipes[i][i == IN];
		theirs[i] = pipes[i][i != IN];
		fcntl(r->end[i], F_SETFL, O_NONBLOCK);
	}
	sigaction(SIGPIPE, &ignore, &r->pipe_before); /* a program may end before it has read everything */
	sigaction(SIGCHLD, &plain, &r->child_before); /* where it is ignored, there would be no status to wait for */
	if (st == SV_OK)
		st = launch(c, theirs, &r->pid, err);
	for (int i = 0; i < n; i++)
		close(theirs[i]);
	return st;
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

/* Ends a program and those that it started, and waits for it. */
static void end(pid_t pid)
{
	kill(-pid, SIGKILL);
	kill(pid, SIGKILL);
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
}

/* Waits for its end, and makes it where the conversation failed or its time is over. */
static enum sv_status reap(const struct sv_child *c, struct running *r, enum sv_status st, int *status, struct sv_err *err)
{
	const struct timespec moment = { 0, 5000000 };
	pid_t ended = -1;

	for (int i = 0; i < ENDS; i++)
		close_end(&r->end[i]);
	while (st == SV_OK && (ended = waitpid(r->pid, status, WNOHANG)) == 0) {
		if (now_ms() > r->until)
			st = late(c, err);
		else
			nanosleep(&moment, NULL);
	}
	if (r->pid > 0 && ended != r->pid)
		end(r->pid);
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
	struct running r = { .pid = -1, .end = { -1, -1, -1 } };
	struct sv_buf own = SV_BUF_INIT;
	int status = 0;

	sigaction(SIGPIPE, NULL, &r.pipe_before);
	sigaction(SIGCHLD, NULL, &r.child_before);
	said = said ? said : &own;
	enum sv_status st = launch_piped(c, &r, err);
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

enum sv_status sv_talk_start(struct sv_talk *t, const char *path, struct sv_err *err)
{
	const char *argv[] = { path, NULL };
	const struct sv_child c = { .argv = argv };
	int fd[2];

	*t = (struct sv_talk)SV_TALK_INIT;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fd) < 0)
		return sv_err_sys(err, SV_UNAVAILABLE, errno, N_("cannot start %s: %s"), path);
	t->fd = fd[0];
	enum sv_status st = launch(&c, (const int[]){ fd[1], fd[1], STDERR_FILENO }, &t->pid, err);
	close(fd[1]);
	if (st != SV_OK)
		sv_talk_stop(t);
	return st;
}

/* Waits until the helper can be written to or read from. */
static enum sv_status wait_for(struct sv_talk *t, short what, long long until, struct sv_err *err)
{
	struct pollfd p = { t->fd, what, 0 };

	if (t->fd < 0)
		return sv_err_set(err, SV_UNAVAILABLE, N_("the helper program is not running"));
	for (;;) {
		long long left = until - now_ms();
		int n = poll(&p, 1, left > 0 ? (int)left : 0);
		if (n > 0)
			return SV_OK;
		if (n == 0)
			return sv_err_set(err, SV_UNAVAILABLE, N_("the helper program takes too long"));
		if (errno != EINTR)
			return sv_err_set(err, SV_UNAVAILABLE, N_("the helper program cannot be waited for"));
	}
}

enum sv_status sv_talk_send(struct sv_talk *t, const char *bytes, size_t n, int wait_ms, struct sv_err *err)
{
	long long until = now_ms() + wait_ms;

	while (n > 0) {
		enum sv_status s = wait_for(t, POLLOUT, until, err);
		if (s != SV_OK)
			return s;
		ssize_t k = send(t->fd, bytes, n, MSG_NOSIGNAL | MSG_DONTWAIT);
		if (k < 0 && errno != EINTR && errno != EAGAIN)
			return sv_err_set(err, SV_UNAVAILABLE, N_("the helper program ended before its work was done"));
		if (k > 0) {
			bytes += k;
			n -= (size_t)k;
		}
	}
	return SV_OK;
}

enum sv_status sv_talk_line(struct sv_talk *t, size_t max, int wait_ms, char **line, struct sv_err *err)
{
	long long until = now_ms() + wait_ms;
	size_t seen = t->given;
	char *newline;

	while (t->in.len == seen || (newline = memchr(t->in.data + seen, '\n', t->in.len - seen)) == NULL) {
		seen = t->in.len;
		if (seen - t->given > max)
			return sv_err_set(err, SV_UNAVAILABLE, N_("the helper program sends what makes no sense"));
		if (t->given > 0) { /* what was given out is done with */
			memmove(t->in.data, t->in.data + t->given, t->in.len - t->given);
			t->in.len -= t->given;
			seen -= t->given;
			t->given = 0;
		}
		enum sv_status s = wait_for(t, POLLIN, until, err);
		if (s != SV_OK)
			return s;
		if (!sv_buf_reserve(&t->in, 65536))
			return sv_err_nomem(err);
		ssize_t n = recv(t->fd, t->in.data + t->in.len, 65536, MSG_DONTWAIT);
		if (n == 0 || (n < 0 && errno != EINTR && errno != EAGAIN))
			return sv_err_set(err, SV_UNAVAILABLE, N_("the helper program ended before its work was done"));
		t->in.len += n > 0 ? (size_t)n : 0;
	}
	*newline = '\0';
	*line = t->in.data + t->given;
	if (strlen(*line) != (size_t)(newline - *line))
		return sv_err_set(err, SV_UNAVAILABLE, N_("the helper program sends what makes no sense"));
	t->given = (size_t)(newline - t->in.data) + 1;
	return SV_OK;
}

void sv_talk_stop(struct sv_talk *t)
{
	close_end(&t->fd);
	if (t->pid > 0)
		end(t->pid);
	sv_buf_release(&t->in);
	*t = (struct sv_talk)SV_TALK_INIT;
}
