/* SPDX-License-Identifier: MIT */
/* Regulations and when they are in force: see policy.h. */
#include "model/policy.h"

#include <string.h>

#include "base/date.h"
#include "json/get.h"

static const struct {
	const char *word, *text;
} standings[SV_POLICY_STANDINGS] = {
	[SV_POLICY_IN_FORCE] = { "in_force", N_("in force") },
	[SV_POLICY_NO_VERSION] = { "no_version", N_("no text was recorded") },
	[SV_POLICY_NO_DAY] = { "no_first_day", N_("it has no first day yet") },
	[SV_POLICY_NOT_YET] = { "not_yet", N_("its first day is to come") },
	[SV_POLICY_ENDED] = { "ended", N_("its last day is over") },
	[SV_POLICY_NOT_ASKED] = { "not_asked", N_("consent was not asked") },
	[SV_POLICY_NOT_ANSWERED] = { "not_answered", N_("consent was asked, and there is no answer yet") },
	[SV_POLICY_REFUSED] = { "refused", N_("consent was refused") },
	[SV_POLICY_OVER] = { "over", N_("it was ended") },
};

const char *sv_policy_standing_word(enum sv_policy_standing standing)
{
	return standings[standing].word;
}

const char *sv_policy_standing_text(enum sv_policy_standing standing)
{
	return standings[standing].text;
}

bool sv_policy_needs_consent(const json_t *state)
{
	const char *said = sv_json_text(state, "consent");

	return !sv_text_is(said, "not_needed");
}

/* What the works council last said of a version by a day (as text); NULL where nothing was recorded. Days as text compare as days. */
static const char *last_word(const json_t *state, const char *version, const char *day)
{
	const json_t *one, *last = NULL;
	size_t i;

	json_array_foreach(sv_json_array(state, "consents"), i, one) {
		const char *on = sv_json_text(one, "on"), *until = sv_json_text(last, "on");
		if (sv_text_is(sv_json_text(one, "version"), version) && on && strcmp(on, day) <= 0 && (until == NULL || strcmp(on, until) >= 0))
			last = one;
	}
	return sv_json_text(last, "status");
}

static enum sv_policy_standing standing_of(const json_t *state, const json_t *version, const char *day)
{
	const char *from = sv_json_text(version, "from"), *until = sv_json_text(version, "until"), *said;

	if (from == NULL)
		return SV_POLICY_NO_DAY;
	if (until && strcmp(until, day) < 0)
		return SV_POLICY_ENDED;
	if (sv_policy_needs_consent(state)) {
		said = last_word(state, sv_json_text(version, "version"), day);
		if (said == NULL)
			return SV_POLICY_NOT_ASKED;
		if (strcmp(said, "asked") == 0)
			return SV_POLICY_NOT_ANSWERED;
		if (strcmp(said, "refused") == 0)
			return SV_POLICY_REFUSED;
	}
	return strcmp(from, day) > 0 ? SV_POLICY_NOT_YET : SV_POLICY_IN_FORCE;
}

/* Whether version a comes after b: by first day; one without comes last; of equals, what was recorded last. */
static bool comes_after(const json_t *a, const json_t *b)
{
	const char *from = sv_json_text(a, "from"), *other = sv_json_text(b, "from");

	if (b == NULL || from == NULL)
		return true;
	return other != NULL && strcmp(from, other) >= 0;
}

struct sv_policy_status sv_policy_status(const json_t *state, int32_t day)
{
	struct sv_policy_status out = { .standing = SV_POLICY_NO_VERSION, .newer_standing = SV_POLICY_NO_VERSION };
	const char *end = sv_json_text(sv_json_object(state, "done"), "on");
	const json_t *one, *last = NULL, *now = NULL; /* now: whose days it is, consent or not */
	char today[SV_DATE_SIZE];
	size_t i;

	sv_date_format(day, today);
	json_array_foreach(sv_json_array(state, "versions"), i, one) {
		const char *from = sv_json_text(one, "from"), *until = sv_json_text(one, "until");
		if (standing_of(state, one, today) == SV_POLICY_IN_FORCE && comes_after(one, out.version))
			out.version = one;
		if (from && strcmp(from, today) <= 0 && (until == NULL || strcmp(until, today) >= 0) && comes_after(one, now))
			now = one;
		if (comes_after(one, last))
			last = one;
	}
	if (out.version == NULL)
		out.version = now ? now : last;
	if (out.version)
		out.standing = standing_of(state, out.version, today);
	out.newer = last != out.version ? last : NULL;
	if (out.newer)
		out.newer_standing = standing_of(state, out.newer, today);
	if (out.newer_standing == SV_POLICY_ENDED)
		out.newer = NULL; /* it was, and is no more */
	if (end && strcmp(end, today) <= 0)
		out = (struct sv_policy_status){ .standing = SV_POLICY_OVER, .version = out.version };
	return out;
}

bool sv_policy_derive(json_t *state, int32_t day)
{
	struct sv_policy_status status = sv_policy_status(state, day);
	json_t *standing = json_object();
	bool in_force = status.standing == SV_POLICY_IN_FORCE;
	bool ok = standing && sv_json_set_text(standing, "version", sv_json_text(status.version, "version"))
	          && sv_json_set_text(standing, "why_not", in_force ? NULL : sv_policy_standing_word(status.standing))
	          && (status.newer == NULL || (sv_json_set_text(standing, "newer", sv_json_text(status.newer, "version"))
	                                       && sv_json_set_text(standing, "newer_why_not", sv_policy_standing_word(status.newer_standing))));

	ok = ok && json_object_set_new(state, "in_force", json_boolean(in_force)) == 0 && json_object_set(state, "standing", standing) == 0;
	json_decref(standing);
	return ok;
}

bool sv_policy_unanswered(const json_t *state, const json_t *consent)
{
	return sv_text_is(sv_json_text(consent, "status"), "asked") && sv_text_is(last_word(state, sv_json_text(consent, "version"), "9999-12-31"), "asked");
}

bool sv_policy_unfollowed(const json_t *state, const json_t *version)
{
	const json_t *one;
	size_t i;

	json_array_foreach(sv_json_array(state, "versions"), i, one) {
		if (one != version && sv_json_text(one, "from") && comes_after(one, version))
			return false;
	}
	return true;
}

bool sv_policy_unchanged(const json_t *state, const json_t *check)
{
	const json_t *versions = sv_json_array(state, "versions"), *checks = sv_json_array(state, "law_checks");
	const char *last = sv_json_text(json_array_get(versions, json_array_size(versions) - 1), "version");

	return json_array_get(checks, json_array_size(checks) - 1) == check && (last == NULL || sv_text_is(last, sv_json_text(check, "version")));
}
