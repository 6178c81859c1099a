/* SPDX-License-Identifier: MIT */
/*
 * What all verbs of sv-stats share: the index and protocol that they count by, now or as of an earlier day; and tables of counts with
 * their hierarchies and margins.
 */
#ifndef SV_CLI_FIGURES_H
#define SV_CLI_FIGURES_H

#include <jansson.h>

#include "cli/run.h"
#include "index/index.h"
#include "stats/cube.h"
#include "view/table.h"

#define SV_FIGURES_DIMS 5 /* dimensions of a table */

/* One dimension of a table: its words, as nodes 0, 1, … of a cube. "" is the node of cases without a word. */
struct sv_figures_dim {
	const char *name;  /* as in the index */
	const json_t *list; /* the list of the protocol that its words stand in, or NULL */
	json_t *ids;       /* word -> node */
	char **word;
	uint32_t *parent, *rank; /* of each node; UINT32_MAX: at the top */
	size_t n, cap;
	bool many, rolled; /* rolled: words count in their parents too */
};

struct sv_figures {
	struct sv_run *run;
	struct sv_index *index, *past; /* past: ours, where it is as of earlier */
	json_t *protocol;              /* with headcounts in the place of its own numbers of staff */
	char commit[41];
	int32_t today;                 /* the day as of which is counted */
	struct sv_index_query q;
	const char *by[SV_INDEX_DIMS_MAX];
	const char *unit;              /* only this unit and those below it */
	struct sv_figures_dim dim[SV_CUBE_DIMS];
	size_t ndims;
	struct sv_cube *cube;
	struct sv_table *table;
	bool text;                     /* for people */
};

/* The options that every verb of sv-stats has, for its table; needs cli/listing.h. */
#define SV_FIGURES_OPTS \
	{ 0, "where", SV_OPT_PAIR, N_("DIM=WORD"), N_("only cases with this word of any dimension"), NULL, NULL, true, NULL }, \
	{ 0, "as-of", SV_OPT_TEXT, N_("WHEN"), N_("as it was known on this day, or at this commit"), NULL, NULL, false, NULL }, \
	{ 0, "format", SV_OPT_WORD, N_("FORMAT"), N_("text, json or csv (text)"), sv_figures_formats, NULL, false, NULL }
extern const char *const sv_figures_formats[];
extern const char *const sv_figures_periods[];

/*
 * Opens what is counted by: options --as-of, --where, --unit and those of SV_QUERY_OPTS, and dimensions of --by, of which "period" is what
 * --period says. Close it also where it failed.
 */
enum sv_status sv_figures_open(struct sv_run *run, struct sv_figures *f, struct sv_err *err);
void sv_figures_close(struct sv_figures *f);
/* Adds a dimension to the question, beside those of --by. SV_USAGE where there are too many. */
enum sv_status sv_figures_by(struct sv_figures *f, const char *dimension, struct sv_err *err);
/*
 * Makes the table that is counted in: the first ndims dimensions of the question and `more` others that have no words (days, persons).
 * margins: with totals of every dimension; rolled: words count in their parents too; last: a total of the last dimension at least.
 */
enum sv_status sv_figures_cube(struct sv_figures *f, size_t ndims, size_t more, bool margins, bool rolled, bool last, struct sv_err *err);
/* Forgets what was counted, so that another table can be: the dimensions of the question stay. */
void sv_figures_forget(struct sv_figures *f);
/* Whether a case with these words of the question is chosen by --unit. */
bool sv_figures_chosen(const struct sv_figures *f, const char *const *const *words);
/* Adds a number to the cells of these words, and of the nodes of the other dimensions. */
enum sv_status sv_figures_add(struct sv_figures *f, const char *const *const *words, const uint32_t *more, long long n, struct sv_err *err);
/* Orders the cells by words, those below another after it, margins last; checks that totals are the sums of their parts. */
enum sv_status sv_figures_cells(struct sv_figures *f, const struct sv_cube_cell **cells, size_t *n, struct sv_err *err);
/* What a cell's node is called in a row of the table: indented where it stands below another, and people read it; NULL where it has no word. */
const char *sv_figures_label(const struct sv_figures *f, size_t dim, uint32_t node, char buf[160]);
/* Adds the columns of the dimensions. */
enum sv_status sv_figures_columns(struct sv_figures *f, struct sv_err *err);
/* Prints the table, and for people what it counts by. */
enum sv_status sv_figures_print(struct sv_figures *f, struct sv_err *err);

/* A number as text without needless zeros; NULL for NAN. */
const char *sv_figures_number(double v, int decimals, char out[32]);

/* Staff-years of a cell's unit and period, of which there is one of each in the dimensions, or none; NAN where they are not known. */
double sv_figures_staff(struct sv_figures *f, const uint32_t *node);
/* Whether the dimensions and options say what time rates are of. SV_USAGE, or SV_CONFIG where neither a headcount nor the protocol has staff. */
enum sv_status sv_figures_can_rate(struct sv_figures *f, struct sv_err *err);

#endif
