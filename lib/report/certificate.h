/* SPDX-License-Identifier: MIT */
/*
 * Certificates: for who wants to see that nothing hidden can be found from a publication. A certificate holds registers of invented cases; each of
 * them would have given exactly what was published, and for each hidden number two of them differ in it by the rule. Anybody can count them.
 *
 * It is made of what was published and of nothing else: no case is looked at. The audit that a publication passes before it is printed knows which
 * combinations occur, and its tables tell that; so those are never shown.
 */
#ifndef SV_REPORT_CERTIFICATE_H
#define SV_REPORT_CERTIFICATE_H

#include <jansson.h>
#include <stddef.h>

#include "app/session.h"
#include "stats/lp.h"

/*
 * Makes the certificate of a publication in the ledger: a new value. *unproven: how many hidden numbers it does not prove, as nothing that is
 * published shows how. SV_NOT_FOUND; what the solver says; SV_DENIED without the record role.
 */
enum sv_status sv_certificate_make(struct sv_session *s, const char *release, const struct sv_lp *solver, json_t **out, size_t *unproven, struct sv_err *err);

/* What holding documents against a certificate comes to. */
struct sv_certified {
	size_t registers, hidden, unproven; /* numbers of the document that are hidden; of these, without two registers that differ by the rule */
	size_t numbers;                     /* printed numbers that every register has */
	long long nearest;                  /* of the proven: how far apart registers are at least */
	long long changed;                  /* cases that differ between publications, in the register with most of them */
	size_t missing;                     /* earlier publications whose document was not given */
};

/*
 * Checks a certificate with whole numbers only, against the document it is of and those of earlier publications: counts each register, compares every
 * printed number, and looks for two registers that differ by least in each hidden one. SV_INTEGRITY naming the first number that a register does not
 * have; SV_BAD_INPUT where a certificate or a document is none, or the document it is of is not among them.
 */
enum sv_status sv_certificate_hold(const json_t *certificate, const json_t *const *documents, size_t ndocuments, long long least, struct sv_certified *out, struct sv_err *err);

#endif
