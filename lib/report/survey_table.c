/* SPDX-License-Identifier: MIT */
/* Tables of a survey's results: see survey_table.h. */
#include "report/survey_table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json/get.h"
#include "model/protocol.h"
#include "model/questionnaire.h"
#include "report/survey_document.h"
#include "report/survey_score.h"
#include "report/write.h"

#define EXPERIENCED "experienced" /* the scale of what people underwent themselves */

const char *sv_surveyed_word(const struct sv_surveyed *s, const char *key)
{
	const char *text = sv_json_text(s->words, key);

	return text ? text : key;
}

const char *sv_surveyed_scale(const struct sv_surveyed *s, const char *scale)
{
	const char *label = sv_questionnaire_text(s->form, json_object_get(sv_questionnaire_scale(s->form, scale), "label"), s->a->lang);

	return label[0] ? label : scale;
}

static const char *day_of(const json_t *result)
{
	const char *on = sv_json_text(result, "on");

	return on ? on : "0000";
}

const char *sv_surveyed_when(const struct sv_surveyed *s, const json_t *result, char out[12])
{
	bool alone = true;

	for (size_t i = 0; i <= s->nbefore; i++) {
		const json_t *other = i < s->nbefore ? s->before[i] : s->result;
		alone = alone && (other == result || strncmp(day_of(other), day_of(result), 4) != 0);
	}
	snprintf(out, 12, "%.*s", alone ? 4 : 10, day_of(result));
	return out;
}

/* A table under way. */
static json_t *table(const struct sv_surveyed *s, const char *id, const char *title, const char *head, const char *plot)
{
	json_t *t = json_pack("{s:s,s:s,s:[s],s:[],s:[]}", "table", id, "title", sv_surveyed_word(s, title), "heads", sv_surveyed_word(s, head), "columns", "rows");

	if (t && plot)
		json_object_set_new(t, "plot", json_pack("{s:s,s:s}", "kind", "bars", "alt", sv_surveyed_word(s, plot)));
	return t;
}

static bool column(json_t *t, const char *id, const char *label)
{
	return json_array_append_new(sv_json_array(t, "columns"), json_pack("{s:s,s:s}", "id", id, "label", label)) == 0;
}

/* A row without cells yet. */
static json_t *row(json_t *t, const char *id, const char *label, unsigned level, bool total)
{
	json_t *r = json_pack("{s:[s],s:[s],s:i,s:b,s:[]}", "id", id, "labels", label, "level", (int)level, "total", total, "cells");

	return r && json_array_append_new(sv_json_array(t, "rows"), r) == 0 ? r : NULL;
}

static bool put(json_t *r, json_t *cell)
{
	return cell && json_array_append_new(sv_json_array(r, "cells"), cell) == 0;
}

static bool put_absent(json_t *r)
{
	return put(r, json_pack("{s:b,s:s}", "absent", 1, "text", ""));
}

static bool put_hidden(const struct sv_surveyed *s, json_t *r)
{
	const char *mark = sv_json_text(s->a->words, "suppressed");

	return put(r, json_pack("{s:b,s:s}", "suppressed", 1, "text", mark ? mark : "\u00d7"));
}

/* A number, and beside it (with two numbers) from where to where. */
static bool put_number(const struct sv_surveyed *s, json_t *r, double x, double low, double high, int decimals, bool percent)
{
	struct sv_buf text = SV_BUF_INIT, range = SV_BUF_INIT;
	bool ok;

	sv_write_number(x, decimals, s->a->lang, &text);
	if (!isnan(low) && !isnan(high)) {
		sv_write_number(low, decimals, s->a->lang, &range);
		sv_buf_adds(&range, "\u2013");
		sv_write_number(high, decimals, s->a->lang, &range);
	}
	if (percent) {
		sv_buf_adds(&text, "\u00a0%");
		sv_buf_adds(&range, range.len ? "\u00a0%" : "");
	}
	json_t *cell = json_pack("{s:s}", "text", sv_buf_str(&text));
	ok = cell && (range.len == 0 || sv_json_set_text(cell, "share", sv_buf_str(&range)));
	ok = put(r, cell) && ok;
	sv_buf_release(&text);
	sv_buf_release(&range);
	return ok;
}

