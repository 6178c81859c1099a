# SPDX-License-Identifier: MIT
# sv-export: whole histories as lines, records as rows and tables, what opening costs, and files that are whole or not there.
load lib

setup_file() {
	setup_store
	add_officer behandelaar --role record --role content
	add_cron
	C_ONE=$(new_case '.narrative = "Een kanarieverhaal."')
	C_TWO=$(new_case '.category = "discrimination" | .unit = "jeugd" | .received = "2026-01-05"')
	sv-triage "$C_ONE" --route informal --why 'dat past hier' --handler behandelaar >"$T/triaged"
	sv-decide "$C_ONE" --outcome settled --grounds 'samen uitgesproken' --measure talk --measure apology >"$T/decided"
	sv-aftercare contact "$C_ONE" --party p1 --safety 4 >"$T/contacted"
	head -c 1300000 /dev/urandom >"$T/bijlage"
	sv-case attach "$C_ONE" --file "$T/bijlage" --name opname.ogg --as evidence >"$T/attached"
	export C_ONE C_TWO
}

teardown_file() { clear_store; }

db() { sqlite3 "$BATS_TEST_TMPDIR/cases.db" "$@"; }

@test "a line for each case: all events, in order, with their records, and nothing of the store's own chain and keys" {
	gives sv-export
	same 2 "$(wc -l <<<"$out")"
	same "$(sv-list --format id)" "$(jq -r .case <<<"$out")"
	same "$(sv-log "$C_ONE" --format json | jq -cS '{event, type, at, by, public, record} | del(..|nulls)')" \
		"$(jq -cS --arg c "$C_ONE" 'select(.case == $c) | .history[] | {event, type, at, by, public, record} | del(..|nulls)' <<<"$out")"
	same '[]' "$(jq -sc '[.[].history[] | keys[] | select(IN("prev", "keys", "rules", "case", "sv", "content", "identity"))]' <<<"$out")"
	jq -se 'all(.[]; .sv == 1)' <<<"$out"
	case $out in *kanarieverhaal* | *Melder*) echo "something sealed in it"; false ;; esac
}

@test "cases are chosen as by sv-list, or named" {
	same "$C_TWO" "$(sv-export --category discrimination | jq -r .case)"
	same "$C_ONE" "$(sv-export --state aftercare | jq -r .case)"
	same "$C_TWO" "$(sv-export --to 2026-01-31 | jq -r .case)"
	same "$C_TWO" "$(sv-export --limit 1 | jq -r .case)"
	same "$C_ONE" "$(sv-export "$C_ONE" | jq -r .case)"
	same "$(printf '%s\n%s' "$C_TWO" "$C_ONE")" "$(sv-export "$C_TWO" "$C_ONE" | jq -r .case)"
	fails_with 65 sv-export 2026-XXXXXX
	local nobody
	nobody=$(record | sv-report --dry-run | jq -r .case)
	fails_with 66 sv-export "$nobody"
	says "$nobody"
}

@test "content and identities go along for a reason, each opening stands in its case before a byte is written" {
	stores_nothing fails_with 64 sv-export --content
	says --why
	stores_nothing fails_with 64 sv-export --content --why '  '
	gives sv-export --content --identity --why 'overdracht kanariereden'
	prints 'Een kanarieverhaal.' 'Een Melder' P1001 'dat past hier'
	same '["access.opened","access.opened"]' "$(jq -sc '[.[] | select(.history) | .history[-1].type]' <<<"$out")"
	same '[["content","identity"],["content","identity"]]' "$(jq -sc '[.[] | select(.history) | .history[-1].record.compartments]' <<<"$out")"
	same 'overdracht kanariereden' "$(jq -r --arg c "$C_TWO" 'select(.case == $c) | .history[-1].content.why' <<<"$out")"
	same '"several events"' "$(hist log -1 --format='"%s"' | sed 's/access: opened/several events/')"
	same 1 "$(hist rev-list --count HEAD~1..main)"
	gives sv-export "$C_TWO" --content --why 'nog eens'
	case $out in *Melder*) echo "identities were not asked for"; false ;; esac
	gives sv-verify
}

