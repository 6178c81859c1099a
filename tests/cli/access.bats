# SPDX-License-Identifier: MIT
# Who may open a case: kept out by keys and not only by commands, let in for a time, seen by a supervisor; officers who come, go, and lose keys.
load lib

setup_file() {
	setup_store
	add_officer vertrouwenspersoon --role record --role content --role identity
	add_officer behandelaar --role record --role content
	printf 'P7007\n' >"$T/number"
	add_officer alles --role record --role content --role identity --role manage --person-file "$T/number"
	add_officer teller --role record
	[ -e "$T/keys/cron" ] || add_cron
}

teardown_file() { clear_store; }

# newcomer HANDLE OPTION...: an officer who comes later
newcomer() { add_officer "$@"; }

@test "an accused officer with every role cannot open the case, by commands or by a program of their own" {
	local id other
	other=$(new_case)
	gives opens alles "$other"
	same 'content identity record' "$out"
	id=$(new_case '.parties[1].person = "p-70.07"')
	gives opens alles "$id"
	same '' "$out"
	gives opens behandelaar "$id"
	same 'content record' "$out"
	gives opens teller "$id"
	same 'record' "$out"
	for command in sv-show sv-log; do
		stores_nothing fails_with 77 as alles "$command" "$id"
		same '' "$out"
	done
	stores_nothing fails_with 77 as alles sv-triage "$id" --route informal
	stores_nothing fails_with 77 as alles sv-key grant "$id" alles --compartment record --why 'voor mij'
	as alles sv-key rewrap 2>&1 | grep -q 'closed to you' # hands nothing to them either
	gives opens alles "$id"
	same '' "$out"
	gives as alles sv-list --format id
	case $out in *"$id"*) echo 'in their list'; false ;; esac
}

@test "who becomes a party later is kept out from that moment, of what is written and of what was" {
	local id
	id=$(new_case '.parties |= [.[0]] | .kind = "signal"')
	gives opens alles "$id"
	same 'content identity record' "$out"
	jq -nc --arg c "$id" '{sv: 1, case: $c, party: {parties: [{role: "concerned", name: "Die Ander", person: "P7007"}]}}' >"$BATS_TEST_TMPDIR/in"
	gives sv-case party <"$BATS_TEST_TMPDIR/in"
	gives opens alles "$id"
	same '' "$out"
	gives sv-show "$id" --content --why 'nog te lezen'
	prints 'Er werd geroepen'
	gives sv-key access "$id" --format json
	same '[]' "$(jq -c '[.[] | select(.officer == "alles")]' <<<"$out")"
}

@test "who a party is can be erased without letting that officer in" {
	local id
	id=$(new_case '.parties[1].person = "p-70.07"')
	gives sv-erase propose "$id" --party p2 --ground request --why 'vraagt erom'
	gives as vertrouwenspersoon sv-erase run "$id" --party p2
	same null "$(state "$id" '.parties[1].token')"
	gives sv-triage "$id" --route informal
	gives opens alles "$id"
	same '' "$out"
	stores_nothing fails_with 77 as alles sv-show "$id"
	gives as alles sv-list --format id
	case $out in *"$id"*) echo 'in their list'; false ;; esac
	gives sv-verify
}

@test "an officer who is a party to cases that are there already is kept out when they are added" {
	local id
	id=$(new_case '.parties[1].person = "P-88"')
	printf 'p88\n' >"$T/number88"
	gives newcomer later --role record --role content --role identity --person-file "$T/number88"
	gives opens later "$id"
	same '' "$out"
	stores_nothing fails_with 77 as later sv-show "$id"
	gives opens later "$(new_case)"
	same 'content identity record' "$out"
	gives sv-verify
}

