# SPDX-License-Identifier: MIT
# The contract that every command keeps, tried on every program there is: help, options, input limits, output, exit status.
load lib

setup_file() {
	setup_store
	add_cron
	C_NEW=$(new_case)
	C_OPEN=$(new_case)
	sv-erase propose "$C_OPEN" --party p1 --ground request --why 'vraagt erom' >"$T/proposed"
	sv-triage "$C_OPEN" --route informal >"$T/triaged"
	C_DONE=$(new_case)
	sv-triage "$C_DONE" --route informal >"$T/triaged"
	sv-decide "$C_DONE" --outcome settled --grounds 'samen uitgesproken' --measure none >"$T/decided"
	sv-aftercare plan "$C_DONE" --party all --actions 'een gesprek' --contact-by 2030-01-01 >"$T/cared"
	sv-aftercare learn "$C_DONE" --cause leadership_style >"$T/learned"
	export C_NEW C_OPEN C_DONE
}

teardown_file() { clear_store; }

# each FUNCTION COMMAND...: calls it for every command and fails at the end when it failed for any
each() {
	local f=$1 c bad=
	shift
	for c; do
		"$f" "$c" || { echo "-- in $c"; bad="$bad $c"; }
	done
	[ -z "$bad" ] || { echo "not kept by:$bad"; return 1; }
}

# The filters, each with an act that the store would take: the good line that must not be stored beside a bad one.
filters='sv-report sv-triage sv-investigate sv-decide sv-aftercare sv-close sv-case sv-message sv-actor sv-risk sv-train sv-policy sv-survey'
good_line() {
	case $1 in
	sv-report) record ;;
	sv-triage) echo "{\"sv\":1,\"case\":\"$C_NEW\",\"triage\":{\"route\":\"informal\"}}" ;;
	sv-investigate) echo "{\"sv\":1,\"case\":\"$C_OPEN\",\"investigate\":{\"step\":\"preliminary\",\"conclusion\":\"lighter_route\",\"report\":\"Niets.\"}}" ;;
	sv-decide) echo "{\"sv\":1,\"case\":\"$C_OPEN\",\"decide\":{\"outcome\":\"settled\",\"grounds\":\"samen\",\"measures\":[\"none\"]}}" ;;
	sv-aftercare) echo "{\"sv\":1,\"case\":\"$C_OPEN\",\"aftercare\":{\"step\":\"plan\",\"party\":\"p1\",\"actions\":\"gesprek\"}}" ;;
	sv-case) echo "{\"sv\":1,\"case\":\"$C_OPEN\",\"link\":{\"to\":\"$C_NEW\",\"as\":\"related\"}}" ;;
	sv-message) echo "{\"sv\":1,\"case\":\"$C_OPEN\",\"message\":{\"kind\":\"update\",\"party\":\"p1\"}}" ;;
	sv-policy) echo '{"sv":1,"add":{"kind":"other","title":"Regeling","consent":"not_needed"}}' ;;
	sv-close) echo "{\"sv\":1,\"case\":\"$C_DONE\",\"close\":{\"retention\":\"five_years\"}}" ;;
	sv-actor) echo '{"sv":1,"add":{"kind":"confidant","title":"Vertrouwenspersoon"}}' ;;
	sv-risk) echo '{"sv":1,"add":{"title":"Buitendienst","trigger":"periodic"}}' ;;
	sv-train) echo '{"sv":1,"add":{"kind":"talk","title":"Gesprek"}}' ;;
	sv-survey) echo '{"sv":1,"add":{"title":"Meting"}}' ;;
	esac
}

# filter COMMAND [OPTION...]: the command as a filter of records
filter() {
	local c=$1
	shift
	case $c in
	sv-investigate | sv-aftercare) "$c" all "$@" ;;
	sv-case) "$c" link "$@" ;;
	sv-message) "$c" record "$@" ;;
	sv-actor | sv-risk | sv-train | sv-policy | sv-survey) "$c" add "$@" ;;
	*) "$c" "$@" ;;
	esac
}

# act_of COMMAND: the member of a record that is the act of its filter, and that of what it is about
act_of() {
	case $1 in
	sv-case) echo link case ;;
	sv-actor | sv-risk | sv-policy | sv-survey) echo add "${1#sv-}" ;;
	sv-train) echo add activity ;;
	*) echo "${1#sv-}" case ;;
	esac
}

