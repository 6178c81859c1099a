/* SPDX-License-Identifier: MIT */
/* Memory of JSON values: see memory.h. */
#include "json/memory.h"

#include <jansson.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || defined(SV_FUZZING)
#define WATCHED true
#else
#define WATCHED false
#endif

#define STEP 16       /* sizes go by this */
#define SIZES 16      /* so blocks of up to 256 bytes; a larger one is the C library's */
#define SLAB 65536    /* fetched at a time */
#define KEPT 2048     /* blocks of one size that a thread keeps; above that half of them go to all threads */

/* Before each block; keeps its alignment. */
union head {
	size_t size; /* of the block in steps; 0: it is the C library's */
	union head *next; /* while it is free */
	max_align_t align;
};

/* Blocks in a row. */
struct row {
	union head *first;
	size_t n;
};

/* What all threads share: rows of KEPT / 2 blocks, each linked to the next by the second block of the row. */
static struct {
	pthread_mutex_t lock;
	union head *rows[SIZES + 1];
} shared = { .lock = PTHREAD_MUTEX_INITIALIZER };

static __thread struct row own[SIZES + 1];
static __thread char *slab, *slab_end;

/* One of the rows that all share; false where there is none. */
static bool take_row(size_t size)
{
	pthread_mutex_lock(&shared.lock);
	union head *first = shared.rows[size];
	if (first)
		shared.rows[size] = first[1].next; /* what follows the head is free for this: a block has 16 bytes at least */
	pthread_mutex_unlock(&shared.lock);
	if (first)
		own[size] = (struct row){ first, KEPT / 2 };
	return first != NULL;
}

/* Gives half of what the thread keeps of one size to all: who makes values and who frees them may be two threads. */
static void give_row(size_t size)
{
	union head *first = own[size].first, *last = first;

	for (size_t i = 1; i < KEPT / 2; i++)
		last = last->next;
	own[size] = (struct row){ last->next, own[size].n - KEPT / 2 };
	last->next = NULL;
	pthread_mutex_lock(&shared.lock);
	first[1].next = shared.rows[size];
	shared.rows[size] = first;
	pthread_mutex_unlock(&shared.lock);
}

static void *get(size_t n)
{
	size_t size = n == 0 ? 1 : (n + STEP - 1) / STEP;
	union head *h;

	if (size > SIZES) {
		h = n < (size_t)-1 - sizeof *h ? malloc(sizeof *h + n) : NULL;
		if (h == NULL)
			return NULL;
		h->size = 0;
		return h + 1;
	}
	if (own[size].first == NULL && !take_row(size)) {
		size_t whole = sizeof *h + size * STEP;
		if ((size_t)(slab_end - slab) < whole) {
			char *fresh = malloc(SLAB); /* what is left of the last one is little, and is left */
			if (fresh == NULL)
				return NULL;
			slab = fresh;
			slab_end = fresh + SLAB;
		}
		h = (union head *)slab;
		slab += whole;
	} else {
		h = own[size].first;
		own[size].first = h->next;
		own[size].n--;
	}
	h->size = size;
	return h + 1;
}

static void put(void *block)
{
	union head *h = block;

	if (h == NULL)
		return;
	size_t size = (--h)->size;
	if (size == 0) {
		free(h);
		return;
	}
	h->next = own[size].first;
	own[size].first = h;
	if (++own[size].n > KEPT)
		give_row(size);
}

void sv_json_memory(void)
{
	if (!WATCHED)
		json_set_alloc_funcs(get, put);
}
