"""The bound of one symbol where a difference is linear in it: n**k*(slope*n + offset)."""

from __future__ import annotations

from typing import Any

from ..formula import Formula, Size, ceildiv, floordiv, split_affine, symbol
from ..formula.atom import Name
from ..formula.monomial import Monomial
from ..formula.power import split_content
from .clock import Late
from .domain import conditions
from .extent import TooLong, bounded
from .question import STEPS, asked
from .verdict import Proved

Found = tuple[tuple[str, Size] | None, Proved | None]


def bound_of(f: Formula, g: Formula, name: str, where: list[Any]) -> Found:
    """n >= ceil(-offset/slope), exactly where f <= g, and the proof of slope > 0; <= where slope < 0."""
    try:
        bounded(f, g)
        return _bound_of(f, g, name, where)
    except (Late, TooLong):
        return None, None


def _bound_of(f: Formula, g: Formula, name: str, where: list[Any]) -> Found:
    gap = raised(g - f, conditions(where, f, g).ranges)
    chosen = next((s for s in gap.free if isinstance(s, Name) and s.name == name), None)
    parts = (affine if chosen.low >= 1 else split_affine)(gap, chosen) if chosen else None
    if parts is None:
        return None, None
    slope, offset = parts
    for sign in (1, -1):
        proof = asked(0, slope * sign, where, "<", STEPS)
        if isinstance(proof, Proved):
            if sign == 1:
                return (">=", ceildiv(*cleared(-offset, slope))), proof
            return ("<=", floordiv(*cleared(offset, -slope))), proof
    return None, None


def affine(gap: Formula, x: Name) -> tuple[Formula, Formula] | None:
    """The slope and the offset of a difference, or of that divided by a power of the symbol."""
    found = split_affine(gap, x)
    if found is None:
        ((shared, _),) = split_content(gap)[0].items()
        k = dict(shared.powers).get(x, 0)
        return split_affine(gap / x.formula() ** k, x) if isinstance(k, int) else None
    return found


def raised(f: Formula, ranges: dict[str, tuple[int, int | None]]) -> Formula:
    """The formula over symbols that know their least values in the domain."""
    names = [s for s in f.free if isinstance(s, Name) and s.name in ranges]
    return f.substitute({s: symbol(s.name, ranges[s.name][0]) for s in names})


def cleared(a: Formula, b: Formula) -> tuple[Size, Size]:
    """a/b in lowest terms, as far as common factors of single terms go."""
    if not a.terms:
        return 0, b.size()
    (outer, a), (inner, b) = split_content(a), split_content(b)
    ratio = outer / inner
    ((m, c),) = ratio.items()
    top = Formula({Monomial([(b, e) for b, e in m.powers if not isinstance(e, int) or e > 0]): 1})
    bottom = top / Formula({m: 1})
    return (a * top * c.numerator).size(), (b * bottom * c.denominator).size()
