/* SPDX-License-Identifier: MIT */
/* Surveys and their results: see survey.h. */
#include "cli/survey.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/append.h"
#include "app/catchup.h"
#include "app/items.h"
#include "app/rows.h"
#include "base/file.h"
#include "cli/items.h"
#include "cli/keys.h"
#include "cli/lang.h"
#include "index/index.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/headcount.h"
#include "model/questionnaire.h"
#include "report/survey_compare.h"
#include "report/survey_score.h"
#include "view/table.h"
#include "view/text.h"

#define ANSWERS_MAX (512u << 20)

/* A result with its questionnaire and its survey. New; NULL without memory. */
static json_t *whole(const json_t *state, const json_t *result)
{
	json_t *out = sv_json_copy(result);

	if (out && sv_json_set(out, "form", json_object_get(state, "form")) && sv_json_set(out, "survey", json_object_get(state, "survey")))
		return out;
	json_decref(out);
	return NULL;
}

enum sv_status sv_survey_find(struct sv_run *run, const char *typed, struct sv_survey *out, struct sv_err *err)
{
	const char *slash = strchr(typed, '/'), *number = slash ? slash + 1 : NULL;
	char name[80];
	struct sv_index *index;

	*out = (struct sv_survey){ .state = NULL };
	snprintf(name, sizeof name, "%.*s", slash ? (int)(slash - typed) : (int)strlen(typed), typed);
	enum sv_status st = sv_item_resolve(run->session, sv_item_kind("survey"), name, out->id, err);
	if (st == SV_OK)
		st = sv_session_index(run->session, &index, err);
	if (st == SV_OK)
		st = sv_index_item(index, out->id, &out->state, err);
	const json_t *results = sv_json_array(out->state, "results"), *result = NULL;
	if (number)
		result = sv_json_find(results, "result", number);
	else
		result = json_array_get(results, json_array_size(results) - (json_array_size(results) > 0));
	if (st == SV_OK && number && result == NULL)
		st = sv_err_set(err, SV_NOT_FOUND, N_("survey %s has no such result"), out->id);
	if (st == SV_OK && result && (out->result = whole(out->state, result)) == NULL)
		st = sv_err_nomem(err);
	if (st != SV_OK)
		sv_err_at(err, "%s", typed);
	return st;
}

enum sv_status sv_survey_scored(struct sv_run *run, const char *typed, struct sv_survey *out, struct sv_err *err)
{
	enum sv_status st = sv_survey_find(run, typed, out, err);

	if (st == SV_OK && out->result == NULL) {
		sv_err_set(err, SV_NOT_FOUND, N_("the survey was not scored yet"));
		sv_err_hint(err, "sv-survey score %s --answers ...", out->id);
		st = sv_err_at(err, "%s", typed);
	}
	return st;
}

void sv_survey_release(struct sv_survey *s)
{
	json_decref(s->state);
	json_decref(s->result);
	*s = (struct sv_survey){ .state = NULL };
}

static enum sv_status keep(void *data, const char *json, struct sv_err *err)
{
	json_t *state = json_loads(json, 0, NULL);

	return state && json_array_append_new(data, state) == 0 ? SV_OK : sv_err_nomem(err);
}

enum sv_status sv_survey_results(struct sv_run *run, const char *questionnaire, json_t **out, struct sv_err *err)
{
	json_t *surveys = json_array(), *one;
	const json_t *state, *result;
	struct sv_index *index;
	enum sv_status st = sv_session_index(run->session, &index, err);
	size_t i, k, at;

	*out = json_array();
	if (st == SV_OK)
		st = surveys && *out ? sv_index_items(index, "survey", keep, surveys, err) : sv_err_nomem(err);
	json_array_foreach(surveys, i, state) {
		const char *of = sv_json_text(state, "questionnaire");
		json_array_foreach(questionnaire == NULL || (of && strcmp(of, questionnaire) == 0) ? sv_json_array(state, "results") : NULL, k, result) {
			const char *on = sv_json_text(result, "on");
			at = json_array_size(*out);
			while (at > 0 && on && strcmp(sv_json_text(json_array_get(*out, at - 1), "on"), on) > 0)
				at--;
			one = whole(state, result);
			if (st == SV_OK && (one == NULL || json_array_insert_new(*out, at, one) < 0))
				st = sv_err_nomem(err);
		}
	}
	json_decref(surveys);
	if (st != SV_OK) {
		json_decref(*out);
		*out = NULL;
	}
	return st;
}

