/* SPDX-License-Identifier: MIT */
/* Lists of cases: see listing.h. */
#include "cli/listing.h"

#include <stdio.h>
#include <string.h>

#include "app/catchup.h"
#include "base/date.h"
#include "cli/lang.h"
#include "json/get.h"
#include "view/table.h"

const char *const sv_state_words[] = { "registered", "triaged", "investigating", "decided", "aftercare", "closed", "erased", NULL };

void sv_listing_query(const struct sv_run *run, struct sv_index_query *q)
{
	const char *day;

	memset(q, 0, sizeof *q);
	q->from = INT32_MIN;
	q->to = INT32_MAX;
	q->today = sv_session_today(run->session);
	for (size_t i = 0; sv_index_dimensions[i].name; i++) {
		const char *word = sv_args_text(run->args, sv_index_dimensions[i].name);
		if (word == NULL || q->nonly == sizeof q->only / sizeof q->only[0])
			continue;
		q->only[q->nonly].dimension = sv_index_dimensions[i].name;
		q->only[q->nonly++].word = word;
	}
	day = sv_args_text(run->args, "from");
	if (day)
		sv_date_parse(day, &q->from);
	day = sv_args_text(run->args, "to");
	if (day)
		sv_date_parse(day, &q->to);
	q->limit = (size_t)sv_args_int(run->args, "limit", 0);
}

/* The columns of a list as a table. */
static const struct { const char *key, *heading; } columns[] = {
	{ "case", N_("case") }, { "state", N_("state") }, { "kind", N_("kind") }, { "category", N_("category") }, { "unit", N_("unit") },
	{ "received", N_("received") }, { "route", N_("route") }, { "outcome", N_("outcome") },
};
#define COLUMNS (sizeof columns / sizeof columns[0])

static enum sv_status print_record(void *data, const char *json, struct sv_err *err)
{
	(void)data;
	return puts(json) == EOF ? sv_err_set(err, SV_IO, N_("cannot write stdout")) : SV_OK;
}

static enum sv_status print_id(void *data, const char *json, struct sv_err *err)
{
	json_t *state = json_loads(json, 0, NULL);
	const char *id = sv_json_text(state, "case");

	(void)data;
	enum sv_status st = id && puts(id) == EOF ? sv_err_set(err, SV_IO, N_("cannot write stdout")) : SV_OK;
	json_decref(state);
	return st;
}

static enum sv_status add_row(void *data, const char *json, struct sv_err *err)
{
	const char *cells[COLUMNS];
	json_t *state = json_loads(json, 0, NULL);

	for (size_t i = 0; i < COLUMNS; i++)
		cells[i] = sv_json_text(state, columns[i].key);
	enum sv_status st = sv_table_row(data, cells, err);
	json_decref(state);
	return st;
}

enum sv_status sv_listing_run(struct sv_run *run, struct sv_err *err)
{
	const char *format = sv_args_text(run->args, "format");
	struct sv_table_style style = { sv_run_color(run), sv_run_width() };
	struct sv_index *index;
	struct sv_index_query q;
	enum sv_status st = sv_session_index(run->session, &index, err);

	sv_listing_query(run, &q);
	if (st != SV_OK)
		return st;
	if (format == NULL || strcmp(format, "ndjson") == 0)
		return sv_index_list(index, &q, print_record, NULL, err);
	if (strcmp(format, "id") == 0)
		return sv_index_list(index, &q, print_id, NULL, err);
	struct sv_table *table = sv_table_new();
	st = table ? SV_OK : sv_err_nomem(err);
	for (size_t i = 0; i < COLUMNS && st == SV_OK; i++)
		st = sv_table_column(table, columns[i].key, sv_tr(columns[i].heading), false, err);
	if (st == SV_OK)
		st = sv_index_list(index, &q, add_row, table, err);
	if (st == SV_OK)
		st = sv_table_print(table, strcmp(format, "csv") == 0 ? SV_TABLE_CSV : SV_TABLE_TEXT, &style, stdout, err);
	sv_table_free(table);
	return st;
}
