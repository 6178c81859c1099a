# SPDX-License-Identifier: MIT
# Commands as filters: a hundred cases in one pipe, all or nothing, and what passes through untouched.
load lib

setup_file() { setup_store; }
teardown_file() { clear_store; }

# many N [JQ-PROGRAM]: N records for sv-report, numbered in the member n; the program changes each ($n is its number)
many() {
	record | jq -c --argjson many "$1" "range(1; \$many + 1) as \$n | .n = \$n | ${2:-.}"
}

no_leftovers() { # no act that was carried out leaves a command again
	! grep -E '"(report|triage|investigate|decide|aftercare|close)":' "$BATS_TEST_TMPDIR/out" | head -1 | grep .
}

@test "a hundred cases from report to closing in one pipe, one commit a command" {
	local before commits
	before=$(count_cases) commits=$(hist rev-list --count main)
	many 100 '.triage = {route: "preliminary"}
		| .investigate = [{step: "preliminary", conclusion: "investigate", report: "Kort."}, {step: "open", question: "Wat?"}]
		| .decide = {outcome: "not_established", grounds: "te weinig", measures: ["none"]}
		| .aftercare = [{step: "plan", party: "all", actions: "gesprek"}, {step: "learn", none_because: "niets"}]
		| .close = {retention: "five_years"}' >"$BATS_TEST_TMPDIR/in"
	set -o pipefail
	sv-report <"$BATS_TEST_TMPDIR/in" | sv-triage | sv-investigate preliminary | sv-investigate open | sv-decide |
		sv-aftercare all | sv-close >"$BATS_TEST_TMPDIR/out"
	same "100 closed" "$(jq -r .state "$BATS_TEST_TMPDIR/out" | sort | uniq -c | xargs)"
	same "$(seq 100)" "$(jq .n "$BATS_TEST_TMPDIR/out")" # in their order, with what was unknown
	same 100 "$(jq -r .case "$BATS_TEST_TMPDIR/out" | sort -u | wc -l)"
	same $((before + 100)) "$(count_cases)"
	same $((commits + 7)) "$(hist rev-list --count main)"
	no_leftovers
	same 0 "$(grep -c 'geroepen' "$BATS_TEST_TMPDIR/out")" # no content on the way
	gives sv-verify
}

@test "options say it for a hundred: sv-report | sv-triage | sv-investigate open" {
	set -o pipefail
	many 100 | sv-report | sv-triage --route preliminary --why 'samen bekijken' | sv-investigate open --question 'Wat?' >"$BATS_TEST_TMPDIR/out"
	same "100 investigating" "$(jq -r .state "$BATS_TEST_TMPDIR/out" | sort | uniq -c | xargs)"
}

@test "one bad line of 200 stores nothing and is named" {
	local n
	for n in 1 77 200; do
		many 200 "if \$n == $n then .report.unit = \"bestaatniet\" else . end" >"$BATS_TEST_TMPDIR/in"
		stores_nothing fails_with 65 sv-report <"$BATS_TEST_TMPDIR/in"
		same '' "$out"
		says "line $n: /report/unit"
		same 1 "$(wc -l <"$BATS_TEST_TMPDIR/err")" || { echo "$err"; false; }
	done
}

@test "every bad line is named: malformed, against the schema, an unknown word, a gate" {
	many 200 'if $n == 7 then .report.kind = "raport"
		elif $n == 42 then .report.category = "pestenn"
		elif $n == 99 then .report |= (.kind = "complaint" | .confidentiality = "anonymous" | .parties = [])
		elif $n == 150 then del(.report.narrative) else . end' | sed '123s/}$//; 180s/^/x/' >"$BATS_TEST_TMPDIR/in"
	stores_nothing fails_with 65 sv-report <"$BATS_TEST_TMPDIR/in"
	same '' "$out"
	same '7 42 99 123 150 180' "$(grep -oE 'line [0-9]+' <<<"$err" | grep -oE '[0-9]+' | sort -nu | xargs)"
	says "gate 'complaint_admissible'" /report/kind /report/category /report/narrative
}

