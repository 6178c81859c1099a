/* SPDX-License-Identifier: MIT */
/* The index as a thing to count with: dimensions, rows, questions; in memory. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/date.h"
#include "index/index.h"
#include "index/shelf.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/series.h"
#include "model/facts.h"
#include "model/kept.h"
#include "cli/counting.h"
#include "said.h"

static const char protocol_text[] =
	"{'lists':{'category':[{'id':'bullying','group':'psa','was':[{'id':'mobbing','until':'2025-06-30'},{'id':'teasing'}]},{'id':'other','group':'rest'},{'id':'mobbing','group':'rest'}],"
	"'unit':[{'id':'all'},{'id':'a','parent':'all'},{'id':'b','parent':'all'}]}}";

static const char *const cases[] = {
	"{'case':'2026-000001','state':'closed','received':'2026-02-03','decided':'2026-03-01','closed':'2026-04-01','kind':'complaint','confidentiality':'named','category':'teasing','unit':'a',"
	"'outcome':'founded','measures':['talk'],'per':[{'outcome':'founded','measures':['talk','warning']},{'outcome':'unfounded'}],'causes':['stress','workload'],'overrides':['learning','learning'],"
	"'allegations':[{'allegation':'a1'},{'allegation':'a2'}],'parties':[{'party':'p1','role':'reporter','affected':true,'position':'employee','token':'T1','contacted':'2026-03-05'},"
	"{'party':'p2','role':'concerned','token':'T2','position':'manager'},{'party':'p3','role':'concerned'}]}",
	"{'case':'2026-000002','state':'registered','received':'2025-06-30','kind':'report','confidentiality':'anonymous','category':'mobbing','unit':'b','messages_received':2}",
	"{'case':'2026-000003','state':'triaged','received':'2025-07-01','kind':'report','confidentiality':'anonymous','category':'mobbing','parties':[{'party':'p1','role':'reporter','token':'T1','care':'refused'}]}",
	"{'case':'2026-000004','state':'erased','erased':'2026-06-01','year':2024,'kind':'report','category':'mobbing','outcome':'settled','to_decision':5,'alike':7}",
	"{'case':'2026-000005','state':'registered','received':'2026-01-01','kind':'report','settled':false,'oral':true}",
	"{'case':'2026-000006','state':'registered'}",
};

/* An index of the cases, in this order or the other way round: then words have other codes. but: a case that is left out, or -1. */
static struct sv_index *filled_by(bool backwards, int but)
{
	struct sv_index *ix = NULL;
	json_t *protocol = json(protocol_text), *words = NULL;

	assert_int_equal(sv_index_open(NULL, "store", &ix, NULL), SV_OK);
	assert_int_equal(sv_index_begin(ix, NULL), SV_OK);
	assert_int_equal(sv_series_words(protocol, &words, NULL), SV_OK);
	for (size_t at = 0, n = sizeof cases / sizeof cases[0]; at < n; at++) {
		size_t i = backwards ? n - 1 - at : at;
		if ((int)i == but)
			continue;
		json_t *state = json(cases[i]), *facts = NULL;
		assert_int_equal(sv_facts(words, state, &facts, NULL), SV_OK);
		json_t *kept = i == 0 ? json("[{'term':'decision','due':100,'done':99},{'term':'update','party':'p1','due':100,'done':103},{'term':'update','party':'p1','step':1,'due':110},"
		                             "{'term':'receipt','due':100,'ended':100}]")
		                      : i == 1 ? json("[{'term':'decision','due':100},{'term':'update','due':90,'ended':95},{'term':'a:b','due':90,'suspended':true}]") : NULL;
		struct sv_index_entry e = { .state = state, .kept = kept, .parties = sv_json_array(state, "parties"), .facts = facts,
		                            .sight = i == 4 ? SV_INDEX_HIDDEN : i == 5 ? SV_INDEX_CLOSED : SV_INDEX_SHOWN };
		assert_int_equal(sv_index_put(ix, &e, NULL), SV_OK);
		json_decref(state);
		json_decref(facts);
		json_decref(kept);
	}
	assert_int_equal(sv_index_commit(ix, "0123456789012345678901234567890123456789", NULL), SV_OK);
	json_decref(protocol);
	json_decref(words);
	return ix;
}

