/* SPDX-License-Identifier: MIT */
/* The linear model of tables: see model.h. */
#include "report/model.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/buf.h"
#include "stats/mix.h"
#include "stats/primary.h"

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
	for (size_t i = 0; i < b->napart; i++)
		free(b->apart[i]);
	free(b->apart);
	free(b->kept_in);
	free(b->withheld);
	free(b->known);
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
		b->parts[t] = (struct sv_rpart){ .table = &b->tables[t]->table, .sheet = b->tables[t]->sheet, .base = (uint32_t)b->total, .branch = b->branch, .time = b->tables[t]->time };
		b->total += b->tables[t]->table.ncells;
	}
	return SV_OK;
}

/* What a cell of a table is, where totals are not printed. */
#define TOTAL 1u /* of a period, new, and not printed */
#define SHOWN 2u /* published before: a total */
#define TOLD 4u  /* published before */
#define THEN 8u  /* of an earlier table */

/* What cells of all tables are; tells[cell]. *any: whether there is such a total. */
static enum sv_status mark_totals(const struct sv_rmodel *b, const json_t *hidden, unsigned char *tells, bool *any, struct sv_err *err)
{
	struct sv_buf key = SV_BUF_INIT;
	enum sv_status st = SV_OK;

	*any = false;
	for (size_t t = 0; t < b->n; t++) {
		const struct sv_rfigures *f = b->tables[t];
		for (size_t k = 0; k < f->table.ncells && st == SV_OK; k++) {
			unsigned char *is = &tells[b->parts[t].base + k];
			bool total = sv_rtable_total(&f->table, k), printed = f->mark[k] == SV_MARK_SHOWN && sv_rtable_printed(&f->table, k);
			*is = f->earlier ? THEN | (printed ? TOLD : 0) | (printed && total ? SHOWN : 0) : 0;
			if (f->earlier || !total)
				continue;
			st = sv_rtable_about(&f->table, k, &key, err);
			*is |= json_object_get(hidden, sv_buf_str(&key)) && !(b->withheld && b->withheld[b->parts[t].base + k]) ? TOTAL : 0;
			*any = *any || (*is & TOTAL);
		}
	}
	sv_buf_release(&key);
	return st;
}

static bool counts_in(const struct sv_rmodel *b, size_t pattern, size_t cell)
{
	const struct sv_pattern *p = &b->patterns.list[pattern];

	for (size_t k = 0; k < p->n; k++)
		if (b->patterns.pool[p->start + k] == cell)
			return true;
	return false;
}

/* What it costs to print nothing of a pattern: its numbers that might be; -1 where it can't be, as it counts in one that was published before. */
static int64_t cost_of(const struct sv_rmodel *b, const struct sv_pattern *p, const unsigned char *tells)
{
	int64_t cost = 0;

	for (size_t i = 0; i < p->n; i++) {
		uint32_t c = b->patterns.pool[p->start + i];
		size_t t = b->n - 1;
		while (b->parts[t].base > c)
			t--;
		const struct sv_rfigures *f = b->tables[t];
		size_t k = c - b->parts[t].base;
		if (tells[c] & TOLD)
			return -1;
		if (!f->earlier && !(tells[c] & TOTAL) && !b->kept_in[c] && f->mark[k] != SV_MARK_SENSITIVE && sv_rtable_printed(&f->table, k))
			cost += f->n[k] + 1;
	}
	return cost;
}

