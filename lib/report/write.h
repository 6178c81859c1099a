/* SPDX-License-Identifier: MIT */
/* Tables and facts of a document, made of protected figures only: what is hidden leaves this file as a mark, and nothing else of it does. */
#ifndef SV_REPORT_WRITE_H
#define SV_REPORT_WRITE_H

#include <jansson.h>
#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "report/protection.h"

/* What documents are written with; borrowed. */
struct sv_writing {
	const json_t *words; /* share/lang/LANG/words.json */
	const char *lang;
};

/* A table as a document has it; its definition gives {title, note?, plot?, share?}. *out is new. */
enum sv_status sv_write_table(const struct sv_rfigures *f, const json_t *definition, const struct sv_writing *w, json_t **out, struct sv_err *err);

/* A text of the definition in the reader's language: a text, or an object {nl, en}; NULL where there is none. Borrowed. */
const char *sv_write_text(const json_t *value, const char *lang);
/* A day as people write it, "16 maart 2026", from its text; words: share/lang/LANG/words.json. Appended; false, and nothing, where the text is no day. */
bool sv_write_day(const json_t *words, const char *text, struct sv_buf *out);
/* A number as people write it: "1234", "1,6" in Dutch. Appended. */
void sv_write_number(double value, int decimals, const char *lang, struct sv_buf *out);
/* The number of a cell by the words of its nodes ("" for a total): false where there is no such cell or it is not shown. */
bool sv_rfigures_shown(const struct sv_rfigures *f, const char *const *words, size_t nwords, long long *n);

#endif
