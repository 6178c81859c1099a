# SPDX-License-Identifier: MIT
# sv-train: activities and their sessions, what is refused, whom they reached (held against a reckoning in Python), and the dilemma of the week.
load lib

setup_file() {
	SV_NOW=2024-01-02T08:00:00Z setup_store
	add_cron
	A=$(at 2026-01-05 sv-train add --kind training --name grenzen --title 'Grenzen bespreken' --audience managers --audience staff --unit dienstverlening --planned 2026-03-10 --owner coordinator --target 40 --note 'kanarie-notitie' | jq -r .activity)
	export A
}

teardown_file() { clear_store; }

setup() { quickly && cd "$BATS_TEST_TMPDIR" || return 1; }

train() { at 2026-06-30 sv-train "$@"; }
held() { train held "$@" --dry-run; }

@test "an activity is planned by options or records, named, changed, listed, shown and ended" {
	[[ $A =~ ^A-[0-9A-Z]{6}$ ]]
	gives train show grenzen --format json
	same '{"audience":["managers","staff"],"kind":"training","name":"grenzen","note":"kanarie-notitie","owner":"coordinator","planned":"2026-03-10","recorded_by":"meldpunt","target":40,"title":"Grenzen bespreken","units":["dienstverlening"]}' \
		"$(jq -Sc 'del(.activity, .added, .changed, .sv, .state, .sessions)' <<<"$out")"
	jq -nc '{sv:1, ref: "x", add: {kind: "theatre", title: "Spelen"}}, {sv:1, add: {kind: "talk", title: "Praten"}}' >in
	gives train add <in
	same 'x theatre Spelen' "$(head -1 <<<"$out" | jq -r '"\(.ref) \(.kind) \(.title)"')"
	gives train change theatre --planned 2026-08-01 --title 'Samen spelen'
	same '2026-08-01 Samen spelen theatre' "$(jq -r '"\(.planned) \(.title) \(.kind)"' <<<"$out")"
	gives train list --format text
	prints 'Grenzen bespreken' 'Samen spelen' 'managers, staff'
	gives train done theatre --on 2026-06-01 --why 'geen acteurs'
	same 'done 2026-06-01 geen acteurs' "$(jq -r '"\(.state) \(.done.on) \(.done.why)"' <<<"$out")"
	gives train list --format id
	case $out in *"$(jq -r .activity <<<"$(sv-train list --all | jq -c 'select(.kind == "theatre")')")"*) echo "what is over is listed"; false ;; esac
	gives train list --all --format csv
	prints 'Samen spelen'
	gives train show "$A" talk
	prints 'title: Grenzen bespreken' 'title: Praten'
	train add --kind talk --title 'Nog eens' >out2
	gives sv-verify
}

# refused CODE WORD -- COMMAND...
refused() {
	local code=$1 word=$2
	shift 3
	stores_nothing fails_with "$code" "$@" || return 1
	same '' "$out" || return 1
	says "$word"
}

