/* SPDX-License-Identifier: MIT */
/* Results of surveys as documents: see survey_document.h. */
#include "report/survey_document.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "json/get.h"
#include "model/questionnaire.h"
#include "report/registers.h"
#include "report/survey_score.h"
#include "report/survey_table.h"

/* The table of a publication with that name, or NULL. */
static const json_t *table_of(const json_t *publication, const char *name)
{
	const json_t *section, *found = NULL;
	size_t i;

	json_array_foreach(sv_json_array(sv_json_object(publication, "document"), "sections"), i, section)
		if (found == NULL)
			found = sv_json_find(sv_json_array(section, "tables"), "table", name);
	return found;
}

bool sv_survey_reported(const json_t *ledger, const char *category, int year, long long *n, bool *hidden)
{
	char of[12];

	snprintf(of, sizeof of, "%04d", year);
	*n = 0;
	*hidden = false;
	for (size_t i = json_array_size(ledger); i-- > 0;) { /* the last first */
		const json_t *table = table_of(json_array_get(ledger, i), "category_year"), *columns = sv_json_array(table, "columns"), *row;
		size_t c = 0, k;
		while (c < json_array_size(columns) && strcmp(sv_json_text(json_array_get(columns, c), "id") ? sv_json_text(json_array_get(columns, c), "id") : "", of) != 0)
			c++;
		if (c == json_array_size(columns))
			continue;
		json_array_foreach(sv_json_array(table, "rows"), k, row) {
			const char *id = json_string_value(json_array_get(sv_json_array(row, "id"), 0));
			const json_t *cell = json_array_get(sv_json_array(row, "cells"), c);
			if (id == NULL || strcmp(id, category) != 0)
				continue;
			*hidden = !sv_json_has(cell, "n");
			*n = sv_json_int(cell, "n", 0);
		}
		return true; /* rows of zeros are left out of a table */
	}
	return false;
}

/* What is made of one result: the last earlier ones stand beside it. */
static void look(struct sv_account *a, const json_t *result, const json_t *all, const json_t *benchmarks, struct sv_surveyed *out)
{
	const char *on = sv_json_text(result, "on");
	const json_t *one;
	size_t i;

	*out = (struct sv_surveyed){ .a = a, .result = result, .form = sv_json_object(result, "form"), .benchmarks = benchmarks, .words = sv_json_object(a->words, "survey") };
	json_array_foreach(all, i, one) {
		if (on == NULL || strcmp(sv_json_text(one, "on"), on) >= 0 || !json_equal(json_object_get(one, "questionnaire"), json_object_get(result, "questionnaire")))
			continue;
		if (out->nbefore == SV_SURVEY_BEFORE) {
			memmove(out->before, out->before + 1, (SV_SURVEY_BEFORE - 1) * sizeof *out->before);
			out->nbefore--;
		}
		out->before[out->nbefore++] = one;
	}
}

static void put_value(const struct sv_surveyed *s, const json_t *shown, struct sv_buf *out)
{
	sv_write_number(100 * sv_survey_number(shown, "share"), 0, s->a->lang, out);
	sv_buf_adds(out, "\u00a0%");
}