static bool put_count(json_t *r, long long n)
{
	char text[24];

	snprintf(text, sizeof text, "%lld", n);
	return put(r, json_pack("{s:I,s:s}", "n", (json_int_t)n, "text", text));
}

/* The figures of a group or an item: a mean, or a share in per cent; with its interval. NULL: hidden. */
static bool put_figures(const struct sv_surveyed *s, json_t *r, const json_t *shown, bool any, bool interval)
{
	double by = any ? 100 : 1;

	if (shown == NULL || sv_json_true(shown, "hidden"))
		return put_hidden(s, r);
	return put_number(s, r, by * sv_survey_number(shown, any ? "share" : "mean"), interval ? by * sv_survey_number(shown, "low") : NAN, interval ? by * sv_survey_number(shown, "high") : NAN, any ? 0 : 1, any);
}

/* Takes a table that has rows, drops one that has none. */
static bool finish(json_t *t, bool ok, json_t **out)
{
	*out = NULL;
	if (ok && json_array_size(sv_json_array(t, "rows")) > 0 && json_array_size(sv_json_array(t, "columns")) > 0)
		*out = t;
	else
		json_decref(t);
	return ok;
}

bool sv_survey_table_scales(const struct sv_surveyed *s, bool any, json_t **out)
{
	json_t *t = table(s, any ? "survey_shares" : "survey_scales", any ? "shares" : "scales", "scale", any ? "shares_alt" : "scales_alt");
	const json_t *scale;
	char when[12];
	bool ok = t != NULL;
	size_t i;

	for (size_t k = 0; ok && k <= s->nbefore; k++) {
		const char *label = sv_surveyed_when(s, k < s->nbefore ? s->before[k] : s->result, when);
		ok = column(t, label, label);
	}
	json_array_foreach(sv_json_array(s->form, "scales"), i, scale) {
		const char *id = sv_json_text(scale, "id");
		json_t *r = ok && sv_scale_any(scale) == any ? row(t, id, sv_surveyed_scale(s, id), 0, false) : NULL;
		for (size_t k = 0; ok && r && k < s->nbefore; k++) {
			bool same = sv_scale_same(sv_json_object(s->before[k], "form"), s->form, id);
			ok = same ? put_figures(s, r, sv_survey_shown(s->before[k], id, NULL), any, false) : put_absent(r);
		}
		ok = ok && (r == NULL || put_figures(s, r, sv_survey_shown(s->result, id, NULL), any, true));
	}
	if (ok && !any)
		ok = sv_json_set_text(t, "unit", sv_surveyed_word(s, "mean_of"));
	return finish(t, ok, out);
}

/* A benchmark of a scale: the one that was given, else the questionnaire's own; its value as people read it. */
static bool benchmark(const struct sv_surveyed *s, const json_t *scale, struct sv_buf *value, const char **source)
{
	const json_t *given = sv_json_object(s->benchmarks, sv_json_text(scale, "id")), *own = sv_json_object(scale, "benchmark");
	bool any = sv_scale_any(scale);

	*source = sv_json_text(given ? given : own, "source");
	if (given && sv_json_text(given, "value"))
		sv_buf_adds(value, sv_json_text(given, "value"));
	else if (own && !isnan(sv_survey_number(own, "value")))
		sv_write_number((any ? 100 : 1) * sv_survey_number(own, "value"), 1, s->a->lang, value);
	else
		return false;
	if (!given && any)
		sv_buf_adds(value, "\u00a0%");
	return true;
}

