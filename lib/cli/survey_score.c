/* SPDX-License-Identifier: MIT */
/* sv-survey score: answers in, what may be shown of them out; nothing else is kept, unless the survey says so. See survey.h. */
#include "cli/survey.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/append.h"
#include "app/items.h"
#include "app/rows.h"
#include "base/date.h"
#include "cli/items.h"
#include "cli/keys.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "report/survey_compare.h"
#include "report/survey_score.h"

#define NEXT_MONTHS 12 /* to the next measurement, where nothing is said */

/* One scoring. */
struct job {
	struct sv_run *run;
	struct sv_survey survey;
	struct sv_batch *batch;
	json_t *protocol, *earlier, *result;
	struct sv_places places;
	struct sv_answers answers;
	int32_t day;
	/* the measurement that changes are counted from, where there is one */
	struct sv_survey before;
	json_t *then;
	struct sv_places then_places;
	struct sv_answers then_answers;
	bool rows; /* its answers are at hand */
};

static void release(struct job *j)
{
	sv_batch_free(j->batch);
	sv_survey_release(&j->survey);
	sv_survey_release(&j->before);
	sv_answers_release(&j->answers);
	sv_answers_release(&j->then_answers);
	sv_places_release(&j->places);
	sv_places_release(&j->then_places);
	json_decref(j->protocol);
	json_decref(j->earlier);
	json_decref(j->result);
	json_decref(j->then);
}

/* The survey that the operand names; without one the only one that is not over. */
static enum sv_status choose(struct job *j, struct sv_err *err)
{
	size_t n, i, found = 0;
	char *const *operand = sv_args_operands(j->run->args, &n);
	json_t *items = NULL;
	const json_t *one;
	const char *only = NULL, *now;

	if (n > 1)
		return sv_err_set(err, SV_USAGE, N_("one survey is wanted"));
	enum sv_status st = n ? SV_OK : sv_items_all(j->run, "survey", &items, err);
	json_array_foreach(items, i, one) {
		if ((now = sv_json_text(one, "state")) != NULL && strcmp(now, "done") == 0)
			continue;
		only = sv_json_text(one, "survey");
		found++;
	}
	if (st == SV_OK && n == 0 && found != 1) {
		st = sv_err_set(err, SV_USAGE, found ? N_("there are several surveys: name the one that was answered") : N_("there is no survey: add one first"));
		sv_err_hint(err, found ? "sv-survey list" : "sv-survey add");
	}
	if (st == SV_OK)
		st = sv_survey_find(j->run, n ? operand[0] : only, &j->survey, err);
	if (st == SV_OK && n && strchr(operand[0], '/'))
		st = sv_err_set(err, SV_USAGE, N_("answers are scored for a survey, not for a result of it"));
	if (st == SV_OK && (now = sv_json_text(j->survey.state, "state")) != NULL && strcmp(now, "done") == 0) {
		st = sv_err_set(err, SV_BAD_INPUT, N_("it is over: nothing can be added to it"));
		sv_err_hint(err, N_("add a new one"));
	}
	json_decref(items);
	return st;
}

static enum sv_status read_answers(struct job *j, struct sv_err *err)
{
	const char *file = sv_args_text(j->run->args, "answers");
	struct sv_act_report report = sv_run_reporter(j->run);
	struct sv_buf text = SV_BUF_INIT;
	enum sv_status st = file ? sv_survey_read(file, &text, err) : sv_err_set(err, SV_USAGE, N_("name the file with the answers, or '-' for stdin: --answers"));

	if (st == SV_OK)
		st = sv_survey_protocol(j->run, &j->protocol, err);
	if (st == SV_OK)
		st = sv_places_open(j->protocol, &j->places, err);
	if (st == SV_OK)
		st = sv_answers_read(sv_buf_str(&text), text.len, sv_json_object(j->survey.state, "form"), &j->places, &report, &j->answers, err);
	sv_buf_release_secret(&text);
	return st;
}

/* The day of the measurement, which cannot lie ahead. */
static enum sv_status read_day(struct job *j, struct sv_err *err)
{
	const char *on = sv_args_text(j->run->args, "on");

	j->day = sv_session_today(j->run->session);
	if (on && (!sv_date_parse(on, &j->day) || j->day > sv_session_today(j->run->session)))
		return sv_err_set(err, SV_BAD_INPUT, N_("option '--%s': lies in the future"), "on");
	return SV_OK;
}

