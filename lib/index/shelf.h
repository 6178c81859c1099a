/* SPDX-License-Identifier: MIT */
/*
 * The shelf: what was made of all cases as they were at an earlier commit, kept beside the index so that it need not be made again. A text for each case
 * under a key. Derived like everything here, and thrown away freely: what does not read as it was put is as if it were not there. Of a case that is
 * erased, or closes to this user, the texts go with it; where one opens again, all go, as they lack it.
 */
#ifndef SV_INDEX_SHELF_H
#define SV_INDEX_SHELF_H

#include "index/index.h"

/* Gives the texts under a key, ordered by case id, to fn. *found is false (and fn was given nothing) where there are none, or not as they were put. */
enum sv_status sv_index_shelved(struct sv_index *ix, const char *key, bool *found, enum sv_status (*fn)(void *data, const char *case_id, const char *text, struct sv_err *err), void *data, struct sv_err *err);

/* What is to be put: n texts; get gives the i-th. */
struct sv_index_shelving {
	size_t n;
	enum sv_status (*get)(void *data, size_t i, const char **case_id, struct sv_buf *text, struct sv_err *err);
	void *data;
};
/*
 * Puts texts under a key, in place of what was there, in a transaction of its own. SV_BUSY where somebody else writes, or the index does not stand at head any more, where
 * it stood when the texts were made (a case may have been erased since): nothing is put then, which is no harm.
 */
enum sv_status sv_index_shelve(struct sv_index *ix, const char *key, const char *head, const struct sv_index_shelving *what, struct sv_err *err);

#endif
