/* SPDX-License-Identifier: MIT */
/* sv-policy check for programs: see policy_check.h. */
#include "cli/policy_check.h"

#include <stdio.h>

#include "json/get.h"
#include "json/ndjson.h"
#include "view/table.h"

/* A thing, for programs: what names it, and why it does not count. */
static json_t *thing_record(const json_t *thing)
{
	static const char *const members[] = { "register", "kind", "id", "title" };
	json_t *one = json_object();
	bool ok = one && sv_json_set_text(one, "why_not", sv_json_text(sv_json_object(thing, "standing"), "why_not"));

	for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
		ok = ok && sv_json_set(one, members[i], json_object_get(thing, members[i]));
	if (!ok) {
		json_decref(one);
		return NULL;
	}
	return one;
}

static bool add_records(json_t *row, const char *member, const json_t *things)
{
	json_t *list = json_array(), *thing;
	bool ok = list != NULL;
	size_t i;

	json_array_foreach((json_t *)things, i, thing)
		ok = ok && json_array_append_new(list, thing_record(thing)) == 0;
	ok = ok && json_object_set(row, member, list) == 0;
	json_decref(list);
	return ok;
}

enum sv_status sv_check_json(const struct sv_checking *c, struct sv_err *err)
{
	static const char *const members[] = { "label", "do", "note", "source", "url" };
	json_t *rows = json_array(), *one, *row;
	json_t *out = json_pack("{s:i,s:s,s:I,s:O*,s:O,s:{s:I,s:I},s:{s:I,s:I},s:O}", "sv", 1, "on", c->on, "staff", (json_int_t)sv_json_int(c->organisation, "staff", 0), "sector",
	                        json_object_get(c->organisation, "sector"), "version", json_object_get(c->demands, "version"), "law", "met", (json_int_t)c->law_met, "missing",
	                        (json_int_t)(c->law - c->law_met), "advised", "met", (json_int_t)c->advised_met, "missing", (json_int_t)(c->advised - c->advised_met), "demands", rows);
	bool ok = out != NULL;
	size_t i;

	json_array_foreach((json_t *)c->found, i, row) {
		one = json_pack("{s:O,s:O,s:O}", "demand", json_object_get(row, "demand"), "level", json_object_get(row, "level"), "met", json_object_get(row, "met"));
		for (size_t m = 0; m < sizeof members / sizeof members[0]; m++)
			ok = ok && sv_json_set(one, members[m], json_object_get(sv_check_demand(c, row), members[m]));
		ok = ok && add_records(one, "by", sv_json_array(row, "by")) && add_records(one, "waiting", sv_json_array(row, "waiting"));
		ok = json_array_append_new(rows, one) == 0 && ok;
	}
	enum sv_status st = ok ? sv_json_write_line(stdout, out, err) : sv_err_nomem(err);
	json_decref(rows);
	json_decref(out);
	return st;
}

/* The ids of things, or their kinds where they have none. Appended. */
static void add_ids(const json_t *things, struct sv_buf *out)
{
	const json_t *thing;
	size_t i;

	json_array_foreach(things, i, thing)
		sv_buf_addf(out, "%s%s", i ? " " : "", sv_json_text(thing, "id") ? sv_json_text(thing, "id") : sv_json_text(thing, "kind"));
}

enum sv_status sv_check_csv(const struct sv_checking *c, struct sv_err *err)
{
	static const char *const columns[] = { "demand", "level", "met", "label_nl", "label_en", "by", "waiting", "source" };
	struct sv_table_style style = { false, 0 };
	struct sv_table *table = sv_table_new();
	enum sv_status st = table ? SV_OK : sv_err_nomem(err);
	const json_t *row;
	size_t i;

	for (i = 0; i < sizeof columns / sizeof columns[0] && st == SV_OK; i++)
		st = sv_table_column(table, columns[i], columns[i], false, err);
	json_array_foreach(c->found, i, row) {
		const json_t *demand = sv_check_demand(c, row), *label = sv_json_object(demand, "label");
		struct sv_buf by = SV_BUF_INIT, waiting = SV_BUF_INIT;
		add_ids(sv_json_array(row, "by"), &by);
		add_ids(sv_json_array(row, "waiting"), &waiting);
		const char *cells[] = { sv_json_text(row, "demand"), sv_json_text(row, "level"), sv_json_true(row, "met") ? "true" : "false", sv_json_text(label, "nl"),
			                sv_json_text(label, "en"), sv_buf_str(&by), sv_buf_str(&waiting), sv_json_text(demand, "source") };
		if (st == SV_OK)
			st = sv_table_row(table, cells, err);
		sv_buf_release(&by);
		sv_buf_release(&waiting);
	}
	if (st == SV_OK)
		st = sv_table_print(table, SV_TABLE_CSV, &style, stdout, err);
	sv_table_free(table);
	return st;
}
