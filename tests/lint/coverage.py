# SPDX-License-Identifier: MIT
# Which branches of the folders below no test took. `make coverage` builds the programs so that they count, runs the tests and then this: per folder lines, branches
# and those taken; each branch never taken, with its place, that tests/lint/coverage.known does not explain; and each line of that table that explains nothing.
#
# Counted by clang, for each condition as it is written (of "a && b" both a and b, true and false; each case of a switch), not as gcc's gcov does for each jump that is
# left after optimising. The counters are the profile file itself, mapped into memory before main: so what a program counted is there also when it is killed, ends by
# _exit, may not write any more, or was forked; programs that run at once share them, and count one after the other (what is counted is one side of a branch,
# and how often the whole was come to: one count that gets lost could be the only one of the other side; where more are lost than there were, it is told). A condition within
# a macro of a system header, as json_is_string(x), is one condition, there where it is used.
import collections, json, os, re, subprocess, sys

from known import ROOT, known, stale

KNOWN = "tests/lint/coverage.known"
FOLDERS = ["lib/model", "lib/stats", "lib/crypt", "lib/store"]
EXPANSION, BRANCH = 1, 4
# Rows of the table: file; function; condition; outcome (true or false); why. File, function and condition may be * or a /pattern/ for the whole of it. A why that
# begins with "At times:" is of what some runs take (races between processes), and stands as long as there is such a condition.
AT_TIMES = "At times:"
# Of one side of a branch clang counts what is left of the whole when the other is taken off. What is less than nothing then, llvm-cov prints as the largest number.
BELOW_ZERO = 1 << 62
# And a program that a test kills between counting the whole and counting the one side leaves one too many for the other: so few do not make a row of the table stale.
BY_KILLS = 9


class Source:
    def __init__(self):
        self.files = {}

    def lines(self, path):
        if path not in self.files:
            self.files[path] = open(path, encoding="utf-8", errors="replace").read().split("\n")
        return self.files[path]

    def text(self, path, place):
        """What stands from (line, column) to (line, column), on one line; of a macro also what it is given."""
        first, begin, last, end = place
        rows = [row.encode() for row in self.lines(path)]
        whole = b"\n".join([rows[first - 1][begin - 1 :], *rows[first : last + 20]])
        n = end - begin if first == last else sum(len(r) + 1 for r in rows[first - 1 : last - 1]) - (begin - 1) + end - 1
        if whole[n : n + 1] == b"(":
            depth = 0
            for n in range(n, len(whole)):
                depth += {b"(": 1, b")": -1}.get(whole[n : n + 1], 0)
                if depth == 0:
                    n += 1
                    break
        return " ".join(whole[:n].decode("utf-8", "replace").split())


def conditions(function):
    """{(file, place): [times true, times false]} of one function; of what a macro holds, where the macro is used."""
    files, used = function["filenames"], {}
    for region in function["regions"]:
        if region[7] == EXPANSION:
            used[region[6]] = (region[5], tuple(region[:4]))
    found, within = collections.OrderedDict(), collections.OrderedDict()
    for line, column, last, end, true, false, file, _, kind in function["branches"]:
        if kind != BRANCH:
            continue
        at, place, foreign = file, (line, column, last, end), None
        while at in used:
            if not files[at].startswith(ROOT + "/"):
                foreign = at
            at, place = used[at]
        if foreign is not None:
            within.setdefault((files[at], place, foreign), []).append((true, false))
        else:
            add(found, (files[at], place, line, column) if file in used else (files[at], place), true, false)
    # jansson's questions are pairs, "x && type of x is …", one of them or several with "||" between; its loops too
    for (path, place, _), leaves in within.items():
        add(found, (path, place), sum(t for t, _ in leaves[1::2]) if len(leaves) > 1 else leaves[0][0], sum(f for _, f in leaves[-2:]))
    return found


def add(found, key, true, false):
    of = found.setdefault(key, [0, 0])
    of[0] += true
    of[1] += false


