/* SPDX-License-Identifier: MIT */
/* The protocol: see protocol.h. */
#include "model/protocol.h"

#include <string.h>

#include "base/hint.h"
#include "json/get.h"
#include "model/series.h"
#include "model/gates.h"

/* The list that holds the words of a field; lists of words are plural in a record. */
static const json_t *list_of(const json_t *protocol, const char *field)
{
	static const struct { const char *field, *list; } plural[] = { { "measures", "measure" }, { "causes", "cause" }, { "units", "unit" }, { "categories", "category" } };

	if (strcmp(field, "route") == 0)
		return sv_json_array(protocol, "routes");
	if (strcmp(field, "outcome") == 0)
		return sv_json_array(protocol, "outcomes");
	for (size_t i = 0; i < sizeof plural / sizeof plural[0]; i++)
		if (strcmp(plural[i].field, field) == 0)
			field = plural[i].list;
	return sv_json_array(sv_json_object(protocol, "lists"), field);
}

json_t *sv_protocol_gate(const json_t *protocol, const char *gate)
{
	return sv_json_find(sv_json_array(protocol, "gates"), "gate", gate);
}

json_t *sv_protocol_route(const json_t *protocol, const char *id)
{
	return sv_json_find(sv_json_array(protocol, "routes"), "id", id);
}

bool sv_route_investigates(const json_t *protocol, const char *id)
{
	return !json_is_false(json_object_get(sv_protocol_route(protocol, id), "investigates"));
}

json_t *sv_protocol_outcome(const json_t *protocol, const char *id)
{
	return sv_json_find(sv_json_array(protocol, "outcomes"), "id", id);
}

/* Only words that can't be somebody's name or sentence are repeated in a message. */
static bool plain_word(const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_-");

	return n > 0 && n <= 40 && s[n] == '\0';
}

enum sv_status sv_protocol_word(const json_t *protocol, const char *field, const char *word, struct sv_err *err)
{
	const json_t *list = list_of(protocol, field);
	const char *words[512];
	size_t n = 0, i;
	json_t *item;

	if (json_array_size(list) == 0 || sv_json_find(list, "id", word))
		return SV_OK;
	json_array_foreach(list, i, item) {
		if (n < sizeof words / sizeof words[0] && sv_json_text(item, "id"))
			words[n++] = sv_json_text(item, "id");
	}
	if (!plain_word(word))
		return sv_err_set(err, SV_BAD_INPUT, N_("unknown %s"), field);
	sv_err_set(err, SV_BAD_INPUT, N_("unknown %s '%s'"), field, word);
	const char *near = sv_nearest(word, words, n);
	if (near)
		sv_err_hint(err, N_("did you mean '%s'?"), near);
	else
		sv_err_hint(err, N_("the protocol has the list: sv-protocol show"));
	return SV_BAD_INPUT;
}

bool sv_protocol_had(const json_t *protocol, const char *field, const char *word)
{
	const json_t *item;
	size_t i;

	json_array_foreach(list_of(protocol, field), i, item) {
		if (sv_json_find(sv_json_array(item, "was"), "id", word))
			return true;
	}
	return false;
}

json_t *sv_protocol_words(const json_t *protocol, const char *field)
{
	json_t *words = json_array(), *item;
	size_t i;

	json_array_foreach(list_of(protocol, field), i, item) {
		if (json_array_append(words, json_object_get(item, "id")) < 0) {
			json_decref(words); /* fewer would be another list */
			return NULL;
		}
	}
	return words;
}

const char *sv_protocol_label(const json_t *protocol, const char *list, const char *word, const char *lang)
{
	const json_t *item = sv_json_find(list_of(protocol, list), "id", word);
	const char *label = sv_json_text(sv_json_object(item, "label"), lang);

	return label ? label : word;
}

/* Ids of a list are there, unique, and every parent is an earlier or later id without a cycle. */
static enum sv_status check_list(const char *name, const json_t *list, struct sv_err *err)
{
	size_t i, count = json_array_size(list);
	json_t *item;

	json_array_foreach(list, i, item) {
		const char *id = sv_json_text(item, "id");
		if (id == NULL || sv_json_find(list, "id", id) != item)
			return sv_err_set(err, SV_CONFIG, N_("protocol: list '%s': item %zu has no id of its own"), name, i + 1);
		const json_t *up = item;
		size_t steps = 0;
		for (const char *parent; (parent = sv_json_text(up, "parent")) != NULL; steps++) {
			up = sv_json_find(list, "id", parent);
			if (up == NULL || steps > count)
				return sv_err_set(err, SV_CONFIG, N_("protocol: list '%s': item %zu has no path to the top"), name, i + 1);
		}
	}
	return SV_OK;
}

enum sv_status sv_protocol_check(const json_t *protocol, struct sv_err *err)
{
	const char *name;
	size_t i;
	json_t *item, *list;

	json_array_foreach(sv_json_array(protocol, "gates"), i, item) {
		const char *gate = sv_json_text(item, "gate");
		const struct sv_gate *known = gate ? sv_gate_find(gate) : NULL;
		if (known == NULL) {
			sv_err_set(err, SV_CONFIG, N_("protocol: gate %zu is not known"), i + 1);
			return SV_CONFIG;
		}
		if (sv_json_true(item, "override") && !known->overridable)
			return sv_err_set(err, SV_CONFIG, N_("protocol: gate '%s' can never be passed by override"), gate);
		if (sv_json_find(sv_json_array(protocol, "gates"), "gate", gate) != item)
			return sv_err_set(err, SV_CONFIG, N_("protocol: gate '%s' stands there twice"), gate);
	}
	size_t n;
	const struct sv_gate *all = sv_gates(&n);
	for (i = 0; i < n; i++)
		if (sv_protocol_gate(protocol, all[i].name) == NULL)
			return sv_err_set(err, SV_CONFIG, N_("protocol: gate '%s' is missing; switch it off rather than leave it out"), all[i].name);
	enum sv_status st = check_list("routes", sv_json_array(protocol, "routes"), err);
	if (st == SV_OK)
		st = check_list("outcomes", sv_json_array(protocol, "outcomes"), err);
	json_object_foreach(sv_json_object(protocol, "lists"), name, list) {
		if (st == SV_OK)
			st = check_list(name, list, err);
	}
	return st == SV_OK ? sv_series_check(protocol, err) : st;
}
