/* SPDX-License-Identifier: MIT */
/* Changes of the true table, and what they show: see audit_pool.h. */
#include "stats/audit_pool.h"

#include <stdlib.h>
#include <string.h>

static const struct sv_range nothing = { 0, 0, SV_TRUTH, SV_TRUTH };

static bool index_cells(struct sv_pool *p)
{
	const struct sv_publication *m = p->m;
	size_t *at = calloc(m->ninner + 1, sizeof *at), sum = 0;

	p->start = calloc(m->ninner + 1, sizeof *p->start);
	for (size_t c = 0; at && p->start && c < m->ncells; c++) {
		for (size_t i = 0; i < m->cells[c].ninner; i++)
			p->start[m->cells[c].inner[i] + 1]++;
		sum += m->cells[c].ninner;
	}
	p->cells = calloc(sum + 1, sizeof *p->cells);
	if (!at || !p->start || !p->cells) {
		free(at);
		return false;
	}
	for (size_t i = 0; i < m->ninner; i++)
		at[i + 1] = p->start[i + 1] += p->start[i];
	for (size_t c = 0; c < m->ncells; c++) {
		for (size_t i = 0; i < m->cells[c].ninner; i++)
			p->cells[at[m->cells[c].inner[i]]++] = (uint32_t)c;
	}
	free(at);
	return true;
}

enum sv_status sv_pool_init(struct sv_pool *p, const struct sv_publication *m, const unsigned char *suppressed, struct sv_err *err)
{
	size_t n = m->ninner + 1, c = m->ncells + 1;

	*p = (struct sv_pool){ .m = m, .suppressed = suppressed };
	p->shown = calloc(c, sizeof *p->shown);
	p->all = calloc(c, sizeof *p->all);
	p->range = calloc(c, sizeof *p->range);
	p->watched = calloc(c, 1);
	p->need = calloc(c, sizeof *p->need);
	p->own = calloc(n, 1);
	p->sum = calloc(c, sizeof *p->sum);
	p->met = calloc(c, sizeof *p->met);
	p->is_met = calloc(c, 1);
	p->work = calloc(n, sizeof *p->work);
	p->touched = calloc(n, sizeof *p->touched);
	p->is_touched = calloc(n, 1);
	if (!p->shown || !p->all || !p->range || !p->watched || !p->need || !p->own || !p->sum || !p->met || !p->is_met || !p->work || !p->touched || !p->is_touched || !index_cells(p))
		return sv_err_nomem(err);
	for (uint32_t i = 0; i < m->ncells; i++) {
		p->need[i] = sv_cell_width(m, i);
		if (suppressed[i])
			sv_pool_watch(p, i);
	}
	return SV_OK;
}

void sv_pool_release(struct sv_pool *p)
{
	for (uint32_t k = 0; k < p->nchanges; k++) {
		free(p->change[k].inner);
		free(p->change[k].by);
	}
	for (size_t c = 0; p->shown && c < p->m->ncells; c++)
		free(p->shown[c].list);
	free(p->change);
	free(p->shown);
	free(p->all);
	free(p->range);
	free(p->watched);
	free(p->need);
	free(p->told);
	free(p->own);
	free(p->sum);
	free(p->met);
	free(p->is_met);
	free(p->work);
	free(p->touched);
	free(p->is_touched);
	free(p->start);
	free(p->cells);
	memset(p, 0, sizeof *p);
}

static void widen(struct sv_range *r, struct sv_shown s)
{
	if (s.by < r->low) {
		r->low = s.by;
		r->low_by = s.change;
	}
	if (s.by > r->high) {
		r->high = s.by;
		r->high_by = s.change;
	}
}

/* What a change shows, to whom it counts for. */
static void widen_by(struct sv_pool *p, size_t cell, struct sv_shown s)
{
	if (p->change[s.change].spared)
		return;
	widen(&p->all[cell], s);
	if (!p->change[s.change].own)
		widen(&p->range[cell], s);
}

static bool note(struct sv_shown_list *l, struct sv_shown s)
{
	if (l->n == l->cap) {
		uint32_t cap = l->cap ? l->cap * 2 : 4;
		struct sv_shown *p = realloc(l->list, cap * sizeof *p);
		if (p == NULL)
			return false;
		l->list = p;
		l->cap = cap;
	}
	l->list[l->n++] = s;
	return true;
}

void sv_pool_watch(struct sv_pool *p, uint32_t cell)
{
	if (p->watched[cell] || !sv_cell_audited(p->m, cell))
		return;
	p->watched[cell] = 1;
	p->all[cell] = p->range[cell] = nothing;
}

/* The ranges of a cell anew, from all changes that count. */
static void see_again(struct sv_pool *p, size_t cell)
{
	p->all[cell] = p->range[cell] = nothing;
	for (uint32_t i = 0; i < p->shown[cell].n; i++)
		widen_by(p, cell, p->shown[cell].list[i]);
}

static bool is_own(const struct sv_pool *p, uint32_t change)
{
	return change != SV_TRUTH && p->change[change].own;
}

void sv_pool_reader(struct sv_pool *p, const struct sv_insider *reader)
{
	for (size_t i = 0; p->reader && i < p->reader->ninner; i++)
		p->own[p->reader->inner[i]] = 0;
	for (size_t i = 0; reader && i < reader->ninner; i++)
		p->own[reader->inner[i]] = 1;
	p->reader = reader;
	for (uint32_t k = 0; k < p->nchanges; k++) {
		p->change[k].own = false;
		for (uint32_t i = 0; reader && i < p->change[k].n; i++)
			p->change[k].own |= p->own[p->change[k].inner[i]];
	}
	for (size_t c = 0; c < p->m->ncells; c++) {
		p->need[c] = sv_cell_width(p->m, c);
		if (!p->watched[c])
			continue;
		p->range[c] = p->all[c];
		if (is_own(p, p->range[c].low_by) || is_own(p, p->range[c].high_by))
			see_again(p, c);
	}
	for (size_t i = 0; i < p->ntold; i++)
		if (p->told[i].reader == reader)
			p->need[p->told[i].cell] = p->told[i].spread;
}

