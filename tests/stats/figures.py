# SPDX-License-Identifier: MIT
"""What sv-stats counts, cell by cell, against a count of our own: from the records that sv-list gives and from what was done (organisation.py)."""
import collections, datetime, itertools, json, math, os, shutil, sys, tempfile
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'data'))
import organisation
from fractions import Fraction
from scipy import stats

CASES = int(os.environ.get('SV_TEST_CASES', '1200'))
TODAY = organisation.FIRST + datetime.timedelta(days=organisation.STEP * (organisation.TICKS - 1) + 1)
DAY = datetime.timedelta(days=1)
test = bad = 0


def result(ok, name, detail=''):
    global test, bad
    test += 1
    bad += not ok
    print('%s %d - %s%s' % ('ok' if ok else 'not ok', test, name, '' if ok else '\n# ' + str(detail)[:3000].replace('\n', '\n# ')))
    sys.stdout.flush()


def date(text):
    return datetime.date.fromisoformat(text)


# --- what a case counts as, by its record

PROTOCOL = organisation.protocol()
GROUPS = {c['id']: c.get('group') for c in PROTOCOL['lists']['category']}
PARENT = {u['id']: u.get('parent') for u in PROTOCOL['lists']['unit']}


def periods(text, names):
    if not text:
        return dict.fromkeys(names)
    d = date(text)
    return dict(zip(names, ('%04d' % d.year, '%04d-Q%d' % (d.year, (d.month + 2) // 3), '%04d-%02d' % (d.year, d.month))))


def words_of(s):
    """Every dimension of a case as a list of words."""
    first = lambda role: next((p for p in s.get('parties', []) if p['role'] == role), {})
    category = s.get('category')
    if category == organisation.OLD and s['received'] <= '2024-06-30':
        category = 'bullying'
    one = {k: s.get(k) for k in ('unit', 'kind', 'channel', 'confidentiality', 'gravity', 'basis', 'origin', 'state', 'route', 'outcome')}
    one.update(periods(s.get('received'), ('year', 'quarter', 'month')))
    one.update(periods(s.get('decided'), ('decided_year', 'decided_quarter', 'decided_month')))
    one.update(periods(s.get('closed'), ('closed_year', 'closed_quarter', 'closed_month')))
    affected = first('affected') or next((p for p in s.get('parties', []) if p['role'] == 'reporter' and p.get('affected')), {})
    yes = lambda b: 'yes' if b else 'no'
    cares = [p.get('care') for p in s.get('parties', [])]
    one.update(category=category, group=GROUPS.get(category), reporter_position=first('reporter').get('position'), concerned_position=first('concerned').get('position'),
               affected_position=affected.get('position'), settled=yes(s.get('settled')), oral=yes(s.get('oral')), converted=yes('was' in s), reopened=yes('reopened' in s),
               investigated=yes('investigation' in s), retaliation=yes('retaliation' in s), imported=yes('imported' in s), admissible=yes(s['admissible']) if 'admissible' in s else None,
               aftercare='given' if any('contacted' in p for p in s.get('parties', [])) else 'planned' if 'planned' in cares else 'refused' if 'refused' in cares else 'none',
               followed_up=yes(s.get('messages_received', 0) > 0) if s.get('confidentiality') == 'anonymous' else None)
    many = {'measure': s.get('measures', []) + sum([p.get('measures', []) for p in s.get('per', [])], []), 'cause': s.get('causes', []), 'override': s.get('overrides', []), 'unmet': s.get('unmet', []),
            'route_taken': s.get('routes', []), 'outcome_each': [p['outcome'] for p in s.get('per', [])], 'allegation_category': [a['category'] for a in s.get('allegations', []) if 'category' in a],
            'finding': [f['finding'] for f in s.get('findings', [])], 'link': [x['as'] for x in s.get('links', [])]}
    return {**{k: [v] if v else [] for k, v in one.items()}, **{k: sorted(set(v)) for k, v in many.items()}}


def above(unit):
    while unit:
        yield unit
        unit = PARENT.get(unit)


def nodes(words, dims, margins, rolled):
    """The cells that a case falls into."""
    axes = []
    for d in dims:
        some = set(words[d]) or {''}
        if rolled and d == 'unit':
            some = {a for w in some for a in (above(w) if w else [''])}
        axes.append(sorted(some) + (['*'] if margins else []))
    return itertools.product(*axes)


def count(cases, dims, margins=False, rolled=None, weight=lambda c: 1):
    cells = collections.Counter()
    for c in cases:
        for cell in nodes(c['words'], dims, margins, margins if rolled is None else rolled):
            cells[cell] += weight(c)
    return {k: v for k, v in cells.items() if v}


class Store:
    def __init__(self, o):
        self.o = o

    def stats(self, *args):
        return json.loads(self.o.run(['sv-stats', *args, '--format', 'json'], at=TODAY.isoformat() + 'T12:00:00Z'))

    def table(self, dims, value, *args):
        return {tuple(row.get(d, '') for d in dims): row.get(value) for row in self.stats(*args, *sum([['--by', d] for d in dims], []))}


def same(name, got, want, off=0):
    if off:
        wrong = [(k, got.get(k), want.get(k)) for k in set(got) | set(want)
                 if (got.get(k) is None) != (want.get(k) is None) or (got.get(k) is not None and abs(got[k] - want[k]) > off)]
    else:
        wrong = [(k, got.get(k), want.get(k)) for k in set(got) | set(want) if got.get(k) != want.get(k)]
    result(not wrong and want, '%s (%d cells)' % (name, len(want)), 'cell, got, wanted: %s' % sorted(wrong, key=str)[:8])


# --- the tables

def check_counts(store, cases):
    dims = sorted(cases[0]['words'])
    wrong = {}
    for d in dims: # every dimension by itself
        got, want = store.table([d], 'cases'), count(cases, [d])
        if got != want:
            wrong[d] = (got, want)
    result(not wrong, 'every dimension by itself (%d)' % len(dims), wrong)
    for some in (['kind', 'category'], ['year', 'unit', 'outcome'], ['quarter', 'unit', 'category', 'channel', 'outcome'], ['measure', 'cause'], ['cause', 'unit', 'year'],
                 ['override', 'decided_month'], ['concerned_position', 'reporter_position', 'confidentiality', 'aftercare', 'closed_year']):
        same('by ' + ' x '.join(some), store.table(some, 'cases'), count(cases, some))
    for some in (['unit'], ['unit', 'year'], ['measure', 'unit'], ['cause', 'unit', 'year'], ['kind', 'category', 'unit', 'year', 'confidentiality']):
        same('with margins: ' + ' x '.join(some), store.table(some, 'cases', '--margins'), count(cases, some, True))
    chosen = [c for c in cases if 'workload' in c['words']['cause'] and 'dienstverlening' in above((c['words']['unit'] or [None])[0]) and '2024-05-01' <= c['state']['received'] <= '2025-06-30']
    same('chosen by unit with those below it, a cause and a time', store.table(['unit', 'kind'], 'cases', '--unit', 'dienstverlening', '--where', 'cause=workload', '--from', '2024-05-01', '--to', '2025-06-30'),
         count(chosen, ['unit', 'kind']))
    for unit, of in (('allegations', 'allegations'), ('contacts', 'contacts'), ('overrides', 'overrides')):
        same('how many ' + unit, store.table(['year', 'kind'], unit, '--count', unit, '--margins') or {(): 0}, count(cases, ['year', 'kind'], True, weight=lambda c: len(c['state'].get(of, []))) or {(): 0})
    for role, unit in (('reporter', 'reporters'), ('concerned', 'concerned')):
        seen = collections.defaultdict(set)
        for c in cases:
            for cell in nodes(c['words'], ['category', 'unit'], True, True):
                seen[cell] |= c[role]
        same('distinct ' + unit, store.table(['category', 'unit'], unit, '--count', unit, '--margins'), {k: len(v) for k, v in seen.items() if v})


def wilson(k, n):
    ci = stats.binomtest(k, n).proportion_ci(0.95, method='wilson')
    return 100 * ci.low, 100 * ci.high


def staff(unit, start, end):
    """Staff-years, day by day."""
    children = [u for u, p in PARENT.items() if p == unit]
    numbers = PROTOCOL['organisation']['staff'] if unit == '*' else next((u.get('staff') for u in PROTOCOL['lists']['unit'] if u['id'] == unit), None)
    if numbers is None:
        below = [staff(u, start, end) for u in children]
        return math.fsum(below) if below and None not in below else None
    years, d = 0.0, start
    while d <= end:
        now = [n['number'] for n in numbers if n['on'] <= d.isoformat()]
        years += now[-1] / (366 if d.year % 4 == 0 else 365)
        d += DAY
    return years


def check_shares_and_rates(store, cases):
    rows = store.stats('--by', 'year', '--by', 'outcome', '--share')
    cells = count(cases, ['year', 'outcome'])
    want, got = {}, {}
    for (year, outcome), n in cells.items():
        of = sum(v for (y, _), v in cells.items() if y == year)
        want[(year, outcome)] = tuple(round(x, 1) for x in (100 * n / of, *wilson(n, of)))
    for r in rows:
        got[(r.get('year', ''), r.get('outcome', ''))] = (r['share'], r['share_low'], r['share_high'])
    wrong = [(k, got.get(k), w) for k, w in want.items() if k not in got or any(abs(a - b) > 0.051 for a, b in zip(got[k], w))]
    result(not wrong and len(got) == len(want), 'shares of outcomes by year, with their intervals', wrong[:5])
    rows = store.stats('--by', 'unit', '--by', 'year', '--rate', '--margins')
    wrong, rated = [], 0
    years = sorted({y for y in (c['words']['year'][0] for c in cases)})
    for r in rows:
        unit, year, n = r.get('unit', ''), r.get('year', ''), r['cases']
        start = date((years[0] if year == '*' else year) + '-01-01')
        end = min(TODAY, date((years[-1] if year == '*' else year) + '-12-31'))
        of = staff(unit, start, end) if unit else staff('*', start, end)
        if unit == '':
            continue
        if of is None:
            if 'per_100' in r:
                wrong.append((r, of))
            continue
        rated += 1
        low, high = stats.chi2.ppf(0.025, 2 * n) / 2, stats.chi2.isf(0.025, 2 * n + 2) / 2
        if any(abs(a - b) > 0.0051 for a, b in zip((r['per_100'], r['per_100_low'], r['per_100_high']), (100 * n / of, 100 * low / of, 100 * high / of))):
            wrong.append((r, of, n))
    result(not wrong and rated > 20, 'rates per 100 staff by unit and year (%d)' % rated, wrong[:4])


def kaplan_meier(over, still):
    left, curve = Fraction(1), []
    for d in sorted(set(over)):
        left *= Fraction(sum(1 for x in over + still if x >= d) - over.count(d), sum(1 for x in over + still if x >= d))
        curve.append((d, left))
    found = []
    for part in (Fraction(3, 4), Fraction(1, 2), Fraction(1, 4)):
        at = next((i for i, (_, l) in enumerate(curve) if l <= part), None)
        found.append(None if at is None else (curve[at][0] + curve[at + 1][0]) / 2 if curve[at][1] == part and at + 1 < len(curve) else curve[at][0])
    return [len(over + still), len(still), min(over) if over else None] + found + [max(over) if over and max(over) > max(still, default=-1) else None]


def check_days(store, cases):
    wrong, rows = [], 0
    for span in ('incident-received', 'received-triaged', 'received-decided', 'received-closed', 'decided-closed'):
        start, end = span.split('-')
        samples = collections.defaultdict(lambda: ([], []))
        for c in cases:
            s = c['state']
            if start not in s:
                continue
            until = date(s[end]) if end in s else min(date(s['closed']) if 'closed' in s else TODAY, TODAY)
            for cell in nodes(c['words'], ['kind', 'unit'], True, True):
                samples[cell][0 if end in s else 1].append((until - date(s[start])).days)
        got = {(r.get('kind', ''), r.get('unit', '')): [r.get(k) for k in ('cases', 'open', 'min', 'q1', 'median', 'q3', 'max')] for r in store.stats('--days', span, '--by', 'kind', '--by', 'unit', '--margins')}
        for cell, (over, still) in samples.items():
            rows += 1
            if got.get(cell) != kaplan_meier(over, still):
                wrong.append((span, cell, got.get(cell), kaplan_meier(over, still)))
        if set(got) != set(samples):
            wrong.append((span, set(got) ^ set(samples)))
    result(not wrong, 'days of five spans, with open cases by Kaplan-Meier (%d rows)' % rows, wrong[:4])


# --- terms, from what was done

def easter(year):
    a, b, c = year % 19, year % 4, year % 7 # Gauss, good for 1900-2099
    d = (19 * a + 24) % 30
    e = (2 * b + 4 * c + 6 * d + 5) % 7
    day = datetime.date(year, 3, 22) + (d + e) * DAY
    return day - 7 * DAY if (d == 29 and e == 6) or (d == 28 and e == 6 and a > 10) else day


def working(d):
    e = easter(d.year)
    king = datetime.date(d.year, 4, 27)
    king = king - DAY if king.weekday() == 6 else king
    return d.weekday() < 5 and d not in (datetime.date(d.year, 1, 1), e - 2 * DAY, e + DAY, king, datetime.date(d.year, 5, 5), e + 39 * DAY, e + 50 * DAY,
                                         datetime.date(d.year, 12, 25), datetime.date(d.year, 12, 26))


def workdays_after(d, n):
    while n:
        d += DAY
        n -= working(d)
    return d


def months_after(d, n):
    y, m = divmod(d.month - 1 + n, 12)
    y, m = d.year + y, m + 1
    last = (datetime.date(y + m // 12, m % 12 + 1, 1) - DAY).day
    return datetime.date(y, m, min(d.day, last))


def keeping(due, done, ended, suspended, today):
    if done:
        return 'met' if done <= due else 'late'
    if ended:
        return 'missed' if ended > due else None
    return 'suspended' if suspended else 'missed' if today > due else 'running'


def terms_of(c, today):
    """(term, how it was kept, days late) of a case, by what was done until a day."""
    acts = [(date(d), verb, act) for d, verb, act in c['acts'] if date(d) <= today]
    report = acts[0][2]
    received = date(report['received'])
    reach = report['confidentiality'] != 'anonymous' or c['mailbox']
    end = next((d for d, v, a in acts if v in ('decide', 'withdraw')), None)
    closed = next((d for d, v, a in acts if v == 'close'), None)
    again = next((d for d, v, a in acts if v == 'reopen'), None)
    fell = None if again else end           # what ends with the decision runs again when the case is opened again
    before = lambda d: d and (end is None or order(d) < order(end))
    order = lambda d: d
    out = []

    def add(term, due, done, ended=None, suspended=False):
        how = keeping(due, done, ended if not done else None, suspended, today)
        if how:
            out.append((term, how, (done - due).days if how == 'late' else 0))

    position = {id(a): i for i, (_, _, a) in enumerate(acts)}
    ends_at = next((i for i, (_, v, _) in enumerate(acts) if v in ('decide', 'withdraw')), len(acts))
    message = lambda *kinds: next(((i, d) for i, (d, v, a) in enumerate(acts) if v == 'message' and a['kind'] in kinds), (None, None))
    first = lambda verb, step=None, party=None: next((d for d, v, a in acts if v == verb and (step is None or a.get('step') == step) and (party is None or a.get('party') == party)), None)
    i, acknowledged = message('acknowledgement')
    registered = acts[0][0]
    if reach:
        got = registered if c['mailbox'] else acknowledged if i is not None and i < ends_at else None
        add('receipt', received + 7 * DAY, got, fell)
        if report['confidentiality'] != 'anonymous':
            add('personal_acknowledgement', workdays_after(received, 3), acknowledged if i is not None and i < ends_at else None, fell)
        since = registered if c['mailbox'] else acknowledged
        due = months_after(since, 3) if since else months_after(received + 7 * DAY, 3)
        told = message('feedback')[1]
        add('feedback', due, told, None)
    add('triage', received + 14 * DAY, first('triage'), None)
    # the decision: extended, suspended, resumed
    due = received + 70 * DAY if report['kind'] == 'complaint' else months_after(received, 3)
    stood, still = 0, None
    for d, v, a in acts[:ends_at]:
        if v == 'extend':
            due = months_after(due, 2)
        elif v == 'suspend':
            still = d
        elif v == 'resume':
            stood += (d - still).days
            still = None
    due += stood * DAY
    if end and still:
        due += end - still
    add('decision', due, end, None, still is not None and end is None)
    if again: # opened again, it is to be decided anew
        add('decision', again + 70 * DAY if report['kind'] == 'complaint' else months_after(again, 3), None)
    # status updates: each message to a party starts the next one
    for p, party in enumerate(report['parties'], 1):
        known = party['role'] == 'reporter'
        since = received if known and reach else None
        for i, (d, v, a) in enumerate(acts):
            if i >= ends_at:
                break
            if v == 'message' and a['party'] == 'p%d' % p and since:
                if d != since:
                    add('status_update', since + 42 * DAY, d)
                since = d
            elif v == 'investigate' and a.get('step') == 'notify' and a['party'] == 'p%d' % p and not known and since is None:
                since = d
        if since and end:
            later = [d for i, (d, v, a) in enumerate(acts) if i > ends_at and v == 'message' and a['party'] == 'p%d' % p]
            if again: # it ended, and is another one from the day the case was opened again, or the letter after that
                add('status_update', since + 42 * DAY, None, end)
                since = again
                for d in (d for d in later if d > again):
                    add('status_update', since + 42 * DAY, d)
                    since = d
                add('status_update', since + 42 * DAY, None)
            else:
                add('status_update', since + 42 * DAY, None, fell)
        elif since:
            add('status_update', since + 42 * DAY, None)
    # the investigation's own days
    opened = first('investigate', 'open')
    if opened:
        add('investigation', opened + 60 * DAY, first('investigate', 'find'), fell)
        if report['kind'] == 'complaint':
            add('answer', opened + 14 * DAY, first('investigate', 'answer'), fell)
        for p in ('p1', 'p2'):
            offered = first('investigate', 'inspect', p)
            if offered:
                add('comments', offered + 5 * DAY, None, fell)
    # care: two weeks, then three months after it began
    planned = next((d for d, v, a in acts if v == 'aftercare' and a['step'] == 'plan' and not a.get('refused')), None)
    if planned:
        for p in range(1, len(report['parties']) + 1):
            if report['parties'][p - 1]['role'] == 'reporter' and not reach:
                continue # nobody can be reached
            contact = first('aftercare', 'contact', 'p%d' % p)
            add('aftercare_contact', planned + 14 * DAY, contact)
            if contact:
                add('aftercare_contact', months_after(planned, 3), None)
    if closed:
        until = months_after(closed, 12 if next(a for d, v, a in acts if v == 'close')['retention'] == 'one_year' else 24)
        add('retention', until, None, again)
    return out


OWN = ('receipt', 'personal_acknowledgement', 'feedback', 'triage', 'decision', 'status_update', 'investigation', 'answer', 'comments', 'aftercare_contact', 'retention')


def check_terms(store, cases, today, *args):
    numbers, late = collections.Counter(), collections.defaultdict(list)
    for c in cases:
        for term, how, days in terms_of(c, today):
            for year in (c['words']['year'][0], '*'):
                numbers[(term, year, how)] += 1
                if how == 'late':
                    late[(term, year)].append(days)
    got, medians = {}, {}
    for r in store.stats('terms', '--by', 'year', '--margins', *args):
        if r['term'] in OWN:
            got.update({(r['term'], r['year'], how): r[how] for how in ('met', 'late', 'missed', 'running', 'suspended') if r[how]})
            medians[(r['term'], r['year'])] = r.get('days_late')
    same('terms by year%s, how they were kept' % (' ' + ' '.join(args) if args else ''), got, dict(numbers))
    want = {k: kaplan_meier(v, [])[4] for k, v in late.items()}
    same('and how many days late they were', {k: v for k, v in medians.items() if v is not None}, want)
    return numbers


def check_metrics(store, cases):
    got = {(r['metric'], r['year']): r for r in store.stats('metrics', '--by', 'year', '--margins')}
    some = lambda f, year: [c for c in cases if (year == '*' or c['words']['year'] == [year]) and f(c)]
    is_ = lambda d, *words: lambda c: bool(set(c['words'][d]) & set(words)) if words else bool(c['words'][d])
    shares = {'anonymous': (is_('confidentiality', 'anonymous'), is_('confidentiality')), 'came_back': (is_('followed_up', 'yes'), is_('followed_up')),
              'substantiated': (is_('outcome', 'founded', 'partly_founded'), is_('outcome', 'founded', 'partly_founded', 'unfounded', 'not_established')),
              'retaliation': (is_('retaliation', 'yes'), is_('retaliation')), 'aftercare': (lambda c: is_('aftercare', 'given')(c) and is_('outcome')(c), is_('outcome')),
              'overridden': (is_('override'), lambda c: True), 'channel:desk': (is_('channel', 'desk'), is_('channel'))}
    wrong = []
    for year in ('2024', '2025', '2026', '*'):
        for metric, (num, of) in shares.items():
            n, total, r = len(some(num, year)), len(some(of, year)), got.get((metric, year))
            if total == 0:
                if r is not None:
                    wrong.append((metric, year, r))
            elif r is None or (r['n'], r['of']) != (n, total) or any(abs(a - b) > 0.0051 for a, b in zip((r['value'], r['low'], r['high']), (100 * n / total, *wilson(n, total)))):
                wrong.append((metric, year, n, total, r))
        days = [((date(c['state']['closed']) - date(c['state']['received'])).days, True) if 'closed' in c['state'] else ((TODAY - date(c['state']['received'])).days, False) for c in some(lambda c: True, year)]
        if not days:
            continue
        km = kaplan_meier([d for d, over in days if over], [d for d, over in days if not over])
        r = got[('days_to_closing', year)]
        if [r.get('value'), r.get('low'), r.get('high'), r['n'], r['of']] != [km[4], km[3], km[5], km[0] - km[1], km[0]]:
            wrong.append(('days_to_closing', year, r, km))
        n, r = len(some(lambda c: True, year)), got[('cases_per_100', year)]
        of = staff('*', date(('2024' if year == '*' else year) + '-01-01'), min(TODAY, date('%s-12-31' % (year if year != '*' else max(y for y in ('2024', '2025', '2026') if some(lambda c: True, y))))))
        if r['n'] != n or abs(r['value'] - 100 * n / of) > 0.0051:
            wrong.append(('cases_per_100', year, r, n, of))
        if got[('overrides', year)]['value'] != sum(len(c['state'].get('overrides', [])) for c in some(lambda c: True, year)):
            wrong.append(('overrides', year))
    result(not wrong, 'metrics by year', wrong[:5])


def check_threads(store, cases):
    learned = [c for c in cases if c['words']['cause']]
    cells, want = count(learned, ['cause', 'unit', 'year'], True), {}
    for (cause, unit, year), n in cells.items():
        if cause != '*' and year == '*' and n >= 3:
            want[(cause, unit)] = [cells.get((cause, unit, y), 0) for y in ('2024', '2025')] + [n, sum((cause, unit, y) in cells for y in ('2024', '2025', '2026'))]
    got = {(r['cause'], r.get('unit', '')): [r.get('2024', 0), r.get('2025', 0), r['cases'], r['periods']] for r in store.stats('causes', '--least', '3')}
    same('red threads', got, want)


def check_as_of(store, cases, numbers_now):
    """As it was known on a day: only what had been done by then."""
    on = organisation.FIRST + datetime.timedelta(days=organisation.STEP * 40 + 3)
    known = [c for c in cases if date(c['acts'][0][0]) <= on]
    outcomes, states = collections.Counter(), collections.Counter()
    for c in known:
        outcome, state = '', ''
        for d, verb, act in c['acts']:
            if date(d) > on:
                break
            state = {'report': 'registered', 'triage': 'triaged', 'decide': 'decided', 'withdraw': 'decided', 'close': 'closed', 'reopen': 'triaged'}.get(verb, state)
            if verb == 'investigate' and act['step'] in ('preliminary', 'open'):
                state = 'investigating'
            if verb == 'aftercare' and state == 'decided':
                state = 'aftercare'
            outcome = act['outcome'] if verb == 'decide' else 'withdrawn' if verb == 'withdraw' else '' if verb == 'reopen' else outcome
        outcomes[(outcome,)] += 1
        states[(state,)] += 1
    same('outcomes as of %s' % on, store.table(['outcome'], 'cases', '--as-of', on.isoformat()), dict(outcomes))
    same('states as of %s' % on, store.table(['state'], 'cases', '--as-of', on.isoformat()), dict(states))
    then = check_terms(store, known, on, '--as-of', on.isoformat())
    result(then != numbers_now, 'which differ from now')
    commit = store.o.run(['git', '-C', store.o.folder + '/store/history.git', 'log', '-1', '--format=%H', '--before=%sT23:59:59Z' % on.isoformat(), 'main']).strip()
    by_commit = store.stats('--by', 'state', '--by', 'unit', '--as-of', commit)
    result(by_commit == store.stats('--by', 'state', '--by', 'unit', '--as-of', on.isoformat()) and len(by_commit) > 10, 'the commit of that day gives the same', by_commit[:5])


def check(o, done):
    states = {s['case']: s for s in map(json.loads, o.run(['sv-list'], at=TODAY.isoformat() + 'T12:00:00Z').splitlines())}
    cases = []
    for c in done:
        c['state'] = states.pop(c['case'])
        c['words'] = words_of(c['state'])
        for role in ('reporter', 'concerned'):
            c[role] = {p.get('person') or '%s/%d' % (c['case'], i) for i, p in enumerate(c['acts'][0][2]['parties']) if p['role'] == role}
        cases.append(c)
    result(len(cases) == CASES and not states, 'all %d cases are there' % CASES, states)
    store = Store(o)
    check_counts(store, cases)
    check_shares_and_rates(store, cases)
    check_days(store, cases)
    numbers = check_terms(store, cases, TODAY)
    check_metrics(store, cases)
    check_threads(store, cases)
    check_as_of(store, cases, numbers)
    result(o.run(['sv-verify'], at=TODAY.isoformat() + 'T12:00:00Z') is not None, 'sv-verify finds nothing wrong')


def main():
    folder = tempfile.mkdtemp(prefix='sv-figures-')
    o = None
    try:
        o, done = organisation.build(folder, CASES)
        check(o, done)
    finally:
        if o:
            o.close()
        shutil.rmtree(folder, ignore_errors=True)
    print('1..%d' % test)
    return bad > 0


if __name__ == '__main__':
    sys.exit(main())
