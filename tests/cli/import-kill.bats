# SPDX-License-Identifier: MIT
# kill -9 during an import, at random moments and at the system calls that make it durable; then --resume reaches the same end, and every line is taken in once.
load lib

LINES=60

setup_file() {
	setup_store
	/usr/bin/python3 "$ROOT/tests/data/dataset.py" $LINES 7 >"$T/acts"
	head -c 1300000 /dev/urandom >"$T/bijlage"
	{
		for n in 1 2 3 4 5 6; do
			id=$(new_case)
			sv-case attach "$id" --file "$T/bijlage" --as evidence
			sv-triage "$id" --route informal
		done
		sv-risk add --title Werkdruk --trigger periodic
	} >"$T/made"
	sv-export --content --identity --why overdracht >"$T/histories"
	rm -rf "$SV_STORE" "$T/state"
	sv-init --protocol "$PROTOCOL"
	cp -a "$SV_STORE" "$T/empty"
}

teardown_file() { clear_store; }

setup() {
	quickly
	rm -rf "$SV_STORE" "$T/state"
	cp -a "$T/empty" "$SV_STORE"
	: >"$BATS_TEST_TMPDIR/told"
}

whole() {
	gives sv-verify || return 1
	hist fsck --strict --no-dangling >"$BATS_TEST_TMPDIR/fsck" 2>&1 || { cat "$BATS_TEST_TMPDIR/fsck"; return 1; }
	same '' "$(cat "$BATS_TEST_TMPDIR/fsck")"
}

# until_done FILE OPTION...: imports with --resume, each run killed at a random moment, until one comes to its end; at most 200 runs
until_done() {
	local file=$1 got=137 us pid
	shift
	killed=0
	RANDOM=4711
	while [ $got = 137 ]; do
		[ $killed -lt 200 ] || { echo "no run came to its end"; return 1; }
		sv-import --resume "$@" "$file" >>"$BATS_TEST_TMPDIR/told" 2>>"$BATS_TEST_TMPDIR/err" &
		pid=$!
		us=$(((RANDOM * 32768 + RANDOM) % (8000 + 4000 * killed + 400 * killed * killed))) # from too little for a run to end, on any machine, to enough
		sleep "$(printf '%d.%06d' $((us / 1000000)) $((us % 1000000)))"
		kill -9 $pid 2>/dev/null || true
		got=0
		wait $pid 2>/dev/null || got=$?
		echo >>"$BATS_TEST_TMPDIR/told"
		[ $got != 137 ] || killed=$((killed + 1))
	done
	echo "# $killed killed"
	same 0 $got || { cat "$BATS_TEST_TMPDIR/err"; return 1; }
	[ $killed -ge 3 ] # or the test says nothing
}

# once MEMBER: what was told as taken in was told once, and is there; all that is there was told, at the latest by the last run
once() {
	jq -rR "fromjson? | select(.already | not) | .$1 // empty" "$BATS_TEST_TMPDIR/told" | sort >"$BATS_TEST_TMPDIR/taken"
	same '' "$(uniq -d "$BATS_TEST_TMPDIR/taken")" || return 1
	sv-list --format id | sort >"$BATS_TEST_TMPDIR/there"
	same '' "$(comm -23 "$BATS_TEST_TMPDIR/taken" "$BATS_TEST_TMPDIR/there")" || return 1
	same '' "$(jq -rR "fromjson? | .$1 // empty" "$BATS_TEST_TMPDIR/told" | sort -u | comm -13 - "$BATS_TEST_TMPDIR/there")"
}

@test "acts: killed at random moments, resumed until the end, every line is there once" {
	until_done "$T/acts" --batch 7
	once case
	same "$(jq -r .source "$T/acts" | sort)" "$(sv-list | jq -r .source | sort)"
	whole
	stores_nothing gives sv-import --resume "$T/acts"
}

