# SPDX-License-Identifier: MIT
# sv-survey from answers to record, on three made organisations whose properties are known: every number that it prints against numpy and scipy to 1e-9, asked in
# Python of the same file of answers; and that no group which is too small is shown, or can be reckoned out from those that are, or stands anywhere in what is left
# behind. $B: the build folder. TAP.
import bisect, csv, io, itertools, json, math, os, re, shutil, subprocess, sys, tempfile
from fractions import Fraction

import numpy as np
from scipy import optimize, special, stats

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
B = os.environ["B"]
folder, runtime = tempfile.mkdtemp(prefix="sv-survey-"), tempfile.mkdtemp(prefix="sv-survey-", dir="/dev/shm")
env = dict(os.environ, PATH=B + "/bin:" + os.environ["PATH"], HOME=folder, SV_STORE=folder + "/store", XDG_CONFIG_HOME=folder + "/config", XDG_STATE_HOME=folder + "/state",
           XDG_RUNTIME_DIR=runtime, TMPDIR=folder + "/tmp", LC_ALL="C.UTF-8", TZ="UTC")
for name in ("SV_NOW", "SV_KEY", "LANGUAGE"):
    env.pop(name, None)
gen = np.random.default_rng(20261127)
n = failed = 0
np.seterr(all="ignore")


def ok(name, bad):
    global n, failed
    n += 1
    print(f"{'not ok' if bad else 'ok'} {n} - {name}", flush=True)
    for line in (bad if isinstance(bad, list) else [])[:5]:
        print(f"# {line}")
    failed += bool(bad)


def run(args, at="2026-03-02", stdin="", status=0, fd9=None):
    shell = ["sh", "-c", 'exec "$@" 9<"$0"', fd9] + args if fd9 else args
    r = subprocess.run(shell, env=dict(env, SV_NOW=f"{at}T10:00:00Z"), input=stdin, capture_output=True, text=True)
    if r.returncode != status:
        raise RuntimeError(f"{args}: {r.returncode} {r.stderr[:1500]}")
    return r.stdout if status == 0 else r.stderr


# --- what the numbers must be ---

def t_quantile(p, df):
    """scipy 1.10 has t.ppf to 4e-9 only."""
    return math.copysign(math.sqrt(stats.f.ppf(abs(2 * p - 1), 1, df)), p - 0.5)


def share(k, m, total):
    """All numbers of yes for which neither tail is improbable; Clopper and Pearson's where the number of people is not known."""
    if total < m:
        ci = stats.binomtest(k, m).proportion_ci(0.95, method="exact")
        return ci.low, ci.high
    marked = range(k, total - (m - k) + 1)  # the more of them, the likelier k or more, and the less likely k or fewer
    least = bisect.bisect_left(marked, True, key=lambda n: stats.hypergeom.sf(k - 1, total, n, m) > 0.025)
    beyond = bisect.bisect_left(marked, True, key=lambda n: stats.hypergeom.cdf(k, total, n, m) <= 0.025)
    return marked[least] / total, marked[beyond - 1] / total


def mean(x, total, low, high):
    m, f = len(x), len(x) / total if total >= len(x) else 0
    sd, bottom, top = x.std(ddof=1), f * x.mean() + (1 - f) * low, f * x.mean() + (1 - f) * high
    if f == 1:
        return x.mean(), sd, x.mean(), x.mean()
    half = t_quantile(0.975, m - 1) * sd / math.sqrt(m) * math.sqrt(1 - f)
    return x.mean(), sd, max(bottom, x.mean() - half), min(top, x.mean() + half)


def alpha(x):
    x = x[~np.isnan(x).any(axis=1)]
    m, k = x.shape
    c = np.cov(x, rowvar=False)
    a = k / (k - 1) * (1 - np.trace(c) / c.sum())
    return m, a, *(1 - (1 - a) * stats.f.ppf(q, m - 1, (m - 1) * (k - 1)) for q in (0.975, 0.025))


def effect(a, b):
    df = len(a) + len(b) - 2
    s = math.sqrt((((a - a.mean()) ** 2).sum() + ((b - b.mean()) ** 2).sum()) / df)
    root, d = math.sqrt(1 / len(a) + 1 / len(b)), (b.mean() - a.mean()) / s
    j = math.exp(special.gammaln(df / 2) - special.gammaln((df - 1) / 2)) / math.sqrt(df / 2)
    ends = [optimize.brentq(lambda delta: stats.nct.cdf(d / root, df, delta) - q, d / root - 9, d / root + 9, xtol=1e-13) * root for q in (0.975, 0.025)]
    return j * d, *ends


