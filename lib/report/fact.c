/* SPDX-License-Identifier: MIT */
/* Facts: numbers, shares, rates and days, from cells that are shown: see compose.h. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "json/get.h"
#include "model/series.h"
#include "report/compose.h"
#include "report/registers.h"
#include "stats/interval.h"
#include "stats/survival.h"

#define LEAST_DAYS 10 /* a median of fewer might be about somebody */

/* One cell: [table, word…]. */
static enum sv_status cell(const struct sv_release *r, const json_t *selector, int year, long long *n, bool *shown, struct sv_err *err)
{
	const char *words[SV_REPORT_DIMS] = { "" };
	char text[8];
	size_t i, nwords = json_array_size(selector);
	const struct sv_rfigures *f = nwords > 1 ? sv_release_table(r, json_string_value(json_array_get(selector, 0))) : NULL;

	if (f == NULL || nwords - 1 != f->table.ndims)
		return sv_err_set(err, SV_CONFIG, N_("a fact names a cell that no table of the definition has"));
	snprintf(text, sizeof text, "%04d", year % 10000);
	for (i = 1; i < nwords; i++) {
		const char *w = json_string_value(json_array_get(selector, i));
		words[i - 1] = w == NULL ? "" : strcmp(w, "@") == 0 ? text : w;
		if (words[i - 1][0] && sv_rdim_named(&f->table.dims[i - 1], words[i - 1]) == 0 && f->coarsened) {
			*shown = false; /* its class was given up */
			return SV_OK;
		}
		if (words[i - 1][0] && sv_rdim_named(&f->table.dims[i - 1], words[i - 1]) == 0)
			return SV_OK; /* a word that this organisation does not use: no cases */
	}
	*shown = sv_rfigures_shown(f, words, f->table.ndims, n) && *shown;
	return SV_OK;
}

/* The sum of several cells over some years. */
static enum sv_status sum(const struct sv_release *r, const json_t *selectors, int first, int last, long long *n, bool *shown, struct sv_err *err)
{
	const json_t *one;
	size_t i;
	enum sv_status st = SV_OK;

	*n = 0;
	json_array_foreach(selectors, i, one) {
		for (int year = first; year <= last && st == SV_OK; year++) {
			long long k = 0;
			st = cell(r, one, year, &k, shown, err);
			*n += k;
		}
	}
	return st;
}

/* How long cases took, or have lasted so far, as groups of them come. */
struct lasting {
	struct sv_lasting *list;
	size_t n, cap;
};

static enum sv_status add_days(void *data, const struct sv_index_group *group, struct sv_err *err)
{
	struct lasting *l = data;

	if (l->n == l->cap) {
		size_t cap = l->cap ? l->cap * 2 : 256;
		struct sv_lasting *grown = realloc(l->list, cap * sizeof *grown);
		if (grown == NULL)
			return sv_err_nomem(err);
		l->list = grown;
		l->cap = cap;
	}
	l->list[l->n++] = (struct sv_lasting){ group->days, group->open ? 0 : group->cases, group->open ? group->cases : 0 };
	return SV_OK;
}

static int by_length(const void *a, const void *b)
{
	long long x = ((const struct sv_lasting *)a)->days, y = ((const struct sv_lasting *)b)->days;

	return x < y ? -1 : x > y;
}

/* In order, with each number of days once; how many of them are over. */
static long long gather(struct lasting *l)
{
	size_t n = 0;
	long long over = 0;

	if (l->n > 1)
		qsort(l->list, l->n, sizeof *l->list, by_length);
	for (size_t i = 0; i < l->n; i++) {
		over += l->list[i].over;
		if (n > 0 && l->list[n - 1].days == l->list[i].days) {
			l->list[n - 1].over += l->list[i].over;
			l->list[n - 1].open += l->list[i].open;
		} else {
			l->list[n++] = l->list[i];
		}
	}
	l->n = n;
	return over;
}

