/* SPDX-License-Identifier: MIT */
/* Documents from definitions: see compose.h. */
#include "report/compose.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "json/get.h"
#include "model/series.h"
#include "report/registers.h"
#include "report/survey_document.h"

json_t *sv_compose_tables(const json_t *definition)
{
	json_t *all = json_array();
	const json_t *section, *table;
	size_t i, k;
	bool ok = all != NULL;

	json_array_foreach(sv_json_array(definition, "sections"), i, section)
		json_array_foreach(sv_json_array(section, "tables"), k, table)
			ok = ok && json_array_append(all, (json_t *)table) == 0;
	if (!ok) {
		json_decref(all);
		return NULL;
	}
	return all;
}

/* A text with {year} and {from} filled in. Appended. */
static void fill_text(const char *text, int from, int year, struct sv_buf *out)
{
	for (const char *p = text ? text : ""; *p; p++) {
		if (strncmp(p, "{year}", 6) == 0) {
			sv_buf_addf(out, "%d", year);
			p += 5;
		} else if (strncmp(p, "{from}", 6) == 0) {
			sv_buf_addf(out, "%d", from);
			p += 5;
		} else {
			sv_buf_addc(out, *p);
		}
	}
}

/* What is composed. */
struct composing {
	struct sv_account *a;
	const struct sv_release *r;
	const int *years;
	size_t nyears;
	const json_t *benchmarks;
};

static const char *said(const struct composing *c, const char *key)
{
	const char *s = sv_json_text(c->a->words, key);

	return s ? s : key;
}

/* A value as people read it; nothing where it is hidden. */
static void put_value(const struct composing *c, const json_t *fact, const struct sv_fact *f, struct sv_buf *text)
{
	if (f->known == SV_FACT_KNOWN)
		sv_fact_text(fact, f, c->a->lang, text);
	else if (f->known == SV_FACT_OPEN)
		sv_buf_adds(text, said(c, "nothing"));
}

/* A fact, with what it was in the years before and what others have. NULL in *out where there is nothing to measure. */
static enum sv_status one_fact(const struct composing *c, const json_t *fact, json_t **out, struct sv_err *err)
{
	int year = c->years[c->nyears - 1];
	const char *name = sv_json_text(fact, "fact"), *label = sv_write_text(json_object_get(fact, "label"), c->a->lang);
	struct sv_buf text = SV_BUF_INIT, detail = SV_BUF_INIT;
	json_t *previous = json_array(), *doc = json_object();
	struct sv_fact f;
	enum sv_status st = previous && doc ? sv_fact_value(c->a, c->r, fact, year, year, &f, err) : sv_err_nomem(err);
	bool ok = true;

	*out = NULL;
	if (st != SV_OK || f.known == SV_FACT_UNKNOWN)
		goto out;
	put_value(c, fact, &f, &text);
	if (f.known == SV_FACT_KNOWN && f.high > f.low) {
		int decimals = sv_json_has(fact, "rate") ? 1 : 0;
		sv_write_number(f.low, decimals, c->a->lang, &detail);
		sv_buf_adds(&detail, "–");
		sv_write_number(f.high, decimals, c->a->lang, &detail);
		sv_buf_addf(&detail, "%s (%s)", sv_json_has(fact, "share") ? "\xc2\xa0%" : "", said(c, "interval"));
	}
	if (f.known == SV_FACT_OPEN)
		sv_buf_adds(&detail, said(c, "too_open"));
	ok = sv_json_set_text(doc, "fact", name) && sv_json_set_text(doc, "label", label ? label : name) && (text.len == 0 || sv_json_set_text(doc, "value", sv_buf_str(&text)))
	     && (detail.len == 0 || sv_json_set_text(doc, "detail", sv_buf_str(&detail))) && (f.known != SV_FACT_HIDDEN || json_object_set_new(doc, "suppressed", json_true()) == 0);
	for (size_t i = c->nyears - 1; i-- > 0 && ok && st == SV_OK;) { /* the most recent first */
		char of[8];
		st = sv_fact_value(c->a, c->r, fact, c->years[i], c->years[i], &f, err);
		if (st != SV_OK || f.known == SV_FACT_UNKNOWN)
			continue;
		sv_buf_clear(&text);
		snprintf(of, sizeof of, "%04d", c->years[i] % 10000);
		put_value(c, fact, &f, &text);
		ok = json_array_append_new(previous, f.known != SV_FACT_HIDDEN ? json_pack("{s:s,s:s}", "year", of, "value", sv_buf_str(&text)) : json_pack("{s:s,s:b}", "year", of, "suppressed", 1)) == 0;
	}
	const json_t *benchmark = name ? sv_json_object(c->benchmarks, name) : NULL;
	ok = ok && (json_array_size(previous) == 0 || json_object_set(doc, "previous", previous) == 0) && sv_json_set(doc, "benchmark", (json_t *)benchmark);
	if (st == SV_OK && !ok)
		st = sv_err_nomem(err);
out:
	sv_buf_release(&text);
	sv_buf_release(&detail);
	json_decref(previous);
	if (st == SV_OK && json_object_size(doc) > 0)
		*out = doc;
	else
		json_decref(doc);
	return st;
}

