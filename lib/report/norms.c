/* SPDX-License-Identifier: MIT */
/* What was agreed against what happened: see compose.h. */
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "json/get.h"
#include "report/compose.h"

/* One norm being judged. */
struct norm {
	struct sv_account *a;
	const struct sv_release *r;
	const int *years;
	size_t nyears;
	const json_t *norm;
};

static const char *said(const struct sv_account *a, const char *key)
{
	const char *s = sv_json_text(a->words, key);

	return s ? s : key;
}

/* The value over some years as people read it: a mark where it is not shown, nothing where there is none. */
static enum sv_status value(const struct norm *n, int from, int to, struct sv_fact *f, struct sv_buf *text, struct sv_err *err)
{
	enum sv_status st = sv_fact_value(n->a, n->r, n->norm, from, to, f, err);

	if (st == SV_OK && f->known == SV_FACT_KNOWN)
		sv_fact_text(n->norm, f, n->a->lang, text);
	else if (st == SV_OK)
		sv_buf_adds(text, said(n->a, f->known == SV_FACT_HIDDEN ? "not_shown" : f->known == SV_FACT_OPEN ? "too_open" : "nothing"));
	return st;
}

/* Judges one norm: its object, and its row for people. */
static enum sv_status judge(const struct norm *n, json_t **out, json_t **row, struct sv_err *err)
{
	bool most = sv_json_has(n->norm, "at_most");
	long long limit = sv_json_int(n->norm, most ? "at_most" : "at_least", 0);
	const char *label = sv_write_text(json_object_get(n->norm, "label"), n->a->lang), *name = sv_json_text(n->norm, "norm"), *line = sv_json_text(n->norm, "line");
	struct sv_buf text = SV_BUF_INIT, bound = SV_BUF_INIT;
	struct sv_fact f, limits = { .known = SV_FACT_KNOWN, .value = (double)limit };
	json_t *one = json_object(), *years = json_array(), *cells = json_array();
	enum sv_status st = SV_OK;

	sv_buf_addf(&bound, "%s ", said(n->a, most ? "at_most" : "at_least"));
	sv_fact_text(n->norm, &limits, n->a->lang, &bound);
	bool ok = one && years && cells && sv_json_set_text(one, "norm", name ? name : "") && sv_json_set_text(one, "line", line ? line : "") && sv_json_set_text(one, "label", label ? label : name)
	          && sv_json_set_text(one, "bound", sv_buf_str(&bound)) && json_array_append_new(cells, json_string(label ? label : name)) == 0 && json_array_append_new(cells, json_string(sv_buf_str(&bound))) == 0;
	for (size_t i = 0; i < n->nyears && ok && st == SV_OK; i++) {
		sv_buf_clear(&text);
		st = value(n, n->years[i], n->years[i], &f, &text, err);
		ok = st != SV_OK || (json_array_append_new(years, json_pack("{s:i,s:s}", "year", n->years[i], "value", sv_buf_str(&text))) == 0 && json_array_append_new(cells, json_string(sv_buf_str(&text))) == 0);
	}
	sv_buf_clear(&text);
	if (st == SV_OK)
		st = value(n, n->years[0], n->years[n->nyears - 1], &f, &text, err);
	if (st == SV_OK && ok) {
		bool known = f.known == SV_FACT_KNOWN, met = most ? f.value <= (double)limit : f.value >= (double)limit;
		ok = json_object_set(one, "years", years) == 0 && sv_json_set_text(one, "value", sv_buf_str(&text)) && (!known || json_object_set_new(one, "met", json_boolean(met)) == 0)
		     && json_array_append_new(cells, json_string(sv_buf_str(&text))) == 0 && json_array_append_new(cells, json_string(said(n->a, !known ? "cannot_tell" : met ? "met" : "not_met"))) == 0;
	}
	json_decref(years);
	sv_buf_release(&text);
	sv_buf_release(&bound);
	*out = one;
	*row = cells;
	return st != SV_OK ? st : ok ? SV_OK : sv_err_nomem(err);
}

