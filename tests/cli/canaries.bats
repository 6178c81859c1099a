# SPDX-License-Identifier: MIT
# Canaries of what runs: no word of a case, passphrase or receipt in an argument, an environment, a core, a message or a letter to somebody else. What is stored: secrets.bats.
load lib

setup_file() {
	setup_place
	PASSPHRASE='kanarie zinnetje van vijf woorden'
	sv-key new meldpunt --passphrase-fd 9 9<<<"$PASSPHRASE" >"$T/keys/meldpunt.pub"
	sv-key unlock --passphrase-fd 9 9<<<"$PASSPHRASE"
	sv-init --protocol "$PROTOCOL"
	record '.narrative = "kanarieverhaal" | .wishes = "kanariewens" | .parties[0] += {name: "Kanarie Melder", contact: "kanarie@example.org", person: "KANARIE-1"} | .parties[1] += {name: "Tweede Persoon"}' >"$T/report"
	CASE=$(sv-report <"$T/report" | jq -r .case)
	export CASE PASSPHRASE
}

teardown_file() { clear_store; }

# quiet PID: no canary in the arguments or the environment of a process, nor in those of its children
quiet() {
	local p place
	for p in $1 $(pgrep -P "$1" || true); do
		for place in cmdline environ; do
			[ -r "/proc/$p/$place" ] || continue
			tr '\0' '\n' <"/proc/$p/$place" >"$BATS_TEST_TMPDIR/place"
			run ! grep -i kanarie "$BATS_TEST_TMPDIR/place"
		done
		grep -q . "/proc/$p/cmdline"
	done
}

# waiting FD COMMAND...: starts a command that reads the canaries from a descriptor which does not end; its process is left in pid. Descriptor 7 holds it.
waiting() {
	local fd=$1
	shift
	rm -f "$BATS_TEST_TMPDIR/fifo"
	mkfifo "$BATS_TEST_TMPDIR/fifo"
	if [ "$fd" = 0 ]; then
		"$@" <"$BATS_TEST_TMPDIR/fifo" >"$BATS_TEST_TMPDIR/printed" 2>&1 3>&- &
	else
		"$@" 9<"$BATS_TEST_TMPDIR/fifo" >"$BATS_TEST_TMPDIR/printed" 2>&1 3>&- &
	fi
	pid=$!
	exec 7>"$BATS_TEST_TMPDIR/fifo"
	cat >&7
	sleep 0.5
	kill -0 "$pid" || { echo "ended: $*"; cat "$BATS_TEST_TMPDIR/printed"; return 1; }
}

ended() {
	exec 7>&-
	wait "$pid" || true
}

