/* SPDX-License-Identifier: MIT */
/*
 * What an organisation must have, and should have, for social safety: the demands of share/policy/demands.json held against an
 * organisation and what it has. Pure: the law is data; nothing here knows an article of it.
 *
 * An organisation is {"staff": n, "sector": word or [words]}; without a sector it has none of the sectors' own demands. A sector may lie
 * within another ("municipality" within "government"), whose demands it has as well.
 * What exists is an array of {"register", "kind", …}: a policy, actor, activity, risk analysis, survey or act. One with "in_force": false
 * (a regulation that lacks its consent, an actor who left) is there, but meets no demand.
 */
#ifndef SV_MODEL_DEMANDS_H
#define SV_MODEL_DEMANDS_H

#include <jansson.h>
#include <stdbool.h>

#include "base/err.h"

/* Checks what the schema cannot: ids are unique, sectors and kinds are known, bounds are in order. SV_CONFIG with the place. */
enum sv_status sv_demands_check(const json_t *demands, struct sv_err *err);

/*
 * The demands that hold for an organisation, in the order of the document. *out: new; [{"demand": id, "level": "law" or "advised",
 * "met": bool, "by": [what meets it], "waiting": [what would meet it, were it in force]}]; the items are those of exists.
 * SV_BAD_INPUT where staff is not known or a sector does not exist; SV_BUG without memory.
 */
enum sv_status sv_demands_judge(const json_t *demands, const json_t *organisation, const json_t *exists, json_t **out, struct sv_err *err);

/* Whose consent a kind of policy needs in an organisation, and by what. body NULL: nobody's. Texts are borrowed from the demands or static. */
struct sv_consent {
	const char *body;      /* works_council, staff_representation, participation_council, staff_majority (more than half of the workers) */
	const json_t *grounds; /* parts of WOR art. 27 lid 1, or articles of the WMS; NULL for staff_majority */
	bool depends;          /* only for some contents, or not certain: the kind's note says more */
};

/*
 * The works council of WOR art. 27 from 50 workers on, or where there is one; else a staff representation that there is, for what WOR
 * art. 35c lid 4 lets it consent to; else a majority of the workers, where the kind names a demand for that and the demand holds (Wet
 * bescherming klokkenluiders art. 2 lid 7). In a school the participation council (WMS art. 39), else the majority, as depends: that act
 * does not name the council. An unknown kind needs nobody's. Statuses as sv_demands_judge.
 */
enum sv_status sv_demands_consent(const json_t *demands, const char *kind, const json_t *organisation, const json_t *exists, struct sv_consent *consent, struct sv_err *err);

#endif
