/* SPDX-License-Identifier: MIT */
/* The model of what is published, and what is said about it: see protect.h. */
#include "stats/protect.h"

#include <stdio.h>
#include <stdlib.h>

#include "stats/protect_internal.h"

#define HIDES_BADLY 6 /* widths that a cell below one is worth at least; 3 to 40 leave out about as little, 0 a twentieth more */

const char *sv_cell_name(const struct sv_publication *m, size_t cell, char *room, size_t size)
{
	if (m->cells[cell].name)
		return m->cells[cell].name;
	snprintf(room, size, "#%zu", cell);
	return room;
}

uint32_t sv_cell_width(const struct sv_publication *m, size_t cell)
{
	return m->cells[cell].width ? m->cells[cell].width : m->width;
}

bool sv_cell_was_published(const struct sv_cell *c)
{
	return (c->flags & SV_CELL_FORCED) && !(c->flags & SV_CELL_ASSUMED);
}

int64_t sv_cell_worth(const struct sv_publication *m, size_t cell)
{
	const struct sv_cell *c = &m->cells[cell];
	int64_t width = sv_cell_width(m, cell), least = c->value < width ? HIDES_BADLY * width : 0;

	return c->cost > least ? c->cost : least;
}

static int better(const void *a, const void *b)
{
	const struct sv_candidate *x = a, *y = b;

	if (x->worth != y->worth)
		return x->worth > y->worth ? -1 : 1;
	if (x->ninner != y->ninner)
		return x->ninner > y->ninner ? -1 : 1;
	return x->cell < y->cell ? -1 : 1;
}

void sv_candidates_sort(struct sv_candidate *list, size_t n)
{
	if (n > 0)
		qsort(list, n, sizeof *list, better);
}

bool sv_cell_audited(const struct sv_publication *m, size_t cell)
{
	unsigned flags = m->cells[cell].flags;

	return m->cells[cell].ninner > 0 && (!(flags & SV_CELL_UNSEEN) || (flags & SV_CELL_PRIMARY));
}

void sv_equation_text(const struct sv_publication *m, const struct sv_equation *q, char *out, size_t size)
{
	size_t kept = q->nterms < SV_EQUATION_TERMS ? q->nterms : SV_EQUATION_TERMS, used = 0;
	char room[32];

	out[0] = '\0';
	for (size_t i = 0; i < kept && used + 4 < size; i++) {
		long long c = q->coef[i];
		const char *sign = c < 0 ? "- " : i > 0 ? "+ " : "", *gap = i > 0 ? " " : "";
		const char *name = sv_cell_name(m, q->term[i], room, sizeof room);
		if (c == 0)
			used += (size_t)snprintf(out + used, size - used, "%s%s(%s)", gap, sign, name);
		else if (c == 1 || c == -1)
			used += (size_t)snprintf(out + used, size - used, "%s%s%s", gap, sign, name);
		else
			used += (size_t)snprintf(out + used, size - used, "%s%s%lld %s", gap, sign, c < 0 ? -c : c, name);
	}
	if (q->nterms > kept && used + 6 < size)
		snprintf(out + used, size - used, " + ...");
}

/* One list of inner cells: in range and each once, by marks that hold the number of the list. */
static bool sound_list(const uint32_t *inner, size_t n, size_t ninner, size_t *mark, size_t number)
{
	for (size_t i = 0; i < n; i++) {
		if (inner[i] >= ninner || mark[inner[i]] == number)
			return false;
		mark[inner[i]] = number;
	}
	return true;
}

static enum sv_status check_cell(const struct sv_publication *m, size_t i, size_t *mark, struct sv_err *err)
{
	const struct sv_cell *c = &m->cells[i];
	int64_t sum = 0;
	char room[32];
	const char *name = sv_cell_name(m, i, room, sizeof room);

	if (!sound_list(c->inner, c->ninner, m->ninner, mark, i + 1))
		return sv_err_set(err, SV_BAD_INPUT, N_("the cell %s names an inner cell twice, or one that is not there"), name);
	for (size_t k = 0; k < c->ninner && sum <= SV_VALUE_MAX; k++)
		sum += m->inner[c->inner[k]];
	if (sum > SV_VALUE_MAX)
		return sv_err_set(err, SV_BAD_INPUT, N_("the cell %s is larger than can be reckoned with"), name);
	if (c->value != sum)
		return sv_err_set(err, SV_BAD_INPUT, N_("the cell %s is not the sum of its inner cells"), name);
	if (c->cost < 0 || ((c->flags & SV_CELL_UNSEEN) && (c->flags & SV_CELL_FORCED)))
		return sv_err_set(err, SV_BAD_INPUT, N_("the cell %s has a cost below 0, or is both published and unseen"), name);
	return SV_OK;
}

enum sv_status sv_publication_check(const struct sv_publication *m, struct sv_err *err)
{
	if (m->ninner >= UINT32_MAX / 4 || m->ncells >= UINT32_MAX / 4)
		return sv_err_set(err, SV_BAD_INPUT, N_("the tables have too many cells"));
	if (m->width == 0 || m->width > SV_WIDTH_MAX)
		return sv_err_set(err, SV_BAD_INPUT, N_("the width that protects must be between 1 and %d"), SV_WIDTH_MAX);
	for (size_t i = 0; i < m->ninner; i++) {
		if (m->inner[i] < 0 || m->inner[i] > SV_VALUE_MAX)
			return sv_err_set(err, SV_BAD_INPUT, N_("inner cell %zu is below 0 or larger than can be reckoned with"), i);
	}
	size_t *mark = calloc(m->ninner ? m->ninner : 1, sizeof *mark);
	if (mark == NULL)
		return sv_err_nomem(err);
	enum sv_status s = SV_OK;
	for (size_t i = 0; i < m->ncells && s == SV_OK; i++) {
		s = check_cell(m, i, mark, err);
		if (s == SV_OK && m->cells[i].width > SV_WIDTH_MAX)
			s = sv_err_set(err, SV_BAD_INPUT, N_("the width that protects must be between 1 and %d"), SV_WIDTH_MAX);
	}
	for (size_t i = 0; i < m->ninsiders && s == SV_OK; i++) {
		if (!sound_list(m->insiders[i].inner, m->insiders[i].ninner, m->ninner, mark, m->ncells + 1 + i))
			s = sv_err_set(err, SV_BAD_INPUT, N_("insider %zu knows an inner cell twice, or one that is not there"), i);
	}
	free(mark);
	return s;
}
