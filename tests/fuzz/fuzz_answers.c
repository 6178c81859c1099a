/* SPDX-License-Identifier: MIT */
/* Fuzzes files of answers to a questionnaire, tables and records: each is read whole or refused with a reason, and what was read is read the same when it is kept. */
#include "fuzz.h"

#include <jansson.h>

#include "base/buf.h"
#include "json/ndjson.h"
#include "report/answers.h"
#include "report/survey_score.h"
#include "stats/survey.h"

static const char form_text[] =
	"{\"sv\":1,\"questionnaire\":\"q\",\"version\":\"1\",\"language\":\"nl\",\"label\":{\"nl\":\"q\"},\"source\":\"s\","
	"\"answers\":[{\"id\":\"agree\",\"low\":1,\"words\":{\"nl\":[\"Helemaal niet\",\"Niet\",\"Wel\"],\"en\":[\"not at all\",\"no\",\"yes\"]}},{\"id\":\"yes\",\"low\":0,\"words\":{\"nl\":[\"nee\",\"ja\"]}}],"
	"\"scales\":[{\"id\":\"a\",\"kind\":\"mean\",\"answers\":\"agree\",\"sensitive\":true,\"label\":{\"nl\":\"A\"}},{\"id\":\"b\",\"kind\":\"any\",\"answers\":\"yes\",\"sensitive\":true,\"label\":{\"nl\":\"B\"}}],"
	"\"items\":[{\"id\":\"a1\",\"scale\":\"a\",\"text\":{\"nl\":\"x\"}},{\"id\":\"b1\",\"scale\":\"b\",\"category\":\"bullying\",\"text\":{\"nl\":\"x\"}},{\"id\":\"a2\",\"scale\":\"a\",\"reversed\":true,\"text\":{\"nl\":\"x\"}}]}";
static const char rules_text[] =
	"{\"lists\":{\"unit\":[{\"id\":\"top\",\"label\":{\"nl\":\"Hele Bedrijf\"}},{\"id\":\"zorg\",\"parent\":\"top\",\"label\":{\"nl\":\"Team E\\u00e9n\"}},{\"id\":\"wijk\",\"parent\":\"zorg\",\"label\":{\"nl\":\"Dubbel\"}},"
	"{\"id\":\"stad\",\"label\":{\"nl\":\"dubbel\"}}]}}";
/* What inputs change: a table in each of its ways, and records. */
static const char table[] = "unit,a1,b1,a2\r\ntop,1,ja,3\r\n\"Team E\xc3\xa9n\",Wel,0,\r\n,,1,not at all\r\nwijk,2,nee,2\r\n";
static const char semicolons[] = "a2;a1;b1\n3;1;1\n;2;\n\n1;1;0\n";
static const char records[] = "{\"sv\":1,\"unit\":\"zorg\",\"a1\":1,\"b1\":\"ja\",\"a2\":3}\n{\"a1\":\"yes\"}\n{\"unit\":\"stad\",\"a2\":2,\"b1\":0}\n";

static struct sv_err err;
static json_t *form, *rules;
static struct sv_places places;
static size_t defects;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fuzz_start();
	HOLDS(sv_json_parse(form_text, sizeof form_text - 1, SV_JSON_ANY, &form, &err) == SV_OK && sv_json_parse(rules_text, sizeof rules_text - 1, SV_JSON_ANY, &rules, &err) == SV_OK);
	HOLDS(sv_places_open(rules, &places, &err) == SV_OK);
	return 0;
}

static void note(void *data, const struct sv_err *e)
{
	char text[1024];

	(void)data;
	HOLDS(e->status == SV_BAD_INPUT);
	sv_err_render(e, NULL, text, sizeof text);
	HOLDS(text[0] != '\0');
	defects++;
}
static const struct sv_act_report report = { note, NULL };

/* The numbers are those that can be answered, each person is somewhere, and every score is within its scale. */
static void sound(const struct sv_answers *a)
{
	static const int low[] = { 1, 0, 1 }, high[] = { 3, 1, 3 };

	HOLDS(a->width == 3);
	for (size_t i = 0; i < a->n; i++) {
		bool any = false;
		HOLDS(a->place[i] <= places.n);
		for (size_t k = 0; k < 3; k++) {
			int16_t x = a->rows[i * 3 + k];
			HOLDS(x == SV_SURVEY_NONE || (x >= low[k] && x <= high[k]));
			any = any || x != SV_SURVEY_NONE;
		}
		HOLDS(any);
	}
	for (size_t s = 0; s < 2; s++) {
		const json_t *scale = json_array_get(json_object_get(form, "scales"), s);
		double *score = sv_survey_scores(form, scale, a, NULL);
		HOLDS(score != NULL);
		for (size_t i = 0; i < a->n; i++)
			HOLDS(score[i] != score[i] || (score[i] >= (s ? 0 : 1) && score[i] <= (s ? 1 : 3)));
		free(score);
	}
}

static void read_all(const char *text, size_t n)
{
	struct sv_answers a, again;
	struct sv_buf kept = SV_BUF_INIT;

	defects = 0;
	enum sv_status st = sv_answers_read(text, n, form, &places, &report, &a, &err);
	ONE_OF(st, SV_OK, SV_BAD_INPUT);
	HOLDS(st == SV_OK ? defects == 0 : defects > 0 || err.status == SV_BAD_INPUT);
	if (st == SV_OK && a.n > 0) {
		sound(&a);
		HOLDS(sv_answers_write(&a, form, &places, &kept, &err) == SV_OK);
		HOLDS(sv_answers_read(sv_buf_str(&kept), kept.len, form, &places, &report, &again, &err) == SV_OK);
		HOLDS(again.n == a.n && memcmp(again.rows, a.rows, a.n * a.width * sizeof *a.rows) == 0 && memcmp(again.place, a.place, a.n * sizeof *a.place) == 0);
		sv_answers_release(&again);
	}
	sv_answers_release(&a);
	sv_buf_release_secret(&kept);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct { const char *text; size_t n; } base[] = { { table, sizeof table - 1 }, { semicolons, sizeof semicolons - 1 }, { records, sizeof records - 1 } };
	struct fuzz_input in = fuzz_take_all(data, size);
	unsigned way = fuzz_byte(&in) % 4;
	size_t n = in.n;
	char *text = way < 3 ? fuzz_changed(&in, base[way].text, base[way].n, &n) : fuzz_text(in);

	read_all(text, n);
	free(text);
	return 0;
}
