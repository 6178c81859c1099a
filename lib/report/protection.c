/* SPDX-License-Identifier: MIT */
/* Protecting a publication: see protection.h. */
#include "report/protection.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json/get.h"
#include "report/model.h"
#include "report/withhold.h"

void sv_publish_rules(const json_t *protocol, struct sv_publish_rules *out)
{
	const json_t *publish = sv_json_object(protocol, "publish");

	out->threshold = sv_json_int(publish, "threshold", 5);
	out->concerned = sv_json_int(publish, "concerned", 3);
	out->lists = sv_json_object(protocol, "lists");
	out->insiders = sv_json_true(publish, "insiders");
	out->method = sv_json_text(publish, "method");
	out->methods = sv_json_object(publish, "tables");
}

/* A person in a cell. */
struct person {
	uint32_t cell;
	const char *token;
};

static int by_cell(const void *a, const void *b)
{
	const struct person *x = a, *y = b;

	if (x->cell != y->cell)
		return x->cell < y->cell ? -1 : 1;
	return x->token < y->token ? -1 : x->token > y->token; /* texts of one pool: the same person is the same pointer */
}

struct people {
	struct person *list;
	size_t n, cap;
};

static enum sv_status note(struct people *p, const struct sv_cells *cells, const char *const *tokens, const char *unknown, struct sv_err *err)
{
	for (size_t t = 0; t == 0 || tokens[t]; t++) {
		for (size_t c = 0; c < cells->n; c++) {
			if (p->n == p->cap) {
				size_t cap = p->cap ? p->cap * 2 : 1024;
				struct person *grown = realloc(p->list, cap * sizeof *grown);
				if (grown == NULL)
					return sv_err_nomem(err);
				p->list = grown;
				p->cap = cap;
			}
			p->list[p->n++] = (struct person){ cells->at[c], tokens[t] ? tokens[t] : unknown };
		}
		if (tokens[t] == NULL)
			break;
	}
	return SV_OK;
}

/* How many different people there are in each cell. */
static void count_people(struct people *p, long long *out)
{
	if (p->n)
		qsort(p->list, p->n, sizeof *p->list, by_cell);
	for (size_t i = 0; i < p->n; i++)
		if (i == 0 || by_cell(&p->list[i - 1], &p->list[i]) != 0)
			out[p->list[i].cell]++;
}

/* Whether a table tells a dimension apart at a cell, or is limited to a word of it. */
static bool tells(const struct sv_rtable *t, const size_t nodes[SV_REPORT_DIMS], const char *dimension)
{
	for (size_t d = 0; d < t->ndims; d++)
		if (strcmp(sv_rdim_column(&t->dims[d]), dimension) == 0 && nodes[d] != 0)
			return true;
	for (size_t o = 0; o < t->nonly; o++)
		if (strcmp(t->only[o].dimension, dimension) == 0)
			return true;
	return false;
}

/* What the list of a dimension says of one of its words at a cell; 0: nothing. */
static long long asked(const struct sv_rtable *t, const size_t nodes[SV_REPORT_DIMS], const json_t *item)
{
	const json_t *rule = sv_json_object(item, "publish");
	const char *with = sv_json_text(rule, "with");

	return rule && (with == NULL || tells(t, nodes, with)) ? sv_json_int(rule, "threshold", 0) : 0;
}

/* Whether a node is that of a word, or has it below it. */
static bool stands_for(const struct sv_rdim *d, size_t node, const char *word)
{
	size_t at = word ? sv_rdim_node(d, word) : 0;

	while (at != 0 && at != node)
		at = d->nodes[at].parent;
	return at != 0;
}

/* The same of a node: the least of what its words ask for, as a number that any of them may be behind tells of none. */
static long long asked_of(const struct sv_rtable *t, const size_t nodes[SV_REPORT_DIMS], size_t dim, const struct sv_publish_rules *rules)
{
	const struct sv_rdim *d = &t->dims[dim];
	long long least = -1;
	const json_t *item;
	size_t i;

	json_array_foreach(sv_json_array(rules->lists, sv_rdim_column(d)), i, item) {
		if (!stands_for(d, nodes[dim], sv_json_text(item, "id")))
			continue;
		long long one = asked(t, nodes, item);
		least = least < 0 || one < least ? one : least;
	}
	return least;
}

