/* SPDX-License-Identifier: MIT */
/* JSON: limits of reading, the canonical form against Python, schema messages. */
#include <glob.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "json/canon.h"
#include "json/get.h"
#include "json/memory.h"
#include "json/ndjson.h"
#include "json/plain.h"
#include "json/schema.h"

/* Reads records from a text by a pipe; gives a letter per line: . good, x bad. */
static void reads_as(const char *text, size_t n, const char *want)
{
	char got[64] = "";
	int fd[2];
	struct sv_ndjson *r = NULL;
	json_t *v;
	size_t line, used = 0;
	enum sv_status st;

	assert_int_equal(pipe(fd), 0);
	assert_int_equal(write(fd[1], text, n), (ssize_t)n);
	close(fd[1]);
	assert_int_equal(sv_ndjson_open(fd[0], &r, NULL), SV_OK);
	while ((st = sv_ndjson_next(r, &v, &line, NULL)) != SV_NO) {
		got[used++] = st == SV_OK ? '.' : 'x';
		json_decref(v);
		assert_true(used < sizeof got - 1);
	}
	assert_string_equal(got, want);
	sv_ndjson_free(r);
	close(fd[0]);
}

#define READS_AS(text, want) reads_as(text, sizeof text - 1, want)

static void records_are_read_line_by_line(void **state)
{
	(void)state;
	READS_AS("", "");
	READS_AS("\n  \n", "");
	READS_AS("{}\n{}\n", "..");
	READS_AS("{}\n{bad\n{}\n", ".x."); /* a bad line spoils no other */
	READS_AS("{}\n{}", ".x");
	READS_AS("{}\r\n{}\r\n", "..");
	READS_AS("{} {}\n", "x");
	READS_AS("{\"a\":1}\n\0\n{}\n", ".x.");
	READS_AS("[]\n1\n\"x\"\nnull\n", "xxxx");
	READS_AS("{\"a\":-0}\n{\"a\":1e2}\n{\"a\":1.0}\n", ".xx");
	READS_AS("{\"a\":9007199254740991}\n{\"a\":-9007199254740992}\n{\"a\":99999999999999999999}\n", ".xx");
	READS_AS("{\"a\":\"\xC3\x28\"}\n{\"a\":\"\xED\xA0\x80\"}\n{\"a\":\"\\ud800\"}\n", "xxx");
}

static enum sv_status parse(const char *text)
{
	json_t *v = NULL;
	enum sv_status st = sv_json_parse(text, strlen(text), 0, &v, NULL);

	json_decref(v);
	return st;
}

