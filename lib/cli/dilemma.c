/* SPDX-License-Identifier: MIT */
/* sv-train dilemma: see dilemma.h. */
#include "cli/dilemma.h"

#include <stdio.h>
#include <string.h>

#include "app/guide.h"
#include "base/date.h"
#include "base/file.h"
#include "cli/lang.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/dilemma.h"
#include "view/markdown.h"
#include "view/mustache.h"

#define FILE_MAX (4u << 20)

const char *const sv_dilemma_langs[] = { "nl", "en", NULL };
const char *const sv_dilemma_formats[] = { "text", "md", "html", "json", NULL };

/* The week that is asked for. */
static enum sv_status week_of(struct sv_run *run, int *year, int *week, struct sv_err *err)
{
	const char *name = sv_args_text(run->args, "week"), *on = sv_args_text(run->args, "on");
	int32_t day = sv_session_today(run->session);

	if (name && on)
		return sv_err_set(err, SV_USAGE, N_("--week and --on both say which week: give one of them"));
	if (name && !sv_week_parse(name, year, week))
		return sv_err_set(err, SV_USAGE, N_("option '--%s': not a week that exists (2026-W07)"), "week");
	if (on)
		sv_date_parse(on, &day);
	if (!name)
		sv_day_to_week(day, year, week);
	return SV_OK;
}

/* The organisation's own dilemmas of a language, else the shipped ones. */
static enum sv_status read_collection(struct sv_run *run, const char *lang, json_t **out, struct sv_err *err)
{
	struct sv_buf text = SV_BUF_INIT;
	char path[4300];

	snprintf(path, sizeof path, "templates/dilemmas.%.2s.json", lang);
	enum sv_status st = sv_own_file(run->session, path, &text, err);
	if (st == SV_NOT_FOUND) {
		snprintf(path, sizeof path, "%s/dilemmas/%.2s.json", sv_session_data_dir(run->session), lang);
		st = sv_file_read(path, FILE_MAX, &text, err);
	}
	if (st == SV_OK)
		st = sv_json_parse(sv_buf_str(&text), text.len, 0, out, err);
	if (st == SV_OK)
		st = sv_dilemmas_check(*out, err);
	if (st != SV_OK)
		sv_err_at(err, "%s", path);
	sv_buf_release(&text);
	return st;
}

/* The dilemma with the week that it is of. */
static enum sv_status choose(struct sv_run *run, const char *lang, int year, int week, json_t **out, struct sv_err *err)
{
	json_t *collection = NULL, *some = NULL;
	char name[16], from[SV_DATE_SIZE], until[SV_DATE_SIZE];
	int32_t monday = 0;
	enum sv_status st = read_collection(run, lang, &collection, err);

	*out = NULL;
	if (st == SV_OK) {
		some = sv_dilemmas_for(collection, sv_args_text(run->args, "audience"));
		st = some ? SV_OK : sv_err_nomem(err);
	}
	size_t n = json_array_size(some), place = n ? sv_dilemma_place(n, year, week) : 0;
	if (st == SV_OK && n == 0)
		st = sv_err_set(err, SV_NO, N_("there is no dilemma for this audience"));
	snprintf(name, sizeof name, "%04u-W%02u", (unsigned)year % 10000u, (unsigned)week % 100u);
	sv_day_from_week(year, week, &monday);
	sv_date_format(monday, from);
	sv_date_format(monday + 6, until);
	if (st == SV_OK) {
		*out = json_pack("{s:i,s:s,s:s,s:s,s:s,s:I,s:I}", "sv", 1, "week", name, "from", from, "until", until, "lang", lang, "number", (json_int_t)place + 1, "of", (json_int_t)n);
		st = *out && json_object_update_missing(*out, json_array_get(some, place)) == 0 ? SV_OK : sv_err_nomem(err);
	}
	json_decref(some);
	json_decref(collection);
	return st;
}

