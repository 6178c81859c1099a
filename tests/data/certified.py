# SPDX-License-Identifier: MIT
# A certificate counted by other code: certified.py CERTIFICATE DOCUMENT EARLIER... Every register gives every printed number, and each hidden number of DOCUMENT has two registers that differ by 5.
import json, sys

LEAST = 5
proof, *documents = [json.load(open(name)) for name in sys.argv[1:]]
by_release = {d["release"]: d for d in documents}
main = documents[0]
assert proof["release"] == main["release"] and set(proof["earlier"]) == set(by_release) - {main["release"]}


def period(name, day):
    y, m = day[:4], int(day[5:7])
    return {"year": y, "quarter": f"{y}-Q{(m + 2) // 3}", "month": day[:7]}[name]


def table_of(document, name):
    return next((t for s in document["sections"] for t in s["tables"] if t["table"] == name), None)


def chains(dim, case):
    """The ids under which a case counts in a dimension; None: it is not in the table."""
    nodes = {n["id"]: n for n in dim["nodes"]}
    names = [None] + [n["id"] for n in dim["nodes"]]
    if dim.get("period"):
        words = [period(dim["name"], case["received"])]
        if words[0] not in nodes:
            return None
    else:
        words = case["words"].get(dim["name"], [])
        place = lambda w: names[dim["also"][w]] if w in dim.get("also", {}) else w
        words = [place(w) for w in words if w in nodes or w in dim.get("also", {})]
        if not words and dim.get("strict"):
            return None
        if not words and "" in nodes:
            words = [""]
    found = {"*"}
    for w in words:
        while w is not None:
            found.add(w or "-")
            w = names[nodes[w]["parent"]]
    return found


proven, hidden, compared = set(), set(), 0
for s in main["sections"]:
    for t in s["tables"]:
        for row in t["rows"]:
            hidden |= {(t["table"], *row["id"], c["id"]) for c, cell in zip(t["columns"], row["cells"]) if cell.get("suppressed")}
for block in proof["blocks"]:
    assert all(n >= 0 for case in block["cases"] for n in case["n"])
    for shape in block["tables"]:
        count = {}
        for case in block["cases"]:
            if case.get("only") not in (None, shape["release"]) or any(w not in case["words"].get(d, []) for d, w in shape.get("only", {}).items()):
                continue
            ids = [chains(d, case) for d in shape["dims"]]
            if None in ids:
                continue
            cells = [()]
            for some in ids:
                cells = [c + (i,) for c in cells for i in some]
            for c in cells:
                count[c] = [a + b for a, b in zip(count.get(c, [0] * block["registers"]), case["n"])]
        table = table_of(by_release[shape["release"]], shape["table"])
        if table is None:  # all zeros, and so left out
            assert all(set(n) == {0} for at, n in count.items() if at[0] != "*" and at[-1] != "*"), shape["table"]
            continue
        known = [{"*"} | {n["id"] or "-" for n in d["nodes"]} for d in shape["dims"]]
        printed = set()
        for row in table["rows"]:
            ids = row["id"] if len(shape["dims"]) > 1 else []
            for column, cell in zip(table["columns"], row["cells"]):
                at = (*ids, column["id"])
                if any(i not in k for i, k in zip(at, known)):
                    continue  # another branch of the table
                printed.add(at)
                n = count.get(at, [0] * block["registers"])
                if cell.get("then"): # of an earlier document
                    continue
                if cell.get("suppressed"):
                    if shape["release"] == main["release"] and max(n) - min(n) >= LEAST:
                        proven.add((shape["table"], *row["id"], column["id"]))
                elif not cell.get("absent"):
                    assert set(n) == {cell["n"]}, (shape["table"], at, n, cell)
                    compared += 1
        columns = {c["id"] for c in table["columns"]}
        for at, n in count.items():  # rows that are not printed are of zeros
            assert at in printed or at[-1] not in columns or set(n) == {0}, (shape["table"], at, n)
assert hidden and proven == hidden, hidden - proven
print(f"{len(hidden)} hidden numbers proven, {compared} printed ones compared")
