/* SPDX-License-Identifier: MIT */
/* Fuzzes protocols: the shipped rules and lists with changes. What its schema and its check let through can be used by everything that reads one. */
#include "fuzz.h"

#include <jansson.h>

#include "base/date.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "json/schema.h"
#include "model/headcount.h"
#include "model/protocol.h"
#include "model/series.h"
#include "model/terms.h"
#include "model/units.h"
#include "report/answers.h"

#define FILE_MAX (4u << 20)

/* The parts of a protocol that point at each other, which small inputs change as text. */
static const char part[] =
	"{\"lists\":{\"unit\":[{\"id\":\"top\",\"label\":{\"nl\":\"Top\"}},{\"id\":\"zorg\",\"parent\":\"top\",\"label\":{\"nl\":\"Zorg\"},\"was\":[{\"id\":\"oud\",\"until\":\"2024-01-01\"}]},{\"id\":\"wijk\",\"parent\":\"zorg\",\"label\":{\"nl\":\"Wijk\"}}],"
	"\"category\":[{\"id\":\"bullying\",\"label\":{\"nl\":\"pesten\"},\"was\":[{\"id\":\"teasing\"}]},{\"id\":\"other\",\"label\":{\"nl\":\"anders\"}}]},"
	"\"staff\":[{\"from\":\"2024-01-01\",\"people\":120,\"units\":{\"zorg\":40,\"wijk\":20}},{\"from\":\"2025-01-01\",\"people\":130}],\"breaks\":[{\"on\":\"2025-01-01\",\"note\":{\"nl\":\"anders geteld\"}}]}";
static const char state_text[] =
	"{\"case\":\"2026-7K3MQP\",\"state\":\"registered\",\"kind\":\"complaint\",\"category\":\"bullying\",\"unit\":\"zorg\",\"received\":\"2026-03-02\",\"registered\":\"2026-03-02\",\"parties\":[{\"party\":\"p1\",\"role\":\"reporter\"},{\"party\":\"p2\",\"role\":\"concerned\"}]}";

static struct sv_err err;
static struct sv_schema_set *set;
static json_t *shipped, *state;

static enum sv_status load(const char *path, json_t **out)
{
	char up[128];

	snprintf(up, sizeof up, "../%s", path);
	return sv_json_load_file(path, FILE_MAX, SV_JSON_ANY, out, &err) == SV_OK ? SV_OK : sv_json_load_file(up, FILE_MAX, SV_JSON_ANY, out, &err);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	json_t *schema = NULL;

	(void)argc;
	(void)argv;
	fuzz_start();
	HOLDS(load("share/protocol/nl.json", &shipped) == SV_OK && load("share/schema/protocol.json", &schema) == SV_OK);
	HOLDS(sv_schema_set_new(&set, &err) == SV_OK && sv_schema_set_add(set, schema, &err) == SV_OK);
	HOLDS(sv_json_parse(state_text, sizeof state_text - 1, SV_JSON_ANY, &state, &err) == SV_OK);
	HOLDS(sv_schema_check(set, "protocol", shipped, NULL, NULL) == SV_OK && sv_protocol_check(shipped, &err) == SV_OK);
	json_decref(schema);
	return 0;
}