@test "what is wrong with an activity is refused, and nothing is stored" {
	refused 65 '/add/title: is missing' -- train add --kind talk
	refused 65 '/add/kind: is missing' -- train add --title x
	refused 64 "did you mean 'training'?" -- train add --kind trainign --title x
	refused 64 "option '--audience': unknown word" -- train add --kind talk --title x --audience iedereen
	refused 65 "/add/units/0: unknown unit 'burgerzakn' (did you mean 'burgerzaken'?)" -- train add --kind talk --title x --unit burgerzakn
	refused 65 '/add/target: must be at least 1' -- train add --kind talk --title x --target 0
	refused 65 '/add/name' -- train add --kind talk --title x --name 'Grote Naam'
	refused 65 '/add/audience' -- train add --kind talk --title x --audience staff --audience staff
	refused 64 "option '--planned': not a date" -- train add --kind talk --title x --planned 2026-02-30
	refused 64 'none is taken' -- train add grenzen --kind talk --title x
	refused 64 'nothing to do' -- train change grenzen
	refused 65 'changes nothing' -- sh -c "echo '{\"sv\":1,\"activity\":\"grenzen\",\"change\":{}}' | SV_NOW=2026-06-30T09:00:00Z sv-train change"
	refused 66 "there is no 'activity' of that id or name" -- train change nergens --title x
	never=$(train add --kind talk --title x --dry-run | jq -r .activity)
	refused 66 "$never" -- train show "$never"
	refused 66 "$never: there is no 'activity' of that id or name" -- train held "$never" --total 3
	refused 65 'mistyped' -- train change "${A%?}$([ "${A: -1}" = 0 ] && echo 1 || echo 0)" --title x
	train add --kind intervision --title Een >out1
	train add --kind intervision --title Twee >out1
	refused 65 '2 of them have that name' -- train held intervision --total 3
	jq -nc '{sv:1, add: {kind: "talk", title: "Goed"}}, {sv:1, add: {kind: "lezing", title: "Fout"}}, {sv:1, add: {kind: "talk", title: "Fout", leeftijd: 3}}' >in
	refused 65 'line 2: /add/kind' -- sh -c 'SV_NOW=2026-06-30T09:00:00Z sv-train add <in'
	says 'line 3: /add/leeftijd'
	refused 65 '/add/note: names a case' -- train add --kind talk --title x --note "na $(new_case) besproken"
	refused 64 'a verb is missing' -- train
	refused 64 "unknown verb" -- train houden
	refused 64 'name what to show' -- train show
}

@test "a session has its numbers filled in, by options or by a record" {
	gives held grenzen --on 2026-03-10 --attended burgerzaken=20 --attended klantcontact=31 --mark 8 --note goed
	same '{"attended":[{"n":20,"unit":"burgerzaken"},{"n":31,"unit":"klantcontact"}],"mark":8,"note":"goed","on":"2026-03-10","recorded_by":"meldpunt","total":51}' "$(jq -Sc '.sessions[-1]' <<<"$out")"
	gives held grenzen --total 12 --distinct --newcomers 3
	same '{"distinct":true,"newcomers":3,"on":"2026-06-30","recorded_by":"meldpunt","total":12}' "$(jq -Sc '.sessions[-1]' <<<"$out")"
	W=$(train add --kind onboarding --title Welkom --name welkom | jq -r .activity)
	same '{"attended":[{"n":5,"newcomers":5,"unit":"jeugd"}],"newcomers":5,"on":"2026-02-02","recorded_by":"meldpunt","total":5}' \
		"$(jq -nc --arg w "$W" '{sv:1, activity: $w, held: {on: "2026-02-02", attended: [{unit: "jeugd", n: 5}]}}' | held | jq -Sc '.sessions[-1]')"
	same '7 4' "$(held welkom --on 2026-02-02 --attended jeugd=7 --newcomers 4 | jq -r '.sessions[-1] | "\(.total) \(.newcomers)"')"
}