# printing COMMAND: an invocation that prints data and stores nothing
printing() {
	case $1 in
	sv) sv --days 3650 ;;
	sv-init | sv-gc) "$1" --version ;; # all they do is writing
	sv-key) sv-key list ;;
	sv-protocol) sv-protocol show ;;
	sv-show | sv-log) "$1" "$C_OPEN" ;;
	sv-list | sv-stats | sv-verify | sv-due | sv-guide | sv-annual | sv-export) "$1" ;;
	sv-evaluate) sv-evaluate --from 2001 --to 2003 ;; # of years without cases nothing can be missed
	sv-erase) sv-erase due ;;
	sv-import) printf 'unit,staff\ngemeente,900\n' | sv-import --headcount - --on 2026-01-01 --dry-run ;;
	*) good_line "$1" | filter "$1" --dry-run ;;
	esac
}

# reading COMMAND: an invocation that needs a store
reading() {
	case $1 in
	sv-init) sv-key list ;; # it makes one; this stands in for it
	sv-gc) sv-gc ;;
	sv-guide) sv-guide ladder --set "$ROOT/share/guide/nl/ladder.md" ;; # reading it needs none
	*) printing "$1" ;;
	esac
}

specs() { "$1" --dump-spec; }

# --- help, version, specification ---

help_is_good() {
	local option
	gives "$1" --help || return 1
	prints "$1" || return 1
	for option in $(specs "$1" | jq -r '.verbs[] | select(.hidden | not) | .options[].name' | sort -u); do
		prints "--$option" || return 1
	done
	same "$out" "$(env -i PATH="$PATH" LC_ALL=C.UTF-8 SV_NOW=nonsense SV_STORE=/nonexistent "$1" -h)"
}
@test "--help exits 0, is on stdout, names every option, and needs neither store nor surroundings" {
	each help_is_good $commands
}

version_is_good() {
	gives "$1" --version || return 1
	[[ $out =~ ^$1\ [0-9]+\.[0-9]+\.[0-9]+$ ]] || { echo "$out"; return 1; }
}
@test "--version exits 0 and is one line on stdout" {
	each version_is_good $commands
}

spec_is_good() {
	gives "$1" --dump-spec || return 1
	jq -e --arg c "$1" '.name == $c and (.summary | length > 0) and (.verbs | length > 0)
		and all(.verbs[].options[]; (.name | test("^[a-z][a-z-]*$")) and (.help | length > 0))
		and all(.verbs[]; [.options[].name] | length == (unique | length))
		and all(.verbs[]; [.options[].letter | values] | length == (unique | length))' <<<"$out" >"$BATS_TEST_TMPDIR/jq" || return 1
}
@test "--dump-spec is JSON that describes each option once" {
	each spec_is_good $commands
}

# --- options ---

unknown_refused() {
	fails_with 64 "$1" --versoin || return 1
	says "$1: unknown option '--versoin'" "did you mean '--version'?" || return 1
	[ -z "$out" ] || return 1
	fails_with 64 "$1" --vers || return 1 # no abbreviations
	fails_with 64 "$1" -Q || return 1
	fails_with 64 "$1" --help=yes || return 1
}
@test "an unknown option is refused with 64, and the one that was meant is named" {
	each unknown_refused $commands
}

