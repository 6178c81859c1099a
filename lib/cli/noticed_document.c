/* SPDX-License-Identifier: MIT */
/* What noticing prints: one document, as text, JSON or CSV. See noticed.h. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "cli/lang.h"
#include "cli/noticed.h"
#include "cli/noticing.h"
#include "json/get.h"
#include "view/table.h"

const char *const sv_noticing_formats[] = { "text", "json", "csv", NULL };

enum sv_status sv_noticed_document(const struct sv_noticed *d, const char *figures, json_t **document, json_t **rows, struct sv_err *err)
{
	char day[SV_DATE_SIZE];

	sv_date_format(d->today, day);
	*rows = json_array();
	*document = json_pack("{s:i,s:s,s:s,s:s,s:s,s:o}", "sv", 1, "figures", figures, "day", day, "commit", sv_index_head(d->index), "publish", "never", "rows", *rows);
	if (*document == NULL || (d->closed > 0 && json_object_set_new(*document, "closed", json_integer(d->closed)) != 0))
		return sv_err_nomem(err);
	return SV_OK;
}

bool sv_noticed_for_people(const struct sv_noticed *d)
{
	const char *format = sv_args_text(d->run->args, "format");

	return format == NULL || strcmp(format, "text") == 0;
}

bool sv_noticed_set(json_t *object, const char *key, double value, int decimals)
{
	char text[64];

	if (!isfinite(value))
		return true;
	snprintf(text, sizeof text, "%.*f", decimals, value);
	return json_object_set_new(object, key, decimals ? json_real(strtod(text, NULL)) : json_integer((json_int_t)llround(value))) == 0;
}

bool sv_noticed_say(json_t *document, const char *text)
{
	json_t *says = json_object_get(document, "says");

	if (says == NULL && json_object_set_new(document, "says", says = json_array()) != 0)
		return false;
	return json_array_append_new(says, json_string(text)) == 0;
}

/* The text of a cell; NULL where it is empty. */
static const char *cell(const json_t *row, const struct sv_noticed_column *c, bool text, char buf[64])
{
	const json_t *v = json_object_get(row, c->key);

	if (json_is_true(v))
		return text ? sv_tr(N_("yes")) : "yes";
	if (!json_is_number(v))
		return json_string_value(v);
	snprintf(buf, 64, "%.*f", c->decimals < 0 ? 0 : c->decimals, json_number_value(v));
	return buf;
}

static enum sv_status print_table(const struct sv_noticed *d, const json_t *document, const struct sv_noticed_column *columns, size_t n, bool text, struct sv_err *err)
{
	struct sv_table *table = sv_table_new();
	struct sv_table_style style = { sv_run_color(d->run), sv_run_width() };
	const char **cells = calloc(n + 1, sizeof *cells);
	char (*bufs)[64] = calloc(n + 1, sizeof *bufs);
	enum sv_status st = table && cells && bufs ? SV_OK : sv_err_nomem(err);
	const json_t *row;
	size_t i;

	for (i = 0; i < n && st == SV_OK; i++)
		st = sv_table_column(table, columns[i].key, sv_tr(columns[i].heading), columns[i].decimals >= 0, err);
	if (!text && st == SV_OK) /* on every row, so that it stays with what is taken from the table */
		st = sv_table_column(table, "publish", "publish", false, err);
	json_array_foreach(sv_json_array(document, "rows"), i, row) {
		for (size_t k = 0; k < n && st == SV_OK; k++)
			cells[k] = cell(row, &columns[k], text, bufs[k]);
		if (!text && st == SV_OK)
			cells[n] = "never";
		if (st == SV_OK)
			st = sv_table_row(table, cells, err);
	}
	if (st == SV_OK && (!text || json_array_size(sv_json_array(document, "rows")) > 0))
		st = sv_table_print(table, text ? SV_TABLE_TEXT : SV_TABLE_CSV, &style, stdout, err);
	sv_table_free(table);
	free(cells);
	free(bufs);
	return st;
}

enum sv_status sv_noticed_print(const struct sv_noticed *d, const json_t *document, const struct sv_noticed_column *columns, size_t n, struct sv_err *err)
{
	bool text = sv_noticed_for_people(d);
	const json_t *one;
	size_t i;

	if (!text && strcmp(sv_args_text(d->run->args, "format"), "json") == 0) {
		if (json_dumpf(document, stdout, JSON_COMPACT | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(12)) != 0 || puts("") < 0)
			return sv_err_set(err, SV_IO, N_("cannot write stdout"));
		return SV_OK;
	}
	enum sv_status st = print_table(d, document, columns, n, text, err);
	json_array_foreach(sv_json_array(document, "says"), i, one) {
		if (st == SV_OK && text)
			puts(json_string_value(one));
	}
	if (st == SV_OK && text && d->closed > 0)
		printf(sv_tr(N_("not counted, as their record does not open: %lld cases\n")), d->closed);
	return st;
}
