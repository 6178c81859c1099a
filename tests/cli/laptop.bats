# SPDX-License-Identifier: MIT
# A laptop is stolen after a day's work that ended with sv-key lock: what its files hold, wherever a command could have left something. Judged by another program (tests/data/thief.py).
load lib

setup_file() {
	setup_place
	export TMPDIR=$T/tmp XDG_CACHE_HOME=$T/cache XDG_DATA_HOME=$T/data
	mkdir "$TMPDIR" "$T/desk"
	WORD=kanarie$(od -An -N6 -tx1 /dev/urandom | tr -d ' \n') # of this run alone, so that all of the machine can be looked through
	PHRASE="$WORD en drie woorden"
	export WORD PHRASE
	touch "$T/start"
	cd "$T/desk"
	sv-key new meldpunt --passphrase-fd 9 9<<<"$PHRASE" >"$T/keys/meldpunt.pub"
	sv-key unlock --passphrase-fd 9 9<<<"$PHRASE"
	sv-init --protocol "$PROTOCOL"
	a_working_day
	KEYS=$(/usr/bin/python3 "$ROOT/tests/data/thief.py" keys "$SV_STORE" "$XDG_RUNTIME_DIR"/sv/unlocked-*)
	INDEXED=$(/usr/bin/python3 "$ROOT/tests/data/indexed.py" "$SV_STORE" "$XDG_RUNTIME_DIR"/sv/unlocked-* "$(find "$XDG_STATE_HOME" -name meldpunt.db)")
	export KEYS INDEXED
	BEFORE=$(thief)
	export BEFORE
	sv-key lock
}

teardown_file() { clear_store; }

# quietly COMMAND...: its output is read, and kept nowhere
quietly() { "$@" 2>/dev/null | cat >/dev/null; }

# Everything that one officer does on a day; each word that is sealed as content or identity has the canary.
a_working_day() {
	local id
	CASE=$(record ".narrative = \"Het $WORD verhaal\" | .wishes = \"een $WORD wens\" | .gravity = \"transgressive\" | .parties[0] += {name: \"Melder $WORD\", contact: \"$WORD@example.org\", person: \"$WORD-1\"}
		| .parties[1] += {name: \"Betrokkene $WORD\"}" | sv-report | jq -r .case)
	export CASE
	cat >"$T/editor" <<-'END'
		#!/bin/sh
		sed -i 's/^narrative:.*/narrative: "een ander '"$WORD"'"/' "$1"
	END
	chmod +x "$T/editor"
	id=$(EDITOR=$T/editor VISUAL='' sv-report --edit < <(record ".narrative = \"$WORD\"") | jq -r .case)
	quietly sv-triage "$CASE" --suggest --content --why "nagaan van $WORD"
	quietly sv-triage "$CASE" --route fact_finding --why "want $WORD" --inform-concerned
	quietly sv-triage "$id" --route informal --why "want $WORD"
	quietly sv-investigate preliminary "$CASE" --conclusion investigate --report "$WORD"
	quietly sv-investigate open "$CASE" --question "$WORD" --proportionality "$WORD" --subsidiarity "$WORD" --investigator meldpunt --independence "$WORD" --protocol-version v1 \
		--means interviews --until 2199-03-01 --lighter-means talk
	quietly sv-investigate notify "$CASE" --party all --leaflet v1 --note "$WORD"
	quietly sv-investigate hear "$CASE" --party p1 --account "$WORD"
	printf 'verslag met %s\n' "$WORD" | sv-case attach "$CASE" --file - --as hearing_report | cat >/dev/null
	sv-case open "$CASE" --attachment f1 --why "lezen $WORD" | grep -q "met $WORD"
	quietly sv-message send "$CASE" --kind acknowledgement --party p1
	sv-message write "$CASE" --kind invitation --party p2 --names --why "brief $WORD" | grep -q "Betrokkene $WORD"
	sv-show "$CASE" --content --identity --why "nalezen $WORD" | grep -q "$WORD verhaal"
	sv-show "$CASE" --content --why "nalezen $WORD" --format html | grep -q "$WORD verhaal"
	sv-show "$CASE" --identity --why "nalezen $WORD" --format json | grep -q "$WORD@example.org"
	record ".category = \"$WORD is geen categorie\"" | quietly sv-report # what is refused
	quietly sv-triage "$CASE $WORD" --route informal
	sv-log "$CASE" | cat >/dev/null
	sv-log --access | cat >/dev/null
	sv-due | cat >/dev/null
	sv-list | grep -q burgerzaken
	sv-stats --by unit --by category | grep -q burgerzaken
	sv-verify | cat >/dev/null
	sv | cat >/dev/null
}

# thief: the files that have the canary or a key, below all places that a command could write to
thief() {
	/usr/bin/python3 "$ROOT/tests/data/thief.py" find "$WORD" "$HOME" "$XDG_CONFIG_HOME" "$XDG_CACHE_HOME" "$XDG_DATA_HOME" "$T/state" "$XDG_RUNTIME_DIR" "$TMPDIR" "$T/desk" "$T/keys" "$SV_STORE" <<<"$KEYS"
}

@test "the day was worked: all of it is there for who has the passphrase, and the search finds what lies open" {
	[ "$(wc -w <<<"$KEYS")" -ge 5 ] # the two halves of the identity, and the keys of its roles
	case $BEFORE in "$XDG_RUNTIME_DIR"/sv/unlocked-*': a key') ;; *) echo "$BEFORE"; false ;; esac # until the lock
	same 1 "$(wc -l <<<"$BEFORE")"
	sv-show "$CASE" --content --identity --why 'de volgende dag' --passphrase-fd 9 9<<<"$PHRASE" >"$BATS_TEST_TMPDIR/shown"
	for word in "$WORD verhaal" "$WORD@example.org" "Betrokkene $WORD"; do
		grep -qF "$word" "$BATS_TEST_TMPDIR/shown"
	done
	rm "$BATS_TEST_TMPDIR/shown"
}

