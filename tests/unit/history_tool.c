/* SPDX-License-Identifier: MIT */
/*
 * Real histories, badly treated: history_tool PROTOCOL SCHEMAS <EXPORT, an export of sv-export with its content. Each event of each case is folded, and done again as the act
 * that it was, with each allocation failing; and with each member of its record missing, or of another kind, as somebody else may have written it. tests/cases/histories.py runs it.
 */
#include "exhaust.h"

#include <dirent.h>

#include "base/date.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "json/schema.h"
#include "model/act.h"
#include "model/actor.h"
#include "model/assessment.h"
#include "model/demands.h"
#include "model/dilemma.h"
#include "model/event.h"
#include "model/exists.h"
#include "model/facts.h"
#include "model/fold.h"
#include "model/gates.h"
#include "model/headcount.h"
#include "model/item.h"
#include "model/kept.h"
#include "model/letter.h"
#include "model/next.h"
#include "model/officer.h"
#include "model/series.h"
#include "model/suggest.h"
#include "model/terms.h"
#include "model/training.h"

static json_t *protocol, *officers, *schemas, *party_schema, *words, *other_cases;
static struct sv_schema_set *schema_set;
static json_t *registers, *demands, *dilemmas, *assessment, *scores; /* registers: items by the member that names them, as they are in the end */ /* schemas: by name */
static struct sv_terms *plan;

/* A case before an event, and the event. */
struct moment {
	const struct sv_event_type *type;
	const json_t *envelope, *record;
	json_t *before, *act;
	int32_t day;
	bool past;
};

/* Memory does not fail while a piece of work is given what it works on. */
static json_t *given(const json_t *value)
{
	exhaust_rest();
	json_t *copy = sv_json_deep_copy(value);
	exhaust_go();
	assert_true(copy != NULL || value == NULL);
	return copy;
}

static void told(struct sv_buf *result, const json_t *value)
{
	exhaust_rest();
	char *text = value ? json_dumps(value, JSON_SORT_KEYS | JSON_COMPACT | JSON_ENCODE_ANY) : NULL;

	sv_buf_adds(result, text ? text : "-");
	free(text);
}

static bool of_case(const struct moment *m)
{
	return m->type->reg == SV_REGISTER_CASE;
}

static bool of_officer(const struct moment *m)
{
	return m->type->reg == SV_REGISTER_OFFICER;
}

static enum sv_status fold_any(const struct moment *m, json_t *state, const json_t *envelope, const json_t *record, struct sv_err *err)
{
	if (of_officer(m))
		return sv_officer_fold(state, envelope, record, err);
	return of_case(m) ? sv_fold(state, envelope, record, err) : sv_item_fold(state, envelope, record, err);
}

static enum sv_status fold(void *data, struct sv_buf *result, struct sv_err *err)
{
	const struct moment *m = data;
	json_t *state = given(m->before);
	enum sv_status st = fold_any(m, state, m->envelope, m->record, err);

	exhaust_rest();
	if (st == SV_OK)
		told(result, state);
	json_decref(state);
	return st;
}

static void defect(void *data, const struct sv_err *err)
{
	struct sv_err *first = data;

	if (first->status == SV_OK || err->status == SV_BUG)
		*first = *err;
}

/* An act on an item of a register. */
static enum sv_status act_on_item(void *data, struct sv_buf *result, struct sv_err *err)
{
	const struct moment *m = data;
	json_t *asked = given(m->act);
	struct sv_act_setting s = { m->type, protocol, officers, m->before, m->day, "meldpunt", m->past };
	struct sv_act_report report = { defect, err };
	enum sv_status st = SV_OK;

	if (of_officer(m)) {
		exhaust_rest();
		json_decref(asked);
		return SV_OK;
	}
	if (m->past) { /* as it is taken in: numbers and all */
		sv_item_check(&s, json_object_get(schemas, m->type->schema), asked, &report);
		sv_err_clear(err);
	}
	st = sv_item_complete(&s, json_object_get(schemas, m->type->schema), asked, &report);

