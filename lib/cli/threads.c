/* SPDX-License-Identifier: MIT */
/* sv-stats causes: red threads, the root causes that come back, by unit and time. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/figures.h"
#include "cli/keeping.h"
#include "cli/lang.h"
#include "cli/listing.h"

enum { CAUSE, UNIT, PERIOD, DIMS };

struct threads {
	struct sv_figures f;
	long long least;
	uint32_t *periods; /* nodes in their order */
};

/* Only cases from which something was learned. */
static enum sv_status add_group(void *data, const struct sv_index_group *g, struct sv_err *err)
{
	struct threads *t = data;

	return g->words[CAUSE][0] && sv_figures_chosen(&t->f, g->words) ? sv_figures_add(&t->f, g->words, NULL, g->cases, err) : SV_OK;
}

/* The periods as columns, oldest first. */
static enum sv_status make_columns(struct threads *t, struct sv_err *err)
{
	const struct sv_figures_dim *periods = &t->f.dim[PERIOD];
	enum sv_status st = SV_OK;

	t->periods = calloc(periods->n + 1, sizeof *t->periods);
	if (t->periods == NULL)
		return sv_err_nomem(err);
	for (uint32_t i = 0; i < periods->n; i++)
		t->periods[periods->rank[i]] = i;
	for (size_t d = 0; d < PERIOD && st == SV_OK; d++)
		st = sv_table_column(t->f.table, t->f.dim[d].name, sv_tr(t->f.dim[d].name), false, err);
	for (size_t i = 0; i < periods->n && st == SV_OK; i++) {
		const char *word = periods->word[t->periods[i]];
		st = sv_table_column(t->f.table, word[0] ? word : "unknown", word[0] ? word : sv_tr(N_("unknown")), true, err);
	}
	if (st == SV_OK)
		st = sv_table_column(t->f.table, "cases", sv_tr(N_("cases")), true, err);
	return st == SV_OK ? sv_table_column(t->f.table, "periods", sv_tr(N_("periods in which")), true, err) : st;
}

/* The row of a cause in a unit: it came back where it has enough cases. */
static enum sv_status one_row(struct threads *t, const struct sv_cube_cell *all, struct sv_err *err)
{
	size_t n = t->f.dim[PERIOD].n;
	const char **row = calloc(n + 4, sizeof *row);
	char (*text)[32] = calloc(n + 2, sizeof *text), labels[2][160];
	struct sv_cube_cell cell = *all;
	enum sv_status st = row && text ? SV_OK : sv_err_nomem(err);
	long long periods = 0;

	for (size_t d = 0; d < PERIOD && st == SV_OK; d++)
		row[d] = sv_figures_label(&t->f, d, all->node[d], labels[d]);
	for (size_t i = 0; i < n && st == SV_OK; i++) {
		cell.node[PERIOD] = t->periods[i];
		long long in = sv_cube_at(t->f.cube, cell.node);
		periods += in > 0;
		row[PERIOD + i] = sv_figures_number((double)in, 0, text[i]);
	}
	if (st == SV_OK) {
		row[PERIOD + n] = sv_figures_number((double)all->n, 0, text[n]);
		row[PERIOD + n + 1] = sv_figures_number((double)periods, 0, text[n + 1]);
		st = sv_table_row(t->f.table, row, err);
	}
	free(row);
	free(text);
	return st;
}

enum sv_status sv_threads_run(struct sv_run *run, struct sv_err *err)
{
	const char *period = sv_args_text(run->args, "period");
	const char *const by[DIMS] = { "cause", "unit", period ? period : "year" };
	struct threads t = { .least = sv_args_int(run->args, "least", 2) };
	const struct sv_cube_cell *cells;
	size_t n = 0;
	enum sv_status st = sv_figures_open(run, &t.f, err);

	if (st == SV_OK && t.least < 1)
		st = sv_err_set(err, SV_USAGE, N_("option '--%s': not a number from 1 on"), "least");
	for (size_t d = 0; d < DIMS && st == SV_OK; d++)
		st = sv_figures_by(&t.f, by[d], err);
	if (st == SV_OK)
		st = sv_figures_cube(&t.f, DIMS, 0, true, true, false, err);
	if (st == SV_OK)
		st = sv_index_groups(t.f.index, &t.f.q, NULL, add_group, &t, err);
	if (st == SV_OK)
		st = sv_figures_cells(&t.f, &cells, &n, err);
	if (st == SV_OK)
		st = make_columns(&t, err);
	for (size_t i = 0; i < n && st == SV_OK; i++)
		if (cells[i].node[CAUSE] != SV_CUBE_ALL && cells[i].node[PERIOD] == SV_CUBE_ALL && cells[i].n >= t.least)
			st = one_row(&t, &cells[i], err);
	if (st == SV_OK)
		st = sv_figures_print(&t.f, err);
	free(t.periods);
	sv_figures_close(&t.f);
	return st;
}