def counted(a, b, parts):
    """The permutation test of two means, counted out in whole numbers of any size."""
    x, m = [round(v * parts) for v in np.concatenate([b, a])], len(b)
    total, size = sum(x), len(x)
    ways = [dict() for _ in range(m + 1)]
    ways[0][0] = 1
    for v in x:
        for k in range(m, 0, -1):
            for s, w in ways[k - 1].items():
                ways[k][s + v] = ways[k].get(s + v, 0) + w
    far = abs(size * sum(x[:m]) - m * total)
    return float(Fraction(sum(w for s, w in ways[m].items() if abs(size * s - m * total) >= far), sum(ways[m].values())))


def bh(p):
    p, order, least = np.array(p), np.argsort(p, kind="stable"), 1.0
    out = np.empty(len(p))
    for i in range(len(p) - 1, -1, -1):
        least = min(least, p[order[i]] * len(p) / (i + 1))
        out[order[i]] = least
    return out


def near(got, want, what, bad, tolerance=1e-9):
    """got: a number kept as text, or a whole number."""
    if got is None or not abs(float(got) - want) <= tolerance * max(1, abs(want)):
        bad.append(f"{what}: {got}, not {want}")


# --- a measurement, read from its own file ---

class Measured:
    def __init__(self, form, text, parent, population):
        self.form, self.parent, self.population = form, parent, population
        answers = {a["id"]: a for a in form["answers"]}
        rows = list(csv.DictReader(io.StringIO(text)))
        self.unit = [r.get("unit", "") for r in rows]
        self.x = {i["id"]: np.array([float(r[i["id"]]) if r[i["id"]] != "" else math.nan for r in rows]) for i in form["items"]}
        self.scales, self.score, self.right, self.parts = {}, {}, {}, {}
        for s in form["scales"]:
            items, a = [i for i in form["items"] if i["scale"] == s["id"]], answers[s["answers"]]
            low, high = a["low"], a["low"] + len(next(iter(a["words"].values()))) - 1
            right = np.array([low + high - self.x[i["id"]] if i.get("reversed") else self.x[i["id"]] for i in items]).T
            if s["kind"] == "any":
                score = np.where((right > low).any(axis=1), high, np.where(np.isnan(right).any(axis=1), math.nan, low))
            else:
                least = s.get("least", math.ceil(len(items) / 2))
                score = np.where((~np.isnan(right)).sum(axis=1) >= least, np.nanmean(right, axis=1), math.nan)
                self.parts[s["id"]] = math.lcm(*range(least, len(items) + 1))
            self.scales[s["id"]], self.score[s["id"]], self.right[s["id"]] = dict(s, low=low, high=high, items=items), score, right

    def below(self, u, unit):
        """Whether a unit is another or below it; None: everything."""
        while u and u != unit:
            u = self.parent.get(u, "")
        return unit is None or u == unit

    def inside(self, unit):
        """Who is in a unit or below it."""
        return np.array([self.below(u, unit) for u in self.unit])

    def of(self, scale, unit):
        x = self.score[scale][self.inside(unit)]
        return x[~np.isnan(x)]


def figures_agree(m, result):
    """Every number of a result, and how many were compared."""
    bad, compared = [], 0
    for s in result["scales"]:
        scale = m.scales[s["scale"]]
        for g in s["groups"]:
            if g.get("hidden"):
                if set(g) - {"unit", "hidden"}:
                    bad.append(f"beside a mark: {g}")
                continue
            x, what = m.of(s["scale"], g.get("unit")), f"{s['scale']} {g.get('unit')}"
            total = m.population.get(g.get("unit"), 0)
            compared += 1
            if g["n"] != len(x) or g.get("people", 0) != (total if total >= len(x) else 0):
                bad.append(f"{what}: {g}, not {len(x)} of {total}")
            if scale["kind"] == "any":
                k = int((x > scale["low"]).sum())
                lower, upper = share(k, len(x), total)
                for member, want in (("yes", k), ("share", k / len(x)), ("low", lower), ("high", upper)):
                    near(g.get(member), want, f"{what} {member}", bad)
            else:
                for member, want in zip(("mean", "sd", "low", "high"), mean(x, total, scale["low"], scale["high"])):
                    near(g.get(member), want, f"{what} {member}", bad)
        if "alpha" in s:
            compared += 1
            for member, want in zip(("n", "alpha", "low", "high"), alpha(m.right[s["scale"]])):
                near(s["alpha"].get(member), want, f"{s['scale']} alpha {member}", bad)
        for i in s.get("items", []):
            if i.get("hidden"):
                continue
            compared += 1
            x = m.x[i["item"]][~np.isnan(m.x[i["item"]])]
            k = int((x > scale["low"]).sum())
            lower, upper = share(k, len(x), m.population.get(None, 0))
            for member, want in (("n", len(x)), ("yes", k), ("share", k / len(x)), ("low", lower), ("high", upper)):
                near(i.get(member), want, f"{i['item']} {member}", bad)
    return bad, compared