	exhaust_rest();
	if (st == SV_OK)
		told(result, asked);
	json_decref(asked);
	return st;
}

static enum sv_status act_on_case(void *data, struct sv_buf *result, struct sv_err *err)
{
	const struct moment *m = data;
	json_t *asked = given(m->act), *acts = NULL, *parts[SV_COMPARTMENTS] = { NULL }, *consequences = NULL;
	struct sv_act_setting s = { m->type, protocol, officers, m->before, m->day, "meldpunt", m->past };
	struct sv_act_report report = { defect, err };
	enum sv_status st = sv_act_expand(&s, asked, &acts, err);
	json_t *one = json_array_get(acts, 0);
	struct sv_trial trial = { protocol, officers, "meldpunt", m->day, m->before, m->type, one, false, NULL, m->past };
	struct sv_verdict verdict = { .n = 0 };

	if (st == SV_OK && one)
		st = sv_act_complete(&s, one, &report);
	if (st == SV_OK && one && !sv_gates_judge(&trial, &verdict))
		st = sv_err_nomem(err);
	if (st == SV_OK && one)
		st = sv_act_split(json_object_get(schemas, m->type->schema), party_schema, one, parts, err);
	if (st == SV_OK && one)
		st = sv_act_consequences(&s, one, &consequences, err);
	exhaust_rest();
	for (size_t i = 0; st == SV_OK && i < verdict.n; i++)
		sv_buf_addf(result, "%s %s\n", verdict.refusals[i].gate->name, verdict.refusals[i].missing.text);
	if (st == SV_OK) {
		told(result, one);
		for (int c = 0; c < SV_COMPARTMENTS; c++)
			told(result, parts[c]);
		told(result, consequences);
	}
	for (int c = 0; c < SV_COMPARTMENTS; c++)
		json_decref(parts[c]);
	json_decref(consequences);
	json_decref(acts);
	json_decref(asked);
	return st;
}

static enum sv_status act(void *data, struct sv_buf *result, struct sv_err *err)
{
	return (of_case(data) ? act_on_case : act_on_item)(data, result, err);
}

/* What is seen of an item. */
static enum sv_status see_item(void *data, struct sv_buf *result, struct sv_err *err)
{
	const json_t *state = data;
	json_t *copy = given(state), *due = NULL, *gaps = NULL, *list = NULL, *exists = NULL;

	exhaust_rest();
	list = json_pack("[O]", state);
	exists = json_array();
	exhaust_go();
	enum sv_status st = sv_item_due(state, &due, err);
	if (st == SV_OK)
		st = sv_item_derive(copy, 20600) && sv_item_shorten(copy) ? SV_OK : sv_err_nomem(err);
	if (st == SV_OK)
		st = sv_actor_gaps(sv_json_has(state, "actor") ? list : NULL, 20600, &gaps, err);
	for (const struct sv_item_kind *k = sv_item_kinds; st == SV_OK && k->member; k++)
		if (sv_json_has(state, k->member) && !sv_exists_add(exists, k->member, state, 20600))
			st = sv_err_nomem(err);
	exhaust_rest();
	if (st == SV_OK) {
		told(result, copy);
		told(result, due);
		told(result, gaps);
		told(result, exists);
	}
	json_decref(copy);
	json_decref(due);
	json_decref(gaps);
	json_decref(list);
	json_decref(exists);
	return st;
}

/* What is seen of all registers together: items, by register. */
static enum sv_status see_registers(void *data, struct sv_buf *result, struct sv_err *err)
{
	const json_t *all = data, *one;
	json_t *rules = given(protocol), *exists = NULL, *judged = NULL, *reach = NULL, *some = NULL, *results = NULL, *breaks = NULL;
	struct sv_consent consent = { NULL, NULL, false };
	size_t i;

