/* SPDX-License-Identifier: MIT */
/* Tests of forms (what is written reads back the same, errors name line and key and no value) and of the editor's folder. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/editor.h"
#include "cli/form.h"
#include "json/get.h"

static const char schema_text[] =
	"{\"type\":\"object\",\"properties\":{"
	"\"kind\":{\"type\":\"string\",\"enum\":[\"report\",\"complaint\"],\"description\":\"what it is\"},"
	"\"narrative\":{\"type\":\"string\",\"description\":\"what happened\\nin your words\"},"
	"\"written\":{\"type\":\"boolean\"},"
	"\"safety\":{\"type\":\"integer\"},"
	"\"causes\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}},"
	"\"parties\":{\"type\":\"array\",\"items\":{\"$ref\":\"party\"},\"description\":\"the people\"},"
	"\"note\":{\"type\":\"string\"}}}";
static const char party_text[] =
	"{\"type\":\"object\",\"properties\":{"
	"\"role\":{\"type\":\"string\",\"enum\":[\"reporter\",\"witness\"],\"description\":\"role\"},"
	"\"name\":{\"type\":\"string\"},\"age\":{\"type\":\"integer\"},\"consent\":{\"type\":\"boolean\"},"
	"\"languages\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}}}";

struct fixture {
	json_t *schema, *party;
};

static int setup(void **state)
{
	static struct fixture f;

	f.schema = json_loads(schema_text, 0, NULL);
	f.party = json_loads(party_text, 0, NULL);
	*state = &f;
	return f.schema && f.party ? 0 : -1;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	json_decref(f->schema);
	json_decref(f->party);
	return 0;
}

static json_t *json(const char *text)
{
	json_t *v = json_loads(text, 0, NULL);

	if (v == NULL)
		fail_msg("the test's own JSON is wrong: %s", text);
	return v;
}

/* Writes a value, reads it back, compares. */
static void round_trip(const struct fixture *f, const json_t *value, const char *which)
{
	struct sv_buf form = SV_BUF_INIT;
	struct sv_err err = { 0 };
	json_t *back = NULL;
	char message[1024] = "";

	assert_int_equal(sv_form_write(f->schema, f->party, value, "heading\nsecond line", "line 3: wrong", NULL, &form, &err), SV_OK);
	enum sv_status st = sv_form_read(sv_buf_str(&form), f->schema, f->party, &back, &err);
	if (st != SV_OK)
		sv_err_render(&err, NULL, message, sizeof message);
	if (st != SV_OK || !json_equal(value, back)) {
		char *a = json_dumps(value, 0), *b = back ? json_dumps(back, 0) : NULL;
		fail_msg("%s: %s\nwrote %s\nread  %s\nform:\n%s", which, message, a, b ? b : "nothing", sv_buf_str(&form));
	}
	json_decref(back);
	sv_buf_release_secret(&form);
}

static void awkward_values_come_back(void **state)
{
	static const char *const values[] = {
		"{}",
		"{\"narrative\":\"# not a comment\"}",
		"{\"narrative\":\"key: value\"}",
		"{\"narrative\":\"|\"}",
		"{\"narrative\":\"- role: witness\"}",
		"{\"narrative\":\"  leading\"}",
		"{\"narrative\":\"trailing \"}",
		"{\"narrative\":\"\\ttab\\t\"}",
		"{\"narrative\":\" \"}",
		"{\"narrative\":\"one\\ntwo\"}",
		"{\"narrative\":\"one\\n\\n\\n  two\\n# three\\nfour: five\"}",
		"{\"narrative\":\"\\nstarts empty\"}",
		"{\"narrative\":\"ends empty\\n\"}",
		"{\"narrative\":\"\\n\"}",
		"{\"narrative\":\"\\n\\n\"}",
		"{\"narrative\":\"carriage\\r\"}",
		"{\"narrative\":\"\\\"quoted\\\" 'twice' \\\\ back\"}",
		"{\"narrative\":\"Zo\xc3\xab zei: \xe2\x80\x9cnee\xe2\x80\x9d \xf0\x9f\x98\x80\"}",
		"{\"written\":true,\"safety\":-3}",
		"{\"written\":false,\"safety\":123456789012345}",
		"{\"safety\":9007199254740991,\"note\":\"x\"}",
		"{\"causes\":[\"a\",\"b c\"]}",
		"{\"causes\":[\"a, b\",\" c\",\"|\"]}",
		"{\"causes\":[\"|\"]}",
		"{\"causes\":[\"#\",\"x: y\"]}",
		"{\"parties\":[{\"role\":\"reporter\",\"name\":\"A: B # C\",\"age\":12345678,\"consent\":true},{\"name\":\"two\\n\\nlines\\n\"}],\"note\":\"after\"}",
		"{\"parties\":[{\"languages\":[\"nl\",\"en\"]},{\"role\":\"witness\",\"languages\":[\"x, y\",\"z\"]}]}",
	};

	for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
		json_t *v = json(values[i]);
		round_trip(*state, v, values[i]);
		json_decref(v);
	}
}

