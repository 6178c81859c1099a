/* SPDX-License-Identifier: MIT */
/* Tests of the option tables: parsing, messages that leak nothing, filling of acts, --help and --dump-spec. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/opt.h"
#include "json/get.h"

static const char *const colours[] = { "red", "green", NULL };
static const char *const shapes[] = { "round", "square", NULL };

/* 51 columns: beside the widest option of sv-test open, one more than fits on a line */
#define E13 "\xc3\xa9 \xc3\xa9 \xc3\xa9 \xc3\xa9 \xc3\xa9 \xc3\xa9 \xc3\xa9 \xc3\xa9 \xc3\xa9 \xc3\xa9 \xc3\xa9 \xc3\xa9 \xc3\xa9"
#define E26 E13 " " E13

static const struct sv_opt open_opts[] = {
	{ 'r', "route", SV_OPT_TEXT, N_("ROUTE"), N_("how it is followed up"), NULL, "route", false, "route" },
	{ 'i', "investigator", SV_OPT_TEXT, N_("OFFICER"), N_("who investigates"), NULL, "officer", true, "investigators" },
	{ 0, "on", SV_OPT_DATE, N_("DATE"), N_("the day"), NULL, NULL, false, "on" },
	{ 0, "safety", SV_OPT_INT, N_("1-5"), N_("how safe"), NULL, NULL, false, "safety" },
	{ 0, "refused", SV_OPT_FLAG, NULL, N_("it is refused"), NULL, NULL, false, "refused" },
	{ 0, "look", SV_OPT_WORD, N_("WORD"), E26, colours, NULL, false, "look" },
};
static const struct sv_opt find_opts[] = {
	{ 'l', "look", SV_OPT_WORD, N_("WORD"), N_("a shape"), shapes, NULL, false, "shape" },
	{ 0, "file", SV_OPT_FILE, N_("\"FILE\""), N_("a \"file\""), NULL, NULL, false, NULL },
};

static const struct sv_verb verbs[] = {
	{ "open", "[CASE...]", N_("open it"), open_opts, 6, SV_COMMON_FILTER, 0, NULL },
	{ "find", NULL, N_("find it"), find_opts, 2, SV_COMMON_STORE | SV_COMMON_COLOR, 0, NULL },
	{ "secretly", NULL, N_("not shown"), NULL, 0, 0, 1, NULL },
};
static const struct sv_command many = { "sv-test", N_("test it"), verbs, 3 };
static const struct sv_verb only[] = { { NULL, "[CASE...]", NULL, open_opts, 6, SV_COMMON_FILTER, 0, NULL } };
static const struct sv_command single = { "sv-one", N_("test one"), only, 1 };

/* One that can also do without a verb. */
static const struct sv_verb both[] = {
	{ "open", "[CASE...]", N_("open it"), open_opts, 6, SV_COMMON_FILTER, 0, NULL },
	{ NULL, NULL, NULL, find_opts, 2, SV_COMMON_STORE | SV_COMMON_COLOR, 0, NULL },
};
static const struct sv_command either = { "sv-test", N_("test it"), both, 2 };

/* Parses up to 15 words (the last one NULL) after the command's name. */
static enum sv_status parse(const struct sv_command *command, struct sv_args **a, char *message, const char *const *words)
{
	static char *argv[17] = { NULL, NULL }; /* must outlive the result */
	static char name[] = "sv-test";
	struct sv_err err = { 0 };
	int argc = 1;

	argv[0] = name;
	for (; words[argc - 1]; argc++)
		argv[argc] = (char *)words[argc - 1]; /* only read */
	argv[argc] = NULL;
	enum sv_status st = sv_args_parse(command, argc, argv, a, &err);
	message[0] = '\0';
	if (st != SV_OK)
		sv_err_render(&err, NULL, message, 1024);
	return st;
}

