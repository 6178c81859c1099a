/* SPDX-License-Identifier: MIT */
/* Pages of the handelingskader: the organisation's own ones in the history (guide/LANG/TOPIC.md), else the shipped ones. */
#ifndef SV_APP_GUIDE_H
#define SV_APP_GUIDE_H

#include <jansson.h>

#include "app/session.h"
#include "base/buf.h"

/* Whether a text can be a topic: small letters, digits, - and _. */
bool sv_guide_topic_valid(const char *topic);
/* The topics there are in a language, sorted: a new array of texts. Needs no identity, and no store. */
enum sv_status sv_guide_topics(struct sv_session *s, const char *lang, json_t **topics, struct sv_err *err);
/* The Markdown of a page, metadata lines first. Appended. SV_NOT_FOUND. */
enum sv_status sv_guide_page(struct sv_session *s, const char *lang, const char *topic, struct sv_buf *out, struct sv_err *err);
/* The organisation as the protocol in force names it (its clear part); an empty object where there is no store. New. */
enum sv_status sv_guide_organisation(struct sv_session *s, json_t **organisation, struct sv_err *err);
/* Makes a text the organisation's own page: one commit. Needs the role "manage". */
enum sv_status sv_guide_set(struct sv_session *s, const char *lang, const char *topic, const struct sv_buf *text, struct sv_err *err);

/*
 * Files that an organisation can have its own of: pages of the guide, templates of reports. The text of a file of the history, else the
 * shipped one below share/. Appended. SV_NOT_FOUND.
 */
enum sv_status sv_own_file(struct sv_session *s, const char *path, struct sv_buf *out, struct sv_err *err);
/* Makes a text the organisation's own file at a path (guide/…, templates/…): one commit. Needs the role "manage". */
enum sv_status sv_own_file_set(struct sv_session *s, const char *path, const struct sv_buf *text, struct sv_err *err);

#endif
