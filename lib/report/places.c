/* SPDX-License-Identifier: MIT */
/* The units of an organisation by place: see answers.h. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "json/get.h"
#include "report/answers.h"

/* Notes a name of a unit in small letters; a name of two units means neither. */
static bool note(json_t *names, const char *name, size_t place, bool id)
{
	char small[256];
	size_t n = strlen(name);

	if (n == 0 || n >= sizeof small)
		return true;
	for (size_t i = 0; i <= n; i++)
		small[i] = (char)tolower((unsigned char)name[i]);
	const json_t *has = json_object_get(names, small);
	if (has && !id)
		return json_integer_value(has) == (json_int_t)place || json_object_set_new(names, small, json_integer(-1)) == 0;
	return json_object_set_new(names, small, json_integer((json_int_t)place)) == 0;
}

static bool note_all(struct sv_places *p, const json_t *list)
{
	const json_t *unit;
	json_t *label;
	const char *lang;
	bool ok = true;
	size_t i;

	json_array_foreach(list, i, unit)
		json_object_foreach(sv_json_object(unit, "label"), lang, label)
			ok = note(p->by_name, json_string_value(label) ? json_string_value(label) : "", i, false) && ok;
	json_array_foreach(list, i, unit) /* last: an id is itself, whatever labels say */
		ok = note(p->by_name, p->id[i], i, true) && ok;
	return ok;
}

enum sv_status sv_places_open(const json_t *protocol, struct sv_places *out, struct sv_err *err)
{
	const json_t *list = sv_json_array(sv_json_object(protocol, "lists"), "unit"), *unit;
	size_t i, n = json_array_size(list);
	struct sv_places *p = out;

	*p = (struct sv_places){ n, calloc(n + 1, sizeof *p->id), malloc((n + 1) * sizeof *p->parent), calloc(n + 1, sizeof *p->level), json_object() };
	json_t *at = json_object();
	bool ok = p->id && p->parent && p->level && p->by_name && at;
	json_array_foreach(ok ? list : NULL, i, unit) {
		p->id[i] = sv_json_text(unit, "id") ? sv_json_text(unit, "id") : "";
		ok = json_object_set_new(at, p->id[i], json_integer((json_int_t)i)) == 0 && ok;
	}
	json_array_foreach(ok ? list : NULL, i, unit) {
		const json_t *up = sv_json_text(unit, "parent") ? json_object_get(at, sv_json_text(unit, "parent")) : NULL;
		p->parent[i] = up ? (uint32_t)json_integer_value(up) : (uint32_t)n;
	}
	if (ok) {
		p->parent[n] = UINT32_MAX;
		for (i = 0; i < n; i++) /* the protocol was checked: every way up ends */
			for (uint32_t u = (uint32_t)i; u < n && p->level[i] <= n; u = p->parent[u])
				p->level[i]++;
		ok = note_all(p, list);
	}
	json_decref(at);
	return ok ? SV_OK : sv_err_nomem(err);
}

void sv_places_release(struct sv_places *p)
{
	free(p->id);
	free(p->parent);
	free(p->level);
	json_decref(p->by_name);
	*p = (struct sv_places){ 0 };
}

size_t sv_places_find(const struct sv_places *p, const char *id)
{
	for (size_t i = 0; id && i < p->n; i++)
		if (strcmp(p->id[i], id) == 0)
			return i;
	return id ? SIZE_MAX : p->n;
}
