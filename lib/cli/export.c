/* SPDX-License-Identifier: MIT */
/* sv-export: see export.h. Everything streams: of the cases that were chosen only some hundreds are in hand at a time. */
#include "cli/export.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/catchup.h"
#include "app/export.h"
#include "base/file.h"
#include "cli/dossier.h"
#include "cli/export_tables.h"
#include "cli/keys.h"
#include "cli/lang.h"
#include "cli/listing.h"
#include "cli/rows.h"
#include "json/canon.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "view/table.h"

#define AT_A_TIME 256

const char *const sv_export_registers[] = { "case", "policy", "assessment", "activity", "actor", "risk", "survey", "headcount", NULL };

/* One export on its way out. */
struct exporting {
	struct sv_run *run;
	struct sv_index *index;
	struct sv_export o;
	FILE *out;
	const char *name; /* of the file, or NULL: stdout */
	/* cases whose lines are not written yet */
	char ids[AT_A_TIME][16];
	size_t n;
	struct sv_row row;
	struct sv_export_tables *tables;
};

static enum sv_status unwritten(const struct exporting *x, struct sv_err *err)
{
	return sv_err_sys(err, SV_IO, errno, x->name ? N_("cannot write '%s': %s") : N_("cannot write %s: %s"), x->name ? x->name : "stdout");
}

static enum sv_status put_line(void *data, const json_t *line, struct sv_err *err)
{
	struct exporting *x = data;

	return json_dumpf(line, x->out, JSON_COMPACT) < 0 || putc('\n', x->out) == EOF ? unwritten(x, err) : SV_OK;
}

/* The histories of the cases that are in hand. Content leaves the process only after its opening is recorded. */
static enum sv_status flush_cases(struct exporting *x, struct sv_err *err)
{
	enum sv_status st = x->n ? sv_export_cases(x->run->session, &x->o, x->ids, x->n, x->tables ? sv_export_tables_history : put_line, x->tables ? (void *)x->tables : x, err) : SV_OK;

	x->n = 0;
	return st;
}

static enum sv_status take_case(void *data, const char *json, struct sv_err *err)
{
	struct exporting *x = data;
	json_t *state = json_loads(json, 0, NULL);
	const char *id = sv_json_text(state, "case");
	enum sv_status st = id ? SV_OK : sv_err_nomem(err);

	if (st == SV_OK && x->tables)
		st = sv_export_tables_case(x->tables, state, err);
	if (st == SV_OK)
		snprintf(x->ids[x->n++], sizeof x->ids[0], "%s", id);
	json_decref(state);
	return st == SV_OK && x->n == AT_A_TIME ? flush_cases(x, err) : st;
}

static enum sv_status put_row(void *data, const char *json, struct sv_err *err)
{
	struct exporting *x = data;
	json_t *state = json_loads(json, 0, NULL);
	enum sv_status st = state ? sv_row_fill(&x->row, &sv_row_tables[0], state, state, err) : sv_err_nomem(err);

	if (st == SV_OK) {
		sv_csv_row(x->row.cells, sv_row_tables[0].ncolumns, x->out);
		st = ferror(x->out) ? unwritten(x, err) : SV_OK;
	}
	json_decref(state);
	return st;
}

static void put_header(struct exporting *x)
{
	const char *names[SV_ROW_COLUMNS_MAX];

	for (size_t i = 0; i < sv_row_tables[0].ncolumns; i++)
		names[i] = sv_row_tables[0].columns[i].name;
	sv_csv_row(names, sv_row_tables[0].ncolumns, x->out);
}

/* Every case that was chosen: by operands, or by options. */
static enum sv_status each_case(struct exporting *x, enum sv_status (*fn)(void *data, const char *json, struct sv_err *err), struct sv_err *err)
{
	struct sv_index_query q;
	char id[16];
	size_t n;
	char *const *operand = sv_args_operands(x->run->args, &n);
	enum sv_status st = SV_OK;

	sv_listing_query(x->run, &q);
	if (n == 0)
		return sv_index_list(x->index, &q, fn, x, err);
	for (size_t i = 0; i < n && st == SV_OK; i++) {
		json_t *state = NULL;
		st = sv_run_case(operand[i], id, err);
		if (st == SV_OK)
			st = sv_index_case(x->index, id, &state, err);
		char *text = st == SV_OK ? sv_json_string(state, JSON_COMPACT) : NULL;
		if (st == SV_OK)
			st = text ? fn(x, text, err) : sv_err_nomem(err);
		free(text);
		json_decref(state);
	}
	return st;
}

/* A register's items, as lines or as rows. */
struct registering {
	struct exporting *x;
	const struct sv_item_kind *kind;
};

static enum sv_status put_item(void *data, const char *json, struct sv_err *err)
{
	const struct registering *r = data;
	json_t *state = json_loads(json, 0, NULL), *line = NULL;
	const char *id = sv_json_text(state, r->kind->member);
	enum sv_status st = id ? SV_OK : sv_err_nomem(err);

	if (st == SV_OK && r->x->tables) {
		st = sv_export_tables_item(r->x->tables, r->kind->member, state, err);
	} else if (st == SV_OK) {
		st = sv_export_item(r->x->run->session, r->kind, id, &line, err);
		if (st == SV_OK)
			st = put_line(r->x, line, err);
	}
	json_decref(line);
	json_decref(state);
	return st;
}

/* Whether a register is asked for; without --register all are, but for items where cases were chosen. */
static bool asked_for(const struct exporting *x, const char *member, bool chosen)
{
	size_t n = sv_args_count(x->run->args, "register");

	for (size_t i = 0; i < n; i++)
		if (strcmp(sv_args_nth(x->run->args, "register", i), member) == 0)
			return true;
	return n == 0 && (strcmp(member, "case") == 0 || !chosen);
}