static void depth_is_limited(void **state)
{
	char text[400] = "{\"a\":";

	(void)state;
	memset(text + 5, '[', 63);
	memset(text + 68, ']', 63);
	strcpy(text + 131, "}");
	assert_int_equal(parse(text), SV_OK); /* 64 */
	memset(text + 5, '[', 64);
	memset(text + 69, ']', 64);
	strcpy(text + 133, "}");
	assert_int_equal(parse(text), SV_BAD_INPUT); /* 65 */
	assert_int_equal(parse("{\"a\":\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\\"[\"}"), SV_OK); /* in a string they are letters */
}

/* Python's json.dumps is the judge of the canonical form. */
static void canonical_form_equals_pythons(void **state)
{
	static const char program[] =
		"import json,random,sys\n"
		"random.seed(7)\n"
		"chars='abc \"\\\\/\\b\\f\\n\\r\\t\\x01\\x1f\\x7f\\u00e9\\u20ac\\ud7ff\\ue000\\uffff\\U0001f600\\U0010ffff'\n"
		"def text(): return ''.join(random.choice(chars) for _ in range(random.randrange(12)))\n"
		"def value(d):\n"
		"  k=random.randrange(7 if d<5 else 4)\n"
		"  if k==0: return text()\n"
		"  if k==1: return random.randrange(-2**53+1,2**53)\n"
		"  if k==2: return random.choice([True,False])\n"
		"  if k==3: return random.randrange(-9,9)\n"
		"  if k<6: return {text():value(d+1) for _ in range(random.randrange(40 if d==1 else 5))}\n"
		"  return [value(d+1) for _ in range(random.randrange(5))]\n"
		"for _ in range(2000):\n"
		"  v={'x':value(0)}\n"
		"  print(json.dumps(v,ensure_ascii=random.random()<.5))\n"
		"  print(json.dumps(v,sort_keys=True,separators=(',',':')))\n";
	char name[] = "/tmp/sv-json-XXXXXX", command[128];
	char *line = NULL, *want = NULL;
	size_t a = 0, b = 0, compared = 0;
	int fd = mkstemp(name);

	(void)state;
	assert_int_equal(write(fd, program, sizeof program - 1), (ssize_t)(sizeof program - 1));
	close(fd);
	snprintf(command, sizeof command, "PYTHONIOENCODING=utf-8 /usr/bin/python3 %s", name);
	FILE *f = popen(command, "r");
	assert_non_null(f);
	while (getline(&line, &a, f) > 0 && getline(&want, &b, f) > 0) {
		struct sv_buf out = SV_BUF_INIT;
		json_t *v = NULL;
		assert_int_equal(sv_json_parse(line, strlen(line), 0, &v, NULL), SV_OK);
		assert_int_equal(sv_json_canon(v, &out, NULL), SV_OK);
		want[strcspn(want, "\n")] = '\0';
		assert_string_equal(sv_buf_str(&out), want);
		sv_buf_release(&out);
		json_decref(v);
		compared++;
	}
	assert_int_equal(pclose(f), 0);
	assert_int_equal(compared, 2000);
	free(line);
	free(want);
	unlink(name);
}

/* Parses by hand and by jansson: whatever the first takes, the second takes, as the same value with its members in the same order. Gives whether it was taken. */
static bool both(const char *text, size_t n)
{
	json_t *plain = sv_json_plain(text, n), *slow;
	bool taken = plain != NULL;

	if (!taken)
		return false;
	slow = json_loadb(text, n, JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(slow);
	char *a = json_dumps(plain, JSON_COMPACT), *b = json_dumps(slow, JSON_COMPACT);
	assert_string_equal(a, b);
	assert_int_equal(json_equal(plain, slow), 1);
	free(a);
	free(b);
	json_decref(plain);
	json_decref(slow);
	return true;
}

/* jansson is the judge of what is parsed without it: texts at the edge, and a long one with any byte changed, left out or doubled. */
static void plain_parsing_agrees_with_jansson(void **state)
{
	static const char *const taken[] = {
		"{}", " {\t}\r\n", "{\"\":\"\"}", "{\"a\":[],\"b\":{},\"c\":[[]],\"d\":[{}]}", "{\"a\":-0,\"b\":999999999999999,\"c\":-1,\"d\":0}", "{\"a\":true,\"b\":false}",
		"{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"}", "{\"a\":\"\\u00e9\\u20AC\\ud83d\\ude00\\u0001\\u007f\"}", "{\"\xC3\xA9\":\"\xE2\x82\xAC \xF0\x9F\x98\x80 \xED\x9F\xBF \xEE\x80\x80 \xF4\x8F\xBF\xBF\x7f\"}",
	}, *const left[] = {
		"", " ", "[]", "1", "{", "}", "{}}", "{},", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}", "{\"a\":[1,]}", "{\"a\":[,1]}", "{\"a\":[1}", "{\"a\":1]", "{a:1}", "{'a':1}", "{\"a\":1 \"b\":2}", "{\"a\":1,\"a\":2}",
		"{\"a\":null}", "{\"a\":1.0}", "{\"a\":1e2}", "{\"a\":01}", "{\"a\":-}", "{\"a\":+1}", "{\"a\":1000000000000000}", "{\"a\":tru}", "{\"a\":True}", "{\"a\":\"", "{\"a\":\"x", "{\"a\":\"\n\"}",
		"{\"a\":\"\\u0000\"}", "{\"a\":\"\\ud800\"}", "{\"a\":\"\\udc00\"}", "{\"a\":\"\\ud800\\u0041\"}", "{\"a\":\"\\ud800x\"}", "{\"a\":\"\\u12\"}", "{\"a\":\"\\x\"}", "{\"a\":\"\\", "{\"a\":\"\\\"}",
		"{\"a\":\"\xC0\x80\"}", "{\"a\":\"\xC3\"}", "{\"a\":\"\xC3(\"}", "{\"a\":\"\xE0\x9F\xBF\"}", "{\"a\":\"\xED\xA0\x80\"}", "{\"a\":\"\xF0\x8F\xBF\xBF\"}", "{\"a\":\"\xF4\x90\x80\x80\"}", "{\"a\":\"\xF5\x80\x80\x80\"}", "{\"a\":\"\x80\"}", "{\"a\":1}x", "\xEF\xBB\xBF{}",
	};
	static const char seed[] = "{\"sv\": 1, \"report\": {\"kind\": \"report\", \"on\": -12, \"yes\": true, \"no\": false, \"none\": [], \"text\": \"een \\\"woord\\\" \\u00eb\\ud83d\\ude00 en \xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80, lang genoeg\", \"parties\": [{\"a\": \"\"}, [1, [22]]]}}";
	char text[2 * sizeof seed];
	size_t n = sizeof seed - 1, kept = 0;

	(void)state;
	for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++)
		assert_true(both(taken[i], strlen(taken[i])));
	for (size_t i = 0; i < sizeof left / sizeof left[0]; i++)
		assert_false(both(left[i], strlen(left[i])));
	assert_false(both("{\"a\":\"\0\"}", 9));
	assert_true(both(seed, n));
	for (size_t at = 0; at < n; at++) {
		for (int c = 0; c < 256; c++) {
			memcpy(text, seed, n);
			text[at] = (char)c;
			kept += both(text, n);
		}
		memcpy(text, seed, at); /* left out */
		memcpy(text + at, seed + at + 1, n - at - 1);
		both(text, n - 1);
		both(text, at); /* cut off */
		for (size_t from = 0; from < n; from += 3) { /* a piece twice */
			memcpy(text, seed, at);
			memcpy(text + at, seed + from, n - from);
			both(text, at + n - from);
		}
	}
	assert_true(kept > n * 20);
}

static void collect(void *data, const struct sv_err *err)
{
	struct sv_buf *out = data;
	char text[512];

	sv_err_render(err, NULL, text, sizeof text);
	sv_buf_addf(out, "%s\n", text);
}

static void defects_are_told_without_values(void **state)
{
	json_t *schema = NULL, *party = NULL, *v = NULL;
	struct sv_schema_set *set = NULL;
	struct sv_buf out = SV_BUF_INIT;
	static const char text[] = "{\"kind\":\"raport\",\"confidentiality\":\"geheime zin\",\"narative\":\"x\",\"received\":\"2026-02-30\",\"written\":\"ja\",\"parties\":[{\"role\":\"reporter\"},{\"name\":7}]}";

	(void)state;
	assert_int_equal(sv_json_load_file("share/schema/report.json", 1 << 20, SV_JSON_ANY, &schema, NULL), SV_OK);
	assert_int_equal(sv_json_load_file("share/schema/party.json", 1 << 20, SV_JSON_ANY, &party, NULL), SV_OK);
	assert_int_equal(sv_schema_set_new(&set, NULL), SV_OK);
	assert_int_equal(sv_schema_set_add(set, schema, NULL), SV_OK);
	assert_int_equal(sv_schema_set_add(set, party, NULL), SV_OK);
	assert_int_equal(sv_json_parse(text, strlen(text), 0, &v, NULL), SV_OK);
	assert_int_equal(sv_schema_check(set, "report", v, collect, &out), SV_BAD_INPUT);
	assert_string_equal(sv_buf_str(&out),
		"/narrative: is missing\n/kind: unknown word 'raport' (did you mean 'report'?)\n/confidentiality: is none of the words allowed here\n"
		"/received: must be a date that exists (YYYY-MM-DD)\n/written: must be true or false\n/parties/1/role: is missing\n/parties/1/name: must be text\n"
		"/narative: does not belong here (did you mean 'narrative'?)\n");
	assert_int_equal(sv_schema_check(set, "unheard", v, collect, &out), SV_CONFIG);
	sv_buf_release(&out);
	sv_schema_set_free(set);
	json_decref(schema);
	json_decref(party);
	json_decref(v);
}

/* "%41" in a reference is a letter; what only looks like one stands for itself, also where the text ends with it. */
static void references_are_read_to_their_end(void **state)
{
	static const char schema_text[] = "{\"$id\":\"r\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/%41\"},\"b\":{\"$ref\":\"#/$defs/%4\"},\"c\":{\"$ref\":\"#/$defs/%4g\"},\"d\":{\"$ref\":\"#/$defs/% 4\"},"
	                                  "\"e\":{\"$ref\":\"#/$defs/%\"}},\"$defs\":{\"A\":{\"pattern\":\"^x$\"},\"%4\":{\"pattern\":\"^x$\"},\"%4g\":{\"pattern\":\"^x$\"},\"% 4\":{\"pattern\":\"^x$\"},\"%\":{\"pattern\":\"^x$\"}}}";
	json_t *schema = NULL, *v = NULL;
	struct sv_schema_set *set = NULL;
	struct sv_buf out = SV_BUF_INIT;

	(void)state;
	assert_int_equal(sv_json_parse(schema_text, sizeof schema_text - 1, SV_JSON_ANY, &schema, NULL), SV_OK);
	assert_int_equal(sv_schema_set_new(&set, NULL), SV_OK);
	assert_int_equal(sv_schema_set_add(set, schema, NULL), SV_OK);
	for (const char *name = "abcde"; *name; name++) {
		const char key[2] = { *name, '\0' };
		v = json_pack("{s:s}", key, "y");
		sv_buf_clear(&out);
		assert_int_equal(sv_schema_check(set, "r", v, collect, &out), SV_BAD_INPUT);
		assert_memory_equal(sv_buf_str(&out) + 2, ": is not written as it must be", 30);
		json_decref(v);
	}
	sv_buf_release(&out);
	sv_schema_set_free(set);
	json_decref(schema);
}

/* A defect as it is printed, translated where a translation is there. */
struct printed {
	const char *(*translate)(const char *);
	char text[1024];
};

static void print(void *data, const struct sv_err *err)
{
	struct printed *p = data;
	size_t used = strlen(p->text);

	used += sv_err_render(err, p->translate, p->text + used, sizeof p->text - used);
	snprintf(p->text + used, sizeof p->text - used, "\n");
}

static const char *dutch(const char *msgid)
{
	static const char *const words[][2] = {
		{ "is not written as it must be", "is niet geschreven zoals het hoort" }, { "expected: %s, such as '%s'", "verwacht: %s, zoals '%s'" }, { "a party", "een partij" }, { "p1", "NIET" },
	};

	assert_true(msgid[0] != '\0'); /* of nothing gettext would give its header */
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strcmp(msgid, words[i][0]) == 0)
			return words[i][1];
	return msgid;
}