	exhaust_rest();
	exists = json_array();
	json_t *organisation = json_pack("{s:i,s:[s]}", "staff", 120, "sector", sv_json_text(json_array_get(sv_json_array(demands, "sectors"), 0), "id"));
	exhaust_go();
	enum sv_status st = SV_OK;
	for (const struct sv_item_kind *k = sv_item_kinds; st == SV_OK && k->member; k++)
		json_array_foreach(sv_json_array(all, k->member), i, one)
			st = st == SV_OK && sv_exists_add(exists, k->member, one, 20600) ? SV_OK : sv_err_nomem(err);
	if (st == SV_OK && !sv_exists_add_acts(exists, sv_json_array(all, "policy"), sv_json_array(all, "actor"), sv_json_array(all, "release"), 20600))
		st = sv_err_nomem(err);
	if (st == SV_OK)
		st = sv_demands_judge(demands, organisation, exists, &judged, err);
	if (st == SV_OK)
		st = sv_demands_consent(demands, "code_of_conduct", organisation, exists, &consent, err);
	if (st == SV_OK)
		st = sv_headcount_apply(rules, sv_json_array(all, "headcount"), err);
	struct sv_reach_setting setting = { rules, sv_json_array(all, "activity"), sv_json_array(all, "headcount"), 2026, 20818 };
	if (st == SV_OK)
		st = sv_reach(&setting, &reach, err);
	if (st == SV_OK && ((some = sv_dilemmas_for(dilemmas, "managers")) == NULL || (results = sv_assessment_results(assessment, scores)) == NULL || (breaks = sv_series_breaks(rules, 19000, 21000)) == NULL))
		st = sv_err_nomem(err);
	exhaust_rest();
	if (st == SV_OK) {
		told(result, judged);
		told(result, rules);
		told(result, reach);
		told(result, some);
		told(result, results);
		told(result, breaks);
		sv_buf_addf(result, "%s %d", consent.body ? consent.body : "-", consent.depends);
	}
	json_decref(rules);
	json_decref(exists);
	json_decref(organisation);
	json_decref(judged);
	json_decref(reach);
	json_decref(some);
	json_decref(results);
	json_decref(breaks);
	return st;
}

static void next(void *data, const struct sv_event_type *type, const struct sv_verdict *verdict)
{
	sv_buf_addf(data, "%s %zu\n", type->name, verdict->n);
}

static enum sv_status see(void *data, struct sv_buf *result, struct sv_err *err)
{
	const json_t *state = data;
	json_t *facts = NULL, *due = NULL, *public = sv_case_public(state), *suggestion = NULL, *advice = NULL;
	enum sv_status st = public ? SV_OK : sv_err_nomem(err);

	json_t *like = given(other_cases);
	if (st == SV_OK)
		st = sv_facts(words, state, &facts, err);
	if (st == SV_OK)
		st = sv_terms_due_by(plan, state, &due, err);
	if (st == SV_OK)
		st = sv_suggest(protocol, state, like, "hij schold en dreigde; discriminatie, racisme, om afkomst en geloof", &suggestion, &advice, err);
	struct sv_trial base = { .protocol = protocol, .officers = officers, .by = "", .today = 20600, .before = state };
	if (st == SV_OK && !sv_next_each(&base, next, result))
		st = sv_err_nomem(err);
	exhaust_rest();
	if (st == SV_OK) {
		told(result, public);
		told(result, facts);
		told(result, due);
		told(result, suggestion);
		told(result, advice);
	}
	json_decref(like);
	json_decref(facts);
	json_decref(due);
	json_decref(public);
	json_decref(suggestion);
	json_decref(advice);
	return st;
}

/* All terms that a whole history kept or missed. */
static enum sv_status keep(void *data, struct sv_buf *result, struct sv_err *err)
{
	const json_t *history = data, *event;
	json_t *terms = NULL;
	size_t i;
	struct sv_kept *kept = sv_kept_new(protocol);
	enum sv_status st = kept ? SV_OK : sv_err_nomem(err);