/* The measurement that changes are counted from: the one that was named, else the last one before this. Its answers, where they can be had. */
static enum sv_status open_before(struct job *j, struct sv_err *err)
{
	const char *named = sv_args_text(j->run->args, "before"), *file = sv_args_text(j->run->args, "before-answers"), *own = sv_json_text(j->survey.state, "questionnaire"), *of;
	char day[SV_DATE_SIZE], typed[48] = "";
	struct sv_err none = { 0 };
	const json_t *one;
	size_t i;

	sv_date_format(j->day, day);
	json_array_foreach(j->earlier, i, one)
		if (strcmp(sv_json_text(one, "on"), day) < 0)
			snprintf(typed, sizeof typed, "%s/%s", sv_json_text(one, "survey"), sv_json_text(one, "result"));
	if (!named && !typed[0])
		return file ? sv_err_set(err, SV_USAGE, N_("there is no earlier measurement with this questionnaire")) : SV_OK;
	enum sv_status st = sv_survey_scored(j->run, named ? named : typed, &j->before, err);
	if (st != SV_OK)
		return st;
	of = sv_json_text(j->before.state, "questionnaire");
	if (of == NULL || own == NULL || strcmp(of, own) != 0)
		return sv_err_set(err, SV_BAD_INPUT, N_("survey %s has another questionnaire"), j->before.id);
	if (strcmp(sv_json_text(j->before.result, "on"), day) >= 0)
		return sv_err_set(err, SV_BAD_INPUT, N_("survey %s was not measured before this one"), j->before.id);
	st = sv_survey_rows(j->run, &j->before, j->protocol, file, &j->then, &j->then_places, &j->then_answers, file ? err : &none);
	j->rows = st == SV_OK;
	if (!file && (st == SV_NOT_FOUND || st == SV_DENIED))
		st = SV_OK; /* not kept, or not for this officer: what is known of it is its result */
	else if (!file && st != SV_OK && err)
		*err = none;
	return st;
}

/* The earlier answers by the places of now, for what is looked at together; units that are no more are nobody's. */
static enum sv_status by_now(const struct job *j, struct sv_answers *out, struct sv_err *err)
{
	*out = j->then_answers;
	out->place = malloc((out->n + 1) * sizeof *out->place);
	if (out->place == NULL)
		return sv_err_nomem(err);
	for (size_t i = 0; i < out->n; i++) {
		uint32_t was = j->then_answers.place[i];
		size_t is = was < j->then_places.n ? sv_places_find(&j->places, j->then_places.id[was]) : j->places.n;
		out->place[i] = (uint32_t)(is == SIZE_MAX ? j->places.n : is);
	}
	return SV_OK;
}

static enum sv_status score(struct job *j, struct sv_err *err)
{
	struct sv_answers before = { 0 };
	struct sv_scoring s = {
		.protocol = j->protocol, .questionnaire = sv_json_object(j->survey.state, "form"), .population = sv_json_array(j->survey.state, "population"),
		.earlier = j->earlier, .places = &j->places, .before = j->rows ? &before : NULL, .depth = (unsigned)sv_json_int(j->survey.state, "depth", 0), .day = j->day,
	};
	enum sv_status st = j->rows ? by_now(j, &before, err) : SV_OK;

	if (st == SV_OK)
		st = sv_survey_score_all(&s, &j->answers, &j->result, err);
	free(before.place);
	return st;
}

/* What changed since the measurement before. */
static enum sv_status add_changes(struct job *j, struct sv_err *err)
{
	json_t *now = sv_json_copy(j->result), *changes = NULL, *before;

	if (now == NULL || !sv_json_set(now, "form", json_object_get(j->survey.state, "form"))) {
		json_decref(now);
		return sv_err_nomem(err);
	}
	const struct sv_measured from = { j->before.result, j->rows ? &j->then_answers : NULL, &j->then_places }, to = { now, &j->answers, &j->places };
	enum sv_status st = sv_survey_compared(&from, &to, &changes, err);
	before = json_pack("{s:s,s:O,s:O,s:b}", "survey", j->before.id, "result", json_object_get(j->before.result, "result"), "on", json_object_get(j->before.result, "on"), "answers", j->rows);
	if (st == SV_OK && !(before && json_object_set(j->result, "before", before) == 0 && json_object_set(j->result, "changes", changes) == 0))
		st = sv_err_nomem(err);
	json_decref(before);
	json_decref(changes);
	json_decref(now);
	return st;
}

