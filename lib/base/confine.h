/* SPDX-License-Identifier: MIT */
/*
 * Confinement: before a command looks at anything that somebody else wrote, its process gives up for good what it does not
 * need. Landlock takes writing away everywhere but in named places, seccomp takes calls away: network, other processes,
 * other programs. Threads it may start, and they have given up the same: it confines the thread that calls it and all that this one starts, so that
 * it comes before any. Both are best effort, as kernels differ; what is refused fails with EACCES or EPERM.
 */
#ifndef SV_BASE_CONFINE_H
#define SV_BASE_CONFINE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* A place that stays writable. */
struct sv_place {
	const char *path; /* borrowed; one that is not there is left out */
	bool only;        /* just this file: it may be written and cut, not made or removed; else whatever is below this folder */
};

/* What a process keeps. */
struct sv_confinement {
	const struct sv_place *places;
	size_t nplaces;
	bool reads; /* it changes no modes, owners or attributes by name */
	/*
	 * It starts another program, such as an editor, which inherits all of this: it writes where it likes, so that places mean
	 * nothing, and it may fork, execute and talk to its own desktop by local sockets; other networks stay shut.
	 */
	bool children;
	/* It starts helpers of its own choosing (a solver, a plotter), which inherit all of this and write nothing but their pipes. */
	bool helpers;
};

/* What was taken away. */
#define SV_CONFINED_FILES 1u /* writing, by Landlock */
#define SV_CONFINED_CALLS 2u /* calls, by seccomp */

/* Confines this process and whatever it starts. Gives what this kernel could do: SV_CONFINED_*; 0 under a sanitizer, which needs it all. */
unsigned sv_confine(const struct sv_confinement *c);

/* The nearest folder above path that is there: the one it stands in, or that it would be made in. Appended to out. */
void sv_nearest_folder(const char *path, struct sv_buf *out);

#endif
