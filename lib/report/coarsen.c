/* SPDX-License-Identifier: MIT */
/* Coarser classes: see coarsen.h. */
#include "report/coarsen.h"

#include <string.h>

#include "json/get.h"

#define STEPS 16 /* of one dimension */

/* The steps of one dimension, finest first. */
struct ladder {
	struct { const char *name; int depth; } step[STEPS]; /* depth -1: as the definition says */
	size_t n;
};

bool sv_coarsen_wanted(const struct sv_rtable *t, const struct sv_publish_rules *rules)
{
	const char *method = sv_json_text(rules->methods, t->id);

	method = method ? method : rules->method;
	return method && strcmp(method, "coarsen") == 0;
}

static void climb(struct ladder *l, const char *name, int depth)
{
	if (l->n < STEPS) {
		l->step[l->n].name = name;
		l->step[l->n++].depth = depth;
	}
}

static void make_ladder(const struct sv_rdim *d, struct ladder *l)
{
	static const char *const periods[] = { "month", "quarter", "year" };
	unsigned levels = 1;

	l->n = 0;
	climb(l, d->name, -1);
	if (d->period) {
		bool on = false;
		for (size_t i = 0; i < 3; i++) {
			if (on)
				climb(l, periods[i], -1);
			on = on || strcmp(d->name, periods[i]) == 0;
		}
		return;
	}
	if (d->strict)
		return; /* a year, and its cases */
	for (size_t i = 1; i < d->n; i++)
		levels = d->nodes[i].level > levels ? d->nodes[i].level : levels;
	for (int depth = (int)levels - 1; depth >= 1; depth--)
		climb(l, d->name, depth);
	if (strcmp(d->name, "category") == 0)
		climb(l, "group", -1);
	climb(l, d->name, 0);
}

/* The table lifted to some steps. */
static enum sv_status lift(const struct sv_rtable *t, const struct ladder *ladders, const size_t *at, const struct sv_rshape *shape, struct sv_rtable *out, struct sv_err *err)
{
	json_t *definition = sv_json_deep_copy(t->definition), *by = json_array(), *depths = json_object();
	bool ok = definition && by && depths;

	for (size_t d = 0; d < t->ndims && ok; d++) {
		const char *name = ladders[d].step[at[d]].name;
		int depth = ladders[d].step[at[d]].depth;
		ok = json_array_append_new(by, json_string(name)) == 0 && (depth < 0 || json_object_set_new(depths, name, json_integer(depth)) == 0);
	}
	ok = ok && json_object_set(definition, "by", by) == 0 && (json_object_size(depths) == 0 || json_object_set(definition, "depths", depths) == 0);
	enum sv_status st = ok ? sv_rtable_make(definition, shape, out, err) : sv_err_nomem(err);
	json_decref(definition);
	json_decref(by);
	json_decref(depths);
	return st;
}

/* Whether a table tells anything but periods apart: where it does not, marks in a finer one tell more. */
static bool tells(const struct sv_rtable *t)
{
	for (size_t d = 0; d < t->ndims; d++)
		if (!t->dims[d].period && t->dims[d].n > 1)
			return true;
	return false;
}

/* How many numbers a table prints; 0 where one of them is sensitive. */
static enum sv_status printed(const struct sv_rtable *t, const struct sv_sheet *sheet, const struct sv_publish_rules *rules, size_t *n, struct sv_err *err)
{
	struct sv_rfigures f = { .table = *t, .sheet = sheet };
	bool sensitive = false;
	enum sv_status st = sv_rfigures_count(&f, rules, err);

	*n = 0;
	for (size_t k = 0; k < t->ncells && st == SV_OK; k++) {
		sensitive = sensitive || f.mark[k] == SV_MARK_SENSITIVE;
		*n += sv_rtable_printed(t, k);
	}
	*n = sensitive ? 0 : *n;
	memset(&f.table, 0, sizeof f.table); /* borrowed */
	sv_rfigures_release(&f);
	return st;
}

enum sv_status sv_coarsen(struct sv_rfigures *f, const struct sv_rshape *shape, const struct sv_publish_rules *rules, struct sv_err *err)
{
	struct ladder ladders[SV_REPORT_DIMS];
	size_t at[SV_REPORT_DIMS] = { 0 }, most = 0, n;
	struct sv_rtable best = { .id = NULL };
	enum sv_status st = SV_OK;
	bool more = true;

	for (size_t d = 0; d < f->table.ndims; d++)
		make_ladder(&f->table.dims[d], &ladders[d]);
	for (bool first = true; more && st == SV_OK; first = false) {
		struct sv_rtable t;
		st = lift(&f->table, ladders, at, shape, &t, err);
		if (st == SV_OK)
			st = printed(&t, f->sheet, rules, &n, err); /* a table that could not be made is empty */
		bool better = st == SV_OK && n > most && !first && tells(&t);
		if (better) {
			sv_rtable_release(&best);
			best = t;
			most = n;
		} else {
			sv_rtable_release(&t);
		}
		if (st == SV_OK && first && n > 0)
			return SV_OK; /* nothing is sensitive as it is */
		more = false;
		for (size_t d = f->table.ndims; d-- > 0 && !more;) {
			more = ++at[d] < ladders[d].n;
			if (!more)
				at[d] = 0;
		}
	}
	if (st == SV_OK && most > 0) {
		sv_rtable_release(&f->table);
		f->table = best;
		f->coarsened = true;
	} else {
		sv_rtable_release(&best);
	}
	return st;
}
