/* SPDX-License-Identifier: MIT */
/* sv-train: sessions of activities from options, how far they reached, and headcounts as they were imported. */
#ifndef SV_CLI_TRAIN_H
#define SV_CLI_TRAIN_H

#include "cli/run.h"

/* Makes the rows of a session of what --attended says ("UNIT=N"). SV_USAGE. */
enum sv_status sv_train_prepare(struct sv_run *run, json_t *act, struct sv_err *err);
/* reach: how far the sessions of a year (--year) reached, as --format says. SV_NO where --check finds gaps. */
enum sv_status sv_train_reach(struct sv_run *run, struct sv_err *err);
/* headcounts: the list of them. */
enum sv_status sv_train_headcounts(struct sv_run *run, struct sv_err *err);

extern const char *const sv_train_reach_formats[];

#endif