/* Chooses for a total, among the patterns from some on, those of which nothing is printed: one that was not counted then, and one that was. Each where there are such. */
static enum sv_status choose(struct sv_rmodel *b, size_t total, size_t from, const unsigned char *tells, struct sv_err *err)
{
	b->kept_in[total] = 1;
	for (int then = 0; then < 2; then++) {
		const struct sv_pattern *best = NULL;
		int64_t least = -1;
		bool any = false;
		for (size_t i = from; i < b->patterns.n; i++) {
			const struct sv_pattern *p = &b->patterns.list[i];
			bool was = false;
			for (size_t k = 0; k < p->n; k++)
				was = was || (tells[b->patterns.pool[p->start + k]] & THEN);
			if (was != (then == 1) || !counts_in(b, i, total))
				continue;
			any = true;
			int64_t cost = cost_of(b, p, tells);
			if (cost >= 0 && (best == NULL || cost < least)) {
				best = p;
				least = cost;
			}
		}
		if (any && best == NULL)
			return sv_err_set(err, SV_NO, N_("how many cases there were in a period can't be hidden: what was published before tells it"));
		for (size_t k = 0; best && k < best->n; k++)
			b->kept_in[b->patterns.pool[best->start + k]] = 1;
	}
	return SV_OK;
}

/* Adds one more pattern, of no case, for each that counts in a total that is not printed, and in none that was. */
static bool add_more(struct sv_patterns *p, const unsigned char *tells)
{
	for (size_t i = 0, n = p->n; i < n; i++) {
		unsigned all = 0;
		for (size_t k = 0; k < p->list[i].n; k++)
			all |= tells[p->pool[p->list[i].start + k]];
		if (!(all & TOTAL) || (all & SHOWN))
			continue;
		if (!sv_patterns_room(p))
			return false;
		p->list[p->n++] = (struct sv_pattern){ p->list[i].start, p->list[i].n, 0 };
	}
	return true;
}

/* What is known of a total: how many cases there are of all patterns that were found. */
static enum sv_status know(struct sv_rmodel *b, size_t total, struct sv_err *err)
{
	uint32_t **apart = realloc(b->apart, (b->napart + 1) * sizeof *apart);
	b->apart = apart ? apart : b->apart;
	struct sv_cell *known = apart ? realloc(b->known, (b->nknown + 1) * sizeof *known) : NULL;
	b->known = known ? known : b->known;
	uint32_t *in = known ? malloc((b->patterns.n + 1) * sizeof *in) : NULL;
	struct sv_cell is = { .inner = in, .flags = SV_CELL_FORCED | SV_CELL_ASSUMED, .name = "total" };

	if (in == NULL)
		return sv_err_nomem(err);
	for (size_t i = 0; i < b->patterns.n; i++) {
		if (!counts_in(b, i, total))
			continue;
		in[is.ninner++] = (uint32_t)i;
		is.value += b->patterns.list[i].cases;
	}
	is.cost = is.value;
	b->apart[b->napart++] = in;
	b->known[b->nknown++] = is;
	return SV_OK;
}

enum sv_status sv_rmodel_totals(struct sv_rmodel *b, const json_t *hidden, struct sv_err *err)
{
	unsigned char *tells = calloc(b->total + 1, 1);
	size_t found = b->patterns.n;
	bool any = false;
	enum sv_status st;

	b->kept_in = calloc(b->total + 1, 1);
	st = tells && b->kept_in ? mark_totals(b, hidden, tells, &any, err) : sv_err_nomem(err);
	for (size_t c = 0; any && c < b->total && st == SV_OK; c++)
		if (tells[c] & TOTAL)
			st = know(b, c, err);
	if (any && st == SV_OK && !add_more(&b->patterns, tells))
		st = sv_err_nomem(err);
	for (size_t c = 0; any && c < b->total && st == SV_OK; c++)
		if (tells[c] & TOTAL)
			st = choose(b, c, found, tells, err);
	free(tells);
	return st;
}

enum sv_status sv_rmodel_members(struct sv_rmodel *b, struct sv_err *err)
{
	const struct sv_patterns *p = &b->patterns;
	size_t total = b->total, sum = 0;

	b->start = calloc(total + 2, sizeof *b->start);
	for (size_t i = 0; i < p->n; i++)
		sum += p->list[i].n;
	b->members = calloc(sum + 1, sizeof *b->members);
	b->inner = calloc(p->n + 1, sizeof *b->inner);
	if (b->start == NULL || b->members == NULL || b->inner == NULL)
		return sv_err_nomem(err);
	for (size_t i = 0; i < p->n; i++)
		for (size_t k = 0; k < p->list[i].n; k++)
			b->start[p->pool[p->list[i].start + k] + 2]++;
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

