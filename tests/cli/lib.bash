# SPDX-License-Identifier: MIT
# What the tests of the commands share: a private store per file, officers, cases, and exact exit statuses.
# Descriptor 3 belongs to bats; passphrases come by 9.
bats_require_minimum_version 1.5.0

ROOT=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
B=${B:-$ROOT/build}
PATH=$B/bin:$PATH
export ROOT B PATH TZ=UTC LC_ALL=C.UTF-8
unset LANGUAGE LANG NO_COLOR SV_NOW SV_KEY XDG_DATA_HOME GIT_DIR
PROTOCOL=$ROOT/share/examples/protocol.json
PASSPHRASE='vier losse woorden samen'

# quickly: bats looks up where it is before each command of each function, which takes most of the time of a test that does much; from here on it does so in the test itself only,
# whose line is what a failure names. Every setup and setup_file of a file calls it (this one, or setup_place).
quickly() { set +T; }
setup() { quickly; }

# setup_place: the folders of this file, without a store yet
setup_place() {
	quickly
	T=$BATS_FILE_TMPDIR
	export T HOME=$T/home SV_STORE=$T/store XDG_CONFIG_HOME=$T/config XDG_STATE_HOME=$T/state/meldpunt
	XDG_RUNTIME_DIR=$(mktemp -d /dev/shm/sv-test.XXXXXX)
	export XDG_RUNTIME_DIR
	mkdir -p "$HOME" "$T/keys"
	commands=$(cd "$B/bin" && ls -d sv sv-*)
	export commands
}

# new_identity HANDLE FILE: as sv-key new, with a passphrase that is worked out at once (tests/unit/identity_tool.c); prints what add-officer takes
new_identity() { "$B/tests/identity_tool" "$1" "$2" 9<<<"$PASSPHRASE"; }

# setup_store: a store with the officer meldpunt, unlocked; each test file calls it once, from setup_file
setup_store() {
	setup_place
	new_identity meldpunt "$XDG_CONFIG_HOME/sv/identity" >"$T/keys/meldpunt.pub"
	sv-key unlock --passphrase-fd 9 9<<<"$PASSPHRASE"
	sv-init --protocol "$PROTOCOL" "$@"
}

# Call it from teardown_file: the rest lies in bats' own temporary folder.
clear_store() {
	case $XDG_RUNTIME_DIR in
	/dev/shm/sv-test.*) rm -rf "$XDG_RUNTIME_DIR" ;;
	esac
}

# add_officer HANDLE [OPTION...]: an officer with an unlocked identity of their own; options as of sv-key add-officer
add_officer() {
	local name=$1
	shift
	new_identity "$name" "$T/keys/$name" >"$T/keys/$name.pub"
	as "$name" sv-key unlock --passphrase-fd 9 9<<<"$PASSPHRASE"
	sv-key add-officer "$@" <"$T/keys/$name.pub"
}

# add_cron: the officer for unattended work, with an identity without passphrase and the role record
add_cron() {
	as cron sv-key new cron --unattended >"$T/keys/cron.pub"
	sv-key add-officer --role record <"$T/keys/cron.pub"
}

# as OFFICER COMMAND...: runs a command as somebody else, who has a home of their own
as() {
	local who=$1
	shift
	SV_KEY=$T/keys/$who XDG_STATE_HOME=$T/state/$who "$@"
}

# opens OFFICER CASE [OPTION...]: what a program of their own (tests/data/opens.py), with the officer's keys and everything in the store, opens of a case.
# The secret is taken from where it lies unlocked, so that no passphrase has to be worked out again and again.
opens() {
	local bare
	bare=$(mktemp "$BATS_TEST_TMPDIR/bare.XXXXXX")
	grep -hv '^until ' "$(grep -l "^name $1$" "$XDG_RUNTIME_DIR"/sv/unlocked-*)" >"$bare"
	/usr/bin/python3 "$ROOT/tests/data/opens.py" "$SV_STORE" "$bare" '' "${@:2}" && rm "$bare"
}