def changes_agree(before, after, was, result, changes, rows):
    """Every number of the changes; rows: whether the answers of both were at hand."""
    bad, compared, probabilities, counts = [], 0, [], 0
    shown = lambda r: {(s["scale"], g.get("unit")) for s in r["scales"] for g in s["groups"] if not g.get("hidden")}
    both = shown(was) & shown(result)
    if {(c["scale"], c.get("unit")) for c in changes} != both:
        bad.append("not what both show")
    for c in changes:
        a, b = before.of(c["scale"], c.get("unit")), after.of(c["scale"], c.get("unit"))
        what, anyone = f"{c['scale']} {c.get('unit')}", after.scales[c["scale"]]["kind"] == "any"
        if (c["before"], c["after"]) != (len(a), len(b)) or c["told"] != (min(len(a), len(b)) >= 15) or (not c["told"] and c["why"] != "few"):
            bad.append(f"{what}: {c}")
        if not c["told"]:
            bad += [f"{what}: tells all the same"] if set(c) & {"difference", "g", "probability", "adjusted"} else []
            continue
        compared += 1
        near(c["difference"], b.mean() - a.mean(), f"{what} difference", bad)
        if anyone:
            bad += [f"{what}: a g of yes and no"] if "g" in c else []
        else:
            for member, want in zip(("g", "low", "high"), effect(a, b)):
                near(c[member], want, f"{what} {member}", bad, 2e-9)
        if not rows and not anyone:
            bad += [f"{what}: a chance without answers"] if "probability" in c else []
            continue
        probabilities.append(c)
        if anyone:
            ka, kb, m, k = a.sum(), b.sum(), len(a) + len(b), len(b)
            yes = int(ka + kb)  # how many of the yes are after, by chance alone
            p = [(abs(i * m - k * yes), stats.hypergeom.pmf(i, m, yes, k)) for i in range(max(0, k + yes - m), min(k, yes) + 1)]
            near(c["probability"], sum(v for far, v in p if far >= abs(int(kb) * m - k * yes)), f"{what} chance", bad)
        elif len(a) + len(b) <= 70 and counts < 60:
            counts += 1
            near(c["probability"], counted(a, b, after.parts[c["scale"]]), f"{what} chance", bad)
    for c, q in zip(probabilities, bh([float(c["probability"]) for c in probabilities]) if probabilities else []):
        near(c["adjusted"], q, f"{c['scale']} {c.get('unit')} adjusted", bad)
        bad += [f"{c} stands out otherwise"] if c["stands_out"] != (q <= 0.05) else []
    return bad, compared


