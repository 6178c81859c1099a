/* SPDX-License-Identifier: MIT */
/* Questionnaires: read, checked, and printed as a form to fill in; see survey.h. */
#include "cli/survey.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "cli/items.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "json/schema.h"
#include "model/questionnaire.h"
#include "report/survey_score.h"
#include "view/markdown.h"
#include "view/table.h"

#define FORM_MAX (1u << 20)

const char *const sv_survey_form_formats[] = { "text", "md", "json", "csv", NULL };

bool sv_survey_is_file(const char *name)
{
	size_t n = strlen(name);

	return strchr(name, '/') != NULL || (n > 5 && strcmp(name + n - 5, ".json") == 0);
}

static void report_defect(void *data, const struct sv_err *given)
{
	const struct sv_survey_place *p = data;
	struct sv_err err = *given;

	sv_err_at(&err, "%s", p->place);
	sv_run_report(p->run, &err);
}

struct sv_act_report sv_survey_reporter(struct sv_survey_place *place)
{
	return (struct sv_act_report){ .defect = report_defect, .data = place };
}

enum sv_status sv_survey_check(struct sv_run *run, const json_t *form, const char *place, struct sv_err *err)
{
	struct sv_survey_place r = { run, place };
	struct sv_act_report report = sv_survey_reporter(&r);
	struct sv_schema_set *set = NULL;
	json_t *schema = NULL, *protocol = NULL;
	char path[4300];
	const char *id;
	enum sv_status st = sv_schema_set_new(&set, err);

	snprintf(path, sizeof path, "%s/schema/questionnaire.json", sv_session_data_dir(run->session));
	if (st == SV_OK)
		st = sv_json_load_file(path, FORM_MAX, SV_JSON_ANY, &schema, err);
	if (st == SV_OK)
		st = sv_schema_set_add(set, schema, err);
	if (st == SV_OK)
		st = sv_schema_check(set, "questionnaire", form, report_defect, &r);
	if (st == SV_OK && sv_session_id(run->session, &id, NULL) == SV_OK) /* where there is a store, its categories */
		st = sv_survey_protocol(run, &protocol, err);
	if (st == SV_OK)
		st = sv_questionnaire_check(form, protocol, &report);
	sv_schema_set_free(set);
	json_decref(schema);
	json_decref(protocol);
	return st;
}

/* Numbers that are not whole become text, as records hold no others: what others have. */
static enum sv_status settle(json_t *form, struct sv_err *err)
{
	const json_t *scale;
	size_t i;

	json_array_foreach(sv_json_array(form, "scales"), i, scale) {
		json_t *benchmark = sv_json_object(scale, "benchmark"), *value = json_object_get(benchmark, "value");
		if (json_is_real(value) && !sv_survey_put(benchmark, "value", json_real_value(value)))
			return sv_err_nomem(err);
	}
	return SV_OK;
}

/* The questionnaire of that name of the survey that has it in its last version; NULL where none has. */
static enum sv_status of_earlier(struct sv_run *run, const char *name, json_t **out, struct sv_err *err)
{
	json_t *items = NULL;
	const json_t *one;
	size_t i;
	enum sv_status st = sv_items_all(run, "survey", &items, err);

	json_array_foreach(items, i, one) {
		const char *of = sv_json_text(one, "questionnaire");
		if (of == NULL || strcmp(of, name) != 0 || sv_json_object(one, "form") == NULL)
			continue;
		json_decref(*out);
		*out = json_incref(sv_json_object(one, "form"));
	}
	json_decref(items);
	return st;
}

enum sv_status sv_survey_questionnaire(struct sv_run *run, const char *name, bool file, json_t **out, struct sv_err *err)
{
	char path[4300];
	const char *id;
	enum sv_status st = SV_NOT_FOUND;
	size_t plain = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_");

	*out = NULL;
	if (file) {
		st = sv_json_load_file(name, FORM_MAX, SV_JSON_ANY, out, err);
		if (st == SV_OK)
			st = sv_survey_check(run, *out, name, err);
		return st == SV_OK ? settle(*out, err) : st;
	}
	if (name[plain] == '\0') {
		snprintf(path, sizeof path, "%s/surveys/%.40s.json", sv_session_data_dir(run->session), name);
		st = sv_json_load_file(path, FORM_MAX, 0, out, err);
	}
	if (st == SV_NOT_FOUND && sv_session_id(run->session, &id, NULL) == SV_OK)
		st = of_earlier(run, name, out, err);
	if (st == SV_NOT_FOUND || (st == SV_OK && *out == NULL)) {
		st = sv_err_set(err, SV_NOT_FOUND, N_("there is no questionnaire '%s'"), name);
		sv_err_hint(err, N_("'beleving' is shipped; --questionnaire FILE takes any other"));
	}
	return st;
}

/* The form being printed. */
struct printing {
	const json_t *form;
	const char *lang;
	struct sv_buf *out;
};

static const char *text_of(const struct printing *p, const json_t *object, const char *member)
{
	return sv_questionnaire_text(p->form, json_object_get(object, member), p->lang);
}

/* Whether an item begins a run of items of its scale, above which its lead stands. */
static bool begins(const json_t *items, size_t i)
{
	return i == 0 || !json_equal(json_object_get(json_array_get(items, i), "scale"), json_object_get(json_array_get(items, i - 1), "scale"));
}

