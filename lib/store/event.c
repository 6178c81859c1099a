/* SPDX-License-Identifier: MIT */
/* The stored form of an event: see event.h. */
#include "store/event.h"

#include <string.h>

#include "crypt/seal.h"
#include "json/canon.h"
#include "json/get.h"
#include "json/ndjson.h"

/* Associated data: the canonical envelope, a zero byte, the compartment's name. */
static enum sv_status associated(const json_t *envelope, struct sv_buf *ad, struct sv_err *err)
{
	enum sv_status st = sv_json_canon(envelope, ad, err);

	sv_buf_addc(ad, '\0');
	return st == SV_OK && ad->failed ? sv_err_nomem(err) : st;
}

enum sv_status sv_event_seal(const json_t *envelope, const struct sv_sealing *seals, size_t n, struct sv_buf *line, struct sv_err *err)
{
	struct sv_buf ad = SV_BUF_INIT, plain = SV_BUF_INIT, sealed = SV_BUF_INIT;
	json_t *event = json_copy((json_t *)envelope);
	enum sv_status st = event ? associated(envelope, &ad, err) : sv_err_nomem(err);
	size_t base = ad.len;

	for (size_t i = 0; i < n && st == SV_OK; i++) {
		if (seals[i].plain == NULL)
			continue;
		sv_buf_release_secret(&plain);
		sv_buf_clear(&sealed);
		sv_buf_reserve(&plain, 4096); /* seldom moves after this */
		ad.len = base;
		sv_buf_adds(&ad, seals[i].name);
		st = sv_json_canon(seals[i].plain, &plain, err);
		if (st == SV_OK)
			st = sv_seal(seals[i].key, ad.data, ad.len, plain.data, plain.len, &sealed, err);
		if (st == SV_OK && json_object_set_new(event, seals[i].name, json_stringn(sealed.data, sealed.len)) < 0)
			st = sv_err_nomem(err);
	}
	if (st == SV_OK)
		st = sv_json_canon(event, line, err);
	sv_buf_release(&ad);
	sv_buf_release_secret(&plain);
	sv_buf_release(&sealed);
	json_decref(event);
	return st;
}

json_t *sv_event_envelope(const json_t *event, const char *const *names)
{
	json_t *envelope = json_copy((json_t *)event);

	for (; envelope && *names; names++)
		json_object_del(envelope, *names);
	return envelope;
}

enum sv_status sv_event_open(const json_t *event, const char *const *names, const char *name, const unsigned char key[32], json_t **out, struct sv_err *err)
{
	struct sv_buf ad = SV_BUF_INIT, plain = SV_BUF_INIT;
	const char *sealed = sv_json_text(event, name);
	enum sv_status st;

	*out = NULL;
	if (sealed == NULL)
		return sv_err_set(err, SV_NOT_FOUND, N_("the event has no compartment '%s'"), name);
	json_t *envelope = sv_event_envelope(event, names);
	st = envelope ? associated(envelope, &ad, err) : sv_err_nomem(err);
	sv_buf_adds(&ad, name);
	if (st == SV_OK)
		st = sv_open(key, ad.data, ad.len, sealed, &plain, err);
	if (st == SV_OK)
		st = sv_json_parse(sv_buf_str(&plain), plain.len, 0, out, err);
	sv_buf_release_secret(&plain);
	sv_buf_release(&ad);
	json_decref(envelope);
	return st;
}
