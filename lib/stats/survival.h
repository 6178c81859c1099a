/* SPDX-License-Identifier: MIT */
/* How long things take, where some are not over yet. Pure: arrays in, numbers out. */
#ifndef SV_STATS_SURVIVAL_H
#define SV_STATS_SURVIVAL_H

#include <stdbool.h>
#include <stddef.h>

/* How many took just so many days, and how many have lasted so long and are still open. */
struct sv_lasting {
	long long days, over, open;
};

/* Five numbers of durations. What open cases leave unknown is NAN: a quartile that is not reached, a longest that may be outlasted. */
struct sv_durations {
	long long n, open; /* n: all of them, open: those not over */
	double min, q1, median, q3, max;
};

/*
 * Of n durations with distinct days in ascending order. Kaplan and Meier, "Nonparametric estimation from incomplete observations"
 * (Journal of the American Statistical Association 53, 1958): what ends on a day comes before what is open on it. A quartile is the
 * first day on which no more than that part is left; where exactly that part is left, half-way to the next end (Brookmeyer and
 * Crowley, "A confidence interval for the median survival time", Biometrics 38, 1982; as R's survival package does). Without open ones
 * this is definition 2 of Hyndman and Fan. The estimate is kept in fractions of whole numbers as far as these go, so that "exactly" is exact.
 */
void sv_durations(const struct sv_lasting *lasting, size_t n, struct sv_durations *out);

#endif