static void messages_name_the_form_that_is_expected(void **state)
{
	static const char schema_text[] =
		"{\"$id\":\"s\",\"title\":\"Not this\",\"properties\":{\"a\":{\"type\":\"string\",\"pattern\":\"^p[0-9]$\",\"title\":\"a party\",\"description\":\"who it was\",\"examples\":[\"p1\",\"p2\"]},"
		"\"b\":{\"pattern\":\"^x$\",\"description\":\"just that letter\"},\"c\":{\"pattern\":\"^x$\",\"examples\":[\"x\"]},\"d\":{\"$ref\":\"#/$defs/y\",\"description\":\"the letter of it\",\"examples\":[\"y\"]},\"e\":{\"$ref\":\"#/$defs/y\"},"
		"\"f\":{\"description\":\"one or the other\",\"oneOf\":[{\"const\":1},{\"const\":2}]},\"g\":{\"$ref\":\"#/$defs/deep\",\"description\":\"not of its members\"},\"h\":{\"not\":{\"const\":\"kanarie\"},\"description\":\"anything else\"},"
		"\"i\":{\"pattern\":\"^x$\",\"description\":\"LONG\",\"examples\":[\"x\"]},\"j\":{\"pattern\":\"^x$\",\"examples\":[7]}},"
		"\"$defs\":{\"y\":{\"pattern\":\"^y$\"},\"deep\":{\"properties\":{\"z\":{\"pattern\":\"^z$\"}}}}}";
	static const char value_text[] =
		"{\"a\":\"kanarie\",\"b\":\"kanarie\",\"c\":\"kanarie\",\"d\":\"kanarie\",\"e\":\"kanarie\",\"f\":\"kanarie\",\"g\":{\"z\":\"kanarie\"},\"h\":\"kanarie\",\"i\":\"kanarie\",\"j\":\"kanarie\"}";
	static const char *const says[] = {
		"/a: is not written as it must be (expected: a party, such as 'p1')\n", "/b: is not written as it must be (expected: just that letter)\n", "/c: is not written as it must be (expected something such as 'x')\n",
		"/d: is not written as it must be (expected: the letter of it, such as 'y')\n", "/e: is not written as it must be\n", "/f: does not have just one of the forms allowed here (expected: one or the other)\n",
		"/g/z: is not written as it must be\n", "/h: has a form that is not allowed here (expected: anything else)\n", "/i: is not written as it must be (expected something such as 'x')\n", "/j: is not written as it must be\n",
	};
	struct printed english = { NULL, "" }, nl = { dutch, "" };
	json_t *schema = NULL, *v = NULL;
	struct sv_schema_set *set = NULL;
	char longer[401];

	(void)state;
	assert_int_equal(sv_json_parse(schema_text, sizeof schema_text - 1, SV_JSON_ANY, &schema, NULL), SV_OK);
	memset(longer, 'w', 400);
	longer[400] = '\0';
	json_object_set_new(json_object_get(json_object_get(schema, "properties"), "i"), "description", json_string(longer)); /* never half a text */
	assert_int_equal(sv_json_parse(value_text, sizeof value_text - 1, SV_JSON_ANY, &v, NULL), SV_OK);
	assert_int_equal(sv_schema_set_new(&set, NULL), SV_OK);
	assert_int_equal(sv_schema_set_add(set, schema, NULL), SV_OK);
	assert_int_equal(sv_schema_check(set, "s", v, print, &english), SV_BAD_INPUT);
	for (size_t i = 0; i < sizeof says / sizeof says[0]; i++)
		if (strstr(english.text, says[i]) == NULL)
			fail_msg("not said: %sbut:\n%s", says[i], english.text);
	assert_null(strstr(english.text, "kanarie"));
	json_decref(v);
	v = json_pack("{s:s}", "a", "kanarie");
	assert_int_equal(sv_schema_check(set, "s", v, print, &nl), SV_BAD_INPUT);
	assert_string_equal(nl.text, "/a: is niet geschreven zoals het hoort (verwacht: een partij, zoals 'p1')\n"); /* the example is no message */
	json_decref(v);
	json_decref(schema);
	sv_schema_set_free(set);
}