void sv_pool_spare(struct sv_pool *p, uint32_t cell, bool on)
{
	p->watched[cell] = !on;
	for (uint32_t i = 0; i < p->shown[cell].n; i++) {
		struct sv_change *c = &p->change[p->shown[cell].list[i].change];
		c->spared = on ? c->spared + 1 : c->spared - 1;
	}
	for (size_t c = 0; c < p->m->ncells; c++) {
		if (p->watched[c])
			see_again(p, c);
	}
}

bool sv_pool_proven(const struct sv_pool *p, size_t cell)
{
	return sv_pool_lacks(p, cell) <= 0;
}

int64_t sv_pool_lacks(const struct sv_pool *p, size_t cell)
{
	return p->need[cell] - (p->range[cell].high - p->range[cell].low);
}

enum sv_status sv_pool_tell(struct sv_pool *p, uint32_t cell, int64_t spread, struct sv_err *err)
{
	struct sv_told *grown = realloc(p->told, (p->ntold + 1) * sizeof *grown);

	if (grown == NULL)
		return sv_err_nomem(err);
	p->told = grown;
	p->told[p->ntold++] = (struct sv_told){ p->reader, cell, spread };
	p->need[cell] = spread;
	return SV_OK;
}

void sv_pool_touch(struct sv_pool *p, uint32_t inner, int64_t by)
{
	if (!p->is_touched[inner]) {
		p->is_touched[inner] = 1;
		p->touched[p->ntouched++] = inner;
	}
	p->work[inner] += by;
}

void sv_pool_touch_change(struct sv_pool *p, uint32_t change)
{
	for (uint32_t i = 0; change != SV_TRUTH && i < p->change[change].n; i++)
		sv_pool_touch(p, p->change[change].inner[i], p->change[change].by[i]);
}

/* Sums the change in p->work by cell; lists the cells met. False where it goes below 0 or touches what the reader knows. */
static bool sum_cells(struct sv_pool *p)
{
	for (uint32_t t = 0; t < p->ntouched; t++) {
		uint32_t i = p->touched[t];
		if (p->work[i] == 0)
			continue;
		if (p->m->inner[i] + p->work[i] < 0 || p->own[i])
			return false;
		for (size_t k = p->start[i]; k < p->start[i + 1]; k++) {
			uint32_t c = p->cells[k];
			if (!p->is_met[c])
				p->met[p->nmet++] = c;
			p->is_met[c] = 1;
			p->sum[c] += p->work[i];
		}
	}
	return true;
}

/* Keeps the change of p->work. */
static bool keep(struct sv_pool *p)
{
	struct sv_change c = { .inner = malloc((p->ntouched + 1) * sizeof *c.inner), .by = malloc((p->ntouched + 1) * sizeof *c.by) };

	if (p->nchanges == p->cap && c.inner && c.by) {
		uint32_t cap = p->cap ? p->cap * 2 : 64;
		struct sv_change *list = realloc(p->change, cap * sizeof *list);
		p->change = list ? list : p->change;
		p->cap = list ? cap : p->cap;
	}
	if (!c.inner || !c.by || p->nchanges == p->cap) {
		free(c.inner);
		free(c.by);
		return false;
	}
	for (uint32_t t = 0; t < p->ntouched; t++) {
		if (p->work[p->touched[t]] == 0)
			continue;
		c.inner[c.n] = p->touched[t];
		c.by[c.n++] = p->work[p->touched[t]];
	}
	p->change[p->nchanges++] = c;
	return true;
}

/* Whether the sums fit what is published, and tell more than the reader's ranges. */
static bool fits_and_tells(const struct sv_pool *p)
{
	bool tells = false;

	for (uint32_t k = 0; k < p->nmet; k++) {
		uint32_t c = p->met[k];
		const struct sv_range *r = &p->range[c];
		if (p->sum[c] != 0 && !p->suppressed[c] && !(p->m->cells[c].flags & SV_CELL_UNSEEN))
			return false;
		if (p->watched[c] && (p->sum[c] > r->high || p->sum[c] < r->low) && !sv_pool_proven(p, c))
			tells = true;
	}
	return tells;
}

enum sv_status sv_pool_add(struct sv_pool *p, struct sv_err *err)
{
	bool ok = true;

	if (sum_cells(p) && fits_and_tells(p)) {
		ok = keep(p);
		for (uint32_t k = 0; ok && k < p->nmet; k++) {
			uint32_t c = p->met[k];
			struct sv_shown s = { p->nchanges - 1, p->sum[c] };
			if (!p->watched[c] || s.by == 0)
				continue;
			ok = note(&p->shown[c], s);
			widen_by(p, c, s);
		}
	}
	for (uint32_t k = 0; k < p->nmet; k++) {
		p->sum[p->met[k]] = 0;
		p->is_met[p->met[k]] = 0;
	}
	for (uint32_t t = 0; t < p->ntouched; t++) {
		p->work[p->touched[t]] = 0;
		p->is_touched[p->touched[t]] = 0;
	}
	p->nmet = p->ntouched = 0;
	return ok ? SV_OK : sv_err_nomem(err);
}