long long sv_rfigures_threshold(const struct sv_rfigures *f, size_t cell, const struct sv_publish_rules *rules)
{
	const struct sv_rtable *t = &f->table;
	long long least = rules->threshold, one;
	size_t nodes[SV_REPORT_DIMS];

	sv_rtable_nodes(t, cell, nodes);
	for (size_t d = 0; d < t->ndims; d++) {
		one = nodes[d] == 0 || t->dims[d].period ? 0 : asked_of(t, nodes, d, rules);
		least = one > least ? one : least;
	}
	for (size_t o = 0; o < t->nonly; o++) {
		one = asked(t, nodes, sv_json_find(sv_json_array(rules->lists, t->only[o].dimension), "id", t->only[o].word));
		least = one > least ? one : least;
	}
	return least;
}

/* Whether a word of the list of a dimension that a node stands for is one of which also that there is none tells something, at a cell. */
static bool none_tells(const struct sv_rtable *t, const size_t nodes[SV_REPORT_DIMS], size_t dim, const struct sv_publish_rules *rules)
{
	const struct sv_rdim *d = &t->dims[dim];
	const json_t *item;
	size_t i;

	json_array_foreach(sv_json_array(rules->lists, sv_rdim_column(d)), i, item) {
		const json_t *rule = sv_json_object(item, "publish");
		const char *with = sv_json_text(rule, "with");
		if (sv_json_true(rule, "zeros") && (with == NULL || tells(t, nodes, with)) && stands_for(d, nodes[dim], sv_json_text(item, "id")))
			return true;
	}
	return false;
}

/* The same of a cell: of any of its words. */
static bool zero_tells(const struct sv_rtable *t, size_t cell, const struct sv_publish_rules *rules)
{
	size_t nodes[SV_REPORT_DIMS];

	sv_rtable_nodes(t, cell, nodes);
	for (size_t d = 0; d < t->ndims; d++)
		if (nodes[d] != 0 && !t->dims[d].period && none_tells(t, nodes, d, rules))
			return true;
	return false;
}

enum sv_status sv_rfigures_count(struct sv_rfigures *f, const struct sv_publish_rules *rules, struct sv_err *err)
{
	size_t ncells = f->table.ncells;
	long long *reporters = calloc(ncells, sizeof *reporters), *concerned = calloc(ncells, sizeof *concerned);
	struct people r = { NULL, 0, 0 }, c = { NULL, 0, 0 };
	struct sv_cells cells = { NULL, 0, 0 };
	enum sv_status st;

	free(f->n);
	f->n = calloc(ncells, sizeof *f->n);
	if (f->mark == NULL)
		f->mark = calloc(ncells, 1);
	st = f->n && f->mark && reporters && concerned ? SV_OK : sv_err_nomem(err);
	for (size_t i = 0; i < f->sheet->n && st == SV_OK; i++) {
		const struct sv_srow *row = &f->sheet->rows[i];
		cells.n = 0;
		st = sv_sheet_counts(f->sheet, row, &f->table, 0, &cells, err);
		for (size_t k = 0; k < cells.n; k++)
			f->n[cells.at[k]]++;
		if (st == SV_OK && !f->earlier) /* who is known by no token is somebody else each time */
			st = note(&r, &cells, row->reporters, row->case_id, err);
		if (st == SV_OK && !f->earlier)
			st = note(&c, &cells, row->concerned, row->case_id, err);
	}
	if (st == SV_OK && !f->earlier) {
		count_people(&r, reporters);
		count_people(&c, concerned);
		for (size_t k = 0; k < ncells; k++) {
			if (!sv_rtable_printed(&f->table, k))
				continue;
			long long least = sv_rfigures_threshold(f, k, rules);
			if (f->n[k] > 0 ? f->n[k] < least || reporters[k] < least || concerned[k] < rules->concerned : zero_tells(&f->table, k, rules))
				f->mark[k] = SV_MARK_SENSITIVE;
		}
	}
	free(reporters);
	free(concerned);
	free(r.list);
	free(c.list);
	free(cells.at);
	return st;
}

