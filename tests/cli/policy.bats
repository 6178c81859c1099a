# SPDX-License-Identifier: MIT
# sv-policy: regulations and when they are in force, what the law demands, self-assessment, and what the guide tells of them.
load lib

setup_file() {
	setup_store
	add_cron
	add_officer gast --guest
	printf 'Zie je iets dat niet klopt? Meld het. Wij luisteren naar je. Je hoort snel van ons.\n' >"$T/eenvoudig.md"
	cat >"$T/moeilijk.md" <<-'END'
		# Artikel 1

		De medewerker die overeenkomstig de toepasselijke organisatorische bepalingen kennisneemt van onregelmatigheden, informeert onverwijld de daartoe aangewezen functionaris.
	END
}

teardown_file() { clear_store; }

# regulation NAME [OPTION...]: a new one that needs no consent, and in force since 2020; prints its id
regulation() {
	local name=$1
	shift
	at 2020-01-01 sv-policy add --kind other --name "$name" --title "Regeling $name" --consent not_needed "$@" | jq -r .policy
	at 2020-01-01 sv-policy version "$name" --from 2020-01-01 >"$BATS_TEST_TMPDIR/version"
}

# of NAME JQ-PROGRAM: something of the state of a regulation
of() { sv-policy show "$1" --format json | jq -c "$2"; }

# refused PLACE...: the last command named each place
refused() { says "$@"; }

@test "a regulation made by options comes out as a record, with what was left open" {
	at 2026-03-01 gives sv-policy add --kind compass --title 'Ons kompas' --where 'https://intranet/kompas' --owner directie --note 'samen gemaakt'
	jq -e '(.policy | test("^P-[0-9A-HJKMNP-TV-Z]{6}$")) and .state == "active" and .added == "2026-03-01" and .recorded_by == "meldpunt" and .kind == "compass"
		and .title == "Ons kompas" and .owner == "directie" and .note == "samen gemaakt" and .review == "2029-03-01" and .law_next == "2027-03-01"
		and .consent == "not_needed" and .in_force == false and .standing == {why_not: "no_version"}' <<<"$out"
	at 2026-03-02 gives sv-policy change compass --title 'Het kompas' --review 2027-01-01
	jq -e '.title == "Het kompas" and .review == "2027-01-01" and .changed == "2026-03-02" and .where == "https://intranet/kompas"' <<<"$out"
}

@test "options and a record are the same act" {
	local a b
	a=$(at 2026-03-01 sv-policy add --kind other --name een --title Gelijk --owner hr --covers oath --covers consultation --consent not_needed)
	b=$(echo '{"sv":1,"add":{"kind":"other","name":"twee","title":"Gelijk","owner":"hr","covers":["oath","consultation"],"consent":"not_needed"}}' | at 2026-03-01 sv-policy add)
	same "$(jq -cS 'del(.policy, .name)' <<<"$a")" "$(jq -cS 'del(.policy, .name)' <<<"$b")"
	a=$(at 2026-03-02 sv-policy version een --number v1 --from 2026-04-01 --until 2026-12-31 --adopted-by bestuur --where kast --note nieuw)
	b=$(echo '{"sv":1,"policy":"twee","version":{"version":"v1","from":"2026-04-01","until":"2026-12-31","adopted_by":"bestuur","where":"kast","note":"nieuw"}}' | at 2026-03-02 sv-policy version)
	same "$(jq -cS .versions <<<"$a")" "$(jq -cS .versions <<<"$b")"
	a=$(at 2026-03-03 sv-policy consent een --status asked --answer-by 2026-04-01 --note spoed)
	b=$(echo '{"sv":1,"policy":"twee","consent":{"status":"asked","answer_by":"2026-04-01","note":"spoed"}}' | at 2026-03-03 sv-policy consent)
	same "$(jq -cS .consents <<<"$a")" "$(jq -cS .consents <<<"$b")"
	a=$(at 2026-03-04 sv-policy law een --outcome change_needed --changes 'Nieuwe wet' --by-whom jurist --next 2027-01-01 --change-by 2026-05-01)
	b=$(echo '{"sv":1,"policy":"twee","law":{"outcome":"change_needed","changes":"Nieuwe wet","by_whom":"jurist","law_next":"2027-01-01","change_by":"2026-05-01"}}' | at 2026-03-04 sv-policy law)
	same "$(jq -cS .law_checks <<<"$a")" "$(jq -cS .law_checks <<<"$b")"
	a=$(at 2026-03-05 sv-policy done een --why samengevoegd --replaced-by handboek)
	b=$(echo '{"sv":1,"policy":"twee","done":{"why":"samengevoegd","replaced_by":"handboek"}}' | at 2026-03-05 sv-policy done)
	same "$(jq -cS '[.state, .done, .standing]' <<<"$a")" "$(jq -cS '[.state, .done, .standing]' <<<"$b")"
	gives sv-verify
}

