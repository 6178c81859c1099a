/* SPDX-License-Identifier: MIT */
/* sv-import: see import_cases.h. Lines are judged one by one and stored some at a time; what is printed is stored. */
#include "cli/import_cases.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/import.h"
#include "base/file.h"
#include "cli/import_source.h"
#include "cli/lang.h"
#include "json/canon.h"
#include "json/get.h"
#include "json/ndjson.h"

#define BATCH 1000
#define BATCH_MAX 100000
#define BATCH_BYTES (64u << 20) /* larger ones are stored in several steps: memory stays small */

/* One import on its way. */
struct importing {
	struct sv_run *run;
	struct sv_import *x;
	struct sv_import_source *source;
	json_t *officers;
	struct sv_buf said;   /* what is printed when the batch is stored */
	struct sv_buf bad;    /* the lines of the case in hand, as they were, where bad ones are set aside */
	int rejects;          /* -1: they are not */
	size_t nrejects;
	json_t *held;         /* a line that was read ahead, and is not dealt with yet */
	size_t held_number;
	size_t number, from;  /* the line in hand; the first of the batch */
	size_t batch, in_batch, bad_in_batch, taken, already, refused;
	bool judging;         /* defects are those of the line in hand */
};

static void report(void *data, const struct sv_err *given)
{
	struct importing *m = data;
	struct sv_err err = *given;
	const struct sv_msg *at = &err.context[0];
	const char *column = err.ncontexts > 0 && at->nargs == 1 && m->source ? sv_import_source_column(m->source, at->text + at->arg[0]) : NULL;

	if (column)
		sv_err_at(&err, N_("column '%s'"), column);
	if (m->judging)
		sv_err_at(&err, N_("line %zu"), m->number);
	sv_run_report(m->run, &err);
}

static enum sv_status unwritten(const struct importing *m, struct sv_err *err)
{
	return sv_err_sys(err, SV_IO, errno, N_("cannot write '%s': %s"), sv_args_text(m->run->args, "rejects"));
}

/* Keeps the line in hand as it was, behind what is kept of its case already. */
static enum sv_status keep_text(struct importing *m, struct sv_err *err)
{
	size_t n;
	const char *text = sv_import_source_text(m->source, &n);

	if (m->rejects < 0 || text == NULL)
		return SV_OK;
	sv_buf_add_secret(&m->bad, text, n);
	sv_buf_add_secret(&m->bad, "\n", 1);
	return m->bad.failed ? sv_err_nomem(err) : SV_OK;
}

/* Sets aside what was kept. A table begins with its first row, so that it can be mended and imported. */
static enum sv_status set_aside(struct importing *m, struct sv_err *err)
{
	size_t n;
	const char *head = m->nrejects == 0 ? sv_import_source_head(m->source, &n) : NULL;

	if (m->rejects < 0 || m->bad.len == 0)
		return SV_OK;
	if ((head && !sv_write_all(m->rejects, head, n)) || !sv_write_all(m->rejects, m->bad.data, m->bad.len))
		return unwritten(m, err);
	m->nrejects++;
	sv_buf_release_secret(&m->bad);
	return SV_OK;
}

static enum sv_status next_line(struct importing *m, json_t **line, struct sv_err *err)
{
	if (m->held) {
		*line = m->held;
		m->number = m->held_number;
		m->held = NULL;
		return SV_OK;
	}
	return sv_import_source_next(m->source, line, &m->number, err);
}

/* A piece of an attachment is the next line, or there is none. */
static enum sv_status piece(void *data, const char *case_id, const char *attachment, size_t number, struct sv_buf *bytes, bool *last, struct sv_err *err)
{
	struct importing *m = data;
	json_t *line = NULL;
	size_t before = m->number;
	enum sv_status st = next_line(m, &line, err);

	if (st == SV_BAD_INPUT) { /* the reader says the line itself */
		keep_text(m, NULL);
		return st;
	}
	if (st != SV_OK && st != SV_NO)
		return st;
	const char *of = sv_json_text(line, "case"), *what = sv_json_text(line, "attachment"), *text = sv_json_text(line, "data");
	if (of && what && text && strcmp(of, case_id) == 0 && strcmp(what, attachment) == 0 && sv_json_int(line, "piece", 0) == (long long)number) {
		st = sv_import_bytes(text, bytes, err);
		*last = sv_json_true(line, "last");
		keep_text(m, NULL);
		json_decref(line);
	} else {
		st = sv_err_set(err, SV_BAD_INPUT, N_("piece %zu of its attachment %s does not follow"), number, attachment);
		m->held = line;
		m->held_number = m->number;
	}
	m->number = before;
	return st;
}