@test "a session that does not add up is refused, with all that is wrong, and nothing is stored" {
	refused 65 '/held/total: is missing: say how many took part' -- train held grenzen --mark 7
	refused 65 '/held/total: is less than the units have together: 5' -- train held grenzen --attended jeugd=5 --total 4
	refused 65 '/held/attended/1/unit: stands there twice' -- train held grenzen --attended jeugd=5 --attended jeugd=6
	refused 65 "/held/attended/0/unit: unknown unit 'jeugt' (did you mean 'jeugd'?)" -- train held grenzen --attended jeugt=5
	refused 65 '/held/newcomers: there are more newcomers than took part' -- train held grenzen --total 4 --newcomers 5
	refused 65 '/held/on: lies in the future' -- train held grenzen --total 4 --on 2026-07-01
	refused 65 '/held/mark: must be at most 10' -- train held grenzen --total 4 --mark 11
	refused 65 '/held/mark: must be at least 1' -- train held grenzen --total 4 --mark 0
	refused 64 "option '--attended': not UNIT=N" -- train held grenzen --attended jeugd
	refused 64 'not UNIT=N' -- train held grenzen --attended jeugd=
	refused 64 'not UNIT=N' -- train held grenzen --attended =3
	refused 64 'not UNIT=N' -- train held grenzen --attended jeugd=-3
	refused 64 'not UNIT=N' -- train held grenzen --attended jeugd=3,5
	refused 64 'not UNIT=N' -- train held grenzen --attended jeugd=12345678
	refused 64 'nothing to do' -- train held grenzen
	printf '%s\n' "{\"sv\":1,\"activity\":\"$A\",\"held\":{\"attended\":[{\"unit\":\"jeugd\",\"n\":3,\"newcomers\":4},{\"unit\":\"jeugd\",\"n\":1}],\"total\":2,\"on\":\"2026-07-01\"}}" >in
	refused 65 'line 1: /held/attended/0/newcomers: there are more newcomers' -- sh -c 'SV_NOW=2026-06-30T09:00:00Z sv-train held <in'
	says '/held/attended/1/unit: stands there twice' '/held/total: is less than the units have together: 4' '/held/on: lies in the future'
	printf '%s\n' "{\"sv\":1,\"activity\":\"$A\",\"held\":{\"attended\":[{\"unit\":\"jeugd\"}]}}" "{\"sv\":1,\"activity\":\"$A\",\"held\":{\"attended\":[{\"unit\":\"jeugd\",\"n\":-1}]}}" "{\"sv\":1,\"held\":{\"total\":1}}" >in
	refused 65 'line 1: /held/attended/0' -- sh -c 'SV_NOW=2026-06-30T09:00:00Z sv-train held <in'
	says 'line 2: /held/attended/0/n: must be at least 0' 'line 3: /activity: is missing'
	X=$(train add --kind other --title 'Voorbij' | jq -r .activity)
	train done "$X" >out1
	refused 65 'it is over: nothing can be added to it' -- train held "$X" --total 3
	refused 65 'it is over' -- train done "$X"
}

@test "a form shows what options say, and comes back with what is wrong" {
	cat >editor <<-'END'
		#!/bin/sh
		cp "$1" "$FORMS/$(ls "$FORMS" | wc -l)"
		grep -q '^#! ' "$1" && sed -i 's/^- unit: nergens/- unit: jeugd/' "$1" && exit
		printf 'on: 2026-04-01\nattended:\n- unit: nergens\n  n: 3\n' >"$1"
	END
	chmod +x editor
	mkdir forms
	FORMS=$PWD/forms EDITOR=$PWD/editor gives held grenzen --edit
	same '2026-04-01 jeugd 3' "$(jq -r '.sessions[-1] | "\(.on) \(.attended[0].unit) \(.total)"' <<<"$out")"
	grep -q '^# how many took part, for each unit' forms/0
	grep -q "#! /attended/0/unit: unknown unit 'nergens'" forms/1
	printf '#!/bin/sh\ncp "$1" form\n' >editor
	EDITOR=$PWD/editor gives held grenzen --attended jeugd=2 --attended ict=4 --edit
	grep -A1 -x -- '- unit: jeugd' form | grep -qx '  n: 2'
	same 6 "$(jq '.sessions[-1].total' <<<"$out")"
}

@test "the next session is due until one of that day or later is recorded" {
	due() { at 2026-06-30 sv-due --until 2027-12-31 | jq -r "select(.activity == \"$D\") | \"\(.term) \(.due) \(.title) \(.who[0])\""; }
	D=$(train add --kind awareness --title 'Week van respect' --planned 2026-05-04 --owner hr | jq -r .activity)
	same 'activity 2026-05-04 Week van respect hr' "$(due)"
	train held "$D" --on 2026-05-01 --total 3 >out1
	same 'activity 2026-05-04 Week van respect hr' "$(due)"
	train held "$D" --on 2026-05-05 --total 3 >out1
	same '' "$(due)"
	train held "$D" --on 2026-06-05 --total 3 --planned 2026-11-02 >out1
	same 'activity 2026-11-02 Week van respect hr' "$(due)"
	train done "$D" >out1
	same '' "$(due)"
}

