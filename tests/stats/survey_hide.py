# SPDX-License-Identifier: MIT
# Attacks what is shown of surveys: every set of people that can be reckoned out by adding and subtracting shown groups, by exact rational algebra over all
# subsets; and for each group that may not be told of, two ways to deal the answers that show the same and differ in it. What is lost, against the best of all
# patterns. $B: the build folder. TAP. survey_hide.py [SEED]: other organisations.
import itertools, json, math, os, random, subprocess, sys
from fractions import Fraction

tool = subprocess.Popen([os.environ["B"] + "/tests/survey_tool"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
rng = random.Random(int(sys.argv[1]) if len(sys.argv) > 1 else 6)
n = failed = 0
SHOWN, SMALL, FEW, ALIKE, CLOSED, OTHERS = range(6)


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
    sys.stdout.flush()


class Rules:
    def __init__(self, least=10, few=0, alike=1, low=1, high=5, blur=5, same=0):
        self.least, self.few, self.alike, self.low, self.high, self.blur, self.same = least, few, alike, low, high, blur, same

    def all(self):
        return [self.least, self.few, self.alike, self.low, self.high, self.blur, self.same]

    def why(self, x):
        """What a set of people is by itself."""
        x = sorted(x)
        if len(x) < self.least:
            return SMALL
        if self.few and sum(v > self.low for v in x) < self.few:
            return FEW
        if self.alike and (len(x) < 3 or x[0] == x[-2] or x[1] == x[-1]):
            return ALIKE
        return SHOWN

    def needed(self, k):
        return min(self.blur, k / 2) - 1e-9


class Survey:
    def __init__(self, inner, groups, waves, rules, before=None, closed=(), shows=0, worth=None, keep=()):
        self.inner, self.groups, self.waves, self.rules, self.shows = inner, groups, waves, rules, shows
        self.before, self.closed = before or [0] * len(groups), set(closed)
        self.keep = set(keep)
        self.worth = worth or [sum(len(waves[-1][i]) for i in g) for g in groups]

    def job(self):
        waves = [[[i for i in range(self.inner) for _ in w[i]], [v for i in range(self.inner) for v in w[i]]] for w in self.waves]
        groups = [dict(inner=sorted(g), worth=self.worth[k], before=self.before[k], closed=k in self.closed, keep=k in self.keep) for k, g in enumerate(self.groups)]
        return dict(inner=self.inner, groups=groups, waves=waves, shows=self.shows, rules=self.rules.all())

    def people(self, w, cells):
        return [v for i in cells for v in self.waves[w][i]]

    def open(self, w, why, together=False):
        """The groups that are shown of a measurement."""
        now = self.shows == 0 or self.shows >> w & 1
        return [g for g in range(len(self.groups)) if (self.before[g] if together else self.before[g] >> w & 1) or (why[g] == SHOWN and (together or now))]


def tree(units, depth=3):
    """Units below units; unit 0 is the whole."""
    parent, level = [None], [0]
    for u in range(1, units):
        p = rng.choice([v for v in range(u) if level[v] < depth - 1])
        parent.append(p)
        level.append(level[p] + 1)
    groups = [set() for _ in range(units)]
    for u in range(units):
        v = u
        while v is not None:
            groups[v].add(u)
            v = parent[v]
    return parent, groups


def likert(items=3):
    return sum(rng.choice((1, 2, 3, 3, 4, 4, 4, 5, 5)) for _ in range(items)) / items


def sizes(parent, units, often=0.5):
    return [rng.choice((0, 1, 2, 3, 5, 8)) if rng.random() < often else rng.randint(9, 30) for _ in range(units)]


def span(vectors):
    """A basis in echelon form of rational vectors."""
    basis = []
    for v in vectors:
        v = [Fraction(x) for x in v]
        for p, b in basis:
            if v[p]:
                f = v[p]
                v = [x - f * y for x, y in zip(v, b)]
        p = next((i for i, x in enumerate(v) if x), None)
        if p is not None:
            v = [x / v[p] for x in v]
            basis = [(q, [x - b[p] * y for x, y in zip(b, v)]) for q, b in basis] + [(p, v)]
    return basis


def reckoned(basis, v):
    for p, b in basis:
        if v[p]:
            f = v[p]
            v = [x - f * y for x, y in zip(v, b)]
    return not any(v)


def classes(s, w, why, together=False):
    """People by the shown groups they are in."""
    shown, out = s.open(w, why, together), {}
    for i in range(s.inner):
        out.setdefault(tuple(g for g in shown if i in s.groups[g]), []).append(i)
    return out


def worst(x, k):
    """How far apart the sums of k of these can be, by trying the two ends."""
    x = sorted(x)
    return sum(x[len(x) - k:]) - sum(x[:k])


def told(s, w, g, parts):
    """Whether a group is told of, given classes; written from the definition, one person who knows himself after another."""
    r, members, full = s.rules, len(s.people(w, s.groups[g])), 0
    pieces = []
    for key, cells in parts.items():
        k, x = len(s.people(w, [i for i in cells if i in s.groups[g]])), s.people(w, cells)
        if k and key:
            pieces.append((k, x))
            full += worst(x, k)
        elif k:
            full += k * (r.high - r.low)
    if not pieces:
        return False
    if full < r.needed(members):
        return True
    for k, x in pieces:
        for i in range(len(x)):
            rest = x[:i] + x[i + 1:]
            if k < len(x) and full - worst(x, k) + worst(rest, k) < r.needed(members) / 2:
                return True
            if members > 1 and full - worst(x, k) + worst(rest, k - 1) < r.needed(members - 1) / 2:
                return True
    return False


def holds(s, why):
    """Every rule, from the definition. Returns what is wrong."""
    r, bad = s.rules, []
    for together in (False, True):
        if together and not (r.same and len(s.waves) > 1):
            continue
        for w in range(len(s.waves)):
            if not together and s.shows and not s.shows >> w & 1:
                continue
            parts = classes(s, w, why, together)
            earlier = {}
            for i in range(s.inner):
                earlier.setdefault(tuple(g for g in range(len(s.groups)) if s.before[g] and i in s.groups[g]), []).append(i)
            for key, cells in parts.items():
                x = s.people(w, cells)
                if key and x and r.why(x) != SHOWN:
                    if together and any(k and len(s.people(w, c)) == len(x) and set(cells) & set(c) for k, c in earlier.items()):
                        continue
                    bad.append(("class", together, w, key, len(x)))
            for g in range(len(s.groups)):
                x = s.people(w, s.groups[g])
                if not x or g in s.open(w, why) or (g not in s.closed and r.why(x) == SHOWN):
                    continue
                if told(s, w, g, parts) and not (together and told(s, w, g, earlier)):
                    bad.append(("group", together, w, g, len(x)))
    return bad


def attack(s, why, w):
    """All sets of people whose sum can be reckoned out: each must be as large as the rule says, and none a group that is hidden for itself."""
    shown, bad = s.open(w, why), []
    filled = [i for i in range(s.inner) if s.waves[w][i]]
    basis = span([[int(i in s.groups[g]) for i in filled] for g in shown])
    barred = [(g, tuple(int(i in s.groups[g]) for i in filled)) for g in range(len(s.groups)) if g not in shown and (g in s.closed or s.rules.why(s.people(w, s.groups[g])) != SHOWN) and s.people(w, s.groups[g])]
    for g, v in barred:
        if reckoned(basis, list(v)):
            bad.append(f"group {g} is reckoned out")
    for size in range(1, len(filled) + 1):
        for cells in itertools.combinations(range(len(filled)), size):
            people = sum(len(s.waves[w][filled[c]]) for c in cells)
            if people < s.rules.least and reckoned(basis, [int(c in cells) for c in range(len(filled))]):
                bad.append(f"{people} people in {[filled[c] for c in cells]} are reckoned out")
    return bad


def exchange(s, why, w):
    """For each hidden group two ways to deal the answers of classes: they show the same of every shown group, and the sums differ enough."""
    bad, shown, parts = [], s.open(w, why), classes(s, w, why)
    for g in range(len(s.groups)):
        x = s.people(w, s.groups[g])
        if not x or g in shown or (g not in s.closed and s.rules.why(x) == SHOWN):
            continue
        sums = []
        for highest in (False, True):
            dealt = {}
            for key, cells in parts.items():
                pool = sorted(s.people(w, cells), reverse=highest) if key else [s.rules.high if highest else s.rules.low] * len(s.people(w, cells))
                for i in sorted(cells, key=lambda c: c not in s.groups[g]):
                    dealt[i], pool = pool[:len(s.waves[w][i])], pool[len(s.waves[w][i]):]
            for q in shown:
                if sorted(v for i in s.groups[q] for v in dealt[i]) != sorted(s.people(w, s.groups[q])):
                    bad.append(f"group {q} is not shown as it is")
            sums.append(sum(v for i in s.groups[g] for v in dealt[i]))
        if sums[1] - sums[0] < s.rules.needed(len(x)):
            bad.append(f"group {g} of {len(x)}: only from {sums[0]} to {sums[1]}")
    return bad


def best(s):
    """The most that any pattern that keeps the rules shows."""
    most = 0
    free = [g for g in range(len(s.groups)) if all(s.rules.why(s.people(w, s.groups[g])) == SHOWN for w in range(len(s.waves))) and g not in s.closed]
    for bits in itertools.product((SHOWN, OTHERS), repeat=len(free)):
        value = sum(s.worth[g] for g, b in zip(free, bits) if b == SHOWN)
        if value <= most:
            continue
        why = [OTHERS] * len(s.groups)
        for g, b in zip(free, bits):
            why[g] = b
        if not holds(s, why):
            most = value
    return most


def check(name, surveys, optimum=0):
    bad, shown, hidden, kept, could = [], 0, 0, 0, 0
    for s in surveys:
        why = ask("hide", s.job())
        if why and isinstance(why[0], str):
            bad.append(why[0])
            continue
        bad += [str(x) for x in holds(s, why)]
        for w in range(len(s.waves)):
            if not s.shows or s.shows >> w & 1:
                bad += attack(s, why, w) + exchange(s, why, w)
        for g in range(len(s.groups)):
            waves = [w for w in range(len(s.waves)) if not s.shows or s.shows >> w & 1]
            alone = CLOSED if g in s.closed else next((x for x in (s.rules.why(s.people(w, s.groups[g])) for w in waves) if x), SHOWN)
            if why[g] != alone and why[g] != OTHERS or (alone and why[g] == OTHERS):
                bad.append(f"group {g} is {why[g]}, by itself {alone}")
            if why[g] == OTHERS and not holds(s, [SHOWN if k == g else y for k, y in enumerate(why)]):
                bad.append(f"group {g} need not be hidden")
            shown, hidden = shown + (why[g] == SHOWN), hidden + (why[g] == OTHERS)
        if optimum and sum(x != SMALL for x in why) <= optimum:
            kept, could = kept + sum(s.worth[g] for g in range(len(s.groups)) if why[g] == SHOWN), could + best(s)
    tell = f", {100 * kept / could:.1f} % of what the best pattern shows" if could else ""
    if could and kept < 0.93 * could:
        bad.append(f"{kept} of {could}")
    ok(f"{name}: {shown} shown, {hidden} hidden for others{tell}", bad or ([] if shown else ["nothing is shown"]))


def one(units, rules, answer, **how):
    parent, groups = tree(units)
    return Survey(units, groups, [[[answer() for _ in range(k)] for k in sizes(parent, units)]], rules, **how)


def two(units, rules, answer, before=False, drop=0.2, **how):
    """Two measurements of the same units: nearly the same people."""
    parent, groups = tree(units)
    first = [[answer() for _ in range(k)] for k in sizes(parent, units)]
    second = [[v if rng.random() < 0.8 else answer() for v in x if rng.random() > drop] + [answer() for _ in range(rng.choice((0, 0, 1, 3)))] for x in first]
    flags = None
    if before:
        why = ask("hide", Survey(units, groups, [first], rules).job())
        flags = [int(x == SHOWN) for x in why]
    return Survey(units, groups, [first, second], rules, before=flags, worth=[sum(len(first[i]) for i in g) for g in groups], **how)


yes = lambda: int(rng.random() < 0.3)
check("sensitive scales", [one(rng.randint(1, 11), Rules(), likert) for _ in range(150)], 9)
check("neutral scales", [one(rng.randint(1, 11), Rules(least=5, alike=0), likert) for _ in range(100)], 9)
check("yes and no", [one(rng.randint(1, 11), Rules(few=5, low=0, high=1), yes) for _ in range(100)], 9)
check("answers that are nearly all the same", [one(rng.randint(1, 10), Rules(), lambda: rng.choice((5, 5, 5, 5, 5, 5, 5, 5, 4, 3))) for _ in range(100)], 8)
check("answers that are nearly all low", [one(rng.randint(1, 10), Rules(least=5, alike=0), lambda: rng.choice((1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4))) for _ in range(150)], 8)
check("units that may not be shown", [one(8, Rules(), likert, closed=rng.sample(range(1, 8), 2)) for _ in range(60)], 8)
check("two measurements, both shown", [two(rng.randint(2, 9), Rules(), likert) for _ in range(60)], 8)
check("two measurements of the same people", [two(rng.randint(2, 9), Rules(same=1), likert) for _ in range(60)], 8)
check("the second after the first", [two(rng.randint(2, 9), Rules(same=rng.choice((0, 1))), likert, before=True, shows=2) for _ in range(100)])
check("the second and the change after the first", [two(rng.randint(2, 9), Rules(same=rng.choice((0, 1))), likert, before=True) for _ in range(60)])

kept = [one(rng.randint(2, 12), Rules(), likert, keep=[0]) for _ in range(150)]
check("the organisation is to be kept", kept)
for s in kept:  # everybody in a unit within a unit: no single group that is hidden joins two classes
    s.groups, s.worth, s.before = s.groups + s.groups[1:], s.worth + s.worth[1:], s.before + s.before[1:]
ok("it is shown wherever it may be, also where each unit is there twice", [f"{s.waves}" for s in kept if (s.rules.why(s.people(0, s.groups[0])) == SHOWN and not holds(s, [SHOWN] + [OTHERS] * (len(s.groups) - 1))) != (ask("hide", s.job())[0] == SHOWN)])
check("each unit twice", kept)


def crossed(old, new, rules, **how):
    """The same answers by two structures: inner groups are where both meet."""
    cells = [(a, b) for a in range(old) for b in range(new)]
    groups = [set(range(len(cells)))] + [{i for i, c in enumerate(cells) if c[0] == a} for a in range(old)] + [{i for i, c in enumerate(cells) if c[1] == b} for b in range(new)]
    answers = [[likert() for _ in range(rng.choice((0, 0, 1, 4, 12, 20)))] for _ in cells]
    return Survey(len(cells), groups, [answers], rules, **how)


check("the same answers by two structures", [crossed(rng.randint(2, 3), rng.randint(2, 3), Rules()) for _ in range(60)], 7)
surveys = []
for _ in range(40):
    s = crossed(3, 3, Rules())
    why = ask("hide", Survey(9, s.groups[:4], s.waves, s.rules, worth=s.worth[:4]).job())
    surveys.append(Survey(9, s.groups, s.waves, s.rules, before=[int(x == SHOWN) for x in why] + [0] * 3))
check("a new structure after the old one was shown", surveys)

# what everybody would call a leak, and what was shown before and can't be taken back
x = lambda k: [likert() for _ in range(k)]
cases = [
    ("a unit of 4 alone in a shown total takes the smallest other one with it", Survey(3, [{0, 1, 2}, {0}, {1}, {2}], [[x(4), x(12), x(30)]], Rules()), [SHOWN, SMALL, OTHERS, SHOWN]),
    ("two units of 4 and 5 are 9 together: one more", Survey(4, [{0, 1, 2, 3}, {0}, {1}, {2}, {3}], [[x(4), x(5), x(12), x(30)]], Rules()), [SHOWN, SMALL, SMALL, OTHERS, SHOWN]),
    ("two units of 6 hide each other", Survey(3, [{0, 1, 2}, {0}, {1}, {2}], [[x(6), x(6), x(30)]], Rules()), [SHOWN, SMALL, SMALL, SHOWN]),
    ("of 9 and 1 the one would know of the nine: more is hidden", Survey(3, [{0, 1, 2}, {0}, {1}, {2}], [[x(9), x(1), x(30)]], Rules()), [SHOWN, SMALL, SMALL, OTHERS]),
    ("people of a department beside its units count as a unit", Survey(3, [{0, 1, 2}, {1}, {2}], [[x(3), x(12), x(14)]], Rules()), [SHOWN, OTHERS, SHOWN]),
]
for name, s, want in cases:
    got = ask("hide", s.job())
    ok(name, [] if got == want and not holds(s, got) else [f"{got}, not {want}"])
s = Survey(2, [{0, 1}, {0}, {1}], [[x(20), x(12)]], Rules(least=15), before=[1, 1, 0])
ok("what was shown before and tells too much lets nothing be shown beside it", [] if "published before" in str(ask("hide", s.job())[0]) else [f"{ask('hide', s.job())}"])
s = Survey(3, [{0, 1, 2}, {0}, {1}, {2}], [[x(8), x(12), x(30)], [x(11), x(12), x(30)]], Rules(same=1), before=[1, 0, 0, 1], shows=2)
got = ask("hide", s.job())
ok("a unit of 8 then and 11 now, of people who answer as before, would tell of the 8: it stays hidden", [] if got[1] != SHOWN and got[2] != SHOWN else [f"{got}"])
s.rules.same = 0
ok("were they others, it would be shown", [] if ask("hide", s.job()) == [SHOWN] * 4 else [f"{ask('hide', s.job())}"])
s = Survey(5, [{0, 1, 2, 3, 4}, {1, 2}, {1}, {2}, {3}, {4}], [[[], x(25), x(15), x(12), x(30)], [[], x(25), x(5), x(5), x(30)]], Rules(same=1), before=[1, 1, 0, 0, 0, 0], shows=2, worth=[99, 30, 90, 5, 5, 80])
got = ask("hide", s.job())
ok("a department shown then less a unit shown now would tell of the 5 that are left: the unit stays hidden", [] if got[2] != SHOWN and not holds(s, got) else [f"{got}"])
s.rules.same = 0
ok("were they others, it would be shown", [] if ask("hide", s.job())[2] == SHOWN else [f"{ask('hide', s.job())}"])
print(f"1..{n}")
tool.stdin.close()
sys.exit(failed > 0)
