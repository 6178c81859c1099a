/* SPDX-License-Identifier: MIT */
/* One file of events: see casefile.h. */
#include "app/casefile.h"

#include <stdio.h>
#include <string.h>

#include "app/casekeys.h"
#include "base/id.h"
#include "crypt/derive.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/fold.h"

void sv_case_path(const char *case_id, char out[SV_PATH_SIZE])
{
	snprintf(out, SV_PATH_SIZE, "cases/%.4s/%c/%c/%s.ndjson", case_id, case_id[5], case_id[6], case_id + 5);
}

bool sv_case_from_path(const char *path, char out[16])
{
	char id[16], canonical[SV_CASE_ID_SIZE], back[SV_PATH_SIZE];
	const char *name = strrchr(path, '/');

	if (strncmp(path, "cases/", 6) != 0 || name == NULL || strlen(path) < 11)
		return false;
	snprintf(id, sizeof id, "%.4s-%.6s", path + 6, name + 1);
	if (sv_case_id_parse(id, canonical) != SV_ID_GOOD)
		return false;
	sv_case_path(canonical, back);
	if (strcmp(back, path) != 0)
		return false;
	snprintf(out, 16, "%s", canonical);
	return true;
}

/* Whether the event's prev is the hash of the line before it ("" for the first: then there is none). */
static bool chained(const json_t *event, const char *last)
{
	const char *prev = sv_json_text(event, "prev");

	return prev ? strcmp(prev, last) == 0 : last[0] == '\0' && !sv_json_has(event, "prev");
}

enum sv_status sv_case_lines(struct sv_session *s, const char *case_id, const char *text, size_t n, char last[SV_HASH_HEX],
                             sv_case_event *fn, void *data, struct sv_err *err)
{
	enum sv_status st = SV_OK;
	size_t line = 0;

	last[0] = '\0';
	for (const char *p = text, *end = text + n; p < end && st == SV_OK; ) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		json_t *event = NULL, *record = NULL;
		line++;
		if (nl == NULL) {
			st = sv_err_set(err, SV_INTEGRITY, N_("the last line is cut off"));
			sv_err_at(err, N_("line %zu"), line);
			break;
		}
		st = sv_json_parse(p, (size_t)(nl - p), 0, &event, err);
		if (st == SV_BUG) /* no memory: of the line that says nothing */
			break;
		if (st != SV_OK || !chained(event, last)) {
			st = sv_err_set(err, SV_INTEGRITY, N_("does not follow from the line before it: changed, dropped or moved"));
			sv_err_at(err, N_("line %zu"), line);
			json_decref(event);
			break;
		}
		if (s) {
			st = sv_case_line_open(s, case_id, event, p, (size_t)(nl - p), SV_RECORD, &record, err);
			if (st == SV_INTEGRITY) {
				st = sv_err_set(err, SV_INTEGRITY, N_("the sealed record does not open: changed, or sealed by another key"));
				sv_err_at(err, N_("line %zu"), line);
			}
			if (st == SV_NOT_FOUND) { /* erased: the envelope stays */
				sv_err_clear(err);
				st = SV_OK;
			}
		}
		if (st == SV_OK)
			st = fn(data, line, event, record, err);
		sv_hash_line(p, (size_t)(nl - p), last);
		json_decref(event);
		json_decref(record);
		p = nl + 1;
	}
	return st;
}

static enum sv_status fold_one(void *data, size_t line, const json_t *event, const json_t *record, struct sv_err *err)
{
	(void)line;
	return sv_fold(data, event, record, err);
}

enum sv_status sv_case_fold(struct sv_session *s, const char *case_id, const char *text, size_t n, char last[SV_HASH_HEX], json_t **state, struct sv_err *err)
{
	enum sv_status st;

	*state = sv_case_new();
	st = *state ? sv_case_lines(s, case_id, text, n, last, fold_one, *state, err) : sv_err_nomem(err);
	if (st != SV_OK) {
		json_decref(*state);
		*state = NULL;
	}
	return st;
}
