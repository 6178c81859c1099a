/* SPDX-License-Identifier: MIT */
/* sv-stats certificate and sv-stats verify: the proof that nothing hidden can be found from a publication, made and checked. */
#ifndef SV_CLI_CERTIFY_H
#define SV_CLI_CERTIFY_H

#include "cli/run.h"

/* Prints the certificate of the publication that the operand names; SV_NO after it where it does not prove everything. */
enum sv_status sv_certify_run(struct sv_run *run, struct sv_err *err);
/* Holds documents against a certificate, without a store or a solver; SV_NO where something is not proven. */
enum sv_status sv_certified_run(struct sv_run *run, struct sv_err *err);

#endif
