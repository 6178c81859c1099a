/* SPDX-License-Identifier: MIT */
/* Which groups of a survey are shown: see survey_hide.h. Classes and their answers are in survey_class.c. */
#include "stats/survey_hide.h"

#include <math.h>
#include <stdlib.h>

#include "stats/survey_class.h"

/* What readers may have put together: one measurement, or, where people are the same, all of them. */
struct view {
	size_t wave;
	bool together;
};

struct search {
	const struct sv_survey_showing *s;
	const struct sv_survey_rules *rules;
	unsigned shows;
	unsigned char *why;    /* the caller's: by group */
	unsigned char *barred; /* by wave and group: enum sv_survey_why, of that measurement by itself */
	struct sv_survey_wave waves[SV_SURVEY_WAVES];
	struct sv_survey_look look, earlier; /* what is shown; and, for a view of all together, what was shown before */
	unsigned char *open;   /* by group: whether it is shown in the view that is looked at; room */
	unsigned char *member; /* by group and inner group: whether it is in it */
	size_t *join, *other;  /* room for groups */
};

/* Something that breaks a rule: a class, by an inner group in it, or a group that is told of, and in which class. */
struct defect {
	uint32_t inner;
	size_t group; /* SIZE_MAX: the class itself */
};

static bool was_shown(const struct search *k, struct view v, size_t g)
{
	unsigned before = k->s->groups[g].before;

	return v.together ? before != 0 : (before >> v.wave & 1) != 0;
}

static bool is_shown(const struct search *k, struct view v, size_t g)
{
	return was_shown(k, v, g) || (k->why[g] == SV_SURVEY_SHOWN && (v.together || (k->shows >> v.wave & 1)));
}

/* Sees what a view shows, as it stands. */
static void see(struct search *k, struct view v)
{
	for (size_t g = 0; g < k->s->ngroups; g++)
		k->open[g] = is_shown(k, v, g);
	sv_survey_look(&k->look, k->s, &k->waves[v.wave], k->open);
}

static void see_earlier(struct search *k, struct view v)
{
	for (size_t g = 0; g < k->s->ngroups; g++)
		k->open[g] = was_shown(k, v, g);
	sv_survey_look(&k->earlier, k->s, &k->waves[v.wave], k->open);
}

static bool bad_class(const struct search *k, struct view v, uint32_t inner)
{
	if (sv_survey_class_why(&k->look, k->look.class[inner], k->rules) == SV_SURVEY_SHOWN)
		return false;
	return !v.together || !sv_survey_class_same(&k->look, &k->earlier, inner);
}

/* Whether a group that may not be shown is told of; *inner gets one in the class that has most of it. */
static bool bad_group(struct search *k, struct view v, size_t g, uint32_t *inner)
{
	const struct sv_survey_group *group = &k->s->groups[g];

	if (k->barred[v.wave * k->s->ngroups + g] == SV_SURVEY_SHOWN || is_shown(k, (struct view){ v.wave, false }, g))
		return false;
	if (!sv_survey_told(&k->look, &k->waves[v.wave], group, k->rules, inner))
		return false;
	uint32_t other;
	return !v.together || !sv_survey_told(&k->earlier, &k->waves[v.wave], group, k->rules, &other);
}

/* The first rule that does not hold in what was seen. */
static bool find(struct search *k, struct view v, struct defect *d)
{
	d->group = SIZE_MAX;
	for (size_t c = 0; c < k->look.nclasses; c++) {
		d->inner = k->look.member[c];
		if (bad_class(k, v, d->inner))
			return true;
	}
	for (d->group = 0; d->group < k->s->ngroups; d->group++) {
		if (bad_group(k, v, d->group, &d->inner))
			return true;
	}
	return false;
}

static bool still(struct search *k, struct view v, struct defect d)
{
	uint32_t inner;

	return d.group == SIZE_MAX ? bad_class(k, v, d.inner) : bad_group(k, v, d.group, &inner);
}

