/* SPDX-License-Identifier: MIT */
/* The accounts: see account.h. Definition, release, document, and only then a view of it. */
#include "cli/account.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/guide.h"
#include "report/solver.h"
#include "base/date.h"
#include "base/file.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "report/compose.h"
#include "report/publish.h"
#include "view/mustache.h"
#include "view/report.h"

#define YEARS_MAX 20
#define FILE_MAX (1u << 20)

const char *const sv_account_formats[] = { "html", "pdf", "md", "json", NULL };
const char *const sv_account_langs[] = { "nl", "en", NULL };

/* One account being made. */
struct making {
	struct sv_run *run;
	const char *name; /* "annual", "evaluation" */
	const char *lang;
	int from, to;
	json_t *definition, *benchmarks, *document;
};

/* One of the texts that a report is made with: the organisation's own, else the shipped one. */
static enum sv_status read_text(struct sv_run *run, const char *file, struct sv_buf *out, struct sv_err *err)
{
	char path[64];

	if (file[0] == '\0')
		return SV_OK;
	snprintf(path, sizeof path, "templates/%s", file);
	return sv_own_file(run->session, path, out, err);
}

enum sv_status sv_account_render(struct sv_run *run, const json_t *document, const char *name, struct sv_buf *out, struct sv_err *err)
{
	struct sv_buf layout = SV_BUF_INIT, words = SV_BUF_INIT, prose = SV_BUF_INIT;
	enum sv_report_format format = SV_REPORT_MD;
	struct sv_report_files files;
	enum sv_status st;

	if (name)
		sv_report_format(name, &format);
	sv_report_files(document, format, &files);
	st = read_text(run, files.layout, &layout, err);
	if (st == SV_OK)
		st = read_text(run, files.words, &words, err);
	if (st == SV_OK)
		st = read_text(run, files.prose, &prose, err);
	struct sv_report_texts texts = { sv_buf_str(&layout), sv_buf_str(&words), prose.len ? sv_buf_str(&prose) : NULL };
	if (st == SV_OK)
		st = sv_report_render(document, format, &texts, out, err);
	sv_buf_release(&layout);
	sv_buf_release(&words);
	sv_buf_release(&prose);
	return st;
}

enum sv_status sv_account_print(struct sv_run *run, const json_t *document, struct sv_err *err)
{
	struct sv_buf out = SV_BUF_INIT;
	enum sv_status st = sv_account_render(run, document, sv_args_text(run->args, "format"), &out, err);

	if (st == SV_OK && fwrite(sv_buf_str(&out), 1, out.len, stdout) != out.len)
		st = sv_err_set(err, SV_IO, N_("cannot write stdout"));
	sv_buf_release(&out);
	return st;
}

static enum sv_status read_definition(struct making *m, struct sv_err *err)
{
	const char *benchmarks = sv_args_text(m->run->args, "benchmarks");
	struct sv_buf text = SV_BUF_INIT;
	char path[64];

	snprintf(path, sizeof path, "templates/%s.json", m->name);
	enum sv_status st = sv_own_file(m->run->session, path, &text, err);
	if (st == SV_OK)
		st = sv_json_parse(sv_buf_str(&text), text.len, 0, &m->definition, err);
	if (st != SV_OK)
		sv_err_at(err, "%s", path);
	if (st == SV_OK && benchmarks)
		st = sv_json_load_file(benchmarks, FILE_MAX, 0, &m->benchmarks, err);
	sv_buf_release(&text);
	return st;
}

static enum sv_status earliest(void *data, const struct sv_index_group *group, struct sv_err *err)
{
	int *year = data, is = group->words[0][0] ? atoi(group->words[0][0]) : 0;

	(void)err;
	*year = is > 0 && (*year == 0 || is < *year) ? is : *year;
	return SV_OK;
}

/* The first year that the record has cases of: earlier ones would be told as years without any. */
static enum sv_status first_year(const struct sv_account *a, int *year, struct sv_err *err)
{
	static const char *const by[] = { "year" };
	struct sv_index_query q = { .from = INT32_MIN, .to = INT32_MAX, .hidden = true, .by = by, .nby = 1, .today = a->day };

