/* SPDX-License-Identifier: MIT */
/* sv-policy assess, assessments, statements: the self-assessment on the seven dimensions; see policy.h. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/demands.h"
#include "cli/filter.h"
#include "cli/items.h"
#include "cli/lang.h"
#include "cli/policy.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/assessment.h"
#include "view/table.h"

#define ALL "all" /* the row of all dimensions together */

/* Adds what the scores come to, by the statements as they are now, and says where some have none. */
static enum sv_status finish(struct sv_run *run, json_t *act, struct sv_err *err)
{
	const json_t *scores = sv_json_object(act, "scores");
	json_t *assessment = NULL, *results = NULL;
	enum sv_status st = sv_run_assessment(run, &assessment, err);

	if (st == SV_OK && scores) {
		st = sv_assessment_known(assessment, scores, err);
		if (st != SV_OK)
			sv_err_at(err, "/assess/scores");
	}
	json_object_del(act, "results");
	json_object_del(act, "instrument");
	if (st == SV_OK && scores) { /* else it is refused when it is judged */
		results = sv_assessment_results(assessment, scores);
		if (!sv_json_set(act, "results", results) || results == NULL || !sv_json_set(act, "instrument", json_object_get(assessment, "version")))
			st = sv_err_nomem(err);
	}
	if (st == SV_OK && scores && json_object_size(scores) < sv_assessment_statements(assessment))
		fprintf(stderr, sv_tr(N_("%s: %zu of %zu statements have no score\n")), run->command->name, sv_assessment_statements(assessment) - json_object_size(scores),
		        sv_assessment_statements(assessment));
	json_decref(assessment);
	json_decref(results);
	return st;
}

enum sv_status sv_policy_assess(struct sv_run *run, struct sv_err *err)
{
	return sv_filter_items_finished(run, "assessment", "assess", NULL, finish, err);
}

static int compare(const json_t *a, const json_t *b, const char *member)
{
	const char *p = sv_json_text(a, member), *q = sv_json_text(b, member);

	return strcmp(p ? p : "", q ? q : "");
}

/* By day; of one day by id, so that the table is the same each time. */
static int by_day(const void *a, const void *b)
{
	const json_t *x = *(const json_t *const *)a, *y = *(const json_t *const *)b;
	int order = compare(x, y, "on");

	return order ? order : compare(x, y, "assessment");
}

/* One table of all assessments. */
struct table {
	struct sv_table *table;
	const json_t **assessments; /* by day */
	size_t n;
	const json_t *assessment; /* the statements */
	bool people;
};

/* A mean as a cell: two decimals; empty where there is none. */
static const char *cell(bool there, double value, const char *format, char out[32])
{
	out[0] = '\0';
	if (there)
		snprintf(out, 32, format, fabs(value) < 0.005 ? 0 : value);
	return there ? out : NULL;
}

/* The rows of a dimension (NULL: of all together), each with the change since the assessment before it, where the same statements were scored. */
static enum sv_status add_dimension(struct table *t, const char *id, const char *name, struct sv_err *err)
{
	double mean[3], before = 0;
	const json_t *last = NULL;
	enum sv_status st = SV_OK;

	for (size_t i = 0; i < t->n && st == SV_OK; i++) {
		static const char *const controls[] = { "hard", "soft", NULL };
		const json_t *results = sv_json_array(t->assessments[i], "results"), *result = sv_json_find(results, "dimension", id);
		char texts[3][32], change[32], count[24];
		long long of = 0;
		bool there[3];
		for (size_t c = 0; c < 3; c++)
			there[c] = id ? sv_assessment_mean(result, controls[c], &mean[c], &of) : sv_assessment_mean_all(results, controls[c], &mean[c], &of);
		if (!there[2])
			continue;
		const json_t *scores = sv_json_object(t->assessments[i], "scores");
		bool alike = last && sv_assessment_alike(t->assessment, id, scores, last);
		snprintf(count, sizeof count, "%lld", of);
		const char *cells[] = { name, sv_json_text(t->assessments[i], "on"), cell(there[0], mean[0], "%.2f", texts[0]), cell(there[1], mean[1], "%.2f", texts[1]),
			                cell(true, mean[2], "%.2f", texts[2]), cell(alike, mean[2] - before, t->people ? "%+.2f" : "%.2f", change), count };
		st = sv_table_row(t->table, cells, err);
		before = mean[2];
		last = scores;
	}
	return st;
}

static enum sv_status fill(struct table *t, struct sv_err *err)
{
	static const struct { const char *key, *heading; bool number; } columns[] = {
		{ "dimension", N_("dimension"), false }, { "on", N_("day"), false }, { "hard", N_("hard controls"), true }, { "soft", N_("soft controls"), true },
		{ "mean", N_("together"), true }, { "change", N_("change"), true }, { "scores", N_("statements scored"), true },
	};
	enum sv_status st = t->table ? SV_OK : sv_err_nomem(err);
	const json_t *dimension;
	size_t i;

