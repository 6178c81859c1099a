#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The written cases go to another store: export, import, export again is the same line for line, and so is what is made of them: states, terms, figures.

What may differ is what belongs to a store: person tokens (a person is somebody else's token, but the same in all cases), sealed bytes of attachments, mailboxes,
and the mark that something was imported."""
import json, os, subprocess, sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from further import FURTHER
from run import World, play
from twenty import CASES

n = bad = 0
WHY = 'uitwisseling'
WORDS = [b'"case.merged"', b'"case.corrected"', b'"case.linked"', b'"of":', b'"mailbox":true', b'"decision.made"', b'"message.received"', b'"term.extended"']
LATER = '2032-06-01'


def check(what, good, detail=''):
    global n, bad
    n += 1
    bad += not good
    print('%sok %d - %s' % ('' if good else 'not ', n, what))
    if not good:
        print('# ' + str(detail)[:3000].replace('\n', '\n# '))


def same(what, a, b):
    detail = ''
    if a != b:
        rows = [(x, y) for x, y in zip(a, b) if x != y] if isinstance(a, list) and isinstance(b, list) else [(a, b)]
        sizes = (len(a), len(b)) if isinstance(a, list) else (1, 1)
        detail = '%d and %d; first of %d that differ:\n%s\n%s' % (*sizes, len(rows), json.dumps(rows[0][0], sort_keys=True) if rows else '', json.dumps(rows[0][1], sort_keys=True) if rows else '')
    check(what, a == b, detail)


def renamed(value, names):
    """Tokens by the order in which they are met."""
    if isinstance(value, dict):
        return {k: names.setdefault(v, 'person %d' % len(names)) if k == 'token' else renamed(v, names) for k, v in value.items()}
    return [renamed(v, names) for v in value] if isinstance(value, list) else value


def exported(world):
    out = world.ok(['sv-export', '--content', '--identity', '--why', WHY], at='2032-05-01')
    lines, names = [json.loads(line) for line in out.decode().splitlines()], {}
    for line in lines:
        for event in line.get('history', []):
            event.pop('imported', None)
            if event['type'] == 'case.attached':
                del event['public']
        if 'history' in line:
            line['history'] = [e for e in line['history'] if e['type'] != 'access.opened' or e['content']['why'] != WHY]
    return out, renamed(lines, names)


def listed(world, who='meldpunt'):
    states = [json.loads(line) for line in world.ok(['sv-list'], at=LATER, who=who).decode().splitlines()]
    for state in states:
        for one in [state] + state.get('parties', []):
            for member in ('imported', 'events', 'last', 'mailbox', 'mailbox_elsewhere'):
                one.pop(member, None)
    return states


def due(world):
    # an anonymous reporter is reached by the mailbox of the first store only: no news is due to them here
    rows = [json.loads(line) for line in world.ok(['sv-due', '--all'], at=LATER).decode().splitlines()]
    mailboxes = {json.loads(line)['case'] for line in first.ok(['sv-list'], at=LATER).decode().splitlines() if '"mailbox":' in line}
    return sorted((r for r in rows if r['case'] not in mailboxes), key=lambda r: json.dumps(r, sort_keys=True))


first, second = World('pipe'), World('pipe')
try:
    played = 0
    for case in CASES + FURTHER:
        play(first, case)
        played += 1
    check('%d cases are played' % played, played >= 20)
    text, lines = exported(first)
    check('there is something of everything in them', all(word in text for word in WORDS), [w for w in WORDS if w not in text])
    path = second.dir + '/export.ndjson'
    with open(path, 'wb') as f:
        f.write(text)
    r = second.run(['sv-import', path], at=LATER)
    check('all of them are taken in, by the gates of the other store', r.returncode == 0, r.stderr.decode())
    same('each is told, with its line', [(x['line'], x['case']) for x in map(json.loads, r.stdout.decode().splitlines())], [(i + 1, x['case']) for i, x in enumerate(map(json.loads, text.decode().splitlines())) if 'history' in x])
    r = second.run(['sv-verify', '--format', 'json'], at=LATER)
    check('the other store verifies', r.returncode == 0, r.stderr.decode())
    events = sum(len(json.loads(line).get('history', [])) for line in text.splitlines())
    same('every event is counted as imported', json.loads(r.stdout)['imported'], events)
    same('what is made of them is the same: states', listed(first), listed(second))
    same('… also for an officer who is a party to some', listed(first, 'partij'), listed(second, 'partij'))
    same('… terms that run', due(first), due(second))
    for args in (['--by', 'kind', '--by', 'outcome'], ['metrics', '--by', 'unit'], ['causes'], ['terms', '--confidentiality', 'named'], ['terms', '--kind', 'complaint']):
        a, b = (w.run(['sv-stats'] + args + ['--format', 'json'], at=LATER) for w in (first, second))
        same('… figures: ' + ' '.join(args), (a.returncode, json.loads(a.stdout or b'null'), a.stderr.decode()), (b.returncode, json.loads(b.stdout or b'null'), b.stderr.decode()))
    again, lines2 = exported(second)
    same('exported again it is the same, line for line', lines, lines2)
    before = second.ok(['git', '-C', second.dir + '/store/history.git', 'rev-parse', 'main'])
    r = second.run(['sv-import', '--resume', path], at=LATER)
    check('a second import takes nothing twice', r.returncode == 0 and all(json.loads(x).get('already') for x in r.stdout.splitlines()), r.stderr.decode() + r.stdout.decode())
    same('… and stores nothing', before, second.ok(['git', '-C', second.dir + '/store/history.git', 'rev-parse', 'main']))
    fsck = second.run(['git', '-C', second.dir + '/store/history.git', 'fsck', '--strict'])
    check('stock git finds nothing wrong', fsck.returncode == 0, fsck.stderr.decode())
finally:
    first.close()
    second.close()
print('1..%d' % n)
sys.exit(bad > 0)