@test "whose consent is needed follows from the kind and the organisation, and can be said otherwise" {
	gives sv-policy add --kind complaints_procedure --name klacht1 --title Klachten
	jq -e '.consent == "needed" and .consent_of == "works_council" and .consent_ground == "WOR art. 27 lid 1 onder j en d"' <<<"$out"
	gives sv-policy add --kind complaints_procedure --name klacht2 --title Klachten --consent not_needed
	jq -e '.consent == "not_needed" and (has("consent_of") | not)' <<<"$out"
	# where it depends on what it says, it is taken as needed, and that is told
	fails_with 0 sv-policy add --kind code_of_conduct --name code1 --title Code
	says 'code of conduct: consent is taken as needed' '--consent not_needed'
	jq -e '.consent == "needed"' <<<"$out"
	gives sv-policy add --kind code_of_conduct --name code2 --title Code --consent needed
	jq -e '.consent == "needed" and .consent_of == "works_council"' <<<"$out"
	# what it covers counts as well
	gives sv-policy add --kind compass --name handboek --title Handboek --covers reporting_procedure
	jq -e '.consent == "needed" and .consent_ground == "WOR art. 27 lid 1 onder m"' <<<"$out"
	# a small organisation has no works council; a school has a council of its own
	sv-protocol show | jq '.version = "klein" | .organisation.staff = [{"on": "2020-01-01", "number": 30}]' >"$BATS_TEST_TMPDIR/klein.json"
	sv-protocol show | jq '.version = "school" | .organisation.staff = [{"on": "2020-01-01", "number": 80}] | .organisation.sector = ["school"]' >"$BATS_TEST_TMPDIR/school.json"
	sv-protocol show >"$BATS_TEST_TMPDIR/was.json"
	sv-protocol set "$BATS_TEST_TMPDIR/klein.json"
	gives sv-policy add --kind complaints_procedure --name klacht3 --title Klachten
	jq -e '.consent == "not_needed"' <<<"$out"
	sv-actor add --kind works_council --title OR --name or >"$BATS_TEST_TMPDIR/x" # but who has one asks it
	gives sv-policy add --kind complaints_procedure --name klacht5 --title Klachten
	jq -e '.consent == "needed" and .consent_of == "works_council"' <<<"$out"
	sv-actor done or >"$BATS_TEST_TMPDIR/x"
	sv-protocol set "$BATS_TEST_TMPDIR/school.json"
	gives sv-policy add --kind complaints_procedure --name klacht4 --title Klachten
	jq -e '.consent == "needed" and .consent_of == "participation_council" and .consent_ground == "WMS art. 10 onder g"' <<<"$out"
	gives sv-policy show klacht4
	prints 'consent: needed, participation council (WMS art. 10 onder g)'
	jq '.version = "weer"' "$BATS_TEST_TMPDIR/was.json" >"$BATS_TEST_TMPDIR/weer.json"
	sv-protocol set "$BATS_TEST_TMPDIR/weer.json"
}

@test "without consent a regulation is not in force, and says why; with it, it is" {
	at 2026-01-05 sv-policy add --kind reporting_procedure --name meldregeling --title Meldregeling --owner jurist >"$BATS_TEST_TMPDIR/x"
	at 2026-01-05 gives sv-policy version meldregeling --from 2026-02-01
	same '[false,{"version":"1","why_not":"not_asked"}]' "$(jq -c '[.in_force, .standing]' <<<"$out")"
	at 2026-01-10 gives sv-policy consent meldregeling --status asked
	same '[false,{"version":"1","why_not":"not_answered"}]' "$(jq -c '[.in_force, .standing]' <<<"$out")"
	same '["2026-02-21","meldpunt"]' "$(jq -c '.consents[0] | [.answer_by, .recorded_by]' <<<"$out")"
	# it is due, for who owns it, and says that the term is our own
	at 2026-02-25 gives sv-due --overdue
	same '["policy_consent","1","2026-02-21","Meldregeling",["jurist"],true,true]' "$(jq -c 'select(.title == "Meldregeling") | [.term, .version, .due, .title, .who, .late, (.source | test("eigen beleid.*WOR art. 27"))]' <<<"$out")"
	at 2026-02-25 gives sv-due --format ics
	same 1 "$(tr -d '\r' <<<"$out" | grep -c '^UID:.*-policy_consent-1@')"
	at 2026-03-01 gives sv-policy consent meldregeling --status refused --note 'termijn te kort'
	same '"refused"' "$(jq -c .standing.why_not <<<"$out")"
	at 2026-03-01 gives sv-due --all
	same '' "$(jq -c 'select(.term == "policy_consent" and .title == "Meldregeling")' <<<"$out")"
	at 2026-03-20 gives sv-policy consent meldregeling --status replaced_by_court
	same '[true,{"version":"1"}]' "$(jq -c '[.in_force, .standing]' <<<"$out")"
	# a new version without consent leaves the old one in force
	at 2026-06-01 gives sv-policy version meldregeling --from 2026-06-01
	same '[true,{"version":"1","newer":"2","newer_why_not":"not_asked"}]' "$(jq -c '[.in_force, .standing]' <<<"$out")"
	# what was in force on a day
	same 'false refused 1' "$(sv-policy list --on 2026-03-10 | jq -r 'select(.name == "meldregeling") | "\(.in_force) \(.standing.why_not) \(.standing.version)"')"
	same 'true 1' "$(sv-policy show meldregeling --on 2026-03-20 --format json | jq -r '"\(.in_force) \(.standing.version)"')"
	gives sv-policy list --format text
	prints 'yes (1); 2: consent was not asked'
	gives env LANGUAGE=nl sv-policy list --format text
	prints 'ja (1); 2: instemming is niet gevraagd' meldregeling
	gives sv-policy list --format csv
	same 'reporting_procedure,Meldregeling,true,1,,2,not_asked,needed' "$(grep meldregeling -i <<<"$out" | cut -d, -f2-9)"
	same "$out" "$(LANGUAGE=nl sv-policy list --format csv)"
	gives sv-policy show meldregeling
	prints 'in force: yes (1); 2: consent was not asked' 'consent: needed, works council (WOR art. 27 lid 1 onder m)' '2026-03-01: version 1, refused' 'termijn te kort' 'version: 2'
}

