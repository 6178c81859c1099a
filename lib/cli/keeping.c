/* SPDX-License-Identifier: MIT */
/* sv-stats terms: how every term of the protocol was kept. Its unit of count is a term that ran once, for a case, a party or a recommendation. */
#include "cli/keeping.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/figures.h"
#include "cli/lang.h"
#include "cli/listing.h"
#include "json/get.h"
#include "model/kept.h"
#include "stats/interval.h"
#include "stats/survival.h"

#define LATE_AT (1 << 20) /* days from the last day are kept as nodes from here on */

/* A table being filled: beside the dimensions its cells have a term, a keeping and the days it was late. */
struct keeping {
	struct sv_figures f;
	json_t *terms; /* ids, in the order of the protocol */
};

static enum sv_status add_kept(void *data, const struct sv_index_kept *kept, struct sv_err *err)
{
	struct keeping *k = data;
	uint32_t more[3] = { 0, (uint32_t)kept->keeping, kept->keeping == SV_KEPT_LATE ? (uint32_t)(kept->days + LATE_AT) : 0 };

	if (kept->keeping == SV_KEPT_LAPSED || !sv_figures_chosen(&k->f, kept->words))
		return SV_OK;
	while (more[0] < json_array_size(k->terms) && strcmp(json_string_value(json_array_get(k->terms, more[0])), kept->term) != 0)
		more[0]++;
	if (more[0] == json_array_size(k->terms) && json_array_append_new(k->terms, json_string(kept->term)) < 0)
		return sv_err_nomem(err);
	return sv_figures_add(&k->f, kept->words, more, kept->n, err);
}

static enum sv_status make_columns(struct keeping *k, struct sv_err *err)
{
	static const struct { const char *key, *heading; } all[] = {
		{ "terms", N_("terms") }, { "met", N_("met") }, { "late", N_("late") }, { "missed", N_("missed") }, { "running", N_("running") }, { "suspended", N_("suspended") },
		{ "kept", N_("kept %") }, { "kept_low", N_("from") }, { "kept_high", N_("to") }, { "days_late", N_("median days late") },
	};
	enum sv_status st = sv_figures_columns(&k->f, err);

	if (st == SV_OK)
		st = sv_table_column(k->f.table, "term", sv_tr(N_("term")), false, err);
	for (size_t i = 0; i < sizeof all / sizeof all[0] && st == SV_OK; i++)
		st = sv_table_column(k->f.table, all[i].key, sv_tr(all[i].heading), true, err);
	return st;
}

static enum sv_status one_row(struct keeping *k, const uint32_t *node, const long long n[SV_KEEPINGS], const struct sv_lasting *late, size_t nlate, struct sv_err *err)
{
	static const int shown[] = { SV_KEPT_MET, SV_KEPT_LATE, SV_KEPT_MISSED, SV_KEPT_RUNNING, SV_KEPT_SUSPENDED };
	char labels[SV_CUBE_DIMS][160], text[10][32];
	const char *cells[SV_CUBE_DIMS + 11];
	long long over = n[SV_KEPT_MET] + n[SV_KEPT_LATE] + n[SV_KEPT_MISSED], all = over + n[SV_KEPT_RUNNING] + n[SV_KEPT_SUSPENDED];
	size_t at = 0, used = 0;
	struct sv_durations d;

	for (; at < k->f.ndims; at++)
		cells[at] = sv_figures_label(&k->f, at, node[at], labels[at]);
	cells[at++] = json_string_value(json_array_get(k->terms, node[k->f.ndims]));
	cells[at++] = sv_figures_number((double)all, 0, text[used++]);
	for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++)
		cells[at++] = sv_figures_number((double)n[shown[i]], 0, text[used++]);
	struct sv_interval i = sv_interval_share(n[SV_KEPT_MET], over, SV_CONFIDENCE);
	cells[at++] = sv_figures_number(over ? 100 * (double)n[SV_KEPT_MET] / (double)over : NAN, 1, text[used++]);
	cells[at++] = sv_figures_number(over ? 100 * i.low : NAN, 1, text[used++]);
	cells[at++] = sv_figures_number(over ? 100 * i.high : NAN, 1, text[used++]);
	sv_durations(late, nlate, &d);
	cells[at++] = sv_figures_number(d.median, 1, text[used++]);
	return sv_table_row(k->f.table, cells, err);
}

/* A row for each term of each group. */
static enum sv_status make_rows(struct keeping *k, struct sv_err *err)
{
	const struct sv_cube_cell *cells;
	size_t n, d = k->f.ndims;
	enum sv_status st = sv_figures_cells(&k->f, &cells, &n, err);
	struct sv_lasting *late = st == SV_OK ? calloc(n + 1, sizeof *late) : NULL;

	if (st == SV_OK && late == NULL)
		st = sv_err_nomem(err);
	for (size_t i = 0, end; i < n && st == SV_OK; i = end) {
		long long numbers[SV_KEEPINGS] = { 0 };
		size_t nlate = 0;
		for (end = i; end < n && memcmp(cells[i].node, cells[end].node, (d + 1) * sizeof cells[i].node[0]) == 0; end++) {
			numbers[cells[end].node[d + 1]] += cells[end].n;
			if (cells[end].node[d + 1] == SV_KEPT_LATE)
				late[nlate++] = (struct sv_lasting){ (long long)cells[end].node[d + 2] - LATE_AT, cells[end].n, 0 };
		}
		st = one_row(k, cells[i].node, numbers, late, nlate, err);
	}
	free(late);
	return st;
}

/* The terms of the protocol, each once, in its order. */
static enum sv_status list_terms(struct keeping *k, struct sv_err *err)
{
	const json_t *term;
	size_t i;

	k->terms = json_array();
	json_array_foreach(sv_json_array(k->f.protocol, "terms"), i, term) {
		const char *id = sv_json_text(term, "term");
		if (id && !sv_json_holds(k->terms, id) && json_array_append_new(k->terms, json_string(id)) < 0)
			return sv_err_nomem(err);
	}
	return k->terms ? SV_OK : sv_err_nomem(err);
}

enum sv_status sv_keeping_run(struct sv_run *run, struct sv_err *err)
{
	struct keeping k = { .terms = NULL };
	bool margins = sv_args_has(run->args, "margins");
	enum sv_status st = sv_figures_open(run, &k.f, err);

	if (st == SV_OK)
		st = list_terms(&k, err);
	if (st == SV_OK)
		st = sv_figures_cube(&k.f, k.f.q.nby, 3, margins, margins, false, err);
	if (st == SV_OK)
		st = sv_index_kept(k.f.index, &k.f.q, add_kept, &k, err);
	if (st == SV_OK)
		st = make_columns(&k, err);
	if (st == SV_OK)
		st = make_rows(&k, err);
	if (st == SV_OK)
		st = sv_figures_print(&k.f, err);
	json_decref(k.terms);
	sv_figures_close(&k.f);
	return st;
}
