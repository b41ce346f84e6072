"""The best upper bound that is valid on a network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from ..errors import NoRule, SymalgebraError
from ..formula import Formula, Size, formula
from ..formula.atom import Name
from ..layer import Layer
from .entry import Bound
from .network import Network
from .upper import UPPER

POINTS = (0, 1, 7, 63)  # above the least values of all symbols, where bounds are put side by side


def best_upper(
    net: Layer, x: Any, outputs: int = 1, bits: Size | None = None, where: Iterable[Any] = ()
) -> Bound:
    """The valid upper bound that is least, as a `Bound`: `.id` says which one it is, `.formula` what it says.

    Where the symbols decide which is least, it is the one that is least at the largest of a few points, at
    which all symbols are 63 above their least values: every valid bound is a bound, `table` has them all.
    `bits` admits b*W, which is about networks with parameters of so many bits and about no others.

    >>> from symalgebra import Linear, ReLU, dims
    >>> n, w = dims("n w")
    >>> best_upper(Linear(1), (n,)).id, best_upper((Linear(w) >> ReLU()) ** n >> Linear(1), (w,)).id
    ('vc.linear', 'vc.master')
    """
    network = Network(net, x, where, outputs, bits)
    valid = admitted((entry.on(network) for entry in UPPER), bits)
    if not valid:
        raise NoRule(f"no upper bound of the catalogue allows {net}; see bounds.table, or say bits=b")
    return least(valid).bound


def vc_upper(
    net: Layer, x: Any, outputs: int = 1, bits: Size | None = None, where: Iterable[Any] = ()
) -> Formula:
    """The best valid upper bound on the VC dimension, as a formula; `best_upper` says which one it is.

    >>> from symalgebra import Linear, ReLU
    >>> vc_upper(Linear(1), (7,)), vc_upper(Linear(3) >> ReLU() >> Linear(1), (2,), bits=8)
    (8, 104)
    """
    bound = best_upper(net, x, outputs, bits, where)
    return formula(bound.formula)


def admitted(bounds: Iterable[Bound], bits: Size | None) -> list[Bound]:
    """The upper bounds on the VC dimension that are valid; b*W only where b is given."""
    upper = (b for b in bounds if b.valid and (b.entry.direction, b.entry.quantity) == ("upper", "vc"))
    return [b for b in upper if b.id != "vc.finite" or bits is not None]


class Choice(NamedTuple):
    """The least of some bounds, and in what sense it is."""

    bound: Bound
    sense: str


def least(bounds: Sequence[Bound]) -> Choice:
    """The bound with the least value at the largest point that can be worked out, the first of equal ones."""
    if len(bounds) == 1:
        return Choice(bounds[0], "the only one")
    bound, point = _least(bounds)
    place = f" at {', '.join(f'{name}={value}' for name, value in point.items())}" if point else ""
    return Choice(bound, f"the least of {len(bounds)}{place}")


def _least(bounds: Sequence[Bound]) -> tuple[Bound, dict[str, int]]:
    names = {s.name: s.low for b in bounds for s in formula(b.formula).free if isinstance(s, Name)}
    for more in reversed(POINTS):
        point = {name: names[name] + more for name in sorted(names)}
        try:
            return min(bounds, key=lambda bound: value(bound, point)), point
        except (SymalgebraError, OverflowError):
            continue
    return bounds[0], {}


def value(bound: Bound, point: dict[str, int]) -> Any:
    """The value of a bound at a point."""
    f = formula(bound.formula)
    return f.at({name: point[name] for name in f.names})
