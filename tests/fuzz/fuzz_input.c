/* SPDX-License-Identifier: MIT */
/* Fuzzes what people and programs type: records, options, days, instants, ids, forms; what is taken comes out again as it went in. */
#include "fuzz.h"

#include <jansson.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/id.h"
#include "cli/form.h"
#include "cli/opt.h"
#include "json/canon.h"
#include "json/ndjson.h"
#include "json/plain.h"
#include "json/schema.h"

static struct sv_err err;
static int lines = -1; /* a file in memory that records are read from */

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fuzz_start();
	lines = memfd_create("records", MFD_CLOEXEC);
	HOLDS(lines >= 0);
	return 0;
}

/* A value has a canonical form that reads again to the same form; reals and nulls have none. */
static void canonical(const json_t *value)
{
	struct sv_buf first = SV_BUF_INIT, second = SV_BUF_INIT;
	json_t *again = NULL;

	HOLDS(sv_json_canon(value, &first, &err) == SV_OK);
	HOLDS(sv_json_parse(sv_buf_str(&first), first.len, SV_JSON_ANY, &again, &err) == SV_OK);
	HOLDS(json_equal(value, again));
	HOLDS(sv_json_canon(again, &second, &err) == SV_OK);
	HOLDS(first.len == second.len && memcmp(sv_buf_str(&first), sv_buf_str(&second), first.len) == 0);
	json_decref(again);
	sv_buf_release(&first);
	sv_buf_release(&second);
}

/* Records: each line is read or refused by its number, one after the other, to the end. */
static void records(struct fuzz_input in)
{
	struct sv_ndjson *reader = NULL;
	json_t *value;
	size_t line = 0, last = 0;

	HOLDS(ftruncate(lines, 0) == 0 && lseek(lines, 0, SEEK_SET) == 0);
	HOLDS(in.n == 0 || write(lines, in.p, in.n) == (ssize_t)in.n);
	HOLDS(lseek(lines, 0, SEEK_SET) == 0);
	HOLDS(sv_ndjson_open(lines, &reader, &err) == SV_OK);
	for (;;) {
		value = NULL;
		enum sv_status st = sv_ndjson_next(reader, &value, &line, &err);
		ONE_OF(st, SV_OK, SV_NO, SV_BAD_INPUT);
		if (st == SV_NO)
			break;
		if (st == SV_BAD_INPUT)
			continue;
		HOLDS(json_is_object(value) && line > last);
		last = line;
		canonical(value);
		json_decref(value);
	}
	sv_ndjson_free(reader);
}

static void one_text(struct fuzz_input in)
{
	bool any = fuzz_byte(&in) & 1;
	json_t *value = NULL;
	enum sv_status st = sv_json_parse((const char *)in.p, in.n, any ? SV_JSON_ANY : 0, &value, &err);

	ONE_OF(st, SV_OK, SV_BAD_INPUT);
	HOLDS((st == SV_OK) == (value != NULL));
	if (value && !any)
		canonical(value);
	json_t *plain = sv_json_plain((const char *)in.p, in.n), *slow = plain ? json_loadb((const char *)in.p, in.n, JSON_REJECT_DUPLICATES, NULL) : NULL;
	HOLDS(plain == NULL || (slow && json_equal(plain, slow)));
	HOLDS(plain == NULL || st == SV_OK);
	json_decref(plain);
	json_decref(slow);
	json_decref(value);
}

static enum sv_status nothing(struct sv_run *run, struct sv_err *e)
{
	(void)run;
	(void)e;
	return SV_OK;
}

/* Options: what is taken fills an act of the kinds that the table says. */
static void options(struct fuzz_input in)
{
	static const char *const words[] = { "one", "two", NULL };
	static const struct sv_opt opts[] = {
		{ 'f', "flag", SV_OPT_FLAG, NULL, "a flag", NULL, NULL, false, "flag" }, { 0, "off", SV_OPT_OFF, NULL, "off", NULL, NULL, false, "off" },
		{ 't', "text", SV_OPT_TEXT, "TEXT", "a text", NULL, NULL, false, "text" }, { 'n', "number", SV_OPT_INT, "N", "a number", NULL, NULL, false, "number" },
		{ 'd', "day", SV_OPT_DATE, "DATE", "a day", NULL, NULL, false, "day" }, { 'w', "word", SV_OPT_WORD, "WORD", "words", words, NULL, true, "words" },
		{ 'p', "pair", SV_OPT_PAIR, "A=B", "pairs", NULL, NULL, true, "pairs" },
	};
	static const struct sv_verb verbs[] = {
		{ "do", "[CASE...]", "do it", opts, sizeof opts / sizeof opts[0], SV_COMMON_FILTER, 0, nothing, 0 }, { "see", NULL, "see it", opts, 2, SV_COMMON_STORE, 0, nothing, SV_READS },
	};
	static const struct sv_command command = { "sv-fuzz", "fuzz", verbs, 2 };
	char *text = fuzz_text(in), *argv[66] = { (char *)"sv-fuzz" };
	int argc = 1;
	struct sv_args *args = NULL;

	for (char *p = text; argc < 65 && p < text + in.n; p += strlen(p) + 1)
		argv[argc++] = p;
	enum sv_status st = sv_args_parse(&command, argc, argv, &args, &err);
	ONE_OF(st, SV_OK, SV_USAGE);
	if (st == SV_OK && sv_args_special(args) == SV_ARGS_NONE) {
		json_t *act = json_object(), *value;
		const char *member;
		ONE_OF(sv_args_fill(args, act, &err), SV_OK, SV_USAGE, SV_BAD_INPUT);
		json_object_foreach(act, member, value) {
			if (strcmp(member, "flag") == 0)
				HOLDS(json_is_true(value));
			if (strcmp(member, "off") == 0)
				HOLDS(json_is_false(value));
			if (strcmp(member, "number") == 0)
				HOLDS(json_is_integer(value));
			if (strcmp(member, "words") == 0 || strcmp(member, "text") == 0 || strcmp(member, "day") == 0)
				HOLDS(json_is_array(value) || json_is_string(value));
		}
		json_decref(act);
	}
	sv_args_free(args);
	free(text);
}

