/* SPDX-License-Identifier: MIT */
/* What git shows: see textconv.h. */
#include "app/textconv.h"

#include <stdio.h>
#include <string.h>

#include "app/internal.h"
#include "base/file.h"
#include "base/id.h"
#include "base/wipe.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/event.h"
#include "model/item.h"
#include "store/event.h"

/* The record of an event, opened as far as it goes. */
static enum sv_status open_record(struct sv_session *s, const json_t *event, json_t **record, struct sv_err *err)
{
	const char *id = sv_json_text(event, "case"), *officer = sv_json_text(event, "officer");
	char path[96], canonical[SV_CASE_ID_SIZE];

	if (id && sv_case_id_parse(id, canonical) == SV_ID_GOOD)
		return sv_case_event_open(s, canonical, event, SV_RECORD, record, err);
	for (const struct sv_item_kind *k = sv_item_kinds; k->member; k++) {
		const char *item = sv_json_text(event, k->member);
		snprintf(path, sizeof path, "%s/%.8s.ndjson", k->folder, item ? item : "");
		if (item && officer == NULL)
			return sv_register_event_open(s, path, event, record, err);
	}
	snprintf(path, sizeof path, "officers/%.32s.ndjson", officer ? officer : "");
	return sv_register_event_open(s, path, event, record, err);
}

static enum sv_status convert(struct sv_session *s, const char *line, size_t n, json_t **out, struct sv_err *err)
{
	json_t *event = NULL, *record = NULL;
	enum sv_status st = SV_OK;

	if (sv_json_parse(line, n, 0, &event, NULL) != SV_OK) {
		*out = json_pack("{s:o}", "line", json_stringn(line, n));
		if (*out == NULL)
			*out = json_pack("{s:s}", "line", "?");
		return *out ? SV_OK : sv_err_nomem(err);
	}
	st = open_record(s, event, &record, err);
	if (st == SV_NOT_FOUND || st == SV_INTEGRITY) { /* erased, or not as it was sealed: shown as it lies there */
		sv_err_clear(err);
		st = SV_OK;
	}
	*out = record ? sv_event_envelope(event, sv_compartment_names) : json_incref(event);
	if (record && json_object_set(*out, "record", record) < 0)
		st = sv_err_nomem(err);
	json_decref(record);
	json_decref(event);
	return st;
}

enum sv_status sv_textconv(struct sv_session *s, const char *file, json_t **events, struct sv_err *err)
{
	struct sv_buf text = SV_BUF_INIT;
	enum sv_status st = sv_file_read(file, (size_t)1 << 30, &text, err);

	*events = json_array();
	for (const char *p = sv_buf_str(&text); st == SV_OK && *p;) {
		json_t *one = NULL;
		size_t n = strcspn(p, "\n");
		st = convert(s, p, n, &one, err);
		if (one && json_array_append_new(*events, one) < 0)
			st = sv_err_nomem(err);
		p += n + (p[n] == '\n');
	}
	sv_buf_release(&text);
	if (st != SV_OK) {
		json_decref(*events);
		*events = NULL;
	}
	return st;
}
