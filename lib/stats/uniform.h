/* SPDX-License-Identifier: MIT */
/* Whether like cases are handled alike: single decisions against their precedents, and units against all others. Pure. */
#ifndef SV_STATS_UNIFORM_H
#define SV_STATS_UNIFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* A decided case. Codes are numbers that mean nothing but same or other. */
struct sv_decided {
	size_t like;     /* what makes cases alike: kind, category and gravity */
	size_t closely;  /* what makes them more alike: also the position of the person concerned; a number of its own where that is not known */
	size_t outcome;
	int32_t day;     /* of the decision */
};

/* How a case's precedents ended. */
struct sv_precedents {
	size_t alike, otherwise;                 /* of all like cases, before and after: how many, and how many with another outcome */
	size_t alike_before, otherwise_before;   /* of those that were decided on an earlier day */
	size_t usual, usually;                   /* the outcome that most of them had (of equally many the lowest code), and how many; 0 of 0 */
	bool closely;                            /* alike in the position too */
};

/*
 * For each of n cases how its like cases ended, itself left out: those closely alike where there are `least` of them, else those alike (the
 * rule of gate precedent_departure). out: n of them. SV_BUG without memory.
 */
enum sv_status sv_uniform_precedents(const struct sv_decided *cases, size_t n, size_t least, struct sv_precedents *out, struct sv_err *err);

/* A case as units are compared by: was it handled so (a yes), or not? */
struct sv_handled {
	size_t unit, stratum; /* numbered from 0 */
	bool yes;
};

/* How a unit handles cases, against how the other units handle like ones. */
struct sv_uniform {
	size_t n, yes;
	double expected;      /* the number of yes, were its cases handled as like ones are */
	double difference;    /* of the shares of yes, this unit less the others, like with like: -1 to 1 */
	double low, high;     /* its interval */
	double probability;   /* the chance of a difference as unlikely as this one, were the units alike */
	double adjusted;      /* that, for so many units being looked at: stats/fdr.h */
	double power;         /* the chance to see a unit with three times, or a third of, the odds of the others, whichever is less */
	bool comparable;      /* enough cases, and enough like them elsewhere; else only n and yes are told, and the probabilities are 1 */
	bool stands_out;      /* adjusted is at most alpha */
};

/* What a comparison asks for. */
struct sv_uniform_rule {
	size_t least;  /* fewer cases than this in a unit, or of like ones elsewhere, are not compared: they would tell of people */
	double level;  /* of the interval: 0.95 */
	double alpha;  /* the share of false ones among the units that stand out; power is told of alpha shared over the units */
};

/*
 * Compares each of `units` units with the others. The difference is that of Mantel and Haenszel (Greenland and Robins, Biometrics 41, 1985), its
 * interval by the variance of Sato (Biometrics 45, 1989); the probability is of the exact permutation test within strata
 * (stats/permute.h). One unit that differs makes all others differ from the rest, in the other direction: so the unit that stands out most is
 * taken out of what others are compared with, and again, until none is left that does. out: units of them. SV_BUG without memory.
 */
enum sv_status sv_uniform_units(const struct sv_handled *cases, size_t n, size_t units, const struct sv_uniform_rule *rule, struct sv_uniform *out, struct sv_err *err);

#endif