/* A small generator (xorshift), so that a failure can be repeated. */
static uint64_t next(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	return *seed ^= *seed << 17;
}

static json_t *random_text(uint64_t *seed, bool lines)
{
	static const char *const pieces[] = {
		"a", "word", " ", "  ", "\t", "#", "# c", ":", ": ", "key: ", "note:", "- ", "|", "'", "\"", ",", ", ", "\\", "\xc3\xa9", "\xe2\x82\xac",
		"\xf0\x9f\x90\x88", "yes", "42", "{", "]", "\r", "\n", "\n\n", "\n  ", "\n#", "\n- role: x", "\nparties:", "\x01", "\xc2\xa0",
	};
	struct sv_buf b = SV_BUF_INIT;

	for (uint64_t n = 1 + next(seed) % 12; n > 0 || b.len == 0; n -= n > 0) {
		const char *piece = pieces[next(seed) % (sizeof pieces / sizeof pieces[0])];
		if (lines || strchr(piece, '\n') == NULL)
			sv_buf_adds(&b, piece);
	}
	json_t *v = json_string(sv_buf_str(&b));
	sv_buf_release(&b);
	return v;
}

static json_t *random_value(uint64_t *seed, const json_t *property, const json_t *party)
{
	const char *type = sv_json_text(property, "type");
	json_t *list, *word = sv_json_array(property, "enum"), *member;
	const char *key;

	if (word)
		return json_incref(json_array_get(word, next(seed) % json_array_size(word)));
	if (strcmp(type, "boolean") == 0)
		return json_boolean(next(seed) % 2);
	if (strcmp(type, "integer") == 0)
		return json_integer((json_int_t)(next(seed) >> (11 + next(seed) % 50)) * (next(seed) % 2 ? 1 : -1));
	if (strcmp(type, "string") == 0)
		return random_text(seed, true);
	list = json_array();
	for (uint64_t n = 1 + next(seed) % 3; n > 0; n--) {
		json_t *item = json_object();
		if (sv_json_has(json_object_get(property, "items"), "$ref")) {
			json_object_foreach(sv_json_object(party, "properties"), key, member)
				if (next(seed) % 2 || json_object_size(item) == 0)
					json_object_set_new(item, key, random_value(seed, member, NULL));
		} else {
			json_decref(item);
			item = random_text(seed, false);
		}
		json_array_append_new(list, item);
	}
	return list;
}

static void random_values_come_back(void **state)
{
	const struct fixture *f = *state;

	for (uint64_t run = 1; run <= 4000; run++) {
		uint64_t seed = run * 0x9E3779B97F4A7C15u;
		json_t *value = json_object(), *property;
		const char *key;
		char which[32];
		json_object_foreach(sv_json_object(f->schema, "properties"), key, property)
			if (next(&seed) % 3)
				json_object_set_new(value, key, random_value(&seed, property, f->party));
		snprintf(which, sizeof which, "run %llu", (unsigned long long)run);
		round_trip(f, value, which);
		json_decref(value);
	}
}

