# SPDX-License-Identifier: MIT
# sv-survey: every verb and what it refuses, that bad answers are all named and none is repeated, and that nothing of anybody's answers is left anywhere. What the numbers are, and that
# no small group is told of: tests/stats/survey_cli.py.
load lib

setup_file() {
	setup_store
	add_officer tweede --role record
	add_cron
	sv-survey questionnaire --format csv | tr -d '\r' >"$T/head.csv"
	people 0 >"$T/answers.csv"
	printf '%s\n' '{"sv":1,"questionnaire":"eigen","version":"7","label":{"nl":"Eigen vragen"},"source":"van onszelf","answers":[{"id":"cijfer","low":1,"words":{"nl":["laag","midden","hoog"]}}],
		"scales":[{"id":"sfeer","kind":"mean","answers":"cijfer","sensitive":false,"better":"high","label":{"nl":"sfeer"},"benchmark":{"value":2.25,"source":"iemand, 2024"}}],
		"items":[{"id":"sfeer_1","scale":"sfeer","text":{"nl":"Het is hier leuk."}},{"id":"sfeer_2","scale":"sfeer","reversed":true,"text":{"nl":"Het is hier akelig."}}]}' >"$T/own.json"
	at 2026-01-05 sv-survey add --title 'Kanariemeting' --name meting --from 2026-02-01 --until 2026-02-28 --owner meldpunt --population 120 --population burgerzaken=50 --note kanarienotitie >"$T/added"
	METING=$(jq -r .survey "$T/added")
	export METING
}

teardown_file() { clear_store; }

# people SEED: answers of 40 in burgerzaken, 34 in buitendienst and 6 in ict, others for each seed: the same are never scored twice
people() {
	/usr/bin/python3 - "$T/head.csv" "$1" <<-'END'
		import random, sys
		head, random = open(sys.argv[1]).read().strip().split(","), random.Random(int(sys.argv[2]))
		print(",".join(head))
		for p in range(80):
		    row = ["burgerzaken" if p < 40 else "buitendienst" if p < 74 else "ict"]
		    row += [str(int(random.random() < 0.12)) if h.startswith(("experienced", "witnessed")) else str(random.randint(1, 5)) for h in head[1:]]
		    print(",".join(row))
	END
}

# scored NAME SEED [OPTION...]: a new survey, scored by answers of its own ($T/SEED.csv); prints its id
scored() {
	local id
	people "$2" >"$T/$2.csv"
	id=$(sv-survey add --title "$1" --name "$1" | jq -r .survey)
	sv-survey score "$id" --answers "$T/$2.csv" "${@:3}" >"$BATS_TEST_TMPDIR/scored" || return 1
	echo "$id"
}

# --- questionnaires ---

@test "questionnaire prints the form in both languages, as text, Markdown, JSON and the first line of a table" {
	gives sv-survey questionnaire
	prints 'Belevingsmeting sociale veiligheid' 'Vul nergens je naam in' '1 = helemaal niet mee eens' '[  ]  1. Ik weet welk gedrag op mijn werk niet mag.' 'Dat doe je bij het meldpunt.'
	gives sv-survey questionnaire --lang en --format md
	prints '# Survey of social safety' '| 1. I know which behaviour is not allowed at my work. | ☐ | ☐ | ☐ | ☐ | ☐ |' '| strongly disagree |' 'What happened to you at work in the last 12 months?'
	gives sv-survey questionnaire beleving --format json
	same "$(jq -cS . "$ROOT/share/surveys/beleving.json")" "$(jq -cS . <<<"$out")"
	gives sv-survey questionnaire --format csv
	same "unit $(jq -r '[.items[].id] | join(" ")' "$ROOT/share/surveys/beleving.json")" "$(tr -d '\r' <<<"$out" | tr , ' ')"
	gives sv-survey questionnaire "$T/own.json"
	prints 'Eigen vragen' '1 = laag  2 = midden  3 = hoog' ' 2. Het is hier akelig.'
	gives sv-survey questionnaire meting --format json
	same beleving "$(jq -r .questionnaire <<<"$out")"
	SV_STORE=$T/none gives sv-survey questionnaire --format csv # needs no store
}

@test "a questionnaire that is not there, or is none, is refused, with every defect and its place" {
	fails_with 66 sv-survey questionnaire niets
	says "there is no questionnaire 'niets'" "'beleving' is shipped"
	fails_with 66 sv-survey questionnaire "$T/niets.json"
	fails_with 64 sv-survey questionnaire a b
	jq '.scales[0].answers = "weg" | .items[1].scale = "weg" | .items += [.items[0]]' "$T/own.json" >"$T/bad.json"
	fails_with 65 sv-survey questionnaire "$T/bad.json"
	says "bad.json: /scales/0/answers: names answers that are not there" "bad.json: /items/1/scale: names a scale that is not there" "bad.json: /items/2/id: is there twice"
	jq '.scales[0].kind = "som" | del(.source)' "$T/own.json" >"$T/bad.json"
	stores_nothing fails_with 65 sv-survey add --title x --questionnaire "$T/bad.json"
	says "bad.json: /scales/0/kind" "bad.json: /source: is missing"
	jq '.items[0].category = "kanarie"' "$T/own.json" >"$T/bad.json"
	stores_nothing fails_with 65 sv-survey add --title x --questionnaire "$T/bad.json"
	says "bad.json: /items/0/category: unknown category 'kanarie'"
	# what form is wanted is said, in the reader's language, and nothing of what stands there
	jq '.questionnaire = "Kanarie Lijst"' "$T/own.json" >"$T/bad.json"
	fails_with 65 sv-survey questionnaire "$T/bad.json"
	says "/questionnaire: is not written as it must be (expected: at most 40 small letters, digits and underscores, a letter first, such as 'social_worker')"
	fails_with 65 env LANGUAGE=nl sv-survey questionnaire "$T/bad.json"
	says "(verwacht: hoogstens 40 kleine letters, cijfers en liggende streepjes, een letter eerst, zoals 'social_worker')"
	printf '{"sv":1,' >"$T/bad.json"
	stores_nothing fails_with 65 sv-survey add --title x --questionnaire "$T/bad.json"
	stores_nothing fails_with 66 sv-survey add --title x --questionnaire "$T/weg.json"
}

