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
#include "report/coarsen.h"
#include "report/write.h"
#include "report/pattern.h"
#include "report/protection.h"
#include "report/sheet.h"
#include "report/table.h"

static const char protocol_text[] =
	"{\"lists\":{\"unit\":[{\"id\":\"all\"},{\"id\":\"burgerzaken\",\"parent\":\"dienst\",\"label\":{\"nl\":\"Burgerzaken\"}},{\"id\":\"dienst\",\"parent\":\"all\"},{\"id\":\"bestuur\",\"parent\":\"all\"}],"
	"\"category\":[{\"id\":\"bullying\",\"group\":\"psa\",\"publish\":{\"threshold\":10}},{\"id\":\"pressure\",\"group\":\"psa\",\"publish\":{\"threshold\":8}},{\"id\":\"other\",\"group\":\"other\"},{\"id\":\"odd\"}],\"measure\":[{\"id\":\"talk\"},{\"id\":\"coaching\"}]},\"routes\":[{\"id\":\"informal\"}],\"outcomes\":[{\"id\":\"founded\"}],\"terms\":[{\"term\":\"feedback\"}]}";
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
	struct sv_publish_rules rules = { .threshold = 5, .concerned = 3 };
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
	struct sv_publish_rules rules = { .threshold = 5, .concerned = 1 };
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
	struct sv_publish_rules rules = { .threshold = 5, .concerned = 3 };

	(void)state;
	fill(&s, t, 2, 97);
	struct sv_rpart parts[2] = { { &t[0], &s, 0, 0 }, { &t[1], &s, (uint32_t)t[0].ncells, 0 } };
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

/* Groups are made of categories: their words count, both speak of the same, and what is asked of all words of a group is asked of it. */
static void groups(void **state)
{
	struct sv_rtable g = make("{\"table\":\"g\",\"by\":[\"group\",\"year\"]}"), c = make("{\"table\":\"c\",\"by\":[\"category\",\"year\"]}"), again;
	struct sv_rtable of[] = { g, c };
	json_t *protocol = parse(protocol_text);
	struct sv_publish_rules rules = { .threshold = 5, .concerned = 1, .lists = sv_json_object(protocol, "lists") };
	struct sv_sheet s;
	size_t other = sv_rdim_named(&g.dims[0], "other"), psa = sv_rdim_named(&g.dims[0], "psa");

	(void)state;
	assert_int_equal(g.dims[0].n, 4); /* total, psa, other, none */
	assert_int_equal(sv_rdim_node(&g.dims[0], "bullying"), psa);
	assert_int_equal(sv_rdim_node(&g.dims[0], "other"), other);
	assert_int_equal(sv_rdim_node(&g.dims[0], "psa"), 0); /* no category */
	assert_int_equal(sv_rdim_node(&g.dims[0], "odd"), 0);
	assert_true(sv_rtable_linked(&g, &c));
	assert_int_equal(refusal("{\"table\":\"a\",\"by\":[\"kind\"],\"only\":{\"group\":\"psa\"}}"), SV_CONFIG);
	fill(&s, of, 2, 97);
	struct sv_rfigures a = { .table = g, .sheet = &s }, b = { .table = c, .sheet = &s };
	assert_int_equal(sv_rfigures_count(&a, &rules, NULL), SV_OK);
	assert_int_equal(sv_rfigures_count(&b, &rules, NULL), SV_OK);
	for (size_t year = 1; year < 3; year++) {
		size_t in[SV_REPORT_DIMS] = { psa, year }, one[SV_REPORT_DIMS] = { sv_rdim_named(&c.dims[0], "bullying"), year }, two[SV_REPORT_DIMS] = { sv_rdim_named(&c.dims[0], "pressure"), year };
		assert_int_equal(a.n[sv_rtable_cell(&g, in)], b.n[sv_rtable_cell(&c, one)] + b.n[sv_rtable_cell(&c, two)]);
		assert_int_equal(sv_rfigures_threshold(&a, sv_rtable_cell(&g, in), &rules), 8);
		assert_int_equal(sv_rfigures_threshold(&b, sv_rtable_cell(&c, one), &rules), 10);
		in[0] = other;
		assert_int_equal(sv_rfigures_threshold(&a, sv_rtable_cell(&g, in), &rules), 5);
	}
	json_t *kept = sv_rtable_keep(&g);
	assert_int_equal(sv_rtable_again(kept, &again, NULL), SV_OK);
	assert_string_equal(sv_rdim_column(&again.dims[0]), "category");
	assert_int_equal(sv_rdim_node(&again.dims[0], "pressure"), sv_rdim_named(&again.dims[0], "psa"));
	assert_int_equal(sv_rdim_node(&again.dims[0], "psa"), 0);
	struct sv_rfigures d = { .table = again, .sheet = &s };
	assert_int_equal(sv_rfigures_count(&d, &rules, NULL), SV_OK);
	assert_memory_equal(a.n, d.n, g.ncells * sizeof *a.n);
	/* no pattern is of a group and of a category that is not in it */
	struct sv_rpart parts[2] = { { &g, &s, 0, 0 }, { &c, &s, (uint32_t)g.ncells, 0 } };
	struct sv_patterns p;
	assert_int_equal(sv_patterns_find(parts, 2, &p, NULL), SV_OK);
	for (size_t i = 0; i < p.n; i++) {
		bool in_psa = false, of_psa = false;
		for (size_t k = 0; k < p.list[i].n; k++) {
			uint32_t cell = p.pool[p.list[i].start + k];
			size_t nodes[SV_REPORT_DIMS];
			sv_rtable_nodes(cell < g.ncells ? &g : &c, cell < g.ncells ? cell : cell - g.ncells, nodes);
			in_psa = in_psa || (cell < g.ncells && nodes[0] == psa);
			of_psa = of_psa || (cell >= g.ncells && (nodes[0] == sv_rdim_named(&c.dims[0], "bullying") || nodes[0] == sv_rdim_named(&c.dims[0], "pressure")));
		}
		assert_int_equal(in_psa, of_psa);
	}
	sv_patterns_release(&p);
	json_decref(kept);
	json_decref(protocol);
	sv_rfigures_release(&a);
	sv_rfigures_release(&b);
	sv_rfigures_release(&d);
	sv_sheet_release(&s);
}

