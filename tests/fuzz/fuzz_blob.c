/* SPDX-License-Identifier: MIT */
/* Fuzzes what is sealed: base64, compartments, parts of attachments, events, and what an identity says of each party. */
#include "fuzz.h"

#include <jansson.h>

#include "app/casekeys.h"
#include "base/buf.h"
#include "crypt/b64.h"
#include "crypt/blob.h"
#include "crypt/seal.h"
#include "json/canon.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/act.h"
#include "store/event.h"

static const unsigned char key[32] = "a key of thirty-two bytes, fixed";
static const char ad[] = "associated";

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fuzz_start();
	return 0;
}

/* Text as it comes: what is base64 is so in one way only; nothing opens that was not sealed with this key. */
static void any_text(struct fuzz_input in)
{
	struct sv_buf raw = SV_BUF_INIT, back = SV_BUF_INIT, plain = SV_BUF_INIT;
	enum sv_status st = sv_b64_decode((const char *)in.p, in.n, &raw, NULL);
	char *text = fuzz_text(in);

	ONE_OF(st, SV_OK, SV_INTEGRITY);
	HOLDS(sv_b64_decode_public((const char *)in.p, in.n, &back, NULL) == st && (st != SV_OK || (back.len == raw.len && memcmp(sv_buf_str(&back), sv_buf_str(&raw), raw.len) == 0)));
	sv_buf_clear(&back);
	if (st == SV_OK) {
		sv_b64_encode(sv_buf_str(&raw), raw.len, &back);
		HOLDS(back.len == in.n && memcmp(sv_buf_str(&back), in.p, in.n) == 0);
	}
	ONE_OF(sv_open(key, ad, sizeof ad, text, &plain, NULL), SV_DENIED, SV_INTEGRITY);
	HOLDS(plain.len == 0);
	free(text);
	sv_buf_release(&raw);
	sv_buf_release(&back);
	sv_buf_release(&plain);
}

/* Bytes become base64 and are the same again. */
static void any_bytes(struct fuzz_input in)
{
	struct sv_buf text = SV_BUF_INIT, raw = SV_BUF_INIT;

	sv_b64_encode(in.p, in.n, &text);
	HOLDS(sv_b64_decode(sv_buf_str(&text), text.len, &raw, NULL) == SV_OK && raw.len == in.n && memcmp(sv_buf_str(&raw), in.p, in.n) == 0);
	sv_buf_release(&text);
	sv_buf_release(&raw);
}

/* A sealed text that is then changed: only what is unchanged opens, and only with its key and what is associated. */
static void sealed(struct fuzz_input in)
{
	struct fuzz_input with = fuzz_part(&in, fuzz_byte(&in) % 64), plain = fuzz_part(&in, fuzz_short(&in) % 1024);
	struct sv_buf text = SV_BUF_INIT, got = SV_BUF_INIT;
	unsigned char other[32];
	size_t n;

	HOLDS(sv_seal(key, with.p, with.n, plain.p, plain.n, &text, NULL) == SV_OK);
	memcpy(other, key, sizeof other);
	other[fuzz_byte(&in) % 32] ^= 1;
	HOLDS(sv_open(other, with.p, with.n, text.data, &got, NULL) == SV_DENIED);
	if (with.n > 0)
		HOLDS(sv_open(key, with.p, with.n - 1, text.data, &got, NULL) == SV_DENIED);
	char *changed = fuzz_changed(&in, text.data, text.len, &n);
	enum sv_status st = sv_open(key, with.p, with.n, changed, &got, NULL);
	ONE_OF(st, SV_OK, SV_DENIED, SV_INTEGRITY);
	HOLDS((st == SV_OK) == (strcmp(changed, text.data) == 0));
	HOLDS(got.len == (st == SV_OK ? plain.n : 0) && memcmp(sv_buf_str(&got), plain.p, got.len) == 0);
	free(changed);
	sv_buf_release(&text);
	sv_buf_release(&got);
}

/* Bytes that are no padded text, sealed by somebody who has the key: they open as padding says, or they are damaged. */
static void badly_padded(struct fuzz_input in)
{
	struct sv_buf text = SV_BUF_INIT, got = SV_BUF_INIT;
	size_t n = 24 + in.n + 16;
	unsigned char *raw = malloc(n);

	HOLDS(raw != NULL);
	fuzz_random_fill(raw, 24);
	crypto_aead_xchacha20poly1305_ietf_encrypt(raw + 24, NULL, in.p, in.n, (const unsigned char *)ad, sizeof ad, NULL, raw, key);
	sv_b64_encode(raw, n, &text);
	enum sv_status st = sv_open(key, ad, sizeof ad, text.data, &got, NULL);
	ONE_OF(st, SV_OK, SV_INTEGRITY);
	if (st == SV_OK)
		HOLDS(in.n % SV_PAD == 0 && got.len < in.n && in.n - got.len <= SV_PAD && in.p[got.len] == 0x80 && memcmp(sv_buf_str(&got), in.p, got.len) == 0);
	free(raw);
	sv_buf_release(&text);
	sv_buf_release(&got);
}

/* A part of an attachment: it opens unchanged, as itself. */
static void part(struct fuzz_input in)
{
	struct fuzz_input plain = fuzz_part(&in, fuzz_short(&in) % 1024);
	struct sv_buf text = SV_BUF_INIT, got = SV_BUF_INIT;
	unsigned number = fuzz_short(&in), as = fuzz_short(&in);
	int last = fuzz_byte(&in) & 1, as_last = fuzz_byte(&in) & 1;
	size_t n;

	HOLDS(sv_part_seal(key, "2026-7K3MQP", "f1", number, last, plain.p, plain.n, &text, NULL) == SV_OK);
	char *changed = fuzz_changed(&in, text.data, text.len, &n);
	enum sv_status st = sv_part_open(key, "2026-7K3MQP", "f1", as, as_last, changed, n, &got, NULL);
	ONE_OF(st, SV_OK, SV_INTEGRITY);
	HOLDS((st == SV_OK) == (number == as && last == as_last && n == text.len && memcmp(changed, text.data, n) == 0));
	HOLDS(got.len == (st == SV_OK ? plain.n : 0) && memcmp(sv_buf_str(&got), plain.p, got.len) == 0);
	free(changed);
	sv_buf_release(&text);
	sv_buf_release(&got);
}

