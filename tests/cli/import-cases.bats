# SPDX-License-Identifier: MIT
# sv-import of cases and items: histories of another store, acts of another system, tables; what is refused, what is recognised, what is forged.
load lib
load forge

# An export of another store, with something of everything: $T/export.ndjson. The store that imports is $SV_STORE, with officers of the same names.
setup_file() {
	setup_store
	add_officers
	{
		A=$(at 2026-01-05 new_case '.narrative = "Een kanarieverhaal."')
		at 2026-01-06 sv-triage "$A" --route informal --why 'dat past' --handler behandelaar
		at 2026-01-06 sv-aftercare recommend "$A" --owner hr --by 2026-03-01 --text 'Praat vaker.'
		head -c 2600000 /dev/urandom >"$T/bijlage"
		at 2026-01-07 sv-case attach "$A" --file "$T/bijlage" --name opname.ogg --as evidence
		at 2026-01-08 sv-key restrict "$A" --officer meldpunt --officer vertrouwenspersoon --why 'gevoelig'
		at 2026-01-08 sv-key grant "$A" behandelaar --compartment content --until 2030-01-01 --why 'voor het onderzoek'
		at 2026-01-09 sv-key exclude "$A" partij --why 'kent de melder'
		jq -nc --arg c "$A" '{sv: 1, case: $c, party: {parties: [{role: "witness", name: "Een Getuige", person: "P3001"}], changes: [{party: "p1", consent: true}]}}' | at 2026-01-10 sv-case party
		at 2026-01-12 sv-case correct "$A" --event "$(sv-log "$A" --format json | jq -r 'select(.type == "report.registered").event')" --set unit=jeugd --why 'verkeerde afdeling'
		B=$(at 2020-01-06 new_case '.received = "2020-01-05" | .confidentiality = "anonymous" | .parties = [{role: "reporter"}]')
		at 2020-01-07 sv-triage "$B" --route informal
		at 2020-01-08 sv-decide "$B" --outcome settled --grounds samen --measure none
		at 2020-01-09 sv-aftercare plan "$B" --party all --actions 'een gesprek'
		at 2020-01-10 sv-aftercare learn "$B" --cause workload
		at 2020-01-11 sv-close "$B"
		at 2026-01-13 sv-erase propose "$B" --ground request --why 'vraagt erom'
		at 2026-01-14 as behandelaar sv-erase run "$B"
		C=$(at 2026-01-05 new_case)
		at 2026-01-15 sv-erase propose "$C" --party p1 --ground request --why 'vraagt erom'
		at 2026-01-16 as behandelaar sv-erase run "$C" --party p1
		D=$(at 2026-01-02 new_case '.parties[0].person = "P5001"')
		E=$(at 2026-01-03 new_case '.parties[0].person = "P5002"')
		at 2026-01-04 sv-case merge "$E" --into "$D" --why 'hetzelfde'
		F=$(at 2026-01-05 new_case '.parties[1].person = "P7007"')
		at 2026-01-20 sv-risk add --title 'Werkdruk bij jeugd' --unit jeugd --trigger periodic
		at 2026-01-21 sv-actor add --name mia --kind confidant --from 2026-01-01
		sv-export --content --identity --why overdracht
	} >"$T/made" 2>&1 || { cat "$T/made" >&2; return 1; }
	tail -n +1 "$T/made" | grep '^{"sv":1,"\(case\|risk\|actor\)":"[^"]*","\(history\|attachment\)"' >"$T/export.ndjson"
	mv "$SV_STORE" "$T/first"
	mv "$XDG_STATE_HOME" "$T/state.first"
	export A B C D E F
	sv-init --protocol "$PROTOCOL" >"$T/x"
	officers_again
	cp -a "$SV_STORE" "$T/empty"
}

teardown_file() { clear_store; }

add_officers() {
	printf 'P7007\n' >"$T/number"
	add_officer behandelaar --role record --role content
	add_officer vertrouwenspersoon --role record --role content --role identity
	add_officer partij --role record --role content --role identity --role manage --person-file "$T/number"
	add_cron
}

# the same people in another store
officers_again() {
	local name
	for name in behandelaar:content vertrouwenspersoon:content,identity cron:; do
		sv-key add-officer --role record $(printf %s "${name#*:}" | tr , '\n' | sed 's/^/--role /') <"$T/keys/${name%%:*}.pub" >"$T/x" || return 1
	done
	sv-key add-officer --role record --role content --role identity --role manage --person-file "$T/number" <"$T/keys/partij.pub" >"$T/x"
}

