/* SPDX-License-Identifier: MIT */
/* JSON Schema: see schema.h. One table of keywords; each has a function that checks one thing. */
#include "json/schema.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <ctype.h>
#include <math.h>
#include <pcre2.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/hint.h"
#include "base/id.h"
#include "json/get.h"

struct check;

#define DEPTH_MAX 128 /* of schemas applied inside each other: ends a $ref that goes in circles */

struct regex {
	const char *pattern; /* of a document */
	pcre2_code *code;
	pcre2_match_data *data;
};

struct sv_schema_set {
	json_t *documents; /* $id -> document; what was once added stays */
	json_t *replaced;  /* … also where another took its $id */
	struct regex *regexes;
	size_t nregexes;
	struct compiled **table; /* by the address of the schema; a power of two, less than half full */
	size_t ncompiled, size;
};

typedef bool check_fn(struct check *c, const json_t *rule, const json_t *schema, const json_t *v);

/* The keywords that one schema has: looked for once, not for each record. */
struct compiled {
	const json_t *schema;
	size_t n;
	struct rule {
		check_fn *check;
		const json_t *rule;
	} rules[];
};

/* One check: where it is, in what schema, and how it goes. */
struct check {
	struct sv_schema_set *set;
	const json_t *document; /* the schema document that "#" means */
	struct sv_buf *pointer;
	void (*report)(void *data, const struct sv_err *err);
	void *data;
	enum sv_status status;
	int depth;
	const json_t *around; /* the schema whose $ref led here, */
	size_t around_at;     /* for a value at that length of the pointer */
	bool quiet; /* trying a branch: its defects are not the user's */
};

static bool apply(struct check *c, const json_t *schema, const json_t *v);

enum sv_status sv_schema_set_new(struct sv_schema_set **out, struct sv_err *err)
{
	*out = calloc(1, sizeof **out);
	if (*out) {
		(*out)->documents = json_object();
		(*out)->replaced = json_array();
	}
	return *out && (*out)->documents && (*out)->replaced ? SV_OK : sv_err_nomem(err);
}

void sv_schema_set_free(struct sv_schema_set *set)
{
	if (set == NULL)
		return;
	for (size_t i = 0; i < set->nregexes; i++) {
		pcre2_match_data_free(set->regexes[i].data);
		pcre2_code_free(set->regexes[i].code);
	}
	free(set->regexes);
	for (size_t i = 0; i < set->size; i++)
		free(set->table[i]);
	free(set->table);
	json_decref(set->documents);
	json_decref(set->replaced);
	free(set);
}

enum sv_status sv_schema_set_add(struct sv_schema_set *set, json_t *document, struct sv_err *err)
{
	const char *id = sv_json_text(document, "$id");

	if (id == NULL)
		return sv_err_set(err, SV_CONFIG, N_("a schema has no $id"));
	json_t *before = json_object_get(set->documents, id);
	if (before && json_array_append(set->replaced, before) < 0)
		return sv_err_nomem(err);
	return json_object_set(set->documents, id, document) < 0 ? sv_err_nomem(err) : SV_OK;
}

const json_t *sv_schema_set_document(const struct sv_schema_set *set, const char *id)
{
	return json_object_get(set->documents, id);
}

/* Reports a defect here; returns false for the caller to return. */
static bool defect(struct check *c, struct sv_err *err)
{
	if (c->quiet || c->report == NULL)
		return false;
	sv_err_at(err, "%s", c->pointer->len ? sv_buf_str(c->pointer) : "/");
	c->report(c->data, err);
	return false;
}

static bool say(struct check *c, const char *what, const char *arg)
{
	struct sv_err err = { 0 };

	sv_err_set(&err, SV_BAD_INPUT, what, arg);
	return defect(c, &err);
}

/* What a schema says of a value that it is to be like: its description, else its title. */
static const char *words_of(const json_t *schema)
{
	const char *words = sv_json_text(schema, "description");

	return words ? words : sv_json_text(schema, "title");
}

/*
 * Says that a value has not the form that a schema wants, and what that form is: in the schema's words and by its first example, or those of the schema that refers to it. Of the
 * value itself nothing.
 */