/* Cases that are still open count for as long as they have lasted, as sv-stats counts them: left out, what is slow would look quick. */
static enum sv_status quantile(struct sv_account *a, const json_t *fact, int first, int last, struct sv_fact *out, struct sv_err *err)
{
	const json_t *span = sv_json_array(fact, "days");
	const char *from = json_string_value(json_array_get(span, 0)), *to = json_string_value(json_array_get(span, 1)), *q = sv_json_text(fact, "quantile");
	struct sv_index_query query = { .from = sv_day_from_civil(first, 1, 1), .to = sv_day_from_civil(last, 12, 31), .hidden = true, .today = a->day };
	struct lasting l = { NULL, 0, 0 };
	struct sv_durations d;
	struct sv_index_span measured = { from, to };
	enum sv_status st = from && to ? sv_index_groups(a->index, &query, &measured, add_days, &l, err) : sv_err_set(err, SV_CONFIG, N_("a fact about days names two days"));

	if (st == SV_OK && l.n > 0) {
		long long over = gather(&l);
		sv_durations(l.list, l.n, &d);
		out->value = q == NULL || strcmp(q, "median") == 0 ? d.median : strcmp(q, "q1") == 0 ? d.q1 : d.q3;
		out->known = d.n < LEAST_DAYS || (over < LEAST_DAYS && !isnan(out->value)) ? SV_FACT_HIDDEN : isnan(out->value) ? SV_FACT_OPEN : SV_FACT_KNOWN;
		out->value = out->known == SV_FACT_KNOWN ? out->value : 0;
	}
	free(l.list);
	return st;
}

enum sv_status sv_fact_value(struct sv_account *a, const struct sv_release *r, const json_t *fact, int from, int to, struct sv_fact *out, struct sv_err *err)
{
	const json_t *number = sv_json_array(fact, "number"), *share = sv_json_array(fact, "share"), *rate = sv_json_array(fact, "rate");
	bool shown = true;
	double staff;
	enum sv_status st = SV_OK;

	memset(out, 0, sizeof *out);
	if (sv_json_has(fact, "items"))
		return sv_register_fact(a, fact, from, to, out, err);
	if (sv_json_has(fact, "days"))
		return quantile(a, fact, from, to, out, err);
	if (!number && !share && !rate)
		return sv_err_set(err, SV_CONFIG, N_("a fact is a number, a share, a rate, days or items"));
	st = sum(r, number ? number : share ? share : rate, from, to, &out->n, &shown, err);
	if (st == SV_OK && share)
		st = sum(r, sv_json_array(fact, "of"), from, to, &out->of, &shown, err);
	if (st != SV_OK)
		return st;
	if (!shown) {
		memset(out, 0, sizeof *out);
		out->known = SV_FACT_HIDDEN;
	} else if (number) {
		out->known = SV_FACT_KNOWN;
		out->value = (double)out->n;
	} else if (share && out->of > 0) {
		out->known = SV_FACT_KNOWN;
		out->value = 100.0 * (double)out->n / (double)out->of;
		struct sv_interval i = sv_interval_share(out->n, out->of, SV_CONFIDENCE);
		out->low = 100 * i.low;
		out->high = 100 * i.high;
	} else if (rate && sv_series_staff(a->protocol, NULL, sv_day_from_civil(from, 1, 1), sv_day_from_civil(to, 12, 31), &staff) && staff > 0) {
		out->known = SV_FACT_KNOWN;
		out->value = 100.0 * (double)out->n / staff;
		struct sv_interval i = sv_interval_rate(out->n, staff, SV_CONFIDENCE);
		out->low = 100 * i.low;
		out->high = 100 * i.high;
	}
	return SV_OK;
}

void sv_fact_text(const json_t *fact, const struct sv_fact *f, const char *lang, struct sv_buf *out)
{
	bool items = sv_json_has(fact, "items");

	sv_write_number(f->value, sv_json_has(fact, "rate") || (items && sv_json_has(fact, "mean")) ? 1 : 0, lang, out);
	if (sv_json_has(fact, "share") || (items && (sv_json_has(fact, "of") || sv_json_true(fact, "staff"))))
		sv_buf_adds(out, "\xc2\xa0%");
}
