/* SPDX-License-Identifier: MIT */
/* Many tests at once: see fdr.h. */
#include "stats/fdr.h"

#include <stdlib.h>

struct test {
	double p;
	size_t at;
};

static int by_p(const void *a, const void *b)
{
	const struct test *x = a, *y = b;

	if (x->p != y->p)
		return x->p < y->p ? -1 : 1;
	return x->at < y->at ? -1 : 1; /* the order of equal ones is that in which they came */
}

enum sv_status sv_fdr_adjust(const double *p, size_t n, double *adjusted, struct sv_err *err)
{
	struct test *tests = malloc((n ? n : 1) * sizeof *tests);
	double least = 1;

	if (tests == NULL)
		return sv_err_nomem(err);
	for (size_t i = 0; i < n; i++)
		tests[i] = (struct test){ p[i], i };
	qsort(tests, n, sizeof *tests, by_p);
	for (size_t i = n; i-- > 0;) { /* from the largest: no smaller p is adjusted to more than a larger one */
		double q = tests[i].p * (double)n / (double)(i + 1);
		least = q < least ? q : least;
		adjusted[tests[i].at] = least;
	}
	free(tests);
	return SV_OK;
}
