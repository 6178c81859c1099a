/* SPDX-License-Identifier: MIT */
/* sv alone: see today.h. */
#include "cli/today.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/catchup.h"
#include "base/date.h"
#include "base/hint.h"
#include "cli/lang.h"
#include "json/get.h"
#include "model/terms.h"
#include "view/table.h"

static const char *const names[] = {
	"init", "key", "protocol", "report", "triage", "investigate", "decide", "aftercare", "close", "list", "show", "log", "stats", "verify",
};

int sv_no_such_command(const struct sv_command *command, const char *name)
{
	struct sv_run run = { .command = command };
	struct sv_err err = { 0 };
	const char *near = sv_nearest(name, names, sizeof names / sizeof names[0]);

	sv_run_language();
	if (strlen(name) <= 40 && strspn(name, "abcdefghijklmnopqrstuvwxyz-") == strlen(name))
		sv_err_set(&err, SV_USAGE, N_("there is no command 'sv-%s'"), name);
	else
		sv_err_set(&err, SV_USAGE, N_("there is no such command"));
	if (near)
		sv_err_hint(&err, N_("did you mean '%s'?"), near);
	sv_run_report(&run, &err);
	return SV_USAGE;
}

int sv_no_manual(const struct sv_command *command, const char *page)
{
	struct sv_run run = { .command = command };
	struct sv_err err = { 0 };

	sv_run_language();
	sv_err_set(&err, SV_UNAVAILABLE, N_("man(1) is not installed, so '%s' cannot be shown"), page);
	sv_run_report(&run, &err);
	return SV_UNAVAILABLE;
}

/* What is being gathered. */
struct today {
	const json_t *protocol;
	json_t *due; /* array of terms */
	int32_t until;
	size_t waiting; /* cases that wait for triage */
};

static enum sv_status gather(void *data, const char *json, struct sv_err *err)
{
	struct today *t = data;
	json_t *state = json_loads(json, 0, NULL), *due = NULL, *term;
	const char *word = sv_json_text(state, "state");
	size_t i;
	int32_t day;
	enum sv_status st = state ? sv_terms_due(t->protocol, state, &due, err) : sv_err_set(err, SV_INTEGRITY, N_("the index is damaged"));

	t->waiting += word && strcmp(word, "registered") == 0;
	json_array_foreach(due, i, term) {
		if (sv_date_parse(sv_json_text(term, "due"), &day) && day <= t->until && json_array_append(t->due, term) < 0)
			st = sv_err_nomem(err);
	}
	json_decref(due);
	json_decref(state);
	return st;
}

static int soonest_first(const void *a, const void *b)
{
	const json_t *x = *(json_t *const *)a, *y = *(json_t *const *)b;
	int c = strcmp(sv_json_text(x, "due"), sv_json_text(y, "due"));

	return c ? c : strcmp(sv_json_text(x, "case"), sv_json_text(y, "case"));
}

static enum sv_status add_rows(struct sv_table *table, const json_t *due, int32_t today, struct sv_err *err)
{
	size_t n = json_array_size(due), i;
	json_t **sorted = calloc(n ? n : 1, sizeof(json_t *));
	enum sv_status st = sorted ? SV_OK : sv_err_nomem(err);
	int32_t day = 0;
	char left[32];

	for (i = 0; i < n && st == SV_OK; i++)
		sorted[i] = json_array_get(due, i);
	if (st == SV_OK)
		qsort(sorted, n, sizeof(json_t *), soonest_first);
	for (i = 0; i < n && st == SV_OK; i++) {
		sv_date_parse(sv_json_text(sorted[i], "due"), &day);
		snprintf(left, sizeof left, "%ld", (long)(day - today));
		const char *cells[] = { sv_json_text(sorted[i], "due"), left, sv_json_text(sorted[i], "case"), sv_json_text(sorted[i], "term"), sv_json_text(sorted[i], "party") };
		st = sv_table_row(table, cells, err);
	}
	free(sorted);
	return st;
}

enum sv_status sv_today_run(struct sv_run *run, struct sv_err *err)
{
	static const struct { const char *key, *heading; bool number; } columns[] = {
		{ "due", N_("due"), false }, { "left", N_("days left"), true }, { "case", N_("case"), false }, { "term", N_("term"), false }, { "party", N_("party"), false },
	};
	struct sv_table_style style = { sv_run_color(run), sv_run_width() };
	struct sv_index_query q = { .from = INT32_MIN, .to = INT32_MAX };
	struct sv_table *table = sv_table_new();
	json_t *protocol = NULL;
	int32_t today = sv_session_today(run->session);
	struct today t = { .due = json_array(), .until = today + (int32_t)sv_args_int(run->args, "days", 14) };
	struct sv_index *index;
	enum sv_status st = table && t.due ? sv_session_index(run->session, &index, err) : sv_err_nomem(err);

	if (st == SV_OK)
		st = sv_session_index_protocol(run->session, &protocol, err);
	t.protocol = protocol;
	if (st == SV_OK)
		st = sv_index_list(index, &q, gather, &t, err);
	for (size_t i = 0; i < sizeof columns / sizeof columns[0] && st == SV_OK; i++)
		st = sv_table_column(table, columns[i].key, sv_tr(columns[i].heading), columns[i].number, err);
	if (st == SV_OK)
		st = add_rows(table, t.due, today, err);
	if (st == SV_OK) {
		printf(sv_tr(N_("cases that wait for triage: %zu\n")), t.waiting);
		if (json_array_size(t.due) == 0)
			puts(sv_tr(N_("nothing is due in this time")));
		else
			st = sv_table_print(table, SV_TABLE_TEXT, &style, stdout, err);
	}
	sv_table_free(table);
	json_decref(t.due);
	json_decref(protocol);
	return st;
}
