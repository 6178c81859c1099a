/* SPDX-License-Identifier: MIT */
/* Heat maps: see heat.h. */
#include "view/heat.h"

#include <stdio.h>

#include "view/canvas.h"

#define CELL 76.0
#define LEFT 92.0
#define SIZE 14

/* Light to dark: they differ without colour too (each at 1.3 to 1 or more from the next), and every text on them has a contrast of 4.5 to 1 or more. */
static const struct { char sign; unsigned fill, text; } looks[SV_HEAT_LEVELS] = {
	{ '.', 0xf1f6fa, 0x111111 }, { '-', 0xf3cf7a, 0x111111 }, { '+', 0xd98a3d, 0x111111 }, { '!', 0x7a1226, 0xffffff },
};

char sv_heat_sign(int level)
{
	return looks[level].sign;
}

void sv_heat_text(const struct sv_heat *h, struct sv_buf *out)
{
	sv_buf_addf(out, "%s\n\n%s\n", h->title, h->up);
	for (int l = SV_HEAT_SIDE - 1; l >= 0; l--) {
		sv_buf_addf(out, "%2d |", l + 1);
		for (int i = 0; i < SV_HEAT_SIDE; i++) {
			if (h->count[l][i])
				sv_buf_addf(out, " %4zu %c", h->count[l][i], sv_heat_sign(h->level[l][i]));
			else
				sv_buf_addf(out, "      %c", sv_heat_sign(h->level[l][i]));
		}
		sv_buf_adds(out, "\n");
	}
	sv_buf_adds(out, "    ");
	for (int i = 0; i < SV_HEAT_SIDE; i++)
		sv_buf_addf(out, "%7d", i + 1);
	sv_buf_addf(out, "  %s\n\n", h->right);
	for (int k = 0; k < SV_HEAT_LEVELS; k++)
		sv_buf_addf(out, "%s%c %s", k ? "   " : "", sv_heat_sign(k), h->levels[k]);
	sv_buf_adds(out, "\n");
}

static void draw_cell(struct sv_canvas *c, const struct sv_heat *h, int l, int i, double x, double y)
{
	int level = h->level[l][i];
	const struct sv_lettering sign = { SV_RIGHT, SIZE, true, looks[level].text }, number = { SV_CENTRE, SIZE + 8, true, looks[level].text };
	char text[24];

	sv_canvas_box(c, x, y, CELL, CELL, looks[level].fill);
	snprintf(text, sizeof text, "%c", looks[level].sign);
	sv_canvas_text(c, x + CELL - 8, y + 13, &sign, text);
	if (h->count[l][i]) {
		snprintf(text, sizeof text, "%zu", h->count[l][i]);
		sv_canvas_text(c, x + CELL / 2, y + CELL / 2 + 4, &number, text);
	}
}

/* The names of the levels beside a box as their cells are; each on a line of its own. */
static double draw_legend(struct sv_canvas *c, const struct sv_heat *h, double x, double y)
{
	for (int k = 0; k < SV_HEAT_LEVELS; k++, y += SIZE * 1.7) {
		const struct sv_lettering name = { SV_LEFT, SIZE, false, 0x1a1a1a }, sign = { SV_CENTRE, SIZE, true, looks[k].text };
		char text[2] = { looks[k].sign, '\0' };
		sv_canvas_box(c, x, y, SIZE * 1.4, SIZE * 1.4, looks[k].fill);
		sv_canvas_text(c, x + SIZE * 0.7, y + SIZE * 0.7, &sign, text);
		sv_canvas_text(c, x + SIZE * 2, y + SIZE * 0.7, &name, h->levels[k]);
	}
	return y;
}

enum sv_status sv_heat_svg(const struct sv_heat *h, const char *lang, const char *description, struct sv_buf *out, struct sv_err *err)
{
	const struct sv_lettering title = { SV_LEFT, SIZE + 1, true, 0x1a1a1a }, axis = { SV_LEFT, SIZE, false, 0x1a1a1a }, beside = { SV_RIGHT, SIZE, false, 0x1a1a1a }, below = { SV_CENTRE, SIZE, false, 0x1a1a1a };
	const struct sv_canvas_words words = { "heat", lang, h->title, description, false };
	double top = SIZE * 4.2, bottom = top + CELL * SV_HEAT_SIDE;
	int width = (int)(LEFT + CELL * SV_HEAT_SIDE + 12);
	struct sv_canvas *c;
	char step[8];

	if (sv_canvas_measure(h->title, SIZE + 1) > width) /* a unit can have a long name */
		width = (int)sv_canvas_measure(h->title, SIZE + 1) + 8;
	c = sv_canvas_new(width);
	if (c == NULL)
		return sv_err_nomem(err);
	sv_canvas_text(c, 2, SIZE, &title, h->title);
	sv_canvas_text(c, 2, SIZE * 3, &axis, h->up);
	for (int l = 0; l < SV_HEAT_SIDE; l++) {
		double y = bottom - CELL * (l + 1);
		snprintf(step, sizeof step, "%d", l + 1);
		sv_canvas_text(c, LEFT - 8, y + CELL / 2, &beside, step);
		sv_canvas_text(c, LEFT + CELL * (l + 0.5), bottom + SIZE, &below, step);
		for (int i = 0; i < SV_HEAT_SIDE; i++)
			draw_cell(c, h, l, i, LEFT + CELL * i, y);
	}
	sv_canvas_text(c, LEFT, bottom + SIZE * 2.6, &axis, h->right);
	double end = draw_legend(c, h, LEFT, bottom + SIZE * 4);
	enum sv_status st = sv_canvas_svg(c, (int)end + 4, &words, out, err);
	sv_canvas_free(c);
	return st;
}