static bool say_form(struct check *c, const char *what, const json_t *schema)
{
	struct sv_err err = { 0 };
	const json_t *around = c->around && c->around_at == c->pointer->len ? c->around : NULL;
	const char *title = sv_json_text(schema, "title"), *words = title && sv_json_has(schema, "pattern") ? title : words_of(schema), *example = json_string_value(json_array_get(sv_json_array(schema, "examples"), 0));

	sv_err_set(&err, SV_BAD_INPUT, what, "");
	sv_err_expected(&err, words || example ? words : words_of(around), example ? example : json_string_value(json_array_get(sv_json_array(around, "examples"), 0)));
	return defect(c, &err);
}

static bool say_n(struct check *c, const char *what, long long n)
{
	struct sv_err err = { 0 };

	sv_err_set(&err, SV_BAD_INPUT, what, n);
	return defect(c, &err);
}

static bool broken(struct check *c)
{
	c->status = SV_CONFIG;
	return false;
}

/* Steps into a member or item and back. */
static size_t enter(struct check *c, const char *name)
{
	size_t was = c->pointer->len;

	sv_buf_addc(c->pointer, '/');
	for (; *name; name++) {
		if (*name == '~' || *name == '/')
			sv_buf_adds(c->pointer, *name == '~' ? "~0" : "~1");
		else
			sv_buf_addc(c->pointer, *name);
	}
	return was;
}

static void leave(struct check *c, size_t was)
{
	c->pointer->len = was;
	if (c->pointer->data)
		c->pointer->data[was] = '\0';
}

static size_t enter_item(struct check *c, size_t i)
{
	char number[24];

	snprintf(number, sizeof number, "%zu", i);
	return enter(c, number);
}

/* Applies a schema without reporting; for branches that are tried. */
static bool tries(struct check *c, const json_t *schema, const json_t *v)
{
	bool was = c->quiet;

	c->quiet = true;
	bool good = apply(c, schema, v);
	c->quiet = was;
	return good;
}

static bool is_integer(const json_t *v)
{
	return json_is_integer(v) || (json_is_real(v) && isfinite(json_real_value(v)) && floor(json_real_value(v)) == json_real_value(v));
}

static bool has_type(const char *type, const json_t *v)
{
	switch (json_typeof(v)) {
	case JSON_OBJECT: return strcmp(type, "object") == 0;
	case JSON_ARRAY: return strcmp(type, "array") == 0;
	case JSON_STRING: return strcmp(type, "string") == 0;
	case JSON_NULL: return strcmp(type, "null") == 0;
	case JSON_TRUE:
	case JSON_FALSE: return strcmp(type, "boolean") == 0;
	default: return strcmp(type, "number") == 0 || (strcmp(type, "integer") == 0 && is_integer(v));
	}
}

static bool check_type(struct check *c, const json_t *rule, const json_t *schema, const json_t *v)
{
	static const struct { const char *type, *what; } must[] = {
		{ "object", N_("must be an object") }, { "array", N_("must be an array") }, { "string", N_("must be text") },
		{ "integer", N_("must be a whole number") }, { "number", N_("must be a number") }, { "boolean", N_("must be true or false") },
	};
	const json_t *one;
	size_t i;

	if (json_is_string(rule) && has_type(json_string_value(rule), v))
		return true;
	json_array_foreach(rule, i, one) {
		if (json_is_string(one) && has_type(json_string_value(one), v))
			return true;
	}
	for (i = 0; i < sizeof must / sizeof must[0]; i++)
		if (json_is_string(rule) && strcmp(json_string_value(rule), must[i].type) == 0)
			return say(c, must[i].what, NULL);
	return say_form(c, N_("is of the wrong type"), schema);
}

/* Numbers that mean the same are the same, however they are written. */
static bool equal(const json_t *a, const json_t *b)
{
	const char *key;
	const json_t *x;
	size_t i;

	if (json_is_number(a) && json_is_number(b)) {
		if (json_is_integer(a) && json_is_integer(b))
			return json_integer_value(a) == json_integer_value(b);
		return json_number_value(a) == json_number_value(b);
	}
	if (json_typeof(a) != json_typeof(b))
		return false;
	if (json_is_array(a)) {
		if (json_array_size(a) != json_array_size(b))
			return false;
		json_array_foreach(a, i, x) {
			if (!equal(x, json_array_get(b, i)))
				return false;
		}
		return true;
	}
	if (json_is_object(a)) {
		if (json_object_size(a) != json_object_size(b))
			return false;
		json_t *m;
		json_object_foreach((json_t *)a, key, m) {
			const json_t *other = json_object_get(b, key);
			if (other == NULL || !equal(m, other))
				return false;
		}
		return true;
	}
	return json_equal(a, b);
}

