/* SPDX-License-Identifier: MIT */
/* Shapes of tables, sheets and patterns: every case counts where it must, and a table made again from the ledger counts the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/date.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "report/write.h"
#include "report/pattern.h"
#include "report/protection.h"
#include "report/sheet.h"
#include "report/table.h"

static const char protocol_text[] =
	"{\"lists\":{\"unit\":[{\"id\":\"all\"},{\"id\":\"burgerzaken\",\"parent\":\"dienst\",\"label\":{\"nl\":\"Burgerzaken\"}},{\"id\":\"dienst\",\"parent\":\"all\"},{\"id\":\"bestuur\",\"parent\":\"all\"}],"
	"\"category\":[{\"id\":\"bullying\"},{\"id\":\"other\"}],\"measure\":[{\"id\":\"talk\"},{\"id\":\"coaching\"}]},\"routes\":[{\"id\":\"informal\"}],\"outcomes\":[{\"id\":\"founded\"}],\"terms\":[{\"term\":\"feedback\"}]}";
static const char words_text[] = "{\"kind\":{\"report\":\"melding\",\"complaint\":\"klacht\"},\"total\":\"Totaal\",\"none\":\"onbekend\",\"term\":{\"met\":\"op tijd\",\"late\":\"te laat\"},\"dimension\":{\"kind\":\"Soort\"}}";
static const int years[] = { 2025, 2026 };

static json_t *parse(const char *text)
{
	json_t *v = json_loads(text, 0, NULL);

	assert_non_null(v);
	return v;
}

static struct sv_rtable make(const char *definition)
{
	json_t *protocol = parse(protocol_text), *words = parse(words_text), *d = parse(definition);
	struct sv_rshape shape = { protocol, words, "nl", years, 2 };
	struct sv_rtable t;
	struct sv_err err = { 0 };

	assert_int_equal(sv_rtable_make(d, &shape, &t, &err), SV_OK);
	json_decref(protocol);
	json_decref(words);
	json_decref(d);
	return t;
}

static enum sv_status refusal(const char *definition)
{
	json_t *protocol = parse(protocol_text), *words = parse(words_text), *d = parse(definition);
	struct sv_rshape shape = { protocol, words, "nl", years, 2 };
	struct sv_rtable t;
	enum sv_status st = sv_rtable_make(d, &shape, &t, NULL);

	json_decref(protocol);
	json_decref(words);
	json_decref(d);
	return st;
}

static void shapes(void **state)
{
	struct sv_rtable t = make("{\"table\":\"a\",\"by\":[\"unit\",\"year\"],\"depth\":2}");
	size_t order[16], nodes[SV_REPORT_DIMS];

	(void)state;
	/* cases of the single top unit itself are of no unit below it; total, dienst, bestuur, burgerzaken below dienst, unknown */
	assert_int_equal(t.dims[0].n, 5);
	assert_int_equal(sv_rdim_node(&t.dims[0], "all"), sv_rdim_node(&t.dims[0], ""));
	assert_int_equal(t.dims[0].nodes[sv_rdim_node(&t.dims[0], "burgerzaken")].level, 2);
	assert_int_equal(sv_rdim_order(&t.dims[0], order), 5);
	assert_string_equal(t.dims[0].nodes[order[0]].id, "dienst");
	assert_string_equal(t.dims[0].nodes[order[1]].id, "burgerzaken");
	assert_string_equal(t.dims[0].nodes[order[2]].id, "bestuur");
	assert_int_equal(order[4], 0);
	assert_int_equal(t.ncells, 15);
	for (size_t k = 0; k < t.ncells; k++) {
		sv_rtable_nodes(&t, k, nodes);
		assert_int_equal(sv_rtable_cell(&t, nodes), k);
		assert_int_equal(sv_rtable_printed(&t, k), nodes[1] != 0);
		assert_int_equal(sv_rtable_total(&t, k), nodes[0] == 0 && nodes[1] != 0);
	}
	assert_int_equal(sv_rdim_period(&t.dims[1], sv_day_from_civil(2025, 12, 31)), 1);
	assert_int_equal(sv_rdim_period(&t.dims[1], sv_day_from_civil(2026, 1, 1)), 2);
	assert_int_equal(sv_rdim_period(&t.dims[1], sv_day_from_civil(2027, 1, 1)), 0);
	sv_rtable_release(&t);
	t = make("{\"table\":\"a\",\"by\":[\"unit\",\"year\"]}"); /* one level: who is deeper counts in its ancestor */
	assert_int_equal(t.dims[0].n, 4);
	assert_int_equal(sv_rdim_node(&t.dims[0], "burgerzaken"), sv_rdim_node(&t.dims[0], "dienst"));
	sv_rtable_release(&t);
	assert_int_equal(refusal("{\"table\":\"a\",\"by\":[\"colour\"]}"), SV_CONFIG);
	assert_int_equal(refusal("{\"table\":\"a\",\"by\":[]}"), SV_CONFIG);
	assert_int_equal(refusal("{\"by\":[\"kind\"]}"), SV_CONFIG);
	assert_int_equal(refusal("{\"table\":\"a\",\"by\":[\"kind\",\"year\",\"unit\",\"category\"]}"), SV_CONFIG);
	assert_int_equal(refusal("{\"table\":\"a\",\"by\":[\"kind\"],\"only\":{\"year\":\"2026\"}}"), SV_CONFIG);
}