/* A yes or no as a fact, with what it was before. */
static bool fact_of(const struct sv_surveyed *s, const json_t *scale, json_t *facts)
{
	const char *id = sv_json_text(scale, "id");
	const json_t *shown = sv_survey_shown(s->result, id, NULL), *was;
	struct sv_buf text = SV_BUF_INIT, detail = SV_BUF_INIT;
	json_t *fact = json_object(), *previous = json_array(), *one;
	char name[64], when[12];
	bool ok = fact && previous;

	snprintf(name, sizeof name, "survey_%.40s", id);
	ok = ok && sv_json_set_text(fact, "fact", name) && sv_json_set_text(fact, "label", sv_surveyed_scale(s, id));
	if (shown) {
		put_value(s, shown, &text);
		sv_write_number(100 * sv_survey_number(shown, "low"), 0, s->a->lang, &detail);
		sv_buf_adds(&detail, "\u2013");
		sv_write_number(100 * sv_survey_number(shown, "high"), 0, s->a->lang, &detail);
		sv_buf_addf(&detail, "\u00a0%% (%s)", sv_json_text(s->a->words, "interval") ? sv_json_text(s->a->words, "interval") : "95 %");
		ok = ok && sv_json_set_text(fact, "value", sv_buf_str(&text)) && sv_json_set_text(fact, "detail", sv_buf_str(&detail));
	} else {
		ok = ok && json_object_set_new(fact, "suppressed", json_true()) == 0;
	}
	for (size_t k = s->nbefore; k-- > 0 && ok;) {
		if (!sv_scale_same(sv_json_object(s->before[k], "form"), s->form, id))
			continue;
		sv_buf_clear(&text);
		was = sv_survey_shown(s->before[k], id, NULL);
		one = json_pack("{s:s}", "year", sv_surveyed_when(s, s->before[k], when));
		if (was)
			put_value(s, was, &text);
		ok = one && (was ? sv_json_set_text(one, "value", sv_buf_str(&text)) : json_object_set_new(one, "suppressed", json_true()) == 0);
		ok = json_array_append_new(previous, one) == 0 && ok;
	}
	ok = ok && (json_array_size(previous) == 0 || json_object_set(fact, "previous", previous) == 0);
	ok = json_array_append_new(facts, fact) == 0 && ok;
	json_decref(previous);
	sv_buf_release(&text);
	sv_buf_release(&detail);
	return ok;
}

/* How many answered, and of how many. */
static bool fact_answered(const struct sv_surveyed *s, json_t *facts)
{
	long long answered = sv_json_int(s->result, "answered", 0), people = sv_json_int(s->result, "people", 0);
	struct sv_buf detail = SV_BUF_INIT;
	json_t *fact = json_pack("{s:s,s:s}", "fact", "survey_answered", "label", sv_surveyed_word(s, "answered"));
	char text[24];
	bool ok = fact != NULL;

	snprintf(text, sizeof text, "%lld", answered);
	if (sv_json_has(s->result, "answered"))
		ok = ok && sv_json_set_text(fact, "value", text);
	else
		ok = ok && json_object_set_new(fact, "suppressed", json_true()) == 0;
	if (answered > 0 && people >= answered) {
		sv_write_number(100.0 * (double)answered / (double)people, 0, s->a->lang, &detail);
		sv_buf_addf(&detail, "\u00a0%% %s %lld", sv_surveyed_word(s, "of"), people);
		ok = ok && sv_json_set_text(fact, "detail", sv_buf_str(&detail));
	}
	sv_buf_release(&detail);
	return json_array_append_new(facts, fact) == 0 && ok;
}

static bool facts_of(const struct sv_surveyed *s, json_t *facts)
{
	const json_t *scale;
	bool ok = fact_answered(s, facts);
	size_t i;

	json_array_foreach(sv_json_array(s->form, "scales"), i, scale)
		ok = ok && (!sv_scale_any(scale) || fact_of(s, scale, facts));
	return ok;
}

/* Adds a table or list that there is. */
static bool take(json_t *list, json_t *one)
{
	return one == NULL || json_array_append_new(list, one) == 0;
}

/* The year of which figures on cases were published: that of the measurement, else the one before; 0: none. */
static int published_year(const struct sv_surveyed *s)
{
	const char *on = sv_json_text(s->result, "on");
	long long n;
	bool hidden;
	int year = on ? atoi(on) : 0;

	for (int back = 0; back < 2; back++)
		if (sv_survey_reported(s->a->ledger, "", year - back, &n, &hidden))
			return year - back;
	return 0;
}

/* A section by its id, "survey_NAME"; its heading and text are what the questionnaire has for that name. */
static json_t *section(const struct sv_surveyed *s, const char *id)
{
	const json_t *own = sv_json_object(sv_json_object(s->form, "report"), strchr(id, '_') + 1);
	struct sv_buf title = SV_BUF_INIT, text = SV_BUF_INIT;

	sv_surveyed_line(sv_questionnaire_text(s->form, json_object_get(own, "title"), s->a->lang), false, &title);
	sv_surveyed_line(sv_questionnaire_text(s->form, json_object_get(own, "text"), s->a->lang), true, &text);
	json_t *out = json_pack("{s:s,s:s,s:[],s:[],s:[],s:[]}", "section", id, "title", title.len ? sv_buf_str(&title) : sv_surveyed_word(s, id), "text", "facts", "tables", "lists");
	if (text.len && json_array_append_new(sv_json_array(out, "text"), json_string(sv_buf_str(&text))) < 0) {
		json_decref(out);
		out = NULL;
	}
	sv_buf_release(&title);
	sv_buf_release(&text);
	return out;
}