# at INSTANT COMMAND...: runs a command at another time; a day alone means its morning
at() {
	local when=$1
	shift
	[ ${#when} = 10 ] && when=${when}T09:00:00Z
	SV_NOW=$when "$@"
}

hist() { git -C "$SV_STORE/history.git" "$@"; }
head_id() { hist rev-parse main; }
count_cases() { sv-list --format id | wc -l; }

# slurp VARIABLE FILE: what the file holds, without NUL bytes and without its last newlines; in this process, as it is done thousands of times
slurp() {
	local -a parts
	local -n into=$1
	local IFS=
	mapfile -d '' -t parts <"$2"
	into="${parts[*]}"
	while [[ $into = *$'\n' ]]; do into=${into%$'\n'}; done
}

# fails_with CODE COMMAND...: the command must end with just this status; out and err hold what it said.
# No status of ours is over 78: a signal, 126 and 127 can never pass for a refusal.
fails_with() {
	local want=$1 got=0
	shift
	"$@" >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/err" || got=$?
	slurp out "$BATS_TEST_TMPDIR/out"
	slurp err "$BATS_TEST_TMPDIR/err"
	if [ "$got" != "$want" ] || [ "$want" -gt 78 ]; then
		echo "wanted status $want, got $got: $*"
		echo "stderr: $err"
		return 1
	fi
	case $err in
	*"runtime error:"* | *Sanitizer* | *"core dumped"*)
		echo "$err"
		return 1
		;;
	esac
}

# gives COMMAND...: the command must succeed without a word on stderr; out holds what it printed
gives() {
	fails_with 0 "$@" || return 1
	[ -z "$err" ] || { echo "unasked words on stderr: $err"; return 1; }
}

# says TEXT...: each text stands in what the last command wrote to stderr
says() {
	local text
	for text; do
		case $err in
		*"$text"*) ;;
		*) echo "not said: $text"; echo "stderr: $err"; return 1 ;;
		esac
	done
}

# prints TEXT...: each text stands in what the last command wrote to stdout
prints() {
	local text
	for text; do
		case $out in
		*"$text"*) ;;
		*) echo "not printed: $text"; echo "stdout: $out"; return 1 ;;
		esac
	done
}

# stores_nothing COMMAND...: the command (of this library, with its arguments) leaves the history as it was
stores_nothing() {
	local before after
	before=$(head_id)
	"$@" || return 1
	after=$(head_id)
	[ "$before" = "$after" ] || { echo "something was stored: $*"; return 1; }
}

# same WANT GOT: equal, or both are shown
same() {
	[ "$1" = "$2" ] || { echo "wanted: $1"; echo "got:    $2"; return 1; }
}

# A record for sv-report; an argument is a jq program that changes the report.
record() {
	[ "${1:-.}" = . ] && { echo "$RECORD"; return; } # jq takes long to begin
	jq -nc "{sv:1, report: ({kind:\"report\", confidentiality:\"confidential\", channel:\"desk\", category:\"bullying\",
		unit:\"burgerzaken\", gravity:\"undesirable\", narrative:\"Er werd geroepen op de gang.\", parties: [
		{role:\"reporter\", name:\"Een Melder\", person:\"P1001\", affected:true},
		{role:\"concerned\", name:\"Een Betrokkene\", person:\"P2001\"}]} | ${1:-.})}"
}
RECORD=$(record 'del(.none)')

# new_case [JQ-PROGRAM]: registers a case and prints its id
new_case() {
	local line
	line=$(set -o pipefail; record "${1:-.}" | sv-report) && line=${line#*'"case":"'} && echo "${line%%\"*}"
}

# state CASE JQ-PROGRAM: something of the state of a case
state() {
	sv-show "$1" --format json | jq -r "$2"
}

# What looks for leaks under a sanitizer does not work where a program is traced.
strace() { ASAN_OPTIONS=detect_leaks=0 command strace "$@"; }

# The system calls by which a command changes a disk.
DISK=write,writev,pwrite64,pwritev,ftruncate,truncate,fallocate,fsync,fdatasync,syncfs,rename,renameat,renameat2,link,linkat,unlink,unlinkat

# disk_calls COMMAND...: runs it under strace, and prints each such call as its name and its number among those of that name (as strace counts them), in order
disk_calls() {
	strace -f -o "$BATS_TEST_TMPDIR/calls" -e trace=$DISK "$@" >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/err"
	sed -nE 's/^[0-9]+ +([a-z0-9_]+)\(.*/\1/p' "$BATS_TEST_TMPDIR/calls" | awk '{ print $1, ++n[$1] }'
}

# killed_at NAME NUMBER COMMAND...: runs it, killed instead of making that call; said is what it printed
killed_at() {
	local got=0 call=$1 number=$2
	shift 2
	strace -f -o "$BATS_TEST_TMPDIR/trace" -e trace="$call" -e inject="$call:error=EIO:signal=KILL:when=$number" "$@" >"$BATS_TEST_TMPDIR/said" 2>"$BATS_TEST_TMPDIR/err" 3>&- || got=$?
	said=$(cat "$BATS_TEST_TMPDIR/said")
	same "$call $number: 137" "$call $number: $got" || { cat "$BATS_TEST_TMPDIR/err"; return 1; }
}