@test "a step that is refused in the middle of a pipe stores nothing of that step" {
	local reported
	many 3 | sv-report >"$BATS_TEST_TMPDIR/reported"
	jq -c 'if .n == 2 then .triage = {route: "informal", handlers: ["niemand"]} else .triage = {route: "informal"} end' "$BATS_TEST_TMPDIR/reported" >"$BATS_TEST_TMPDIR/in"
	stores_nothing fails_with 65 sv-triage <"$BATS_TEST_TMPDIR/in"
	says 'line 2: /triage/handlers/0'
	for reported in $(jq -r .case "$BATS_TEST_TMPDIR/reported"); do same registered "$(state "$reported" .state)"; done
	stores_nothing fails_with 65 sv-investigate open --question 'Wat?' <"$BATS_TEST_TMPDIR/reported" # not triaged yet, all three
	same '1 2 3' "$(grep -oE 'line [0-9]+' <<<"$err" | grep -oE '[0-9]+' | sort -nu | xargs)"
}

@test "--each stores the good ones, prints those, and ends with 65" {
	local before
	before=$(count_cases)
	many 200 'if $n == 57 then .report.kind = "raport" elif $n == 123 then .report.gravity = "erg" else . end' | sed '199s/}$//' >"$BATS_TEST_TMPDIR/in"
	fails_with 65 sv-report --each <"$BATS_TEST_TMPDIR/in"
	same '57 123 199' "$(grep -oE 'line [0-9]+' <<<"$err" | grep -oE '[0-9]+' | sort -nu | xargs)"
	same 197 "$(wc -l <"$BATS_TEST_TMPDIR/out")"
	same $((before + 197)) "$(count_cases)"
}

@test "--each answers a line before the next one comes" {
	local line
	record >"$BATS_TEST_TMPDIR/one"
	mkfifo "$BATS_TEST_TMPDIR/to"
	timeout 30 sv-report --each <"$BATS_TEST_TMPDIR/to" >"$BATS_TEST_TMPDIR/answers" &
	exec 8>"$BATS_TEST_TMPDIR/to"
	cat "$BATS_TEST_TMPDIR/one" >&8
	for _ in $(seq 100); do
		[ -s "$BATS_TEST_TMPDIR/answers" ] && break
		sleep 0.05
	done
	line=$(jq -r .state "$BATS_TEST_TMPDIR/answers")
	exec 8>&-
	wait $!
	same registered "$line"
}

@test "--dry-run judges and prints, and stores nothing" {
	many 3 >"$BATS_TEST_TMPDIR/in"
	stores_nothing gives sv-report --dry-run <"$BATS_TEST_TMPDIR/in"
	same 'registered registered registered' "$(jq -r .state "$BATS_TEST_TMPDIR/out" | xargs)"
	fails_with 66 sv-show "$(head -1 "$BATS_TEST_TMPDIR/out" | jq -r .case)"
	local id
	id=$(new_case)
	stores_nothing gives sv-triage "$id" --dry-run --route informal
	prints '"state":"triaged"'
	same registered "$(state "$id" .state)"
	stores_nothing fails_with 65 sv-close "$id" --dry-run
	stores_nothing fails_with 65 sv-triage "$id" --dry-run --route informal --gravity transgressive
	says "gate 'motivated_route'"
	stores_nothing gives sv-triage "$id" --dry-run --each --route informal
	stores_nothing gives sv-report --dry-run --each <"$BATS_TEST_TMPDIR/in"
}

@test "unknown members, of every kind, pass through as they came; the state goes over what has its name" {
	record | jq -c '. + {x_text: "é \u0001 \"", x_list: [1, [], {}], x_object: {a: {b: true}}, x_number: -9007199254740991, state: "gelogen", events: 99}' |
		sv-report | sv-triage --route informal >"$BATS_TEST_TMPDIR/out"
	same '["é \u0001 \"",[1,[],{}],{"a":{"b":true}},-9007199254740991]' "$(jq -c '[.x_text, .x_list, .x_object, .x_number]' "$BATS_TEST_TMPDIR/out")"
	same 'triaged 2' "$(jq -r '"\(.state) \(.events)"' "$BATS_TEST_TMPDIR/out")"
}

