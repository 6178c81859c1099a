/* SPDX-License-Identifier: MIT */
/* The audit: each reader attacks, until no attack suppresses more. See audit.h. */
#include "stats/audit.h"

#include <stdlib.h>
#include <string.h>

#include "stats/audit_internal.h"

static void found_release(struct sv_found *found, uint32_t n)
{
	for (uint32_t b = 0; found && b < n; b++) {
		for (size_t k = 0; k < found[b].n; k++)
			free(found[b].table[k]);
		free(found[b].table);
	}
	free(found);
}

/* Tables of an earlier round, cut up into the blocks of this one: they still fit, as since then only less is published. */
static bool seed(struct sv_attack *a)
{
	const struct sv_system *sys = &a->sys;

	a->found = calloc(sys->nblocks ? sys->nblocks : 1, sizeof *a->found);
	for (uint32_t b = 0; a->found && b < sys->nblocks && a->tables.ntables > 0; b++) {
		struct sv_found *f = &a->found[b];
		f->table = calloc(a->tables.ntables, sizeof *f->table);
		f->cap = f->table ? a->tables.ntables : 0;
		for (; f->n < f->cap; f->n++) {
			f->table[f->n] = calloc(sys->blocks[b].ncolumns, sizeof(int64_t));
			if (f->table[f->n] == NULL)
				return false;
		}
		if (f->table == NULL)
			return false;
	}
	for (size_t k = 0; a->found && k < a->tables.ntables; k++) {
		for (size_t i = 0; i < a->m->ninner; i++) {
			if (sys->block_of[i] != SV_NO_CELL)
				a->found[sys->block_of[i]].table[k][sys->column[i]] += a->tables.values[k * a->m->ninner + i];
		}
	}
	return a->found != NULL;
}

/* Puts the tables of all blocks together to tables of all inner cells. */
static bool join(struct sv_attack *a)
{
	const struct sv_system *sys = &a->sys;
	size_t n = a->m->ninner, most = 1;

	for (uint32_t b = 0; b < sys->nblocks; b++) {
		if (a->found[b].n == 0)
			return true; /* not attacked yet; what there was stays */
		most = a->found[b].n > most ? a->found[b].n : most;
	}
	int64_t *values = calloc(most * n + 1, sizeof *values);
	if (values == NULL)
		return false;
	for (size_t k = 0; k < most; k++) {
		int64_t *table = values + k * n;
		for (size_t i = 0; i < n; i++) {
			uint32_t b = sys->block_of[i];
			if (sys->known[i]) {
				table[i] = sys->value[i];
			} else if (b != SV_NO_CELL && sys->blocks[b].inner[sys->column[i]] == i) {
				const struct sv_found *f = &a->found[b];
				table[i] = f->table[k < f->n ? k : f->n - 1][sys->column[i]];
			}
		}
	}
	free(a->tables.values);
	a->tables = (struct sv_certificate){ most, n, values };
	return true;
}

/* One reader, until he finds nothing out. */
static enum sv_status attack(struct sv_attack *a)
{
	enum sv_status st;

	do {
		a->again = false;
		st = sv_system_make(&a->sys, a->m, a->reader, a->suppressed, a->err);
		if (st == SV_OK && a->sys.told != SIZE_MAX) {
			st = sv_attack_repair_told(a, a->sys.told);
			a->again = st == SV_OK;
		} else if (st == SV_OK) {
			st = seed(a) ? SV_OK : sv_err_nomem(a->err);
			for (uint32_t b = 0; st == SV_OK && b < a->sys.nblocks && !a->again; b++)
				st = sv_siege_block(a, b);
			if (st == SV_OK && !join(a))
				st = sv_err_nomem(a->err);
			found_release(a->found, a->sys.nblocks);
			a->found = NULL;
		}
		sv_system_release(&a->sys);
	} while (st == SV_OK && a->again);
	return st;
}

static bool knows_all(const struct sv_insider *reader, const struct sv_cell *c, unsigned char *own)
{
	size_t n = 0;

	for (size_t i = 0; reader && i < reader->ninner; i++)
		own[reader->inner[i]] = 1;
	for (size_t i = 0; i < c->ninner; i++)
		n += own[c->inner[i]];
	for (size_t i = 0; reader && i < reader->ninner; i++)
		own[reader->inner[i]] = 0;
	return n == c->ninner;
}

