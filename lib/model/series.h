/* SPDX-License-Identifier: MIT */
/*
 * What the protocol says of counting: how words of earlier years are counted now, how many people work where, and where series
 * break. Pure; days as in base/date.h.
 */
#ifndef SV_MODEL_SERIES_H
#define SV_MODEL_SERIES_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

/*
 * The words that are counted as others, and the groups of categories, for quick look-up: *words is a new object. An item of a list may
 * say which words it "was" ({"id", "until"?}): a case that was received on that day or before (on any day, without one) with such a
 * word is counted under the item.
 */
enum sv_status sv_series_words(const json_t *protocol, json_t **words, struct sv_err *err);
/* The word that a word of a list is counted as, for a case received on a day (INT32_MIN: not known; then only what holds for any day). Borrowed from words, or word itself. */
const char *sv_series_word(const json_t *words, const char *list, const char *word, int32_t received);
/* The group of a category, or NULL. */
const char *sv_series_group(const json_t *words, const char *category);
/* Checks what the schema cannot: no word is counted as two others at a time, nor round in a circle; days of staff and breaks are in order. SV_CONFIG with the place. */
enum sv_status sv_series_check(const json_t *protocol, struct sv_err *err);

/*
 * Staff-years from a day up to and with another: the staff of each day over the days of its year, so that a whole year with 120 staff
 * gives 120. unit NULL: the whole organisation (of "organisation.staff", else of the units without a parent together). A unit's numbers
 * count the units below it; where it has none, those below it are added up. False where the number of some day is not known.
 */
bool sv_series_staff(const json_t *protocol, const char *unit, int32_t from, int32_t to, double *years);

/* The series breaks on days in [from, to]: a new array of the protocol's objects {on, note}, in order. NULL without memory. */
json_t *sv_series_breaks(const json_t *protocol, int32_t from, int32_t to);

#endif