repeated_refused() {
	local verb name type word n=0
	while read -r verb name type word; do
		[ "$verb" = - ] && verb=
		if [ "$type" = flag ]; then
			fails_with 64 "$1" $verb "--$name" "--$name" </dev/null || return 1
		else
			fails_with 64 "$1" $verb "--$name" "$word" "--$name" "$word" </dev/null || return 1
		fi
		says "option '--$name' was given twice" || return 1
		n=$((n + 1))
	done < <(specs "$1" | jq -r '.verbs[] | (if .name == "" then "-" else .name end) as $v | .options[]
		| select((.many | not) and (.name | IN("help", "version") | not))
		| "\($v) \(.name) \(.type) \(.words[0] // (if .type == "int" then "1" elif .type == "date" then "2026-01-01" else "x" end))"')
	[ $n -ge 3 ] # --store, --key and --passphrase-fd at least
}
@test "an option that may be given once is refused with 64 when it is given twice" {
	each repeated_refused $commands
}

value_checked() {
	local verb name type n=0
	while read -r verb name type; do
		[ "$verb" = - ] && verb=
		n=$((n + 1))
		fails_with 64 "$1" $verb "--$name" || return 1
		says "option '--$name' needs a value" || return 1
		[ "$type" = int ] || [ "$type" = date ] || [ "$type" = word ] || continue
		fails_with 64 "$1" $verb "--$name" 'geen#waarde' </dev/null || return 1
		says "option '--$name': " || return 1
		case $err in *geen#waarde*) echo "the value is repeated: $err"; return 1 ;; esac
	done < <(specs "$1" | jq -r '.verbs[] | (if .name == "" then "-" else .name end) as $v | .options[] | select(.type != "flag") | "\($v) \(.name) \(.type)"')
	[ $n -ge 1 ] # --store at least
}
@test "an option without its value, or with one of another type, is refused with 64 and not repeated" {
	each value_checked $commands
}

@test "a word that an option does not know is answered with the one that was meant" {
	fails_with 64 sv-report --kind raport
	says "option '--kind': unknown word 'raport'" "did you mean 'report'?"
	fails_with 64 sv-investigate opne
	says "unknown verb 'opne'" "did you mean 'open'?"
	fails_with 64 sv-decide "$C_OPEN" --outcome foundde
	says "did you mean 'founded'?"
	fails_with 64 sv repot
	says "did you mean 'report'?"
}

# --- input ---

# bad NAME COMMAND: a bad second line, as bytes
bad() {
	local deep verb about
	read -r verb about < <(act_of "$2")
	case $1 in
	half) printf '{"sv":1,"note":"hal\n' ;;
	cut) printf '{"sv":1}' ;;
	half-cut) printf '{"sv":1,"no' ;;
	utf8) printf '{"sv":1,"note":"\xff"}\n' ;;
	utf8-overlong) printf '{"sv":1,"note":"\xc0\xaf"}\n' ;;
	utf8-surrogate) printf '{"sv":1,"note":"\xed\xa0\x80"}\n' ;;
	escape-surrogate) printf '{"sv":1,"note":"\\ud800"}\n' ;;
	version) printf '{"sv":2}\n' ;;
	version-text) printf '{"sv":"1"}\n' ;;
	double) printf '{"sv":1,"note":"a","note":"b"}\n' ;;
	double-inside) printf '{"sv":1,"x":[{"note":1,"note":1}]}\n' ;;
	deep) deep=$(printf '%064d' 0) && printf '{"sv":1,"x":%s%s}\n' "${deep//0/[}" "${deep//0/]}" ;;
	long) printf '{"sv":1,"note":"%s"}\n' "$(head -c 1048576 /dev/zero | tr '\0' x)" ;;
	null) printf '{"sv":1,"note":null}\n' ;;
	real) printf '{"sv":1,"note":1.5}\n' ;;
	big) printf '{"sv":1,"note":9007199254740993}\n' ;;
	huge) printf '{"sv":1,"note":99999999999999999999}\n' ;;
	nul) printf '{"sv":1,"note":"\0"}\n' ;;
	nul-escape) printf '{"sv":1,"note":"\\u0000"}\n' ;;
	bom) printf '\xef\xbb\xbf{"sv":1}\n' ;;
	array) printf '[{"sv":1}]\n' ;;
	two) printf '{"sv":1} {"sv":1}\n' ;;
	words) printf 'kind: report\n' ;;
	act) printf '{"sv":1,"case":"%s","%s":"x"}\n' "$C_NEW" "$verb" ;;
	id) printf '{"sv":1,"%s":7,"%s":{}}\n' "$about" "$verb" ;;
	esac
}
bads='half cut half-cut utf8 utf8-overlong utf8-surrogate escape-surrogate version version-text double double-inside deep long null real big huge nul nul-escape bom array two words act id'

refuses_bad() {
	local kind
	good_line "$1" >"$BATS_TEST_TMPDIR/good"
	gives filter "$1" --dry-run <"$BATS_TEST_TMPDIR/good" || return 1 # it is the other line that is refused
	for kind in $bads; do
		{ cat "$BATS_TEST_TMPDIR/good" && bad "$kind" "$1"; } >"$BATS_TEST_TMPDIR/in"
		fails_with 65 filter "$1" <"$BATS_TEST_TMPDIR/in" || { echo "kind: $kind"; return 1; }
		says "$1: line 2: " || { echo "kind: $kind"; return 1; }
		[ -z "$out" ] || { echo "kind: $kind printed something"; return 1; }
	done
}
@test "malformed input is refused with 65 and its line, and nothing of it is stored" {
	stores_nothing each refuses_bad $filters
}

