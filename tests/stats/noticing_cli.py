# SPDX-License-Identifier: MIT
# sv-stats clusters, uniformity, trends and threads on an organisation of four years, against the same questions asked in Python of what was
# put in; the numbers of a test come from scipy, or from the functions that tests/stats/noticing.py holds against it. $B: the build folder. TAP.
import csv, datetime, io, json, os, random, re, shutil, subprocess, sys, tempfile
from collections import Counter, defaultdict

from scipy import stats

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
B = os.environ["B"]
PASS = b"vier losse woorden samen\n"
TODAY = datetime.date(2026, 7, 1)
UNITS = ["bestuur", "burgerzaken", "klantcontact", "vergunningen", "buitendienst", "jeugd", "werk_inkomen", "ict", "financien", "brandweer"]
folder, runtime = tempfile.mkdtemp(prefix="sv-noticing-"), tempfile.mkdtemp(prefix="sv-noticing-", dir="/dev/shm")
env = dict(os.environ, PATH=B + "/bin:" + os.environ["PATH"], HOME=folder, SV_STORE=folder + "/store", XDG_CONFIG_HOME=folder + "/config", XDG_STATE_HOME=folder + "/state",
           XDG_RUNTIME_DIR=runtime, LC_ALL="C.UTF-8", TZ="UTC")
for name in ("SV_NOW", "SV_KEY", "LANGUAGE"):
    env.pop(name, None)
n = failed = 0


def ok(name, bad):
    global n, failed
    n += 1
    print(f"{'not ok' if bad else 'ok'} {n} - {name}", flush=True)
    for line in (bad if isinstance(bad, list) else [])[:5]:
        print(f"# {line}")
    failed += bool(bad)


def run(args, at=TODAY, stdin="", key=None, status=0, fd9=None, lang="C.UTF-8"):
    e = dict(env, SV_NOW=f"{at}T10:00:00Z", LC_ALL=lang, **({"SV_KEY": f"{folder}/{key}", "XDG_STATE_HOME": f"{folder}/state-{key}"} if key else {}))
    shell = ["sh", "-c", 'exec "$@" 9<"$0"', fd9] + args if fd9 else args
    r = subprocess.run(shell, env=e, input=stdin, capture_output=True, text=True)
    if r.returncode != status:
        raise RuntimeError(f"{args}: {r.returncode} {r.stderr[:1500]}")
    return r.stdout if status == 0 else r.stderr


def lines(records):
    return "".join(json.dumps(r) + "\n" for r in records)


def ask(*job):
    tool.stdin.write(json.dumps(job) + "\n")
    tool.stdin.flush()
    return json.loads(tool.stdout.readline())


