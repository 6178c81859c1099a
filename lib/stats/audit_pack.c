/* SPDX-License-Identifier: MIT */
/* Changes put together to few tables: see audit_pool.h. As all that is published is a sum, changes that fit can be added up; only what is below 0 does not. */
#include <stdlib.h>
#include <string.h>

#include "stats/audit_pool.h"

/* What a change is wanted for: a cell at an end of its range. */
struct claim {
	uint32_t change, cell;
	int64_t by;
};

struct packing {
	struct sv_pool *p;
	struct claim *claim;
	size_t nclaims;
	int64_t *values; /* the tables, as in a certificate */
	int64_t **sum;   /* by table and cell: what it differs by */
	int64_t **least; /* by table and cell: the claim on it; 0: none */
	size_t n, cap;
};

static int by_change(const void *a, const void *b)
{
	const struct claim *x = a, *y = b;

	if (x->change != y->change)
		return x->change < y->change ? -1 : 1;
	return x->cell < y->cell ? -1 : x->cell > y->cell;
}

/* Both ends of every range. */
static bool claim_all(struct packing *k)
{
	const struct sv_pool *p = k->p;

	k->claim = calloc(2 * p->m->ncells + 1, sizeof *k->claim);
	for (uint32_t c = 0; k->claim && c < p->m->ncells; c++) {
		const struct sv_range *r = &p->range[c];
		if (!p->watched[c])
			continue;
		k->claim[k->nclaims++] = (struct claim){ r->low_by, c, r->low };
		k->claim[k->nclaims++] = (struct claim){ r->high_by, c, r->high };
	}
	if (k->claim && k->nclaims)
		qsort(k->claim, k->nclaims, sizeof *k->claim, by_change);
	return k->claim != NULL;
}

/* Whether a table holds to a claim when a cell of it differs by this. */
static bool holds(int64_t claim, int64_t differs)
{
	return claim == 0 || (claim > 0 ? differs >= claim : differs <= claim);
}

/* Whether a change can go into a table, with its claims: none of them is by 0. */
static bool goes_in(const struct packing *k, size_t t, uint32_t change, const struct claim *claims, size_t n)
{
	const struct sv_pool *p = k->p;
	const struct sv_change *c = &p->change[change];
	const int64_t *values = k->values + t * p->m->ninner;
	bool ok = true;

	for (uint32_t i = 0; i < c->n && ok; i++)
		ok = values[c->inner[i]] + c->by[i] >= 0;
	for (uint32_t i = 0; i < c->n && ok; i++) {
		for (size_t j = p->start[c->inner[i]]; j < p->start[c->inner[i] + 1]; j++)
			p->sum[p->cells[j]] += c->by[i];
	}
	for (uint32_t i = 0; i < c->n && ok; i++) {
		for (size_t j = p->start[c->inner[i]]; j < p->start[c->inner[i] + 1] && ok; j++)
			ok = holds(k->least[t][p->cells[j]], k->sum[t][p->cells[j]] + p->sum[p->cells[j]]);
	}
	for (size_t i = 0; i < n && ok; i++)
		ok = holds(claims[i].by, k->sum[t][claims[i].cell] + p->sum[claims[i].cell]); /* a cell whose other end is claimed was refused above */
	for (uint32_t i = 0; i < c->n; i++) {
		for (size_t j = p->start[c->inner[i]]; j < p->start[c->inner[i] + 1]; j++)
			p->sum[p->cells[j]] = 0;
	}
	return ok;
}

static void put_in(struct packing *k, size_t t, uint32_t change, const struct claim *claims, size_t n)
{
	const struct sv_pool *p = k->p;
	const struct sv_change *c = &p->change[change];

	for (uint32_t i = 0; i < c->n; i++) {
		k->values[t * p->m->ninner + c->inner[i]] += c->by[i];
		for (size_t j = p->start[c->inner[i]]; j < p->start[c->inner[i] + 1]; j++)
			k->sum[t][p->cells[j]] += c->by[i];
	}
	for (size_t i = 0; i < n; i++)
		k->least[t][claims[i].cell] = claims[i].by;
}

static bool new_table(struct packing *k)
{
	size_t c = k->p->m->ncells + 1, bytes = k->p->m->ninner * sizeof(int64_t);

	if (k->n == k->cap) {
		size_t cap = k->cap ? k->cap * 2 : 8;
		int64_t *values = realloc(k->values, cap * (bytes + 1));
		k->values = values ? values : k->values;
		int64_t **sum = values ? realloc(k->sum, cap * sizeof *sum) : NULL;
		k->sum = sum ? sum : k->sum;
		int64_t **least = sum ? realloc(k->least, cap * sizeof *least) : NULL;
		k->least = least ? least : k->least;
		if (least == NULL)
			return false;
		k->cap = cap;
	}
	k->sum[k->n] = calloc(c, sizeof(int64_t));
	k->least[k->n] = calloc(c, sizeof(int64_t));
	if (bytes)
		memcpy((char *)k->values + k->n * bytes, k->p->m->inner, bytes);
	k->n++;
	return k->sum[k->n - 1] && k->least[k->n - 1];
}

enum sv_status sv_pool_pack(struct sv_pool *p, struct sv_certificate *cert, struct sv_err *err)
{
	struct packing k = { .p = p };
	bool ok = claim_all(&k) && new_table(&k); /* the first is the true one, for whatever rests on that */

	for (size_t i = 0, end; ok && i < k.nclaims; i = end) {
		uint32_t change = k.claim[i].change;
		for (end = i; end < k.nclaims && k.claim[end].change == change; end++)
			;
		size_t t = 1;
		while (change != SV_TRUTH && t < k.n && !goes_in(&k, t, change, k.claim + i, end - i))
			t++;
		if (change == SV_TRUTH)
			continue;
		ok = t < k.n || new_table(&k);
		if (ok)
			put_in(&k, t, change, k.claim + i, end - i);
	}
	for (size_t t = 0; t < k.n; t++) {
		free(k.sum[t]);
		free(k.least[t]);
	}
	free(k.sum);
	free(k.least);
	free(k.claim);
	if (!ok) {
		free(k.values);
		return sv_err_nomem(err);
	}
	*cert = (struct sv_certificate){ k.n, p->m->ninner, k.values };
	return SV_OK;
}
