/* SPDX-License-Identifier: MIT */
/* sv-stats: see counting.h. Every table names its unit: cases, or days. */
#include "cli/counting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/catchup.h"
#include "cli/lang.h"
#include "cli/listing.h"
#include "stats/order.h"
#include "view/table.h"

const char *const sv_counting_dimensions[] = {
	"period", "unit", "kind", "category", "channel", "confidentiality", "gravity", "state", "route", "outcome", NULL,
};

/* Spans that can be measured, with the days they run between (index/index.h). */
static const struct { const char *name, *from, *to; } spans[] = {
	{ "incident-received", "incident", "received" }, { "received-triaged", "received", "triaged" },
	{ "received-decided", "received", "decided" }, { "received-closed", "received", "closed" }, { "decided-closed", "decided", "closed" },
};
const char *const sv_counting_spans[] = { "incident-received", "received-triaged", "received-decided", "received-closed", "decided-closed", NULL };

/* A table being filled. */
struct counting {
	struct sv_table *table;
	size_t nby;
	long long total;
	/* durations: the days of the group at hand */
	long long *days;
	size_t n, cap;
	char *group[SV_INDEX_DIMS_MAX];
};

static void number(char out[32], double v)
{
	snprintf(out, 32, "%.2f", v);
	for (size_t n = strlen(out); n > 0 && (out[n - 1] == '0' || out[n - 1] == '.'); n = strlen(out)) {
		bool point = out[n - 1] == '.';
		out[n - 1] = '\0';
		if (point)
			break;
	}
}

static enum sv_status add_count(void *data, const char *const *words, long long count, struct sv_err *err)
{
	struct counting *c = data;
	const char *cells[SV_INDEX_DIMS_MAX + 1];
	char text[32];

	snprintf(text, sizeof text, "%lld", count);
	for (size_t i = 0; i < c->nby; i++)
		cells[i] = words[i][0] ? words[i] : NULL;
	cells[c->nby] = text;
	c->total += count;
	return sv_table_row(c->table, cells, err);
}

/* Ends a group of durations: its row. */
static enum sv_status end_group(struct counting *c, struct sv_err *err)
{
	const char *cells[SV_INDEX_DIMS_MAX + 6];
	char text[6][32];
	struct sv_quartiles q;

	if (c->n == 0)
		return SV_OK;
	sv_quartiles(c->days, c->n, &q);
	const double values[6] = { (double)q.n, q.min, q.q1, q.median, q.q3, q.max };
	for (size_t i = 0; i < c->nby; i++)
		cells[i] = c->group[i] && c->group[i][0] ? c->group[i] : NULL;
	for (size_t i = 0; i < 6; i++) {
		number(text[i], values[i]);
		cells[c->nby + i] = text[i];
	}
	c->n = 0;
	return sv_table_row(c->table, cells, err);
}

static enum sv_status add_days(void *data, const char *const *words, long long days, struct sv_err *err)
{
	struct counting *c = data;
	bool same = c->n > 0;
	enum sv_status st = SV_OK;

	for (size_t i = 0; i < c->nby; i++)
		same = same && strcmp(c->group[i], words[i]) == 0;
	if (!same) {
		st = end_group(c, err);
		for (size_t i = 0; i < c->nby && st == SV_OK; i++) {
			free(c->group[i]);
			c->group[i] = strdup(words[i]);
			if (c->group[i] == NULL)
				st = sv_err_nomem(err);
		}
	}
	if (st == SV_OK && c->n == c->cap) {
		size_t cap = c->cap ? c->cap * 2 : 256;
		long long *grown = realloc(c->days, cap * sizeof *grown);
		if (grown == NULL)
			return sv_err_nomem(err);
		c->days = grown;
		c->cap = cap;
	}
	if (st == SV_OK)
		c->days[c->n++] = days;
	return st;
}

