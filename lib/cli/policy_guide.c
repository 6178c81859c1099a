/* SPDX-License-Identifier: MIT */
/* The regulations in force, as the guide tells staff of them: see policy.h. */
#include <string.h>

#include "base/date.h"
#include "cli/demands.h"
#include "cli/items.h"
#include "cli/policy.h"
#include "json/get.h"
#include "view/letter.h"

/* Whether a place is an address that can be followed, and stands between < and > as it is. */
static bool is_link(const char *where)
{
	if (where == NULL || (strncmp(where, "https://", 8) != 0 && strncmp(where, "http://", 7) != 0))
		return false;
	for (const char *p = where; *p; p++)
		if (*p <= ' ' || strchr("<>{}\"\\`", *p) || (unsigned char)*p >= 0x7f)
			return false;
	return true;
}

/* By the order of kinds, from compass to other, then by title. */
static int rank(const json_t *demands, const json_t *item)
{
	const json_t *kinds = sv_json_array(sv_json_object(demands, "kinds"), "policy"), *kind;
	const char *is = sv_json_text(item, "kind"), *id;
	size_t i;

	json_array_foreach(kinds, i, kind) {
		if (is && (id = sv_json_text(kind, "id")) != NULL && strcmp(id, is) == 0)
			return (int)i;
	}
	return (int)i;
}

static bool comes_before(const json_t *demands, const json_t *a, const json_t *b)
{
	const char *p = sv_json_text(a, "title"), *q = sv_json_text(b, "title");
	int x = rank(demands, a), y = rank(demands, b);

	return x != y ? x < y : strcmp(p ? p : "", q ? q : "") < 0;
}

/* Takes the first of what is left. NULL where nothing is. */
static json_t *take_first(json_t *items, const json_t *demands)
{
	size_t first = 0;
	json_t *one;

	for (size_t i = 1; i < json_array_size(items); i++)
		if (comes_before(demands, json_array_get(items, i), json_array_get(items, first)))
			first = i;
	one = json_incref(json_array_get(items, first));
	json_array_remove(items, first);
	return one;
}

/* A regulation as the page of the guide shows it. */
static json_t *shown(const json_t *item, const json_t *demands, const char *lang)
{
	const char *kind = sv_json_text(item, "kind"), *version = sv_json_text(sv_json_object(item, "standing"), "version");
	const char *label = sv_json_text(sv_json_object(sv_json_find(sv_json_array(sv_json_object(demands, "kinds"), "policy"), "id", kind ? kind : ""), "label"), lang);
	const json_t *of = sv_json_find(sv_json_array(item, "versions"), "version", version ? version : "");
	const char *from = sv_json_text(of, "from");
	char since[40] = "";
	int32_t day;

	if (from && sv_date_parse(from, &day))
		sv_long_date(day, lang, since);
	json_t *one = json_object();
	bool ok = one && sv_json_set_text(one, "title", sv_json_text(item, "title")) && sv_json_set_text(one, "kind", label ? label : kind)
	          && sv_json_set_text(one, "where", sv_policy_where(item)) && sv_json_set_text(one, "link", is_link(sv_policy_where(item)) ? sv_policy_where(item) : NULL) && sv_json_set_text(one, "version", version)
	          && sv_json_set_text(one, "from", since);

	if (!ok) {
		json_decref(one);
		return NULL;
	}
	return one;
}

enum sv_status sv_policy_in_guide(struct sv_run *run, const char *lang, json_t *regulations, struct sv_err *err)
{
	json_t *demands = NULL, *items = NULL, *one;
	bool ok = true;
	enum sv_status st = sv_run_demands(run, &demands, err);

	if (st == SV_OK)
		st = sv_items_all(run, "policy", &items, err);
	while (st == SV_OK && ok && (one = take_first(items, demands)) != NULL) {
		if (sv_json_true(one, "in_force"))
			ok = json_array_append_new(regulations, shown(one, demands, lang)) == 0;
		json_decref(one);
	}
	json_decref(demands);
	json_decref(items);
	return st == SV_OK && !ok ? sv_err_nomem(err) : st;
}