bool sv_survey_table_answers(const struct sv_surveyed *s, json_t **out)
{
	json_t *t = table(s, "survey_answers", "answers", "scale", NULL);
	struct sv_buf value = SV_BUF_INIT, sources = SV_BUF_INIT;
	const json_t *scale;
	const char *source;
	bool ok = t && column(t, "n", sv_surveyed_word(s, "n")) && column(t, "alpha", sv_surveyed_word(s, "alpha")), compared = false;
	size_t i;

	json_array_foreach(sv_json_array(s->form, "scales"), i, scale) {
		sv_buf_clear(&value);
		compared = compared || benchmark(s, scale, &value, &source);
	}
	ok = ok && (!compared || column(t, "benchmark", sv_surveyed_word(s, "benchmark")));
	json_array_foreach(sv_json_array(s->form, "scales"), i, scale) {
		const char *id = sv_json_text(scale, "id");
		const json_t *shown = sv_survey_shown(s->result, id, NULL), *alpha = sv_json_object(sv_json_find(sv_json_array(s->result, "scales"), "scale", id), "alpha");
		json_t *r = ok ? row(t, id, sv_surveyed_scale(s, id), 0, false) : NULL;
		ok = r && (shown ? put_count(r, sv_json_int(shown, "n", 0)) : put_hidden(s, r));
		ok = ok && (alpha ? put_number(s, r, sv_survey_number(alpha, "alpha"), NAN, NAN, 2, false) : put_absent(r));
		sv_buf_clear(&value);
		if (ok && compared && benchmark(s, scale, &value, &source)) {
			ok = put(r, json_pack("{s:s}", "text", sv_buf_str(&value)));
			if (source && strstr(sv_buf_str(&sources), source) == NULL)
				sv_buf_addf(&sources, "%s%s", sources.len ? "; " : "", source);
		} else if (ok && compared) {
			ok = put_absent(r);
		}
	}
	if (ok && sources.len) {
		sv_buf_clear(&value);
		sv_buf_addf(&value, "%s %s", sv_surveyed_word(s, "benchmark_note"), sv_buf_str(&sources));
		ok = sv_json_set_text(t, "note", sv_buf_str(&value));
	}
	sv_buf_release(&value);
	sv_buf_release(&sources);
	return finish(t, ok, out);
}

/* The item of a scale about a category, in a result; NULL where there is none. */
static const json_t *item_of(const struct sv_surveyed *s, const char *scale, const char *category)
{
	return sv_json_find(sv_json_array(sv_json_find(sv_json_array(s->result, "scales"), "scale", scale), "items"), "category", category);
}

/* Every category that a yes or no asks about: a new array, each once. */
static json_t *categories(const struct sv_surveyed *s, const char *only)
{
	json_t *all = json_array();
	const json_t *item;
	size_t i;

	json_array_foreach(sv_json_array(s->form, "items"), i, item) {
		const char *of = sv_json_text(item, "scale"), *category = sv_json_text(item, "category");
		if (of && category && sv_scale_any(sv_questionnaire_scale(s->form, of)) && (only == NULL || strcmp(of, only) == 0) && !sv_json_holds(all, category))
			json_array_append_new(all, json_string(category));
	}
	return all;
}

bool sv_survey_table_categories(const struct sv_surveyed *s, json_t **out)
{
	json_t *t = table(s, "survey_categories", "categories", "category", "categories_alt"), *all = categories(s, NULL);
	const json_t *scale, *one;
	bool ok = t && all;
	size_t i, k;

	json_array_foreach(sv_json_array(s->form, "scales"), i, scale) {
		const char *id = sv_json_text(scale, "id");
		if (ok && sv_scale_any(scale) && sv_json_array(sv_json_find(sv_json_array(s->result, "scales"), "scale", id), "items"))
			ok = column(t, id, sv_surveyed_scale(s, id));
	}
	json_array_foreach(json_array_size(sv_json_array(t, "columns")) ? all : NULL, i, one) {
		const char *category = json_string_value(one);
		json_t *r = ok ? row(t, category, sv_protocol_label(s->a->protocol, "category", category, s->a->lang), 0, false) : NULL;
		ok = r != NULL;
		json_array_foreach(sv_json_array(t, "columns"), k, scale) {
			const json_t *item = item_of(s, sv_json_text(scale, "id"), category);
			ok = ok && (item ? put_figures(s, r, item, true, true) : put_absent(r));
		}
	}
	json_decref(all);
	return finish(t, ok, out);
}

