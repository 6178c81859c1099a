/* SPDX-License-Identifier: MIT */
/* Verification of cases, each by itself, by a crew: see verify_internal.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/verify_internal.h"
#include "json/get.h"

#define AHEAD 128 /* cases that may be verified before what was found in them is told */
#define FEW 32    /* from so many on a crew is called: each hand opens the history for itself */

/* One case: which of the versions are its own, and what came of it. */
struct job {
	size_t first, n;
	struct sv_verified out; /* of this case alone */
	struct sv_act_report report;
	struct sv_err *faults; /* in the order they were found */
	size_t nfaults;
	bool lost;             /* a fault could not be kept for want of memory */
	size_t cases;
	struct sv_refold_job made; /* for the index */
};

struct hand {
	struct sv_session *s;
	struct sv_repo *repo, *own; /* own: is the hand's alone, and not its session's */
	struct sv_kept *kept;
};

struct run {
	struct sv_verify *v;
	struct job *jobs;
	size_t given, told;
	size_t cases; /* counted here until the hands are done: they read v */
	struct sv_crew *crew;
	struct hand hand[SV_CREW_MAX];
};

void sv_verify_bytes(const char *hex, unsigned char bytes[20])
{
	for (size_t i = 0; i < 20; i++) {
		unsigned byte = 0;
		for (size_t k = 0; k < 2; k++) {
			char c = hex[2 * i + k];
			byte = byte << 4 | (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
		}
		bytes[i] = (unsigned char)byte;
	}
}

void sv_verify_hex(const unsigned char bytes[20], char hex[SV_OID_HEX])
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < 20; i++) {
		hex[2 * i] = digits[bytes[i] >> 4];
		hex[2 * i + 1] = digits[bytes[i] & 15];
	}
	hex[40] = '\0';
}

enum sv_status sv_verify_note(struct sv_verify *v, const char *id, const char *old, const char *blob, struct sv_err *err)
{
	if ((v->nversions & (v->nversions - 1)) == 0) { /* full: there is room for 1, 2, 4, … */
		void *grown = realloc(v->versions, (v->nversions ? v->nversions * 2 : 1) * sizeof *v->versions);
		if (grown == NULL)
			return sv_err_nomem(err);
		v->versions = grown;
	}
	struct sv_verify_version *version = &v->versions[v->nversions++];
	*version = (struct sv_verify_version){ .commit = (uint32_t)v->ncommits, .had = old != NULL };
	snprintf(version->id, sizeof version->id, "%s", id);
	sv_verify_bytes(blob, version->new_);
	if (old)
		sv_verify_bytes(old, version->old);
	return SV_OK;
}

static int by_case(const void *a, const void *b)
{
	const struct sv_verify_version *x = a, *y = b;
	int c = strcmp(x->id, y->id);

	return c ? c : x->commit < y->commit ? -1 : x->commit > y->commit;
}

/* The defect of a sv_act_report: keeps it with the case. */
static void keep_fault(void *data, const struct sv_err *err)
{
	struct job *job = data;

	if ((job->nfaults & (job->nfaults - 1)) == 0) { /* full: there is room for 1, 2, 4, … */
		void *grown = realloc(job->faults, (job->nfaults ? job->nfaults * 2 : 1) * sizeof *job->faults);
		job->lost = job->lost || grown == NULL;
		if (grown == NULL)
			return;
		job->faults = grown;
	}
	job->faults[job->nfaults++] = *err;
}

/* The case for the index: as it was folded on the way, or by itself where that is not how the index folds it. */
static enum sv_status make_ready(const struct run *run, struct hand *h, struct sv_verify *v, const struct sv_verify_version *last, struct job *job, struct sv_err *err)
{
	struct sv_refold_hand folder = { h->s, h->kept };

	snprintf(job->made.path, sizeof job->made.path, "cases");
	sv_case_path(last->id, job->made.path);
	snprintf(job->made.id, sizeof job->made.id, "%s", last->id);
	sv_verify_hex(last->new_, job->made.blob);
	if (v->fold && !v->denied)
		return sv_refold_ready(run->v->refold, v->fold, false, &job->made, err);
	return sv_refold_case(run->v->refold, &folder, &job->made, err);
}

static enum sv_status verify_case(void *data, size_t item, size_t hand, struct sv_err *err)
{
	struct run *run = data;
	struct hand *h = &run->hand[hand];
	struct job *job = &run->jobs[item % AHEAD];
	struct sv_verify v = *run->v; /* what is a hand's own is set below; all else is only read */
	struct sv_refold_fold fold = { NULL, run->v->refold ? json_array() : NULL, h->kept, false };
	const struct sv_verify_version *version = &run->v->versions[job->first];
	char path[SV_PATH_SIZE], old[SV_OID_HEX], blob[SV_OID_HEX];
	json_t *file = NULL;
	enum sv_status st = SV_OK;

	sv_case_path(version->id, path);
	job->out = (struct sv_verified){ .records_opened = run->v->out->records_opened };
	job->report = (struct sv_act_report){ .defect = keep_fault, .data = job };
	v.whole = run->v;
	v.s = h->s;
	v.repo = h->repo;
	v.out = &job->out;
	v.report = &job->report;
	v.cases = 0;
	v.fold = fold.openings ? &fold : NULL;
	v.denied = false;
	if (h->kept)
		sv_kept_clear(h->kept);
	for (size_t i = 0; i < job->n && st == SV_OK; i++, version++) {
		const struct sv_verify_commit *c = &run->v->commits[version->commit];
		sv_verify_hex(c->id, v.commit.id);
		snprintf(v.commit.by, sizeof v.commit.by, "%s", c->by);
		v.commit.when = c->when;
		v.first = c->first;
		v.officers = v.officers_before = c->officers;
		v.parts = c->parts;
		sv_verify_hex(version->old, old);
		sv_verify_hex(version->new_, blob);
		st = sv_verify_case(&v, path, version->had ? old : NULL, blob, &file, err);
	}
	if (st == SV_OK && run->v->refold && job->out.faults == 0)
		st = make_ready(run, h, &v, version - 1, job, err);
	job->cases = v.cases;
	json_decref(fold.openings);
	json_decref(file);
	return st == SV_OK && job->lost ? sv_err_nomem(err) : st;
}

