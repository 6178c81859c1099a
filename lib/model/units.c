/* SPDX-License-Identifier: MIT */
/* The units of an organisation: see units.h. */
#include "model/units.h"

#include <stdlib.h>
#include <string.h>

#include "json/get.h"
#include "model/series.h"

/* The children of each unit, to walk down without looking at all units again and again. */
struct listing {
	const char **id;
	size_t *first, *next; /* first child of a unit of the list, the next one of the same parent; SV_UNITS_NONE: none */
	size_t n, top;
};

static void listing_release(struct listing *l)
{
	free(l->id);
	free(l->first);
	free(l->next);
}

static enum sv_status listing_open(const json_t *list, struct listing *l, struct sv_err *err)
{
	size_t n = json_array_size(list);
	json_t *place = json_object();
	bool ok = place != NULL;

	*l = (struct listing){ calloc(n + 1, sizeof *l->id), malloc((n + 1) * sizeof *l->first), malloc((n + 1) * sizeof *l->next), n, SV_UNITS_NONE };
	ok = ok && l->id && l->first && l->next;
	for (size_t i = 0; i < n && ok; i++) {
		l->id[i] = sv_json_text(json_array_get(list, i), "id");
		l->first[i] = SV_UNITS_NONE;
		ok = l->id[i] == NULL || json_object_set_new(place, l->id[i], json_integer((json_int_t)i)) == 0;
	}
	for (size_t i = n; i-- > 0 && ok;) { /* backwards, so that each list of children is in order */
		const char *parent = sv_json_text(json_array_get(list, i), "parent");
		long long up = parent ? sv_json_int(place, parent, -1) : -1;
		size_t *of = up >= 0 ? &l->first[up] : &l->top;
		if (l->id[i] == NULL)
			continue;
		l->next[i] = *of;
		*of = i;
	}
	json_decref(place);
	return ok ? SV_OK : sv_err_nomem(err);
}

/* Walks down from each unit at the top, and notes each unit before those below it. */
static bool walk(struct sv_units *u, const struct listing *l)
{
	size_t *at = calloc(l->n + 1, sizeof *at); /* where in the list each unit stands */
	size_t i = l->top, up = SV_UNITS_NONE;
	bool ok = at != NULL;

	while (ok && i != SV_UNITS_NONE) { /* each stands in one list of children */
		u->unit[u->n] = (struct sv_unit){ l->id[i], up, up == SV_UNITS_NONE ? 0 : u->unit[up].depth + 1 };
		at[u->n] = i;
		ok = json_object_set_new(u->place, l->id[i], json_integer((json_int_t)u->n)) == 0;
		if (l->first[i] != SV_UNITS_NONE) {
			up = u->n;
			i = l->first[i];
		} else {
			while (l->next[i] == SV_UNITS_NONE && up != SV_UNITS_NONE) {
				i = at[up];
				up = u->unit[up].up;
			}
			i = l->next[i];
		}
		u->n++;
	}
	free(at);
	return ok;
}

enum sv_status sv_units_open(const json_t *protocol, struct sv_units *out, struct sv_err *err)
{
	const json_t *list = sv_json_array(sv_json_object(protocol, "lists"), "unit");
	struct listing l = { NULL };

	*out = (struct sv_units){ calloc(json_array_size(list) + 1, sizeof *out->unit), 0, json_object(), NULL };
	enum sv_status st = sv_series_words(protocol, &out->words, err);
	if (st == SV_OK)
		st = out->unit && out->place ? listing_open(list, &l, err) : sv_err_nomem(err);
	if (st == SV_OK && !walk(out, &l))
		st = sv_err_nomem(err);
	listing_release(&l);
	return st;
}

void sv_units_release(struct sv_units *u)
{
	free(u->unit);
	json_decref(u->place);
	json_decref(u->words);
	memset(u, 0, sizeof *u);
}

size_t sv_units_find(const struct sv_units *u, const char *word, int32_t day)
{
	long long i = sv_json_int(u->place, sv_series_word(u->words, "unit", word, day), -1);

	return i < 0 ? SV_UNITS_NONE : (size_t)i;
}

enum sv_status sv_unit_numbers_new(const struct sv_units *u, struct sv_unit_numbers *out, struct sv_err *err)
{
	*out = (struct sv_unit_numbers){ calloc(u->n + 1, sizeof *out->n), calloc(u->n + 1, sizeof *out->known) };
	return out->n && out->known ? SV_OK : sv_err_nomem(err);
}

void sv_unit_numbers_release(struct sv_unit_numbers *n)
{
	free(n->n);
	free(n->known);
	memset(n, 0, sizeof *n);
}

void sv_unit_numbers_read(const struct sv_units *u, const json_t *objects, const char *member, int32_t day, struct sv_unit_numbers *out, long long *other)
{
	const json_t *one;
	size_t i;

	json_array_foreach(objects, i, one) {
		const char *word = sv_json_text(one, "unit");
		size_t at = sv_units_find(u, word, day);
		if (!sv_json_has(one, member))
			continue;
		if (at != SV_UNITS_NONE) {
			out->n[at] += sv_json_int(one, member, 0);
			out->known[at] = true;
		} else if (other) {
			*other += sv_json_int(one, member, 0);
		}
	}
}

void sv_unit_numbers_fill(const struct sv_units *u, struct sv_unit_numbers *n, bool some)
{
	for (size_t i = u->n; i-- > 0;) { /* from below, as each stands after the one it is below */
		size_t children = 0, known = 0;
		long long sum = 0;
		for (size_t k = i + 1; k < u->n && u->unit[k].depth > u->unit[i].depth && !n->known[i]; k++) {
			if (u->unit[k].up != i)
				continue;
			children++;
			known += n->known[k];
			sum += n->n[k];
		}
		if (some ? known > 0 : children > 0 && known == children) {
			n->n[i] = sum;
			n->known[i] = true;
		}
	}
}

bool sv_unit_numbers_top(const struct sv_units *u, const struct sv_unit_numbers *n, bool some, long long *sum)
{
	size_t tops = 0, known = 0;

	*sum = 0;
	for (size_t i = 0; i < u->n; i++) {
		if (u->unit[i].up != SV_UNITS_NONE)
			continue;
		tops++;
		known += n->known[i];
		*sum += n->n[i];
	}
	return some ? known > 0 : tops > 0 && known == tops;
}
