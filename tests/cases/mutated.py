#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Lines for sv-import, changed at random: members dropped, doubled, moved, given other values and other types. Each is refused with its place, or taken in; and whatever is taken in
verifies, can be listed, counted, shown and exported. The same changes each time; mutated.py N tries so many."""
import json, os, random, sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'data'))
import dataset
from further import FURTHER
from run import World, play
from twenty import CASES

n = bad = 0
MUTANTS = int(sys.argv[1]) if len(sys.argv) > 1 else 1200
ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
WORDS = ['p1', 'p2', 'p99', 'a1', 'f1', 'meldpunt', 'iemand', 'bullying', 'jeugd', 'informal', 'complaint', 'settled', 'founded', 'record', 'content', 'identity', 'order', 'true', '', 'x' * 300,
         '2024-02-03', '2026-01-06', '2999-01-01', '2026-01-06T09:00:00Z', '-', '@new', 'all', '(sealed)', 'line:x', 'é', '\u0001']
MEMBERS = ['party', 'on', 'by', 'at', 'unmet', 'passed', 'given', 'token', 'of', 'mailbox', 'parties', 'changes', 'set', 'was', 'event', 'type', 'record', 'content', 'identity', 'public', 'happened', 'imported', 'source',
           'named', 'excluded', 'officer', 'compartment', 'destroyed', 'override', 'handlers', 'sealed', 'state', 'events', 'clock', 'keys', 'history', 'acts', 'case']


def check(what, good, detail=''):
    global n, bad
    n += 1
    bad += not good
    print('%sok %d - %s' % ('' if good else 'not ', n, what))
    if not good:
        print('# ' + str(detail)[:3000].replace('\n', '\n# '))


def case_id(number):
    """A valid id, by format.md: each its own."""
    values = [int(c) for c in '2019'] + [(number >> (5 * i)) & 31 for i in (4, 3, 2, 1, 0)]
    s = 0
    for v in values:
        s = (s ^ v) << 1
        if s >= 32:
            s ^= 0x25
    return '2019-' + ''.join(ALPHABET[v] for v in values[4:]) + ALPHABET[s]


def places(value, out):
    """Every object and array in a value."""
    if isinstance(value, (dict, list)):
        out.append(value)
        for one in value.values() if isinstance(value, dict) else value:
            places(one, out)
    return out


def some_value(r, line):
    return r.choice([lambda: r.choice(WORDS), lambda: r.randrange(-2, 400), lambda: r.random() < 0.5, lambda: {}, lambda: [], lambda: {r.choice(MEMBERS): r.choice(WORDS)}, lambda: [r.choice(WORDS)],
                     lambda: json.loads(json.dumps(r.choice(places(line, []))))])()


def mutate(r, line):
    for _ in range(r.choice([1, 1, 1, 2, 3])):
        at = r.choice(places(line, []))
        if isinstance(at, dict) and at:
            key = r.choice(sorted(at))
            how = r.randrange(5)
            if how == 0:
                del at[key]
            elif how == 1:
                at[key] = some_value(r, line)
            elif how == 2:
                at[r.choice(MEMBERS)] = some_value(r, line)
            elif how == 3:
                at[r.choice(MEMBERS)] = at.pop(key)
            else:
                other = r.choice([p for p in places(line, []) if isinstance(p, dict)])
                other[key] = json.loads(json.dumps(at[key]))
        elif isinstance(at, list) and at:
            i = r.randrange(len(at))
            how = r.randrange(4)
            if how == 0:
                del at[i]
            elif how == 1:
                at.insert(r.randrange(len(at) + 1), json.loads(json.dumps(at[i])))
            elif how == 2:
                at[i] = some_value(r, line)
            else:
                j = r.randrange(len(at))
                at[i], at[j] = at[j], at[i]
    return line


first, second = World('pipe'), World('pipe')
try:
    for case in CASES + FURTHER:
        if len(case['steps']) < 40:
            play(first, case)
    lines = [json.loads(x) for x in first.ok(['sv-export', '--content', '--identity', '--why', 'x'], at='2032-05-01').splitlines()]
    lines += [json.loads(x) for x in dataset.lines(40, 9)]
    r = random.Random(20261126)
    path = second.dir + '/mutants.ndjson'
    with open(path, 'w') as f:
        for i in range(MUTANTS):
            line = json.loads(json.dumps(r.choice(lines)))
            if 'history' in line:
                line['case'] = case_id(i)
            else:
                line['source'] = 'M%d' % i
            f.write(json.dumps(mutate(r, line)) + '\n')
    taken, told = 0, []
    for number, options in enumerate((['--keep-tokens'], ['--keep-tokens', '--as-is'])):
        rejects = second.dir + '/rejects.%d' % number
        got = second.run(['sv-import', '--batch', '50', '--rejects', rejects] + options + [path], at='2032-06-01')
        check('%s: lines are refused or taken in, nothing else' % ' '.join(options), got.returncode in (0, 65), '%d %s' % (got.returncode, got.stderr.decode()[-2000:]))
        taken += len(got.stdout.splitlines())
        told += [x for x in got.stderr.decode().splitlines() if not x.startswith('sv-import: line ') and 'taken in' not in x]
        path = rejects
    check('some of each', 30 < taken < MUTANTS - 30, taken)
    check('each refusal names its line', not told, '\n'.join(told[:20]))
    got = second.run(['sv-verify'], at='2032-06-01')
    check('whatever is taken in verifies (%d of %d)' % (taken, MUTANTS), got.returncode == 0, got.stderr.decode()[:3000] + got.stdout.decode())
    for command in (['sv-list'], ['sv-due', '--all'], ['sv-stats', '--by', 'outcome', '--by', 'unmet'], ['sv-stats', 'terms'], ['sv-stats', 'metrics'], ['sv-export'], ['sv-export', '--format', 'sqlite', '--output', second.dir + '/x.db'],
                    ['sv', '--days', '9999']):
        got = second.run(command, at='2032-06-01')
        check(' '.join(command[:3]) + ': goes', got.returncode == 0, '%d %s' % (got.returncode, got.stderr.decode()[:1000]))
    ids = second.ok(['sv-list', '--format', 'id']).decode().split()
    wrong = []
    for case in ids[::max(1, len(ids) // 40)]:
        for command in (['sv-show', case], ['sv-show', case, '--content', '--identity', '--why', 'x', '--format', 'html'], ['sv-log', case]):
            got = second.run(command, at='2032-06-02')
            wrong += ['%s: %d %s' % (' '.join(command[:2]), got.returncode, got.stderr.decode()[:300])] * (got.returncode != 0)
    check('cases can be shown and opened', not wrong, '\n'.join(wrong[:10]))
    got = second.run(['sv-export', '--content', '--identity', '--why', 'x'], at='2032-06-03')
    third = second.dir + '/third.ndjson'
    with open(third, 'wb') as f:
        f.write(got.stdout)
    check('and exported', got.returncode == 0, got.stderr.decode()[:1000])
    first.env['SV_STORE'] = first.dir + '/third'
    first.ok(['sv-init', '--protocol', first.dir + '/protocol.json'])
    got = first.run(['sv-import', '--as-is', '--keep-tokens', '--officer', 'onderzoeker=-', '--officer', 'beslisser=-', '--officer', 'vertrouwenspersoon=-', '--officer', 'partij=-', third], at='2032-06-04')
    check('and imported again', got.returncode == 0, got.stderr.decode()[:2000])
finally:
    first.close()
    second.close()
print('1..%d' % n)
sys.exit(bad > 0)