	b->cells = calloc(total + b->nknown + 1, sizeof *b->cells);
	b->from = calloc(total + 1, sizeof *b->from);
	b->names = calloc(total + 1, sizeof *b->names);
	if (b->cells == NULL || b->from == NULL || b->names == NULL)
		return sv_err_nomem(err);
	for (size_t t = 0; t < b->n; t++) {
		const struct sv_rfigures *f = b->tables[t];
		for (size_t k = 0; k < f->table.ncells; k++) {
			size_t at = b->parts[t].base + k, from = b->start[at], to = b->start[at + 1];
			if (!sv_rtable_printed(&f->table, k) || (f->earlier && f->mark[k] == SV_MARK_HIDDEN) || (b->withheld && b->withheld[b->parts[t].base + k]) || sv_rpart_leaves_out(&b->parts[t], k))
				continue; /* what hid others was never in need itself */
			if (from == to && f->n[k] == 0)
				continue; /* no case can be in it: that it is empty tells nothing */
			struct sv_cell *c = &b->cells[b->ncells];
			long long least = sv_rfigures_threshold(f, k, rules);
			snprintf(b->names[b->ncells], sizeof b->names[0], "%.40s#%zu", f->table.id, k);
			*c = (struct sv_cell){ .inner = b->members + from, .ninner = to - from, .value = f->n[k], .cost = f->n[k] + (sv_rtable_total(&f->table, k) ? TOTALS : 0),
				               .width = (uint32_t)least, .name = b->names[b->ncells] };
			if (f->mark[k] == SV_MARK_SENSITIVE || (b->kept_in && b->kept_in[b->parts[t].base + k]))
				c->flags |= SV_CELL_PRIMARY;
			if (f->earlier)
				c->flags |= f->mark[k] == SV_MARK_SENSITIVE ? SV_CELL_UNSEEN : SV_CELL_FORCED;
			b->from[b->ncells].table = t;
			b->from[b->ncells++].cell = k;
			if (!f->earlier && f->n[k] == 1 && f->mark[k] == SV_MARK_SENSITIVE && !add_insider(b, c->inner, c->ninner, c->name)) /* who is the only one in a cell knows it */
				return sv_err_nomem(err);
		}
	}
	b->nprinted = b->ncells;
	for (size_t i = 0; i < b->nknown; i++)
		b->cells[b->ncells++] = b->known[i];
	return rules->insiders ? add_heads(b, err) : SV_OK;
}

/* Adds the difference of a cell and others: `inner`, which is taken over also where it is not added. Each once: *seen has a member for each. none: of no case too. */
static enum sv_status add_difference(struct sv_rmodel *b, uint32_t *inner, size_t n, size_t cell, long long least, bool none, json_t *seen, struct sv_err *err)
{
	uint64_t hash = 0;
	int64_t value = 0;
	char key[32];

	for (size_t i = 0; i < n; i++) {
		hash += sv_mix(inner[i]);
		value += b->inner[inner[i]];
	}
	snprintf(key, sizeof key, "%016" PRIx64, hash);
	if (value < !none || value >= least || json_object_get(seen, key)) {
		free(inner);
		return SV_OK;
	}
	uint32_t **apart = realloc(b->apart, (b->napart + 1) * sizeof *apart);
	b->apart = apart ? apart : b->apart;
	struct sv_cell *cells = apart ? realloc(b->cells, (b->ncells + 1) * sizeof *cells) : NULL;
	b->cells = cells ? cells : b->cells;
	if (cells == NULL || json_object_set_new(seen, key, json_true()) < 0) {
		free(inner);
		return sv_err_nomem(err);
	}
	b->apart[b->napart++] = inner;
	b->cells[b->ncells++] = (struct sv_cell){ .inner = inner, .ninner = n, .value = value, .cost = value, .width = (uint32_t)least, .flags = SV_CELL_PRIMARY | SV_CELL_UNSEEN, .name = b->cells[cell].name };
	return SV_OK;
}

