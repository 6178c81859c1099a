/* SPDX-License-Identifier: MIT */
/* What sv-stats uniformity looks at: decisions, and how their like cases ended. */
#ifndef SV_CLI_UNIFORMITY_H
#define SV_CLI_UNIFORMITY_H

#include "cli/noticed.h"
#include "stats/uniform.h"

/* One look. */
struct sv_uniformity {
	struct sv_noticed d;
	long long years;
	int32_t since;          /* the first day of the decisions that are looked at */
	size_t *at, n;          /* the cases that were judged in that time */
	size_t *unit, nunits;
	size_t gone;            /* decisions that do not tell their unit, or by what they are alike, any more */
	long long least, percent; /* the protocol's numbers */
	struct sv_precedents *precedents; /* of the comparable ones, as `comparable` */
	size_t *comparable, ncomparable;
};

/* How many decisions depart from their precedents. */
struct sv_departures {
	size_t all, missing, hidden; /* without the reason that was asked for; that this user may not see */
	size_t clear;                /* where so many of the like cases ended in one and the same other way */
};

/* A combination of words, of an item at some place. */
struct sv_combination {
	size_t word[4], at;
};
/* Gives n combinations numbers from 0, the same to the same: group[at]. Reorders them. */
void sv_uniformity_number(struct sv_combination *c, size_t n, size_t *group);

/* Whether a case's word of a dimension is one of some words; NULL-terminated. */
bool sv_uniformity_is(const struct sv_uniformity *k, size_t at, enum sv_noticed_dimension dimension, const char *const *words);
/* Whether a decision before k->at[i], of the same unit, is of the same incident: what was decided together counts once. */
bool sv_uniformity_again(const struct sv_uniformity *k, size_t i);
/* Chooses the decisions of so many years (0: three, or five where those are few) and finds their precedents. Release it also where it failed. */
enum sv_status sv_uniformity_look(struct sv_uniformity *k, long long years, struct sv_err *err);
void sv_uniformity_release(struct sv_uniformity *k);
/* Counts the decisions that depart from their precedents, and where rows is not NULL lists those that this user may see, where precedents agree most first. */
enum sv_status sv_uniformity_decisions(const struct sv_uniformity *k, json_t *rows, struct sv_departures *d, struct sv_err *err);

#endif
