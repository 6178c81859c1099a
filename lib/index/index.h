/* SPDX-License-Identifier: MIT */
/*
 * The derived index: a SQLite file per user that answers lists and counts fast. It holds the record of each case
 * (no narrative, no identity; people as their tokens) and is thrown away and rebuilt whenever it is missing, damaged,
 * of another version or of another store. The only place with SQL on it.
 */
#ifndef SV_INDEX_INDEX_H
#define SV_INDEX_INDEX_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

/* What this user may see of a case. */
enum sv_index_sight {
	SV_INDEX_SHOWN,
	SV_INDEX_HIDDEN, /* counted in figures, but in no list */
	SV_INDEX_CLOSED, /* its record does not open: in no figure either */
};

struct sv_index;

#define SV_INDEX_DIMS_MAX 8

/* A person who is in two cases: in the one asked about, and in another. */
struct sv_index_shared {
	const char *party, *role;                           /* here */
	const char *other, *other_role, *state;             /* the other case, there, and where it stands */
	int32_t received;                                   /* day the other case came in */
	bool hidden;                                        /* this user may not see the other case */
};

/* A dimension that cases are counted by. */
struct sv_index_dimension {
	const char *name;
	bool many; /* a case can have several words of it: it is counted under each, and under their total once */
};
/* All dimensions; a NULL name ends the table. What each tells is in model/facts.h and sv-stats(1). */
extern const struct sv_index_dimension sv_index_dimensions[];
/* One of them by its name, or NULL. */
const struct sv_index_dimension *sv_index_dimension(const char *name);
/* The days between which durations are measured: names such as "received"; NULL-terminated. */
extern const char *const sv_index_days[];

/* What a question is about: cases whose dimension has that word, received in [from, to] (days; INT32_MIN/MAX: open). */
struct sv_index_query {
	struct { const char *dimension, *word; } only[16];
	size_t nonly;
	int32_t from, to;
	bool hidden;           /* count hidden cases too (statistics do, lists do not) */
	const char *const *by; /* dimensions to group by */
	size_t nby;
	bool numbers;          /* groups: sum allegations, contacts and overrides too; else these are 0 */
	size_t limit;          /* lists: at most so many; 0: all */
	int32_t today;         /* the day on which terms that are still open are judged: running or missed ("timeliness") */
};

/* A case as a row of words. All borrowed, and gone with the next row. */
struct sv_index_row {
	const char *case_id;
	int32_t received;                    /* INT32_MIN: not known; of an erased case the first day of its year */
	bool erased;
	const char *const *const *words;     /* [dimension asked for]: its words, then NULL; no word where the record does not tell */
	const char *const *reporters, *const *concerned; /* the persons, then NULL: tokens, opaque; who has none is "CASE/PARTY", so differs from all others */
};

/*
 * Opens (makes, where missing) the index at path; path NULL: one in memory. An index that cannot be used is
 * emptied without a word: its head is then "". Errors: SV_IO, SV_CANT_CREATE.
 */
enum sv_status sv_index_open(const char *path, const char *store_id, struct sv_index **out, struct sv_err *err);
/*
 * One that lasts as long as it is open: a file in the folder that has no name any more, so that memory stays flat however many cases there are; in memory
 * where no file can be made there.
 */
enum sv_status sv_index_open_scratch(const char *folder, const char *store_id, struct sv_index **out, struct sv_err *err);
void sv_index_free(struct sv_index *ix);

/* The commit (40 hex digits) the index stands at, or "". Owned by the index. */
const char *sv_index_head(struct sv_index *ix);
/*
 * Holds the index as it is: until it is let go, whatever is read of it is of one commit (sv_index_head), also while others bring it further. Nothing may be put meanwhile.
 * To hold what is held, or to let go what is not, does nothing.
 */
enum sv_status sv_index_hold(struct sv_index *ix, struct sv_err *err);
void sv_index_let_go(struct sv_index *ix);
bool sv_index_held(const struct sv_index *ix);

