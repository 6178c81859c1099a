#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""
Attacks protected tables from outside, with another solver (scipy's HiGHS): for each suppressed cell the least and the most
that fits all that is published. None may be determined or narrower than the rule. Checks the certificate by itself too, and
counts what was suppressed against Gaussian suppression written anew, and on small tables against the true optimum. TAP.
attack.py [SEED]: other tables.
"""
import itertools
import os
import random
import subprocess
import sys

import numpy
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from tables import FORCED, PRIMARY, UNSEEN, Table, cross, reports, tree

B = os.environ.get("B", "build")
TOOL, SOLVER = B + "/tests/protect_tool", B + "/libexec/sv/sv-audit-lp"
done = 0


def result(ok, name, detail=""):
    global done
    done += 1
    print(("ok" if ok else "not ok"), done, "-", name + (f" ({detail})" if detail and ok else ""))
    if not ok and detail:
        print("# " + detail)
    sys.stdout.flush()


def run(t, *how):
    p = subprocess.run([TOOL, *(how or ("protect", SOLVER))], input=t.text(), capture_output=True, text=True, timeout=300)
    lines = p.stdout.splitlines()
    if p.returncode:
        return None, lines[0] if lines else p.stderr
    return [c == "1" for c in lines[0]], [list(map(int, x.split())) for x in lines[1:]]


def width(t, c):
    return t.cells[c][3] or t.width


class Attacker:
    """What is published, as equations over inner cells; known: inner cells that he knows."""

    def __init__(self, t, suppressed, known=()):
        self.t, self.known = t, set(known)
        shown = [c for c in range(len(t.cells)) if not suppressed[c] and not t.cells[c][2] & UNSEEN]
        rows, cols = [], []
        for r, c in enumerate(shown):
            rows += [r] * len(t.cells[c][0])
            cols += t.cells[c][0]
        self.n = len(t.inner)
        self.a = csr_matrix((numpy.ones(len(rows)), (rows, cols)), shape=(len(shown), self.n)) if shown else None
        self.b = [t.value(c) for c in shown] if shown else None
        self.bounds = [(t.inner[i], t.inner[i]) if i in self.known else (0, None) for i in range(self.n)]

    def end(self, c, sign):
        goal = numpy.zeros(self.n)
        goal[list(self.t.cells[c][0])] = -sign
        r = linprog(goal, A_eq=self.a, b_eq=self.b, bounds=self.bounds, method="highs")
        if r.status == 3:
            return sign * float("inf")
        assert r.status == 0, r.message
        return -sign * r.fun

    def finds(self, c):
        """How far apart the ends are, where that is less than the rule."""
        if set(self.t.cells[c][0]) <= self.known:
            return None
        high, low = self.end(c, 1), self.end(c, -1)
        return None if high - low >= width(self.t, c) - 1e-5 else high - low


def certified(t, suppressed, tables):
    """The certificate, with whole numbers only."""
    for x in tables:
        if min(x, default=0) < 0:
            return "a negative number"
        for c, cell in enumerate(t.cells):
            if not suppressed[c] and not cell[2] & UNSEEN and sum(x[i] for i in cell[0]) != t.value(c):
                return f"cell {c} is not reproduced"
    for c, cell in enumerate(t.cells):
        if suppressed[c]:
            v = [sum(x[i] for i in cell[0]) for x in tables]
            if not v or max(v) - min(v) < width(t, c):
                return f"cell {c} is not proven"
    return ""


def check(name, t):
    suppressed, tables = run(t)
    if suppressed is None:
        return result(False, name, tables)
    if not any(suppressed):
        return result(False, name, "nothing was suppressed: the table tests nothing")
    bad = certified(t, suppressed, tables)
    if bad:
        return result(False, name, bad)
    for c, cell in enumerate(t.cells):
        if cell[2] & FORCED and suppressed[c]:
            return result(False, name, f"forced cell {c} is suppressed")
    for known in [()] + t.insiders:
        a = Attacker(t, suppressed, known)
        for c in range(len(t.cells)):
            if suppressed[c] and a.finds(c) is not None:
                return result(False, name, f"cell {c} = {t.value(c)} lies within {a.finds(c)}")
    result(True, name, f"{sum(suppressed)} of {len(suppressed)} cells")


def gauss(t):
    """Gaussian suppression as published (no zeros closed, no bounds): greedy by value, primary cells never in the span."""
    p = (1 << 31) - 1
    n = len(t.inner)

    def vector(c):
        v = numpy.zeros(n, dtype=numpy.int64)
        v[list(t.cells[c][0])] = 1
        return v

    primary = {c: vector(c) for c in range(len(t.cells)) if t.cells[c][2] & PRIMARY}
    basis, suppressed = [], set(primary)
    order = sorted((c for c in range(len(t.cells)) if c not in primary), key=lambda c: (-t.cells[c][1], -len(t.cells[c][0]), c))
    for c in order:
        v = vector(c)
        for q, b in basis:
            if v[q]:
                v = (v - v[q] * b) % p
        hit = numpy.flatnonzero(v)
        if not len(hit):
            continue
        q = hit[0]
        v = v * pow(int(v[q]), -1, p) % p
        new = {k: (w - w[q] * v) % p if w[q] else w for k, w in primary.items()}
        if any(not w.any() for w in new.values()):
            suppressed.add(c)
            continue
        primary = new
        basis = [(r, (b - b[q] * v) % p if b[q] else b) for r, b in basis] + [(q, v)]
    return suppressed


def optimum(t):
    """The fewest cells that can be suppressed, by trying all sets, smallest first."""
    fixed = [c for c in range(len(t.cells)) if t.cells[c][2] & PRIMARY]
    free = [c for c in range(len(t.cells)) if c not in fixed]
    for k in range(len(free) + 1):
        for more in itertools.combinations(free, k):
            suppressed = [c in fixed or c in more for c in range(len(t.cells))]
            a = Attacker(t, suppressed)
            if all(a.finds(c) is None for c in (*fixed, *more)):
                return len(fixed) + k
    raise AssertionError


def two_years(rng):
    """Last year's table was published, and is forced; this year's has most of its cases, and some more."""
    old = cross([tree(5), tree(4)], reports(rng, [5, 4], 160))
    before, _ = run(old)
    n = len(old.inner)
    more = reports(rng, [5, 4], 40)
    t = Table(old.inner + more)
    for c, cell in enumerate(old.cells):
        if not before[c]:
            t.add(cell[0], FORCED)
        else:
            t.add(cell[0], PRIMARY | UNSEEN)
    for cell in old.cells:
        t.add(cell[0] + tuple(i + n for i in cell[0]))
        v = sum(more[i] for i in cell[0])
        if 0 < v < 5:
            t.add([i + n for i in cell[0]], PRIMARY | UNSEEN)
    return t


def main():
    rng = random.Random(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
    for a, b, n in ((5, 6, 80), (8, 10, 300), (3, 4, 25), (12, 9, 2000)):
        check(f"two-way {a} x {b}, {n} reports", cross([tree(a), tree(b)], reports(rng, [a, b], n)))
    for sizes, n in (((4, 3, 3), 60), ((5, 4, 4), 300), ((6, 5, 2), 40)):
        check(f"three-way {sizes}, {n} reports", cross([tree(s) for s in sizes], reports(rng, sizes, n)))
    for sizes, n in (((9, 4), 100), ((12, 5), 400)):
        check(f"hierarchical {sizes}, {n} reports", cross([tree(sizes[0], 3), tree(sizes[1])], reports(rng, sizes, n)))
    for n in (60, 400):
        values = reports(rng, [6, 4, 3, 2], n)
        dims = [tree(6, 3), tree(4), tree(3), tree(2)]
        check(f"linked two-way tables over four dimensions, {n} reports", cross(dims, values, [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]))
    t = cross([tree(6), tree(5)], reports(rng, [6, 5], 120))
    t.insiders = [[i * 5 + k for k in range(5)] for i in range(6)]
    check("two-way with the heads of six units as insiders", t)
    check("two years of one table", two_years(rng))
    t = cross([tree(6), tree(5)], reports(rng, [6, 5], 100), width=10)
    check("a rule that is wider than the threshold", t)

    least = ours_small = 0
    for name, sizes, levels, n, pairs in (("hierarchical", (6, 5), 3, 220, None), ("hierarchical, larger", (12, 6, 4), 5, 1000, None), ("two-way", (9, 7), None, 300, None),
                                          ("three-way", (5, 4, 3), None, 200, None), ("linked", (6, 4, 3, 2), 3, 150, [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)])):
        ours = theirs = 0
        for _ in range(8 if len(sizes) != 3 or not levels else 1):
            t = cross([tree(sizes[0], levels) if levels else tree(sizes[0])] + [tree(s) for s in sizes[1:]], reports(rng, sizes, n), pairs)
            ours += sum(run(t)[0])
            theirs += len(gauss(t))
        result(ours <= 1.15 * theirs, f"{name} {sizes}: no more suppressed than Gaussian suppression and 15 %", f"{ours} against {theirs}, which leaves what signs and bounds tell")
    for _ in range(5):
        t = cross([tree(4), tree(3)], reports(rng, [4, 3], 90))
        ours_small += sum(run(t)[0])
        least += optimum(t)
    result(ours_small <= 1.15 * least, "no more suppressed than the optimum and 15 %", f"{ours_small} against {least}")
    print(f"1..{done}")


main()
