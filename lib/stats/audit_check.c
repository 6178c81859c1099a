/* SPDX-License-Identifier: MIT */
/* What the audit rests on, checked once more by other code, with whole numbers only: see audit_pool.h. */
#include <stdlib.h>

#include "stats/audit_pool.h"

/* What a change does to a cell, by its inner cells; mark: by inner cell, what the change gives it. */
static int64_t sum_in(const struct sv_cell *c, const int64_t *mark)
{
	int64_t sum = 0;

	for (size_t i = 0; i < c->ninner; i++)
		sum += mark[c->inner[i]];
	return sum;
}

static void mark_change(const struct sv_change *c, int64_t *mark, bool on)
{
	for (uint32_t i = 0; i < c->n; i++)
		mark[c->inner[i]] = on ? c->by[i] : 0;
}

enum sv_status sv_pool_check_changes(const struct sv_pool *p, struct sv_err *err)
{
	const struct sv_publication *m = p->m;
	int64_t *mark = calloc(m->ninner + 1, sizeof *mark);
	size_t *start = calloc(m->ninner + 2, sizeof *start), sum = 0;
	uint32_t *of = NULL, *seen = calloc(m->ncells + 1, sizeof *seen);
	enum sv_status st = mark && start && seen ? SV_OK : sv_err_nomem(err);

	/* by inner cell: the published cells it is in */
	for (int fill = 0; st == SV_OK && fill < 2; fill++) {
		for (size_t c = m->ncells; c-- > 0;) {
			bool published = !p->suppressed[c] && !(m->cells[c].flags & SV_CELL_UNSEEN);
			for (size_t i = 0; published && i < m->cells[c].ninner; i++) {
				if (fill)
					of[--start[m->cells[c].inner[i]]] = (uint32_t)c;
				else
					start[m->cells[c].inner[i]]++;
			}
		}
		for (size_t i = 0; !fill && i < m->ninner + 1; i++)
			start[i] = sum += start[i];
		if (!fill && (of = calloc(sum + 1, sizeof *of)) == NULL)
			st = sv_err_nomem(err);
	}
	for (uint32_t k = 0; st == SV_OK && k < p->nchanges; k++) {
		const struct sv_change *c = &p->change[k];
		if (c->spared)
			continue;
		mark_change(c, mark, true);
		for (uint32_t i = 0; st == SV_OK && i < c->n; i++) {
			uint32_t inner = c->inner[i];
			if (m->inner[inner] + c->by[i] < 0)
				st = sv_err_set(err, SV_BUG, N_("the audit proves nothing: a table has a number below 0"));
			for (size_t j = start[inner]; st == SV_OK && j < start[inner + 1]; j++) {
				char room[32];
				if (seen[of[j]] != k + 1 && sum_in(&m->cells[of[j]], mark) != 0)
					st = sv_err_set(err, SV_BUG, N_("the audit proves nothing: a table does not have what is published for %s"), sv_cell_name(m, of[j], room, sizeof room));
				seen[of[j]] = k + 1;
			}
		}
		mark_change(c, mark, false);
	}
	free(mark);
	free(start);
	free(of);
	free(seen);
	return st;
}

/* What a change does to a cell of which the inner cells are marked. */
static int64_t does(const struct sv_change *c, const unsigned char *in)
{
	int64_t sum = 0;

	for (uint32_t i = 0; i < c->n; i++)
		sum += in[c->inner[i]] ? c->by[i] : 0;
	return sum;
}

enum sv_status sv_pool_check_reader(const struct sv_pool *p, size_t *cells, struct sv_err *err)
{
	const struct sv_publication *m = p->m;
	unsigned char *own = calloc(m->ninner + 1, 1), *in = calloc(m->ninner + 1, 1);
	enum sv_status st = own && in ? SV_OK : sv_err_nomem(err);

	*cells = 0;
	for (size_t i = 0; st == SV_OK && p->reader && i < p->reader->ninner; i++)
		own[p->reader->inner[i]] = 1;
	for (size_t c = 0; st == SV_OK && c < m->ncells; c++) {
		const struct sv_range *r = &p->range[c];
		const uint32_t by[2] = { r->high_by, r->low_by };
		int64_t spread = 0;
		bool all = true, knows = false;
		char room[32];
		if (!p->suppressed[c] || !sv_cell_audited(m, c))
			continue;
		for (size_t i = 0; i < m->cells[c].ninner; i++) {
			in[m->cells[c].inner[i]] = 1;
			all &= own[m->cells[c].inner[i]];
		}
		for (int side = 0; side < 2; side++) {
			const struct sv_change *w = by[side] == SV_TRUTH ? NULL : by[side] < p->nchanges ? &p->change[by[side]] : NULL;
			for (uint32_t i = 0; w && i < w->n; i++)
				knows |= own[w->inner[i]];
			spread += w ? (side ? -1 : 1) * does(w, in) : 0;
		}
		for (size_t i = 0; i < m->cells[c].ninner; i++)
			in[m->cells[c].inner[i]] = 0;
		if (p->reader && all)
			continue;
		++*cells;
		if (knows)
			st = sv_err_set(err, SV_BUG, N_("the audit proves nothing: a table does not hold to what its reader knows"));
		else if (spread < p->need[c])
			st = sv_err_set(err, SV_BUG, N_("the audit does not prove %s"), sv_cell_name(m, c, room, sizeof room));
	}
	free(own);
	free(in);
	return st;
}