def safe(m, result, earlier=()):
    """No class of people of whom something is shown is too small, no set that is can be reckoned out of what is shown, now or together with what was."""
    bad = []
    units = sorted(set(m.unit) | {u["unit"] for u in result["units"]})
    for s in result["scales"]:
        scale, least = m.scales[s["scale"]], 10 if m.scales[s["scale"]]["sensitive"] else 5
        score = {u: [v for w, v in zip(m.unit, m.score[s["scale"]]) if w == u and not math.isnan(v)] for u in units}

        def enough(x):
            x = sorted(x)
            few = scale["kind"] == "any" and scale["sensitive"] and sum(v > scale["low"] for v in x) < 5
            return len(x) >= least and not few and not (scale["sensitive"] and (x[0] == x[-2] or x[1] == x[-1]))

        def members(g):
            return frozenset(u for u in units if m.below(u, g))

        def classes(groups):
            seen = {}
            for u in units:
                key = tuple(u in g for g in groups)
                if any(key):
                    seen.setdefault(key, []).append(u)
            return list(seen.values())

        shown = [members(g.get("unit")) for g in s["groups"] if not g.get("hidden")]
        before = [members(g.get("unit")) for r in earlier for t in r["scales"] if t["scale"] == s["scale"] for g in t["groups"] if not g.get("hidden")]
        alone = {frozenset(c) for c in classes(before)}
        for name, groups in (("", shown), ("with what was shown before, ", shown + before)):
            for c in classes(groups):
                x = [v for u in c for v in score[u]]
                if x and not enough(x) and (groups is shown or frozenset(c) not in alone):
                    bad.append(f"{name}{s['scale']}: {len(x)} people in {c}")
        basis = np.array([[float(u in g) for u in units] for g in shown]).reshape(len(shown), len(units))
        for g in s["groups"]:
            own = members(g.get("unit"))
            x = [v for u in own for v in score[u]]
            if not g.get("hidden") or enough(x) or not x:
                continue
            lived = [k for k, u in enumerate(units) if score[u]]
            indicator = np.array([float(u in own) for u in units])[lived]
            if len(shown) and np.linalg.matrix_rank(np.vstack([basis[:, lived], indicator])) == np.linalg.matrix_rank(basis[:, lived]):
                bad.append(f"{s['scale']}: {g.get('unit')} can be reckoned out")
    return bad


def everything_left():
    """All bytes of files, and what the record and the reports say."""
    said = b""
    for top in (folder + "/store", folder + "/state", folder + "/config", folder + "/tmp", runtime):
        for at, _, names in os.walk(top):
            for name in names:
                said += open(os.path.join(at, name), "rb").read()
    return said


# --- three organisations ---

def form_of(name, answers, scales):
    """scales: id -> (kind, sensitive, how many items, which are reversed)."""
    return dict(sv=1, questionnaire=name, version="1", label=dict(nl=name), source="made for a test", answers=[dict(id="a", **answers)],
                scales=[dict(id=s, kind=k, answers="a", sensitive=sensitive, label=dict(nl=s)) for s, (k, sensitive, _, _) in scales.items()],
                items=[dict(id=f"{s}_{i}", scale=s, text=dict(nl="Vraag."), **(dict(reversed=True) if i in turned else {})) for s, (_, _, count, turned) in scales.items() for i in range(count)])


def text_of(form, units, values):
    out = io.StringIO()
    w = csv.writer(out, lineterminator="\n")
    w.writerow(["unit"] + [i["id"] for i in form["items"]])
    for u, row in zip(units, values):
        w.writerow([u] + ["" if math.isnan(v) else int(v) for v in row])
    return out.getvalue()


def agree(latent, turned, missing, noise=0.9, cuts=(-1.4, -0.5, 0.3, 1.2)):
    x = latent[:, None] + noise * gen.standard_normal((len(latent), len(turned)))
    a = 1 + sum((x > c).astype(int) for c in cuts)
    a = np.where(np.array(turned), 6 - a, a).astype(float)
    a[gen.random(a.shape) < missing] = np.nan
    return a


protocol = json.load(open(ROOT + "/share/examples/protocol.json"))
departments, teams = [f"afdeling_{d}" for d in range(8)], []
for d, size in enumerate((7, 6, 6, 5, 5, 5, 4, 2)):
    teams += [(f"team_{d}_{k}", departments[d]) for k in range(size)]
protocol["lists"]["unit"] = [dict(id=d) for d in departments] + [dict(id=t, parent=d) for t, d in teams]
parent = dict(teams)
os.mkdir(folder + "/tmp")
json.dump(protocol, open(folder + "/protocol.json", "w"))
open(folder + "/pass", "w").write("vier losse woorden samen\n")
run([B + "/tests/identity_tool", "meldpunt", folder + "/config/sv/identity"], fd9=folder + "/pass")
run(["sv-key", "unlock", "--minutes", "600", "--passphrase-fd", "9"], fd9=folder + "/pass")
run(["sv-init", "--protocol", folder + "/protocol.json"])


def add(name, form, population, more=()):
    args = []
    if form:
        json.dump(form, open(f"{folder}/{name}.json", "w"))
        args = ["--questionnaire", f"{folder}/{name}.json"]
    people = [a for u, k in population.items() for a in ("--population", f"{u}={k}" if u else str(k))]
    return json.loads(run(["sv-survey", "add", "--title", name, *args, *people, *more]))["survey"]


def score(survey, name, text, at, more=()):
    open(f"{folder}/{name}.csv", "w").write(text)
    return json.loads(run(["sv-survey", "score", survey, "--answers", f"{folder}/{name}.csv", *more], at=at))["result"]


