# SPDX-License-Identifier: MIT
# A shared bare repository that takes in what the rules allow and nothing else: `sv-verify --pre-receive` as its hook, pushed to by plain git.
load lib
load forge

setup_file() {
	setup_store
	add_officer behandelaar --role record --role content
	add_officer beheer --role manage
	add_cron
	CASE=$(new_case)
	sv-triage "$CASE" --route informal >"$T/step"
	FILE=$(case_file "$CASE")
	git init -q --bare -b main "$T/shared.git"
	# no store, no identity and no home: a host that holds no key
	cat >"$T/shared.git/hooks/pre-receive" <<-END
		#!/bin/sh
		exec env -i PATH='$PATH' LC_ALL=C.UTF-8 GIT_DIR="\$GIT_DIR" GIT_QUARANTINE_PATH="\$GIT_QUARANTINE_PATH" \\
			GIT_OBJECT_DIRECTORY="\$GIT_OBJECT_DIRECTORY" GIT_ALTERNATE_OBJECT_DIRECTORIES="\$GIT_ALTERNATE_OBJECT_DIRECTORIES" HOME=/nonexistent sv-verify --pre-receive \$(cat '$T/hook-options' 2>/dev/null)
	END
	chmod +x "$T/shared.git/hooks/pre-receive"
	export CASE FILE GIT_AUTHOR_NAME=iemand GIT_AUTHOR_EMAIL=iemand@elders GIT_COMMITTER_NAME=iemand GIT_COMMITTER_EMAIL=iemand@elders # of stock git
	push main
	cp -a "$T/shared.git" "$T/good.git"
	cp -a "$SV_STORE" "$T/good"
}

teardown_file() { clear_store; }

setup() {
	quickly
	rm -rf "$T/shared.git" "$SV_STORE"
	cp -a "$T/good.git" "$T/shared.git"
	cp -a "$T/good" "$SV_STORE"
	hist show "main:$FILE" >"$BATS_TEST_TMPDIR/f"
	: >"$T/hook-options"
}

push() { git -C "$SV_STORE/history.git" push "$T/shared.git" "$@" 2>&1; }
there() { git -C "$T/shared.git" rev-parse -q --verify main; }

# refused TEXT... [-- PUSH-ARGUMENT...]: git says that the hook declined, with each text; the shared history is as it was
refused() {
	local texts=() before
	while [ $# -gt 0 ] && [ "$1" != -- ]; do texts+=("$1"); shift; done
	[ $# = 0 ] || shift
	before=$(git -C "$T/shared.git" for-each-ref; find "$T/shared.git/objects" -type f | sort)
	run push "${@:-main}"
	[ "$status" = 1 ] || { echo "status $status"; echo "$output"; return 1; }
	for text in "${texts[@]}" 'pre-receive hook declined'; do
		case $output in *"$text"*) ;; *) echo "not said: $text"; echo "$output"; return 1 ;; esac
	done
	case $output in *annot*' open'* | *kanarie* | *'Er werd'*) echo "$output"; return 1 ;; esac
	same "$before" "$(git -C "$T/shared.git" for-each-ref; find "$T/shared.git/objects" -type f | sort)"
}

taken() {
	run push "${@:-main}"
	[ "$status" = 0 ] || { echo "$output"; return 1; }
	case $output in *'taken in'*) ;; *) echo "$output"; return 1 ;; esac
	same "$(head_id)" "$(there)"
}

@test "what the commands wrote is taken in, also many commits at once, and a clone of it is the same store" {
	same "$(head_id)" "$(there)"
	sv-aftercare plan "$CASE" --party p1 --actions gesprek --contact-by 2030-01-01 >"$T/step"
	taken
	for n in 1 2 3; do new_case; done >"$T/step"
	sv-key role cron --revoke record
	echo inhoud | sv-case attach "$CASE" --file - --as report >"$T/step"
	taken
	git clone -q --bare "$T/shared.git" "$BATS_TEST_TMPDIR/clone.git"
	git -C "$BATS_TEST_TMPDIR/clone.git" fsck --strict
	rm -rf "$SV_STORE/history.git/refs/remotes"
	run push main # nothing new
	[ "$status" = 0 ]
}

