"""The master theorem: an upper bound on the VC dimension of any network of piecewise polynomials.

    VC <= S + w*log2(2*r*log2(r)),   r = max(2*e*R, 16)

with S stages, w the sum of the distinct parameters that each stage depends on, and R the sum of N_i*D_i, of
the predicates of each stage and their degrees; see `summary`. Proof: given the signs of earlier stages, m
examples split the parameters by m*N_i polynomials of degree D_i in w_i variables, into at most
2*(2*e*m*N_i*D_i/w_i)**w_i cells (Warren 1968; Bartlett, Maiorov, Meir 1998, Lemma 1). The product over stages
is at most 2**S*(2*e*m*R/w)**w, by the inequality of means, and 2**m <= 2**S*(m*r/w)**w implies
m <= S + w*log2(2*r*log2(r)) for r >= 16 and w >= S. Nowhere are parameters distinct for each unit: sharing
weights changes w_i, not N_i.

Provenance: R, derived and checked here; for layered and for skip-connected networks without shared weights it
is Bartlett, Harvey, Liaw, Mehrabian, JMLR 20(63), 2019, Theorem 6, to the last constant (M, R).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ...errors import SymalgebraError
from ...formula import Formula, Size, formula, log2, nonnegative, size
from ...formula.extremum import Max
from ...formula.logarithm import LOG2_E
from ...layer import Layer
from ...measure import Measure
from ...shape import Shape
from ..way import signed
from .block import Block, algebra
from .pieces import piece
from .summary import Summary


def _piece(leaf: Any, x: Shape, y: Shape) -> Block:
    return piece(Summary, leaf, x, y)


SUMMARY = Measure(_piece, algebra(Summary), lambda value, x, y: value.whole())
SUMMARY.__name__ = "bounds.master"


def _apart(leaf: Any, x: Shape, y: Shape) -> Block:
    found = piece(Summary, leaf, x, y)
    return replace(found, tail=None) if found.tail and found.tail.kind == "activation" else found


UNFUSED = Measure(_apart, algebra(Summary), lambda value, x, y: value.whole())


def summary(net: Layer, x: Any, outputs: int = 1, where: Any = ()) -> Summary:
    """The summary of a network with its output stage: one sign, or the comparisons of all pairs of outputs.

    >>> from symalgebra import Linear, ReLU
    >>> found = summary(Linear(3) >> ReLU() >> Linear(1), (2,))
    >>> found.S, found.W, found.w, found.R
    (2, 13, 22, 5)
    """
    found: Any = SUMMARY(net, x, where)
    return found.then(Summary.stage(deciding(net, x, outputs), 1))


def unfused(net: Layer, x: Any, outputs: int = 1) -> Summary:
    """The same summary with each pool as a stage of its own."""
    found: Any = UNFUSED(net, x)
    return found.then(Summary.stage(deciding(net, x, outputs), 1))


def deciding(net: Layer, x: Any, outputs: int) -> int:
    """The predicates of the output: 1, or outputs*(outputs - 1)/2 for the greatest of several."""
    if not isinstance(outputs, int) or isinstance(outputs, bool) or outputs < 1:
        raise SymalgebraError(
            f"outputs={outputs!r}: the number of outputs that argmax chooses from, 1 or more"
        )
    there = net.out(x).numel
    if isinstance(there, int) and there < outputs:
        raise SymalgebraError(f"outputs={outputs}, but the network has {there}")
    return max(1, outputs * (outputs - 1) // 2)


def master(net: Layer, x: Any, outputs: int = 1, where: Any = ()) -> Formula:
    """S + w*log2(2*r*log2(r)), r = max(2*e*R, 16): an upper bound on the VC dimension (explicit form).

    Also on the pseudo-dimension. For outputs > 1 it is on the Natarajan and the graph dimension of the argmax
    of that many outputs; for 1 it is about the sign of one output. For every network with these layers, with
    weights shared in any way, with skip connections, gates and max-pooling, at inference: BatchNorm folds.
    Piecewise polynomial activations only: ReLU and its kin, hard sigmoid and hard swish, thresholds.

    >>> from symalgebra import Linear, ReLU
    >>> f = master(Linear(3) >> ReLU() >> Linear(1), (2,))
    >>> round(f.at(), 6)
    178.373675
    """
    found = summary(net, x, outputs, where)
    parts = {"S": size(found.S - found.idle), "wbar": found.w, "R": found.R}
    whole = formula(explicit(*parts.values())).relating(lambda: formula(found.w).related)
    return signed(whole, least, explicit, parts)


def explicit(S: Size, w: Size, R: Size) -> Size:
    """S + w*(1 + l + log2(l)), l = log2(max(2*e*R, 16)); 2*e*R >= 16 where R >= 3."""
    if isinstance(R, int) and R == 0:
        return 0
    growth = log2(R) + 1 + LOG2_E if nonnegative(formula(R) - 3) else _at_least_four(R)
    return size(S + formula(w) * (growth + 1 + log2(size(growth))))


def least(S: Size, w: Size, R: Size) -> Size:
    """S + 7*w, at most the explicit form."""
    return size(S + 7 * formula(w))


def _at_least_four(R: Size) -> Formula:
    """log2(max(2*e*R, 16)) where R >= 3, which compares the two, is not proved; below it is 4."""
    return formula(4) if isinstance(R, int) else Max.of(log2(R) + 1 + LOG2_E, formula(4))
