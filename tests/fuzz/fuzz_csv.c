/* SPDX-License-Identifier: MIT */
/* Fuzzes tables of comma-separated values: reading ends, lines go up, cells are texts, and what was read is read the same when it is written in quotes. */
#include "fuzz.h"

#include <jansson.h>

#include "base/buf.h"
#include "json/csv.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fuzz_start();
	return 0;
}

/* Writes a row in quotes, parted by commas. */
static void quote(struct sv_buf *out, const struct sv_csv_row *row)
{
	for (size_t i = 0; i < row->n; i++) {
		sv_buf_adds(out, i ? ",\"" : "\"");
		for (const char *p = row->cells[i]; *p; p++)
			sv_buf_adds(out, *p == '"' ? "\"\"" : (const char[]){ *p, '\0' });
		sv_buf_addc(out, '"');
	}
	sv_buf_adds(out, "\r\n");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sv_buf again = SV_BUF_INIT, twice = SV_BUF_INIT;
	char *copy = malloc(size ? size : 1); /* so that a byte too far is seen */
	struct sv_csv *c = NULL;
	const struct sv_csv_row *row;
	struct sv_err err = { 0 };
	size_t line = 0, rows = 0;
	enum sv_status st;

	HOLDS(copy != NULL);
	if (size)
		memcpy(copy, data, size);
	sv_buf_adds(&again, "\"first, so that commas part cells\",\"\"\r\n");
	HOLDS(sv_csv_open(copy, size, &c, &err) == SV_OK);
	while ((st = sv_csv_next(c, &row, &err)) != SV_NO) {
		ONE_OF(st, SV_OK, SV_BAD_INPUT);
		HOLDS(++rows <= size + 1);
		if (st != SV_OK)
			continue;
		HOLDS(row->n > 0 && row->line > line);
		line = row->line;
		for (size_t i = 0; i < row->n; i++) {
			json_t *text = json_string(row->cells[i]); /* NULL for what is no UTF-8 */
			HOLDS(text != NULL);
			json_decref(text);
		}
		quote(&again, row);
	}
	sv_csv_free(c);
	free(copy);

	HOLDS(sv_csv_open(again.data, again.len, &c, &err) == SV_OK);
	while ((st = sv_csv_next(c, &row, &err)) != SV_NO) {
		HOLDS(st == SV_OK);
		quote(&twice, row);
	}
	HOLDS(again.len == twice.len && memcmp(again.data, twice.data, again.len) == 0);
	sv_csv_free(c);
	sv_buf_release(&again);
	sv_buf_release(&twice);
	return 0;
}