/* What a person may type, and what it means. */
static void people_type(void **state)
{
	static const struct { const char *form, *value; } cases[] = {
		{ "", "{}" },
		{ "# only\n\n# comments\n   \n", "{}" },
		{ "kind:\nnote:   \nparties:\n\ncauses: ,  ,\nnarrative: |\nsafety:", "{}" },
		{ "kind: report\r\nnote:\tx y \t\n", "{\"kind\":\"report\",\"note\":\"x y\"}" },
		{ "note: a: b # c", "{\"note\":\"a: b # c\"}" },
		{ "note:x", "{\"note\":\"x\"}" },
		{ "written: ja\n", "{\"written\":true}" },
		{ "written: Nee\n", "{\"written\":false}" },
		{ "written: TRUE\n", "{\"written\":true}" },
		{ "safety: +5\n", "{\"safety\":5}" },
		{ "causes: a ,b,, c d ,\n", "{\"causes\":[\"a\",\"b\",\"c d\"]}" },
		{ "causes: |\n  a, b\n\n  c\n", "{\"causes\":[\"a, b\",\"c\"]}" },
		/* an editor that cuts blanks off line ends; blank lines after a text are not of it */
		{ "narrative: |\n  one\n\n    two\n\n\n# next\nnote: x\n", "{\"narrative\":\"one\\n\\n  two\",\"note\":\"x\"}" },
		{ "parties:\n- role: witness\n\n# a comment\n  name: |\n    x\n\n    y\n- name: z\nnote: w\n", "{\"parties\":[{\"role\":\"witness\",\"name\":\"x\\n\\ny\"},{\"name\":\"z\"}],\"note\":\"w\"}" },
		{ "parties:\n- role: witness\n- role:\n\n", "{\"parties\":[{\"role\":\"witness\"}]}" },
		{ "parties:\n- role:\n  name:\n- role: witness\n", "{\"parties\":[{\"role\":\"witness\"}]}" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct fixture *f = *state;
		struct sv_err err = { 0 };
		json_t *got = NULL, *want = json(cases[i].value);
		char message[512] = "";
		if (sv_form_read(cases[i].form, f->schema, f->party, &got, &err) != SV_OK)
			sv_err_render(&err, NULL, message, sizeof message);
		if (got == NULL || !json_equal(got, want)) {
			char *text = got ? json_dumps(got, 0) : NULL;
			fail_msg("form %zu: %s; got %s instead of %s", i, message, text ? text : "nothing", cases[i].value);
		}
		json_decref(got);
		json_decref(want);
	}
}

static void errors_name_line_and_key(void **state)
{
	static const struct { const char *form, *message; } cases[] = {
		{ "kind: report\n\nsafety: SECRET\n", "form line 3: 'safety' is a whole number" },
		{ "safety: 1.5\n", "form line 1: 'safety' is a whole number" },
		{ "safety: 99999999999999999999\n", "form line 1: 'safety' is a whole number" },
		{ "safety: 12 SECRET\n", "form line 1: 'safety' is a whole number" },
		{ "# c\nwritten: SECRET\n", "form line 2: 'written' is yes or no" },
		{ "written: yess\n", "form line 1: 'written' is yes or no" },
		{ "SECRET\n", "form line 1: a line must be 'key: value'" },
		{ "note: a\nSECRET: x\n", "form line 2: there is no such key in this form" },
		{ " note: a\n", "form line 1: there is no such key in this form" },
		{ "note: a\n\nnote: SECRET\n", "form line 3: 'note' stands there twice" },
		{ "parties:\n- role: witness\nparties:\n- role: reporter\n", "form line 3: 'parties' stands there twice" },
		{ "parties: SECRET\n", "form line 1: the items of 'parties' start on the next line, each with '- '" },
		{ "parties:\n  name: SECRET\n", "form line 2: an item of 'parties' starts with '- '" },
		{ "parties:\n- role: witness\n  age: SECRET\n", "form line 3: 'age' is a whole number" },
		{ "parties:\n- role: witness\n  SECRET: x\n", "form line 3: there is no such key in this form" },
		{ "narrative: |\n  one\ntwo SECRET\n", "form line 3: a line must be 'key: value'" },
		{ "narrative: |\n  one \xff SECRET\n\nnote: x\n", "form line 1: 'narrative' is not valid UTF-8" },
		{ "causes: a, \xff SECRET\n", "form line 1: 'causes' is not valid UTF-8" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct fixture *f = *state;
		struct sv_err err = { 0 };
		json_t *got = NULL;
		char message[512] = "no error";
		if (sv_form_read(cases[i].form, f->schema, f->party, &got, &err) != SV_OK) {
			assert_int_equal(err.status, SV_BAD_INPUT);
			assert_null(got);
			err.hint.fmt = NULL;
			sv_err_render(&err, NULL, message, sizeof message);
		}
		if (strcmp(message, cases[i].message) != 0)
			fail_msg("form %zu: '%s' instead of '%s'", i, message, cases[i].message);
		json_decref(got);
	}
}

static void the_form_explains_itself(void **state)
{
	static const char *const wanted[] = {
		"# heading\n", "# line 3: wrong\n", "# what it is\n#   report, complaint\nkind: ", "# what happened\n# in your words\nnarrative: ", "# the people\n", "#   role: role\n#     reporter, witness\n", "\nparties:",
	};
	const struct fixture *f = *state;
	struct sv_buf form = SV_BUF_INIT;
	struct sv_err err = { 0 };
	json_t *value = json("{\"kind\":\"report\"}");
	const char *at = NULL;

	assert_int_equal(sv_form_write(f->schema, f->party, value, "heading", "line 3: wrong", NULL, &form, &err), SV_OK);
	for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
		const char *found = strstr(sv_buf_str(&form), wanted[i]);
		if (found == NULL || found < at)
			fail_msg("the form lacks '%s', or in this order:\n%s", wanted[i], sv_buf_str(&form));
		at = found;
	}
	sv_buf_release_secret(&form);
	json_decref(value);
}

/* What a form cannot show is refused, neither changed nor dropped. */
static void unshowable_is_refused(void **state)
{
	static const char *const values[] = { "{\"causes\":[\"a\\nb\"]}", "{\"causes\":[\"a\",\"\"]}", "{\"causes\":[{}]}", "{\"causes\":[1]}", "{\"parties\":\"x\"}", "{\"parties\":[1]}", "{\"kind\":{}}", "{\"unknown\":\"x\"}", "{\"parties\":[{\"unknown\":\"x\"}]}" };
	const struct fixture *f = *state;

	for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
		struct sv_buf form = SV_BUF_INIT;
		struct sv_err err = { 0 };
		json_t *v = json(values[i]);
		if (sv_form_write(f->schema, f->party, v, NULL, NULL, NULL, &form, &err) != SV_BAD_INPUT)
			fail_msg("%s was written as\n%s", values[i], sv_buf_str(&form));
		json_decref(v);
		sv_buf_release_secret(&form);
	}
}