/* One transaction: begin, then put, drop and note, then commit at a new head. Freeing the index rolls back. */
enum sv_status sv_index_begin(struct sv_index *ix, struct sv_err *err);
/* Forgets all cases, inside a transaction. */
enum sv_status sv_index_clear(struct sv_index *ix, struct sv_err *err);
/* Keeps a text with the index under a key, and reads it (appended; SV_NOT_FOUND). */
enum sv_status sv_index_note(struct sv_index *ix, const char *key, const char *text, struct sv_err *err);
enum sv_status sv_index_noted(struct sv_index *ix, const char *key, struct sv_buf *text, struct sv_err *err);
/* Whether the last failure was of the file itself: then it is to be thrown away. */
bool sv_index_damaged(const struct sv_index *ix);
/* One case to be put. All borrowed. */
struct sv_index_entry {
	const json_t *state;   /* its public state (fold.h) */
	const json_t *parties; /* its parties with their person tokens, so that the same person is found in other cases; may be NULL */
	const json_t *facts;   /* what it counts as (model/facts.h); may be NULL */
	const json_t *kept;    /* which terms were kept (model/kept.h); may be NULL */
	const json_t *due;     /* its terms (model/terms.h); may be NULL */
	const json_t *openings; /* who opened it or was let in: envelopes with their records, in order; may be NULL */
	enum sv_index_sight sight;
};
enum sv_status sv_index_put(struct sv_index *ix, const struct sv_index_entry *e, struct sv_err *err);
/*
 * The same in two steps: a case is made ready without the index, also by several threads at once, and put by who has the index. What is ready borrows nothing;
 * NULL is harmless to free.
 */
struct sv_index_ready;
enum sv_status sv_index_ready_new(const struct sv_index_entry *e, struct sv_index_ready **out, struct sv_err *err);
void sv_index_ready_free(struct sv_index_ready *r);
enum sv_status sv_index_put_ready(struct sv_index *ix, const struct sv_index_ready *r, struct sv_err *err);
/* The index holds no case and no item, and all of them follow: until the commit no old rows are looked for, and what can be made at the end is made there. In a transaction. */
enum sv_status sv_index_fill(struct sv_index *ix, struct sv_err *err);
enum sv_status sv_index_drop(struct sv_index *ix, const char *case_id, struct sv_err *err);
/* An item of a register (model/item.h) to be put. All borrowed. */
struct sv_index_item {
	const char *id, *member; /* member: of its register, "policy" */
	const json_t *state, *due; /* due: its terms; may be NULL */
};
enum sv_status sv_index_put_item(struct sv_index *ix, const struct sv_index_item *item, struct sv_err *err);
enum sv_status sv_index_drop_item(struct sv_index *ix, const char *id, struct sv_err *err);
enum sv_status sv_index_commit(struct sv_index *ix, const char *head, struct sv_err *err);
void sv_index_rollback(struct sv_index *ix);
/* Rewrites the file without what was deleted, and empties its log. SV_BUSY where others read it: to be done again later. */
enum sv_status sv_index_purge(struct sv_index *ix, struct sv_err *err);

/* Calls fn for every case asked for, oldest first, with its state as JSON text. fn may stop it by a status other than SV_OK. */
enum sv_status sv_index_list(struct sv_index *ix, const struct sv_index_query *q,
                             enum sv_status (*fn)(void *data, const char *json, struct sv_err *err), void *data, struct sv_err *err);
/* Calls fn for every item of a register, in the order they were added, with its state as JSON text. fn may stop it by a status other than SV_OK. */
enum sv_status sv_index_items(struct sv_index *ix, const char *member,
                              enum sv_status (*fn)(void *data, const char *json, struct sv_err *err), void *data, struct sv_err *err);
/* The state of one item as a new value. SV_NOT_FOUND. */
enum sv_status sv_index_item(struct sv_index *ix, const char *id, json_t **state, struct sv_err *err);
/* Calls fn for every opening that was put, oldest first, of one case, officer, and from an instant on (each may be NULL), as JSON text. */
enum sv_status sv_index_openings(struct sv_index *ix, const char *case_id, const char *by, const char *since,
                                 enum sv_status (*fn)(void *data, const char *case_id, const char *json, struct sv_err *err), void *data, struct sv_err *err);
/* How many cases are closed to this user. */
enum sv_status sv_index_closed(struct sv_index *ix, long long *n, struct sv_err *err);

/* The state of one case as a new value. SV_NOT_FOUND where there is none; SV_DENIED where it is hidden. */
enum sv_status sv_index_case(struct sv_index *ix, const char *case_id, json_t **state, struct sv_err *err);
/*
 * Calls fn for every case that q chooses, ordered by its id, with the words of ndims dimensions (any number; q->by is not looked at).
 * Cases that are closed to this user are not among them: sv_index_closed counts them. fn may stop it by a status other than SV_OK.
 */