@test "a document is known by its hash and measured; no path of it is kept, and no text" {
	local text
	regulation doc
	gives sv-policy version doc --number 2 --document "$T/eenvoudig.md"
	same "$(sha256sum <"$T/eenvoudig.md" | cut -d' ' -f1)" "$(jq -r '.versions[1].sha256' <<<"$out")"
	[[ $out != *eenvoudig* && $out != *luisteren* ]]
	# the score is what the formula makes of the words, sentences and syllables that were counted
	jq -e '.versions[1].readability | .lang == "nl" and .words == 17 and .sentences == 4 and ((206.835 - 0.93 * .words / .sentences - 77 * .syllables / .words) | round) == .score and .score >= 60' <<<"$out"
	fails_with 0 sv-policy version doc --number 3 --document "$T/moeilijk.md"
	says 'sv-policy: moeilijk.md: hard language: score' 'very difficult' 'from 60 on' 'line 3'
	[[ $err != *kennisneemt* ]]
	jq -e '.versions[2].readability | .score < 60 and .band == "very_difficult" and .sentences == 1 and .words == 17' <<<"$out"
	fails_with 0 env LANGUAGE=nl sv-policy version doc --number 3 --document "$T/moeilijk.md"
	says 'moeilijke taal' 'heel moeilijk' 'regel 3'
	gives sv-policy version doc --number 4 --lang en --document "$T/eenvoudig.md"
	same '"en"' "$(jq -c '.versions[3].readability.lang' <<<"$out")"
	# what is no text is hashed and not measured, but by its text
	printf '%%PDF-1.7\nZie je iets? Meld het.\n' >"$BATS_TEST_TMPDIR/regeling.pdf"
	fails_with 0 sv-policy version doc --number 5 --document "$BATS_TEST_TMPDIR/regeling.pdf"
	says 'not measured' '--text'
	jq -e '.versions[4] | (.sha256 | length == 64) and (has("readability") | not)' <<<"$out"
	printf 'abc\377\n' >"$BATS_TEST_TMPDIR/bytes"
	fails_with 0 sv-policy version doc --number 5b --document "$BATS_TEST_TMPDIR/bytes"
	says 'not measured'
	gives sv-policy version doc --number 6 --document "$BATS_TEST_TMPDIR/regeling.pdf" --text "$T/eenvoudig.md"
	jq -e '.versions[-1].readability.words == 17' <<<"$out"
	same "$(sha256sum <"$BATS_TEST_TMPDIR/regeling.pdf" | cut -d' ' -f1)" "$(jq -r '.versions[-1].sha256' <<<"$out")"
	# records carry the hash; they can name no file
	text=$(jq -nc '{policy: "doc", version: {version: "7", sha256: ("a" * 64)}}')
	gives sv-policy version <<<"$text"
	same "\"$(printf '%064d' 0 | tr 0 a)\"" "$(jq -c '.versions[-1].sha256' <<<"$out")"
	stores_nothing fails_with 65 sv-policy version <<<'{"policy":"doc","version":{"version":"8","document":"/etc/passwd"}}'
	says '/version/document'
	stores_nothing fails_with 66 sv-policy version doc --document "$T/nergens.md"
	says nergens.md
	stores_nothing fails_with 65 sv-policy version doc --number 2 --document "$T/moeilijk.md"
	says /version/sha256 'a new text is a new version'
	stores_nothing fails_with 65 sv-policy version <<<'{"policy":"doc","version":{"sha256":"abc"}}'
	says /version/sha256
}

@test "a draft gets its first day later; dates that cannot be are refused" {
	regulation concept
	at 2026-01-01 gives sv-policy version concept --number 2
	same '{"version":"1","newer":"2","newer_why_not":"no_first_day"}' "$(jq -c .standing <<<"$out")"
	at 2026-01-02 gives sv-policy version concept --number 2 --from 2026-01-02 --until 2026-06-30
	same '[["1",null],["2","2026-06-30"]]' "$(jq -c '[.versions[] | [.version, .until]]' <<<"$out")"
	same '["2","2029-01-02"]' "$(jq -c '[.standing.version, .review]' <<<"$out")"
	same '"policy_until"' "$(at 2026-01-02 sv-due --all | jq -c 'select(.title == "Regeling concept" and .version == "2") | .term')"
	stores_nothing fails_with 65 sv-policy version concept --number 2 --until 2025-12-31
	says /version/until 'cannot end before it begins'
	stores_nothing fails_with 64 sv-policy version concept --from 2026-02-30
	stores_nothing fails_with 65 sv-policy consent concept --number 9 --status asked
	says /consent/version 'no version of that name'
	stores_nothing fails_with 65 sv-policy consent concept --number 2
	says /consent status
	stores_nothing fails_with 65 at 2026-01-05 sv-policy consent concept --status given --on 2026-01-06
	says /consent/on 'in the future'
	stores_nothing fails_with 65 sv-policy consent concept --status given --answer-by 2027-01-01
	says /consent/answer_by
	stores_nothing fails_with 65 sv-policy law <<<'{"policy":"concept","law":{"by_whom":"jurist"}}'
	says /law outcome
	stores_nothing fails_with 65 sv-policy law concept --outcome in_order --change-by 2027-01-01
	says /law/change_by
	sv-policy add --kind other --name leeg --title Leeg --consent needed >"$BATS_TEST_TMPDIR/x"
	stores_nothing fails_with 65 sv-policy consent leeg --status asked
	says /consent/version 'no version was recorded'
}

@test "a law check of everything is one pipe and one commit, and what must change is due" {
	local before
	regulation wet1
	regulation wet2
	before=$(hist rev-list --count main)
	sv-policy list | jq -c '.law = {outcome: (if .name == "wet2" then "change_needed" else "in_order" end), by_whom: "jurist"}' | at 2026-05-01 sv-policy law >"$BATS_TEST_TMPDIR/out"
	same $((before + 1)) "$(hist rev-list --count main)"
	same "$(sv-policy list | wc -l)" "$(wc -l <"$BATS_TEST_TMPDIR/out")"
	same '["2026-05-01","2027-05-01",null]' "$(of wet1 '.law_checks[0] | [.on, .law_next, .change_by]')"
	same '["1","2027-05-01","2026-08-01"]' "$(of wet2 '.law_checks[0] | [.version, .law_next, .change_by]')"
	same '"2027-05-01"' "$(of wet1 .law_next)"
	same '"2026-08-01"' "$(sv-due --all | jq -c 'select(.title == "Regeling wet2" and .term == "policy_change") | .due')"
	at 2026-06-01 sv-policy version wet2 --from 2026-07-01 >"$BATS_TEST_TMPDIR/out"
	same '' "$(sv-due --all | jq -c 'select(.title == "Regeling wet2" and .term == "policy_change")')"
}

@test "what is over is left out of the list, due nowhere, and takes nothing more" {
	local id
	id=$(regulation voorbij)
	at 2026-04-01 gives sv-policy done voorbij
	same '["done","2026-04-01",false,"over"]' "$(jq -c '[.state, .done.on, .in_force, .standing.why_not]' <<<"$out")"
	same '' "$(sv-policy list --format id | grep "$id")"
	same "$id" "$(sv-policy list --all --format id | grep "$id")"
	same '' "$(sv-due --all | jq -c --arg id "$id" 'select(.policy == $id)')"
	# before that day it held, and its name is free again
	same true "$(sv-policy list --on 2026-03-31 | jq -c --arg id "$id" 'select(.policy == $id) | .in_force')"
	same '' "$(sv-policy list --on 2026-04-01 | jq -c --arg id "$id" 'select(.policy == $id) | .in_force')"
	fails_with 66 sv-policy show voorbij
	stores_nothing fails_with 65 sv-policy change "$id" --title Toch
	says "$id" 'it is over'
	stores_nothing fails_with 65 sv-policy done "$id"
	gives sv-policy show "$id"
	prints 'ended: 2026-04-01' 'in force: no: it was ended'
}

