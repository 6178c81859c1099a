/* SPDX-License-Identifier: MIT */
/* Risk analyses on the command line: see risk.h. */
#include "cli/risk.h"

#include <stdio.h>
#include <string.h>

#include "app/catchup.h"
#include "cli/filter.h"
#include "cli/items.h"
#include "cli/lang.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/protocol.h"
#include "model/risk.h"
#include "view/heat.h"
#include "view/table.h"

#define DEPTH 16 /* of units within units */

const char *const sv_risk_heat_formats[] = { "text", "svg", "json", NULL };

static enum sv_status gather(struct sv_run *run, json_t *act, struct sv_err *err)
{
	static const struct sv_items_part parts[] = {
		{ "factor", "+factor", "cause" }, { "text", "+text", "text" }, { "likelihood", "+likelihood", "likelihood" }, { "impact", "+impact", "impact" },
		{ "likelihood-after", "+likelihood_after", "likelihood_after" }, { "impact-after", "+impact_after", "impact_after" }, { NULL, NULL, NULL },
	};

	(void)run;
	return sv_items_gather(act, "factors", parts, err);
}

enum sv_status sv_risk_step(struct sv_run *run, struct sv_err *err)
{
	return sv_filter_items(run, "risk", run->verb->name, strcmp(run->verb->name, "assess") == 0 ? gather : NULL, err);
}

/* Which analyses are meant: of a unit and those within it; unit NULL: all. */
struct about {
	json_t *protocol;
	const char *unit;
};

static bool is_about(void *data, const json_t *item)
{
	const struct about *a = data;
	const char *unit = sv_json_text(item, "unit");
	const json_t *units = sv_json_array(sv_json_object(a->protocol, "lists"), "unit");

	if (a->unit == NULL)
		return true;
	for (int depth = 0; unit && depth < DEPTH; depth++) {
		if (strcmp(unit, a->unit) == 0)
			return true;
		unit = sv_json_text(sv_json_find(units, "id", unit), "parent");
	}
	return false;
}

/* Reads --unit, which must be one that the protocol has. The protocol is the caller's. */
static enum sv_status read_about(struct sv_run *run, struct about *a, struct sv_err *err)
{
	enum sv_status st = sv_session_index_protocol(run->session, &a->protocol, err);

	a->unit = sv_args_text(run->args, "unit");
	if (st == SV_OK && a->unit)
		st = sv_protocol_word(a->protocol, "unit", a->unit, err);
	return st;
}

enum sv_status sv_risk_list(struct sv_run *run, struct sv_err *err)
{
	static const struct sv_items_column columns[] = {
		{ "title", N_("title") }, { "unit", N_("unit") }, { "trigger", N_("trigger") }, { "score_before", N_("score before") }, { "score", N_("score now") }, { "level", N_("level") },
		{ "measures", N_("measures") }, { "next", N_("made again") }, { NULL, NULL },
	};
	struct about a = { NULL, NULL };
	enum sv_status st = read_about(run, &a, err);

	if (st == SV_OK)
		st = sv_items_list_of(run, "risk", columns, is_about, &a, err);
	json_decref(a.protocol);
	return st;
}

/* A map being made. */
struct map {
	struct sv_run *run;
	struct about about;
	bool before;
	size_t analyses;
	struct sv_heat heat;
	json_t *cell[SV_HEAT_SIDE][SV_HEAT_SIDE]; /* what is in each: {risk, title, unit?, cause?, text?} */
	json_t *unjudged;                         /* ids of analyses without an assessment */
	struct sv_buf title;
};

static void map_release(struct map *m)
{
	for (int l = 0; l < SV_HEAT_SIDE; l++)
		for (int i = 0; i < SV_HEAT_SIDE; i++)
			json_decref(m->cell[l][i]);
	json_decref(m->unjudged);
	json_decref(m->about.protocol);
	sv_buf_release(&m->title);
}

/* Puts the factors of an analysis where they belong. */
static bool put(struct map *m, const json_t *risk)
{
	static const char *const members[] = { "risk", "title", "unit" };
	size_t n = sv_risk_factors(risk);
	bool ok = true;

	m->analyses++;
	if (n == 0)
		return json_array_append(m->unjudged, json_object_get(risk, "risk")) == 0;
	for (size_t k = 0; k < n; k++) {
		struct sv_risk_factor f = sv_risk_factor(risk, k, m->before);
		json_t *one = json_object();
		for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
			ok = sv_json_set(one, members[i], json_object_get(risk, members[i])) && ok;
		ok = sv_json_set_text(one, "cause", f.cause) && sv_json_set_text(one, "text", f.text) && json_array_append_new(m->cell[f.likelihood - 1][f.impact - 1], one) == 0 && ok;
		m->heat.count[f.likelihood - 1][f.impact - 1]++;
	}
	return ok;
}

