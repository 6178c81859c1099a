/* SPDX-License-Identifier: MIT */
/* Publishing a document: into the ledger, once; and taking it out again as it was published. */
#ifndef SV_REPORT_PUBLISH_H
#define SV_REPORT_PUBLISH_H

#include <jansson.h>

#include "report/release.h"

/*
 * The publication of that kind ("annual-2026") that the history stands at, or NULL: nothing was written since, so that making it again would
 * give the same. Borrowed from the account's ledger.
 */
const json_t *sv_published_last(const struct sv_account *a, const char *kind);
/* A publication by its id; SV_NOT_FOUND. Borrowed. */
enum sv_status sv_published(const struct sv_account *a, const char *release, const json_t **out, struct sv_err *err);
/* The document of a publication, marked with its id. New; NULL without memory. */
json_t *sv_published_document(const json_t *publication);

/* Records a release and its document durably; the document gets {published: true, release}. SV_BUSY where somebody else published meanwhile. */
enum sv_status sv_publish(struct sv_account *a, const struct sv_release *r, const char *kind, json_t *document, struct sv_err *err);

#endif
