# SPDX-License-Identifier: MIT
# sv-actor: every verb and what it refuses, what is due, what is lacking, whom staff see in the guide, and that none of it stands in the clear.
load lib

setup_file() {
	setup_place
	export SV_NOW=2026-01-05T09:00:00Z
	PROTOCOL=$PROTOCOL setup_store
	add_officer tweede --role record
	add_cron
	unset SV_NOW
	{
		at 2026-01-05 sv-actor add --kind confidant --name vp1 --title Vertrouwenspersoon --holder 'Kanarie de Wit' --sex female --place outside_line --unit burgerzaken --unit jeugd \
			--from 2026-01-01 --until 2028-12-31 --mandate 'kanariemandaat' --independence 'rapporteert aan de kanarieraad' --hours 4 --availability 'ma en do' \
			--contact vp@kanarie.example --public --owner meldpunt --note 'kanarienotitie'
		at 2026-01-05 sv-actor add --kind confidant --name vp2 --title 'Vertrouwenspersoon' --holder 'Steunpunt Kanarie' --sex male --place external --contact post@kanarie.example --public
		at 2026-01-05 sv-actor add --kind coordinator --title 'Kanariecoördinator' --contact geheim@kanarie.example --owner tweede
		at 2026-01-05 sv-actor add --kind consultation --name overleg --title 'Overleg sleutelactoren' --meets-every 13 --owner meldpunt
		at 2026-01-05 sv-actor add --kind hr --name hr_een --title 'HR-adviseur'
	} >"$T/added"
	VP1=$(jq -r 'select(.name == "vp1") | .actor' "$T/added") VP2=$(jq -r 'select(.name == "vp2") | .actor' "$T/added") OVERLEG=$(jq -r 'select(.name == "overleg") | .actor' "$T/added")
	export VP1 VP2 OVERLEG
}

teardown_file() { clear_store; }

actor() { at "$1" sv-actor "${@:2}"; }
# one JQ-PROGRAM ACTOR: of the state of a key actor
one() { sv-actor show "$2" --format json | jq -r "$1"; }

# --- recording ---

@test "add keeps all that is said, and gives it an id of its own" {
	same 'Kanarie de Wit|female|outside_line|burgerzaken,jeugd|2026-01-01|2028-12-31|4|ma en do|vp@kanarie.example|true|meldpunt|active|2026-01-05|meldpunt' \
		"$(one '[.holder, .sex, .place, (.units | join(",")), .from, .until, .hours, .availability, .contact, .public, .owner, .state, .added, .recorded_by] | map(tostring) | join("|")' vp1)"
	[[ $VP1 =~ ^K-[0-9A-HJKMNP-TV-Z]{6}$ ]]
	same 5 "$(sv-actor list --format id | sort -u | wc -l)"
}

@test "a member that is wrong or lacking is named, with 65, and nothing is stored" {
	refused() { stores_nothing fails_with 65 sv-actor "${@:2}" && says "$1" && same '' "$out"; }
	refused '/add/title: is missing' add --kind hr
	refused '/add/kind: is missing' add --title 'Iemand'
	refused "/add/units/0: unknown unit 'jeugdd' (did you mean 'jeugd'?)" add --kind hr --title x --unit jeugdd
	refused '/add/until: a mandate ends after it began' add --kind hr --title x --from 2026-02-01 --until 2026-01-31
	refused '/add/meets_every' add --kind hr --title x --meets-every 0
	refused '/add/hours' add --kind hr --title x --hours -1
	refused '/add/name' add --kind hr --title x --name 'Jan de Wit'
	refused '/add/owner' add --kind hr --title x --owner 'é'
	refused '/change/from: a mandate ends after it began' change vp1 --from 2029-01-01
	refused '/change/note: is empty' change vp1 --note ''
	refused 'changes nothing' change <<<'{"sv":1,"actor":"vp1","change":{}}'
	refused '/trained/what: is missing' trained vp1 --until 2028-01-01
	refused '/trained/trained_until: lies before the training itself' trained vp1 --what x --on 2025-01-01 --until 2024-12-31
	refused '/trained/on: lies in the future' trained vp1 --what x --on 2100-01-01
	refused '/meet/attendees: is missing' meet overleg --signal iets
	refused '/meet/next' meet overleg --attendee HR --on 2026-01-05 --next 2026-01-05
	refused '/meet/causes/0: unknown cause' meet overleg --attendee HR --cause werkdruk
	refused '/meet/actions/0/owner: is missing' meet overleg --attendee HR --action 'iets doen' --by 2030-01-01
	refused '/meet/actions/0/by: is missing' meet overleg --attendee HR --action 'iets doen' --owner HR
	refused '/meet/attendees/0' meet overleg --attendee 'Ünal & co'
	refused '/follow/action: is missing' follow overleg --status done
	refused '/follow/status: is missing' follow overleg --action a1
	stores_nothing fails_with 64 sv-actor add --kind vertrouwenspersoon --title x
	stores_nothing fails_with 64 sv-actor meet overleg --attendee HR --action a --action b --action c --owner HR --by 2030-01-01 --by 2030-01-02
	says "option '--by' is given 2 times and another one 3 times"
	stores_nothing fails_with 64 sv-actor trained vp1
	says 'nothing to do'
}

