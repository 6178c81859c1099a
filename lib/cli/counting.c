/* SPDX-License-Identifier: MIT */
/* sv-stats without a verb: see counting.h. Every table names its unit of count: cases, persons, allegations, contacts, overrides. */
#include "cli/counting.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/figures.h"
#include "cli/lang.h"
#include "cli/listing.h"
#include "cli/publishing.h"
#include "stats/interval.h"
#include "stats/survival.h"

/* "period", and the dimensions of the index in their order. */
const char *const sv_counting_dimensions[] = {
	"period", "year", "quarter", "month", "unit", "kind", "category", "group", "channel", "confidentiality", "gravity", "basis", "origin", "state",
	"route", "outcome", "reporter_position", "affected_position", "concerned_position", "admissible", "settled", "oral", "converted", "reopened", "investigated",
	"aftercare", "retaliation", "followed_up", "imported", "decided_year", "decided_quarter", "decided_month", "closed_year", "closed_quarter", "closed_month",
	"measure", "cause", "override", "route_taken", "outcome_each", "allegation_category", "finding", "link", "recommendation", "unmet", "timeliness", NULL,
};
const char *const sv_counting_units[] = { "cases", "reporters", "concerned", "allegations", "contacts", "overrides", NULL };

/* Spans that can be measured, with the days they run between (index/index.h). */
static const struct { const char *name; struct sv_index_span span; } spans[] = {
	{ "incident-received", { "incident", "received" } }, { "received-triaged", { "received", "triaged" } },
	{ "received-decided", { "received", "decided" } }, { "received-closed", { "received", "closed" } }, { "decided-closed", { "decided", "closed" } },
};
const char *const sv_counting_spans[] = { "incident-received", "received-triaged", "received-decided", "received-closed", "decided-closed", NULL };

/* What is counted, and how it is shown. */
struct counting {
	struct sv_figures f;
	const char *unit; /* of count */
	const struct sv_index_span *span;
	bool margins, share, rate;
	long long total;
};

/* A person as a node of the dimension that is counted away. */
struct persons {
	struct counting *c;
	json_t *ids;
	bool concerned;
};

static enum sv_status add_group(void *data, const struct sv_index_group *g, struct sv_err *err)
{
	struct counting *c = data;
	const long long numbers[] = { g->cases, 0, 0, g->allegations, g->contacts, g->overrides };
	uint32_t lasted = g->days < -(1 << 20) ? 0 : 2 * (uint32_t)(g->days + (1 << 20)) + g->open;
	long long n = 0;

	for (size_t i = 0; sv_counting_units[i]; i++)
		if (strcmp(sv_counting_units[i], c->unit) == 0)
			n = numbers[i];
	if (!sv_figures_chosen(&c->f, g->words) || n == 0)
		return SV_OK;
	c->total += n;
	return sv_figures_add(&c->f, g->words, c->span ? &lasted : NULL, n, err);
}

/* Each person of a case under a node of their own. */
static enum sv_status add_row(void *data, const struct sv_index_row *row, struct sv_err *err)
{
	struct persons *p = data;
	const char *const *who = p->concerned ? row->concerned : row->reporters;
	enum sv_status st = SV_OK;

	if (!sv_figures_chosen(&p->c->f, row->words))
		return SV_OK;
	for (size_t i = 0; who[i] && st == SV_OK; i++) {
		const json_t *known = json_object_get(p->ids, who[i]);
		uint32_t node = known ? (uint32_t)json_integer_value(known) : (uint32_t)json_object_size(p->ids);
		if (known == NULL && json_object_set_new(p->ids, who[i], json_integer(node)) < 0)
			return sv_err_nomem(err);
		st = sv_figures_add(&p->c->f, row->words, &node, 1, err);
	}
	return st;
}

static bool persons(const struct counting *c)
{
	return strcmp(c->unit, "reporters") == 0 || strcmp(c->unit, "concerned") == 0;
}

static enum sv_status collect(struct counting *c, struct sv_err *err)
{
	struct persons p = { c, json_object(), strcmp(c->unit, "concerned") == 0 };
	enum sv_status st = p.ids ? SV_OK : sv_err_nomem(err);

	c->f.q.numbers = strcmp(c->unit, "cases") != 0;
	if (st == SV_OK && persons(c)) {
		st = sv_index_rows(c->f.index, &c->f.q, c->f.q.by, c->f.q.nby, add_row, &p, err);
		c->total = (long long)json_object_size(p.ids);
	} else if (st == SV_OK) {
		st = sv_index_groups(c->f.index, &c->f.q, c->span, add_group, c, err);
	}
	json_decref(p.ids);
	return st;
}