@test "what cannot be found or is ambiguous is named" {
	local id slip
	id=$(regulation uniek)
	slip=${id%?}$([ "${id: -1}" = 0 ] && echo 1 || echo 0)
	fails_with 66 sv-policy show nergens
	says nergens "no 'policy' of that id or name"
	fails_with 65 sv-policy show "$slip"
	says 'mistyped'
	gives sv-policy show "${id,,}" --format json
	same "\"$id\"" "$(jq -c .policy <<<"$out")"
	fails_with 64 sv-policy show
	sv-policy add --kind camera_protocol --title Een --consent not_needed >"$BATS_TEST_TMPDIR/x"
	gives sv-policy show camera_protocol
	sv-policy add --kind camera_protocol --title Twee --consent not_needed >"$BATS_TEST_TMPDIR/x"
	fails_with 65 sv-policy show camera_protocol
	says 'of them have that name' 'by its id'
	stores_nothing fails_with 66 sv-policy change nergens --title x
	stores_nothing fails_with 64 sv-policy add "$id" --title x
	stores_nothing fails_with 64 sv-policy change "$id"
	stores_nothing fails_with 65 sv-policy change <<<'{"policy":7,"change":{"title":"x"}}'
	stores_nothing fails_with 65 sv-policy change <<<'{"change":{"title":"x"}}'
	says /policy 'is missing'
	stores_nothing fails_with 65 sv-policy add <<<"{\"policy\":\"$id\",\"add\":{\"kind\":\"other\",\"title\":\"x\"}}"
	stores_nothing fails_with 65 sv-policy add --title 'Zonder soort'
	says /add/kind 'is missing'
	stores_nothing fails_with 64 sv-policy add --kind gedragcode --title x
	stores_nothing fails_with 65 sv-policy add <<<'{"add":{"kind":"gedragscode","title":"x"}}'
	says /add/kind
	stores_nothing fails_with 65 sv-policy add <<<'{"add":{"kind":"other","title":"x","in_force":true}}'
	says /add/in_force
	stores_nothing fails_with 65 sv-policy change "$id" --owner 'Jan <jan@example.org>'
	says /change/owner
	fails_with 64 sv-policy versoin "$id"
	says "did you mean 'version'?"
}

@test "two bad lines among good ones: both are named, and nothing of all is stored" {
	regulation lijn
	cat >"$BATS_TEST_TMPDIR/in" <<-'END'
		{"sv":1,"add":{"kind":"other","name":"lijn1","title":"Goed","consent":"not_needed"}}
		{"sv":1,"add":{"kind":"other","name":"lijn2","titel":"kanariewoord"}}
		{"sv":1,"add":{"kind":"other","name":"lijn3","title":"Goed","consent":"not_needed"}}
		{"sv":1,"add":{"kind":"nieuw","name":"lijn4","title":"Fout"}}
	END
	stores_nothing fails_with 65 sv-policy add <"$BATS_TEST_TMPDIR/in"
	says 'line 2: /add' titel 'line 4: /add/kind'
	[ -z "$out" ]
	[[ $err != *kanariewoord* ]]
	fails_with 65 sv-policy add --each <"$BATS_TEST_TMPDIR/in"
	same 'lijn1 lijn3' "$(jq -r .name <<<"$out" | paste -sd' ')"
	says 'line 2' 'line 4'
	printf '{"policy":"lijn","law":{"outcome":"in_order"}}\n{"policy":"nergens","law":{"outcome":"in_order"}}\n{"policy":"lijn","law":{"outcome":"misschien"}}\n' >"$BATS_TEST_TMPDIR/in"
	stores_nothing fails_with 66 sv-policy law <"$BATS_TEST_TMPDIR/in"
	says 'line 2' 'line 3: /law/outcome'
	gives sv-policy law <<<'{"sv":1,"policy":"lijn","ref":"gaat mee"}' # without the act it passes through
	same '{"sv":1,"policy":"lijn","ref":"gaat mee"}' "$out"
	gives sv-policy change <<<'{"sv":1,"policy":"lijn","ref":"gaat mee","in_force":"oud","change":{"note":"x"}}'
	same '["gaat mee",true]' "$(jq -c '[.ref, .in_force]' <<<"$out")"
}

@test "--dry-run judges and stores nothing; --edit is a form" {
	stores_nothing gives sv-policy add --dry-run --kind other --name proef --title Proef --consent not_needed
	jq -e '.title == "Proef" and .review' <<<"$out"
	fails_with 66 sv-policy show proef
	cat >"$BATS_TEST_TMPDIR/editor" <<-'END'
		#!/bin/sh
		cp "$1" "$SEEN"
		sed -i 's/^title: *$/title: Uit het formulier/; s/^kind: *$/kind: other/; s/^consent: *$/consent: not_needed/; s/^covers: *$/covers: oath, consultation/' "$1"
	END
	chmod +x "$BATS_TEST_TMPDIR/editor"
	export SEEN=$BATS_TEST_TMPDIR/seen EDITOR=$BATS_TEST_TMPDIR/editor
	gives sv-policy add --edit --name formulier
	jq -e '.title == "Uit het formulier" and .name == "formulier" and .covers == ["oath", "consultation"]' <<<"$out"
	grep -q '^name: formulier$' "$SEEN"
	grep -q '^# .*where staff find it' "$SEEN"
	run ! grep -q 'readability' "$SEEN"
	# a document is read after the form, which has no place for it
	EDITOR=true gives sv-policy version formulier --edit --document "$T/eenvoudig.md" --from 2026-01-01
	same "\"$(sha256sum <"$T/eenvoudig.md" | cut -d' ' -f1)\"" "$(jq -c '.versions[0].sha256' <<<"$out")"
	printf '#!/bin/sh\n: >"$1"\n' >"$BATS_TEST_TMPDIR/empty"
	chmod +x "$BATS_TEST_TMPDIR/empty"
	EDITOR=$BATS_TEST_TMPDIR/empty stores_nothing fails_with 1 sv-policy change formulier --edit
	EDITOR=true stores_nothing fails_with 65 sv-policy add --edit --name zonder
}