@test "who is not there: 66; a mistyped id: 65; a name of two: 65" {
	local id=$VP1
	stores_nothing fails_with 66 sv-actor change bestaatniet --note x
	says "there is no 'actor' of that id or name"
	fails_with 66 sv-actor show bestaatniet
	says 'sv-actor: bestaatniet: there is no'
	stores_nothing fails_with 66 sv-actor follow overleg --action a99 --status done
	says '/follow/action: there is nothing with that number'
	[ "${id: -1}" = 0 ] && id=${id%?}1 || id=${id%?}0
	stores_nothing fails_with 65 sv-actor change "$id" --note x
	says 'mistyped'
	at 2026-01-06 sv-actor add --kind manager --title 'Chef A' >"$BATS_TEST_TMPDIR/x"
	at 2026-01-06 sv-actor add --kind manager --title 'Chef B' >>"$BATS_TEST_TMPDIR/x"
	stores_nothing fails_with 65 sv-actor change manager --note x
	says '2 of them have that name'
	gives sv-actor change "$(jq -r .actor "$BATS_TEST_TMPDIR/x" | head -1)" --name chef_a
	gives sv-actor done chef_a "$(jq -r .actor "$BATS_TEST_TMPDIR/x" | tail -1)" --why 'alleen voor deze proef'
	stores_nothing fails_with 65 sv-actor change "$(jq -r .actor "$BATS_TEST_TMPDIR/x" | head -1)" --note x
	says 'it is over'
	stores_nothing fails_with 66 sv-actor change chef_a --note x # a name is free again
}

@test "records in, states out: all or none, every bad line named, and with --each the good ones" {
	jq -nc '{sv:1, n:1, add: {kind: "legal", title: "Juridische zaken", name: "jz"}}, {sv:1, n:2, add: {kind: "ombuds"}}, {sv:1, n:3, add: {kind: "director", title: "Bestuur", sexe: "x"}}' >"$BATS_TEST_TMPDIR/in"
	stores_nothing fails_with 65 sv-actor add <"$BATS_TEST_TMPDIR/in"
	says 'line 2: /add/title: is missing' 'line 3: /add/sexe'
	same '' "$out"
	fails_with 65 sv-actor add --each <"$BATS_TEST_TMPDIR/in"
	same '1 Juridische zaken' "$(jq -r '"\(.n) \(.title)"' <<<"$out")"
	gives sv-actor done jz --why 'alleen voor deze proef'
	jq -nc --arg a "$VP1" '{sv:1, actor: $a, extra: "blijft", change: {note: "kanarienotitie twee"}}, {sv:1, actor: "vp2"}' >"$BATS_TEST_TMPDIR/in"
	gives sv-actor change <"$BATS_TEST_TMPDIR/in"
	same 'blijft kanarienotitie twee' "$(head -1 <<<"$out" | jq -r '"\(.extra) \(.note)"')"
	same '{"sv":1,"actor":"vp2"}' "$(tail -1 <<<"$out")" # without an act it passes through
	gives sv-actor add - --kind other --title 'Van de opties' --dry-run <<<'{"sv":1,"add":{"note":"van het record"}}'
	same 'Van de opties|van het record' "$(jq -r '"\(.title)|\(.note)"' <<<"$out")"
	stores_nothing gives sv-actor change vp1 --note x --dry-run
}

