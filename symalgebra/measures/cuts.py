"""The least cut of a graph: a maximum flow where its widths are numbers, up to a common factor.

Every node v is an arc from what it reads to what it writes, of the least width within it; a cut takes arcs
away until no path is left, and its width is their sum. Ford, Fulkerson, "Maximal flow through a network",
Canadian Journal of Mathematics 1956.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import product
from math import lcm, prod
from typing import Any

from ..algebra import Step, stretches
from ..errors import NoClosedForm
from ..formula import Formula, Size, add, formula, minimum, nonnegative, size
from ..formula.extremum import Min

MOST_SUMS = 64  # of the parts of minima that are added
MOST_VISITS = 1_000_000  # of nodes, while the cuts of a part are listed whose widths have no common factor
MOST_LEAST = 300  # cuts that contain no other one

MANY = "there are many cuts of nodes whose widths are no multiples of each other; give their symbols numbers"


def over_cuts(algebra: Any, steps: Sequence[Step]) -> tuple[Size, Size]:
    """The width of the input and the least width of a cut: the least of those between cut vertices."""
    least = [least_cut(steps, *ends) for ends in stretches(steps)]
    first = next(
        x for step in steps for source, x in zip(step.sources, step.outs, strict=True) if source == 0
    )
    return first.numel, minimum(*dict.fromkeys(least))


def width(step: Step) -> Size:
    """The least width of a node."""
    return minimum(step.read.numel, step.value[1]) if step.value else step.read.numel


def least_cut(steps: Sequence[Step], start: int, end: int) -> Size:
    """The least width of a cut between two nodes that every path leads through, these included."""
    inner = range(start + 1, end + 1)
    entry = steps[start].outs[steps[start].sources.index(start)].numel
    widths = {start: entry, **{number: width(steps[number - 1]) for number in inner}}
    if len(widths) == 2:
        return minimum(*widths.values())
    ratios = {number: (formula(value) / entry).plain() for number, value in widths.items()}
    if all(isinstance(ratio, int | Fraction) for ratio in ratios.values()):
        return size(formula(entry) * flow(steps, ratios, end))
    sources = narrowed(steps, widths)
    if not sources:
        return entry
    least = smallest(cuts(sources, start, max(sources)))
    return minimum(*dict.fromkeys(together([widths[n] for n in cut]) for cut in least))


def narrowed(steps: Sequence[Step], widths: dict[int, Size]) -> dict[int, tuple[int, ...]]:
    """What each node reads, without those that are no narrower than the one node that they read.

    Every path through such a node goes through its source, so a cut may take the source in its place.
    """
    start, *inner = widths
    found: dict[int, tuple[int, ...]] = {}
    same = {start: start}
    for number in inner:
        read = tuple(dict.fromkeys(same[source] for source in steps[number - 1].sources))
        wide = len(read) == 1 and nonnegative(formula(widths[number]) - widths[read[0]])
        same[number] = read[0] if wide else number
        if not wide:
            found[number] = read
    return found


def flow(steps: Sequence[Step], ratios: dict[int, int | Fraction], end: int) -> Fraction:
    """The maximum flow from the first node to the last one."""
    from networkx import DiGraph, maximum_flow_value
    from networkx.algorithms.flow import dinitz

    whole, start = lcm(*(Fraction(ratio).denominator for ratio in ratios.values())), min(ratios)
    network = DiGraph()
    for number, ratio in ratios.items():
        network.add_edge(("reads", number), ("writes", number), capacity=int(ratio * whole))
        if number != start:
            network.add_edges_from(
                (("writes", source), ("reads", number)) for source in steps[number - 1].sources
            )
    # Dinitz takes a pass for each length of a path that the flow needs: few, where layers are in order.
    found = maximum_flow_value(network, ("reads", start), ("writes", end), flow_func=dinitz)
    return Fraction(found, whole)


def cuts(sources: dict[int, tuple[int, ...]], start: int, end: int) -> Iterator[frozenset[int]]:
    """The cuts of a graph: its first node, or all that read a set of reached nodes from outside."""
    yield frozenset((start,))
    seen = {frozenset((start,))}
    pending = list(seen)
    while pending:
        reached = pending.pop()
        edge = frozenset(
            n for n, read in sources.items() if n not in reached and not reached.isdisjoint(read)
        )
        yield edge
        for number in edge - {end}:
            wider = reached | {number}
            if wider not in seen:
                seen.add(wider)
                pending.append(wider)
        if len(seen) * len(sources) > MOST_VISITS:
            raise NoClosedForm(MANY)


def smallest(several: Iterable[frozenset[int]]) -> list[frozenset[int]]:
    """Those that contain no other one."""
    found: list[frozenset[int]] = []
    for cut in sorted(several, key=len):
        if not any(other <= cut for other in found):
            found.append(cut)
        if len(found) > MOST_LEAST:
            raise NoClosedForm(MANY)
    return found


def together(widths: Sequence[Size]) -> Size:
    """The sum of widths, minima outermost: min(a, b) + c is min(a + c, b + c)."""
    parts = [parts_of(formula(width)) for width in widths]
    if prod(map(len, parts)) > MOST_SUMS:
        return add(widths)
    return minimum(*dict.fromkeys(map(add, product(*parts))))


def parts_of(width: Formula) -> Sequence[Size]:
    """The arguments of a minimum, or the width itself."""
    atoms = [a for m in width.terms for a in m.atoms]
    alone = len(atoms) == 1 and isinstance(atoms[0], Min) and width == atoms[0].formula()
    return [size(part) for part in atoms[0].arguments] if alone else [size(width)]
