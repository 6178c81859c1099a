/* SPDX-License-Identifier: MIT */
/* Attachments: see attach.h. */
#include "app/attach.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/access.h"
#include "app/casefile.h"
#include "app/internal.h"
#include "base/wipe.h"
#include "crypt/blob.h"
#include "json/get.h"

/* attachments/2026/7/K/7K3MQP/f1.0001 */
void sv_attachment_path(const char *case_id, const char *attachment, unsigned part, char out[SV_ATTACHMENT_PATH])
{
	char path[SV_PATH_SIZE];

	sv_case_path(case_id, path);
	path[strlen(path) - strlen(".ndjson")] = '\0';
	snprintf(out, SV_ATTACHMENT_PATH, "attachments/%s/%s.%04u", path + strlen("cases/"), attachment, part);
}

/* Reads until n bytes are there or the file ends. */
static enum sv_status read_full(int fd, unsigned char *buf, size_t n, size_t *got, struct sv_err *err)
{
	*got = 0;
	while (*got < n) {
		ssize_t r = read(fd, buf + *got, n - *got);
		if (r < 0 && errno == EINTR)
			continue;
		if (r < 0)
			return sv_err_sys(err, SV_IO, errno, N_("cannot read '%s': %s"), "the attachment");
		if (r == 0)
			break;
		*got += (size_t)r;
	}
	return SV_OK;
}

/* What was sealed so far. */
struct sealing {
	struct sv_session *s;
	const char *case_id, *id;
	unsigned char key[32];
	struct sv_sha256 plain, sealed;
	unsigned parts;
	size_t bytes, sealed_bytes;
};

static enum sv_status put_part(struct sealing *a, const void *bytes, size_t n, bool last, struct sv_err *err)
{
	struct sv_buf part = SV_BUF_INIT;
	char path[SV_ATTACHMENT_PATH];
	enum sv_status st = sv_part_seal(a->key, a->case_id, a->id, ++a->parts, last, bytes, n, &part, err);

	sv_attachment_path(a->case_id, a->id, a->parts, path);
	if (st == SV_OK)
		st = sv_repo_put(a->s->repo, path, part.data, part.len, NULL, err);
	if (st == SV_OK)
		st = sv_repo_flush(a->s->repo, err); /* so that memory stays flat */
	if (st == SV_OK) {
		sv_sha256_add(&a->plain, bytes, n);
		sv_sha256_add(&a->sealed, part.data, part.len);
		a->bytes += n;
		a->sealed_bytes += part.len;
	}
	sv_buf_release(&part);
	return st;
}

/* Reads one part ahead, so that the last one is known as such. */
static enum sv_status seal_all(struct sealing *a, int fd, struct sv_err *err)
{
	unsigned char *now = malloc(SV_PART_BYTES), *next = malloc(SV_PART_BYTES);
	size_t n = 0, ahead = 0;
	enum sv_status st = now && next ? read_full(fd, now, SV_PART_BYTES, &n, err) : sv_err_nomem(err);

	if (st == SV_OK && n == 0)
		st = sv_err_set(err, SV_BAD_INPUT, N_("the attachment is empty"));
	while (st == SV_OK && n > 0) {
		st = n == SV_PART_BYTES ? read_full(fd, next, SV_PART_BYTES, &ahead, err) : SV_OK;
		if (n < SV_PART_BYTES)
			ahead = 0;
		if (st == SV_OK && a->bytes + n + ahead > SV_ATTACHMENT_MAX)
			st = sv_err_set(err, SV_BAD_INPUT, N_("the attachment is larger than %u MiB"), SV_ATTACHMENT_MAX / (1024 * 1024));
		if (st == SV_OK)
			st = put_part(a, now, n, ahead == 0, err);
		unsigned char *swap = now;
		now = next;
		next = swap;
		n = ahead;
	}
	if (now)
		sv_wipe(now, SV_PART_BYTES);
	if (next)
		sv_wipe(next, SV_PART_BYTES);
	free(now);
	free(next);
	return st;
}