@test "who may not write, does not: an officer without the role, cron with it may" {
	add_officer gast --guest
	stores_nothing fails_with 77 as gast sv-actor add --kind hr --title x
	fails_with 77 as gast sv-actor list # and is not told that there are none
	says "needs the role 'record'"
	same '' "$out"
	gives as cron sv-actor gaps --format csv || [ "$(head -c 3 <<<"$out")" = gap ]
	gives as tweede sv-actor change hr_een --note 'van een ander'
	same tweede "$(hist log -1 --format=%an main)"
}

@test "--edit shows the words that are known, and what options made of it" {
	cat >"$BATS_TEST_TMPDIR/editor" <<-'X'
		#!/bin/sh
		cp "$1" "$SEEN"
		sed -i 's/^note: .*/note: uit het formulier/' "$1"
	X
	chmod +x "$BATS_TEST_TMPDIR/editor"
	SEEN=$BATS_TEST_TMPDIR/seen EDITOR=$BATS_TEST_TMPDIR/editor LANGUAGE=nl at 2026-01-07 sv-actor meet hr_een --edit --attendee HR --action 'Bellen' --owner HR --by 2026-02-01 >"$BATS_TEST_TMPDIR/out"
	same 'uit het formulier|Bellen|a1' "$(jq -r '"\(.meetings[0].note)|\(.actions[0].text)|\(.actions[0].action)"' "$BATS_TEST_TMPDIR/out")"
	grep -q '^- text: Bellen' "$BATS_TEST_TMPDIR/seen"
	grep -q 'workload' "$BATS_TEST_TMPDIR/seen"
	grep -q 'burgerzaken' "$BATS_TEST_TMPDIR/seen"
	grep -q '^# iets om te onthouden' "$BATS_TEST_TMPDIR/seen"
	gives sv-actor follow hr_een --action a1 --status dropped
}

# --- meetings, actions, what is due ---

due() { at "$1" sv-due --all | jq -r "select(.actor == \"$2\") | \"\\(.due) \\(.term)\\(if .action then \" \" + .action else \"\" end)\""; }

@test "a mandate, a training, meetings and actions are due, and each is until it is done" {
	same "2026-04-06 actor_meeting" "$(due 2026-01-05 "$OVERLEG")" # 13 weeks after it was added
	same "2028-12-31 actor_mandate" "$(due 2026-01-05 "$VP1")"
	actor 2026-02-01 trained vp1 --what 'Basisopleiding' --by-whom 'De Kanarieschool' --until 2027-02-01 >"$BATS_TEST_TMPDIR/x"
	same "2027-02-01 actor_training
2028-12-31 actor_mandate" "$(due 2026-02-01 "$VP1")"
	actor 2028-01-10 trained vp1 --what 'Certificaat zonder einddatum' >"$BATS_TEST_TMPDIR/x" # the first had passed: it is no longer due
	same "2028-12-31 actor_mandate" "$(due 2028-01-10 "$VP1")"
	same "Basisopleiding Certificaat zonder einddatum" "$(one '[.trainings[].what] | join(" ")' vp1)"

	actor 2026-04-02 meet overleg --attendee HR --attendee "${VP1,,}" --signal 'veel kanariewerkdruk' --unit burgerzaken --cause workload --action 'Rooster bespreken' --action 'Cijfers opvragen' \
		--owner HR --owner tweede --by 2026-05-01 >"$BATS_TEST_TMPDIR/x"
	same "HR $VP1|veel kanariewerkdruk|burgerzaken|workload|2026-04-02|meldpunt" \
		"$(one '.meetings[0] | [(.attendees | join(" ")), .signals[0], .units[0], .causes[0], .on, .recorded_by] | join("|")' overleg)"
	same "2026-05-01 actor_action a1
2026-05-01 actor_action a2
2026-07-02 actor_meeting" "$(due 2026-04-02 "$OVERLEG" | sort)"
	same "Cijfers opvragen tweede" "$(at 2026-04-02 as tweede sv-due --all --mine | jq -r 'select(.action == "a2") | "\(.title) \(.who[0])"')"

	actor 2026-05-02 follow overleg --action a1 --status in_progress --by 2026-06-01 --owner vp1 >"$BATS_TEST_TMPDIR/x"
	actor 2026-05-03 follow overleg --action a2 --status done --on 2026-04-30 --effect 'kanariecijfers zijn er' >"$BATS_TEST_TMPDIR/x"
	same "2026-06-01 actor_action a1
2026-07-02 actor_meeting" "$(due 2026-05-03 "$OVERLEG" | sort)"
	same "in_progress 2026-05-02 vp1|done 2026-04-30 tweede" "$(one '[.actions[] | "\(.status) \(.followed) \(.owner)"] | join("|")' overleg)"
	stores_nothing fails_with 65 sv-actor done overleg --why 'opgeheven'
	says 'actions that nobody would see to any more: a1' 'follow them up first'

	actor 2026-07-01 meet overleg --attendee HR --action 'Nieuwe afspraak' --owner HR --by 2026-09-01 --next 2026-10-15 >"$BATS_TEST_TMPDIR/x"
	same a3 "$(one '.actions[2].action' overleg)" # numbers go on over meetings
	same "2026-10-15 actor_meeting" "$(due 2026-07-01 "$OVERLEG" | grep meeting)"
	actor 2026-07-02 meet overleg --attendee HR --on 2026-06-15 >"$BATS_TEST_TMPDIR/x" # told late: what is planned stays
	same "2026-10-15 actor_meeting" "$(due 2026-07-02 "$OVERLEG" | grep meeting)"
}

