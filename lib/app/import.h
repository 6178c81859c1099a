/* SPDX-License-Identifier: MIT */
/*
 * Taking in what happened elsewhere: histories of another store (app/export.h) and acts of another system. What is imported is signed now by who
 * imports it, and says when it happened and by whom according to its source. It makes new cases and items, and never adds to those that are
 * here. So many lines at a time are one transaction: all of them are stored, or none.
 */
#ifndef SV_APP_IMPORT_H
#define SV_APP_IMPORT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"
#include "base/buf.h"
#include "model/act.h"

/* One piece of an attachment, which the lines behind a case hold: its bytes, appended, a secret; *last: none follows. SV_BAD_INPUT where there is none. */
typedef enum sv_status sv_import_piece(void *data, const char *case_id, const char *attachment, size_t number, struct sv_buf *bytes, bool *last, struct sv_err *err);

#define SV_SOURCE_TOKEN "source:" /* with what acts are recognised by after it: what the index finds the case by */

struct sv_import_options {
	bool dry_run;
	bool resume;      /* what is here already is passed over; else it is refused */
	bool as_is;       /* gates that something does not meet are recorded with it, and do not refuse it */
	bool keep_tokens; /* tokens of another store are kept where no number of the person is known */
	const json_t *officers; /* what officers of the source are called here: object name -> handle, or "-": nobody here; may be NULL */
	const struct sv_act_report *report; /* told of every defect, its first context a pointer into the line */
	sv_import_piece *piece;
	void *data;
};

/* What became of a line. */
enum sv_import_verdict { SV_IMPORT_TAKEN, SV_IMPORT_ALREADY, SV_IMPORT_REFUSED };
struct sv_imported {
	enum sv_import_verdict verdict;
	const char *member; /* "case", or that of a register */
	char id[16];        /* "" where it has none yet */
	char source[208];   /* of acts: the number that they are recognised by */
	size_t attachments; /* of a history: how many attachments come with it, whose pieces are read unless it was taken */
};

struct sv_import;

/* Begins: SV_DENIED where the officer may not import (the roles manage, content and record). The options are borrowed. */
enum sv_status sv_import_new(struct sv_session *s, const struct sv_import_options *o, struct sv_import **out, struct sv_err *err);
void sv_import_free(struct sv_import *x);
/*
 * Notes which people of other cases the lines speak of ("of"), then who they are: each line that may matter is shown to it twice, before any is taken.
 * Without it they must be here already.
 */
enum sv_status sv_import_ask(struct sv_import *x, const json_t *line, struct sv_err *err);
enum sv_status sv_import_learn(struct sv_import *x, const json_t *line, struct sv_err *err);
/*
 * Judges a line (borrowed) and adds what it makes to the transaction. What is wrong with it was told to report, what->verdict is REFUSED then, and the
 * transaction is as it was before. Any other status ends the import.
 */
enum sv_status sv_import_line(struct sv_import *x, const json_t *line, struct sv_imported *what, struct sv_err *err);
/* How much the transaction holds: lines, and bytes of them as stored. */
size_t sv_import_pending(const struct sv_import *x, size_t *bytes);
/* Commits what is pending (with dry_run: forgets it): durable when it returns SV_OK. */
enum sv_status sv_import_commit(struct sv_import *x, struct sv_err *err);
/* Forgets what is pending. */
void sv_import_drop(struct sv_import *x);
/* The bytes of a piece from its text, appended, a secret. SV_BAD_INPUT. */
enum sv_status sv_import_bytes(const char *text, struct sv_buf *out, struct sv_err *err);

#endif
