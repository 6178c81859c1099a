/* SPDX-License-Identifier: MIT */
/* Demands on an organisation: see demands.h. */
#include "model/demands.h"

#include <string.h>

#include "base/hint.h"
#include "json/get.h"

#define WITHIN_MAX 8 /* sectors within each other */

/* ---- sectors ---- */

static bool sector_is(const json_t *sectors, const char *sector, const json_t *wanted)
{
	for (int depth = 0; sector && depth < WITHIN_MAX; depth++) {
		if (sv_json_holds(wanted, sector))
			return true;
		sector = sv_json_text(sv_json_find(sectors, "id", sector), "within");
	}
	return false;
}

/* Whether a sector of the organisation is one of these, or lies within one. */
static bool in_sectors(const json_t *demands, const json_t *organisation, const json_t *wanted)
{
	const json_t *sectors = sv_json_array(demands, "sectors"), *own = json_object_get(organisation, "sector");
	bool is = json_is_string(own) && sector_is(sectors, json_string_value(own), wanted);
	json_t *one;
	size_t i;

	json_array_foreach(own, i, one)
		is = is || sector_is(sectors, json_string_value(one), wanted);
	return is;
}

static enum sv_status known_sector(const json_t *demands, const json_t *sector, struct sv_err *err)
{
	const json_t *sectors = sv_json_array(demands, "sectors");
	const char *names[64], *word = json_string_value(sector);
	size_t n = 0, i;
	json_t *one;

	if (word && sv_json_find(sectors, "id", word))
		return SV_OK;
	json_array_foreach(sectors, i, one) {
		if (n < sizeof names / sizeof names[0] && sv_json_text(one, "id"))
			names[n++] = sv_json_text(one, "id");
	}
	sv_err_set(err, SV_BAD_INPUT, N_("unknown sector '%s'"), word ? word : "");
	const char *near = word ? sv_nearest(word, names, n) : NULL;
	if (near)
		sv_err_hint(err, N_("did you mean '%s'?"), near);
	return SV_BAD_INPUT;
}

static enum sv_status check_organisation(const json_t *demands, const json_t *organisation, struct sv_err *err)
{
	const json_t *own = json_object_get(organisation, "sector");
	enum sv_status st = SV_OK;
	json_t *one;
	size_t i;

	if (sv_json_int(organisation, "staff", -1) < 0)
		return sv_err_set(err, SV_BAD_INPUT, N_("how many people work in the organisation is not known"));
	if (json_is_array(own)) {
		json_array_foreach(own, i, one) {
			if (st == SV_OK)
				st = known_sector(demands, one, err);
		}
	} else if (own)
		st = known_sector(demands, own, err);
	return st;
}

/* ---- demands ---- */

/* Whether one of the alternatives of "applies" fits. */
static bool applies(const json_t *demands, const json_t *demand, const json_t *organisation)
{
	long long staff = sv_json_int(organisation, "staff", 0);
	json_t *when;
	size_t i;

	json_array_foreach(sv_json_array(demand, "applies"), i, when) {
		const json_t *in = sv_json_array(when, "sectors"), *not_in = sv_json_array(when, "not_sectors");
		if (staff >= sv_json_int(when, "staff_min", 0) && staff <= sv_json_int(when, "staff_max", staff) && (in == NULL || in_sectors(demands, organisation, in))
		    && (not_in == NULL || !in_sectors(demands, organisation, not_in)))
			return true;
	}
	return false;
}

/* Whether a thing has every member that is asked for: the same value, or a list that holds it. */
static bool fits(const json_t *asked, const json_t *thing)
{
	const char *member;
	json_t *value;

	json_object_foreach((json_t *)asked, member, value) {
		const json_t *has = json_object_get(thing, member);
		if (!json_equal(has, value) && !(json_is_array(has) && json_is_string(value) && sv_json_holds(has, json_string_value(value))))
			return false;
	}
	return true;
}