/* Whatever pattern is asked of somebody, there is an example of it, and it matches. */
static void every_pattern_has_an_example(const json_t *schema, const char *file, size_t *n)
{
	const json_t *x, *example;
	const char *key;
	size_t i;

	if (json_is_array(schema)) {
		json_array_foreach(schema, i, x)
			every_pattern_has_an_example(x, file, n);
		return;
	}
	if (json_is_string(json_object_get(schema, "pattern"))) {
		bool said = json_is_string(json_object_get(schema, "title")) || json_is_string(json_object_get(schema, "description"));
		if (!said)
			fail_msg("%s: a pattern without a word of what it wants: %s", file, json_string_value(json_object_get(schema, "pattern")));
		json_array_foreach(json_object_get(schema, "examples"), i, example) {
			json_t *document = json_pack("{s:s,s:O}", "$id", "one", "pattern", json_object_get(schema, "pattern"));
			struct sv_schema_set *set = NULL;
			assert_int_equal(sv_schema_set_new(&set, NULL), SV_OK);
			assert_int_equal(sv_schema_set_add(set, document, NULL), SV_OK);
			if (sv_schema_check(set, "one", example, NULL, NULL) != SV_OK)
				fail_msg("%s: an example that does not match: %s", file, json_string_value(example));
			sv_schema_set_free(set);
			json_decref(document);
		}
		(*n)++;
	}
	json_object_foreach((json_t *)schema, key, x)
		every_pattern_has_an_example(x, file, n);
}

