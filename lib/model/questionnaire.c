/* SPDX-License-Identifier: MIT */
/* Questionnaires: see questionnaire.h. */
#include "model/questionnaire.h"

#include <string.h>

#include "json/get.h"
#include "model/protocol.h"

/* A run over one questionnaire. */
struct check {
	const json_t *q;
	const struct sv_act_report *report;
	enum sv_status status;
};

/* Reports what err says, at list/i or list/i/member. */
static void defect(struct check *c, struct sv_err *err, const char *list, size_t i, const char *member)
{
	if (member)
		sv_err_at(err, "/%s/%zu/%s", list, i, member);
	else
		sv_err_at(err, "/%s/%zu", list, i);
	c->status = SV_BAD_INPUT;
	c->report->defect(c->report->data, err);
}

static void say(struct check *c, const char *what, const char *list, size_t i, const char *member)
{
	struct sv_err err = { 0 };

	sv_err_set(&err, SV_BAD_INPUT, what, "");
	defect(c, &err, list, i, member);
}

static const char *id_of(const json_t *object)
{
	const char *id = sv_json_text(object, "id");

	return id ? id : "";
}

/* Every id of a list once. */
static void check_ids(struct check *c, const char *list)
{
	const json_t *all = sv_json_array(c->q, list), *one;
	size_t i;

	json_array_foreach(all, i, one) {
		if (sv_json_find(all, "id", id_of(one)) != one)
			say(c, N_("is there twice"), list, i, "id");
	}
}

/* As many words in each language. */
static void check_answers(struct check *c)
{
	const json_t *one;
	json_t *words;
	const char *lang;
	size_t i;

	json_array_foreach(sv_json_array(c->q, "answers"), i, one) {
		size_t n = 0;
		json_object_foreach(sv_json_object(one, "words"), lang, words) {
			if (n > 0 && json_array_size(words) != n)
				say(c, N_("has not as many words in each language"), "answers", i, "words");
			n = json_array_size(words);
		}
	}
}

static void check_scale(struct check *c, const json_t *scale, size_t i)
{
	const json_t *answers = sv_questionnaire_answers(c->q, scale), *items[SV_QUESTIONNAIRE_ITEMS];
	size_t n = sv_scale_items(c->q, scale, items, SV_QUESTIONNAIRE_ITEMS);

	if (answers == NULL)
		say(c, N_("names answers that are not there"), "scales", i, "answers");
	if (n == 0)
		say(c, N_("has no items"), "scales", i, NULL);
	if (n > SV_QUESTIONNAIRE_ITEMS)
		say(c, N_("has more than 20 items"), "scales", i, NULL);
	if (sv_json_int(scale, "least", 1) > (long long)n && n > 0)
		say(c, N_("is more than the scale has items"), "scales", i, "least");
	if (!sv_scale_any(scale))
		return;
	if (answers && sv_answers_high(answers) != sv_answers_low(answers) + 1)
		say(c, N_("a scale of yes or no has two answers"), "scales", i, "answers");
	for (size_t k = 0; k < n && k < SV_QUESTIONNAIRE_ITEMS; k++) {
		if (sv_json_true(items[k], "reversed")) {
			say(c, N_("a scale of yes or no has no reversed item"), "scales", i, NULL);
			break;
		}
	}
}

static void check_item(struct check *c, const json_t *item, size_t i, const json_t *protocol)
{
	const char *category = sv_json_text(item, "category");
	struct sv_err err = { 0 };

	if (sv_questionnaire_scale(c->q, sv_json_text(item, "scale")) == NULL)
		say(c, N_("names a scale that is not there"), "items", i, "scale");
	if (strcmp(id_of(item), SV_QUESTIONNAIRE_UNIT) == 0 || strcmp(id_of(item), "sv") == 0)
		say(c, N_("is taken: 'unit' and 'sv' stand for something else in a file of answers"), "items", i, "id");
	if (protocol && category && sv_protocol_word(protocol, "category", category, &err) != SV_OK)
		defect(c, &err, "items", i, "category");
}

enum sv_status sv_questionnaire_check(const json_t *q, const json_t *protocol, const struct sv_act_report *report)
{
	struct check c = { q, report, SV_OK };
	const json_t *one;
	size_t i;

