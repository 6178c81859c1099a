#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A year of an organisation, day by day, each act a process of its own, with the lines that the manual has for cron: year.py RESULTS writes what it measured there; without
an argument it prints TAP only. DAYS and REPORTS make it shorter. Nothing is asserted about time: only that everything works, and what sv-gc(1) promises."""
import collections, datetime, json, math, os, resource, statistics, struct, subprocess, sys, time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, HERE + "/../data", HERE + "/../cases"]
import dataset, sections
from run import COMMAND, STEPPED, World

DAYS, REPORTS = int(os.environ.get("DAYS", 365)), int(os.environ.get("REPORTS", 400))
FIRST = datetime.date(2025, 1, 1)
LAST = FIRST + datetime.timedelta(days=DAYS - 1)
FEW = 20  # reports whose time is told, at the start and at the end
n = bad = 0


def check(what, good, detail=""):
    global n, bad
    n += 1
    bad += not good
    print("%sok %d - %s" % ("" if good else "not ", n, what), flush=True)
    if not good:
        print("# " + str(detail)[:4000].replace("\n", "\n# "), flush=True)


def working(day):
    while day.weekday() > 4:
        day += datetime.timedelta(days=1)
    return day


def acts():
    """What is done on each working day, in order: (number of the case, verb, act)."""
    dataset.FIRST, dataset.LAST = FIRST, LAST
    days = collections.defaultdict(list)
    for line in dataset.lines(REPORTS, 7):
        case = json.loads(line)
        for act in case["acts"]:
            verb = next(k for k in act if k != "at")
            days[working(datetime.date.fromisoformat(act["at"]))].append((case["source"], verb, act[verb]))
    return days


def objects_in(index):
    with open(index, "rb") as f:
        return struct.unpack(">I", f.read(8 + 256 * 4)[-4:])[0]


class Year:
    def __init__(self):
        self.world = World("pipe")
        self.git = self.world.dir + "/store/history.git"
        self.shared = self.world.dir + "/shared.git"
        self.failed, self.broken, self.ids = [], [], {}
        self.spent, self.acts, self.months = [], 0, []
        self.most = {"loose objects at night": 0, "packs after sv-gc": 0}
        card = self.world.ok(["sv-key", "new", "cron", "--unattended", "--output", self.world.dir + "/cron.key"])
        self.world.ok(["sv-key", "add-officer", "--role", "record"], stdin=card)

    def run(self, args, at, stdin=b"", key=False):
        """One process on a day, and its seconds, elapsed and of processors; what fails is noted, and the year goes on."""
        used = lambda: sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
        start, before = time.perf_counter(), used()
        r = self.world.run(args + (["--key", self.world.dir + "/cron.key"] if key else []), at=at, stdin=stdin)
        spent = time.perf_counter() - start, used() - before
        if r.returncode != 0:
            self.failed.append("%s: %s: %d %s" % (at, " ".join(args), r.returncode, r.stderr.decode()))
        return r, spent

    def act(self, at, source, verb, act):
        record = {"sv": 1, verb: act}
        if verb != "report":
            if source not in self.ids:
                return  # its report failed, which is noted
            record["case"] = self.ids[source]
        command = COMMAND.get(verb, "sv-case")
        sub = ["all"] if verb in STEPPED else ["record"] if verb == "message" else [verb] if command == "sv-case" else []
        r, spent = self.run([command] + sub, at, json.dumps(record).encode() + b"\n")
        self.acts += 1
        if verb == "report":
            self.spent.append(spent)
        if verb == "report" and r.returncode == 0:
            self.ids[source] = json.loads(r.stdout)["case"]

    def loose(self):
        """(number, bytes)"""
        found = [os.path.join(d, f) for d, _, files in os.walk(self.git + "/objects") for f in files if len(os.path.basename(d)) == 2]
        return len(found), sum(os.path.getsize(f) for f in found)

    def packs(self):
        folder = self.git + "/objects/pack"
        return sorted(objects_in(f"{folder}/{f}") for f in os.listdir(folder) if f.endswith(".idx")) if os.path.isdir(folder) else []

    def size(self, where):
        return sum(os.path.getsize(os.path.join(d, f)) for d, _, files in os.walk(where) for f in files)

    def logs(self):
        return self.size(self.git + "/logs") if os.path.exists(self.git + "/logs") else 0

    def fsck(self):
        start = time.perf_counter()
        r = subprocess.run(["git", "fsck", "--strict", "--no-dangling"], cwd=self.git, capture_output=True)
        if r.returncode != 0 or r.stdout or r.stderr:
            self.failed.append("git fsck: %d %s" % (r.returncode, (r.stdout + r.stderr).decode()))
        return time.perf_counter() - start

    def night(self, at):
        """sv-gc(1), and what it promises: nothing lies loose, of N objects there are at most log2(N) + 2 packs, and the branch has no log."""
        self.most["loose objects at night"] = max(self.most["loose objects at night"], self.loose()[0])
        self.run(["sv-gc", "--quiet"], at)
        loose, packs = self.loose()[0], self.packs()
        self.most["packs after sv-gc"] = max(self.most["packs after sv-gc"], len(packs))
        if loose or self.logs():
            self.broken.append("%s: %d loose objects, %d bytes of logs" % (at, loose, self.logs()))
        if len(packs) > math.log2(max(sum(packs), 1)) + 2:
            self.broken.append("%s: packs of %s objects" % (at, packs))

    def share(self, at):
        """sv-verify(1): the shared repository, pushed to after each working day."""
        r = subprocess.run(["git", "-C", self.git, "push", "-q", self.shared, "main"], env=dict(self.world.env, SV_NOW=at + "T18:00:00Z"), capture_output=True)
        if r.returncode != 0:
            self.failed.append("%s: git push: %d %s" % (at, r.returncode, r.stderr.decode()))

    def day(self, day, todo):
        at = day.isoformat()
        self.run(["sv-due", "--mine", "--format", "ics"], at, key=True)  # sv-due(1)
        for one in todo:
            self.act(at, *one)
        if day.weekday() < 5:
            self.run(["sv-due", "--format", "text"], at)
            self.share(at)
        if day.weekday() == 0:
            self.run(["sv-train", "dilemma", "--format", "html"], at)  # sv-train(1)
        if day.weekday() == 6:
            self.run(["sv-verify"], at, key=True)
        if (day + datetime.timedelta(days=1)).day == 1:
            self.run(["sv-stats", "--by", "month", "--by", "category"], at, key=True)
            self.months.append((at[:7], self.acts, self.size(self.git), self.packs()))
        self.run(["sv-guide", "regulations", "--lang", "nl", "--format", "html"], at, key=True)  # sv-policy(1)
        self.night(at)

    def share_with(self):
        subprocess.run(["git", "init", "-q", "--bare", "--initial-branch=main", self.shared], check=True)
        with open(self.shared + "/hooks/pre-receive", "w") as f:
            f.write("#!/bin/sh\nexec sv-verify --pre-receive\n")
        os.chmod(self.shared + "/hooks/pre-receive", 0o755)

    def whole(self):
        days = acts()
        self.share_with()
        first = self.size(self.git)
        fsck = [self.fsck()]
        day = FIRST
        while day <= LAST:
            self.day(day, days.get(day, []))
            day += datetime.timedelta(days=1)
        grown = self.size(self.git) - first
        fsck.append(self.fsck())
        end = LAST.isoformat()
        at = datetime.date(LAST.year + 1, 2, 1).isoformat()
        verified, took = self.run(["sv-verify", "--format", "json"], at)
        check("every command did what it was for: %d acts on %d cases, %d days" % (self.acts, len(self.ids), DAYS), not self.failed, "\n".join(self.failed[:20]))
        check("what sv-gc promises held after each night", not self.broken, "\n".join(self.broken[:20]))
        check("sv-verify finds nothing", verified.returncode == 0 and json.loads(verified.stdout)["faults"] == 0, verified.stderr.decode())
        report, annual = self.run(["sv-annual", "--publish", "--year", str(LAST.year), "--format", "pdf"], at, key=True)
        check("the yearly report is made and published, by cron", report.returncode == 0 and report.stdout.startswith(b"%PDF"), report.stderr.decode())
        shared = subprocess.run(["git", "fsck", "--strict", "--no-dangling"], cwd=self.shared, capture_output=True)
        check("the shared repository is whole too", shared.returncode == 0 and not shared.stdout, shared.stdout + shared.stderr)
        left = [f for d, _, files in os.walk(self.world.dir) for f in files if f.startswith((".scratch-", "etilqs", "tmp_", ".tmp"))]
        check("nothing is left lying about", not left and not os.path.exists(self.git + "/refs/heads/main.lock"), left)
        ms = lambda times: "%.1f ms" % (1000 * statistics.median(times)) if times else "-"
        both = lambda runs: "%s (%s)" % (ms([r[0] for r in runs]), ms([r[1] for r in runs]))
        packs = self.packs()
        return [
            ["acts, each a process and a commit", "%d on %d cases" % (self.acts, len(self.ids))],
            ["loose objects, at night at most, after sv-gc", "%d, %d" % (self.most["loose objects at night"], self.loose()[0])],
            ["packs, after sv-gc at most, at the end", "%d, %d of %s objects" % (self.most["packs after sv-gc"], len(packs), " + ".join(str(p) for p in packs))],
            ["history.git at the end", "%.1f MB" % (self.size(self.git) / 1e6)],
            ["history.git grew, for each act", "%d bytes" % (grown / max(self.acts, 1))],
            ["reflog", "%d bytes" % self.logs()],
            ["keyring.db; an index", "%.0f kB; %.1f MB" % (sum(os.path.getsize(f"{self.world.dir}/store/{f}") for f in os.listdir(self.world.dir + "/store") if f.startswith("keyring.db")) / 1e3,
                                                          sum(self.size(d) for d in [self.world.dir + "/state"]) / 1e6)],
            ["one report, median of the first %d and of the last (of processors)" % FEW, "%s, %s" % (both(self.spent[:FEW]), both(self.spent[-FEW:]))],
            ["git fsck --strict, at the start and at the end", "%s, %s" % (ms(fsck[:1]), ms(fsck[1:]))],
            ["sv-verify at the end (of processors)", both([took])],
            ["sv-annual --publish, as a PDF (of processors)", both([annual])],
        ]


year = Year()
try:
    start = time.perf_counter()
    rows = year.whole()
    spent = time.perf_counter() - start
finally:
    year.world.close()
months = [[m, a, "%.2f MB" % (s / 1e6), len(p)] for m, a, s, p in year.months]
text = "%s\nAn invented year of an organisation, day by day; each act a process of its own, and cron as the manual has it: sv-due and sv-gc daily, sv-verify weekly, sv-stats monthly, a push to a shared\nrepository after each working day, sv-annual at the end. It took %d minutes. `make year` repeats it.\n\n%s\n%s" % (
    sections.machine(), round(spent / 60), sections.table(["what", "measured"], rows), sections.table(["at the end of", "acts so far", "history.git", "packs"], months))
print("# " + text.replace("\n", "\n# "))
if len(sys.argv) > 1 and not bad:
    sections.put(sys.argv[1], "A year of cron", text)
print("1..%d" % n)
sys.exit(bad > 0)
