/* SPDX-License-Identifier: MIT */
/*
 * Drops: files of one line that whoever knows the officers' public keys leaves for them in a Maildir (tmp, new, cur), and that only
 * those officers open. Answers of anonymous reporters (mailbox.h) and reports handed in elsewhere (intake.h) come this way.
 */
#ifndef SV_APP_DROP_H
#define SV_APP_DROP_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"
#include "base/buf.h"
#include "base/err.h"

#define SV_DROP_MAX (8u << 20) /* bytes of a file: room for a record of 1 MiB in any script, escaped and in base64 */
#define SV_DROP_ANSWER "answer"
#define SV_DROP_REPORT "report"

/*
 * Seals an object as a drop of a kind, to officers: boxes has their public keys, handle -> base64. The line, with its newline, is
 * appended to out. SV_CONFIG where there is nobody to seal to; SV_BAD_INPUT for a bad key, and for what is too large.
 */
enum sv_status sv_drop_seal(const char *kind, const json_t *boxes, const json_t *value, struct sv_buf *out, struct sv_err *err);
/* Makes the folders of a Maildir where they are missing. */
enum sv_status sv_drop_folder(const char *folder, struct sv_err *err);
/* Leaves lines in a folder, each in a file of a random name: all of them, durably, or none. */
enum sv_status sv_drop_leave(const char *folder, const struct sv_buf *lines, size_t n, struct sv_err *err);

/* What lies in a folder. */
struct sv_drops {
	char *folder; /* its new/ */
	struct sv_drop_file {
		char *name;
		bool done; /* to be removed by sv_drops_remove */
	} *file;
	size_t n;
};

/* Lists what lies in new/ of a folder, by name, and removes what was left half written in its tmp/ for 36 hours. SV_NOT_FOUND. */
enum sv_status sv_drops_list(const char *folder, struct sv_drops *out, struct sv_err *err);
void sv_drops_free(struct sv_drops *d);
/*
 * Opens one. SV_NO: it is for other officers, or of another kind, or gone by now. SV_INTEGRITY, SV_DENIED and SV_BAD_INPUT for what
 * does not open; the error has no place yet.
 */
enum sv_status sv_drop_open(struct sv_session *s, const struct sv_drops *d, size_t i, const char *kind, json_t **value, struct sv_err *err);
/* Adds the place of one to an error: its file, with nothing in it that a terminal could take amiss. */
void sv_drop_at(const struct sv_drops *d, size_t i, struct sv_err *err);
/* Removes those that are done, durably. */
enum sv_status sv_drops_remove(const struct sv_drops *d, struct sv_err *err);

/* Members that are base64 of so many bytes: sets one; gets one, where it is just that. */
bool sv_set_b64(json_t *object, const char *member, const void *bytes, size_t n);
bool sv_get_b64(const json_t *object, const char *member, unsigned char *out, size_t n);

#endif