setup() {
	quickly
	rm -rf "$SV_STORE" "$T"/state/*
	cp -a "$T/empty" "$SV_STORE"
	IN=$T/export.ndjson
}

# first COMMAND...: in the store that was exported
first() { SV_STORE=$T/first XDG_STATE_HOME=$T/state.first "$@"; }

line_of() { grep -n "^{\"sv\":1,\"case\":\"$1\",\"history\"" "$IN" | cut -d: -f1; }

# change CASE JQ-PROGRAM: the history of one case with a change, and its attachments, alone, in $BATS_TEST_TMPDIR/in
change() { jq -c --arg c "$1" "select(.case == \$c) | if .history then $2 else . end" "$IN" >"$BATS_TEST_TMPDIR/in"; }

# refused POINTER TEXT COMMAND...: the one line of "in" is refused there for that, and nothing is stored
refused() {
	stores_nothing fails_with 65 sv-import "${@:3}" "$BATS_TEST_TMPDIR/in" || return 1
	says "sv-import: line 1: $1: " "$2" || return 1
	case $err in *kanarie* | *Melder* | *P1001*) echo "content in a message"; return 1 ;; esac
	[ -z "$out" ]
}

# An act of another system, as a line; the argument is a jq program on it.
acts() {
	jq -nc "{source: \"S-1\", acts: [{report: {kind: \"report\", confidentiality: \"confidential\", channel: \"desk\", category: \"bullying\", unit: \"burgerzaken\", received: \"2024-02-03\",
		narrative: \"Een oud dossier.\", parties: [{role: \"reporter\", name: \"A\", person: \"P1\", affected: true}, {role: \"concerned\", name: \"B\", person: \"P2\"}]}},
		{triage: {route: \"informal\", why: \"gezien\"}, at: \"2024-02-05\", by: \"jansen\"}, {decide: {outcome: \"settled\", grounds: \"samen\", measures: [\"talk\"], deciders: [\"meldpunt\"]}, at: \"2024-02-20T10:00:00Z\"}]} | ${1:-.}"
}

# --- histories ---

@test "a whole export is taken in: states, openings, attachments, restrictions, erasures, corrections, items" {
	gives sv-import "$IN"
	same "$(jq -r 'select(.history) | .case // .risk // .actor' "$IN")" "$(jq -r '.case // .risk // .actor' <<<"$out")"
	same "$(line_of "$A")" "$(jq -r --arg c "$A" 'select(.case == $c).line' <<<"$out")"
	gives sv-verify
	prints "$(jq -s '[.[].history | values | length] | add' "$IN") events were imported" '; 0 of them did not meet'
	same "$(first sv-list --format id)" "$(sv-list --format id)"
	small='del(.imported, .events, .last)'
	same "$(first sv-list | jq -cS "$small")" "$(sv-list | jq -cS "$small")"
	same "$(first sv-risk list)" "$(sv-risk list | jq -c .)"
	same "$(first sv-actor list | jq -S .)" "$(sv-actor list | jq -S .)"
	same "$(first sv-due --all | jq -cS .)" "$(sv-due --all | jq -cS .)"
	sv-case open "$A" --attachment f1 --why controle | cmp "$T/bijlage"
	same jeugd "$(state "$A" .unit)"
	same erased "$(state "$B" .state)"
	same '["meldpunt","vertrouwenspersoon"]' "$(state "$A" '.named | tojson')"
	gives as behandelaar sv-show "$A" --content --why lezen # was let in there
	prints 'Een kanarieverhaal.'
	fails_with 77 as behandelaar sv-show "$A" --identity --why lezen
	fails_with 77 as partij sv-show "$A" # was kept out there
	fails_with 77 as partij sv-show "$F" # and is who it is about: the token was made anew of the number
	gives sv-show "$C" --identity --why lezen
	case $out in *'Een Melder'*) echo "an erased identity came back"; false ;; esac
	hist fsck --strict
	fails_with 0 sv-key check
}

@test "exported again it is the same, but for what belongs to a store; and goes on from store to store" {
	gives sv-import "$IN"
	normal='if .history then .history |= (map(select(.type != "access.opened" or .content.why != "overdracht") | del(.imported) | if .type == "case.attached" then del(.public) else . end)) else . end'
	tokens() { /usr/bin/python3 -c '
import json, re, sys
names = {}
print(re.sub(r"\"token\":\"([a-z2-7]{24})\"", lambda m: "\"token\":%d" % names.setdefault(m.group(1), len(names)), sys.stdin.read()), end="")'; }
	sv-export --content --identity --why overdracht >"$BATS_TEST_TMPDIR/second"
	same "$(jq -c "$normal" "$IN" | tokens | jq -cS . | cksum)" "$(jq -c "$normal" "$BATS_TEST_TMPDIR/second" | tokens | jq -cS . | cksum)"
	same '["history"]' "$(jq -sc '[.[].history | values | .[].imported | values | .as] | unique' "$BATS_TEST_TMPDIR/second")"
	same meldpunt "$(jq -r --arg c "$A" 'select(.case == $c and .history).history[0].imported.by' "$BATS_TEST_TMPDIR/second")"
	setup # a third one
	gives sv-import "$BATS_TEST_TMPDIR/second"
	gives sv-verify
	sv-export --content --identity --why overdracht >"$BATS_TEST_TMPDIR/third"
	same "$(jq -c "$normal" "$IN" | tokens | jq -cS . | cksum)" "$(jq -c "$normal" "$BATS_TEST_TMPDIR/third" | tokens | jq -cS . | cksum)"
}

@test "who signed is told apart from who did it, and when; an auditor without a key sees both" {
	gives sv-import "$IN"
	hist show "main:$(case_file "$A")" >"$BATS_TEST_TMPDIR/file"
	same "$(jq -c --arg c "$A" 'select(.case == $c and .history).history[] | {at, by}' "$IN")" "$(jq -c '.happened | {at, by}' "$BATS_TEST_TMPDIR/file")"
	same "$(jq -c --arg c "$A" 'select(.case == $c and .history).history[] | .event' "$IN")" "$(jq -c .event "$BATS_TEST_TMPDIR/file")"
	same history "$(jq -r .imported "$BATS_TEST_TMPDIR/file" | sort -u)"
	same "$(date -u +%Y-%m-%d)" "$(jq -r '.at[0:10]' "$BATS_TEST_TMPDIR/file" | sort -u)"
	gives sv-log "$A"
	prints '2026-01-05T09:00:00Z  report.registered' "imported on $(date -u +%Y-%m-%d) by meldpunt"
	gives sv-log --access --since 2026-01-01
	prints '2026-01-16' "$A"
	hist log -1 --format=%s | grep -qx 'import: cases and items'
	hist log -1 --show-signature 2>&1 | grep -q 'Good "git" signature'
}

@test "what is here is refused with its line, or passed over with --resume; another's id is refused always" {
	gives sv-import "$IN"
	stores_nothing fails_with 65 sv-import "$IN"
	says "line $(line_of "$A"): /case: '$A' was imported before" --resume
	stores_nothing gives sv-import --resume "$IN"
	same "$(jq -r 'select(.history) | .case // .risk // .actor' "$IN")" "$(jq -r 'select(.already) | .case // .risk // .actor' <<<"$out")"
	sv-triage "$C" --route informal >"$BATS_TEST_TMPDIR/x" # it went on here meanwhile
	stores_nothing gives sv-import --resume "$IN"
	change "$C" '.history[0].event = "01KJ0000000000000000000000"'
	refused /case "there is another '$C' here" --resume
	sed -n "$(line_of "$D")p" "$IN" | jq -c --arg c "$(record | sv-report | jq -r .case)" '.case = $c' >"$BATS_TEST_TMPDIR/in"
	refused /case 'there is another' --resume
	jq -c 'select(.risk)' "$IN" >"$BATS_TEST_TMPDIR/in"
	refused /risk 'was imported before'
}

@test "a batch is stored whole or not at all; what stands before it is stored; mended, it goes on" {
	local bad
	bad=$(line_of "$F")
	jq -c --arg c "$F" 'if .case == $c then .history[0].record.category = "pesten" else . end' "$IN" >"$BATS_TEST_TMPDIR/bad"
	fails_with 65 sv-import --batch 2 "$BATS_TEST_TMPDIR/bad"
	says "line $bad: /history/0/record/category: unknown category" "nothing of lines" --resume
	same "$(jq -r '.case // empty' <<<"$out" | sort)" "$(sv-list --format id | sort)"
	[ "$(count_cases)" -ge 2 ]
	case $out in *$F*) false ;; esac
	gives sv-verify
	gives sv-import --batch 2 --resume "$IN"
	same 6 "$(count_cases)"
	same 6 "$(jq -r '.case // empty' <<<"$out" | sort -u | wc -l)"
	setup
	stores_nothing fails_with 65 sv-import "$BATS_TEST_TMPDIR/bad" # one batch
	says 'nothing is stored'
	[ -z "$out" ]
}

@test "bad lines are set aside as they were, with the pieces of their attachments, and the others are stored" {
	local f=$BATS_TEST_TMPDIR/rejects
	jq -c --arg c "$A" 'if .case == $c and .history then .history[1].record.route = "omweg" else . end' "$IN" >"$BATS_TEST_TMPDIR/bad"
	sed -i '2s/.*/{"sv":1,"cut/' "$BATS_TEST_TMPDIR/bad"
	fails_with 65 sv-import --rejects "$f" "$BATS_TEST_TMPDIR/bad"
	same 600 "$(stat -c %a "$f")"
	same "$(cat <(sed -n 2p "$BATS_TEST_TMPDIR/bad") <(jq -c --arg c "$A" 'select(.case == $c)' <(sed 2d "$BATS_TEST_TMPDIR/bad")) | sort | cksum)" "$(sort "$f" | cksum)"
	says '2 refused' 'line 2: '
	fails_with 73 sv-import --rejects "$f" "$BATS_TEST_TMPDIR/bad" # it is not overwritten
	fails_with 65 sv-import --resume --rejects "$f" "$BATS_TEST_TMPDIR/bad"
	same $((2 + $(grep -c '"piece"' "$IN"))) "$(wc -l <"$f")"
	gives sv-import --resume --rejects "$f" "$IN"
	[ ! -e "$f" ]
	same "$(first sv-list --format id)" "$(sv-list --format id)"
	gives sv-verify
	ln -s /dev/null "$BATS_TEST_TMPDIR/link"
	fails_with 73 sv-import --resume --rejects "$BATS_TEST_TMPDIR/link" "$IN"
}

@test "a history that is not as it would be recorded here is refused, with the place" {
	change "$A" '.history[0].record.narrative = .history[0].content.narrative | del(.history[0].content)'
	refused /history/0/record/narrative 'another compartment'
	change "$A" '.history[0].identity.parties[0].role = "reporter" | del(.history[0].record.parties[0].role)'
	refused /history/0/identity/parties/0/role 'another compartment'
	change "$A" '.history[0].record.parties[0].name = "Een Melder"'
	refused /history/0/record/parties/0/name 'another compartment'
	change "$A" '.history[0].record.onzin = 1'
	refused /history/0/record/onzin ''
	change "$A" '.history[0].record.kind = "klacht"'
	refused /history/0/record/kind ''
	change "$A" '.history[0].record.parties[1].party = "p7" | .history[0].identity.parties[1].party = "p7"'
	refused /history/0/record/parties/1/party "is not 'p2', the next number"
	change "$A" '.history[0].identity.parties[1].party = "p9"'
	refused /history/0/identity/parties/1/party 'is nobody in the record'
	change "$A" '.history[0].record.parties[0].token = "geen kenmerk"'
	refused /history/0/record/parties/0/token 'is no token'
	change "$A" '.history[0].record.given = []'
	refused /history/0/record/given 'does not name all words'
	change "$A" '.history[1].content = "tekst"'
	refused /history/1/content 'must be an object'
	change "$A" '.history[1].content = {}'
	refused /history/1/content 'must be an object'
	change "$A" 'del(.history[1].record)'
	refused /history/1/record 'is missing'
	change "$A" 'del(.history[1].record, .history[1].content)'
	refused /history 'has events that say nothing'
	change "$A" '.history[1].event = .history[0].event'
	refused /history/1/event 'stands there twice'
	change "$A" '.history[1].event = "x"'
	refused /history/1/event 'is no event id'
	change "$A" '.history[1].type = "triage.guessed"'
	refused /history/1/type 'no kind of event'
	change "$A" '.history[1].type = "officer.added"'
	refused /history/1/type 'no kind of event'
	change "$A" '.history[1].type = "case.reopened" | .history[1].record = {given: ["why"]} | .history[1].content = {why: "x"}'
	refused /history/1/type "cannot happen to a case that is registered"
	change "$A" '.history[1].at = "2999-01-01T00:00:00Z"'
	refused /history/1/at 'lies in the future'
	change "$A" '.history[1].at = "2026-01-04T00:00:00Z"'
	refused /history/1/at 'lies before what stands before it'
	change "$A" '.history[1].at = "gisteren"'
	refused /history/1/at 'is no instant'
	change "$A" 'del(.history[1].at)'
	refused /history/1/at 'is missing'
	change "$A" '.history[1].by = "Jan Jansen"'
	refused /history/1/by 'no handle'
	change "$A" '.history[0].public = {narrative: "kanarieverhaal"}'
	refused /history/0/public 'may not stand in the clear'
	change "$A" '(.history[] | select(.type == "access.granted").record.officer) = "Jan J"'
	refused "$(jq -r --arg c "$A" 'select(.case == $c and .history).history | map(.type) | index("access.granted") | "/history/\(.)"' "$IN")/record/officer" ''
	change "$A" '(.history[] | select(.type == "case.corrected").record.event) = "01KJ0000000000000000000000"'
	refused "$(jq -r --arg c "$A" 'select(.case == $c and .history).history | map(.type) | index("case.corrected") | "/history/\(.)"' "$IN")/record/event" 'is no event of this case'
	change "$A" '(.history[] | select(.type == "case.corrected").record.set.narrative) = "x"'
	refused "$(jq -r --arg c "$A" 'select(.case == $c and .history).history | map(.type) | index("case.corrected") | "/history/\(.)"' "$IN")/record/set/narrative" ''
	change "$A" '.case = "2026-AAAAAA"'
	refused /case 'is no id'
	change "$A" '.history = []'
	refused /history 'no events'
	change "$A" '.history[0] = 1'
	refused /history/0 'must be an object'
	change "$A" '.more = 1'
	refused /more 'unknown member'
	jq -c 'select(.risk) | .history[0].record.names = "zaak"' "$IN" >"$BATS_TEST_TMPDIR/in"
	refused /history/0/record/names ''
	jq -c 'select(.risk) | .history += [.history[0] | .event = "01KJ0000000000000000000000"]' "$IN" >"$BATS_TEST_TMPDIR/in"
	refused /history/1/type 'makes an item that is there'
	jq -c 'select(.risk) | .history[0].content = {x: 1}' "$IN" >"$BATS_TEST_TMPDIR/in"
	refused /history/0 'has a record, and nothing else'
}

@test "pieces of an attachment that are missing, of another, changed or doubled are refused" {
	local bad
	for bad in 'select(.piece != 2)' 'if .piece == 2 then .data = ("x" * 40 | @base64) else . end' 'if .piece == 2 then .attachment = "f2" else . end' \
		'if .piece == 3 then .data = "geen!" else . end' 'if .piece == 2 then .last = true else . end' 'if .piece then .case = "2026-AAAAAA" else . end'; do
		jq -c --arg c "$A" "select(.case == \$c) | $bad" "$IN" >"$BATS_TEST_TMPDIR/in"
		stores_nothing fails_with 65 sv-import "$BATS_TEST_TMPDIR/in" || { echo "$bad"; false; }
		says 'line 1: /history/3' || { echo "$bad"; false; }
	done
	jq -c 'select(.piece)' "$IN" | head -1 >"$BATS_TEST_TMPDIR/in"
	stores_nothing fails_with 65 sv-import "$BATS_TEST_TMPDIR/in"
	head -c -100 "$IN" >"$BATS_TEST_TMPDIR/in"
	stores_nothing fails_with 65 sv-import "$BATS_TEST_TMPDIR/in"
	says 'cut off'
}

@test "without content attachments stay where they are, and the rest is taken in" {
	first sv-export --identity --why overdracht "$A" >"$BATS_TEST_TMPDIR/in"
	gives sv-import "$BATS_TEST_TMPDIR/in"
	gives sv-verify
	same f1 "$(state "$A" '.attachments[0].attachment')"
	fails_with 66 sv-case open "$A" --attachment f1 --why lezen
	fails_with 76 sv-case open "$A" --attachment f1 --why lezen || true
	gives sv-show "$A" --content --why lezen
	case $out in *kanarieverhaal*) false ;; esac
}

