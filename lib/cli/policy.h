/* SPDX-License-Identifier: MIT */
/* sv-policy: the regulations of the organisation. Each function is the work of a verb. */
#ifndef SV_CLI_POLICY_H
#define SV_CLI_POLICY_H

#include "cli/run.h"

/*
 * add, change, version, consent, law, done: acts on regulations. With --document a version gets the SHA-256 of that file and how plain its
 * language is (of --text where that is given); where it is hard, a message says so. No path is kept.
 */
enum sv_status sv_policy_act(struct sv_run *run, struct sv_err *err);
/* list, show: regulations, whether each is in force, and why not. */
enum sv_status sv_policy_list(struct sv_run *run, struct sv_err *err);
enum sv_status sv_policy_show(struct sv_run *run, struct sv_err *err);
/* check: what an organisation of this size and sector must have, and lacks. SV_NO where a demand of the law is not met. */
enum sv_status sv_policy_check(struct sv_run *run, struct sv_err *err);
/*
 * assess: a self-assessment, scores on statements; what they come to in each dimension is added. assessments: all of them, dimension by
 * dimension, with what changed. statements: what can be scored.
 */
enum sv_status sv_policy_assess(struct sv_run *run, struct sv_err *err);
enum sv_status sv_policy_assessments(struct sv_run *run, struct sv_err *err);
enum sv_status sv_policy_statements(struct sv_run *run, struct sv_err *err);
/*
 * Adds the regulations that are in force today to an array, by kind and title, as the guide's page "regulations" wants them: {title, kind, version, from, where?, link?}, in
 * a language; link: where it can be followed. Opens the index: whatever that needs.
 */
enum sv_status sv_policy_in_guide(struct sv_run *run, const char *lang, json_t *regulations, struct sv_err *err);

/* What the word of a standing means ("not_asked"), in the interface's language; where staff find a regulation, or NULL. */
const char *sv_policy_why_text(const char *word);
const char *sv_policy_where(const json_t *item);

#endif
