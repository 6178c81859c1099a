/* SPDX-License-Identifier: MIT */
/* Distributions, by GSL: see quantile.h. */
#include "stats/quantile.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdbool.h>

/* GSL ends the process on a failure unless it is told not to. */
static void quiet(void)
{
	gsl_set_error_handler_off();
}

double sv_normal_quantile(double p)
{
	quiet();
	return p > 0 && p < 1 ? gsl_cdf_ugaussian_Pinv(p) : NAN;
}

/* By halving: the distribution only rises, and GSL's own inverse fails for large shapes. The nearer tail is looked at, so that it is exact there. */
double sv_gamma_quantile(double p, double shape)
{
	double low = 0, high = shape + 1;

	quiet();
	if (!(p > 0 && p < 1 && shape > 0))
		return NAN;
	while (gsl_cdf_gamma_P(high, shape, 1) < p && high < 1e300)
		high *= 2;
	while (true) {
		double middle = low + (high - low) / 2;
		if (middle <= low || middle >= high)
			return middle;
		if (p < 0.5 ? gsl_cdf_gamma_P(middle, shape, 1) < p : gsl_cdf_gamma_Q(middle, shape, 1) > 1 - p)
			low = middle;
		else
			high = middle;
	}
}

double sv_hypergeometric_to(unsigned k, unsigned marked, unsigned all, unsigned n)
{
	quiet();
	return marked <= all && n <= all ? gsl_cdf_hypergeometric_P(k, marked, all - marked, n) : NAN;
}

double sv_hypergeometric_from(unsigned k, unsigned marked, unsigned all, unsigned n)
{
	quiet();
	if (marked > all || n > all)
		return NAN;
	return k == 0 ? 1 : gsl_cdf_hypergeometric_Q(k - 1, marked, all - marked, n);
}