@test "erasure is taken in, of a case and of who one party is, though the hook opens nothing; a second time it is not" {
	local old
	sv-erase propose "$CASE" --party p1 --ground request --why 'vraagt erom' >"$T/step"
	as behandelaar sv-erase run "$CASE" --party p1 >"$T/step"
	taken
	old=$(at 2023-01-05 new_case)
	{
		at 2023-01-06 sv-triage "$old" --route informal --why w
		at 2023-01-20 sv-decide "$old" --outcome settled --grounds g --measure agreements
		at 2023-02-01 sv-close "$old" --override aftercare_plan --override learning --override-why 'kleine zaak'
	} >"$T/step"
	sv-erase propose "$old" >"$T/step"
	as behandelaar sv-erase run "$old" >"$T/step"
	taken
	gives sv-verify
	adds behandelaar behandelaar "$CASE" identity.erased '{"public":{"party":"p1","destroyed":[]}}'
	refused "gate 'four_eyes'"
}

@test "the first push names the first commit, so that it can be compared" {
	git init -q --bare -b main "$T/shared.git.new"
	cp "$T/shared.git/hooks/pre-receive" "$T/shared.git.new/hooks"
	rm -rf "$T/shared.git" && mv "$T/shared.git.new" "$T/shared.git"
	run push main
	[ "$status" = 0 ]
	[[ $output == *"first commit $(hist rev-list --max-parents=0 main)"* ]]
}

@test "unsigned, by a stranger's key, or by another key than the one it names" {
	adds - behandelaar "$CASE" aftercare.planned
	refused 'the commit is not signed'
	setup
	[ -e "$T/keys/niemand" ] || sv-key new niemand --unattended --output "$T/keys/niemand" >"$T/x"
	adds niemand niemand "$CASE" aftercare.planned
	refused 'was no officer then'
	setup
	adds cron behandelaar "$CASE" aftercare.planned
	refused 'not that of the officer it names'
	setup
	adds behandelaar behandelaar "$CASE" aftercare.planned '{"by":"meldpunt"}'
	refused 'names another officer'
}

@test "out of role: cron on a case, a manager on a case, a handler on officers, rules and pages" {
	adds cron cron "$CASE" aftercare.planned
	refused "$FILE: line 3:" 'did not have the role'
	setup
	adds beheer beheer "$CASE" aftercare.planned
	refused 'did not have the role'
	setup
	printf 'title: x\n\n# x\n' >"$BATS_TEST_TMPDIR/g"
	forge behandelaar behandelaar "guide/nl/where.md=$BATS_TEST_TMPDIR/g"
	refused guide/nl/where.md 'did not have the role'
	setup # a role that they write for themselves
	adds_officer behandelaar behandelaar behandelaar officer.roles '{"roles":["record","content","identity","manage"]}'
	refused officers/behandelaar.ndjson 'did not have the role'
	setup
	hist show main:protocol.json | sed 's/"on": true/"on": false/' >"$BATS_TEST_TMPDIR/g"
	forge behandelaar behandelaar "protocol.json=$BATS_TEST_TMPDIR/g"
	refused protocol.json 'without an event'
	setup
	{ hist show main:officers/allowed_signers && echo 'eve@sv namespaces="git" ssh-ed25519 AAAA'; } >"$BATS_TEST_TMPDIR/g"
	forge beheer beheer "officers/allowed_signers=$BATS_TEST_TMPDIR/g"
	refused officers/allowed_signers 'is not what'
}

@test "an officer who left, or lost the identity, pushes nothing any more" {
	sv-key leave behandelaar
	taken
	adds behandelaar behandelaar "$CASE" aftercare.planned
	refused 'was no officer then'
}

@test "lines are only added: a changed, dropped, moved or doubled line, a removed file, and one that does not belong" {
	sed '2s/triage.decided/triage.decidex/' "$BATS_TEST_TMPDIR/f" >"$BATS_TEST_TMPDIR/g"
	forge behandelaar behandelaar "$FILE=$BATS_TEST_TMPDIR/g"
	refused "$FILE: line 2: the line was changed"
	setup
	sed 2d "$BATS_TEST_TMPDIR/f" >"$BATS_TEST_TMPDIR/g"
	forge behandelaar behandelaar "$FILE=$BATS_TEST_TMPDIR/g"
	refused "$FILE: line 2: the line is gone"
	setup
	tac "$BATS_TEST_TMPDIR/f" >"$BATS_TEST_TMPDIR/g"
	forge behandelaar behandelaar "$FILE=$BATS_TEST_TMPDIR/g"
	refused "$FILE: line 1"
	setup
	{ cat "$BATS_TEST_TMPDIR/f" && tail -1 "$BATS_TEST_TMPDIR/f"; } >"$BATS_TEST_TMPDIR/g"
	forge behandelaar behandelaar "$FILE=$BATS_TEST_TMPDIR/g"
	refused "$FILE: line 3: does not follow"
	setup
	forge behandelaar behandelaar "$FILE="
	refused "$FILE: the file was removed"
	setup
	echo x >"$BATS_TEST_TMPDIR/g"
	forge behandelaar behandelaar "notes.txt=$BATS_TEST_TMPDIR/g"
	refused 'notes.txt: no file of this name'
}