@test "an attachment comes in pieces behind its case, and is to the byte what was attached" {
	gives sv-export "$C_ONE" --content --why 'bewijs'
	same "$(printf 'history\n1\n2\n3')" "$(jq -r '.piece // "history"' <<<"$out")"
	same 'false false true' "$(jq -r 'select(.piece) | .last // false' <<<"$out" | paste -sd' ')"
	jq -r 'select(.piece) | .data' <<<"$out" | while read -r piece; do base64 -d <<<"$piece"; done >"$BATS_TEST_TMPDIR/again"
	cmp "$T/bijlage" "$BATS_TEST_TMPDIR/again"
	same 524288 "$(jq -r 'select(.piece == 1) | .data' <<<"$out" | base64 -d | wc -c)"
	same "$(sha256sum <"$T/bijlage" | cut -c1-64)" "$(jq -r '.history[]? | select(.type == "case.attached") | .content.sha256' <<<"$out")"
}

@test "what one may not open is named and left out: 77, the others are written and recorded" {
	local id
	id=$(new_case)
	sv-key restrict "$id" --officer meldpunt --why 'gevoelig' >"$BATS_TEST_TMPDIR/x"
	sv-key grant "$id" behandelaar --compartment record --why 'voor de cijfers' >"$BATS_TEST_TMPDIR/x"
	fails_with 77 as behandelaar sv-export --content --why 'overdracht'
	says "$id"
	same "$(printf '%s\n' "$C_ONE" "$C_TWO" | sort)" "$(jq -r 'select(.history) | .case' <<<"$out" | sort)"
	gives as behandelaar sv-export # its record is open to them
	same 3 "$(wc -l <<<"$out")"
	stores_nothing fails_with 77 as behandelaar sv-export "$C_ONE" --identity --why 'wie?'
	[ -z "$out" ]
	stores_nothing fails_with 77 as cron sv-export "$C_ONE" --content --why 'zo maar'
	[ -z "$out" ]
	gives as cron sv-export "$C_ONE"
}

@test "where the opening cannot be recorded nothing is written" {
	local before got=0
	before=$(head_id)
	strace -f -o "$BATS_TEST_TMPDIR/trace" -e trace=syncfs -e inject=syncfs:error=EIO sv-export "$C_TWO" --content --why 'reden' >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/err" || got=$?
	grep -q INJECTED "$BATS_TEST_TMPDIR/trace"
	same 74 "$got"
	same '' "$(cat "$BATS_TEST_TMPDIR/out")"
	same "$before" "$(head_id)"
}

@test "who is a party to a case, or kept out of it, gets nothing of it" {
	local id
	id=$(new_case)
	sv-key exclude "$id" behandelaar --why 'kent de melder' >"$BATS_TEST_TMPDIR/x"
	fails_with 0 as behandelaar sv-export
	says 'cases are closed to you'
	case $out in *$id*) false ;; esac
	fails_with 77 as behandelaar sv-export "$id"
	[ -z "$out" ]
	as behandelaar sv-export --format sqlite --output "$BATS_TEST_TMPDIR/cases.db" 2>"$BATS_TEST_TMPDIR/x"
	same 0 "$(db "SELECT count(*) FROM cases WHERE case_id = '$id'")"
	gives sv-export "$id"
}

@test "the keys of a mailbox stay here; that there was one is told" {
	record '.confidentiality = "anonymous" | .parties = [{role: "reporter"}]' | sv-report --receipt-fd 9 9>"$BATS_TEST_TMPDIR/receipt" >"$BATS_TEST_TMPDIR/x"
	gives sv-export "$(jq -r .case "$BATS_TEST_TMPDIR/x")"
	same true "$(jq -c '.history[0].record.mailbox' <<<"$out")"
}

