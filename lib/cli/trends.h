/* SPDX-License-Identifier: MIT */
/* What sv-stats trends looks at: cases and incidents by period and word. */
#ifndef SV_CLI_TRENDS_H
#define SV_CLI_TRENDS_H

#include "cli/noticed.h"

/* The lengths of periods: months, periods back to the one that is compared with (a year before, so that no season is taken for a change), and how many are shown. */
#define SV_TRENDS_LENGTHS 3
struct sv_trends_length {
	const char *name;
	int months;
	size_t back, shown;
};
extern const struct sv_trends_length sv_trends_lengths[SV_TRENDS_LENGTHS];

/* A period, and why it is not compared with earlier ones. */
struct sv_trends_period {
	int32_t from, to;   /* its days; to: at most today */
	bool over;          /* it has ended */
	bool broken, mixed; /* the series breaks on one of its days; on another than its first, so that it is of two kinds itself */
	char name[16];
};

/* What is counted: a word, or all. */
struct sv_trends_series {
	size_t code;                  /* 0: all */
	long long *cases, *incidents; /* of each period */
	long long part;               /* incidents of the last period's like before, up to the like of today */
	bool *lacks;                  /* erased cases of the period's year may belong here and are not counted */
};

struct sv_trends {
	struct sv_noticed d;
	size_t length, n;   /* which length; how many periods */
	struct sv_trends_period *period;
	struct sv_trends_series *series;
	size_t nseries;
	int32_t until;      /* the day that is to the period compared with what today is to the last one */
	int dimension;      /* SV_NOTICED_DIMENSIONS: causes; -1: none */
	double *p;          /* probabilities of changes, and then of slopes */
	json_t **row;       /* what they belong to, borrowed */
	size_t np;
};

/* Makes so many periods and counts in them: length and dimension are set. Release it also where it failed. */
enum sv_status sv_trends_look(struct sv_trends *k, size_t periods, struct sv_err *err);
void sv_trends_release(struct sv_trends *k);

#endif
