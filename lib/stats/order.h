/* SPDX-License-Identifier: MIT */
/* Order statistics of whole numbers. Pure: arrays in, numbers out. */
#ifndef SV_STATS_ORDER_H
#define SV_STATS_ORDER_H

#include <stddef.h>

/* Five numbers and the count that describe a sample. */
struct sv_quartiles {
	size_t n;
	double min, q1, median, q3, max;
};

/*
 * The quartiles of n >= 1 values in ascending order, by linear interpolation between order statistics at
 * (n - 1) p: definition 7 of Hyndman and Fan, "Sample Quantiles in Statistical Packages" (The American
 * Statistician 50, 1996), the default of R and of numpy. n = 0 gives zeros.
 */
void sv_quartiles(const long long *sorted, size_t n, struct sv_quartiles *out);

#endif
