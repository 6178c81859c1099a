# SPDX-License-Identifier: MIT
# What a running command has given up, seen from outside; secret files that are refused. What a confined process cannot do is tried in unit/test_confine.
load lib

setup_file() {
	setup_store
	CASE=$(new_case)
	OTHER=$(new_case)
	export CASE OTHER
	sv-list >/dev/null
}

teardown_file() { clear_store; }

no_sanitizer() {
	! grep -q __asan_init "$B/bin/sv-list" || skip 'a sanitizer needs what confinement takes'
}

# running COMMAND...: starts a command that waits for its stdin; its process is left in pid. Descriptor 7 holds it.
running() {
	rm -f "$BATS_TEST_TMPDIR/fifo"
	mkfifo "$BATS_TEST_TMPDIR/fifo"
	"$@" <"$BATS_TEST_TMPDIR/fifo" >"$BATS_TEST_TMPDIR/printed" 2>&1 3>&- &
	pid=$!
	exec 7>"$BATS_TEST_TMPDIR/fifo"
	local n
	for n in $(seq 100); do
		grep -q 'Seccomp:.*2' "/proc/$pid/status" 2>/dev/null && return 0
		sleep 0.02
	done
	echo "not confined: $*"
	cat "/proc/$pid/status" "$BATS_TEST_TMPDIR/printed"
	finish
	return 1
}

finish() {
	exec 7>&-
	wait "$pid" || true
}

@test "a running command has seccomp on, takes no new privileges, dumps no core and shows its memory to nobody" {
	no_sanitizer
	local c
	for c in sv-report 'sv-report --dry-run' 'sv-triage --suggest' 'sv-triage --route informal' 'sv-key add-officer --role record' "sv-message inbox --receipt-fd 0"; do
		running $c
		same 1 "$(awk '/^NoNewPrivs:/ { print $2 }' "/proc/$pid/status")"
		same 0 "$(awk '/Max core file size/ { print $5 }' "/proc/$pid/limits")"
		same 0 "$(stat -c %u "/proc/$pid/mem")" # root's: not dumpable
		finish
	done
}

@test "the memory of a command is closed to other processes of its user" {
	no_sanitizer
	local me=65534 as=() place
	place=$(mktemp -d /tmp/sv-test.XXXXXX)
	mkdir "$place/bin"
	cp "$B/bin/sv-key" "$place/bin"
	if [ "$(id -u)" = 0 ]; then # for whom nothing is closed
		as=(setpriv --reuid=$me --regid=$me --clear-groups)
		chown -R $me "$place"
		"${as[@]}" test -w "$place" || skip 'no other user to be'
	fi
	running "${as[@]}" env HOME="$place" XDG_CONFIG_HOME="$place" XDG_STATE_HOME="$place" XDG_RUNTIME_DIR="$place" "$place/bin/sv-key" new iemand --passphrase-fd 0
	run -1 "${as[@]}" dd if="/proc/$pid/mem" bs=1 count=1 of=/dev/null
	[[ $output == *ermission\ denied* ]]
	run -1 "${as[@]}" cat "/proc/$pid/environ"
	[[ $output == *ermission\ denied* ]]
	same 0 "$(stat -c %u "/proc/$pid/mem")" # root's
	finish
	rm -r "$place"
}

# places COMMAND...: which of the store's places a command keeps for writing, as names below the store
places() {
	strace -f -e trace=open,openat -o "$BATS_TEST_TMPDIR/trace" "$@" >/dev/null 2>"$BATS_TEST_TMPDIR/err" </dev/null || true
	grep -q /dev/tty "$BATS_TEST_TMPDIR/trace" || { echo "no places at all: $*"; return 1; }
	grep O_PATH "$BATS_TEST_TMPDIR/trace" | grep -v ENOENT | grep -o "\"$T/store[^\"]*\"" | tr -d '"' | sed "s|^$T/store/*||; s|^$|.|" | sort -u | xargs
}

