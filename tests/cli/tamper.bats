# SPDX-License-Identifier: MIT
# Whatever is changed behind the commands' back is found by sv-verify, with the file and the line; what is derived does not matter.
load lib

setup_file() {
	local f
	setup_store
	add_officer vertrouwenspersoon --role record --role content --role identity
	add_cron
	CASE=$(new_case)
	OTHER=$(new_case)
	sv-triage "$CASE" --route informal --why 'een gesprek' >"$T/step"
	sv-aftercare plan "$CASE" --party p1 --actions gesprek --contact-by 2030-01-01 >"$T/step"
	sv-aftercare contact "$CASE" --party p1 --safety 3 --needs rust >"$T/step"
	FILE=$(hist ls-tree -r --name-only main cases | grep "${CASE#*-}")
	# where the officers' secrets lie open: that of an unlocked identity is parked in memory
	for f in "$XDG_RUNTIME_DIR"/sv/unlocked-*; do
		cp "$f" "$T/key.$(sed -n 's/^name //p' "$f")"
	done
	sv-list >"$T/step" # makes the index
	cp "$T/keys/cron" "$T/key.cron"
	cp -a "$SV_STORE" "$T/good"
	cp -a "$XDG_STATE_HOME" "$T/good-state"
	export CASE OTHER FILE
}

setup() {
	quickly
	rm -rf "$SV_STORE" "$XDG_STATE_HOME"
	cp -a "$T/good" "$SV_STORE"
	cp -a "$T/good-state" "$XDG_STATE_HOME"
	hist show "main:$FILE" >"$BATS_TEST_TMPDIR/f"
}

teardown_file() { clear_store; }

# forge KEY HANDLE [PATH=FILE...]: commits with stock git, signed with a key (-: unsigned) in the name of an officer
forge() {
	local key=$1 handle=$2
	shift 2
	[ "$key" = - ] || key=$T/key.$key
	/usr/bin/python3 "$ROOT/tests/data/forge.py" "$SV_STORE/history.git" "$key" "$handle" "${WHEN:-$(date +%s)}" "$@"
}

# found PATH LINE [TEXT...]: sv-verify finds it, there; LINE may be a pattern of lines
found() {
	local path=$1 line=$2
	shift 2
	fails_with 76 timeout 60 sv-verify || return 1
	grep -Eq "(^|[ :])$path: line ($line): " <<<"$err" || { echo "not named: $path, line $line"; echo "stderr: $err"; return 1; }
	says "$@"
}

# by_whom FUNCTION: calls it with each way to sign, or not to, on a fresh store
by_whom() {
	local who
	for who in '- meldpunt' 'cron cron' 'meldpunt meldpunt'; do
		setup
		"$1" $who || { echo "signed by: $who"; return 1; }
	done
}

@test "the store before all this is good, and stays so when nothing is changed" {
	gives sv-verify
	same 4 "$(wc -l <"$BATS_TEST_TMPDIR/f")"
	gives as cron sv-verify
	gives as vertrouwenspersoon sv-verify
}

# --- the files of the repository ---

object_of() { echo "$SV_STORE/history.git/objects/${1:0:2}/${1:2}"; }

# flip FILE OFFSET [MASK]: changes one byte; all its bits, as the last bits of a deflated stream may mean nothing
flip() {
	chmod u+w "$1"
	/usr/bin/python3 -c 'import sys; p, at, mask = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]); f = open(p, "r+b"); f.seek(at); b = f.read(1)[0]; f.seek(at); f.write(bytes([b ^ mask]))' "$1" "$2" "${3:-255}"
}

@test "a flipped byte anywhere in the stored blob of a case is found, with file and line" {
	local o size at n=0
	o=$(object_of "$(hist rev-parse "main:$FILE")")
	size=$(stat -c %s "$o")
	cp "$o" "$BATS_TEST_TMPDIR/o"
	for ((at = 0; at < size; at += at < 16 || at > size - 24 ? 1 : size / 60)); do
		flip "$o" "$at"
		found "$FILE" '[0-9]+' || { echo "byte $at of $size"; return 1; }
		cat "$BATS_TEST_TMPDIR/o" >"$o"
		n=$((n + 1))
	done
	[ $n -ge 70 ] || { echo "only $n bytes tried"; false; }
	gives sv-verify
}