@test "who a case is closed to is known by number here, or must be said; a case that would be closed to who imports it is not taken in" {
	first sv-export --content --why overdracht "$F" "$D" "$E" >"$BATS_TEST_TMPDIR/in"
	stores_nothing fails_with 65 sv-import "$BATS_TEST_TMPDIR/in"
	says '/history/0/record/parties/1/token: who this is, is known to the other store only' --identity --keep-tokens
	gives sv-import --keep-tokens "$BATS_TEST_TMPDIR/in"
	gives as partij sv-show "$F" # that is what the option says
	setup
	jq -c --arg c "$F" 'select(.case == $c)' "$IN" >"$BATS_TEST_TMPDIR/in"
	stores_nothing fails_with 77 as partij sv-import "$BATS_TEST_TMPDIR/in"
	says 'closed to you'
	change "$A" '(.history[] | select(.type == "access.excluded").record.officer) = "pieters"'
	refused "$(jq -r --arg c "$A" 'select(.case == $c and .history).history | map(.type) | index("access.excluded") | "/history/\(.)"' "$IN")/record/officer" 'is no officer here'
	gives sv-import --officer pieters=partij "$BATS_TEST_TMPDIR/in"
	fails_with 77 as partij sv-show "$A"
	same '["partij"]' "$(state "$A" '.excluded | tojson')"
	setup
	gives sv-import --officer pieters=- "$BATS_TEST_TMPDIR/in"
	same '["pieters"]' "$(state "$A" '.excluded | tojson')"
	setup
	change "$A" '(.history[] | select(.type == "access.restricted").record.named) = ["iemand", "anders"]'
	stores_nothing fails_with 65 sv-import --officer iemand=- --officer anders=- "$BATS_TEST_TMPDIR/in"
	says "gate 'somebody_left'"
	stores_nothing fails_with 77 sv-import --officer iemand=vertrouwenspersoon --officer anders=- "$BATS_TEST_TMPDIR/in"
	says 'another officer must import it'
	fails_with 64 sv-import --officer zomaar "$BATS_TEST_TMPDIR/in"
}