@test "as a calendar: a day for each, with a name of its own that stays" {
	at 2026-07-03 sv-due --format ics >"$BATS_TEST_TMPDIR/ics"
	/usr/bin/python3 - "$BATS_TEST_TMPDIR/ics" "$OVERLEG" <<'P'
import sys, icalendar
days = {str(e["uid"]).split("@")[0]: (e["dtstart"].dt.isoformat(), str(e["summary"])) for e in icalendar.Calendar.from_ical(open(sys.argv[1], "rb").read()).walk("VEVENT")}
k = sys.argv[2]
assert days[k + "-actor_action-a1"][0] == "2026-06-01", days
assert days[k + "-actor_action-a3"] == ("2026-09-01", f"{k} action of a meeting Nieuwe afspraak"), days
assert days[k + "-actor_meeting"][0] == "2026-10-15", days
P
}

@test "no text names a case, and none comes back in a message" {
	local case
	case=$(at 2026-01-06 new_case)
	stores_nothing fails_with 65 sv-actor meet overleg --attendee HR --signal "kanariesignaal over $case"
	says '/meet/signals/0: names a case' 'open to every officer'
	case $err in *kanarie* | *"$case"*) false ;; esac
	stores_nothing fails_with 65 sv-actor change vp1 --note "was bij $case."
	jq -nc --arg c "$case" '{sv:1, actor: "overleg", meet: {attendees: ["HR"], actions: [{text: ("zie " + $c), owner: "HR", by: "2030-01-01"}]}}' >"$BATS_TEST_TMPDIR/in"
	stores_nothing fails_with 65 sv-actor meet <"$BATS_TEST_TMPDIR/in"
	says 'line 1: /meet/actions/0/text: names a case'
	local bad=$VP1
	[ "${bad: -1}" = 0 ] && bad=${bad%?}1 || bad=${bad%?}0
	stores_nothing fails_with 65 sv-actor meet overleg --attendee "$bad"
	says '/meet/attendees/0: is no id'
}

# --- views ---

