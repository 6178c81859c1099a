/* SPDX-License-Identifier: MIT */
/* The words of the index, by their codes: read once, so that rows need not be joined with them. See internal.h. */
#include "index/internal.h"

#include <stdlib.h>
#include <string.h>

/* As in model/kept.h, from the best to the worst. */
const char *const sv_index_keepings[SV_INDEX_KEEPINGS + 1] = { "lapsed", "met", "running", "suspended", "late", "missed", NULL };

void sv_index_keeping_sql(struct sv_buf *sql, int32_t today)
{
	sv_buf_addf(sql, "CASE WHEN done IS NOT NULL THEN CASE WHEN done <= due THEN 1 ELSE 4 END WHEN ended IS NOT NULL THEN CASE WHEN ended > due THEN 5 ELSE 0 END"
	                 " WHEN suspended THEN 3 WHEN %ld > due THEN 5 ELSE 2 END", (long)today);
}

enum sv_status sv_index_words_read(struct sv_index *ix, struct sv_index_words *w, struct sv_err *err)
{
	sqlite3_stmt *stmt = NULL;
	int rc = SQLITE_DONE;
	enum sv_status st = sv_index_prepare(ix, "SELECT ifnull(max(id), 0) FROM code", &stmt, err);

	if (st == SV_OK && sqlite3_step(stmt) != SQLITE_ROW)
		st = sv_index_fail(ix, err);
	w->n = st == SV_OK ? (size_t)sqlite3_column_int64(stmt, 0) + 1 : 0;
	sqlite3_finalize(stmt);
	stmt = NULL;
	w->word = st == SV_OK ? calloc(w->n, sizeof *w->word) : NULL;
	if (st == SV_OK)
		st = w->word ? sv_index_prepare(ix, "SELECT id, word FROM code", &stmt, err) : sv_err_nomem(err);
	while (st == SV_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		size_t id = (size_t)sqlite3_column_int64(stmt, 0);
		const char *word = (const char *)sqlite3_column_text(stmt, 1);
		if (id < w->n && (word == NULL || (w->word[id] = strdup(word)) == NULL))
			st = sv_err_nomem(err);
	}
	if (st == SV_OK && rc != SQLITE_DONE)
		st = sv_index_fail(ix, err);
	sqlite3_finalize(stmt);
	return st;
}

void sv_index_words_release(struct sv_index_words *w)
{
	for (size_t i = 0; i < w->n && w->word; i++)
		free(w->word[i]);
	for (size_t i = 0; i < w->n * SV_INDEX_KEEPINGS && w->kept; i++)
		free(w->kept[i]);
	free(w->word);
	free(w->kept);
}

const char *sv_index_word(const struct sv_index_words *w, long long code)
{
	return code > 0 && (size_t)code < w->n ? w->word[code] : NULL;
}

const char *sv_index_kept_word(struct sv_index_words *w, long long term, int keeping)
{
	const char *word = sv_index_word(w, term);
	struct sv_buf both = SV_BUF_INIT;

	if (word == NULL || keeping <= 0 || keeping >= SV_INDEX_KEEPINGS)
		return NULL;
	if (w->kept == NULL && (w->kept = calloc(w->n * SV_INDEX_KEEPINGS, sizeof *w->kept)) == NULL)
		return NULL;
	char **at = &w->kept[(size_t)term * SV_INDEX_KEEPINGS + (size_t)keeping];
	if (*at == NULL) {
		sv_buf_addf(&both, "%s:%s", word, sv_index_keepings[keeping]);
		*at = sv_buf_take(&both);
	}
	return *at;
}