# demands LEVEL MET [OPTION...]: the ids of demands, from the JSON of sv-policy check
demands() {
	local level=$1 met=$2
	shift 2
	sv-policy check --format json "$@" 2>"$BATS_TEST_TMPDIR/err" | jq -r --arg l "$level" --argjson m "$met" '.demands[] | select(.level == $l and .met == $m) | .demand'
}

@test "check asks of each organisation what its size and sector ask" {
	local law30 law60 law300 town
	fails_with 78 sv-policy check
	says 'is not known' '--staff'
	fails_with 1 sv-policy check --staff 30
	says 'demands of the law that are not met: '
	law30=$(demands law false --staff 30; demands law true --staff 30)
	law60=$(demands law false --staff 60; demands law true --staff 60)
	law300=$(demands law false --staff 300; demands law true --staff 300)
	town=$(demands law false --staff 300 --sector municipality; demands law true --staff 300 --sector municipality)
	grep -qx psa_policy <<<"$law30"
	grep -qx staff_meeting <<<"$law30"
	run ! grep -qx 'reporting_procedure\|works_council' <<<"$law30"
	grep -qx reporting_procedure <<<"$law60"
	grep -qx works_council <<<"$law60"
	run ! grep -qx staff_meeting <<<"$law60"
	same "$(sort <<<"$law60")" "$(sort <<<"$law300")" # 60 or 300 is the same to the law, but not to good advice
	grep -qx coordinator < <(demands advised false --staff 300)
	run ! grep -qx coordinator < <(demands advised false --staff 60)
	grep -qx oath <<<"$town"
	grep -qx code_politicians <<<"$town"
	run ! grep -qx oath <<<"$law300"
	# each with its source, in both forms
	jq -e 'all(.demands[]; (.source | length > 0) and (.label.nl | length > 0) and (.label.en | length > 0) and (.level == "advised" or (.url | startswith("https://wetten.overheid.nl/"))))' < <(sv-policy check --staff 300 --format json 2>"$BATS_TEST_TMPDIR/err")
	fails_with 1 sv-policy check --staff 300 --sector municipality --format csv
	same "$(wc -l <<<"$out")" "$(($(sv-policy check --staff 300 --sector municipality --format json 2>"$BATS_TEST_TMPDIR/err" | jq '.demands | length') + 1))"
	fails_with 64 sv-policy check --staff 300 --sector gemeente
	fails_with 64 sv-policy check --staff veel
}

@test "check is read without explanation, in Dutch too, and says what is there and why it does not count" {
	at 2026-01-01 sv-policy add --kind policy_plan --name plan --title 'Plan *sociale* veiligheid' >"$BATS_TEST_TMPDIR/x"
	at 2026-01-01 sv-policy version plan --from 2026-01-01 >"$BATS_TEST_TMPDIR/x"
	LANGUAGE=nl fails_with 1 at 2026-02-01 sv-policy check --staff 300 --sector municipality
	out=$(tr -s ' \n' ' ' <<<"$out") # however its lines are broken
	prints 'Waterdam: wat er moet zijn, en wat ontbreekt' 'Hier werken 300 mensen.' 'Sector: gemeente.' $'1\u00a0februari\u00a02026' 'De wet eist het, en het ontbreekt' 'De wet eist het, en het is er' \
		'Aangeraden, en het ontbreekt' 'beleid tegen psychosociale arbeidsbelasting' 'Is er wel, maar telt niet mee: Plan *sociale* veiligheid' 'instemming is niet gevraagd' 'Wat te doen: ' \
		'Bron: Arbeidsomstandighedenwet art. 3 lid 2' 'register van meldingen: dat blijkt uit deze administratie' 'eed of belofte'
	[[ $out != *'{{'* && $out != *null* ]]
	says 'wettelijke eisen die niet zijn vervuld: '
	at 2026-01-15 sv-policy consent plan --status given >"$BATS_TEST_TMPDIR/x"
	LANGUAGE=nl fails_with 1 at 2026-02-01 sv-policy check --staff 300
	out=$(tr -s ' \n' ' ' <<<"$out")
	prints 'beleid tegen psychosociale arbeidsbelasting: Plan *sociale* veiligheid (P-' 'Er is geen sector genoemd'
	[[ $out != *'Is er wel, maar telt niet mee: Plan'* ]]
	# on a day before the consent it did not count
	grep -qx psa_policy < <(demands law false --staff 300 --on 2026-01-10)
	grep -qx psa_policy < <(demands law true --staff 300 --on 2026-01-15)
	# what a regulation covers counts too
	run ! grep -qx 'integrity_account\|ancillary_register' < <(demands law true --staff 300 --sector municipality)
	regulation rechtspositie --covers integrity_account --covers ancillary_activities
	grep -qx integrity_account < <(demands law true --staff 300 --sector municipality)
	grep -qx ancillary_register < <(demands law true --staff 300 --sector municipality)
}