/* Days, instants and ids: what is read is written the same, or in its one canonical form. */
static void names(struct fuzz_input in)
{
	char *text = fuzz_text(in), date[SV_DATE_SIZE], instant[SV_INSTANT_SIZE], id[SV_CASE_ID_SIZE], again[SV_CASE_ID_SIZE], item[SV_ITEM_ID_SIZE], item_again[SV_ITEM_ID_SIZE];
	int32_t day, monday;
	int64_t ms, ms_again;
	int year, week, year_again, week_again;

	if (sv_date_parse(text, &day)) {
		sv_date_format(day, date);
		HOLDS(strcmp(date, text) == 0);
		sv_day_to_week(day, &year, &week);
		HOLDS(week >= 1 && week <= 53);
		if (year >= 1 && year <= 9999)
			HOLDS(sv_day_from_week(year, week, &monday) && monday <= day && day < monday + 7);
	}
	if (sv_week_parse(text, &year, &week)) {
		HOLDS(sv_day_from_week(year, week, &monday));
		sv_day_to_week(monday, &year_again, &week_again);
		HOLDS(year == year_again && week == week_again);
	}
	if (sv_instant_parse(text, &ms)) {
		sv_instant_format(ms, instant);
		HOLDS(sv_instant_parse(instant, &ms_again) && ms == ms_again);
	}
	if (sv_case_id_parse(text, id) == SV_ID_GOOD)
		HOLDS(sv_case_id_parse(id, again) == SV_ID_GOOD && strcmp(id, again) == 0);
	if (sv_item_id_parse('P', text, item) == SV_ID_GOOD)
		HOLDS(sv_item_id_parse('P', item, item_again) == SV_ID_GOOD && strcmp(item, item_again) == 0);
	if (sv_event_id_valid(text))
		HOLDS(strlen(text) == 26);
	free(text);
}

/* A form that reads is written and reads again to the same act. */
static void form(struct fuzz_input in)
{
	static const char schema_text[] =
		"{\"$id\":\"f\",\"type\":\"object\",\"properties\":{\"title\":{\"type\":\"string\",\"description\":\"t\"},\"n\":{\"type\":\"integer\",\"description\":\"n\"},\"yes\":{\"type\":\"boolean\",\"description\":\"y\"},"
		"\"words\":{\"type\":\"array\",\"items\":{\"type\":\"string\"},\"description\":\"w\"},\"people\":{\"type\":\"array\",\"items\":{\"type\":\"object\"},\"description\":\"p\"}}}";
	static const char items_text[] = "{\"$id\":\"i\",\"type\":\"object\",\"properties\":{\"role\":{\"type\":\"string\",\"description\":\"r\"},\"name\":{\"type\":\"string\",\"description\":\"n\"}}}";
	char *text = fuzz_text(in);
	json_t *schema = NULL, *items = NULL, *act = NULL, *again = NULL;
	struct sv_buf out = SV_BUF_INIT;

	HOLDS(sv_json_parse(schema_text, sizeof schema_text - 1, SV_JSON_ANY, &schema, &err) == SV_OK && sv_json_parse(items_text, sizeof items_text - 1, SV_JSON_ANY, &items, &err) == SV_OK);
	enum sv_status st = sv_form_read(text, schema, items, &act, &err);
	ONE_OF(st, SV_OK, SV_BAD_INPUT);
	if (st == SV_OK && sv_form_write(schema, items, act, NULL, NULL, NULL, &out, &err) == SV_OK) {
		HOLDS(sv_form_read(sv_buf_str(&out), schema, items, &again, &err) == SV_OK);
		HOLDS(json_equal(act, again));
	}
	json_decref(schema);
	json_decref(items);
	json_decref(act);
	json_decref(again);
	sv_buf_release(&out);
	free(text);
}

/* A schema and a value against it, both anybody's. */
static void schema(struct fuzz_input in)
{
	struct sv_schema_set *set = NULL;
	size_t n = fuzz_short(&in);
	struct fuzz_input first = fuzz_part(&in, n);
	json_t *document = NULL, *value = NULL;

	HOLDS(sv_schema_set_new(&set, &err) == SV_OK);
	if (sv_json_parse((const char *)first.p, first.n, SV_JSON_ANY, &document, NULL) == SV_OK && json_is_object(document) && sv_json_parse((const char *)in.p, in.n, SV_JSON_ANY, &value, NULL) == SV_OK) {
		json_object_set_new(document, "$id", json_string("s"));
		ONE_OF(sv_schema_set_add(set, document, &err), SV_OK, SV_CONFIG);
		ONE_OF(sv_schema_check(set, "s", value, NULL, NULL), SV_OK, SV_BAD_INPUT, SV_CONFIG);
	}
	json_decref(document);
	json_decref(value);
	sv_schema_set_free(set);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const ways[])(struct fuzz_input) = { records, one_text, options, names, form, schema };
	struct fuzz_input in = fuzz_take_all(data, size);

	ways[fuzz_byte(&in) % 6](in);
	return 0;
}
