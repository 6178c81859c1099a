/* SPDX-License-Identifier: MIT */
/* The shape of tables: see table.h. */
#include "report/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "json/get.h"
#include "model/protocol.h"

/* Where the words of a dimension come from. */
enum source {
	LIST,    /* a list of the protocol */
	MEMBER,  /* another array of the protocol: routes, outcomes, gates */
	FIXED,   /* words.json, by this name */
	GROUPS,  /* of the words of another dimension, a list of the protocol: their member "group"; labels from words.json by this name */
	TERMS,   /* the protocol's terms, each with how it went */
	PERIOD,
	YEARS,   /* the years of the shape, of another day than that of receipt: cases of other years are not in the table */
};

static const struct known {
	const char *name;
	enum source source;
	const char *from; /* the list, the member, or the words */
	bool many, open;  /* several words; a case may be without one */
	int tie;          /* not 0: dimensions with the same number follow from each other in part, as a case has an outcome when it is decided */
	enum sv_rdim_tells tells;
} dims[] = {
	{ "year", PERIOD, NULL, false, false },
	{ "quarter", PERIOD, NULL, false, false },
	{ "month", PERIOD, NULL, false, false },
	{ "kind", FIXED, "kind", false, false, 0, SV_RDIM_SOMETHING },
	{ "confidentiality", FIXED, "confidentiality", false, false, 0, SV_RDIM_SOMETHING },
	{ "gravity", FIXED, "gravity", false, true, 0, SV_RDIM_SOMETHING },
	{ "state", FIXED, "state", false, false, 1 },
	{ "channel", LIST, "channel", false, true, 0, SV_RDIM_SOMETHING },
	{ "category", LIST, "category", false, true, 0, SV_RDIM_MUCH },
	{ "unit", LIST, "unit", false, true, 0, SV_RDIM_SOMETHING },
	{ "reporter_position", LIST, "position", false, true, 0, SV_RDIM_SOMETHING },
	{ "concerned_position", LIST, "position", false, true, 0, SV_RDIM_SOMETHING },
	{ "route", MEMBER, "routes", false, true, 1, SV_RDIM_SOMETHING },
	{ "outcome", MEMBER, "outcomes", false, true, 1, SV_RDIM_MUCH },
	{ "measure", LIST, "measure", true, true, 0, SV_RDIM_MUCH },
	{ "cause", LIST, "cause", true, true, 0, SV_RDIM_SOMETHING },
	{ "override", MEMBER, "gates", true, true },
	{ "unmet", MEMBER, "gates", true, true },
	{ "retaliation", FIXED, "yes_no", false, false, 0, SV_RDIM_SOMETHING },
	{ "imported", FIXED, "yes_no", false, false },
	{ "aftercare", FIXED, "aftercare", false, true },
	{ "followed_up", FIXED, "yes_no", false, false },
	{ "settled", FIXED, "yes_no", false, false },
	{ "converted", FIXED, "yes_no", false, false },
	{ "reopened", FIXED, "yes_no", false, false },
	{ "group", GROUPS, "category", false, true, 0, SV_RDIM_MUCH },
	{ "recommendation", FIXED, "recommendation", true, true },
	{ "timeliness", TERMS, NULL, true, true },
	{ "decided_year", YEARS, NULL, false, false, 1 },
	{ "closed_year", YEARS, NULL, false, false, 1 },
};

static const struct known *known(const char *name)
{
	for (size_t i = 0; i < sizeof dims / sizeof dims[0]; i++)
		if (strcmp(dims[i].name, name) == 0)
			return &dims[i];
	return NULL;
}

bool sv_rdim_known(const char *name)
{
	return known(name) != NULL;
}

bool sv_rdim_many(const char *name)
{
	return known(name) && known(name)->many;
}

const char *sv_rdim_column(const struct sv_rdim *d)
{
	return d->column ? d->column : d->name;
}

enum sv_rdim_tells sv_rdim_tells(const struct sv_rdim *d)
{
	return d->period || known(d->name) == NULL ? SV_RDIM_NOTHING : known(d->name)->tells;
}

int sv_rdim_tie(const char *name)
{
	return known(name) ? known(name)->tie : 0;
}