@test "when all that the law demands is there, the answer is yes" {
	export SV_STORE=$BATS_TEST_TMPDIR/store
	sv-init --protocol "$PROTOCOL"
	at 2026-01-01 sv-policy add --kind policy_plan --title Beleid --consent not_needed --covers consultation >"$BATS_TEST_TMPDIR/x"
	at 2026-01-01 sv-policy version policy_plan --from 2026-01-01 >"$BATS_TEST_TMPDIR/x"
	at 2026-01-01 sv-policy add --kind risk_assessment --title 'RI&E' --consent not_needed --covers rie_recognised >"$BATS_TEST_TMPDIR/x"
	at 2026-01-01 sv-policy version risk_assessment --from 2026-01-01 >"$BATS_TEST_TMPDIR/x"
	same 'occupational_physician prevention_worker_small psa_instruction rie_plan rie_psa' "$(demands law false --staff 9 | sort | paste -sd' ')"
	sv-risk add --name rie --title 'RI&E' --trigger periodic --rie 'RI&E 2026, hoofdstuk PSA' >"$BATS_TEST_TMPDIR/x"
	sv-risk measure rie --text 'Rooster op tijd' --owner hr --by 2099-01-01 >"$BATS_TEST_TMPDIR/x"
	same 'rie_plan rie_psa' "$(demands law false --staff 9 | grep rie | sort | paste -sd' ')" # nothing was judged yet
	sv-risk assess rie --factor workload --likelihood 3 --impact 3 >"$BATS_TEST_TMPDIR/x"
	same 'occupational_physician prevention_worker_small psa_instruction' "$(demands law false --staff 9 | sort | paste -sd' ')"
	sv-actor add --kind prevention_worker --title Preventiemedewerker --from 2020-01-01 >"$BATS_TEST_TMPDIR/x"
	sv-actor add --kind company_doctor --title Bedrijfsarts --from 2020-01-01 --until 2020-12-31 >"$BATS_TEST_TMPDIR/x"
	same 'occupational_physician psa_instruction' "$(demands law false --staff 9 | sort | paste -sd' ')"
	sv-actor add --kind occupational_health_service --title Arbodienst >"$BATS_TEST_TMPDIR/x"
	sv-train add --kind training --name training --title Training >"$BATS_TEST_TMPDIR/x"
	same psa_instruction "$(demands law false --staff 9)" # planned is not held
	sv-train held training --total 9 >"$BATS_TEST_TMPDIR/x"
	gives sv-policy check --staff 9
	out=$(tr -s ' \n' ' ' <<<"$out")
	prints 'are met, and 0 are not.' 'Preventiemedewerker (K-' 'Training (A-' 'RI&E (R-'
	gives sv-verify
	# the latest headcount goes before the protocol, an option before both
	printf 'unit,staff\nburgerzaken,9\n' >"$BATS_TEST_TMPDIR/telling.csv"
	sv-import --headcount "$BATS_TEST_TMPDIR/telling.csv" --on 2026-01-01 --total 9 >"$BATS_TEST_TMPDIR/x"
	sv-import --headcount "$BATS_TEST_TMPDIR/telling.csv" --on 2025-01-01 --total 900 >"$BATS_TEST_TMPDIR/x"
	sv-import --headcount "$BATS_TEST_TMPDIR/telling.csv" --on 2026-02-01 >"$BATS_TEST_TMPDIR/x" 2>&1 # of a part of the organisation alone: it does not count
	gives sv-policy check --format json
	same 9 "$(jq .staff <<<"$out")"
	same 900 "$(sv-policy check --on 2025-12-31 --format json 2>"$BATS_TEST_TMPDIR/err" | jq .staff)"
	same 12 "$(sv-policy check --staff 12 --format json 2>"$BATS_TEST_TMPDIR/err" | jq .staff)"
}

@test "the size comes from the protocol where no option says it, and the sector too" {
	sv-protocol show >"$BATS_TEST_TMPDIR/was.json"
	jq '.version = "groot" | .organisation.staff = [{"on": "2020-01-01", "number": 40}, {"on": "2026-01-01", "number": 900}] | .organisation.sector = ["municipality"]' "$BATS_TEST_TMPDIR/was.json" >"$BATS_TEST_TMPDIR/groot.json"
	sv-protocol set "$BATS_TEST_TMPDIR/groot.json"
	same '900 ["municipality"]' "$(sv-policy check --format json --on 2026-06-01 2>"$BATS_TEST_TMPDIR/err" | jq -r '"\(.staff) \(.sector)"')"
	same 40 "$(sv-policy check --format json --on 2025-12-31 2>"$BATS_TEST_TMPDIR/err" | jq .staff)"
	same 40 "$(sv-policy check --format json --on 2024-02-29 2>"$BATS_TEST_TMPDIR/err" | jq .staff)"
	same '12 ["care"]' "$(sv-policy check --staff 12 --sector care --format json 2>"$BATS_TEST_TMPDIR/err" | jq -r '"\(.staff) \(.sector)"')"
	jq '.version = "vreemd" | .organisation.sector = ["gemeente"]' "$BATS_TEST_TMPDIR/groot.json" >"$BATS_TEST_TMPDIR/vreemd.json"
	sv-protocol set "$BATS_TEST_TMPDIR/vreemd.json"
	fails_with 65 sv-policy check
	says "unknown sector 'gemeente'"
	jq '.version = "terug"' "$BATS_TEST_TMPDIR/was.json" >"$BATS_TEST_TMPDIR/terug.json"
	sv-protocol set "$BATS_TEST_TMPDIR/terug.json"
}

