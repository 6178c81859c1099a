# SPDX-License-Identifier: MIT
"""What things cost as a store grows: one store to which cases are added, measured at each power of ten. The last one, of a million cases, is a section of its own."""
import os, statistics, subprocess, tempfile, time
import sections

FIVE = [arg for d in ("quarter", "unit", "category", "channel", "confidentiality") for arg in ("--by", d)]
BATCH = 20000
# what is timed: name, how it is called, and how often at most; what takes long is done fewer times
TIMED = [
    ("one event", ["sv-report"], 15), ("catch-up of one case", ["sv-list", "--format", "id", "--limit", "1"], 15), ("sv-show, one case", ["sv-show", "CASE", "--format", "json"], 15),
    ("sv-list, 20 of the latest", ["sv-list", "--from", "2025-09-20", "--limit", "20"], 15), ("sv-due, what is late", ["sv-due", "--overdue"], 7), ("sv-list, all", ["sv-list"], 5),
    ("sv-stats, five dimensions", ["sv-stats", "--format", "csv"] + FIVE, 7), ("index rebuild", None, 3), ("sv-verify", ["sv-verify"], 3), ("sv-verify --incremental", ["sv-verify", "--incremental"], 3),
    ("sv-gc after a day", ["sv-gc", "--quiet"], 3),
]
KEPT = ["one event", "sv-list, all", "sv-due, what is late", "sv-stats, five dimensions", "index rebuild", "sv-verify", "sv-verify --incremental", "sv-report, 1,000 at once"]  # whose memory is told
PLOTTED = ["one event", "catch-up of one case", "sv-show, one case", "sv-list, 20 of the latest", "sv-due, what is late", "index rebuild", "sv-verify", "sv-verify --incremental"]
LONG = 20  # seconds: what takes longer is done once


