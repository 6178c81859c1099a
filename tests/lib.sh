# SPDX-License-Identifier: MIT
# What the shell tests share: a private world, TAP, and checks that a crash can't pass.
set -u
W=$(mktemp -d /tmp/sv-test-XXXXXX)
export HOME=$W/home XDG_CONFIG_HOME=$W/config XDG_STATE_HOME=$W/state XDG_RUNTIME_DIR=$(mktemp -d /dev/shm/sv-test-XXXXXX) SV_STORE=$W/store TERM=dumb
mkdir -p "$HOME"
trap 'chmod -R u+w "$W" 2>/dev/null; rm -rf "$W" "$XDG_RUNTIME_DIR"' EXIT
cd "$W" || exit 1
N=0
ok() { N=$((N + 1)); echo "ok $N - $1"; }
not_ok() { N=$((N + 1)); echo "not ok $N - $1"; shift; [ $# = 0 ] || printf '%s\n' "$@" | head -20 | sed 's/^/# /'; }
# check NAME COMMAND...: the command succeeds
check() { local name=$1; shift; if "$@" >"$W/out" 2>"$W/err"; then ok "$name"; else not_ok "$name" "status $?: $*" "$(cat "$W/err")" "$(head -c 1000 "$W/out")"; fi; }
# fails CODE NAME PATTERN COMMAND...: exactly that status, the pattern on stderr, nothing on stdout
fails() {
	local code=$1 name=$2 pattern=$3 status
	shift 3
	"$@" >"$W/out" 2>"$W/err"
	status=$?
	if [ $status = "$code" ] && grep -Eq -- "$pattern" "$W/err" && [ ! -s "$W/out" ]; then ok "$name"
	else not_ok "$name" "wanted $code and /$pattern/, got $status: $*" "$(cat "$W/err")" "$(head -c 500 "$W/out")"; fi
}
# same NAME A B
same() { if [ "$2" = "$3" ]; then ok "$1"; else not_ok "$1" "first:  $2" "second: $3"; fi; }
done_testing() { echo "1..$N"; }
head_of() { git -C "$SV_STORE/history.git" rev-parse -q --verify main; }
make_store() {
	echo 'kanarie-wachtzin-vier-woorden' >"$W/passphrase"
	"$B/tests/identity_tool" meldpunt "$XDG_CONFIG_HOME/sv/identity" 9<"$W/passphrase" >/dev/null || exit 1 # one whose passphrase is worked out at once
	sv-key unlock --minutes 600 --passphrase-fd 9 9<"$W/passphrase" || exit 1
	sv-init --protocol "$B/share/sv/examples/protocol.json" || exit 1
}
# add_officer HANDLE PERSON ROLE...: an unattended identity file $W/HANDLE.key (record) or one with passphrase, unlocked
add_officer() {
	local handle=$1 person=$2 roles=
	shift 2
	for r; do roles="$roles --role $r"; done
	if [ "$*" = record ]; then sv-key new "$handle" --unattended --output "$W/$handle.key"
	else "$B/tests/identity_tool" "$handle" "$W/$handle.key" 9<"$W/passphrase"; fi >"$W/$handle.pub" || exit 1
	echo "$person" >"$W/person"
	sv-key add-officer $roles --person-file "$W/person" <"$W/$handle.pub" || exit 1
	[ "$*" = record ] || sv-key unlock --minutes 600 --key "$W/$handle.key" --passphrase-fd 9 9<"$W/passphrase" || exit 1
}
REPORT='{"sv":1,"report":{"kind":"report","confidentiality":"confidential","channel":"desk","category":"bullying","unit":"burgerzaken","gravity":"undesirable","narrative":"kanarie-verhaal","parties":[{"role":"reporter","name":"kanarie-naam","contact":"kanarie-contact","person":"P-KANARIE-1"},{"role":"concerned","name":"kanarie-beklaagde","person":"P2"}]}}'
new_case() { printf '%s\n' "${1:-$REPORT}" | sv-report | jq -r .case; }
at() { SV_NOW=$1; export SV_NOW; }
