/* SPDX-License-Identifier: MIT */
/*
 * Runs the protection of tables on a model from standard input, for judges from outside: protect_tool suppress, or
 * protect_tool protect SOLVER.
 * Input: NINNER NCELLS NINSIDERS WIDTH, the inner values; for each cell COST FLAGS WIDTH K and K inner cells; for each
 * insider K and K inner cells. Output: a line of 0 and 1, one for each cell; or "refused: MESSAGE" and exit status 1. After
 * protect, the tables of the certificate follow, a line each. Counts and times go to standard error.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "report/solver.h"
#include "stats/audit.h"

static long long number(void)
{
	long long v;

	if (scanf("%lld", &v) != 1) {
		fprintf(stderr, "protect_tool: bad input\n");
		exit(65);
	}
	return v;
}

static uint32_t *list(size_t *n)
{
	*n = (size_t)number();
	uint32_t *a = malloc((*n ? *n : 1) * sizeof *a);
	for (size_t i = 0; i < *n; i++)
		a[i] = (uint32_t)number();
	return a;
}

int main(int argc, char **argv)
{
	struct sv_publication m = { 0 };
	struct sv_err err = { 0 };
	char text[1024];

	m.ninner = (size_t)number();
	m.ncells = (size_t)number();
	m.ninsiders = (size_t)number();
	m.width = (uint32_t)number();
	int64_t *inner = calloc(m.ninner + 1, sizeof *inner);
	struct sv_cell *cells = calloc(m.ncells + 1, sizeof *cells);
	struct sv_insider *insiders = calloc(m.ninsiders + 1, sizeof *insiders);
	for (size_t i = 0; i < m.ninner; i++)
		inner[i] = number();
	for (size_t i = 0; i < m.ncells; i++) {
		cells[i].cost = number();
		cells[i].flags = (unsigned)number();
		cells[i].width = (uint32_t)number();
		cells[i].inner = list(&cells[i].ninner);
		for (size_t k = 0; k < cells[i].ninner; k++)
			cells[i].value += inner[cells[i].inner[k]];
	}
	for (size_t i = 0; i < m.ninsiders; i++)
		insiders[i].inner = list(&insiders[i].ninner);
	m.inner = inner;
	m.cells = cells;
	m.insiders = insiders;
	unsigned char *suppressed = calloc(m.ncells + 1, 1);
	enum sv_status s = SV_OK;
	struct sv_certificate cert = SV_CERTIFICATE_INIT;
	if (argc < 3 || strcmp(argv[1], "protect") != 0) {
		clock_t start = clock();
		s = sv_suppress(&m, suppressed, NULL, &err);
		fprintf(stderr, "suppress %.3f s\n", (double)(clock() - start) / CLOCKS_PER_SEC);
	} else {
		struct sv_audit_report r;
		struct sv_solver solver;
		struct timespec a, b;
		clock_gettime(CLOCK_MONOTONIC, &a);
		s = sv_solver_start(&solver, argv[2], 600000, &err);
		if (s == SV_OK)
			s = sv_protect(&m, &solver.lp, suppressed, &cert, &r, &err);
		sv_solver_stop(&solver);
		clock_gettime(CLOCK_MONOTONIC, &b);
		if (s == SV_OK)
			fprintf(stderr, "protect %.3f s wall, cells %zu, solves %zu, searches %zu, added %zu, tables %zu, changes %zu\n", (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9, r.cells, r.solves,
				r.searches, r.added, cert.ntables, r.changes);
	}
	if (s != SV_OK) {
		sv_err_render(&err, NULL, text, sizeof text);
		printf("refused: %s\n", text);
	}
	for (size_t i = 0; s == SV_OK && i < m.ncells; i++)
		putchar('0' + suppressed[i]);
	if (s == SV_OK)
		putchar('\n');
	for (size_t t = 0; t < cert.ntables; t++) {
		for (size_t i = 0; i < cert.ninner; i++)
			printf("%lld%c", (long long)cert.values[t * cert.ninner + i], i + 1 < cert.ninner ? ' ' : '\n');
	}
	sv_certificate_release(&cert);
	for (size_t i = 0; i < m.ncells; i++)
		free((void *)(uintptr_t)cells[i].inner);
	for (size_t i = 0; i < m.ninsiders; i++)
		free((void *)(uintptr_t)insiders[i].inner);
	free(inner);
	free(cells);
	free(insiders);
	free(suppressed);
	return s != SV_OK;
}