/* A word that may be repeated in a message: it can't be somebody's name or sentence. */
static bool plain(const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

	return n > 0 && n <= 40 && s[n] == '\0';
}

static bool check_enum(struct check *c, const json_t *rule, const json_t *schema, const json_t *v)
{
	const char *words[128], *typed = json_string_value(v);
	struct sv_err err = { 0 };
	const json_t *one;
	size_t i, n = 0;

	(void)schema;
	json_array_foreach(rule, i, one) {
		if (equal(one, v))
			return true;
		if (json_is_string(one) && n < sizeof words / sizeof words[0])
			words[n++] = json_string_value(one);
	}
	if (typed == NULL || !plain(typed)) {
		sv_err_set(&err, SV_BAD_INPUT, N_("is none of the words allowed here"));
		return defect(c, &err);
	}
	sv_err_set(&err, SV_BAD_INPUT, N_("unknown word '%s'"), typed);
	const char *near = sv_nearest(typed, words, n);
	if (near)
		sv_err_hint(&err, N_("did you mean '%s'?"), near);
	return defect(c, &err);
}

static bool check_const(struct check *c, const json_t *rule, const json_t *schema, const json_t *v)
{
	return equal(rule, v) || say_form(c, N_("is not the value that must stand here"), schema);
}

static size_t code_points(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xC0) != 0x80;
	return n;
}

static bool check_min_length(struct check *c, const json_t *rule, const json_t *schema, const json_t *v)
{
	(void)schema;
	if (!json_is_string(v) || (double)code_points(json_string_value(v)) >= json_number_value(rule))
		return true;
	if (json_string_length(v) == 0)
		return say(c, N_("is empty"), NULL);
	return say_n(c, N_("is shorter than %lld characters"), (long long)json_number_value(rule));
}

static bool check_max_length(struct check *c, const json_t *rule, const json_t *schema, const json_t *v)
{
	(void)schema;
	if (!json_is_string(v) || (double)code_points(json_string_value(v)) <= json_number_value(rule))
		return true;
	return say_n(c, N_("is longer than %lld characters"), (long long)json_number_value(rule));
}

/* The compiled pattern, from the set's store. */
static struct regex *regex(struct check *c, const char *pattern)
{
	struct sv_schema_set *set = c->set;
	int number;
	PCRE2_SIZE offset;

	for (size_t i = 0; i < set->nregexes; i++)
		if (set->regexes[i].pattern == pattern)
			return &set->regexes[i];
	for (size_t i = 0; i < set->nregexes; i++)
		if (strcmp(set->regexes[i].pattern, pattern) == 0)
			return &set->regexes[i];
	struct regex *grown = realloc(set->regexes, (set->nregexes + 1) * sizeof *grown);
	if (grown == NULL) {
		broken(c);
		return NULL;
	}
	set->regexes = grown;
	/* ECMA-262, as the schema language has it: $ is only the very end, \d and \w are ASCII */
	struct regex r = { pattern, pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_ALT_BSUX | PCRE2_MATCH_UNSET_BACKREF, &number, &offset, NULL), NULL };
	r.data = r.code ? pcre2_match_data_create(1, NULL) : NULL;
	if (r.data == NULL) {
		pcre2_code_free(r.code);
		broken(c);
		return NULL;
	}
	grown[set->nregexes] = r;
	return &grown[set->nregexes++];
}

static bool matches(struct check *c, const char *pattern, const char *text, size_t n)
{
	const struct regex *r = regex(c, pattern);

	return r && pcre2_match(r->code, (PCRE2_SPTR)text, n, 0, PCRE2_NO_UTF_CHECK, r->data, NULL) >= 0; /* jansson holds valid UTF-8 only */
}

static bool check_pattern(struct check *c, const json_t *rule, const json_t *schema, const json_t *v)
{
	if (!json_is_string(v) || matches(c, json_string_value(rule), json_string_value(v), json_string_length(v)))
		return true;
	return say_form(c, N_("is not written as it must be"), schema);
}

