/* SPDX-License-Identifier: MIT */
/* Dilemmas: see dilemma.h. */
#include "model/dilemma.h"

#include <stdbool.h>
#include <string.h>

#include "base/date.h"
#include "json/get.h"

/* What a year moves on by beside its 52 or 53 weeks, so that no week has the same one as a year ago. */
static size_t shift_of(size_t n)
{
	for (size_t k = 0; k < n; k++)
		if ((52 + k) % n != 0 && (53 + k) % n != 0)
			return k;
	return 0; /* so few that it cannot be */
}

static bool coprime(size_t a, size_t b)
{
	while (b) {
		size_t rest = a % b;
		a = b;
		b = rest;
	}
	return a == 1;
}

/* The steps through the list: about the golden section of it, and such that all are met before one comes again. */
static size_t stride_of(size_t n)
{
	size_t s = n * 382 / 1000;

	while (s == 0 || !coprime(s, n))
		s++;
	return s;
}

size_t sv_dilemma_place(size_t n, int year, int week)
{
	int32_t monday = 0;

	sv_day_from_week(year, week, &monday);
	/* counted from a Monday of long ago, so that it is not less than 0 */
	size_t weeks = (size_t)(monday - sv_day_from_civil(1, 1, 1)) / 7, shift = shift_of(n) * (size_t)year;
	return (weeks + shift) % n * stride_of(n) % n;
}

json_t *sv_dilemmas_for(const json_t *collection, const char *audience)
{
	json_t *some = json_array(), *one;
	size_t i;
	bool ok = some != NULL;

	json_array_foreach(sv_json_array(collection, "dilemmas"), i, one) {
		const char *is = sv_json_text(one, "audience");
		if (audience == NULL || is == NULL || strcmp(is, "all") == 0 || strcmp(is, audience) == 0)
			ok = ok && json_array_append(some, one) == 0;
	}
	if (!ok) {
		json_decref(some);
		return NULL;
	}
	return some;
}

static enum sv_status bad(struct sv_err *err, size_t i, const char *member, const char *what)
{
	sv_err_set(err, SV_BAD_INPUT, what, "");
	return sv_err_at(err, "/dilemmas/%zu/%s", i, member);
}

/* A list of texts, or nothing. */
static bool texts(const json_t *list)
{
	const json_t *one;
	size_t i;

	json_array_foreach(list, i, one)
		if (!json_is_string(one) || json_string_length(one) == 0)
			return false;
	return list == NULL || json_is_array(list);
}

enum sv_status sv_dilemmas_check(const json_t *collection, struct sv_err *err)
{
	static const char *const needed[] = { "title", "situation" }, *const lists[] = { "options", "questions" };
	const json_t *all = sv_json_array(collection, "dilemmas"), *one;
	size_t i;

	if (json_array_size(all) == 0)
		return sv_err_set(err, SV_BAD_INPUT, N_("'dilemmas' must be a list, and hold at least one"));
	json_array_foreach(all, i, one) {
		for (size_t k = 0; k < 2; k++) {
			const char *text = sv_json_text(one, needed[k]);
			if (text == NULL || text[0] == '\0')
				return bad(err, i, needed[k], N_("is missing"));
			if (!texts(json_object_get(one, lists[k])))
				return bad(err, i, lists[k], N_("must be a list of texts"));
		}
		if (sv_json_has(one, "audience") && sv_json_text(one, "audience") == NULL)
			return bad(err, i, "audience", N_("must be text"));
	}
	return SV_OK;
}
