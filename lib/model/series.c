/* SPDX-License-Identifier: MIT */
/* What the protocol says of counting: see series.h. */
#include "model/series.h"

#include <string.h>

#include "base/date.h"
#include "json/get.h"

/* Notes that items of one list were other words: words.was[list][old] = [{id, until?}, …]. */
static bool note_list(json_t *was, const char *name, const json_t *list)
{
	const json_t *item, *old;
	size_t i, k;
	bool ok = true;

	json_array_foreach(list, i, item) {
		json_array_foreach(sv_json_array(item, "was"), k, old) {
			const char *word = sv_json_text(old, "id");
			json_t *of_list = sv_json_object(was, name), *all;
			if (word == NULL)
				continue;
			if (of_list == NULL)
				of_list = sv_json_put(was, name, json_object());
			all = sv_json_array(of_list, word);
			if (all == NULL)
				all = sv_json_put(of_list, word, json_array());
			json_t *one = sv_json_append(all, json_object());
			ok = one && sv_json_set(one, "id", json_object_get(item, "id")) && sv_json_set(one, "until", json_object_get(old, "until")) && ok;
		}
	}
	return ok;
}

enum sv_status sv_series_words(const json_t *protocol, json_t **words, struct sv_err *err)
{
	json_t *was = json_object(), *groups = json_object(), *list;
	const json_t *item;
	const char *name;
	size_t i;
	bool ok = was && groups;

	json_object_foreach(sv_json_object(protocol, "lists"), name, list)
		ok = ok && note_list(was, name, list);
	json_array_foreach(sv_json_array(sv_json_object(protocol, "lists"), "category"), i, item) {
		if (ok && sv_json_text(item, "id"))
			ok = sv_json_set(groups, sv_json_text(item, "id"), json_object_get(item, "group"));
	}
	*words = ok ? json_pack("{s:O,s:O}", "was", was, "group", groups) : NULL;
	json_decref(was);
	json_decref(groups);
	return *words ? SV_OK : sv_err_nomem(err);
}

/* What a word is counted as on a day, one step: of several mappings that hold, the one that ends first. NULL where there is none. */
static const char *one_step(const json_t *of_list, const char *word, int32_t received)
{
	const char *to = NULL;
	const json_t *one;
	int32_t first = INT32_MAX;
	size_t i;

	json_array_foreach(sv_json_array(of_list, word), i, one) {
		const char *text = sv_json_text(one, "until");
		int32_t until = INT32_MAX;
		if (text && (!sv_date_parse(text, &until) || received == INT32_MIN || received > until))
			continue;
		if (to == NULL || until < first)
			to = sv_json_text(one, "id");
		first = until < first ? until : first;
	}
	return to;
}

const char *sv_series_word(const json_t *words, const char *list, const char *word, int32_t received)
{
	const json_t *of_list = sv_json_object(sv_json_object(words, "was"), list);
	size_t steps = json_object_size(of_list);
	const char *next;

	while (steps-- > 0 && (next = one_step(of_list, word, received)) != NULL)
		word = next;
	return word;
}

const char *sv_series_group(const json_t *words, const char *category)
{
	return sv_json_text(sv_json_object(words, "group"), category);
}

/* Every word of a list is counted as one other at a time, and the way from it ends. */
static enum sv_status check_words(const char *name, const json_t *of_list, struct sv_err *err)
{
	const char *word;
	json_t *all;
	const json_t *one;
	size_t i, k;

	json_object_foreach((json_t *)of_list, word, all) {
		json_array_foreach(all, i, one) {
			const json_t *ends = json_object_get(one, "until"), *other;
			for (k = 0; k < i; k++)
				if ((other = json_object_get(json_array_get(all, k), "until")) == ends || json_equal(ends, other))
					return sv_err_set(err, SV_CONFIG, N_("protocol: list '%s': word '%s' is counted as two others"), name, word);
			/* on the last day that this step holds, the way must end; longer ways than there are words run in a circle */
			const char *text = sv_json_text(one, "until"), *at = word, *next;
			int32_t until = INT32_MAX;
			size_t steps = 0;
			if (text)
				sv_date_parse(text, &until);
			while ((next = one_step(of_list, at, until)) != NULL && steps++ <= json_object_size(of_list))
				at = next;
			if (next)
				return sv_err_set(err, SV_CONFIG, N_("protocol: list '%s': word '%s' is counted as itself in the end"), name, word);
		}
	}
	return SV_OK;
}

/* Days of a list of objects come one after another. */
static enum sv_status check_days(const json_t *list, const char *name, struct sv_err *err)
{
	int32_t last = INT32_MIN, day;
	const json_t *one;
	size_t i;

