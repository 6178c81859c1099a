/* SPDX-License-Identifier: MIT */
/* A crew: all items are done, once each, by as many hands as there are; the first failure is that of all; one processor or no threads are no matter. */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/crew.h"

#define ITEMS 5000

struct job {
	atomic_uint done[ITEMS];
	atomic_size_t all;
	atomic_int within[SV_CREW_MAX]; /* calls that run on a hand */
	atomic_bool mixed;              /* two at once */
	atomic_uint used;               /* hands, as bits */
	size_t bad[3];                  /* items that fail */
	pthread_barrier_t *meet;
};

static struct job job;

static struct job *fresh(void)
{
	memset(&job, 0, sizeof job);
	job.bad[0] = job.bad[1] = job.bad[2] = ITEMS;
	return &job;
}

static enum sv_status work(void *data, size_t item, size_t hand, struct sv_err *err)
{
	struct job *j = data;

	if (hand >= SV_CREW_MAX || atomic_fetch_add(&j->within[hand], 1) != 0)
		j->mixed = true;
	atomic_fetch_or(&j->used, 1u << hand);
	if (j->meet)
		pthread_barrier_wait(j->meet);
	j->done[item]++;
	j->all++;
	for (size_t i = 0; i < 3; i++)
		if (item == j->bad[i] && i == 0) {
			usleep(20000); /* the first in order is the last in time */
			return sv_err_set(err, SV_INTEGRITY, "item %zu", item);
		} else if (item == j->bad[i]) {
			return sv_err_set(err, SV_IO, "item %zu", item);
		}
	atomic_fetch_sub(&j->within[hand], 1);
	return SV_OK;
}

static void every_item_is_done_once(void **state)
{
	(void)state;
	for (size_t hands = 0; hands <= SV_CREW_MAX + 1; hands++) {
		struct job *j = fresh();
		struct sv_crew *c = sv_crew_new(hands, work, j);
		for (size_t i = 0; i < ITEMS; i++)
			sv_crew_give(c);
		assert_int_equal(sv_crew_wait(c, SIZE_MAX, NULL), SV_OK);
		for (size_t i = 0; i < ITEMS; i++)
			assert_int_equal(j->done[i], 1);
		assert_false(j->mixed);
		assert_int_equal(sv_crew_wait(c, SIZE_MAX, NULL), SV_OK);
		sv_crew_free(c);
	}
	assert_int_equal(sv_crew_each(ITEMS, work, fresh(), NULL), SV_OK);
	assert_int_equal(job.all, ITEMS);
	assert_int_equal(sv_crew_each(0, work, fresh(), NULL), SV_OK);
	sv_crew_free(NULL);
}

/* As many items as hands, none of which ends before all have begun: so each is on a hand of its own. */
static void work_is_split_over_all_hands(void **state)
{
	pthread_barrier_t meet;

	(void)state;
	for (unsigned hands = 1; hands <= SV_CREW_MAX; hands++) {
		struct job *j = fresh();
		struct sv_crew *c = sv_crew_new(hands, work, j);
		pthread_barrier_init(&meet, NULL, hands);
		j->meet = &meet;
		for (unsigned i = 0; i < 3 * hands; i++)
			sv_crew_give(c);
		assert_int_equal(sv_crew_wait(c, 3 * hands, NULL), SV_OK);
		assert_int_equal(j->used, (1u << hands) - 1);
		assert_int_equal(j->all, 3 * hands);
		sv_crew_free(c);
		pthread_barrier_destroy(&meet);
	}
}

static void the_first_failure_by_its_number_wins(void **state)
{
	struct sv_err err;
	char text[64];

	(void)state;
	for (size_t hands = 1; hands <= SV_CREW_MAX; hands++) {
		struct job *j = fresh();
		struct sv_crew *c = sv_crew_new(hands, work, j);
		j->bad[0] = 40, j->bad[1] = 41, j->bad[2] = 42;
		for (size_t i = 0; i < ITEMS; i++)
			sv_crew_give(c);
		memset(&err, 0, sizeof err);
		assert_int_equal(sv_crew_wait(c, SIZE_MAX, &err), SV_INTEGRITY);
		sv_err_render(&err, NULL, text, sizeof text);
		assert_string_equal(text, "item 40");
		for (size_t i = 0; i <= 40; i++)
			assert_int_equal(j->done[i], 1);
		size_t all = j->all; /* nothing runs any more, nor is begun */
		sv_crew_give(c);
		assert_int_equal(sv_crew_wait(c, 1, NULL), SV_INTEGRITY);
		sv_crew_free(c);
		assert_int_equal(j->all, all);
		assert_true(all < ITEMS);
	}
}