@test "records without an act of this command pass through byte by byte, in their order" {
	local id
	id=$(new_case)
	printf '%s\n' '{"sv":1,"x":"voor"}' "{\"sv\":1,\"case\":\"$id\",\"decide\":{\"outcome\":\"settled\"}}" '{"sv":1,"x":"na"}' >"$BATS_TEST_TMPDIR/in"
	stores_nothing gives sv-triage <"$BATS_TEST_TMPDIR/in"
	same "$(cat "$BATS_TEST_TMPDIR/in")" "$out"
	printf '%s\n' '{"sv":1,"x":"voor"}' "{\"sv\":1,\"case\":\"$id\",\"triage\":{\"route\":\"informal\"}}" '{"sv":1,"x":"na"}' >"$BATS_TEST_TMPDIR/in"
	gives sv-triage <"$BATS_TEST_TMPDIR/in"
	same '{"sv":1,"x":"voor"} {"sv":1,"x":"na"}' "$(sed -n '1p;3p' "$BATS_TEST_TMPDIR/out" | xargs -d '\n')"
	same triaged "$(sed -n 2p "$BATS_TEST_TMPDIR/out" | jq -r .state)"
	gives sv-triage </dev/null
	same '' "$out"
}

@test "sv-list | jq | sv-triage: what is listed can be acted on" {
	local want
	many 20 >"$BATS_TEST_TMPDIR/in"
	sv-report <"$BATS_TEST_TMPDIR/in" >"$BATS_TEST_TMPDIR/reported"
	want=$(sv-list --state registered --format id | wc -l)
	[ "$want" -ge 20 ]
	set -o pipefail
	sv-list --state registered | jq -c '.triage = {route: "mediation", why: "samen"}' | sv-triage >"$BATS_TEST_TMPDIR/out"
	same "$want mediation" "$(jq -r .route "$BATS_TEST_TMPDIR/out" | sort | uniq -c | xargs)"
	same 0 "$(sv-list --state registered --format id | wc -l)"
}

@test "an array of acts is carried out in its order, or not at all" {
	local id
	id=$(new_case)
	echo "{\"sv\":1,\"case\":\"$id\",\"triage\":[{\"route\":\"informal\"},{\"route\":\"mediation\"}]}" >"$BATS_TEST_TMPDIR/in"
	stores_nothing fails_with 65 sv-triage <"$BATS_TEST_TMPDIR/in"
	says "gate 'motivated_route'"
	echo "{\"sv\":1,\"case\":\"$id\",\"triage\":[{\"route\":\"informal\"},{\"route\":\"mediation\",\"why\":\"hielp niet\"}]}" >"$BATS_TEST_TMPDIR/in"
	gives sv-triage <"$BATS_TEST_TMPDIR/in"
	same 'mediation 3' "$(jq -r '"\(.route) \(.events)"' "$BATS_TEST_TMPDIR/out")"
	echo "{\"sv\":1,\"case\":\"$id\",\"investigate\":[{\"step\":\"graven\"}]}" >"$BATS_TEST_TMPDIR/in"
	stores_nothing fails_with 65 sv-investigate all <"$BATS_TEST_TMPDIR/in"
	says 'unknown step'
}

@test "the same case on two lines: both acts, one after the other" {
	local id
	id=$(new_case)
	printf '{"sv":1,"case":"%s","triage":{"route":"informal"}}\n{"sv":1,"case":"%s","triage":{"gravity":"desirable"}}\n' "$id" "$id" >"$BATS_TEST_TMPDIR/in"
	gives sv-triage <"$BATS_TEST_TMPDIR/in"
	same 'informal desirable 3' "$(state "$id" '"\(.route) \(.gravity) \(.events)"')"
}

# --- ids as people type them ---

