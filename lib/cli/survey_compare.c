/* SPDX-License-Identifier: MIT */
/* sv-survey compare: two results of one questionnaire held against each other. See survey.h. */
#include "cli/survey.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/lang.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/protocol.h"
#include "model/questionnaire.h"
#include "report/survey_compare.h"
#include "report/survey_score.h"
#include "view/table.h"

#define FILE_MAX (1u << 20)
#define CHANCE 4 /* decimals of a chance */

const char *const sv_survey_compare_formats[] = { "text", "json", "csv", NULL };

/* One of the two. */
struct side {
	struct sv_survey survey;
	json_t *then;
	struct sv_places places;
	struct sv_answers answers;
	bool rows;
};

static void release(struct side *s)
{
	sv_survey_release(&s->survey);
	sv_places_release(&s->places);
	sv_answers_release(&s->answers);
	json_decref(s->then);
}

/* The last result that has one before it with the same questionnaire, and that one. */
static enum sv_status find_last(struct sv_run *run, struct side side[2], struct sv_err *err)
{
	json_t *all = NULL;
	char typed[2][48] = { "", "" };
	enum sv_status st = sv_survey_results(run, NULL, &all, err);

	for (size_t i = json_array_size(all); i-- > 1 && !typed[0][0];) {
		const json_t *of[2] = { NULL, json_array_get(all, i) };
		for (size_t k = i; k-- > 0 && of[0] == NULL;)
			if (json_equal(json_object_get(json_array_get(all, k), "questionnaire"), json_object_get(of[1], "questionnaire")))
				of[0] = json_array_get(all, k);
		for (size_t k = 0; k < 2 && of[0]; k++)
			snprintf(typed[k], sizeof typed[k], "%s/%s", sv_json_text(of[k], "survey"), sv_json_text(of[k], "result"));
	}
	if (st == SV_OK && !typed[0][0])
		st = sv_err_set(err, SV_NOT_FOUND, N_("there are no two results of one questionnaire to compare"));
	for (size_t k = 0; k < 2 && st == SV_OK; k++)
		st = sv_survey_scored(run, typed[k], &side[k].survey, err);
	json_decref(all);
	return st;
}

/* Finds both: A and B, the last two results of one survey, or the last two of all. */
static enum sv_status find_both(struct sv_run *run, struct side side[2], struct sv_err *err)
{
	size_t n;
	char *const *operand = sv_args_operands(run->args, &n);
	char typed[48];

	if (n == 0)
		return find_last(run, side, err);
	enum sv_status st = n <= 2 ? sv_survey_scored(run, operand[n - 1], &side[1].survey, err) : sv_err_set(err, SV_USAGE, N_("name the two results to compare, or one survey with two results"));

	if (st == SV_OK && n == 1) {
		const json_t *results = sv_json_array(side[1].survey.state, "results"), *one, *before = NULL;
		const char *is = sv_json_text(side[1].survey.result, "result");
		size_t i;
		json_array_foreach(results, i, one) {
			if (strcmp(sv_json_text(one, "result"), is) == 0)
				break;
			before = one;
		}
		if (before == NULL)
			return sv_err_set(err, SV_NOT_FOUND, N_("survey %s has no earlier result: name the other survey"), side[1].survey.id);
		snprintf(typed, sizeof typed, "%s/%s", side[1].survey.id, sv_json_text(before, "result"));
		return sv_survey_scored(run, typed, &side[0].survey, err);
	}
	return st == SV_OK ? sv_survey_scored(run, operand[0], &side[0].survey, err) : st;
}

/* The answers of both, from the files that were given, else those that were kept; where they are not at hand, neither is used. */
static enum sv_status read_rows(struct sv_run *run, struct side side[2], const json_t *protocol, struct sv_err *err)
{
	size_t files = sv_args_count(run->args, "answers");

	if (files == 1 || files > 2)
		return sv_err_set(err, SV_USAGE, N_("give the answers of both: --answers twice, in the order of the results"));
	for (size_t i = 0; i < 2; i++) {
		struct sv_err none = { 0 };
		enum sv_status st = sv_survey_rows(run, &side[i].survey, protocol, files ? sv_args_nth(run->args, "answers", i) : NULL, &side[i].then, &side[i].places, &side[i].answers, files ? err : &none);
		side[i].rows = st == SV_OK;
		if (files && st != SV_OK)
			return st;
		if (st != SV_OK && st != SV_NOT_FOUND && st != SV_DENIED) {
			*err = none;
			return st;
		}
	}
	return SV_OK;
}

/*
 * Both from bare files of answers: each is scored as sv-survey score does, beside every result that there is, and the second beside the first as well, with its answers; so that
 * no more is told than by storing both.
 */
static enum sv_status score_both(struct sv_run *run, const char *questionnaire, struct side side[2], const json_t *protocol, struct sv_err *err)
{
	json_t *form = NULL, *earlier = NULL;
	size_t n;