void sv_rfigures_release(struct sv_rfigures *f)
{
	sv_rtable_release(&f->table);
	free(f->n);
	free(f->mark);
	free(f->was);
	free(f->then);
	f->n = f->was = NULL;
	f->mark = NULL;
	f->then = NULL;
}

bool sv_rfigures_prints(const struct sv_rfigures *f, size_t cell, long long *n)
{
	bool then = f->then && f->then[cell].day;

	*n = then ? f->then[cell].n : f->n[cell];
	return sv_rtable_printed(&f->table, cell) && (then || f->mark[cell] == SV_MARK_SHOWN);
}

/* The days that a cell of a model is of; of a difference, those of a cell that has a part of it; else all. */
static struct sv_days days_of(const struct sv_rmodel *b, size_t cell)
{
	struct sv_days all = { INT32_MIN, INT32_MAX };

	for (size_t i = 0; cell < b->ncells && cell >= b->nprinted && i < b->nprinted; i++)
		for (size_t k = 0; k < b->cells[i].ninner && cell >= b->nprinted; k++)
			if (b->cells[cell].ninner && b->cells[i].inner[k] == b->cells[cell].inner[0])
				cell = i;
	if (cell < b->nprinted)
		sv_rtable_days(&b->tables[b->from[cell].table]->table, b->from[cell].cell, &all.from, &all.to);
	return all;
}

/* *refused: where the answer is SV_NO, the days of what can't be protected. */
static enum sv_status protect_block(struct sv_rmodel *b, const json_t *totals, const struct sv_publish_rules *rules, const struct sv_lp *solver, struct sv_protected *how, struct sv_days *refused, struct sv_err *err)
{
	struct sv_audit_report report = { .cells = 0, .why = { .cell = SIZE_MAX } };
	struct sv_certificate proof = SV_CERTIFICATE_INIT;
	unsigned char *suppressed = NULL;
	enum sv_status st = sv_rmodel_parts(b, err);

	if (st == SV_OK)
		st = sv_patterns_find(b->parts, b->n, &b->patterns, err);
	if (st == SV_OK)
		st = sv_rmodel_totals(b, totals, err);
	if (st == SV_OK)
		st = sv_rmodel_members(b, err);
	if (st == SV_OK)
		st = sv_rmodel_cells(b, rules, err);
	if (st == SV_OK)
		st = sv_rmodel_differences(b, rules, err);
	if (st == SV_OK && (suppressed = calloc(b->ncells + 1, 1)) == NULL)
		st = sv_err_nomem(err);
	struct sv_publication m = { .ninner = b->patterns.n, .inner = b->inner, .ncells = b->ncells, .cells = b->cells, .ninsiders = b->ninsiders, .insiders = b->insiders,
		                    .width = (uint32_t)rules->threshold };
	if (st == SV_OK)
		st = sv_protect(&m, solver, suppressed, &proof, &report, err);
	if (st == SV_NO)
		*refused = days_of(b, report.why.cell);
	for (size_t i = 0; i < b->nprinted && st == SV_OK; i++) {
		struct sv_rfigures *f = b->tables[b->from[i].table];
		if (!f->earlier && suppressed[i] && f->mark[b->from[i].cell] == SV_MARK_SHOWN)
			f->mark[b->from[i].cell] = SV_MARK_HIDDEN;
	}
	how->blocks++;
	how->programs += report.solves;
	how->witnesses += proof.ntables;
	sv_certificate_release(&proof);
	how->inner += b->patterns.n;
	free(suppressed);
	return st;
}

