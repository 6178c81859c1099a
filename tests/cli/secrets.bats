# SPDX-License-Identifier: MIT
# Canaries: each sealed member holds a word of its own, and none of these words is found outside its seal.
load lib

# The places where words can be given; each gets the word "kanarie" followed by its own name.
content='narrative wishes whytriage question proportionality subsidiarity independence external legal note hearing hearingwhy
	comment account grounds departure actions needs lessons overridewhy openwhy requestwhy answerwhy preliminary verweer'
identity='name contact person name2 person2'

w() { echo "kanarie$1"; }

setup_file() {
	setup_place
	export TMPDIR=$T/tmp
	mkdir "$TMPDIR"
	PASSPHRASE="een $(w passphrase) van vier"
	exec 2>"$T/messages"
	sv-key new meldpunt --passphrase-fd 9 9<<<"$PASSPHRASE" >"$T/keys/meldpunt.pub"
	sv-key unlock --passphrase-fd 9 9<<<"$PASSPHRASE"
	printf '%s\n' "$(w number)" >"$T/number"
	sv-init --protocol "$PROTOCOL" --person-file "$T/number"
	add_officer vertrouwenspersoon --role record --role content --role identity
	add_officer behandelaar --role record --role content
	add_cron
	rm "$T/number"
	a_whole_case >"$T/printed"
	a_refused_lot >>"$T/printed"
	some_reading >"$T/opened"
	hist clone -q "$SV_STORE/history.git" "$T/clone"
	hist cat-file --batch-all-objects --batch --buffer >"$T/objects"
	git -C "$T/clone" cat-file --batch-all-objects --batch --buffer >"$T/cloned"
}

teardown_file() { clear_store; }

