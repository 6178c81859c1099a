/* SPDX-License-Identifier: MIT */
/*
 * Packed columns: for an index of many cases, the codes of one dimension as arrays of small numbers, a chunk of cases each, so that counting does not read
 * whole rows. Made by who first counts by a dimension, a chunk anew when a case of it is put; thrown away freely. Internal to index/.
 */
#ifndef SV_INDEX_PACKED_H
#define SV_INDEX_PACKED_H

#include "index/internal.h"
#include "index/tally.h"

#define SV_PACKED_FROM 32768 /* cases from which on it is worth the while */

/* Whether a question can be answered from packed columns: it counts, by dimensions of one word, without days. */
bool sv_packed_fits(const struct sv_index_query *q, const struct sv_index_span *span);
/*
 * Counts by packed columns, making those that are missing. keys: as packed(bits, per) of count.c makes them: `per` codes of `bits` bits in each number.
 * *done is false, and nothing was added, where it cannot be: too few cases, too many words, or somebody else writes.
 */
enum sv_status sv_packed_count(struct sv_index *ix, const struct sv_index_query *q, unsigned bits, size_t per, struct sv_tally *t, bool *done, struct sv_err *err);
/* Forgets what is packed of a case that is put or dropped. In a transaction. */
enum sv_status sv_packed_forget(struct sv_index *ix, sqlite3_int64 id, struct sv_err *err);

#endif