/* The dilemma as Markdown, by the template of its language. */
static enum sv_status lay_out(struct sv_run *run, const char *lang, int year, int week, const json_t *dilemma, struct sv_buf *out, struct sv_err *err)
{
	struct sv_buf template = SV_BUF_INIT;
	json_t *context = sv_json_copy(dilemma);
	char path[64];
	bool ok = context && json_object_set_new(context, "week", json_integer(week)) == 0 && json_object_set_new(context, "year", json_integer(year)) == 0
	          && json_object_set_new(context, "has_options", json_boolean(json_array_size(sv_json_array(dilemma, "options")) > 0)) == 0
	          && json_object_set_new(context, "has_questions", json_boolean(json_array_size(sv_json_array(dilemma, "questions")) > 0)) == 0;

	snprintf(path, sizeof path, "templates/dilemma.%.2s.md", lang);
	enum sv_status st = ok ? sv_own_file(run->session, path, &template, err) : sv_err_nomem(err);
	if (st == SV_OK)
		st = sv_mustache(sv_buf_str(&template), context, sv_escape_markdown, out, err);
	json_decref(context);
	sv_buf_release(&template);
	return st;
}

static enum sv_status print(struct sv_run *run, const char *lang, const char *title, const char *markdown, struct sv_err *err)
{
	const char *format = sv_args_text(run->args, "format");
	struct sv_buf out = SV_BUF_INIT;
	size_t width = sv_run_width();
	enum sv_status st = SV_OK;

	if (format && strcmp(format, "md") == 0)
		sv_buf_adds(&out, markdown);
	else if (format && strcmp(format, "html") == 0)
		st = sv_markdown_page(lang, title, markdown, &out, err);
	else
		st = sv_markdown_term(markdown, width > 20 && width < 80 ? width : 80, sv_run_color(run), &out, err);
	if (st == SV_OK && fwrite(sv_buf_str(&out), 1, out.len, stdout) != out.len)
		st = sv_err_set(err, SV_IO, N_("cannot write stdout"));
	sv_buf_release(&out);
	return st;
}

/* Keeps a file as the organisation's own dilemmas of a language; one that could not be shown is not taken. */
static enum sv_status set(struct sv_run *run, const char *lang, const char *file, struct sv_err *err)
{
	struct sv_buf text = SV_BUF_INIT;
	json_t *collection = NULL;
	char path[64];
	enum sv_status st = sv_file_read(file, FILE_MAX, &text, err);

	if (st == SV_OK)
		st = sv_json_parse(sv_buf_str(&text), text.len, 0, &collection, err);
	if (st == SV_OK)
		st = sv_dilemmas_check(collection, err);
	if (st == SV_BAD_INPUT)
		sv_err_at(err, "%s", file);
	snprintf(path, sizeof path, "templates/dilemmas.%.2s.json", lang);
	if (st == SV_OK)
		st = sv_own_file_set(run->session, path, &text, err);
	json_decref(collection);
	sv_buf_release(&text);
	return st;
}

enum sv_status sv_dilemma_run(struct sv_run *run, struct sv_err *err)
{
	const char *lang = sv_args_text(run->args, "lang"), *file = sv_args_text(run->args, "set"), *format = sv_args_text(run->args, "format");
	struct sv_buf markdown = SV_BUF_INIT;
	json_t *dilemma = NULL;
	int year, week;
	enum sv_status st;

	lang = lang ? lang : "nl";
	if (file)
		return set(run, lang, file, err);
	sv_session_keyless(run->session); /* it is for everybody */
	st = week_of(run, &year, &week, err);
	if (st == SV_OK)
		st = choose(run, lang, year, week, &dilemma, err);
	if (st == SV_OK && format && strcmp(format, "json") == 0) {
		st = sv_json_write_line(stdout, dilemma, err);
	} else if (st == SV_OK) {
		st = lay_out(run, lang, year, week, dilemma, &markdown, err);
		if (st == SV_OK)
			st = print(run, lang, sv_json_text(dilemma, "title"), sv_buf_str(&markdown), err);
	}
	json_decref(dilemma);
	sv_buf_release(&markdown);
	return st == SV_OK ? sv_run_flush(err) : st;
}
