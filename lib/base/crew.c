/* SPDX-License-Identifier: MIT */
/* A crew of threads: see crew.h. */
#include "base/crew.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>

#define NONE ((size_t)-1)
#define WAKE 8 /* who sleeps is woken for so many items, or when somebody waits for them: waking takes longer than a small item */
#define STACK ((size_t)1 << 20)

struct hand {
	struct sv_crew *crew;
	pthread_t thread;
	size_t number;
	size_t at; /* the item it does; NONE while idle */
};

struct sv_crew {
	sv_crew_work *work;
	void *data;
	size_t hands, started; /* at most; threads that were started, the caller not counted */
	bool alone;            /* no more threads can be started */
	pthread_mutex_t lock;  /* of all below */
	pthread_cond_t more, done;
	size_t given, begun, idle;
	bool waiting, over;
	enum sv_status status;
	size_t failed; /* the item that status and err are of */
	struct sv_err err;
	struct hand hand[SV_CREW_MAX];
};

size_t sv_crew_hands(void)
{
	cpu_set_t set;
	int n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;

	return n < 1 ? 1 : n > SV_CREW_MAX ? SV_CREW_MAX : (size_t)n;
}

struct sv_crew *sv_crew_new(size_t hands, sv_crew_work *work, void *data)
{
	struct sv_crew *c = calloc(1, sizeof *c);

	if (c == NULL)
		return NULL;
	c->work = work;
	c->data = data;
	c->hands = hands == 0 ? sv_crew_hands() : hands > SV_CREW_MAX ? SV_CREW_MAX : hands;
	c->failed = NONE;
	pthread_mutex_init(&c->lock, NULL);
	pthread_cond_init(&c->more, NULL);
	pthread_cond_init(&c->done, NULL);
	for (size_t i = 0; i < SV_CREW_MAX; i++)
		c->hand[i] = (struct hand){ .crew = c, .number = i, .at = NONE };
	return c;
}

/* Does the next item. The lock is held before and after, not meanwhile. */
static void do_one(struct sv_crew *c, struct hand *h)
{
	struct sv_err err = { 0 };

	h->at = c->begun++;
	pthread_mutex_unlock(&c->lock);
	enum sv_status st = c->work(c->data, h->at, h->number, &err);
	pthread_mutex_lock(&c->lock);
	if (st != SV_OK && h->at < c->failed) {
		c->failed = h->at;
		c->status = st;
		c->err = err;
	}
	h->at = NONE;
	if (c->waiting)
		pthread_cond_signal(&c->done);
}

/* Whether an item waits that is to be done. */
static bool waits(const struct sv_crew *c)
{
	return c->begun < c->given && c->status == SV_OK && !c->over;
}

static void *live(void *data)
{
	struct hand *h = data;
	struct sv_crew *c = h->crew;

	pthread_mutex_lock(&c->lock);
	while (!c->over) {
		if (waits(c)) {
			do_one(c, h);
			continue;
		}
		c->idle++;
		pthread_cond_wait(&c->more, &c->lock);
		c->idle--;
	}
	pthread_mutex_unlock(&c->lock);
	return NULL;
}

/* Starts one more thread, which takes no signals: they are the business of the thread that was there before. */
static void start_one(struct sv_crew *c)
{
	struct hand *h = &c->hand[c->started + 1];
	sigset_t all, was;
	pthread_attr_t attr;

	c->alone = pthread_attr_init(&attr) != 0;
	if (c->alone)
		return;
	pthread_attr_setstacksize(&attr, STACK);
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &was);
	c->alone = pthread_create(&h->thread, &attr, live, h) != 0;
	pthread_sigmask(SIG_SETMASK, &was, NULL);
	pthread_attr_destroy(&attr);
	c->started += !c->alone;
}

/* Wakes a hand where so many items wait, and starts one where more wait than hands that sleep, but for one. The lock is held. */
static void call_hands(struct sv_crew *c, size_t wake)
{
	size_t backlog = waits(c) ? c->given - c->begun : 0;

	if (backlog == 0)
		return;
	if (c->idle > 0 && backlog >= wake)
		pthread_cond_signal(&c->more);
	while (backlog > c->idle + 1 && c->started + 1 < c->hands && !c->alone) {
		start_one(c);
		backlog--;
	}
}

void sv_crew_give(struct sv_crew *c)
{
	pthread_mutex_lock(&c->lock);
	c->given++;
	if (c->hands > 1)
		call_hands(c, WAKE);
	pthread_mutex_unlock(&c->lock);
}

/* The first item that is not done. */
static size_t undone(const struct sv_crew *c)
{
	size_t first = c->begun;

	for (size_t i = 0; i <= c->started; i++)
		if (c->hand[i].at < first)
			first = c->hand[i].at;
	return first;
}

enum sv_status sv_crew_wait(struct sv_crew *c, size_t upto, struct sv_err *err)
{
	pthread_mutex_lock(&c->lock);
	if (upto > c->given)
		upto = c->given;
	c->waiting = true;
	while (c->status == SV_OK ? undone(c) < upto : undone(c) < c->begun) {
		if (waits(c)) {
			call_hands(c, 1); /* one is for me */
			do_one(c, &c->hand[0]);
		} else {
			pthread_cond_wait(&c->done, &c->lock);
		}
	}
	c->waiting = false;
	enum sv_status st = c->status;
	if (st != SV_OK && err)
		*err = c->err;
	pthread_mutex_unlock(&c->lock);
	return st;
}

void sv_crew_free(struct sv_crew *c)
{
	if (c == NULL)
		return;
	pthread_mutex_lock(&c->lock);
	c->over = true;
	pthread_cond_broadcast(&c->more);
	pthread_mutex_unlock(&c->lock);
	for (size_t i = 1; i <= c->started; i++)
		pthread_join(c->hand[i].thread, NULL);
	pthread_cond_destroy(&c->more);
	pthread_cond_destroy(&c->done);
	pthread_mutex_destroy(&c->lock);
	free(c);
}

enum sv_status sv_crew_each(size_t n, sv_crew_work *work, void *data, struct sv_err *err)
{
	struct sv_crew *c = sv_crew_new(0, work, data);

	if (c == NULL)
		return sv_err_nomem(err);
	for (size_t i = 0; i < n; i++)
		sv_crew_give(c);
	enum sv_status st = sv_crew_wait(c, n, err);
	sv_crew_free(c);
	return st;
}
