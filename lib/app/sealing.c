/* SPDX-License-Identifier: MIT */
/*
 * Sealing of what a batch writes (batch.h). Acts are judged one after the other; what is to be stored of them lies with its file as drafts, and a crew of threads seals,
 * chains, names and compresses file by file meanwhile. A crew is hired once enough files wait, so that a batch of a few acts starts no thread.
 */
#include <pthread.h>
#include <stdlib.h>

#include "app/batch.h"
#include "base/crew.h"
#include "store/deflate.h"

/* So many files are sealed by whoever wrote them: they end as loose objects, which are compressed in another way. */
#define CREW_FROM 48

struct sv_sealers {
	struct sv_crew *crew;     /* NULL: nobody is hired yet */
	struct entry *open;       /* the file that was written last: it may be written on */
	pthread_mutex_t lock;     /* of work, while there is a crew */
	struct entry **work;      /* files in the order of being given; before there is a crew those that wait */
	size_t n, cap;
	struct sv_deflate *deflate[SV_CREW_MAX]; /* one for each hand */
};

enum sv_status sv_sealers_new(struct sv_sealers **out, struct sv_err *err)
{
	struct sv_sealers *s = calloc(1, sizeof *s);

	*out = s;
	if (s)
		pthread_mutex_init(&s->lock, NULL);
	return s ? SV_OK : sv_err_nomem(err);
}

void sv_sealers_free(struct sv_sealers *s)
{
	if (s == NULL)
		return;
	sv_crew_free(s->crew);
	pthread_mutex_destroy(&s->lock);
	for (size_t i = 0; i < SV_CREW_MAX; i++)
		sv_deflate_free(s->deflate[i]);
	free(s->work);
	free(s);
}

/* Seals the drafts of a file, each chained to the line before it. */
static enum sv_status seal(struct entry *e, struct sv_err *err)
{
	enum sv_status st = SV_OK;

	if (e->ndrafts > 0)
		sv_ready_release(&e->ready); /* it is of the text before */
	for (size_t i = 0; i < e->ndrafts && st == SV_OK; i++) {
		size_t start = e->text.len;
		st = sv_draft_seal(e->drafts[i], e->last, &e->text, err);
		if (st == SV_OK)
			sv_hash_line(e->text.data + start, e->text.len - start, e->last);
		sv_buf_addc(&e->text, '\n');
		if (e->text.failed)
			st = sv_err_nomem(err);
	}
	sv_entry_forget_drafts(e);
	return st;
}

void sv_entry_forget_drafts(struct entry *e)
{
	for (size_t i = 0; i < e->ndrafts; i++)
		sv_draft_free(e->drafts[i]);
	free(e->drafts);
	e->drafts = NULL;
	e->ndrafts = 0;
}

/* One file, by one of the crew: sealed, and made ready for the pack. */
static enum sv_status work(void *data, size_t item, size_t hand, struct sv_err *err)
{
	struct sv_sealers *s = data;
	enum sv_status st;

	pthread_mutex_lock(&s->lock);
	struct entry *e = s->work[item];
	pthread_mutex_unlock(&s->lock);
	if (s->deflate[hand] == NULL && (s->deflate[hand] = sv_deflate_new()) == NULL)
		return sv_err_nomem(err);
	st = seal(e, err);
	return st == SV_OK ? sv_ready_make(s->deflate[hand], e->text.data, e->text.len, &e->ready, err) : st;
}

/* Puts a file at the end of the work; it is not to be looked at until that is done. */
static enum sv_status add(struct sv_sealers *s, struct entry *e, struct sv_err *err)
{
	enum sv_status st = SV_OK;

	pthread_mutex_lock(&s->lock);
	if (s->n == s->cap) {
		size_t cap = s->cap ? s->cap * 2 : 256;
		struct entry **grown = realloc(s->work, cap * sizeof(struct entry *));
		if (grown == NULL)
			st = sv_err_nomem(err);
		else
			s->cap = cap, s->work = grown;
	}
	if (st == SV_OK)
		s->work[s->n++] = e;
	pthread_mutex_unlock(&s->lock);
	if (st == SV_OK && s->crew) {
		e->item = s->n;
		sv_crew_give(s->crew);
	}
	return st;
}

/* Hires the crew, and gives it what waits. */
static enum sv_status hire(struct sv_sealers *s, struct sv_err *err)
{
	s->crew = sv_crew_new(0, work, s);
	if (s->crew == NULL)
		return sv_err_nomem(err);
	for (size_t i = 0; i < s->n; i++) {
		s->work[i]->item = i + 1;
		sv_crew_give(s->crew);
	}
	return SV_OK;
}

/* The file that was written last is left. */
static enum sv_status leave(struct sv_sealers *s, struct sv_err *err)
{
	struct entry *e = s->open;
	bool waits = e && e->ndrafts > 0;
	enum sv_status st = SV_OK;

	s->open = NULL;
	for (size_t i = 0; waits && s->crew == NULL && i < s->n; i++)
		waits = s->work[i] != e;
	if (waits)
		st = add(s, e, err);
	return st == SV_OK && s->crew == NULL && s->n >= CREW_FROM ? hire(s, err) : st;
}

/* Waits until the crew has done with a file. */
static enum sv_status regain(struct sv_sealers *s, struct entry *e, struct sv_err *err)
{
	enum sv_status st = e->item > 0 ? sv_crew_wait(s->crew, e->item, err) : SV_OK;

	e->item = 0;
	return st;
}

enum sv_status sv_batch_draft(struct sv_batch *b, struct entry *e, struct sv_draft *draft, struct sv_err *err)
{
	enum sv_status st = SV_OK;

	if (b->sealers->open != e)
		st = leave(b->sealers, err);
	if (st == SV_OK)
		st = regain(b->sealers, e, err);
	struct sv_draft **grown = st == SV_OK ? realloc(e->drafts, (e->ndrafts + 1) * sizeof(struct sv_draft *)) : NULL;
	if (st == SV_OK && grown == NULL)
		st = sv_err_nomem(err);
	if (st != SV_OK) {
		sv_draft_free(draft);
		return st;
	}
	e->drafts = grown;
	e->drafts[e->ndrafts++] = draft;
	b->sealers->open = e;
	return SV_OK;
}

enum sv_status sv_batch_lines(struct sv_batch *b, struct entry *e, struct sv_err *err)
{
	enum sv_status st = regain(b->sealers, e, err);

	return st == SV_OK ? seal(e, err) : st;
}

void sv_batch_drop_lines(struct sv_batch *b, struct entry *e)
{
	struct sv_sealers *s = b->sealers;

	if (s == NULL)
		return;
	if (s->open == e)
		s->open = NULL;
	regain(s, e, NULL);
	for (size_t i = 0; s->crew == NULL && i < s->n; i++) /* of those that wait; once there is a crew it has done with this one */
		if (s->work[i] == e)
			s->work[i--] = s->work[--s->n];
}

enum sv_status sv_batch_give_lines(struct sv_batch *b, struct sv_err *err)
{
	return leave(b->sealers, err);
}

enum sv_status sv_batch_await_lines(struct sv_batch *b, struct sv_err *err)
{
	enum sv_status st = b->sealers->crew ? sv_crew_wait(b->sealers->crew, SIZE_MAX, err) : SV_OK;

	for (size_t i = 0; i < b->n; i++) {
		struct entry *e = b->entries[i];
		e->item = 0;
		if (st == SV_OK)
			st = seal(e, err);
	}
	return st;
}
