/* SPDX-License-Identifier: MIT */
/*
 * Mailboxes: two-way contact with a reporter whom nobody knows. What officers write is sealed to the reporter's receipt and kept in
 * the history (mailboxes/TAG.ndjson); what the reporter writes is sealed to the officers and dropped in the store's
 * inbox, without any key of theirs, until an officer takes it in.
 */
#ifndef SV_APP_MAILBOX_H
#define SV_APP_MAILBOX_H

#include <jansson.h>

#include "app/append.h"
#include "app/session.h"

#define SV_MAILBOX_CODE 22             /* bytes of a receipt and its NUL */
#define SV_MAILBOX_TOKEN "mailbox:"    /* with the tag after it: what the index finds the case by */
#define SV_MAILBOX_TEXT_MAX 200000

/* Makes a receipt for a store, by its id. code: to be given to the reporter and wiped; *mailbox: its public keys, for the act that registers the report. */
enum sv_status sv_mailbox_new(const char *store, char code[SV_MAILBOX_CODE], json_t **mailbox, struct sv_err *err);
/* Puts a text in the mailbox of a case, within a batch: of the case that its reporter came from, where they were taken over. SV_BAD_INPUT where the case has none. */
enum sv_status sv_mailbox_deliver(struct sv_batch *b, const char *case_id, const char *text, struct sv_err *err);

/* Both need no identity. */

/* The messages for a receipt, oldest first: an array of {at, text}. SV_NOT_FOUND where nothing was ever sent to it; SV_BAD_INPUT for a bad code. */
enum sv_status sv_mailbox_read(struct sv_session *s, const char *typed, json_t **messages, struct sv_err *err);
/* Drops an answer for the officers; durable when it returns. */
enum sv_status sv_mailbox_answer(struct sv_session *s, const char *typed, const char *text, struct sv_err *err);

/*
 * Takes in what reporters dropped: each becomes an event of its case, and is then removed. *taken: how many. What is not for
 * this officer, or for a case that they may not open, stays. What is no message of a reporter is reported and stays.
 */
enum sv_status sv_mailbox_collect(struct sv_session *s, const struct sv_act_report *report, size_t *taken, struct sv_err *err);
/* How many wait there. */
size_t sv_mailbox_waiting(struct sv_session *s);

#endif