/* The frame: levels, names, title. */
static enum sv_status begin(struct map *m, struct sv_err *err)
{
	bool ok = (m->unjudged = json_array()) != NULL;

	for (int l = 0; l < SV_HEAT_SIDE; l++)
		for (int i = 0; i < SV_HEAT_SIDE; i++) {
			m->heat.level[l][i] = (int)sv_risk_level(l + 1, i + 1);
			ok = (m->cell[l][i] = json_array()) != NULL && ok;
		}
	sv_buf_adds(&m->title, m->before ? sv_tr(N_("Risks before measures")) : sv_tr(N_("Risks as they are now")));
	if (m->about.unit)
		sv_buf_addf(&m->title, ": %s", sv_protocol_label(m->about.protocol, "unit", m->about.unit, sv_lang()));
	m->heat.title = sv_buf_str(&m->title);
	m->heat.up = sv_tr(N_("likelihood, 1 (hardly) to 5 (almost certain)"));
	m->heat.right = sv_tr(N_("impact, 1 (hardly) to 5 (very grave)"));
	return ok && !m->title.failed ? SV_OK : sv_err_nomem(err);
}

static enum sv_status collect(struct map *m, struct sv_err *err)
{
	json_t *items = NULL;
	const json_t *risk;
	bool ok = true;
	size_t i;
	enum sv_status st = read_about(m->run, &m->about, err);

	if (st == SV_OK)
		st = begin(m, err);
	if (st == SV_OK)
		st = sv_items_all(m->run, "risk", &items, err);
	json_array_foreach(items, i, risk) {
		const char *state = sv_json_text(risk, "state");
		if (st == SV_OK && state && strcmp(state, "done") != 0 && is_about(&m->about, risk))
			ok = put(m, risk) && ok;
	}
	json_decref(items);
	return st == SV_OK && !ok ? sv_err_nomem(err) : st;
}

static enum sv_status print_json(const struct map *m, struct sv_err *err)
{
	json_t *cells = json_array(), *out = json_pack("{s:i,s:s,s:I,s:O,s:O}", "sv", 1, "heat", m->before ? "before" : "now", "analyses", (json_int_t)m->analyses, "unjudged", m->unjudged, "cells", cells);
	bool ok = out && sv_json_set_text(out, "unit", m->about.unit);

	for (int l = SV_HEAT_SIDE; l-- > 0;)
		for (int i = SV_HEAT_SIDE; i-- > 0;)
			if (m->heat.count[l][i])
				ok = json_array_append_new(cells, json_pack("{s:i,s:i,s:i,s:s,s:O}", "likelihood", l + 1, "impact", i + 1, "score", (l + 1) * (i + 1), "level",
				                                            sv_risk_word(sv_risk_level(l + 1, i + 1)), "risks", m->cell[l][i])) == 0 && ok;
	enum sv_status st = ok ? sv_json_write_line(stdout, out, err) : sv_err_nomem(err);
	json_decref(cells);
	json_decref(out);
	return st;
}

/* What is in the map, gravest first: for who wants to know which ones. */
static enum sv_status print_table(const struct map *m, struct sv_err *err)
{
	static const struct { const char *key, *heading; bool number; } columns[] = {
		{ "level", N_("level"), false }, { "likelihood", N_("likelihood"), true }, { "impact", N_("impact"), true }, { "factor", N_("risk factor"), false }, { "unit", N_("unit"), false }, { "risk", N_("analysis"), false },
	};
	struct sv_table_style style = { sv_run_color(m->run), sv_run_width() };
	struct sv_table *table = sv_table_new();
	enum sv_status st = table ? SV_OK : sv_err_nomem(err);
	const json_t *one;
	size_t k;