static struct sv_index *filled(void)
{
	return filled_by(false, -1);
}

static enum sv_status append_row(void *data, const char *bytes, size_t n, struct sv_err *err)
{
	(void)err;
	sv_buf_add(data, bytes, n);
	return SV_OK;
}

/* Two indexes that hold the same give the same bytes, whatever codes their words have; a case less is told. */
static void rows_can_be_compared(void **state)
{
	struct sv_index *a = filled(), *b = filled_by(true, -1), *c = filled_by(false, 1);
	struct sv_buf x = SV_BUF_INIT, y = SV_BUF_INIT, z = SV_BUF_INIT;
	char differs[16];

	(void)state;
	assert_int_equal(sv_index_each_row(a, append_row, &x, NULL), SV_OK);
	assert_int_equal(sv_index_each_row(b, append_row, &y, NULL), SV_OK);
	assert_int_equal(sv_index_each_row(c, append_row, &z, NULL), SV_OK);
	assert_true(x.len > 1000 && x.len == y.len && memcmp(x.data, y.data, x.len) == 0);
	assert_true(z.len < x.len);
	assert_int_equal(sv_index_same(a, b, false, differs, NULL), SV_OK);
	assert_int_equal(sv_index_same(a, c, false, differs, NULL), SV_NO);
	assert_string_equal(differs, "2026-000002");
	sv_buf_release(&x);
	sv_buf_release(&y);
	sv_buf_release(&z);
	sv_index_free(a);
	sv_index_free(b);
	sv_index_free(c);
}

/* Every member that the model makes is a dimension, of the right kind, or a number. */
static void facts_are_dimensions(void **state)
{
	json_t *protocol = json(protocol_text), *words = NULL, *value;
	const char *name;

	(void)state;
	assert_int_equal(sv_series_words(protocol, &words, NULL), SV_OK);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		json_t *c = json(cases[i]), *facts = NULL;
		assert_int_equal(sv_facts(words, c, &facts, NULL), SV_OK);
		json_object_foreach(facts, name, value) {
			const struct sv_index_dimension *d = sv_index_dimension(name);
			if (d ? d->many != json_is_array(value) : !json_is_integer(value))
				fail_msg("%s is not what the index takes", name);
		}
		if (i == 4) { /* said not to be so is as good as not said */
			assert_string_equal(json_string_value(json_object_get(facts, "settled")), "no");
			assert_string_equal(json_string_value(json_object_get(facts, "oral")), "yes");
			assert_string_equal(json_string_value(json_object_get(facts, "reopened")), "no");
		}
		json_decref(c);
		json_decref(facts);
	}
	json_decref(protocol);
	json_decref(words);
}

static enum sv_status add_row(void *data, const struct sv_index_row *row, struct sv_err *err)
{
	struct sv_buf *out = data;

	(void)err;
	sv_buf_addf(out, "%s%s", row->case_id, row->erased ? " erased" : "");
	for (size_t d = 0; row->words[d]; d++) {
		sv_buf_adds(out, " |");
		for (size_t i = 0; row->words[d][i]; i++)
			sv_buf_addf(out, " %s", row->words[d][i]);
	}
	sv_buf_adds(out, " r");
	for (size_t i = 0; row->reporters[i]; i++)
		sv_buf_addf(out, " %s", row->reporters[i]);
	sv_buf_adds(out, " c");
	for (size_t i = 0; row->concerned[i]; i++)
		sv_buf_addf(out, " %s", row->concerned[i]);
	sv_buf_adds(out, "\n");
	return SV_OK;
}

static void rows_are(struct sv_index *ix, const struct sv_index_query *q, const char *want)
{
	static const char *const dims[] = { "category", "group", "measure", "outcome_each", "affected_position", "aftercare", "followed_up", "decided_quarter", "override" };
	struct sv_buf out = SV_BUF_INIT;

	assert_int_equal(sv_index_rows(ix, q, dims, sizeof dims / sizeof dims[0], add_row, &out, NULL), SV_OK);
	assert_string_equal(sv_buf_str(&out), want);
	sv_buf_release(&out);
}