@test "restricted: only the named, and those who have the record for figures; lifted, all again" {
	local id
	id=$(new_case)
	stores_nothing fails_with 64 sv-key restrict "$id" --why 'x'
	stores_nothing fails_with 64 sv-key restrict "$id" --officer behandelaar
	says '--why'
	gives sv-key restrict "$id" --officer meldpunt --officer behandelaar --why 'landelijk in het nieuws'
	gives opens vertrouwenspersoon "$id"
	same '' "$out"
	gives opens behandelaar "$id"
	same 'content record' "$out"
	stores_nothing fails_with 77 as vertrouwenspersoon sv-show "$id"
	gives sv-key restrict "$id" --lift --why 'niet meer nodig'
	gives opens vertrouwenspersoon "$id"
	same 'content identity record' "$out"
	gives as vertrouwenspersoon sv-show "$id" --identity --why 'voorbereiding'
}

@test "granted: one compartment of one case to somebody from outside, until a day; revoked, nothing more" {
	local id other
	id=$(new_case) other=$(new_case)
	new_identity extern "$T/keys/extern" >"$T/keys/extern.pub"
	gives as extern sv-key unlock --passphrase-fd 9 9<<<"$PASSPHRASE"
	fails_with 64 sv-key add-officer <"$T/keys/extern.pub"
	fails_with 64 sv-key add-officer --guest --role record <"$T/keys/extern.pub"
	gives sv-key add-officer --guest <"$T/keys/extern.pub"
	gives opens extern "$id"
	same '' "$out"
	stores_nothing fails_with 77 as behandelaar sv-key grant "$id" extern --compartment identity --why 'x' # nobody hands on what they cannot open
	gives at 2026-01-05 sv-key grant "$id" extern --compartment content --until 2026-02-01 --why 'extern onderzoek'
	gives opens extern "$id"
	same 'content record' "$out"
	gives opens extern "$other"
	same '' "$out"
	gives at 2026-01-06 as extern sv-show "$id" --content --why 'inlezen'
	prints 'Er werd geroepen'
	fails_with 77 at 2026-01-06 as extern sv-show "$id" --identity --why 'inlezen'
	gives at 2026-01-06 as extern sv-list --format id
	same "$id" "$out"
	gives at 2026-01-06 sv-triage "$id" --route informal # sealed to them too
	gives at 2026-01-06 as extern sv-show "$id"
	fails_with 77 at 2026-02-02 as extern sv-show "$id" --content --why 'nog eens' # its time is over
	gives at 2026-02-02 opens extern "$id"
	same 'content record' "$out"
	sqlite3 "$SV_STORE/keyring.db" ".backup $BATS_TEST_TMPDIR/kept"
	gives at 2026-02-02 as cron sv-key rewrap # whoever writes first after that day, takes the key away
	gives opens extern "$id"
	same '' "$out"
	gives at 2026-02-02 sv-aftercare plan "$id" --party p1 --actions 'daarna' # not for them, also if they kept what they had
	gives opens extern "$id" --keyring "$BATS_TEST_TMPDIR/kept"
	same 'content record' "$out"
	gives opens extern "$id" --last --keyring "$BATS_TEST_TMPDIR/kept"
	same '' "$out"
	gives at 2026-01-05 sv-key grant "$id" extern --compartment content --until 2026-02-01 --why 'nog eens'
	gives opens extern "$id"
	same 'content record' "$out"
	gives at 2026-01-07 sv-key access "$id" --format json
	same '{"officer":"extern","record":"grant","content":"grant","until":"2026-02-01"}' "$(jq -c '.[] | select(.officer == "extern")' <<<"$out")"
	gives at 2026-01-08 sv-key revoke "$id" extern --why 'klaar'
	gives opens extern "$id"
	same '' "$out"
	fails_with 77 at 2026-01-09 as extern sv-show "$id"
	gives sv-verify
	gives as extern sv-verify
}

