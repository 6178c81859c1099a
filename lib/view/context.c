/* SPDX-License-Identifier: MIT */
/* What a layout sees of a document: see context.h and report.h. */
#include "view/context.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "json/get.h"
#include "view/letter.h"
#include "view/mustache.h"
#include "view/plot.h"

#define HYPHENS_NL "/usr/share/hyphen/hyph_nl_NL.dic"

void sv_context_put(json_t *to, const char *key, const char *text)
{
	json_object_set_new(to, key, json_string(text ? text : ""));
}

void sv_context_put_truth(json_t *to, const char *key, bool truth)
{
	json_object_set_new(to, key, json_boolean(truth));
}

/* What was made of Markdown, without the line breaks at its end: those are the layout's. */
static json_t *trimmed(const struct sv_buf *out)
{
	size_t n = out->len;

	while (n > 0 && out->data[n - 1] == '\n')
		n--;
	return json_stringn(sv_buf_str(out), n);
}

/* Running text of the document; it is refused as the document's, whatever the layout. */
static enum sv_status running(const struct sv_context *c, const json_t *texts, json_t *to, const char *key, struct sv_err *err)
{
	json_t *list = json_array();
	const json_t *text;
	size_t i;
	enum sv_status st = SV_OK;

	json_array_foreach(texts, i, text) {
		struct sv_buf out = SV_BUF_INIT;
		if (st == SV_OK)
			st = sv_running_text(json_string_value(text), c->as, true, &out, err);
		json_array_append_new(list, trimmed(&out));
		sv_buf_release(&out);
	}
	json_object_set_new(to, key, list);
	return st;
}

/* A block of prose, filled in and made of Markdown. */
static enum sv_status prose(const struct sv_context *c, const char *name, const json_t *values, json_t *to, const char *key, struct sv_err *err)
{
	const char *block = name ? sv_json_text(c->blocks, name) : NULL;
	struct sv_buf filled = SV_BUF_INIT, out = SV_BUF_INIT;
	enum sv_status st = SV_OK;

	if (block) {
		st = sv_mustache(block, values, sv_escape_markdown, &filled, err);
		if (st == SV_OK)
			st = sv_running_text(sv_buf_str(&filled), c->as, false, &out, err);
		if (st == SV_BAD_INPUT && err)
			err->status = SV_CONFIG;
		if (st != SV_OK)
			st = sv_err_at(err, N_("prose '%s'"), name);
	}
	json_object_set_new(to, key, trimmed(&out));
	sv_buf_release(&filled);
	sv_buf_release(&out);
	return st;
}

static enum sv_status section(struct sv_context *c, const json_t *from, size_t number, const json_t *values, json_t *list, struct sv_err *err)
{
	json_t *to = json_object(), *facts = json_array(), *tables = json_array(), *lists = json_array();
	const char *id = sv_json_text(from, "section");
	const json_t *one;
	size_t i;

	sv_context_put(to, "section", id);
	sv_context_put(to, "title", sv_json_text(from, "title"));
	json_object_set_new(to, "number", json_integer((json_int_t)number));
	json_object_set_new(to, "page", json_integer((json_int_t)sv_json_int(c->pages, id, 0)));
	json_array_foreach(sv_json_array(from, "facts"), i, one)
		json_array_append_new(facts, sv_context_fact(one));
	enum sv_status st = running(c, sv_json_array(from, "text"), to, "text", err);
	if (st == SV_OK)
		st = prose(c, id, values, to, "prose", err);
	json_array_foreach(sv_json_array(from, "tables"), i, one) {
		if (st == SV_OK)
			st = sv_context_table(c, one, tables, err);
	}
	json_array_foreach(sv_json_array(from, "lists"), i, one)
		json_array_append_new(lists, sv_context_list(c, one));
	sv_context_put_truth(to, "has_facts", json_array_size(facts) > 0);
	sv_context_put_truth(to, "has_any", json_array_size(facts) + json_array_size(tables) + json_array_size(lists) + json_array_size(sv_json_array(from, "text")) > 0);
	json_object_set_new(to, "facts", facts);
	json_object_set_new(to, "tables", tables);
	json_object_set_new(to, "lists", lists);
	if (c->as == SV_RUNNING_MS) {
		struct sv_buf latin = SV_BUF_INIT;
		sv_roff_latin(sv_json_text(from, "title"), &latin);
		sv_context_put(to, "latin", sv_buf_str(&latin));
		sv_buf_release(&latin);
	}
	json_array_append_new(list, to);
	return st == SV_OK ? SV_OK : sv_err_at(err, N_("section '%s'"), id);
}