@test "a flipped byte of an older version of the case is found too" {
	local o
	o=$(object_of "$(hist rev-parse "main~1:$FILE")")
	flip "$o" $(($(stat -c %s "$o") / 2))
	found "$FILE" '[0-9]+'
}

@test "a flipped byte of any object of the history is found" {
	local id o
	while read -r id; do
		o=$(object_of "$id")
		cp "$o" "$BATS_TEST_TMPDIR/o"
		flip "$o" $(($(stat -c %s "$o") * 2 / 3))
		fails_with 76 timeout 60 sv-verify || { hist log --all --find-object="$id" --oneline; echo "object $id"; return 1; }
		cat "$BATS_TEST_TMPDIR/o" >"$o"
	done < <(hist rev-list --objects main | cut -d' ' -f1)
	gives sv-verify
}

@test "a truncated, an emptied and a lost blob are found, with file and line" {
	local o
	o=$(object_of "$(hist rev-parse "main:$FILE")")
	chmod u+w "$o"
	truncate -s 200 "$o"
	found "$FILE" '[0-9]+'
	truncate -s 0 "$o"
	found "$FILE" '[0-9]+'
	rm "$o"
	found "$FILE" '[0-9]+'
}

@test "after stock git packed the history: good, and a flipped byte of the pack is found" {
	local pack at size
	hist repack -adq
	hist prune-packed
	gives sv-verify
	gives sv-list
	pack=$(ls "$SV_STORE"/history.git/objects/pack/*.pack)
	size=$(stat -c %s "$pack")
	cp "$pack" "$BATS_TEST_TMPDIR/pack"
	for ((at = 40; at < size - 20; at += size / 25)); do
		flip "$pack" "$at"
		fails_with 76 timeout 60 sv-verify || { echo "byte $at of $size"; return 1; }
		cat "$BATS_TEST_TMPDIR/pack" >"$pack"
	done
	gives sv-verify
	record | sv-report >"$BATS_TEST_TMPDIR/x"
	gives sv-verify
}

# --- lines of a file, committed anew ---

drop_line() { # of the first, a middle and the last
	local n
	for n in 1 2 3 4; do
		setup
		sed "${n}d" "$BATS_TEST_TMPDIR/f" >"$BATS_TEST_TMPDIR/g"
		forge "$1" "$2" "$FILE=$BATS_TEST_TMPDIR/g"
		found "$FILE" "$n|[34]" || { echo "dropped line $n"; return 1; }
	done
}
@test "a dropped line is found, whoever signed for it" { by_whom drop_line; }

swap_lines() {
	local n
	for n in 1 2 3; do
		setup
		awk -v n=$n 'NR == n { held = $0; next } { print } NR == n + 1 { print held }' "$BATS_TEST_TMPDIR/f" >"$BATS_TEST_TMPDIR/g"
		same 4 "$(wc -l <"$BATS_TEST_TMPDIR/g")"
		forge "$1" "$2" "$FILE=$BATS_TEST_TMPDIR/g"
		found "$FILE" "$n|$((n + 1))|4" || { echo "swapped lines $n and $((n + 1))"; return 1; }
	done
}
@test "two lines in another order are found, whoever signed for it" { by_whom swap_lines; }

change_letter() { # in the envelope and in each compartment, of every line
	local n member
	for n in 1 2 3 4; do
		for member in at by type record content; do
			setup
			sed -n "${n}p" "$BATS_TEST_TMPDIR/f" | grep -q "\"$member\":" || continue
			/usr/bin/python3 - "$BATS_TEST_TMPDIR/f" "$n" "$member" >"$BATS_TEST_TMPDIR/g" <<-'END'
				import re, sys
				lines = open(sys.argv[1]).read().splitlines()
				i = int(sys.argv[2]) - 1
				at = re.search('"%s":"' % sys.argv[3], lines[i]).end() + 9
				c = lines[i][at]
				lines[i] = lines[i][:at] + ("1" if c == "0" else "0" if c.isdigit() else "x" if c == "m" else "m") + lines[i][at + 1:] \
					if sys.argv[3] != "by" else lines[i].replace('"by":"meldpunt"', '"by":"meldpunx"')
				print("\n".join(lines))
			END
			cmp -s "$BATS_TEST_TMPDIR/f" "$BATS_TEST_TMPDIR/g" && { echo "nothing changed"; return 1; }
			forge "$1" "$2" "$FILE=$BATS_TEST_TMPDIR/g"
			found "$FILE" "$n|4" || { echo "changed $member of line $n"; return 1; }
		done
	done
}
@test "a changed letter is found, in the envelope or sealed, whoever signed for it" { by_whom change_letter; }

@test "another ending is found: no newline, an empty line, a line after it" {
	head -c -1 "$BATS_TEST_TMPDIR/f" >"$BATS_TEST_TMPDIR/g"
	forge meldpunt meldpunt "$FILE=$BATS_TEST_TMPDIR/g"
	found "$FILE" 4
	for more in '' '{}' "$(tail -1 "$BATS_TEST_TMPDIR/f")" "$(sed -n 2p "$BATS_TEST_TMPDIR/f")"; do
		setup
		{ cat "$BATS_TEST_TMPDIR/f" && echo "$more"; } >"$BATS_TEST_TMPDIR/g"
		forge meldpunt meldpunt "$FILE=$BATS_TEST_TMPDIR/g"
		found "$FILE" 5
	done
}

@test "an event of one case copied into another is found" {
	local other
	other=$(hist ls-tree -r --name-only main cases | grep "${OTHER#*-}")
	cp "$BATS_TEST_TMPDIR/f" "$BATS_TEST_TMPDIR/g"
	forge meldpunt meldpunt "$other=$BATS_TEST_TMPDIR/g"
	found "$other" 1
}

# --- the last commit made again: nothing follows it that would tell ---

# again KEY HANDLE SED-PROGRAM: the last commit anew at its own time, its line changed by a sed program (b: not at all)
again() {
	WHEN=$(hist log -1 --format=%ct main)
	hist update-ref refs/heads/main main~1
	sed "4 $3" "$BATS_TEST_TMPDIR/f" >"$BATS_TEST_TMPDIR/g"
	forge "$1" "$2" "$FILE=$BATS_TEST_TMPDIR/g"
	unset WHEN
}

@test "the last commit made again, but the same: only its own officer may sign it" {
	again meldpunt meldpunt b
	gives sv-verify
	setup
	again - meldpunt b
	fails_with 76 sv-verify
	says 'not signed'
	setup
	again vertrouwenspersoon meldpunt b
	fails_with 76 sv-verify
	says 'the signature is not that of the officer it names'
	setup
	again vertrouwenspersoon vertrouwenspersoon b
	found "$FILE" 4 'names another officer'
	setup
	again cron cron 's/"by":"meldpunt"/"by":"cron"/'
	found "$FILE" 4 'did not have the role'
}

@test "the last commit made again by its officer, with a changed seal: it does not open" {
	local member
	for member in record content; do
		setup
		again meldpunt meldpunt "s/\"$member\":\"\\(.\\{40\\}\\)\\(.\\)/\"$member\":\"\\1_\\2/; s/_A/B/; s/_./A/"
		cmp -s "$BATS_TEST_TMPDIR/f" "$BATS_TEST_TMPDIR/g" && { echo "nothing changed"; false; }
		found "$FILE" 4 || { echo "member: $member"; false; }
	done
}

@test "the last commit made again by its officer, with another time, type or case in the envelope" {
	again meldpunt meldpunt 's/"at":"20/"at":"21/'
	found "$FILE" 4
	setup
	again meldpunt meldpunt 's/aftercare.contacted/case.closed/'
	found "$FILE" 4
	setup
	again meldpunt meldpunt "s/$CASE/$OTHER/"
	found "$FILE" 4
	setup
	again meldpunt meldpunt 's/"sv":1/"sv":1,"x":1/' # the envelope is bound to the seal
	found "$FILE" 4
}

@test "stock git's own way to commit: unsigned, or amended, is found" {
	GIT_AUTHOR_NAME=meldpunt GIT_AUTHOR_EMAIL=meldpunt@sv GIT_COMMITTER_NAME=meldpunt GIT_COMMITTER_EMAIL=meldpunt@sv \
		git -C "$SV_STORE/history.git" commit-tree -p main -m 'aftercare: contact' 'main^{tree}' >"$BATS_TEST_TMPDIR/id"
	hist update-ref refs/heads/main "$(cat "$BATS_TEST_TMPDIR/id")"
	fails_with 76 sv-verify
	says "commit $(cat "$BATS_TEST_TMPDIR/id")" 'not signed'
}

@test "an officer's own file: a role written in by hand is found" {
	local path=officers/cron.ndjson
	hist show "main:$path" | sed 's/"roles":\["record"\]/"roles":["content","record"]/' >"$BATS_TEST_TMPDIR/g"
	grep -q content "$BATS_TEST_TMPDIR/g"
	forge meldpunt meldpunt "$path=$BATS_TEST_TMPDIR/g"
	found "$path" 1
}

# --- what is derived, and the keys ---

answers() { sv-list && sv-stats --by state --by unit --format json && sv-show "$CASE" --format json && sv --days 3650; }

indexes() { find "$XDG_STATE_HOME" -name '*.db*'; }

@test "an index that is gone, garbage, cut short or flipped: the same answers" {
	local want db size at
	want=$(answers)
	db=$(indexes | grep '\.db$')
	[ -f "$db" ]
	spoil() { # COMMAND...: on a fresh copy, then asks
		setup
		indexes | grep -v '\.db$' | xargs -r rm
		"$@"
		same "$want" "$(answers)" || { echo "after: $*"; return 1; }
		gives sv-verify
	}
	spoil rm "$db"
	spoil sh -c "head -c 20000 /dev/urandom >'$db'"
	spoil truncate -s 0 "$db"
	spoil truncate -s 100 "$db"
	spoil truncate -s 5000 "$db"
	size=$(stat -c %s "$T/good-state/${db#"$XDG_STATE_HOME/"}")
	for ((at = 16; at < 100; at += 7)); do spoil flip "$db" "$at"; done
	for ((at = 4096; at < size; at += 4096)); do spoil flip "$db" "$at"; done
}

@test "without keyring: said clearly, nothing is written, nothing is made in its place" {
	local c
	rm -rf "$SV_STORE"/keyring.db*
	record >"$BATS_TEST_TMPDIR/in"
	for c in sv-report "sv-triage $OTHER --route informal" "sv-show $CASE --content --why reden" "sv-key role cron --revoke record" "sv-key request $CASE --why reden"; do
		stores_nothing fails_with 66 $c <"$BATS_TEST_TMPDIR/in"
		same '' "$out"
		says "$SV_STORE/keyring.db" backup
	done
	rm -rf "$XDG_STATE_HOME"
	fails_with 66 sv-list # nothing can be opened without keys
	says keyring.db
	[ ! -e "$SV_STORE/keyring.db" ]
	cp -p "$T/good/keyring.db"* "$SV_STORE"
	gives sv-report <"$BATS_TEST_TMPDIR/in"
	gives sv-verify
}

@test "a damaged keyring, or that of another store: refused, nothing written" {
	record >"$BATS_TEST_TMPDIR/in"
	rm -f "$SV_STORE"/keyring.db-*
	head -c 20000 /dev/urandom >"$SV_STORE/keyring.db"
	stores_nothing fails_with 76 sv-report <"$BATS_TEST_TMPDIR/in"
	says 'keyring'
	truncate -s 0 "$SV_STORE/keyring.db"
	stores_nothing fails_with 76 sv-report <"$BATS_TEST_TMPDIR/in"
	SV_STORE=$BATS_TEST_TMPDIR/other sv-init --protocol "$PROTOCOL"
	rm -f "$SV_STORE"/keyring.db*
	cp -p "$BATS_TEST_TMPDIR"/other/keyring.db* "$SV_STORE"
	stores_nothing fails_with 76 sv-report <"$BATS_TEST_TMPDIR/in"
	says 'keyring'
}

@test "events dated by SV_NOW are counted, and refused by --strict" {
	at 2026-01-05 new_case >"$BATS_TEST_TMPDIR/id"
	gives sv-verify --format json
	same 1 "$(jq .set_clock <<<"$out")"
	fails_with 76 sv-verify --strict
	says 'SV_NOW' 'line 1'
}

@test "--incremental finds what came after the last good run" {
	gives sv-verify
	sv-triage "$OTHER" --route informal >"$BATS_TEST_TMPDIR/x"
	gives sv-verify --incremental --format json
	same '1 0' "$(jq -r '"\(.commits) \(.faults)"' <<<"$out")"
	sed 3d "$BATS_TEST_TMPDIR/f" >"$BATS_TEST_TMPDIR/g"
	forge meldpunt meldpunt "$FILE=$BATS_TEST_TMPDIR/g"
	fails_with 76 sv-verify --incremental
	says "$FILE: line"
	fails_with 76 sv-verify --incremental # a bad run is no new start
}

@test "--incremental looks at the index of what changed since, and at no more" {
	local index
	gives sv-verify
	sv-triage "$OTHER" --route informal >"$BATS_TEST_TMPDIR/x"
	gives sv-list --format id
	index=$(echo "$XDG_STATE_HOME"/sv/*/meldpunt.db)
	sqlite3 "$index" "UPDATE cases SET received = received + 1 WHERE name = '$OTHER'"
	fails_with 76 sv-verify --incremental
	says "index differs" "$OTHER"
	sqlite3 "$index" "UPDATE cases SET received = received - 1 WHERE name = '$OTHER'; UPDATE cases SET received = received + 1 WHERE name = '$CASE'"
	gives sv-verify --incremental --format json
	same 'true 1' "$(jq -r '"\(.index_compared) \(.commits)"' <<<"$out")"
	fails_with 76 sv-verify
	says "index differs" "$CASE"
	rm "$index"
}

