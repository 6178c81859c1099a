/* SPDX-License-Identifier: MIT */
/* What all verbs of sv-stats share: see figures.h. */
#include "cli/figures.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/catchup.h"
#include "base/date.h"
#include "cli/lang.h"
#include "cli/listing.h"
#include "json/get.h"
#include "model/headcount.h"
#include "model/series.h"

const char *const sv_figures_formats[] = { "text", "json", "csv", NULL };
const char *const sv_figures_periods[] = { "year", "quarter", "month", NULL };

/* The list of the protocol that the words of a dimension stand in. */
static const json_t *list_of(const json_t *protocol, const char *dimension)
{
	static const char *const other[][2] = {
		{ "reporter_position", "position" }, { "affected_position", "position" }, { "concerned_position", "position" }, { "allegation_category", "category" },
	};

	for (size_t i = 0; i < sizeof other / sizeof other[0]; i++)
		if (strcmp(dimension, other[i][0]) == 0)
			dimension = other[i][1];
	return sv_json_array(sv_json_object(protocol, "lists"), dimension);
}

enum sv_status sv_figures_by(struct sv_figures *f, const char *dimension, struct sv_err *err)
{
	if (f->q.nby == SV_INDEX_DIMS_MAX)
		return sv_err_set(err, SV_USAGE, N_("at most %d dimensions"), SV_FIGURES_DIMS);
	f->by[f->q.nby++] = dimension;
	f->q.by = f->by;
	return SV_OK;
}

/* --where DIM=WORD, as often as there is room. */
static enum sv_status choose(struct sv_figures *f, struct sv_err *err)
{
	size_t n = sv_args_count(f->run->args, "where");

	for (size_t i = 0; i < n; i++) {
		const char *pair = sv_args_nth(f->run->args, "where", i);
		const struct sv_index_dimension *d = NULL;
		for (const struct sv_index_dimension *one = sv_index_dimensions; one->name; one++)
			if (strlen(one->name) == strcspn(pair, "=") && strncmp(one->name, pair, strlen(one->name)) == 0)
				d = one;
		if (d == NULL)
			return sv_err_set(err, SV_USAGE, N_("option '--where': there is no such dimension"));
		if (f->q.nonly == sizeof f->q.only / sizeof f->q.only[0])
			return sv_err_set(err, SV_USAGE, N_("option '--where' was given too often"));
		f->q.only[f->q.nonly].dimension = d->name;
		f->q.only[f->q.nonly++].word = pair + strcspn(pair, "=") + 1;
	}
	return SV_OK;
}

/* A unit is chosen with all below it, which the index can't: it is asked for in the groups instead. */
static void take_unit(struct sv_figures *f)
{
	for (size_t i = 0; i < f->q.nonly; i++) {
		if (strcmp(f->q.only[i].dimension, "unit") != 0)
			continue;
		f->unit = f->q.only[i].word;
		f->q.only[i] = f->q.only[--f->q.nonly];
		i--;
	}
}

static enum sv_status keep(void *data, const char *json, struct sv_err *err)
{
	json_t *state = json_loads(json, 0, NULL);

	return state && json_array_append_new(data, state) == 0 ? SV_OK : sv_err_nomem(err);
}

/* What rates are of: headcounts go before what the protocol says of staff. */
static enum sv_status take_headcounts(struct sv_figures *f, struct sv_err *err)
{
	json_t *headcounts = json_array();
	enum sv_status st = headcounts ? sv_index_items(f->index, "headcount", keep, headcounts, err) : sv_err_nomem(err);

	if (st == SV_OK)
		st = sv_headcount_apply(f->protocol, headcounts, err);
	json_decref(headcounts);
	return st;
}

static enum sv_status open_index(struct sv_figures *f, struct sv_err *err)
{
	const char *as_of = sv_args_text(f->run->args, "as-of");
	enum sv_status st;

	f->today = sv_session_today(f->run->session);
	if (as_of == NULL) {
		st = sv_session_index(f->run->session, &f->index, err);
	} else {
		st = sv_index_as_of(f->run->session, as_of, &f->past, f->commit, err);
		f->index = f->past;
		if (st == SV_OK)
			st = sv_index_day(f->past, &f->today, err);
	}
	if (st == SV_OK)
		st = sv_index_protocol(f->index, &f->protocol, err);
	return st == SV_OK ? take_headcounts(f, err) : st;
}

