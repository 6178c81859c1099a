/* SPDX-License-Identifier: MIT */
/* Lists and single items: see items.h. */
#include "cli/items.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/catchup.h"
#include "app/items.h"
#include "base/date.h"
#include "cli/lang.h"
#include "index/index.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "view/table.h"
#include "view/text.h"

#define COLUMNS_MAX 16

const char *const sv_items_list_formats[] = { "ndjson", "text", "csv", "id", NULL };
const char *const sv_items_show_formats[] = { "text", "json", NULL };

static enum sv_status keep(void *data, const char *json, struct sv_err *err)
{
	json_t *state = json_loads(json, 0, NULL);

	return state && json_array_append_new(data, state) == 0 ? SV_OK : sv_err_nomem(err);
}

int32_t sv_items_day(const struct sv_run *run)
{
	const char *text = sv_args_text(run->args, "on");
	int32_t day;

	return text && sv_date_parse(text, &day) ? day : sv_session_today(run->session);
}

enum sv_status sv_items_all(struct sv_run *run, const char *member, json_t **out, struct sv_err *err)
{
	int32_t day = sv_items_day(run);
	struct sv_index *index;
	json_t *one;
	size_t i;
	enum sv_status st = sv_session_index(run->session, &index, err);

	*out = json_array();
	if (st == SV_OK)
		st = sv_items_open(run->session, index, err);
	if (st == SV_OK)
		st = *out ? sv_index_items(index, member, keep, *out, err) : sv_err_nomem(err);
	json_array_foreach(*out, i, one)
		if (st == SV_OK && !sv_item_derive(one, day))
			st = sv_err_nomem(err);
	if (st != SV_OK) {
		json_decref(*out);
		*out = NULL;
	}
	return st;
}

/* A member as a cell: a text as it is, a number or a word, of a list how many it holds; data are the same in every language. Appended to cell. */
static void cell_of(const json_t *value, bool data, struct sv_buf *cell)
{
	const json_t *one;
	size_t i;

	if (json_is_string(value))
		sv_buf_adds(cell, json_string_value(value));
	else if (json_is_integer(value))
		sv_buf_addf(cell, "%lld", (long long)json_integer_value(value));
	else if (json_is_boolean(value) && data)
		sv_buf_adds(cell, json_is_true(value) ? "true" : "false");
	else if (json_is_boolean(value))
		sv_buf_adds(cell, json_is_true(value) ? sv_tr(N_("yes")) : sv_tr(N_("no")));
	else if (json_is_array(value) && json_is_string(json_array_get(value, 0)))
		json_array_foreach(value, i, one)
			sv_buf_addf(cell, "%s%s", i ? ", " : "", json_string_value(one));
	else if (json_is_array(value))
		sv_buf_addf(cell, "%zu", json_array_size(value));
}

static enum sv_status add_row(struct sv_table *table, const char *member, const struct sv_items_column *columns, const json_t *state, bool data, struct sv_err *err)
{
	struct sv_buf cell[COLUMNS_MAX] = { SV_BUF_INIT };
	const char *cells[COLUMNS_MAX + 1] = { sv_json_text(state, member) };
	size_t n = 0;

	for (; columns[n].member && n < COLUMNS_MAX; n++) {
		if (columns[n].say)
			columns[n].say(state, &cell[n]);
		else
			cell_of(json_object_get(state, columns[n].member), data, &cell[n]);
		cells[n + 1] = sv_buf_str(&cell[n]);
	}
	enum sv_status st = sv_table_row(table, cells, err);
	while (n > 0)
		sv_buf_release(&cell[--n]);
	return st;
}

static enum sv_status print_table(struct sv_run *run, const char *member, const struct sv_items_column *columns, const json_t *items, bool csv, struct sv_err *err)
{
	struct sv_table_style style = { sv_run_color(run), sv_run_width() };
	struct sv_table *table = sv_table_new();
	enum sv_status st = table ? sv_table_column(table, member, sv_tr(N_("id")), false, err) : sv_err_nomem(err);
	const json_t *one;
	size_t i;

	for (i = 0; columns[i].member && i < COLUMNS_MAX && st == SV_OK; i++)
		st = sv_table_column(table, columns[i].member, sv_tr(columns[i].heading), false, err);
	json_array_foreach(items, i, one) {
		if (st == SV_OK)
			st = add_row(table, member, columns, one, csv, err);
	}
	if (st == SV_OK)
		st = sv_table_print(table, csv ? SV_TABLE_CSV : SV_TABLE_TEXT, &style, stdout, err);
	sv_table_free(table);
	return st;
}

/* Takes out of a list what is not asked for. */
static void leave_out(json_t *items, bool all, sv_items_choose *choose, void *data)
{
	for (size_t i = json_array_size(items); i-- > 0;) {
		const json_t *one = json_array_get(items, i);
		const char *now = sv_json_text(one, "state");
		bool over = now && strcmp(now, "done") == 0 && !sv_json_true(one, "in_force"); /* on the day that is asked for, what is over now may have been in force */
		if ((!all && over) || (choose && !choose(data, one)))
			json_array_remove(items, i);
	}
}

enum sv_status sv_items_list(struct sv_run *run, const char *member, const struct sv_items_column *columns, struct sv_err *err)
{
	return sv_items_list_of(run, member, columns, NULL, NULL, err);
}

enum sv_status sv_items_list_of(struct sv_run *run, const char *member, const struct sv_items_column *columns, sv_items_choose *choose, void *data, struct sv_err *err)
{
	json_t *items;
	enum sv_status st = sv_items_all(run, member, &items, err);