def names():
    return sorted(os.listdir(folder))


# 1: every combination of three answers once, of everybody there is: a mean of 3, no margin, and items that have nothing to do with each other
form = form_of("alles", dict(low=1, words=dict(nl=["a", "b", "c", "d", "e"])), {"schaal": ("mean", False, 3, ())})
text = text_of(form, [""] * 125, np.array(list(itertools.product(range(1, 6), repeat=3)), float))
result = score(add("alles", form, {None: 125}), "alles", text, "2026-03-02")
bad, compared = figures_agree(Measured(form, text, {}, {None: 125}), result)
whole = result["scales"][0]["groups"][0]
ok("all combinations: known by hand, and as scipy has it", bad + ([] if (whole["mean"], whole["low"], whole["high"], whole["sd"]) == ("3", "3", "3", f"{np.array([sum(p) / 3 for p in itertools.product(range(1, 6), repeat=3)]).std(ddof=1):.12g}")
   and abs(float(result["scales"][0]["alpha"]["alpha"])) < 1e-12 and compared == 2 else [whole]))

# 2: nine hundred people in forty teams of eight departments, the shipped questionnaire; a year later every third team is more than a deviation higher
form = json.load(open(ROOT + "/share/surveys/beleving.json"))
sizes = [2, 3, 4, 5, 7, 9, 10, 11, 12] + [int(v) for v in gen.integers(16, 40, len(teams) - 9)]
gen.shuffle(sizes)
units = [t for (t, _), k in zip(teams, sizes) for _ in range(k)] + ["afdeling_0"] * 4 + [""] * 3


level = {u: gen.standard_normal() * 0.4 for u in sorted(set(units))}


def year(shift):
    latent = gen.standard_normal(len(units)) + np.array([level[u] + (shift if u.startswith("team") and teams.index((u, parent[u])) % 3 == 0 else 0) for u in units])
    columns = []
    for s in form["scales"]:
        items = [i for i in form["items"] if i["scale"] == s["id"]]
        if s["kind"] == "any":
            p = np.array([0.12 if u in ("team_1_1", "team_2_3") else 0.035 for u in units])
            columns.append(np.where(gen.random((len(units), len(items))) < 0.02, np.nan, (gen.random((len(units), len(items))) < p[:, None]).astype(float)))
        else:
            columns.append(agree(0.7 * latent + 0.7 * gen.standard_normal(len(units)), [i.get("reversed", False) for i in items], 0.06))
    at = {i["id"]: c[:, k] for s, c in zip(form["scales"], columns) for k, i in enumerate(j for j in form["items"] if j["scale"] == s["id"])}
    return text_of(form, units, np.array([at[i["id"]] for i in form["items"]]).T)


population = {None: 1400, **{t: int(k * 1.5) + 1 for (t, _), k in zip(teams, sizes)}, "afdeling_3": 200, "team_0_0": 1}
survey = add("beleving", None, population, ["--keep"])
first, second = year(0), year(1.6)
before, after = (Measured(form, t, parent, population) for t in (first, second))
was = score(survey, "eerste", first, "2025-03-01")
bad, compared = figures_agree(before, was)
ok(f"nine hundred: {compared} means, shares, margins and alphas", bad or compared < 150)
ok("nine hundred: nothing of a small group is shown, or can be reckoned out", safe(before, was))
now = score(survey, "tweede", second, "2026-03-01")
bad, compared = figures_agree(after, now)
ok(f"a year later: {compared} figures", bad or compared < 150)
ok("a year later: nor together with what was shown the first time", safe(after, now, [was]))
ok("the whole organisation is shown on every scale, both times", [s["scale"] for r in (was, now) for s in r["scales"] if s["groups"][0].get("hidden")])
hidden = [(s["scale"], g["unit"]) for s in now["scales"] for g in s["groups"] if g.get("hidden") and "unit" in g]
ok(f"there is something to hide: {len(hidden)} groups", len(hidden) < 20)
bad, compared = changes_agree(before, after, was, now, now["changes"], True)
ok(f"{compared} changes by the answers that were kept: difference, g, its interval, the chance, and of so many", bad or compared < 100)
raised = [c for c in now["changes"] if c.get("stands_out") and c.get("unit", "").startswith("team") and float(c["difference"]) > 0 and after.scales[c["scale"]]["kind"] == "mean"]
others = [c["unit"] for c in raised if teams.index((c["unit"], parent[c["unit"]])) % 3]
ok(f"what stands out of teams are those that were raised: {len(raised)}, but for {len(others)}", len(raised) < 10 or len(others) > 0.1 * len(raised))
again = json.loads(run(["sv-survey", "compare", survey, "--format", "json"]))
ok("compare finds the same as scoring did", [] if again["changes"] == now["changes"] and again["from"]["result"] == "r1" and again["to"]["answers"] else [json.dumps(again)[:300]])
given = json.loads(run(["sv-survey", "compare", f"{survey}/r1", f"{survey}/r2", "--answers", f"{folder}/eerste.csv", "--answers", f"{folder}/tweede.csv", "--format", "json"]))
run(["sv-survey", "forget", survey])
ok("and with the answers in files", [] if given["changes"] == now["changes"] else ["another"])
without = json.loads(run(["sv-survey", "compare", survey, "--format", "json"]))
bad, compared = changes_agree(before, after, was, now, without["changes"], False)
ok(f"without answers: {compared} changes, of which what can be known is told", bad or compared < 100 or without["to"]["answers"])