static void cases_are_rows_of_words(void **state)
{
	struct sv_index_query q = { .from = INT32_MIN, .to = INT32_MAX };
	struct sv_index *ix = filled();
	long long closed = 0;

	(void)state;
	rows_are(ix, &q,
	         "2026-000001 | bullying | psa | talk warning | founded unfounded | employee | given | | 2026-Q1 | learning r T1 c 2026-000001/p3 T2\n"
	         "2026-000002 | bullying | psa | | | | none | yes | | r c\n"
	         "2026-000003 | mobbing | rest | | | | refused | no | | r T1 c\n"
	         "2026-000004 erased | bullying | psa | | | | | | | r c\n");
	q.hidden = true;
	q.only[0].dimension = "measure";
	q.only[0].word = "warning";
	q.nonly = 1;
	rows_are(ix, &q, "2026-000001 | bullying | psa | talk warning | founded unfounded | employee | given | | 2026-Q1 | learning r T1 c 2026-000001/p3 T2\n");
	q.only[0].dimension = "kind";
	q.only[0].word = "report";
	q.from = 20454; /* 2026-01-01 */
	rows_are(ix, &q, "2026-000005 | | | | | | none | | | r c\n");
	q.only[0].word = "no such word";
	rows_are(ix, &q, "");
	assert_int_equal(sv_index_closed(ix, &closed, NULL), SV_OK);
	assert_int_equal(closed, 1);
	q.only[0].dimension = "no such dimension";
	assert_int_equal(sv_index_rows(ix, &q, NULL, 0, add_row, NULL, NULL), SV_BUG);
	sv_index_free(ix);
}

static enum sv_status add_group(void *data, const char *const *words, long long n, struct sv_err *err)
{
	(void)err;
	sv_buf_addf(data, "%s/%s %lld\n", words[0], words[1], n);
	return SV_OK;
}

static void several_words_are_counted_each(void **state)
{
	static const char *const by[] = { "measure", "kind" };
	struct sv_index_query q = { .from = INT32_MIN, .to = INT32_MAX, .hidden = true, .by = by, .nby = 2 };
	struct sv_buf out = SV_BUF_INIT;
	struct sv_index *ix = filled();

	(void)state;
	assert_int_equal(sv_index_count(ix, &q, add_group, &out, NULL), SV_OK);
	assert_string_equal(sv_buf_str(&out), "/report 4\ntalk/complaint 1\nwarning/complaint 1\n");
	sv_buf_release(&out);
	sv_index_free(ix);
}

static enum sv_status add_timely(void *data, const struct sv_index_row *row, struct sv_err *err)
{
	(void)err;
	for (size_t i = 0; row->words[0][i]; i++)
		sv_buf_addf(data, "%s ", row->words[0][i]);
	return SV_OK;
}

static enum sv_status add_kept(void *data, const struct sv_index_kept *k, struct sv_err *err)
{
	(void)err;
	sv_buf_addf(data, "%s %s %s %lld %lld\n", k->words[0][0] ? k->words[0][0] : "-", k->term, sv_keeping_words[k->keeping], k->days, k->n);
	return SV_OK;
}