@test "CSV: a row for each case, equal to the list, read by another's reader" {
	sv-export --format csv >"$BATS_TEST_TMPDIR/cases.csv"
	sv-list >"$BATS_TEST_TMPDIR/cases.ndjson"
	/usr/bin/python3 - "$BATS_TEST_TMPDIR/cases.csv" "$BATS_TEST_TMPDIR/cases.ndjson" <<-'P'
		import csv, json, sys
		raw = open(sys.argv[1], "rb").read()
		assert raw.endswith(b"\r\n") and raw.count(b"\r\n") == raw.count(b"\n")
		rows = list(csv.DictReader(open(sys.argv[1], newline="")))
		cases = [json.loads(line) for line in open(sys.argv[2])]
		assert [r["case_id"] for r in rows] == [c["case"] for c in cases] and len(rows) > 1
		for r, c in zip(rows, cases):
		    for name in ("state", "kind", "category", "unit", "received", "route", "outcome", "triaged", "decided", "registered_by"):
		        assert r[name] == c.get(name, ""), (name, r[name])
		    assert r["measures"] == " ".join(c.get("measures", [])) and int(r["events"]) == c["events"] and int(r["parties"]) == len(c["parties"])
		    assert None not in r and None not in r.values()
	P
	stores_nothing fails_with 64 sv-export --format csv --content --why 'reden'
	fails_with 64 sv-export --format csv --register policy
}

@test "SQLite: plain tables that another's SQL adds up to the same figures" {
	gives sv-export --format sqlite --output "$BATS_TEST_TMPDIR/cases.db"
	[ -z "$out" ]
	same 600 "$(stat -c %a "$BATS_TEST_TMPDIR/cases.db")"
	same ok "$(db 'PRAGMA integrity_check')"
	same '' "$(db 'PRAGMA foreign_key_check')"
	sv-list >"$BATS_TEST_TMPDIR/cases"
	same "$(jq -sc '[.[].case] | sort' "$BATS_TEST_TMPDIR/cases")" "$(db "SELECT json_group_array(case_id) FROM (SELECT case_id FROM cases ORDER BY 1)")"
	same "$(jq -s '[.[].parties[]] | length' "$BATS_TEST_TMPDIR/cases")" "$(db 'SELECT count(*) FROM parties')"
	same "$(jq -s 'map(.events) | add' "$BATS_TEST_TMPDIR/cases")" "$(db 'SELECT count(*) FROM events')"
	same "$(jq -s 'map(.events) | add' "$BATS_TEST_TMPDIR/cases")" "$(db 'SELECT sum(events) FROM cases')"
	same 'apology talk' "$(db "SELECT group_concat(word, ' ') FROM (SELECT word FROM words WHERE case_id = '$C_ONE' AND member = 'measures' ORDER BY word)")"
	same "$(sv-log "$C_ONE" --format json | jq -r .type)" "$(db "SELECT type FROM events WHERE case_id = '$C_ONE' ORDER BY number")"
	same 4 "$(db "SELECT safety FROM contacts WHERE case_id = '$C_ONE'")"
	same "$(sv-stats --by outcome --format json | jq -c 'map(select(.outcome == "settled") | .count // .cases) | add // 1')" "$(db "SELECT count(*) FROM cases WHERE outcome = 'settled'")"
	same integer "$(db "SELECT DISTINCT typeof(events) FROM cases")"
	same "$(cat "$SV_STORE/id")" "$(db "SELECT value FROM meta WHERE key = 'store'")"
	if grep -aqE 'kanarie|Melder|P1001' "$BATS_TEST_TMPDIR/cases.db"; then false; fi
	for token in $(sv-log "$C_ONE" --format json | jq -r '.record.parties[]?.token | values'); do
		if grep -aq "$token" "$BATS_TEST_TMPDIR/cases.db"; then echo "a person's token in it"; false; fi
	done
	fails_with 64 sv-export --format sqlite
	says --output
}