@test "a command starts no other program, but an editor, which is told where the form is and nothing of it" {
	strace -o /dev/null true || skip 'strace does not work here'
	strace -f -v -s 10000 -e trace=execve -o "$BATS_TEST_TMPDIR/trace" sv-report <"$T/report" >"$BATS_TEST_TMPDIR/x"
	strace -f -v -s 10000 -e trace=execve -o "$BATS_TEST_TMPDIR/trace2" sv-show "$CASE" --content --identity --why 'nalezen' >"$BATS_TEST_TMPDIR/shown"
	grep -q kanarieverhaal "$BATS_TEST_TMPDIR/shown"
	same '1 1' "$(grep -c execve "$BATS_TEST_TMPDIR/trace") $(grep -c execve "$BATS_TEST_TMPDIR/trace2")"
	run ! grep -i kanarie "$BATS_TEST_TMPDIR/trace" "$BATS_TEST_TMPDIR/trace2"
	cat >"$BATS_TEST_TMPDIR/editor" <<-'END'
		#!/bin/sh
		tr '\0' '\n' </proc/$$/environ >"$HOME/editor.seen"
		tr '\0' '\n' </proc/$$/cmdline >>"$HOME/editor.seen"
		tr '\0' '\n' </proc/$PPID/environ >>"$HOME/editor.seen" 2>/dev/null
		tr '\0' '\n' </proc/$PPID/cmdline >>"$HOME/editor.seen"
		grep -c kanarieverhaal "$1" >"$HOME/editor.form"
		echo "$1" >"$HOME/editor.place"
	END
	chmod +x "$BATS_TEST_TMPDIR/editor"
	EDITOR=$BATS_TEST_TMPDIR/editor VISUAL='' gives sv-report --edit <"$T/report"
	[ "$(cat "$HOME/editor.form")" -ge 1 ] # the form had it
	[ "$(wc -l <"$HOME/editor.seen")" -ge 5 ]
	run ! grep -i kanarie "$HOME/editor.seen"
	case $(cat "$HOME/editor.place") in "$XDG_RUNTIME_DIR"/*) ;; *) cat "$HOME/editor.place"; false ;; esac
	[ ! -e "$(cat "$HOME/editor.place")" ]
	rm "$HOME"/editor.*
}

@test "killed by a fault, a command leaves no core, and nothing of it elsewhere" {
	mkdir "$BATS_TEST_TMPDIR/here"
	cd "$BATS_TEST_TMPDIR/here"
	ulimit -c unlimited
	for signal in SEGV ABRT; do # a shell has what it puts in the background ignore QUIT
		ASAN_OPTIONS=handle_segv=0:handle_abort=0 waiting 0 sv-report <"$T/report" # a sanitizer would take the first one for itself
		kill -$signal "$pid"
		exec 7>&-
		got=0
		wait "$pid" || got=$?
		same "$signal $((128 + $(kill -l $signal)))" "$signal $got"
	done
	same '' "$(find "$BATS_TEST_TMPDIR/here" -type f)"
	case $(cat /proc/sys/kernel/core_pattern) in
	/*) same '' "$(find "$(dirname "$(cat /proc/sys/kernel/core_pattern)")" -maxdepth 1 -type f -newer "$T/report" -name '*core*')" ;;
	esac
	run ! grep -rlai kanarieverhaal "$T/store" "$T/state" "$XDG_RUNTIME_DIR" "$HOME" "$BATS_TEST_TMPDIR/here"
}

@test "a letter to one side holds no word of the other, and none of what was told" {
	local kind party lang n=0
	sv-triage "$CASE" --route informal --why 'kanariereden' --inform-concerned >"$BATS_TEST_TMPDIR/x"
	for kind in acknowledgement aftercare decision extension feedback inspection invitation notice oral_record update; do
		for lang in nl en; do
			sv-message write "$CASE" --kind "$kind" --party p2 --lang $lang --names --why 'brief' >"$BATS_TEST_TMPDIR/letter" 2>"$BATS_TEST_TMPDIR/err" || true
			run ! grep -iE 'kanarie' "$BATS_TEST_TMPDIR/letter" "$BATS_TEST_TMPDIR/err"
			[ ! -s "$BATS_TEST_TMPDIR/letter" ] || n=$((n + 1))
			sv-message write "$CASE" --kind "$kind" --party p1 --lang $lang --names --why 'brief' >"$BATS_TEST_TMPDIR/letter" 2>"$BATS_TEST_TMPDIR/err" || true
			run ! grep -E 'Tweede|kanarieverhaal|kanariewens|kanariereden' "$BATS_TEST_TMPDIR/letter" "$BATS_TEST_TMPDIR/err"
			[ ! -s "$BATS_TEST_TMPDIR/letter" ] || n=$((n + 1))
		done
	done
	[ $n -ge 12 ] || { echo "only $n letters"; false; }
	# in an officer's own words too: name, address, number, and what was told
	for kind in 'Kanarie Melder heeft gemeld.' 'Schrijf naar kanarie@example.org' 'Het was KANARIE-1'; do
		fails_with 65 sv-message write "$CASE" --kind update --party p2 --note "$kind"
		same '' "$out"
		[[ ${err,,} != *kanarie* ]]
	done
}

@test "a receipt is in no argument, environment or message, whether it is made or used" {
	local code id
	record '.confidentiality = "anonymous" | .parties[0] |= {role, affected}' | sv-report --receipt-fd 8 8>"$BATS_TEST_TMPDIR/receipt" >"$BATS_TEST_TMPDIR/out.json" 2>"$BATS_TEST_TMPDIR/err"
	read -r id code <"$BATS_TEST_TMPDIR/receipt"
	sv-message send "$id" --kind update --party p1 >"$BATS_TEST_TMPDIR/letter" 2>>"$BATS_TEST_TMPDIR/err"
	strace -f -v -s 10000 -e trace=execve -o "$BATS_TEST_TMPDIR/trace" sv-message inbox --receipt-fd 8 8<<<"$code" >"$BATS_TEST_TMPDIR/read" 2>>"$BATS_TEST_TMPDIR/err"
	fails_with 65 sv-message inbox --receipt-fd 8 8<<<"${code%?}?"
	run ! grep -F -e "$code" -e "${code%?}" "$BATS_TEST_TMPDIR/trace" "$BATS_TEST_TMPDIR/err" "$BATS_TEST_TMPDIR/letter" "$BATS_TEST_TMPDIR/read" "$BATS_TEST_TMPDIR/out.json"
	[[ $err != *"${code%?}"* ]]
	mkfifo "$BATS_TEST_TMPDIR/fifo9"
	sv-message inbox --receipt-fd 9 9<"$BATS_TEST_TMPDIR/fifo9" >"$BATS_TEST_TMPDIR/x" 2>&1 3>&- &
	pid=$!
	exec 7>"$BATS_TEST_TMPDIR/fifo9"
	printf '%s' "$code" >&7
	sleep 0.5
	tr '\0' '\n' <"/proc/$pid/cmdline" >"$BATS_TEST_TMPDIR/place"
	tr '\0' '\n' <"/proc/$pid/environ" >>"$BATS_TEST_TMPDIR/place"
	run ! grep -F "$code" "$BATS_TEST_TMPDIR/place"
	[ -s "$BATS_TEST_TMPDIR/place" ]
	ended
}
