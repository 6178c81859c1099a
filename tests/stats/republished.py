# SPDX-License-Identifier: MIT
"""Three yearly reports of one record that goes on, published one after the other, and an outsider who has all three.

The outsider knows of each case how it can go: it comes in, at some time, and stays what it is; and beside that every way that any case did go between two publications. They seek the bounds of each number
that is hidden, and of how many came into each number that two reports show, by linear programming over all three. Also: no report may be refused because of the ones before.

A year later cases are erased, and their numbers can't be counted anew: the report gives those that it gave before, and of other years what is counted.

Before that a table of two dimensions is published, of which the reports have each by itself. It is not withheld for what was published; an outsider, who has the reports too, finds out no cell of it; and who is alone in
one of its cells, and knows that, is told no more of the others than the rule allows, or than they had from the reports."""
import datetime, json, math, os, random, shutil, sys, tempfile

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
    if case is None or (case['received'][:4] if 'received' in case else str(case['year'])) != year:
        return None
    w = case.get(field) or ''
    if w == organisation.OLD and case.get('received', '9999') <= '2024-06-30':
        w = 'bullying'
    return w


def numbers(document, table, year):
    """{word ("*": the total): number, or None where it is hidden} of a column, without those of before; {} where the document has none."""
    out = {}
    for section in document['sections']:
        for t in section['tables']:
            column = [i for i, c in enumerate(t['columns']) if c['id'] == year]
            if t['table'] != table or not column:
                continue
            for row in t['rows']:
                cell = row['cells'][column[0]]
                if 'then' in cell:
                    continue
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
        if len(reports.documents) > 4: # erased since
            paths |= {(None,) * k + (w,) * (n - 1 - k) + ('',) for k in range(n - 1)}
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
        had = {p[a]: k for p, k in true.items() if p[a] is not None}
        if len(had) == 1 and tells(TABLES[table], *had, sum(k for p, k in true.items() if p[a] is not None)):
            targets.append(('who is in %s %s other than %s in report %d' % (table, year, *had, a + 1), numpy.array([float(p[a] is not None and p[a] not in had) for p in paths])))
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


def tells(field, word, people):
    """Whether it tells something of the cases of a group that all of them have one word."""
    return word != '' and (people < WIDTH or field in ('category', 'outcome'))


def spread(rows, values, row):
    """How far apart what fits is, for a sum."""
    ends = []
    for sign in (1, -1):
        r = linprog(sign * row, A_eq=numpy.array(rows) if rows else None, b_eq=values if rows else None, method='highs')
        ends.append(-math.inf if r.status == 3 else r.fun)
    return math.inf if math.inf in (-ends[0], -ends[1]) else math.floor(-ends[1] + 1e-6) - math.ceil(ends[0] - 1e-6)