/* A sheet of invented cases. */
static void fill(struct sv_sheet *s, const struct sv_rtable *tables, size_t ntables, unsigned cases)
{
	static const char *const units[] = { "burgerzaken", "dienst", "bestuur", "gone", NULL }, *const kinds[] = { "report", "complaint" }, *const categories[] = { "bullying", "other", NULL };
	size_t n;

	assert_int_equal(sv_sheet_init(s, NULL), SV_OK);
	for (size_t t = 0; t < ntables; t++)
		assert_int_equal(sv_sheet_ask(s, &tables[t], NULL), SV_OK);
	const char **columns = sv_sheet_columns(s, &n);
	assert_true(columns && n <= 8);
	for (unsigned i = 0; i < cases; i++) {
		const char *one[8][3] = { { NULL } }, *reporter[2] = { NULL }, *concerned[2] = { NULL };
		const char *const *words[8];
		char id[16], person[8];
		snprintf(id, sizeof id, "2026-%06u", cases - i);
		snprintf(person, sizeof person, "p%u", i % 7);
		concerned[0] = person;
		if (i % 3)
			reporter[0] = person;
		for (size_t c = 0; c < n; c++) {
			if (strcmp(columns[c], "unit") == 0)
				one[c][0] = units[i * 7 / 3 % 5];
			else if (strcmp(columns[c], "kind") == 0)
				one[c][0] = kinds[i % 2];
			else if (strcmp(columns[c], "category") == 0)
				one[c][0] = categories[i / 2 % 3];
			else if (i % 4) {
				one[c][0] = "talk";
				one[c][1] = i % 4 == 2 ? "coaching" : NULL;
			}
			words[c] = one[c];
		}
		assert_int_equal(sv_sheet_add(s, id, sv_day_from_civil(2025 + (int)(i % 5 % 3), 1 + (int)(i % 12), 3), words, reporter, concerned, NULL), SV_OK);
	}
	free((void *)columns);
	sv_sheet_sort(s);
	for (size_t i = 1; i < s->n; i++)
		assert_true(strcmp(s->rows[i - 1].case_id, s->rows[i].case_id) < 0);
}

static void counts(void **state)
{
	struct sv_rtable t[2] = { make("{\"table\":\"a\",\"by\":[\"unit\",\"kind\",\"year\"],\"depth\":3}"), make("{\"table\":\"b\",\"by\":[\"measure\",\"year\"],\"only\":{\"kind\":\"report\"}}") };
	struct sv_publish_rules rules = { 5, 3, NULL, false };
	struct sv_rfigures a = { .table = t[0] }, b = { .table = t[1] };
	struct sv_sheet s;
	size_t nodes[SV_REPORT_DIMS];

	(void)state;
	fill(&s, t, 2, 211);
	a.sheet = b.sheet = &s;
	assert_int_equal(sv_rfigures_count(&a, &rules, NULL), SV_OK);
	assert_int_equal(sv_rfigures_count(&b, &rules, NULL), SV_OK);
	/* every total is the sum of the nodes right below it, as each case has one word of these dimensions */
	for (size_t k = 0; k < a.table.ncells; k++) {
		sv_rtable_nodes(&a.table, k, nodes);
		for (size_t d = 0; d < 3; d++) {
			if (nodes[d] != 0)
				continue;
			long long sum = 0;
			size_t below[3] = { nodes[0], nodes[1], nodes[2] };
			for (size_t i = 1; i < a.table.dims[d].n; i++) {
				below[d] = i;
				if (a.table.dims[d].nodes[i].parent == 0)
					sum += a.n[sv_rtable_cell(&a.table, below)];
			}
			assert_int_equal(sum, a.n[k]);
		}
		if (a.n[k] > 0 && a.n[k] < 5 && sv_rtable_printed(&a.table, k))
			assert_int_equal(a.mark[k], SV_MARK_SENSITIVE);
		if (a.n[k] == 0)
			assert_int_equal(a.mark[k], SV_MARK_SHOWN);
	}
	/* several words: each once, the total once; only reports; cases of 2027 are in neither year */
	long long reports[3] = { 0 }, talk[3] = { 0 };
	for (unsigned i = 0; i < 211; i++) {
		unsigned year = i % 5 % 3;
		reports[year] += i % 2 == 0;
		talk[year] += i % 2 == 0 && i % 4;
	}
	const char *total[] = { "", "2025" }, *talks[] = { "talk", "2026" };
	long long n;
	assert_true(sv_rfigures_shown(&b, total, 2, &n));
	assert_int_equal(n, reports[0]);
	assert_true(sv_rfigures_shown(&b, talks, 2, &n));
	assert_int_equal(n, talk[1]);
	talks[0] = "dancing";
	assert_false(sv_rfigures_shown(&b, talks, 2, &n));
	/* again, from what the ledger keeps */
	json_t *kept = sv_rtable_keep(&a.table);
	struct sv_rfigures c = { .sheet = &s, .earlier = true };
	assert_int_equal(sv_rtable_again(kept, &c.table, NULL), SV_OK);
	assert_int_equal(sv_rfigures_count(&c, &rules, NULL), SV_OK);
	assert_int_equal(c.table.ncells, a.table.ncells);
	assert_memory_equal(c.n, a.n, a.table.ncells * sizeof *a.n);
	json_object_del(json_array_get(sv_json_array(kept, "dims"), 0), "name");
	struct sv_rtable broken;
	assert_int_equal(sv_rtable_again(kept, &broken, NULL), SV_INTEGRITY);
	json_decref(kept);
	sv_rfigures_release(&a);
	sv_rfigures_release(&b);
	sv_rfigures_release(&c);
	sv_sheet_release(&s);
}