/* The columns: the dimensions, the unit of count or the numbers of a duration, and what was asked for beside it. */
static enum sv_status make_columns(struct counting *c, struct sv_err *err)
{
	static const struct { const char *key, *heading; int when; } all[] = {
		{ NULL, NULL, 0 }, /* the unit of count */
		{ "share", N_("share %"), 1 }, { "share_low", N_("from"), 1 }, { "share_high", N_("to"), 1 },
		{ "per_100", N_("per 100 staff"), 2 }, { "per_100_low", N_("from"), 2 }, { "per_100_high", N_("to"), 2 },
		{ "open", N_("open"), 3 }, { "min", N_("min days"), 3 }, { "q1", N_("q1 days"), 3 }, { "median", N_("median days"), 3 }, { "q3", N_("q3 days"), 3 }, { "max", N_("max days"), 3 },
	};
	const bool when[] = { true, c->share, c->rate, c->span != NULL };
	enum sv_status st = sv_figures_columns(&c->f, err);

	for (size_t i = 0; i < sizeof all / sizeof all[0] && st == SV_OK; i++)
		if (when[all[i].when])
			st = sv_table_column(c->f.table, all[i].key ? all[i].key : c->unit, sv_tr(all[i].key ? all[i].heading : c->unit), true, err);
	return st;
}

/* The labels of a cell; "total" alone where the row is that of all. */
static void put_labels(const struct counting *c, const uint32_t *node, const char **cells, char (*buf)[160])
{
	for (size_t d = 0; d < c->f.ndims; d++)
		cells[d] = node ? sv_figures_label(&c->f, d, node[d], buf[d]) : d == 0 ? sv_tr(N_("total")) : NULL;
}

/* One row of counts. node NULL: the total of all, for people. */
static enum sv_status count_row(struct counting *c, const uint32_t *node, long long n, struct sv_err *err)
{
	char labels[SV_CUBE_DIMS][160], text[7][32];
	const char *cells[SV_CUBE_DIMS + 8] = { NULL };
	size_t at = c->f.ndims, used = 0;

	put_labels(c, node, cells, labels);
	snprintf(text[used], sizeof text[used], "%lld", n);
	cells[at++] = text[used++];
	if (c->share) {
		uint32_t whole[SV_CUBE_DIMS];
		struct sv_interval i = { NAN, NAN };
		double share = NAN;
		if (node) {
			memcpy(whole, node, sizeof whole);
			whole[c->f.ndims - 1] = SV_CUBE_ALL;
			long long of = sv_cube_at(c->f.cube, whole);
			i = sv_interval_share(n, of, SV_CONFIDENCE);
			share = (double)n / (double)of;
		}
		cells[at++] = sv_figures_number(100 * share, 1, text[used++]);
		cells[at++] = sv_figures_number(100 * i.low, 1, text[used++]);
		cells[at++] = sv_figures_number(100 * i.high, 1, text[used++]);
	}
	if (c->rate) {
		double years = node ? sv_figures_staff(&c->f, node) : NAN;
		struct sv_interval i = sv_interval_rate(n, years, SV_CONFIDENCE);
		cells[at++] = sv_figures_number(100 * (double)n / years, 2, text[used++]);
		cells[at++] = sv_figures_number(100 * i.low, 2, text[used++]);
		cells[at++] = sv_figures_number(100 * i.high, 2, text[used++]);
	}
	return sv_table_row(c->f.table, cells, err);
}

/* One row of durations: of the cells that differ only in how long it took. */
static enum sv_status days_row(struct counting *c, const uint32_t *node, const struct sv_lasting *lasting, size_t n, struct sv_err *err)
{
	char labels[SV_CUBE_DIMS][160], text[7][32];
	const char *cells[SV_CUBE_DIMS + 8] = { NULL };
	struct sv_durations d;

	sv_durations(lasting, n, &d);
	const double values[7] = { (double)d.n, (double)d.open, d.min, d.q1, d.median, d.q3, d.max };
	put_labels(c, node, cells, labels);
	for (size_t i = 0; i < 7; i++)
		cells[c->f.ndims + i] = sv_figures_number(values[i], 2, text[i]);
	return sv_table_row(c->f.table, cells, err);
}

