/* SPDX-License-Identifier: MIT */
/* One file of events, read from the history: parsed, chain checked, opened as far as the keys go, folded. */
#ifndef SV_APP_CASEFILE_H
#define SV_APP_CASEFILE_H

#include <jansson.h>

#include "app/session.h"
#include "store/event.h"

#define SV_PATH_SIZE 128

/* The path of a case in the history, from its canonical id: cases/2026/7/K/7K3MQP.ndjson. */
void sv_case_path(const char *case_id, char out[SV_PATH_SIZE]);
/* The id of the case at a path; false where it is no case's path. */
bool sv_case_from_path(const char *path, char out[16]);

/* Called for each event in order. record is NULL where it does not open. */
typedef enum sv_status sv_case_event(void *data, size_t line, const json_t *event, const json_t *record, struct sv_err *err);

/*
 * Reads the lines of a file of events: parses each, checks the hash chain (SV_INTEGRITY with the line), opens its record where it is a case's
 * and s is given, and calls fn. A case that was erased is read without records; SV_DENIED where it is closed to me. last gets the
 * hash of the last line ("" for an empty text).
 */
enum sv_status sv_case_lines(struct sv_session *s, const char *case_id, const char *text, size_t n, char last[SV_HASH_HEX],
                             sv_case_event *fn, void *data, struct sv_err *err);

/* The fold of a case's file as a new state. s NULL: from the envelopes alone. */
enum sv_status sv_case_fold(struct sv_session *s, const char *case_id, const char *text, size_t n, char last[SV_HASH_HEX], json_t **state, struct sv_err *err);

#endif
