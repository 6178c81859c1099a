/* SPDX-License-Identifier: MIT */
/* The vectors of the format (tests/vectors), which an independent program checks too: our code must agree on each. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/id.h"
#include "crypt/b64.h"
#include "crypt/blob.h"
#include "crypt/crypt.h"
#include "crypt/derive.h"
#include "crypt/identity.h"
#include "crypt/receipt.h"
#include "crypt/seal.h"
#include "crypt/sshsig.h"
#include "json/canon.h"
#include "json/get.h"
#include "json/ndjson.h"

/* A member in base64, as bytes. */
static struct sv_buf bytes(const json_t *v, const char *member)
{
	struct sv_buf b = SV_BUF_INIT;
	const char *text = sv_json_text(v, member);

	assert_non_null(text);
	assert_int_equal(sv_b64_decode(text, strlen(text), &b, NULL), SV_OK);
	return b;
}

static const unsigned char *raw(const struct sv_buf *b)
{
	return (const unsigned char *)sv_buf_str(b);
}

static enum sv_status say(void *data, struct sv_buf *out, struct sv_err *err)
{
	(void)err;
	sv_buf_add_secret(out, data, strlen(data));
	return SV_OK;
}

static enum sv_status canonical(const json_t *v)
{
	struct sv_buf out = SV_BUF_INIT;
	enum sv_status st = sv_json_canon(json_object_get(v, "value"), &out, NULL);

	if (st == SV_OK)
		assert_string_equal(sv_buf_str(&out), sv_json_text(v, "text"));
	sv_buf_release(&out);
	return st;
}

static enum sv_status case_id(const json_t *v)
{
	char id[SV_CASE_ID_SIZE];

	return sv_case_id_parse(sv_json_text(v, "id"), id) == SV_ID_GOOD ? SV_OK : SV_INTEGRITY;
}

static enum sv_status line_hash(const json_t *v)
{
	char hash[65];

	sv_hash_line(sv_json_text(v, "line"), strlen(sv_json_text(v, "line")), hash);
	assert_string_equal(hash, sv_json_text(v, "hash"));
	return SV_OK;
}

static enum sv_status derive_party(const json_t *v)
{
	struct sv_buf key = bytes(v, "key"), salt = bytes(v, "salt"), want = bytes(v, "out");
	unsigned char got[32];

	sv_derive_party(raw(&key), raw(&salt), sv_json_text(v, "party"), got);
	assert_memory_equal(got, raw(&want), 32);
	sv_buf_release(&key);
	sv_buf_release(&salt);
	sv_buf_release(&want);
	return SV_OK;
}

static enum sv_status mask(const json_t *v)
{
	struct sv_buf salt = bytes(v, "salt");
	char token[SV_TOKEN_SIZE];

	snprintf(token, sizeof token, "%s", sv_json_text(v, "token"));
	assert_true(sv_mask_token(raw(&salt), token));
	assert_string_equal(token, sv_json_text(v, "masked"));
	assert_true(sv_mask_token(raw(&salt), token));
	assert_string_equal(token, sv_json_text(v, "token"));
	snprintf(token, sizeof token, "%s", "ABCDEFGHIJKLMNOPQRSTUVWX"); /* capitals are none of ours */
	assert_false(sv_mask_token(raw(&salt), token));
	sv_buf_release(&salt);
	return SV_OK;
}

static enum sv_status derive(const json_t *v)
{
	struct sv_buf role = bytes(v, "role_key"), want = bytes(v, "key"), salt = SV_BUF_INIT;
	char label[128], hex[65];
	unsigned char key[32];

	if (sv_json_has(v, "path")) { /* a register: its salt comes from its path */
		snprintf(label, sizeof label, "register:%s", sv_json_text(v, "path"));
		sv_hash_line(label, strlen(label), hex);
		sv_derive_compartment(raw(&role), (const unsigned char *)hex, "record", key);
	} else {
		salt = bytes(v, "salt");
		sv_derive_compartment(raw(&role), raw(&salt), sv_json_text(v, "name"), key);
	}
	assert_memory_equal(key, raw(&want), 32);
	sv_buf_release(&role);
	sv_buf_release(&want);
	sv_buf_release(&salt);
	return SV_OK;
}

static enum sv_status token(const json_t *v)
{
	struct sv_buf key = bytes(v, "key"), normal = SV_BUF_INIT;
	char out[SV_TOKEN_SIZE];

	assert_int_equal(sv_normalise_person(sv_json_text(v, "number"), &normal, NULL), SV_OK);
	sv_derive_token(raw(&key), sv_buf_str(&normal), out);
	assert_string_equal(out, sv_json_text(v, "token"));
	sv_buf_release(&key);
	sv_buf_release(&normal);
	return SV_OK;
}

static enum sv_status opening(const json_t *v)
{
	struct sv_buf key = bytes(v, "key"), ad = bytes(v, "ad"), plain = SV_BUF_INIT;
	enum sv_status st = sv_open(raw(&key), ad.data, ad.len, sv_json_text(v, "sealed"), &plain, NULL);

	if (st == SV_OK) {
		struct sv_buf want = bytes(v, "plain");
		assert_int_equal(plain.len, want.len);
		assert_memory_equal(sv_buf_str(&plain), sv_buf_str(&want), want.len);
		sv_buf_release(&want);
	}
	sv_buf_release(&key);
	sv_buf_release(&ad);
	sv_buf_release(&plain);
	return st;
}

static enum sv_status identity(const json_t *v)
{
	struct sv_identity *id = NULL;
	const char *text = sv_json_text(v, "text");
	enum sv_status st = sv_identity_read(text, strlen(text), say, (void *)sv_json_text(v, "passphrase"), &id, NULL);

