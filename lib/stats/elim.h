/* SPDX-License-Identifier: MIT */
/*
 * Sparse Gaussian elimination modulo the prime 2^61 - 1, one vector at a time, that tells when a watched sum becomes known.
 *
 * Columns are unknowns >= 0. The vectors put in are equations; they are kept fully reduced: each has a column of its own,
 * its pivot, that stands in no other. Watched are single columns and sums of columns; sums are kept reduced beside. A
 * watched thing is known when nothing is left of it. Each step can be taken back until it is committed.
 * Internal to stats/: used by suppress.c.
 */
#ifndef SV_STATS_ELIM_H
#define SV_STATS_ELIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SV_ELIM_NONE UINT32_MAX

struct sv_elim;

/* What became known by a step. */
struct sv_elim_leak {
	bool found;
	uint32_t id;  /* of the watched thing, as given to sv_elim_watch */
	uint32_t row; /* what tells it, for sv_elim_tags; SV_ELIM_NONE: the equation added, by itself */
	bool narrow;  /* not known, but between bounds nearer than its width */
};

/*
 * An elimination over n columns and, behind those, ntags columns that are only carried along: give equation c the tag
 * n + c, and the tags of a row tell of which equations it was made. NULL without memory.
 */
struct sv_elim *sv_elim_new(uint32_t n, uint32_t ntags);
void sv_elim_free(struct sv_elim *e);

/*
 * Watches the sum of k columns (each once, no tags) under an id, to be kept from becoming known or, as far as single
 * equations show, from an interval narrower than width (< 2^30). Between steps; not to be taken back. A column watched
 * twice keeps the larger width, and its id. Returns false without memory.
 */
bool sv_elim_watch(struct sv_elim *e, const uint32_t *columns, size_t k, uint32_t id, uint32_t width);

/* Whether the sum of k columns (each once) is known, or as far as single equations show, within an interval narrower than width. Between steps. */
bool sv_elim_told(struct sv_elim *e, const uint32_t *columns, size_t k, uint32_t width);

/*
 * Adds the equation: sum of k columns = value, tagged tag (SV_ELIM_NONE: untagged). Each column once, but where value is 0
 * any number of times. Where the value is 0, and wherever an equation of positive terms then says 0, its columns become
 * known too. *leak tells a watched thing that became known; the state is then not complete, and must be taken back.
 * Returns false without memory: the elimination is then of no use.
 */
bool sv_elim_add(struct sv_elim *e, const uint32_t *columns, size_t k, int64_t value, uint32_t tag, struct sv_elim_leak *leak);

/* Makes the steps since the last commit stay. */
void sv_elim_commit(struct sv_elim *e);
/* Takes back the steps since the last commit. Returns false without memory: the elimination is then of no use. */
bool sv_elim_undo(struct sv_elim *e);

/*
 * Which equations tell a leak: their tags, less n, with their factors: whole numbers; 0 for those that work by being bounds
 * (a zero over several columns), or where the factor is none. At most max are given; *n: how many there are. Returns false without memory.
 */
bool sv_elim_tags(struct sv_elim *e, const struct sv_elim_leak *leak, uint32_t *tags, int64_t *factors, size_t max, size_t *n);

#endif
