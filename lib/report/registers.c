/* SPDX-License-Identifier: MIT */
/* Facts and lists from the other registers: see registers.h. */
#include "report/registers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "json/get.h"
#include "model/item.h"
#include "model/protocol.h"
#include "model/series.h"

/* A run over what a selection chooses. */
struct choice {
	const json_t *selection;
	int32_t first, last;
	enum sv_status (*fn)(void *data, const json_t *item, const json_t *one, struct sv_err *err);
	void *data;
};

static enum sv_status keep(void *data, const char *json, struct sv_err *err)
{
	json_t *state = json_loads(json, 0, NULL);

	return state && json_array_append_new(data, state) == 0 ? SV_OK : sv_err_nomem(err);
}

enum sv_status sv_register_items(struct sv_account *a, const char *member, const json_t **out, struct sv_err *err)
{
	json_t *items = json_object_get(a->items, member);

	if (a->items == NULL && (a->items = json_object()) == NULL)
		return sv_err_nomem(err);
	if (items == NULL) {
		items = json_array();
		enum sv_status st = items ? sv_index_items(a->index, member, keep, items, err) : sv_err_nomem(err);
		if (st != SV_OK || json_object_set_new(a->items, member, items) < 0)
			return st != SV_OK ? st : sv_err_nomem(err);
	}
	*out = items;
	return SV_OK;
}

/* The value of a member: "/member" of the item, another of what is looked at. */
static const json_t *value_of(const char *member, const json_t *item, const json_t *one)
{
	return member[0] == '/' ? json_object_get(item, member + 1) : json_object_get(one, member);
}

static bool day_of(const char *member, const json_t *item, const json_t *one, int32_t *day)
{
	const char *text = json_string_value(value_of(member, item, one));

	return text && sv_date_parse(text, day);
}

/* Whether an item was there on a day. */
static bool standing(const json_t *item, int32_t day)
{
	const json_t *done = sv_json_object(item, "done");
	int32_t added, ended;

	if (!day_of("from", item, item, &added) && !day_of("added", item, item, &added))
		return false;
	return added <= day && (done == NULL || !day_of("on", item, done, &ended) || ended > day);
}

static bool matches(const json_t *want, const json_t *has)
{
	const json_t *one;
	size_t i;

	if (json_is_boolean(want))
		return json_is_true(want) == json_is_true(has);
	if (!json_is_array(want))
		return has && json_equal(want, has);
	json_array_foreach(want, i, one) {
		if (has && json_equal(one, has))
			return true;
	}
	return false;
}

static bool chosen(const struct choice *c, const json_t *item, const json_t *one)
{
	const char *day = sv_json_text(c->selection, "day"), *member;
	json_t *want;
	int32_t on;

	if (sv_json_true(c->selection, "standing") && !standing(item, c->last))
		return false;
	if (day && (!day_of(day, item, one, &on) || on < c->first || on > c->last))
		return false;
	json_object_foreach(sv_json_object(c->selection, "where"), member, want) {
		if (!matches(want, value_of(member, item, one)))
			return false;
	}
	return true;
}

/* Calls fn for everything that a selection chooses; *any: whether the register held anything by then: before that, nothing is known, which is not none. */
static enum sv_status choose(struct sv_account *a, const struct choice *c, bool *any, struct sv_err *err)
{
	const char *member = sv_json_text(c->selection, "register"), *list = sv_json_text(c->selection, "list");
	const json_t *items, *item, *one;
	size_t i, k;
	enum sv_status st = member ? sv_register_items(a, member, &items, err) : sv_err_set(err, SV_CONFIG, N_("a selection of a register names none"));

	if (st != SV_OK)
		return st;
	*any = false;
	json_array_foreach(items, i, item) {
		int32_t since;
		/* how it stood at the end of the years, or stands now where that is still to come */
		if (st == SV_OK && !sv_item_derive((json_t *)item, c->last < a->day ? c->last : a->day))
			st = sv_err_nomem(err);
		*any = *any || (day_of("added", item, item, &since) && since <= c->last) || (day_of("from", item, item, &since) && since <= c->last);
		if (st == SV_OK && list == NULL && chosen(c, item, item))
			st = c->fn(c->data, item, item, err);
		json_array_foreach(list ? sv_json_array(item, list) : NULL, k, one) {
			if (st == SV_OK && chosen(c, item, one))
				st = c->fn(c->data, item, one, err);
		}
	}
	return st;
}