	for (i = 0; i < sizeof columns / sizeof columns[0] && st == SV_OK; i++)
		st = sv_table_column(t->table, columns[i].key, sv_tr(columns[i].heading), columns[i].number, err);
	json_array_foreach(sv_json_array(t->assessment, "dimensions"), i, dimension) {
		const char *id = sv_json_text(dimension, "id");
		if (st == SV_OK)
			st = add_dimension(t, id, t->people ? sv_label(dimension, "label") : id, err);
	}
	return st == SV_OK ? add_dimension(t, NULL, t->people ? sv_tr(N_("all dimensions")) : ALL, err) : st;
}

static enum sv_status print_records(const struct table *t, struct sv_err *err)
{
	enum sv_status st = SV_OK;

	for (size_t i = 0; i < t->n && st == SV_OK; i++)
		st = sv_json_write_line(stdout, t->assessments[i], err);
	return st;
}

static enum sv_status print_table(struct sv_run *run, struct table *t, const char *format, struct sv_err *err)
{
	struct sv_table_style style = { sv_run_color(run), sv_run_width() };
	enum sv_table_format as = t->people ? SV_TABLE_TEXT : strcmp(format, "csv") == 0 ? SV_TABLE_CSV : SV_TABLE_JSON;
	enum sv_status st = fill(t, err);

	if (st == SV_OK && t->people && t->n == 0)
		puts(sv_tr(N_("no self-assessment was recorded (sv-policy assess)")));
	else if (st == SV_OK)
		st = sv_table_print(t->table, as, &style, stdout, err);
	if (st == SV_OK && t->people && t->n > 0)
		puts(sv_tr(N_("\nScores from 1 (is absent) to 5 (is in order, and it shows). Hard controls: rules, roles and procedures. Soft controls: culture,\n"
		              "example and how people deal with each other. Change: since the assessment before it, where the same\nstatements were scored.")));
	return st;
}

enum sv_status sv_policy_assessments(struct sv_run *run, struct sv_err *err)
{
	const char *format = sv_args_text(run->args, "format");
	struct table t = { .people = format == NULL || strcmp(format, "text") == 0 };
	json_t *assessment = NULL, *items = NULL;
	enum sv_status st = sv_run_assessment(run, &assessment, err);

	if (st == SV_OK)
		st = sv_items_all(run, "assessment", &items, err);
	t.n = json_array_size(items);
	t.assessment = assessment;
	if (st == SV_OK && (t.assessments = calloc(t.n + 1, sizeof *t.assessments)) == NULL)
		st = sv_err_nomem(err);
	for (size_t i = 0; i < t.n && st == SV_OK; i++)
		t.assessments[i] = json_array_get(items, i);
	if (st == SV_OK && t.n > 1)
		qsort(t.assessments, t.n, sizeof *t.assessments, by_day);
	if (st == SV_OK && format && strcmp(format, "ndjson") == 0) {
		st = print_records(&t, err);
	} else if (st == SV_OK) {
		t.table = sv_table_new();
		st = print_table(run, &t, format, err);
	}
	sv_table_free(t.table);
	free(t.assessments);
	json_decref(assessment);
	json_decref(items);
	return st == SV_OK ? sv_run_flush(err) : st;
}

enum sv_status sv_policy_statements(struct sv_run *run, struct sv_err *err)
{
	static const char *const columns[] = { "id", "dimension", "control", "text" };
	static const char *const headings[] = { N_("id"), N_("dimension"), N_("control"), N_("statement") };
	struct sv_table_style style = { sv_run_color(run), sv_run_width() };
	const char *format = sv_args_text(run->args, "format");
	enum sv_table_format as = format == NULL || strcmp(format, "text") == 0 ? SV_TABLE_TEXT : strcmp(format, "csv") == 0 ? SV_TABLE_CSV : SV_TABLE_JSON;
	struct sv_table *table = sv_table_new();
	json_t *assessment = NULL;
	const json_t *dimension, *one;
	size_t i, k;
	enum sv_status st = table ? sv_run_assessment(run, &assessment, err) : sv_err_nomem(err);

	for (i = 0; i < sizeof columns / sizeof columns[0] && st == SV_OK; i++)
		st = sv_table_column(table, columns[i], sv_tr(headings[i]), false, err);
	json_array_foreach(sv_json_array(assessment, "dimensions"), i, dimension) {
		json_array_foreach(sv_json_array(dimension, "statements"), k, one) {
			const char *control = sv_json_text(one, "control");
			const char *cells[] = { sv_json_text(one, "id"), as == SV_TABLE_TEXT ? sv_label(dimension, "label") : sv_json_text(dimension, "id"),
				                as != SV_TABLE_TEXT || control == NULL ? control : strcmp(control, "hard") == 0 ? sv_tr(N_("hard")) : sv_tr(N_("soft")), sv_label(one, "text") };
			if (st == SV_OK)
				st = sv_table_row(table, cells, err);
		}
	}
	if (st == SV_OK)
		st = sv_table_print(table, as, &style, stdout, err);
	sv_table_free(table);
	json_decref(assessment);
	return st == SV_OK ? sv_run_flush(err) : st;
}
