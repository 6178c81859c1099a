/* SPDX-License-Identifier: MIT */
/* Order statistics: see order.h. */
#include "stats/order.h"

#include <string.h>

/* The quantile at quarters/4; exact, as the fraction is a whole number of quarters. */
static double quantile(const long long *sorted, size_t n, size_t quarters)
{
	size_t position = (n - 1) * quarters, i = position / 4, rest = position % 4;

	if (rest == 0)
		return (double)sorted[i];
	return (double)sorted[i] + (double)(sorted[i + 1] - sorted[i]) * (double)rest / 4.0;
}

void sv_quartiles(const long long *sorted, size_t n, struct sv_quartiles *out)
{
	memset(out, 0, sizeof *out);
	out->n = n;
	if (n == 0)
		return;
	out->min = quantile(sorted, n, 0);
	out->q1 = quantile(sorted, n, 1);
	out->median = quantile(sorted, n, 2);
	out->q3 = quantile(sorted, n, 3);
	out->max = quantile(sorted, n, 4);
}