@test "reach is what a reckoning in Python makes of the same items" {
	local year
	R=$T/reach
	mkdir -p "$R"
	export SV_STORE=$R/store XDG_STATE_HOME=$R/state
	jq '.organisation.staff = [{on: "2023-01-01", number: 700}] | (.lists.unit[] | select(.id == "jeugd")) += {staff: [{on: "2023-01-01", number: 33}]}' "$PROTOCOL" >protocol.json
	at 2023-01-02 sv-init --protocol protocol.json
	python3 "$ROOT/tests/data/reach.py" make 2026 "$ROOT/share/examples/protocol.json" "$BATS_TEST_TMPDIR"
	SV_NOW=2026-06-30T09:00:00Z sv-train add <activities >added
	python3 "$ROOT/tests/data/reach.py" sessions added sessions held
	SV_NOW=2026-06-30T09:00:00Z sv-train held <held >out1
	for f in headcount-*.csv; do
		on=${f#headcount-}
		at 2026-06-30 sv-import --headcount "$f" --on "${on%.csv}" >>out1
	done
	gives sv-verify
	at 2026-06-30 sv-train list --all >items
	at 2026-06-30 sv-train headcounts >headcounts
	for year in 2023 2024 2025 2026; do
		at 2026-06-30 sv-train reach --year $year --format json >reach.json
		python3 "$ROOT/tests/data/reach.py" judge $year 2026-06-30 protocol.json items headcounts reach.json
		at 2026-06-30 sv-train reach --year $year --format csv | tr -d '\r' >reach.csv
		same "$(jq -r '.units[], (.total + {unit: ""}) | [.unit, .staff, .sessions, .attended, .counts, .people_at_least, .reach, .joined, .onboarded, .not_onboarded, .managers, .managers_attended, .last] | map(. // "" | tostring) | join(",")' reach.json)" \
			"$(sed 1d reach.csv | sed -E 's/,([0-9]+)\.0,/,\1,/')"
	done
}

@test "reach for people says what is counted, of what staff, and what is missing; --check ends with 1 at a gap" {
	export SV_STORE=$T/people/store XDG_STATE_HOME=$T/people/state
	mkdir -p "$T/people"
	jq '.lists.unit = [{id: "team_a", label: {nl: "Team A"}}, {id: "team_b", label: {nl: "Team B"}}]' "$PROTOCOL" >protocol.json
	at 2026-01-02 sv-init --protocol protocol.json
	gives train reach
	prints 'Staff: not known; there is no headcount' never 'team_a'
	fails_with 1 train reach --check
	says 'units that were not reached: 2; newcomers without onboarding: 0; activities that missed their target: 0'
	prints total
	printf 'unit,staff,joined,managers\nteam_a,10,2,1\nteam_b,5,0,1\n' >h.csv
	at 2026-06-30 sv-import --headcount h.csv --on 2026-06-01 >h
	S=$(train add --kind training --title T --name t --target 14 | jq -r .activity)
	train add --kind onboarding --title W --name w >out1
	train held t --on 2026-02-01 --attended team_a=8 >out1
	gives train reach
	prints "Staff: the headcount of 2026-06-01 ($(jq -r .headcount h))." 'People are counted: nobody is in the total twice.' "$S: 8 took part of a target of 14 (T)" 'Managers: 2; 0 took part'
	grep -Eq 'Team A +10 +1 +8 people +80.0 +2 +0 +2 2026-02-01' <<<"$(LANGUAGE=nl train reach | sed s/mensen/people/)"
	fails_with 1 train reach --check --format csv
	says 'units that were not reached: 1; newcomers without onboarding: 2'
	train held t --on 2026-02-08 --attended team_b=5 --distinct >out1
	train held w --on 2026-02-09 --attended team_a=2 >out1
	gives train reach --check
	prints 'Participations are counted' 'At least 13 people took part'
	train done t --on 2026-06-01 >out1
	fails_with 1 train reach --check
	says 'activities that missed their target: 1'
	gives env LANGUAGE=nl SV_NOW=2026-06-30T09:00:00Z sv-train reach
	prints 'Deelnames zijn geteld' 'bereik %' deelnames
	gives train reach --year 2025
	prints 'Staff: not known' # of that year there is no headcount
	fails_with 64 train reach --year 2027
	says 'that year has not begun'
	fails_with 64 train reach --year 26
	says 'a year has four digits'
	fails_with 64 train reach extra
	fails_with 64 train reach --format xml
}

@test "cron reads reach and records sessions; nothing of the register stands in the clear" {
	gives as cron sv-train reach --format json
	gives as cron sv-train list
	same cron "$(as cron sv-train held grenzen --on 2026-03-10 --total 4 | jq -r '.sessions[-1].recorded_by')"
	hist grep -l -e kanarie -e Grenzen -e dienstverlening main -- activities && { echo "it stands in the history"; false; }
	hist cat-file blob "main:activities/$A.ndjson" | jq -es 'map(.type) | .[0] == "activity.added"' >jq
	fails_with 77 as nobody sv-train reach
}

# --- the dilemma of the week ---

# alone COMMAND...: without store, identity, home or anything else of the surroundings
alone() { env -i PATH="$PATH" LC_ALL=C.UTF-8 HOME="$BATS_TEST_TMPDIR/nohome" XDG_RUNTIME_DIR=/nonexistent SV_NOW="${NOW:-2026-06-30T09:00:00Z}" "$@"; }

@test "the dilemma needs neither store nor identity, and makes nothing" {
	mkdir nohome
	for f in text md html json; do
		gives alone sv-train dilemma --format $f </dev/null
		[ ${#out} -gt 200 ] || { echo "$f: $out"; false; }
	done
	same '' "$(find nohome -type f)"
	gives alone sv-train dilemma
	prints 'Wat doe je?' 'Praat erover met elkaar' 'week 27 van 2026'
	gives alone sv-train dilemma --lang en
	prints 'What do you do?' 'week 27 of 2026'
	same "$out" "$(alone sv-train dilemma --lang en)"
	same "$(alone sv-train dilemma)" "$(LANGUAGE=en alone sv-train dilemma)" # its language is that of its reader
}

@test "its week is the ISO week, and its number follows from that alone" {
	python3 - <<-'END' >want
		import datetime
		day = datetime.date(2024, 12, 20)
		for k in range(60):
		    d = day + datetime.timedelta(k * 5)
		    y, w, _ = d.isocalendar()
		    print(d, f'{y:04}-W{w:02}', datetime.date.fromisocalendar(y, w, 1), datetime.date.fromisocalendar(y, w, 7))
	END
	while read -r day _; do
		alone sv-train dilemma --on "$day" --format json | jq -r --arg d "$day" '"\($d) \(.week) \(.from) \(.until)"'
	done <want >got
	diff want got
	for week in 2026-W01 2026-W27 2026-W53; do
		same "$(alone sv-train dilemma --week $week --format json)" "$(alone sv-train dilemma --on "$(alone sv-train dilemma --week $week --format json | jq -r .until)" --format json)"
	done
	same "$(alone sv-train dilemma --format json)" "$(alone sv-train dilemma --on 2026-06-30 --format json)"
	NOW=2026-06-28T22:30:00Z same 2026-W27 "$(NOW=2026-06-28T22:30:00Z alone sv-train dilemma --format json | jq -r .week)" # Monday in Amsterdam already
	for i in $(seq 50); do alone sv-train dilemma --on "$(date -d "2026-01-05 + $((i * 7)) days" +%F)" --format json | jq -r .id; done | sort | uniq -d >twice
	same '' "$(cat twice)"
	[ "$(alone sv-train dilemma --week 2026-W10 --format json | jq -r .id)" != "$(alone sv-train dilemma --week 2025-W10 --format json | jq -r .id)" ]
	same "$(alone sv-train dilemma --week 2026-W10 --format json | jq -r .id)" "$(alone sv-train dilemma --week 2026-W10 --lang en --format json | jq -r .id)"
}

@test "one for an audience is theirs or everybody's" {
	for i in $(seq 20); do
		for a in managers staff newcomers all; do
			alone sv-train dilemma --audience $a --on "$(date -d "2026-01-05 + $((i * 7)) days" +%F)" --format json | jq -r --arg a $a '"\($a) \(.audience)"'
		done
	done | sort -u >got
	same "$(printf '%s\n' 'all all' 'managers all' 'managers managers' 'newcomers all' 'staff all' 'staff staff')" "$(cat got)"
}

@test "weeks and days that do not exist are refused with 64" {
	for w in 2025-W53 2026-W00 2026-W54 2026-7 W07 2026W07 x; do
		fails_with 64 alone sv-train dilemma --week $w
		says "option '--week': not a week that exists"
	done
	fails_with 64 alone sv-train dilemma --on 2026-02-30
	fails_with 64 alone sv-train dilemma --week 2026-W07 --on 2026-02-10
	says 'give one of them'
	fails_with 64 alone sv-train dilemma --lang fr
	fails_with 64 alone sv-train dilemma --format pdf
	fails_with 64 alone sv-train dilemma --audience iedereen
	fails_with 64 alone sv-train dilemma extra
}

@test "the organisation's own dilemmas take the place of the shipped ones, in their language" {
	export SV_STORE=$T/own/store XDG_STATE_HOME=$T/own/state
	mkdir -p "$T/own"
	at 2026-01-02 sv-init --protocol "$PROTOCOL"
	same 50 "$(train dilemma --format json | jq .of)"
	jq -n '{dilemmas: [{title: "Eigen <b>vraag</b>", situation: "Regel *een* & <script>alert(1)</script>\n\n# geen kop", options: ["ja", "nee"], audience: "managers"}]}' >own.json
	gives train dilemma --set own.json
	gives train dilemma
	prints 'Eigen <b>vraag</b>' '<script>alert(1)</script>' '*een*'
	case $out in *'Praat erover'*) echo 'there are no questions'; false ;; esac
	gives train dilemma --format html
	case $out in *'<script'* | *'<b>'* | *'<em>een'* | *'</h1>'*'<h1'*) echo "$out"; false ;; esac
	gives train dilemma --format json
	same '{"of":1,"number":1,"audience":"managers"}' "$(jq -c '{of, number, audience}' <<<"$out")"
	fails_with 1 train dilemma --audience staff
	says 'there is no dilemma for this audience'
	same 50 "$(train dilemma --lang en --format json | jq .of)"
	same 50 "$(alone sv-train dilemma --format json | jq .of)" # without the store at hand
	gives sv-verify
	wrong() { # JQ-PROGRAM MESSAGE
		jq "$1" own.json >wrong.json
		stores_nothing fails_with 65 train dilemma --set wrong.json || return 1
		says wrong.json "$2"
	}
	wrong '{}' "'dilemmas' must be a list"
	wrong '.dilemmas = []' "'dilemmas' must be a list, and hold at least one"
	wrong 'del(.dilemmas[0].title)' '/dilemmas/0/title: is missing'
	wrong '.dilemmas[0].situation = ""' '/dilemmas/0/situation: is missing'
	wrong '.dilemmas[0].options = "ja"' '/dilemmas/0/options: must be a list of texts'
	wrong '.dilemmas[0].audience = ["staff"]' '/dilemmas/0/audience: must be text'
	echo '{"dilemmas":' >wrong.json
	stores_nothing fails_with 65 train dilemma --set wrong.json
	stores_nothing fails_with 66 train dilemma --set nergens.json
	new_identity hulp "$T/keys/hulp" >hulp.pub
	as hulp sv-key unlock --passphrase-fd 9 9<<<"$PASSPHRASE"
	sv-key add-officer --role record --role content <hulp.pub
	stores_nothing fails_with 77 as hulp sv-train dilemma --set own.json
	says "this needs the role 'manage'"
}