/* The section of a line of the structure: prevention, signalling, follow-up. */
static json_t *section_of(const struct norm *n, json_t *sections, const char *line)
{
	char id[64];
	json_t *section, *columns, *list;
	const char *title = sv_json_text(sv_json_object(n->a->words, "line"), line);

	snprintf(id, sizeof id, "norms_%.40s", line);
	section = sv_json_find(sections, "section", id);
	if (section)
		return section;
	columns = json_pack("[s,s]", said(n->a, "norm"), said(n->a, "agreed"));
	for (size_t i = 0; i < n->nyears && columns; i++) {
		char year[8];
		snprintf(year, sizeof year, "%04d", n->years[i] % 10000);
		json_array_append_new(columns, json_string(year));
	}
	if (columns == NULL || json_array_append_new(columns, json_string(said(n->a, "whole_period"))) < 0 || json_array_append_new(columns, json_string(said(n->a, "verdict"))) < 0)
		return NULL;
	list = json_pack("{s:s,s:s,s:o,s:[]}", "list", "norms", "title", said(n->a, "agreed_and_done"), "columns", columns, "rows");
	section = json_pack("{s:s,s:s,s:[],s:[],s:[],s:[o]}", "section", id, "title", title ? title : line, "text", "facts", "tables", "lists", list);
	if (section == NULL || json_array_append_new(sections, section) < 0)
		return NULL;
	return section;
}

enum sv_status sv_compose_norms(struct sv_account *a, const json_t *norms, const struct sv_release *r, const int *years, size_t nyears, json_t *document, struct sv_err *err)
{
	json_t *all = json_array(), *sections = json_array(), *one, *row;
	const json_t *norm;
	bool met = false, failed = false, ok = all && sections;
	enum sv_status st = SV_OK;
	size_t i;

	json_array_foreach(norms, i, norm) {
		struct norm n = { a, r, years, nyears, norm };
		if (st != SV_OK || !ok)
			break;
		st = judge(&n, &one, &row, err);
		met = met || sv_json_true(one, "met");
		failed = failed || (sv_json_has(one, "met") && !sv_json_true(one, "met"));
		json_t *section = st == SV_OK ? section_of(&n, sections, sv_json_text(norm, "line") ? sv_json_text(norm, "line") : "follow_up") : NULL;
		ok = st != SV_OK || (section && json_array_append(sv_json_array(json_array_get(sv_json_array(section, "lists"), 0), "rows"), row) == 0 && json_array_append(all, one) == 0);
		json_decref(one);
		json_decref(row);
	}
	if (st == SV_OK && ok) /* what was agreed comes first, the figures behind it after */
		ok = json_array_extend(sections, sv_json_array(document, "sections")) == 0 && json_object_set(document, "sections", sections) == 0 && json_object_set(document, "norms", all) == 0
		     && sv_json_set_text(document, "verdict", failed ? "not_met" : met ? "met" : "unknown");
	json_decref(all);
	json_decref(sections);
	return st != SV_OK ? st : ok ? SV_OK : sv_err_nomem(err);
}

enum sv_status sv_compose_law(struct sv_account *a, const json_t *law, int from, int to, json_t *document, struct sv_err *err)
{
	json_t *rows = json_array(), *section;
	const json_t *one;
	int32_t day;
	size_t i;
	bool ok = rows != NULL;

	json_array_foreach(law, i, one) {
		const char *since = sv_json_text(one, "from"), *text = sv_write_text(json_object_get(one, "law"), a->lang), *source = sv_json_text(one, "source");
		if (since && text && sv_date_parse(since, &day) && day >= sv_day_from_civil(from, 1, 1) && day <= sv_day_from_civil(to, 12, 31))
			ok = ok && json_array_append_new(rows, json_pack("[s,s,s]", since, text, source ? source : "")) == 0;
	}
	if (ok && json_array_size(rows) > 0) {
		section = json_pack("{s:s,s:s,s:[],s:[],s:[],s:[{s:s,s:s,s:[s,s,s],s:O}]}", "section", "law", "title", said(a, "law_changes"), "text", "facts", "tables", "lists",
		                    "list", "law", "title", said(a, "law_changes"), "columns", said(a, "since"), said(a, "law"), said(a, "source"), "rows", rows);
		ok = section && json_array_append_new(sv_json_array(document, "sections"), section) == 0;
	}
	json_decref(rows);
	return ok ? SV_OK : sv_err_nomem(err);
}
