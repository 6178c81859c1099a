/* SPDX-License-Identifier: MIT */
/* The solver process: see solver.h, and cmd/libexec/sv-audit-lp.c for the protocol. */
#include "report/solver.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static enum sv_status nonsense(struct sv_err *err)
{
	return sv_err_set(err, SV_UNAVAILABLE, N_("the solver answers what makes no sense"));
}

/* Sends what is in s->out and reads the first line of the answer. */
static enum sv_status ask(struct sv_solver *s, char **answer, struct sv_err *err)
{
	if (s->out.failed)
		return sv_err_nomem(err);
	enum sv_status st = sv_talk_send(&s->child, s->out.data, s->out.len, s->wait_ms, err);

	sv_buf_clear(&s->out);
	return st == SV_OK ? sv_talk_line(&s->child, 4096, s->wait_ms, answer, err) : st;
}

static enum sv_status expect_ok(struct sv_solver *s, struct sv_err *err)
{
	char *answer = NULL;
	enum sv_status st = ask(s, &answer, err);

	return st == SV_OK && strcmp(answer, "ok") != 0 ? nonsense(err) : st;
}

static enum sv_status load(void *ctx, const struct sv_lp_problem *p, struct sv_err *err)
{
	struct sv_solver *s = ctx;

	s->ncolumns = p->ncolumns;
	s->nrows = p->nrows;
	sv_buf_clear(&s->out);
	sv_buf_addf(&s->out, "lp %u %u %lld\n", p->ncolumns, p->nrows, (long long)p->top);
	for (uint32_t r = 0; r < p->nrows; r++) {
		sv_buf_addf(&s->out, "row %lld %lld", (long long)p->value[r], (long long)p->cost[r]);
		for (size_t i = p->start[r]; i < p->start[r + 1]; i++)
			sv_buf_addf(&s->out, " %u", p->column[i]);
		sv_buf_addc(&s->out, '\n');
	}
	return expect_ok(s, err);
}

/* A line "x INDEX:VALUE..." with indices below n, the others 0. */
static enum sv_status read_values(struct sv_solver *s, char letter, uint32_t n, double *out, struct sv_err *err)
{
	char *line = NULL, *end;
	enum sv_status st = sv_talk_line(&s->child, 64 + (size_t)n * 48, s->wait_ms, &line, err);

	if (st != SV_OK)
		return st;
	if (line[0] != letter)
		return nonsense(err);
	memset(out, 0, n * sizeof *out);
	for (char *p = line + 1; *p; p = end) {
		if (*p != ' ' || p[1] < '0' || p[1] > '9')
			return nonsense(err);
		unsigned long i = strtoul(p + 1, &end, 10);
		if (i >= n || *end != ':')
			return nonsense(err);
		p = end + 1;
		double v = strtod(p, &end);
		if (end == p || !isfinite(v))
			return nonsense(err);
		out[i] = v;
	}
	return SV_OK;
}

/* Sends a request with the goal's columns, and reads how it ended. */
static enum sv_status ask_goal(struct sv_solver *s, const struct sv_lp_goal *goal, struct sv_lp_answer *out, struct sv_err *err)
{
	char *answer = NULL, *end;

	for (size_t i = 0; i < goal->n; i++)
		sv_buf_addf(&s->out, " %u:%d", goal->column[i], goal->weight[i]);
	sv_buf_addc(&s->out, '\n');
	enum sv_status st = ask(s, &answer, err);
	if (st != SV_OK)
		return st;
	if (strcmp(answer, "infeasible") == 0 || strcmp(answer, "gave-up") == 0) {
		out->end = answer[0] == 'i' ? SV_LP_INFEASIBLE : SV_LP_GAVE_UP;
		return SV_OK;
	}
	if (strncmp(answer, "optimal ", 8) != 0)
		return nonsense(err);
	out->value = strtod(answer + 8, &end);
	if (end == answer + 8 || *end || !isfinite(out->value))
		return nonsense(err);
	out->end = SV_LP_OPTIMAL;
	return SV_OK;
}

static enum sv_status solve(void *ctx, const struct sv_lp_goal *goal, struct sv_lp_answer *out, struct sv_err *err)
{
	struct sv_solver *s = ctx;

	sv_buf_clear(&s->out);
	sv_buf_adds(&s->out, goal->most ? "max" : "min");
	if (goal->whole)
		sv_buf_addf(&s->out, "w %.15g", goal->enough);
	enum sv_status st = ask_goal(s, goal, out, err);
	if (st == SV_OK && out->end == SV_LP_OPTIMAL)
		st = read_values(s, 'x', s->ncolumns, out->x, err);
	if (st == SV_OK && out->end == SV_LP_OPTIMAL && !goal->whole)
		st = read_values(s, 'y', s->nrows, out->dual, err);
	return st;
}

static enum sv_status move(void *ctx, const int64_t *base, const struct sv_lp_goal *goal, double by, double *amount, struct sv_lp_answer *out,
			   struct sv_err *err)
{
	struct sv_solver *s = ctx;

	sv_buf_clear(&s->out);
	sv_buf_adds(&s->out, "base");
	for (uint32_t c = 0; c < s->ncolumns; c++) {
		if (base[c] != 0)
			sv_buf_addf(&s->out, " %u:%lld", c, (long long)base[c]);
	}
	sv_buf_addc(&s->out, '\n');
	enum sv_status st = expect_ok(s, err);
	if (st != SV_OK)
		return st;
	sv_buf_addf(&s->out, "%s%s%c %.15g", amount ? "ease" : "move", goal->whole ? "w" : "", goal->most ? '+' : '-', by);
	st = ask_goal(s, goal, out, err);
	if (st == SV_OK && out->end == SV_LP_OPTIMAL)
		st = read_values(s, 'x', s->ncolumns, out->x, err);
	return st == SV_OK && out->end == SV_LP_OPTIMAL && amount ? read_values(s, 'r', s->nrows, amount, err) : st;
}

/* PREFIX/libexec/sv/sv-audit-lp for a program in PREFIX/bin, so that a built or moved tree works as it stands. */
static void installed(char *path, size_t size)
{
	char exe[3800];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
	char *slash;

	exe[n > 0 ? n : 0] = '\0';
	for (int up = 0; up < 2 && (slash = strrchr(exe, '/')) != NULL; up++)
		*slash = '\0';
	snprintf(path, size, "%s/libexec/sv/sv-audit-lp", exe);
}

enum sv_status sv_solver_start(struct sv_solver *s, const char *path, int wait_ms, struct sv_err *err)
{
	char own[4096];

	*s = (struct sv_solver){ .child = SV_TALK_INIT, .wait_ms = wait_ms };
	sv_buf_init(&s->out);
	s->lp = (struct sv_lp){ s, load, solve, move };
	if (path == NULL) {
		installed(own, sizeof own);
		path = own;
	}
	enum sv_status st = sv_talk_start(&s->child, path, err);
	if (st != SV_OK)
		sv_err_hint(err, N_("publishing needs the helper program sv-audit-lp, which is installed with the others"));
	return st;
}

void sv_solver_stop(struct sv_solver *s)
{
	sv_talk_stop(&s->child);
	sv_buf_release(&s->out);
}