/* Adds a node; false without memory or place. */
static bool add(struct sv_rdim *d, const char *id, const char *label, size_t parent, int32_t from, int32_t to)
{
	if (d->n == SV_REPORT_NODES)
		return false;
	if ((d->n & (d->n - 1)) == 0) { /* a power of two is full */
		struct sv_rnode *grown = realloc(d->nodes, (d->n ? d->n * 2 : 1) * sizeof *grown);
		if (grown == NULL)
			return false;
		d->nodes = grown;
	}
	struct sv_rnode *n = &d->nodes[d->n];
	*n = (struct sv_rnode){ strdup(id), strdup(label), parent, 0, true, from, to };
	if (n->id == NULL || n->label == NULL) {
		free(n->id);
		free(n->label);
		return false;
	}
	if (d->n > 0) {
		n->level = d->nodes[parent].level + 1;
		d->nodes[parent].leaf = false;
		if (json_object_set_new(d->places, id, json_integer((json_int_t)d->n)) < 0) {
			free(n->id);
			free(n->label);
			return false;
		}
	}
	d->n++;
	return true;
}

static const char *text_in(const json_t *words, const char *object, const char *key)
{
	const char *s = object ? sv_json_text(sv_json_object(words, object), key) : sv_json_text(words, key);

	return s ? s : key;
}

/* The groups of a list's words as nodes: a word counts in its group. A group is no word itself. */
static bool add_groups(struct sv_rdim *d, const struct sv_rshape *shape, const char *of, const char *name)
{
	size_t i;
	const json_t *item;

	d->column = of;
	json_array_foreach(sv_json_array(sv_json_object(shape->protocol, "lists"), of), i, item) {
		const char *group = sv_json_text(item, "group"), *label = group ? sv_json_text(sv_json_object(shape->words, name), group) : NULL;
		if (group && sv_rdim_named(d, group) == 0 && !add(d, group, label ? label : group, 0, 0, 0))
			return false;
	}
	json_object_clear(d->places);
	json_array_foreach(sv_json_array(sv_json_object(shape->protocol, "lists"), of), i, item) {
		const char *id = sv_json_text(item, "id"), *group = sv_json_text(item, "group");
		if (id && group && json_object_set_new(d->places, id, json_integer((json_int_t)sv_rdim_named(d, group))) < 0)
			return false;
	}
	return true;
}

/* A list of the protocol as nodes, a parent before its children; deeper than depth: the word counts in its ancestor. */
static bool add_list(struct sv_rdim *d, const json_t *list, const char *id_member, const struct sv_rshape *shape, size_t depth)
{
	size_t i, before;
	const json_t *item;

	do { /* as many rounds as there are levels: the order of the list may be any */
		before = d->n;
		json_array_foreach(list, i, item) {
			const char *id = sv_json_text(item, id_member), *parent = sv_json_text(item, "parent");
			size_t up = parent ? sv_rdim_node(d, parent) : 0;
			const char *label = sv_json_text(sv_json_object(item, "label"), shape->lang);
			label = label || id == NULL ? label : sv_json_text(sv_json_object(shape->words, id_member), id); /* what has no label in the protocol: gates */
			if (id == NULL || json_object_get(d->places, id) || (parent && up == 0))
				continue;
			if (up && d->nodes[up].level >= depth) {
				if (json_object_set_new(d->places, id, json_integer((json_int_t)up)) < 0)
					return false;
				continue;
			}
			if (!add(d, id, label ? label : id, up, 0, 0))
				return false;
		}
	} while (d->n > before);
	return true;
}

/* A table by unit starts below a single top unit, which is the organisation itself: as a row it would only repeat the total. */
static bool single_top(const json_t *list, const char **top)
{
	size_t i, n = 0;
	const json_t *item;

	json_array_foreach(list, i, item) {
		if (!sv_json_has(item, "parent")) {
			*top = sv_json_text(item, "id");
			n++;
		}
	}
	return n == 1 && *top && json_array_size(list) > 1;
}

/* Every term once, with how it went below it: "feedback", "feedback:met" … */
static bool add_terms(struct sv_rdim *d, const struct sv_rshape *shape, size_t depth)
{
	size_t i;
	const json_t *term;
	const char *status;
	json_t *word;
	char id[160];

	json_array_foreach(sv_json_array(shape->protocol, "terms"), i, term) {
		const char *name = sv_json_text(term, "term"), *label = sv_json_text(sv_json_object(term, "label"), shape->lang);
		if (name == NULL || json_object_get(d->places, name))
			continue;
		size_t parent = d->n;
		if (!add(d, name, label ? label : name, 0, 0, 0))
			return false;
		json_object_foreach(sv_json_object(shape->words, "term"), status, word) {
			snprintf(id, sizeof id, "%s:%s", name, status);
			if (depth < 2 ? json_object_set_new(d->places, id, json_integer((json_int_t)parent)) < 0 : !add(d, id, json_string_value(word), parent, 0, 0))
				return false;
		}
	}
	return true;
}

