/* SPDX-License-Identifier: MIT */
/* Fuzzes templates: what is filled in escaped never comes out as it is, a template without tags comes out whole, and anything else is refused. */
#include "fuzz.h"

#include <jansson.h>

#include "base/buf.h"
#include "json/ndjson.h"
#include "view/mustache.h"

#define CANARY "<i>kanarie</i>"

static const char values[] =
	"{\"x\":\"" CANARY "\",\"n\":12,\"yes\":true,\"no\":false,\"none\":[],\"list\":[\"" CANARY "\",\"b\"],\"rows\":[{\"x\":\"1\",\"in\":{\"y\":\"2\"}},{\"in\":{\"y\":\"" CANARY "\"}}],\"a\":{\"b\":{\"c\":\"" CANARY "\"}}}";
static const char base[] = "Beste {{x}},\n{{#rows}}\n- {{x}}: {{in.y}} {{a.b.c}}\n{{/rows}}\n{{^none}}niets{{/none}}{{! stil }}\n{{#list}}{{.}};{{/list}}{{#yes}}{{n}}{{/yes}}{{#no}}{{x}}{{/no}}\n{{&x}} {{{x}}}\n";
static struct sv_err err;
static json_t *context;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fuzz_start();
	HOLDS(sv_json_parse(values, sizeof values - 1, SV_JSON_ANY, &context, &err) == SV_OK);
	return 0;
}

/* Whether a template has a tag that fills in a value as it is: {{{x}}}, {{&x}} or {{ & x}}. */
static bool raw(const char *template)
{
	for (const char *p = strstr(template, "{{"); p; p = strstr(p + 1, "{{")) {
		const char *tag = p + 2 + strspn(p + 2, " \t\r\n");
		if (*tag == '{' || *tag == '&')
			return true;
	}
	return false;
}

static void fill(const char *template, const json_t *with)
{
	struct sv_buf html = SV_BUF_INIT, again = SV_BUF_INIT, plain = SV_BUF_INIT;
	enum sv_status st = sv_mustache(template, with, sv_escape_html, &html, &err);

	ONE_OF(st, SV_OK, SV_CONFIG);
	HOLDS(sv_mustache(template, with, sv_escape_html, &again, &err) == st && html.len == again.len && memcmp(sv_buf_str(&html), sv_buf_str(&again), html.len) == 0);
	HOLDS(sv_mustache(template, with, NULL, &plain, &err) == st); /* whether it is a template does not hang on what is escaped */
	if (st == SV_OK && !raw(template) && strstr(template, CANARY) == NULL && strchr(template, '<') == NULL)
		HOLDS(strstr(sv_buf_str(&html), "<") == NULL);
	if (strstr(template, "{{") == NULL)
		HOLDS(st == SV_OK && strcmp(sv_buf_str(&plain), template) == 0);
	sv_buf_release_secret(&html);
	sv_buf_release_secret(&again);
	sv_buf_release_secret(&plain);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = fuzz_take_all(data, size);
	unsigned way = fuzz_byte(&in) % 3;
	size_t n = in.n;
	json_t *own = NULL;

	if (way == 2) { /* values of one's own, then a template of one's own */
		struct fuzz_input part = fuzz_part(&in, fuzz_byte(&in));
		sv_json_parse((const char *)part.p, part.n, SV_JSON_ANY, &own, &err);
	}
	char *text = way == 0 ? fuzz_changed(&in, base, sizeof base - 1, &n) : fuzz_text(in);
	fill(text, own && json_is_object(own) ? own : context);
	free(text);
	json_decref(own);
	return 0;
}
