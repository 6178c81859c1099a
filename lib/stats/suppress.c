/* SPDX-License-Identifier: MIT */
/* Secondary suppression: see protect.h. One elimination for readers without knowledge of their own, one for each insider. */
#include <stdlib.h>
#include <string.h>

#include "stats/elim.h"
#include "stats/protect_internal.h"

/* The eliminations; [0] is everybody, [1 + i] insider i. */
struct readers {
	const struct sv_publication *m;
	struct sv_elim **elim;
	size_t n;
	unsigned char **known; /* by reader: inner cells that he knows; NULL for everybody */
	bool earlier;          /* some cells were published before */
	int64_t *least;        /* by inner cell: the smallest of these that it is in */
};

static void readers_free(struct readers *r)
{
	for (size_t i = 0; i < r->n; i++) {
		if (r->elim)
			sv_elim_free(r->elim[i]);
		if (r->known)
			free(r->known[i]);
	}
	free(r->elim);
	free(r->known);
	free(r->least);
}

/* Whether a reader knows a cell from what he knew before. */
static bool knows_all(const unsigned char *known, const struct sv_cell *c)
{
	for (size_t i = 0; known && i < c->ninner; i++) {
		if (!known[c->inner[i]])
			return false;
	}
	return known != NULL || c->ninner == 0;
}

/*
 * At most a width. Not where less is left already, beyond what everybody is to be left: of what an insider was told before, no more is to be kept from him than was; and a cell that a stricter rule is for
 * may be part of a number that was published before.
 */
static bool watch_cell(const struct readers *r, size_t reader, struct sv_elim *e, size_t cell, uint32_t most)
{
	const struct sv_cell *c = &r->m->cells[cell];
	uint32_t width = sv_cell_width(r->m, cell);

	width = width < most ? width : most;
	if (knows_all(r->known[reader], c))
		return true;
	if ((reader > 0 || width > r->m->width) && (sv_elim_told(e, c->inner, c->ninner, width) || (c->ninner == 1 && r->least[c->inner[0]] < width)))
		return true;
	return sv_elim_watch(e, c->inner, c->ninner, (uint32_t)cell, width);
}

/* Watches all that is sensitive: those of more than a width, at most a width of it. */
static bool watch_primary(const struct readers *r, size_t reader, struct sv_elim *e, uint32_t over, uint32_t most)
{
	bool ok = true;

	for (size_t c = 0; ok && c < r->m->ncells; c++)
		if ((r->m->cells[c].flags & SV_CELL_PRIMARY) && !(r->m->cells[c].flags & SV_CELL_FORCED) && sv_cell_width(r->m, c) > over)
			ok = watch_cell(r, reader, e, c, most);
	return ok;
}

/* A new elimination for a reader: what he knows (of an insider, with what was published before), and what he must not find out. NULL without memory. */
static struct sv_elim *new_reader(const struct readers *r, size_t reader, uint32_t ntags)
{
	const struct sv_publication *m = r->m;
	struct sv_elim *e = sv_elim_new((uint32_t)m->ninner, ntags);
	struct sv_elim_leak leak;
	bool ok = e != NULL;

	if (ok && reader > 0) {
		const struct sv_insider *in = &m->insiders[reader - 1];
		for (size_t i = 0; ok && i < in->ninner; i++)
			ok = sv_elim_add(e, &in->inner[i], 1, m->inner[in->inner[i]], SV_ELIM_NONE, &leak);
		for (size_t c = 0; ok && c < m->ncells; c++)
			if (sv_cell_was_published(&m->cells[c]))
				ok = sv_elim_add(e, m->cells[c].inner, m->cells[c].ninner, m->cells[c].value, SV_ELIM_NONE, &leak);
		if (ok)
			sv_elim_commit(e);
	}
	if (!(ok && watch_primary(r, reader, e, 0, reader == 0 && r->earlier ? m->width : UINT32_MAX))) {
		sv_elim_free(e);
		e = NULL;
	}
	return e;
}

static enum sv_status readers_init(struct readers *r, const struct sv_publication *m, struct sv_err *err)
{
	*r = (struct readers){ .m = m, .n = m->ninsiders + 1 };
	r->elim = calloc(r->n, sizeof *r->elim);
	r->known = calloc(r->n, sizeof *r->known);
	r->least = calloc(m->ninner + 1, sizeof *r->least);
	if (!r->elim || !r->known || !r->least)
		return sv_err_nomem(err);
	for (size_t i = 0; i < m->ninner; i++)
		r->least[i] = SV_VALUE_MAX;
	for (size_t c = 0; c < m->ncells; c++) {
		const struct sv_cell *cell = &m->cells[c];
		r->earlier |= sv_cell_was_published(cell);
		for (size_t i = 0; i < cell->ninner && sv_cell_was_published(cell); i++)
			if (cell->value < r->least[cell->inner[i]])
				r->least[cell->inner[i]] = cell->value;
	}
	for (size_t i = 0; i < r->n; i++) {
		if (i > 0) {
			r->known[i] = calloc(m->ninner ? m->ninner : 1, 1);
			if (r->known[i] == NULL)
				return sv_err_nomem(err);
			for (size_t k = 0; k < m->insiders[i - 1].ninner; k++)
				r->known[i][m->insiders[i - 1].inner[k]] = 1;
		}
		r->elim[i] = new_reader(r, i, 0);
		if (r->elim[i] == NULL)
			return sv_err_nomem(err);
	}
	return SV_OK;
}

