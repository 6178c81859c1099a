/* SPDX-License-Identifier: MIT */
/* What the files of sv-policy check share. */
#ifndef SV_CLI_POLICY_CHECK_H
#define SV_CLI_POLICY_CHECK_H

#include "base/date.h"
#include "cli/run.h"

/* One check. */
struct sv_checking {
	struct sv_run *run;
	const json_t *demands, *organisation, *found; /* found: as sv_demands_judge has it */
	char on[SV_DATE_SIZE];
	size_t law, law_met, advised, advised_met;
};

/* The demand that a row of found is about. */
const json_t *sv_check_demand(const struct sv_checking *c, const json_t *row);
/* For programs: everything as one record, or the demands as rows; texts in both languages, as data are the same in every one. */
enum sv_status sv_check_json(const struct sv_checking *c, struct sv_err *err);
enum sv_status sv_check_csv(const struct sv_checking *c, struct sv_err *err);

#endif