@test "a questionnaire of one's own is kept with its survey, and is known by its name from then on" {
	local id other
	id=$(sv-survey add --title 'Met eigen vragen' --questionnaire "$T/own.json" | jq -r '[.survey, .questionnaire, .version, (has("form") | tostring)] | join(" ")')
	[[ $id =~ ^S-[0-9A-Z]{6}\ eigen\ 7\ false$ ]]
	gives sv-survey questionnaire "${id%% *}" --format json
	same "$(jq -cS '.scales[0].benchmark.value = "2.25"' "$T/own.json")" "$(jq -cS . <<<"$out")" # records hold whole numbers and texts
	other=$(sv-survey add --title 'Nog eens' --questionnaire eigen | jq -r .survey)
	gives sv-survey questionnaire "$other" --format json
	same "$(jq -cS '.scales[0].benchmark.value = "2.25"' "$T/own.json")" "$(jq -cS . <<<"$out")"
	# a record brings it whole, or names it; it never names a file
	gives sv-survey add - <<<"$(jq -c '.scales[0].benchmark.value = "2.25" | {sv: 1, add: {title: "Uit een record", form: .}}' "$T/own.json")"
	same eigen "$(jq -r .questionnaire <<<"$out")"
	stores_nothing fails_with 66 sv-survey add - <<<"{\"sv\":1,\"add\":{\"title\":\"x\",\"questionnaire\":\"$T/own.json\"}}"
	stores_nothing fails_with 65 sv-survey add - <<<"$(jq -c 'del(.scales[0].benchmark) | {sv: 1, add: {title: "x", form: (. + {items: []})}}' "$T/own.json")"
	says '/form: /items: needs at least 1'
}

# --- the register ---

