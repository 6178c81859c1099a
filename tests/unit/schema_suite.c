/* SPDX-License-Identifier: MIT */
/* The official JSON Schema test suite, draft 7 as Debian packages it: all keywords that this validator has. TAP, a line per file. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "json/get.h"
#include "json/ndjson.h"
#include "json/schema.h"

#define SUITE "/usr/share/json-schema-test-suite/tests/draft7"

/* Files that test what records do not need, or what the newer draft says otherwise. */
static const struct { const char *file, *why; } left_out[] = {
	{ "refRemote.json", "no remote documents" }, { "definitions.json", "the metaschema is a remote document" }, { "id.json", "no $id inside a document" },
	{ "dependencies.json", "split into dependentRequired and dependentSchemas since 2019-09" }, { "additionalItems.json", "prefixItems and items since 2020-12" },
	{ "infinite-loop-detection.json", "no $id inside a document" }, { "unknownKeyword.json", "no $id inside a document" },
};

/* Tests inside a file that do not apply. */
static const struct { const char *file, *description, *why; } skipped[] = {
	{ "items.json", "an array of schemas for items", "prefixItems since 2020-12" }, { "items.json", "items and subitems", "prefixItems" },
	{ "items.json", "array-form items with boolean schemas", "prefixItems" }, { "items.json", "items with boolean schemas", "prefixItems" },
	{ "ref.json", "relative pointer ref to array", "prefixItems" }, { "ref.json", "ref overrides any sibling keywords", "siblings of $ref count since 2019-09" },
	{ "ref.json", "remote ref, containing refs itself", "remote" }, { "ref.json", "Recursive references between schemas", "$id inside a document" },
	{ "ref.json", "Location-independent identifier", "$anchor" }, { "ref.json", "Location-independent identifier with base URI change in subschema", "$anchor" },
	{ "ref.json", "Reference an anchor with a non-relative URI", "$anchor" }, { "ref.json", "refs with relative uris and defs", "$id inside" },
	{ "ref.json", "relative refs with absolute uris and defs", "$id inside" }, { "ref.json", "$id must be resolved against nearest parent, not just immediate parent", "$id inside" },
	{ "ref.json", "URN base URI with URN and anchor ref", "$anchor" }, { "ref.json", "URN base URI with f-component", "remote" },
	{ "ref.json", "$ref prevents a sibling $id from changing the base uri", "siblings of $ref" }, { "ref.json", "ref to if", "$id inside a document" },
	{ "ref.json", "ref to then", "$id inside a document" }, { "ref.json", "ref to else", "$id inside a document" }, { "ref.json", "ref with absolute-path-reference", "$id inside a document" },
};

static const char *reason(const char *file, const char *description)
{
	for (size_t i = 0; i < sizeof skipped / sizeof skipped[0]; i++)
		if (skipped[i].why && strcmp(skipped[i].file, file) == 0 && strcmp(skipped[i].description, description) == 0)
			return skipped[i].why;
	return NULL;
}

/* Runs the groups of one file; counts what went right, wrong, and was left out. */
static void run_file(const char *file, size_t *right, size_t *wrong, size_t *out)
{
	char path[512];
	json_t *groups = NULL, *group, *test;
	size_t i, k;

	snprintf(path, sizeof path, "%s/%s", SUITE, file);
	if (sv_json_load_file(path, 1u << 20, SV_JSON_ANY, &groups, NULL) != SV_OK) {
		(*wrong)++;
		return;
	}
	json_array_foreach(groups, i, group) {
		struct sv_schema_set *set = NULL;
		const char *about = sv_json_text(group, "description");
		json_t *schema = json_object_get(group, "schema"), *document;
		if (reason(file, about)) {
			*out += json_array_size(json_object_get(group, "tests"));
			continue;
		}
		document = json_is_object(schema) ? json_copy(schema) : json_pack("{s:[O]}", "allOf", schema);
		const char *id = sv_json_text(document, "$id");
		char name[256];
		snprintf(name, sizeof name, "%s", id ? id : "test");
		json_object_set_new(document, "$id", json_string(name));
		sv_schema_set_new(&set, NULL);
		sv_schema_set_add(set, document, NULL);
		json_array_foreach(json_object_get(group, "tests"), k, test) {
			bool want = json_is_true(json_object_get(test, "valid"));
			enum sv_status st = sv_schema_check(set, name, json_object_get(test, "data"), NULL, NULL);
			if ((st == SV_OK) == want && st != SV_CONFIG) {
				(*right)++;
			} else {
				(*wrong)++;
				printf("# %s: %s: %s\n", file, about, sv_json_text(test, "description"));
			}
		}
		sv_schema_set_free(set);
		json_decref(document);
	}
	json_decref(groups);
}

static int json_files(const struct dirent *d)
{
	size_t n = strlen(d->d_name);

	return n > 5 && strcmp(d->d_name + n - 5, ".json") == 0;
}

int main(void)
{
	struct dirent **files = NULL;
	int n = scandir(SUITE, &files, json_files, alphasort), failed = 0, tests = 0;

	if (n < 30) {
		printf("not ok 1 - the suite is installed (json-schema-test-suite)\n1..1\n");
		return 1;
	}
	for (int i = 0; i < n; i++) {
		const char *file = files[i]->d_name, *why = NULL;
		size_t right = 0, wrong = 0, out = 0;
		for (size_t k = 0; k < sizeof left_out / sizeof left_out[0]; k++)
			if (strcmp(left_out[k].file, file) == 0)
				why = left_out[k].why;
		if (why) {
			printf("# %s: left out: %s\n", file, why);
		} else {
			run_file(file, &right, &wrong, &out);
			printf("%sok %d - %s: %zu right, %zu wrong, %zu left out\n", wrong ? "not " : "", ++tests, file, right, wrong, out);
			failed += wrong > 0;
		}
		free(files[i]);
	}
	free(files);
	printf("1..%d\n", tests);
	return failed > 0;
}