class Crossed:
    """The reports, and a table of two of their dimensions that was published after, as equations over what can have become of a case in a year."""
    def __init__(self, reports, document, record, tables, year):
        fields = [TABLES[t] for t in tables]
        singles = [[numbers(d, t, year) for d in reports.documents] for t in tables]
        table = document['sections'][0]['tables'][0]
        column = [i for i, c in enumerate(table['columns']) if c['id'] == year][0]
        own = {tuple('' if w == '-' else w for w in row['id']): row['cells'][column].get('n') for row in table['rows']}
        words = [sorted({w for d in singles[f] for w in d if w != '*'} | {k[f] for k in own if k[f] != '*'}) for f in (0, 1)]
        records = reports.records + [record]
        n, self.true = len(records), {}
        for case in set().union(*records):
            path = tuple(None if word(r.get(case), fields[0], year) is None else (word(r[case], fields[0], year), word(r[case], fields[1], year)) for r in records)
            if any(path):
                self.true[path] = self.true.get(path, 0) + 1
        since = [0] + [k for k in range(1, n) if any(p[k - 1] != p[-1] for p in self.true)] # where nothing changed, nobody thinks of cases that came in
        paths = {(None,) * k + ((a, b),) * (n - k) for k in since for a in words[0] for b in words[1]}
        for path in self.true: # what became of one dimension, whatever the other was
            paths.add(path)
            for f in (0, 1):
                if len({p[f] for p in path if p}) == 1:
                    paths |= {tuple(p and ((w, p[1]) if f == 0 else (p[0], w)) for p in path) for w in words[f]}
        self.paths = sorted(paths, key=str)
        self.before, self.now, self.hidden = [], [], {}
        for f in (0, 1):
            for time, shown in enumerate(singles[f]):
                for w, number in shown.items():
                    if number is not None:
                        self.before.append((self.row(lambda p: p[time] is not None and w in ('*', p[time][f])), number))
        for a in words[0] + ['*']:
            for b in words[1] + ['*']:
                row = self.row(lambda p: p[-1] is not None and a in ('*', p[-1][0]) and b in ('*', p[-1][1]))
                number = own.get((a, b), 0) # rows of zeros are left out
                if number is None:
                    self.hidden[a, b] = row
                else:
                    self.now.append((row, number))
        truth = numpy.array([self.true.get(p, 0) for p in self.paths])
        self.others = {}
        for f in (0, 1):
            for a in words[f]:
                in_it = {p[-1][1 - f] for p in self.true if p[-1] and p[-1][f] == a}
                if len(in_it) == 1 and tells(fields[1 - f], *in_it, sum(k for p, k in self.true.items() if p[-1] and p[-1][f] == a)):
                    self.others['others of', a] = self.row(lambda p: p[-1] is not None and p[-1][f] == a and p[-1][1 - f] not in in_it)
        assert all(row @ truth == number for row, number in self.before + self.now)
        self.truth = truth

    def row(self, fits):
        return numpy.array([float(fits(p)) for p in self.paths])

    def outsider(self):
        """Hidden cells that are narrowed."""
        rows, values = zip(*self.before + self.now)
        had = tuple(zip(*self.before))
        targets = {**self.hidden, **self.others}
        found = {cell: spread(rows, values, row) for cell, row in targets.items()}
        return ['%s' % (cell,) for cell, left in found.items() if left < WIDTH and left < spread(*had, targets[cell])]

    def insiders(self, r, most):
        """Some who are alone in a hidden cell, and some cells of which they would find out more than they had; how many were looked at."""
        alone = [c for c, row in self.hidden.items() if '*' not in c and row @ self.truth == 1]
        found, looked = [], 0
        for cell in r.sample(alone, min(most, len(alone))):
            own = [i for i, x in enumerate(self.hidden[cell]) if x]
            known = [(numpy.eye(1, len(self.paths), i)[0], self.truth[i]) for i in own]
            others = [c for c, row in self.hidden.items() if not all(i in own for i in numpy.flatnonzero(row))]
            for other in r.sample(others, min(2 * most, len(others))):
                looked += 1
                left = spread(*zip(*self.before + self.now + known), self.hidden[other])
                if left < WIDTH and left < spread(*zip(*self.before + known), self.hidden[other]):
                    found.append('%s of %s' % (cell, other))
        return looked, found


def printed(document):
    """{(table, word, year): cell} of what a report prints."""
    return {(t['table'], *row['id'], c['id']): cell for section in document['sections'] for t in section['tables'] for row in t['rows'] for c, cell in zip(t['columns'], row['cells']) if 'n' in cell}


def last_said(place, documents):
    """[(number, day)] of what was printed last at a place; rows of zeros are left out, where the table has that year."""
    table, *ids, year = place
    said = []
    for d in documents:
        for section in d['sections']:
            for t in section['tables']:
                column = [i for i, c in enumerate(t['columns']) if c['id'] == year]
                wanted = ids if t['table'] == table else {'outcome_year': [ids[0], '*'], 'category_year': ['*', ids[0]]}.get(table) if t['table'] == 'stats' else None
                if not column or wanted is None:
                    continue
                cells = [row['cells'][column[0]] for row in t['rows'] if row['id'] == wanted]
                if not cells or ('n' in cells[0] and 'then' not in cells[0]):
                    said.append((cells[0]['n'] if cells else 0, d['as_of']))
    return said[-1:]


