/* SPDX-License-Identifier: MIT */
/* sv-survey report: a result as people read it, or as rows. See survey.h. */
#include "cli/survey.h"

#include <stdio.h>
#include <string.h>

#include "cli/account.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "report/survey_document.h"
#include "view/markdown.h"
#include "view/table.h"

#define FILE_MAX (1u << 20)

const char *const sv_survey_report_formats[] = { "text", "html", "md", "pdf", "json", "csv", NULL };

/* The columns of the rows, in a result by the same names but the first two. */
static const struct { const char *key; bool number; } columns[] = {
	{ "scale", false }, { "unit", false }, { "item", false }, { "category", false }, { "n", true }, { "people", true }, { "mean", true }, { "sd", true }, { "yes", true }, { "share", true }, { "low", true }, { "high", true }, { "hidden", false },
};
#define COLUMNS (sizeof columns / sizeof columns[0])

static enum sv_status add_row(struct sv_table *table, const char *scale, const json_t *figures, struct sv_err *err)
{
	char number[COLUMNS][24];
	const char *cells[COLUMNS] = { scale };

	for (size_t i = 1; i < COLUMNS; i++) {
		const json_t *value = json_object_get(figures, columns[i].key);
		cells[i] = json_string_value(value);
		if (json_is_integer(value)) {
			snprintf(number[i], sizeof number[i], "%lld", (long long)json_integer_value(value));
			cells[i] = number[i];
		} else if (json_is_true(value)) {
			cells[i] = "true";
		}
	}
	return sv_table_row(table, cells, err);
}

static enum sv_status print_rows(const json_t *result, struct sv_err *err)
{
	struct sv_table_style style = { false, 0 };
	struct sv_table *table = sv_table_new();
	const json_t *scale, *one;
	enum sv_status st = table ? SV_OK : sv_err_nomem(err);
	size_t i, k;

	for (i = 0; i < COLUMNS && st == SV_OK; i++)
		st = sv_table_column(table, columns[i].key, columns[i].key, columns[i].number, err);
	json_array_foreach(sv_json_array(result, "scales"), i, scale) {
		json_array_foreach(sv_json_array(scale, "groups"), k, one)
			if (st == SV_OK)
				st = add_row(table, sv_json_text(scale, "scale"), one, err);
		json_array_foreach(sv_json_array(scale, "items"), k, one)
			if (st == SV_OK)
				st = add_row(table, sv_json_text(scale, "scale"), one, err);
	}
	if (st == SV_OK)
		st = sv_table_print(table, SV_TABLE_CSV, &style, stdout, err);
	sv_table_free(table);
	return st;
}

/* The document for a terminal: its Markdown, laid out. */
static enum sv_status print_text(struct sv_run *run, const json_t *document, struct sv_err *err)
{
	struct sv_buf text = SV_BUF_INIT, out = SV_BUF_INIT;
	size_t width = sv_run_width();
	enum sv_status st = sv_account_render(run, document, "md", &text, err);

	if (st == SV_OK)
		st = sv_markdown_term(sv_buf_str(&text), width > 20 ? width : 100, sv_run_color(run), &out, err);
	if (st == SV_OK && fwrite(sv_buf_str(&out), 1, out.len, stdout) != out.len)
		st = sv_err_set(err, SV_IO, N_("cannot write stdout"));
	sv_buf_release(&text);
	sv_buf_release(&out);
	return st;
}

enum sv_status sv_survey_report_run(struct sv_run *run, struct sv_err *err)
{
	const char *format = sv_args_text(run->args, "format"), *lang = sv_args_text(run->args, "lang"), *file = sv_args_text(run->args, "benchmarks");
	struct sv_account a = { .session = NULL };
	struct sv_survey s = { .state = NULL };
	json_t *benchmarks = NULL, *earlier = NULL, *document = NULL;
	size_t n;
	char *const *operand = sv_args_operands(run->args, &n);
	enum sv_status st = n == 1 ? SV_OK : sv_err_set(err, SV_USAGE, N_("one survey is wanted"));

	if (st == SV_OK && file)
		st = sv_json_load_file(file, FILE_MAX, 0, &benchmarks, err);
	if (st == SV_OK)
		st = sv_survey_scored(run, operand[0], &s, err);
	if (st == SV_OK && format && strcmp(format, "csv") == 0) {
		st = print_rows(s.result, err);
	} else if (st == SV_OK) {
		st = sv_account_open(run->session, NULL, lang ? lang : "nl", NULL, &a, err);
		if (st == SV_OK)
			st = sv_survey_results(run, sv_json_text(s.state, "questionnaire"), &earlier, err);
		if (st == SV_OK)
			st = sv_survey_document(&a, s.state, s.result, earlier, sv_json_object(benchmarks, "values"), &document, err);
		if (st == SV_OK)
			st = format == NULL || strcmp(format, "text") == 0 ? print_text(run, document, err) : sv_account_print(run, document, err);
		sv_account_close(&a);
	}
	json_decref(document);
	json_decref(earlier);
	json_decref(benchmarks);
	sv_survey_release(&s);
	return st == SV_OK ? sv_run_flush(err) : st;
}
