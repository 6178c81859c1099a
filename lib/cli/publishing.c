/* SPDX-License-Identifier: MIT */
/* sv-stats --publish: see publishing.h. What is printed comes from the document alone. */
#include "cli/publishing.h"

#include <stdio.h>
#include <string.h>

#include "report/solver.h"
#include "base/date.h"
#include "cli/lang.h"
#include "json/get.h"
#include "report/compose.h"
#include "report/publish.h"
#include "view/report.h"

#define YEARS_MAX 20

/* What a published table can be limited by: options of sv-stats that are dimensions. */
static const char *const limits[] = { "kind", "category", "unit", "channel", "confidentiality", "route", "outcome", "state" };

/* What is not published: counts of cases are. */
static const char *const alone[] = { "as-of", "margins", "count", "share", "rate", "days", "where" };

static bool is_period(const char *name)
{
	return strcmp(name, "year") == 0 || strcmp(name, "quarter") == 0 || strcmp(name, "month") == 0;
}

/* The definition that the options come to: dimensions, the period last, and what the cases are limited to. */
static enum sv_status define(struct sv_run *run, json_t **out, struct sv_err *err)
{
	const char *length = sv_args_text(run->args, "period"), *period = length ? length : "year";
	json_t *by = json_array(), *only = json_object(), *sections;
	bool ok = by && only;
	size_t n = sv_args_count(run->args, "by");
	enum sv_status st = SV_OK;

	for (size_t i = 0; i < n && st == SV_OK; i++) {
		const char *name = sv_args_nth(run->args, "by", i);
		if (strcmp(name, "period") == 0 || is_period(name)) {
			period = strcmp(name, "period") == 0 ? period : name;
		} else if (!sv_rdim_known(name)) {
			st = sv_err_set(err, SV_USAGE, N_("a table by '%s' cannot be published"), name);
		} else {
			ok = ok && json_array_append_new(by, json_string(name)) == 0;
		}
	}
	ok = ok && json_array_append_new(by, json_string(period)) == 0;
	for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
		ok = ok && sv_json_set_text(only, limits[i], sv_args_text(run->args, limits[i]));
	if (st == SV_OK && json_array_size(by) > SV_REPORT_DIMS)
		st = sv_err_set(err, SV_USAGE, N_("a published table has a period and at most %d other dimensions"), SV_REPORT_DIMS - 1);
	sections = ok && st == SV_OK ? json_pack("[{s:s,s:[{s:s,s:O,s:O,s:i}]}]", "section", "stats", "tables", "table", "stats", "by", by, "only", only, "depth", 9) : NULL;
	*out = sections ? json_pack("{s:s,s:s,s:o}", "document", "stats", "title", sv_tr(N_("Published figures")), "sections", sections) : NULL;
	json_decref(by);
	json_decref(only);
	return st != SV_OK ? st : *out ? SV_OK : sv_err_nomem(err);
}

/* The years that --from and --to lie in; whole years are published. */
static enum sv_status years_of(struct sv_run *run, int years[YEARS_MAX], size_t *n, struct sv_err *err)
{
	const char *text[2] = { sv_args_text(run->args, "from"), sv_args_text(run->args, "to") };
	int y, m, d, ends[2];

	sv_day_to_civil(sv_session_today(run->session), &y, &m, &d);
	ends[1] = y;
	ends[0] = y - 2;
	for (int i = 1; i >= 0; i--) {
		int32_t day;
		if (text[i] == NULL || !sv_date_parse(text[i], &day))
			continue;
		sv_day_to_civil(day, &ends[i], &m, &d);
		if (i == 1)
			ends[0] = ends[1] - 2;
		if (i == 0 ? m != 1 || d != 1 : m != 12 || d != 31) {
			sv_err_set(err, SV_USAGE, N_("whole years are published: --from is a 1 January, --to a 31 December"));
			return SV_USAGE;
		}
	}
	if (ends[0] > ends[1] || ends[1] - ends[0] >= YEARS_MAX)
		return sv_err_set(err, SV_USAGE, N_("--from and --to are years, at most %d of them"), YEARS_MAX);
	for (*n = 0; ends[0] + (int)*n <= ends[1]; ++*n)
		years[*n] = ends[0] + (int)*n;
	return SV_OK;
}

static enum sv_status print(struct sv_run *run, const json_t *document, struct sv_err *err)
{
	const char *format = sv_args_text(run->args, "format");
	const json_t *section = json_array_get(sv_json_array(document, "sections"), 0), *table = json_array_get(sv_json_array(section, "tables"), 0);
	struct sv_report_table how = { sv_lang(), format && strcmp(format, "csv") == 0, sv_run_color(run), sv_run_width(), sv_tr(N_("not shown, to protect people")) };
	struct sv_report_texts none = { NULL, NULL, NULL };
	struct sv_buf out = SV_BUF_INIT;
	enum sv_status st;

	if (format == NULL || strcmp(format, "json") != 0)
		return sv_report_table(table, &how, stdout, err);
	st = sv_report_render(document, SV_REPORT_JSON, &none, &out, err);
	if (st == SV_OK && fwrite(sv_buf_str(&out), 1, out.len, stdout) != out.len)
		st = sv_err_set(err, SV_IO, N_("cannot write stdout"));
	sv_buf_release(&out);
	return st;
}

enum sv_status sv_publishing_run(struct sv_run *run, struct sv_err *err)
{
	struct sv_account a = { .session = NULL };
	struct sv_release r = { .tables = NULL };
	struct sv_solver solver = { .child = SV_TALK_INIT };
	json_t *definition = NULL, *document = NULL, *tables = NULL;
	int years[YEARS_MAX];
	size_t n = 0;
	enum sv_status st = SV_OK;

	for (size_t i = 0; i < sizeof alone / sizeof alone[0] && st == SV_OK; i++)
		if (sv_args_has(run->args, alone[i]))
			st = sv_err_set(err, SV_USAGE, N_("--publish goes without --%s"), alone[i]);
	if (st == SV_OK)
		st = define(run, &definition, err);
	if (st == SV_OK)
		st = years_of(run, years, &n, err);
	if (st == SV_OK)
		st = sv_solver_start(&solver, NULL, SV_SOLVER_WAIT_MS, err);
	if (st == SV_OK)
		st = sv_account_open(run->session, NULL, sv_lang(), &solver.lp, &a, err);
	tables = definition ? sv_compose_tables(definition) : NULL;
	if (st == SV_OK && tables == NULL)
		st = sv_err_nomem(err);
	if (st == SV_OK)
		st = sv_release_make(&a, tables, years, n, &r, err);
	if (st == SV_OK)
		st = sv_compose(&a, definition, &r, years, n, NULL, &document, err);
	if (st == SV_OK && !sv_args_has(run->args, "dry-run"))
		st = sv_publish(&a, &r, "stats", document, err);
	else if (st == SV_OK)
		sv_release_keep(&a, &r, false);
	if (st == SV_OK)
		st = print(run, document, err);
	json_decref(tables);
	json_decref(definition);
	json_decref(document);
	sv_release_free(&r);
	sv_account_close(&a);
	sv_solver_stop(&solver);
	return st;
}
