"""Growth re-checked: the weights and rays of a result are held against the formulas, without any search."""

from __future__ import annotations

from typing import Any

from ...errors import SymalgebraError
from ...formula import Formula
from ...formula.atom import Name, Symbol
from ..question import STEPS, asked
from ..verdict import Proved
from .bracket import eventual_sign
from .constants import sign
from .rays import Ray
from .scales import tends
from .series import lead, series
from .setting import setting
from .sides import Half, Side, half, sides
from .tail import Tail


def sound(growth: Any) -> bool:
    """Whether both halves of a growth, or of all its cells, are what they claim to be."""
    if growth.cells:
        return all(sound(cell) for cell in growth.cells)
    try:
        tail = setting(growth.by, (growth.left, growth.right), growth.given)
        if not growth.by:
            return _pointwise(growth)
        a, b = sides(growth.left, growth.right, tail, growth.given)
        return _half(growth.upper, a, b, tail, growth.given) and _half(growth.lower, b, a, tail, growth.given)
    except SymalgebraError:
        return growth.upper.holds is growth.lower.holds is None


def _pointwise(growth: Any) -> bool:
    asked = ((growth.upper, growth.left, growth.right), (growth.lower, growth.right, growth.left))
    return all(not h.holds or not f or positive_everywhere(g) for h, f, g in asked)


def positive_everywhere(f: Formula) -> bool:
    """Whether f > 0 is proved for all values of its symbols."""
    return sign(f) == 1 or isinstance(asked(0, f, [], "<", STEPS), Proved)


def _half(h: Half, f: Side, g: Side, tail: Tail, given: tuple[Formula, ...]) -> bool:
    if h.holds is None:
        return True
    if h.ray is not None:
        return h.holds is False and _ray(h.ray, f.formula, g.formula, tail, given)
    if g.low is None:
        return False
    covered = set(f.high.top) <= {mean.term for mean in h.means}
    stated = {fact for mean in h.means for fact in mean.facts if fact.weights is None}
    weighed = all(mean.weights.keys() <= g.low.terms.keys() and mean.check(tail.by) for mean in h.means)
    return covered and weighed and stated <= set(tail.facts)


def _ray(ray: Ray, f: Formula, g: Formula, tail: Tail, given: tuple[Formula, ...]) -> bool:
    """Whether g = o(f) along the curve, which keeps to the conditions and along which every symbol grows."""
    curve: dict[Symbol, Formula] = {
        s: value for s in tail.by for name, value in ray.curve if isinstance(s, Name) and s.name == name
    }
    along = Tail(frozenset().union(*(value.free for value in curve.values())))
    if curve.keys() != tail.by or len(along.by) != 1:
        return False
    kept = all(eventual_sign(h.substitute(curve), along) in (0, 1) for h in given)
    grows = all(tends(lead(series(value, along.by), along.by)[0], along.by) == 1 for value in curve.values())
    other = g.substitute(curve)
    a, b = sides(f.substitute(curve), other * (eventual_sign(other, along) or 1), along)
    return kept and grows and a.low is not None and half(b, a, along).strict
