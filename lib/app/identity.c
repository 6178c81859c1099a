/* SPDX-License-Identifier: MIT */
/* Identities as files: see identity.h. */
#include "app/identity.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/unlock.h"
#include "base/file.h"
#include "crypt/b64.h"
#include "crypt/identity.h"
#include "crypt/sshsig.h"
#include "json/get.h"

static enum sv_status public_of(const char *handle, const unsigned char sign[32], const unsigned char box[32], bool unattended, json_t **out, struct sv_err *err)
{
	struct sv_buf s = SV_BUF_INIT, b = SV_BUF_INIT, f = SV_BUF_INIT;

	sv_b64_encode(sign, 32, &s);
	sv_b64_encode(box, 32, &b);
	sv_ssh_fingerprint(sign, &f);
	*out = json_pack("{s:i,s:s,s:s,s:s,s:s}", "sv", 1, "officer", handle, "sign", sv_buf_str(&s), "box", sv_buf_str(&b), "fingerprint", sv_buf_str(&f));
	bool ok = *out && (!unattended || json_object_set_new(*out, "unattended", json_true()) == 0);
	sv_buf_release(&s);
	sv_buf_release(&b);
	sv_buf_release(&f);
	return ok ? SV_OK : sv_err_nomem(err);
}

/* The folder of a file, made where it is missing. */
static enum sv_status make_folder(const char *file, struct sv_err *err)
{
	char folder[4096];
	char *slash;

	snprintf(folder, sizeof folder, "%s", file);
	slash = strrchr(folder, '/');
	if (slash == NULL || slash == folder)
		return SV_OK;
	*slash = '\0';
	return sv_mkdirs_durable(folder, 0700, err);
}

enum sv_status sv_identity_make(struct sv_session *s, const char *handle, const struct sv_buf *passphrase, const char *file, json_t **public, struct sv_err *err)
{
	struct sv_buf path = SV_BUF_INIT, text = SV_BUF_SECRET;
	struct sv_identity *id = NULL;
	enum sv_status st = SV_OK;

	*public = NULL;
	if (file)
		sv_buf_adds(&path, file);
	else
		st = sv_identity_path(s, &path, err);
	if (st == SV_OK && access(sv_buf_str(&path), F_OK) == 0)
		st = sv_err_set(err, SV_CANT_CREATE, N_("'%s' is there already"), sv_buf_str(&path));
	if (st == SV_OK)
		st = make_folder(sv_buf_str(&path), err);
	if (st == SV_OK)
		st = sv_identity_new(handle, &id, err);
	if (st == SV_OK)
		st = sv_identity_write(id, passphrase ? sv_buf_str(passphrase) : NULL, passphrase ? passphrase->len : 0, NULL, &text, err);
	if (st == SV_OK)
		st = sv_file_write(sv_buf_str(&path), text.data, text.len, 0600, err);
	if (st == SV_OK)
		st = public_of(handle, sv_identity_sign_public(id), sv_identity_box_public(id), passphrase == NULL, public, err);
	sv_identity_free(id);
	sv_buf_release(&path);
	sv_buf_release_secret(&text);
	return st;
}

enum sv_status sv_identity_public(struct sv_session *s, json_t **public, struct sv_err *err)
{
	struct sv_buf path = SV_BUF_INIT, text = SV_BUF_INIT;
	struct sv_identity_card card;
	enum sv_status st = sv_identity_path(s, &path, err);

	*public = NULL;
	if (st == SV_OK)
		st = sv_file_read_secret(sv_buf_str(&path), 65536, &text, err);
	if (st == SV_NOT_FOUND) {
		st = sv_err_set(err, SV_DENIED, N_("no identity: '%s' is not there"), sv_buf_str(&path));
		sv_err_hint(err, N_("sv-key new makes one; --key names another"));
	}
	if (st == SV_OK)
		st = sv_identity_card(sv_buf_str(&text), text.len, &card, err);
	if (st == SV_OK)
		st = public_of(card.handle, card.sign, card.box, card.unattended, public, err);
	sv_buf_release(&path);
	sv_buf_release_secret(&text);
	return st;
}