	check_ids(&c, "answers");
	check_ids(&c, "scales");
	check_ids(&c, "items");
	check_answers(&c);
	json_array_foreach(sv_json_array(q, "scales"), i, one)
		check_scale(&c, one, i);
	json_array_foreach(sv_json_array(q, "items"), i, one)
		check_item(&c, one, i, protocol);
	return c.status;
}

const json_t *sv_questionnaire_scale(const json_t *q, const char *id)
{
	return sv_json_find(sv_json_array(q, "scales"), "id", id);
}

const json_t *sv_questionnaire_answers(const json_t *q, const json_t *scale)
{
	return sv_json_find(sv_json_array(q, "answers"), "id", sv_json_text(scale, "answers"));
}

/* How many answers there are: as many as words in the language that has most. */
static int count(const json_t *answers)
{
	json_t *words;
	const char *lang;
	size_t n = 0;

	json_object_foreach(sv_json_object(answers, "words"), lang, words)
		n = json_array_size(words) > n ? json_array_size(words) : n;
	return (int)n;
}

int sv_answers_low(const json_t *answers)
{
	return (int)sv_json_int(answers, "low", 0);
}

int sv_answers_high(const json_t *answers)
{
	return sv_answers_low(answers) + count(answers) - 1;
}

bool sv_scale_any(const json_t *scale)
{
	const char *kind = sv_json_text(scale, "kind");

	return sv_text_is(kind, "any");
}

size_t sv_scale_items(const json_t *q, const json_t *scale, const json_t **items, size_t max)
{
	const json_t *one;
	size_t i, n = 0;

	json_array_foreach(sv_json_array(q, "items"), i, one) {
		const char *of = sv_json_text(one, "scale");
		if (!sv_text_is(of, id_of(scale)))
			continue;
		if (n < max)
			items[n] = one;
		n++;
	}
	return n;
}

/* What an object of languages has in one, else in the questionnaire's own, else in the first. */
static const json_t *in_language(const json_t *q, const json_t *object, const char *lang)
{
	const char *own = sv_json_text(q, "language");
	const json_t *value = json_object_get(object, lang);
	void *first;

	if (value == NULL && own)
		value = json_object_get(object, own);
	if (value == NULL && (first = json_object_iter((json_t *)object)) != NULL)
		value = json_object_iter_value(first);
	return value;
}

const char *sv_questionnaire_text(const json_t *q, const json_t *texts, const char *lang)
{
	const char *text = json_string_value(in_language(q, texts, lang));

	return text ? text : "";
}

const char *sv_answer_word(const json_t *q, const json_t *answers, int answer, const char *lang)
{
	const json_t *words = in_language(q, sv_json_object(answers, "words"), lang);
	const char *word = json_string_value(json_array_get(words, (size_t)(answer - sv_answers_low(answers))));

	return answer >= sv_answers_low(answers) && word ? word : "";
}

bool sv_scale_same(const json_t *a, const json_t *b, const char *id)
{
	static const char *const same[] = { "kind", "least" };
	const json_t *x = sv_questionnaire_scale(a, id), *y = sv_questionnaire_scale(b, id), *of_x[SV_QUESTIONNAIRE_ITEMS], *of_y[SV_QUESTIONNAIRE_ITEMS];
	const json_t *answers_x = sv_questionnaire_answers(a, x), *answers_y = sv_questionnaire_answers(b, y);
	size_t n = sv_scale_items(a, x, of_x, SV_QUESTIONNAIRE_ITEMS);

	if (x == NULL || y == NULL || n > SV_QUESTIONNAIRE_ITEMS || n != sv_scale_items(b, y, of_y, SV_QUESTIONNAIRE_ITEMS))
		return false;
	for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
		const json_t *one = json_object_get(x, same[i]), *other = json_object_get(y, same[i]);
		if ((one || other) && !(one && other && json_equal(one, other)))
			return false;
	}
	if (sv_answers_low(answers_x) != sv_answers_low(answers_y) || sv_answers_high(answers_x) != sv_answers_high(answers_y))
		return false;
	for (size_t i = 0; i < n; i++) {
		const json_t *other = NULL;
		for (size_t k = 0; k < n && other == NULL; k++)
			other = strcmp(id_of(of_x[i]), id_of(of_y[k])) == 0 ? of_y[k] : NULL;
		if (other == NULL || sv_json_true(of_x[i], "reversed") != sv_json_true(other, "reversed"))
			return false;
	}
	return true;
}
