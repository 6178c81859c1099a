/* SPDX-License-Identifier: MIT */
/*
 * sv-stats metrics: the figures by which the field compares itself, by their usual definitions (ISO 37002:2021, 9.1.2; NAVEX, Whistleblowing &
 * Incident Management Benchmark Report 2024). One table: which cases are counted, of which.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/figures.h"
#include "cli/keeping.h"
#include "cli/lang.h"
#include "cli/listing.h"
#include "json/get.h"
#include "stats/interval.h"
#include "stats/survival.h"

enum kind { RATE, SHARE, SHARES, DAYS, NUMBER };

/* A metric. Words of a dimension: NULL ends them; none at all: any word. */
struct metric {
	const char *key, *heading;
	enum kind kind;
	const char *dimension, *words[5]; /* what is counted */
	const char *of, *of_words[5];     /* among cases with one of these words; NULL: among all */
	struct sv_index_span span;
};

static const struct metric metrics[] = {
	{ "cases_per_100", N_("cases per 100 staff a year"), RATE, .dimension = NULL },
	{ "anonymous", N_("anonymous, %"), SHARE, "confidentiality", { "anonymous" }, "confidentiality", { NULL } },
	{ "came_back", N_("anonymous reporters who came back, %"), SHARE, "followed_up", { "yes" }, "followed_up", { NULL } },
	{ "substantiated", N_("founded or partly founded, of those judged, %"), SHARE, "outcome", { "founded", "partly_founded" }, "outcome", { "founded", "partly_founded", "unfounded", "not_established" } },
	{ "days_to_report", N_("days from incident to report"), DAYS, .span = { "incident", "received" } },
	{ "days_to_decision", N_("days from receipt to decision"), DAYS, .span = { "received", "decided" } },
	{ "days_to_closing", N_("days from receipt to closing"), DAYS, .span = { "received", "closed" } },
	{ "retaliation", N_("retaliation reported, %"), SHARE, "retaliation", { "yes" }, "retaliation", { NULL } },
	{ "aftercare", N_("aftercare given, of those decided, %"), SHARE, "aftercare", { "given" }, "outcome", { NULL } },
	{ "overridden", N_("a gate passed by override, %"), SHARE, "override", { NULL }, NULL, { NULL } },
	{ "overrides", N_("gates passed by override"), NUMBER, .dimension = NULL },
	{ "channel", N_("came in by this channel, %"), SHARES, "channel", { NULL }, "channel", { NULL } },
};

/* One metric being counted. */
struct measuring {
	struct sv_figures f;
	const struct metric *m;
	const char *word; /* SHARES: the one at hand; NULL: they are being listed */
	json_t *words;
	size_t nby;
};

static bool holds(const char *const *have, const char *const *want)
{
	if (want[0] == NULL)
		return have[0] != NULL;
	for (size_t i = 0; have[i]; i++)
		for (size_t k = 0; want[k]; k++)
			if (strcmp(have[i], want[k]) == 0)
				return true;
	return false;
}

static enum sv_status add_group(void *data, const struct sv_index_group *g, struct sv_err *err)
{
	struct measuring *c = data;
	const struct metric *m = c->m;
	const char *const one[] = { c->word, NULL };
	size_t at = c->nby;
	uint32_t node = 0;

	if (!sv_figures_chosen(&c->f, g->words))
		return SV_OK;
	if (m->kind == DAYS) {
		node = 2 * (uint32_t)(g->days + (1 << 20)) + g->open;
	} else if (m->kind == SHARE || m->kind == SHARES) {
		bool in = holds(g->words[at], m->kind == SHARES ? one : m->words);
		if (m->of ? !holds(g->words[strcmp(m->of, m->dimension) == 0 ? at : at + 1], m->of_words) : false)
			return SV_OK;
		node = in;
	}
	return sv_figures_add(&c->f, g->words, &node, m->kind == NUMBER ? g->overrides : g->cases, err);
}

/* The row of one cell: its runs over the last node are what the metric is made of. */
static enum sv_status one_row(struct measuring *c, const struct sv_cube_cell *cells, size_t n, struct sv_err *err)
{
	char labels[SV_CUBE_DIMS][160], text[5][32], key[200];
	const char *row[SV_CUBE_DIMS + 7] = { NULL };
	double value = NAN, low = NAN, high = NAN, some = 0, of = NAN;
	const uint32_t *node = cells[0].node;
	struct sv_interval i = { NAN, NAN };
	size_t d = c->f.ndims;