enum sv_status sv_figures_open(struct sv_run *run, struct sv_figures *f, struct sv_err *err)
{
	const char *format = sv_args_text(run->args, "format"), *period = sv_args_text(run->args, "period");
	size_t nby = sv_args_count(run->args, "by");
	enum sv_status st = SV_OK;

	memset(f, 0, sizeof *f);
	f->run = run;
	f->text = format == NULL || strcmp(format, "text") == 0;
	if (nby > SV_FIGURES_DIMS)
		return sv_err_set(err, SV_USAGE, N_("at most %d dimensions"), SV_FIGURES_DIMS);
	sv_listing_query(run, &f->q);
	for (size_t i = 0; i < nby && st == SV_OK; i++) {
		const char *by = sv_args_nth(run->args, "by", i);
		by = strcmp(by, "period") == 0 ? period ? period : "year" : by;
		for (size_t k = 0; k < f->q.nby; k++)
			if (strcmp(f->by[k], by) == 0)
				return sv_err_set(err, SV_USAGE, N_("option '--by': '%s' was given twice"), by);
		st = sv_figures_by(f, by, err);
	}
	f->q.hidden = true; /* figures count every case; who may not see a case learns no more than its place in a sum */
	if (st == SV_OK)
		st = choose(f, err);
	take_unit(f);
	f->table = sv_table_new();
	if (st == SV_OK)
		st = f->table ? open_index(f, err) : sv_err_nomem(err);
	f->q.today = f->today;
	return st;
}

void sv_figures_forget(struct sv_figures *f)
{
	for (size_t d = 0; d < SV_CUBE_DIMS; d++) {
		for (size_t i = 0; i < f->dim[d].n; i++)
			free(f->dim[d].word[i]);
		free(f->dim[d].word);
		free(f->dim[d].parent);
		free(f->dim[d].rank);
		json_decref(f->dim[d].ids);
	}
	memset(f->dim, 0, sizeof f->dim);
	sv_cube_free(f->cube);
	f->cube = NULL;
}

void sv_figures_close(struct sv_figures *f)
{
	sv_figures_forget(f);
	sv_table_free(f->table);
	sv_index_free(f->past);
	json_decref(f->protocol);
}

#define DEPTH 64 /* levels of a hierarchy */

/* Whether words of a list stand below others. */
static bool has_parents(const json_t *list)
{
	const json_t *item;
	size_t i;

	json_array_foreach(list, i, item) {
		if (sv_json_has(item, "parent"))
			return true;
	}
	return false;
}

enum sv_status sv_figures_cube(struct sv_figures *f, size_t ndims, size_t more, bool margins, bool rolled, bool last, struct sv_err *err)
{
	bool margin[SV_CUBE_DIMS] = { false };

	for (size_t d = 0; d < ndims; d++) {
		f->dim[d].name = f->by[d];
		f->dim[d].list = list_of(f->protocol, f->by[d]);
		f->dim[d].many = sv_index_dimension(f->by[d])->many;
		f->dim[d].rolled = rolled && has_parents(f->dim[d].list);
		f->dim[d].ids = json_object();
		if (f->dim[d].ids == NULL)
			return sv_err_nomem(err);
		margin[d] = margins || (last && d + 1 == ndims);
	}
	f->ndims = ndims;
	f->cube = sv_cube_new(ndims + more, margin);
	if (f->unit) /* always the last one of the question */
		return f->cube ? sv_figures_by(f, "unit", err) : sv_err_nomem(err);
	return f->cube ? SV_OK : sv_err_nomem(err);
}

bool sv_figures_chosen(const struct sv_figures *f, const char *const *const *words)
{
	const json_t *units = list_of(f->protocol, "unit");
	const char *unit = f->unit ? words[f->q.nby - 1][0] : NULL;

	if (f->unit == NULL)
		return true;
	for (int up = 0; unit && up < DEPTH; up++) {
		if (strcmp(unit, f->unit) == 0)
			return true;
		unit = sv_json_text(sv_json_find(units, "id", unit), "parent");
	}
	return false;
}