@test "people who came with a double are who they are here too, from a file in any order; not from a pipe before their case is here" {
	jq -c --arg d "$D" --arg e "$E" 'select(.case == $d or .case == $e)' "$IN" >"$BATS_TEST_TMPDIR/in"
	same "$(printf '%s\n%s' "$D" "$E")" "$(jq -r .case "$BATS_TEST_TMPDIR/in")" # the case that took it up comes first
	stores_nothing fails_with 65 sv-import <(cat "$BATS_TEST_TMPDIR/in")
	says "/record/parties/0/token: who this is stands in another case"
	gives sv-import "$BATS_TEST_TMPDIR/in"
	token() { sv-log "$1" --format json | jq -r "[.record.parties[]? | select(.party == \"$2\").token][0] // empty"; }
	same "$(token "$E" p1)" "$(token "$D" p3)"
	[ "$(first token "$E" p1)" != "$(token "$E" p1)" ]
	setup
	tac "$BATS_TEST_TMPDIR/in" | gives sv-import
	same "$(token "$E" p1)" "$(token "$D" p3)"
}

# --- gates ---

@test "gates of here hold for what is imported; with --as-is it is recorded what was not met, counted, and found where it is not told" {
	jq '.gates |= map(if .gate == "learning" then .on = true else . end)' "$PROTOCOL" >"$BATS_TEST_TMPDIR/p"
	acts '.acts += [{close: {}, at: "2024-03-01"}]' >"$BATS_TEST_TMPDIR/in"
	stores_nothing fails_with 65 sv-import "$BATS_TEST_TMPDIR/in"
	says "/acts/3/close: gate 'learning' (11): no learning entry" "gate 'aftercare_plan' (11)"
	gives sv-import --as-is "$BATS_TEST_TMPDIR/in"
	local id
	id=$(jq -r .case <<<"$out")
	same '["aftercare_plan","learning"]' "$(state "$id" '.unmet | unique | tojson')"
	same null "$(state "$id" '.overrides | tojson')"
	gives sv-verify
	prints '; 1 of them did not meet every gate'
	gives sv-stats --by unmet --format json
	same '["aftercare_plan","learning"]' "$(jq -c '[.. | .unmet? // empty | strings] | sort | unique' <<<"$out")"
	gives sv-stats --by imported --format json
	prints yes
	sv-export "$id" >"$BATS_TEST_TMPDIR/in" # and in a third store
	setup
	stores_nothing fails_with 65 sv-import --keep-tokens "$BATS_TEST_TMPDIR/in"
	gives sv-import --keep-tokens --as-is "$BATS_TEST_TMPDIR/in"
	same '["aftercare_plan","learning"]' "$(state "$id" '.unmet | unique | tojson')"
	jq -c '.history[-1].record.unmet = ["order"]' "$BATS_TEST_TMPDIR/in" >"$BATS_TEST_TMPDIR/more" # what it says itself is not believed
	setup
	gives sv-import --keep-tokens --as-is "$BATS_TEST_TMPDIR/more"
	same '["aftercare_plan","learning"]' "$(state "$id" '.unmet | unique | tojson')"
}