bool sv_survey_table_units(const struct sv_surveyed *s, bool any, json_t **out)
{
	json_t *t = table(s, any ? "survey_units_shares" : "survey_units_scales", any ? "units_shares" : "units_scales", "unit", NULL);
	const json_t *units = sv_json_array(s->result, "units"), *scale, *unit, *first = json_array_get(sv_json_array(s->result, "scales"), 0), *group;
	bool ok = t != NULL;
	size_t i, k;

	json_array_foreach(sv_json_array(s->form, "scales"), k, scale)
		if (ok && sv_scale_any(scale) == any)
			ok = column(t, sv_json_text(scale, "id"), sv_surveyed_scale(s, sv_json_text(scale, "id")));
	/* the groups of any scale: each unit that is in tables at all, the organisation last */
	json_array_foreach(json_array_size(units) ? sv_json_array(first, "groups") : NULL, i, group) {
		const char *id = sv_json_text(group, "unit"), *up = id;
		unsigned level = 0;
		while ((unit = sv_json_find(units, "unit", up)) != NULL && (up = sv_json_text(unit, "parent")) != NULL && level < 7)
			level++;
		json_t *r = ok ? row(t, id ? id : "*", id ? sv_protocol_label(s->a->protocol, "unit", id, s->a->lang) : sv_surveyed_word(s, "organisation"), level, id == NULL) : NULL;
		ok = r != NULL;
		json_array_foreach(sv_json_array(s->form, "scales"), k, scale)
			if (ok && sv_scale_any(scale) == any)
				ok = put_figures(s, r, sv_survey_shown(s->result, sv_json_text(scale, "id"), id), any, false);
	}
	return finish(t, ok, out);
}

bool sv_survey_table_gap(const struct sv_surveyed *s, int year, json_t **out)
{
	json_t *t = table(s, "survey_gap", "gap", "category", NULL), *all = categories(s, EXPERIENCED);
	const json_t *one, *of = sv_json_find(sv_json_array(s->result, "scales"), "scale", EXPERIENCED);
	double people = (double)sv_json_int(s->result, "people", 0);
	char label[80];
	bool ok = t && all, some = json_array_size(sv_json_array(of, "items")) > 0;
	size_t i;

	snprintf(label, sizeof label, "%s %d", sv_surveyed_word(s, "reported"), year);
	ok = ok && column(t, "share", sv_surveyed_scale(s, EXPERIENCED)) && (people <= 0 || column(t, "people", sv_surveyed_word(s, "estimate"))) && (year == 0 || column(t, "cases", label));
	json_array_foreach(some ? all : NULL, i, one) {
		const char *category = json_string_value(one);
		const json_t *item = item_of(s, EXPERIENCED, category);
		bool hidden = sv_json_true(item, "hidden"), marked = false;
		long long n = 0;
		json_t *r = ok ? row(t, category, sv_protocol_label(s->a->protocol, "category", category, s->a->lang), 0, false) : NULL;
		ok = r && put_figures(s, r, item, true, true);
		if (ok && people > 0)
			ok = hidden ? put_hidden(s, r)
			            : put_number(s, r, round(people * sv_survey_number(item, "share")), round(people * sv_survey_number(item, "low")), round(people * sv_survey_number(item, "high")), 0, false);
		if (ok && year)
			ok = sv_survey_reported(s->a->ledger, category, year, &n, &marked) ? marked ? put_hidden(s, r) : put_count(r, n) : put_absent(r);
	}
	json_decref(all);
	return finish(t, ok, out);
}

/* What a change comes to, in words. */
static const char *verdict(const struct sv_surveyed *s, const json_t *change)
{
	const char *why = sv_json_text(change, "why"), *better = sv_json_text(sv_questionnaire_scale(s->form, sv_json_text(change, "scale")), "better");
	double d = sv_survey_number(change, "difference");

	if (why)
		return sv_surveyed_word(s, strcmp(why, "few") == 0 ? "few" : strcmp(why, "units") == 0 ? "other_units" : "other_items");
	if (!sv_json_has(change, "probability"))
		return sv_surveyed_word(s, "not_tested");
	if (!sv_json_true(change, "stands_out"))
		return sv_surveyed_word(s, "no_difference");
	if (better == NULL)
		return sv_surveyed_word(s, d > 0 ? "higher" : "lower");
	return sv_surveyed_word(s, (d > 0) == (strcmp(better, "high") == 0) ? "improved" : "worsened");
}