static bool in_group(const struct search *k, size_t g, uint32_t inner)
{
	return k->member[g * k->s->ninner + inner];
}

/* Of two groups the one to hide first. */
static bool cheaper(const struct search *k, size_t a, size_t b)
{
	int64_t x = k->s->groups[a].worth, y = k->s->groups[b].worth;

	return x != y ? x < y : a > b;
}

static int by_worth(const void *a, const void *b, void *search)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return cheaper(search, x, y) ? -1 : 1;
}

/* Whether a group that is shown in a view can be hidden for others. kept: also one that is to be kept. */
static bool can_hide(const struct search *k, struct view v, size_t g, bool kept)
{
	return k->why[g] == SV_SURVEY_SHOWN && !was_shown(k, v, g) && (kept || !k->s->groups[g].keep);
}

/* The groups that, when hidden, make the class of a defect larger (any: all that can be hidden); cheapest first. Returns how many. */
static size_t candidates(struct search *k, struct view v, uint32_t inner, bool any, bool kept, size_t *out)
{
	size_t n = 0;

	for (size_t g = 0; g < k->s->ngroups; g++) {
		if (can_hide(k, v, g, kept) && (any || in_group(k, g, inner) || sv_survey_class_beside(&k->look, inner, g)))
			out[n++] = g;
	}
	qsort_r(out, n, sizeof *out, by_worth, k);
	return n;
}

/*
 * The groups that, when hidden together, join the class of a defect with another one: those that only one of the two is in. Of all other classes with people the
 * one that costs least. Where everybody has a unit within a unit no single group joins two classes. Returns how many; 0: none can be joined so.
 */
static size_t joining(const struct search *k, struct view v, uint32_t inner, size_t *out, size_t *room)
{
	size_t best = 0;
	double least = INFINITY;

	for (size_t c = 0; c < k->look.nclasses; c++) {
		uint32_t other = k->look.member[c];
		size_t n = 0;
		double cost = 0;
		if (c == k->look.class[inner] || k->waves[v.wave].count[other] == 0)
			continue;
		for (size_t g = 0; g < k->s->ngroups && cost < least; g++) {
			if (!is_shown(k, v, g) || in_group(k, g, inner) == in_group(k, g, other))
				continue;
			cost += can_hide(k, v, g, false) ? (double)k->s->groups[g].worth : INFINITY;
			room[n++] = g;
		}
		if (cost < least) {
			least = cost;
			best = n;
			for (size_t i = 0; i < n; i++)
				out[i] = room[i];
		}
	}
	return best;
}

static enum sv_status refuse(const struct search *k, struct defect d, struct sv_err *err)
{
	size_t g = d.group == SIZE_MAX ? 0 : d.group;

	while (d.group == SIZE_MAX && !(in_group(k, g, d.inner) && k->s->groups[g].before)) /* something is shown of a class: by a group that can't be hidden */
		g++;
	if (k->s->groups[g].name)
		return sv_err_set(err, SV_NO, N_("what was published before already tells too much of people in %s; nothing more can be shown beside it"), k->s->groups[g].name);
	return sv_err_set(err, SV_NO, N_("what was published before already tells too much of people in group %zu; nothing more can be shown beside it"), g);
}

/* Hides the cheapest group that mends a defect; where none does by itself, those that join its class with another; else the cheapest that helps at all. */
static enum sv_status mend(struct search *k, struct view v, struct defect d, size_t *room, struct sv_err *err)
{
	size_t n = candidates(k, v, d.inner, false, false, room);

