/* SPDX-License-Identifier: MIT */
/*
 * Other programs: gnuplot, groff, a solver. Each runs as a process of its own, started without a shell, in "/", with an
 * environment that is spelled out, fed and read through pipes, and ended when its time is over. It inherits the confinement.
 */
#ifndef SV_BASE_CHILD_H
#define SV_BASE_CHILD_H

#include <stdbool.h>
#include <stddef.h>

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
	const char *package;        /* what to install where it is missing */
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

#endif