# 3: four thousand, of whom few say yes, and a scale on which nearly everybody is at the top
form3 = form_of("weinig", dict(low=0, words=dict(nl=["nee", "ja"])), {"iets": ("any", True, 6, ()), "alles_goed": ("mean", True, 3, ())})
units3 = [departments[int(k)] for k in gen.choice(8, 4000, p=[0.4, 0.3, 0.2, 0.05, 0.03, 0.012, 0.005, 0.003])]
values = np.hstack([(gen.random((4000, 6)) < [0.03, 0.02, 0.01, 0.0012, 0.0004, 0.02]).astype(float), (gen.random((4000, 3)) < 0.995).astype(float)])
values[gen.random(values.shape) < 0.01] = np.nan
text3, population3 = text_of(form3, units3, values), {None: 9000, "afdeling_0": 1700, "afdeling_4": 130}
few = Measured(form3, text3, {}, population3)
result3 = score(add("weinig", form3, population3), "weinig", text3, "2026-03-02")
bad, compared = figures_agree(few, result3)
ok(f"few yes: {compared} figures", bad or compared < 8)
ok("few yes: nothing of a small group, of few yes, of answers that are all alike", safe(few, result3))
items = result3["scales"][0]["items"]
counts = {i["item"]: int(np.nansum(few.x[i["item"]])) for i in items}
ok("few yes: kinds of which fewer than five said yes are hidden, and never one alone", [f"{i} {counts[i['item']]}" for i in items if not i.get("hidden") and i["yes"] < 5] + ([] if sum(bool(i.get("hidden")) for i in items) >= 2 else ["one alone"]))

# what is left behind
left = everything_left() + run(["sv-survey", "show", survey, "--format", "json"]).encode() + run(["sv-survey", "list", "--all"]).encode()
for fmt in ("text", "md", "html", "json", "csv"):
    left += run(["sv-survey", "report", survey, "--format", fmt]).encode()
shown = {(s["scale"], g.get("unit")) for r in (was, now) for s in r["scales"] for g in s["groups"] if not g.get("hidden")}
told = {f"{m.of(s, u).mean():.12g}"[:9] for m in (before, after) for s, u in shown}
bad, looked = [], 0
for m, r in ((before, was), (after, now)):
    for s in r["scales"]:
        for g in s["groups"]:
            x = m.of(s["scale"], g.get("unit"))
            if g.get("hidden") and len(x) > 2 and s["kind"] == "mean" and Fraction(x.mean()).limit_denominator(1000).denominator > 24:
                mark = f"{x.mean():.12g}"[:9]
                if len(mark) == 9 and mark not in told:
                    looked += 1
                    bad += [f"{s['scale']} {g['unit']}: its mean {mark} is left somewhere"] if mark.encode() in left else []
ok(f"no mean of a group that is not shown stands in any file, record or report: {looked} looked for", bad or looked < 15)
rows = [line for t in (first, second, text3) for line in t.splitlines()[1:] if len(line) > 30]
ok("no row of answers stands anywhere", [line for line in rows if line.encode() in left or line.split(",", 1)[1].encode() in left])
ok("the answers of a survey that kept them were there, and are gone", os.path.exists(folder + "/store/answers") and os.listdir(folder + "/store/answers"))
print(f"1..{n}")
shutil.rmtree(folder)
shutil.rmtree(runtime)
sys.exit(failed > 0)
