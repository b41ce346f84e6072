"""How a formula grows beside a bound: by way of a core that the bound is between two multiples of.

The master theorem is Theta of S + wbar*(1 + log2(R)): for all S, wbar, R >= 1

    core <= law <= 8*core,   core = S + wbar*(1 + log2(R))

so whatever is o, O, Theta, omega of the core, or incomparable with it, is so of the bound. The core has a few
terms where the bound has hundreds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..formula import Formula, Size, formula, log2
from ..order.asymptotics.growth import growth
from ..order.asymptotics.relation import Growth
from ..order.verdict import Proved
from .entry import Bound
from .laws import always, numbers

FACTOR = 8


@dataclass(frozen=True)
class Growing:
    """f beside a bound: its growth beside the core, and the proofs that the bound is between its multiples.

    Without a core the bound is its own, and there is nothing to prove.
    """

    bound: Bound
    growth: Growth
    proofs: tuple[Proved, ...] = ()

    @property
    def relation(self) -> str:
        """The strongest of o, O, Theta, Omega, omega that is proved, or "incomparable", or "undecided"."""
        return self.growth.relation

    def check(self) -> bool:
        """Whether all of the evidence checks."""
        return self.growth.check() and all(proof.check() for proof in self.proofs)


def grows(f: Any, bound: Bound, by: Any = None, where: Iterable[Any] = ()) -> Growing:
    """How f grows beside a bound as the symbols `by`, all of them by default, tend to infinity together.

    >>> from symalgebra import Linear, ReLU, bounds, dims, params
    >>> n, w = dims("n w")
    >>> net = (Linear(w) >> ReLU()) ** n >> Linear(1)
    >>> found = grows(params(net, (w,)), bounds.best_upper(net, (w,)))
    >>> found.relation, found.check()
    ('o', True)
    """
    proofs = sandwiched(bound)
    if proofs is None:
        return Growing(bound, growth(f, bound.formula, by, where))
    return Growing(bound, growth(f, core(*bound.parts.values()), by, where), proofs)


def core(S: Size, wbar: Size, R: Size) -> Formula:
    """S + wbar*(1 + log2(R))."""
    return formula(S) + formula(wbar) * (formula(log2(R)) + 1)


def multiple(S: Size, wbar: Size, R: Size) -> Formula:
    """8*core."""
    return FACTOR * core(S, wbar, R)


def sandwiched(bound: Bound) -> tuple[Proved, ...] | None:
    """core <= law and law <= 8*core, for all values of the numbers; None for a bound without a core.

    Neither has one whose numbers may be 0.
    """
    values = numbers(bound.parts) if bound.id == "vc.master" else None
    if values is None or bound.entry.law is None:
        return None
    low, high = always(core, bound.entry.law, values), always(bound.entry.law, multiple, values)
    return (low, high) if low and high else None