enum sv_status sv_survey_protocol(struct sv_run *run, json_t **out, struct sv_err *err)
{
	struct sv_index *index;
	json_t *headcounts = NULL;
	enum sv_status st = sv_session_index(run->session, &index, err);

	*out = NULL;
	if (st == SV_OK)
		st = sv_index_protocol(index, out, err);
	if (st == SV_OK)
		st = sv_items_all(run, "headcount", &headcounts, err);
	if (st == SV_OK)
		st = sv_headcount_apply(*out, headcounts, err);
	json_decref(headcounts);
	if (st != SV_OK) {
		json_decref(*out);
		*out = NULL;
	}
	return st;
}

enum sv_status sv_survey_read(const char *file, struct sv_buf *out, struct sv_err *err)
{
	char block[65536];
	ssize_t n;

	if (strcmp(file, "-") != 0)
		return sv_file_read(file, ANSWERS_MAX, out, err);
	do {
		n = read(STDIN_FILENO, block, sizeof block);
		if (n > 0)
			sv_buf_add_secret(out, block, (size_t)n);
	} while (n > 0 && out->len <= ANSWERS_MAX);
	explicit_bzero(block, sizeof block);
	if (n < 0)
		return sv_err_sys(err, SV_IO, errno, N_("cannot read %s: %s"), "stdin");
	if (out->len > ANSWERS_MAX)
		return sv_err_set(err, SV_BAD_INPUT, N_("'%s' is longer than %u bytes"), "stdin", ANSWERS_MAX);
	return out->failed ? sv_err_nomem(err) : SV_OK;
}

enum sv_status sv_survey_rows(struct sv_run *run, const struct sv_survey *s, const json_t *protocol, const char *file, json_t **then, struct sv_places *places, struct sv_answers *out, struct sv_err *err)
{
	struct sv_survey_place place = { run, file };
	struct sv_act_report report = file ? sv_survey_reporter(&place) : sv_run_reporter(run);
	struct sv_buf text = SV_BUF_INIT;
	struct sv_measured m = { s->result, out, places };
	enum sv_status st = file ? sv_survey_read(file, &text, err) : sv_rows_read(run->session, s->id, sv_json_text(s->result, "result"), &text, err);

	*then = NULL;
	*places = (struct sv_places){ 0 };
	*out = (struct sv_answers){ 0 };
	if (st == SV_OK)
		st = sv_survey_places(s->result, protocol, then, places, err);
	if (st == SV_OK)
		st = sv_answers_read(sv_buf_str(&text), text.len, sv_json_object(s->result, "form"), places, &report, out, err);
	if (st == SV_OK)
		st = sv_survey_made_of(&m, err);
	if (st != SV_OK && file)
		sv_err_at(err, "%s", file);
	sv_buf_release_secret(&text);
	return st;
}

/* "UNIT=N", or "N" of all, as {unit?, people}; NULL where it is neither. */
static json_t *population(const char *text)
{
	const char *equals = strrchr(text, '='), *number = equals ? equals + 1 : text;
	size_t digits = strspn(number, "0123456789");

	if (digits == 0 || digits > 8 || number[digits] || equals == text)
		return NULL;
	json_t *one = json_pack("{s:I}", "people", (json_int_t)strtoll(number, NULL, 10));
	if (one && equals)
		json_object_set_new(one, "unit", json_stringn(text, (size_t)(equals - text)));
	return one;
}

enum sv_status sv_survey_prepare(struct sv_run *run, json_t *act, struct sv_err *err)
{
	json_t *list = sv_json_array(act, "population");

