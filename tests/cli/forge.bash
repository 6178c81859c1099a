# SPDX-License-Identifier: MIT
# What somebody can write who holds the repository, stock git and perhaps an officer's key: lines of events, and commits signed with any key. After lib.bash.

# bare OFFICER: a file in which the officer's secret lies open, from where it is unlocked (or unattended)
bare() {
	local file=$T/bare.$1 from
	if [ ! -e "$file" ]; then
		from=$(grep -ls "^name $1\$" "$XDG_RUNTIME_DIR"/sv/unlocked-* || echo "$T/keys/$1")
		grep -v '^until ' "$from" >"$file"
	fi
	echo "$file"
}

# forge SIGNER|- HANDLE [PATH=FILE...]: commits with stock git, signed by an officer's key (-: unsigned), in the name of an officer; at $WHEN, else now
forge() {
	local key=-
	[ "$1" = - ] || key=$(bare "$1")
	/usr/bin/python3 "$ROOT/tests/data/forge.py" "$SV_STORE/history.git" "$key" "$2" "${WHEN:-$(date +%s)}" "${@:3}"
}

case_file() { hist ls-tree -r --name-only main cases | grep "${1#*-}"; }

# adds SIGNER|- HANDLE CASE TYPE [MORE [KEYRING COMPARTMENT=JSON...]]: forges a commit that adds a line to a case; see tests/data/event.py
adds() {
	local path seal=()
	WHEN=$(date +%s)
	path=$(case_file "$3")
	hist show "main:$path" >"$BATS_TEST_TMPDIR/was"
	[ $# -le 5 ] || seal=("$6" "$(bare "$2")" "${@:7}")
	{ cat "$BATS_TEST_TMPDIR/was" && /usr/bin/python3 "$ROOT/tests/data/event.py" "$BATS_TEST_TMPDIR/was" case "$3" "$2" "$4" "$WHEN" "$(hist rev-parse main:protocol.json)" "${5:-{\}}" "${seal[@]}"; } >"$BATS_TEST_TMPDIR/now" || return 1
	forge "$1" "$2" "$path=$BATS_TEST_TMPDIR/now"
	unset WHEN
}

# adds_officer SIGNER HANDLE OFFICER TYPE MORE [KEYRING COMPARTMENT=JSON...]: the same to an officer's file, with what an event of theirs must repeat
adds_officer() {
	local path=officers/$3.ndjson seal=() more
	WHEN=$(date +%s)
	hist show "main:$path" >"$BATS_TEST_TMPDIR/was"
	more=$(tail -1 "$BATS_TEST_TMPDIR/was" | jq -c --argjson more "$5" '{public: (.public + $more)}')
	[ $# -le 5 ] || seal=("$6" "$(bare "$2")" "${@:7}")
	{ cat "$BATS_TEST_TMPDIR/was" && /usr/bin/python3 "$ROOT/tests/data/event.py" "$BATS_TEST_TMPDIR/was" officer "$3" "$2" "$4" "$WHEN" "$(hist rev-parse main:protocol.json)" "$more" "${seal[@]}"; } >"$BATS_TEST_TMPDIR/now" || return 1
	forge "$1" "$2" "$path=$BATS_TEST_TMPDIR/now"
	unset WHEN
}