/* A section, unless it says nothing. */
static bool add_section(json_t *sections, json_t *one)
{
	bool any = json_array_size(sv_json_array(one, "facts")) + json_array_size(sv_json_array(one, "tables")) + json_array_size(sv_json_array(one, "lists")) > 0;

	if (any)
		return json_array_append_new(sections, one) == 0;
	json_decref(one);
	return true;
}

static bool experience(const struct sv_surveyed *s, json_t *sections)
{
	json_t *one = section(s, "survey_experience"), *shares = NULL, *by_category = NULL;
	bool ok = one && sv_survey_table_scales(s, true, &shares) && take(sv_json_array(one, "tables"), shares) && sv_survey_table_categories(s, &by_category) && take(sv_json_array(one, "tables"), by_category);

	return add_section(sections, one) && ok;
}

static bool scales(const struct sv_surveyed *s, json_t *sections)
{
	json_t *one = section(s, "survey_scales"), *means = NULL, *answers = NULL;
	bool ok = one && facts_of(s, sv_json_array(one, "facts")) && sv_survey_table_scales(s, false, &means) && take(sv_json_array(one, "tables"), means) && sv_survey_table_answers(s, &answers)
	          && take(sv_json_array(one, "tables"), answers);

	return add_section(sections, one) && ok;
}

static bool units(const struct sv_surveyed *s, json_t *sections)
{
	json_t *one = section(s, "survey_units"), *means = NULL, *shares = NULL;
	bool ok = one && sv_survey_table_units(s, false, &means) && take(sv_json_array(one, "tables"), means) && sv_survey_table_units(s, true, &shares) && take(sv_json_array(one, "tables"), shares);

	return add_section(sections, one) && ok;
}

static bool changes(const struct sv_surveyed *s, json_t *sections)
{
	json_t *one = section(s, "survey_changes"), *list = NULL;
	bool ok = one && sv_survey_list_changes(s, sv_json_array(s->result, "changes"), &list) && take(sv_json_array(one, "lists"), list);

	return add_section(sections, one) && ok;
}

static bool gap(const struct sv_surveyed *s, json_t *sections)
{
	json_t *one = section(s, "survey_gap"), *table = NULL;
	int year = published_year(s);
	bool ok = one && sv_survey_table_gap(s, year, &table) && take(sv_json_array(one, "tables"), table);

	if (ok && year == 0)
		ok = json_array_append_new(sv_json_array(one, "text"), json_string(sv_surveyed_word(s, "not_published"))) == 0;
	return add_section(sections, one) && ok;
}

static bool asked(const struct sv_surveyed *s, json_t *sections)
{
	json_t *one = section(s, "survey_asked"), *of_scales = NULL, *of_items = NULL;
	bool ok = one && sv_survey_list_scales(s, &of_scales) && take(sv_json_array(one, "lists"), of_scales) && sv_survey_list_items(s, &of_items) && take(sv_json_array(one, "lists"), of_items);

	return add_section(sections, one) && ok;
}

