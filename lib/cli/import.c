/* SPDX-License-Identifier: MIT */
/* sv-import of headcounts: see import.h. A headcount is read from a table and judged as any other act; its defects are told by line and column of the table. */
#include "cli/import.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "app/append.h"
#include "app/items.h"
#include "base/file.h"
#include "base/hint.h"
#include "cli/import_cases.h"
#include "json/csv.h"
#include "json/get.h"
#include "json/ndjson.h"

#define FILE_MAX (16u << 20)
#define ROWS_MAX 10000
#define NUMBER_MAX 10000000 /* as its schema says */

/* The columns of a headcount: their names, in English and as Dutch personnel systems write them. */
static const char *const columns[] = { "unit", "staff", "joined", "left", "managers" };
static const char *const dutch[] = { "afdeling", "medewerkers", "instroom", "uitstroom", "leidinggevenden" };
#define COLUMNS (sizeof columns / sizeof columns[0])
#define REQUIRED 2 /* the first ones must be there */

/* One headcount on its way in. */
struct importing {
	struct sv_run *run;
	const char *file;      /* its name, for messages */
	size_t at[COLUMNS];    /* which cell each column is; SIZE_MAX: none */
	size_t cells;          /* of the header */
	size_t line[ROWS_MAX]; /* of each row that was taken */
	json_t *units;
	bool failed;
};

static void complain(struct importing *m, struct sv_err *err, size_t line)
{
	if (line)
		sv_err_at(err, N_("line %zu"), line);
	sv_err_at(err, "%s", m->file);
	m->failed = true;
	sv_run_report(m->run, err);
}

static void complain_of_cell(struct importing *m, size_t line, size_t column, const char *what)
{
	struct sv_err err = { 0 };

	sv_err_set(&err, SV_BAD_INPUT, what, "");
	sv_err_at(&err, N_("column '%s'"), columns[column]);
	complain(m, &err, line);
}

/* A defect that was found when the act was judged: "/units/3/staff" is the staff of a line. */
static void defect(void *data, const struct sv_err *given)
{
	struct importing *m = data;
	struct sv_err err = *given;
	struct sv_msg *at = &err.context[0];
	const char *pointer = err.ncontexts > 0 && at->nargs == 1 ? at->text + at->arg[0] : "";
	char member[32] = "", where[40];
	size_t row = 0, line = 0;

	if (sscanf(pointer, "/units/%zu/%31[a-z]", &row, member) == 2 && row < json_array_size(m->units)) {
		line = m->line[row];
		sv_msg_set(at, N_("column '%s'"), member);
	} else if (pointer[0] == '/' && pointer[1]) { /* of the whole: what an option said */
		snprintf(where, sizeof where, "--%.36s", pointer + 1);
		sv_msg_set(at, "%s", where);
	}
	complain(m, &err, line);
}

/* All of a file, or of stdin. */
static enum sv_status read_table(const char *file, struct sv_buf *out, struct sv_err *err)
{
	char block[65536];
	ssize_t n;

	if (strcmp(file, "-") != 0)
		return sv_file_read(file, FILE_MAX, out, err);
	do {
		n = read(STDIN_FILENO, block, sizeof block);
		if (n < 0 && errno != EINTR)
			return sv_err_sys(err, SV_IO, errno, N_("cannot read %s: %s"), "stdin");
		if (n > 0)
			sv_buf_add(out, block, (size_t)n);
	} while (n != 0 && out->len <= FILE_MAX);
	if (out->len > FILE_MAX)
		return sv_err_set(err, SV_BAD_INPUT, N_("'%s' is longer than %u bytes"), "stdin", FILE_MAX);
	return out->failed ? sv_err_nomem(err) : SV_OK;
}

/* A cell without the blanks around it. */
static void trimmed(const char *cell, char out[96])
{
	size_t n;

	cell += strspn(cell, " \t");
	n = strlen(cell);
	while (n > 0 && (cell[n - 1] == ' ' || cell[n - 1] == '\t'))
		n--;
	snprintf(out, 96, "%.*s", (int)(n < 95 ? n : 95), cell);
}

static size_t column_of(const char *name)
{
	for (size_t i = 0; i < COLUMNS; i++)
		if (strcasecmp(name, columns[i]) == 0 || strcasecmp(name, dutch[i]) == 0)
			return i;
	return SIZE_MAX;
}

static enum sv_status read_header(struct importing *m, const struct sv_csv_row *row, struct sv_err *err)
{
	char name[96];
	enum sv_status st = SV_OK;