# --- what lies beside the cases ---

# named TEXT...: sv-verify finds fault, and says these
named() { fails_with 76 timeout 60 sv-verify && says "$@"; }

@test "a part of an attachment that no event tells of, and one that was changed, are found" {
	local part=attachments/${CASE%-*}/${CASE:5:1}/${CASE:6:1}/${CASE#*-}/f1.0001
	echo rommel >"$BATS_TEST_TMPDIR/g"
	forge meldpunt meldpunt "$part=$BATS_TEST_TMPDIR/g"
	named "$part" 'no event tells'
	setup
	echo inhoud | sv-case attach "$CASE" --file - --as report >"$T/step"
	gives sv-verify
	forge meldpunt meldpunt "$part=$BATS_TEST_TMPDIR/g"
	named "$part" 'was changed; it never may be'
	setup
	echo inhoud | sv-case attach "$CASE" --file - --as report >"$T/step"
	forge meldpunt meldpunt "$part="
	named "$part" 'was removed'
}

@test "a page of the guide by who may not set it, and a line in a mailbox by who is no officer, are found" {
	printf 'title: x\n\n# x\n' >"$BATS_TEST_TMPDIR/g"
	forge cron cron "guide/nl/where.md=$BATS_TEST_TMPDIR/g"
	named guide/nl/where.md 'did not have the role'
	setup
	forge meldpunt meldpunt "guide/nl/where.md=$BATS_TEST_TMPDIR/g"
	gives sv-verify
	echo '{"sv":1}' >"$BATS_TEST_TMPDIR/g"
	forge meldpunt meldpunt "mailboxes/ab/abcdefghijklmnopqrstuvwx.ndjson=$BATS_TEST_TMPDIR/g"
	named mailboxes/ab/abcdefghijklmnopqrstuvwx.ndjson malformed
}