@test "after the lock no file has a word of content or identity, the passphrase, or a key: home, configuration, state, memory, temporary files, store, history" {
	run --separate-stderr thief
	same '' "$output"
	[ "$(sed -E 's/files: ([0-9]+),.*/\1/' <<<"$stderr")" -gt 100 ]
	same '' "$(find "$XDG_RUNTIME_DIR" "$TMPDIR" "$T/desk" "$HOME" -type f)"
	# and in no file anywhere that was written since, of this user
	find /tmp /var/tmp /dev/shm -type f -newer "$T/start" -user "$(id -u)" -size -20M -print0 2>/dev/null | xargs -0 -r grep -laiF "$WORD" 2>/dev/null >"$BATS_TEST_TMPDIR/hits" || true
	same '' "$(grep -v "^$BATS_TEST_TMPDIR/hits$" "$BATS_TEST_TMPDIR/hits")"
	fails_with 77 timeout 20 setsid -w sv-show "$CASE" --content --why 'een dief' </dev/null
}

@test "the index has what the records have, and no more: every text in it stands in an opened record, in the clear, or in the rules" {
	same '' "$INDEXED"
	sqlite3 "$(find "$XDG_STATE_HOME" -name meldpunt.db)" .dump | grep -q burgerzaken # which is what the thief gets
}

@test "nothing of it is written to a disk on the way, not even for a moment" {
	local bad=$BATS_TEST_TMPDIR/bad
	strace -o /dev/null true || skip 'strace does not work here'
	# on_disk COMMAND...: each write with the canary that goes elsewhere than to a pipe, a terminal or memory
	on_disk() {
		strace -f -qq -s 70000 -y -e trace=write,writev,pwrite64,pwritev,sendto,sendmsg \
			-o "|grep -aF '$WORD' | grep -avE '^[0-9]+ +[a-z0-9]+\([0-9]+<(pipe:|/dev/(shm/|null|pts/|tty)|TCP|UNIX|socket:)' >>'$bad'" "$@"
	}
	: >"$bad"
	echo "$PHRASE" | on_disk sv-key unlock --passphrase-fd 0
	record ".narrative = \"$WORD\" | .parties[0].name = \"$WORD\"" | on_disk sv-report | cat >/dev/null
	EDITOR=$T/editor VISUAL='' on_disk sv-report --edit < <(record ".narrative = \"$WORD\"") | cat >/dev/null
	on_disk sv-show "$CASE" --content --identity --why "nalezen $WORD" | grep -q "$WORD verhaal"
	printf 'verslag met %s\n' "$WORD" | on_disk sv-case attach "$CASE" --file - --as hearing_report | cat >/dev/null
	on_disk sv-case open "$CASE" --attachment f2 --why "lezen $WORD" | grep -q "met $WORD"
	on_disk sv-message write "$CASE" --kind invitation --party p2 --names --why "brief $WORD" | grep -q "Betrokkene $WORD"
	same '' "$(cut -c1-200 "$bad")"
	# the trap works
	on_disk sh -c "echo $WORD >'$T/desk/caught'"
	grep -q caught "$bad"
	rm "$T/desk/caught" "$bad"
	gives sv-key lock
}

@test "an unlocking that was killed leaves nothing behind once it is locked" {
	strace -o /dev/null true || skip 'strace does not work here'
	sv-key unlock --passphrase-fd 9 9<<<"$PHRASE"
	killed_at rename 1 sv-key unlock --passphrase-fd 9 9<<<"$PHRASE"
	[ -n "$(find "$XDG_RUNTIME_DIR" -type f)" ]
	gives sv-key lock
	same '' "$(find "$XDG_RUNTIME_DIR" -type f)"
}