static struct choice choice_of(const json_t *selection, int from, int to)
{
	struct choice c = { .selection = selection, .first = sv_day_from_civil(from, 1, 1), .last = sv_day_from_civil(to, 12, 31) };

	return c;
}

/* Counting, or adding up a member. */
struct tally {
	const char *sum;
	double total;
	long long n;
};

static enum sv_status count_one(void *data, const json_t *item, const json_t *one, struct sv_err *err)
{
	struct tally *t = data;
	const json_t *value = t->sum ? value_of(t->sum, item, one) : NULL;

	(void)err;
	if (t->sum && !json_is_integer(value))
		return SV_OK;
	t->total += t->sum ? (double)json_integer_value(value) : 1;
	t->n++;
	return SV_OK;
}

enum sv_status sv_register_fact(struct sv_account *a, const json_t *fact, int from, int to, struct sv_fact *out, struct sv_err *err)
{
	const json_t *selection = sv_json_object(fact, "items"), *of = sv_json_object(fact, "of");
	const char *mean = sv_json_text(fact, "mean");
	struct tally t = { mean ? mean : sv_json_text(fact, "sum"), 0, 0 }, whole = { NULL, 0, 0 };
	struct choice c = choice_of(selection, from, to);
	bool any = false;
	double staff = 0;

	memset(out, 0, sizeof *out);
	c.fn = count_one;
	c.data = &t;
	enum sv_status st = choose(a, &c, &any, err);
	if (st != SV_OK || (!any && t.n == 0))
		return st;
	if (of) {
		c = choice_of(of, from, to);
		c.fn = count_one;
		c.data = &whole;
		st = choose(a, &c, &any, err);
		if (st != SV_OK || whole.n == 0)
			return st;
		out->value = 100.0 * t.total / whole.total;
	} else if (sv_json_true(fact, "staff")) {
		if (!sv_series_staff(a->protocol, NULL, sv_day_from_civil(from, 1, 1), sv_day_from_civil(to, 12, 31), &staff) || staff <= 0)
			return SV_OK;
		out->value = 100.0 * t.total / staff;
	} else if (mean) {
		if (t.n == 0)
			return SV_OK;
		out->value = t.total / (double)t.n;
	} else {
		out->value = t.total;
	}
	out->known = SV_FACT_KNOWN;
	out->n = t.n;
	out->of = whole.n;
	return SV_OK;
}

/* A list being written. */
struct listing {
	struct sv_account *a;
	const json_t *columns;
	const char *by;
	json_t *rows; /* [order, cells] */
};

/* A value as people read it: a word in their language, a day, a number, yes or no, how many there are of a list. */
static void text_of(const struct listing *l, const json_t *value, struct sv_buf *out)
{
	const json_t *words = sv_json_object(l->a->words, "register"), *one;
	const char *text = json_string_value(value), *word = text ? sv_json_text(words, text) : NULL;
	size_t i;

	if (text && sv_write_day(l->a->words, text, out))
		return;
	if (text)
		sv_buf_adds(out, word ? word : text);
	else if (json_is_integer(value))
		sv_buf_addf(out, "%lld", (long long)json_integer_value(value));
	else if (json_is_boolean(value))
		sv_buf_adds(out, sv_json_text(sv_json_object(l->a->words, "yes_no"), json_is_true(value) ? "yes" : "no"));
	else if (json_is_array(value) && json_is_string(json_array_get(value, 0)))
		json_array_foreach(value, i, one)
			sv_buf_addf(out, "%s%s", i ? ", " : "", sv_json_text(words, json_string_value(one)) ? sv_json_text(words, json_string_value(one)) : json_string_value(one));
	else if (json_is_array(value))
		sv_buf_addf(out, "%zu", json_array_size(value));
	else
		sv_buf_adds(out, sv_json_text(l->a->words, "nothing") ? sv_json_text(l->a->words, "nothing") : "");
	for (size_t k = 0; k < out->len; k++) /* a document's lines are lines */
		if ((unsigned char)out->data[k] < ' ')
			out->data[k] = ' ';
}