@test "an opening is durable before a byte is shown, and nothing is shown where it cannot be stored" {
	local id c call got trace=$BATS_TEST_TMPDIR/trace
	strace -o /dev/null true || skip 'strace does not work here'
	id=$(new_case '.narrative = "kanarieverhaal" | .parties[0].name = "Kanarie Naam"')
	echo kanariebijlage | sv-case attach "$id" --file - --as report >"$BATS_TEST_TMPDIR/x"
	for c in "sv-show $id --content --why reden" "sv-show $id --identity --why reden --format json" "sv-triage --suggest --content --why reden $id" \
		"sv-message write $id --kind acknowledgement --party p1 --names --why reden" "sv-case open $id --attachment f1 --why reden"; do
		strace -f -y -s 100000 -e trace=write,writev,pwrite64,rename,renameat,renameat2,fsync,syncfs,sendto,msync,mmap -o "$trace" $c >"$BATS_TEST_TMPDIR/shown" # -y: with the names of files
		[[ $c = *--suggest* ]] || grep -qi kanarie "$BATS_TEST_TMPDIR/shown" || { echo "shows nothing: $c"; false; } # a suggestion goes by the words without repeating them
		# objects and the branch's next value, then its folder: on the disk, in this order, before the first byte goes to stdout or a canary anywhere
		awk -v what="$c" '
			/ write\([0-9]+<[^>]*\/(objects\/[^>]*|main.lock)>/ { synced = 0; branch = branch || /main.lock>/ }
			/ syncfs\(/ { synced = 1 }
			/ rename.*refs\/heads\/main"/ { if (!synced || !branch) bad = "moved early"; moved = 1 }
			/ fsync\(/ && /refs\/heads>/ { if (moved) durable = 1 }
			(/ write\(1</ || / writev\(1</ || /[Kk]anarie/) { if (!durable) bad = "shown early"; shown = 1 }
			END { if (bad || !shown || !durable) { print what ": " (bad ? bad : "not seen"); exit 1 } }' "$trace"
		# the disk fails: at the sync of the objects and the branch, at its move, and at the sync of its folder
		for call in syncfs rename,renameat,renameat2:when=1+ fsync:when=1; do
			got=0
			strace -f -o "$trace" -e trace=syncfs,fsync,rename,renameat,renameat2 -e "inject=${call%%:*}:error=EIO$([[ $call = *:* ]] && echo ":${call#*:}")" $c >"$BATS_TEST_TMPDIR/shown" 2>"$BATS_TEST_TMPDIR/err" || got=$?
			same "$c: $call: 74" "$c: $call: $got"
			same '' "$(cat "$BATS_TEST_TMPDIR/shown")"
			run ! grep -i kanarie "$BATS_TEST_TMPDIR/err"
		done
	done
	gives sv-verify
}

@test "sv-log --access tells a supervisor who opened what, and nothing of the case" {
	local id other
	id=$(new_case) other=$(new_case)
	gives at 2026-03-01 as behandelaar sv-show "$id" --content --why 'Kanariereden'
	gives at 2026-03-02 as vertrouwenspersoon sv-show "$id" --identity --why 'Kanariereden'
	gives at 2026-03-03 as behandelaar sv-show "$other" --content --why 'Kanariereden'
	gives as teller sv-log --access "$id"
	same "behandelaar content
vertrouwenspersoon identity" "$(awk '{print $4, $5}' <<<"$out")"
	gives as teller sv-log --access --by behandelaar --since 2026-03-02
	same "$other" "$(awk '{print $2}' <<<"$out")"
	case $out in *Kanarie*) false ;; esac
	gives as teller sv-log --access --format json
	[ "$(jq -r .type <<<"$out" | grep -c access.opened)" -ge 3 ]
}

@test "an officer leaves: new cases and new steps are closed to them, the rest go on; the last one cannot" {
	local id new
	gives newcomer gaat --role record --role content
	gives sv-key grant "$(new_case)" gaat --compartment identity --legal-ground g --told 2026-01-01 --why w
	id=$(new_case)
	gives opens gaat "$id"
	same 'content record' "$out"
	sqlite3 "$SV_STORE/keyring.db" ".backup $BATS_TEST_TMPDIR/kept" # what they may have kept
	gives sv-key leave gaat
	stores_nothing fails_with 65 sv-key leave gaat
	says 'has left already'
	stores_nothing fails_with 65 sv-key role gaat --grant content
	says 'has left already'
	same 0 "$(sqlite3 "$SV_STORE/keyring.db" "SELECT (SELECT count(*) FROM wrap WHERE officer = 'gaat') + (SELECT count(*) FROM grants WHERE officer = 'gaat' AND length(bytes) > 0)")"
	gives opens gaat "$id"
	same '' "$out"
	fails_with 77 as gaat sv-list
	same '' "$out"
	says 'has left'
	stores_nothing fails_with 77 as gaat sv-triage "$id" --route informal
	new=$(new_case)
	# with every key they ever had, and the whole store of now
	gives opens gaat "$new" --keyring "$BATS_TEST_TMPDIR/kept"
	same '' "$out"
	gives opens gaat "$id" --keyring "$BATS_TEST_TMPDIR/kept"
	same 'content record' "$out" # what they could read before they may have kept: the manual says so
	gives as behandelaar sv-show "$new"
	gives sv-protocol show # rules that are sealed under the new keys are shown, and set again, as those of before
	echo "$out" >"$BATS_TEST_TMPDIR/rules"
	gives sv-protocol set "$BATS_TEST_TMPDIR/rules"
	gives sv-protocol show
	same "$(cat "$BATS_TEST_TMPDIR/rules")" "$out"
	gives sv-protocol set "$BATS_TEST_TMPDIR/rules"
	gives sv-verify
	gives as teller sv-verify
	for other in alles vertrouwenspersoon behandelaar; do gives sv-key role "$other" --revoke manage --revoke identity; done
	stores_nothing fails_with 65 sv-key leave meldpunt
	says "the last one with the role 'manage'"
}

@test "nobody ends their own service: another who manages does" {
	local epochs
	gives newcomer zelf --role record --role content --role manage
	epochs=$(sqlite3 "$SV_STORE/keyring.db" 'SELECT max(epoch) FROM wrap')
	stores_nothing fails_with 65 as zelf sv-key leave zelf
	says 'nobody ends their own service' "another officer with the role 'manage' does: sv-key leave zelf"
	same "$epochs" "$(sqlite3 "$SV_STORE/keyring.db" 'SELECT max(epoch) FROM wrap')"
	gives as zelf sv-list
	gives sv-key leave zelf
	fails_with 77 as zelf sv-list
	gives sv-verify
}

@test "nobody reports their own identity lost, or takes a role with keys from themselves: another who manages does" {
	local epochs
	gives newcomer zelf2 --role record --role content --role identity --role manage
	gives sv-key role vertrouwenspersoon --grant identity # whatever other tests took: it is not the last one
	epochs=$(sqlite3 "$SV_STORE/keyring.db" 'SELECT max(epoch) FROM wrap')
	stores_nothing fails_with 65 as zelf2 sv-key lost zelf2 --from "$(date -u -d '-1 day' +%F)"
	says 'nobody reports their own identity lost' "another officer with the role 'manage' does: sv-key lost zelf2"
	for role in record content identity; do
		stores_nothing fails_with 65 as zelf2 sv-key role zelf2 --revoke $role
		says 'nobody takes a role with keys from themselves' "another officer with the role 'manage' does: sv-key role zelf2 --revoke"
	done
	stores_nothing fails_with 65 as zelf2 sv-key role zelf2 --revoke manage --revoke identity
	same "$epochs" "$(sqlite3 "$SV_STORE/keyring.db" 'SELECT max(epoch) FROM wrap')"
	gives as zelf2 sv-key role zelf2 --revoke manage # has no keys
	same "$epochs" "$(sqlite3 "$SV_STORE/keyring.db" 'SELECT max(epoch) FROM wrap')"
	fails_with 77 as zelf2 sv-key role meldpunt --revoke identity
	gives sv-key role zelf2 --revoke identity
	gives sv-key leave zelf2
	fails_with 77 as zelf2 sv-list
	gives sv-verify
}

@test "a role is taken away: what is new is closed to who had it, also with the keys they kept; the last one keeps it" {
	local before closed new who others
	gives sv-key role vertrouwenspersoon --grant identity # whatever other tests took
	gives sv-key role alles --grant identity
	gives newcomer minder --role record --role content --role identity
	before=$(new_case) closed=$(new_case)
	gives sv-key restrict "$closed" --officer meldpunt --officer minder --why 'w'
	sqlite3 "$SV_STORE/keyring.db" ".backup $BATS_TEST_TMPDIR/kept"
	gives sv-key role minder --revoke content --revoke identity --grant manage
	gives opens minder "$before"
	same record "$out"
	gives opens minder "$closed"
	same record "$out"
	stores_nothing fails_with 77 as minder sv-triage "$before" --route informal
	new=$(new_case)
	gives sv-triage "$closed" --route informal --why 'Kanarie'
	gives opens minder "$new" --keyring "$BATS_TEST_TMPDIR/kept" # what they may have kept
	same record "$out"
	gives opens minder "$closed" --last --keyring "$BATS_TEST_TMPDIR/kept"
	same record "$out"
	gives as minder sv-list --format id # who keeps the record goes on with that
	prints "$new"
	gives as teller sv-show "$new"
	gives as behandelaar sv-show "$new" --content --why 'lezen'
	gives as vertrouwenspersoon sv-show "$new" --identity --why 'lezen'
	gives sv-verify
	gives sv-key check
	gives sv-key role minder --grant content # given again: everything, old and new
	gives opens minder "$new"
	same 'content record' "$out"
	gives opens minder "$before"
	same 'content record' "$out"
	gives as minder sv-triage "$new" --route informal
	gives sv-key leave minder
	others=$(sv-key list --format json | jq -r '.[] | select((.roles | test("identity")) and .officer != "meldpunt") | .officer')
	for who in $others; do gives sv-key role "$who" --revoke identity; done
	stores_nothing fails_with 65 sv-key role meldpunt --revoke identity
	says "the last one with the role 'identity'"
	for who in $others; do gives sv-key role "$who" --grant identity; done
}

@test "one role for another: the new keys are for the new role and not for the old one; who gives up managing alone changes no key" {
	local new kept=$BATS_TEST_TMPDIR/kept epochs
	gives newcomer ruilt --role record --role identity --role manage
	sqlite3 "$SV_STORE/keyring.db" ".backup $kept"
	epochs=$(sqlite3 "$kept" 'SELECT max(epoch) FROM wrap')
	gives sv-key role ruilt --revoke manage
	same "$epochs" "$(sqlite3 "$SV_STORE/keyring.db" 'SELECT max(epoch) FROM wrap')"
	gives sv-key role ruilt --grant content --revoke identity
	same $((epochs + 1)) "$(sqlite3 "$SV_STORE/keyring.db" 'SELECT max(epoch) FROM wrap')"
	new=$(new_case)
	gives opens ruilt "$new"
	same 'content record' "$out"
	gives opens ruilt "$new" --keyring "$kept" # with what they may have kept besides
	same 'content record' "$out"
	gives as ruilt sv-triage "$new" --route informal
	gives sv-key check
	gives sv-key leave ruilt
}

@test "an identity is lost: from a day on what it signed is suspect, what it signed before stays good; a new one takes its place" {
	local id
	gives newcomer kwijt --role record --role content
	id=$(new_case)
	gives as kwijt sv-triage "$id" --route informal
	stores_nothing fails_with 64 sv-key lost kwijt
	stores_nothing fails_with 64 sv-key lost kwijt --from gisteren
	stores_nothing fails_with 65 sv-key lost kwijt --from 2099-01-01
	gives sv-key lost kwijt --from "$(date -u -d '-1 day' +%F)"
	stores_nothing fails_with 77 as kwijt sv-triage "$id" --route mediation --why w
	gives sv-verify
	prints '1 commits were signed with an identity after it had been lost'
	fails_with 76 sv-verify --strict
	says 'had been lost by then'
	stores_nothing fails_with 65 sv-key replace --role record <"$T/keys/kwijt.pub"
	says 'this is the identity that was lost'
	SV_KEY=$T/keys/kwijt2 gives sv-key new kwijt --passphrase-fd 9 9<<<"$PASSPHRASE"
	echo "$out" >"$T/keys/kwijt2.pub"
	SV_KEY=$T/keys/kwijt2 gives sv-key unlock --passphrase-fd 9 9<<<"$PASSPHRASE"
	gives sv-key replace --role record --role content <"$T/keys/kwijt2.pub"
	stores_nothing fails_with 65 sv-key replace --role record <"$T/keys/kwijt2.pub"
	SV_KEY=$T/keys/kwijt2 XDG_STATE_HOME=$T/state/kwijt gives sv-triage "$id" --route mediation --why 'opnieuw bekeken'
	stores_nothing fails_with 77 as kwijt sv-show "$id"
	gives sv-verify
	# stock git agrees about who signed what and when: only the one commit of after the loss is not to be trusted
	gives git -C "$SV_STORE/history.git" log --format='%G? %an' main
	same 'U kwijt' "$(grep -v '^G' <<<"$out")"
}

# guest HANDLE: somebody from outside, unlocked
guest() {
	add_officer "$1" --guest
}

@test "two grants to one: each until its own day, the record as long as the longest; only identities; nothing to take back" {
	local id
	id=$(at 2026-01-05 new_case)
	gives guest tolk
	gives at 2026-01-05 sv-key grant "$id" tolk --compartment content --until 2026-02-01 --why w
	gives at 2026-01-05 sv-key grant "$id" tolk --compartment identity --legal-ground g --told 2026-01-01 --until 2026-05-01 --why w
	gives at 2026-01-06 sv-key access "$id" --format json
	same '{"officer":"tolk","record":"grant","content":"grant","identity":"grant","until":"2026-05-01"}' "$(jq -c '.[] | select(.officer == "tolk")' <<<"$out")"
	fails_with 77 at 2026-02-02 as tolk sv-show "$id" --content --why w
	gives at 2026-02-02 as tolk sv-show "$id" --identity --why 'Kanariereden'
	prints 'Een Melder'
	gives at 2026-02-02 sv-show "$id" --identity --why w # the reason was sealed with what was opened
	prints 'Kanariereden'
	gives at 2026-02-02 sv-key grant "$id" tolk --compartment identity --legal-ground g --told 2026-01-01 --why w
	gives at 2026-02-03 sv-key access "$id" --format json
	same '{"officer":"tolk","record":"grant","identity":"grant"}' "$(jq -c '.[] | select(.officer == "tolk")' <<<"$out")"
	gives at 2026-02-04 sv-key revoke "$id" tolk --why w
	stores_nothing fails_with 65 at 2026-02-04 sv-key revoke "$id" tolk --why w
	says "nothing of this case was granted to officer 'tolk'"
	stores_nothing fails_with 65 sv-key revoke "$id" behandelaar --why w
	gives sv-verify
}

@test "keys that somebody may have kept are not written under again: a grant that ran out, an officer who left, one who lost theirs" {
	local id kept=$BATS_TEST_TMPDIR/kept
	later() { gives as "$1" /usr/bin/python3 "$ROOT/tests/data/opens.py" "$SV_STORE" "$T/keys/$1" "$PASSPHRASE" "$id" --last --keyring "$kept"; }
	gives guest gast
	id=$(at 2026-01-05 new_case)
	gives at 2026-01-05 sv-key grant "$id" gast --compartment content --until 2026-02-01 --why w
	cp "$SV_STORE/keyring.db" "$kept"
	later gast
	same 'content record' "$out"
	gives at 2026-03-01 sv-key rewrap
	gives opens gast "$id"
	same '' "$out"
	gives at 2026-03-01 sv-triage "$id" --route informal --why 'na afloop'
	later gast
	same '' "$out"
	gives newcomer vertrekt --role record --role content
	gives newcomer verliest --role record --role content
	id=$(new_case)
	gives sv-key restrict "$id" --officer meldpunt --officer vertrekt --officer verliest --why w
	cp "$SV_STORE/keyring.db" "$kept"
	gives sv-key leave vertrekt
	gives sv-triage "$id" --route informal --why 'na vertrek'
	later vertrekt
	same '' "$out"
	gives sv-key rewrap
	cp "$SV_STORE/keyring.db" "$kept"
	gives sv-key lost verliest --from "$(date -u -d '-1 day' +%F)"
	cp "$T/keys/verliest" "$BATS_TEST_TMPDIR/stolen"
	rm "$T/keys/verliest"
	new_identity verliest "$T/keys/verliest" >"$T/keys/verliest.pub"
	as verliest sv-key unlock --passphrase-fd 9 9<<<"$PASSPHRASE"
	gives sv-key replace --role record --role content <"$T/keys/verliest.pub"
	gives sv-triage "$id" --route mediation --why 'na verlies'
	gives opens verliest "$id"
	same 'content record' "$out"
	mv "$BATS_TEST_TMPDIR/stolen" "$T/keys/verliest"
	later verliest
	same '' "$out"
	gives sv-key check
	gives sv-verify
}

@test "who left gets no role and no case; the last one with a role keeps it; without passphrase the record only, also the second time" {
	local id other
	id=$(new_case)
	gives newcomer weg --role record --role content
	gives sv-key leave weg
	gives sv-key list --format json
	same 'weg true
meldpunt false' "$(jq -r '.[] | select(.officer == ("weg", "meldpunt")) | "\(.officer) \(has("gone"))"' <<<"$out" | sort -r)"
	stores_nothing fails_with 65 sv-key role weg --grant content
	says 'has left already' 'sv-key replace'
	same 0 "$(sqlite3 "$SV_STORE/keyring.db" "SELECT count(*) FROM wrap WHERE officer = 'weg'")"
	stores_nothing fails_with 65 sv-triage "$id" --route informal --handler weg
	stores_nothing fails_with 65 sv-key grant "$id" weg --compartment record --why w
	stores_nothing fails_with 65 sv-key restrict "$id" --officer meldpunt --officer weg --why w
	gives sv-key exclude "$id" weg --why w # keeping out is always allowed
	for other in $(sv-key list --format json | jq -r '.[] | select(.officer != "meldpunt" and (.roles | contains("identity"))) | .officer'); do
		gives sv-key role "$other" --revoke identity
	done
	stores_nothing fails_with 65 sv-key role meldpunt --revoke identity
	says "the last one with the role 'identity'"
	gives sv-show "$id" --identity --why w
	[ -e "$T/keys/cron" ] || add_cron
	gives sv-key lost cron --from "$(date -u -d '-1 day' +%F)"
	rm "$T/keys/cron"
	as cron sv-key new cron --unattended >"$T/keys/cron.pub"
	stores_nothing fails_with 65 sv-key replace --role record --role content <"$T/keys/cron.pub"
	says 'without passphrase'
	gives sv-key replace --role record <"$T/keys/cron.pub"
	gives as cron sv-list
	gives sv-verify
}
