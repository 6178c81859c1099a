# SPDX-License-Identifier: MIT
# Tables of reasons: what a tool says that needs no mending, each with why. make analyse and make coverage have one each (tests/lint/*.known).
import os, sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def known(path):
    """[five fields, the last of them why] of each line of a table: with tabs between, lines that begin with # are of no account."""
    rows = []
    for line in open(os.path.join(ROOT, path), encoding="utf-8"):
        if line.strip() and not line.startswith("#"):
            row = tuple(x for x in line.rstrip("\n").split("\t") if x)
            if len(row) != 5:
                sys.exit(f"{path}: not five fields: {line}")
            rows.append(row)
    return rows


def stale(path, rows, used):
    """How many lines of a table say nothing any more; each is told."""
    left = [row for row in rows if row not in used]
    for row in left:
        print(f"{path}: nothing is said any more: {' '.join(row[:4])}")
    return len(left)
