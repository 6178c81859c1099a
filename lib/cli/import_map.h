/* SPDX-License-Identifier: MIT */
/*
 * The mapping of a table: a line of sv-import as a template, in which cells stand as {"column": NAME, ...}. How a cell becomes a value, and when an act
 * is left out, is described in sv-import(1).
 */
#ifndef SV_CLI_IMPORT_MAP_H
#define SV_CLI_IMPORT_MAP_H

#include <jansson.h>
#include <stddef.h>

#include "base/err.h"

struct sv_import_map;

/* Loads a mapping and checks its form. SV_BAD_INPUT with the file and a pointer; SV_NOT_FOUND. */
enum sv_status sv_import_map_load(const char *path, struct sv_import_map **out, struct sv_err *err);
void sv_import_map_free(struct sv_import_map *m);
/* Takes the first row of the table: every column that is named and not there, or there and not named, goes to report; then SV_BAD_INPUT. */
enum sv_status sv_import_map_columns(struct sv_import_map *m, const char *const *names, size_t n, void (*report)(void *data, const struct sv_err *err), void *data, struct sv_err *err);
/* Makes a line of a row. What is wrong with a cell goes to report, with its line and column; then SV_BAD_INPUT, with nothing more to be said. */
enum sv_status sv_import_map_row(struct sv_import_map *m, const char *const *cells, size_t n, size_t number, void (*report)(void *data, const struct sv_err *err), void *data,
                                 json_t **line, struct sv_err *err);
/* The column that a member of the last line came from, by its pointer; or NULL. Borrowed. */
const char *sv_import_map_column(const struct sv_import_map *m, const char *pointer);

#endif
