/* SPDX-License-Identifier: MIT */
/*
 * Primary rules: which numbers are sensitive by themselves. Source: Hundepool et al., "Statistical Disclosure Control"
 * (Wiley, 2012), sections 4.2 (threshold, dominance of one answer) and 5.2 (zeros, group disclosure in frequency tables).
 */
#ifndef SV_STATS_PRIMARY_H
#define SV_STATS_PRIMARY_H

#include "stats/protect.h"

/* The rules, as an organisation's protocol sets them. */
struct sv_primary_rule {
	int64_t threshold; /* a number of 1 to threshold - 1 is sensitive; so is one of fewer different reporters */
	int64_t concerned; /* and one of fewer persons concerned; 0: not looked at */
	bool zeros;        /* that there is none tells something: a 0 is sensitive */
	bool shared;       /* that all of a group share one value is sensitive, however large the group is */
};

/* Defaults: 5 reporters and 3 persons concerned; for sexual harassment and discrimination by unit 10. */
#define SV_PRIMARY_DEFAULT { 5, 3, false, true }
#define SV_PRIMARY_STRICT { 10, 3, false, true }

/* What a number counts; -1 where it is not known or has no meaning for it. */
struct sv_primary_facts {
	int64_t count;     /* the number itself, >= 0 */
	int64_t reporters; /* different persons who reported */
	int64_t concerned; /* different persons whom it concerns */
	int64_t group;     /* the number of the whole group of which this is one value of a sensitive attribute */
};

enum sv_primary_why { SV_PRIMARY_NONE, SV_PRIMARY_ZERO, SV_PRIMARY_SMALL, SV_PRIMARY_CONCERNED, SV_PRIMARY_SHARED };

/* Why a number is sensitive: the first rule, in the order of the enum; SV_PRIMARY_NONE where it is not. */
enum sv_primary_why sv_primary(const struct sv_primary_rule *rule, const struct sv_primary_facts *f);

/* Two cells, one within the other, whose difference is small. */
struct sv_primary_difference {
	uint32_t parent, child;
};

/*
 * The pairs of cells that may both be published (not primary, not unseen), one within the other, whose difference is 1 to
 * threshold - 1 and stands in no cell of its own: who subtracts them has a small number. Add each as a cell that is
 * SV_CELL_UNSEEN | SV_CELL_PRIMARY, of the inner cells of the parent that the child has not. *out is the caller's: free(3).
 * Errors: SV_BUG without memory.
 */
enum sv_status sv_primary_differences(const struct sv_publication *m, int64_t threshold, struct sv_primary_difference **out, size_t *n, struct sv_err *err);

#endif