def erase(o, at):
    """What is due, by two officers; how many cases."""
    due = [line.split()[0] for line in o.run(['sv-erase', 'due'], at=at).splitlines() if line[:2] == '20']
    o.run(['sv-erase', 'propose'] + due, at=at)
    own, o.env = o.env, dict(o.env, SV_KEY=o.folder + '/beslisser')
    o.run(['sv-key', 'unlock', '--minutes', '600', '--passphrase-fd', '9'], fd9=organisation.PASS)
    o.run(['sv-erase', 'run'] + due, at=at)
    o.env = own
    return len(due)


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
            at = '2026-02-21T08:00:00Z'
            record = {c['case']: c for c in map(json.loads, o.run(['sv-list', '--format', 'ndjson'], at=at).splitlines())}
            document = json.loads(o.run(['sv-stats', '--by', 'outcome', '--by', 'category', '--publish', '--format', 'json'], at=at))
            share = document['protection']['suppressed'] / document['protection']['cells']
            check(share < 0.4, '%d cases: of a table of two dimensions that comes after, %.0f %% is hidden' % (cases, 100 * share))
            for year in ('2024', '2025'):
                c = Crossed(reports, document, record, ('outcome_year', 'category_year'), year)
                found = c.outsider()
                check(not found, '%d cases: an outsider finds out none of %d of its cells of %s, nor that any of %d groups has one word only%s' % (cases, len(c.hidden), year, len(c.others), '; '.join([''] + found)))
                looked, found = c.insiders(random.Random(seed), 5)
                check(looked > 0 and not found, '%d cases: %d looks by insiders at cells of %s%s' % (cases, looked, year, '; '.join([''] + found)))
            erased = erase(o, '2027-01-30T09:00:00Z')
            reports.publish(o, datetime.date(2027, 2, 1), 2026)
            new = printed(reports.documents[-1])
            then = {place: cell for place, cell in new.items() if 'then' in cell}
            wrong = []
            for table, year in {(place[0], place[-1]) for place in then}: # a column is of one day, and of that day are the numbers in it
                column = {place: cell for place, cell in then.items() if (place[0], place[-1]) == (table, year)}
                said = [last_said(place, [d for d in reports.documents[:-1] + [document] if d['as_of'] == cell['then']]) for place, cell in column.items() if place[1] != '*']
                wrong += [(table, year)] * (len({cell['then'] for cell in column.values()}) > 1 or [(cell['n'], cell['then']) for place, cell in column.items() if place[1] != '*'] != [s[-1] for s in said if s])
            check(erased > 20 and len(then) > 20 and not wrong, '%d cases: %d are erased, and %d numbers are as they were published, each column on one day%s' % (cases, erased, len(then), wrong))
            wrong = []
            for (table, *ids, year), cell in new.items():
                if table in TABLES and 'then' not in cell:
                    of = [word(c, TABLES[table], year) for c in reports.records[-1].values()]
                    if cell['n'] != sum(w is not None and ids[0] in ('*', w or '-') for w in of):
                        wrong.append((table, ids, year))
            check(not wrong, '%d cases: all others are what is counted now %s' % (cases, wrong))
            for table in TABLES:
                for year in ('2024', '2025', '2026'):
                    n, found = attack(reports, table, year)
                    check(not found, '%d cases, some erased: %s of %s: %d numbers%s' % (cases, table, year, n, '; '.join([''] + found)))
            hidden.append(reports.documents[-1]['protection']['suppressed'] / reports.documents[-1]['protection']['cells'])
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