static bool in_force(const json_t *thing)
{
	return !json_is_false(json_object_get(thing, "in_force"));
}

static enum sv_status judge_one(const json_t *demand, const json_t *exists, json_t *out, struct sv_err *err)
{
	json_t *by = json_array(), *waiting = json_array(), *asked, *thing, *one;
	bool ok = by && waiting;
	size_t i, k;

	json_array_foreach(exists, i, thing) {
		bool fit = false;
		json_array_foreach(sv_json_array(demand, "by"), k, asked)
			fit = fit || fits(asked, thing);
		if (fit)
			ok = json_array_append(in_force(thing) ? by : waiting, thing) == 0 && ok;
	}
	one = ok ? json_pack("{s:O,s:O,s:b,s:O,s:O}", "demand", json_object_get(demand, "id"), "level", json_object_get(demand, "level"), "met", json_array_size(by) > 0, "by", by, "waiting", waiting) : NULL;
	json_decref(by);
	json_decref(waiting);
	return one && json_array_append_new(out, one) == 0 ? SV_OK : sv_err_nomem(err);
}

enum sv_status sv_demands_judge(const json_t *demands, const json_t *organisation, const json_t *exists, json_t **out, struct sv_err *err)
{
	enum sv_status st = check_organisation(demands, organisation, err);
	json_t *all = json_array(), *demand;
	size_t i;

	*out = NULL;
	if (st == SV_OK && all == NULL)
		st = sv_err_nomem(err);
	json_array_foreach(sv_json_array(demands, "demands"), i, demand) {
		if (st == SV_OK && applies(demands, demand, organisation))
			st = judge_one(demand, exists, all, err);
	}
	if (st == SV_OK)
		*out = all;
	else
		json_decref(all);
	return st;
}

/* ---- consent ---- */

static bool there_is(const json_t *exists, const char *actor)
{
	json_t *thing;
	size_t i;

	json_array_foreach(exists, i, thing) {
		const char *reg = sv_json_text(thing, "register"), *kind = sv_json_text(thing, "kind");
		if (sv_text_is(reg, "actor") && sv_text_is(kind, actor) && in_force(thing))
			return true;
	}
	return false;
}

enum sv_status sv_demands_consent(const json_t *demands, const char *kind, const json_t *organisation, const json_t *exists, struct sv_consent *consent, struct sv_err *err)
{
	static const struct { const char *body, *grounds; } bodies[] = { { "participation_council", "wms" }, { "works_council", "wor" }, { "staff_representation", "pvt" } };
	const json_t *of = sv_json_object(sv_json_find(sv_json_array(sv_json_object(demands, "kinds"), "policy"), "id", kind), "consent");
	const char *need = sv_json_text(of, "need");
	enum sv_status st = check_organisation(demands, organisation, err);
	json_t *school = json_pack("[s]", "school");

	memset(consent, 0, sizeof *consent);
	if (st == SV_OK && school == NULL)
		st = sv_err_nomem(err);
	if (st == SV_OK && need && strcmp(need, "none") != 0) {
		bool in_school = in_sectors(demands, organisation, school), council = sv_json_int(organisation, "staff", 0) >= 50 || there_is(exists, "works_council");
		bool small = !in_school && !council, nobody = small && !there_is(exists, "staff_representation");
		const char *majority = sv_json_text(of, "majority");
		size_t b = in_school ? 0 : small ? 2 : 1;
		consent->grounds = nobody ? NULL : sv_json_array(of, bodies[b].grounds);
		consent->body = consent->grounds ? bodies[b].body : NULL;
		if (consent->body == NULL && (nobody || in_school) && majority && applies(demands, sv_json_find(sv_json_array(demands, "demands"), "id", majority), organisation))
			consent->body = "staff_majority";
		consent->depends = consent->body && (strcmp(need, "depends") == 0 || (in_school && consent->grounds == NULL));
	}
	json_decref(school);
	return st;
}

/* ---- the document itself ---- */

