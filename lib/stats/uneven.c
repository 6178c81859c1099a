/* SPDX-License-Identifier: MIT */
/* How uneven the past is: see scan.h. */
#include <math.h>
#include <stdlib.h>

#include "stats/scan.h"

#define CLUMP_MOST 4.0
#define DRIFT_MOST 2.0
#define EVENTS_LEAST 20 /* fewer tell nothing of this */

/* Squares around what rows and columns expect, and what they would add up to were all events independent. */
static void squares(const long long *count, size_t rows, size_t columns, double *work, double *seen, double *expected)
{
	double *row = work, *column = work + rows, n = 0;

	*seen = *expected = 0;
	for (size_t i = 0; i < rows + columns; i++)
		work[i] = 0;
	for (size_t r = 0; r < rows; r++) {
		for (size_t c = 0; c < columns; c++) {
			double x = (double)count[r * columns + c];
			row[r] += x;
			column[c] += x;
			n += x;
		}
	}
	if (n < EVENTS_LEAST)
		return;
	for (size_t r = 0; r < rows; r++) {
		for (size_t c = 0; c < columns; c++) {
			double e = row[r] * column[c] / n, apart = (double)count[r * columns + c] - e;
			*seen += apart * apart;
			*expected += e * (1 - row[r] / n) * (1 - column[c] / n) * n / (n - 1);
		}
	}
}

enum sv_status sv_scan_uneven(const long long *past, size_t units, size_t bins, size_t year, struct sv_uneven *out, struct sv_err *err)
{
	size_t years = year ? bins / year : 0;
	long long *by_year = calloc(units * years + 1, sizeof *by_year);
	double *work = malloc((units + bins + 1) * sizeof *work), seen, expected, spread = 0;

	*out = (struct sv_uneven){ 1, 0 };
	if (by_year == NULL || work == NULL) {
		free(by_year);
		free(work);
		return sv_err_nomem(err);
	}
	squares(past, units, bins, work, &seen, &expected);
	if (expected > 0)
		out->clump = fmin(CLUMP_MOST, fmax(1, seen / expected));
	for (size_t u = 0; u < units; u++)
		for (size_t b = 0; b < years * year; b++)
			by_year[u * years + b / year] += past[u * bins + b];
	squares(by_year, units, years, work, &seen, &expected);
	for (size_t u = 0; u < units; u++) { /* n (n - 1): the square of the mean, without what chance adds to it */
		double n = 0;
		for (size_t y = 0; y < years; y++)
			n += (double)by_year[u * years + y];
		spread += n * (n - 1) / (double)(years * years) * (double)(years - 1);
	}
	if (expected > 0 && spread > 0)
		out->drift = fmin(DRIFT_MOST, fmax(0, (seen - out->clump * expected) / spread));
	free(by_year);
	free(work);
	return SV_OK;
}
