/* SPDX-License-Identifier: MIT */
/*
 * Mustache templates (mustache(5), spec 1.3 without partials, lambdas, inheritance and other delimiters) over JSON: {{x}},
 * {{{x}}}, {{&x}}, {{x.y}}, {{.}}, {{#x}}…{{/x}}, {{^x}}…{{/x}}, {{!…}}; tags alone on a line leave no line behind.
 */
#ifndef SV_VIEW_MUSTACHE_H
#define SV_VIEW_MUSTACHE_H

#include <jansson.h>

#include "base/buf.h"
#include "base/err.h"

/* Adds a value to the output of {{x}} in the way the kind of output asks for; {{{x}}} and {{&x}} add it as it is. */
typedef void sv_mustache_escape(struct sv_buf *out, const char *text, size_t n);
/* For HTML: & < > " ' as entities. For Markdown: what would have a meaning there with a backslash. For plain text: NULL. */
void sv_escape_html(struct sv_buf *out, const char *text, size_t n);
void sv_escape_markdown(struct sv_buf *out, const char *text, size_t n);

/* Renders a template. Appended to out (a secret buffer). SV_CONFIG for a malformed template, naming its line. */
enum sv_status sv_mustache(const char *template, const json_t *context, sv_mustache_escape *escape, struct sv_buf *out, struct sv_err *err);

#endif