@test "times that go back, where a clock was set: refused, or recorded" {
	change "$F" '.history |= [.[0], (.[0] | .event = "01KJ0000000000000000000000" | .type = "triage.decided" | .at = "2026-01-01T00:00:00Z" | .record = {route: "informal"} | del(.content, .identity)), (.[1] | .event = "01KJ0000000000000000000001" | .at = "2026-01-02T00:00:00Z"), .[1]]'
	refused /history/1/at 'lies before'
	gives sv-import --as-is "$BATS_TEST_TMPDIR/in"
	same '["order","order"]' "$(state "$F" '.unmet | tojson')" # both lie before the first one
	gives sv-verify
	gives sv-stats --by unmet --format json
	case $out in *order*) echo "that is no gate"; false ;; esac
}

# --- what others may write ---

# imported MORE TYPE: forges a line of a new case, signed by meldpunt; MORE is JSON for its envelope
forge_case() {
	local path id who=${3:-meldpunt}
	id=$(record | sv-report --dry-run | jq -r .case)
	path=cases/${id:0:4}/${id:5:1}/${id:6:1}/${id:5}.ndjson
	WHEN=$(date +%s)
	: >"$BATS_TEST_TMPDIR/was"
	/usr/bin/python3 "$ROOT/tests/data/event.py" "$BATS_TEST_TMPDIR/was" case "$id" "$who" "$2" "$WHEN" "$(hist rev-parse main:protocol.json)" "$1" >"$BATS_TEST_TMPDIR/now"
	forge "$who" "$who" "$path=$BATS_TEST_TMPDIR/now"
	unset WHEN
}

found() {
	fails_with 76 sv-verify || return 1
	says "$@"
	hist update-ref refs/heads/main main~1
}

@test "what is forged as imported is found: added to a case that is here, later than its import, out of order, without the role, with a gate that it does not name" {
	local id more='{"imported":"history","happened":{"at":"2026-01-05","by":"iemand"}}'
	id=$(new_case)
	adds meldpunt meldpunt "$id" triage.decided "$more" "$SV_STORE/keyring.db" 'record={"route":"informal"}'
	found 'was imported into a file that was there already'
	adds meldpunt meldpunt "$id" triage.decided '{"happened":{"at":"2026-01-05"}}' "$SV_STORE/keyring.db" 'record={"route":"informal"}'
	found 'says when it happened, and only what was imported may'
	adds meldpunt meldpunt "$id" decision.made '{}' "$SV_STORE/keyring.db" 'record={"outcome":"settled","unmet":["grounds_and_measures"]}'
	found 'says that gates were not met, and only what was imported may'
	forge_case '{"imported":"history","happened":{"at":"2999-01-05"}}' report.registered
	found 'is said to have happened after it was imported' 'has events that say nothing'
	forge_case '{"imported":"hearsay","happened":{"at":"2026-01-05"}}' report.registered
	found 'the event is malformed'
	forge_case '{"imported":"history"}' report.registered
	found 'the event is malformed'
	forge_case "$more" report.registered behandelaar
	found 'did not have the role'
	gives sv-verify
	# gates and order: an import that is changed by its own signer
	acts '.acts += [{close: {}, at: "2024-03-01"}]' | sv-import --as-is >"$BATS_TEST_TMPDIR/x"
	gives sv-verify
	id=$(jq -r .case "$BATS_TEST_TMPDIR/x")
	hist show "main:$(case_file "$id")" >"$BATS_TEST_TMPDIR/file"
	remade() { # LINE MEMBERS RECORD: the last line made again, as its signer can
		head -n 3 "$BATS_TEST_TMPDIR/file" >"$BATS_TEST_TMPDIR/was"
		hist update-ref refs/heads/main main~1
		WHEN=$(date +%s)
		{ cat "$BATS_TEST_TMPDIR/was" && /usr/bin/python3 "$ROOT/tests/data/event.py" "$BATS_TEST_TMPDIR/was" case "$id" meldpunt case.closed "$(date -d "$(jq -r .at "$BATS_TEST_TMPDIR/file" | tail -1)" +%s)" "$(hist rev-parse main:protocol.json)" "$1" "$SV_STORE/keyring.db" "$(bare meldpunt)" "record=$2"; } >"$BATS_TEST_TMPDIR/now"
		WHEN=$(date -d "$(jq -r .at "$BATS_TEST_TMPDIR/file" | tail -1)" +%s) forge meldpunt meldpunt "$(grep -o 'cases/.*' <<<"$path")=$BATS_TEST_TMPDIR/now"
	}
	path=$(case_file "$id")
	remade '{"imported":"acts","happened":{"at":"2024-03-01"}}' '{"retention":"two_years","retain_until":"2026-03-01","unmet":["aftercare_plan"]}'
	found "gate 'learning' (11)"
	hist update-ref refs/heads/main main@{3} 2>"$BATS_TEST_TMPDIR/x" || true
}

@test "malformed input is refused with its line, and nothing of it is stored" {
	local kind
	acts >"$BATS_TEST_TMPDIR/good"
	gives sv-import --dry-run "$BATS_TEST_TMPDIR/good"
	for kind in half cut half-cut utf8 escape-surrogate version double null real big nul bom array two words deep; do
		{
			cat "$BATS_TEST_TMPDIR/good"
			case $kind in
			half) printf '{"acts":"hal\n' ;;
			cut) printf '{"sv":1}' ;;
			half-cut) printf '{"sv":1,"no' ;;
			utf8) printf '{"sv":1,"source":"\xff"}\n' ;;
			escape-surrogate) printf '{"source":"\\ud800"}\n' ;;
			version) acts '.sv = 2' ;;
			double) printf '{"acts":[],"acts":[]}\n' ;;
			null) printf '{"acts":null}\n' ;;
			real) printf '{"acts":[{"report":{"x":1.5}}]}\n' ;;
			big) printf '{"acts":[{"report":{"x":9007199254740993}}]}\n' ;;
			nul) printf '{"source":"\0"}\n' ;;
			bom) printf '\xef\xbb\xbf{"sv":1}\n' ;;
			array) printf '[{"sv":1}]\n' ;;
			two) printf '{"sv":1} {"sv":1}\n' ;;
			words) printf 'een zaak\n' ;;
			deep) printf '{"acts":%s%s}\n' "$(printf '[%.0s' $(seq 70))" "$(printf ']%.0s' $(seq 70))" ;;
			esac
		} >"$BATS_TEST_TMPDIR/in"
		stores_nothing fails_with 65 sv-import <"$BATS_TEST_TMPDIR/in" || { echo "kind: $kind"; false; }
		says 'sv-import: line 2: ' || { echo "kind: $kind"; false; }
		[ -z "$out" ]
	done
	stores_nothing fails_with 74 sv-import <&-
	fails_with 66 sv-import "$BATS_TEST_TMPDIR/nergens"
	fails_with 64 sv-import a b
	fails_with 64 sv-import --batch 0
	: >"$BATS_TEST_TMPDIR/in"
	stores_nothing gives sv-import "$BATS_TEST_TMPDIR/in"
}

