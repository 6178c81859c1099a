/* SPDX-License-Identifier: MIT */
/*
 * Other programs: gnuplot, groff, a solver. Each runs as a process of its own, started without a shell, in "/", with an
 * environment that is spelled out and no descriptors but its own, and ended with us or when its time is over. It inherits the confinement. It is
 * run to its end, fed and read meanwhile, or talked to in lines.
 */
#ifndef SV_BASE_CHILD_H
#define SV_BASE_CHILD_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/err.h"

#define SV_CHILD_FILES 10 /* the first of the files that a program is given is this descriptor, so that /dev/fd/10 names it */

/* A program to run. All is borrowed. */
struct sv_child {
	const char *const *argv;    /* NULL-terminated; argv[0] is a plain name, looked for in the folders of PATH, or a path from the root */
	const char *const *environ; /* its whole environment, "NAME=value", NULL-terminated; PATH is added */
	const char *input;          /* what it reads from stdin */
	size_t ninput;
	const int *files;           /* open descriptors that it gets besides */
	size_t nfiles;
	size_t max;                 /* most bytes that it may write to stdout */
	int seconds;                /* how long it may take */
	const char *package;        /* what to install where it is missing; NULL: not told */
};

/* Where a program is: of the absolute folders in PATH the first that has it, or the path itself. False where none has. */
bool sv_child_find(const char *name, char *path, size_t size);

/*
 * Runs it to its end. What it wrote to stdout is appended to out; the first 64 KiB of what it wrote to stderr to said (NULL:
 * dropped). SV_UNAVAILABLE where it is missing (naming the package), cannot be started, or takes too long; SV_BUG where it
 * fails (the error names its status, or the first line that it said) or writes too much.
 */
enum sv_status sv_child_run(const struct sv_child *c, struct sv_buf *out, struct sv_buf *said, struct sv_err *err);

/* A file in memory that holds n bytes, to be given to a program; closed by close(2). -1 with errno set. */
int sv_child_file(const void *bytes, size_t n);

/* A program that is talked to in lines, through one socket. All members are its own. */
struct sv_talk {
	pid_t pid; /* not above 0: none */
	int fd;
	struct sv_buf in; /* read, and not yet given out */
	size_t given;
};

#define SV_TALK_INIT { 0, -1, SV_BUF_INIT, 0 }

/*
 * Starts the program at path, a path from the root, with no arguments and no environment but PATH; its standard error is ours. SV_UNAVAILABLE where it
 * can't be started. End with sv_talk_stop.
 */
enum sv_status sv_talk_start(struct sv_talk *t, const char *path, struct sv_err *err);

/* Sends bytes, waiting at most wait_ms for room. SV_UNAVAILABLE where it died or does not read. */
enum sv_status sv_talk_send(struct sv_talk *t, const char *bytes, size_t n, int wait_ms, struct sv_err *err);

/*
 * Reads a line (of at most max bytes; without its newline, ended by a NUL, the talk's until the next call), waiting at
 * most wait_ms in all. SV_UNAVAILABLE where the program died, is too slow, or sends more or a NUL byte.
 */
enum sv_status sv_talk_line(struct sv_talk *t, size_t max, int wait_ms, char **line, struct sv_err *err);

/* Ends the program, without waiting for what it does, and frees what is held. Harmless where there is none. */
void sv_talk_stop(struct sv_talk *t);

#endif