/* What follows from each other is protected together, and nothing is made up that cannot be. */
static void ties(void **state)
{
	struct sv_rtable r = make("{\"table\":\"r\",\"by\":[\"route\",\"year\"]}"), o = make("{\"table\":\"o\",\"by\":[\"outcome\",\"year\"]}"), k = make("{\"table\":\"k\",\"by\":[\"kind\",\"year\"]}");
	struct sv_rpart parts[2] = { { &r, NULL, 0, 0 }, { &o, NULL, (uint32_t)r.ncells, 0 } };
	struct sv_invention how;
	struct sv_patterns p;
	size_t both = 0, nodes[SV_REPORT_DIMS];

	(void)state;
	assert_true(sv_rtable_linked(&r, &o));
	assert_false(sv_rtable_linked(&r, &k));
	assert_int_equal(sv_patterns_invent(parts, 2, &p, &how, NULL), SV_OK);
	for (size_t i = 0; i < p.n; i++) {
		bool routed = false, ended = false;
		for (size_t c = 0; c < p.list[i].n; c++) {
			uint32_t cell = p.pool[p.list[i].start + c];
			sv_rtable_nodes(cell < r.ncells ? &r : &o, cell < r.ncells ? cell : cell - (uint32_t)r.ncells, nodes);
			routed = routed || (cell < r.ncells && nodes[0] == sv_rdim_named(&r.dims[0], "informal"));
			ended = ended || (cell >= r.ncells && nodes[0] == sv_rdim_named(&o.dims[0], "founded"));
		}
		assert_true(routed || !ended);
		both += routed && ended;
	}
	assert_true(both > 0);
	sv_patterns_release(&p);
	sv_invention_release(&how);
	sv_rtable_release(&r);
	sv_rtable_release(&o);
	sv_rtable_release(&k);
}