/* What becomes of the line, in the words of the output: printed when it is stored. */
static enum sv_status note(struct importing *m, const struct sv_imported *what, struct sv_err *err)
{
	json_t *one = json_pack("{s:i,s:I,s:s}", "sv", 1, "line", (json_int_t)m->number, what->member, what->id);
	bool ok = one && (what->source[0] == '\0' || strncmp(what->source, "line:", 5) == 0 || sv_json_set_text(one, "source", what->source));

	ok = ok && (what->verdict != SV_IMPORT_ALREADY || json_object_set_new(one, "already", json_true()) == 0);
	char *text = ok ? sv_json_string(one, JSON_COMPACT) : NULL;
	json_decref(one);
	if (text == NULL)
		return sv_err_nomem(err);
	sv_buf_adds(&m->said, text);
	sv_buf_addc(&m->said, '\n');
	free(text);
	return m->said.failed ? sv_err_nomem(err) : SV_OK;
}

static void progress(const struct importing *m, bool end)
{
	if (isatty(STDERR_FILENO))
		fprintf(stderr, end ? "\r%zu\n" : "\r%zu", m->number);
}

/* Stores what is pending, and prints it then. A batch with a bad line is not stored, unless bad lines are set aside. */
static enum sv_status flush(struct importing *m, struct sv_err *err)
{
	bool stop = m->bad_in_batch > 0 && m->rejects < 0;
	enum sv_status st = SV_OK;

	if (stop)
		sv_import_drop(m->x);
	else
		st = sv_import_commit(m->x, err);
	if (st == SV_OK && !stop && fwrite(sv_buf_str(&m->said), 1, m->said.len, stdout) != m->said.len)
		st = sv_err_sys(err, SV_IO, errno, N_("cannot write %s: %s"), "stdout");
	if (st == SV_OK)
		st = sv_run_flush(err);
	sv_buf_clear(&m->said);
	progress(m, false);
	if (stop && !sv_args_has(m->run->args, "dry-run")) {
		if (m->from > 1)
			fprintf(stderr, sv_tr(N_("%s: nothing of lines %zu to %zu is stored; what stands before them is (mend them, and repeat it with --resume)\n")), m->run->command->name, m->from, m->number);
		else
			fprintf(stderr, sv_tr(N_("%s: nothing is stored\n")), m->run->command->name);
		if (st == SV_OK)
			st = m->run->first;
	}
	m->from = m->number + 1;
	m->in_batch = m->bad_in_batch = 0;
	return st;
}

static void count(struct importing *m, const struct sv_imported *what)
{
	m->taken += what->verdict == SV_IMPORT_TAKEN;
	m->already += what->verdict == SV_IMPORT_ALREADY;
	if (what->verdict != SV_IMPORT_REFUSED)
		return;
	m->refused++;
	m->bad_in_batch++;
}

/* The pieces that follow a case whose attachments were not taken. */
static enum sv_status pass_pieces(struct importing *m, const struct sv_imported *what, struct sv_err *err)
{
	size_t number = m->number;
	json_t *line = NULL;
	enum sv_status st = SV_OK;

	while (what->attachments > 0 && what->verdict != SV_IMPORT_TAKEN) {
		struct sv_err one = { 0 };
		st = next_line(m, &line, &one);
		if (st == SV_OK && sv_json_has(line, "piece") && sv_json_text(line, "case") && strcmp(sv_json_text(line, "case"), what->id) == 0) {
			if (what->verdict == SV_IMPORT_REFUSED)
				st = keep_text(m, err);
			json_decref(line);
			if (st == SV_OK)
				continue;
		} else if (st == SV_OK) {
			m->held = line;
			m->held_number = m->number;
		} else if (st == SV_BAD_INPUT) { /* said by the reader, and counted as a line */
			sv_run_report(m->run, &one);
			struct sv_imported bad = { .verdict = SV_IMPORT_REFUSED };
			count(m, &bad);
			keep_text(m, NULL);
			st = SV_OK;
		} else if (st == SV_NO) {
			st = SV_OK;
		} else if (err) {
			*err = one;
		}
		break;
	}
	m->number = number;
	return st;
}