@test "histories with attachments: killed at random moments, resumed until the end" {
	until_done "$T/histories" --batch 2
	once case
	same "$(jq -r 'select(.history) | .case // empty' "$T/histories" | sort)" "$(sv-list --format id | sort)"
	same 1 "$(sv-risk list | wc -l)"
	whole
	sv-case open "$(sv-list --format id | tail -1)" --attachment f1 --why controle | cmp - "$T/bijlage"
}

@test "bad lines among them: set aside once, as they were, whenever the run before was killed" {
	jq -c 'if .source | test("[05]$") then .acts[0].report.channel = "gerucht" else . end' "$T/acts" >"$BATS_TEST_TMPDIR/in"
	local got=137 n=0
	while [ $got = 137 ]; do # the status is 65 in the end
		n=$((n + 1))
		timeout -s KILL "0.$(printf '%03d' $((n * 7 % 1000)))" sv-import --resume --batch 5 --rejects "$BATS_TEST_TMPDIR/rejects" "$BATS_TEST_TMPDIR/in" >>"$BATS_TEST_TMPDIR/told" 2>>"$BATS_TEST_TMPDIR/err" && got=0 || got=$?
		echo >>"$BATS_TEST_TMPDIR/told"
		[ $n -lt 300 ]
	done
	same 65 $got
	[ $n -ge 2 ]
	same "$(jq -c 'select(.source | test("[05]$"))' "$BATS_TEST_TMPDIR/in" | cksum)" "$(cksum <"$BATS_TEST_TMPDIR/rejects")"
	once case
	same $((LINES - LINES / 5)) "$(count_cases)"
	gives sv-import --resume "$T/acts" # mended
	same $LINES "$(count_cases)"
	whole
}

@test "killed at each call that makes a batch durable, or that comes after it: one repeat reaches the same end" {
	strace -o /dev/null true || skip 'strace does not work here'
	local call n got most
	head -12 "$T/acts" >"$BATS_TEST_TMPDIR/in"
	for call in syncfs rename fsync write; do
		setup
		strace -f -o "$BATS_TEST_TMPDIR/trace" -e trace=$call sv-import --batch 4 "$BATS_TEST_TMPDIR/in" >"$BATS_TEST_TMPDIR/out"
		most=$(grep -c "$call(" "$BATS_TEST_TMPDIR/trace")
		for ((n = 1; n <= most; n += most / 6 + 1)); do
			setup
			got=0
			strace -f -o "$BATS_TEST_TMPDIR/trace" -e trace=$call -e inject=$call:signal=KILL:when=$n sv-import --batch 4 "$BATS_TEST_TMPDIR/in" >"$BATS_TEST_TMPDIR/told" 2>"$BATS_TEST_TMPDIR/err" || got=$?
			[ $got != 0 ] || { echo "$call $n: not killed"; return 1; }
			echo >>"$BATS_TEST_TMPDIR/told"
			same 0 $(($(count_cases) % 4))
			whole || { echo "$call $n"; return 1; }
			sv-import --resume --batch 4 "$BATS_TEST_TMPDIR/in" >>"$BATS_TEST_TMPDIR/told"
			once case || { echo "$call $n"; return 1; }
			same 12 "$(sv-list | jq -r .source | sort -u | wc -l)"
			same 12 "$(count_cases)"
			whole || { echo "$call $n"; return 1; }
		done
	done
}

@test "the disk fails at a batch: 74, batches before it stay, what was printed is stored, and it goes on" {
	strace -o /dev/null true || skip 'strace does not work here'
	local call
	for call in syncfs:when=2 fsync:when=2 rename:when=2+; do
		setup
		fails_with 74 strace -f -o "$BATS_TEST_TMPDIR/trace" -e trace=${call%%:*} -e inject=${call%%:*}:error=EIO:${call#*:} sv-import --batch 20 "$T/acts" || { echo "$call"; false; }
		same 0 $(($(count_cases) % 20))
		cp "$BATS_TEST_TMPDIR/out" "$BATS_TEST_TMPDIR/told"
		gives sv-import --resume --batch 20 "$T/acts"
		cat "$BATS_TEST_TMPDIR/out" >>"$BATS_TEST_TMPDIR/told"
		once case
		same $LINES "$(count_cases)"
		whole
	done
}
