"""What may show a growth: constants, thresholds, rates, curves, as parts of a certificate without proofs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from ...errors import SymalgebraError
from ...formula import Formula, formula, log2, minimum
from ...formula.atom import Name, Symbol
from ...formula.logarithm import Log2
from ...formula.nesting import nested
from ..expression import expression
from ..question import STEPS
from .evidence import Proposal, proposals
from .rays import Ray

MOST_TRIED = 8  # constants and thresholds for one part
LITTLE = STEPS[:1]  # work for the best constant

Part = dict[str, Any]


def smalls(f: Formula, g: Formula, growth: Any) -> Iterator[Part]:
    """What may show f = o(g): h*f = O(g) for some h that tends to infinity."""
    for h in rates(growth):
        raised = restated(growth, f * h, g)
        for offer in proposed(raised) if raised.upper.holds else ():
            yield {**stated("small", *offer), "rate": expression(h)}


def bounds(f: Formula, g: Formula, growth: Any) -> Iterator[Part]:
    """What may show f = O(g)."""
    offers = overall(f, g, growth) if growth.cells else islice(proposals(f, g, growth), MOST_TRIED)
    return (stated("bound", *offer) for offer in offers)


def limits(growth: Any) -> Iterator[Part]:
    """What may show f/g -> L: h*(f - L*g) = O(g) and h*(L*g - f) = O(g)."""
    value = formula(growth.limit)
    gap = growth.left - growth.right * value
    for h in rates(growth):
        for sign in (1, -1) if gap else ():
            raised = restated(growth, gap * h * sign, growth.right)
            for offer in proposed(raised) if raised.upper.holds is not False else ():
                yield {**stated("limit", *offer), "rate": expression(h), "value": expression(value)}
        if not gap:
            yield {**stated("limit", 1, {}), "rate": expression(h), "value": expression(value)}


def rays(ray: Ray, f: Formula, g: Formula, growth: Any) -> Iterator[Part]:
    """What may show that f is not O(g), along a curve; what it leaves alone is one above its least value."""
    moving = sorted({s.name for _, e in ray.curve for s in e.free if isinstance(s, Name)}) or ["t"]
    curve = {name: e for name, e in ray.curve if name in (growth.ranges if growth.cells else growth.by)}
    curve |= {n: formula(growth.ranges[n][0] + 1) for n in growth.by if n not in curve}
    swap: dict[Symbol, Formula] = {
        s: curve[s.name] for h in (f, g) for s in h.free if isinstance(s, Name) and s.name in curve
    }
    top, bottom = f.substitute(swap), g.substitute(swap)
    least = max([1, *(growth.ranges[name][0] for name in curve)])
    about = {"curve": {name: expression(e) for name, e in curve.items()}, "parameter": moving[0]}
    t = Name(moving[0], 1).formula()
    for h in (t, formula(log2(t))):
        raised = restated(growth, bottom * h, top, moving[0])
        for factor, start in proposed(raised):
            begin = {moving[0]: max(least, start.get(moving[0], 1))}
            yield {**stated("ray", factor, begin), "rate": expression(h), **about}


def rates(growth: Any) -> Iterator[Formula]:
    """What may tend to infinity slowly enough: symbols, logarithms, those of these, the least of each."""
    names = {s.name: s.formula() for h in (growth.left, growth.right) for s in h.free if isinstance(s, Name)}
    symbols = [names[name] for name in growth.by if name in names]
    logs = [formula(log2(x)) for x in symbols]
    slow = iterated(growth.left) or iterated(growth.right)
    for chosen in (symbols, logs, [formula(log2(x)) for x in logs] if slow else []):
        yield from chosen
        if len(chosen) > 1:
            yield formula(minimum(*chosen))


def iterated(f: Formula) -> bool:
    """Whether a logarithm of something with logarithms is in a formula."""
    logs = [a for g in nested(f) for m in g.terms for a in m.atoms if isinstance(a, Log2)]
    return any(isinstance(a, Log2) for log in logs for m in log.argument.terms for a in m.atoms)


def proposed(growth: Any) -> Iterator[Proposal]:
    """A few constants and thresholds."""
    return islice(proposals(growth.left, growth.right, growth), MOST_TRIED)


def stated(kind: str, factor: Any, start: dict[str, int]) -> Part:
    """A part without its proofs."""
    return {"kind": kind, "constant": expression(formula(factor)), "from": start}


def overall(f: Formula, g: Formula, growth: Any) -> Iterator[Proposal]:
    """The best constant on the whole domain, and others where g may be 0 or has no exact values."""
    from ..ratio import greatest  # which asks whether there is one

    try:
        found = greatest(f, g, domain(growth), LITTLE)
    except SymalgebraError:
        found = None
    if found is not None and found.value > 0:
        yield found.value, {}
    else:
        yield from proposals(f, g, growth)


def domain(growth: Any) -> list[str]:
    """The domain of a growth as conditions."""
    spans = [f"{name} >= {low}" for name, (low, _) in growth.ranges.items()]
    ends = [f"{name} <= {high}" for name, (_, high) in growth.ranges.items() if high is not None]
    return [*spans, *ends, *(f"{h} >= 0" for h in growth.given)]


def restated(growth: Any, f: Formula, g: Formula, by: str | None = None) -> Any:
    """The growth of other formulas in the same setting, or in another symbol without conditions."""
    from .relation import decided

    return decided(f, g, (by,)) if by else decided(f, g, growth.by, growth.given)
