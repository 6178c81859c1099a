/* SPDX-License-Identifier: MIT */
/* The linear model of tables: see model.h. */
#include "report/model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TOTALS ((int64_t)1 << 30) /* what it costs to lose a total: more than all cells */

void sv_rmodel_release(struct sv_rmodel *b)
{
	free(b->parts);
	sv_patterns_release(&b->patterns);
	free(b->inner);
	free(b->start);
	free(b->members);
	free(b->cells);
	free(b->from);
	free(b->names);
	free(b->insiders);
	free(b->tables);
	memset(b, 0, sizeof *b);
}

enum sv_status sv_rmodel_parts(struct sv_rmodel *b, struct sv_err *err)
{
	b->parts = calloc(b->n + 1, sizeof *b->parts);
	if (b->parts == NULL)
		return sv_err_nomem(err);
	b->total = 0;
	for (size_t t = 0; t < b->n; t++) {
		b->parts[t] = (struct sv_rpart){ &b->tables[t]->table, b->tables[t]->sheet, (uint32_t)b->total, b->tables[t]->time };
		b->total += b->tables[t]->table.ncells;
	}
	return SV_OK;
}

enum sv_status sv_rmodel_members(struct sv_rmodel *b, struct sv_err *err)
{
	const struct sv_patterns *p = &b->patterns;
	size_t total = b->total;

	b->start = calloc(total + 2, sizeof *b->start);
	b->members = calloc(p->used + 1, sizeof *b->members);
	b->inner = calloc(p->n + 1, sizeof *b->inner);
	if (b->start == NULL || b->members == NULL || b->inner == NULL)
		return sv_err_nomem(err);
	for (size_t i = 0; i < p->used; i++)
		b->start[p->pool[i] + 2]++;
	for (size_t i = 2; i < total + 2; i++)
		b->start[i] += b->start[i - 1];
	for (size_t i = 0; i < p->n; i++) {
		b->inner[i] = p->list[i].cases;
		for (size_t k = 0; k < p->list[i].n; k++)
			b->members[b->start[p->pool[p->list[i].start + k] + 1]++] = (uint32_t)i;
	}
	return SV_OK;
}

static bool add_insider(struct sv_rmodel *b, const uint32_t *inner, size_t n, const char *name)
{
	struct sv_insider *grown = realloc(b->insiders, (b->ninsiders + 1) * sizeof *grown);

	if (grown == NULL)
		return false;
	b->insiders = grown;
	b->insiders[b->ninsiders++] = (struct sv_insider){ .inner = inner, .ninner = n, .name = name };
	return true;
}

enum sv_status sv_rmodel_cells(struct sv_rmodel *b, const struct sv_publish_rules *rules, struct sv_err *err)
{
	size_t total = b->total;

	b->cells = calloc(total + 1, sizeof *b->cells);
	b->from = calloc(total + 1, sizeof *b->from);
	b->names = calloc(total + 1, sizeof *b->names);
	if (b->cells == NULL || b->from == NULL || b->names == NULL)
		return sv_err_nomem(err);
	for (size_t t = 0; t < b->n; t++) {
		const struct sv_rfigures *f = b->tables[t];
		for (size_t k = 0; k < f->table.ncells; k++) {
			size_t at = b->parts[t].base + k, from = b->start[at], to = b->start[at + 1];
			if (!sv_rtable_printed(&f->table, k) || (f->earlier && f->mark[k] == SV_MARK_HIDDEN))
				continue; /* what hid others was never in need itself */
			if (from == to && f->n[k] == 0)
				continue; /* no case can be in it: that it is empty tells nothing */
			struct sv_cell *c = &b->cells[b->ncells];
			long long least = sv_rfigures_threshold(f, k, rules);
			snprintf(b->names[b->ncells], sizeof b->names[0], "%.40s#%zu", f->table.id, k);
			*c = (struct sv_cell){ .inner = b->members + from, .ninner = to - from, .value = f->n[k], .cost = f->n[k] + (sv_rtable_total(&f->table, k) ? TOTALS : 0),
				               .width = (uint32_t)least, .name = b->names[b->ncells] };
			if (f->mark[k] == SV_MARK_SENSITIVE)
				c->flags |= SV_CELL_PRIMARY;
			if (f->earlier)
				c->flags |= f->mark[k] == SV_MARK_SENSITIVE ? SV_CELL_UNSEEN : SV_CELL_FORCED;
			b->from[b->ncells].table = t;
			b->from[b->ncells++].cell = k;
			if (f->earlier)
				continue;
			/* who is the only one in a cell knows it; so does the head of a unit all of theirs */
			size_t nodes[SV_REPORT_DIMS];
			bool unit = false, other = false;
			sv_rtable_nodes(&f->table, k, nodes);
			for (size_t d = 0; d < f->table.ndims; d++) {
				unit = unit || (strcmp(f->table.dims[d].name, "unit") == 0 && nodes[d] != 0);
				other = other || (strcmp(f->table.dims[d].name, "unit") != 0 && nodes[d] != 0);
			}
			if (((f->n[k] == 1 && c->flags & SV_CELL_PRIMARY) || (rules->insiders && unit && !other)) && !add_insider(b, c->inner, c->ninner, c->name))
				return sv_err_nomem(err);
		}
	}
	return SV_OK;
}