/* The editor: shell commands play its part. */
static bool memory_here(void)
{
	struct statfs fs;

	return access("/dev/shm", W_OK) == 0 && statfs("/dev/shm", &fs) == 0 && fs.f_type == 0x01021994;
}

/* How many names a folder holds, or -1. */
static int names_in(const char *path)
{
	DIR *dir = opendir(path);
	int n = dir ? 0 : -1;

	while (dir && readdir(dir))
		n++;
	if (dir)
		closedir(dir);
	return dir ? n - 2 : n;
}

static const struct {
	const char *editor, *text;
	enum sv_status status;
} edits[] = {
	{ "sed -i s/old/new/", "new text", SV_OK },
	{ "true", "old text", SV_OK },
	{ "false", NULL, SV_NO },
	{ "/nonexistent/editor", NULL, SV_UNAVAILABLE },
	{ "/dev/null", NULL, SV_UNAVAILABLE },
	{ "kill -9 $$;", NULL, SV_NO },
	/* whatever an editor leaves is gone afterwards: backups, swap files, locks, folders, also where it is cross about it */
	{ "f() { cp \"$1\" \"$1~\"; cp \"$1\" \"${1%/*}/.${1##*/}.swp\"; mkdir -p \"${1%/*}/a/b\"; cp \"$1\" \"${1%/*}/a/b/c\"; ln -s \"$OUTSIDE\" \"${1%/*}/.#lock\"; mkfifo \"${1%/*}/pipe\"; chmod 400 \"$1~\"; }; f", "old text", SV_OK },
	{ "f() { rm \"$1\"; }; f", NULL, SV_NOT_FOUND },
	{ "f() { printf 'a\\000b' >\"$1\"; }; f", NULL, SV_BAD_INPUT },
	/* the folder and the file are the user's alone, the name says what it is */
	{ "f() { test \"$(stat -c %a \"$1\")$(stat -c %a \"${1%/*}\")\" = 600700 && case $1 in */report*) ;; *) false ;; esac; }; f", "old text", SV_OK },
};