static enum sv_status check_ids(const char *place, const json_t *list, struct sv_err *err)
{
	json_t *item;
	size_t i;

	json_array_foreach(list, i, item) {
		const char *id = sv_json_text(item, "id");
		if (id == NULL || sv_json_find(list, "id", id) != item)
			return sv_err_set(err, SV_CONFIG, N_("demands: '%s': item %zu has no id of its own"), place, i + 1);
	}
	return SV_OK;
}

static enum sv_status check_sectors(const json_t *demands, const char *place, const json_t *names, struct sv_err *err)
{
	json_t *name;
	size_t i;

	json_array_foreach(names, i, name) {
		if (sv_json_find(sv_json_array(demands, "sectors"), "id", json_string_value(name)) == NULL)
			return sv_err_set(err, SV_CONFIG, N_("demands: '%s' names a sector that is not there"), place);
	}
	return SV_OK;
}

static enum sv_status check_demand(const json_t *demands, const json_t *demand, struct sv_err *err)
{
	const char *id = sv_json_text(demand, "id");
	enum sv_status st = SV_OK;
	json_t *when, *asked;
	size_t i;

	json_array_foreach(sv_json_array(demand, "applies"), i, when) {
		if (st == SV_OK)
			st = check_sectors(demands, id, sv_json_array(when, "sectors"), err);
		if (st == SV_OK)
			st = check_sectors(demands, id, sv_json_array(when, "not_sectors"), err);
		if (st == SV_OK && sv_json_has(when, "staff_max") && sv_json_int(when, "staff_max", 0) < sv_json_int(when, "staff_min", 0))
			st = sv_err_set(err, SV_CONFIG, N_("demands: '%s': staff_max is below staff_min"), id);
	}
	json_array_foreach(sv_json_array(demand, "by"), i, asked) {
		const char *reg = sv_json_text(asked, "register"), *kind = sv_json_text(asked, "kind");
		const json_t *kinds = sv_json_array(sv_json_object(demands, "kinds"), reg);
		if (st == SV_OK && sv_json_find(kinds, "id", kind) == NULL)
			st = sv_err_set(err, SV_CONFIG, N_("demands: '%s': item %zu of 'by' is of no known kind"), id, i + 1);
	}
	return st;
}

enum sv_status sv_demands_check(const json_t *demands, struct sv_err *err)
{
	const json_t *sectors = sv_json_array(demands, "sectors");
	enum sv_status st = check_ids("sectors", sectors, err);
	json_t *item, *list;
	const char *name;
	size_t i;

	json_array_foreach(sectors, i, item) {
		const char *within = sv_json_text(item, "within");
		int depth = 0;
		for (; st == SV_OK && within && depth < WITHIN_MAX; depth++) {
			const json_t *up = sv_json_find(sectors, "id", within);
			if (up == NULL)
				break;
			within = sv_json_text(up, "within");
		}
		if (st == SV_OK && within)
			st = sv_err_set(err, SV_CONFIG, N_("demands: sector '%s' lies within none that ends"), sv_json_text(item, "id"));
	}
	json_object_foreach(sv_json_object(demands, "kinds"), name, list) {
		if (st == SV_OK)
			st = check_ids(name, list, err);
	}
	if (st == SV_OK)
		st = check_ids("demands", sv_json_array(demands, "demands"), err);
	json_array_foreach(sv_json_array(demands, "demands"), i, item) {
		if (st == SV_OK)
			st = check_demand(demands, item, err);
	}
	json_array_foreach(sv_json_array(sv_json_object(demands, "kinds"), "policy"), i, item) {
		const char *majority = sv_json_text(sv_json_object(item, "consent"), "majority");
		if (st == SV_OK && majority && sv_json_find(sv_json_array(demands, "demands"), "id", majority) == NULL)
			st = sv_err_set(err, SV_CONFIG, N_("demands: the consent to '%s' names a demand that is not there"), sv_json_text(item, "id"));
	}
	return st;
}
