/* SPDX-License-Identifier: MIT */
/* The terms of a protocol, read once: see terms.h and terms_scene.h. */
#include "model/terms.h"

#include <stdlib.h>
#include <string.h>

#include "json/get.h"
#include "model/terms_scene.h"

/* Room for one more in an array of size bytes each, which doubles; NULL without memory. */
static void *room(void **array, size_t n, size_t size)
{
	if ((n & (n - 1)) == 0) { /* full: it has 1, 2, 4, … */
		void *grown = realloc(*array, (n ? n * 2 : 1) * size);
		if (grown == NULL)
			return NULL;
		*array = grown;
	}
	return (char *)*array + n * size;
}

static void add_step(struct sv_terms *t, const char *name, size_t len)
{
	void *steps = t->path_steps;
	struct term_step *step = room(&steps, t->nsteps, sizeof *step);

	t->path_steps = steps;
	t->failed = t->failed || step == NULL;
	if (step == NULL)
		return;
	*step = (struct term_step){ name, len };
	t->nsteps++;
}

static struct term_path read_path(struct sv_terms *t, const char *text)
{
	struct term_path p = { text != NULL, text && text[0] == '/', t->nsteps, 0 };

	for (text = p.of_case ? text + 1 : text; text && *text; p.n++) {
		size_t n = strcspn(text, ".");
		add_step(t, text, n);
		text += n + (text[n] == '.');
	}
	return p;
}

/* One path, or an array of them. */
static struct term_paths read_paths(struct sv_terms *t, const json_t *from)
{
	struct term_paths all = { t->npaths, json_is_string(from) ? 1 : json_array_size(from) };

	for (size_t i = 0; i < all.n; i++) {
		void *paths = t->paths;
		struct term_path *p = room(&paths, t->npaths, sizeof *p);
		t->paths = paths;
		t->failed = t->failed || p == NULL;
		if (t->failed)
			return (struct term_paths){ 0 };
		*p = read_path(t, json_string_value(json_is_string(from) ? from : json_array_get(from, i)));
		t->npaths++;
	}
	return all;
}

static struct term_span read_span(const json_t *by)
{
	return (struct term_span){ (int32_t)(sv_json_int(by, "days", 0) + 7 * sv_json_int(by, "weeks", 0)), (int)sv_json_int(by, "working_days", 0), (int)sv_json_int(by, "months", 0) };
}

static void read_schedule(struct sv_terms *t, struct term *term, const json_t *schedule)
{
	const json_t *step;
	size_t i;

	term->scheduled = schedule != NULL;
	term->schedule = t->nspans;
	term->steps = json_array_size(schedule);
	json_array_foreach(schedule, i, step) {
		void *spans = t->spans;
		struct term_span *s = room(&spans, t->nspans, sizeof *s);
		t->spans = spans;
		if (s == NULL) {
			t->failed = true;
			return;
		}
		*s = read_span(step);
		t->nspans++;
	}
}

static void read_term(struct sv_terms *t, struct term *term, const json_t *json)
{
	const char *per = sv_json_text(json, "per");
	const json_t *otherwise = sv_json_object(json, "otherwise");

	*term = (struct term){
		.json = json,
		.id = sv_json_text(json, "term"),
		.per = sv_text_is(per, "party") ? TERM_OF_PARTY : sv_text_is(per, "recommendation") ? TERM_OF_RECOMMENDATION : TERM_OF_CASE,
		.only = sv_json_object(json, "only"),
		.unless = sv_json_object(json, "unless"),
		.roles = sv_json_array(json, "roles"),
		.after_closing = sv_json_true(json, "after_closing"),
		.investigating = sv_json_true(json, "investigating"),
		.reach = sv_json_true(json, "reach"),
		.comes_back = !sv_json_has(json, "met_by") || json_is_array(json_object_get(json, "from")),
		.span = read_span(json),
		.other = read_span(otherwise),
		.has_other = otherwise != NULL,
	};
	term->from = read_paths(t, json_object_get(json, "from"));
	term->not_before = read_paths(t, json_object_get(json, "not_before"));
	term->other_from = read_paths(t, json_object_get(otherwise, "from"));
	term->until = read_path(t, sv_json_text(json, "until"));
	term->count = read_path(t, sv_json_text(json, "count"));
	term->met_by = read_path(t, sv_json_text(json, "met_by"));
	term->ends_with = read_path(t, sv_json_text(json, "ends_with"));
	read_schedule(t, term, sv_json_array(json, "schedule"));
}

struct sv_terms *sv_terms_new_of(const json_t *protocol, const char *only)
{
	const json_t *all = sv_json_array(protocol, "terms"), *one;
	struct sv_terms *t = calloc(1, sizeof *t);
	size_t i;

	if (t == NULL)
		return NULL;
	t->protocol = protocol;
	t->term = calloc(json_array_size(all) + 1, sizeof *t->term);
	t->failed = t->term == NULL;
	json_array_foreach(all, i, one) {
		const char *id = only ? sv_json_text(one, "term") : NULL;
		if (!t->failed && (only == NULL || sv_text_is(id, only)))
			read_term(t, &t->term[t->n++], one);
	}
	if (t->failed) {
		sv_terms_free(t);
		return NULL;
	}
	return t;
}

struct sv_terms *sv_terms_new(const json_t *protocol)
{
	return sv_terms_new_of(protocol, NULL);
}

void sv_terms_free(struct sv_terms *t)
{
	if (t == NULL)
		return;
	free(t->term);
	free(t->paths);
	free(t->path_steps);
	free(t->spans);
	free(t);
}