/* Whether a table has nothing but totals, as all its rows are zeros. */
static bool only_total(const json_t *table, const struct sv_rfigures *f)
{
	const json_t *rows = sv_json_array(table, "rows"), *row = json_array_get(rows, 0), *cell;
	size_t i;

	json_array_foreach(sv_json_array(row, "cells"), i, cell)
		if (sv_json_true(cell, "suppressed"))
			return false;
	return json_array_size(rows) == 1 && sv_json_true(row, "total") && f->table.dims[0].n > 1;
}

/* In place of such a table, a sentence. False without memory. */
static bool say_none(const struct composing *c, const json_t *table, json_t *text)
{
	const char *said_so = said(c, "empty_table"), *at = strstr(said_so, "{title}");
	struct sv_buf line = SV_BUF_INIT;

	if (at)
		sv_buf_addf(&line, "%.*s%s%s", (int)(at - said_so), said_so, sv_json_text(table, "title"), at + 7);
	bool ok = !line.failed && json_array_append_new(text, json_string(sv_buf_str(&line))) == 0;
	sv_buf_release(&line);
	return ok;
}

static enum sv_status one_section(const struct composing *c, const json_t *section, json_t **out, struct sv_err *err)
{
	struct sv_writing w = { c->a->words, c->a->lang };
	const char *name = sv_json_text(section, "section"), *title = sv_write_text(json_object_get(section, "title"), c->a->lang);
	json_t *facts = json_array(), *tables = json_array(), *lists = json_array(), *text = json_array(), *none = json_array(), *doc = json_object(), *one;
	const json_t *definition;
	enum sv_status st = facts && tables && lists && text && none && doc ? SV_OK : sv_err_nomem(err);
	struct sv_buf filled = SV_BUF_INIT;
	size_t i;

	json_array_foreach(sv_json_array(section, "facts"), i, definition) {
		if (st == SV_OK)
			st = one_fact(c, definition, &one, err);
		if (st == SV_OK && one && json_array_append_new(facts, one) < 0)
			st = sv_err_nomem(err);
	}
	json_array_foreach(sv_json_array(section, "tables"), i, definition) {
		const struct sv_rfigures *f = sv_release_table(c->r, sv_json_text(definition, "table"));
		if (st == SV_OK)
			st = f ? sv_write_table(f, definition, &w, &one, err) : sv_err_set(err, SV_BUG, N_("a table of the definition was not counted"));
		if (st == SV_OK && only_total(one, f)) {
			st = say_none(c, one, none) ? SV_OK : sv_err_nomem(err);
			json_decref(one);
		} else if (st == SV_OK && json_array_append_new(tables, one) < 0) {
			st = sv_err_nomem(err);
		}
	}
	json_array_foreach(sv_json_array(section, "lists"), i, definition) {
		if (st == SV_OK)
			st = sv_register_list(c->a, definition, sv_json_true(definition, "all_years") ? c->years[0] : c->years[c->nyears - 1], c->years[c->nyears - 1], &one, err);
		if (st == SV_OK && one && json_array_append_new(lists, one) < 0)
			st = sv_err_nomem(err);
	}
	if (st == SV_OK && sv_json_true(section, "survey"))
		st = sv_survey_chapter(c->a, c->years[0], c->years[c->nyears - 1], c->benchmarks, facts, tables, lists, err);
	json_array_foreach(sv_json_array(section, "text"), i, definition) {
		sv_buf_clear(&filled);
		fill_text(sv_write_text(definition, c->a->lang), c->years[0], c->years[c->nyears - 1], &filled);
		if (st == SV_OK && json_array_append_new(text, json_string(sv_buf_str(&filled))) < 0)
			st = sv_err_nomem(err);
	}
	if (st == SV_OK && json_array_extend(text, none) < 0)
		st = sv_err_nomem(err);
	if (st == SV_OK && !(sv_json_set_text(doc, "section", name) && sv_json_set_text(doc, "title", title ? title : name) && json_object_set(doc, "text", text) == 0
	                     && json_object_set(doc, "facts", facts) == 0 && json_object_set(doc, "tables", tables) == 0
	                     && (json_array_size(lists) == 0 || json_object_set(doc, "lists", lists) == 0)))
		st = sv_err_nomem(err);
	sv_buf_release(&filled);
	json_decref(facts);
	json_decref(tables);
	json_decref(lists);
	json_decref(text);
	json_decref(none);
	if (st != SV_OK) {
		json_decref(doc);
		doc = NULL;
	}
	*out = doc;
	return st;
}

