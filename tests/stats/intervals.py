# SPDX-License-Identifier: MIT
"""Intervals and distributions of lib/stats against SciPy, to a relative 1e-9; and durations against a Kaplan-Meier of few lines."""
import math, os, random, subprocess, sys
from scipy import stats

B = os.environ.get('B', 'build')
random.seed(20261123)
asked, wanted, names = [], [], []


def ask(name, numbers, want):
    asked.append(' '.join([name] + ['%.17g' % x for x in numbers] + ['0'] * (4 - len(numbers))))
    wanted.append(want)
    names.append(name)


def garwood(k, exposure, level):
    tail = (1 - level) / 2
    return ((stats.chi2.ppf(tail, 2 * k) / 2 if k else 0) / exposure, stats.chi2.isf(tail, 2 * k + 2) / 2 / exposure)


def wilson(k, n, level):
    ci = stats.binomtest(k, n).proportion_ci(level, method='wilson')
    return ci.low, ci.high


def finite(k, n, total, level):
    """All numbers of marked ones for which neither tail is improbable, one by one."""
    tail = (1 - level) / 2
    fit = [m for m in range(k, total - (n - k) + 1)
           if stats.hypergeom.sf(k - 1, total, m, n) > tail and stats.hypergeom.cdf(k, total, m, n) > tail]
    return fit[0] / total, fit[-1] / total


for k in list(range(0, 60)) + [97, 250, 1000, 9999, 10 ** 6]:
    for level in (0.95, 0.9, 0.99):
        ask('rate', [k, random.choice([1, 0.37, 1234.5]) if k % 3 else 1, level], None)
        wanted[-1] = garwood(k, float(asked[-1].split()[2]), level)
for _ in range(400):
    n = random.choice([random.randint(1, 40), random.randint(1, 5000)])
    k = random.randint(0, n)
    ask('share', [k, n, 0.95], wilson(k, n, 0.95))
for _ in range(150):
    total = random.randint(1, 120)
    n = random.randint(1, total)
    k = random.randint(0, n)
    ask('finite', [k, n, total, 0.95], finite(k, n, total, 0.95))
for _ in range(300):
    p = random.choice([0.025, 0.975, 0.5, 1e-6, 1 - 1e-6, random.random()])
    shape = random.choice([0.5, 1, random.uniform(0.05, 3), random.uniform(3, 5000)])
    ask('gamma', [p, shape], (stats.gamma.ppf(p, shape),) * 2)
for _ in range(300):
    total = random.randint(1, 3000)
    marked, n = random.randint(0, total), random.randint(0, total)
    k = random.randint(0, n)
    ask('hypergeometric', [k, marked, total, n], (stats.hypergeom.cdf(k, total, marked, n), stats.hypergeom.sf(k - 1, total, marked, n)))

out = subprocess.run([B + '/tests/test_stats', 'answer'], input='\n'.join(asked) + '\n', capture_output=True, text=True, check=True).stdout.splitlines()
test = 0


def result(ok, name, detail=''):
    global test
    test += 1
    print('%s %d - %s%s' % ('ok' if ok else 'not ok', test, name, '' if ok else '\n# ' + detail))


result(len(out) == len(asked), 'every question has its answer', '%d of %d' % (len(out), len(asked)))
for name in sorted(set(names)):
    worst, where = 0, ''
    for line, want, of, question in zip(out, wanted, names, asked):
        if of != name:
            continue
        for got, right in zip(map(float, line.split()), want):
            off = abs(got - right) / max(abs(right), 1e-3 if name != 'hypergeometric' else 1e-2)
            if not off <= worst:
                worst, where = off, '%s: %r instead of %r' % (question, got, right)
    result(worst <= 1e-9, '%s: as SciPy has it, to 1e-9 (worst %.1e)' % (name, worst), where)


def durations(over, still):
    """Kaplan-Meier by the book, in fractions: quartiles where no more than that part is left, half-way where just that part is."""
    from fractions import Fraction
    left, curve = Fraction(1), []
    for day in sorted(set(over)):
        risk = sum(1 for d in over + still if d >= day)
        left *= Fraction(risk - over.count(day), risk)
        curve.append((day, left))
    found = []
    for part in (Fraction(3, 4), Fraction(1, 2), Fraction(1, 4)):
        at = [i for i, (_, l) in enumerate(curve) if l <= part]
        if not at:
            found.append(math.nan)
        elif curve[at[0]][1] == part and at[0] + 1 < len(curve):
            found.append((curve[at[0]][0] + curve[at[0] + 1][0]) / 2)
        else:
            found.append(float(curve[at[0]][0]))
    longest = max(over) if over and max(over) > max(still, default=-1) else math.nan
    return [min(over) if over else math.nan] + found + [longest]


lines, want = [], []
for _ in range(500):
    n = random.randint(1, 60)
    days = [random.randint(0, random.choice([5, 40, 400])) for _ in range(n)]
    still = [d for d in days if random.random() < random.choice([0, 0.2, 0.6])]
    over = list(days)
    for d in still:
        over.remove(d)
    lines.append(' '.join('%d:%d:%d' % (d, over.count(d), still.count(d)) for d in sorted(set(days))))
    want.append(durations(over, still))
got = subprocess.run([B + '/tests/test_stats', 'lasting', 'all'], input='\n'.join(lines) + '\n', capture_output=True, text=True, check=True).stdout.splitlines()
bad = [(l, g, w) for l, g, w in zip(lines, got, want) if not all(a == b or (math.isnan(a) and math.isnan(b)) for a, b in zip(map(float, g.split()), w))]
result(len(got) == len(want) and not bad, 'durations: 500 samples, each as Kaplan-Meier in fractions has it', str(bad[:1]))
print('1..%d' % test)
