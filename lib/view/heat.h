/* SPDX-License-Identifier: MIT */
/*
 * Heat maps: how many risks there are for each likelihood (upwards) and impact (to the right). No cell tells by its colour alone: each has the sign of its
 * level and, where it holds any, their number; a legend names the signs, and an SVG says all of it in words too.
 */
#ifndef SV_VIEW_HEAT_H
#define SV_VIEW_HEAT_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

#define SV_HEAT_SIDE 5
#define SV_HEAT_LEVELS 4

/* A map. Texts are borrowed, and in the reader's language. */
struct sv_heat {
	const char *title, *up, *right;                /* of the map; of its sides */
	size_t count[SV_HEAT_SIDE][SV_HEAT_SIDE];      /* [likelihood - 1][impact - 1] */
	int level[SV_HEAT_SIDE][SV_HEAT_SIDE];         /* 0 (least) to SV_HEAT_LEVELS - 1 */
	const char *levels[SV_HEAT_LEVELS];            /* what they are called */
};

/* The sign of a level: one printable ASCII character. */
char sv_heat_sign(int level);
/* The map as lines of text; ASCII but for its words. Appended. */
void sv_heat_text(const struct sv_heat *h, struct sv_buf *out);
/* The map as SVG, a file of its own. description: what is in it, for who cannot see it. Appended. SV_UNAVAILABLE without gnuplot. */
enum sv_status sv_heat_svg(const struct sv_heat *h, const char *lang, const char *description, struct sv_buf *out, struct sv_err *err);

#endif
