/* SPDX-License-Identifier: MIT */
/* sv-risk: risk analyses, what was done about them, and the map of likelihood and impact. */
#ifndef SV_CLI_RISK_H
#define SV_CLI_RISK_H

#include "cli/run.h"

extern const char *const sv_risk_heat_formats[];

/* Every verb that records something. */
enum sv_status sv_risk_step(struct sv_run *run, struct sv_err *err);
/* list. */
enum sv_status sv_risk_list(struct sv_run *run, struct sv_err *err);
/* heat: how many risk factors there are for each likelihood and impact. */
enum sv_status sv_risk_heat(struct sv_run *run, struct sv_err *err);

#endif
