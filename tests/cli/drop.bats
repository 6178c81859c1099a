# SPDX-License-Identifier: MIT
# Handing in without reading: a host with nothing but public keys seals reports; only the officers open them, once, and a bad one stops no other.
load lib

setup_file() {
	setup_store
	add_officer vertrouwenspersoon --role record --role content --role identity
	add_officer behandelaar --role record --role content
	add_cron
	mkdir "$T/host"
	sv-key desk >"$T/host/desk.json"
	# another store, with an officer of the same name
	new_identity meldpunt "$T/keys/other" >"$T/keys/other.pub"
	other sv-key unlock --passphrase-fd 9 9<<<"$PASSPHRASE"
	other sv-init --protocol "$PROTOCOL"
	other sv-key desk >"$T/host/other.json"
}

teardown_file() { clear_store; }

setup() {
	quickly
	H=$BATS_TEST_TMPDIR/host
	IN=$H/in
	mkdir "$H"
	cp "$T/host/"*.json "$H"
}

teardown() {
	! mountpoint -q "$BATS_TEST_TMPDIR/small" 2>"$BATS_TEST_TMPDIR/mnt" || umount "$BATS_TEST_TMPDIR/small"
}

other() { SV_STORE=$T/other SV_KEY=$T/keys/other XDG_STATE_HOME=$T/state/other "$@"; }

# away COMMAND...: on the host where reports are handed in, which has no store, no identity and no home
away() { (cd "$H" && env -i PATH="$PATH" LC_ALL=C.UTF-8 ${NOW:+SV_NOW="$NOW"} HOME=/nonexistent "$@"); }

