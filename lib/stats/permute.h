/* SPDX-License-Identifier: MIT */
/*
 * Permutation tests: were it a matter of chance who of like ones is in a group, how often would the group stand out as it does? Only
 * who is alike (in one stratum) changes places. Yes or no: exactly, without drawing. Numbers: by drawing. Pure.
 */
#ifndef SV_STATS_PERMUTE_H
#define SV_STATS_PERMUTE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "stats/random.h"

/* Like ones, counted: in the group and in all, and how many of each are a yes. */
struct sv_stratum {
	long long in, in_yes, all, all_yes;
};

/* A group against all like ones. */
struct sv_permuted {
	double expected;  /* the number of yes in the group by chance alone */
	double two_sided; /* the chance of a number no more likely than the one that is seen */
	double upper;     /* the chance of at least as many */
};

/*
 * The exact distribution over all permutations within n strata: a convolution of hypergeometric ones; the two-sided chance sums
 * what is no more likely than what is seen, within 1e-7 (as mantelhaen.test(exact = TRUE) and fisher.test of R; Agresti, Categorical Data
 * Analysis, 3rd ed., sections 3.5 and 7.3.5). A stratum says nothing where all or none are in the group, or a yes. SV_BUG without memory.
 */
enum sv_status sv_permute_exact(const struct sv_stratum *strata, size_t n, struct sv_permuted *out, struct sv_err *err);

/*
 * How likely that test is to find, two-sided at alpha, a group whose odds of a yes are `odds` times those of like ones: exactly, given the
 * margins, by the noncentral hypergeometric distribution (Fisher's; Agresti, section 3.5.5).
 */
enum sv_status sv_permute_power(const struct sv_stratum *strata, size_t n, double odds, double alpha, double *power, struct sv_err *err);

/* A test of numbers. Arrays of n are the caller's. */
struct sv_permute {
	const double *value;
	const size_t *stratum;  /* who is alike, numbered from 0; NULL: all */
	const unsigned char *in; /* 1: in the group */
	size_t n, draws;
};

/*
 * The sum of the group's differences from the mean of its stratum, and the chance (two-sided) of one as far from none, by draws
 * within strata, what is seen counted as one of them (Davison and Hinkley, Bootstrap Methods and their Application, 1997, section 4.3).
 * Of one stratum this is the permutation test of two means. SV_BUG without memory.
 */
enum sv_status sv_permute_means(const struct sv_permute *p, struct sv_random *random, double *difference, double *probability, struct sv_err *err);

/*
 * The same for whole numbers of one stratum, exactly: the chance of a group of that size whose mean lies as far from the mean of all, or
 * farther, in either direction, over all ways to choose it (Pitman, Supplement to the Journal of the Royal Statistical Society 4, 1937).
 * Chances are carried from number to number by how many are chosen and their sum, as Pagano and Tritchler do (Journal of the American
 * Statistical Association 78, 1983). *done is false, and *probability untouched, where that takes more than SV_PERMUTE_WORK steps or SV_PERMUTE_ROOM
 * numbers at once (two hundred people at either time, on a scale of four items, take less).
 * SV_BUG without memory.
 */
#define SV_PERMUTE_WORK 2e8
#define SV_PERMUTE_ROOM 4e6
enum sv_status sv_permute_sums(const long long *value, const unsigned char *in, size_t n, double *probability, bool *done, struct sv_err *err);

#endif
