/* SPDX-License-Identifier: MIT */
/* Making certificates: see certificate.h. Of each block of tables, one register that fits is sought, and then the audit looks for others from there. */
#include "report/certificate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/catchup.h"
#include "app/ledger.h"
#include "base/date.h"
#include "json/get.h"
#include "report/model.h"
#include "report/release.h"
#include "stats/audit.h"

#define LOOSE 20 /* cases that may differ between publications beyond what they must, where that proves nothing */

/* A certificate being made. */
struct certifying {
	const struct sv_lp *solver;
	struct sv_publish_rules rules;
	struct sv_rfigures *tables; /* those of the publication first */
	size_t n, fresh;
	const char **release;       /* [time]: 0 is the publication's own */
	size_t ntimes;
	json_t *blocks;
	size_t unproven;
	struct sv_err *err;
};

/* Some tables that a register is sought for: of a block, or of a branch of its tables. */
struct part {
	struct certifying *c;
	struct sv_rmodel m;
	struct sv_invention how;
	uint32_t *changed; /* patterns that are counted at one time only, and the slack behind them */
	size_t nchanged;
};

/* Adds the tables of a publication: of an earlier one those that speak of the same time. */
static enum sv_status add_tables(struct certifying *c, const json_t *publication)
{
	const json_t *list = sv_json_array(publication, "tables"), *kept;
	size_t i, known = c->n;
	bool fresh = c->ntimes == 0;
	struct sv_rfigures *grown = realloc(c->tables, (c->n + json_array_size(list) + 1) * sizeof *grown);

	if (grown == NULL)
		return sv_err_nomem(c->err);
	c->tables = grown;
	json_array_foreach(list, i, kept) {
		struct sv_rfigures *f = &c->tables[c->n];
		bool touches = fresh;
		memset(f, 0, sizeof *f);
		enum sv_status st = sv_rfigures_kept(kept, f, c->err);
		if (st != SV_OK)
			return st;
		for (size_t k = 0; k < c->fresh && !touches; k++)
			touches = sv_rtable_overlap(&f->table, &c->tables[k].table);
		f->earlier = !fresh;
		f->time = (unsigned)c->ntimes;
		if (touches)
			c->n++;
		else
			sv_rfigures_release(f);
	}
	c->fresh = fresh ? c->n : c->fresh;
	if (fresh || c->n > known)
		c->release[c->ntimes++] = sv_json_text(publication, "release");
	return SV_OK;
}

/* Which patterns are counted at one time only, though they could be at others. */
static enum sv_status find_changed(struct part *p)
{
	p->changed = calloc(p->m.patterns.n + 1, sizeof *p->changed);
	if (p->changed == NULL)
		return sv_err_nomem(p->c->err);
	for (size_t i = 0; i < p->m.patterns.n; i++)
		if (p->how.list[i].time >= 0)
			p->changed[p->nchanged++] = (uint32_t)i;
	return SV_OK;
}

/* Whether readers see a cell. */
static bool seen(const struct sv_rfigures *f, size_t cell)
{
	return sv_rtable_printed(&f->table, cell) && f->mark[cell] == SV_MARK_SHOWN;
}

/* Every printed number as an equation over patterns. *fits is false where one has no pattern. */
static enum sv_status equations(struct part *p, struct sv_lp_problem *q, bool *fits)
{
	const struct sv_rmodel *m = &p->m;
	size_t *start = calloc(m->total + 2, sizeof *start), terms = 0;
	uint32_t *column = calloc(m->patterns.used + 1, sizeof *column);
	int64_t *value = calloc(m->total + 1, sizeof *value), *cost = calloc(m->total + 1, sizeof *cost);

	*q = (struct sv_lp_problem){ (uint32_t)m->patterns.n, 0, 1, start, column, value, cost };
	*fits = true;
	if (!start || !column || !value || !cost )
		return sv_err_nomem(p->c->err);
	for (size_t t = 0; t < m->n; t++) {
		const struct sv_rfigures *f = m->tables[t];
		for (size_t k = 0; k < f->table.ncells; k++) {
			size_t at = m->parts[t].base + k, from = m->start[at], n = m->start[at + 1] - from;
			if (!seen(f, k))
				continue;
			*fits = *fits && (n > 0 || f->n[k] == 0);
			if (n == 0)
				continue;
			memcpy(column + terms, m->members + from, n * sizeof *column);
			terms += n;
			start[q->nrows + 1] = terms;
			value[q->nrows] = f->n[k];
			cost[q->nrows] = -1;
			q->nrows++;
			q->top = f->n[k] > q->top ? f->n[k] : q->top;
		}
	}
	return SV_OK;
}

