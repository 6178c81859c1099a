/* SPDX-License-Identifier: MIT */
/* Comma-separated values: what spreadsheets write, what is malformed, and tables that Python's csv wrote. */
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
#include "base/file.h"
#include "json/csv.h"

/* What a text reads as: "1:a|b 2:c|d", a malformed row as "3!message"; line breaks in cells as "/". */
static void read_as(const char *text, size_t n, struct sv_buf *out)
{
	struct sv_csv *c = NULL;
	const struct sv_csv_row *row;
	struct sv_err err = { 0 };
	enum sv_status st;
	char said[512];

	char *copy = malloc(n + 1); /* no byte behind the text is read: sanitizers would see it */
	memcpy(copy, text, n);
	copy = realloc(copy, n ? n : 1);
	assert_int_equal(sv_csv_open(copy, n, &c, NULL), SV_OK);
	while ((st = sv_csv_next(c, &row, &err)) != SV_NO) {
		sv_buf_adds(out, out->len ? " " : "");
		if (st != SV_OK) {
			assert_int_equal(st, SV_BAD_INPUT);
			sv_err_render(&err, NULL, said, sizeof said);
			sv_buf_addf(out, "!%s", said);
			sv_err_clear(&err);
			continue;
		}
		sv_buf_addf(out, "%zu:", row->line);
		for (size_t i = 0; i < row->n; i++) {
			sv_buf_adds(out, i ? "|" : "");
			for (const char *p = row->cells[i]; *p; p++)
				sv_buf_addc(out, *p == '\n' ? '/' : *p == '\r' ? '\\' : *p);
		}
	}
	assert_int_equal(sv_csv_next(c, &row, NULL), SV_NO); /* the end stays the end */
	sv_csv_free(c);
	free(copy);
}

static void reads(const char *text, size_t n, const char *want)
{
	struct sv_buf got = SV_BUF_INIT;

	read_as(text, n, &got);
	if (strcmp(sv_buf_str(&got), want) != 0)
		fail_msg("of: %s\nwant: %s\ngot:  %s", text, want, sv_buf_str(&got));
	sv_buf_release(&got);
}

#define READS(text, want) reads(text, sizeof text - 1, want)

static void as_spreadsheets_write_it(void **state)
{
	(void)state;
	READS("", "");
	READS("\n\r\n\r", "");
	READS("a,b\nc,d\n", "1:a|b 2:c|d");
	READS("a,b\r\nc,d", "1:a|b 2:c|d");
	READS("a,b\rc,d\r", "1:a|b 2:c|d");
	READS("a;b\r\n1,5;2\r\n", "1:a|b 2:1,5|2");
	READS("a\tb\n1;2\t3,4\n", "1:a|b 2:1;2|3,4");
	READS("a\n1,2\n", "1:a 2:1|2"); /* nothing parts the first line: a comma */
	READS("\xef\xbb\xbf" "a;b\n", "1:a|b");
	READS("\xef\xbb\xbf" "sep=;\r\na;b\r\n", "2:a|b");
	READS("sep=,\na;b,c\n", "2:a;b|c");
	READS("sep=|\na\n", "1:sep=| 2:a");
	READS("\"a;b\",\"c\"\n1,2\n", "1:a;b|c 2:1|2"); /* what is in quotes parts nothing */
	READS("a,b\n\"x, \"\"y\"\"\",\"\"\n", "1:a|b 2:x, \"y\"|");
	READS("a,b\n\"one\ntwo\",3\n4,5\n", "1:a|b 2:one/two|3 4:4|5");
	READS("a,b\r\n\"one\r\ntwo\",3\r\n4,5\r\n", "1:a|b 2:one\\/two|3 4:4|5");
	READS("a,b\r\"one\rtwo\",3\r4,5\r", "1:a|b 2:one\\two|3 4:4|5");
	READS("a,b\n,\n\n\"\",\"\"\n1,2\n", "1:a|b 5:1|2"); /* empty rows are passed over, and counted */
	READS("a,b\n 1 ,2,\n", "1:a|b 2: 1 |2|");
	READS("a,b,\n", "1:a|b|");
	READS("\"a\"", "1:a");
	READS("\xc3\xa9,\xe2\x82\xac\n", "1:\xc3\xa9|\xe2\x82\xac");
}