/* The salts of the parties: those whose names end in x were erased. */
static enum sv_status salt_of(void *data, const char *name, unsigned char salt[32], struct sv_err *err)
{
	size_t n = strlen(name);

	(void)data;
	if (n > 0 && name[n - 1] == 'x')
		return sv_err_set(err, SV_NOT_FOUND, "none");
	memset(salt, 0, 32);
	memcpy(salt, name, n < 32 ? n : 32);
	return SV_OK;
}

/* Whether something is said of a party within what is said of a party, or of one with a longer name than there are: no act can hold that. */
static int strange(const json_t *v, int within)
{
	const char *member, *party = sv_json_text(v, "party");
	const json_t *value;
	size_t i;
	int found = party && (within || strlen(party) > 8 || strchr(party, 'x'));

	json_array_foreach(v, i, value)
		found = strange(value, within) || found;
	json_object_foreach((json_t *)v, member, value)
		found = strange(value, within || party) || found;
	return found;
}

/* An object of which the parties' parts are opened as they come, and closed and opened again. */
static void parties(struct fuzz_input in)
{
	enum sv_compartment c = fuzz_byte(&in) & 1 ? SV_RECORD : SV_IDENTITY;
	json_t *v = NULL;

	if (sv_json_parse((const char *)in.p, in.n, 0, &v, NULL) != SV_OK)
		return;
	json_t *other = json_deep_copy(v), *given = json_deep_copy(v);
	ONE_OF(sv_parties_open(v, c, key, salt_of, NULL, NULL), SV_OK, SV_INTEGRITY, SV_BAD_INPUT);
	enum sv_status st = sv_parties_close(other, c, key, salt_of, NULL, NULL);
	ONE_OF(st, SV_OK, SV_NOT_FOUND, SV_INTEGRITY, SV_BUG); /* a bug: no canonical form, as sealing in sealing grows too deep */
	if (st == SV_OK && !strange(given, 0))
		HOLDS(sv_parties_open(other, c, key, salt_of, NULL, NULL) == SV_OK && json_equal(other, given));
	json_decref(v);
	json_decref(other);
	json_decref(given);
}

/* An event as it is stored, with a record that is sealed into it by somebody who has the key, whatever it is. */
static void event(struct fuzz_input in)
{
	static const char *const names[] = { "record", "content", "identity", NULL };
	struct fuzz_input record = fuzz_part(&in, fuzz_short(&in) % 2048);
	struct sv_buf with = SV_BUF_INIT, text = SV_BUF_INIT, line = SV_BUF_INIT;
	json_t *v = NULL, *out = NULL, *again = NULL, *envelope;

	if (sv_json_parse((const char *)in.p, in.n, 0, &v, NULL) != SV_OK)
		return;
	ONE_OF(sv_event_open(v, names, "record", key, &out, NULL), SV_NOT_FOUND, SV_DENIED, SV_INTEGRITY);
	HOLDS(out == NULL);
	envelope = sv_event_envelope(v, names);
	HOLDS(envelope && sv_json_canon(envelope, &with, NULL) == SV_OK);
	sv_buf_add(&with, "\0record", 7);
	HOLDS(sv_seal(key, with.data, with.len, record.p, record.n, &text, NULL) == SV_OK && sv_json_set_text(v, "record", text.data));
	enum sv_status st = sv_event_open(v, names, "record", key, &out, NULL);
	ONE_OF(st, SV_OK, SV_BAD_INPUT, SV_INTEGRITY);
	HOLDS((st == SV_OK) == (out != NULL));
	/* by its line it opens as it does without; any other bytes in its place change nothing */
	HOLDS(sv_json_canon(v, &line, NULL) == SV_OK && sv_event_open_line(v, line.data, line.len, names, "record", key, &again, NULL) == st);
	HOLDS((again == NULL) == (out == NULL) && (out == NULL || json_equal(again, out)));
	json_decref(again);
	HOLDS(sv_event_open_line(v, (const char *)record.p, record.n, names, "record", key, &again, NULL) == st && (again == NULL) == (out == NULL));
	json_decref(again);
	HOLDS(sv_event_open_line(v, (const char *)in.p, in.n, names, "record", key, &again, NULL) == st && (again == NULL) == (out == NULL));
	json_decref(again);
	if (out)
		ONE_OF(sv_parties_open(out, SV_RECORD, key, salt_of, NULL, NULL), SV_OK, SV_INTEGRITY);
	json_decref(out);
	json_object_set_new(v, "at", json_integer(json_integer_value(json_object_get(v, "at")) / 2 + 1));
	if (!json_equal(json_object_get(v, "at"), json_object_get(envelope, "at")))
		HOLDS(sv_event_open(v, names, "record", key, &out, NULL) == SV_DENIED);
	json_decref(v);
	json_decref(envelope);
	sv_buf_release(&line);
	sv_buf_release(&with);
	sv_buf_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const ways[])(struct fuzz_input) = { any_text, any_bytes, sealed, badly_padded, part, parties, event };
	struct fuzz_input in = fuzz_take_all(data, size);

	ways[fuzz_byte(&in) % 7](in);
	return 0;
}