#define WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* What is refused, and in which words. */
static const struct {
	const struct sv_command *command;
	const char *words[6];
	const char *message;
} refusals[] = {
	{ &single, { "--rout", "x" }, "unknown option '--rout' (did you mean '--route'?)" },
	{ &single, { "--rou=x" }, "unknown option '--rou' (did you mean '--route'?)" },
	{ &single, { "--route" }, "option '--route' needs a value" },
	{ &single, { "-r" }, "option '--route' needs a value" },
	{ &single, { "--route=a", "-rb" }, "option '--route' was given twice" },
	{ &single, { "-n", "--dry-run" }, "option '--dry-run' was given twice" },
	{ &single, { "-nn" }, "option '--dry-run' was given twice" },
	{ &single, { "--refused=yes" }, "option '--refused' takes no value" },
	{ &single, { "--on", "2026-02-29" }, "option '--on': not a date that exists (YYYY-MM-DD)" },
	{ &single, { "--on=01-02-2026" }, "option '--on': not a date that exists (YYYY-MM-DD)" },
	{ &single, { "--safety", "5x" }, "option '--safety': not a whole number" },
	{ &single, { "--safety", "" }, "option '--safety': not a whole number" },
	{ &single, { "--safety", "-" }, "option '--safety': not a whole number" },
	{ &single, { "--safety", "99999999999999999999" }, "option '--safety': not a whole number" },
	{ &single, { "--look", "gren" }, "option '--look': unknown word 'gren' (did you mean 'green'?)" },
	{ &single, { "--look", "Jan Jansen" }, "option '--look': not a word it takes" },
	{ &single, { "-z" }, "unknown option '-z'" },
	{ &single, { "-\xc3\xab" }, "unknown option" },
	{ &single, { "--j\xc3\xa9r\xc3\xb4me" }, "unknown option" },
	{ &single, { "--the-neighbour-hit-her-twice-on-the-stairs-in-May" }, "unknown option" },
	{ &many, { "--" }, "a verb is missing (one of open, find)" },
	{ &many, { "--store", "x" }, "a verb is missing (one of open, find)" },
	{ &many, { "opne" }, "unknown verb 'opne' (did you mean 'open'?)" },
	{ &many, { "completely-else" }, "unknown verb 'completely-else' (one of open, find)" },
	{ &many, { "abcdefghijklmnopqrstuvwxyzabcdefghijklmno" }, "unknown verb (one of open, find)" }, /* 41 letters */
	{ &many, { "she said that" }, "unknown verb (one of open, find)" },
	{ &many, { "find", "--route", "x" }, "unknown option '--route'" },
	{ &many, { "--route", "x", "find" }, "option '--route' does not belong to this verb" },
	{ &many, { "--edit", "find" }, "option '--edit' does not belong to this verb" },
	{ &many, { "find", "a", "b" }, "there are 2 operands, and none is taken" },
	{ &either, { "opne" }, "unknown verb 'opne' (did you mean 'open'?)" },
	{ &either, { "completely-else" }, "unknown verb 'completely-else' (one of open)" },
	{ &either, { "--route", "x" }, "option '--route' does not belong to this verb" },
	{ &either, { "--file", "x", "open" }, "option '--file' does not belong to this verb" },
	{ &either, { "--look", "red" }, "option '--look': unknown word 'red'" },
	/* before the verb is known, an option is that of the verb which follows, whatever other verbs mean by it */
	{ &many, { "--look", "red", "find" }, "option '--look': unknown word 'red'" },
	{ &many, { "--look", "round", "open", "--look", "red" }, "option '--look' was given twice" },
	{ &many, { "--look", "round", "find", "-l", "round" }, "option '--look' was given twice" },
};

static void refuses(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
		char message[1024];
		struct sv_args *a = NULL;
		enum sv_status st = parse(refusals[i].command, &a, message, refusals[i].words);
		if (st != SV_USAGE || strcmp(message, refusals[i].message) != 0)
			fail_msg("case %zu: status %d, '%s' instead of '%s'", i, (int)st, message, refusals[i].message);
		sv_args_free(a);
	}
}

static struct sv_args *good(const struct sv_command *command, const char *const *words)
{
	struct sv_args *a = NULL;
	char message[1024];

	if (parse(command, &a, message, words) != SV_OK)
		fail_msg("refused: %s", message);
	return a;
}

static void takes_every_form(void **state)
{
	size_t n;

	(void)state;
	struct sv_args *a = good(&single, WORDS("-nr", "informal", "--on=2024-02-29", "--safety", "-3", "--investigator", "a", "-ib", "--", "-x"));
	assert_true(sv_args_has(a, "dry-run"));
	assert_null(sv_args_text(a, "dry-run"));
	assert_string_equal(sv_args_text(a, "route"), "informal");
	assert_string_equal(sv_args_text(a, "on"), "2024-02-29");
	assert_int_equal(sv_args_int(a, "safety", 9), -3);
	assert_int_equal(sv_args_int(a, "absent", 9), 9);
	assert_null(sv_args_text(a, "look"));
	assert_int_equal(sv_args_count(a, "investigator"), 2);
	assert_string_equal(sv_args_nth(a, "investigator", 0), "a");
	assert_string_equal(sv_args_nth(a, "investigator", 1), "b");
	assert_null(sv_args_nth(a, "investigator", 2));
	assert_string_equal(sv_args_operands(a, &n)[0], "-x");
	assert_int_equal(n, 1);
	sv_args_free(a);

	a = good(&single, WORDS("--route", "--", "--refused")); /* "--" as a value ends nothing */
	assert_string_equal(sv_args_text(a, "route"), "--");
	assert_true(sv_args_has(a, "refused"));
	sv_args_free(a);
	sv_args_free(NULL);
}

