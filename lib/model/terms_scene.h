/* SPDX-License-Identifier: MIT */
/* What terms.c, terms_plan.c and kept.c share and nobody else sees: the terms of a protocol, read once, and one of them looked at in one case. */
#ifndef SV_MODEL_TERMS_SCENE_H
#define SV_MODEL_TERMS_SCENE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* A path ("/a.b" in the case, "a.b" in the object), taken apart: its steps are the plan's, from first on. */
struct term_path {
	bool there, of_case;
	size_t first, n;
};

/* Several of the plan's paths; of texts that were none, the path is not there. */
struct term_paths {
	size_t first, n;
};

/* What is added to a day. */
struct term_span {
	int32_t days;
	int working_days, months;
};

enum term_per { TERM_OF_CASE, TERM_OF_PARTY, TERM_OF_RECOMMENDATION };

/* One term as the protocol says it (terms.h), so that no case needs to look anything of it up by name. All that is JSON is the protocol's. */
struct term {
	const json_t *json;
	const char *id;
	enum term_per per;
	const json_t *only, *unless, *roles;
	bool after_closing, investigating, reach;
	bool comes_back; /* its start is the latest of several, which an act takes anew (a letter, the next one); what meets it besides ends it for good */
	struct term_paths from, not_before, other_from;
	struct term_path until, count, met_by, ends_with;
	struct term_span span, other;
	bool has_other, scheduled;
	size_t schedule, steps; /* the plan's spans */
};

/* The terms of a protocol. */
struct sv_terms {
	const json_t *protocol;
	struct term *term;
	size_t n;
	struct term_path *paths;
	struct term_step { const char *name; size_t len; } *path_steps;
	struct term_span *spans;
	size_t npaths, nsteps, nspans;
	bool failed;
};

/* As sv_terms_new, of one term (NULL: all). */
struct sv_terms *sv_terms_new_of(const json_t *protocol, const char *only);

/* What a term is looked at in: the case, and the party or recommendation it holds for (the case itself otherwise). */
struct scene {
	const struct sv_terms *terms;
	const json_t *state, *object;
	const char *party, *recommendation;
	bool holds; /* the case as a whole does not speak against it */
};

/* How a term that has started stands. */
struct sight {
	int32_t since, due;     /* since: INT32_MIN where it has no start of its own */
	int step;               /* of a schedule or whatever counts steps; else 0 */
	bool met;
	int32_t met_on;         /* INT32_MIN where what met it is no day */
	bool suspended;
	int32_t suspended_on;
};

/* Whether a term applies to the case as it is now. */
bool sv_term_applies(const struct scene *s, const struct term *term);
/* How it stands, met or not; false where it has not started, or all its steps were taken. */
bool sv_term_sight(const struct scene *s, const struct term *term, struct sight *sight);
/* Calls fn for every term of the protocol with every object of the case that it is for; i: its place in the protocol. */
void sv_terms_each(const struct sv_terms *terms, const json_t *state, void (*fn)(void *data, size_t i, const struct term *term, const struct scene *s), void *data);

#endif
