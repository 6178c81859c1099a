/* SPDX-License-Identifier: MIT */
/* Dilemmas to talk about at work: which one is that of a week. Pure. */
#ifndef SV_MODEL_DILEMMA_H
#define SV_MODEL_DILEMMA_H

#include <jansson.h>
#include <stddef.h>

#include "base/err.h"

/*
 * Which of n dilemmas (0 to n - 1) is that of an ISO week, by the week alone: the same everywhere, without anything to remember. Each of n weeks that follow each
 * other has another one (save at the turn of a year, for an n so near to 52 that the same weeks would get the same ones each year: there one is passed over);
 * neighbours in the list, which are often alike, are weeks apart. n > 0; the week exists.
 */
size_t sv_dilemma_place(size_t n, int year, int week);
/* Those of a collection that are for an audience: theirs and everybody's ("all", or of which nothing is said); NULL: all. A new array; NULL without memory. */
json_t *sv_dilemmas_for(const json_t *collection, const char *audience);
/* Checks that a collection can be shown: {dilemmas: [{title, situation, options?: [text…], questions?: [text…], audience?: word}…]}. SV_BAD_INPUT with the place. */
enum sv_status sv_dilemmas_check(const json_t *collection, struct sv_err *err);

#endif
