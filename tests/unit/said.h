/* SPDX-License-Identifier: MIT */
/* What tests of the model say in words: values as JSON, and days. Included after cmocka. */
#ifndef SV_TESTS_SAID_H
#define SV_TESTS_SAID_H

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "json/get.h"
#include "json/ndjson.h"

/* A value from JSON with ' for "; the caller's to release. */
static inline json_t *json(const char *text)
{
	char copy[8192];
	json_t *v = NULL;

	snprintf(copy, sizeof copy, "%s", text);
	for (char *p = copy; *p; p++)
		*p = *p == '\'' ? '"' : *p;
	if (sv_json_parse(copy, strlen(copy), SV_JSON_ANY, &v, NULL) != SV_OK)
		fail_msg("bad JSON in a test: %s", copy);
	return v;
}

/* A day from YYYY-MM-DD. */
static inline int32_t day(const char *s)
{
	int32_t d = 0;

	assert_true(sv_date_parse(s, &d));
	return d;
}

/* A value is what a text says. */
static inline void is(const json_t *got, const char *want)
{
	json_t *w = json(want);

	if (!json_equal(got, w)) {
		char *text = got ? json_dumps(got, JSON_ENCODE_ANY | JSON_SORT_KEYS) : NULL;
		fail_msg("%s instead of %s", text ? text : "nothing", want);
	}
	json_decref(w);
}

#endif