static bool check_format(struct check *c, const json_t *rule, const json_t *schema, const json_t *v)
{
	const char *format = json_string_value(rule), *s = json_string_value(v);
	char id[SV_CASE_ID_SIZE];
	int32_t day;
	int64_t ms;

	(void)schema;
	if (format == NULL || s == NULL)
		return true;
	if (strcmp(format, "date") == 0)
		return sv_date_parse(s, &day) || say(c, N_("must be a date that exists (YYYY-MM-DD)"), NULL);
	if (strcmp(format, "date-time") == 0)
		return sv_instant_parse(s, &ms) || say(c, N_("must be an instant (YYYY-MM-DDThh:mm:ssZ)"), NULL);
	if (strcmp(format, "case-id") == 0)
		return sv_case_id_parse(s, id) == SV_ID_GOOD || say(c, N_("not a case id"), NULL);
	if (strcmp(format, "event-id") == 0)
		return sv_event_id_valid(s) || say(c, N_("not an event id"), NULL);
	return true;
}

static bool check_minimum(struct check *c, const json_t *rule, const json_t *schema, const json_t *v)
{
	(void)schema;
	return !json_is_number(v) || json_number_value(v) >= json_number_value(rule) || say_n(c, N_("must be at least %lld"), (long long)json_number_value(rule));
}

static bool check_maximum(struct check *c, const json_t *rule, const json_t *schema, const json_t *v)
{
	(void)schema;
	return !json_is_number(v) || json_number_value(v) <= json_number_value(rule) || say_n(c, N_("must be at most %lld"), (long long)json_number_value(rule));
}

static bool check_above(struct check *c, const json_t *rule, const json_t *schema, const json_t *v)
{
	(void)schema;
	return !json_is_number(v) || json_number_value(v) > json_number_value(rule) || say_n(c, N_("must be more than %lld"), (long long)json_number_value(rule));
}

static bool check_below(struct check *c, const json_t *rule, const json_t *schema, const json_t *v)
{
	(void)schema;
	return !json_is_number(v) || json_number_value(v) < json_number_value(rule) || say_n(c, N_("must be less than %lld"), (long long)json_number_value(rule));
}

static bool check_multiple(struct check *c, const json_t *rule, const json_t *schema, const json_t *v)
{
	double by = json_number_value(rule), times;

	if (!json_is_number(v) || by == 0)
		return true;
	times = json_number_value(v) / by;
	return (isfinite(times) && floor(times) == times) || say_form(c, N_("is not a multiple of what it must be"), schema);
}

static bool size_at_least(struct check *c, size_t n, const json_t *rule)
{
	return (double)n >= json_number_value(rule) || say_n(c, N_("needs at least %lld"), (long long)json_number_value(rule));
}

static bool size_at_most(struct check *c, size_t n, const json_t *rule)
{
	return (double)n <= json_number_value(rule) || say_n(c, N_("has more than %lld"), (long long)json_number_value(rule));
}

static bool check_min_items(struct check *c, const json_t *rule, const json_t *schema, const json_t *v)
{
	(void)schema;
	return !json_is_array(v) || size_at_least(c, json_array_size(v), rule);
}

static bool check_max_items(struct check *c, const json_t *rule, const json_t *schema, const json_t *v)
{
	(void)schema;
	return !json_is_array(v) || size_at_most(c, json_array_size(v), rule);
}

static bool check_min_properties(struct check *c, const json_t *rule, const json_t *schema, const json_t *v)
{
	(void)schema;
	return !json_is_object(v) || size_at_least(c, json_object_size(v), rule);
}

static bool check_max_properties(struct check *c, const json_t *rule, const json_t *schema, const json_t *v)
{
	(void)schema;
	return !json_is_object(v) || size_at_most(c, json_object_size(v), rule);
}

static bool check_unique(struct check *c, const json_t *rule, const json_t *schema, const json_t *v)
{
	(void)schema;
	for (size_t i = 1; json_is_true(rule) && i < json_array_size(v); i++)
		for (size_t k = 0; k < i; k++)
			if (equal(json_array_get(v, i), json_array_get(v, k)))
				return say(c, N_("holds something twice"), NULL);
	return true;
}

static bool check_required(struct check *c, const json_t *rule, const json_t *schema, const json_t *v)
{
	const json_t *name;
	bool good = true;
	size_t i;

	(void)schema;
	if (!json_is_object(v))
		return true;
	json_array_foreach(rule, i, name) {
		if (json_object_get(v, json_string_value(name)) == NULL) {
			size_t was = enter(c, json_string_value(name));
			good = say(c, N_("is missing"), NULL);
			leave(c, was);
		}
	}
	return good;
}