/* One line: judged, kept or set aside. */
static enum sv_status take(struct importing *m, json_t *line, struct sv_err *err)
{
	struct sv_imported what;
	enum sv_status st;

	sv_buf_release_secret(&m->bad);
	st = keep_text(m, err);
	m->judging = true;
	if (st == SV_OK)
		st = sv_import_line(m->x, line, &what, err);
	m->judging = false;
	if (st != SV_OK)
		return sv_err_at(err, N_("line %zu"), m->number);
	count(m, &what);
	if (what.verdict != SV_IMPORT_REFUSED)
		st = note(m, &what, err);
	if (st == SV_OK)
		st = pass_pieces(m, &what, err);
	return st == SV_OK && what.verdict == SV_IMPORT_REFUSED ? set_aside(m, err) : st;
}

static enum sv_status each_line(struct importing *m, struct sv_err *err)
{
	enum sv_status st = SV_OK;
	size_t bytes;

	while (st == SV_OK) {
		struct sv_err one = { 0 };
		json_t *line = NULL;
		enum sv_status got = next_line(m, &line, &one);
		if (got == SV_NO)
			break;
		if (got == SV_OK) {
			st = take(m, line, err);
		} else if (got == SV_BAD_INPUT) {
			struct sv_imported bad = { .verdict = SV_IMPORT_REFUSED };
			if (one.what.fmt)
				sv_run_report(m->run, &one);
			count(m, &bad);
			sv_buf_release_secret(&m->bad);
			st = keep_text(m, err);
			if (st == SV_OK)
				st = set_aside(m, err);
		} else {
			st = got;
			*err = one;
		}
		json_decref(line);
		m->in_batch++;
		sv_import_pending(m->x, &bytes);
		if (st == SV_OK && (m->in_batch >= m->batch || bytes > BATCH_BYTES))
			st = flush(m, err);
		else if (m->number % 100 == 0)
			progress(m, false);
	}
	return st == SV_OK && m->in_batch > 0 ? flush(m, err) : st;
}

/* Who is meant where a history takes people over from another case: found before anything is taken, where the input can be read twice. */
static enum sv_status look_ahead(struct importing *m, struct sv_err *err)
{
	bool of = false;
	enum sv_status st = sv_import_source_seekable(m->source) ? sv_import_source_holds(m->source, "\"of\":", &of, err) : SV_OK;

	for (int pass = 0; pass < 2 && of && st == SV_OK; pass++) {
		for (;;) {
			struct sv_err one = { 0 };
			json_t *line = NULL;
			size_t number;
			enum sv_status got = sv_import_source_next(m->source, &line, &number, &one);
			if (got == SV_NO)
				break;
			if (got == SV_OK)
				st = pass == 0 ? sv_import_ask(m->x, line, err) : sv_import_learn(m->x, line, err);
			else if (got != SV_BAD_INPUT) { /* what is malformed is told when it is taken */
				*err = one;
				st = got;
			}
			json_decref(line);
			if (st != SV_OK)
				return st;
		}
		st = sv_import_source_rewind(m->source, err);
	}
	return st;
}

/* --officer NAME=HANDLE: who somebody is here; NAME=-: nobody. */
static enum sv_status read_officers(struct importing *m, struct sv_err *err)
{
	size_t n = sv_args_count(m->run->args, "officer");
	char name[64];

	m->officers = json_object();
	if (m->officers == NULL)
		return sv_err_nomem(err);
	for (size_t i = 0; i < n; i++) {
		const char *pair = sv_args_nth(m->run->args, "officer", i), *equals = strchr(pair, '=');
		if (equals == NULL || equals == pair || equals[1] == '\0' || (size_t)(equals - pair) >= sizeof name)
			return sv_err_set(err, SV_USAGE, N_("option '--%s' wants NAME=HANDLE, or NAME=-"), "officer");
		snprintf(name, sizeof name, "%.*s", (int)(equals - pair), pair);
		if (!sv_json_set_text(m->officers, name, equals + 1))
			return sv_err_nomem(err);
	}
	return SV_OK;
}

