# SPDX-License-Identifier: MIT
# An outside attacker: knows the published documents and nothing else, and tries with a linear program to find the numbers that are not shown.
# attack.py CASES DOCUMENT...: cases only tell which hidden numbers are small ones. Tables of category by year or quarter, of one year.
import collections, json, sys

import numpy as np
from scipy.optimize import linprog

YEAR, WIDTH = "2024", 5
cases = [json.loads(line) for line in open(sys.argv[1])]
quarter = lambda c: "%s-Q%d" % (c["received"][:4], (int(c["received"][5:7]) + 2) // 3)
quarters = ["%s-Q%d" % (YEAR, q) for q in range(1, 5)]
truth = collections.Counter((c.get("category", ""), quarter(c)) for c in cases if c["received"].startswith(YEAR))

cells = []  # (category or None for all, period, shown number or None)
categories = set()
for name in sys.argv[2:]:
    for section in json.load(open(name))["sections"]:
        for table in section["tables"]:
            if table["table"] not in ("stats", "category_year"):
                continue
            for row in table["rows"]:
                if not row["total"]:
                    categories.add(row["id"][0])
                for column, cell in zip(table["columns"], row["cells"]):
                    if column["id"].startswith(YEAR):
                        cells.append((None if row["total"] else row["id"][0], column["id"], cell.get("n")))
# rows of zeros are left out of a table: their cells are published zeros, and make no unknown
categories = sorted(categories)
unknown = {(c, q): i for i, (c, q) in enumerate((c, q) for c in categories for q in quarters)}


def over(category, period):
    v = np.zeros(len(unknown))
    for (c, q), i in unknown.items():
        if (category is None or c == category) and q.startswith(period):
            v[i] = 1
    return v


shown = [(over(c, p), n) for c, p, n in cells if n is not None]
hidden = {(c, p) for c, p, n in cells if n is None}
assert shown and hidden, "nothing to attack"
A, b = np.array([v for v, n in shown]), np.array([n for v, n in shown], float)
small = 0
for category, period in sorted(hidden, key=str):
    v = over(category, period)
    real = sum(n for (c, q), n in truth.items() if (category is None or c == category) and q.startswith(period))
    low = linprog(v, A_eq=A, b_eq=b, bounds=(0, None), method="highs")
    high = linprog(-v, A_eq=A, b_eq=b, bounds=(0, None), method="highs")
    assert low.status == 0 and high.status in (0, 3), (category, period, low.status, high.status)
    if 0 < real < WIDTH:
        small += 1
        width = (-high.fun if high.status == 0 else float("inf")) - low.fun
        assert width >= WIDTH - 1e-6, f"{category} {period}: between {low.fun} and {-high.fun}"
assert small > 0, "no small number was hidden"
print(f"{len(hidden)} hidden, {small} small, none found")
