/* SPDX-License-Identifier: MIT */
/* Renders a template as HTML for tests/view/check.py: one JSON array [template, context] a line on stdin, one JSON text a line out. */
#include <jansson.h>
#include <stdio.h>

#include "view/mustache.h"

int main(void)
{
	json_t *job;

	while ((job = json_loadf(stdin, JSON_DISABLE_EOF_CHECK, NULL)) != NULL) {
		struct sv_buf out = SV_BUF_INIT;
		struct sv_err err = { 0 };
		enum sv_status st = sv_mustache(json_string_value(json_array_get(job, 0)), json_array_get(job, 1), sv_escape_html, &out, &err);
		json_t *text = st == SV_OK ? json_stringn(sv_buf_str(&out), out.len) : json_null();
		json_dumpf(text, stdout, JSON_ENCODE_ANY);
		putchar('\n');
		json_decref(text);
		json_decref(job);
		sv_buf_release(&out);
	}
	return 0;
}