	if (st == SV_OK)
		assert_string_equal(sv_identity_name(id), sv_json_text(v, "name"));
	sv_identity_free(id);
	return st;
}

static enum sv_status sshsig(const json_t *v)
{
	struct sv_buf public = bytes(v, "public"), message = bytes(v, "message");
	enum sv_status st = sv_sshsig_verify(raw(&public), message.data, message.len, sv_json_text(v, "signature"), NULL);

	sv_buf_release(&public);
	sv_buf_release(&message);
	return st;
}

/* A code that is no receipt is bad input to us; the vectors call it damaged. */
static enum sv_status receipt(const json_t *v)
{
	char code[SV_RECEIPT_SIZE];
	struct sv_receipt keys;

	if (sv_receipt_parse(sv_json_text(v, "typed"), code, NULL) != SV_OK)
		return SV_INTEGRITY;
	struct sv_buf box = bytes(v, "box"), sign = bytes(v, "sign");
	assert_string_equal(code, sv_json_text(v, "receipt"));
	assert_int_equal(sv_receipt_keys(code, sv_json_text(v, "store"), &keys, NULL), SV_OK);
	assert_memory_equal(keys.box_public, raw(&box), 32);
	assert_memory_equal(keys.sign_public, raw(&sign), 32);
	assert_string_equal(keys.tag, sv_json_text(v, "tag"));
	sv_buf_release(&box);
	sv_buf_release(&sign);
	return SV_OK;
}

static enum sv_status part(const json_t *v)
{
	struct sv_buf key = bytes(v, "key"), sealed = bytes(v, "sealed"), plain = SV_BUF_INIT;
	enum sv_status st = sv_part_open(raw(&key), sv_json_text(v, "case"), sv_json_text(v, "attachment"), (unsigned)sv_json_int(v, "part", 0), sv_json_true(v, "last"), sealed.data, sealed.len, &plain, NULL);

	if (st == SV_OK) {
		struct sv_buf want = bytes(v, "plain");
		assert_int_equal(plain.len, want.len);
		assert_memory_equal(sv_buf_str(&plain), sv_buf_str(&want), want.len);
		sv_buf_release(&want);
	}
	sv_buf_release(&key);
	sv_buf_release(&sealed);
	sv_buf_release_secret(&plain);
	return st;
}

/* A receipt that was made is read back, and a slip of the pen is found: each single letter, most swaps. */
static void receipts_find_typing_errors(void **state)
{
	static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	char code[SV_RECEIPT_SIZE], typed[SV_RECEIPT_SIZE], back[SV_RECEIPT_SIZE];
	size_t missed = 0, swaps = 0;

	(void)state;
	for (int round = 0; round < 50; round++) {
		sv_receipt_make(code);
		assert_int_equal(sv_receipt_parse(code, back, NULL), SV_OK);
		assert_string_equal(code, back);
		for (size_t i = 0; code[i]; i++) {
			for (size_t k = 0; code[i] != '-' && digits[k]; k++) {
				memcpy(typed, code, sizeof typed);
				typed[i] = digits[k];
				assert_int_equal(sv_receipt_parse(typed, back, NULL), digits[k] == code[i] ? SV_OK : SV_BAD_INPUT);
			}
			if (code[i] == '-' || code[i + 1] == '-' || code[i + 1] == '\0' || code[i] == code[i + 1])
				continue;
			memcpy(typed, code, sizeof typed);
			typed[i] = code[i + 1];
			typed[i + 1] = code[i];
			swaps++;
			missed += sv_receipt_parse(typed, back, NULL) == SV_OK;
		}
	}
	assert_true(missed * 50 < swaps);
}

static const struct {
	const char *kind;
	enum sv_status (*check)(const json_t *v);
} kinds[] = {
	{ "canonical", canonical }, { "case-id", case_id }, { "line-hash", line_hash }, { "derive", derive }, { "derive-register", derive }, { "derive-party", derive_party }, { "mask", mask },
	{ "token", token }, { "open", opening }, { "identity", identity }, { "sshsig", sshsig },
	{ "receipt", receipt }, { "part", part },
};

static void every_vector(void **state)
{
	glob_t files;
	size_t checked = 0;

	(void)state;
	assert_int_equal(glob("tests/vectors/*.json", 0, NULL, &files), 0);
	for (size_t i = 0; i < files.gl_pathc; i++) {
		json_t *v = NULL;
		assert_int_equal(sv_json_load_file(files.gl_pathv[i], 1 << 20, SV_JSON_ANY, &v, NULL), SV_OK);
		const char *kind = sv_json_text(v, "kind"), *expect = sv_json_text(v, "expect");
		for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
			if (strcmp(kinds[k].kind, kind) != 0)
				continue;
			enum sv_status st = kinds[k].check(v);
			const char *got = st == SV_OK ? "success" : st == SV_DENIED ? "no key" : st == SV_INTEGRITY ? "damaged" : "another failure";
			if (strcmp(got, expect) != 0)
				fail_msg("%s: wanted %s, got %s", files.gl_pathv[i], expect, got);
			checked++;
		}
		json_decref(v);
	}
	assert_int_equal(checked, files.gl_pathc);
	assert_true(checked > 45);
	globfree(&files);
}

static int start(void **state)
{
	(void)state;
	return sv_crypt_init(NULL) == SV_OK ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(every_vector),
		cmocka_unit_test(receipts_find_typing_errors) };

	return cmocka_run_group_tests(tests, start, NULL);
}
