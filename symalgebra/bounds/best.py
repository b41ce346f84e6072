"""The best upper bound that is valid on a network."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..errors import NoRule
from ..formula import Formula, Size, formula
from ..layer import Layer
from .choice import Choice, least
from .entry import Bound
from .network import Network
from .upper import UPPER


def best_upper(
    net: Layer, x: Any, outputs: int = 1, bits: Size | None = None, where: Iterable[Any] = ()
) -> Bound:
    """The valid upper bound that is least, as a `Bound`: `.id` says which one it is, `.formula` what it says.

    Where the symbols decide which is least, it is the one that is least at the largest of a few points, at
    which all symbols are 63 above their least values; `best` tells the point, and where another one is less.
    `bits` admits b*W, which is about networks with parameters of so many bits and about no others.

    >>> from symalgebra import Linear, ReLU, dims
    >>> n, w = dims("n w")
    >>> best_upper(Linear(1), (n,)).id, best_upper((Linear(w) >> ReLU()) ** n >> Linear(1), (w,)).id
    ('vc.linear', 'vc.master')
    """
    return best(net, x, outputs, bits, where).bound


def best(net: Layer, x: Any, outputs: int = 1, bits: Size | None = None, where: Iterable[Any] = ()) -> Choice:
    """The same, with the other valid bounds: `.sense` says where it is the least, and where another one is.

    `.verdicts(limit)` asks `compare` whether it is at most each of the others on the whole domain.

    >>> from symalgebra import Linear, ReLU, dims
    >>> n, w = dims("n w")
    >>> print(best(Linear(3) >> ReLU() >> Linear(1), (2,)).sense)
    the least of 8: proved
    >>> print(best((Linear(w) >> ReLU()) ** n >> Linear(1), (w,)).sense)
    the least of 7 at n=64, w=64; vc.units17 is less at n=3, w=1; vc.gj95.steps is less at n=404, w=1
    """
    network = Network(net, x, where, outputs, bits)
    valid = admitted((entry.on(network) for entry in UPPER), bits)
    if not valid:
        raise NoRule(f"no upper bound of the catalogue allows {net}; see bounds.table, or say bits=b")
    return least(valid, network.where)


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