# --- acts of another system ---

@test "acts of another system become a case as it was then: days, terms, who did it" {
	acts '.acts += [{aftercare: {step: "plan", party: "all", actions: "gesprek"}, at: "2024-02-21"}, {aftercare: {step: "learn", causes: ["workload"], on: "2024-02-22"}}, {close: {retention: "one_year"}, at: "2024-02-29", by: "jansen"}]' >"$BATS_TEST_TMPDIR/in"
	gives sv-import "$BATS_TEST_TMPDIR/in"
	local id
	id=$(jq -r .case <<<"$out")
	same '{"sv":1,"line":1,"case":"'"$id"'","source":"S-1"}' "$out"
	same 2024 "${id:0:4}"
	same '["closed","2024-02-03","2024-02-03","2024-02-05","2024-02-20","2024-02-22","2024-02-29","2025-02-28","S-1","acts"]' \
		"$(state "$id" '[.state, .received, .registered, .triaged, .decided, .learned, .closed, .retain_until, .source, .imported] | tojson')"
	same '2024-02-03 ? 2024-02-05 jansen 2024-02-20T10:00:00Z ? 2024-02-21 ? 2024-02-21 ? 2024-02-22 ? 2024-02-29 jansen' \
		"$(hist show "main:$(case_file "$id")" | jq -r '.happened | .at, (.by // "?")' | paste -sd' ')"
	same 'meldpunt' "$(hist show "main:$(case_file "$id")" | jq -r .by | sort -u)"
	gives sv-verify
	gives sv-stats terms --format json
	same met "$(jq -r '.[] | select(.term == "triage") | if .met == 1 then "met" else "not" end' <<<"$out")"
	gives sv-erase due --until 2025-03-01 --format id # the term of keeping runs from then
	prints "$id"
}

@test "each is taken in once: by its number, or by the line itself; a second time it is refused, or passed over" {
	acts >"$BATS_TEST_TMPDIR/in"
	acts 'del(.source)' >>"$BATS_TEST_TMPDIR/in"
	acts 'del(.source)' >>"$BATS_TEST_TMPDIR/in" # two that are alike, and may be two
	gives sv-import "$BATS_TEST_TMPDIR/in"
	same 3 "$(count_cases)"
	stores_nothing fails_with 65 sv-import "$BATS_TEST_TMPDIR/in"
	says 'line 1: /source: was imported before, as case' 'line 2: was imported before' 'line 3: was imported before'
	acts 'del(.source)' >>"$BATS_TEST_TMPDIR/in"
	gives sv-import --resume "$BATS_TEST_TMPDIR/in"
	same 'true true true null' "$(jq -r .already <<<"$out" | paste -sd' ')"
	same 4 "$(count_cases)"
	acts '.source = "S-2"' >"$BATS_TEST_TMPDIR/in"
	acts '.source = "S-2" | .acts[0].report.unit = "jeugd"' >>"$BATS_TEST_TMPDIR/in"
	stores_nothing fails_with 65 sv-import "$BATS_TEST_TMPDIR/in"
	says 'line 2: /source: stands in this input twice'
	stores_nothing fails_with 65 sv-import --dry-run "$BATS_TEST_TMPDIR/in"
	same '[]' "$(sv-list | jq -sc '[.[].source | select(test("Een oud|P1"))]')" # the line itself is not to be found in what it is known by
}

@test "two imports of one file at the same time take each line in once" {
	local n
	for n in $(seq 60); do acts ".source = \"P-$n\""; done >"$BATS_TEST_TMPDIR/in"
	sv-import --resume --batch 7 "$BATS_TEST_TMPDIR/in" >"$BATS_TEST_TMPDIR/one" &
	XDG_STATE_HOME=$T/state/two sv-import --resume --batch 5 "$BATS_TEST_TMPDIR/in" >"$BATS_TEST_TMPDIR/two"
	wait $!
	same 60 "$(count_cases)"
	same 60 "$(cat "$BATS_TEST_TMPDIR/one" "$BATS_TEST_TMPDIR/two" | jq -r 'select(.already | not).case' | sort -u | wc -l)"
	same 60 "$(sv-list | jq -r .source | sort -u | wc -l)"
	gives sv-verify
}

@test "acts that cannot be are refused, with the place" {
	one() { acts "$1" >"$BATS_TEST_TMPDIR/in" && refused "${@:2}"; }
	one 'del(.acts[0])' /acts/0/triage "'triage.decided' cannot happen to a case that is new"
	one 'del(.acts[1].at)' /acts/1/at 'when did it happen'
	one '.acts[1].at = "2024-01-01"' /acts/1/at 'lies before'
	one '.acts[1].at = "2999-01-01"' /acts/1/at 'in the future'
	one '.acts[1].by = "J. Jansen"' /acts/1/by 'no handle'
	one '.acts[1].triage.route = "omweg"' /acts/1/triage/route "unknown route"
	one '.acts[1].triage.onzin = 1' /acts/1/triage/onzin ''
	one '.acts[0].report.mailbox = {}' /acts/0/report/mailbox 'filled in by the tool'
	one '.acts[0].report.source = "x"' /acts/0/report/source 'filled in by the tool'
	one '.acts[1].decide = {}' /acts/1 'more than one act'
	one '.acts[1] = {at: "2024-02-05"}' /acts/1 'is no act'
	one '.acts[1] = {correct: {event: "x", set: {}, why: "y"}, at: "2024-02-05"}' /acts/1 'cannot be imported as an act'
	one '.acts[1] = {attach: {as: "report"}, at: "2024-02-05"}' /acts/1 'cannot be imported as an act'
	one '.acts[1] = 7' /acts/1 'must be an object'
	one '.acts = []' /acts 'begins with a report'
	one '.source = ""' /source 'is no text'
	one '.source = "line:x"' /source 'is no text'
	one '.case = "2024-AAAAAA"' /case 'is no id'
	one '.acts[0].report.confidentiality = "anonymous"' /acts/0/report "gate 'anonymous_stays_anonymous'"
	acts '.acts = 1' >"$BATS_TEST_TMPDIR/in"
	stores_nothing fails_with 65 sv-import "$BATS_TEST_TMPDIR/in"
	says 'line 1: is neither'
	local here
	here=$(new_case)
	one ".acts += [{link: {to: \"$here\", as: \"related\"}, at: \"2024-02-21\"}]" /acts/3/link "changes case $here, which is here already"
	one ".case = \"$here\"" /case 'there is another'
	same "$(sv-list --format id)" "$here"
}