enum sv_status sv_index_rows(struct sv_index *ix, const struct sv_index_query *q, const char *const *dims, size_t ndims,
                             enum sv_status (*fn)(void *data, const struct sv_index_row *row, struct sv_err *err), void *data, struct sv_err *err);
/* A time to be measured: between two days of sv_index_days. What has not ended is open, and has lasted until q->today, or until the case was closed. */
struct sv_index_span {
	const char *from, *to;
};
/* Cases that are alike in the dimensions of a question, and, with a span, in how long it took. All borrowed, and gone with the next group. */
struct sv_index_group {
	const char *const *const *words; /* [q->by]: the words, then NULL; no word where the record does not tell */
	long long cases;
	long long allegations, contacts, overrides; /* of all of these cases together */
	int32_t days; /* with a span */
	bool open;
};
/*
 * Calls fn for every group of cases of q, in no set order; no case is in two of them, also where it has several words. With a span (NULL:
 * none) only cases that have its first day, and that have its last day or can still get it: an erased case has no open spans.
 */
enum sv_status sv_index_groups(struct sv_index *ix, const struct sv_index_query *q, const struct sv_index_span *span,
                               enum sv_status (*fn)(void *data, const struct sv_index_group *group, struct sv_err *err), void *data, struct sv_err *err);
/* Terms that began (model/kept.h), of cases that are alike in the dimensions of a question: of one term, that were kept alike on q->today. */
struct sv_index_kept {
	const char *const *const *words; /* as above */
	const char *term;
	int keeping;    /* its place in sv_keeping_words (model/kept.h) */
	long long days; /* from its last day to the day it was done (less than 0: before it); 0 where it is not done */
	long long n;
};
enum sv_status sv_index_kept(struct sv_index *ix, const struct sv_index_query *q,
                             enum sv_status (*fn)(void *data, const struct sv_index_kept *kept, struct sv_err *err), void *data, struct sv_err *err);
/* Calls fn for every group with its words (q->nby of them, "" where a case has none) and the number of cases in it, sorted by words. A case with several words is in several groups. */
enum sv_status sv_index_count(struct sv_index *ix, const struct sv_index_query *q,
                              enum sv_status (*fn)(void *data, const char *const *words, long long count, struct sv_err *err), void *data, struct sv_err *err);
/* Calls fn for every term that is due by a day (INT32_MAX: all), soonest first, as JSON text with its last day. who: only this officer's; NULL: all. */
enum sv_status sv_index_due(struct sv_index *ix, int32_t until, const char *who,
                            enum sv_status (*fn)(void *data, int32_t due, const char *json, struct sv_err *err), void *data, struct sv_err *err);
/* Calls fn for every person of a case who is a party to another one. */
enum sv_status sv_index_shared_persons(struct sv_index *ix, const char *case_id,
                                       enum sv_status (*fn)(void *data, const struct sv_index_shared *s, struct sv_err *err), void *data, struct sv_err *err);
/* Calls fn for every case that has a party with that token, closed to me or not. */
enum sv_status sv_index_of_person(struct sv_index *ix, const char *token, enum sv_status (*fn)(void *data, const char *case_id, struct sv_err *err), void *data, struct sv_err *err);
/* The case that has a party, or a mailbox, with that token. SV_NOT_FOUND. */
enum sv_status sv_index_by_token(struct sv_index *ix, const char *token, char case_id[16], struct sv_err *err);
/* Calls fn for every decided case but one (NULL: none left out) that a question chooses: its route, outcome and the days to its decision. */
enum sv_status sv_index_decided(struct sv_index *ix, const struct sv_index_query *q, const char *but,
                                enum sv_status (*fn)(void *data, const char *route, const char *outcome, long long days, struct sv_err *err), void *data, struct sv_err *err);
/*
 * Calls fn with the commit the index stands at, and then with every case and item, in the order of their ids: bytes that are the same for two indexes which hold
 * the same. Two indexes may be read so by two threads at once.
 */
enum sv_status sv_index_each_row(struct sv_index *ix, enum sv_status (*fn)(void *data, const char *bytes, size_t n, struct sv_err *err), void *data, struct sv_err *err);
/* Whether two indexes hold the same (part: whether a holds all that is in b), SV_BUSY where they stand at different commits; *differs gets the id of the first case or item that does not (or ""). */
enum sv_status sv_index_same(struct sv_index *a, struct sv_index *b, bool part, char differs[16], struct sv_err *err);

#endif
