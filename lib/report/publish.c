/* SPDX-License-Identifier: MIT */
/* Publishing: see publish.h. */
#include "report/publish.h"

#include <string.h>

#include "app/ledger.h"
#include "json/get.h"

const json_t *sv_published_last(const struct sv_account *a, const char *kind)
{
	const json_t *last = json_array_get(a->ledger, json_array_size(a->ledger) - 1);
	const char *is = sv_json_text(last, "kind"), *commit = sv_json_text(last, "commit");

	if (is == NULL || commit == NULL || a->earlier || strcmp(is, kind) != 0 || strcmp(commit, a->before) != 0)
		return NULL;
	return last;
}

enum sv_status sv_published(const struct sv_account *a, const char *release, const json_t **out, struct sv_err *err)
{
	*out = sv_json_find(a->ledger, "release", release);
	return *out && sv_json_object(*out, "document") ? SV_OK : sv_err_set(err, SV_NOT_FOUND, N_("nothing was published under the id '%s'"), release);
}

static bool mark(json_t *document, const char *release)
{
	return json_object_set_new(document, "published", json_true()) == 0 && sv_json_set_text(document, "release", release);
}

json_t *sv_published_document(const json_t *publication)
{
	json_t *document = sv_json_deep_copy(sv_json_object(publication, "document"));

	if (document && mark(document, sv_json_text(publication, "release")))
		return document;
	json_decref(document);
	return NULL;
}

enum sv_status sv_publish(struct sv_account *a, const struct sv_release *r, const char *kind, json_t *document, struct sv_err *err)
{
	json_t *record = sv_release_record(a, r, kind);
	char release[SV_EVENT_ID_SIZE];
	enum sv_status st = record && json_object_set(record, "document", document) == 0 ? SV_OK : sv_err_nomem(err);

	if (st == SV_OK) {
		sv_release_keep(a, r, true);
		st = sv_ledger_add(a->session, record, json_array_size(a->ledger), release, err);
	}
	if (st == SV_OK && !mark(document, release)) {
		st = sv_err_nomem(err);
		sv_err_hint(err, N_("what was given is stored; only its output is lost"));
	}
	json_decref(record);
	return st;
}