/* The inner cells that one cell has and another has not: both are in order. NULL without memory. */
static uint32_t *without(const struct sv_cell *one, const struct sv_cell *other, size_t *n)
{
	uint32_t *out = malloc((one->ninner + 1) * sizeof *out);
	size_t k = 0;

	*n = 0;
	for (size_t i = 0; out && i < one->ninner; i++) {
		while (k < other->ninner && other->inner[k] < one->inner[i])
			k++;
		if (k == other->ninner || other->inner[k] != one->inner[i])
			out[(*n)++] = one->inner[i];
	}
	return out;
}

/* Adds what one cell has and another has not. */
static enum sv_status apart(struct sv_rmodel *b, size_t one, size_t other, size_t cell, const struct sv_publish_rules *rules, json_t *seen, struct sv_err *err)
{
	size_t n;
	uint32_t *inner = without(&b->cells[one], &b->cells[other], &n);

	if (inner == NULL)
		return sv_err_nomem(err);
	return add_difference(b, inner, n, cell, sv_rfigures_threshold(b->tables[b->from[cell].table], b->from[cell].cell, rules), false, seen, err);
}

/* The cell of the group that a cell's word of one dimension is a part of. */
static size_t group_of(const struct sv_rtable *t, const size_t nodes[SV_REPORT_DIMS], size_t dim)
{
	size_t of[SV_REPORT_DIMS];

	memcpy(of, nodes, sizeof of);
	of[dim] = t->dims[dim].nodes[nodes[dim]].parent;
	return sv_rtable_cell(t, of);
}

/* Whether that all of a group have one word of a dimension tells something of who is in it: in a large group only some words do; where they are fewer people than the rule, each. */
static bool tells_of_group(const struct sv_rfigures *f, size_t dim, size_t group)
{
	return sv_rdim_tells(&f->table.dims[dim]) == SV_RDIM_MUCH || f->mark[group] == SV_MARK_SENSITIVE;
}

/* Whether all that a table counts in that period have the word, and that tells nothing of them; then it tells nothing of a part of them either. */
static bool is_plain(const struct sv_rfigures *f, size_t dim, const size_t nodes[SV_REPORT_DIMS])
{
	size_t whole[SV_REPORT_DIMS] = { 0 };

	for (size_t d = 0; d < f->table.ndims; d++)
		whole[d] = d == dim || f->table.dims[d].period ? nodes[d] : 0;
	size_t group = group_of(&f->table, whole, dim);
	return f->n[sv_rtable_cell(&f->table, whole)] == f->n[group] && !tells_of_group(f, dim, group);
}

/*
 * A group all of whose cases have one word of a dimension: who knows that somebody is in it knows that of them. So nobody may find out that the group has no other. Nothing is told by that a word is not known.
 */
static enum sv_status of_one_word(struct sv_rmodel *b, const struct sv_publish_rules *rules, json_t *seen, struct sv_err *err)
{
	size_t nodes[SV_REPORT_DIMS];
	enum sv_status st = SV_OK;

	for (size_t c = 0; c < b->nprinted && st == SV_OK; c++) {
		const struct sv_rfigures *f = b->tables[b->from[c].table];
		const struct sv_rpart *part = &b->parts[b->from[c].table];
		size_t own = b->from[c].cell;
		sv_rtable_nodes(&f->table, own, nodes);
		for (size_t d = 0; d < f->table.ndims && !f->earlier && f->n[own] > 0 && st == SV_OK; d++) {
			const struct sv_rdim *dim = &f->table.dims[d];
			size_t n, group = group_of(&f->table, nodes, d);
			if (nodes[d] == 0 || dim->nodes[nodes[d]].id[0] == '\0' || sv_rdim_tells(dim) == SV_RDIM_NOTHING)
				continue;
			if (f->n[group] != f->n[own] || !tells_of_group(f, d, group) || is_plain(f, d, nodes))
				continue;
			size_t at = part->base + own, whole = part->base + group;
			struct sv_cell one = { .inner = b->members + b->start[at], .ninner = b->start[at + 1] - b->start[at] };
			struct sv_cell all = { .inner = b->members + b->start[whole], .ninner = b->start[whole + 1] - b->start[whole] };
			uint32_t *inner = without(&all, &one, &n);
			if (inner == NULL)
				return sv_err_nomem(err);
			if (n == 0)
				free(inner); /* there is no other word */
			else
				st = add_difference(b, inner, n, c, sv_rfigures_threshold(f, group, rules), true, seen, err);
		}
	}
	return st;
}

