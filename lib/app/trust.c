/* SPDX-License-Identifier: MIT */
/* Trust in the history: see trust.h. */
#include "app/trust.h"

#include <stdio.h>
#include <string.h>

#include "app/internal.h"
#include "app/verify.h"

/* The first fault that a verification finds. */
struct first {
	struct sv_err err;
	bool found;
};

static void keep_first(void *data, const struct sv_err *err)
{
	struct first *f = data;

	if (!f->found)
		f->err = *err;
	f->found = true;
}

static void note_of(const char *handle, char out[48])
{
	snprintf(out, 48, "head:%.40s", handle);
}

enum sv_status sv_trust_mark(struct sv_session *s, const char *handle, struct sv_err *err)
{
	struct sv_keyring *keyring;
	struct sv_repo *repo;
	char note[48];
	enum sv_status st = sv_session_keyring(s, true, &keyring, err);

	note_of(handle, note);
	if (st == SV_OK)
		st = sv_session_repo(s, &repo, err);
	return st == SV_OK ? sv_keyring_put_note(keyring, note, sv_repo_head(repo), err) : st;
}

/* Verifies what follows a trusted commit ("": all), and notes the head. */
static enum sv_status onward(struct sv_session *s, const char *trusted, const char *handle, bool *set_back, struct sv_err *err)
{
	struct first first = { .found = false };
	const struct sv_act_report report = { keep_first, &first };
	struct sv_verified seen;
	enum sv_status st = sv_verify_onward(s, trusted, &report, &seen, err);

	if (st == SV_NO) {
		if (set_back)
			*set_back = true;
		sv_err_set(err, SV_INTEGRITY, N_("commit %s, which your last act built on, is no longer in the history: it was set back or rewritten"), trusted);
		sv_err_hint(err, N_("get it from a clone; where it is lost for good, 'sv-key check --repair' takes the history as it is"));
		return SV_INTEGRITY;
	}
	if (st == SV_INTEGRITY && first.found && err) {
		*err = first.err;
		sv_err_hint(err, N_("put into the history by other means than these commands: nothing was done by it; 'sv-verify' tells all of it"));
	}
	return st == SV_OK ? sv_trust_mark(s, handle, err) : st;
}

enum sv_status sv_trust_check(struct sv_session *s, bool *set_back, struct sv_err *err)
{
	struct sv_buf trusted = SV_BUF_INIT;
	struct sv_keyring *keyring;
	struct sv_identity *me;
	struct sv_repo *repo;
	char note[48];
	enum sv_status st = sv_session_me(s, &me, err);

	if (set_back)
		*set_back = false;
	if (st == SV_OK)
		st = sv_session_keyring(s, true, &keyring, err);
	if (st == SV_OK)
		st = sv_session_repo(s, &repo, err);
	if (st == SV_OK) {
		note_of(sv_identity_name(me), note);
		st = sv_keyring_get_note(keyring, note, &trusted, err);
		if (st == SV_NOT_FOUND) { /* the first act of this officer; that there is no keyring or no store is another matter */
			sv_buf_clear(&trusted);
			sv_err_clear(err);
			st = SV_OK;
		}
	}
	if (st == SV_OK && strcmp(sv_buf_str(&trusted), sv_repo_head(repo)) != 0)
		st = onward(s, sv_buf_str(&trusted), sv_identity_name(me), set_back, err);
	sv_buf_release(&trusted);
	return st;
}

enum sv_status sv_trust_anew(struct sv_session *s, struct sv_err *err)
{
	struct sv_identity *me;
	enum sv_status st = sv_session_me(s, &me, err);

	return st == SV_OK ? onward(s, "", sv_identity_name(me), NULL, err) : st;
}