static enum sv_status add_row(void *data, const json_t *item, const json_t *one, struct sv_err *err)
{
	struct listing *l = data;
	const json_t *column, *key = l->by ? value_of(l->by, item, one) : NULL;
	struct sv_buf text = SV_BUF_INIT;
	json_t *cells = json_array();
	bool ok = cells != NULL;
	size_t i;

	json_array_foreach(l->columns, i, column) {
		const char *member = sv_json_text(column, "member"), *list = sv_json_text(column, "list");
		const json_t *value = member ? value_of(member, item, one) : NULL;
		sv_buf_clear(&text);
		if (value && list && json_is_string(value)) /* a word of a list of the protocol */
			sv_buf_adds(&text, sv_protocol_label(l->a->protocol, list, json_string_value(value), l->a->lang));
		else
			text_of(l, value, &text);
		ok = ok && json_array_append_new(cells, json_string(sv_buf_str(&text))) == 0;
	}
	sv_buf_release(&text);
	ok = ok && json_array_append_new(l->rows, json_pack("[s,O]", json_is_string(key) ? json_string_value(key) : "", cells)) == 0;
	json_decref(cells);
	return ok ? SV_OK : sv_err_nomem(err);
}

/* The rows in their order, those that are equal as they came. */
static json_t *in_order(const json_t *rows)
{
	json_t *out = json_array();
	size_t n = json_array_size(rows);

	for (size_t i = 0; i < n; i++) { /* insertion: lists of registers are short */
		size_t at = json_array_size(out);
		const char *key = json_string_value(json_array_get(json_array_get(rows, i), 0));
		while (at > 0 && strcmp(json_string_value(json_array_get(json_array_get(out, at - 1), 0)), key) > 0)
			at--;
		json_array_insert(out, at, json_array_get(rows, i));
	}
	for (size_t i = 0; i < json_array_size(out); i++)
		json_array_set(out, i, json_array_get(json_array_get(out, i), 1));
	return out;
}

enum sv_status sv_register_list(struct sv_account *a, const json_t *definition, int from, int to, json_t **out, struct sv_err *err)
{
	struct listing l = { a, sv_json_array(definition, "columns"), sv_json_text(definition, "by"), json_array() };
	struct choice c = choice_of(sv_json_object(definition, "items"), from, to);
	const char *title = sv_write_text(json_object_get(definition, "title"), a->lang), *note = sv_write_text(json_object_get(definition, "note"), a->lang), *name = sv_json_text(definition, "list");
	json_t *columns = json_array(), *rows;
	const json_t *column;
	bool any, ok = columns && l.rows;
	size_t i;

	*out = NULL;
	c.fn = add_row;
	c.data = &l;
	enum sv_status st = ok ? choose(a, &c, &any, err) : sv_err_nomem(err);
	json_array_foreach(l.columns, i, column) {
		const char *label = sv_write_text(json_object_get(column, "label"), a->lang);
		ok = ok && json_array_append_new(columns, json_string(label ? label : "?")) == 0;
	}
	if (st == SV_OK && json_array_size(l.rows) > 0) {
		rows = in_order(l.rows);
		*out = json_pack("{s:s,s:s,s:O,s:o}", "list", name ? name : "list", "title", title ? title : "?", "columns", columns, "rows", rows);
		ok = ok && *out && sv_json_set_text(*out, "note", note);
	}
	json_decref(columns);
	json_decref(l.rows);
	return st != SV_OK ? st : ok ? SV_OK : sv_err_nomem(err);
}

enum sv_status sv_register_section(struct sv_account *a, const json_t *section, bool *empty, struct sv_err *err)
{
	const json_t *names = sv_json_array(section, "registers"), *items, *name;
	size_t i;

	*empty = json_array_size(names) > 0;
	json_array_foreach(names, i, name) {
		enum sv_status st = sv_register_items(a, json_string_value(name), &items, err);
		if (st != SV_OK)
			return st;
		*empty = *empty && json_array_size(items) == 0;
	}
	return SV_OK;
}