/* Whether a cell of a table is a total over a period that is not printed. */
static bool hides_total(const struct sv_rfigures *f, size_t cell)
{
	return !f->earlier && f->mark[cell] != SV_MARK_SHOWN && sv_rtable_total(&f->table, cell);
}

bool sv_rfigures_hide_total(const struct sv_rfigures *tables, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < tables[i].table.ncells; k++)
			if (hides_total(&tables[i], k))
				return true;
	return false;
}

void sv_rfigures_group(const struct sv_rfigures *tables, size_t n, bool all, size_t *group)
{
	for (size_t i = 0; i < n; i++)
		group[i] = i;
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < i; k++) {
			if (group[i] == group[k] || !(all || sv_rtable_linked(&tables[i].table, &tables[k].table)))
				continue;
			size_t old = group[i], now = group[k];
			for (size_t j = 0; j < n; j++)
				if (group[j] == old)
					group[j] = now;
		}
	}
}

/* The dimension of a table that has no other, of which cases have several words, and that has no node for cases without any; NULL where it is not so. */
static const struct sv_rdim *lone(const struct sv_rtable *t)
{
	const struct sv_rdim *only = NULL;

	for (size_t d = 0; d < t->ndims; d++) {
		const struct sv_rdim *dim = &t->dims[d];
		if (dim->period)
			continue;
		if (only || !dim->many || dim->strict)
			return NULL;
		only = dim;
		for (size_t i = 1; i < dim->n; i++)
			if (dim->nodes[i].id[0] == '\0')
				return NULL;
	}
	return t->nonly == 0 ? only : NULL;
}

/*
 * Notes the branches of a block that can be looked at one by one: its tables tell of one dimension alone, and what a case has of one branch (how a term was kept) says nothing of what it has of another.
 * Otherwise none.
 */
static enum sv_status note_branches(struct sv_rfigures *const *tables, size_t n, json_t *branches, struct sv_err *err)
{
	for (size_t t = 0; t < n; t++) {
		const struct sv_rdim *d = lone(&tables[t]->table);
		if (d == NULL) {
			json_object_clear(branches);
			return SV_OK;
		}
		for (size_t i = 1; i < d->n; i++)
			if (d->nodes[i].parent == 0 && json_object_set_new(branches, d->nodes[i].id, json_true()) < 0)
				return sv_err_nomem(err);
	}
	return SV_OK;
}

/* One block; or, with a branch, that part of it. Days in which it can't be protected beside what was published before are withheld, until the rest can. */
static enum sv_status protect_part(struct sv_rfigures *const *tables, size_t n, const char *branch, const json_t *totals, const struct sv_publish_rules *rules, const struct sv_lp *solver,
                                   struct sv_protected *how, struct sv_err *err)
{
	struct sv_withholding w = { tables, n, branch, totals, NULL, NULL };
	struct sv_days refused = { 0, 0 };
	size_t cells = 0;
	bool more = true;
	enum sv_status st = SV_NO;

	for (size_t i = 0; i < n; i++)
		cells += tables[i]->table.ncells;
	w.cell = calloc(cells + 1, 1);
	if (w.cell == NULL)
		return sv_err_nomem(err);
	enum sv_status lost = sv_withhold_lost(&w, err);
	st = lost == SV_OK ? SV_NO : lost;
	while (st == SV_NO && more) {
		struct sv_rmodel part = { .tables = calloc(n + 1, sizeof *part.tables), .n = n, .branch = branch, .withheld = malloc(cells + 1) };
		st = part.tables && part.withheld ? SV_OK : sv_err_nomem(err);
		if (st == SV_OK) {
			memcpy(part.tables, tables, n * sizeof *part.tables);
			memcpy(part.withheld, w.cell, cells + 1);
			refused = (struct sv_days){ INT32_MIN, INT32_MAX };
			st = protect_block(&part, totals, rules, solver, how, &refused, err);
		}
		sv_rmodel_release(&part);
		if (st == SV_NO) {
			enum sv_status found = sv_withhold(&w, refused, false, &more, err);
			st = found == SV_OK ? SV_NO : found;
		}
		if (st == SV_NO && more)
			sv_err_clear(err);
	}
	json_decref(w.printed);
	free(w.cell);
	return st;
}

