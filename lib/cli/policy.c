/* SPDX-License-Identifier: MIT */
/* Acts on regulations, and the documents that they name: see policy.h. */
#include "cli/policy.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/document.h"
#include "cli/demands.h"
#include "cli/filter.h"
#include "cli/lang.h"
#include "json/get.h"
#include "model/demands.h"
#include "model/readability.h"

#define PLAIN 60 /* from this score on a text is plain: the middle band ("standard") of both formulas begins there */

/* Whether bytes are a text that can be measured. */
static bool is_prose(const struct sv_buf *b)
{
	static const char *const others[] = { "%PDF", "{\\rtf", "PK\x03\x04" };
	json_t *text = b->len ? json_stringn(sv_buf_str(b), b->len) : NULL; /* NULL where it is no UTF-8 */
	bool is = text && memchr(sv_buf_str(b), '\0', b->len) == NULL;

	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
		is = is && strncmp(sv_buf_str(b), others[i], strlen(others[i])) != 0;
	json_decref(text);
	return is;
}

/* Says that the language is hard, and where the longest sentence is. The text itself is not repeated. */
static void warn(struct sv_run *run, const char *file, const struct sv_reading *r, long score)
{
	const char *name = strrchr(file, '/');

	fprintf(stderr, "%s: %s: ", run->command->name, name ? name + 1 : file);
	fprintf(stderr, sv_tr(N_("hard language: score %ld (%s); from %d on a text is plain. Longest sentence: %zu words, line %zu\n")), score, sv_tr(r->band->text), PLAIN,
	        r->nlongest ? r->longest[0].words : 0, r->nlongest ? r->longest[0].line : 0);
}

/* Adds how plain a text is. */
static enum sv_status measure(struct sv_run *run, const struct sv_buf *text, const char *file, const char *lang, json_t *act, struct sv_err *err)
{
	struct sv_reading r;
	enum sv_status st;

	if (!is_prose(text)) {
		fprintf(stderr, "%s: %s\n", run->command->name, sv_tr(N_("the language of the document is not measured: it is no plain text; give its text with --text")));
		return SV_OK;
	}
	st = sv_reading_measure(sv_buf_str(text), text->len, lang, &r, err);
	if (st != SV_OK || r.band == NULL)
		return st;
	long score = lround(r.score);
	json_t *told = json_pack("{s:s,s:I,s:s,s:I,s:I,s:I}", "lang", lang, "score", (json_int_t)score, "band", r.band->id, "words", (json_int_t)r.words,
	                         "sentences", (json_int_t)r.sentences, "syllables", (json_int_t)r.syllables);
	if (told == NULL || json_object_set(act, "readability", told) < 0)
		st = sv_err_nomem(err);
	json_decref(told);
	if (st == SV_OK && score < PLAIN)
		warn(run, file, &r, score);
	return st;
}

/* Whose consent a regulation needs, and by what: that of its kind, else of the first kind it covers. depends: it may not be needed after all. */
struct needed {
	struct sv_consent consent;
	const char *kind;
};

static enum sv_status who_consents(const json_t *demands, const json_t *organisation, const json_t *exists, const json_t *act, struct needed *n, struct sv_err *err)
{
	const json_t *covers = sv_json_array(act, "covers");
	struct sv_consent c;
	enum sv_status st = SV_OK;

	*n = (struct needed){ .kind = sv_json_text(act, "kind") };
	for (size_t i = 0; i <= json_array_size(covers) && st == SV_OK; i++) {
		const char *kind = i == 0 ? n->kind : json_string_value(json_array_get(covers, i - 1));
		st = sv_demands_consent(demands, kind ? kind : "", organisation, exists, &c, err);
		if (st == SV_OK && c.body && (n->consent.body == NULL || (n->consent.depends && !c.depends)))
			*n = (struct needed){ c, kind };
	}
	return st;
}

/* The article, as a text: "WOR art. 27 lid 1 onder d en j". Appended. */
static void ground_text(const struct sv_consent *c, struct sv_buf *out)
{
	size_t n = json_array_size(c->grounds);
	bool school = strcmp(c->body, "participation_council") == 0;

	sv_buf_adds(out, c->grounds == NULL ? "Wet bescherming klokkenluiders art. 2 lid 7" : school ? "WMS art. " : "WOR art. 27 lid 1 onder ");
	for (size_t i = 0; i < n; i++)
		sv_buf_addf(out, "%s%s", i == 0 ? "" : i + 1 < n ? ", " : " en ", json_string_value(json_array_get(c->grounds, i)));
}