/* The file of bad lines: new, or that of the run that is resumed. */
static enum sv_status open_rejects(struct importing *m, struct sv_err *err)
{
	const char *path = sv_args_text(m->run->args, "rejects");
	int again = sv_args_has(m->run->args, "resume") ? O_TRUNC : O_EXCL;

	if (path == NULL)
		return SV_OK;
	m->rejects = open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC | again, 0600);
	if (m->rejects < 0)
		return sv_err_sys(err, SV_CANT_CREATE, errno, N_("cannot create '%s': %s"), path);
	return fchmod(m->rejects, 0600) == 0 ? SV_OK : unwritten(m, err);
}

/* An empty file tells nothing. */
static enum sv_status close_rejects(struct importing *m, enum sv_status st, struct sv_err *err)
{
	struct sv_err one = { 0 };
	bool ok;

	if (m->rejects < 0)
		return st;
	ok = fsync(m->rejects) == 0 || errno == EINVAL; /* a pipe cannot be synced */
	if (!ok)
		unwritten(m, &one);
	close(m->rejects);
	if (m->nrejects == 0)
		unlink(sv_args_text(m->run->args, "rejects"));
	if (ok || st != SV_OK)
		return st;
	*err = one;
	return SV_IO;
}

static enum sv_status open_source(struct importing *m, int *fd, struct sv_err *err)
{
	const char *map = sv_args_text(m->run->args, "map");
	size_t n;
	char *const *operand = sv_args_operands(m->run->args, &n);
	enum sv_status st;

	if (n > 1)
		return sv_err_set(err, SV_USAGE, N_("one file is wanted, or standard input"));
	if (n == 1 && strcmp(operand[0], "-") != 0) {
		*fd = open(operand[0], O_RDONLY | O_CLOEXEC | O_NOCTTY);
		if (*fd < 0)
			return sv_err_sys(err, errno == ENOENT ? SV_NOT_FOUND : SV_IO, errno, N_("cannot read '%s': %s"), operand[0]);
	}
	st = map ? sv_import_rows(*fd, map, report, m, &m->source, err) : sv_import_lines(*fd, &m->source, err);
	if (st == SV_BAD_INPUT && err->what.fmt == NULL)
		st = m->run->first; /* every column was told */
	return st;
}

enum sv_status sv_import_cases(struct sv_run *run, struct sv_err *err)
{
	struct importing m = { .run = run, .rejects = -1, .from = 1 };
	struct sv_act_report each = { report, &m };
	struct sv_import_options o = {
		.dry_run = sv_args_has(run->args, "dry-run"), .resume = sv_args_has(run->args, "resume"), .as_is = sv_args_has(run->args, "as-is"),
		.keep_tokens = sv_args_has(run->args, "keep-tokens"), .report = &each, .piece = piece, .data = &m,
	};
	int fd = STDIN_FILENO;
	long long batch = sv_args_int(run->args, "batch", BATCH);
	enum sv_status st = batch < 1 || batch > BATCH_MAX ? sv_err_set(err, SV_USAGE, N_("option '--%s': not a number from %d to %d"), "batch", 1, BATCH_MAX) : SV_OK;

	m.batch = (size_t)batch;
	if (st == SV_OK)
		st = read_officers(&m, err);
	o.officers = m.officers;
	if (st == SV_OK)
		st = open_source(&m, &fd, err);
	if (st == SV_OK)
		st = sv_import_new(run->session, &o, &m.x, err);
	if (st == SV_OK)
		st = open_rejects(&m, err);
	if (st == SV_OK)
		st = look_ahead(&m, err);
	if (st == SV_OK)
		st = each_line(&m, err);
	st = close_rejects(&m, st, err);
	if (m.number > 0)
		progress(&m, true);
	if (st == SV_OK && (isatty(STDERR_FILENO) || m.refused > 0))
		fprintf(stderr, sv_tr(N_("%s: %zu taken in, %zu here already, %zu refused\n")), run->command->name, m.taken, m.already, m.refused);
	json_decref(m.held);
	json_decref(m.officers);
	sv_import_free(m.x);
	sv_import_source_free(m.source);
	sv_buf_release_secret(&m.bad);
	sv_buf_release(&m.said);
	if (fd != STDIN_FILENO)
		close(fd);
	return st == SV_OK ? run->first : st;
}
