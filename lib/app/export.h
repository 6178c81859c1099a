/* SPDX-License-Identifier: MIT */
/*
 * Histories as records that another store takes in (app/import.h; share/doc/format.md, "Exchange"): one line a case or an item, with all of its
 * events opened as far as was asked for, and the attachments of a case in lines behind it.
 */
#ifndef SV_APP_EXPORT_H
#define SV_APP_EXPORT_H

#include <jansson.h>
#include <stdbool.h>

#include "app/session.h"
#include "model/item.h"

/* An attachment is cut into pieces of so many bytes, one a line, but for the last. */
#define SV_EXPORT_PIECE (512u * 1024)

/* What goes along beyond the record, and why it is opened. */
struct sv_export {
	bool content, identity;
	const char *why;
	const struct sv_act_report *report; /* told of cases that may not be opened so far: they are left out */
};

/* Told of each line; borrowed. May stop it by a status other than SV_OK. */
typedef enum sv_status sv_export_line(void *data, const json_t *line, struct sv_err *err);

/* The lines of n cases. Openings are recorded before the first of them is given (access.h). */
enum sv_status sv_export_cases(struct sv_session *s, const struct sv_export *o, char (*ids)[16], size_t n, sv_export_line *fn, void *data, struct sv_err *err);
/* The line of an item of a register. SV_NOT_FOUND. */
enum sv_status sv_export_item(struct sv_session *s, const struct sv_item_kind *kind, const char *id, json_t **line, struct sv_err *err);

#endif