enum sv_status sv_attach(struct sv_session *s, struct sv_batch *b, const char *case_id, int fd, const char *name, json_t *act,
                         const struct sv_act_report *report, struct sv_err *err)
{
	struct sealing a = { .s = s, .case_id = case_id };
	char id[24], plain[SV_SHA256_HEX], sealed[SV_SHA256_HEX];
	const json_t *state;
	json_t *own = NULL, *public = NULL;
	enum sv_status st = sv_batch_case(b, case_id, &state, err);

	if (st == SV_OK) {
		snprintf(id, sizeof id, "f%zu", json_array_size(sv_json_array(state, "attachments")) + 1);
		a.id = id;
		st = sv_batch_content_key(b, case_id, a.key, err);
	}
	sv_sha256_init(&a.plain);
	sv_sha256_init(&a.sealed);
	if (st == SV_OK && !sv_batch_dry(b))
		st = seal_all(&a, fd, err);
	sv_wipe(a.key, sizeof a.key);
	if (st == SV_OK) {
		sv_sha256_hex(&a.plain, plain);
		sv_sha256_hex(&a.sealed, sealed);
		own = json_pack("{s:I,s:s,s:s}", "bytes", (json_int_t)a.bytes, "name", name, "sha256", plain);
		public = json_pack("{s:s,s:I,s:I,s:s}", "attachment", id, "parts", (json_int_t)a.parts, "bytes", (json_int_t)a.sealed_bytes, "sha256", sealed);
		st = own && public ? SV_OK : sv_err_set(err, SV_BAD_INPUT, N_("the name of the attachment is no UTF-8 text"));
	}
	if (st == SV_OK) {
		st = sv_batch_own_act(b, case_id, sv_event_type("case.attached"), act, own, public, report, NULL);
		if (st != SV_OK && err)
			err->status = st; /* reported */
	}
	json_decref(own);
	json_decref(public);
	return st;
}

/* The clear part and the sealed content of the event that added an attachment. */
static const json_t *find_event(const json_t *events, const char *attachment)
{
	const json_t *event;
	size_t i;

	json_array_foreach(events, i, event) {
		const char *id = sv_json_text(sv_json_object(event, "public"), "attachment"), *type = sv_json_text(event, "type");
		if (id && type && strcmp(type, "case.attached") == 0 && strcmp(id, attachment) == 0)
			return event;
	}
	return NULL;
}

enum sv_status sv_attachment_read(struct sv_session *s, const char *case_id, const json_t *event, sv_attachment_part *fn, void *data, struct sv_err *err)
{
	const json_t *public = sv_json_object(event, "public");
	const char *id = sv_json_text(public, "attachment"), *want = sv_json_text(public, "sha256");
	long long parts = sv_json_int(public, "parts", 0);
	struct sv_buf sealed = SV_BUF_INIT, plain = SV_BUF_INIT;
	unsigned char key[32];
	char path[SV_ATTACHMENT_PATH], sum[SV_SHA256_HEX];
	struct sv_sha256 hash;
	enum sv_status st = sv_session_case_key(s, case_id, sv_event_keys(event), SV_CONTENT, key, err);

	if (st == SV_OK && (id == NULL || parts < 1 || parts > 9999))
		st = sv_err_set(err, SV_INTEGRITY, N_("the attachment is damaged"));
	sv_sha256_init(&hash);
	for (long long i = 1; i <= parts && st == SV_OK; i++) {
		sv_attachment_path(case_id, id, (unsigned)i, path);
		sv_buf_clear(&sealed);
		sv_buf_release_secret(&plain);
		st = sv_repo_read(s->repo, path, &sealed, NULL, err);
		if (st == SV_OK)
			st = sv_part_open(key, case_id, id, (unsigned)i, i == parts, sealed.data, sealed.len, &plain, err);
		if (st == SV_OK) {
			sv_sha256_add(&hash, sealed.data, sealed.len);
			st = fn(data, plain.data ? plain.data : "", plain.len, i == parts, err);
		}
	}
	sv_sha256_hex(&hash, sum);
	if (st == SV_OK && (want == NULL || strcmp(sum, want) != 0))
		st = sv_err_set(err, SV_INTEGRITY, N_("the attachment is damaged"));
	sv_wipe(key, sizeof key);
	sv_buf_release(&sealed);
	sv_buf_release_secret(&plain);
	return st;
}

static enum sv_status write_part(void *data, const void *bytes, size_t n, bool last, struct sv_err *err)
{
	(void)last;
	return fwrite(bytes, 1, n, data) == n ? SV_OK : sv_err_sys(err, SV_IO, errno, N_("cannot write %s: %s"), "stdout");
}

enum sv_status sv_attachment_open(struct sv_session *s, const char *case_id, const char *attachment, const char *why, FILE *out,
                                  const struct sv_act_report *report, struct sv_err *err)
{
	json_t *events = NULL;
	enum sv_status st = sv_access_open(s, case_id, true, false, why, report, &events, err);
	const json_t *event = st == SV_OK ? find_event(events, attachment) : NULL;

	if (st == SV_OK && event == NULL)
		st = sv_err_set(err, SV_NOT_FOUND, N_("the case has no such attachment"));
	if (st == SV_OK)
		st = sv_attachment_read(s, case_id, event, write_part, out, err);
	json_decref(events);
	return st;
}