	for (size_t i = 0; i < n; i++) {
		k->why[room[i]] = SV_SURVEY_OTHERS;
		see(k, v);
		if (!still(k, v, d))
			return SV_OK;
		k->why[room[i]] = SV_SURVEY_SHOWN;
	}
	see(k, v); /* as it was */
	size_t joined = joining(k, v, d.inner, k->join, k->other);
	for (size_t i = 0; i < joined; i++)
		k->why[k->join[i]] = SV_SURVEY_OTHERS;
	if (joined > 0) {
		see(k, v);
		return SV_OK;
	}
	for (int kept = 0; kept < 2 && n == 0; kept++)
		for (int any = 0; any < 2 && n == 0; any++)
			n = candidates(k, v, d.inner, any, kept, room);
	if (n == 0)
		return refuse(k, d, err);
	k->why[room[0]] = SV_SURVEY_OTHERS;
	see(k, v);
	return SV_OK;
}

/* The views, one after another; false at the end. */
static bool next_view(const struct search *k, struct view *v)
{
	bool all = k->rules->same_people && k->s->nwaves > 1;

	do {
		v->wave++;
		if (v->wave >= k->s->nwaves && !v->together && all)
			*v = (struct view){ 0, true };
	} while (v->wave < k->s->nwaves && !v->together && !(k->shows >> v->wave & 1));
	return v->wave < k->s->nwaves;
}

/* Hides until every rule holds in every view. To hide more breaks none, so each view is done once. */
static enum sv_status hide(struct search *k, size_t *room, struct sv_err *err)
{
	struct view v = { SIZE_MAX, false };
	struct defect d;
	enum sv_status st = SV_OK;

	while (st == SV_OK && next_view(k, &v)) {
		see(k, v);
		if (v.together)
			see_earlier(k, v);
		while (st == SV_OK && find(k, v, &d))
			st = mend(k, v, d, room, err);
	}
	return st;
}

/* Whether every rule holds in every view. */
static bool holds(struct search *k)
{
	struct view v = { SIZE_MAX, false };
	struct defect d;

	while (next_view(k, &v)) {
		see(k, v);
		if (v.together)
			see_earlier(k, v);
		if (find(k, v, &d))
			return false;
	}
	return true;
}

/* Shows again what was hidden for others and need not be, what is worth most first. */
static void show_again(struct search *k, size_t *room)
{
	size_t n = 0;

	for (size_t g = 0; g < k->s->ngroups; g++) {
		if (k->why[g] == SV_SURVEY_OTHERS)
			room[n++] = g;
	}
	qsort_r(room, n, sizeof *room, by_worth, k);
	while (n-- > 0) {
		k->why[room[n]] = SV_SURVEY_SHOWN;
		if (!holds(k))
			k->why[room[n]] = SV_SURVEY_OTHERS;
	}
}

/* What each group is by itself, in each measurement: seen as if it were the only one shown. */
static void judge(struct search *k)
{
	for (size_t i = 0; i < k->s->nwaves * k->s->ngroups; i++) {
		size_t w = i / k->s->ngroups, g = i % k->s->ngroups, people = 0;
		const struct sv_survey_group *group = &k->s->groups[g];
		enum sv_survey_why why = group->closed ? SV_SURVEY_CLOSED : SV_SURVEY_SHOWN;
		k->open[g] = 1;
		sv_survey_look(&k->look, k->s, &k->waves[w], k->open);
		k->open[g] = 0;
		for (size_t m = 0; m < group->ninner; m++)
			people += k->waves[w].count[group->inner[m]];
		if (why == SV_SURVEY_SHOWN && people == 0)
			why = SV_SURVEY_SMALL;
		if (why == SV_SURVEY_SHOWN)
			why = sv_survey_class_why(&k->look, k->look.class[group->inner[0]], k->rules);
		k->barred[i] = (unsigned char)why;
		if (k->why[g] == SV_SURVEY_SHOWN && (k->shows >> w & 1))
			k->why[g] = (unsigned char)why;
	}
}

