# SPDX-License-Identifier: MIT
# The head of each unit as an attacker: knows the published table of unit by category, and every case of the own unit. insider.py CASES DOCUMENT YEAR PROTOCOL: prints what each
# finds out of other units, one a line; nothing where the document holds.
import collections, json, sys

from scipy.optimize import linprog

WIDTH = 5
cases = [c for c in map(json.loads, open(sys.argv[1])) if c["received"].startswith(sys.argv[3])]
truth = collections.Counter((c.get("unit", "-"), c.get("category", "-")) for c in cases)
table = json.load(open(sys.argv[2]))["sections"][0]["tables"][0]
at = next(i for i, c in enumerate(table["columns"]) if c["id"] == sys.argv[3])
cells = {tuple(row["id"]): row["cells"][at].get("n") for row in table["rows"]}
assert None in cells.values(), "nothing is hidden"
units = sorted({u for u, c in truth})
inner = [(u, c) for u, c in cells if u != "*" and c != "*"]  # rows of zeros are left out: nobody is in them
assert set(truth) <= set(inner)
parent = {u["id"]: u.get("parent") for u in json.load(open(sys.argv[4]))["lists"]["unit"]}


def above(unit):
    while unit:
        yield unit
        unit = parent.get(unit)


over = lambda u, c: [1.0 if u in ("*", *above(i[0])) and c in ("*", i[1]) else 0.0 for i in inner]
a, b, hidden = [], [], []
for (u, c), n in cells.items():
    if n is None:
        hidden.append((u, c))
    else:
        a.append(over(u, c))
        b.append(n)
for head in [None] + units:
    bounds = [(truth[i], truth[i]) if i[0] == head else (0, None) for i in inner]
    for u, c in hidden:
        if head in above(u):
            continue
        ends = [linprog([s * x for x in over(u, c)], A_eq=a, b_eq=b, bounds=bounds, method="highs") for s in (1, -1)]
        assert ends[0].status == 0
        if ends[1].status == 0 and -ends[1].fun - ends[0].fun < WIDTH - 1e-6:
            print(f"{head}: {u} {c} lies from {ends[0].fun:g} to {-ends[1].fun:g}")