class Growth:
    def __init__(self, bench, sizes):
        """bench: the module's run, env, work, varied, batch."""
        self.b, self.sizes = bench, sizes
        self.where = bench.work + "/growth"
        self.git = self.where + "/history.git"
        self.cases = 0
        self.wall, self.cpu, self.rss, self.bytes = {}, {}, {}, {}  # (name, N) -> value
        self.building = [0.0, 0.0, 0]
        self.quiet = dict(bench.env, SV_STORE=self.where)

    def once(self, args, data=b"", memory=False):
        """(elapsed, processor) seconds of one process; with the most that it had in memory, in MB, where that is asked: by time(1), as a process begins with what its parent had."""
        with tempfile.TemporaryFile() as f:
            f.write(data)
            f.seek(0)
            start = time.perf_counter()
            p = subprocess.Popen((["/usr/bin/time", "-f", "%M", "-o", self.b.work + "/rss"] if memory else []) + args, stdin=f, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=self.quiet)
            _, status, used = os.wait4(p.pid, 0)
            spent = time.perf_counter() - start
        p.returncode = os.waitstatus_to_exitcode(status)
        if p.returncode != 0:
            raise RuntimeError("%s: %d" % (args, p.returncode))
        return (spent, used.ru_utime + used.ru_stime) + ((int(open(self.b.work + "/rss").read().split()[-1]) / 1024,) if memory else ())

    def index(self):
        return f"{self.b.env['XDG_STATE_HOME']}/sv/{open(self.where + '/id').read().strip()}/meldpunt.db"

    def forget(self):
        for suffix in ("", "-wal", "-shm"):
            if os.path.exists(self.index() + suffix):
                os.unlink(self.index() + suffix)

    def fill(self, upto):
        while self.cases < upto:
            n = min(BATCH, upto - self.cases)
            spent, cpu, most = self.once(["sv-report"], self.b.varied(self.cases, n), True)
            self.building = [self.building[0] + spent, self.building[1] + cpu, max(self.building[2], most)]
            self.cases += n

    def size(self, path):
        return sum(os.path.getsize(os.path.join(d, f)) for d, _, files in os.walk(path) for f in files)

    def timed(self, name, args, times, n, data=b"", before=None):
        got = []
        for i in range(times + 1):  # the first time is for what it had in memory, and warms up; what takes long is done once
            if before:
                before()
            got.append(self.once(args, data, i == 0))
            if got[-1][0] > LONG:
                break
        self.rss[name, n] = got[0][2]
        got = got[1:] or got
        self.wall[name, n] = statistics.median(g[0] for g in got)
        self.cpu[name, n] = statistics.median(g[1] for g in got)
        print(f"{n:>9,} {name:28} {self.wall[name, n] * 1000:12.1f} ms, processor {self.cpu[name, n] * 1000:12.1f} ms, {self.rss[name, n]:8.1f} MB", flush=True)

    def at(self, n):
        self.fill(n)
        packed = self.once(["sv-gc", "--quiet"], b"", True)
        self.wall["sv-gc of what is new", n], self.cpu["sv-gc of what is new", n], self.rss["sv-gc of what is new", n] = packed
        print(f"{n:>9,} built, packed in {packed[0]:.1f} s", flush=True)
        self.timed("index rebuild", ["sv-list", "--format", "id", "--limit", "1"], 3, n, before=self.forget)
        first = self.b.run(["sv-list", "--format", "id", "--limit", "1"], SV_STORE=self.where).decode().strip()
        one = self.b.batch(0, 1)
        self.bytes["history.git", n], self.bytes["keyring.db", n] = self.size(self.git), os.path.getsize(self.where + "/keyring.db")
        before = {"catch-up of one case": lambda: self.once(["sv-report"], one), "sv-gc after a day": lambda: [self.once(["sv-report"], one) for _ in range(4)]}
        for name, args, times in TIMED:
            if args:
                self.timed(name, [first if a == "CASE" else a for a in args], times, n, one if name == "one event" else b"", before.get(name))
        self.rss["sv-report, 1,000 at once", n] = self.once(["sv-report"], self.b.batch(0, 1000), True)[2]
        self.bytes["index", n] = os.path.getsize(self.index())

    def text(self):
        head = ["cases"] + [f"{n:,}" for n in self.sizes]
        ms = lambda s: f"{s * 1000:.1f}" if s < 10 else f"{s * 1000:,.0f}"
        times = [[name] + [f"{ms(self.wall[name, n])} ({ms(self.cpu[name, n])})" for n in self.sizes] for name, _, _ in TIMED]
        memory = [[name] + [f"{self.rss[name, n]:.1f}" for n in self.sizes] for name in KEPT]
        room = [[name] + [f"{self.bytes[name, n] / n:,.0f}" for n in self.sizes] for name in ("history.git", "keyring.db", "index")]
        return "%s\nA store that grows, of cases that were just reported (what happens to them afterwards is in \"A year of cron\"). `BENCH=growth make bench` repeats it, `BENCH=million` with a million cases.\n" \
            "Of sv-due, sv-list, rebuilding and verifying the output or the work itself grows with the store.\n\n![cost against the number of cases](growth.svg)\n\n" \
            "Milliseconds of whole processes, sync to disk included; in brackets of processors, all threads together:\n\n%s\nThe most that was in memory, MB:\n\n%s\nBytes on the disk for each case:\n\n%s" % (
                sections.machine(), sections.table(head, times), sections.table(head, memory), sections.table(head, room))

    def million(self):
        """The store of a million cases, as a section."""
        n = self.sizes[-1]
        rows = [["sv-report, %s at a time" % f"{BATCH:,}", f"{self.building[0] / n * 1e6:.0f} µs a case ({self.building[1] / n * 1e6:.0f})", f"{self.building[2]:,.1f} MB"]]
        for name in ["sv-gc of what is new"] + [t[0] for t in TIMED]:
            rows.append([name, f"{self.wall[name, n]:,.3f} s ({self.cpu[name, n]:,.3f})", f"{self.rss[name, n]:,.1f} MB"])
        for name in ("history.git", "keyring.db", "index"):
            rows.append(["size of " + name, f"{self.bytes[name, n] / 1e6:,.0f} MB", ""])
        return "%s\n`BENCH=million make bench` repeats it. In brackets: of processors, all threads together.\n\n%s" % (sections.machine(), sections.table(["%s cases" % f"{n:,}", "time", "most memory"], rows))

    def plot(self, path):
        """Two panels, time and memory, both axes logarithmic."""
        data, times, memory = [], [], []
        for panel, names, values, factor in ((times, PLOTTED, self.cpu, 1000), (memory, KEPT, self.rss, 1)):
            for i, name in enumerate(names):
                block = "$d%d" % len(data)
                data.append("%s << EOD\n%s\nEOD\n" % (block, "\n".join(f"{n} {values[name, n] * factor:.3f}" for n in self.sizes)))
                panel.append(f"{block} using 1:2 with linespoints dashtype {i % 5 + 1} pointtype {i + 4} pointsize 0.7 linewidth 1.2 linecolor 'black' title '{name}'")
        script = "set terminal svg size 1000,620 font 'Liberation Sans,13' background 'white'\nset output '%s'\n%s" % (path, "".join(data)) + \
            "set multiplot layout 1,2\nset logscale xy\nset grid linecolor '#cccccc' linetype 1\nset border 3\nset tics nomirror\nset key outside below vertical maxrows 4 Left reverse samplen 3 spacing 1.1 width -2\nset format x '10^{%%T}'\n" \
            "set xlabel 'cases in the store' offset 0,0.3\nset xrange [%d:%d]\nset ylabel 'processor time, ms'\nplot %s\nset ylabel 'most memory, MB'\nset yrange [1:1000]\nplot %s\nunset multiplot\n" % (
                self.sizes[0] * 0.8, self.sizes[-1] * 1.25, ", ".join(times), ", ".join(memory))
        subprocess.run(["gnuplot"], input=script.encode(), check=True)


def measure(bench, results, sizes):
    g = Growth(bench, sizes)
    bench.run(["sv-init", "--store", g.where])
    for n in sizes:
        g.at(n)
    sections.put(results, "Growth", g.text())
    if sizes[-1] >= 1000000:
        sections.put(results, "A store of a million cases", g.million())
    g.plot(os.path.dirname(os.path.abspath(results)) + "/growth.svg")
