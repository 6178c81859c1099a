/* SPDX-License-Identifier: MIT */
/* Identities and their parking: see unlock.h. */
#include "app/unlock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "app/internal.h"
#include "base/file.h"
#include "base/wipe.h"
#include "crypt/derive.h"
#include "store/event.h"

#define IDENTITY_MAX 65536

enum sv_status sv_identity_path(const struct sv_session *s, struct sv_buf *out, struct sv_err *err)
{
	const char *env = getenv("SV_KEY");

	if (s->options.identity || (env && env[0])) {
		sv_buf_adds(out, s->options.identity ? s->options.identity : env);
		return out->failed ? sv_err_nomem(err) : SV_OK;
	}
	return sv_config_path("identity", out, err);
}

/* Where the identity of a file is parked: named after the file, so that several can be. */
static enum sv_status parked_path(const char *identity, struct sv_buf *out, struct sv_err *err)
{
	char absolute[4096], hash[SV_HASH_HEX];
	enum sv_status st = sv_runtime_dir(out, err);

	if (st != SV_OK)
		return st;
	if (realpath(identity, absolute) == NULL) {
		if (errno != ENOENT)
			return sv_err_sys(err, SV_IO, errno, N_("cannot read '%s': %s"), identity);
		snprintf(absolute, sizeof absolute, "%s", identity);
	}
	sv_hash_line(absolute, strlen(absolute), hash);
	sv_buf_addf(out, "/unlocked-%.24s", hash);
	return out->failed ? sv_err_nomem(err) : SV_OK;
}

/* Seconds on a clock that no one sets back. */
static long long boot_seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_BOOTTIME, &t);
	return (long long)t.tv_sec;
}

static void wipe_file(const char *path)
{
	static const char zeros[4096];
	struct stat sb;
	int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);

	if (fd >= 0) {
		if (fstat(fd, &sb) == 0)
			for (off_t done = 0; done < sb.st_size; done += (off_t)sizeof zeros)
				if (!sv_write_all(fd, zeros, sizeof zeros))
					break;
		close(fd);
	}
	unlink(path);
}

/* What is parked, and what was left where an unlocking was cut off. */
static void wipe_parked(const char *path)
{
	char tmp[4200];

	wipe_file(path);
	snprintf(tmp, sizeof tmp, "%s.new", path);
	wipe_file(tmp);
}

/* Whether the identity file, where it can be read, is still of the identity that was unlocked from it. */
static bool still_the_same(const char *identity, const struct sv_identity *parked)
{
	struct sv_buf text = SV_BUF_SECRET;
	struct sv_identity_card card;
	bool same = sv_file_read_secret(identity, IDENTITY_MAX, &text, NULL) != SV_OK || sv_identity_card(sv_buf_str(&text), text.len, &card, NULL) != SV_OK
	            || memcmp(card.sign, sv_identity_sign_public(parked), sizeof card.sign) == 0;

	sv_buf_release_secret(&text);
	return same;
}

/* Reads the parked identity; SV_NOT_FOUND where there is none or its time is over, SV_DENIED where it lies there for others too; SV_IO and SV_BUG where that cannot be seen. */
static enum sv_status load_parked(const char *identity, struct sv_identity **out, struct sv_err *err)
{
	struct sv_buf path = SV_BUF_INIT, text = SV_BUF_SECRET;
	char *end = NULL;
	enum sv_status st = parked_path(identity, &path, err);
	bool refused = false;

	if (st == SV_OK) {
		st = sv_file_read_secret(sv_buf_str(&path), IDENTITY_MAX, &text, err);
		refused = st == SV_DENIED;
	}
	if (st == SV_OK && (strncmp(sv_buf_str(&text), "until ", 6) != 0 || strtoll(text.data + 6, &end, 10) < boot_seconds() || end == NULL || *end != '\n')) {
		wipe_file(sv_buf_str(&path));
		st = SV_NOT_FOUND;
	}
	if (st == SV_OK)
		st = sv_identity_read(end + 1, text.len - (size_t)(end + 1 - text.data), NULL, NULL, out, err);
	if (st == SV_OK && !still_the_same(identity, *out)) { /* another identity took the place of the one that was unlocked */
		sv_identity_free(*out);
		*out = NULL;
		wipe_file(sv_buf_str(&path));
		st = SV_NOT_FOUND;
	}
	if (st == SV_OK)
		sv_identity_set_attended(*out);
	sv_buf_release(&path);
	sv_buf_release_secret(&text);
	if (st == SV_OK || refused || st == SV_IO || st == SV_BUG)
		return st;
	if (err)
		sv_err_clear(err);
	return SV_NOT_FOUND;
}