static void editor_leaves_nothing(void **state)
{
	char runtime[] = "/dev/shm/sv-test-XXXXXX", inside[64], outside[64], left[128], command[512];

	(void)state;
	if (!memory_here())
		skip();
	assert_non_null(mkdtemp(runtime));
	snprintf(inside, sizeof inside, "%s/sv", runtime);
	setenv("XDG_RUNTIME_DIR", runtime, 1);
	setenv("EDITOR", "false", 1);
	snprintf(outside, sizeof outside, "%s/outside", runtime);
	setenv("OUTSIDE", outside, 1);
	assert_int_equal(system("echo abc >\"$OUTSIDE\" && chmod 640 \"$OUTSIDE\""), 0);
	for (size_t i = 0; i < sizeof edits / sizeof edits[0]; i++) {
		struct sv_buf text = SV_BUF_INIT;
		struct sv_err err = { 0 };
		setenv("VISUAL", edits[i].editor, 1);
		sv_buf_adds(&text, "old text");
		enum sv_status st = sv_editor_edit("report", &text, &err);
		if (st != edits[i].status || (edits[i].text && strcmp(sv_buf_str(&text), edits[i].text) != 0))
			fail_msg("'%s': status %d, text '%s'", edits[i].editor, (int)st, sv_buf_str(&text));
		if (names_in(inside) != 0)
			fail_msg("'%s' left something in %s", edits[i].editor, inside);
		sv_buf_release_secret(&text);
	}

	/* a link in place of the file is not followed */
	struct sv_buf text = SV_BUF_INIT;
	struct sv_err err = { 0 };
	setenv("VISUAL", "f() { rm \"$1\"; ln -s \"$OUTSIDE\" \"$1\"; }; f", 1);
	assert_int_not_equal(sv_editor_edit("report", &text, &err), SV_OK);
	assert_int_equal(text.len, 0);
	assert_int_equal(names_in(inside), 0);

	/* $VISUAL, then $EDITOR; a folder of a process that is gone is swept, one of a living process is not */
	setenv("VISUAL", "", 1);
	setenv("EDITOR", "printf mine >", 1);
	snprintf(command, sizeof command, "mkdir -p '%s/edit-4194999-aaaaaa/deep' '%s/edit-%ld-bbbbbb' && echo secret >'%s/edit-4194999-aaaaaa/deep/x'", inside, inside, (long)getpid(), inside);
	assert_int_equal(system(command), 0);
	assert_int_equal(sv_editor_edit("report", &text, &err), SV_OK);
	assert_string_equal(sv_buf_str(&text), "mine");
	assert_int_equal(names_in(inside), 1);
	snprintf(left, sizeof left, "%s/edit-%ld-bbbbbb", inside, (long)getpid());
	assert_int_equal(rmdir(left), 0);
	sv_buf_release_secret(&text);
	assert_int_equal(rmdir(inside), 0);

	/* what links led to was never touched */
	struct stat sb;
	assert_int_equal(stat(outside, &sb), 0);
	assert_int_equal(sb.st_mode & 0777, 0640);
	assert_int_equal(sb.st_size, 4);
	assert_int_equal(unlink(outside), 0);
	assert_int_equal(rmdir(runtime), 0);
}

/* An object of which it is said what it can have: its lines stand there to be filled in; what is left open is left out. */
static void lines_to_be_filled_in(void **state)
{
	json_t *schema = json("{\"properties\":{\"scores\":{\"type\":\"object\",\"x-says\":{\"a1\":\"Wij luisteren.\",\"a2\":\"Er is een code.\",\"a3\":\"x: y\"}},\"results\":{\"type\":\"array\",\"x-command\":true},\"note\":{\"type\":\"string\"}}}");
	json_t *some = json("{\"scores\":{\"a2\":4,\"b1\":2}}"), *none = json("{}"), *back = NULL, *want;
	struct sv_buf form = SV_BUF_INIT;
	struct sv_err err = { 0 };

	(void)state;
	assert_int_equal(sv_form_write(schema, NULL, some, NULL, NULL, NULL, &form, NULL), SV_OK);
	assert_non_null(strstr(sv_buf_str(&form), "scores: |\n  # Wij luisteren.\n  a1:\n  # Er is een code.\n  a2: 4\n  # x: y\n  a3:\n  b1: 2\n\nnote: \n"));
	assert_null(strstr(sv_buf_str(&form), "results"));
	assert_int_equal(sv_form_read(sv_buf_str(&form), schema, NULL, &back, NULL), SV_OK);
	assert_true(json_equal(back, some));
	json_decref(back);
	sv_buf_release_secret(&form);
	assert_int_equal(sv_form_write(schema, NULL, none, NULL, NULL, NULL, &form, NULL), SV_OK);
	assert_int_equal(sv_form_read(sv_buf_str(&form), schema, NULL, &back, NULL), SV_OK);
	assert_true(json_equal(back, none)); /* nothing was filled in */
	json_decref(back);
	sv_buf_release_secret(&form);
	assert_int_equal(sv_form_read("scores: |\n  a1: 3\n  #a2: 1\n  a3:   \n", schema, NULL, &back, NULL), SV_OK);
	want = json("{\"scores\":{\"a1\":3}}");
	assert_true(json_equal(back, want));
	json_decref(back);
	json_decref(want);
	assert_int_equal(sv_form_read("scores: |\n  a1 3\n", schema, NULL, &back, &err), SV_BAD_INPUT);
	json_decref(back);
	json_decref(schema);
	json_decref(some);
	json_decref(none);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(awkward_values_come_back), cmocka_unit_test(random_values_come_back), cmocka_unit_test(people_type),
		cmocka_unit_test(errors_name_line_and_key), cmocka_unit_test(the_form_explains_itself), cmocka_unit_test(unshowable_is_refused),
		cmocka_unit_test(editor_leaves_nothing), cmocka_unit_test(lines_to_be_filled_in),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