@test "the manual has every table and every column" {
	sv-export --format sqlite --output "$BATS_TEST_TMPDIR/cases.db"
	db "SELECT m.name || ' ' || group_concat(p.name, ' ') FROM sqlite_schema m, pragma_table_info(m.name) p WHERE m.type = 'table' GROUP BY m.name ORDER BY m.name" >"$BATS_TEST_TMPDIR/file"
	sed -n '/^\.Ss Tables/,/^\.El/p' "$ROOT/share/man/sv-export.1" | awk '/^\.It Ql/ { printf "%s%s", (n++ ? "\n" : ""), $3 } /^[a-z_, .]+$/ && n { gsub(/[,.]/, ""); printf " %s", $0 } END { print "" }' | sort >"$BATS_TEST_TMPDIR/page"
	same 13 "$(wc -l <"$BATS_TEST_TMPDIR/file")"
	diff "$BATS_TEST_TMPDIR/file" "$BATS_TEST_TMPDIR/page"
}

@test "a page of one case is that of sv-show" {
	same "$(sv-show "$C_TWO" --format html)" "$(sv-export "$C_TWO" --format html)"
	fails_with 64 sv-export --format html
}

@test "a file is whole or not there, is one's own, and a full disk leaves what was there" {
	local f=$BATS_TEST_TMPDIR/out.ndjson
	gives sv-export --output "$f"
	same 600 "$(stat -c %a "$f")"
	same "$(sv-export)" "$(cat "$f")"
	echo before >"$f"
	for format in ndjson csv sqlite; do
		fails_with 74 strace -f -o "$BATS_TEST_TMPDIR/trace" -e trace=fsync -e inject=fsync:error=ENOSPC sv-export --format $format --output "$f"
		same before "$(cat "$f")"
		same 1 "$(find "$BATS_TEST_TMPDIR" -name 'out.ndjson*' | wc -l)"
	done
	fails_with 73 sv-export --output "$BATS_TEST_TMPDIR/nowhere/x"
	says nowhere
	fails_with 64 sv-export "$C_ONE" --format html --output "$f"
}

@test "a SQLite file for which there is no room is 74, and nothing of it stays" {
	unshare -m true 2>"$BATS_TEST_TMPDIR/why" || skip "no mount namespaces here"
	mkdir "$BATS_TEST_TMPDIR/small"
	cat >"$BATS_TEST_TMPDIR/small.bash" <<-'END'
		mount -t tmpfs -o size=64k tmpfs "$1"
		sv-export --format "$2" --output "$1/cases"
		got=$?
		[ -z "$(ls -A "$1")" ] || exit 99
		exit $got
	END
	fails_with 74 unshare -m bash "$BATS_TEST_TMPDIR/small.bash" "$BATS_TEST_TMPDIR/small" sqlite
	says cases
}

@test "an erased case goes along as what is left of it" {
	local id
	id=$(at 2020-01-06 new_case '.received = "2020-01-05" | .confidentiality = "anonymous" | .parties = [{role: "reporter"}]')
	at 2020-01-07 sv-triage "$id" --route informal >"$BATS_TEST_TMPDIR/x"
	at 2020-01-08 sv-decide "$id" --outcome settled --grounds 'samen' --measure none >"$BATS_TEST_TMPDIR/x"
	at 2020-01-09 sv-aftercare plan "$id" --party all --actions 'een gesprek' >"$BATS_TEST_TMPDIR/x"
	at 2020-01-10 sv-aftercare learn "$id" --cause workload >"$BATS_TEST_TMPDIR/x"
	at 2020-01-11 sv-close "$id" >"$BATS_TEST_TMPDIR/x"
	sv-erase propose "$id" --ground request --why 'vraagt erom' >"$BATS_TEST_TMPDIR/x"
	as behandelaar sv-erase run "$id" >"$BATS_TEST_TMPDIR/x"
	gives sv-export "$id" --content --why 'archief'
	same '["record"]' "$(jq -c '[.history[] | keys[] | select(IN("record", "content", "identity"))]' <<<"$out")"
	same case.erased "$(jq -r '.history[-1].type' <<<"$out")"
}