static void shipped_patterns_say_what_they_want(void **state)
{
	glob_t files;
	size_t n = 0;

	(void)state;
	assert_int_equal(glob("share/schema/*.json", 0, NULL, &files), 0);
	for (size_t i = 0; i < files.gl_pathc; i++) {
		json_t *schema = NULL;
		assert_int_equal(sv_json_load_file(files.gl_pathv[i], 1 << 20, SV_JSON_ANY, &schema, NULL), SV_OK);
		every_pattern_has_an_example(schema, files.gl_pathv[i], &n);
		json_decref(schema);
	}
	assert_true(n > 100);
	globfree(&files);
}

/* What people read: the same bytes as jansson's. */
static void compact_text_equals_janssons(void **state)
{
	static const char *const texts[] = {
		"{}", "{\"b\":1,\"a\":[true,false,[],{}],\"\\u00e9\":-9007199254740991}", "{\"x\":\"\\u0001\\u001f\\\"\\\\/\\b\\f\\n\\r\\t\\u007f \\u00e9\\u20ac\\ud83d\\ude00\"}",
		"{\"deep\":{\"er\":{\"est\":[[[[1]]]]}}}", "{\"real\":1.5}", "{\"null\":null}",
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct sv_buf out = SV_BUF_INIT;
		json_t *v = json_loads(texts[i], 0, NULL), *copy = sv_json_deep_copy(v);
		char *want = json_dumps(v, JSON_COMPACT), *got = sv_json_string(v, JSON_COMPACT), *indented = json_dumps(v, JSON_INDENT(1)), *ours = sv_json_string(v, JSON_INDENT(1));
		assert_string_equal(got, want);
		assert_string_equal(ours, indented);
		assert_int_equal(sv_json_compact(v, &out), i < 4);
		assert_string_equal(sv_buf_str(&out), i < 4 ? want : "");
		assert_true(json_equal(v, copy));
		json_decref(v);
		char *still = json_dumps(copy, JSON_COMPACT); /* a clone has nothing of what it was made of */
		assert_string_equal(still, want);
		json_decref(copy);
		sv_buf_release(&out);
		free(still);
		free(want);
		free(got);
		free(ours);
		free(indented);
	}
}

