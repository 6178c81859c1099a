# SPDX-License-Identifier: MIT
# Completions are made from the option tables and work in real shells; the same tables judge the man pages.

setup_file() {
	root=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
	bin=$BATS_FILE_TMPDIR/bin
	mkdir "$bin" "$BATS_FILE_TMPDIR/out"
	export root bin
	# commands that know no more than their tables
	store='{"name":"store","type":"dir","letter":"S","arg":"DIR","help":"the store"},{"name":"help","type":"flag","letter":"h","help":"show this help"}'
	fake sv "{\"name\":\"sv\",\"summary\":\"today\",\"verbs\":[{\"name\":\"\",\"hidden\":false,\"operands\":\"\",\"summary\":\"\",\"options\":[$store]}]}"
	fake sv-triage "{\"name\":\"sv-triage\",\"summary\":\"triage it\",\"verbs\":[{\"name\":\"\",\"hidden\":false,\"operands\":\"[CASE...]\",\"summary\":\"\",\"options\":[
		{\"name\":\"route\",\"type\":\"text\",\"letter\":\"r\",\"arg\":\"ROUTE\",\"complete\":\"route\",\"help\":\"how it's followed up [and: why]\"},
		{\"name\":\"why\",\"type\":\"text\",\"arg\":\"TEXT\",\"help\":\"the reasons\"},
		{\"name\":\"gravity\",\"type\":\"word\",\"letter\":\"g\",\"arg\":\"WORD\",\"words\":[\"desirable\",\"undesirable\",\"transgressive\"],\"help\":\"how grave\"},
		{\"name\":\"handler\",\"type\":\"text\",\"arg\":\"OFFICER\",\"many\":true,\"complete\":\"officer\",\"help\":\"who handles it\"},
		{\"name\":\"dry-run\",\"type\":\"flag\",\"letter\":\"n\",\"help\":\"store nothing\"},$store]}]}"
	fake sv-key "{\"name\":\"sv-key\",\"summary\":\"keys\",\"verbs\":[
		{\"name\":\"list\",\"hidden\":false,\"operands\":\"\",\"summary\":\"list them\",\"options\":[{\"name\":\"format\",\"type\":\"word\",\"arg\":\"FORMAT\",\"words\":[\"text\",\"json\"],\"help\":\"which form\"},$store]},
		{\"name\":\"answer\",\"hidden\":false,\"operands\":\"CASE OFFICER\",\"summary\":\"answer it\",\"options\":[{\"name\":\"format\",\"type\":\"word\",\"arg\":\"FORMAT\",\"words\":[\"csv\"],\"help\":\"which form\"},{\"name\":\"person-file\",\"type\":\"file\",\"arg\":\"FILE\",\"help\":\"a file\"},$store]},
		{\"name\":\"innards\",\"hidden\":true,\"operands\":\"\",\"summary\":\"not shown\",\"options\":[$store]}]}" \
		'[ "$1" != list ] || printf "[\n {\"officer\":\"anna\",\"roles\":\"record\"},\n {\"officer\":\"bram-2\",\"roles\":\"\"}\n]\n"'
	fake sv-protocol "{\"name\":\"sv-protocol\",\"summary\":\"rules\",\"verbs\":[
		{\"name\":\"show\",\"hidden\":false,\"operands\":\"\",\"summary\":\"show it\",\"options\":[$store]},
		{\"name\":\"set\",\"hidden\":false,\"operands\":\"FILE\",\"summary\":\"set it\",\"options\":[$store]}]}" \
		'printf "%s\n" "{" " \"gates\": [" "  {" "   \"gate\": \"learning\"," "   \"roles\": [" "    \"reporter\"" "   ]" "  }" " ]," " \"routes\": [" "  {" "   \"id\": \"informal\"" "  }," "  {" "   \"id\": \"mediation\"" "  }" " ]," " \"lists\": {" "  \"unit\": [" "   {" "    \"id\": \"hall\"" "   }" "  ]" " }" "}"'
	fake sv-list "{\"name\":\"sv-list\",\"summary\":\"find\",\"verbs\":[{\"name\":\"\",\"hidden\":false,\"operands\":\"\",\"summary\":\"\",\"options\":[$store]}]}" \
		'if (: </dev/tty) 2>/dev/null; then echo 2026-PROMPT; fi; printf "2026-7K3MQP\n2026-AAAAAA\n"'
	sh "$root/completions/generate" "$bin" "$BATS_FILE_TMPDIR/out"
	out=$BATS_FILE_TMPDIR/out
	export out
	export PATH="$bin:$PATH"
}

# fake NAME SPEC [BODY]: a command that prints its table, or runs a line of shell
fake() {
	printf '#!/bin/sh\nif [ "$1" = --dump-spec ]; then cat <<"SPEC"\n%s\nSPEC\nexit; fi\n%s\n' "$(printf '%s' "$2" | jq -c .)" "${3-}" >"$bin/$1"
	chmod +x "$bin/$1"
}

# offers WORDS...: what bash offers for the last word, sorted, on one line; a lone = is a word, as bash makes it
offers() {
	bash --norc -c 'source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_WORDBREAKS=${breaks-$COMP_WORDBREAKS=}; _sv; printf "%s\n" "${COMPREPLY[@]}"' "$out/sv.bash" "$@" | sort | paste -sd' ' -
}

is() { # WANTED WORDS...
	wanted=$1
	shift
	got=$(offers "$@")
	[ "$got" = "$wanted" ] || { echo "after '$*' bash offers '$got' instead of '$wanted'"; return 1; }
}

@test "the files are good shell" {
	bash -n "$out/sv.bash"
}

@test "zsh takes its file" {
	command -v zsh >/dev/null || skip "zsh is not installed"
	zsh -n "$out/_sv"
}

@test "generating twice gives the same bytes" {
	mkdir "$BATS_TEST_TMPDIR/again"
	LC_ALL=C.UTF-8 sh "$root/completions/generate" "$bin" "$BATS_TEST_TMPDIR/again"
	diff -r "$out" "$BATS_TEST_TMPDIR/again"
}

@test "the committed files are those of the programs" {
	[ -x "${B-}/bin/sv-triage" ] || skip "no build to compare with"
	mkdir "$BATS_TEST_TMPDIR/real"
	sh "$root/completions/generate" "$B/bin" "$BATS_TEST_TMPDIR/real"
	for f in sv.bash _sv sv.fish; do
		diff "$root/completions/$f" "$BATS_TEST_TMPDIR/real/$f"
	done
}

@test "a folder without commands is refused" {
	mkdir "$BATS_TEST_TMPDIR/empty"
	run sh "$root/completions/generate" "$BATS_TEST_TMPDIR/empty" "$BATS_TEST_TMPDIR"
	[ "$status" -eq 1 ]
	[ ! -e "$BATS_TEST_TMPDIR/sv.bash" ]
}

@test "bash: options, and none twice but those that may be" {
	is "--dry-run --gravity --handler --help --route --store --why" sv-triage --
	is "--gravity" sv-triage --g
	is "--dry-run --gravity --handler --help --store --why" sv-triage --route informal --handler anna --
	is "--dry-run --gravity --handler --help --store --why" sv-triage --route = informal --
	is "" sv-triage --x
	is "" sv-triage -- --
}

@test "bash: values, by name or letter, after a blank or an =" {
	is "desirable transgressive undesirable" sv-triage --gravity ""
	is "transgressive" sv-triage --gravity t
	is "transgressive" sv-triage -g t
	is "desirable transgressive undesirable" sv-triage --gravity =
	is "transgressive" sv-triage --gravity = t
	breaks=' ' is "--gravity=transgressive" sv-triage --gravity=t
	is "" sv-triage --why ""
	is "" sv-triage --why --
}

@test "bash: what only the store knows" {
	is "informal mediation" sv-triage --route ""
	is "anna bram-2" sv-triage --handler ""
	is "2026-7K3MQP 2026-AAAAAA" sv-triage --why text ""
	is "2026-AAAAAA" sv-triage 2026-7K3MQP 2026-A
	is "2026-7K3MQP 2026-AAAAAA" sv-key answer ""
	is "anna bram-2" sv-key answer 2026-7K3MQP ""
	is "" sv-key answer 2026-7K3MQP anna ""
}

@test "bash: verbs, and each verb's own options and words" {
	is "answer list" sv-key ""
	is "answer list" sv-key --store list ""
	is "csv" sv-key answer --format ""
	is "json text" sv-key list --format ""
	is "--format --help --person-file --store" sv-key answer --
	is "" sv-key list ""
	is "" sv-key nonsense --
}

@test "bash: sv runs them all" {
	is "help key list protocol triage" sv ""
	is "--help --store" sv --
	is "transgressive" sv triage --gravity t
	is "csv" sv key answer --format ""
	is "key list protocol triage" sv help ""
}

@test "bash: files and folders, blanks in their names included" {
	mkdir "$BATS_TEST_TMPDIR/a folder"
	touch "$BATS_TEST_TMPDIR/a file"
	cd "$BATS_TEST_TMPDIR"
	is "a file a folder" sv-protocol set a
	is "a file a folder" sv-key answer --person-file a
	is "a folder" sv-triage --store a
	[ "$(bash --norc -c 'source "$0"; COMP_WORDS=(sv-protocol set a); COMP_CWORD=2; _sv; echo ${#COMPREPLY[@]}' "$out/sv.bash")" = 2 ]
}

@test "a locked identity is not asked for its passphrase" {
	script -qec true /dev/null >/dev/null 2>&1 || skip "no pseudo-terminal here"
	# proof that the fake would ask, where there is a terminal
	run script -qec "sv-list" /dev/null
	[[ $output == *PROMPT* ]]
	run script -qec "bash --norc -c 'source $out/sv.bash; COMP_WORDS=(sv-triage 2026); COMP_CWORD=1; _sv; echo \${COMPREPLY[@]}'" /dev/null
	[[ $output == *2026-AAAAAA* && $output != *PROMPT* ]]
}

@test "fish: options, words, verbs and what the store knows" {
	command -v fish >/dev/null || skip "fish is not installed"
	fish -n "$out/sv.fish"
	f() { XDG_CONFIG_HOME=$BATS_TEST_TMPDIR fish --no-config -c "source $out/sv.fish; complete -C '$1'" | cut -f1 | sort | paste -sd' ' -; }
	[ "$(f 'sv-triage --g')" = "--gravity" ]
	[ "$(f 'sv-triage --gravity ')" = "desirable transgressive undesirable" ]
	[ "$(f 'sv-triage --route ')" = "informal mediation" ]
	[ "$(f 'sv-triage 2026-A')" = "2026-AAAAAA" ]
	[ "$(f 'sv-key ')" = "answer list" ]
	[ "$(f 'sv-key answer --format ')" = "csv" ]
	[ "$(f 'sv triage --gravity t')" = "transgressive" ]
	[ "$(f 'sv k')" = "key" ]
}

# A page that says what sv-key says.
page() {
	cat <<'MAN'
.Sh SYNOPSIS
.Nm
.It Fl Fl not-compared
.Sh DESCRIPTION
.Bl -tag -width Ds
.It Cm list
.It Fl Fl format Ar format
.It Cm text
.El
.Ss answer
.Ss Two words
.Bl -tag -width Ds
.It Fl Fl format Ar format
.It Fl Fl person-file Ar file
.It Fl S , Fl Fl store Ar dir
.It Fl h , Fl Fl help
.El
MAN
}

@test "man-spec: a page that fits is passed in silence" {
	page >"$BATS_TEST_TMPDIR/p.1"
	run "$root/tests/lint/man-spec" "$BATS_TEST_TMPDIR/p.1" "$bin/sv-key"
	[ "$status" -eq 0 ]
	[ -z "$output" ]
}

differs() { # SED-SCRIPT WANTED
	page | sed "$1" >"$BATS_TEST_TMPDIR/p.1"
	run "$root/tests/lint/man-spec" "$BATS_TEST_TMPDIR/p.1" "$bin/sv-key"
	[ "$status" -eq 1 ]
	[ "$output" = "$BATS_TEST_TMPDIR/p.1:$2" ] || { echo "$output"; return 1; }
}

@test "man-spec: each difference is found, where it stands" {
	differs '/person-file/d' "16: option '--person-file' is missing"
	differs 's/person-file/person-files/' "14: there is no option '--person-files'
$BATS_TEST_TMPDIR/p.1:17: option '--person-file' is missing"
	differs 's/Fl S/Fl s/' "15: option '--store' has another letter or argument in the command (here: s DIR)"
	differs 's/Fl S , //' "15: option '--store' has another letter or argument in the command (here: - DIR)"
	differs 's/Fl store Ar dir/Fl store/' "15: option '--store' has another letter or argument in the command (here: S -)"
	differs 's/Fl help/Fl help Ar x/' "16: option '--help' has another letter or argument in the command (here: h X)"
	differs 's/^\.Ss answer/.Ss Answers/' "17: verb 'answer' is missing"
	differs 's/Cm list/Cm lists/' "6: there is no verb 'lists'
$BATS_TEST_TMPDIR/p.1:17: verb 'list' is missing"
	differs 's/, Fl Fl help//' "16: an option without its long name
$BATS_TEST_TMPDIR/p.1:17: option '--help' is missing"
}