static bool check_dependent_required(struct check *c, const json_t *rule, const json_t *schema, const json_t *v)
{
	const char *name;
	json_t *needs;
	bool good = true;

	json_object_foreach((json_t *)rule, name, needs)
		good = (json_object_get(v, name) == NULL || check_required(c, needs, schema, v)) && good;
	return good;
}

static bool check_dependent_schemas(struct check *c, const json_t *rule, const json_t *schema, const json_t *v)
{
	const char *name;
	json_t *sub;
	bool good = true;

	(void)schema;
	json_object_foreach((json_t *)rule, name, sub)
		good = (json_object_get(v, name) == NULL || apply(c, sub, v)) && good;
	return good;
}

static bool check_properties(struct check *c, const json_t *rule, const json_t *schema, const json_t *v)
{
	const char *name;
	json_t *sub;
	bool good = true;

	(void)schema;
	json_object_foreach((json_t *)rule, name, sub) {
		const json_t *member = json_object_get(v, name);
		if (member == NULL)
			continue;
		size_t was = enter(c, name);
		good = apply(c, sub, member) && good;
		leave(c, was);
	}
	return good;
}

static bool check_pattern_properties(struct check *c, const json_t *rule, const json_t *schema, const json_t *v)
{
	const char *pattern, *name;
	json_t *sub, *member;
	bool good = true;

	(void)schema;
	json_object_foreach((json_t *)rule, pattern, sub) {
		json_object_foreach((json_t *)v, name, member) {
			if (!matches(c, pattern, name, strlen(name)))
				continue;
			size_t was = enter(c, name);
			good = apply(c, sub, member) && good;
			leave(c, was);
		}
	}
	return good;
}

/* A member that neither "properties" nor "patternProperties" speaks of. */
static bool is_additional(struct check *c, const json_t *schema, const char *name)
{
	const char *pattern;
	json_t *sub;

	if (json_object_get(json_object_get(schema, "properties"), name))
		return false;
	json_object_foreach(json_object_get(schema, "patternProperties"), pattern, sub) {
		if (matches(c, pattern, name, strlen(name)))
			return false;
	}
	return true;
}

static bool unknown_member(struct check *c, const json_t *schema, const char *name)
{
	const char *words[128], *known;
	struct sv_err err = { 0 };
	size_t n = 0;
	json_t *sub;

	if (!plain(name)) {
		sv_err_set(&err, SV_BAD_INPUT, N_("has a member that does not belong here"));
		return defect(c, &err);
	}
	json_object_foreach(json_object_get(schema, "properties"), known, sub)
		if (n < sizeof words / sizeof words[0])
			words[n++] = known;
	size_t was = enter(c, name);
	sv_err_set(&err, SV_BAD_INPUT, N_("does not belong here"));
	const char *near = sv_nearest(name, words, n);
	if (near)
		sv_err_hint(&err, N_("did you mean '%s'?"), near);
	defect(c, &err);
	leave(c, was);
	return false;
}

static bool check_additional(struct check *c, const json_t *rule, const json_t *schema, const json_t *v)
{
	const char *name;
	json_t *member;
	bool good = true;

	json_object_foreach((json_t *)v, name, member) {
		if (!is_additional(c, schema, name))
			continue;
		if (json_is_false(rule)) {
			good = unknown_member(c, schema, name);
			continue;
		}
		size_t was = enter(c, name);
		good = apply(c, rule, member) && good;
		leave(c, was);
	}
	return good;
}

static bool check_property_names(struct check *c, const json_t *rule, const json_t *schema, const json_t *v)
{
	const char *name;
	json_t *member;
	bool good = true;

	(void)schema;
	json_object_foreach((json_t *)v, name, member) {
		json_t *text = json_string(name);
		good = tries(c, rule, text) && good;
		json_decref(text);
	}
	return good || say(c, N_("has a member that does not belong here"), NULL);
}

static bool check_prefix_items(struct check *c, const json_t *rule, const json_t *schema, const json_t *v)
{
	bool good = true;

	(void)schema;
	for (size_t i = 0; i < json_array_size(rule) && i < json_array_size(v); i++) {
		size_t was = enter_item(c, i);
		good = apply(c, json_array_get(rule, i), json_array_get(v, i)) && good;
		leave(c, was);
	}
	return good;
}