static void release_equations(struct sv_lp_problem *q)
{
	free((void *)(uintptr_t)q->start);
	free((void *)(uintptr_t)q->column);
	free((void *)(uintptr_t)q->value);
	free((void *)(uintptr_t)q->cost);
}

/* Takes an answer of the solver for a register, where it is whole and fits; *fits tells. */
static void take(struct part *p, const struct sv_lp_problem *q, const double *x, bool *fits)
{
	for (size_t i = 0; i < p->m.patterns.n && *fits; i++) {
		double v = nearbyint(x[i]);
		*fits = fabs(v - x[i]) < 1e-5 && v >= 0;
		p->m.inner[i] = (int64_t)v;
	}
	for (uint32_t r = 0; r < q->nrows && *fits; r++) {
		int64_t sum = 0;
		for (size_t i = q->start[r]; i < q->start[r + 1]; i++)
			sum += p->m.inner[q->column[i]];
		*fits = sum == q->value[r];
	}
}

/* A first register: as few cases as can be that differ between publications. *found tells whether there is one. */
static enum sv_status first_register(struct part *p, bool *found)
{
	struct certifying *c = p->c;
	struct sv_lp_problem q;
	int32_t *weight = calloc(p->nchanged + 1, sizeof *weight);
	struct sv_lp_answer a = { .x = calloc(p->m.patterns.n + 1, sizeof *a.x), .dual = calloc(p->m.total + 1, sizeof *a.dual) };
	enum sv_status st = equations(p, &q, found);

	if (st == SV_OK && (!weight || !a.x || !a.dual))
		st = sv_err_nomem(c->err);
	for (size_t i = 0; weight && i < p->nchanged; i++)
		weight[i] = 1;
	if (st == SV_OK && *found)
		st = c->solver->load(c->solver->ctx, &q, c->err);
	struct sv_lp_goal goal = { .most = false, .n = p->nchanged, .column = p->changed, .weight = weight };
	for (int whole = 0; whole < 2 && st == SV_OK && *found; whole++) {
		goal.whole = whole == 1;
		goal.enough = whole ? ceil(a.value - 1e-5) : 0;
		st = c->solver->solve(c->solver->ctx, &goal, &a, c->err);
		bool fits = st == SV_OK && a.end == SV_LP_OPTIMAL;
		if (fits)
			take(p, &q, a.x, &fits);
		if (fits)
			break;
		*found = whole == 0 && st == SV_OK && a.end == SV_LP_OPTIMAL;
	}
	release_equations(&q);
	free(weight);
	free(a.x);
	free(a.dual);
	return st;
}

/* What the register has for every cell. */
static void fill_figures(struct part *p)
{
	const struct sv_rmodel *m = &p->m;

	for (size_t t = 0; t < m->n; t++) {
		for (size_t k = 0; k < m->tables[t]->table.ncells; k++) {
			size_t at = m->parts[t].base + k;
			m->tables[t]->n[k] = 0;
			for (size_t i = m->start[at]; i < m->start[at + 1]; i++)
				m->tables[t]->n[k] += m->inner[m->members[i]];
		}
	}
}

/* Lets the audit look for registers that differ, of at most `changed` cases that do so between publications. *proven: whether they show all that is hidden. */
static enum sv_status attack(struct part *p, int64_t least, int64_t changed, struct sv_certificate *cert, bool *proven)
{
	struct sv_rmodel *m = &p->m;
	unsigned char *suppressed = calloc(m->ncells + 2, 1);
	struct sv_audit_report report = { .cells = 0 };
	size_t slack = m->patterns.n; /* the room of inner is one more than there are patterns */

