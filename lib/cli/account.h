/* SPDX-License-Identifier: MIT */
/* The accounts: sv-annual and sv-evaluate. */
#ifndef SV_CLI_ACCOUNT_H
#define SV_CLI_ACCOUNT_H

#include "base/buf.h"
#include "cli/run.h"

/* sv-annual: the sociaal jaarverslag of a year. */
enum sv_status sv_annual_run(struct sv_run *run, struct sv_err *err);
/* sv-evaluate: some years against what was agreed; SV_NO where a norm was not met. */
enum sv_status sv_evaluate_run(struct sv_run *run, struct sv_err *err);

/* Prints a document in the format that is asked for (--format; Markdown without it), by the organisation's own layouts and words, else the shipped ones. */
enum sv_status sv_account_print(struct sv_run *run, const json_t *document, struct sv_err *err);
/* The same, made into out. Appended. */
enum sv_status sv_account_render(struct sv_run *run, const json_t *document, const char *format, struct sv_buf *out, struct sv_err *err);

/* The options that both have. */
#define SV_ACCOUNT_OPTS \
	{ 0, "format", SV_OPT_WORD, N_("FORMAT"), N_("html, pdf, md or json (md)"), sv_account_formats, NULL, false, NULL }, \
	{ 'l', "lang", SV_OPT_WORD, N_("LANGUAGE"), N_("nl or en (nl)"), sv_account_langs, NULL, false, NULL }, \
	{ 0, "as-of", SV_OPT_TEXT, N_("WHEN"), N_("as it was known then: a day or a commit"), NULL, NULL, false, NULL }, \
	{ 0, "publish", SV_OPT_FLAG, NULL, N_("record it as published; what comes later is protected against it"), NULL, NULL, false, NULL, SV_WRITES }, \
	{ 0, "release", SV_OPT_TEXT, N_("ID"), N_("print what was published under this id again"), NULL, NULL, false, NULL }, \
	{ 0, "benchmarks", SV_OPT_FILE, N_("FILE"), N_("figures of others to show beside (JSON)"), NULL, NULL, false, NULL }, \
	{ 0, "set", SV_OPT_FILE, N_("FILE"), N_("keep this file as the organisation's own template or definition, and print nothing"), NULL, NULL, false, NULL, SV_WRITES }

extern const char *const sv_account_formats[], *const sv_account_langs[];

#endif