	for (size_t i = 0; sv_args_has(run->args, "population") && i < json_array_size(list); i++) {
		const char *text = json_string_value(json_array_get(list, i));
		json_t *row = text ? population(text) : json_incref(json_array_get(list, i));
		if (row == NULL || json_array_set_new(list, i, row) < 0)
			return sv_err_set(err, SV_USAGE, N_("option '--%s': neither UNIT=N nor N"), "population");
	}
	return SV_OK;
}

enum sv_status sv_survey_finish(struct sv_run *run, json_t *act, struct sv_err *err)
{
	const char *named = sv_args_text(run->args, "questionnaire"), *name = sv_json_text(act, "questionnaire");
	bool add = run->verb->name && strcmp(run->verb->name, "add") == 0;
	json_t *form = json_incref(sv_json_object(act, "form"));
	enum sv_status st = SV_OK;

	if (form)
		st = sv_survey_check(run, form, "/form", err);
	else if (named && name == NULL) /* a file is read where the command line names it, never for a record */
		st = sv_survey_questionnaire(run, named, sv_survey_is_file(named), &form, err);
	else if (name || add)
		st = sv_survey_questionnaire(run, name ? name : "beleving", false, &form, err);
	if (st == SV_OK && form && !(sv_json_set(act, "form", form) && sv_json_set(act, "questionnaire", json_object_get(form, "questionnaire")) && sv_json_set(act, "version", json_object_get(form, "version"))))
		st = sv_err_nomem(err);
	/* when it is due first */
	const char *due = sv_json_text(act, "until") ? sv_json_text(act, "until") : sv_json_text(act, "from");
	if (st == SV_OK && add && !sv_json_has(act, "next") && !sv_json_set_text(act, "next", due))
		st = sv_err_nomem(err);
	json_decref(form);
	return st;
}

enum sv_status sv_survey_list(struct sv_run *run, struct sv_err *err)
{
	static const struct sv_items_column columns[] = {
		{ "title", N_("title") }, { "questionnaire", N_("questionnaire") }, { "from", N_("from") }, { "until", N_("until") }, { "results", N_("results") }, { "next", N_("next") }, { NULL, NULL },
	};

	return sv_items_list(run, "survey", columns, err);
}

/* A number of a result as people read it. */
static void say_number(const json_t *of, const char *member, int decimals, bool share, char out[32])
{
	double x = sv_survey_number(of, member);

	snprintf(out, 32, "%.*f%s", decimals, share ? 100 * x : x, share ? " %" : "");
	if (sv_json_text(of, member) == NULL)
		out[0] = '\0';
}

/* The figures of the whole organisation, scale by scale. */
static enum sv_status print_result(struct sv_run *run, const json_t *state, const json_t *result, struct sv_err *err)
{
	static const struct { const char *key, *heading; bool number; } columns[] = {
		{ "scale", N_("scale"), false }, { "n", N_("answers"), true }, { "value", N_("mean or share"), true }, { "low", N_("from"), true }, { "high", N_("to"), true }, { "alpha", N_("alpha"), true },
	};
	struct sv_table_style style = { sv_run_color(run), sv_run_width() };
	struct sv_table *table = sv_table_new();
	const json_t *form = sv_json_object(state, "form"), *one;
	enum sv_status st = table ? SV_OK : sv_err_nomem(err);
	size_t i;

	printf(sv_tr(N_("\n%s: %s; answered: %lld\n")), sv_json_text(result, "result"), sv_json_text(result, "on"), sv_json_int(result, "answered", 0));
	for (i = 0; i < sizeof columns / sizeof columns[0] && st == SV_OK; i++)
		st = sv_table_column(table, columns[i].key, sv_tr(columns[i].heading), columns[i].number, err);
	json_array_foreach(sv_json_array(result, "scales"), i, one) {
		const char *id = sv_json_text(one, "scale");
		const json_t *scale = sv_questionnaire_scale(form, id), *shown = sv_survey_shown(result, id, NULL);
		bool share = scale && sv_scale_any(scale);
		char n[24] = "", value[32] = "x", low[32] = "", high[32] = "", alpha[32] = "";
		if (shown) {
			snprintf(n, sizeof n, "%lld", sv_json_int(shown, "n", 0));
			say_number(shown, share ? "share" : "mean", share ? 1 : 2, share, value);
			say_number(shown, "low", share ? 1 : 2, share, low);
			say_number(shown, "high", share ? 1 : 2, share, high);
			say_number(sv_json_object(one, "alpha"), "alpha", 2, false, alpha);
		}
		const char *label = sv_questionnaire_text(form, json_object_get(scale, "label"), sv_lang());
		const char *cells[] = { label[0] ? label : id, n, value, low, high, alpha };
		if (st == SV_OK)
			st = sv_table_row(table, cells, err);
	}
	if (st == SV_OK)
		st = sv_table_print(table, SV_TABLE_TEXT, &style, stdout, err);
	sv_table_free(table);
	return st;
}