@test "an id may be typed in small letters, with O for 0 and I or L for 1" {
	local id typed seen0= seen1= n
	for n in $(seq 60); do record; done | sv-report | jq -r .case >"$BATS_TEST_TMPDIR/ids"
	while read -r id; do
		typed=$(tr 'A-Z' 'a-z' <<<"$id")
		typed=${typed%%-*}-$(tr '01' 'ol' <<<"${typed#*-}")
		case ${typed#*-} in *o*) seen0=yes ;; esac
		case ${typed#*-} in *l*) seen1=yes ;; esac
		same "$id" "$(sv-show --format json "$typed" | jq -r .case)"
		same "$id" "$(sv-show --format json "${typed//l/i}" | jq -r .case)"
	done <"$BATS_TEST_TMPDIR/ids"
	[ -n "$seen0" ] && [ -n "$seen1" ]
	id=$(tail -1 "$BATS_TEST_TMPDIR/ids")
	gives sv-triage "$typed" --route informal
	same "$id" "$(jq -r .case <<<"$out")"
	printf '{"sv":1,"case":"%s","triage":{"gravity":"desirable"}}\n' "$typed" >"$BATS_TEST_TMPDIR/in"
	gives sv-triage <"$BATS_TEST_TMPDIR/in"
	same "$id" "$(jq -r .case <<<"$out")"
}

@test "every single mistyped character, and every two neighbours swapped, is caught by the check of the id" {
	local id body i c typed missed=
	id=$(new_case)
	body=${id#*-}
	for ((i = 0; i < ${#body}; i++)); do
		for c in 0 1 2 3 4 5 6 7 8 9 A B C D E F G H J K M N P Q R S T V W X Y Z; do
			[ "$c" = "${body:i:1}" ] && continue
			typed=${id%%-*}-${body:0:i}$c${body:i+1}
			fails_with 65 sv-show "$typed" || missed="$missed $typed"
			case $err in *"typing error"*) ;; *) missed="$missed $typed" ;; esac
		done
	done
	for ((i = 0; i + 1 < ${#body}; i++)); do
		[ "${body:i:1}" = "${body:i+1:1}" ] && continue
		typed=${id%%-*}-${body:0:i}${body:i+1:1}${body:i:1}${body:i+2}
		fails_with 65 sv-show "$typed" || missed="$missed $typed"
	done
	for typed in 2020-$body 2062-$body 2006-$body; do
		[ "$typed" = "$id" ] || fails_with 65 sv-show "$typed" || missed="$missed $typed"
	done
	same '' "$missed"
}

@test "what is no id at all is refused with 65 and an example" {
	local typed
	for typed in x 2026 2026- 2026-7K3MQ 2026-7K3MQPP 26-7K3MQP 2026_7K3MQP '../../../etc/passwd' "$(new_case)x" ''; do
		fails_with 65 sv-show "$typed"
		says 'a case id looks like 2026-7K3MQP'
		stores_nothing fails_with 65 sv-triage "$typed" --route informal
	done
}

@test "a hundred acts that each write two cases: what one of them wrote before is still there, sealed and chained" {
	local hub before
	set -o pipefail
	many 100 | sv-report | jq -r .case >"$BATS_TEST_TMPDIR/cases"
	hub=$(new_case)
	before=$(hist rev-list --count main)
	jq -Rc --arg hub "$hub" '{sv: 1, case: ., link: {to: $hub, as: "related"}}' "$BATS_TEST_TMPDIR/cases" >"$BATS_TEST_TMPDIR/in"
	sv-case link <"$BATS_TEST_TMPDIR/in" >"$BATS_TEST_TMPDIR/out"
	same 100 "$(wc -l <"$BATS_TEST_TMPDIR/out")"
	same $((before + 1)) "$(hist rev-list --count main)"
	same 101 "$(sv-log "$hub" --format json | wc -l)"
	same 100 "$(sv-show "$hub" --format json | jq '.links | length')"
	hist fsck --strict
	gives sv-verify
}
