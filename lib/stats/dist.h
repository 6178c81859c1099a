/* SPDX-License-Identifier: MIT */
/* Chances and exact intervals of counts, by GSL. Pure. With quantile.c and random.c the only file that knows GSL. */
#ifndef SV_STATS_DIST_H
#define SV_STATS_DIST_H

/*
 * The chance of at least x events in a time, where the rate per unit of time is gamma distributed (shape > 0, rate > 0): the upper
 * tail of a negative binomial (Gelman et al., Bayesian Data Analysis, 3rd ed., section 2.6). x <= 0: 1. time of 0: 0.
 */
double sv_dist_gamma_poisson_upper(double shape, double rate, double time, long long x);

/*
 * The two-sided exact binomial test: the chance, k of n being binomial with chance p in (0, 1), of a number that is no more
 * likely than k (Clopper and Pearson's test as binom.test of R and scipy's binomtest do it; a relative tolerance of 1e-7 makes
 * equal what is equal). n of 0: 1.
 */
double sv_dist_binomial_test(long long k, long long n, double p);

/*
 * The exact interval of a share: of all chances under which k of n (0 <= k <= n) is not in an outer (1 - level) / 2 (Clopper and Pearson,
 * Biometrika 26, 1934). n of 0: 0 to 1.
 */
void sv_dist_share_interval(long long k, long long n, double level, double *low, double *high);

/* The number that a standard normal one is below with a probability in (0, 1). */
double sv_dist_normal_quantile(double probability);
/* The chance that a standard normal number is at least x. */
double sv_dist_normal_upper(double x);

/* The number that a t distributed one with df > 0 degrees of freedom is below with a probability in (0, 1), by the beta distribution; else NAN. */
double sv_dist_t_quantile(double probability, double df);
/* The same for a number with the F distribution of above > 0 and below > 0 degrees of freedom. */
double sv_dist_f_quantile(double probability, double above, double below);
/*
 * The chance that a number with the noncentral t distribution (df > 0, noncentrality delta) is at most t: Lenth's series ("Cumulative
 * Distribution Function of the Non-Central t Distribution", Applied Statistics 38, 1989, AS 243), begun at its largest term (Benton and
 * Krishnamoorthy, Computational Statistics and Data Analysis 43, 2003), so that it holds for any delta. NAN where GSL's beta distribution
 * does not converge.
 */
double sv_dist_noncentral_t(double t, double df, double delta);

/* The logarithm of the number of ways to choose k of n, 0 <= k <= n. */
double sv_dist_log_choose(long long n, long long k);

#endif