/* The proof of one reader's attack, checked by other code, with whole numbers. Counts the cells. */
static enum sv_status check_proof(struct sv_attack *a, size_t *cells)
{
	const struct sv_publication *m = a->m;
	size_t open = 0;
	unsigned char *unproven = calloc(m->ncells + 1, 1), *own = calloc(m->ninner + 1, 1);
	enum sv_status st = unproven && own ? sv_certificate_verify(m, a->suppressed, &a->tables, unproven, &open, a->err) : sv_err_nomem(a->err);

	*cells = 0;
	for (size_t k = 0; st == SV_OK && a->reader && k < a->tables.ntables; k++) {
		for (size_t i = 0; i < a->reader->ninner; i++) {
			if (a->tables.values[k * m->ninner + a->reader->inner[i]] != m->inner[a->reader->inner[i]])
				st = sv_err_set(a->err, SV_BUG, N_("the audit proves nothing: a table does not hold to what its reader knows"));
		}
	}
	for (size_t c = 0; st == SV_OK && c < m->ncells; c++) {
		if (a->suppressed[c] && sv_cell_audited(m, c) && !(unproven[c] && knows_all(a->reader, &m->cells[c], own))) {
			char room[32];
			++*cells;
			if (unproven[c])
				st = sv_err_set(a->err, SV_BUG, N_("the audit does not prove %s"), sv_cell_name(m, c, room, sizeof room));
		}
	}
	free(unproven);
	free(own);
	return st;
}

enum sv_status sv_audit(const struct sv_publication *m, const struct sv_lp *lp, unsigned char *suppressed, struct sv_certificate *cert,
			struct sv_audit_report *report, struct sv_err *err)
{
	struct sv_audit_report unused;
	struct sv_attack a = { .m = m, .lp = lp, .suppressed = suppressed, .report = report ? report : &unused, .err = err, .max_width = m->width };

	*a.report = (struct sv_audit_report){ .why = { .cell = SIZE_MAX } };
	if (cert)
		*cert = (struct sv_certificate)SV_CERTIFICATE_INIT;
	enum sv_status st = sv_publication_check(m, err);
	for (size_t c = 0; st == SV_OK && c < m->ncells; c++)
		a.max_width = m->cells[c].width > a.max_width ? m->cells[c].width : a.max_width;
	size_t n = m->ninsiders + 1, before, cells;
	struct sv_certificate *tables = st == SV_OK ? calloc(n, sizeof *tables) : NULL;
	if (st == SV_OK && tables == NULL)
		st = sv_err_nomem(err);
	do { /* what one makes disappear, the others have to attack too */
		before = a.report->added;
		for (size_t i = 0; st == SV_OK && i < n; i++) {
			a.reader = i ? &m->insiders[i - 1] : NULL;
			a.tables = tables[i];
			st = attack(&a);
			if (st == SV_OK)
				st = check_proof(&a, &cells);
			tables[i] = a.tables;
			a.report->cells = i == 0 && st == SV_OK ? cells : a.report->cells;
		}
	} while (st == SV_OK && m->ninsiders > 0 && a.report->added > before);
	if (st == SV_OK && cert) {
		*cert = tables[0];
		tables[0] = (struct sv_certificate)SV_CERTIFICATE_INIT;
	}
	for (size_t i = 0; tables && i < n; i++)
		sv_certificate_release(&tables[i]);
	free(tables);
	return st;
}

enum sv_status sv_protect(const struct sv_publication *m, const struct sv_lp *lp, unsigned char *suppressed, struct sv_certificate *cert,
			  struct sv_audit_report *report, struct sv_err *err)
{
	struct sv_equation why;

	if (report)
		*report = (struct sv_audit_report){ .why = { .cell = SIZE_MAX } };
	if (cert)
		*cert = (struct sv_certificate)SV_CERTIFICATE_INIT;
	enum sv_status st = sv_suppress(m, suppressed, &why, err);
	if (st == SV_OK)
		return sv_audit(m, lp, suppressed, cert, report, err);
	if (report)
		report->why = why;
	return st;
}
