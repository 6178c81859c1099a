/* SPDX-License-Identifier: MIT */
/*
 * Quantiles and tails of distributions, by GSL (the GNU Scientific Library): a place where another could be put in its place.
 * All are pure; outside their domain they give NAN.
 */
#ifndef SV_STATS_QUANTILE_H
#define SV_STATS_QUANTILE_H

/* The quantile of a standard normal variable: x with P(X <= x) = p, 0 < p < 1. */
double sv_normal_quantile(double p);
/* The quantile of a gamma variable of a shape > 0 and scale 1; 0 < p < 1. Half the chi-squared quantile of twice the shape. */
double sv_gamma_quantile(double p, double shape);
/* P(X <= k) and P(X >= k) of a hypergeometric variable: k marked ones in a sample of n from `all`, of which `marked` are marked. */
double sv_hypergeometric_to(unsigned k, unsigned marked, unsigned all, unsigned n);
double sv_hypergeometric_from(unsigned k, unsigned marked, unsigned all, unsigned n);

#endif