@test "a self-assessment is scored by options, records and a form, and compared over the years" {
	local all
	fails_with 0 sv-policy assessments
	prints 'no self-assessment was recorded'
	same '[]' "$(sv-policy assessments --format json | jq -c .)"
	all=$(sv-policy statements --format json | jq -c '[.[].id]')
	same "$(jq -c '[.dimensions[].statements[].id]' "$ROOT/share/policy/assessment.json")" "$all"
	gives sv-policy statements
	prints leadership_hard_1 'leadership and strategy'
	# every statement, by a record: hard 4, soft 2; and a year later hard 4, soft 3
	for soft in 2 3; do
		jq -nc --argjson all "$all" --argjson soft "$soft" '{assess: {on: "\(2022 + $soft)-06-01", by_whom: "directie en or", scores: ($all | map({(.): (if test("_hard_") then 4 else $soft end)}) | add)}}' >"$BATS_TEST_TMPDIR/in"
		at 2025-07-01 gives sv-policy assess <"$BATS_TEST_TMPDIR/in"
		jq -e --argjson soft "$soft" '(.assessment | startswith("E-")) and (.results | length == 7) and all(.results[]; .hard == {sum: 12, of: 3} and .soft == {sum: ($soft * 3), of: 3}) and .instrument' <<<"$out"
	done
	gives sv-policy assessments --format json
	same 16 "$(jq length <<<"$out")" # seven dimensions and all of them, two years
	jq -e 'all(.[]; .hard == 4 and .soft == (if .on == "2024-06-01" then 2 else 3 end) and .mean == (.hard + .soft) / 2 and (if .on == "2024-06-01" then has("change") | not else .change == 0.5 end))' <<<"$out"
	gives sv-policy assessments
	prints 'all dimensions' '+0.50' 'hard controls'
	gives env LANGUAGE=nl sv-policy assessments
	prints 'leiderschap en strategie' 'alle dimensies' 'zachte maatregelen'
	same "$(sv-policy assessments --format csv)" "$(LANGUAGE=nl sv-policy assessments --format csv)"
	same 2 "$(sv-policy assessments --format ndjson | wc -l)"
	# a few statements: that is told, and nothing is compared that is not alike
	fails_with 0 at 2026-06-01 sv-policy assess --score leadership_hard_1=5 -s leadership_soft_1=1 --note 'alleen het bestuur'
	says '40 of 42 statements have no score'
	jq -e '.on == "2026-06-01" and .results == [{dimension: "leadership_strategy", hard: {sum: 5, of: 1}, soft: {sum: 1, of: 1}}]' <<<"$out"
	same 'null null' "$(sv-policy assessments --format json | jq -r '[.[] | select(.on == "2026-06-01") | .change] | join(" ") | if . == " " then "null null" else . end')"
	stores_nothing fails_with 65 sv-policy assess --score leadership_hrd_1=5
	says /assess/scores "unknown statement 'leadership_hrd_1'" 'did you mean'
	stores_nothing fails_with 65 sv-policy assess --score leadership_hard_1=6
	says /assess/scores/leadership_hard_1 'at most 5'
	stores_nothing fails_with 65 sv-policy assess --score leadership_hard_1=0
	stores_nothing fails_with 65 sv-policy assess --score leadership_hard_1=goed
	stores_nothing fails_with 65 sv-policy assess --note 'geen score'
	says /assess/scores 'is missing'
	stores_nothing fails_with 64 sv-policy assess --score leadership_hard_1
	# what is computed cannot be brought along
	gives sv-policy assess --dry-run <<<"$(jq -nc --argjson all "$all" '{assess: {results: [{dimension: "x"}], instrument: "oud", scores: ($all | map({(.): 5}) | add)}}')"
	jq -e '(.results | length == 7) and .instrument != "oud"' <<<"$out"
	cat >"$BATS_TEST_TMPDIR/editor" <<-'END'
		#!/bin/sh
		cp "$1" "$SEEN"
		sed -i 's/^  \(leadership_[a-z]*_[0-9]\):$/  \1: 3/' "$1"
	END
	chmod +x "$BATS_TEST_TMPDIR/editor"
	SEEN=$BATS_TEST_TMPDIR/seen EDITOR=$BATS_TEST_TMPDIR/editor LANGUAGE=nl fails_with 0 sv-policy assess --edit --dry-run
	same 6 "$(jq '.scores | length' <<<"$out")"
	grep -q '^  # Het bestuur heeft een plan' "$BATS_TEST_TMPDIR/seen"
	same 42 "$(grep -c '^  [a-z_]*_[0-9]:$' "$BATS_TEST_TMPDIR/seen")"
	gives sv-verify
}

@test "the guide tells staff which regulations are in force and where they are, and nothing else" {
	regulation zichtbaar --where 'https://intranet/a_b?c=*d*'
	regulation gevaar --where 'https://x/<script>alert(1)</script>'
	sv-policy add --kind compass --name vooraan --title 'Zzz kompas' --consent not_needed >"$BATS_TEST_TMPDIR/x"
	at 2020-01-01 sv-policy version vooraan --from 2020-01-01 --where 'de kast' >"$BATS_TEST_TMPDIR/x"
	sv-policy add --kind other --name onzichtbaar --title 'Nog niet *klaar*' --consent not_needed >"$BATS_TEST_TMPDIR/x"
	gives sv-guide regulations --lang nl
	prints 'Welke regelingen gelden hier' 'Regeling zichtbaar (andere regeling). Geldt sinds' 'https://intranet/a_b?c=*d*' 'de kast'
	[[ $out != *'Nog niet'* && $out != *'{{'* ]]
	gives sv-guide regulations --lang en --format html
	prints '<html lang="en">' 'Regeling zichtbaar' '<a href="https://intranet/a_b?c=*d*">' 'Holds since 1'
	[[ $out != *'<script>'* && $out != *'href="https://x'* ]]
	same 'Zzz kompas' "$(grep -o '<strong>[^<]*' <<<"$out" | head -1 | cut -d'>' -f2)" # by kind, then by title
	# who has no key gets the page without them, and is told where to ask
	XDG_STATE_HOME=$T/state/nobody gives sv-guide regulations --lang nl --key "$T/keys/nobody"
	prints 'Vraag het meldpunt, HR of de ondernemingsraad'
	[[ $out != *zichtbaar* ]]
	SV_STORE=$T/nergens gives sv-guide regulations --lang nl
	prints 'Vraag het meldpunt, HR of de ondernemingsraad'
	# who may not open the register is told that it is left out
	fails_with 0 as gast sv-guide regulations --lang nl
	says 'the regulations of the register are left out' "needs the role 'record'"
	[[ $out != *zichtbaar* ]]
}

@test "the yearly report says how many regulations were in force at the end of the year" {
	local year day
	regulation verslag
	at 2023-06-01 sv-policy done verslag >"$BATS_TEST_TMPDIR/x"
	for year in 2022 2023 2025; do
		day=$year-12-31
		same "$(sv-policy list --all --on "$day" | jq -s 'map(select(.in_force)) | length')" \
			"$(sv-annual --year "$year" --format json | jq '[.. | objects | select(.fact? == "policies_in_force") | .value | tonumber] | first')"
	done
	[ "$(sv-policy list --all --on 2022-12-31 | jq -s 'map(select(.in_force)) | length')" -gt "$(sv-policy list --all --on 2023-12-31 | jq -s 'map(select(.in_force)) | length')" ]
}

@test "cron lists, checks and makes the page of the guide; who has no role record is denied" {
	local c
	regulation iedereen
	gives as cron sv-policy list
	prints 'Regeling iedereen'
	gives as cron sv-policy show iedereen
	fails_with 1 as cron sv-policy check --staff 60
	gives as cron sv-guide regulations --lang nl --format html
	prints 'Regeling iedereen'
	gives as cron sv-policy assessments
	for c in 'sv-policy list' 'sv-policy show iedereen' 'sv-policy check --staff 60' 'sv-policy assessments' 'sv-policy change iedereen --title x' \
		'sv-policy add --kind other --title x --consent not_needed' 'sv-policy assess --score leadership_hard_1=3'; do
		stores_nothing fails_with 77 as gast $c || { echo "not denied: $c"; return 1; }
		[ -z "$out" ]
	done
}