	*year = 0;
	return sv_index_groups(a->index, &q, NULL, earliest, year, err);
}

/* Counts, protects and composes. */
static enum sv_status make(struct making *m, struct sv_account *a, struct sv_release *r, struct sv_err *err)
{
	int years[YEARS_MAX];
	size_t n = 0;
	int first = 0;
	json_t *tables = sv_compose_tables(m->definition), *own;
	enum sv_status st = tables ? SV_OK : sv_err_nomem(err);

	if (st == SV_OK && strcmp(m->name, "annual") == 0)
		st = first_year(a, &first, err);
	for (int y = m->from; y <= m->to && n < YEARS_MAX; y++)
		if (y >= first || y == m->to)
			years[n++] = y;
	if (st == SV_OK)
		st = sv_release_make(a, tables, years, n, r, err);
	if (st == SV_OK)
		st = sv_compose(a, m->definition, r, years, n, sv_json_object(m->benchmarks, "values"), &m->document, err);
	own = sv_json_array(a->protocol, "norms");
	if (st == SV_OK && sv_json_has(m->definition, "norms"))
		st = sv_compose_norms(a, own ? own : sv_json_array(m->definition, "norms"), r, years, n, m->document, err);
	if (st == SV_OK && sv_json_has(m->definition, "law"))
		st = sv_compose_law(a, sv_json_array(m->definition, "law"), m->from, m->to, m->document, err);
	json_decref(tables);
	return st;
}

/* How to make the same again. */
static enum sv_status tell_how(const struct making *m, const struct sv_account *a, struct sv_err *err)
{
	char line[200];

	if (strcmp(m->name, "annual") == 0)
		snprintf(line, sizeof line, "sv-annual --year %d --lang %s --as-of %s", m->to, m->lang, a->commit);
	else
		snprintf(line, sizeof line, "sv-evaluate --from %d --to %d --lang %s --as-of %s", m->from, m->to, m->lang, a->commit);
	return json_object_set_new(m->document, "reproduce", json_pack("[s]", line)) == 0 ? SV_OK : sv_err_nomem(err);
}

/* Makes the account, publishes it where that is asked for, and prints it. */
static enum sv_status account(struct making *m, struct sv_err *err)
{
	const char *when = sv_args_text(m->run->args, "as-of"), *release = sv_args_text(m->run->args, "release");
	bool publish = sv_args_has(m->run->args, "publish");
	struct sv_account a = { .session = NULL };
	struct sv_release r = { .tables = NULL };
	struct sv_solver solver;
	const json_t *was = NULL;
	char kind[48];
	enum sv_status st = sv_solver_start(&solver, NULL, SV_SOLVER_WAIT_MS, err);

	if (m->from == m->to || strcmp(m->name, "annual") == 0)
		snprintf(kind, sizeof kind, "%s-%04d-%s", m->name, m->to % 10000, m->lang);
	else
		snprintf(kind, sizeof kind, "%s-%04d-%04d-%s", m->name, m->from % 10000, m->to % 10000, m->lang);
	if (st == SV_OK)
		st = sv_account_open(m->run->session, when, m->lang, &solver.lp, &a, err);
	if (st == SV_OK && release)
		st = sv_published(&a, release, &was, err);
	else if (st == SV_OK && publish)
		was = sv_published_last(&a, kind); /* nothing was written since: the same would be published a second time */
	if (st == SV_OK && was) {
		m->document = sv_published_document(was);
		st = m->document ? SV_OK : sv_err_nomem(err);
	} else if (st == SV_OK) {
		st = make(m, &a, &r, err);
		if (st == SV_OK)
			st = tell_how(m, &a, err);
		if (st == SV_OK && publish)
			st = sv_publish(&a, &r, kind, m->document, err);
		else if (st == SV_OK)
			sv_release_keep(&a, &r, false);
	}
	if (st == SV_OK)
		st = sv_account_print(m->run, m->document, err);
	sv_release_free(&r);
	sv_account_close(&a);
	sv_solver_stop(&solver);
	return st;
}

