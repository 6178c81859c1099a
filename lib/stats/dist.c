/* SPDX-License-Identifier: MIT */
/* Distributions, by GSL: see dist.h. */
#include "stats/dist.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <math.h>

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

double sv_gamma_quantile(double p, double shape)
{
	quiet();
	if (!(p > 0 && p < 1 && shape > 0))
		return NAN;
	/* from the nearer tail; then Newton's method once or twice more, as GSL stops at a relative error of about 1e-10 */
	double x = p < 0.5 ? gsl_cdf_gamma_Pinv(p, shape, 1) : gsl_cdf_gamma_Qinv(1 - p, shape, 1);
	for (int i = 0; i < 3; i++) {
		double density = gsl_ran_gamma_pdf(x, shape, 1);
		double off = p < 0.5 ? gsl_cdf_gamma_P(x, shape, 1) - p : (1 - p) - gsl_cdf_gamma_Q(x, shape, 1);
		double step = density > 0 ? off / density : 0;
		if (!isfinite(step) || x - step <= 0)
			break;
		x -= step;
	}
	return x;
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