@test "of the store, what reads may write the shared memory of the keyring's log and nothing else" {
	no_sanitizer
	strace -o /dev/null true || skip 'strace does not work here'
	[ "$(places sv-list)" != '' ] || skip 'this kernel has no Landlock'
	local c
	for c in sv sv-list sv-due 'sv-due --format ics' sv-stats "sv-log $CASE" "sv-show $CASE" sv-verify sv-guide 'sv-protocol show' "sv-protocol check $PROTOCOL" 'sv-key show' 'sv-key list' 'sv-key desk' \
		"sv-triage --suggest $CASE" "sv-message write $CASE --kind acknowledgement --party p1" "sv-triage --dry-run $CASE --route informal" "sv-message inbox --receipt-fd 0" \
		"sv-key new x --output $BATS_TEST_TMPDIR/k --unattended" 'sv-key unlock --minutes 60' "sv-log --textconv $PROTOCOL"; do
		same "$c: keyring.db-shm" "$c: $(places $c)"
	done
}

@test "what writes keeps the store, also when it is an option that makes a reader write" {
	no_sanitizer
	strace -o /dev/null true || skip 'strace does not work here'
	[ "$(places sv-list)" != '' ] || skip 'this kernel has no Landlock'
	local c
	for c in "sv-show $CASE --content --why reden" "sv-show $CASE --identity --why reden" "sv-triage --suggest --content --why reden $CASE" sv-report "sv-case party $CASE" \
		"sv-message write $CASE --kind acknowledgement --party p1 --names --why reden" "sv-message collect" 'sv-protocol set /nonexistent' 'sv-guide melden --set /nonexistent' "sv-key role meldpunt --grant record"; do
		same "$c: . history.git" "$c: $(places $c | sed 's/ inbox//')"
	done
}