@test "a case that acts bring about is new too: retaliation; an id may be given" {
	local free
	free=$(record | sv-report --dry-run | jq -r .case)
	acts ".case = \"$free\" | .acts += [{aftercare: {step: \"plan\", party: \"all\", actions: \"gesprek\"}, at: \"2024-02-21\"}, {aftercare: {step: \"contact\", party: \"p1\", retaliation: true, account: \"overgeplaatst\", safety: 1}, at: \"2024-04-02\"}]" >"$BATS_TEST_TMPDIR/in"
	gives sv-import "$BATS_TEST_TMPDIR/in"
	same "$free" "$(jq -r .case <<<"$out")"
	same 2 "$(count_cases)"
	same 'retaliation 2024-04-02 acts' "$(sv-list --from 2024-03-01 | jq -r '"\(.origin) \(.received) \(.imported)"')"
	same retaliation "$(state "$free" '.links[0].as')"
	gives sv-verify
}

@test "roles: who may not manage the store imports nothing, nor does cron" {
	acts >"$BATS_TEST_TMPDIR/in"
	stores_nothing fails_with 77 as behandelaar sv-import "$BATS_TEST_TMPDIR/in"
	says "role 'manage'"
	stores_nothing fails_with 77 as cron sv-import "$BATS_TEST_TMPDIR/in"
	gives as partij sv-import "$BATS_TEST_TMPDIR/in"
}

@test "--dry-run judges every line and stores nothing" {
	{ acts && acts '.source = "S-2" | .acts[1].triage.route = "x"' && acts '.source = "S-3"' && acts '.source = "S-4" | .acts = []'; } >"$BATS_TEST_TMPDIR/in"
	stores_nothing fails_with 65 sv-import --dry-run --batch 1 "$BATS_TEST_TMPDIR/in"
	says 'line 2: ' 'line 4: '
	same '1 3' "$(jq -r .line <<<"$out" | paste -sd' ')"
	stores_nothing gives sv-import --dry-run "$IN"
}

@test "what is stored is told also where the output fails; the next run tells the rest" {
	local got=0
	acts >"$BATS_TEST_TMPDIR/in"
	sv-import "$BATS_TEST_TMPDIR/in" >/dev/full 2>"$BATS_TEST_TMPDIR/err" || got=$?
	same 74 "$got"
	same 1 "$(count_cases)"
	gives sv-import --resume "$BATS_TEST_TMPDIR/in"
	same "$(sv-list --format id)" "$(jq -r 'select(.already).case' <<<"$out")"
}

@test "no word of what is sealed is found outside its seal" {
	acts '.acts[0].report.narrative = "kanarieverhaal" | .acts[0].report.parties[0].name = "Kanarie Naam" | .acts[1].triage.why = "kanariereden"' >"$BATS_TEST_TMPDIR/in"
	gives sv-import "$BATS_TEST_TMPDIR/in"
	acts '.source = "S-2" | .acts[0].report.narrative = "kanarieverhaal" | .acts[2].decide.outcome = "Een kanarie"' >"$BATS_TEST_TMPDIR/in"
	fails_with 65 sv-import "$BATS_TEST_TMPDIR/in"
	hist cat-file --batch-all-objects --batch --buffer >"$BATS_TEST_TMPDIR/objects"
	run ! grep -aiq kanarie "$BATS_TEST_TMPDIR/objects" "$BATS_TEST_TMPDIR/out" "$BATS_TEST_TMPDIR/err"
	run ! grep -raiq kanarie "$SV_STORE" "$T/state" "$XDG_RUNTIME_DIR"
}

# --- tables ---

# table CSV-TEXT [MAP-JQ]: imports a table by a mapping
map='{source: {column: "Nr"}, acts: [
	{report: {kind: "report", confidentiality: {column: "Geheim", values: {ja: "confidential", "*": "named"}}, channel: "desk", received: {column: "Datum", date: "DD-MM-YYYY"},
		category: {column: "Soort", values: {Pesten: "bullying", Discriminatie: "discrimination"}}, unit: {column: "Afdeling"}, written: {column: "Schriftelijk", yes: ["ja", "j"]},
		narrative: {column: "Verhaal", else: "Zie het oude dossier."}, parties: [{role: "reporter", name: {column: "Melder"}}, {role: "concerned", name: {column: "Wie"}, if: {column: "Wie"}}]}},
	{triage: {route: "informal", why: "overgenomen"}, at: {column: "Datum", date: "DD-MM-YYYY"}},
	{decide: {outcome: "settled", grounds: "overgenomen", measures: {column: "Maatregelen", split: ",", values: {gesprek: "talk", excuses: "apology"}, else: ["none"]}}, at: {column: "Besluit", date: "DD-MM-YYYY"}, if: {column: "Besluit"}},
	{close: {}, at: {column: "Besluit", date: "DD-MM-YYYY"}, if: {column: "Stand", is: ["dicht"]}}]}'
head='Nr;Datum;Soort;Afdeling;Geheim;Schriftelijk;Verhaal;Melder;Wie;Besluit;Maatregelen;Stand'
table() {
	jq -n "$map | ${2:-.}" >"$BATS_TEST_TMPDIR/map"
	printf "$1" >"$BATS_TEST_TMPDIR/in.csv"
}

