/* SPDX-License-Identifier: MIT */
/* The audit: each reader attacks, until no attack suppresses more. See audit.h. */
#include "stats/audit.h"

#include <stdlib.h>
#include <string.h>

#include "stats/audit_internal.h"

/* Whether a block has a target that is not proven. */
static bool open_block(const struct sv_attack *a, const struct sv_block *b)
{
	for (uint32_t i = 0; i < b->ntargets; i++) {
		if (!sv_pool_proven(&a->pool, b->target[i]))
			return true;
	}
	return false;
}

/* Whether changes that are known prove all that this reader could be after. */
static bool all_proven(const struct sv_attack *a)
{
	const struct sv_publication *m = a->m;

	for (size_t c = 0; c < m->ncells; c++) {
		bool all_own = a->reader != NULL;
		if (!a->pool.watched[c] || sv_pool_proven(&a->pool, c))
			continue;
		for (size_t i = 0; all_own && i < m->cells[c].ninner; i++)
			all_own = a->pool.own[m->cells[c].inner[i]];
		if (!all_own)
			return false;
	}
	return true;
}

/* One reader, until he finds nothing out. */
static enum sv_status attack(struct sv_attack *a)
{
	enum sv_status st = SV_OK;

	sv_pool_reader(&a->pool, a->reader);
	a->again = !all_proven(a);
	while (st == SV_OK && a->again) {
		a->again = false;
		st = sv_system_make(&a->sys, a->m, a->reader, a->suppressed, a->pool.need, a->err);
		if (st == SV_OK && a->sys.told != SIZE_MAX && a->probing) {
			a->leaks = true;
		} else if (st == SV_OK && a->sys.told != SIZE_MAX) {
			st = sv_attack_repair_told(a, a->sys.told);
			a->again = st == SV_OK;
		}
		for (uint32_t b = 0; st == SV_OK && b < a->sys.nblocks && !a->again && !a->leaks; b++) {
			if (open_block(a, &a->sys.blocks[b]))
				st = sv_siege_block(a, b);
		}
		sv_system_release(&a->sys);
	}
	return st;
}

/* All readers. What one makes disappear, the others have to attack too. */
static enum sv_status attack_all(struct sv_attack *a)
{
	const struct sv_publication *m = a->m;
	enum sv_status st = SV_OK;
	size_t before;

	do {
		before = a->report->added;
		for (size_t i = 0; st == SV_OK && i <= m->ninsiders && !a->leaks; i++) {
			a->reader = i ? &m->insiders[i - 1] : NULL;
			st = attack(a);
		}
	} while (st == SV_OK && m->ninsiders > 0 && a->report->added > before);
	return st;
}

/* Suppressed for the sake of others alone. */
static bool may_be_spared(const struct sv_attack *a, size_t cell)
{
	return a->suppressed[cell] && !(a->m->cells[cell].flags & (SV_CELL_PRIMARY | SV_CELL_UNSEEN));
}

/* Publishes again, one by one, what was suppressed for the sake of others that are proven without it too. */
static enum sv_status spare(struct sv_attack *a)
{
	struct sv_candidate *list = malloc((a->m->ncells + 1) * sizeof *list);
	enum sv_status st = list ? SV_OK : sv_err_nomem(a->err);
	size_t n = 0;

	for (uint32_t c = 0; st == SV_OK && c < a->m->ncells; c++) {
		if (may_be_spared(a, c))
			list[n++] = (struct sv_candidate){ a->m->cells[c].cost, a->m->cells[c].ninner, c };
	}
	if (st == SV_OK)
		sv_candidates_sort(list, n);
	a->probing = true;
	for (size_t i = 0; st == SV_OK && i < n; i++) {
		uint32_t cell = (uint32_t)list[i].cell;
		a->suppressed[cell] = 0;
		sv_pool_spare(&a->pool, cell, true);
		a->leaks = false;
		st = attack_all(a);
		if (st == SV_OK && !a->leaks) {
			a->report->spared++;
			continue;
		}
		a->suppressed[cell] = 1;
		sv_pool_spare(&a->pool, cell, false);
	}
	a->probing = a->leaks = false;
	free(list);
	return st;
}

/* By other code: what each reader's ranges rest on. */
static enum sv_status check_all(struct sv_attack *a)
{
	enum sv_status st = SV_OK;
	size_t cells;

	for (size_t i = 0; st == SV_OK && i <= a->m->ninsiders; i++) {
		sv_pool_reader(&a->pool, i ? &a->m->insiders[i - 1] : NULL);
		st = sv_pool_check_reader(&a->pool, &cells, a->err);
		a->report->cells = i == 0 && st == SV_OK ? cells : a->report->cells;
	}
	return st == SV_OK ? sv_pool_check_changes(&a->pool, a->err) : st;
}

enum sv_status sv_audit(const struct sv_publication *m, const struct sv_lp *lp, bool sparing, unsigned char *suppressed, struct sv_certificate *cert,
			struct sv_audit_report *report, struct sv_err *err)
{
	struct sv_audit_report unused;
	struct sv_attack a = { .m = m, .lp = lp, .suppressed = suppressed, .report = report ? report : &unused, .err = err };

	*a.report = (struct sv_audit_report){ .why = { .cell = SIZE_MAX } };
	if (cert)
		*cert = (struct sv_certificate)SV_CERTIFICATE_INIT;
	enum sv_status st = sv_publication_check(m, err);
	if (st == SV_OK)
		st = sv_pool_init(&a.pool, m, suppressed, err);
	if (st == SV_OK)
		st = attack_all(&a);
	if (st == SV_OK && sparing)
		st = spare(&a);
	a.report->told = a.pool.ntold;
	if (st == SV_OK)
		st = check_all(&a);
	if (st == SV_OK && cert) {
		sv_pool_reader(&a.pool, NULL);
		st = sv_pool_pack(&a.pool, cert, err);
		a.report->changes = a.pool.nchanges;
	}
	sv_pool_release(&a.pool);
	return st;
}