/* Whether the command line chooses among cases. */
static bool chooses(const struct sv_run *run)
{
	static const char *const options[] = { "state", "kind", "category", "unit", "channel", "confidentiality", "route", "outcome", "from", "to", "limit" };
	size_t n;

	sv_args_operands(run->args, &n);
	for (size_t i = 0; i < sizeof options / sizeof options[0]; i++)
		n += sv_args_has(run->args, options[i]);
	return n > 0;
}

static enum sv_status export_all(struct exporting *x, struct sv_err *err)
{
	const char *format = sv_args_text(x->run->args, "format");
	bool csv = format && strcmp(format, "csv") == 0, chosen = chooses(x->run);
	long long closed = 0;
	enum sv_status st = SV_OK;

	if (csv)
		put_header(x);
	if (asked_for(x, "case", chosen))
		st = each_case(x, csv ? put_row : take_case, err);
	if (st == SV_OK)
		st = flush_cases(x, err);
	for (const struct sv_item_kind *k = sv_item_kinds; k->member && st == SV_OK && !csv; k++) {
		struct registering r = { x, k };
		if (asked_for(x, k->member, chosen))
			st = sv_index_items(x->index, k->member, put_item, &r, err);
	}
	if (st == SV_OK && !chosen)
		st = sv_index_closed(x->index, &closed, err);
	if (st == SV_OK && closed > 0) {
		fflush(x->out);
		fprintf(stderr, sv_tr(N_("%s: %lld cases are closed to you, and are not in it\n")), x->run->command->name, closed);
	}
	return st;
}

/* What does not go together. */
static enum sv_status check_options(const struct sv_run *run, struct sv_err *err)
{
	const char *format = sv_args_text(run->args, "format");
	bool csv = format && strcmp(format, "csv") == 0, sqlite = format && strcmp(format, "sqlite") == 0, html = format && strcmp(format, "html") == 0;
	bool opens = sv_args_has(run->args, "content") || sv_args_has(run->args, "identity");
	size_t n;

	sv_args_operands(run->args, &n);
	if ((csv || sqlite) && opens)
		return sv_err_set(err, SV_USAGE, N_("tables hold what the record tells, and nothing that has to be opened: leave out --content and --identity"));
	if (opens && !sv_args_has(run->args, "why"))
		return sv_err_set(err, SV_USAGE, N_("say why (--why)"));
	if (csv && sv_args_has(run->args, "register"))
		return sv_err_set(err, SV_USAGE, N_("CSV holds cases: leave out --register"));
	if (sqlite && !sv_args_has(run->args, "output"))
		return sv_err_set(err, SV_USAGE, N_("a file of tables needs a name (--output FILE)"));
	if (html && n == 0)
		return sv_err_set(err, SV_USAGE, N_("which case? give its id"));
	if (html && sv_args_has(run->args, "output"))
		return sv_err_set(err, SV_USAGE, N_("a page goes to standard output: leave out --output"));
	return SV_OK;
}

/* Into a file that takes the place of another one only when it is whole. */
static enum sv_status into_file(struct exporting *x, struct sv_err *err)
{
	const char *format = sv_args_text(x->run->args, "format");
	bool sqlite = format && strcmp(format, "sqlite") == 0;
	struct sv_replacement file = SV_REPLACEMENT_INIT;
	enum sv_status st = sv_replace_begin(&file, x->name, 0600, err);
	int fd = -1;

	if (st == SV_OK && sqlite) {
		st = sv_export_tables_open(x->run, file.temp, &x->tables, err);
	} else if (st == SV_OK) {
		fd = dup(file.fd);
		x->out = fd >= 0 ? fdopen(fd, "w") : NULL;
		if (x->out == NULL)
			st = unwritten(x, err);
	}
	if (st == SV_OK)
		st = export_all(x, err);
	if (st == SV_OK && sqlite)
		st = sv_export_tables_finish(x->tables, err);
	if (st == SV_IO && sqlite)
		sv_err_at(err, "%s", x->name);
	if (st == SV_OK && !sqlite && (fflush(x->out) != 0 || ferror(x->out)))
		st = unwritten(x, err);
	sv_export_tables_free(x->tables);
	if (x->out && x->out != stdout)
		fclose(x->out);
	else if (fd >= 0)
		close(fd);
	if (st == SV_OK)
		st = sv_replace_end(&file, err);
	sv_replace_drop(&file);
	return st;
}

static void defect(void *data, const struct sv_err *err)
{
	sv_run_report(data, err);
}

enum sv_status sv_export_run(struct sv_run *run, struct sv_err *err)
{
	const char *format = sv_args_text(run->args, "format");
	struct sv_act_report report = { defect, run };
	struct exporting *x = NULL;
	enum sv_status st = check_options(run, err);

	if (st == SV_OK && format && strcmp(format, "html") == 0)
		return sv_dossier_run(run, err);
	if (st == SV_OK && (x = calloc(1, sizeof *x)) == NULL)
		st = sv_err_nomem(err);
	if (st == SV_OK) {
		x->run = run;
		x->out = stdout;
		x->name = sv_args_text(run->args, "output");
		x->o = (struct sv_export){ sv_args_has(run->args, "content"), sv_args_has(run->args, "identity"), sv_args_text(run->args, "why"), &report };
		st = sv_session_index(run->session, &x->index, err);
	}
	if (st == SV_OK)
		st = x->name ? into_file(x, err) : export_all(x, err);
	if (x)
		sv_row_release(&x->row);
	free(x);
	return st;
}