	exhaust_rest();
	json_t *state = sv_case_new();
	exhaust_go();
	json_array_foreach(history, i, event) {
		exhaust_rest();
		assert_int_equal(sv_fold(state, event, json_object_get(event, "record"), NULL), SV_OK);
		exhaust_go();
		if (st == SV_OK)
			st = sv_kept_see(kept, state, event, json_object_get(event, "record"), err);
	}
	if (st == SV_OK)
		st = sv_kept_terms(kept, &terms, err);
	exhaust_rest();
	if (st == SV_OK)
		told(result, terms);
	json_decref(terms);
	json_decref(state);
	sv_kept_free(kept);
	return st;
}

struct addressed {
	const json_t *state;
	const char *party, *lang;
	int32_t day;
};

static enum sv_status write_letter(void *data, struct sv_buf *result, struct sv_err *err)
{
	const struct addressed *a = data;
	json_t *context = NULL;
	bool grounds = false;
	exhaust_rest();
	json_t *filled = json_pack("{s:s,s:s,s:s,s:b,s:s,s:s}", "kind", "acknowledgement", "note", "x", "leaflet", "2026.1", "copy", 1, "answer_by", "2026-04-01", "what", "account");
	exhaust_go();
	enum sv_status st = sv_letter_context(protocol, a->state, a->party, a->lang, filled, a->day, &context, &grounds, err);

	exhaust_rest();
	if (st == SV_OK)
		told(result, context);
	json_decref(context);
	json_decref(filled);
	return st;
}

static enum sv_status read_words(void *data, struct sv_buf *result, struct sv_err *err)
{
	json_t *out = NULL;
	enum sv_status st = sv_series_words(protocol, &out, err);
	struct sv_terms *terms = st == SV_OK ? sv_terms_new(protocol) : NULL;

	(void)data;
	exhaust_rest();
	if (st == SV_OK && terms == NULL)
		st = sv_err_nomem(err);
	if (st == SV_OK)
		told(result, out);
	json_decref(out);
	sv_terms_free(terms);
	return st;
}

/* Lays a compartment over an act; people by their ids. */
static void lay_over(json_t *whole, const json_t *part)
{
	const char *member;
	json_t *value, *one, *is;
	size_t i;

	json_object_foreach((json_t *)part, member, value) {
		if (strcmp(member, "parties") != 0 || !json_is_array(json_object_get(whole, member))) {
			json_object_set_new(whole, member, sv_json_deep_copy(value));
			continue;
		}
		json_array_foreach(value, i, one) {
			is = sv_json_find(json_object_get(whole, member), "party", sv_json_text(one, "party"));
			if (is)
				json_object_update(is, one);
		}
	}
}

/* The act that an event was, as it was given: without what the tool makes. */
static json_t *act_of(const json_t *event)
{
	json_t *whole = json_object(), *one;
	size_t i;

	lay_over(whole, json_object_get(event, "record"));
	lay_over(whole, json_object_get(event, "content"));
	lay_over(whole, json_object_get(event, "identity"));
	json_object_del(whole, "given");
	if (strcmp(sv_json_text(event, "type"), "report.registered") == 0)
		json_array_foreach(sv_json_array(whole, "parties"), i, one)
			json_object_del(one, "party");
	return whole;
}

typedef void each_moment(struct moment *m, const json_t *history);

static struct sv_buf text; /* of the export */

