/* SPDX-License-Identifier: MIT */
/* Checking a certificate, with whole numbers only: see audit.h. */
#include <stdlib.h>

#include "stats/audit.h"
#include "stats/protect_internal.h"

void sv_certificate_release(struct sv_certificate *c)
{
	free(c->values);
	*c = (struct sv_certificate)SV_CERTIFICATE_INIT;
}

/* The sum of a cell in a table; -1 where it is out of range. */
static int64_t sum_in(const struct sv_cell *c, const int64_t *table)
{
	int64_t sum = 0;

	for (size_t i = 0; i < c->ninner; i++) {
		sum += table[c->inner[i]];
		if (sum > SV_VALUE_MAX)
			return -1;
	}
	return sum;
}

/* One table: nothing negative, and every published number. */
static enum sv_status check_table(const struct sv_publication *m, const unsigned char *suppressed, const int64_t *table, size_t number, struct sv_err *err)
{
	char room[32];

	for (size_t i = 0; i < m->ninner; i++) {
		if (table[i] < 0 || table[i] > SV_VALUE_MAX)
			return sv_err_set(err, SV_INTEGRITY, N_("table %zu of the certificate has a number below 0 or too large"), number);
	}
	for (size_t c = 0; c < m->ncells; c++) {
		if (!suppressed[c] && !(m->cells[c].flags & SV_CELL_UNSEEN) && sum_in(&m->cells[c], table) != m->cells[c].value)
			return sv_err_set(err, SV_INTEGRITY, N_("table %zu of the certificate does not have what is published for %s"), number,
					  sv_cell_name(m, c, room, sizeof room));
	}
	return SV_OK;
}

/* Whether two tables differ in a cell by its width. */
static bool proven(const struct sv_publication *m, size_t cell, const struct sv_certificate *c)
{
	int64_t low = INT64_MAX, high = -1;

	for (size_t t = 0; t < c->ntables; t++) {
		int64_t v = sum_in(&m->cells[cell], c->values + t * c->ninner);
		if (v < 0)
			continue;
		low = v < low ? v : low;
		high = v > high ? v : high;
	}
	return high >= low && high - low >= (int64_t)sv_cell_width(m, cell);
}

enum sv_status sv_certificate_verify(const struct sv_publication *m, const unsigned char *suppressed, const struct sv_certificate *c, unsigned char *unproven,
				     size_t *nunproven, struct sv_err *err)
{
	*nunproven = 0;
	if (c->ntables > 0 && c->ninner != m->ninner)
		return sv_err_set(err, SV_INTEGRITY, N_("the certificate is of other tables"));
	for (size_t t = 0; t < c->ntables; t++) {
		enum sv_status s = check_table(m, suppressed, c->values + t * c->ninner, t + 1, err);
		if (s != SV_OK)
			return s;
	}
	for (size_t i = 0; i < m->ncells; i++) {
		unproven[i] = suppressed[i] && sv_cell_audited(m, i) && !proven(m, i, c);
		*nunproven += unproven[i];
	}
	return SV_OK;
}
