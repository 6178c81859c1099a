/* SPDX-License-Identifier: MIT */
/* The tables of sv-export --format sqlite: cases and what hangs on them, events, items; sv-export(1) describes them. */
#ifndef SV_CLI_EXPORT_TABLES_H
#define SV_CLI_EXPORT_TABLES_H

#include <jansson.h>

#include "cli/run.h"

struct sv_export_tables;

/* Begins to fill an empty file. */
enum sv_status sv_export_tables_open(struct sv_run *run, const char *path, struct sv_export_tables **out, struct sv_err *err);
/* Adds the rows of a case, from its state; those of its events, from its line (app/export.h; data: the tables); those of an item. */
enum sv_status sv_export_tables_case(struct sv_export_tables *t, const json_t *state, struct sv_err *err);
enum sv_status sv_export_tables_history(void *data, const json_t *line, struct sv_err *err);
enum sv_status sv_export_tables_item(struct sv_export_tables *t, const char *member, const json_t *state, struct sv_err *err);
enum sv_status sv_export_tables_finish(struct sv_export_tables *t, struct sv_err *err);
void sv_export_tables_free(struct sv_export_tables *t);

#endif
