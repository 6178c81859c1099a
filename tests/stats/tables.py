# SPDX-License-Identifier: MIT
"""Makes tables for the tests of protection: inner cells, and every margin of one or more linked tables over them."""
import itertools
import random

PRIMARY, FORCED, UNSEEN = 1, 2, 4


class Table:
    """Inner cells with their values; cells as (inner indices, cost, flags, width); insiders as lists of inner indices."""

    def __init__(self, inner, width=5):
        self.inner, self.width = inner, width
        self.cells, self.insiders, self.seen = [], [], {}

    def value(self, c):
        return sum(self.inner[i] for i in self.cells[c][0])

    def add(self, members, flags=0, cost=None, width=0, threshold=5):
        members = tuple(sorted(members))
        v = sum(self.inner[i] for i in members)
        if 0 < v < threshold and not flags & FORCED:
            flags |= PRIMARY
        self.cells.append((members, v if cost is None else cost, flags, width))
        return len(self.cells) - 1

    def text(self):
        out = [f"{len(self.inner)} {len(self.cells)} {len(self.insiders)} {self.width}", " ".join(map(str, self.inner))]
        out += [f"{cost} {flags} {width} {len(m)} " + " ".join(map(str, m)) for m, cost, flags, width in self.cells]
        out += [f"{len(k)} " + " ".join(map(str, k)) for k in self.insiders]
        return "\n".join(out) + "\n"


def tree(leaves, *levels):
    """Groups over the leaves 0..n-1: each leaf, groups of about levels[i] groups below, and all."""
    groups = [[i] for i in range(leaves)]
    out = list(groups)
    for size in levels:
        groups = [sum(groups[i:i + size], []) for i in range(0, len(groups), size)]
        out += groups
    if len(groups) > 1:
        out.append(list(range(leaves)))
    return out


def cross(dims, values, tables=None, width=5):
    """dims: for each dimension its groups (lists of leaves; the last is all). tables: which dimensions each linked table shows; None: all."""
    sizes = [max(max(g) for g in d) + 1 for d in dims]
    stride = [1] * len(sizes)
    for i in range(len(sizes) - 2, -1, -1):
        stride[i] = stride[i + 1] * sizes[i + 1]
    t = Table(values, width)
    done = set()
    for shown in tables or [range(len(dims))]:
        for pick in itertools.product(*[d if i in shown else [d[-1]] for i, d in enumerate(dims)]):
            members = tuple(sorted(sum(x * s for x, s in zip(at, stride)) for at in itertools.product(*pick)))
            if members not in done:
                done.add(members)
                t.add(members)
    return t


def reports(rng, sizes, n):
    """n reports over the cross of dimensions of these sizes, uneven as in real organisations."""
    weights = [[rng.gammavariate(1, 1) + 0.05 for _ in range(s)] for s in sizes]
    total = 1
    for s in sizes:
        total *= s
    values = [0] * total
    picks = [rng.choices(range(s), w, k=n) for s, w in zip(sizes, weights)]
    for at in zip(*picks):
        i = 0
        for x, s in zip(at, sizes):
            i = i * s + x
        values[i] += 1
    return values


def organisation(seed, n, units=50, per=8, kinds=8, outcomes=5, quarters=4):
    """The size that the design names: units in three levels x kinds x outcomes x quarters, all margins."""
    rng = random.Random(seed)
    dims = [tree(units, per), tree(kinds), tree(outcomes), tree(quarters)]
    return cross(dims, reports(rng, [units, kinds, outcomes, quarters], n))
