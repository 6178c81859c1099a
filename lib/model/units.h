/* SPDX-License-Identifier: MIT */
/* The units of an organisation as the protocol lists them: which is below which, for numbers that are added up along the way. Pure. */
#ifndef SV_MODEL_UNITS_H
#define SV_MODEL_UNITS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

#define SV_UNITS_NONE SIZE_MAX

/* One unit; words that the protocol does not list may be added at the end, at the top. */
struct sv_unit {
	const char *id;  /* borrowed from the protocol */
	size_t up;       /* the unit it is below; SV_UNITS_NONE: at the top */
	unsigned depth;  /* 0: at the top */
};
struct sv_units {
	struct sv_unit *unit; /* each after the one it is below, else in the order of the protocol */
	size_t n;
	json_t *place; /* id -> place in unit */
	json_t *words; /* what words of earlier years are counted as (model/series.h) */
};

/* Reads the list "unit" of a protocol, which must outlive the result. Release it also where it failed. */
enum sv_status sv_units_open(const json_t *protocol, struct sv_units *out, struct sv_err *err);
void sv_units_release(struct sv_units *u);
/* The place of a word that was used on a day (INT32_MIN: not known), as it is counted now; SV_UNITS_NONE where the protocol does not list it. */
size_t sv_units_find(const struct sv_units *u, const char *word, int32_t day);

/* A number of each unit, where it is known. */
struct sv_unit_numbers {
	long long *n;
	bool *known; /* said of the unit itself */
};
/* Makes room for the numbers of all units, none known. SV_BUG without memory. */
enum sv_status sv_unit_numbers_new(const struct sv_units *u, struct sv_unit_numbers *out, struct sv_err *err);
void sv_unit_numbers_release(struct sv_unit_numbers *n);
/*
 * Reads a member of objects {unit, MEMBER?}: a number that was said on a day. Words that the protocol does not list are added up in *other (which
 * may be NULL). A unit that several words are counted as now has their sum.
 */
void sv_unit_numbers_read(const struct sv_units *u, const json_t *objects, const char *member, int32_t day, struct sv_unit_numbers *out, long long *other);
/* Gives units without a number the sum of those below them, where all of those have one; some: where any of them has. */
void sv_unit_numbers_fill(const struct sv_units *u, struct sv_unit_numbers *n, bool some);
/* The sum of the units at the top; false where one of them (some: each of them) has no number. */
bool sv_unit_numbers_top(const struct sv_units *u, const struct sv_unit_numbers *n, bool some, long long *sum);

#endif
