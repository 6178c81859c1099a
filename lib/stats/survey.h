/* SPDX-License-Identifier: MIT */
/*
 * Surveys: what people answered as scores on scales, and what scores tell of a group: a mean or a share with its interval, and how
 * well the items of a scale belong together. Pure: numbers in, numbers out. What may be shown is in survey_hide.h, whether it changed
 * in survey_change.h.
 */
#ifndef SV_STATS_SURVEY_H
#define SV_STATS_SURVEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stats/interval.h"

#define SV_SURVEY_NONE INT16_MIN /* no answer */
#define SV_SURVEY_ITEMS 20       /* a scale has at most so many, so that its scores are whole numbers of a part that an int64_t holds */

/* How a scale is scored. */
enum sv_survey_kind {
	SV_SURVEY_MEAN, /* the mean of the items answered */
	SV_SURVEY_ANY,  /* items are 0 (no) or 1 (yes): yes where one is, no where all are answered no */
};

/* A scale. Arrays of nitems are the caller's. */
struct sv_survey_scale {
	enum sv_survey_kind kind;
	size_t nitems;           /* 1 to SV_SURVEY_ITEMS */
	const size_t *item;      /* where in a row of answers each stands */
	const bool *reversed;    /* by item: agreeing means less of what the scale measures; NULL: none is */
	int low, high;           /* the lowest and highest answer, low < high */
	size_t least;            /* of the items must be answered, or there is no score; 0: half of them, rounded up */
};

/*
 * One person's score: the mean of the items that were answered, a reversed answer a counted as low + high - a; NAN where fewer than
 * `least` were. That half of them is enough: the half rule (Fairclough and Cella, "Functional Assessment of Cancer Therapy (FACT-G):
 * non-response to individual questions", Quality of Life Research 5, 1996), which is the mean of a person put in the place of what is missing.
 * An answer outside low to high counts as none: to refuse it is the caller's. row: answers, SV_SURVEY_NONE where there is none.
 */
double sv_survey_score(const struct sv_survey_scale *scale, const int16_t *row);

/* Every score of the scale times this is a whole number: the least common multiple of the numbers of items that make a score. */
long long sv_survey_parts(const struct sv_survey_scale *scale);

/* A mean of scores. */
struct sv_survey_mean {
	size_t n;          /* scores; NAN is none */
	double mean, sd;   /* NAN of none; sd also of one */
	struct sv_interval in; /* of the mean of all who could have answered */
};

/*
 * The mean of n scores, each from low to high, of `all` people who could have answered (0, or fewer than answered: not known, and taken
 * for very many). The interval: mean - and + t sqrt((1 - n / all) s^2 / n), t of n - 1 degrees of freedom (Student, Biometrika 6, 1908; with
 * the finite population correction Cochran, Sampling Techniques, 3rd ed., 1977, sections 2.6 and 2.8); never beyond what the people who did
 * not answer could make of the mean. Where all gave the same answer s is 0 and tells nothing: then the share of others is at most
 * what the exact interval of 0 in n says (sv_interval_finite), and these could all have answered low, or high.
 */
struct sv_survey_mean sv_survey_mean(const double *score, size_t n, long long all, double low, double high, double confidence);

/* A share of people with a score above `low`: of a yes or no, those who said yes. */
struct sv_survey_share {
	size_t n, yes;
	double share;          /* NAN of none */
	struct sv_interval in; /* exact: sv_interval_finite; that of Clopper and Pearson (stats/dist.h) where `all` is not known */
};

/* all: as above. More than a million count as not known. */
struct sv_survey_share sv_survey_share(const double *score, size_t n, long long all, double low, double confidence);

/* How well items belong together. */
struct sv_survey_alpha {
	size_t n;              /* people who answered all items */
	double alpha;          /* NAN where there are fewer than two items or people, or all have the same sum */
	struct sv_interval in; /* NAN likewise */
};

/*
 * Cronbach's alpha of rows of answers, of those who answered every item: k / (k - 1) (1 - the sum of the variances of items / the variance of
 * sums) (Cronbach, Psychometrika 16, 1951). Its interval by the F distribution of n - 1 and (n - 1)(k - 1) degrees of freedom (Feldt,
 * Psychometrika 30, 1965; Feldt, Woodruff and Salih, Applied Psychological Measurement 11, 1987). Of a whole organisation, never of a unit.
 * rows: nrows of them, each `width` answers after the last.
 */
struct sv_survey_alpha sv_survey_alpha(const struct sv_survey_scale *scale, const int16_t *rows, size_t nrows, size_t width, double confidence);

#endif
