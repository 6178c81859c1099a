/* SPDX-License-Identifier: MIT */
/* The index as a thing to count with: dimensions, rows, questions; in memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/date.h"
#include "index/index.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/series.h"
#include "model/facts.h"

static json_t *json(const char *text)
{
	char copy[8192];
	json_t *v = NULL;

	snprintf(copy, sizeof copy, "%s", text);
	for (char *p = copy; *p; p++)
		if (*p == '\'')
			*p = '"';
	assert_int_equal(sv_json_parse(copy, strlen(copy), SV_JSON_ANY, &v, NULL), SV_OK);
	return v;
}

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
	"{'case':'2026-000005','state':'registered','received':'2026-01-01','kind':'report'}",
	"{'case':'2026-000006','state':'registered'}",
};

static struct sv_index *filled(void)
{
	struct sv_index *ix = NULL;
	json_t *protocol = json(protocol_text), *words = NULL;

	assert_int_equal(sv_index_open(NULL, "store", &ix, NULL), SV_OK);
	assert_int_equal(sv_index_begin(ix, NULL), SV_OK);
	assert_int_equal(sv_series_words(protocol, &words, NULL), SV_OK);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		json_t *state = json(cases[i]), *facts = NULL;
		assert_int_equal(sv_facts(words, state, &facts, NULL), SV_OK);
		struct sv_index_entry e = { .state = state, .parties = sv_json_array(state, "parties"), .facts = facts,
		                            .sight = i == 4 ? SV_INDEX_HIDDEN : i == 5 ? SV_INDEX_CLOSED : SV_INDEX_SHOWN };
		assert_int_equal(sv_index_put(ix, &e, NULL), SV_OK);
		json_decref(state);
		json_decref(facts);
	}
	assert_int_equal(sv_index_commit(ix, "0123456789012345678901234567890123456789", NULL), SV_OK);
	json_decref(protocol);
	json_decref(words);
	return ix;
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(facts_are_dimensions),
		cmocka_unit_test(cases_are_rows_of_words),
		cmocka_unit_test(several_words_are_counted_each),
	};

	return cmocka_run_group_tests_name("index", tests, NULL, NULL);
}
