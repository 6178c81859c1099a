/* SPDX-License-Identifier: MIT */
/* How long things take: see survival.h. */
#include "stats/survival.h"

#include <math.h>
#include <string.h>

/*
 * The part that is left, as a fraction. While nothing is open, what is left over how many there were is the exact estimate; from
 * one open case to the next the steps telescope, so only what was left at an open one is multiplied: product of (left before it / at risk after it).
 */
struct left {
	long double part;     /* up to the last open case */
	long long risk, gone; /* since then: how many were at risk, how many of these are over */
};

static long double now(const struct left *l)
{
	return l->part * (long double)(l->risk - l->gone) / (long double)l->risk;
}

/* Whether exactly that part is left: fractions of whole numbers below a million differ by more than rounding does. */
static bool just(long double a, double b)
{
	return fabsl(a - (long double)b) < 1e-12L;
}

/* The quartiles that are passed by a step down to `left` on a day; a quartile that is just met waits for the next end. */
static void pass(struct sv_durations *out, long double left, double day, bool waiting[3])
{
	static const double parts[3] = { 0.75, 0.5, 0.25 };
	double *const of[3] = { &out->q1, &out->median, &out->q3 };

	for (size_t i = 0; i < 3; i++) {
		if (waiting[i]) {
			*of[i] = (*of[i] + day) / 2;
			waiting[i] = false;
		} else if (isnan(*of[i]) && (left < (long double)parts[i] || just(left, parts[i]))) {
			*of[i] = day;
			waiting[i] = just(left, parts[i]);
		}
	}
}

void sv_durations(const struct sv_lasting *lasting, size_t n, struct sv_durations *out)
{
	struct left l = { 1, 0, 0 };
	bool waiting[3] = { false, false, false };
	long long longest_open = -1;

	memset(out, 0, sizeof *out);
	out->min = out->q1 = out->median = out->q3 = out->max = NAN;
	for (size_t i = 0; i < n; i++) {
		out->n += lasting[i].over + lasting[i].open;
		out->open += lasting[i].open;
		if (lasting[i].open)
			longest_open = lasting[i].days;
	}
	l.risk = out->n;
	for (size_t i = 0; i < n; i++) {
		if (lasting[i].over) {
			l.gone += lasting[i].over;
			pass(out, now(&l), (double)lasting[i].days, waiting);
			out->max = (double)lasting[i].days;
			if (isnan(out->min))
				out->min = (double)lasting[i].days;
		}
		if (lasting[i].open)
			l = (struct left){ now(&l), l.risk - l.gone - lasting[i].open, 0 };
	}
	if ((double)longest_open >= out->max)
		out->max = NAN;
	/* a quartile that was just met, with no later end to meet, holds from its day on to as far as is known */
}