	json_array_foreach(list, i, one) {
		const char *text = sv_json_text(one, "on");
		if (text == NULL || !sv_date_parse(text, &day))
			return sv_err_set(err, SV_CONFIG, N_("protocol: '%s': item %zu has no day"), name, i + 1);
		if (i > 0 && day <= last)
			return sv_err_set(err, SV_CONFIG, N_("protocol: '%s': item %zu is not after the one before it"), name, i + 1);
		last = day;
	}
	return SV_OK;
}

enum sv_status sv_series_check(const json_t *protocol, struct sv_err *err)
{
	json_t *words = NULL, *of_list, *unit;
	const char *name;
	size_t i;
	enum sv_status st = sv_series_words(protocol, &words, err);

	json_object_foreach(sv_json_object(words, "was"), name, of_list) {
		if (st == SV_OK)
			st = check_words(name, of_list, err);
	}
	if (st == SV_OK)
		st = check_days(sv_json_array(sv_json_object(protocol, "organisation"), "staff"), "organisation.staff", err);
	if (st == SV_OK)
		st = check_days(sv_json_array(protocol, "breaks"), "breaks", err);
	json_array_foreach(sv_json_array(sv_json_object(protocol, "lists"), "unit"), i, unit) {
		if (st == SV_OK)
			st = check_days(sv_json_array(unit, "staff"), "lists.unit.staff", err);
	}
	json_decref(words);
	return st;
}

static int32_t year_start(int year)
{
	return sv_day_from_civil(year, 1, 1);
}

/* The staff-years of a step function over [from, to]; false where it begins later. */
static bool over(const json_t *staff, int32_t from, int32_t to, double *years)
{
	size_t n = json_array_size(staff);
	int32_t day = from;
	int y, m, d;

	*years = 0;
	for (size_t i = 0; i < n && day <= to; i++) {
		const char *text = sv_json_text(json_array_get(staff, i), "on"), *next = sv_json_text(json_array_get(staff, i + 1), "on");
		int32_t on, until = to + 1;
		if (text == NULL || !sv_date_parse(text, &on) || (next && !sv_date_parse(next, &until)) || on > day)
			return false;
		until = until > to + 1 ? to + 1 : until;
		while (day < until) { /* year by year, as their days differ in number */
			sv_day_to_civil(day, &y, &m, &d);
			int32_t end = year_start(y + 1) < until ? year_start(y + 1) : until;
			*years += (double)sv_json_int(json_array_get(staff, i), "number", 0) * (end - day) / (year_start(y + 1) - year_start(y));
			day = end;
		}
	}
	return day > to;
}

/* The units below one (NULL: those at the top), added up; false where one is not known, or there is none. */
static bool below(const json_t *units, const char *parent, int depth, int32_t from, int32_t to, double *years)
{
	const json_t *unit;
	size_t i, n = 0;
	double one;

	*years = 0;
	json_array_foreach(units, i, unit) {
		const char *under = sv_json_text(unit, "parent");
		if (under ? parent == NULL || strcmp(under, parent) != 0 : parent != NULL)
			continue;
		n++;
		bool known = sv_json_array(unit, "staff") ? over(sv_json_array(unit, "staff"), from, to, &one)
		                                          : depth > 0 && below(units, sv_json_text(unit, "id"), depth - 1, from, to, &one);
		if (!known)
			return false;
		*years += one;
	}
	return n > 0;
}

#define DEPTH 32 /* levels of units; sv_protocol_check has seen that there is no circle */

bool sv_series_staff(const json_t *protocol, const char *unit, int32_t from, int32_t to, double *years)
{
	const json_t *units = sv_json_array(sv_json_object(protocol, "lists"), "unit");
	const json_t *staff = sv_json_array(unit ? sv_json_find(units, "id", unit) : sv_json_object(protocol, "organisation"), "staff");

	*years = 0;
	if (from > to || (unit && sv_json_find(units, "id", unit) == NULL))
		return false;
	return staff ? over(staff, from, to, years) : below(units, unit, DEPTH, from, to, years);
}

json_t *sv_series_breaks(const json_t *protocol, int32_t from, int32_t to)
{
	json_t *some = json_array(), *one;
	int32_t on;
	size_t i;

	json_array_foreach(sv_json_array(protocol, "breaks"), i, one) {
		const char *text = sv_json_text(one, "on");
		if (text && sv_date_parse(text, &on) && on >= from && on <= to)
			json_array_append(some, one);
	}
	return some;
}
