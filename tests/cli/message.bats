# SPDX-License-Identifier: MIT
# Mailboxes, receipts and attachments: what must stay secret does, what is forged is refused, what is damaged is named.
load lib

setup_file() {
	setup_store
	add_officer behandelaar --role record --role content
	add_officer teller --role record
}

teardown_file() { clear_store; }

anonymous='.confidentiality = "anonymous" | .parties[0] |= {role, affected}'

# anonymous_case: a case with a mailbox; its id, and the receipt in $T/code
anonymous_case() {
	record "$anonymous" | sv-report --receipt-fd 8 8>"$BATS_TEST_TMPDIR/receipt" >"$BATS_TEST_TMPDIR/out.json" || return 1
	cut -d' ' -f2 "$BATS_TEST_TMPDIR/receipt" >"$T/code"
	jq -r .case "$BATS_TEST_TMPDIR/out.json"
}

# nowhere WORD: in no file of the store, of state, configuration, home or memory, and in no git object
nowhere() {
	local word=$1 objects
	! grep -rqaF -- "$word" "$SV_STORE" "$T/state" "$XDG_CONFIG_HOME" "$HOME" "$XDG_RUNTIME_DIR" || { echo "in a file: $word"; grep -rlaF -- "$word" "$SV_STORE" "$T/state" "$XDG_RUNTIME_DIR"; return 1; }
	objects=$(hist cat-file --batch-all-objects --batch | grep -caF -- "$word") || true
	[ "$objects" = 0 ] || { echo "in an object: $word"; return 1; }
}

@test "a receipt is handed over once and kept nowhere" {
	local id code
	id=$(anonymous_case)
	code=$(cat "$T/code")
	[[ $code =~ ^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]$ ]]
	same "$id $code" "$(cat "$BATS_TEST_TMPDIR/receipt")"
	! grep -qF "$code" "$BATS_TEST_TMPDIR/out.json"
	nowhere "$code"
	nowhere "${code//-/}"
	same true "$(state "$id" .mailbox)"
}

@test "without a descriptor in a pipe there is no mailbox, and a closed descriptor is refused before anything is stored" {
	local id
	id=$(new_case "$anonymous")
	same null "$(state "$id" .mailbox)"
	stores_nothing fails_with 65 sv-message send "$id" --kind update --party p1
	says anonymous_stays_anonymous 'no receipt'
	record "$anonymous" >"$BATS_TEST_TMPDIR/in"
	stores_nothing fails_with 64 sv-report --receipt-fd 77 <"$BATS_TEST_TMPDIR/in"
	says 'not open'
	stores_nothing fails_with 65 sv-report <<<"$(record "$anonymous | .mailbox = {tag: \"x\"}")" # only the tool fills it in
	says /report/mailbox 'filled in by the tool'
}

@test "messages go over and back, and lie sealed in between" {
	local id
	id=$(anonymous_case)
	sv-message send "$id" --kind update --party p1 --note 'kanarie-vraag aan de melder' >"$BATS_TEST_TMPDIR/letter"
	nowhere kanarie-vraag
	gives sv-message inbox --receipt-fd 8 8<"$T/code"
	prints kanarie-vraag
	echo 'kanarie-antwoord van de melder' | SV_KEY=/nonexistent sv-message inbox --receipt-fd 8 --answer - 8<"$T/code" # no identity is needed
	nowhere kanarie-antwoord
	same 1 "$(ls "$SV_STORE/inbox/new" | wc -l)"
	gives as behandelaar sv-message collect
	same 0 "$(ls "$SV_STORE/inbox/new" | wc -l)"
	nowhere kanarie-antwoord
	same 1 "$(state "$id" .messages_received)"
	gives as behandelaar sv-show "$id" --content --why 'antwoord lezen'
	prints 'kanarie-antwoord van de melder'
	gives sv-verify
}

@test "a letter with a name is printed with it and recorded without it" {
	local id
	id=$(new_case)
	gives sv-message send "$id" --kind acknowledgement --party p1 --names --why 'brief sturen'
	prints 'Beste Een Melder,'
	gives as behandelaar sv-show "$id" --content --why 'lezen wat er is gestuurd'
	prints 'Dank je wel dat je ons dit hebt verteld'
	! grep -qF 'Een Melder' <<<"$out"
}

@test "an acknowledgement promises the feedback day that its sending starts" {
	local id
	id=$(SV_NOW=2026-01-05T09:00:00Z new_case)
	gives env SV_NOW=2026-01-06T09:00:00Z sv-message send "$id" --kind acknowledgement --party p1
	prints '6 april 2026'
	same 2026-04-06 "$(SV_NOW=2026-01-06T10:00:00Z sv-due --all | jq -r --arg id "$id" 'select(.case == $id and .term == "feedback").due')"
}

@test "one reporter is not told who another is; their own words they may read" {
	local id
	id=$(new_case '.parties += [{role: "reporter", name: "Tweede Klokhuis", contact: "tweede@x.example"}]')
	stores_nothing fails_with 65 sv-message send "$id" --kind update --party p1 --note 'Ook Klokhuis heeft gemeld.'
	says 'the name of the reporter'
	gives sv-message write "$id" --kind update --party p1 --note 'Je schreef: er werd geroepen op de gang. Klopt dat?'
}