	sv_args_operands(run->args, &n);
	if (n > 0 || sv_args_count(run->args, "answers") != 2)
		return sv_err_set(err, SV_USAGE, N_("with --questionnaire two files of answers are compared: give --answers twice and name no survey"));
	enum sv_status st = sv_survey_questionnaire(run, questionnaire, sv_survey_is_file(questionnaire), &form, err);
	if (st == SV_OK)
		st = sv_survey_results(run, sv_json_text(form, "questionnaire"), &earlier, err);
	for (size_t i = 0; i < 2 && st == SV_OK; i++) {
		st = sv_survey_score_file(run, sv_args_nth(run->args, "answers", i), form, protocol, earlier, i ? &side[0].answers : NULL, &side[i].places, &side[i].answers, &side[i].survey.result, err);
		if (st == SV_OK && json_array_append(earlier, side[i].survey.result) < 0)
			st = sv_err_nomem(err);
		side[i].rows = st == SV_OK;
	}
	json_decref(form);
	json_decref(earlier);
	return st;
}

static const char *word_of(const json_t *change)
{
	const char *why = sv_json_text(change, "why");

	if (why)
		return strcmp(why, "few") == 0 ? N_("cannot tell: too few answers") : strcmp(why, "units") == 0 ? N_("another unit than then") : N_("asked otherwise than then");
	if (!sv_json_has(change, "probability"))
		return N_("not tested: the answers are not at hand");
	return sv_json_true(change, "stands_out") ? N_("a clear difference") : N_("no clear difference");
}

static void number(const json_t *of, const char *member, int decimals, bool raw, char out[40])
{
	double x = sv_survey_number(of, member);

	out[0] = '\0';
	if (raw && sv_json_text(of, member))
		snprintf(out, 40, "%s", sv_json_text(of, member));
	else if (!isnan(x) && decimals == CHANCE && x < 0.0001)
		snprintf(out, 40, "<0.0001");
	else if (!isnan(x))
		snprintf(out, 40, "%.*f", decimals, fabs(x) < 0.5 * pow(10, -decimals) ? 0 : x);
}

static enum sv_status add_row(struct sv_table *table, const json_t *form, const json_t *protocol, const json_t *change, bool csv, struct sv_err *err)
{
	const char *scale = sv_json_text(change, "scale"), *unit = sv_json_text(change, "unit"), *label = sv_questionnaire_text(form, json_object_get(sv_questionnaire_scale(form, scale), "label"), sv_lang());
	static const char *const members[] = { "difference", "g", "low", "high", "probability", "adjusted" };
	static const int decimals[] = { 3, 2, 2, 2, CHANCE, CHANCE };
	char before[24], after[24], text[6][40];

	snprintf(before, sizeof before, "%lld", sv_json_int(change, "before", 0));
	snprintf(after, sizeof after, "%lld", sv_json_int(change, "after", 0));
	for (size_t i = 0; i < 6; i++)
		number(change, members[i], decimals[i], csv, text[i]);
	const char *benchmark = sv_json_text(sv_json_object(change, "benchmark"), "value"), *why = sv_json_text(change, "why");
	const char *cells[] = {
		csv || !label[0] ? scale : label, csv ? unit : unit ? sv_protocol_label(protocol, "unit", unit, sv_lang()) : sv_tr(N_("the organisation")), before, after,
		text[0], text[1], text[2], text[3], text[4], text[5], benchmark, csv ? why ? why : sv_json_true(change, "stands_out") ? "stands_out" : NULL : sv_tr(word_of(change)),
	};
	return sv_table_row(table, cells, err);
}

static enum sv_status print_table(struct sv_run *run, const json_t *form, const json_t *protocol, const json_t *changes, bool csv, struct sv_err *err)
{
	static const struct { const char *key, *heading; bool number; } columns[] = {
		{ "scale", N_("scale"), false }, { "unit", N_("unit"), false }, { "before", N_("answers then"), true }, { "after", N_("now"), true }, { "difference", N_("difference"), true }, { "g", N_("effect (g)"), true },
		{ "low", N_("from"), true }, { "high", N_("to"), true }, { "probability", N_("by chance"), true }, { "adjusted", N_("of so many"), true }, { "benchmark", N_("elsewhere"), false }, { "says", N_("verdict"), false },
	};
	struct sv_table_style style = { sv_run_color(run), sv_run_width() };
	struct sv_table *table = sv_table_new();
	const json_t *one;
	enum sv_status st = table ? SV_OK : sv_err_nomem(err);
	size_t i;

	for (i = 0; i < sizeof columns / sizeof columns[0] && st == SV_OK; i++)
		st = sv_table_column(table, columns[i].key, sv_tr(columns[i].heading), columns[i].number, err);
	json_array_foreach(changes, i, one) {
		if (st == SV_OK)
			st = add_row(table, form, protocol, one, csv, err);
	}
	if (st == SV_OK)
		st = sv_table_print(table, csv ? SV_TABLE_CSV : SV_TABLE_TEXT, &style, stdout, err);
	sv_table_free(table);
	return st;
}