# drop [JQ-PROGRAM] [OPTION...]: hands a report in and prints its number
drop() {
	local program=${1:-.}
	[ $# = 0 ] || shift
	record "$program" | away sv-report --drop in --desk desk.json "$@" | jq -r .drop
}

waiting() { ls "$IN/new" | wc -l; }

anonymous='.confidentiality = "anonymous" | .parties[0] |= {role, affected}'

@test "the desk file has the attended officers who open content and identities, and needs no passphrase to be made" {
	gives env SV_KEY=/nonexistent sv-key desk
	same 1 "$(wc -l <<<"$out")"
	same '["meldpunt","vertrouwenspersoon"]' "$(jq -c '[.officers[].officer]' <<<"$out")"
	same "$(cat "$SV_STORE/id") Waterdam" "$(jq -r '"\(.store) \(.organisation)"' <<<"$out")"
	same "$(jq -r .box "$T/keys/vertrouwenspersoon.pub")" "$(jq -r '.officers[1].box' <<<"$out")"
	same '["box","officer","roles"]' "$(jq -c '[.officers[] | keys[]] | unique' <<<"$out")"
}

@test "the whole way: handed in elsewhere, taken in here, and it is a case like any other" {
	local id number
	{ record; record '.kind = "signal"'; } >"$BATS_TEST_TMPDIR/two"
	gives away sv-report --drop in --desk desk.json --channel web <"$BATS_TEST_TMPDIR/two"
	same '2 ["drop","sv"]' "$(jq -sc 'length' <<<"$out") $(jq -sc '[.[] | keys[]] | unique' <<<"$out")"
	number=$(jq -rs '.[0].drop' <<<"$out")
	same '700 700 700 600' "$(stat -c %a "$IN/tmp" "$IN/new" "$IN/cur" | paste -sd' ') $(stat -c %a "$IN/new"/* | sort -u)"
	same 0 "$(ls "$IN/tmp" | wc -l)"
	same '{"drop":"report","keys":["meldpunt","vertrouwenspersoon"],"sv":1}' "$(jq -c 'del(.sealed) | .keys |= keys' "$(ls "$IN/new"/* | head -1)")"
	gives sv-report --inbox "$IN"
	same 2 "$(wc -l <<<"$out")"
	same 'report signal' "$(jq -r .kind <<<"$out" | sort | paste -sd' ')"
	same "$(record | jq -r .report.channel)" "$(jq -r .channel <<<"$out" | sort -u)" # options fill what the record leaves open
	id=$(jq -r --arg n "$number" 'select(.drop == $n) | .case' <<<"$out")
	same 0 "$(waiting)"
	gives sv-show "$id" --content --identity --why 'lezen wat is ingeleverd'
	prints 'Er werd geroepen op de gang.' 'Een Melder' 'Een Betrokkene'
	same null "$(state "$id" .excluded)"
	gives sv-triage "$id" --route informal
	gives sv-verify
	gives sv-report --inbox "$IN"
	same '' "$out"
}

@test "an anonymous reporter gets a receipt there, and reads and writes here with it" {
	local id code
	record "$anonymous" | away sv-report --drop in --desk desk.json --receipt-fd 8 8>"$BATS_TEST_TMPDIR/receipt" >"$BATS_TEST_TMPDIR/out.json"
	same "$(jq -r .drop "$BATS_TEST_TMPDIR/out.json")" "$(cut -d' ' -f1 "$BATS_TEST_TMPDIR/receipt")"
	cut -d' ' -f2 "$BATS_TEST_TMPDIR/receipt" >"$T/code"
	code=$(cat "$T/code")
	[[ $code =~ ^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]$ ]]
	run ! grep -rqF "$code" "$H"
	id=$(sv-report --inbox "$IN" | jq -r .case)
	same true "$(state "$id" .mailbox)"
	sv-message send "$id" --kind update --party p1 --note 'Was het op maandag?' >"$BATS_TEST_TMPDIR/letter"
	gives sv-message inbox --receipt-fd 8 8<"$T/code"
	prints 'Was het op maandag?'
	echo ja | sv-message inbox --receipt-fd 8 --answer - 8<"$T/code"
	gives sv-message collect
	same 1 "$(state "$id" .messages_received)"
	gives away sv-report --drop in --desk desk.json --dry-run <<<"$(record "$anonymous")"
	same ' 0' "$out $(waiting)"
}

@test "a closed descriptor for the receipt is refused before anything is left" {
	record "$anonymous" >"$BATS_TEST_TMPDIR/in"
	fails_with 64 away sv-report --drop in --desk desk.json --receipt-fd 77 <"$BATS_TEST_TMPDIR/in"
	[ ! -e "$IN" ]
}

@test "all is handed in, or nothing: what does not hold to the schema is named by line and member, never by what it says" {
	{ record; record '.kind = "melding"'; record; record 'del(.narrative) | .parties[0].naam = "kanarie"'; } >"$BATS_TEST_TMPDIR/in"
	fails_with 65 away sv-report --drop in --desk desk.json <"$BATS_TEST_TMPDIR/in"
	says 'line 2: /report/kind' 'line 4: /report/narrative' 'line 4: /report/parties/0'
	[[ $err != *kanarie* ]]
	same '' "$out"
	[ ! -e "$IN" ]
	for one in '{"sv":1}' '{"sv":1,"report":[]}' "$(record | jq -c '.report = [.report, .report]')" "$(record | jq -c '.triage = {route: "informal"}')" \
		"$(record | jq -c '.case = "2026-7K3MQP"')" "$(record '.drop = "01HZXW5GN1R3B0V4X3M8Q2D7CE"')" "$(record '.mailbox = {tag: "x"}')" \
		"$(record '.excluded = ["meldpunt"]')" "$(record '.origin = "retaliation"')" '{"sv":2,"report":{}}' 'geen json' "$(record | head -c 100)"; do
		fails_with 65 away sv-report --drop in --desk desk.json <<<"$one"
		same '' "$out"
	done
	[ ! -e "$IN" ]
	{ record; record '.kind = "melding"'; record; } >"$BATS_TEST_TMPDIR/in"
	fails_with 65 away sv-report --drop in --desk desk.json --each <"$BATS_TEST_TMPDIR/in"
	same '2 2' "$(wc -l <<<"$out") $(waiting)"
	rm "$IN/new"/*
}

@test "a form in an editor is handed in too" {
	cat >"$H/editor" <<-'END'
		#!/bin/sh
		sed -i 's/^kind:.*/kind: signal/; s/^confidentiality:.*/confidentiality: named/; s/^# *kind:.*/kind: signal/; s/^# *confidentiality:.*/confidentiality: named/' "$1"
	END
	chmod +x "$H/editor"
	gives away env EDITOR="$H/editor" sv-report --drop in --desk desk.json --edit <<<"$(record)"
	same 1 "$(waiting)"
	same signal "$(sv-report --inbox "$IN" | jq -r .kind)"
}

@test "options that do not go together are refused" {
	local o
	record >"$BATS_TEST_TMPDIR/in"
	for o in '--drop in' '--desk desk.json' '--except meldpunt' '--drop in --desk desk.json --store x' '--drop in --desk desk.json --key x' '--drop in --desk desk.json --inbox in' \
		'--inbox in --kind signal' '--inbox in --edit' '--inbox in --each' '--inbox in --receipt-fd 1' '--inbox in --desk desk.json' '--drop in --desk desk.json --override triage'; do
		fails_with 64 away sv-report $o <"$BATS_TEST_TMPDIR/in"
	done
	[ ! -e "$IN" ]
	fails_with 66 away sv-report --drop in --desk none.json <"$BATS_TEST_TMPDIR/in"
	for o in '{}' '{"sv":1,"store":"x","officers":[]}' '{"sv":1,"store":"../x","officers":[{"officer":"a","box":"eA=="}]}' 'geen json' "$(jq -c '.officers[0].box = "eA=="' "$T/host/desk.json")" "$(jq -c '.officers[1] = .officers[0]' "$T/host/desk.json")"; do
		echo "$o" >"$H/bad.json"
		fails_with 65 away sv-report --drop in --desk bad.json <"$BATS_TEST_TMPDIR/in"
	done
	fails_with 66 sv-report --inbox "$H/none"
}

@test "who is kept out cannot open it, and finds no case of it afterwards" {
	local id
	drop . --except meldpunt >"$BATS_TEST_TMPDIR/number"
	same '["vertrouwenspersoon"]' "$(jq -c '.keys | keys' "$IN/new"/*)"
	stores_nothing fails_with 0 sv-report --inbox "$IN"
	says 'not for you, and left where they are: 1'
	same '' "$out"
	stores_nothing fails_with 0 as behandelaar sv-report --inbox "$IN" # has no part in identities
	same 1 "$(waiting)"
	gives as vertrouwenspersoon sv-report --inbox "$IN"
	id=$(jq -r .case <<<"$out")
	same '["meldpunt"]' "$(jq -c .excluded <<<"$out")"
	run ! grep -F "$id" <<<"$(sv-list --format id)"
	as vertrouwenspersoon sv-list --format id | grep -qF "$id"
	stores_nothing fails_with 77 sv-triage "$id" --route informal
	says "closed to 'meldpunt'"
	gives as vertrouwenspersoon sv-triage "$id" --route informal
	same '["meldpunt"]' "$(as vertrouwenspersoon sv-show "$id" --format json | jq -c .excluded)"
	gives as vertrouwenspersoon sv-verify
	record >"$BATS_TEST_TMPDIR/in"
	fails_with 65 away sv-report --drop in --desk desk.json --except meldpunt --except vertrouwenspersoon <"$BATS_TEST_TMPDIR/in"
	says 'nobody is left'
	fails_with 65 away sv-report --drop in --desk desk.json --except iemand <"$BATS_TEST_TMPDIR/in"
	says "no officer 'iemand'"
	same 0 "$(waiting)"
}

@test "a drop that was stored before its file could be removed is taken in once" {
	local f before
	drop >"$BATS_TEST_TMPDIR/number"
	f=$(ls "$IN/new"/*) && cp "$f" "$T/kept"
	cp "$f" "$IN/new/00copy" # twice in one run, too
	gives sv-report --inbox "$IN"
	same "1 $(cat "$BATS_TEST_TMPDIR/number")" "$(wc -l <<<"$out") $(jq -r .drop <<<"$out")"
	same 0 "$(waiting)"
	before=$(count_cases)
	cp "$T/kept" "$f"
	stores_nothing gives sv-report --inbox "$IN"
	same " $before 0" "$out $(count_cases) $(waiting)"
	cp "$T/kept" "$f"
	stores_nothing gives as vertrouwenspersoon sv-report --inbox "$IN" # another index finds it as well
	same " 0" "$out $(waiting)"
}

@test "killed at the removal: the next run only removes" {
	local before
	drop >"$BATS_TEST_TMPDIR/number"
	before=$(count_cases)
	strace -f -o "$BATS_TEST_TMPDIR/trace" -P "$(ls "$IN/new"/*)" -e trace=unlink -e inject=unlink:error=EIO:signal=KILL sv-report --inbox "$IN" >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/err" || got=$?
	same "137 1 $((before + 1))" "$got $(waiting) $(count_cases)"
	stores_nothing gives sv-report --inbox "$IN"
	same '0' "$(waiting)"
	same $((before + 1)) "$(count_cases)"
}

@test "a bad drop is told of by its file and stays; the good ones beside it are taken in" {
	local f k
	for k in 1 2 3; do drop >"$BATS_TEST_TMPDIR/number"; done
	cp "$(ls "$IN/new"/* | head -1)" "$BATS_TEST_TMPDIR/good"
	echo 'geen melding' >"$IN/new/rommel"
	: >"$IN/new/leeg"
	echo '{"sv":1,"drop":"report","keys":{}}' >"$IN/new/half"
	head -c 300 "$BATS_TEST_TMPDIR/good" >"$IN/new/kort"
	jq -c '.sealed |= (.[0:80] + (if .[80:81] == "A" then "B" else "A" end) + .[81:])' "$BATS_TEST_TMPDIR/good" >"$IN/new/omgedraaid"
	jq -c '.keys.meldpunt |= (.[0:20] + (if .[20:21] == "A" then "B" else "A" end) + .[21:])' "$BATS_TEST_TMPDIR/good" >"$IN/new/sleutel"
	mkdir "$IN/new/map"
	mkfifo "$IN/new/pijp"
	ln -s /dev/zero "$IN/new/koppeling"
	echo x >"$IN/new/$(printf 'raar\033[31m')"
	record | away sv-report --drop elders --desk other.json >"$BATS_TEST_TMPDIR/elsewhere"
	cp "$H/elders/new"/* "$IN/new/anders" # sealed to another meldpunt
	jq -c --slurpfile d "$T/host/desk.json" '.officers = $d[0].officers' "$T/host/other.json" >"$H/mixed.json"
	record | away sv-report --drop verkeerd --desk mixed.json >"$BATS_TEST_TMPDIR/elsewhere"
	cp "$H/verkeerd/new"/* "$IN/new/winkel" # to this one, for another store
	drop '.category = "onbekend_woord"' >"$BATS_TEST_TMPDIR/number" && f=$(ls -t "$IN/new" | grep -E '^[0-9a-f]{32}$' | head -1)
	mv "$IN/new/$f" "$IN/new/woord"
	drop '.kind = "complaint"' >"$BATS_TEST_TMPDIR/number" && f=$(ls -t "$IN/new" | grep -E '^[0-9a-f]{32}$' | head -1)
	mv "$IN/new/$f" "$IN/new/klacht"
	fails_with 65 timeout 60 sv-report --inbox "$IN"
	same 3 "$(wc -l <<<"$out")"
	for f in rommel leeg half kort omgedraaid sleutel map pijp koppeling anders winkel woord klacht; do
		[ -e "$IN/new/$f" ] || [ -L "$IN/new/$f" ]
		says "$IN/new/$f: "
	done
	says "gate 'complaint_admissible'" 'another store' "another key of 'meldpunt'" /category
	[[ $err != *$'\033'* && $err != *"Er werd"* ]]
	same 14 "$(waiting)"
	stores_nothing fails_with 65 timeout 60 sv-report --inbox "$IN"
	same '' "$out"
	gives sv-verify
}

@test "the mailbox of another report cannot be brought along" {
	record "$anonymous" | away sv-report --drop in --desk desk.json --receipt-fd 8 8>"$BATS_TEST_TMPDIR/receipt" >"$BATS_TEST_TMPDIR/out.json"
	cat >"$BATS_TEST_TMPDIR/forge.py" <<-'END'
		import base64, json, os, sys
		sys.path.insert(0, sys.argv[1])
		import sv_format as f
		from nacl import bindings
		desk = json.load(open(sys.argv[2]))
		key = os.urandom(32)
		whole = json.load(sys.stdin)
		whole = {"at": "2026-01-05T10:00:00Z", "store": desk["store"], **whole}
		keys = {o["officer"]: base64.b64encode(bindings.crypto_box_seal(key, base64.b64decode(o["box"]))).decode() for o in desk["officers"]}
		sealed = f.seal(key, os.urandom(24), f.canonical(whole), b"sv1 inbox")
		open(sys.argv[3], "wb").write(f.canonical({"drop": "report", "keys": keys, "sealed": sealed, "sv": 1}) + b"\n")
	END
	forged() { jq -c "$1" | /usr/bin/python3 "$BATS_TEST_TMPDIR/forge.py" "$ROOT/tests/vectors" "$H/desk.json" "$IN/new/$2"; }
	local id tag box
	id=$(sv-report --inbox "$IN" | jq -r .case)
	cut -d' ' -f2 "$BATS_TEST_TMPDIR/receipt" >"$T/code"
	sv-message send "$id" --kind update --party p1 >"$BATS_TEST_TMPDIR/letter"
	tag=$(hist ls-tree -r --name-only main mailboxes | while read -r f; do hist show "main:$f" | jq -r .mailbox; done | tail -1)
	box=$(jq -r .box "$T/keys/meldpunt.pub")
	# made by another program, from the page alone: taken in, dated by the day it was handed in
	record "$anonymous" | forged '{report, drop: "01HZXW5GN1R3B0V4X3M8Q2D7CE"}' goed
	record "$anonymous" | forged "{report, drop: \"01HZXW5GN1R3B0V4X3M8Q2D7CF\", mailbox: {tag: \"$tag\", box: \"$box\", sign: \"$box\"}}" gekaapt
	record | forged "{report, drop: \"01HZXW5GN1R3B0V4X3M8Q2D7CG\", mailbox: {tag: \"abcdefghijklmnopqrstuvwx\", box: \"$box\", sign: \"$box\"}}" niet-anoniem
	record | forged '{report: (.report + {origin: "retaliation"}), drop: "01HZXW5GN1R3B0V4X3M8Q2D7CH"}' eigen
	record | forged '{report, drop: "niets"}' zonder-nummer
	record | forged '{report: "x", drop: "01HZXW5GN1R3B0V4X3M8Q2D7CJ"}' geen-melding
	fails_with 65 sv-report --inbox "$IN"
	same '1 2026-01-05' "$(wc -l <<<"$out") $(jq -r .received <<<"$out")"
	says gekaapt 'mailbox of another report' niet-anoniem eigen 'filled in by the tool' zonder-nummer geen-melding
	same 5 "$(waiting)"
}

@test "what others answered by receipt lies there untouched, and the other way round" {
	drop >"$BATS_TEST_TMPDIR/number"
	mkdir -p "$SV_STORE/inbox/new"
	cp "$IN/new"/* "$SV_STORE/inbox/new"
	stores_nothing gives sv-message collect
	prints 'messages taken in: 0'
	gives sv-report --inbox "$SV_STORE/inbox" # one folder may serve for both
	same 1 "$(wc -l <<<"$out")"
	same 0 "$(ls "$SV_STORE/inbox/new" | wc -l)"
}

@test "no word of a report lies in the folder, in a message or in an argument, and no store or identity is looked at" {
	local c=kanarie
	record ".narrative = \"$c-verhaal\" | .wishes = \"$c-wens\" | .parties[0] += {name: \"$c-naam\", contact: \"$c-contact\", person: \"$c-nummer\"} | .parties[1].name = \"$c-tweede\"" >"$BATS_TEST_TMPDIR/in"
	(cd "$H" && ASAN_OPTIONS=detect_leaks=0 strace -f -s 2000000 -e trace=execve,openat,open,creat,write,pwrite64,rename,renameat,renameat2,connect,sendto -o "$BATS_TEST_TMPDIR/trace" \
		sv-report --drop in --desk desk.json --unit burgerzaken <"$BATS_TEST_TMPDIR/in" >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/err") # here with SV_STORE and all
	same 1 "$(waiting)"
	grep -q 'in/tmp/' "$BATS_TEST_TMPDIR/trace"
	run ! grep -raiF "$c" "$IN" "$BATS_TEST_TMPDIR/out" "$BATS_TEST_TMPDIR/err" "$BATS_TEST_TMPDIR/trace"
	printf kanarie | base64 | cut -c1-9 >"$BATS_TEST_TMPDIR/w"
	printf xkanarie | base64 | cut -c3-10 >>"$BATS_TEST_TMPDIR/w"
	printf xxkanarie | base64 | cut -c4-12 >>"$BATS_TEST_TMPDIR/w"
	run ! grep -raFf "$BATS_TEST_TMPDIR/w" "$IN"
	grep -v execve "$BATS_TEST_TMPDIR/trace" >"$BATS_TEST_TMPDIR/calls"
	run ! grep -F -e "$SV_STORE" -e "$XDG_CONFIG_HOME" -e "$T/state" -e "$XDG_RUNTIME_DIR" -e /dev/null/ "$BATS_TEST_TMPDIR/calls"
	same '' "$(find "$H" -type f ! -name '*.json' ! -path '*/in/new/*')"
	# refused ones say nothing either
	fails_with 65 away sv-report --drop in --desk desk.json <<<"$(jq -c '.report.kind = "kanarie" | .report.unit = 7' "$BATS_TEST_TMPDIR/in")"
	[[ $err != *kanarie-* ]]
	rm "$IN/new"/*
}

@test "equal reports give unequal drops of equal length" {
	for k in 1 2 3; do drop ".narrative = (\"x\" * $k)" >"$BATS_TEST_TMPDIR/number"; done
	same '1 3' "$(stat -c %s "$IN/new"/* | sort -u | wc -l) $(jq -r .sealed "$IN/new"/* | sort -u | wc -l)"
	rm "$IN/new"/*
}

@test "the folder and the desk file alone open nothing; nor do identities that it was not sealed to" {
	drop >"$BATS_TEST_TMPDIR/number"
	fails_with 77 env SV_KEY=/nonexistent sv-report --inbox "$IN"
	fails_with 66 away sv-report --inbox in
	SV_KEY=$T/keys/other XDG_STATE_HOME=$T/state/other fails_with 77 sv-report --inbox "$IN" # somebody else of the same name
	fails_with 65 other sv-report --inbox "$IN"
	says "another key of 'meldpunt'"
	stores_nothing fails_with 0 as cron sv-report --inbox "$IN"
	says 'not for you'
	same 1 "$(waiting)"
	rm "$IN/new"/*
}

@test "a hundred are taken in in one run and one commit" {
	local before commits
	for k in $(seq 100); do record ".wishes = \"$k\""; done >"$BATS_TEST_TMPDIR/many"
	gives away sv-report --drop in --desk desk.json <"$BATS_TEST_TMPDIR/many"
	same '100 100' "$(jq -r .drop <<<"$out" | sort -u | wc -l) $(waiting)"
	before=$(count_cases) commits=$(hist rev-list --count main)
	gives sv-report --inbox "$IN" --dry-run
	same "100 100 $before" "$(wc -l <<<"$out") $(waiting) $(count_cases)"
	gives sv-report --inbox "$IN"
	same "100 0 $((before + 100)) $((commits + 1))" "$(jq -r .case <<<"$out" | sort -u | wc -l) $(waiting) $(count_cases) $(hist rev-list --count main)"
	gives sv-verify
}

@test "two who take in at once take each report in once" {
	local before
	for k in $(seq 20); do record; done | away sv-report --drop in --desk desk.json >"$BATS_TEST_TMPDIR/numbers"
	before=$(count_cases)
	sv-report --inbox "$IN" >"$BATS_TEST_TMPDIR/a" &
	as vertrouwenspersoon sv-report --inbox "$IN" >"$BATS_TEST_TMPDIR/b"
	wait $!
	same "20 $((before + 20)) 0" "$(cat "$BATS_TEST_TMPDIR/a" "$BATS_TEST_TMPDIR/b" | jq -r .drop | sort -u | wc -l) $(count_cases) $(waiting)"
}

@test "received is the day it was handed in in Amsterdam, unless it says so itself, and never a day to come" {
	NOW=2026-03-01T23:30:00Z drop >"$BATS_TEST_TMPDIR/number"
	NOW=2026-03-01T22:30:00Z drop '.received = "2026-02-20"' >"$BATS_TEST_TMPDIR/number"
	NOW=2026-12-31T12:00:00Z drop >"$BATS_TEST_TMPDIR/number"
	at 2026-04-01 gives sv-report --inbox "$IN"
	same '2026-02-20 2026-03-02 2026-04-01' "$(jq -r .received <<<"$out" | sort | paste -sd' ')"
}

@test "what a killed writer left half written goes after 36 hours" {
	drop >"$BATS_TEST_TMPDIR/number"
	echo oud >"$IN/tmp/oud" && touch -d '37 hours ago' "$IN/tmp/oud"
	echo nieuw >"$IN/tmp/nieuw" && touch -d '35 hours ago' "$IN/tmp/nieuw"
	gives sv-report --inbox "$IN"
	same nieuw "$(ls "$IN/tmp")"
}

@test "output that is lost is an error, and what was handed in or taken in is so" {
	local before
	record >"$BATS_TEST_TMPDIR/in"
	got=0
	away sv-report --drop in --desk desk.json <"$BATS_TEST_TMPDIR/in" >/dev/full 2>"$BATS_TEST_TMPDIR/err" || got=$?
	same '74 1' "$got $(waiting)"
	grep -q stdout "$BATS_TEST_TMPDIR/err"
	before=$(count_cases) got=0
	sv-report --inbox "$IN" >/dev/full 2>"$BATS_TEST_TMPDIR/err" || got=$?
	same "74 0 $((before + 1))" "$got $(waiting) $(count_cases)"
}

@test "a folder that cannot be made is an error" {
	record >"$BATS_TEST_TMPDIR/in"
	: >"$IN"
	fails_with 73 away sv-report --drop in --desk desk.json <"$BATS_TEST_TMPDIR/in"
	says "in/tmp"
}

@test "a full disk leaves nothing behind; one that became read-only loses nothing" {
	local before small=$BATS_TEST_TMPDIR/small
	mkdir "$small"
	[ "$(id -u)" = 0 ] && mount -t tmpfs -o size=256k tmpfs "$small" 2>"$BATS_TEST_TMPDIR/mnt" || skip 'needs root to mount a small file system'
	for k in $(seq 40); do record '.narrative = ("x" * 20000)'; done >"$BATS_TEST_TMPDIR/many"
	fails_with 74 away sv-report --drop "$small" --desk desk.json <"$BATS_TEST_TMPDIR/many"
	says 'No space left'
	same ' 0 0' "$out $(ls "$small/new" | wc -l) $(ls "$small/tmp" | wc -l)"
	gives away sv-report --drop "$small" --desk desk.json <<<"$(record)"
	before=$(count_cases)
	mount -o remount,ro "$small"
	fails_with 74 sv-report --inbox "$small"
	says 'could not be removed'
	same "1 $((before + 1))" "$(wc -l <<<"$out") $(count_cases)"
	mount -o remount,rw "$small"
	stores_nothing gives sv-report --inbox "$small"
	same " 0 $((before + 1))" "$out $(ls "$small/new" | wc -l) $(count_cases)"
}