	for (size_t k = 0; k < n; k++)
		some += (double)cells[k].n;
	if (c->m->kind == RATE) {
		of = sv_figures_staff(&c->f, node);
		i = sv_interval_rate((long long)some, of, SV_CONFIDENCE);
		value = 100 * some / of;
	} else if (c->m->kind == SHARE || c->m->kind == SHARES) {
		of = some;
		some = cells[n - 1].node[d] == 1 ? (double)cells[n - 1].n : 0;
		i = sv_interval_share((long long)some, (long long)of, SV_CONFIDENCE);
		value = 100 * some / of;
	} else if (c->m->kind == NUMBER) {
		value = some;
	} else {
		struct sv_lasting *lasting = calloc(n, sizeof *lasting);
		struct sv_durations q;
		if (lasting == NULL)
			return sv_err_nomem(err);
		for (size_t k = 0; k < n; k++)
			lasting[k] = (struct sv_lasting){ (long long)(node = cells[k].node, node[d] / 2) - (1 << 20), node[d] % 2 ? 0 : cells[k].n, node[d] % 2 ? cells[k].n : 0 };
		sv_durations(lasting, n, &q);
		free(lasting);
		value = q.median;
		low = q.q1;
		high = q.q3;
		of = some;
		some = (double)(q.n - q.open);
	}
	if (!isnan(i.low)) {
		low = 100 * i.low;
		high = 100 * i.high;
	}
	snprintf(key, sizeof key, "%s%s%s", c->f.text ? sv_tr(c->m->heading) : c->m->key, c->word ? c->f.text ? ": " : ":" : "", c->word ? c->word : "");
	row[0] = key;
	for (size_t k = 0; k < d; k++)
		row[k + 1] = sv_figures_label(&c->f, k, node[k], labels[k]);
	row[d + 1] = sv_figures_number(value, 2, text[0]);
	row[d + 2] = sv_figures_number(low, 2, text[1]);
	row[d + 3] = sv_figures_number(high, 2, text[2]);
	row[d + 4] = sv_figures_number(some, 0, text[3]);
	row[d + 5] = sv_figures_number(of, 1, text[4]);
	return sv_table_row(c->f.table, row, err);
}

static enum sv_status make_columns(struct measuring *c, struct sv_err *err)
{
	static const struct { const char *key, *heading; } all[] = { { "value", N_("value") }, { "low", N_("from") }, { "high", N_("to") }, { "n", N_("number") }, { "of", N_("of") } };
	enum sv_status st = sv_table_column(c->f.table, "metric", sv_tr(N_("metric")), false, err);

	for (size_t d = 0; d < c->nby && st == SV_OK; d++)
		st = sv_table_column(c->f.table, c->f.by[d], sv_tr(c->f.by[d]), false, err);
	for (size_t i = 0; i < sizeof all / sizeof all[0] && st == SV_OK; i++)
		st = sv_table_column(c->f.table, all[i].key, sv_tr(all[i].heading), true, err);
	return st;
}

/* The rows of a metric, or of one word of it. */
static enum sv_status measure(struct measuring *c, const struct metric *m, const char *word, struct sv_err *err)
{
	bool margins = sv_args_has(c->f.run->args, "margins");
	const struct sv_cube_cell *cells;
	size_t n = 0;
	enum sv_status st = SV_OK;

	c->m = m;
	c->word = word;
	c->f.q.nby = c->nby;
	c->f.q.numbers = m->kind == NUMBER;
	if (m->dimension)
		st = sv_figures_by(&c->f, m->dimension, err);
	if (st == SV_OK && m->of && (m->dimension == NULL || strcmp(m->of, m->dimension) != 0))
		st = sv_figures_by(&c->f, m->of, err);
	sv_figures_forget(&c->f);
	if (st == SV_OK)
		st = sv_figures_cube(&c->f, c->nby, 1, margins, margins, false, err);
	if (st == SV_OK)
		st = sv_index_groups(c->f.index, &c->f.q, m->kind == DAYS ? &m->span : NULL, add_group, c, err);
	if (st == SV_OK)
		st = sv_figures_cells(&c->f, &cells, &n, err);
	for (size_t i = 0, end; i < n && st == SV_OK; i = end) {
		for (end = i; end < n && memcmp(cells[i].node, cells[end].node, c->nby * sizeof cells[i].node[0]) == 0; end++)
			;
		st = one_row(c, cells + i, end - i, err);
	}
	return st;
}

static enum sv_status note_word(void *data, const char *const *words, long long n, struct sv_err *err)
{
	(void)n;
	return words[0][0] == '\0' || json_array_append_new(data, json_string(words[0])) == 0 ? SV_OK : sv_err_nomem(err);
}

/* A row for each word that occurs. */
static enum sv_status measure_words(struct measuring *c, const struct metric *m, struct sv_err *err)
{
	struct sv_index_query q = c->f.q;
	json_t *words = json_array(), *word;
	size_t i;
	enum sv_status st = words ? SV_OK : sv_err_nomem(err);

	q.by = &m->dimension;
	q.nby = 1;
	if (st == SV_OK)
		st = sv_index_count(c->f.index, &q, note_word, words, err);
	json_array_foreach(words, i, word) {
		if (st == SV_OK)
			st = measure(c, m, json_string_value(word), err);
	}
	json_decref(words);
	return st;
}

enum sv_status sv_metrics_run(struct sv_run *run, struct sv_err *err)
{
	struct measuring c = { .m = NULL };
	enum sv_status st = sv_figures_open(run, &c.f, err);

	c.nby = c.f.q.nby;
	if (st == SV_OK)
		st = make_columns(&c, err);
	for (size_t i = 0; i < sizeof metrics / sizeof metrics[0] && st == SV_OK; i++)
		st = metrics[i].kind == SHARES ? measure_words(&c, &metrics[i], err) : measure(&c, &metrics[i], NULL, err);
	if (st == SV_OK)
		st = sv_figures_print(&c.f, err);
	sv_figures_close(&c.f);
	return st;
}
