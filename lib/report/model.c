/* SPDX-License-Identifier: MIT */
/* The linear model of tables: see model.h. */
#include "report/model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

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
	for (size_t i = 0; i < b->nheads; i++)
		free(b->heads[i]);
	free(b->heads);
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

/* Marks what the head of a unit knows by a table: every case that counts under that unit. */
static void mark_known(const struct sv_rmodel *b, size_t table, const char *unit, unsigned char *known)
{
	const struct sv_rtable *t = &b->tables[table]->table;

	for (size_t d = 0; d < t->ndims; d++) {
		size_t nodes[SV_REPORT_DIMS] = { 0 };
		nodes[d] = strcmp(t->dims[d].name, "unit") == 0 ? sv_rdim_named(&t->dims[d], unit) : 0;
		size_t at = b->parts[table].base + sv_rtable_cell(t, nodes); /* of all periods, which is printed nowhere */
		for (size_t i = b->start[at]; nodes[d] != 0 && i < b->start[at + 1]; i++)
			known[b->members[i]] = 1;
	}
}

/* The head of each unit: knows all its cases, then and now. */
static enum sv_status add_heads(struct sv_rmodel *b, struct sv_err *err)
{
	json_t *units = json_object(), *unused;
	unsigned char *known = calloc(b->patterns.n + 1, 1);
	const char *unit;
	enum sv_status st = units && known ? SV_OK : sv_err_nomem(err);

	for (size_t t = 0; t < b->n; t++)
		for (size_t d = 0; d < b->tables[t]->table.ndims; d++) {
			const struct sv_rdim *dim = &b->tables[t]->table.dims[d];
			for (size_t i = 1; i < dim->n && st == SV_OK && strcmp(dim->name, "unit") == 0; i++)
				if (dim->nodes[i].id[0] && json_object_set_new(units, dim->nodes[i].id, json_true()) < 0)
					st = sv_err_nomem(err);
		}
	b->heads = st == SV_OK ? calloc(json_object_size(units) + 1, sizeof *b->heads) : NULL;
	if (st == SV_OK && b->heads == NULL)
		st = sv_err_nomem(err);
	json_object_foreach(units, unit, unused) {
		uint32_t *list = st == SV_OK ? malloc((b->patterns.n + 1) * sizeof *list) : NULL;
		size_t n = 0;
		if (list == NULL) {
			st = st == SV_OK ? sv_err_nomem(err) : st;
			break;
		}
		b->heads[b->nheads++] = list;
		memset(known, 0, b->patterns.n);
		for (size_t t = 0; t < b->n; t++)
			mark_known(b, t, unit, known);
		for (size_t i = 0; i < b->patterns.n; i++)
			if (known[i])
				list[n++] = (uint32_t)i;
		if (n > 0 && !add_insider(b, list, n, NULL))
			st = sv_err_nomem(err);
	}
	free(known);
	json_decref(units);
	return st;
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
			if (!f->earlier && f->n[k] == 1 && (c->flags & SV_CELL_PRIMARY) && !add_insider(b, c->inner, c->ninner, c->name)) /* who is the only one in a cell knows it */
				return sv_err_nomem(err);
		}
	}
	return rules->insiders ? add_heads(b, err) : SV_OK;
}