@test "the limits themselves are allowed: a line of 1 MiB, depth 64, the largest integers" {
	local deep
	deep=$(printf '%063d' 0)
	{
		printf '{"sv":1,"x":%s%s}\n' "${deep//0/[}" "${deep//0/]}"
		printf '{"sv":1,"x":"%s"}\n' "$(head -c $((1048576 - 15)) /dev/zero | tr '\0' x)"
		printf '{"sv":1,"x":[9007199254740991,-9007199254740991]}\n'
	} >"$BATS_TEST_TMPDIR/in"
	[ "$(sed -n 2p "$BATS_TEST_TMPDIR/in" | tr -d '\n' | wc -c)" = 1048576 ]
	gives sv-triage <"$BATS_TEST_TMPDIR/in"
	same "$(cksum <"$BATS_TEST_TMPDIR/in")" "$(cksum <"$BATS_TEST_TMPDIR/out")"
}

pointer_named() {
	local verb about
	read -r verb about < <(act_of "$1")
	good_line "$1" | jq -c --arg v "$verb" '.[$v].nonsense = "woord dat niet mag uitlekken"' >"$BATS_TEST_TMPDIR/in"
	fails_with 65 filter "$1" <"$BATS_TEST_TMPDIR/in" || return 1
	says "$1: line 1: /$verb" nonsense || return 1
	case $err in *uitlekken*) echo "content in a message: $err"; return 1 ;; esac
}
@test "an unknown member of an act is refused with its pointer, without its value" {
	stores_nothing each pointer_named $filters
}

# --- descriptors ---

closed_stdin() {
	case " $filters " in
	*" $1 "*)
		fails_with 74 filter "$1" <&- || return 1
		says "$1: " stdin
		;;
	*) fails_with 0 printing "$1" <&- ;;
	esac
}
@test "a closed stdin is an error for who reads it, and nothing to others" {
	stores_nothing each closed_stdin $commands
}

full_stdout() {
	local f got
	for f in printing "$1 --help" "$1 --version" "$1 --dump-spec"; do
		[ "$f" = printing ] && f="printing $1"
		got=0
		$f >/dev/full 2>"$BATS_TEST_TMPDIR/err" || got=$?
		err=$(cat "$BATS_TEST_TMPDIR/err")
		same 74 "$got" || { echo "$f >/dev/full"; return 1; }
		says "$1: " stdout || return 1
		same 1 "$(wc -l <"$BATS_TEST_TMPDIR/err")" || { echo "$f: $err"; return 1; }
	done
}
@test "a full disk under stdout is 74, and said once" {
	each full_stdout $commands
}

closed_stdout() {
	local got=0 f
	for f in "printing $1" "$1 --help"; do
		got=0
		$f >&- 2>"$BATS_TEST_TMPDIR/err" || got=$?
		same 74 "$got" || { echo "$f"; return 1; }
		err=$(cat "$BATS_TEST_TMPDIR/err")
		says "$1: " || return 1
	done
}
@test "a closed stdout is 74" {
	each closed_stdout $commands
}

@test "a closed stdout does not become a file of the store, and what was stored stays" {
	local before after got=0
	before=$(count_cases)
	record | sv-report >&- 2>"$BATS_TEST_TMPDIR/err" || got=$?
	same 74 "$got"
	after=$(count_cases)
	same $((before + 1)) "$after"
	gives sv-verify
}

closed_stderr() {
	local got=0
	"$1" --versoin 2>&- >"$BATS_TEST_TMPDIR/out" || got=$?
	same 64 "$got"
}
@test "a closed stderr changes no status" {
	each closed_stderr $commands
}

@test "a reader that stops after one line is no reason to hang or to complain, and all is stored" {
	local before i
	before=$(count_cases)
	for i in $(seq 300); do record; done >"$BATS_TEST_TMPDIR/many"
	early_reader() {
		local got=0
		: >"$BATS_TEST_TMPDIR/status"
		{ timeout 20 "$@" || echo $? >"$BATS_TEST_TMPDIR/status"; } 2>"$BATS_TEST_TMPDIR/err" | head -1 >"$BATS_TEST_TMPDIR/out"
		got=$(cat "$BATS_TEST_TMPDIR/status")
		case $got in
		'' | 141) ;;
		*) echo "status $got: $*"; cat "$BATS_TEST_TMPDIR/err"; return 1 ;;
		esac
		same '' "$(cat "$BATS_TEST_TMPDIR/err")" && same 1 "$(wc -l <"$BATS_TEST_TMPDIR/out")"
	}
	early_reader sv-report <"$BATS_TEST_TMPDIR/many"
	same $((before + 300)) "$(count_cases)"
	early_reader sv-list
	early_reader sv-list --format csv
	early_reader sv-show $(sv-list --format id | head -200)
	early_reader sv-log "$C_OPEN"
	early_reader sv-export
	early_reader sv-export --format csv
	early_reader sv-stats --by unit
	early_reader sv-protocol show
	early_reader sv-verify
	sv-list >"$BATS_TEST_TMPDIR/many"
	early_reader sv-triage <"$BATS_TEST_TMPDIR/many"
}