@test "against the rules: a step that could not happen, a repeated erasure by one officer alone, rules that are nowhere, another time" {
	adds behandelaar behandelaar "$CASE" case.closed
	refused "$FILE: line 3:" 'could not happen'
	setup
	adds behandelaar behandelaar "$CASE" case.erased
	refused 'could not happen'
	setup
	adds behandelaar behandelaar "$CASE" identity.erased '{"public":{"party":"p1","destroyed":[]}}'
	refused "gate 'four_eyes'"
	setup
	adds behandelaar behandelaar "$CASE" aftercare.planned '{"rules":"0000000000000000000000000000000000000000"}'
	refused 'rules that are not in the history'
	setup
	adds behandelaar behandelaar "$CASE" aftercare.planned '{"at":"2020-01-01T00:00:00Z"}'
	refused 'another time than the commit'
}

@test "dated by SV_NOW: taken in, unless the hook is strict" {
	at 2026-01-05 new_case >"$T/x"
	echo --strict >"$T/hook-options"
	refused 'dated by SV_NOW'
	: >"$T/hook-options"
	taken
}

@test "by force, or beside what is there: nothing is replaced" {
	sv-aftercare plan "$CASE" --party p1 --actions gesprek --contact-by 2030-01-01 >"$T/step"
	taken
	hist update-ref refs/heads/main main~1
	refused 'does not build on what is here' -- --force main
	as behandelaar sv-aftercare plan "$CASE" --party p2 --actions gesprek --contact-by 2030-01-01 >"$T/step" # a good history, but another
	refused 'does not build on what is here' -- --force main
	hist commit-tree -m leeg "$(hist mktree </dev/null)" >"$BATS_TEST_TMPDIR/root"
	refused 'does not build on what is here' -- --force "$(cat "$BATS_TEST_TMPDIR/root"):refs/heads/main"
}

@test "another branch, a tag, a note, and the removal of main" {
	refused "'refs/heads/ander' is refused" -- main:refs/heads/ander
	refused "'refs/tags/v1' is refused" -- main:refs/tags/v1
	hist tag -m geheim anders
	refused "'refs/tags/anders' is refused" -- anders
	refused "'refs/notes/commits' is refused" -- main:refs/notes/commits
	refused "'refs/sv/x' is refused" -- main:refs/sv/x
	git -C "$T/shared.git" config receive.denyDeleteCurrent ignore
	refused 'main is not removed' -- :main
	git -C "$T/shared.git" config --unset receive.denyDeleteCurrent
	sv-aftercare plan "$CASE" --party p1 --actions gesprek --contact-by 2030-01-01 >"$T/step"
	refused "'refs/heads/ander' is refused" -- main main:refs/heads/ander # a good one along with it: nothing is taken in
}

@test "a merge, and a good commit behind a bad one" {
	local base side
	base=$(head_id)
	sv-aftercare plan "$CASE" --party p1 --actions gesprek --contact-by 2030-01-01 >"$T/step"
	side=$(head_id)
	hist update-ref refs/heads/main "$base"
	hist commit-tree -p main -p "$side" -m merge 'main^{tree}' >"$BATS_TEST_TMPDIR/merge"
	hist update-ref refs/heads/main "$(cat "$BATS_TEST_TMPDIR/merge")"
	refused 'more than one parent'
	setup
	adds - behandelaar "$CASE" aftercare.planned
	forge meldpunt meldpunt
	new_case >"$T/x" || true
	refused 'the commit is not signed'
}

@test "outside a hook, and with input that git never gives" {
	fails_with 65 env GIT_DIR="$T/shared.git" sv-verify --pre-receive <<<'geen regel'
	says 'OLD NEW REF'
	fails_with 65 env GIT_DIR="$T/shared.git" sv-verify --pre-receive <<<"$(head_id) $(head_id | cut -c1-39) refs/heads/main"
	gives env GIT_DIR="$T/shared.git" sv-verify --pre-receive </dev/null
}