	if (suppressed == NULL)
		return sv_err_nomem(p->c->err);
	for (size_t i = 0; i < m->ncells; i++)
		suppressed[i] = !seen(m->tables[m->from[i].table], m->from[i].cell);
	struct sv_publication pub = { .ninner = slack, .inner = m->inner, .ncells = m->ncells, .cells = m->cells, .width = (uint32_t)p->c->rules.threshold };
	if (p->nchanged > 0) {
		m->inner[slack] = changed - least;
		p->changed[p->nchanged] = (uint32_t)slack;
		m->cells[m->ncells] = (struct sv_cell){ .inner = p->changed, .ninner = p->nchanged + 1, .value = changed, .flags = SV_CELL_FORCED, .name = "changed" };
		pub.ninner++;
		pub.ncells++;
	}
	enum sv_status st = sv_audit(&pub, p->c->solver, false, suppressed, cert, &report, p->c->err);
	*proven = st == SV_OK && report.added == 0;
	if (!*proven)
		sv_certificate_release(cert);
	if (st == SV_NO) {
		sv_err_clear(p->c->err);
		st = SV_OK;
	}
	free(suppressed);
	return st;
}

/* One kind of invented case, and how many of them each register has. NULL without memory. */
static json_t *one_case(const struct part *p, const struct sv_certificate *cert, size_t pattern)
{
	const struct sv_invented *how = &p->how.list[pattern];
	const struct sv_stock *s = &p->how.stock;
	json_t *n = json_array(), *words = json_object(), *one;
	char day[SV_DATE_SIZE];
	bool ok = n && words;

	for (size_t r = 0; r < cert->ntables && ok; r++)
		ok = json_array_append_new(n, json_integer(cert->values[r * cert->ninner + pattern])) == 0;
	for (size_t d = 0; d < s->ndims && ok; d++) {
		const struct sv_stock_words *some = &s->dims[d].words[p->how.words[pattern * s->ndims + d]];
		for (size_t i = 0; i < SV_STOCK_WORDS && some->at[i] && ok; i++)
			ok = sv_json_add_word(words, s->dims[d].name, some->at[i]);
	}
	sv_date_format(how->day, day);
	one = ok ? json_pack("{s:O,s:s,s:O}", "n", n, "received", day, "words", words) : NULL;
	if (one && how->time >= 0 && json_object_set_new(one, "only", json_string(p->c->release[how->time])) < 0) {
		json_decref(one);
		one = NULL;
	}
	json_decref(n);
	json_decref(words);
	return one;
}

static enum sv_status write_block(const struct part *p, const struct sv_certificate *cert)
{
	json_t *tables = json_array(), *cases = json_array(), *block = NULL;
	bool ok = tables && cases;

	for (size_t t = 0; t < p->m.n && ok; t++) {
		json_t *one = sv_rtable_keep(&p->m.tables[t]->table);
		ok = one && sv_json_set_text(one, "release", p->c->release[p->m.tables[t]->time]) && json_array_append(tables, one) == 0;
		json_decref(one);
	}
	for (size_t i = 0; i < p->m.patterns.n && ok; i++) {
		int64_t any = 0;
		for (size_t r = 0; r < cert->ntables; r++)
			any |= cert->values[r * cert->ninner + i];
		if (any)
			ok = json_array_append_new(cases, one_case(p, cert, i)) == 0;
	}
	block = ok ? json_pack("{s:O,s:I,s:O}", "tables", tables, "registers", (json_int_t)cert->ntables, "cases", cases) : NULL;
	ok = block && json_array_append_new(p->c->blocks, block) == 0;
	json_decref(tables);
	json_decref(cases);
	return ok ? SV_OK : sv_err_nomem(p->c->err);
}

/* Hidden numbers of the publication in some tables. */
static size_t hidden(struct sv_rfigures *const *tables, size_t n)
{
	size_t sum = 0;

	for (size_t t = 0; t < n; t++)
		for (size_t k = 0; k < tables[t]->table.ncells && !tables[t]->earlier; k++)
			sum += sv_rtable_printed(&tables[t]->table, k) && tables[t]->mark[k] != SV_MARK_SHOWN;
	return sum;
}

/* Seeks registers for tables, and adds them to the certificate, or what is hidden in them to what is not proven. */
static enum sv_status certify(struct certifying *c, struct sv_rfigures **tables, size_t n)
{
	struct part p = { .c = c, .m = { .n = n } };
	struct sv_certificate cert = SV_CERTIFICATE_INIT;
	size_t wanted = hidden(tables, n);
	bool proven = false;
	int64_t least = 0;
	enum sv_status st = SV_OK;