/* What the document says about itself. */
static void about(struct sv_context *c, json_t *to)
{
	static const char *const same[] = { "lang", "title", "organisation", "year", "from", "to", "commit", "as_of" };
	const char *kind = sv_json_text(c->document, "document"), *verdict = sv_json_text(c->document, "verdict"), *release = sv_json_text(c->document, "release");
	char text[64];
	int32_t day = 0;

	for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
		json_t *value = json_object_get(c->document, same[i]);
		json_object_set_new(to, same[i], value ? json_incref(value) : json_false());
	}
	sv_context_put(to, "release", release);
	sv_context_put_truth(to, "published", sv_json_true(c->document, "published"));
	sv_context_put_truth(to, "annual", strcmp(kind, "annual") == 0);
	sv_context_put_truth(to, "evaluation", strcmp(kind, "evaluation") == 0);
	sv_context_put_truth(to, "stats", strcmp(kind, "stats") == 0);
	sv_context_put_truth(to, "survey", strcmp(kind, "survey") == 0);
	sv_context_put_truth(to, "met", verdict && strcmp(verdict, "met") == 0);
	sv_context_put_truth(to, "not_met", verdict && strcmp(verdict, "not_met") == 0);
	sv_context_put_truth(to, "unknown", verdict && strcmp(verdict, "unknown") == 0);
	sv_context_put_truth(to, "nl", strcmp(c->lang, "nl") == 0);
	sv_context_put_truth(to, "en", strcmp(c->lang, "en") == 0);
	sv_date_parse(sv_json_text(c->document, "as_of"), &day);
	sv_long_date(day, c->lang, text);
	sv_context_put(to, "as_of_long", text);
	bool years = strcmp(kind, "evaluation") == 0 || !sv_json_has(c->document, "year");
	if (years)
		snprintf(text, sizeof text, "%lld\u2013%lld", sv_json_int(c->document, "from", 0), sv_json_int(c->document, "to", 0));
	else
		snprintf(text, sizeof text, "%lld", sv_json_int(c->document, "year", 0));
	sv_context_put(to, "period", !years || sv_json_has(c->document, "from") ? text : "");
	sv_context_put(to, "hyphens", strcmp(c->lang, "nl") == 0 && access(HYPHENS_NL, R_OK) == 0 ? HYPHENS_NL : "");
	if (c->as == SV_RUNNING_MS) {
		struct sv_buf latin = SV_BUF_INIT;
		json_object_set_new(to, "about_page", json_integer((json_int_t)sv_json_int(c->pages, "figures", 0)));
		sv_roff_latin(sv_json_text(c->document, "title"), &latin);
		sv_context_put(to, "latin", sv_buf_str(&latin));
		sv_buf_clear(&latin);
		sv_roff_latin(sv_json_text(c->document, "organisation"), &latin);
		sv_context_put(to, "organisation_latin", sv_buf_str(&latin));
		sv_buf_release(&latin);
	}
}

static enum sv_status protection(struct sv_context *c, json_t *to, struct sv_err *err)
{
	static const char *const numbers[] = { "cells", "suppressed", "witnesses" };
	const json_t *from = sv_json_object(c->document, "protection");
	const char *audit = sv_json_text(from, "audit");
	json_t *p = json_object();
	enum sv_status st = running(c, sv_json_array(from, "text"), p, "text", err);

	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
		json_t *value = json_object_get(from, numbers[i]);
		json_object_set_new(p, numbers[i], value ? json_incref(value) : json_false());
	}
	sv_context_put_truth(p, "has_counts", sv_json_has(from, "cells") && sv_json_has(from, "suppressed"));
	sv_context_put_truth(p, "any", sv_json_int(from, "suppressed", 0) > 0);
	sv_context_put_truth(p, "passed", audit && strcmp(audit, "passed") == 0);
	json_object_set_new(to, "protection", p);
	return st;
}

static enum sv_status parts(struct sv_context *c, json_t *to, struct sv_err *err)
{
	const json_t *sections = sv_json_array(c->document, "sections"), *reproduce = sv_json_array(c->document, "reproduce"), *one;
	json_t *list = json_array(), *has = json_object();
	enum sv_status st = protection(c, to, err);
	size_t i;

	about(c, to);
	json_object_set(to, "t", c->words);
	json_array_foreach(sections, i, one)
		json_object_set_new(has, sv_json_text(one, "section"), json_true());
	json_object_set_new(to, "has", has);
	json_object_set_new(to, "reproduce", reproduce ? sv_json_deep_copy(reproduce) : json_array());
	sv_context_put_truth(to, "has_reproduce", json_array_size(reproduce) > 0);
	sv_context_put_truth(to, "has_notes", json_array_size(sv_json_array(c->document, "notes")) > 0);
	if (st == SV_OK)
		st = running(c, sv_json_array(c->document, "notes"), to, "notes", err);
	if (st == SV_OK)
		st = prose(c, "opening", to, to, "opening", err);
	if (st == SV_OK)
		st = prose(c, sv_json_text(c->document, "verdict"), to, to, "verdict", err);
	if (st == SV_OK)
		st = prose(c, "closing", to, to, "closing", err);
	json_array_foreach(sections, i, one) {
		if (st == SV_OK)
			st = section(c, one, i + 1, to, list, err);
	}
	json_object_set_new(to, "sections", list);
	return st;
}

enum sv_status sv_context_make(struct sv_context *c, json_t **out, struct sv_err *err)
{
	json_t *to = json_object();
	enum sv_status st = to ? parts(c, to, err) : sv_err_nomem(err);

	if (st == SV_OK) {
		*out = to;
		return SV_OK;
	}
	json_decref(to);
	return st;
}

const json_t *sv_context_plotted(const json_t *document, size_t i)
{
	const json_t *s, *t;
	size_t a, b;

	json_array_foreach(sv_json_array(document, "sections"), a, s) {
		json_array_foreach(sv_json_array(s, "tables"), b, t) {
			if (sv_plot_any(t) && i-- == 0)
				return t;
		}
	}
	return NULL;
}
