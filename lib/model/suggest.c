/* SPDX-License-Identifier: MIT */
/* Help for triage: see suggest.h. */
#include "model/suggest.h"

#include <ctype.h>
#include <string.h>

#include "json/get.h"
#include "model/event.h"
#include "model/gates.h"
#include "model/protocol.h"

/* What is known when a suggestion is made. */
struct view {
	const json_t *protocol, *state, *facts;
	json_t *suggestion, *reasons, *flags;
	bool counter, repeat, lit, law, admissible, ok;
};

static bool is(const struct view *v, const char *member, const char *word)
{
	const char *s = sv_json_text(v->state, member);

	return sv_text_is(s, word);
}

static json_t *say(struct view *v, json_t *list, const char *key, const char *name, const char *text)
{
	json_t *one = sv_json_append(list, json_object());

	v->ok = one && sv_json_set_text(one, key, name) && sv_json_set_text(one, "text", text) && v->ok;
	return one;
}

static bool open_state(const char *word)
{
	return word && strcmp(word, "closed") != 0 && strcmp(word, "erased") != 0;
}

/* Whether, of the other case, another person of this one has a role there: the reverse half of a counter-report. */
static bool also(const struct view *v, const char *other, const char *role, const char *other_role)
{
	const json_t *s;
	size_t i;

	json_array_foreach(sv_json_array(v->facts, "shared"), i, s) {
		const char *c = sv_json_text(s, "case"), *r = sv_json_text(s, "role"), *o = sv_json_text(s, "other_role");
		if (sv_text_is(c, other) && sv_text_is(r, role) && sv_text_is(o, other_role))
			return true;
	}
	return false;
}

/* The same person in other cases: a counter-report, one who was reported earlier, one who reported earlier. */
static void look_at_people(struct view *v)
{
	const json_t *s;
	size_t i;

	json_array_foreach(sv_json_array(v->facts, "shared"), i, s) {
		const char *role = sv_json_text(s, "role"), *other_role = sv_json_text(s, "other_role"), *other = sv_json_text(s, "case");
		json_t *f = NULL;
		if (role == NULL || other_role == NULL)
			continue;
		bool reporter = strcmp(role, "reporter") == 0, concerned = strcmp(role, "concerned") == 0;
		bool was_concerned = strcmp(other_role, "concerned") == 0, was_reporter = strcmp(other_role, "reporter") == 0;
		if (reporter && was_concerned && open_state(sv_json_text(s, "state"))) {
			bool both = also(v, other, "concerned", "reporter"), first = both && sv_json_int(s, "days", 0) < 0;
			v->counter = true;
			f = say(v, v->flags, "flag", first ? "countered" : both ? "counter_report" : "reporter_is_concerned",
			        first ? N_("the person concerned reported the reporter afterwards: that may be a counter-report; link both, handle them together and protect who reported first, which is here; a link is information, never a verdict")
			        : both ? N_("the reporter is concerned in an open case that was reported by whom they now report: it may be a counter-report; link both, handle them together and protect who reported first; a link is information, never a verdict")
			             : N_("the reporter is concerned in another open case; look at both together"));
			v->ok = sv_json_set_text(f, "guide", "darvo") && (!both || sv_json_set_text(f, "link", "counter_report")) && v->ok;
		} else if (concerned && was_reporter && open_state(sv_json_text(s, "state")) && !also(v, other, "reporter", "concerned")) {
			f = say(v, v->flags, "flag", "concerned_is_reporter", N_("the person concerned is the reporter of another open case; look at both together and mind retaliation"));
			v->ok = sv_json_set_text(f, "guide", "darvo") && v->ok;
		} else if (concerned && was_concerned) {
			v->repeat = true;
			f = say(v, v->flags, "flag", "repeat", N_("the same person was concerned in an earlier case"));
			v->ok = sv_json_set_text(f, "link", "repeat") && v->ok;
		}
		if (f) {
			long long days = sv_json_int(s, "days", 0);
			v->ok = sv_json_set_text(f, "case", other) && sv_json_set(f, "party", json_object_get(s, "party")) && json_object_set_new(f, "days", json_integer(days < 0 ? -days : days)) == 0
			        && sv_json_set(f, "hidden", json_object_get(s, "hidden")) && v->ok;
		}
	}
}

