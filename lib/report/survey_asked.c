/* SPDX-License-Identifier: MIT */
/* What a survey asked, in the questionnaire's own words: see survey_table.h. */
#include <stdio.h>
#include <string.h>

#include "json/get.h"
#include "model/questionnaire.h"
#include "report/survey_table.h"

#define WORDS_ALL 7 /* so many answers are all named; of more the first and the last */

void sv_surveyed_line(const char *text, bool markdown, struct sv_buf *out)
{
	for (const char *c = text; *c; c++) {
		if (markdown && strchr("\\`*_[]<>#|&!~^", *c))
			sv_buf_addc(out, '\\');
		sv_buf_addc(out, (unsigned char)*c < ' ' ? ' ' : *c);
	}
}

/* A text of the questionnaire as a cell; where it has none, the mark for nothing. */
static bool put_text(const struct sv_surveyed *s, json_t *cells, const char *text)
{
	const char *none = sv_json_text(s->a->words, "nothing");
	struct sv_buf line = SV_BUF_INIT;

	sv_surveyed_line(text, false, &line);
	bool ok = json_array_append_new(cells, json_string(line.len ? sv_buf_str(&line) : none ? none : "-")) == 0;
	sv_buf_release(&line);
	return ok;
}

/* "1 = never; 2 = now and then; 3 = often". */
static bool put_answers(const struct sv_surveyed *s, json_t *cells, const json_t *answers)
{
	int low = sv_answers_low(answers), high = sv_answers_high(answers);
	struct sv_buf text = SV_BUF_INIT;

	for (int k = low; k <= high; k++) {
		if (high - low >= WORDS_ALL && k > low && k < high)
			continue;
		sv_buf_addf(&text, "%s%d = %s", k > low ? "; " : "", k, sv_answer_word(s->form, answers, k, s->a->lang));
	}
	bool ok = put_text(s, cells, sv_buf_str(&text));
	sv_buf_release(&text);
	return ok;
}

bool sv_survey_list_scales(const struct sv_surveyed *s, json_t **out)
{
	json_t *rows = json_array();
	const json_t *scale;
	bool ok = rows != NULL;
	size_t i;

	json_array_foreach(sv_json_array(s->form, "scales"), i, scale) {
		const char *better = sv_json_text(scale, "better");
		json_t *cells = json_array();
		char months[24] = "";
		if (sv_json_has(scale, "months"))
			snprintf(months, sizeof months, "%lld", sv_json_int(scale, "months", 0));
		ok = ok && cells && put_text(s, cells, sv_surveyed_scale(s, sv_json_text(scale, "id"))) && put_text(s, cells, sv_questionnaire_text(s->form, json_object_get(scale, "lead"), s->a->lang))
		     && put_answers(s, cells, sv_questionnaire_answers(s->form, scale)) && put_text(s, cells, months) && put_text(s, cells, better ? sv_surveyed_word(s, better) : "");
		ok = json_array_append_new(rows, cells) == 0 && ok;
	}
	*out = ok ? json_pack("{s:s,s:s,s:[s,s,s,s,s],s:O}", "list", "survey_scales", "title", sv_surveyed_word(s, "asked_scales"), "columns", sv_surveyed_word(s, "scale"), sv_surveyed_word(s, "lead"),
	                      sv_surveyed_word(s, "possible"), sv_surveyed_word(s, "months"), sv_surveyed_word(s, "good"), "rows", rows)
	          : NULL;
	json_decref(rows);
	return *out != NULL;
}

bool sv_survey_list_items(const struct sv_surveyed *s, json_t **out)
{
	json_t *rows = json_array();
	const json_t *item;
	bool ok = rows != NULL;
	size_t i;

	json_array_foreach(sv_json_array(s->form, "items"), i, item) {
		json_t *cells = json_array();
		ok = ok && cells && put_text(s, cells, sv_questionnaire_text(s->form, json_object_get(item, "text"), s->a->lang)) && put_text(s, cells, sv_surveyed_scale(s, sv_json_text(item, "scale")))
		     && put_text(s, cells, sv_surveyed_word(s, sv_json_true(item, "reversed") ? "reversed" : "straight"));
		ok = json_array_append_new(rows, cells) == 0 && ok;
	}
	*out = ok ? json_pack("{s:s,s:s,s:[s,s,s],s:O}", "list", "survey_items", "title", sv_surveyed_word(s, "asked_items"), "columns", sv_surveyed_word(s, "item"), sv_surveyed_word(s, "scale"), sv_surveyed_word(s, "counts"), "rows", rows)
	          : NULL;
	json_decref(rows);
	return *out != NULL;
}
