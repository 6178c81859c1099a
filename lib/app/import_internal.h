/* SPDX-License-Identifier: MIT */
/* What the files of importing share: import.c runs it and takes in acts, import_history.c takes in histories, import_event.c holds one event against the schemas. */
#ifndef SV_APP_IMPORT_INTERNAL_H
#define SV_APP_IMPORT_INTERNAL_H

#include "app/batch.h"
#include "app/import.h"
#include "model/item.h"

struct sv_import {
	struct sv_session *s;
	const struct sv_import_options *o;
	struct sv_batch *b;    /* the open transaction, or NULL */
	size_t lines, bytes;   /* in it */
	char head[SV_OID_HEX]; /* where the index was last looked at, or what was committed since */
	struct sv_index *index;
	uint64_t *seen; /* hashes of the sources of this run */
	size_t nseen, slots;
	json_t *asked; /* people of other cases: "CASE/p1" -> token here, or true where it is not known yet */
	/* the line in hand */
	bool refused;
	char prefix[64];         /* of pointers */
	json_t *events;          /* ids of the events of a history that were taken in so far */
	const json_t *event;     /* the event of a history that is being judged, for pointers; or NULL */
};

/* Says what is wrong with the line; pointer may be NULL. Returns SV_BAD_INPUT. */
enum sv_status sv_import_say(struct sv_import *x, const char *pointer, struct sv_err *err);
/* The reporter of everything that is judged: puts pointers into the line. */
struct sv_act_report sv_import_reporter(struct sv_import *x);
/* An officer of the source as they are called here: the name itself where nothing else was said. */
const char *sv_import_officer(const struct sv_import *x, const char *name);
/* When and by whom something happened, checked: not after now, not before last (NULL: none), by somebody who is named as officers are. */
enum sv_status sv_import_past(struct sv_import *x, const char *at, const char *by, const char *last, struct sv_past *past, bool *back);

/* Takes in one history. kind NULL: of a case. */
enum sv_status sv_import_history(struct sv_import *x, const struct sv_item_kind *kind, const json_t *line, struct sv_imported *what, struct sv_err *err);

/*
 * Makes of an event of a history the compartments that are sealed here (new), and checks them: against the schema of its kind, each member sealed as
 * it must be, words, days, people. state: the case so far. SV_BAD_INPUT with everything reported.
 */
enum sv_status sv_import_parts(struct sv_import *x, struct entry *e, const struct sv_event_type *type, const json_t *event, int32_t day, json_t *parts[SV_COMPARTMENTS], struct sv_err *err);
/* The clear part of an event, from what it says and from what it had: new, or NULL. */
enum sv_status sv_import_public(struct sv_import *x, const struct sv_event_type *type, const json_t *event, const json_t *record, json_t **public, struct sv_err *err);
/* The same of an event of an item, which has a record alone. */
enum sv_status sv_import_item_part(struct sv_import *x, struct entry *e, const struct sv_event_type *type, const json_t *event, int32_t day, json_t **record, struct sv_err *err);

#endif
