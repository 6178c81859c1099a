/* SPDX-License-Identifier: MIT */
/* Of what a rate is: the staff of a unit during a period. See figures.h. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "cli/figures.h"
#include "json/get.h"
#include "model/series.h"

static bool is_period(const char *dimension)
{
	return strcmp(dimension, "year") == 0 || strcmp(dimension, "quarter") == 0 || strcmp(dimension, "month") == 0;
}

/* The days of "2026", "2026-Q1" or "2026-03". */
static bool days_of(const char *word, int32_t *from, int32_t *to)
{
	int y, part = 1, months = 12;
	char end;

	if (sscanf(word, "%4d-Q%1d%c", &y, &part, &end) == 2) {
		months = 3;
		part = 3 * part - 2;
	} else if (sscanf(word, "%4d-%2d%c", &y, &part, &end) == 2) {
		months = 1;
	} else if (sscanf(word, "%4d%c", &y, &end) != 1) {
		return false;
	}
	*from = sv_day_from_civil(y, part, 1);
	*to = sv_day_add_months(*from, months) - 1;
	return true;
}

/* The days that all nodes of a dimension of periods span, or one of them. */
static bool span(const struct sv_figures_dim *dim, uint32_t node, int32_t *from, int32_t *to)
{
	int32_t a, z;
	bool any = false;

	for (uint32_t i = 0; i < dim->n; i++) {
		if ((node != SV_CUBE_ALL && i != node) || !days_of(dim->word[i], &a, &z))
			continue;
		*from = any && *from < a ? *from : a;
		*to = any && *to > z ? *to : z;
		any = true;
	}
	return any;
}

double sv_figures_staff(struct sv_figures *f, const uint32_t *node)
{
	int32_t from = f->q.from, to = f->q.to < f->today ? f->q.to : f->today, a, z;
	const char *unit = f->unit;
	double years;

	for (size_t d = 0; d < f->ndims; d++) {
		if (is_period(f->dim[d].name)) {
			if (!span(&f->dim[d], node[d], &a, &z))
				return NAN; /* who knows when */
			from = a > from ? a : from;
			to = z < to ? z : to;
		} else if (strcmp(f->dim[d].name, "unit") == 0 && node[d] != SV_CUBE_ALL) {
			unit = f->dim[d].word[node[d]];
		}
	}
	return from != INT32_MIN && sv_series_staff(f->protocol, unit, from, to, &years) && years > 0 ? years : NAN;
}

enum sv_status sv_figures_can_rate(struct sv_figures *f, struct sv_err *err)
{
	bool period = f->q.from != INT32_MIN, staff = sv_json_has(sv_json_object(f->protocol, "organisation"), "staff");
	const json_t *unit;
	size_t i;

	for (size_t d = 0; d < f->q.nby; d++)
		period = period || is_period(f->by[d]);
	if (!period) {
		sv_err_set(err, SV_USAGE, N_("a rate is of a time"));
		sv_err_hint(err, N_("--by period, or --from"));
		return SV_USAGE;
	}
	json_array_foreach(sv_json_array(sv_json_object(f->protocol, "lists"), "unit"), i, unit)
		staff = staff || sv_json_has(unit, "staff");
	if (!staff) {
		sv_err_set(err, SV_CONFIG, N_("neither a headcount nor the protocol says how many people work there"));
		sv_err_hint(err, N_("sv-import --headcount; or organisation.staff, and staff of each unit: sv-protocol(5)"));
		return SV_CONFIG;
	}
	return SV_OK;
}