static bool add_periods(struct sv_rdim *d, const char *name, const struct sv_rshape *shape)
{
	int months = strcmp(name, "year") == 0 ? 12 : strcmp(name, "quarter") == 0 ? 3 : 1;
	char id[16];

	for (size_t i = 0; i < shape->nyears; i++) {
		for (int m = 1; m <= 12; m += months) {
			int32_t from = sv_day_from_civil(shape->years[i], m, 1);
			if (months == 12)
				snprintf(id, sizeof id, "%04d", shape->years[i] % 10000);
			else if (months == 3)
				snprintf(id, sizeof id, "%04d-Q%d", shape->years[i] % 10000, (m - 1) / 3 % 4 + 1);
			else
				snprintf(id, sizeof id, "%04d-%02d", shape->years[i] % 10000, m % 100);
			if (!add(d, id, id, 0, from, sv_day_add_months(from, months) - 1))
				return false;
		}
	}
	return true;
}

static enum sv_status make_dim(const char *name, const struct sv_rshape *shape, size_t depth, struct sv_rdim *d, struct sv_err *err)
{
	const struct known *k = known(name);
	const char *word, *top = NULL;
	json_t *label;
	bool ok;

	if (k == NULL)
		return sv_err_set(err, SV_CONFIG, N_("unknown dimension '%s'"), name);
	d->name = strdup(name);
	d->label = strdup(text_in(shape->words, "dimension", name));
	d->places = json_object();
	d->period = k->source == PERIOD;
	d->many = k->many;
	ok = d->name && d->label && d->places && add(d, "", text_in(shape->words, NULL, k->many ? "all_cases" : "total"), 0, INT32_MIN, INT32_MAX);
	if (ok && depth == 0 && k->source != PERIOD && k->source != YEARS)
		return SV_OK; /* lifted to its total */
	const json_t *list = k->source == LIST ? sv_json_array(sv_json_object(shape->protocol, "lists"), k->from) : k->source == MEMBER ? sv_json_array(shape->protocol, k->from) : NULL;
	switch (k->source) {
	case LIST:
		if (ok && strcmp(name, "unit") == 0 && single_top(list, &top)) {
			json_t *below = sv_json_deep_copy(list), *item;
			size_t i;
			json_array_foreach(below, i, item)
				if (sv_json_text(item, "parent") && strcmp(sv_json_text(item, "parent"), top) == 0)
					json_object_del(item, "parent");
			for (i = json_array_size(below); i-- > 0;)
				if (strcmp(sv_json_text(json_array_get(below, i), "id"), top) == 0)
					json_array_remove(below, i);
			ok = ok && below && add_list(d, below, "id", shape, depth);
			json_decref(below);
			break;
		}
		/* fall through */
	case MEMBER:
		ok = ok && add_list(d, list, strcmp(k->from ? k->from : "", "gates") == 0 ? "gate" : "id", shape, depth);
		break;
	case FIXED:
		json_object_foreach(sv_json_object(shape->words, k->from), word, label)
			ok = ok && add(d, word, json_string_value(label) ? json_string_value(label) : word, 0, 0, 0);
		break;
	case TERMS:
		ok = ok && add_terms(d, shape, depth);
		break;
	case GROUPS:
		ok = ok && add_groups(d, shape, k->from, name);
		break;
	case PERIOD:
		ok = ok && add_periods(d, name, shape);
		break;
	case YEARS:
		d->strict = true;
		ok = ok && add_periods(d, "year", shape);
		break;
	}
	if (ok && k->open && !k->many)
		ok = add(d, "", text_in(shape->words, NULL, top ? "whole" : "none"), 0, 0, 0);
	if (ok && top) /* its own cases, so that the parts add up */
		ok = json_object_set_new(d->places, top, json_integer((json_int_t)sv_rdim_node(d, ""))) == 0;
	if (ok)
		return SV_OK;
	return d->n == SV_REPORT_NODES ? sv_err_set(err, SV_CONFIG, N_("dimension '%s' has too many words for a table"), name) : sv_err_nomem(err);
}