	if (wanted == 0)
		return SV_OK;
	p.m.tables = calloc(n, sizeof *p.m.tables);
	if (p.m.tables == NULL)
		return sv_err_nomem(c->err);
	memcpy(p.m.tables, tables, n * sizeof *tables);
	st = sv_rmodel_parts(&p.m, c->err);
	if (st == SV_OK)
		st = sv_patterns_invent(p.m.parts, n, &p.m.patterns, &p.how, c->err);
	if (st == SV_OK)
		st = sv_rmodel_members(&p.m, c->err);
	if (st == SV_OK)
		st = find_changed(&p);
	if (st == SV_OK)
		st = first_register(&p, &proven);
	if (st == SV_OK && proven) {
		fill_figures(&p);
		for (size_t i = 0; i < p.nchanged; i++)
			least += p.m.inner[p.changed[i]];
		st = sv_rmodel_cells(&p.m, &c->rules, c->err);
	}
	if (st == SV_OK && proven)
		st = attack(&p, least, least, &cert, &proven);
	if (st == SV_OK && !proven && p.m.ncells > 0 && p.nchanged > 0)
		st = attack(&p, least, 2 * least + LOOSE, &cert, &proven);
	if (st == SV_OK && proven)
		st = write_block(&p, &cert);
	else
		c->unproven += wanted;
	sv_certificate_release(&cert);
	free(p.changed);
	sv_invention_release(&p.how);
	sv_rmodel_release(&p.m);
	return st;
}

/*
 * Where all tables of a block tell one dimension of which cases have several words, and all their totals are printed, the words can be taken one
 * by one: registers with the same totals can be laid beside each other, as any case may have any words. Which dimension; or -1.
 */
static int branches(struct sv_rfigures *const *tables, size_t n, size_t *at)
{
	const char *name = NULL;

	for (size_t t = 0; t < n; t++) {
		const struct sv_rtable *table = &tables[t]->table;
		bool has = false;
		if (table->nonly > 0)
			return -1;
		for (size_t d = 0; d < table->ndims; d++) {
			if (table->dims[d].period)
				continue;
			if (has || !table->dims[d].many || (name && strcmp(name, table->dims[d].name) != 0))
				return -1;
			name = table->dims[d].name;
			has = true;
			at[t] = d;
		}
		if (!has)
			return -1;
		for (size_t k = 0; k < table->ncells; k++)
			if (sv_rtable_total(table, k) && tables[t]->mark[k] != SV_MARK_SHOWN)
				return -1;
	}
	return 0;
}

/* The branch of tables below one word. */
static enum sv_status certify_branch(struct certifying *c, struct sv_rfigures *const *tables, size_t n, const size_t *at, const char *top)
{
	struct sv_rfigures *cut = calloc(n + 1, sizeof *cut), **list = calloc(n + 1, sizeof *list);
	enum sv_status st = cut && list ? SV_OK : sv_err_nomem(c->err);
	size_t *from = NULL;

	for (size_t t = 0; t < n && st == SV_OK; t++) {
		struct sv_rfigures *f = &cut[t];
		list[t] = f;
		f->earlier = tables[t]->earlier;
		f->time = tables[t]->time;
		st = sv_rtable_branch(&tables[t]->table, at[t], top, &f->table, &from, c->err);
		f->n = st == SV_OK ? calloc(f->table.ncells, sizeof *f->n) : NULL;
		f->mark = st == SV_OK ? calloc(f->table.ncells, 1) : NULL;
		if (st == SV_OK && !(f->n && f->mark))
			st = sv_err_nomem(c->err);
		for (size_t k = 0; st == SV_OK && k < f->table.ncells; k++) {
			f->n[k] = tables[t]->n[from[k]];
			f->mark[k] = tables[t]->mark[from[k]];
		}
		free(from);
		from = NULL;
	}
	if (st == SV_OK)
		st = certify(c, list, n);
	for (size_t t = 0; cut && t < n; t++)
		sv_rfigures_release(&cut[t]);
	free(cut);
	free(list);
	return st;
}