/* An empty value, a value that looks like an option, "-" as an operand and as a value. */
static void odd_values(void **state)
{
	size_t n;

	(void)state;
	struct sv_args *a = good(&single, WORDS("--route=", "-", "--store", "--edit"));
	assert_string_equal(sv_args_text(a, "route"), "");
	assert_string_equal(sv_args_text(a, "store"), "--edit");
	assert_false(sv_args_has(a, "edit"));
	assert_string_equal(sv_args_operands(a, &n)[0], "-");
	assert_int_equal(n, 1);
	sv_args_free(a);
	a = good(&single, WORDS("-r=x"));
	assert_string_equal(sv_args_text(a, "route"), "=x");
	sv_args_free(a);
	a = good(&many, WORDS("find", "-")); /* stdin, also where no operand is taken */
	sv_args_free(a);
}

static void finds_the_verb(void **state)
{
	size_t n;

	(void)state;
	struct sv_args *a = good(&many, WORDS("--store", "/s", "open", "--route", "x", "2026-7K3MQP", "2026-7K3MQQ"));
	assert_string_equal(sv_args_verb(a)->name, "open");
	assert_string_equal(sv_args_text(a, "store"), "/s");
	assert_string_equal(sv_args_operands(a, &n)[1], "2026-7K3MQQ");
	assert_int_equal(n, 2);
	sv_args_free(a);
	a = good(&many, WORDS("--look", "round", "find")); /* the word is of the second verb that has the option */
	assert_string_equal(sv_args_verb(a)->name, "find");
	assert_string_equal(sv_args_text(a, "look"), "round");
	json_t *act = json_object();
	struct sv_err err = { 0 };
	assert_int_equal(sv_args_fill(a, act, &err), SV_OK);
	assert_string_equal(sv_json_text(act, "shape"), "round");
	assert_int_equal(json_object_size(act), 1);
	json_decref(act);
	sv_args_free(a);
	a = good(&either, WORDS("--look", "round", "--store", "/s")); /* no verb: the one without a name, with its options */
	assert_null(sv_args_verb(a)->name);
	assert_string_equal(sv_args_text(a, "look"), "round");
	sv_args_free(a);
	a = good(&either, WORDS("-"));
	assert_null(sv_args_verb(a)->name);
	sv_args_free(a);
	a = good(&either, WORDS("--look", "red", "open", "-"));
	assert_string_equal(sv_args_verb(a)->name, "open");
	sv_args_free(a);
	a = good(&many, WORDS("--", "open", "--route")); /* "--" ends the options, and the first operand is still the verb */
	assert_string_equal(sv_args_verb(a)->name, "open");
	assert_string_equal(sv_args_operands(a, &n)[0], "--route");
	assert_int_equal(n, 1);
	sv_args_free(a);
	a = good(&many, WORDS("secretly"));
	assert_string_equal(sv_args_verb(a)->name, "secretly");
	sv_args_free(a);
}

static void special_ends_parsing(void **state)
{
	struct sv_args *a;
	char message[1024];

	(void)state;
	a = good(&many, WORDS("--help", "--nonsense"));
	assert_int_equal(sv_args_special(a), SV_ARGS_HELP);
	sv_args_free(a);
	a = good(&many, WORDS("open", "-nV", "x"));
	assert_int_equal(sv_args_special(a), SV_ARGS_VERSION);
	sv_args_free(a);
	a = good(&single, WORDS("--dump-spec"));
	assert_int_equal(sv_args_special(a), SV_ARGS_SPEC);
	sv_args_free(a);
	assert_int_equal(parse(&many, &a, message, WORDS("--nonsense", "--help")), SV_USAGE);
	sv_args_free(a);
}