/* How many cells there are; false where they are too many. */
static bool count_cells(struct sv_rtable *t)
{
	t->ncells = 1;
	for (size_t i = 0; i < t->ndims; i++) {
		t->ncells *= t->dims[i].n;
		if (t->ncells > SV_REPORT_CELLS)
			return false;
	}
	return true;
}

/* What the cases of a table are limited to. */
static enum sv_status take_only(struct sv_rtable *t, struct sv_err *err)
{
	const char *dimension;
	json_t *word;

	json_object_foreach(sv_json_object(t->definition, "only"), dimension, word) {
		const struct known *k = known(dimension);
		if (k == NULL || k->source == PERIOD || k->source == GROUPS || json_string_value(word) == NULL || t->nonly == sizeof t->only / sizeof t->only[0])
			return sv_err_set(err, SV_CONFIG, N_("table '%s': it cannot be limited by '%s'"), t->id, dimension);
		t->only[t->nonly].dimension = dimension;
		t->only[t->nonly++].word = json_string_value(word);
	}
	return SV_OK;
}

enum sv_status sv_rtable_make(const json_t *definition, const struct sv_rshape *shape, struct sv_rtable *out, struct sv_err *err)
{
	const json_t *by = sv_json_array(definition, "by"), *name;
	const char *id = sv_json_text(definition, "table");
	size_t i;
	enum sv_status st = SV_OK;

	memset(out, 0, sizeof *out);
	if (id == NULL || json_array_size(by) < 1 || json_array_size(by) > SV_REPORT_DIMS)
		return sv_err_set(err, SV_CONFIG, N_("a table has a name and one to three dimensions"));
	out->owned = sv_json_deep_copy(definition);
	out->definition = out->owned;
	out->id = strdup(id);
	if (out->owned == NULL || out->id == NULL)
		st = sv_err_nomem(err);
	json_array_foreach(by, i, name) {
		if (st != SV_OK)
			break;
		const char *dimension = json_string_value(name) ? json_string_value(name) : "";
		const struct known *k = known(dimension);
		long long usual = k && k->source == TERMS ? 2 : sv_json_int(definition, "depth", 1); /* a term tells nothing without how it went */
		long long depth = sv_json_int(sv_json_object(definition, "depths"), dimension, usual < 1 ? 1 : usual);
		out->ndims = i + 1;
		st = make_dim(dimension, shape, depth < 0 ? 0 : (size_t)depth, &out->dims[i], err);
	}
	if (st == SV_OK)
		st = take_only(out, err);
	if (st == SV_OK && !count_cells(out))
		st = sv_err_set(err, SV_CONFIG, N_("table '%s' has too many cells"), id);
	if (st != SV_OK)
		sv_rtable_release(out);
	return st;
}

json_t *sv_rtable_keep(const struct sv_rtable *t)
{
	json_t *kept = json_object(), *list = json_array();
	bool ok = kept && list && sv_json_set_text(kept, "table", t->id) && sv_json_set(kept, "only", sv_json_object(t->definition, "only"));

	for (size_t i = 0; i < t->ndims && ok; i++) {
		const struct sv_rdim *d = &t->dims[i];
		json_t *one = json_object(), *nodes = json_array(), *also = json_object(), *place;
		const char *word;
		ok = one && nodes && also && sv_json_set_text(one, "name", d->name);
		for (size_t n = 1; n < d->n && ok; n++) {
			json_t *node = json_pack("{s:s,s:I}", "id", d->nodes[n].id, "parent", (json_int_t)d->nodes[n].parent);
			ok = node && (!d->period || (json_object_set_new(node, "from", json_integer(d->nodes[n].from)) == 0 && json_object_set_new(node, "to", json_integer(d->nodes[n].to)) == 0));
			ok = json_array_append_new(nodes, node) == 0 && ok;
		}
		json_object_foreach(d->places, word, place) { /* words that count in another node */
			const struct sv_rnode *n = &d->nodes[json_integer_value(place)];
			if (ok && (d->column || json_integer_value(place) == 0 || strcmp(n->id, word) != 0))
				ok = json_object_set(also, word, place) == 0;
		}
		ok = ok && (!d->period || json_object_set_new(one, "period", json_true()) == 0) && (!d->many || json_object_set_new(one, "many", json_true()) == 0)
		     && (!d->strict || json_object_set_new(one, "strict", json_true()) == 0) && sv_json_set_text(one, "column", d->column)
		     && json_object_set(one, "nodes", nodes) == 0 && (json_object_size(also) == 0 || json_object_set(one, "also", also) == 0) && json_array_append(list, one) == 0;
		json_decref(one);
		json_decref(nodes);
		json_decref(also);
	}
	ok = ok && json_object_set(kept, "dims", list) == 0;
	json_decref(list);
	if (!ok) {
		json_decref(kept);
		return NULL;
	}
	return kept;
}