/* The cells that differ only in the last node, as one row. */
static enum sv_status rows_of_runs(struct counting *c, const struct sv_cube_cell *cells, size_t n, struct sv_err *err)
{
	struct sv_lasting *lasting = calloc(n + 1, sizeof *lasting);
	enum sv_status st = lasting ? SV_OK : sv_err_nomem(err);
	size_t d = c->f.ndims;

	for (size_t i = 0, end; i < n && st == SV_OK; i = end) {
		size_t used = 0;
		for (end = i; end < n && memcmp(cells[i].node, cells[end].node, d * sizeof cells[i].node[0]) == 0; end++) {
			if (c->span == NULL)
				continue;
			long long days = (long long)(cells[end].node[d] / 2) - (1 << 20);
			if (used == 0 || lasting[used - 1].days != days)
				lasting[used++] = (struct sv_lasting){ days, 0, 0 };
			if (cells[end].node[d] % 2)
				lasting[used - 1].open += cells[end].n;
			else
				lasting[used - 1].over += cells[end].n;
		}
		st = c->span ? days_row(c, cells[i].node, lasting, used, err) : count_row(c, cells[i].node, (long long)(end - i), err);
	}
	free(lasting);
	return st;
}

static bool is_margin(const struct counting *c, const uint32_t *node)
{
	for (size_t d = 0; d < c->f.ndims; d++)
		if (node[d] == SV_CUBE_ALL)
			return true;
	return false;
}

static enum sv_status make_rows(struct counting *c, struct sv_err *err)
{
	const struct sv_cube_cell *cells;
	size_t n;
	enum sv_status st = sv_figures_cells(&c->f, &cells, &n, err);

	if (st == SV_OK && (c->span || persons(c)))
		st = rows_of_runs(c, cells, n, err);
	for (size_t i = 0; i < n && st == SV_OK && !c->span && !persons(c); i++)
		if (c->margins || !is_margin(c, cells[i].node)) /* a total that only shares are taken of is not shown */
			st = count_row(c, cells[i].node, cells[i].n, err);
	if (st == SV_OK && c->f.ndims == 0 && n == 0 && !c->span) /* nothing was counted: that is a number too */
		st = count_row(c, (const uint32_t[SV_CUBE_DIMS]){ 0 }, 0, err);
	if (st == SV_OK && c->f.ndims > 0 && c->f.text && !c->margins && !c->span)
		st = count_row(c, NULL, c->total, err);
	return st;
}

static enum sv_status check_options(struct counting *c, struct sv_err *err)
{
	if (c->span && strcmp(c->unit, "cases") != 0)
		return sv_err_set(err, SV_USAGE, N_("days are those of cases: --days and --count do not go together"));
	if (c->span && (c->share || c->rate))
		return sv_err_set(err, SV_USAGE, N_("days have no rate or share"));
	if (c->share && c->f.q.nby == 0) {
		sv_err_set(err, SV_USAGE, N_("a share is of something"));
		sv_err_hint(err, N_("--by a dimension: the share of each of its words"));
		return SV_USAGE;
	}
	if (c->share && persons(c))
		return sv_err_set(err, SV_USAGE, N_("persons stand in several cells: a share of them is none"));
	return c->rate ? sv_figures_can_rate(&c->f, err) : SV_OK;
}

enum sv_status sv_counting_run(struct sv_run *run, struct sv_err *err)
{
	const char *span = sv_args_text(run->args, "days"), *unit = sv_args_text(run->args, "count");
	struct counting c = {
		.unit = unit ? unit : "cases", .margins = sv_args_has(run->args, "margins"), .share = sv_args_has(run->args, "share"), .rate = sv_args_has(run->args, "rate"),
	};
	if (sv_args_has(run->args, "publish"))
		return sv_publishing_run(run, err);
	enum sv_status st = sv_figures_open(run, &c.f, err);

	for (size_t i = 0; i < sizeof spans / sizeof spans[0]; i++)
		if (span && strcmp(spans[i].name, span) == 0)
			c.span = &spans[i].span;
	if (st == SV_OK)
		st = check_options(&c, err);
	if (st == SV_OK)
		st = sv_figures_cube(&c.f, c.f.q.nby, c.span || persons(&c), c.margins, c.margins || c.rate, c.share, err);
	if (st == SV_OK)
		st = collect(&c, err);
	if (st == SV_OK)
		st = make_columns(&c, err);
	if (st == SV_OK)
		st = make_rows(&c, err);
	if (st == SV_OK)
		st = sv_figures_print(&c.f, err);
	sv_figures_close(&c.f);
	return st;
}