	for (size_t i = 0; i < COLUMNS; i++)
		m->at[i] = SIZE_MAX;
	m->cells = row->n;
	for (size_t i = 0; i < row->n && st == SV_OK; i++) {
		trimmed(row->cells[i], name);
		size_t column = column_of(name);
		if (name[0] == '\0')
			continue; /* what stands below it must be empty too */
		if (column == SIZE_MAX) {
			st = sv_err_set(err, SV_BAD_INPUT, N_("column %zu has a name that is not known"), i + 1);
			const char *near = sv_nearest(name, columns, COLUMNS);
			if (near)
				sv_err_hint(err, N_("did you mean '%s'?"), near);
			else
				sv_err_hint(err, N_("known are %s"), "unit, staff, joined, left, managers");
		} else if (m->at[column] != SIZE_MAX) {
			st = sv_err_set(err, SV_BAD_INPUT, N_("there are two columns '%s'"), columns[column]);
		} else {
			m->at[column] = i;
		}
	}
	for (size_t i = 0; i < REQUIRED && st == SV_OK; i++)
		if (m->at[i] == SIZE_MAX)
			st = sv_err_set(err, SV_BAD_INPUT, N_("the first line has no column '%s'"), columns[i]);
	return st == SV_OK ? SV_OK : sv_err_at(err, N_("line %zu"), row->line);
}

/* A whole number that a headcount may hold; -1 where it is none. */
static long long number_of(const char *text)
{
	size_t n = strlen(text);
	long long number = n > 0 && n <= 8 && strspn(text, "0123456789") == n ? strtoll(text, NULL, 10) : -1;

	return number <= NUMBER_MAX ? number : -1;
}

/* Whether a cell of a row belongs to a column. */
static bool has_column(const struct importing *m, size_t cell)
{
	for (size_t i = 0; i < COLUMNS; i++)
		if (m->at[i] == cell)
			return true;
	return false;
}

/* Adds a row; what is wrong with it is told. */
static void take_row(struct importing *m, const struct sv_csv_row *row)
{
	json_t *one = json_object();
	struct sv_err err = { 0 };
	char cell[96];
	bool good = one != NULL, fits = row->n >= m->cells;

	for (size_t i = m->cells; i < row->n; i++)
		fits = fits && row->cells[i][0] == '\0';
	for (size_t i = 0; i < m->cells && fits; i++) {
		if (has_column(m, i) || row->cells[i][0] == '\0')
			continue;
		sv_err_set(&err, SV_BAD_INPUT, N_("column %zu has no name in the first line"), i + 1);
		complain(m, &err, row->line);
		good = false;
	}
	if (!fits) {
		sv_err_set(&err, SV_BAD_INPUT, N_("has %zu cells, and the first line %zu"), row->n, m->cells);
		complain(m, &err, row->line);
		json_decref(one);
		return;
	}
	for (size_t i = 0; i < COLUMNS; i++) {
		if (m->at[i] == SIZE_MAX)
			continue;
		trimmed(row->cells[m->at[i]], cell);
		if (cell[0] == '\0' && i >= REQUIRED)
			continue;
		if (cell[0] == '\0')
			complain_of_cell(m, row->line, i, N_("is missing"));
		else if (i > 0 && number_of(cell) < 0)
			complain_of_cell(m, row->line, i, N_("is no whole number from 0 to 10000000"));
		good = good && cell[0] && (i > 0 ? number_of(cell) >= 0 && json_object_set_new(one, columns[i], json_integer(number_of(cell))) == 0 : sv_json_set_text(one, columns[i], cell));
	}
	if (good && json_array_size(m->units) < ROWS_MAX) {
		m->line[json_array_size(m->units)] = row->line;
		json_array_append(m->units, one);
	}
	json_decref(one);
}

/* The rows of a table. What is wrong with single rows is told; an error ends it all. */
static enum sv_status read_rows(struct importing *m, const struct sv_buf *text, struct sv_err *err)
{
	const struct sv_csv_row *row;
	struct sv_csv *csv = NULL;
	size_t n = 0;
	enum sv_status st = sv_csv_open(sv_buf_str(text), text->len, &csv, err), got;