static bool check_items(struct check *c, const json_t *rule, const json_t *schema, const json_t *v)
{
	bool good = true;

	for (size_t i = json_array_size(json_object_get(schema, "prefixItems")); i < json_array_size(v); i++) {
		size_t was = enter_item(c, i);
		good = apply(c, rule, json_array_get(v, i)) && good;
		leave(c, was);
	}
	return good;
}

static bool check_contains(struct check *c, const json_t *rule, const json_t *schema, const json_t *v)
{
	const json_t *least = json_object_get(schema, "minContains"), *most = json_object_get(schema, "maxContains"), *item;
	double n = 0;
	size_t i;

	if (!json_is_array(v))
		return true;
	json_array_foreach(v, i, item)
		n += tries(c, rule, item);
	bool good = n >= (least ? json_number_value(least) : 1) && (most == NULL || n <= json_number_value(most));
	return good || say_form(c, N_("does not hold what it must"), schema);
}

static bool check_all_of(struct check *c, const json_t *rule, const json_t *schema, const json_t *v)
{
	bool good = true;
	const json_t *sub;
	size_t i;

	(void)schema;
	json_array_foreach(rule, i, sub)
		good = apply(c, sub, v) && good;
	return good;
}

static size_t count_good(struct check *c, const json_t *rule, const json_t *v)
{
	const json_t *sub;
	size_t i, n = 0;

	json_array_foreach(rule, i, sub)
		n += tries(c, sub, v);
	return n;
}

static bool check_any_of(struct check *c, const json_t *rule, const json_t *schema, const json_t *v)
{
	return count_good(c, rule, v) > 0 || say_form(c, N_("has none of the forms allowed here"), schema);
}

static bool check_one_of(struct check *c, const json_t *rule, const json_t *schema, const json_t *v)
{
	return count_good(c, rule, v) == 1 || say_form(c, N_("does not have just one of the forms allowed here"), schema);
}

static bool check_not(struct check *c, const json_t *rule, const json_t *schema, const json_t *v)
{
	return !tries(c, rule, v) || say_form(c, N_("has a form that is not allowed here"), schema);
}

static bool check_if(struct check *c, const json_t *rule, const json_t *schema, const json_t *v)
{
	const json_t *branch = json_object_get(schema, tries(c, rule, v) ? "then" : "else");

	return branch == NULL || apply(c, branch, v);
}

/* Follows a JSON pointer of a $ref ("/$defs/x") in a document; NULL where it leads nowhere. */
static const json_t *follow(const json_t *v, const char *pointer)
{
	char token[256];

	while (v && *pointer == '/') {
		size_t n = 0;
		for (pointer++; *pointer && *pointer != '/' && n < sizeof token - 1; pointer++) {
			if (*pointer == '~' && (pointer[1] == '0' || pointer[1] == '1')) {
				token[n++] = *++pointer == '0' ? '~' : '/';
			} else if (*pointer == '%' && isxdigit((unsigned char)pointer[1]) && isxdigit((unsigned char)pointer[2])) {
				const char code[3] = { pointer[1], pointer[2], '\0' };
				token[n++] = (char)strtoul(code, NULL, 16);
				pointer += 2;
			} else {
				token[n++] = *pointer;
			}
		}
		token[n] = '\0';
		v = json_is_array(v) ? json_array_get(v, strtoul(token, NULL, 10)) : json_object_get(v, token);
	}
	return *pointer ? NULL : v;
}

static bool check_ref(struct check *c, const json_t *rule, const json_t *schema, const json_t *v)
{
	const char *ref = json_string_value(rule), *hash = ref ? strchr(ref, '#') : NULL;
	const json_t *document = c->document, *was = c->document, *around = c->around, *target;
	size_t around_at = c->around_at;
	char id[256];

	if (ref == NULL)
		return broken(c);
	if (ref[0] != '#') {
		snprintf(id, sizeof id, "%.*s", (int)(hash ? hash - ref : (long)strlen(ref)), ref);
		document = json_object_get(c->set->documents, id);
	}
	target = document ? follow(document, hash ? hash + 1 : "") : NULL;
	if (target == NULL)
		return broken(c);
	c->document = document;
	if (words_of(schema) || sv_json_has(schema, "examples")) {
		c->around = schema;
		c->around_at = c->pointer->len;
	}
	bool good = apply(c, target, v);
	c->document = was;
	c->around = around;
	c->around_at = around_at;
	return good;
}

