/* SPDX-License-Identifier: MIT */
/* Lines and rows to be imported: see import_source.h. */
#include "cli/import_source.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/import_map.h"
#include "json/csv.h"
#include "json/ndjson.h"

#define LINE_MAX_BYTES (64u << 20) /* a case with its whole history */
#define ROW_MAX_BYTES (4u << 20)

struct sv_import_source {
	int fd;
	off_t start; /* -1: cannot be read twice */
	struct sv_ndjson *lines;
	/* of a table */
	struct sv_import_map *map;
	struct sv_buf text;  /* what was read and not yet given out starts at pos */
	struct sv_buf head;  /* the first row, with a line before it that tells what parts cells */
	struct sv_buf row;   /* the head and one row, for the reader of tables */
	size_t pos, line, first; /* first: rows of the head begin there in row */
	size_t at, n;        /* the row in hand, in text */
	bool end;
	void (*report)(void *data, const struct sv_err *err);
	void *data;
};

static enum sv_status new_source(int fd, struct sv_import_source **out, struct sv_err *err)
{
	*out = calloc(1, sizeof **out);
	if (*out == NULL)
		return sv_err_nomem(err);
	(*out)->fd = fd;
	(*out)->start = lseek(fd, 0, SEEK_CUR);
	return SV_OK;
}

enum sv_status sv_import_lines(int fd, struct sv_import_source **out, struct sv_err *err)
{
	enum sv_status st = new_source(fd, out, err);

	if (st == SV_OK)
		st = sv_ndjson_open(fd, &(*out)->lines, err);
	if (st == SV_OK)
		sv_ndjson_limit((*out)->lines, LINE_MAX_BYTES);
	return st;
}

void sv_import_source_free(struct sv_import_source *s)
{
	if (s == NULL)
		return;
	sv_ndjson_free(s->lines);
	sv_import_map_free(s->map);
	sv_buf_release_secret(&s->text);
	sv_buf_release_secret(&s->row);
	sv_buf_release(&s->head);
	free(s);
}

static enum sv_status fill(struct sv_import_source *s, struct sv_err *err)
{
	char block[65536];
	ssize_t n;

	if (s->pos > 0 && s->text.data) {
		memmove(s->text.data, s->text.data + s->pos, s->text.len - s->pos);
		s->text.len -= s->pos;
		s->pos = 0;
	}
	do {
		n = read(s->fd, block, sizeof block);
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		return sv_err_sys(err, SV_IO, errno, N_("cannot read %s: %s"), "stdin");
	s->end = n == 0;
	sv_buf_add_secret(&s->text, block, (size_t)n);
	explicit_bzero(block, sizeof block);
	return s->text.failed ? sv_err_nomem(err) : SV_OK;
}

/* The next row as it stands, with its line end: a line end within quotes is none. SV_NO at the end. */
static enum sv_status next_raw(struct sv_import_source *s, size_t *number, struct sv_err *err)
{
	size_t i = 0, lines = 0;
	bool quoted = false;

	*number = s->line + 1;
	for (;;) {
		const char *p = s->text.data ? s->text.data + s->pos : "";
		size_t have = s->text.len - s->pos;
		for (; i < have; i++) {
			if (p[i] == '"')
				quoted = !quoted;
			if (p[i] == '\r' && i + 1 == have && !s->end)
				break; /* whether a line feed follows is not known yet */
			bool ends = p[i] == '\n' || (p[i] == '\r' && (i + 1 == have || p[i + 1] != '\n'));
			lines += ends;
			if (ends && !quoted) {
				s->at = s->pos;
				s->n = i + 1;
				s->pos += s->n;
				s->line += lines;
				return SV_OK;
			}
		}
		if (s->end) {
			s->at = s->pos;
			s->n = have;
			s->pos = s->text.len;
			s->line += lines + 1;
			return have ? SV_OK : SV_NO;
		}
		if (have > ROW_MAX_BYTES) { /* goes on with the next line, wherever it may be */
			const char *nl = memchr(p, '\n', have);
			s->at = s->pos;
			s->n = nl ? (size_t)(nl - p) + 1 : have;
			s->pos += s->n;
			s->line += nl != NULL;
			return sv_err_set(err, SV_BAD_INPUT, N_("a cell begins with a quote, and no quote ends it"));
		}
		enum sv_status st = fill(s, err);
		if (st != SV_OK)
			return st;
	}
}

static bool blank(const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!strchr(" \t\r\n", text[i]))
			return false;
	return true;
}

/* The first row, and a line "sep=;" that may stand before it. */
static enum sv_status read_head(struct sv_import_source *s, struct sv_err *err)
{
	const struct sv_csv_row *row;
	struct sv_csv *csv = NULL;
	size_t number;
	enum sv_status st;

