/* SPDX-License-Identifier: MIT */
/*
 * What an organisation has on a day, by its registers: what demands (model/demands.h) are held against. Pure; over items (model/item.h).
 *
 * How old something may be to count is our own choice: an activity that was held, a survey or an evaluation three years, a yearly report a year
 * and a half, a meeting or a law check a year. Actors and risk analyses that were judged count from their first day to their last.
 */
#ifndef SV_MODEL_EXISTS_H
#define SV_MODEL_EXISTS_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/*
 * Adds what one item of a register ("policy", "actor", "activity", "risk", "survey") comes to: itself with register, kind, id and in_force; of
 * a regulation also what else it covers, and of a risk analysis (kind social_safety) that belongs to the RI&E also a rie. False without memory.
 */
bool sv_exists_add(json_t *exists, const char *member, const json_t *item, int32_t day);

/*
 * Adds the acts that the registers show: law checks of all regulations in force, meetings of key actors, reports that were published
 * (releases: {kind, at, …} as in the ledger), and the register of reports, which the store itself is. False without memory.
 */
bool sv_exists_add_acts(json_t *exists, const json_t *policies, const json_t *actors, const json_t *releases, int32_t day);

#endif