static void through(each_moment *fn)
{
	json_t *line = NULL;
	size_t i, ncases = 0;
	int64_t when;
	json_t *event;

	for (const char *p = sv_buf_str(&text), *end; *p; p = end + 1, json_decref(line), line = NULL) {
		end = strchr(p, '\n');
		assert_non_null(end);
		assert_int_equal(sv_json_parse(p, (size_t)(end - p), SV_JSON_ANY, &line, NULL), SV_OK);
		json_t *history = sv_json_array(line, "history"), *state = NULL;
		json_array_foreach(history, i, event) {
			if (sv_json_has(line, "case")) /* an export says it once */
				json_object_set(event, "case", json_object_get(line, "case"));
			struct moment m = { sv_event_type(sv_json_text(event, "type")), event, json_object_get(event, "record"), state, act_of(event), 0, false };
			assert_non_null(m.type);
			if (state == NULL)
				m.before = state = of_case(&m) ? sv_case_new() : sv_item_new();
			assert_true(sv_event_when(event, &when));
			m.day = sv_day_in_amsterdam(when);
			fn(&m, history);
			json_decref(m.act);
			assert_int_equal(fold_any(&m, state, event, m.record, NULL), SV_OK);
		}
		if (history) {
			ncases++;
			fn(&(struct moment){ .before = state, .day = 23000 }, history);
		}
		for (const struct sv_item_kind *k = sv_item_kinds; k->member; k++)
			if (sv_json_has(state, k->member))
				json_array_append(sv_json_array(registers, k->member), state);
		json_decref(state);
	}
	assert_true(ncases > 0);
}

static size_t nletters;

static void starve(struct moment *m, const json_t *history)
{
	json_t *one;
	size_t i;

	if (m->type) {
		exhaust(m->type->name, fold, m);
		for (int past = 0; past < 2; past++) {
			m->past = past;
			exhaust(m->type->name, act, m);
		}
		return;
	}
	if (sv_json_has(m->before, "officer")) {
		json_t *all = json_pack("{s:O}", "a", m->before);
		assert_ptr_equal(sv_officer_by_key(all, sv_json_text(m->before, "sign")), m->before);
		assert_null(sv_officer_by_key(all, "another"));
		json_decref(all);
		return;
	}
	if (!sv_json_has(m->before, "case")) {
		assert_true(exhaust("what is shown of an item", see_item, m->before) > 0);
		return;
	}
	exhaust("what is shown of a case", see, m->before);
	exhaust("the terms of a case", keep, (void *)history);
	json_array_foreach(sv_json_array(m->before, "parties"), i, one) {
		struct addressed a = { m->before, sv_json_text(one, "party"), "nl", m->day };
		exhaust("a letter", write_letter, &a);
		nletters++;
	}
}

static void every_allocation_may_fail(void **state)
{
	(void)state;
	exhaust("words and terms", read_words, NULL);
	nletters = 0;
	through(starve);
	assert_true(nletters > 0);
	exhaust("what is shown of all registers", see_registers, registers);
	assert_int_equal(exhaust_.wrong, 0);
}

/* What may be done with any state, whatever stands in it. */
static void any(json_t *state, int32_t day)
{
	struct sv_buf out = SV_BUF_INIT;
	struct sv_err err = { 0 };
	json_t *party, *context;
	bool grounds;
	size_t i;

	assert_int_equal(sv_json_has(state, "case") ? see(state, &out, &err) : see_item(state, &out, &err), SV_OK);
	json_array_foreach(sv_json_array(state, "parties"), i, party) {
		const char *id = sv_json_text(party, "party");
		if (id && sv_letter_context(protocol, state, id, "nl", NULL, day, &context, &grounds, &err) == SV_OK)
			json_decref(context);
	}
	sv_buf_release(&out);
}

/* A changed record is folded, and all is seen of what has become of the case; an act without what was taken out, which a schema may allow, is tried again. */
static void try_changed(struct moment *m, const json_t *record, bool without)
{
	struct sv_err err = { 0 };
	struct sv_buf out = SV_BUF_INIT;
	json_t *state = sv_json_deep_copy(m->before), *was = m->act, *envelope = sv_json_deep_copy(m->envelope);
	enum sv_status folded = fold_any(m, state, envelope, record, &err);
	assert_true(folded == SV_OK || (of_officer(m) && folded == SV_INTEGRITY));
	if (of_officer(m)) {
		json_decref(state);
		json_decref(envelope);
		return;
	}
	any(state, m->day);
	if (record)
		json_object_set(envelope, "record", (json_t *)record);
	if (!without) {
		json_decref(state);
		json_decref(envelope);
		return;
	}
	m->act = act_of(envelope);
	enum sv_status st = sv_schema_check(schema_set, m->type->schema, m->act, NULL, NULL) == SV_OK ? act(m, &out, &err) : SV_OK; /* as who gives one is refused */
	if (st != SV_OK && st != SV_BAD_INPUT) {
		char said[512];
		sv_err_render(&err, NULL, said, sizeof said);
		fail_msg("%s: status %d: %s", m->type->name, st, said);
	}
	json_decref(m->act);
	m->act = was;
	sv_buf_release(&out);
	json_decref(state);
	json_decref(envelope);
}