@test "add and change keep what is said, and what is due" {
	same 'Kanariemeting|meting|2026-02-01|2026-02-28|2026-02-28|meldpunt|120||50 burgerzaken|active' \
		"$(sv-survey show meting --format json | jq -r '[.title, .name, .from, .until, .next, .owner, (.population[0] | "\(.people)|\(.unit // "")"), (.population[1] | "\(.people) \(.unit)"), .state] | join("|")')"
	[[ $METING =~ ^S-[0-9A-HJKMNP-TV-Z]{6}$ ]]
	same 'survey 2026-02-28 Kanariemeting meldpunt' "$(sv-due --until 2030-01-01 | jq -r --arg s "$METING" 'select(.survey == $s) | "\(.term) \(.due) \(.title) \(.who[0])"')"
	gives sv-survey change meting --next 2026-03-15 --depth 2
	same '2026-03-15 2 2026-02-28' "$(sv-survey show meting --format json | jq -r '"\(.next) \(.depth) \(.until)"')"
	gives sv-survey list --format text
	prints Kanariemeting beleving 2026-03-15
	gives sv-survey show meting
	prints 'title: Kanariemeting' 'questionnaire: beleving'
}

@test "a member that is wrong or lacking is named, with 65, and nothing is stored" {
	refused() { stores_nothing fails_with 65 sv-survey "${@:2}" && says "$1" && same '' "$out"; }
	refused '/add/title: is missing' add --questionnaire beleving
	refused '/add/until: lies before the first day' add --title x --from 2026-02-01 --until 2026-01-01
	refused '/change/from: lies before the first day' change meting --from 2027-01-01
	refused "/add/population/0/unit: unknown unit 'ruimten' (did you mean 'ruimte'?)" add --title x --population ruimten=3
	refused '/add/population/1: is there twice' add --title x --population ict=3 --population ict=4
	refused '/add/population/0/people: must be at least 1' add --title x --population 0
	refused '/add/depth' add --title x --depth 0
	refused '/add/title: names a case' add --title "Naar aanleiding van $(new_case)"
	refused 'changes nothing' change meting - <<<"{\"sv\":1,\"survey\":\"$METING\",\"change\":{}}" || refused 'changes nothing' change - <<<"{\"sv\":1,\"survey\":\"$METING\",\"change\":{}}"
	stores_nothing fails_with 64 sv-survey add --title x --population drie
	says "option '--population': neither UNIT=N nor N"
	stores_nothing fails_with 66 sv-survey change niets --title x
	stores_nothing fails_with 65 sv-survey add - <<<'{"sv":1,"add":{"title":"x","state":"done"}}'
}

@test "done ends a survey: it is due no more, not scored, and listed with --all" {
	local id
	id=$(sv-survey add --title 'Gaat niet door' --next 2027-01-01 | jq -r .survey)
	gives sv-survey done "$id" --why 'te druk'
	same 'done te druk' "$(sv-survey show "$id" --format json | jq -r '"\(.state) \(.done.why)"')"
	run ! grep -q "$id" <(sv-due --until 2030-01-01)
	run ! grep -q "$id" <(sv-survey list)
	grep -q "$id" <(sv-survey list --all)
	stores_nothing fails_with 65 sv-survey score "$id" --answers "$T/answers.csv"
	says 'it is over'
	stores_nothing fails_with 65 sv-survey change "$id" --title x
}

# --- scoring ---

@test "score stores what may be shown and prints it; --dry-run prints the same and stores nothing" {
	local id
	id=$(sv-survey add --title Eerste --name eerste --population 120 --population burgerzaken=50 | jq -r .survey)
	people 1 >"$T/1.csv"
	stores_nothing gives sv-survey score eerste --answers "$T/1.csv" --on 2026-03-01 --dry-run
	cp "$BATS_TEST_TMPDIR/out" "$T/dry"
	gives sv-survey score eerste --answers "$T/1.csv" --on 2026-03-01
	same "$(jq -cS . "$T/dry")" "$(jq -cS . <<<"$out")"
	same "$id r1 2026-03-01 80 120 2027-03-01" "$(jq -r '"\(.survey) \(.result.result) \(.result.on) \(.result.answered) \(.result.people) \(.result.next)"' <<<"$out")"
	same '40 50' "$(jq -r '.result.scales[0].groups[] | select(.unit == "burgerzaken") | "\(.n) \(.people)"' <<<"$out")"
	same 'true' "$(jq -r '.result.scales[] | select(.scale == "speak_up") | .groups[] | select(.unit == "ict") | .hidden' <<<"$out")" # six people
	same "$(jq -cS .result.scales <<<"$out")" "$(sv-survey show eerste --format json | jq -cS '.results[0].scales')"
	same 'survey: result' "$(hist log -1 --format=%s)"
	same 2027-03-01 "$(sv-due --until 2030-01-01 | jq -r --arg s "$id" 'select(.survey == $s) | .due')"
	gives sv-survey show eerste
	prints 'r1: 2026-03-01; answered: 80' 'knowing what is not allowed'
	gives sv-survey list
	same 'false false' "$(jq -r --arg s "$id" 'select(.survey == $s) | "\(has("form")) \(.results[0] | has("scales"))"' <<<"$out")"
}

@test "score by python: means, shares and alpha of the whole organisation" {
	people 8 >"$T/8.csv"
	sv-survey score "$(sv-survey add --title 'Tweede' | jq -r .survey)" --answers "$T/8.csv" --dry-run >"$T/record"
	gives /usr/bin/python3 - "$T/8.csv" "$T/record" "$ROOT/share/surveys/beleving.json" <<-'END'
		import csv, json, statistics, sys
		rows, result, form = list(csv.DictReader(open(sys.argv[1]))), json.load(open(sys.argv[2]))["result"], json.load(open(sys.argv[3]))
		for s in result["scales"]:
		    items = [i for i in form["items"] if i["scale"] == s["scale"]]
		    scores = [max(int(r[i["id"]]) for i in items) if s["kind"] == "any" else statistics.mean(6 - int(r[i["id"]]) if i.get("reversed") else int(r[i["id"]]) for i in items) for r in rows]
		    assert not s["groups"][0].get("hidden"), s["scale"]
		    assert abs(float(s["groups"][0]["share" if s["kind"] == "any" else "mean"]) - statistics.mean(scores)) < 1e-9, s["scale"]
	END
}

@test "answers come as records and on stdin too, and in any order of columns, with words and labels" {
	local id
	id=$(sv-survey add --title 'Langs andere wegen' | jq -r .survey)
	people 9 >"$T/9.csv"
	sv-survey score "$id" --answers "$T/9.csv" --dry-run | jq -S .result.scales >"$T/want"
	/usr/bin/python3 -c 'import csv,json,sys
for r in csv.DictReader(open(sys.argv[1])): print(json.dumps({k: v if k == "unit" else int(v) for k, v in r.items()}))' "$T/9.csv" >"$T/answers.ndjson"
	same "$(cat "$T/want")" "$(sv-survey score "$id" --answers "$T/answers.ndjson" --dry-run | jq -S .result.scales)"
	same "$(cat "$T/want")" "$(sv-survey score "$id" --answers - --dry-run <"$T/9.csv" | jq -S .result.scales)"
	/usr/bin/python3 -c 'import csv,sys
rows = list(csv.reader(open(sys.argv[1])))
w = csv.writer(sys.stdout, delimiter=";", lineterminator="\r\n")
words = {"1": "helemaal niet mee eens", "5": "Strongly agree"}
for k, r in enumerate(rows): w.writerow([words.get(v, v) if k and not h.startswith(("exp", "wit")) else {"ict": "ICT", "burgerzaken": "Civil affairs"}.get(v, v) for h, v in reversed(list(zip(rows[0], r)))])' "$T/9.csv" >"$T/turned.csv"
	same "$(cat "$T/want")" "$(sv-survey score "$id" --answers "$T/turned.csv" --dry-run | jq -S .result.scales)"
}

@test "bad answers are all named with line and column, nothing is half-imported, and no answer is repeated" {
	local id columns
	id=$(sv-survey add --title 'Slechte antwoorden' | jq -r .survey)
	columns=$(($(tr -cd , <"$T/head.csv" | wc -c) + 1))
	awk -F, -v OFS=, 'NR == 3 { $1 = "kanarie-afdeling" } NR == 4 { $2 = 6; $12 = "kanarie" } NR == 5 { print "kanarie,1"; next } { print }' "$T/answers.csv" >"$T/bad.csv"
	stores_nothing fails_with 65 sv-survey score "$id" --answers "$T/bad.csv"
	says 'line 3: column 1 (unit): is no unit of the protocol' 'line 4: column 2 (norms_1): is none of the answers: 1 to 5, or their words' 'line 4: column 12 (' 'is none of the answers: 0 to 1, or their words' "line 5: has 2 cells, and the first line $columns"
	same '' "$out"
	same 4 "$(wc -l <<<"$err")"
	run ! grep -qi kanarie <<<"$err"
	# a table without its first line might be anybody's answers
	tail -n +2 "$T/answers.csv" | sed 's/burgerzaken/kanarie/' >"$T/bad.csv"
	stores_nothing fails_with 65 sv-survey score "$id" --answers "$T/bad.csv"
	says 'line 1: names no item of this questionnaire'
	run ! grep -qi kanarie <<<"$err"
	cut -d, -f1-20 "$T/answers.csv" >"$T/bad.csv"
	stores_nothing fails_with 65 sv-survey score "$id" --answers "$T/bad.csv"
	says "the column 'follow_up_1' is missing"
	sed '1s/$/,tijdstip/;2,$s/$/,12:00/' "$T/answers.csv" >"$T/bad.csv"
	stores_nothing fails_with 65 sv-survey score "$id" --answers "$T/bad.csv"
	says "'tijdstip' is no item of this questionnaire (take the column out: what is no answer may tell who gave it)"
	printf '{"unit":"ict","norms_1":9}\nkanarie\n{"unit":"kanarie"}\n' >"$T/bad.ndjson"
	stores_nothing fails_with 65 sv-survey score "$id" --answers "$T/bad.ndjson"
	says 'line 1: /norms_1: is none of the answers' 'line 2: not JSON, at column 7' 'line 3: /unit: is no unit of the protocol'
	run ! grep -qi kanarie <<<"$err"
	: >"$T/empty"
	stores_nothing fails_with 65 sv-survey score "$id" --answers "$T/empty"
	says 'there are no answers in it'
	stores_nothing fails_with 65 sv-survey score "$id" --answers "$T/head.csv"
	stores_nothing fails_with 65 sv-survey score "$id" --answers - </dev/null
}

@test "score is told what it needs: a survey, answers, days that make sense" {
	local id
	id=$(sv-survey add --title 'Vragen vooraf' | jq -r .survey)
	stores_nothing fails_with 64 sv-survey score --answers "$T/answers.csv"
	says 'there are several surveys: name the one that was answered'
	stores_nothing fails_with 64 sv-survey score "$id"
	says '--answers'
	stores_nothing fails_with 64 sv-survey score "$id" meting --answers "$T/answers.csv"
	stores_nothing fails_with 64 sv-survey score "$id/r1" --answers "$T/answers.csv" || stores_nothing fails_with 66 sv-survey score "$id/r1" --answers "$T/answers.csv"
	stores_nothing fails_with 66 sv-survey score niets --answers "$T/answers.csv"
	stores_nothing fails_with 66 sv-survey score "$id" --answers "$T/weg.csv"
	stores_nothing fails_with 65 sv-survey score "$id" --answers "$T/answers.csv" --on 2100-01-01
	says "option '--on': lies in the future"
	stores_nothing fails_with 64 sv-survey score "$id" --answers "$T/answers.csv" --on vandaag
	stores_nothing fails_with 66 sv-survey score "$id" --answers "$T/answers.csv" --before niets
	stores_nothing fails_with 66 sv-survey score "$id" --answers "$T/answers.csv" --before meting # not scored yet
	says 'the survey was not scored yet'
}

@test "the same answers, or these and a few more, are not scored twice" {
	local first second
	first=$(scored dubbel 12 --on 2026-06-01)
	second=$(sv-survey add --title 'Dubbel, nog eens' | jq -r .survey)
	stores_nothing fails_with 65 sv-survey score "$second" --answers "$T/12.csv" --on 2026-09-30
	says 'these answers, or all but a few, were scored before'
	stores_nothing fails_with 65 sv-survey score "$first" --answers "$T/12.csv" --on 2026-09-30
	{ cat "$T/12.csv"; sed -n 3,5p "$T/answers.csv"; } >"$T/late"
	stores_nothing fails_with 65 sv-survey score "$second" --answers "$T/late" --on 2026-07-01
	says 'these answers, or all but a few, were scored before'
	sed '4,6d' "$T/12.csv" >"$T/fewer"
	stores_nothing fails_with 65 sv-survey score "$second" --answers "$T/fewer" --on 2026-07-01
	# one unit of which all answered just so is enough, however other the rest is
	people 13 | grep -v burgerzaken >"$T/mixed"
	grep burgerzaken "$T/12.csv" >>"$T/mixed"
	stores_nothing fails_with 65 sv-survey score "$second" --answers "$T/mixed" --on 2027-01-01 || SV_NOW=2027-02-01T09:00:00Z stores_nothing fails_with 65 sv-survey score "$second" --answers "$T/mixed" --on 2027-01-01
	# other answers are scored, but not for a day that has passed
	people 14 >"$T/14.csv"
	stores_nothing fails_with 65 sv-survey score "$first" --answers "$T/14.csv" --on 2026-06-01
	says '/on: the survey has a result of 2026-06-01'
	gives sv-survey score "$second" --answers "$T/14.csv" --on 2026-06-02
}

@test "too few answers tell nothing, not even how many there were" {
	local id
	jq '.questionnaire = "gevoelig" | .scales[0].sensitive = true' "$T/own.json" >"$T/sensitive.json"
	id=$(sv-survey add --title 'Weinig' --questionnaire "$T/sensitive.json" | jq -r .survey)
	{ echo unit,sfeer_1,sfeer_2; for i in 1 2 3 4 5 6 7 8 9; do echo "ict,$((i % 3 + 1)),$((i % 2 + 1))"; done; } >"$T/few.csv"
	gives sv-survey score "$id" --answers "$T/few.csv" --on 2026-03-01
	same 'false []' "$(jq -c '[.result.scales[].groups[] | select(.hidden | not)]' <<<"$out" | sed "s/^/$(jq '.result | has("answered")' <<<"$out") /")"
	gives sv-survey report "$id"
	prints '×'
	run ! grep -qw 9 <<<"$(jq -c 'del(.survey)' "$BATS_TEST_TMPDIR/out" 2>/dev/null)"
	# one more, and the organisation is shown; a scale that is not sensitive is shown of five
	echo bestuur,2,3 >>"$T/few.csv"
	gives sv-survey score "$id" --answers "$T/few.csv" --on 2026-08-01
	same 'null' "$(jq -c '[.result.scales[].groups[] | select(.hidden | not) | .unit] | unique | .[0]' <<<"$out")"
	id=$(sv-survey add --title 'Neutraal' --questionnaire "$T/own.json" | jq -r .survey)
	sed -n 1,6p "$T/few.csv" >"$T/five.csv"
	gives sv-survey score "$id" --answers "$T/five.csv" --on 2026-03-01
	same 5 "$(jq '.result.scales[0].groups[] | select(.unit == "ict") | .n' <<<"$out")"
}

# --- comparing ---

@test "a second result is held against the first: without answers, with files, and with answers that were kept" {
	local id
	id=$(scored reeks 20 --on 2025-02-01)
	people 21 >"$T/21.csv"
	gives sv-survey score reeks --answers "$T/21.csv" --on 2026-02-01
	same "$id r1 2025-02-01 false" "$(jq -r '.result.before | "\(.survey) \(.result) \(.on) \(.answers)"' <<<"$out")"
	same 'false true' "$(jq -r '[.result.changes[] | select(.scale == "norms" and (has("unit") | not))][0] | "\(has("probability")) \(has("g"))"' <<<"$out")"
	same 'true' "$(jq -r '[.result.changes[] | select(.scale == "experienced" and (has("unit") | not))][0] | has("probability")' <<<"$out")" # of yes and no the answers are known
	same '' "$(jq -r '.result.changes[] | select(.unit == "ict" and .scale == "speak_up")' <<<"$out")"
	gives sv-survey compare reeks --format json
	same "r1 r2 false" "$(jq -r '"\(.from.result) \(.to.result) \(.to.answers)"' <<<"$out")"
	gives sv-survey compare reeks/r1 reeks/r2 --answers "$T/20.csv" --answers "$T/21.csv" --format json
	same 'true true' "$(jq -r '"\(.to.answers) \([.changes[] | select(.told)] | all(has("probability")))"' <<<"$out")"
	gives sv-survey compare reeks
	prints 'not tested: the answers are not at hand' 'the organisation'
	gives sv-survey compare reeks --format csv
	prints 'scale,unit,before,after,difference,g,low,high,probability,adjusted,benchmark,says'
}

@test "what cannot be compared is said" {
	local id
	id=$(scored anders 30 --on 2024-02-01)
	people 31 >"$T/31.csv"
	fails_with 66 sv-survey compare anders
	says 'has no earlier result'
	fails_with 66 sv-survey compare meting anders
	says 'the survey was not scored yet'
	fails_with 64 sv-survey compare a b c
	fails_with 66 sv-survey compare anders/r9 anders
	says 'has no such result'
	sv-survey score anders --answers "$T/31.csv" --on 2025-01-01 >"$T/x"
	fails_with 64 sv-survey compare anders/r2 anders/r1
	says 'name the earlier one first'
	fails_with 64 sv-survey compare anders --answers "$T/answers.csv"
	says '--answers twice'
	fails_with 65 sv-survey compare anders --answers "$T/31.csv" --answers "$T/31.csv"
	says 'these are not the answers that were scored'
	sv-survey add --title Eigen --name eigen_meting --questionnaire "$T/own.json" >"$T/x"
	{ echo unit,sfeer_1,sfeer_2; for i in $(seq 30); do echo "ict,$((i % 3 + 1)),$((i % 2 + 1))"; done; } >"$T/own.csv"
	sv-survey score eigen_meting --answers "$T/own.csv" --on 2025-06-01 >"$T/x"
	fails_with 65 sv-survey compare anders eigen_meting
	says 'has another questionnaire'
	# the next version asks the scale otherwise
	jq '.version = "8" | .items += [{id: "sfeer_3", scale: "sfeer", text: {nl: "Ik kom graag."}}]' "$T/own.json" >"$T/next.json"
	sv-survey add --title Eigen2 --name eigen_2 --questionnaire "$T/next.json" >"$T/x"
	sed '1s/$/,sfeer_3/;2,$s/$/,2/' "$T/own.csv" >"$T/next.csv"
	gives sv-survey score eigen_2 --answers "$T/next.csv" --on 2026-01-01
	same 'false items' "$(jq -r '.result.changes[] | "\(.told) \(.why)"' <<<"$out")"
	gives sv-survey compare eigen_meting eigen_2
	prints 'asked otherwise than then'
	stores_nothing fails_with 65 sv-survey score meting --answers "$T/answers.csv" --on 2026-02-01 --before eigen_2
	says 'has another questionnaire'
	# figures of others stand beside
	printf '{"values":{"sfeer":{"value":"2,1","source":"branche, 2025"}}}' >"$T/others.json"
	gives sv-survey compare eigen_meting eigen_2 --benchmarks "$T/others.json" --format json
	same 'branche, 2025' "$(jq -r '.changes[0].benchmark.source' <<<"$out")"
	gives sv-survey compare eigen_meting eigen_2 --format json
	same '2.25 iemand, 2024' "$(jq -r '.changes[0].benchmark | "\(.value) \(.source)"' <<<"$out")"
	fails_with 66 sv-survey compare eigen_meting eigen_2 --benchmarks "$T/none.json"
}

@test "without an operand the last two rounds of one questionnaire are compared, of whatever surveys; fewer are none" {
	local new
	export SV_STORE=$T/rounds
	sv-init --protocol "$PROTOCOL" >"$T/x"
	fails_with 66 sv-survey compare
	says 'there are no two results of one questionnaire to compare'
	first=$(scored een 120 --on 2023-02-01)
	fails_with 66 sv-survey compare
	second=$(scored twee 121 --on 2024-02-01)
	# a round with another questionnaire comes last, and has none before it
	new=$(sv-survey add --title Eigen --questionnaire "$T/own.json" | jq -r .survey)
	{ echo unit,sfeer_1,sfeer_2; for i in $(seq 30); do echo ",$((i % 3 + 1)),$((i % 2 + 1))"; done; } >"$T/own.csv"
	sv-survey score "$new" --answers "$T/own.csv" --on 2025-06-01 >"$T/x"
	gives sv-survey compare --format json
	same "$first/r1 $second/r1 beleving" "$(jq -r '"\(.from.survey)/\(.from.result) \(.to.survey)/\(.to.result) \(.questionnaire)"' <<<"$out")"
	gives sv-survey compare --answers "$T/120.csv" --answers "$T/121.csv" --format json
	same true "$(jq -r '.to.answers' <<<"$out")"
	sv-survey done "$second" >"$T/x" # a survey that is over keeps its results
	gives sv-survey compare --format json
	same "$second" "$(jq -r .to.survey <<<"$out")"
}

@test "two files of answers of no survey are compared as if both had been scored, and nothing is stored" {
	people 130 >"$T/130.csv"
	people 131 >"$T/131.csv"
	stores_nothing gives sv-survey compare --questionnaire beleving --answers "$T/130.csv" --answers "$T/131.csv" --format json
	cp "$BATS_TEST_TMPDIR/out" "$T/bare"
	same 'beleving null true true' "$(jq -r '"\(.questionnaire) \(.from.survey) \(.from.answers) \(.to.answers)"' <<<"$out")"
	same '' "$(jq -r '.changes[] | select(.unit == "ict" and .scale == "speak_up")' <<<"$out")" # six people
	# the same as by storing both
	export SV_STORE=$T/bare-store
	sv-init --protocol "$PROTOCOL" >"$T/x"
	gives sv-survey compare --questionnaire beleving --answers "$T/130.csv" --answers "$T/131.csv" --format json
	cp "$BATS_TEST_TMPDIR/out" "$T/bare"
	first=$(scored een 130 --on 2024-02-01)
	sv-survey score een --answers "$T/131.csv" --before-answers "$T/130.csv" --on 2025-02-01 >"$T/x"
	gives sv-survey compare een --answers "$T/130.csv" --answers "$T/131.csv" --format json
	same "$(jq -cS .changes "$T/bare")" "$(jq -cS .changes <<<"$out")"
	# what was scored before is named by its survey, not by its file
	fails_with 65 sv-survey compare --questionnaire beleving --answers "$T/130.csv" --answers "$T/131.csv"
	says 'were scored before'
}

@test "two files of which one has a few more than the other are refused; so is what cannot be compared at all" {
	people 140 >"$T/140.csv"
	{ cat "$T/140.csv"; people 141 | tail -3; } >"$T/more.csv"
	fails_with 65 sv-survey compare --questionnaire beleving --answers "$T/140.csv" --answers "$T/more.csv"
	says 'these answers, or all but a few, were scored before'
	fails_with 65 sv-survey compare --questionnaire beleving --answers "$T/140.csv" --answers "$T/140.csv"
	fails_with 65 sv-survey compare --questionnaire beleving --answers "$T/more.csv" --answers "$T/140.csv"
	people 142 >"$T/142.csv"
	fails_with 64 sv-survey compare --questionnaire beleving --answers "$T/140.csv"
	says 'give --answers twice and name no survey'
	fails_with 64 sv-survey compare meting --questionnaire beleving --answers "$T/140.csv" --answers "$T/142.csv"
	fails_with 66 sv-survey compare --questionnaire niets --answers "$T/140.csv" --answers "$T/142.csv"
	fails_with 66 sv-survey compare --questionnaire beleving --answers "$T/140.csv" --answers "$T/weg.csv"
	sed '5s/,[0-9]*$/,kanarie9/' "$T/142.csv" >"$T/wrong.csv"
	fails_with 65 sv-survey compare --questionnaire beleving --answers "$T/140.csv" --answers "$T/wrong.csv"
	says 'wrong.csv'
	run ! grep -q kanarie9 "$BATS_TEST_TMPDIR/err"
}

# --- reports ---

@test "the report's texts on scales and questions are the questionnaire's own, as it was when it was asked" {
	local id
	{ echo sfeer_1,sfeer_2; for i in $(seq 30); do echo "$((i % 3 + 1)),$((i % 2 + 1))"; done; } >"$T/texts.csv"
	jq '.questionnaire = "teksten" | .report = {scales: {title: {nl: "Kanariekop"}, text: {nl: "Hier *zingt* <b>de</b> kanarie."}}, asked: {text: {nl: "Kanarievragen."}}}' "$T/own.json" >"$T/texts.json"
	id=$(sv-survey add --title Teksten --questionnaire "$T/texts.json" | jq -r .survey)
	sv-survey score "$id" --answers "$T/texts.csv" --on 2025-01-01 >"$T/x"
	gives sv-survey report "$id" --format json
	same 'Kanariekop' "$(jq -r '.sections[] | select(.section == "survey_scales") | .title' <<<"$out")"
	same '1 = laag; 2 = midden; 3 = hoog' "$(jq -r '.sections[-1].lists[0].rows[0][2]' <<<"$out")"
	same 'Het is hier leuk.|sfeer|gewoon Het is hier akelig.|sfeer|omgekeerd' "$(jq -r '[.sections[-1].lists[1].rows[] | join("|")] | join(" ")' <<<"$out")"
	gives sv-survey report "$id" --format html
	prints 'Hier *zingt* &#60;b&#62;de&#60;&#47;b&#62; kanarie.' 'Kanarievragen.' 'Het is hier akelig.'
	run ! grep -qE 'eens|12 maanden' "$BATS_TEST_TMPDIR/out"
	for f in text md pdf csv; do gives sv-survey report "$id" --format $f; done
	# the shipped one has texts of its own, in the reader's language
	id=$(scored eigenwoorden 150 --on 2018-05-01)
	gives sv-survey report eigenwoorden --format md
	prints 'Wat mensen meemaakten en zagen' 'in het laatste jaar' '5 = helemaal mee eens' 'Ik durf voor een collega op te komen.'
	gives sv-survey report eigenwoorden --lang en --format md
	prints 'What people experienced and saw' 'in the last year' '5 = strongly agree' 'I dare to stand up for a colleague.'
	# what is refused in a questionnaire's report
	jq '.report.kop = {}' "$T/texts.json" >"$T/bad.json"
	stores_nothing fails_with 65 sv-survey add --title x --questionnaire "$T/bad.json"
	says '/report/kop'
}

@test "report: Dutch and English, every format, published figures beside, and what was scored before" {
	local id f
	id=$(scored verslag 40 --on 2022-05-01)
	people 41 >"$T/41.csv"
	gives sv-survey report verslag
	prints 'Mensen die antwoord gaven' 'weten wat niet mag' 'Wat mensen meemaakten en zagen' 'Er zijn nog geen cijfers over zaken gepubliceerd' '× niet getoond om mensen te beschermen'
	gives sv-survey report verslag --lang en --format md
	prints 'People who answered' 'knowing what is not allowed' '# verslag'
	gives sv-survey report verslag --format json
	same "survey 2022 true $id/r1" "$(jq -r '"\(.document) \(.year) \(.published) \(.release)"' <<<"$out")"
	gives sv-survey report verslag --format csv
	prints 'scale,unit,item,category,n,people,mean,sd,yes,share,low,high,hidden' ',ict,,,,,,,,,,,true'
	gives sv-survey report verslag --format html
	prints '<html lang="nl"' '<svg'
	sv-survey report verslag --format pdf >"$T/report.pdf"
	same '%PDF' "$(head -c 4 "$T/report.pdf")"
	printf '{"values":{"norms":{"value":"3,9","source":"elders, 2025"}}}' >"$T/others.json"
	gives sv-survey report verslag --benchmarks "$T/others.json"
	prints 'Elders' '3,9' 'elders, 2025'
	gives sv-survey score verslag --answers "$T/41.csv" --on 2023-05-01
	gives sv-survey report verslag/r2
	prints 'Wat er veranderde' 'niet getoetst: de antwoorden zijn niet bewaard' '2022' '2023'
	fails_with 64 sv-survey report
	fails_with 66 sv-survey report niets
	fails_with 66 sv-survey report meting
}

@test "report puts cases beside it as they were published, marks and all, and the yearly report tells of surveys" {
	local id
	id=$(scored gat 50 --on 2021-05-01)
	for i in 1 2 3 4 5 6 7; do at 2021-04-0$i new_case ".category = \"bullying\" | .received = \"2021-04-0$i\" | .parties[0].person = \"P$i\" | .parties[1].person = \"Q$i\"" >"$T/x"; done
	at 2021-04-08 new_case '.category = "discrimination" | .received = "2021-04-08"' >"$T/x"
	sv-annual --year 2021 --publish --format json >"$T/annual.json"
	jq -e '.sections[] | select(.section == "surveys") | .facts[] | select(.fact == "surveys_held" and .value == "1")' "$T/annual.json" >"$T/x"
	jq -e '.sections[] | select(.section == "surveys") | .tables[] | select(.table == "survey_scales")' "$T/annual.json" >"$T/x"
	gives sv-survey report gat --format json
	same "$(jq -r '[.sections[].tables[]? | select(.table == "category_year")][0] as $t | [$t.columns[].id] | index("2021") as $c | $t.rows[] | select(.id[0] == "bullying") | .cells[$c].text' "$T/annual.json")" \
		"$(jq -r '[.sections[].tables[]? | select(.table == "survey_gap")][0] | .rows[] | select(.id[0] == "bullying") | .cells[-1].text' <<<"$out")"
	same 'true null' "$(jq -r '[.sections[].tables[]? | select(.table == "survey_gap")][0] | .rows[] | select(.id[0] == "discrimination") | .cells[-1] | "\(.suppressed) \(.n)"' <<<"$out")"
	gives sv-survey report gat
	prints 'Zaken gemeld in 2021'
	sv-evaluate --from 2021 --to 2021 --format json >"$T/evaluation.json" || [ $? = 1 ]
	jq -e '.norms[] | select(.norm == "surveyed" and .met)' "$T/evaluation.json" >"$T/x"
	# in a year without one it is not met
	sv-evaluate --from 2020 --to 2020 --format json >"$T/evaluation.json" || [ $? = 1 ]
	run ! jq -e '.norms[] | select(.norm == "surveyed" and .met)' "$T/evaluation.json"
}

@test "a unit of which many experienced something and none reported is noticed, for inside use" {
	people 60 | sed s/burgerzaken/vergunningen/ | awk -F, -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i ~ /^experienced/) e[i] } NR > 1 && $1 == "vergunningen" { for (i in e) $i = NR % 2 } { print }' >"$T/loud.csv"
	sv-survey score "$(sv-survey add --title stil | jq -r .survey)" --answers "$T/loud.csv" >"$T/x"
	at "$(date -d '-1 month' +%F)" new_case '.unit = "buitendienst"' >"$T/x"
	gives sv-stats clusters --format json
	same 'vergunningen never' "$(jq -r '"\([.quiet[].unit] | sort | join(",")) \(.publish)"' <<<"$out")" # the department above it has the reports of its other unit
	gives sv-stats clusters
	prints 'vergunningen: in the survey of ' 'find out what keeps people from reporting' 'never published'
	new_case '.unit = "vergunningen"' >"$T/x"
	same '' "$(sv-stats clusters --format json | jq -r '.quiet[]?.unit')"
}

