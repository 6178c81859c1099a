/* SPDX-License-Identifier: MIT */
/* What sv-stats clusters looks at: incidents by unit and month, persons concerned again, and the scan over them. */
#ifndef SV_CLI_CLUSTERS_H
#define SV_CLI_CLUSTERS_H

#include "cli/noticed.h"
#include "stats/scan.h"

#define SV_CLUSTERS_YEAR 12        /* bins are months */
#define SV_CLUSTERS_PAST_MOST 120  /* of them, before the last year */
#define SV_CLUSTERS_DRAWS 1999
#define SV_CLUSTERS_UNITS 3         /* fewer units, or reports before the last year, tell nothing */
#define SV_CLUSTERS_REPORTS 10

#define SV_CLUSTERS_WINDOWS 6
extern const size_t sv_clusters_windows[SV_CLUSTERS_WINDOWS]; /* months */

/* A person concerned in a case, by a number for the person and the place of the case. */
struct sv_clusters_repeat {
	size_t person, at;
};

/* One look. */
struct sv_clusters {
	struct sv_noticed d;
	size_t *unit, nunits;         /* codes, by their texts */
	size_t past_months;
	int32_t edge[SV_CLUSTERS_YEAR + SV_CLUSTERS_PAST_MOST + 1]; /* bin m is after edge[m + 1], up to edge[m] */
	double years[SV_CLUSTERS_YEAR], past_years;
	long long *recent, *past;     /* incidents, [unit * months + month], newest first */
	long long *twice;             /* persons concerned again, of each unit */
	struct sv_scanned *scanned;
	struct sv_clusters_repeat *repeats;
	size_t nrepeats, repeats_cap;
	double known;                 /* the share of past cases that still tell their unit */
	long long reports, percent;   /* the protocol's numbers */
	bool told;                    /* there is enough to tell of a signal */
};

/* Counts what the cases of k->d tell, with so many years of past at most, and scans where there is enough. Release it also where it failed. */
enum sv_status sv_clusters_look(struct sv_clusters *k, size_t past_years, struct sv_err *err);
void sv_clusters_release(struct sv_clusters *k);
/*
 * Adds to a document, as "quiet", the units of which the last survey tells that many experienced something and no case is known, in the months that the survey asks
 * about and since; and for people a sentence of each. Nothing where there are none.
 */
enum sv_status sv_clusters_quiet(struct sv_clusters *k, json_t *document, struct sv_err *err);
/* A sum of n numbers. */
long long sv_clusters_sum(const long long *numbers, size_t n);

#endif