/* totals: those of periods that are not to be printed. */
static enum sv_status protect_all(struct sv_rfigures *tables, size_t n, const json_t *totals, const struct sv_publish_rules *rules, const struct sv_lp *solver, struct sv_protected *how, struct sv_err *err)
{
	size_t *group = calloc(n + 1, sizeof *group);
	struct sv_rfigures **block = calloc(n + 1, sizeof *block);
	json_t *branches = json_object(), *unused;
	const char *branch;
	enum sv_status st = group && block && branches ? SV_OK : sv_err_nomem(err);

	memset(how, 0, sizeof *how);
	if (st == SV_OK)
		sv_rfigures_group(tables, n, false, group);
	for (size_t g = 0; g < n && st == SV_OK; g++) {
		bool fresh = false;
		size_t size = 0;
		for (size_t i = 0; i < n; i++) {
			if (group[i] != g)
				continue;
			block[size++] = &tables[i];
			fresh = fresh || !tables[i].earlier;
		}
		if (!fresh)
			continue;
		json_object_clear(branches);
		st = note_branches(block, size, branches, err);
		if (st == SV_OK && json_object_size(branches) == 0)
			st = protect_part(block, size, NULL, totals, rules, solver, how, err);
		json_object_foreach(branches, branch, unused)
			if (st == SV_OK)
				st = protect_part(block, size, branch, totals, rules, solver, how, err);
	}
	free(block);
	json_decref(branches);
	for (size_t i = 0; i < n && st == SV_OK; i++) {
		for (size_t k = 0; k < tables[i].table.ncells && !tables[i].earlier; k++) {
			long long number;
			if (!sv_rtable_printed(&tables[i].table, k))
				continue;
			how->cells++;
			how->hidden += !sv_rfigures_prints(&tables[i], k, &number);
		}
	}
	free(group);
	return st;
}

/* Notes the totals of periods that are not printed. */
static enum sv_status note_totals(const struct sv_rfigures *tables, size_t n, json_t *totals, struct sv_err *err)
{
	struct sv_buf key = SV_BUF_INIT;
	enum sv_status st = SV_OK;

	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < tables[i].table.ncells && st == SV_OK; k++) {
			if (!hides_total(&tables[i], k))
				continue;
			st = sv_rtable_about(&tables[i].table, k, &key, err);
			if (st == SV_OK && json_object_set_new(totals, sv_buf_str(&key), json_true()) < 0)
				st = sv_err_nomem(err);
		}
	}
	sv_buf_release(&key);
	return st;
}

enum sv_status sv_protection(struct sv_rfigures *tables, size_t n, const struct sv_publish_rules *rules, const struct sv_lp *solver, struct sv_protected *how, struct sv_err *err)
{
	json_t *totals = json_object();
	size_t known;
	enum sv_status st = totals ? note_totals(tables, n, totals, err) : sv_err_nomem(err);

	/* totals that are printed part the tables from each other; one that cannot be is not printed anywhere */
	do {
		known = json_object_size(totals);
		for (size_t i = 0; i < n; i++)
			for (size_t k = 0; k < tables[i].table.ncells; k++)
				if (!tables[i].earlier && tables[i].mark[k] == SV_MARK_HIDDEN)
					tables[i].mark[k] = SV_MARK_SHOWN;
		for (size_t i = 0; i < n; i++) {
			free(tables[i].then);
			tables[i].then = NULL;
		}
		if (st == SV_OK)
			st = protect_all(tables, n, totals, rules, solver, how, err);
		if (st == SV_OK)
			st = note_totals(tables, n, totals, err);
	} while (st == SV_OK && json_object_size(totals) > known);
	json_decref(totals);
	return st;
}
