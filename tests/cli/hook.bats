# SPDX-License-Identifier: MIT
# A shared bare repository that takes in what follows the rules and nothing else: sv-verify --pre-receive, with no identity, keyring or store at hand.
load lib

setup_file() {
	local f
	setup_store
	add_officer vertrouwenspersoon --role record --role content --role identity
	add_officer behandelaar --role record --role content
	add_cron
	git init -q --bare --initial-branch=main "$T/shared.git"
	# as on a host of its own: nothing of ours in the environment, and stock git gives its own
	printf '#!/bin/sh\nexec env -u SV_STORE -u SV_KEY -u XDG_CONFIG_HOME -u XDG_STATE_HOME -u XDG_RUNTIME_DIR HOME=/nonexistent sv-verify --pre-receive\n' >"$T/shared.git/hooks/pre-receive"
	chmod +x "$T/shared.git/hooks/pre-receive"
	for f in "$XDG_RUNTIME_DIR"/sv/unlocked-*; do
		cp "$f" "$T/key.$(sed -n 's/^name //p' "$f")"
	done
	cp "$T/keys/cron" "$T/key.cron"
}

teardown_file() { clear_store; }

push() { hist push -q "$T/shared.git" "${@:-main}"; }
shared_head() { git -C "$T/shared.git" rev-parse main; }

# forge KEY HANDLE [PATH=FILE...]: as in tamper.bats
forge() {
	local key=$1 handle=$2
	shift 2
	[ "$key" = - ] || key=$T/key.$key
	/usr/bin/python3 "$ROOT/tests/data/forge.py" "$SV_STORE/history.git" "$key" "$handle" "${WHEN:-$(date +%s)}" "$@"
}

# refused TEXT...: what stands in the store now is not taken in, nor a part of it, and each text is said; then the store is as it was
refused() {
	local before
	before=$(shared_head)
	fails_with 1 push || return 1
	says 'pre-receive hook declined' "$@" || return 1
	same "$before" "$(shared_head)" || return 1
	hist update-ref refs/heads/main "$before"
}

@test "what the commands write is taken in: officers, cases, restriction, grants, departures, erasures" {
	local id old
	fails_with 0 push
	says 'first commit' "$(hist rev-list --max-parents=0 main)"
	id=$(new_case)
	gives sv-key restrict "$id" --officer meldpunt --officer behandelaar --why w
	gives as behandelaar sv-triage "$id" --route informal
	fails_with 0 push
	says 'taken in'
	as extern sv-key new extern --passphrase-fd 9 9<<<"$PASSPHRASE" >"$T/keys/extern.pub"
	gives as extern sv-key unlock --passphrase-fd 9 9<<<"$PASSPHRASE"
	gives sv-key add-officer --guest <"$T/keys/extern.pub"
	gives sv-key grant "$id" extern --compartment content --why w
	gives as extern sv-show "$id" --content --why w # a guest signs by what was granted
	gives sv-key revoke "$id" extern --why w
	gives sv-key grant "$id" extern --compartment identity --legal-ground g --told 2026-01-01 --why w
	gives as extern sv-show "$id" --identity --why w
	gives sv-erase propose "$id" --party p1 --ground request --why w
	gives as behandelaar sv-erase run "$id" --party p1
	old=$(at 2023-01-05 new_case)
	{
		at 2023-01-06 sv-triage "$old" --route informal --why w
		at 2023-01-20 sv-decide "$old" --outcome settled --grounds g --measure agreements
		at 2023-02-01 sv-close "$old" --override aftercare_plan --override learning --override-why w
	} >"$BATS_TEST_TMPDIR/steps"
	gives sv-erase propose "$old"
	gives as behandelaar sv-erase run "$old"
	gives sv-key leave vertrouwenspersoon
	fails_with 65 sv-key leave meldpunt
	fails_with 0 push
	says 'taken in'
	same "$(head_id)" "$(shared_head)"
	gives sv-verify
}

@test "refused: unsigned, by somebody else, out of role, changed lines, a step that does not follow; nothing of it stays" {
	local id path when
	id=$(new_case)
	fails_with 0 push
	path=$(hist ls-tree -r --name-only main cases | grep "${id#*-}")
	forge - meldpunt
	refused 'not signed'
	forge behandelaar meldpunt
	refused 'not that of the officer it names'
	hist show "main:$path" | sed 's/"clock":"set",//; s/report.registered/report.registerex/' >"$BATS_TEST_TMPDIR/g"
	forge meldpunt meldpunt "$path=$BATS_TEST_TMPDIR/g"
	refused "$path: line 1" 'lines may only be added'
	forge meldpunt meldpunt "$path="
	refused "$path" 'was removed'
	printf 'x\n' >"$BATS_TEST_TMPDIR/g"
	forge meldpunt meldpunt "notes.txt=$BATS_TEST_TMPDIR/g"
	refused 'no file of this name belongs in the history'
	# an officer's own step made again by one who has not the role, and as a kind that cannot follow
	gives sv-triage "$id" --route informal
	when=$(hist log -1 --format=%ct main)
	hist show "main:$path" | sed '2s/"by":"meldpunt"/"by":"cron"/' >"$BATS_TEST_TMPDIR/g"
	hist update-ref refs/heads/main "$(shared_head)"
	WHEN=$when forge cron cron "$path=$BATS_TEST_TMPDIR/g"
	refused "$path: line 2" 'did not have the role'
	sed '2s/"by":"cron"/"by":"meldpunt"/; 2s/triage.decided/investigation.found/' "$BATS_TEST_TMPDIR/g" >"$BATS_TEST_TMPDIR/h"
	WHEN=$when forge meldpunt meldpunt "$path=$BATS_TEST_TMPDIR/h"
	refused "$path: line 2" 'could not happen in the state'
	gives sv-verify
}

@test "refused: another branch, a tag, removal, what does not build on what is here" {
	local before
	before=$(shared_head)
	fails_with 1 push main:other
	says 'the one branch main'
	fails_with 1 push main:refs/tags/v1
	says 'the one branch main'
	fails_with 1 push :main
	says 'not removed'
	fails_with 1 push -f main~1:main
	says 'does not build on what is here'
	fails_with 1 push main main:other # all or nothing
	same "$before" "$(shared_head)"
	same 'refs/heads/main' "$(git -C "$T/shared.git" for-each-ref --format='%(refname)')"
	fails_with 65 sv-verify --pre-receive <<<rommel
	says 'OLD NEW REF'
}