@test "handing in keeps nothing but the folder" {
	no_sanitizer
	strace -o /dev/null true || skip 'strace does not work here'
	sv-key desk >"$BATS_TEST_TMPDIR/desk.json"
	mkdir "$BATS_TEST_TMPDIR/in"
	record >"$BATS_TEST_TMPDIR/report"
	strace -f -e trace=open,openat -o "$BATS_TEST_TMPDIR/trace" sv-report --drop "$BATS_TEST_TMPDIR/in" --desk "$BATS_TEST_TMPDIR/desk.json" <"$BATS_TEST_TMPDIR/report"
	same "/dev/tty $BATS_TEST_TMPDIR/in" "$(grep O_PATH "$BATS_TEST_TMPDIR/trace" | grep -o '"[^"]*"' | tr -d '"' | xargs)"
}

@test "an editor may write what it likes, has no network, and its command writes the store after it" {
	cat >"$BATS_TEST_TMPDIR/editor" <<-'END'
		#!/bin/sh
		echo kept >"$HOME/.editorinfo"
		/usr/bin/python3 -c 'import socket
		socket.socket(socket.AF_UNIX)
		try:
		    socket.socket(socket.AF_INET)
		    print("network")
		except OSError as e:
		    print(e.strerror)' >"$HOME/.network"
		sed -i 's/^why:.*/why: goede reden/; s/^route:.*/route: informal/' "$1"
	END
	chmod +x "$BATS_TEST_TMPDIR/editor"
	EDITOR=$BATS_TEST_TMPDIR/editor VISUAL='' gives sv-triage "$OTHER" --edit --route informal --why iets
	same kept "$(cat "$HOME/.editorinfo")"
	same triaged "$(state "$OTHER" .state)"
	grep -q __asan_init "$B/bin/sv-list" || same 'Operation not permitted' "$(cat "$HOME/.network")"
	rm -f "$HOME/.editorinfo" "$HOME/.network"
}

@test "with no memory to lock, all of it works" {
	no_sanitizer
	bash -c 'ulimit -l 0 && exec "$@"' - sv-key new los --output "$BATS_TEST_TMPDIR/los" --passphrase-fd 9 9<<<"$PASSPHRASE" >"$BATS_TEST_TMPDIR/pub"
	gives bash -c 'ulimit -l 0 && exec "$@"' - sv-show "$CASE" --content --why 'ter controle'
	prints 'Er werd geroepen'
}

@test "a keyring put back from a backup, without its log, opens for readers" {
	sqlite3 "$SV_STORE/keyring.db" 'PRAGMA wal_checkpoint(TRUNCATE)' >"$BATS_TEST_TMPDIR/x"
	rm -f "$SV_STORE/keyring.db-wal" "$SV_STORE/keyring.db-shm"
	rm -r "$XDG_STATE_HOME/sv"
	gives sv-list --format id
	prints "$CASE"
	gives sv-verify
	same '600 600' "$(stat -c %a "$SV_STORE/keyring.db-wal" "$SV_STORE/keyring.db-shm" | xargs)"
	same '' "$(find "$T/store" -newer "$BATS_TEST_TMPDIR/x" -type f ! -name 'keyring.db-*')"
}

@test "a history that is linked from another place is written there" {
	mkdir "$BATS_TEST_TMPDIR/disk"
	mv "$SV_STORE/history.git" "$BATS_TEST_TMPDIR/disk/"
	ln -s "$BATS_TEST_TMPDIR/disk/history.git" "$SV_STORE/history.git"
	record >"$BATS_TEST_TMPDIR/in"
	gives sv-report <"$BATS_TEST_TMPDIR/in"
	rm "$SV_STORE/history.git"
	mv "$BATS_TEST_TMPDIR/disk/history.git" "$SV_STORE/"
	gives sv-verify
}

@test "an identity is made where it is wanted, with the folders on the way" {
	gives sv-key new los --unattended --output "$BATS_TEST_TMPDIR/a/b/los"
	gives env XDG_CONFIG_HOME="$BATS_TEST_TMPDIR/config/new" sv-key new los --unattended
	gives env SV_KEY="$BATS_TEST_TMPDIR/keys/mine" sv-key new los --unattended
	same '600 600 600' "$(stat -c %a "$BATS_TEST_TMPDIR/a/b/los" "$BATS_TEST_TMPDIR/config/new/sv/identity" "$BATS_TEST_TMPDIR/keys/mine" | xargs)"
}

# refuses FILE COMMAND...: with FILE open to others, linked or another's, the command ends with 77 and says what to do
refuses() {
	local file=$1 mode
	shift
	for mode in 640 604 620 666; do
		chmod $mode "$file"
		stores_nothing fails_with 77 "$@" </dev/null
		says 'nobody else can read' "chmod 600 '$file'"
	done
	chmod 600 "$file"
	mv "$file" "$file.away"
	ln -s "$file.away" "$file"
	stores_nothing fails_with 77 "$@" </dev/null
	says "'$file' must be a plain file, and no link"
	rm "$file"
	mv "$file.away" "$file"
	if [ "$(id -u)" = 0 ]; then
		chown 65534 "$file"
		stores_nothing fails_with 77 "$@" </dev/null
		says "'$file' belongs to another user" 'chown 0'
		chown 0 "$file"
	fi
	stores_nothing gives "$@" </dev/null
}

@test "an identity that others can read, a link to one or another's is refused" {
	refuses "$XDG_CONFIG_HOME/sv/identity" sv-key show
	refuses "$XDG_CONFIG_HOME/sv/identity" sv-list
}

@test "so is an unlocked one; locking ends that" {
	local file
	file=$(ls "$XDG_RUNTIME_DIR"/sv/unlocked-*)
	refuses "$file" sv-triage --dry-run "$CASE" --route informal --why reden
	chmod 644 "$file"
	gives sv-key lock
	[ ! -e "$file" ]
	sv-key unlock --passphrase-fd 9 9<<<"$PASSPHRASE"
}

@test "so are the keyring and its log" {
	local f
	for f in '' -wal -shm; do
		refuses "$SV_STORE/keyring.db$f" sv-triage --dry-run "$CASE" --route informal --why reden
	done
}