/* The node of a word, made where it is new, with all that it stands below. */
static enum sv_status node_of(struct sv_figures *f, size_t d, const char *word, int depth, uint32_t *node, struct sv_err *err)
{
	struct sv_figures_dim *dim = &f->dim[d];
	const json_t *known = json_object_get(dim->ids, word);
	enum sv_status st = SV_OK;

	if (known) {
		*node = (uint32_t)json_integer_value(known);
		return SV_OK;
	}
	if (dim->n == dim->cap) {
		size_t cap = dim->cap ? dim->cap * 2 : 32;
		char **words = realloc(dim->word, cap * sizeof *words);
		dim->word = words ? words : dim->word;
		uint32_t *parents = realloc(dim->parent, cap * sizeof *parents);
		dim->parent = parents ? parents : dim->parent;
		if (words == NULL || parents == NULL)
			return sv_err_nomem(err);
		dim->cap = cap;
	}
	uint32_t at = (uint32_t)dim->n;
	dim->word[at] = strdup(word);
	dim->parent[at] = UINT32_MAX;
	if (dim->word[at] == NULL)
		return sv_err_nomem(err);
	dim->n++;
	if (json_object_set_new(dim->ids, word, json_integer(at)) < 0)
		return sv_err_nomem(err);
	const char *up = dim->rolled ? sv_json_text(sv_json_find(dim->list, "id", word), "parent") : NULL;
	if (up && depth == 0)
		return sv_err_set(err, SV_CONFIG, N_("protocol: the words of '%s' stand below one another in a circle"), dim->name);
	if (up) {
		uint32_t parent = 0;
		st = node_of(f, d, up, depth - 1, &parent, err);
		dim->parent[at] = parent;
		if (st == SV_OK)
			st = sv_cube_parent(f->cube, d, at, parent, err);
	}
	*node = at;
	return st;
}

enum sv_status sv_figures_add(struct sv_figures *f, const char *const *const *words, const uint32_t *more, long long n, struct sv_err *err)
{
	uint32_t *nodes[SV_CUBE_DIMS] = { NULL };
	const uint32_t *in[SV_CUBE_DIMS] = { NULL };
	size_t count[SV_CUBE_DIMS] = { 0 };
	enum sv_status st = SV_OK;

	for (size_t d = 0; d < f->ndims && st == SV_OK; d++) {
		size_t k = 0;
		while (words[d][k])
			k++;
		nodes[d] = calloc(k + 1, sizeof *nodes[d]);
		in[d] = nodes[d];
		count[d] = k ? k : 1;
		if (nodes[d] == NULL)
			st = sv_err_nomem(err);
		for (size_t i = 0; i < count[d] && st == SV_OK; i++)
			st = node_of(f, d, k ? words[d][i] : "", DEPTH, &nodes[d][i], err);
	}
	for (size_t d = f->ndims; d < SV_CUBE_DIMS && more; d++) {
		in[d] = &more[d - f->ndims];
		count[d] = 1;
	}
	if (st == SV_OK)
		st = sv_cube_add(f->cube, in, count, n, err);
	for (size_t d = 0; d < f->ndims; d++)
		free(nodes[d]);
	return st;
}

/* Nodes by their place in the tree: the words on the way to them. */
static int before(const struct sv_figures_dim *dim, uint32_t a, uint32_t b)
{
	uint32_t up[2][DEPTH];
	size_t n[2] = { 0, 0 };

	for (uint32_t at = a; at != UINT32_MAX && n[0] < DEPTH; at = dim->parent[at])
		up[0][n[0]++] = at;
	for (uint32_t at = b; at != UINT32_MAX && n[1] < DEPTH; at = dim->parent[at])
		up[1][n[1]++] = at;
	while (n[0] > 0 && n[1] > 0) {
		int c = strcmp(dim->word[up[0][--n[0]]], dim->word[up[1][--n[1]]]);
		if (c != 0)
			return c;
	}
	return n[0] < n[1] ? -1 : n[0] > n[1];
}

static int compare(const void *a, const void *b, void *data)
{
	return before(data, *(const uint32_t *)a, *(const uint32_t *)b);
}

static enum sv_status rank(struct sv_figures_dim *dim, struct sv_err *err)
{
	uint32_t *order = calloc(dim->n + 1, sizeof *order);

