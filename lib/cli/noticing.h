/* SPDX-License-Identifier: MIT */
/*
 * sv-stats clusters, uniformity, trends and threads: what figures tell that a person should look at. All cases count, also those that this user
 * may not see; what is printed names units, and no case but those that this user may see.
 */
#ifndef SV_CLI_NOTICING_H
#define SV_CLI_NOTICING_H

#include "cli/run.h"

enum sv_status sv_clusters_run(struct sv_run *run, struct sv_err *err);
enum sv_status sv_uniformity_run(struct sv_run *run, struct sv_err *err);
enum sv_status sv_trends_run(struct sv_run *run, struct sv_err *err);
enum sv_status sv_red_threads_run(struct sv_run *run, struct sv_err *err);

/* The words of their options; NULL-terminated. */
extern const char *const sv_noticing_formats[];
extern const char *const sv_trends_dimensions[];
extern const char *const sv_trends_periods[];

#endif
