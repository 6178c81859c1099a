#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A synthetic organisation (tests/data/dataset.py) is imported: every case of it, by the gates; and figures are those that its own lines have, counted here."""
import collections, datetime, hashlib, json, os, sqlite3, subprocess, sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'data'))
import dataset
from run import World

n = bad = 0
CASES, SEED = 700, 3


def check(what, good, detail=''):
    global n, bad
    n += 1
    bad += not good
    print('%sok %d - %s' % ('' if good else 'not ', n, what))
    if not good:
        print('# ' + str(detail)[:2000].replace('\n', '\n# '))


def same(what, a, b):
    check(what, a == b, '%s\n%s' % (a, b))


text = ''.join(line + '\n' for line in dataset.lines(CASES, SEED))
told = [json.loads(line) for line in text.splitlines()]
same('a seed gives the same lines', hashlib.sha256(text.encode()).hexdigest(), hashlib.sha256(''.join(line + '\n' for line in dataset.lines(CASES, SEED)).encode()).hexdigest())
check('another gives others', text != ''.join(line + '\n' for line in dataset.lines(CASES, SEED + 1)))
days = [[act['at'] for act in case['acts']] for case in told]
check('nothing lies before what stands before it, or after the last day', all(d == sorted(d) and d[-1] <= dataset.LAST.isoformat() for d in days))
verbs = collections.Counter(next(k for k in act if k != 'at') for case in told for act in case['acts'])
check('there is something of everything', set(verbs) >= {'report', 'message', 'triage', 'withdraw', 'investigate', 'decide', 'aftercare', 'close', 'reopen'}, verbs)
summer = collections.Counter(case['acts'][0]['report']['received'][5:7] for case in map(json.loads, dataset.lines(6000, 5)))
check('there are seasons', summer['09'] > 1.3 * summer['08'] and summer['01'] > 1.3 * summer['07'], summer)

world = World('pipe')
try:
    path = world.dir + '/dataset.ndjson'
    with open(path, 'w') as f:
        f.write(text)
    r = world.run(['sv-import', '--batch', '150', path])
    check('every case is taken in', r.returncode == 0, r.stderr.decode())
    same('and told by its number', [x['source'] for x in told], [json.loads(x).get('source') for x in r.stdout.splitlines()])
    r = world.run(['sv-verify', '--format', 'json'])
    verified = json.loads(r.stdout)
    check('it verifies, all gates met', r.returncode == 0 and verified['unmet'] == 0, r.stderr.decode())
    check('a commit for each batch', verified['commits'] == 5 + (CASES + 149) // 150, verified)  # the store, four officers
    states = {s['source']: s for s in map(json.loads, world.ok(['sv-list']).decode().splitlines())}
    same('as many as there were', CASES, len(states))

    def last(case, verb, member=None):
        found = [act for act in case['acts'] if verb in act and (member is None or member in act[verb])]
        return found[-1] if found else None

    wrong = []
    for case in told:
        s, acts = states[case['source']], case['acts']
        report, first = acts[0]['report'], acts[0]['at']
        triage, decide, close, reopen = last(case, 'triage', 'route'), last(case, 'decide'), last(case, 'close'), last(case, 'reopen')
        want = {'received': report['received'], 'registered': first, 'category': report['category'], 'unit': report['unit'], 'kind': report['kind'], 'route': triage and triage['triage']['route'],
                'triaged': next((a['at'] for a in acts if 'triage' in a), None)}
        if not reopen:
            want.update(outcome=decide['decide']['outcome'] if decide else 'withdrawn' if last(case, 'withdraw') else None, decided=decide['at'] if decide else last(case, 'withdraw') and last(case, 'withdraw')['at'],
                        closed=close and close['at'])
        wrong += ['%s: %s is %s, wanted %s' % (case['source'], k, s.get(k), v) for k, v in want.items() if s.get(k) != v]
    check('each case is as its acts make it, on the days that they happened', not wrong, '\n'.join(wrong[:10]))

    file = world.dir + '/cases.db'
    world.ok(['sv-export', '--format', 'sqlite', '--output', file])
    db = sqlite3.connect(file)
    same('the tables add up: outcomes by year', collections.Counter((s['received'][:4], s.get('outcome')) for s in states.values()),
         collections.Counter({(y, o): c for y, o, c in db.execute('SELECT substr(received, 1, 4), outcome, count(*) FROM cases GROUP BY 1, 2')}))
    waits = sorted((datetime.date.fromisoformat(s['closed']) - datetime.date.fromisoformat(s['received'])).days for s in states.values() if 'closed' in s)
    same('… days to closing', waits, sorted(d for (d,) in db.execute('SELECT julianday(closed) - julianday(received) FROM cases WHERE closed IS NOT NULL')))
    same('… events', verified['imported'], db.execute('SELECT count(*) FROM events').fetchone()[0])
    same('… events are dated as they happened', min(d[0] for d in days), db.execute('SELECT min(at) FROM events').fetchone()[0])
    r = subprocess.run(['git', '-C', world.dir + '/store/history.git', 'fsck', '--strict'], capture_output=True)
    check('stock git finds nothing wrong', r.returncode == 0, r.stderr.decode())
    r = world.run(['sv-import', '--resume', '--batch', '99', path])
    check('it is taken in once', r.returncode == 0 and all(json.loads(x).get('already') for x in r.stdout.splitlines()), r.stderr.decode())
finally:
    world.close()
print('1..%d' % n)
sys.exit(bad > 0)