def months_before(day, k):
    y, m = divmod(day.year * 12 + day.month - 1 - k, 12)
    last = (datetime.date(y + (m + 1) // 12, (m + 1) % 12 + 1, 1) - datetime.timedelta(1)).day
    return datetime.date(y, m + 1, min(day.day, last))


def start():
    with open(folder + "/pass", "wb") as f:
        f.write(PASS)
    protocol = json.load(open(ROOT + "/share/examples/protocol.json"))
    for gate in protocol["gates"]:  # other tests are of these; here cases are decided by the hundred
        gate["on"] = False
    with open(folder + "/protocol.json", "w") as f:
        json.dump(protocol, f)
    run([B + "/tests/identity_tool", "meldpunt", folder + "/config/sv/identity"], fd9=folder + "/pass")
    run(["sv-key", "unlock", "--minutes", "600", "--passphrase-fd", "9"], fd9=folder + "/pass")
    run(["sv-init", "--protocol", folder + "/protocol.json"], at=datetime.date(2022, 7, 1))
    public = run([B + "/tests/identity_tool", "tweede", folder + "/tweede"], fd9=folder + "/pass")
    run(["sv-key", "unlock", "--minutes", "600", "--passphrase-fd", "9"], key="tweede", fd9=folder + "/pass")
    run(["sv-key", "add-officer", "--role", "record", "--role", "content"], at=datetime.date(2022, 7, 2), stdin=public)
    return protocol


def plan(r):
    """Cases of four years: 8 units of some reports a year, and what is planted among them."""
    cases = []

    def one(unit, received, **more):
        cases.append({"unit": unit, "received": received, "kind": r.choices(["report", "complaint"], [4, 1])[0], "category": r.choice(["bullying", "discrimination"]),
                      "gravity": r.choices(["undesirable", "transgressive"], [4, 1])[0], "person": f"P{len(cases)}", "position": r.choice(["employee", "manager"]),
                      "route": r.choice(["informal", "informal", "fact_finding"]), "outcome": "", "causes": [], "measure": r.random() < 0.4, "departs": False, **more})
        return cases[-1]

    start = datetime.date(2022, 7, 2)
    for i, unit in enumerate(UNITS[:-1]):
        for _ in range([20, 34, 26, 10, 30, 14, 22, 8, 18][i]):
            one(unit, start + datetime.timedelta(r.randrange((TODAY - start).days - 1)))
    for k in range(9):  # the cluster: a unit that had little, and now much
        one("ict", TODAY - datetime.timedelta(7 + 17 * k))
    incident = [one("jeugd", TODAY - datetime.timedelta(40 + k), incident=1) for k in range(7)]  # one incident, told by seven
    for k in range(2):  # a person concerned again, in a unit with few reports
        one("financien", TODAY - datetime.timedelta(100 + 500 * k), person="TWICE")
    for c in incident[:2]:  # and one in two reports of a single incident, which is not again
        c["person"] = "SAME"
    for c in cases:
        p = {"undesirable": 0.35, "transgressive": 0.6}[c["gravity"]]
        c["outcome"] = "withdrawn" if r.random() < 0.05 else r.choices(["founded", "partly_founded", "unfounded", "not_established"], [p, p / 2, 1 - p, 0.1])[0]
        if c["unit"] == "buitendienst":  # handled otherwise than the same elsewhere
            c["outcome"] = r.choices(["unfounded", "founded"], [9, 1])[0]
        c["causes"] = sorted(w for w in ["workload", "leadership_style", "stress", "no_dissent"] if r.random() < (0.75 if w == "workload" and c["unit"] == "burgerzaken" else 0.2))
    for k in range(9):  # precedents: eight alike, and one that departs
        one("klantcontact", datetime.date(2024, 1, 5) + datetime.timedelta(30 * k), kind="signal", category="work_pressure", gravity="undesirable", position="employee", outcome="settled", route="informal")
    one("klantcontact", datetime.date(2025, 9, 1), kind="signal", category="work_pressure", gravity="undesirable", position="employee", outcome="registered_only", route="informal")
    one("klantcontact", datetime.date(2025, 10, 1), kind="signal", category="work_pressure", gravity="undesirable", position="manager", outcome="registered_only", route="informal", departs=True)
    one("klantcontact", datetime.date(2025, 11, 1), kind="signal", category="work_pressure", gravity="undesirable", outcome="registered_only", route="informal", hide=True)
    cases[-1]["position"] = None
    return cases


def report(c):
    person = {"role": "concerned", "name": "NAAM " + c["person"], "person": c["person"]}
    if c["position"]:
        person["position"] = c["position"]
    return {"report": {"kind": c["kind"], "confidentiality": "confidential", "channel": "desk", "category": c["category"], "unit": c["unit"], "gravity": c["gravity"], "received": str(c["received"]),
                       "narrative": "GEHEIM", "written": True, "parties": [{"role": "reporter", "name": "NAAM", "affected": True}, person]}}


def play(cases):
    """Everything that happened, a quarter at a time: reports; a quarter later route, decision and causes."""
    ticks = [months_before(TODAY, 3 * k) for k in range(16, -1, -1)]
    before = []
    for last, tick in zip([datetime.date(2022, 7, 1)] + ticks, ticks):
        now = [c for c in cases if last < c["received"] <= tick and c["received"] < TODAY]
        if now:
            for c, line in zip(now, run(["sv-report"], at=tick, stdin=lines({"sv": 1, **report(c)} for c in now)).splitlines()):
                c["case"] = json.loads(line)["case"]
        if before:
            step = lambda command, acts: run(command.split(), at=tick, stdin=lines(acts)) if acts else None
            step("sv-triage", [{"sv": 1, "case": c["case"], "triage": {"route": c["route"], "why": "w", **({"excluded": ["tweede"]} if c.get("hide") else {})}} for c in before])
            decided = [c for c in before if c["outcome"] != "withdrawn"]
            step("sv-decide", [{"sv": 1, "case": c["case"], "decide": {"outcome": c["outcome"], "grounds": "g", **({"measures": ["talk"]} if c["measure"] else {}),
                                "departs": c["departs"], **({"departure": "d"} if c["departs"] else {})}} for c in decided])
            for c in before:
                c["decided"] = tick if c["outcome"] != "withdrawn" else None
            learned = [c for c in decided if c["causes"]]
            step("sv-aftercare all", [{"sv": 1, "case": c["case"], "aftercare": {"step": "learn", "causes": c["causes"]}} for c in learned])
            for c in learned:
                c["learned"] = True
        before = now
    told = [c for c in cases if c.get("incident")]
    for c in told[1:]:
        run(["sv-case", "link", c["case"], "--to", told[0]["case"], "--as", "same_incident", "--why", "w"])


def leaves(protocol):
    listed = protocol["lists"]["unit"]
    return {u["id"] for u in listed if not any(v.get("parent") == u["id"] for v in listed)}


def told_once(cases):
    """The first report of each incident of a unit."""
    seen, out = set(), []
    for c in sorted(cases, key=lambda c: (c["received"], c["case"])):
        key = (c.get("incident") or c["case"], c["unit"])
        out += [] if key in seen else [c]
        seen.add(key)
    return out


def clusters(protocol, cases):
    units = sorted(leaves(protocol) | {c["unit"] for c in cases})
    edges = [months_before(TODAY, m) for m in range(49)]
    month = lambda d: next((m for m in range(48) if edges[m + 1] < d <= edges[m]), None)
    first = min(c["received"] for c in cases)
    whole = max(m for m in range(49) if edges[m] >= first - datetime.timedelta(1))  # months since the first report
    recent, past = [[0] * 12 for _ in units], [[0] * (whole - 12) for _ in units]
    for c in told_once(cases):
        m = month(c["received"])
        if m is not None and m < whole:
            (recent if m < 12 else past)[units.index(c["unit"])][m if m < 12 else m - 12] += 1
    again = Counter()
    for person in {c["person"] for c in cases}:
        mine = [c for c in cases if c["person"] == person]
        if len({c.get("incident") or c["case"] for c in mine}) > 1:
            for unit in {c["unit"] for c in mine if edges[12] < c["received"] <= TODAY}:
                again[unit] += 1
    years = (edges[12] - edges[whole]).days / 365.25
    bins = [(edges[m] - edges[m + 1]).days / 365.25 for m in range(12)]
    return units, recent, past, again, years, bins


def judged(c):
    return c.get("decided") and c["outcome"] not in ("withdrawn", "inadmissible")


HANDLINGS = {
    "founded": (lambda c: c["outcome"] in ("founded", "partly_founded", "unfounded", "not_established"), lambda c: c["outcome"] in ("founded", "partly_founded")),
    "investigated": (lambda c: True, lambda c: c["route"] == "fact_finding"),
    "measured": (lambda c: c["outcome"] in ("founded", "partly_founded"), lambda c: c["measure"]),
}
near = lambda a, b, digits: a is not None and abs(a - b) <= 0.5000001 * 10**-digits

try:
    tool = subprocess.Popen([B + "/tests/noticing_tool"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    protocol = start()
    cases = plan(random.Random(4))
    play(cases)
    cases = [c for c in cases if c.get("case")]

    # clusters
    units, recent, past, again, years, bins = clusters(protocol, cases)
    got = json.loads(run(["sv-stats", "clusters", "--format", "json"]))
    rows = {r["unit"]: r for r in got["rows"]}
    totals = [sum(p) for p in past]
    shape, rate = ask("prior", totals, [years] * len(units))
    clump, drift = ask("uneven", sum(past, []), len(units))
    worth = 1 / (clump + drift * shape / rate)
    shapes, full = [shape + t * worth for t in totals], rate + years * worth
    bad = []
    for u, unit in enumerate(units):
        lit, row = sum(recent[u]) >= 3 or again[unit] > 0, rows.get(unit)
        if lit != (row is not None and row.get("policy", False)):
            bad.append(f"{unit}: lit {lit}, {row}")
        if row is None:
            continue
        best = (1, 5, 0, 0)
        for i, w in reversed(list(enumerate([1, 2, 3, 6, 9, 12]))):
            seen, length = sum(recent[u][:w]), sum(bins[:w])
            others = sum(sum(r[:w]) for k, r in enumerate(recent) if k != u)
            t = length * max(1, (others + 5) / ((sum(shapes) - shapes[u]) / full * length + 5))
            e = shapes[u] / full * t
            p = stats.nbinom.sf(seen - 1, shapes[u], full / (full + t)) if seen >= 2 and seen > e else 1
            if p < best[0] or w == 12:
                best = (p, w, seen, e)
        if not (row["reports"] == sum(recent[u]) and row["concerned_again"] == again[unit] and row["months"] == best[1] and row["observed"] == best[2] and near(row["expected"], best[3], 1)):
            bad.append(f"{unit}: {row}, not {best} {sum(recent[u])} {again[unit]}")
    ok("clusters: numbers, persons concerned again, windows and what was expected, of every unit", bad)
    ok("clusters: the planted unit is signalled and no other", [r for r in got["rows"] if r.get("signal", False) != (r["unit"] == "ict")] or "ict" not in rows)
    ok("clusters: seven reports of one incident are one, and a person in two of them is not concerned again", rows.get("jeugd", {"concerned_again": 0})["concerned_again"] != 0 or sum(recent[units.index("jeugd")]) > 8)
    ok("clusters: who is concerned again lights the policy's lamp", not rows["financien"]["policy"] or rows["financien"]["concerned_again"] != 1)
    chance = sum(stats.nbinom.sf(2, shape + t, (rate + years) / (rate + years + 1)) for t in totals)
    ok("clusters: how many units are lit, and how many would be by chance", not (got["policy"]["lit"] == sum(r.get("policy", False) for r in got["rows"]) and near(got["policy"]["by_chance"], chance, 1)) and [got["policy"], chance])
    text = run(["sv-stats", "clusters"])
    ok("clusters: text says what to do, what it does not show, and that it is never published", not ("consider a risk analysis" in text and "not what is the matter" in text and "never published" in text and "by chance alone" in text) and [text])
    table = list(csv.DictReader(io.StringIO(run(["sv-stats", "clusters", "--format", "csv"]))))
    ok("clusters: CSV has the rows of the JSON, each marked never to be published", [r for r, j in zip(table, got["rows"]) if not (r["unit"] == j["unit"] and r["publish"] == "never" and int(r["reports"]) == j["reports"] and float(r["probability"]) == j["probability"])] or len(table) != len(got["rows"]))
    ok("clusters: the same cases give the same bytes", json.dumps(got) != json.dumps(json.loads(run(["sv-stats", "clusters", "--format", "json"]))))
    ok("clusters: who is kept out of a case is told that one is not counted", json.loads(run(["sv-stats", "clusters", "--format", "json"], key="tweede")).get("closed") != 1 or "their record does not open: 1" not in run(["sv-stats", "clusters"], key="tweede"))
    short = json.loads(run(["sv-stats", "clusters", "--past", "1", "--format", "json"]))
    ok("clusters: --past says how long the past is", short["signal"]["past_months"] != 12 or got["signal"]["past_months"] != len(past[0]))
    early = json.loads(run(["sv-stats", "clusters", "--format", "json"], at=datetime.date(2026, 7, 1)))
    ok("clusters: publish is never", early["publish"] != "never")
    ok("clusters: a past of no years is refused", "from 1 to 10" not in run(["sv-stats", "clusters", "--past", "0"], status=64) or "from 1 to 10" not in run(["sv-stats", "clusters", "--past", "11"], status=64))

    # uniformity
    got = json.loads(run(["sv-stats", "uniformity", "--years", "4", "--format", "json"]))
    since = months_before(TODAY, 48)
    pool = [c for c in cases if judged(c) and c["decided"] > since]
    bad, compared = [], 0
    for handling, (asked, yes) in HANDLINGS.items():
        of = [c for c in told_once(pool) if asked(c)]
        names = sorted({c["unit"] for c in cases})
        strata = sorted({(c["kind"], c["gravity"]) for c in of})
        answer = ask("units", [names.index(c["unit"]) for c in of], [strata.index((c["kind"], c["gravity"])) for c in of], [int(yes(c)) for c in of], len(names), 10, 0.05)
        rows = {r["unit"]: r for r in got["rows"] if r["handling"] == handling}
        for u, name in enumerate(names):
            total, good, expected, difference, low, high, p, adjusted, power, comparable, out = answer[11 * u : 11 * u + 11]
            row = rows.get(name)
            compared += bool(comparable)
            if bool(comparable) != (row is not None):
                bad.append(f"{handling} {name}: {row}, comparable {comparable}")
            elif row and not (row["cases"] == total and row["yes"] == good and near(row["expected"], expected, 1) and near(row["difference"], 100 * difference, 0) and near(row["low"], 100 * low, 0) and near(row["high"], 100 * high, 0)
                              and near(row["probability"], p, 3) and near(row["adjusted"], adjusted, 3) and near(row["power"], power, 2) and row["says"] == ("differs" if out else "cannot_tell" if power < 0.5 else "alike")):
                bad.append(f"{handling} {name}: {row}, not {answer[11 * u : 11 * u + 11]}")
    ok("uniformity: every unit in three ways, like with like", bad or compared < 15)
    ok("uniformity: the planted unit differs in what is founded", [r for r in got["rows"] if r["handling"] == "founded" and (r["says"] == "differs") != (r["unit"] == "buitendienst")])
    text = run(["sv-stats", "uniformity"])
    ok("uniformity: text tells where it cannot tell, what it does not show, and that it is never published", not ("cannot_tell" in text and "not that anybody was treated unfairly" in text and "never published" in text) and [text])
    one = json.loads(run(["sv-stats", "uniformity", "--format", "json"]))
    ok("uniformity: where three years hold few decisions five are taken", one["years"] != 5 or one["decisions"] != len([c for c in cases if judged(c) and c["decided"] > months_before(TODAY, 60)]))

    def precedents(c):
        like = [o for o in pool if o is not c and all(o[k] == c[k] for k in ("kind", "category", "gravity"))]
        close = [o for o in like if c["position"] and o["position"] == c["position"]]
        return close if len(close) >= 5 else like

    def usual(some, c):
        often = Counter(o["outcome"] for o in some).most_common()
        return [{o for o, x in often if x == often[0][1]}, often[0][1]]

    want = {}
    for c in pool:
        p = precedents(c)
        before = [o for o in p if o["decided"] < c["decided"]]
        other = lambda some: sum(o["outcome"] != c["outcome"] for o in some)
        flagged = lambda some: len(some) >= 5 and other(some) * 100 >= 80 * len(some)
        if flagged(p):
            want[c["case"]] = [len(p), other(p), len(before), other(before), *usual(p, c), "recorded" if c["departs"] else "missing" if flagged(before) else "not_asked"]
    decisions = json.loads(run(["sv-stats", "uniformity", "--decisions", "--years", "4", "--format", "json"]))
    found = {r["case"]: [r["alike"], r["otherwise"], r["alike_before"], r["otherwise_before"], {r["usual"]}, r["usually"], r["reason"]] for r in decisions["rows"]}
    ok("uniformity --decisions: who departs from precedents, before and after, and whether the reason is there", [(k, found.get(k), want.get(k)) for k in sorted(set(found) | set(want)) if k not in found or k not in want or found[k][:4] + found[k][5:] != want[k][:4] + want[k][5:] or not found[k][4] <= want[k][4]]
       or not {"recorded", "missing", "not_asked"} <= {v[6] for v in found.values()} or decisions["clear"] != sum(v[5] * 100 >= 80 * v[0] for v in found.values()) or [r["usually"] / r["alike"] for r in decisions["rows"]] != sorted((r["usually"] / r["alike"] for r in decisions["rows"]), reverse=True))
    closed = next(c for c in cases if c.get("hide"))
    theirs = json.loads(run(["sv-stats", "uniformity", "--decisions", "--years", "4", "--format", "json"], key="tweede"))
    ok("uniformity --decisions: who is kept out of a case does not find it, and is told that one is not counted", theirs["closed"] != 1 or theirs["departures"] != decisions["departures"] - 1 or closed["case"] in json.dumps(theirs) or closed["case"] not in found)
    ok("uniformity: years are a number from 1 to 10", "from 1 to 10" not in run(["sv-stats", "uniformity", "--years", "11"], status=64))

    # trends
    once = {c["case"] for c in told_once([dict(c, unit="") for c in cases])}

    def periods(name):
        if name == "year":
            return [(f"{y}", datetime.date(y, 1, 1), datetime.date(y, 12, 31)) for y in range(2022, 2027)], 1
        qs = [(y, q) for y in range(2022, 2027) for q in range(1, 5)]
        return [(f"{y}-Q{q}", datetime.date(y, 3 * q - 2, 1), datetime.date(y + q // 4, 3 * q % 12 + 1, 1) - datetime.timedelta(1)) for y, q in qs if (2024, 2) < (y, q) <= (2026, 3)], 4

    first = min(c["received"] for c in cases)
    for period, by in (("year", None), ("quarter", "category"), ("year", "cause")):
        args = ["sv-stats", "trends", "--period", period, "--format", "json"] + (["--by", by] if by else [])
        got = json.loads(run(args))
        spans, back = periods(period)
        words = ["*"] + sorted({w for c in cases for w in ([c["category"]] if by == "category" else (c["causes"] if c.get("learned") else []) if by == "cause" else [])})
        bad, rows = [], iter(got["rows"])
        for word in words:
            numbers = []
            for i, (name, a, z) in enumerate(spans):
                row = next(rows)
                mine = [c for c in cases if a <= c["received"] <= z and (word == "*" or word == c["category"] or (by == "cause" and c.get("learned") and word in c["causes"]))]
                seen = set()
                incidents = sum(1 for c in mine if not (c.get("incident") and c["incident"] in seen) and not (c.get("incident") and seen.add(c["incident"])))
                numbers.append((incidents, (min(z, TODAY) - max(a, first)).days + 1))
                until = months_before(TODAY, 12)
                part = len({c.get("incident") or c["case"] for c in mine if c["received"] <= until}), (until - max(a, first)).days + 1
                parts = parts + [part] if i else [part]
                want = [name, len(mine), incidents]
                if [row["period"], row["cases"], row["incidents"]] != want or row.get("word", "*") != word:
                    bad.append(f"{row}, not {word} {want}")
                if i < back:
                    continue
                (x, t), (w, u) = numbers[i], (numbers if z < TODAY else parts)[i - back]
                if (x + w > 0) != ("probability" in row):
                    bad.append(f"{row}, of {x} and {w}")
                if x + w:
                    p = stats.binomtest(x, x + w, t / (t + u)).pvalue
                    low, high = stats.binomtest(x, x + w).proportion_ci(0.95, "exact")
                    if not (near(row["probability"], p, 3) and near(row["low"], low / (1 - low) * u / t, 2) and (w == 0 or near(row["high"], high / (1 - high) * u / t, 2)) and (w == 0 or near(row["ratio"], x / t / (w / u), 2))):
                        bad.append(f"{row}, not {p}")
            if not by:
                full = [k for k in range(len(spans)) if spans[k][2] < TODAY]
                slope = ask("slope", [numbers[k][0] for k in full], [float(numbers[k][1]) for k in full], 0.95)
                row = got["slopes"][0]
                if not (near(row["ratio"], slope[0], 2) and near(row["low"], slope[1], 2) and near(row["probability"], slope[3], 3) and row["from"] == "2022" and row["to"] == "2025"):
                    bad.append(f"{row}, not {slope}")
        tested = [r for r in got["rows"] if "probability" in r]
        p = ask("fdr", [r["probability"] for r in tested])
        bad += [f"{r}, not {q}" for r, q in zip(tested, p) if abs(r["adjusted"] - q) > 0.03]
        ok(f"trends by {period}{', ' + by if by else ''}: numbers, changes and slopes", bad or next(rows, None))
    running = json.loads(run(["sv-stats", "trends", "--format", "json"]))["rows"][-1]
    ok("trends: what is running is compared with the same days a year before", running.get("against") != "2025-01-01/2025-07-01" or running["note"] != "running")
    text = run(["sv-stats", "trends"])
    ok("trends: text says what it shows and that it is never published", not ("not what happened" in text and "never published" in text and "running" in text) and [text])
    months = json.loads(run(["sv-stats", "trends", "--period", "month", "--last", "14", "--format", "json"]))["rows"]
    ok("trends by month: compared with the same month a year before", len(months) != 14 or [r["against"] for r in months if "against" in r] != ["2025-06"] or months[-1]["period"] != "2026-07")
    ok("trends: the number of periods is bounded", "from 1 to 240" not in run(["sv-stats", "trends", "--last", "0"], status=64))
    protocol["breaks"] = [{"on": "2025-01-01", "note": {"nl": "een nieuw registratiesysteem", "en": "a new way of registering"}}]
    with open(folder + "/protocol2.json", "w") as f:
        json.dump(dict(protocol, version="2"), f)
    if subprocess.run(["sv-protocol", "check", folder + "/protocol2.json"], env=env, capture_output=True).returncode == 0:
        run(["sv-protocol", "set", folder + "/protocol2.json"])
        got = json.loads(run(["sv-stats", "trends", "--format", "json"]))
        notes = {r["period"]: (r.get("note"), "probability" in r) for r in got["rows"]}
        ok("trends: nothing is compared over a break", notes["2025"] != ("break", False) or not notes["2026"][1] or got["slopes"] or "a new way of registering" not in run(["sv-stats", "trends"]))
    else:
        n += 1
        print(f"ok {n} - trends: nothing is compared over a break # SKIP this protocol has no breaks")

    # threads
    got = json.loads(run(["sv-stats", "threads", "--format", "json"]))
    learned = [c for c in cases if c.get("learned") and c["received"] > months_before(TODAY, 36)]
    year = lambda c: 0 if c["received"] > months_before(TODAY, 12) else 1 if c["received"] > months_before(TODAY, 24) else 2
    bad, seen = [], 0
    rows = {(r["cause"], r.get("unit")): r for r in got["rows"]}
    for cause in sorted({w for c in learned for w in c["causes"]}):
        for unit in sorted({c["unit"] for c in cases}) + [None]:
            strata = defaultdict(lambda: [0, 0, 0, 0])
            for c in learned:
                s, inside = strata[year(c) if unit else c["unit"]], c["unit"] == unit if unit else year(c) == 0
                for k, x in enumerate((inside, inside and cause in c["causes"], True, cause in c["causes"])):
                    s[k] += x
            yes, row = sum(s[1] for s in strata.values()), rows.get((cause, unit))
            if (yes >= 3) != (row is not None):
                bad.append(f"{cause} {unit}: {yes} {row}")
            elif row:
                seen += 1
                expected, _, upper, _ = ask("permute", list(strata.values()), 3, 0.05)
                if not (row["cases"] == yes and near(row["expected"], expected, 1) and near(row["probability"], upper, 3)):
                    bad.append(f"{row}, not {yes} {expected} {upper}")
    ok("threads: every cause in every unit and in the last year", bad or seen < 12 or seen != len(got["rows"]))
    ok("threads: the planted cause stands out, and comes first", [r for r in got["rows"] if r.get("stands_out", False) != ((r["cause"], r.get("unit")) == ("workload", "burgerzaken"))] or got["rows"][0]["unit"] != "burgerzaken")
    ok("threads: text says what it does not show", "which depends on who looked" not in run(["sv-stats", "threads"]) or "from 2 to 10" not in run(["sv-stats", "threads", "--years", "1"], status=64))

    # an erased case tells its year, and neither unit nor day
    ids = [c["case"] for c in cases if c.get("decided") and c["received"].year == 2022][:5]
    run(["sv-close"] + ids, at=TODAY)
    far = datetime.date(2029, 7, 2)
    run(["sv-erase", "propose"] + ids, at=far)
    run(["sv-erase", "run"] + ids, at=far, key="tweede")
    got = json.loads(run(["sv-stats", "trends", "--format", "json", "--last", "8"], at=far))
    all2022 = len([c for c in cases if c["received"].year == 2022])
    ok("erased: by year they count as before", got["rows"][0]["cases"] != all2022 or "note" in got["rows"][0])
    for args in (["--by", "unit", "--last", "8"], ["--period", "quarter", "--last", "32"]):
        got = json.loads(run(["sv-stats", "trends", "--format", "json"] + args, at=far))
        lacking = [r for r in got["rows"] if r["period"].startswith("2022") and (args[0] == "--period" or r["word"] != "*")]
        over = [r for r in got["rows"] if r["period"].startswith("2023") and (args[0] == "--period" or r["word"] != "*")]
        ok(f"erased: with {args[0]} nothing is compared with their year", not lacking or [r for r in lacking if r.get("note") != "erased"] or [r for r in over if "probability" in r or r.get("note") != "erased"])
    got = json.loads(run(["sv-stats", "uniformity", "--years", "10", "--format", "json"], at=far))
    kept = [json.loads(line) for line in run(["sv-list"], at=far).splitlines()]
    gone = [c for c in kept if "erased" in c and c.get("outcome", "withdrawn") not in ("withdrawn", "inadmissible")]
    ok("erased: uniformity says how many decisions cannot be compared any more", not gone or got["erased"] != len(gone) and [got["erased"], len(gone)])

    # none of it tells of a person
    words = "".join(run(["sv-stats", v, "--format", f]) for v in ("clusters", "uniformity", "trends", "threads") for f in ("text", "json", "csv"))
    ok("nothing printed has a name, a narrative, a person's number or a token", [w for w in ("NAAM", "GEHEIM", "TWICE", "SAME") if w in words] or re.findall(r"\b[0-9a-f]{32,39}\b|\b[0-9a-f]{41,}\b", words))

    # a store with nothing in it
    env["SV_STORE"] = folder + "/empty"
    run(["sv-init"], at=datetime.date(2026, 6, 1))
    bad = []
    for verb in ("clusters", "uniformity", "uniformity --decisions", "trends", "threads"):
        got = json.loads(run(["sv-stats"] + verb.split() + ["--format", "json"]))
        bad += [] if not got["rows"] or verb == "trends" else [got]
    ok("an empty store: nothing to tell, and it says so", bad or "cannot tell" not in run(["sv-stats", "clusters"]))
    print(f"1..{n}")
    sys.exit(failed > 0)
finally:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(runtime, ignore_errors=True)