/* Keeps a file as the organisation's own, in place of the shipped one of that name. */
static enum sv_status keep(struct making *m, const char *file, struct sv_err *err)
{
	const char *base = strrchr(file, '/') ? strrchr(file, '/') + 1 : file, *end = strrchr(base, '.');
	struct sv_buf text = SV_BUF_INIT, shipped = SV_BUF_INIT, out = SV_BUF_INIT;
	json_t *parsed = NULL, *empty = json_object();
	char path[4300];
	enum sv_status st = empty ? SV_OK : sv_err_nomem(err);

	snprintf(path, sizeof path, "%s/templates/%.64s", sv_session_data_dir(m->run->session), base);
	if (st == SV_OK && (base[0] == '\0' || base[0] == '.' || sv_file_read(path, FILE_MAX, &shipped, NULL) != SV_OK)) {
		sv_err_set(err, SV_USAGE, N_("'%s' is no template of this report"), base);
		sv_err_hint(err, N_("the names of those that can be replaced are in %s"), "share/sv/templates");
		st = SV_USAGE;
	}
	if (st == SV_OK)
		st = sv_file_read(file, FILE_MAX, &text, err);
	if (st == SV_OK && end && strcmp(end, ".json") == 0)
		st = sv_json_parse(sv_buf_str(&text), text.len, 0, &parsed, err);
	else if (st == SV_OK) /* one that could not be filled is not taken */
		st = sv_mustache(sv_buf_str(&text), empty, NULL, &out, err);
	if (st == SV_CONFIG && err)
		err->status = st = SV_BAD_INPUT;
	snprintf(path, sizeof path, "templates/%.64s", base);
	if (st == SV_OK)
		st = sv_own_file_set(m->run->session, path, &text, err);
	json_decref(parsed);
	json_decref(empty);
	sv_buf_release(&text);
	sv_buf_release(&shipped);
	sv_buf_release(&out);
	return st;
}

static enum sv_status run_account(struct making *m, struct sv_err *err)
{
	const char *lang = sv_args_text(m->run->args, "lang"), *file = sv_args_text(m->run->args, "set");
	enum sv_status st;

	m->lang = lang ? lang : "nl";
	if (sv_args_has(m->run->args, "publish") && (sv_args_has(m->run->args, "release") || sv_args_has(m->run->args, "as-of")))
		return sv_err_set(err, SV_USAGE, N_("what is published is published as it is known now: --publish goes without --as-of and --release"));
	if (file)
		return keep(m, file, err);
	st = read_definition(m, err);
	if (st == SV_OK)
		st = account(m, err);
	if (st == SV_OK && sv_json_text(m->document, "verdict") && strcmp(sv_json_text(m->document, "verdict"), "not_met") == 0)
		st = sv_err_set(err, SV_NO, N_("not everything that was agreed was met"));
	json_decref(m->definition);
	json_decref(m->benchmarks);
	json_decref(m->document);
	return st;
}

/* A year of four digits. */
static bool year_ok(long long year)
{
	return year >= 1900 && year <= 9999;
}

enum sv_status sv_annual_run(struct sv_run *run, struct sv_err *err)
{
	struct making m = { .run = run, .name = "annual" };
	int y, mo, d;

	sv_day_to_civil(sv_session_today(run->session), &y, &mo, &d);
	long long year = sv_args_int(run->args, "year", y - 1);
	if (!year_ok(year))
		return sv_err_set(err, SV_USAGE, N_("a year has four digits"));
	m.to = (int)year;
	m.from = m.to - 2;
	return run_account(&m, err);
}

enum sv_status sv_evaluate_run(struct sv_run *run, struct sv_err *err)
{
	struct making m = { .run = run, .name = "evaluation" };
	int y, mo, d;

	sv_day_to_civil(sv_session_today(run->session), &y, &mo, &d);
	long long to = sv_args_int(run->args, "to", y - 1), from = sv_args_int(run->args, "from", to - 2);
	if (!year_ok(from) || !year_ok(to) || from > to || to - from >= YEARS_MAX)
		return sv_err_set(err, SV_USAGE, N_("--from and --to are years, at most %d of them"), YEARS_MAX);
	m.from = (int)from;
	m.to = (int)to;
	return run_account(&m, err);
}
