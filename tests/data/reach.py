# SPDX-License-Identifier: MIT
"""Reach reckoned anew, from the items as the commands give them out: makes random activities, sessions and headcounts, and judges what sv-train says of them.
   reach.py make SEED PROTOCOL FOLDER | sessions ADDED SESSIONS OUT | judge YEAR TODAY PROTOCOL ACTIVITIES HEADCOUNTS REACH"""
import csv, datetime, json, os, random, sys


def units_of(protocol):
    return {u['id']: u.get('parent') for u in protocol['lists']['unit']}


def above(units, unit):
    """The unit and all above it."""
    while unit:
        yield unit
        unit = units[unit]


def make(seed, protocol, folder):
    random.seed(int(seed))
    units = units_of(json.load(open(protocol)))
    leaves = [u for u in units if u not in units.values()]
    with open(folder + '/activities', 'w') as out, open(folder + '/sessions', 'w') as sessions:
        for k in range(12):
            act = {'kind': random.choice(['training', 'onboarding', 'onboarding', 'talk', 'theatre']), 'title': 'A%d' % k, 'name': 'a%d' % k}
            if random.random() < .5:
                act['audience'] = random.sample(['managers', 'staff', 'newcomers'], random.choice([1, 1, 2]))
            if random.random() < .6:
                act['target'] = random.randint(1, 80)
            out.write(json.dumps({'sv': 1, 'add': act}) + '\n')
            for _ in range(random.randint(0, 6)):
                held = {'on': str(datetime.date(2023, 1, 1) + datetime.timedelta(random.randint(0, 1270)))}
                if random.random() < .85:
                    held['attended'] = [{'unit': u, 'n': random.randint(0, 15)} for u in random.sample(list(units), random.randint(1, 4))]
                    if random.random() < .3:
                        for row in held['attended']:
                            row['newcomers'] = random.randint(0, row['n'])
                if 'attended' not in held or random.random() < .3:
                    held['total'] = sum(r['n'] for r in held.get('attended', [])) + random.randint(0, 9)
                if act['kind'] == 'onboarding' and random.random() < .3:
                    least = sum(r.get('newcomers', 0) for r in held.get('attended', []))
                    held['newcomers'] = random.randint(least, held.get('total', sum(r['n'] for r in held.get('attended', []))))
                if random.random() < .3:
                    held['distinct'] = True
                sessions.write(json.dumps([k, held]) + '\n')
    for on in ('2024-06-30', '2025-01-01', '2025-12-31', '2026-03-31'):
        staff = {u: random.randint(0, 60) for u in leaves}
        rows = {u: dict(staff=n, joined=random.randint(0, 9), managers=random.randint(0, n)) for u, n in staff.items()}
        total = {u: {k: sum(rows[l][k] for l in leaves if u in above(units, l)) for k in ('staff', 'joined', 'managers')} for u in units}
        shown = [u for u in units if random.random() < .6]
        with open('%s/headcount-%s.csv' % (folder, on), 'w', newline='') as f:
            w = csv.writer(f, delimiter=';')
            w.writerow(['unit', 'staff', 'joined', 'managers'])
            for u in shown:
                # of who joined, and of managers, some rows say nothing; units above them are no less all the same
                w.writerow([u, total[u]['staff'], total[u]['joined'] if random.random() < .7 else '', total[u]['managers'] if random.random() < .7 else ''])


def add_sessions(added, sessions, out):
    ids = [json.loads(l)['activity'] for l in open(added)]
    with open(out, 'w') as f:
        for line in open(sessions):
            k, held = json.loads(line)
            f.write(json.dumps({'sv': 1, 'activity': ids[k], 'held': held}) + '\n')


def told(units, rows, member, some):
    """A number of each unit: its own, else the sum of those below it, where all of them (some: any of them) are known."""
    own = {r['unit']: r[member] for r in rows if member in r}

    def of(u):
        if u in own:
            return own[u]
        below = [of(c) for c in units if units[c] == u]
        known = [b for b in below if b is not None]
        return sum(known) if known and (some or len(known) == len(below)) else None
    return of


def staff_on(units, protocol, headcounts, day, unit):
    """By the last headcount that tells of it, up to the day or, of the first one, later in its year; else by the protocol."""
    def number(h):
        return (None if h.get('partial') else h['total']) if unit is None else told(units, h['units'], 'staff', False)(unit)
    telling = [(h['on'], i, number(h)) for i, h in enumerate(headcounts) if number(h) is not None]
    last = {on: n for on, i, n in sorted(telling)}  # of one day the last one
    past = [on for on in last if on <= day]
    if past:
        return last[max(past)]
    if last and min(last)[:4] == day[:4]:
        return last[min(last)]
    series = protocol['organisation'].get('staff', []) if unit is None else next(u for u in protocol['lists']['unit'] if u['id'] == unit).get('staff', [])
    known = [s['number'] for s in series if s['on'] <= day and not (last and s['on'] >= min(last)[:4] + '-01-01')]
    return known[-1] if known else None


