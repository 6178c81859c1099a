/* SPDX-License-Identifier: MIT */
/*
 * A crew: a few threads that share out numbered items of work with whoever hired them. Items are begun in order, and the first one
 * that failed, by its number, is the failure of all. Threads are started only where work waits for them, so that a crew with one item costs nothing,
 * and from the thread that gives: what a process gave up before (base/confine.h), its crew gave up as well.
 * With one processor, or where no thread may be started, the caller does all of it.
 */
#ifndef SV_BASE_CREW_H
#define SV_BASE_CREW_H

#include <stddef.h>

#include "base/err.h"

#define SV_CREW_MAX 8 /* hands at most, the caller's included */

struct sv_crew;

/*
 * Does one item. hand is the thread it runs on, from 0 (the caller) to below SV_CREW_MAX: no two calls with the same hand run at the same time, so that it
 * may choose scratch memory. What items share and change is theirs to guard.
 */
typedef enum sv_status sv_crew_work(void *data, size_t item, size_t hand, struct sv_err *err);

/* The hands that this process has: processors it may run on, at most SV_CREW_MAX. */
size_t sv_crew_hands(void);

/* A crew of at most so many hands (0: sv_crew_hands()) for one kind of work; starts nothing yet. NULL without memory. */
struct sv_crew *sv_crew_new(size_t hands, sv_crew_work *work, void *data);
/* Waits for what was begun, leaves out the rest, and dismisses the crew; NULL is harmless. */
void sv_crew_free(struct sv_crew *c);
/* Gives the next item: the first call is item 0, the next 1. What the item reads must be in place, and stay until it is done. */
void sv_crew_give(struct sv_crew *c);
/*
 * Waits until all given items below upto are done (SIZE_MAX: all), and works along meanwhile. SV_OK, or the status and error of the first item that failed: then
 * nothing runs any more, later items may never have been begun, and all that is given afterwards is left out.
 */
enum sv_status sv_crew_wait(struct sv_crew *c, size_t upto, struct sv_err *err);

/* All in one: items 0 to n - 1 by sv_crew_hands() hands. */
enum sv_status sv_crew_each(size_t n, sv_crew_work *work, void *data, struct sv_err *err);

#endif