static void what_is_malformed_is_named(void **state)
{
	(void)state;
	READS("a,b\n1,\"x\n2,3\n", "1:a|b !line 2: column 2: a cell begins with a quote, and no quote ends it");
	READS("a,b\n1,\"x\"y\n2,3\n", "1:a|b !line 2: column 2: something follows the quote that ends a cell 3:2|3");
	READS("a,b\n1\"x\",2\n3,4\n", "1:a|b !line 2: column 1: a quote inside a cell: the cell must stand in quotes, and the quote be doubled 3:3|4");
	READS("a,b\n1, \"x\"\n3,4\n", "1:a|b !line 2: column 2: a quote inside a cell: the cell must stand in quotes, and the quote be doubled 3:3|4");
	READS("a,b\n1,caf\xe9\n3,4\n", "1:a|b !line 2: column 2: not valid UTF-8 (save it as \"CSV UTF-8\") 3:3|4");
	READS("a,b\n1,x\0y\n3,4\n", "1:a|b !line 2: column 2: not valid UTF-8 (save it as \"CSV UTF-8\") 3:3|4");
	READS("a,b\n\"p\nq\",\"r\ns\xff\"\n3,4\n", "1:a|b !line 3: column 2: not valid UTF-8 (save it as \"CSV UTF-8\") 5:3|4");
	READS("\xff\xfe" "a\0,\0b\0\n\0", "!line 1: column 1: not valid UTF-8 (save it as \"CSV UTF-8\") !line 2: column 1: not valid UTF-8 (save it as \"CSV UTF-8\")"); /* UTF-16 */
	READS("\"", "!line 1: column 1: a cell begins with a quote, and no quote ends it");
}

/* Tables of random cells, written by Python's csv; each file with what its rows are, in hexadecimal. */
static const char judge[] =
	"import csv, random, sys\n"
	"random.seed(7)\n"
	"for k in range(300):\n"
	"    columns, quoting = random.randint(2, 5), random.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])\n"
	"    letters = 'ab,;\\t\"\\n \\u00e9=' + '\\r' * (quoting == csv.QUOTE_ALL)\n" /* else Python writes a lone CR as it is */
	"    rows = [['h%d' % i for i in range(columns)]]\n"
	"    rows += [['x'] + [''.join(random.choice(letters) for _ in range(random.randint(0, 6))) for _ in range(columns - 1)] for _ in range(random.randint(0, 8))]\n"
	"    with open('%s/%d.csv' % (sys.argv[1], k), 'w', encoding=random.choice(['utf-8', 'utf-8-sig']), newline='') as f:\n"
	"        csv.writer(f, delimiter=random.choice(',;\\t'), lineterminator=random.choice(['\\n', '\\r\\n']), quoting=quoting).writerows(rows)\n"
	"    with open('%s/%d.want' % (sys.argv[1], k), 'w') as f:\n"
	"        for row in rows: f.write(' '.join(c.encode().hex() + '.' for c in row) + '\\n')\n";

static void what_python_writes_is_read_back(void **state)
{
	char folder[] = "/tmp/sv-test-csv-XXXXXX", command[200], path[64];

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/judge.py", folder);
	assert_int_equal(sv_file_write(path, judge, sizeof judge - 1, 0600, NULL), SV_OK);
	snprintf(command, sizeof command, "/usr/bin/python3 %s %s", path, folder);
	assert_int_equal(system(command), 0);
	for (int k = 0; k < 300; k++) {
		struct sv_buf text = SV_BUF_INIT, want = SV_BUF_INIT, got = SV_BUF_INIT;
		const struct sv_csv_row *row;
		struct sv_csv *c;
		snprintf(path, sizeof path, "%s/%d.csv", folder, k);
		assert_int_equal(sv_file_read(path, 100000, &text, NULL), SV_OK);
		snprintf(path, sizeof path, "%s/%d.want", folder, k);
		assert_int_equal(sv_file_read(path, 100000, &want, NULL), SV_OK);
		assert_int_equal(sv_csv_open(sv_buf_str(&text), text.len, &c, NULL), SV_OK);
		while (sv_csv_next(c, &row, NULL) == SV_OK) {
			for (size_t i = 0; i < row->n; i++) {
				sv_buf_adds(&got, i ? " " : "");
				for (const unsigned char *p = (const unsigned char *)row->cells[i]; *p; p++)
					sv_buf_addf(&got, "%02x", (unsigned)*p);
				sv_buf_addc(&got, '.');
			}
			sv_buf_addc(&got, '\n');
		}
		assert_string_equal(sv_buf_str(&got), sv_buf_str(&want));
		sv_csv_free(c);
		sv_buf_release(&text);
		sv_buf_release(&want);
		sv_buf_release(&got);
	}
	snprintf(command, sizeof command, "rm -r %s", folder);
	assert_int_equal(system(command), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_spreadsheets_write_it), cmocka_unit_test(what_is_malformed_is_named), cmocka_unit_test(what_python_writes_is_read_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