	if (st == SV_OK) {
		st = sv_csv_next(csv, &row, err);
		if (st == SV_OK)
			st = read_header(m, row, err);
		else if (st == SV_NO)
			st = sv_err_set(err, SV_BAD_INPUT, N_("there is nothing in it"));
	}
	while (st == SV_OK) {
		struct sv_err one = { 0 };
		got = sv_csv_next(csv, &row, &one);
		if (got == SV_NO)
			break;
		if (got == SV_BAD_INPUT)
			complain(m, &one, 0); /* the reader says the line itself */
		else if (got != SV_OK)
			st = sv_err_set(err, got, N_("failed"));
		else if (++n > ROWS_MAX)
			st = sv_err_set(err, SV_BAD_INPUT, N_("there are more than %d rows"), ROWS_MAX);
		else
			take_row(m, row);
	}
	if (st == SV_OK && n == 0 && !m->failed)
		st = sv_err_set(err, SV_BAD_INPUT, N_("there is no row below the first line"));
	sv_csv_free(csv);
	return st == SV_OK ? SV_OK : sv_err_at(err, "%s", m->file);
}

/* Judges the headcount, stores it where nothing at all is wrong, and prints it. */
static enum sv_status store(struct importing *m, json_t *act, struct sv_err *err)
{
	const struct sv_item_kind *kind = sv_item_kind("headcount");
	struct sv_act_report report = { defect, m };
	struct sv_batch *b = NULL;
	char id[16] = "";
	enum sv_status st = sv_batch_open(m->run->session, sv_args_has(m->run->args, "dry-run"), &b, err);

	if (st == SV_OK && sv_batch_item(b, kind, NULL, sv_event_type("headcount.added"), act, &report, id) != SV_OK && !m->failed)
		st = sv_err_set(err, SV_BAD_INPUT, N_("the act could not be judged"));
	if (st == SV_OK && m->failed)
		st = m->run->first;
	else if (st == SV_OK)
		st = sv_batch_commit(b, err);
	if (st == SV_OK)
		st = sv_json_write_line(stdout, sv_batch_item_state(b, kind, id), err);
	if (st == SV_OK)
		st = sv_run_flush(err);
	sv_batch_free(b);
	return st;
}

static enum sv_status headcount(struct sv_run *run, const char *file, struct sv_err *err)
{
	struct importing *m = calloc(1, sizeof *m);
	struct sv_buf text = SV_BUF_INIT;
	json_t *act = json_object(), *units = json_array();
	enum sv_status st = SV_OK;

	if (m == NULL || act == NULL || units == NULL) {
		st = sv_err_nomem(err);
		goto out;
	}
	*m = (struct importing){ .run = run, .file = strcmp(file, "-") == 0 ? "stdin" : file, .units = units };
	st = read_table(file, &text, err);
	if (st == SV_OK)
		st = read_rows(m, &text, err);
	if (st == SV_OK)
		st = sv_args_fill(run->args, act, err);
	if (st == SV_OK && !sv_json_set(act, "units", units))
		st = sv_err_nomem(err);
	if (st == SV_OK && json_array_size(units) > 0)
		st = store(m, act, err); /* also where rows are wrong: all defects are told at once */
	else if (st == SV_OK)
		st = run->first;
out:
	json_decref(units);
	json_decref(act);
	free(m);
	sv_buf_release(&text);
	return st;
}

enum sv_status sv_import_run(struct sv_run *run, struct sv_err *err)
{
	static const char *const of_cases[] = { "map", "batch", "resume", "rejects", "as-is", "officer", "keep-tokens" }, *const of_headcounts[] = { "on", "total", "note" };
	const char *file = sv_args_text(run->args, "headcount");
	size_t n;

	sv_args_operands(run->args, &n);
	for (size_t i = 0; file == NULL && i < sizeof of_headcounts / sizeof of_headcounts[0]; i++)
		if (sv_args_has(run->args, of_headcounts[i]))
			return sv_err_set(err, SV_USAGE, N_("option '--%s' goes with --headcount"), of_headcounts[i]);
	for (size_t i = 0; file && i < sizeof of_cases / sizeof of_cases[0]; i++)
		if (sv_args_has(run->args, of_cases[i]))
			return sv_err_set(err, SV_USAGE, N_("option '--%s' does not go with --headcount"), of_cases[i]);
	if (file == NULL)
		return sv_import_cases(run, err);
	if (n > 0)
		return sv_err_set(err, SV_USAGE, N_("a headcount has no operand: its file is named by --headcount"));
	if (!sv_args_has(run->args, "on")) {
		sv_err_set(err, SV_USAGE, N_("a headcount is of a day"));
		sv_err_hint(err, "--on YYYY-MM-DD");
		return SV_USAGE;
	}
	return headcount(run, file, err);
}