@test "list and show: as records, as tables, of one kind, with those that are over" {
	same "$(sv-actor list --format id | sort)" "$(sv-actor list | jq -r .actor | sort)"
	same 2 "$(sv-actor list --kind confidant | wc -l)"
	[ "$(sv-actor list --all | wc -l)" -gt "$(sv-actor list | wc -l)" ]
	sv-actor list --format csv >"$BATS_TEST_TMPDIR/csv"
	same $'Kanarie de Wit\toutside_line\t2028-12-31' "$(/usr/bin/python3 -c 'import csv, sys; print("\n".join("\t".join((r["holder"], r["place"], r["until"])) for r in csv.DictReader(open(sys.argv[1], newline="")) if r["actor"] == sys.argv[2]))' "$BATS_TEST_TMPDIR/csv" "$VP1")"
	gives sv-actor list --format text
	prints Vertrouwenspersoon 'mandate until'
	LANGUAGE=nl gives sv-actor list --format text
	prints 'mandaat tot en met'
	gives sv-actor show vp1 "$OVERLEG"
	prints 'holder: Kanarie de Wit' 'action: a1' 'attendees: HR, '
	fails_with 64 sv-actor show
	says 'name what to show'
	at 2026-07-03 sv-actor add --kind other --name stiekem --title $'\x1b[2Jx' --note 'rood' >"$BATS_TEST_TMPDIR/x"
	gives sv-actor show stiekem
	case $out in *$'\x1b'*) echo 'steers the terminal'; false ;; esac
	gives sv-actor done stiekem
}

@test "gaps: what is lacking on a day, who says so, and what to do; 1 where anything is" {
	gives at 2026-07-03 sv-actor gaps
	same '' "$out"
	gives at 2026-07-03 sv-actor gaps --format text
	same 'nothing is lacking' "$out"
	fails_with 1 at 2026-10-15 sv-actor gaps # thirteen weeks and a day after the meeting of the first of July
	same "meetings_rare $OVERLEG Overleg sleutelactoren 2026-10-01" "$(jq -r '"\(.gap) \(.actor) \(.title) \(.since)"' <<<"$out")"
	says 'something is lacking: 1 gaps'
	jq -e '.sv == 1 and (.source | test("CAOP 2023")) and (.todo | test("sv-actor meet"))' <<<"$out" >"$BATS_TEST_TMPDIR/x"
	gives at 2026-09-30 sv-actor gaps
	LANGUAGE=nl fails_with 1 at 2026-10-15 sv-actor gaps --format text
	prints 'er was te lang geen overleg' ', sinds 2026-10-01' 'wat te doen: ' 'bron: CAOP 2023, deel 2'
	fails_with 1 at 2029-01-01 sv-actor gaps --format csv
	/usr/bin/python3 - "$BATS_TEST_TMPDIR/out" "$VP1" "$OVERLEG" <<'P'
import csv, sys
rows = [(r["gap"], r["actor"], r["since"]) for r in csv.DictReader(open(sys.argv[1], newline=""))]
# the mandate of the only woman has ended
assert rows == [("confidant_other_sex", "", ""), ("mandate_over", sys.argv[2], "2029-01-01"), ("meetings_rare", sys.argv[3], "2026-10-01")], rows
P
	SV_STORE=$T/nowhere fails_with 66 sv-actor gaps
}

@test "gaps of an organisation with nobody, and step by step fewer" {
	local d=$BATS_TEST_TMPDIR
	lacking() { SV_STORE=$T/leeg/store sv-actor gaps 2>"$d/err" | jq -r .gap | xargs; }
	here() { SV_STORE=$T/leeg/store sv-actor "$@" >"$d/x"; }
	mkdir "$T/leeg"
	SV_STORE=$T/leeg/store sv-init --protocol "$PROTOCOL"
	same 'no_confidant no_coordinator' "$(lacking)"
	here add --kind confidant --name a --title VP --sex female --place in_line
	same 'confidant_other_sex confidant_outside_line no_coordinator' "$(lacking)"
	here add --kind coordinator --title Coördinator
	same 'confidant_other_sex confidant_outside_line' "$(lacking)"
	here add --kind confidant --name b --title VP --place external
	same 'confidant_other_sex' "$(lacking)" # of whom nothing is recorded
	here change b --sex male
	same '' "$(lacking)"
	here trained b --what x --on 2020-01-01 --until 2021-01-01
	same 'training_over' "$(lacking)"
	here trained b --what x
	same '' "$(lacking)"
	here done coordinator --why 'vertrokken' --replaced-by 'nog niemand'
	same 'no_coordinator' "$(lacking)"
}

# --- the guide ---