@test "a wrong receipt opens nothing, and says no more than that" {
	local id
	id=$(anonymous_case)
	sv-message send "$id" --kind update --party p1 >"$BATS_TEST_TMPDIR/letter"
	sed '/0$/{s/0$/1/;b;}; s/.$/0/' <"$T/code" >"$T/wrong" # the character that checks the others: of any other change one in 32 is not seen
	stores_nothing fails_with 65 sv-message inbox --receipt-fd 8 8<"$T/wrong"
	echo '0000-0000-0000-0000-0' >"$T/wrong"
	stores_nothing fails_with 66 sv-message inbox --receipt-fd 8 8<"$T/wrong"
	says 'nothing has been sent'
	stores_nothing fails_with 65 sv-message inbox --receipt-fd 8 8</dev/null
}

@test "what is dropped by somebody else is refused and stays; the good beside it is taken in" {
	local id other f
	id=$(anonymous_case) && cp "$T/code" "$T/code1"
	other=$(anonymous_case)
	echo goed | sv-message inbox --receipt-fd 8 --answer - 8<"$T/code1"
	echo 'geen bericht' >"$SV_STORE/inbox/new/rommel"
	# an answer whose seal was changed
	echo slecht | sv-message inbox --receipt-fd 8 --answer - 8<"$T/code"
	f=$(ls -t "$SV_STORE"/inbox/new/* | grep -v rommel | head -1)
	jq -c '.sealed |= (.[0:40] + (if .[40:41] == "A" then "B" else "A" end) + .[41:])' "$f" >"$f.x" && mv "$f.x" "$f"
	local got=0
	sv-message collect >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/err" || got=$?
	grep -q 'rommel' "$BATS_TEST_TMPDIR/err"
	grep -q "${f##*/}" "$BATS_TEST_TMPDIR/err"
	[ "$got" -gt 0 ] && [ "$got" -le 78 ]
	same '1 null' "$(state "$id" .messages_received) $(state "$other" .messages_received)"
	same 2 "$(ls "$SV_STORE/inbox/new" | wc -l)"
	rm "$SV_STORE"/inbox/new/*
}

@test "an answer that was stored before its file could be removed is taken in once" {
	local id f
	id=$(anonymous_case)
	echo eenmaal | sv-message inbox --receipt-fd 8 --answer - 8<"$T/code"
	f=$(ls "$SV_STORE"/inbox/new/*) && cp "$f" "$T/kept"
	gives sv-message collect
	cp "$T/kept" "$f"
	gives sv-message collect
	same 1 "$(state "$id" .messages_received)"
	same 0 "$(ls "$SV_STORE/inbox/new" | wc -l)"
}

@test "an attachment lies sealed, comes out whole, and its opening is recorded" {
	local id
	id=$(new_case)
	{ echo kanarie-bijlage; head -c 2500000 /dev/urandom; echo kanarie-einde; } >"$BATS_TEST_TMPDIR/b"
	gives sv-case attach "$id" --file "$BATS_TEST_TMPDIR/b" --name kanarie-naam.pdf --as evidence --party p1
	! grep -qF kanarie-naam <<<"$out"
	for word in kanarie-bijlage kanarie-einde kanarie-naam; do nowhere "$word"; done
	stores_nothing fails_with 64 sv-case open "$id" --attachment f1
	sv-case open "$id" --attachment f1 --why controle >"$BATS_TEST_TMPDIR/c"
	cmp "$BATS_TEST_TMPDIR/b" "$BATS_TEST_TMPDIR/c"
	same access.opened "$(sv-log "$id" --format json | tail -1 | jq -r .type)"
	stores_nothing fails_with 77 as teller sv-case open "$id" --attachment f1 --why nieuwsgierig
	same '' "$out"
	fails_with 66 sv-case open "$id" --attachment f9 --why controle
	gives sv-verify
	# anyone checks the clear hash with stock tools
	local y=${id%-*} x=${id#*-}
	same "$(hist show "main:cases/$y/${x:0:1}/${x:1:1}/$x.ndjson" | jq -r 'select(.type == "case.attached") | .public.sha256')" \
		"$(for i in 1 2 3; do hist show "main:attachments/$y/${x:0:1}/${x:1:1}/$x/f1.000$i"; done | sha256sum | cut -d' ' -f1)"
}

@test "attachments that are empty or too large are refused, and nothing is stored" {
	local id
	id=$(new_case)
	stores_nothing fails_with 65 sv-case attach "$id" --file /dev/null --as other
	says 'is empty'
	truncate -s $((64 * 1024 * 1024 + 1)) "$BATS_TEST_TMPDIR/big"
	stores_nothing fails_with 65 sv-case attach "$id" --file "$BATS_TEST_TMPDIR/big" --as other
	says 'larger than 64 MiB'
	stores_nothing fails_with 66 sv-case attach "$id" --file "$BATS_TEST_TMPDIR/none" --as other
	same null "$(state "$id" .attachments)"
	gives sv-case attach "$id" --file - --as other <<<'van standaardinvoer' # and the store still takes one
	gives sv-verify
}

@test "a changed or missing part of an attachment is named by sv-verify" {
	local id y x blob
	id=$(new_case)
	echo inhoud | sv-case attach "$id" --file - --as report >"$BATS_TEST_TMPDIR/out.json"
	y=${id%-*} x=${id#*-}
	cp -R "$SV_STORE" "$T/copy"
	blob=$(git -C "$T/copy/history.git" rev-parse "main:attachments/$y/${x:0:1}/${x:1:1}/$x/f1.0001")
	rm -f "$T/copy/history.git/objects/${blob:0:2}/${blob:2}"
	SV_STORE=$T/copy fails_with 76 sv-verify
	says attachments "$x"
	SV_STORE=$T/copy fails_with 76 sv-case open "$id" --attachment f1 --why controle
	rm -rf "$T/copy"
}