# --- language ---

dutch_help() {
	gives "$1" --help || return 1
	local english=$out
	gives env LANGUAGE=nl "$1" --help || return 1
	[ "$out" != "$english" ] || { echo "help is the same in Dutch"; return 1; }
	fails_with 64 "$1" --versoin || return 1
	english=$err
	fails_with 64 env LANGUAGE=nl "$1" --versoin || return 1
	[ "$err" != "$english" ] || { echo "the error is the same in Dutch"; return 1; }
	says --versoin --version
}
@test "LANGUAGE=nl gives help and errors in Dutch" {
	each dutch_help $commands
}

@test "LANG=nl_NL.UTF-8 gives Dutch on a host that has no such locale, and LC_ALL=C alone gives English" {
	local dutch english
	dutch=$(LANGUAGE=nl sv-report --help)
	english=$(sv-report --help)
	[ "$dutch" != "$english" ]
	same "$dutch" "$(env -u LC_ALL LANG=nl_NL.UTF-8 sv-report --help)"
	same "$english" "$(LC_ALL=C sv-report --help)"
	same "$english" "$(LANG=nl_NL.UTF-8 LC_ALL=C sv-report --help)"
}

@test "data are the same in every language" {
	same "$(sv-list)" "$(LANGUAGE=nl sv-list)"
	same "$(sv-stats --by state --format json)" "$(LANGUAGE=nl sv-stats --by state --format json)"
	same "$(sv-log --format json "$C_OPEN")" "$(LANGUAGE=nl sv-log --format json "$C_OPEN")"
	same "$(sv-export)" "$(LANGUAGE=nl sv-export)"
	same "$(sv-export --format csv)" "$(LANGUAGE=nl sv-export --format csv)"
}

# --- stores that are not there, or not writable ---

no_store() {
	[ "$1" = sv-init ] && return 0
	mkdir -p "$T/empty"
	SV_STORE=$T/nowhere fails_with 66 reading "$1" || return 1
	says "$1: " "$T/nowhere" || return 1
	SV_STORE=$T/empty fails_with 66 reading "$1" || return 1
	says "$T/empty" || return 1
	[ ! -e "$T/nowhere" ] && [ -z "$(ls -A "$T/empty")" ] || { echo "something was made there"; return 1; }
}
@test "without a store: 66, the folder is named, and nothing is made in it" {
	each no_store $commands
}

@test "--store goes before SV_STORE" {
	fails_with 66 sv-list --store "$T/nowhere"
	says "$T/nowhere"
	SV_STORE=$T/nowhere gives sv-list --store "$T/store"
	prints "$C_OPEN"
}

@test "a case that is not there: 66" {
	local id c
	id=$(new_case) # a good id of another store
	mkdir -p "$T/other"
	SV_STORE=$T/other/store sv-init --protocol "$PROTOCOL"
	for c in 'sv-show' 'sv-log' 'sv-triage --route informal' 'sv-close' 'sv-key request --why reden' 'sv-aftercare learn --cause leadership_style'; do
		SV_STORE=$T/other/store fails_with 66 $c "$id"
		says "$id"
	done
}

@test "without an identity: 77, with a hint" {
	local c
	for c in sv-list sv-stats sv "sv-show $C_OPEN" "sv-log $C_OPEN"; do
		XDG_STATE_HOME=$T/state/nobody fails_with 77 $c --key "$T/keys/nobody"
		says "$T/keys/nobody" 'sv-key new'
	done
	record >"$BATS_TEST_TMPDIR/in"
	stores_nothing fails_with 77 sv-report --key "$T/keys/nobody" <"$BATS_TEST_TMPDIR/in"
}

