# SPDX-License-Identifier: MIT
# What noticing computes, against scipy, against counting everything out, and against bounds that a simulation must keep. $B: the build folder. TAP.
import itertools, json, math, os, random, subprocess, sys
from collections import Counter

import numpy as np
from scipy import optimize, special, stats

tool = subprocess.Popen([os.environ["B"] + "/tests/noticing_tool"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
n = failed = 0


def ask(*job):
    tool.stdin.write(json.dumps(job) + "\n")
    tool.stdin.flush()
    return json.loads(tool.stdout.readline())


def ok(name, bad):
    global n, failed
    n += 1
    print(f"{'not ok' if bad else 'ok'} {n} - {name}")
    for line in bad[:5]:
        print(f"# {line}")
    failed += bool(bad)


def near(a, b, tolerance=1e-9):
    return a is not None and b is not None and abs(a - b) <= tolerance * max(1, abs(b))


def each(name, jobs, tolerance=1e-9):
    """jobs: [(job, what scipy says)]"""
    bad = []
    for job, want in jobs:
        got = ask(*job)
        if len(got) < len(want) or any(w is not None and not near(g, w, tolerance) for g, w in zip(got, want)):
            bad.append(f"{job}: {got}, not {want}")
    ok(name, bad)


rng = random.Random(5)

# the generator, written down a second time
M = (1 << 64) - 1


def xoshiro(seed, count):
    s = []
    for _ in range(4):
        seed = (seed + 0x9E3779B97F4A7C15) & M
        z = seed
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & M
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & M
        s.append(z ^ (z >> 31))
    rot = lambda x, k: ((x << k) | (x >> (64 - k))) & M
    out = []
    for _ in range(count):
        x = (rot((s[0] + s[3]) & M, 23) + s[0]) & M
        t = (s[1] << 17) & M
        s[2] ^= s[0]; s[3] ^= s[1]; s[1] ^= s[2]; s[0] ^= s[3]; s[2] ^= t
        s[3] = rot(s[3], 45)
        out += [x >> 32, x & 0xFFFFFFFF]
    return out


ok("xoshiro256++ is what its authors wrote", [] if ask("random", 42, 50) == xoshiro(42, 50) else ["differs"])

each("the negative binomial tail", [(("upper", a, b, t, x), [stats.nbinom.sf(x - 1, a, b / (b + t)) if x > 0 else 1])
     for a, b, t, x in [(rng.uniform(0.2, 60), rng.uniform(0.05, 20), rng.uniform(0.05, 3), rng.randint(0, 40)) for _ in range(300)] + [(1.5, 0.75, 1, 400), (0.2, 8, 0.1, 2)]])
each("the two-sided binomial test", [(("binomial", k, m, p), [stats.binomtest(k, m, p).pvalue])
     for m in (1, 2, 7, 30, 200) for p in (0.5, 0.1, 0.75, 1 / 3) for k in sorted({0, 1, m // 3, m // 2, m - 1, m})] + [(("binomial", 10140, 20000, 0.5), [stats.binomtest(10140, 20000, 0.5).pvalue])])
each("the exact interval of a share", [(("interval", k, m, level), [*stats.binomtest(k, m).proportion_ci(level, "exact")]) for m in (1, 5, 40, 3000) for k in sorted({0, 1, m // 2, m}) for level in (0.95, 0.8)])
each("the normal distribution", [(("quantile", p), [stats.norm.ppf(p), stats.norm.sf(p)]) for p in (0.975, 0.5, 0.1, 1e-6)])


def bh(p):
    """By its definition: the least q at which the procedure of Benjamini and Hochberg rejects."""
    m = len(p)
    def rejected(q):
        s = sorted(p)
        k = max((i + 1 for i in range(m) if s[i] <= q * (i + 1) / m), default=0)
        return [x <= s[k - 1] if k else False for x in p]
    qs = sorted({min(1, x * m / (i + 1)) for x in p for i in range(m)} | {1.0})
    return [next((q for q in qs if rejected(q * (1 + 1e-12))[i]), 1) for i in range(m)]


each("Benjamini and Hochberg, by the definition", [(("fdr", p), bh(p)) for p in [[rng.random() ** 3 for _ in range(m)] for m in (1, 2, 5, 12)] + [[0.01, 0.01, 0.5, 1, 0.02]]])
each("Benjamini and Hochberg, as p.adjust of R", [(("fdr", [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216, 0.222, 0.251, 0.269, 0.275, 0.34, 0.341, 0.384, 0.569, 0.594, 0.696, 0.762, 0.94, 0.942, 0.975, 0.986]),
     [0.025, 0.1, 0.21, 0.21, 0.21, 0.25, 0.264285714285714])])


def marginal(counts, exposure, shape, mean):
    return sum(stats.nbinom.logpmf(x, shape, shape / (shape + mean * e)) for x, e in zip(counts, exposure) if e > 0)


bad = []
for trial in range(12):
    m = rng.choice((5, 20, 60))
    exposure = [rng.choice((0.5, 1, 2, 3)) for _ in range(m)] if trial % 2 else [2.0] * m
    counts = [int(np.random.default_rng(trial * 100 + i).poisson(np.random.default_rng(i).gamma(1.2, 1.5) * e)) for i, e in enumerate(exposure)]
    shape, rate = ask("prior", counts, exposure)
    best = optimize.minimize(lambda v: -marginal(counts, exposure, math.exp(v[0]), math.exp(v[1])), [0, 0.5], bounds=[(math.log(0.2), math.log(20)), (-10, 10)], method="L-BFGS-B")
    if marginal(counts, exposure, shape, shape / rate) < -best.fun - 1e-6:
        bad.append(f"{counts}: {shape}, {rate} is less likely than {np.exp(best.x)}")
ok("the fit is the most likely one, says scipy's optimizer", bad)

bad = []
for trial in range(20):
    past = [rng.choice((0, 0, 1, 2, 5, 9)) for _ in range(rng.randint(2, 30))]
    if sum(past) == 0:
        continue
    at, seen, years = rng.randrange(len(past)), rng.randint(0, 9), rng.choice((1.0, 2.0, 3.0))
    shape, rate = ask("prior", past, [years] * len(past))
    got = ask("cluster", past, years, at, seen)
    want = [(shape + past[at]) / (rate + years), stats.nbinom.sf(seen - 1, shape + past[at], (rate + years) / (rate + years + 1)), sum(stats.nbinom.sf(seen - 1, shape + x, (rate + years) / (rate + years + 1)) for x in past)]
    if not all(near(g, w, 1e-7) for g, w in zip(got, want)):
        bad.append(f"{past} {at} {seen}: {got}, not {want}")
ok("one unit in one year, and the number lit by chance", bad)

bad = []
for trial in range(10):
    experienced = [rng.choice((0, 4.5, 10, 20, 33)) for _ in range(12)]
    reported = [int(np.random.default_rng(trial * 50 + i).poisson(e * 0.2)) for i, e in enumerate(experienced)]
    experienced[3], reported[3] = 40, 0
    others = [i for i in range(12) if i != 3]
    shape, rate = ask("prior", [reported[i] for i in others], [experienced[i] for i in others])
    got = ask("quiet", experienced, reported, 3)
    want = [shape / rate * 40, stats.nbinom.cdf(0, shape, rate / (rate + 40))]
    if not all(near(g, w, 1e-7) for g, w in zip(got, want)):
        bad.append(f"{experienced} {reported}: {got}, not {want}")
ok("a quiet unit is judged by the others", bad)
ok("of few others nothing is told of a quiet unit", [] if ask("quiet", [10, 10, 0, 40], [2, 3, 0, 0], 3) == [0, 1] and ask("quiet", [5, 5, 5, 0], [1, 1, 1, 0], 3) == [0, 1] else ["it was"])


def counted_out(strata):
    """The distribution over all ways to choose the group, by counting them."""
    total = Counter({0: 1})
    for inside, yes_in, everyone, yes in strata:
        one = Counter(sum(c) for c in itertools.combinations([1] * yes + [0] * (everyone - yes), inside))
        total = sum((Counter({a + b: x * y}) for a, x in total.items() for b, y in one.items()), Counter())
    return total


bad = []
for trial in range(40):
    strata = []
    for _ in range(rng.randint(1, 3)):
        everyone = rng.randint(1, 10)
        inside, yes = rng.randint(0, everyone), rng.randint(0, everyone)
        strata.append([inside, rng.randint(max(0, inside + yes - everyone), min(inside, yes)), everyone, yes])
    ways = counted_out(strata)
    total, seen = sum(ways.values()), sum(s[1] for s in strata)
    odds, alpha = rng.choice((3, 1 / 3, 8)), rng.choice((0.05, 0.3))
    p = {k: sum(w for w in ways.values() if w <= ways[k]) / total for k in ways}
    tilted = {k: w * odds**k for k, w in ways.items()}
    want = [sum(s[0] * s[3] / s[2] for s in strata), p[seen], sum(w for k, w in ways.items() if k >= seen) / total, sum(w for k, w in tilted.items() if p[k] <= alpha) / sum(tilted.values())]
    got = ask("permute", strata, odds, alpha)
    if not all(near(g, w) for g, w in zip(got, want)):
        bad.append(f"{strata}: {got}, not {want}")
ok("the exact permutation test, by counting all permutations", bad)
each("of one stratum it is Fisher's test", [(("permute", [[a + b, a, a + b + c + d, a + c]], 3, 0.05), [None, stats.fisher_exact([[a, b], [c, d]])[1], stats.fisher_exact([[a, b], [c, d]], "greater")[1]])
     for a, b, c, d in [(rng.randint(0, 60), rng.randint(0, 60), rng.randint(1, 300), rng.randint(1, 300)) for _ in range(60)]])

values = [3, 5, 9, 4, 8, 7, 1, 12, 6, 2, 11, 10]
stratum, group = [0] * 6 + [1] * 6, [1, 0, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0]
centred = [v - (6 if s == 0 else 7) for v, s in zip(values, stratum)]
seen = sum(c for c, g in zip(centred, group) if g)
ways = [sum(a) + sum(b) for a in itertools.combinations(centred[:6], 3) for b in itertools.combinations(centred[6:], 2)]
exact = sum(abs(w) >= abs(seen) - 1e-9 for w in ways) / len(ways)
got = ask("means", values, stratum, group, 100000)
ok("the permutation test of means, by counting all permutations", [] if near(got[0], seen) and abs(got[1] - exact) < 4 * math.sqrt(exact * (1 - exact) / 1e5) else [f"{got}, not {seen} {exact}"])
got, want = ask("means", values, [0] * 12, group, 100000), stats.permutation_test(([v for v, g in zip(values, group) if g], [v for v, g in zip(values, group) if not g]), lambda a, b: np.mean(a) - np.mean(b), n_resamples=np.inf).pvalue
ok("of one stratum it is scipy's permutation test", [] if abs(got[1] - want) < 4 * math.sqrt(want * (1 - want) / 1e5) else [f"{got}, not {want}"])


def change(a, t, b, u, level):
    lo, hi = stats.binomtest(a, a + b).proportion_ci(level, "exact")
    return [a / t / (b / u) if b else None, lo / (1 - lo) * u / t, hi / (1 - hi) * u / t if b else None, stats.binomtest(a, a + b, t / (t + u)).pvalue]


each("two periods: ratio, interval and test", [(("change", a, t, b, u, level), change(a, t, b, u, level))
     for a, t, b, u, level in [(rng.randint(0, 40), rng.choice((365, 31, 90)), rng.randint(0, 40), rng.choice((365, 366, 28)), rng.choice((0.95, 0.9))) for _ in range(150)] if a + b])
ok("from nothing to something, and nothing at all", [] if ask("change", 3, 365, 0, 365, 0.95)[0::2] == [None, None] and ask("change", 0, 365, 0, 365, 0.95) == [None, 0, None, 1] else ["differs"])


def slope(counts, days, level):
    """By numpy: the n-fold convolution with one convolution after the other, the tails at any slope from it."""
    k, m, s = len(counts), sum(counts), sum(i * c for i, c in enumerate(counts))
    weights = np.array(days, float)
    def tails(b):
        p = weights * np.exp(b * np.arange(k) - max(0, b * (k - 1)))
        one, whole, power = p / p.sum(), np.array([1.0]), m
        square = one
        while power:
            whole = np.convolve(whole, square) if power & 1 else whole
            square, power = np.convolve(square, square), power >> 1
        return whole[: s + 1].sum(), whole[s:].sum()
    mean = lambda b: (np.arange(k) * weights * np.exp(b * np.arange(k))).sum() / (weights * np.exp(b * np.arange(k))).sum() * m - s
    low, high = tails(0)
    out = (1 - level) / 2
    return [math.exp(optimize.brentq(mean, -15, 15)), math.exp(optimize.brentq(lambda b: tails(b)[1] - out, -15, 15, xtol=1e-13)),
            math.exp(optimize.brentq(lambda b: tails(b)[0] - out, -15, 15, xtol=1e-13)), min(1, 2 * min(low, high))]


each("a slope over periods: exactly", [(("slope", c, d, 0.95), slope(c, d, 0.95)) for c, d in [([3, 5, 4, 8, 9], [365, 366, 365, 365, 365]), ([0, 0, 1, 0, 2], [31, 28, 31, 30, 31]), ([40, 30, 28, 20], [365] * 4), ([1, 0, 1], [1, 1, 1]), ([9, 0, 0, 1], [90, 91, 92, 92]), ([100, 110, 140], [365] * 3)]], 1e-8)
many = [600, 630, 640, 660]  # 2530 events in 4 periods: beyond what is computed exactly
limit = slope(many, [365] * 4, 0.95)
got = ask("slope", many, [365.0] * 4, 0.95)
ok("a slope over periods: the normal limit is near the exact one", [] if all(abs(g - w) < 1e-4 for g, w in zip(got, limit)) else [f"{got}, not {limit}"])
got = ask("slope", [0, 0, 4], [365.0] * 3, 0.95)
third = optimize.brentq(lambda b: (math.exp(2 * b) / (1 + math.exp(b) + math.exp(2 * b))) ** 4 - 0.025, -10, 10)
ok("all in the last period has a lower end only", [] if got[0] is None and got[2] is None and near(got[1], math.exp(third), 1e-8) and near(got[3], 2 / 81) else [f"{got}"])


def sato(rows):
    top = w = p = q = 0
    for a, n1, b, n0 in rows:
        N = n1 + n0
        top += (a * n0 - b * n1) / N; w += n1 * n0 / N
        p += (n1**2 * b - n0**2 * a + n1 * n0 * (n0 - n1) / 2) / N**2
        q += (a * (n0 - b) + b * (n1 - a)) / (2 * N)
    d = top / w
    h = stats.norm.ppf(0.975) * math.sqrt(d * p + q) / w
    return d, d - h, d + h


def tables(unit, stratum, yes, u, among):
    """Of unit u against the units among, by stratum: yes and all of the unit, yes and all of the others."""
    others = np.isin(unit, [k for k in among if k != u])
    rows = [(yes[(unit == u) & (stratum == s)].sum(), ((unit == u) & (stratum == s)).sum(), yes[others & (stratum == s)].sum(), (others & (stratum == s)).sum()) for s in range(5)]
    return [[int(x) for x in r] for r in rows]


def units(unit, stratum, yes, count, alpha):
    """The rounds, written a second time; probabilities come from the exact test, which was held against counting."""
    marked = set()
    while True:
        p, says = [], []
        for u in range(count):
            rows = tables(unit, stratum, yes, u, [k for k in range(count) if k not in marked])
            exact = ask("permute", [[r[1], r[0], r[1] + r[3], r[0] + r[2]] for r in rows], 3, alpha / count), ask("permute", [[r[1], r[0], r[1] + r[3], r[0] + r[2]] for r in rows], 1 / 3, alpha / count)
            p.append(exact[0][1])
            d, low, high = sato([r for r in rows if r[1] and r[3]])
            says.append([d, max(-1, low), min(1, high), exact[0][1], min(exact[0][3], exact[1][3])])
        q = bh(p)
        most = min((u for u in range(count) if u not in marked and q[u] <= alpha), key=lambda u: p[u], default=None)
        if most is None:
            return says, q
        marked.add(most)


bad, cover, trials, out = [], 0, 400, 0
gen = np.random.default_rng(3)
for trial in range(trials):
    count = 4
    unit, stratum = gen.integers(0, count, 300), gen.integers(0, 5, 300)
    yes = (gen.random(300) < np.array([0.2, 0.4, 0.5, 0.6, 0.8])[stratum] + (0.15 if trial >= 20 else 0.35) * (unit == 0) * (stratum < 4)).astype(int)
    got = np.array(ask("units", unit.tolist(), stratum.tolist(), yes.tolist(), count, 10, 0.05)).reshape(count, 11)
    if trial >= 20:
        cover += got[0][4] <= (0.15 * (stratum[unit == 0] < 4)).mean() <= got[0][5]
        continue
    says, q = units(unit, stratum, yes, count, 0.05)
    out += got[0][10]
    for u in range(count):
        if not all(near(g, w) for g, w in zip(got[u][3:9], [*says[u][:4], q[u], says[u][4]])) or got[u][10] != (q[u] <= 0.05):
            bad.append(f"unit {u}: {got[u]}, not {says[u]} {q[u]}")
ok("units: difference, interval, test, rounds and power, written a second time", bad)
ok("units: who stands out is mostly found, in 20 organisations", [] if 15 <= out <= 20 else [out])
ok("units: the interval holds the truth in 0.92 to 0.98 of 380 organisations", [] if 0.92 <= cover / (trials - 20) <= 0.98 else [cover / (trials - 20)])
got = ask("units", [0] * 9 + [1] * 30, [0] * 39, [1] * 9 + [0] * 30, 2, 10, 0.05)
ok("a unit of nine cases is not compared, nor what has none like it", [] if got[9] == 0 and got[6] == 1 and got[20] == 0 and ask("units", [0] * 20 + [1] * 20, [0] * 20 + [1] * 20, [1, 0] * 20, 2, 10, 0.05)[9] == 0 else [f"{got}"])

bad = []
for trial in range(30):
    m = rng.randint(1, 80)
    like = [rng.randrange(4) for _ in range(m)]
    close = [x * 3 + rng.randrange(3) for x in like]
    outcome, day = [rng.choice((0, 0, 3, 1, 5)) for _ in range(m)], [rng.randrange(20) for _ in range(m)]
    got = np.array(ask("precedents", like, close, outcome, day, 5)).reshape(m, 7)
    for i in range(m):
        group = close if sum(c == close[i] for c in close) - 1 >= 5 else like
        others = [k for k in range(m) if k != i and group[k] == group[i]]
        want = [len(others), sum(outcome[k] != outcome[i] for k in others), sum(day[k] < day[i] for k in others), sum(day[k] < day[i] and outcome[k] != outcome[i] for k in others), int(group is close)]
        often = Counter(outcome[k] for k in others).most_common()
        best = min((o for o, x in often if x == often[0][1]), default=0)
        want += [best, often[0][1] if often else 0]
        if list(got[i]) != want:
            bad.append(f"case {i}: {got[i]}, not {want}")
ok("precedents, one by one", bad)

# the scan: what it says of one organisation, computed again
gen = np.random.default_rng(8)
U = 10
rates = gen.gamma(1.5, 1.4, U)
months = np.array([gen.poisson(rates[u] * np.repeat(gen.gamma(10, 0.1, 3), 12) / 12) for u in range(U)])
months[2, 4] += 3  # reports that came together
past = months.sum(axis=1)
recent = gen.poisson(rates[:, None] / 12, (U, 12))
recent[3] += np.array([2, 2, 1, 3, 1] + [0] * 7)


def squares(t):
    e, total = np.outer(t.sum(1), t.sum(0)) / t.sum(), t.sum()
    return ((t - e) ** 2).sum(), (e * np.outer(1 - t.sum(1) / total, 1 - t.sum(0) / total)).sum() * total / (total - 1)


seen, expected = squares(months)
clump = max(1, seen / expected)
years = months.reshape(U, 3, 12).sum(axis=2)
seen, expected = squares(years)
drift = max(0, (seen - clump * expected) / (past * (past - 1) / 9 * 2).sum())
got = ask("uneven", months.flatten().tolist(), U)
ok("how uneven the past is", [] if clump > 1.05 and drift > 0.02 and near(got[0], clump) and near(got[1], drift) else [f"{got}, not {clump} {drift}"])

windows = [1, 3, 6, 12]
job = ("scan", months.flatten().tolist(), 3.0, recent.flatten().tolist(), windows, 4999, U)
got = np.array(ask(*job)).reshape(U, 5)
shape, rate = ask("prior", past.tolist(), [3.0] * U)
worth = 1 / (clump + drift * shape / rate)
shapes, rate = shape + past * worth, rate + 3 * worth
bad = []
for u in range(U):
    found = []
    for i, w in enumerate(windows):
        seen = recent[u, :w].sum()
        expected_others = (shapes.sum() - shapes[u]) / rate * w / 12
        t = w / 12 * max(1, (recent[:, :w].sum() - seen + 5) / (expected_others + 5))
        e = shapes[u] / rate * t
        found.append((stats.nbinom.sf(seen - 1, shapes[u], rate / (rate + t)) if seen >= 2 and seen > e else 1, i, seen, e))
    best = min(found, key=lambda f: (f[0], -f[1]))
    if not (got[u][0] == best[1] and got[u][1] == best[2] and near(got[u][2], best[3], 1e-6) and near(got[u][3], best[0], 1e-6)):
        bad.append(f"unit {u}: {got[u]}, not {best}")
ok("the scan finds the least likely window of each unit", bad)
ok("the scan signals the one unit that something is the matter with", [] if got[3][4] < 0.02 and all(got[u][4] > 0.05 for u in range(U) if u != 3) else [f"{got}"])
ok("the scan is the same every time", [] if ask(*job) == list(got.flatten()) else ["it is not"])

# its probabilities, simulated a second time with numpy's own generator
gen = np.random.default_rng(11)
R, totals, again = 4000, recent.sum(axis=0), (clump - 1) / (clump + 1)
sims = np.zeros((R, U, 12), int)
for i in range(R):
    w = gen.gamma(shapes, 1 / rate) * gen.gamma(1 / drift, drift, U)
    w /= w.sum()
    for b, total in enumerate(totals):
        left = total
        while left > 0:
            size = min(left, int(gen.geometric(1 - again)))
            sims[i, gen.choice(U, p=w), b] += size
            left -= size
least, mean = np.ones(R), shapes / rate
for w in windows:
    seen = sims[:, :, :w].sum(axis=2)
    t = w / 12 * np.maximum(1, (seen.sum(axis=1, keepdims=True) - seen + 5) / ((mean.sum() - mean) * w / 12 + 5))
    p = np.where((seen >= 2) & (seen > mean * t), stats.nbinom.sf(seen - 1, shapes, rate / (rate + t)), 1)
    least = np.minimum(least, p.min(axis=1))
bad = []
for u in range(U):
    want = (least <= got[u][3] * (1 + 1e-9)).mean() if got[u][3] < 1 else 1
    if abs(got[u][4] - want) > 4 * math.sqrt(max(want * (1 - want), 1e-3) * (1 / R + 1 / 4999)):
        bad.append(f"unit {u}: {got[u][4]}, not {want}")
ok("the scan's probabilities, simulated a second time by numpy", bad)
print(f"1..{n}")
tool.stdin.close()
sys.exit(failed > 0)
