/* SPDX-License-Identifier: MIT */
/*
 * A table over several dimensions with all its margins: what is counted falls into the cells of the nodes it belongs to, of the nodes
 * above these, and of the margins, into each cell once. Pure: numbers in, numbers out.
 */
#ifndef SV_STATS_CUBE_H
#define SV_STATS_CUBE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

#define SV_CUBE_DIMS 8
#define SV_CUBE_ALL UINT32_MAX /* in the place of a node: the margin */

/* One cell: a node (or SV_CUBE_ALL) of each dimension, and the number in it. */
struct sv_cube_cell {
	uint32_t node[SV_CUBE_DIMS];
	long long n;
};

struct sv_cube;

/* Makes an empty table of 0 to SV_CUBE_DIMS dimensions; NULL without memory. margins[d]: whether dimension d has a margin. */
struct sv_cube *sv_cube_new(size_t dims, const bool *margins);
void sv_cube_free(struct sv_cube *c);
/* Says which node a node stands below; without that it is at the top. Before what is in it is added; a way up in a circle ends in SV_BUG there. */
enum sv_status sv_cube_parent(struct sv_cube *c, size_t dim, uint32_t node, uint32_t parent, struct sv_err *err);
/*
 * Adds n to all cells of what belongs to nodes[d][0 .. nnodes[d] - 1] of each dimension d. A dimension without a node is only in its
 * margin. SV_BUG without memory.
 */
enum sv_status sv_cube_add(struct sv_cube *c, const uint32_t *const *nodes, const size_t *nnodes, long long n, struct sv_err *err);
/*
 * Whether the margins of a dimension are the sums of what stands at its top: where everything added had one node there, exactly; where it
 * could have several, no more than these. SV_BUG where they are not: then a figure is wrong.
 */
enum sv_status sv_cube_check(const struct sv_cube *c, size_t dim, bool exactly, struct sv_err *err);
/*
 * The cells, in the order of rank[d][node] (NULL: of the nodes themselves), margins last; *n gets how many. Owned by the table, and good
 * until something is added.
 */
const struct sv_cube_cell *sv_cube_cells(struct sv_cube *c, const uint32_t *const *rank, size_t *n);
/* The number in the cell of these nodes: 0 where nothing was added to it. */
long long sv_cube_at(const struct sv_cube *c, const uint32_t *node);

#endif
