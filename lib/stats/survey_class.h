/* SPDX-License-Identifier: MIT */
/* The people of a survey who are in the same shown groups, and what their answers give away: between survey_hide.c and survey_class.c. */
#ifndef SV_STATS_SURVEY_CLASS_H
#define SV_STATS_SURVEY_CLASS_H

#include "stats/survey_hide.h"

/* The answers of a measurement, without those that are none, in order of score. */
struct sv_survey_wave {
	size_t n;
	uint32_t *inner;
	double *score;
	uint32_t *count; /* by inner group: its people */
};

/* A measurement seen through the groups that are shown. All memory is the look's, room for any; sv_survey_look_make, sv_survey_look_release. */
struct sv_survey_look {
	size_t nclasses;
	uint32_t *class;  /* by inner group; one without people has a class too */
	uint64_t *key;    /* by class, ascending: which groups it is in; 0: in none, so nothing is shown of it */
	uint32_t *member; /* by class: an inner group in it, one with people where there is one */
	size_t *start;    /* by class, and one more: its answers in score, ascending */
	double *score, *sum; /* sum[start[c] + c + k]: of the k lowest of class c */
	size_t *inside;   /* by class: of a group, in sv_survey_told */
	uint64_t *mark;   /* by inner group: the key */
};

/* Makes a measurement ready. Release with sv_survey_wave_release, after errors too. SV_BUG without memory. */
enum sv_status sv_survey_wave_make(struct sv_survey_wave *w, const struct sv_survey_showing *s, const struct sv_survey_answers *a, struct sv_err *err);
void sv_survey_wave_release(struct sv_survey_wave *w);

/* Makes room to see what is shown. Release with sv_survey_look_release, after errors too. SV_BUG without memory. */
enum sv_status sv_survey_look_make(struct sv_survey_look *l, const struct sv_survey_showing *s, struct sv_err *err);
/* Sees it through the groups that are open (by group), in place of what was seen before. */
void sv_survey_look(struct sv_survey_look *l, const struct sv_survey_showing *s, const struct sv_survey_wave *w, const unsigned char *open);
void sv_survey_look_release(struct sv_survey_look *l);

/* Which rule a class breaks that something is shown of; SV_SURVEY_SHOWN: none. One without people breaks none. */
enum sv_survey_why sv_survey_class_why(const struct sv_survey_look *l, size_t class, const struct sv_survey_rules *r);
/* Whether something is shown in `other` of just the people who are in the class of an inner group in l. */
bool sv_survey_class_same(const struct sv_survey_look *l, const struct sv_survey_look *other, uint32_t inner);
/* Whether there is a class with people that is in the same groups as that of an inner group but for group g. */
bool sv_survey_class_beside(const struct sv_survey_look *l, uint32_t inner, size_t g);
/* Whether a group is told of; *inner gets an inner group of it in the class that has most of it and of which something is shown. */
bool sv_survey_told(struct sv_survey_look *l, const struct sv_survey_wave *w, const struct sv_survey_group *g, const struct sv_survey_rules *r, uint32_t *inner);

#endif