enum sv_status sv_survey_show(struct sv_run *run, struct sv_err *err)
{
	const char *format = sv_args_text(run->args, "format");
	bool json = format && strcmp(format, "json") == 0;
	const json_t *result;
	size_t n, k;
	char *const *operands = sv_args_operands(run->args, &n);
	enum sv_status st = n ? SV_OK : sv_err_set(err, SV_USAGE, N_("name what to show"));

	for (size_t i = 0; i < n && st == SV_OK; i++) {
		struct sv_survey s;
		st = sv_survey_find(run, operands[i], &s, err);
		json_t *shown = st == SV_OK ? sv_json_copy(s.state) : NULL;
		json_object_del(shown, "form"); /* sv-survey questionnaire prints it */
		if (st == SV_OK && json) {
			st = sv_json_write_line(stdout, shown, err);
		} else if (st == SV_OK) {
			json_object_del(shown, "results");
			sv_text_members(shown, 0, stdout);
			json_array_foreach(sv_json_array(s.state, "results"), k, result)
				if (st == SV_OK)
					st = print_result(run, s.state, result, err);
			if (i + 1 < n)
				puts("");
		}
		json_decref(shown);
		sv_survey_release(&s);
	}
	return st == SV_OK ? sv_run_flush(err) : st;
}

/* Deletes the answers that were kept of one survey, and records that none are kept from now on. */
static enum sv_status forget(struct sv_run *run, struct sv_batch *b, const struct sv_survey *s, struct sv_err *err)
{
	struct sv_act_report report = sv_run_reporter(run);
	json_t *act = json_pack("{s:b}", "keep", 0);
	char id[16];
	enum sv_status st = act ? SV_OK : sv_err_nomem(err);
	const char *now = sv_json_text(s->state, "state");

	if (st == SV_OK && sv_json_true(s->state, "keep") && now && strcmp(now, "done") != 0)
		st = sv_batch_item(b, sv_item_kind("survey"), s->id, sv_event_type("survey.changed"), act, &report, id);
	json_decref(act);
	return st;
}

enum sv_status sv_survey_forget_run(struct sv_run *run, struct sv_err *err)
{
	size_t n, gone, all = 0;
	char *const *operands = sv_args_operands(run->args, &n);
	struct sv_survey *s = calloc(n + 1, sizeof *s);
	struct sv_batch *b = NULL;
	enum sv_status st = s == NULL ? sv_err_nomem(err) : n ? SV_OK : sv_err_set(err, SV_USAGE, N_("name the survey whose answers are to be deleted"));

	for (size_t i = 0; i < n && st == SV_OK; i++)
		st = sv_survey_find(run, operands[i], &s[i], err);
	if (st == SV_OK)
		st = sv_batch_open(run->session, false, &b, err);
	for (size_t i = 0; i < n && st == SV_OK; i++)
		st = forget(run, b, &s[i], err);
	if (st == SV_OK)
		st = sv_batch_commit(b, err);
	for (size_t i = 0; i < n && st == SV_OK; i++) {
		st = sv_rows_forget(run->session, s[i].id, NULL, &gone, err);
		all += gone;
	}
	sv_batch_free(b);
	for (size_t i = 0; s && i < n; i++)
		sv_survey_release(&s[i]);
	free(s);
	if (st == SV_OK)
		printf(sv_tr(N_("answers deleted, of so many results: %zu\n")), all);
	return st == SV_OK ? sv_run_flush(err) : st;
}
