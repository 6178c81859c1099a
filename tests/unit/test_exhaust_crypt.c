/* SPDX-License-Identifier: MIT */
/* Crypt when memory runs out: nothing is half sealed, and what is good is never called damaged or forged. */
#include "exhaust.h"

#include <sys/resource.h>

#include "crypt/b64.h"
#include "crypt/blob.h"
#include "crypt/crypt.h"
#include "crypt/derive.h"
#include "crypt/identity.h"
#include "crypt/receipt.h"
#include "crypt/seal.h"
#include "crypt/sshsig.h"

static const struct sv_kdf_cost cheap = { 1, 8192 };
static struct sv_identity *me;
static struct sv_buf closed, bare, armour;
static struct sv_receipt receipt;
static char phrase[] = "vier losse woorden samen";
static const char message[] = "tree x\n\nbericht\n";

static enum sv_status say(void *data, struct sv_buf *out, struct sv_err *err)
{
	sv_buf_add_secret(out, data, strlen(data));
	return out->failed ? sv_err_nomem(err) : SV_OK;
}

static enum sv_status seal_and_open(void *data, struct sv_buf *result, struct sv_err *err)
{
	static const unsigned char key[32] = { 7 };
	struct sv_buf sealed = SV_BUF_INIT, opened = SV_BUF_INIT, part = SV_BUF_INIT, again = SV_BUF_INIT;
	enum sv_status st = sv_seal(key, "ad", 2, message, sizeof message, &sealed, err);

	(void)data;
	if (st == SV_OK)
		st = sv_open(key, "ad", 2, sv_buf_str(&sealed), &opened, err);
	if (st == SV_OK)
		st = sv_part_seal(key, "2026-7K3MQP", "a1", 0, 1, message, sizeof message, &part, err);
	if (st == SV_OK)
		st = sv_part_open(key, "2026-7K3MQP", "a1", 0, 1, part.data, part.len, &again, err);
	exhaust_rest();
	if (st == SV_OK) {
		sv_buf_add(result, opened.data, opened.len);
		sv_buf_add(result, again.data, again.len);
	}
	sv_buf_release(&again);
	sv_buf_release(&sealed);
	sv_buf_release(&opened);
	sv_buf_release(&part);
	return st;
}

static enum sv_status read_identity(void *data, struct sv_buf *result, struct sv_err *err)
{
	const struct sv_buf *text = data;
	struct sv_identity *id = NULL;
	struct sv_identity_card of;
	enum sv_status st = sv_identity_read(text->data, text->len, say, phrase, &id, err);

	if (st == SV_OK)
		st = sv_identity_card(text->data, text->len, &of, err);
	exhaust_rest();
	if (st == SV_OK) {
		assert_memory_equal(of.sign, sv_identity_sign_public(id), 32);
		sv_buf_adds(result, sv_identity_name(id));
	}
	sv_identity_free(id);
	return st;
}

static enum sv_status write_identity(void *data, struct sv_buf *result, struct sv_err *err)
{
	struct sv_identity *id = NULL, *back = NULL;
	struct sv_buf out = SV_BUF_INIT;
	enum sv_status st = sv_identity_new("meldpunt", &id, err);

	if (st == SV_OK)
		st = sv_identity_write(id, data, data ? strlen(data) : 0, &cheap, &out, err);
	exhaust_rest();
	if (st == SV_OK) { /* whole: it reads again, to the same keys */
		assert_int_equal(sv_identity_read(out.data, out.len, say, phrase, &back, NULL), SV_OK);
		assert_memory_equal(sv_identity_box_public(back), sv_identity_box_public(id), 32);
		sv_buf_adds(result, sv_identity_name(back));
	}
	sv_identity_free(id);
	sv_identity_free(back);
	sv_buf_release(&out);
	return st;
}

static enum sv_status sign(void *data, struct sv_buf *result, struct sv_err *err)
{
	struct sv_buf out = SV_BUF_INIT;
	enum sv_status st = sv_sshsig_sign(me, message, sizeof message, &out, err);

	(void)data;
	exhaust_rest();
	if (st == SV_OK)
		sv_buf_add(result, out.data, out.len);
	sv_buf_release(&out);
	return st;
}

static enum sv_status verify(void *data, struct sv_buf *result, struct sv_err *err)
{
	(void)data;
	(void)result;
	return sv_sshsig_verify(sv_identity_sign_public(me), message, sizeof message, armour.data, err);
}

static enum sv_status name_key(void *data, struct sv_buf *result, struct sv_err *err)
{
	struct sv_buf out = SV_BUF_INIT;

	(void)data;
	sv_ssh_public_line(sv_identity_sign_public(me), &out);
	sv_ssh_fingerprint(sv_identity_sign_public(me), &out);
	exhaust_rest();
	enum sv_status st = out.failed ? sv_err_nomem(err) : SV_OK;
	if (st == SV_OK)
		sv_buf_add(result, out.data, out.len);
	sv_buf_release(&out);
	return st;
}

static enum sv_status mail(void *data, struct sv_buf *result, struct sv_err *err)
{
	struct sv_buf out = SV_BUF_INIT, opened = SV_BUF_INIT;
	enum sv_status st = sv_receipt_seal(receipt.box_public, message, sizeof message, &out, err);