/* Tells what was found in a case, and puts it into the index. */
static enum sv_status tell(struct run *run, struct job *job, struct sv_err *err)
{
	struct sv_verified *all = run->v->out;
	enum sv_status st = SV_OK;

	all->events += job->out.events;
	all->faults += job->out.faults;
	all->set_clock += job->out.set_clock;
	all->closed += job->out.closed;
	all->imported += job->out.imported;
	all->unmet += job->out.unmet;
	run->cases += job->cases;
	for (size_t i = 0; i < job->nfaults; i++)
		run->v->report->defect(run->v->report->data, &job->faults[i]);
	if (job->made.ready)
		st = sv_index_put_ready(run->v->refold->index, job->made.ready, err);
	return st;
}

static void job_release(struct job *job)
{
	sv_index_ready_free(job->made.ready);
	free(job->faults);
	*job = (struct job){ 0 };
}

/* Tells of the next n cases that were given, when they are verified. */
static enum sv_status tell_some(struct run *run, size_t n, struct sv_err *err)
{
	size_t upto = run->told + n;
	enum sv_status st = run->crew ? sv_crew_wait(run->crew, upto, err) : SV_OK;

	while (run->told < upto && st == SV_OK) {
		struct job *job = &run->jobs[run->told % AHEAD];
		if (run->crew == NULL)
			st = verify_case(run, run->told, 0, err);
		if (st == SV_OK)
			st = tell(run, job, err);
		job_release(job);
		run->told++;
	}
	return st;
}

/* Calls a crew, each hand of which has what it verifies with: libgit2 is started and repositories are opened by one thread only. */
static enum sv_status call_crew(struct run *run, struct sv_err *err)
{
	struct sv_verify *v = run->v;
	enum sv_status st = SV_OK;

	for (size_t i = 0; i < sv_crew_hands() && st == SV_OK; i++) {
		struct hand *h = &run->hand[i];
		st = sv_session_hand(v->s, &h->s, err);
		if (st == SV_OK)
			st = v->git_dir ? sv_repo_open_bare(v->git_dir, v->incoming, &h->own, err) : sv_session_repo(h->s, &h->repo, err);
		if (h->own)
			h->repo = h->own;
		if (st == SV_OK && v->refold && h->kept == NULL && (h->kept = sv_kept_new(v->refold->protocol)) == NULL)
			st = sv_err_nomem(err);
	}
	if (st == SV_OK && (run->crew = sv_crew_new(0, verify_case, run)) == NULL)
		st = sv_err_nomem(err);
	return st;
}

static enum sv_status give(struct run *run, size_t first, size_t n, struct sv_err *err)
{
	enum sv_status st = SV_OK;

	if (run->given - run->told == AHEAD)
		st = tell_some(run, AHEAD / 2, err);
	if (st != SV_OK)
		return st;
	run->jobs[run->given % AHEAD] = (struct job){ .first = first, .n = n };
	run->given++;
	if (run->crew) {
		sv_crew_give(run->crew);
	} else if (run->given == FEW) {
		st = call_crew(run, err);
		for (size_t i = 0; i < FEW && st == SV_OK; i++)
			sv_crew_give(run->crew);
	}
	return st;
}

/* Every part of an attachment that came with a commit belongs to an event of it. */
static void check_parts(struct sv_verify *v)
{
	const char *path;
	json_t *blob;

	for (size_t i = 0; i < v->ncommits; i++) {
		sv_verify_hex(v->commits[i].id, v->commit.id);
		json_object_foreach(v->commits[i].parts, path, blob)
			sv_verify_say(v, path, 0, N_("no event tells of this part of an attachment"));
	}
}

enum sv_status sv_verify_cases(struct sv_verify *v, struct sv_err *err)
{
	struct run run = { .v = v, .jobs = calloc(AHEAD, sizeof *run.jobs) };
	enum sv_status st = run.jobs ? SV_OK : sv_err_nomem(err);

	run.hand[0] = (struct hand){ .s = v->s, .repo = v->repo };
	if (st == SV_OK && v->refold && (run.hand[0].kept = sv_kept_new(v->refold->protocol)) == NULL)
		st = sv_err_nomem(err);
	if (v->nversions > 0)
		qsort(v->versions, v->nversions, sizeof *v->versions, by_case);
	for (size_t i = 0, n; i < v->nversions && st == SV_OK; i += n) {
		for (n = 1; i + n < v->nversions && strcmp(v->versions[i].id, v->versions[i + n].id) == 0; n++)
			;
		st = give(&run, i, n, err);
		if (v->o->progress && run.given % 256 == 0)
			v->o->progress(v->o->progress_data, i, v->nversions);
	}
	if (st == SV_OK)
		st = tell_some(&run, run.given - run.told, err);
	sv_crew_free(run.crew);
	v->cases += run.cases;
	for (size_t i = 0; i < AHEAD && run.jobs; i++)
		job_release(&run.jobs[i]);
	free(run.jobs);
	for (size_t i = 0; i < SV_CREW_MAX; i++) {
		sv_kept_free(run.hand[i].kept);
		sv_repo_free(run.hand[i].own);
		if (run.hand[i].s != v->s)
			sv_session_free(run.hand[i].s);
	}
	if (st == SV_OK)
		check_parts(v);
	return st;
}