# A case with every word there is; its id is left in CASE.
a_whole_case() {
	CASE=$(at 2026-01-05 new_case "del(.narrative) | . + {gravity: \"transgressive\", narrative: \"$(w narrative)\", wishes: \"$(w wishes)\"}
		| .parties[0] |= . + {name: \"$(w name)\", contact: \"$(w contact)\", person: \"$(w person)\"}
		| .parties[1] |= . + {name: \"$(w name2)\", person: \"$(w person2)\"}")
	export CASE
	at 2026-01-06 sv-triage "$CASE" --route fact_finding --why "$(w whytriage)" --inform-concerned
	at 2026-01-07 sv-investigate preliminary "$CASE" --conclusion investigate --report "$(w preliminary)"
	at 2026-01-08 sv-investigate open "$CASE" --question "$(w question)" --proportionality "$(w proportionality)" --subsidiarity "$(w subsidiarity)" \
		--investigator behandelaar --external "$(w external)" --independence "$(w independence)" --protocol-version v1 --means interviews --until 2026-03-01 --lighter-means talk
	at 2026-01-09 sv-investigate notify "$CASE" --party all --leaflet v1 --note "$(w note)" --discloses-reporter --legal-ground "$(w legal)"
	at 2026-01-10 sv-investigate answer "$CASE" --party p2 --text "$(w verweer)"
	at 2026-01-11 sv-investigate hear "$CASE" --party p1 --account "$(w hearing)"
	at 2026-01-11 sv-investigate hear "$CASE" --party p2 --refused --why "$(w hearingwhy)"
	at 2026-01-12 sv-investigate inspect "$CASE" --party all --what account --comment-by 2026-01-14
	at 2026-01-13 sv-investigate comment "$CASE" --party p1 --handled attached --text "$(w comment)"
	at 2026-01-20 sv-investigate find "$CASE" --finding established --standard plausible --account "$(w account)"
	at 2026-01-21 sv-decide "$CASE" --outcome founded --grounds "$(w grounds)" --measure warning --departs --departure "$(w departure)"
	at 2026-01-22 sv-aftercare plan "$CASE" --party p1 --actions "$(w actions)" --contact-by 2026-02-01
	at 2026-01-23 sv-aftercare contact "$CASE" --party p1 --needs "$(w needs)"
	at 2026-01-24 sv-aftercare learn "$CASE" --cause leadership_style --lessons "$(w lessons)"
	as behandelaar sv-key request "$CASE" --why "$(w requestwhy)"
	as vertrouwenspersoon sv-key answer "$CASE" behandelaar --why "$(w answerwhy)"
	at 2026-02-20 sv-close "$CASE" --override aftercare_plan --override-why "$(w overridewhy)"
}

# What goes wrong with words in it: none may come back in a message.
a_refused_lot() {
	local other
	other=$(new_case)
	record ".kind = \"$(w narrative) hier\"" | sv-report || true
	record ".category = \"$(w narrative) is geen categorie\"" | sv-report || true
	record ".unit = \"$(w narrative) afdeling\"" | sv-report || true
	record ".received = \"$(w narrative)\"" | sv-report || true
	record ".narrative = [\"$(w narrative)\"]" | sv-report || true
	record ".parties[0].role = \"$(w name) de melder\"" | sv-report || true
	record ".parties[0].person = \"$(w person)\" | .parties[0].name = 7" | sv-report || true
	record '.kind = "complaint"' | sv-report || true
	printf '{"sv":1,"report":{"narrative":"%s"' "$(w narrative)" | sv-report || true
	printf '{"sv":1,"report":{"narrative":"%s \xff"}}\n' "$(w narrative)" | sv-report || true
	printf '%s\n' "$(w narrative)" | sv-report || true
	printf '{"sv":1,"case":"%s","triage":{"route":"informal"}}\n' "$(w name)" | sv-triage || true
	sv-triage "$(w name) en nog wat" --route informal || true
	sv-triage "$other" --route "$(w whytriage) is geen route" || true
	sv-triage "$other" --route informal --why "@/nonexistent" || true
	sv-decide "$other" --outcome "$(w grounds) is geen uitkomst" --grounds "$(w grounds)" || true
	sv-decide "$other" --outcome founded --grounds "$(w grounds)" || true
	sv-report --kind="$(w narrative) en meer" || true
	sv-report "--$(w narrative) en meer" || true
	sv-show "$CASE" --content --why ' ' || true
	as cron sv-show "$CASE" --content --why "$(w openwhy)" || true
	as behandelaar sv-show "$other" --identity --why "$(w openwhy)" || true
	as behandelaar sv-key answer "$CASE" meldpunt --why "$(w answerwhy)" || true
	sv-key unlock --passphrase-fd 9 --key "$T/keys/behandelaar" 9<<<"fout $(w passphrase) hier" || true
	record ".narrative = \"$(w narrative)\"" | sv-report >/dev/full || true
}

some_reading() {
	sv-show "$CASE" --content --identity --why "$(w openwhy)"
	sv-show "$CASE" --content --identity --why "$(w openwhy)" --format json
	sv-verify
	sv-list
	sv-stats --by unit --by category
}

# absent PLACE FILE...: no canary, and none in the usual disguises, in these files or folders
absent() {
	local place=$1 hits words
	shift
	words=$(mktemp "$BATS_TEST_TMPDIR/w.XXXXXX")
	{
		echo kanarie
		# base64 at its three alignments, hexadecimal, UTF-16
		printf kanarie | base64 | cut -c1-9
		printf xkanarie | base64 | cut -c3-10
		printf xxkanarie | base64 | cut -c4-12
		printf kanarie | od -An -tx1 | tr -d ' \n' && echo
	} >"$words"
	hits=$(grep -raiFl -f "$words" "$@" || true)
	[ -z "$hits" ] || { echo "in $place: $hits"; grep -raiF -f "$words" -m 3 "$@" | cut -c1-300 | head -5; return 1; }
}

@test "the canaries sang: all of it was stored, and comes back to who has the keys and says why" {
	local word
	same closed "$(state "$CASE" .state)"
	for word in $content $identity; do
		grep -qw "$(w "$word")" "$T/opened" || { echo "not given back: $word"; false; }
	done
}

@test "no word in any message, nor in what filters print" {
	[ "$(wc -l <"$T/messages")" -ge 25 ]
	absent messages "$T/messages"
	absent output "$T/printed"
}

@test "no word in any object of the history, nor in a clone of it" {
	[ "$(grep -c '"type":"access.opened"' -a "$T/objects")" -ge 1 ] # they are inflated
	absent objects "$T/objects"
	absent clone "$T/cloned" "$T/clone"
}

@test "no unit, category, channel or position of the protocol in any object, by its word or its label" {
	local word place # short words may stand in ciphertext by chance; some are names of officers or routes too, or public contacts
	jq -r '.organisation.contacts[].role[]' "$PROTOCOL" >"$BATS_TEST_TMPDIR/public"
	jq -r '.lists | (.unit, .category, .channel, .position)[] | .id, .label[]' "$PROTOCOL" | awk 'length >= 6' | sort -u |
		grep -vxE 'meldpunt|vertrouwenspersoon|risicoanalyse|risk analysis|risk_analysis' | grep -vxFf "$BATS_TEST_TMPDIR/public" >"$BATS_TEST_TMPDIR/words"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/words")" -gt 60 ]
	for place in objects cloned; do
		while read -r word; do
			! grep -aqiwF -- "$word" "$T/$place" || { echo "in $place: $word"; grep -aioE ".{0,60}$word.{0,40}" "$T/$place" | head -2; false; }
		done <"$BATS_TEST_TMPDIR/words"
	done
}

@test "no word in any file of the store: keyring, objects as they lie there, logs" {
	absent store "$SV_STORE"
	sqlite3 "$SV_STORE/keyring.db" .dump >"$BATS_TEST_TMPDIR/keyring"
	absent keyring "$BATS_TEST_TMPDIR/keyring"
}

@test "no word of content or identity in the index; the record's own words may be there" {
	local db
	absent state "$T/state"
	for db in $(find "$T/state" -name '*.db'); do
		sqlite3 "$db" .dump >"$BATS_TEST_TMPDIR/index"
		absent index "$BATS_TEST_TMPDIR/index"
	done
	grep -q burgerzaken "$BATS_TEST_TMPDIR/index" # the dump is of the index indeed
}

@test "no word in configuration, home, temporary files or memory-backed files, and no file left in the last two" {
	absent 'configuration and home' "$XDG_CONFIG_HOME" "$HOME" "$T/keys"
	same '' "$(find "$T/tmp" -type f | head)"
	absent memory "$XDG_RUNTIME_DIR"
	same '' "$(find "$XDG_RUNTIME_DIR" -type f ! -name 'unlocked-*')"
	same '' "$(find "$HOME" -type f)"
}

@test "commit messages and names tell no more than the kind of event" {
	hist log --format='%an %ae %cn %ce %B' main | grep -v '^$' | sort -u >"$BATS_TEST_TMPDIR/log"
	same '' "$(grep -vE '^[a-z]+ [a-z]+@sv [a-z]+ [a-z]+@sv [a-z]+: [a-z ]+$' "$BATS_TEST_TMPDIR/log")"
	same '' "$(hist reflog 2>&1)"
}

@test "equal words give unequal seals, and lengths come in steps" {
	local f
	for f in 1 2; do new_case '.narrative = "kort"'; done >"$BATS_TEST_TMPDIR/ids"
	for f in 1 120; do new_case ".narrative = (\"x\" * $f)"; done >>"$BATS_TEST_TMPDIR/ids"
	for f in $(cat "$BATS_TEST_TMPDIR/ids"); do
		hist show "main:$(hist ls-tree -r --name-only main cases | grep "${f#*-}")" | jq -r .content
	done >"$BATS_TEST_TMPDIR/seals"
	same 4 "$(sort -u "$BATS_TEST_TMPDIR/seals" | wc -l)"
	same 1 "$(awk '{ print length }' "$BATS_TEST_TMPDIR/seals" | sort -u | wc -l)"
}

@test "person tokens are the same for the same person, and are not the number" {
	local a b c
	a=$(state "$(new_case '.parties[0].person = "P 55.01"')" '.parties[0].token')
	b=$(state "$(new_case '.parties[1].person = "p5501"')" '.parties[1].token')
	c=$(state "$(new_case '.parties[1].person = "p5502"')" '.parties[1].token')
	same "$a" "$b"
	[ "$a" != null ] && [ "$a" != "$c" ]
	case $a in *5501*) false ;; esac
}

@test "an anonymous report has no reporter among the sealed identities" {
	local id
	id=$(new_case '.confidentiality = "anonymous" | .parties = [{role: "reporter"}]')
	same false "$(hist show "main:$(hist ls-tree -r --name-only main cases | grep "${id#*-}")" | jq 'has("identity")')"
}

@test "files are private: no bit for group or others on the store, the index and the keys" {
	same 700 "$(stat -c %a "$SV_STORE")"
	same '' "$(find "$SV_STORE/keyring.db"* "$SV_STORE/id" "$SV_STORE/lock" "$T/state" "$T/keys/meldpunt" "$XDG_CONFIG_HOME/sv" "$XDG_RUNTIME_DIR/sv" -perm /077 ! -name '*.pub' 2>/dev/null)"
}

@test "stock git shows the record to who holds its key, and never content or identity" {
	local plain=(env -u SV_STORE git -C "$SV_STORE/history.git" --no-pager log -p --format=%s main)
	"${plain[@]}" >"$BATS_TEST_TMPDIR/shown"
	grep -q burgerzaken "$BATS_TEST_TMPDIR/shown"
	absent 'git log -p' "$BATS_TEST_TMPDIR/shown"
	SV_KEY=$T/keys/nobody XDG_STATE_HOME=$T/state/nobody "${plain[@]}" >"$BATS_TEST_TMPDIR/shown"
	same 0 "$(grep -c burgerzaken "$BATS_TEST_TMPDIR/shown")"
	grep -q report.registered "$BATS_TEST_TMPDIR/shown"
}

@test "a lock ends the opening" {
	gives as behandelaar sv-key lock
	fails_with 77 as behandelaar timeout 20 setsid -w sv-show "$CASE" --content --why reden </dev/null
	same '' "$out"
}