static bool again_dim(const json_t *kept, struct sv_rdim *d)
{
	const json_t *node, *place;
	const char *word;
	size_t i;

	d->name = strdup(sv_json_text(kept, "name") ? sv_json_text(kept, "name") : "");
	d->label = strdup("");
	d->places = json_object();
	d->period = sv_json_true(kept, "period");
	d->many = sv_json_true(kept, "many");
	d->strict = sv_json_true(kept, "strict");
	bool ok = d->name && d->label && d->places && known(d->name) && add(d, "", "", 0, INT32_MIN, INT32_MAX);
	json_array_foreach(sv_json_array(kept, "nodes"), i, node) {
		long long parent = sv_json_int(node, "parent", -1);
		const char *id = sv_json_text(node, "id");
		ok = ok && id && parent >= 0 && (size_t)parent < d->n
		     && add(d, id, "", (size_t)parent, (int32_t)sv_json_int(node, "from", 0), (int32_t)sv_json_int(node, "to", 0));
	}
	const struct known *k = ok ? known(d->name) : NULL;
	if (k && k->source == GROUPS && sv_json_has(kept, "column")) {
		d->column = k->from;
		json_object_clear(d->places);
	}
	json_object_foreach(sv_json_object(kept, "also"), word, place)
		ok = ok && json_is_integer(place) && json_integer_value(place) >= 0 && (size_t)json_integer_value(place) < d->n && json_object_set(d->places, word, (json_t *)place) == 0;
	return ok;
}

enum sv_status sv_rtable_again(const json_t *kept, struct sv_rtable *out, struct sv_err *err)
{
	const char *id = sv_json_text(kept, "table");
	const json_t *list = sv_json_array(kept, "dims"), *one;
	size_t i;
	bool ok;

	memset(out, 0, sizeof *out);
	out->owned = sv_json_deep_copy(kept);
	out->definition = out->owned;
	out->id = strdup(id ? id : "");
	ok = out->owned && out->id && json_array_size(list) >= 1 && json_array_size(list) <= SV_REPORT_DIMS;
	json_array_foreach(list, i, one) {
		if (!ok)
			break;
		out->ndims = i + 1;
		ok = again_dim(one, &out->dims[i]);
	}
	if (ok && take_only(out, err) == SV_OK && count_cells(out))
		return SV_OK;
	sv_rtable_release(out);
	return sv_err_set(err, SV_INTEGRITY, N_("a publication in the ledger has a table that cannot be read"));
}

void sv_rtable_release(struct sv_rtable *t)
{
	for (size_t i = 0; i < t->ndims; i++) {
		for (size_t n = 0; n < t->dims[i].n; n++) {
			free(t->dims[i].nodes[n].id);
			free(t->dims[i].nodes[n].label);
		}
		free(t->dims[i].nodes);
		free(t->dims[i].name);
		free(t->dims[i].label);
		json_decref(t->dims[i].places);
	}
	free(t->id);
	json_decref(t->owned);
	memset(t, 0, sizeof *t);
}

size_t sv_rdim_node(const struct sv_rdim *d, const char *word)
{
	const json_t *place = json_object_get(d->places, word);

	return place ? (size_t)json_integer_value(place) : 0;
}

size_t sv_rdim_named(const struct sv_rdim *d, const char *id)
{
	for (size_t i = 1; i < d->n; i++)
		if (strcmp(d->nodes[i].id, id) == 0)
			return i;
	return 0;
}

size_t sv_rdim_period(const struct sv_rdim *d, int32_t day)
{
	for (size_t i = 1; i < d->n; i++)
		if (day >= d->nodes[i].from && day <= d->nodes[i].to)
			return i;
	return 0;
}