/* A number, without a sign before a nought. */
static void put_signed(const struct sv_surveyed *s, double x, int decimals, struct sv_buf *out)
{
	sv_write_number(fabs(x) < 0.5 * pow(10, -decimals) ? 0 : x, decimals, s->a->lang, out);
}

static bool cell_of(const struct sv_surveyed *s, json_t *cells, struct sv_buf *text)
{
	const char *none = sv_json_text(s->a->words, "nothing");
	bool ok = json_array_append_new(cells, json_string(text->len ? sv_buf_str(text) : none ? none : "-")) == 0;

	sv_buf_release(text);
	return ok;
}

static bool difference_cell(const struct sv_surveyed *s, json_t *cells, double difference, bool any)
{
	struct sv_buf text = SV_BUF_INIT;

	if (!isnan(difference))
		put_signed(s, (any ? 100 : 1) * difference, any ? 0 : 2, &text);
	if (!isnan(difference) && any)
		sv_buf_addf(&text, "\u00a0%s", sv_surveyed_word(s, "points"));
	return cell_of(s, cells, &text);
}

/* g, and from where to where it can be. */
static bool effect_cell(const struct sv_surveyed *s, json_t *cells, const json_t *change)
{
	double g = sv_survey_number(change, "g"), low = sv_survey_number(change, "low"), high = sv_survey_number(change, "high");
	struct sv_buf text = SV_BUF_INIT;

	if (!isnan(g))
		put_signed(s, g, 2, &text);
	if (!isnan(g) && !isnan(low) && !isnan(high)) {
		sv_buf_addf(&text, " (%s ", sv_surveyed_word(s, "from"));
		put_signed(s, low, 2, &text);
		sv_buf_addf(&text, " %s ", sv_surveyed_word(s, "to"));
		put_signed(s, high, 2, &text);
		sv_buf_addc(&text, ')');
	}
	return cell_of(s, cells, &text);
}

bool sv_survey_list_changes(const struct sv_surveyed *s, const json_t *changes, json_t **out)
{
	json_t *rows = json_array();
	const json_t *one;
	bool ok = rows != NULL;
	size_t i;

	*out = NULL;
	json_array_foreach(changes, i, one) {
		const char *id = sv_json_text(one, "scale"), *unit = sv_json_text(one, "unit");
		bool any = sv_scale_any(sv_questionnaire_scale(s->form, id));
		if (unit && !sv_json_true(one, "stands_out")) /* there are many; sv-survey compare has them all */
			continue;
		json_t *cells = json_pack("[s,s]", sv_surveyed_scale(s, id), unit ? sv_protocol_label(s->a->protocol, "unit", unit, s->a->lang) : sv_surveyed_word(s, "organisation"));
		ok = ok && cells && difference_cell(s, cells, sv_survey_number(one, "difference"), any) && effect_cell(s, cells, one) && json_array_append_new(cells, json_string(verdict(s, one))) == 0;
		ok = json_array_append_new(rows, cells) == 0 && ok;
	}
	if (ok && json_array_size(rows) > 0) {
		*out = json_pack("{s:s,s:s,s:[s,s,s,s,s],s:O,s:s}", "list", "survey_changes", "title", sv_surveyed_word(s, "changes"), "columns", sv_surveyed_word(s, "scale"), sv_surveyed_word(s, "unit"),
		                 sv_surveyed_word(s, "difference"), sv_surveyed_word(s, "effect"), sv_surveyed_word(s, "verdict"), "rows", rows, "note", sv_surveyed_word(s, "changes_note"));
		ok = *out != NULL;
	}
	json_decref(rows);
	return ok;
}