	(void)data;
	if (st == SV_OK)
		st = sv_receipt_open(&receipt, out.data, &opened, err);
	exhaust_rest();
	if (st == SV_OK)
		sv_buf_add(result, opened.data, opened.len);
	sv_buf_release(&out);
	sv_buf_release(&opened);
	return st;
}

static enum sv_status keys_and_names(void *data, struct sv_buf *result, struct sv_err *err)
{
	struct sv_buf wrapped = SV_BUF_INIT, plain = SV_BUF_INIT, person = SV_BUF_INIT, text = SV_BUF_INIT, bytes = SV_BUF_INIT;
	enum sv_status st = sv_wrap(sv_identity_box_public(me), "sleutel", 7, &wrapped, err);

	(void)data;
	if (st == SV_OK)
		st = sv_unwrap(me, wrapped.data, wrapped.len, &plain, err);
	if (st == SV_OK)
		st = sv_normalise_person("P-10.42", &person, err);
	if (st == SV_OK) {
		sv_b64_encode(plain.data, plain.len, &text);
		st = text.failed ? sv_err_nomem(err) : sv_b64_decode(text.data, text.len, &bytes, err);
	}
	exhaust_rest();
	if (st == SV_OK)
		sv_buf_addf(result, "%s %s %s", plain.data, person.data, bytes.data);
	sv_buf_release(&wrapped);
	sv_buf_release(&plain);
	sv_buf_release(&person);
	sv_buf_release(&text);
	sv_buf_release(&bytes);
	return st;
}

static void every_allocation_may_fail(void **state)
{
	(void)state;
	assert_true(exhaust("seal and open", seal_and_open, NULL) > 1);
	assert_true(exhaust("an identity with its passphrase", read_identity, &closed) > 1);
	assert_true(exhaust("an identity without", read_identity, &bare) > 1);
	assert_true(exhaust("a new identity", write_identity, phrase) > 1);
	assert_true(exhaust("a new identity without a passphrase", write_identity, NULL) > 1);
	assert_true(exhaust("sign", sign, NULL) > 1);
	assert_true(exhaust("verify", verify, NULL) > 1);
	assert_true(exhaust("a key by name", name_key, NULL) > 1);
	assert_true(exhaust("a mailbox", mail, NULL) > 1);
	assert_true(exhaust("keys and names", keys_and_names, NULL) > 1);
	assert_int_equal(exhaust_.wrong, 0);
}

/* A passphrase is turned into a key in a piece of memory that libsodium asks of the system itself. */
static void a_passphrase_needs_memory(void **state)
{
	struct sv_identity *id = NULL;
	struct sv_buf out = SV_BUF_INIT;
	struct rlimit was, little;
	struct sv_receipt keys;
	struct sv_err err = { 0 };
	static const char text[] = "sv-identity 1\nname a\nsign AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nbox AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
	                           "kdf argon2id13 3 1073741824 AAAAAAAAAAAAAAAAAAAAAA==\nsecret "
	                           "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
	struct rlimit none;

	(void)state;
#if defined(__SANITIZE_ADDRESS__)
	skip(); /* it has all addresses for itself */
#endif
	assert_int_equal(getrlimit(RLIMIT_AS, &was), 0);
	little = (struct rlimit){ 1 << 20, was.rlim_max };
	assert_int_equal(setrlimit(RLIMIT_AS, &little), 0);
	enum sv_status read = sv_identity_read(text, sizeof text - 1, say, phrase, &id, &err), wrote = sv_identity_write(me, phrase, 6, NULL, &out, NULL);
	enum sv_status derived = sv_receipt_keys("7K3M-QP9A-1B2C-3D4E-F", "s", &keys, NULL);
	assert_int_equal(setrlimit(RLIMIT_AS, &was), 0);
	assert_int_equal(getrlimit(RLIMIT_AS, &none), 0);
	assert_int_equal(none.rlim_cur, was.rlim_cur);
	assert_int_equal(read, SV_BUG);
	assert_string_equal(err.what.fmt, "out of memory");
	assert_null(id);
	assert_int_equal(wrote, SV_BUG);
	assert_int_equal(out.len, 0);
	assert_int_equal(derived, SV_BUG);
}

static int start(void **state)
{
	(void)state;
	if (sv_crypt_init(NULL) != SV_OK || sv_identity_new("meldpunt", &me, NULL) != SV_OK || sv_identity_write(me, phrase, strlen(phrase), &cheap, &closed, NULL) != SV_OK
	    || sv_identity_write(me, NULL, 0, NULL, &bare, NULL) != SV_OK || sv_sshsig_sign(me, message, sizeof message, &armour, NULL) != SV_OK)
		return -1;
	return sv_receipt_keys("7K3M-QP9A-1B2C-3D4E-F", "s", &receipt, NULL) == SV_OK ? 0 : -1;
}

static int stop(void **state)
{
	(void)state;
	sv_identity_free(me);
	sv_buf_release(&closed);
	sv_buf_release(&bare);
	sv_buf_release(&armour);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_allocation_may_fail), cmocka_unit_test(a_passphrase_needs_memory),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