static const struct {
	const char *keyword;
	check_fn *check;
} keywords[] = {
	{ "$ref", check_ref }, { "type", check_type }, { "enum", check_enum }, { "const", check_const },
	{ "minLength", check_min_length }, { "maxLength", check_max_length }, { "pattern", check_pattern }, { "format", check_format },
	{ "minimum", check_minimum }, { "maximum", check_maximum }, { "exclusiveMinimum", check_above }, { "exclusiveMaximum", check_below },
	{ "multipleOf", check_multiple }, { "required", check_required }, { "dependentRequired", check_dependent_required },
	{ "dependentSchemas", check_dependent_schemas }, { "properties", check_properties },
	{ "patternProperties", check_pattern_properties }, { "additionalProperties", check_additional }, { "propertyNames", check_property_names },
	{ "minProperties", check_min_properties }, { "maxProperties", check_max_properties }, { "prefixItems", check_prefix_items },
	{ "items", check_items }, { "contains", check_contains }, { "minItems", check_min_items }, { "maxItems", check_max_items },
	{ "uniqueItems", check_unique }, { "allOf", check_all_of }, { "anyOf", check_any_of }, { "oneOf", check_one_of }, { "not", check_not }, { "if", check_if },
};
#define KEYWORDS (sizeof keywords / sizeof keywords[0])

static size_t slot_of(const struct sv_schema_set *set, const json_t *schema)
{
	size_t h = ((uintptr_t)schema >> 4) * 0x9E3779B97F4A7C15u >> 32 & (set->size - 1);

	while (set->table[h] && set->table[h]->schema != schema)
		h = (h + 1) & (set->size - 1);
	return h;
}

static bool grow_table(struct sv_schema_set *set)
{
	struct compiled **old = set->table;
	size_t was = set->size;

	if (set->ncompiled * 2 < set->size)
		return true;
	set->size = was ? was * 2 : 64;
	set->table = calloc(set->size, sizeof(struct compiled *));
	if (set->table == NULL) {
		set->table = old;
		set->size = was;
		return false;
	}
	for (size_t i = 0; i < was; i++)
		if (old[i])
			set->table[slot_of(set, old[i]->schema)] = old[i];
	free(old);
	return true;
}

/* The keywords of a schema, in the order of the table. NULL without memory. */
static const struct compiled *compile(struct sv_schema_set *set, const json_t *schema)
{
	struct rule found[KEYWORDS];
	size_t n = 0;

	if (!grow_table(set))
		return NULL;
	size_t at = slot_of(set, schema);
	if (set->table[at])
		return set->table[at];
	for (size_t i = 0; i < KEYWORDS; i++) {
		const json_t *rule = json_object_get(schema, keywords[i].keyword);
		if (rule)
			found[n++] = (struct rule){ keywords[i].check, rule };
	}
	struct compiled *made = malloc(sizeof *made + n * sizeof found[0]);
	if (made == NULL)
		return NULL;
	made->schema = schema;
	made->n = n;
	memcpy(made->rules, found, n * sizeof found[0]);
	set->ncompiled++;
	return set->table[at] = made;
}

static bool apply(struct check *c, const json_t *schema, const json_t *v)
{
	bool good = true;

	if (json_is_boolean(schema))
		return json_is_true(schema) || say(c, N_("does not belong here"), NULL);
	if (!json_is_object(schema) || c->depth >= DEPTH_MAX)
		return broken(c);
	const struct compiled *all = compile(c->set, schema);
	if (all == NULL)
		return broken(c);
	c->depth++;
	for (size_t i = 0; i < all->n; i++) {
		bool here = all->rules[i].check(c, all->rules[i].rule, schema, v);
		good = here && good;
		if (!here && all->rules[i].check == check_type)
			break; /* the rest would only say the same in other words */
	}
	c->depth--;
	return good;
}

enum sv_status sv_schema_check(struct sv_schema_set *set, const char *id, const json_t *value, void (*report)(void *data, const struct sv_err *err), void *data)
{
	struct sv_buf pointer = SV_BUF_INIT;
	const json_t *document = sv_schema_set_document(set, id);
	struct check c = { .set = set, .document = document, .pointer = &pointer, .report = report, .data = data };
	bool good = document && apply(&c, document, value);

	sv_buf_release(&pointer);
	if (document == NULL || c.status != SV_OK)
		return SV_CONFIG;
	return good ? SV_OK : SV_BAD_INPUT;
}