/* Publishes a cell for the first n readers, or for none. *leak tells why not, *reader to whom. */
static enum sv_status try_cell(struct readers *r, size_t n, size_t cell, struct sv_elim_leak *leak, size_t *reader, struct sv_err *err)
{
	const struct sv_cell *c = &r->m->cells[cell];
	bool ok = true;

	leak->found = false;
	for (*reader = 0; *reader < n; ++*reader) {
		ok = sv_elim_add(r->elim[*reader], c->inner, c->ninner, c->value, SV_ELIM_NONE, leak);
		if (!ok || leak->found)
			break;
	}
	for (size_t i = 0; ok && i < n && i <= *reader; i++) {
		if (leak->found)
			ok = sv_elim_undo(r->elim[i]);
		else
			sv_elim_commit(r->elim[i]);
	}
	return ok ? SV_OK : sv_err_nomem(err);
}

/* Forced cells up to and with `last` tell a watched cell: goes through them again, noting of what each equation is made. */
static enum sv_status explain(const struct readers *r, size_t reader, size_t last, struct sv_equation *why, struct sv_err *err)
{
	const struct sv_publication *m = r->m;
	struct sv_elim *e = new_reader(r, reader, (uint32_t)m->ncells);
	struct sv_elim_leak leak = { .found = false };
	bool ok = e != NULL;
	char room[32], text[320];

	for (size_t c = 0; ok && c <= last; c++) { /* the last is the one that tells */
		if (!(m->cells[c].flags & SV_CELL_FORCED))
			continue;
		ok = sv_elim_add(e, m->cells[c].inner, m->cells[c].ninner, m->cells[c].value, (uint32_t)(m->ninner + c), &leak);
		sv_elim_commit(e);
	}
	if (!ok || !sv_elim_tags(e, &leak, why->term, why->coef, SV_EQUATION_TERMS, &why->nterms)) {
		sv_elim_free(e);
		return sv_err_nomem(err);
	}
	why->cell = leak.id;
	if (why->nterms == 0) {
		why->nterms = 1;
		why->term[0] = (uint32_t)last;
		why->coef[0] = 0;
	}
	sv_elim_free(e);
	sv_equation_text(m, why, text, sizeof text);
	const char *name = sv_cell_name(m, why->cell, room, sizeof room);
	if (leak.narrow)
		sv_err_set(err, SV_NO, N_("what was published before bounds %s too closely: %s"), name, text);
	else
		sv_err_set(err, SV_NO, N_("what was published before tells %s: %s"), name, text);
	sv_err_hint(err, N_("nothing that is left out now can take that back; leave these cells out of the model only where nobody has that publication"));
	return SV_NO;
}

static enum sv_status publish_forced(struct readers *r, struct sv_equation *why, struct sv_err *err)
{
	struct sv_elim_leak leak;
	size_t reader;

	for (size_t c = 0; c < r->m->ncells; c++) {
		if (!(r->m->cells[c].flags & SV_CELL_FORCED))
			continue;
		enum sv_status s = try_cell(r, sv_cell_was_published(&r->m->cells[c]) ? 1 : r->n, c, &leak, &reader, err);
		if (s != SV_OK)
			return s;
		if (leak.found)
			return explain(r, reader, c, why, err);
	}
	return !r->earlier || watch_primary(r, 0, r->elim[0], r->m->width, UINT32_MAX) ? SV_OK : sv_err_nomem(err);
}

static enum sv_status publish_rest(struct readers *r, const struct sv_candidate *list, size_t n, unsigned char *suppressed, struct sv_err *err)
{
	struct sv_elim_leak leak;
	size_t reader;

	for (size_t i = 0; i < n; i++) {
		size_t c = list[i].cell;
		enum sv_status s = try_cell(r, r->n, c, &leak, &reader, err);
		if (s != SV_OK)
			return s;
		suppressed[c] = leak.found;
		for (size_t k = 0; leak.found && k < r->n; k++) {
			if (!watch_cell(r, k, r->elim[k], c, UINT32_MAX))
				return sv_err_nomem(err);
		}
	}
	return SV_OK;
}

enum sv_status sv_suppress(const struct sv_publication *m, unsigned char *suppressed, struct sv_equation *why, struct sv_err *err)
{
	struct sv_equation unused;
	struct sv_candidate *list = NULL;
	struct readers r = { 0 };
	size_t n = 0;

	if (why == NULL)
		why = &unused;
	why->cell = SIZE_MAX;
	enum sv_status s = sv_publication_check(m, err);
	if (s != SV_OK)
		return s;
	list = malloc((m->ncells ? m->ncells : 1) * sizeof *list);
	s = list ? readers_init(&r, m, err) : sv_err_nomem(err);
	for (size_t c = 0; s == SV_OK && c < m->ncells; c++) {
		suppressed[c] = !(m->cells[c].flags & SV_CELL_FORCED) && (m->cells[c].flags & (SV_CELL_PRIMARY | SV_CELL_UNSEEN));
		if (!suppressed[c] && !(m->cells[c].flags & SV_CELL_FORCED))
			list[n++] = (struct sv_candidate){ sv_cell_worth(m, c), m->cells[c].ninner, c };
	}
	if (s == SV_OK) {
		sv_candidates_sort(list, n);
		s = publish_forced(&r, why, err);
	}
	if (s == SV_OK)
		s = publish_rest(&r, list, n, suppressed, err);
	readers_free(&r);
	free(list);
	return s;
}