/* Everything that reads a protocol that was let through. */
static void use(const json_t *p)
{
	json_t *words = NULL, *due = NULL, *list;
	struct sv_places places;
	struct sv_units units;
	const json_t *one;
	const char *name;
	size_t i;

	HOLDS(sv_series_words(p, &words, &err) == SV_OK);
	HOLDS(sv_units_open(p, &units, &err) == SV_OK && sv_places_open(p, &places, &err) == SV_OK);
	for (i = 0; i < units.n; i++)
		HOLDS(units.unit[i].up == SV_UNITS_NONE || units.unit[i].up < i);
	json_object_foreach(json_object_get(p, "lists"), name, list) {
		json_array_foreach(list, i, one) {
			const char *id = sv_json_text(one, "id");
			HOLDS(id != NULL && sv_protocol_label(p, name, id, "nl") != NULL && sv_protocol_label(p, name, id, "en") != NULL);
			HOLDS(sv_series_word(words, name, id, sv_day_from_civil(2023, 1, 1)) != NULL && sv_series_word(words, name, id, INT32_MIN) != NULL);
			sv_protocol_had(p, name, id);
		}
	}
	double years;
	sv_series_staff(p, NULL, sv_day_from_civil(2023, 1, 1), sv_day_from_civil(2026, 12, 31), &years);
	list = sv_series_breaks(p, sv_day_from_civil(2000, 1, 1), sv_day_from_civil(2030, 1, 1));
	HOLDS(json_is_array(list));
	json_decref(list);
	ONE_OF(sv_terms_due(p, state, &due, &err), SV_OK, SV_CONFIG);
	json_decref(due);
	json_decref(words);
	sv_units_release(&units);
	sv_places_release(&places);
}

static void judge(const json_t *p)
{
	enum sv_status st = sv_schema_check(set, "protocol", p, NULL, NULL);

	ONE_OF(st, SV_OK, SV_BAD_INPUT);
	if (st != SV_OK)
		return;
	st = sv_protocol_check(p, &err);
	ONE_OF(st, SV_OK, SV_CONFIG);
	if (st == SV_OK)
		use(p);
}

/* A value somewhere in the shipped protocol, chosen by the input, is changed for another. */
static void place(struct fuzz_input in)
{
	json_t *p = json_deep_copy(shipped), *at = p, *next, *with = NULL;
	unsigned steps = 1 + fuzz_byte(&in) % 6;

	HOLDS(p != NULL);
	while (steps > 0) {
		unsigned which = fuzz_byte(&in);
		bool last = --steps == 0;
		if (json_is_object(at) && json_object_size(at) > 0) {
			void *iter = json_object_iter(at);
			for (unsigned k = which % (unsigned)json_object_size(at); k > 0; k--)
				iter = json_object_iter_next(at, iter);
			next = json_object_iter_value(iter);
			if (last || !(json_is_object(next) || json_is_array(next))) {
				if (sv_json_parse((const char *)in.p, in.n, SV_JSON_ANY, &with, &err) == SV_OK)
					json_object_iter_set_new(at, iter, with);
				else
					json_object_del(at, json_object_iter_key(iter));
				break;
			}
			at = next;
		} else if (json_is_array(at) && json_array_size(at) > 0) {
			size_t i = which % json_array_size(at);
			next = json_array_get(at, i);
			if (last || !(json_is_object(next) || json_is_array(next))) {
				if (sv_json_parse((const char *)in.p, in.n, SV_JSON_ANY, &with, &err) == SV_OK)
					json_array_set_new(at, i, with);
				else
					json_array_append(at, next);
				break;
			}
			at = next;
		} else {
			break;
		}
	}
	judge(p);
	json_decref(p);
}

/* The lists and numbers of a small one, changed as text, in the place of those that are shipped. */
static void lists(struct fuzz_input in)
{
	size_t n;
	char *text = fuzz_changed(&in, part, sizeof part - 1, &n);
	json_t *own = NULL, *p;

	if (sv_json_parse(text, n, SV_JSON_ANY, &own, &err) == SV_OK && json_is_object(own)) {
		HOLDS((p = json_copy(shipped)) != NULL && json_object_update(p, own) == 0);
		judge(p);
		json_decref(p);
	}
	json_decref(own);
	free(text);
}

static void whole(struct fuzz_input in)
{
	json_t *p = NULL;

	if (sv_json_parse((const char *)in.p, in.n, SV_JSON_ANY, &p, &err) == SV_OK)
		judge(p);
	json_decref(p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const ways[])(struct fuzz_input) = { place, lists, whole };
	struct fuzz_input in = fuzz_take_all(data, size);

	ways[fuzz_byte(&in) % 3](in);
	return 0;
}
