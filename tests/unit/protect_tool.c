/* SPDX-License-Identifier: MIT */
/*
 * Runs the protection of tables on a model from standard input, for judges from outside: protect_tool suppress.
 * Input: NINNER NCELLS NINSIDERS WIDTH, the inner values; for each cell COST FLAGS WIDTH K and K inner cells; for each
 * insider K and K inner cells. Output: a line of 0 and 1, one for each cell; or "refused: MESSAGE" and exit status 1.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "stats/protect.h"

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
	clock_t start = clock();
	enum sv_status s = argc == 2 && strcmp(argv[1], "suppress") == 0 ? sv_suppress(&m, suppressed, NULL, &err) : SV_USAGE;
	fprintf(stderr, "%.3f s\n", (double)(clock() - start) / CLOCKS_PER_SEC);
	if (s != SV_OK) {
		sv_err_render(&err, NULL, text, sizeof text);
		printf("refused: %s\n", text);
		return 1;
	}
	for (size_t i = 0; i < m.ncells; i++)
		putchar('0' + suppressed[i]);
	putchar('\n');
	return 0;
}