	for (k = 0; k < sizeof columns / sizeof columns[0] && st == SV_OK; k++)
		st = sv_table_column(table, columns[k].key, sv_tr(columns[k].heading), columns[k].number, err);
	for (int score = SV_HEAT_SIDE * SV_HEAT_SIDE; score > 0; score--)
		for (int l = SV_HEAT_SIDE; l > 0; l--) {
			if (score % l || score / l > SV_HEAT_SIDE)
				continue;
			json_array_foreach(m->cell[l - 1][score / l - 1], k, one) {
				char likelihood[8], impact[8];
				const char *cause = sv_json_text(one, "cause"), *unit = sv_json_text(one, "unit"), *text = sv_json_text(one, "text");
				snprintf(likelihood, sizeof likelihood, "%d", l);
				snprintf(impact, sizeof impact, "%d", score / l);
				const char *cells[] = { sv_tr(sv_risk_label(sv_risk_level(l, score / l))), likelihood, impact, text ? text : cause ? sv_protocol_label(m->about.protocol, "cause", cause, sv_lang()) : NULL,
					                unit ? sv_protocol_label(m->about.protocol, "unit", unit, sv_lang()) : NULL, sv_json_text(one, "risk") };
				if (st == SV_OK)
					st = sv_table_row(table, cells, err);
			}
		}
	if (st == SV_OK)
		st = sv_table_print(table, SV_TABLE_TEXT, &style, stdout, err);
	sv_table_free(table);
	return st;
}

static enum sv_status print_text(const struct map *m, struct sv_err *err)
{
	struct sv_buf text = SV_BUF_INIT;
	const json_t *one;
	size_t i;
	enum sv_status st = SV_OK;

	sv_heat_text(&m->heat, &text);
	if (text.failed)
		st = sv_err_nomem(err);
	else
		fputs(sv_buf_str(&text), stdout);
	sv_buf_release(&text);
	if (st == SV_OK && m->analyses > json_array_size(m->unjudged)) {
		puts("");
		st = print_table(m, err);
	}
	json_array_foreach(m->unjudged, i, one)
		printf("%s%s", i ? ", " : sv_tr(N_("not judged yet: ")), json_string_value(one));
	if (json_array_size(m->unjudged) > 0)
		puts("");
	if (m->analyses == 0)
		puts(sv_tr(N_("there is no risk analysis")));
	return st;
}

static enum sv_status print_svg(const struct map *m, struct sv_err *err)
{
	struct sv_buf words = SV_BUF_INIT, svg = SV_BUF_INIT;

	for (int l = SV_HEAT_SIDE; l-- > 0;)
		for (int i = SV_HEAT_SIDE; i-- > 0;)
			if (m->heat.count[l][i])
				sv_buf_addf(&words, sv_tr(N_("Likelihood %d and impact %d (%s): %zu. ")), l + 1, i + 1, m->heat.levels[m->heat.level[l][i]], m->heat.count[l][i]);
	if (words.len == 0)
		sv_buf_adds(&words, sv_tr(N_("there is no risk in it")));
	enum sv_status st = words.failed ? sv_err_nomem(err) : sv_heat_svg(&m->heat, sv_lang(), sv_buf_str(&words), &svg, err);
	if (st == SV_OK && fwrite(sv_buf_str(&svg), 1, svg.len, stdout) != svg.len)
		st = sv_err_set(err, SV_IO, N_("cannot write stdout"));
	sv_buf_release(&words);
	sv_buf_release(&svg);
	return st;
}

enum sv_status sv_risk_heat(struct sv_run *run, struct sv_err *err)
{
	struct map m = { .run = run, .before = sv_args_has(run->args, "before") };
	const char *format = sv_args_text(run->args, "format");
	char levels[SV_HEAT_LEVELS][64];
	enum sv_status st = collect(&m, err);

	for (int k = 0; k < SV_HEAT_LEVELS; k++) {
		int least, most;
		sv_risk_range((enum sv_risk_level)k, &least, &most);
		snprintf(levels[k], sizeof levels[k], "%s (%d-%d)", sv_tr(sv_risk_label((enum sv_risk_level)k)), least, most);
		m.heat.levels[k] = levels[k];
	}
	if (st == SV_OK && format && strcmp(format, "json") == 0)
		st = print_json(&m, err);
	else if (st == SV_OK && format && strcmp(format, "svg") == 0)
		st = print_svg(&m, err);
	else if (st == SV_OK)
		st = print_text(&m, err);
	map_release(&m);
	return st == SV_OK ? sv_run_flush(err) : st;
}