@test "nothing of it stands in the clear, format.md alone opens it with the role record, and the index is what the history says" {
	local id path before
	at 2026-03-01 sv-policy add --kind other --name kanarienaam --title 'Kanarietitel' --where 'https://kanarieplek' --owner kanariehouder --consent needed --note 'kanarienoot' >"$BATS_TEST_TMPDIR/x"
	cp "$T/eenvoudig.md" "$BATS_TEST_TMPDIR/kanariebestand.md"
	at 2026-03-02 sv-policy version kanarienaam --number kanarieversie --adopted-by kanariebestuur --document "$BATS_TEST_TMPDIR/kanariebestand.md" --from 2026-04-01 >"$BATS_TEST_TMPDIR/x"
	at 2026-03-03 sv-policy consent kanarienaam --status asked --note kanarievraag >"$BATS_TEST_TMPDIR/x"
	at 2026-03-04 sv-policy law kanarienaam --outcome in_order --changes kanariewet --by-whom kanariejurist >"$BATS_TEST_TMPDIR/x"
	at 2026-03-05 sv-policy assess --score leadership_hard_1=3 --by-whom kanariegroep --note kanarietoelichting >"$BATS_TEST_TMPDIR/x" 2>&1
	hist cat-file --batch-all-objects --batch >"$BATS_TEST_TMPDIR/objects"
	run ! grep -aiq 'kanarie\|leadership_hard' "$BATS_TEST_TMPDIR/objects"
	run ! grep -raiq kanarie "$SV_STORE"
	run ! grep -raiq kanariebestand "$T/state" "$XDG_RUNTIME_DIR"
	id=$(of kanarienaam .policy | tr -d '"')
	path=policies/$id.ndjson
	hist show "main:$path" >"$BATS_TEST_TMPDIR/lines"
	same 'policy.added policy.version policy.consent policy.law' "$(jq -r .type "$BATS_TEST_TMPDIR/lines" | paste -sd' ')"
	# what stands in the clear: kind of event, time, officer, and no member beside the envelope
	same '["at","by","clock","event","policy","prev","record","rules","sv","type"]' "$(jq -c --slurp 'map(keys) | add | unique' "$BATS_TEST_TMPDIR/lines")"
	gives /usr/bin/python3 "$ROOT/tests/data/item.py" "$SV_STORE" "$T/keys/cron" "$path"
	jq -e --slurp '(.[0].record | .title == "Kanarietitel" and .note == "kanarienoot") and .[1].record.version == "kanarieversie" and .[2].record.answer_by == "2026-04-14" and .[3].record.by_whom == "kanariejurist"' <<<"$out"
	[[ $out != *kanariebestand* ]]
	fails_with 1 /usr/bin/python3 "$ROOT/tests/data/item.py" "$SV_STORE" "$T/keys/cron" "risks/$id.ndjson"
	# the index can be thrown away
	sv-policy list --all >"$BATS_TEST_TMPDIR/before"
	sv-due --all >"$BATS_TEST_TMPDIR/due"
	rm -f "$XDG_STATE_HOME"/sv/*/*.db*
	sv-policy list --all | cmp - "$BATS_TEST_TMPDIR/before"
	sv-due --all | cmp - "$BATS_TEST_TMPDIR/due"
	gives sv-verify
	prints '0 faults' 'the index equals a fresh one'
	gives as cron sv-verify
	git -C "$SV_STORE/history.git" fsck --strict >"$BATS_TEST_TMPDIR/x" 2>&1
}

@test "a file of an item that was written by hand is found out" {
	local id path
	load forge.bash
	id=$(regulation echt)
	path=policies/$id.ndjson
	# forged BY TYPE WHAT...: a line after those of the item, in a copy of the store; sv-verify says so
	forged() {
		local by=$1 type=$2
		shift 2
		rm -rf "$BATS_TEST_TMPDIR/store" "$BATS_TEST_TMPDIR/state"
		cp -a "$T/store" "$BATS_TEST_TMPDIR/store"
		WHEN=$(date +%s)
		hist show "main:$path" >"$BATS_TEST_TMPDIR/was"
		{ cat "$BATS_TEST_TMPDIR/was" && /usr/bin/python3 "$ROOT/tests/data/event.py" "$BATS_TEST_TMPDIR/was" policy "$id" "$by" "$type" "$WHEN" "$(hist rev-parse main:protocol.json)" '{}'; } >"$BATS_TEST_TMPDIR/now"
		SV_STORE=$BATS_TEST_TMPDIR/store forge "$by" "$by" "${FORGED:-$path}=$BATS_TEST_TMPDIR/now"
		SV_STORE=$BATS_TEST_TMPDIR/store XDG_STATE_HOME=$BATS_TEST_TMPDIR/state fails_with 76 sv-verify
		says "${FORGED:-$path}" "$@"
	}
	forged meldpunt policy.added 'could not happen'
	forged gast policy.changed 'did not have the role'
	forged meldpunt risk.added "$path"
	FORGED=risks/R${id#P}.ndjson forged meldpunt policy.changed risks/
	sv-policy done echt >"$BATS_TEST_TMPDIR/x"
	forged meldpunt policy.version 'could not happen'
	gives sv-verify
}

@test "kinds and sectors of the options are those of the schema and of the demands; the manual names every member" {
	local demands=$ROOT/share/policy/demands.json schema=$ROOT/share/schema s m covered
	same "$(jq -c '[.kinds.policy[].id]' "$demands")" "$(sv-policy --dump-spec | jq -c '.verbs[] | select(.name == "add") | .options[] | select(.name == "kind") | .words')"
	same "$(jq -c '[.kinds.policy[].id]' "$demands")" "$(jq -c .properties.kind.enum "$schema/policy.json")"
	covered=$(jq -c '[.kinds.policy[].id, .kinds.act[].id] + ([.demands[].by[].covers // empty] | unique)' "$demands")
	same "$covered" "$(sv-policy --dump-spec | jq -c '.verbs[] | select(.name == "add") | .options[] | select(.name == "covers") | .words')"
	same "$covered" "$(jq -c .properties.covers.items.enum "$schema/policy.json")"
	same "$(jq -c '[.sectors[].id]' "$demands")" "$(sv-policy --dump-spec | jq -c '.verbs[] | select(.name == "check") | .options[] | select(.name == "sector") | .words')"
	for s in policy policy-version policy-consent policy-law done assess; do
		for m in $(jq -r '.properties | keys[]' "$schema/$s.json"); do
			grep -q "^\.It Va $m Pq record" "$ROOT/share/man/sv-record.5" || { echo "$s: $m"; return 1; }
		done
	done
}
