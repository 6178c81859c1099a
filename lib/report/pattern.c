/* SPDX-License-Identifier: MIT */
/* Patterns: see pattern.h. */
#include "report/pattern.h"

#include <stdlib.h>
#include <string.h>

#include "report/making.h"

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

/* FNV-1a over the cells. */
static uint64_t hash(const uint32_t *cells, size_t n)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < n; i++)
		h = (h ^ cells[i]) * 1099511628211u;
	return h ^ h >> 29;
}

static bool resize_slots(struct sv_patterns *p)
{
	size_t n = p->nslots ? p->nslots * 2 : 1024;
	uint32_t *slots = calloc(n, sizeof *slots);

	if (slots == NULL)
		return false;
	for (size_t i = 0; i < p->n; i++) {
		size_t at = hash(p->pool + p->list[i].start, p->list[i].n) & (n - 1);
		while (slots[at])
			at = (at + 1) & (n - 1);
		slots[at] = (uint32_t)i + 1;
	}
	free(p->slots);
	p->slots = slots;
	p->nslots = n;
	return true;
}

bool sv_patterns_room(struct sv_patterns *p)
{
	size_t cap = p->cap ? p->cap * 2 : 512;

	if (p->n < p->cap)
		return true;
	struct sv_pattern *grown = realloc(p->list, cap * sizeof *grown);
	if (grown == NULL)
		return false;
	p->list = grown;
	p->cap = cap;
	return true;
}

enum sv_status sv_patterns_add(struct sv_patterns *p, struct sv_cells *cells, int64_t cases, size_t *which, struct sv_err *err)
{
	qsort(cells->at, cells->n, sizeof *cells->at, by_number);
	if (p->n * 2 >= p->nslots && !resize_slots(p))
		return sv_err_nomem(err);
	size_t at = hash(cells->at, cells->n) & (p->nslots - 1);
	for (; p->slots[at]; at = (at + 1) & (p->nslots - 1)) {
		struct sv_pattern *is = &p->list[p->slots[at] - 1];
		if (is->n == cells->n && memcmp(p->pool + is->start, cells->at, cells->n * sizeof *cells->at) == 0) {
			is->cases += cases;
			*which = p->slots[at] - 1;
			return SV_OK;
		}
	}
	if (!sv_patterns_room(p))
		return sv_err_nomem(err);
	while (p->used + cells->n > p->room) {
		size_t room = p->room ? p->room * 2 : 8192;
		uint32_t *grown = realloc(p->pool, room * sizeof *grown);
		if (grown == NULL)
			return sv_err_nomem(err);
		p->pool = grown;
		p->room = room;
	}
	memcpy(p->pool + p->used, cells->at, cells->n * sizeof *cells->at);
	p->list[p->n] = (struct sv_pattern){ p->used, cells->n, cases };
	p->used += cells->n;
	*which = p->n;
	p->slots[at] = (uint32_t)++p->n;
	return SV_OK;
}

void sv_patterns_release(struct sv_patterns *p)
{
	free(p->list);
	free(p->pool);
	free(p->slots);
	memset(p, 0, sizeof *p);
}

bool sv_rpart_leaves_out(const struct sv_rpart *p, size_t cell)
{
	size_t nodes[SV_REPORT_DIMS];

	if (p->branch == NULL)
		return false;
	sv_rtable_nodes(p->table, cell, nodes);
	for (size_t d = 0; d < p->table->ndims; d++) {
		const char *branch = p->table->dims[d].period ? NULL : sv_rdim_branch(&p->table->dims[d], nodes[d]);
		if (branch && strcmp(branch, p->branch) != 0)
			return true;
	}
	return false;
}

enum sv_status sv_rpart_counts(const struct sv_sheet *sheet, const struct sv_srow *row, const struct sv_rpart *p, struct sv_cells *cells, struct sv_err *err)
{
	size_t n = cells->n;
	enum sv_status st = sv_sheet_counts(sheet, row, p->table, p->base, cells, err);

	for (size_t i = n; i < cells->n; i++)
		if (!sv_rpart_leaves_out(p, cells->at[i] - p->base))
			cells->at[n++] = cells->at[i];
	cells->n = n;
	return st;
}

struct sv_walked *sv_walk_sheets(const struct sv_rpart *parts, size_t nparts, size_t *of, size_t *n)
{
	struct sv_walked *list = calloc(nparts + 1, sizeof *list);

	*n = 0;
	for (size_t p = 0; list && p < nparts; p++) {
		size_t i = 0;
		while (i < *n && list[i].sheet != parts[p].sheet)
			i++;
		list[i].sheet = parts[p].sheet;
		*n += i == *n;
		of[p] = i;
	}
	return list;
}

bool sv_walk_next(struct sv_walked *list, size_t n)
{
	const char *first = NULL;

	for (size_t i = 0; i < n; i++) {
		const char *id = list[i].at < list[i].sheet->n ? list[i].sheet->rows[list[i].at].case_id : NULL;
		first = id && (first == NULL || strcmp(id, first) < 0) ? id : first;
	}
	for (size_t i = 0; i < n; i++) {
		const struct sv_srow *row = list[i].at < list[i].sheet->n ? &list[i].sheet->rows[list[i].at] : NULL;
		list[i].row = row && first && strcmp(row->case_id, first) == 0 ? row : NULL;
		list[i].at += list[i].row != NULL;
	}
	return first != NULL;
}

/* Every case, with what each table of the block makes of it. */
static enum sv_status real_cases(const struct sv_rpart *parts, size_t nparts, struct sv_patterns *out, struct sv_err *err)
{
	size_t *of = calloc(nparts + 1, sizeof *of), n = 0, which;
	struct sv_walked *sheets = of ? sv_walk_sheets(parts, nparts, of, &n) : NULL;
	struct sv_cells cells = { NULL, 0, 0 };
	enum sv_status st = sheets ? SV_OK : sv_err_nomem(err);

	while (st == SV_OK && sv_walk_next(sheets, n)) {
		cells.n = 0;
		for (size_t p = 0; p < nparts && st == SV_OK; p++)
			if (sheets[of[p]].row)
				st = sv_rpart_counts(parts[p].sheet, sheets[of[p]].row, &parts[p], &cells, err);
		if (st == SV_OK && cells.n > 0)
			st = sv_patterns_add(out, &cells, 1, &which, err);
	}
	free(cells.at);
	free(sheets);
	free(of);
	return st;
}

enum sv_status sv_patterns_find(const struct sv_rpart *parts, size_t nparts, struct sv_patterns *out, struct sv_err *err)
{
	struct sv_stock stock = { .ndims = 0 };

	memset(out, 0, sizeof *out);
	enum sv_status st = real_cases(parts, nparts, out, err);
	if (st == SV_OK)
		st = sv_making_cases(parts, nparts, &stock, NULL, out, err);
	sv_stock_release(&stock);
	if (st != SV_OK)
		sv_patterns_release(out);
	return st;
}

enum sv_status sv_patterns_invent(const struct sv_rpart *parts, size_t nparts, struct sv_patterns *out, struct sv_invention *how, struct sv_err *err)
{
	memset(out, 0, sizeof *out);
	memset(how, 0, sizeof *how);
	enum sv_status st = sv_making_cases(parts, nparts, &how->stock, how, out, err);
	if (st != SV_OK) {
		sv_patterns_release(out);
		sv_invention_release(how);
	}
	return st;
}

void sv_invention_release(struct sv_invention *how)
{
	sv_stock_release(&how->stock);
	free(how->list);
	free(how->words);
	memset(how, 0, sizeof *how);
}