#define VALUES 20000

static json_t *values[VALUES];

static json_t *value_of(long i)
{
	return json_pack("{s:I,s:s,s:[i,i]}", "number", (json_int_t)i, "text", i % 3 ? "short" : "a text that is rather longer than what is given to people as an identifier of one of their cases", "list", 1, 2);
}

static void *make_values(void *data)
{
	for (long i = 0; i < VALUES; i++)
		values[i] = value_of(i);
	return data;
}

/* Values that one thread makes and another frees, again and again: none is touched by its neighbours. */
static void memory_goes_from_thread_to_thread(void **state)
{
	(void)state;
	sv_json_memory();
	for (int round = 0; round < 4; round++) {
		pthread_t maker;
		json_t *mine = value_of(round), *same = value_of(round);
		if (round % 2)
			assert_int_equal(pthread_create(&maker, NULL, make_values, NULL) + pthread_join(maker, NULL), 0);
		else
			make_values(NULL);
		for (long i = 0; i < VALUES; i++) {
			json_t *want = value_of(i);
			assert_true(json_equal(values[i], want));
			json_decref(want);
		}
		for (long i = 0; i < VALUES; i++)
			json_decref(values[i]);
		assert_true(json_equal(mine, same));
		json_decref(mine);
		json_decref(same);
	}
	json_t *large = json_stringn_nocheck("x", 1);
	for (size_t n = 1; n < 5000; n += 7) {
		char text[5000];
		memset(text, 'y', n);
		assert_int_equal(json_string_setn_nocheck(large, text, n), 0);
		assert_int_equal(json_string_length(large), n);
		assert_memory_equal(json_string_value(large), text, n);
	}
	json_decref(large);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(messages_name_the_form_that_is_expected), cmocka_unit_test(shipped_patterns_say_what_they_want),
		cmocka_unit_test(compact_text_equals_janssons),
		cmocka_unit_test(records_are_read_line_by_line), cmocka_unit_test(depth_is_limited), cmocka_unit_test(plain_parsing_agrees_with_jansson), cmocka_unit_test(canonical_form_equals_pythons), cmocka_unit_test(defects_are_told_without_values), cmocka_unit_test(references_are_read_to_their_end),
		cmocka_unit_test(memory_goes_from_thread_to_thread), /* the last: values of before it are jansson's own */
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
