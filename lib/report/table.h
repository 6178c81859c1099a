/* SPDX-License-Identifier: MIT */
/*
 * The shape of a published table: up to three dimensions, each a tree of nodes below its total, crossed. The nodes come from the code
 * lists of the protocol, never from the data, so that the shape of a table tells nothing. A cell is one node of each dimension.
 */
#ifndef SV_REPORT_TABLE_H
#define SV_REPORT_TABLE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

#define SV_REPORT_DIMS 3
#define SV_REPORT_NODES 4096   /* nodes a dimension may have */
#define SV_REPORT_CELLS 200000 /* cells a table may have */

/* One node: node 0 is the total; a parent stands before its children. */
struct sv_rnode {
	char *id;         /* the word of the record; "" for cases without one; the total has "" too */
	char *label;      /* in the reader's language */
	size_t parent;    /* 0 for the top level */
	unsigned level;   /* 0 for the total, 1 for the top level */
	bool leaf;
	int32_t from, to; /* of a period: its first and last day */
};

/* One dimension. */
struct sv_rdim {
	char *name, *label;
	const char *column; /* the dimension whose words it is made of, where that is another: group, of category; else NULL */
	bool period; /* year, quarter, month: by the day received; its nodes are those asked for */
	bool many;   /* a case may have several words: the parts need not add up to the total */
	bool strict; /* a case with none of its words is not in the table at all */
	struct sv_rnode *nodes;
	size_t n;
	json_t *places; /* word -> node */
};

/* One table. */
struct sv_rtable {
	char *id;
	const json_t *definition; /* borrowed from what it was made of, which the table keeps */
	json_t *owned;
	struct sv_rdim dims[SV_REPORT_DIMS];
	size_t ndims, ncells;
	size_t nonly;
	struct { const char *dimension, *word; } only[4]; /* just the cases with these words; borrowed from definition */
};

/* What the shape of tables is made from; all borrowed. */
struct sv_rshape {
	const json_t *protocol, *words; /* words: share/lang/LANG/words.json */
	const char *lang;
	const int *years; /* the years of periods, ascending */
	size_t nyears;
};

/*
 * Makes a table from its definition {table, by: [dimension…], only?: {dimension: word}, depth?: levels of a hierarchy (1), depths?:
 * {dimension: levels; 0: its total only}}. A dimension is one
 * of sv_rdim_known(). SV_CONFIG with what is wrong.
 */
enum sv_status sv_rtable_make(const json_t *definition, const struct sv_rshape *shape, struct sv_rtable *out, struct sv_err *err);
/* Makes a table again from what the ledger kept of it (sv_rtable_keep). SV_INTEGRITY. */
enum sv_status sv_rtable_again(const json_t *kept, struct sv_rtable *out, struct sv_err *err);
/* Its shape for the ledger: {table, by, only?, dims: [{name, many?, period?, nodes: [{id, parent, from?, to?}…]}…]}. New; NULL without memory. */
json_t *sv_rtable_keep(const struct sv_rtable *t);
void sv_rtable_release(struct sv_rtable *t);

/* The dimension of the record that its words are of. */
const char *sv_rdim_column(const struct sv_rdim *d);
/* What it tells of people to know which word of a dimension their cases have: nothing (how a case was handled); something, where they are few; much, of however many. */
enum sv_rdim_tells { SV_RDIM_NOTHING, SV_RDIM_SOMETHING, SV_RDIM_MUCH };
enum sv_rdim_tells sv_rdim_tells(const struct sv_rdim *d);
/* Not 0: dimensions with the same number follow from each other in part; not every combination of their words can be. */
int sv_rdim_tie(const char *name);
/* The node with that id; 0 where there is none. */
size_t sv_rdim_named(const struct sv_rdim *d, const char *id);
/* The id of the node of the top level that a node is below, or is; NULL of the total. */
const char *sv_rdim_branch(const struct sv_rdim *d, size_t node);
/* The node of a dimension for a word (a day, for a period); 0 where it has none, or is without one. */
size_t sv_rdim_node(const struct sv_rdim *d, const char *word);
size_t sv_rdim_period(const struct sv_rdim *d, int32_t day);
/* The number of a cell from its nodes, and back. */
size_t sv_rtable_cell(const struct sv_rtable *t, const size_t nodes[SV_REPORT_DIMS]);
void sv_rtable_nodes(const struct sv_rtable *t, size_t cell, size_t nodes[SV_REPORT_DIMS]);
/* Whether a cell is ever printed: a total over periods is not, as each period stands for itself. */
bool sv_rtable_printed(const struct sv_rtable *t, size_t cell);
/* Whether it is the total of a period: nothing but the period tells its cases apart. */
bool sv_rtable_total(const struct sv_rtable *t, size_t cell);
/* What a cell speaks of, whichever table it stands in, in place of what out had: "category=bullying;19723-20088;". Cells that are about the same have the same. SV_BUG without memory. */
enum sv_status sv_rtable_about(const struct sv_rtable *t, size_t cell, struct sv_buf *out, struct sv_err *err);
/* The nodes of a dimension as people read them: a parent before its children, the total last. order has room for n nodes; how many there are. */
size_t sv_rdim_order(const struct sv_rdim *d, size_t *order);
/* Whether a dimension can be part of a table. */
bool sv_rdim_known(const char *name);
/* Whether a case may have several words of it. */
bool sv_rdim_many(const char *name);
/* Whether two tables speak of a dimension both (periods aside), or of dimensions that are tied, by their dimensions or what they are limited to. */
bool sv_rtable_linked(const struct sv_rtable *a, const struct sv_rtable *b);
/* The first and last day of a cell's period; where it has none, all days. */
void sv_rtable_days(const struct sv_rtable *t, size_t cell, int32_t *from, int32_t *to);
/* Whether two tables have a period in common; one without periods has them all. */
bool sv_rtable_overlap(const struct sv_rtable *a, const struct sv_rtable *b);
/* A table with, of one dimension, only the total, the node of the top level with that id and those below it. *from is new: [its cell] -> the cell of t. */
enum sv_status sv_rtable_branch(const struct sv_rtable *t, size_t dim, const char *top, struct sv_rtable *out, size_t **from, struct sv_err *err);

#endif
