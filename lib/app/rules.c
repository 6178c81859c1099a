/* SPDX-License-Identifier: MIT */
/* Protocols as files: see rules.h. */
#include "app/rules.h"

#include <string.h>

#include "base/file.h"
#include "json/ndjson.h"
#include "json/schema.h"
#include "model/protocol.h"

/* Keeps the first defect: a protocol is written by hand and mended one thing at a time. */
static void first_defect(void *data, const struct sv_err *err)
{
	struct sv_err *first = data;

	if (first->status == SV_OK)
		*first = *err;
}

enum sv_status sv_rules_read(struct sv_session *s, const char *file, json_t **out, struct sv_err *err)
{
	struct sv_buf path = SV_BUF_INIT;
	struct sv_schema_set *set = NULL;
	struct sv_err first = { 0 };
	json_t *schema = NULL;
	enum sv_status st;

	*out = NULL;
	sv_buf_addf(&path, "%s/schema/protocol.json", sv_session_data_dir(s));
	st = sv_json_load_file(sv_buf_str(&path), 1u << 20, SV_JSON_ANY, &schema, err);
	if (st == SV_OK)
		st = sv_schema_set_new(&set, err);
	if (st == SV_OK)
		st = sv_schema_set_add(set, schema, err);
	sv_buf_clear(&path);
	sv_buf_addf(&path, "%s/protocol/nl.json", sv_session_data_dir(s));
	if (st == SV_OK)
		st = sv_json_load_file(file ? file : sv_buf_str(&path), 4u << 20, 0, out, err);
	if (st == SV_OK && sv_schema_check(set, "protocol", *out, first_defect, &first) != SV_OK) {
		st = first.status;
		if (err)
			*err = first;
		sv_err_at(err, "%s", file ? file : "nl.json");
	}
	if (st == SV_OK)
		st = sv_protocol_check(*out, err);
	if (st != SV_OK) {
		json_decref(*out);
		*out = NULL;
	}
	sv_schema_set_free(set);
	json_decref(schema);
	sv_buf_release(&path);
	return st;
}

enum sv_status sv_rules_read_line(const char *file, struct sv_buf *out, struct sv_err *err)
{
	enum sv_status st = sv_file_read(file, 4096, out, err);

	if (st == SV_OK && out->len > 0) {
		out->len = strcspn(out->data, "\r\n");
		out->data[out->len] = '\0';
	}
	return st;
}