def judge(year, today, protocol, activities, headcounts, reach):
    protocol, reach = json.load(open(protocol)), json.load(open(reach))
    activities, headcounts = ([json.loads(l) for l in open(f)] for f in (activities, headcounts))
    units = units_of(protocol)
    until = min('%s-12-31' % year, today)
    sessions = [(a, s) for a in activities for s in a.get('sessions', []) if s['on'] <= until]
    of_year = [h for h in headcounts if h['on'][:4] == year and h['on'] <= until]
    newest = max(of_year, key=lambda h: h['on']) if of_year else None

    def staff(unit):
        own = staff_on(units, protocol, headcounts, until, unit)
        if own is not None or unit is None:
            return own
        below = [staff(c) for c in units if units[c] == unit]
        return sum(below) if below and None not in below else None

    def row(unit):
        def part(s, member):
            return sum(r.get(member, 0) for r in s.get('attended', []) if unit in above(units, r['unit']))
        n = (lambda s: s['total']) if unit is None else (lambda s: part(s, 'n'))
        reached = [(a, s, n(s)) for a, s in sessions if unit is None or n(s) > 0]
        want = {'sessions': 0, 'attended': 0}
        if [1 for a, s, k in reached if k > 0]:
            want['last'] = max(s['on'] for a, s, k in reached if k > 0)
        reached = [(a, s, k) for a, s, k in reached if s['on'][:4] == year]
        same = [k for a, s, k in reached if not s.get('distinct')]
        want.update(sessions=len(reached), attended=sum(k for a, s, k in reached), counts='people' if len(same) <= 1 else 'participations',
                    people_at_least=sum(k for a, s, k in reached if s.get('distinct')) + max(same, default=0))
        count = staff(unit) if unit else staff_on(units, protocol, headcounts, until, None)
        if count is None and unit is None:
            tops = [staff(u) for u in units if not units[u]]
            count = sum(tops) if None not in tops else None
        if count is not None:
            want['staff'] = count
            if count > 0:
                want['reach'] = (2000 * want['attended'] + count) // (2 * count) / 10  # halves go up
        ours = [(a, s) for a, s in sessions if s['on'][:4] == year and a['kind'] == 'onboarding']
        for member in ('joined', 'managers'):
            tell = told(units, newest['units'], member, True) if newest else lambda u: None
            tops = [tell(u) for u in units if not units[u]]
            k = tell(unit) if unit else sum(t for t in tops if t is not None) if [t for t in tops if t is not None] else None
            if k is None:
                continue
            want[member] = k
            if member == 'managers':
                want['managers_attended'] = sum(n(s) for a, s in sessions if s['on'][:4] == year and a.get('audience') == ['managers'])
            elif unit is None or not [1 for a, s in ours for r in s.get('attended', []) if 'newcomers' not in r and unit in above(units, r['unit'])]:
                want['onboarded'] = sum(s['newcomers'] for a, s in ours) if unit is None else sum(part(s, 'newcomers') for a, s in ours)
                want['not_onboarded'] = max(0, k - want['onboarded'])
        return want

    wrong = []
    got = {r.pop('unit'): r for r in reach['units']}
    if list(got) != [u for u in got if u in units] or set(got) != set(units):
        wrong.append('units: %s' % list(got))
    for u in units:
        if got[u].pop('depth') != len(list(above(units, u))) - 1:
            wrong.append('%s: depth' % u)
        if got[u] != row(u):
            wrong.append('%s: %s, wanted %s' % (u, got[u], row(u)))
    if reach['total'] != row(None):
        wrong.append('total: %s, wanted %s' % (reach['total'], row(None)))
    gaps = {('unit', u, 0) for u in units if row(u)['attended'] == 0 and row(u).get('staff', 1) > 0} | {('newcomers', u or '', row(u)['not_onboarded']) for u in list(units) + [None] if row(u).get('not_onboarded', 0) > 0}
    said = {(g['gap'], g.get('unit', ''), g.get('n', 0)) for g in reach['gaps']}
    if said != gaps:
        wrong.append('gaps: %s, wanted %s' % (said ^ gaps, gaps))
    targets = {a['activity']: (a['target'], sum(s['total'] for b, s in sessions if b is a)) for a in activities if 'target' in a and [1 for b, s in sessions if b is a and s['on'][:4] == year]}
    if targets != {a['activity']: (a['target'], a['attended']) for a in reach['activities']}:
        wrong.append('targets: %s, wanted %s' % (reach['activities'], targets))
    print('\n'.join(wrong))
    sys.exit(bool(wrong))


{'make': make, 'sessions': add_sessions, 'judge': judge}[sys.argv[1]](*sys.argv[2:])