/* A ring of places that are used again once what was in them is done. */
static void waiting_for_the_first_ones_lets_memory_be_used_again(void **state)
{
	struct job *j = fresh();
	struct sv_crew *c = sv_crew_new(3, work, j);

	(void)state;
	for (size_t i = 0; i < ITEMS; i++) {
		if (i >= 8) {
			assert_int_equal(sv_crew_wait(c, i - 7, NULL), SV_OK);
			for (size_t k = i - 8; k < i - 7; k++)
				assert_int_equal(j->done[k], 1);
		}
		sv_crew_give(c);
	}
	sv_crew_free(c); /* without waiting: what was not begun is left out */
	assert_true(j->all <= ITEMS && j->all >= ITEMS - 8 && !j->mixed);
}

/* Runs something in a child and gives its exit status. */
static int apart(int (*f)(void))
{
	int status = -1;
	pid_t pid = fork();

	if (pid == 0)
		_exit(f());
	assert_true(pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status));
	return WEXITSTATUS(status);
}

static int one_processor(void)
{
	cpu_set_t set;
	int at = 0;

	if (sched_getaffinity(0, sizeof set, &set) < 0)
		return 2;
	while (!CPU_ISSET(at, &set))
		at++;
	CPU_ZERO(&set);
	CPU_SET(at, &set);
	if (sched_setaffinity(0, sizeof set, &set) < 0)
		return 3;
	if (sv_crew_hands() != 1 || sv_crew_each(ITEMS, work, fresh(), NULL) != SV_OK)
		return 4;
	return job.all == ITEMS && job.used == 1 ? 0 : 5;
}

/* Every call that could start a thread fails. */
static int no_threads(void)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 1, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone3, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EAGAIN),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog whole = { sizeof code / sizeof code[0], code };

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &whole, 0, 0) < 0)
		return 99;
	struct sv_crew *c = sv_crew_new(4, work, fresh());
	for (size_t i = 0; i < ITEMS; i++)
		sv_crew_give(c);
	if (sv_crew_wait(c, SIZE_MAX, NULL) != SV_OK)
		return 2;
	sv_crew_free(c);
	return job.all == ITEMS && job.used == 1 ? 0 : 3;
}

static void one_processor_is_enough(void **state)
{
	(void)state;
	assert_true(sv_crew_hands() >= 1 && sv_crew_hands() <= SV_CREW_MAX);
	assert_int_equal(apart(one_processor), 0);
}

static void so_is_a_system_that_starts_no_threads(void **state)
{
	(void)state;
	int status = apart(no_threads);
	if (status == 99)
		skip();
	assert_int_equal(status, 0);
}

static atomic_int taken;
static pthread_t main_thread;

static void on_signal(int n)
{
	(void)n;
	taken = pthread_equal(pthread_self(), main_thread) ? 1 : 2;
}

static enum sv_status raise_one(void *data, size_t item, size_t hand, struct sv_err *err)
{
	(void)item, (void)err;
	pthread_barrier_wait(data);
	if (hand != 0)
		kill(getpid(), SIGUSR1);
	return SV_OK;
}

static void signals_are_for_the_caller(void **state)
{
	pthread_barrier_t meet;

	(void)state;
	main_thread = pthread_self();
	signal(SIGUSR1, on_signal);
	pthread_barrier_init(&meet, NULL, 2);
	struct sv_crew *c = sv_crew_new(2, raise_one, &meet);
	sv_crew_give(c);
	sv_crew_give(c);
	assert_int_equal(sv_crew_wait(c, 2, NULL), SV_OK);
	sv_crew_free(c);
	pthread_barrier_destroy(&meet);
	signal(SIGUSR1, SIG_DFL);
	assert_int_equal(taken, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_item_is_done_once), cmocka_unit_test(work_is_split_over_all_hands), cmocka_unit_test(the_first_failure_by_its_number_wins),
		cmocka_unit_test(waiting_for_the_first_ones_lets_memory_be_used_again), cmocka_unit_test(one_processor_is_enough),
		cmocka_unit_test(so_is_a_system_that_starts_no_threads), cmocka_unit_test(signals_are_for_the_caller),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