	if (st != SV_OK)
		return st;
	leave_out(items, true, choose, data);
	return sv_items_print(run, member, columns, items, err);
}

enum sv_status sv_items_print(struct sv_run *run, const char *member, const struct sv_items_column *columns, json_t *items, struct sv_err *err)
{
	const char *format = sv_args_text(run->args, "format");
	bool table = format && (strcmp(format, "text") == 0 || strcmp(format, "csv") == 0);
	enum sv_status st = SV_OK;

	leave_out(items, sv_args_has(run->args, "all"), NULL, NULL);
	for (size_t i = 0; i < json_array_size(items) && st == SV_OK; i++)
		st = sv_item_shorten(json_array_get(items, i)) ? SV_OK : sv_err_nomem(err);
	if (st == SV_OK && table)
		st = print_table(run, member, columns, items, strcmp(format, "csv") == 0, err);
	for (size_t i = 0; i < json_array_size(items) && st == SV_OK && !table; i++) {
		const json_t *one = json_array_get(items, i);
		if (format == NULL || strcmp(format, "ndjson") == 0)
			st = sv_json_write_line(stdout, one, err);
		else if (puts(sv_json_text(one, member)) == EOF)
			st = sv_err_set(err, SV_IO, N_("cannot write stdout"));
	}
	json_decref(items);
	return st == SV_OK ? sv_run_flush(err) : st;
}

/* An item as indented lines, lists and objects below their names. */
static void print_lines(const json_t *value, int indent)
{
	const char *member;
	json_t *one;
	size_t i;

	json_object_foreach((json_t *)value, member, one) {
		struct sv_buf cell = SV_BUF_INIT;
		bool nested = json_is_object(one) || (json_is_array(one) && json_is_object(json_array_get(one, 0)));
		if (!nested)
			cell_of(one, false, &cell);
		printf("%*s%s:%s", indent, "", member, nested ? "" : " ");
		sv_text_print(sv_buf_str(&cell), indent + 2, stdout);
		puts("");
		if (json_is_object(one))
			print_lines(one, indent + 2);
		for (i = 0; nested && i < json_array_size(one); i++) {
			if (i)
				printf("%*s--\n", indent + 2, "");
			print_lines(json_array_get(one, i), indent + 2);
		}
		sv_buf_release(&cell);
	}
}

static void print_plainly(const json_t *item, void *data)
{
	(void)data;
	print_lines(item, 0);
}

enum sv_status sv_items_show(struct sv_run *run, const char *member, struct sv_err *err)
{
	return sv_items_show_as(run, member, print_plainly, NULL, err);
}

enum sv_status sv_items_show_as(struct sv_run *run, const char *member, void (*print)(const json_t *item, void *data), void *data, struct sv_err *err)
{
	const char *format = sv_args_text(run->args, "format");
	const struct sv_item_kind *kind = sv_item_kind(member);
	struct sv_index *index;
	char id[16];
	size_t n;
	char *const *operands = sv_args_operands(run->args, &n);
	enum sv_status st = n ? sv_session_index(run->session, &index, err) : sv_err_set(err, SV_USAGE, N_("name what to show"));

	if (st == SV_OK)
		st = sv_items_open(run->session, index, err);
	for (size_t i = 0; i < n && st == SV_OK; i++) {
		json_t *state = NULL;
		st = sv_item_resolve(run->session, kind, operands[i], id, err);
		if (st == SV_OK)
			st = sv_index_item(index, id, &state, err);
		if (st == SV_OK && !sv_item_derive(state, sv_items_day(run)))
			st = sv_err_nomem(err);
		if (st == SV_OK && format && strcmp(format, "json") == 0)
			st = sv_json_write_line(stdout, state, err);
		else if (st == SV_OK)
			print(state, data);
		if (st == SV_OK && i + 1 < n && !(format && strcmp(format, "json") == 0))
			puts("");
		json_decref(state);
		if (st != SV_OK)
			sv_err_at(err, "%s", operands[i]);
	}
	return st == SV_OK ? sv_run_flush(err) : st;
}

enum sv_status sv_items_gather(json_t *act, const char *list, const struct sv_items_part *parts, struct sv_err *err)
{
	size_t n = 0, given;
	bool ok = true;

	for (const struct sv_items_part *p = parts; p->option; p++)
		if ((given = json_array_size(sv_json_array(act, p->field))) > n)
			n = given;
	for (const struct sv_items_part *p = parts; p->option; p++)
		if ((given = json_array_size(sv_json_array(act, p->field))) > 1 && given != n)
			return sv_err_set(err, SV_USAGE, N_("option '--%s' is given %zu times and another one %zu times"), p->option, given, n);
	if (n > 0 && !sv_json_has(act, list) && json_object_set_new(act, list, json_array()) < 0)
		return sv_err_nomem(err);
	for (size_t i = 0; i < n && sv_json_array(act, list); i++) { /* what stands there and is no list is for its schema to refuse */
		json_t *one = json_object();
		for (const struct sv_items_part *p = parts; p->option; p++) {
			json_t *values = sv_json_array(act, p->field);
			ok = sv_json_set(one, p->member, json_array_get(values, json_array_size(values) == 1 ? 0 : i)) && ok;
		}
		ok = json_array_append_new(sv_json_array(act, list), one) == 0 && ok;
	}
	for (const struct sv_items_part *p = parts; p->option; p++)
		json_object_del(act, p->field);
	return ok ? SV_OK : sv_err_nomem(err);
}