/* Fills in, for a new regulation, whether consent is needed, whose and why. Without a known size it is taken for one that has a works council. */
static enum sv_status fill_consent(struct sv_run *run, json_t *act, struct sv_err *err)
{
	json_t *demands = NULL, *organisation = NULL, *exists = NULL;
	const char *said = sv_json_text(act, "consent");
	int32_t today = sv_session_today(run->session);
	struct sv_buf ground = SV_BUF_INIT;
	struct needed n;
	enum sv_status st = sv_run_demands(run, &demands, err);

	if (st == SV_OK)
		st = sv_run_organisation(run, today, &organisation, err);
	if (st == SV_OK)
		st = sv_run_exists(run, today, &exists, err);
	if (st == SV_OK && !sv_json_has(organisation, "staff"))
		json_object_set_new(organisation, "staff", json_integer(50)); /* WOR art. 2 */
	if (st == SV_OK)
		st = who_consents(demands, organisation, exists, act, &n, err);
	if (st == SV_OK && n.consent.body) {
		ground_text(&n.consent, &ground);
		if (said == NULL && n.consent.depends)
			fprintf(stderr, "%s: %s: %s %s\n", run->command->name, sv_kind_label(demands, "policy", n.kind), sv_tr(N_("consent is taken as needed; where it is not, say so with --consent not_needed.")),
			        sv_label(sv_json_object(sv_json_find(sv_json_array(sv_json_object(demands, "kinds"), "policy"), "id", n.kind), "consent"), "note"));
		bool ok = (sv_json_has(act, "consent_of") || sv_json_set_text(act, "consent_of", n.consent.body))
		          && (sv_json_has(act, "consent_ground") || sv_json_set_text(act, "consent_ground", sv_buf_str(&ground)));
		st = ok ? SV_OK : sv_err_nomem(err);
	}
	if (st == SV_OK && said == NULL && !sv_json_set_text(act, "consent", n.consent.body ? "needed" : "not_needed"))
		st = sv_err_nomem(err);
	sv_buf_release(&ground);
	json_decref(demands);
	json_decref(organisation);
	json_decref(exists);
	return st;
}

/* Adds what is recorded of the files that the options name. No record can name one, and no path is kept. */
static enum sv_status read_document(struct sv_run *run, json_t *act, struct sv_err *err)
{
	const char *document = sv_args_text(run->args, "document"), *file = sv_args_text(run->args, "text"), *lang = sv_args_text(run->args, "lang");
	struct sv_buf bytes = SV_BUF_INIT, text = SV_BUF_INIT;
	char hash[SV_DOCUMENT_HASH], unused[SV_DOCUMENT_HASH];
	enum sv_status st = document ? sv_document_read(document, &bytes, hash, err) : SV_OK;

	if (st == SV_OK && document && !sv_json_has(act, "sha256") && !sv_json_set_text(act, "sha256", hash))
		st = sv_err_nomem(err);
	if (st == SV_OK && file)
		st = sv_document_read(file, &text, unused, err);
	if (st == SV_OK && (document || file))
		st = measure(run, file ? &text : &bytes, file ? file : document, lang ? lang : "nl", act, err);
	sv_buf_release(&bytes);
	sv_buf_release(&text);
	return st;
}

/* What is filled in before an act is judged: what follows from the kind, and what is recorded of files. */
static enum sv_status finish(struct sv_run *run, json_t *act, struct sv_err *err)
{
	const char *verb = run->verb->name, *consent = sv_json_text(act, "consent");

	if (strcmp(verb, "add") == 0 && sv_json_text(act, "kind") && (consent == NULL || strcmp(consent, "needed") == 0))
		return fill_consent(run, act, err);
	if (strcmp(verb, "version") != 0)
		return SV_OK;
	return read_document(run, act, err);
}

enum sv_status sv_policy_act(struct sv_run *run, struct sv_err *err)
{
	return sv_filter_items_finished(run, "policy", run->verb->name, NULL, finish, err);
}
