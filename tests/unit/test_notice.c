/* SPDX-License-Identifier: MIT */
/* What noticing asks of the index: which records count, and persons who are concerned again, without their tokens. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "index/notice.h"
#include "json/get.h"

#define SECRET "0123456789abcdef0123456789abcdef"

/* A case with a reporter and a person concerned. */
static void put(struct sv_index *ix, const char *id, const char *received, const char *reporter, const char *concerned, enum sv_index_sight sight)
{
	json_t *state = json_pack("{s:s,s:s,s:s}", "case", id, "state", "registered", "received", received);
	json_t *parties = json_pack("[{s:s,s:s,s:s},{s:s,s:s,s:s}]", "party", "p1", "role", "reporter", "token", reporter, "party", "p2", "role", "concerned", "token", concerned);
	struct sv_index_entry e = { .state = state, .parties = parties, .sight = sight };

	assert_int_equal(sv_index_put(ix, &e, NULL), SV_OK);
	json_decref(state);
	json_decref(parties);
}

static enum sv_status see_record(void *data, const char *json, bool hidden, struct sv_err *err)
{
	char *out = data;
	json_t *state = json_loads(json, 0, NULL);

	(void)err;
	sprintf(out + strlen(out), "%s%s ", sv_json_text(state, "case"), hidden ? "-" : "");
	json_decref(state);
	return SV_OK;
}

static enum sv_status see_repeat(void *data, const char *id, size_t person, struct sv_err *err)
{
	char *out = data;

	(void)err;
	sprintf(out + strlen(out), "%zu:%s ", person, id);
	return SV_OK;
}

static enum sv_status stop(void *data, const char *json, bool hidden, struct sv_err *err)
{
	(void)json;
	(void)hidden;
	++*(int *)data;
	return sv_err_set(err, SV_BUSY, "enough");
}

static void records_and_repeats(void **state)
{
	struct sv_index *ix;
	char out[512] = "";
	int calls = 0;

	(void)state;
	assert_int_equal(sv_index_open(NULL, "store", &ix, NULL), SV_OK);
	assert_int_equal(sv_index_begin(ix, NULL), SV_OK);
	put(ix, "2026-BBBBB1", "2026-02-01", "r1", SECRET, SV_INDEX_SHOWN);
	put(ix, "2026-AAAAA1", "2026-03-01", "r1", "c2", SV_INDEX_HIDDEN);
	put(ix, "2026-CCCCC1", "2026-01-01", "r2", SECRET, SV_INDEX_SHOWN);
	put(ix, "2026-DDDDD1", "2026-01-15", "c2", "c3", SV_INDEX_SHOWN); /* a reporter here, concerned there */
	put(ix, "2026-EEEEE1", "2026-04-01", "r4", "c2", SV_INDEX_SHOWN);
	put(ix, "2026-FFFFF1", "2026-05-01", "r5", "c3", SV_INDEX_CLOSED); /* in no figure */
	assert_int_equal(sv_index_commit(ix, "0000000000000000000000000000000000000000", NULL), SV_OK);
	assert_int_equal(sv_index_records(ix, see_record, out, NULL), SV_OK);
	assert_string_equal(out, "2026-CCCCC1 2026-DDDDD1 2026-BBBBB1 2026-AAAAA1- 2026-EEEEE1 ");
	out[0] = '\0';
	assert_int_equal(sv_index_repeats(ix, see_repeat, out, NULL), SV_OK);
	assert_string_equal(out, "1:2026-AAAAA1 1:2026-EEEEE1 2:2026-BBBBB1 2:2026-CCCCC1 ");
	assert_null(strstr(out, SECRET));
	assert_int_equal(sv_index_records(ix, stop, &calls, NULL), SV_BUSY);
	assert_int_equal(calls, 1);
	sv_index_free(ix);
}

/* The same person twice in one case is not concerned again. */
static void twice_in_one_case(void **state)
{
	struct sv_index *ix;
	char out[512] = "";

	(void)state;
	assert_int_equal(sv_index_open(NULL, "store", &ix, NULL), SV_OK);
	assert_int_equal(sv_index_begin(ix, NULL), SV_OK);
	json_t *one = json_pack("{s:s,s:s,s:s}", "case", "2026-AAAAA1", "state", "registered", "received", "2026-01-01");
	json_t *parties = json_pack("[{s:s,s:s,s:s},{s:s,s:s,s:s}]", "party", "p1", "role", "concerned", "token", "c1", "party", "p2", "role", "concerned", "token", "c1");
	struct sv_index_entry e = { .state = one, .parties = parties, .sight = SV_INDEX_SHOWN };
	assert_int_equal(sv_index_put(ix, &e, NULL), SV_OK);
	assert_int_equal(sv_index_commit(ix, "0000000000000000000000000000000000000000", NULL), SV_OK);
	assert_int_equal(sv_index_repeats(ix, see_repeat, out, NULL), SV_OK);
	assert_string_equal(out, "");
	json_decref(one);
	json_decref(parties);
	sv_index_free(ix);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(records_and_repeats),
		cmocka_unit_test(twice_in_one_case),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