static void fills_an_act(void **state)
{
	struct sv_err err = { 0 };
	struct sv_args *a = good(&single, WORDS("-n", "--route", "x", "-ia", "-ib", "--safety=4", "--refused", "--override", "gate_x"));
	json_t *act = json_object(), *want = json_loads("{\"route\":\"x\",\"investigators\":[\"a\",\"b\"],\"safety\":4,\"refused\":true,\"override\":[\"gate_x\"]}", 0, NULL);

	(void)state;
	assert_int_equal(sv_args_fill(a, act, &err), SV_OK);
	assert_true(json_equal(act, want));
	assert_true(sv_args_asks(a));
	sv_args_free(a);
	a = good(&single, WORDS("-n")); /* says how, and nothing of the act */
	assert_false(sv_args_asks(a));
	sv_args_free(a);
	json_object_clear(act);
	a = good(&single, WORDS("--route", "\xff\xfe"));
	assert_int_equal(sv_args_fill(a, act, &err), SV_USAGE);
	sv_args_free(a);
	json_decref(act);
	json_decref(want);
}

static const char *as_it_is(const char *s)
{
	return s;
}

/* What a printer writes, as one string. */
static char *printed(const struct sv_command *command, bool help)
{
	char *text = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&text, &n);

	if (help)
		sv_help_print(command, f, as_it_is);
	else
		sv_spec_dump(command, f);
	fclose(f);
	return text;
}

static size_t columns(const char *s, size_t n)
{
	size_t c = 0;

	for (size_t i = 0; i < n; i++)
		c += ((unsigned char)s[i] & 0xC0) != 0x80;
	return c;
}

static void help_is_for_people(void **state)
{
	static const char *const wanted[] = {
		"Usage: sv-test open [OPTION]... [CASE...]\n", "   or: sv-test find [OPTION]...\n", "sv-test: test it.\n",
		"  open  open it\n", "  -r, --route ROUTE", "  -i, --investigator OFFICER", "      --safety 1-5", "  -l, --look WORD",
		"  -n, --dry-run", "      --color WHEN", "  -h, --help", "  -V, --version", "sv-test(1)",
	};
	char *text = printed(&many, true);

	(void)state;
	for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
		if (strstr(text, wanted[i]) == NULL)
			fail_msg("--help lacks '%s':\n%s", wanted[i], text);
	assert_null(strstr(text, "dump-spec"));
	assert_null(strstr(text, "secretly"));
	size_t wrapped = 0;
	for (const char *p = text; *p; p += strcspn(p, "\n"), p += *p == '\n') {
		size_t wide = columns(p, strcspn(p, "\n"));
		if (wide > 80)
			fail_msg("a line is wider than 80 columns: %.*s", (int)strcspn(p, "\n"), p);
		if (strncmp(p, "      --look WORD", 17) == 0)
			wrapped = wide;
	}
	assert_int_equal(wrapped, 79); /* columns are counted, not bytes: 25 of its 26 letters fit */
	free(text);
}

static void spec_is_json(void **state)
{
	char *text = printed(&many, false);
	json_error_t at;
	json_t *spec = json_loads(text, JSON_REJECT_DUPLICATES, &at);

	(void)state;
	if (spec == NULL)
		fail_msg("not JSON: %s at %d in %s", at.text, at.position, text);
	assert_string_equal(sv_json_text(spec, "name"), "sv-test");
	json_t *verb = sv_json_find(sv_json_array(spec, "verbs"), "name", "find");
	json_t *look = sv_json_find(sv_json_array(verb, "options"), "name", "look");
	assert_string_equal(sv_json_text(look, "letter"), "l");
	assert_string_equal(sv_json_text(look, "type"), "word");
	assert_true(sv_json_holds(sv_json_array(look, "words"), "square"));
	assert_string_equal(sv_json_text(sv_json_find(sv_json_array(verb, "options"), "name", "file"), "arg"), "\"FILE\"");
	assert_non_null(sv_json_find(sv_json_array(verb, "options"), "name", "store"));
	assert_non_null(sv_json_find(sv_json_array(verb, "options"), "name", "help"));
	assert_null(sv_json_find(sv_json_array(verb, "options"), "name", "edit"));
	verb = sv_json_find(sv_json_array(spec, "verbs"), "name", "open");
	assert_true(sv_json_true(sv_json_find(sv_json_array(verb, "options"), "name", "investigator"), "many"));
	assert_string_equal(sv_json_text(verb, "operands"), "[CASE...]");
	json_decref(spec);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refuses), cmocka_unit_test(takes_every_form), cmocka_unit_test(odd_values),
		cmocka_unit_test(finds_the_verb), cmocka_unit_test(special_ends_parsing), cmocka_unit_test(fills_an_act),
		cmocka_unit_test(help_is_for_people), cmocka_unit_test(spec_is_json),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
