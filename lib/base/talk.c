/* SPDX-License-Identifier: MIT */
/* Helper programs: see talk.h. */
#include "base/talk.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Never returns. */
static void become(const char *path, int fd)
{
	char *argv[] = { (char *)(uintptr_t)path, NULL }, *envp[] = { NULL };
	struct sigaction plain = { .sa_handler = SIG_DFL };
	sigset_t none;

	for (int s = 1; s < NSIG; s++)
		sigaction(s, &plain, NULL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (dup2(fd, STDIN_FILENO) < 0 || dup2(fd, STDOUT_FILENO) < 0)
		_exit(127);
	close_range(STDERR_FILENO + 1, ~0U, 0);
	execve(path, argv, envp);
	_exit(127);
}

enum sv_status sv_talk_start(struct sv_talk *c, const char *path, struct sv_err *err)
{
	int fd[2];

	*c = (struct sv_talk)SV_TALK_INIT;
	if (access(path, X_OK) < 0)
		return sv_err_sys(err, SV_UNAVAILABLE, errno, N_("cannot start %s: %s"), path);
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fd) < 0)
		return sv_err_sys(err, SV_UNAVAILABLE, errno, N_("cannot start %s: %s"), path);
	pid_t pid = fork();
	if (pid == 0)
		become(path, fd[1]);
	int why = errno;
	close(fd[1]);
	if (pid < 0) {
		close(fd[0]);
		return sv_err_sys(err, SV_UNAVAILABLE, why, N_("cannot start %s: %s"), path);
	}
	c->pid = pid;
	c->fd = fd[0];
	return SV_OK;
}

static long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Waits until the helper can be written to or read from. */
static enum sv_status wait_for(struct sv_talk *c, short what, long until, struct sv_err *err)
{
	struct pollfd p = { c->fd, what, 0 };

	if (c->pid == 0)
		return sv_err_set(err, SV_UNAVAILABLE, N_("the helper program is not running"));
	for (;;) {
		long left = until - now_ms();
		int n = poll(&p, 1, left > 0 ? (int)left : 0);
		if (n > 0)
			return SV_OK;
		if (n == 0)
			return sv_err_set(err, SV_UNAVAILABLE, N_("the helper program takes too long"));
		if (errno != EINTR)
			return sv_err_set(err, SV_UNAVAILABLE, N_("the helper program cannot be waited for"));
	}
}

enum sv_status sv_talk_send(struct sv_talk *c, const char *bytes, size_t n, int wait_ms, struct sv_err *err)
{
	long until = now_ms() + wait_ms;

	while (n > 0) {
		enum sv_status s = wait_for(c, POLLOUT, until, err);
		if (s != SV_OK)
			return s;
		ssize_t k = send(c->fd, bytes, n, MSG_NOSIGNAL | MSG_DONTWAIT);
		if (k < 0 && errno != EINTR && errno != EAGAIN)
			return sv_err_set(err, SV_UNAVAILABLE, N_("the helper program ended before its work was done"));
		if (k > 0) {
			bytes += k;
			n -= (size_t)k;
		}
	}
	return SV_OK;
}

enum sv_status sv_talk_line(struct sv_talk *c, size_t max, int wait_ms, char **line, struct sv_err *err)
{
	long until = now_ms() + wait_ms;
	size_t seen = c->given;
	char *end;

	while (c->in.len == seen || (end = memchr(c->in.data + seen, '\n', c->in.len - seen)) == NULL) {
		seen = c->in.len;
		if (seen - c->given > max)
			return sv_err_set(err, SV_UNAVAILABLE, N_("the helper program sends what makes no sense"));
		if (c->given > 0) { /* what was given out is done with */
			memmove(c->in.data, c->in.data + c->given, c->in.len - c->given);
			c->in.len -= c->given;
			seen -= c->given;
			c->given = 0;
		}
		enum sv_status s = wait_for(c, POLLIN, until, err);
		if (s != SV_OK)
			return s;
		if (!sv_buf_reserve(&c->in, 65536))
			return sv_err_nomem(err);
		ssize_t n = recv(c->fd, c->in.data + c->in.len, 65536, MSG_DONTWAIT);
		if (n == 0 || (n < 0 && errno != EINTR && errno != EAGAIN))
			return sv_err_set(err, SV_UNAVAILABLE, N_("the helper program ended before its work was done"));
		c->in.len += n > 0 ? (size_t)n : 0;
	}
	*end = '\0';
	*line = c->in.data + c->given;
	if (strlen(*line) != (size_t)(end - *line))
		return sv_err_set(err, SV_UNAVAILABLE, N_("the helper program sends what makes no sense"));
	c->given = (size_t)(end - c->in.data) + 1;
	return SV_OK;
}

void sv_talk_stop(struct sv_talk *c)
{
	if (c->pid > 0) {
		close(c->fd);
		kill(c->pid, SIGKILL);
		while (waitpid(c->pid, NULL, 0) < 0 && errno == EINTR)
			;
	}
	sv_buf_release(&c->in);
	*c = (struct sv_talk)SV_TALK_INIT;
}
