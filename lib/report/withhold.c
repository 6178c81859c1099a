/* SPDX-License-Identifier: MIT */
/* Withholding: see withhold.h. */
#include "report/withhold.h"

#include <stdlib.h>
#include <string.h>

#include "report/pattern.h"

/* What each earlier table printed: {what it is about: number}; of a new one nothing. New; NULL without memory. */
static json_t *note_printed(struct sv_rfigures *const *tables, size_t n)
{
	json_t *printed = json_array();
	struct sv_buf key = SV_BUF_INIT;
	bool ok = printed != NULL;

	for (size_t i = 0; i < n && ok; i++) {
		const struct sv_rfigures *f = tables[i];
		json_t *one = json_object();
		for (size_t k = 0; f->earlier && f->was && f->day && k < f->table.ncells && ok; k++)
			if (f->mark[k] == SV_MARK_SHOWN && sv_rtable_printed(&f->table, k))
				ok = sv_rtable_about(&f->table, k, &key, NULL) == SV_OK && json_object_set_new(one, sv_buf_str(&key), json_integer((json_int_t)f->was[k])) == 0;
		ok = json_array_append_new(printed, one) == 0 && ok;
	}
	sv_buf_release(&key);
	if (ok)
		return printed;
	json_decref(printed);
	return NULL;
}

/* Makes some days as many as no period crosses their border. *earlier: whether anything was published of them. */
static void close_days(const struct sv_withholding *w, struct sv_days *d, bool *earlier)
{
	*earlier = false;
	for (bool more = true; more;) {
		more = false;
		for (size_t i = 0; i < w->n; i++) {
			for (size_t k = 0; k < w->tables[i]->table.ncells; k++) {
				struct sv_days is;
				sv_rtable_days(&w->tables[i]->table, k, &is.from, &is.to);
				if (!sv_rtable_printed(&w->tables[i]->table, k) || is.to < d->from || is.from > d->to)
					continue;
				more = more || is.from < d->from || is.to > d->to;
				d->from = is.from < d->from ? is.from : d->from;
				d->to = is.to > d->to ? is.to : d->to;
				*earlier = *earlier || w->tables[i]->earlier;
			}
		}
	}
}

/* The earlier table from which a new one takes what is withheld of some days: the last that printed any of its parts, so that numbers of one column are of one day. As many as there are where none did. */
static size_t source_of(const struct sv_withholding *w, const struct sv_rtable *t, const char *const *about, struct sv_days of)
{
	for (size_t i = w->n; i-- > 0;) {
		for (size_t k = 0; k < t->ncells; k++) {
			struct sv_days is;
			sv_rtable_days(t, k, &is.from, &is.to);
			if (is.from == of.from && is.to == of.to && !sv_rtable_total(t, k) && json_object_get(json_array_get(w->printed, i), about[k]))
				return i;
		}
	}
	return w->n;
}

/*
 * Of some days, a new table's cells are not printed as they are now, but as they were before, where they were. The total of a period is printed where other tables print it; but not where what was published
 * is lost, as it is to all tables.
 */
static enum sv_status say_as_before(const struct sv_withholding *w, struct sv_rfigures *f, const unsigned char *fresh, bool lost, struct sv_err *err)
{
	const struct sv_rtable *t = &f->table;
	char **about = calloc(t->ncells + 1, sizeof *about);
	struct { struct sv_days of; size_t source; } *column = calloc(t->ncells + 1, sizeof *column);
	struct sv_buf key = SV_BUF_INIT;
	size_t ncolumns = 0;
	enum sv_status st = about && column ? SV_OK : sv_err_nomem(err);

	if (st == SV_OK && f->then == NULL && (f->then = calloc(t->ncells + 1, sizeof *f->then)) == NULL)
		st = sv_err_nomem(err);
	for (size_t k = 0; k < t->ncells && st == SV_OK; k++) {
		st = sv_rtable_about(t, k, &key, err);
		if (st == SV_OK && (about[k] = strdup(sv_buf_str(&key))) == NULL)
			st = sv_err_nomem(err);
	}
	for (size_t k = 0; k < t->ncells && st == SV_OK; k++) {
		struct sv_days is;
		size_t c = 0;
		if (!fresh[k])
			continue;
		sv_rtable_days(t, k, &is.from, &is.to);
		while (c < ncolumns && (column[c].of.from != is.from || column[c].of.to != is.to))
			c++;
		if (c == ncolumns) {
			column[c].of = is;
			column[ncolumns++].source = source_of(w, t, (const char *const *)about, is);
		}
		size_t source = column[c].source;
		const json_t *was = source < w->n ? json_object_get(json_array_get(w->printed, source), about[k]) : NULL;
		if (was)
			f->then[k] = (struct sv_then){ json_integer_value(was), w->tables[source]->day };
		if (f->mark[k] == SV_MARK_SHOWN && (lost || !sv_rtable_total(t, k) || json_object_get(w->totals, about[k])))
			f->mark[k] = SV_MARK_HIDDEN;
	}
	for (size_t k = 0; about && k < t->ncells; k++)
		free(about[k]);
	free(about);
	free(column);
	sv_buf_release(&key);
	return st;
}

enum sv_status sv_withhold(struct sv_withholding *w, struct sv_days some, bool lost, bool *more, struct sv_err *err)
{
	enum sv_status st = SV_OK;
	size_t at = 0;

	close_days(w, &some, more);
	if (*more && w->printed == NULL)
		st = (w->printed = note_printed(w->tables, w->n)) ? SV_OK : sv_err_nomem(err);
	for (size_t i = 0; i < w->n && *more && st == SV_OK; i++) {
		struct sv_rfigures *f = w->tables[i];
		const struct sv_rpart part = { .table = &f->table, .branch = w->branch };
		unsigned char *fresh = calloc(f->table.ncells + 1, 1);
		if (fresh == NULL) {
			st = sv_err_nomem(err);
			break;
		}
		for (size_t k = 0; k < f->table.ncells; k++, at++) {
			struct sv_days is;
			sv_rtable_days(&f->table, k, &is.from, &is.to);
			if (w->cell[at] || !sv_rtable_printed(&f->table, k) || is.to < some.from || is.from > some.to)
				continue;
			w->cell[at] = 1;
			fresh[k] = !sv_rpart_leaves_out(&part, k);
		}
		if (!f->earlier)
			st = say_as_before(w, f, fresh, lost, err);
		free(fresh);
	}
	return st;
}

enum sv_status sv_withhold_lost(struct sv_withholding *w, struct sv_err *err)
{
	enum sv_status st = SV_OK;
	size_t at = 0;
	bool more;

	for (size_t i = 0; i < w->n; i++) {
		const struct sv_rfigures *f = w->tables[i];
		for (size_t k = 0; k < f->table.ncells && st == SV_OK; k++, at++) {
			struct sv_days some;
			if (!f->earlier || f->was == NULL || w->cell[at] || f->mark[k] != SV_MARK_SHOWN || !sv_rtable_printed(&f->table, k) || f->was[k] == f->n[k])
				continue;
			sv_rtable_days(&f->table, k, &some.from, &some.to);
			st = sv_withhold(w, some, true, &more, err);
		}
	}
	return st;
}