/* Where series break in the years of the document, and what figures leave out. */
static enum sv_status notes(const struct composing *c, json_t *doc, struct sv_err *err)
{
	json_t *breaks = sv_series_breaks(c->a->protocol, sv_day_from_civil(c->years[0], 1, 1), sv_day_from_civil(c->years[c->nyears - 1], 12, 31)), *list = json_array();
	const json_t *one;
	struct sv_buf text = SV_BUF_INIT;
	bool ok = breaks && list;
	size_t i;

	json_array_foreach(breaks, i, one) {
		const char *note = sv_write_text(json_object_get(one, "note"), c->a->lang);
		sv_buf_clear(&text);
		if (!sv_write_day(c->a->words, sv_json_text(one, "on"), &text))
			sv_buf_adds(&text, sv_json_text(one, "on"));
		sv_buf_addf(&text, ": %s", note ? note : "");
		ok = ok && json_array_append_new(list, json_string(sv_buf_str(&text))) == 0;
	}
	if (c->a->closed > 0)
		ok = ok && json_array_append_new(list, json_string(said(c, "closed_cases"))) == 0;
	ok = ok && (json_array_size(list) == 0 || json_object_set(doc, "notes", list) == 0);
	sv_buf_release(&text);
	json_decref(breaks);
	json_decref(list);
	return ok ? SV_OK : sv_err_nomem(err);
}

static enum sv_status close_page(const struct composing *c, json_t *doc, struct sv_err *err)
{
	const struct sv_protected *how = &c->r->how;
	json_t *text = json_array(), *protection, *one;
	const json_t *lines = sv_json_array(c->a->words, "protection");
	size_t i;
	bool ok = text != NULL;

	json_array_foreach(lines, i, one)
		ok = ok && json_array_append(text, one) == 0;
	bool coarsened = false;
	for (i = 0; i < c->r->fresh; i++)
		coarsened = coarsened || c->r->tables[i].coarsened;
	ok = ok && (!coarsened || json_array_append_new(text, json_string(said(c, "protection_coarsened"))) == 0);
	protection = json_pack("{s:I,s:I,s:s,s:I}", "cells", (json_int_t)how->cells, "suppressed", (json_int_t)how->hidden, "audit", "passed", "witnesses", (json_int_t)how->witnesses);
	ok = ok && protection && json_object_set(protection, "text", text) == 0 && json_object_set(doc, "protection", protection) == 0;
	json_decref(text);
	json_decref(protection);
	return ok ? SV_OK : sv_err_nomem(err);
}

enum sv_status sv_compose(struct sv_account *a, const json_t *definition, const struct sv_release *r, const int *years, size_t nyears, const json_t *benchmarks, json_t **out, struct sv_err *err)
{
	struct composing c = { a, r, years, nyears, benchmarks };
	struct sv_buf title = SV_BUF_INIT;
	json_t *sections = json_array(), *one, *doc = json_object();
	const json_t *section;
	const char *organisation = sv_json_text(sv_json_object(a->protocol, "organisation"), "name");
	char day[SV_DATE_SIZE];
	enum sv_status st = sections && doc ? SV_OK : sv_err_nomem(err);
	size_t i;

	*out = NULL;
	json_array_foreach(sv_json_array(definition, "sections"), i, section) {
		bool empty = false;
		if (st == SV_OK)
			st = sv_register_section(a, section, &empty, err);
		if (st != SV_OK || empty) /* nothing is kept of what it is about */
			continue;
		st = one_section(&c, section, &one, err);
		if (st == SV_OK && json_array_append_new(sections, one) < 0)
			st = sv_err_nomem(err);
	}
	fill_text(sv_write_text(json_object_get(definition, "title"), a->lang), years[0], years[nyears - 1], &title);
	sv_date_format(a->day, day);
	if (st == SV_OK && !(json_object_set_new(doc, "sv", json_integer(1)) == 0 && sv_json_set(doc, "document", json_object_get(definition, "document"))
	                     && sv_json_set_text(doc, "lang", a->lang) && sv_json_set_text(doc, "title", sv_buf_str(&title)) && sv_json_set_text(doc, "organisation", organisation ? organisation : said(&c, "organisation"))
	                     && json_object_set_new(doc, "published", json_false()) == 0 && json_object_set_new(doc, "from", json_integer(years[0])) == 0 && json_object_set_new(doc, "year", json_integer(years[nyears - 1])) == 0
	                     && json_object_set_new(doc, "to", json_integer(years[nyears - 1])) == 0
	                     && sv_json_set_text(doc, "commit", a->commit) && sv_json_set_text(doc, "as_of", day) && json_object_set(doc, "sections", sections) == 0))
		st = sv_err_nomem(err);
	if (st == SV_OK)
		st = notes(&c, doc, err);
	if (st == SV_OK)
		st = close_page(&c, doc, err);
	sv_buf_release(&title);
	json_decref(sections);
	if (st != SV_OK) {
		json_decref(doc);
		return st;
	}
	*out = doc;
	return SV_OK;
}
