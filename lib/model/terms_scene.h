/* SPDX-License-Identifier: MIT */
/* What terms.c and kept.c share and nobody else sees: one term, looked at in one case. */
#ifndef SV_MODEL_TERMS_SCENE_H
#define SV_MODEL_TERMS_SCENE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* What a term is looked at in: the case, and the party or recommendation it holds for (the case itself otherwise). */
struct scene {
	const json_t *protocol, *state, *object;
	const char *party, *recommendation;
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
bool sv_term_applies(const struct scene *s, const json_t *term);
/* How it stands, met or not; false where it has not started, or all its steps were taken. */
bool sv_term_sight(const struct scene *s, const json_t *term, struct sight *sight);
/* Calls fn for every term of the protocol with every object of the case that it is for; i: its place in the protocol. */
void sv_terms_each(const json_t *protocol, const json_t *state, void (*fn)(void *data, size_t i, const json_t *term, const struct scene *s), void *data);

#endif