/* Differences between the new tables and what was published before. */
static enum sv_status since_then(struct sv_rmodel *b, const struct sv_publish_rules *rules, json_t *seen, struct sv_err *err)
{
	json_t *fresh = json_object(), *list;
	struct sv_buf key = SV_BUF_INIT;
	enum sv_status st = fresh ? SV_OK : sv_err_nomem(err);

	for (int earlier = 0; earlier < 2; earlier++) {
		for (size_t c = 0; c < b->nprinted && st == SV_OK; c++) {
			const struct sv_rfigures *f = b->tables[b->from[c].table];
			const json_t *same;
			size_t i;
			if (f->earlier != (earlier == 1) || (b->cells[c].flags & SV_CELL_PRIMARY) || (earlier && !(b->cells[c].flags & SV_CELL_FORCED)))
				continue;
			st = sv_rtable_about(&f->table, b->from[c].cell, &key, err);
			list = st == SV_OK ? json_object_get(fresh, sv_buf_str(&key)) : NULL;
			if (!earlier && st == SV_OK && ((list == NULL && json_object_set_new(fresh, sv_buf_str(&key), list = json_array()) < 0) ||
			                 json_array_append_new(list, json_integer((json_int_t)c)) < 0))
				st = sv_err_nomem(err);
			json_array_foreach(earlier ? list : NULL, i, same) {
				size_t now = (size_t)json_integer_value(same);
				if (st == SV_OK)
					st = apart(b, now, c, now, rules, seen, err); /* came in, or became such */
				if (st == SV_OK)
					st = apart(b, c, now, now, rules, seen, err);
			}
		}
	}
	json_decref(fresh);
	sv_buf_release(&key);
	return st;
}

/* Differences among the new tables. */
static enum sv_status within(struct sv_rmodel *b, const struct sv_publish_rules *rules, json_t *seen, struct sv_err *err)
{
	struct sv_cell *cells = calloc(b->nprinted + 1, sizeof *cells);
	struct sv_publication m = { .ninner = b->patterns.n, .inner = b->inner, .ncells = b->nprinted, .cells = cells, .width = (uint32_t)rules->threshold };
	struct sv_primary_difference *found = NULL;
	size_t n = 0;
	enum sv_status st = cells ? SV_OK : sv_err_nomem(err);

	for (size_t c = 0; c < b->nprinted && st == SV_OK; c++) {
		cells[c] = b->cells[c];
		if (b->tables[b->from[c].table]->earlier)
			cells[c].flags |= SV_CELL_UNSEEN;
	}
	if (st == SV_OK)
		st = sv_primary_differences(&m, rules->threshold, &found, &n, err);
	for (size_t i = 0; i < n && st == SV_OK; i++)
		st = apart(b, found[i].parent, found[i].child, found[i].parent, rules, seen, err);
	free(found);
	free(cells);
	return st;
}

enum sv_status sv_rmodel_differences(struct sv_rmodel *b, const struct sv_publish_rules *rules, struct sv_err *err)
{
	json_t *seen = json_object();
	enum sv_status st = seen ? within(b, rules, seen, err) : sv_err_nomem(err);

	if (st == SV_OK)
		st = since_then(b, rules, seen, err);
	if (st == SV_OK)
		st = of_one_word(b, rules, seen, err);
	json_decref(seen);
	return st;
}
