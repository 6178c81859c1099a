# SPDX-License-Identifier: MIT
# What surveys tell, against scipy and numpy to 1e-9 on four made organisations whose properties are known, against counting everything out, and
# against bounds that a simulation must keep. $B: the build folder. TAP.
import itertools, json, math, os, subprocess, sys
from fractions import Fraction

import numpy as np
from scipy import integrate, optimize, special, stats

tool = subprocess.Popen([os.environ["B"] + "/tests/survey_tool"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
n = failed = 0
gen = np.random.default_rng(20261126)
np.seterr(all="ignore")


def plain(x):
    """For JSON: what is no number is null."""
    if isinstance(x, dict):
        return {k: plain(v) for k, v in x.items()}
    if isinstance(x, (list, tuple, np.ndarray)):
        return [plain(v) for v in x]
    if isinstance(x, (float, np.floating)):
        return None if math.isnan(x) else float(x)
    return bool(x) if isinstance(x, np.bool_) else int(x) if isinstance(x, np.integer) else x


def ask(*job):
    tool.stdin.write(json.dumps(plain(job)) + "\n")
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
    if a is None or b is None or math.isnan(b):
        return a is None and (b is None or math.isnan(b))
    return abs(a - b) <= tolerance * max(1, abs(b))


def same(got, want, tolerance=1e-9):
    return len(got) == len(want) and all(near(g, w, tolerance) for g, w in zip(got, want))


# distributions. scipy 1.10 has t.ppf to 4e-9 only, so t is looked up as the root of F of 1 and df degrees of freedom.
def t_quantile(p, df):
    return math.copysign(math.sqrt(stats.f.ppf(abs(2 * p - 1), 1, df)), p - 0.5) if p != 0.5 else 0


bad = []
for p in (0.025, 0.05, 0.5, 0.9, 0.975, 0.9995):
    for df in (1, 2, 5, 14, 31, 100, 899, 10**5):
        bad += [f"t {p} {df}: {g}, not {w}" for g, w in [(ask("t", p, df)[0], t_quantile(p, df))] if not near(g, w)]
        bad += [f"f {p} {df} {k}: {g}, not {w}" for k in (1, 2, 3, 19) for g, w in [(ask("f", p, df, df * k)[0], stats.f.ppf(p, df, df * k))] if not near(g, w)]
ok("quantiles of t and F", bad)


def noncentral(t, df, delta):
    """By its definition: a normal number over the root of a chi-squared one."""
    low, high = max(0, df - 12 * math.sqrt(2 * df) - 5), df + 14 * math.sqrt(2 * df) + 60
    return integrate.quad(lambda w: special.ndtr(t * math.sqrt(w / df) - delta) * stats.chi2.pdf(w, df), low, high, epsabs=1e-13, epsrel=1e-13, limit=500)[0]


bad = []
for df in (4, 28, 58, 1798):
    for delta in (0, 0.3, -2, 5, -9, 30, 60):
        for t in (0, delta - 2.1, delta + 0.4, delta + 1.9, -1.0):
            got = ask("nct", t, df, delta)[0]
            bad += [f"{t} {df} {delta}: {got}, not {w}" for w in (stats.nct.cdf(t, df, delta), noncentral(t, df, delta)) if not abs(got - w) < 1e-10]
ok("the noncentral t distribution, against scipy and against its integral", bad)

# four organisations
AGREE = dict(low=1, high=5)
YES = dict(low=0, high=1)


def answers(latent, items, reversed_, missing, cuts=(-1.4, -0.5, 0.3, 1.2), noise=0.9):
    """Answers of 1 to 5 to items that measure the same; some turned, some missing."""
    x = latent[:, None] + noise * gen.standard_normal((len(latent), items))
    a = 1 + sum((x > c).astype(int) for c in cuts)
    a = np.where(np.array(reversed_), 6 - a, a).astype(float)
    a[gen.random(a.shape) < missing] = np.nan
    return a


turned = [False, False, True, False]
unit = gen.integers(0, 40, 900)
organisations = {
    # every combination of three answers once: a mean of 3, and items that have nothing to do with each other
    "all combinations": dict(rows=np.array(list(itertools.product(range(1, 6), repeat=3)), float), reversed=[False] * 3, unit=np.zeros(125, int), all=[125], scale=AGREE),
    # 900 people in 40 units, one answer in twelve missing, one item turned, units that differ
    "nine hundred": dict(rows=answers(gen.standard_normal(900) + 0.4 * gen.standard_normal(40)[unit], 4, turned, 0.08), reversed=turned, unit=unit, all=[int((unit == u).sum() * 1.7) + 1 for u in range(40)], scale=AGREE),
    # nearly everybody at the top, units of one, two and three people, some with no answer at all
    "at the top": dict(rows=answers(gen.standard_normal(70) + 2.5, 3, [False, True, False], 0.3), reversed=[False, True, False], unit=np.repeat(range(12), [1, 1, 2, 2, 3, 4, 5, 6, 8, 9, 12, 17]), all=[0, 1, 2, 9, 3, 4, 9, 0, 9, 9, 30, 17], scale=AGREE),
    # yes and no of four thousand, few of them yes
    "few yes": dict(rows=np.where(gen.random((4000, 3)) < 0.02, np.nan, (gen.random((4000, 3)) < 0.02).astype(float)), reversed=[False] * 3, unit=gen.integers(0, 3, 4000), all=[1400, 9000, 0], scale=YES),
}

bad = []
for name, o in organisations.items():
    k = o["rows"].shape[1]
    right = np.where(np.array(o["reversed"]), o["scale"]["low"] + o["scale"]["high"] - o["rows"], o["rows"])
    o["right"] = right
    for least in (0, 1, k):
        scale = dict(o["scale"], item=list(range(k)), reversed=o["reversed"], least=least)
        enough = (~np.isnan(right)).sum(axis=1) >= (least or math.ceil(k / 2))
        want = np.where(enough, np.nanmean(np.where(enough[:, None], right, 1), axis=1), np.nan)
        got = ask("score", scale, o["rows"])
        parts = math.lcm(*range(least or math.ceil(k / 2), k + 1))
        if not same(got[:-1], want) or got[-1] != parts:
            bad.append(f"{name}, least {least}")
        if least == 0:
            o["score"], o["parts"] = want, parts
    anyone = np.where((right > o["scale"]["low"]).any(axis=1), o["scale"]["high"], np.where(np.isnan(right).any(axis=1), np.nan, o["scale"]["low"]))
    if not same(ask("score", dict(o["scale"], item=list(range(k)), reversed=o["reversed"], any=True), o["rows"])[:-1], anyone):
        bad.append(f"{name}, any")
    o["any"] = anyone
ok("scores: turned items, half answered or the least that is asked, any yes", bad)


def mean(x, total, low, high, level):
    """Student's interval with the finite population correction; where all are alike, exactly."""
    x = x[~np.isnan(x)]
    m = len(x)
    if m == 0:
        return [0, None, None, low, high]
    f = m / total if total >= m else 0
    bottom, top = f * x.mean() + (1 - f) * low, f * x.mean() + (1 - f) * high
    sd = x.std(ddof=1) if m > 1 else None
    if f == 1:
        return [m, x.mean(), sd, x.mean(), x.mean()]
    if m == 1:
        return [m, x.mean(), sd, bottom, top]
    if np.ptp(x) == 0:
        others = share(np.zeros(m), total, 0, level)[4]
        return [m, x.mean(), 0, x.mean() - others * (x.mean() - low), x.mean() + others * (high - x.mean())]
    half = t_quantile((1 + level) / 2, m - 1) * stats.sem(x) * math.sqrt(1 - f)
    return [m, x.mean(), sd, max(bottom, x.mean() - half), min(top, x.mean() + half)]


def first(begin, end, fits):
    """The first number from begin on for which fits holds, where it holds from there on up to end."""
    while begin < end:
        middle = (begin + end) // 2
        begin, end = (begin, middle) if fits(middle) else (middle + 1, end)
    return begin


def share(x, total, low, level):
    """All numbers of yes for which neither tail is improbable; Clopper and Pearson's where the total is not known."""
    x = x[~np.isnan(x)]
    m, k, tail = len(x), int((x > low).sum()), (1 - level) / 2
    if m == 0:
        return [0, 0, None, 0, 1]
    if total >= m:
        top = total - (m - k)
        least = first(k, top, lambda marked: stats.hypergeom.sf(k - 1, total, marked, m) > tail)
        beyond = first(least, top + 1, lambda marked: marked > top or stats.hypergeom.cdf(k, total, marked, m) <= tail)
        return [m, k, k / m, least / total, (beyond - 1) / total]
    ci = stats.binomtest(k, m).proportion_ci(level, method="exact")
    return [m, k, k / m, ci.low, ci.high]


means, shares = [], []
for name, o in organisations.items():
    low, high = o["scale"]["low"], o["scale"]["high"]
    for u, total in enumerate(o["all"]):
        for level in (0.95, 0.9):
            x = o["score"][o["unit"] == u]
            got, want = ask("mean", x, total, low, high, level), mean(x, total, low, high, level)
            means += [] if same(got, want) else [f"{name}, unit {u}: {got}, not {want}"]
            y = o["any"][o["unit"] == u] if low == 0 else np.where(np.isnan(x), np.nan, x >= 4).astype(float)
            got, want = ask("share", y, total, 0, level), share(y, total, 0, level)
            shares += [] if same(got, want) else [f"{name}, unit {u}: {got}, not {want}"]
ok("means and their intervals, in every unit of the four", means)
ok("shares and their intervals, in every unit of the four", shares)
bad = [x for x, total in (([5.0] * 12, 20), ([1.0] * 12, 12), ([3.0] * 4, 0), ([2.5], 0), ([2.5], 1), ([], 10), ([float("nan")] * 3, 3)) if not same(ask("mean", x, total, 1, 5, 0.95), mean(np.array(x), total, 1, 5, 0.95))]
ok("means of nobody, of one, of all, and of answers that are all the same", bad)
got = ask("mean", organisations["all combinations"]["score"], 125, 1, 5, 0.95)
ok("the mean of all combinations is 3, and known", [] if got[1] == 3 and got[3] == got[4] == 3 else [got])


def alpha(right, level):
    x = right[~np.isnan(right).any(axis=1)]
    m, k = x.shape
    if m < 2 or k < 2 or x.sum(axis=1).var() == 0:
        return [m, None, None, None]
    c = np.cov(x, rowvar=False)
    a = k / (k - 1) * (1 - np.trace(c) / c.sum())
    return [m, a, *(1 - (1 - a) * stats.f.ppf(q, m - 1, (m - 1) * (k - 1)) for q in ((1 + level) / 2, (1 - level) / 2))]


bad = []
for name, o in organisations.items():
    k = o["rows"].shape[1]
    for items in range(1, k + 1):
        scale = dict(o["scale"], item=list(range(items)), reversed=o["reversed"][:items])
        got, want = ask("alpha", scale, o["rows"], 0.95), alpha(o["right"][:, :items], 0.95)
        bad += [] if same(got, want) else [f"{name}, {items} items: {got}, not {want}"]
ok("alpha and its interval", bad)
three = dict(AGREE, item=[0, 1, 2])
got = ask("alpha", three, organisations["all combinations"]["rows"], 0.95)
twins = np.repeat(gen.integers(1, 6, 50), 3).reshape(50, 3)
ok("alpha of unrelated items is 0, of the same item three times 1, of answers that are all the same nothing",
   [x for x in (got[1], ask("alpha", three, twins, 0.95)[1] - 1) if abs(x) > 1e-12] + [x for x in (ask("alpha", three, [[4, 4, 4]] * 30, 0.95)[1],) if x is not None])
items = 4
scale, cover = dict(low=-30000, high=30000, item=list(range(items))), 0
for _ in range(400):  # normal items with a correlation of 0.5: alpha is 4 * 0.5 / (1 + 3 * 0.5)
    x = np.rint(2000 * (math.sqrt(0.5) * gen.standard_normal((60, 1)) + math.sqrt(0.5) * gen.standard_normal((60, items))))
    got = ask("alpha", scale, x.astype(int), 0.95)
    cover += got[2] <= 0.8 <= got[3]
ok("Feldt's interval holds an alpha of 0.8 in 0.92 to 0.98 of 400 samples", [] if 0.92 <= cover / 400 <= 0.98 else [cover / 400])

# the permutation test of whole numbers
bad = []
for trial in range(40):
    na, nb = gen.integers(2, 8, 2)
    x = gen.integers(-3, 4, na + nb) * int(gen.integers(1, 4)) + int(gen.integers(-9, 9))
    r = stats.permutation_test((x[:na], x[na:]), lambda a, b: abs(a.mean() - b.mean()), n_resamples=10**6, alternative="greater")
    got = ask("sums", x, [1] * na + [0] * nb)
    bad += [] if got[1] == 1 and near(got[0], r.pvalue) else [f"{x} {na}: {got}, not {r.pvalue}"]
ok("two means, every way to choose the group, by scipy", bad)


def count_out(x, m):
    """How many of the ways to choose m have each sum, in whole numbers of any size."""
    ways = [dict() for _ in range(m + 1)]
    ways[0][0] = 1
    for v in x:
        for k in range(m, 0, -1):
            for s, w in ways[k - 1].items():
                ways[k][s + v] = ways[k].get(s + v, 0) + w
    return ways[m]


def counted(x, m):
    total, size, ways = sum(x), len(x), count_out(x, m)
    far = abs(size * sum(x[:m]) - m * total)
    return float(Fraction(sum(w for s, w in ways.items() if abs(size * s - m * total) >= far), sum(ways.values())))


bad = []
for na, nb, shift in ((20, 40, 0), (50, 30, 1), (60, 60, 3), (45, 45, 6), (80, 20, 2)):
    x = [int(v) for v in np.clip(np.rint(gen.normal(9, 4, na + nb)) + shift * (np.arange(na + nb) < na), 0, 16)]
    got, want = ask("sums", x, [1] * na + [0] * nb), counted(x, na)
    bad += [] if got[1] == 1 and abs(got[0] / want - 1) < 1e-9 else [f"{na} {nb}: {got}, not {want}"]
ok("two means, counted out in whole numbers: the smallest chances too", bad)
ok("too much to count out is said", [] if ask("sums", gen.integers(0, 1000, 2000), [1, 0] * 1000)[1] == 0 and ask("sums", [0, 10**17, 3], [1, 0, 0])[1] == 0 else ["it is not"])
ok("of nobody, or of the same answer, the chance is 1", [] if ask("sums", [], []) == [1, 1] and ask("sums", [7] * 9, [1] * 4 + [0] * 5)[0] == 1 and ask("sums", [1, 2, 3], [0, 0, 0])[0] == 1 else ["it is not"])


def effect(a, b, level):
    m1, m2 = len(a), len(b)
    df = m1 + m2 - 2
    s = math.sqrt(((a - a.mean()) ** 2).sum() / df + ((b - b.mean()) ** 2).sum() / df)
    root, d = math.sqrt(1 / m1 + 1 / m2), (b.mean() - a.mean()) / s
    j = special.gamma(df / 2) / (math.sqrt(df / 2) * special.gamma((df - 1) / 2)) if df < 300 else math.exp(special.gammaln(df / 2) - special.gammaln((df - 1) / 2)) / math.sqrt(df / 2)
    ends = [optimize.brentq(lambda delta: stats.nct.cdf(d / root, df, delta) - q, d / root - 9, d / root + 9, xtol=1e-13) for q in ((1 + level) / 2, (1 - level) / 2)]
    return [j * d, ends[0] * root, ends[1] * root]


def bh(p):
    p = np.array(p)
    order, m, least = np.argsort(p, kind="stable"), len(p), 1.0
    out = np.empty(m)
    for i in range(m - 1, -1, -1):
        least = min(least, p[order[i]] * m / (i + 1))
        out[order[i]] = least
    return out


# each organisation measured again, half a deviation higher in every third unit
bad, told, jobs, truth = [], 0, [], []
for name, o in organisations.items():
    again = answers(gen.standard_normal(len(o["unit"])) + 0.5 * (o["unit"] % 3 == 0), o["rows"].shape[1], o["reversed"], 0.05) if name != "few yes" else o["rows"]
    k = o["rows"].shape[1]
    after = np.array([np.nan if v is None else v for v in ask("score", dict(o["scale"], item=list(range(k)), reversed=o["reversed"]), again)[:-1]])
    for u in range(len(o["all"])):
        if name != "few yes":
            jobs.append([o["score"][o["unit"] == u], after[o["unit"] == u], o["parts"], 15, 999, 0.95])
got = np.array(ask("change", jobs, 0.05), float).reshape(len(jobs), 11)
for job, g in zip(jobs, got):
    a, b = (np.array(x)[~np.isnan(x)] for x in job[:2])
    if min(len(a), len(b)) < 15:
        bad += [] if list(g[:3]) == [len(a), len(b), 0] and np.isnan(g[3:8]).all() else [f"{len(a)} {len(b)} answers: {g}"]
        continue
    told += 1
    whole = [round(v) for v in np.concatenate([b, a]) * job[2]]
    want = [b.mean() - a.mean(), *effect(a, b, 0.95)]
    p = counted(whole, len(b)) if len(whole) <= 100 else None
    truth.append(g[7])
    if not same(g[3:7], want) or (p is not None and not near(g[7], p)) or g[8] != 1:
        bad.append(f"{len(a)} {len(b)}: {g}, not {want} {p}")
ok(f"changes of {told} units: difference, Hedges' g, its interval, and the exact chance; fewer than 15 answers tell nothing", bad if told > 20 else [told])
# the same of means and deviations alone, and of shares from how many said yes
bad = []
for job, g in zip(jobs, got):
    a, b = (np.array(x)[~np.isnan(x)] for x in job[:2])
    if len(a) < 2 or len(b) < 2:
        continue
    of = ask("change_of", len(a), a.mean(), a.std(ddof=1), len(b), b.mean(), b.std(ddof=1), 15, 0.95)
    bad += [] if same(of[:7], g[:7], 1e-9) and of[7] is None and of[9] is None and of[10] == 0 else [f"{len(a)} {len(b)}: {of}, not {g}"]
ok("a change of means and deviations is that of the answers, without a chance", bad)
bad = []
for na, ka, nb, kb in ((40, 3, 50, 11), (15, 0, 15, 15), (20, 7, 400, 140), (14, 7, 30, 2), (2000, 150, 3000, 300), (16, 0, 17, 0), (16, 16, 17, 17), (30, 15, 30, 15), (15, 14, 100, 3)):
    of = ask("change_yes", na, ka, nb, kb, 15, 0.95)
    if na < 15:
        bad += [] if of[2] == 0 and of[3] is None and of[7] is None else [of]
        continue
    far = abs(kb * (na + nb) - nb * (ka + kb))
    p = sum(stats.hypergeom.pmf(k, na + nb, ka + kb, nb) for k in range(max(0, ka + kb - na), min(ka + kb, nb) + 1) if abs(k * (na + nb) - nb * (ka + kb)) >= far)
    bad += [] if of[2] == 1 and near(of[3], kb / nb - ka / na) and near(of[7], min(1, p)) and of[4] is None and of[8] == 1 and of[10] == (p <= 0.05) else [f"{na} {ka} {nb} {kb}: {of}, not {p}"]
    if na + nb <= 60:
        drawn = ask("sums", [1] * ka + [0] * (na - ka) + [1] * kb + [0] * (nb - kb), [0] * na + [1] * nb)
        bad += [] if near(of[7], drawn[0]) else [f"{of[7]} is not the permutation test's {drawn[0]}"]
ok("a change of a share is exact for any number of people, and the same permutation test", bad)
q = bh(truth)
mine = got[got[:, 2] == 1]
ok("of all together: adjusted chances, and which stand out", [f"{a} {b}" for a, b in zip(mine[:, 9], q) if not near(a, b)] + [f"{row}" for row in mine if row[10] != (row[9] <= 0.05)])

a, b = gen.integers(1, 6, 800).astype(float), np.clip(gen.integers(1, 6, 900) + (gen.random(900) < 0.1), 1, 5).astype(float)
got = ask("change", [[a, b, 1, 15, 9999, 0.95], [a, b, 0, 15, 9999, 0.95], [a / 3, b / 3, 1, 15, 9999, 0.95]], 0.05)
z = stats.ttest_ind(b, a).pvalue
ok("too many to count out, or in no whole parts, are drawn: the chance is near that of Student's test", [] if got[8] == got[19] == got[30] == 0 and all(abs(got[i] - z) < 5 * math.sqrt(z / 9999) + 0.002 for i in (7, 18, 29)) and near(got[7], got[18]) else [got, z])
same_answers = ask("change", [[[3] * 20, [3] * 20, 1, 15, 99, 0.95], [[3] * 20, [4] * 20, 1, 15, 99, 0.95]], 0.05)
ok("answers that are all the same: no size of effect, but a chance", [] if same_answers[3] == 0 and near(same_answers[7], 1) and same_answers[4] is None and same_answers[14] == 1 and same_answers[15] is None and near(same_answers[18], 2 / math.comb(40, 20)) else [same_answers])

# what the intervals promise
cover, true = 0, 0.5
for _ in range(500):
    x, y = np.rint(1000 * gen.standard_normal(25)), np.rint(1000 * (gen.standard_normal(18) + true))
    g = ask("change", [[x, y, 0, 15, 1, 0.95]], 0.05)
    cover += g[5] <= true <= g[6]
ok("the interval of g holds the true 0.5 in 0.93 to 0.97 of 500 pairs of samples", [] if 0.93 <= cover / 500 <= 0.97 else [cover / 500])
low = 1.0
for total, m in ((20, 12), (40, 10), (60, 45)):
    for marked in range(total + 1):
        ks = range(max(0, m - total + marked), min(m, marked) + 1)
        inside = [ask("share", [1] * k + [0] * (m - k), total, 0, 0.95) for k in ks] if marked == 0 else None
        if inside is None:
            inside = [table[k] for k in ks]
        else:
            table = {k: ask("share", [1] * k + [0] * (m - k), total, 0, 0.95) for k in range(m + 1)}
        low = min(low, sum(stats.hypergeom.pmf(k, total, marked, m) for k, i in zip(ks, inside) if i[3] <= marked / total + 1e-12 and i[4] >= marked / total - 1e-12))
ok("the interval of a share holds the truth in at least 0.95 of all samples, counted out", [] if low >= 0.95 else [low])
cover = {}
for label, values in (("even", [1, 2, 3, 4, 5]), ("high", [3, 4, 4, 5, 5, 5])):
    people = gen.choice(values, 60).astype(float)
    sample = [gen.choice(people, 24, replace=False) for _ in range(800)]
    inside = [ask("mean", x, 60, 1, 5, 0.95) for x in sample]
    cover[label] = np.mean([i[3] <= people.mean() + 1e-12 and people.mean() - 1e-12 <= i[4] for i in inside])
ok("the interval of a mean holds that of 60 people in 0.93 to 0.98 of the samples of 24", [] if all(0.93 <= c <= 0.98 for c in cover.values()) else [cover])
print(f"1..{n}")
tool.stdin.close()
sys.exit(failed > 0)