/* What others have, beside each change: from the file that was given, else the questionnaire's own. */
static enum sv_status add_benchmarks(const json_t *given, const json_t *form, json_t *changes, struct sv_err *err)
{
	json_t *one;
	size_t i;
	bool ok = true;

	json_array_foreach(changes, i, one) {
		const char *scale = sv_json_text(one, "scale");
		const json_t *own = sv_json_object(sv_questionnaire_scale(form, scale), "benchmark"), *is = sv_json_object(given, scale);
		json_t *copy = is ? sv_json_deep_copy(is) : own ? json_pack("{s:O}", "source", json_object_get(own, "source")) : NULL;
		if (copy && !is)
			ok = sv_survey_put(copy, "value", sv_survey_number(own, "value")) && ok;
		ok = (copy == NULL || json_object_set(one, "benchmark", copy) == 0) && ok;
		json_decref(copy);
	}
	return ok ? SV_OK : sv_err_nomem(err);
}

static json_t *name_side(const struct side *s)
{
	if (s->survey.id[0] == '\0') /* answers that belong to no survey */
		return json_pack("{s:O,s:b}", "version", json_object_get(s->survey.result, "version"), "answers", s->rows);
	return json_pack("{s:s,s:O,s:O,s:O,s:b}", "survey", s->survey.id, "result", json_object_get(s->survey.result, "result"), "on", json_object_get(s->survey.result, "on"), "version", json_object_get(s->survey.result, "version"),
	                 "answers", s->rows);
}

static enum sv_status compare(struct sv_run *run, struct side side[2], const json_t *protocol, struct sv_err *err)
{
	const char *format = sv_args_text(run->args, "format"), *file = sv_args_text(run->args, "benchmarks");
	const json_t *form = sv_json_object(side[1].survey.result, "form");
	json_t *changes = NULL, *benchmarks = NULL, *out = NULL;
	bool rows = side[0].rows && side[1].rows;
	const struct sv_measured from = { side[0].survey.result, rows ? &side[0].answers : NULL, &side[0].places }, to = { side[1].survey.result, rows ? &side[1].answers : NULL, &side[1].places };
	enum sv_status st = sv_survey_compared(&from, &to, &changes, err);

	if (st == SV_OK && file)
		st = sv_json_load_file(file, FILE_MAX, 0, &benchmarks, err);
	if (st == SV_OK)
		st = add_benchmarks(sv_json_object(benchmarks, "values"), form, changes, err);
	if (st == SV_OK && (format == NULL || strcmp(format, "json") != 0)) {
		st = print_table(run, form, protocol, changes, format && strcmp(format, "csv") == 0, err);
	} else if (st == SV_OK) {
		out = json_pack("{s:i,s:o,s:o,s:O,s:O}", "sv", 1, "from", name_side(&side[0]), "to", name_side(&side[1]), "questionnaire", json_object_get(form, "questionnaire"), "changes", changes);
		st = out ? sv_json_write_line(stdout, out, err) : sv_err_nomem(err);
	}
	json_decref(out);
	json_decref(benchmarks);
	json_decref(changes);
	return st;
}

/* Both from the store, and their answers. */
static enum sv_status open_both(struct sv_run *run, struct side side[2], const json_t *protocol, struct sv_err *err)
{
	enum sv_status st = find_both(run, side, err);

	if (st == SV_OK && !json_equal(json_object_get(side[0].survey.state, "questionnaire"), json_object_get(side[1].survey.state, "questionnaire")))
		st = sv_err_set(err, SV_BAD_INPUT, N_("survey %s has another questionnaire"), side[0].survey.id);
	if (st == SV_OK && strcmp(sv_json_text(side[0].survey.result, "on"), sv_json_text(side[1].survey.result, "on")) > 0)
		st = sv_err_set(err, SV_USAGE, N_("name the earlier one first"));
	return st == SV_OK ? read_rows(run, side, protocol, err) : st;
}

enum sv_status sv_survey_compare_run(struct sv_run *run, struct sv_err *err)
{
	struct side side[2] = { { .rows = false }, { .rows = false } };
	const char *questionnaire = sv_args_text(run->args, "questionnaire");
	json_t *protocol = NULL;
	enum sv_status st = sv_survey_protocol(run, &protocol, err);

	if (st == SV_OK)
		st = questionnaire ? score_both(run, questionnaire, side, protocol, err) : open_both(run, side, protocol, err);
	if (st == SV_OK)
		st = compare(run, side, protocol, err);
	release(&side[0]);
	release(&side[1]);
	json_decref(protocol);
	return st == SV_OK ? sv_run_flush(err) : st;
}
