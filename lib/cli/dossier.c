/* SPDX-License-Identifier: MIT */
/* sv-show: see dossier.h. */
#include "cli/dossier.h"

#include <stdio.h>
#include <string.h>

#include "app/access.h"
#include "app/catchup.h"
#include "cli/history.h"
#include "cli/keys.h"
#include "cli/lang.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/terms.h"
#include "view/text.h"

/* What is due in a case, with the days that are left (negative: late). */
static void print_due(const json_t *due, FILE *out)
{
	const json_t *term;
	size_t i;

	if (json_array_size(due) == 0)
		return;
	fprintf(out, "\n%s\n", sv_tr(N_("due:")));
	json_array_foreach(due, i, term) {
		const char *party = sv_json_text(term, "party");
		fprintf(out, "  %s  %s%s%s  (%s)\n", sv_json_text(term, "due"), sv_json_text(term, "term"), party ? " " : "", party ? party : "", sv_json_text(term, "source"));
	}
}

static void print_text(const json_t *state, const json_t *due, const json_t *events)
{
	const json_t *event;
	size_t i;

	sv_text_members(state, 0, stdout);
	print_due(due, stdout);
	if (events)
		fprintf(stdout, "\n%s\n", sv_tr(N_("history:")));
	json_array_foreach(events, i, event)
		sv_history_print(event, stdout);
}

static enum sv_status show(struct sv_run *run, const char *typed, bool first, struct sv_err *err)
{
	bool content = sv_args_has(run->args, "content"), identity = sv_args_has(run->args, "identity");
	const char *format = sv_args_text(run->args, "format");
	struct sv_act_report report = sv_run_reporter(run);
	json_t *state = NULL, *due = NULL, *events = NULL, *protocol = NULL;
	struct sv_index *index;
	char id[16];
	enum sv_status st = sv_run_case(typed, id, err);

	if (st == SV_OK && (content || identity))
		st = sv_access_open(run->session, id, content, identity, sv_args_text(run->args, "why"), &report, &events, err);
	if (st == SV_OK)
		st = sv_session_index(run->session, &index, err);
	if (st == SV_OK)
		st = sv_index_case(index, id, &state, err);
	if (st == SV_OK)
		st = sv_session_index_protocol(run->session, &protocol, err);
	if (st == SV_OK)
		st = sv_terms_due(protocol, state, &due, err);
	if (st == SV_OK && format && strcmp(format, "json") == 0) {
		if (!sv_json_set(state, "due", due) || !sv_json_set(state, "history", events))
			st = sv_err_nomem(err);
		else
			st = sv_json_write_line(stdout, state, err);
	} else if (st == SV_OK) {
		if (!first)
			putchar('\n');
		print_text(state, due, events);
	}
	json_decref(state);
	json_decref(due);
	json_decref(events);
	json_decref(protocol);
	return st;
}

enum sv_status sv_dossier_run(struct sv_run *run, struct sv_err *err)
{
	size_t n;
	char *const *operand = sv_args_operands(run->args, &n);
	enum sv_status st = n ? SV_OK : sv_err_set(err, SV_USAGE, N_("which case? give its id"));

	for (size_t i = 0; i < n && st == SV_OK; i++)
		st = show(run, operand[i], i == 0, err);
	return st;
}