/* Each member of an object (or of the objects in its lists) without, then of another kind. */
static void holes(struct moment *m, json_t *whole, json_t *object)
{
	json_t *names = json_array(), *name, *one;
	const char *member;
	json_t *value;
	size_t i, k;

	json_object_foreach(object, member, value)
		json_array_append_new(names, json_string(member));
	json_array_foreach(names, i, name) {
		member = json_string_value(name);
		value = json_incref(json_object_get(object, member));
		json_object_del(object, member);
		try_changed(m, whole, true);
		json_object_set_new(object, member, json_is_integer(value) ? json_string("x") : json_integer(7));
		try_changed(m, whole, false);
		json_object_set_new(object, member, json_is_string(value) ? json_string("anders") : json_pack("[{s:s},s,i]", "party", "p9", "x", 3));
		try_changed(m, whole, false);
		json_object_set(object, member, value);
		if (json_is_object(value))
			holes(m, whole, value);
		if (json_is_array(value))
			json_array_foreach(value, k, one)
				if (json_is_object(one))
					holes(m, whole, one);
		json_decref(value);
	}
	json_decref(names);
}

static void pierce(struct moment *m, const json_t *history)
{
	(void)history;
	if (m->type && m->record) {
		json_t *record = sv_json_deep_copy(m->record);
		holes(m, record, record);
		json_decref(record);
	}
	if (m->type && sv_json_has(m->envelope, "public")) { /* what stands in the clear */
		const json_t *was = m->envelope;
		json_t *envelope = sv_json_deep_copy(was);
		m->envelope = envelope;
		holes(m, (json_t *)m->record, json_object_get(envelope, "public"));
		m->envelope = was;
		json_decref(envelope);
	}
}

static void every_member_may_be_missing(void **state)
{
	(void)state;
	through(pierce);
}

static json_t *load(const char *path)
{
	json_t *value = NULL;
	struct sv_err err = { 0 };

	if (sv_json_load_file(path, 1 << 22, SV_JSON_ANY, &value, &err) != SV_OK) {
		fprintf(stderr, "%s: not read\n", path);
		exit(1);
	}
	return value;
}

