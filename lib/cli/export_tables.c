/* SPDX-License-Identifier: MIT */
/* Cases and items as tables of a SQLite file: see export_tables.h. */
#include "cli/export_tables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "cli/rows.h"
#include "index/relational.h"
#include "json/canon.h"
#include "json/get.h"

/* The tables that are no part of sv_row_tables. */
static const struct sv_relational_column word_columns[] = { { "case_id", false }, { "member", false }, { "word", false } };
static const struct sv_relational_column event_columns[] = {
	{ "case_id", false }, { "number", true }, { "event", false }, { "type", false }, { "at", false }, { "officer", false }, { "imported_at", false }, { "imported_by", false },
};
static const struct sv_relational_column item_columns[] = { { "item_id", false }, { "register", false }, { "state", false }, { "added", false }, { "changed", false }, { "json", false } };
static const struct sv_relational_column meta_columns[] = { { "key", false }, { "value", false } };

enum { CASE_TABLES = 9, WORDS = CASE_TABLES, EVENTS, ITEMS, META, TABLES };

struct sv_export_tables {
	struct sv_run *run;
	struct sv_relational *file;
	struct sv_relational_table tables[TABLES];
	struct sv_relational_column columns[CASE_TABLES][SV_ROW_COLUMNS_MAX];
	struct sv_row row;
};

static enum sv_status put_meta(struct sv_export_tables *t, struct sv_err *err)
{
	char now[SV_INSTANT_SIZE];
	const char *id;
	enum sv_status st = sv_session_id(t->run->session, &id, err);

	if (st != SV_OK)
		return st;
	sv_instant_format(sv_session_now(t->run->session), now);
	const char *const rows[][2] = { { "store", id }, { "exported", now }, { "version", SV_VERSION } };
	for (size_t i = 0; i < sizeof rows / sizeof rows[0] && st == SV_OK; i++)
		st = sv_relational_row(t->file, META, rows[i], err);
	return st;
}

enum sv_status sv_export_tables_open(struct sv_run *run, const char *path, struct sv_export_tables **out, struct sv_err *err)
{
	struct sv_export_tables *t = calloc(1, sizeof *t);

	*out = t;
	if (t == NULL)
		return sv_err_nomem(err);
	t->run = run;
	for (size_t i = 0; i < CASE_TABLES; i++) {
		const struct sv_row_table *from = &sv_row_tables[i];
		for (size_t c = 0; c < from->ncolumns; c++)
			t->columns[i][c] = (struct sv_relational_column){ from->columns[c].name, from->columns[c].how != SV_ROW_TEXT && from->columns[c].how != SV_ROW_WORDS };
		t->tables[i] = (struct sv_relational_table){ from->name, i ? "cases" : NULL, t->columns[i], from->ncolumns };
	}
	t->tables[WORDS] = (struct sv_relational_table){ "words", "cases", word_columns, sizeof word_columns / sizeof word_columns[0] };
	t->tables[EVENTS] = (struct sv_relational_table){ "events", "cases", event_columns, sizeof event_columns / sizeof event_columns[0] };
	t->tables[ITEMS] = (struct sv_relational_table){ "items", NULL, item_columns, sizeof item_columns / sizeof item_columns[0] };
	t->tables[META] = (struct sv_relational_table){ "meta", NULL, meta_columns, sizeof meta_columns / sizeof meta_columns[0] };
	enum sv_status st = sv_relational_open(path, t->tables, TABLES, &t->file, err);
	return st == SV_OK ? put_meta(t, err) : st;
}

enum sv_status sv_export_tables_case(struct sv_export_tables *t, const json_t *state, struct sv_err *err)
{
	const json_t *one;
	size_t i, k;
	enum sv_status st = sv_row_fill(&t->row, &sv_row_tables[0], state, state, err);

	if (st == SV_OK)
		st = sv_relational_row(t->file, 0, t->row.cells, err);
	for (i = 1; i < CASE_TABLES; i++) {
		json_array_foreach(sv_json_array(state, sv_row_tables[i].list), k, one) {
			if (st == SV_OK)
				st = sv_row_fill(&t->row, &sv_row_tables[i], state, one, err);
			if (st == SV_OK)
				st = sv_relational_row(t->file, i, t->row.cells, err);
		}
	}
	for (i = 0; sv_row_words[i][0]; i++) {
		json_array_foreach(sv_row_find(state, sv_row_words[i][1]), k, one) {
			const char *cells[] = { sv_json_text(state, "case"), sv_row_words[i][0], json_string_value(one) };
			if (st == SV_OK && cells[2])
				st = sv_relational_row(t->file, WORDS, cells, err);
		}
	}
	return st;
}

enum sv_status sv_export_tables_history(void *data, const json_t *line, struct sv_err *err)
{
	struct sv_export_tables *t = data;
	const json_t *event;
	char number[24];
	size_t i;
	enum sv_status st = SV_OK;

	json_array_foreach(sv_json_array(line, "history"), i, event) {
		const json_t *imported = sv_json_object(event, "imported");
		const char *cells[] = { sv_json_text(line, "case"), number, sv_json_text(event, "event"), sv_json_text(event, "type"), sv_json_text(event, "at"),
		                        sv_json_text(event, "by"), sv_json_text(imported, "at"), sv_json_text(imported, "by") };
		snprintf(number, sizeof number, "%zu", i + 1);
		if (st == SV_OK)
			st = sv_relational_row(t->file, EVENTS, cells, err);
	}
	return st;
}

enum sv_status sv_export_tables_item(struct sv_export_tables *t, const char *member, const json_t *state, struct sv_err *err)
{
	char *json = sv_json_string(state, JSON_COMPACT);
	const char *cells[] = { sv_json_text(state, member), member, sv_json_text(state, "state"), sv_json_text(state, "added"), sv_json_text(state, "changed"), json };
	enum sv_status st = json ? sv_relational_row(t->file, ITEMS, cells, err) : sv_err_nomem(err);

	free(json);
	return st;
}

enum sv_status sv_export_tables_finish(struct sv_export_tables *t, struct sv_err *err)
{
	return sv_relational_finish(t->file, err);
}

void sv_export_tables_free(struct sv_export_tables *t)
{
	if (t == NULL)
		return;
	sv_relational_free(t->file);
	sv_row_release(&t->row);
	free(t);
}