static int by_line(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The lines in order, as groups come in none. */
static void lines_are(struct sv_buf *out, const char *want)
{
	char *line[64], text[4096] = "";
	size_t n = 0;

	for (char *p = strtok(out->data, "\n"); p && n < 64; p = strtok(NULL, "\n"))
		line[n++] = p;
	qsort(line, n, sizeof *line, by_line);
	for (size_t i = 0; i < n; i++)
		snprintf(text + strlen(text), sizeof text - strlen(text), "%s\n", line[i]);
	assert_string_equal(text, want);
	sv_buf_release(out);
}

/* The index tells from days how terms were kept, as the model does. */
static void terms_are_kept_by_days(void **state)
{
	static const char *const timeliness[] = { "timeliness" }, *const by[] = { "kind" };
	struct sv_index_query q = { .from = INT32_MIN, .to = INT32_MAX, .hidden = true, .today = 105, .by = by, .nby = 1 };
	struct sv_buf out = SV_BUF_INIT;
	struct sv_index *ix = filled();

	(void)state;
	assert_int_equal(sv_index_rows(ix, &q, timeliness, 1, add_timely, &out, NULL), SV_OK);
	assert_string_equal(sv_buf_str(&out), "decision:met update:late a:b:suspended decision:missed update:missed ");
	sv_buf_clear(&out);
	q.today = 100;
	assert_int_equal(sv_index_rows(ix, &q, timeliness, 1, add_timely, &out, NULL), SV_OK);
	assert_string_equal(sv_buf_str(&out), "decision:met update:late a:b:suspended decision:running update:missed ");
	sv_buf_clear(&out);
	assert_int_equal(sv_index_kept(ix, &q, add_kept, &out, NULL), SV_OK);
	lines_are(&out, "complaint decision met -1 1\ncomplaint receipt lapsed 0 1\ncomplaint update late 3 1\ncomplaint update running 0 1\n"
	                "report a:b suspended 0 1\nreport decision running 0 1\nreport update missed 0 1\n");
	q.only[0].dimension = "timeliness";
	q.nonly = 1;
	static const struct { const char *word, *want; } chosen[] = { { "update:missed", "a:b:suspended decision:running update:missed " }, { "a:b:suspended", "a:b:suspended decision:running update:missed " },
		{ "update:late", "decision:met update:late " }, { "receipt:lapsed", "" }, { "update", "" }, { "nothing:met", "" } };
	for (size_t i = 0; i < sizeof chosen / sizeof chosen[0]; i++) {
		q.only[0].word = chosen[i].word;
		assert_int_equal(sv_index_rows(ix, &q, timeliness, 1, add_timely, &out, NULL), SV_OK);
		assert_string_equal(sv_buf_str(&out), chosen[i].want);
		sv_buf_clear(&out);
	}
	sv_buf_release(&out);
	sv_index_free(ix);
}

static enum sv_status add_alike(void *data, const struct sv_index_group *g, struct sv_err *err)
{
	(void)err;
	for (size_t d = 0; d < 2; d++)
		for (size_t i = 0; g->words[d][i]; i++)
			sv_buf_addf(data, "%s ", g->words[d][i]);
	sv_buf_addf(data, "%lld cases %lld allegations %lld overrides", g->cases, g->allegations, g->overrides);
	sv_buf_addf(data, g->days || g->open ? ", %d days%s\n" : "\n", g->days, g->open ? " so far" : "");
	return SV_OK;
}

static void no_case_is_in_two_groups(void **state)
{
	static const char *const by[] = { "measure", "kind", "no such" };
	struct sv_index_query q = { .from = INT32_MIN, .to = INT32_MAX, .hidden = true, .by = by, .nby = 2, .numbers = true, .today = 20500 };
	struct sv_index_span decided = { "received", "decided" }, wrong = { "received", "never" };
	struct sv_buf out = SV_BUF_INIT;
	struct sv_index *ix = filled();

	(void)state;
	assert_int_equal(sv_index_groups(ix, &q, NULL, add_alike, &out, NULL), SV_OK);
	lines_are(&out, "report 4 cases 0 allegations 0 overrides\ntalk warning complaint 1 cases 2 allegations 2 overrides\n");
	/* erased after five weeks; open ones have lasted until today */
	assert_int_equal(sv_index_groups(ix, &q, &decided, add_alike, &out, NULL), SV_OK);
	lines_are(&out, "report 1 cases 0 allegations 0 overrides, 230 days so far\nreport 1 cases 0 allegations 0 overrides, 231 days so far\nreport 1 cases 0 allegations 0 overrides, 35 days\n"
	                "report 1 cases 0 allegations 0 overrides, 46 days so far\ntalk warning complaint 1 cases 2 allegations 2 overrides, 26 days\n");
	/* one word each: counted without sorting, to the same */
	static const char *const plain[] = { "kind", "kind" };
	q.by = plain;
	assert_int_equal(sv_index_groups(ix, &q, NULL, add_alike, &out, NULL), SV_OK);
	lines_are(&out, "complaint complaint 1 cases 2 allegations 2 overrides\nreport report 4 cases 0 allegations 0 overrides\n");
	q.numbers = false;
	assert_int_equal(sv_index_groups(ix, &q, &decided, add_alike, &out, NULL), SV_OK);
	lines_are(&out, "complaint complaint 1 cases 0 allegations 0 overrides, 26 days\nreport report 1 cases 0 allegations 0 overrides, 230 days so far\nreport report 1 cases 0 allegations 0 overrides, 231 days so far\n"
	                "report report 1 cases 0 allegations 0 overrides, 35 days\nreport report 1 cases 0 allegations 0 overrides, 46 days so far\n");
	q.by = by;
	q.nby = 2;
	assert_int_equal(sv_index_groups(ix, &q, &wrong, add_alike, &out, NULL), SV_BUG);
	q.nby = 3;
	assert_int_equal(sv_index_groups(ix, &q, NULL, add_alike, &out, NULL), SV_BUG);
	sv_buf_release(&out);
	sv_index_free(ix);
}

/* The words of --by are the dimensions of the index, after "period". */
static void all_dimensions_can_be_asked_for(void **state)
{
	size_t n = 0;

	(void)state;
	assert_string_equal(sv_counting_dimensions[0], "period");
	for (; sv_index_dimensions[n].name && sv_counting_dimensions[n + 1]; n++)
		assert_string_equal(sv_counting_dimensions[n + 1], sv_index_dimensions[n].name);
	assert_null(sv_index_dimensions[n].name);
	assert_null(sv_counting_dimensions[n + 1]);
}

/* Texts for the shelf: of the first n cases. */
static enum sv_status give(void *data, size_t i, const char **case_id, struct sv_buf *text, struct sv_err *err)
{
	static const char *const ids[] = { "2026-000001", "2026-000002", "2026-000003" };

	(void)data;
	(void)err;
	*case_id = ids[i];
	sv_buf_addf(text, "text %zu", i);
	return SV_OK;
}

static enum sv_status take(void *data, const char *case_id, const char *text, struct sv_err *err)
{
	(void)err;
	sv_buf_addf(data, "%s %s;", case_id, text);
	return SV_OK;
}

/* What is on the shelf under a key; "nothing" where that is not found. */
static void shelf_is(struct sv_index *ix, const char *key, const char *want)
{
	struct sv_buf out = SV_BUF_INIT;
	bool found;

	assert_int_equal(sv_index_shelved(ix, key, &found, take, &out, NULL), SV_OK);
	assert_string_equal(found ? sv_buf_str(&out) : out.len ? "given and not found" : "nothing", want);
	sv_buf_release(&out);
}

/* Puts a case again, as another sees it or as it is erased. */
static void put_again(struct sv_index *ix, const char *text, enum sv_index_sight sight)
{
	json_t *state = json(text);
	struct sv_index_entry e = { .state = state, .sight = sight };

	assert_int_equal(sv_index_begin(ix, NULL), SV_OK);
	assert_int_equal(sv_index_put(ix, &e, NULL), SV_OK);
	assert_int_equal(sv_index_commit(ix, "0123456789012345678901234567890123456780", NULL), SV_OK);
	json_decref(state);
}

static void a_shelf_beside_the_index(void **state)
{
	const struct sv_index_shelving three = { 3, give, NULL }, none = { 0, give, NULL };
	const char *all = "2026-000001 text 0;2026-000002 text 1;2026-000003 text 2;", *left = "2026-000001 text 0;2026-000003 text 2;";
	struct sv_index *ix = filled();

	(void)state;
	shelf_is(ix, "a", "nothing");
	assert_int_equal(sv_index_shelve(ix, "a", sv_index_head(ix), &three, NULL), SV_OK);
	assert_int_equal(sv_index_shelve(ix, "b", sv_index_head(ix), &three, NULL), SV_OK);
	assert_int_equal(sv_index_shelve(ix, "empty", sv_index_head(ix), &none, NULL), SV_OK);
	assert_int_equal(sv_index_shelve(ix, "b", sv_index_head(ix), &three, NULL), SV_OK); /* in place of what was there */
	shelf_is(ix, "a", all);
	shelf_is(ix, "b", all);
	shelf_is(ix, "empty", "");
	/* nothing is put where the index went on since the texts were made, or where another writes; what was there stays */
	assert_int_equal(sv_index_shelve(ix, "a", "0123456789012345678901234567890123456709", &none, NULL), SV_BUSY);
	shelf_is(ix, "a", all);
	/* a case that changes stays; one that is erased goes, from every key, and what is left is still as it was put */
	put_again(ix, cases[0], SV_INDEX_HIDDEN);
	shelf_is(ix, "a", all);
	put_again(ix, "{'case':'2026-000002','state':'erased','erased':'2026-06-01','year':2024}", SV_INDEX_SHOWN);
	shelf_is(ix, "a", left);
	shelf_is(ix, "b", left);
	/* one that closes to this user goes too; where it opens again nothing is left that could lack it */
	put_again(ix, cases[2], SV_INDEX_CLOSED);
	shelf_is(ix, "a", "2026-000001 text 0;");
	put_again(ix, cases[2], SV_INDEX_SHOWN);
	shelf_is(ix, "a", "nothing");
	/* a file of which no more is there */
	assert_int_equal(sv_index_shelve(ix, "a", sv_index_head(ix), &three, NULL), SV_OK);
	assert_int_equal(sv_index_begin(ix, NULL), SV_OK);
	assert_int_equal(sv_index_drop(ix, "2026-000002", NULL), SV_OK);
	assert_int_equal(sv_index_commit(ix, "0123456789012345678901234567890123456780", NULL), SV_OK);
	shelf_is(ix, "a", left);
	assert_int_equal(sv_index_begin(ix, NULL), SV_OK);
	assert_int_equal(sv_index_clear(ix, NULL), SV_OK);
	assert_int_equal(sv_index_commit(ix, "0123456789012345678901234567890123456781", NULL), SV_OK);
	shelf_is(ix, "a", "nothing");
	sv_index_free(ix);
}

/* What groups there are, in words, each once. */
static enum sv_status gather(void *data, const struct sv_index_group *g, struct sv_err *err)
{
	char key[96];

	(void)err;
	snprintf(key, sizeof key, "%s/%s", g->words[0][0] ? g->words[0][0] : "-", g->words[1][0] ? g->words[1][0] : "-");
	assert_null(json_object_get(data, key));
	assert_int_equal(json_object_set_new(data, key, json_integer(g->cases)), 0);
	return SV_OK;
}

/* Puts one of many cases: what it is depends on its number, and on the round. */
static void put_one(struct sv_index *ix, unsigned i, unsigned round)
{
	static const char *const kinds[] = { "report", "complaint", "signal" };
	char id[24], unit[16];
	json_t *state, *facts;

	snprintf(id, sizeof id, "c%07u", i);
	snprintf(unit, sizeof unit, "u%u", i * 7 % 11);
	state = json_pack("{s:s,s:s}", "case", id, "state", "registered");
	facts = json_pack("{s:s}", "kind", kinds[(i + round) % 3]);
	if (i % 5)
		json_object_set_new(facts, "unit", json_string(unit));
	struct sv_index_entry e = { .state = state, .facts = facts, .sight = i % 97 == 0 ? SV_INDEX_HIDDEN : i % 89 == 0 ? SV_INDEX_CLOSED : SV_INDEX_SHOWN };
	assert_int_equal(sv_index_put(ix, &e, NULL), SV_OK);
	json_decref(state);
	json_decref(facts);
}

/* The same question by columns that are packed, and by rows: a limit on days, that no case has, keeps it from the columns. */
static void counts_the_same(struct sv_index *ix, const char *only)
{
	static const char *const by[] = { "unit", "kind" };
	for (int hidden = 0; hidden < 2; hidden++) {
		struct sv_index_query q = { .from = INT32_MIN, .to = INT32_MAX, .hidden = hidden, .by = by, .nby = 2 };
		json_t *packed = json_object(), *rows = json_object();
		if (only) {
			q.only[0].dimension = "kind";
			q.only[0].word = only;
			q.nonly = 1;
		}
		assert_int_equal(sv_index_groups(ix, &q, NULL, gather, packed, NULL), SV_OK);
		q.numbers = true; /* of which there are none: by rows */
		assert_int_equal(sv_index_groups(ix, &q, NULL, gather, rows, NULL), SV_OK);
		assert_true(json_equal(packed, rows));
		assert_int_equal(json_object_size(rows) > 5, only == NULL || strcmp(only, "nobody"));
		json_decref(packed);
		json_decref(rows);
	}
}

static void many_cases_are_counted_by_packed_columns(void **state)
{
	enum { MANY = 33500 };
	struct sv_index *ix = NULL;

	(void)state;
	assert_int_equal(sv_index_open(NULL, "store", &ix, NULL), SV_OK);
	assert_int_equal(sv_index_begin(ix, NULL), SV_OK);
	for (unsigned i = 1; i <= MANY; i++)
		put_one(ix, i, 0);
	assert_int_equal(sv_index_commit(ix, "0123456789012345678901234567890123456789", NULL), SV_OK);
	counts_the_same(ix, NULL);
	counts_the_same(ix, "report");
	counts_the_same(ix, "nobody");
	/* a case that changes, one that goes, one that comes */
	assert_int_equal(sv_index_begin(ix, NULL), SV_OK);
	put_one(ix, 7, 1);
	put_one(ix, 20000, 1);
	assert_int_equal(sv_index_drop(ix, "c0009001", NULL), SV_OK);
	put_one(ix, MANY + 5000, 0);
	assert_int_equal(sv_index_commit(ix, "0123456789012345678901234567890123456780", NULL), SV_OK);
	counts_the_same(ix, NULL);
	counts_the_same(ix, "complaint");
	assert_int_equal(sv_index_begin(ix, NULL), SV_OK);
	assert_int_equal(sv_index_clear(ix, NULL), SV_OK);
	for (unsigned i = 1; i <= MANY; i++)
		put_one(ix, i, 2);
	assert_int_equal(sv_index_commit(ix, "0123456789012345678901234567890123456781", NULL), SV_OK);
	counts_the_same(ix, NULL);
	sv_index_free(ix);
}

/* The most that SQLite had in memory while n large cases were put into an empty index in a folder: one that stays, or one that does not. */
static long long memory_for(const char *folder, bool scratch, unsigned n)
{
	static char text[3001], token[1201];
	struct sv_index *ix = NULL;
	char path[128], name[16];

	memset(text, 'x', sizeof text - 1);
	memset(token, 'y', sizeof token - 1);
	snprintf(path, sizeof path, "%s/%u.db", folder, n);
	assert_int_equal(scratch ? sv_index_open_scratch(folder, "store", &ix, NULL) : sv_index_open(path, "store", &ix, NULL), SV_OK);
	sqlite3_memory_highwater(1);
	assert_int_equal(sv_index_begin(ix, NULL), SV_OK);
	assert_int_equal(sv_index_fill(ix, NULL), SV_OK);
	for (unsigned i = 1; i <= n; i++) {
		snprintf(name, sizeof name, "c%07u", i);
		snprintf(token, sizeof token, "%u", i * 2654435761u);
		token[strlen(token)] = 'y';
		json_t *state = json_pack("{s:s,s:s,s:s,s:[{s:s,s:s,s:s}]}", "case", name, "received", "2026-01-01", "summary", text, "parties", "party", "p1", "role", "reporter", "token", token);
		struct sv_index_entry e = { .state = state, .parties = sv_json_array(state, "parties") };
		assert_int_equal(sv_index_put(ix, &e, NULL), SV_OK);
		json_decref(state);
	}
	assert_int_equal(sv_index_commit(ix, "0123456789012345678901234567890123456789", NULL), SV_OK);
	sv_index_free(ix);
	assert_true(sqlite3_memory_highwater(0) > 1 << 20); /* it is counted */
	return sqlite3_memory_highwater(0);
}

static size_t names_in(const char *folder, const char *start)
{
	DIR *dir = opendir(folder);
	struct dirent *d;
	size_t n = 0;

	while ((d = readdir(dir)) != NULL)
		n += strcmp(d->d_name, ".") != 0 && strcmp(d->d_name, "..") != 0 && strncmp(d->d_name, start, strlen(start)) == 0;
	closedir(dir);
	return n;
}

static void memory_is_flat_in_the_number_of_cases(void **state)
{
	char folder[] = "/tmp/sv-test-index-XXXXXX", path[128];

	(void)state;
	assert_non_null(mkdtemp(folder));
	for (int scratch = 0; scratch < 2; scratch++) {
		long long one = memory_for(folder, scratch, 15000), two = memory_for(folder, scratch, 45000);
		if (two > one + one / 10)
			fail_msg("%lld bytes for 15,000 cases, %lld for 45,000", one, two);
	}
	/* the one that does not stay leaves nothing, and has no name while it is there */
	assert_int_equal(names_in(folder, "."), 0);
	for (unsigned n = 15000; n <= 45000; n += 30000) {
		static const char *const suffix[] = { "", "-wal", "-shm" };
		for (size_t i = 0; i < 3; i++) {
			snprintf(path, sizeof path, "%s/%u.db%s", folder, n, suffix[i]);
			unlink(path);
		}
	}
	assert_int_equal(rmdir(folder), 0);
}

static enum sv_status count_cases(void *data, const struct sv_index_group *g, struct sv_err *err)
{
	(void)err;
	*(long long *)data += g->cases;
	return SV_OK;
}

/* What is read of an index that is held is of one commit, while another brings it further; nothing is packed then, and counts are the same. */
static void what_is_held_stays_as_it_is(void **state)
{
	static const char *const by[] = { "state" };
	const struct sv_index_query all = { .from = INT32_MIN, .to = INT32_MAX, .by = by, .nby = 1, .today = 20000 };
	char folder[] = "/tmp/sv-test-index-XXXXXX", path[128];
	struct sv_index *ix = NULL, *other = NULL;
	struct sv_buf text = SV_BUF_INIT;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/held.db", folder);
	assert_int_equal(sv_index_open(path, "store", &ix, NULL), SV_OK);
	assert_int_equal(sv_index_open(path, "store", &other, NULL), SV_OK);
	put_again(ix, cases[0], SV_INDEX_SHOWN);
	assert_false(sv_index_held(ix));
	sv_index_let_go(ix); /* does nothing */
	assert_int_equal(sv_index_hold(ix, NULL), SV_OK);
	assert_true(sv_index_held(ix));
	assert_string_equal(sv_index_head(ix), "0123456789012345678901234567890123456780");
	assert_int_equal(sv_index_hold(ix, NULL), SV_OK); /* does nothing */
	assert_true(sv_index_held(ix));
	assert_int_equal(sv_index_begin(other, NULL), SV_OK);
	json_t *second = json(cases[1]);
	struct sv_index_entry e = { .state = second };
	assert_int_equal(sv_index_put(other, &e, NULL), SV_OK);
	assert_int_equal(sv_index_commit(other, "0123456789012345678901234567890123456781", NULL), SV_OK);
	long long n = 0;
	assert_int_equal(sv_index_groups(ix, &all, NULL, count_cases, &n, NULL), SV_OK);
	assert_int_equal(n, 1);
	assert_int_equal(sv_index_noted(ix, "head", &text, NULL), SV_OK);
	assert_string_equal(sv_buf_str(&text), "0123456789012345678901234567890123456780");
	sv_index_let_go(ix);
	assert_false(sv_index_held(ix));
	assert_int_equal(sv_index_hold(ix, NULL), SV_OK);
	assert_string_equal(sv_index_head(ix), "0123456789012345678901234567890123456781");
	n = 0;
	assert_int_equal(sv_index_groups(ix, &all, NULL, count_cases, &n, NULL), SV_OK);
	assert_int_equal(n, 2);
	sv_index_free(ix);
	sv_index_free(other);
	for (size_t i = 0; i < 3; i++) {
		static const char *const suffix[] = { "", "-wal", "-shm" };
		snprintf(path, sizeof path, "%s/held.db%s", folder, suffix[i]);
		unlink(path);
	}
	assert_int_equal(rmdir(folder), 0);
	sv_buf_release(&text);
	json_decref(second);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(facts_are_dimensions), cmocka_unit_test(rows_can_be_compared),
		cmocka_unit_test(cases_are_rows_of_words),
		cmocka_unit_test(several_words_are_counted_each), cmocka_unit_test(terms_are_kept_by_days),
		cmocka_unit_test(no_case_is_in_two_groups), cmocka_unit_test(all_dimensions_can_be_asked_for), cmocka_unit_test(a_shelf_beside_the_index), cmocka_unit_test(what_is_held_stays_as_it_is),
		cmocka_unit_test(many_cases_are_counted_by_packed_columns), cmocka_unit_test(memory_is_flat_in_the_number_of_cases),
	};

	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 1); /* the commands do without */
	sqlite3_initialize();
	return cmocka_run_group_tests_name("index", tests, NULL, NULL);
}
