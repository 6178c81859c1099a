/* SPDX-License-Identifier: MIT */
/*
 * The temporal scan over all units and several windows that end today: which unit has a number of reports that chance does not explain,
 * with one probability for the whole look, however many units and windows are looked at. Pure.
 */
#ifndef SV_STATS_SCAN_H
#define SV_STATS_SCAN_H

#include <stddef.h>

#include "base/err.h"
#include "stats/random.h"

/* What is scanned. Arrays are the caller's. */
struct sv_scan {
	size_t units, bins;     /* bins: the stretches that the last year or so is cut into, newest first */
	const double *years;    /* the length of each bin, in years */
	const long long *recent; /* reports, [unit * bins + bin] */
	const long long *past;  /* reports of each unit before those, [unit * past_bins + bin], newest first */
	size_t past_bins, year; /* year: how many of those bins are a year */
	double past_years;      /* > 0: all of them */
	const size_t *windows;  /* of how many bins each window is, ascending, the last at most bins */
	size_t nwindows;
	size_t draws;           /* simulations: 1999 tell 0.05 within 0.01 */
};

/*
 * How much less even the past is than reports that come one by one at a steady rate. clump: the variance of numbers per bin over their mean, at
 * least 1: one report brings another. drift: the squared coefficient of variation of a unit's rate from year to year, at least 0. By
 * moments around what rows and columns lead one to expect, so that a busy month of the whole organisation counts for nothing (McCullagh and
 * Nelder, Generalized Linear Models, 2nd ed., section 4.5); at most 4 and 2.
 */
struct sv_uneven {
	double clump, drift;
};

/* Of counts by unit and bin, as in struct sv_scan. SV_BUG without memory. */
enum sv_status sv_scan_uneven(const long long *past, size_t units, size_t bins, size_t year, struct sv_uneven *out, struct sv_err *err);

/* A unit and its least likely window. */
struct sv_scanned {
	size_t window;      /* which of the windows */
	long long observed;
	double expected;    /* in that window, had the unit gone on as before */
	double alone;       /* the chance of at least as many, of this unit and window alone */
	double probability; /* the chance that, were nothing the matter, any unit had a window as unlikely as this */
};

/*
 * For each unit the window with the least chance (stats/cluster.h), judged against the least chance over all units and windows in
 * simulations where nothing is the matter: rates drawn from each unit's posterior, the reports of each bin given to units by those rates,
 * as unevenly as they came in the past; where that was uneven, the past of a unit counts for less (the maximum over windows:
 * Kulldorff, "Prospective time periodic geographical disease surveillance using a scan statistic", JRSS A 164, 2001; one probability per
 * unit: Westfall and Young, Resampling-Based Multiple Testing, 1993; (1 + those) / (1 + draws): Davison and Hinkley, Bootstrap Methods
 * and their Application, 1997, section 4.2). Fewer than two reports, or no more than expected, are never a signal: probability 1.
 * What all other units together have more than expected in a window is expected of this one too, so that a rise of the whole
 * organisation is no cluster. out: units of them. SV_BUG without memory.
 */
enum sv_status sv_scan_run(const struct sv_scan *s, struct sv_random *random, struct sv_scanned *out, struct sv_err *err);

#endif