static enum sv_status certify_block(struct certifying *c, struct sv_rfigures **tables, size_t n)
{
	size_t *at = calloc(n + 1, sizeof *at);
	json_t *tops = json_object(), *unused;
	const char *top;
	enum sv_status st = at && tops ? SV_OK : sv_err_nomem(c->err);

	if (st == SV_OK && branches(tables, n, at) < 0) {
		st = certify(c, tables, n);
	} else {
		for (size_t t = 0; t < n && st == SV_OK; t++) {
			const struct sv_rdim *d = &tables[t]->table.dims[at[t]];
			for (size_t i = 1; i < d->n && st == SV_OK; i++)
				if (d->nodes[i].parent == 0 && json_object_set_new(tops, d->nodes[i].id, json_true()) < 0)
					st = sv_err_nomem(c->err);
		}
		json_object_foreach(tops, top, unused)
			if (st == SV_OK)
				st = certify_branch(c, tables, n, at, top);
	}
	json_decref(tops);
	free(at);
	return st;
}

static enum sv_status certify_all(struct certifying *c)
{
	size_t *group = calloc(c->n + 1, sizeof *group);
	struct sv_rfigures **tables = calloc(c->n + 1, sizeof *tables);
	enum sv_status st = group && tables ? SV_OK : sv_err_nomem(c->err);

	/* a total that is not printed ties all tables together; over several publications that is too much to find whole registers for */
	bool all = sv_rfigures_hide_total(c->tables, c->n), seek = !all || c->ntimes == 1;

	if (st == SV_OK)
		sv_rfigures_group(c->tables, c->n, all, group);
	for (size_t g = 0; g < c->n && st == SV_OK; g++) {
		size_t n = 0;
		for (size_t i = 0; i < c->n; i++)
			if (group[i] == g)
				tables[n++] = &c->tables[i];
		if (n > 0 && seek)
			st = certify_block(c, tables, n);
		else
			c->unproven += hidden(tables, n);
	}
	free(group);
	free(tables);
	return st;
}

enum sv_status sv_certificate_make(struct sv_session *s, const char *release, const struct sv_lp *solver, json_t **out, size_t *unproven, struct sv_err *err)
{
	struct certifying c = { .solver = solver, .blocks = json_array(), .err = err };
	json_t *ledger = NULL, *protocol = NULL, *earlier = json_array();
	const json_t *publication = NULL;
	size_t i, place = 0;
	enum sv_status st = c.blocks && earlier ? sv_ledger_read(s, &ledger, err) : sv_err_nomem(err);

	*out = NULL;
	json_array_foreach(ledger, i, publication) {
		if (strcmp(sv_json_text(publication, "release"), release) == 0)
			break;
	}
	place = i;
	publication = json_array_get(ledger, place);
	if (st == SV_OK && publication == NULL)
		st = sv_err_set(err, SV_NOT_FOUND, N_("nothing was published under the id '%s'"), release);
	if (st == SV_OK)
		st = sv_protocol_as_of(s, sv_json_text(publication, "commit"), &protocol, err);
	if (st == SV_OK)
		sv_publish_rules(protocol, &c.rules);
	c.release = calloc(place + 2, sizeof *c.release);
	if (st == SV_OK && c.release == NULL)
		st = sv_err_nomem(err);
	if (st == SV_OK)
		st = add_tables(&c, publication);
	for (i = 0; i < place && st == SV_OK; i++)
		st = add_tables(&c, json_array_get(ledger, i));
	for (i = 1; i < c.ntimes && st == SV_OK; i++)
		if (json_array_append_new(earlier, json_string(c.release[i])) < 0)
			st = sv_err_nomem(err);
	if (st == SV_OK)
		st = certify_all(&c);
	if (st == SV_OK) {
		*out = json_pack("{s:i,s:O,s:s,s:O,s:O,s:O}", "sv", 1, "certificate", json_object_get(publication, "kind"), "release", release, "commit", json_object_get(publication, "commit"), "earlier", earlier,
		                 "blocks", c.blocks);
		st = *out ? SV_OK : sv_err_nomem(err);
	}
	*unproven = c.unproven;
	for (i = 0; i < c.n; i++)
		sv_rfigures_release(&c.tables[i]);
	free(c.tables);
	free((void *)c.release);
	json_decref(c.blocks);
	json_decref(earlier);
	json_decref(ledger);
	json_decref(protocol);
	return st;
}
