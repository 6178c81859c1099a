/* SPDX-License-Identifier: MIT */
/* Gates of who may open a case, and of its erasure: see gates.h. */
#include <string.h>

#include "base/date.h"
#include "json/get.h"
#include "model/entitled.h"
#include "model/gates.h"
#include "model/officer.h"

/* 12. Who reported goes beyond those who handle the case with the reporter's consent on record, or on a legal ground that was told to them first. */
void sv_judge_identity_grant(struct sv_court *c)
{
	const struct sv_trial *t = c->trial;
	const char *what = sv_json_text(t->act, "compartment");
	const json_t *p;
	bool ground = sv_has_words(t->act, "legal_ground");
	size_t i;

	if (!sv_text_is(what, "identity"))
		return;
	if (ground && (!sv_json_has(t->act, "told") || !sv_day_passed(t->act, "told", t->today + 1)))
		sv_court_refuse(c, N_("a legal ground also needs the day on which the reporter was told of it (told)"));
	json_array_foreach(sv_json_array(t->before, "parties"), i, p) {
		if (sv_party_is(p, "reporter") && !sv_party_unreachable(t->before, p) && !sv_json_true(p, "consent") && !ground)
			sv_court_refuse(c, N_("reporter %s has not agreed on record, and no legal ground is given (legal_ground)"), sv_party_id(p));
	}
}

/* 3. A case is never closed to everybody: somebody who may handle it must be left. */
void sv_judge_somebody_left(struct sv_court *c)
{
	const struct sv_trial *t = c->trial;
	const json_t *named = sv_json_array(t->act, "named");
	const char *out = sv_json_text(t->act, "officer"), *handle;
	json_t *after = sv_json_copy(t->before), *officer;
	bool left = false;

	if (strcmp(t->type->name, "access.restricted") == 0) {
		if (named == NULL && !sv_json_true(t->act, "lifted"))
			sv_court_refuse(c, N_("name the officers who may open the case, or lift the restriction"));
		json_object_del(after, "named");
		if (named)
			json_object_set(after, "named", (json_t *)named);
	}
	json_object_foreach((json_t *)t->officers, handle, officer) {
		if (!sv_text_is(out, handle))
			left = left || (sv_officer_has(t->officers, handle, "content") && sv_entitled(after, t->officers, handle, SV_CONTENT, t->today));
	}
	if (!left)
		sv_court_refuse(c, N_("nobody would be left who may handle the case: add an officer with the role content first"));
	json_decref(after);
}

/* The proposal that an erasure carries out: of the same party, or of the whole case. */
static const json_t *proposal(const struct sv_trial *t, bool by_another)
{
	const char *party = sv_json_text(t->act, "party");
	const json_t *one;
	size_t i;

	json_array_foreach(sv_json_array(t->before, "erasures"), i, one) {
		const char *of = sv_json_text(one, "party"), *by = sv_json_text(one, "by");
		if ((of == NULL) == (party == NULL) && (of == NULL || strcmp(of, party) == 0) && (!by_another || (by && strcmp(by, t->by) != 0)))
			return one;
	}
	return NULL;
}

/* 16. Nothing is erased while a hold stands, or before its time unless the person asks for it. */
void sv_judge_erasure_due(struct sv_court *c)
{
	const struct sv_trial *t = c->trial;
	const json_t *hold = sv_json_object(t->before, "hold"), *made = proposal(t, false);
	const char *until = sv_json_text(t->before, "retain_until"), *state = sv_json_text(t->before, "state");
	const char *ground = strcmp(t->type->name, "erasure.proposed") == 0 ? sv_json_text(t->act, "ground") : sv_json_text(made, "ground");
	const char *party = sv_json_text(t->act, "party");
	int32_t day;

	if (hold && !(sv_json_text(hold, "until") && sv_day_passed(hold, "until", t->today)))
		sv_court_refuse(c, N_("a hold stands on this case: it must be kept (sv-erase release ends that)"));
	if (party) {
		if (!t->blind && sv_json_find(sv_json_array(t->before, "parties"), "party", party) == NULL)
			sv_court_refuse(c, N_("the case has no party %s"), party);
		return;
	}
	if (!sv_text_is(state, "closed"))
		sv_court_refuse(c, N_("only a closed case can be erased"));
	if (t->blind || sv_text_is(ground, "request"))
		return; /* an erased case: its term and the ground went with it */
	if (until == NULL || !sv_date_parse(until, &day))
		sv_court_refuse(c, N_("the case has no retention term: close it with one"));
	else if (day >= t->today)
		sv_court_refuse(c, N_("the retention term runs until %s"), until);
}

/* 16. Four eyes: who proposed an erasure does not carry it out. */
void sv_judge_four_eyes(struct sv_court *c)
{
	if (proposal(c->trial, true))
		return;
	if (proposal(c->trial, false))
		sv_court_refuse(c, N_("you proposed this erasure: another officer must carry it out"));
	else
		sv_court_refuse(c, N_("the erasure was not proposed yet (sv-erase propose)"));
}