static enum sv_status add_days(struct job *j, struct sv_err *err)
{
	const char *next = sv_args_text(j->run->args, "next");
	char day[SV_DATE_SIZE];

	sv_date_format(sv_day_add_months(j->day, NEXT_MONTHS), day);
	if (!sv_json_set_text(j->result, "next", next ? next : day) || (sv_json_true(j->survey.state, "keep") && json_object_set_new(j->result, "kept", json_true()) < 0))
		return sv_err_nomem(err);
	return SV_OK;
}

/* Stores the result, and the answers where the survey keeps them: first these, so that there is no result without them. */
static enum sv_status store(struct job *j, bool dry, struct sv_err *err)
{
	struct sv_act_report report = sv_run_reporter(j->run);
	struct sv_buf rows = SV_BUF_INIT;
	json_t *act = sv_json_deep_copy(j->result);
	bool keeps = sv_json_true(j->survey.state, "keep") && !dry;
	size_t gone;
	char id[16];
	enum sv_status st = act ? sv_batch_item(j->batch, sv_item_kind("survey"), j->survey.id, sv_event_type("survey.result"), act, &report, id) : sv_err_nomem(err);
	const char *number = sv_json_text(act, "result");

	if (st == SV_OK && keeps)
		st = sv_answers_write(&j->answers, sv_json_object(j->survey.state, "form"), &j->places, &rows, err);
	if (st == SV_OK && keeps)
		st = sv_rows_keep(j->run->session, j->survey.id, number, rows.data, rows.len, err);
	if (st == SV_OK)
		st = sv_batch_commit(j->batch, err);
	if (st != SV_OK && keeps && number)
		sv_rows_forget(j->run->session, j->survey.id, number, &gone, NULL);
	json_t *out = st == SV_OK ? json_pack("{s:i,s:s,s:O}", "sv", 1, "survey", j->survey.id, "result", act) : NULL;
	if (st == SV_OK)
		st = out ? sv_json_write_line(stdout, out, err) : sv_err_nomem(err);
	json_decref(out);
	json_decref(act);
	sv_buf_release_secret(&rows);
	return st;
}

enum sv_status sv_survey_score_file(struct sv_run *run, const char *file, const json_t *form, const json_t *protocol, const json_t *earlier, const struct sv_answers *before, struct sv_places *places,
				    struct sv_answers *out, json_t **result, struct sv_err *err)
{
	struct sv_survey_place place = { run, file };
	struct sv_act_report report = sv_survey_reporter(&place);
	struct sv_buf text = SV_BUF_INIT;
	struct sv_scoring s = { .protocol = protocol, .questionnaire = form, .earlier = earlier, .places = places, .before = before, .day = sv_session_today(run->session) };
	enum sv_status st = sv_survey_read(file, &text, err);

	if (st == SV_OK)
		st = sv_places_open(protocol, places, err);
	if (st == SV_OK)
		st = sv_answers_read(sv_buf_str(&text), text.len, form, places, &report, out, err);
	if (st == SV_OK)
		st = sv_survey_score_all(&s, out, result, err);
	if (st == SV_OK && json_object_set(*result, "form", (json_t *)form) < 0)
		st = sv_err_nomem(err);
	if (st != SV_OK)
		sv_err_at(err, "%s", file);
	sv_buf_release_secret(&text);
	return st;
}

enum sv_status sv_survey_score_run(struct sv_run *run, struct sv_err *err)
{
	struct job j = { .run = run };
	bool dry = sv_args_has(run->args, "dry-run");
	enum sv_status st = choose(&j, err);

	if (st == SV_OK)
		st = read_day(&j, err);
	if (st == SV_OK)
		st = read_answers(&j, err);
	if (st == SV_OK) /* from here on nobody else writes, so that everything that was ever shown is known */
		st = sv_batch_open(run->session, dry, &j.batch, err);
	if (st == SV_OK)
		st = sv_survey_results(run, sv_json_text(j.survey.state, "questionnaire"), &j.earlier, err);
	if (st == SV_OK)
		st = open_before(&j, err);
	if (st == SV_OK)
		st = score(&j, err);
	if (st == SV_OK && j.before.result)
		st = add_changes(&j, err);
	if (st == SV_OK)
		st = add_days(&j, err);
	if (st == SV_OK)
		st = store(&j, dry, err);
	release(&j);
	return st == SV_OK ? sv_run_flush(err) : st;
}