static void look_at_unit(struct view *v)
{
	static const char *const members[] = { "unit", "observed", "expected", "probability", "by_chance", "units" };
	const json_t *cluster = sv_json_object(v->facts, "cluster");

	v->lit = sv_json_true(cluster, "lit");
	if (!v->lit)
		return;
	json_t *f = say(v, v->flags, "flag", "cluster", N_("several reports about this unit in a year: consider a risk analysis rather than yet another fact finding"));
	for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
		v->ok = sv_json_set(f, members[i], json_object_get(cluster, members[i])) && v->ok;
}

/* Whether a complaint can be taken up: what the gate asks of it holds for what was registered. */
static void look_at_complaint(struct view *v)
{
	if (!is(v, "kind", "complaint"))
		return;
	struct sv_event_type type = *sv_event_type("report.registered");
	struct sv_trial trial = { .protocol = v->protocol, .before = NULL, .type = &type, .act = v->state, .by = "" };
	struct sv_verdict verdict;

	v->ok &= sv_gates_judge(&trial, &verdict);
	v->admissible = true;
	for (size_t i = 0; i < verdict.n; i++)
		v->admissible = v->admissible && strcmp(verdict.refusals[i].gate->name, "complaint_admissible") != 0;
	v->ok = json_object_set_new(v->suggestion, "admissible", json_boolean(v->admissible)) == 0 && v->ok;
	say(v, v->reasons, "reason", "admissible", v->admissible ? N_("the complaint is in writing, on name, by who underwent it, and names a person concerned")
	                                                         : N_("the complaint lacks what a complaint needs; offer to take it as a report"));
}

/* Whether a text has a word that begins so, letters small; a keyword of several words must stand there whole. */
static bool has_word(const char *text, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = text; *p; p++) {
		if (p > text && (isalpha((unsigned char)p[-1]) || (unsigned char)p[-1] >= 0x80))
			continue;
		size_t k = 0;
		while (k < n && tolower((unsigned char)p[k]) == tolower((unsigned char)word[k]))
			k++;
		if (k == n)
			return true;
	}
	return false;
}

/* The category whose keywords (protocol, list "category") the narrative has most of. */
static void look_at_words(struct view *v, const char *words)
{
	const json_t *category, *keyword;
	const char *best = NULL;
	size_t i, k, most = 0;
	json_t *seen = NULL;

	if (words == NULL)
		return;
	json_array_foreach(sv_json_array(sv_json_object(v->protocol, "lists"), "category"), i, category) {
		json_t *here = json_array();
		json_array_foreach(sv_json_array(category, "keywords"), k, keyword) {
			if (json_string_value(keyword) && has_word(words, json_string_value(keyword)))
				v->ok = json_array_append(here, (json_t *)keyword) == 0 && v->ok;
		}
		if (json_array_size(here) > most) {
			most = json_array_size(here);
			best = sv_json_text(category, "id");
			json_decref(seen);
			seen = json_incref(here);
		}
		json_decref(here);
	}
	if (best && !is(v, "category", best)) {
		v->ok = sv_json_set_text(v->suggestion, "category", best) && v->ok;
		json_t *r = say(v, v->reasons, "reason", "words", N_("the narrative has words of this category"));
		v->ok = sv_json_set_text(r, "category", best) && sv_json_set(r, "words", seen) && v->ok;
	}
	json_decref(seen);
}

/* When a route fits; the first that does, and that the protocol has, is suggested. */
static bool when_complaint(const struct view *v) { return is(v, "kind", "complaint") && v->admissible; }
static bool when_settled(const struct view *v) { return sv_json_true(v->state, "settled"); }
static bool when_desirable(const struct view *v) { return is(v, "gravity", "desirable"); }
static bool when_law(const struct view *v) { return v->law; }
static bool when_counter(const struct view *v) { return v->counter; }
static bool when_grave(const struct view *v) { return is(v, "gravity", "transgressive"); }
static bool when_cluster(const struct view *v) { return v->lit; }
static bool when_repeat(const struct view *v) { return v->repeat; }
static bool when_signal(const struct view *v) { return is(v, "kind", "signal"); }
static bool when_anonymous(const struct view *v) { return is(v, "confidentiality", "anonymous"); }
static bool always(const struct view *v) { (void)v; return true; }

