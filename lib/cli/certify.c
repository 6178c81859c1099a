/* SPDX-License-Identifier: MIT */
/* Certificates of publications: see certify.h. */
#include "cli/certify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/lang.h"
#include "json/canon.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "report/certificate.h"
#include "report/solver.h"
#include "view/document.h"

#define FILE_MAX ((size_t)64 << 20)
#define DOCUMENTS_MAX 100

enum sv_status sv_certify_run(struct sv_run *run, struct sv_err *err)
{
	struct sv_solver solver = { .child = SV_TALK_INIT };
	json_t *certificate = NULL;
	size_t n, unproven = 0;
	char *const *release = sv_args_operands(run->args, &n);
	char *text = NULL;
	enum sv_status st;

	if (n != 1)
		return sv_err_set(err, SV_USAGE, N_("give the id of one publication"));
	st = sv_solver_start(&solver, NULL, SV_SOLVER_WAIT_MS, err);
	if (st == SV_OK)
		st = sv_certificate_make(run->session, release[0], &solver.lp, &certificate, &unproven, err);
	if (st == SV_OK && (text = sv_json_string(certificate, JSON_COMPACT)) == NULL)
		st = sv_err_nomem(err);
	if (st == SV_OK)
		puts(text);
	if (st == SV_OK && unproven > 0) {
		st = sv_err_set(err, SV_NO, N_("%zu hidden numbers are not proven by this certificate"), unproven);
		sv_err_hint(err, N_("they passed the audit, but what shows that tells more than is published, so it is not printed"));
	}
	free(text);
	json_decref(certificate);
	sv_solver_stop(&solver);
	return st;
}

static void tell(const struct sv_certified *c)
{
	printf(sv_tr(N_("%zu registers of invented cases, each with every printed number (%zu compared)\n")), c->registers, c->numbers);
	printf(sv_tr(N_("%zu hidden numbers, %zu of them not proven\n")), c->hidden, c->unproven);
	if (c->nearest > 0)
		printf(sv_tr(N_("in each of the proven, two registers differ by %lld or more\n")), c->nearest);
	if (c->changed > 0)
		printf(sv_tr(N_("at most %lld cases of a register count in one publication only: new, or changed\n")), c->changed);
}

enum sv_status sv_certified_run(struct sv_run *run, struct sv_err *err)
{
	const char *format = sv_args_text(run->args, "format");
	long long least = sv_args_int(run->args, "least", 5);
	size_t n;
	char *const *files = sv_args_operands(run->args, &n);
	json_t *read[DOCUMENTS_MAX] = { NULL };
	struct sv_certified c = { 0 };
	enum sv_status st = SV_OK;

	if (n < 2 || n > DOCUMENTS_MAX)
		return sv_err_set(err, SV_USAGE, N_("give a certificate and the documents that were published, up to %d files"), DOCUMENTS_MAX);
	if (least < 1)
		return sv_err_set(err, SV_USAGE, N_("--least is 1 or more"));
	for (size_t i = 0; i < n && st == SV_OK; i++) {
		st = sv_json_load_file(files[i], FILE_MAX, 0, &read[i], err);
		if (st == SV_OK && i > 0)
			st = sv_document_check(read[i], err);
		if (st != SV_OK)
			sv_err_at(err, "%s", files[i]);
	}
	if (st == SV_OK)
		st = sv_certificate_hold(read[0], (const json_t *const *)read + 1, n - 1, least, &c, err);
	if (st == SV_OK && format && strcmp(format, "json") == 0)
		printf("{\"sv\":1,\"registers\":%zu,\"numbers\":%zu,\"hidden\":%zu,\"unproven\":%zu,\"nearest\":%lld,\"changed\":%lld,\"missing\":%zu}\n", c.registers, c.numbers, c.hidden, c.unproven, c.nearest, c.changed, c.missing);
	else if (st == SV_OK)
		tell(&c);
	if (st == SV_OK && c.unproven > 0)
		st = sv_err_set(err, SV_NO, N_("%zu hidden numbers are not proven by this certificate"), c.unproven);
	else if (st == SV_OK && c.missing > 0)
		st = sv_err_set(err, SV_NO, N_("%zu earlier publications were not given, and could not be compared"), c.missing);
	for (size_t i = 0; i < n && i < DOCUMENTS_MAX; i++)
		json_decref(read[i]);
	return st;
}