@test "a table becomes cases by a mapping: columns, values, days, words, constants, and acts where there is something" {
	table "\xef\xbb\xbf$head\r\n1;3-2-2024;Pesten;jeugd;ja;J;\"Een \"\"verhaal\"\";\nover twee regels\"; Jan ;Piet;20-02-2024;gesprek, excuses;dicht\r\n\r\n2;13-2-2024;Discriminatie;jeugd;nee;nee;;;;;;open\r\n"
	gives sv-import --map "$BATS_TEST_TMPDIR/map" --as-is "$BATS_TEST_TMPDIR/in.csv"
	same '2 1 5 2' "$(jq -r '.line, .source' <<<"$out" | paste -sd' ')"
	local one two
	one=$(jq -rs '.[0].case' <<<"$out") two=$(jq -rs '.[1].case' <<<"$out")
	same '["closed","confidential","bullying","2024-02-03","2024-02-20",["talk","apology"],true]' "$(state "$one" '[.state, .confidentiality, .category, .received, .closed, .measures, .written] | tojson')"
	same '["triaged","named","discrimination",false]' "$(state "$two" '[.state, .confidentiality, .category, .written] | tojson')"
	same '["reporter","concerned"]' "$(state "$one" '[.parties[].role] | tojson')"
	same '["reporter"]' "$(state "$two" '[.parties[].role] | tojson')"
	gives sv-show "$one" --content --identity --why controle
	prints 'Een "verhaal";' 'over twee regels' 'name: Jan' 'name: Piet'
	gives sv-export "$two" --content --identity --why controle
	same '[{"narrative":"Zie het oude dossier."},null]' "$(jq -c '.history[0] | [.content, .identity]' <<<"$out")"
	gives sv-import --map "$BATS_TEST_TMPDIR/map" --as-is --resume "$BATS_TEST_TMPDIR/in.csv"
	same 'true true' "$(jq -r .already <<<"$out" | paste -sd' ')"
	gives sv-verify
}

@test "other ways to write a table: commas, a line that tells what parts cells, line ends, no last one" {
	table "$(tr ';' ',' <<<"$head")\n1,3-2-2024,Pesten,jeugd,ja,nee,\"a,b\",,,,,open"
	gives sv-import --map "$BATS_TEST_TMPDIR/map" <"$BATS_TEST_TMPDIR/in.csv"
	table "sep=;\r\n$head\r2;3-2-2024;Pesten;jeugd;ja;nee;een;;;;;open\r"
	gives sv-import --map "$BATS_TEST_TMPDIR/map" <"$BATS_TEST_TMPDIR/in.csv"
	same 2 "$(count_cases)"
}

@test "columns that are missing, doubled or not taken from, and a mapping that is none, are refused before anything" {
	table "Nr;Datum;Sort;Afdeling;Geheim;Schriftelijk;Verhaal;Melder;Wie;Besluit;Maatregelen;Stand;Stand;Opmerking\n1;2;3\n"
	stores_nothing fails_with 65 sv-import --map "$BATS_TEST_TMPDIR/map" "$BATS_TEST_TMPDIR/in.csv"
	says "the table has no column 'Soort' (did you mean 'Sort'?)" "nothing is taken from column 'Opmerking'" "nothing is taken from column 'Sort'" "there are two columns 'Stand'"
	table "$head;Opmerking\n1;3-2-2024;Pesten;jeugd;ja;nee;;;;;;open;x\n" '.ignore = ["Opmerking"]'
	gives sv-import --map "$BATS_TEST_TMPDIR/map" --dry-run "$BATS_TEST_TMPDIR/in.csv"
	table "$head;Opmerking\n1;3-2-2024;Pesten;jeugd;ja;nee;;;;;;open;x\n" '.ignore = true'
	gives sv-import --map "$BATS_TEST_TMPDIR/map" --dry-run "$BATS_TEST_TMPDIR/in.csv"
	bad() {
		table "$head\n" "$1"
		stores_nothing fails_with 65 sv-import --map "$BATS_TEST_TMPDIR/map" "$BATS_TEST_TMPDIR/in.csv" || return 1
		says "$2" "${@:3}"
	}
	bad '.more = 1' 'a mapping has the members'
	bad 'del(.acts)' '/acts: is missing'
	bad '.acts[0].report.unit = {column: "Afdeling", waarden: {}}' '/acts/0/report/unit: holds a column'
	bad '.acts[0].report.unit = {column: 7}' '/acts/0/report/unit'
	bad '.acts[0].report.received.date = "dag"' '/acts/0/report/received: gives no form'
	bad '.acts[2].if = "Besluit"' '/acts/2/if: names no column'
	bad '.acts[2] = 1' '/acts/2: must be an object'
	bad '.ignore = 7' '/ignore: '
	printf '{' >"$BATS_TEST_TMPDIR/map"
	fails_with 65 sv-import --map "$BATS_TEST_TMPDIR/map" "$BATS_TEST_TMPDIR/in.csv"
	fails_with 66 sv-import --map "$BATS_TEST_TMPDIR/nergens" "$BATS_TEST_TMPDIR/in.csv"
	table ''
	fails_with 65 sv-import --map "$BATS_TEST_TMPDIR/map" "$BATS_TEST_TMPDIR/in.csv"
	says 'nothing in it'
}

@test "cells that are wrong are told by line and column, and not repeated; bad rows are set aside below the first one" {
	local f=$BATS_TEST_TMPDIR/rejects rows
	rows='1;30-2-2024;Kanarie;jeugd;ja;nee;;;;;;open\n2;3-2-2024;Pesten;Kanarie Land;ja;nee;;;;;;open\n3;3-2-2024;Pesten;jeugd;ja\n4;3-2-2024;Pesten;jeugd;ja;nee;een "kanarie;;;;;open\n;3-2-2024;Pesten;jeugd;ja;nee;;;;;;open\n6;3-2-2024;Pesten;jeugd;ja;nee;;;;3-3-2024;kanarie;open\n'
	table "$head\n${rows}7;3-2-2024;Pesten;jeugd;ja;nee;;;;;;open\n"
	fails_with 65 sv-import --map "$BATS_TEST_TMPDIR/map" --rejects "$f" "$BATS_TEST_TMPDIR/in.csv"
	says "line 2: column 'Datum': is no day" "line 2: column 'Soort': holds something" "line 3: column 'Afdeling': /acts/0/report/unit: unknown unit" "line 4: has 5 cells, and the first line 12"
	case $err in *[Kk]anarie*) echo "a cell in a message"; false ;; esac
	same "$head" "$(head -1 "$f")"
	printf "$rows" | head -3 | diff - <(sed -n 2,4p "$f")
	gives sv-verify
}

@test "a table in another encoding is refused, not garbled" {
	table "$head\n1;3-2-2024;Pesten;jeugd;ja;nee;caf\xe9;;;;;open\n"
	stores_nothing fails_with 65 sv-import --map "$BATS_TEST_TMPDIR/map" "$BATS_TEST_TMPDIR/in.csv"
	says 'line 2' 'not valid UTF-8'
}