/* The columns: the dimensions asked for, then counts or the five numbers of a duration. */
static enum sv_status make_columns(struct counting *c, const char *const *by, bool durations, struct sv_err *err)
{
	static const struct { const char *key, *heading; } five[] = {
		{ "cases", N_("cases") }, { "min", N_("min days") }, { "q1", N_("q1 days") }, { "median", N_("median days") }, { "q3", N_("q3 days") }, { "max", N_("max days") },
	};
	enum sv_status st = SV_OK;

	for (size_t i = 0; i < c->nby && st == SV_OK; i++)
		st = sv_table_column(c->table, by[i], sv_tr(by[i]), false, err);
	for (size_t i = 0; i < (durations ? 6 : 1) && st == SV_OK; i++)
		st = sv_table_column(c->table, five[i].key, sv_tr(five[i].heading), true, err);
	return st;
}

static enum sv_status fill(struct sv_run *run, struct counting *c, struct sv_index *index, const struct sv_index_query *q, const char *span, struct sv_err *err)
{
	char total[32];
	const char *cells[SV_INDEX_DIMS_MAX + 1] = { NULL };
	const char *format = sv_args_text(run->args, "format");
	enum sv_status st = SV_OK;

	if (span == NULL) {
		st = sv_index_count(index, q, add_count, c, err);
		if (st == SV_OK && c->nby > 0 && (format == NULL || strcmp(format, "text") == 0)) {
			snprintf(total, sizeof total, "%lld", c->total);
			cells[0] = sv_tr(N_("total"));
			cells[c->nby] = total;
			st = sv_table_row(c->table, cells, err);
		}
		return st;
	}
	for (size_t i = 0; i < sizeof spans / sizeof spans[0]; i++)
		if (strcmp(spans[i].name, span) == 0)
			st = sv_index_durations(index, q, spans[i].from, spans[i].to, add_days, c, err);
	return st == SV_OK ? end_group(c, err) : st;
}

enum sv_status sv_counting_run(struct sv_run *run, struct sv_err *err)
{
	const char *by[SV_INDEX_DIMS_MAX], *period = sv_args_text(run->args, "period"), *format = sv_args_text(run->args, "format"), *span = sv_args_text(run->args, "days");
	struct counting c = { .nby = sv_args_count(run->args, "by") };
	struct sv_table_style style = { sv_run_color(run), sv_run_width() };
	const char *as_of = sv_args_text(run->args, "as-of");
	struct sv_index_query q;
	struct sv_index *index, *past = NULL;
	char commit[41];
	enum sv_status st;

	if (c.nby > SV_INDEX_DIMS_MAX)
		return sv_err_set(err, SV_USAGE, N_("at most %d dimensions"), SV_INDEX_DIMS_MAX);
	sv_listing_query(run, &q);
	for (size_t i = 0; i < c.nby; i++) {
		by[i] = sv_args_nth(run->args, "by", i);
		if (strcmp(by[i], "period") == 0)
			by[i] = period ? period : "year";
	}
	q.by = by;
	q.nby = c.nby;
	q.hidden = true; /* figures count every case; who may not see a case learns no more than its place in a sum */
	c.table = sv_table_new();
	st = c.table ? make_columns(&c, by, span != NULL, err) : sv_err_nomem(err);
	if (st == SV_OK)
		st = as_of ? sv_index_as_of(run->session, as_of, &past, commit, err) : sv_session_index(run->session, &index, err);
	if (past)
		index = past;
	if (st == SV_OK)
		st = fill(run, &c, index, &q, span, err);
	if (st == SV_OK)
		st = sv_table_print(c.table, format == NULL || strcmp(format, "text") == 0 ? SV_TABLE_TEXT : strcmp(format, "csv") == 0 ? SV_TABLE_CSV : SV_TABLE_JSON, &style, stdout, err);
	for (size_t i = 0; i < SV_INDEX_DIMS_MAX; i++)
		free(c.group[i]);
	free(c.days);
	sv_index_free(past);
	sv_table_free(c.table);
	return st;
}