@test "staff see in the guide who is public and has a mandate, in the language of the page, and nobody else" {
	at 2026-07-03 sv-guide where --lang nl --format md >"$BATS_TEST_TMPDIR/nl" 2>"$BATS_TEST_TMPDIR/err"
	same '' "$(cat "$BATS_TEST_TMPDIR/err")"
	grep -qxF -- '- **Vertrouwenspersoon**: Kanarie de Wit, vp@kanarie.example (ma en do)' "$BATS_TEST_TMPDIR/nl"
	grep -qxF -- '- **Vertrouwenspersoon (extern)**: Steunpunt Kanarie, post@kanarie.example' "$BATS_TEST_TMPDIR/nl"
	grep -qF -- '- **meldpunt**: Meldpunt sociale veiligheid' "$BATS_TEST_TMPDIR/nl"
	run ! grep -i 'geheim@\|kanariemandaat\|female\|kanarienotitie' "$BATS_TEST_TMPDIR/nl"
	at 2026-07-03 sv-guide where --lang en --format md | grep -qxF -- '- **Vertrouwenspersoon (external)**: Steunpunt Kanarie, post@kanarie.example'
	at 2026-07-03 sv-guide bystander --lang nl --format html | grep -q 'vp@kanarie.example'
	run ! grep 'vp@kanarie.example' <(at 2029-01-01 sv-guide where --lang nl --format md) # the mandate has ended
	at 2026-07-03 as cron sv-guide where --lang nl --format md | grep -q 'vp@kanarie.example' # for an intranet, by itself
	gives sv-actor change vp2 --not-public
	run ! grep 'post@kanarie.example' <(at 2026-07-03 sv-guide where --lang nl --format md)
	gives sv-actor change vp2 --public
	at 2026-07-03 sv-actor add --kind desk --title 'Loket' --contact vp@kanarie.example --public >"$BATS_TEST_TMPDIR/x" # the same way to reach somebody stands there once
	same 1 "$(at 2026-07-03 sv-guide where --lang nl --format md | grep -c 'vp@kanarie.example')"
	gives sv-actor done desk
}

@test "the guide needs no key, asks for none, and says what is left out where an identity is locked" {
	SV_KEY=$T/keys/niemand XDG_STATE_HOME=$T/state/niemand gives sv-guide where --lang nl --format md
	prints 'Meldpunt sociale veiligheid'
	case $out in *kanarie.example*) false ;; esac
	lonely=$(mktemp -d /dev/shm/sv-test.XXXXXX)
	XDG_RUNTIME_DIR=$lonely XDG_STATE_HOME=$T/state/lonely fails_with 0 timeout 20 setsid -w sv-guide where --lang nl --format md </dev/null
	rm -rf "$lonely"
	says 'sv-guide: the key actors of the register are left out: ' 'the identity is locked' 'sv-key unlock'
	prints 'Meldpunt sociale veiligheid'
	case $out in *kanarie.example*) false ;; esac
}

# --- what is stored ---

@test "nothing of it stands in the clear in git objects, in the folders of the store, or in a commit" {
	hist cat-file --batch-all-objects --batch --buffer >"$BATS_TEST_TMPDIR/objects"
	hist log --format=%B%an%ae main >>"$BATS_TEST_TMPDIR/objects"
	run ! grep -aiE 'kanarie|burgerzaken|Rooster bespreken|HR-adviseur' "$BATS_TEST_TMPDIR/objects"
	run ! grep -raiE 'kanarie' "$SV_STORE"
	hist ls-tree -r --name-only main actors | head -1 | grep -qE '^actors/K-[0-9A-Z]{6}\.ndjson$'
	same 'actor: added' "$(hist log --format=%s main | grep -x 'actor: added' | sort -u)"
}

@test "the record is verified, its index is the same when made anew, and a clone is verified without keys" {
	gives sv-verify
	prints '0 faults'
	sv-actor list --all >"$BATS_TEST_TMPDIR/before"
	XDG_STATE_HOME=$T/state/anew sv-actor list --all >"$BATS_TEST_TMPDIR/after"
	same "$(cksum <"$BATS_TEST_TMPDIR/before")" "$(cksum <"$BATS_TEST_TMPDIR/after")"
}
