/* SPDX-License-Identifier: MIT */
/* What is demanded of an organisation (model/demands.h), for commands: the shipped demands, this organisation, and what it has. */
#ifndef SV_CLI_DEMANDS_H
#define SV_CLI_DEMANDS_H

#include "cli/run.h"

/* The demands, share/policy/demands.json, as a new value. SV_CONFIG. */
enum sv_status sv_run_demands(struct sv_run *run, json_t **demands, struct sv_err *err);
/* The self-assessment and its statements, share/policy/assessment.json, as a new value. SV_CONFIG. */
enum sv_status sv_run_assessment(struct sv_run *run, json_t **assessment, struct sv_err *err);
/* The text of a label {"nl": …, "en": …} in the interface's language; "" where there is none. */
const char *sv_label(const json_t *object, const char *member);
/* What a kind of a register ("policy", "actor", "act", …) is called; the kind itself where there is no such kind. */
const char *sv_kind_label(const json_t *demands, const char *reg, const char *kind);

/*
 * The organisation on a day: {staff?, sector?}, a new value. staff: of the option --staff, else the latest headcount by that day, else the protocol's.
 * sector: of the options --sector, else the protocol's.
 */
enum sv_status sv_run_organisation(struct sv_run *run, int32_t day, json_t **organisation, struct sv_err *err);
/* All that it has on a day, by its registers (model/exists.h): a new array. */
enum sv_status sv_run_exists(struct sv_run *run, int32_t day, json_t **exists, struct sv_err *err);

#endif