/* What the document says of itself. */
static bool about(const struct sv_surveyed *s, const json_t *state, json_t *document)
{
	const char *organisation = sv_json_text(sv_json_object(s->a->protocol, "organisation"), "name"), *title = sv_json_text(state, "title"), *on = sv_json_text(s->result, "on"), *own = sv_json_text(s->a->words, "organisation");
	json_t *text = sv_json_array(s->words, "protection"), *protection = json_pack("{s:s}", "audit", "passed");
	char release[40];

	snprintf(release, sizeof release, "%s/%s", sv_json_text(s->result, "survey"), sv_json_text(s->result, "result"));
	bool ok = protection && (text == NULL || json_object_set(protection, "text", text) == 0);
	ok = ok && json_object_set_new(document, "sv", json_integer(1)) == 0 && sv_json_set_text(document, "document", "survey") && sv_json_set_text(document, "lang", s->a->lang)
	     && sv_json_set_text(document, "title", title ? title : "-") && sv_json_set_text(document, "organisation", organisation ? organisation : own ? own : "-")
	     && json_object_set_new(document, "year", json_integer(on ? atoi(on) : 0)) == 0 && sv_json_set_text(document, "commit", s->a->commit) && sv_json_set_text(document, "as_of", on)
	     && json_object_set_new(document, "published", json_true()) == 0 && sv_json_set_text(document, "release", release) && json_object_set(document, "protection", protection) == 0;
	json_decref(protection);
	return ok;
}

enum sv_status sv_survey_document(struct sv_account *a, const json_t *state, const json_t *result, const json_t *earlier, const json_t *benchmarks, json_t **out, struct sv_err *err)
{
	json_t *document = json_object(), *sections = json_array();
	struct sv_surveyed s;

	look(a, result, earlier, benchmarks, &s);
	bool ok = document && sections && about(&s, state, document) && scales(&s, sections) && experience(&s, sections) && units(&s, sections) && changes(&s, sections) && gap(&s, sections) && asked(&s, sections)
	          && json_object_set(document, "sections", sections) == 0;
	json_decref(sections);
	*out = ok ? document : NULL;
	if (!ok)
		json_decref(document);
	return ok ? SV_OK : sv_err_nomem(err);
}

/* Every result, by its day, each with its questionnaire. */
static enum sv_status results_of(struct sv_account *a, json_t **out, struct sv_err *err)
{
	const json_t *surveys, *state, *result;
	size_t i, k;
	enum sv_status st = sv_register_items(a, "survey", &surveys, err);

	*out = json_array();
	json_array_foreach(st == SV_OK ? surveys : NULL, i, state) {
		json_array_foreach(sv_json_array(state, "results"), k, result) {
			json_t *one = sv_json_copy(result);
			size_t at = json_array_size(*out);
			bool ok = one && sv_json_set(one, "form", json_object_get(state, "form")) && sv_json_set(one, "survey", json_object_get(state, "survey"));
			while (at > 0 && strcmp(sv_json_text(json_array_get(*out, at - 1), "on"), sv_json_text(result, "on")) > 0)
				at--;
			if (!ok || json_array_insert_new(*out, at, one) < 0)
				st = sv_err_nomem(err);
		}
	}
	return st;
}

static bool chapter(const struct sv_surveyed *s, json_t *facts, json_t *tables, json_t *lists)
{
	json_t *means = NULL, *by_category = NULL, *beside = NULL, *list = NULL;

	return facts_of(s, facts) && sv_survey_table_scales(s, false, &means) && take(tables, means) && sv_survey_table_categories(s, &by_category) && take(tables, by_category)
	       && sv_survey_table_gap(s, published_year(s), &beside) && take(tables, beside) && sv_survey_list_changes(s, sv_json_array(s->result, "changes"), &list) && take(lists, list);
}

enum sv_status sv_survey_chapter(struct sv_account *a, int from, int to, const json_t *benchmarks, json_t *facts, json_t *tables, json_t *lists, struct sv_err *err)
{
	json_t *all = NULL;
	enum sv_status st = results_of(a, &all, err);

	for (size_t i = 0; i < json_array_size(all) && st == SV_OK; i++) {
		const json_t *result = json_array_get(all, i), *name = json_object_get(result, "questionnaire");
		int year = atoi(sv_json_text(result, "on"));
		bool last = year >= from && year <= to;
		for (size_t k = i + 1; k < json_array_size(all) && last; k++) {
			const json_t *later = json_array_get(all, k);
			last = !json_equal(json_object_get(later, "questionnaire"), name) || atoi(sv_json_text(later, "on")) > to;
		}
		struct sv_surveyed s;
		look(a, result, all, benchmarks, &s);
		if (last && !chapter(&s, facts, tables, lists))
			st = sv_err_nomem(err);
	}
	json_decref(all);
	return st;
}