static json_t *load_in(const char *folder, const char *name)
{
	char path[4096];

	snprintf(path, sizeof path, "%s/%s.json", folder, name);
	return load(path);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_allocation_may_fail), cmocka_unit_test(every_member_may_be_missing),
	};
	size_t n;
	const struct sv_event_type *types = sv_event_types(&n);

	if (argc != 3)
		return 64;
	protocol = load(argv[1]);
	json_t *category = sv_json_array(sv_json_object(protocol, "lists"), "category"); /* words that were others before, and one that is broken */
	json_object_set_new(json_array_get(category, 0), "was", json_pack("[{s:s,s:s},{s:s},{s:s}]", "id", "of_old", "until", "2025-12-31", "until", "2025-12-31", "id", "of_older"));
	json_object_set_new(json_array_get(category, 1), "was", json_pack("[{s:s}]", "id", "of_old"));
	json_array_append_new(category, json_pack("{s:s}", "label", "without an id"));
	schemas = json_object();
	if (sv_schema_set_new(&schema_set, NULL) != SV_OK || sv_schema_set_add(schema_set, load_in(argv[2], "party"), NULL) != SV_OK || sv_schema_set_add(schema_set, load_in(argv[2], "party-change"), NULL) != SV_OK)
		return 1;
	for (size_t i = 0; i < n; i++)
		if ((types[i].reg == SV_REGISTER_CASE || sv_item_step(types[i].name)) && types[i].schema && !json_object_get(schemas, types[i].schema)) {
			json_object_set_new(schemas, types[i].schema, load_in(argv[2], types[i].schema));
			assert_int_equal(sv_schema_set_add(schema_set, json_object_get(schemas, types[i].schema), NULL), SV_OK);
		}
	party_schema = load_in(argv[2], "party");
	demands = load_in(argv[2], "../policy/demands");
	assessment = load_in(argv[2], "../policy/assessment");
	dilemmas = load_in(argv[2], "../dilemmas/nl");
	scores = json_object();
	registers = json_pack("{s:[{s:s,s:s,s:s},{s:s,s:s,s:s}]}", "release", "release", "1", "kind", "annual-board", "at", "2026-02-01T10:00:00Z", "release", "2", "kind", "evaluation-board", "at", "2026-03-01T10:00:00Z");
	for (const struct sv_item_kind *k = sv_item_kinds; k->member; k++)
		json_object_set_new(registers, k->member, json_array());
	static const char *const handles[] = { "meldpunt", "onderzoeker", "beslisser", "vertrouwenspersoon", "jurist", "tweede", "vierde", "vijfde", "zesde", "partij" };
	officers = json_object();
	for (size_t i = 0; i < sizeof handles / sizeof handles[0]; i++)
		json_object_set_new(officers, handles[i], json_pack("{s:s,s:[s,s,s,s]}", "officer", handles[i], "roles", "record", "content", "identity", "manage"));
	static const char others[] = "{\"alike\":{\"n\":20,\"by\":[\"category\"],\"routes\":{\"informal\":17,\"fact_finding\":3},\"outcomes\":{\"settled\":15,\"founded\":3,\"unfounded\":2},\"days\":{\"median\":\"40\"}},"
		"\"cluster\":{\"unit\":\"burgerzaken\",\"observed\":5,\"expected\":\"1.2\",\"probability\":\"0.01\",\"by_chance\":\"0.2\",\"units\":9,\"lit\":true},"
		"\"shared\":[{\"party\":\"p1\",\"role\":\"reporter\",\"other_role\":\"concerned\",\"case\":\"2026-7K3MQP\",\"state\":\"triaged\",\"days\":-12},"
		"{\"party\":\"p2\",\"role\":\"concerned\",\"other_role\":\"reporter\",\"case\":\"2026-7K3MQP\",\"state\":\"triaged\",\"days\":-12},"
		"{\"party\":\"p2\",\"role\":\"concerned\",\"other_role\":\"reporter\",\"case\":\"2025-7K3MQP\",\"state\":\"investigating\",\"days\":12},"
		"{\"party\":\"p2\",\"role\":\"concerned\",\"other_role\":\"concerned\",\"case\":\"2024-7K3MQP\",\"state\":\"closed\",\"days\":400,\"hidden\":true},"
		"{\"party\":\"p1\",\"role\":\"reporter\",\"other_role\":\"concerned\",\"case\":\"2023-7K3MQP\",\"state\":\"erased\",\"days\":700},{\"role\":\"reporter\"}]}";
	assert_int_equal(sv_json_parse(others, sizeof others - 1, SV_JSON_ANY, &other_cases, NULL), SV_OK);
	plan = sv_terms_new(protocol);
	const json_t *dimension, *statement;
	size_t d, k;
	json_array_foreach(sv_json_array(assessment, "dimensions"), d, dimension)
		json_array_foreach(sv_json_array(dimension, "statements"), k, statement)
			json_object_set_new(scores, sv_json_text(statement, "id"), json_integer((json_int_t)(1 + k % 5)));
	if (officers == NULL || plan == NULL || sv_series_words(protocol, &words, NULL) != SV_OK)
		return 1;
	char part[65536];
	for (size_t got; (got = fread(part, 1, sizeof part, stdin)) > 0;)
		sv_buf_add(&text, part, got);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
