# SPDX-License-Identifier: MIT
"""Three yearly reports of one record that goes on, published one after the other, and an outsider who has all three.

The outsider knows of each case how it can go: it comes in, at some time, and stays what it is; and beside that every way that any case did go between two publications. They seek the bounds of each number
that is hidden, and of how many came into each number that two reports show, by linear programming over all three. Also: no report may be refused because of the ones before."""
import datetime, json, math, os, shutil, sys, tempfile

import numpy
from scipy.optimize import linprog

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'data'))
import organisation

WIDTH = 5
TABLES = {'kind_year': 'kind', 'category_year': 'category', 'channel_year': 'channel', 'confidentiality_year': 'confidentiality', 'route_year': 'route', 'outcome_year': 'outcome'}
MOMENTS = [(datetime.date(2025, 1, 20), 2024), (datetime.date(2025, 7, 20), 2025), (datetime.date(2026, 1, 20), 2025)]
count = failed = 0


def check(ok, what):
    global count, failed
    count += 1
    failed += not ok
    print('%s %d - %s' % ('ok' if ok else 'not ok', count, what), flush=True)


class Reports:
    """What was published, and the record at that moment."""
    def __init__(self):
        self.left, self.documents, self.records = list(MOMENTS), [], []

    def publish(self, o, today, year):
        at = today.isoformat() + 'T08:00:00Z'
        self.documents.append(json.loads(o.run(['sv-annual', '--year', str(year), '--publish', '--format', 'json'], at=at)))
        self.records.append({c['case']: c for c in map(json.loads, o.run(['sv-list', '--format', 'ndjson'], at=at).splitlines())})

    def until(self, o, today):
        while self.left and today >= self.left[0][0]:
            self.publish(o, today, self.left.pop(0)[1])


def word(case, field, year):
    """What a case counts as in a table of a year; None where it is not in it."""
    if case is None or case['received'][:4] != year:
        return None
    w = case.get(field) or ''
    if w == organisation.OLD and case['received'] <= '2024-06-30':
        w = 'bullying'
    return w


def numbers(document, table, year):
    """{word ("*": the total): number, or None where it is hidden} of a column; {} where the document has none."""
    out = {}
    for section in document['sections']:
        for t in section['tables']:
            column = [i for i, c in enumerate(t['columns']) if c['id'] == year]
            if t['table'] != table or not column:
                continue
            for row in t['rows']:
                cell = row['cells'][column[0]]
                out['*' if row['total'] else '' if row['id'][0] == '-' else row['id'][0]] = cell.get('n')
    return out


def attack(reports, table, year):
    """Hidden numbers that are narrowed, and small numbers of cases that came into one that is shown twice, which are; and how many were looked at."""
    columns = [numbers(d, table, year) for d in reports.documents]
    words = sorted({w for c in columns for w in c if w != '*'})
    paths = set()
    n = len(columns)
    for w in words:
        paths |= {(None,) * k + (w,) * (n - k) for k in range(n)}
    true = {}
    for case in set().union(*reports.records):
        path = tuple(word(r.get(case), TABLES[table], year) for r in reports.records)
        if any(w is not None for w in path):
            paths.add(path)
            true[path] = true.get(path, 0) + 1
    paths = sorted(paths, key=str)
    rows, values, targets = [], [], []
    for time, column in enumerate(columns):
        for w, number in column.items():
            row = numpy.array([float(p[time] is not None if w == '*' else p[time] == w) for p in paths])
            truth = sum(k for p, k in true.items() if (p[time] is not None if w == '*' else p[time] == w))
            if number is None:
                targets.append(('%s %s %s in report %d' % (table, year, w or '-', time + 1), row))
            else:
                assert number == truth, (table, year, w, time, number, truth)
                rows.append(row)
                values.append(number)
    for a in range(n):
        for b in range(a + 1, n):
            for w in columns[a]:
                if columns[a][w] is None or columns[b].get(w) is None:
                    continue
                is_in = lambda p, t: p[t] is not None if w == '*' else p[t] == w
                came = sum(k for p, k in true.items() if is_in(p, b) and not is_in(p, a))
                if 0 < came < WIDTH:
                    targets.append(('what came into %s %s %s between reports %d and %d' % (table, year, w or '-', a + 1, b + 1), numpy.array([float(is_in(p, b) and not is_in(p, a)) for p in paths])))
    found = []
    for what, row in targets:
        ends = []
        for sign in (1, -1):
            r = linprog(sign * row, A_eq=numpy.array(rows) if rows else None, b_eq=values if rows else None, method='highs')
            ends.append(-math.inf if r.status == 3 else r.fun)
        low, high = ends[0], -ends[1]
        if math.floor(high + 1e-6) - math.ceil(low - 1e-6) < WIDTH if math.isfinite(high) else False:
            found.append('%s: between %g and %g' % (what, low, high))
    return len(targets), found


def main():
    print('TAP version 13')
    for cases, seed in ((90, 3), (400, 1)):
        folder = tempfile.mkdtemp(prefix='sv-republished-')
        reports = Reports()
        play = organisation.play

        def played(o, verb, some, today, part):
            reports.until(o, today)
            return play(o, verb, some, today, part)

        organisation.play = played
        o = None
        try:
            o, _ = organisation.build(folder, cases, seed)
            reports.publish(o, datetime.date(2026, 2, 20), 2026)
            check(True, '%d cases: four reports are published one after the other' % cases)
            looked = 0
            for table in TABLES:
                for year in ('2024', '2025', '2026'):
                    n, found = attack(reports, table, year)
                    looked += n
                    check(not found, '%d cases: %s of %s: %d numbers%s' % (cases, table, year, n, '; '.join([''] + found)))
            check(looked > 20, '%d cases: %d numbers were attacked' % (cases, looked))
            hidden = [d['protection']['suppressed'] / d['protection']['cells'] for d in reports.documents]
            check(max(hidden) < 0.4, '%d cases: %s of the numbers are hidden' % (cases, ', '.join('%.0f %%' % (100 * h) for h in hidden)))
        except RuntimeError as e:
            check(False, '%d cases: %s' % (cases, str(e)[:300]))
        finally:
            organisation.play = play
            if o:
                o.close()
            shutil.rmtree(folder, ignore_errors=True)
    print('1..%d' % count)
    sys.exit(failed > 0)


main()
