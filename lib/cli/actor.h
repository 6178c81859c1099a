/* SPDX-License-Identifier: MIT */
/* sv-actor: key actors, their meetings, what is lacking, and those whom staff may see. */
#ifndef SV_CLI_ACTOR_H
#define SV_CLI_ACTOR_H

#include <jansson.h>

#include "cli/run.h"

extern const char *const sv_actor_kinds[], *const sv_actor_gap_formats[];

/* Every verb that records something. */
enum sv_status sv_actor_step(struct sv_run *run, struct sv_err *err);
/* list. */
enum sv_status sv_actor_list(struct sv_run *run, struct sv_err *err);
/* gaps: what is lacking today. SV_NO where something is. */
enum sv_status sv_actor_gaps_run(struct sv_run *run, struct sv_err *err);

/*
 * Adds those key actors whom staff may see, and who have a mandate today, to contacts: objects {role, name, contact?, availability?} as pages of the guide want
 * them; not those that stand there already by the same contact. words: "register" of share/lang/LANG/words.json. Opens the index: whatever that needs.
 */
enum sv_status sv_actor_contacts(struct sv_run *run, const json_t *words, json_t *contacts, struct sv_err *err);

#endif
