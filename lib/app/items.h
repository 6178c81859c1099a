/* SPDX-License-Identifier: MIT */
/* Items of the registers beside the cases (model/item.h): read from the history, and acted on within a batch. */
#ifndef SV_APP_ITEMS_H
#define SV_APP_ITEMS_H

#include <jansson.h>

#include "app/append.h"
#include "app/session.h"
#include "model/item.h"

/* The fold of an item's file as a new state. The records open for who holds the role record: SV_DENIED. */
enum sv_status sv_item_read(struct sv_session *s, const char *path, const char *text, size_t n, json_t **state, struct sv_err *err);

/* SV_DENIED where the index was made by somebody who does not hold the role record: then no item is in it. */
enum sv_status sv_items_open(struct sv_session *s, struct sv_index *index, struct sv_err *err);

/*
 * The id of an item as typed: an id, or the name of one that is not over (the member "name", without a name "kind"). SV_NOT_FOUND; SV_BAD_INPUT where several have that name, or for a slip in an id.
 */
enum sv_status sv_item_resolve(struct sv_session *s, const struct sv_item_kind *kind, const char *typed, char id[16], struct sv_err *err);

/*
 * Judges an act on an item (id NULL: a new one) and adds its event to the batch. The act is given over and changed. Every defect goes to report.
 * On SV_OK, made (may be NULL) gets the item's id. SV_BAD_INPUT; SV_NOT_FOUND; SV_DENIED; SV_INTEGRITY; also reported.
 */
enum sv_status sv_batch_item(struct sv_batch *b, const struct sv_item_kind *kind, const char *id, const struct sv_event_type *type, json_t *act, const struct sv_act_report *report, char made[16]);
/* The state of an item with what the batch has added; borrowed. NULL where the batch has not touched it. */
const json_t *sv_batch_item_state(struct sv_batch *b, const struct sv_item_kind *kind, const char *id);

#endif