static bool sound(const struct sv_survey_showing *s, const struct sv_survey_rules *r)
{
	bool ok = s->nwaves >= 1 && s->nwaves <= SV_SURVEY_WAVES && s->ninner < UINT32_MAX && r->low < r->high && r->least > 0 && r->blur > 0;

	for (size_t g = 0; ok && g < s->ngroups; g++) {
		for (size_t i = 0; ok && i < s->groups[g].ninner; i++)
			ok = s->groups[g].inner[i] < s->ninner;
	}
	for (size_t w = 0; ok && w < s->nwaves; w++) {
		for (size_t i = 0; ok && i < s->waves[w].n; i++)
			ok = s->waves[w].inner[i] < s->ninner && !(s->waves[w].score[i] < r->low) && !(s->waves[w].score[i] > r->high);
	}
	return ok;
}

enum sv_status sv_survey_hide(const struct sv_survey_showing *s, const struct sv_survey_rules *rules, unsigned char *why, struct sv_err *err)
{
	struct search k = { .s = s, .rules = rules, .shows = s->shows ? s->shows : UINT32_MAX, .why = why };
	size_t *room = NULL;
	enum sv_status st = SV_OK;

	if (!sound(s, rules))
		return sv_err_set(err, SV_BUG, N_("a group or a score of a survey is out of range"));
	k.barred = calloc(s->nwaves * s->ngroups + 1, 1);
	k.open = calloc(s->ngroups + 1, 1);
	k.member = calloc(s->ngroups * s->ninner + 1, 1);
	k.join = calloc(s->ngroups + 1, sizeof *k.join);
	k.other = calloc(s->ngroups + 1, sizeof *k.other);
	room = calloc(s->ngroups + 1, sizeof *room);
	if (!k.barred || !k.open || !k.member || !k.join || !k.other || !room)
		st = sv_err_nomem(err);
	for (size_t g = 0; g < s->ngroups && st == SV_OK; g++)
		for (size_t i = 0; i < s->groups[g].ninner; i++)
			k.member[g * s->ninner + s->groups[g].inner[i]] = 1;
	for (size_t w = 0; w < s->nwaves && st == SV_OK; w++)
		st = sv_survey_wave_make(&k.waves[w], s, &s->waves[w], err);
	for (size_t g = 0; g < s->ngroups; g++)
		why[g] = SV_SURVEY_SHOWN;
	if (st == SV_OK)
		st = sv_survey_look_make(&k.look, s, err);
	if (st == SV_OK)
		st = sv_survey_look_make(&k.earlier, s, err);
	if (st == SV_OK) {
		judge(&k);
		st = hide(&k, room, err);
	}
	if (st == SV_OK)
		show_again(&k, room);
	for (size_t w = 0; w < s->nwaves; w++)
		sv_survey_wave_release(&k.waves[w]);
	sv_survey_look_release(&k.look);
	sv_survey_look_release(&k.earlier);
	free(k.barred);
	free(k.open);
	free(k.member);
	free(k.join);
	free(k.other);
	free(room);
	return st;
}

enum sv_status sv_survey_tree(const uint32_t *parent, size_t n, struct sv_survey_group *groups, uint32_t **inner, struct sv_err *err)
{
	size_t *at = calloc(n + 1, sizeof *at), total = 0;
	uint32_t *list = NULL;

	*inner = NULL;
	if (at == NULL)
		return sv_err_nomem(err);
	for (size_t u = 0; u < n; u++) {
		size_t steps = 0;
		for (size_t up = u; up != UINT32_MAX; up = parent[up]) {
			if (up >= n || steps++ > n) {
				free(at);
				return sv_err_set(err, SV_BUG, N_("a hierarchy has no top"));
			}
			at[up]++;
			total++;
		}
	}
	list = calloc(total + 1, sizeof *list);
	if (list == NULL) {
		free(at);
		return sv_err_nomem(err);
	}
	for (size_t u = 0, from = 0; u < n; u++) {
		groups[u].inner = list + from;
		groups[u].ninner = at[u];
		from += at[u];
		at[u] = (size_t)(groups[u].inner - list);
	}
	for (size_t u = 0; u < n; u++) {
		for (size_t up = u; up != UINT32_MAX; up = parent[up])
			list[at[up]++] = (uint32_t)u;
	}
	free(at);
	*inner = list;
	return SV_OK;
}