	dim->rank = calloc(dim->n + 1, sizeof *dim->rank);
	if (order == NULL || dim->rank == NULL) {
		free(order);
		return sv_err_nomem(err);
	}
	for (uint32_t i = 0; i < dim->n; i++)
		order[i] = i;
	qsort_r(order, dim->n, sizeof *order, compare, dim);
	for (uint32_t i = 0; i < dim->n; i++)
		dim->rank[order[i]] = i;
	free(order);
	return SV_OK;
}

enum sv_status sv_figures_cells(struct sv_figures *f, const struct sv_cube_cell **cells, size_t *n, struct sv_err *err)
{
	const uint32_t *ranks[SV_CUBE_DIMS] = { NULL };
	enum sv_status st = SV_OK;

	for (size_t d = 0; d < f->ndims && st == SV_OK; d++) {
		st = rank(&f->dim[d], err);
		ranks[d] = f->dim[d].rank;
		if (st == SV_OK)
			st = sv_cube_check(f->cube, d, !f->dim[d].many, err);
	}
	*cells = sv_cube_cells(f->cube, ranks, n);
	return st;
}

const char *sv_figures_label(const struct sv_figures *f, size_t d, uint32_t node, char buf[160])
{
	const struct sv_figures_dim *dim = &f->dim[d];
	int level = 0;

	if (node == SV_CUBE_ALL)
		return f->text ? sv_tr(N_("total")) : "*";
	for (uint32_t up = dim->parent[node]; f->text && up != UINT32_MAX && level < 16; up = dim->parent[up])
		level++;
	snprintf(buf, 160, "%*s%s", 2 * level, "", dim->word[node]);
	return dim->word[node][0] ? buf : NULL;
}

enum sv_status sv_figures_columns(struct sv_figures *f, struct sv_err *err)
{
	enum sv_status st = SV_OK;

	for (size_t d = 0; d < f->ndims && st == SV_OK; d++)
		st = sv_table_column(f->table, f->dim[d].name, sv_tr(f->dim[d].name), false, err);
	return st;
}

/* What a reader must know of a table, where there is something to know. */
static enum sv_status print_notes(struct sv_figures *f, struct sv_err *err)
{
	long long closed = 0;
	json_t *breaks, *one;
	size_t i;
	int32_t to = f->q.to < f->today ? f->q.to : f->today;
	enum sv_status st = sv_index_closed(f->index, &closed, err);

	if (st != SV_OK)
		return st;
	for (size_t d = 0; d < f->ndims; d++)
		if (f->dim[d].many)
			printf(sv_tr(N_("%s: a case can have several; it is counted under each of them, and once in a total\n")), sv_tr(f->dim[d].name));
	if (closed > 0)
		printf(sv_tr(N_("not counted, as their record does not open: %lld cases\n")), closed);
	breaks = sv_series_breaks(f->protocol, f->q.from, to);
	json_array_foreach(breaks, i, one) {
		const json_t *note = sv_json_object(one, "note");
		const char *text = sv_json_text(note, sv_lang());
		printf(sv_tr(N_("the series breaks on %s: %s\n")), sv_json_text(one, "on"), text ? text : sv_json_text(note, "nl"));
	}
	json_decref(breaks);
	if (f->past)
		printf(sv_tr(N_("as of commit %s\n")), f->commit);
	return SV_OK;
}

enum sv_status sv_figures_print(struct sv_figures *f, struct sv_err *err)
{
	const char *format = sv_args_text(f->run->args, "format");
	struct sv_table_style style = { sv_run_color(f->run), sv_run_width() };
	enum sv_status st = sv_table_print(f->table, f->text ? SV_TABLE_TEXT : strcmp(format, "csv") == 0 ? SV_TABLE_CSV : SV_TABLE_JSON, &style, stdout, err);

	return st == SV_OK && f->text ? print_notes(f, err) : st;
}

const char *sv_figures_number(double v, int decimals, char out[32])
{
	if (isnan(v))
		return NULL;
	snprintf(out, 32, "%.*f", decimals, v);
	char *point = strchr(out, '.');
	for (size_t n = strlen(out); point && n > 0 && (out[n - 1] == '0' || out + n - 1 == point); n--) {
		bool end = out + n - 1 == point;
		out[n - 1] = '\0';
		if (end)
			break;
	}
	if (strcmp(out, "-0") == 0)
		snprintf(out, 32, "0");
	return out;
}