# --- what is left ---

# everywhere PATTERN: whether it stands in the clear in anything that a run left, or in what the record says
everywhere() {
	grep -rqaF -- "$1" "$SV_STORE" "$XDG_STATE_HOME" "$XDG_RUNTIME_DIR" "$XDG_CONFIG_HOME" ${TMPDIR:+"$TMPDIR"} && return 0
	sv-survey list --all | jq -r .survey | while read -r s; do sv-survey show "$s" --format json; done | grep -qF -- "$1" && return 0
	hist log --format=%H | while read -r c; do hist ls-tree -r "$c" | cut -f1 | cut -d' ' -f3; done | sort -u | hist cat-file --batch | grep -qaF -- "$1"
}

@test "canary: of answers nothing is left, in files, objects, the index, messages or the record; not of who keeps them either, but sealed" {
	local row own
	people 70 >"$T/70.csv"
	people 71 >"$T/71.csv"
	row=$(sed -n 42p "$T/70.csv")
	own=$(sv-survey add --title 'Bewaard' --name bewaard --keep | jq -r .survey)
	gives sv-survey score bewaard --answers "$T/70.csv" --on 2019-05-01
	same true "$(jq -r .result.kept <<<"$out")"
	run ! grep -qF "$row" <<<"$out$err"
	[ -s "$SV_STORE/answers/$own.r1" ]
	same 600 "$(stat -c %a "$SV_STORE/answers/$own.r1")"
	run ! everywhere "$row"
	run ! everywhere "${row#*,}"
	run ! everywhere "$(tr , ' ' <<<"${row#*,}")"
	run ! everywhere "$(jq -c '[.]' <<<"${row#*,}" 2>/dev/null || echo "[${row#*,}]")"
	# another program opens them, by format.md, for an officer with the content role
	grep -hv '^until ' "$(grep -l '^name meldpunt$' "$XDG_RUNTIME_DIR"/sv/unlocked-*)" >"$BATS_TEST_TMPDIR/bare"
	same "$(cat "$T/70.csv")" "$(/usr/bin/python3 "$ROOT/tests/data/answers.py" "$SV_STORE" "$BATS_TEST_TMPDIR/bare" '' "$own.r1")"
	# who holds the record alone does not open them; with the content role they serve to compare
	gives sv-survey score bewaard --answers "$T/71.csv" --on 2020-05-01
	same true "$(jq -r .result.before.answers <<<"$out")"
	gives as tweede sv-survey compare bewaard --format json
	same 'false false' "$(jq -r '"\(.from.answers) \(.to.answers)"' <<<"$out")"
	same true "$(sv-survey compare bewaard --format json | jq -r .to.answers)"
	# a changed file is no answer
	cp "$SV_STORE/answers/$own.r1" "$T/kept"
	cp "$SV_STORE/answers/$own.r2" "$SV_STORE/answers/$own.r1"
	fails_with 76 sv-survey compare bewaard
	says 'the file of answers is damaged'
	echo x >"$SV_STORE/answers/$own.r1"
	fails_with 76 sv-survey compare bewaard
	cp "$T/kept" "$SV_STORE/answers/$own.r1"
	# forgotten is gone
	fails_with 64 sv-survey forget
	fails_with 66 sv-survey forget niets
	gives sv-survey forget bewaard
	prints 'answers deleted, of so many results: 2'
	same '' "$(ls "$SV_STORE/answers")"
	same 'false' "$(sv-survey show bewaard --format json | jq -r .keep)"
	gives sv-survey forget bewaard
	prints 'of so many results: 0'
	same false "$(sv-survey compare bewaard --format json | jq -r .to.answers)"
}

@test "a survey that keeps answers is scored by who may open them; without that choice nothing is kept" {
	sv-survey add --title 'Bewaard door een ander' --name ander --keep >"$T/x"
	people 80 >"$T/80.csv"
	stores_nothing fails_with 77 as tweede sv-survey score ander --answers "$T/80.csv" --on 2018-05-01
	says "answers that are kept are for officers with the role 'content'"
	run ! ls "$SV_STORE"/answers/*.r1
	sv-survey add --title 'Niet bewaard' --name niet >"$T/x"
	gives as tweede sv-survey score niet --answers "$T/80.csv" --on 2017-05-01
	same null "$(jq -r .result.kept <<<"$out")"
	run ! ls "$SV_STORE"/answers/*.r1
	gives as cron sv-survey list
}

@test "without a store or an identity surveys are refused; a broken pipe and a full disk are no crash" {
	SV_STORE=$T/none fails_with 66 sv-survey list
	SV_STORE=$T/none fails_with 66 sv-survey score meting --answers "$T/answers.csv"
	SV_KEY=$T/none XDG_STATE_HOME=$T/none fails_with 77 sv-survey score meting --answers "$T/answers.csv" || SV_KEY=$T/none XDG_STATE_HOME=$T/none fails_with 66 sv-survey score meting --answers "$T/answers.csv"
	sv-survey questionnaire --format md | head -1 >"$T/x"
	run -74 bash -c 'sv-survey questionnaire >/dev/full'
	gives sv-verify
}