static const struct {
	bool (*when)(const struct view *v);
	const char *route, *reason, *text;
} rules[] = {
	{ when_complaint, "complaint", "complaint", N_("an admissible complaint is investigated") },
	{ when_law, "preliminary", "law", N_("a suspicion of wrongdoing under the Wet bescherming klokkenluiders is followed up diligently: first find out whether it can be investigated") },
	{ when_settled, "register_only", "settled", N_("a manager settled it with those involved: registering lets the organisation learn") },
	{ when_counter, "preliminary", "counter", N_("it may be a counter-report: look at both cases together before a route is chosen for either") },
	{ when_grave, "preliminary", "gravity", N_("transgressive behaviour: the employer acts, and first finds out whether it can be investigated") },
	{ when_cluster, "risk_analysis", "cluster", N_("several reports about one unit: look for the causes") },
	{ when_repeat, "preliminary", "repeat", N_("the same person was concerned before: look for a pattern") },
	{ when_signal, "risk_analysis", "signal", N_("a signal is no formal step: look what lies behind it") },
	{ when_desirable, "register_only", "gravity", N_("nothing undesirable happened") },
	{ when_anonymous, "preliminary", "anonymous", N_("the reporter is anonymous: a talk between both is not possible") },
	{ always, "informal", "lightest", N_("the lightest route that can do: a talk, a confidant, agreements") },
};

static void choose_route(struct view *v)
{
	for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
		if (!rules[i].when(v) || sv_protocol_route(v->protocol, rules[i].route) == NULL)
			continue;
		v->ok = sv_json_set_text(v->suggestion, "route", rules[i].route) && v->ok;
		say(v, v->reasons, "reason", rules[i].reason, rules[i].text);
		return;
	}
}

/* How like cases went, without numbers that tell of one: words of fewer than three cases are taken together. */
static json_t *spread(struct view *v, const json_t *counts, long long n)
{
	const char *word;
	json_t *count, *out = json_object();
	long long rest = 0;

	json_object_foreach((json_t *)counts, word, count) {
		if (json_integer_value(count) < 3)
			rest += json_integer_value(count);
		else
			v->ok = json_object_set_new(out, word, json_integer((json_integer_value(count) * 100 + n / 2) / n)) == 0 && v->ok;
	}
	if (rest > 0)
		v->ok = json_object_set_new(out, "other", json_integer((rest * 100 + n / 2) / n)) == 0 && v->ok;
	return out;
}

static json_t *precedents(struct view *v)
{
	const json_t *alike = sv_json_object(v->facts, "alike");
	long long n = sv_json_int(alike, "n", 0);
	json_t *p;

	if (n < 5)
		return NULL; /* too few to say anything, or to hide anybody */
	p = json_pack("{s:I,s:O?,s:o,s:o,s:O?}", "cases", (json_int_t)n, "by", sv_json_array(alike, "by"), "routes_percent", spread(v, sv_json_object(alike, "routes"), n),
	              "outcomes_percent", spread(v, sv_json_object(alike, "outcomes"), n), "days", sv_json_object(alike, "days"));
	v->ok = v->ok && p;
	return p;
}

enum sv_status sv_suggest(const json_t *protocol, const json_t *state, const json_t *facts, const char *words,
                          json_t **suggestion, json_t **advice, struct sv_err *err)
{
	struct view v = { .protocol = protocol, .state = state, .facts = facts, .suggestion = json_object(), .reasons = json_array(), .flags = json_array(), .ok = true };
	json_t *before;

	*suggestion = v.suggestion;
	*advice = json_object();
	if (*suggestion == NULL || *advice == NULL || v.reasons == NULL || v.flags == NULL)
		v.ok = false;
	v.law = is(&v, "basis", "law");
	look_at_complaint(&v);
	look_at_people(&v);
	look_at_unit(&v);
	look_at_words(&v, words);
	choose_route(&v);
	before = precedents(&v);
	v.ok = v.ok && sv_json_set(*advice, "reasons", v.reasons) && sv_json_set(*advice, "flags", v.flags) && sv_json_set(*advice, "precedents", before);
	json_decref(before);
	json_decref(v.reasons);
	json_decref(v.flags);
	if (v.ok)
		return SV_OK;
	json_decref(*suggestion);
	json_decref(*advice);
	*suggestion = *advice = NULL;
	return sv_err_nomem(err);
}