static void put_markdown(const struct printing *p)
{
	const json_t *items = sv_json_array(p->form, "items"), *item;
	size_t i;

	sv_buf_addf(p->out, "# %s\n\n", text_of(p, p->form, "label"));
	if (text_of(p, p->form, "before")[0])
		sv_buf_addf(p->out, "%s\n\n", text_of(p, p->form, "before"));
	json_array_foreach(items, i, item) {
		const json_t *scale = sv_questionnaire_scale(p->form, sv_json_text(item, "scale")), *answers = sv_questionnaire_answers(p->form, scale);
		int low = sv_answers_low(answers), high = sv_answers_high(answers);
		if (begins(items, i)) {
			sv_buf_addf(p->out, "%s%s\n\n|  |", i ? "\n" : "", text_of(p, scale, "lead")[0] ? text_of(p, scale, "lead") : text_of(p, scale, "label"));
			for (int a = low; a <= high; a++)
				sv_buf_addf(p->out, " %s |", sv_answer_word(p->form, answers, a, p->lang));
			sv_buf_adds(p->out, "\n|---|");
			for (int a = low; a <= high; a++)
				sv_buf_adds(p->out, ":-:|");
			sv_buf_addc(p->out, '\n');
		}
		sv_buf_addf(p->out, "| %zu. %s |", i + 1, text_of(p, item, "text"));
		for (int a = low; a <= high; a++)
			sv_buf_adds(p->out, " \u2610 |");
		sv_buf_addc(p->out, '\n');
	}
	if (text_of(p, p->form, "after")[0])
		sv_buf_addf(p->out, "\n%s\n", text_of(p, p->form, "after"));
}

static void put_text(const struct printing *p)
{
	const json_t *items = sv_json_array(p->form, "items"), *item;
	size_t i;

	sv_buf_addf(p->out, "%s\n\n", text_of(p, p->form, "label"));
	sv_wrap_text(text_of(p, p->form, "before"), 80, p->out);
	json_array_foreach(items, i, item) {
		const json_t *scale = sv_questionnaire_scale(p->form, sv_json_text(item, "scale")), *answers = sv_questionnaire_answers(p->form, scale);
		if (begins(items, i)) {
			sv_buf_addc(p->out, '\n');
			sv_wrap_text(text_of(p, scale, "lead")[0] ? text_of(p, scale, "lead") : text_of(p, scale, "label"), 80, p->out);
			sv_buf_adds(p->out, "  ");
			for (int a = sv_answers_low(answers); a <= sv_answers_high(answers); a++)
				sv_buf_addf(p->out, "  %d = %s", a, sv_answer_word(p->form, answers, a, p->lang));
			sv_buf_adds(p->out, "\n\n");
		}
		sv_buf_addf(p->out, "[  ] %2zu. %s\n", i + 1, text_of(p, item, "text"));
	}
	sv_buf_addc(p->out, '\n');
	sv_wrap_text(text_of(p, p->form, "after"), 80, p->out);
}

/* The first line of a file of answers. */
static enum sv_status print_head(const json_t *form, struct sv_err *err)
{
	struct sv_table_style style = { false, 0 };
	struct sv_table *table = sv_table_new();
	enum sv_status st = table ? sv_table_column(table, SV_QUESTIONNAIRE_UNIT, SV_QUESTIONNAIRE_UNIT, false, err) : sv_err_nomem(err);
	const json_t *item;
	size_t i;

	json_array_foreach(sv_json_array(form, "items"), i, item) {
		if (st == SV_OK)
			st = sv_table_column(table, sv_json_text(item, "id"), sv_json_text(item, "id"), false, err);
	}
	if (st == SV_OK)
		st = sv_table_print(table, SV_TABLE_CSV, &style, stdout, err);
	sv_table_free(table);
	return st;
}

/* The questionnaire that the operand means: a shipped one, a file, or that of a survey. */
static enum sv_status choose(struct sv_run *run, json_t **form, struct sv_err *err)
{
	size_t n;
	char *const *operand = sv_args_operands(run->args, &n);
	const char *name = n ? operand[0] : "beleving", *id;
	struct sv_err other = { 0 };
	struct sv_survey s;

	*form = NULL;
	if (n > 1)
		return sv_err_set(err, SV_USAGE, N_("one questionnaire is wanted"));
	enum sv_status st = sv_survey_questionnaire(run, name, sv_survey_is_file(name), form, err);
	if (st != SV_NOT_FOUND || sv_survey_is_file(name) || sv_session_id(run->session, &id, NULL) != SV_OK)
		return st;
	if (sv_survey_find(run, name, &s, &other) == SV_OK) {
		*form = json_incref(sv_json_object(s.state, "form"));
		st = *form ? SV_OK : sv_err_set(err, SV_BUG, N_("failed"));
	} else if (other.status != SV_NOT_FOUND && err) {
		*err = other;
		st = other.status;
	}
	sv_survey_release(&s);
	return st;
}

enum sv_status sv_survey_form(struct sv_run *run, struct sv_err *err)
{
	const char *format = sv_args_text(run->args, "format"), *lang = sv_args_text(run->args, "lang");
	struct sv_buf out = SV_BUF_INIT;
	json_t *form = NULL;
	enum sv_status st = choose(run, &form, err);
	struct printing p = { form, lang ? lang : sv_json_text(form, "language") ? sv_json_text(form, "language") : "nl", &out };

	if (st == SV_OK && format && strcmp(format, "json") == 0)
		st = sv_json_write_line(stdout, form, err);
	else if (st == SV_OK && format && strcmp(format, "csv") == 0)
		st = print_head(form, err);
	else if (st == SV_OK && format && strcmp(format, "md") == 0)
		put_markdown(&p);
	else if (st == SV_OK)
		put_text(&p);
	if (st == SV_OK && fwrite(sv_buf_str(&out), 1, out.len, stdout) != out.len)
		st = sv_err_set(err, SV_IO, N_("cannot write stdout"));
	sv_buf_release(&out);
	json_decref(form);
	return st == SV_OK ? sv_run_flush(err) : st;
}
