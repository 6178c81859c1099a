/* SPDX-License-Identifier: MIT */
/* Risks: how grave a risk is by its likelihood and impact, what an analysis comes to, and what holds for acts on one. Pure. */
#ifndef SV_MODEL_RISK_H
#define SV_MODEL_RISK_H

#include <jansson.h>
#include <stdbool.h>

#include "base/err.h"
#include "model/item.h"

#define SV_RISK_STEPS 5 /* likelihood and impact go from 1 to this */

enum sv_risk_level { SV_RISK_LOW, SV_RISK_MEDIUM, SV_RISK_HIGH, SV_RISK_VERY_HIGH, SV_RISK_LEVELS };

/* The level of a likelihood and an impact (each 1 to 5), by their product. Source: National Patient Safety Agency (NHS), "A risk matrix for risk managers", 2008. */
enum sv_risk_level sv_risk_level(int likelihood, int impact);
/* The least and the most that the product of a level can be. */
void sv_risk_range(enum sv_risk_level level, int *least, int *most);
/* The word of a level in records ("very_high"), and what it is called (N_). */
const char *sv_risk_word(enum sv_risk_level level);
const char *sv_risk_label(enum sv_risk_level level);

/* A factor of an analysis as it was judged last. Borrowed. */
struct sv_risk_factor {
	const char *cause, *text; /* NULL: none */
	int likelihood, impact;
};
/* How many factors the last assessment has; 0 where there is none. */
size_t sv_risk_factors(const json_t *risk);
/* The i-th of them: as it was before measures, or with the measures where that was judged. */
struct sv_risk_factor sv_risk_factor(const json_t *risk, size_t i, bool before);

/*
 * Sets what follows from the assessments of a state: score (the highest product, with the measures), level (its word) and score_before.
 * Returns false without memory.
 */
bool sv_risk_settle(json_t *state);

/*
 * What the acts need beside their schemas (item_act.c): each factor is there once; no measure is lost with the analysis that it came from. Defects go to
 * report. SV_OK or SV_BAD_INPUT.
 */
enum sv_status sv_risk_complete(const struct sv_act_setting *s, json_t *act, const struct sv_act_report *report);
enum sv_status sv_risk_end(const struct sv_act_setting *s, json_t *act, const struct sv_act_report *report);

#endif
