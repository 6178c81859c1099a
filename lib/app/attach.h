/* SPDX-License-Identifier: MIT */
/* Attachments: files that belong to a case, sealed in parts beside its events. */
#ifndef SV_APP_ATTACH_H
#define SV_APP_ATTACH_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

#include "app/append.h"
#include "app/session.h"

#define SV_ATTACHMENT_MAX (64u * 1024 * 1024)
#define SV_PART_BYTES (1024u * 1024)
#define SV_ATTACHMENT_PATH 144

/* Where a part of an attachment stands in the history: attachments/2026/7/K/7K3MQP/f1.0001. */
void sv_attachment_path(const char *case_id, const char *attachment, unsigned part, char out[SV_ATTACHMENT_PATH]);

/*
 * Adds a file to a batch: reads fd to its end, part by part, seals each part, and records the act ({as, party?, note?}; given over). name:
 * its name, sealed with it. SV_BAD_INPUT where it is larger than SV_ATTACHMENT_MAX or empty.
 */
enum sv_status sv_attach(struct sv_session *s, struct sv_batch *b, const char *case_id, int fd, const char *name, json_t *act,
                         const struct sv_act_report *report, struct sv_err *err);
/* Told of each part of an attachment in order, opened. May stop it by a status other than SV_OK. */
typedef enum sv_status sv_attachment_part(void *data, const void *bytes, size_t n, bool last, struct sv_err *err);
/* Reads the attachment that an event of kind case.attached tells of. Its opening must have been recorded before. SV_DENIED; SV_INTEGRITY where it is damaged. */
enum sv_status sv_attachment_read(struct sv_session *s, const char *case_id, const json_t *event, sv_attachment_part *fn, void *data, struct sv_err *err);
/* Writes an attachment ("f1") of a case to out. That it was opened, and why, is recorded first. SV_NOT_FOUND; SV_INTEGRITY. */
enum sv_status sv_attachment_open(struct sv_session *s, const char *case_id, const char *attachment, const char *why, FILE *out,
                                  const struct sv_act_report *report, struct sv_err *err);

#endif
