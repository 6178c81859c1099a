/* SPDX-License-Identifier: MIT */
/*
 * Which groups of a survey may be shown, so that nothing is told of a group that is too small, not even by subtraction.
 *
 * Of one scale. Everyone who answered is in one inner group (a unit; where units changed, or two structures are shown of the same answers, a
 * unit of the one crossed with a unit of the other). Groups are sets of these: a unit with all below it, the organisation. Of a group that is
 * shown, suppose that a reader learns ALL its answers, without the names: a mean printed with one decimal tells the sum of ten answers, an
 * interval tells their spread; so no rounding is relied on. People who are in the same shown groups are a class. Where groups lie within
 * each other, what can be reckoned out by adding and subtracting are classes taken together, and nothing else; where groups cross, no more
 * than that. So it must hold:
 *
 *  - every class has `least` people: whoever is shown, what is hidden of it together, and every difference;
 *  - of yes and no, every class has at least `few` yes: a group with fewer, or none, is hidden as one that is too small;
 *  - where `alike` is set, the people of a class do not all give one answer, nor all but one, who would know it of the others;
 *  - of a group that may not be shown (barred by these rules itself, or closed) nothing is told. Its people may have any of the answers of their
 *    classes, the rest of the class the others: all that is shown stays the same. Its sums in these must be spread by `blur` steps, or half a
 *    step a person if that is less; for one of the class, who knows his own answer, by half of that. So a group that is hidden
 *    alone in a shown total is not hidden, nor one that stands beside a single person.
 *
 * That a group is hidden is itself taken to tell nothing: a group that is large enough may be hidden for others, and readers are told the method,
 * not its numbers.
 * To hide more keeps all of these. Sources: the rules of thresholds, differences and group disclosure of Hundepool et al., Statistical
 * Disclosure Control (Wiley, 2012), sections 5.2 and 5.4; answers exchanged within a class: what Sweeney's k-anonymity ("k-anonymity: a
 * model for protecting privacy", 2002) asks of rows, with the objection of Machanavajjhala et al. ("l-diversity", 2007) as its third and fourth rule.
 *
 * Two measurements: a group is shown of both or of none, with the answers of each held to the rules by themselves; what an earlier publication
 * showed stays shown. same_people: suppose besides that people stay in their groups and answer as before, so that a
 * class of what either time tells together must keep the rules too, unless the earlier publication alone tells it.
 * Pure. For each scale by itself: scales share no items.
 */
#ifndef SV_STATS_SURVEY_HIDE_H
#define SV_STATS_SURVEY_HIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

#define SV_SURVEY_WAVES 16 /* measurements at once */

/* The rules, as a scale and the protocol set them. */
struct sv_survey_rules {
	size_t least; /* people in a group: 10, or 5 where the scale is not sensitive */
	size_t few;   /* of yes and no: 5; 0: of no matter */
	bool alike;
	double low, high, blur; /* the lowest and highest score, and 5 */
	bool same_people;
};

/* Defaults for answers from low to high: of sensitive scales, of sensitive yes and no (0 and 1), and of scales that are not. */
#define SV_SURVEY_SENSITIVE(low, high) { 10, 0, true, (low), (high), 5, false }
#define SV_SURVEY_YES_NO { 10, 5, true, 0, 1, 5, false }
#define SV_SURVEY_NEUTRAL(low, high) { 5, 0, false, (low), (high), 5, false }

/* A group that is or may be shown. */
struct sv_survey_group {
	const uint32_t *inner; /* the inner groups it is made of, each once */
	size_t ninner;
	int64_t worth;   /* to readers: what is worth least is hidden first; usually its people */
	unsigned before; /* bit w: it was shown before, of measurement w, and can't be taken back */
	bool closed;     /* may not be shown nor told of, however large it is; also for a group that stands in no table */
	bool keep;       /* hidden for others only where hiding all others is not enough: the whole organisation */
	const char *name; /* for messages; NULL: its number */
};

/* The answers of one measurement: a person each. */
struct sv_survey_answers {
	size_t n;
	const uint32_t *inner;
	const double *score; /* NAN: not in it */
};

/* What is to be shown. All memory is the caller's, and only read. */
struct sv_survey_showing {
	size_t ninner, ngroups, nwaves;
	const struct sv_survey_group *groups;
	const struct sv_survey_answers *waves;
	unsigned shows; /* bit w: measurement w is shown now; 0: all are */
};

/* Why a group is not shown. Nobody outside is told which. */
enum sv_survey_why { SV_SURVEY_SHOWN, SV_SURVEY_SMALL, SV_SURVEY_FEW, SV_SURVEY_ALIKE, SV_SURVEY_CLOSED, SV_SURVEY_OTHERS };

/*
 * Decides it. why: one for each group, enum sv_survey_why; SV_SURVEY_OTHERS is hidden so that others stay so. What is worth least is hidden
 * as long as a rule does not hold, and what turns out not to be needed is shown again. Errors: SV_NO where what was shown before breaks a
 * rule by itself: then nothing may be shown. SV_BUG without memory, or where the groups or scores are out of range.
 */
enum sv_status sv_survey_hide(const struct sv_survey_showing *s, const struct sv_survey_rules *rules, unsigned char *why, struct sv_err *err);

/*
 * The groups of n units, each with all units below it; unit u is inner group u, and its own people are there. parent: by unit; UINT32_MAX
 * at the top. Fills inner and ninner of groups (n of them); *inner holds the lists: the caller's, free(3). SV_BUG without memory, or where the
 * way up runs in a circle.
 */
enum sv_status sv_survey_tree(const uint32_t *parent, size_t n, struct sv_survey_group *groups, uint32_t **inner, struct sv_err *err);

#endif