/* Distinct people, not cases: ten cases of one reporter are sensitive. */
static void people(void **state)
{
	struct sv_rfigures f = { .table = make("{\"table\":\"a\",\"by\":[\"kind\",\"year\"]}") };
	struct sv_publish_rules rules = { 5, 1, NULL, false };
	const char *const kind[] = { "report", NULL }, *const who[] = { "token", NULL };
	const char *const *words[] = { kind };
	struct sv_sheet s;
	char id[16];

	(void)state;
	assert_int_equal(sv_sheet_init(&s, NULL), SV_OK);
	assert_int_equal(sv_sheet_ask(&s, &f.table, NULL), SV_OK);
	for (int i = 0; i < 20; i++) {
		snprintf(id, sizeof id, "c%02d", i);
		assert_int_equal(sv_sheet_add(&s, id, sv_day_from_civil(i < 10 ? 2025 : 2026, 5, 5), words, i < 10 ? who : NULL, NULL, NULL), SV_OK);
	}
	f.sheet = &s;
	assert_int_equal(sv_rfigures_count(&f, &rules, NULL), SV_OK);
	const char *then[] = { "report", "2025" }, *now[] = { "report", "2026" };
	long long n;
	assert_false(sv_rfigures_shown(&f, then, 2, &n));
	assert_true(sv_rfigures_shown(&f, now, 2, &n));
	assert_int_equal(n, 10);
	sv_rfigures_release(&f);
	sv_sheet_release(&s);
}

static void patterns(void **state)
{
	struct sv_rtable t[2] = { make("{\"table\":\"a\",\"by\":[\"unit\",\"year\"],\"depth\":2}"), make("{\"table\":\"b\",\"by\":[\"category\",\"year\"]}") };
	struct sv_sheet s;
	struct sv_patterns p;
	struct sv_publish_rules rules = { 5, 3, NULL, false };

	(void)state;
	fill(&s, t, 2, 97);
	struct sv_rpart parts[2] = { { &t[0], &s, 0 }, { &t[1], &s, (uint32_t)t[0].ncells } };
	assert_int_equal(sv_patterns_find(parts, 2, &p, NULL), SV_OK);
	long long *n = calloc(t[0].ncells + t[1].ncells, sizeof *n);
	size_t possible = 0;
	for (size_t i = 0; i < p.n; i++) {
		possible += p.list[i].cases == 0;
		for (size_t k = 0; k < p.list[i].n; k++) {
			assert_true(k == 0 || p.pool[p.list[i].start + k - 1] < p.pool[p.list[i].start + k]);
			n[p.pool[p.list[i].start + k]] += p.list[i].cases;
		}
	}
	assert_true(possible > 0);
	for (size_t i = 0; i < 2; i++) { /* every cell is the sum of its patterns, and every cell that can be has some */
		struct sv_rfigures f = { .table = t[i], .sheet = &s };
		assert_int_equal(sv_rfigures_count(&f, &rules, NULL), SV_OK);
		assert_memory_equal(f.n, n + parts[i].base, t[i].ncells * sizeof *n);
		sv_rfigures_release(&f);
	}
	free(n);
	sv_patterns_release(&p);
	sv_sheet_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(shapes), cmocka_unit_test(counts), cmocka_unit_test(people), cmocka_unit_test(patterns) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