@test "without passphrase and terminal: 77, and no hang" {
	local lonely
	lonely=$(mktemp -d /dev/shm/sv-test.XXXXXX)
	XDG_STATE_HOME=$T/state/lonely XDG_RUNTIME_DIR=$lonely fails_with 77 timeout 20 setsid -w sv-list </dev/null
	rm -rf "$lonely"
	says 'sv-key unlock'
	gives sv-list
}

@test "a clock that is none: 78" {
	SV_NOW=gisteren fails_with 78 sv-list
	says SV_NOW
}

@test "readers work on a store that is mounted read-only; writers say so" {
	unshare -m true 2>"$BATS_TEST_TMPDIR/why" || skip "no mount namespaces here"
	cat >"$BATS_TEST_TMPDIR/ro.bash" <<-'END'
		set -e
		mount --bind "$SV_STORE" "$SV_STORE"
		mount -o remount,bind,ro "$SV_STORE"
		if touch "$SV_STORE/x" 2>/dev/null; then exit 1; fi
		exec "$@"
	END
	unshare -m bash "$BATS_TEST_TMPDIR/ro.bash" true 2>"$BATS_TEST_TMPDIR/why" || skip "cannot mount here"
	ro() { XDG_STATE_HOME=$T/state/ro unshare -m bash "$BATS_TEST_TMPDIR/ro.bash" "$@"; }
	sv-list >"$BATS_TEST_TMPDIR/want"
	gives ro sv-list
	same "$(cksum <"$BATS_TEST_TMPDIR/want")" "$(cksum <"$BATS_TEST_TMPDIR/out")"
	gives ro sv --days 3650
	gives ro sv-show "$C_OPEN"
	gives ro sv-log "$C_OPEN"
	gives ro sv-stats --by state
	gives ro sv-verify
	gives ro sv-protocol show
	gives ro sv-policy list
	gives ro sv-key list
	gives ro sv-export
	record >"$BATS_TEST_TMPDIR/in"
	gives ro sv-report --dry-run <"$BATS_TEST_TMPDIR/in"
	got=0
	ro sv-report <"$BATS_TEST_TMPDIR/in" >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/err" || got=$?
	case $got in 73 | 74 | 77) ;; *) echo "status $got"; cat "$BATS_TEST_TMPDIR/err"; false ;; esac
	err=$(cat "$BATS_TEST_TMPDIR/err")
	says 'sv-report: '
	same '' "$(cat "$BATS_TEST_TMPDIR/out")"
	got=0
	ro sv-show "$C_OPEN" --content --why 'ter controle' >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/err" || got=$?
	case $got in 73 | 74 | 77) ;; *) echo "opening unrecorded: status $got"; false ;; esac
	same '' "$(cat "$BATS_TEST_TMPDIR/out")" # what cannot be recorded is not opened
}

@test "a keyring that others may read is refused with 77" {
	chmod 644 "$SV_STORE/keyring.db"
	record >"$BATS_TEST_TMPDIR/in"
	stores_nothing fails_with 77 sv-report <"$BATS_TEST_TMPDIR/in"
	chmod 600 "$SV_STORE/keyring.db"
	says keyring.db
}

@test "cron reads figures, and opens or writes nothing" {
	gives as cron sv-stats --by state
	gives as cron sv-list
	gives as cron sv-verify
	stores_nothing fails_with 77 as cron sv-show "$C_OPEN" --content --why 'zo maar'
	[ -z "$out" ]
	stores_nothing fails_with 77 as cron sv-show "$C_OPEN" --identity --why 'zo maar'
	stores_nothing fails_with 77 as cron sv-triage "$C_NEW" --route informal
	record >"$BATS_TEST_TMPDIR/in"
	stores_nothing fails_with 77 as cron sv-report <"$BATS_TEST_TMPDIR/in"
}

@test "sv-show gives back what was told, and records the opening first" {
	local id lines
	id=$(new_case '.narrative = "Precies dit, en niets anders."')
	fails_with 64 sv-show "$id" --content # a reason is wanted
	lines=$(sv-log "$id" --format json | wc -l)
	gives sv-show "$id" --content --identity --why 'voorbereiding van het gesprek'
	prints 'Precies dit, en niets anders.' 'Een Melder' 'P1001'
	same $((lines + 1)) "$(sv-log "$id" --format json | wc -l)"
	same access.opened "$(sv-log "$id" --format json | tail -1 | jq -r .type)"
}