/* The finest classes without a sensitive number: all ways to lift, tried here by hand. */
static void coarser(void **state)
{
	json_t *protocol = parse(protocol_text), *words = parse(words_text), *methods = parse("{\"a\":\"coarsen\"}");
	struct sv_rshape shape = { protocol, words, "nl", years, 2 };
	struct sv_publish_rules rules = { .threshold = 5, .concerned = 1, .methods = methods };
	struct sv_rfigures f = { .table = make("{\"table\":\"a\",\"by\":[\"unit\",\"category\",\"quarter\"],\"depth\":2}") };
	struct sv_sheet s;
	size_t tried = 0, safe = 0, most = 0;

	(void)state;
	assert_true(sv_coarsen_wanted(&f.table, &rules));
	fill(&s, &f.table, 1, 211);
	static const char *const unit[] = { "2", "1", "0" }, *const category[] = { "\"category\"", "\"group\"", "\"category\"" }, *const period[] = { "quarter", "year" };
	for (int u = 0; u < 3; u++) {
		for (int c = 0; c < 3; c++) {
			for (int y = 0; y < 2; y++) {
				char text[256];
				snprintf(text, sizeof text, "{\"table\":\"a\",\"by\":[\"unit\",%s,\"%s\"],\"depths\":{\"unit\":%s%s}}", category[c], period[y], unit[u], c == 2 ? ",\"category\":0" : "");
				struct sv_rfigures t = { .table = make(text), .sheet = &s };
				bool sensitive = false;
				size_t printed = 0;
				assert_int_equal(sv_rfigures_count(&t, &rules, NULL), SV_OK);
				for (size_t k = 0; k < t.table.ncells; k++) {
					sensitive = sensitive || t.mark[k] != SV_MARK_SHOWN;
					printed += sv_rtable_printed(&t.table, k);
				}
				tried++;
				safe += !sensitive;
				most = !sensitive && printed > most && (u < 2 || c < 2) ? printed : most; /* totals alone tell too little */
				sv_rfigures_release(&t);
			}
		}
	}
	assert_int_equal(tried, 18);
	assert_true(safe > 0 && safe < tried);
	f.sheet = &s;
	assert_int_equal(sv_coarsen(&f, &shape, &rules, NULL), SV_OK);
	assert_true(f.coarsened);
	assert_int_equal(sv_rfigures_count(&f, &rules, NULL), SV_OK);
	size_t printed = 0;
	for (size_t k = 0; k < f.table.ncells; k++) {
		assert_int_equal(f.mark[k], SV_MARK_SHOWN);
		printed += sv_rtable_printed(&f.table, k);
	}
	assert_int_equal(printed, most);
	sv_rfigures_release(&f);
	sv_sheet_release(&s);
	/* nothing sensitive: as it was defined; and where even totals are too small, too */
	for (int few = 0; few < 2; few++) {
		struct sv_rfigures g = { .table = make("{\"table\":\"a\",\"by\":[\"kind\",\"year\"]}") };
		size_t before = g.table.ncells;
		fill(&s, &g.table, 1, few ? 9 : 211);
		g.sheet = &s;
		assert_int_equal(sv_coarsen(&g, &shape, &rules, NULL), SV_OK);
		assert_false(g.coarsened);
		assert_int_equal(g.table.ncells, before);
		sv_rfigures_release(&g);
		sv_sheet_release(&s);
	}
	methods = json_object();
	json_decref((json_t *)(uintptr_t)rules.methods);
	rules.methods = methods;
	rules.method = "coarsen";
	struct sv_rtable t = make("{\"table\":\"b\",\"by\":[\"kind\"]}");
	assert_true(sv_coarsen_wanted(&t, &rules));
	json_object_set_new(methods, "b", json_string("suppress"));
	assert_false(sv_coarsen_wanted(&t, &rules));
	sv_rtable_release(&t);
	json_decref(methods);
	json_decref(protocol);
	json_decref(words);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(shapes), cmocka_unit_test(counts), cmocka_unit_test(people), cmocka_unit_test(patterns), cmocka_unit_test(groups), cmocka_unit_test(ties),
		                          cmocka_unit_test(coarser) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
