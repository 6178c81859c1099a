/* SPDX-License-Identifier: MIT */
/* What the verbs of noticing share: the cases as numbers and codes, and the document that is printed as text, JSON or CSV. */
#ifndef SV_CLI_NOTICED_H
#define SV_CLI_NOTICED_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "cli/run.h"
#include "index/index.h"

/* The dimensions that noticing looks at; their names are sv_noticed_dimensions. */
enum sv_noticed_dimension {
	SV_NOTICED_UNIT, SV_NOTICED_KIND, SV_NOTICED_CATEGORY, SV_NOTICED_GRAVITY, SV_NOTICED_CHANNEL, SV_NOTICED_CONFIDENTIALITY,
	SV_NOTICED_ROUTE, SV_NOTICED_OUTCOME, SV_NOTICED_POSITION /* of the person concerned */, SV_NOTICED_DIMENSIONS
};
extern const char *const sv_noticed_dimensions[]; /* NULL-terminated */

/* A case. Words are codes: 0 for none, else a place in sv_noticed.word. */
struct sv_noticed_case {
	char id[16];
	bool hidden;                 /* this user may not see it */
	bool erased;                 /* its day is the first of its year, and it has lost most of its words */
	bool departs;                /* a reason was recorded why it was decided otherwise than like cases */
	bool measured;               /* measures were taken */
	int32_t received, decided;   /* INT32_MIN: not */
	size_t word[SV_NOTICED_DIMENSIONS];
	size_t incident;             /* the place of the first case about the same incident */
	bool tied;                   /* there are others about it */
	size_t first_cause, ncauses; /* its root causes, in sv_noticed.cause */
};

struct sv_noticed {
	struct sv_run *run;
	struct sv_index *index; /* the session's */
	json_t *protocol;
	int32_t today;          /* the day as of which is looked */
	struct sv_noticed_case *cases;
	size_t n, cap;
	size_t *order;          /* places of cases, by their ids */
	char **word;
	size_t nwords, words_cap;
	json_t *codes;
	size_t *cause;
	size_t ncauses, causes_cap;
	long long closed;       /* cases that do not open, and are in no figure */
	json_t *ties;           /* while reading: cases that belong to one incident */
};

/* Reads all cases, oldest first; close it also where that failed. */
enum sv_status sv_noticed_open(struct sv_run *run, struct sv_noticed *d, struct sv_err *err);
void sv_noticed_close(struct sv_noticed *d);
/* The text of a code; "" of 0. */
const char *sv_noticed_word(const struct sv_noticed *d, size_t code);
/* Gives a word its code. */
enum sv_status sv_noticed_code(struct sv_noticed *d, const char *word, size_t *code, struct sv_err *err);
/* The codes that some cases have in a dimension, and those of some other words (NULL: none), each once, by their texts. The array is the caller's. */
enum sv_status sv_noticed_codes(struct sv_noticed *d, enum sv_noticed_dimension dimension, const json_t *others, size_t **codes, size_t *n, struct sv_err *err);
/* The codes of all root causes, as above. */
enum sv_status sv_noticed_causes(const struct sv_noticed *d, size_t **codes, size_t *n, struct sv_err *err);
/* The place of the case with an id; d->n where there is none. */
size_t sv_noticed_find(const struct sv_noticed *d, const char *id);

/* A column of the rows of a document. */
struct sv_noticed_column {
	const char *key, *heading; /* heading: N_ */
	int decimals;              /* of a number; SV_NOTICED_TEXT: text */
};
#define SV_NOTICED_TEXT (-1)

/*
 * The start of a document: {sv, figures, day, commit, publish: "never", rows: []}. rows is borrowed from it.
 */
enum sv_status sv_noticed_document(const struct sv_noticed *d, const char *figures, json_t **document, json_t **rows, struct sv_err *err);
/* Whether it is printed for people. */
bool sv_noticed_for_people(const struct sv_noticed *d);
/* Sets a member to a number as it is printed: rounded, so that the bytes are the same everywhere. What is no number is left out. */
bool sv_noticed_set(json_t *object, const char *key, double value, int decimals);
/* Adds a paragraph for people, already translated, to the document. */
bool sv_noticed_say(json_t *document, const char *text);
/*
 * Prints it by --format: JSON as it is; CSV its rows; text its rows, then its paragraphs.
 */
enum sv_status sv_noticed_print(const struct sv_noticed *d, const json_t *document, const struct sv_noticed_column *columns, size_t n, struct sv_err *err);

#endif
