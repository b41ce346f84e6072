"""A formula beside a bound: whether f is at most the bound on the whole domain, with what shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..formula import Formula, formula
from ..order.compare import compare
from ..order.lemmas import instances
from ..order.question import Verdict
from ..order.verdict import Proved, Unknown
from .entry import Bound


@dataclass(frozen=True)
class Beside:
    """f <= bound, and the verdict of `compare` on it."""

    f: Formula
    bound: Bound
    verdict: Verdict

    @property
    def holds(self) -> bool | None:
        """True where it is proved, False where it is refuted, None where it is open."""
        return None if isinstance(self.verdict, Unknown) else isinstance(self.verdict, Proved)

    def check(self) -> bool:
        """Whether the evidence checks."""
        return self.verdict.check()

    @property
    def proofs(self) -> tuple[Proved, ...]:
        """The proof, if there is one."""
        return (self.verdict,) if isinstance(self.verdict, Proved) else ()

    @property
    def between(self) -> Formula | None:
        """What the proof goes through, in the numbers that the bound is stated in; None without such."""
        steps = (left for proof in self.proofs for left, _ in instances(proof.certificate))
        return next(steps, None)


def beside(f: Any, bound: Bound, where: Iterable[Any] = (), limit: float | None = None) -> Beside:
    """Whether f <= bound for all values of the symbols; `where` and `limit` as for `compare`.

    >>> from symalgebra import Linear, ReLU, bounds, dims, params
    >>> n, w = dims("n w")
    >>> net = (Linear(w) >> ReLU()) ** n >> Linear(1)
    >>> found = beside(params(net, (w,)), bounds.best_upper(net, (w,)))
    >>> found.holds, found.between, found.check()
    (True, S + 7*wbar, True)
    """
    f = formula(f)
    return Beside(f, bound, compare(f, bound.formula, where, limit=limit))