enum sv_status sv_read_passphrase(int fd, struct sv_buf *out, struct sv_err *err)
{
	char c;
	ssize_t n;

	while ((n = read(fd, &c, 1)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return sv_err_sys(err, SV_IO, errno, N_("cannot read the passphrase from descriptor %s: %s"), "--passphrase-fd");
		if (c == '\n')
			break;
		sv_buf_add_secret(out, &c, 1);
		if (out->len > 1024)
			return sv_err_set(err, SV_BAD_INPUT, N_("the passphrase is longer than 1024 bytes"));
	}
	return out->failed ? sv_err_nomem(err) : SV_OK;
}

static enum sv_status ask(void *data, struct sv_buf *out, struct sv_err *err)
{
	const struct sv_session_options *o = data;

	if (o->passphrase_fd >= 0)
		return sv_read_passphrase(o->passphrase_fd, out, err);
	return o->ask(o->ask_data, N_("Passphrase: "), out, err);
}

enum sv_status sv_unlock_load(struct sv_session *s, struct sv_identity **out, struct sv_err *err)
{
	struct sv_buf path = SV_BUF_INIT, text = SV_BUF_SECRET;
	enum sv_status st = sv_identity_path(s, &path, err);

	*out = NULL;
	if (st == SV_OK)
		st = load_parked(sv_buf_str(&path), out, err);
	if (st != SV_NOT_FOUND)
		goto out;
	st = sv_file_read_secret(sv_buf_str(&path), IDENTITY_MAX, &text, err);
	if (st == SV_NOT_FOUND) {
		sv_err_set(err, SV_DENIED, N_("no identity: '%s' is not there"), sv_buf_str(&path));
		sv_err_hint(err, N_("sv-key new makes one; --key names another"));
		st = SV_DENIED;
	}
	if (st == SV_OK) {
		st = sv_identity_read(sv_buf_str(&text), text.len, ask, &s->options, out, err);
		if (st != SV_OK)
			sv_err_at(err, "%s", sv_buf_str(&path));
	}
out:
	sv_buf_release(&path);
	sv_buf_release_secret(&text);
	return st;
}

enum sv_status sv_unlock_park(struct sv_session *s, int minutes, struct sv_err *err)
{
	struct sv_buf identity = SV_BUF_INIT, path = SV_BUF_INIT, text = SV_BUF_SECRET;
	struct sv_identity *me;
	char head[48], tmp[4200];
	enum sv_status st = sv_identity_path(s, &identity, err);

	if (st == SV_OK)
		st = parked_path(sv_buf_str(&identity), &path, err);
	if (st == SV_OK)
		st = sv_session_me(s, &me, err);
	if (st == SV_OK) {
		snprintf(head, sizeof head, "until %lld\n", boot_seconds() + 60LL * minutes);
		sv_buf_add_secret(&text, head, strlen(head));
		st = sv_identity_write(me, NULL, 0, NULL, &text, err);
	}
	if (st == SV_OK) {
		snprintf(tmp, sizeof tmp, "%s.new", sv_buf_str(&path));
		st = sv_file_write_by(sv_buf_str(&path), tmp, text.data, text.len, 0600, err);
	}
	sv_buf_release(&identity);
	sv_buf_release(&path);
	sv_buf_release_secret(&text);
	return st;
}

enum sv_status sv_unlock_forget(struct sv_session *s, struct sv_err *err)
{
	struct sv_buf identity = SV_BUF_INIT, path = SV_BUF_INIT;
	enum sv_status st = sv_identity_path(s, &identity, err);

	if (st == SV_OK)
		st = parked_path(sv_buf_str(&identity), &path, err);
	if (st == SV_OK)
		wipe_parked(sv_buf_str(&path));
	sv_buf_release(&identity);
	sv_buf_release(&path);
	return st;
}