def counted(build):
    """What clang's tools tell of the objects of these folders by the profiles. (llvm-cov also warns of inline functions of system headers, which no object has.)"""
    where, merged = os.path.join(build, "profile"), os.path.join(build, "profile.data")
    profiles = [os.path.join(where, f) for f in sorted(os.listdir(where))]
    # a profile that is not whole is that of a program in which nobody counted from then on: without it, all that is told would be wrong
    broken = [p for p in profiles if subprocess.run(["llvm-profdata", "show", p], stdout=subprocess.DEVNULL).returncode]
    if broken:
        sys.exit("\n".join(f"{p}: not whole: the tests must run again" for p in broken))
    with open(os.path.join(build, "profile.list"), "w") as f:
        f.write("\n".join(profiles))
    subprocess.run(["llvm-profdata", "merge", "-f", f.name, "-o", merged], check=True)
    objects = sorted(os.path.join(build, folder, f) for folder in FOLDERS for f in os.listdir(os.path.join(build, folder)) if f.endswith(".o"))
    out = subprocess.run(["llvm-cov", "export", "-format=text", "-instr-profile=" + merged, *(a for o in objects for a in ("-object", o))], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    return json.loads(out)["data"][0]


def says(field, text):
    return field == "*" or (re.fullmatch(field[1:-1], text) is not None if len(field) > 2 and field[0] == field[-1] == "/" else field == text)


def main():
    build, pattern = os.path.abspath(sys.argv[1]), os.environ.get("T")
    source, table = Source(), known(KNOWN)
    data = counted(build)
    totals = {folder: collections.Counter() for folder in FOLDERS}
    for file in data["files"]:
        folder = os.path.dirname(os.path.relpath(file["filename"], ROOT))
        if folder in totals:
            totals[folder].update(lines=file["summary"]["lines"]["count"], run=file["summary"]["lines"]["covered"])
    everywhere = collections.OrderedDict()
    for function in data["functions"]:
        folder = os.path.dirname(os.path.relpath(function["filenames"][0], ROOT))
        if folder in totals:
            for key, (true, false) in conditions(function).items():
                add(everywhere, (*key[:2], function["name"].split(":")[-1], key[2:]), true, false)
    left, used, lost = collections.OrderedDict(), set(), set()
    for (path, place, function, _), (true, false) in everywhere.items():
        path, text = os.path.relpath(path, ROOT), source.text(path, place)
        if max(true, false) >= BELOW_ZERO:
            lost.add(f"{path}:{place[0]}: {function}: {text}: taken less than no times: counts were lost")
        if re.fullmatch(r"\d+|true|false|(tolower|toupper)\(.*", text):
            continue  # no decision, and clang leaves it out; or one of the C library's on what is known when it is compiled
        label = re.match(r"(case\b.*|default)", text)
        if label and (true, false) == (0, 0):
            false = 1
        sides = [("true", true)] if label else [("true", true), ("false", false)]
        folder = totals[os.path.dirname(path)]
        for outcome, times in sides:
            folder["branches"] += 1
            folder["taken"] += times > 0
            rows = [r for r in table if says(r[0], path) and says(r[1], function) and says(r[2], text) and r[3] == outcome]
            used.update(r for r in rows if r[4].startswith(AT_TIMES) or times <= BY_KILLS)
            if times:
                continue
            if rows:
                folder["explained"] += 1
            else:
                left.setdefault((path, place[0], function, text), []).append(outcome)
    for (path, line, function, text), outcomes in sorted(left.items()):
        print(f"{path}:{line}: {function}: {text}: never {' nor '.join(outcomes)}")
    for line in sorted(lost):
        print(line)
    wrong = sum(map(len, left.values())) + len(lost)
    if not pattern:
        wrong += stale(KNOWN, table, used)
    for folder, n in totals.items():
        print(f"{folder}: {n['run']} of {n['lines']} lines, {n['taken']} of {n['branches']} branches taken, {n['explained']} not but explained, {n['branches'] - n['taken'] - n['explained']} not")
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