	do {
		st = next_raw(s, &number, err);
		if (st == SV_OK)
			sv_buf_add(&s->head, s->text.data + s->at, s->n);
	} while (st == SV_OK && (blank(s->text.data + s->at, s->n) || (s->n > 4 && memmem(s->text.data + s->at, s->n < 8 ? s->n : 8, "sep=", 4))));
	if (st == SV_NO)
		return sv_err_set(err, SV_BAD_INPUT, N_("there is nothing in it"));
	if (st == SV_OK && s->head.len && s->head.data[s->head.len - 1] != '\n' && s->head.data[s->head.len - 1] != '\r')
		sv_buf_addc(&s->head, '\n');
	if (st == SV_OK)
		st = s->head.failed ? sv_err_nomem(err) : sv_csv_open(s->head.data, s->head.len, &csv, err);
	if (st == SV_OK)
		st = sv_csv_next(csv, &row, err);
	if (st == SV_OK)
		st = sv_import_map_columns(s->map, row->cells, row->n, s->report, s->data, err);
	sv_csv_free(csv);
	return st == SV_NO ? sv_err_set(err, SV_BAD_INPUT, N_("there is nothing in it")) : st;
}

enum sv_status sv_import_rows(int fd, const char *map, void (*report)(void *data, const struct sv_err *err), void *data, struct sv_import_source **out, struct sv_err *err)
{
	enum sv_status st = new_source(fd, out, err);

	if (st != SV_OK)
		return st;
	(*out)->report = report;
	(*out)->data = data;
	(*out)->start = -1;
	st = sv_import_map_load(map, &(*out)->map, err);
	return st == SV_OK ? read_head(*out, err) : st;
}

/* One row, read beside the head so that what parts cells is known, and made a line of. */
static enum sv_status next_row(struct sv_import_source *s, json_t **line, size_t *number, struct sv_err *err)
{
	const struct sv_csv_row *row;
	struct sv_csv *csv = NULL;
	enum sv_status st;

	do {
		st = next_raw(s, number, err);
	} while (st == SV_OK && blank(s->text.data + s->at, s->n));
	if (st != SV_OK)
		return st == SV_NO ? st : sv_err_at(err, N_("line %zu"), *number);
	sv_buf_release_secret(&s->row);
	sv_buf_add_secret(&s->row, s->head.data, s->head.len);
	sv_buf_add_secret(&s->row, s->text.data + s->at, s->n);
	st = s->row.failed ? sv_err_nomem(err) : sv_csv_open(s->row.data, s->row.len, &csv, err);
	if (st == SV_OK)
		st = sv_csv_next(csv, &row, err); /* the head again */
	if (st == SV_OK)
		st = sv_csv_next(csv, &row, err);
	if (st == SV_BAD_INPUT && err->ncontexts > 0) /* the line is that of the file */
		sv_msg_set(&err->context[err->ncontexts - 1], N_("line %zu"), *number);
	if (st == SV_NO) /* empty throughout, though parted */
		st = sv_err_set(err, SV_BAD_INPUT, N_("the row is empty")) == SV_BAD_INPUT ? sv_err_at(err, N_("line %zu"), *number) : SV_BAD_INPUT;
	else if (st == SV_OK)
		st = sv_import_map_row(s->map, row->cells, row->n, *number, s->report, s->data, line, err);
	sv_csv_free(csv);
	return st;
}

enum sv_status sv_import_source_next(struct sv_import_source *s, json_t **line, size_t *number, struct sv_err *err)
{
	*line = NULL;
	return s->lines ? sv_ndjson_next(s->lines, line, number, err) : next_row(s, line, number, err);
}

const char *sv_import_source_text(const struct sv_import_source *s, size_t *n)
{
	if (s->lines)
		return sv_ndjson_text(s->lines, n);
	*n = s->n;
	while (*n > 0 && (s->text.data[s->at + *n - 1] == '\n' || s->text.data[s->at + *n - 1] == '\r'))
		--*n;
	return s->text.data + s->at;
}

const char *sv_import_source_head(const struct sv_import_source *s, size_t *n)
{
	*n = s->head.len;
	return s->lines ? NULL : s->head.data;
}

const char *sv_import_source_column(const struct sv_import_source *s, const char *pointer)
{
	return s->map ? sv_import_map_column(s->map, pointer) : NULL;
}

bool sv_import_source_seekable(const struct sv_import_source *s)
{
	return s->start >= 0;
}

enum sv_status sv_import_source_rewind(struct sv_import_source *s, struct sv_err *err)
{
	if (lseek(s->fd, s->start, SEEK_SET) < 0)
		return sv_err_sys(err, SV_IO, errno, N_("cannot read %s: %s"), "stdin");
	sv_ndjson_rewind(s->lines);
	return SV_OK;
}

enum sv_status sv_import_source_holds(struct sv_import_source *s, const char *text, bool *holds, struct sv_err *err)
{
	char block[65536 + 64];
	size_t n = strlen(text), kept = 0;
	ssize_t got = 1;

	*holds = false;
	while (!*holds && got > 0) {
		got = read(s->fd, block + kept, sizeof block - kept);
		if (got < 0 && errno == EINTR) {
			got = 1;
			continue;
		}
		if (got < 0)
			return sv_err_sys(err, SV_IO, errno, N_("cannot read %s: %s"), "stdin");
		size_t have = kept + (size_t)got;
		*holds = memmem(block, have, text, n) != NULL;
		kept = have < n ? have : n - 1; /* it may begin at the end of one block and go on in the next */
		memmove(block, block + have - kept, kept);
	}
	explicit_bzero(block, sizeof block);
	return sv_import_source_rewind(s, err);
}