size_t sv_rtable_cell(const struct sv_rtable *t, const size_t nodes[SV_REPORT_DIMS])
{
	size_t cell = 0;

	for (size_t i = 0; i < t->ndims; i++)
		cell = cell * t->dims[i].n + nodes[i];
	return cell;
}

void sv_rtable_nodes(const struct sv_rtable *t, size_t cell, size_t nodes[SV_REPORT_DIMS])
{
	for (size_t i = t->ndims; i-- > 0;) {
		nodes[i] = cell % t->dims[i].n;
		cell /= t->dims[i].n;
	}
}

static bool over_time(const struct sv_rdim *d)
{
	return d->period || d->strict;
}

bool sv_rtable_printed(const struct sv_rtable *t, size_t cell)
{
	size_t nodes[SV_REPORT_DIMS];

	sv_rtable_nodes(t, cell, nodes);
	for (size_t d = 0; d < t->ndims; d++)
		if (over_time(&t->dims[d]) && nodes[d] == 0)
			return false;
	return true;
}

bool sv_rtable_total(const struct sv_rtable *t, size_t cell)
{
	size_t nodes[SV_REPORT_DIMS];

	sv_rtable_nodes(t, cell, nodes);
	for (size_t d = 0; d < t->ndims; d++)
		if (over_time(&t->dims[d]) == (nodes[d] == 0))
			return false;
	return t->nonly == 0;
}

const char *sv_rdim_branch(const struct sv_rdim *d, size_t node)
{
	while (d->nodes[node].parent)
		node = d->nodes[node].parent;
	return node ? d->nodes[node].id : NULL;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(a, b);
}

enum sv_status sv_rtable_about(const struct sv_rtable *t, size_t cell, struct sv_buf *out, struct sv_err *err)
{
	char part[SV_REPORT_DIMS + 4][160];
	size_t nodes[SV_REPORT_DIMS], n = 0;

	sv_rtable_nodes(t, cell, nodes);
	for (size_t d = 0; d < t->ndims; d++) {
		const struct sv_rnode *node = &t->dims[d].nodes[nodes[d]];
		if (nodes[d] && t->dims[d].period)
			snprintf(part[n++], sizeof part[0], "%ld-%ld", (long)node->from, (long)node->to);
		else if (nodes[d] || t->dims[d].strict)
			snprintf(part[n++], sizeof part[0], "%.60s=%.90s", t->dims[d].name, nodes[d] ? node->id : "*");
	}
	for (size_t o = 0; o < t->nonly; o++)
		snprintf(part[n++], sizeof part[0], "%.60s:%.90s", t->only[o].dimension, t->only[o].word);
	qsort(part, n, sizeof part[0], by_text);
	sv_buf_clear(out);
	for (size_t i = 0; i < n; i++)
		sv_buf_addf(out, "%s;", part[i]);
	return out->failed ? sv_err_nomem(err) : SV_OK;
}

/* The children of a node, each with those below it; as many levels as a table may have nodes at most, so the depth is bounded by the list's check for cycles. */
static size_t below(const struct sv_rdim *d, size_t parent, size_t *order, size_t n)
{
	for (size_t i = parent + 1; i < d->n; i++) {
		if (d->nodes[i].parent != parent)
			continue;
		order[n++] = i;
		if (!d->nodes[i].leaf)
			n = below(d, i, order, n);
	}
	return n;
}

size_t sv_rdim_order(const struct sv_rdim *d, size_t *order)
{
	size_t n = below(d, 0, order, 0);

	if (!over_time(d))
		order[n++] = 0;
	return n;
}

/* Whether what a table tells of a dimension tells something of another. */
static bool follows(const char *one, const char *other)
{
	return strcmp(one, other) == 0 || (sv_rdim_tie(one) != 0 && sv_rdim_tie(one) == sv_rdim_tie(other));
}

static bool speaks_of(const struct sv_rtable *t, const char *column)
{
	for (size_t i = 0; i < t->ndims; i++)
		if (!t->dims[i].period && follows(sv_rdim_column(&t->dims[i]), column))
			return true;
	for (size_t i = 0; i < t->nonly; i++)
		if (follows(t->only[i].dimension, column))
			return true;
	return false;
}

bool sv_rtable_linked(const struct sv_rtable *a, const struct sv_rtable *b)
{
	for (size_t i = 0; i < b->ndims; i++)
		if (!b->dims[i].period && speaks_of(a, sv_rdim_column(&b->dims[i])))
			return true;
	for (size_t i = 0; i < b->nonly; i++)
		if (speaks_of(a, b->only[i].dimension))
			return true;
	return false;
}

