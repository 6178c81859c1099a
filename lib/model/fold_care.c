/* SPDX-License-Identifier: MIT */
/* The fold, aftercare, learning and closing: see fold_step.h. */
#include "model/fold_step.h"

static void planned(struct step *s)
{
	static const char *const members[] = { "contact_by", "template", NULL };
	json_t *p = party(s);

	if (p == NULL)
		return;
	text(s, p, "care", sv_json_true(s->record, "refused") ? "refused" : "planned");
	copy(s, p, s->record, members);
	drop(p, "care_from");
	drop(p, "care_contacts");
	if (!sv_json_true(s->record, "refused"))
		text(s, p, "care_from", s->day);
}

static void contacted(struct step *s)
{
	static const char *const members[] = { "party", "safety", "mood", "missed", "retaliation", "alarm", NULL };
	json_t *p = party(s), *c = item(s, "contacts");
	bool retaliation = sv_json_true(s->record, "retaliation"), missed = sv_json_true(s->record, "missed");

	copy(s, c, s->record, members);
	text(s, c, "on", on(s));
	if (retaliation)
		text(s, s->state, "retaliation", on(s));
	if (p == NULL)
		return;
	drop(p, "contact_by"); /* this contact is done; a next one is asked for by this step */
	s->ok = sv_json_set(p, "contact_by", json_object_get(s->record, "contact_by")) && s->ok;
	if (missed) {
		count(s, p, "contacts_missed", 1);
		text(s, p, "alarm", on(s));
		return;
	}
	text(s, p, "contacted", on(s));
	s->ok = sv_json_set(p, "safety", json_object_get(s->record, "safety")) && s->ok;
	count(s, p, "care_contacts", 1);
	drop(p, "alarm");
	if (sv_json_true(s->record, "alarm") || retaliation)
		text(s, p, "alarm", on(s));
	if (retaliation) { /* the watch starts anew (gate 15) */
		text(s, p, "care", "planned");
		text(s, p, "care_from", on(s));
		drop(p, "care_contacts");
	}
}

static void learned(struct step *s)
{
	text(s, s->state, "learned", on(s));
	add_words(s, s->state, "causes");
}

static void recommended(struct step *s)
{
	static const char *const members[] = { "recommendation", "owner", "by", "cause", NULL };

	copy(s, item(s, "recommendations"), s->record, members);
}

static void followed(struct step *s)
{
	const char *id = sv_json_text(s->record, "recommendation"), *status = sv_json_text(s->record, "status");
	json_t *r = sv_json_find(sv_json_array(s->state, "recommendations"), "recommendation", id);
	static const char *const members[] = { "status", "by", "owner", NULL };

	if (r == NULL)
		return;
	copy(s, r, s->record, members);
	if (status && (strcmp(status, "done") == 0 || strcmp(status, "dropped") == 0))
		text(s, r, "done", on(s));
}

static void closed(struct step *s)
{
	static const char *const members[] = { "retention", "retain_until", NULL };

	copy(s, s->state, s->record, members);
	text(s, s->state, "closed", s->day);
}

const struct fold_rule sv_folds_care[] = {
	{ "aftercare.planned", planned },
	{ "aftercare.contacted", contacted },
	{ "aftercare.learned", learned },
	{ "aftercare.recommended", recommended },
	{ "aftercare.followed", followed },
	{ "case.closed", closed },
	{ NULL, NULL },
};
