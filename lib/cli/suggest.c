/* SPDX-License-Identifier: MIT */
/* sv-triage --suggest: see suggest.h. */
#include "cli/suggest.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/access.h"
#include "app/catchup.h"
#include "app/insight.h"
#include "cli/keys.h"
#include "cli/lang.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/fold.h"
#include "model/suggest.h"
#include "stats/cluster.h"

#define UNITS_MAX 5000

/* Numbers as text: records hold no reals. */
static json_t *number(double x, int decimals)
{
	char text[32];

	snprintf(text, sizeof text, "%.*f", decimals, x);
	return json_string(text);
}

/* Makes of the numbers per unit what the statistic says of this one, and whether either lamp is lit. */
static enum sv_status add_statistic(const json_t *protocol, json_t *facts, struct sv_err *err)
{
	static long long past[UNITS_MAX];
	const json_t *rule = sv_json_object(protocol, "cluster");
	json_t *cluster = sv_json_object(facts, "cluster"), *counts = sv_json_array(cluster, "past");
	size_t n = json_array_size(counts);
	long long observed = sv_json_int(cluster, "observed", 0), least = sv_json_int(rule, "reports", 3);

	if (cluster == NULL || n > UNITS_MAX)
		return SV_OK;
	for (size_t i = 0; i < n; i++)
		past[i] = json_integer_value(json_array_get(counts, i));
	struct sv_cluster c = sv_cluster_test(past, n, 2.0, (size_t)sv_json_int(cluster, "at", 0), observed);
	bool policy = observed >= least, signal = observed > 1 && c.probability * 100 < (double)sv_json_int(rule, "percent", 5);
	json_object_del(cluster, "past");
	json_object_del(cluster, "at");
	bool ok = json_object_set_new(cluster, "units", json_integer((json_int_t)n)) == 0 && json_object_set_new(cluster, "expected", number(c.expected, 1)) == 0
	          && json_object_set_new(cluster, "probability", number(c.probability, 3)) == 0
	          && json_object_set_new(cluster, "by_chance", number(sv_cluster_by_chance(past, n, 2.0, least), 1)) == 0
	          && json_object_set_new(cluster, "lit", json_boolean(policy || signal)) == 0;
	return ok ? SV_OK : sv_err_nomem(err);
}

/* The texts of reasons and flags in the language of the interface. */
static void translate(json_t *advice)
{
	static const char *const lists[] = { "reasons", "flags" };
	json_t *one;
	size_t i;

	for (size_t l = 0; l < 2; l++) {
		json_array_foreach(sv_json_array(advice, lists[l]), i, one)
			sv_json_set_text(one, "text", sv_tr(sv_json_text(one, "text")));
	}
}

/* The narrative of a case: opening it is an act. */
static enum sv_status narrative(struct sv_run *run, const char *id, struct sv_buf *out, struct sv_err *err)
{
	struct sv_act_report report = sv_run_reporter(run);
	json_t *events = NULL;
	const json_t *event;
	size_t i;
	enum sv_status st = sv_access_open(run->session, id, true, false, sv_args_text(run->args, "why"), &report, &events, err);

	json_array_foreach(events, i, event) {
		const char *text = sv_json_text(sv_json_object(event, "content"), "narrative");
		if (text)
			sv_buf_add_secret(out, text, strlen(text));
	}
	json_decref(events);
	return st;
}

static enum sv_status suggest(struct sv_run *run, const char *typed, json_t *record, struct sv_err *err)
{
	struct sv_buf words = SV_BUF_INIT;
	json_t *state = NULL, *facts = NULL, *protocol = NULL, *suggestion = NULL, *advice = NULL;
	struct sv_index *index;
	char id[16];
	enum sv_status st = sv_run_case(typed, id, err);

	if (st == SV_OK && sv_args_has(run->args, "content"))
		st = narrative(run, id, &words, err);
	if (st == SV_OK)
		st = sv_session_index(run->session, &index, err);
	if (st == SV_OK)
		st = sv_index_case(index, id, &state, err);
	if (st == SV_OK)
		st = sv_session_index_protocol(run->session, &protocol, err);
	if (st == SV_OK)
		st = sv_insight(run->session, state, &facts, err);
	if (st == SV_OK)
		st = add_statistic(protocol, facts, err);
	if (st == SV_OK)
		st = sv_suggest(protocol, state, facts, words.len ? sv_buf_str(&words) : NULL, &suggestion, &advice, err);
	if (st == SV_OK) {
		translate(advice);
		json_object_update_missing(record, state);
		if (!sv_json_set(record, "suggestion", suggestion) || !sv_json_set(record, "advice", advice))
			st = sv_err_nomem(err);
	}
	if (st == SV_OK)
		st = sv_json_write_line(stdout, record, err);
	json_decref(state);
	json_decref(facts);
	json_decref(protocol);
	json_decref(suggestion);
	json_decref(advice);
	sv_buf_release_secret(&words);
	return st;
}

static enum sv_status from_stdin(struct sv_run *run, struct sv_err *err)
{
	struct sv_ndjson *in = NULL;
	enum sv_status st = sv_ndjson_open(STDIN_FILENO, &in, err);
	json_t *record = NULL;
	size_t line;

	while (st == SV_OK && (st = sv_ndjson_next(in, &record, &line, err)) == SV_OK) {
		const char *id = sv_json_text(record, "case");
		st = id ? suggest(run, id, record, err) : sv_err_set(err, SV_BAD_INPUT, N_("/case: is missing"));
		if (st != SV_OK)
			sv_err_at(err, N_("line %zu"), line);
		json_decref(record);
		record = NULL;
	}
	sv_ndjson_free(in);
	return st == SV_NO ? SV_OK : st;
}

enum sv_status sv_suggest_run(struct sv_run *run, struct sv_err *err)
{
	size_t n;
	char *const *operand = sv_args_operands(run->args, &n);
	enum sv_status st = SV_OK;

	if (n == 0 || (n == 1 && strcmp(operand[0], "-") == 0))
		return from_stdin(run, err);
	for (size_t i = 0; i < n && st == SV_OK; i++) {
		json_t *record = json_object();
		st = record ? suggest(run, operand[i], record, err) : sv_err_nomem(err);
		json_decref(record);
	}
	return st;
}