/* Which dimension is the period of a table; as many as it has where it has none. */
static size_t period_of(const struct sv_rtable *t)
{
	size_t d = t->ndims;

	for (size_t i = 0; i < t->ndims; i++)
		d = t->dims[i].period ? i : d;
	return d;
}

/* Whether a period and some of a dimension have a day in common. */
static bool meets(const struct sv_rnode *period, const struct sv_rdim *d)
{
	for (size_t i = 1; i < d->n; i++)
		if (period->from <= d->nodes[i].to && d->nodes[i].from <= period->to)
			return true;
	return false;
}

void sv_rtable_days(const struct sv_rtable *t, size_t cell, int32_t *from, int32_t *to)
{
	size_t d = period_of(t), nodes[SV_REPORT_DIMS];

	sv_rtable_nodes(t, cell, nodes);
	bool all = d == t->ndims || nodes[d] == 0;
	*from = all ? INT32_MIN : t->dims[d].nodes[nodes[d]].from;
	*to = all ? INT32_MAX : t->dims[d].nodes[nodes[d]].to;
}

bool sv_rtable_overlap(const struct sv_rtable *a, const struct sv_rtable *b)
{
	size_t x = period_of(a), y = period_of(b);

	if (x == a->ndims || y == b->ndims)
		return true;
	for (size_t i = 1; i < a->dims[x].n; i++)
		if (meets(&a->dims[x].nodes[i], &b->dims[y]))
			return true;
	return false;
}

/* What is kept of a dimension of a kept table: the node with that id at the top level, and those below it; none where it has no such node. now: [node] -> what it is then. */
static bool cut(const struct sv_rdim *d, json_t *kept, const char *top, size_t *now)
{
	json_t *nodes = json_array(), *also = json_object(), *node, *place;
	const char *word;
	size_t n = 0;
	bool ok = nodes && also;

	now[0] = 0;
	for (size_t i = 1; i < d->n && ok; i++) {
		bool in = d->nodes[i].parent == 0 ? strcmp(d->nodes[i].id, top) == 0 : now[d->nodes[i].parent] != 0;
		now[i] = in ? ++n : 0;
		node = in ? sv_json_deep_copy(json_array_get(sv_json_array(kept, "nodes"), i - 1)) : NULL;
		ok = !in || (node && json_object_set_new(node, "parent", json_integer((json_int_t)now[d->nodes[i].parent])) == 0 && json_array_append(nodes, node) == 0);
		json_decref(node);
	}
	json_object_foreach(sv_json_object(kept, "also"), word, place) {
		size_t at = (size_t)json_integer_value(place);
		if (ok && at < d->n && now[at] != 0)
			ok = json_object_set_new(also, word, json_integer((json_int_t)now[at])) == 0;
	}
	ok = ok && json_object_set(kept, "nodes", nodes) == 0 && json_object_set(kept, "also", also) == 0;
	json_decref(nodes);
	json_decref(also);
	return ok;
}

enum sv_status sv_rtable_branch(const struct sv_rtable *t, size_t dim, const char *top, struct sv_rtable *out, size_t **from, struct sv_err *err)
{
	json_t *kept = sv_rtable_keep(t);
	size_t *now = calloc(t->dims[dim].n, sizeof *now), nodes[SV_REPORT_DIMS];
	enum sv_status st = kept && now && cut(&t->dims[dim], json_array_get(sv_json_array(kept, "dims"), dim), top, now) ? SV_OK : sv_err_nomem(err);

	*from = NULL;
	memset(out, 0, sizeof *out);
	if (st == SV_OK)
		st = sv_rtable_again(kept, out, err);
	if (st == SV_OK && (*from = calloc(out->ncells, sizeof **from)) == NULL)
		st = sv_err_nomem(err);
	for (size_t k = 0; k < t->ncells && st == SV_OK; k++) {
		sv_rtable_nodes(t, k, nodes);
		bool in = nodes[dim] == 0 || now[nodes[dim]] != 0;
		nodes[dim] = now[nodes[dim]];
		if (in)
			(*from)[sv_rtable_cell(out, nodes)] = k;
	}
	if (st != SV_OK)
		sv_rtable_release(out);
	free(now);
	json_decref(kept);
	return st;
}
